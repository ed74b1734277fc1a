//! The decision: a catalogue to decide with, and the change plan or the refusal that comes of it.
//!
//! It uses the [`rules`](crate::rules) and what is below them.

mod catalogue;
mod change_plan;
mod history;
mod outcome;
mod refusal;
mod rule;
mod step;

pub use catalogue::Catalogue;
pub use change_plan::{ChangePlan, Notices};
pub use history::{History, HistoryFault, InvalidHistory, NoneInForce};
#[cfg(feature = "serde")]
pub(crate) use outcome::write_decision;
pub use outcome::{Decision, DecisionKind, plan_change};
pub use refusal::{Reasons, Refusal};
pub use rule::{Rule, RuleCode};
pub(crate) use step::STEPS;
pub(crate) use step::TakesEffect;
pub use step::{Step, StepCode, Steps};
