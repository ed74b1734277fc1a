//! Section 5 of the description, "Reasons for refusal": one function for each row of its table, with the row above it.

mod add_ons;
mod downgrade;
mod standing;
mod transfer;
mod usage;
mod what_is_asked;

use subscription_change::{Actor, Party, Reason, ReasonCode, Remedy, Resolution};

use super::Held;
use super::definitions::Case;
use crate::complete;

/// The reasons that a row of the table gives.
type Row = fn(&Case<'_>) -> Vec<Held>;

/// The table, in its order.
const TABLE: [(ReasonCode, Row); ReasonCode::COUNT] = [
    (ReasonCode::NothingToChange, what_is_asked::nothing_to_change),
    (ReasonCode::SeparateProduct, what_is_asked::separate_product),
    (ReasonCode::LedgerClosed, what_is_asked::ledger_closed),
    (ReasonCode::NotSold, what_is_asked::not_sold),
    (ReasonCode::TransitionClosed, what_is_asked::transition_closed),
    (ReasonCode::ClientPending, standing::client_pending),
    (ReasonCode::ClientReadOnly, standing::client_read_only),
    (ReasonCode::FirmBillingOutdated, standing::firm_billing_outdated),
    (ReasonCode::FirmSubscriptionOutdated, standing::firm_subscription_outdated),
    (ReasonCode::ClientBillingOutdated, standing::client_billing_outdated),
    (ReasonCode::NotAuthorised, standing::not_authorised),
    (ReasonCode::DowngradeNotOffered, downgrade::downgrade_not_offered),
    (ReasonCode::DowngradeNotConfirmed, downgrade::downgrade_not_confirmed),
    (ReasonCode::LossesNotAccepted, downgrade::losses_not_accepted),
    (ReasonCode::TooManyUsers, usage::too_many_users),
    (ReasonCode::FeatureInUse, usage::feature_in_use),
    (ReasonCode::OverLimit, usage::over_limit),
    (ReasonCode::AddOnUnsupported, add_ons::add_on_unsupported),
    (ReasonCode::UpgradeTooSoon, what_is_asked::upgrade_too_soon),
    (ReasonCode::TransferAndChange, transfer::transfer_and_change),
    (ReasonCode::TransferNotPermitted, transfer::transfer_not_permitted),
    (ReasonCode::TransferPermissionExpired, transfer::transfer_permission_expired),
    (ReasonCode::AnnualBilling, transfer::annual_billing),
    (ReasonCode::ClientNotPrimaryAdmin, transfer::client_not_primary_admin),
    (ReasonCode::PrimaryAdminElsewhere, transfer::primary_admin_elsewhere),
    (ReasonCode::FirmUserNotPermitted, standing::firm_user_not_permitted),
    (ReasonCode::FirmNotAccountant, transfer::firm_not_accountant),
    (ReasonCode::NotSubscribedYet, transfer::not_subscribed_yet),
    (ReasonCode::AddressMismatch, transfer::address_mismatch),
    (ReasonCode::OtherBillingSystem, transfer::other_billing_system),
    (ReasonCode::OtherRegion, transfer::other_region),
    (ReasonCode::CancellationPending, standing::cancellation_pending),
];

const _: () = {
    let mut row = 0;
    while row < ReasonCode::COUNT {
        assert!(TABLE[row].0 as usize == row, "the codes are in the order of the table, each once");
        row += 1;
    }
};

/// "Every reason that holds is reported, always all of them, in this order; within a code, in the order of the tables above (base,
/// payroll, time; billable, accountant, reports-only, time-only; features as listed)."
pub(super) fn all(case: &Case<'_>) -> Vec<Held> {
    let mut all = Vec::new();
    for (code, row) in TABLE {
        let held = row(case);
        assert!(held.iter().all(|held| held.reason.code() == code), "the row of {code} gives its own reasons");
        all.extend(held);
    }
    all
}

/// At most one reason: where that is so.
fn once(holds: bool, held: impl FnOnce() -> Held) -> Vec<Held> {
    if holds { vec![held()] } else { Vec::new() }
}

/// One reason for each of these, where there is one.
fn each<T: Copy>(all: &[T], held: impl Fn(T) -> Option<Held>) -> Vec<Held> {
    all.iter().filter_map(|&one| held(one)).collect()
}

/// "never has no remedy"
fn never(reason: Reason) -> Held {
    Held { reason, resolution: Resolution::Never, remedies: Vec::new() }
}

/// "By whom, where the tables do not say: … wait by the vendor."
fn wait(reason: Reason, remedy: Remedy) -> Held {
    Held { reason, resolution: Resolution::Wait, remedies: vec![(remedy, Actor::Vendor)] }
}

fn act(reason: Reason, remedy: Remedy, by: Actor) -> Held {
    act_either(reason, vec![(remedy, by)])
}

/// "alternatives: any one clears the reason"
fn act_either(reason: Reason, remedies: Vec<(Remedy, Actor)>) -> Held {
    Held { reason, resolution: Resolution::Act, remedies }
}

fn actor(party: Party) -> Actor {
    complete!(party, Party {
        Firm => Actor::Firm,
        Client => Actor::Client,
    })
}
