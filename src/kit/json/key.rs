//! Reading the keys of an object.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

/// What fields of older documents are called now.
const RENAMED: [(&str, &str); 2] = [("days_since_other_firm", "days_since_discount"), ("other_firm_days", "discount_days")];

/// The error for an unknown field; for a field of an older document it says what the field is called now.
fn unknown_field<E: Error>(name: &str, fields: &'static [&'static str]) -> E {
    match RENAMED.iter().find(|(old, new)| *old == name && fields.contains(new)) {
        Some((old, new)) => E::custom(format_args!("unknown field `{old}`: it is called `{new}` now")),
        None => E::unknown_field(name, fields),
    }
}

/// Reads the next key of an object: the name of one of these fields.
pub(crate) fn next_key<'de, K: FromStr, A: MapAccess<'de>>(
    map: &mut A,
    fields: &'static [&'static str],
) -> Result<Option<K>, A::Error> {
    struct Key<K>(&'static [&'static str], PhantomData<K>);

    impl<'de, K: FromStr> DeserializeSeed<'de> for Key<K> {
        type Value = K;

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K, D::Error> {
            deserializer.deserialize_identifier(self)
        }
    }

    impl<K: FromStr> Visitor<'_> for Key<K> {
        type Value = K;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the name of a field")
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<K, E> {
            name.parse().map_err(|_| unknown_field(name, self.0))
        }
    }

    map.next_key_seed(Key(fields, PhantomData))
}
