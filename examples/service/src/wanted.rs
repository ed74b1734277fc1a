//! A change that is wanted, as it is sent.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use subscription_change::AddOnKind;
use subscription_change::parts::Target;

/// A change that is wanted.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub struct Wanted {
    #[serde(serialize_with = "as_it_was_asked")]
    pub target: Target,
    /// Whether to make the change; without it the answer is what would happen.
    #[serde(default)]
    pub commit: bool,
    /// The version of the client that it was decided on.
    pub version: Option<i64>,
    /// When it was decided.
    pub at: Option<i64>,
}

/// An object alone: what is derived takes a list for one too.
impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Wanted;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, a change that is wanted")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<Wanted, A::Error> {
                Wanted::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

impl Serialize for Wanted {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// Only what was named: a key stands for the request as it was made, whatever the client has by now.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn as_it_was_asked<S: Serializer>(target: &Target, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    let mut named = serializer.serialize_map(None)?;
    if let Some(base) = target.base {
        named.serialize_entry("base", &base)?;
    }
    for &kind in AddOnKind::ALL {
        if let Some(held) = target.add_ons.get(kind) {
            named.serialize_entry(kind.name(), held)?;
        }
    }
    named.end()
}
