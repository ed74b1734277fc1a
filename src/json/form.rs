//! Reading decisions back.
//!
//! Writing is a walk over what there is. Reading takes the fields in any order, so they are put into a form first; then the code, or
//! the kind of decision, takes the fields that it has, and none may be left.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::list::{Given, List, Nullable};
use super::record::{keys, record};
use crate::{
    Actor, CatalogueId, Clearance, ClientStatus, DecisionKind, Effective, Feature, FeatureSet, Item, Notice, Party, PayrollTier,
    Plan, Product, Reason, Remedy, Resolution, Resource, Step, Subscription, Tier, UserKind,
};

/// Declares the fields that a code and its parameters can be written with.
macro_rules! form {
    ($($field:ident: $Type:ty,)+) => {
        /// What stands beside the code of a reason, remedy, step or notice.
        #[derive(Default)]
        pub(crate) struct Form {
            $(pub(crate) $field: Option<$Type>,)+
        }

        impl Form {
            /// Reads a value's code and the fields beside it.
            pub(crate) fn read<'de, Code, D>(deserializer: D) -> Result<(Code, Self), D::Error>
            where
                Code: Deserialize<'de>,
                D: Deserializer<'de>,
            {
                keys!(code, $($field),+);

                struct Fields<Code>(core::marker::PhantomData<Code>);

                impl<'de, Code: Deserialize<'de>> Visitor<'de> for Fields<Code> {
                    type Value = (Code, Form);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object with a `code`")
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut code = None;
                        let mut form = Form::default();
                        while let Some(key) = map.next_key::<Key>()? {
                            match key {
                                Key::code => once("code", &mut code, &mut map)?,
                                $(Key::$field => once(stringify!($field), &mut form.$field, &mut map)?,)+
                            }
                        }
                        let code = code.ok_or_else(|| A::Error::missing_field("code"))?;
                        Ok((code, form))
                    }
                }

                deserializer.deserialize_struct("Form", FIELDS, Fields(core::marker::PhantomData))
            }

            /// Nothing may be left in the form.
            pub(crate) fn finish(&self) -> Result<(), Misfit> {
                $(if self.$field.is_some() {
                    return Err(Misfit::Foreign(stringify!($field)));
                })+
                Ok(())
            }
        }
    };
}

form! {
    from: Word,
    to: Word,
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
    by: Actor,
    reversible: bool,
    resolution: Resolution,
    remedies: List<Remedy, 2>,
}

fn once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    name: &'static str,
    field: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    match field.replace(map.next_value()?) {
        None => Ok(()),
        Some(_) => Err(A::Error::duplicate_field(name)),
    }
}

/// A change plan or a refusal, field by field.
pub(crate) struct DecisionForm {
    pub(crate) decision: Given<DecisionKind>,
    pub(crate) catalogue: CatalogueId,
    pub(crate) resolution: Given<Resolution>,
    pub(crate) reasons: Given<List<Reason, 64>>,
    pub(crate) effective: Given<Effective>,
    pub(crate) from: Given<Subscription>,
    pub(crate) to: Given<Subscription>,
    pub(crate) steps: Given<List<Step, 8>>,
    pub(crate) features_gained: Given<Nullable<FeatureSet>>,
    pub(crate) features_lost: Given<Nullable<FeatureSet>>,
    pub(crate) notices: Given<List<Notice, 32>>,
}

record! { @read DecisionForm ("a change plan or a refusal") {
    decision = Given::NOT,
    catalogue,
    resolution = Given::NOT,
    reasons = Given::NOT,
    effective = Given::NOT,
    from = Given::NOT,
    to = Given::NOT,
    steps = Given::NOT,
    features_gained = Given::NOT,
    features_lost = Given::NOT,
    notices = Given::NOT,
} }

impl DecisionForm {
    /// Nothing may be left in the form.
    pub(crate) fn finish<E: Error>(&self, what: &str) -> Result<(), E> {
        let left = [
            ("decision", self.decision.is_some()),
            ("resolution", self.resolution.is_some()),
            ("reasons", self.reasons.is_some()),
            ("effective", self.effective.is_some()),
            ("from", self.from.is_some()),
            ("to", self.to.is_some()),
            ("steps", self.steps.is_some()),
            ("features_gained", self.features_gained.is_some()),
            ("features_lost", self.features_lost.is_some()),
            ("notices", self.notices.is_some()),
        ];
        match left.iter().find(|(_, left)| *left) {
            Some((field, _)) => Err(E::custom(format_args!("a {what} has no field `{field}`"))),
            None => Ok(()),
        }
    }
}

/// Fields that do not make the value that its code says.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Misfit {
    Missing(&'static str),
    Wrong(&'static str),
    Foreign(&'static str),
}

impl Misfit {
    /// The parameter that was read, as the type that the code has for it.
    pub(crate) fn unless<Read, T: TryFrom<Read>>(name: &'static str, read: Option<Read>) -> Result<T, Self> {
        T::try_from(read.ok_or(Self::Missing(name))?).map_err(|_| Self::Wrong(name))
    }

    /// A field that only repeats what the others tell must tell the same.
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
            Self::Wrong(field) => E::custom(format_args!("`{code}` has a wrong `{field}` for what stands beside it")),
            Self::Foreign(field) => E::custom(format_args!("`{code}` has no field `{field}`")),
        }
    }
}

/// A name whose kind the code tells: the names of plans, tiers and parties are different.
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

/// The word is none of what the code has there.
pub(crate) struct NotThatWord;

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

/// Whether either party's word does: the refusal offers both.
pub(crate) fn either_party_does(form: &Form) -> bool {
    form.remedies.as_ref().is_some_and(|remedies| remedies.iter().count() == 2)
}

/// What clears a feature: the remedy tells.
pub(crate) fn clearance(form: &Form) -> Option<Clearance> {
    match form.remedies.as_ref()?.iter().next()? {
        Remedy::TurnOff { .. } => Some(Clearance::TurnOff),
        Remedy::PauseTemplates { .. } => Some(Clearance::PauseTemplates),
        Remedy::MakeItemsInactive { .. } => Some(Clearance::MakeItemsInactive),
        _ => None,
    }
}

/// The payroll tier that would support an add-on: the remedy tells.
pub(crate) fn payroll_to_take(form: &Form) -> Option<PayrollTier> {
    form.remedies.as_ref()?.iter().find_map(|remedy| match *remedy {
        Remedy::TakePayroll { tier } => Some(tier),
        _ => None,
    })
}
