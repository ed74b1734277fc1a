//! Rego by regorus, compiled to the bytecode of its virtual machine.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::hint::black_box;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use subscription_change::Catalogue;
use subscription_change::assess::PartialRequest;

use crate::facts::{self, Beside, Values};
use crate::peer::Peer;

const ENTRY_POINT: &str = "data.subscription_change.reasons";

pub struct Rego {
    machine: RegoVM,
    words: Words,
    terms: Beside<Value>,
    requests: &'static [PartialRequest],
    facts: Vec<Value>,
}

impl Rego {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [PartialRequest]) -> Result<Self, Box<dyn Error>> {
        let mut engine = Engine::new();
        engine.add_policy("rules.rego".to_owned(), include_str!("../../rules.rego").to_owned())?;
        let policy = engine.compile_with_entrypoint(&ENTRY_POINT.into())?;
        let program = Compiler::compile_from_policy(&policy, &[ENTRY_POINT])?;
        let words = Words::default();
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_data(words.record(facts::of_catalogue(&words, catalogue.terms())))?;
        let terms = Beside::new(&words, catalogue.terms());
        let facts = requests.iter().map(|request| words.record(facts::of_request(&words, &terms, request))).collect();
        Ok(Self { machine, words, terms, requests, facts })
    }
}

impl Peer for Rego {
    fn name(&self) -> &'static str {
        "regorus (Rego, bytecode)"
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<serde_json::Value>, Box<dyn Error>> {
        self.machine.set_input(self.facts[request].clone());
        let reasons = self.machine.execute()?;
        Ok(serde_json::from_str(&reasons.to_json_str()?)?)
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        self.machine.set_input(self.facts[request].clone());
        Ok(self.machine.execute()?.to_json_str()?)
    }

    fn decide(&mut self) {
        for facts in &self.facts {
            self.machine.set_input(facts.clone());
            black_box(self.machine.execute().expect("it was verified"));
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.requests {
            self.machine.set_input(self.words.record(facts::of_request(&self.words, &self.terms, request)));
            black_box(self.machine.execute().expect("it was verified"));
        }
    }
}

/// Makes regorus's values, each word once.
#[derive(Default)]
struct Words(RefCell<HashMap<&'static str, Value>>);

impl Values for Words {
    type Value = Value;

    fn flag(&self, flag: bool) -> Value {
        flag.into()
    }

    fn number(&self, number: i64) -> Value {
        number.into()
    }

    fn text(&self, text: &'static str) -> Value {
        self.0.borrow_mut().entry(text).or_insert_with(|| text.into()).clone()
    }

    fn nothing(&self) -> Value {
        Value::Null
    }

    fn list(&self, members: impl IntoIterator<Item = Value>) -> Value {
        members.into_iter().collect::<Vec<_>>().into()
    }

    fn record(&self, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
        fields.into_iter().map(|(name, value)| (self.text(name), value)).collect::<BTreeMap<_, _>>().into()
    }

    fn set(&self, members: impl IntoIterator<Item = Value>) -> Value {
        members.into_iter().collect::<BTreeSet<_>>().into()
    }
}
