//! The schemas of a decision and of an assessment, held against what is written and what is read.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value, json};
use subscription_change::assess::{Assessment, Facts, PartialRequest};
use subscription_change::record::DecisionRecord;
use subscription_change::{Decision, NoticeCode, Plan, ReasonCode, RemedyCode, StepCode};

use super::mutated;
use super::parts::{Parts, document, reference};
use super::requests::partial_requests;
use super::shipped::{Shipped, assert_is_made};
use crate::common::{firm, is_whole, request, some_of};
use crate::json::samples::{catalogues, decisions};

static DECISION: LazyLock<Shipped> = LazyLock::new(|| Shipped::new("decision", Decision::JSON_SCHEMA));
static ASSESSMENT: LazyLock<Shipped> = LazyLock::new(|| Shipped::new("assessment", Assessment::JSON_SCHEMA));

#[test]
fn they_are_made_of_the_vocabularies() {
    let parts = Parts::all();
    let one_of = |description: &str, alternatives: &[&str]| {
        let alternatives: Vec<Value> = alternatives.iter().map(|name| reference(name)).collect();
        json!({"description": description, "oneOf": alternatives})
    };
    let decision = one_of(
        "A decision: exactly what a change does, or every reason why it is refused. It is read more strictly than a schema can say: what \
         its parts tell of one another has to agree (the steps lead from `from` to `to`, a remedy is that of its reason, reasons and \
         notices are in their order, …), no field stands twice, and whole numbers are without fraction or exponent.",
        &["change_plan", "refusal"],
    );
    assert_is_made(
        "decision",
        Decision::JSON_SCHEMA,
        &document("decision", "A decision of subscription-change", decision, &parts),
    );
    let assessment = one_of(
        "What can be said of a change where some facts are not known: the decision, where every fact is known; else what is settled, what is \
         possible besides, and what to ask. What hangs on a fact that is not known is left out.",
        &["change_plan", "refusal", "settled_plan", "settled_refusal", "open"],
    );
    assert_is_made(
        "assessment",
        Assessment::JSON_SCHEMA,
        &document("assessment", "An assessment of subscription-change", assessment, &parts),
    );
    assert_eq!(DecisionRecord::JSON_SCHEMA, Decision::JSON_SCHEMA);
}

#[test]
fn every_decision_that_is_written_fits_also_as_an_assessment() {
    for decision in some_of(decisions(300), 7) {
        DECISION.assert_fits(&json!(decision));
        ASSESSMENT.assert_fits(&json!(decision));
    }
}

/// What is put in the place of any value beside what is put in catalogues.
fn replacements() -> Vec<Value> {
    [
        "firm",
        "client",
        "vendor",
        "requester",
        "never",
        "act",
        "wait",
        "base",
        "payroll",
        "projects",
        "expired",
        "change_plan",
        "change_tier",
        "refusal",
        "open",
        "too_many_users",
        "client_pending",
        "turn_off",
        "wait_until_moved",
        "leaves_ledger",
        "discounts_end",
        "client.status",
    ]
    .iter()
    .map(|name| json!(name))
    .chain([
        json!(["projects"]),
        json!({"code": "leaves_ledger", "reversible": false}),
        json!({"code": "leaves_ledger", "reversible": true}),
        json!({"code": "client_pending", "resolution": "wait", "remedies": [{"code": "wait_until_moved", "by": "vendor"}]}),
        json!({"code": "nothing_to_change", "resolution": "never", "remedies": []}),
        json!({"base": {"plan": "plus", "payer": "firm"}}),
        json!([{"code": "turn_off", "feature": "bills", "by": "client"}]),
        json!([{"code": "authorise", "party": "firm", "by": "firm"}, {"code": "authorise", "party": "client", "by": "client"}]),
    ])
    .collect()
}

/// Whether the reader says that the parts of a decision do not agree with one another, which a schema cannot say, and not that one of them is
/// no such thing, or is not there, or too much.
fn is_about_its_parts(error: &str) -> bool {
    let of_one_part = [
        "invalid type",
        "invalid value",
        "unknown variant",
        "unknown field",
        "missing field",
        "duplicate field",
        "is missing its field",
        "has no field",
        "is named twice",
    ];
    !of_one_part.iter().any(|fault| error.contains(fault))
}

/// One decision for each reason, step and notice code that there is.
fn telling_decisions() -> Vec<Value> {
    let mut told = BTreeSet::new();
    let decisions = decisions(2_000).into_iter().map(|decision| json!(decision));
    let mut telling: Vec<Value> = decisions
        .filter(|decision| {
            let parts = ["reasons", "steps", "notices"].iter().filter_map(|list| decision[list].as_array()).flatten();
            let codes: Vec<String> = parts.map(|part| part["code"].to_string()).collect();
            codes.len() <= 3 && codes.into_iter().filter(|code| told.insert(code.clone())).count() > 0
        })
        .collect();
    assert!(told.len() > 40, "{told:?}");
    telling.sort_by_key(|decision| decision.to_string().len());
    telling
}

/// Whatever is done to a decision's document at any place of it: what is read fits, and what fits and is not read is a decision whose parts
/// do not agree.
#[test]
fn a_decision_fits_where_it_is_read_and_is_read_where_it_fits_and_its_parts_agree() {
    let (mut good, mut bad, mut torn) = (0, 0, 0);
    let telling = telling_decisions();
    for decision in &telling[..if is_whole() { telling.len() } else { 8 }] {
        mutated::each_with(&replacements(), decision, &mut |what, mutated| {
            let fits = DECISION.fits(mutated);
            match serde_json::from_str::<DecisionRecord>(&mutated.to_string()) {
                Ok(_) => {
                    assert!(fits, "{what}\n{mutated}");
                    good += 1;
                }
                Err(error) if fits => {
                    assert!(is_about_its_parts(&error.to_string()), "{what}: {error}\n{mutated}");
                    torn += 1;
                }
                Err(_) => bad += 1,
            }
        });
    }
    assert!(good > 8 && bad > 1_000 && torn > 4, "{good} are read, {bad} do not fit, and of {torn} the parts do not agree");
}

/// What of an assessment may be left out, and where: `of` and the code, and the name.
fn left_out(assessment: &Value, seen: &mut BTreeSet<String>) {
    let lists = [("reasons", "certain_reason"), ("steps", "known_step"), ("notices", "notice")];
    let possible = if assessment["decision"] == "change_plan" { "possible_notice" } else { "possible_reason" };
    let mut look = |form: &str, part: &Value| {
        let code = part["code"].as_str().expect("it has a code");
        let known = forms(form).iter().filter(|its| its["properties"]["code"]["const"] == code).min_by_key(|its| {
            let known = its["properties"].as_object().expect("fields");
            known.keys().filter(|name| part.get(name).is_none()).count()
        });
        for name in known.expect("there is one")["properties"].as_object().expect("fields").keys() {
            if part.get(name).is_none() {
                seen.insert(format!("{form} {code} {name}"));
            }
        }
    };
    for (list, form) in lists.into_iter().chain([("possible", possible)]) {
        for part in assessment[list].as_array().into_iter().flatten() {
            look(form, part);
            part["remedies"].as_array().into_iter().flatten().for_each(|remedy| look("known_remedy", remedy));
        }
    }
}

/// The forms of this name in the schema of an assessment, one for each code or two.
fn forms(name: &str) -> &'static [Value] {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(Assessment::JSON_SCHEMA).expect("JSON"));
    SCHEMA["$defs"][name]["oneOf"].as_array().expect("one for each code")
}

#[test]
fn every_assessment_that_is_written_fits_and_what_may_be_left_out_is_left_out_of_one() {
    let mut seen = BTreeSet::new();
    let mut verdicts = BTreeSet::new();
    // Whether so much suspends the company is not known.
    let down = request(firm(Plan::Plus), firm(Plan::Essentials));
    let mut facts = Facts::from(down.context);
    facts.client.usage.classes_and_locations = None;
    let suspended = PartialRequest { current: down.current, target: down.target, facts };
    let one_in = if is_whole() { 1 } else { 197 };
    for catalogue in catalogues() {
        for (turn, request) in partial_requests(6_000).chain([suspended]).enumerate() {
            let assessment = request.assess_with(&catalogue);
            verdicts.insert(assessment.verdict());
            let assessment = json!(assessment);
            if turn % one_in == 0 {
                ASSESSMENT.assert_fits(&assessment);
            }
            if assessment.get("questions").is_some() {
                left_out(&assessment, &mut seen);
            }
        }
    }
    assert_eq!(verdicts.len(), 3);
    let mut optional = BTreeSet::new();
    for name in ["certain_reason", "known_step", "notice", "possible_notice", "possible_reason", "known_remedy"] {
        for form in forms(name) {
            let required: Vec<&str> = form["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            let fields = form["properties"].as_object().expect("fields").keys();
            let code = form["properties"]["code"]["const"].as_str().expect("a code").to_owned();
            optional
                .extend(fields.filter(|name| !required.contains(&name.as_str())).map(|field| format!("{name} {code} {field}")));
        }
    }
    // Whether a clearance is disputed the catalogue tells, and not a fact.
    seen.retain(|left_out| !left_out.ends_with(" disputed"));
    optional.retain(|left_out| !left_out.ends_with(" disputed"));
    assert_eq!(optional, seen);
}

/// Nothing reads an assessment, so what may become of one is told here: no other field, none less but what may be left out, and null for
/// nothing but what may be null.
#[test]
fn an_assessment_with_a_field_more_or_less_or_null_does_not_fit() {
    let may_be_left_out = [
        "status",
        "losses",
        "features",
        "used",
        "hours_left",
        "hours_ago",
        "in_days",
        "by",
        "disputed",
        "more_than",
        "payroll",
        "time",
    ];
    let may_be_null = ["features_gained", "features_lost", "to", "payroll", "time"];
    let (mut good, mut bad) = (0, 0);
    let mut verdicts = BTreeSet::new();
    let requests = partial_requests(200).filter(|request| request.request().is_none());
    let of_each = requests.map(|request| (request.assess().verdict(), json!(request.assess())));
    // Of each verdict one, and no long one.
    let of_each = of_each.filter(|(_, assessment)| assessment.to_string().len() < 1_300);
    for (_, assessment) in of_each.filter(|(verdict, _)| verdicts.insert(*verdict)) {
        ASSESSMENT.assert_fits(&assessment);
        mutated::each(&assessment, &mut |what, mutated| {
            let (path, done) = what.split_once(": ").expect("a path and what is done there");
            // A member of a list is told as it is written.
            let is_optional = |name: &str| may_be_left_out.contains(&name) || name.starts_with(['"', '{']);
            let optional = done.strip_prefix("without ").map(is_optional);
            let nullable = (done == "null").then(|| may_be_null.iter().any(|name| path.ends_with(&format!("/{name}"))));
            let must_not = done == "a field more" || done.ends_with(" renamed");
            let fits = ASSESSMENT.fits(mutated);
            assert!(!fits || !must_not && optional != Some(false) && nullable != Some(false), "{what}\n{mutated}");
            *if fits { &mut good } else { &mut bad } += 1;
        });
    }
    assert_eq!(verdicts.len(), 3);
    assert!(good > 10 && bad > 400, "{good} fit and {bad} do not");
}

#[test]
fn the_lists_of_codes_in_the_schemas_are_those_of_the_types() {
    let schema: Value = serde_json::from_str(Decision::JSON_SCHEMA).expect("JSON");
    let codes = |name: &str| {
        let forms = schema["$defs"][name]["oneOf"].as_array().expect("one for each code");
        forms.iter().map(|form| form["properties"]["code"]["const"].to_string()).collect::<BTreeSet<String>>()
    };
    for (name, all) in [
        ("reason", all(ReasonCode::ALL)),
        ("notice", all(NoticeCode::ALL)),
        ("step", all(StepCode::ALL)),
        ("remedy", all(RemedyCode::ALL)),
    ] {
        let apart: Vec<String> = codes(name).symmetric_difference(&all).cloned().collect();
        assert!(apart.is_empty(), "{name}: in the schema or among the codes, and not in both: {apart:?}");
    }
}

fn all<T: serde::Serialize>(codes: &[T]) -> BTreeSet<String> {
    codes.iter().map(|code| json!(code).to_string()).collect()
}
