//! Compares two catalogues before the newer one goes live: every cell that differs, with a request that shows it; whether each
//! move gets stricter or looser; and which answers to a file of requests change, from what to what, and why.
//!
//! ```text
//! cargo run --release --package compare_catalogues                       the default, the shipped invented edition, and the shipped book
//! cargo run --release --package compare_catalogues -- OLDER NEWER        two others: an embedded one's identity, or a file of JSON
//! cargo run --release --package compare_catalogues -- OLDER NEWER BOOK   another book of JSON Lines, `-` for standard input
//! cargo run --release --package compare_catalogues -- --json             JSON Lines instead of text
//! cargo run --release --package compare_catalogues -- --lang fr          in French
//! ```
//!
//! Memory is constant, however long the file is. A line that is not a request is reported, and the run goes on. Exit codes: 0
//! every line was a request; 1 some were not; 2 unusable arguments or catalogues, or the book cannot be read or the output not
//! written. A reader that closes the pipe ends the run quietly.
//!
//! The text, the help and the messages are in the language of `--lang`, else in that of the environment's locale if it is English
//! or French, else in English: that of the United States where one of the catalogues is American. Plans and add-ons have the names that
//! their edition gives them. Cells, codes and errors inside a document keep their names.

mod json;
mod summary;
mod text;

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstream::AutoStream;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::value::RawValue;
use shared::files::{Input, cannot_write};
use shared::language::say;
use shared::lines::{Lines, Stop, cannot_read_on};
use shared::request_line::Fault;
use shared::terminal::unusable;
use shared::{arguments, catalogue, language};
use subscription_change::compare::{Cell, CellDifference, ChangedAnswer, Comparison, MoveDifference};
use subscription_change::{Catalogue, Language};

use summary::Summary;

/// The book of one firm's clients and the invented edition that are shipped with the examples.
const BOOK: &[u8] = include_bytes!("../../data/book.jsonl");
const INVENTED_EDITION: &[u8] = include_bytes!("../../data/invented-edition.json");

fn command(language: Language) -> Command {
    let say = |english: &'static str, french: &'static str| say(language, english, french);
    let older = say(
        "The older catalogue: an embedded one by its identity, or a file of JSON. Without it, the default one",
        "Ancien catalogue\u{a0}: un catalogue intégré, par son identifiant, ou un fichier JSON. Par défaut, le plus récent des \
         catalogues intégrés",
    );
    let newer = say(
        "The newer catalogue. Without it, the shipped invented edition",
        "Nouveau catalogue. Par défaut, l’édition fictive fournie",
    );
    let book = say(
        "JSON Lines, a request on each; `-` is standard input. Without it, the shipped book of one firm's clients",
        "Demandes en JSON Lines, une par ligne; `-` pour l’entrée standard. Sans fichier, le portefeuille de clients fourni",
    );
    let lang = say("The language of the text and the messages", "Langue du texte et des messages");
    let otherwise = say(
        "English, American where a catalogue is American. JSON is the same in all of them",
        "l’anglais, celui des États-Unis si un catalogue est américain. Le JSON n’en a pas",
    );
    let named = |name: &'static str, value: &'static str| Arg::new(name).value_name(value).value_parser(value_parser!(OsString));
    Command::new("compare_catalogues")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Compares two catalogues, and what they answer to a book of requests",
            "Compare deux catalogues, et ce qu’ils répondent aux demandes d’un portefeuille",
        ))
        .after_help(say(
            "Exit codes: 0 every line was a request, 1 some were not, 2 unusable arguments, catalogues or I/O.",
            "Codes de sortie\u{a0}: 0 chaque ligne était une demande, 1 certaines n’en étaient pas, 2 arguments ou catalogues \
             inutilisables, ou erreur de lecture ou d’écriture.",
        ))
        .arg(named("older", say("OLDER", "ANCIEN")).help(older))
        .arg(named("newer", say("NEWER", "NOUVEAU")).help(newer))
        .arg(Arg::new("book").value_name(say("BOOK", "PORTEFEUILLE")).value_parser(value_parser!(PathBuf)).help(book))
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help(say("Print JSON Lines instead of text", "Affiche du JSON Lines au lieu du texte")),
        )
        .arg(arguments::lang(language, lang, otherwise))
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
    fn invalid(&mut self, line: u64, id: Option<&RawValue>, fault: &Fault) -> io::Result<()>;
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

fn main() -> ExitCode {
    let language = language::of_the_program();
    match arguments::read(command(language), language) {
        Ok(arguments) => compare(&arguments, language).unwrap_or_else(|why| unusable("compare_catalogues", &why)),
        Err(code) => code,
    }
}

/// What the program exits with, or why it cannot do what it is for.
fn compare(arguments: &ArgMatches, language: Language) -> Result<ExitCode, String> {
    let older = &catalogue::of(arguments, "older", language)?;
    let newer = match arguments.get_one::<OsString>("newer") {
        Some(name) => catalogue::named(name, language)?,
        None => catalogue::read(INVENTED_EDITION, language)?,
    };
    let language = [older, &newer].into_iter().fold(language, language::of_the_edition);
    let book = arguments.get_one::<PathBuf>("book").map(PathBuf::as_path);
    let Input { name, reader: book, .. } = Input::open(book, BOOK, language)?;
    let mut summary = Summary::default();
    let stdout = BufWriter::new(io::stdout().lock());
    let result = if arguments.get_flag("json") {
        run(book, older, &newer, &mut summary, &mut json::Json(stdout))
    } else {
        let out = AutoStream::new(Box::new(stdout) as Box<dyn Write>, AutoStream::choice(&io::stdout()));
        run(book, older, &newer, &mut summary, &mut text::Text { out, language, older, newer: &newer })
    };
    match result {
        Ok(()) | Err(Stop::Closed) => Ok(summary.exit_code()),
        Err(Stop::Unwritable(error)) => Err(cannot_write(say(language, "the comparison", "la comparaison"), &error, language)),
        Err(Stop::Unreadable(error)) => Err(cannot_read_on(&name, summary.lines(), &error, language)),
    }
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
        let line = piece.request();
        let id = line.id;
        match line.complete() {
            Ok(request) => {
                summary.count_request();
                if let Some(answers) = comparison.answers(&request) {
                    let causes = comparison.causes(&request).collect();
                    let changed = Changed { line: number, id, answers, causes };
                    summary.count(&changed);
                    report.changed(&changed)?;
                }
            }
            Err(fault) => report.invalid(number, id, &fault)?,
        }
    }
    Ok(report.end(summary)?)
}
