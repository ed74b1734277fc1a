//! Who is to pay.

use super::Case;
use crate::{BillingCycle, Products};

/// `transfer_and_change`: a product both changes and transfers. It stands for the four rules below.
pub(super) fn transfer_and_change(case: &Case<'_>) -> Products {
    case.difference.changes_and_transfers()
}

/// Of these products, the ones that do not change as well.
pub(crate) fn only_transferred(case: &Case<'_>, transferred: Products) -> Products {
    transferred.difference(case.difference.changes)
}

/// `transfer_not_permitted`: transfers to the firm, and the client gave no permission. [O]
pub(super) fn transfer_not_permitted(case: &Case<'_>) -> Products {
    only_transferred(case, case.difference.to_firm).unless(case.context.client.transfer_permission_hours.is_some())
}

/// `transfer_permission_expired`: transfers to the firm, and the permission was given longer ago than it lasts. [O]
pub(super) fn transfer_permission_expired(case: &Case<'_>) -> Products {
    let window = case.catalogue.as_draft().transfer_permission_hours;
    let valid = case.context.client.transfer_permission_hours.is_none_or(|hours| hours <= window);
    only_transferred(case, case.difference.to_firm).unless(valid)
}

/// `annual_billing`: transfers to the firm, and the client is billed annually. [O]
pub(super) fn annual_billing(case: &Case<'_>) -> Products {
    let monthly = matches!(case.context.client.billing_cycle, BillingCycle::Monthly);
    only_transferred(case, case.difference.to_firm).unless(monthly)
}

/// `client_not_primary_admin`: transfers to the client, who is not the primary admin. [O]
pub(super) fn client_not_primary_admin(case: &Case<'_>) -> Products {
    only_transferred(case, case.difference.to_client).unless(case.context.client.primary_admin)
}
