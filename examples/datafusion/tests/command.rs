//! The program: what it prints, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use datafusion::arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, StructArray};
use datafusion::arrow::compute::{cast, concat_batches};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::sync::Arc;

fn book(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_book")).args(arguments).output().unwrap()
}

fn said(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A book of 500 requests in this folder.
fn generated(folder: &Path) -> String {
    let file = folder.join("book.parquet").display().to_string();
    let run = book(&["generate", "--rows", "500", &file]);
    assert!(run.status.success() && run.stderr.is_empty(), "{run:?}");
    file
}

fn rows(file: &str) -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(file).unwrap()).unwrap();
    let schema = reader.schema().clone();
    concat_batches(&schema, &reader.build().unwrap().collect::<Result<Vec<_>, _>>().unwrap()).unwrap()
}

#[test]
fn without_a_command_it_makes_a_book_and_counts_its_refusals() {
    let run = book(&[]);
    assert!(run.status.success(), "{run:?}");
    assert!(said(&run.stdout).contains("| refusal     | too_many_users              | easy_start    |"), "{}", said(&run.stdout));
}

#[test]
fn a_book_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = rows(&generated(folder.path()));
    assert_eq!((first.num_rows(), first.schema().fields().len()), (500, 4));
    assert_eq!(first, rows(&generated(folder.path())));
}

#[test]
fn a_question_of_ones_own_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let sql = "select plan_change(current, target, context)['catalogue'] as catalogue, count(*) as requests from book group by catalogue";
    let run = book(&["decide", "--partitions", "1", "--sql", sql, &generated(folder.path())]);
    assert!(run.status.success(), "{run:?}");
    assert!(said(&run.stdout).contains("| CA-2025-06-02 | 500      |"), "{}", said(&run.stdout));
}

/// The book with one plan that there is not: the rest is counted, and the run fails and says which.
#[test]
fn what_is_no_request_is_named_and_the_rest_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = generated(folder.path());
    let good = rows(&file);
    let target = good.column(2).as_struct();
    let base = target.column(0).as_struct();
    let plans = cast(base.column(0), &DataType::Utf8).unwrap();
    let plans = plans.as_string::<i32>().iter().enumerate();
    let plans: StringArray = plans.map(|(row, plan)| if row == 41 { Some("premium") } else { plan }).collect();
    let plans = cast(&plans, base.column(0).data_type()).unwrap();
    let base: ArrayRef = Arc::new(StructArray::new(base.fields().clone(), vec![plans, base.column(1).clone()], None));
    let target: ArrayRef = Arc::new(StructArray::new(target.fields().clone(), [&[base], &target.columns()[1..]].concat(), None));
    let columns = vec![good.column(0).clone(), good.column(1).clone(), target, good.column(3).clone()];
    let bad = RecordBatch::try_new(good.schema(), columns).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(&file).unwrap(), bad.schema(), None).unwrap();
    writer.write(&bad).unwrap();
    writer.close().unwrap();

    let run = book(&["decide", &file]);
    assert_eq!(run.status.code(), Some(1));
    let (counts, error) = (said(&run.stdout), said(&run.stderr));
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    assert!(counts.lines().any(|line| cells(line) == ["", "invalid", "", "premium", "1", ""]), "{counts}");
    assert!(counts.contains("| refusal     | nothing_to_change "), "{counts}");
    let message =
        "| 42 | target.base.plan: `premium`, expected one of easy_start, essentials, plus, advanced, ledger, self_employed |";
    assert!(error.contains(message), "{error}");
}

#[test]
fn what_cannot_be_done_is_reported_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let file = generated(folder.path());
    let nowhere = folder.path().join("nowhere.parquet").display().to_string();
    let no_book = folder.path().join("no_book.parquet").display().to_string();
    let batch = RecordBatch::try_from_iter([("id", Arc::new(Int64Array::from(vec![1])) as ArrayRef)]).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(&no_book).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    for (arguments, code, message) in [
        (&["decide", &nowhere][..], 1, "nowhere.parquet: there is no such file or folder"),
        (&["decide", &no_book], 1, "No field named current"),
        (&["decide", "--sql", "select 1 from books", &file], 1, "books"),
        (
            &["decide", "--sql", "select plan_change(current, target, target) from book limit 1", &file],
            1,
            "plan_change: context: unknown field `base`",
        ),
        (&["generate", "/nowhere/book.parquet"], 1, "/nowhere/book.parquet: "),
        (&["decide", "--partitions", "0", &file], 2, "--partitions"),
        (&["decide"], 2, "Usage: book decide"),
    ] {
        let run = book(arguments);
        assert_eq!(run.status.code(), Some(code), "{arguments:?}: {run:?}");
        assert!(said(&run.stderr).contains(message), "{arguments:?}: {}", said(&run.stderr));
        assert!(run.stdout.is_empty(), "{arguments:?}: {}", said(&run.stdout));
    }
}

/// `id` is the number of the request in its book.
#[test]
fn requests_are_numbered() {
    let folder = tempfile::tempdir().unwrap();
    let book = rows(&generated(folder.path()));
    assert_eq!(*book.schema().field(0), Field::new("id", DataType::Int64, false));
    assert!(book.column(0).as_primitive::<Int64Type>().values().iter().copied().eq(1..=500));
}
