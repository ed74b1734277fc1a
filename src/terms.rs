//! What the vendor sells, on which terms, and by which source: everything that may differ between editions. An *edition* is what
//! the vendor sells in one country.
//!
//! It uses the [`model`](crate::model). What is compiled from terms and rules is another type, on the floors above.

mod article;
mod canada;
mod check;
mod edition;
mod fault;
mod id;
#[cfg(feature = "serde")]
mod json;
mod of_catalogue;
mod source;
mod united_states;
mod whereabouts;

pub use article::{Article, ArticleId, InvalidArticleId, InvalidPublished, Published};
pub(crate) use canada::{CANADA_2022_09_08, CANADA_2025_06_02};
pub use edition::{Edition, Ladder, LocalName, Names};
pub use fault::{InvalidCatalogue, TermsFault};
pub use id::{CatalogueId, InvalidCatalogueId};
pub use of_catalogue::{
    AddOnTerms, Clearance, Effective, Enforcement, FeatureUse, Limit, PlanTerms, PriceWhenTakenOver, Shortfalls, Terms,
};
pub use source::{Mark, Part, Source, SourceTable, Sources};
pub(crate) use united_states::UNITED_STATES_2026_09_30;
pub use whereabouts::{Place, Whereabouts};
