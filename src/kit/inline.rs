//! Short texts stored inline, so that the types that hold them are `Copy` and need no heap.

use core::fmt;

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
pub struct Name {
    bytes: [u8; Name::MOST],
    len: u8,
}

/// The name is empty, longer than 40 bytes, or has control characters in it, those of lines and of the direction of writing among them, or space
/// around it.
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
    /// If the text is empty or longer than 40 bytes, or has control characters in it, those of lines and of the direction of writing among
    /// them, or space around it.
    pub const fn new(text: &str) -> Result<Self, InvalidName> {
        let text = text.as_bytes();
        if let [b' ', ..] | [.., b' '] = text {
            return Err(InvalidName);
        }
        if text.is_empty() || text.len() > Self::MOST {
            return Err(InvalidName);
        }
        let mut bytes = [0; Self::MOST];
        let mut i = 0;
        while i < text.len() && i < Self::MOST {
            if is_control(text.split_at(i).1) {
                return Err(InvalidName);
            }
            bytes[i] = text[i];
            i += 1;
        }
        #[allow(clippy::cast_possible_truncation, reason = "it is at most 40")]
        Ok(Self { bytes, len: text.len() as u8 })
    }

    /// The name as text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(if (self.len as usize) < Self::MOST { self.len as usize } else { Self::MOST });
        match core::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => "",
        }
    }
}

impl core::str::FromStr for Name {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        Self::new(text)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Name {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::json::read_text(deserializer, "a name of 1 to 40 bytes without control characters or space around it")
    }
}
