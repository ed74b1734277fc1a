//! Decides a stream of requests, one JSON object a line, and answers each with one line: the change plan, or every reason why not.
//!
//! ```text
//! cargo run --release --package decide                 the shipped book
//! cargo run --release --package decide -- FILE         another one
//! cargo run --release --package decide -- -            standard input
//! cargo run --release --package decide -- --text       for a person, in English or French
//! cargo run --release --package decide -- --catalogue examples/data/invented-edition.json examples/data/book-other-edition.jsonl
//! cargo run --release --package decide -- --catalogue US-2026-09-30 examples/data/book-us.jsonl
//! cargo run --release --package decide -- --catalogue US-2026-09-30 --print-catalogue
//! cargo run --release --package decide -- --catalogue examples/data/united-kingdom.json --check-catalogue
//! ```
//!
//! In `target`, what is left out stays as it is, and `null` removes an add-on. A fact of the context that is left out is unknown.
//! If the answer depends on it, the answer is `open`, with the reasons that may hold and what to ask whom; open answers are
//! counted in the summary.
//!
//! An `id` is echoed as it stands, byte for byte, and not looked into. What some readers of JSON refuse in it, half of a surrogate pair
//! as in `"\ud800"` or a number that no double holds, comes back as it was sent.
//!
//! Memory is constant, however long the stream is. A line that is not a request is answered `invalid`, and the stream goes on.
//! The summary on standard error, the help and every message are in the language of the text too.
//! Exit codes: 0 every line was a request; 1 some were not; 2 unusable arguments, or the input cannot be read or the output or the
//! summary not written; 130 interrupted. A reader that closes the pipe ends the run quietly.

mod output;
mod progress;
mod summary;
mod text;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use shared::files::{Input, cannot_write};
use shared::language::say;
use shared::lines::{Lines, Stop, cannot_read_on};
use shared::terminal::{end, tell, unusable};
use shared::{arguments, catalogue, language};
use subscription_change::{Catalogue, Language};

use output::Output;
use progress::Progress;
use summary::Summary;
use text::Eyes;

/// The book of one firm's clients that is shipped with the example.
const BOOK: &[u8] = include_bytes!("../../data/book.jsonl");

fn command(language: Language) -> Command {
    let say = |english: &'static str, french: &'static str| say(language, english, french);
    let file = say(
        "JSON Lines to decide, a request on each, with an `id` to be echoed if you like; `-` is standard input. Without it, the \
         shipped book of one firm's clients",
        "Demandes en JSON Lines, une par ligne, chacune avec un `id` que la réponse répète, si vous le voulez; `-` pour l’entrée \
         standard. Sans fichier, le portefeuille de clients fourni",
    );
    let text = say(
        "Print each answer for a person, in colour on a terminal, instead of as JSON",
        "Affiche chaque réponse en clair, en couleurs dans un terminal, au lieu du JSON",
    );
    let lang = say("The language of the text, the summary and the messages", "Langue du texte, du sommaire et des messages");
    let otherwise =
        say("the English of the catalogue. JSON is the same in all of them", "l’anglais du catalogue. Le JSON n’en a pas");
    let reader = say(
        "Who the text is for: firm, client or other. \"You\" is the reader. By default firm",
        "À qui le texte s’adresse\u{a0}: firm (le cabinet), client ou other (quelqu’un d’autre). «\u{a0}Vous\u{a0}» est la personne \
         qui lit. Par défaut, firm",
    );
    let print =
        say("Print the whole catalogue as JSON, and decide nothing", "Affiche tout le catalogue en JSON, sans rien décider");
    let check = say(
        "List everything that is wrong in the file of --catalogue, and decide nothing; exits 1 if there is anything",
        "Énumère tout ce qui ne va pas dans le fichier de --catalogue, sans rien décider; code de sortie 1 s’il y a quelque chose",
    );
    Command::new("decide")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Decides a stream of requests, one JSON object a line",
            "Répond à une suite de demandes, un objet JSON par ligne",
        ))
        .after_help(say(
            "Exit codes: 0 every line was a request, 1 some were not, 2 unusable arguments or I/O, 130 interrupted.",
            "Codes de sortie\u{a0}: 0 chaque ligne était une demande, 1 certaines n’en étaient pas, 2 arguments inutilisables ou \
             erreur de lecture ou d’écriture, 130 interruption.",
        ))
        .arg(Arg::new("file").value_name(say("FILE", "FICHIER")).value_parser(value_parser!(PathBuf)).help(file))
        .arg(Arg::new("text").long("text").action(ArgAction::SetTrue).help(text))
        .arg(arguments::lang(language, lang, otherwise))
        .arg(arguments::reader(language, reader).requires("text"))
        .arg(arguments::catalogue(language))
        .arg(Arg::new("print").long("print-catalogue").action(ArgAction::SetTrue).help(print))
        .arg(Arg::new("check").long("check-catalogue").action(ArgAction::SetTrue).requires("catalogue").help(check))
}

fn main() -> ExitCode {
    let language = language::of_the_program();
    match arguments::read(command(language), language) {
        Ok(arguments) => decide(&arguments, language).unwrap_or_else(|why| unusable("decide", &why)),
        Err(code) => code,
    }
}

/// What the program exits with, or why it cannot do what it is for.
fn decide(arguments: &ArgMatches, language: Language) -> Result<ExitCode, String> {
    let to_stdout = |text: &str| {
        writeln!(io::stdout(), "{text}")
            .map_err(|error| cannot_write(say(language, "the catalogue", "le catalogue"), &error, language))
    };
    if let Some(name) = arguments.get_one::<OsString>("catalogue").filter(|_| arguments.get_flag("check")) {
        let (said, wrong) = catalogue::everything_wrong(name, language)?;
        to_stdout(&said)?;
        return Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let catalogue = &catalogue::of(arguments, "catalogue", language)?;
    let language = language::of_the_edition(language, catalogue);
    if arguments.get_flag("print") {
        to_stdout(&serde_json::to_string_pretty(catalogue.terms()).unwrap_or_default())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Input { name, reader: input, length } =
        Input::open(arguments.get_one::<PathBuf>("file").map(PathBuf::as_path), BOOK, language)?;
    let reader = arguments::audience(arguments);
    let eyes = arguments.get_flag("text").then_some(Eyes { language, reader, catalogue });
    let unwritable = |error| cannot_write(say(language, "the answers", "les réponses"), &error, language);
    let output = Output::to_stdout(eyes).map_err(unwritable)?;
    let mut summary = Summary::default();
    let mut progress = Progress::of(length, language);
    let result = run(input, &output, catalogue, &mut summary, &mut progress);
    progress.finish();
    match result {
        Ok(()) => Ok(end(&summary.said(language), summary.exit_code())),
        Err(Stop::Closed) => Ok(summary.exit_code()),
        Err(Stop::Unreadable(error)) => {
            if summary.lines() > 0 {
                // Says why the run fails, if anything can be said at all.
                let _ = tell(&summary.said(language));
            }
            Err(cannot_read_on(&name, summary.lines(), &error, language))
        }
        Err(Stop::Unwritable(error)) => Err(unwritable(error)),
    }
}

fn run(
    input: Box<dyn Read>,
    output: &Output<'_>,
    catalogue: &Catalogue,
    summary: &mut Summary,
    progress: &mut Progress,
) -> Result<(), Stop> {
    let mut lines = Lines::of(input);
    // Flush, because somebody may wait for an answer before sending the next request.
    while let Some((piece, bytes)) = lines.next(|| output.flush())? {
        let number = summary.count_line();
        let line = piece.request();
        match line.request {
            Ok(asked) => {
                if let Some(request) = asked.request() {
                    let decision = request.plan_change_with(catalogue).into();
                    summary.count(&decision);
                    output.decided(number, line.id, &request, &decision)?;
                } else {
                    let assessment = asked.assess_with(catalogue);
                    summary.count_assessed(&assessment);
                    output.assessed(number, line.id, &asked, &assessment)?;
                }
            }
            Err(fault) => {
                summary.count_invalid();
                output.invalid(number, line.id, &fault)?;
            }
        }
        progress.advance(bytes);
    }
    output.flush()
}
