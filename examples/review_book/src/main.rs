//! A bookkeeping firm's review of its book of clients: who could move down and what stands in the way, who is at a limit and
//! should move up, what the firm pays for unnecessarily, and what split billing would bring.
//!
//! ```text
//! cargo run --release --package review_book                                       the shipped book, for a terminal
//! cargo run --release --package review_book -- FILE                               another one; - is standard input
//! cargo run --release --package review_book -- --format html --output review.html a page that needs nothing else
//! cargo run --release --package review_book -- --format csv                       for a spreadsheet
//! cargo run --release --package review_book -- --format mail                      for a mail merge: what to ask the clients
//! cargo run --release --package review_book -- --explain FILE                     what is made of its columns
//! cargo run --release --package review_book -- --template --lang fr               an empty book, with headings in French
//! cargo run --release --package review_book -- --format json                      for programs
//! cargo run --release --package review_book -- --lang fr                          in French
//! cargo run --release --package review_book -- --catalogue FILE                   by another catalogue, of JSON
//! ```
//!
//! # The file
//!
//! CSV with a first line of headings, in any order; `--help` lists the columns with what each says, `--template` writes an empty
//! book, and `--explain` says how each column of a file is read. A heading is the name of a column in the JSON form, its label in
//! English or French, or one of a few other words for it, in any case, with or without accents, spaces, hyphens and underscores.
//! Three are needed: the client, the plan and the payer. What is the same for all clients may be given once, as
//! `--set firm_billing_current=yes`. A column that is none of these is an error, unless `--ignore` names it.
//!
//! **A blank cell is unknown**, and so is a missing column; a cell that says `none` means that there is no such thing. Only the
//! tier of an add-on is different: blank means that the client does not have the add-on.
//!
//! Cells are separated by commas, semicolons or tabs: as a line `sep=;` says, or else by whichever turns the first line into
//! headings. The text is UTF-8, with a byte order mark or without; line ends may be of any kind. Plans, tiers, features, statuses
//! and the like are written by their names, as in the JSON form, by their labels in English or French, or as the vendor calls
//! them: `easy_start`, `EasyStart`, `Démarrage` or `QuickBooks Online EasyStart`. Where a cell holds several, they are separated
//! by semicolons, commas or line ends. Yes is `yes`, `y`, `true`, `1` or `x`, no is `no`, `n`, `false` or `0`, and both in
//! French. A number is also `3.0` or `1 200`. Space around a cell does not count, and rows without anything in them are passed
//! over.
//!
//! A workbook of Excel (`.xlsx`) is read too where the example is built for it: `--features excel`. Its first sheet is read, or
//! the one that `--sheet` names. Dates, formula errors and merged cells are reported by cell.
//!
//! A row with errors is reported on standard error, by line and column, with all its errors at once; the report covers the rest.
//! An open quotation mark costs only its own row. A client on two rows is reported, and reviewed twice.
//!
//! # The report
//!
//! A client with unknown facts is reviewed all the same: the report says what is certain and, beside it, what is possible, which
//! questions decide it, and who can answer them. `--format mail` writes the questions to the clients for a mail merge.
//!
//! What each list holds is said at its head, in `words.rs`; the forms for programs and for spreadsheets are described in
//! `json.rs` and `sheet.rs`. The same file and the same language always make the same report. Every word of it, of the help and
//! of what is wrong with the file is in the language of `--lang`, else in that of the environment's locale if it is English or
//! French, else in English; the JSON has codes and names only, and so no language.
//!
//! Exit codes: 0 every row was read; 1 some were not; 2 unusable arguments or first line, or the file cannot be read, or the report or
//! what is wrong with the file not written.

mod book;
mod columns;
#[cfg(feature = "excel")]
mod excel;
mod header;
mod html;
mod json;
mod library;
mod lists;
mod matrix;
mod messages;
mod review;
mod rows;
mod sheet;
mod table;
mod words;

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use shared::files::{self, Input, cannot_read, cannot_write};
use shared::language::{colon, one_of, say};
use shared::terminal::{UNUSABLE, tell, unusable};
use shared::{arguments, catalogue, language};
use strum::VariantNames;
use subscription_change::Language;
use subscription_change::catalogue::Date;

use book::Book;
use columns::Column;
use review::{Margins, Of, Review};
use rows::Rows;
use words::Words;

/// The book of clients that is shipped with the example.
const BOOK: &[u8] = include_bytes!("../../data/clients.csv");

/// How wide the report is if it is not for a terminal.
const WIDTH: u16 = 120;

#[derive(Clone, Copy, PartialEq, Eq, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
enum Format {
    Table,
    Csv,
    Json,
    Html,
    Mail,
}

fn format_named(name: &str, language: Language) -> Result<Format, String> {
    name.parse().map_err(|_| arguments::expected(&one_of(language, Format::VARIANTS), language))
}

fn column_and_value(text: &str, language: Language) -> Result<(Column, String), String> {
    let parts = say(language, "COLUMN=VALUE", "COLONNE=VALEUR");
    let (name, value) = text.split_once('=').ok_or_else(|| arguments::expected(parts, language))?;
    let one = say(language, "one of the columns that --help lists", "l’une des colonnes que donne --help");
    let column = Column::headed(name).ok_or_else(|| arguments::expected(one, language))?;
    Ok((column, value.to_owned()))
}

/// The columns, for `--help`; those in brackets may be left out.
fn columns(language: Language) -> String {
    let line = |column: &Column| {
        let label = column.label(language);
        let label = if column.may_be_left_out() { format!("[{label}]") } else { label.to_owned() };
        format!("  {label}\n      {}{} {}\n", column.name(), colon(language), messages::column(language, *column))
    };
    Column::ALL.iter().map(line).collect()
}

fn command(language: Language) -> Command {
    let say = |english: &'static str, french: &'static str| say(language, english, french);
    let about = say(
        "Reviews a firm's book of clients: who could move down, who should move up, what the firm pays for unnecessarily, and what split \
         billing has in store",
        "Passe en revue le portefeuille de clients d’un cabinet\u{a0}: qui pourrait passer à un niveau inférieur, qui devrait passer à un \
         niveau supérieur, ce que le cabinet paie sans nécessité, et ce que réserve la facturation répartie",
    );
    let the_columns = say(
        "The first line of the file has the headings of its columns, in any order: labels in English or French, or names. Those \
         in brackets may be left out, or their cells left empty: the fact is then not known, or the add-on not held:",
        "La première ligne du fichier contient les titres des colonnes, dans n’importe quel ordre\u{a0}: libellés français ou anglais, ou \
         noms. Les colonnes entre crochets peuvent manquer, et leurs cellules être vides; la donnée est alors inconnue, ou le client n’a \
         pas ce module complémentaire\u{a0}:",
    );
    let names = say(
        "What a cell holds may be in English or French, or as the vendor calls it: EasyStart, Démarrage, QuickBooks Online Plus.",
        "Le contenu des cellules peut être en français ou en anglais, ou comme l’écrit Intuit\u{a0}: Démarrage, EasyStart, QuickBooks en \
         ligne Plus.",
    );
    let codes = say(
        "Exit codes: 0 every row was read, 1 some were not, 2 unusable arguments, first line or I/O.",
        "Codes de sortie\u{a0}: 0 toutes les lignes ont été lues, 1 certaines ne l’ont pas été, 2 arguments ou première ligne \
         inutilisables, ou erreur de lecture ou d’écriture.",
    );
    Command::new("review_book")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .after_help(format!("{the_columns}\n{}\n{names}\n\n{codes}", columns(language)))
        .args(options(language))
}

fn options(language: Language) -> [Arg; 15] {
    let say = |english: &'static str, french: &'static str| say(language, english, french);
    let option =
        |name: &'static str, value: &'static str, help: &'static str| Arg::new(name).long(name).value_name(value).help(help);
    let lang = say("The language of the report, the help and the messages", "Langue du rapport, de l’aide et des messages");
    let otherwise = say("English. JSON is the same in all of them", "l’anglais. Le JSON n’en a pas");
    [
        Arg::new("file").value_name(say("FILE", "FICHIER")).value_parser(value_parser!(PathBuf)).help(say(
            "The book of clients, as CSV or as an Excel workbook; `-` is standard input. Without it, the book that is shipped",
            "Portefeuille de clients, en CSV ou classeur Excel; `-` pour l’entrée standard. Sans fichier, celui qui est fourni",
        )),
        option(
            "format",
            "FORMAT",
            say(
                "The form of the report: table for a terminal, csv for a spreadsheet, json for programs, html for one page that needs nothing \
                 else, or mail for a mail merge with the questions to the clients. By default table",
                "Forme du rapport\u{a0}: table pour un terminal, csv pour un tableur, json pour des programmes, html pour une page \
                 autonome, ou mail pour un publipostage des questions aux clients. Par défaut, table",
            ),
        )
        .value_parser(move |name: &str| format_named(name, language)),
        arguments::lang(language, lang, otherwise),
        option(
            "output",
            say("FILE", "FICHIER"),
            say("Write the report to this file instead of to standard output", "Écrit le rapport dans ce fichier au lieu de la sortie standard"),
        )
        .value_parser(value_parser!(PathBuf)),
        option(
            "firm",
            say("NAME", "NOM"),
            say("The name of the firm, for the head of the report", "Nom du cabinet, pour l’en-tête du rapport"),
        ),
        option(
            "as-of",
            "DATE",
            say(
                "The date of the data, as in 2026-11-01, for the head of the report",
                "Date des données, par exemple 2026-11-01, pour l’en-tête du rapport",
            ),
        )
        .value_parser(move |text: &str| {
            let date = language::say(language, "a date as in 2026-11-01", "une date comme 2026-11-01");
            text.parse::<Date>().map_err(|_| arguments::expected(date, language))
        }),
        option(
            "near",
            say("PERCENT", "POURCENTAGE"),
            say(
                "A count is near its limit when at most this many percent of the limit are left; 0: only at it. By default 10",
                "Un nombre est près de sa limite s’il en reste au plus ce pourcentage; 0\u{a0}: seulement s’il l’atteint. Par défaut, 10",
            ),
        )
        .value_parser(arguments::number(0..=100_u8, language)),
        option(
            "too-many",
            say("COUNT", "NOMBRE"),
            say(
                "A lower plan would do even if it lacks room for this many users, accounts and the like in all; 0: only if it holds them all. By \
                 default 1",
                "Un abonnement inférieur convient aussi s’il y a en tout au plus ce nombre d’utilisateurs et d’autres éléments de trop; \
                 0\u{a0}: seulement si rien n’est de trop. Par défaut, 1",
            ),
        )
        .value_parser(arguments::number(0..=u32::MAX, language)),
        arguments::catalogue(language),
        option(
            "set",
            say("COLUMN=VALUE", "COLONNE=VALEUR"),
            say(
                "The value, for every client, of a column that the file does not have; may be repeated",
                "Valeur, pour chaque client, d’une colonne que le fichier n’a pas; peut être répété",
            ),
        )
        .action(ArgAction::Append)
        .value_parser(move |text: &str| column_and_value(text, language)),
        option(
            "ignore",
            say("COLUMN", "COLONNE"),
            say("A column of the file to leave out; may be repeated", "Colonne du fichier à ne pas lire; peut être répété"),
        )
        .action(ArgAction::Append),
        option(
            "sheet",
            say("NAME", "NOM"),
            say("The sheet of a workbook to read. By default the first", "Feuille du classeur à lire. Par défaut, la première"),
        ),
        Arg::new("explain").long("explain").action(ArgAction::SetTrue).help(say(
            "Say how each column of the file is read, instead of the report",
            "Dit comment chaque colonne du fichier est lue, au lieu du rapport",
        )),
        Arg::new("template").long("template").action(ArgAction::SetTrue).help(say(
            "Write an empty book with all headings, instead of the report",
            "Écrit un portefeuille vide avec tous les titres, au lieu du rapport",
        )),
        option(
            "width",
            say("CHARACTERS", "CARACTÈRES"),
            say(
                "How wide the table is, in characters, at least 40; by default as wide as the terminal",
                "Largeur du tableau en caractères, au moins 40; par défaut, celle du terminal",
            ),
        )
        .value_parser(arguments::number(40..=u16::MAX, language)),
    ]
}

fn main() -> ExitCode {
    let language = language::of_the_program();
    let arguments = match arguments::read(command(language), language) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    run(&arguments, language).unwrap_or_else(|messages| unusable("review_book", &messages.join("\nreview_book: ")))
}

/// What the program exits with, or why it cannot do what it is for.
fn run(arguments: &ArgMatches, language: Language) -> Result<ExitCode, Vec<String>> {
    let file = arguments.get_one::<PathBuf>("file").map(PathBuf::as_path);
    let output = arguments.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let one = |what: String| vec![what];
    let write = |report: &[u8], format: Format| match output {
        Some(output) => save(report, format, file, output, language),
        None => print(report, format, language),
    };
    if arguments.get_flag("template") {
        return write(&sheet::template(language), Format::Csv).map(|()| ExitCode::SUCCESS).map_err(one);
    }
    let catalogue = &catalogue::of(arguments, "catalogue", language).map_err(one)?;
    let Input { name, mut reader, .. } = Input::open(file, BOOK, language).map_err(one)?;
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| vec![cannot_read(&name, &error, language)])?;
    let set: Vec<(Column, String)> = arguments.get_many("set").into_iter().flatten().cloned().collect();
    let ignore: Vec<String> = arguments.get_many("ignore").into_iter().flatten().cloned().collect();
    let sheet = arguments.get_one::<String>("sheet").map(String::as_str);
    let rows = Rows::read(&bytes, sheet, language)?;
    if arguments.get_flag("explain") {
        let explained = header::explain(&rows, &set, &ignore, language);
        return write(explained.as_bytes(), Format::Table).map(|()| ExitCode::SUCCESS).map_err(one);
    }
    let book = Book::read(&rows, &set, &ignore, language)?;
    let told = tell(&wrong(&book, language));
    let near = arguments.get_one("near").copied().unwrap_or(10);
    let margins = Margins { near, too_many: arguments.get_one("too-many").copied().unwrap_or(1) };
    let of = Of {
        firm: arguments.get_one::<String>("firm").map(|firm| firm.trim().to_owned()).filter(|firm| !firm.is_empty()),
        date: arguments.get_one::<Date>("as-of").copied(),
    };
    let review = Review::of(&book, of, catalogue, margins);
    let words = Words(language);
    let format = arguments.get_one("format").copied().unwrap_or(Format::Table);
    let not_written = |error: csv::Error| vec![error.to_string()];
    let report = match format {
        Format::Table => table::write(&review, words, width(arguments.get_one("width").copied(), output)).into_bytes(),
        Format::Csv => sheet::write(&review, words, book.delimiter).map_err(not_written)?,
        Format::Mail => sheet::write_mail(&review, words, book.delimiter).map_err(not_written)?,
        Format::Json => json::write(&review).map_err(|error| vec![error.to_string()])?,
        Format::Html => html::write(&review, words).into_bytes(),
    };
    write(&report, format).map_err(one)?;
    // The report is complete, except for the rows that could not be read.
    let code = if told.is_err() { UNUSABLE } else { u8::from(book.bad_rows > 0) };
    Ok(ExitCode::from(code))
}

/// What is wrong with the rows of the book, a line each.
fn wrong(book: &Book, language: Language) -> String {
    let mut lines: Vec<String> = book.problems.iter().map(|problem| problem.said(language)).collect();
    lines.extend(book.doubts.iter().map(|doubt| messages::doubt(language, doubt)));
    if book.bad_rows > 0 {
        lines.push(messages::rows_not_read(language, book.bad_rows));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Writes the report to a file, which is not the one that is read.
fn save(report: &[u8], format: Format, file: Option<&Path>, output: &Path, language: Language) -> Result<(), String> {
    let name = files::name(output);
    if file.is_some_and(|file| file.canonicalize().is_ok_and(|file| output.canonicalize().is_ok_and(|output| output == file))) {
        let own = say(language, "it is the file that is read", "c’est le fichier qui est lu");
        return Err(cannot_write(&name, &io::Error::other(own), language));
    }
    let report = if format == Format::Table { &*anstream::adapter::strip_bytes(report).into_vec() } else { report };
    std::fs::write(output, report).map_err(|error| cannot_write(&name, &error, language))
}

/// Writes the report, in colour where it is read on a terminal. A reader that closes the pipe has read enough.
fn print(report: &[u8], format: Format, language: Language) -> Result<(), String> {
    let written = if format == Format::Table {
        let mut stdout = anstream::stdout().lock();
        stdout.write_all(report).and_then(|()| stdout.flush())
    } else {
        let mut stdout = io::stdout().lock();
        stdout.write_all(report).and_then(|()| stdout.flush())
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(cannot_write(say(language, "the report", "le rapport"), &error, language))
        }
        _ => Ok(()),
    }
}

fn width(asked: Option<u16>, output: Option<&Path>) -> u16 {
    let to_terminal = output.is_none() && io::stdout().is_terminal();
    let of_terminal = || terminal_size::terminal_size().filter(|_| to_terminal).map(|(terminal_size::Width(width), _)| width);
    asked.or_else(of_terminal).unwrap_or(WIDTH).max(40)
}
