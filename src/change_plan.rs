//! What a change does, before it is made.

#[cfg(feature = "serde")]
mod json;

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::findings::Findings;
use crate::noted::{Noted, Topic};
use crate::{CatalogueId, Effective, FeatureSet, Gauge, Notice, Steps, Subscription};

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
    findings: Findings,
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
        let topic = self.left.pop()?;
        self.plan.notice(topic)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.len(), Some(self.left.len()))
    }
}

impl ExactSizeIterator for Notices<'_> {}
impl core::iter::FusedIterator for Notices<'_> {}

impl ChangePlan {
    /// The plan of a change for which no reason of refusal was found.
    #[inline]
    pub(crate) const fn of(findings: Findings) -> Self {
        Self { findings }
    }

    /// The subscription that there is.
    #[must_use]
    pub const fn from(&self) -> &Subscription {
        &self.findings.from
    }

    /// The subscription that the change ends in: exactly the one that was asked for.
    #[must_use]
    pub const fn to(&self) -> &Subscription {
        &self.findings.to
    }

    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.findings.catalogue.id
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
        let (from, to) = (self.from().base.plan, self.to().base.plan);
        from != to && !to.is_above(from)
    }

    /// When the change takes effect: as a whole, when its latest part does. A transfer of billing takes effect immediately.
    #[must_use]
    pub const fn effective(&self) -> Effective {
        self.findings.effective()
    }

    /// What there is to do, in an order in which every intermediate subscription is one that the catalogue supports if the current
    /// one is: base up, payroll up or added, time, payroll down or removed, base down, transfers.
    #[must_use]
    pub fn steps(&self) -> Steps {
        Steps::between(self.findings.from, self.findings.to, self.findings.transfers_to_client())
    }

    /// The features that the new plan has and the old one had not, in use or not. Empty where the plan stays; `None` where one of
    /// the two is not documented.
    #[must_use]
    pub fn features_gained(&self) -> Option<FeatureSet> {
        self.findings.room.documented.then_some(self.findings.room.gained)
    }

    /// The features that the old plan had and the new one has not, in use or not. Empty where the plan stays; `None` where one of
    /// the two is not documented.
    #[must_use]
    pub fn features_lost(&self) -> Option<FeatureSet> {
        self.findings.room.documented.then_some(self.findings.room.lost)
    }

    /// What to know before it is done, in the documented order.
    #[must_use]
    pub const fn notices(&self) -> Notices<'_> {
        Notices { plan: self, left: self.findings.notices() }
    }

    fn notice(&self, topic: Topic) -> Option<Notice> {
        let told = &self.findings;
        Some(match topic {
            Topic::LeavesLedger => Notice::LeavesLedger,
            Topic::FeaturesLost => Notice::FeaturesLost { features: told.lost() },
            Topic::Over(gauge) => {
                let (used, limit) = (told.usage.used(gauge), *told.room.limits.get(gauge.place())?);
                match gauge {
                    Gauge::Users(kind) => Notice::UsersOverLimit { kind, used, limit },
                    Gauge::Resource(resource) => Notice::ResourceOverLimit { resource, used, limit },
                }
            }
            Topic::DiscountsEnd => Notice::DiscountsEnd,
            Topic::TimeTrackingUnavailable => Notice::TimeTrackingUnavailable,
            Topic::PrimaryAdminLocked => Notice::PrimaryAdminLocked,
            Topic::ToFirm(product) if told.discount_kept => Notice::DiscountKept { product },
            Topic::ToFirm(product) => Notice::RetailPrice { product },
            Topic::ToClient(product) => Notice::FullPrice { product },
            Topic::ReadOnlyUntilPaid => Notice::ReadOnlyUntilPaid,
        })
    }
}

/// By all that can be seen of a plan: its notices, and not what they were made from.
impl PartialEq for ChangePlan {
    fn eq(&self, other: &Self) -> bool {
        self.catalogue() == other.catalogue() && self.says_the_same_as(other)
    }
}

impl ChangePlan {
    /// Whether it is the same plan, with whichever catalogue it was made.
    pub(crate) fn says_the_same_as(&self, other: &Self) -> bool {
        (self.effective(), self.features_gained(), self.features_lost())
            == (other.effective(), other.features_gained(), other.features_lost())
            && self.steps() == other.steps()
            && self.from() == other.from()
            && self.to() == other.to()
            && self.notices().eq(other.notices())
    }
}

impl Eq for ChangePlan {}

impl Hash for ChangePlan {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.catalogue(), self.effective(), self.features_gained(), self.features_lost()).hash(state);
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
            .field("from", self.from())
            .field("to", self.to())
            .field("catalogue", &self.catalogue())
            .field("effective", &self.effective())
            .field("steps", &self.steps())
            .field("features_gained", &self.features_gained())
            .field("features_lost", &self.features_lost())
            .field("notices", &List(self))
            .finish()
    }
}
