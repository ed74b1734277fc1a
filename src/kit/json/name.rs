//! Reading a name, and other text that stands for a value.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// Reads one of `names`, a string.
pub(crate) fn read_name<'de, T: FromStr, D: Deserializer<'de>>(
    deserializer: D,
    concept: &'static str,
    names: &'static [&'static str],
) -> Result<T, D::Error> {
    struct Name<T>(&'static str, &'static [&'static str], PhantomData<T>);

    impl<T: FromStr> Visitor<'_> for Name<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let article = if self.0.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            write!(f, "the name of {article} {}", self.0)
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
            name.parse().map_err(|_| E::unknown_variant(name, self.1))
        }
    }

    deserializer.deserialize_str(Name(concept, names, PhantomData))
}

/// Reads a string that stands for a value; `expected` says what would be right.
pub(crate) fn read_text<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D, expected: &'static str) -> Result<T, D::Error> {
    struct Text<T>(&'static str, PhantomData<T>);

    impl<T: FromStr> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
        }
    }

    deserializer.deserialize_str(Text(expected, PhantomData))
}
