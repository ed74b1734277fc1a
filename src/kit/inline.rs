//! Short texts stored inline, so that the types that hold them are `Copy` and need no heap.

/// The text that these bytes are; none where they are not UTF-8.
pub(crate) const fn text_of(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// Text of at most `N` bytes. What may stand in it is said by the type around it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Inline<const N: usize> {
    bytes: [u8; N],
    len: u8,
}

impl<const N: usize> Inline<N> {
    /// This text, if it is neither empty nor too long.
    pub(crate) const fn new(text: &str) -> Option<Self> {
        const { assert!(N <= u8::MAX as usize, "evaluated by the compiler: the length does not fit into its byte") };
        let text = text.as_bytes();
        if text.is_empty() || text.len() > N {
            return None;
        }
        let mut bytes = [0; N];
        let mut i = 0;
        while i < text.len() && i < N {
            bytes[i] = text[i];
            i += 1;
        }
        #[allow(clippy::cast_possible_truncation, reason = "it is at most `N`")]
        Some(Self { bytes, len: text.len() as u8 })
    }

    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(if (self.len as usize) < N { self.len as usize } else { N });
        text_of(text)
    }
}

/// Parses, shows, writes and reads a type around [`Inline`] as the text that it is. Its `new` says what it takes, `$expected` in words.
macro_rules! inline_text {
    ($Text:ident or $Invalid:ident, $expected:literal) => {
        impl core::str::FromStr for $Text {
            type Err = $Invalid;

            fn from_str(text: &str) -> Result<Self, $Invalid> {
                Self::new(text)
            }
        }

        impl core::fmt::Display for $Text {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl core::fmt::Debug for $Text {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $Text {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $Text {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::kit::json::read_text(deserializer, $expected)
            }
        }
    };
}

pub(crate) use inline_text;

/// A name of at most 40 bytes: what an edition calls a plan or an add-on.
///
/// ```
/// use subscription_change::catalogue::Name;
///
/// let name: Name = "Simple Start".parse().unwrap();
/// assert_eq!(name.as_str(), "Simple Start");
/// assert!("a name that is longer than forty bytes all in all".parse::<Name>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(Inline<{ Name::MOST }>);

inline_text! { Name or InvalidName, "a name of 1 to 40 bytes without control characters or space around it" }

/// The name is empty or longer than 40 bytes, has space around it, or has a control character in it, one that breaks a line or turns the direction
/// of writing among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not a name, expected 1 to 40 bytes of text without control characters or space around it")]
#[non_exhaustive]
pub struct InvalidName;

/// Whether text that goes on like this begins with a character that would steer what shows it: a control, a separator of lines or paragraphs, one
/// that turns the direction of writing, or none at all (U+FFFE, U+FFFF).
const fn is_control(text: &[u8]) -> bool {
    matches!(
        text,
        [..=0x1f | 0x7f, ..]
            | [0xc2, 0x80..=0x9f, ..]
            | [0xd8, 0x9c, ..]
            | [0xe2, 0x80, 0x8e | 0x8f | 0xa8..=0xae, ..]
            | [0xe2, 0x81, 0xa6..=0xa9, ..]
            | [0xef, 0xbf, 0xbe | 0xbf, ..]
    )
}

impl Name {
    /// The most bytes that a name may have.
    pub const MOST: usize = 40;

    /// Makes a name of a text.
    ///
    /// # Errors
    ///
    /// If the text is empty or longer than 40 bytes, has space around it, or has a control character in it, one that breaks a line or turns
    /// the direction of writing among them.
    pub const fn new(text: &str) -> Result<Self, InvalidName> {
        let Some(name) = Inline::new(text) else { return Err(InvalidName) };
        let mut rest = text.as_bytes();
        if let [b' ', ..] | [.., b' '] = rest {
            return Err(InvalidName);
        }
        while let [_, later @ ..] = rest {
            if is_control(rest) {
                return Err(InvalidName);
            }
            rest = later;
        }
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
