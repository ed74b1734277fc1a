//! Catalogues as JSON.

use serde_json::{Value, json};
use subscription_change::catalogue::{Clearance, Date, FeatureUse, Limit, Part, Shortfalls, Source, Sources, Terms};
use subscription_change::vocabulary::UserKindSet;
use subscription_change::{AddOnKind, Catalogue, Feature, Language, NoticeCode, Plan, ReasonCode, Request, Resource, UserKind};

fn canada() -> Value {
    serde_json::to_value(Catalogue::canada().terms()).unwrap()
}

/// The error for the catalogue with one value replaced.
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
fn ladder_names_and_sources_of_an_edition_are_in_its_document() {
    let mut written = canada();
    assert_eq!(written["ladder"], json!(["easy_start", "essentials", "plus", "advanced"]));
    assert_eq!(written["separate_products"], json!(["self_employed"]));
    assert_eq!(written["names"]["plans"]["easy_start"], json!({"en": "EasyStart", "fr": "Démarrage"}));
    assert_eq!(written["names"]["add_ons"]["payroll"], json!({"en": "QuickBooks Payroll", "fr": "QuickBooks Paie"}));
    assert_eq!(
        written["sources"]["reasons"]["client_pending"],
        json!([
            {"mark": "source", "article": {"id": "L78SslIqi", "published": "2025-01-28"}, "part": "upgrades"},
            {"mark": "other_page", "part": "downgrades"},
        ])
    );
    let take_over = json!([{"mark": "other_page", "article": {"id": "L5N8uodIL", "published": "2024-01"}}]);
    assert_eq!(written["sources"]["reasons"]["other_region"], take_over);
    // A rule without a source is a judgement.
    assert_eq!(written["sources"]["reasons"].get("not_sold"), None);

    written["ladder"] = json!(["plus", "easy_start", "ledger", "essentials", "advanced"]);
    written["names"]["plans"]["plus"]["fr"] = json!("Le plus");
    written["sources"] =
        json!({"notices": {"full_price": [{"mark": "judgement", "part": "time"}]}, "reasons": {"not_sold": take_over}});
    let terms: Terms = serde_json::from_value(written).unwrap();
    let ladder: Vec<Plan> = terms.edition.ladder.iter().collect();
    assert_eq!(ladder, [Plan::Plus, Plan::EasyStart, Plan::Ledger, Plan::Essentials, Plan::Advanced]);
    assert_eq!(terms.edition.names.plan(Plan::Plus, Language::French), "Le plus");
    let sources = &terms.edition.sources;
    assert_eq!(sources.reason(ReasonCode::TooManyUsers), Sources::JUDGEMENT, "no Canadian article is cited");
    assert_eq!(sources.reason(ReasonCode::NotSold), Catalogue::canada().terms().edition.sources.reason(ReasonCode::OtherRegion));
    assert_eq!(sources.notice(NoticeCode::FullPrice), Sources::new(&[Source::JUDGEMENT.part(Part::Time)]));
    assert_eq!(serde_json::from_value::<Terms>(serde_json::to_value(terms).unwrap()).unwrap(), terms);
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
        ("/ladder", json!(["plus", "plus"]), "`plus` is named twice, expected a list of different plans"),
        ("/ladder", json!("plus"), "expected a list of different plans, from the lowest to the highest"),
        ("/names/plans/plus/en", json!("x".repeat(41)), "expected a name of 1 to 40 bytes"),
        ("/names/plans/plus", json!({"en": "Plus"}), "missing field `fr`"),
        (
            "/sources/reasons",
            json!({"too_few_users": []}),
            "unknown variant `too_few_users`, expected one of `nothing_to_change`",
        ),
        ("/sources/reasons/not_authorised", json!([]), "a rule without a source is a judgement: leave it out, or say so"),
        ("/sources/reasons/not_authorised", json!(vec![json!({"mark": "judgement"}); 5]), "expected a list of at most 4"),
        ("/sources/reasons/other_region/0/article/id", json!("two words"), "expected an article's identifier"),
        ("/sources/reasons/other_region/0/article/published", json!("2024-13"), "as in 2025-01-28 or 2024-01"),
        ("/sources/reasons/client_pending/0/part", Value::Null, "invalid type: null, expected"),
        ("/id", json!("CA-2025-13-01"), "expected a catalogue's identity, as in CA-2025-06-02"),
        ("/upgrade_wait_hours", Value::Null, "invalid type: null"),
        ("/upgrades_take_effect", json!("soon"), "unknown variant `soon`, expected `immediately` or `next_billing_date`"),
    ] {
        let error = error_with(path, value.clone());
        assert!(error.contains(expected) && error.contains(" at line 1 column "), "{path} as {value}: {error}");
    }
    // A rule without a source is a judgement, and so are all of them. Ladder and names are Canada's where they are left out, and there is no
    // bill pay.
    for optional in ["ladder", "separate_products", "transferable_products", "names", "bill_pay"] {
        let mut catalogue = canada();
        catalogue.as_object_mut().unwrap().remove(optional);
        assert_eq!(&serde_json::from_value::<Terms>(catalogue).unwrap(), Catalogue::canada().terms(), "{optional}");
    }
    let may_be_left_out = ["sources", "ladder", "separate_products", "transferable_products", "names", "bill_pay"];
    for missing in canada().as_object().unwrap().keys().filter(|key| !may_be_left_out.contains(&key.as_str())) {
        let mut catalogue = canada();
        catalogue.as_object_mut().unwrap().remove(missing);
        let error = serde_json::from_value::<Terms>(catalogue).unwrap_err().to_string();
        assert_eq!(error, format!("missing field `{missing}`"));
    }
}

/// The schema says so too.
#[test]
fn a_tier_of_another_add_on_is_not_read() {
    for (path, of) in [
        ("/payroll/tiers", AddOnKind::Payroll),
        ("/payroll/without_time_tracking", AddOnKind::Payroll),
        ("/time/tiers", AddOnKind::Time),
        ("/time/payroll_tiers", AddOnKind::Payroll),
    ] {
        let error = error_with(path, json!(["basic"]));
        assert!(error.contains(&format!("`basic` is not a tier of {of}")), "{path}: {error}");
    }
}
