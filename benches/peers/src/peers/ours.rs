//! The crate itself.

use std::error::Error;
use std::hint::black_box;

use serde_json::Value;
use subscription_change::{Catalogue, Request};

use crate::peer::{self, Peer};

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
        "subscription-change"
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
