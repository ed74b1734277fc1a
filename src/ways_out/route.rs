//! What takes more than one request: the shortest way from one subscription to another.

mod space;

use core::fmt;
use core::iter::FusedIterator;

use super::Preview;
use crate::decision::{Catalogue, Refusal, Steps, TakesEffect};
use crate::kit::count;
use crate::model::{Actor, AddOnSet, Context, Party, Request, Subscription};
use crate::rules::Resolution;
use space::{Place, Places, Space, Table};

/// The shortest way from one subscription to another, request by request. There may be something to do, or to wait for, before
/// each.
///
/// Some changes take more than one request: to take billing over *and* upgrade the same product, or to go up two plans in a
/// catalogue that allows one at a time. The route is the shortest that there is, over all possible subscriptions:
///
/// 1. the fewest requests;
/// 2. of those, the fewest steps, so that nothing is changed without need;
/// 3. of those, the fewest reasons in the way as things are today, counted for each request;
/// 4. of those, the one whose first stop comes first in the order of the documentation's tables (plan, payer, each add-on; what is not
///    held before what is), then its second, and so on.
///
/// What is done before one request stays done for the next. After a downgrade of base, the catalogue's wait for an upgrade starts
/// anew. All other facts stay as they are, including who asks and the client's confirmation.
///
/// ```
/// use subscription_change::ways_out::NoRoute;
/// use subscription_change::{Catalogue, Context, Parties, Party, Plan, ReasonCode, Request, Subscription, Usage};
///
/// let current = Subscription::new(Plan::Essentials, Party::Client);
/// let target = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Parties::ALL, Usage::default());
/// let request = Request { current, target, context };
/// assert!(request.plan_change().unwrap_err().has(ReasonCode::TransferAndChange));
///
/// let route = Catalogue::canada().route(&request)?;
/// assert_eq!(route.len(), 2);
/// // Either request could come first; the one whose result is first in the tables does.
/// let stops: Vec<Subscription> = route.legs().map(|leg| *leg.plan().to()).collect();
/// assert_eq!(stops, [Subscription::new(Plan::Essentials, Party::Firm), target]);
/// let acts: Vec<usize> = route.legs().map(|leg| leg.remedies().len()).collect();
/// assert_eq!(acts, [1, 0]);
/// # Ok::<(), NoRoute>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route<'a> {
    catalogue: &'a Catalogue,
    request: Request,
    /// Where to go next from each subscription; straight to the target if a subscription has no place.
    next: Option<Table<Place>>,
    requests: usize,
}

/// No sequence of requests leads there. It holds the proof.
///
/// [`origins`](Self::origins) are all subscriptions from which the target can be reached. The current one is not among them, and
/// a request from any other subscription to one of them is refused for a reason that nobody can clear or that is cleared only by
/// asking for something else.
///
/// ```
/// use subscription_change::{Catalogue, Context, Parties, Party, Plan, ReasonCode, Request, Subscription, Usage};
///
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Parties::ALL, Usage::default());
/// let request = Request { current, target: current.with_plan(Plan::Ledger), context };
///
/// let no_route = Catalogue::canada().route(&request).unwrap_err();
/// assert!(no_route.refusal().has(ReasonCode::LedgerClosed));
/// assert!(no_route.origins().all(|origin| origin.base.plan == Plan::Ledger));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct NoRoute {
    refusal: Refusal,
    reached: Places,
    /// The add-ons that were looked at: any other can be removed first.
    kinds: AddOnSet,
}

impl NoRoute {
    /// Why it cannot be asked for in one request.
    #[must_use]
    pub const fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// Every subscription from which the target can be reached, the target itself included, in the order of the documentation's tables.
    pub fn origins(&self) -> impl Iterator<Item = Subscription> {
        let is_origin = |place: &Place| place.with_only(self.kinds).is_some_and(|place| self.reached.contains(place));
        Place::all().filter(is_origin).map(Place::subscription)
    }
}

impl fmt::Display for NoRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no sequence of requests leads there; in one request it is {}", self.refusal)
    }
}

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

impl Catalogue {
    /// The shortest route from the current subscription to the target; without any request if the two are the same.
    ///
    /// # Errors
    ///
    /// [`NoRoute`] if no sequence of requests leads there, whatever is done before them.
    pub fn route(&self, request: &Request) -> Result<Route<'_>, NoRoute> {
        let answer = request.plan_change_with(self);
        let (Some(current), Some(target)) = (Place::of(&request.current), Place::of(&request.target)) else {
            return match answer {
                Ok(_) => Ok(Route { catalogue: self, request: *request, next: None, requests: 1 }),
                Err(refusal) => Err(NoRoute { refusal, reached: Places::EMPTY, kinds: AddOnSet::ALL }),
            };
        };
        let mut next = Table::all(target);
        let Err(refusal) = answer else {
            return Ok(Route { catalogue: self, request: *request, next: Some(next), requests: 1 });
        };
        // Works backwards from the target: everything one request away, then two, until the current subscription is among them or
        // nothing new is found.
        let space = Space::between(&request.current, &request.target);
        let mut cost = Table::all(Cost::NO_WAY);
        cost.set(target, Cost::NONE);
        let mut requests = 0;
        while cost.get(current) == Cost::NO_WAY {
            let found = self.one_request_more(requests, current, &space, &request.context, &mut cost, &mut next);
            if !found {
                let reached = space.places().filter(|&place| cost.get(place) != Cost::NO_WAY).collect();
                return Err(NoRoute { refusal, reached, kinds: space.kinds });
            }
            requests = requests.saturating_add(1);
        }
        Ok(Route { catalogue: self, request: *request, next: Some(next), requests })
    }

    /// Finds the best route for each subscription that is one request farther from the target than `requests`, and returns
    /// whether there is any. If `current` is this near, the others do not matter.
    fn one_request_more(
        &self,
        requests: usize,
        current: Place,
        space: &Space,
        context: &Context,
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
                let way = self.leg(origin, goal, context).and(onwards);
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

    /// What a single request costs; no way where it cannot be had as it is, whatever is done before it.
    ///
    /// Whether it is possible does not depend on what was done on the way: reasons that nobody can clear stay, and reasons that
    /// are cleared by asking for something else depend only on the two subscriptions.
    ///
    /// It is a function of its own so that the loop over all goals stays small: most of them are not goals of this round.
    #[inline(never)]
    fn leg(&self, origin: Place, goal: Place, context: &Context) -> Cost {
        let (from, to) = (origin.subscription(), goal.subscription());
        let reasons = match self.plan_change(&from, &to, context) {
            Ok(_) => 0,
            Err(refusal) if refusal.resolution() == Resolution::Never => return Cost::NO_WAY,
            Err(refusal) => {
                let edited = refusal.reasons().any(|reason| reason.remedies().any(|remedy| remedy.by() == Actor::Requester));
                if edited {
                    return Cost::NO_WAY;
                }
                refusal.reasons().len()
            }
        };
        Cost { requests: 1, steps: count(Steps::between(from, to, true, TakesEffect::IMMEDIATELY, Party::Firm)), reasons }
    }
}

#[allow(clippy::len_without_is_empty, reason = "it is a number of requests, and there are none where nothing is asked for")]
impl<'a> Route<'a> {
    /// The catalogue that it was looked for with.
    pub(crate) const fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// How many requests it takes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.requests
    }

    /// Each request, with what there is to do before it and the change plan that follows.
    #[must_use]
    pub const fn legs(&self) -> Legs<'_> {
        Legs { route: self, at: self.request.current, context: self.request.context, left: self.requests }
    }
}

/// The requests of a [`Route`], in order, each as a [`Preview`]: what is to be done before it, and the change plan that follows.
#[derive(Debug, Clone)]
pub struct Legs<'a> {
    route: &'a Route<'a>,
    at: Subscription,
    context: Context,
    left: usize,
}

impl Iterator for Legs<'_> {
    type Item = Preview;

    fn next(&mut self) -> Option<Preview> {
        self.left = self.left.checked_sub(1)?;
        let next = self.route.next.as_ref().zip(Place::of(&self.at)).map(|(next, place)| next.get(place).subscription());
        let target = next.unwrap_or(self.route.request.target);
        let request = Request { current: self.at, target, context: self.context };
        let preview = self.route.catalogue.preview(&request).ok()?;
        self.context = preview.request().context;
        if preview.plan().is_downgrade() {
            self.context.client.hours_since_downgrade = Some(0);
        }
        self.at = target;
        Some(preview)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Legs<'_> {}
impl FusedIterator for Legs<'_> {}
