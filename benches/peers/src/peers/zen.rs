//! A JSON decision model by zen-engine: an expression node for the definitions, a decision table that collects the reasons.

use std::error::Error;
use std::hint::black_box;

use serde_json::Value;
use subscription_change::{Catalogue, Request};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, Variable};

use crate::facts::{self, Beside, Values};
use crate::peer::Peer;

pub struct Zen {
    decision: Decision,
    catalogue: [(&'static str, Variable); 6],
    terms: Beside<Variable>,
    requests: &'static [Request],
    facts: Vec<Variable>,
}

impl Zen {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [Request]) -> Result<Self, Box<dyn Error>> {
        let content: DecisionContent = serde_json::from_str(include_str!("../../rules.jdm.json"))?;
        let mut decision = DecisionEngine::default().create_decision(content.into()).map_err(|error| format!("{error:?}"))?;
        decision.validate().map_err(|error| format!("{error:?}"))?;
        decision.compile();
        let terms = catalogue.terms();
        let mut zen = Self {
            decision,
            catalogue: facts::of_catalogue(&Variables, terms),
            terms: Beside::new(&Variables, terms),
            requests,
            facts: Vec::new(),
        };
        zen.facts = requests.iter().map(|request| zen.facts_of(request)).collect();
        Ok(zen)
    }

    /// The facts of a request and the catalogue, in one record.
    fn facts_of(&self, request: &Request) -> Variable {
        let facts = facts::of_request(&Variables, &self.terms, request);
        Variables.record(facts.into_iter().chain(self.catalogue.clone()))
    }

    fn evaluate(&self, facts: Variable) -> Result<Variable, Box<dyn Error>> {
        Ok(pollster::block_on(self.decision.evaluate(facts)).map_err(|error| error.to_string())?.result)
    }
}

impl Peer for Zen {
    fn name(&self) -> &'static str {
        "zen-engine (decision table)"
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        let mut reasons = Vec::new();
        for row in self.evaluate(self.facts[request].shallow_clone())?.to_value().as_array().ok_or("not a list")? {
            reasons.extend_from_slice(row["reasons"].as_array().ok_or("a row without reasons")?);
        }
        Ok(reasons)
    }

    fn decide(&mut self) {
        for facts in &self.facts {
            black_box(self.evaluate(facts.shallow_clone()).expect("it was verified"));
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.requests {
            black_box(self.evaluate(self.facts_of(request)).expect("it was verified"));
        }
    }
}

/// Makes zen's values.
struct Variables;

impl Values for Variables {
    type Value = Variable;

    fn flag(&self, flag: bool) -> Variable {
        Variable::Bool(flag)
    }

    fn number(&self, number: i64) -> Variable {
        Variable::Number(number.into())
    }

    fn text(&self, text: &'static str) -> Variable {
        Variable::String(Variable::key(text))
    }

    fn nothing(&self) -> Variable {
        Variable::Null
    }

    fn list(&self, members: impl IntoIterator<Item = Variable>) -> Variable {
        Variable::from_array(members.into_iter().collect())
    }

    fn record(&self, fields: impl IntoIterator<Item = (&'static str, Variable)>) -> Variable {
        Variable::from_object(fields.into_iter().map(|(name, value)| (Variable::key(name), value)).collect())
    }
}
