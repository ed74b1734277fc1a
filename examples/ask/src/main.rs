//! The interview: asks for the facts that a decision still needs, one question at a time, and ends with the decision and what to do.
//!
//! ```text
//! cargo run --release --package ask                          the shipped request
//! cargo run --release --package ask -- FILE                  another one: a request in JSON with what is known
//! cargo run --release --package ask -- FILE --keep FILE      keeps the answers, and goes on from those that were kept
//! cargo run --release --package ask -- FILE --answers FILE   takes the answers from a file and asks nothing
//! cargo run --release --package ask -- --lang fr             in French
//! ```
//!
//! Only what matters is asked, the most useful question first; after each answer it says what is settled. A wrong answer is asked
//! for again; `?` or “I don't know” skips a question, and `.` ends the interview. Answers are an object of facts by their path in the
//! request, as in `{"client.usage.users.billable": 2, "client.confirmation": ["projects"]}`; null says that there was none.
//!
//! Exit codes: 0 it is settled whether the change may be made; 1 it is still open; 2 unusable arguments, or something cannot be
//! read or written; 130 interrupted, with what was answered kept in a file.

mod answer;
mod interview;
mod kept;
mod outcome;

use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::sync::{Arc, Mutex, PoisonError};

use clap::{Arg, ArgMatches, Command, value_parser};
use shared::files::{self, Input, cannot_read, cannot_write, without_mark};
use shared::language::{colon, say};
use shared::request_line::RequestLine;
use shared::terminal::{Plain, tell, unusable};
use shared::{arguments, catalogue, language};
use subscription_change::assess::{PartialRequest, Verdict};
use subscription_change::{Language, Subscription};

use interview::{Interview, Stop};
use kept::Kept;
use outcome::Eyes;

/// The request that is shipped with the example.
const REQUEST: &[u8] = include_bytes!("../data/request.json");

/// What an interview that is interrupted exits with: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// What an interview that leaves it open exits with.
const OPEN: u8 = 1;

fn command(language: Language) -> Command {
    let say = |english: &'static str, french: &'static str| say(language, english, french);
    let file = say(
        "A request in JSON, with the facts that are known; `-` is standard input, with --answers. Without it, the shipped one",
        "Demande en JSON, avec les renseignements connus; `-` pour l’entrée standard, avec --answers. Sans fichier, la demande fournie",
    );
    let answers = say(
        "Take the answers from this file, an object of facts by their path, and ask nothing",
        "Prend les réponses dans ce fichier, un objet qui donne les renseignements par leur chemin, et ne pose aucune question",
    );
    let keep = say(
        "Keep the answers in this file, and go on from those that it has",
        "Conserve les réponses dans ce fichier, et reprend à partir de celles qu’il contient",
    );
    let lang = say("The language", "Langue");
    let otherwise = say("English", "l’anglais");
    let reader = say(
        "Who is asked: firm, client or other. By default firm",
        "À qui les questions s’adressent\u{a0}: firm (le cabinet), client ou other (quelqu’un d’autre). Par défaut, firm",
    );
    let file_name = say("FILE", "FICHIER");
    let path = |name: &'static str, help| {
        Arg::new(name).long(name).value_name(file_name).value_parser(value_parser!(PathBuf)).help(help)
    };
    Command::new("ask")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Asks for what a decision still needs, one question at a time",
            "Demande ce qu’il faut encore savoir pour décider, une question à la fois",
        ))
        .after_help(say(
            "Exit codes: 0 it is settled whether the change may be made, 1 it is not, 2 unusable arguments or I/O, 130 interrupted.",
            "Codes de sortie\u{a0}: 0 on sait si la modification peut être faite, 1 on ne le sait pas, 2 arguments inutilisables ou \
             erreur de lecture ou d’écriture, 130 interruption.",
        ))
        .arg(Arg::new("file").value_name(file_name).value_parser(value_parser!(PathBuf)).help(file))
        .arg(path("answers", answers).conflicts_with("keep"))
        .arg(path("keep", keep))
        .arg(arguments::lang(language, lang, otherwise))
        .arg(arguments::reader(language, reader))
        .arg(arguments::catalogue(language))
}

fn main() -> ExitCode {
    let language = language::of_the_program();
    match arguments::read(command(language), language) {
        Ok(arguments) => ask(&arguments, language).unwrap_or_else(|why| unusable("ask", &why)),
        Err(code) => code,
    }
}

/// What the program exits with, or why it cannot do what it is for.
fn ask(arguments: &ArgMatches, language: Language) -> Result<ExitCode, String> {
    let catalogue = &catalogue::of(arguments, "catalogue", language)?;
    let language = language::of_the_edition(language, catalogue);
    let path = |name: &str| arguments.get_one::<PathBuf>(name).map(PathBuf::as_path);
    let (answers, keep) = (path("answers"), path("keep"));
    let request = request(path("file"), answers.is_some(), language)?;
    let audience = arguments::audience(arguments);
    let eyes = Eyes { language, audience, catalogue };

    let known = match answers.or(keep.filter(|file| file.exists())) {
        Some(file) => kept::read(file, language)?,
        None => kept::Answers::new(),
    };
    let kept = Arc::new(Mutex::new(Kept::new(known.clone(), keep.map(Path::to_path_buf))));
    let mut interview = Interview::new(eyes, request, known, Arc::clone(&kept));

    let mut out = io::stdout().lock();
    let show = || -> Result<(), Stop> {
        use std::io::Write;
        let PartialRequest { current, target, .. } = interview.request;
        let held = |subscription: Subscription| subscription.display(language).in_words_of(catalogue);
        writeln!(out, "{} → {}", held(current), held(target))?;
        if answers.is_some() {
            interview.ask_nobody()?;
        } else {
            on_interrupt(kept, language).map_err(Stop::Unreadable)?;
            interview.ask(&mut BufReader::new(io::stdin()), &mut out)?;
        }
        eyes.end(&mut out, &interview.assessment())?;
        Ok(out.flush()?)
    };
    match show() {
        Ok(()) => {}
        Err(Stop::Unwritable(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(stop) => return Err(said(stop, language)),
    }
    if answers.is_some() && !interview.known.is_empty() {
        let facts = interview.known.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let what = eyes.say("answers that were not needed", "réponses qui n’étaient pas nécessaires");
        // Only a remark, so it may get lost.
        let _ = tell(&format!("ask: {what}{} {facts}\n", colon(language)));
    }
    let is_open = interview.assessment().verdict() == Verdict::Open;
    Ok(if is_open { ExitCode::from(OPEN) } else { ExitCode::SUCCESS })
}

/// The request, with what is known of it.
fn request(file: Option<&Path>, has_answers: bool, language: Language) -> Result<PartialRequest, String> {
    if file.is_some_and(|file| file.as_os_str() == "-") && !has_answers {
        return Err(say(
            language,
            "standard input is where the answers are read from; name a file, or give --answers",
            "l’entrée standard sert aux réponses; nommez un fichier, ou donnez --answers",
        )
        .to_owned());
    }
    let Input { name, mut reader, .. } = Input::open(file, REQUEST, language)?;
    let mut text = Vec::new();
    reader.read_to_end(&mut text).map_err(|error| cannot_read(&name, &error, language))?;
    RequestLine::read(without_mark(&text))
        .request
        .map_err(|fault| format!("{name}{} {}", colon(language), Plain(&fault.said(language))))
}

/// Why the interview cannot go on.
fn said(stop: Stop, language: Language) -> String {
    match stop {
        Stop::Unwritable(error) => cannot_write(say(language, "the questions", "les questions"), &error, language),
        Stop::Unreadable(error) => cannot_read(say(language, "the answers", "les réponses"), &error, language),
        Stop::NotKept(file, error) => cannot_write(&files::name(&file), &error, language),
    }
}

/// Keeps what was answered when the interview is interrupted.
fn on_interrupt(kept: Arc<Mutex<Kept>>, language: Language) -> io::Result<()> {
    let keep = move || {
        let rescued = kept.lock().unwrap_or_else(PoisonError::into_inner).rescue();
        let told = match rescued {
            None => Ok(()),
            Some(Ok(file)) => {
                let (file, kept) = (files::name(&file), say(language, "your answers are in", "vos réponses sont dans"));
                let go_on = say(language, "go on with", "pour reprendre\u{a0}:");
                tell(&format!("\nask: {kept} {file}; {go_on} --keep {file}\n"))
            }
            Some(Err((file, error))) => tell(&format!("\nask: {}\n", cannot_write(&files::name(&file), &error, language))),
        };
        process::exit(if told.is_ok() { INTERRUPTED } else { i32::from(shared::terminal::UNUSABLE) });
    };
    ctrlc::set_handler(keep).map_err(io::Error::other)
}
