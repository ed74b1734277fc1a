//! The facts as rules of the whole request and of sets read them, and what conditions are worked out of: each is known or unknown.

use super::authority::MissingAuthorisation;
use super::compiled::Transition;
use crate::kit::Set;
use crate::model::{ClientStatus, Context, Fact, FactSet, Feature, FeatureSet, Quota, QuotaSet, Span, StatusSet, Truth};
use crate::terms::Terms;

/// The facts, in the form in which rules read them.
pub(super) struct Facts {
    status: Option<ClientStatus>,
    /// Every authorisation that nobody gives, for whatever product.
    pub(super) not_given: Span<MissingAuthorisation>,
    pub(super) features: Span<Feature>,
    /// Where base changes: the quotas of the new plan that are exceeded.
    pub(super) over: Span<Quota>,
}

impl Facts {
    /// Facts that are all known, and the quotas that are exceeded.
    #[inline]
    pub(super) fn of(context: &Context, over: QuotaSet) -> Self {
        let client = &context.client;
        Self {
            status: Some(client.status),
            not_given: Span::known(Set::not_given(context.authorised_by)),
            features: Span::known(client.usage.features),
            over: Span::known(over),
        }
    }

    /// Facts, some of them unknown, and the quotas that block.
    #[inline]
    pub(super) fn partly(facts: &crate::model::Facts, block: QuotaSet, transition: &Transition) -> Self {
        let client = &facts.client;
        let used = client.usage.features;
        // Nothing exceeds a limit that does not exist.
        let over =
            |unknown| block.over_any_of_apart(|quota| client.usage.used(quota).unwrap_or(unknown), &transition.plan.limits);
        let asked = facts.authorised_by;
        let not_given =
            Span { certain: Set::not_given(asked.possible()), possible: Set::not_given(asked.yes()), depends: FactSet::EMPTY };
        Self {
            status: client.status,
            not_given,
            features: Span { certain: used.yes(), possible: used.possible(), depends: FactSet::EMPTY },
            over: Span { certain: over(0), possible: over(u32::MAX), depends: FactSet::EMPTY },
        }
    }

    /// Whether the company is in one of these states.
    #[inline]
    pub(super) const fn status_in(&self, statuses: StatusSet) -> Truth {
        match self.status {
            Some(status) => Truth::known(statuses.contains(status)),
            None if statuses.is_empty() => Truth::known(false),
            None => Truth::open(Fact::Status),
        }
    }
}

/// What conditions are worked out of.
pub(super) struct Details {
    /// Whether the client confirmed a downgrade, if that is known.
    pub(super) confirmed: Option<bool>,
    /// The losses that the client has to accept and has not accepted.
    pub(super) unaccepted_losses: Span<Feature>,
    /// Whether a transfer of billing was permitted, if that is known, and how many hours ago.
    pub(super) permitted: Option<bool>,
    pub(super) hours_since_permission: u32,
    /// For how many hours a permission holds.
    pub(super) permission_hours: u32,
    /// For how many hours base may not go up, if that is known.
    pub(super) hours_left: Option<u32>,
    /// For how many hours after a downgrade it may not.
    pub(super) upgrade_wait_hours: u32,
}

/// How many hours remain until base may go up. "No downgrade" counts as one long ago.
#[inline]
pub(super) fn hours_left(terms: &Terms, since_downgrade: Option<u32>) -> u32 {
    if terms.upgrade_wait_hours == 0 {
        return 0;
    }
    terms.upgrade_wait_hours.saturating_sub(since_downgrade.unwrap_or(u32::MAX))
}

impl Details {
    /// Of facts that are all known.
    #[inline]
    pub(super) fn of(context: &Context, terms: &Terms, unaccepted_losses: FeatureSet, hours_left: u32) -> Self {
        let client = &context.client;
        Self {
            confirmed: Some(client.confirmation.is_some()),
            unaccepted_losses: Span::known(unaccepted_losses),
            permitted: Some(client.transfer_permission_hours.is_some()),
            hours_since_permission: client.transfer_permission_hours.unwrap_or(0),
            permission_hours: terms.transfer_permission_hours,
            hours_left: Some(hours_left),
            upgrade_wait_hours: terms.upgrade_wait_hours,
        }
    }

    /// Of facts, some of them unknown.
    #[inline]
    pub(super) fn partly(facts: &crate::model::Facts, terms: &Terms, transition: &Transition) -> Self {
        let client = &facts.client;
        let used = client.usage.features;
        let needs = transition.needs_acceptance;
        // If the confirmation is unknown, so is what it accepts.
        let (accepted, maybe_accepted) = match client.confirmation {
            Some(confirmation) => {
                (confirmation.unwrap_or_default().accepted_losses, confirmation.unwrap_or_default().accepted_losses)
            }
            None => (FeatureSet::EMPTY, FeatureSet::ALL),
        };
        let may_be_lost = used.possible().intersection(needs).difference(accepted);
        let unknown_losses = FactSet::of_features(may_be_lost.difference(used.yes()));
        let of_confirmation = FactSet::EMPTY.with(Fact::Confirmation).when(client.confirmation.is_none());
        let unaccepted_losses = Span {
            certain: used.yes().intersection(needs).difference(maybe_accepted),
            possible: may_be_lost,
            depends: unknown_losses.union(of_confirmation),
        };
        Self {
            confirmed: client.confirmation.map(|confirmation| confirmation.is_some()),
            unaccepted_losses,
            permitted: client.transfer_permission_hours.map(|hours| hours.is_some()),
            hours_since_permission: client.transfer_permission_hours.flatten().unwrap_or(0),
            permission_hours: terms.transfer_permission_hours,
            hours_left: client.hours_since_downgrade.map(|since| hours_left(terms, since)),
            upgrade_wait_hours: terms.upgrade_wait_hours,
        }
    }
}
