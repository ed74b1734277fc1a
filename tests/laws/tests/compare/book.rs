//! Requests of one's own: whose answer changes, from what to what, and why.

use std::collections::BTreeMap;

use expect_test::expect;
use serde_json::Value;
use subscription_change::catalogue::{FeatureUse, Terms};
use subscription_change::compare::{Cell, Comparison};
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{AddOnKind, Catalogue, Decision, Feature, FeatureSet, Party, Plan, Request, Tier};

use super::brute::{answer, random_requests};
use super::document::with_cell_of;
use laws::common::{canada_but, firm, request};
use laws::random::{Random, random_edition};

const BOOK: &str = include_str!("../../../../examples/data/book.jsonl");
const INVENTED_EDITION: &str = include_str!("../../../../examples/data/invented-edition.json");

/// A decision in a few words.
pub(crate) fn in_short(decision: &Decision) -> String {
    match decision {
        Decision::ChangePlan(plan) => {
            let effective = [plan.effective().name()].into_iter();
            let said: Vec<&str> = effective.chain(plan.notices().map(|notice| notice.code().name())).collect();
            format!("a plan, {}", said.join(", "))
        }
        Decision::Refusal(refusal) => {
            let codes: Vec<&str> = refusal.reasons().map(|reason| reason.code().name()).collect();
            format!("refused ({}), {}", refusal.resolution(), codes.join(", "))
        }
    }
}

fn book() -> Vec<Request> {
    let read = |line: &str| {
        let mut value: Value = serde_json::from_str(line).expect("a line of JSON");
        value.as_object_mut().expect("an object").remove("id");
        serde_json::from_value(value).expect("a request")
    };
    BOOK.lines().map(read).collect()
}

fn invented() -> Catalogue {
    serde_json::from_str::<Terms>(INVENTED_EDITION).expect("a terms").check().expect("a catalogue")
}

#[test]
fn an_answer_changes_where_anything_in_it_does_but_the_identity() {
    let mut random = Random::new(21);
    let mut changed = 0;
    for _ in 0..10 {
        let (one, other) = (random_edition(&mut random).catalogue, random_edition(&mut random).catalogue);
        let comparison = Comparison::new(&one, &other);
        for request in random_requests(&mut random, [&one, &other], 500) {
            let (before, after) = (answer(&one, &request), answer(&other, &request));
            match comparison.answers(&request) {
                Some(answers) => {
                    assert_ne!(before, after);
                    assert_eq!(answers.request, request);
                    assert_eq!(answers.older, request.plan_change_with(&one).into());
                    assert_eq!(answers.newer, request.plan_change_with(&other).into());
                    changed += 1;
                }
                None => assert_eq!(before, after),
            }
        }
    }
    assert!(changed > 2_500, "{changed} answers changed");
    let renamed = canada_but(|terms| terms.id = "CA-2030-01-01".parse().expect("an identity"));
    assert!(book().iter().all(|request| Comparison::new(Catalogue::canada(), &renamed).answers(request).is_none()));
}

#[test]
fn each_cause_alone_turns_the_answer() {
    let older = Catalogue::canada();
    let newer = invented();
    let comparison = Comparison::new(older, &newer);
    let (mut alone, mut by_cell) = (0, BTreeMap::<String, usize>::new());
    for request in book() {
        let causes: Vec<Cell> = comparison.causes(&request).collect();
        assert_eq!(causes.is_empty(), comparison.answers(&request).is_none(), "{request:?}");
        for cell in causes {
            *by_cell.entry(cell.to_string()).or_default() += 1;
            if let Ok(without) = with_cell_of(&newer, older, cell) {
                let turned = answer(&without, &request) != answer(&newer, &request);
                let with = with_cell_of(older, &newer, cell);
                assert!(turned || with.is_ok_and(|with| answer(&with, &request) != answer(older, &request)), "{cell}");
                alone += 1;
            }
        }
    }
    assert!(alone > 60, "{alone}");
    expect![[r#"
        {
            "discount_days": 2,
            "downgrades_take_effect": 9,
            "features.multicurrency": 3,
            "monthly_switch_days": 1,
            "moves.advanced.easy_start": 1,
            "moves.advanced.essentials": 3,
            "moves.easy_start.plus": 1,
            "moves.ledger.essentials": 2,
            "moves.ledger.plus": 1,
            "moves.plus.easy_start": 5,
            "payroll.tiers.elite": 1,
            "plans.plus.features.budgets": 13,
            "plans.plus.users.accountant": 1,
            "plans.self_employed.sold": 1,
            "price_when_taken_over": 4,
            "resources.classes_and_locations": 6,
            "resources.custom_fields": 5,
            "time.tiers.elite": 5,
            "transfer_permission_hours": 4,
            "upgrade_wait_hours": 1,
        }
    "#]]
    .assert_eq(&format!("{by_cell:#?}\n"));
}

#[test]
fn where_one_difference_is_enough_each_of_several_is_a_cause() {
    // Two features block that did not, and both are in use: without either the other still refuses, and the answer is another one.
    let newer = canada_but(|terms| {
        terms.features.bills = FeatureUse::Blocks { cleared_by: None, disputed: false };
        terms.features.projects = FeatureUse::Blocks { cleared_by: None, disputed: false };
    });
    let comparison = Comparison::new(Catalogue::canada(), &newer);
    let mut asked = request(firm(Plan::Plus), firm(Plan::EasyStart));
    asked.context.client.usage.features = FeatureSet::of(&[Feature::Bills, Feature::Projects]);
    let causes: Vec<String> = comparison.causes(&asked).map(|cell| cell.to_string()).collect();
    assert_eq!(causes, ["features.bills", "features.projects"]);
    // Nothing of it is in use: no cause, because no change.
    asked.context.client.usage.features = FeatureSet::EMPTY;
    assert_eq!(comparison.causes(&asked).count(), 0);
    // Of two ways to hold the time add-on either is enough; with neither of them there is none.
    let older = canada_but(|terms| {
        terms.add_ons.time.plans = PlanSet::of(&[Plan::Essentials, Plan::Plus, Plan::Advanced]);
        terms.add_ons.time.payroll_tiers = TierSet::EMPTY;
    });
    let newer = canada_but(|terms| {
        terms.add_ons.time.plans = terms.add_ons.time.plans.with(Plan::EasyStart);
        terms.add_ons.time.payroll_tiers = Tier::Elite.into();
    });
    let current = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    let asked = request(current, current.with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm));
    let causes: Vec<String> = Comparison::new(&older, &newer).causes(&asked).map(|cell| cell.to_string()).collect();
    assert_eq!(causes, ["time.plans.easy_start", "time.payroll_tiers.elite"]);
}
