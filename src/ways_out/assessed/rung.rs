//! The rungs of the ladder as somewhere to go, where some facts are not known.

use super::{AssessedFit, AssessedPreview};
use crate::assess::{Assessment, Facts, PartialRequest, UsageFacts};
use crate::decision::Catalogue;
use crate::model::{FeatureSet, Plan, Quota, Subscription, Usage};

/// One rung of the ladder, where some facts are not known: a [`Rung`](crate::ways_out::Rung) with gaps.
#[derive(Debug, Clone, Copy)]
pub struct AssessedRung<'a> {
    fit: AssessedFit<'a>,
    way: Option<Result<AssessedPreview<'a>, Assessment<'a>>>,
}

impl<'a> AssessedRung<'a> {
    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> Plan {
        self.fit.plan()
    }

    /// How it would hold what is used.
    #[must_use]
    pub const fn fit(&self) -> &AssessedFit<'a> {
        &self.fit
    }

    /// Whether it is the plan that the client has.
    #[must_use]
    pub const fn is_current(&self) -> bool {
        self.way.is_none()
    }

    /// The way there, by what is certain, with what to ask. `None` for the plan that the client has.
    #[must_use]
    pub const fn preview(&self) -> Option<&AssessedPreview<'a>> {
        match &self.way {
            Some(Ok(preview)) => Some(preview),
            Some(Err(_)) | None => None,
        }
    }

    /// Why there is no way there, whatever the unknown facts are.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Assessment<'a>> {
        match &self.way {
            Some(Err(assessment)) => Some(assessment),
            Some(Ok(_)) | None => None,
        }
    }
}

impl Catalogue {
    /// Each rung of the ladder, from the lowest, where some facts are not known: how it would hold what is used, and the way there.
    ///
    /// With every fact known it is what [`rungs`](Self::rungs) says.
    pub fn assess_rungs(&self, current: &Subscription, facts: &Facts) -> impl Iterator<Item = AssessedRung<'_>> {
        let (current, facts) = (*current, *facts);
        self.terms().edition.ladder.iter().map(move |plan| {
            let request = PartialRequest { current, target: current.with_plan(plan), facts };
            let way = (plan != current.base.plan).then(|| self.assess_preview(&request));
            AssessedRung { fit: self.assess_fit(plan, &facts.client.usage), way }
        })
    }

    /// Every rung of the ladder that may be the [lowest fit](Self::lowest_fit), from the lowest: each is under some completion of what is known of
    /// the usage, and no other is under any. Where it is one and [holds](crate::ways_out::FitVerdict::Holds), that is certain; where it is none, no plan
    /// holds what is used.
    ///
    /// ```
    /// use subscription_change::assess::UsageFacts;
    /// use subscription_change::{Catalogue, Feature, Plan};
    ///
    /// // Nothing is known of the usage.
    /// let mut usage = UsageFacts::default();
    /// let catalogue = Catalogue::canada();
    /// let plans: Vec<Plan> = catalogue.assess_lowest_fit(&usage).map(|fit| fit.plan()).collect();
    /// assert_eq!(plans, [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]);
    ///
    /// // With projects in use the first two are out, and with eight users Plus is too.
    /// usage.features.set(Feature::Projects, Some(true));
    /// let plans: Vec<Plan> = catalogue.assess_lowest_fit(&usage).map(|fit| fit.plan()).collect();
    /// assert_eq!(plans, [Plan::Plus, Plan::Advanced]);
    /// usage.users.billable = Some(8);
    /// assert!(catalogue.assess_lowest_fit(&usage).map(|fit| fit.plan()).eq([Plan::Advanced]));
    /// ```
    pub fn assess_lowest_fit(&self, usage: &UsageFacts) -> impl Iterator<Item = AssessedFit<'_>> {
        let usage = *usage;
        self.sold_rungs().filter(move |&plan| self.may_be_lowest_fit(plan, &usage)).map(move |plan| self.assess_fit(plan, &usage))
    }

    /// Under the completion that uses as much as this plan holds, the lower ones hold it if they hold it under all that this one does.
    fn may_be_lowest_fit(&self, plan: Plan, usage: &UsageFacts) -> bool {
        let most = self.most_that_fits(plan, usage);
        self.lowest_fit(&most).is_some_and(|lowest| lowest.plan() == plan)
    }

    /// What is known of the usage, with as much of all else as the plan holds.
    fn most_that_fits(&self, plan: Plan, usage: &UsageFacts) -> Usage {
        let terms = self.plan_terms(plan);
        let mut most = Usage::NOTHING;
        for &quota in Quota::ALL {
            *most.used_mut(quota) = usage.used(quota).unwrap_or(terms.limit(quota).number().unwrap_or(u32::MAX));
        }
        let features = terms.features.unwrap_or(FeatureSet::EMPTY);
        most.features = usage.features.yes().union(usage.features.unknown().intersection(features));
        most
    }
}
