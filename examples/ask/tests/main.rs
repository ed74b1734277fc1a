//! The example `ask`: what it asks, how it reads what is answered, and what it exits with.

#[allow(dead_code, reason = "what a line below a question says is tested where it is read")]
#[path = "../src/answer.rs"]
mod answer;
mod answers;
mod interview;
