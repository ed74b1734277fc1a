//! Reading partly known requests, and writing assessments.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::{
    AssessedReason, AssessedStep, Assessment, ClientFacts, FactSet, Facts, FirmFacts, PartialRequest, PartlyKnown,
    PossibleNotice, Question, UsageFacts, Verdict,
};
use crate::decision::Step;
use crate::kit::json::unknown_field;
use crate::kit::{Set, Vocabulary, count};
use crate::model::{ByUserKind, Fact, Subscription, Target, UserKind};
use crate::rules::{Notice, Remedy};

/// Reads an object of which any field may be left out: a fact (`?`) is unknown then, and of an object nothing is known.
macro_rules! facts {
    (@left $value:ident fact) => { $value };
    (@left $value:ident object) => { $value.unwrap_or_default() };
    (@is_known $value:expr, fact) => { $value.is_some() };
    (@is_known $value:expr, object) => { $value != Default::default() };
    ($Facts:ident ($concept:literal) { $($field:ident: $mark:ident),+ $(,)? }) => {
        impl<'de> Deserialize<'de> for $Facts {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::kit::json::keys!($($field),+);

                struct Fields;

                impl<'de> Visitor<'de> for Fields {
                    type Value = $Facts;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!("an object, ", $concept))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$Facts, A::Error> {
                        $(let mut $field = None;)+
                        while let Some(key) = map.next_key()? {
                            match key {
                                $(Key::$field => {
                                    if $field.is_some() {
                                        return Err(A::Error::duplicate_field(stringify!($field)));
                                    }
                                    $field = Some(map.next_value()?);
                                })+
                            }
                        }
                        Ok($Facts { $($field: facts!(@left $field $mark)),+ })
                    }
                }

                deserializer.deserialize_struct(stringify!($Facts), FIELDS, Fields)
            }
        }

        impl Serialize for $Facts {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let known = [$(facts!(@is_known self.$field, $mark)),+];
                let mut known_fields = known.into_iter();
                let mut form = serializer.serialize_struct(stringify!($Facts), count(known.iter().filter(|known| **known)))?;
                $(if known_fields.next() == Some(true) {
                    form.serialize_field(stringify!($field), &self.$field)?;
                })+
                form.end()
            }
        }
    };
}

facts! { Facts ("what is known around the change") { authorised_by: object, firm: object, client: object } }
facts! { FirmFacts ("what is known of the firm") { billing_current: fact, subscription_current: fact, manages_billing: fact, is_accountant_user: fact } }
facts! { ClientFacts ("what is known of the client") {
    status: fact,
    billing_current: fact,
    billing_cycle: fact,
    days_to_renewal: fact,
    primary_admin: fact,
    confirmation: fact,
    transfer_permission_hours: fact,
    days_since_discount: fact,
    hours_since_downgrade: fact,
    downgrade_offered: fact,
    addresses_match: fact,
    other_billing_system: fact,
    same_region: fact,
    usage: object,
} }

/// How much is used, as it is written.
struct WrittenUsage {
    users: KnownUsers,
    accounts: Option<u32>,
    classes_and_locations: Option<u32>,
    custom_fields: Option<u32>,
    features: PartlyKnown<crate::model::Feature>,
}

facts! { WrittenUsage ("how much is used") { users: object, accounts: fact, classes_and_locations: fact, custom_fields: fact, features: object } }

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

        struct Kind(UserKind);

        impl<'de> Deserialize<'de> for Kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Name;

                impl Visitor<'_> for Name {
                    type Value = Kind;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("the name of a field")
                    }

                    fn visit_str<E: Error>(self, name: &str) -> Result<Kind, E> {
                        name.parse().map(Kind).map_err(|_| unknown_field(name, KINDS))
                    }
                }

                deserializer.deserialize_identifier(Name)
            }
        }

        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = KnownUsers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, a number for each kind of user")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<KnownUsers, A::Error> {
                let mut users = ByUserKind::all(None);
                while let Some(Kind(kind)) = map.next_key()? {
                    let number: u32 = map.next_value()?;
                    if users.get_mut(kind).replace(number).is_some() {
                        return Err(A::Error::duplicate_field(kind.name()));
                    }
                }
                Ok(KnownUsers(users))
            }
        }

        deserializer.deserialize_struct("Users", KINDS, Fields)
    }
}

impl Serialize for KnownUsers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = || UserKind::ALL.iter().filter_map(|&kind| self.0.get(kind).map(|number| (kind, number)));
        let mut form = serializer.serialize_struct("Users", count(known()))?;
        known().try_for_each(|(kind, number)| form.serialize_field(kind.name(), &number))?;
        form.end()
    }
}

/// As a list, which is whole, or as an object of the members that are known.
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
        let mut form = serializer.serialize_map(Some(count(known())))?;
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

/// A list, written as it is walked.
struct List<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for List<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        (self.0)().try_for_each(|value| list.serialize_element(&value))?;
        list.end()
    }
}

/// A remedy of a certain reason, of which what hangs on an unknown fact is left out.
struct KnownRemedy<'r>(&'r AssessedReason, Remedy);

impl Serialize for KnownRemedy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(reason, remedy) = self;
        let code = reason.code();
        let is_unknown = |name: &str| code.all_parameters().contains(&name) && !reason.knows(name);
        remedy.write_unless(is_unknown, serializer)
    }
}

impl Serialize for AssessedReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.code();
        let certain = self.depends_on.is_empty();
        let known = count(code.parameters().iter().filter(|name| self.knows(name)));
        let mut form = serializer.serialize_struct("Reason", known.saturating_add(if certain { 3 } else { 2 }))?;
        form.serialize_field("code", &code)?;
        self.reason.write_known::<S::SerializeStruct>(self.known, &mut form)?;
        if certain {
            form.serialize_field("resolution", &self.resolution())?;
            form.serialize_field("remedies", &List(|| self.remedies().map(|remedy| KnownRemedy(self, remedy))))?;
        } else {
            form.serialize_field("depends_on", &self.depends_on)?;
        }
        form.end()
    }
}

impl Serialize for PossibleNotice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (notice, knows_used) = (self.notice(), self.knows_used());
        let mut form = serializer.serialize_struct("Notice", notice.code().parameters().len().saturating_add(3))?;
        form.serialize_field("code", &notice.code())?;
        match notice {
            Notice::UsersOverLimit { kind, limit, .. } if !knows_used => {
                form.serialize_field("kind", &kind)?;
                form.serialize_field("limit", &limit)?;
            }
            Notice::ResourceOverLimit { resource, limit, .. } if !knows_used => {
                form.serialize_field("resource", &resource)?;
                form.serialize_field("limit", &limit)?;
            }
            Notice::CompanySuspended { quota, limit, .. } if !knows_used => {
                match quota {
                    crate::model::Quota::Users(kind) => form.serialize_field("kind", &kind)?,
                    crate::model::Quota::Resource(resource) => form.serialize_field("resource", &resource)?,
                }
                form.serialize_field("limit", &limit)?;
            }
            _ => notice.write_parameters(&mut form)?,
        }
        form.serialize_field("reversible", &notice.is_reversible())?;
        form.serialize_field("depends_on", &self.depends_on())?;
        form.end()
    }
}

impl Serialize for Question {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = serializer.serialize_struct("Question", if self.more_than.is_some() { 5 } else { 4 })?;
        form.serialize_field("fact", &self.fact)?;
        form.serialize_field("ask", &self.ask())?;
        if let Some(more_than) = self.more_than {
            form.serialize_field("more_than", &more_than)?;
        }
        if self.decides.is_empty() {
            form.serialize_field("decides", &self.decides_notices)?;
        } else {
            form.serialize_field("decides", &self.decides)?;
        }
        form.serialize_field("settles", &self.settles)?;
        form.end()
    }
}

/// Without who does it where that hangs on an unknown fact.
impl Serialize for AssessedStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.with_placeholder() {
            step @ Step::TransferBilling { product, to, effective, .. } if self.by().is_none() => {
                let mut form = serializer.serialize_struct("Step", 4)?;
                form.serialize_field("code", &step.code())?;
                form.serialize_field("product", &product)?;
                form.serialize_field("to", &to)?;
                form.serialize_field("effective", &effective)?;
                form.end()
            }
            step => step.serialize(serializer),
        }
    }
}

/// Where every fact is known it is written as the decision.
impl Serialize for Assessment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(decision) = self.decision() {
            return crate::decision::Decision::from(decision).serialize(serializer);
        }
        let fields = match self.verdict() {
            Verdict::ChangePlan => 11,
            Verdict::Refusal => 6,
            Verdict::Open => 4,
        };
        let mut form = serializer.serialize_struct("Assessment", fields)?;
        form.serialize_field("decision", &self.verdict())?;
        form.serialize_field("catalogue", &self.catalogue())?;
        match self.verdict() {
            Verdict::Open => form.serialize_field("possible", &List(|| self.possible()))?,
            Verdict::Refusal => {
                form.serialize_field("resolution", &self.resolution())?;
                form.serialize_field("reasons", &List(|| self.certain()))?;
                form.serialize_field("possible", &List(|| self.possible()))?;
            }
            Verdict::ChangePlan => {
                form.serialize_field("effective", &self.effective())?;
                form.serialize_field("from", &self.findings.from)?;
                form.serialize_field("to", &self.findings.to)?;
                form.serialize_field("steps", &List(|| self.steps()))?;
                form.serialize_field("features_gained", &self.features_gained())?;
                form.serialize_field("features_lost", &self.features_lost())?;
                form.serialize_field("notices", &List(|| self.certain_notices()))?;
                form.serialize_field("possible", &List(|| self.possible_notices()))?;
            }
        }
        form.serialize_field("questions", &List(|| self.questions()))?;
        form.end()
    }
}
