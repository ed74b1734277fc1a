//! What a change does, before it is made.

#[cfg(feature = "serde")]
mod json;

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::catalogue::{Exchange, GAUGES, Gauge};
use crate::rules::{self, Case};
use crate::{
    AddOn, CatalogueId, Effective, Feature, FeatureSet, Notice, Party, PayrollTier, Plan, Product, Products, Resource, Steps,
    Subscription, UserKind,
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
/// assert_eq!(steps, ["add Payroll Core (the client)", "change the plan from Advanced to Plus (the firm)"]);
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
    /// The notices that are given, one bit for each place in [`NOTICES`].
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
    DiscountKept(Product),
    RetailPrice(Product),
    FullPrice(Product),
    ReadOnlyUntilPaid,
}

/// Every notice there can be, in the documented order.
const NOTICES: [Topic; 22] = [
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
    Topic::DiscountKept(Product::Base),
    Topic::RetailPrice(Product::Base),
    Topic::DiscountKept(Product::Payroll),
    Topic::RetailPrice(Product::Payroll),
    Topic::DiscountKept(Product::Time),
    Topic::RetailPrice(Product::Time),
    Topic::FullPrice(Product::Base),
    Topic::ReadOnlyUntilPaid,
    Topic::FullPrice(Product::Payroll),
    Topic::FullPrice(Product::Time),
];

/// A set of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Noted(u32);

impl Noted {
    fn of(case: &Case<'_>) -> Self {
        let Case { catalogue, current, target, context, difference } = case;
        let (client, base) = (&context.client, difference.base);
        let kept = client.days_since_other_firm.is_some_and(|days| days <= catalogue.as_draft().other_firm_days);
        let over = rules::over_limits(case);
        let becomes_core =
            difference.changes.contains(Product::Payroll) & matches!(target.payroll, Some(AddOn { tier: PayrollTier::Core, .. }));
        let tracks_time = client.usage.features.contains(Feature::TimeTracking)
            & catalogue.terms(target.base.plan).features.is_some_and(|features| features.contains(Feature::TimeTracking));
        NOTICES.iter().enumerate().fold(Self(0), |noted, (place, topic)| {
            let holds = match *topic {
                Topic::LeavesLedger => base.changes & (current.base.plan == Plan::Ledger),
                Topic::FeaturesLost => !rules::lost_features(case).is_empty(),
                Topic::Over(gauge) => over >> gauge.place() & 1 != 0,
                Topic::DiscountsEnd => base.down & (current.base.payer == Party::Client),
                Topic::TimeTrackingUnavailable => becomes_core & tracks_time,
                Topic::PrimaryAdminLocked => base.changes & (target.base.plan == Plan::EasyStart),
                Topic::DiscountKept(product) => difference.to_firm.contains(product) & kept,
                Topic::RetailPrice(product) => difference.to_firm.contains(product) & !kept,
                Topic::FullPrice(product) => difference.to_client.contains(product),
                Topic::ReadOnlyUntilPaid => difference.to_client.contains(Product::Base),
            };
            Self(noted.0 | u32::from(holds) << place)
        })
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
        let Case { catalogue, current, target, context, difference } = case;
        let terms = catalogue.as_draft();
        let goes = |direction: Products, effective| if direction.is_empty() { Effective::Immediately } else { effective };
        let upgrade = goes(difference.up, terms.upgrades_take_effect);
        let downgrade = goes(difference.down, terms.downgrades_take_effect);
        Self {
            from: **current,
            to: **target,
            catalogue: catalogue.id(),
            effective: upgrade.max(downgrade),
            exchange: difference.base.exchange,
            transfers_to_client: if context.authorised_by.contains(Party::Firm) | difference.to_client.is_empty() {
                Party::Firm
            } else {
                Party::Client
            },
            noted: Noted::of(case),
            lost: rules::lost_features(case),
            used: context.client.usage.gauges(),
            limits: difference.base.limits,
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
            Topic::DiscountKept(product) => Notice::DiscountKept { product },
            Topic::RetailPrice(product) => Notice::RetailPrice { product },
            Topic::FullPrice(product) => Notice::FullPrice { product },
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
