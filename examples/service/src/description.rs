//! What the description of the interface is made of: the schemas that the crate has of its own JSON, those with the words that stand beside it
//! here, and what is this service's alone (`components.json`).

use serde_json::{Map, Value, json};
use subscription_change::assess::{Assessment, PartialRequest};
use subscription_change::ways_out::{ActionCode, Availability};

/// The components of the description.
pub fn components() -> Value {
    let mut components = read(include_str!("components.json"));
    let (mut request, assessment) = (read(PartialRequest::JSON_SCHEMA), read(Assessment::JSON_SCHEMA));
    let mut schemas = definitions(&assessment);
    schemas.extend(definitions(&request));
    for key in ["$defs", "$id", "$schema"] {
        request.as_object_mut().expect("a schema is an object").remove(key);
    }
    let here = [
        ("request", request),
        ("Availability", json!({"type": "string", "enum": Availability::ALL})),
        ("ActionCode", json!({"type": "string", "enum": ActionCode::ALL})),
        ("Reason", reasons(&schemas)),
        ("Remedy", known(&schemas, "remedy")),
        ("Step", known(&schemas, "step")),
        ("Notice", said(&schemas, "notice")),
        ("Question", question(&schemas)),
        ("Plan", plans(&schemas)),
    ];
    schemas.extend(here.map(|(name, schema)| (name.to_owned(), schema)));
    components["schemas"].as_object_mut().expect("the file has schemas").extend(schemas);
    components
}

/// A document of the crate, or of this service, that refers to what stands here.
fn read(text: &str) -> Value {
    serde_json::from_str(&text.replace("#/$defs/", "#/components/schemas/")).expect("it is JSON")
}

fn definitions(document: &Value) -> Map<String, Value> {
    document["$defs"].as_object().expect("it has definitions").clone()
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The crate's schema, with these fields beside its own; each of its alternatives where it has any.
fn with(mut schema: Value, fields: &[(&str, &Value)]) -> Value {
    for form in schema.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
        *form = with(form.take(), fields);
    }
    if schema["properties"].is_object() {
        for &(name, field) in fields {
            schema["properties"][name] = field.clone();
            schema["required"].as_array_mut().expect("each has required fields").push(json!(name));
        }
    }
    schema
}

fn in_words(description: &str) -> Value {
    json!({"type": "string", "description": format!("{description}, in the language of Accept-Language")})
}

fn said(schemas: &Map<String, Value>, name: &str) -> Value {
    with(schemas[name].clone(), &[("text", &in_words("The same in words"))])
}

/// A reason that is certain has a way out in words; of one that is possible that is not known yet.
fn reasons(schemas: &Map<String, Value>) -> Value {
    let way_out = in_words("What to do about it, or instead of it, in words; empty where there is nothing");
    let mut certain = with(said(schemas, "certain_reason"), &[("way_out", &way_out)]);
    for form in certain["oneOf"].as_array_mut().expect("there are several reasons") {
        form["properties"]["instead"] = in_words("What can be done instead, where nobody can clear it");
        if form["properties"]["remedies"]["items"].is_object() {
            form["properties"]["remedies"]["items"] = reference("Remedy");
        }
    }
    json!({"oneOf": [certain, said(schemas, "possible_reason")]})
}

/// A remedy or a step, in words where it is known who does it, and when.
fn known(schemas: &Map<String, Value>, name: &str) -> Value {
    json!({"oneOf": [said(schemas, name), schemas[&format!("known_{name}")]]})
}

fn question(schemas: &Map<String, Value>) -> Value {
    let places = json!({"type": "array", "items": {"type": "string"}, "description": "Where the answer stands, in words"});
    let mut question = with(said(schemas, "question"), &[("where", &places)]);
    question["properties"]["actions"] = json!({
        "type": "array",
        "description": "In a menu alone: the actions that it decides",
        "items": {
            "type": "object",
            "required": ["action", "label"],
            "properties": {"action": reference("Action"), "label": {"type": "string"}},
        },
    });
    question
}

/// A plan stands alone, so it does not say that it is one.
fn plans(schemas: &Map<String, Value>) -> Value {
    let plan = |name: &str| {
        let mut plan = said(schemas, name);
        plan["properties"].as_object_mut().expect("it has fields").remove("decision");
        plan["required"].as_array_mut().expect("it has required fields").retain(|name| name != "decision");
        plan["properties"]["steps"]["items"] = reference("Step");
        plan["properties"]["notices"]["items"] = reference("Notice");
        plan
    };
    let mut settled = plan("settled_plan");
    settled["properties"]["possible"]["items"] = said(schemas, "possible_notice");
    settled["properties"]["questions"]["items"] = reference("Question");
    json!({"oneOf": [plan("change_plan"), settled]})
}
