//! Who is to pay.

use subscription_change::{
    Actor, BillingCycle, Party, PayrollTier, Plan, Product, Reason, Remedy, Request, Subscription, TimeTier,
};

use crate::common::{
    Row, act, assert_allowed, assert_allowed_with, assert_refused, assert_refused_with, but, canada_but, client, firm, request,
};

/// Each product alone, transferred to this party.
fn transferred_to(party: Party) -> Vec<(Product, Request)> {
    let other = if party == Party::Firm { Party::Client } else { Party::Firm };
    let held = all_paid_by(other);
    Product::ALL.iter().map(|&product| (product, request(held, held.with_payer(product, party)))).collect()
}

fn all_paid_by(payer: Party) -> Subscription {
    Subscription::new(Plan::Plus, payer).with_payroll(PayrollTier::Core, payer).with_time(TimeTier::Elite, payer)
}

// 20. transfer_and_change

fn transfer_and_change(product: Product) -> Row {
    let remedy = (Remedy::TransferSeparately { product }, Actor::Requester);
    act(Reason::TransferAndChange { product }, [remedy])
}

#[test]
fn transfer_and_change_holds_where_a_product_does_both() {
    for (payer, other) in [(Party::Firm, Party::Client), (Party::Client, Party::Firm)] {
        let held = all_paid_by(payer);
        for (product, changed) in [
            (Product::Base, held.with_plan(Plan::Advanced)),
            (Product::Base, held.with_plan(Plan::Essentials)),
            (Product::Payroll, held.with_payroll(PayrollTier::Elite, payer)),
            (Product::Time, held.with_time(TimeTier::Premium, payer)),
        ] {
            assert_refused(&request(held, changed.with_payer(product, other)), [transfer_and_change(product)]);
            // Only one of the two.
            assert_allowed(&request(held, changed));
            assert_allowed(&request(held, held.with_payer(product, other)));
        }
    }
}

#[test]
fn transfer_and_change_does_not_hold_where_one_product_changes_and_another_transfers() {
    let held = all_paid_by(Party::Firm);
    assert_allowed(&request(held, held.with_plan(Plan::Advanced).with_payer(Product::Payroll, Party::Client)));
}

#[test]
fn transfer_and_change_does_not_hold_for_a_product_that_is_added_or_removed() {
    assert_allowed(&request(firm(Plan::Plus), firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client)));
    assert_allowed(&request(firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client), firm(Plan::Plus)));
}

#[test]
fn transfer_and_change_is_given_for_base_then_payroll_then_time() {
    let target =
        client(Plan::Advanced).with_payroll(PayrollTier::Elite, Party::Client).with_time(TimeTier::Premium, Party::Client);
    assert_refused(
        &request(all_paid_by(Party::Firm), target),
        [transfer_and_change(Product::Base), transfer_and_change(Product::Payroll), transfer_and_change(Product::Time)],
    );
}

#[test]
fn transfer_and_change_stands_for_the_transfer_rules() {
    let hindered = |request: Request| {
        but(&request, |r| {
            r.context.client.transfer_permission_hours = None;
            r.context.client.billing_cycle = BillingCycle::Annual;
            r.context.client.primary_admin = false;
        })
    };
    for (current, target) in [(client(Plan::Plus), firm(Plan::Advanced)), (firm(Plan::Plus), client(Plan::Advanced))] {
        assert_refused(&hindered(request(current, target)), [transfer_and_change(Product::Base)]);
    }
    let expired =
        but(&request(client(Plan::Plus), firm(Plan::Advanced)), |r| r.context.client.transfer_permission_hours = Some(49));
    assert_refused(&expired, [transfer_and_change(Product::Base)]);
}

// 21. transfer_not_permitted

fn not_permitted(product: Product) -> Row {
    act(Reason::TransferNotPermitted { product }, [(Remedy::PermitTransfer { product }, Actor::Client)])
}

#[test]
fn transfer_not_permitted_holds_for_a_transfer_to_the_firm_without_permission() {
    for (product, request) in transferred_to(Party::Firm) {
        let not_asked = but(&request, |r| r.context.client.transfer_permission_hours = None);
        assert_refused(&not_asked, [not_permitted(product)]);
        assert_allowed(&but(&request, |r| r.context.client.transfer_permission_hours = Some(0)));
    }
}

#[test]
fn transfer_not_permitted_does_not_hold_for_a_transfer_to_the_client_nor_for_a_change() {
    let mut requests: Vec<Request> = transferred_to(Party::Client).into_iter().map(|(_, request)| request).collect();
    requests.push(request(client(Plan::Plus), client(Plan::Advanced)));
    for request in requests {
        assert_allowed(&but(&request, |r| r.context.client.transfer_permission_hours = None));
    }
}

// 22. transfer_permission_expired

fn expired(product: Product, hours_ago: u32, window: u32) -> Row {
    let reason = Reason::TransferPermissionExpired { product, hours_ago, window };
    act(reason, [(Remedy::PermitTransfer { product }, Actor::Client)])
}

#[test]
fn transfer_permission_expired_holds_after_49_hours_and_not_after_48() {
    for (product, request) in transferred_to(Party::Firm) {
        let permitted = |hours| but(&request, |r| r.context.client.transfer_permission_hours = Some(hours));
        assert_allowed(&permitted(48));
        assert_refused(&permitted(49), [expired(product, 49, 48)]);
        assert_refused(&permitted(u32::MAX), [expired(product, u32::MAX, 48)]);
    }
}

#[test]
fn transfer_permission_expired_goes_by_the_window_of_the_catalogue() {
    let catalogue = canada_but(|draft| draft.transfer_permission_hours = 72);
    for (product, request) in transferred_to(Party::Firm) {
        let permitted = |hours| but(&request, |r| r.context.client.transfer_permission_hours = Some(hours));
        assert_allowed_with(&catalogue, &permitted(72));
        assert_refused_with(&catalogue, &permitted(73), [expired(product, 73, 72)]);
    }
}

#[test]
fn transfer_permission_expired_does_not_hold_for_a_transfer_to_the_client() {
    for (_, request) in transferred_to(Party::Client) {
        assert_allowed(&but(&request, |r| r.context.client.transfer_permission_hours = Some(49)));
    }
}

// 23. annual_billing

fn annual(product: Product) -> Row {
    act(Reason::AnnualBilling { product }, [(Remedy::SwitchToMonthly, Actor::Client)])
}

#[test]
fn annual_billing_holds_for_a_transfer_to_the_firm_alone() {
    for (product, request) in transferred_to(Party::Firm) {
        assert_refused(&but(&request, |r| r.context.client.billing_cycle = BillingCycle::Annual), [annual(product)]);
        assert_allowed(&request);
    }
    for (_, request) in transferred_to(Party::Client) {
        assert_allowed(&but(&request, |r| r.context.client.billing_cycle = BillingCycle::Annual));
    }
    let change = request(client(Plan::Plus), client(Plan::Advanced));
    assert_allowed(&but(&change, |r| r.context.client.billing_cycle = BillingCycle::Annual));
}

// 24. client_not_primary_admin

fn not_primary_admin(product: Product) -> Row {
    act(Reason::ClientNotPrimaryAdmin { product }, [(Remedy::HandOverPrimaryAdmin, Actor::Firm)])
}

#[test]
fn client_not_primary_admin_holds_for_a_transfer_to_the_client_alone() {
    for (product, request) in transferred_to(Party::Client) {
        assert_refused(&but(&request, |r| r.context.client.primary_admin = false), [not_primary_admin(product)]);
        assert_allowed(&request);
    }
    for (_, request) in transferred_to(Party::Firm) {
        assert_allowed(&but(&request, |r| r.context.client.primary_admin = false));
    }
    let change = request(firm(Plan::Plus), firm(Plan::Advanced));
    assert_allowed(&but(&change, |r| r.context.client.primary_admin = false));
}

// 21 to 24 together

#[test]
fn transfer_reasons_are_given_by_code_and_then_for_base_then_payroll_then_time() {
    let current = all_paid_by(Party::Client);
    let hindered = but(&request(current, all_paid_by(Party::Firm)), |r| {
        r.context.client.transfer_permission_hours = None;
        r.context.client.billing_cycle = BillingCycle::Annual;
    });
    assert_refused(
        &hindered,
        [
            not_permitted(Product::Base),
            not_permitted(Product::Payroll),
            not_permitted(Product::Time),
            annual(Product::Base),
            annual(Product::Payroll),
            annual(Product::Time),
        ],
    );
}
