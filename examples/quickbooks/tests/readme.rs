//! The requests that the README says to make are those that are read.

use std::collections::BTreeSet;

use quickbooks::{Answers, Asked, Rows};

const README: &str = include_str!("../README.md");

/// What the README asks for, in its order.
fn requests() -> Vec<(&'static str, String)> {
    let company = "9341450001";
    let quoted = |line: &'static str| line.split_once('"').and_then(|(_, rest)| rest.strip_suffix('"'));
    let mut requests = Vec::new();
    for line in README.lines() {
        let request = match line.split_once(' ') {
            Some(("path", _)) => ("path", quoted(line)),
            Some(("query", _)) => ("query", quoted(line)),
            _ if line.starts_with("fields=") => ("query", quoted(line)),
            _ => continue,
        };
        requests.push((request.0, request.1.unwrap().replace("$company", company)));
    }
    requests
}

#[test]
fn each_of_the_thirteen_requests_tells_facts_of_its_own() {
    let requests = requests();
    assert_eq!(requests.len(), 13);
    let mut answers = Answers::default();
    for (key, request) in &requests {
        // What is asked for is known also of a fault.
        let body = serde_json::json!({"Fault": {"Error": [{"code": "3200"}]}});
        answers.read("README", serde_json::json!({"company": "9341450001", *key: request, "body": body}).to_string().as_bytes());
    }
    assert_eq!(answers.faults, []);
    let asked: Vec<&Asked> = answers.answers.iter().map(|answer| &answer.asked).collect();
    let expected = [
        Asked::CompanyInfo(Some(75)),
        Asked::Preferences,
        Asked::Count(Rows::ActiveInventoryItems),
        Asked::List(Rows::RecurringTransactions, 1, 1000),
        Asked::Count(Rows::Bills),
        Asked::Count(Rows::PurchaseOrders),
        Asked::Count(Rows::Budgets),
        Asked::Count(Rows::TimeActivities),
        Asked::Count(Rows::Projects),
        Asked::Count(Rows::ActiveAccounts),
        Asked::Count(Rows::ActiveClasses),
        Asked::Count(Rows::ActiveLocations),
        Asked::CustomFields,
    ];
    assert_eq!(asked, expected.iter().collect::<Vec<_>>());
}

#[test]
fn no_company_of_the_samples_has_more_answers_than_the_readme_says_to_ask_for() {
    let mut companies = BTreeSet::new();
    for sample in crate::joined::samples() {
        let answer: serde_json::Value = serde_json::from_str(sample).unwrap();
        companies.insert(answer["company"].as_str().unwrap().to_owned());
    }
    assert_eq!(companies.len(), 6);
    for company in companies {
        let answers = crate::joined::samples().filter(|line| line.starts_with(&format!("{{\"company\":\"{company}\"")));
        assert!(answers.count() <= 13, "{company}");
    }
}
