//! What there is to do in a change.

use crate::kit::vocabulary;
use crate::model::{AddOnKind, Party, Plan, Product, ProductSet, Subscription, Tier};
use crate::rules::{coded, level};
use crate::terms::Effective;

vocabulary! {
    /// The stable code of a [`Step`].
    pub enum StepCode ("step") {
        /// [`Step::ChangePlan`]
        ChangePlan,
        /// [`Step::Add`]
        Add,
        /// [`Step::Remove`]
        Remove,
        /// [`Step::ChangeTier`]
        ChangeTier,
        /// [`Step::TransferBilling`]
        TransferBilling,
    }
}

/// One thing to do, and who does it.
///
/// A change is made by the product's payer, a transfer to the firm by the firm, and a transfer to the client by the firm if it
/// asks for it, else by the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Change the plan of the base product.
    ChangePlan {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
        /// When it takes effect.
        effective: Effective,
        /// Who does it.
        by: Party,
    },
    /// Add an add-on.
    Add {
        /// The add-on.
        product: Product,
        /// Its tier.
        tier: Tier,
        /// When it takes effect.
        effective: Effective,
        /// Who does it.
        by: Party,
    },
    /// Remove an add-on.
    Remove {
        /// The add-on.
        product: Product,
        /// The tier that it had.
        tier: Tier,
        /// When it takes effect.
        effective: Effective,
        /// Who does it.
        by: Party,
    },
    /// Raise or lower an add-on.
    ChangeTier {
        /// The add-on.
        product: Product,
        /// The tier that it had.
        from: Tier,
        /// The tier that it gets.
        to: Tier,
        /// When it takes effect.
        effective: Effective,
        /// Who does it.
        by: Party,
    },
    /// Transfer the billing of a product.
    TransferBilling {
        /// The product.
        product: Product,
        /// Who pays from then on.
        to: Party,
        /// When it takes effect.
        effective: Effective,
        /// Who does it.
        by: Party,
    },
}

impl Step {
    /// Who does it.
    #[must_use]
    pub const fn by(&self) -> Party {
        match *self {
            Self::ChangePlan { by, .. }
            | Self::Add { by, .. }
            | Self::Remove { by, .. }
            | Self::ChangeTier { by, .. }
            | Self::TransferBilling { by, .. } => by,
        }
    }

    /// When it takes effect: what goes up or down, when the catalogue says; a transfer at once.
    #[must_use]
    pub const fn effective(&self) -> Effective {
        match *self {
            Self::ChangePlan { effective, .. }
            | Self::Add { effective, .. }
            | Self::Remove { effective, .. }
            | Self::ChangeTier { effective, .. }
            | Self::TransferBilling { effective, .. } => effective,
        }
    }

    /// The product that it is about.
    #[must_use]
    pub const fn product(&self) -> Product {
        match *self {
            Self::ChangePlan { .. } => Product::Base,
            Self::Add { product, .. }
            | Self::Remove { product, .. }
            | Self::ChangeTier { product, .. }
            | Self::TransferBilling { product, .. } => product,
        }
    }

    /// The change of one add-on, which changes.
    fn of_add_on(kind: AddOnKind, current: &Subscription, target: &Subscription, takes: TakesEffect) -> Option<Self> {
        let product = kind.product();
        match (current.add_on(kind), target.add_on(kind)) {
            (None, Some(new)) => Some(Self::Add { product, tier: new.tier, effective: takes.of(product, true), by: new.payer }),
            (Some(old), None) => {
                Some(Self::Remove { product, tier: old.tier, effective: takes.of(product, false), by: old.payer })
            }
            (Some(old), Some(new)) => {
                let effective = takes.of(product, new.tier > old.tier);
                Some(Self::ChangeTier { product, from: old.tier, to: new.tier, effective, by: old.payer })
            }
            (None, None) => None,
        }
    }
}

coded! {
    alone Step as StepCode {
        ChangePlan { from, to, effective, by },
        Add { product, tier, effective, by },
        Remove { product, tier, effective, by },
        ChangeTier { product, from, to, effective, by },
        TransferBilling { product, to, effective, by },
    }
}

/// The steps of a [`ChangePlan`](crate::ChangePlan), in the order in which they are done.
#[derive(Clone)]
pub struct Steps {
    from: Subscription,
    to: Subscription,
    base_goes_up: bool,
    takes: TakesEffect,
    transfers_to_client: Party,
    /// The stages to come that have a step, as bits in their order.
    left: u64,
}

/// The products of which what goes up, and what goes down, takes effect on the next billing date; all else does at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TakesEffect {
    pub(crate) up_later: ProductSet,
    pub(crate) down_later: ProductSet,
}

impl TakesEffect {
    /// Nothing waits.
    pub(crate) const IMMEDIATELY: Self = Self { up_later: ProductSet::EMPTY, down_later: ProductSet::EMPTY };

    const fn of(self, product: Product, up: bool) -> Effective {
        let later = if up { self.up_later } else { self.down_later };
        if later.contains(product) { Effective::NextBillingDate } else { Effective::Immediately }
    }
}

/// The turn of each step: in this order, the catalogue supports every subscription in between if it supports the first.
#[derive(Debug, Clone, Copy)]
enum Stage {
    BaseUp,
    PayrollUp,
    Other(AddOnKind),
    PayrollDown,
    BaseDown,
    Transfer(Product),
}

/// How many steps there can be, each at its own place: base twice, payroll twice, each other add-on, and the transfer of each product.
pub(crate) const STEPS: usize = 4 + (AddOnKind::COUNT - 1) + Product::COUNT;

const ORDER: [Stage; STEPS] = {
    let mut order = [Stage::BaseUp; STEPS];
    let (mut next, mut i) = (1, 0);
    order[next] = Stage::PayrollUp;
    next += 1;
    while i < AddOnKind::COUNT {
        if !matches!(AddOnKind::ALL[i], AddOnKind::Payroll) {
            order[next] = Stage::Other(AddOnKind::ALL[i]);
            next += 1;
        }
        i += 1;
    }
    order[next] = Stage::PayrollDown;
    order[next + 1] = Stage::BaseDown;
    next += 2;
    let mut i = 0;
    while i < Product::COUNT {
        order[next] = Stage::Transfer(Product::ALL[i]);
        next += 1;
        i += 1;
    }
    order
};

const _: () =
    assert!(STEPS <= u64::BITS as usize, "evaluated by the compiler: more steps than `Steps` has bits; make them two words");

impl Stage {
    /// Whether there is a step at this stage.
    #[inline]
    const fn has_step(self, from: &Subscription, to: &Subscription, base_goes_up: bool) -> bool {
        let base_changes = from.base.plan as u8 != to.base.plan as u8;
        match self {
            Self::BaseUp => base_changes && base_goes_up,
            Self::BaseDown => base_changes && !base_goes_up,
            Self::PayrollUp => level(to.add_on(AddOnKind::Payroll)) > level(from.add_on(AddOnKind::Payroll)),
            Self::PayrollDown => level(to.add_on(AddOnKind::Payroll)) < level(from.add_on(AddOnKind::Payroll)),
            Self::Other(kind) => level(to.add_on(kind)) != level(from.add_on(kind)),
            Self::Transfer(product) => match (from.payer(product), to.payer(product)) {
                (Some(now), Some(then)) => now as u8 != then as u8,
                (_, _) => false,
            },
        }
    }
}

impl Steps {
    #[inline]
    pub(crate) fn between(
        from: Subscription,
        to: Subscription,
        base_goes_up: bool,
        takes: TakesEffect,
        transfers_to_client: Party,
    ) -> Self {
        let stages = ORDER.iter().rev();
        let left = stages.fold(0, |left, stage| left << 1 | u64::from(stage.has_step(&from, &to, base_goes_up)));
        Self { from, to, base_goes_up, takes, transfers_to_client, left }
    }

    /// The step at a stage that has one.
    fn step(&self, stage: Stage) -> Option<Step> {
        let Self { from, to, base_goes_up, takes, .. } = self;
        let immediately = Effective::Immediately;
        match stage {
            Stage::BaseUp | Stage::BaseDown => {
                let effective = takes.of(Product::Base, *base_goes_up);
                Some(Step::ChangePlan { from: from.base.plan, to: to.base.plan, effective, by: from.base.payer })
            }
            Stage::PayrollUp | Stage::PayrollDown => Step::of_add_on(AddOnKind::Payroll, from, to, *takes),
            Stage::Other(kind) => Step::of_add_on(kind, from, to, *takes),
            Stage::Transfer(product) => match (from.payer(product), to.payer(product)?) {
                (Some(Party::Client), Party::Firm) => {
                    Some(Step::TransferBilling { product, to: Party::Firm, effective: immediately, by: Party::Firm })
                }
                (Some(Party::Firm), Party::Client) => {
                    let by = self.transfers_to_client;
                    Some(Step::TransferBilling { product, to: Party::Client, effective: immediately, by })
                }
                (_, _) => None,
            },
        }
    }
}

impl Iterator for Steps {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let stage = *ORDER.get(self.left.trailing_zeros() as usize)?;
        self.left &= self.left.wrapping_sub(1);
        self.step(stage)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

impl ExactSizeIterator for Steps {
    #[inline]
    fn len(&self) -> usize {
        self.left.count_ones() as usize
    }
}

impl core::iter::FusedIterator for Steps {}

/// Shown as the list of the steps that are to come.
impl core::fmt::Debug for Steps {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// By the steps that are to come.
impl PartialEq for Steps {
    fn eq(&self, other: &Self) -> bool {
        self.clone().eq(other.clone())
    }
}

impl Eq for Steps {}

impl core::hash::Hash for Steps {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.clone().for_each(|step| step.hash(state));
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Steps {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}
