//! Answers with sentences beside their codes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use subscription_change::record::DecisionRecord;
use subscription_change::ways_out::Preview;
use subscription_change::{
    AddOnKind, Audience, Catalogue, Context, Decision, Language, Parties, Party, Plan, Reason, RemedyCode, Subscription, Tier,
    Usage,
};

use super::samples::{catalogues, decisions, requests};
use crate::common::{canada_but, client, firm, request, some_of};
use crate::language::said::eyes;
use crate::schema::requests::partial_requests;

/// The same without what is said in words.
fn without_words(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.remove("text");
            fields.remove("instead");
            fields.values_mut().for_each(|value| *value = without_words(value.take()));
        }
        Value::Array(members) => members.iter_mut().for_each(|value| *value = without_words(value.take())),
        _ => {}
    }
    value
}

#[track_caller]
fn assert_is_beside(with: &impl Serialize, plain: &impl Serialize) -> Value {
    // A format that writes the number of fields first, and so reveals a wrong number.
    let packed = rmp_serde::to_vec_named(with).expect("it can be written");
    let mut rest = rmp_serde::Deserializer::new(packed.as_slice());
    let unpacked = Value::deserialize(&mut rest).expect("it is read");
    assert!(rest.get_ref().is_empty(), "{unpacked}");
    let with = json!(with);
    assert_eq!(unpacked, with);
    assert_eq!(without_words(with.clone()), json!(plain));
    with
}

#[test]
fn less_the_sentences_it_is_the_json_of_the_answer() {
    let (language, audience) = (Language::French, Audience::Client);
    for decision in some_of(decisions(500), 3) {
        let with = assert_is_beside(&decision.with_sentences(language, audience), &decision);
        let record: DecisionRecord = serde_json::from_value(json!(decision)).expect("it is read");
        assert_eq!(json!(record.with_sentences(language, audience)), with);
        match &decision {
            Decision::ChangePlan(plan) => assert_is_beside(&plan.with_sentences(language, audience), plan),
            Decision::Refusal(refusal) => assert_is_beside(&refusal.with_sentences(language, audience), refusal),
        };
    }
    for catalogue in catalogues() {
        for request in partial_requests(500) {
            let assessment = request.assess_with(&catalogue);
            assert_is_beside(&assessment.with_sentences(language, audience), &assessment);
        }
    }
}

#[test]
fn the_sentences_are_those_of_the_parts() {
    for (language, audience) in eyes() {
        for request in requests(60) {
            let decision = Decision::from(request.plan_change());
            let json = json!(decision.with_sentences(language, audience));
            assert_eq!(json["text"], decision.display(language, audience).to_string());
            match request.plan_change() {
                Err(refusal) => {
                    for (reason, written) in refusal.reasons().zip(json["reasons"].as_array().expect("a list")) {
                        assert_eq!(written["text"], reason.display(language, audience).to_string());
                        assert_eq!(
                            written.get("instead").and_then(Value::as_str),
                            reason.instead(language).map(|instead| instead.to_string()).as_deref()
                        );
                        for (remedy, written) in reason.remedies().zip(written["remedies"].as_array().expect("a list")) {
                            assert_eq!(written["text"], remedy.display(language, audience).to_string());
                        }
                    }
                }
                Ok(plan) => {
                    for (step, written) in plan.steps().zip(json["steps"].as_array().expect("a list")) {
                        assert_eq!(written["text"], step.display(language, audience).to_string());
                    }
                    for (notice, written) in plan.notices().zip(json["notices"].as_array().expect("a list")) {
                        assert_eq!(written["text"], notice.display(language, audience).to_string());
                    }
                }
            }
        }
    }
}

#[test]
fn a_question_is_put_and_a_reason_of_which_a_part_is_not_known_says_when_there_is_one() {
    let (mut told_in_part, mut whole) = (0, 0);
    for request in partial_requests(400) {
        let assessment = request.assess();
        let json = json!(assessment.with_sentences(Language::English, Audience::Firm));
        for (question, written) in assessment.questions().zip(json["questions"].as_array().into_iter().flatten()) {
            assert_eq!(written["text"], question.display(Language::English, Audience::Firm).to_string());
        }
        if assessment.decision().is_some() {
            continue;
        }
        for (reason, written) in assessment.certain().zip(json["reasons"].as_array().into_iter().flatten()) {
            let said = written["text"].as_str().expect("it is said");
            let condition = Catalogue::canada().rule(reason.code()).condition(Language::English);
            if let Some(reason) = reason.reason() {
                assert_eq!(said, reason.display(Language::English, Audience::Firm).to_string());
            } else {
                assert_eq!(said.to_lowercase(), format!("{condition}.").to_lowercase());
                told_in_part += 1;
            }
            for remedy in written["remedies"].as_array().expect("a list") {
                assert_eq!(remedy.get("text").is_some(), is_whole(remedy), "{remedy}");
                whole += usize::from(is_whole(remedy));
            }
        }
    }
    assert!(told_in_part > 3, "too few reasons are told in part, take more requests: {told_in_part}");
    assert!(whole > 50, "too few remedies are whole, take more requests: {whole}");
}

/// Whether all of a remedy is known: what it says, and who does it.
fn is_whole(remedy: &Value) -> bool {
    let code: RemedyCode = serde_json::from_value(remedy["code"].clone()).expect("a code");
    code.parameters().iter().chain(&["by"]).all(|name| remedy.get(name).is_some())
}

#[test]
fn a_menu_has_each_action_with_its_label_its_answer_and_the_way_out() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    let menu = Catalogue::canada().menu(&current, &context);
    for (language, audience) in eyes() {
        let json = json!(menu.with_sentences(language, audience));
        assert_eq!(json.as_array().expect("a list").len(), menu.len());
        for (entry, written) in menu.clone().zip(json.as_array().expect("a list")) {
            assert_eq!(json!(entry.with_sentences(language, audience)), *written);
            assert_eq!(written["action"], json!(entry.action()));
            assert_eq!(written["label"], entry.action().display(language, audience).to_string());
            assert_eq!(written["availability"], json!(entry.availability()));
            assert_eq!(written["target"], json!(entry.request().target));
            let reasons: Vec<Reason> = entry.plan_change().err().iter().flat_map(|refusal| refusal.reasons()).collect();
            assert_eq!(without_words(written["reasons"].clone()), json!(reasons));
            let way = entry.preview().ok().filter(subscription_change::ways_out::Preview::keeps_wish);
            let plan = way.as_ref().map(Preview::plan);
            assert_eq!(without_words(written["plan"].clone()), json!(plan));
            assert_eq!(without_words(written["remedies"].clone()), json!(way.as_ref().map_or(&[][..], Preview::remedies)));
        }
    }
    // A way that leads to something else is none.
    let only_part = Catalogue::canada().menu(&client(Plan::Ledger), &request(client(Plan::Ledger), firm(Plan::Ledger)).context);
    let never = json!(only_part.with_sentences(Language::English, Audience::Firm));
    assert!(never.as_array().expect("a list").iter().any(|entry| entry["availability"] == "never" && entry["plan"].is_null()));
}

#[test]
fn it_is_said_in_the_words_of_the_catalogue_that_is_named() {
    let renamed = canada_but(|terms| {
        terms.id = "CA-2030-01-01".parse().expect("an identity");
        terms.edition.names.plans.get_mut(Plan::Advanced).en = "Grand".parse().expect("a name");
    });
    let request = request(firm(Plan::Plus), firm(Plan::Advanced));
    let plan = request.plan_change_with(&renamed).expect("it is allowed");
    let (language, audience) = (Language::English, Audience::Firm);
    let said = json!(plan.with_sentences(language, audience).in_words_of(&renamed));
    assert_eq!(said["steps"][0]["text"], "You upgrade the plan from Plus to Grand.");
    let context = Context::in_good_standing(Parties::ALL, Usage::default());
    let menu = renamed.menu(&Subscription::new(Plan::Plus, Party::Firm), &context);
    assert!(json!(menu.with_sentences(language, audience)).to_string().contains("Upgrade to Grand"));
    let canadian = json!(menu.with_sentences(language, audience).in_words_of(Catalogue::canada()));
    assert!(canadian.to_string().contains("Upgrade to Advanced"));
}
