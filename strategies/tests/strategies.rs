//! What the strategies give, and what a counterexample shrinks to.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use subscription_change::assess::{Fact, Facts, Verdict};
use subscription_change::{
    Confirmation, Context, FeatureSet, NoticeCode, Parties, Party, Plan, ReasonCode, Request, Subscription, Usage,
};
use subscription_change_proptest::{contexts, facts, partial_requests, requests, subscriptions, targets};

fn runner() -> TestRunner {
    let config = Config { cases: 4_000, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// What a counterexample of this law shrinks to.
#[track_caller]
fn shrunk<S: Strategy>(strategy: S, law: impl Fn(&S::Value) -> bool) -> S::Value {
    let failed = runner().run(&strategy, |value| {
        prop_assert!(law(&value));
        Ok(())
    });
    match failed {
        Err(TestError::Fail(_, value)) => value,
        other => panic!("there is a counterexample: {other:?}"),
    }
}

/// The client that everything shrinks to.
fn ordinary() -> Context {
    let mut usage = Usage::default();
    usage.users.billable = 1;
    Context::in_good_standing(Parties::ALL, usage).with(|context| {
        context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL));
        context.client.transfer_permission_hours = Some(0);
    })
}

#[test]
fn all_shrinks_to_an_ordinary_client_that_stays_as_it_is() {
    let plus = Subscription::new(Plan::Plus, Party::Firm);
    assert_eq!(shrunk(subscriptions(), |_| false), plus);
    assert_eq!(shrunk(targets(), |_| false).onto(&plus), plus);
    assert_eq!(shrunk(contexts(), |_| false), ordinary());
    assert_eq!(shrunk(facts(), |_| false).context(), Some(ordinary()));
    assert_eq!(shrunk(requests(), |_| false), Request { current: plus, target: plus, context: ordinary() });
}

#[test]
fn what_is_left_in_a_counterexample_is_what_matters_to_it() {
    let mut expected = ordinary();
    expected.client.usage.users.billable = 4;
    assert_eq!(shrunk(contexts(), |context| context.client.usage.users.billable <= 3), expected);

    // A downgrade that is refused for too many users: nothing but that stands in the way.
    let refused = |request: &Request| request.plan_change().is_err_and(|refusal| refusal.has(ReasonCode::TooManyUsers));
    let found = shrunk(requests(), |request| !refused(request));
    let refusal = found.plan_change().expect_err("it is refused");
    assert_eq!(refusal.reasons().len(), 1, "{refusal}");
    assert_eq!(found.context.client.usage.features, FeatureSet::EMPTY);

    let open = |request: &subscription_change::assess::PartialRequest| request.assess().verdict() == Verdict::Open;
    let found = shrunk(partial_requests(), |request| !open(request));
    assert_eq!(Fact::all().filter(|&fact| !found.facts.knows(fact)).count(), 1, "{found:?}");
}

#[test]
fn plans_and_refusals_of_nearly_every_kind_are_among_them() {
    let (mut reasons, mut notices, mut plans) = (BTreeSet::new(), BTreeSet::new(), 0);
    let mut verdicts = BTreeSet::new();
    let mut runner = runner();
    for _ in 0..4_000 {
        let request = requests().new_tree(&mut runner).expect("there is one").current();
        match request.plan_change() {
            Ok(plan) => {
                plans += 1;
                notices.extend(plan.notices().map(|notice| notice.code()));
            }
            Err(refusal) => reasons.extend(refusal.reasons().map(|reason| reason.code())),
        }
        verdicts.insert(partial_requests().new_tree(&mut runner).expect("there is one").current().assess().verdict());
    }
    assert!(plans > 400, "{plans} plans");
    let missing: Vec<ReasonCode> = ReasonCode::ALL.iter().copied().filter(|code| !reasons.contains(code)).collect();
    // Today's Canadian catalogue closes no other move, and has neither a resource that blocks nor a wait after a downgrade.
    assert_eq!(missing, [ReasonCode::TransitionClosed, ReasonCode::OverLimit, ReasonCode::UpgradeTooSoon]);
    assert!(notices.len() >= NoticeCode::COUNT - 3, "{notices:?}");
    assert_eq!(verdicts.len(), 3);
}

/// A fact that is new is drawn too.
#[test]
fn every_fact_is_drawn_and_is_not_always_the_same() {
    let mut runner = runner();
    let drawn: Vec<Context> = (0..4_000).map(|_| contexts().new_tree(&mut runner).expect("there is one").current()).collect();
    let only = |fact: Fact, context: &Context| Facts::default().with(|facts| facts.learn(fact, context));
    let is_same = |&fact: &Fact| drawn.iter().all(|context| only(fact, context) == only(fact, &drawn[0]));
    let same: Vec<Fact> = Fact::all().filter(is_same).collect();
    assert!(same.is_empty(), "these are always the same: {same:?}");
}
