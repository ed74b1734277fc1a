//! The languages: every sentence in both and for every reader's eyes, names read in both, and where each rule comes from.

#[path = "language/actions.rs"]
mod actions;
#[path = "language/answers.rs"]
mod answers;
mod common;
#[path = "language/labels.rs"]
mod labels;
#[path = "language/nouns.rs"]
mod nouns;
#[path = "language/rule_book.rs"]
mod rule_book;
#[path = "language/said.rs"]
mod said;
#[path = "language/samples.rs"]
mod samples;
#[path = "language/sentences.rs"]
mod sentences;
#[path = "language/sources.rs"]
mod sources;
#[path = "language/tags.rs"]
mod tags;
#[path = "language/typography.rs"]
mod typography;
