//! What changes between two subscriptions, and which way.

use crate::catalogue::{Catalogue, Move};
use crate::{AddOn, Party, Product, Products, Subscription};

/// The difference of two subscriptions in the words of the rules.
///
/// A product *changes* when its plan or tier differs, absent counting as a value; it *transfers* when it is held on both sides
/// with another payer. One product may do both.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Difference<'c> {
    /// The change of the base plan.
    pub(crate) base: &'c Move,
    /// The products whose plan or tier differs.
    pub(crate) changes: Products,
    /// Of those, the ones that go up: an open upgrade of base; an add-on that is added or raised.
    pub(crate) up: Products,
    /// Of those, the ones that go down: an open downgrade of base; an add-on that is removed or lowered.
    pub(crate) down: Products,
    /// The products that the firm pays for as far as a change is concerned: the current payer, or the target's where it is added.
    pub(crate) firm_paid: Products,
    /// The products whose billing goes from the client to the firm.
    pub(crate) to_firm: Products,
    /// The products whose billing goes from the firm to the client.
    pub(crate) to_client: Products,
}

impl<'c> Difference<'c> {
    pub(crate) fn between(catalogue: &'c Catalogue, current: &Subscription, target: &Subscription) -> Self {
        let base = catalogue.moves.get(current.base.plan, target.base.plan);
        let payroll = AddOnDifference::between(current.payroll, target.payroll);
        let time = AddOnDifference::between(current.time, target.time);
        let products = |base: bool, payroll: bool, time: bool| {
            Products::when(Product::Base, base)
                .union(Products::when(Product::Payroll, payroll))
                .union(Products::when(Product::Time, time))
        };
        let firm_paid = products(current.base.payer == Party::Firm, payroll.firm_paid, time.firm_paid);
        let transfers = products(current.base.payer != target.base.payer, payroll.transfers, time.transfers);
        Self {
            base,
            changes: products(base.changes, payroll.up | payroll.down, time.up | time.down),
            up: products(base.up, payroll.up, time.up),
            down: products(base.down, payroll.down, time.down),
            firm_paid,
            to_firm: transfers.difference(firm_paid),
            to_client: transfers.intersection(firm_paid),
        }
    }

    /// The products that get another payer.
    pub(crate) const fn transfers(&self) -> Products {
        self.to_firm.union(self.to_client)
    }

    /// The products that a request may not both change and transfer, and does.
    pub(crate) const fn changes_and_transfers(&self) -> Products {
        self.changes.intersection(self.transfers())
    }
}

/// The difference of one add-on.
#[allow(clippy::struct_excessive_bools, reason = "four independent facts, each asked by name")]
struct AddOnDifference {
    up: bool,
    down: bool,
    firm_paid: bool,
    transfers: bool,
}

impl AddOnDifference {
    fn between<Tier: Copy + Ord>(current: Option<AddOn<Tier>>, target: Option<AddOn<Tier>>) -> Self {
        // Absent is below every tier.
        let (old, new) = (current.map(|held| held.tier), target.map(|held| held.tier));
        let (payer, new_payer) = (current.or(target).map(|held| held.payer), target.map(|held| held.payer));
        Self {
            up: new > old,
            down: new < old,
            firm_paid: payer == Some(Party::Firm),
            transfers: current.is_some() && target.is_some() && payer != new_payer,
        }
    }
}
