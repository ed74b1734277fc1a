//! What is asked for, and what the catalogue says of it.

use subscription_change::parts::Item;
use subscription_change::{Product, Reason, Remedy};

use super::{Held, each, never, once, wait};
use crate::model::definitions::{Case, tier_of};

/// | 1 | `nothing_to_change` | C = T | never |
pub(super) fn nothing_to_change(case: &Case<'_>) -> Vec<Held> {
    once(case.current == case.target, || never(Reason::NothingToChange))
}

/// | 2 | `separate_product` {from, to} | base changes, and one side is Self-Employed; or base is Self-Employed on both and
/// transfers (2) \[S+O\] | never; the vendor has a switch procedure of its own, which is no plan change, and the text says so |
pub(super) fn separate_product(case: &Case<'_>) -> Vec<Held> {
    let (from, to) = (case.current.base.plan, case.target.base.plan);
    once(is_separate_product(case), || never(Reason::SeparateProduct { from, to }))
}

fn is_separate_product(case: &Case<'_>) -> bool {
    let is_separate = |plan| case.terms.separate.contains(plan);
    let (from, to) = (is_separate(case.current.base.plan), is_separate(case.target.base.plan));
    let transfers = case.transfers_to(Product::Base).is_some() && !case.terms.transferable.contains(case.current.base.plan);
    case.changes(Product::Base) && (from || to) || from && to && transfers
}

/// | 3 | `ledger_closed` {from} | base changes from the ladder to Ledger \[S\] | never |
pub(super) fn ledger_closed(case: &Case<'_>) -> Vec<Held> {
    once(is_ledger_closed(case), || never(Reason::LedgerClosed { from: case.current.base.plan }))
}

fn is_ledger_closed(case: &Case<'_>) -> bool {
    case.terms.rank(case.current.base.plan).is_some() && case.is_beside_the_ladder(case.target.base.plan)
}

/// | 4 | `not_sold` {product, item} | T has a plan or tier, new to it, that the catalogue does not sell | never |
pub(super) fn not_sold(case: &Case<'_>) -> Vec<Held> {
    each(Product::ALL, |product| {
        let item = item_not_sold(case, product)?;
        Some(never(Reason::NotSold { product, item }))
    })
}

fn item_not_sold(case: &Case<'_>, product: Product) -> Option<Item> {
    if !case.changes(product) {
        return None;
    }
    match product.add_on() {
        None => {
            let plan = case.target.base.plan;
            if *case.terms.sold.get(plan) { None } else { Some(Item::Plan(plan)) }
        }
        Some(add_on) => {
            let tier = tier_of(case.target, add_on)?;
            if case.terms.add_ons.get(add_on).sold.contains(tier) { None } else { Some(Item::Tier(tier)) }
        }
    }
}

/// | 5 | `transition_closed` {from, to} | the catalogue closes this move for no reason above | never |
///
/// *Reading:* the reasons above that can be why a move is closed are 2, 3, and 4 for the plan. That a tier is not sold (4 for an
/// add-on) is no reason why a change of base is closed.
pub(super) fn transition_closed(case: &Case<'_>) -> Vec<Held> {
    let (from, to) = (case.current.base.plan, case.target.base.plan);
    let is_closed = case.changes(Product::Base) && !case.base_change_is_open();
    let is_said_above = is_separate_product(case) || is_ledger_closed(case) || item_not_sold(case, Product::Base).is_some();
    once(is_closed && !is_said_above, || never(Reason::TransitionClosed { from, to }))
}

/// | 19 | `upgrade_too_soon` {`hours_left`} | base goes up, `hours_since_downgrade` < the catalogue's wait | wait: that many hours |
pub(super) fn upgrade_too_soon(case: &Case<'_>) -> Vec<Held> {
    let wait_hours = case.terms.upgrade_wait_hours;
    match case.context.client.hours_since_downgrade {
        Some(hours) if case.base_goes_up() && hours < wait_hours => {
            let hours_left = wait_hours - hours;
            vec![wait(Reason::UpgradeTooSoon { hours_left }, Remedy::Wait { hours: hours_left })]
        }
        _ => Vec::new(),
    }
}
