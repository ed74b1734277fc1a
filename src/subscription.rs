//! What the client has, or is to have.

use crate::{Party, PayrollTier, Plan, Product, Tier, TimeTier};

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
    pub payroll: Option<Payroll>,
    /// The time add-on, if it is held.
    pub time: Option<Time>,
}

/// The base product as it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Base {
    /// Its level.
    pub plan: Plan,
    /// Who pays for it.
    pub payer: Party,
}

/// Declares an add-on as it is held: its tier, and who pays for it.
///
/// Both are one byte, so that each way to hold it is a number, and so is not to hold it, by which a decision looks up what a change means.
/// With a byte for each it takes some 30 instructions more, as it has to ask first whether there is a tier and a payer.
macro_rules! add_on {
    (
        $(#[$meta:meta])*
        pub struct $AddOn:ident of $Tier:ident, held in $Way:ident { $($tier:ident by $firm:ident or $client:ident,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $AddOn($Way);

        /// Each tier by each payer, in the order of the documentation's tables.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
        enum $Way {
            $($firm, $client,)+
        }

        impl $AddOn {
            /// How many ways there are to hold it or not.
            pub(crate) const WAYS: usize = 1 + Self::HELD;

            /// In how many of them it is held.
            const HELD: usize = <$Way as strum::VariantArray>::VARIANTS.len();

            /// This tier, paid for by `payer`.
            #[must_use]
            pub const fn new(tier: $Tier, payer: Party) -> Self {
                match payer {
                    Party::Firm => match tier {
                        $($Tier::$tier => Self($Way::$firm),)+
                    },
                    Party::Client => match tier {
                        $($Tier::$tier => Self($Way::$client),)+
                    },
                }
            }

            /// Its level.
            #[must_use]
            pub const fn tier(self) -> $Tier {
                match self.0 {
                    $($Way::$firm | $Way::$client => $Tier::$tier,)+
                }
            }

            /// Who pays for it.
            #[must_use]
            pub const fn payer(self) -> Party {
                match self.0 {
                    $($Way::$firm => Party::Firm, $Way::$client => Party::Client,)+
                }
            }

            /// The number of the way in which it is held or not. Not to hold it is the last, which is how the compiler keeps it.
            #[inline]
            pub(crate) const fn way(held: Option<Self>) -> usize {
                match held {
                    Some(held) => held.0 as usize,
                    None => Self::HELD,
                }
            }

            /// The way that has this number.
            pub(crate) const fn at(way: usize) -> Option<Self> {
                if way < Self::HELD { Some(Self(<$Way as strum::VariantArray>::VARIANTS[way])) } else { None }
            }
        }

        /// The ways stand in the order of the two choices.
        const _: () = {
            assert!($AddOn::HELD == $Tier::COUNT * Party::COUNT, "evaluated by the compiler: a way to hold an add-on is missing");
            let mut way = 0;
            while let Some(held) = $AddOn::at(way) {
                let place = held.tier() as usize * Party::COUNT + held.payer() as usize;
                assert!(place == way, "evaluated by the compiler: a way to hold an add-on is out of its place");
                way += 1;
            }
        };

        impl core::fmt::Debug for $AddOn {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_struct(stringify!($AddOn)).field("tier", &self.tier()).field("payer", &self.payer()).finish()
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $AddOn {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                AddOn { tier: self.tier(), payer: self.payer() }.serialize(serializer)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $AddOn {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                AddOn::deserialize(deserializer).map(|AddOn { tier, payer }| Self::new(tier, payer))
            }
        }
    };
}

add_on! {
    /// The payroll add-on as it is held: its tier, and who pays for it.
    ///
    /// ```
    /// use subscription_change::{Party, Payroll, PayrollTier};
    ///
    /// let payroll = Payroll::new(PayrollTier::Premium, Party::Client);
    /// assert_eq!((payroll.tier(), payroll.payer()), (PayrollTier::Premium, Party::Client));
    /// ```
    pub struct Payroll of PayrollTier, held in PayrollWay {
        Core by CoreByFirm or CoreByClient,
        Premium by PremiumByFirm or PremiumByClient,
        Elite by EliteByFirm or EliteByClient,
    }
}

add_on! {
    /// The time add-on as it is held: its tier, and who pays for it.
    ///
    /// ```
    /// use subscription_change::{Party, Time, TimeTier};
    ///
    /// let time = Time::new(TimeTier::Elite, Party::Firm);
    /// assert_eq!((time.tier(), time.payer()), (TimeTier::Elite, Party::Firm));
    /// ```
    pub struct Time of TimeTier, held in TimeWay {
        Premium by PremiumByFirm or PremiumByClient,
        Elite by EliteByFirm or EliteByClient,
    }
}

/// The form of an add-on in JSON.
#[cfg(feature = "serde")]
struct AddOn<Tier> {
    tier: Tier,
    payer: Party,
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
        Self { payroll: Some(Payroll::new(tier, payer)), ..self }
    }

    /// This subscription with time at this tier, paid by `payer`.
    #[must_use]
    pub const fn with_time(self, tier: TimeTier, payer: Party) -> Self {
        Self { time: Some(Time::new(tier, payer)), ..self }
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
            (Product::Payroll, Some(held), _) => Some(held.payer()),
            (Product::Time, _, Some(held)) => Some(held.payer()),
            (Product::Payroll | Product::Time, _, _) => None,
        }
    }

    /// This add-on's tier and payer; `None` where it is not held, and for the base product, which has no tier.
    #[inline]
    pub(crate) fn add_on(&self, product: Product) -> Option<(Tier, Party)> {
        match product {
            Product::Base => None,
            Product::Payroll => self.payroll.map(|held| (held.tier().into(), held.payer())),
            Product::Time => self.time.map(|held| (held.tier().into(), held.payer())),
        }
    }

    /// This subscription with another payer for one product. Where the product is not held nothing happens.
    #[must_use]
    pub const fn with_payer(mut self, product: Product, payer: Party) -> Self {
        match (product, &mut self.payroll, &mut self.time) {
            (Product::Base, _, _) => self.base.payer = payer,
            (Product::Payroll, Some(held), _) => *held = Payroll::new(held.tier(), payer),
            (Product::Time, _, Some(held)) => *held = Time::new(held.tier(), payer),
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
                    Some(held) => 1 + held.tier() as u8,
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
#[cfg(feature = "serde")]
crate::json::record! { AddOn<Tier> ("an add-on as it is held") { tier, payer } }
