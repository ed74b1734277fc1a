//! What to do about a refusal: the menu of a client, the way out, the plan that fits, and what takes more than one request.
//!
//! It uses the decision and what is below it.

mod action;
mod fit;
mod menu;
mod preview;
mod route;

pub use action::{Action, ActionCode};
pub use fit::{Fit, FitVerdict, QuotaUsage, Rung};
pub use menu::{Availability, Menu, MenuEntry};
pub use preview::Preview;
pub use route::{Legs, NoRoute, Route};
