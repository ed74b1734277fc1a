//! The change plan: its steps, what is gained and lost, when it takes effect, and what to know of it first.

mod common;

use common::{assert_allowed_with, but, canada_but, client, firm, plan, request};
use subscription_change::{
    Catalogue, Effective, Feature, FeatureSet, Limit, Notice, NoticeCode, Parties, Party, PayrollTier, Plan, Product, Request,
    Resource, Step, StepCode, Subscription, Tier, TimeTier, UserKind,
};

fn steps(current: Subscription, target: Subscription) -> Vec<Step> {
    let plan = plan(&request(current, target));
    let steps: Vec<Step> = plan.steps().collect();
    assert_eq!(plan.steps().len(), steps.len(), "the length that the iterator tells");
    steps
}

/// What the subscription is after a step: a step told by itself, without the crate's word for it.
fn after(subscription: Subscription, step: Step) -> Subscription {
    let payroll = |tier| match tier {
        Tier::Core => PayrollTier::Core,
        Tier::Premium => PayrollTier::Premium,
        _ => PayrollTier::Elite,
    };
    let time = |tier| match tier {
        Tier::Premium => TimeTier::Premium,
        _ => TimeTier::Elite,
    };
    let payer = |product| subscription.payer(product).expect("it is held");
    match step {
        Step::ChangePlan { from, to, .. } => {
            assert_eq!(subscription.base.plan, from);
            subscription.with_plan(to)
        }
        Step::Add { product: Product::Payroll, tier, by } => subscription.with_payroll(payroll(tier), by),
        Step::Add { product: _, tier, by } => subscription.with_time(time(tier), by),
        Step::Remove { product, .. } => subscription.without(product),
        Step::ChangeTier { product: Product::Payroll, to, .. } => subscription.with_payroll(payroll(to), payer(Product::Payroll)),
        Step::ChangeTier { product: _, to, .. } => subscription.with_time(time(to), payer(Product::Time)),
        Step::TransferBilling { product, to, .. } => {
            assert_ne!(payer(product), to);
            subscription.with_payer(product, to)
        }
        _ => panic!("an unknown step: {step:?}"),
    }
}

/// Whether the Canadian catalogue supports it: payroll with any ladder plan; time from Essentials, or with payroll above Core.
fn is_supported(subscription: &Subscription) -> bool {
    let plan = subscription.base.plan;
    let on_ladder = !matches!(plan, Plan::Ledger | Plan::SelfEmployed);
    let brings_time = subscription.payroll.is_some_and(|held| held.tier != PayrollTier::Core);
    (subscription.payroll.is_none() || on_ladder)
        && (subscription.time.is_none() || (on_ladder && (plan != Plan::EasyStart || brings_time)))
}

/// Every subscription with the payers that these products have.
fn every_subscription(payer: Party, payroll_payer: Party) -> Vec<Subscription> {
    let mut all = Vec::new();
    for &plan in Plan::ALL {
        let base = Subscription::new(plan, payer);
        for payroll in [None, Some(PayrollTier::Core), Some(PayrollTier::Premium), Some(PayrollTier::Elite)] {
            let held = payroll.map_or(base, |tier| base.with_payroll(tier, payroll_payer));
            all.extend([held, held.with_time(TimeTier::Premium, payer), held.with_time(TimeTier::Elite, payer)]);
        }
    }
    all
}

// Steps

#[test]
fn step_codes_and_their_parameters_are_those_of_the_table_in_its_order() {
    let codes: Vec<(&str, &[&str])> = StepCode::ALL.iter().map(|code| (code.name(), code.parameters())).collect();
    let table: [(&str, &[&str]); 5] = [
        ("change_plan", &["from", "to", "by"]),
        ("add", &["product", "tier", "by"]),
        ("remove", &["product", "tier", "by"]),
        ("change_tier", &["product", "from", "to", "by"]),
        ("transfer_billing", &["product", "to", "by"]),
    ];
    assert_eq!(codes, table);
}

#[test]
fn change_plan_is_performed_by_the_payer() {
    for (from, to) in [(Plan::EasyStart, Plan::Advanced), (Plan::Advanced, Plan::Essentials), (Plan::Ledger, Plan::Plus)] {
        for &by in Party::ALL {
            let step = Step::ChangePlan { from, to, by };
            assert_eq!(steps(Subscription::new(from, by), Subscription::new(to, by)), [step]);
            assert_eq!((step.code(), step.product(), step.by()), (StepCode::ChangePlan, Product::Base, by));
        }
    }
}

#[test]
fn add_is_performed_by_the_new_payer_and_remove_by_the_old_one() {
    for (held, by) in [(firm(Plan::Plus), Party::Client), (client(Plan::Plus), Party::Firm)] {
        for (product, tier, with) in [
            (Product::Payroll, Tier::Core, held.with_payroll(PayrollTier::Core, by)),
            (Product::Payroll, Tier::Elite, held.with_payroll(PayrollTier::Elite, by)),
            (Product::Time, Tier::Premium, held.with_time(TimeTier::Premium, by)),
            (Product::Time, Tier::Elite, held.with_time(TimeTier::Elite, by)),
        ] {
            assert_eq!(steps(held, with), [Step::Add { product, tier, by }]);
            assert_eq!(steps(with, held), [Step::Remove { product, tier, by }]);
        }
    }
}

#[test]
fn change_tier_is_performed_by_the_payer() {
    for (held, by) in [(firm(Plan::Plus), Party::Client), (client(Plan::Plus), Party::Firm)] {
        let payroll = |tier| held.with_payroll(tier, by);
        let product = Product::Payroll;
        let raised = Step::ChangeTier { product, from: Tier::Core, to: Tier::Elite, by };
        assert_eq!(steps(payroll(PayrollTier::Core), payroll(PayrollTier::Elite)), [raised]);
        let lowered = Step::ChangeTier { product, from: Tier::Elite, to: Tier::Premium, by };
        assert_eq!(steps(payroll(PayrollTier::Elite), payroll(PayrollTier::Premium)), [lowered]);
        let time = |tier| held.with_time(tier, by);
        let raised = Step::ChangeTier { product: Product::Time, from: Tier::Premium, to: Tier::Elite, by };
        assert_eq!(steps(time(TimeTier::Premium), time(TimeTier::Elite)), [raised]);
    }
}

#[test]
fn transfer_billing_to_the_firm_is_performed_by_the_firm() {
    let held = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    for &product in Product::ALL {
        let step = Step::TransferBilling { product, to: Party::Firm, by: Party::Firm };
        assert_eq!(steps(held, held.with_payer(product, Party::Firm)), [step]);
    }
}

#[test]
fn transfer_billing_to_the_client_is_performed_by_the_firm_if_it_asks_else_by_the_client() {
    let held = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    for &product in Product::ALL {
        let request = request(held, held.with_payer(product, Party::Client));
        for (asked_by, by) in [
            (Parties::ALL, Party::Firm),
            (Parties::from(Party::Firm), Party::Firm),
            (Parties::from(Party::Client), Party::Client),
        ] {
            let plan = plan(&but(&request, |r| r.context.authorised_by = asked_by));
            assert!(plan.steps().eq([Step::TransferBilling { product, to: Party::Client, by }]), "{asked_by:?}: {plan:?}");
        }
    }
}

#[test]
fn steps_upwards_are_base_then_payroll_then_time_then_transfers() {
    let by = Party::Firm;
    let (from, to) = (Plan::EasyStart, Plan::Plus);
    let target = firm(to).with_payroll(PayrollTier::Core, by).with_time(TimeTier::Premium, by);
    assert_eq!(
        steps(firm(from), target),
        [
            Step::ChangePlan { from, to, by },
            Step::Add { product: Product::Payroll, tier: Tier::Core, by },
            Step::Add { product: Product::Time, tier: Tier::Premium, by },
        ]
    );
    // One product goes up, another transfers.
    let held = firm(from).with_payroll(PayrollTier::Premium, Party::Client).with_time(TimeTier::Elite, by);
    let target = held.with_plan(to).with_payer(Product::Payroll, by).with_payer(Product::Time, Party::Client);
    assert_eq!(
        steps(held, target),
        [
            Step::ChangePlan { from, to, by },
            Step::TransferBilling { product: Product::Payroll, to: by, by },
            Step::TransferBilling { product: Product::Time, to: Party::Client, by },
        ]
    );
}

#[test]
fn steps_downwards_are_time_then_payroll_then_base() {
    let by = Party::Firm;
    let (from, to) = (Plan::Plus, Plan::EasyStart);
    let held = firm(from).with_payroll(PayrollTier::Elite, by).with_time(TimeTier::Premium, by);
    assert_eq!(
        steps(held, firm(to)),
        [
            Step::Remove { product: Product::Time, tier: Tier::Premium, by },
            Step::Remove { product: Product::Payroll, tier: Tier::Elite, by },
            Step::ChangePlan { from, to, by },
        ]
    );
    assert_eq!(
        steps(held, firm(to).with_payroll(PayrollTier::Core, by)),
        [
            Step::Remove { product: Product::Time, tier: Tier::Premium, by },
            Step::ChangeTier { product: Product::Payroll, from: Tier::Elite, to: Tier::Core, by },
            Step::ChangePlan { from, to, by },
        ]
    );
}

#[test]
fn steps_add_payroll_before_base_goes_down_and_lower_it_after_base_went_up() {
    let by = Party::Firm;
    let plus = firm(Plan::Plus).with_time(TimeTier::Premium, by);
    let easy_start = firm(Plan::EasyStart).with_time(TimeTier::Premium, by).with_payroll(PayrollTier::Premium, by);
    // Time needs one of the two all the way.
    assert_eq!(
        steps(plus, easy_start),
        [
            Step::Add { product: Product::Payroll, tier: Tier::Premium, by },
            Step::ChangePlan { from: Plan::Plus, to: Plan::EasyStart, by },
        ]
    );
    assert_eq!(
        steps(easy_start, plus),
        [
            Step::ChangePlan { from: Plan::EasyStart, to: Plan::Plus, by },
            Step::Remove { product: Product::Payroll, tier: Tier::Premium, by },
        ]
    );
}

#[test]
fn steps_change_time_between_payroll_up_and_payroll_down() {
    let by = Party::Client;
    let with_payroll = client(Plan::EasyStart).with_payroll(PayrollTier::Premium, by);
    assert_eq!(
        steps(client(Plan::EasyStart), with_payroll.with_time(TimeTier::Elite, by)),
        [
            Step::Add { product: Product::Payroll, tier: Tier::Premium, by },
            Step::Add { product: Product::Time, tier: Tier::Elite, by },
        ]
    );
    let to_core = client(Plan::EasyStart).with_payroll(PayrollTier::Core, by);
    assert_eq!(
        steps(with_payroll.with_time(TimeTier::Elite, by), to_core),
        [
            Step::Remove { product: Product::Time, tier: Tier::Elite, by },
            Step::ChangeTier { product: Product::Payroll, from: Tier::Premium, to: Tier::Core, by },
        ]
    );
}

#[test]
fn transfers_come_last_in_the_order_of_the_products() {
    let held = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Firm);
    let target = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Client);
    let by = Party::Firm;
    assert_eq!(
        steps(held, target),
        [
            Step::TransferBilling { product: Product::Base, to: Party::Client, by },
            Step::TransferBilling { product: Product::Payroll, to: Party::Firm, by },
            Step::TransferBilling { product: Product::Time, to: Party::Client, by },
        ]
    );
}

#[test]
fn steps_lead_exactly_to_the_target_by_way_of_what_is_supported() {
    let mut plans = 0;
    for (payroll_payer, new_payroll_payer) in [(Party::Firm, Party::Firm), (Party::Client, Party::Firm)] {
        for current in every_subscription(Party::Firm, payroll_payer) {
            for target in every_subscription(Party::Firm, new_payroll_payer) {
                let Ok(plan) = request(current, target).plan_change() else { continue };
                plans += 1;
                let mut reached = current;
                for step in plan.steps() {
                    reached = after(reached, step);
                    assert!(
                        is_supported(&reached) || !is_supported(&current),
                        "from {current:?} to {target:?}, {step} leads to {reached:?}"
                    );
                }
                assert_eq!(reached, target, "{plan:?}");
                assert_eq!((plan.from(), plan.to()), (&current, &target));
            }
        }
    }
    assert!(plans > 1000, "there are plans to look at: {plans}");
}

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
fn features_gained_and_lost_are_none_where_base_stays_also_on_ledger() {
    let nothing = (Some(FeatureSet::EMPTY), Some(FeatureSet::EMPTY));
    for &held in Plan::ALL {
        let plan = plan(&request(firm(held), client(held)));
        assert_eq!((plan.features_gained(), plan.features_lost()), nothing, "{held}");
    }
    let plan = plan(&request(firm(Plan::Plus), firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm)));
    assert_eq!((plan.features_gained(), plan.features_lost()), nothing);
}

// Catalogue, effect

#[test]
fn the_plan_names_the_catalogue_that_it_was_made_with() {
    let request = request(firm(Plan::EasyStart), firm(Plan::Plus));
    let ids: Vec<String> = Catalogue::embedded()
        .iter()
        .map(|catalogue| request.plan_change_with(catalogue).expect("it is an upgrade").catalogue().to_string())
        .collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02"]);
    assert_eq!(plan(&request).catalogue().to_string(), "CA-2025-06-02");
}

#[test]
fn changes_take_effect_immediately_both_ways_in_canada() {
    let held = firm(Plan::Plus).with_payroll(PayrollTier::Premium, Party::Firm);
    for target in [
        held.with_plan(Plan::Advanced),
        held.with_plan(Plan::Essentials),
        held.with_payroll(PayrollTier::Elite, Party::Firm),
        held.without(Product::Payroll),
        held.with_payer(Product::Base, Party::Client),
    ] {
        assert_eq!(plan(&request(held, target)).effective(), Effective::Immediately);
    }
}

#[test]
fn when_a_change_takes_effect_is_catalogue_data_for_each_way() {
    let held = firm(Plan::Plus).with_payroll(PayrollTier::Premium, Party::Firm);
    let up = [held.with_plan(Plan::Advanced), held.with_payroll(PayrollTier::Elite, Party::Firm)];
    let down =
        [held.with_plan(Plan::Essentials), held.with_payroll(PayrollTier::Core, Party::Firm), held.without(Product::Payroll)];
    let transfer = held.with_payer(Product::Base, Party::Client);
    let both = held.with_plan(Plan::Advanced).without(Product::Payroll);

    let downgrades_later = canada_but(|draft| draft.downgrades_take_effect = Effective::NextBillingDate);
    let upgrades_later = canada_but(|draft| draft.upgrades_take_effect = Effective::NextBillingDate);
    let effective =
        |catalogue: &Catalogue, target| request(held, target).plan_change_with(catalogue).expect("it is allowed").effective();
    for target in up {
        assert_eq!(effective(&downgrades_later, target), Effective::Immediately, "{target:?}");
        assert_eq!(effective(&upgrades_later, target), Effective::NextBillingDate, "{target:?}");
    }
    for target in down {
        assert_eq!(effective(&downgrades_later, target), Effective::NextBillingDate, "{target:?}");
        assert_eq!(effective(&upgrades_later, target), Effective::Immediately, "{target:?}");
    }
    for catalogue in [&downgrades_later, &upgrades_later] {
        assert_eq!(effective(catalogue, transfer), Effective::Immediately);
        // As a whole it takes effect when its latest part does.
        assert_eq!(effective(catalogue, both), Effective::NextBillingDate);
    }
}

// Notices

#[track_caller]
fn assert_notices<const N: usize>(request: &Request, expected: [Notice; N]) {
    let plan = plan(request);
    let notices: Vec<Notice> = plan.notices().collect();
    assert_eq!(notices, expected);
    assert_eq!(plan.notices().len(), N, "the length that the iterator tells");
}

#[test]
fn notice_codes_and_their_parameters_are_those_of_the_table_in_its_order() {
    let codes: Vec<(&str, &[&str])> = NoticeCode::ALL.iter().map(|code| (code.name(), code.parameters())).collect();
    let table: [(&str, &[&str]); 11] = [
        ("leaves_ledger", &[]),
        ("features_lost", &["features"]),
        ("users_over_limit", &["kind", "used", "limit"]),
        ("resource_over_limit", &["resource", "used", "limit"]),
        ("discounts_end", &[]),
        ("time_tracking_unavailable", &[]),
        ("primary_admin_locked", &[]),
        ("discount_kept", &["product"]),
        ("retail_price", &["product"]),
        ("full_price", &["product"]),
        ("read_only_until_paid", &[]),
    ];
    assert_eq!(codes, table);
}

#[test]
fn a_change_that_costs_nothing_has_no_notices() {
    assert_notices(&request(firm(Plan::EasyStart), firm(Plan::Advanced)), []);
    assert_notices(&request(firm(Plan::Advanced), firm(Plan::Plus)), []);
}

#[test]
fn leaves_ledger_is_given_where_base_leaves_ledger() {
    for to in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
        assert_notices(&request(firm(Plan::Ledger), firm(to)), [Notice::LeavesLedger]);
        assert_notices(&request(firm(Plan::EasyStart), firm(to)), []);
    }
    // Ledger stays.
    let full_price = Notice::FullPrice { product: Product::Payroll };
    let held = firm(Plan::Ledger).with_payroll(PayrollTier::Core, Party::Firm);
    assert_notices(&request(held, held.with_payer(Product::Payroll, Party::Client)), [full_price]);
}

#[test]
fn features_lost_names_what_is_in_use_and_lost() {
    let using =
        |request: Request, features: &[Feature]| but(&request, |r| r.context.client.usage.features = FeatureSet::of(features));
    let down = || request(firm(Plan::Advanced), firm(Plan::Plus));
    let lost = |features| Notice::FeaturesLost { features: FeatureSet::of(features) };
    assert_notices(&using(down(), &[Feature::Workflows, Feature::Projects]), [lost(&[Feature::Workflows])]);
    // In use, and kept; lost, and not in use.
    assert_notices(&using(down(), &[Feature::Projects]), []);
    assert_notices(&down(), []);
    // In use, though the old plan has not got it either.
    assert_notices(&using(request(firm(Plan::Plus), firm(Plan::Essentials)), &[Feature::Workflows]), []);
    // What Ledger has is unknown, so it may be lost.
    let from_ledger = using(request(firm(Plan::Ledger), firm(Plan::Essentials)), &[Feature::Projects, Feature::Bills]);
    assert_notices(&from_ledger, [Notice::LeavesLedger, lost(&[Feature::Projects])]);
}

#[test]
fn users_over_limit_is_given_one_above_the_limit_and_not_at_it() {
    for (kind, from, to, limit) in [
        (UserKind::Accountant, Plan::Advanced, Plan::Plus, 2),
        (UserKind::ReportsOnly, Plan::Plus, Plan::Essentials, 0),
        (UserKind::TimeOnly, Plan::Essentials, Plan::EasyStart, 0),
    ] {
        let request = |used| but(&request(firm(from), firm(to)), |r| *r.context.client.usage.users.get_mut(kind) = used);
        let given = |used| plan(&request(used)).notices().find(|notice| notice.code() == NoticeCode::UsersOverLimit);
        assert_eq!(given(limit), None, "{kind}");
        for used in [limit + 1, u32::MAX] {
            assert_eq!(given(used), Some(Notice::UsersOverLimit { kind, used, limit }), "{kind}");
        }
    }
}

#[test]
fn users_over_limit_is_given_for_billable_users_where_they_did_not_refuse_it() {
    // The limit grows, and is still too low.
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Essentials)), |r| r.context.client.usage.users.billable = 4);
    assert_notices(&up, [Notice::UsersOverLimit { kind: UserKind::Billable, used: 4, limit: 3 }]);
    assert_notices(&but(&up, |r| r.context.client.usage.users.billable = 3), []);
}

#[test]
fn users_over_limit_is_not_given_where_base_stays() {
    let crowded = but(&request(firm(Plan::EasyStart), client(Plan::EasyStart)), |r| {
        r.context.client.usage.users.billable = 9;
        r.context.client.usage.users.accountant = 9;
        r.context.client.usage.accounts = 999;
    });
    assert_notices(&crowded, [Notice::FullPrice { product: Product::Base }, Notice::ReadOnlyUntilPaid]);
}

#[test]
fn resource_over_limit_is_given_one_above_the_limit_and_not_at_it() {
    let down = request(firm(Plan::Advanced), firm(Plan::Plus));
    let used = |accounts, classes_and_locations, custom_fields| {
        but(&down, |r| {
            r.context.client.usage.accounts = accounts;
            r.context.client.usage.classes_and_locations = classes_and_locations;
            r.context.client.usage.custom_fields = custom_fields;
        })
    };
    let over = |resource, used, limit| Notice::ResourceOverLimit { resource, used, limit };
    assert_notices(&used(250, 40, 4), []);
    assert_notices(&used(251, 40, 4), [over(Resource::Accounts, 251, 250)]);
    assert_notices(&used(250, 41, 4), [over(Resource::ClassesAndLocations, 41, 40)]);
    assert_notices(&used(250, 40, 5), [over(Resource::CustomFields, 5, 4)]);
    // Upwards too, where it is above the new limit.
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |r| r.context.client.usage.accounts = 251);
    assert_notices(&up, [over(Resource::Accounts, 251, 250)]);
    // Where there is no limit nothing is above it.
    assert_notices(&but(&up, |r| (r.target.base.plan, r.context.client.usage.accounts) = (Plan::Advanced, u32::MAX)), []);
}

#[test]
fn resource_over_limit_goes_by_the_date_of_the_catalogue() {
    let down = but(&request(firm(Plan::Advanced), firm(Plan::EasyStart)), |r| r.context.client.usage.custom_fields = 1);
    let given: Vec<bool> = Catalogue::embedded()
        .iter()
        .map(|catalogue| {
            let plan = down.plan_change_with(catalogue).expect("it is allowed");
            plan.notices()
                .any(|notice| notice == Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 1, limit: 0 })
        })
        .collect();
    // No custom fields on EasyStart before 2025-06-02, one since.
    assert_eq!(given, [true, false]);
}

#[test]
fn discounts_end_is_given_where_base_goes_down_and_the_client_pays() {
    assert_notices(&request(client(Plan::Advanced), client(Plan::Plus)), [Notice::DiscountsEnd]);
    // The firm pays; or base goes up; or only an add-on goes down.
    assert_notices(&request(firm(Plan::Advanced), firm(Plan::Plus)), []);
    assert_notices(&request(client(Plan::Plus), client(Plan::Advanced)), []);
    assert_notices(&request(client(Plan::Plus).with_time(TimeTier::Elite, Party::Client), client(Plan::Plus)), []);
}

#[test]
fn time_tracking_unavailable_is_given_where_payroll_becomes_core_while_time_is_tracked() {
    let payroll = |plan, tier| firm(plan).with_payroll(tier, Party::Firm);
    let tracking = |request: Request| but(&request, |r| r.context.client.usage.features = Feature::TimeTracking.into());
    for from in [PayrollTier::Premium, PayrollTier::Elite] {
        for plan in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
            let to_core = request(payroll(plan, from), payroll(plan, PayrollTier::Core));
            assert_notices(&tracking(to_core), [Notice::TimeTrackingUnavailable]);
            // Time is not tracked.
            assert_notices(&to_core, []);
        }
        // EasyStart has no time tracking.
        let to_core = request(payroll(Plan::EasyStart, from), payroll(Plan::EasyStart, PayrollTier::Core));
        assert_notices(&tracking(to_core), []);
    }
    // Payroll becomes something else, is gone, or was Core all along.
    let held = payroll(Plan::Plus, PayrollTier::Elite);
    assert_notices(&tracking(request(held, payroll(Plan::Plus, PayrollTier::Premium))), []);
    assert_notices(&tracking(request(held, firm(Plan::Plus))), []);
    let core = payroll(Plan::Plus, PayrollTier::Core);
    assert_notices(&tracking(request(core, core.with_plan(Plan::Advanced))), []);
}

#[test]
fn primary_admin_locked_is_given_where_base_becomes_easy_start() {
    assert_notices(&request(firm(Plan::Plus), firm(Plan::EasyStart)), [Notice::PrimaryAdminLocked]);
    assert_notices(&request(firm(Plan::Ledger), firm(Plan::EasyStart)), [Notice::LeavesLedger, Notice::PrimaryAdminLocked]);
    // Another plan; or it was EasyStart all along.
    assert_notices(&request(firm(Plan::Plus), firm(Plan::Essentials)), []);
    let held = firm(Plan::EasyStart);
    assert_notices(&request(held, held.with_payroll(PayrollTier::Core, Party::Firm)), []);
}

#[test]
fn discount_kept_is_given_until_the_sixtieth_day_and_retail_price_from_then_on() {
    let held = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    for &product in Product::ALL {
        let since =
            |days| but(&request(held, held.with_payer(product, Party::Firm)), |r| r.context.client.days_since_other_firm = days);
        assert_notices(&since(Some(0)), [Notice::DiscountKept { product }]);
        assert_notices(&since(Some(60)), [Notice::DiscountKept { product }]);
        assert_notices(&since(Some(61)), [Notice::RetailPrice { product }]);
        assert_notices(&since(Some(u32::MAX)), [Notice::RetailPrice { product }]);
        assert_notices(&since(None), [Notice::RetailPrice { product }]);
    }
}

#[test]
fn discount_kept_goes_by_the_days_of_the_catalogue() {
    let catalogue = canada_but(|draft| draft.other_firm_days = 30);
    let since = |days| {
        let request =
            but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.days_since_other_firm = Some(days));
        let plan = request.plan_change_with(&catalogue).expect("it is allowed");
        plan.notices().map(|notice| notice.code()).collect::<Vec<NoticeCode>>()
    };
    assert_eq!(since(30), [NoticeCode::DiscountKept]);
    assert_eq!(since(31), [NoticeCode::RetailPrice]);
}

#[test]
fn no_price_is_noticed_where_nothing_is_transferred() {
    let change = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |r| r.context.client.days_since_other_firm = Some(1));
    assert_notices(&change, []);
    // Nor where the firm comes to pay for a product that is added.
    let added = request(client(Plan::Plus), client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm));
    assert_notices(&added, []);
}

#[test]
fn full_price_is_given_for_each_transfer_to_the_client_and_read_only_until_paid_for_base() {
    let held = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    let full_price = |product| Notice::FullPrice { product };
    let transfer = |product| request(held, held.with_payer(product, Party::Client));
    assert_notices(&transfer(Product::Base), [full_price(Product::Base), Notice::ReadOnlyUntilPaid]);
    assert_notices(&transfer(Product::Payroll), [full_price(Product::Payroll)]);
    assert_notices(&transfer(Product::Time), [full_price(Product::Time)]);
}

#[test]
fn notices_come_in_the_documented_order() {
    let current = client(Plan::Advanced).with_payroll(PayrollTier::Elite, Party::Client).with_time(TimeTier::Elite, Party::Firm);
    let target =
        client(Plan::Essentials).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    let down = but(&request(current, target), |r| {
        r.context.client.usage.users.accountant = 3;
        r.context.client.usage.users.reports_only = 4;
        r.context.client.usage.accounts = 300;
        r.context.client.usage.classes_and_locations = 1;
        r.context.client.usage.custom_fields = 5;
        r.context.client.usage.features = FeatureSet::of(&[Feature::TimeTracking, Feature::Projects, Feature::Workflows]);
    });
    assert_notices(
        &down,
        [
            Notice::FeaturesLost { features: FeatureSet::of(&[Feature::Projects, Feature::Workflows]) },
            Notice::UsersOverLimit { kind: UserKind::Accountant, used: 3, limit: 2 },
            Notice::UsersOverLimit { kind: UserKind::ReportsOnly, used: 4, limit: 0 },
            Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 },
            Notice::ResourceOverLimit { resource: Resource::ClassesAndLocations, used: 1, limit: 0 },
            Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 5, limit: 4 },
            Notice::DiscountsEnd,
            Notice::TimeTrackingUnavailable,
            Notice::FullPrice { product: Product::Time },
        ],
    );
}

#[test]
fn notices_of_a_way_out_of_ledger_come_in_the_documented_order() {
    let current = firm(Plan::Ledger).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Firm);
    let target = firm(Plan::EasyStart).with_payroll(PayrollTier::Core, Party::Firm);
    let out = but(&request(current, target), |r| {
        r.context.client.days_since_other_firm = Some(7);
        r.context.client.usage.users.time_only = 1;
        r.context.client.usage.features = Feature::Bills.into();
    });
    assert_notices(
        &out,
        [
            Notice::LeavesLedger,
            Notice::FeaturesLost { features: Feature::Bills.into() },
            Notice::UsersOverLimit { kind: UserKind::TimeOnly, used: 1, limit: 0 },
            Notice::PrimaryAdminLocked,
            Notice::DiscountKept { product: Product::Payroll },
        ],
    );
}

#[test]
fn notices_of_transfers_both_ways_come_to_the_firm_first() {
    let current = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    let target = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    assert_notices(
        &request(current, target),
        [
            Notice::RetailPrice { product: Product::Payroll },
            Notice::RetailPrice { product: Product::Time },
            Notice::FullPrice { product: Product::Base },
            Notice::ReadOnlyUntilPaid,
        ],
    );
}

#[test]
fn each_notice_tells_whether_it_is_reversible() {
    let product = Product::Base;
    for (notice, reversible) in [
        (Notice::LeavesLedger, false),
        (Notice::FeaturesLost { features: Feature::Workflows.into() }, true),
        (Notice::UsersOverLimit { kind: UserKind::Accountant, used: 3, limit: 2 }, true),
        (Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 }, true),
        (Notice::DiscountsEnd, false),
        (Notice::TimeTrackingUnavailable, true),
        (Notice::PrimaryAdminLocked, true),
        (Notice::DiscountKept { product }, true),
        (Notice::RetailPrice { product }, true),
        (Notice::FullPrice { product }, false),
        (Notice::ReadOnlyUntilPaid, true),
    ] {
        assert_eq!(notice.is_reversible(), reversible, "{notice:?}");
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

#[test]
fn a_catalogue_with_other_limits_gives_other_notices() {
    let catalogue = canada_but(|draft| draft.plans.plus.resources.accounts = Limit::UpTo(300));
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |r| r.context.client.usage.accounts = 300);
    assert_allowed_with(&catalogue, &up);
    let notices = up.plan_change_with(&catalogue).expect("it is allowed").notices().count();
    assert_eq!(notices, 0);
    assert_notices(&up, [Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 }]);
}
