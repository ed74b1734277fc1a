//! What to know of a change before it is made.

use crate::coded::coded;
use crate::vocabulary::vocabulary;
use crate::{FeatureSet, Product, Resource, UserKind};

vocabulary! {
    /// The stable code of a [`Notice`].
    pub enum NoticeCode ("notice") {
        /// [`Notice::LeavesLedger`]
        LeavesLedger,
        /// [`Notice::FeaturesLost`]
        FeaturesLost,
        /// [`Notice::UsersOverLimit`]
        UsersOverLimit,
        /// [`Notice::ResourceOverLimit`]
        ResourceOverLimit,
        /// [`Notice::DiscountsEnd`]
        DiscountsEnd,
        /// [`Notice::TimeTrackingUnavailable`]
        TimeTrackingUnavailable,
        /// [`Notice::PrimaryAdminLocked`]
        PrimaryAdminLocked,
        /// [`Notice::DiscountKept`]
        DiscountKept,
        /// [`Notice::RetailPrice`]
        RetailPrice,
        /// [`Notice::FullPrice`]
        FullPrice,
        /// [`Notice::ReadOnlyUntilPaid`]
        ReadOnlyUntilPaid,
    }
}

/// One thing to know before a change is made: it does not stand in the way.
///
/// Each says below when it is given and where it comes from; the marks are explained at [`Reason`](crate::Reason).
/// [`display`](Self::display) says it in the reader's language; the plain `Display` is an English clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Notice {
    /// The base product leaves Ledger: one way, so discuss it with the client first. \[S\]
    LeavesLedger,
    /// Features in use are missing from the new plan. \[S\]
    FeaturesLost {
        /// The features.
        features: FeatureSet,
    },
    /// There are more users of a kind than the new plan holds: they are kept, and none may be added. \[O\]\[J\]
    UsersOverLimit {
        /// The kind of user.
        kind: UserKind,
        /// How many there are.
        used: u32,
        /// How many the new plan holds.
        limit: u32,
    },
    /// More of a resource is used than the new plan holds: it is kept, and none may be added. \[O\]\[J\]
    ResourceOverLimit {
        /// The resource.
        resource: Resource,
        /// How much is used.
        used: u32,
        /// How much the new plan holds.
        limit: u32,
    },
    /// The base product goes down and the client pays: its discounts end. \[O\]
    DiscountsEnd,
    /// Payroll becomes Core while time tracking is in use, on a plan that has it. \[O\]
    TimeTrackingUnavailable,
    /// The plan becomes EasyStart, where the primary-admin role cannot be handed over without the vendor's help. \[O\]
    PrimaryAdminLocked,
    /// Billing goes to the firm, and another firm's discount paid until at most 60 days ago (the catalogue says how many): the
    /// discount is kept. \[O\]
    DiscountKept {
        /// The product.
        product: Product,
    },
    /// Billing goes to the firm, at the retail price. \[O\]
    RetailPrice {
        /// The product.
        product: Product,
    },
    /// Billing goes to the client, at the full price. \[O\]
    FullPrice {
        /// The product.
        product: Product,
    },
    /// Billing of the base product goes to the client, whose books are read only until it has paid. \[O\]
    ReadOnlyUntilPaid,
}

coded! {
    Notice as NoticeCode {
        LeavesLedger {},
        FeaturesLost { features },
        UsersOverLimit { kind, used, limit },
        ResourceOverLimit { resource, used, limit },
        DiscountsEnd {},
        TimeTrackingUnavailable {},
        PrimaryAdminLocked {},
        DiscountKept { product },
        RetailPrice { product },
        FullPrice { product },
        ReadOnlyUntilPaid {},
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Notice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = serializer.serialize_struct("Notice", code.parameters().len() + 2)?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("reversible", &self.is_reversible())?;
        form.end()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Notice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::Form::read(deserializer)
    }
}

#[cfg(feature = "serde")]
impl crate::json::FromForm for Notice {
    type Form = crate::json::Form<NoticeCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use crate::json::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let notice = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("reversible", form.reversible.take(), &notice.is_reversible())?;
            form.finish()?;
            Ok(notice)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}

impl Notice {
    /// Whether what the notice tells of can be undone: by a later request that changes the subscription back, or by the client
    /// paying. \[J\]
    ///
    /// It cannot where Ledger is left, where discounts end, and where the client's full price takes the place of the firm's
    /// discount: billing that goes back to the firm goes back at the retail price.
    ///
    /// ```
    /// use subscription_change::Notice;
    ///
    /// assert!(!Notice::LeavesLedger.is_reversible());
    /// assert!(Notice::PrimaryAdminLocked.is_reversible());
    /// ```
    #[must_use]
    pub const fn is_reversible(&self) -> bool {
        match self {
            Self::LeavesLedger | Self::DiscountsEnd | Self::FullPrice { .. } => false,
            Self::FeaturesLost { .. }
            | Self::UsersOverLimit { .. }
            | Self::ResourceOverLimit { .. }
            | Self::TimeTrackingUnavailable
            | Self::PrimaryAdminLocked
            | Self::DiscountKept { .. }
            | Self::RetailPrice { .. }
            | Self::ReadOnlyUntilPaid => true,
        }
    }
}
