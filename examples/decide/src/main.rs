//! Decides a stream of requests, one JSON object a line, and answers each with one line: the change plan, or every reason why not.
//!
//! ```text
//! cargo run --release --package decide                 the shipped book
//! cargo run --release --package decide -- FILE         another one
//! cargo run --release --package decide -- -            standard input
//! cargo run --release --package decide -- --text       for a person, in English or French
//! cargo run --release --package decide -- --catalogue examples/data/invented-edition.json examples/data/book-other-edition.jsonl
//! ```
//!
//! Memory is constant, however long the stream is. A line that is not a request is answered `invalid`, and the stream goes on.
//! Exit codes: 0 every line was a request; 1 some were not; 2 unusable arguments, or the input cannot be read or the output not
//! written; 130 interrupted. A reader that closes the pipe ends the run quietly.

mod catalogue;
mod input;
mod output;
mod progress;
mod request_line;
mod summary;
mod text;

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use subscription_change::{Catalogue, Language, Reader};

use input::{Lines, Piece};
use output::Output;
use progress::Progress;
use request_line::RequestLine;
use summary::Summary;
use text::Eyes;

/// The book of one firm's clients that is shipped with the example.
const BOOK: &[u8] = include_bytes!("../../data/book.jsonl");

/// The identity of [`Catalogue::canada`].
const DEFAULT: &str = "CA-2025-06-02";

/// Decides a stream of requests, one JSON object a line.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 every line was a request, 1 some were not, 2 unusable arguments or I/O, 130 interrupted."
)]
struct Arguments {
    /// JSON Lines to decide, a request on each, with an `id` to be echoed if you like; `-` is standard input. Without it, the shipped
    /// book of one firm's clients
    file: Option<PathBuf>,

    /// Print each answer for a person, in colour on a terminal, instead of as JSON
    #[arg(long)]
    text: bool,

    /// The language of the text, as a tag: en-CA, fr-CA, en or fr. Without it, that of the environment's locale if there is one of
    /// them, else English
    #[arg(long, value_name = "TAG", requires = "text")]
    lang: Option<Language>,

    /// For whose eyes the text is: firm, client or other. "You" is who reads
    #[arg(long, value_name = "READER", requires = "text", default_value_t = Reader::Firm)]
    reader: Reader,

    /// The catalogue to decide with: an embedded one by its identity, or a file of JSON
    #[arg(long, value_name = "ID|FILE", value_parser = catalogue::catalogue, default_value = DEFAULT)]
    catalogue: Catalogue,
}

/// The language of the first locale that the environment names; English where it names none that there is.
fn language_of_the_environment() -> Language {
    sys_locale::get_locale().and_then(|locale| Language::best_for(&locale)).unwrap_or(Language::English)
}

/// Why a run ends before the input does.
enum Stop {
    /// Nobody reads the output any more.
    Closed,
    /// The input cannot be read.
    Unreadable(io::Error),
    /// The output cannot be written.
    Unwritable(io::Error),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let name = match &arguments.file {
        None => "the shipped book".to_owned(),
        Some(file) if file.as_os_str() == "-" => "standard input".to_owned(),
        Some(file) => file.display().to_string(),
    };
    let (input, length): (Box<dyn Read>, Option<u64>) = match &arguments.file {
        None => (Box::new(BOOK), Some(BOOK.len() as u64)),
        Some(file) if file.as_os_str() == "-" => (Box::new(io::stdin().lock()), None),
        Some(file) => match File::open(file) {
            Ok(opened) => {
                let length = opened.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
                (Box::new(opened), length)
            }
            Err(error) => return unusable(&format!("cannot read {name}: {error}")),
        },
    };
    let language = arguments.lang.unwrap_or_else(language_of_the_environment);
    let eyes = arguments.text.then_some(Eyes { language, reader: arguments.reader });
    let output = match Output::to_stdout(eyes) {
        Ok(output) => output,
        Err(error) => return unusable(&format!("cannot write the answers: {error}")),
    };
    let mut summary = Summary::default();
    match run(input, &output, &arguments.catalogue, &mut summary, &mut Progress::of(length)) {
        Ok(()) => {
            eprint!("{summary}");
            summary.exit_code()
        }
        Err(Stop::Closed) => summary.exit_code(),
        Err(Stop::Unreadable(error)) => {
            eprint!("{summary}");
            unusable(&format!("cannot read {name} after line {}: {error}", summary.lines()))
        }
        Err(Stop::Unwritable(error)) => unusable(&format!("cannot write the answers: {error}")),
    }
}

fn unusable(message: &str) -> ExitCode {
    eprintln!("decide: {message}");
    ExitCode::from(2)
}

fn run(
    input: Box<dyn Read>,
    output: &Output,
    catalogue: &Catalogue,
    summary: &mut Summary,
    progress: &mut Progress,
) -> Result<(), Stop> {
    let mut lines = Lines::of(input);
    // Whoever waits for an answer before sending the next request must get it.
    while let Some((piece, bytes)) = lines.next(|| output.flush())? {
        let number = summary.count_line();
        match piece {
            Piece::Whole(line) => {
                let line = RequestLine::read(line);
                match line.request {
                    Ok(request) => {
                        let decision = request.plan_change_with(catalogue).into();
                        summary.count(&decision);
                        output.decided(number, line.id, &request, &decision)?;
                    }
                    Err(error) => {
                        summary.count_invalid();
                        output.invalid(number, line.id, &error)?;
                    }
                }
            }
            Piece::TooLong { limit } => {
                summary.count_invalid();
                let error = format!("longer than {limit} bytes, expected a request, which has about a thousand");
                output.invalid(number, None, &error)?;
            }
        }
        progress.advance(bytes);
    }
    progress.finish();
    output.flush()
}
