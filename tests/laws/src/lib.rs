//! What the laws and the comparison with the model share: the model itself, a naive second reading of the domain description; requests
//! and catalogues, random and listed; and how a law is checked.
#![allow(
    clippy::implicit_hasher,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "it is for the tests of this package alone"
)]

pub mod axes;
pub mod check;
#[path = "../../common.rs"]
pub mod common;
pub mod complete;
pub mod drawn;
pub mod editions;
pub mod every;
pub mod facts;
pub mod given;
pub mod mend;
pub mod model;
pub mod quotas;
pub mod random;
pub mod reading;
pub mod remedies;
pub mod small;
