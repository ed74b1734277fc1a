//! What is subscribed to: products, plans and tiers.

use crate::set::set;
use crate::table::table;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What is subscribed to and billed on its own.
    ///
    /// A product has one payer, never two; products of one client may have different payers, which is *split billing*
    /// (article L78SslIqi: « facturation répartie »).
    pub enum Product ("product") {
        /// The base subscription: QuickBooks Online itself, at the level of a [`Plan`].
        Base,
        /// The payroll add-on (QuickBooks Payroll, « Paie »), at a [`PayrollTier`].
        Payroll,
        /// The time add-on (QuickBooks Time), at a [`TimeTier`].
        Time,
    }
}

set! {
    /// A set of products.
    pub struct Products(u8) of Product ("products"), iterated by ProductsIter
}

vocabulary! {
    /// The level of the base product (« abonnement »).
    ///
    /// [`EasyStart`](Self::EasyStart) < [`Essentials`](Self::Essentials) < [`Plus`](Self::Plus) <
    /// [`Advanced`](Self::Advanced) are a ladder; the other two stand beside it. `Ord` is the order of the tables; a higher or lower
    /// level is told by [`rank`](Self::rank).
    pub enum Plan ("plan") {
        /// EasyStart (« Démarrage »), the lowest rung.
        EasyStart,
        /// Essentials (« Standard »).
        Essentials,
        /// Plus (« Plus »).
        Plus,
        /// Advanced (« Avancé »), the highest rung.
        Advanced,
        /// Ledger (« Grand livre »): can be left for the ladder and never entered from it (article L78SslIqi).
        Ledger,
        /// QuickBooks Self-Employed (« Travailleur autonome »): a separate product record, never to or from anything else
        /// (article L78SslIqi).
        SelfEmployed,
    }
}

impl Plan {
    /// The rung on the ladder, 0 for EasyStart to 3 for Advanced; `None` for Ledger and Self-Employed.
    ///
    /// Upgrade and downgrade go by rank and never by price.
    ///
    /// ```
    /// use subscription_change::Plan;
    ///
    /// assert!(Plan::Plus.rank() > Plan::Essentials.rank());
    /// assert_eq!(Plan::Ledger.rank(), None);
    /// ```
    #[must_use]
    pub const fn rank(self) -> Option<u8> {
        match self {
            Self::EasyStart => Some(0),
            Self::Essentials => Some(1),
            Self::Plus => Some(2),
            Self::Advanced => Some(3),
            Self::Ledger | Self::SelfEmployed => None,
        }
    }

    /// The rung with this rank.
    pub(crate) const fn at_rank(rank: u8) -> Option<Self> {
        match rank {
            0 => Some(Self::EasyStart),
            1 => Some(Self::Essentials),
            2 => Some(Self::Plus),
            3 => Some(Self::Advanced),
            _ => None,
        }
    }

    /// Whether a change from `other` to this plan goes up: to a higher rank, or from beside the ladder onto it.
    pub(crate) const fn is_above(self, other: Self) -> bool {
        match (self.rank(), other.rank()) {
            (Some(new), Some(old)) => new > old,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// Whether the plan is a rung of the ladder.
    #[must_use]
    pub const fn is_on_ladder(self) -> bool {
        self.rank().is_some()
    }
}

set! {
    /// A set of plans.
    pub struct PlanSet(u8) of Plan ("plans"), iterated by PlanSetIter
}

table! {
    /// One cell for each [`Plan`].
    pub struct ByPlan<T> of Plan ("one cell for each plan") {
        /// EasyStart.
        easy_start: EasyStart,
        /// Essentials.
        essentials: Essentials,
        /// Plus.
        plus: Plus,
        /// Advanced.
        advanced: Advanced,
        /// Ledger.
        ledger: Ledger,
        /// Self-Employed.
        self_employed: SelfEmployed,
    }
}

vocabulary! {
    /// The level of the payroll add-on; `Core < Premium < Elite`.
    pub enum PayrollTier ("payroll tier") {
        /// Core (« Paie de base »).
        Core,
        /// Premium; like Elite, brings time tracking, so that the time add-on needs no higher plan.
        Premium,
        /// Elite (« Élite »).
        Elite,
    }
}

set! {
    /// A set of payroll tiers.
    pub struct PayrollTiers(u8) of PayrollTier ("payroll tiers"), iterated by PayrollTiersIter
}

vocabulary! {
    /// The level of the time add-on; `Premium < Elite`.
    pub enum TimeTier ("time tier") {
        /// Premium.
        Premium,
        /// Elite (« Élite »).
        Elite,
    }
}

set! {
    /// A set of time tiers.
    pub struct TimeTiers(u8) of TimeTier ("time tiers"), iterated by TimeTiersIter
}

vocabulary! {
    /// The level of an add-on, whichever it is: what a [`Step`](crate::Step) names beside its product.
    pub enum Tier ("tier") {
        /// Core: payroll only.
        Core,
        /// Premium.
        Premium,
        /// Elite.
        Elite,
    }
}

impl Tier {
    pub(crate) const fn of_payroll(tier: PayrollTier) -> Self {
        match tier {
            PayrollTier::Core => Self::Core,
            PayrollTier::Premium => Self::Premium,
            PayrollTier::Elite => Self::Elite,
        }
    }

    pub(crate) const fn of_time(tier: TimeTier) -> Self {
        match tier {
            TimeTier::Premium => Self::Premium,
            TimeTier::Elite => Self::Elite,
        }
    }
}

impl From<PayrollTier> for Tier {
    fn from(tier: PayrollTier) -> Self {
        Self::of_payroll(tier)
    }
}

impl From<TimeTier> for Tier {
    fn from(tier: TimeTier) -> Self {
        Self::of_time(tier)
    }
}

impl TryFrom<Tier> for PayrollTier {
    type Error = crate::UnknownName;

    fn try_from(tier: Tier) -> Result<Self, crate::UnknownName> {
        tier.name().parse()
    }
}

impl TryFrom<Tier> for TimeTier {
    type Error = crate::UnknownName;

    fn try_from(tier: Tier) -> Result<Self, crate::UnknownName> {
        tier.name().parse()
    }
}

/// What a catalogue sells at one price: a plan of the base product or a tier of an add-on.
///
/// In JSON it is the bare name, `"plus"` or `"premium"`; the product that stands beside it says which add-on is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Item {
    /// A plan.
    Plan(Plan),
    /// A tier.
    Tier(Tier),
}

impl Item {
    /// The name, as it stands in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plan(plan) => plan.name(),
            Self::Tier(tier) => tier.name(),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Item {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
