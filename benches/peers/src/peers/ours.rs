//! The crate itself.

use std::error::Error;
use std::hint::black_box;

use serde_json::Value;
use subscription_change::assess::{Assessment, PartialRequest};
use subscription_change::{Catalogue, Decision, Request};

use crate::peer::{self, Gives, Peer, Told};

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

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        Ok(serde_json::to_string(&Decision::from(self.requests[request].plan_change_with(self.catalogue)))?)
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

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        self.0.in_its_own_words(request)
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

/// How much of an assessment is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Whether it is a change plan, a refusal, or open.
    Verdict,
    /// Every reason that is certain, and every possible one with what it depends on.
    Reasons,
    /// The reasons, and what to ask whom.
    Questions,
}

/// The crate where not every fact is known.
pub struct Assessed {
    pub catalogue: &'static Catalogue,
    pub requests: &'static [PartialRequest],
    pub read: Read,
}

impl Assessed {
    fn read(&self, assessment: &Assessment<'_>) {
        black_box(assessment.verdict());
        if self.read != Read::Verdict {
            assessment.certain().for_each(|reason| _ = black_box(reason));
            assessment.possible().for_each(|reason| _ = black_box((reason, reason.depends_on())));
        }
        if self.read == Read::Questions {
            assessment.questions().for_each(|question| _ = black_box(question));
        }
    }
}

impl Peer for Assessed {
    fn name(&self) -> &'static str {
        match self.read {
            Read::Verdict => "subscription-change, verdict alone",
            Read::Reasons => "subscription-change, every reason read",
            Read::Questions => "subscription-change, every reason and question read",
        }
    }

    fn reasons(&mut self, _request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        Err("an assessment tells reasons of two kinds".into())
    }

    fn tells_possible(&self) -> bool {
        true
    }

    fn told(&mut self, request: usize) -> Result<Told, Box<dyn Error>> {
        Ok(peer::our_assessment(self.catalogue, &self.requests[request]))
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        let assessment = self.requests[request].assess_with(self.catalogue);
        let mut lines = vec![format!("{}: {}", assessment.catalogue(), assessment.verdict().name())];
        for reason in assessment.certain().chain(assessment.possible()) {
            lines.push(serde_json::to_string(&reason)?);
        }
        for question in assessment.questions() {
            lines.push(serde_json::to_string(&question)?);
        }
        Ok(lines.join("\n"))
    }

    fn decide(&mut self) {
        for request in self.requests {
            self.read(&black_box(request).assess_with(self.catalogue));
        }
    }

    fn make_facts_and_decide(&mut self) {
        self.decide();
    }
}
