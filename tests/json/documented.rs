//! The documented examples, word for word.

use serde_json::{Value, json};
use subscription_change::record::{DecisionRecord, PlanRecord, RefusalRecord};
use subscription_change::{
    AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Decision, Feature, FeatureSet, Parties, Party, Plan,
    PrimaryAdmin, Request, Tier, Usage, Users,
};

use super::{REQUEST, backwards, compact};
use crate::common::{but, firm, request};

const REFUSAL: &str = r#"{"id": 7, "decision": "refusal", "catalogue": "CA-2025-06-02", "resolution": "act",
 "reasons": [
  {"code": "too_many_users", "kind": "billable", "used": 3, "limit": 1, "resolution": "act",
   "remedies": [{"code": "remove_users", "kind": "billable", "count": 2, "by": "client"}]},
  {"code": "feature_in_use", "feature": "multicurrency", "resolution": "act",
   "remedies": [{"code": "turn_off", "feature": "multicurrency", "disputed": true, "by": "client"}]}]}"#;

const CHANGE_PLAN: &str = r#"{"id": 8, "decision": "change_plan", "catalogue": "CA-2025-06-02", "effective": "immediately",
 "from": {"base": {"plan": "advanced", "payer": "firm"}, "payroll": null, "time": null},
 "to": {"base": {"plan": "plus", "payer": "firm"}, "payroll": {"tier": "core", "payer": "client"}, "time": null},
 "steps": [
  {"code": "add", "product": "payroll", "tier": "core", "effective": "immediately", "by": "client"},
  {"code": "change_plan", "from": "advanced", "to": "plus", "effective": "immediately", "by": "firm"}],
 "features_gained": [],
 "features_lost": ["time_tracking", "custom_roles", "workflows", "spreadsheet_sync", "backup_and_restore", "enhanced_custom_fields"],
 "notices": [{"code": "features_lost", "features": ["workflows"], "reversible": true},
             {"code": "prorated_charge", "payer": "client", "reversible": true}]}"#;

/// The documented request, in types.
fn documented_request() -> Request {
    let held = |plan| firm(plan).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let usage = Usage::default().with(|usage| {
        usage.users = Users { billable: 3, accountant: 1, reports_only: 0, time_only: 0 };
        usage.accounts = 120;
        usage.classes_and_locations = 12;
        usage.custom_fields = 2;
        usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Projects]);
    });
    Request {
        current: held(Plan::Plus),
        target: held(Plan::EasyStart),
        context: Context::in_good_standing(Parties::of(&[Party::Firm]), usage).with(|Context { firm, client, .. }| {
            firm.billing_current = true;
            firm.subscription_current = true;
            client.status = ClientStatus::Active;
            client.billing_current = true;
            client.billing_cycle = BillingCycle::Monthly;
            client.primary_admin = PrimaryAdmin::Client;
            client.confirmation = Some(Confirmation { accepted_losses: FeatureSet::of(&[Feature::Projects]) });
            client.transfer_permission_hours = None;
            client.days_since_discount = None;
            client.hours_since_downgrade = None;
            client.downgrade_offered = true;
        }),
    }
}

/// The request that the documented change plan answers.
fn answered_by_the_documented_plan() -> Request {
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    but(&request(firm(Plan::Advanced), target), |r| r.context.client.usage.features = Feature::Workflows.into())
}

/// A documented answer is exactly what is written, after the `id` that it answers, and reads back as a record of the decision.
#[track_caller]
fn assert_is_the_answer(documented: &str, id: u32, decision: &Decision) {
    let written = serde_json::to_string(decision).expect("it can be written");
    assert_eq!(format!(r#"{{"id":{id},{}"#, &written[1..]), compact(documented), "in this order");

    let mut answer: Value = serde_json::from_str(documented).expect("it is JSON");
    assert_eq!(answer.as_object_mut().expect("it is an object").remove("id"), Some(json!(id)));
    assert_eq!(serde_json::to_value(decision).expect("it can be written"), answer);
    let record = DecisionRecord::from(decision);
    assert_eq!(serde_json::from_value::<DecisionRecord>(answer.clone()).expect("it can be read"), record);
    assert_eq!(serde_json::from_str::<DecisionRecord>(&backwards(&answer)).expect("it can be read"), record);
}

/// The example of the page of [`Decision`] is a text of its own, and says the same.
#[test]
fn the_page_of_a_decision_shows_the_documented_change_plan() {
    let page = include_str!("../../src/decision/outcome.rs");
    let page: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("/// ")).collect();
    let shown = CHANGE_PLAN.replacen(r#""id": 8, "#, "", 1);
    assert!(page.join("\n").contains(&shown), "src/decision/outcome.rs has another change plan than\n{shown}");
}

#[test]
fn the_documented_request_is_read_as_what_it_says() {
    assert_eq!(serde_json::from_str::<Request>(REQUEST).expect("it can be read"), documented_request());
}

#[test]
fn the_documented_request_is_written_in_the_documented_order() {
    assert_eq!(serde_json::to_string(&documented_request()).expect("it can be written"), compact(REQUEST));
}

#[test]
fn the_documented_refusal_is_the_answer_to_the_documented_request() {
    assert_is_the_answer(REFUSAL, 7, &documented_request().plan_change().into());
}

#[test]
fn the_documented_change_plan_is_an_answer() {
    assert_is_the_answer(CHANGE_PLAN, 8, &answered_by_the_documented_plan().plan_change().into());
}

#[test]
fn a_refusal_and_a_plan_by_themselves_are_the_decision_without_its_kind() {
    let refusal = documented_request().plan_change().expect_err("it is refused");
    let plan = answered_by_the_documented_plan().plan_change().expect("it is allowed");
    let written = serde_json::to_string(&refusal).expect("it can be written");
    assert!(written.starts_with(r#"{"catalogue":"CA-2025-06-02","resolution":"act","reasons":[{"code":"#), "{written}");
    assert_eq!(serde_json::from_str::<RefusalRecord>(&written).expect("it can be read"), RefusalRecord::from(&refusal));
    let written = serde_json::to_string(&plan).expect("it can be written");
    assert!(written.starts_with(r#"{"catalogue":"CA-2025-06-02","effective":"immediately","from":{"#), "{written}");
    assert_eq!(serde_json::from_str::<PlanRecord>(&written).expect("it can be read"), (&plan).into());
}

#[test]
fn features_gained_and_lost_are_null_from_ledger_and_empty_where_base_stays() {
    let written = |current, target| serde_json::to_value(request(current, target).plan_change().expect("it is allowed")).unwrap();
    let from_ledger = written(firm(Plan::Ledger), firm(Plan::Plus));
    assert_eq!((&from_ledger["features_gained"], &from_ledger["features_lost"]), (&Value::Null, &Value::Null));
    let on_ledger = written(firm(Plan::Ledger), crate::common::client(Plan::Ledger));
    assert_eq!((&on_ledger["features_gained"], &on_ledger["features_lost"]), (&json!([]), &json!([])));
}

#[test]
fn a_refusal_that_nobody_can_clear_has_reasons_without_remedies() {
    let refusal = request(firm(Plan::Plus), firm(Plan::Ledger)).plan_change().expect_err("it is closed");
    let expected = r#"{"catalogue": "CA-2025-06-02", "resolution": "never", "reasons": [
        {"code": "ledger_closed", "from": "plus", "resolution": "never", "remedies": []}]}"#;
    assert_eq!(serde_json::to_string(&refusal).expect("it can be written"), compact(expected));
}
