//! Which values each fact has in a number of contexts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use subscription_change::Context;
use subscription_change::assess::{Fact, Facts};

/// The values that each fact has had, as they are written.
#[derive(Default)]
pub struct Drawn(BTreeMap<Fact, BTreeSet<String>>);

impl Drawn {
    pub fn note(&mut self, context: &Context) {
        for fact in Fact::all() {
            let known = serde_json::to_value(Facts::default().with(|facts| facts.learn(fact, context))).expect("it is written");
            let path = format!("/{fact}").replace('.', "/");
            let value = known.pointer(&path).unwrap_or_else(|| panic!("{fact} is written")).to_string();
            self.0.entry(fact).or_default().insert(value);
        }
    }

    /// The facts that were always the same.
    pub fn same(&self) -> Vec<Fact> {
        Fact::all().filter(|fact| self.0.get(fact).is_none_or(|drawn| drawn.len() < 2)).collect()
    }

    /// What is missing for each fact to have had all that it can be: every name, yes and no, or of a number more than one.
    pub fn missing(&self) -> Vec<String> {
        let missing = |fact: Fact| {
            let drawn = self.0.get(&fact).cloned().unwrap_or_default();
            let names: Vec<String> = names(fact).into_iter().filter(|name| !drawn.contains(name)).collect();
            match (&names[..], drawn.len()) {
                ([], 0 | 1) => Some(format!("{fact}: all but {drawn:?}")),
                ([], _) => None,
                _ => Some(format!("{fact}: {}", names.join(", "))),
            }
        };
        Fact::all().filter_map(missing).collect()
    }
}

/// The names that the fact can have, as an error lists them; or yes and no. None of a number.
fn names(fact: Fact) -> Vec<String> {
    let with = |value: Value| {
        let document = fact.to_string().split('.').rev().fold(value, |inner, key| json!({ key: inner }));
        serde_json::from_value::<Facts>(document).map_err(|error| error.to_string())
    };
    if with(json!(true)).is_ok() {
        return vec!["true".to_owned(), "false".to_owned()];
    }
    let error = with(json!("?")).expect_err("it is no name");
    let listed = error.split_once("expected ").map_or("", |(_, names)| names);
    listed.split('`').skip(1).step_by(2).map(|name| json!(name).to_string()).collect()
}
