//! The ground floor: how vocabularies, sets and tables are declared, written and read. It knows nothing about subscriptions and
//! uses none of the other floors.

mod constant;
mod debug;
mod few;
mod inline;
pub(crate) mod json;
mod set;
mod table;
mod vocabulary;

pub(crate) use constant::constant;
pub(crate) use debug::debug_by_field;
pub(crate) use few::Few;
pub(crate) use inline::{Inline, inline_text};
pub use inline::{InvalidName, Name};
pub(crate) use set::{Bits, EachBits, FactBits, Narrow, set};
pub use set::{Members, Set};
pub(crate) use table::table;
pub use vocabulary::{UnknownName, Vocabulary};
pub(crate) use vocabulary::{is_same_name, takes_an_s, vocabulary};

/// Counts like `Iterator::count`, but with a sum that cannot overflow.
pub(crate) fn count(all: impl Iterator) -> usize {
    all.fold(0, |count: usize, _| count.saturating_add(1))
}
