//! Files, by the names that a person gives them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use subscription_change::Language;

use crate::language::{colon, say};
use crate::terminal::Plain;

/// What a program reads.
pub struct Input {
    /// What a person calls it.
    pub name: String,
    pub reader: Box<dyn Read>,
    /// How many bytes it has, where that is known.
    pub length: Option<u64>,
}

impl Input {
    /// A file, standard input for `-`, or what is shipped where there is none of them.
    ///
    /// # Errors
    ///
    /// That it cannot be read, and why.
    pub fn open(file: Option<&Path>, shipped: &'static [u8], language: Language) -> Result<Self, String> {
        let Some(file) = file else {
            let name = say(language, "the shipped book", "le portefeuille fourni").to_owned();
            return Ok(Self { name, reader: Box::new(shipped), length: Some(shipped.len() as u64) });
        };
        if file.as_os_str() == "-" {
            let name = say(language, "standard input", "l’entrée standard").to_owned();
            return Ok(Self { name, reader: Box::new(io::stdin().lock()), length: None });
        }
        let name = name(file);
        let (opened, length) = open(file).map_err(|error| cannot_read(&name, &error, language))?;
        Ok(Self { name, reader: Box::new(opened), length })
    }
}

/// A file, and how many bytes it has where that is known. A directory is none, though it opens like one.
fn open(file: &Path) -> io::Result<(File, Option<u64>)> {
    let opened = File::open(file)?;
    let metadata = opened.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok((opened, metadata.is_file().then_some(metadata.len())))
}

/// The name of a file, as it can be printed.
#[must_use]
pub fn name(file: &Path) -> String {
    Plain(&file.display().to_string()).to_string()
}

/// The text of a file in UTF-16, as a spreadsheet saves it that was asked for "Unicode text".
#[must_use]
pub fn of_utf16(bytes: &[u8]) -> Option<String> {
    let (of, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units = rest.chunks(2).map(|pair| of([pair[0], *pair.get(1)?]).into());
    String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
}

/// The delimiter that a first line `sep=;` tells spreadsheets, and what stands behind that line.
#[must_use]
pub fn separator(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (line, rest) = bytes.split_at(first_line(bytes));
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, delimiter) = line.split_at_checked(4)?;
    let delimiter = match delimiter {
        // A tab is trimmed away.
        [] => b'\t',
        // It may be saved with the separators of a row behind it.
        [delimiter, rest @ ..]
            if rest.iter().all(|other| other == delimiter) && delimiter.is_ascii_punctuation() && *delimiter != b'"' =>
        {
            *delimiter
        }
        _ => return None,
    };
    name.eq_ignore_ascii_case(b"sep=").then_some((delimiter, rest))
}

/// How many bytes the first line has with its end, which is `\n`, `\r` or `\r\n`.
#[must_use]
pub fn first_line(bytes: &[u8]) -> usize {
    match bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        Some(end) if bytes[end..].starts_with(b"\r\n") => end + 2,
        Some(end) => end + 1,
        None => bytes.len(),
    }
}

/// Without the byte order mark that some editors and spreadsheets begin a file with.
#[must_use]
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

#[must_use]
pub fn cannot_read(what: &str, error: &io::Error, language: Language) -> String {
    format!("{} {what}{} {}", say(language, "cannot read", "impossible de lire"), colon(language), why(error, language))
}

#[must_use]
pub fn cannot_write(what: &str, error: &io::Error, language: Language) -> String {
    format!("{} {what}{} {}", say(language, "cannot write", "impossible d’écrire"), colon(language), why(error, language))
}

/// What went wrong, in the words of the system where it is something rare.
#[must_use]
pub fn why(error: &io::Error, language: Language) -> String {
    let (english, french) = match error.kind() {
        io::ErrorKind::NotFound => ("no such file or directory", "ce fichier ou ce dossier n’existe pas"),
        io::ErrorKind::PermissionDenied => ("permission denied", "l’accès est refusé"),
        io::ErrorKind::IsADirectory => ("it is a directory", "c’est un dossier"),
        io::ErrorKind::NotADirectory => ("a part of its path is not a directory", "une partie du chemin n’est pas un dossier"),
        io::ErrorKind::StorageFull => ("no space left", "il n’y a plus d’espace"),
        io::ErrorKind::FileTooLarge => ("the file would be too large", "le fichier serait trop volumineux"),
        io::ErrorKind::ReadOnlyFilesystem => ("it is read-only", "l’emplacement est en lecture seule"),
        _ => return error.to_string(),
    };
    say(language, english, french).to_owned()
}
