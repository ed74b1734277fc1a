//! What each change of each product means, worked out once for a catalogue.
//!
//! Everything here follows from the catalogue and from what a product is changed from and to. It is looked up in tables so that a
//! decision need not work it out again.

use super::draft::CatalogueDraft;
use super::terms::{FeatureUse, Limit, Overuse};
use crate::difference::ProductChange;
use crate::found::Found;
use crate::usage::GAUGES;
use crate::{AddOn, Base, Feature, FeatureSet, Gauge, Party, PayrollTier, Plan, Subscription, TimeTier, rules};

/// What it means to change the base plan from one to another, or to leave it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    pub(crate) from: Plan,
    pub(crate) to: Plan,
    /// The plan changes, and the catalogue allows it.
    pub(crate) open: bool,
    /// It is open and goes down.
    pub(crate) down: bool,
    /// Features that are lost if they are in use; none where the change is not open.
    pub(crate) lost: FeatureSet,
    /// Of those, the ones that block while in use.
    pub(crate) blocked_by: FeatureSet,
    /// Of those, the ones that the client has to accept the loss of: those of a downgrade that do not block.
    pub(crate) lost_with_a_word: FeatureSet,
    /// The most that the new plan holds, by gauge; `u32::MAX` where there is no such number or the change is not open.
    pub(crate) limits: [u32; GAUGES],
    /// The gauges (bits, by place) that refuse when they are over their limit: those that block and whose limit shrinks.
    pub(crate) strict: u8,
    /// What the new plan brings and what the old one had, as whole sets; `None` where one of the two is not documented.
    pub(crate) exchange: Option<Exchange>,
    /// The reasons at stake, by who pays now and who is to pay.
    at_stake: [[Found; Party::COUNT]; Party::COUNT],
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
        while let Some(gauge) = Gauge::at(place) {
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

        let at_stake = [[Found::NONE; Party::COUNT]; Party::COUNT];
        let mut base =
            Self { from, to, open, down: change.down, lost, blocked_by, lost_with_a_word, limits, strict, exchange, at_stake };
        let mut payers = 0;
        while payers < Party::COUNT * Party::COUNT {
            let (old, new) = (payers / Party::COUNT, payers % Party::COUNT);
            let current = Base { plan: from, payer: Party::ALL[old] };
            let target = Base { plan: to, payer: Party::ALL[new] };
            let change = ProductChange::of_base(draft, current, target);
            base.at_stake[old][new] = rules::at_stake(&change).union(rules::at_stake_in_base(&change, &base));
            payers += 1;
        }
        base
    }

    /// Whether the plan changes.
    pub(crate) const fn changes(&self) -> bool {
        self.from as u8 != self.to as u8
    }
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

/// How many places there are for the ways to hold an add-on: not at all, or at a tier by one of the two payers. Some are no way; they
/// are there so that every place is within the table, whatever its bits are.
const WAYS: usize = 8;

/// The place of an add-on that is held, from its tier and its payer; what is not held is at 0.
#[inline]
const fn place(tier: usize, payer: usize) -> usize {
    ((1 + tier) | (payer << 2)) % WAYS
}

#[inline]
const fn place_of_payroll(held: Option<AddOn<PayrollTier>>) -> usize {
    match held {
        Some(AddOn { tier, payer }) => place(tier as usize, payer as usize),
        None => 0,
    }
}

#[inline]
const fn place_of_time(held: Option<AddOn<TimeTier>>) -> usize {
    match held {
        Some(AddOn { tier, payer }) => place(tier as usize, payer as usize),
        None => 0,
    }
}

/// Payroll as it is held at a place; not at all where the place is no way to hold it.
const fn payroll_at(place: usize) -> Option<AddOn<PayrollTier>> {
    let (level, payer) = (place % 4, Party::ALL[place / 4]);
    if level == 0 || level > PayrollTier::COUNT { None } else { Some(AddOn { tier: PayrollTier::ALL[level - 1], payer }) }
}

/// Time as it is held at a place; not at all where the place is no way to hold it.
const fn time_at(place: usize) -> Option<AddOn<TimeTier>> {
    let (level, payer) = (place % 4, Party::ALL[place / 4]);
    if level == 0 || level > TimeTier::COUNT { None } else { Some(AddOn { tier: TimeTier::ALL[level - 1], payer }) }
}

/// The meaning of every change of every product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moves {
    base: [[Move; Plan::COUNT]; Plan::COUNT],
    payroll: [[Found; WAYS]; WAYS],
    time: [[Found; WAYS]; WAYS],
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
        let mut payroll = [[Found::NONE; WAYS]; WAYS];
        let mut from = 0;
        while from < WAYS {
            let mut to = 0;
            while to < WAYS {
                payroll[from][to] = rules::at_stake(&ProductChange::of_payroll(draft, payroll_at(from), payroll_at(to)));
                to += 1;
            }
            from += 1;
        }
        let mut time = [[Found::NONE; WAYS]; WAYS];
        let mut from = 0;
        while from < WAYS {
            let mut to = 0;
            while to < WAYS {
                time[from][to] = rules::at_stake(&ProductChange::of_time(draft, time_at(from), time_at(to)));
                to += 1;
            }
            from += 1;
        }
        Self { base, payroll, time }
    }

    /// What the change of the base plan means, and the reasons that the change of the three products puts at stake.
    #[inline]
    pub(crate) const fn look_up(&self, current: &Subscription, target: &Subscription) -> (&Move, Found) {
        let base = &self.base[current.base.plan as usize][target.base.plan as usize];
        let at_stake = base.at_stake[current.base.payer as usize][target.base.payer as usize]
            .union(self.payroll[place_of_payroll(current.payroll)][place_of_payroll(target.payroll)])
            .union(self.time[place_of_time(current.time)][place_of_time(target.time)]);
        (base, at_stake)
    }
}
