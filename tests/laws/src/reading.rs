//! The definitions of the domain description, read off what is asked: what changes, transfers, goes up or down, what may be lost, and
//! what is supported.

use subscription_change::{
    CatalogueDraft, Feature, FeatureSet, FeatureUse, Limit, Overuse, Party, Payroll, Plan, Product, Subscription, Time,
};

use crate::given::{Asked, Gauge};

/// What is asked, and what the catalogue says of it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub terms: &'a CatalogueDraft,
    pub current: &'a Subscription,
    pub target: &'a Subscription,
}

impl<'a> Reading<'a> {
    pub fn of(asked: &'a Asked) -> Self {
        Self { terms: asked.terms(), current: &asked.request.current, target: &asked.request.target }
    }

    /// A product changes when its plan or tier differs; absent counts as a value.
    pub fn changes(&self, product: Product) -> bool {
        match product {
            Product::Base => self.current.base.plan != self.target.base.plan,
            Product::Payroll => self.current.payroll.map(Payroll::tier) != self.target.payroll.map(Payroll::tier),
            Product::Time => self.current.time.map(Time::tier) != self.target.time.map(Time::tier),
            other => unreachable!("{other} is not in the description"),
        }
    }

    /// A product transfers when it is held on both sides with another payer: to whom.
    pub fn transfers_to(&self, product: Product) -> Option<Party> {
        let (old, new) = (self.current.payer(product)?, self.target.payer(product)?);
        (old != new).then_some(new)
    }

    /// To whom it transfers, where nothing else changes about it.
    pub fn only_transfers_to(&self, product: Product) -> Option<Party> {
        self.transfers_to(product).filter(|_| !self.changes(product))
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

    pub fn goes_up(&self, product: Product) -> bool {
        match product {
            Product::Base => {
                let (old, new) = (self.current.base.plan, self.target.base.plan);
                self.is_open() && (old == Plan::Ledger || new.rank() > old.rank())
            }
            Product::Payroll => self.target.payroll.map(Payroll::tier) > self.current.payroll.map(Payroll::tier),
            Product::Time => self.target.time.map(Time::tier) > self.current.time.map(Time::tier),
            other => unreachable!("{other} is not in the description"),
        }
    }

    pub fn goes_down(&self, product: Product) -> bool {
        match product {
            Product::Base => self.is_open() && !self.goes_up(product),
            _ => self.changes(product) && !self.goes_up(product),
        }
    }

    /// Features that are lost if they are in use: absent from the new plan, and in the old one or not known not to be.
    pub fn may_be_lost(&self) -> FeatureSet {
        let (old, new) = (self.terms.plans.get(self.current.base.plan), self.terms.plans.get(self.target.base.plan));
        match new.features {
            Some(new) if self.is_open() => old.features.unwrap_or(FeatureSet::ALL).difference(new),
            _ => FeatureSet::EMPTY,
        }
    }

    pub fn blocks(&self, feature: Feature) -> bool {
        matches!(self.terms.features.get(feature), FeatureUse::Blocks { .. })
    }

    /// How many the new plan holds, where the plan changes, which is allowed, and there is such a number.
    pub fn new_limit(&self, gauge: Gauge) -> Option<u32> {
        gauge.limit(self.terms.plans.get(self.target.base.plan)).number().filter(|_| self.is_open())
    }

    /// More than this many refuse the change: the limit blocks, and it is lower than the current one, or that is not known.
    pub fn strict_limit(&self, gauge: Gauge) -> Option<u32> {
        let shrinks_to = |limit: &u32| match gauge.limit(self.terms.plans.get(self.current.base.plan)) {
            Limit::UpTo(current) => *limit < current,
            Limit::NoLimit | Limit::Unknown => true,
        };
        self.new_limit(gauge).filter(shrinks_to).filter(|_| gauge.overuse(self.terms) == Overuse::Blocks)
    }

    /// Whether the catalogue supports the add-on where this subscription has it.
    pub fn supports(&self, add_on: Product, subscription: &Subscription) -> bool {
        let CatalogueDraft { payroll, time, .. } = self.terms;
        let plan = subscription.base.plan;
        match (add_on, subscription.payroll) {
            (Product::Payroll, _) => payroll.plans.contains(plan),
            (Product::Time, Some(held)) => {
                time.plans.contains(plan) || payroll.plans.contains(plan) && time.payroll_tiers.contains(held.tier())
            }
            (Product::Time, None) => time.plans.contains(plan),
            (other, _) => unreachable!("{other} is no add-on"),
        }
    }

    /// Whether the catalogue supports every add-on of this subscription.
    pub fn is_supported(&self, subscription: &Subscription) -> bool {
        (subscription.payroll.is_none() || self.supports(Product::Payroll, subscription))
            && (subscription.time.is_none() || self.supports(Product::Time, subscription))
    }

    /// Whether the catalogue sells what the product becomes, or it becomes nothing.
    pub fn is_sold(&self, product: Product) -> bool {
        match product {
            Product::Base => self.terms.plans.get(self.target.base.plan).sold,
            Product::Payroll => self.target.payroll.is_none_or(|held| self.terms.payroll.tiers.contains(held.tier())),
            _ => self.target.time.is_none_or(|held| self.terms.time.tiers.contains(held.tier())),
        }
    }

    /// Whether the target holds this add-on, which it does not support, and base, that add-on or payroll changes.
    pub fn leaves_unsupported(&self, product: Product) -> bool {
        product != Product::Base
            && self.target.payer(product).is_some()
            && !self.supports(product, self.target)
            && [Product::Base, Product::Payroll, product].iter().any(|&product| self.changes(product))
    }
}
