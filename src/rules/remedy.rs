//! What clears a reason, as data that can be applied.

#[cfg(feature = "serde")]
mod json;

use super::coded;
use crate::kit::vocabulary;
use crate::model::{
    Actor, AddOnKind, BillingCycle, ClientStatus, Confirmation, Feature, FeatureSet, Party, PrimaryAdmin, Product, Request,
    Resource, Tier, UserKind,
};
use crate::terms::Clearance;

vocabulary! {
    /// The stable code of a [`Remedy`].
    pub enum RemedyCode ("remedy", "remedies") {
        /// [`Remedy::WaitUntilMoved`]
        WaitUntilMoved,
        /// [`Remedy::Reactivate`]
        Reactivate,
        /// [`Remedy::UpdateFirmBilling`]
        UpdateFirmBilling,
        /// [`Remedy::UpdateFirmSubscription`]
        UpdateFirmSubscription,
        /// [`Remedy::UpdateClientBilling`]
        UpdateClientBilling,
        /// [`Remedy::Authorise`]
        Authorise,
        /// [`Remedy::LookAgain`]
        LookAgain,
        /// [`Remedy::Confirm`]
        Confirm,
        /// [`Remedy::AcceptLosses`]
        AcceptLosses,
        /// [`Remedy::RemoveUsers`]
        RemoveUsers,
        /// [`Remedy::TurnOff`]
        TurnOff,
        /// [`Remedy::PauseTemplates`]
        PauseTemplates,
        /// [`Remedy::MakeItemsInactive`]
        MakeItemsInactive,
        /// [`Remedy::Reduce`]
        Reduce,
        /// [`Remedy::DropAddOn`]
        DropAddOn,
        /// [`Remedy::TakePayroll`]
        TakePayroll,
        /// [`Remedy::Wait`]
        Wait,
        /// [`Remedy::TransferSeparately`]
        TransferSeparately,
        /// [`Remedy::PermitTransfer`]
        PermitTransfer,
        /// [`Remedy::SwitchToMonthly`]
        SwitchToMonthly,
        /// [`Remedy::HandOverPrimaryAdmin`]
        HandOverPrimaryAdmin,
        /// [`Remedy::RecoverPrimaryAdmin`]
        RecoverPrimaryAdmin,
        /// [`Remedy::GrantBillingAccess`]
        GrantBillingAccess,
        /// [`Remedy::InviteFirm`]
        InviteFirm,
        /// [`Remedy::Subscribe`]
        Subscribe,
        /// [`Remedy::CorrectAddress`]
        CorrectAddress,
        /// [`Remedy::Resume`]
        Resume,
    }
}

/// One act that clears a reason, and who does it.
///
/// It is data, and can be [applied](Self::apply) to a request, as a dry run of the way out. [`display`](Self::display) says it in
/// the reader's language; the plain `Display` is an English clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Wait until the client is fully moved to the wholesale discount.
    WaitUntilMoved,
    /// Reactivate the client's company.
    Reactivate {
        /// Who does it: who pays for base.
        by: Party,
    },
    /// Bring the firm's billing details up to date.
    UpdateFirmBilling,
    /// Bring the firm's subscription details up to date.
    UpdateFirmSubscription,
    /// Bring the client's payment details up to date.
    UpdateClientBilling,
    /// Ask for the change.
    Authorise {
        /// Who asks.
        party: Party,
    },
    /// Clear what else stands in the way and look at the vendor's menu again; where the option is still missing, ask the vendor.
    LookAgain,
    /// Confirm the downgrade.
    Confirm {
        /// Accepting the loss of these features.
        accepting: FeatureSet,
    },
    /// Accept further losses.
    AcceptLosses {
        /// The features.
        features: FeatureSet,
    },
    /// Remove users, never the primary admin. Invitations count and can be withdrawn. The firm's own people can come back as
    /// accountant users, and others can be invited again after a later upgrade.
    RemoveUsers {
        /// The kind of user.
        kind: UserKind,
        /// How many.
        count: u32,
    },
    /// Turn a feature off.
    TurnOff {
        /// The feature.
        feature: Feature,
        /// Another page of the vendor says that it cannot be done: where it is not offered, only the vendor can help.
        disputed: bool,
    },
    /// Pause the templates of a feature.
    PauseTemplates {
        /// The feature.
        feature: Feature,
        /// Another page of the vendor says that it does not help.
        disputed: bool,
    },
    /// Make the items of a feature inactive.
    MakeItemsInactive {
        /// The feature.
        feature: Feature,
        /// Another page of the vendor says that it does not help.
        disputed: bool,
    },
    /// Use less of a resource.
    Reduce {
        /// The resource.
        resource: Resource,
        /// By how much.
        count: u32,
    },
    /// Ask for a subscription that does not hold the add-on.
    DropAddOn {
        /// The add-on.
        product: Product,
    },
    /// Ask for payroll at this tier; a higher one that is asked for stays.
    TakePayroll {
        /// The tier.
        tier: Tier,
    },
    /// Wait.
    Wait {
        /// How many hours.
        hours: u32,
    },
    /// Leave the payer as it is, and transfer in a separate request.
    TransferSeparately {
        /// The product.
        product: Product,
    },
    /// Permit the firm to take billing over: one permission for all products.
    PermitTransfer {
        /// Who does it: who holds the primary-admin role.
        by: Party,
    },
    /// Switch from annual to monthly billing.
    SwitchToMonthly {
        /// In how many days it can be done; 0 for now.
        in_days: u32,
    },
    /// Hand the primary-admin role over to a company admin of the client, who accepts it.
    HandOverPrimaryAdmin {
        /// Who does it: the firm, or on EasyStart the vendor, whom the firm asks.
        by: Actor,
    },
    /// Recover the primary-admin role for the client, at its documented request.
    RecoverPrimaryAdmin,
    /// Give the firm's user who makes the change access to billing; one of the firm's admins does it.
    GrantBillingAccess,
    /// Invite the firm as an accountant user, which takes an accountant seat.
    InviteFirm,
    /// Subscribe, which ends the trial.
    Subscribe,
    /// Correct a wrong address.
    CorrectAddress {
        /// Whose.
        party: Party,
    },
    /// Resume the subscription before the paid period ends.
    Resume {
        /// Who does it: who pays for base.
        by: Party,
    },
}

impl Remedy {
    /// Who does it.
    ///
    /// The [requester](Actor::Requester) for those that edit the request ([`DropAddOn`](Self::DropAddOn),
    /// [`TakePayroll`](Self::TakePayroll), [`TransferSeparately`](Self::TransferSeparately)), and the [vendor](Actor::Vendor) for
    /// a wait.
    #[must_use]
    pub const fn by(&self) -> Actor {
        match *self {
            Self::HandOverPrimaryAdmin { by } => by,
            Self::Authorise { party }
            | Self::CorrectAddress { party }
            | Self::Reactivate { by: party }
            | Self::Resume { by: party }
            | Self::PermitTransfer { by: party } => match party {
                Party::Firm => Actor::Firm,
                Party::Client => Actor::Client,
            },
            Self::UpdateFirmBilling | Self::UpdateFirmSubscription | Self::LookAgain | Self::GrantBillingAccess => Actor::Firm,
            Self::UpdateClientBilling
            | Self::Confirm { .. }
            | Self::AcceptLosses { .. }
            | Self::RemoveUsers { .. }
            | Self::TurnOff { .. }
            | Self::PauseTemplates { .. }
            | Self::MakeItemsInactive { .. }
            | Self::Reduce { .. }
            | Self::SwitchToMonthly { .. }
            | Self::InviteFirm
            | Self::Subscribe => Actor::Client,
            Self::WaitUntilMoved | Self::Wait { .. } | Self::RecoverPrimaryAdmin => Actor::Vendor,
            Self::DropAddOn { .. } | Self::TakePayroll { .. } | Self::TransferSeparately { .. } => Actor::Requester,
        }
    }

    /// Whether another page of the vendor says that this cannot be done, or does not help.
    #[must_use]
    pub const fn is_disputed(&self) -> bool {
        matches!(self.clearance(), Some((_, true)))
    }

    /// Whether it edits the request rather than a fact.
    #[must_use]
    pub const fn edits_request(&self) -> bool {
        matches!(self.by(), Actor::Requester)
    }

    /// The request as it would be once this is done.
    ///
    /// If all remedies are about facts, applying one for each reason, once, ends in a change plan. A remedy that edits the
    /// request ([by](Self::by) the [requester](Actor::Requester)) asks for something else, which may have new reasons: decide
    /// again, at most three times in all. Several reasons may share a remedy, as one permission serves two products. Applying it
    /// twice does no harm, except that a number of users is taken away each time.
    ///
    /// A remedy touches only what it names: a wait makes the last downgrade older, but not the permission to transfer. Payroll
    /// that is taken is paid for by whoever pays for it in the target, else by whoever pays for it now, else by whoever is to pay
    /// for time.
    #[must_use]
    pub fn apply(&self, request: &Request) -> Request {
        let mut request = *request;
        let Request { current, target, context } = &mut request;
        let client = &mut context.client;
        match *self {
            Self::WaitUntilMoved | Self::Reactivate { .. } | Self::Subscribe | Self::Resume { .. } => {
                client.status = ClientStatus::Active;
            }
            Self::UpdateFirmBilling => context.firm.billing_current = true,
            Self::UpdateFirmSubscription => context.firm.subscription_current = true,
            Self::UpdateClientBilling => client.billing_current = true,
            Self::Authorise { party } => context.authorised_by = context.authorised_by.with(party),
            Self::Confirm { accepting: features } | Self::AcceptLosses { features } => {
                let accepted = client.confirmation.unwrap_or_default().accepted_losses;
                client.confirmation = Some(Confirmation::accepting(accepted.union(features)));
            }
            Self::RemoveUsers { kind, count } => {
                let users = client.usage.users.get_mut(kind);
                *users = users.saturating_sub(count);
            }
            Self::TurnOff { feature, .. } | Self::PauseTemplates { feature, .. } | Self::MakeItemsInactive { feature, .. } => {
                client.usage.features = client.usage.features.without(feature);
            }
            Self::Reduce { resource, count } => {
                let used = client.usage.resource_mut(resource);
                *used = used.saturating_sub(count);
            }
            Self::LookAgain => client.downgrade_offered = true,
            Self::DropAddOn { product } => {
                if let Some(kind) = product.add_on() {
                    *target = target.without(kind);
                }
            }
            Self::TakePayroll { tier } => {
                let payroll = Product::Payroll;
                let beside = || AddOnKind::ALL.iter().find_map(|kind| target.payer(kind.product()));
                let payer = target.payer(payroll).or(current.payer(payroll)).or_else(beside).unwrap_or(target.base.payer);
                // What goes with a tier goes with every higher one, so a higher one that another add-on made necessary stays.
                let tier = target.add_on(AddOnKind::Payroll).map_or(tier, |held| held.tier.max(tier));
                *target = target.with_add_on(AddOnKind::Payroll, tier, payer);
            }
            Self::Wait { hours } => {
                client.hours_since_downgrade = client.hours_since_downgrade.map(|since| since.saturating_add(hours));
            }
            Self::TransferSeparately { product } => {
                if let Some(payer) = current.payer(product) {
                    *target = target.with_payer(product, payer);
                }
            }
            Self::PermitTransfer { .. } => client.transfer_permission_hours = Some(0),
            Self::SwitchToMonthly { .. } => client.billing_cycle = BillingCycle::Monthly,
            Self::HandOverPrimaryAdmin { .. } | Self::RecoverPrimaryAdmin => client.primary_admin = PrimaryAdmin::Client,
            Self::GrantBillingAccess => context.firm.manages_billing = true,
            Self::InviteFirm => context.firm.is_accountant_user = true,
            Self::CorrectAddress { .. } => client.addresses_match = true,
        }
        request
    }
}

/// The remedies that clear a feature, each of the clearance with its name.
macro_rules! clearances {
    ($($Clearance:ident),+) => {
        impl Remedy {
            pub(super) const fn clear(feature: Feature, clearance: Clearance, disputed: bool) -> Self {
                match clearance {
                    $(Clearance::$Clearance => Self::$Clearance { feature, disputed },)+
                }
            }

            /// How it clears a feature, and whether that is disputed.
            pub(super) const fn clearance(&self) -> Option<(Clearance, bool)> {
                match *self {
                    $(Self::$Clearance { disputed, .. } => Some((Clearance::$Clearance, disputed)),)+
                    _ => None,
                }
            }
        }
    };
}

clearances!(TurnOff, PauseTemplates, MakeItemsInactive);

coded! {
    Remedy as RemedyCode {
        WaitUntilMoved {},
        Reactivate {} with by from super::form::party_by,
        UpdateFirmBilling {},
        UpdateFirmSubscription {},
        UpdateClientBilling {},
        Authorise { party },
        LookAgain {},
        Confirm { accepting },
        AcceptLosses { features },
        RemoveUsers { kind, count },
        TurnOff { feature } with disputed from super::form::disputed,
        PauseTemplates { feature } with disputed from super::form::disputed,
        MakeItemsInactive { feature } with disputed from super::form::disputed,
        Reduce { resource, count },
        DropAddOn { product },
        TakePayroll { tier },
        Wait { hours },
        TransferSeparately { product },
        PermitTransfer {} with by from super::form::party_by,
        SwitchToMonthly { in_days },
        HandOverPrimaryAdmin {} with by from super::form::actor_by,
        RecoverPrimaryAdmin {},
        GrantBillingAccess {},
        InviteFirm {},
        Subscribe {},
        CorrectAddress { party },
        Resume {} with by from super::form::party_by,
    }
}

/// The remedies for one reason: any one of them clears it. At most two; none where nobody can clear it.
#[derive(Debug, Clone)]
pub struct Remedies([Option<Remedy>; 2]);

impl Remedies {
    pub(crate) const NONE: Self = Self([None, None]);

    pub(crate) const fn one(remedy: Remedy) -> Self {
        Self([Some(remedy), None])
    }

    pub(crate) const fn first_or(first: Remedy, second: Option<Remedy>) -> Self {
        Self([Some(first), second])
    }
}

impl Iterator for Remedies {
    type Item = Remedy;

    fn next(&mut self) -> Option<Remedy> {
        let [first, second] = &mut self.0;
        core::mem::replace(first, second.take())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.0.iter().flatten().count();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Remedies {}
impl core::iter::FusedIterator for Remedies {}
