//! What is decided, in words: in the language of who reads, and for their eyes.
//!
//! It uses all that is decided and explained, and nothing uses it but the crate's root.

mod answer;
mod english;
mod french;
mod labels;
mod localized;
mod nearest;
mod speech;
mod text;
mod whereabouts;

pub use localized::Localized;
