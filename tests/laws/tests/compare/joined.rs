//! Witnesses that are two requests joined: a cell that is made up for wherever it alone is read shows beside another difference.

use subscription_change::catalogue::{AddOnTerms, Effective, Enforcement, FeatureUse, Limit, PriceWhenTakenOver, Terms};
use subscription_change::compare::Comparison;
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{AddOnKind, Feature, FeatureSet, Party, Plan, Request, Subscription, Tier};

use super::brute::plain;
use super::document::with_cell_of;
use laws::common::canada_but;

/// The witness of this cell of two editions that are made from Canada's, held against what the three catalogues answer.
fn witness(cell: &str, older: impl FnOnce(&mut Terms), newer: impl FnOnce(&mut Terms)) -> Request {
    let (older, newer) = (canada_but(older), canada_but(newer));
    let comparison = Comparison::new(&older, &newer);
    let mut differences = comparison.differences();
    let difference = differences.find(|of| of.cell.to_string() == cell).unwrap_or_else(|| panic!("{cell} does not differ"));
    let changed = difference.witness.expect("a request shows it");
    assert_eq!(comparison.answers(&changed.request), Some(changed));
    let kept = with_cell_of(&newer, &older, difference.cell).expect("it is a catalogue");
    assert!(Comparison::new(&kept, &newer).answers(&changed.request).is_some(), "it reads the cell");
    changed.request
}

/// Nobody may be changed to this plan.
fn close(terms: &mut Terms, plan: Plan) {
    terms.plans.get_mut(plan).sold = false;
    for &from in Plan::ALL {
        let moves = terms.moves.get_mut(from);
        *moves = moves.without(plan);
    }
}

/// Whoever leaves Plus, which had no limit and now has one, is told of too many users, as before: they blocked nothing then, and now the limit
/// does not shrink. Beside accountants, who block now, both are told, and with no limit yet the users would be refused too.
#[test]
fn of_two_numbers() {
    let both = |terms: &mut Terms| {
        close(terms, Plan::Plus);
        terms.plans.plus.users.accountant = Limit::UpTo(3);
    };
    let found = witness(
        "plans.plus.users.billable",
        |terms| {
            both(terms);
            terms.plans.plus.users.billable = Limit::NoLimit;
            terms.users.billable = Enforcement::Notice;
        },
        |terms| {
            both(terms);
            terms.plans.plus.users.billable = Limit::UpTo(1);
            terms.users.accountant = Enforcement::Blocks;
        },
    );
    let mut expected = plain(Plan::Plus, Plan::EasyStart);
    expected.context.client.usage.users.billable = 2;
    expected.context.client.usage.users.accountant = 3;
    assert_eq!(found, expected);
}

/// Time takes effect on the next billing date, as before: then because all does, now because time does. Beside payroll that goes to the firm at
/// another price both are told, and time would take effect at once. Time goes with Elite payroll only, and base cannot go to the firm.
#[test]
fn of_an_add_on_that_both_hold() {
    let both = |terms: &mut Terms| {
        terms.add_ons.payroll.plans = PlanSet::of(&[Plan::SelfEmployed]);
        terms.add_ons.payroll.upgrades_take_effect = Some(Effective::Immediately);
        terms.add_ons.time.plans = PlanSet::EMPTY;
        terms.add_ons.time.payroll_tiers = TierSet::of(&[Tier::Elite]);
        // No other add-on stands beside payroll.
        for &kind in AddOnKind::ALL.iter().filter(|kind| !matches!(kind, AddOnKind::Payroll | AddOnKind::Time)) {
            *terms.add_ons.get_mut(kind) = AddOnTerms::NOT_SOLD;
        }
    };
    let found = witness(
        "time.upgrades_take_effect",
        |terms| {
            both(terms);
            terms.upgrades_take_effect = Effective::NextBillingDate;
            terms.price_when_taken_over = PriceWhenTakenOver::Retail;
        },
        |terms| {
            both(terms);
            terms.add_ons.time.upgrades_take_effect = Some(Effective::NextBillingDate);
            terms.price_when_taken_over = PriceWhenTakenOver::Wholesale;
        },
    );
    let mut expected = plain(Plan::SelfEmployed, Plan::SelfEmployed);
    expected.current = expected.current.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client);
    let with_payroll = |of: Subscription| of.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    expected.target = with_payroll(expected.target).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    expected.context.client.transfer_permission_hours = Some(0);
    assert_eq!(found, expected);
}

/// Who goes from Essentials down to EasyStart, the only way from there, loses no time tracking, as before: then because neither plan has it, now
/// because both have. Where bills are in use, whose loss blocks no more, that shows; the other request with one thing, that Essentials stays
/// and payroll goes, is for a later plan.
#[test]
fn that_is_smaller_than_what_is_not_joined() {
    let both = |terms: &mut Terms| {
        terms.plans.essentials.intended_shortfalls.features = FeatureSet::ALL;
        close(terms, Plan::Essentials);
        terms.moves.essentials = PlanSet::of(&[Plan::EasyStart]);
        terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart);
    };
    let tracking = |terms: &mut Terms, has: bool| {
        for plan in [Plan::EasyStart, Plan::Essentials] {
            let features = &mut terms.plans.get_mut(plan).features;
            let tracking = FeatureSet::from(Feature::TimeTracking);
            *features = features.map(|of| if has { of.union(tracking) } else { of.difference(tracking) });
        }
    };
    let found = witness(
        "plans.essentials.features.time_tracking",
        |terms| {
            both(terms);
            tracking(terms, false);
            terms.features.bills = FeatureUse::Blocks { cleared_by: None, disputed: false };
        },
        |terms| {
            both(terms);
            tracking(terms, true);
        },
    );
    let mut expected = plain(Plan::Essentials, Plan::EasyStart);
    expected.context.client.usage.features = Feature::Bills.into();
    assert_eq!(found, expected);
}

/// The firm may take Ledger over, as before: then because it was no separate product, now although it is one. Beside a permission that holds no
/// longer both are told, of the same transfer, and were Ledger not transferable, it would be barred for ever. That shows beside annual billing
/// too, which cannot be switched so early any more, but it is a thing more, and so are the days until it is renewed.
#[test]
fn of_the_same_transfer() {
    let closed = |terms: &mut Terms| terms.moves.ledger = PlanSet::EMPTY;
    let found = witness("transferable_products.ledger", closed, |terms| {
        closed(terms);
        terms.edition.separate_products = terms.edition.separate_products.with(Plan::Ledger);
        terms.edition.transferable_products = PlanSet::of(&[Plan::Ledger]);
        terms.transfer_permission_hours = 24;
        terms.monthly_switch_days = 0;
    });
    let mut expected = plain(Plan::Ledger, Plan::Ledger);
    expected.current.base.payer = Party::Client;
    expected.context.client.transfer_permission_hours = Some(25);
    assert_eq!(found, expected);
}

/// Whoever goes from Plus down to EasyStart, the only way from there, loses no workflows, as before: then because both plans have them, now
/// because neither has. Beside a user too many, whom only the new limit refuses, that shows where nothing is confirmed; were it confirmed
/// without this loss, it would show too, and with as many things, but none is before another.
#[test]
fn where_nothing_is_confirmed_rather_than_not_this_loss() {
    let both = |terms: &mut Terms| {
        close(terms, Plan::Plus);
        terms.moves.plus = PlanSet::of(&[Plan::EasyStart]);
        for &plan in Plan::ALL {
            terms.plans.get_mut(plan).intended_shortfalls.features = FeatureSet::ALL;
        }
    };
    let workflows = |terms: &mut Terms, has: bool| {
        for plan in [Plan::EasyStart, Plan::Plus] {
            let features = &mut terms.plans.get_mut(plan).features;
            let workflows = FeatureSet::from(Feature::Workflows);
            *features = features.map(|of| if has { of.union(workflows) } else { of.difference(workflows) });
        }
    };
    let found = witness(
        "plans.plus.features.workflows",
        |terms| {
            both(terms);
            workflows(terms, true);
            terms.plans.easy_start.users.billable = Limit::UpTo(2);
        },
        |terms| {
            both(terms);
            workflows(terms, false);
        },
    );
    let mut expected = plain(Plan::Plus, Plan::EasyStart);
    expected.context.client.usage.users.billable = 2;
    expected.context.client.usage.features = Feature::Workflows.into();
    expected.context.client.confirmation = None;
    assert_eq!(found, expected);
}
