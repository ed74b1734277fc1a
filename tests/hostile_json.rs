//! Hostile JSON: whatever is sent is an error that says where, and reading stops there.
//!
//! The documents are written on one line, so that the column tells the place of an error, unless the hostile text has lines of
//! its own.

use std::fmt::Debug;
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use subscription_change::assess::PartialRequest;
use subscription_change::catalogue::Terms;
use subscription_change::parts::Quota;
use subscription_change::record::{DecisionRecord, PlanRecord, RefusalRecord};
use subscription_change::{
    AddOnKind, Catalogue, ClientStatus, Confirmation, Context, Decision, Feature, FeatureSet, NoticeCode, Parties, Party, Plan,
    Product, ReasonCode, Request, Resource, Subscription, Tier, Usage, UserKind, Users,
};

/// More than any document needs of anything.
const MANY: usize = 100_000;

/// Downgrades whose answers say everything: about add-ons, losses, and exceeded limits.
fn sample() -> Request {
    let current = Subscription::new(Plan::Advanced, Party::Firm)
        .with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm)
        .with_add_on(AddOnKind::Time, Tier::Premium, Party::Client);
    let target = Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client);
    let usage = Usage::default().with(|usage| {
        usage.users = Users::all(1).with(UserKind::Billable, 3).with(UserKind::Accountant, 4);
        usage.accounts = 251;
        usage.classes_and_locations = 41;
        usage.custom_fields = 5;
        usage.features = FeatureSet::ALL;
    });
    let mut context = Context::in_good_standing(Parties::ALL, usage);
    context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL));
    context.client.transfer_permission_hours = Some(1);
    context.client.days_since_discount = Some(2);
    context.client.hours_since_downgrade = Some(3);
    Request { current, target, context }
}

fn request() -> Value {
    to_value(&sample())
}

fn plan() -> Value {
    let plan = sample().plan_change().expect("it may be changed");
    to_value(&Decision::from(Ok(plan)))
}

fn refusal() -> Value {
    let mut request = sample();
    request.target = Subscription::new(Plan::EasyStart, Party::Firm)
        .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)
        .with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
    request.context.client.status = ClientStatus::Suspended;
    request.context.client.confirmation = None;
    let refusal = request.plan_change().expect_err("it may not be changed");
    to_value(&Decision::from(Err(refusal)))
}

/// An edition in which every feature blocks, and every limit is a number.
fn catalogue() -> Value {
    let mut catalogue = to_value(Catalogue::canada().terms());
    for (_, of) in catalogue["features"].as_object_mut().expect("it is an object") {
        *of = json!({"blocks_until": "turn_off"});
    }
    for (_, terms) in catalogue["plans"].as_object_mut().expect("it is an object") {
        terms["features"] = json!(["bills"]);
        for limits in ["users", "resources"] {
            terms[limits].as_object_mut().expect("it is an object").values_mut().for_each(|limit| *limit = json!(1));
        }
    }
    catalogue
}

/// A reason has at most so many alternatives.
const REMEDIES: usize = 2;

/// A plan goes at most up and down, payroll too, every other add-on changes, and every product is transferred.
const STEPS: usize = 2 + 2 + (AddOnKind::COUNT - 1) + Product::COUNT;

/// As many reasons as there can be: each for every product, kind of user, feature or resource that it tells.
fn most_reasons() -> usize {
    let most = |code: &ReasonCode| match (code, code.parameters()) {
        // Of a product that changes, its payer's is missing; of one that transfers, the firm's or either.
        (ReasonCode::NotAuthorised, _) => Product::COUNT * (Party::COUNT + 1),
        (ReasonCode::AddOnUnsupported, _) => AddOnKind::COUNT,
        (_, ["product", ..]) => Product::COUNT,
        (_, ["kind", ..]) => UserKind::COUNT,
        (_, ["feature", ..]) => Feature::COUNT,
        (_, ["resource", ..]) => Resource::COUNT,
        (_, _) => 1,
    };
    ReasonCode::ALL.iter().map(most).sum()
}

/// The same of notices. There is room for each limit in each of those about limits, and for each product in those about a transfer.
fn most_notices() -> usize {
    let most = |code: &NoticeCode| match (code, code.parameters()) {
        (NoticeCode::ReadOnlyUntilBillingDetails | NoticeCode::PaymentDetailsNeeded, _) => Product::COUNT,
        (NoticeCode::AddOnGoesDown, _) => AddOnKind::COUNT,
        // A suspended company tells a kind of user or a resource.
        (NoticeCode::CompanySuspended, _) | (_, ["kind" | "resource", ..]) => Quota::ALL.len(),
        (_, ["product", ..]) => Product::COUNT,
        (_, ["payer", ..]) => Party::COUNT,
        (_, _) => 1,
    };
    NoticeCode::ALL.iter().map(most).sum()
}

fn to_value(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("it can be written")
}

/// Every place in a document, as a JSON pointer, and what is there.
fn places(document: &Value) -> Vec<(String, Value)> {
    fn visit(path: &str, value: &Value, places: &mut Vec<(String, Value)>) {
        places.push((path.to_owned(), value.clone()));
        for (key, value) in value.as_object().into_iter().flatten() {
            visit(&format!("{path}/{key}"), value, places);
        }
        for (i, value) in value.as_array().into_iter().flatten().enumerate() {
            visit(&format!("{path}/{i}"), value, places);
        }
    }

    let mut places = Vec::new();
    visit("", document, &mut places);
    places
}

/// The document with this text at a place, and where in the whole the text is.
fn with(document: &Value, path: &str, text: &str) -> (String, Range<usize>) {
    let mut document = document.clone();
    *document.pointer_mut(path).expect("there is such a place") = json!("HERE");
    let whole = document.to_string();
    let (before, after) = whole.split_once(r#""HERE""#).expect("it is there");
    (format!("{before}{text}{after}"), before.len()..before.len() + text.len())
}

/// An object with one more field at its end.
fn and(object: &Map<String, Value>, key: &str, value: &str) -> String {
    let whole = Value::from(object.clone()).to_string();
    let fields = whole.strip_suffix('}').expect("it is an object");
    let comma = if object.is_empty() { "" } else { "," };
    format!("{fields}{comma}{key}:{value}}}")
}

/// The document is not read, neither as text nor as bytes: the error says this, and its line and column are in this part of it.
#[track_caller]
fn assert_misread_at<T: DeserializeOwned + Debug>(document: impl AsRef<[u8]>, place: Range<usize>, expected: &str) {
    let bytes = document.as_ref();
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]);
    let Err(error) = serde_json::from_slice::<T>(bytes) else { panic!("it is read: {shown}") };
    let message = error.to_string();
    assert!(message.contains(expected), "not «{expected}»: «{message}» in {shown}");
    assert!(message.ends_with(&format!(" at line {} column {}", error.line(), error.column())), "{message}");
    let lines_before = bytes.split_inclusive(|&byte| byte == b'\n').take(error.line() - 1);
    let at = lines_before.map(<[u8]>::len).sum::<usize>() + error.column();
    assert!((place.start..=place.end + 1).contains(&at), "not in {place:?}: «{message}» in {shown}");
    if let Ok(text) = std::str::from_utf8(bytes) {
        let same = serde_json::from_str::<T>(text).expect_err("it is the same document");
        assert_eq!(same.to_string(), message);
    }
    assert!(serde_json::from_reader::<_, T>(bytes).is_err());
}

/// The document with this text at a place is not read; the column is in the text.
#[track_caller]
fn assert_misread<T: DeserializeOwned + Debug>(document: &Value, path: &str, text: &str, expected: &str) {
    let (whole, place) = with(document, path, text);
    assert_misread_at::<T>(whole, place, expected);
}

/// For each place of a request, a plan, a refusal and an edition: whether what a sender puts there is an error.
#[track_caller]
fn everywhere(mut hostile: impl FnMut(&str, &Value) -> Vec<String>) {
    let mut tried = 0;
    let mut all = |document: &Value, assert: &dyn Fn(&str, &str)| {
        for (path, value) in places(document) {
            for text in hostile(&path, &value) {
                assert(&path, &text);
                tried += 1;
            }
        }
    };
    all(&request(), &|path, text| assert_misread::<Request>(&request(), path, text, ""));
    all(&request(), &|path, text| {
        // There an object says of each member whether it is in the set, and an empty one that none is known.
        let is_of_members = path.ends_with("/authorised_by") || path.ends_with("/usage/features");
        if !(is_of_members && text == "{}") {
            assert_misread::<PartialRequest>(&request(), path, text, "");
        }
    });
    for decision in [plan(), refusal()] {
        all(&decision, &|path, text| assert_misread::<DecisionRecord>(&decision, path, text, ""));
    }
    all(&catalogue(), &|path, text| assert_misread::<Terms>(&catalogue(), path, text, ""));
    assert!(tried > 10, "there is something to try");
}

#[test]
fn the_samples_have_everything_in_them() {
    let count = |value: &Value, list: &str| value[list].as_array().expect("it is a list").len();
    assert!(count(&plan(), "steps") >= 3 && count(&plan(), "notices") >= 5, "{}", plan());
    assert!(count(&refusal(), "reasons") >= 8, "{}", refusal());
    serde_json::from_value::<Request>(request()).expect("it can be read");
    serde_json::from_value::<PartialRequest>(request()).expect("it can be read");
    serde_json::from_value::<DecisionRecord>(plan()).expect("it can be read");
    serde_json::from_value::<DecisionRecord>(refusal()).expect("it can be read");
    serde_json::from_value::<Terms>(catalogue()).expect("it can be read");
}

// Depth

#[test]
fn a_depth_bomb_is_found_at_its_beginning() {
    for bomb in ["[", "{", r#"{"current":"#, r#"{"context":{"client":"#, r#"{"reasons":[{"remedies":["#, r#"{"from":"#] {
        let bomb = bomb.repeat(MANY);
        assert_misread_at::<Request>(&bomb, 0..500, "");
        assert_misread_at::<PartialRequest>(&bomb, 0..500, "");
        assert_misread_at::<DecisionRecord>(&bomb, 0..500, "");
        assert_misread_at::<PlanRecord>(&bomb, 0..500, "");
        assert_misread_at::<RefusalRecord>(&bomb, 0..500, "");
    }
}

#[test]
fn a_depth_bomb_in_any_place_is_found_at_its_beginning() {
    everywhere(|_, _| vec!["[[".repeat(150) + &"]]".repeat(150), r#"{"a":"#.repeat(300) + "0" + &"}".repeat(300)]);
    for (path, _) in places(&request()) {
        let (whole, place) = with(&request(), &path, &"[".repeat(MANY));
        // A set is a list; what is wrong with it is its first member.
        assert_misread_at::<Request>(whole, place.start..place.start + 2, "");
    }
}

#[test]
fn what_is_past_the_end_of_a_list_is_not_descended_into() {
    for (path, longest) in [("/reasons", most_reasons()), ("/reasons/0/remedies", REMEDIES)] {
        let refusal = refusal();
        let member = refusal.pointer(&format!("{path}/0")).expect("it is there").to_string();
        let bomb = format!("[{}{}", format!("{member},").repeat(longest), "[".repeat(MANY));
        let (whole, place) = with(&refusal, path, &bomb);
        assert_misread_at::<DecisionRecord>(whole, place, "");
    }
}

// Numbers

#[test]
fn a_number_is_a_natural_one_of_32_bits_and_nothing_like_it() {
    const LIKE_IT: &str = r#"
        1e999 -1e999 4294967296 18446744073709551615 18446744073709551616 -1 -0 0.0 1.0 1e2 1E2 1e-2 0.5 01 +1 .5 1. 0x1 1_000 NaN
        Infinity "1" [1] {"1":null} true
    "#;
    let mut numbers = 0;
    everywhere(|_, value| {
        if !value.is_u64() {
            return Vec::new();
        }
        numbers += 1;
        LIKE_IT.split_whitespace().map(str::to_owned).chain([String::new(), "9".repeat(MANY)]).collect()
    });
    assert!(numbers > 20, "the samples have only {numbers} numbers");
}

#[test]
fn an_error_about_a_number_says_what_is_wrong_with_it() {
    let accounts = "/context/client/usage/accounts";
    for (text, expected) in [
        ("4294967296", "invalid value: integer `4294967296`, expected u32"),
        ("-1", "invalid value: integer `-1`, expected u32"),
        ("1.0", "invalid type: floating point `1.0`, expected u32"),
        ("1e2", "invalid type: floating point `100.0`, expected u32"),
        ("-0", "invalid type: floating point `-0.0`, expected u32"),
        ("1e999", "number out of range"),
        ("null", "invalid type: null, expected u32"),
    ] {
        assert_misread::<Request>(&request(), accounts, text, expected);
    }
    let (whole, _) = with(&request(), accounts, "4294967295");
    let most: Request = serde_json::from_str(&whole).expect("it is the greatest number there is");
    assert_eq!(most.context.client.usage.accounts, u32::MAX);
}

// Keys

#[test]
fn a_field_twice_is_an_error_in_every_object() {
    let twice = |document: &Value, assert: &dyn Fn(&str, &str, &str)| {
        for (path, value) in places(document) {
            let Some(object) = value.as_object() else { continue };
            for (key, value) in object {
                let again = and(object, &format!("{key:?}"), &value.to_string());
                assert(&path, &again, &format!("duplicate field `{key}`"));
                // Even if the second value differs, or the key is escaped differently.
                assert(&path, &and(object, &format!("{key:?}"), "null"), "");
                assert(&path, &and(object, &escaped(key), &value.to_string()), &format!("duplicate field `{key}`"));
            }
        }
    };
    twice(&request(), &|path, text, expected| assert_misread::<Request>(&request(), path, text, expected));
    twice(&request(), &|path, text, expected| assert_misread::<PartialRequest>(&request(), path, text, expected));
    for decision in [plan(), refusal()] {
        twice(&decision, &|path, text, expected| assert_misread::<DecisionRecord>(&decision, path, text, expected));
    }
    twice(&catalogue(), &|path, text, expected| assert_misread::<Terms>(&catalogue(), path, text, expected));
}

/// A name with every character escaped.
fn escaped(name: &str) -> String {
    name.bytes().fold(String::from("\""), |json, byte| json + &format!("\\u{byte:04x}")) + "\""
}

#[test]
fn a_strange_key_is_an_error_in_every_object() {
    const KEYS: &str = r#"
        "" "id" "__proto__" "\u0000" "plan\u0000" "Base" "b\u0430se" "\ud800" "\udc00" "\ud800\u0041" "\ud83d\ude00" 1 null true [] {}
        'base' base
    "#;
    let long = format!("\"{}\"", "k".repeat(MANY));
    let keys = || KEYS.split_whitespace().chain(["", r#"" base""#, "\"\0\"", "\"\n\"", "\"\u{1b}[2J\"", &long]);
    everywhere(|_, value| {
        let objects = value.as_object().into_iter();
        objects.flat_map(|object| keys().map(|key| and(object, key, "null"))).collect()
    });
}

#[test]
fn of_many_fields_the_first_strange_one_is_the_error() {
    let fields: Vec<String> = (0..MANY).map(|i| format!(r#""k{i}":null"#)).collect();
    let bomb = format!("{{{}}}", fields.join(","));
    assert_misread_at::<Request>(&bomb, 0..10, "unknown field `k0`");
    assert_misread_at::<PartialRequest>(&bomb, 0..10, "unknown field `k0`");
    assert_misread_at::<DecisionRecord>(&bomb, 0..10, "unknown field `k0`");
    for path in ["/current", "/target/base", "/context/client/usage/users"] {
        let (whole, place) = with(&request(), path, &bomb);
        assert_misread_at::<Request>(whole, place.start..place.start + 10, "unknown field `k0`");
    }
}

// Names

#[test]
fn a_name_is_text_and_nothing_that_has_it_in_it() {
    let mut names = 0;
    everywhere(|path, value| {
        let Some(name) = value.as_str() else { return Vec::new() };
        names += 1;
        let null = if path.ends_with("/blocks_until") { "[null]" } else { "null" };
        // What a plan is called is any text.
        let other = if path.starts_with("/names/") { "\u{1}" } else { "É" };
        vec![
            format!("{{{name:?}:null}}"),
            format!("{{{name:?}:{{}}}}"),
            format!("[{name:?}]"),
            format!("[{name:?},null]"),
            format!("{{\"name\":{name:?}}}"),
            null.to_owned(),
            "0".to_owned(),
            "true".to_owned(),
            "\"\"".to_owned(),
            format!("\"{name}\\u0000\""),
            format!("\"\\u0000{name}\""),
            format!("\"{name}\0\""),
            format!("\"{name}\n\""),
            format!("\"{name} \""),
            format!("\"{}\"", name.to_uppercase() + other),
            format!("\"{name}\\ud800\""),
            format!("\"{name}\\udfff\""),
            format!("\"\\ud800{name}\""),
            format!("\"\\ud800\\ud800{name}\""),
            format!("\"{name}\\u00\""),
            format!("\"{name}\\x\""),
            format!("'{name}'"),
            name.to_owned(),
            format!("\"{}\"", name.repeat(1000)),
        ]
    });
    assert!(names > 100, "the samples have only {names} names");
}

#[test]
fn an_escaped_name_is_the_name() {
    for (path, value) in places(&request()) {
        let Some(name) = value.as_str() else { continue };
        let (whole, _) = with(&request(), &path, &escaped(name));
        assert_eq!(serde_json::from_str::<Request>(&whole).expect("it is the same"), sample(), "{path}");
    }
}

#[test]
fn bytes_that_are_no_text_are_an_error_where_they_are() {
    // A surrogate, an impossible byte, a truncated letter, an overlong one, and one beyond the last.
    let no_text: [&[u8]; 5] = [b"\xed\xa0\x80", b"\xff", b"\xc3", b"\xc0\x80", b"\xf5\x80\x80\x80"];
    for (path, value) in places(&request()) {
        if !value.is_string() {
            continue;
        }
        for bytes in no_text {
            let (whole, place) = with(&request(), &path, "\"HERE\"");
            let mut document = whole.into_bytes();
            document.splice(place.start + 1..place.end - 1, bytes.iter().copied());
            assert_misread_at::<Request>(document, place, "");
        }
    }
}

#[test]
fn an_error_about_a_name_lists_the_names() {
    let status = "/context/client/status";
    for (text, expected) in [
        (r#""paused""#, "unknown variant `paused`, expected one of `pending`, `trial`, `active`"),
        (r#""Active""#, "unknown variant `Active`, expected one of"),
        (r#"{"active":null}"#, "invalid type: map, expected the name of a client status"),
        ("null", "invalid type: null, expected the name of a client status"),
        ("\"\\ud800\"", "unexpected end of hex escape"),
        ("\"\0\"", "control character (\\u0000-\\u001F) found while parsing a string"),
    ] {
        assert_misread::<Request>(&request(), status, text, expected);
    }
}

// Sets and lists

#[test]
fn a_gigantic_set_is_an_error_at_its_first_member_too_many() {
    let set = |members: &[&str]| format!("[{}]", members.join(","));
    let every: Vec<String> = Feature::ALL.iter().map(|feature| format!("{:?}", feature.name())).collect();
    let every: Vec<&str> = every.iter().map(String::as_str).collect();
    for path in ["/context/client/usage/features", "/context/client/confirmation/accepted_losses"] {
        let (whole, place) = with(&request(), path, &set(&vec![r#""projects""#; MANY]));
        assert_misread_at::<Request>(whole, place.start..place.start + 30, "`projects` is named twice");
        let (whole, place) = with(&request(), path, &set(&every.repeat(MANY / every.len())));
        let one_too_many = place.start + set(&every).len() + every[0].len() + 1;
        assert_misread_at::<Request>(whole, place.start..one_too_many, "`multicurrency` is named twice");
        let (whole, place) = with(&request(), path, &set(&vec!["[]"; MANY]));
        assert_misread_at::<Request>(whole, place.start..place.start + 4, "expected the name of a feature");
    }
    let (whole, place) = with(&request(), "/context/authorised_by", &set(&vec![r#""firm""#; MANY]));
    assert_misread_at::<Request>(whole, place.start..place.start + 20, "`firm` is named twice");
}

#[test]
fn a_gigantic_list_is_an_error_at_its_first_member_too_many() {
    let refusal = refusal();
    let plan = plan();
    for (decision, list, longest) in [
        (&refusal, "/reasons", most_reasons()),
        (&refusal, "/reasons/0/remedies", REMEDIES),
        (&plan, "/steps", STEPS),
        (&plan, "/notices", most_notices()),
    ] {
        let member = decision.pointer(&format!("{list}/0")).expect("it is there").to_string();
        let (whole, place) = with(decision, list, &format!("[{}]", [member.as_str()].repeat(MANY).join(",")));
        let one_too_many = place.start + (longest + 1) * (member.len() + 1) + 1;
        let expected = format!("invalid length {}, expected a list of at most {longest}", longest + 1);
        assert_misread_at::<DecisionRecord>(whole, place.start..one_too_many, &expected);
    }
}

#[test]
fn a_list_of_its_values_is_not_an_object() {
    everywhere(|_, value| {
        let objects = value.as_object().into_iter();
        let lists = objects.map(|object| Value::Array(object.values().cloned().collect()).to_string());
        lists.flat_map(|list| [list, "[]".to_owned(), "\"\"".to_owned(), "0".to_owned(), "true".to_owned()]).collect()
    });
}

#[test]
fn an_object_is_not_a_list() {
    everywhere(|_, value| {
        let Some(list) = value.as_array() else { return Vec::new() };
        let numbered: Map<String, Value> = list.iter().enumerate().map(|(i, member)| (i.to_string(), member.clone())).collect();
        vec![Value::from(numbered).to_string(), "{}".to_owned(), "\"\"".to_owned(), "0".to_owned(), "false".to_owned()]
    });
}

#[test]
fn a_list_is_not_of_lists() {
    everywhere(|_, value| if value.is_array() { vec![format!("[{value}]"), "[null]".to_owned()] } else { Vec::new() });
}

// Nulls

/// Fields of a request or of some decision.
const FIELDS: &str = "
    accepting by catalogue code confirmation count current decision effective feature features features_gained features_lost from hours
    hours_ago hours_left id item kind limit losses notices party payer payroll plan product reasons remedies resolution resource
    reversible status steps target tier time to usage used window
";

#[test]
fn a_field_that_is_another_codes_is_an_error_also_where_it_is_null() {
    for decision in [plan(), refusal()] {
        let mut tried = 0;
        for (path, value) in places(&decision) {
            let Some(object) = value.as_object() else { continue };
            for field in FIELDS.split_whitespace().filter(|field| !object.contains_key(*field)) {
                assert_misread::<DecisionRecord>(&decision, &path, &and(object, &format!("{field:?}"), "null"), "");
                tried += 1;
            }
        }
        assert!(tried > 300, "{tried}");
    }
}

#[test]
fn null_is_nothing_but_where_it_is_documented() {
    let may_be_null = |path: &str| {
        let field = path.rsplit('/').next().unwrap_or_default();
        let hours = field.starts_with("hours_since_") || field == "transfer_permission_hours" || field.starts_with("days_since_");
        let is_add_on = |name: &str| AddOnKind::ALL.iter().any(|kind| kind.name() == name);
        let nullable = ["confirmation", "features_gained", "features_lost", "blocks_until"].contains(&field) || is_add_on(field);
        let plan = path.strip_prefix("/plans/").and_then(|path| path.split_once('/'));
        let limit_or_features = plan.is_some_and(|(_, path)| path.contains('/') || path == "features");
        // The terms of the add-ons stand under their names too.
        let of_add_on = path.strip_prefix('/').is_some_and(is_add_on) || path.starts_with("/names/");
        (nullable && !of_add_on) || hours || limit_or_features
    };
    everywhere(|path, value| if value.is_null() || may_be_null(path) { Vec::new() } else { vec!["null".to_owned()] });

    // Both of these or neither; the error is about the plan as a whole.
    for field in ["/features_gained", "/features_lost"] {
        let (whole, _) = with(&plan(), field, "null");
        let end = whole.len();
        assert_misread_at::<DecisionRecord>(
            whole,
            end - 1..end,
            "`features_gained` and `features_lost` are both null, or neither is",
        );
    }
}

// The document as a whole

#[test]
fn what_is_no_object_is_no_document() {
    for text in
        ["", " ", "null", "true", "0", "-", "\"", "\"\"", "[]", "{", "{}", "}", "{]", "{,}", "\0", "\u{feff}{}", "nul", "//"]
    {
        assert_misread_at::<Request>(text, 0..text.len(), "");
        assert_misread_at::<DecisionRecord>(text, 0..text.len(), "");
    }
}

#[test]
fn a_document_ends_where_it_ends() {
    let documents = [(request(), true), (plan(), false), (refusal(), false)];
    for (document, is_request) in documents {
        let whole = document.to_string();
        let assert = |text: String, place: Range<usize>, expected: &str| {
            if is_request {
                assert_misread_at::<Request>(text, place, expected);
            } else {
                assert_misread_at::<DecisionRecord>(text, place, expected);
            }
        };
        for more in ["}", "{", ",", "0", "null", "\0", &whole] {
            assert(format!("{whole}{more}"), whole.len()..whole.len() + 1, "trailing characters");
        }
        for cut in 0..whole.len() {
            assert(whole[..cut].to_owned(), cut.saturating_sub(1)..cut, "EOF while parsing");
        }
    }
}
