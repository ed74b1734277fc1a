//! The languages: every sentence in each and for every audience's eyes, names as the edition has them and read in every language, and where
//! each rule comes from.

mod actions;
mod answers;
mod american;
mod labels;
mod names;
mod nouns;
mod rule_book;
pub(crate) mod said;
pub(crate) mod samples;
mod sentences;
mod sources;
mod tags;
mod telling;
mod typography;
mod ways;
