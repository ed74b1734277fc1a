//! The languages: every sentence in both and for every audience's eyes, names read in both, and where each rule comes from.

mod actions;
mod answers;
mod labels;
mod nouns;
mod rule_book;
pub(crate) mod said;
pub(crate) mod samples;
mod sentences;
mod sources;
mod tags;
mod typography;
mod ways;
