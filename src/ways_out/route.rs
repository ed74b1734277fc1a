//! What takes more than one request: the shortest way from one subscription to another.

pub(super) mod course;
mod space;

use core::fmt;
use core::iter::FusedIterator;

use super::Preview;
use crate::decision::{Catalogue, Refusal};
use crate::model::{Context, Request, Subscription};
use course::{Course, NoCourse};
use space::Places;

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
    course: Course,
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
    /// By the add-ons that matter: any other can be removed first.
    reached: Places,
}

impl NoRoute {
    /// Why it cannot be asked for in one request.
    #[must_use]
    pub const fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// Every subscription from which the target can be reached, the target itself included, in the order of the documentation's tables. None
    /// where the target has an add-on at a tier that there is not of it.
    pub fn origins(&self) -> impl Iterator<Item = Subscription> {
        self.reached.iter()
    }
}

impl fmt::Display for NoRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no sequence of requests leads there; in one request it is {}", self.refusal)
    }
}

impl Catalogue {
    /// The shortest route from the current subscription to the target; without any request if the two are the same.
    ///
    /// Where some facts are unknown, ask [`assess_route`](Self::assess_route).
    ///
    /// # Errors
    ///
    /// [`NoRoute`] if no sequence of requests leads there, whatever is done before them.
    pub fn route(&self, request: &Request) -> Result<Route<'_>, NoRoute> {
        match Course::of(self, request) {
            Ok(course) => Ok(Route { catalogue: self, request: *request, course }),
            Err(NoCourse { refusal, reached }) => Err(NoRoute { refusal, reached }),
        }
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
        self.course.len()
    }

    /// Each request, with what there is to do before it and the change plan that follows. In a route of three requests or more, the stops in
    /// between are looked for again, each in about the time that the route took.
    #[must_use]
    pub const fn legs(&self) -> Legs<'_> {
        Legs { route: self, at: self.request.current, context: self.request.context, left: self.course.len() }
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
        let Route { catalogue, request, course } = self.route;
        let target = course.stop_after(catalogue, request, &self.at, self.left);
        let request = Request { current: self.at, target, context: self.context };
        let preview = catalogue.preview(&request).ok()?;
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
