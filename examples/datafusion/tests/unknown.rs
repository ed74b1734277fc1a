//! What is not known: null is unknown, `none` names the facts of which there was none, and the answer says what to ask.

mod common;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use common::{answers, as_json, columns, expected, expected_of, loose_columns, mixed, naming_none, with, without};
use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, Int64Array, NullArray, RecordBatch, StructArray};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::parquet::arrow::ArrowWriter;
use serde_json::{Value, json};
use subscription_change::assess::{Fact, Facts, PartialRequest};
use subscription_change::{Catalogue, Feature, Party, Request};
use subscription_change_datafusion::book::{self, QUESTIONS};

/// A fact of a column of its own, and what else the column tells.
fn of_one_column(fact: Fact) -> Vec<Fact> {
    match fact {
        Fact::AuthorisedBy(_) => Fact::all().filter(|other| matches!(other, Fact::AuthorisedBy(_))).collect(),
        Fact::Feature(_) => Fact::all().filter(|other| matches!(other, Fact::Feature(_))).collect(),
        fact => vec![fact],
    }
}

fn path(fact: Fact) -> String {
    match fact {
        Fact::AuthorisedBy(_) => "/context/authorised_by".to_owned(),
        Fact::Feature(_) => "/context/client/usage/features".to_owned(),
        fact => format!("/context/{}", fact.to_string().replace('.', "/")),
    }
}

/// The request less these facts, as a book has it and as the crate does.
fn less(request: &Request, facts: &[Fact]) -> (Value, PartialRequest) {
    let mut written = naming_none(request);
    let mut told = PartialRequest { current: request.current, target: request.target, facts: Facts::from(request.context) };
    for &fact in facts {
        *written.pointer_mut(&path(fact)).unwrap() = Value::Null;
        let none = written["context"]["none"].as_array_mut().unwrap();
        none.retain(|name| *name != fact.to_string());
        for fact in of_one_column(fact) {
            told.facts.forget(fact);
        }
    }
    (written, told)
}

/// Books from which some facts are missing: nothing in some requests, one, or a few.
fn partly_known(count: usize) -> (Vec<Value>, Vec<PartialRequest>) {
    let facts: Vec<Fact> = Fact::all().collect();
    let some = |row: usize| (0..=row % 5).map(move |which| (row * 7 + which * which * 11) % 1000);
    let rows = mixed(count).into_iter().enumerate();
    rows.map(|(row, request)| less(&request, &some(row).map(|place| facts[place % facts.len()]).collect::<Vec<_>>())).unzip()
}

fn all_expected(requests: &[PartialRequest]) -> Vec<Value> {
    requests.iter().map(|request| expected_of(Catalogue::canada(), request)).collect()
}

#[test]
fn null_is_unknown_and_the_answer_is_that_of_the_crate() {
    let (written, told) = partly_known(6000);
    let answers = answers(Catalogue::canada(), loose_columns(&written));
    for ((answer, request), written) in answers.iter().zip(&told).zip(&written) {
        assert_eq!(*answer, expected_of(Catalogue::canada(), request), "{written}");
    }
    let kinds: BTreeSet<&str> = answers.iter().map(|answer| answer["decision"].as_str().unwrap()).collect();
    assert_eq!(kinds, BTreeSet::from(["change_plan", "open", "refusal"]));
    // Settled although something is not known, with questions and without.
    for kind in ["change_plan", "refusal"] {
        for asks in [false, true] {
            let settled = answers.iter().filter(|answer| answer["decision"] == kind);
            assert!(
                settled.filter(|answer| answer["questions"].as_array().unwrap().is_empty() != asks).count() > 10,
                "{kind} {asks}"
            );
        }
    }
}

/// Every column of the context, one at a time.
#[test]
fn each_fact_may_be_unknown() {
    let requests = mixed(200);
    for fact in Fact::all() {
        let (written, told): (Vec<Value>, Vec<PartialRequest>) = requests.iter().map(|request| less(request, &[fact])).unzip();
        assert!(told.iter().all(|request| !request.facts.knows(fact)));
        assert_eq!(answers(Catalogue::canada(), loose_columns(&written)), all_expected(&told), "{fact}");
    }
}

/// A null that `none` names is known, and the answer what it was before anything could be unknown.
#[test]
fn where_every_fact_is_known_there_are_no_questions() {
    let requests = mixed(2000);
    let written: Vec<Value> = requests.iter().map(naming_none).collect();
    let known: Vec<Value> = requests.iter().map(|request| expected(Catalogue::canada(), request)).collect();
    assert_eq!(answers(Catalogue::canada(), loose_columns(&written)), known);
    assert!(known.iter().all(|answer| answer["questions"].is_null()));

    // Without the list, or where it is null, every fact of which there was none is one that is not known.
    let forgotten: Vec<PartialRequest> = requests
        .iter()
        .map(|request| {
            let none = naming_none(request)["context"]["none"].as_array().unwrap().clone();
            let facts: Vec<Fact> = Fact::all().filter(|fact| none.iter().any(|name| *name == fact.to_string())).collect();
            less(request, &facts).1
        })
        .collect();
    let expected_of = |request: &PartialRequest| match request.request() {
        Some(request) => expected(Catalogue::canada(), &request),
        None => common::expected_of(Catalogue::canada(), request),
    };
    let unknown: Vec<Value> = forgotten.iter().map(expected_of).collect();
    assert_ne!(unknown, known);
    let [current, target, context] = columns(&requests).try_into().unwrap();
    let nothing: ArrayRef = Arc::new(NullArray::new(requests.len()));
    let without_list = without(&context, "none");
    for context in [with(&without_list, "none", nothing), without_list] {
        assert_eq!(answers(Catalogue::canada(), vec![current.clone(), target.clone(), context]), unknown);
    }
}

/// A column that is missing, at every depth, and one that has no type but null.
#[test]
fn what_has_no_column_is_not_known() {
    let requests = mixed(300);
    let [current, target, context] = columns(&requests).try_into().unwrap();
    let field = |column: &ArrayRef, name: &str| {
        column.as_any().downcast_ref::<StructArray>().unwrap().column_by_name(name).unwrap().clone()
    };
    let nothing = || Arc::new(NullArray::new(requests.len())) as ArrayRef;
    let replaced = |column: &ArrayRef, name: &str, by: ArrayRef| with(&without(column, name), name, by);
    let client = field(&context, "client");
    let usage = field(&client, "usage");
    let in_usage = |usage| replaced(&context, "client", replaced(&client, "usage", usage));
    let begins = |path: &'static str| move |fact: &Fact| fact.to_string().starts_with(path);
    let cases: Vec<(ArrayRef, Vec<Fact>)> = vec![
        (without(&context, "authorised_by"), Fact::all().filter(begins("authorised_by.")).collect()),
        (without(&context, "firm"), Fact::all().filter(begins("firm.")).collect()),
        (replaced(&context, "firm", nothing()), Fact::all().filter(begins("firm.")).collect()),
        (replaced(&context, "client", without(&client, "status")), vec![Fact::Status]),
        (replaced(&context, "client", replaced(&client, "status", nothing())), vec![Fact::Status]),
        (replaced(&context, "client", without(&client, "usage")), Fact::all().filter(begins("client.usage.")).collect()),
        (in_usage(without(&usage, "users")), Fact::all().filter(begins("client.usage.users.")).collect()),
        (in_usage(without(&usage, "features")), Fact::all().filter(begins("client.usage.features.")).collect()),
        (in_usage(replaced(&usage, "accounts", nothing())), Fact::all().filter(begins("client.usage.accounts")).collect()),
        (
            without(&replaced(&without(&without(&context, "client"), "authorised_by"), "firm", nothing()), "none"),
            Fact::all().collect(),
        ),
        (nothing(), Fact::all().collect()),
    ];
    for (context, facts) in cases {
        assert!(!facts.is_empty());
        let told: Vec<PartialRequest> = requests.iter().map(|request| less(request, &facts).1).collect();
        let answers = answers(Catalogue::canada(), vec![current.clone(), target.clone(), context]);
        assert_eq!(answers, all_expected(&told), "{facts:?}");
    }
}

/// A struct that is null, in one row and not in the next, whatever stands in it.
#[test]
fn of_a_record_that_is_null_nothing_is_known() {
    let requests = mixed(300);
    for (place, begins) in [("/context", ""), ("/context/firm", "firm."), ("/context/client/usage/users", "client.usage.users.")]
    {
        let rows = requests.iter().enumerate();
        let (written, told): (Vec<Value>, Vec<Value>) = rows
            .map(|(row, request)| {
                if row % 2 == 0 {
                    return (naming_none(request), expected(Catalogue::canada(), request));
                }
                let facts: Vec<Fact> = Fact::all().filter(|fact| fact.to_string().starts_with(begins)).collect();
                let mut written = naming_none(request);
                *written.pointer_mut(place).unwrap() = Value::Null;
                (written, expected_of(Catalogue::canada(), &less(request, &facts).1))
            })
            .unzip();
        assert_eq!(answers(Catalogue::canada(), loose_columns(&written)), told, "{place}");
    }
}

/// A column of a struct of members, each true, false or null; a member that has no column is not known.
fn members(rows: &[Vec<Option<bool>>], names: &[&str]) -> ArrayRef {
    let column = |place: usize| Arc::new(rows.iter().map(|row| row[place]).collect::<BooleanArray>()) as ArrayRef;
    let field = |name: &&str| Arc::new(Field::new(*name, DataType::Boolean, true));
    Arc::new(StructArray::from(names.iter().enumerate().map(|(place, name)| (field(name), column(place))).collect::<Vec<_>>()))
}

#[test]
fn of_a_set_some_members_may_be_known() {
    let requests = mixed(900);
    let [current, target, context] = columns(&requests).try_into().unwrap();
    let known = |row: usize, place: usize| !(row + place).is_multiple_of(3);
    let parties: Vec<Vec<Option<bool>>> = requests
        .iter()
        .enumerate()
        .map(|(row, request)| {
            let told = Party::ALL.iter().enumerate();
            told.map(|(place, &party)| known(row, place).then(|| request.context.authorised_by.contains(party))).collect()
        })
        .collect();
    // Of the last feature there is no column.
    let features = &Feature::ALL[..Feature::COUNT - 1];
    let in_use: Vec<Vec<Option<bool>>> = requests
        .iter()
        .enumerate()
        .map(|(row, request)| {
            let used = request.context.client.usage.features;
            features.iter().enumerate().map(|(place, &feature)| known(row, place).then(|| used.contains(feature))).collect()
        })
        .collect();
    let told = requests.iter().enumerate().map(|(row, request)| {
        let mut facts = Facts::from(request.context);
        for (place, &party) in Party::ALL.iter().enumerate() {
            facts.authorised_by.set(party, parties[row][place]);
        }
        for (place, &feature) in Feature::ALL.iter().enumerate() {
            facts.client.usage.features.set(feature, in_use[row].get(place).copied().flatten());
        }
        PartialRequest { current: request.current, target: request.target, facts }
    });
    let told: Vec<PartialRequest> = told.collect();
    let names: Vec<&str> = features.iter().map(|feature| feature.name()).collect();
    let replaced = |column: &ArrayRef, name: &str, by: ArrayRef| with(&without(column, name), name, by);
    let client = context.as_any().downcast_ref::<StructArray>().unwrap().column_by_name("client").unwrap().clone();
    let usage = client.as_any().downcast_ref::<StructArray>().unwrap().column_by_name("usage").unwrap().clone();
    let client = replaced(&client, "usage", replaced(&usage, "features", members(&in_use, &names)));
    let context = replaced(&context, "client", client);
    let context = replaced(&context, "authorised_by", members(&parties, &["firm", "client"]));
    let answers = answers(Catalogue::canada(), vec![current, target, context]);
    assert_eq!(answers, all_expected(&told));
    assert!(answers.iter().any(|answer| answer["decision"] == "open"));
}

fn written(folder: &Path, columns: &[ArrayRef]) -> String {
    let ids: ArrayRef = Arc::new(Int64Array::from_iter_values((1..).take(columns[0].len())));
    let names = ["id", "current", "target", "context"];
    let batch = RecordBatch::try_from_iter(names.into_iter().zip([&[ids], columns].concat())).unwrap();
    let file = folder.join("book.parquet");
    let mut writer = ArrowWriter::try_new(File::create(&file).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file.display().to_string()
}

fn ask(book: &str, sql: &str) -> RecordBatch {
    let answered = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let session = book::open(book, Catalogue::canada(), 2).await?;
        session.sql(sql).await?.collect().await
    });
    let batches = answered.unwrap();
    concat_batches(batches[0].schema_ref(), &batches).unwrap()
}

/// From Parquet, and as the program prints it.
#[test]
fn what_is_to_be_asked_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (rows, told) = partly_known(3000);
    let book = written(folder.path(), &loose_columns(&rows));
    let by_row = ask(&book, "select plan_change(current, target, context) as answer from book order by id");
    let expected = all_expected(&told);
    assert_eq!(as_json(by_row.column(0)), expected);

    let mut counts = std::collections::BTreeMap::<(String, String), u64>::new();
    for question in
        expected.iter().filter(|answer| answer["decision"] == "open").flat_map(|answer| answer["questions"].as_array().unwrap())
    {
        let text = |name: &str| question[name].as_str().unwrap().to_owned();
        *counts.entry((text("ask"), text("fact"))).or_default() += 1;
    }
    let asked = ask(&book, QUESTIONS);
    let [by, fact, requests] = [0, 1, 2].map(|column| as_json(asked.column(column)));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let by_sql = (0..asked.num_rows()).map(|row| ((text(&by[row]), text(&fact[row])), requests[row].as_u64().unwrap()));
    assert_eq!(by_sql.collect::<std::collections::BTreeMap<_, _>>(), counts);
    assert!(counts.len() > 20, "{counts:?}");

    let run = Command::new(env!("CARGO_BIN_EXE_book")).args(["decide", &book]).output().unwrap();
    assert!(run.status.success(), "{run:?}");
    let said = String::from_utf8(run.stdout).unwrap();
    let count = counts[&("client".to_owned(), "client.usage.users.billable".to_owned())];
    assert!(said.contains("| open        |"), "{said}");
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let row = ["", "client", "client.usage.users.billable", &count.to_string(), ""];
    assert!(said.lines().any(|line| cells(line) == row), "{said}");
}

/// As somebody writes it in SQL, with lists of nothing and with members.
#[test]
fn a_partly_known_request_can_be_written_in_sql() {
    let folder = tempfile::tempdir().unwrap();
    let book = written(folder.path(), &columns(&mixed(1)));
    let asked = |client: &str, none: &str| {
        let sql = format!(
            "select plan_change(
                current => {{base: {{plan: 'plus', payer: 'firm'}}}},
                target => {{base: {{plan: 'essentials', payer: 'firm'}}}},
                context => {{
                    authorised_by: ['firm'],
                    firm: {{
                        billing_current: true, subscription_current: true, manages_billing: true, is_accountant_user: true
                    }},
                    client: {{
                        status: 'active', billing_current: true, billing_cycle: 'monthly', days_to_renewal: null,
                        primary_admin: 'client', transfer_permission_hours: null, days_since_discount: null,
                        hours_since_downgrade: null, downgrade_offered: true, addresses_match: true, other_billing_system: false,
                        same_region: true, {client}
                    }},
                    none: {none}
                }}
            ) as answer"
        );
        as_json(ask(&book, &sql).column(0)).remove(0)
    };
    let all = "['client.days_to_renewal', 'client.transfer_permission_hours', 'client.days_since_discount', \
               'client.hours_since_downgrade']";
    let usage = "usage: {users: {billable: null, accountant: 1, reports_only: 0, time_only: 0},
                         accounts: 120, classes_and_locations: 12, custom_fields: 2,
                         features: {multicurrency: true, recurring_transactions: false, bills: true, time_tracking: false,
                                    inventory: null, purchase_orders: false, projects: false, classes: false, locations: false,
                                    budgets: false, custom_roles: false, workflows: false, spreadsheet_sync: false,
                                    backup_and_restore: false, enhanced_custom_fields: false}}";
    let answer = asked(&format!("confirmation: {{accepted_losses: ['inventory']}}, {usage}"), all);
    let question = |fact: &str, more_than: Value, decides: &str| json!({"fact": fact, "ask": "client", "more_than": more_than, "decides": [decides], "settles": true});
    assert_eq!(
        answer,
        json!({
            "decision": "open", "catalogue": "CA-2025-06-02", "resolution": null, "reasons": null, "remedies": null,
            "questions": [
                question("client.usage.users.billable", json!(3), "too_many_users"),
                question("client.usage.features.inventory", Value::Null, "feature_in_use"),
            ],
            "error": null,
        })
    );
    // Nothing is said of a confirmation: it is asked for too. Said to be none, the change is refused whatever else is so.
    let open = asked(usage, all);
    assert_eq!(open["decision"], "open");
    let asks = |answer: &Value| {
        answer["questions"].as_array().unwrap().iter().map(|question| question["fact"].clone()).collect::<Vec<_>>()
    };
    assert!(asks(&open).contains(&json!("client.confirmation")), "{open}");
    let refused = asked(usage, &all.replace(']', ", 'client.confirmation']"));
    assert_eq!((&refused["decision"], &refused["resolution"]), (&json!("refusal"), &json!("act")));
    assert_eq!(refused["reasons"], json!(["downgrade_not_confirmed"]));
    assert_eq!(refused["remedies"]["client"], json!(["confirm"]));
    assert_eq!(asks(&refused), asks(&answer));

    // A list of nothing, of members and of names.
    let nothing =
        "confirmation: {accepted_losses: []}, usage: {users: {billable: 1, accountant: 1, reports_only: 0, time_only: 0},
                   accounts: 1, classes_and_locations: 0, custom_fields: 0, features: []}";
    assert_eq!(asked(nothing, all)["decision"], "change_plan");
    assert_eq!(asked(nothing, all)["questions"], Value::Null);
    assert_eq!(asked(nothing, "[]")["error"], Value::Null);
    assert_ne!(asked(nothing, "[]")["questions"], Value::Null);
    let error = "context.none: `client.status`, expected one of client.days_to_renewal";
    assert!(asked(nothing, "['client.status']")["error"].as_str().unwrap().starts_with(error));
}
