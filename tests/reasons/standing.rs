//! Who asks, and the standing of firm and client.

use subscription_change::vocabulary::{PlanSet, StatusSet};
use subscription_change::{
    Actor, AddOnKind, ClientStatus, Parties, Party, Plan, Product, Reason, Remedy, Request, Subscription, Tier,
};

use crate::common::{
    Row, act, assert_allowed, assert_allowed_with, assert_refused, assert_refused_with, but, canada_but, client, firm, never,
    request, wait, with_every_add_on,
};

/// Everything that can happen to a subscription, each alone.
fn every_kind_of_change() -> Vec<Request> {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    [
        held.with_plan(Plan::Advanced),
        held.with_plan(Plan::Essentials),
        held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client),
        held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client),
        held.without(AddOnKind::Payroll),
        held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
        held.without(AddOnKind::Time),
        held.with_payer(Product::Base, Party::Client),
        held.with_payer(Product::Payroll, Party::Firm),
        held.with_payer(Product::Time, Party::Client),
    ]
    .map(|target| request(held, target))
    .to_vec()
}

/// Whether the firm becomes the payer of a product.
fn goes_to_the_firm(request: &Request) -> bool {
    let payers = |product| (request.current.payer(product), request.target.payer(product));
    Product::ALL.iter().any(|&product| payers(product) == (Some(Party::Client), Some(Party::Firm)))
}

/// The same firm-paid or client-paid product, going up.
fn going_up(payer: Party) -> Vec<Request> {
    let held = Subscription::new(Plan::Plus, payer).with_add_on(AddOnKind::Payroll, Tier::Core, payer).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        payer,
    );
    [
        (held, held.with_plan(Plan::Advanced)),
        (held, held.with_add_on(AddOnKind::Payroll, Tier::Elite, payer)),
        (held.without(AddOnKind::Payroll), held),
        (held, held.with_add_on(AddOnKind::Time, Tier::Elite, payer)),
        (held.without(AddOnKind::Time), held),
        (Subscription::new(Plan::Ledger, payer), Subscription::new(Plan::EasyStart, payer)),
    ]
    .map(|(current, target)| request(current, target))
    .to_vec()
}

/// The same firm-paid or client-paid product, going down.
fn going_down(payer: Party) -> Vec<Request> {
    going_up(payer)
        .into_iter()
        .filter(|request| request.current.base.plan != Plan::Ledger)
        .map(|request| but(&request, |r| (r.current, r.target) = (r.target, r.current)))
        .collect()
}

/// Each product alone, transferred to this party.
fn transferred_to(party: Party) -> Vec<Request> {
    let other = if party == Party::Firm { Party::Client } else { Party::Firm };
    let held = with_every_add_on(Plan::Plus, other);
    Product::ALL.iter().map(|&product| request(held, held.with_payer(product, party))).collect()
}

// 6. client_pending

#[test]
fn client_pending_holds_where_anything_changes_or_is_merely_transferred() {
    for request in every_kind_of_change() {
        let pending = but(&request, |r| r.context.client.status = ClientStatus::Pending);
        let remedy = (Remedy::WaitUntilMoved, Actor::Vendor);
        assert_refused(&pending, [wait(Reason::ClientPending, remedy)]);
        // The other states that are not read-only, except the cancelled one that is still running.
        if !goes_to_the_firm(&request) {
            assert_allowed(&but(&request, |r| r.context.client.status = ClientStatus::Trial));
        }
        assert_allowed(&but(&request, |r| r.context.client.status = ClientStatus::Active));
    }
}

#[test]
fn client_pending_does_not_hold_where_nothing_happens() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.status = ClientStatus::Pending);
    assert_refused(&request, [never(Reason::NothingToChange)]);
}

#[test]
fn client_pending_holds_for_a_closed_move_too() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::Ledger)), |r| r.context.client.status = ClientStatus::Pending);
    assert_refused(
        &request,
        [never(Reason::LedgerClosed { from: Plan::Plus }), wait(Reason::ClientPending, (Remedy::WaitUntilMoved, Actor::Vendor))],
    );
}

// 7. client_read_only

const READ_ONLY: [ClientStatus; 4] =
    [ClientStatus::Restricted, ClientStatus::Suspended, ClientStatus::Expired, ClientStatus::Cancelled];

fn is_read_only(status: ClientStatus, by: Party) -> Row {
    act(Reason::ClientReadOnly { status, by }, [(Remedy::Reactivate { by }, Actor::from(by))])
}

#[test]
fn client_read_only_holds_where_anything_changes_or_is_merely_transferred() {
    for request in every_kind_of_change() {
        for status in READ_ONLY {
            let read_only = but(&request, |r| r.context.client.status = status);
            assert_refused(&read_only, [is_read_only(status, Party::Firm)]);
        }
    }
}

#[test]
fn client_read_only_is_cleared_by_who_pays_for_base_now() {
    for status in READ_ONLY {
        let read_only = |current, target| but(&request(current, target), |r| r.context.client.status = status);
        for (held, by) in [(firm(Plan::Plus), Party::Firm), (client(Plan::Plus), Party::Client)] {
            // Whoever pays for the product that changes.
            let with_payroll = held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
            assert_refused(&read_only(held, held.with_plan(Plan::Advanced)), [is_read_only(status, by)]);
            assert_refused(&read_only(held, with_payroll), [is_read_only(status, by)]);
        }
        assert_refused(&read_only(firm(Plan::Plus), client(Plan::Plus)), [is_read_only(status, Party::Firm)]);
    }
}

#[test]
fn client_read_only_does_not_hold_where_taking_over_the_billing_revives_a_cancelled_base() {
    let held = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let revived = held.with_payer(Product::Base, Party::Firm);
    let with_status = |target, status| but(&request(held, target), |r| r.context.client.status = status);
    assert_allowed(&with_status(revived, ClientStatus::Cancelled));
    assert_allowed(&with_status(revived.with_payer(Product::Payroll, Party::Firm), ClientStatus::Cancelled));
    // Another read-only state; payroll alone; something changes beside it.
    for status in READ_ONLY.into_iter().filter(|&status| status != ClientStatus::Cancelled) {
        assert_refused(&with_status(revived, status), [is_read_only(status, Party::Client)]);
    }
    for target in [held.with_payer(Product::Payroll, Party::Firm), revived.without(AddOnKind::Payroll)] {
        let cancelled = with_status(target, ClientStatus::Cancelled);
        assert_refused(&cancelled, [is_read_only(ClientStatus::Cancelled, Party::Client)]);
    }
    // Which states it revives is catalogue data.
    let none = canada_but(|terms| terms.revived_by_transfer = StatusSet::EMPTY);
    let expired = canada_but(|terms| terms.revived_by_transfer = StatusSet::of(&[ClientStatus::Expired]));
    let cancelled = with_status(revived, ClientStatus::Cancelled);
    assert_refused_with(&none, &cancelled, [is_read_only(ClientStatus::Cancelled, Party::Client)]);
    assert_refused_with(&expired, &cancelled, [is_read_only(ClientStatus::Cancelled, Party::Client)]);
    assert_allowed_with(&expired, &with_status(revived, ClientStatus::Expired));
}

#[test]
fn client_read_only_does_not_hold_where_nothing_happens_nor_while_pending() {
    for status in READ_ONLY {
        let request = but(&request(firm(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.status = status);
        assert_refused(&request, [never(Reason::NothingToChange)]);
    }
    let pending = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |r| r.context.client.status = ClientStatus::Pending);
    assert_refused(&pending, [wait(Reason::ClientPending, (Remedy::WaitUntilMoved, Actor::Vendor))]);
}

#[test]
fn client_read_only_names_exactly_the_last_four_statuses() {
    let read_only: Vec<ClientStatus> = ClientStatus::ALL.iter().copied().filter(|status| status.is_read_only()).collect();
    assert_eq!(read_only, READ_ONLY);
}

// 8. firm_billing_outdated

fn firm_billing_outdated() -> Row {
    act(Reason::FirmBillingOutdated, [(Remedy::UpdateFirmBilling, Actor::Firm)])
}

fn with_outdated_firm_billing(request: &Request) -> Request {
    but(request, |r| r.context.firm.billing_current = false)
}

#[test]
fn firm_billing_outdated_holds_where_a_firm_paid_product_goes_up() {
    for request in going_up(Party::Firm) {
        assert_refused(&with_outdated_firm_billing(&request), [firm_billing_outdated()]);
    }
}

#[test]
fn firm_billing_outdated_holds_where_a_product_transfers_to_the_firm() {
    for request in transferred_to(Party::Firm) {
        assert_refused(&with_outdated_firm_billing(&request), [firm_billing_outdated()]);
    }
}

#[test]
fn firm_billing_outdated_does_not_hold_down_nor_for_what_the_client_pays_nor_for_a_transfer_to_the_client() {
    let others = [going_down(Party::Firm), going_up(Party::Client), going_down(Party::Client), transferred_to(Party::Client)];
    for request in others.concat() {
        assert_allowed(&with_outdated_firm_billing(&request));
    }
}

#[test]
fn firm_billing_outdated_goes_by_the_payer_of_each_product() {
    let held = client(Plan::Plus);
    let paid_by_firm = request(held, held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm));
    assert_refused(&with_outdated_firm_billing(&paid_by_firm), [firm_billing_outdated()]);
    let held = firm(Plan::Plus);
    assert_allowed(&with_outdated_firm_billing(&request(held, held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client))));
}

#[test]
fn firm_billing_outdated_goes_by_the_current_payer_where_a_product_changes_and_transfers() {
    let both = |product| act(Reason::TransferAndChange { product }, [(Remedy::TransferSeparately { product }, Actor::Requester)]);
    let away = with_outdated_firm_billing(&request(firm(Plan::Essentials), client(Plan::Plus)));
    assert_refused(&away, [firm_billing_outdated(), both(Product::Base)]);
    let away_and_down = with_outdated_firm_billing(&request(firm(Plan::Plus), client(Plan::Essentials)));
    assert_refused(&away_and_down, [both(Product::Base)]);
    // In a transfer to the firm too, only the change counts, which the client pays for.
    for to in [Plan::Essentials, Plan::Advanced] {
        let here = with_outdated_firm_billing(&request(client(Plan::Plus), firm(to)));
        assert_refused(&here, [both(Product::Base)]);
    }
}

// 9. firm_subscription_outdated

fn with_outdated_firm_subscription(request: &Request) -> Request {
    but(request, |r| r.context.firm.subscription_current = false)
}

#[test]
fn firm_subscription_outdated_holds_where_a_firm_paid_product_goes_up() {
    for request in going_up(Party::Firm) {
        let remedy = (Remedy::UpdateFirmSubscription, Actor::Firm);
        let outdated = act(Reason::FirmSubscriptionOutdated, [remedy]);
        assert_refused(&with_outdated_firm_subscription(&request), [outdated]);
    }
}

#[test]
fn firm_subscription_outdated_does_not_hold_otherwise_nor_for_a_transfer_to_the_firm() {
    let others = [
        going_down(Party::Firm),
        going_up(Party::Client),
        going_down(Party::Client),
        transferred_to(Party::Firm),
        transferred_to(Party::Client),
    ];
    for request in others.concat() {
        assert_allowed(&with_outdated_firm_subscription(&request));
    }
}

// 10. client_billing_outdated

fn with_outdated_client_billing(request: &Request) -> Request {
    but(request, |r| r.context.client.billing_current = false)
}

#[test]
fn client_billing_outdated_holds_where_a_client_paid_product_goes_up() {
    for request in going_up(Party::Client) {
        let remedy = (Remedy::UpdateClientBilling, Actor::Client);
        let outdated = act(Reason::ClientBillingOutdated, [remedy]);
        assert_refused(&with_outdated_client_billing(&request), [outdated]);
    }
}

#[test]
fn client_billing_outdated_does_not_hold_down_nor_for_what_the_firm_pays_nor_for_a_transfer() {
    let others = [
        going_down(Party::Client),
        going_up(Party::Firm),
        going_down(Party::Firm),
        transferred_to(Party::Firm),
        transferred_to(Party::Client),
    ];
    for request in others.concat() {
        assert_allowed(&with_outdated_client_billing(&request));
    }
}

// 8 to 10, closed moves

#[test]
fn closed_moves_have_no_direction_so_outdated_details_do_not_matter_to_them() {
    let catalogue = canada_but(|terms| terms.moves.plus = PlanSet::from(Plan::Essentials));
    let (from, to) = (Plan::Plus, Plan::Advanced);
    for payer in [Party::Firm, Party::Client] {
        let request = request(Subscription::new(from, payer), Subscription::new(to, payer));
        let outdated = but(&request, |r| {
            r.context.firm.billing_current = false;
            r.context.firm.subscription_current = false;
            r.context.client.billing_current = false;
        });
        assert_refused_with(&catalogue, &outdated, [never(Reason::TransitionClosed { from, to })]);
    }
}

#[test]
fn outdated_details_matter_to_an_add_on_beside_a_closed_move() {
    let target = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let request = but(&request(firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client), target), |r| {
        r.current = r.current.without(AddOnKind::Payroll);
        r.context.firm.billing_current = false;
        r.context.client.billing_current = false;
    });
    let product = Product::Payroll;
    assert_refused(
        &request,
        [
            never(Reason::LedgerClosed { from: Plan::Plus }),
            act(Reason::ClientBillingOutdated, [(Remedy::UpdateClientBilling, Actor::Client)]),
            act(
                Reason::AddOnUnsupported { product, plan: Plan::Ledger, with_payroll: None },
                [(Remedy::DropAddOn { product }, Actor::Requester)],
            ),
        ],
    );
}

// 11. not_authorised

fn needs(product: Product, payer: Party) -> Row {
    let remedy = (Remedy::Authorise { party: payer }, Actor::from(payer));
    act(Reason::NotAuthorised { product, payer, or_client: false }, [remedy])
}

fn needs_either(product: Product) -> Row {
    let by_firm = (Remedy::Authorise { party: Party::Firm }, Actor::Firm);
    let by_client = (Remedy::Authorise { party: Party::Client }, Actor::Client);
    act(Reason::NotAuthorised { product, payer: Party::Firm, or_client: true }, [by_firm, by_client])
}

fn asked_by(request: &Request, parties: &[Party]) -> Request {
    but(request, |r| r.context.authorised_by = Parties::of(parties))
}

#[test]
fn not_authorised_holds_where_the_payer_of_a_change_did_not_ask() {
    for (payer, other) in [(Party::Firm, Party::Client), (Party::Client, Party::Firm)] {
        for request in [going_up(payer), going_down(payer)].concat() {
            let product = *Product::ALL
                .iter()
                .find(|product| match product.add_on() {
                    Some(kind) => request.current.add_on(kind) != request.target.add_on(kind),
                    None => request.current.base != request.target.base,
                })
                .expect("one product changes");
            assert_refused(&asked_by(&request, &[]), [needs(product, payer)]);
            assert_refused(&asked_by(&request, &[other]), [needs(product, payer)]);
            assert_allowed(&asked_by(&request, &[payer]));
            assert_allowed(&asked_by(&request, &[payer, other]));
        }
    }
}

#[test]
fn not_authorised_holds_for_a_transfer_to_the_firm_for_which_the_firm_did_not_ask() {
    for (request, &product) in transferred_to(Party::Firm).iter().zip(Product::ALL) {
        assert_refused(&asked_by(request, &[]), [needs(product, Party::Firm)]);
        assert_refused(&asked_by(request, &[Party::Client]), [needs(product, Party::Firm)]);
        assert_allowed(&asked_by(request, &[Party::Firm]));
    }
}

#[test]
fn not_authorised_holds_for_a_transfer_to_the_client_for_which_neither_asked() {
    for (request, &product) in transferred_to(Party::Client).iter().zip(Product::ALL) {
        assert_refused(&asked_by(request, &[]), [needs_either(product)]);
        assert_allowed(&asked_by(request, &[Party::Firm]));
        assert_allowed(&asked_by(request, &[Party::Client]));
    }
}

#[test]
fn not_authorised_goes_by_the_payer_of_an_added_product_in_the_target() {
    let held = firm(Plan::Plus);
    let request = request(held, held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Client));
    assert_refused(&asked_by(&request, &[Party::Firm]), [needs(Product::Time, Party::Client)]);
    assert_allowed(&asked_by(&request, &[Party::Client]));
}

#[test]
fn not_authorised_holds_for_a_closed_move_too() {
    let request = request(firm(Plan::Plus), firm(Plan::Ledger));
    let closed = || never(Reason::LedgerClosed { from: Plan::Plus });
    assert_refused(&asked_by(&request, &[Party::Client]), [closed(), needs(Product::Base, Party::Firm)]);
    assert_refused(&asked_by(&request, &[Party::Firm]), [closed()]);
}

#[test]
fn not_authorised_does_not_hold_where_nothing_happens() {
    assert_refused(&asked_by(&request(firm(Plan::Plus), firm(Plan::Plus)), &[]), [never(Reason::NothingToChange)]);
}

#[test]
fn not_authorised_is_given_for_each_product_by_the_current_payer_where_it_changes_and_transfers() {
    let current = client(Plan::Essentials).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let both = |product| act(Reason::TransferAndChange { product }, [(Remedy::TransferSeparately { product }, Actor::Requester)]);
    assert_refused(
        &asked_by(&request(current, target), &[]),
        [
            // What both changes and transfers needs its current payer, and nobody else.
            needs(Product::Base, Party::Client),
            needs(Product::Payroll, Party::Firm),
            // It only transfers to the client, for which either party is enough.
            needs_either(Product::Time),
            both(Product::Base),
            both(Product::Payroll),
        ],
    );
}

// 26. firm_user_not_permitted

fn user_not_permitted() -> Row {
    act(Reason::FirmUserNotPermitted, [(Remedy::GrantBillingAccess, Actor::Firm)])
}

fn without_billing_access(request: &Request) -> Request {
    but(request, |r| r.context.firm.manages_billing = false)
}

#[test]
fn firm_user_not_permitted_holds_where_a_firm_paid_product_changes_or_one_transfers_to_the_firm() {
    for request in [going_up(Party::Firm), going_down(Party::Firm), transferred_to(Party::Firm)].concat() {
        assert_refused(&without_billing_access(&request), [user_not_permitted()]);
        assert_allowed(&request);
    }
}

#[test]
fn firm_user_not_permitted_does_not_hold_for_what_the_client_pays_nor_for_a_transfer_to_the_client() {
    for request in [going_up(Party::Client), going_down(Party::Client), transferred_to(Party::Client)].concat() {
        assert_allowed(&without_billing_access(&request));
    }
    let idle = without_billing_access(&request(firm(Plan::Plus), firm(Plan::Plus)));
    assert_refused(&idle, [never(Reason::NothingToChange)]);
}

#[test]
fn firm_user_not_permitted_holds_for_a_closed_move_and_goes_by_the_current_payer_of_what_changes_and_transfers() {
    let closed = without_billing_access(&request(firm(Plan::Plus), firm(Plan::Ledger)));
    assert_refused(&closed, [never(Reason::LedgerClosed { from: Plan::Plus }), user_not_permitted()]);
    let product = Product::Base;
    let both = || act(Reason::TransferAndChange { product }, [(Remedy::TransferSeparately { product }, Actor::Requester)]);
    let away = without_billing_access(&request(firm(Plan::Plus), client(Plan::Advanced)));
    assert_refused(&away, [both(), user_not_permitted()]);
    let here = without_billing_access(&request(client(Plan::Plus), firm(Plan::Advanced)));
    assert_refused(&here, [both()]);
}

// 32. cancellation_pending

fn cancellation_pending(by: Party) -> Row {
    act(Reason::CancellationPending { by }, [(Remedy::Resume { by }, Actor::from(by))])
}

#[test]
fn cancellation_pending_holds_where_anything_changes_or_is_merely_transferred() {
    for request in every_kind_of_change() {
        let cancelling = but(&request, |r| r.context.client.status = ClientStatus::Cancelling);
        assert_refused(&cancelling, [cancellation_pending(Party::Firm)]);
        // Not yet cancelled.
        assert_allowed(&but(&request, |r| r.context.client.status = ClientStatus::Active));
    }
}

#[test]
fn cancellation_pending_is_cleared_by_who_pays_for_base_now() {
    let cancelling = |current, target| but(&request(current, target), |r| r.context.client.status = ClientStatus::Cancelling);
    let held = client(Plan::Plus);
    assert_refused(&cancelling(held, client(Plan::Advanced)), [cancellation_pending(Party::Client)]);
    // It is not yet cancelled, so taking over its billing does not revive it.
    assert_refused(&cancelling(held, firm(Plan::Plus)), [cancellation_pending(Party::Client)]);
    let with_payroll = held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    assert_refused(&cancelling(held, with_payroll), [cancellation_pending(Party::Client)]);
}

#[test]
fn cancellation_pending_does_not_hold_where_nothing_happens_and_does_for_a_closed_move() {
    let idle = but(&request(firm(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.status = ClientStatus::Cancelling);
    assert_refused(&idle, [never(Reason::NothingToChange)]);
    let closed = but(&idle, |r| r.target.base.plan = Plan::Ledger);
    assert_refused(&closed, [never(Reason::LedgerClosed { from: Plan::Plus }), cancellation_pending(Party::Firm)]);
}
