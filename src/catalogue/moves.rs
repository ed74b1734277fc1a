//! What each change of each product means, worked out once for a catalogue.
//!
//! Everything here follows from the catalogue and from what a product is changed from and to. It is looked up in tables so that a
//! decision need not work it out again.

use super::draft::CatalogueDraft;
use super::terms::{FeatureUse, Limit, Overuse};
use crate::difference::ProductChange;
use crate::found::Found;
use crate::noted::{self, Noted};
use crate::usage::GAUGES;
use crate::{AddOn, Base, Feature, FeatureSet, Gauge, Party, PayrollTier, Plan, Subscription, TimeTier, rules};

/// What it means to change the base plan from one to another, or to leave it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) from: Plan,
    pub(crate) to: Plan,
    /// The plan changes, and the catalogue allows it.
    pub(crate) open: bool,
    /// Features that are lost if they are in use; none where the change is not open.
    pub(crate) lost: FeatureSet,
    /// Of those, the ones that block while in use.
    pub(crate) blocked_by: FeatureSet,
    /// Of those, the ones that the client has to accept the loss of: those of a downgrade that do not block.
    pub(crate) lost_with_a_word: FeatureSet,
    /// Time tracking, where the new plan has it.
    pub(crate) time_tracking: FeatureSet,
    /// The gauges (bits, by place) that refuse when they are over their limit: those that block and whose limit shrinks.
    pub(crate) strict: u8,
    pub(crate) room: Room,
    /// What is at stake, by who pays now and who is to pay.
    at_stake: [[AtStake; Party::COUNT]; Party::COUNT],
}

/// What a change puts at stake, before anybody looks at the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AtStake {
    pub(crate) reasons: Found,
    pub(crate) notices: Noted,
}

impl AtStake {
    const NOTHING: Self = Self { reasons: Found::NONE, notices: Noted::NONE };

    /// In what happens to one product.
    const fn of(draft: &CatalogueDraft, change: &ProductChange, becomes_core: bool) -> Self {
        Self { reasons: rules::at_stake(change), notices: noted::at_stake(draft, change, becomes_core) }
    }

    const fn and(self, other: Self) -> Self {
        Self { reasons: self.reasons.union(other.reasons), notices: self.notices.union(other.notices) }
    }
}

/// What a decision tells of a change of plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// The most that the new plan holds, by gauge; `u32::MAX` where there is no such number or the change is not open.
    pub(crate) limits: [u32; GAUGES],
    /// What the new plan brings and what the old one had, as whole sets; `None` where one of the two is not documented.
    pub(crate) exchange: Option<Exchange>,
    /// The payroll tier that would bring time to the new plan.
    pub(crate) payroll_for_time: Option<PayrollTier>,
}

impl Room {
    #[cfg(feature = "serde")]
    pub(crate) const NONE: Self = Self { limits: [0; GAUGES], exchange: None, payroll_for_time: None };
}

/// Features gained and lost by a change of plan, used or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Exchange {
    pub(crate) gained: FeatureSet,
    pub(crate) lost: FeatureSet,
}

impl Move {
    const fn of(draft: &CatalogueDraft, from: Plan, to: Plan) -> Self {
        let change =
            ProductChange::of_base(draft, Base { plan: from, payer: Party::Firm }, Base { plan: to, payer: Party::Firm });
        let open = change.up || change.down;
        let (old, new) = (draft.plans.get(from), draft.plans.get(to));

        let exchange = match (change.changes, old.features, new.features) {
            (false, _, _) => Some(Exchange { gained: FeatureSet::EMPTY, lost: FeatureSet::EMPTY }),
            (true, Some(old), Some(new)) => Some(Exchange { gained: new.difference(old), lost: old.difference(new) }),
            (true, _, _) => None,
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
        while place < GAUGES {
            let gauge = Gauge::ALL[place];
            let (old, new, overuse) = match gauge {
                Gauge::Users(kind) => (*old.users.get(kind), *new.users.get(kind), *draft.users.get(kind)),
                Gauge::Resource(resource) => {
                    (*old.resources.get(resource), *new.resources.get(resource), *draft.resources.get(resource))
                }
            };
            if let (true, Limit::UpTo(limit)) = (open, new) {
                limits[place] = limit;
                if old.shrinks_to(new) && matches!(overuse, Overuse::Blocks) {
                    strict |= 1 << place;
                }
            }
            place += 1;
        }

        let time_tracking = match new.features {
            Some(features) => features.intersection(FeatureSet::EMPTY.with(Feature::TimeTracking)),
            None => FeatureSet::EMPTY,
        };
        let payroll_for_time = if draft.payroll.plans.contains(to) { payroll_tier_for_time(draft) } else { None };
        let mut base = Self {
            from,
            to,
            open,
            lost,
            blocked_by,
            lost_with_a_word,
            time_tracking,
            strict,
            room: Room { limits, exchange, payroll_for_time },
            at_stake: [[AtStake::NOTHING; Party::COUNT]; Party::COUNT],
        };
        let mut payers = 0;
        while payers < Party::COUNT * Party::COUNT {
            let (old, new) = (payers / Party::COUNT, payers % Party::COUNT);
            let current = Base { plan: from, payer: Party::ALL[old] };
            let target = Base { plan: to, payer: Party::ALL[new] };
            let change = ProductChange::of_base(draft, current, target);
            base.at_stake[old][new] = AtStake::of(draft, &change, false).and(AtStake {
                reasons: rules::at_stake_in_base(&change, &base),
                notices: noted::at_stake_in_base(&change, &base),
            });
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

/// How many ways there are to hold an add-on of so many tiers: each tier by each payer, and by nobody, which is not at all.
const fn ways(tiers: usize) -> usize {
    tiers * PAYERS
}

/// The two parties and nobody.
const PAYERS: usize = Party::COUNT + 1;

const PAYROLL: usize = ways(PayrollTier::COUNT);
const TIME: usize = ways(TimeTier::COUNT);

/// The way in which an add-on is held; what nobody pays for is not held, whatever its tier.
///
/// Tier and payer are told apart before they are put together: each is a choice between two numbers, for which the compiler needs no
/// branch; for the whole at once it takes one that cannot be predicted (33 instructions and 0.4 mispredictions a decision).
macro_rules! way {
    ($held:expr) => {{
        let tier = match $held {
            Some(AddOn { tier, .. }) => tier as usize,
            None => 0,
        };
        let payer = match $held {
            Some(AddOn { payer, .. }) => payer as usize,
            None => Party::COUNT,
        };
        tier * PAYERS + payer
    }};
}

/// Payroll as it is held in this way.
const fn payroll_at(way: usize) -> Option<AddOn<PayrollTier>> {
    let (tier, payer) = (way / PAYERS, way % PAYERS);
    if payer == Party::COUNT { None } else { Some(AddOn { tier: PayrollTier::ALL[tier], payer: Party::ALL[payer] }) }
}

const fn is_core(held: Option<AddOn<PayrollTier>>) -> bool {
    matches!(held, Some(AddOn { tier: PayrollTier::Core, .. }))
}

/// Time as it is held in this way.
const fn time_at(way: usize) -> Option<AddOn<TimeTier>> {
    let (tier, payer) = (way / PAYERS, way % PAYERS);
    if payer == Party::COUNT { None } else { Some(AddOn { tier: TimeTier::ALL[tier], payer: Party::ALL[payer] }) }
}

/// What a change means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning<'a> {
    /// What the change of the base plan means.
    pub(crate) base: &'a Move,
    /// What the change of the three products puts at stake.
    pub(crate) at_stake: AtStake,
    /// The add-ons that the target does not support, one bit each.
    pub(crate) unsupported: u8,
}

/// The meaning of every change of every product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moves {
    base: [[Move; Plan::COUNT]; Plan::COUNT],
    payroll: [[AtStake; PAYROLL]; PAYROLL],
    time: [[AtStake; TIME]; TIME],
    /// The add-ons that a subscription does not support, one bit each: by plan, payroll and time.
    unsupported: [[[u8; TIME]; PAYROLL]; Plan::COUNT],
}

impl Moves {
    pub(super) const fn of(draft: &CatalogueDraft) -> Self {
        let mut base = [[Move::of(draft, Plan::EasyStart, Plan::EasyStart); Plan::COUNT]; Plan::COUNT];
        let mut from = 0;
        while from < Plan::COUNT {
            let mut to = 0;
            while to < Plan::COUNT {
                base[from][to] = Move::of(draft, Plan::ALL[from], Plan::ALL[to]);
                to += 1;
            }
            from += 1;
        }
        let mut payroll = [[AtStake::NOTHING; PAYROLL]; PAYROLL];
        let mut from = 0;
        while from < PAYROLL {
            let mut to = 0;
            while to < PAYROLL {
                let (current, target) = (payroll_at(from), payroll_at(to));
                let becomes_core = is_core(target) && !is_core(current);
                payroll[from][to] = AtStake::of(draft, &ProductChange::of_payroll(draft, current, target), becomes_core);
                to += 1;
            }
            from += 1;
        }
        let mut time = [[AtStake::NOTHING; TIME]; TIME];
        let mut from = 0;
        while from < TIME {
            let mut to = 0;
            while to < TIME {
                time[from][to] = AtStake::of(draft, &ProductChange::of_time(draft, time_at(from), time_at(to)), false);
                to += 1;
            }
            from += 1;
        }
        let mut unsupported = [[[0; TIME]; PAYROLL]; Plan::COUNT];
        let mut i = 0;
        while i < Plan::COUNT * PAYROLL * TIME {
            let (plan, payroll, time) = (i / (PAYROLL * TIME), i / TIME % PAYROLL, i % TIME);
            let base = Base { plan: Plan::ALL[plan], payer: Party::Firm };
            let target = Subscription { base, payroll: payroll_at(payroll), time: time_at(time) };
            unsupported[plan][payroll][time] = rules::unsupported(draft, &target);
            i += 1;
        }
        Self { base, payroll, time, unsupported }
    }

    /// What the change from one subscription to the other means.
    #[inline]
    pub(crate) const fn look_up(&self, current: &Subscription, target: &Subscription) -> Meaning<'_> {
        let (payroll, time) = (way!(target.payroll), way!(target.time));
        let base = &self.base[current.base.plan as usize][target.base.plan as usize];
        Meaning {
            base,
            at_stake: base.at_stake[current.base.payer as usize][target.base.payer as usize]
                .and(self.payroll[way!(current.payroll)][payroll])
                .and(self.time[way!(current.time)][time]),
            unsupported: self.unsupported[target.base.plan as usize][payroll][time],
        }
    }
}
