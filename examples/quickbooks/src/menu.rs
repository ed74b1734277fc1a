//! What a company may do: every action, judged with what is known.

use subscription_change::assess::{Assessment, Fact, Facts, PartialRequest, Question};
use subscription_change::ways_out::{Action, AssessedPreview, Availability};
use subscription_change::{Catalogue, Resource, Subscription};

use crate::evidence::{Finding, Item};

/// One action, and what can be said about it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub action: Action,
    pub availability: Availability,
    pub assessment: Assessment<'a>,
}

impl Entry<'_> {
    /// What to ask before it is available, or before it is known what else stands in the way.
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

/// Judges one action. If a source gives a maximum for a count that the plan has room for, the count itself does not matter.
fn decide<'a>(catalogue: &'a Catalogue, action: Action, request: &PartialRequest, findings: &[Finding]) -> Entry<'a> {
    let mut request = *request;
    for question in request.assess_with(catalogue).questions() {
        let bound = findings.iter().find(|finding| finding.item == Item::Fact(question.fact)).and_then(|finding| finding.at_most);
        // No other fact has a source with an upper bound.
        if question.fact == Fact::Resource(Resource::CustomFields) && bound.is_some_and(|most| Some(most) <= question.more_than) {
            request.facts.client.usage.custom_fields = bound;
        }
    }
    let preview = catalogue.assess_preview(&request);
    let availability = preview.as_ref().map_or(Availability::Never, AssessedPreview::availability);
    Entry { action, availability, assessment: request.assess_with(catalogue) }
}
