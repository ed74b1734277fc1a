//! The definitions of the domain description, for a request: what changes, transfers, goes up or down, what may be lost, and what
//! is supported.

use subscription_change::catalogue::{Enforcement, FeatureUse, Limit, Terms};
use subscription_change::parts::Quota;
use subscription_change::{AddOnKind, Feature, FeatureSet, Party, Product, Subscription};

use crate::given::Asked;
use crate::quotas;

/// A request, and the terms of its catalogue.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub terms: &'a Terms,
    pub current: &'a Subscription,
    pub target: &'a Subscription,
}

impl<'a> Reading<'a> {
    pub fn of(asked: &'a Asked) -> Self {
        Self { terms: asked.terms(), current: &asked.request.current, target: &asked.request.target }
    }

    /// A product changes when its plan or tier differs; absent counts as a value.
    pub fn changes(&self, product: Product) -> bool {
        match product.add_on() {
            None => self.current.base.plan != self.target.base.plan,
            Some(kind) => self.current.add_on(kind).map(|held| held.tier) != self.target.add_on(kind).map(|held| held.tier),
        }
    }

    /// The new payer of a product that is held before and after by different payers.
    pub fn gets_another_payer(&self, product: Product) -> Option<Party> {
        let (old, new) = (self.current.payer(product)?, self.target.payer(product)?);
        (old != new).then_some(new)
    }

    /// To whom a product transfers. One that also changes counts as changing only.
    pub fn transfers_to(&self, product: Product) -> Option<Party> {
        self.gets_another_payer(product).filter(|_| !self.changes(product))
    }

    /// A change's payer is the current one; for an added product the one in the target.
    pub fn payer_of_change(&self, product: Product) -> Option<Party> {
        let payer = self.current.payer(product).or(self.target.payer(product));
        payer.filter(|_| self.changes(product))
    }

    /// The plan changes, and the catalogue allows it.
    pub fn is_open(&self) -> bool {
        self.changes(Product::Base) && self.terms.moves.get(self.current.base.plan).contains(self.target.base.plan)
    }

    /// Ranks are compared, and what is beside the ladder, or not held, is below all that is on it.
    pub fn goes_up(&self, product: Product) -> bool {
        match product.add_on() {
            None => {
                let rank = |subscription: &Subscription| self.terms.edition.ladder.rank(subscription.base.plan);
                self.is_open() && rank(self.target) > rank(self.current)
            }
            Some(kind) => self.target.add_on(kind).map(|held| held.tier) > self.current.add_on(kind).map(|held| held.tier),
        }
    }

    pub fn goes_down(&self, product: Product) -> bool {
        match product.add_on() {
            None => self.is_open() && !self.goes_up(product),
            Some(_) => self.changes(product) && !self.goes_up(product),
        }
    }

    /// Features that are lost if they are in use: absent from the new plan, and in the old one for certain or possibly.
    pub fn may_be_lost(&self) -> FeatureSet {
        let (old, new) = (self.terms.plans.get(self.current.base.plan), self.terms.plans.get(self.target.base.plan));
        match new.features {
            Some(new) if self.is_open() => old.features.unwrap_or(FeatureSet::ALL).difference(new),
            _ => FeatureSet::EMPTY,
        }
    }

    /// The features that a subscription has: those of its plan, but for time tracking where payroll takes it; `None` where that is unknown.
    pub fn has(&self, subscription: &Subscription) -> Option<FeatureSet> {
        let features = self.terms.plans.get(subscription.base.plan).features?;
        let is_taken = self.payroll_takes_time_tracking(subscription);
        Some(if is_taken { features.without(Feature::TimeTracking) } else { features })
    }

    pub fn payroll_takes_time_tracking(&self, subscription: &Subscription) -> bool {
        let payroll = subscription.add_on(AddOnKind::Payroll);
        payroll.is_some_and(|held| self.terms.without_time_tracking.contains(held.tier))
    }

    pub fn blocks(&self, feature: Feature) -> bool {
        matches!(self.terms.features.get(feature), FeatureUse::Blocks { .. })
    }

    /// How many the new plan holds, where the plan changes, which is allowed, and there is such a number.
    pub fn new_limit(&self, quota: Quota) -> Option<u32> {
        quotas::limit(quota, self.terms.plans.get(self.target.base.plan)).number().filter(|_| self.is_open())
    }

    /// More than this many refuse the change: the limit blocks, and it is lower than the current one, or that is not known.
    pub fn strict_limit(&self, quota: Quota) -> Option<u32> {
        let shrinks_to = |limit: &u32| match quotas::limit(quota, self.terms.plans.get(self.current.base.plan)) {
            Limit::UpTo(current) => *limit < current,
            Limit::NoLimit | Limit::Unknown => true,
        };
        let blocks = quotas::enforcement(quota, self.terms) == Enforcement::Blocks;
        self.new_limit(quota).filter(shrinks_to).filter(|_| blocks)
    }

    /// Whether the catalogue supports the add-on where this subscription has it.
    pub fn supports(&self, kind: AddOnKind, subscription: &Subscription) -> bool {
        let (terms, payroll) = (self.terms.add_ons.get(kind), self.terms.add_ons.get(AddOnKind::Payroll));
        let plan = subscription.base.plan;
        let by_payroll = subscription.add_on(AddOnKind::Payroll).is_some_and(|held| terms.payroll_tiers.contains(held.tier));
        terms.plans.contains(plan) || payroll.plans.contains(plan) && by_payroll
    }

    /// Whether the catalogue supports every add-on of this subscription.
    pub fn is_supported(&self, subscription: &Subscription) -> bool {
        AddOnKind::ALL.iter().all(|&kind| subscription.add_on(kind).is_none() || self.supports(kind, subscription))
    }

    /// Whether the catalogue sells what the product becomes, or it becomes nothing.
    pub fn is_sold(&self, product: Product) -> bool {
        match product.add_on() {
            None => self.terms.plans.get(self.target.base.plan).sold,
            Some(kind) => {
                let sold = self.terms.add_ons.get(kind).tiers;
                self.target.add_on(kind).is_none_or(|held| sold.contains(held.tier))
            }
        }
    }

    /// Whether the target holds this add-on, which it does not support, and base, that add-on or payroll changes.
    pub fn leaves_unsupported(&self, kind: AddOnKind) -> bool {
        self.target.add_on(kind).is_some()
            && !self.supports(kind, self.target)
            && [Product::Base, Product::Payroll, kind.product()].iter().any(|&product| self.changes(product))
    }
}
