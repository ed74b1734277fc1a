//! What is asked for: whether the catalogue has such a move, and such a subscription at the end of it.

use super::Case;
use crate::{Plan, Product, Products};

/// `nothing_to_change`: the target is the current subscription.
pub(super) fn nothing_to_change(case: &Case<'_>) -> bool {
    case.difference.changes.union(case.difference.transfers()).is_empty()
}

/// `separate_product`: base changes, and one side is Self-Employed. [S] (L78SslIqi) and [O]
pub(super) fn separate_product(case: &Case<'_>) -> bool {
    let self_employed = (case.current.base.plan == Plan::SelfEmployed) | (case.target.base.plan == Plan::SelfEmployed);
    case.difference.base.changes & self_employed
}

/// `ledger_closed`: base changes from the ladder to Ledger. [S] (L78SslIqi)
pub(super) fn ledger_closed(case: &Case<'_>) -> bool {
    case.current.base.plan.is_on_ladder() & (case.target.base.plan == Plan::Ledger)
}

/// `not_sold`: the target has a plan or tier, new to it, that the catalogue does not sell.
pub(super) fn not_sold(case: &Case<'_>) -> Products {
    let base = case.catalogue.plans_sold.contains(case.target.base.plan);
    let payroll = case.target.payroll.is_none_or(|held| case.catalogue.payroll_tiers_sold().contains(held.tier));
    let time = case.target.time.is_none_or(|held| case.catalogue.time_tiers_sold().contains(held.tier));
    case.difference
        .changes
        .intersection(Products::when(Product::Base, !base))
        .union(case.difference.changes.intersection(Products::when(Product::Payroll, !payroll)))
        .union(case.difference.changes.intersection(Products::when(Product::Time, !time)))
}

/// `transition_closed`: the catalogue closes this move, for no reason above.
pub(super) fn transition_closed(case: &Case<'_>) -> bool {
    let closed = case.difference.base.changes & !case.difference.base.open;
    let said_above = separate_product(case) | ledger_closed(case) | not_sold(case).contains(Product::Base);
    closed & !said_above
}

/// `add_on_unsupported`: the target holds an add-on that its plan (or payroll tier) does not support, and base, that add-on or
/// payroll changed. [O]; [J] for Ledger and Self-Employed, where no add-on is documented
pub(super) fn add_on_unsupported(case: &Case<'_>) -> Products {
    let Case { catalogue, target, .. } = case;
    let plan = target.base.plan;
    let payroll = target.payroll.is_some() & !catalogue.supports_payroll(plan);
    let time = target.time.is_some() & !catalogue.supports_time(plan, target.payroll.map(|held| held.tier));
    let changes = case.difference.changes;
    let base_or_payroll = changes.contains(Product::Base) | changes.contains(Product::Payroll);
    let time_asked_for = base_or_payroll | changes.contains(Product::Time);
    Products::when(Product::Payroll, payroll & base_or_payroll).union(Products::when(Product::Time, time & time_asked_for))
}

/// `upgrade_too_soon`: base goes up before the catalogue's wait after a downgrade is over. The hours that are left, 0 where it does
/// not hold.
pub(crate) fn upgrade_too_soon(case: &Case<'_>) -> u32 {
    match (case.difference.base.up, case.context.client.hours_since_downgrade) {
        (true, Some(since)) => case.catalogue.as_draft().upgrade_wait_hours.saturating_sub(since),
        (_, _) => 0,
    }
}
