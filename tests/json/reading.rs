//! What is read as a request, and what is not.

use serde_json::{Value, json};
use subscription_change::assess::{Facts, UsageFacts};
use subscription_change::catalogue::{ByAddOn, CatalogueId};
use subscription_change::{AddOn, AddOnKind, Confirmation, Feature, FeatureSet, Parties, Party, Request, Subscription, Tier};

use super::{REQUEST, backwards};

fn read(json: &str) -> Result<Request, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn documented() -> Request {
    read(REQUEST).expect("it can be read")
}

/// The documented request with one place, which has to be the only one, rewritten; and the line of that place.
#[track_caller]
fn rewritten(place: &str, new: &str) -> (String, usize) {
    let (before, after) = REQUEST.split_once(place).unwrap_or_else(|| panic!("{place} is there"));
    assert!(!after.contains(place), "{place} is there once");
    (format!("{before}{new}{after}"), before.lines().count())
}

/// Reading the rewritten request is an error that says this, with its line and column.
#[track_caller]
fn assert_misread(place: &str, new: &str, expected: &str) {
    let (json, line) = rewritten(place, new);
    let error = read(&json).expect_err(new);
    assert!(error.contains(expected), "{new}: {error}");
    assert!(error.contains(&format!(" at line {line} column ")), "{new}, line {line}: {error}");
}

/// A path to a place in the documented request, as in `/context/client/status`, and what is there.
fn places() -> Vec<(String, Value)> {
    fn visit(path: &str, value: &Value, places: &mut Vec<(String, Value)>) {
        places.push((path.to_owned(), value.clone()));
        for (key, value) in value.as_object().into_iter().flatten() {
            visit(&format!("{path}/{key}"), value, places);
        }
    }

    let mut places = Vec::new();
    visit("", &serde_json::from_str(REQUEST).expect("it is JSON"), &mut places);
    places
}

/// The documented request with another value at this path.
fn with(path: &str, new: Value) -> String {
    let mut request: Value = serde_json::from_str(REQUEST).expect("it is JSON");
    *request.pointer_mut(path).expect("it is there") = new;
    serde_json::to_string_pretty(&request).expect("it can be written")
}

/// The documented request without what is at this path.
fn without(path: &str) -> String {
    let (parent, key) = path.rsplit_once('/').expect("it is a field");
    let mut request: Value = serde_json::from_str(REQUEST).expect("it is JSON");
    let parent = request.pointer_mut(parent).and_then(Value::as_object_mut).expect("it is there");
    assert!(parent.remove(key).is_some());
    serde_json::to_string_pretty(&request).expect("it can be written")
}

const NULLABLE: [&str; 9] = [
    "/current/payroll",
    "/current/time",
    "/target/payroll",
    "/target/time",
    "/context/client/confirmation",
    "/context/client/transfer_permission_hours",
    "/context/client/days_since_discount",
    "/context/client/hours_since_downgrade",
    "/context/client/days_to_renewal",
];

// What may be written otherwise

#[test]
fn keys_may_come_in_any_order() {
    let value: Value = serde_json::from_str(REQUEST).expect("it is JSON");
    assert_eq!(read(&value.to_string()), Ok(documented()));
    assert_eq!(read(&backwards(&value)), Ok(documented()));
}

#[test]
fn sets_are_read_in_any_order_and_written_in_the_order_of_the_table() {
    let backwards: Vec<Feature> = Feature::ALL.iter().rev().copied().collect();
    let json = serde_json::to_string(&backwards).expect("it can be written");
    let set: FeatureSet = serde_json::from_str(&json).expect("it can be read");
    assert_eq!(set, FeatureSet::ALL);
    assert_eq!(serde_json::to_value(set).expect("it can be written"), json!(Feature::ALL));

    let (json, _) = rewritten(r#"["multicurrency", "projects"]"#, r#"["projects", "multicurrency"]"#);
    assert_eq!(read(&json), Ok(documented()));
    let (json, _) = rewritten(r#""authorised_by": ["firm"]"#, r#""authorised_by": ["client", "firm"]"#);
    let both = read(&json).expect("it can be read");
    assert_eq!(both.context.authorised_by, Parties::ALL);
    assert_eq!(serde_json::to_value(both).expect("it can be written")["context"]["authorised_by"], json!(["firm", "client"]));
}

#[test]
fn sets_may_be_empty() {
    let (json, _) = rewritten(r#"["multicurrency", "projects"]"#, "[]");
    assert_eq!(read(&json).expect("it can be read").context.client.usage.features, FeatureSet::EMPTY);
    let (json, _) = rewritten(r#""accepted_losses": ["projects"]"#, r#""accepted_losses": []"#);
    let confirmation = read(&json).expect("it can be read").context.client.confirmation;
    assert_eq!(confirmation, Some(Confirmation { accepted_losses: FeatureSet::EMPTY }));
}

#[test]
fn what_is_left_out_is_what_its_place_says() {
    for path in NULLABLE {
        let null = read(&with(path, Value::Null)).expect(path);
        let left_out = read(&without(path));
        if path.starts_with("/current") {
            assert_eq!(left_out, Ok(null), "an add-on that is left out is not held");
        } else if path.starts_with("/target") {
            assert_eq!(left_out, Ok(documented()), "what is left out of the target stays as it is: {path}");
        } else {
            let (_, key) = path.rsplit_once('/').expect("it is a field");
            let error = left_out.expect_err("a fact that is left out is not known");
            assert!(error.starts_with(&format!("missing field `{key}` at line ")), "{path}: {error}");
        }
    }
    let only_time = read(&with("/target", json!({"time": {"tier": "elite", "payer": "client"}}))).expect("it can be read");
    let held = documented().current;
    assert_eq!(only_time.target, held.with_add_on(AddOnKind::Time, Tier::Elite, Party::Client));
    assert_eq!(read(&with("/target", json!({}))).expect("it can be read").target, held);
    let dropped = read(&with("/target/payroll", Value::Null)).expect("it can be read");
    assert_eq!(dropped.target.add_ons(), ByAddOn::all(None));
}

/// An old document gets an error that says what its fields are called now.
#[test]
fn what_was_called_otherwise_is_an_error_that_says_what_would_be_right() {
    assert_misread(
        r#""primary_admin": "client""#,
        r#""primary_admin": true"#,
        "expected the name of a holder of the primary-admin role",
    );
    assert_misread(r#""days_since_discount": null"#, r#""days_since_other_firm": null"#, "unknown field `days_since_other_firm`");
    assert_misread(r#""days_since_discount": null"#, r#""days_since_other_firm": null"#, "`days_since_discount`");
    for path in ["/context/firm/manages_billing", "/context/firm/is_accountant_user", "/context/client/same_region"] {
        let (_, key) = path.rsplit_once('/').expect("it is a field");
        let error = read(&without(path)).expect_err(path);
        assert!(error.starts_with(&format!("missing field `{key}` at line ")), "{path}: {error}");
    }
}

#[test]
fn what_may_be_null_may_also_be_there() {
    let (json, _) = rewritten(r#""hours_since_downgrade": null"#, r#""hours_since_downgrade": 7"#);
    assert_eq!(read(&json).expect("it can be read").context.client.hours_since_downgrade, Some(7));
    let (json, _) = rewritten(r#""days_since_discount": null"#, r#""days_since_discount": 60"#);
    assert_eq!(read(&json).expect("it can be read").context.client.days_since_discount, Some(60));
    let (json, _) = rewritten(r#""transfer_permission_hours": null"#, r#""transfer_permission_hours": 4294967295"#);
    assert_eq!(read(&json).expect("it can be read").context.client.transfer_permission_hours, Some(u32::MAX));
    let request = read(&with("/target/time", json!({"payer": "client", "tier": "elite"}))).expect("it can be read");
    assert_eq!(request.target.add_on(AddOnKind::Time), Some(AddOn { tier: Tier::Elite, payer: Party::Client }));
}

#[test]
fn escaped_names_and_keys_are_read_as_what_they_spell() {
    let (json, _) = rewritten(r#""status": "active""#, r#""st\u0061tus": "\u0061ctive""#);
    assert_eq!(read(&json), Ok(documented()));
}

#[test]
fn bytes_and_readers_are_read_as_text_is() {
    assert_eq!(serde_json::from_slice::<Request>(REQUEST.as_bytes()).expect("it can be read"), documented());
    assert_eq!(serde_json::from_reader::<_, Request>(REQUEST.as_bytes()).expect("it can be read"), documented());
}

// What is an error, everywhere

#[test]
fn every_fact_that_may_not_be_null_is_required() {
    for (path, _) in places().into_iter().skip(1) {
        let (_, key) = path.rsplit_once('/').expect("it is a field");
        if NULLABLE.contains(&path.as_str()) {
            continue;
        }
        // What is left out of the target stays as it is.
        if path != "/target/base" {
            let error = read(&without(&path)).expect_err(&path);
            assert!(error.starts_with(&format!("missing field `{key}` at line ")), "{path}: {error}");
        }
        let error = read(&with(&path, Value::Null)).expect_err(&path);
        assert!(error.starts_with("invalid type: null, expected ") && error.contains(" at line "), "{path}: {error}");
    }
}

#[test]
fn every_object_refuses_a_field_that_it_does_not_know() {
    let mut objects = 0;
    for (path, value) in places() {
        let Value::Object(mut fields) = value else { continue };
        objects += 1;
        let known: Vec<String> = fields.keys().map(|key| format!("`{key}`")).collect();
        fields.insert("mood".to_owned(), json!("good"));
        let json = if path.is_empty() { Value::Object(fields).to_string() } else { with(&path, Value::Object(fields)) };
        let error = read(&json).expect_err(&path);
        assert!(error.starts_with("unknown field `mood`, expected "), "{path}: {error}");
        assert!(error.contains(" at line "), "{path}: {error}");
        assert!(known.iter().all(|key| error.contains(key)), "{path} tells the fields that it knows: {error}");
    }
    assert_eq!(objects, 13);
}

#[test]
fn every_object_refuses_a_list_of_its_values() {
    for (path, value) in places() {
        let Value::Object(fields) = value else { continue };
        let list = Value::Array(fields.into_iter().map(|(_, value)| value).collect());
        let json = if path.is_empty() { list.to_string() } else { with(&path, list) };
        let error = read(&json).expect_err(&path);
        assert!(error.starts_with("invalid type: sequence, expected an object"), "{path}: {error}");
        assert!(error.contains(" at line "), "{path}: {error}");
    }
}

#[test]
fn every_object_of_facts_says_what_it_should_be() {
    let of = |json: &str| serde_json::from_str::<Facts>(json).expect_err(json).to_string();
    let users = of(r#"{"client": {"usage": {"users": 7}}}"#);
    assert!(users.contains("expected an object, a number for each kind of user"), "{users}");
    let features = of(r#"{"client": {"usage": {"features": 7}}}"#);
    assert!(
        features.contains("expected a list of different features, or an object that says of some whether it is so"),
        "{features}"
    );
}

/// A format may have keys that are not text: here a map of one, a number and nothing.
#[test]
fn a_key_is_the_name_of_a_field() {
    let packed = [0x81, 7, 0xc0];
    let errors = [
        rmp_serde::from_slice::<Request>(&packed).expect_err("it has no such field").to_string(),
        rmp_serde::from_slice::<Subscription>(&packed).expect_err("it has no such field").to_string(),
        rmp_serde::from_slice::<UsageFacts>(&[&[0x81, 0xa5], "users".as_bytes(), &packed].concat())
            .expect_err("none")
            .to_string(),
    ];
    for error in errors {
        assert!(error.contains("expected the name of a field"), "{error}");
    }
}

#[test]
fn every_place_refuses_a_value_of_another_kind() {
    for (path, value) in places() {
        let others = [json!(true), json!(7), json!("plus"), json!([[]]), json!({"plus": null})];
        for other in others.into_iter().filter(|other| kind(other) != kind(&value)) {
            // A nullable number takes a number, and a nullable object an object.
            let fits = value.is_null()
                && (path.ends_with("_hours") || path.contains("_since_") || path.ends_with("_to_renewal"))
                && other.is_number();
            if fits {
                continue;
            }
            let json = if path.is_empty() { other.to_string() } else { with(&path, other.clone()) };
            let error = read(&json).expect_err(&format!("{path}: {other}"));
            assert!(error.contains("expected ") && error.contains(" at line "), "{path}: {other}: {error}");
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[test]
fn every_key_may_stand_once() {
    for (path, value) in places().into_iter().skip(1) {
        let (_, key) = path.rsplit_once('/').expect("it is a field");
        // The parser keeps one of two equal keys, so the second one is written by hand, beside the one that it repeats.
        let marked = with(&path, json!("MARK"));
        let twice = format!("{value}, {key:?}: {value}");
        let error = read(&marked.replace("\"MARK\"", &twice)).expect_err(&path);
        assert!(error.starts_with(&format!("duplicate field `{key}` at line ")), "{path}: {error}");
    }
}

// What is an error, one by one

#[test]
fn an_unknown_name_is_an_error_that_says_which_ones_there_are() {
    assert_misread(
        r#""status": "active""#,
        r#""status": "paused""#,
        "unknown variant `paused`, expected one of \
         `pending`, `trial`, `active`, `cancelling`, `restricted`, `suspended`, `expired`, `cancelled`",
    );
    assert_misread(
        r#"{"plan": "easy_start""#,
        r#"{"plan": "EasyStart""#,
        "unknown variant `EasyStart`, expected one of \
         `easy_start`, `essentials`, `plus`, `advanced`, `ledger`, `self_employed`",
    );
    assert_misread(r#"["firm"]"#, r#"["bank"]"#, "unknown variant `bank`, expected `firm` or `client`");
    assert_misread(r#""monthly""#, r#""weekly""#, "unknown variant `weekly`, expected `monthly` or `annual`");
    assert_misread(r#"["projects"]"#, r#"["project"]"#, "unknown variant `project`, expected one of `multicurrency`, `recurring");
    let error = read(&with("/target/time", json!({"tier": "core", "payer": "firm"}))).expect_err("time has no Core");
    assert!(error.contains("unknown time tier `core`, expected one of `premium`, `elite`"), "{error}");
}

#[test]
fn a_name_is_a_string_and_not_an_object_that_says_it() {
    assert_misread(
        r#""status": "active""#,
        r#""status": {"active": null}"#,
        "invalid type: map, expected the name of a client status",
    );
    assert_misread(r#"{"plan": "plus""#, r#"{"plan": {"plus": null}"#, "invalid type: map, expected the name of a plan");
    assert_misread(r#"["firm"]"#, r#"[{"firm": null}]"#, "invalid type: map, expected the name of a party");
    assert_misread(r#"{"plan": "plus""#, r#"{"plan": 2"#, "invalid type: integer `2`, expected the name of a plan");
    assert_misread(r#"{"plan": "plus""#, r#"{"plan": ["plus"]"#, "invalid type: sequence, expected the name of a plan");
}

#[test]
fn a_number_that_is_no_count_is_an_error() {
    for (number, told) in [
        ("-1", "integer `-1`"),
        ("4294967296", "integer `4294967296`"),
        ("18446744073709551616", "floating point"),
        ("1.5", "floating point `1.5`"),
        ("3.0", "floating point `3.0`"),
        ("1e2", "floating point `100.0`"),
        ("-0.0", "floating point `-0.0`"),
        ("\"3\"", "string \"3\""),
        ("true", "boolean `true`"),
        ("null", "null"),
        ("[3]", "sequence"),
    ] {
        assert_misread(r#""billable": 3"#, &format!(r#""billable": {number}"#), told);
        assert_misread(r#""accounts": 120"#, &format!(r#""accounts": {number}"#), told);
        if number != "null" {
            let nullable = r#""hours_since_downgrade": null"#;
            assert_misread(nullable, &format!(r#""hours_since_downgrade": {number}"#), told);
        }
    }
    let (json, _) = rewritten(r#""billable": 3"#, r#""billable": 4294967295"#);
    assert_eq!(read(&json).expect("it can be read").context.client.usage.users.billable, u32::MAX);
}

#[test]
fn a_truth_is_true_or_false() {
    for (other, told) in [("1", "integer `1`"), ("\"true\"", "string \"true\""), ("null", "null")] {
        assert_misread(r#""addresses_match": true"#, &format!(r#""addresses_match": {other}"#), told);
        assert_misread(r#""downgrade_offered": true"#, &format!(r#""downgrade_offered": {other}"#), told);
    }
}

#[test]
fn a_repeated_member_of_a_set_is_an_error() {
    assert_misread(r#"["firm"]"#, r#"["firm", "firm"]"#, "`firm` is named twice");
    assert_misread(r#"["projects"]"#, r#"["projects", "bills", "projects"]"#, "`projects` is named twice");
    assert_misread(
        r#"["multicurrency", "projects"]"#,
        r#"["projects", "multicurrency", "projects"]"#,
        "`projects` is named twice",
    );
}

#[test]
fn a_set_is_a_list() {
    assert_misread(r#"["firm"]"#, r#""firm""#, "invalid type: string \"firm\", expected a list");
    assert_misread(r#"["firm"]"#, "null", "invalid type: null, expected a list");
    assert_misread(r#"["firm"]"#, r#"{"firm": true}"#, "invalid type: map, expected a list");
}

#[test]
fn the_id_of_a_line_is_no_part_of_the_request() {
    let error = read(&REQUEST.replacen('{', "{\"id\": 7,", 1)).expect_err("it has another field");
    assert!(error.starts_with("unknown field `id`, expected one of `current`, `target`, `context` at line 1 column "), "{error}");
}

#[test]
fn where_an_error_is_is_told_exactly() {
    let (json, _) = rewritten(r#""billing_cycle": "monthly""#, r#""billing_cycle": "weekly""#);
    let error = serde_json::from_str::<Request>(&json).expect_err("it is no cycle");
    assert_eq!((error.line(), error.column()), (14, 30));
    assert_eq!(error.to_string(), "unknown variant `weekly`, expected `monthly` or `annual` at line 14 column 30");
}

#[test]
fn an_identity_of_a_catalogue_is_a_string_that_is_one() {
    let read = |json: &str| serde_json::from_str::<CatalogueId>(json).map_err(|error| error.to_string());
    assert_eq!(read(r#""CA-2025-06-02""#).map(|id| id.to_string()).as_deref(), Ok("CA-2025-06-02"));
    let error = read(r#""CA-2025-02-30""#).expect_err("there is no such day");
    assert!(error.starts_with("invalid value: string \"CA-2025-02-30\", expected a catalogue's identity"), "{error}");
    assert!(read("20250602").expect_err("it is no string").starts_with("invalid type: integer `20250602`, expected "));
}
