//! The stable codes of reasons and notices. What each means is in the rows of [`rules`](crate::rules).

use crate::kit::{set, vocabulary};

vocabulary! {
    /// The stable code of a [`Reason`](crate::Reason), in the order in which reasons are reported. Codes are never renamed and never reused.
    pub enum ReasonCode ("reason") {
        /// [`Reason::NothingToChange`](crate::Reason::NothingToChange)
        NothingToChange,
        /// [`Reason::SeparateProduct`](crate::Reason::SeparateProduct)
        SeparateProduct,
        /// [`Reason::LedgerClosed`](crate::Reason::LedgerClosed)
        LedgerClosed,
        /// [`Reason::NotSold`](crate::Reason::NotSold)
        NotSold,
        /// [`Reason::TransitionClosed`](crate::Reason::TransitionClosed)
        TransitionClosed,
        /// [`Reason::ClientPending`](crate::Reason::ClientPending)
        ClientPending,
        /// [`Reason::ClientReadOnly`](crate::Reason::ClientReadOnly)
        ClientReadOnly,
        /// [`Reason::FirmBillingOutdated`](crate::Reason::FirmBillingOutdated)
        FirmBillingOutdated,
        /// [`Reason::FirmSubscriptionOutdated`](crate::Reason::FirmSubscriptionOutdated)
        FirmSubscriptionOutdated,
        /// [`Reason::ClientBillingOutdated`](crate::Reason::ClientBillingOutdated)
        ClientBillingOutdated,
        /// [`Reason::NotAuthorised`](crate::Reason::NotAuthorised)
        NotAuthorised,
        /// [`Reason::DowngradeNotOffered`](crate::Reason::DowngradeNotOffered)
        DowngradeNotOffered,
        /// [`Reason::DowngradeNotConfirmed`](crate::Reason::DowngradeNotConfirmed)
        DowngradeNotConfirmed,
        /// [`Reason::LossesNotAccepted`](crate::Reason::LossesNotAccepted)
        LossesNotAccepted,
        /// [`Reason::TooManyUsers`](crate::Reason::TooManyUsers)
        TooManyUsers,
        /// [`Reason::FeatureInUse`](crate::Reason::FeatureInUse)
        FeatureInUse,
        /// [`Reason::OverLimit`](crate::Reason::OverLimit)
        OverLimit,
        /// [`Reason::AddOnUnsupported`](crate::Reason::AddOnUnsupported)
        AddOnUnsupported,
        /// [`Reason::UpgradeTooSoon`](crate::Reason::UpgradeTooSoon)
        UpgradeTooSoon,
        /// [`Reason::TransferAndChange`](crate::Reason::TransferAndChange)
        TransferAndChange,
        /// [`Reason::TransferNotPermitted`](crate::Reason::TransferNotPermitted)
        TransferNotPermitted,
        /// [`Reason::TransferPermissionExpired`](crate::Reason::TransferPermissionExpired)
        TransferPermissionExpired,
        /// [`Reason::AnnualBilling`](crate::Reason::AnnualBilling)
        AnnualBilling,
        /// [`Reason::ClientNotPrimaryAdmin`](crate::Reason::ClientNotPrimaryAdmin)
        ClientNotPrimaryAdmin,
        /// [`Reason::PrimaryAdminElsewhere`](crate::Reason::PrimaryAdminElsewhere)
        PrimaryAdminElsewhere,
        /// [`Reason::FirmUserNotPermitted`](crate::Reason::FirmUserNotPermitted)
        FirmUserNotPermitted,
        /// [`Reason::FirmNotAccountant`](crate::Reason::FirmNotAccountant)
        FirmNotAccountant,
        /// [`Reason::NotSubscribedYet`](crate::Reason::NotSubscribedYet)
        NotSubscribedYet,
        /// [`Reason::AddressMismatch`](crate::Reason::AddressMismatch)
        AddressMismatch,
        /// [`Reason::OtherBillingSystem`](crate::Reason::OtherBillingSystem)
        OtherBillingSystem,
        /// [`Reason::OtherRegion`](crate::Reason::OtherRegion)
        OtherRegion,
        /// [`Reason::CancellationPending`](crate::Reason::CancellationPending)
        CancellationPending,
    }
}

set! {
    /// A set of codes of reasons.
    pub type ReasonCodeSet of ReasonCode
}

vocabulary! {
    /// The stable code of a [`Notice`](crate::Notice), in the order in which notices are given.
    pub enum NoticeCode ("notice") {
        /// [`Notice::LeavesLedger`](crate::Notice::LeavesLedger)
        LeavesLedger,
        /// [`Notice::FeaturesLost`](crate::Notice::FeaturesLost)
        FeaturesLost,
        /// [`Notice::UsersOverLimit`](crate::Notice::UsersOverLimit)
        UsersOverLimit,
        /// [`Notice::ResourceOverLimit`](crate::Notice::ResourceOverLimit)
        ResourceOverLimit,
        /// [`Notice::CompanySuspended`](crate::Notice::CompanySuspended)
        CompanySuspended,
        /// [`Notice::AddOnGoesDown`](crate::Notice::AddOnGoesDown)
        AddOnGoesDown,
        /// [`Notice::DiscountsEnd`](crate::Notice::DiscountsEnd)
        DiscountsEnd,
        /// [`Notice::TimeTrackingUnavailable`](crate::Notice::TimeTrackingUnavailable)
        TimeTrackingUnavailable,
        /// [`Notice::PrimaryAdminLocked`](crate::Notice::PrimaryAdminLocked)
        PrimaryAdminLocked,
        /// [`Notice::Resubscribes`](crate::Notice::Resubscribes)
        Resubscribes,
        /// [`Notice::ProratedCharge`](crate::Notice::ProratedCharge)
        ProratedCharge,
        /// [`Notice::DiscountKept`](crate::Notice::DiscountKept)
        DiscountKept,
        /// [`Notice::RetailPrice`](crate::Notice::RetailPrice)
        RetailPrice,
        /// [`Notice::WholesalePrice`](crate::Notice::WholesalePrice)
        WholesalePrice,
        /// [`Notice::FullPrice`](crate::Notice::FullPrice)
        FullPrice,
        /// [`Notice::ReadOnlyUntilBillingDetails`](crate::Notice::ReadOnlyUntilBillingDetails)
        ReadOnlyUntilBillingDetails,
        /// [`Notice::PaymentDetailsNeeded`](crate::Notice::PaymentDetailsNeeded)
        PaymentDetailsNeeded,
    }
}
