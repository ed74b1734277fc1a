//! The search for the shortest sequence of requests, whether or not every fact is known.

use super::space::{Place, Places, Space, Table};
use crate::decision::{Catalogue, Steps, TakesEffect};
use crate::kit::count;
use crate::model::{AddOnSet, Party, Subscription};
use crate::ways_out::search::{Refused, Wish, edits};

/// What a route costs, the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    requests: usize,
    steps: usize,
    reasons: usize,
}

impl Cost {
    const NONE: Self = Self { requests: 0, steps: 0, reasons: 0 };
    /// More than any route costs.
    const NO_WAY: Self = Self { requests: usize::MAX, steps: 0, reasons: 0 };

    const fn and(self, other: Self) -> Self {
        Self {
            requests: self.requests.saturating_add(other.requests),
            steps: self.steps.saturating_add(other.steps),
            reasons: self.reasons.saturating_add(other.reasons),
        }
    }
}

/// The shortest sequence of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ways_out) struct Course {
    target: Subscription,
    /// Where to go next from each subscription; straight to the target where one request is all.
    next: Option<Table<Place>>,
    requests: usize,
}

/// There is none.
pub(in crate::ways_out) struct NoCourse<R> {
    pub(in crate::ways_out) refusal: R,
    /// From where the target can be reached.
    pub(super) reached: Places,
    /// The add-ons that were looked at.
    pub(super) kinds: AddOnSet,
}

impl Course {
    /// How many requests it takes.
    pub(in crate::ways_out) const fn len(&self) -> usize {
        self.requests
    }

    /// Where the next request leads from here.
    pub(in crate::ways_out) fn stop_after(&self, at: &Subscription) -> Subscription {
        let next = self.next.as_ref().zip(Place::of(at)).map(|(next, place)| next.get(place).subscription());
        next.unwrap_or(self.target)
    }

    /// The shortest for this wish, by what is certain.
    pub(in crate::ways_out) fn of<'a, W: Wish<'a>>(catalogue: &'a Catalogue, wish: &W) -> Result<Self, NoCourse<W::Refusal>> {
        let (&current, &target) = wish.subscriptions();
        let straight = |requests| Ok(Self { target, next: None, requests });
        let refusal = match wish.decide(catalogue) {
            Err(refusal) if !can_be_cleared(&refusal) => refusal,
            _ => return straight(1),
        };
        if current == target {
            return straight(0);
        }
        let (Some(from), Some(to)) = (Place::of(&current), Place::of(&target)) else {
            return Err(NoCourse { refusal, reached: Places::EMPTY, kinds: AddOnSet::ALL });
        };
        // Works backwards from the target: everything one request away, then two, until the current subscription is among them or
        // nothing new is found.
        let space = Space::between(&current, &target);
        let (mut next, mut cost) = (Table::all(to), Table::all(Cost::NO_WAY));
        cost.set(to, Cost::NONE);
        let mut requests = 0;
        while cost.get(from) == Cost::NO_WAY {
            let found = one_request_more(catalogue, wish, requests, from, &space, &mut cost, &mut next);
            if !found {
                let reached = space.places().filter(|&place| cost.get(place) != Cost::NO_WAY).collect();
                return Err(NoCourse { refusal, reached, kinds: space.kinds });
            }
            requests = requests.saturating_add(1);
        }
        Ok(Self { target, next: Some(next), requests })
    }
}

/// Finds the best route for each subscription that is one request farther from the target than `requests`, and returns
/// whether there is any. If `current` is this near, the others do not matter.
fn one_request_more<'a, W: Wish<'a>>(
    catalogue: &'a Catalogue,
    wish: &W,
    requests: usize,
    current: Place,
    space: &Space,
    cost: &mut Table<Cost>,
    next: &mut Table<Place>,
) -> bool {
    let mut found = false;
    let others = space.places().filter(|&origin| origin != current);
    for origin in core::iter::once(current).chain(others) {
        if cost.get(origin) != Cost::NO_WAY {
            continue;
        }
        for goal in space.places() {
            let onwards = cost.get(goal);
            if onwards.requests != requests {
                continue;
            }
            let way = leg(catalogue, wish, origin, goal).and(onwards);
            if way < cost.get(origin) {
                cost.set(origin, way);
                next.set(origin, goal);
            }
        }
        found |= cost.get(origin) != Cost::NO_WAY;
        if cost.get(current) != Cost::NO_WAY {
            break;
        }
    }
    found
}

/// Whether a request can be had as it is once something is done before it.
///
/// That does not depend on what was done on the way: reasons that nobody can clear stay, and reasons that are cleared by asking for
/// something else depend only on the two subscriptions.
fn can_be_cleared(refusal: &impl Refused) -> bool {
    !refusal.is_never() && !refusal.reasons().any(|reason| edits(&reason))
}

/// What a single request costs; no way where it cannot be had as it is, whatever is done before it.
///
/// It is a function of its own so that the loop over all goals stays small: most of them are not goals of this round.
#[inline(never)]
fn leg<'a, W: Wish<'a>>(catalogue: &'a Catalogue, wish: &W, origin: Place, goal: Place) -> Cost {
    let (from, to) = (origin.subscription(), goal.subscription());
    let reasons = match wish.between(from, to).decide(catalogue) {
        Ok(_) => 0,
        Err(refusal) if can_be_cleared(&refusal) => count(refusal.reasons()),
        Err(_) => return Cost::NO_WAY,
    };
    Cost { requests: 1, steps: count(Steps::between(from, to, true, TakesEffect::IMMEDIATELY, Party::Firm)), reasons }
}
