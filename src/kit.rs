//! The ground floor: how vocabularies, sets and tables are declared, and how they are written and read. It knows nothing of subscriptions
//! and uses nothing of the other floors.

mod inline;
pub(crate) mod json;
mod set;
mod table;
mod vocabulary;

pub use inline::{InvalidName, Name};
pub(crate) use set::{Bits, set};
pub use set::{Members, Set};
pub(crate) use table::table;
pub(crate) use vocabulary::vocabulary;
pub use vocabulary::{UnknownName, Vocabulary};
