//! A bookkeeping firm's review of its book: who could move down and what stands in the way, who is at a limit and should move up, what
//! the firm pays for without need, and what split billing has in store.
//!
//! ```text
//! cargo run --release --package review_book                                       the shipped book, for a terminal
//! cargo run --release --package review_book -- FILE                               another one; - is standard input
//! cargo run --release --package review_book -- --format html --output review.html a page that needs nothing else
//! cargo run --release --package review_book -- --format csv                       for a spreadsheet
//! cargo run --release --package review_book -- --format json                      for programs
//! cargo run --release --package review_book -- --lang fr                          in French
//! ```
//!
//! # The file
//!
//! CSV with a first line of column names, in any order; `--help` lists them with what each says. They are those of the JSON form, in
//! `snake_case`. What may be left out of the JSON may be left out here, as a column or as a cell: payroll, time, a confirmation, a
//! permission, and how long ago something was. Everything else has to be there, because nothing is guessed; what is the same for all
//! clients may be given once, as `--set firm_billing_current=true`. A column that is none of these is an error, unless `--ignore`
//! names it.
//!
//! Cells are separated by commas, semicolons or tabs: whichever makes column names of the first line. The text is UTF-8, with a byte
//! order mark or without; lines end as they like. Plans, tiers, features, statuses and the like are written by their names, as in the
//! JSON form, or by their labels in English or French, in any case, with or without accents: `easy_start`, `EasyStart` or `Démarrage`.
//! Where a cell holds several, they are separated by semicolons. Yes and no are `true` and `false`, in any case, and whatever a
//! spreadsheet makes of them in English or French. Space around a cell does not count, and rows without anything in them are passed
//! over.
//!
//! A row with something wrong in it is told on standard error, by line and column and all of it at once; the report is about the rest.
//!
//! # The report
//!
//! Its lists are told at their heads, in `words.rs`; the forms for programs and for spreadsheets in `json.rs` and `sheet.rs`. The same file
//! and the same language always make the same report. Every word of it is in the language of `--lang`, else in that of the environment's
//! locale if it is English or French, else in English; the JSON has codes and names only, and so no language. What is wrong with the file
//! is told in English.
//!
//! Exit codes: 0 every row was read; 1 some were not; 2 unusable arguments or first line, or the file cannot be read or the report not
//! written.

mod book;
mod columns;
mod header;
mod html;
mod json;
mod library;
mod lists;
mod matrix;
mod messages;
mod review;
mod sheet;
mod table;
mod words;

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, ValueEnum};
use subscription_change::{Catalogue, Language};

use book::Book;
use columns::Column;
use review::{Margins, Review};
use words::Words;

/// The book of clients that is shipped with the example.
const BOOK: &[u8] = include_bytes!("../../data/clients.csv");

/// How wide the report is where it is not for a terminal.
const WIDTH: u16 = 120;

/// Reviews a firm's book of clients: who could move down, who should move up, what the firm pays for without need, and what split billing
/// has in store.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The CSV of clients; `-` is standard input. Without it, the book that is shipped
    file: Option<PathBuf>,

    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// The language of the report, as a tag: en-CA, fr-CA, en or fr. Without it, that of the environment's locale if there is one of
    /// them, else English. JSON has none; what is wrong with the file is told in English
    #[arg(long, value_name = "TAG")]
    lang: Option<Language>,

    /// Write the report to this file instead of to standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// A count is near its limit when at most this many percent of the limit are left; 0: only at it
    #[arg(long, value_name = "PERCENT", default_value_t = 10, value_parser = clap::value_parser!(u8).range(0..=100))]
    near: u8,

    /// A lower plan would do also where this many users and others, in all, are too many for it; 0: only where it holds all
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    too_many: u32,

    /// The catalogue to ask, by its identity [default: the latest]
    #[arg(long, value_name = "ID", value_parser = embedded)]
    catalogue: Option<&'static Catalogue>,

    /// What a column that the file has not says of every client; may be repeated
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = column_and_value)]
    set: Vec<(Column, String)>,

    /// A column of the file that is not read; may be repeated
    #[arg(long, value_name = "COLUMN")]
    ignore: Vec<String>,

    /// How many columns of characters the table has; without it, as many as the terminal
    #[arg(long, value_name = "CHARACTERS", value_parser = clap::value_parser!(u16).range(40..))]
    width: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for a terminal
    Table,
    /// For a spreadsheet
    Csv,
    /// For programs
    Json,
    /// One page that needs nothing else
    Html,
}

/// The language of the first locale that the environment names; English where it names none that there is.
fn language_of_the_environment() -> Language {
    sys_locale::get_locale().and_then(|locale| Language::best_for(&locale)).unwrap_or(Language::English)
}

fn embedded(id: &str) -> Result<&'static Catalogue, String> {
    id.parse().ok().and_then(Catalogue::embedded_as).ok_or_else(|| {
        let known: Vec<_> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
        format!("expected {}", known.join(" or "))
    })
}

fn column_and_value(text: &str) -> Result<(Column, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected COLUMN=VALUE")?;
    let column = name.trim().parse().map_err(|_| "expected one of the columns that --help lists".to_owned())?;
    Ok((column, value.to_owned()))
}

/// The columns, for `--help`; those in brackets may be left out.
fn columns() -> String {
    let line = |column: &Column| {
        let name = if column.may_be_left_out() { format!("[{}]", column.name()) } else { column.name().to_owned() };
        format!("  {name:<28}{}\n", messages::column(*column))
    };
    Column::ALL.iter().map(line).collect()
}

fn main() -> ExitCode {
    let help = format!(
        "The first line of the CSV names its columns, in any order. Those in brackets may be left out, or a cell of them empty:\n{}\n\
         Names may also be labels in English or French: easy_start, EasyStart or Démarrage.\n\n\
         Exit codes: 0 every row was read, 1 some were not, 2 unusable arguments, first line or I/O.",
        columns()
    );
    let arguments = Arguments::command().after_help(help).get_matches();
    let arguments = Arguments::from_arg_matches(&arguments).unwrap_or_else(|error| error.exit());
    match run(&arguments) {
        Ok(code) => code,
        Err(messages) => {
            for message in messages {
                eprintln!("review_book: {message}");
            }
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Vec<String>> {
    let bytes = read(arguments.file.as_deref()).map_err(|error| vec![error])?;
    let book = Book::read(&bytes, &arguments.set, &arguments.ignore)?;
    for problem in &book.problems {
        eprintln!("{problem}");
    }
    if book.bad_rows > 0 {
        eprintln!("{}", messages::rows_not_read(book.bad_rows));
    }
    let margins = Margins { near: arguments.near, too_many: arguments.too_many };
    let review = Review::of(&book, arguments.catalogue.unwrap_or(Catalogue::canada()), margins);
    let words = Words(arguments.lang.unwrap_or_else(language_of_the_environment));
    let report = match arguments.format {
        Format::Table => table::write(&review, words, width(arguments)).into_bytes(),
        Format::Csv => sheet::write(&review, words, book.delimiter).map_err(|error| vec![error.to_string()])?,
        Format::Json => json::write(&review).map_err(|error| vec![error.to_string()])?,
        Format::Html => html::write(&review, words).into_bytes(),
    };
    write(&report, arguments).map_err(|error| vec![error])?;
    Ok(ExitCode::from(u8::from(book.bad_rows > 0)))
}

fn read(file: Option<&Path>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match file {
        None => Ok(BOOK.to_vec()),
        Some(file) if file.as_os_str() == "-" => match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(format!("cannot read standard input: {error}")),
        },
        Some(file) => match File::open(file).and_then(|mut opened| opened.read_to_end(&mut bytes)) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(format!("cannot read {}: {error}", file.display())),
        },
    }
}

/// Writes the report, in colour where it is read on a terminal. A reader that closes the pipe has read enough.
fn write(report: &[u8], arguments: &Arguments) -> Result<(), String> {
    let is_table = arguments.format == Format::Table;
    if let Some(output) = &arguments.output {
        let same = |file: &PathBuf| file.canonicalize().ok().is_some_and(|file| output.canonicalize().ok() == Some(file));
        if arguments.file.as_ref().is_some_and(same) {
            return Err(format!("cannot write {}: it is the file that is read", output.display()));
        }
        let report = if is_table { &*anstream::adapter::strip_bytes(report).into_vec() } else { report };
        return std::fs::write(output, report).map_err(|error| format!("cannot write {}: {error}", output.display()));
    }
    let written = if is_table {
        let mut stdout = anstream::stdout().lock();
        stdout.write_all(report).and_then(|()| stdout.flush())
    } else {
        let mut stdout = io::stdout().lock();
        stdout.write_all(report).and_then(|()| stdout.flush())
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot write the report: {error}")),
        _ => Ok(()),
    }
}

fn width(arguments: &Arguments) -> u16 {
    let to_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let of_terminal = || terminal_size::terminal_size().filter(|_| to_terminal).map(|(terminal_size::Width(width), _)| width);
    arguments.width.or_else(of_terminal).unwrap_or(WIDTH).max(40)
}

/// Text from outside, with what would steer a terminal or the direction of writing shown by its number.
fn plain(text: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_no_xml = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars()
        .flat_map(|c| {
            let escaped = steers(c) || is_no_xml(c);
            escaped.then(|| c.escape_default()).into_iter().flatten().chain((!escaped).then_some(c))
        })
        .collect()
}
