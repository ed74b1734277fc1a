//! One file for each engine.

use std::error::Error;

use subscription_change::Catalogue;
use subscription_change::assess::PartialRequest;

use crate::peer::Peer;

/// Sets an engine up with the rules of a catalogue, and with the facts of these requests.
pub type Maker = fn(&'static Catalogue, &'static [PartialRequest]) -> Result<Box<dyn Peer>, Box<dyn Error>>;

#[cfg(feature = "cedar")]
pub mod cedar;
#[cfg(feature = "jsonlogic")]
pub mod jsonlogic;
pub mod ours;
#[cfg(feature = "rego")]
pub mod rego;
#[cfg(feature = "sqlite")]
pub mod sqlite;
