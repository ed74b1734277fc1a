//! Comparing two catalogues: every cell, every move, and the answers to requests; held against answers that are asked for one by one.

mod book;
mod brute;
mod cells;
pub(crate) mod document;
mod joined;
mod moves;
mod smallest;
