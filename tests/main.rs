//! What the crate promises, by what is promised. The laws, and the comparison with the model, are the package `tests/laws`.

mod api;
mod assess;
#[cfg(feature = "serde")]
mod book;
mod catalogue;
mod change_plan;
mod common;
mod display;
#[cfg(feature = "serde")]
mod field;
mod floors;
#[cfg(feature = "serde")]
mod hostile_json;
#[cfg(feature = "serde")]
mod json;
mod language;
mod names;
mod readme;
mod reasons;
mod recheck;
mod record;
mod remedies;
#[cfg(feature = "serde")]
mod schema;
#[cfg(feature = "serde")]
mod upgrade;
#[cfg(all(feature = "serde", feature = "std"))]
mod versions;
mod whereabouts;
