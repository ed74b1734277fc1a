//! Findings rebuilt from a plan that was read: what the plan tells is put into them, and the rows then say what else it has to tell.

use super::Findings;
use crate::kit::Narrow;
use crate::model::{AddOnKind, ClientStatus, Feature, FeatureSet, Party, QuotaSet, StatusSet, Subscription, TierSet, Usage};
use crate::rules::Notice;
use crate::terms::PriceWhenTakenOver;

/// What a plan tells beside its notices.
#[derive(Clone, Copy)]
pub(crate) struct ToldPlan {
    pub(crate) from: Subscription,
    pub(crate) to: Subscription,
    /// Base goes up, if it changes.
    pub(crate) up: bool,
    /// The plan that is left stands beside the ladder.
    pub(crate) leaves_side: bool,
    /// Who transfers billing to the client, if it is transferred.
    pub(crate) by: Party,
    /// The features that are gained and those that are lost, if that is told.
    pub(crate) features: Option<(FeatureSet, FeatureSet)>,
}

/// What a plan does not tell of time tracking, which payroll can make unavailable: whether the plans have it, with which payroll it is
/// unavailable, and whether it is in use.
#[derive(Clone, Copy)]
pub(crate) struct TimeTracking {
    had: Option<bool>,
    has: Option<bool>,
    unavailable_with: TierSet,
    in_use: bool,
}

impl TimeTracking {
    /// All that can be so of a plan from one subscription to another, which tells its features or does not. It does not where base leaves a plan
    /// that is not documented; no catalogue opens a move to such a plan.
    pub(crate) fn all(from: &Subscription, to: &Subscription, tells: bool) -> impl Iterator<Item = Self> + use<> {
        const KNOWN: [Option<bool>; 3] = [Some(false), Some(true), None];
        let [was, is] = [from, to].map(|held| {
            let payroll = held.add_on(AddOnKind::Payroll);
            payroll.map_or(TierSet::EMPTY, |payroll| TierSet::EMPTY.with(payroll.tier))
        });
        let stays = from.base.plan == to.base.plan;
        let payrolls = [TierSet::EMPTY, was, is, was.union(is)];
        let plans = KNOWN.into_iter().flat_map(|had| KNOWN.into_iter().map(move |has| (had, has)));
        let plans = plans.filter(move |(had, has)| if stays { had == has } else { has.is_some() && had.is_some() == tells });
        plans.flat_map(move |(had, has)| {
            let payrolls = payrolls.into_iter();
            payrolls.flat_map(move |unavailable_with| {
                [false, true].into_iter().map(move |in_use| Self { had, has, unavailable_with, in_use })
            })
        })
    }
}

impl Findings {
    /// These findings, but of a plan that tells this. A plan that was read is one that can be given where they lead to its notices and no
    /// others, and to its features.
    pub(crate) fn telling(mut self, told: &ToldPlan, time: &TimeTracking, notices: impl Iterator<Item = Notice>) -> Self {
        let base_changes = told.from.base.plan != told.to.base.plan;
        self.from = told.from;
        self.to = told.to;
        self.authorised_by = Narrow::of(told.by.into());
        self.plan.up = base_changes && told.up;
        self.plan.down = base_changes && !told.up;
        self.plan.leaves_side = base_changes && told.leaves_side;
        (self.plan.had_time_tracking, self.plan.has_time_tracking) = (time.had, time.has);
        self.stamp.without_time_tracking = Narrow::of(time.unavailable_with);
        self.stamp.suspends = 0;
        self.stamp.price_when_taken_over = PriceWhenTakenOver::Retail;
        self.stamp.revived_by_transfer = Narrow::of(StatusSet::EMPTY);
        self.status = ClientStatus::Active;
        self.discount_kept = false;
        self.usage = Usage::NOTHING;
        self.plan.limits = self.plan.limits.map(|_| u32::MAX);

        let mut suspends = QuotaSet::EMPTY;
        let mut lost_in_use = FeatureSet::EMPTY;
        for notice in notices {
            if let Some((quota, used, limit)) = notice.over_limit().filter(|_| base_changes) {
                *self.usage.used_mut(quota) = used;
                if let Some(most) = self.plan.limits.get_mut(quota.place()) {
                    *most = limit;
                }
            }
            match notice {
                Notice::CompanySuspended { quota, .. } => suspends = suspends.union(QuotaSet::from(quota)),
                Notice::FeaturesLost { features } => lost_in_use = features,
                Notice::DiscountKept { .. } => self.discount_kept = true,
                Notice::WholesalePrice { .. } => self.stamp.price_when_taken_over = PriceWhenTakenOver::Wholesale,
                Notice::Resubscribes => {
                    self.status = ClientStatus::Cancelled;
                    self.stamp.revived_by_transfer = Narrow::of(StatusSet::EMPTY.with(ClientStatus::Cancelled));
                }
                _ => {}
            }
        }
        self.stamp.suspends = suspends.bits() as u32;

        // The features of the two plans, of which those that both have or both lack make no difference.
        let tracking = FeatureSet::EMPTY.with(Feature::TimeTracking);
        let (gained, lost) = told.features.unwrap_or_default();
        let old = lost.difference(tracking).union(tracking.when(time.had == Some(true)));
        let new = gained.difference(tracking).union(tracking.when(time.has == Some(true)));
        self.plan.documented = told.features.is_some();
        (self.plan.gained, self.plan.lost) = match told.features {
            Some(_) if base_changes => (new.difference(old), old.difference(new)),
            // Base leaves a plan that is not documented: what the new one lacks is lost.
            None => (FeatureSet::EMPTY, lost_in_use.difference(tracking).union(tracking.when(time.has == Some(false)))),
            Some(_) => (FeatureSet::EMPTY, FeatureSet::EMPTY),
        };
        self.usage.features = lost_in_use.union(tracking.when(time.in_use));
        self
    }
}
