//! What the client has, or is to have.

use crate::{Party, PayrollTier, Plan, Product, TimeTier};

/// A client's subscription: the base plan, and the add-ons that are held, each with who pays for it.
///
/// A payer exists only for a product that is held. Anything that the type admits is answered, also a combination that the
/// catalogue would not sell.
///
/// ```
/// use subscription_change::{Party, PayrollTier, Plan, Subscription};
///
/// // Split billing: the firm pays for QuickBooks, the client for payroll.
/// let subscription = Subscription::new(Plan::Plus, Party::Firm).with_payroll(PayrollTier::Core, Party::Client);
/// assert_eq!(subscription.base.plan, Plan::Plus);
/// assert!(subscription.has_split_billing());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Subscription {
    /// The base product.
    pub base: Base,
    /// The payroll add-on, if it is held.
    pub payroll: Option<AddOn<PayrollTier>>,
    /// The time add-on, if it is held.
    pub time: Option<AddOn<TimeTier>>,
}

/// The base product as it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Base {
    /// Its level.
    pub plan: Plan,
    /// Who pays for it.
    pub payer: Party,
}

/// An add-on as it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddOn<Tier> {
    /// Its level.
    pub tier: Tier,
    /// Who pays for it.
    pub payer: Party,
}

impl<Tier: Copy> AddOn<Tier> {
    /// How many ways there are to hold an add-on of so many tiers: not at all, or each tier by each payer.
    pub(crate) const fn ways(tiers: usize) -> usize {
        1 + tiers * Party::COUNT
    }

    /// One of these ways, in the order of the documentation's tables; not at all comes first.
    pub(crate) fn held(tiers: &[Tier], way: usize) -> Option<Self> {
        let way = way.checked_sub(1)?;
        Some(Self { tier: *tiers.get(way / Party::COUNT)?, payer: Party::ALL[way % Party::COUNT] })
    }
}

impl Subscription {
    /// A subscription to this plan, without add-ons.
    #[must_use]
    pub const fn new(plan: Plan, payer: Party) -> Self {
        Self { base: Base { plan, payer }, payroll: None, time: None }
    }

    /// This subscription with another plan, paid as before.
    #[must_use]
    pub const fn with_plan(self, plan: Plan) -> Self {
        Self { base: Base { plan, ..self.base }, ..self }
    }

    /// This subscription with payroll at this tier, paid by `payer`.
    #[must_use]
    pub const fn with_payroll(self, tier: PayrollTier, payer: Party) -> Self {
        Self { payroll: Some(AddOn { tier, payer }), ..self }
    }

    /// This subscription with time at this tier, paid by `payer`.
    #[must_use]
    pub const fn with_time(self, tier: TimeTier, payer: Party) -> Self {
        Self { time: Some(AddOn { tier, payer }), ..self }
    }

    /// This subscription less one add-on. The base product cannot be left out: for it nothing happens.
    #[must_use]
    pub const fn without(self, add_on: Product) -> Self {
        match add_on {
            Product::Base => self,
            Product::Payroll => Self { payroll: None, ..self },
            Product::Time => Self { time: None, ..self },
        }
    }

    /// Who pays for this product; `None` where it is not held.
    ///
    /// ```
    /// use subscription_change::{Party, Plan, Product, Subscription};
    ///
    /// let subscription = Subscription::new(Plan::Plus, Party::Firm);
    /// assert_eq!(subscription.payer(Product::Base), Some(Party::Firm));
    /// assert_eq!(subscription.payer(Product::Time), None);
    /// ```
    #[must_use]
    pub const fn payer(&self, product: Product) -> Option<Party> {
        match (product, &self.payroll, &self.time) {
            (Product::Base, _, _) => Some(self.base.payer),
            (Product::Payroll, Some(held), _) => Some(held.payer),
            (Product::Time, _, Some(held)) => Some(held.payer),
            (Product::Payroll | Product::Time, _, _) => None,
        }
    }

    /// This subscription with another payer for one product. Where the product is not held nothing happens.
    #[must_use]
    pub const fn with_payer(mut self, product: Product, payer: Party) -> Self {
        match (product, &mut self.payroll, &mut self.time) {
            (Product::Base, _, _) => self.base.payer = payer,
            (Product::Payroll, Some(held), _) => held.payer = payer,
            (Product::Time, _, Some(held)) => held.payer = payer,
            (Product::Payroll | Product::Time, _, _) => {}
        }
        self
    }

    /// Whether any product goes up, and whether any goes down, in a change to `target` that a catalogue allows.
    pub(crate) const fn goes_up_and_down(&self, target: &Self) -> (bool, bool) {
        /// What is not held is below every tier.
        macro_rules! level {
            ($held:expr) => {
                match $held {
                    Some(AddOn { tier, .. }) => 1 + tier as u8,
                    None => 0,
                }
            };
        }
        let (old, new) = (self.base.plan, target.base.plan);
        let (payroll, new_payroll) = (level!(self.payroll), level!(target.payroll));
        let (time, new_time) = (level!(self.time), level!(target.time));
        let base_up = new.is_above(old);
        let base_down = old as u8 != new as u8 && !base_up;
        (base_up || new_payroll > payroll || new_time > time, base_down || new_payroll < payroll || new_time < time)
    }

    /// Whether products of this client have different payers (« facturation répartie »).
    #[must_use]
    pub fn has_split_billing(&self) -> bool {
        Product::ALL.iter().filter_map(|&product| self.payer(product)).any(|payer| payer != self.base.payer)
    }
}

crate::json::record! { Subscription ("a subscription") { base, payroll = None, time = None } }
crate::json::record! { Base ("the base product as it is held") { plan, payer } }
crate::json::record! { AddOn<Tier> ("an add-on as it is held") { tier, payer } }
