//! Reading decisions back.
//!
//! Writing goes through the fields in order. Reading has to accept them in any order, so they are collected in a form first; then
//! the code, or the kind of decision, takes the fields that it has, and none may be left over.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::{Remedy, Resolution};
use crate::kit::Few;
use crate::kit::json::{keys, next_key, once};
use crate::model::{Actor, ClientStatus, Feature, FeatureSet, Item, Party, Plan, Product, Quota, Resource, Tier, UserKind};
use crate::terms::{Clearance, Effective};

/// A type that is made of a form once all of it was read.
pub(crate) trait FromForm: Sized {
    /// The form.
    type Form;

    /// Makes a value of the form, which has to use every field.
    fn from_form<E: Error>(form: Self::Form) -> Result<Self, E>;
}

/// Declares a form: fields that may occur once, in any order. The value is made before the object ends, so that an error points
/// into the object.
macro_rules! form {
    ($(#[$meta:meta])* $Form:ident<$T:ident> { $($field:ident: $Type:ty,)+ }) => {
        $(#[$meta])*
        pub(crate) struct $Form<$T> {
            $(pub(crate) $field: Option<$Type>,)+
        }

        impl<'de, $T: Deserialize<'de>> $Form<$T> {
            pub(crate) fn read<V: FromForm<Form = Self>, D: Deserializer<'de>>(deserializer: D) -> Result<V, D::Error> {
                keys!($($field),+);

                struct Fields<$T, V>(PhantomData<($T, V)>);

                impl<'de, $T: Deserialize<'de>, V: FromForm<Form = $Form<$T>>> Visitor<'de> for Fields<$T, V> {
                    type Value = V;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(f, "an object with a `{}`", $Form::<$T>::FIELDS.first().unwrap_or(&""))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V, A::Error> {
                        let mut form = $Form { $($field: None,)+ };
                        while let Some(key) = next_key::<Key, A>(&mut map, FIELDS)? {
                            match key {
                                $(Key::$field => once(stringify!($field), &mut form.$field, &mut map)?,)+
                            }
                        }
                        V::from_form(form)
                    }
                }

                deserializer.deserialize_map(Fields(PhantomData))
            }
        }

        impl<$T> $Form<$T> {
            /// The names of its fields.
            pub(crate) const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];

            /// No field may be left in the form.
            pub(crate) fn finish(&self) -> Result<(), Misfit> {
                $(if self.$field.is_some() {
                    return Err(Misfit::Foreign(stringify!($field)));
                })+
                Ok(())
            }
        }
    };
}

pub(crate) use form;

form! {
    /// A reason, remedy, step or notice: its code and what stands beside it.
    Form<Code> {
        code: Code,
        from: Word,
        to: OrNull,
        product: Product,
        item: Word,
        tier: Tier,
        plan: Plan,
        status: ClientStatus,
        payer: Party,
        party: Party,
        losses: FeatureSet,
        features: FeatureSet,
        accepting: FeatureSet,
        feature: Feature,
        kind: UserKind,
        resource: Resource,
        used: u32,
        limit: u32,
        count: u32,
        hours: u32,
        hours_left: u32,
        hours_ago: u32,
        window: u32,
        in_days: u32,
        disputed: bool,
        effective: Effective,
        by: Actor,
        reversible: bool,
        resolution: Resolution,
        remedies: Few<Remedy, 2>,
    }
}

/// The fields do not fit the code.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Misfit {
    Missing(&'static str),
    Wrong(&'static str),
    /// A field whose value no decision gives beside the others, and what would be right.
    Impossible(&'static str, &'static str),
    Foreign(&'static str),
}

impl Misfit {
    /// The parameter that was read, as the type that the code has for it.
    pub(crate) fn unless<Read, T: TryFrom<Read>>(name: &'static str, read: Option<Read>) -> Result<T, Self> {
        T::try_from(read.ok_or(Self::Missing(name))?).map_err(|_| Self::Wrong(name))
    }

    /// A field that only repeats others has to agree with them.
    pub(crate) fn unless_equal<T: PartialEq>(name: &'static str, read: Option<T>, told: &T) -> Result<(), Self> {
        match read {
            None => Err(Self::Missing(name)),
            Some(read) if read == *told => Ok(()),
            Some(_) => Err(Self::Wrong(name)),
        }
    }

    pub(crate) fn of<E: Error>(self, code: impl fmt::Display) -> E {
        match self {
            Self::Missing(field) => E::custom(format_args!("`{code}` is missing its field `{field}`")),
            Self::Wrong(field) => E::custom(format_args!("`{code}` has a wrong `{field}` for its other fields")),
            Self::Impossible(field, right) => E::custom(format_args!("`{code}` has a wrong `{field}`: {right}")),
            Self::Foreign(field) => E::custom(format_args!("`{code}` has no field `{field}`")),
        }
    }
}

/// A name that may be a plan, a tier or a party; which one depends on the code, and no two of them share a name.
pub(crate) enum Word {
    Plan(Plan),
    Tier(Tier),
    Party(Party),
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Word;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a plan, a tier or a party")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Word, E> {
                let plan = name.parse().map(Word::Plan);
                let tier = || name.parse().map(Word::Tier);
                let party = || name.parse().map(Word::Party);
                plan.or_else(|_| tier())
                    .or_else(|_| party())
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(name), &self))
            }
        }

        deserializer.deserialize_str(Name)
    }
}

/// A name, or null where an add-on is no longer held.
pub(crate) struct OrNull(Option<Word>);

impl<'de> Deserialize<'de> for OrNull {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self)
    }
}

/// The name is not of the kind that the code has there.
pub(crate) struct NotThatWord;

macro_rules! read_where_null_may_be {
    ($($Type:ty),+) => {$(
        impl TryFrom<OrNull> for $Type {
            type Error = NotThatWord;

            fn try_from(OrNull(word): OrNull) -> Result<Self, NotThatWord> {
                word.ok_or(NotThatWord)?.try_into()
            }
        }
    )+};
}

read_where_null_may_be!(Plan, Tier, Party);

impl TryFrom<Word> for Plan {
    type Error = NotThatWord;

    fn try_from(word: Word) -> Result<Self, NotThatWord> {
        if let Word::Plan(plan) = word { Ok(plan) } else { Err(NotThatWord) }
    }
}

impl TryFrom<Word> for Tier {
    type Error = NotThatWord;

    fn try_from(word: Word) -> Result<Self, NotThatWord> {
        if let Word::Tier(tier) = word { Ok(tier) } else { Err(NotThatWord) }
    }
}

impl TryFrom<OrNull> for Option<Tier> {
    type Error = NotThatWord;

    fn try_from(OrNull(word): OrNull) -> Result<Self, NotThatWord> {
        word.map(Tier::try_from).transpose()
    }
}

impl TryFrom<Word> for Party {
    type Error = NotThatWord;

    fn try_from(word: Word) -> Result<Self, NotThatWord> {
        if let Word::Party(party) = word { Ok(party) } else { Err(NotThatWord) }
    }
}

impl TryFrom<Word> for Item {
    type Error = NotThatWord;

    fn try_from(word: Word) -> Result<Self, NotThatWord> {
        match word {
            Word::Plan(plan) => Ok(Self::Plan(plan)),
            Word::Tier(tier) => Ok(Self::Tier(tier)),
            Word::Party(_) => Err(NotThatWord),
        }
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(Word::deserialize(deserializer)?).map_err(|_| D::Error::custom("expected the name of a plan or a tier"))
    }
}

/// Whether either party may authorise it: the remedies tell.
pub(crate) fn either_party_does<Code>(form: &Form<Code>) -> bool {
    let either = [Remedy::Authorise { party: Party::Firm }, Remedy::Authorise { party: Party::Client }];
    form.remedies.as_ref().is_some_and(|remedies| remedies.iter().eq(either))
}

/// What clears a feature: the remedy tells.
pub(crate) fn clearance<Code>(form: &Form<Code>) -> Option<Clearance> {
    let (clearance, _) = form.remedies.as_ref()?.iter().next()?.clearance()?;
    Some(clearance)
}

/// Whether it is doubted that this clears a feature: the remedy tells.
pub(crate) fn is_disputed<Code>(form: &Form<Code>) -> bool {
    form.remedies.as_ref().is_some_and(|remedies| remedies.iter().any(|remedy| remedy.is_disputed()))
}

/// Who acts: the remedy tells.
pub(crate) fn actor_who_acts<Code>(form: &Form<Code>) -> Actor {
    form.remedies.as_ref().and_then(|remedies| remedies.iter().next()).map_or(Actor::Firm, |remedy| remedy.by())
}

/// Which party acts: the remedy tells. An actor that is not a party is found when the remedies are compared with those of the
/// reason.
pub(crate) fn party_who_acts<Code>(form: &Form<Code>) -> Party {
    Party::try_from(actor_who_acts(form)).unwrap_or(Party::Firm)
}

/// Who acts, as it stands beside the code.
pub(crate) fn actor_by<Code>(form: &Form<Code>) -> Actor {
    form.by.unwrap_or(Actor::Firm)
}

/// Which party acts, as it stands beside the code.
pub(crate) fn party_by<Code>(form: &Form<Code>) -> Party {
    form.by.and_then(|by| Party::try_from(by).ok()).unwrap_or(Party::Firm)
}

/// Whether it is disputed: beside the code, `true` or absent.
pub(crate) fn disputed<Code>(form: &mut Form<Code>) -> bool {
    form.disputed.take_if(|disputed| *disputed).is_some()
}

/// The quota that it is about: a kind of user, or a resource.
pub(crate) fn quota<Code>(form: &mut Form<Code>) -> Result<Quota, Misfit> {
    match (form.kind.take(), form.resource.take()) {
        (Some(kind), None) => Ok(Quota::Users(kind)),
        (None, Some(resource)) => Ok(Quota::Resource(resource)),
        (None, None) => Err(Misfit::Missing("kind")),
        (Some(_), Some(_)) => Err(Misfit::Foreign("resource")),
    }
}

/// The payroll tier that would support an add-on: the remedy tells.
pub(crate) fn payroll_to_take<Code>(form: &Form<Code>) -> Option<Tier> {
    form.remedies.as_ref()?.iter().find_map(|remedy| match remedy {
        Remedy::TakePayroll { tier } => Some(tier),
        _ => None,
    })
}
