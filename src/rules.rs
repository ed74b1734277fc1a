//! The rules: why a change is refused, what clears each reason, and what to know of a change before it is made.
//!
//! [`reasons`] and [`notices`] are tables with one row a rule. A reason is given when two things come together: the rule
//! **applies** to the change, and its condition **holds** for the facts. That the client is pending is such a condition, but the
//! rule applies only where something changes or transfers.
//!
//! Two things follow. No rule looks at what another found, so the list of reasons is complete. And which rules apply depends only
//! on the catalogue and on what a product is changed from and to, so it is [compiled](compiled) once and looked up.
//!
//! It uses the [`model`](crate::model) and the [`catalogue`](crate::terms).

mod authority;
mod change;
mod coded;
mod compiled;
mod conditions;
mod facts;
mod findings;
#[cfg(feature = "serde")]
pub(crate) mod form;
mod notices;
mod packed;
mod reasons;
mod remedy;

pub(crate) use authority::{Authority, MissingAuthorisation};
pub(crate) use change::{ProductChange, level};
pub(crate) use coded::coded;
pub(crate) use compiled::RuleBook;
pub(crate) use findings::{Findings, Gaps};
#[cfg(feature = "serde")]
pub(crate) use findings::{TimeTracking, ToldPlan};
pub use notices::Notice;
pub(crate) use notices::{NOTICES, NoticeSet, notice_at};
#[cfg(all(feature = "serde", feature = "std"))]
pub(crate) use reasons::ReasonByParameters;
pub(crate) use reasons::{REASONS, ReasonCursor, ReasonSet};
pub use reasons::{Reason, Resolution};
pub use remedy::{Remedies, Remedy, RemedyCode};
