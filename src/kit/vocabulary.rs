//! One concept, one name: how every enum of plain names is declared.
//!
//! The name is the variant's in `snake_case`, and it is the same in JSON, in [`Display`](core::fmt::Display), in
//! [`FromStr`](core::str::FromStr) and in the documentation.

use core::fmt;

/// A name that is not among the expected ones.
///
/// ```
/// use subscription_change::Plan;
///
/// let error = "premium".parse::<Plan>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown plan, expected one of easy_start, essentials, plus, advanced, ledger, self_employed");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub struct UnknownName {
    concept: &'static str,
    expected: &'static [&'static str],
    nearest: Option<&'static str>,
}

impl UnknownName {
    pub(crate) const fn new(concept: &'static str, expected: &'static [&'static str]) -> Self {
        Self { concept, expected, nearest: None }
    }

    /// The same error, with the label that was probably meant.
    pub(crate) const fn with_nearest(self, nearest: &'static str) -> Self {
        Self { nearest: Some(nearest), ..self }
    }

    /// The names that would be right, in the order of the documentation.
    #[must_use]
    pub const fn expected(&self) -> &'static [&'static str] {
        self.expected
    }

    /// Where labels are read too: the label or name that is nearest to what was written.
    ///
    /// ```
    /// use subscription_change::Plan;
    ///
    /// assert_eq!(Plan::from_label(" démarrage "), Ok(Plan::EasyStart));
    /// let error = Plan::from_label("Demarage").unwrap_err();
    /// assert_eq!(error.nearest(), Some("Démarrage"));
    /// assert!(error.to_string().ends_with(", or a label in any language; the nearest is Démarrage"));
    /// ```
    #[must_use]
    pub const fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {}, expected one of ", self.concept)?;
        for (i, name) in self.expected.iter().enumerate() {
            let separator = if i == 0 { "" } else { ", " };
            write!(f, "{separator}{name}")?;
        }
        if let Some(nearest) = self.nearest {
            write!(f, ", or a label in any language; the nearest is {nearest}")?;
        }
        Ok(())
    }
}

/// An enum of plain names, as `vocabulary!` declares it: what a [`Set`](super::Set) is made of.
pub trait Vocabulary: Copy + fmt::Debug + 'static {
    /// All of them, in the order of the documentation's tables.
    const ALL: &'static [Self];

    /// The noun for several of them in a message.
    const MANY: &'static str;

    /// The name, as it stands in JSON and parses back.
    fn name(self) -> &'static str;

    /// Its place among all of them, from 0.
    fn place(self) -> usize;
}

/// Whether the plural of the noun has an "s" at its end, which "part of a rule" has not.
pub(crate) const fn takes_an_s(concept: &str) -> bool {
    let mut rest = concept.as_bytes();
    while let [_, tail @ ..] = rest {
        if matches!(rest, [b' ', b'o', b'f', b' ', ..] | [b's' | b'x' | b'y']) {
            return false;
        }
        rest = tail;
    }
    true
}

// Each end of a noun, and where there is none of these.
const _: () = assert!(takes_an_s("plan") && !takes_an_s("part of a rule"));
const _: () = assert!(!takes_an_s("status") && !takes_an_s("suffix") && !takes_an_s("party"));

/// Declares an enum of plain names: small, ordered as the documentation's tables are, named, parsed and listed.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident ($concept:literal $(, $many:literal)?) {
            $($(#[$variant_meta:meta])* $Variant:ident,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            strum::Display, strum::EnumString, strum::VariantArray, strum::VariantNames,
        )]
        #[strum(
            serialize_all = "snake_case",
            parse_err_ty = crate::kit::UnknownName,
            parse_err_fn = Self::unknown
        )]
        #[non_exhaustive]
        pub enum $Name {
            $($(#[$variant_meta])* $Variant,)+
        }

        impl $Name {
            /// All of them, in the order of the documentation's tables.
            pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The name, as it stands in JSON and parses back.
            #[must_use]
            pub const fn name(self) -> &'static str {
                // Variant by variant: an index would be checked, and the check could panic.
                match self {
                    $(Self::$Variant => const { <Self as strum::VariantNames>::VARIANTS[Self::$Variant as usize] },)+
                }
            }

            pub(crate) fn unknown(_: &str) -> crate::kit::UnknownName {
                crate::kit::UnknownName::new($concept, <Self as strum::VariantNames>::VARIANTS)
            }
        }

        #[automatically_derived]
        impl crate::kit::Vocabulary for $Name {
            const ALL: &'static [Self] = Self::ALL;
            const MANY: &'static str = crate::kit::vocabulary!(@many $concept $(, $many)?);

            fn name(self) -> &'static str {
                self.name()
            }

            fn place(self) -> usize {
                self as usize
            }
        }

        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::kit::json::read_name(deserializer, $concept, <Self as strum::VariantNames>::VARIANTS)
            }
        }
    };

    (@many $concept:literal) => {{
        const { assert!(crate::kit::takes_an_s($concept), "say what several of them are called") }
        concat!($concept, "s")
    }};
    (@many $concept:literal, $many:literal) => { $many };
}

pub(crate) use vocabulary;
