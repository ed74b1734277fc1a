//! What can be asked for, in the vendor's terms.

use crate::kit::vocabulary;
use crate::model::{AddOnKind, Party, Plan, Product, Subscription, Tier};
use crate::rules::coded;
use crate::terms::Edition;

vocabulary! {
    /// The stable code of an [`Action`].
    pub enum ActionCode ("action") {
        /// [`Action::Upgrade`]
        Upgrade,
        /// [`Action::Downgrade`]
        Downgrade,
        /// [`Action::LeaveLedger`]
        LeaveLedger,
        /// [`Action::Switch`]
        Switch,
        /// [`Action::Add`]
        Add,
        /// [`Action::Raise`]
        Raise,
        /// [`Action::Lower`]
        Lower,
        /// [`Action::Remove`]
        Remove,
        /// [`Action::Transfer`]
        Transfer,
    }
}

/// One thing to ask for, about one product: what a [`Menu`](super::Menu) lists.
///
/// It says what would be asked for, not whether that is possible.
///
/// ```
/// use subscription_change::ways_out::{Action, ActionCode};
/// use subscription_change::{Plan, Product};
///
/// let action = Action::Downgrade { to: Plan::EasyStart };
/// assert_eq!(action.code(), ActionCode::Downgrade);
/// assert_eq!(action.product(), Product::Base);
/// # #[cfg(feature = "serde")]
/// assert_eq!(serde_json::to_string(&action).unwrap(), r#"{"code":"downgrade","to":"easy_start"}"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Go to a higher plan of the ladder (« mettre à niveau »).
    Upgrade {
        /// The plan to change to.
        to: Plan,
    },
    /// Go to a lower plan of the ladder (« passer à un niveau inférieur »).
    Downgrade {
        /// The plan to change to.
        to: Plan,
    },
    /// Leave Ledger for a plan of the ladder; there is no way back.
    LeaveLedger {
        /// The plan to change to.
        to: Plan,
    },
    /// Go to Ledger, or to or from Self-Employed. No catalogue allows it; it is listed so that the answer says why.
    Switch {
        /// The plan to change to.
        to: Plan,
    },
    /// Add an add-on.
    Add {
        /// The add-on.
        product: Product,
        /// The tier to take.
        tier: Tier,
        /// Who is to pay for it.
        payer: Party,
    },
    /// Take a higher tier of an add-on that is held.
    Raise {
        /// The add-on.
        product: Product,
        /// The tier to take.
        tier: Tier,
    },
    /// Take a lower tier of an add-on that is held.
    Lower {
        /// The add-on.
        product: Product,
        /// The tier to take.
        tier: Tier,
    },
    /// Remove an add-on.
    Remove {
        /// The add-on.
        product: Product,
    },
    /// Transfer the billing of a product.
    Transfer {
        /// The product.
        product: Product,
        /// Who is to pay from then on.
        to: Party,
    },
}

impl Action {
    /// The product that it is about.
    #[must_use]
    pub const fn product(&self) -> Product {
        match *self {
            Self::Upgrade { .. } | Self::Downgrade { .. } | Self::LeaveLedger { .. } | Self::Switch { .. } => Product::Base,
            Self::Add { product, .. }
            | Self::Raise { product, .. }
            | Self::Lower { product, .. }
            | Self::Remove { product }
            | Self::Transfer { product, .. } => product,
        }
    }

    /// To change the base plan, whether or not a catalogue allows it.
    pub(super) fn of_base(edition: &Edition, from: Plan, to: Plan) -> Option<Self> {
        match (edition.ladder.rank(from), edition.ladder.rank(to)) {
            _ if from == to => None,
            (Some(old), Some(new)) if new > old => Some(Self::Upgrade { to }),
            (Some(_), Some(_)) => Some(Self::Downgrade { to }),
            (None, Some(_)) if !edition.separate_products.contains(from) => Some(Self::LeaveLedger { to }),
            (_, _) => Some(Self::Switch { to }),
        }
    }

    /// To change an add-on, but not who pays for it.
    pub(super) fn of_add_on(kind: AddOnKind, current: &Subscription, target: &Subscription) -> Option<Self> {
        let product = kind.product();
        match (current.add_on(kind), target.add_on(kind)) {
            (None, Some(new)) => Some(Self::Add { product, tier: new.tier, payer: new.payer }),
            (Some(_), None) => Some(Self::Remove { product }),
            (Some(old), Some(new)) if old.payer != new.payer => None,
            (Some(old), Some(new)) if new.tier > old.tier => Some(Self::Raise { product, tier: new.tier }),
            (Some(old), Some(new)) if new.tier < old.tier => Some(Self::Lower { product, tier: new.tier }),
            (_, _) => None,
        }
    }
}

coded! {
    alone Action as ActionCode {
        Upgrade { to },
        Downgrade { to },
        LeaveLedger { to },
        Switch { to },
        Add { product, tier, payer },
        Raise { product, tier },
        Lower { product, tier },
        Remove { product },
        Transfer { product, to },
    }
}
