//! The arguments of a program, with help and messages in the language of `--lang`.

use std::error::Error as _;
use std::ffi::OsString;
use std::fmt::Display;
use std::io;
use std::ops::RangeInclusive;
use std::process::ExitCode;
use std::str::FromStr;

use clap::builder::ValueParser;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use subscription_change::vocabulary::UnknownName;
use subscription_change::{Audience, Language};

use crate::files::cannot_write;
use crate::language::{colon, one_of, quoted, say};
use crate::terminal::{Plain, unusable};

/// Reads the arguments of this program.
///
/// # Errors
///
/// There is nothing more to do, and this is what it exits with: help was asked for, or the arguments are unusable.
pub fn read(command: Command, language: Language) -> Result<ArgMatches, ExitCode> {
    let program = command.get_name().to_owned();
    complete(command, language).try_get_matches().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match error.print() {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                unusable(&program, &cannot_write(say(language, "the help", "l’aide"), &error, language))
            }
            _ => ExitCode::SUCCESS,
        },
        _ => {
            let more = say(language, "for more information, try --help", "pour plus de renseignements, essayez --help");
            unusable(&program, &format!("{}\n{more}", explain(&error, language)))
        }
    })
}

/// The command with the options that every program has, and with nothing of clap's own English in its help.
fn complete(command: Command, language: Language) -> Command {
    let help = say(language, "Print this help", "Affiche cette aide");
    let version = say(language, "Print the version", "Affiche la version");
    let (usage, colon) = (say(language, "Usage", "Utilisation"), colon(language));
    let (arguments, options) = say(language, ("Arguments", "Options"), ("Arguments\u{a0}", "Options\u{a0}"));
    // As they are declared, and not by the alphabet.
    let mut place = 0;
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(format!("{{about-with-newline}}\n{usage}{colon} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help(version))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { arguments } else { options };
            place += 1;
            arg.help_heading(heading).display_order(place)
        })
}

/// The option `--lang`: the language of what, and which one it is where neither it nor the environment names one. The language itself is known
/// already.
#[must_use]
pub fn lang(language: Language, of_what: &str, otherwise: &str) -> Arg {
    let mut tags: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
    for language in Language::ALL {
        let general = language.tag().split('-').next().unwrap_or_default();
        if !tags.contains(&general) {
            tags.push(general);
        }
    }
    let tags = one_of(language, &tags);
    let help = say(
        language,
        format!(
            "{of_what}, as a tag: {tags}. Without it, that of the environment's locale if it is one of these, else {otherwise}"
        ),
        format!("{of_what}\u{a0}: {tags}. Par défaut, celle des paramètres régionaux si c’en est une, sinon {otherwise}"),
    );
    let tag = say(language, "TAG", "LANGUE");
    Arg::new("lang").long("lang").value_name(tag).value_parser(name::<Language>(language)).help(help)
}

/// The option `--reader`, with what it says in the help; [`audience`] reads it.
#[must_use]
pub fn reader(language: Language, help: &'static str) -> Arg {
    let value = say(language, "READER", "LECTEUR");
    Arg::new("reader").long("reader").value_name(value).value_parser(name::<Audience>(language)).help(help)
}

/// For whose eyes: who was named by `--reader`, or the firm.
#[must_use]
pub fn audience(arguments: &ArgMatches) -> Audience {
    arguments.get_one("reader").copied().unwrap_or(Audience::Firm)
}

/// The option `--catalogue`, which [`catalogue::of`](crate::catalogue::of) reads.
#[must_use]
pub fn catalogue(language: Language) -> Arg {
    let help = say(
        language,
        "The catalogue to decide with: an embedded one by its identity, or a file of JSON, which may extend one. By default the latest \
         Canadian one",
        "Catalogue à appliquer\u{a0}: un catalogue intégré, par son identifiant, ou un fichier JSON, qui peut en compléter un. Par \
         défaut, le plus récent du Canada",
    );
    let value = say(language, "ID|FILE", "ID|FICHIER");
    Arg::new("catalogue").long("catalogue").value_name(value).value_parser(value_parser!(OsString)).help(help)
}

/// Reads one of several names.
#[must_use]
pub fn name<T>(language: Language) -> ValueParser
where
    T: FromStr<Err = UnknownName> + Clone + Send + Sync + 'static,
{
    ValueParser::new(move |text: &str| {
        text.parse::<T>().map_err(|unknown| expected(&one_of(language, unknown.expected()), language))
    })
}

/// Reads a number of this range.
pub fn number<T>(range: RangeInclusive<T>, language: Language) -> ValueParser
where
    T: FromStr + PartialOrd + Display + Clone + Send + Sync + 'static,
{
    ValueParser::new(move |text: &str| {
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            let (from, to) = (range.start(), range.end());
            let whole =
                say(language, format!("a whole number from {from} to {to}"), format!("un nombre entier de {from} à {to}"));
            expected(&whole, language)
        })
    })
}

/// What a value was expected to be.
#[must_use]
pub fn expected(what: &str, language: Language) -> String {
    say(language, format!("expected {what}"), format!("il faut {what}"))
}

/// What is wrong with the arguments, from what clap found.
fn explain(error: &Error, language: Language) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(quoted(language, &Plain(text).to_string())),
        Some(ContextValue::Strings(texts)) => texts.first().map(|text| quoted(language, &Plain(text).to_string())),
        _ => None,
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let unexpected =
                say(language, format!("unexpected argument {argument}"), format!("argument inattendu\u{a0}: {argument}"));
            match context(ContextKind::SuggestedArg) {
                Some(other) => format!("{unexpected}; {} {other}?", say(language, "did you mean", "vouliez-vous dire")),
                None => unexpected,
            }
        }
        ErrorKind::InvalidValue => {
            say(language, format!("{argument} takes a value"), format!("il manque une valeur à {argument}"))
        }
        ErrorKind::ValueValidation => {
            let invalid = say(
                language,
                format!("invalid value {value} for {argument}"),
                format!("valeur non valide {value} pour {argument}"),
            );
            let why = error.source().map_or_else(String::new, ToString::to_string);
            format!("{invalid}{} {}", colon(language), Plain(&why))
        }
        ErrorKind::TooManyValues => {
            say(language, format!("{argument} takes no value"), format!("{argument} ne prend pas de valeur"))
        }
        ErrorKind::ArgumentConflict => {
            say(language, format!("{argument} is given twice"), format!("{argument} est donné deux fois"))
        }
        ErrorKind::MissingRequiredArgument => say(language, format!("{argument} is missing"), format!("il manque {argument}")),
        ErrorKind::InvalidUtf8 => say(language, "an argument is not UTF-8", "un argument n’est pas en UTF-8").to_owned(),
        // No program has what else can be wrong.
        kind => kind.to_string(),
    }
}
