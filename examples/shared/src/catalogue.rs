//! A catalogue from its identity or from a file.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::ArgMatches;
use subscription_change::catalogue::Terms;
use subscription_change::{Catalogue, Language};

use crate::language::{colon, one_of, say};
use crate::terminal::Plain;
use crate::{edition, files};

/// The catalogue that this argument names, else the default one.
///
/// # Errors
///
/// There is none of that name, or there is something wrong in the file.
pub fn of(arguments: &ArgMatches, argument: &str, language: Language) -> Result<Catalogue, String> {
    match arguments.get_one::<OsString>(argument) {
        Some(name) => named(name, language),
        None => Ok(Catalogue::canada().clone()),
    }
}

/// An embedded catalogue by its identity, or one that is read from a file of JSON and checked.
///
/// # Errors
///
/// It is neither, or what is wrong in the file: all of it at once.
pub fn named(name: &OsStr, language: Language) -> Result<Catalogue, String> {
    if let Some(embedded) = name.to_str().and_then(|name| name.parse().ok()).and_then(Catalogue::embedded_as) {
        return Ok(embedded.clone());
    }
    let file = Path::new(name);
    let wrong = |what: &str| format!("{}{} {what}", files::name(file), colon(language));
    let text = std::fs::read(file).map_err(|error| {
        let ids: Vec<String> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
        let known = one_of(language, &ids.iter().map(String::as_str).collect::<Vec<_>>());
        let why = files::why(&error, language);
        wrong(&say(
            language,
            format!("expected {known}, or a file with a catalogue, and there is no such file that can be read: {why}"),
            format!("il faut {known}, ou un fichier contenant un catalogue, et ce fichier ne peut pas être lu\u{a0}: {why}"),
        ))
    })?;
    read(&text, language).map_err(|what| wrong(&what))
}

/// The terms of a document that says everything itself.
fn whole(text: &str) -> Result<Terms, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let draft: Terms = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        // What could not be told is the end of the path.
        match path.trim_end_matches(['.', '?']) {
            "" => error.inner().to_string(),
            path => format!("{path}: {}", error.inner()),
        }
    })?;
    json.end().map_err(|error| error.to_string())?;
    Ok(draft)
}

/// Everything that is wrong in a file with a catalogue, one thing a line; and how many things there are.
///
/// # Errors
///
/// The file cannot be read, is no JSON, or extends no embedded catalogue.
pub fn everything_wrong(name: &OsStr, language: Language) -> Result<(String, usize), String> {
    let file = Path::new(name);
    let wrong = |what: &str| format!("{}{} {}", files::name(file), colon(language), Plain(what));
    let bytes = std::fs::read(file).map_err(|error| wrong(&files::why(&error, language)))?;
    let text = std::str::from_utf8(files::without_mark(&bytes)).map_err(|error| wrong(&error.to_string()))?;
    let (id, all) = edition::everything_wrong(text).map_err(|why| wrong(&why))?;
    if let (Some(id), []) = (id, &all[..]) {
        let fine = say(language, format!("the catalogue {id} can be used"), format!("le catalogue {id} peut être utilisé"));
        return Ok((fine, 0));
    }
    Ok((all.iter().map(|what| Plain(what).to_string()).collect::<Vec<_>>().join("\n"), all.len()))
}

/// A catalogue of its JSON, checked, which may extend an embedded one. What is wrong inside the JSON and the catalogue is told in English, by the paths of the document.
///
/// # Errors
///
/// Where it is wrong and what would be right, all of it at once.
pub fn read(text: &[u8], language: Language) -> Result<Catalogue, String> {
    let no_catalogue = |why: &str| {
        let what = say(language, "not a catalogue", "ce n’est pas un catalogue");
        format!("{what}{} {}", colon(language), Plain(why))
    };
    let text = std::str::from_utf8(files::without_mark(text)).map_err(|error| no_catalogue(&error.to_string()))?;
    let draft = match edition::merged(text) {
        Some(merged) => merged.map_err(|why| no_catalogue(&why))?,
        None => whole(text).map_err(|why| no_catalogue(&why))?,
    };
    draft.check().map_err(|invalid| {
        let id = draft.id;
        let mut message = say(
            language,
            format!("the catalogue {id} cannot be used:"),
            format!("le catalogue {id} ne peut pas être utilisé\u{a0}:"),
        );
        for fault in invalid.faults() {
            message.push_str("\n  ");
            message.push_str(&fault.to_string());
        }
        message
    })
}
