//! One file for each engine.

#[cfg(feature = "cedar")]
pub mod cedar;
#[cfg(feature = "cel")]
pub mod cel;
#[cfg(feature = "jsonlogic")]
pub mod jsonlogic;
#[cfg(feature = "rego")]
pub mod rego;
pub mod ours;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(feature = "zen")]
pub mod zen;
