//! A catalogue before it is checked, and what can be wrong with it.

use core::fmt;

use super::Catalogue;
use super::id::CatalogueId;
use super::terms::{AddOnTerms, Effective, FeatureUse, Limit, Overuse, PlanTerms, TimeTerms};
use crate::{ByFeature, ByPlan, ByResource, ByUserKind, Plan, PlanSet, Resource, UserKind};

/// A catalogue as plain data: all that an edition may say otherwise than the embedded ones.
///
/// No decision is made with a draft; [`check`](Self::check) makes a [`Catalogue`] of it or says what is wrong.
///
/// ```
/// use subscription_change::{Catalogue, CatalogueDraft};
///
/// // The same as the Canadian one, but an upgrade has to wait for a day after a downgrade.
/// let draft = CatalogueDraft { upgrade_wait_hours: 24, ..*Catalogue::canada().as_draft() };
/// assert!(draft.check().is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CatalogueDraft {
    /// Country and date.
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
            let (from, to) = (Plan::ALL[check / Plan::COUNT], Plan::ALL[check % Plan::COUNT]);
            self.fault_of_move(from, to)
        } else if check < MOVE_CHECKS + Plan::COUNT * CHECKS_OF_A_PLAN {
            let check = check - MOVE_CHECKS;
            self.fault_of_plan(Plan::ALL[check / CHECKS_OF_A_PLAN], check % CHECKS_OF_A_PLAN)
        } else if self.transfer_permission_hours == 0 {
            Some(CatalogueFault::EmptyPermissionWindow)
        } else {
            None
        }
    }

    const fn fault_of_move(&self, from: Plan, to: Plan) -> Option<CatalogueFault> {
        let entered = matches!(to, Plan::Ledger | Plan::SelfEmployed);
        if !self.moves.get(from).contains(to) {
            None
        } else if from as u8 == to as u8 || entered || matches!(from, Plan::SelfEmployed) {
            Some(CatalogueFault::ImpossibleMove { from, to })
        } else if !self.plans.get(to).sold {
            Some(CatalogueFault::MoveToUnsold { from, to })
        } else {
            None
        }
    }

    const fn fault_of_plan(&self, plan: Plan, check: usize) -> Option<CatalogueFault> {
        let terms = self.plans.get(plan);
        if !self.is_entered(plan) {
            None
        } else if check < UserKind::COUNT {
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

const MOVE_CHECKS: usize = Plan::COUNT * Plan::COUNT;
const CHECKS_OF_A_PLAN: usize = UserKind::COUNT + Resource::COUNT + 1;
const CHECKS: usize = MOVE_CHECKS + Plan::COUNT * CHECKS_OF_A_PLAN + 1;
