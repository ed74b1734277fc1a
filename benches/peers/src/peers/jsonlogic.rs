//! Rules in JSON by datalogic-rs: definitions and one list of reasons, each compiled once, over values in an arena.

use std::error::Error;
use std::hint::black_box;

use bumpalo::Bump;
use datalogic_rs::datavalue::NumberValue;
use datalogic_rs::{DataValue, Engine, Logic};
use subscription_change::Catalogue;
use subscription_change::assess::PartialRequest;

use crate::facts::{self, Beside, Values};
use crate::peer::Peer;

pub struct JsonLogic {
    engine: Engine,
    definitions: Logic,
    reasons: Logic,
    catalogue: Vec<Field>,
    terms: Beside<DataValue<'static>>,
    requests: &'static [PartialRequest],
    facts: Vec<Vec<Field>>,
    arena: Bump,
}

type Field = (&'static str, DataValue<'static>);

impl JsonLogic {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [PartialRequest]) -> Result<Self, Box<dyn Error>> {
        let engine = Engine::builder().with_templating(true).build();
        let rules: serde_json::Value = serde_json::from_str(include_str!("../../rules.json"))?;
        let definitions = engine.compile(rules["definitions"].to_string().as_str())?;
        let reasons = engine.compile(rules["reasons"].to_string().as_str())?;

        // It lasts as long as the process.
        let arena: &'static Bump = Box::leak(Box::default());
        let values = InArena(arena);
        let terms = Beside::new(&values, catalogue.terms());
        let catalogue = facts::of_catalogue(&values, catalogue.terms()).into();
        let facts = requests.iter().map(|request| facts::of_request(&values, &terms, request).into()).collect();
        Ok(Self { engine, definitions, reasons, catalogue, terms, requests, facts, arena: Bump::new() })
    }

    /// The reasons, of the facts; what was in the arena is gone.
    fn evaluate<'a>(&'a self, facts: &[(&'a str, DataValue<'a>)]) -> Result<&'a DataValue<'a>, Box<dyn Error>> {
        let arena = &self.arena;
        let known = bumpalo::collections::Vec::from_iter_in(facts.iter().chain(&self.catalogue).copied(), arena);
        let mut all = known.clone();
        let known: &DataValue<'_> = arena.alloc(DataValue::Object(known.into_bump_slice()));
        let definitions = self.engine.evaluate(&self.definitions, known, arena)?;
        all.extend_from_slice(definitions.as_object().ok_or("the definitions are no object")?);
        let all: &DataValue<'_> = arena.alloc(DataValue::Object(all.into_bump_slice()));
        Ok(self.engine.evaluate(&self.reasons, all, arena)?)
    }
}

impl Peer for JsonLogic {
    fn name(&self) -> &'static str {
        "datalogic-rs (JSONLogic)"
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<serde_json::Value>, Box<dyn Error>> {
        self.arena.reset();
        match serde_json::from_str(&self.evaluate(&self.facts[request])?.to_string())? {
            serde_json::Value::Array(reasons) => Ok(reasons),
            other => Err(format!("not a list: {other}").into()),
        }
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        self.arena.reset();
        Ok(self.evaluate(&self.facts[request])?.to_string())
    }

    fn decide(&mut self) {
        for place in 0..self.facts.len() {
            self.arena.reset();
            black_box(self.evaluate(&self.facts[place]).expect("it was verified"));
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.requests {
            self.arena.reset();
            let values = InArena(&self.arena);
            let facts = facts::of_request(&values, &self.terms, request);
            black_box(self.evaluate(&facts).expect("it was verified"));
        }
    }
}

/// Makes values in an arena.
struct InArena<'a>(&'a Bump);

impl<'a> Values for InArena<'a> {
    type Value = DataValue<'a>;

    fn flag(&self, flag: bool) -> DataValue<'a> {
        DataValue::Bool(flag)
    }

    fn number(&self, number: i64) -> DataValue<'a> {
        DataValue::Number(NumberValue::from_i64(number))
    }

    fn text(&self, text: &'static str) -> DataValue<'a> {
        DataValue::String(text)
    }

    fn nothing(&self) -> DataValue<'a> {
        DataValue::Null
    }

    fn list(&self, members: impl IntoIterator<Item = DataValue<'a>>) -> DataValue<'a> {
        DataValue::Array(bumpalo::collections::Vec::from_iter_in(members, self.0).into_bump_slice())
    }

    fn record(&self, fields: impl IntoIterator<Item = (&'static str, DataValue<'a>)>) -> DataValue<'a> {
        DataValue::Object(bumpalo::collections::Vec::from_iter_in(fields, self.0).into_bump_slice())
    }
}
