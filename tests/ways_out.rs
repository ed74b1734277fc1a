//! From a refusal to the way out: what is previewed, listed, fitted and routed is what the decision says, and nothing shorter does.
//!
//! | | is held against |
//! |---|---|
//! | preview | a search through everything that remedies can make of a request |
//! | menu | every subscription that differs in one thing, and its decision |
//! | fit | its definition, limit by limit and feature by feature |
//! | route | a search over all subscriptions with the model of the domain description |

#[allow(dead_code, unused_imports, reason = "each file takes what it needs")]
#[path = "laws/check.rs"]
mod check;
#[path = "common/mod.rs"]
mod common;
#[allow(dead_code, unused_imports, reason = "each file takes what it needs")]
#[path = "model/editions.rs"]
mod editions;
#[allow(dead_code, unused_imports, reason = "each file takes what it needs")]
#[path = "laws/given/mod.rs"]
mod given;
#[allow(dead_code, unused_imports, reason = "each file takes what it needs")]
#[path = "model/mod.rs"]
mod model;

mod ways_out {
    mod every;
    mod fit;
    mod menu;
    mod preview;
    mod route;
}
