//! A catalogue before it is checked.

use super::Catalogue;
use super::fault::{CatalogueFault, InvalidCatalogue};
use super::id::CatalogueId;
use super::terms::{AddOnTerms, Effective, FeatureUse, Overuse, PlanTerms, TimeTerms};
use crate::{ByFeature, ByPlan, ByResource, ByUserKind, PlanSet};

/// A catalogue as plain data: all that an edition may say otherwise than the embedded ones.
///
/// No decision is made with a draft; [`check`](Self::check) makes a [`Catalogue`] of it or says what is wrong.
///
/// ```compile_fail,E0599
/// # use subscription_change::*;
/// # let current = Subscription::new(Plan::Plus, Party::Firm);
/// # let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let draft = *Catalogue::canada().as_draft();
/// draft.plan_change(&current, &current, &context); // only a `Catalogue` decides
/// ```
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
        if self.is_valid() { Ok(Catalogue::prepare(&self)) } else { Err(InvalidCatalogue::of(&self)) }
    }

    /// What is wrong with the draft, if anything: all of it, in the order of [`CatalogueFault`]'s checks.
    pub fn faults(&self) -> impl Iterator<Item = CatalogueFault> {
        (0..super::check::CHECKS).filter_map(|check| self.fault(check))
    }
}

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
