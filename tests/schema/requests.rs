//! The schemas of a request and of a partly known one, held against their readers.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use subscription_change::Request;
use subscription_change::assess::{Fact, Facts, PartialRequest, PartlyKnown};

use super::parts::{Parts, document, reference};
use super::shipped::{Shipped, assert_is_made};
use super::{mutated, object};
use crate::common::is_whole;
use crate::json::samples::requests;

static REQUEST: LazyLock<Shipped> = LazyLock::new(|| Shipped::new("request", Request::JSON_SCHEMA));
static PARTIAL: LazyLock<Shipped> = LazyLock::new(|| Shipped::new("partial-request", PartialRequest::JSON_SCHEMA));

/// What is put in the place of any value beside what is put in catalogues.
fn replacements() -> Vec<Value> {
    vec![
        json!("firm"),
        json!("client"),
        json!("active"),
        json!("annual"),
        json!("elsewhere"),
        json!(["firm"]),
        json!(["client", "firm"]),
        json!(["multicurrency"]),
        json!({"firm": true}),
        json!({"multicurrency": false, "inventory": true}),
        json!({"multicurrency": null}),
        json!({"plan": "plus", "payer": "firm"}),
        json!({"tier": "core", "payer": "firm"}),
        json!({"tier": "elite", "payer": "client"}),
        json!({"accepted_losses": ["projects"]}),
        json!({"base": {"plan": "plus", "payer": "firm"}}),
        json!({"time": null}),
        json!({"payroll": {"tier": "core", "payer": "firm"}}),
    ]
}

/// The same requests, of each of which other facts are known.
pub(crate) fn partial_requests(count: usize) -> impl Iterator<Item = PartialRequest> {
    (0_u32..).zip(requests(count)).map(|(turn, request)| {
        let mut facts = Facts::default();
        let one_in = [2, 3, 5, 8, 13, 21][turn as usize % 6];
        let is_known = |place: u32| ((turn * 41 + place).wrapping_mul(0x9E37_79B9) >> 16) % one_in != 0;
        let known = (0..).zip(Fact::all()).filter(|(place, _)| is_known(*place));
        known.for_each(|(_, fact)| facts.learn(fact, &request.context));
        PartialRequest { current: request.current, target: request.target, facts }
    })
}

#[test]
fn they_are_made_of_the_vocabularies() {
    let parts = Parts::all();
    let strictly = "Two things are read more strictly than a schema can say: no field twice, and whole numbers without fraction or exponent.";
    let request = |title: &str, context: &str, description: &str, optional: &[&str]| {
        let fields = [("current", reference("subscription")), ("target", reference("target")), ("context", reference(context))];
        (title.to_owned(), object(&format!("{description} {strictly}"), &fields, optional))
    };
    let (title, whole) =
        request("A request of subscription-change", "context", "What there is, what is wanted, and every fact around it.", &[]);
    assert_is_made("request", Request::JSON_SCHEMA, &document("request", &title, whole, &parts));
    let (title, partial) = request(
        "A partly known request of subscription-change",
        "facts",
        "What there is, what is wanted, and what is known around it; a fact that is left out is not known, and null says that there was none.",
        &["context"],
    );
    assert_is_made("partial-request", PartialRequest::JSON_SCHEMA, &document("partial-request", &title, partial, &parts));
}

#[test]
fn every_request_that_is_written_fits() {
    for request in requests(100) {
        REQUEST.assert_fits(&json!(request));
        PARTIAL.assert_fits(&json!(request));
    }
}

/// Whatever is done to a request's document at any place of it, the schema and the reader agree on what becomes of it.
#[track_caller]
fn assert_agree<T: DeserializeOwned>(shipped: &Shipped, document: &Value, least: [usize; 2]) {
    let (mut good, mut bad) = (0, 0);
    mutated::each_with(&replacements(), document, &mut |what, mutated| {
        let read = serde_json::from_str::<T>(&mutated.to_string());
        assert_eq!(shipped.fits(mutated), read.is_ok(), "{what}: {:?}", read.err());
        *if read.is_ok() { &mut good } else { &mut bad } += 1;
    });
    let part = if is_whole() { 1 } else { 6 };
    assert!(good > least[0] / part && bad > least[1] / part, "{good} are read and {bad} are not");
}

#[test]
fn a_request_fits_exactly_where_it_is_read() {
    let request: Value = serde_json::from_str(crate::json::REQUEST).expect("JSON");
    assert_agree::<Request>(&REQUEST, &request, [100, 3_000]);
}

#[test]
fn a_partly_known_request_fits_exactly_where_it_is_read() {
    let request: Value = serde_json::from_str(crate::json::REQUEST).expect("JSON");
    assert_agree::<PartialRequest>(&PARTIAL, &request, [100, 3_000]);
    let mut known: PartialRequest = serde_json::from_value(request).expect("it is read");
    known.facts.authorised_by = PartlyKnown::UNKNOWN;
    let mut partly = json!(known);
    partly["context"]["authorised_by"] = json!({"client": false});
    partly["context"]["client"]["usage"] = json!({"users": {"billable": 1}, "features": {"projects": true, "bills": false}});
    assert_agree::<PartialRequest>(&PARTIAL, &partly, [60, 1_000]);
    for request in partial_requests(100) {
        PARTIAL.assert_fits(&json!(request));
        assert_eq!(serde_json::from_value::<PartialRequest>(json!(request)).expect("it is read"), request);
    }
}

#[test]
fn what_a_schema_cannot_say_is_read_more_strictly() {
    let document = crate::json::compact(crate::json::REQUEST);
    let fraction = document.replace(r#""accounts":120"#, r#""accounts":120.0"#);
    let twice = document.replacen('{', r#"{"target":{},"#, 1);
    for document in [fraction, twice] {
        let value: Value = serde_json::from_str(&document).expect("JSON");
        assert!(REQUEST.fits(&value) && PARTIAL.fits(&value), "{document}");
        assert!(serde_json::from_str::<Request>(&document).is_err(), "{document}");
        assert!(serde_json::from_str::<PartialRequest>(&document).is_err(), "{document}");
    }
}
