//! Books in Parquet: what SQL counts is what the crate alone counts.

mod common;
#[path = "common/counted.rs"]
mod counted;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{as_json, expected, invented_edition};
use counted::Counted;
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::Int64Type;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use subscription_change::{Catalogue, Request};
use subscription_change_datafusion::book::{self, INVALID, QUESTIONS, REFUSALS};
use subscription_change_datafusion::plan_change;

const ROWS: usize = 20_000;

fn requests() -> Vec<Request> {
    common::mix::Mix::seeded(5).requests(ROWS)
}

/// The same requests in one file, or in several in a folder.
fn write(folder: &Path, files: usize) -> String {
    let place = folder.join(format!("book of {files}"));
    std::fs::create_dir(&place).unwrap();
    let rows = requests();
    for (part, requests) in rows.chunks(ROWS.div_ceil(files)).enumerate() {
        let first = 1 + part * ROWS.div_ceil(files);
        book::write(
            &place.join(format!("{part}.parquet")),
            i64::try_from(first).unwrap(),
            requests.chunks(3000).map(<[_]>::to_vec),
        )
        .unwrap();
    }
    place.display().to_string()
}

fn ask(book: &str, catalogue: &Catalogue, partitions: usize, sql: &str) -> RecordBatch {
    let answered = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let session = book::open(book, catalogue, partitions).await?;
        session.sql(sql).await?.collect().await
    });
    let batches = answered.unwrap();
    concat_batches(batches[0].schema_ref(), &batches).unwrap()
}

type Counts = BTreeMap<(String, Option<String>, String), i64>;

fn counted_by_the_crate(catalogue: &Catalogue) -> Counts {
    let mut counts = Counts::new();
    for request in requests() {
        let answer = expected(catalogue, &request);
        let decision = answer["decision"].as_str().unwrap();
        let reasons = answer["reasons"]
            .as_array()
            .map_or(vec![None], |reasons| reasons.iter().map(|reason| Some(reason.as_str().unwrap().to_owned())).collect());
        for reason in reasons {
            *counts.entry((decision.to_owned(), reason, request.target.base.plan.name().to_owned())).or_default() += 1;
        }
    }
    counts
}

fn counted_by_sql(counts: &RecordBatch) -> Counts {
    let names = ["decision", "reason", "plan"].map(|name| as_json(counts.column_by_name(name).unwrap()));
    let requests = counts.column_by_name("requests").unwrap().as_primitive::<Int64Type>();
    let text = |column: usize, row: usize| names[column][row].as_str().map(str::to_owned);
    let row = |row| ((text(0, row).unwrap(), text(1, row), text(2, row).unwrap()), requests.value(row));
    (0..counts.num_rows()).map(row).collect()
}

#[test]
fn sql_counts_what_the_crate_counts_in_one_partition_and_in_two() {
    let folder = tempfile::tempdir().unwrap();
    let expected = counted_by_the_crate(Catalogue::canada());
    assert!(expected.len() > 80, "{}", expected.len());
    for files in [1, 3] {
        let book = write(folder.path(), files);
        let of_one = ask(&book, Catalogue::canada(), 1, REFUSALS);
        assert_eq!(counted_by_sql(&of_one), expected);
        assert_eq!(of_one, ask(&book, Catalogue::canada(), 2, REFUSALS));
    }
}

/// The columns of a book that another program wrote need not be in dictionaries, nor be nullable where those of ours are.
#[test]
fn a_book_is_written_with_its_names_in_dictionaries_and_need_not_be() {
    let folder = tempfile::tempdir().unwrap();
    let ours = write(folder.path(), 1);
    let schema = ArrowReaderMetadata::load(&File::open(format!("{ours}/0.parquet")).unwrap(), ArrowReaderOptions::new());
    let types = format!("{:?}", schema.unwrap().schema().fields());
    assert_eq!(types.matches("Utf8").count(), types.matches("Dictionary(UInt8, Utf8)").count(), "{types}");
    assert!(types.contains("Dictionary(UInt8, Utf8)"), "{types}");

    let plain = folder.path().join("plain.parquet");
    let batch = book::batch(1, &requests()).unwrap();
    assert!(!format!("{:?}", batch.schema()).contains("Dictionary"));
    let mut writer = ArrowWriter::try_new(File::create(&plain).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let counts = |book: &str| ask(book, Catalogue::canada(), 2, REFUSALS);
    assert_eq!(counts(plain.to_str().unwrap()), counts(&ours));
}

#[test]
fn sql_counts_with_the_catalogue_of_the_session() {
    let folder = tempfile::tempdir().unwrap();
    let counts = ask(&write(folder.path(), 1), &invented_edition(), 2, REFUSALS);
    assert_eq!(counted_by_sql(&counts), counted_by_the_crate(&invented_edition()));
    assert_ne!(counted_by_sql(&counts), counted_by_the_crate(Catalogue::canada()));
}

#[test]
fn each_request_is_decided_once() {
    let folder = tempfile::tempdir().unwrap();
    let book = write(folder.path(), 1);
    for sql in [REFUSALS, QUESTIONS, INVALID] {
        let rows = Arc::new(AtomicUsize::new(0));
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let session = book::open(&book, Catalogue::canada(), 2).await.unwrap();
            session.register_udf(Counted { function: plan_change(Catalogue::canada()), rows: rows.clone() }.into());
            session.sql(sql).await.unwrap().collect().await.unwrap();
        });
        assert_eq!(rows.load(Ordering::Relaxed), ROWS, "{sql}");
    }
}

#[test]
fn the_readme_shows_the_queries_as_they_are() {
    for sql in [REFUSALS, QUESTIONS] {
        assert!(include_str!("../README.md").contains(sql), "{sql}");
    }
}

/// Every row, in its place, as Parquet is read.
#[test]
fn every_row_of_a_book_is_answered_as_the_crate_does() {
    let folder = tempfile::tempdir().unwrap();
    let sql = "select id, plan_change(current, target, context) as answer from book order by id";
    let answers = ask(&write(folder.path(), 2), Catalogue::canada(), 2, sql);
    assert_eq!(answers.column(0).as_primitive::<Int64Type>().values().to_vec(), (1..=20_000).collect::<Vec<i64>>());
    for (answer, request) in as_json(answers.column(1)).iter().zip(requests()) {
        assert_eq!(*answer, expected(Catalogue::canada(), &request), "{request:?}");
    }
}

/// Literals, parameters by name, and an add-on that is left out of the target and stays as it is.
#[test]
fn a_request_can_be_written_in_sql() {
    let folder = tempfile::tempdir().unwrap();
    let sql = "
        select plan_change(
            target => {base: {plan: 'easy_start', payer: 'firm'}},
            current => {base: {plan: 'plus', payer: 'firm'}, payroll: {tier: 'core', payer: 'firm'}},
            context => {
                authorised_by: ['firm'],
                firm: {
                    billing_current: true, subscription_current: true, manages_billing: true, is_accountant_user: true
                },
                client: {
                    status: 'active', billing_current: true, billing_cycle: 'monthly', days_to_renewal: null,
                    primary_admin: 'client', confirmation: null, transfer_permission_hours: null, days_since_discount: null,
                    hours_since_downgrade: null, downgrade_offered: true, addresses_match: true, other_billing_system: false,
                    same_region: true,
                    usage: {
                        users: {billable: 3, accountant: 1, reports_only: 0, time_only: 0},
                        accounts: 120, classes_and_locations: 12, custom_fields: 2, features: ['multicurrency', 'projects']
                    }
                },
                none: [
                    'client.days_to_renewal', 'client.confirmation', 'client.transfer_permission_hours', 'client.days_since_discount',
                    'client.hours_since_downgrade'
                ]
            }
        ) as answer";
    let answer = ask(&write(folder.path(), 1), Catalogue::canada(), 1, sql);
    let request: Request = serde_json::from_value(serde_json::json!({
        "current": {"base": {"plan": "plus", "payer": "firm"}, "payroll": {"tier": "core", "payer": "firm"}},
        "target": {"base": {"plan": "easy_start", "payer": "firm"}},
        "context": {
            "authorised_by": ["firm"],
            "firm": {
                "billing_current": true, "subscription_current": true, "manages_billing": true, "is_accountant_user": true,
            },
            "client": {
                "status": "active", "billing_current": true, "billing_cycle": "monthly", "days_to_renewal": null,
                "primary_admin": "client", "confirmation": null, "transfer_permission_hours": null, "days_since_discount": null,
                "hours_since_downgrade": null, "downgrade_offered": true, "addresses_match": true,
                "other_billing_system": false, "same_region": true,
                "usage": {
                    "users": {"billable": 3, "accountant": 1, "reports_only": 0, "time_only": 0},
                    "accounts": 120, "classes_and_locations": 12, "custom_fields": 2, "features": ["multicurrency", "projects"],
                },
            },
        },
    }))
    .unwrap();
    assert_eq!(as_json(answer.column(0)), [expected(Catalogue::canada(), &request)]);
}

/// What the clients have to do: the lists of the answer are ordinary lists.
#[test]
fn remedies_can_be_counted_by_who_acts() {
    let folder = tempfile::tempdir().unwrap();
    let sql = "
        select remedy, count(*) as requests from (
            select unnest(plan_change(current, target, context)['remedies']['client']) as remedy from book
        ) group by remedy order by remedy";
    let counts = ask(&write(folder.path(), 1), Catalogue::canada(), 2, sql);
    let mut expected_counts = BTreeMap::<String, i64>::new();
    for request in requests() {
        let answer = expected(Catalogue::canada(), &request);
        for remedy in answer["remedies"]["client"].as_array().into_iter().flatten() {
            *expected_counts.entry(remedy.as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    let remedies = as_json(counts.column(0));
    let requests = counts.column(1).as_primitive::<Int64Type>();
    let by_sql = (0..counts.num_rows()).map(|row| (remedies[row].as_str().unwrap().to_owned(), requests.value(row)));
    assert_eq!(by_sql.collect::<BTreeMap<_, _>>(), expected_counts);
}
