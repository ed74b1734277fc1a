//! The terms of a catalogue, as plain data.

use crate::vocabulary::vocabulary;
use crate::{ByResource, ByUserKind, FeatureSet, Gauge, PayrollTiers, PlanSet, Resources, TimeTiers, UserKinds};

/// How many of something a plan holds. In JSON a number, `"no_limit"`, or null where it is not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Limit {
    /// This many at the most. At the limit is fine, one over is not; 0 where the plan has none.
    UpTo(u32),
    /// As many as one likes.
    NoLimit,
    /// Not documented anywhere: neither zero nor unlimited.
    #[default]
    Unknown,
}

impl Limit {
    /// The number, if there is one.
    #[must_use]
    pub const fn number(self) -> Option<u32> {
        match self {
            Self::UpTo(limit) => Some(limit),
            Self::NoLimit | Self::Unknown => None,
        }
    }

    /// Whether a move from a plan with this limit to one with that limit *shrinks* it: the other is lower, or this one is unknown.
    ///
    /// A limit that is not a number is never the lower one.
    ///
    /// ```
    /// use subscription_change::Limit::{NoLimit, Unknown, UpTo};
    ///
    /// assert!(NoLimit.shrinks_to(UpTo(5)));
    /// assert!(Unknown.shrinks_to(UpTo(5)));
    /// assert!(!UpTo(5).shrinks_to(UpTo(5)));
    /// ```
    #[must_use]
    pub const fn shrinks_to(self, other: Self) -> bool {
        match (self, other) {
            (Self::UpTo(this), Self::UpTo(other)) => other < this,
            (Self::NoLimit | Self::Unknown, Self::UpTo(_)) => true,
            (_, Self::NoLimit | Self::Unknown) => false,
        }
    }
}

/// What one plan offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlanTerms {
    /// Whether it is sold: a subscription may be changed to it as far as this goes.
    pub sold: bool,
    /// How many users of each kind it holds.
    pub users: ByUserKind<Limit>,
    /// How many of each resource it holds.
    pub resources: ByResource<Limit>,
    /// The features that it has; `None` where that is not documented.
    pub features: Option<FeatureSet>,
    /// What a rung of the ladder has less of than a lower one, on purpose; anything else of that kind is a fault. No decision reads
    /// it. In JSON it may be left out.
    pub intended_shortfalls: Shortfalls,
}

impl PlanTerms {
    /// The limit of a gauge.
    pub(crate) const fn limit(&self, gauge: Gauge) -> Limit {
        match gauge {
            Gauge::Users(kind) => *self.users.get(kind),
            Gauge::Resource(resource) => *self.resources.get(resource),
        }
    }
}

/// What a plan has less of than a lower rung of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Shortfalls {
    /// The kinds of users of which it holds fewer.
    pub users: UserKinds,
    /// The resources of which it holds fewer.
    pub resources: Resources,
    /// The features that it has not.
    pub features: FeatureSet,
}

impl Shortfalls {
    /// Nothing.
    pub const NONE: Self = Self { users: UserKinds::EMPTY, resources: Resources::EMPTY, features: FeatureSet::EMPTY };
}

vocabulary! {
    /// What it means for a change of plan that more is used than the new, lower limit.
    pub enum Overuse ("enforcement") {
        /// The change is refused until less is used.
        Blocks,
        /// What is there is kept, and none may be added: a notice.
        Notice,
    }
}

/// What it means for a change of plan that a feature is in use which the new plan lacks. In JSON `"notice"`, or
/// `{"blocks_until": "turn_off"}` with what clears it, null where nothing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeatureUse {
    /// The change is refused while the feature is in use.
    Blocks {
        /// What ends the use; `None` where nothing can.
        cleared_by: Option<Clearance>,
    },
    /// The feature is lost: a notice, and for a downgrade a loss that the client accepts.
    Notice,
}

vocabulary! {
    /// What ends the use of a feature that blocks.
    pub enum Clearance ("clearance") {
        /// The feature is turned off.
        TurnOff,
        /// Its templates are paused.
        PauseTemplates,
        /// Its items are made inactive.
        MakeItemsInactive,
    }
}

/// On which terms the payroll add-on is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddOnTerms {
    /// The tiers that are sold.
    pub tiers: PayrollTiers,
    /// The plans that it goes with.
    pub plans: PlanSet,
}

/// On which terms the time add-on is sold. It goes with one of `plans`, **or** with one of `payroll_tiers` on a plan that
/// goes with payroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeTerms {
    /// The tiers that are sold.
    pub tiers: TimeTiers,
    /// The plans that it goes with.
    pub plans: PlanSet,
    /// The payroll tiers that it goes with, on any plan that goes with payroll.
    pub payroll_tiers: PayrollTiers,
}

vocabulary! {
    /// When a change takes effect.
    pub enum Effective ("effect") {
        /// At once.
        Immediately,
        /// On the client's next billing date.
        NextBillingDate,
    }
}

crate::json::record! { PlanTerms ("the terms of a plan") {
    sold,
    users,
    resources,
    features,
    intended_shortfalls = Shortfalls::NONE,
} }
crate::json::record! { Shortfalls ("what a plan has less of than a lower one") {
    users = UserKinds::EMPTY,
    resources = Resources::EMPTY,
    features = FeatureSet::EMPTY,
} }
crate::json::record! { AddOnTerms ("the terms of payroll") { tiers, plans } }
crate::json::record! { TimeTerms ("the terms of time") { tiers, plans, payroll_tiers } }
