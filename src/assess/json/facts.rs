//! Reading and writing partly known facts and requests.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::assess::{FactSet, Facts, PartialRequest, PartlyKnown, UsageFacts};
use crate::kit::json::{next_key, partly_known_record};
use crate::kit::{Set, Vocabulary};
use crate::model::{ByUserKind, Fact, Subscription, Target, UserKind, WrittenTarget};

partly_known_record! { Facts ("what is known around the change") { authorised_by: object, firm: object, client: object } }

/// How much is used, as it is written.
struct WrittenUsage {
    users: KnownUsers,
    accounts: Option<u32>,
    classes_and_locations: Option<u32>,
    custom_fields: Option<u32>,
    features: PartlyKnown<crate::model::Feature>,
}

partly_known_record! { WrittenUsage ("how much is used") { users: object, accounts: fact, classes_and_locations: fact, custom_fields: fact, features: object } }

impl<'de> Deserialize<'de> for UsageFacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let WrittenUsage { users, accounts, classes_and_locations, custom_fields, features } =
            WrittenUsage::deserialize(deserializer)?;
        Ok(Self { users: users.0, accounts, classes_and_locations, custom_fields, features })
    }
}

impl Serialize for UsageFacts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { users, accounts, classes_and_locations, custom_fields, features } = *self;
        WrittenUsage { users: KnownUsers(users), accounts, classes_and_locations, custom_fields, features }.serialize(serializer)
    }
}

/// How many users of each kind there are, as far as that is known.
#[derive(Default, PartialEq)]
struct KnownUsers(ByUserKind<Option<u32>>);

impl<'de> Deserialize<'de> for KnownUsers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const KINDS: &[&str] = <UserKind as strum::VariantNames>::VARIANTS;

        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = KnownUsers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, a number for each kind of user")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<KnownUsers, A::Error> {
                let mut users = ByUserKind::all(None);
                while let Some(kind) = next_key::<UserKind, A>(&mut map, KINDS)? {
                    let number: u32 = map.next_value()?;
                    if users.get_mut(kind).replace(number).is_some() {
                        return Err(A::Error::duplicate_field(kind.name()));
                    }
                }
                Ok(KnownUsers(users))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl Serialize for KnownUsers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = || UserKind::ALL.iter().filter_map(|&kind| self.0.get(kind).map(|number| (kind, number)));
        let mut form = crate::kit::json::object(serializer)?;
        known().try_for_each(|(kind, number)| form.serialize_entry(kind.name(), &number))?;
        form.end()
    }
}

/// A complete list, or an object with the members that are known.
impl<'de, M: Vocabulary + Deserialize<'de>> Deserialize<'de> for PartlyKnown<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<M>(PhantomData<M>);

        impl<'de, M: Vocabulary + Deserialize<'de>> Visitor<'de> for Members<M> {
            type Value = PartlyKnown<M>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of different {}, or an object that says of some whether it is so", M::MANY)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Set::<M>::deserialize(serde::de::value::SeqAccessDeserializer::new(seq)).map(PartlyKnown::known)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut known = PartlyKnown::UNKNOWN;
                while let Some(member) = map.next_key::<M>()? {
                    if known.get(member).is_some() {
                        return Err(A::Error::custom(format_args!("`{}` is named twice", member.name())));
                    }
                    let is_so: bool = map.next_value()?;
                    known.set(member, Some(is_so));
                }
                Ok(known)
            }
        }

        deserializer.deserialize_any(Members(PhantomData))
    }
}

impl<M: Vocabulary> Serialize for PartlyKnown<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.unknown().is_empty() {
            return self.yes().serialize(serializer);
        }
        let known = || M::ALL.iter().filter_map(|&member| self.get(member).map(|is_so| (member, is_so)));
        let mut form = crate::kit::json::object(serializer)?;
        known().try_for_each(|(member, is_so)| form.serialize_entry(member.name(), &is_so))?;
        form.end()
    }
}

/// A request as it is written: what the target leaves out stays as it is, and of the context what is left out is not known.
struct WrittenRequest {
    current: Subscription,
    target: Target,
    context: Facts,
}

crate::kit::json::read_record! { WrittenRequest ("a request") { current, target, context = Facts::default() } }

impl<'de> Deserialize<'de> for PartialRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let WrittenRequest { current, target, context } = WrittenRequest::deserialize(deserializer)?;
        Ok(Self { current, target: target.onto(&current), facts: context })
    }
}

impl Serialize for PartialRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { current, target, facts } = self;
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("current", current)?;
        form.serialize_entry("target", &WrittenTarget { current, target })?;
        form.serialize_entry("context", facts)?;
        form.end()
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for FactSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|fact| list.serialize_element(&fact))?;
        list.end()
    }
}
