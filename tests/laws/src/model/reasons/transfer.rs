//! What a transfer of billing needs.

use subscription_change::{Actor, BillingCycle, ClientStatus, Party, Plan, PrimaryAdmin, Product, Reason, Remedy, Resolution};

use super::{Held, act, act_either, actor, each, never, once};
use crate::model::definitions::Case;

/// | 20 | `transfer_and_change` {product} | a product both changes and transfers \[O `L7Na4N6A4`\] (2) | act: leave the payer as it is, and
/// transfer in a request of its own |
///
/// "`drop_add_on`, `take_payroll` and `transfer_separately`: whoever asks, `requester`"
pub(super) fn transfer_and_change(case: &Case<'_>) -> Vec<Held> {
    each(Product::ALL, |product| {
        let remedy = Remedy::TransferSeparately { product };
        let does_both = case.changes_and_transfers(product);
        does_both.then(|| act(Reason::TransferAndChange { product }, remedy, Actor::Requester))
    })
}

/// "`permit_transfer`, one permission for every product that transfers, by the firm where it holds the primary-admin role, else by the
/// client (2)"
fn who_permits(case: &Case<'_>) -> Party {
    if case.context.client.primary_admin == PrimaryAdmin::Firm { Party::Firm } else { Party::Client }
}

/// | 21 | `transfer_not_permitted` {product} | transfers to the firm, no permission | act: `permit_transfer`, one permission for every product
/// that transfers, by the firm where it holds the primary-admin role, else by the client (2) |
pub(super) fn transfer_not_permitted(case: &Case<'_>) -> Vec<Held> {
    let by = who_permits(case);
    each(Product::ALL, |product| {
        let holds = case.transfers_to(product) == Some(Party::Firm) && case.context.client.transfer_permission_hours.is_none();
        holds.then(|| act(Reason::TransferNotPermitted { product, by }, Remedy::PermitTransfer { by }, actor(by)))
    })
}

/// | 22 | `transfer_permission_expired` {product, `hours_ago`, window} | transfers to the firm, hours > window | act: permit again, by the
/// same |
pub(super) fn transfer_permission_expired(case: &Case<'_>) -> Vec<Held> {
    let (by, window) = (who_permits(case), case.terms.transfer_permission_hours);
    each(Product::ALL, |product| {
        let hours_ago = case.context.client.transfer_permission_hours?;
        let holds = case.transfers_to(product) == Some(Party::Firm) && hours_ago > window;
        let reason = Reason::TransferPermissionExpired { product, hours_ago, window, by };
        holds.then(|| act(reason, Remedy::PermitTransfer { by }, actor(by)))
    })
}

/// | 23 | `annual_billing` {product, `in_days`} | base or time (2) transfers to the firm, client billed annually \[O L4GT5C1J2\]. `in_days`:
/// `days_to_renewal` − the catalogue's days where that is above 0, else 0 (also where there is none) | act: `switch_to_monthly`
/// {`in_days`}, by the client; wait where `in_days` > 0 (2) |
pub(super) fn annual_billing(case: &Case<'_>) -> Vec<Held> {
    let in_days = match case.context.client.days_to_renewal {
        Some(days) if days > case.terms.monthly_switch_days => days - case.terms.monthly_switch_days,
        _ => 0,
    };
    let resolution = if in_days > 0 { Resolution::Wait } else { Resolution::Act };
    let remedies = vec![(Remedy::SwitchToMonthly { in_days }, Actor::Client)];
    each(&[Product::Base, Product::Time], |product| {
        let is_annual = case.context.client.billing_cycle == BillingCycle::Annual;
        let holds = case.transfers_to(product) == Some(Party::Firm) && is_annual;
        let reason = Reason::AnnualBilling { product, in_days };
        holds.then(|| Held { reason, resolution, remedies: remedies.clone() })
    })
}

/// | 24 | `client_not_primary_admin` {product} | transfers to the client, while the firm is primary admin \[O\] | act: hand over the role (to
/// a company admin, who accepts), by the firm; on EasyStart (C) by the vendor, whom the firm asks (2) \[O `L9TU91iOk`\] |
pub(super) fn client_not_primary_admin(case: &Case<'_>) -> Vec<Held> {
    let by = if case.current.base.plan == Plan::EasyStart { Actor::Vendor } else { Actor::Firm };
    each(Product::ALL, |product| {
        let firm_is = case.context.client.primary_admin == PrimaryAdmin::Firm;
        let holds = case.transfers_to(product) == Some(Party::Client) && firm_is;
        holds.then(|| act(Reason::ClientNotPrimaryAdmin { product, by }, Remedy::HandOverPrimaryAdmin { by }, by))
    })
}

/// | 25 | `primary_admin_elsewhere` (2) | anything transfers, and `primary_admin` is other | act: `recover_primary_admin`, by the vendor, at
/// the client's documented request \[O L2P0XAUIT\]; then the client holds it |
pub(super) fn primary_admin_elsewhere(case: &Case<'_>) -> Vec<Held> {
    once(case.anything_transfers() && case.context.client.primary_admin == PrimaryAdmin::Other, || {
        act(Reason::PrimaryAdminElsewhere, Remedy::RecoverPrimaryAdmin, Actor::Vendor)
    })
}

/// | 27 | `firm_not_accountant` (2) | `is_accountant_user` false, and a product transfers to the firm \[O\] | act: `invite_firm`, by the client
/// (takes an accountant seat) |
pub(super) fn firm_not_accountant(case: &Case<'_>) -> Vec<Held> {
    once(!case.context.firm.is_accountant_user && case.a_product_transfers_to(Party::Firm), || {
        act(Reason::FirmNotAccountant, Remedy::InviteFirm, Actor::Client)
    })
}

/// | 28 | `not_subscribed_yet` (2) | status trial, and a product transfers to the firm \[O `L5N8uodIL`: an active subscription\] | act:
/// subscribe, by the client |
pub(super) fn not_subscribed_yet(case: &Case<'_>) -> Vec<Held> {
    once(case.context.client.status == ClientStatus::Trial && case.a_product_transfers_to(Party::Firm), || {
        act(Reason::NotSubscribedYet, Remedy::Subscribe, Actor::Client)
    })
}

/// | 29 | `address_mismatch` (2) | `addresses_match` false, and a product transfers to the firm \[O\] | act, alternatives: `correct_address`
/// {party}, by the client, or by the firm |
pub(super) fn address_mismatch(case: &Case<'_>) -> Vec<Held> {
    once(!case.context.client.addresses_match && case.a_product_transfers_to(Party::Firm), || {
        let corrected_by = |party| (Remedy::CorrectAddress { party }, actor(party));
        act_either(Reason::AddressMismatch, vec![corrected_by(Party::Client), corrected_by(Party::Firm)])
    })
}

/// | 30 | `other_billing_system` (2) | that is so, and a product transfers to the firm \[O\] | never; the text sends to the vendor |
pub(super) fn other_billing_system(case: &Case<'_>) -> Vec<Held> {
    let is_so = case.context.client.other_billing_system;
    once(is_so && case.a_product_transfers_to(Party::Firm), || never(Reason::OtherBillingSystem))
}

/// | 31 | `other_region` (2) | `same_region` false, and a product transfers to the firm \[O\] | never |
pub(super) fn other_region(case: &Case<'_>) -> Vec<Held> {
    once(!case.context.client.same_region && case.a_product_transfers_to(Party::Firm), || never(Reason::OtherRegion))
}
