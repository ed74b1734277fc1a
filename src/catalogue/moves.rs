//! What each change of each product means, worked out once for a catalogue.
//!
//! Everything here follows from the catalogue and from what a product is changed from and to. It is looked up in tables so that a
//! decision need not work it out again.

use super::draft::CatalogueDraft;
use super::terms::{FeatureUse, Limit, Overuse};
use crate::difference::ProductChange;
use crate::found::Found;
use crate::usage::GAUGES;
use crate::{Base, Effective, Feature, FeatureSet, Gauge, Party, Payroll, PayrollTier, Plan, Subscription, Time, rules};

/// Who pays now and who is to pay.
const PAYERS: usize = Party::COUNT * Party::COUNT;

/// What it means to change the base plan from one to another, or to leave it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) from: Plan,
    pub(crate) to: Plan,
    /// The plan changes, and the catalogue allows it.
    pub(crate) open: bool,
    /// Of the features that are lost, the ones that block while in use.
    pub(crate) blocked_by: FeatureSet,
    /// Of those, the ones that the client has to accept the loss of: those of a downgrade that do not block.
    pub(crate) lost_with_a_word: FeatureSet,
    /// The gauges (bits, by place) that refuse when they are over their limit: those that block and whose limit shrinks.
    pub(crate) strict: u8,
    pub(crate) room: Room,
    /// The reasons at stake, by who pays now and who is to pay.
    at_stake: [Found; PAYERS],
}

/// What a decision tells of a change of plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// The most that the new plan holds, by gauge; `u32::MAX` where there is no such number or the change is not open.
    pub(crate) limits: [u32; GAUGES],
    /// The features that the old plan has not and the new one has; none where one of the two is not documented.
    pub(crate) gained: FeatureSet,
    /// The features that are lost if they are in use: those that the old plan has, or is not known not to have, and the new one has not;
    /// none where the change is not open.
    pub(crate) lost: FeatureSet,
    /// The features of both plans are documented, or the plan stays.
    pub(crate) documented: bool,
    pub(crate) has_time_tracking: bool,
    /// The payroll tier that would bring time to the new plan.
    pub(crate) payroll_for_time: Option<PayrollTier>,
    /// The same for every change of plan: it is here because it is copied from here.
    pub(crate) later: Later,
}

/// What takes effect on the next billing date only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Later {
    Nothing,
    Upgrades,
    Downgrades,
    Both,
}

impl Later {
    const fn of(draft: &CatalogueDraft) -> Self {
        match (draft.upgrades_take_effect, draft.downgrades_take_effect) {
            (Effective::Immediately, Effective::Immediately) => Self::Nothing,
            (Effective::NextBillingDate, Effective::Immediately) => Self::Upgrades,
            (Effective::Immediately, Effective::NextBillingDate) => Self::Downgrades,
            (Effective::NextBillingDate, Effective::NextBillingDate) => Self::Both,
        }
    }
}

impl Room {
    #[cfg(feature = "serde")]
    pub(crate) const NONE: Self = Self {
        limits: [0; GAUGES],
        gained: FeatureSet::EMPTY,
        lost: FeatureSet::EMPTY,
        documented: false,
        has_time_tracking: false,
        payroll_for_time: None,
        later: Later::Nothing,
    };
}

impl Move {
    const fn of(draft: &CatalogueDraft, from: Plan, to: Plan) -> Self {
        let change =
            ProductChange::of_base(draft, Base { plan: from, payer: Party::Firm }, Base { plan: to, payer: Party::Firm });
        let open = change.up || change.down;
        let (old, new) = (draft.plans.get(from), draft.plans.get(to));

        let (documented, gained) = match (change.changes, old.features, new.features) {
            (false, _, _) => (true, FeatureSet::EMPTY),
            (true, Some(old), Some(new)) => (true, new.difference(old)),
            (true, _, _) => (false, FeatureSet::EMPTY),
        };
        let lost = match (open, old.features, new.features) {
            (true, Some(old), Some(new)) => old.difference(new),
            (true, None, Some(new)) => FeatureSet::ALL.difference(new),
            (_, _, _) => FeatureSet::EMPTY,
        };
        let blocked_by = lost.intersection(blocking_features(draft));
        let lost_with_a_word = if change.down { lost.difference(blocked_by) } else { FeatureSet::EMPTY };

        let mut limits = [u32::MAX; GAUGES];
        let mut strict = 0;
        let mut place = 0;
        while let Some(gauge) = Gauge::at(place) {
            let (old, new) = (old.limit(gauge), new.limit(gauge));
            if let (true, Limit::UpTo(limit)) = (open, new) {
                limits[place] = limit;
                if old.shrinks_to(new) && matches!(draft.overuse(gauge), Overuse::Blocks) {
                    strict |= 1 << place;
                }
            }
            place += 1;
        }

        let has_time_tracking = match new.features {
            Some(features) => features.contains(Feature::TimeTracking),
            None => false,
        };
        let payroll_for_time = if draft.payroll.plans.contains(to) { payroll_tier_for_time(draft) } else { None };
        let mut base = Self {
            from,
            to,
            open,
            blocked_by,
            lost_with_a_word,
            strict,
            room: Room { limits, gained, lost, documented, has_time_tracking, payroll_for_time, later: Later::of(draft) },
            at_stake: [Found::NONE; PAYERS],
        };
        let mut payers = 0;
        while payers < PAYERS {
            let current = Base { plan: from, payer: Party::ALL[payers / Party::COUNT] };
            let target = Base { plan: to, payer: Party::ALL[payers % Party::COUNT] };
            let change = ProductChange::of_base(draft, current, target);
            base.at_stake[payers] = rules::at_stake(&change).union(rules::at_stake_in_base(&change, &base));
            payers += 1;
        }
        base
    }

    /// Whether the plan changes.
    pub(crate) const fn changes(&self) -> bool {
        self.from as u8 != self.to as u8
    }
}

/// The tier that the remedy `take_payroll` names: the lowest one that is sold and brings time.
const fn payroll_tier_for_time(draft: &CatalogueDraft) -> Option<PayrollTier> {
    let mut i = 0;
    while i < PayrollTier::COUNT {
        let tier = PayrollTier::ALL[i];
        if draft.time.payroll_tiers.contains(tier) && draft.payroll.tiers.contains(tier) {
            return Some(tier);
        }
        i += 1;
    }
    None
}

/// The features that block while in use.
const fn blocking_features(draft: &CatalogueDraft) -> FeatureSet {
    let mut blocking = FeatureSet::EMPTY;
    let mut i = 0;
    while i < Feature::COUNT {
        let feature = Feature::ALL[i];
        if matches!(draft.features.get(feature), FeatureUse::Blocks { .. }) {
            blocking = blocking.with(feature);
        }
        i += 1;
    }
    blocking
}

/// What a change means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning<'a> {
    /// What the change of the base plan means.
    pub(crate) base: &'a Move,
    /// The reasons that the change of the three products puts at stake.
    pub(crate) at_stake: Found,
    /// The add-ons that the target does not support.
    pub(crate) unsupported: Found,
}

/// The meaning of every change of every product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moves {
    /// By the plan that is left and the one that is entered.
    base: [Move; Plan::COUNT * Plan::COUNT],
    /// The reasons at stake, by the way in which it is held and the way in which it is to be.
    payroll: [[Found; Payroll::WAYS]; Payroll::WAYS],
    /// The same.
    time: [[Found; Time::WAYS]; Time::WAYS],
    /// The add-ons that a subscription does not support: by plan, payroll and time.
    unsupported: [[[Found; Time::WAYS]; Payroll::WAYS]; Plan::COUNT],
}

impl Moves {
    pub(super) const fn of(draft: &CatalogueDraft) -> Self {
        let mut moves = Self {
            base: [Move::of(draft, Plan::EasyStart, Plan::EasyStart); Plan::COUNT * Plan::COUNT],
            payroll: [[Found::NONE; Payroll::WAYS]; Payroll::WAYS],
            time: [[Found::NONE; Time::WAYS]; Time::WAYS],
            unsupported: [[[Found::NONE; Time::WAYS]; Payroll::WAYS]; Plan::COUNT],
        };
        let mut i = 0;
        while i < moves.base.len() {
            moves.base[i] = Move::of(draft, Plan::ALL[i / Plan::COUNT], Plan::ALL[i % Plan::COUNT]);
            i += 1;
        }
        let mut i = 0;
        while i < Payroll::WAYS * Payroll::WAYS {
            let (from, to) = (i / Payroll::WAYS, i % Payroll::WAYS);
            let change = ProductChange::of_payroll(draft, Payroll::at(from), Payroll::at(to));
            moves.payroll[from][to] = rules::at_stake(&change);
            i += 1;
        }
        let mut i = 0;
        while i < Time::WAYS * Time::WAYS {
            let (from, to) = (i / Time::WAYS, i % Time::WAYS);
            let change = ProductChange::of_time(draft, Time::at(from), Time::at(to));
            moves.time[from][to] = rules::at_stake(&change);
            i += 1;
        }
        let mut i = 0;
        while i < Plan::COUNT * Payroll::WAYS * Time::WAYS {
            let (rest, time) = (i / Time::WAYS, i % Time::WAYS);
            let (plan, payroll) = (rest / Payroll::WAYS, rest % Payroll::WAYS);
            let base = Base { plan: Plan::ALL[plan], payer: Party::Firm };
            let target = Subscription { base, payroll: Payroll::at(payroll), time: Time::at(time) };
            moves.unsupported[plan][payroll][time] = rules::unsupported(draft, &target);
            i += 1;
        }
        moves
    }

    /// What the change from one subscription to the other means.
    #[inline]
    pub(crate) const fn look_up(&self, current: &Subscription, target: &Subscription) -> Meaning<'_> {
        let (plan, payroll, time) = (target.base.plan as usize, Payroll::way(target.payroll), Time::way(target.time));
        let base = &self.base[current.base.plan as usize * Plan::COUNT + plan];
        Meaning {
            base,
            at_stake: base.at_stake[current.base.payer as usize * Party::COUNT + target.base.payer as usize]
                .union(self.payroll[Payroll::way(current.payroll)][payroll])
                .union(self.time[Time::way(current.time)][time]),
            unsupported: self.unsupported[plan][payroll][time],
        }
    }
}
