//! Answers in words: in the reader's language, and from the reader's point of view.
//!
//! It uses all the floors below, and only the crate's root uses it.

mod answer;
mod english;
mod french;
#[cfg(all(feature = "serde", feature = "std"))]
mod kept;
mod labels;
mod localized;
mod nearest;
mod speech;
mod text;
mod way;
mod whereabouts;
#[cfg(feature = "serde")]
mod with_sentences;

pub use localized::{Instead, Localized};
use speech::Speech;
#[cfg(feature = "serde")]
pub use with_sentences::WithSentences;

use crate::model::Language;

/// Who speaks a language. Whoever adds one writes its module, which has all that the compiler asks for, and here who it is.
const fn speech(language: Language) -> &'static dyn Speech {
    match language {
        Language::English | Language::AmericanEnglish => &english::English,
        Language::French => &french::French,
    }
}
