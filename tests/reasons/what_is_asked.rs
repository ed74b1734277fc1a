//! Whether the move is allowed, and the subscription at its end exists.

use subscription_change::parts::Item;
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{
    Actor, AddOnKind, BillingCycle, Catalogue, ClientStatus, Parties, Party, Plan, PrimaryAdmin, Product, Reason, Remedy,
    Subscription, Tier,
};

use crate::common::{
    act, assert_allowed, assert_allowed_with, assert_refused, assert_refused_with, but, canada_but, client, firm, never, request,
    wait,
};

const LADDER: [Plan; 4] = [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced];

// 1. nothing_to_change

#[test]
fn nothing_to_change_holds_for_every_subscription_that_is_its_own_target() {
    for &plan in Plan::ALL {
        for &payer in Party::ALL {
            let held = Subscription::new(plan, payer);
            for held in [
                held,
                held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
                held.with_add_on(AddOnKind::Time, Tier::Elite, Party::Client),
                held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client).with_add_on(
                    AddOnKind::Time,
                    Tier::Premium,
                    Party::Firm,
                ),
            ] {
                assert_refused(&request(held, held), [never(Reason::NothingToChange)]);
            }
        }
    }
}

#[test]
fn nothing_to_change_is_the_only_reason_whatever_the_facts() {
    let held = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let request = but(&request(held, held), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.firm.billing_current = false;
        r.context.firm.subscription_current = false;
        r.context.client.status = ClientStatus::Pending;
        r.context.client.billing_current = false;
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.primary_admin = PrimaryAdmin::Firm;
        r.context.client.confirmation = None;
        r.context.client.transfer_permission_hours = None;
        r.context.client.downgrade_offered = false;
        r.context.client.usage.users.billable = u32::MAX;
    });
    assert_refused(&request, [never(Reason::NothingToChange)]);
}

#[test]
fn nothing_to_change_does_not_hold_where_one_thing_differs() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    for target in [
        held.with_plan(Plan::Advanced),
        held.with_payer(Product::Base, Party::Client),
        held.without(AddOnKind::Payroll),
        held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm),
        held.with_payer(Product::Payroll, Party::Client),
        held.without(AddOnKind::Time),
        held.with_add_on(AddOnKind::Time, Tier::Elite, Party::Client),
        held.with_payer(Product::Time, Party::Firm),
    ] {
        assert_allowed(&request(held, target));
    }
    assert_allowed(&request(firm(Plan::Plus), firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm)));
    assert_allowed(&request(firm(Plan::Plus), firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm)));
}

// 2. separate_product

#[test]
fn separate_product_holds_from_and_to_self_employed() {
    for &other in Plan::ALL.iter().filter(|&&plan| plan != Plan::SelfEmployed) {
        for (from, to) in [(other, Plan::SelfEmployed), (Plan::SelfEmployed, other)] {
            assert_refused(&request(firm(from), firm(to)), [never(Reason::SeparateProduct { from, to })]);
        }
    }
}

#[test]
fn separate_product_holds_where_self_employed_goes_into_the_firms_billing_or_out_of_it() {
    let (from, to) = (Plan::SelfEmployed, Plan::SelfEmployed);
    let separate = || never(Reason::SeparateProduct { from, to });
    assert_refused(&request(firm(from), client(to)), [separate()]);
    assert_refused(&request(client(from), firm(to)), [separate()]);
}

#[test]
fn separate_product_does_not_hold_where_self_employed_stays_and_an_add_on_changes_or_transfers() {
    let held = firm(Plan::SelfEmployed).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    assert_allowed(&request(held, held.without(AddOnKind::Payroll)));
    assert_allowed(&request(held, held.with_payer(Product::Payroll, Party::Client)));
    assert_refused(&request(held, held), [never(Reason::NothingToChange)]);
}

// 3. ledger_closed

#[test]
fn ledger_closed_holds_from_every_plan_of_the_ladder() {
    for from in LADDER {
        assert_refused(&request(firm(from), firm(Plan::Ledger)), [never(Reason::LedgerClosed { from })]);
    }
}

#[test]
fn ledger_closed_does_not_hold_the_other_way_nor_where_ledger_stays() {
    for to in LADDER {
        assert_allowed(&request(firm(Plan::Ledger), firm(to)));
    }
    assert_allowed(&request(firm(Plan::Ledger), client(Plan::Ledger)));
}

#[test]
fn ledger_closed_does_not_hold_from_self_employed_which_is_no_plan_of_the_ladder() {
    let (from, to) = (Plan::SelfEmployed, Plan::Ledger);
    assert_refused(&request(firm(from), firm(to)), [never(Reason::SeparateProduct { from, to })]);
}

// 4. not_sold

/// A catalogue that does not sell Essentials, and nothing at the Elite tiers.
fn without_essentials_and_elite() -> Catalogue {
    canada_but(|terms| {
        terms.plans.essentials.sold = false;
        for &from in Plan::ALL {
            *terms.moves.get_mut(from) = terms.moves.get(from).without(Plan::Essentials);
        }
        terms.add_ons.payroll.tiers.remove(Tier::Elite);
        terms.add_ons.time.tiers.remove(Tier::Elite);
    })
}

#[test]
fn not_sold_holds_for_a_plan_or_tier_that_is_new_to_the_target() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    for (target, product, item) in [
        (held.with_plan(Plan::Essentials), Product::Base, Item::Plan(Plan::Essentials)),
        (held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm), Product::Payroll, Item::Tier(Tier::Elite)),
        (held.with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm), Product::Time, Item::Tier(Tier::Elite)),
    ] {
        let reason = Reason::NotSold { product, item };
        assert_refused_with(&without_essentials_and_elite(), &request(held, target), [never(reason)]);
    }
}

#[test]
fn not_sold_does_not_hold_for_what_is_sold() {
    let catalogue = without_essentials_and_elite();
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    for target in [
        held.with_plan(Plan::EasyStart),
        held.with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm),
        held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
    ] {
        assert_allowed_with(&catalogue, &request(held, target));
    }
}

#[test]
fn not_sold_does_not_hold_for_what_is_held_already() {
    let held = firm(Plan::Essentials).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    for target in [
        held.with_payer(Product::Base, Party::Client),
        held.with_payer(Product::Payroll, Party::Client),
        held.with_payer(Product::Time, Party::Client),
        held.without(AddOnKind::Payroll),
        held.with_plan(Plan::Plus),
    ] {
        assert_allowed_with(&without_essentials_and_elite(), &request(held, target));
    }
}

#[test]
fn not_sold_is_given_for_base_then_payroll_then_time() {
    let held = firm(Plan::Plus);
    let target = firm(Plan::Essentials).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    assert_refused_with(
        &without_essentials_and_elite(),
        &request(held, target),
        [
            never(Reason::NotSold { product: Product::Base, item: Item::Plan(Plan::Essentials) }),
            never(Reason::NotSold { product: Product::Payroll, item: Item::Tier(Tier::Elite) }),
            never(Reason::NotSold { product: Product::Time, item: Item::Tier(Tier::Elite) }),
        ],
    );
}

#[test]
fn not_sold_stands_beside_ledger_closed_and_separate_product() {
    let catalogue = canada_but(|terms| {
        terms.plans.ledger.sold = false;
        terms.plans.self_employed.sold = false;
    });
    let not_sold = |plan| never(Reason::NotSold { product: Product::Base, item: Item::Plan(plan) });
    let (from, to) = (Plan::Plus, Plan::SelfEmployed);
    let separate = never(Reason::SeparateProduct { from, to });
    assert_refused_with(&catalogue, &request(firm(from), firm(to)), [separate, not_sold(to)]);
    let closed = never(Reason::LedgerClosed { from });
    assert_refused_with(&catalogue, &request(firm(from), firm(Plan::Ledger)), [closed, not_sold(Plan::Ledger)]);
}

// 5. transition_closed

#[test]
fn transition_closed_holds_where_the_catalogue_closes_a_move() {
    let catalogue = canada_but(|terms| {
        terms.moves.plus = PlanSet::of(&[Plan::Essentials, Plan::Advanced]);
        terms.moves.ledger = PlanSet::EMPTY;
    });
    for (from, to) in [(Plan::Plus, Plan::EasyStart), (Plan::Ledger, Plan::EasyStart), (Plan::Ledger, Plan::Advanced)] {
        let closed = never(Reason::TransitionClosed { from, to });
        assert_refused_with(&catalogue, &request(firm(from), firm(to)), [closed]);
    }
    // The nearest moves that are allowed: another target, another start, the way back.
    for (from, to) in [(Plan::Plus, Plan::Essentials), (Plan::Advanced, Plan::EasyStart), (Plan::EasyStart, Plan::Plus)] {
        assert_allowed_with(&catalogue, &request(firm(from), firm(to)));
    }
}

#[test]
fn transition_closed_does_not_hold_where_a_reason_above_says_it() {
    let catalogue = canada_but(|terms| {
        terms.plans.essentials.sold = false;
        for &from in Plan::ALL {
            terms.moves.get_mut(from).remove(Plan::Essentials);
        }
    });
    let not_sold = never(Reason::NotSold { product: Product::Base, item: Item::Plan(Plan::Essentials) });
    assert_refused_with(&catalogue, &request(firm(Plan::Plus), firm(Plan::Essentials)), [not_sold]);
    let ledger = never(Reason::LedgerClosed { from: Plan::Plus });
    assert_refused_with(&catalogue, &request(firm(Plan::Plus), firm(Plan::Ledger)), [ledger]);
    let separate = never(Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed });
    assert_refused_with(&catalogue, &request(firm(Plan::Plus), firm(Plan::SelfEmployed)), [separate]);
}

#[test]
fn transition_closed_stands_beside_not_sold_of_an_add_on() {
    let catalogue = canada_but(|terms| {
        terms.moves.plus = PlanSet::from(Plan::Essentials);
        terms.add_ons.payroll.tiers = TierSet::EMPTY;
    });
    let target = firm(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    assert_refused_with(
        &catalogue,
        &request(firm(Plan::Plus), target),
        [
            never(Reason::NotSold { product: Product::Payroll, item: Item::Tier(Tier::Core) }),
            never(Reason::TransitionClosed { from: Plan::Plus, to: Plan::Advanced }),
        ],
    );
}

#[test]
fn transition_closed_is_never_given_in_canada() {
    for &from in Plan::ALL {
        for &to in Plan::ALL {
            if let Err(refusal) = request(firm(from), firm(to)).plan_change() {
                let closed = Reason::TransitionClosed { from, to };
                assert!(refusal.reasons().all(|reason| reason != closed), "from {from} to {to}: {refusal}");
            }
        }
    }
}

// 18. add_on_unsupported

fn payroll_unsupported(plan: Plan) -> crate::common::Row {
    let product = Product::Payroll;
    let drop = (Remedy::DropAddOn { product }, Actor::Requester);
    act(Reason::AddOnUnsupported { product, plan, with_payroll: None }, [drop])
}

/// Where payroll is supported, payroll at a tier that brings time is an alternative.
fn time_unsupported(plan: Plan) -> crate::common::Row {
    let (product, tier) = (Product::Time, Tier::Premium);
    let drop = (Remedy::DropAddOn { product }, Actor::Requester);
    let take_payroll = (Remedy::TakePayroll { tier }, Actor::Requester);
    act(Reason::AddOnUnsupported { product, plan, with_payroll: Some(tier) }, [drop, take_payroll])
}

/// Where payroll is not supported either, there is no such alternative.
fn time_unsupported_without_alternative(plan: Plan) -> crate::common::Row {
    let product = Product::Time;
    let drop = (Remedy::DropAddOn { product }, Actor::Requester);
    act(Reason::AddOnUnsupported { product, plan, with_payroll: None }, [drop])
}

#[test]
fn add_on_unsupported_holds_for_payroll_beside_the_ladder() {
    for plan in [Plan::Ledger, Plan::SelfEmployed] {
        for tier in AddOnKind::Payroll.tiers() {
            let target = firm(plan).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
            assert_refused(&request(firm(plan), target), [payroll_unsupported(plan)]);
        }
    }
}

#[test]
fn add_on_unsupported_does_not_hold_for_payroll_on_the_ladder() {
    for plan in LADDER {
        for tier in AddOnKind::Payroll.tiers() {
            assert_allowed(&request(firm(plan), firm(plan).with_add_on(AddOnKind::Payroll, tier, Party::Firm)));
        }
    }
}

#[test]
fn add_on_unsupported_holds_for_time_below_essentials_without_payroll_that_brings_it() {
    for tier in AddOnKind::Time.tiers() {
        let alone = firm(Plan::EasyStart).with_add_on(AddOnKind::Time, tier, Party::Firm);
        assert_refused(&request(firm(Plan::EasyStart), alone), [time_unsupported(Plan::EasyStart)]);
        let with_core = alone.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
        assert_refused(&request(with_core.without(AddOnKind::Time), with_core), [time_unsupported(Plan::EasyStart)]);
    }
}

#[test]
fn add_on_unsupported_does_not_hold_for_time_that_the_plan_or_the_payroll_tier_brings() {
    for tier in AddOnKind::Time.tiers() {
        for plan in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
            assert_allowed(&request(firm(plan), firm(plan).with_add_on(AddOnKind::Time, tier, Party::Firm)));
        }
        for payroll in [Tier::Premium, Tier::Elite] {
            let held = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, payroll, Party::Firm);
            assert_allowed(&request(held, held.with_add_on(AddOnKind::Time, tier, Party::Firm)));
            // Payroll that the same request adds.
            assert_allowed(&request(firm(Plan::EasyStart), held.with_add_on(AddOnKind::Time, tier, Party::Firm)));
        }
    }
}

#[test]
fn add_on_unsupported_offers_no_payroll_where_payroll_is_not_supported() {
    for plan in [Plan::Ledger, Plan::SelfEmployed] {
        let target = firm(plan).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
        assert_refused(&request(firm(plan), target), [time_unsupported_without_alternative(plan)]);
    }
}

#[test]
fn add_on_unsupported_holds_where_base_payroll_or_time_itself_changes() {
    let time = |plan| firm(plan).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    // Base goes to a plan that time does not go with.
    assert_refused(&request(time(Plan::Essentials), time(Plan::EasyStart)), [time_unsupported(Plan::EasyStart)]);
    assert_allowed(&request(time(Plan::Plus), time(Plan::Essentials)));
    // Payroll, which brought time, is removed or lowered.
    let with_payroll = |tier| time(Plan::EasyStart).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
    let held = with_payroll(Tier::Elite);
    assert_refused(&request(held, time(Plan::EasyStart)), [time_unsupported(Plan::EasyStart)]);
    assert_refused(&request(held, with_payroll(Tier::Core)), [time_unsupported(Plan::EasyStart)]);
    assert_allowed(&request(held, with_payroll(Tier::Premium)));
    // Time, unsupported as it is, changes its tier.
    let raised = firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    assert_refused(&request(time(Plan::EasyStart), raised), [time_unsupported(Plan::EasyStart)]);
    assert_refused(&request(raised, time(Plan::EasyStart)), [time_unsupported(Plan::EasyStart)]);
    // Payroll changes, and did not bring time before either.
    assert_refused(&request(time(Plan::EasyStart), with_payroll(Tier::Core)), [time_unsupported(Plan::EasyStart)]);
    assert_allowed(&request(time(Plan::EasyStart), with_payroll(Tier::Premium)));
    // Payroll, unsupported as it is, changes its tier.
    let payroll = |tier| firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
    assert_refused(&request(payroll(Tier::Core), payroll(Tier::Elite)), [payroll_unsupported(Plan::Ledger)]);
}

#[test]
fn add_on_unsupported_does_not_hold_for_what_is_held_where_only_a_payer_changes() {
    let held = firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client);
    assert_allowed(&request(held, held.with_payer(Product::Base, Party::Client)));
    assert_allowed(&request(held, held.with_payer(Product::Time, Party::Firm)));
    let held = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    assert_allowed(&request(held, held.with_payer(Product::Payroll, Party::Client)));
    assert_allowed(&request(held, held.with_payer(Product::Base, Party::Client)));
}

#[test]
fn add_on_unsupported_does_not_hold_for_payroll_that_is_held_where_only_time_changes() {
    let held = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let target = held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    assert_refused(&request(held, target), [time_unsupported_without_alternative(Plan::Ledger)]);
    assert_allowed(&request(target, held));
}

#[test]
fn add_on_unsupported_does_not_hold_for_what_the_target_leaves_out() {
    let held = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    assert_allowed(&request(held, firm(Plan::Ledger)));
    assert_allowed(&request(held, firm(Plan::EasyStart)));
}

#[test]
fn add_on_unsupported_holds_for_time_beside_the_ladder_whatever_the_payroll_tier() {
    for plan in [Plan::Ledger, Plan::SelfEmployed] {
        for tier in AddOnKind::Payroll.tiers() {
            let held = firm(plan).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
            let target = held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
            assert_refused(&request(held, target), [time_unsupported_without_alternative(plan)]);
            let both = [payroll_unsupported(plan), time_unsupported_without_alternative(plan)];
            assert_refused(&request(firm(plan), target), both);
        }
    }
}

#[test]
fn add_on_unsupported_is_given_for_payroll_then_time() {
    let target = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    assert_refused(
        &request(firm(Plan::Ledger), target),
        [payroll_unsupported(Plan::Ledger), time_unsupported_without_alternative(Plan::Ledger)],
    );
}

// 19. upgrade_too_soon

fn with_a_wait_of_a_day() -> Catalogue {
    canada_but(|terms| terms.upgrade_wait_hours = 24)
}

#[test]
fn upgrade_too_soon_holds_until_the_last_hour_of_the_wait_is_over() {
    let catalogue = with_a_wait_of_a_day();
    for from in [Plan::EasyStart, Plan::Ledger] {
        let request = request(firm(from), firm(Plan::Plus));
        for (since, hours_left) in [(0, 24), (1, 23), (20, 4), (23, 1)] {
            let request = but(&request, |r| r.context.client.hours_since_downgrade = Some(since));
            let reason = Reason::UpgradeTooSoon { hours_left };
            let remedy = (Remedy::Wait { hours: hours_left }, Actor::Vendor);
            assert_refused_with(&catalogue, &request, [wait(reason, remedy)]);
        }
        for since in [Some(24), Some(25), Some(u32::MAX), None] {
            assert_allowed_with(&catalogue, &but(&request, |r| r.context.client.hours_since_downgrade = since));
        }
    }
}

#[test]
fn upgrade_too_soon_does_not_hold_where_base_does_not_go_up() {
    let catalogue = with_a_wait_of_a_day();
    let held = firm(Plan::Plus);
    for target in [
        held.with_plan(Plan::Essentials),
        held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
        held.with_payer(Product::Base, Party::Client),
    ] {
        let request = but(&request(held, target), |r| r.context.client.hours_since_downgrade = Some(0));
        assert_allowed_with(&catalogue, &request);
    }
}

#[test]
fn upgrade_too_soon_does_not_hold_where_the_move_is_closed() {
    let catalogue = canada_but(|terms| {
        terms.upgrade_wait_hours = 24;
        terms.moves.plus = PlanSet::from(Plan::Essentials);
    });
    let (from, to) = (Plan::Plus, Plan::Advanced);
    let request = but(&request(firm(from), firm(to)), |r| r.context.client.hours_since_downgrade = Some(0));
    assert_refused_with(&catalogue, &request, [never(Reason::TransitionClosed { from, to })]);
}

#[test]
fn upgrade_too_soon_never_holds_in_canada() {
    let request = request(firm(Plan::EasyStart), firm(Plan::Advanced));
    assert_allowed(&but(&request, |r| r.context.client.hours_since_downgrade = Some(0)));
}
