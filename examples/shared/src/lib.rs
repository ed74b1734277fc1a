//! What the programs of the examples share: how they read their arguments and files, and how they speak to a person.
//!
//! Whatever a person reads is in the language of `--lang`, and nothing in it steers the terminal. A program that cannot be heard on
//! standard error exits with 2, as one whose output cannot be written.

pub mod arguments;
pub mod catalogue;
pub mod cells;
pub mod edition;
pub mod files;
pub mod gaps;
pub mod language;
pub mod lines;
pub mod request_line;
pub mod terminal;
#[cfg(unix)]
pub mod testing;
