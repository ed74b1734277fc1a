//! What a change does, before it is made.

use core::fmt;
use core::hash::{Hash, Hasher};

use super::{Catalogue, Steps, TakesEffect};
use crate::model::{FeatureSet, Subscription};
use crate::rules::{Findings, Notice, NoticeSet};
use crate::terms::{CatalogueId, Effective, Sources};

/// Exactly what a change does: what a service then has done and stores.
///
/// ```
/// use subscription_change::{
///     AddOnKind, Confirmation, Context, Feature, Notice, Parties, Party, Plan, Refusal, Subscription, Tier, Usage,
///     plan_change,
/// };
///
/// let current = Subscription::new(Plan::Advanced, Party::Firm);
/// let target = current
///     .with_plan(Plan::Plus)
///     .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
/// let mut usage = Usage::default();
/// usage.features = Feature::Workflows.into();
/// let mut context = Context::in_good_standing(Parties::ALL, usage);
/// context.client.confirmation = Some(Confirmation::accepting(Feature::Workflows.into()));
///
/// let plan = plan_change(&current, &target, &context)?;
/// let steps: Vec<String> = plan.steps().map(|step| step.to_string()).collect();
/// assert_eq!(steps, [
///     "the client adds QuickBooks Payroll Core",
///     "the firm downgrades the plan from Advanced to Plus",
/// ]);
///
/// let notices: Vec<Notice> = plan.notices().collect();
/// let lost = Notice::FeaturesLost { features: Feature::Workflows.into() };
/// assert_eq!(notices, [lost, Notice::ProratedCharge { payer: Party::Client }]);
/// assert!(notices[0].is_reversible());
/// # Ok::<(), Refusal>(())
/// ```
#[derive(Clone, Copy)]
pub struct ChangePlan {
    findings: Findings,
}

/// What to know before a change is made, in the documented order: the notices of a [`ChangePlan`].
#[derive(Debug, Clone)]
pub struct Notices<'a> {
    plan: &'a ChangePlan,
    left: NoticeSet,
}

impl Iterator for Notices<'_> {
    type Item = Notice;

    fn next(&mut self) -> Option<Notice> {
        self.left.next(&self.plan.findings)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Notices<'_> {}
impl core::iter::FusedIterator for Notices<'_> {}

impl ChangePlan {
    /// The plan of a change for which no reason was found.
    #[inline]
    pub(crate) const fn of(findings: Findings) -> Self {
        Self { findings }
    }

    /// The current subscription.
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
        self.findings.stamp.id
    }

    /// Whether the base plan goes down. Record when that was done:
    /// [`hours_since_downgrade`](crate::Client::hours_since_downgrade) counts from then on.
    ///
    /// ```
    /// use subscription_change::{Confirmation, Context, Party, Plan, Subscription, Usage, plan_change};
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
    pub const fn is_downgrade(&self) -> bool {
        self.findings.plan.down
    }

    /// When the change takes effect as a whole: when its latest step does.
    #[must_use]
    pub fn effective(&self) -> Effective {
        let (up_later, down_later) = self.findings.stamp.later();
        // In most editions nothing ever waits.
        if up_later.is_empty() && down_later.is_empty() {
            return Effective::Immediately;
        }
        self.steps().map(|step| step.effective()).max().unwrap_or(Effective::Immediately)
    }

    /// What there is to do, in an order in which every intermediate subscription is one that the catalogue supports if the current
    /// one is: base up, payroll up or added, time, payroll down or removed, base down, transfers.
    #[must_use]
    pub fn steps(&self) -> Steps {
        let Findings { from, to, plan, stamp, .. } = self.findings;
        let (up_later, down_later) = stamp.later();
        let takes = TakesEffect { up_later, down_later };
        Steps::between(from, to, plan.up, takes, self.findings.transfers_to_client())
    }

    /// The features that the client gains, in use or not; `None` if the plan changes and one of the two plans is not documented.
    /// The client has the features of the plan, except time tracking beside a payroll tier that makes it unavailable.
    #[must_use]
    pub fn features_gained(&self) -> Option<FeatureSet> {
        self.findings.features_gained_and_lost().map(|(gained, _)| gained)
    }

    /// The features that the client loses, in use or not; `None` if the plan changes and one of the two plans is not documented.
    #[must_use]
    pub fn features_lost(&self) -> Option<FeatureSet> {
        self.findings.features_gained_and_lost().map(|(_, lost)| lost)
    }

    /// What to know before it is done, in the documented order.
    #[must_use]
    pub fn notices(&self) -> Notices<'_> {
        Notices { plan: self, left: NoticeSet::of(&self.findings) }
    }

    /// Where a notice of it comes from, by the catalogue that the decision was made with.
    ///
    /// Empty if that catalogue is not embedded: then ask [`Catalogue::rule`].
    #[must_use]
    pub fn sources(&self, notice: &Notice) -> Sources {
        Catalogue::embedded_as(self.catalogue()).map_or(Sources::NONE, |catalogue| catalogue.rule(notice.code()).sources)
    }
}

/// Compares what can be read from a plan: its notices, and not what they were made from.
impl PartialEq for ChangePlan {
    fn eq(&self, other: &Self) -> bool {
        self.catalogue() == other.catalogue() && self.says_the_same_as(other)
    }
}

impl ChangePlan {
    /// Whether it is the same plan, whichever catalogue it was made with.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
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
        (self.catalogue(), self.from(), self.to()).hash(state);
        (self.effective(), self.features_gained(), self.features_lost()).hash(state);
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

#[cfg(feature = "serde")]
mod json {
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{ChangePlan, Notices};

    impl Serialize for ChangePlan {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut form = crate::kit::json::object(serializer)?;
            self.write_fields(&mut form)?;
            form.end()
        }
    }

    impl Serialize for Notices<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self.clone())
        }
    }

    impl ChangePlan {
        pub(crate) fn write_fields<S: SerializeMap>(&self, form: &mut S) -> Result<(), S::Error> {
            form.serialize_entry("catalogue", &self.catalogue())?;
            form.serialize_entry("effective", &self.effective())?;
            form.serialize_entry("from", self.from())?;
            form.serialize_entry("to", self.to())?;
            form.serialize_entry("steps", &self.steps())?;
            form.serialize_entry("features_gained", &self.features_gained())?;
            form.serialize_entry("features_lost", &self.features_lost())?;
            form.serialize_entry("notices", &self.notices())
        }
    }
}
