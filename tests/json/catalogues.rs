//! Catalogues as JSON.

use serde_json::{Value, json};
use subscription_change::{Catalogue, CatalogueDraft, Clearance, FeatureUse, Limit};

fn canada() -> Value {
    serde_json::to_value(Catalogue::canada().as_draft()).unwrap()
}

/// What is said of the catalogue with one value replaced.
fn error_with(path: &str, value: Value) -> String {
    let mut catalogue = canada();
    *catalogue.pointer_mut(path).unwrap() = value;
    serde_json::from_str::<CatalogueDraft>(&catalogue.to_string()).unwrap_err().to_string()
}

#[test]
fn the_embedded_catalogues_read_back_equal_and_are_valid() {
    for catalogue in Catalogue::embedded() {
        let json = serde_json::to_string(catalogue.as_draft()).unwrap();
        let read: CatalogueDraft = serde_json::from_str(&json).unwrap();
        assert_eq!(&read, catalogue.as_draft());
        assert_eq!(&read.check().unwrap(), *catalogue);
    }
}

#[test]
fn limits_and_uses_of_features_have_forms_of_their_own() {
    let written = canada();
    assert_eq!(written["plans"]["plus"]["users"]["billable"], json!(5));
    assert_eq!(written["plans"]["plus"]["users"]["time_only"], json!("no_limit"));
    assert_eq!(written["plans"]["ledger"]["users"]["billable"], Value::Null);
    assert_eq!(written["plans"]["ledger"]["features"], Value::Null);
    assert_eq!(written["features"]["multicurrency"], json!({"blocks_until": "turn_off"}));
    assert_eq!(written["features"]["bills"], json!("notice"));
    for (json, limit) in [("0", Limit::UpTo(0)), ("4294967295", Limit::UpTo(u32::MAX)), ("null", Limit::Unknown)] {
        assert_eq!(serde_json::from_str::<Limit>(json).unwrap(), limit);
        assert_eq!(serde_json::to_string(&limit).unwrap(), json);
    }
    for cleared_by in [None, Some(Clearance::PauseTemplates)] {
        let used = FeatureUse::Blocks { cleared_by };
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
        let error = serde_json::from_value::<CatalogueDraft>(catalogue).unwrap_err().to_string();
        assert_eq!(error, format!("missing field `{missing}`"));
    }
}
