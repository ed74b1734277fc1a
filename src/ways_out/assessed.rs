//! The same where some facts are not known: what is certain, and what to ask.

mod fit;
#[cfg(feature = "serde")]
mod json;
mod menu;
mod preview;
mod rung;

pub use fit::AssessedFit;
pub use menu::{AssessedEntry, AssessedMenu, MenuQuestion};
pub use preview::{AssessedPreview, AssessedRemedy};
pub use rung::AssessedRung;

use super::Availability;
use crate::assess::{AssessedReason, Assessment, Fact, FactSet, Verdict};
use crate::model::Party;
use crate::rules::Resolution;

/// What is to be known of an action to tell whether it may be had.
struct Outlook<'s, 'a> {
    assessment: &'s Assessment<'a>,
    /// Whether a way out leads there where every unknown fact stands in nobody's way.
    has_way: bool,
}

impl<'s, 'a> Outlook<'s, 'a> {
    /// The possible reasons on which it depends whether the action may be had. Where a reason is certain it is later, if ever, so only those
    /// count that nobody can clear.
    fn reasons(&self) -> impl Iterator<Item = AssessedReason> + use<'s, 'a> {
        let is_refused = self.assessment.verdict() == Verdict::Refusal;
        let possible = self.has_way.then(|| self.assessment.possible()).into_iter().flatten();
        possible.filter(move |reason| !is_refused || reason.resolution() == Resolution::Never)
    }

    fn availability(&self) -> Availability {
        if !self.has_way {
            Availability::Never
        } else if self.reasons().next().is_some() {
            Availability::Depends
        } else if self.assessment.verdict() == Verdict::Refusal {
            Availability::Later
        } else {
            Availability::Now
        }
    }
}

/// The facts on which it depends whether one of these reasons holds.
fn asked(reasons: impl Iterator<Item = AssessedReason>) -> FactSet {
    reasons.fold(FactSet::EMPTY, |asked, reason| asked.union(reason.depends_on()))
}

/// Of the facts on which these reasons depend, those of which one alone may turn the availability: not a party whose word would do as well as
/// the other's, where the other's is needed for something else.
#[derive(Default)]
struct Settling {
    all: FactSet,
    /// A reason depends on the word of the firm alone, and on that of the client.
    needed: [bool; Party::COUNT],
}

impl Settling {
    const PARTIES: [FactSet; Party::COUNT] = {
        let [firm, client] = [Party::Firm, Party::Client];
        [FactSet::EMPTY.with(Fact::AuthorisedBy(firm)), FactSet::EMPTY.with(Fact::AuthorisedBy(client))]
    };

    fn add(&mut self, depends_on: FactSet) {
        let [firm, client] = Self::PARTIES;
        let of_parties = depends_on.intersection(firm.union(client));
        self.all = self.all.union(depends_on);
        for (needed, party) in self.needed.iter_mut().zip(Self::PARTIES) {
            *needed |= of_parties == party;
        }
    }

    fn facts(&self) -> FactSet {
        let [firm, client] = Self::PARTIES;
        match self.needed {
            [true, false] => self.all.difference(client),
            [false, true] => self.all.difference(firm),
            _ => self.all,
        }
    }
}
