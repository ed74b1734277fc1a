//! Reading a name.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

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
