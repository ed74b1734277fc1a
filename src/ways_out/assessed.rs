//! Ways out where some facts are unknown: what is certain, and what to ask.

mod fit;
#[cfg(feature = "serde")]
mod json;
mod menu;
mod preview;
mod route;
mod rung;

pub use fit::AssessedFit;
pub use menu::{AssessedEntry, AssessedMenu, MenuQuestion};
pub use preview::{AssessedPreview, AssessedRemedy};
pub use route::{AssessedLegs, AssessedRoute};
pub use rung::AssessedRung;

use super::Availability;
use crate::assess::{AssessedReason, Assessment, FactSet, Verdict};
use crate::rules::Resolution;

/// What has to be known about an action to tell whether it is available.
struct Outlook<'s, 'a> {
    assessment: &'s Assessment<'a>,
    /// Whether a way out leads there if no unknown fact stands in the way.
    has_way: bool,
}

impl<'s, 'a> Outlook<'s, 'a> {
    /// The possible reasons that decide whether the action is available. If a reason is certain, the action is available later or
    /// never, so only the reasons that nobody can clear count.
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

/// The facts that decide whether one of these reasons holds.
fn asked(reasons: impl Iterator<Item = AssessedReason>) -> FactSet {
    reasons.fold(FactSet::EMPTY, |asked, reason| asked.union(reason.depends_on()))
}
