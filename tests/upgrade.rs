//! Documents of the first version: each gets the message that `CHANGELOG.md` quotes.

use subscription_change::Request;
use subscription_change::catalogue::Terms;
use subscription_change::record::DecisionRecord;

const CHANGELOG: &str = include_str!("../CHANGELOG.md");

/// The document is not read as a `T`, and both its error and the changelog say this.
#[track_caller]
fn gets<T: serde::de::DeserializeOwned>(document: &str, message: &str) {
    let error = serde_json::from_str::<T>(document).err().expect("an old document is not read").to_string();
    assert!(error.contains(message), "{error}");
    assert!(CHANGELOG.contains(message), "CHANGELOG.md does not quote: {message}");
}

/// A request of the first version, with these fields of the firm and of the client.
fn request(firm: &str, client: &str) -> String {
    format!(
        r#"{{"current": {{"base": {{"plan": "plus", "payer": "firm"}}}}, "target": {{}},
            "context": {{"authorised_by": ["firm"], "firm": {{"billing_current": true, {firm}}}, "client": {{{client}}}}}}}"#
    )
}

/// A plan that moves base to the other party, with this step and these notices.
fn transfer(to: &str, step: &str, notices: &str) -> String {
    let from = if to == "firm" { "client" } else { "firm" };
    format!(
        r#"{{"decision": "change_plan", "catalogue": "CA-2025-06-02", "effective": "immediately",
            "from": {{"base": {{"plan": "plus", "payer": "{from}"}}, "payroll": null, "time": null}},
            "to": {{"base": {{"plan": "plus", "payer": "{to}"}}, "payroll": null, "time": null}},
            "steps": [{{"code": "transfer_billing", "product": "base", "to": "{to}", {step} "by": "firm"}}],
            "features_gained": [], "features_lost": [], "notices": [{notices}]}}"#
    )
}

/// A refusal for one reason.
fn refusal(resolution: &str, reason: &str) -> String {
    format!(
        r#"{{"decision": "refusal", "catalogue": "CA-2025-06-02", "resolution": "{resolution}",
            "reasons": [{{{reason}, "resolution": "{resolution}"}}]}}"#
    )
}

#[test]
fn a_request_of_the_first_version_is_told_what_its_facts_are_called_now() {
    let firm = r#""subscription_current": true"#;
    gets::<Request>(&request(firm, ""), "missing field `manages_billing`");
    let firm = r#""subscription_current": true, "manages_billing": true, "is_accountant_user": true"#;
    gets::<Request>(
        &request(firm, r#""primary_admin": true"#),
        "invalid type: boolean `true`, expected the name of a holder of the primary-admin role",
    );
    gets::<Request>(
        &request(firm, r#""days_since_other_firm": null"#),
        "unknown field `days_since_other_firm`: it is called `days_since_discount` now",
    );
}

#[test]
fn a_catalogue_of_the_first_version_is_told_what_its_terms_are_called_now() {
    gets::<Terms>(r#"{"other_firm_days": 60}"#, "unknown field `other_firm_days`: it is called `discount_days` now");
}

#[test]
fn a_decision_of_the_first_version_is_told_what_is_wrong_with_it() {
    gets::<DecisionRecord>(&transfer("firm", "", ""), "`transfer_billing` is missing its field `effective`");
    let effective = r#""effective": "immediately","#;
    gets::<DecisionRecord>(
        &transfer("client", effective, r#"{"code": "full_price", "product": "base", "reversible": false}"#),
        "`full_price` has a wrong `reversible` for its other fields",
    );
    let permit = r#""code": "transfer_not_permitted", "product": "base",
                    "remedies": [{"code": "permit_transfer", "product": "base", "by": "client"}]"#;
    gets::<DecisionRecord>(&refusal("act", permit), "`permit_transfer` has no field `product`");
    let monthly = r#""code": "annual_billing", "product": "base", "remedies": [{"code": "switch_to_monthly", "by": "client"}]"#;
    gets::<DecisionRecord>(&refusal("act", monthly), "`switch_to_monthly` is missing its field `in_days`");
    let leave_out = r#""code": "add_on_unsupported", "product": "time", "plan": "ledger", "remedies": [{"code": "leave_out"}]"#;
    gets::<DecisionRecord>(&refusal("act", leave_out), "unknown variant `leave_out`, expected one of");
    let hidden = r#""code": "downgrade_not_offered", "remedies": []"#;
    gets::<DecisionRecord>(&refusal("never", hidden), "`downgrade_not_offered` has a wrong `resolution` for its other fields");
}
