//! The facts as rules of the whole request and of sets read them: each is known or unknown.

use super::authority::MissingAuthorisation;
use super::compiled::Transition;
use super::conditions::Partly;
use crate::kit::Set;
use crate::model::{ClientStatus, Context, Fact, FactSet, Feature, FeatureSet, Party, Quota, QuotaSet, Span, StatusSet, Truth};
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
    /// Facts that are all known.
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

    /// Facts, some of them unknown.
    pub(super) fn partly(facts: &crate::model::Facts, transition: &Transition) -> Self {
        let client = &facts.client;
        let used = client.usage.features;
        let (mut over, mut maybe_over) = (QuotaSet::EMPTY, QuotaSet::EMPTY);
        for (&quota, &limit) in Quota::ALL.iter().zip(&transition.plan.limits) {
            // Nothing exceeds a limit that does not exist.
            let known = client.usage.used(quota).map(|used| crate::model::is_over(used, limit));
            over = over.union(QuotaSet::from(quota).when(known == Some(true)));
            maybe_over = maybe_over.union(QuotaSet::from(quota).when(known.unwrap_or(limit < u32::MAX)));
        }

        let given = |party| facts.authorised_by.get(party);
        let by = |unknown: bool| Party::ALL.iter().copied().filter(|&party| given(party).unwrap_or(unknown)).collect();
        Self {
            status: client.status,
            not_given: Span { certain: Set::not_given(by(true)), possible: Set::not_given(by(false)), depends: FactSet::EMPTY },
            features: Span { certain: used.yes(), possible: used.yes().union(used.unknown()), depends: FactSet::EMPTY },
            over: Span { certain: over, possible: maybe_over, depends: FactSet::EMPTY },
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

impl<'a> Partly<'a> {
    pub(super) fn new(facts: &'a crate::model::Facts, terms: &Terms, transition: &Transition) -> Self {
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
        let may_be_lost = used.yes().union(used.unknown()).intersection(needs).difference(accepted);
        let unknown_losses = FactSet::of_features(may_be_lost.intersection(used.unknown()));
        let of_confirmation = FactSet::EMPTY.with(Fact::Confirmation).when(client.confirmation.is_none());
        let unaccepted_losses = Span {
            certain: used.yes().intersection(needs).difference(maybe_accepted),
            possible: may_be_lost,
            depends: unknown_losses.union(of_confirmation),
        };
        let (permission_hours, upgrade_wait_hours) = (terms.transfer_permission_hours, terms.upgrade_wait_hours);
        Self { facts, unaccepted_losses, permission_hours, upgrade_wait_hours }
    }
}
