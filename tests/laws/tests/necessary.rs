//! Law 4, necessary: where every remedy is about a fact, apply all but those of one reason, and that reason is still there, unless
//! another reason's remedy is among its alternatives. And no remedy asks for more than it takes.

use subscription_change::parts::Quota;
use subscription_change::{Party, Plan, Reason, Remedy};

use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::given::{Asked, asked, reasons_of};
use laws::quotas;
use laws::remedies::{can_be_cleared, every_choice, is_about_a_fact, once_done};
use laws::small::{
    count_of_telling_pairs, every_edition, half_is_well, in_context, nothing_is_well, nothing_is_well_but_can_be, telling_pairs,
};

/// Whether it is the same reason, whoever would permit: that is told by another fact.
fn is_the_same(one: &Reason, other: &Reason) -> bool {
    let whoever_permits = |reason: &Reason| match *reason {
        Reason::TransferNotPermitted { product, .. } => Reason::TransferNotPermitted { product, by: Party::Client },
        Reason::TransferPermissionExpired { product, hours_ago, window, .. } => {
            Reason::TransferPermissionExpired { product, hours_ago, window, by: Party::Client }
        }
        other => other,
    };
    whoever_permits(one) == whoever_permits(other)
}

/// Whatever else is cleared, a reason is left as it is, unless what was done is what would clear it.
fn remedies_are_necessary(asked: &Asked) -> Verdict {
    let reasons = reasons_of(&asked.answer());
    if !reasons.iter().all(is_about_a_fact) {
        return Ok(());
    }
    for (place, reason) in reasons.iter().enumerate() {
        let effects: Vec<_> = reason.remedies().map(|remedy| remedy.apply(&asked.request)).collect();
        let clears_it = |remedy: &Remedy| effects.contains(&remedy.apply(&asked.request));
        let mut others = reasons.clone();
        others.remove(place);
        // What nobody can clear has no remedy to apply.
        others.retain(can_be_cleared);
        for choice in every_choice(&others).iter().filter(|choice| !choice.iter().any(clears_it)) {
            let answer = asked.answer_to(&once_done(choice, &asked.request));
            ensure!(
                reasons_of(&answer).iter().any(|left| is_the_same(left, reason)),
                "{reason:?} is gone after {choice:?}: {answer:?}"
            );
        }
    }
    Ok(())
}

/// What would do less than this remedy.
fn less_than(remedy: Remedy) -> Vec<Remedy> {
    match remedy {
        Remedy::RemoveUsers { kind, count } => vec![Remedy::RemoveUsers { kind, count: count.saturating_sub(1) }],
        Remedy::Reduce { resource, count } => vec![Remedy::Reduce { resource, count: count.saturating_sub(1) }],
        Remedy::Wait { hours } => vec![Remedy::Wait { hours: hours.saturating_sub(1) }],
        Remedy::Confirm { accepting } => {
            accepting.iter().map(|feature| Remedy::Confirm { accepting: accepting.without(feature) }).collect()
        }
        Remedy::AcceptLosses { features } => {
            features.iter().map(|feature| Remedy::AcceptLosses { features: features.without(feature) }).collect()
        }
        _ => Vec::new(),
    }
}

/// All remedies but one of them done to a lesser degree do not end in a plan.
fn less_is_not_enough(asked: &Asked) -> Verdict {
    let reasons = reasons_of(&asked.answer());
    if reasons.is_empty() || !reasons.iter().all(|reason| is_about_a_fact(reason) && can_be_cleared(reason)) {
        return Ok(());
    }
    for choice in every_choice(&reasons) {
        for (place, &remedy) in choice.iter().enumerate() {
            for less in less_than(remedy) {
                let mut choice = choice.clone();
                choice[place] = less;
                let answer = asked.answer_to(&once_done(&choice, &asked.request));
                ensure!(answer.is_err(), "{less:?} would have been enough, and not {remedy:?}");
            }
        }
    }
    Ok(())
}

/// The same with two more of everything than the target holds.
fn crowded(asked: &Asked) -> Asked {
    let mut asked = asked.clone();
    let plan = *asked.terms().plans.get(asked.request.target.base.plan);
    for &quota in Quota::ALL {
        let limit = quotas::limit(quota, &plan).number().unwrap_or(0);
        quotas::set(quota, &mut asked.request.context.client.usage, limit.saturating_add(2));
    }
    asked
}

fn both(asked: &Asked) -> Verdict {
    remedies_are_necessary(asked)?;
    less_is_not_enough(asked)
}

#[test]
fn a_reason_whose_remedies_were_not_applied_is_still_there() {
    holds(10_000, asked(), remedies_are_necessary);
}

#[test]
fn a_remedy_asks_for_no_more_than_it_takes() {
    holds(10_000, asked(), |asked| less_is_not_enough(&crowded(asked)));
}

#[test]
fn remedies_are_necessary_for_every_telling_pair() {
    for edition in every_edition() {
        let contexts = [
            nothing_is_well(),
            nothing_is_well_but_can_be(&edition),
            half_is_well(&edition, Party::Firm, Plan::Plus),
            half_is_well(&edition, Party::Client, Plan::EasyStart),
        ];
        for context in contexts {
            assert!(holds_for_each(in_context(&edition, telling_pairs(), context), both) >= count_of_telling_pairs());
        }
    }
}
