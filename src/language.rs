//! What is decided, in words.

pub(crate) mod english;
