//! A cluster counts what one process counts, and all of its executors decide.

#[path = "../../tests/common/counted.rs"]
mod counted;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use counted::Counted;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use subscription_change::Catalogue;
use subscription_change_datafusion::{book, plan_change};

/// Four files of a book.
fn write(folder: &Path) {
    for part in 0..4 {
        book::generate(&folder.join(format!("{part}.parquet")), 5000, part).unwrap();
    }
}

async fn ask(session: &SessionContext, book: &Path, sql: &str) -> RecordBatch {
    session.deregister_table("book").unwrap();
    session.register_parquet("book", book.to_str().unwrap(), ParquetReadOptions::default()).await.unwrap();
    let batches = session.sql(sql).await.unwrap().collect().await.unwrap();
    concat_batches(batches[0].schema_ref(), &batches).unwrap()
}

#[test]
fn two_executors_count_what_one_process_counts_and_both_decide() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let rows = [Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0))];
    let executors = rows.clone().map(|rows| Counted { function: plan_change(Catalogue::canada()), rows }.into());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let cluster = subscription_change_ballista::start(&executors).await.unwrap();
        let alone = book::open(folder.path().to_str().unwrap(), Catalogue::canada(), 1).await.unwrap();
        let here = ask(&alone, folder.path(), book::REFUSALS).await;
        assert!(here.num_rows() > 80);
        assert_eq!(ask(&cluster, folder.path(), book::REFUSALS).await, here);
    });
    let rows = rows.map(|rows| rows.load(Ordering::Relaxed));
    assert_eq!(rows.iter().sum::<usize>(), 20_000);
    assert!(rows.iter().all(|&rows| rows > 0), "{rows:?}");
}

/// Whole answers come back over the network, lists, structs and all.
#[test]
fn a_cluster_gives_the_answers_of_one_process() {
    let folder = tempfile::tempdir().unwrap();
    book::generate(&folder.path().join("book.parquet"), 5000, 9).unwrap();
    let sql = "select id, plan_change(current, target, context) as answer from book order by id";
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let function = plan_change(Catalogue::canada());
        let cluster = subscription_change_ballista::start(&[function.clone(), function]).await.unwrap();
        let alone = book::open(folder.path().to_str().unwrap(), Catalogue::canada(), 1).await.unwrap();
        let here = ask(&alone, folder.path(), sql).await;
        assert_eq!(here.num_rows(), 5000);
        assert_eq!(ask(&cluster, folder.path(), sql).await, here);
    });
}
