//! The rules: why a change is refused, in the order in which reasons are reported.
//!
//! A reason holds when two things come together: the change puts it **at stake**, and the facts **speak for** it. That the client is
//! pending speaks for a refusal, but only a change or a transfer puts it at stake; an upgrade that the firm pays for puts the firm's
//! billing details at stake, but only outdated ones speak for a refusal. So each rule below is a small module with two halves, under
//! its code's name: `at_stake`, which reads what happens to one product, and `speaks`, which reads the facts.
//!
//! Two things follow. No rule looks at what another found, which is what makes the list complete. And `at_stake` depends on nothing
//! but what a product is changed from and to, so it is worked out once for a catalogue and looked up: a decision is three look-ups of what
//! is at stake, three of what the facts speak for, and the intersection of the two, with no branch that depends on the request.

mod downgrade;
mod facts;
mod standing;
mod target;
mod transfer;
mod usage;

use crate::catalogue::{Meaning, Move};
use crate::difference::ProductChange;
use crate::found::{Found, Unheard};
use crate::{BillingCycle, Catalogue, CatalogueDraft, Context, Party, ReasonCode as Code, Subscription};

use downgrade::{downgrade_not_confirmed, downgrade_not_offered, losses_not_accepted};
use facts::{Standing, State};
use standing::{
    client_billing_outdated, client_pending, client_read_only, firm_billing_outdated, firm_subscription_outdated, not_authorised,
};
use target::{
    add_on_unsupported, ledger_closed, not_sold, nothing_to_change, separate_product, transition_closed, upgrade_too_soon,
};
use transfer::{
    annual_billing, client_not_primary_admin, transfer_and_change, transfer_not_permitted, transfer_permission_expired,
};
use usage::{feature_in_use, over_limit, over_limit_of_billable_users, over_limits, too_many_users};

pub(crate) use downgrade::losses_to_answer_for;
pub(crate) use facts::Counts;

/// The add-ons that the target does not support.
pub(crate) const fn unsupported(draft: &CatalogueDraft, target: &Subscription) -> Found {
    add_on_unsupported::speaks(draft, target)
}

pub(crate) use usage::lost_features;

/// A request and what the catalogue has to say of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) current: &'a Subscription,
    pub(crate) target: &'a Subscription,
    pub(crate) context: &'a Context,
    /// What the change means.
    pub(crate) meaning: Meaning<'a>,
    pub(crate) counts: Counts,
}

impl<'a> Case<'a> {
    #[inline]
    pub(crate) fn of(
        catalogue: &'a Catalogue,
        current: &'a Subscription,
        target: &'a Subscription,
        context: &'a Context,
    ) -> Self {
        let meaning = catalogue.moves.look_up(current, target);
        let counts = Counts::of(catalogue, context, meaning.base);
        Self { catalogue, current, target, context, meaning, counts }
    }
}

/// Every reason that holds.
#[inline]
pub(crate) fn reasons(case: &Case<'_>) -> Found {
    // What is at stake in whatever happens holds where it is not at stake.
    case.meaning.at_stake.intersection(spoken_for(case)).toggled(Code::NothingToChange)
}

/// The reasons that are at stake in what happens to one product.
pub(crate) const fn at_stake(change: &ProductChange) -> Found {
    let product = change.product;
    let firm = Unheard::Party(Party::Firm);
    let client = Unheard::Party(Party::Client);
    Found::all(Code::NothingToChange)
        .when(nothing_to_change::at_stake(change))
        .union(Found::about(Code::NotSold, product, not_sold::at_stake(change)))
        .union(Found::all(Code::ClientPending).when(client_pending::at_stake(change)))
        .union(Found::all(Code::ClientReadOnly).when(client_read_only::at_stake(change)))
        .union(Found::all(Code::FirmBillingOutdated).when(firm_billing_outdated::at_stake(change)))
        .union(Found::all(Code::FirmSubscriptionOutdated).when(firm_subscription_outdated::at_stake(change)))
        .union(Found::all(Code::ClientBillingOutdated).when(client_billing_outdated::at_stake(change)))
        .union(Found::unheard(product, firm, not_authorised::at_stake(change, firm)))
        .union(Found::unheard(product, client, not_authorised::at_stake(change, client)))
        .union(Found::unheard(product, Unheard::Both, not_authorised::at_stake(change, Unheard::Both)))
        .union(Found::all(Code::DowngradeNotConfirmed).when(downgrade_not_confirmed::at_stake(change)))
        .union(add_on_unsupported::at_stake(change))
        .union(Found::about(Code::TransferAndChange, product, transfer_and_change::at_stake(change)))
        .union(Found::about(Code::TransferNotPermitted, product, transfer_not_permitted::at_stake(change)))
        .union(Found::about(Code::TransferPermissionExpired, product, transfer_permission_expired::at_stake(change)))
        .union(Found::about(Code::AnnualBilling, product, annual_billing::at_stake(change)))
        .union(Found::about(Code::ClientNotPrimaryAdmin, product, client_not_primary_admin::at_stake(change)))
}

/// The reasons that are at stake in a change of the base plan, besides those of any product.
pub(crate) const fn at_stake_in_base(change: &ProductChange, base: &Move) -> Found {
    Found::all(Code::SeparateProduct)
        .when(separate_product::at_stake(base))
        .union(Found::all(Code::LedgerClosed).when(ledger_closed::at_stake(base)))
        .union(Found::all(Code::TransitionClosed).when(transition_closed::at_stake(change, base)))
        .union(Found::all(Code::DowngradeNotOffered).when(downgrade_not_offered::at_stake(change)))
        .union(Found::all(Code::LossesNotAccepted).when(losses_not_accepted::at_stake(change)))
        .union(Found::each(Code::TooManyUsers, too_many_users::at_stake(base)))
        .union(Found::features(Code::FeatureInUse, feature_in_use::at_stake(base)))
        .union(Found::each(Code::OverLimit, over_limit::at_stake(base)))
        .union(Found::all(Code::UpgradeTooSoon).when(change.up))
}

/// The reasons that the facts speak for, whether at stake or not.
#[inline]
fn spoken_for(case: &Case<'_>) -> Found {
    facts::spoken_for(&Standing::of(case), &State::of(case), case.counts)
        .union(Found::features(Code::FeatureInUse, case.context.client.usage.features))
        .union(case.meaning.unsupported)
}

/// The reasons that need no fact to speak for them, and those that this standing speaks for.
const fn spoken_for_by_standing(standing: Standing) -> Found {
    /// What needs no fact to speak for it: that it is asked for is enough.
    const ASKED_FOR: Found = Found::all(Code::NothingToChange)
        .union(Found::all(Code::SeparateProduct))
        .union(Found::all(Code::LedgerClosed))
        .union(Found::all(Code::NotSold))
        .union(Found::all(Code::TransitionClosed))
        .union(Found::all(Code::TransferAndChange));

    ASKED_FOR
        .union(Found::all(Code::FirmBillingOutdated).when(!standing.firm_billing_current))
        .union(Found::all(Code::FirmSubscriptionOutdated).when(!standing.firm_subscription_current))
        .union(not_authorised::speaks(standing.authorised_by))
        .union(Found::all(Code::DowngradeNotConfirmed).when(!standing.confirmed))
        .union(
            Found::all(Code::LossesNotAccepted).when(losses_not_accepted::speaks(standing.confirmed, standing.losses_unaccepted)),
        )
}

/// The reasons that this state of the client speaks for.
const fn spoken_for_by_state(state: State) -> Found {
    Found::all(Code::ClientPending)
        .when(client_pending::speaks(state.status))
        .union(Found::all(Code::ClientReadOnly).when(client_read_only::speaks(state.status)))
        .union(Found::all(Code::ClientBillingOutdated).when(!state.billing_current))
        .union(Found::all(Code::DowngradeNotOffered).when(!state.downgrade_offered))
        .union(Found::all(Code::TransferNotPermitted).when(!state.permitted))
        .union(Found::all(Code::TransferPermissionExpired).when(state.expired))
        .union(Found::all(Code::AnnualBilling).when(matches!(state.billing_cycle, BillingCycle::Annual)))
        .union(Found::all(Code::ClientNotPrimaryAdmin).when(!state.primary_admin))
}

/// The reasons that these counts speak for.
const fn spoken_for_by_counts(counts: Counts) -> Found {
    Found::each(Code::TooManyUsers, too_many_users::speaks(counts.over()))
        .union(Found::each(Code::OverLimit, over_limit::speaks(counts.over())))
        .union(Found::all(Code::UpgradeTooSoon).when(counts.upgrade_too_soon()))
}
