//! A book of requests in Parquet, decided where it lies: `plan_change` as a function of `DataFusion`'s SQL.

mod answer;
pub mod book;
mod circumstances;
mod column;
mod fault;
mod request;
mod udf;

#[path = "../../../benches/mix/mod.rs"]
mod mix;

pub use answer::data_type as answer_type;
pub use request::schema;
pub use udf::plan_change;
