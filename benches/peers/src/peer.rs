//! What an engine has to do here, and how its answers are compared with the crate's.

use std::collections::BTreeSet;
use std::error::Error;

use serde_json::{Map, Value};
use subscription_change::assess::PartialRequest;
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

/// The codes of the reasons that hold in any case, and of those that may hold.
#[derive(Debug, Default)]
pub struct Told {
    pub certain: BTreeSet<String>,
    pub possible: BTreeSet<String>,
}

/// An engine that holds the rules, compiled once, and so many requests, as facts in its own form.
pub trait Peer {
    fn name(&self) -> &'static str;

    fn gives(&self) -> Gives {
        Gives::Everything
    }

    /// The reasons that it gives for one of the requests: objects with a `code` and parameters, in any order.
    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>>;

    /// Whether it tells what may hold from what does, where facts are not known.
    fn tells_possible(&self) -> bool {
        false
    }

    /// What it says of a request of which not every fact is known.
    fn told(&mut self, request: usize) -> Result<Told, Box<dyn Error>> {
        Ok(Told { certain: codes(&self.reasons(request)?), possible: BTreeSet::new() })
    }

    /// What it says of a request, as it says it.
    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>>;

    /// Decides every request, its facts being ready, and reads each reason. What comes out stays in the engine's own form.
    fn decide(&mut self);

    /// Decides every request, its facts to be made of the request first.
    fn make_facts_and_decide(&mut self);
}

/// The codes of reasons.
pub fn codes(reasons: &[Value]) -> BTreeSet<String> {
    reasons.iter().filter_map(|reason| Some(reason["code"].as_str()?.to_owned())).collect()
}

/// What is wrong with an engine's answers.
pub fn compare(peer: &mut dyn Peer, catalogue: &Catalogue, requests: &[Request]) -> Result<(), Box<dyn Error>> {
    for (place, request) in requests.iter().enumerate() {
        let ours = comparable(ours(catalogue, request), peer.gives());
        let theirs = comparable(peer.reasons(place)?, peer.gives());
        if ours != theirs {
            return Err(format!(
                "{} answers request {place} otherwise with {}\nrequest: {}\nours:    {ours:#?}\ntheirs:  {theirs:#?}",
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

/// What the crate says of a request of which not every fact is known.
pub fn our_assessment(catalogue: &Catalogue, request: &PartialRequest) -> Told {
    let assessment = request.assess_with(catalogue);
    Told {
        certain: assessment.certain().map(|reason| reason.code().name().to_owned()).collect(),
        possible: assessment.possible().map(|reason| reason.code().name().to_owned()).collect(),
    }
}

/// How what an engine says where facts are missing stands to the crate's assessment, in codes.
#[derive(Debug, Default)]
pub struct Score {
    /// Certain, and told so.
    pub certain: usize,
    /// Certain, and told to be possible.
    pub certain_told_possible: usize,
    /// Certain, and not told.
    pub certain_missed: usize,
    /// Told to hold, and certain in no case.
    pub invented: usize,
    /// Possible and not certain.
    pub all_possible: usize,
    /// Possible, and told so.
    pub possible: usize,
    /// Possible, and not told.
    pub possible_missed: usize,
    /// Told to be possible, and neither certain nor possible.
    pub too_many: usize,
    /// Requests of which nothing is told, although something is certain or possible.
    pub passed: usize,
}

impl Score {
    /// The cells of a table.
    pub fn cells(&self) -> Vec<String> {
        let of = |told: usize, all: usize| format!("{told} of {all}");
        vec![
            of(self.certain, self.certain + self.certain_told_possible + self.certain_missed),
            of(self.possible, self.all_possible),
            self.invented.to_string(),
            self.too_many.to_string(),
            self.passed.to_string(),
        ]
    }

    /// The heads of these cells.
    pub const HEADS: [&str; 5] =
        ["certain, told so", "possible, told so", "told to hold, and may not", "told as possible, and cannot hold", "let pass"];
}

/// Holds an engine's answers against the assessments of the requests.
pub fn score(peer: &mut dyn Peer, catalogue: &Catalogue, requests: &[PartialRequest]) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for (place, request) in requests.iter().enumerate() {
        let ours = our_assessment(catalogue, request);
        let theirs = peer.told(place)?;
        for code in &ours.certain {
            let count = match (theirs.certain.contains(code), theirs.possible.contains(code)) {
                (true, _) => &mut score.certain,
                (false, true) => &mut score.certain_told_possible,
                (false, false) => &mut score.certain_missed,
            };
            *count += 1;
        }
        // A code may be certain about one product and possible about another.
        for code in ours.possible.difference(&ours.certain) {
            score.all_possible += 1;
            let count = match (theirs.certain.contains(code), theirs.possible.contains(code)) {
                (true, _) => continue,
                (false, true) => &mut score.possible,
                (false, false) => &mut score.possible_missed,
            };
            *count += 1;
        }
        if theirs.certain.is_empty() && theirs.possible.is_empty() && !(ours.certain.is_empty() && ours.possible.is_empty()) {
            score.passed += 1;
        }
        score.invented += theirs.certain.difference(&ours.certain).count();
        let said = theirs.possible.difference(&theirs.certain);
        score.too_many += said.filter(|&code| !ours.certain.contains(code) && !ours.possible.contains(code)).count();

        if peer.tells_possible() && (score.invented > 0 || score.certain_missed > 0 || score.possible_missed > 0) {
            return Err(format!(
                "{} is wrong about request {place} with {}\ncurrent: {:?}\ntarget: {:?}\nfacts: {:?}\nours: {ours:#?}\ntheirs: {theirs:#?}",
                peer.name(),
                catalogue.id(),
                request.current,
                request.target,
                request.facts,
            )
            .into());
        }
    }
    Ok(score)
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
