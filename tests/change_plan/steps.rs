//! The steps: what is done, in which order, and by whom.

use subscription_change::{
    Catalogue, CatalogueDraft, Parties, Party, Payroll, PayrollTier, Plan, Product, Step, StepCode, Subscription, Tier, TimeTier,
};

use crate::common::{but, client, firm, plan, request};

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
    let brings_time = subscription.payroll.is_some_and(|held| held.tier() != PayrollTier::Core);
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

/// Whether this catalogue supports it: payroll by the plan; time by the plan, or by payroll that the plan supports.
fn is_supported_by(catalogue: &Catalogue, subscription: &Subscription) -> bool {
    let CatalogueDraft { payroll, time, .. } = catalogue.as_draft();
    let plan = subscription.base.plan;
    let with_payroll = payroll.plans.contains(plan);
    let by_payroll = |held: Payroll| with_payroll && time.payroll_tiers.contains(held.tier());
    (subscription.payroll.is_none() || with_payroll)
        && (subscription.time.is_none() || time.plans.contains(plan) || subscription.payroll.is_some_and(by_payroll))
}

#[test]
fn steps_lead_by_way_of_what_is_supported_in_every_catalogue_that_is_valid() {
    let invented: [fn(&mut CatalogueDraft); 5] = [
        // Add-ons that a higher plan or tier does not go with.
        |draft| draft.payroll.plans = Plan::EasyStart.into(),
        |draft| draft.payroll.plans = Plan::Ledger.into(),
        |draft| draft.time.plans = Plan::Essentials.into(),
        |draft| draft.time.payroll_tiers = PayrollTier::Premium.into(),
        // And one that only the highest goes with.
        |draft| (draft.payroll.plans, draft.time.plans) = (Plan::Advanced.into(), Plan::Advanced.into()),
    ];
    for edit in invented {
        // A catalogue for which no order of the steps is right may be refused.
        let Ok(catalogue) = but(Catalogue::canada().as_draft(), edit).check() else { continue };
        for current in every_subscription(Party::Firm, Party::Firm) {
            for target in every_subscription(Party::Firm, Party::Firm) {
                let Ok(plan) = request(current, target).plan_change_with(&catalogue) else { continue };
                let mut reached = current;
                for step in plan.steps() {
                    reached = after(reached, step);
                    assert!(
                        is_supported_by(&catalogue, &reached) || !is_supported_by(&catalogue, &current),
                        "payroll with {:?}, time with {:?}: from {current:?} to {target:?}, {step} leads to {reached:?}",
                        catalogue.as_draft().payroll,
                        catalogue.as_draft().time,
                    );
                }
            }
        }
    }
}
