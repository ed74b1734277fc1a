//! The steps: what is done, in which order, and by whom.

use subscription_change::catalogue::{AddOnTerms, Effective, Terms};
use subscription_change::{AddOnKind, Catalogue, Parties, Party, Plan, Product, Step, StepCode, Subscription, Tier};

use crate::common::{but, client, firm, plan, request, seller_of, with_every_add_on};

/// In Canada everything takes effect at once.
const NOW: Effective = Effective::Immediately;

fn steps(current: Subscription, target: Subscription) -> Vec<Step> {
    steps_with(Catalogue::canada(), current, target)
}

fn steps_with(catalogue: &Catalogue, current: Subscription, target: Subscription) -> Vec<Step> {
    let plan = request(current, target).plan_change_with(catalogue).expect("the change is allowed");
    let steps: Vec<Step> = plan.steps().collect();
    assert_eq!(plan.steps().len(), steps.len(), "the length that the iterator tells");
    steps
}

/// The subscription after a step, computed without the crate.
fn after(subscription: Subscription, step: Step) -> Subscription {
    let add_on = |product: Product| product.add_on().expect("it is an add-on");
    let payer = |product| subscription.payer(product).expect("it is held");
    match step {
        Step::ChangePlan { from, to, .. } => {
            assert_eq!(subscription.base.plan, from);
            subscription.with_plan(to)
        }
        Step::Add { product, tier, by, .. } => {
            assert_eq!(subscription.add_on(add_on(product)), None);
            subscription.with_add_on(add_on(product), tier, by)
        }
        Step::Remove { product, tier, .. } => {
            assert_eq!(subscription.add_on(add_on(product)).map(|held| held.tier), Some(tier));
            subscription.without(add_on(product))
        }
        Step::ChangeTier { product, from, to, .. } => {
            assert_eq!(subscription.add_on(add_on(product)).map(|held| held.tier), Some(from));
            subscription.with_add_on(add_on(product), to, payer(product))
        }
        Step::TransferBilling { product, to, .. } => {
            assert_ne!(payer(product), to);
            subscription.with_payer(product, to)
        }
        _ => panic!("an unknown step: {step:?}"),
    }
}

/// Whether the Canadian catalogue supports it: payroll with any ladder plan; time from Essentials, or with payroll above Core; no bill pay.
fn is_supported(subscription: &Subscription) -> bool {
    let plan = subscription.base.plan;
    let on_ladder = !matches!(plan, Plan::Ledger | Plan::SelfEmployed);
    let brings_time = subscription.add_on(AddOnKind::Payroll).is_some_and(|held| held.tier != Tier::Core);
    AddOnKind::ALL.iter().filter(|&&kind| subscription.add_on(kind).is_some()).all(|&kind| match kind {
        AddOnKind::Payroll => on_ladder,
        AddOnKind::Time => on_ladder && (plan != Plan::EasyStart || brings_time),
        AddOnKind::BillPay => false,
        other => panic!("it is not said what {other} goes with"),
    })
}

/// Every subscription that Canada sells, with the payers that these products have.
fn every_subscription(payer: Party, payroll_payer: Party) -> Vec<Subscription> {
    let mut all: Vec<Subscription> = Plan::ALL.iter().map(|&plan| Subscription::new(plan, payer)).collect();
    for &kind in AddOnKind::ALL.iter().filter(|kind| !Catalogue::canada().terms().add_ons.get(**kind).tiers.is_empty()) {
        let payer = if kind == AddOnKind::Payroll { payroll_payer } else { payer };
        for held in all.clone() {
            all.extend(kind.tiers().iter().map(|tier| held.with_add_on(kind, tier, payer)));
        }
    }
    all
}

#[test]
fn step_codes_and_their_parameters_are_those_of_the_table_in_its_order() {
    let codes: Vec<(&str, &[&str])> = StepCode::ALL.iter().map(|code| (code.name(), code.parameters())).collect();
    let table: [(&str, &[&str]); 5] = [
        ("change_plan", &["from", "to", "effective", "by"]),
        ("add", &["product", "tier", "effective", "by"]),
        ("remove", &["product", "tier", "effective", "by"]),
        ("change_tier", &["product", "from", "to", "effective", "by"]),
        ("transfer_billing", &["product", "to", "effective", "by"]),
    ];
    assert_eq!(codes, table);
}

#[test]
fn change_plan_is_performed_by_the_payer() {
    for (from, to) in [(Plan::EasyStart, Plan::Advanced), (Plan::Advanced, Plan::Essentials), (Plan::Ledger, Plan::Plus)] {
        for &by in Party::ALL {
            let step = Step::ChangePlan { from, to, effective: NOW, by };
            assert_eq!(steps(Subscription::new(from, by), Subscription::new(to, by)), [step]);
            assert_eq!((step.code(), step.product(), step.by()), (StepCode::ChangePlan, Product::Base, by));
        }
    }
}

#[test]
fn add_is_performed_by_the_new_payer_and_remove_by_the_old_one() {
    for (held, by) in [(firm(Plan::Plus), Party::Client), (client(Plan::Plus), Party::Firm)] {
        for &kind in AddOnKind::ALL {
            for tier in kind.tiers() {
                let (product, with) = (kind.product(), held.with_add_on(kind, tier, by));
                let steps = |current, target| steps_with(seller_of(kind), current, target);
                assert_eq!(steps(held, with), [Step::Add { product, tier, effective: NOW, by }]);
                assert_eq!(steps(with, held), [Step::Remove { product, tier, effective: NOW, by }]);
            }
        }
    }
}

#[test]
fn change_tier_is_performed_by_the_payer() {
    for (held, by) in [(firm(Plan::Plus), Party::Client), (client(Plan::Plus), Party::Firm)] {
        for &kind in AddOnKind::ALL {
            let at = |tier| held.with_add_on(kind, tier, by);
            let steps = |current, target| steps_with(seller_of(kind), current, target);
            for (from, to) in kind.tiers().iter().flat_map(|from| kind.tiers().without(from).iter().map(move |to| (from, to))) {
                assert_eq!(steps(at(from), at(to)), [Step::ChangeTier { product: kind.product(), from, to, effective: NOW, by }]);
            }
        }
    }
}

#[test]
fn transfer_billing_to_the_firm_is_performed_by_the_firm() {
    let held = with_every_add_on(Plan::Plus, Party::Client);
    for &product in Product::ALL {
        let step = Step::TransferBilling { product, to: Party::Firm, effective: NOW, by: Party::Firm };
        assert_eq!(steps(held, held.with_payer(product, Party::Firm)), [step]);
    }
}

#[test]
fn transfer_billing_to_the_client_is_performed_by_the_firm_if_it_asks_else_by_the_client() {
    let held = with_every_add_on(Plan::Plus, Party::Firm);
    for &product in Product::ALL {
        let request = request(held, held.with_payer(product, Party::Client));
        for (asked_by, by) in [
            (Parties::ALL, Party::Firm),
            (Parties::from(Party::Firm), Party::Firm),
            (Parties::from(Party::Client), Party::Client),
        ] {
            let plan = plan(&but(&request, |r| r.context.authorised_by = asked_by));
            assert!(
                plan.steps().eq([Step::TransferBilling { product, to: Party::Client, effective: NOW, by }]),
                "{asked_by:?}: {plan:?}"
            );
        }
    }
}

#[test]
fn steps_upwards_are_base_then_payroll_then_time_then_transfers() {
    let by = Party::Firm;
    let (from, to) = (Plan::EasyStart, Plan::Plus);
    let target = firm(to).with_add_on(AddOnKind::Payroll, Tier::Core, by).with_add_on(AddOnKind::Time, Tier::Premium, by);
    assert_eq!(
        steps(firm(from), target),
        [
            Step::ChangePlan { from, to, effective: NOW, by },
            Step::Add { product: Product::Payroll, tier: Tier::Core, effective: NOW, by },
            Step::Add { product: Product::Time, tier: Tier::Premium, effective: NOW, by },
        ]
    );
    // One product goes up, another transfers.
    let held =
        firm(from).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client).with_add_on(AddOnKind::Time, Tier::Elite, by);
    let target = held.with_plan(to).with_payer(Product::Payroll, by).with_payer(Product::Time, Party::Client);
    assert_eq!(
        steps(held, target),
        [
            Step::ChangePlan { from, to, effective: NOW, by },
            Step::TransferBilling { product: Product::Payroll, to: by, effective: NOW, by },
            Step::TransferBilling { product: Product::Time, to: Party::Client, effective: NOW, by },
        ]
    );
}

#[test]
fn steps_downwards_are_time_then_payroll_then_base() {
    let by = Party::Firm;
    let (from, to) = (Plan::Plus, Plan::EasyStart);
    let held = firm(from).with_add_on(AddOnKind::Payroll, Tier::Elite, by).with_add_on(AddOnKind::Time, Tier::Premium, by);
    assert_eq!(
        steps(held, firm(to)),
        [
            Step::Remove { product: Product::Time, tier: Tier::Premium, effective: NOW, by },
            Step::Remove { product: Product::Payroll, tier: Tier::Elite, effective: NOW, by },
            Step::ChangePlan { from, to, effective: NOW, by },
        ]
    );
    assert_eq!(
        steps(held, firm(to).with_add_on(AddOnKind::Payroll, Tier::Core, by)),
        [
            Step::Remove { product: Product::Time, tier: Tier::Premium, effective: NOW, by },
            Step::ChangeTier { product: Product::Payroll, from: Tier::Elite, to: Tier::Core, effective: NOW, by },
            Step::ChangePlan { from, to, effective: NOW, by },
        ]
    );
}

#[test]
fn steps_add_payroll_before_base_goes_down_and_lower_it_after_base_went_up() {
    let by = Party::Firm;
    let plus = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, by);
    let easy_start =
        firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Premium, by).with_add_on(AddOnKind::Payroll, Tier::Premium, by);
    // Time needs one of the two all the way.
    assert_eq!(
        steps(plus, easy_start),
        [
            Step::Add { product: Product::Payroll, tier: Tier::Premium, effective: NOW, by },
            Step::ChangePlan { from: Plan::Plus, to: Plan::EasyStart, effective: NOW, by },
        ]
    );
    assert_eq!(
        steps(easy_start, plus),
        [
            Step::ChangePlan { from: Plan::EasyStart, to: Plan::Plus, effective: NOW, by },
            Step::Remove { product: Product::Payroll, tier: Tier::Premium, effective: NOW, by },
        ]
    );
}

#[test]
fn steps_change_time_between_payroll_up_and_payroll_down() {
    let by = Party::Client;
    let with_payroll = client(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Premium, by);
    assert_eq!(
        steps(client(Plan::EasyStart), with_payroll.with_add_on(AddOnKind::Time, Tier::Elite, by)),
        [
            Step::Add { product: Product::Payroll, tier: Tier::Premium, effective: NOW, by },
            Step::Add { product: Product::Time, tier: Tier::Elite, effective: NOW, by },
        ]
    );
    let to_core = client(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, by);
    assert_eq!(
        steps(with_payroll.with_add_on(AddOnKind::Time, Tier::Elite, by), to_core),
        [
            Step::Remove { product: Product::Time, tier: Tier::Elite, effective: NOW, by },
            Step::ChangeTier { product: Product::Payroll, from: Tier::Premium, to: Tier::Core, effective: NOW, by },
        ]
    );
}

#[test]
fn transfers_come_last_in_the_order_of_the_products() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let target = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let by = Party::Firm;
    assert_eq!(
        steps(held, target),
        [
            Step::TransferBilling { product: Product::Base, to: Party::Client, effective: NOW, by },
            Step::TransferBilling { product: Product::Payroll, to: Party::Firm, effective: NOW, by },
            Step::TransferBilling { product: Product::Time, to: Party::Client, effective: NOW, by },
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

/// Whether this catalogue supports it: each add-on by the plan, or by payroll that the plan supports.
fn is_supported_by(catalogue: &Catalogue, subscription: &Subscription) -> bool {
    let (terms, plan) = (catalogue.terms(), subscription.base.plan);
    let payroll = subscription.add_on(AddOnKind::Payroll).filter(|_| terms.add_ons.payroll.plans.contains(plan));
    AddOnKind::ALL.iter().filter(|&&kind| subscription.add_on(kind).is_some()).all(|&kind| {
        let AddOnTerms { plans, payroll_tiers, .. } = terms.add_ons.get(kind);
        plans.contains(plan) || payroll.is_some_and(|held| payroll_tiers.contains(held.tier))
    })
}

#[test]
fn steps_lead_by_way_of_what_is_supported_in_every_catalogue_that_is_valid() {
    let invented: [fn(&mut Terms); 5] = [
        // Add-ons that a higher plan or tier does not go with.
        |terms| terms.add_ons.payroll.plans = Plan::EasyStart.into(),
        |terms| terms.add_ons.payroll.plans = Plan::Ledger.into(),
        |terms| terms.add_ons.time.plans = Plan::Essentials.into(),
        |terms| terms.add_ons.time.payroll_tiers = Tier::Premium.into(),
        // And one that only the highest goes with.
        |terms| (terms.add_ons.payroll.plans, terms.add_ons.time.plans) = (Plan::Advanced.into(), Plan::Advanced.into()),
    ];
    for edit in invented {
        // A catalogue for which no order of the steps is right may be refused.
        let Ok(catalogue) = but(Catalogue::canada().terms(), edit).check() else { continue };
        for current in every_subscription(Party::Firm, Party::Firm) {
            for target in every_subscription(Party::Firm, Party::Firm) {
                let Ok(plan) = request(current, target).plan_change_with(&catalogue) else { continue };
                let mut reached = current;
                for step in plan.steps() {
                    reached = after(reached, step);
                    assert!(
                        is_supported_by(&catalogue, &reached) || !is_supported_by(&catalogue, &current),
                        "{:?}: from {current:?} to {target:?}, {step} leads to {reached:?}",
                        catalogue.terms().add_ons,
                    );
                }
            }
        }
    }
}
