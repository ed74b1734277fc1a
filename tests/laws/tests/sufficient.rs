//! Law 3, sufficient: remedies are data that can be applied, so this is run, not argued. With no *never* among the reasons: where
//! every remedy is about a fact, applying one of each reason, once, ends in a plan; where some edit the request, repeating it ends, in
//! at most three rounds, in a plan, or in `nothing_to_change` where nothing else was asked for.

use subscription_change::vocabulary::ProductSet;
use subscription_change::{Party, Plan, Reason, Remedy, Request};

use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::given::{Asked, asked, reasons_of};
use laws::remedies::{asked_for, can_be_cleared, edited_by, every_choice, is_about_a_fact, once_done, wanted_alike};
use laws::small::{
    count_of_every_pair, count_of_telling_pairs, every_edition, every_pair, half_is_well, in_context, nothing_is_well_but_can_be,
    telling_pairs, two_editions,
};

const ROUNDS: u32 = 3;

/// Whichever alternatives are taken, the remedies lead to a plan.
fn remedies_suffice(asked: &Asked) -> Verdict {
    let reasons = reasons_of(&asked.answer());
    if reasons.is_empty() || !reasons.iter().all(can_be_cleared) {
        Ok(())
    } else if reasons.iter().all(is_about_a_fact) {
        once_is_enough(asked, &reasons)
    } else {
        some_rounds_are_enough(asked, &asked.request, &reasons, ProductSet::EMPTY, 1)
    }
}

fn once_is_enough(asked: &Asked, reasons: &[Reason]) -> Verdict {
    for choice in every_choice(reasons) {
        for request in in_both_orders(&choice, &asked.request) {
            let left = reasons_of(&asked.answer_to(&request));
            ensure!(left.is_empty(), "refused for {reasons:?}, after {choice:?} still for {left:?}");
            let asks_the_same = (request.current, request.target) == (asked.request.current, asked.request.target);
            ensure!(asks_the_same, "{choice:?} alters what is asked for");
        }
    }
    Ok(())
}

/// One round: a remedy of each reason. `edited` are the products of which the target was edited in the rounds before.
fn some_rounds_are_enough(asked: &Asked, request: &Request, reasons: &[Reason], edited: ProductSet, round: u32) -> Verdict {
    for choice in every_choice(reasons) {
        let edited = choice.iter().filter_map(edited_by).fold(edited, ProductSet::with);
        for request in in_both_orders(&choice, request) {
            let left = reasons_of(&asked.answer_to(&request));
            let how = || format!("round {round}, after {choice:?} for {reasons:?} there is {left:?}");
            if left.is_empty() {
                let others = ProductSet::ALL.difference(edited);
                ensure!(others.is_subset(wanted_alike(&request, &asked.request)), "more is edited than {edited:?}, {}", how());
            } else if left == [Reason::NothingToChange] {
                let is_all = asked_for(&asked.request).is_subset(edited);
                ensure!(is_all, "more was asked for than {edited:?}, {}", how());
            } else {
                ensure!(left.iter().all(can_be_cleared), "what could be cleared becomes what cannot, {}", how());
                ensure!(round < ROUNDS, "it does not end, {}", how());
                some_rounds_are_enough(asked, &request, &left, edited, round + 1)?;
            }
        }
    }
    Ok(())
}

/// The request once these are done, from the first to the last and from the last to the first.
fn in_both_orders(remedies: &[Remedy], request: &Request) -> [Request; 2] {
    [once_done(remedies, request), once_done(remedies.iter().rev(), request)]
}

#[test]
fn remedies_lead_to_a_plan() {
    holds(15_000, asked(), remedies_suffice);
}

#[test]
fn remedies_lead_to_a_plan_for_every_pair_of_subscriptions_where_nothing_is_well() {
    for edition in two_editions() {
        let context = nothing_is_well_but_can_be(&edition);
        assert!(holds_for_each(in_context(&edition, every_pair(), context), remedies_suffice) >= count_of_every_pair());
    }
}

#[test]
fn remedies_lead_to_a_plan_for_every_telling_pair_where_half_is_well() {
    for edition in every_edition() {
        for (asks, used) in [(Party::Firm, Plan::EasyStart), (Party::Client, Plan::Plus)] {
            let context = half_is_well(&edition, asks, used);
            assert!(holds_for_each(in_context(&edition, telling_pairs(), context), remedies_suffice) >= count_of_telling_pairs());
        }
    }
}
