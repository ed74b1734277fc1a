//! Compares two catalogues before the newer one goes live: every cell that differs with a request that shows it, whether each move gets
//! stricter or looser, and whose answers of a book of requests change, from what to what, and why.
//!
//! ```text
//! cargo run --release --package compare_catalogues                       the default, the shipped invented edition, and the shipped book
//! cargo run --release --package compare_catalogues -- OLDER NEWER        two others: an embedded one's identity, or a file of JSON
//! cargo run --release --package compare_catalogues -- OLDER NEWER BOOK   another book of JSON Lines, `-` for standard input
//! cargo run --release --package compare_catalogues -- --json             JSON Lines instead of text
//! ```
//!
//! Memory is constant, however long the book is. A line that is not a request is said so, and the book goes on. Exit codes: 0 every line
//! was a request; 1 some were not; 2 unusable arguments or catalogues, or the book cannot be read or the output not written. A reader
//! that closes the pipe ends the run quietly.

#[path = "../../decide/src/catalogue.rs"]
mod catalogue;
#[path = "../../decide/src/input.rs"]
mod input;
mod json;
#[path = "../../decide/src/request_line.rs"]
mod request_line;
mod summary;
mod text;
#[allow(dead_code, reason = "only how things are named is taken from it")]
#[path = "../../decide/src/text.rs"]
mod words;

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Parser;
use serde_json::value::RawValue;
use subscription_change::{Catalogue, Cell, CellDifference, ChangedAnswer, Comparison, MoveDifference};

use input::{Lines, Piece};
use request_line::RequestLine;
use summary::Summary;

/// The book of one firm's clients and the invented edition that are shipped with the examples.
const BOOK: &[u8] = include_bytes!("../../data/book.jsonl");
const INVENTED_EDITION: &[u8] = include_bytes!("../../data/invented-edition.json");

/// Compares two catalogues, and what they answer to a book of requests.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 every line was a request, 1 some were not, 2 unusable arguments, catalogues or I/O."
)]
struct Arguments {
    /// The older catalogue: an embedded one by its identity, or a file of JSON. Without it, the default one
    #[arg(value_name = "ID|FILE", value_parser = catalogue::catalogue)]
    older: Option<Catalogue>,

    /// The newer catalogue. Without it, the shipped invented edition
    #[arg(value_name = "ID|FILE", value_parser = catalogue::catalogue)]
    newer: Option<Catalogue>,

    /// JSON Lines, a request on each; `-` is standard input. Without it, the shipped book of one firm's clients
    book: Option<PathBuf>,

    /// Print JSON Lines instead of text
    #[arg(long)]
    json: bool,
}

/// Why a run ends before the book does.
enum Stop {
    /// The book cannot be read.
    Unreadable(io::Error),
    /// The output cannot be written.
    Unwritable(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Unwritable(error)
    }
}

/// A request of the book to which the two catalogues give different answers.
struct Changed<'a> {
    line: u64,
    id: Option<&'a RawValue>,
    answers: ChangedAnswer,
    causes: Vec<Cell>,
}

/// How what is found is written.
trait Report {
    fn begin(&mut self, older: &Catalogue, newer: &Catalogue) -> io::Result<()>;
    fn cells(&mut self, differences: &[CellDifference]) -> io::Result<()>;
    fn moves(&mut self, moves: &[MoveDifference]) -> io::Result<()>;
    fn changed(&mut self, changed: &Changed<'_>) -> io::Result<()>;
    fn invalid(&mut self, line: u64, id: Option<&RawValue>, error: &str) -> io::Result<()>;
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let shipped = match catalogue::read(INVENTED_EDITION) {
        Ok(shipped) => shipped,
        Err(error) => return unusable(&error),
    };
    let older = arguments.older.as_ref().unwrap_or(Catalogue::canada());
    let newer = arguments.newer.as_ref().unwrap_or(&shipped);
    let (name, book): (String, Box<dyn Read>) = match &arguments.book {
        None => ("the shipped book".to_owned(), Box::new(BOOK)),
        Some(file) if file.as_os_str() == "-" => ("standard input".to_owned(), Box::new(io::stdin().lock())),
        Some(file) => match File::open(file) {
            Ok(opened) => (file.display().to_string(), Box::new(opened)),
            Err(error) => return unusable(&format!("cannot read {}: {error}", file.display())),
        },
    };
    let mut summary = Summary::default();
    let stdout = BufWriter::new(io::stdout().lock());
    let result = if arguments.json {
        run(book, older, newer, &mut summary, &mut json::Json(stdout))
    } else {
        let choice = AutoStream::choice(&io::stdout());
        run(book, older, newer, &mut summary, &mut text::Text(AutoStream::new(Box::new(stdout) as Box<dyn Write>, choice)))
    };
    match result {
        Ok(()) => summary.exit_code(),
        Err(Stop::Unwritable(error)) if error.kind() == io::ErrorKind::BrokenPipe => summary.exit_code(),
        Err(Stop::Unwritable(error)) => unusable(&format!("cannot write the comparison: {error}")),
        Err(Stop::Unreadable(error)) => unusable(&format!("cannot read {name} after line {}: {error}", summary.lines())),
    }
}

fn unusable(message: &str) -> ExitCode {
    eprintln!("compare_catalogues: {message}");
    ExitCode::from(2)
}

fn run(
    book: Box<dyn Read>,
    older: &Catalogue,
    newer: &Catalogue,
    summary: &mut Summary,
    report: &mut impl Report,
) -> Result<(), Stop> {
    let comparison = Comparison::new(older, newer);
    report.begin(older, newer)?;
    report.cells(&comparison.differences().collect::<Vec<_>>())?;
    report.moves(&comparison.moves().collect::<Vec<_>>())?;
    let mut lines = Lines::of(book);
    while let Some((piece, _)) = lines.next(|| Ok(()))? {
        let number = summary.count_line();
        match piece {
            Piece::Whole(line) => {
                let line = RequestLine::read(line);
                match line.request {
                    Ok(request) => {
                        summary.count_request();
                        if let Some(answers) = comparison.answers(&request) {
                            let causes = comparison.causes(&request).collect();
                            let changed = Changed { line: number, id: line.id, answers, causes };
                            summary.count(&changed);
                            report.changed(&changed)?;
                        }
                    }
                    Err(error) => report.invalid(number, line.id, &error)?,
                }
            }
            Piece::TooLong { limit } => {
                let error = format!("longer than {limit} bytes, expected a request, which has about a thousand");
                report.invalid(number, None, &error)?;
            }
        }
    }
    Ok(report.end(summary)?)
}
