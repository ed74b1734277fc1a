//! `book`: makes a book of requests, and decides one.

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::{Args, Parser, Subcommand};
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::util::pretty::pretty_format_batches;
use subscription_change::Catalogue;
use subscription_change_datafusion::book;

/// How many requests a book has if nothing else is said.
const SMALL: usize = 100_000;

/// Decides a book of requests in Parquet. Without a command it makes a small one and decides that.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Write a book of requests as a firm's portal makes them.
    Generate {
        /// How many.
        #[arg(long, default_value_t = SMALL)]
        rows: usize,
        file: PathBuf,
    },
    /// Count the refusals of a book by reason and plan, and what is to be asked where it is open; or ask something else of it. Exits with 1 if
    /// anything in it is no request.
    Decide(Decide),
}

#[derive(Args)]
struct Decide {
    /// In how many parts it is read and decided at the same time [default: one for each processor].
    #[arg(long)]
    partitions: Option<NonZeroUsize>,
    /// A query of `book`, in which `plan_change(current, target, context)` is the answer to a request.
    #[arg(long)]
    sql: Option<String>,
    /// A Parquet file, or a folder of them, with the columns id, current, target and context.
    book: String,
}

fn main() -> ExitCode {
    match run(Options::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: Options) -> Result<ExitCode, Box<dyn Error>> {
    match options.command {
        Some(Command::Generate { rows, file }) => generate(&file, rows).map(|()| ExitCode::SUCCESS),
        Some(Command::Decide(decide)) => answer(&decide),
        None => {
            let folder = tempfile::tempdir()?;
            let file = folder.path().join("book.parquet");
            generate(&file, SMALL)?;
            answer(&Decide { partitions: None, sql: None, book: file.display().to_string() })
        }
    }
}

fn generate(file: &Path, rows: usize) -> Result<(), Box<dyn Error>> {
    Ok(book::generate(file, rows, 1).map_err(|error| format!("{}: {error}", file.display()))?)
}

fn answer(decide: &Decide) -> Result<ExitCode, Box<dyn Error>> {
    let partitions = decide.partitions.or(thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    if !Path::new(&decide.book).exists() {
        return Err(format!("{}: there is no such file or folder", decide.book).into());
    }
    tokio::runtime::Runtime::new()?.block_on(async {
        let session = book::open(&decide.book, Catalogue::canada(), partitions).await?;
        let sql = decide.sql.as_deref().unwrap_or(book::REFUSALS);
        let answers = session.sql(sql).await?.collect().await?;
        print(&answers)?;
        if decide.sql.is_some() {
            return Ok(ExitCode::SUCCESS);
        }
        if any(&answers, "open") {
            print(&session.sql(book::QUESTIONS).await?.collect().await?)?;
        }
        if !any(&answers, "invalid") {
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!("Not every row in it is a request. The first that are not:");
        eprintln!("{}", pretty_format_batches(&session.sql(book::INVALID).await?.collect().await?)?);
        Ok(ExitCode::FAILURE)
    })
}

/// A reader that has seen enough is no error.
fn print(answers: &[RecordBatch]) -> Result<(), Box<dyn Error>> {
    match writeln!(io::stdout(), "{}", pretty_format_batches(answers)?) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn any(counts: &[RecordBatch], which: &str) -> bool {
    let mut decisions = counts.iter().filter_map(|batch| batch.column_by_name("decision")?.as_string_view_opt());
    decisions.any(|decisions| decisions.iter().any(|decision| decision == Some(which)))
}
