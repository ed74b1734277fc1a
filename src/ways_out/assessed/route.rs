//! The route where some facts are unknown: each request, with what to do and what to ask before it.

use core::iter::FusedIterator;

use super::AssessedPreview;
use crate::assess::{Assessment, FactSet, Facts, PartialRequest, Question};
use crate::decision::Catalogue;
use crate::model::Subscription;
use crate::ways_out::route::course::{Course, NoCourse};

/// The shortest way from one subscription to another where some facts are unknown, request by request: a
/// [`Route`](crate::ways_out::Route) with gaps.
///
/// It is the route by what is certain: the shortest if no unknown fact stands in the way, and under no completion is there a shorter one.
/// Each of its requests has what to do and what to ask before it. Where nothing is to be asked, it is the route whatever the unknown
/// facts are. Once the questions are answered, ask for the route again: an answer may bar a request, and another way be the shortest.
///
/// ```
/// use subscription_change::assess::{Facts, PartialRequest};
/// use subscription_change::{Catalogue, Context, Parties, Party, Plan, Subscription, Usage};
///
/// // The firm takes billing over and upgrades: two requests. Is the client's cycle annual, and does another system do the billing?
/// let current = Subscription::new(Plan::Essentials, Party::Client);
/// let target = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Parties::ALL, Usage::default());
/// let facts = Facts::from(context).with(|facts| {
///     facts.client.billing_cycle = None;
///     facts.client.other_billing_system = None;
/// });
///
/// let route = Catalogue::canada().assess_route(&PartialRequest { current, target, facts }).unwrap();
/// let stops: Vec<Subscription> = route.legs().map(|leg| leg.request().target).collect();
/// assert_eq!(stops, [Subscription::new(Plan::Essentials, Party::Firm), target]);
/// let asked: Vec<String> = route.questions().map(|question| question.fact.to_string()).collect();
/// assert_eq!(asked, ["client.other_billing_system", "client.billing_cycle"]);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct AssessedRoute<'a> {
    catalogue: &'a Catalogue,
    request: PartialRequest,
    course: Course,
}

#[allow(clippy::len_without_is_empty, reason = "it is a number of requests, and there are none where nothing is asked for")]
impl<'a> AssessedRoute<'a> {
    /// How many requests it takes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.course.len()
    }

    /// Each request, with what there is to do before it, what to ask, and what can be said of it then. What is done before one request
    /// stays done for the next; what is unknown stays unknown.
    #[must_use]
    pub const fn legs(&self) -> AssessedLegs<'_, 'a> {
        AssessedLegs { route: self, at: self.request.current, facts: self.request.facts, left: self.course.len() }
    }

    /// What to ask, each fact once, with the first request that it may stand in the way of: its questions, then what only the next ones ask.
    pub fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        let mut legs = self.legs();
        let (mut left, mut leg, mut asked) = (FactSet::EMPTY, None::<AssessedPreview<'a>>, FactSet::EMPTY);
        core::iter::from_fn(move || {
            while left.is_empty() {
                let next = legs.next()?;
                left = next.asked().difference(asked);
                asked = asked.union(left);
                leg = Some(next);
            }
            let question = leg.as_ref()?.questions().find(|question| left.contains(question.fact))?;
            left = left.difference(FactSet::EMPTY.with(question.fact));
            Some(question)
        })
    }

    /// The unknown facts that [`questions`](Self::questions) ask for. Where there are none, it is the route whatever the unknown facts are.
    #[must_use]
    pub fn asked(&self) -> FactSet {
        self.legs().fold(FactSet::EMPTY, |asked, leg| asked.union(leg.asked()))
    }
}

/// The requests of an [`AssessedRoute`], in order, each as an [`AssessedPreview`].
#[derive(Debug, Clone)]
pub struct AssessedLegs<'r, 'a> {
    route: &'r AssessedRoute<'a>,
    at: Subscription,
    facts: Facts,
    left: usize,
}

impl<'a> Iterator for AssessedLegs<'_, 'a> {
    type Item = AssessedPreview<'a>;

    fn next(&mut self) -> Option<AssessedPreview<'a>> {
        self.left = self.left.checked_sub(1)?;
        let AssessedRoute { catalogue, request: wish, course } = self.route;
        let target = course.stop_after(catalogue, wish, &self.at, self.left);
        let request = PartialRequest { current: self.at, target, facts: self.facts };
        let preview = catalogue.assess_preview(&request).ok()?;
        self.facts = preview.request().facts;
        if preview.assessment().is_downgrade() {
            self.facts.client.hours_since_downgrade = Some(Some(0));
        }
        self.at = target;
        Some(preview)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for AssessedLegs<'_, '_> {}
impl FusedIterator for AssessedLegs<'_, '_> {}

impl Catalogue {
    /// The shortest route from the current subscription to the target where some facts are unknown: [`route`](Self::route) by what is
    /// certain, with what to ask. With every fact known it is the same.
    ///
    /// # Errors
    ///
    /// The assessment of the request, if no sequence of requests leads there whatever the unknown facts are.
    pub fn assess_route(&self, request: &PartialRequest) -> Result<AssessedRoute<'_>, Assessment<'_>> {
        match Course::of(self, request) {
            Ok(course) => Ok(AssessedRoute { catalogue: self, request: *request, course }),
            Err(NoCourse { refusal, .. }) => Err(refusal),
        }
    }
}
