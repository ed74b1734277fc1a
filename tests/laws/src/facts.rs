//! The facts of a context, one by one: which reasons may read each, and in which changes.

use std::mem;

use subscription_change::parts::Quota;
use subscription_change::{
    AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Party, PrimaryAdmin, Product, Reason,
    ReasonCode, assess,
};

use crate::complete;
use crate::quotas;
use crate::reading::Reading;

/// "Of base and time": whether a product follows the client's billing cycle; any other is billed monthly.
pub fn is_on_billing_cycle(product: Product) -> bool {
    complete!(product, Product {
        Base | Time => true,
        Payroll | BillPay => false,
    })
}

/// One fact of a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Whether this party asks.
    AuthorisedBy(Party),
    FirmBilling,
    FirmSubscription,
    ManagesBilling,
    IsAccountantUser,
    Status,
    ClientBilling,
    BillingCycle,
    DaysToRenewal,
    PrimaryAdmin,
    /// Whether there is a confirmation.
    Confirmation,
    /// Whether the confirmation, where there is one, accepts the loss of this feature.
    Acceptance(Feature),
    TransferPermission,
    Discount,
    LastDowngrade,
    DowngradeOffered,
    AddressesMatch,
    OtherBillingSystem,
    SameRegion,
    /// How much is used.
    Used(Quota),
    /// Whether this feature is in use.
    InUse(Feature),
}

impl Fact {
    /// Every fact.
    pub fn all() -> impl Iterator<Item = Self> {
        let single = [
            Self::FirmBilling,
            Self::FirmSubscription,
            Self::ManagesBilling,
            Self::IsAccountantUser,
            Self::Status,
            Self::ClientBilling,
            Self::BillingCycle,
            Self::DaysToRenewal,
            Self::PrimaryAdmin,
            Self::Confirmation,
            Self::TransferPermission,
            Self::Discount,
            Self::LastDowngrade,
            Self::DowngradeOffered,
            Self::AddressesMatch,
            Self::OtherBillingSystem,
            Self::SameRegion,
        ];
        let parties = Party::ALL.iter().map(|&party| Self::AuthorisedBy(party));
        let features = Feature::ALL.iter().flat_map(|&feature| [Self::Acceptance(feature), Self::InUse(feature)]);
        single.into_iter().chain(parties).chain(Quota::ALL.iter().map(|&quota| Self::Used(quota))).chain(features)
    }

    /// Copies this fact from one context into another.
    pub fn put(self, from: &Context, into: &mut Context) {
        let (old, new) = (&from.client, &mut into.client);
        match self {
            Self::AuthorisedBy(party) => {
                let others = into.authorised_by.without(party);
                into.authorised_by = if from.authorised_by.contains(party) { others.with(party) } else { others };
            }
            Self::FirmBilling => into.firm.billing_current = from.firm.billing_current,
            Self::FirmSubscription => into.firm.subscription_current = from.firm.subscription_current,
            Self::ManagesBilling => into.firm.manages_billing = from.firm.manages_billing,
            Self::IsAccountantUser => into.firm.is_accountant_user = from.firm.is_accountant_user,
            Self::Status => new.status = old.status,
            Self::ClientBilling => new.billing_current = old.billing_current,
            Self::BillingCycle => new.billing_cycle = old.billing_cycle,
            Self::DaysToRenewal => new.days_to_renewal = old.days_to_renewal,
            Self::PrimaryAdmin => new.primary_admin = old.primary_admin,
            Self::Confirmation => new.confirmation = old.confirmation.map(|given| new.confirmation.unwrap_or(given)),
            Self::Acceptance(feature) => {
                if let (Some(old), Some(new)) = (&old.confirmation, &mut new.confirmation) {
                    put_member(feature, old.accepted_losses, &mut new.accepted_losses);
                }
            }
            Self::TransferPermission => new.transfer_permission_hours = old.transfer_permission_hours,
            Self::Discount => new.days_since_discount = old.days_since_discount,
            Self::LastDowngrade => new.hours_since_downgrade = old.hours_since_downgrade,
            Self::DowngradeOffered => new.downgrade_offered = old.downgrade_offered,
            Self::AddressesMatch => new.addresses_match = old.addresses_match,
            Self::OtherBillingSystem => new.other_billing_system = old.other_billing_system,
            Self::SameRegion => new.same_region = old.same_region,
            Self::Used(quota) => quotas::set(quota, &mut new.usage, old.usage.used(quota)),
            Self::InUse(feature) => put_member(feature, old.usage.features, &mut new.usage.features),
        }
    }

    /// A reason without what this fact may influence; `None` if that is whether the reason holds.
    ///
    /// Losses are separate: the use of a feature influences only its own loss.
    pub fn less(self, reason: Reason) -> Option<Reason> {
        match (self, reason) {
            (Self::InUse(this), Reason::DowngradeNotConfirmed { losses }) => {
                Some(Reason::DowngradeNotConfirmed { losses: losses.without(this) })
            }
            (Self::InUse(this) | Self::Acceptance(this), Reason::LossesNotAccepted { features }) => {
                let features = features.without(this);
                Some(Reason::LossesNotAccepted { features }).filter(|_| !features.is_empty())
            }
            // Who permits, and when billing can be switched, depends on another fact than whether the reason holds.
            (Self::PrimaryAdmin, Reason::TransferNotPermitted { product, .. }) => {
                Some(Reason::TransferNotPermitted { product, by: Party::Client })
            }
            (Self::PrimaryAdmin, Reason::TransferPermissionExpired { product, hours_ago, window, .. }) => {
                Some(Reason::TransferPermissionExpired { product, hours_ago, window, by: Party::Client })
            }
            (Self::DaysToRenewal, Reason::AnnualBilling { product, .. }) => Some(Reason::AnnualBilling { product, in_days: 0 }),
            (_, _) => Some(reason).filter(|_| !self.decides(&reason)),
        }
    }

    /// Whether this fact may influence whether a reason holds.
    fn decides(self, reason: &Reason) -> bool {
        complete!(reason.code(), ReasonCode {
            NothingToChange | SeparateProduct | LedgerClosed | NotSold | TransitionClosed => false,
            ClientPending | ClientReadOnly | NotSubscribedYet | CancellationPending => self == Self::Status,
            FirmBillingOutdated => self == Self::FirmBilling,
            FirmSubscriptionOutdated => self == Self::FirmSubscription,
            ClientBillingOutdated => self == Self::ClientBilling,
            NotAuthorised => matches!(self, Self::AuthorisedBy(_)),
            DowngradeNotOffered => self == Self::DowngradeOffered,
            DowngradeNotConfirmed | LossesNotAccepted => self == Self::Confirmation,
            TooManyUsers => matches!(*reason, Reason::TooManyUsers { kind, .. } if self == Self::Used(Quota::Users(kind))),
            FeatureInUse => matches!(*reason, Reason::FeatureInUse { feature, .. } if self == Self::InUse(feature)),
            OverLimit => matches!(*reason, Reason::OverLimit { resource, .. } if self == Self::Used(Quota::Resource(resource))),
            AddOnUnsupported | TransferAndChange => false,
            UpgradeTooSoon => self == Self::LastDowngrade,
            TransferNotPermitted | TransferPermissionExpired => self == Self::TransferPermission,
            AnnualBilling => self == Self::BillingCycle,
            ClientNotPrimaryAdmin | PrimaryAdminElsewhere => self == Self::PrimaryAdmin,
            FirmUserNotPermitted => self == Self::ManagesBilling,
            FirmNotAccountant => self == Self::IsAccountantUser,
            AddressMismatch => self == Self::AddressesMatch,
            OtherBillingSystem => self == Self::OtherBillingSystem,
            OtherRegion => self == Self::SameRegion,
        })
    }

    /// Whether any rule of this change reads this fact.
    pub fn is_read(self, change: &Reading<'_>) -> bool {
        let any = |of: &dyn Fn(Product) -> bool| Product::ALL.iter().any(|&product| of(product));
        let goes_up_paid_by = |payer| any(&|product| change.goes_up(product) && change.payer_of_change(product) == Some(payer));
        let transfers_to = |party| any(&|product| change.transfers_to(product) == Some(party));
        let to_the_firm = transfers_to(Party::Firm);
        match self {
            Self::AuthorisedBy(party) => {
                any(&|product| change.payer_of_change(product) == Some(party))
                    || party == Party::Firm && to_the_firm
                    || transfers_to(Party::Client)
            }
            Self::ManagesBilling => any(&|product| change.payer_of_change(product) == Some(Party::Firm)) || to_the_firm,
            Self::FirmBilling => goes_up_paid_by(Party::Firm) || to_the_firm,
            Self::FirmSubscription => goes_up_paid_by(Party::Firm),
            Self::ClientBilling => goes_up_paid_by(Party::Client),
            Self::Status => any(&|product| change.changes(product)) || to_the_firm || transfers_to(Party::Client),
            Self::BillingCycle | Self::DaysToRenewal => {
                any(&|product| is_on_billing_cycle(product) && change.transfers_to(product) == Some(Party::Firm))
            }
            Self::TransferPermission
            | Self::Discount
            | Self::IsAccountantUser
            | Self::AddressesMatch
            | Self::OtherBillingSystem
            | Self::SameRegion => to_the_firm,
            Self::PrimaryAdmin => to_the_firm || transfers_to(Party::Client),
            Self::Confirmation => any(&|product| change.goes_down(product)),
            Self::Acceptance(feature) => {
                change.goes_down(Product::Base) && change.may_be_lost().contains(feature) && !change.blocks(feature)
            }
            Self::LastDowngrade => change.goes_up(Product::Base) && change.terms.upgrade_wait_hours > 0,
            Self::DowngradeOffered => {
                change.goes_down(Product::Base) && change.payer_of_change(Product::Base) == Some(Party::Firm)
            }
            Self::Used(quota) => change.new_limit(quota).is_some(),
            Self::InUse(feature) => {
                change.may_be_lost().contains(feature)
                    || feature == Feature::TimeTracking && change.target.add_on(AddOnKind::Payroll).is_some()
            }
        }
    }
}

fn put_member(feature: Feature, from: FeatureSet, into: &mut FeatureSet) {
    *into = if from.contains(feature) { into.with(feature) } else { into.without(feature) };
}

/// Whether no fact of one context is worse than in the other: more parties ask, more is up to date, accepted and permitted, and
/// less is used. Facts without a better value are the same in both.
pub fn is_no_worse(one: &Context, other: &Context) -> bool {
    let (better, worse) = (&one.client, &other.client);
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
        && (better.status == worse.status || better.status == ClientStatus::Active)
        && better.billing_current >= worse.billing_current
        && one.firm.manages_billing >= other.firm.manages_billing
        && one.firm.is_accountant_user >= other.firm.is_accountant_user
        && (better.billing_cycle == worse.billing_cycle || better.billing_cycle == BillingCycle::Monthly)
        && (better.days_to_renewal == worse.days_to_renewal || better.billing_cycle == BillingCycle::Monthly)
        && (better.primary_admin == worse.primary_admin || better.primary_admin == PrimaryAdmin::Client)
        && better.addresses_match >= worse.addresses_match
        && better.other_billing_system <= worse.other_billing_system
        && better.same_region >= worse.same_region
        && confirmed
        && permitted
        && has_waited
        && better.downgrade_offered >= worse.downgrade_offered
        && Quota::ALL.iter().all(|&quota| better.usage.used(quota) <= worse.usage.used(quota))
        && better.usage.features.is_subset(worse.usage.features)
}

/// Which of the crate's facts are not among these; of the features, users, resources and parties, one of each kind will do.
pub fn without(facts: impl IntoIterator<Item = assess::Fact>) -> Vec<assess::Fact> {
    let kinds: Vec<_> = facts.into_iter().map(|fact| mem::discriminant(&fact)).collect();
    assess::Fact::all().filter(|fact| !kinds.contains(&mem::discriminant(fact))).collect()
}
