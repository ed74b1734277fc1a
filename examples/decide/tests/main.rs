//! The example `decide`: what it answers, and what it exits with.

mod decide;
mod person;
#[allow(dead_code, reason = "what it says is tested where it stands; the rest is for a terminal")]
#[path = "../src/progress.rs"]
mod progress;
mod readme;
mod streams;
