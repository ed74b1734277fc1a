//! The change plan: what is gained and lost, and when it takes effect; its steps and notices have files of their own.

mod notices;
mod steps;

use crate::common::{but, canada_but, client, counts_down, firm, hash, plan, request};
use subscription_change::catalogue::Effective;
use subscription_change::{AddOnKind, Catalogue, Feature, FeatureSet, Party, Plan, Product, StepCode, Tier};

// Features gained and lost

#[test]
fn features_gained_and_lost_are_whole_sets_in_use_or_not() {
    let from_essentials =
        FeatureSet::of(&[Feature::Multicurrency, Feature::RecurringTransactions, Feature::Bills, Feature::TimeTracking]);
    let from_plus = FeatureSet::of(&[
        Feature::Inventory,
        Feature::PurchaseOrders,
        Feature::Projects,
        Feature::Classes,
        Feature::Locations,
        Feature::Budgets,
    ]);
    let from_advanced = FeatureSet::of(&[
        Feature::CustomRoles,
        Feature::Workflows,
        Feature::SpreadsheetSync,
        Feature::BackupAndRestore,
        Feature::EnhancedCustomFields,
    ]);
    for (low, high, between) in [
        (Plan::EasyStart, Plan::Essentials, from_essentials),
        (Plan::EasyStart, Plan::Plus, from_essentials.union(from_plus)),
        (Plan::EasyStart, Plan::Advanced, FeatureSet::ALL),
        (Plan::Essentials, Plan::Plus, from_plus),
        (Plan::Essentials, Plan::Advanced, from_plus.union(from_advanced)),
        (Plan::Plus, Plan::Advanced, from_advanced),
    ] {
        let up = plan(&request(firm(low), firm(high)));
        assert_eq!((up.features_gained(), up.features_lost()), (Some(between), Some(FeatureSet::EMPTY)), "{low} to {high}");
        let down = plan(&request(firm(high), firm(low)));
        assert_eq!((down.features_gained(), down.features_lost()), (Some(FeatureSet::EMPTY), Some(between)), "{high} to {low}");
    }
}

#[test]
fn features_gained_and_lost_are_unknown_from_ledger() {
    for to in [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced] {
        let plan = plan(&request(firm(Plan::Ledger), firm(to)));
        assert_eq!((plan.features_gained(), plan.features_lost()), (None, None), "to {to}");
    }
}

#[test]
fn a_downgrade_is_of_base_and_goes_down() {
    let ladder = [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced];
    for (low, from) in ladder.into_iter().enumerate() {
        for (high, to) in ladder.into_iter().enumerate().filter(|(other, _)| *other != low) {
            assert_eq!(plan(&request(firm(from), firm(to))).is_downgrade(), high < low, "{from} to {to}");
        }
        assert!(!plan(&request(firm(Plan::Ledger), firm(from))).is_downgrade(), "leaving Ledger for {from}");
    }
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    assert!(
        !plan(&request(held, held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm))).is_downgrade(),
        "an add-on is not base"
    );
    assert!(!plan(&request(firm(Plan::Plus), client(Plan::Plus))).is_downgrade(), "a transfer is no downgrade");
}

#[test]
fn features_gained_and_lost_are_none_where_base_stays_also_on_ledger() {
    let nothing = (Some(FeatureSet::EMPTY), Some(FeatureSet::EMPTY));
    for &held in Plan::ALL.iter().filter(|&&plan| plan != Plan::SelfEmployed) {
        let plan = plan(&request(firm(held), client(held)));
        assert_eq!((plan.features_gained(), plan.features_lost()), nothing, "{held}");
    }
    for held in [firm(Plan::Plus), firm(Plan::SelfEmployed).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm)] {
        let with_time = held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
        let plan = plan(&request(with_time, held));
        assert_eq!((plan.features_gained(), plan.features_lost()), nothing);
    }
}

#[test]
fn time_tracking_is_gained_and_lost_with_payroll_that_makes_it_unavailable_in_use_or_not() {
    let payroll = |plan, tier| firm(plan).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
    let between = |current, target| {
        let plan = plan(&request(current, target));
        (plan.features_gained(), plan.features_lost())
    };
    let (none, time) = (Some(FeatureSet::EMPTY), Some(FeatureSet::from(Feature::TimeTracking)));
    for plan in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
        let core = payroll(plan, Tier::Core);
        assert_eq!(between(firm(plan), core), (none, time));
        assert_eq!(between(core, firm(plan)), (time, none));
        for tier in [Tier::Premium, Tier::Elite] {
            assert_eq!(between(payroll(plan, tier), core), (none, time));
            assert_eq!(between(core, payroll(plan, tier)), (time, none));
            assert_eq!(between(firm(plan), payroll(plan, tier)), (none, none));
        }
    }
    // EasyStart has no time tracking to lose, and beside Core none comes with a higher plan.
    assert_eq!(between(firm(Plan::EasyStart), payroll(Plan::EasyStart, Tier::Core)), (none, none));
    let from_essentials = FeatureSet::of(&[Feature::Multicurrency, Feature::RecurringTransactions, Feature::Bills]);
    let up = between(payroll(Plan::EasyStart, Tier::Core), payroll(Plan::Essentials, Tier::Core));
    assert_eq!(up, (Some(from_essentials), none));
    // If the plan goes down and payroll is added, both count.
    let down = between(firm(Plan::Essentials), payroll(Plan::EasyStart, Tier::Core));
    assert_eq!(down, (none, Some(from_essentials.with(Feature::TimeTracking))));
    // The tiers are catalogue data.
    let with_premium = canada_but(|terms| terms.without_time_tracking = Tier::Premium.into());
    let request = request(firm(Plan::Plus), payroll(Plan::Plus, Tier::Core));
    let plan = request.plan_change_with(&with_premium).expect("it is allowed");
    assert_eq!((plan.features_gained(), plan.features_lost()), (none, none));
}

// Catalogue, effect

#[test]
fn the_plan_names_the_catalogue_that_it_was_made_with() {
    let request = request(firm(Plan::EasyStart), firm(Plan::Plus));
    let ids: Vec<String> = Catalogue::embedded()
        .iter()
        .map(|catalogue| request.plan_change_with(catalogue).expect("it is an upgrade").catalogue().to_string())
        .collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02", "US-2026-09-30"]);
    assert_eq!(plan(&request).catalogue().to_string(), "CA-2025-06-02");
}

#[test]
fn changes_take_effect_immediately_both_ways_in_canada() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm);
    for target in [
        held.with_plan(Plan::Advanced),
        held.with_plan(Plan::Essentials),
        held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm),
        held.without(AddOnKind::Payroll),
        held.with_payer(Product::Base, Party::Client),
    ] {
        assert_eq!(plan(&request(held, target)).effective(), Effective::Immediately);
    }
}

#[test]
fn when_a_change_takes_effect_is_catalogue_data_for_each_way() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Firm,
    );
    let up = [
        held.with_plan(Plan::Advanced),
        held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm),
        held.with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
    ];
    let down = [
        held.with_plan(Plan::Essentials),
        held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
        held.without(AddOnKind::Payroll),
        held.without(AddOnKind::Time),
    ];
    let transfer = held.with_payer(Product::Base, Party::Client);
    let both = held.with_plan(Plan::Advanced).without(AddOnKind::Payroll);

    let downgrades_later = canada_but(|terms| terms.downgrades_take_effect = Effective::NextBillingDate);
    let upgrades_later = canada_but(|terms| terms.upgrades_take_effect = Effective::NextBillingDate);
    let both_later = canada_but(|terms| {
        terms.upgrades_take_effect = Effective::NextBillingDate;
        terms.downgrades_take_effect = Effective::NextBillingDate;
    });
    let effective =
        |catalogue: &Catalogue, target| request(held, target).plan_change_with(catalogue).expect("it is allowed").effective();
    for target in up {
        assert_eq!(effective(&downgrades_later, target), Effective::Immediately, "{target:?}");
        assert_eq!(effective(&upgrades_later, target), Effective::NextBillingDate, "{target:?}");
        assert_eq!(effective(&both_later, target), Effective::NextBillingDate, "{target:?}");
    }
    for target in down {
        assert_eq!(effective(&downgrades_later, target), Effective::NextBillingDate, "{target:?}");
        assert_eq!(effective(&upgrades_later, target), Effective::Immediately, "{target:?}");
        assert_eq!(effective(&both_later, target), Effective::NextBillingDate, "{target:?}");
    }
    // Each step by its own direction, and a transfer at once.
    let mixed = held.with_plan(Plan::Advanced).without(AddOnKind::Payroll).with_payer(Product::Time, Party::Client);
    let steps = |catalogue: &Catalogue| -> Vec<(StepCode, Effective)> {
        let plan = request(held, mixed).plan_change_with(catalogue).expect("it is allowed");
        plan.steps().map(|step| (step.code(), step.effective())).collect()
    };
    let (now, later) = (Effective::Immediately, Effective::NextBillingDate);
    for (catalogue, up, down) in [(&downgrades_later, now, later), (&upgrades_later, later, now), (&both_later, later, later)] {
        let expected = [(StepCode::ChangePlan, up), (StepCode::Remove, down), (StepCode::TransferBilling, now)];
        assert_eq!(steps(catalogue), expected);
    }
    for catalogue in [&downgrades_later, &upgrades_later, &both_later] {
        assert_eq!(effective(catalogue, transfer), Effective::Immediately);
        // The whole takes effect when its latest step does.
        assert_eq!(effective(catalogue, both), Effective::NextBillingDate);
    }
}

// Equality

#[test]
fn plans_are_equal_by_what_can_be_seen_of_them() {
    let up = request(firm(Plan::EasyStart), firm(Plan::Plus));
    let another_fact = but(&up, |r| r.context.client.usage.accounts = 5);
    assert_eq!(plan(&up), plan(&another_fact));
    let another_notice = but(&up, |r| r.context.client.usage.accounts = 251);
    assert_ne!(plan(&up), plan(&another_notice));
    let another_number = but(&up, |r| r.context.client.usage.accounts = 252);
    assert_ne!(plan(&another_notice), plan(&another_number));
    let another_target = but(&up, |r| r.target.base.plan = Plan::Advanced);
    assert_ne!(plan(&up), plan(&another_target));
}

/// From every plan to every plan, with an add-on taken and one dropped.
#[test]
fn what_is_gone_through_says_how_much_is_left() {
    let (mut steps, mut notices, mut reasons) = (0, 0, 0);
    for (from, to) in Plan::ALL.iter().flat_map(|&from| Plan::ALL.iter().map(move |&to| (from, to))) {
        let held = firm(from).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
        match request(held, firm(to).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm)).plan_change() {
            Ok(plan) => {
                steps = steps.max(counts_down(plan.steps()));
                notices = notices.max(counts_down(plan.notices()));
            }
            Err(refusal) => reasons = reasons.max(counts_down(refusal.reasons())),
        }
    }
    assert!(steps > 2 && notices > 1 && reasons > 1, "{steps}, {notices}, {reasons}");
}

#[test]
fn steps_are_equal_by_those_that_are_to_come() {
    let down = plan(&request(firm(Plan::Plus), firm(Plan::Essentials)));
    let down_and_over = plan(&request(
        firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
        firm(Plan::Essentials).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client),
    ));
    let (mut one, mut two) = (down.steps(), down_and_over.steps());
    assert_ne!(one, two);
    assert_ne!(hash(&one), hash(&two));
    assert_eq!(one.next(), two.next());
    assert_ne!(one, two, "the billing of time is still to be transferred");
    assert!(format!("{two:?}").starts_with("[TransferBilling {"), "{two:?}");
    two.next();
    assert_eq!(one, two);
    assert_eq!(hash(&one), hash(&two));
    assert_eq!(format!("{one:?}"), "[]");
}
