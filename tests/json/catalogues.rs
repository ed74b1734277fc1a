//! Catalogues as JSON.

use serde_json::{Value, json};
use subscription_change::catalogue::{Clearance, Date, FeatureUse, Limit, Shortfalls, Terms};
use subscription_change::vocabulary::UserKindSet;
use subscription_change::{Catalogue, Feature, Request, Resource, UserKind};

fn canada() -> Value {
    serde_json::to_value(Catalogue::canada().terms()).unwrap()
}

/// What is said of the catalogue with one value replaced.
fn error_with(path: &str, value: Value) -> String {
    let mut catalogue = canada();
    *catalogue.pointer_mut(path).unwrap() = value;
    serde_json::from_str::<Terms>(&catalogue.to_string()).unwrap_err().to_string()
}

#[test]
fn the_embedded_catalogues_read_back_equal_and_are_valid() {
    for catalogue in Catalogue::embedded() {
        let json = serde_json::to_string(catalogue.terms()).unwrap();
        let read: Terms = serde_json::from_str(&json).unwrap();
        assert_eq!(&read, catalogue.terms());
        assert_eq!(&read.check().unwrap(), *catalogue);
    }
}

#[test]
fn a_catalogue_that_was_read_decides_as_the_one_that_was_written() {
    const BOOK: &str = include_str!("../../examples/data/book.jsonl");
    for catalogue in Catalogue::embedded() {
        let json = serde_json::to_string_pretty(catalogue.terms()).unwrap();
        let read = serde_json::from_str::<Terms>(&json).unwrap().check().unwrap();
        for line in BOOK.lines() {
            let mut request: Value = serde_json::from_str(line).unwrap();
            request.as_object_mut().unwrap().remove("id");
            let request: Request = serde_json::from_value(request).unwrap();
            assert_eq!(request.plan_change_with(&read), request.plan_change_with(catalogue), "{line}");
        }
    }
}

#[test]
fn what_is_less_on_purpose_may_be_left_out_as_a_whole_and_in_its_parts() {
    let written = |shortfalls: Option<Value>| {
        let mut catalogue = canada();
        let plus = catalogue["plans"]["plus"].as_object_mut().unwrap();
        match shortfalls {
            Some(shortfalls) => plus.insert("intended_shortfalls".to_owned(), shortfalls),
            None => plus.remove("intended_shortfalls"),
        };
        serde_json::from_value::<Terms>(catalogue).map(|terms| terms.plans.plus.intended_shortfalls)
    };
    let bills = Shortfalls { features: Feature::Bills.into(), ..Shortfalls::NONE };
    assert_eq!(canada()["plans"]["plus"]["intended_shortfalls"], json!({"users": [], "resources": [], "features": []}));
    for (json, expected) in [
        (None, Shortfalls::NONE),
        (Some(json!({})), Shortfalls::NONE),
        (Some(json!({"features": ["bills"]})), bills),
        (
            Some(json!({"users": ["time_only", "billable"]})),
            Shortfalls { users: UserKindSet::of(&[UserKind::Billable, UserKind::TimeOnly]), ..Shortfalls::NONE },
        ),
        (
            Some(json!({"resources": ["accounts"], "users": []})),
            Shortfalls { resources: Resource::Accounts.into(), ..Shortfalls::NONE },
        ),
    ] {
        assert_eq!(written(json).unwrap(), expected);
    }
    for wrong in [Value::Null, json!([]), json!({"features": null}), json!({"plans": []}), json!({"users": ["accounts"]})] {
        assert!(written(Some(wrong.clone())).is_err(), "{wrong}");
    }
}

#[test]
fn a_date_is_written_and_read_as_text() {
    let date: Date = "2025-06-02".parse().unwrap();
    assert_eq!(serde_json::to_value(date).unwrap(), json!("2025-06-02"));
    assert_eq!(serde_json::from_value::<Date>(json!("2025-06-02")).unwrap(), date);
    for wrong in [json!("2025-06-31"), json!(20_250_602), Value::Null] {
        let error = serde_json::from_value::<Date>(wrong).unwrap_err().to_string();
        assert!(error.ends_with("expected a date, as in 2025-06-02"), "{error}");
    }
}

#[test]
fn limits_and_uses_of_features_have_forms_of_their_own() {
    let written = canada();
    assert_eq!(written["plans"]["plus"]["users"]["billable"], json!(5));
    assert_eq!(written["plans"]["plus"]["users"]["time_only"], json!("no_limit"));
    assert_eq!(written["plans"]["ledger"]["users"]["billable"], Value::Null);
    assert_eq!(written["plans"]["ledger"]["features"], Value::Null);
    assert_eq!(written["features"]["multicurrency"], json!({"blocks_until": "turn_off", "disputed": true}));
    assert_eq!(written["features"]["bills"], json!("notice"));
    for (json, limit) in [("0", Limit::UpTo(0)), ("4294967295", Limit::UpTo(u32::MAX)), ("null", Limit::Unknown)] {
        assert_eq!(serde_json::from_str::<Limit>(json).unwrap(), limit);
        assert_eq!(serde_json::to_string(&limit).unwrap(), json);
    }
    for (cleared_by, disputed) in
        [(None, false), (Some(Clearance::PauseTemplates), false), (Some(Clearance::PauseTemplates), true)]
    {
        let used = FeatureUse::Blocks { cleared_by, disputed };
        assert_eq!(serde_json::from_value::<FeatureUse>(serde_json::to_value(used).unwrap()).unwrap(), used);
    }
}

#[test]
fn what_is_no_catalogue_is_an_error_that_says_what_would_be_right() {
    let limit = "expected a whole number, `no_limit`, or null where it is not documented";
    for (path, value, expected) in [
        ("/plans/plus/users/billable", json!(-1), limit),
        ("/plans/plus/users/billable", json!(4_294_967_296_u64), limit),
        ("/plans/plus/users/billable", json!(2.5), limit),
        ("/plans/plus/users/billable", json!("none"), limit),
        ("/features/bills", json!("loss"), "expected `notice`, or an object with `blocks_until`"),
        ("/features/bills", json!({}), "missing field `blocks_until`"),
        ("/features/bills", json!({"blocks_until": "luck"}), "unknown variant `luck`, expected one of `turn_off`"),
        ("/moves/plus", json!(["plus", "plus"]), "`plus` is named twice"),
        ("/id", json!("CA-2025-13-01"), "expected a catalogue's identity, as in CA-2025-06-02"),
        ("/upgrade_wait_hours", Value::Null, "invalid type: null"),
        ("/upgrades_take_effect", json!("soon"), "unknown variant `soon`, expected `immediately` or `next_billing_date`"),
    ] {
        let error = error_with(path, value.clone());
        assert!(error.contains(expected) && error.contains(" at line 1 column "), "{path} as {value}: {error}");
    }
    for missing in canada().as_object().unwrap().keys() {
        let mut catalogue = canada();
        catalogue.as_object_mut().unwrap().remove(missing);
        let error = serde_json::from_value::<Terms>(catalogue).unwrap_err().to_string();
        assert_eq!(error, format!("missing field `{missing}`"));
    }
}
