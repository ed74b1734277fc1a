//! The levels of the base product.

use crate::kit::{set, table, vocabulary};
use crate::model::Tier;

vocabulary! {
    /// The level of the base product (« abonnement »).
    ///
    /// [`EasyStart`](Self::EasyStart) < [`Essentials`](Self::Essentials) < [`Plus`](Self::Plus) < [`Advanced`](Self::Advanced)
    /// are the *ladder*: plans that one moves up and down between. The other two are not on it. `Ord` is only the order of the
    /// tables; [`Catalogue::rank`](crate::Catalogue::rank) tells which of two plans is higher.
    pub enum Plan ("plan") {
        /// EasyStart (« Démarrage »), the lowest.
        EasyStart,
        /// Essentials (« Standard »).
        Essentials,
        /// Plus (« Plus »).
        Plus,
        /// Advanced (« Avancé »), the highest.
        Advanced,
        /// Ledger (« Grand livre »): can be left for the ladder, but not entered from it (article L78SslIqi).
        Ledger,
        /// QuickBooks Self-Employed (« Travailleur autonome »): a separate product, with no change to or from any other plan
        /// (article L78SslIqi).
        SelfEmployed,
    }
}

set! {
    /// A set of plans.
    pub type PlanSet of Plan
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

/// Something that a catalogue sells: a plan of the base product or a tier of an add-on.
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
