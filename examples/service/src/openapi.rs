//! The crate's types as OpenAPI schemas, with their names taken from the types themselves.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use subscription_change::{
    ActionCode, Actor, Availability, Effective, Party, PayrollTier, Plan, Product, ReasonCode, RemedyCode, Resolution, StepCode,
    Subscription, TimeTier,
};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, RefOr, Response, Schema};
use utoipa::{IntoResponses, Modify, PartialSchema, ToSchema};

use crate::problem::{KINDS, MEDIA_TYPE};

fn schema(json: Value) -> RefOr<Schema> {
    serde_json::from_value(json).expect("a schema that stands below")
}

/// Something with a code of its own, whose other fields go by the code.
fn coded(codes: &[impl serde::Serialize]) -> Value {
    json!({"type": "object", "required": ["code"], "properties": {"code": {"type": "string", "enum": codes},
        "text": {"type": "string", "description": "The same in the language of Accept-Language"}}})
}

fn list(item: Value) -> RefOr<Schema> {
    schema(json!({"type": "array", "items": item}))
}

pub fn subscription() -> RefOr<Schema> {
    let held = |name: &str, names: Value| {
        json!({"type": "object", "required": [name, "payer"], "additionalProperties": false,
            "properties": {name: {"type": "string", "enum": names}, "payer": {"type": "string", "enum": Party::ALL}}})
    };
    let or_none = |held: Value| json!({"oneOf": [held, {"type": "null"}]});
    schema(json!({"type": "object", "required": ["base"], "additionalProperties": false, "properties": {
        "base": held("plan", json!(Plan::ALL)),
        "payroll": or_none(held("tier", json!(PayrollTier::ALL))),
        "time": or_none(held("tier", json!(TimeTier::ALL)))}}))
}

pub fn availability() -> RefOr<Schema> {
    schema(json!({"type": "string", "enum": Availability::ALL}))
}

pub fn action() -> RefOr<Schema> {
    schema(coded(ActionCode::ALL))
}

fn remedy() -> Value {
    let mut remedy = coded(RemedyCode::ALL);
    remedy["properties"]["by"] = json!({"type": "string", "enum": Actor::ALL});
    remedy
}

pub fn remedies() -> RefOr<Schema> {
    list(remedy())
}

pub fn reasons() -> RefOr<Schema> {
    let mut reason = coded(ReasonCode::ALL);
    reason["properties"]["resolution"] = json!({"type": "string", "enum": Resolution::ALL});
    reason["properties"]["remedies"] = json!({"type": "array", "items": remedy(), "description": "Any one of them clears it"});
    reason["properties"]["way_out"] = json!({"type": "string"});
    list(reason)
}

pub fn steps() -> RefOr<Schema> {
    let mut step = coded(StepCode::ALL);
    step["properties"]["by"] = json!({"type": "string", "enum": Party::ALL});
    step["properties"]["product"] = json!({"type": "string", "enum": Product::ALL});
    step["properties"]["done_at"] = json!({"type": ["integer", "null"]});
    list(step)
}

pub fn plan() -> RefOr<Schema> {
    schema(json!({"type": ["object", "null"], "description": "The change plan, where there is one", "properties": {
        "catalogue": {"type": "string"}, "effective": {"type": "string", "enum": Effective::ALL},
        "from": subscription(), "to": subscription(), "steps": steps(),
        "features_gained": {"type": ["array", "null"], "items": {"type": "string"}},
        "features_lost": {"type": ["array", "null"], "items": {"type": "string"}},
        "notices": {"type": "array", "items": {"type": "object"}}, "text": {"type": "string"}}}))
}

pub fn request() -> RefOr<Schema> {
    schema(json!({"type": "object", "required": ["current", "target", "context"], "properties": {
        "current": subscription(), "target": subscription(), "context": {"type": "object"}}}))
}

pub fn example_wanted() -> Value {
    let target = Subscription::new(Plan::Essentials, Party::Firm).with_payroll(PayrollTier::Core, Party::Client);
    json!({"target": target, "commit": true, "version": 1})
}

/// A problem (RFC 9457).
pub struct ProblemSchema;

impl ToSchema for ProblemSchema {}

impl PartialSchema for ProblemSchema {
    fn schema() -> RefOr<Schema> {
        let types: Vec<_> = KINDS.iter().map(|kind| kind.uri()).collect();
        schema(json!({"type": "object", "required": ["type", "title", "status"], "properties": {
            "type": {"type": "string", "enum": types}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"}, "version": {"type": "integer", "description": "Of the client, where it has changed"},
            "resolution": {"type": "string", "enum": Resolution::ALL}, "catalogue": {"type": "string"},
            "reasons": reasons(), "remedies": remedies()}}))
    }
}

/// Any other problem, on whatever was asked.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let content = Content::new(Some(ProblemSchema::schema()));
        let response = Response::builder().description("A problem").content(MEDIA_TYPE, content).build();
        BTreeMap::from([("default".to_owned(), response.into())])
    }
}

/// Users are known by bearer token.
pub struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut OpenApi) {
        let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document.components.get_or_insert_default().add_security_scheme("token", token);
    }
}
