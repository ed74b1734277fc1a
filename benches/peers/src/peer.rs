//! What an engine has to do here, and how its answers are compared with the crate's.

use std::collections::BTreeSet;
use std::error::Error;

use serde_json::{Map, Value};
use subscription_change::{Catalogue, Request};

/// How much of a reason an engine gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// The code and every parameter.
    Everything,
    /// The code, and the product and payer, kind, feature or resource that it is about.
    Members,
    /// That there are reasons, which are read only if somebody looks.
    Nothing,
}

/// An engine that holds the rules, compiled once, and so many requests, as facts in its own form.
pub trait Peer {
    fn name(&self) -> &'static str;

    fn gives(&self) -> Gives {
        Gives::Everything
    }

    /// The reasons that it gives for one of the requests: objects with a `code` and parameters, in any order.
    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>>;

    /// Decides every request, its facts being ready. What comes out stays in the engine's own form.
    fn decide(&mut self);

    /// Decides every request, its facts to be made of the request first.
    fn make_facts_and_decide(&mut self);
}

/// What is wrong with an engine's answers.
pub fn compare(peer: &mut dyn Peer, catalogue: &Catalogue, requests: &[Request]) -> Result<(), Box<dyn Error>> {
    for (place, request) in requests.iter().enumerate() {
        let ours = comparable(ours(catalogue, request), peer.gives());
        let theirs = comparable(peer.reasons(place)?, peer.gives());
        if ours != theirs {
            return Err(format!(
                "{} answers request {place} of the mix otherwise with {}\nrequest: {}\nours:    {ours:#?}\ntheirs:  {theirs:#?}",
                peer.name(),
                catalogue.id(),
                serde_json::to_string(request)?,
            )
            .into());
        }
    }
    Ok(())
}

/// The reasons of the crate, as objects.
pub fn ours(catalogue: &Catalogue, request: &Request) -> Vec<Value> {
    let Err(refusal) = request.plan_change_with(catalogue) else { return Vec::new() };
    refusal
        .reasons()
        .map(|reason| {
            let mut object = serde_json::to_value(reason).expect("a reason is written");
            if let Value::Object(object) = &mut object {
                object.remove("resolution");
                object.remove("remedies");
            }
            object
        })
        .collect()
}

/// Reasons as a set, one text each: keys and sets sorted, less what the engine does not give.
fn comparable(reasons: Vec<Value>, gives: Gives) -> BTreeSet<String> {
    let what_is_given = |reason| match gives {
        Gives::Everything => text(&reason),
        Gives::Members => text(&member(reason)),
        Gives::Nothing => "a reason".to_owned(),
    };
    reasons.into_iter().map(what_is_given).collect()
}

fn member(reason: Value) -> Value {
    const MEMBER: [&str; 6] = ["code", "product", "payer", "kind", "feature", "resource"];
    match reason {
        Value::Object(fields) => {
            fields.into_iter().filter(|(key, _)| MEMBER.contains(&key.as_str())).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields: BTreeSet<String> = fields.iter().map(|(key, value)| format!("{key}: {}", text(value))).collect();
            fields.into_iter().collect::<Vec<_>>().join(", ")
        }
        Value::Array(members) => format!("{:?}", members.iter().map(text).collect::<BTreeSet<_>>()),
        Value::String(name) => name.clone(),
        other => other.to_string(),
    }
}
