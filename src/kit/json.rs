//! The JSON form: how everything is written and read.
//!
//! It is written by hand because it is stricter than a derived reader: an object is an object (a derived reader also takes a list
//! of its values), a name is a string (a derived reader also takes `{"name": null}`), and a field that repeats others has to
//! agree with them. Nothing is allocated, not even for reading. Other formats that describe themselves write and read the same.

#[cfg(feature = "serde")]
mod key;
#[cfg(feature = "serde")]
mod list;
#[cfg(feature = "serde")]
mod name;
#[cfg(feature = "serde")]
mod object;
mod partly_known;
mod record;

#[cfg(feature = "serde")]
pub(crate) use key::next_key;
#[cfg(feature = "serde")]
pub(crate) use list::{Nullable, Written};
#[cfg(feature = "serde")]
pub(crate) use name::{read_name, read_text};
#[cfg(feature = "serde")]
pub(crate) use object::object;
pub(crate) use partly_known::partly_known_record;
#[cfg(feature = "serde")]
pub(crate) use record::{Stored, WhereMissing, keys, once};
pub(crate) use record::{read_fields, read_record, record};
