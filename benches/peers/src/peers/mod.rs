//! One file for each engine.

#[cfg(feature = "rego")]
pub mod rego;
pub mod ours;
