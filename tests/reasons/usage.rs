//! Whether the new plan holds what is used.

use subscription_change::catalogue::{Clearance, Enforcement, FeatureUse, Limit};
use subscription_change::vocabulary::PlanSet;
use subscription_change::{Actor, Catalogue, Feature, FeatureSet, Plan, Reason, Remedy, Request, Resource, UserKind};

use crate::common::{
    Row, act, assert_allowed, assert_allowed_with, assert_refused, assert_refused_with, but, canada_but, firm, never, request,
};

// 15. too_many_users

fn too_many(kind: UserKind, used: u32, limit: u32) -> Row {
    let remedy = (Remedy::RemoveUsers { kind, count: used - limit }, Actor::Client);
    act(Reason::TooManyUsers { kind, used, limit }, [remedy])
}

fn with_users(request: &Request, kind: UserKind, used: u32) -> Request {
    but(request, |r| *r.context.client.usage.users.get_mut(kind) = used)
}

#[test]
fn too_many_users_holds_one_above_the_limit_and_not_at_it() {
    for (from, to, limit) in [
        (Plan::Essentials, Plan::EasyStart, 1),
        (Plan::Plus, Plan::EasyStart, 1),
        (Plan::Plus, Plan::Essentials, 3),
        (Plan::Advanced, Plan::Essentials, 3),
        (Plan::Advanced, Plan::Plus, 5),
    ] {
        let request = request(firm(from), firm(to));
        let used = |used| with_users(&request, UserKind::Billable, used);
        assert_allowed(&used(0));
        assert_allowed(&used(limit));
        assert_refused(&used(limit + 1), [too_many(UserKind::Billable, limit + 1, limit)]);
        assert_refused(&used(u32::MAX), [too_many(UserKind::Billable, u32::MAX, limit)]);
    }
}

#[test]
fn too_many_users_holds_from_ledger_whose_limit_is_unknown() {
    for (to, limit) in [(Plan::EasyStart, 1), (Plan::Essentials, 3), (Plan::Plus, 5), (Plan::Advanced, 25)] {
        let request = request(firm(Plan::Ledger), firm(to));
        assert_allowed(&with_users(&request, UserKind::Billable, limit));
        assert_refused(&with_users(&request, UserKind::Billable, limit + 1), [too_many(UserKind::Billable, limit + 1, limit)]);
    }
}

#[test]
fn too_many_users_does_not_hold_where_the_limit_does_not_shrink() {
    // Four users on a plan for one, which already exceed it: the new limit of three is not lower.
    let up = request(firm(Plan::EasyStart), firm(Plan::Essentials));
    assert_allowed(&with_users(&up, UserKind::Billable, 4));
    // The same limit on both plans.
    let same = canada_but(|terms| terms.plans.essentials.users.billable = Limit::UpTo(5));
    let down = with_users(&request(firm(Plan::Plus), firm(Plan::Essentials)), UserKind::Billable, 6);
    assert_allowed_with(&same, &down);
    let one_less = canada_but(|terms| terms.plans.essentials.users.billable = Limit::UpTo(4));
    assert_refused_with(&one_less, &down, [too_many(UserKind::Billable, 6, 4)]);
    // No limit at all on the new plan.
    let unlimited = canada_but(|terms| terms.plans.essentials.users.billable = Limit::NoLimit);
    assert_allowed_with(&unlimited, &with_users(&down, UserKind::Billable, u32::MAX));
}

#[test]
fn too_many_users_holds_where_no_limit_becomes_one() {
    let catalogue = canada_but(|terms| terms.plans.plus.users.billable = Limit::NoLimit);
    let request = with_users(&request(firm(Plan::Plus), firm(Plan::Essentials)), UserKind::Billable, 4);
    assert_refused_with(&catalogue, &request, [too_many(UserKind::Billable, 4, 3)]);
}

#[test]
fn too_many_users_holds_upwards_where_a_catalogue_has_the_limit_shrink_so() {
    let catalogue = canada_but(|terms| terms.plans.plus.users.billable = Limit::UpTo(2));
    let request = with_users(&request(firm(Plan::Essentials), firm(Plan::Plus)), UserKind::Billable, 3);
    assert_refused_with(&catalogue, &request, [too_many(UserKind::Billable, 3, 2)]);
}

#[test]
fn too_many_users_does_not_hold_for_a_kind_that_does_not_block() {
    let request = request(firm(Plan::Advanced), firm(Plan::EasyStart));
    let crowded = but(&request, |r| {
        r.context.client.usage.users.accountant = 9;
        r.context.client.usage.users.reports_only = 9;
        r.context.client.usage.users.time_only = 9;
    });
    assert_allowed(&crowded);
    // What blocks is catalogue data; the kinds come in the order of the table.
    let strict = canada_but(|terms| {
        terms.users.accountant = Enforcement::Blocks;
        terms.users.reports_only = Enforcement::Blocks;
        terms.users.time_only = Enforcement::Blocks;
    });
    let crowded = with_users(&crowded, UserKind::Billable, 9);
    assert_refused_with(
        &strict,
        &crowded,
        [
            too_many(UserKind::Billable, 9, 1),
            too_many(UserKind::Accountant, 9, 2),
            too_many(UserKind::ReportsOnly, 9, 0),
            too_many(UserKind::TimeOnly, 9, 0),
        ],
    );
}

#[test]
fn too_many_users_does_not_hold_where_the_move_is_closed_or_base_stays() {
    let catalogue = canada_but(|terms| terms.moves.plus = PlanSet::from(Plan::Advanced));
    let (from, to) = (Plan::Plus, Plan::EasyStart);
    let closed = with_users(&request(firm(from), firm(to)), UserKind::Billable, 9);
    assert_refused_with(&catalogue, &closed, [never(Reason::TransitionClosed { from, to })]);
    let transfer = request(firm(Plan::EasyStart), crate::common::client(Plan::EasyStart));
    assert_allowed(&with_users(&transfer, UserKind::Billable, 9));
}

// 16. feature_in_use

fn in_use(feature: Feature) -> Row {
    let disputed = feature == Feature::Multicurrency;
    let (clearance, remedy) = match feature {
        Feature::RecurringTransactions => (Clearance::PauseTemplates, Remedy::PauseTemplates { feature, disputed: false }),
        Feature::Inventory => (Clearance::MakeItemsInactive, Remedy::MakeItemsInactive { feature, disputed: false }),
        _ => (Clearance::TurnOff, Remedy::TurnOff { feature, disputed }),
    };
    act(Reason::FeatureInUse { feature, cleared_by: Some(clearance), disputed }, [(remedy, Actor::Client)])
}

fn using(request: &Request, features: &[Feature]) -> Request {
    but(request, |r| r.context.client.usage.features = FeatureSet::of(features))
}

#[test]
fn feature_in_use_holds_for_what_blocks_and_is_lost_and_says_what_clears_it() {
    for (feature, from, to) in [
        (Feature::Multicurrency, Plan::Essentials, Plan::EasyStart),
        (Feature::RecurringTransactions, Plan::Essentials, Plan::EasyStart),
        (Feature::Inventory, Plan::Plus, Plan::Essentials),
    ] {
        assert_refused(&using(&request(firm(from), firm(to)), &[feature]), [in_use(feature)]);
        // Not in use; or the new plan has it.
        assert_allowed(&request(firm(from), firm(to)));
        assert_allowed(&using(&request(firm(Plan::Advanced), firm(from)), &[feature]));
    }
}

#[test]
fn feature_in_use_does_not_hold_for_a_feature_that_does_not_block() {
    let blocking = [Feature::Multicurrency, Feature::RecurringTransactions, Feature::Inventory];
    let request = request(firm(Plan::Advanced), firm(Plan::EasyStart));
    for &feature in Feature::ALL.iter().filter(|feature| !blocking.contains(feature)) {
        assert_allowed(&using(&request, &[feature]));
    }
    // What blocks is catalogue data.
    let catalogue = canada_but(|terms| {
        terms.features.projects = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: false }
    });
    assert_refused_with(&catalogue, &using(&request, &[Feature::Projects]), [in_use(Feature::Projects)]);
}

#[test]
fn feature_in_use_does_not_hold_where_the_current_plan_lacks_it_too() {
    let request = request(firm(Plan::Essentials), firm(Plan::EasyStart));
    assert_allowed(&using(&request, &[Feature::Inventory]));
    // Ledger's features are unknown: it may have had it.
    let from_ledger = self::request(firm(Plan::Ledger), firm(Plan::Essentials));
    assert_refused(&using(&from_ledger, &[Feature::Inventory]), [in_use(Feature::Inventory)]);
    assert_allowed(&using(&from_ledger, &[Feature::Multicurrency]));
}

#[test]
fn feature_in_use_is_never_where_the_catalogue_says_that_nothing_clears_it() {
    let catalogue = canada_but(|terms| terms.features.multicurrency = FeatureUse::Blocks { cleared_by: None, disputed: false });
    let request = using(&request(firm(Plan::Plus), firm(Plan::EasyStart)), &[Feature::Multicurrency]);
    let for_ever = Reason::FeatureInUse { feature: Feature::Multicurrency, cleared_by: None, disputed: false };
    assert_refused_with(&catalogue, &request, [never(for_ever)]);
    assert_refused(&request, [in_use(Feature::Multicurrency)]);
}

#[test]
fn feature_in_use_says_the_doubt_where_the_catalogue_has_it() {
    let disputed = |request: &Request, catalogue: &Catalogue| -> Vec<bool> {
        let refusal = request.plan_change_with(catalogue).expect_err("they block");
        refusal.reasons().flat_map(|reason| reason.remedies()).map(|remedy| remedy.is_disputed()).collect()
    };
    let features = [Feature::Multicurrency, Feature::RecurringTransactions];
    let request = using(&request(firm(Plan::Plus), firm(Plan::EasyStart)), &features);
    assert_eq!(disputed(&request, Catalogue::canada()), [true, false]);
    let doubted = |feature: &mut FeatureUse, is: bool| match feature {
        FeatureUse::Blocks { disputed, .. } => *disputed = is,
        FeatureUse::Notice => panic!("it blocks"),
    };
    let otherwise = canada_but(|terms| {
        doubted(&mut terms.features.multicurrency, false);
        doubted(&mut terms.features.recurring_transactions, true);
    });
    assert_eq!(disputed(&request, &otherwise), [false, true]);
}

#[test]
fn feature_in_use_is_given_in_the_order_of_the_features() {
    let request = using(&request(firm(Plan::Plus), firm(Plan::EasyStart)), Feature::ALL);
    assert_refused(
        &request,
        [in_use(Feature::Multicurrency), in_use(Feature::RecurringTransactions), in_use(Feature::Inventory)],
    );
}

#[test]
fn feature_in_use_does_not_hold_where_the_move_is_closed_or_base_stays() {
    let catalogue = canada_but(|terms| terms.moves.plus = PlanSet::from(Plan::Advanced));
    let (from, to) = (Plan::Plus, Plan::EasyStart);
    let closed = using(&request(firm(from), firm(to)), Feature::ALL);
    assert_refused_with(&catalogue, &closed, [never(Reason::TransitionClosed { from, to })]);
    let transfer = request(firm(Plan::EasyStart), crate::common::client(Plan::EasyStart));
    assert_allowed(&using(&transfer, Feature::ALL));
}

// 17. over_limit

fn over(resource: Resource, used: u32, limit: u32) -> Row {
    let remedy = (Remedy::Reduce { resource, count: used - limit }, Actor::Client);
    act(Reason::OverLimit { resource, used, limit }, [remedy])
}

fn where_resources_block() -> Catalogue {
    canada_but(|terms| {
        terms.resources.accounts = Enforcement::Blocks;
        terms.resources.classes_and_locations = Enforcement::Blocks;
        terms.resources.custom_fields = Enforcement::Blocks;
    })
}

#[test]
fn over_limit_holds_one_above_the_limit_and_not_at_it() {
    let request = request(firm(Plan::Advanced), firm(Plan::Plus));
    let used = |accounts, classes_and_locations, custom_fields| {
        but(&request, |r| {
            r.context.client.usage.accounts = accounts;
            r.context.client.usage.classes_and_locations = classes_and_locations;
            r.context.client.usage.custom_fields = custom_fields;
        })
    };
    let catalogue = where_resources_block();
    assert_allowed_with(&catalogue, &used(250, 40, 4));
    assert_refused_with(&catalogue, &used(251, 40, 4), [over(Resource::Accounts, 251, 250)]);
    assert_refused_with(&catalogue, &used(250, 41, 4), [over(Resource::ClassesAndLocations, 41, 40)]);
    assert_refused_with(&catalogue, &used(250, 40, 5), [over(Resource::CustomFields, 5, 4)]);
    assert_refused_with(
        &catalogue,
        &used(u32::MAX, 41, 6),
        [
            over(Resource::Accounts, u32::MAX, 250),
            over(Resource::ClassesAndLocations, 41, 40),
            over(Resource::CustomFields, 6, 4),
        ],
    );
}

#[test]
fn over_limit_does_not_hold_where_the_limit_does_not_shrink() {
    // 250 accounts on either plan; the same number of custom fields on either plan.
    let request = but(&request(firm(Plan::Plus), firm(Plan::Essentials)), |r| {
        r.context.client.usage.accounts = 300;
        r.context.client.usage.custom_fields = 9;
    });
    assert_allowed_with(&where_resources_block(), &request);
}

#[test]
fn neither_reason_holds_where_the_catalogue_says_that_a_company_over_the_limit_is_suspended() {
    let catalogue = canada_but(|terms| {
        terms.users.billable = Enforcement::Suspends;
        terms.resources.accounts = Enforcement::Suspends;
    });
    let request = but(&request(firm(Plan::Advanced), firm(Plan::Plus)), |r| {
        r.context.client.usage.users.billable = 6;
        r.context.client.usage.accounts = 251;
    });
    assert_allowed_with(&catalogue, &request);
    assert_refused(&request, [too_many(UserKind::Billable, 6, 5)]);
}

#[test]
fn over_limit_never_holds_in_canada() {
    for catalogue in Catalogue::embedded() {
        let request = but(&request(firm(Plan::Advanced), firm(Plan::EasyStart)), |r| {
            r.context.client.usage.accounts = u32::MAX;
            r.context.client.usage.classes_and_locations = u32::MAX;
            r.context.client.usage.custom_fields = u32::MAX;
        });
        assert_allowed_with(catalogue, &request);
    }
}

#[test]
fn over_limit_does_not_hold_where_the_move_is_closed() {
    let catalogue = canada_but(|terms| {
        terms.resources.accounts = Enforcement::Blocks;
        terms.moves.advanced = PlanSet::from(Plan::EasyStart);
    });
    let (from, to) = (Plan::Advanced, Plan::Plus);
    let request = but(&request(firm(from), firm(to)), |r| r.context.client.usage.accounts = 251);
    assert_refused_with(&catalogue, &request, [never(Reason::TransitionClosed { from, to })]);
}
