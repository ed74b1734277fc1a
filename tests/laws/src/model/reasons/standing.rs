//! In what standing client and firm are, and who asks.

use subscription_change::{Actor, ClientStatus, Party, Product, Reason, Remedy};

use super::{Held, act, act_either, actor, each, once, wait};
use crate::complete;
use crate::model::definitions::Case;

/// | 6 | `client_pending` | status pending, and anything changes or transfers \[S up; O down\] | wait: until the company is fully moved |
pub(super) fn client_pending(case: &Case<'_>) -> Vec<Held> {
    let is_pending = case.context.client.status == ClientStatus::Pending;
    once(is_pending && case.anything_changes_or_transfers(), || wait(Reason::ClientPending, Remedy::WaitUntilMoved))
}

/// | 7 | `client_read_only` {status} | status restricted, suspended, expired or cancelled, and anything changes; or anything transfers and
/// base is not revived (2) \[J from O\] | act: reactivate, by who pays for base in C (2) \[J from O\] |
///
/// *Reading:* the status is one of these in both halves.
pub(super) fn client_read_only(case: &Case<'_>) -> Vec<Held> {
    let status = case.context.client.status;
    let is_read_only = complete!(status, ClientStatus {
        Restricted | Suspended | Expired | Cancelled => true,
        Pending | Trial | Active | Cancelling => false,
    });
    let is_asked = case.anything_changes() || case.anything_transfers() && !case.base_is_revived();
    let by = case.current.base.payer;
    once(is_read_only && is_asked, || act(Reason::ClientReadOnly { status, by }, Remedy::Reactivate { by }, actor(by)))
}

/// | 8 | `firm_billing_outdated` | not current, and a firm-paid product goes up \[S\] or a product transfers to the firm \[O\] | act: update
/// billing details, by the firm |
pub(super) fn firm_billing_outdated(case: &Case<'_>) -> Vec<Held> {
    let is_billed = case.a_product_goes_up_paid_by(Party::Firm) || case.a_product_transfers_to(Party::Firm);
    once(!case.context.firm.billing_current && is_billed, || {
        act(Reason::FirmBillingOutdated, Remedy::UpdateFirmBilling, Actor::Firm)
    })
}

/// | 9 | `firm_subscription_outdated` | not current, and a firm-paid product goes up \[S\] | act: update subscription details, by the firm |
pub(super) fn firm_subscription_outdated(case: &Case<'_>) -> Vec<Held> {
    once(!case.context.firm.subscription_current && case.a_product_goes_up_paid_by(Party::Firm), || {
        act(Reason::FirmSubscriptionOutdated, Remedy::UpdateFirmSubscription, Actor::Firm)
    })
}

/// | 10 | `client_billing_outdated` | not current, and a client-paid product goes up \[O\] | act: update payment details, by the client |
pub(super) fn client_billing_outdated(case: &Case<'_>) -> Vec<Held> {
    once(!case.context.client.billing_current && case.a_product_goes_up_paid_by(Party::Client), || {
        act(Reason::ClientBillingOutdated, Remedy::UpdateClientBilling, Actor::Client)
    })
}

/// | 11 | `not_authorised` {product, payer} | the product changes and its payer is not among `authorised_by`; or it transfers to the firm
/// without the firm; or it transfers to the client with neither (payer: firm) \[S for the firm-billed tab, J per product\] | act: that
/// party authorises (for a transfer to the client, either party) |
pub(super) fn not_authorised(case: &Case<'_>) -> Vec<Held> {
    let by_firm = (Remedy::Authorise { party: Party::Firm }, Actor::Firm);
    let by_client = (Remedy::Authorise { party: Party::Client }, Actor::Client);
    each(Product::ALL, |product| {
        let lacks = |payer, or_client| Reason::NotAuthorised { product, payer, or_client };
        if let Some(payer) = case.payer_of_change(product) {
            let remedy = if payer == Party::Firm { by_firm } else { by_client };
            return (!case.is_authorised_by(payer)).then(|| act_either(lacks(payer, false), vec![remedy]));
        }
        let (firm, client) = (case.is_authorised_by(Party::Firm), case.is_authorised_by(Party::Client));
        complete!(case.transfers_to(product)?, Party {
            Firm => (!firm).then(|| act_either(lacks(Party::Firm, false), vec![by_firm])),
            Client => (!firm && !client).then(|| act_either(lacks(Party::Firm, true), vec![by_firm, by_client])),
        })
    })
}

/// | 26 | `firm_user_not_permitted` (2) | `manages_billing` false, and a firm-paid product changes or a product transfers to the firm \[O\] |
/// act: `grant_billing_access`, by the firm (one of its admins) |
pub(super) fn firm_user_not_permitted(case: &Case<'_>) -> Vec<Held> {
    let is_billed = case.a_product_changes_paid_by(Party::Firm) || case.a_product_transfers_to(Party::Firm);
    once(!case.context.firm.manages_billing && is_billed, || {
        act(Reason::FirmUserNotPermitted, Remedy::GrantBillingAccess, Actor::Firm)
    })
}

/// | 32 | `cancellation_pending` (2) | status cancelling, and anything changes or transfers \[J from O 263224\] | act: resume, by who pays for
/// base in C |
pub(super) fn cancellation_pending(case: &Case<'_>) -> Vec<Held> {
    let by = case.current.base.payer;
    let is_cancelling = case.context.client.status == ClientStatus::Cancelling;
    once(is_cancelling && case.anything_changes_or_transfers(), || {
        act(Reason::CancellationPending { by }, Remedy::Resume { by }, actor(by))
    })
}
