//! What a decision found.

#[cfg(feature = "serde")]
mod rebuilt;
mod stamp;
mod told;

use super::compiled::{PlanChange, RuleBook, Transition};
use super::conditions::{Codes, held, held_partly};
use super::facts::{Details, Facts, hours_left};
use super::level;
use super::reasons::{ReasonSet, depends_on};
use crate::kit::Narrow;
use crate::model::{
    Actor, AddOnKind, ClientStatus, Context, FactSet, Feature, FeatureSet, Item, Parties, Party, Plan, PrimaryAdmin, Product,
    Quota, QuotaSet, ReasonCode, Subscription, Tier, TierSet, Usage,
};
use crate::terms::Terms;

#[cfg(feature = "serde")]
pub(crate) use rebuilt::{TimeTracking, ToldPlan};
pub(crate) use stamp::CatalogueStamp;
pub(crate) use told::Gaps;
pub(super) use told::Told;

/// All that a decision found. It is copied once, and sorted into reasons and notices only when somebody reads them.
///
/// A [`ChangePlan`](crate::ChangePlan) and a [`Refusal`](crate::Refusal) hold the same, so that a decision writes it once and no branch
/// depends on which of the two it is. The order of the fields is one in which it is written quickly: with the reasons first, a decision takes 6
/// instructions more.
#[derive(Clone, Copy)]
pub(crate) struct Findings {
    /// What is used, and how much.
    pub(super) usage: Usage,
    /// In how many days the annual renewal is, if there is one.
    days_to_renewal: Option<u32>,
    pub(crate) stamp: CatalogueStamp,
    /// What the catalogue says of the change of plan.
    pub(crate) plan: PlanChange,
    pub(crate) from: Subscription,
    pub(crate) to: Subscription,
    /// The losses that the client has to accept and has not.
    pub(crate) losses: FeatureSet,
    /// How many hours until the base plan may go up.
    pub(crate) hours_left: u32,
    /// How many hours ago the transfer of billing was permitted; 0 where it was not.
    permission_hours: u32,
    /// The reasons that hold; none in a change plan.
    pub(crate) reasons: ReasonSet,
    authorised_by: Narrow<Party>,
    pub(super) primary_admin: PrimaryAdmin,
    pub(crate) status: ClientStatus,
    /// The firm takes billing over, and the discount is kept.
    pub(crate) discount_kept: bool,
}

/// What was worked out for a request: the reasons that hold, the losses that the client has to accept and has not accepted, and
/// for how many more hours base may not go up.
struct Found {
    reasons: ReasonSet,
    losses: FeatureSet,
    hours_left: u32,
}

impl Findings {
    #[inline]
    pub(crate) fn of(terms: &Terms, rules: &RuleBook, current: &Subscription, target: &Subscription, context: &Context) -> Self {
        let client = &context.client;
        // What has branches comes first, so that little has to be kept in registers across them.
        let over = rules.block.over_any_of(|quota| client.usage.used(quota), &rules.transition(current, target).plan.limits);
        let hours_left = hours_left(terms, client.hours_since_downgrade);
        let looked_up = rules.look_up(current, target);
        let transition = looked_up.given.transition;
        let facts = Facts::of(context, over);
        let accepted = client.confirmation.unwrap_or_default().accepted_losses;
        let losses = client.usage.features.intersection(transition.needs_acceptance).difference(accepted);
        let worked_out = Details::of(context, terms, losses, hours_left).work_out();
        let held = Codes::known(held(context, &worked_out));
        let (reasons, _) = ReasonSet::of(&looked_up.applied, &looked_up.given, held, &facts);
        Self::with(Found { reasons, losses, hours_left }, terms, rules, transition, (current, target), context)
    }

    /// The findings, with everything that an answer says about them.
    #[inline]
    fn with(
        Found { reasons, losses, hours_left }: Found,
        terms: &Terms,
        rules: &RuleBook,
        transition: &Transition,
        (current, target): (&Subscription, &Subscription),
        context: &Context,
    ) -> Self {
        let client = &context.client;
        Self {
            reasons,
            stamp: rules.stamp,
            plan: transition.plan,
            from: *current,
            to: *target,
            authorised_by: Narrow::of(context.authorised_by),
            status: client.status,
            discount_kept: client.days_since_discount.is_some_and(|days| days <= terms.discount_days),
            usage: client.usage,
            losses,
            hours_left,
            permission_hours: client.transfer_permission_hours.unwrap_or(0),
            primary_admin: client.primary_admin,
            days_to_renewal: client.days_to_renewal,
        }
    }

    /// The same with some facts unknown: what certainly holds, all that may hold, and which losses may be.
    pub(crate) fn partly(
        terms: &Terms,
        rules: &RuleBook,
        current: &Subscription,
        target: &Subscription,
        known: &crate::model::Facts,
    ) -> (Self, ReasonSet, Gaps) {
        let looked_up = rules.look_up(current, target);
        let transition = looked_up.given.transition;
        let (facts, details) = (Facts::partly(known, rules.block, transition), Details::partly(known, terms, transition));
        let held = held_partly(known, &details.work_out());
        let (certain, may_hold) = ReasonSet::of(&looked_up.applied, &looked_up.given, held, &facts);
        let gaps = Gaps {
            downgrade: facts.features.possible.intersection(transition.needs_acceptance),
            may_be_lost: details.unaccepted_losses.possible,
        };
        let context = known.or(&Context::in_good_standing(Parties::EMPTY, Usage::NOTHING));
        let found =
            Found { reasons: certain, losses: details.unaccepted_losses.certain, hours_left: details.hours_left.unwrap_or(0) };
        let findings = Self::with(found, terms, rules, transition, (current, target), &context);
        (findings, may_hold, gaps)
    }

    /// The unknown facts on which it depends whether the possible reason of this code at this place holds.
    pub(crate) fn depends_on(
        code: ReasonCode,
        place: usize,
        terms: &Terms,
        rules: &RuleBook,
        (current, target): (&Subscription, &Subscription),
        known: &crate::model::Facts,
    ) -> FactSet {
        let looked_up = rules.look_up(current, target);
        let transition = looked_up.given.transition;
        let (facts, details) = (Facts::partly(known, rules.block, transition), Details::partly(known, terms, transition));
        depends_on(code, place, &looked_up.given, &facts, &details.work_out()).intersection(known.unknown())
    }

    /// Who hands the primary-admin role over: the firm, or on EasyStart the vendor.
    pub(super) const fn hands_over(&self) -> Actor {
        if matches!(self.from.base.plan, Plan::EasyStart) { Actor::Vendor } else { Actor::Firm }
    }

    /// The payroll tier that would bring this add-on to the new plan: the lowest that is sold or held already.
    pub(super) fn payroll_for(&self, kind: AddOnKind) -> Option<Tier> {
        let held = self.from.add_on(AddOnKind::Payroll).map(|held| TierSet::EMPTY.with(held.tier)).unwrap_or_default();
        self.plan.payroll_for.get(kind).wide().intersection(self.stamp.payroll_sold.wide().union(held)).iter().next()
    }

    /// Whether payroll makes the plan's own time tracking unavailable: before, and afterwards.
    pub(super) fn time_tracking_unavailable(&self) -> (bool, bool) {
        let of = |subscription: &Subscription| {
            let payroll = subscription.add_on(AddOnKind::Payroll);
            payroll.is_some_and(|payroll| self.stamp.without_time_tracking.wide().contains(payroll.tier))
        };
        (of(&self.from), of(&self.to))
    }

    /// Whether base is revived.
    pub(super) fn is_revived(&self) -> bool {
        let goes_to_firm = (self.from.base.payer, self.to.base.payer) == (Party::Client, Party::Firm);
        goes_to_firm && self.stamp.revived_by_transfer.wide().contains(self.status)
    }

    /// Whether a product that this party pays for afterwards goes up.
    pub(super) fn charges(&self, party: Party) -> bool {
        let add_on_goes_up = |kind: &AddOnKind| {
            let (old, new) = (self.from.add_on(*kind), self.to.add_on(*kind));
            level(new) > level(old) && new.is_some_and(|new| new.payer == party)
        };
        self.plan.up && self.to.base.payer == party || AddOnKind::ALL.iter().any(add_on_goes_up)
    }

    /// The features that are gained, and those that are lost; `None` where base changes and a plan is not documented.
    pub(crate) fn features_gained_and_lost(&self) -> Option<(FeatureSet, FeatureSet)> {
        let PlanChange { gained, lost, documented, had_time_tracking, has_time_tracking, .. } = self.plan;
        if !documented {
            return None;
        }
        let tracking = FeatureSet::EMPTY.with(Feature::TimeTracking);
        let (was_unavailable, is_unavailable) = self.time_tracking_unavailable();
        let before = had_time_tracking == Some(true) && !was_unavailable;
        let after = has_time_tracking == Some(true) && !is_unavailable;
        Some((
            gained.difference(tracking).union(tracking.when(after && !before)),
            lost.difference(tracking).union(tracking.when(before && !after)),
        ))
    }

    /// How much is used of the quota at this place.
    pub(super) fn used(&self, place: usize) -> Option<u32> {
        Quota::at(place).map(|quota| self.usage.used(quota))
    }

    /// How much the new plan holds of the quota at this place.
    pub(super) fn limit(&self, place: usize) -> Option<u32> {
        self.plan.limits.get(place).copied()
    }

    /// The quotas of the new plan that are exceeded and for which the company is suspended.
    #[inline]
    pub(super) fn suspended_over(&self) -> QuotaSet {
        QuotaSet::over(&self.usage.counts(), &self.plan.limits).intersection(QuotaSet::from_bits(self.stamp.suspends.into()))
    }

    /// The quotas of the new plan that are exceeded and where what is there is kept.
    #[inline]
    pub(super) fn kept_over(&self) -> QuotaSet {
        QuotaSet::over(&self.usage.counts(), &self.plan.limits).difference(QuotaSet::from_bits(self.stamp.suspends.into()))
    }

    /// What a product becomes.
    pub(super) fn item(&self, product: Product) -> Option<Item> {
        match product.add_on() {
            None => Some(Item::Plan(self.to.base.plan)),
            Some(kind) => self.to.add_on(kind).map(|held| Item::Tier(held.tier)),
        }
    }

    /// The features in use that are lost.
    pub(crate) const fn lost(&self) -> FeatureSet {
        self.usage.features.intersection(self.plan.lost)
    }

    /// Who transfers billing to the client: the firm where it asks for it, else the client.
    pub(crate) const fn transfers_to_client(&self) -> Party {
        if self.authorised_by.wide().contains(Party::Firm) { Party::Firm } else { Party::Client }
    }
}
