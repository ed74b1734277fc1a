//! What changes between two subscriptions, and which way.

use crate::model::{AddOn, AddOnKind, Base, Party, Product};
use crate::terms::Terms;

/// What happens to one product.
///
/// It *changes* when its plan or tier differs, where "not held" is a value too. It *transfers* when it is held before and after,
/// by different payers. What does both counts as changing only.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by name")]
pub(crate) struct ProductChange {
    pub(crate) product: Product,
    /// Its plan or tier differs.
    pub(crate) changes: bool,
    /// It changes, and the catalogue allows this move; an add-on may always change.
    pub(crate) open: bool,
    /// It goes up: base to a higher rank or from beside the ladder onto it, where the move is open; an add-on that is added or raised.
    pub(crate) up: bool,
    /// It goes down: base to a lower rank, where the move is open; an add-on that is removed or lowered.
    pub(crate) down: bool,
    /// What it becomes is sold, or it is removed.
    pub(crate) sold: bool,
    /// Who has to authorise a change of it: the one who pays for it now, or for an added product the one who will.
    pub(crate) payer: Party,
    /// It gets another payer, whether it also changes or not.
    pub(crate) gets_payer: bool,
    /// Its billing goes from the client to the firm, and nothing else about it changes.
    pub(crate) to_firm: bool,
    /// Its billing goes from the firm to the client, and nothing else about it changes.
    pub(crate) to_client: bool,
    /// Base changes, and one side is a separate product; or base is one whose billing cannot be transferred, and transfers.
    pub(crate) separate: bool,
    /// Base changes from the ladder to a plan beside it.
    pub(crate) leaves_ladder: bool,
}

impl ProductChange {
    pub(crate) const fn of_base(terms: &Terms, current: Base, target: Base) -> Self {
        let (from, to) = (current.plan, target.plan);
        let (ladder, separate) = (&terms.edition.ladder, terms.edition.separate_products);
        let changes = from as u8 != to as u8;
        let open = changes && terms.moves.get(from).contains(to);
        let up = open && ladder.is_above(to, from);
        Self {
            product: Product::Base,
            changes,
            open,
            up,
            down: open && !up,
            sold: terms.plans.get(to).sold,
            payer: current.payer,
            gets_payer: current.payer as u8 != target.payer as u8,
            to_firm: !changes && matches!((current.payer, target.payer), (Party::Client, Party::Firm)),
            to_client: !changes && matches!((current.payer, target.payer), (Party::Firm, Party::Client)),
            separate: if changes {
                separate.contains(from) || separate.contains(to)
            } else {
                current.payer as u8 != target.payer as u8
                    && separate.contains(from)
                    && !terms.edition.transferable_products.contains(from)
            },
            leaves_ladder: ladder.contains(from) && !ladder.contains(to) && !separate.contains(to),
        }
    }

    pub(crate) const fn of_add_on(terms: &Terms, kind: AddOnKind, current: Option<AddOn>, target: Option<AddOn>) -> Self {
        // Not held is below every tier.
        let (old, new) = (level(current), level(target));
        let (now, then) = (payer(current), payer(target));
        Self {
            product: kind.product(),
            changes: old != new,
            open: old != new,
            up: new > old,
            down: new < old,
            sold: match target {
                Some(held) => terms.add_ons.get(kind).tiers.contains(held.tier),
                None => true,
            },
            payer: match (now, then) {
                (Some(payer), _) | (None, Some(payer)) => payer,
                // Nothing happens to an add-on that is held neither before nor after.
                (None, None) => Party::Firm,
            },
            gets_payer: match (now, then) {
                (Some(now), Some(then)) => now as u8 != then as u8,
                (_, _) => false,
            },
            to_firm: old == new && matches!((now, then), (Some(Party::Client), Some(Party::Firm))),
            to_client: old == new && matches!((now, then), (Some(Party::Firm), Some(Party::Client))),
            separate: false,
            leaves_ladder: false,
        }
    }

    /// Whether it transfers, and nothing else changes about it.
    pub(crate) const fn transfers(&self) -> bool {
        self.to_firm || self.to_client
    }

    /// Whether it both changes and gets another payer.
    pub(crate) const fn changes_and_transfers(&self) -> bool {
        self.changes && self.gets_payer
    }

    /// Whether it changes or transfers.
    pub(crate) const fn happens(&self) -> bool {
        self.changes || self.transfers()
    }

    /// Whether it is `party` that pays for it, where a change is concerned.
    const fn is_paid_by(&self, party: Party) -> bool {
        self.payer as u8 == party as u8
    }

    /// Whether it changes and `party` pays for it.
    pub(crate) const fn changes_at_the_cost_of(&self, party: Party) -> bool {
        self.changes && self.is_paid_by(party)
    }

    /// Whether it goes up and `party` pays for it.
    pub(crate) const fn goes_up_at_the_cost_of(&self, party: Party) -> bool {
        self.up && self.is_paid_by(party)
    }
}

/// The level of an add-on, 0 where it is not held.
pub(crate) const fn level(held: Option<AddOn>) -> u8 {
    match held {
        Some(held) => (held.tier as u8).saturating_add(1),
        None => 0,
    }
}

const fn payer(held: Option<AddOn>) -> Option<Party> {
    match held {
        Some(held) => Some(held.payer),
        None => None,
    }
}
