//! A naive model of the domain description, to check the crate by: each sentence as the plainest code that says the same.
//!
//! The model has its own tables and its own loops. Of the crate it uses the public vocabulary only (the enums and structs that
//! requests and answers are made of, and the sets and tables as containers), and no function that decides anything. It is written to be
//! read beside the description, whose sentences stand in quotation marks above what models them: section 2 in `terms`, section 4 in
//! `definitions`, each row of section 5 as a function in `reasons`, section 6 in `plan`, and each notice of it as a
//! function in `notices`; of section 7 the table of remedies in `remedies`, and law 8 in `ways_out`.
//!
//! Products, kinds of user, resources and features are looped over as the types list them. A new reason or notice without a row
//! here does not compile.
//!
//! Where the description can be read in two ways, the model takes the most literal one, and says so in a comment that begins with
//! *Reading:*.

mod definitions;
mod notices;
mod plan;
mod reasons;
mod remedies;
mod terms;
mod ways_out;

use subscription_change::catalogue::Effective;
use subscription_change::{Actor, FeatureSet, Notice, Reason, Remedy, Request, Resolution, Step};

use definitions::Case;
pub use remedies::apply;
pub use terms::{Amount, InUse, Terms, TooMany};
pub use ways_out::{WayOut, way_out};

/// What the description says of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// "either exactly what will happen"
    Plan {
        effective: Effective,
        steps: Vec<Step>,
        features_gained: Option<FeatureSet>,
        features_lost: Option<FeatureSet>,
        notices: Vec<Notice>,
    },
    /// "or every reason why it may not, each with what clears it and who must act"
    Refusal { resolution: Resolution, reasons: Vec<Held> },
}

/// A reason that holds: a row of the table in section 5, and its last column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub reason: Reason,
    /// "**never** (nobody can clear it) · **act** (somebody can; who is in the remedy) · **wait**"
    pub resolution: Resolution,
    /// "alternatives: any one clears the reason", each with who does it.
    pub remedies: Vec<(Remedy, Actor)>,
}

/// "the crate says, for any requested change, either exactly what will happen or every reason why it may not, each with what clears
/// it and who must act."
pub fn decide(catalogue: &Terms, request: &Request) -> Answer {
    let case = Case { terms: catalogue, current: &request.current, target: &request.target, context: &request.context };
    let reasons = reasons::all(&case);
    if reasons.is_empty() {
        let steps = plan::steps(&case);
        Answer::Plan {
            effective: plan::effective(&steps),
            steps,
            features_gained: plan::features_gained(&case),
            features_lost: plan::features_lost(&case),
            notices: notices::all(&case),
        }
    } else {
        Answer::Refusal { resolution: resolution_of(&reasons), reasons }
    }
}

/// "A refusal's own `resolution` is `never` if any reason's is, else `act` if any reason's is, else `wait`."
fn resolution_of(reasons: &[Held]) -> Resolution {
    for wanted in [Resolution::Never, Resolution::Act] {
        if reasons.iter().any(|held| held.resolution == wanted) {
            return wanted;
        }
    }
    Resolution::Wait
}
