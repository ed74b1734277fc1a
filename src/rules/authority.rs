//! Whose authorisation a change needs, and whose is missing.

use super::ProductChange;
use crate::kit::{Bits, Set};
use crate::model::{Fact, FactSet, Parties, Party, Product};

/// Whose authorisation is needed for what happens to a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// The firm's.
    Firm,
    /// The client's.
    Client,
    /// Either party's will do.
    Either,
}

impl Authority {
    const ALL: [Self; 3] = [Self::Firm, Self::Client, Self::Either];

    const fn is_needed_for(self, change: &ProductChange) -> bool {
        match self {
            Self::Firm => change.changes_at_the_cost_of(Party::Firm) || change.to_firm,
            Self::Client => change.changes_at_the_cost_of(Party::Client),
            Self::Either => change.to_client,
        }
    }

    /// The one that a reason tells of which one party, or either, is missing.
    #[cfg(feature = "serde")]
    pub(super) const fn told(payer: Party, or_client: bool) -> Self {
        match (payer, or_client) {
            (_, true) => Self::Either,
            (Party::Firm, false) => Self::Firm,
            (Party::Client, false) => Self::Client,
        }
    }

    /// The facts that tell whether it was given.
    pub(super) fn depends(self) -> FactSet {
        let [firm, client] = [Party::Firm, Party::Client].map(|party| FactSet::EMPTY.with(Fact::AuthorisedBy(party)));
        match self {
            Self::Firm => firm,
            Self::Client => client,
            Self::Either => firm.union(client),
        }
    }

    const fn is_given(self, by: Parties) -> bool {
        match self {
            Self::Firm => by.contains(Party::Firm),
            Self::Client => by.contains(Party::Client),
            Self::Either => !by.is_empty(),
        }
    }
}

/// A missing authorisation: the product, and the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MissingAuthorisation {
    pub(crate) product: Product,
    pub(crate) authority: Authority,
}

const WIDTH: usize = Authority::ALL.len();

const _: () = assert!(
    MissingAuthorisation::COUNT <= Bits::BITS as usize,
    "evaluated by the compiler: more products than a set has bits for their authorisations; widen `Bits` in kit/set.rs"
);

impl MissingAuthorisation {
    /// How many there are.
    pub(crate) const COUNT: usize = Product::COUNT * WIDTH;

    /// Its index, product by product.
    #[cfg(feature = "serde")]
    pub(crate) const fn place(self) -> usize {
        self.product as usize * WIDTH + self.authority as usize
    }

    /// The one with this index, product by product.
    pub(crate) fn at(place: usize) -> Option<Self> {
        Some(Self { product: *Product::ALL.get(place / WIDTH)?, authority: *Authority::ALL.get(place % WIDTH)? })
    }
}

impl Set<MissingAuthorisation> {
    /// The authorisations that are needed for what happens to a product.
    pub(crate) const fn needed(change: &ProductChange) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < WIDTH {
            let needed = Authority::ALL[i].is_needed_for(change) as Bits;
            bits |= needed.wrapping_shl((change.product as u32).wrapping_mul(WIDTH as u32).wrapping_add(i as u32));
            i += 1;
        }
        Self::from_bits(bits)
    }

    /// Every authorisation that these parties do not give, for whatever product.
    #[inline]
    pub(crate) const fn not_given(by: Parties) -> Self {
        /// Indexed by the bits of a set of parties.
        static NOT_GIVEN: [Set<MissingAuthorisation>; CELLS] = {
            let (mut not_given, mut cell) = ([Set::EMPTY; CELLS], 0);
            while cell < CELLS {
                let mut place = 0;
                while place < MissingAuthorisation::COUNT {
                    let is_missing = !Authority::ALL[place % WIDTH].is_given(Parties::from_bits(cell as Bits));
                    not_given[cell] = Set::from_bits(not_given[cell].bits() | (is_missing as Bits) << place);
                    place += 1;
                }
                cell += 1;
            }
            not_given
        };
        const CELLS: usize = 1 << Party::COUNT;
        NOT_GIVEN[by.bits() as usize % CELLS]
    }
}
