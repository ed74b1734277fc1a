//! The JSON Schemas in `schema/`: made of the vocabularies, and held against the readers. That of a catalogue is here, the others are below.
//!
//! `UPDATE_EXPECT=1 cargo test schema` writes it anew.

mod answers;
mod mutated;
mod parts;
pub(crate) mod requests;
mod shipped;

use std::sync::LazyLock;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use subscription_change::catalogue::{
    CatalogueId, Clearance, Effective, Enforcement, Mark, Part, PriceWhenTakenOver, Sources, Terms,
};
use subscription_change::{AddOnKind, Catalogue, ClientStatus, Feature, NoticeCode, Plan, ReasonCode, Resource, Tier, UserKind};

const SCHEMA: &str = Terms::JSON_SCHEMA;
const INVENTED_EDITION: &str = include_str!("../examples/data/invented-edition.json");

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&member| name(member)).collect()
}

/// A name of a vocabulary.
fn one_of(names: &[&str]) -> Value {
    json!({"enum": names})
}

/// A list of different names of a vocabulary, in any order.
fn set_of(names: &[&str]) -> Value {
    json!({"type": "array", "items": one_of(names), "uniqueItems": true})
}

/// An object with these fields and no other.
fn object(description: &str, fields: &[(&str, Value)], optional: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).filter(|name| !optional.contains(name)).collect();
    let mut object =
        json!({"description": description, "type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// An object with the same in each field.
fn table(description: &str, names: &[&str], cell: &Value) -> Value {
    let fields: Vec<(&str, Value)> = names.iter().map(|name| (*name, cell.clone())).collect();
    object(description, &fields, &[])
}

/// A date of the Gregorian calendar between the years 1 and 9999, as a regular expression without look-around.
fn date_pattern() -> String {
    let by_four = "(0[48]|[2468][048]|[13579][26])";
    let leap_year = format!("([0-9]{{2}}{by_four}|{by_four}00)");
    let day = "(0[1-9]|1[0-9]|2[0-8])";
    let any_day = format!("{YEAR}-((0[1-9]|1[0-2])-{day}|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)");
    format!("({any_day}|{leap_year}-02-29)")
}

const YEAR: &str = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})";

/// A country and a date.
fn id_pattern() -> String {
    format!("^[A-Z]{{2}}-{}$", date_pattern())
}

/// A date or a month.
fn published_pattern() -> String {
    format!("^({}|{YEAR}-(0[1-9]|1[0-2]))$", date_pattern())
}

/// The schema, made from the vocabularies.
#[allow(clippy::too_many_lines, reason = "one document, in its order")]
fn schema() -> Value {
    let plans = names(Plan::ALL, Plan::name);
    let features = names(Feature::ALL, Feature::name);
    let kinds = names(UserKind::ALL, UserKind::name);
    let resources = names(Resource::ALL, Resource::name);
    let tiers = |kind: AddOnKind| names(&kind.tiers().iter().collect::<Vec<Tier>>(), Tier::name);
    let reference = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    let clearances: Vec<Value> = Clearance::ALL.iter().map(|clearance| json!(clearance.name())).chain([Value::Null]).collect();
    let add_on_names = names(AddOnKind::ALL, AddOnKind::name);
    let sources_of = |of: &str, codes: &mut dyn Iterator<Item = &'static str>| {
        let codes: Vec<&str> = codes.collect();
        let fields: Vec<(&str, Value)> = codes.iter().map(|code| (*code, reference("sources"))).collect();
        object(&format!("The sources of {of}, by their codes."), &fields, &codes)
    };
    let number = |description: &str| json!({"description": description, "$ref": "#/$defs/number"});

    let shortfalls =
        [("users", reference("user_kinds")), ("resources", reference("resources")), ("features", reference("features"))];
    let plan = [
        ("sold", json!({"description": "Whether it is sold.", "type": "boolean"})),
        ("users", table("How many users of each kind it holds.", &kinds, &reference("limit"))),
        ("resources", table("How many of each resource it holds.", &resources, &reference("limit"))),
        (
            "features",
            json!({
                "description": "The features that it has; null where that is not documented.",
                "anyOf": [reference("features"), {"type": "null"}],
            }),
        ),
        (
            "intended_shortfalls",
            object(
                "What a rung of the ladder has less of than a lower one, on purpose; anything else of that kind is a fault.",
                &shortfalls,
                &["users", "resources", "features"],
            ),
        ),
    ];
    let effects = one_of(&names(Effective::ALL, Effective::name));
    let add_ons = AddOnKind::ALL.iter().map(|&kind| {
        let mut terms = vec![("tiers", set_of(&tiers(kind))), ("plans", reference("plans"))];
        let own = |what: &str| {
            let mut own = effects.clone();
            own["description"] =
                json!(format!("When it takes effect that it is {what}; left out where that is as for the plan."));
            own
        };
        let mut goes_with = "and the plans it goes with";
        if kind != AddOnKind::Payroll {
            terms.push(("payroll_tiers", set_of(&tiers(AddOnKind::Payroll))));
            goes_with = "the plans it goes with, and the payroll tiers it goes with on any plan that goes with payroll";
        }
        if kind == AddOnKind::Payroll {
            terms.push(("without_time_tracking", set_of(&tiers(AddOnKind::Payroll))));
            goes_with = "the plans it goes with, and the tiers with which the plan's own time tracking is unavailable";
        }
        terms.push(("upgrades_take_effect", own("added or raised")));
        terms.push(("downgrades_take_effect", own("lowered or removed")));
        let optional = ["upgrades_take_effect", "downgrades_take_effect"];
        (kind.name(), object(&format!("On which terms {kind} is sold: its tiers, {goes_with}."), &terms, &optional))
    });

    let mut fields = vec![
        (
            "id",
            json!({"description": "The country (ISO 3166-1) and the date from which it is in force, as in CA-2025-06-02.", "type": "string", "pattern": id_pattern()}),
        ),
        (
            "ladder",
            json!({
                "description": "The plans that are levels of one another, from the lowest to the highest: what makes a change an upgrade or a downgrade.",
                "$ref": "#/$defs/plans",
            }),
        ),
        (
            "separate_products",
            json!({"description": "The plans that are separate products: never to or from anything else.", "$ref": "#/$defs/plans"}),
        ),
        (
            "transferable_products",
            json!({"description": "The separate products whose billing can be transferred all the same. None where it is left out.", "$ref": "#/$defs/plans"}),
        ),
        (
            "names",
            object(
                "What plans and add-ons are called.",
                &[
                    ("plans", table("What each plan is called.", &plans, &reference("local_name"))),
                    (
                        "add_ons",
                        object(
                            "What each add-on is called.",
                            &add_on_names.iter().map(|name| (*name, reference("local_name"))).collect::<Vec<_>>(),
                            &["bill_pay"],
                        ),
                    ),
                ],
                &[],
            ),
        ),
        ("plans", table("The terms of each plan.", &plans, &reference("plan"))),
        ("users", table("What too many users of a kind mean for a change of plan.", &kinds, &reference("enforcement"))),
        ("resources", table("What too much of a resource means for a change of plan.", &resources, &reference("enforcement"))),
        (
            "features",
            table("What the use of a feature means for a change to a plan without it.", &features, &reference("feature_use")),
        ),
        (
            "moves",
            table(
                "The plans that each plan may be changed to. Any other change is refused, and the reason follows: to or from \
                     Self-Employed, from the ladder to Ledger, to a plan that is not sold, or else that the transition is closed.",
                &plans,
                &reference("plans"),
            ),
        ),
    ];
    fields.extend(add_ons);
    fields.extend([
        ("upgrade_wait_hours", number("How many hours after a downgrade of the base product it may be upgraded; 0 for no wait.")),
        (
            "transfer_permission_hours",
            number("For how many hours the client's permission to transfer billing to the firm holds."),
        ),
        ("discount_days", number("Up to how many days after a firm's discount last paid it is kept.")),
        ("monthly_switch_days", number("How many days before an annual renewal the client can switch to monthly billing.")),
        (
            "revived_by_transfer",
            json!({"description": "The states of a company in which to take over its billing revives the subscription.", "$ref": "#/$defs/statuses"}),
        ),
        (
            "price_when_taken_over",
            json!({"description": "At what price the firm takes a client over, where no discount is kept.", "enum": names(PriceWhenTakenOver::ALL, PriceWhenTakenOver::name)}),
        ),
        ("upgrades_take_effect", effects.clone()),
        ("downgrades_take_effect", effects),
        (
            "sources",
            object(
                "Where each rule comes from; one that is left out is a judgement.",
                &[
                    ("reasons", sources_of("reasons for refusal", &mut ReasonCode::ALL.iter().map(|code| code.name()))),
                    ("notices", sources_of("notices", &mut NoticeCode::ALL.iter().map(|code| code.name()))),
                ],
                &["reasons", "notices"],
            ),
        ),
    ]);

    let mut schema = object(
        "One country's catalogue as it is from one date on: which plans and add-ons are sold, what they hold, what stands in the way \
         of a change and what clears it. What fits this schema can be read; whether it can be decided with is found by checking it, \
         which also holds its parts against one another (moves to plans that are not sold, limits that are not known where a plan may \
         be entered, rungs that cannot be left, …). Three things are read more strictly than a schema can say: no field twice, whole \
         numbers without fraction or exponent, and names of at most 40 bytes of UTF-8.",
        &fields,
        &["ladder", "separate_products", "transferable_products", "names", "bill_pay", "sources"],
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!("urn:subscription-change:catalogue");
    schema["title"] = json!("A catalogue of subscription-change");
    schema["$defs"] = json!({
        "plan": object("What one plan offers.", &plan, &["intended_shortfalls"]),
        "plans": set_of(&plans),
        "features": set_of(&features),
        "user_kinds": set_of(&kinds),
        "resources": set_of(&resources),
        "statuses": set_of(&names(ClientStatus::ALL, ClientStatus::name)),
        "local_name": object(
            "A name in each language.",
            &["en", "fr"].map(|language| (language, reference("name"))),
            &[],
        ),
        "name": {
            "description": "At most 40 bytes of UTF-8, without control characters and without space around it.",
            "type": "string",
            "pattern": r"^[^\u0000-\u0020\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]([^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]{0,38}[^\u0000-\u0020\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff])?$",
        },
        "sources": {"description": "One to four sources.", "type": "array", "items": reference("source"), "minItems": 1, "maxItems": Sources::MOST},
        "source": object(
            "Where a rule, or a part of it, comes from.",
            &[
                ("mark", json!({
                    "description": "Whether the source of record says it, which is the law of this edition, or another page of the vendor, or it is a judgement, where neither says.",
                    "enum": names(Mark::ALL, Mark::name),
                })),
                ("article", reference("article")),
                ("part", json!({
                    "description": "The part of the rule that it is the source of, where it is not all of it.",
                    "enum": names(Part::ALL, Part::name),
                })),
            ],
            &["article", "part"],
        ),
        "article": object(
            "An article of the vendor's help pages.",
            &[
                ("id", json!({"description": "The vendor's identifier.", "type": "string", "pattern": "^[!-~]{1,16}$"})),
                ("published", json!({
                    "description": "The day or the month in which it was last updated, where that is known.",
                    "type": "string", "pattern": published_pattern(),
                })),
            ],
            &["published"],
        ),
        "number": {"type": "integer", "minimum": 0, "maximum": u32::MAX},
        "limit": {
            "description": "How many of something a plan holds: a number (0 where it has none), no limit, or null where it is not documented.",
            "anyOf": [reference("number"), {"const": "no_limit"}, {"type": "null"}],
        },
        "enforcement": {
            "description": "The change is refused until less is used, or what is there is kept and none may be added, or the company is suspended while there is too much.",
            "enum": names(Enforcement::ALL, Enforcement::name),
        },
        "feature_use": {
            "description": "The feature is lost with a notice, or the change is refused until what clears it is done; null where nothing clears it.",
            "anyOf": [{"const": "notice"}, object(
                "",
                &[
                    ("blocks_until", json!({"enum": clearances})),
                    ("disputed", json!({"description": "Whether another page doubts that this clears it.", "type": "boolean"})),
                ],
                &["disputed"],
            )],
        },
    });
    schema
}

/// The schema as it is shipped, ready to validate.
struct Shipped {
    schemas: Schemas,
    catalogue: SchemaIndex,
    id: SchemaIndex,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let url = "urn:subscription-change:catalogue";
    compiler.add_resource(url, serde_json::from_str(SCHEMA).expect("it is JSON")).expect("it is a schema");
    // Validates it against its own schema, that of the terms.
    let catalogue = compiler.compile(url, &mut schemas).expect("it is a schema of draft 2020-12");
    let id = compiler.compile(&format!("{url}#/properties/id"), &mut schemas).expect("it has one");
    Shipped { schemas, catalogue, id }
});

/// Whether the document fits the schema.
fn fits(document: &Value) -> bool {
    SHIPPED.schemas.validate(document, SHIPPED.catalogue).is_ok()
}

/// Whether the document is read.
fn is_read(document: &str) -> bool {
    serde_json::from_str::<Terms>(document).is_ok()
}

#[test]
fn it_is_made_of_the_vocabularies() {
    let made = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema/catalogue.schema.json"), made).expect("it is written");
    } else {
        assert_eq!(SCHEMA, made, "it has drifted; UPDATE_EXPECT=1 writes it anew");
    }
}

fn documents() -> Vec<Value> {
    let embedded = Catalogue::embedded().iter().map(|catalogue| serde_json::to_value(catalogue.terms()).expect("it is written"));
    embedded.chain([serde_json::from_str(INVENTED_EDITION).expect("JSON")]).collect()
}

#[test]
fn what_is_shipped_and_embedded_fits() {
    for document in documents() {
        assert!(fits(&document), "{document}");
        assert!(is_read(&document.to_string()));
    }
}

/// Whatever is changed at any place of a catalogue's document, the schema and the reader agree on the result.
#[test]
fn what_fits_is_read_and_what_is_read_fits() {
    let (mut good, mut bad) = (0, 0);
    let document = serde_json::from_str(INVENTED_EDITION).expect("JSON");
    mutated::each(&document, &mut |what, mutated| {
        let read = is_read(&mutated.to_string());
        assert_eq!(fits(mutated), read, "{what}");
        *if read { &mut good } else { &mut bad } += 1;
    });
    let (least_good, least_bad) = if crate::common::is_whole() { (500, 8_000) } else { (50, 1_000) };
    assert!(good > least_good && bad > least_bad, "{good} are read and {bad} are not");
}

#[test]
fn an_identity_fits_exactly_where_it_is_read() {
    let mut good = 0;
    let mut check = |id: &str| {
        let id = json!(id);
        let is_read = serde_json::from_value::<CatalogueId>(id.clone()).is_ok();
        assert_eq!(SHIPPED.schemas.validate(&id, SHIPPED.id).is_ok(), is_read, "{id}");
        good += usize::from(is_read);
    };
    // Every possible month and day, in years of every kind.
    for year in ["0000", "0001", "0004", "0100", "0400", "1600", "1700", "1900", "2000", "2023", "2024", "2100", "9996", "9999"] {
        for month in 0..=13 {
            for day in 0..=32 {
                check(&format!("CA-{year}-{month:02}-{day:02}"));
            }
        }
    }
    // And the leap days of all years.
    for year in 0..=9_999 {
        check(&format!("CA-{year:04}-02-29"));
    }
    for id in [
        "",
        "CA",
        "ca-2025-06-02",
        "CAN-2025-06-02",
        "C-2025-06-02",
        "CA-2025-6-2",
        "CA-2025-06-02 ",
        " CA-2025-06-02",
        "CA-2025-06-02\n",
        "ÇA-2025-06-02",
        "CA-٢٠٢٥-06-02",
    ] {
        check(id);
    }
    assert_eq!(good, 13 * 365 + 6 + 2_424, "13 years of which 6 are leap, and the leap days of 9,999 years");
}

#[test]
fn the_day_or_month_of_an_article_fits_exactly_where_it_is_read() {
    let mut document = documents().remove(0);
    let mut good = 0;
    for published in [
        "2025-01-28",
        "2024-02-29",
        "2023-02-29",
        "2024-01",
        "2024-12",
        "2024-00",
        "2024-13",
        "0000-01",
        "0001-01",
        "9999-12",
        "2024",
        "2024-1",
        "2024-01-",
        "2024-01-00",
        "",
        " 2024-01",
        "2024-01\n",
        "2024/01",
        "-024-01",
    ] {
        document["sources"]["reasons"]["not_sold"] =
            json!([{"mark": "other_page", "article": {"id": "L1", "published": published}}]);
        let read = is_read(&document.to_string());
        assert_eq!(fits(&document), read, "{published}");
        good += usize::from(read);
    }
    assert_eq!(good, 6);
    for id in ["", "L1", "m-p/186073", "a b", "é", "1234567890123456", "12345678901234567", "L1\n"] {
        document["sources"]["reasons"]["not_sold"] = json!([{"mark": "other_page", "article": {"id": id}}]);
        assert_eq!(fits(&document), is_read(&document.to_string()), "{id}");
    }
    for name in ["", "x", "é", "tab\t", " x", "x ", "x x", "\u{7f}", "\u{80}", &"x".repeat(40), &"x".repeat(41)] {
        document["names"]["plans"]["plus"]["en"] = json!(name);
        assert_eq!(fits(&document), is_read(&document.to_string()), "{name}");
    }
}

#[test]
fn what_a_schema_cannot_say_is_read_more_strictly() {
    let document = documents().remove(0).to_string();
    // JSON Schema takes 24.0 for a whole number, and cannot see a repeated field.
    let fraction = document.replace(r#""transfer_permission_hours":48"#, r#""transfer_permission_hours":48.0"#);
    let twice = document.replacen('{', r#"{"discount_days":60,"#, 1);
    // It counts characters and not bytes: 40 of them, and 80.
    let long = document.replace("Démarrage", &"é".repeat(40));
    for document in [fraction, twice, long] {
        assert!(fits(&serde_json::from_str(&document).expect("JSON")), "{document}");
        assert!(!is_read(&document), "{document}");
    }
}

#[test]
fn what_fits_may_still_have_faults() {
    let mut document = documents().remove(0);
    document["transfer_permission_hours"] = json!(0);
    assert!(fits(&document));
    assert!(serde_json::from_value::<Terms>(document).expect("it is read").check().is_err());
}
