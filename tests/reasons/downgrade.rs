//! What going down costs, and whether the client agreed to it.

use subscription_change::catalogue::Clearance;
use subscription_change::vocabulary::PlanSet;
use subscription_change::{
    Actor, AddOnKind, Confirmation, Feature, FeatureSet, Parties, Party, Plan, Product, Reason, Remedy, Request, Tier,
};

use crate::common::{
    Row, act, assert_allowed, assert_refused, assert_refused_with, but, canada_but, client, firm, never, request,
};

// 12. downgrade_not_offered

/// Other reasons hide the option, so this is not the end: the firm clears them and looks again.
fn not_offered() -> Row {
    act(Reason::DowngradeNotOffered, [(Remedy::LookAgain, Actor::Firm)])
}

fn with_the_downgrade_not_offered(request: &Request) -> Request {
    but(request, |r| r.context.client.downgrade_offered = false)
}

#[test]
fn downgrade_not_offered_holds_where_base_goes_down_and_the_firm_pays() {
    for (from, to) in [(Plan::Essentials, Plan::EasyStart), (Plan::Advanced, Plan::Plus), (Plan::Advanced, Plan::EasyStart)] {
        let request = request(firm(from), firm(to));
        assert_refused(&with_the_downgrade_not_offered(&request), [not_offered()]);
        assert_allowed(&request);
        // The firm's menu says nothing of what the client pays for.
        assert_allowed(&with_the_downgrade_not_offered(&self::request(client(from), client(to))));
    }
}

#[test]
fn downgrade_not_offered_does_not_hold_where_base_goes_up_or_stays() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    for target in [
        held.with_plan(Plan::Advanced),
        held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
        held.without(AddOnKind::Time),
        held.with_payer(Product::Base, Party::Client),
    ] {
        assert_allowed(&with_the_downgrade_not_offered(&request(held, target)));
    }
    assert_allowed(&with_the_downgrade_not_offered(&request(firm(Plan::Ledger), firm(Plan::EasyStart))));
}

#[test]
fn downgrade_not_offered_does_not_hold_where_the_move_is_closed() {
    let catalogue = canada_but(|terms| terms.moves.plus = PlanSet::from(Plan::Advanced));
    let (from, to) = (Plan::Plus, Plan::Essentials);
    let request = with_the_downgrade_not_offered(&request(firm(from), firm(to)));
    assert_refused_with(&catalogue, &request, [never(Reason::TransitionClosed { from, to })]);
    let to_ledger = with_the_downgrade_not_offered(&self::request(firm(from), firm(Plan::Ledger)));
    assert_refused(&to_ledger, [never(Reason::LedgerClosed { from })]);
}

// 13. downgrade_not_confirmed

fn not_confirmed(losses: FeatureSet) -> Row {
    let remedy = (Remedy::Confirm { accepting: losses }, Actor::Client);
    act(Reason::DowngradeNotConfirmed { losses }, [remedy])
}

fn unconfirmed(request: &Request) -> Request {
    but(request, |r| r.context.client.confirmation = None)
}

fn using(request: &Request, features: &[Feature]) -> Request {
    but(request, |r| r.context.client.usage.features = FeatureSet::of(features))
}

#[test]
fn downgrade_not_confirmed_names_what_is_lost_with_the_plan() {
    let request = using(
        &request(firm(Plan::Advanced), firm(Plan::Essentials)),
        &[
            Feature::Workflows,
            Feature::Projects,
            // Essentials has them too, so they are kept.
            Feature::Bills,
            Feature::Multicurrency,
        ],
    );
    let losses = FeatureSet::of(&[Feature::Projects, Feature::Workflows]);
    assert_refused(&unconfirmed(&request), [not_confirmed(losses)]);
    assert_allowed(&request);
}

#[test]
fn downgrade_not_confirmed_does_not_name_what_blocks() {
    let request = using(&request(firm(Plan::Plus), firm(Plan::EasyStart)), &[Feature::Multicurrency, Feature::Bills]);
    let feature = Feature::Multicurrency;
    let in_use = act(
        Reason::FeatureInUse { feature, cleared_by: Some(Clearance::TurnOff), disputed: true },
        [(Remedy::TurnOff { feature, disputed: true }, Actor::Client)],
    );
    assert_refused(&unconfirmed(&request), [not_confirmed(Feature::Bills.into()), in_use]);
}

#[test]
fn downgrade_not_confirmed_holds_without_losses() {
    // Nothing in use is lost.
    let base = request(firm(Plan::Plus), firm(Plan::EasyStart));
    assert_refused(&unconfirmed(&base), [not_confirmed(FeatureSet::EMPTY)]);
    assert_allowed(&but(&base, |r| r.context.client.confirmation = Some(Confirmation::default())));
}

#[test]
fn downgrade_not_confirmed_holds_for_an_add_on_alone_and_then_names_no_losses() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    for target in [
        held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
        held.without(AddOnKind::Payroll),
        held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Client),
        held.without(AddOnKind::Time),
        // Even if base goes up at the same time and loses nothing.
        held.with_plan(Plan::Advanced).without(AddOnKind::Time),
    ] {
        let request = using(&request(held, target), Feature::ALL);
        assert_refused(&unconfirmed(&request), [not_confirmed(FeatureSet::EMPTY)]);
        assert_allowed(&but(&request, |r| r.context.client.confirmation = Some(Confirmation::default())));
    }
}

#[test]
fn downgrade_not_confirmed_holds_whoever_asks() {
    for (held, lower) in [(firm(Plan::Plus), firm(Plan::EasyStart)), (client(Plan::Plus), client(Plan::EasyStart))] {
        for asked_by in [held.base.payer.into(), Parties::ALL] {
            let request = but(&request(held, lower), |r| r.context.authorised_by = asked_by);
            assert_refused(&unconfirmed(&request), [not_confirmed(FeatureSet::EMPTY)]);
        }
    }
}

#[test]
fn downgrade_not_confirmed_does_not_hold_where_nothing_goes_down() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    for target in [
        held.with_plan(Plan::Advanced),
        held.with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm),
        held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
        held.with_payer(Product::Base, Party::Client),
        held.with_payer(Product::Payroll, Party::Client),
    ] {
        assert_allowed(&unconfirmed(&using(&request(held, target), Feature::ALL)));
    }
    // From Ledger to the ladder is up, even if a feature is lost.
    assert_allowed(&unconfirmed(&using(&request(firm(Plan::Ledger), firm(Plan::EasyStart)), &[Feature::Bills])));
}

#[test]
fn downgrade_not_confirmed_does_not_hold_where_the_move_is_closed() {
    let catalogue = canada_but(|terms| terms.moves.plus = PlanSet::from(Plan::Advanced));
    let (from, to) = (Plan::Plus, Plan::EasyStart);
    let request = unconfirmed(&using(&request(firm(from), firm(to)), Feature::ALL));
    assert_refused_with(&catalogue, &request, [never(Reason::TransitionClosed { from, to })]);
}

#[test]
fn downgrade_not_confirmed_holds_for_an_add_on_beside_a_closed_move_and_then_names_no_losses() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let request = unconfirmed(&using(&request(held, firm(Plan::Ledger)), Feature::ALL));
    assert_refused(&request, [never(Reason::LedgerClosed { from: Plan::Plus }), not_confirmed(FeatureSet::EMPTY)]);
}

// 14. losses_not_accepted

fn not_accepted(features: &[Feature]) -> Row {
    let features = FeatureSet::of(features);
    act(Reason::LossesNotAccepted { features }, [(Remedy::AcceptLosses { features }, Actor::Client)])
}

fn accepting(request: &Request, features: &[Feature]) -> Request {
    but(request, |r| r.context.client.confirmation = Some(Confirmation::accepting(FeatureSet::of(features))))
}

#[test]
fn losses_not_accepted_names_exactly_the_losses_that_were_not_accepted() {
    let request = using(
        &request(firm(Plan::Advanced), firm(Plan::Essentials)),
        &[
            Feature::Projects,
            Feature::Budgets,
            Feature::Workflows,
            // Kept.
            Feature::Bills,
        ],
    );
    let all = [Feature::Projects, Feature::Budgets, Feature::Workflows];
    assert_refused(&accepting(&request, &[]), [not_accepted(&all)]);
    assert_refused(&accepting(&request, &[Feature::Budgets]), [not_accepted(&[Feature::Projects, Feature::Workflows])]);
    // Accepting something that is not lost does not help.
    assert_refused(&accepting(&request, &[Feature::Bills, Feature::Classes]), [not_accepted(&all)]);
    assert_allowed(&accepting(&request, &all));
    assert_allowed(&accepting(&request, Feature::ALL));
}

#[test]
fn losses_not_accepted_and_downgrade_not_confirmed_exclude_each_other() {
    let request = using(&request(firm(Plan::Plus), firm(Plan::Essentials)), &[Feature::Projects]);
    assert_refused(&unconfirmed(&request), [not_confirmed(Feature::Projects.into())]);
    assert_refused(&accepting(&request, &[]), [not_accepted(&[Feature::Projects])]);
}

#[test]
fn losses_not_accepted_does_not_hold_for_what_blocks() {
    let request = using(&request(firm(Plan::Plus), firm(Plan::Essentials)), &[Feature::Inventory]);
    let feature = Feature::Inventory;
    let in_use = act(
        Reason::FeatureInUse { feature, cleared_by: Some(Clearance::MakeItemsInactive), disputed: false },
        [(Remedy::MakeItemsInactive { feature, disputed: false }, Actor::Client)],
    );
    assert_refused(&accepting(&request, &[]), [in_use]);
}

#[test]
fn losses_not_accepted_does_not_hold_where_base_does_not_go_down() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    for target in
        [held.with_plan(Plan::Advanced), held.without(AddOnKind::Payroll), held.with_payer(Product::Base, Party::Client)]
    {
        assert_allowed(&accepting(&using(&request(held, target), Feature::ALL), &[]));
    }
    let from_ledger = using(&request(firm(Plan::Ledger), firm(Plan::EasyStart)), &[Feature::Bills]);
    assert_allowed(&accepting(&from_ledger, &[]));
}

#[test]
fn losses_not_accepted_does_not_hold_where_the_move_is_closed() {
    let catalogue = canada_but(|terms| terms.moves.plus = PlanSet::from(Plan::Advanced));
    let (from, to) = (Plan::Plus, Plan::EasyStart);
    let request = accepting(&using(&request(firm(from), firm(to)), Feature::ALL), &[]);
    assert_refused_with(&catalogue, &request, [never(Reason::TransitionClosed { from, to })]);
}
