//! What a company may do: every action, judged with what is known.

use subscription_change::assess::{Assessment, Fact, Facts, PartialRequest, Question};
use subscription_change::ways_out::{Action, AssessedPreview, Availability};
use subscription_change::{Catalogue, Resource, Subscription};

use crate::evidence::{Finding, Item};

/// One action, and what is to be said of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub action: Action,
    pub availability: Availability,
    pub assessment: Assessment<'a>,
}

impl Entry<'_> {
    /// What to ask before it can be had, or before it is known what else stands in its way.
    pub fn questions(&self) -> impl Iterator<Item = Question> + '_ {
        let asks = matches!(self.availability, Availability::Depends | Availability::Later);
        self.assessment.questions().filter(move |_| asks)
    }
}

/// Every action that there is, in the order of the catalogue's menu.
pub(crate) fn entries<'a>(
    catalogue: &'a Catalogue,
    current: &Subscription,
    facts: &Facts,
    findings: &[Finding],
) -> Vec<Entry<'a>> {
    let menu = catalogue.assess_menu(current, facts);
    menu.map(|entry| decide(catalogue, entry.action(), entry.request(), findings)).collect()
}

/// Judges one action. Where there are at most so many of what is counted, and that is not more than the plan takes, it does not matter how
/// many there are.
fn decide<'a>(catalogue: &'a Catalogue, action: Action, request: &PartialRequest, findings: &[Finding]) -> Entry<'a> {
    let mut request = *request;
    for question in request.assess_with(catalogue).questions() {
        let bound = findings.iter().find(|finding| finding.item == Item::Fact(question.fact)).and_then(|finding| finding.at_most);
        // Of no other fact does a source tell an upper bound.
        if question.fact == Fact::Resource(Resource::CustomFields) && bound.is_some_and(|most| Some(most) <= question.more_than) {
            request.facts.client.usage.custom_fields = bound;
        }
    }
    let preview = catalogue.assess_preview(&request);
    let availability = preview.as_ref().map_or(Availability::Never, AssessedPreview::availability);
    Entry { action, availability, assessment: request.assess_with(catalogue) }
}
