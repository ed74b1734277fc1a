//! Writing the terms of a catalogue and reading them back, where they are no plain objects.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::terms::{Clearance, FeatureUse, Limit};

/// What stands for [`Limit::NoLimit`].
const NO_LIMIT: &str = "no_limit";

/// What stands for [`FeatureUse::Notice`].
const NOTICE: &str = "notice";

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::UpTo(limit) => serializer.serialize_u32(*limit),
            Self::NoLimit => serializer.serialize_str(NO_LIMIT),
            Self::Unknown => serializer.serialize_none(),
        }
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyLimit;

        impl Visitor<'_> for AnyLimit {
            type Value = Limit;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a whole number, `{NO_LIMIT}`, or null where it is not documented")
            }

            fn visit_u64<E: Error>(self, limit: u64) -> Result<Limit, E> {
                let invalid = || E::invalid_value(Unexpected::Unsigned(limit), &self);
                u32::try_from(limit).map(Limit::UpTo).map_err(|_| invalid())
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Limit, E> {
                if name == NO_LIMIT { Ok(Limit::NoLimit) } else { Err(E::invalid_value(Unexpected::Str(name), &self)) }
            }

            fn visit_unit<E: Error>(self) -> Result<Limit, E> {
                Ok(Limit::Unknown)
            }

            fn visit_none<E: Error>(self) -> Result<Limit, E> {
                Ok(Limit::Unknown)
            }
        }

        deserializer.deserialize_any(AnyLimit)
    }
}

impl Serialize for FeatureUse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Notice => serializer.serialize_str(NOTICE),
            Self::Blocks { cleared_by } => {
                let mut form = serializer.serialize_struct("Blocks", 1)?;
                form.serialize_field("blocks_until", cleared_by)?;
                form.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for FeatureUse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::keys!(blocks_until);

        struct AnyUse;

        impl<'de> Visitor<'de> for AnyUse {
            type Value = FeatureUse;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "`{NOTICE}`, or an object with `blocks_until`: what clears it, or null where nothing does")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<FeatureUse, E> {
                if name == NOTICE { Ok(FeatureUse::Notice) } else { Err(E::invalid_value(Unexpected::Str(name), &self)) }
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FeatureUse, A::Error> {
                let Some(Key::blocks_until) = map.next_key()? else { return Err(A::Error::missing_field("blocks_until")) };
                let cleared_by: Option<Clearance> = map.next_value()?;
                match map.next_key()? {
                    Some(Key::blocks_until) => Err(A::Error::duplicate_field("blocks_until")),
                    None => Ok(FeatureUse::Blocks { cleared_by }),
                }
            }
        }

        deserializer.deserialize_any(AnyUse)
    }
}
