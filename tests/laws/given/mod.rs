//! What the laws are asked of: requests and catalogues, random or listed, each of which can be read when a law fails.

mod asked;
mod catalogues;
mod gauge;
#[path = "../../common/mend.rs"]
mod mend;
mod requests;

pub(crate) use asked::{Answer, Asked, Edition, Twice, as_it_should_be, reasons_of};
pub(crate) use catalogues::{editions, stricter};
pub(crate) use gauge::Gauge;
pub(crate) use requests::{asked, asked_twice};
