//! What the laws are checked on: requests and catalogues, random or listed, which print readably when a law fails.

mod asked;
mod catalogues;
mod requests;

pub use asked::{Answer, Asked, Edition, Twice, as_it_should_be, contexts, reasons_of};
pub use catalogues::{editions, stricter};
pub use requests::{asked, asked_twice};
