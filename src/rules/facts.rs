//! The facts as the rules ask for them: each known, or not known.

use super::authority::MissingAuthorisation;
use super::compiled::Transition;
use super::findings::CatalogueStamp;
use crate::kit::Set;
use crate::model::{
    BillingCycle, ClientStatus, Context, Fact, FactSet, Feature, FeatureSet, Party, PrimaryAdmin, Quota, QuotaSet, Span,
    StatusSet, Truth,
};

/// The facts, each as the rules ask for it.
pub(super) struct Facts {
    pub(super) firm_billing_current: Truth,
    pub(super) firm_subscription_current: Truth,
    pub(super) manages_billing: Truth,
    pub(super) is_accountant_user: Truth,
    status: Option<ClientStatus>,
    pub(super) client_billing_current: Truth,
    pub(super) annual: Truth,
    pub(super) firm_is_primary_admin: Truth,
    pub(super) primary_admin_is_elsewhere: Truth,
    pub(super) confirmed: Truth,
    /// The losses that the client has to accept and has not.
    pub(super) unaccepted_losses: Span<Feature>,
    pub(super) permitted: Truth,
    pub(super) permission_expired: Truth,
    /// The catalogue's wait after a downgrade is not over.
    pub(super) too_soon: Truth,
    pub(super) downgrade_offered: Truth,
    pub(super) addresses_match: Truth,
    pub(super) other_billing_system: Truth,
    pub(super) same_region: Truth,
    /// All authorisations that nobody gives, whatever the product.
    pub(super) not_given: Span<MissingAuthorisation>,
    pub(super) features: Span<Feature>,
    /// What there is more of than the new plan holds, where base changes.
    pub(super) over: Span<Quota>,
}

impl Facts {
    /// Facts that are all known.
    #[inline]
    pub(super) fn of(
        context: &Context,
        stamp: &CatalogueStamp,
        transition: &Transition,
        block: QuotaSet,
        losses: FeatureSet,
        hours_left: u32,
    ) -> Self {
        let (firm, client) = (&context.firm, &context.client);
        Self {
            firm_billing_current: Truth::known(firm.billing_current),
            firm_subscription_current: Truth::known(firm.subscription_current),
            manages_billing: Truth::known(firm.manages_billing),
            is_accountant_user: Truth::known(firm.is_accountant_user),
            status: Some(client.status),
            client_billing_current: Truth::known(client.billing_current),
            annual: Truth::known(matches!(client.billing_cycle, BillingCycle::Annual)),
            firm_is_primary_admin: Truth::known(matches!(client.primary_admin, PrimaryAdmin::Firm)),
            primary_admin_is_elsewhere: Truth::known(matches!(client.primary_admin, PrimaryAdmin::Other)),
            confirmed: Truth::known(client.confirmation.is_some()),
            unaccepted_losses: Span::known(losses),
            permitted: Truth::known(client.transfer_permission_hours.is_some()),
            permission_expired: Truth::known(client.transfer_permission_hours.unwrap_or(0) > stamp.permission_hours),
            too_soon: Truth::known(hours_left > 0),
            downgrade_offered: Truth::known(client.downgrade_offered),
            addresses_match: Truth::known(client.addresses_match),
            other_billing_system: Truth::known(client.other_billing_system),
            same_region: Truth::known(client.same_region),
            not_given: Span::known(Set::not_given(context.authorised_by)),
            features: Span::known(client.usage.features),
            over: Span::known(block.over_any_of(&client.usage, &transition.plan.limits)),
        }
    }

    /// Facts of which some are not known.
    pub(super) fn partly(
        facts: &crate::model::Facts,
        stamp: &CatalogueStamp,
        transition: &Transition,
        upgrade_wait_hours: u32,
    ) -> Self {
        let (firm, client) = (&facts.firm, &facts.client);
        let current = |fact, known: Option<bool>| Truth::of(fact, known, |current| current);
        let used = client.usage.features;
        let needs = transition.needs_acceptance;
        // Of a confirmation that is not known it is not known what it accepts.
        let (accepted, maybe_accepted) = match client.confirmation {
            Some(confirmation) => {
                (confirmation.unwrap_or_default().accepted_losses, confirmation.unwrap_or_default().accepted_losses)
            }
            None => (FeatureSet::EMPTY, FeatureSet::ALL),
        };
        let may_be_lost = used.yes().union(used.unknown()).intersection(needs).difference(accepted);
        let unknown_losses = FactSet::of_features(may_be_lost.intersection(used.unknown()));
        let of_confirmation = FactSet::EMPTY.with(Fact::Confirmation).when(client.confirmation.is_none());

        let (mut over, mut maybe_over) = (QuotaSet::EMPTY, QuotaSet::EMPTY);
        for (&quota, &limit) in Quota::ALL.iter().zip(&transition.plan.limits) {
            // No number is over a limit that is none.
            let known = client.usage.used(quota).map(|used| crate::model::is_over(used, limit));
            over = over.union(QuotaSet::from(quota).when(known == Some(true)));
            maybe_over = maybe_over.union(QuotaSet::from(quota).when(known.unwrap_or(limit < u32::MAX)));
        }

        let given = |party| facts.authorised_by.get(party);
        let by = |unknown: bool| Party::ALL.iter().copied().filter(|&party| given(party).unwrap_or(unknown)).collect();
        let permission = client.transfer_permission_hours;
        let expires = |hours: Option<u32>| hours.unwrap_or(0) > stamp.permission_hours;
        let expired = Truth::of(Fact::TransferPermissionHours, permission, expires);
        let waits = |hours: Option<u32>| upgrade_wait_hours > hours.unwrap_or(u32::MAX);
        let too_soon = Truth::of(Fact::HoursSinceDowngrade, client.hours_since_downgrade, waits);
        Self {
            firm_billing_current: current(Fact::FirmBillingCurrent, firm.billing_current),
            firm_subscription_current: current(Fact::FirmSubscriptionCurrent, firm.subscription_current),
            manages_billing: current(Fact::ManagesBilling, firm.manages_billing),
            is_accountant_user: current(Fact::IsAccountantUser, firm.is_accountant_user),
            status: client.status,
            client_billing_current: current(Fact::ClientBillingCurrent, client.billing_current),
            annual: Truth::of(Fact::BillingCycle, client.billing_cycle, |cycle| cycle == BillingCycle::Annual),
            firm_is_primary_admin: Truth::of(Fact::PrimaryAdmin, client.primary_admin, |admin| admin == PrimaryAdmin::Firm),
            primary_admin_is_elsewhere: Truth::of(Fact::PrimaryAdmin, client.primary_admin, |admin| admin == PrimaryAdmin::Other),
            confirmed: Truth::of(Fact::Confirmation, client.confirmation, |confirmation| confirmation.is_some()),
            unaccepted_losses: Span {
                certain: used.yes().intersection(needs).difference(maybe_accepted),
                possible: may_be_lost,
                depends: unknown_losses.union(of_confirmation),
            },
            permitted: Truth::of(Fact::TransferPermissionHours, permission, |hours| hours.is_some()),
            // Where no number is over the window none is.
            permission_expired: if stamp.permission_hours == u32::MAX { Truth::known(false) } else { expired },
            // Where there is no wait none is too soon.
            too_soon: if upgrade_wait_hours == 0 { Truth::known(false) } else { too_soon },
            downgrade_offered: current(Fact::DowngradeOffered, client.downgrade_offered),
            addresses_match: current(Fact::AddressesMatch, client.addresses_match),
            other_billing_system: current(Fact::OtherBillingSystem, client.other_billing_system),
            same_region: current(Fact::SameRegion, client.same_region),
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
