//! The languages: every sentence in both, for every reader's eyes; names read in both; where each rule comes from.
#![allow(clippy::needless_raw_string_hashes, reason = "the sentences are as expect-test writes them")]

mod common;
#[path = "language/samples.rs"]
mod samples;

#[path = "language/rule_book.rs"]
mod rule_book;
