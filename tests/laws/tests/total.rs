//! Law 1, total: every input of the types is answered, and nothing panics or overflows. (That nothing allocates is a test of its own.)

use std::fmt::{Debug, Display};

use subscription_change::{ChangePlan, Reason, ReasonCode, Refusal, Resolution};

use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::given::{Asked, asked};
use laws::small::{count_of_every_pair, every_pair, in_context, nothing_is_well, two_editions};

/// Everything there is to know of an answer can be known, and no two parts of it contradict each other.
fn is_answered(asked: &Asked) -> Verdict {
    match asked.answer() {
        Ok(plan) => is_a_plan(asked, &plan),
        Err(refusal) => is_a_refusal(asked, &refusal),
    }
}

fn is_a_plan(asked: &Asked, plan: &ChangePlan) -> Verdict {
    let (steps, notices) = (plan.steps(), plan.notices());
    ensure!((steps.len(), notices.len()) == (steps.count(), notices.count()), "as many as is said: {plan:?}");
    ensure!(plan.steps().len() > 0, "a plan does something: {plan:?}");
    ensure!(plan.features_gained().is_some() == plan.features_lost().is_some(), "both are known, or neither: {plan:?}");
    ensure!(plan.catalogue() == asked.terms().id, "it is this catalogue's: {plan:?}");
    Ok(())
}

fn is_a_refusal(asked: &Asked, refusal: &Refusal) -> Verdict {
    let reasons: Vec<Reason> = refusal.reasons().collect();
    ensure!(!reasons.is_empty() && refusal.reasons().len() == reasons.len(), "as many as is said: {refusal:?}");
    ensure!(reasons.is_sorted_by_key(Reason::code), "in the order of the codes: {reasons:?}");
    let differs_from_the_rest = |(place, reason)| !reasons[..place].contains(reason);
    ensure!(reasons.iter().enumerate().all(differs_from_the_rest), "each once: {reasons:?}");
    let has_what_it_tells = |code| refusal.has(code) == reasons.iter().any(|reason| reason.code() == code);
    ensure!(ReasonCode::ALL.iter().copied().all(has_what_it_tells), "it has what it tells: {reasons:?}");
    ensure!(refusal.catalogue() == asked.terms().id, "it is this catalogue's: {refusal:?}");

    let is = |resolution| reasons.iter().any(|reason| reason.resolution() == resolution);
    let expected = [Resolution::Never, Resolution::Act, Resolution::Wait].into_iter().find(|&resolution| is(resolution));
    ensure!(Some(refusal.resolution()) == expected, "never before act before wait: {refusal:?}");
    for reason in reasons {
        let remedies = reason.remedies();
        ensure!(remedies.len() == remedies.clone().count(), "as many as is said: {reason:?}");
        ensure!((remedies.len() == 0) == (reason.resolution() == Resolution::Never), "a remedy or none: {reason:?}");
        for remedy in remedies {
            let done = remedy.apply(&asked.request);
            ensure!(done != asked.request, "{remedy:?} does nothing for {reason:?}");
            ensure!(remedy.apply(&done).current == asked.request.current, "{remedy:?} leaves what there is as it is");
        }
    }
    Ok(())
}

/// Everything in an answer can be said in words.
fn is_said(asked: &Asked) -> Verdict {
    fn say(what: impl Display + Debug) -> Verdict {
        ensure!(!what.to_string().is_empty(), "{what:?} cannot be said");
        Ok(())
    }

    match asked.answer() {
        Ok(plan) => plan.steps().try_for_each(say).and_then(|()| plan.notices().try_for_each(say)),
        Err(refusal) => {
            say(refusal)?;
            refusal.reasons().try_for_each(|reason| say(reason).and_then(|()| reason.remedies().try_for_each(say)))
        }
    }
}

#[test]
fn every_request_is_answered() {
    holds(10_000, asked(), is_answered);
}

#[test]
fn every_answer_can_be_said() {
    holds(5_000, asked(), is_said);
}

#[test]
fn every_pair_of_subscriptions_is_answered_where_nothing_is_well() {
    for edition in two_editions() {
        let count = holds_for_each(in_context(&edition, every_pair(), nothing_is_well()), is_answered);
        assert!(count >= count_of_every_pair(), "{count}");
    }
}
