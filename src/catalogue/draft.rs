//! A catalogue before it is checked.

use super::Catalogue;
use super::fault::{CatalogueFault, InvalidCatalogue};
use super::id::CatalogueId;
use super::terms::{AddOnTerms, Effective, FeatureUse, Overuse, PlanTerms, TimeTerms};
use crate::{ByFeature, ByPlan, ByResource, ByUserKind, Gauge, PlanSet};

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
///
/// In JSON each field stands under its name here. A limit is a number, `"no_limit"`, or null where it is not documented; the use of a
/// feature `"notice"`, or `{"blocks_until": "turn_off"}` with what clears it, null where nothing does; a set is a list. Only
/// `intended_shortfalls` and what is in it may be left out. The form as a JSON Schema is [`JSON_SCHEMA`](Self::JSON_SCHEMA), and in the
/// package `schema/catalogue.schema.json`; an edition in which all of it is used is `examples/data/invented-edition.json`.
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// # use subscription_change::*;
/// let json = r#"{
///  "id": "XA-2026-01-01",
///  "plans": {
///   "easy_start": {
///    "sold": true,
///    "users": {"billable": 1, "accountant": 2, "reports_only": 0, "time_only": 0},
///    "resources": {"accounts": 250, "classes_and_locations": 0, "custom_fields": 1},
///    "features": []},
///   "essentials": {
///    "sold": true,
///    "users": {"billable": 3, "accountant": 1, "reports_only": 0, "time_only": "no_limit"},
///    "resources": {"accounts": "no_limit", "classes_and_locations": 0, "custom_fields": 4},
///    "features": ["multicurrency", "bills"],
///    "intended_shortfalls": {"users": ["accountant"]}},
///   "plus":          {"sold": false, "users": {"billable": null, "accountant": null, "reports_only": null, "time_only": null},
///                     "resources": {"accounts": null, "classes_and_locations": null, "custom_fields": null}, "features": null},
///   "advanced":      {"sold": false, "users": {"billable": null, "accountant": null, "reports_only": null, "time_only": null},
///                     "resources": {"accounts": null, "classes_and_locations": null, "custom_fields": null}, "features": null},
///   "ledger":        {"sold": false, "users": {"billable": null, "accountant": null, "reports_only": null, "time_only": null},
///                     "resources": {"accounts": null, "classes_and_locations": null, "custom_fields": null}, "features": null},
///   "self_employed": {"sold": false, "users": {"billable": null, "accountant": null, "reports_only": null, "time_only": null},
///                     "resources": {"accounts": null, "classes_and_locations": null, "custom_fields": null}, "features": null}},
///  "users": {"billable": "blocks", "accountant": "notice", "reports_only": "notice", "time_only": "notice"},
///  "resources": {"accounts": "blocks", "classes_and_locations": "notice", "custom_fields": "notice"},
///  "features": {
///   "multicurrency": {"blocks_until": null}, "recurring_transactions": "notice", "bills": "notice", "time_tracking": "notice",
///   "inventory": "notice", "purchase_orders": "notice", "projects": "notice", "classes": "notice", "locations": "notice",
///   "budgets": "notice", "custom_roles": "notice", "workflows": "notice", "spreadsheet_sync": "notice",
///   "backup_and_restore": "notice", "enhanced_custom_fields": "notice"},
///  "moves": {"easy_start": ["essentials"], "essentials": ["easy_start"],
///            "plus": [], "advanced": [], "ledger": [], "self_employed": []},
///  "payroll": {"tiers": ["core"], "plans": ["essentials", "easy_start"]},
///  "time": {"tiers": [], "plans": [], "payroll_tiers": []},
///  "upgrade_wait_hours": 24,
///  "transfer_permission_hours": 48,
///  "other_firm_days": 60,
///  "upgrades_take_effect": "immediately",
///  "downgrades_take_effect": "next_billing_date"}"#;
/// let catalogue = serde_json::from_str::<CatalogueDraft>(json).unwrap().check().unwrap();
/// assert!(catalogue.why_closed(Plan::Essentials, Plan::EasyStart).is_none());
/// assert!(catalogue.why_closed(Plan::Essentials, Plan::Plus).is_some());
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
    /// The JSON Schema of its form, draft 2020-12. What fits it can be read, and the other way round, but that a repeated field is an
    /// error to the reader and so is a whole number with a fraction or an exponent, as in `24.0`. What [`check`](Self::check) finds is no
    /// matter of form.
    pub const JSON_SCHEMA: &'static str = include_str!("../../schema/catalogue.schema.json");
    /// What too much of what this counts means for a change of plan.
    pub(crate) const fn overuse(&self, gauge: Gauge) -> Overuse {
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
