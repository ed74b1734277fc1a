//! Comparing two catalogues: every cell, every move, and the answers to requests; held against answers that are asked for one by one.
#![cfg(feature = "serde")]

#[path = "compare/book.rs"]
mod book;
#[path = "compare/brute.rs"]
mod brute;
#[path = "compare/cells.rs"]
mod cells;
#[path = "compare/document.rs"]
mod document;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "model/editions.rs"]
mod editions;
#[path = "common/mend.rs"]
mod mend;
#[allow(dead_code, unused_imports, reason = "each test takes what it needs")]
#[path = "model/mod.rs"]
mod model;
#[path = "compare/moves.rs"]
mod moves;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "model/random.rs"]
mod random;

mod common;
