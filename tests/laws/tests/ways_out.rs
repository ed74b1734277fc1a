//! From a refusal to the way out: what is previewed, listed, fitted and routed is what the decision says, and nothing shorter does.
//!
//! | | is held against |
//! |---|---|
//! | preview | a search through everything that remedies can make of a request |
//! | menu | every subscription that differs in one thing, and its decision |
//! | assessed | the model's answer in every completion of the facts |
//! | fit | its definition, limit by limit and feature by feature |
//! | route | a search over all subscriptions, with the decision of each pair |

mod assessed;
mod fit;
mod menu;
mod preview;
mod route;
