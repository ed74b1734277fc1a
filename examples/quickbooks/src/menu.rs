//! What a company may do: every action, judged with what is known.

use subscription_change::assess::{Assessment, Fact, Facts, Question};
use subscription_change::ways_out::{Action, Availability};
use subscription_change::{Catalogue, Context, Parties, Request, Resolution, Resource, Subscription, Usage};

use crate::evidence::{Finding, Item};

/// Whether an action may be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Now,
    Later,
    Never,
    /// After questions.
    Depends,
}

impl Standing {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Now => Availability::Now.name(),
            Self::Later => Availability::Later.name(),
            Self::Never => Availability::Never.name(),
            Self::Depends => "depends",
        }
    }
}

/// One action, and what is to be said of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub action: Action,
    pub standing: Standing,
    pub assessment: Assessment<'a>,
}

impl Entry<'_> {
    /// What to ask before it can be had, or before it is known what else stands in its way.
    pub fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        let asks = matches!(self.standing, Standing::Depends | Standing::Later);
        self.assessment.questions().filter(move |_| asks)
    }
}

/// A firm and a client in whose way nothing stands.
fn at_best() -> Context {
    Context::in_good_standing(Parties::ALL, Usage::default())
}

/// Every action that there is, in the order of the catalogue's menu.
pub(crate) fn entries<'a>(
    catalogue: &'a Catalogue,
    current: &Subscription,
    facts: &Facts,
    findings: &[Finding],
) -> Vec<Entry<'a>> {
    // Which actions there are hangs on the subscription alone.
    let menu = catalogue.menu(current, &at_best());
    menu.map(|entry| decide(catalogue, entry.action(), *current, entry.request().target, facts, findings)).collect()
}

/// Judges one action.
fn decide<'a>(
    catalogue: &'a Catalogue,
    action: Action,
    current: Subscription,
    target: Subscription,
    facts: &Facts,
    findings: &[Finding],
) -> Entry<'a> {
    let mut facts = *facts;
    // Where there are at most so many, and that is not more than the plan takes, it does not matter how many there are.
    let assessment = catalogue.assess(&current, &target, &facts);
    for question in assessment.questions() {
        let bound = findings.iter().find(|finding| finding.item == Item::Fact(question.fact)).and_then(|finding| finding.at_most);
        // Of no other fact does a source tell an upper bound.
        if question.fact == Fact::Resource(Resource::CustomFields) && bound.is_some_and(|most| Some(most) <= question.more_than) {
            facts.client.usage.custom_fields = bound;
        }
    }
    let assessment = catalogue.assess(&current, &target, &facts);
    // In the best case only the certain reasons are left, and the way out is theirs.
    let mut best = facts;
    best.unknown().iter().for_each(|fact| best.learn(fact, &at_best()));
    let standing = best.context().map_or(Standing::Depends, |context| {
        let in_the_best_case = Availability::of(&catalogue.preview(&Request { current, target, context }));
        let may_be_never = assessment.possible().any(|reason| reason.resolution() == Resolution::Never);
        match in_the_best_case {
            Availability::Never => Standing::Never,
            _ if assessment.certain().next().is_none() && assessment.possible().next().is_some() => Standing::Depends,
            _ if may_be_never => Standing::Depends,
            Availability::Now => Standing::Now,
            _ => Standing::Later,
        }
    });
    Entry { action, standing, assessment }
}
