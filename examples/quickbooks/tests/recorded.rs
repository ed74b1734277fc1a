//! Recorded answers of the interface. They are not part of the project, and are tried only if they are beside it.

use std::path::Path;

use quickbooks::{Judgement, Sure};
use serde_json::Value;

use crate::facts::{finding, told, value, why};

const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/quickbooks");

/// One of them, if they are there.
fn recorded(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(Path::new(RECORDED).join(name)).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn a_recorded_company_is_a_trial_of_plus_in_the_united_states() {
    let Some(body) = recorded("01-companyinfo-plus-trial.json") else { return };
    let company = told(&[("/v3/company/1/companyinfo/1?minorversion=75", body.clone())]);
    assert_eq!(value(&company, "plan"), Some("plus".into()));
    assert_eq!(value(&company, "client.status"), Some("trial".into()));
    assert_eq!(value(&company, "payroll_tier"), Some(Value::Null));
    assert_eq!(company.name.as_deref(), body["CompanyInfo"]["CompanyName"].as_str());
    assert!(matches!(company.judgement, Judgement::OtherCountry(country) if country == "US"));
    // It is of 2015, when Advanced was called Plus.
    assert_eq!(why(&told(&[("/v3/company/1/companyinfo/1", body)]), "plan"), ["plus_or_advanced"]);
}

#[test]
fn recorded_preferences_tell_multicurrency_and_what_they_leave_out_stays_unknown() {
    let Some(body) = recorded("07-preferences-query-2013.json") else { return };
    let company = told(&[("select * from Preferences", body)]);
    assert_eq!(value(&company, "client.usage.features.multicurrency"), Some(false.into()));
    assert_eq!(why(&company, "client.usage.features.classes"), ["absent"]);
    assert_eq!(why(&company, "client.usage.features.inventory"), ["on", "not_asked"]);
    assert_eq!(why(&company, "client.usage.features.time_tracking"), ["absent", "not_asked"]);
}

#[test]
fn recorded_preferences_of_a_british_company_tell_what_is_on_and_not_what_is_in_use() {
    let Some(body) = recorded("11-preferences-gbp-multicurrency-projects.json") else { return };
    let company = told(&[("/v3/company/1/preferences", body)]);
    assert_eq!(value(&company, "client.usage.features.multicurrency"), Some(true.into()));
    for on in ["projects", "classes", "locations", "time_tracking", "purchase_orders"] {
        assert_eq!(why(&company, &format!("client.usage.features.{on}")), ["on", "not_asked"]);
    }
    let fields = finding(&company, "client.usage.custom_fields");
    assert_eq!((fields.at_least, fields.at_most, fields.sure), (Some(1), None, Some(Sure::Bounded)));
}

#[test]
fn recorded_counts_tell_what_their_query_asks_for() {
    let Some(customers) = recorded("13a-count-customer.json") else { return };
    assert_eq!(told(&[("select count(*) from Customer", customers.clone())]).not_read, ["select count(*) from Customer"]);
    let bills = told(&[("select count(*) from Bill", customers)]);
    assert_eq!(value(&bills, "client.usage.features.bills"), Some(true.into()));
    let Some(employees) = recorded("13b-count-employee-active-and-inactive.json") else { return };
    let query = "select count(*) from Employee where Active in (true, false)";
    assert_eq!(told(&[(query, employees)]).not_read, [query]);
}

#[test]
fn a_recorded_empty_answer_and_a_recorded_fault_are_not_0() {
    let bills = "client.usage.features.bills";
    let Some(empty) = recorded("13e-query-empty.json") else { return };
    assert_eq!(why(&told(&[("select count(*) from Bill", empty)]), bills), ["empty"]);
    let Some(fault) = recorded("22-fault-3200-lowercase.json") else { return };
    let company = told(&[("select count(*) from Bill", fault)]);
    assert_eq!(finding(&company, bills).why, [quickbooks::Why::Fault("3200".to_owned())]);
}
