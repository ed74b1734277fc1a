//! Which plans would hold what a client uses, and how to get there.

use super::Preview;
use crate::decision::{Catalogue, Refusal};
use crate::kit::vocabulary;
use crate::model::{Context, Fact, FactSet, Feature, FeatureSet, PartlyKnown, Plan, Quota, Request, Subscription, Usage};
use crate::terms::{Enforcement, Limit, PlanTerms};

vocabulary! {
    /// Whether a plan holds what is used.
    pub enum FitVerdict ("verdict") {
        /// Everything that is used is within its limits and among its features.
        Holds,
        /// Something that is used exceeds a limit or is not among its features.
        Lacks,
        /// It holds everything that is documented, but not everything is.
        Unknown,
        /// It depends on how much is used, which is not known. If everything is known, it is never this one.
        Depends,
    }
}

/// Whether one plan would hold what is used.
///
/// ```
/// use subscription_change::parts::Quota;
/// use subscription_change::ways_out::FitVerdict;
/// use subscription_change::{Catalogue, Feature, FeatureSet, Plan, Usage, UserKind, Users};
///
/// let mut usage = Usage::default();
/// usage.users.billable = 4;
/// usage.features = FeatureSet::of(&[Feature::Bills, Feature::Projects]);
/// let essentials = Catalogue::canada().fit(Plan::Essentials, &usage);
/// assert_eq!(essentials.verdict(), FitVerdict::Lacks);
/// assert_eq!(essentials.missing(), Some(Feature::Projects.into()));
/// let over: Vec<_> = essentials.quotas().filter(|quota_usage| quota_usage.excess() > 0).collect();
/// assert_eq!(over.len(), 1);
/// assert_eq!((over[0].quota, over[0].used, over[0].excess()), (Quota::Users(UserKind::Billable), 4, 1));
///
/// let plus = Catalogue::canada().fit(Plan::Plus, &usage);
/// assert_eq!(plus.verdict(), FitVerdict::Holds);
/// // One more user fits.
/// assert_eq!(plus.quotas().next().unwrap().headroom(), Some(1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit<'a> {
    catalogue: &'a Catalogue,
    plan: Plan,
    usage: Usage,
}

/// Whether a plan lacks something that is used.
pub(super) struct Lacks {
    /// It lacks something, whatever the unknown facts are.
    certainly: bool,
    /// The unknown facts on which it depends; none where it lacks something anyway.
    pub(super) depends_on: FactSet,
}

impl Lacks {
    /// For this use, as far as it is known, and these features.
    pub(super) fn of(plan: &PlanTerms, used: impl Fn(Quota) -> Option<u32>, features: PartlyKnown<Feature>) -> Self {
        let lacking = plan.features.map_or(FeatureSet::EMPTY, |features| FeatureSet::ALL.difference(features));
        let mut certainly = !features.yes().intersection(lacking).is_empty();
        let mut depends_on = FactSet::of_features(features.unknown().intersection(lacking));
        for &quota in Quota::ALL {
            // Nothing exceeds the greatest number.
            if let Some(limit) = plan.limit(quota).number().filter(|&limit| limit < u32::MAX) {
                match used(quota) {
                    Some(used) => certainly |= used > limit,
                    None => depends_on = depends_on.with(Fact::of_quota(quota)),
                }
            }
        }
        Self { certainly, depends_on: depends_on.when(!certainly) }
    }

    pub(super) fn verdict(&self, plan: &PlanTerms) -> FitVerdict {
        let is_documented = plan.features.is_some() && Quota::ALL.iter().all(|&quota| plan.limit(quota) != Limit::Unknown);
        match (self.certainly, self.depends_on.is_empty(), is_documented) {
            (true, _, _) => FitVerdict::Lacks,
            (false, false, _) => FitVerdict::Depends,
            (false, true, true) => FitVerdict::Holds,
            (false, true, false) => FitVerdict::Unknown,
        }
    }
}

/// One count of what is used, beside the limit of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct QuotaUsage {
    /// What is counted.
    pub quota: Quota,
    /// How many are used; of users, invited ones counted.
    pub used: u32,
    /// How many the plan holds.
    pub limit: Limit,
    /// What happens if there are too many: they stand in the way of a change to the plan, or are kept with a notice.
    pub enforcement: Enforcement,
}

impl QuotaUsage {
    pub(super) const fn of(catalogue: &Catalogue, plan: Plan, quota: Quota, used: u32) -> Self {
        let (limit, enforcement) = (catalogue.plan_terms(plan).limit(quota), catalogue.terms().enforcement(quota));
        Self { quota, used, limit, enforcement }
    }

    /// By how much the limit is exceeded; 0 at the limit and below, and if there is no limit or it is not documented.
    #[must_use]
    pub const fn excess(&self) -> u32 {
        match self.limit {
            Limit::UpTo(limit) => self.used.saturating_sub(limit),
            Limit::NoLimit | Limit::Unknown => 0,
        }
    }

    /// How many more fit: 0 at the limit and above it; `None` if there is no limit or it is not documented.
    #[must_use]
    pub const fn headroom(&self) -> Option<u32> {
        match self.limit {
            Limit::UpTo(limit) => Some(limit.saturating_sub(self.used)),
            Limit::NoLimit | Limit::Unknown => None,
        }
    }
}

impl<'a> Fit<'a> {
    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        self.plan
    }

    /// Whether the plan holds what is used.
    ///
    /// Every limit counts, even one that does not stand in the way of a change: what exceeds it is kept, but the plan does not
    /// hold it. Anything undocumented makes the verdict [`Unknown`](FitVerdict::Unknown), however little is used.
    #[must_use]
    pub fn verdict(&self) -> FitVerdict {
        let Self { usage, .. } = self;
        let lacks = Lacks::of(self.terms(), |quota| Some(usage.used(quota)), PartlyKnown::known(usage.features));
        lacks.verdict(self.terms())
    }

    /// Whether the verdict is [`Holds`](FitVerdict::Holds).
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdict() == FitVerdict::Holds
    }

    /// Each count beside its limit: the kinds of users, then the resources.
    #[must_use]
    pub fn quotas(&self) -> impl ExactSizeIterator<Item = QuotaUsage> + use<'a> {
        let Self { catalogue, plan, usage } = *self;
        Quota::ALL.iter().map(move |&quota| QuotaUsage::of(catalogue, plan, quota, usage.used(quota)))
    }

    /// The features in use that the plan lacks; `None` if its features are not documented.
    #[must_use]
    pub fn missing(&self) -> Option<FeatureSet> {
        self.terms().features.map(|features| self.usage.features.difference(features))
    }

    fn terms(&self) -> &PlanTerms {
        self.catalogue.plan_terms(self.plan)
    }
}

/// One plan of the ladder as somewhere to go: whether it would hold what is used, and the way there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung<'a> {
    fit: Fit<'a>,
    way: Option<Result<Preview, Refusal>>,
}

impl<'a> Rung<'a> {
    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        self.fit.plan
    }

    /// Whether it would hold what is used.
    #[must_use]
    pub const fn fit(&self) -> &Fit<'a> {
        &self.fit
    }

    /// Whether it is the plan that the client has.
    #[must_use]
    pub const fn is_current(&self) -> bool {
        self.way.is_none()
    }

    /// Whether the client is there or can get there.
    #[must_use]
    pub const fn is_within_reach(&self) -> bool {
        matches!(self.way, None | Some(Ok(_)))
    }

    /// The way there, with everything else left as it is: what to do first, and the change plan that follows. `None` for the plan
    /// that the client has.
    #[must_use]
    pub const fn preview(&self) -> Option<&Preview> {
        match &self.way {
            Some(Ok(preview)) => Some(preview),
            Some(Err(_)) | None => None,
        }
    }

    /// Why there is no way there.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match &self.way {
            Some(Err(refusal)) => Some(refusal),
            Some(Ok(_)) | None => None,
        }
    }
}

impl Catalogue {
    /// Whether `plan` would hold what is used.
    ///
    /// If not everything about the use is known, ask [`assess_fit`](Self::assess_fit).
    #[must_use]
    pub const fn fit(&self, plan: Plan, usage: &Usage) -> Fit<'_> {
        Fit { catalogue: self, plan, usage: *usage }
    }

    /// The lowest plan of the ladder that is sold and holds what is used; `None` if none does.
    ///
    /// Where not all that is used is known, ask [`assess_lowest_fit`](Self::assess_lowest_fit).
    ///
    /// ```
    /// use subscription_change::{Catalogue, Plan, Usage};
    ///
    /// let mut usage = Usage::default();
    /// usage.users.billable = 4;
    /// assert_eq!(Catalogue::canada().lowest_fit(&usage).unwrap().plan(), Plan::Plus);
    /// ```
    #[must_use]
    pub fn lowest_fit(&self, usage: &Usage) -> Option<Fit<'_>> {
        self.sold_rungs().map(|plan| self.fit(plan, usage)).find(Fit::holds)
    }

    pub(super) fn sold_rungs(&self) -> impl Iterator<Item = Plan> {
        self.terms().edition.ladder.iter().filter(|&plan| self.plan_terms(plan).sold)
    }

    /// Each plan of the ladder, from the lowest: whether it would hold what the client uses today, and the way there.
    ///
    /// Where some facts are not known, ask [`assess_rungs`](Self::assess_rungs).
    ///
    /// ```
    /// use subscription_change::{
    ///     Catalogue, Context, FeatureSet, Party, Plan, Remedy, Subscription, Usage, UserKind,
    /// };
    ///
    /// let current = Subscription::new(Plan::Advanced, Party::Firm);
    /// let mut usage = Usage::default();
    /// usage.users.billable = 4;
    /// let context = Context::in_good_standing(Party::Firm.into(), usage);
    /// let catalogue = Catalogue::canada();
    ///
    /// // The lowest that can be reached and holds today's use, and what that takes.
    /// let lowest = catalogue.rungs(&current, &context).find(|rung| rung.is_within_reach() && rung.fit().holds()).unwrap();
    /// assert_eq!(lowest.plan(), Plan::Plus);
    /// assert_eq!(lowest.preview().unwrap().remedies(), [Remedy::Confirm { accepting: FeatureSet::EMPTY }]);
    ///
    /// // The lowest that can be reached at all: three users would have to go.
    /// let lowest = catalogue.rungs(&current, &context).find(|rung| rung.is_within_reach()).unwrap();
    /// assert_eq!(lowest.plan(), Plan::EasyStart);
    /// let fewer = Remedy::RemoveUsers { kind: UserKind::Billable, count: 3 };
    /// assert!(lowest.preview().unwrap().remedies().contains(&fewer));
    /// ```
    pub fn rungs(&self, current: &Subscription, context: &Context) -> impl Iterator<Item = Rung<'_>> {
        let (current, context) = (*current, *context);
        self.terms().edition.ladder.iter().map(move |plan| {
            let request = Request { current, target: current.with_plan(plan), context };
            let way = (plan != current.base.plan).then(|| self.preview(&request));
            Rung { fit: self.fit(plan, &context.client.usage), way }
        })
    }
}
