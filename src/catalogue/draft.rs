//! A catalogue before it is checked, and what can be wrong with it.

use core::fmt;

use super::Catalogue;
use super::id::CatalogueId;
use super::terms::{AddOnTerms, Effective, FeatureUse, Limit, Overuse, PlanTerms, TimeTerms};
use crate::{ByFeature, ByPlan, ByResource, ByUserKind, Gauge, PayrollTier, Plan, PlanSet, Product, Resource, UserKind};

/// A catalogue as plain data: all that an edition may say otherwise than the embedded ones.
///
/// No decision is made with a draft; [`check`](Self::check) makes a [`Catalogue`] of it or says what is wrong.
///
/// ```
/// use subscription_change::{Catalogue, CatalogueDraft};
///
/// // The same as the Canadian one, but an upgrade has to wait for a day after a downgrade. It gets an identity of its own, because
/// // that is what a stored decision is told by.
/// let id = "XA-2026-01-01".parse().unwrap();
/// let draft = CatalogueDraft { id, upgrade_wait_hours: 24, ..*Catalogue::canada().as_draft() };
/// assert!(draft.check().is_ok());
///
/// // It is written as JSON, and read back.
/// # #[cfg(feature = "serde")]
/// # {
/// let json = serde_json::to_string(&draft).unwrap();
/// assert!(json.contains(r#""multicurrency":{"blocks_until":"turn_off"}"#));
/// assert_eq!(serde_json::from_str::<CatalogueDraft>(&json).unwrap(), draft);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CatalogueDraft {
    /// Country and date: what a stored decision says that it was made with. Whether the identity is known is not checked when a decision
    /// is read back.
    pub id: CatalogueId,
    /// The terms of each plan.
    pub plans: ByPlan<PlanTerms>,
    /// What too many users of a kind mean for a change of plan.
    pub users: ByUserKind<Overuse>,
    /// What too much of a resource means for a change of plan.
    pub resources: ByResource<Overuse>,
    /// What the use of a feature means for a change to a plan without it.
    pub features: ByFeature<FeatureUse>,
    /// The plans that each plan may be changed to: the transition table.
    pub moves: ByPlan<PlanSet>,
    /// On which terms payroll is sold.
    pub payroll: AddOnTerms,
    /// On which terms time is sold.
    pub time: TimeTerms,
    /// How many hours after a downgrade of the base product it may be upgraded; 0 for no wait.
    pub upgrade_wait_hours: u32,
    /// For how many hours the client's permission to transfer billing to the firm holds, the last one included.
    pub transfer_permission_hours: u32,
    /// Up to how many days after another firm's discount stopped paying the discount is kept, the last one included.
    pub other_firm_days: u32,
    /// When an upgrade takes effect.
    pub upgrades_take_effect: Effective,
    /// When a downgrade takes effect.
    pub downgrades_take_effect: Effective,
}

/// One thing that is wrong with a [`CatalogueDraft`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueFault {
    /// A move that no catalogue can open: to the same plan, to or from Self-Employed, or from the ladder to Ledger.
    #[error("moves.{from}: a change to {to} can never be open")]
    ImpossibleMove {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// A move to a plan that is not sold.
    #[error("moves.{from}: a change to {to} is open, and plans.{to} is not sold")]
    MoveToUnsold {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// A limit that is not known, of a plan that may be changed to.
    #[error("plans.{plan}.users.{kind}: unknown, and the plan may be changed to")]
    UnknownUserLimit {
        /// The plan.
        plan: Plan,
        /// The kind of user.
        kind: UserKind,
    },
    /// A limit that is not known, of a plan that may be changed to.
    #[error("plans.{plan}.resources.{resource}: unknown, and the plan may be changed to")]
    UnknownResourceLimit {
        /// The plan.
        plan: Plan,
        /// The resource.
        resource: Resource,
    },
    /// Features that are not known, of a plan that may be changed to.
    #[error("plans.{plan}.features: unknown, and the plan may be changed to")]
    UnknownFeatures {
        /// The plan.
        plan: Plan,
    },
    /// An add-on that goes with a plan and not with a higher one, between which a change is open: the steps of that change would leave
    /// a subscription on the way that is not supported.
    #[error("{add_on}.plans: has {lower} and not {higher}, and a change between the two is open")]
    AddOnNotKept {
        /// The add-on.
        add_on: Product,
        /// The plan that it goes with.
        lower: Plan,
        /// The plan that it does not go with.
        higher: Plan,
    },
    /// A payroll tier that brings time, and a higher one that does not.
    #[error("time.payroll_tiers: has {lower} and not {higher}")]
    TimeNotKept {
        /// The tier that brings time.
        lower: PayrollTier,
        /// The tier that does not.
        higher: PayrollTier,
    },
    /// A permission that would expire as it is given.
    #[error("transfer_permission_hours: 0, and a permission has to last")]
    EmptyPermissionWindow,
}

/// A [`CatalogueDraft`] that cannot be decided with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub struct InvalidCatalogue {
    draft: CatalogueDraft,
}

impl InvalidCatalogue {
    /// What is wrong: at least one fault, always all of them.
    pub fn faults(&self) -> impl Iterator<Item = CatalogueFault> {
        self.draft.faults()
    }

    /// The draft, to be mended.
    #[must_use]
    pub const fn into_draft(self) -> CatalogueDraft {
        self.draft
    }
}

impl fmt::Display for InvalidCatalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "catalogue {} cannot be used", self.draft.id)?;
        for (i, fault) in self.faults().enumerate() {
            write!(f, "{}{fault}", if i == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}

impl CatalogueDraft {
    /// What too much of what this counts means for a change of plan.
    pub(super) const fn overuse(&self, gauge: Gauge) -> Overuse {
        match gauge {
            Gauge::Users(kind) => *self.users.get(kind),
            Gauge::Resource(resource) => *self.resources.get(resource),
        }
    }

    /// A catalogue to decide with.
    ///
    /// # Errors
    ///
    /// All the faults of the draft at once, each with the path to it.
    ///
    /// ```
    /// use subscription_change::{Catalogue, CatalogueDraft};
    ///
    /// let draft = CatalogueDraft { transfer_permission_hours: 0, ..*Catalogue::canada().as_draft() };
    /// let invalid = draft.check().unwrap_err();
    /// assert_eq!(
    ///     invalid.to_string(),
    ///     "catalogue CA-2025-06-02 cannot be used: transfer_permission_hours: 0, and a permission has to last",
    /// );
    /// ```
    pub fn check(self) -> Result<Catalogue, InvalidCatalogue> {
        if self.is_valid() { Ok(Catalogue::prepare(&self)) } else { Err(InvalidCatalogue { draft: self }) }
    }

    /// What is wrong with the draft, if anything.
    pub fn faults(&self) -> impl Iterator<Item = CatalogueFault> {
        (0..CHECKS).filter_map(|check| self.fault(check))
    }

    pub(super) const fn is_valid(&self) -> bool {
        let mut check = 0;
        while check < CHECKS {
            if self.fault(check).is_some() {
                return false;
            }
            check += 1;
        }
        true
    }

    /// Whether any plan may be changed to this one.
    const fn is_entered(&self, plan: Plan) -> bool {
        let mut i = 0;
        while i < Plan::COUNT {
            if self.moves.get(Plan::ALL[i]).contains(plan) {
                return true;
            }
            i += 1;
        }
        false
    }

    /// The fault that one check finds: the checks of every move, then those of every plan, then the rest.
    const fn fault(&self, check: usize) -> Option<CatalogueFault> {
        if check < MOVE_CHECKS {
            let (from_and_to, check) = (check / CHECKS_OF_A_MOVE, check % CHECKS_OF_A_MOVE);
            let (from, to) = (Plan::ALL[from_and_to / Plan::COUNT], Plan::ALL[from_and_to % Plan::COUNT]);
            return if self.moves.get(from).contains(to) { self.fault_of_move(from, to, check) } else { None };
        }
        let check = check - MOVE_CHECKS;
        if check < PLAN_CHECKS {
            let plan = Plan::ALL[check / CHECKS_OF_A_PLAN];
            return if self.is_entered(plan) { self.fault_of_plan(plan, check % CHECKS_OF_A_PLAN) } else { None };
        }
        let check = check - PLAN_CHECKS;
        if check < TIER_CHECKS {
            let (lower, higher) = (PayrollTier::ALL[check], PayrollTier::ALL[check + 1]);
            let kept = !self.time.payroll_tiers.contains(lower) || self.time.payroll_tiers.contains(higher);
            return if kept { None } else { Some(CatalogueFault::TimeNotKept { lower, higher }) };
        }
        if self.transfer_permission_hours == 0 { Some(CatalogueFault::EmptyPermissionWindow) } else { None }
    }

    /// A fault of a move that is open.
    const fn fault_of_move(&self, from: Plan, to: Plan, check: usize) -> Option<CatalogueFault> {
        let impossible =
            from as u8 == to as u8 || matches!(to, Plan::Ledger | Plan::SelfEmployed) || matches!(from, Plan::SelfEmployed);
        let (lower, higher) = if to.is_above(from) { (from, to) } else { (to, from) };
        match check {
            0 if impossible => Some(CatalogueFault::ImpossibleMove { from, to }),
            _ if impossible => None,
            0 if !self.plans.get(to).sold => Some(CatalogueFault::MoveToUnsold { from, to }),
            1 if self.payroll.plans.contains(lower) && !self.payroll.plans.contains(higher) => {
                Some(CatalogueFault::AddOnNotKept { add_on: Product::Payroll, lower, higher })
            }
            2 if self.time.plans.contains(lower) && !self.time.plans.contains(higher) => {
                Some(CatalogueFault::AddOnNotKept { add_on: Product::Time, lower, higher })
            }
            _ => None,
        }
    }

    /// A fault of a plan that may be changed to.
    const fn fault_of_plan(&self, plan: Plan, check: usize) -> Option<CatalogueFault> {
        let terms = self.plans.get(plan);
        if check < UserKind::COUNT {
            let kind = UserKind::ALL[check];
            match terms.users.get(kind) {
                Limit::Unknown => Some(CatalogueFault::UnknownUserLimit { plan, kind }),
                Limit::UpTo(_) | Limit::NoLimit => None,
            }
        } else if check < UserKind::COUNT + Resource::COUNT {
            let resource = Resource::ALL[check - UserKind::COUNT];
            match terms.resources.get(resource) {
                Limit::Unknown => Some(CatalogueFault::UnknownResourceLimit { plan, resource }),
                Limit::UpTo(_) | Limit::NoLimit => None,
            }
        } else if terms.features.is_none() {
            Some(CatalogueFault::UnknownFeatures { plan })
        } else {
            None
        }
    }
}

const CHECKS_OF_A_MOVE: usize = 3;
const CHECKS_OF_A_PLAN: usize = UserKind::COUNT + Resource::COUNT + 1;

const MOVE_CHECKS: usize = Plan::COUNT * Plan::COUNT * CHECKS_OF_A_MOVE;
const PLAN_CHECKS: usize = Plan::COUNT * CHECKS_OF_A_PLAN;
/// Each payroll tier is held against the next.
const TIER_CHECKS: usize = PayrollTier::COUNT - 1;

const CHECKS: usize = MOVE_CHECKS + PLAN_CHECKS + TIER_CHECKS + 1;

crate::json::record! { CatalogueDraft ("a catalogue") {
    id,
    plans,
    users,
    resources,
    features,
    moves,
    payroll,
    time,
    upgrade_wait_hours,
    transfer_permission_hours,
    other_firm_days,
    upgrades_take_effect,
    downgrades_take_effect,
} }
