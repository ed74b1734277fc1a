//! Law 7, irrelevance: facts that no rule of this change reads do not alter the answer.

use subscription_change::{Catalogue, Context};

use laws::axes::{compare_everywhere, everywhere};
use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::every::every_subscription;
use laws::facts::Fact;
use laws::given::{Answer, Edition, Twice, as_it_should_be, asked_twice};
use laws::reading::Reading;
use laws::small::{in_context, nothing_is_well, telling_pairs};

/// Both answers are the same, whatever of them is looked at.
fn are_the_same(one: &Answer, other: &Answer) -> bool {
    one == other && format!("{one:?}") == format!("{other:?}")
}

/// All the facts that no rule of this change reads are as in another context at once, and one by one.
fn what_is_not_read_alters_nothing(Twice { asked, other }: &Twice) -> Verdict {
    let change = Reading::of(asked);
    let answer = asked.answer();
    let mut with_all = asked.request.context;
    for fact in Fact::all().filter(|fact| !fact.is_read(&change)) {
        let mut context = asked.request.context;
        fact.put(other, &mut context);
        fact.put(other, &mut with_all);
        let altered = asked.answer_in(&context);
        ensure!(are_the_same(&answer, &altered), "{fact:?} alters the answer:\n{answer:?}\n{altered:?}");
    }
    let altered = asked.answer_in(&with_all);
    ensure!(are_the_same(&answer, &altered), "together they alter the answer:\n{answer:?}\n{altered:?}");
    Ok(())
}

#[test]
fn facts_that_no_rule_of_the_change_reads_do_not_alter_the_answer() {
    holds(5_000, asked_twice(), what_is_not_read_alters_nothing);
}

#[test]
fn facts_that_no_rule_of_the_change_reads_do_not_alter_the_answer_in_every_small_world() {
    let compared = compare_everywhere(|asked, axis, (_, answer), (_, other)| {
        let change = Reading::of(asked);
        if axis.facts.iter().any(|fact| fact.is_read(&change)) {
            return Ok(());
        }
        ensure!(answer == other, "{:?} alters the answer:\n{answer:?}\n{other:?}", axis.facts);
        Ok(())
    });
    assert!(compared >= everywhere(), "{compared}");
}

/// Else the law would try nothing of a fact.
#[test]
fn no_fact_is_read_by_all_changes() {
    let edition = Edition::of(Catalogue::canada());
    let changes: Vec<_> = in_context(&edition, telling_pairs(), as_it_should_be()).collect();
    for fact in Fact::all() {
        assert!(!changes.iter().all(|asked| fact.is_read(&Reading::of(asked))), "{fact:?} is read by every change");
    }
}

/// Days since a firm's discount say what a transfer costs, and nothing of whether it may be made.
#[test]
fn what_only_a_notice_reads_does_not_alter_a_refusal() {
    holds(10_000, asked_twice(), |Twice { asked, other }| {
        let (answer, mut context) = (asked.answer(), asked.request.context);
        Fact::Discount.put(other, &mut context);
        let altered = asked.answer_in(&context);
        ensure!(answer.is_ok() == altered.is_ok(), "one is a plan:\n{answer:?}\n{altered:?}");
        ensure!(answer.is_ok() || are_the_same(&answer, &altered), "the refusals differ:\n{answer:?}\n{altered:?}");
        Ok(())
    });
}

/// Of a request that asks for nothing, no fact is read.
#[test]
fn nothing_to_change_is_the_answer_whatever_the_facts() {
    let edition = Edition::of(Catalogue::canada());
    let same = every_subscription().into_iter().map(|subscription| (subscription, subscription));
    let contexts: [Context; 2] = [as_it_should_be(), nothing_is_well()];
    let count = holds_for_each(in_context(&edition, same, contexts[0]), |asked| {
        let answers = contexts.map(|context| asked.answer_in(&context));
        ensure!(are_the_same(&answers[0], &answers[1]), "they differ: {answers:?}");
        Ok(())
    });
    assert!(count >= 420, "{count}");
}
