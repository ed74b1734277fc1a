//! What clears a reason, as data that can be applied.

use super::coded;
use crate::kit::vocabulary;
use crate::model::{
    Actor, AddOnKind, BillingCycle, ClientStatus, Confirmation, Feature, FeatureSet, Party, Product, Request, Resource, Tier,
    UserKind,
};
use crate::terms::Clearance;

vocabulary! {
    /// The stable code of a [`Remedy`].
    pub enum RemedyCode ("remedy") {
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
        /// [`Remedy::LeaveOut`]
        LeaveOut,
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
    }
}

/// What somebody can do so that a [`Reason`](crate::Reason) holds no more.
///
/// A remedy is data: [`apply`](Self::apply) gives the request as it would be once it is done, [`by`](Self::by) who does it, and
/// [`display`](Self::display) says it in the reader's language; the plain `Display` is an English clause.
///
/// ```
/// use subscription_change::*;
///
/// let request = Request {
///     current: Subscription::new(Plan::Essentials, Party::Firm),
///     target: Subscription::new(Plan::Plus, Party::Firm),
///     context: Context::in_good_standing(Parties::EMPTY, Usage::default()),
/// };
/// let refusal = request.plan_change().unwrap_err();
/// let remedy = refusal.reasons().next().unwrap().remedies().next().unwrap();
/// assert_eq!(remedy, Remedy::Authorise { party: Party::Firm });
/// assert_eq!(remedy.by(), Actor::Firm);
/// assert!(remedy.apply(&request).plan_change().is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// Wait until the vendor has fully moved the company to the wholesale discount.
    WaitUntilMoved,
    /// Reactivate the company.
    Reactivate,
    /// Bring the firm's own billing details up to date.
    UpdateFirmBilling,
    /// Bring the firm's own subscription details up to date.
    UpdateFirmSubscription,
    /// Bring the client's own payment details up to date.
    UpdateClientBilling,
    /// This party authorises the change too.
    Authorise {
        /// The party.
        party: Party,
    },
    /// Confirm that the downgrade is wanted, and accept what is lost.
    Confirm {
        /// The losses to accept; may be none.
        accepting: FeatureSet,
    },
    /// Accept the loss of these features as well.
    AcceptLosses {
        /// The losses to accept.
        features: FeatureSet,
    },
    /// Remove users, never the primary admin; they can be invited again after a later upgrade.
    RemoveUsers {
        /// The kind of user.
        kind: UserKind,
        /// How many, at the least.
        count: u32,
    },
    /// Turn the feature off.
    TurnOff {
        /// The feature.
        feature: Feature,
    },
    /// Pause the templates of the feature.
    PauseTemplates {
        /// The feature.
        feature: Feature,
    },
    /// Make the items of the feature inactive.
    MakeItemsInactive {
        /// The feature.
        feature: Feature,
    },
    /// Use less of a resource.
    Reduce {
        /// The resource.
        resource: Resource,
        /// How much less, at the least.
        count: u32,
    },
    /// Ask for a subscription without this add-on.
    LeaveOut {
        /// The add-on.
        product: Product,
    },
    /// Ask for a subscription with payroll at this tier.
    TakePayroll {
        /// The tier.
        tier: Tier,
    },
    /// Wait for this many hours.
    Wait {
        /// Hours, at the least.
        hours: u32,
    },
    /// Leave the payer of this product as it is, and transfer it in a request of its own.
    TransferSeparately {
        /// The product.
        product: Product,
    },
    /// The client's primary admin permits the transfer of billing to the firm.
    PermitTransfer {
        /// The product.
        product: Product,
    },
    /// Have the client billed monthly.
    SwitchToMonthly,
    /// Hand the primary-admin role over to the client.
    HandOverPrimaryAdmin,
}

impl Remedy {
    /// Who does it.
    ///
    /// What edits the request ([`LeaveOut`](Self::LeaveOut), [`TakePayroll`](Self::TakePayroll),
    /// [`TransferSeparately`](Self::TransferSeparately)) is the [requester's](Actor::Requester); for a wait everybody waits for the
    /// [vendor](Actor::Vendor).
    #[must_use]
    pub const fn by(&self) -> Actor {
        match self {
            Self::Authorise { party: Party::Firm }
            | Self::UpdateFirmBilling
            | Self::UpdateFirmSubscription
            | Self::HandOverPrimaryAdmin => Actor::Firm,
            Self::Authorise { party: Party::Client }
            | Self::Reactivate
            | Self::UpdateClientBilling
            | Self::Confirm { .. }
            | Self::AcceptLosses { .. }
            | Self::RemoveUsers { .. }
            | Self::TurnOff { .. }
            | Self::PauseTemplates { .. }
            | Self::MakeItemsInactive { .. }
            | Self::Reduce { .. }
            | Self::PermitTransfer { .. }
            | Self::SwitchToMonthly => Actor::Client,
            Self::WaitUntilMoved | Self::Wait { .. } => Actor::Vendor,
            Self::LeaveOut { .. } | Self::TakePayroll { .. } | Self::TransferSeparately { .. } => Actor::Requester,
        }
    }

    /// The request as it would be once this is done.
    ///
    /// Where all remedies are about facts, applying one for each reason, once, ends in a change plan. One that edits the request (who
    /// [acts](Self::by) is the [requester](Actor::Requester)) asks for something else, for which there may be new reasons: then decide
    /// again, in at most three rounds. Several reasons may share what clears them, as one permission does for two products; applying
    /// that twice does no harm, but a number of users is taken away each time.
    ///
    /// A remedy touches the one thing that it names, so that what it clears can be told apart: a wait, say, makes the last downgrade
    /// older and not the permission to transfer. Payroll that is taken is paid by whoever pays for payroll in the target, else by
    /// who pays for it now, else by who is to pay for time.
    #[must_use]
    pub fn apply(&self, request: &Request) -> Request {
        let mut request = *request;
        let Request { current, target, context } = &mut request;
        let client = &mut context.client;
        match *self {
            Self::WaitUntilMoved | Self::Reactivate => client.status = ClientStatus::Active,
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
            Self::TurnOff { feature } | Self::PauseTemplates { feature } | Self::MakeItemsInactive { feature } => {
                client.usage.features = client.usage.features.without(feature);
            }
            Self::Reduce { resource, count } => {
                let used = client.usage.resource_mut(resource);
                *used = used.saturating_sub(count);
            }
            Self::LeaveOut { product } => {
                if let Some(kind) = product.add_on() {
                    *target = target.without(kind);
                }
            }
            Self::TakePayroll { tier } => {
                let payroll = Product::Payroll;
                let beside = || AddOnKind::ALL.iter().find_map(|kind| target.payer(kind.product()));
                let payer = target.payer(payroll).or(current.payer(payroll)).or_else(beside).unwrap_or(target.base.payer);
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
            Self::SwitchToMonthly => client.billing_cycle = BillingCycle::Monthly,
            Self::HandOverPrimaryAdmin => client.primary_admin = true,
        }
        request
    }

    pub(crate) const fn clear(feature: Feature, clearance: Clearance) -> Self {
        match clearance {
            Clearance::TurnOff => Self::TurnOff { feature },
            Clearance::PauseTemplates => Self::PauseTemplates { feature },
            Clearance::MakeItemsInactive => Self::MakeItemsInactive { feature },
        }
    }
}

coded! {
    Remedy as RemedyCode {
        WaitUntilMoved {},
        Reactivate {},
        UpdateFirmBilling {},
        UpdateFirmSubscription {},
        UpdateClientBilling {},
        Authorise { party },
        Confirm { accepting },
        AcceptLosses { features },
        RemoveUsers { kind, count },
        TurnOff { feature },
        PauseTemplates { feature },
        MakeItemsInactive { feature },
        Reduce { resource, count },
        LeaveOut { product },
        TakePayroll { tier },
        Wait { hours },
        TransferSeparately { product },
        PermitTransfer { product },
        SwitchToMonthly {},
        HandOverPrimaryAdmin {},
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Remedy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = serializer.serialize_struct("Remedy", code.parameters().len() + 2)?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("by", &self.by())?;
        form.end()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Remedy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::rules::form::Form::read(deserializer)
    }
}

#[cfg(feature = "serde")]
impl crate::rules::form::FromForm for Remedy {
    type Form = crate::rules::form::Form<RemedyCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use crate::rules::form::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let remedy = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("by", form.by.take(), &remedy.by())?;
            form.finish()?;
            Ok(remedy)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}

/// The alternatives that clear one reason: any one of them does. At most two; none where nobody can clear it.
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

#[cfg(feature = "serde")]
impl serde::Serialize for Remedies {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.clone())
    }
}
