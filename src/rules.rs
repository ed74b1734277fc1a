//! The rules: why a change is refused, in the order in which reasons are reported.
//!
//! Each rule is a function of a few lines that reads the facts and says what *it* finds. No rule looks at what another found: that
//! is what makes the list complete. The rules of one family share a file; [`reasons`] is the page that names them all.

mod downgrade;
mod standing;
mod target;

mod transfer;
mod usage;

use crate::catalogue::GAUGES;
use crate::difference::Difference;
use crate::found::Found;
use crate::{Catalogue, Context, ReasonCode as Code, Subscription, UserKind};

/// What the rules read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) current: &'a Subscription,
    pub(crate) target: &'a Subscription,
    pub(crate) context: &'a Context,
    pub(crate) difference: Difference<'a>,
}

/// Every reason that holds.
pub(crate) fn reasons(case: &Case<'_>) -> Found {
    let over = usage::refused(case);
    Found::NONE
        // What is asked for
        .and(Found::when(Code::NothingToChange, target::nothing_to_change(case)))
        .and(Found::when(Code::SeparateProduct, target::separate_product(case)))
        .and(Found::when(Code::LedgerClosed, target::ledger_closed(case)))
        .and(Found::of_products(Code::NotSold, target::not_sold(case)))
        .and(Found::when(Code::TransitionClosed, target::transition_closed(case)))
        // Who asks, and in what standing
        .and(Found::when(Code::ClientPending, standing::client_pending(case)))
        .and(Found::when(Code::ClientReadOnly, standing::client_read_only(case)))
        .and(Found::when(Code::FirmBillingOutdated, standing::firm_billing_outdated(case)))
        .and(Found::when(Code::FirmSubscriptionOutdated, standing::firm_subscription_outdated(case)))
        .and(Found::when(Code::ClientBillingOutdated, standing::client_billing_outdated(case)))
        .and(Found::of_parties(standing::not_authorised_by_firm(case), standing::not_authorised_by_client(case)))
        // What going down costs
        .and(Found::when(Code::DowngradeNotOffered, downgrade::downgrade_not_offered(case)))
        .and(Found::when(Code::DowngradeNotConfirmed, downgrade::downgrade_not_confirmed(case)))
        .and(Found::when(Code::LossesNotAccepted, !downgrade::losses_not_accepted(case).is_empty()))
        // What is used
        .and(Found::each(Code::TooManyUsers, usage::too_many_users(over)))
        .and(Found::of_features(Code::FeatureInUse, usage::feature_in_use(case)))
        .and(Found::each(Code::OverLimit, usage::over_limit(over)))
        .and(Found::of_products(Code::AddOnUnsupported, target::add_on_unsupported(case)))
        .and(Found::when(Code::UpgradeTooSoon, target::upgrade_too_soon(case) > 0))
        // Who is to pay
        .and(Found::of_products(Code::TransferAndChange, transfer::transfer_and_change(case)))
        .and(Found::of_products(Code::TransferNotPermitted, transfer::transfer_not_permitted(case)))
        .and(Found::of_products(Code::TransferPermissionExpired, transfer::transfer_permission_expired(case)))
        .and(Found::of_products(Code::AnnualBilling, transfer::annual_billing(case)))
        .and(Found::of_products(Code::ClientNotPrimaryAdmin, transfer::client_not_primary_admin(case)))
}

pub(crate) use downgrade::losses_to_answer_for;
pub(crate) use target::upgrade_too_soon;
pub(crate) use transfer::only_transferred;
pub(crate) use usage::{lost_features, over_limits};
