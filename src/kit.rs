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
pub(crate) use inline::{Inline, inline_text, text_of};
pub use inline::{InvalidName, Name};
pub(crate) use set::{Bits, EachBits, FactBits, Narrow, set};
pub use set::{Members, Set};
pub(crate) use table::table;
pub use vocabulary::{UnknownName, Vocabulary};
pub(crate) use vocabulary::{takes_an_s, vocabulary};

/// Counts like `Iterator::count`, but with a sum that cannot overflow.
pub(crate) fn count(all: impl Iterator) -> usize {
    all.fold(0, |count: usize, _| count.saturating_add(1))
}

/// Whether two texts are the same, where the compiler has to tell.
pub(crate) const fn is_same_text(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([a, rest @ ..], [b, others @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (rest, others);
    }
    one.is_empty() && other.is_empty()
}
