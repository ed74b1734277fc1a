//! Reads answers of the vendor's Accounting API and the firm's own sheet, and tells for each company what is known, what is
//! unknown and why, and what it may do: now, later, never, or after which questions.
//!
//! ```text
//! cargo run --release --package quickbooks                                              the shipped companies
//! cargo run --release --package quickbooks -- answers/ --sheet firm.csv                 yours
//! cargo run --release --package quickbooks -- answers/ --sheet firm.csv --ask           the questions, to fill in
//! cargo run --release --package quickbooks -- answers/ --sheet firm.csv --answers FILE  with the answers
//! cargo run --release --package quickbooks -- --json                                    for programs
//! ```
//!
//! It makes no network call and holds no token: the README beside it says which requests to make. Exit codes: 0 everything was read; 1
//! something was not; 2 unusable arguments or first line of a sheet, or the input cannot be read or the output not written.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use quickbooks::{Age, Cells, Firm, Review, Sheet, questions_to_fill_in, today, write_json, write_text};
use shared::files::{self, Input, cannot_read, cannot_write};
use shared::language::say;
use shared::terminal::{UNUSABLE, tell, unusable};
use shared::{arguments, catalogue, language};
use subscription_change::catalogue::Date;
use subscription_change::{Catalogue, Language};

/// The answers of six invented companies, and the sheet of their firm, that are shipped with the example.
const COMPANIES: [(&str, &str); 6] = [
    ("9341450001.jsonl", include_str!("../data/answers/9341450001.jsonl")),
    ("9341450002.jsonl", include_str!("../data/answers/9341450002.jsonl")),
    ("9341450003.jsonl", include_str!("../data/answers/9341450003.jsonl")),
    ("9341450004.jsonl", include_str!("../data/answers/9341450004.jsonl")),
    ("9341450005.jsonl", include_str!("../data/answers/9341450005.jsonl")),
    ("9341450006.jsonl", include_str!("../data/answers/9341450006.jsonl")),
];
const SHEET: &str = include_str!("../data/firm.csv");

fn command(language: Language) -> Command {
    let say = |english: &'static str, french: &'static str| say(language, english, french);
    let file = || say("FILE", "FICHIER");
    let option =
        |name: &'static str, value: &'static str, help: &'static str| Arg::new(name).long(name).value_name(value).help(help);
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let codes = say(
        "Exit codes: 0 everything was read, 1 something was not, 2 unusable arguments, first line of a sheet or I/O.",
        "Codes de sortie\u{a0}: 0 tout a été lu, 1 quelque chose ne l’a pas été, 2 arguments ou première ligne d’une feuille \
         inutilisables, ou erreur de lecture ou d’écriture.",
    );
    let lang = say("The language of the text and the messages", "Langue du texte et des messages");
    let otherwise = say("English. JSON is the same in all of them", "l’anglais. Le JSON n’en a pas");
    Command::new("quickbooks")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Tells from answers of the Accounting API what each company may do with its subscription",
            "Indique, d’après les réponses de l’API de comptabilité, ce que chaque entreprise peut faire de son abonnement",
        ))
        .after_help(codes)
        .arg(
            Arg::new("input")
                .value_name(say("FILE|FOLDER", "FICHIER|DOSSIER"))
                .value_parser(value_parser!(PathBuf))
                .action(ArgAction::Append)
                .help(say(
                    "Answers, each an object with company, query or path, and body: a file, a folder of .json and .jsonl files, or `-` for \
                     standard input. Without it, the companies and the sheet that are shipped",
                    "Réponses, chacune un objet avec company, query ou path, et body\u{a0}: un fichier, un dossier de fichiers .json et \
                     .jsonl, ou `-` pour l’entrée standard. Sans rien, les entreprises et la feuille fournies",
                )),
        )
        .arg(
            option(
                "sheet",
                file(),
                say(
                    "What the firm knows, as CSV: company, and columns such as payer, payroll_tier or client.billing_current",
                    "Ce que le cabinet sait, en CSV\u{a0}: company, et des colonnes comme payer, payroll_tier ou client.billing_current",
                ),
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option(
                "answers",
                file(),
                say("Answers to questions, as CSV: company, fact, answer", "Réponses aux questions, en CSV\u{a0}: company, fact, answer"),
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(flag(
            "ask",
            say("Print the questions as CSV, to be filled in for --answers", "Affiche les questions en CSV, à remplir pour --answers"),
        ))
        .arg(flag("json", say("Print a line of JSON for each company", "Affiche une ligne de JSON par entreprise")))
        .arg(arguments::lang(language, lang, otherwise))
        .arg(
            option(
                "catalogue",
                say("ID|FILE", "ID|FICHIER"),
                say(
                    "A catalogue to judge with: an embedded one by its identity, or a file of JSON; once for each country. By default the \
                     latest of Canada. A company of another country is not judged",
                    "Catalogue à appliquer\u{a0}: un catalogue intégré, par son identifiant, ou un fichier JSON; une fois par pays. Par \
                     défaut, le plus récent du Canada. Une entreprise d’un autre pays n’est pas évaluée",
                ),
            )
            .value_parser(value_parser!(OsString))
            .action(ArgAction::Append),
        )
        .arg(
            option(
                "older-than",
                say("DAYS", "JOURS"),
                say("List the facts that are older than this", "Énumère les renseignements qui datent de plus de ce nombre de jours"),
            )
            .value_parser(arguments::number(0..=u32::MAX, language)),
        )
        .arg(
            option(
                "as-of",
                "DATE",
                say(
                    "The day from which the age is counted, as in 2026-11-27. By default today, in UTC",
                    "Jour à partir duquel l’âge est compté, par exemple 2026-11-27. Par défaut, aujourd’hui en UTC",
                ),
            )
            .value_parser(move |text: &str| date(text, language)),
        )
}

fn date(text: &str, language: Language) -> Result<Date, String> {
    text.parse()
        .map_err(|_| arguments::expected(say(language, "a date, as in 2026-11-27", "une date, comme 2026-11-27"), language))
}

fn main() -> ExitCode {
    let language = language::of_the_program();
    match arguments::read(command(language), language) {
        Ok(arguments) => run(&arguments, language).unwrap_or_else(|why| unusable("quickbooks", &why)),
        Err(code) => code,
    }
}

/// What the program exits with, or why it cannot do what it is for.
fn run(arguments: &ArgMatches, language: Language) -> Result<ExitCode, String> {
    let catalogues = catalogues(arguments, language)?;
    let catalogues: Vec<&Catalogue> = catalogues.iter().collect();
    let about = |catalogue: &Catalogue| language::of_the_edition(language, catalogue);
    let language = if let [only] = catalogues[..] { about(only) } else { language };
    let as_of = arguments.get_one("as-of").copied();
    let age = match arguments.get_one("older-than").copied() {
        Some(days) => Some(Age { days, as_of: as_of.map_or_else(|| clock(language), Ok)? }),
        None => None,
    };
    let mut firm = Firm::default();
    let inputs: Vec<&PathBuf> = arguments.get_many("input").into_iter().flatten().collect();
    for input in &inputs {
        read_answers(&mut firm, input, language)?;
    }
    if inputs.is_empty() {
        for (name, text) in COMPANIES {
            firm.answers.read(name, text.as_bytes());
        }
    }
    let sheet = |name: &str, kind: Sheet| match arguments.get_one::<PathBuf>(name) {
        Some(file) => {
            let (name, bytes) = read(file, language)?;
            kind.read(&name, &bytes, language)
        }
        None if kind == Sheet::Firm && inputs.is_empty() => kind.read("firm.csv", SHEET.as_bytes(), language),
        None => Ok(Cells::default()),
    };
    firm.sheet = sheet("sheet", Sheet::Firm)?;
    firm.replies = sheet("answers", Sheet::Answers)?;

    let review = Review::of(&firm, &catalogues, age);
    let mut report = Vec::new();
    let write = if arguments.get_flag("ask") {
        questions_to_fill_in(&mut report, &review, about)
    } else if arguments.get_flag("json") {
        write_json(&mut report, &review)
    } else {
        write_text(&mut report, &review, about)
    };
    let unwritable = |error: io::Error| cannot_write(say(language, "the review", "la revue"), &error, language);
    write.map_err(unwritable)?;
    let told = tell(&not_read(&firm, &review, language));
    let mut stdout = io::stdout().lock();
    match stdout.write_all(&report).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(unwritable(error)),
        _ => {}
    }
    let whole = firm.answers.faults.is_empty() && firm.sheet.faults.is_empty() && firm.replies.faults.is_empty();
    Ok(ExitCode::from(if told.is_err() { UNUSABLE } else { u8::from(!whole) }))
}

/// The catalogues to judge with, one for each country.
fn catalogues(arguments: &ArgMatches, language: Language) -> Result<Vec<Catalogue>, String> {
    let mut catalogues: Vec<Catalogue> = Vec::new();
    for name in arguments.get_many::<OsString>("catalogue").into_iter().flatten() {
        let next = catalogue::named(name, language)?;
        if let Some(other) = catalogues.iter().find(|other| other.id().country() == next.id().country()) {
            let (one, other) = (other.id(), next.id());
            return Err(say(
                language,
                format!("--catalogue: {one} and {other} are of the same country"),
                format!("--catalogue\u{a0}: {one} et {other} sont du même pays"),
            ));
        }
        catalogues.push(next);
    }
    Ok(catalogues)
}

/// What could not be read, and companies in the firm's files without an answer, one line each.
fn not_read(firm: &Firm, review: &Review<'_>, language: Language) -> String {
    let answers = firm.answers.faults.iter().map(|fault| fault.said(language));
    let cells = firm.sheet.faults.iter().chain(&firm.replies.faults).map(|fault| fault.said(language));
    let alone = review.companies.iter().filter(|company| !company.is_answered).map(|company| {
        let id = &company.id;
        say(
            language,
            format!("{id}: in the firm's file, but not among the answers"),
            format!("{id}\u{a0}: dans le fichier du cabinet, et non parmi les réponses"),
        )
    });
    answers.chain(cells).chain(alone).map(|line| line + "\n").collect()
}

fn clock(language: Language) -> Result<Date, String> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let no_date = || say(language, "the clock has no date", "l’horloge n’a pas de date").to_owned();
    today(since_1970).ok_or_else(no_date)
}

fn read(file: &Path, language: Language) -> Result<(String, Vec<u8>), String> {
    let Input { name, mut reader, .. } = Input::open(Some(file), &[], language)?;
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| cannot_read(&name, &error, language))?;
    Ok((name, bytes))
}

/// Reads a file, or those of a folder that are JSON, by their names.
fn read_answers(firm: &mut Firm, input: &Path, language: Language) -> Result<(), String> {
    if !input.is_dir() {
        let (name, bytes) = read(input, language)?;
        firm.answers.read(&name, &bytes);
        return Ok(());
    }
    let cannot = |error: io::Error| cannot_read(&files::name(input), &error, language);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(input).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "json" || extension == "jsonl") {
            found.push(path);
        }
    }
    if found.is_empty() {
        let (name, what) =
            (files::name(input), say(language, "there is no .json or .jsonl file", "il n’y a pas de fichier .json ou .jsonl"));
        return Err(say(language, format!("{name}: {what}"), format!("{name}\u{a0}: {what}")));
    }
    found.sort();
    for file in found {
        let (name, bytes) = read(&file, language)?;
        firm.answers.read(&name, &bytes);
    }
    Ok(())
}
