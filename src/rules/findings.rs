//! What a decision found.

use super::authority::MissingAuthorisation;
use super::compiled::{PlanChange, RuleBook};
use super::level;
use super::reasons::ReasonSet;
use crate::kit::Set;
use crate::model::{
    AddOnKind, Client, ClientStatus, Context, Feature, FeatureSet, Firm, Item, Parties, Product, QUOTAS, QuotaSet, Subscription,
};
use crate::terms::{CatalogueId, Clearance, Effective, FeatureUse, Terms};

/// What a decision tells of its catalogue, whatever the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CatalogueStamp {
    pub(crate) id: CatalogueId,
    /// What clears each feature that blocks, as sets.
    clears: [FeatureSet; Clearance::COUNT],
    /// For how many hours a permission to transfer billing holds.
    pub(crate) permission_hours: u32,
    pub(crate) upgrades_take_effect: Effective,
    pub(crate) downgrades_take_effect: Effective,
}

impl CatalogueStamp {
    pub(super) const fn of(terms: &Terms) -> Self {
        let mut clears = [FeatureSet::EMPTY; Clearance::COUNT];
        let mut i = 0;
        while i < Feature::COUNT {
            let feature = Feature::ALL[i];
            if let FeatureUse::Blocks { cleared_by: Some(clearance) } = *terms.features.get(feature) {
                clears[clearance as usize] = clears[clearance as usize].with(feature);
            }
            i += 1;
        }
        Self {
            id: terms.id,
            clears,
            permission_hours: terms.transfer_permission_hours,
            upgrades_take_effect: terms.upgrades_take_effect,
            downgrades_take_effect: terms.downgrades_take_effect,
        }
    }

    /// What clears a feature that blocks.
    pub(super) fn clears(&self, feature: Feature) -> Option<Clearance> {
        let clearances = Clearance::ALL.iter().zip(self.clears);
        clearances.filter(|(_, features)| features.contains(feature)).map(|(clearance, _)| *clearance).next()
    }
}

/// The facts as the rules ask for them.
pub(super) struct Facts<'a> {
    pub(super) authorised_by: Parties,
    pub(super) firm: &'a Firm,
    pub(super) client: &'a Client,
    pub(super) stamp: &'a CatalogueStamp,
    /// The limits of the target's plan that are exceeded, where base changes.
    pub(super) over: QuotaSet,
    /// The losses that the client has to accept and has not.
    pub(super) unaccepted_losses: FeatureSet,
    /// Until the base plan may go up.
    pub(super) hours_left: u32,
}

/// All that a decision found: copied when it is made, told apart when somebody looks.
///
/// A [`ChangePlan`](crate::ChangePlan) and a [`Refusal`](crate::Refusal) hold the same, so that a decision writes it once and no branch
/// depends on which of the two it is.
#[derive(Clone, Copy)]
pub(crate) struct Findings {
    /// The reasons that hold; none in a change plan.
    pub(crate) reasons: ReasonSet,
    pub(crate) stamp: CatalogueStamp,
    /// What the catalogue says of the change of plan.
    pub(crate) plan: PlanChange,
    pub(crate) from: Subscription,
    pub(crate) to: Subscription,
    pub(crate) authorised_by: Parties,
    pub(crate) status: ClientStatus,
    /// The firm takes billing over with the discount.
    pub(crate) discount_kept: bool,
    /// How many there are of each quota.
    pub(crate) counts: [u32; QUOTAS],
    /// Of these, more than the new plan holds.
    pub(crate) over: QuotaSet,
    pub(crate) features: FeatureSet,
    /// The losses that the client has to accept and has not.
    pub(crate) losses: FeatureSet,
    /// Until the base plan may go up.
    pub(crate) hours_left: u32,
    /// How many hours ago the transfer of billing was permitted.
    pub(crate) permission_hours: Option<u32>,
}

impl Findings {
    #[inline]
    pub(crate) fn of(terms: &Terms, rules: &RuleBook, current: &Subscription, target: &Subscription, context: &Context) -> Self {
        let client = &context.client;
        let looked_up = rules.look_up(current, target);
        let (transition, stamp) = (looked_up.transition, &rules.stamp);

        let counts = client.usage.counts();
        let over = QuotaSet::over(&counts, &transition.plan.limits);
        let accepted = client.confirmation.unwrap_or_default().accepted_losses;
        let lost = client.usage.features.intersection(transition.plan.lost);
        let losses = lost.intersection(transition.needs_acceptance).difference(accepted);
        // No downgrade is one that is long past.
        let hours_left = terms.upgrade_wait_hours.saturating_sub(client.hours_since_downgrade.unwrap_or(u32::MAX));
        let facts = Facts {
            authorised_by: context.authorised_by,
            firm: &context.firm,
            client,
            stamp,
            over,
            unaccepted_losses: losses,
            hours_left,
        };
        let needed: Set<MissingAuthorisation> = looked_up.needed;
        Self {
            reasons: ReasonSet::of(looked_up.applied, transition, needed, looked_up.unsupported, &facts),
            stamp: *stamp,
            plan: transition.plan,
            from: *current,
            to: *target,
            authorised_by: context.authorised_by,
            status: client.status,
            discount_kept: client.days_since_other_firm.is_some_and(|days| days <= terms.other_firm_days),
            counts,
            over,
            features: client.usage.features,
            losses,
            hours_left,
            permission_hours: client.transfer_permission_hours,
        }
    }

    /// How many there are of the quota at this place.
    pub(super) fn used(&self, place: usize) -> Option<u32> {
        self.counts.get(place).copied()
    }

    /// How many the new plan holds of the quota at this place.
    pub(super) fn limit(&self, place: usize) -> Option<u32> {
        self.plan.limits.get(place).copied()
    }

    /// Whether there is more of the quota at this place than the new plan holds.
    pub(super) fn is_over(&self, place: usize) -> bool {
        self.over.bits().checked_shr(u32::try_from(place).unwrap_or(u32::MAX)).is_some_and(|bits| bits & 1 != 0)
    }

    /// What a product becomes.
    pub(super) fn item(&self, product: Product) -> Option<Item> {
        match product.add_on() {
            None => Some(Item::Plan(self.to.base.plan)),
            Some(kind) => self.to.add_on(kind).map(|held| Item::Tier(held.tier)),
        }
    }

    /// The features in use that are lost.
    pub(crate) const fn lost(&self) -> FeatureSet {
        self.features.intersection(self.plan.lost)
    }

    /// Whether anything goes up, and whether anything goes down.
    fn directions(&self) -> (bool, bool) {
        let (mut up, mut down) = (self.plan.up, self.plan.down);
        for &kind in AddOnKind::ALL {
            let (old, new) = (level(self.from.add_on(kind)), level(self.to.add_on(kind)));
            up |= new > old;
            down |= new < old;
        }
        (up, down)
    }

    /// When a plan takes effect: as a whole, when its latest part does.
    pub(crate) fn effective(&self) -> Effective {
        let (up, down) = self.directions();
        let later = |takes_effect| matches!(takes_effect, Effective::NextBillingDate);
        if up && later(self.stamp.upgrades_take_effect) || down && later(self.stamp.downgrades_take_effect) {
            Effective::NextBillingDate
        } else {
            Effective::Immediately
        }
    }

    /// Who transfers billing to the client: the firm where it asks for it, else the client.
    pub(crate) const fn transfers_to_client(&self) -> crate::model::Party {
        if self.authorised_by.contains(crate::model::Party::Firm) {
            crate::model::Party::Firm
        } else {
            crate::model::Party::Client
        }
    }
}
