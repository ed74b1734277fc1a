//! Who asks, and in what standing firm and client are.

use super::Case;
use crate::{ClientStatus, Party, Products};

/// `client_pending`: the client was just put on the discount and is not fully moved yet, and anything changes or transfers.
/// [S] for upgrades (L78SslIqi, « en attente »), [O] for downgrades.
pub(super) fn client_pending(case: &Case<'_>) -> bool {
    matches!(case.context.client.status, ClientStatus::Pending) & something_happens(case)
}

/// `client_read_only`: the company can only be read, and anything changes or transfers. [J] from [O]
pub(super) fn client_read_only(case: &Case<'_>) -> bool {
    case.context.client.status.is_read_only() & something_happens(case)
}

fn something_happens(case: &Case<'_>) -> bool {
    !case.difference.changes.union(case.difference.transfers()).is_empty()
}

/// `firm_billing_outdated`: the firm's billing details are not current, and a firm-paid product goes up [S] (L78SslIqi) or a
/// product transfers to the firm [O].
pub(super) fn firm_billing_outdated(case: &Case<'_>) -> bool {
    let charged = firm_paid_up(case).union(case.difference.to_firm);
    !case.context.firm.billing_current & !charged.is_empty()
}

/// `firm_subscription_outdated`: the firm's subscription details are not current, and a firm-paid product goes up.
/// [S] (L78SslIqi)
pub(super) fn firm_subscription_outdated(case: &Case<'_>) -> bool {
    !case.context.firm.subscription_current & !firm_paid_up(case).is_empty()
}

/// `client_billing_outdated`: the client's payment details are not current, and a client-paid product goes up. [O]
pub(super) fn client_billing_outdated(case: &Case<'_>) -> bool {
    let client_paid_up = case.difference.up.difference(case.difference.firm_paid);
    !case.context.client.billing_current & !client_paid_up.is_empty()
}

fn firm_paid_up(case: &Case<'_>) -> Products {
    case.difference.up.intersection(case.difference.firm_paid)
}

/// `not_authorised` for want of the firm's word: on a change of what it pays for, on a transfer to it, and on a transfer to the
/// client for which neither party asks. [S] for the firm-billed tab (L78SslIqi), [J] for each product
pub(super) fn not_authorised_by_firm(case: &Case<'_>) -> Products {
    let needs_firm = case.difference.changes.intersection(case.difference.firm_paid).union(case.difference.to_firm);
    let needs_either = case.difference.to_client;
    let asked_by = case.context.authorised_by;
    needs_firm.unless(asked_by.contains(Party::Firm)).union(needs_either.unless(!asked_by.is_empty()))
}

/// `not_authorised` for want of the client's word: on a change of what it pays for. [J]
pub(super) fn not_authorised_by_client(case: &Case<'_>) -> Products {
    let needs_client = case.difference.changes.difference(case.difference.firm_paid);
    needs_client.unless(case.context.authorised_by.contains(Party::Client))
}
