//! The facts of a context, one by one: which reasons each may be read by, and in which changes.

use subscription_change::{
    BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Party, Product, Reason, ReasonCode,
};

use crate::given::Gauge;
use crate::reading::Reading;

/// One fact of a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Whether this party asks.
    AuthorisedBy(Party),
    FirmBilling,
    FirmSubscription,
    Status,
    ClientBilling,
    BillingCycle,
    PrimaryAdmin,
    /// Whether there is a confirmation.
    Confirmation,
    /// Whether the confirmation, where there is one, accepts the loss of this feature.
    Acceptance(Feature),
    TransferPermission,
    OtherFirm,
    LastDowngrade,
    DowngradeOffered,
    /// How much is used.
    Used(Gauge),
    /// Whether this feature is in use.
    InUse(Feature),
}

impl Fact {
    /// Every fact there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let single = [
            Self::FirmBilling,
            Self::FirmSubscription,
            Self::Status,
            Self::ClientBilling,
            Self::BillingCycle,
            Self::PrimaryAdmin,
            Self::Confirmation,
            Self::TransferPermission,
            Self::OtherFirm,
            Self::LastDowngrade,
            Self::DowngradeOffered,
        ];
        let parties = Party::ALL.iter().map(|&party| Self::AuthorisedBy(party));
        let features = Feature::ALL.iter().flat_map(|&feature| [Self::Acceptance(feature), Self::InUse(feature)]);
        single.into_iter().chain(parties).chain(Gauge::ALL.map(Self::Used)).chain(features)
    }

    /// Puts this fact as it is in one context into another.
    pub fn put(self, from: &Context, into: &mut Context) {
        let (old, new) = (&from.client, &mut into.client);
        match self {
            Self::AuthorisedBy(party) => {
                let others = into.authorised_by.without(party);
                into.authorised_by = if from.authorised_by.contains(party) { others.with(party) } else { others };
            }
            Self::FirmBilling => into.firm.billing_current = from.firm.billing_current,
            Self::FirmSubscription => into.firm.subscription_current = from.firm.subscription_current,
            Self::Status => new.status = old.status,
            Self::ClientBilling => new.billing_current = old.billing_current,
            Self::BillingCycle => new.billing_cycle = old.billing_cycle,
            Self::PrimaryAdmin => new.primary_admin = old.primary_admin,
            Self::Confirmation => new.confirmation = old.confirmation.map(|given| new.confirmation.unwrap_or(given)),
            Self::Acceptance(feature) => {
                if let (Some(old), Some(new)) = (&old.confirmation, &mut new.confirmation) {
                    put_member(feature, old.accepted_losses, &mut new.accepted_losses);
                }
            }
            Self::TransferPermission => new.transfer_permission_hours = old.transfer_permission_hours,
            Self::OtherFirm => new.days_since_other_firm = old.days_since_other_firm,
            Self::LastDowngrade => new.hours_since_downgrade = old.hours_since_downgrade,
            Self::DowngradeOffered => new.downgrade_offered = old.downgrade_offered,
            Self::Used(gauge) => gauge.set(&mut new.usage, gauge.used(&old.usage)),
            Self::InUse(feature) => put_member(feature, old.usage.features, &mut new.usage.features),
        }
    }

    /// A reason less what this fact may have a part in; `None` where that is whether the reason holds.
    ///
    /// Losses are told one by one: the use of a feature has a part in its own loss only.
    pub fn less(self, reason: Reason) -> Option<Reason> {
        let code = reason.code();
        let has_a_part = match self {
            Self::AuthorisedBy(_) => code == ReasonCode::NotAuthorised,
            Self::FirmBilling => code == ReasonCode::FirmBillingOutdated,
            Self::FirmSubscription => code == ReasonCode::FirmSubscriptionOutdated,
            Self::Status => matches!(code, ReasonCode::ClientPending | ReasonCode::ClientReadOnly),
            Self::ClientBilling => code == ReasonCode::ClientBillingOutdated,
            Self::BillingCycle => code == ReasonCode::AnnualBilling,
            Self::PrimaryAdmin => code == ReasonCode::ClientNotPrimaryAdmin,
            Self::Confirmation => matches!(code, ReasonCode::DowngradeNotConfirmed | ReasonCode::LossesNotAccepted),
            Self::TransferPermission => {
                matches!(code, ReasonCode::TransferNotPermitted | ReasonCode::TransferPermissionExpired)
            }
            Self::OtherFirm => false,
            Self::LastDowngrade => code == ReasonCode::UpgradeTooSoon,
            Self::DowngradeOffered => code == ReasonCode::DowngradeNotOffered,
            Self::Used(Gauge::Users(this)) => matches!(reason, Reason::TooManyUsers { kind, .. } if kind == this),
            Self::Used(Gauge::Resource(this)) => matches!(reason, Reason::OverLimit { resource, .. } if resource == this),
            Self::InUse(this) | Self::Acceptance(this) => match (self, reason) {
                (Self::InUse(_), Reason::FeatureInUse { feature, .. }) => feature == this,
                (Self::InUse(_), Reason::DowngradeNotConfirmed { losses }) => {
                    return Some(Reason::DowngradeNotConfirmed { losses: losses.without(this) });
                }
                (_, Reason::LossesNotAccepted { features }) => {
                    let features = features.without(this);
                    return Some(Reason::LossesNotAccepted { features }).filter(|_| !features.is_empty());
                }
                (_, _) => false,
            },
        };
        Some(reason).filter(|_| !has_a_part)
    }

    /// Whether any rule of this change reads this fact.
    pub fn is_read(self, change: &Reading<'_>) -> bool {
        let any = |of: &dyn Fn(Product) -> bool| Product::ALL.iter().any(|&product| of(product));
        let goes_up_paid_by = |payer| any(&|product| change.goes_up(product) && change.payer_of_change(product) == Some(payer));
        let only_transfers_to = |party| any(&|product| change.only_transfers_to(product) == Some(party));
        let to_the_firm = any(&|product| change.transfers_to(product) == Some(Party::Firm));
        match self {
            Self::AuthorisedBy(party) => {
                any(&|product| change.payer_of_change(product) == Some(party))
                    || party == Party::Firm && to_the_firm
                    || only_transfers_to(Party::Client)
            }
            Self::FirmBilling => goes_up_paid_by(Party::Firm) || to_the_firm,
            Self::FirmSubscription => goes_up_paid_by(Party::Firm),
            Self::ClientBilling => goes_up_paid_by(Party::Client),
            Self::Status => change.current != change.target,
            Self::BillingCycle | Self::TransferPermission | Self::OtherFirm => only_transfers_to(Party::Firm),
            Self::PrimaryAdmin => only_transfers_to(Party::Client),
            Self::Confirmation => any(&|product| change.goes_down(product)),
            Self::Acceptance(feature) => {
                change.goes_down(Product::Base) && change.may_be_lost().contains(feature) && !change.blocks(feature)
            }
            Self::LastDowngrade => change.goes_up(Product::Base) && change.terms.upgrade_wait_hours > 0,
            Self::DowngradeOffered => change.goes_down(Product::Base),
            Self::Used(gauge) => change.new_limit(gauge).is_some(),
            Self::InUse(feature) => {
                change.may_be_lost().contains(feature) || feature == Feature::TimeTracking && change.changes(Product::Payroll)
            }
        }
    }
}

fn put_member(feature: Feature, from: FeatureSet, into: &mut FeatureSet) {
    *into = if from.contains(feature) { into.with(feature) } else { into.without(feature) };
}

/// Whether no fact of the one context is worse than in the other: more ask, more is up to date, accepted and permitted, and less is
/// used. Facts of which neither value is the better one are the same in both.
pub fn is_no_worse(one: &Context, other: &Context) -> bool {
    let (better, worse) = (&one.client, &other.client);
    let is_active = |status| matches!(status, ClientStatus::Active | ClientStatus::Trial);
    let confirmed = match (better.confirmation, worse.confirmation) {
        (Some(better), Some(worse)) => worse.accepted_losses.is_subset(better.accepted_losses),
        (better, None) => better.is_none() || better == Some(Confirmation::accepting(FeatureSet::ALL)),
        (None, Some(_)) => false,
    };
    let permitted = match (better.transfer_permission_hours, worse.transfer_permission_hours) {
        (Some(better), Some(worse)) => better <= worse,
        (better, None) => better.is_none() || better == Some(0),
        (None, Some(_)) => false,
    };
    let has_waited = match (better.hours_since_downgrade, worse.hours_since_downgrade) {
        (Some(better), Some(worse)) => better >= worse,
        (better, _) => better.is_none(),
    };
    other.authorised_by.is_subset(one.authorised_by)
        && one.firm.billing_current >= other.firm.billing_current
        && one.firm.subscription_current >= other.firm.subscription_current
        && (better.status == worse.status || is_active(better.status))
        && better.billing_current >= worse.billing_current
        && (better.billing_cycle == worse.billing_cycle || better.billing_cycle == BillingCycle::Monthly)
        && better.primary_admin >= worse.primary_admin
        && confirmed
        && permitted
        && has_waited
        && better.downgrade_offered >= worse.downgrade_offered
        && Gauge::ALL.iter().all(|gauge| gauge.used(&better.usage) <= gauge.used(&worse.usage))
        && better.usage.features.is_subset(worse.usage.features)
}
