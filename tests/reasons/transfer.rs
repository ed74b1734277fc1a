//! Who is to pay.

use subscription_change::{
    Actor, AddOnKind, BillingCycle, Catalogue, ClientStatus, Language, Party, Plan, PrimaryAdmin, Product, Reason, ReasonCode,
    Remedy, Request, Subscription, Tier,
};

use crate::common::{
    Row, act, assert_allowed, assert_allowed_with, assert_refused, assert_refused_with, but, canada_but, client, firm, never,
    refusal, request, wait, with_every_add_on,
};

/// Each product alone, transferred to this party.
fn transferred_to(party: Party) -> Vec<(Product, Request)> {
    let other = if party == Party::Firm { Party::Client } else { Party::Firm };
    let held = with_every_add_on(Plan::Plus, other);
    Product::ALL.iter().map(|&product| (product, request(held, held.with_payer(product, party)))).collect()
}

fn all_paid_by(payer: Party) -> Subscription {
    Subscription::new(Plan::Plus, payer).with_add_on(AddOnKind::Payroll, Tier::Core, payer).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        payer,
    )
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
            (Product::Payroll, held.with_add_on(AddOnKind::Payroll, Tier::Elite, payer)),
            (Product::Time, held.with_add_on(AddOnKind::Time, Tier::Premium, payer)),
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
    assert_allowed(&request(firm(Plan::Plus), firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)));
    assert_allowed(&request(firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client), firm(Plan::Plus)));
}

#[test]
fn transfer_and_change_is_given_for_base_then_payroll_then_time() {
    let target = client(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
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
            r.context.client.primary_admin = PrimaryAdmin::Other;
            r.context.client.addresses_match = false;
            r.context.client.other_billing_system = true;
            r.context.client.same_region = false;
            r.context.client.status = ClientStatus::Trial;
            r.context.firm.is_accountant_user = false;
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
    not_permitted_by(product, Party::Client)
}

fn not_permitted_by(product: Product, by: Party) -> Row {
    act(Reason::TransferNotPermitted { product, by }, [(Remedy::PermitTransfer { by }, Actor::from(by))])
}

#[test]
fn transfer_not_permitted_holds_for_a_transfer_to_the_firm_without_permission() {
    for (product, request) in transferred_to(Party::Firm) {
        let not_asked = but(&request, |r| r.context.client.transfer_permission_hours = None);
        assert_refused(&not_asked, [not_permitted(product)]);
        assert_allowed(&but(&request, |r| r.context.client.transfer_permission_hours = Some(0)));
        // If the firm holds the role, it gives the permission itself.
        let admin_is = |admin| but(&not_asked, |r| r.context.client.primary_admin = admin);
        assert_refused(&admin_is(PrimaryAdmin::Firm), [not_permitted_by(product, Party::Firm)]);
        assert_refused(&admin_is(PrimaryAdmin::Other), [not_permitted(product), elsewhere()]);
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
    expired_by(product, hours_ago, window, Party::Client)
}

fn expired_by(product: Product, hours_ago: u32, window: u32, by: Party) -> Row {
    let reason = Reason::TransferPermissionExpired { product, hours_ago, window, by };
    act(reason, [(Remedy::PermitTransfer { by }, Actor::from(by))])
}

#[test]
fn transfer_permission_expired_holds_after_49_hours_and_not_after_48() {
    for (product, request) in transferred_to(Party::Firm) {
        let permitted = |hours| but(&request, |r| r.context.client.transfer_permission_hours = Some(hours));
        assert_allowed(&permitted(48));
        assert_refused(&permitted(49), [expired(product, 49, 48)]);
        assert_refused(&permitted(u32::MAX), [expired(product, u32::MAX, 48)]);
        let by_firm = but(&permitted(49), |r| r.context.client.primary_admin = PrimaryAdmin::Firm);
        assert_refused(&by_firm, [expired_by(product, 49, 48, Party::Firm)]);
    }
}

#[test]
fn transfer_permission_expired_goes_by_the_window_of_the_catalogue() {
    let catalogue = canada_but(|terms| terms.transfer_permission_hours = 72);
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
    act(Reason::AnnualBilling { product, in_days: 0 }, [(Remedy::SwitchToMonthly { in_days: 0 }, Actor::Client)])
}

fn annual_for(product: Product, in_days: u32) -> Row {
    wait(Reason::AnnualBilling { product, in_days }, (Remedy::SwitchToMonthly { in_days }, Actor::Client))
}

/// Payroll and bill pay are always billed monthly.
fn is_billed_annually(product: Product) -> bool {
    matches!(product, Product::Base | Product::Time)
}

#[test]
fn the_condition_of_annual_billing_names_the_products_that_may_be_billed_annually() {
    let rule = Catalogue::canada().rule(ReasonCode::AnnualBilling);
    for &language in Language::ALL {
        let condition = rule.condition(language).to_string().to_lowercase();
        for &product in Product::ALL {
            let word = match (product, language.tag().split('-').next()) {
                (Product::Base, Some("en")) => "base".to_owned(),
                (Product::Base, _) => product.label(language).to_lowercase(),
                (_, Some("en")) => product.name().replace('_', " "),
                (_, _) => Catalogue::canada().add_on_name(product.add_on().expect("it is one"), language).to_lowercase(),
            };
            assert_eq!(condition.contains(&word), is_billed_annually(product), "{product} in {language}: {condition}");
        }
    }
}

fn billed_annually(request: &Request, days_to_renewal: Option<u32>) -> Request {
    but(request, |r| {
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.days_to_renewal = days_to_renewal;
    })
}

#[test]
fn annual_billing_holds_for_a_transfer_of_base_or_time_to_the_firm_alone() {
    for (product, request) in transferred_to(Party::Firm) {
        assert_allowed(&request);
        let annually = billed_annually(&request, None);
        if is_billed_annually(product) {
            assert_refused(&annually, [annual(product)]);
        } else {
            assert_allowed(&annually);
        }
    }
    for (_, request) in transferred_to(Party::Client) {
        assert_allowed(&billed_annually(&request, None));
    }
    assert_allowed(&billed_annually(&request(client(Plan::Plus), client(Plan::Advanced)), None));
}

#[test]
fn annual_billing_is_a_wait_until_thirty_days_before_the_renewal_and_then_an_act() {
    for (product, request) in transferred_to(Party::Firm).into_iter().filter(|(product, _)| is_billed_annually(*product)) {
        for (to_renewal, in_days) in [(31, 1), (200, 170), (u32::MAX, u32::MAX - 30)] {
            assert_refused(&billed_annually(&request, Some(to_renewal)), [annual_for(product, in_days)]);
        }
        for to_renewal in [Some(30), Some(29), Some(0), None] {
            assert_refused(&billed_annually(&request, to_renewal), [annual(product)]);
        }
        // Billed monthly, whatever the renewal says.
        assert_allowed(&but(&request, |r| r.context.client.days_to_renewal = Some(200)));
    }
    let catalogue = canada_but(|terms| terms.monthly_switch_days = 10);
    let request = request(client(Plan::Plus), firm(Plan::Plus));
    assert_refused_with(&catalogue, &billed_annually(&request, Some(11)), [annual_for(Product::Base, 1)]);
    assert_refused_with(&catalogue, &billed_annually(&request, Some(10)), [annual(Product::Base)]);
}

// 24. client_not_primary_admin

fn not_primary_admin(product: Product, by: Actor) -> Row {
    act(Reason::ClientNotPrimaryAdmin { product, by }, [(Remedy::HandOverPrimaryAdmin { by }, by)])
}

fn with_admin(request: &Request, admin: PrimaryAdmin) -> Request {
    but(request, |r| r.context.client.primary_admin = admin)
}

#[test]
fn client_not_primary_admin_holds_for_a_transfer_to_the_client_while_the_firm_is_primary_admin() {
    for (product, request) in transferred_to(Party::Client) {
        assert_refused(&with_admin(&request, PrimaryAdmin::Firm), [not_primary_admin(product, Actor::Firm)]);
        assert_allowed(&with_admin(&request, PrimaryAdmin::Client));
    }
    for (_, request) in transferred_to(Party::Firm) {
        assert_allowed(&with_admin(&request, PrimaryAdmin::Firm));
    }
    assert_allowed(&with_admin(&request(firm(Plan::Plus), firm(Plan::Advanced)), PrimaryAdmin::Firm));
}

#[test]
fn client_not_primary_admin_is_cleared_by_the_vendor_on_easy_start_and_by_the_firm_on_every_other_plan() {
    for &plan in Plan::ALL.iter().filter(|&&plan| plan != Plan::SelfEmployed) {
        let by = if plan == Plan::EasyStart { Actor::Vendor } else { Actor::Firm };
        let request = with_admin(&request(firm(plan), client(plan)), PrimaryAdmin::Firm);
        assert_refused(&request, [not_primary_admin(Product::Base, by)]);
    }
    // The client's current plan counts.
    let held = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let target = held.with_plan(Plan::Plus).with_payer(Product::Payroll, Party::Client);
    assert_refused(&with_admin(&request(held, target), PrimaryAdmin::Firm), [not_primary_admin(Product::Payroll, Actor::Vendor)]);
}

// 25. primary_admin_elsewhere

fn elsewhere() -> Row {
    act(Reason::PrimaryAdminElsewhere, [(Remedy::RecoverPrimaryAdmin, Actor::Vendor)])
}

#[test]
fn primary_admin_elsewhere_holds_for_a_transfer_either_way_and_for_no_change() {
    for party in [Party::Firm, Party::Client] {
        for (_, request) in transferred_to(party) {
            assert_refused(&with_admin(&request, PrimaryAdmin::Other), [elsewhere()]);
            assert_allowed(&with_admin(&request, PrimaryAdmin::Client));
        }
    }
    assert_refused(
        &with_admin(&request(all_paid_by(Party::Client), all_paid_by(Party::Firm)), PrimaryAdmin::Other),
        [elsewhere()],
    );
    for target in [firm(Plan::Advanced), firm(Plan::Essentials)] {
        assert_allowed(&with_admin(&request(firm(Plan::Plus), target), PrimaryAdmin::Other));
    }
}

// 27 to 31: what keeps the firm from taking over

/// The reason holds for every transfer to the firm, but not for one to the client, nor for a change, nor without its fact.
#[track_caller]
fn assert_hinders_the_firm(hinder: impl Fn(&mut Request), row: impl Fn() -> Row) {
    for (_, request) in transferred_to(Party::Firm) {
        assert_refused(&but(&request, &hinder), [row()]);
        assert_allowed(&request);
    }
    // Once, however many transfer.
    assert_refused(&but(&request(all_paid_by(Party::Client), all_paid_by(Party::Firm)), &hinder), [row()]);
    for (_, request) in transferred_to(Party::Client) {
        assert_allowed(&but(&request, &hinder));
    }
    for payer in [Party::Firm, Party::Client] {
        let held = all_paid_by(payer);
        for target in [held.with_plan(Plan::Advanced), held.with_plan(Plan::Essentials), held.without(AddOnKind::Time)] {
            assert_allowed(&but(&request(held, target), &hinder));
        }
    }
    // An added add-on that the firm pays for is no transfer.
    let held = client(Plan::Plus);
    assert_allowed(&but(&request(held, held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm)), &hinder));
}

#[test]
fn firm_not_accountant_holds_for_a_transfer_to_the_firm_alone() {
    assert_hinders_the_firm(
        |r| r.context.firm.is_accountant_user = false,
        || act(Reason::FirmNotAccountant, [(Remedy::InviteFirm, Actor::Client)]),
    );
}

#[test]
fn not_subscribed_yet_holds_for_a_transfer_to_the_firm_alone() {
    assert_hinders_the_firm(
        |r| r.context.client.status = ClientStatus::Trial,
        || act(Reason::NotSubscribedYet, [(Remedy::Subscribe, Actor::Client)]),
    );
}

#[test]
fn address_mismatch_holds_for_a_transfer_to_the_firm_alone_and_either_corrects_it() {
    let by_client = (Remedy::CorrectAddress { party: Party::Client }, Actor::Client);
    let by_firm = (Remedy::CorrectAddress { party: Party::Firm }, Actor::Firm);
    assert_hinders_the_firm(|r| r.context.client.addresses_match = false, || act(Reason::AddressMismatch, [by_client, by_firm]));
}

#[test]
fn other_billing_system_holds_for_a_transfer_to_the_firm_alone() {
    assert_hinders_the_firm(|r| r.context.client.other_billing_system = true, || never(Reason::OtherBillingSystem));
}

#[test]
fn other_region_holds_for_a_transfer_to_the_firm_alone() {
    assert_hinders_the_firm(|r| r.context.client.same_region = false, || never(Reason::OtherRegion));
}

// 21 to 31 together

#[test]
fn transfer_reasons_are_given_by_code_and_then_for_base_then_payroll_then_time() {
    let current = all_paid_by(Party::Client);
    let hindered = but(&request(current, all_paid_by(Party::Firm)), |r| {
        r.context.firm.manages_billing = false;
        r.context.firm.is_accountant_user = false;
        r.context.client.status = ClientStatus::Trial;
        r.context.client.transfer_permission_hours = None;
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.primary_admin = PrimaryAdmin::Other;
        r.context.client.addresses_match = false;
        r.context.client.other_billing_system = true;
        r.context.client.same_region = false;
    });
    assert_refused(
        &hindered,
        [
            not_permitted(Product::Base),
            not_permitted(Product::Payroll),
            not_permitted(Product::Time),
            annual(Product::Base),
            annual(Product::Time),
            elsewhere(),
            Reason::FirmUserNotPermitted.into(),
            Reason::FirmNotAccountant.into(),
            Reason::NotSubscribedYet.into(),
            Reason::AddressMismatch.into(),
            Reason::OtherBillingSystem.into(),
            Reason::OtherRegion.into(),
        ],
    );
}

#[test]
fn one_permission_clears_every_product_that_transfers() {
    let request = but(&request(all_paid_by(Party::Client), all_paid_by(Party::Firm)), |r| {
        r.context.client.transfer_permission_hours = None;
    });
    let refusal = refusal(&request);
    let remedies: Vec<Remedy> = refusal.reasons().flat_map(|reason| reason.remedies()).collect();
    assert_eq!(remedies, [Remedy::PermitTransfer { by: Party::Client }; 3]);
    assert_allowed(&remedies[0].apply(&request));
}
