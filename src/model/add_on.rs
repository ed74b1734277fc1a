//! The products of a client: the base subscription, and the add-ons beside it.

use core::fmt;

use crate::kit::{set, table, vocabulary};
use crate::model::Party;

/// Declares the add-ons, one row each: the name and its tiers. The compiler then asks for its terms and its words wherever they
/// are needed.
macro_rules! add_ons {
    ($($(#[$meta:meta])* $AddOn:ident as $name:ident, of $tiers:expr, on the billing cycle: $cycle:literal $(, may be $missing:ident)?;)+) => {
        vocabulary! {
            /// A product: what is subscribed to and billed on its own.
            ///
            /// A product has one payer, never two; products of one client may have different payers, which is *split billing*
            /// (article L78SslIqi: « facturation répartie »).
            pub enum Product ("product") {
                /// The base subscription: QuickBooks Online itself, at the level of a [`Plan`](crate::Plan).
                Base,
                $($(#[$meta])* $AddOn,)+
            }
        }

        vocabulary! {
            /// A product that is held beside the base subscription (« module complémentaire »), at a [`Tier`].
            pub enum AddOnKind ("add-on") {
                $($(#[$meta])* $AddOn,)+
            }
        }

        table! {
            /// One cell for each [`AddOnKind`].
            pub struct ByAddOn<T> of AddOnKind ("one cell for each add-on") {
                $($(#[$meta])* $name: $AddOn $(may be $missing)?,)+
            }
        }

        impl AddOnKind {
            /// The add-on as a product.
            #[must_use]
            pub const fn product(self) -> Product {
                match self {
                    $(Self::$AddOn => Product::$AddOn,)+
                }
            }

            /// Its tiers, from the lowest to the highest. Which of them are sold is for a catalogue to say.
            #[must_use]
            pub const fn tiers(self) -> TierSet {
                match self {
                    $(Self::$AddOn => const { TierSet::of(&$tiers) },)+
                }
            }
        }

        impl Product {
            /// Whether it follows the client's billing cycle; if not, it is billed monthly.
            pub(crate) const fn is_on_billing_cycle(self) -> bool {
                match self {
                    Self::Base => true,
                    $(Self::$AddOn => $cycle,)+
                }
            }

            /// The product as an add-on; `None` for the base product.
            #[must_use]
            pub const fn add_on(self) -> Option<AddOnKind> {
                match self {
                    Self::Base => None,
                    $(Self::$AddOn => Some(AddOnKind::$AddOn),)+
                }
            }
        }
    };
}

add_ons! {
    /// Payroll (QuickBooks Payroll, « Paie »).
    Payroll as payroll, of [Tier::Core, Tier::Premium, Tier::Elite], on the billing cycle: false;
    /// Time (QuickBooks Time).
    Time as time, of [Tier::Premium, Tier::Elite], on the billing cycle: true;
    /// Bill pay (QuickBooks Bill Pay), which only the American edition sells. That it is billed every month is a judgement, as payroll is.
    BillPay as bill_pay, of [Tier::Basic, Tier::Premium, Tier::Elite], on the billing cycle: false, may be missing;
}

impl AddOnKind {
    /// Whether it has no higher tier than this.
    pub(crate) fn is_highest(self, tier: Tier) -> bool {
        !self.tiers().iter().any(|other| other > tier)
    }
}

impl From<AddOnKind> for Product {
    fn from(kind: AddOnKind) -> Self {
        kind.product()
    }
}

set! {
    /// A set of products.
    pub type ProductSet of Product
}

set! {
    /// A set of add-ons.
    pub type AddOnSet of AddOnKind
}

vocabulary! {
    /// The level of an add-on, from the lowest to the highest. Not every add-on has every tier: see [`AddOnKind::tiers`].
    pub enum Tier ("tier") {
        /// Core (« Paie de base »).
        Core,
        /// Basic.
        Basic,
        /// Premium.
        Premium,
        /// Elite (« Élite »).
        Elite,
    }
}

set! {
    /// A set of tiers.
    pub type TierSet of Tier
}

/// An add-on as it is held: its tier, and who pays for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddOn {
    /// Its level.
    pub tier: Tier,
    /// Who pays for it.
    pub payer: Party,
}

/// How an add-on is held or not, as the number by which tables have it: 0 where it is not held, then tier by tier, payer by payer. A
/// decision looks it up as it is, 17 instructions fewer than with a tier and a payer apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Way(u8);

impl Way {
    /// How many ways there are to hold an add-on or not.
    pub(crate) const COUNT: usize = 1 + Tier::COUNT * Party::COUNT;

    /// The length of a table that is indexed by it: a power of two, so that the compiler knows that the index is in range.
    pub(crate) const CELLS: usize = Self::COUNT.next_power_of_two();

    pub(crate) const NOT_HELD: Self = Self(0);

    /// What is held, by number.
    const HELD: [Option<AddOn>; Self::CELLS] = {
        let (mut held, mut way) = ([None; Self::CELLS], 1);
        while way < Self::COUNT {
            let place = way - 1;
            held[way] = Some(AddOn { tier: Tier::ALL[place / Party::COUNT], payer: Party::ALL[place % Party::COUNT] });
            way += 1;
        }
        held
    };

    #[inline]
    pub(crate) const fn of(held: Option<AddOn>) -> Self {
        match held {
            None => Self::NOT_HELD,
            Some(AddOn { tier, payer }) => {
                Self((tier as u8).wrapping_mul(Party::COUNT as u8).wrapping_add(payer as u8).wrapping_add(1))
            }
        }
    }

    /// The way that has this number.
    pub(crate) const fn at(number: usize) -> Self {
        Self(number as u8)
    }

    #[inline]
    pub(crate) const fn held(self) -> Option<AddOn> {
        Self::HELD[self.cell()]
    }

    #[inline]
    pub(crate) const fn is_held(self) -> bool {
        self.0 != Self::NOT_HELD.0
    }

    /// Its place in a table.
    #[inline]
    pub(crate) const fn cell(self) -> usize {
        self.0 as usize % Self::CELLS
    }
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.held().fmt(f)
    }
}
