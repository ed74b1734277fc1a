//! The way out: what to do, and what to ask.

use super::{Outlook, asked};
use crate::assess::{AssessedReason, Assessment, FactSet, Facts, PartialRequest, Question, Verdict};
use crate::decision::Catalogue;
use crate::model::{Actor, Context, Parties, Request, Subscription, Usage};
use crate::rules::{Remedy, RemedyCode, Resolution};
use crate::ways_out::Availability;
use crate::ways_out::search::{List, Obstacle, Refused, WayOut, Wish, way_out};

impl<'a> Wish<'a> for PartialRequest {
    type Plan = Assessment<'a>;
    type Refusal = Assessment<'a>;

    fn subscriptions(&self) -> (&Subscription, &Subscription) {
        (&self.current, &self.target)
    }

    fn decide(&self, catalogue: &'a Catalogue) -> Result<Assessment<'a>, Assessment<'a>> {
        let assessment = self.assess_with(catalogue);
        if assessment.verdict() == Verdict::Refusal { Err(assessment) } else { Ok(assessment) }
    }

    /// A certain reason can be cleared by what is known about it; what is unknown stays unknown.
    fn after(&self, remedy: Remedy) -> Self {
        let Self { current, target, facts } = *self;
        let context = facts.or(&Context::in_good_standing(Parties::EMPTY, Usage::NOTHING));
        let Request { current, target, context } = remedy.apply(&Request { current, target, context });
        let mut known = Facts::from(context);
        facts.unknown().iter().for_each(|fact| known.forget(fact));
        Self { current, target, facts: known }
    }

    fn between(&self, current: Subscription, target: Subscription) -> Self {
        Self { current, target, facts: self.facts }
    }
}

impl Refused for Assessment<'_> {
    fn reasons(&self) -> impl Iterator<Item = impl Obstacle> {
        self.certain()
    }

    fn is_never(&self) -> bool {
        self.resolution() == Some(Resolution::Never)
    }
}

impl Obstacle for AssessedReason {
    fn remedies(&self) -> impl Iterator<Item = Remedy> {
        self.remedies()
    }
}

/// One thing to do about a certain reason, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedRemedy {
    pub(super) remedy: Remedy,
    pub(super) knows_parameters: bool,
    pub(super) knows_by: bool,
}

impl AssessedRemedy {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> RemedyCode {
        self.remedy.code()
    }

    /// The remedy; `None` if who does it, or when it can be done, depends on an unknown fact.
    #[must_use]
    pub const fn remedy(&self) -> Option<Remedy> {
        if self.knows_parameters && self.knows_by { Some(self.remedy) } else { None }
    }

    /// The remedy, with a placeholder for what is unknown.
    #[must_use]
    pub const fn with_placeholders(&self) -> Remedy {
        self.remedy
    }
}

/// What to do and what to ask before a change can be made, where some facts are unknown: a [`Preview`](super::super::Preview)
/// with gaps.
///
/// The way is the best one by what is certain, and its remedies are needed whatever the unknown facts are. Once they are done and
/// the questions answered, make another preview: the answers may have brought more to light.
///
/// ```
/// use subscription_change::assess::{Facts, PartialRequest};
/// use subscription_change::{
///     Catalogue, Context, Feature, Party, Plan, RemedyCode, Subscription, Usage,
/// };
///
/// // The client has not confirmed the downgrade, and nobody knows whether it holds stock.
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let mut facts = Facts::from(context);
/// facts.client.usage.features.set(Feature::Inventory, None);
/// let request = PartialRequest { current, target: current.with_plan(Plan::Essentials), facts };
///
/// let preview = Catalogue::canada().assess_preview(&request).unwrap();
/// assert!(preview.remedies().map(|remedy| remedy.code()).eq([RemedyCode::Confirm]));
/// assert!(preview.questions().map(|question| question.fact.to_string()).eq(["client.usage.features.inventory"]));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct AssessedPreview<'a> {
    wish: Assessment<'a>,
    remedies: List,
    request: PartialRequest,
    after: Assessment<'a>,
    keeps_wish: bool,
}

impl<'a> AssessedPreview<'a> {
    /// What certainly has to be done on this way, in the order of [`Preview::remedies`](super::super::Preview::remedies).
    pub fn remedies(&self) -> impl Iterator<Item = AssessedRemedy> + '_ {
        // Who does it and when follows from the edited request, before anything else is done.
        let PartialRequest { current, target, .. } = self.request;
        let before = self.wish.of(&current, &target);
        self.remedies.as_slice().iter().map(move |&remedy| {
            let mut assessed = AssessedRemedy { remedy, knows_parameters: true, knows_by: true };
            for reason in before.certain().filter(|reason| reason.remedies().any(|one| one == remedy)) {
                assessed.knows_parameters &= !remedy.code().parameters().iter().any(|name| reason.lacks(name));
                assessed.knows_by &= !reason.lacks("by");
            }
            assessed
        })
    }

    /// What this actor has to do, as far as it is known who does it.
    pub fn by(&self, actor: Actor) -> impl Iterator<Item = Remedy> + '_ {
        self.remedies().filter_map(|remedy| remedy.remedy()).filter(move |remedy| remedy.by() == actor)
    }

    /// The request as it is once all of that is done.
    #[must_use]
    pub const fn request(&self) -> &PartialRequest {
        &self.request
    }

    /// What can be said about that request: no reason is certain any more.
    #[must_use]
    pub const fn assessment(&self) -> &Assessment<'a> {
        &self.after
    }

    /// Whether all that was asked for is kept, as [`Preview::keeps_wish`](super::super::Preview::keeps_wish) says; this depends
    /// on no fact.
    #[must_use]
    pub const fn keeps_wish(&self) -> bool {
        self.keeps_wish
    }

    /// Whether what was asked for is available.
    #[must_use]
    pub fn availability(&self) -> Availability {
        Outlook { assessment: &self.wish, has_way: self.keeps_wish }.availability()
    }

    /// What to ask: first what may bar every way out, then what may stand in the way once everything is done. Empty if the way
    /// out is certain.
    pub fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        let (bars, after) = (self.bars(), self.asked_after());
        let first = self.wish.questions().filter(move |question| bars.difference(after).contains(question.fact));
        first.chain(self.after.questions().filter(move |question| after.contains(question.fact)))
    }

    /// The unknown facts that [`questions`](Self::questions) ask for.
    #[must_use]
    pub fn asked(&self) -> FactSet {
        self.bars().union(self.asked_after())
    }

    /// The facts that decide whether there is any way.
    fn bars(&self) -> FactSet {
        asked(self.wish.possible().filter(|reason| reason.resolution() == Resolution::Never))
    }

    fn asked_after(&self) -> FactSet {
        asked(self.after.possible())
    }
}

impl Catalogue {
    /// The way out that keeps most of what was asked for, where some facts are unknown: [`preview`](Self::preview) by what is
    /// certain, with what to ask. With every fact known it is the same.
    ///
    /// # Errors
    ///
    /// The assessment of the request, if there is no way out whatever the unknown facts are.
    pub fn assess_preview(&self, request: &PartialRequest) -> Result<AssessedPreview<'_>, Assessment<'_>> {
        let WayOut { remedies, request: after, plan, keeps_wish } = way_out(self, request, &[])?;
        Ok(AssessedPreview { wish: request.assess_with(self), remedies, request: after, after: plan, keeps_wish })
    }
}
