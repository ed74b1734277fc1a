//! What there is to do in a change.

use crate::kit::vocabulary;
use crate::model::{AddOnKind, Party, Plan, Product, Subscription, Tier};
use crate::rules::{coded, level};

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
    fn of_add_on(kind: AddOnKind, current: &Subscription, target: &Subscription) -> Option<Self> {
        let product = kind.product();
        match (current.add_on(kind), target.add_on(kind)) {
            (None, Some(new)) => Some(Self::Add { product, tier: new.tier, by: new.payer }),
            (Some(old), None) => Some(Self::Remove { product, tier: old.tier, by: old.payer }),
            (Some(old), Some(new)) if old.tier != new.tier => {
                Some(Self::ChangeTier { product, from: old.tier, to: new.tier, by: old.payer })
            }
            (_, _) => None,
        }
    }
}

coded! {
    alone Step as StepCode {
        ChangePlan { from, to, by },
        Add { product, tier, by },
        Remove { product, tier, by },
        ChangeTier { product, from, to, by },
        TransferBilling { product, to, by },
    }
}

/// The steps of a [`ChangePlan`](crate::ChangePlan), in the order in which they are done.
#[derive(Debug, Clone)]
pub struct Steps {
    from: Subscription,
    to: Subscription,
    base_goes_up: bool,
    transfers_to_client: Party,
    /// The stages that are past.
    past: usize,
}

/// When a step has its turn: in this order, every intermediate subscription is one that the catalogue supports if the first is.
#[derive(Debug, Clone, Copy)]
enum Stage {
    BaseUp,
    PayrollUp,
    Other(AddOnKind),
    PayrollDown,
    BaseDown,
    Transfer(Product),
}

/// Base twice, payroll twice, each other add-on, and the transfer of each product.
const STAGES: usize = 4 + (AddOnKind::COUNT - 1) + Product::COUNT;

const ORDER: [Stage; STAGES] = {
    let mut order = [Stage::BaseUp; STAGES];
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

impl Steps {
    pub(crate) const fn between(from: Subscription, to: Subscription, base_goes_up: bool, transfers_to_client: Party) -> Self {
        Self { from, to, base_goes_up, transfers_to_client, past: 0 }
    }

    fn step(&self, stage: Stage) -> Option<Step> {
        let Self { from, to, base_goes_up, .. } = self;
        match stage {
            Stage::BaseUp | Stage::BaseDown => {
                let step = Step::ChangePlan { from: from.base.plan, to: to.base.plan, by: from.base.payer };
                let has_its_turn = from.base.plan != to.base.plan && *base_goes_up == matches!(stage, Stage::BaseUp);
                has_its_turn.then_some(step)
            }
            Stage::PayrollUp | Stage::PayrollDown => {
                let kind = AddOnKind::Payroll;
                let goes_up = level(to.add_on(kind)) > level(from.add_on(kind));
                Step::of_add_on(kind, from, to).filter(|_| goes_up == matches!(stage, Stage::PayrollUp))
            }
            Stage::Other(kind) => Step::of_add_on(kind, from, to),
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
        loop {
            let stage = *ORDER.get(self.past)?;
            self.past = self.past.saturating_add(1);
            let step = self.step(stage);
            if step.is_some() {
                return step;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = ORDER.iter().skip(self.past).filter(|stage| self.step(**stage).is_some()).count();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Steps {}
impl core::iter::FusedIterator for Steps {}

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
