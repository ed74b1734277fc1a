//! `cluster BOOK`: counts the refusals of a book by reason and plan on two executors.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::ParquetReadOptions;
use subscription_change::Catalogue;
use subscription_change_datafusion::{book, plan_change};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [book] = &arguments[..] else {
        eprintln!("Usage: cluster BOOK, a Parquet file or a folder of them");
        return ExitCode::from(2);
    };
    match tokio::runtime::Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(run(book))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(book: &str) -> Result<(), Box<dyn Error>> {
    let function = plan_change(Catalogue::canada());
    let session = subscription_change_ballista::start(&[function.clone(), function]).await?;
    session.register_parquet("book", book, ParquetReadOptions::default()).await?;
    let start = Instant::now();
    let counts = session.sql(book::REFUSALS).await?.collect().await?;
    eprintln!("two executors, {:.2} s", start.elapsed().as_secs_f64());
    println!("{}", pretty_format_batches(&counts)?);
    Ok(())
}
