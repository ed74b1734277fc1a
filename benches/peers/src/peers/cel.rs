//! CEL by cel: definitions and one list of reasons, each compiled once.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Debug;
use std::hint::black_box;
use std::sync::Arc;

use cel::common::traits::{Container, Indexer, Iterable, Sizer};
use cel::common::types::{CelBool, CelInt, CelList, CelMap, CelNull, CelString, Type};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::objects::Key;
use cel::{Context, Env, Program, Value};
use subscription_change::{Catalogue, Request};

use crate::facts::{self, Beside, Values};
use crate::peer::Peer;

pub struct Cel {
    definitions: Vec<(&'static str, Program)>,
    reasons: Program,
    terms: Beside<Boxed>,
    catalogue: &'static Context<'static, 'static>,
    requests: &'static [Request],
    facts: Vec<Facts>,
}

type Boxed = Box<dyn Val>;

impl Cel {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [Request]) -> Result<Self, Box<dyn Error>> {
        let env = Arc::new(Env::stdlib());
        let mut definitions = Vec::new();
        for (name, expression) in definitions_of(include_str!("../../rules.cel")) {
            definitions.push((name, env.compile(&expression).map_err(|error| format!("{name}: {error}"))?));
        }
        let (_, reasons) = definitions.pop().ok_or("no definitions")?;

        let terms = catalogue.terms();
        let mut shared = Context::with_env(env);
        for (name, value) in facts::of_catalogue(&Boxes, terms) {
            shared.add_variable_as_val(name, value);
        }
        let shared: &'static Context<'static, 'static> = Box::leak(Box::new(shared));
        let terms = Beside::new(&Boxes, terms);
        let mut cel = Self { definitions, reasons, terms, catalogue: shared, requests, facts: Vec::new() };
        cel.facts = requests.iter().map(|request| cel.facts_of(request)).collect();
        Ok(cel)
    }

    fn facts_of(&self, request: &Request) -> Facts {
        Facts(facts::of_request(&Boxes, &self.terms, request))
    }

    fn evaluate(&self, facts: &Facts) -> Result<Value, Box<dyn Error>> {
        let mut context = self.catalogue.new_inner_scope();
        context.set_variable_resolver(facts);
        for (name, program) in &self.definitions {
            let value = program.execute(&context).map_err(|error| format!("{name}: {error}"))?;
            context.add_variable_from_value(*name, value);
        }
        Ok(self.reasons.execute(&context)?)
    }
}

/// The facts of a request, found by their names before anything else is.
struct Facts([(&'static str, Boxed); 9]);

impl VariableResolver for Facts {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        self.0.iter().find(|(name, _)| *name == variable).map(|(_, value)| CowVal::Borrowed(&**value))
    }
}

/// Each `let NAME = EXPRESSION` of the rules, less the comments.
fn definitions_of(rules: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    rules.split("\nlet ").skip(1).map(|definition| {
        let (name, expression) = definition.split_once(" =").unwrap_or((definition, ""));
        let lines = expression.lines().filter(|line| !line.trim_start().starts_with("//"));
        (name, lines.collect::<Vec<_>>().join("\n"))
    })
}

impl Peer for Cel {
    fn name(&self) -> &'static str {
        "cel (CEL)"
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<serde_json::Value>, Box<dyn Error>> {
        let lists = json(&self.evaluate(&self.facts[request])?)?;
        let mut reasons = Vec::new();
        for list in lists.as_array().ok_or("not a list")? {
            reasons.extend_from_slice(list.as_array().ok_or("not a list of lists")?);
        }
        Ok(reasons)
    }

    fn decide(&mut self) {
        for facts in &self.facts {
            black_box(self.evaluate(facts).expect("it was verified"));
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.requests {
            black_box(self.evaluate(&self.facts_of(request)).expect("it was verified"));
        }
    }
}

fn json(value: &Value) -> Result<serde_json::Value, Box<dyn Error>> {
    Ok(match value {
        Value::List(members) => members.iter().map(json).collect::<Result<Vec<_>, _>>()?.into(),
        Value::Map(fields) => {
            let mut object = serde_json::Map::new();
            for (key, value) in fields.map.iter() {
                let Key::String(key) = key else { return Err(format!("the key {key:?}").into()) };
                object.insert(key.to_string(), json(value)?);
            }
            object.into()
        }
        Value::Int(number) => (*number).into(),
        Value::String(text) => text.as_str().into(),
        other => return Err(format!("in a reason: {other:?}").into()),
    })
}

/// Makes values that CEL evaluates with as they are.
struct Boxes;

impl Values for Boxes {
    type Value = Boxed;

    fn flag(&self, flag: bool) -> Boxed {
        Box::new(CelBool::from(flag))
    }

    fn number(&self, number: i64) -> Boxed {
        Box::new(CelInt::from(number))
    }

    fn text(&self, text: &'static str) -> Boxed {
        Box::new(CelString::from(text))
    }

    fn nothing(&self) -> Boxed {
        Box::new(CelNull)
    }

    fn list(&self, members: impl IntoIterator<Item = Boxed>) -> Boxed {
        Box::new(CelList::from(members.into_iter().collect::<Vec<_>>()))
    }

    fn record(&self, fields: impl IntoIterator<Item = (&'static str, Boxed)>) -> Boxed {
        let fields: HashMap<_, _> = fields.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Box::new(Shared(Arc::new(CelMap::from(fields))))
    }
}

/// A record that is shared where CEL would clone it, field by field.
#[derive(Debug, Clone)]
struct Shared(Arc<CelMap<'static>>);

impl Val for Shared {
    fn get_type(&self) -> &Type {
        self.0.get_type()
    }

    fn cel_type() -> &'static Type {
        CelMap::cel_type()
    }

    fn as_container(&self) -> Option<&dyn Container> {
        self.0.as_container()
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        self.0.as_indexer()
    }

    fn as_iterable<'b, 'v>(&'b self) -> Option<&'b (dyn Iterable + 'v)>
    where
        Self: 'v,
    {
        self.0.as_iterable()
    }

    fn as_sizer(&self) -> Option<&dyn Sizer> {
        self.0.as_sizer()
    }

    fn equals(&self, other: &dyn Val) -> bool {
        self.0.equals(other)
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }
}
