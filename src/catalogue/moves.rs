//! What each change of base plan means, worked out once for a catalogue.
//!
//! Everything here follows from the terms and from the two plans alone. It is looked up in a table so that a decision need not work
//! it out again.

use super::draft::CatalogueDraft;
use super::terms::{FeatureUse, Limit, Overuse};
use crate::{Feature, FeatureSet, Plan, Resource, UserKind};

/// How many limits a plan has.
pub(crate) const GAUGES: usize = UserKind::COUNT + Resource::COUNT;

/// One of the limits of a plan, in the order of the documentation's tables: user kinds, then resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gauge {
    Users(UserKind),
    Resource(Resource),
}

impl Gauge {
    /// By its place in the order.
    pub(crate) const fn at(place: usize) -> Option<Self> {
        if place < UserKind::COUNT {
            Some(Self::Users(UserKind::ALL[place]))
        } else if place < GAUGES {
            Some(Self::Resource(Resource::ALL[place - UserKind::COUNT]))
        } else {
            None
        }
    }

    /// Its place in the order.
    pub(crate) const fn place(self) -> usize {
        match self {
            Self::Users(kind) => kind as usize,
            Self::Resource(resource) => UserKind::COUNT + resource as usize,
        }
    }
}

/// What it means to change the base plan from one to another, or to leave it as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four independent facts, each asked by name")]
pub(crate) struct Move {
    /// The plan differs.
    pub(crate) changes: bool,
    /// It changes, and the catalogue allows it.
    pub(crate) open: bool,
    /// It is open and goes up: to a higher rank, or from Ledger to the ladder.
    pub(crate) up: bool,
    /// It is open and goes down: to a lower rank.
    pub(crate) down: bool,
    /// Features that are lost if they are in use; none where the change is not open.
    pub(crate) lost: FeatureSet,
    /// Of those, the ones that block while in use.
    pub(crate) blocked_by: FeatureSet,
    /// The most that the new plan holds, by gauge; `u32::MAX` where there is no such number or the change is not open.
    pub(crate) limits: [u32; GAUGES],
    /// The gauges (bits, by place) that refuse when they are over their limit: those that block and whose limit shrinks.
    pub(crate) strict: u8,
    /// What the new plan brings and what the old one had, as whole sets; `None` where one of the two is not documented.
    pub(crate) exchange: Option<Exchange>,
}

/// Features gained and lost by a change of plan, used or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Exchange {
    pub(crate) gained: FeatureSet,
    pub(crate) lost: FeatureSet,
}

impl Move {
    const fn of(draft: &CatalogueDraft, from: Plan, to: Plan) -> Self {
        let changes = from as u8 != to as u8;
        let open = changes && draft.moves.get(from).contains(to);
        let up = open && to.is_above(from);
        let (old, new) = (draft.plans.get(from), draft.plans.get(to));

        let exchange = match (changes, old.features, new.features) {
            (false, _, _) => Some(Exchange { gained: FeatureSet::EMPTY, lost: FeatureSet::EMPTY }),
            (true, Some(old), Some(new)) => Some(Exchange { gained: new.difference(old), lost: old.difference(new) }),
            (true, _, _) => None,
        };
        let lost = match (open, old.features, new.features) {
            (true, Some(old), Some(new)) => old.difference(new),
            (true, None, Some(new)) => FeatureSet::ALL.difference(new),
            (_, _, _) => FeatureSet::EMPTY,
        };
        let mut blocked_by = FeatureSet::EMPTY;
        let mut i = 0;
        while i < Feature::COUNT {
            let feature = Feature::ALL[i];
            if lost.contains(feature) && matches!(draft.features.get(feature), FeatureUse::Blocks { .. }) {
                blocked_by = blocked_by.with(feature);
            }
            i += 1;
        }

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

        Self { changes, open, up, down: open && !up, lost, blocked_by, limits, strict, exchange }
    }
}

/// The [`Move`] from every plan to every plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moves([[Move; Plan::COUNT]; Plan::COUNT]);

impl Moves {
    pub(super) const fn of(draft: &CatalogueDraft) -> Self {
        let mut moves = [[Move::of(draft, Plan::EasyStart, Plan::EasyStart); Plan::COUNT]; Plan::COUNT];
        let mut from = 0;
        while from < Plan::COUNT {
            let mut to = 0;
            while to < Plan::COUNT {
                moves[from][to] = Move::of(draft, Plan::ALL[from], Plan::ALL[to]);
                to += 1;
            }
            from += 1;
        }
        Self(moves)
    }

    #[inline]
    pub(crate) const fn get(&self, from: Plan, to: Plan) -> &Move {
        &self.0[from as usize][to as usize]
    }
}
