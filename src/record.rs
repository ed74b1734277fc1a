//! A decision that was stored or received: plain data, with the same methods as a decision that was made here.
//!
#![cfg_attr(feature = "serde", doc = include_str!("../docs/VERSIONS.md"))]

#[cfg(feature = "serde")]
mod json;
#[cfg(all(feature = "serde", feature = "std"))]
mod kept;
mod recheck;

use crate::decision::{Catalogue, ChangePlan, Decision, DecisionKind, Refusal, STEPS, Step};
use crate::kit::Few;
use crate::model::{FeatureSet, ReasonCode, Subscription};
use crate::rules::{NOTICES, Notice, REASONS, Reason, Resolution};
use crate::terms::{CatalogueId, Effective, Sources};

#[cfg(all(feature = "serde", feature = "std"))]
pub use kept::{Kept, KeptDecision, UnknownFields};
pub use recheck::{Difference, Recheck, RecheckVerdict};

/// A stored change plan or refusal.
///
/// Reading it checks that its parts agree: each reason has its own resolution and remedies, done by the right party; reasons and
/// notices are in order, each once; and the steps lead from `from` to `to`. What only the catalogue or the request could tell is
/// not checked.
///
/// ```
/// use subscription_change::record::DecisionRecord;
/// use subscription_change::{Context, Decision, Party, Plan, Subscription, Usage, plan_change};
///
/// let plus = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let decision = Decision::from(plan_change(&plus, &plus.with_plan(Plan::Advanced), &context));
/// # #[cfg(feature = "serde")]
/// # {
/// let stored = serde_json::to_string(&decision).unwrap();
/// let record: DecisionRecord = serde_json::from_str(&stored).unwrap();
/// assert_eq!(record, DecisionRecord::from(&decision));
/// assert_eq!(serde_json::to_string(&record).unwrap(), stored);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "both are held whole, without a heap")]
pub enum DecisionRecord {
    /// The change was allowed.
    ChangePlan(PlanRecord),
    /// The change was refused.
    Refusal(RefusalRecord),
}

/// A stored change plan: what [`ChangePlan`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanRecord {
    catalogue: CatalogueId,
    effective: Effective,
    from: Subscription,
    to: Subscription,
    steps: Few<Step, STEPS>,
    features: Option<(FeatureSet, FeatureSet)>,
    notices: Few<Notice, NOTICES>,
}

/// A stored refusal: what [`Refusal`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusalRecord {
    catalogue: CatalogueId,
    reasons: Few<Reason, REASONS>,
}

impl PlanRecord {
    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.catalogue
    }

    /// When the change takes effect.
    #[must_use]
    pub const fn effective(&self) -> Effective {
        self.effective
    }

    /// The subscription before the change.
    #[must_use]
    pub const fn from(&self) -> &Subscription {
        &self.from
    }

    /// The subscription that the change ends in.
    #[must_use]
    pub const fn to(&self) -> &Subscription {
        &self.to
    }

    /// What there is to do, in order.
    pub fn steps(&self) -> impl Iterator<Item = Step> + Clone {
        self.steps.iter()
    }

    /// The features that were gained; `None` where a plan is not documented.
    #[must_use]
    pub fn features_gained(&self) -> Option<FeatureSet> {
        self.features.map(|(gained, _)| gained)
    }

    /// The features that were lost; `None` where a plan is not documented.
    #[must_use]
    pub fn features_lost(&self) -> Option<FeatureSet> {
        self.features.map(|(_, lost)| lost)
    }

    /// What there was to know, in order.
    pub fn notices(&self) -> impl Iterator<Item = Notice> + Clone {
        self.notices.iter()
    }

    /// Whether it is the same plan, with whichever catalogue it was made.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        *self == Self { catalogue: self.catalogue, ..*other }
    }
}

impl RefusalRecord {
    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.catalogue
    }

    /// Every reason, at least one, in order.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> + Clone {
        self.reasons.iter()
    }

    /// Whether a reason of this code was given.
    #[must_use]
    pub fn has(&self, code: ReasonCode) -> bool {
        self.reasons().any(|reason| reason.code() == code)
    }

    /// What became of it: as [`Refusal::resolution`].
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        self.reasons().map(|reason| reason.resolution()).min().unwrap_or(Resolution::Wait)
    }

    /// Whether it is the same refusal, with whichever catalogue it was made.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.reasons == other.reasons
    }

    /// Where a reason of it comes from; empty if the catalogue is not embedded.
    #[must_use]
    pub fn sources(&self, reason: &Reason) -> Sources {
        Catalogue::embedded_as(self.catalogue).map_or(Sources::NONE, |catalogue| catalogue.sources(reason))
    }
}

impl DecisionRecord {
    /// The form of a record in JSON, as a JSON Schema: [`Decision::JSON_SCHEMA`].
    pub const JSON_SCHEMA: &'static str = Decision::JSON_SCHEMA;

    /// Which of the two it is.
    #[must_use]
    pub const fn kind(&self) -> DecisionKind {
        match self {
            Self::ChangePlan(_) => DecisionKind::ChangePlan,
            Self::Refusal(_) => DecisionKind::Refusal,
        }
    }

    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        match self {
            Self::ChangePlan(plan) => plan.catalogue,
            Self::Refusal(refusal) => refusal.catalogue,
        }
    }

    /// Whether it is the same decision, with whichever catalogue it was made.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::ChangePlan(plan), Self::ChangePlan(other)) => plan.says_the_same_as(other),
            (Self::Refusal(refusal), Self::Refusal(other)) => refusal.says_the_same_as(other),
            (_, _) => false,
        }
    }
}

impl From<&ChangePlan> for PlanRecord {
    fn from(plan: &ChangePlan) -> Self {
        Self {
            catalogue: plan.catalogue(),
            effective: plan.effective(),
            from: *plan.from(),
            to: *plan.to(),
            steps: Few::of(plan.steps()),
            features: plan.features_gained().zip(plan.features_lost()),
            notices: Few::of(plan.notices()),
        }
    }
}

impl From<&Refusal> for RefusalRecord {
    fn from(refusal: &Refusal) -> Self {
        Self { catalogue: refusal.catalogue(), reasons: Few::of(refusal.reasons()) }
    }
}

impl From<&Decision> for DecisionRecord {
    fn from(decision: &Decision) -> Self {
        match decision {
            Decision::ChangePlan(plan) => Self::ChangePlan(plan.into()),
            Decision::Refusal(refusal) => Self::Refusal(refusal.into()),
        }
    }
}
