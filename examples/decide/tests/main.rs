//! The example `decide`: what it answers, and what it exits with.

mod decide;
mod readme;
