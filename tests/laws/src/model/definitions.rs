//! Section 4 of the description, "Definitions", and what of section 1, "Vocabulary", they are made of.

use subscription_change::parts::Quota;
use subscription_change::{AddOnKind, Context, Feature, FeatureSet, Party, Plan, Product, Subscription, Tier, Usage};

use super::terms::{Amount, InUse, Terms, TooMany};
use crate::complete;

/// "The request is a pair of subscriptions, current and target, and what is known around them, the context."
pub(super) struct Case<'a> {
    pub(super) terms: &'a Terms,
    /// "C current"
    pub(super) current: &'a Subscription,
    /// "T target"
    pub(super) target: &'a Subscription,
    pub(super) context: &'a Context,
}

/// Which way a product goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

impl Case<'_> {
    pub(super) const fn usage(&self) -> &Usage {
        &self.context.client.usage
    }

    pub(super) fn is_authorised_by(&self, party: Party) -> bool {
        self.context.authorised_by.contains(party)
    }

    /// "A product **changes** when its plan or tier differs (absent counts as a value)"
    pub(super) fn changes(&self, product: Product) -> bool {
        match product.add_on() {
            None => self.current.base.plan != self.target.base.plan,
            Some(add_on) => tier_of(self.current, add_on) != tier_of(self.target, add_on),
        }
    }

    /// "it **transfers** when it is present on both sides with another payer": to whom, if it does, whether it changes or not.
    fn gets_another_payer(&self, product: Product) -> Option<Party> {
        match (payer_of(self.current, product), payer_of(self.target, product)) {
            (Some(before), Some(after)) if before != after => Some(after),
            _ => None,
        }
    }

    /// "a product both changes and transfers"
    pub(super) fn changes_and_transfers(&self, product: Product) -> bool {
        self.changes(product) && self.gets_another_payer(product).is_some()
    }

    /// "A product that both changes and transfers counts in every other rule as changing only": to whom it transfers in every rule but 20.
    pub(super) fn transfers_to(&self, product: Product) -> Option<Party> {
        if self.changes(product) { None } else { self.gets_another_payer(product) }
    }

    /// "anything changes"
    pub(super) fn anything_changes(&self) -> bool {
        any_product(|product| self.changes(product))
    }

    /// "anything transfers"
    pub(super) fn anything_transfers(&self) -> bool {
        any_product(|product| self.transfers_to(product).is_some())
    }

    /// "anything changes or transfers"
    pub(super) fn anything_changes_or_transfers(&self) -> bool {
        self.anything_changes() || self.anything_transfers()
    }

    /// "Base **is revived** when it transfers to the firm and the status is one of the catalogue's (2)."
    pub(super) fn base_is_revived(&self) -> bool {
        let is_one_of_them = self.terms.revived_by_transfer.contains(self.context.client.status);
        self.transfers_to(Product::Base) == Some(Party::Firm) && is_one_of_them
    }

    /// "a firm-paid product changes"
    pub(super) fn a_product_changes_paid_by(&self, payer: Party) -> bool {
        any_product(|product| self.payer_of_change(product) == Some(payer))
    }

    /// "A change's payer is the one in C; for an added product the one in T." `None` where there is no change.
    pub(super) fn payer_of_change(&self, product: Product) -> Option<Party> {
        if !self.changes(product) {
            return None;
        }
        match payer_of(self.current, product) {
            Some(payer) => Some(payer),
            None => payer_of(self.target, product),
        }
    }

    /// "A change of base is **open** when the catalogue's transition table allows it"
    pub(super) fn base_change_is_open(&self) -> bool {
        self.changes(Product::Base) && self.terms.open.get(self.current.base.plan).contains(self.target.base.plan)
    }

    /// "A change of base is **open** when the catalogue's transition table allows it, and then goes **up** (higher rank, or Ledger
    /// to the ladder) or **down** (lower rank). An add-on goes up when added or raised, down when removed or lowered."
    pub(super) fn direction(&self, product: Product) -> Option<Direction> {
        let (before, after) = match product.add_on() {
            None => {
                if !self.base_change_is_open() {
                    return None;
                }
                (self.terms.rank(self.current.base.plan), self.terms.rank(self.target.base.plan))
            }
            Some(add_on) => (tier_of(self.current, add_on).map(rank_of_tier), tier_of(self.target, add_on).map(rank_of_tier)),
        };
        match (before, after) {
            (None, Some(_)) => Some(Direction::Up),
            (Some(_), None) => Some(Direction::Down),
            (Some(before), Some(after)) if after > before => Some(Direction::Up),
            (Some(before), Some(after)) if after < before => Some(Direction::Down),
            (Some(_), Some(_)) | (None, None) => None,
        }
    }

    pub(super) fn base_goes_up(&self) -> bool {
        self.direction(Product::Base) == Some(Direction::Up)
    }

    pub(super) fn base_goes_down(&self) -> bool {
        self.direction(Product::Base) == Some(Direction::Down)
    }

    /// "something goes down"
    pub(super) fn something_goes(&self, direction: Direction) -> bool {
        any_product(|product| self.direction(product) == Some(direction))
    }

    /// "a firm-paid product goes up", "a client-paid product goes up"
    pub(super) fn a_product_goes_up_paid_by(&self, payer: Party) -> bool {
        any_product(|product| self.direction(product) == Some(Direction::Up) && self.payer_of_change(product) == Some(payer))
    }

    /// "a product transfers to the firm"
    pub(super) fn a_product_transfers_to(&self, party: Party) -> bool {
        any_product(|product| self.transfers_to(product) == Some(party))
    }

    /// "A limit **shrinks** when T's plan has a lower one than C's, or C's is unknown."
    ///
    /// *Reading:* no limit is higher than every limit, and where T's plan has no number there is no limit to have shrunk.
    pub(super) fn shrinks(&self, quota: Quota) -> bool {
        let limit = |plan| self.terms.limit(plan, quota);
        match (limit(self.current.base.plan), limit(self.target.base.plan)) {
            (Amount::UpTo(before), Amount::UpTo(after)) => after < before,
            (Amount::NoLimit | Amount::Unknown, Amount::UpTo(_)) => true,
            (_, Amount::NoLimit | Amount::Unknown) => false,
        }
    }

    /// "used > T's limit": both, where the limit is exceeded.
    pub(super) fn exceeds(&self, quota: Quota) -> Option<(u32, u32)> {
        let used = self.usage().used(quota);
        match self.terms.limit(self.target.base.plan, quota) {
            Amount::UpTo(limit) if used > limit => Some((used, limit)),
            _ => None,
        }
    }

    /// "**Lost** features: in use, absent from T's plan, present in C's (or C's unknown)."
    ///
    /// *Reading:* what is not known of T's plan is not known to be absent from it.
    pub(super) fn is_lost(&self, feature: Feature) -> bool {
        let in_use = self.usage().features.contains(feature);
        let absent_from_target = match self.terms.features.get(self.target.base.plan) {
            Some(features) => !features.contains(feature),
            None => false,
        };
        let present_in_current_or_unknown = match self.terms.features.get(self.current.base.plan) {
            Some(features) => features.contains(feature),
            None => true,
        };
        in_use && absent_from_target && present_in_current_or_unknown
    }

    /// "A subscription **has** a feature when its plan has it; time tracking not beside such a payroll tier (2)." `None` where that is
    /// unknown.
    pub(super) fn has(&self, subscription: &Subscription) -> Option<FeatureSet> {
        let features = (*self.terms.features.get(subscription.base.plan))?;
        Some(if self.payroll_takes_time_tracking(subscription) { features.without(Feature::TimeTracking) } else { features })
    }

    /// Whether its payroll is at one of the tiers "with which … the plan's own time tracking is unavailable".
    pub(super) fn payroll_takes_time_tracking(&self, subscription: &Subscription) -> bool {
        tier_of(subscription, AddOnKind::Payroll).is_some_and(|tier| self.terms.without_time_tracking.contains(tier))
    }

    /// "kind blocks"; "a resource that blocks"
    pub(super) fn too_much_blocks(&self, quota: Quota) -> bool {
        self.terms.enforcement(quota) == TooMany::Block
    }

    pub(super) fn feature_blocks(&self, feature: Feature) -> bool {
        match self.terms.in_use.get(feature) {
            InUse::Blocks { .. } => true,
            InUse::Notice => false,
        }
    }

    /// "Ledger: a plan beside the ladder"
    pub(super) fn is_beside_the_ladder(&self, plan: Plan) -> bool {
        self.terms.rank(plan).is_none() && !self.terms.separate.contains(plan)
    }
}

pub(super) fn any_product(holds: impl Fn(Product) -> bool) -> bool {
    Product::ALL.iter().any(|&product| holds(product))
}

/// "payroll (Core < Premium < Elite), time (Premium < Elite)"; of bill pay "tiers Basic, Premium, Elite"
///
/// *Reading:* of tiers that are not of one add-on, the one that is named later is the higher one.
fn rank_of_tier(tier: Tier) -> usize {
    complete!(tier, Tier {
        Core => 1,
        Basic => 2,
        Premium => 3,
        Elite => 4,
    })
}

/// "for each add-on a tier and payer, or none": the tier.
pub(super) fn tier_of(subscription: &Subscription, add_on: AddOnKind) -> Option<Tier> {
    subscription.add_on(add_on).map(|held| held.tier)
}

/// "payer: the firm or the client; one for each product"
pub(super) fn payer_of(subscription: &Subscription, product: Product) -> Option<Party> {
    match product.add_on() {
        None => Some(subscription.base.payer),
        Some(add_on) => subscription.add_on(add_on).map(|held| held.payer),
    }
}
