//! Makes `seeds` and `json.dict` anew: requests of the shipped book and their decisions, few of them and such that every code of the
//! book is among them; what is hostile to a reader of JSON; and every name that stands in the JSON form.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use subscription_change::assess::PartialRequest;
use subscription_change::catalogue::{Clearance, Effective, Enforcement, PriceWhenTakenOver};
use subscription_change::parts::DecisionKind;
use subscription_change::{
    Actor, BillingCycle, Catalogue, ChangePlan, ClientStatus, Decision, Feature, NoticeCode, Party, Plan, PrimaryAdmin, Product,
    ReasonCode, Refusal, RemedyCode, Request, Resolution, Resource, StepCode, Tier, UserKind,
};

/// The shipped books, each with the catalogue that decides it; Americans have bill pay.
static BOOKS: [(&str, &str, &Catalogue); 2] = [
    ("book", include_str!("../../examples/data/book.jsonl"), Catalogue::canada()),
    ("book_us", include_str!("../../examples/data/book-us.jsonl"), Catalogue::united_states()),
];

const ANSWERS: &str = include_str!("../../examples/quickbooks/data/answers/9341450002.jsonl");

/// More than any document has, but short enough for a seed.
const DEEP: usize = 200;
const MANY: usize = 40;

type Seeds = Vec<(String, String)>;

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut requests, mut decisions, mut lines) = chosen();
    let mut partials: Seeds =
        requests.iter().zip(0..).map(|((name, json), place)| (name.clone(), partial(json, place))).collect();
    for part in [r#""bill_pay":{"#, r#""features":{""#, r#""authorised_by":{""#] {
        assert!(partials.iter().any(|(_, seed)| seed.contains(part)), "no seed of partly known facts has {part}");
    }
    partials.extend(hostile(&partials[0].1, "context"));
    requests.extend(hostile(&requests[0].1, "target"));
    decisions.extend(hostile(&decisions[0].1, "catalogue"));
    lines.extend(hostile(&lines[0].1, "id"));
    let mut catalogues: Seeds = Catalogue::embedded().iter().map(|c| (c.id().to_string(), to_json(c.terms()))).collect();
    catalogues.extend(hostile(&catalogues[0].1, "moves"));
    let targets = [
        ("request", requests),
        ("partial", partials),
        ("decision", decisions),
        ("catalogue", catalogues),
        ("line", lines),
        ("quickbooks", answers(&here.join("../examples/quickbooks/data"))),
    ];
    for (target, seeds) in targets {
        let folder = here.join("seeds").join(target);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        for (name, seed) in seeds {
            fs::write(folder.join(name), seed).expect("the seed can be written");
        }
    }
    fs::write(here.join("json.dict"), dictionary()).expect("the dictionary can be written");
}

/// Answers of the vendor's interface about each company of the samples, with the firm's sheet and its answers; and hostile ones.
fn answers(folder: &Path) -> Seeds {
    let read = |file: &Path| fs::read_to_string(file).expect("the file can be read");
    let (sheet, replies) = (read(&folder.join("firm.csv")), read(&folder.join("answers.csv")));
    let files =
        fs::read_dir(folder.join("answers")).expect("the folder can be read").map(|file| file.expect("it is there").path());
    let mut seeds = Seeds::new();
    for file in files {
        let company = file.file_stem().expect("the file has a name").to_string_lossy().into_owned();
        let answers = read(&file);
        if seeds.is_empty() {
            seeds.extend(hostile(answers.lines().next().expect("it has answers"), "body"));
        }
        let own = |text: &str| {
            let lines = text.lines().zip(0..).filter(|(line, place)| *place == 0 || line.contains(&company));
            lines.map(|(line, _)| line.to_owned() + "\n").collect::<String>()
        };
        seeds.push((company.clone(), format!("{answers}\x1e{}\x1e{}", own(&sheet), own(&replies))));
    }
    seeds
}

/// From the books, always the line with the most codes that no earlier one has: as a request, as its decision, and the
/// first few as a line.
fn chosen() -> (Seeds, Seeds, Seeds) {
    let (mut requests, mut decisions, mut lines) = (Seeds::new(), Seeds::new(), Seeds::new());
    for (book, text, catalogue) in BOOKS {
        let clients: Vec<(usize, &str, Request)> =
            text.lines().zip(1..).map(|(line, number)| (number, line, request(line))).collect();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let mut told_lines = 0;
        loop {
            let new = |request: &Request| codes(&request.plan_change_with(catalogue)).difference(&told).count();
            let Some((number, line, request)) = clients.iter().rev().max_by_key(|(_, _, request)| new(request)) else { break };
            let decision = request.plan_change_with(catalogue);
            let codes = codes(&decision);
            if codes.is_subset(&told) {
                break;
            }
            told.extend(codes);
            let name = format!("{book}_{number:03}");
            requests.push((name.clone(), to_json(&request)));
            decisions.push((name.clone(), to_json(&Decision::from(decision))));
            if told_lines < 3 {
                told_lines += 1;
                lines.push((name, (*line).to_owned()));
            }
        }
    }
    (requests, decisions, lines)
}

/// The request of a line, which has an `id` besides.
fn request(line: &str) -> Request {
    let mut value: Map<String, Value> = serde_json::from_str(line).expect("the book is JSON");
    value.remove("id");
    serde_json::from_value(value.into()).expect("the book is of requests")
}

/// The request with every third fact, from this place on, unknown, and with partly known sets.
fn partial(json: &str, place: usize) -> String {
    let mut value: Value = serde_json::from_str(json).expect("it is JSON");
    let mut place = place;
    forget(&mut value["context"], &mut place);
    let text = value.to_string();
    assert!(serde_json::from_str::<PartialRequest>(&text).is_ok(), "{text}");
    text
}

fn forget(value: &mut Value, place: &mut usize) {
    let Value::Object(fields) = value else { return };
    fields.retain(|name, value| {
        *place += 1;
        match value {
            Value::Object(_) if name != "confirmation" => forget(value, place),
            Value::Array(members) if *place % 3 == 1 => {
                let known = members.iter().map(|member| (member.as_str().unwrap_or_default().to_owned(), json!(true)));
                *value = Value::Object(known.collect());
            }
            _ => return !place.is_multiple_of(3),
        }
        true
    });
}

fn codes(decision: &Result<ChangePlan, Refusal>) -> BTreeSet<&'static str> {
    match decision {
        Ok(plan) => {
            let steps = plan.steps().map(|step| step.code().name());
            steps.chain(plan.notices().map(|notice| notice.code().name())).collect()
        }
        Err(refusal) => {
            let reasons = refusal.reasons().map(|reason| reason.code().name());
            let remedies = refusal.reasons().flat_map(|reason| reason.remedies()).map(|remedy| remedy.code().name());
            reasons.chain(remedies).collect()
        }
    }
}

fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("it can be written")
}

/// The document, and `field` of it, as a hostile sender might have it.
fn hostile(document: &str, field: &str) -> Seeds {
    let value: Map<String, Value> = serde_json::from_str(document).expect("it is JSON");
    let with = |key: &str, json: &str| {
        let mut fields: Vec<String> = value.iter().filter(|(name, _)| *name != key).map(|(k, v)| format!("{k:?}:{v}")).collect();
        fields.push(format!("{key:?}:{json}"));
        format!("{{{}}}", fields.join(","))
    };
    let first = value.keys().next().expect("it has fields");
    let set = |member: &str| format!("[{}]", [member; MANY].join(","));
    let seeds = [
        ("depth_of_lists", "[".repeat(DEEP)),
        ("depth_of_objects", r#"{"current":"#.repeat(DEEP)),
        ("depth_in_a_field", with(field, &format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)))),
        ("null", "null".to_owned()),
        ("null_in_a_field", with(field, "null")),
        ("list_for_object", json!(value.values().collect::<Vec<_>>()).to_string()),
        ("field_twice", format!("{{{first:?}:{},{}", value[first], &document[1..])),
        ("name_of_a_map", document.replace(r#""plan":"plus""#, r#""plan":{"plus":null}"#)),
        ("huge_number", document.replace(":1,", ":1e999,").replace(":0,", ":4294967296,")),
        ("number_otherwise", document.replace(":1,", ":1.0,").replace(":0,", ":-0,").replace(":2,", ":1e2,")),
        ("surrogate", document.replace(r#""firm""#, r#""\ud800""#)),
        ("nul", document.replacen(r#""firm""#, r#""fi\u0000rm""#, 1)),
        ("raw_nul", document.replacen("firm", "fi\0rm", 1)),
        ("gigantic_set", document.replace("[]", &set(r#""projects""#)).replace(r#"["firm"]"#, &set(r#""firm""#))),
        ("escaped", document.replace("plan", r"pl\u0061n").replace("current", r"curr\u0065nt")),
        ("white_space", document.replace(',', "\t\r\n, ")),
        ("cut_short", document[..document.len() / 2].to_owned()),
        ("twice", format!("{document} {document}")),
    ];
    let mut seeds: Seeds = seeds.into_iter().filter(|(_, seed)| seed != document).map(|(n, s)| (n.to_owned(), s)).collect();
    seeds.retain(|(name, _)| field == "target" || !["depth_of_objects", "white_space"].contains(&name.as_str()));
    seeds
}

/// Every name in the JSON form, in its quotes, and what JSON is made of.
fn dictionary() -> String {
    let mut names: BTreeSet<String> = BTreeSet::new();
    macro_rules! add {
        ($($Name:ident),+) => { $(names.extend($Name::ALL.iter().map(|member| member.name().to_owned()));)+ };
    }
    add!(Actor, BillingCycle, Clearance, ClientStatus, DecisionKind, Effective, Enforcement, Feature, NoticeCode);
    add!(Party, Plan, PriceWhenTakenOver, PrimaryAdmin, Product, ReasonCode, RemedyCode, Resolution, Resource, StepCode, Tier);
    add!(UserKind);
    names.extend(Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()));
    names.extend(["no_limit".to_owned()]);
    for catalogue in Catalogue::embedded() {
        keys(&serde_json::to_value(catalogue.terms()).expect("it can be written"), &mut names);
    }
    for (line, catalogue) in BOOKS.iter().flat_map(|(_, text, catalogue)| text.lines().map(move |line| (line, catalogue))) {
        keys(&serde_json::from_str(line).expect("the book is JSON"), &mut names);
        let decision = Decision::from(request(line).plan_change_with(catalogue));
        keys(&serde_json::to_value(decision).expect("it can be written"), &mut names);
    }
    for line in ANSWERS.lines() {
        keys(&serde_json::from_str(line).expect("the answers are JSON"), &mut names);
    }
    let names = names.iter().map(|name| format!(r#""\"{name}\"""#));
    let tokens = r"{ } [ ] , : null true false 4294967295 4294967296 -0 1.0 1e2 1e999 \\u0000 \\ud800 \\udc00";
    let tokens = tokens.split(' ').map(|token| format!(r#""{token}""#));
    let lines: Vec<String> = names.chain(tokens).collect();
    format!("# Made by examples/seeds.rs.\n{}\n", lines.join("\n"))
}

fn keys(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            names.insert(key.clone());
            keys(value, names);
        }),
        Value::Array(members) => members.iter().for_each(|member| keys(member, names)),
        _ => {}
    }
}
