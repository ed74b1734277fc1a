//! What a change does, before it is made.

#[cfg(feature = "serde")]
mod json;

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::catalogue::Exchange;
use crate::rules::{self, Case};
use crate::usage::GAUGES;
use crate::{
    AddOn, CatalogueId, Effective, Feature, FeatureSet, Gauge, Notice, Party, PayrollTier, Plan, Product, ReasonCode, Resource,
    Steps, Subscription, UserKind,
};

/// Exactly what a change does: what the embedding service then does and stores.
///
/// ```
/// use subscription_change::*;
///
/// let current = Subscription::new(Plan::Advanced, Party::Firm);
/// let target = current.with_plan(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client);
/// let usage = Usage { features: Feature::Workflows.into(), ..Usage::default() };
/// let mut context = Context::in_good_standing(Parties::ALL, usage);
/// context.client.confirmation = Some(Confirmation::accepting(Feature::Workflows.into()));
///
/// let plan = plan_change(&current, &target, &context)?;
/// let steps: Vec<String> = plan.steps().map(|step| step.to_string()).collect();
/// assert_eq!(steps, ["the client adds QuickBooks Payroll Core", "the firm downgrades the plan from Advanced to Plus"]);
///
/// let notices: Vec<Notice> = plan.notices().collect();
/// assert_eq!(notices, [Notice::FeaturesLost { features: Feature::Workflows.into() }]);
/// assert!(notices[0].is_reversible());
/// # Ok::<(), Refusal>(())
/// ```
#[derive(Clone, Copy)]
pub struct ChangePlan {
    from: Subscription,
    to: Subscription,
    catalogue: CatalogueId,
    effective: Effective,
    exchange: Option<Exchange>,
    /// Who does what either party may do, a transfer to the client; the firm where there is none.
    transfers_to_client: Party,
    /// The firm takes billing over with the discount.
    discount_kept: bool,
    noted: Noted,
    lost: FeatureSet,
    used: [u32; GAUGES],
    limits: [u32; GAUGES],
}

/// What a notice can be about; each has one place, in the documented order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    LeavesLedger,
    FeaturesLost,
    Over(Gauge),
    DiscountsEnd,
    TimeTrackingUnavailable,
    PrimaryAdminLocked,
    /// With the discount or at the retail price.
    ToFirm(Product),
    ToClient(Product),
    ReadOnlyUntilPaid,
}

/// Every notice there can be, in the documented order.
const NOTICES: [Topic; 19] = [
    Topic::LeavesLedger,
    Topic::FeaturesLost,
    Topic::Over(Gauge::Users(UserKind::Billable)),
    Topic::Over(Gauge::Users(UserKind::Accountant)),
    Topic::Over(Gauge::Users(UserKind::ReportsOnly)),
    Topic::Over(Gauge::Users(UserKind::TimeOnly)),
    Topic::Over(Gauge::Resource(Resource::Accounts)),
    Topic::Over(Gauge::Resource(Resource::ClassesAndLocations)),
    Topic::Over(Gauge::Resource(Resource::CustomFields)),
    Topic::DiscountsEnd,
    Topic::TimeTrackingUnavailable,
    Topic::PrimaryAdminLocked,
    Topic::ToFirm(Product::Base),
    Topic::ToFirm(Product::Payroll),
    Topic::ToFirm(Product::Time),
    Topic::ToClient(Product::Base),
    Topic::ReadOnlyUntilPaid,
    Topic::ToClient(Product::Payroll),
    Topic::ToClient(Product::Time),
];

/// The table and [`Topic::place`] say the same.
const _: () = {
    let mut place = 0;
    while place < NOTICES.len() {
        assert!(NOTICES[place].place() == place, "evaluated by the compiler: a notice is out of its place");
        place += 1;
    }
};

/// A set of notices, one bit for each place in [`NOTICES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Noted(u64);

impl Noted {
    const NONE: Self = Self(0);

    fn of(case: &Case<'_>) -> Self {
        let Case { catalogue, current, target, context, base, at_stake } = case;
        let used = context.client.usage.features;
        let core = |held: Option<AddOn<PayrollTier>>| matches!(held, Some(AddOn { tier: PayrollTier::Core, .. }));
        let becomes_core = core(target.payroll) & !core(current.payroll);
        // In a plan, nothing both changes and transfers.
        let to_firm = at_stake.bits(ReasonCode::TransferNotPermitted);
        let to_client = at_stake.bits(ReasonCode::ClientNotPrimaryAdmin);
        let has_time_tracking =
            catalogue.terms(target.base.plan).features.is_some_and(|features| features.contains(Feature::TimeTracking));
        let tracks_time = used.contains(Feature::TimeTracking) & has_time_tracking;
        Self::NONE
            .when(Topic::LeavesLedger, base.changes() & (current.base.plan == Plan::Ledger))
            .when(Topic::FeaturesLost, !rules::lost_features(case).is_empty())
            .each(Topic::Over(Gauge::Users(UserKind::Billable)), rules::over_limits(case).into())
            .when(Topic::DiscountsEnd, base.down & (current.base.payer == Party::Client))
            .when(Topic::TimeTrackingUnavailable, becomes_core & tracks_time)
            .when(Topic::PrimaryAdminLocked, base.changes() & (target.base.plan == Plan::EasyStart))
            .each(Topic::ToFirm(Product::Base), to_firm)
            .when(Topic::ToClient(Product::Base), to_client & 1 != 0)
            .when(Topic::ReadOnlyUntilPaid, to_client & 1 != 0)
            .each(Topic::ToClient(Product::Payroll), to_client >> Product::Payroll as u8)
    }

    const fn when(self, topic: Topic, holds: bool) -> Self {
        self.each(topic, holds as u64)
    }

    /// This set and, for each bit, the notice at that distance from `first`.
    const fn each(self, first: Topic, bits: u64) -> Self {
        Self(self.0 | bits << first.place())
    }
}

impl Topic {
    /// Its place in [`NOTICES`].
    const fn place(self) -> usize {
        match self {
            Self::LeavesLedger => 0,
            Self::FeaturesLost => 1,
            Self::Over(gauge) => 2 + gauge.place(),
            Self::DiscountsEnd => 9,
            Self::TimeTrackingUnavailable => 10,
            Self::PrimaryAdminLocked => 11,
            Self::ToFirm(product) => 12 + product as usize,
            Self::ToClient(Product::Base) => 15,
            Self::ReadOnlyUntilPaid => 16,
            Self::ToClient(product) => 16 + product as usize,
        }
    }
}

/// What to know of a change before it is made, in the documented order: the notices of a [`ChangePlan`].
#[derive(Debug, Clone)]
pub struct Notices<'a> {
    plan: &'a ChangePlan,
    left: Noted,
}

impl Iterator for Notices<'_> {
    type Item = Notice;

    fn next(&mut self) -> Option<Notice> {
        let first = self.left.0.trailing_zeros() as usize;
        self.left.0 &= self.left.0.wrapping_sub(1);
        self.plan.notice(*NOTICES.get(first)?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.0.count_ones() as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Notices<'_> {}
impl core::iter::FusedIterator for Notices<'_> {}

impl ChangePlan {
    /// The plan of a change for which no reason of refusal holds.
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let Case { catalogue, current, target, context, base, at_stake } = case;
        let terms = catalogue.as_draft();
        let goes_up = at_stake.has(ReasonCode::FirmSubscriptionOutdated) | at_stake.has(ReasonCode::ClientBillingOutdated);
        let goes_down = at_stake.has(ReasonCode::DowngradeNotConfirmed);
        let upgrade = if goes_up { terms.upgrades_take_effect } else { Effective::Immediately };
        let downgrade = if goes_down { terms.downgrades_take_effect } else { Effective::Immediately };
        Self {
            from: **current,
            to: **target,
            catalogue: catalogue.id(),
            effective: upgrade.max(downgrade),
            exchange: base.exchange,
            transfers_to_client: if context.authorised_by.contains(Party::Firm) | !at_stake.has(ReasonCode::ClientNotPrimaryAdmin)
            {
                Party::Firm
            } else {
                Party::Client
            },
            discount_kept: context.client.days_since_other_firm.is_some_and(|days| days <= terms.other_firm_days),
            noted: Noted::of(case),
            lost: rules::lost_features(case),
            used: context.client.usage.gauges(),
            limits: base.limits,
        }
    }

    /// The subscription that there is.
    #[must_use]
    pub const fn from(&self) -> &Subscription {
        &self.from
    }

    /// The subscription that the change ends in: exactly the one that was asked for.
    #[must_use]
    pub const fn to(&self) -> &Subscription {
        &self.to
    }

    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.catalogue
    }

    /// Whether the base plan goes down: from when it is done, [`hours_since_downgrade`](crate::Client::hours_since_downgrade) counts.
    ///
    /// ```
    /// use subscription_change::*;
    ///
    /// let mut context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// context.client.confirmation = Some(Confirmation::default());
    /// let plus = Subscription::new(Plan::Plus, Party::Firm);
    /// let is_downgrade = |to| plan_change(&plus, &plus.with_plan(to), &context).map(|plan| plan.is_downgrade());
    ///
    /// assert_eq!(is_downgrade(Plan::Essentials), Ok(true));
    /// assert_eq!(is_downgrade(Plan::Advanced), Ok(false));
    /// ```
    #[must_use]
    pub fn is_downgrade(&self) -> bool {
        self.from.base.plan != self.to.base.plan && !self.to.base.plan.is_above(self.from.base.plan)
    }

    /// When the change takes effect: as a whole, when its latest part does. A transfer of billing takes effect immediately.
    #[must_use]
    pub const fn effective(&self) -> Effective {
        self.effective
    }

    /// What there is to do, in an order in which every intermediate subscription is one that the catalogue supports if the current
    /// one is: base up, payroll up or added, time, payroll down or removed, base down, transfers.
    #[must_use]
    pub fn steps(&self) -> Steps {
        Steps::between(self.from, self.to, self.transfers_to_client)
    }

    /// The features that the new plan has and the old one had not, in use or not. Empty where the plan stays; `None` where one of
    /// the two is not documented.
    #[must_use]
    pub fn features_gained(&self) -> Option<FeatureSet> {
        self.exchange.map(|exchange| exchange.gained)
    }

    /// The features that the old plan had and the new one has not, in use or not. Empty where the plan stays; `None` where one of
    /// the two is not documented.
    #[must_use]
    pub fn features_lost(&self) -> Option<FeatureSet> {
        self.exchange.map(|exchange| exchange.lost)
    }

    /// What to know before it is done, in the documented order.
    #[must_use]
    pub const fn notices(&self) -> Notices<'_> {
        Notices { plan: self, left: self.noted }
    }

    fn notice(&self, topic: Topic) -> Option<Notice> {
        Some(match topic {
            Topic::LeavesLedger => Notice::LeavesLedger,
            Topic::FeaturesLost => Notice::FeaturesLost { features: self.lost },
            Topic::Over(gauge) => {
                let (used, limit) = (*self.used.get(gauge.place())?, *self.limits.get(gauge.place())?);
                match gauge {
                    Gauge::Users(kind) => Notice::UsersOverLimit { kind, used, limit },
                    Gauge::Resource(resource) => Notice::ResourceOverLimit { resource, used, limit },
                }
            }
            Topic::DiscountsEnd => Notice::DiscountsEnd,
            Topic::TimeTrackingUnavailable => Notice::TimeTrackingUnavailable,
            Topic::PrimaryAdminLocked => Notice::PrimaryAdminLocked,
            Topic::ToFirm(product) if self.discount_kept => Notice::DiscountKept { product },
            Topic::ToFirm(product) => Notice::RetailPrice { product },
            Topic::ToClient(product) => Notice::FullPrice { product },
            Topic::ReadOnlyUntilPaid => Notice::ReadOnlyUntilPaid,
        })
    }
}

/// By all that can be seen of a plan: its notices, and not what they were made from.
impl PartialEq for ChangePlan {
    fn eq(&self, other: &Self) -> bool {
        (self.catalogue, self.effective, self.exchange) == (other.catalogue, other.effective, other.exchange)
            && self.steps() == other.steps()
            && self.from == other.from
            && self.to == other.to
            && self.notices().eq(other.notices())
    }
}

impl Eq for ChangePlan {}

impl Hash for ChangePlan {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.catalogue, self.effective, self.exchange).hash(state);
        self.steps().hash(state);
        self.notices().for_each(|notice| notice.hash(state));
    }
}

#[allow(clippy::missing_fields_in_debug, reason = "it shows what can be seen of a plan")]
impl fmt::Debug for ChangePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Shown as the list of its notices.
        struct List<'a>(&'a ChangePlan);

        impl fmt::Debug for List<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.notices()).finish()
            }
        }

        f.debug_struct("ChangePlan")
            .field("from", &self.from)
            .field("to", &self.to)
            .field("catalogue", &self.catalogue)
            .field("effective", &self.effective)
            .field("steps", &self.steps())
            .field("features_gained", &self.features_gained())
            .field("features_lost", &self.features_lost())
            .field("notices", &List(self))
            .finish()
    }
}
