//! What there is to do in a change.

use crate::coded::{coded, coded_and_no_more};
use crate::vocabulary::vocabulary;
use crate::{Party, Payroll, Plan, Product, Subscription, Tier};

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
/// A change is performed by the product's payer, a transfer to the firm by the firm, a transfer to the client by the firm where it
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
        /// Who does it.
        by: Party,
    },
    /// Add an add-on.
    Add {
        /// The add-on.
        product: Product,
        /// Its tier.
        tier: Tier,
        /// Who does it.
        by: Party,
    },
    /// Remove an add-on.
    Remove {
        /// The add-on.
        product: Product,
        /// The tier that it had.
        tier: Tier,
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
        /// Who does it.
        by: Party,
    },
    /// Transfer the billing of a product.
    TransferBilling {
        /// The product.
        product: Product,
        /// Who pays from then on.
        to: Party,
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

    /// The change of one add-on, if there is one.
    fn of_add_on(product: Product, current: &Subscription, target: &Subscription) -> Option<Self> {
        match (current.add_on(product), target.add_on(product)) {
            (None, Some((tier, by))) => Some(Self::Add { product, tier, by }),
            (Some((tier, by)), None) => Some(Self::Remove { product, tier, by }),
            (Some((from, by)), Some((to, _))) if from != to => Some(Self::ChangeTier { product, from, to, by }),
            (_, _) => None,
        }
    }
}

coded! {
    Step as StepCode {
        ChangePlan { from, to, by },
        Add { product, tier, by },
        Remove { product, tier, by },
        ChangeTier { product, from, to, by },
        TransferBilling { product, to, by },
    }
}

coded_and_no_more! { Step as StepCode }

/// The steps of a [`ChangePlan`](crate::ChangePlan), in the order in which they are done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Steps {
    from: Subscription,
    to: Subscription,
    transfers_to_client: Party,
    /// The stages to come, one bit each.
    left: u8,
}

/// When a step has its turn: in this order, every intermediate subscription is one that the catalogue supports if the first is.
#[derive(Debug, Clone, Copy)]
enum Stage {
    BaseUp,
    PayrollUp,
    Time,
    PayrollDown,
    BaseDown,
    Transfer(Product),
}

const STAGES: [Stage; 8] = [
    Stage::BaseUp,
    Stage::PayrollUp,
    Stage::Time,
    Stage::PayrollDown,
    Stage::BaseDown,
    Stage::Transfer(Product::Base),
    Stage::Transfer(Product::Payroll),
    Stage::Transfer(Product::Time),
];

impl Steps {
    pub(crate) fn between(from: Subscription, to: Subscription, transfers_to_client: Party) -> Self {
        let mut steps = Self { from, to, transfers_to_client, left: 0 };
        for (place, &stage) in STAGES.iter().enumerate() {
            steps.left |= u8::from(steps.step(stage).is_some()) << place;
        }
        steps
    }

    fn step(&self, stage: Stage) -> Option<Step> {
        let Self { from, to, .. } = self;
        match stage {
            Stage::BaseUp | Stage::BaseDown => {
                let goes_up = to.base.plan.is_above(from.base.plan);
                let step = Step::ChangePlan { from: from.base.plan, to: to.base.plan, by: from.base.payer };
                let has_its_turn = from.base.plan != to.base.plan && goes_up == matches!(stage, Stage::BaseUp);
                has_its_turn.then_some(step)
            }
            Stage::PayrollUp | Stage::PayrollDown => {
                let (old, new) = (from.payroll.map(Payroll::tier), to.payroll.map(Payroll::tier));
                let step = Step::of_add_on(Product::Payroll, from, to);
                step.filter(|_| (new > old) == matches!(stage, Stage::PayrollUp))
            }
            Stage::Time => Step::of_add_on(Product::Time, from, to),
            Stage::Transfer(product) => match (from.payer(product), to.payer(product)?) {
                (Some(Party::Client), Party::Firm) => Some(Step::TransferBilling { product, to: Party::Firm, by: Party::Firm }),
                (Some(Party::Firm), Party::Client) => {
                    Some(Step::TransferBilling { product, to: Party::Client, by: self.transfers_to_client })
                }
                (_, _) => None,
            },
        }
    }
}

impl Iterator for Steps {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let first = self.left.trailing_zeros() as usize;
        self.left &= self.left.wrapping_sub(1);
        self.step(*STAGES.get(first)?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.count_ones() as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Steps {}
impl core::iter::FusedIterator for Steps {}

#[cfg(feature = "serde")]
impl serde::Serialize for Steps {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}
