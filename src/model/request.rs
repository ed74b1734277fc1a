//! A request, as it is sent and stored.

use crate::model::{Context, Subscription};

/// Everything that a decision reads: what there is, what is wanted, and what is known around it.
///
/// ```
/// use subscription_change::*;
///
/// let request = Request {
///     current: Subscription::new(Plan::EasyStart, Party::Firm),
///     target: Subscription::new(Plan::Plus, Party::Firm),
///     context: Context::in_good_standing(Party::Firm.into(), Usage::default()),
/// };
/// assert_eq!(request.plan_change(), plan_change(&request.current, &request.target, &request.context));
/// ```
///
/// In JSON, names are those of the types in `snake_case`, and sets are lists in any order, written in that of the documentation's
/// tables:
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// # use subscription_change::*;
/// let json = r#"{
///  "current": {"base": {"plan": "plus", "payer": "firm"},
///              "payroll": {"tier": "core", "payer": "client"},
///              "time": null},
///  "target":  {"base": {"plan": "easy_start", "payer": "firm"},
///              "payroll": {"tier": "core", "payer": "client"},
///              "time": null},
///  "context": {
///    "authorised_by": ["firm"],
///    "firm": {"billing_current": true, "subscription_current": true},
///    "client": {
///      "status": "active",
///      "billing_current": true,
///      "billing_cycle": "monthly",
///      "primary_admin": true,
///      "confirmation": {"accepted_losses": ["projects"]},
///      "transfer_permission_hours": null,
///      "days_since_other_firm": null,
///      "hours_since_downgrade": null,
///      "downgrade_offered": true,
///      "usage": {
///        "users": {"billable": 3, "accountant": 1, "reports_only": 0, "time_only": 0},
///        "accounts": 120, "classes_and_locations": 12, "custom_fields": 2,
///        "features": ["multicurrency", "projects"]}}}}"#;
/// let request: Request = serde_json::from_str(json).unwrap();
/// assert_eq!(request.plan_change().unwrap_err().reasons().len(), 2);
/// # }
/// ```
///
/// What may be null here, and no other field, may also be left out, and means the same: `payroll` and `time` are not held; nothing was
/// confirmed or permitted; no other firm paid; there was no downgrade. Any other missing fact is an error, and so are an unknown or
/// repeated field, an unknown name, a repeated member of a set, and a number below 0 or above 4,294,967,295.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Request {
    /// The subscription as it is.
    pub current: Subscription,
    /// The subscription that is wanted.
    pub target: Subscription,
    /// What is known around the change.
    pub context: Context,
}

crate::kit::json::record! { Request ("a request") { current, target, context } }
