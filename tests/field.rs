//! The cases of `field.jsonl`: what people ran into, restated with invented facts. Each says why it is there, its request, and
//! its answer: the reasons, with who clears them where that is the point; or the steps, the codes of the notices, and the
//! features.

use serde_json::{Map, Value, json};
use subscription_change::{Decision, Request};

const CASES: &str = include_str!("field.jsonl");

/// A case: what it is about, its request, and what is expected.
fn cases() -> Vec<(String, Request, Value)> {
    CASES
        .lines()
        .map(|line| {
            let mut case: Map<String, Value> = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            let what = case.remove("what").expect("it says why it is there").as_str().expect("in words").to_owned();
            let expected = case.remove("expect").expect("it says what is expected");
            let request = serde_json::from_value(Value::Object(case)).unwrap_or_else(|error| panic!("{what}: {error}"));
            (what, request, expected)
        })
        .collect()
}

/// A reason without its remedies, and who does each of them.
fn apart(reason: &Value) -> (Value, Vec<Value>) {
    let mut reason = reason.as_object().expect("a reason is an object").clone();
    let remedies = reason.remove("remedies").expect("it has remedies");
    let by = remedies.as_array().expect("a list").iter().map(|remedy| remedy["by"].clone()).collect();
    (Value::Object(reason), by)
}

/// The expected reason without who clears it; and who clears it, where that is given.
fn apart_as_expected(reason: &Value) -> (Value, Option<Value>) {
    let mut reason = reason.as_object().expect("a reason is an object").clone();
    let by = reason.remove("by");
    (Value::Object(reason), by)
}

#[test]
fn each_case_is_answered_as_expected() {
    for (what, request, expected) in cases() {
        let decision = Decision::from(request.plan_change());
        let answer = serde_json::to_value(decision).expect("it can be written");
        assert_eq!(answer["decision"], expected["decision"], "{what}: {decision:?}");
        if answer["decision"] == "change_plan" {
            for key in ["steps", "features_gained", "features_lost"] {
                assert_eq!(answer[key], expected[key], "{what}: {key}");
            }
            let notices: Vec<&Value> =
                answer["notices"].as_array().expect("a list").iter().map(|notice| &notice["code"]).collect();
            assert_eq!(json!(notices), expected["notices"], "{what}: notices");
            continue;
        }
        let reasons = answer["reasons"].as_array().expect("a list");
        let expected = expected["reasons"].as_array().expect("reasons are expected");
        assert_eq!(reasons.len(), expected.len(), "{what}: {decision:?}");
        for (reason, expected) in reasons.iter().zip(expected) {
            let ((reason, by), (expected, expected_by)) = (apart(reason), apart_as_expected(expected));
            assert_eq!(reason, expected, "{what}");
            if let Some(expected_by) = expected_by {
                assert_eq!(by, [expected_by], "{what}: who clears {}", reason["code"]);
            }
        }
    }
}

#[test]
fn there_are_cases_of_either_answer_and_each_is_of_its_own() {
    let cases = cases();
    let plans = cases.iter().filter(|(_, _, expected)| expected["decision"] == "change_plan").count();
    assert_eq!((cases.len(), plans), (24, 7));
    for (place, (what, request, _)) in cases.iter().enumerate() {
        assert!(!cases[..place].iter().any(|(_, other, _)| other == request), "{what}: it is there already");
    }
}

/// One of them is about a doubt; the answer mentions it.
#[test]
fn what_a_page_of_the_vendor_doubts_is_told_as_doubtful() {
    let disputed: Vec<String> = cases()
        .into_iter()
        .filter(|(_, request, _)| {
            let refusal = request.plan_change().err();
            refusal
                .is_some_and(|refusal| refusal.reasons().flat_map(|reason| reason.remedies()).any(|remedy| remedy.is_disputed()))
        })
        .map(|(what, ..)| what)
        .collect();
    assert_eq!(disputed, ["multicurrency towards EasyStart: with the doubt"]);
}
