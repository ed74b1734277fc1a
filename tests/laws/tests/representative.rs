//! The random requests say something of every law: there are plans and refusals, and whatever can be answered occurs.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use subscription_change::{NoticeCode, ReasonCode, RemedyCode, StepCode};

use laws::given::asked;

const REQUESTS: usize = 20_000;

#[test]
fn a_third_of_the_random_requests_ends_in_a_plan_and_every_code_occurs() {
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let strategy = asked();
    let mut plans = 0;
    let mut occurred: BTreeMap<&str, u32> = BTreeMap::new();
    let mut count = |name: &'static str| *occurred.entry(name).or_default() += 1;
    for _ in 0..REQUESTS {
        let asked = strategy.new_tree(&mut runner).expect("there is a request").current();
        match asked.answer() {
            Ok(plan) => {
                plans += 1;
                plan.steps().for_each(|step| count(step.code().name()));
                plan.notices().for_each(|notice| count(notice.code().name()));
            }
            Err(refusal) => {
                for reason in &refusal {
                    count(reason.code().name());
                    reason.remedies().for_each(|remedy| count(remedy.code().name()));
                }
            }
        }
    }
    assert!((REQUESTS / 4..REQUESTS * 5 / 12).contains(&plans), "{plans} plans");
    let reasons = ReasonCode::ALL.iter().map(|code| code.name());
    let remedies = RemedyCode::ALL.iter().map(|code| code.name());
    let steps = StepCode::ALL.iter().map(|code| code.name());
    let notices = NoticeCode::ALL.iter().map(|code| code.name());
    for name in reasons.chain(remedies).chain(steps).chain(notices) {
        assert!(occurred.get(name).is_some_and(|&times| times >= 20), "{name} is rare: {occurred:?}");
    }
}
