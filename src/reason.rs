//! Why a change is refused.

use crate::coded::coded;
use crate::vocabulary::vocabulary;
use crate::{
    Clearance, ClientStatus, Feature, FeatureSet, Item, Party, PayrollTier, Plan, Product, Remedies, Remedy, Resource, UserKind,
};

vocabulary! {
    /// The stable code of a [`Reason`], in the order in which reasons are reported. Codes are never renamed and never reused.
    pub enum ReasonCode ("reason") {
        /// [`Reason::NothingToChange`]
        NothingToChange,
        /// [`Reason::SeparateProduct`]
        SeparateProduct,
        /// [`Reason::LedgerClosed`]
        LedgerClosed,
        /// [`Reason::NotSold`]
        NotSold,
        /// [`Reason::TransitionClosed`]
        TransitionClosed,
        /// [`Reason::ClientPending`]
        ClientPending,
        /// [`Reason::ClientReadOnly`]
        ClientReadOnly,
        /// [`Reason::FirmBillingOutdated`]
        FirmBillingOutdated,
        /// [`Reason::FirmSubscriptionOutdated`]
        FirmSubscriptionOutdated,
        /// [`Reason::ClientBillingOutdated`]
        ClientBillingOutdated,
        /// [`Reason::NotAuthorised`]
        NotAuthorised,
        /// [`Reason::DowngradeNotOffered`]
        DowngradeNotOffered,
        /// [`Reason::DowngradeNotConfirmed`]
        DowngradeNotConfirmed,
        /// [`Reason::LossesNotAccepted`]
        LossesNotAccepted,
        /// [`Reason::TooManyUsers`]
        TooManyUsers,
        /// [`Reason::FeatureInUse`]
        FeatureInUse,
        /// [`Reason::OverLimit`]
        OverLimit,
        /// [`Reason::AddOnUnsupported`]
        AddOnUnsupported,
        /// [`Reason::UpgradeTooSoon`]
        UpgradeTooSoon,
        /// [`Reason::TransferAndChange`]
        TransferAndChange,
        /// [`Reason::TransferNotPermitted`]
        TransferNotPermitted,
        /// [`Reason::TransferPermissionExpired`]
        TransferPermissionExpired,
        /// [`Reason::AnnualBilling`]
        AnnualBilling,
        /// [`Reason::ClientNotPrimaryAdmin`]
        ClientNotPrimaryAdmin,
    }
}

vocabulary! {
    /// What becomes of a reason.
    pub enum Resolution ("resolution") {
        /// Nobody can clear it.
        Never,
        /// Somebody can clear it; its remedies say who.
        Act,
        /// It clears itself in time.
        Wait,
    }
}

/// One reason why a change is refused.
///
/// Whatever else holds, a reason is given exactly when its own condition holds. Each says below when that is, what becomes of it,
/// and where it comes from: **\[S\]** the vendor's article L78SslIqi of 28 January 2025, **\[O\]** another page of the vendor,
/// **\[J\]** judgement, where neither says.
///
/// [`display`](Self::display) says it in the reader's language, [`sources`](Self::sources) where it comes from; the plain `Display` is
/// an English clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The target is the current subscription. *Never.*
    NothingToChange,
    /// The base product changes, and one side is Self-Employed: that is a separate switch procedure and not a plan change.
    /// *Never.* \[S\]\[O\]
    SeparateProduct {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    },
    /// The base product changes from the ladder to Ledger. *Never.* \[S\]
    LedgerClosed {
        /// The current plan.
        from: Plan,
    },
    /// The target has a plan or tier, new to it, that the catalogue does not sell. *Never.*
    NotSold {
        /// The product.
        product: Product,
        /// Its plan or tier.
        item: Item,
    },
    /// The catalogue closes this move, for no reason above. *Never.*
    TransitionClosed {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    },
    /// The client was just put on the discount and is not fully moved yet. *Wait.* \[S\] for upgrades, \[O\] for downgrades
    ClientPending,
    /// The client's company can only be read. *Act:* the client reactivates it. \[J\] from \[O\]
    ClientReadOnly {
        /// Its status: restricted, suspended, expired or cancelled.
        status: ClientStatus,
    },
    /// The firm's billing details are out of date, and a product that it pays for goes up \[S\], or a product transfers to it \[O\].
    /// *Act:* the firm updates them.
    FirmBillingOutdated,
    /// The firm's subscription details are out of date, and a product that it pays for goes up. *Act:* the firm updates them. \[S\]
    FirmSubscriptionOutdated,
    /// The client's payment details are out of date, and a product that it pays for goes up. *Act:* the client updates them. \[O\]
    ClientBillingOutdated,
    /// Whoever has to ask for it did not: the payer of a product that changes; the firm for a transfer to it; either of the two for
    /// a transfer to the client. *Act:* that party authorises. \[S\] for what the firm pays, \[J\] for each product
    NotAuthorised {
        /// The product.
        product: Product,
        /// The party whose word is missing.
        payer: Party,
        /// The other party's word would do as well: the product is only transferred to the client.
        or_client: bool,
    },
    /// The base product goes down, and the vendor's menu does not show the downgrade. *Never:* the vendor gives no reason. \[S\]
    DowngradeNotOffered,
    /// Something goes down, and the client has not confirmed it, whoever asks. *Act:* the client confirms, accepting the losses.
    /// \[S\]\[O\]
    DowngradeNotConfirmed {
        /// What is lost with the base plan: features in use that do not block. May be none.
        losses: FeatureSet,
    },
    /// Something goes down and was confirmed, but not with the loss of these features. *Act:* the client accepts them. \[S\]\[J\]
    LossesNotAccepted {
        /// The losses that were not accepted.
        features: FeatureSet,
    },
    /// The plan changes, and there are more users of a kind that blocks than the new, smaller limit. *Act:* the client removes
    /// some, never the primary admin. \[S\]
    TooManyUsers {
        /// The kind of user.
        kind: UserKind,
        /// How many there are, invited ones counted.
        used: u32,
        /// How many the new plan holds.
        limit: u32,
    },
    /// The plan changes, and a feature that blocks is in use and missing from the new plan. *Act:* the client clears it; *never*
    /// where nothing does. \[S\] for multicurrency, \[O\]
    FeatureInUse {
        /// The feature.
        feature: Feature,
        /// What clears it, if anything does.
        cleared_by: Option<Clearance>,
    },
    /// The plan changes, and more of a resource that blocks is used than the new, smaller limit. *Act:* the client uses less.
    /// Neither of the embedded catalogues has such a resource.
    OverLimit {
        /// The resource.
        resource: Resource,
        /// How much is used.
        used: u32,
        /// How much the new plan holds.
        limit: u32,
    },
    /// The target holds an add-on that its plan or payroll tier does not support. *Act:* ask for it without the add-on, or for time
    /// with payroll at a tier that supports it. \[O\], \[J\] for Ledger and Self-Employed
    AddOnUnsupported {
        /// The add-on.
        product: Product,
        /// The plan asked for.
        plan: Plan,
        /// The payroll tier that would support it, if one would.
        with_payroll: Option<PayrollTier>,
    },
    /// The base product goes up too soon after a downgrade. *Wait.* Neither of the embedded catalogues has such a wait.
    UpgradeTooSoon {
        /// Whole hours until it may.
        hours_left: u32,
    },
    /// A product both changes and transfers. *Act:* whoever asks leaves the payer as it is, and transfers in a request of its own.
    TransferAndChange {
        /// The product.
        product: Product,
    },
    /// A product transfers to the firm without the client's permission. *Act:* the client's primary admin permits it. \[O\]
    TransferNotPermitted {
        /// The product.
        product: Product,
    },
    /// A product transfers to the firm on a permission that has expired. *Act:* the client's primary admin permits it again. \[O\]
    TransferPermissionExpired {
        /// The product.
        product: Product,
        /// How many hours ago it was given.
        hours_ago: u32,
        /// For how many hours it held.
        window: u32,
    },
    /// A product transfers to the firm, and the client is billed annually. *Act:* the client switches to monthly billing. \[O\]
    AnnualBilling {
        /// The product.
        product: Product,
    },
    /// A product transfers to the client, who is not the primary admin. *Act:* the firm hands the role over. \[O\]
    ClientNotPrimaryAdmin {
        /// The product.
        product: Product,
    },
}

coded! {
    Reason as ReasonCode {
        NothingToChange {},
        SeparateProduct { from, to },
        LedgerClosed { from },
        NotSold { product, item },
        TransitionClosed { from, to },
        ClientPending {},
        ClientReadOnly { status },
        FirmBillingOutdated {},
        FirmSubscriptionOutdated {},
        ClientBillingOutdated {},
        NotAuthorised { product, payer } with or_client from crate::json::either_party_does,
        DowngradeNotOffered {},
        DowngradeNotConfirmed { losses },
        LossesNotAccepted { features },
        TooManyUsers { kind, used, limit },
        FeatureInUse { feature } with cleared_by from crate::json::clearance,
        OverLimit { resource, used, limit },
        AddOnUnsupported { product, plan } with with_payroll from crate::json::payroll_to_take,
        UpgradeTooSoon { hours_left },
        TransferAndChange { product },
        TransferNotPermitted { product },
        TransferPermissionExpired { product, hours_ago, window },
        AnnualBilling { product },
        ClientNotPrimaryAdmin { product },
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = serializer.serialize_struct("Reason", code.parameters().len() + 3)?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("resolution", &self.resolution())?;
        form.serialize_field("remedies", &self.remedies())?;
        form.end()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Reason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::json::Form::read(deserializer)
    }
}

#[cfg(feature = "serde")]
impl crate::json::FromForm for Reason {
    type Form = crate::json::Form<ReasonCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use crate::json::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let reason = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("resolution", form.resolution.take(), &reason.resolution())?;
            let remedies = form.remedies.take().ok_or(Misfit::Missing("remedies"))?;
            if !remedies.iter().copied().eq(reason.remedies()) {
                return Err(Misfit::Wrong("remedies"));
            }
            form.finish()?;
            Ok(reason)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}

impl Reason {
    /// What becomes of it.
    ///
    /// ```
    /// use subscription_change::{Reason, Resolution};
    ///
    /// assert_eq!(Reason::NothingToChange.resolution(), Resolution::Never);
    /// assert_eq!(Reason::ClientPending.resolution(), Resolution::Wait);
    /// ```
    #[must_use]
    pub const fn resolution(&self) -> Resolution {
        match self {
            Self::NothingToChange
            | Self::SeparateProduct { .. }
            | Self::LedgerClosed { .. }
            | Self::NotSold { .. }
            | Self::TransitionClosed { .. }
            | Self::DowngradeNotOffered
            | Self::FeatureInUse { cleared_by: None, .. } => Resolution::Never,
            Self::ClientPending | Self::UpgradeTooSoon { .. } => Resolution::Wait,
            Self::ClientReadOnly { .. }
            | Self::FirmBillingOutdated
            | Self::FirmSubscriptionOutdated
            | Self::ClientBillingOutdated
            | Self::NotAuthorised { .. }
            | Self::DowngradeNotConfirmed { .. }
            | Self::LossesNotAccepted { .. }
            | Self::TooManyUsers { .. }
            | Self::FeatureInUse { cleared_by: Some(_), .. }
            | Self::OverLimit { .. }
            | Self::AddOnUnsupported { .. }
            | Self::TransferAndChange { .. }
            | Self::TransferNotPermitted { .. }
            | Self::TransferPermissionExpired { .. }
            | Self::AnnualBilling { .. }
            | Self::ClientNotPrimaryAdmin { .. } => Resolution::Act,
        }
    }

    /// The alternatives that clear it: any one does. Empty exactly where the resolution is [`Never`](Resolution::Never).
    ///
    /// ```
    /// use subscription_change::{Reason, Remedy, UserKind};
    ///
    /// let reason = Reason::TooManyUsers { kind: UserKind::Billable, used: 3, limit: 1 };
    /// let remedies: Vec<Remedy> = reason.remedies().collect();
    /// assert_eq!(remedies, [Remedy::RemoveUsers { kind: UserKind::Billable, count: 2 }]);
    /// ```
    #[must_use]
    pub const fn remedies(&self) -> Remedies {
        Remedies::one(match *self {
            Self::NothingToChange
            | Self::SeparateProduct { .. }
            | Self::LedgerClosed { .. }
            | Self::NotSold { .. }
            | Self::TransitionClosed { .. }
            | Self::DowngradeNotOffered
            | Self::FeatureInUse { cleared_by: None, .. } => return Remedies::NONE,
            Self::ClientPending => Remedy::WaitUntilMoved,
            Self::ClientReadOnly { .. } => Remedy::Reactivate,
            Self::FirmBillingOutdated => Remedy::UpdateFirmBilling,
            Self::FirmSubscriptionOutdated => Remedy::UpdateFirmSubscription,
            Self::ClientBillingOutdated => Remedy::UpdateClientBilling,
            Self::NotAuthorised { payer, or_client, .. } => {
                let or = if or_client { Some(Remedy::Authorise { party: Party::Client }) } else { None };
                return Remedies::first_or(Remedy::Authorise { party: payer }, or);
            }
            Self::DowngradeNotConfirmed { losses } => Remedy::Confirm { accepting: losses },
            Self::LossesNotAccepted { features } => Remedy::AcceptLosses { features },
            Self::TooManyUsers { kind, used, limit } => Remedy::RemoveUsers { kind, count: used.saturating_sub(limit) },
            Self::FeatureInUse { feature, cleared_by: Some(clearance) } => Remedy::clear(feature, clearance),
            Self::OverLimit { resource, used, limit } => Remedy::Reduce { resource, count: used.saturating_sub(limit) },
            Self::AddOnUnsupported { product, with_payroll, .. } => {
                let or = match with_payroll {
                    Some(tier) => Some(Remedy::TakePayroll { tier }),
                    None => None,
                };
                return Remedies::first_or(Remedy::LeaveOut { product }, or);
            }
            Self::UpgradeTooSoon { hours_left } => Remedy::Wait { hours: hours_left },
            Self::TransferAndChange { product } => Remedy::TransferSeparately { product },
            Self::TransferNotPermitted { product } | Self::TransferPermissionExpired { product, .. } => {
                Remedy::PermitTransfer { product }
            }
            Self::AnnualBilling { .. } => Remedy::SwitchToMonthly,
            Self::ClientNotPrimaryAdmin { .. } => Remedy::HandOverPrimaryAdmin,
        })
    }
}
