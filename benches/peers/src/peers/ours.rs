//! The crate itself.

use std::error::Error;
use std::hint::black_box;

use serde_json::Value;
use subscription_change::{Catalogue, Request};

use crate::peer::{self, Gives, Peer};

/// The crate, with every reason read. Its facts are the request as it is.
pub struct Ours {
    catalogue: &'static Catalogue,
    requests: &'static [Request],
}

impl Ours {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [Request]) -> Self {
        Self { catalogue, requests }
    }
}

impl Peer for Ours {
    fn name(&self) -> &'static str {
        "subscription-change, every reason read"
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        Ok(peer::ours(self.catalogue, &self.requests[request]))
    }

    fn decide(&mut self) {
        for request in self.requests {
            if let Err(refusal) = black_box(request).plan_change_with(self.catalogue) {
                refusal.reasons().for_each(|reason| {
                    black_box(reason);
                });
            }
        }
    }

    fn make_facts_and_decide(&mut self) {
        self.decide();
    }
}

/// The crate, with no reason read: what a caller pays who only asks whether there is one.
pub struct DecisionOnly(pub Ours);

impl Peer for DecisionOnly {
    fn name(&self) -> &'static str {
        "subscription-change, decision alone"
    }

    fn gives(&self) -> Gives {
        Gives::Nothing
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        self.0.reasons(request)
    }

    fn decide(&mut self) {
        for request in self.0.requests {
            let _ = black_box(black_box(request).plan_change_with(self.0.catalogue));
        }
    }

    fn make_facts_and_decide(&mut self) {
        self.decide();
    }
}
