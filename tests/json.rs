//! The JSON form: what is written, what is read, and what is not.

mod catalogues;
mod documented;
mod reading;
mod round_trip;
pub(crate) mod samples;
mod tampered;
mod ways_out;
mod with_sentences;

use serde_json::Value;

/// The documented request without the `id` of its line, and with its target complete, as it is written.
pub(crate) const REQUEST: &str = r#"{
 "current": {"base": {"plan": "plus", "payer": "firm"},
             "payroll": {"tier": "core", "payer": "client"},
             "time": null},
 "target":  {"base": {"plan": "easy_start", "payer": "firm"},
             "payroll": {"tier": "core", "payer": "client"},
             "time": null},
 "context": {
   "authorised_by": ["firm"],
   "firm": {"billing_current": true, "subscription_current": true, "manages_billing": true, "is_accountant_user": true},
   "client": {
     "status": "active",
     "billing_current": true,
     "billing_cycle": "monthly", "days_to_renewal": null,
     "primary_admin": "client",
     "confirmation": {"accepted_losses": ["projects"]},
     "transfer_permission_hours": null,
     "days_since_discount": null,
     "hours_since_downgrade": null,
     "downgrade_offered": true,
     "addresses_match": true, "other_billing_system": false, "same_region": true,
     "usage": {
       "users": {"billable": 3, "accountant": 1, "reports_only": 0, "time_only": 0},
       "accounts": 120, "classes_and_locations": 12, "custom_fields": 2,
       "features": ["multicurrency", "projects"]}}}}"#;

/// The same JSON without white space; the order of what is written stays.
pub(crate) fn compact(json: &str) -> String {
    let mut in_string = false;
    json.chars()
        .filter(|&c| {
            in_string ^= c == '"';
            in_string || !c.is_whitespace()
        })
        .collect()
}

/// The same JSON with the keys of every object in the order of the alphabet, backwards.
fn backwards(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields: Vec<String> = fields.iter().rev().map(|(key, value)| format!("{key:?}:{}", backwards(value))).collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(members) => format!("[{}]", members.iter().map(backwards).collect::<Vec<_>>().join(",")),
        _ => value.to_string(),
    }
}
