//! A decision as it was stored, by this version or by a newer one: nothing of it is lost.

mod value;

use core::fmt;
use core::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::DecisionRecord;
use super::json::DecisionForm;
use crate::decision::{DecisionKind, Step, StepCode};
use crate::model::{FeatureSet, NoticeCode, ReasonCode, Subscription};
use crate::rules::{Notice, Reason, ReasonByParameters, Remedy, RemedyCode, Resolution};
use crate::terms::{CatalogueId, Effective};
use value::{Object, Value};

/// A stored decision, whichever version stored it: what this version knows of it is read, and what it does not is kept as it was written and
/// told as such.
///
/// To decide, and where a fault must not go unseen, read a [`DecisionRecord`]: it takes no name that it does not know. This type is for
/// showing what was decided once, perhaps by a newer version, with reasons, remedies, notices, add-ons and fields that did not exist here. It
/// is read from any object that says which `decision` it is, checks nothing that stands in it against the rest, and writes back what it read,
/// key by key.
///
/// ```
/// use subscription_change::record::{DecisionRecord, KeptDecision};
/// use subscription_change::{Audience, Language, Reason};
///
/// let newer = r#"{"decision":"refusal","catalogue":"CA-2031-01-01","resolution":"act","asked_at":"2031-02-03","reasons":[
///     {"code":"client_pending","resolution":"wait","remedies":[{"code":"wait_until_moved","by":"vendor"}]},
///     {"code":"seats_shared","seats":3,"resolution":"act","remedies":[{"code":"split_seats","by":"client"}]}]}"#;
/// assert!(serde_json::from_str::<DecisionRecord>(newer).is_err());
///
/// let kept: KeptDecision = serde_json::from_str(newer).unwrap();
/// assert_eq!(kept.reasons().filter_map(|reason| reason.known()).collect::<Vec<_>>(), [Reason::ClientPending]);
/// let said = kept.display(Language::English, Audience::Firm).to_string();
/// assert!(said.starts_with("The change is refused for 2 reasons.\n- Your client's status is pending"));
/// assert!(said.ends_with(
///     "\n- A reason that this version does not know: `seats_shared` (seats: 3). \
///      A remedy that this version does not know: `split_seats` (by: client)."
/// ));
/// let written: serde_json::Value = serde_json::from_str(newer).unwrap();
/// assert_eq!(serde_json::to_value(&kept).unwrap(), written);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDecision(Object);

/// A reason, remedy, step or notice of a [`KeptDecision`].
pub struct Kept<'a, T> {
    written: &'a Value,
    known: Option<T>,
    is_whole: bool,
    unknown: UnknownFields<'a>,
}

/// What can stand in a decision under a code.
trait Coded: DeserializeOwned + Copy {
    /// What stands beside its code and its parameters, whichever code it is.
    const BESIDE: &'static [&'static str];

    /// The names of the parameters of this code, if it is known.
    fn parameters(code: &str) -> Option<&'static [&'static str]>;

    /// Reads it although it is not exactly what this version would have written.
    fn read_loosely(_fields: &Value) -> Option<Self> {
        None
    }
}

macro_rules! coded {
    ($($Type:ident by $Code:ident beside $beside:expr $(, or $loosely:ident)?;)+) => {$(
        impl Coded for $Type {
            const BESIDE: &'static [&'static str] = &$beside;

            fn parameters(code: &str) -> Option<&'static [&'static str]> {
                $Code::from_str(code).ok().map($Code::parameters)
            }

            $(fn read_loosely(fields: &Value) -> Option<Self> {
                $loosely(fields)
            })?
        }
    )+};
}

coded! {
    Reason by ReasonCode beside ["resolution", "remedies"], or reason_by_parameters;
    Remedy by RemedyCode beside ["disputed", "by"];
    Step by StepCode beside [];
    Notice by NoticeCode beside ["reversible"];
}

/// A reason whose remedies are not those of this version, by what it says beside them.
fn reason_by_parameters(written: &Value) -> Option<Reason> {
    let Value::Object(fields) = written else { return None };
    let known = |remedy: &&Value| Remedy::deserialize(*remedy).is_ok();
    let with_known_remedies = fields.iter().map(|(name, value)| match value {
        Value::List(all) if name == "remedies" => (name.into(), Value::List(all.iter().filter(known).take(2).cloned().collect())),
        _ => (name.into(), value.clone()),
    });
    let reason = ReasonByParameters::deserialize(&Value::Object(Object(with_known_remedies.collect())));
    reason.ok().map(|ReasonByParameters(reason)| reason)
}

#[allow(clippy::expl_impl_clone_on_copy, reason = "a derived one would ask for `T: Clone` of a borrowed value")]
impl<T: Copy> Clone for Kept<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy> Copy for Kept<'_, T> {}

impl<T: fmt::Debug> fmt::Debug for Kept<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.known {
            Some(known) => known.fmt(f),
            None => write!(f, "{}", self.written),
        }
    }
}

impl<T: PartialEq> PartialEq for Kept<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

/// As it was written.
impl<T> Serialize for Kept<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(serializer)
    }
}

/// The name of the parameter stands at one of the names in the list; a quota is written as what it is.
fn names(parameters: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    parameters.iter().flat_map(|name| name.split(" or "))
}

/// A part of a decision, as far as this version knows it.
fn part<T: Coded>(written: &Value) -> Kept<'_, T> {
    let parameters = written.code().and_then(T::parameters);
    let whole = T::deserialize(written).ok();
    let known = whole.or_else(|| {
        let (Value::Object(fields), Some(parameters)) = (written, parameters) else { return None };
        let is_known = |name: &str| name == "code" || T::BESIDE.contains(&name) || names(parameters).any(|its| its == name);
        let fields = fields.iter().filter(|(name, _)| is_known(name)).map(|(name, value)| (name.into(), value.clone()));
        let fields = Value::Object(Object(fields.collect()));
        T::deserialize(&fields).ok().or_else(|| T::read_loosely(&fields))
    });
    let unknown = UnknownFields { written, known: known.and(parameters), beside: T::BESIDE };
    Kept { written, known, is_whole: whole.is_some(), unknown }
}

impl<'a, T: Copy> Kept<'a, T> {
    /// What this version reads in it; `None` where it does not know the code, or something that stands beside it.
    #[must_use]
    pub fn known(&self) -> Option<T> {
        self.known
    }

    /// Its code, known or not; `None` where it has none.
    #[must_use]
    pub fn code(&self) -> Option<&'a str> {
        self.written.code()
    }

    /// Whether this version would have written exactly this.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// What stands beside its code and [`known`](Self::known) does not tell, as it was written: `seats: 3, by: client`.
    #[must_use]
    pub fn unknown(&self) -> UnknownFields<'a> {
        self.unknown
    }
}

impl<'a> Kept<'a, Reason> {
    /// The alternatives that clear it, as they were written.
    pub fn remedies(&self) -> impl Iterator<Item = Kept<'a, Remedy>> + use<'a> {
        self.written.list("remedies").map(part)
    }

    /// What becomes of it, as it was written.
    #[must_use]
    pub fn resolution(&self) -> Option<Resolution> {
        self.written.get("resolution").and_then(|value| Resolution::deserialize(value).ok())
    }
}

impl Kept<'_, Notice> {
    /// Whether what it tells of can be undone, as it was written.
    #[must_use]
    pub fn is_reversible(&self) -> Option<bool> {
        self.written.get("reversible").and_then(|value| bool::deserialize(value).ok())
    }
}

/// What a version does not know of a part of a decision, as it was written.
#[derive(Clone, Copy)]
pub struct UnknownFields<'a> {
    written: &'a Value,
    known: Option<&'static [&'static str]>,
    beside: &'static [&'static str],
}

impl<'a> UnknownFields<'a> {
    fn iter(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let Self { written, known, beside } = *self;
        written.fields().filter(move |&(name, _)| match known {
            Some(parameters) => {
                name != "code" && !beside.contains(&name) && !names(parameters).any(|parameter| parameter == name)
            }
            // What is told beside every reason, whichever it is, is told by itself.
            None => !matches!(name, "code" | "resolution" | "remedies" | "reversible"),
        })
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The names of these fields, in the order in which they were written.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.iter().map(|(name, _)| name)
    }
}

impl fmt::Display for UnknownFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (name, value)) in self.iter().enumerate() {
            write!(f, "{}{}: {value}", if place == 0 { "" } else { ", " }, name.escape_debug())?;
        }
        Ok(())
    }
}

impl fmt::Debug for UnknownFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl KeptDecision {
    /// The decision, where this version knows all of it and would have written exactly this.
    #[must_use]
    pub fn record(&self) -> Option<DecisionRecord> {
        self.read_whole()
    }

    fn read_whole<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(self.0.deserializer()).ok()
    }

    fn read<'a, T: Deserialize<'a>>(&'a self, name: &str) -> Option<T> {
        self.0.get(name).and_then(|value| T::deserialize(value).ok())
    }

    /// Which kind of decision it is: `change_plan`, `refusal`, `open`, or one that this version does not know.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.get("decision").and_then(Value::text).unwrap_or_default()
    }

    /// The catalogue that it was made with; `None` where that is not written as this version writes it.
    #[must_use]
    pub fn catalogue(&self) -> Option<CatalogueId> {
        self.read("catalogue")
    }

    /// What becomes of a refusal; `None` where this version does not know it, or it is none.
    #[must_use]
    pub fn resolution(&self) -> Option<Resolution> {
        self.read("resolution")
    }

    /// The reasons of a refusal.
    pub fn reasons(&self) -> impl Iterator<Item = Kept<'_, Reason>> {
        self.0.list("reasons").map(part)
    }

    /// When a change takes effect; `None` where this version does not know it, or it is no change plan.
    #[must_use]
    pub fn effective(&self) -> Option<Effective> {
        self.read("effective")
    }

    /// When a change takes effect, as it was written.
    #[must_use]
    pub fn effective_as_written(&self) -> Option<&str> {
        self.0.get("effective").and_then(Value::text)
    }

    /// The subscription before the change; `None` where this version does not know all that was held, or it is no change plan.
    #[must_use]
    pub fn from(&self) -> Option<Subscription> {
        self.read("from")
    }

    /// The subscription that the change ends in; `None` where this version does not know all that is held, or it is no change plan.
    #[must_use]
    pub fn to(&self) -> Option<Subscription> {
        self.read("to")
    }

    /// What there was to do.
    pub fn steps(&self) -> impl Iterator<Item = Kept<'_, Step>> {
        self.0.list("steps").map(part)
    }

    /// The features that were gained, as far as this version knows them; `None` where they are not told.
    #[must_use]
    pub fn features_gained(&self) -> Option<FeatureSet> {
        self.features("features_gained")
    }

    /// The features that were lost, as far as this version knows them; `None` where they are not told.
    #[must_use]
    pub fn features_lost(&self) -> Option<FeatureSet> {
        self.features("features_lost")
    }

    fn features(&self, name: &str) -> Option<FeatureSet> {
        let Some(Value::List(features)) = self.0.get(name) else { return None };
        Some(features.iter().filter_map(|feature| feature.text()?.parse().ok()).collect())
    }

    /// What there was to know.
    pub fn notices(&self) -> impl Iterator<Item = Kept<'_, Notice>> {
        self.0.list("notices").map(part)
    }

    /// The codes of what was possible where facts were not known, of reasons or of notices.
    pub fn possible(&self) -> impl Iterator<Item = &str> {
        self.0.list("possible").filter_map(Value::code)
    }

    /// The names of the fields that this version does not know, in the order in which they were written.
    pub fn unknown_fields(&self) -> impl Iterator<Item = &str> {
        // An assessment has more than a decision.
        let is_known =
            |name: &str| DecisionForm::<DecisionKind>::FIELDS.contains(&name) || matches!(name, "possible" | "questions");
        self.0.iter().map(|(name, _)| name).filter(move |name| !is_known(name))
    }
}

/// What was read, key by key in its order.
impl Serialize for KeptDecision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for KeptDecision {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = Object::deserialize(deserializer)?;
        match object.get("decision") {
            Some(Value::Text(_)) => Ok(Self(object)),
            Some(_) => Err(D::Error::custom("`decision` has to be the name of a kind of decision")),
            None => Err(D::Error::missing_field("decision")),
        }
    }
}
