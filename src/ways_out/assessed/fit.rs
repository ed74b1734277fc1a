//! Which plans would hold what a client uses, and what to ask to find out.

use crate::assess::{FactSet, PartlyKnown, Question, UsageFacts};
use crate::decision::Catalogue;
use crate::kit::Set;
use crate::model::{FeatureSet, Plan, Quota, ReasonCodeSet};
use crate::ways_out::fit::Lacks;
use crate::ways_out::{FitVerdict, QuotaUsage};

/// Whether one plan would hold what is used, where not all of that is known: a [`Fit`](crate::ways_out::Fit) with gaps.
///
/// ```
/// use subscription_change::assess::UsageFacts;
/// use subscription_change::ways_out::FitVerdict;
/// use subscription_change::{Catalogue, Plan};
///
/// let mut usage = UsageFacts::default();
/// usage.users.billable = Some(4);
///
/// // Four users are too many for Essentials, whatever else is used. For Plus it depends.
/// let catalogue = Catalogue::canada();
/// assert_eq!(catalogue.assess_fit(Plan::Essentials, &usage).verdict(), FitVerdict::Lacks);
/// let plus = catalogue.assess_fit(Plan::Plus, &usage);
/// assert_eq!(plus.verdict(), FitVerdict::Depends);
/// let first = plus.questions().next().unwrap();
/// assert_eq!((first.fact.to_string().as_str(), first.more_than), ("client.usage.users.accountant", Some(2)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedFit<'a> {
    catalogue: &'a Catalogue,
    plan: Plan,
    usage: UsageFacts,
}

impl<'a> AssessedFit<'a> {
    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        self.plan
    }

    /// Whether the plan holds what is used: the [`Fit::verdict`](crate::ways_out::Fit::verdict) of every completion, or
    /// [`Depends`](FitVerdict::Depends) if completions differ.
    #[must_use]
    pub fn verdict(&self) -> FitVerdict {
        self.lacks().verdict(self.catalogue.plan_terms(self.plan))
    }

    /// Each count that is known beside its limit: the kinds of users, then the resources.
    pub fn quotas(&self) -> impl Iterator<Item = QuotaUsage> + use<'a> {
        let Self { catalogue, plan, usage } = *self;
        Quota::ALL.iter().filter_map(move |&quota| Some(QuotaUsage::of(catalogue, plan, quota, usage.used(quota)?)))
    }

    /// The features that are known to be in use and that the plan lacks; `None` if its features are not documented.
    #[must_use]
    pub fn missing(&self) -> Option<FeatureSet> {
        self.catalogue.plan_terms(self.plan).features.map(|features| self.features().yes().difference(features))
    }

    /// The unknown facts on which the verdict depends; none if the plan lacks something anyway.
    #[must_use]
    pub fn asked(&self) -> FactSet {
        self.lacks().depends_on
    }

    /// What to ask to find out whether the plan holds what is used, in the order of the request. If everything else fits, each
    /// answer settles it. The questions decide no reason for refusal.
    pub fn questions(&self) -> impl Iterator<Item = Question> + use<'a> {
        let plan = self.catalogue.plan_terms(self.plan);
        self.asked().iter().map(move |fact| Question {
            fact,
            decides: ReasonCodeSet::EMPTY,
            decides_notices: Set::EMPTY,
            more_than: fact.quota().and_then(|quota| plan.limit(quota).number()),
            settles: true,
        })
    }

    /// Whether all of the usage is known.
    #[cfg(feature = "serde")]
    pub(super) fn knows_all(&self) -> bool {
        let Self { usage, .. } = self;
        usage.features.unknown().is_empty() && Quota::ALL.iter().all(|&quota| usage.used(quota).is_some())
    }

    fn features(&self) -> PartlyKnown<crate::model::Feature> {
        self.usage.features
    }

    fn lacks(&self) -> Lacks {
        let Self { usage, .. } = self;
        Lacks::of(self.catalogue.plan_terms(self.plan), |quota| usage.used(quota), usage.features)
    }
}

impl Catalogue {
    /// Whether `plan` would hold what is used, where not all of that is known.
    #[must_use]
    pub const fn assess_fit(&self, plan: Plan, usage: &UsageFacts) -> AssessedFit<'_> {
        AssessedFit { catalogue: self, plan, usage: *usage }
    }
}
