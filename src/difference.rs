//! What changes between two subscriptions, and which way.

use crate::catalogue::CatalogueDraft;
use crate::{Base, Party, Payroll, Product, Time};

/// What happens to one product.
///
/// It *changes* when its plan or tier differs, absent counting as a value; it *transfers* when it is held on both sides with another
/// payer. It may do both.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(crate) struct ProductChange {
    pub(crate) product: Product,
    /// Its plan or tier differs.
    pub(crate) changes: bool,
    /// It changes and goes up: base to a higher rank or from Ledger to the ladder, where the catalogue allows it; an add-on that is
    /// added or raised.
    pub(crate) up: bool,
    /// It changes and goes down: base to a lower rank, where the catalogue allows it; an add-on that is removed or lowered.
    pub(crate) down: bool,
    /// What it becomes is sold, or is nothing.
    pub(crate) sold: bool,
    /// Whose word a change of it needs: who pays for it now, or for an added product is to pay for it.
    pub(crate) payer: Party,
    /// Its billing goes from the client to the firm.
    pub(crate) to_firm: bool,
    /// Its billing goes from the firm to the client.
    pub(crate) to_client: bool,
}

impl ProductChange {
    pub(crate) const fn of_base(catalogue: &CatalogueDraft, current: Base, target: Base) -> Self {
        let changes = current.plan as u8 != target.plan as u8;
        let open = changes && catalogue.moves.get(current.plan).contains(target.plan);
        let up = open && target.plan.is_above(current.plan);
        Self {
            product: Product::Base,
            changes,
            up,
            down: open && !up,
            sold: catalogue.plans.get(target.plan).sold,
            payer: current.payer,
            to_firm: matches!((current.payer, target.payer), (Party::Client, Party::Firm)),
            to_client: matches!((current.payer, target.payer), (Party::Firm, Party::Client)),
        }
    }

    pub(crate) const fn of_payroll(catalogue: &CatalogueDraft, current: Option<Payroll>, target: Option<Payroll>) -> Self {
        // Absent is below every tier.
        let (old, old_payer) = match current {
            Some(held) => (1 + held.tier() as u8, Some(held.payer())),
            None => (0, None),
        };
        let (new, new_payer, sold) = match target {
            Some(held) => (1 + held.tier() as u8, Some(held.payer()), catalogue.payroll.tiers.contains(held.tier())),
            None => (0, None, true),
        };
        Self::of_add_on(Product::Payroll, (old, old_payer), (new, new_payer), sold)
    }

    pub(crate) const fn of_time(catalogue: &CatalogueDraft, current: Option<Time>, target: Option<Time>) -> Self {
        let (old, old_payer) = match current {
            Some(held) => (1 + held.tier() as u8, Some(held.payer())),
            None => (0, None),
        };
        let (new, new_payer, sold) = match target {
            Some(held) => (1 + held.tier() as u8, Some(held.payer()), catalogue.time.tiers.contains(held.tier())),
            None => (0, None, true),
        };
        Self::of_add_on(Product::Time, (old, old_payer), (new, new_payer), sold)
    }

    const fn of_add_on(product: Product, old: (u8, Option<Party>), new: (u8, Option<Party>), sold: bool) -> Self {
        let payer = match (old.1, new.1) {
            (Some(payer), _) | (None, Some(payer)) => payer,
            // It is not held on either side: nothing happens, and nobody pays.
            (None, None) => Party::Firm,
        };
        Self {
            product,
            changes: old.0 != new.0,
            up: new.0 > old.0,
            down: new.0 < old.0,
            sold,
            payer,
            to_firm: matches!((old.1, new.1), (Some(Party::Client), Some(Party::Firm))),
            to_client: matches!((old.1, new.1), (Some(Party::Firm), Some(Party::Client))),
        }
    }

    pub(crate) const fn transfers(&self) -> bool {
        self.to_firm || self.to_client
    }

    /// Whether it changes or transfers.
    pub(crate) const fn happens(&self) -> bool {
        self.changes || self.transfers()
    }

    /// Whether it changes, and `party` pays for it as far as a change is concerned.
    pub(crate) const fn changes_at_the_cost_of(&self, party: Party) -> bool {
        self.changes && self.payer as u8 == party as u8
    }

    /// Whether it goes up, and `party` pays for it as far as a change is concerned.
    pub(crate) const fn goes_up_at_the_cost_of(&self, party: Party) -> bool {
        self.up && self.payer as u8 == party as u8
    }

    /// Whether its billing goes to the firm, and nothing else changes about it.
    pub(crate) const fn only_goes_to_firm(&self) -> bool {
        self.to_firm && !self.changes
    }

    /// Whether its billing goes to the client, and nothing else changes about it.
    pub(crate) const fn only_goes_to_client(&self) -> bool {
        self.to_client && !self.changes
    }
}
