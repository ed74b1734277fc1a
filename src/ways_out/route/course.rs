//! The search for the shortest sequence of requests, whether or not every fact is known.

use super::space::{Places, Space, Table};
use crate::decision::{Catalogue, Steps, TakesEffect};
use crate::kit::count;
use crate::model::{Party, Subscription};
use crate::ways_out::search::{Refused, Wish, edits};

/// What a route costs, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    requests: u16,
    steps: u16,
    reasons: u16,
}

impl Cost {
    const NONE: Self = Self { requests: 0, steps: 0, reasons: 0 };
    /// More than any route costs.
    const NO_WAY: Self = Self { requests: u16::MAX, steps: 0, reasons: 0 };

    const fn and(self, other: Self) -> Self {
        Self {
            requests: self.requests.saturating_add(other.requests),
            steps: self.steps.saturating_add(other.steps),
            reasons: self.reasons.saturating_add(other.reasons),
        }
    }
}

const _: () = assert!(
    2 * size_of::<Table<Cost>>() <= 1 << 20,
    "evaluated by the compiler: two tables of all subscriptions that there can be take more than a megabyte of the stack where a route is looked \
     for; look for it among those with few add-ons"
);

/// The shortest sequence of requests. Only its first stop is kept. The others are looked for again by whoever asks for them, because a table of
/// where to go next from each subscription would take kilobytes, and several times as many with each further add-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ways_out) struct Course {
    requests: usize,
    /// Where the first of them leads.
    first: Subscription,
}

/// There is none.
pub(in crate::ways_out) struct NoCourse<R> {
    pub(in crate::ways_out) refusal: R,
    /// From where the target can be reached.
    pub(super) reached: Places,
}

impl Course {
    /// How many requests it takes.
    pub(in crate::ways_out) const fn len(self) -> usize {
        self.requests
    }

    /// The shortest for this wish, by what is certain.
    pub(in crate::ways_out) fn of<'a, W: Wish<'a>>(catalogue: &'a Catalogue, wish: &W) -> Result<Self, NoCourse<W::Refusal>> {
        let (current, &target) = wish.subscriptions();
        let refusal = match wish.decide(catalogue) {
            Err(refusal) if !can_be_cleared(&refusal) => refusal,
            _ => return Ok(Self { requests: 1, first: target }),
        };
        if *current == target {
            return Ok(Self { requests: 0, first: target });
        }
        match shortest(catalogue, wish, current) {
            Ok((cost, first)) => Ok(Self { requests: cost.requests.into(), first }),
            Err(reached) => Err(NoCourse { refusal, reached }),
        }
    }

    /// Where the next request leads from here, with so many left after it.
    pub(in crate::ways_out) fn stop_after<'a, W: Wish<'a>>(
        self,
        catalogue: &'a Catalogue,
        wish: &W,
        at: &Subscription,
        left: usize,
    ) -> Subscription {
        let (_, &target) = wish.subscriptions();
        match left {
            0 => target,
            _ if left.saturating_add(1) == self.requests => self.first,
            _ => shortest(catalogue, wish, at).map_or(target, |(_, stop)| stop),
        }
    }
}

/// The cost of the best way from here to where the wish leads, and its first stop; from where that can be reached, if not from here.
///
/// Works backwards from the target: everything one request away, then two, until this subscription is among them or nothing new is found.
fn shortest<'a, W: Wish<'a>>(catalogue: &'a Catalogue, wish: &W, from: &Subscription) -> Result<(Cost, Subscription), Places> {
    let (current, target) = wish.subscriptions();
    let space = Space::between(current, target);
    let mut costs = Table::all(space, Cost::NO_WAY);
    if let Some(place) = space.place(target) {
        costs.set(place, Cost::NONE);
    }
    let mut requests = 0;
    loop {
        let goals = costs.only(|cost| cost.requests == requests);
        // If this one is so near, the others do not matter.
        if let Some(way) = best_way(catalogue, wish, from, goals.cells()) {
            return Ok(way);
        }
        let mut found = false;
        for place in 0..costs.cells().len() {
            let Some((origin, Cost::NO_WAY)) = costs.cells().get(place) else { continue };
            if let Some((cost, _)) = best_way(catalogue, wish, origin, goals.cells()) {
                costs.set(place, cost);
                found = true;
            }
        }
        if !found {
            let reached = costs.cells().iter().filter(|(_, cost)| *cost != Cost::NO_WAY);
            return Err(reached.fold(Places::none(space), |reached, (place, _)| reached.with(place)));
        }
        requests = requests.saturating_add(1);
    }
}

/// The best way from here that goes on from one of these, which are equally far from the target, and its first stop.
fn best_way<'a, W: Wish<'a>>(
    catalogue: &'a Catalogue,
    wish: &W,
    origin: &Subscription,
    goals: &[(Subscription, Cost)],
) -> Option<(Cost, Subscription)> {
    let ways = goals.iter().filter_map(|(goal, onwards)| Some((leg(catalogue, wish, *origin, *goal)?.and(*onwards), *goal)));
    ways.min_by_key(|(cost, _)| *cost)
}

/// Whether a request can be had as it is once something is done before it.
///
/// That does not depend on what was done on the way: reasons that nobody can clear stay, and reasons that are cleared by asking for
/// something else depend only on the two subscriptions.
fn can_be_cleared(refusal: &impl Refused) -> bool {
    !refusal.is_never() && !refusal.reasons().any(|reason| edits(&reason))
}

/// What a single request costs; `None` where it cannot be had as it is, whatever is done before it.
fn leg<'a, W: Wish<'a>>(catalogue: &'a Catalogue, wish: &W, origin: Subscription, goal: Subscription) -> Option<Cost> {
    let reasons = match wish.between(origin, goal).decide(catalogue) {
        Ok(_) => 0,
        Err(refusal) if can_be_cleared(&refusal) => count(refusal.reasons()),
        Err(_) => return None,
    };
    let steps = count(Steps::between(origin, goal, true, TakesEffect::IMMEDIATELY, Party::Firm));
    let few = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Some(Cost { requests: 1, steps: few(steps), reasons: few(reasons) })
}
