//! The answers, kept in a file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use shared::files::{self, cannot_read, without_mark};
use shared::language::{colon, say};
use shared::terminal::Plain;
use subscription_change::assess::Fact;
use subscription_change::{Context, Language, Parties, Usage};

use crate::answer;

/// Answers by the path of their fact.
pub type Answers = Map<String, Value>;

/// Reads a file of answers. Each has the form of an answer, though perhaps not of one to its question.
///
/// # Errors
///
/// It cannot be read, or is no object of facts.
pub fn read(file: &Path, language: Language) -> Result<Answers, String> {
    let name = files::name(file);
    let text = fs::read(file).map_err(|error| cannot_read(&name, &error, language))?;
    let wrong = |why: &str| format!("{name}{} {}", colon(language), Plain(why));
    let answers: Answers = serde_json::from_slice(without_mark(&text)).map_err(|error| wrong(&error.to_string()))?;
    for (path, value) in &answers {
        let fact = Fact::all().find(|fact| fact.to_string() == *path).ok_or_else(|| {
            let all = Fact::all().map(|fact| fact.to_string()).collect::<Vec<_>>().join(", ");
            wrong(&say(
                language,
                format!("unknown fact `{path}`, expected one of {all}"),
                format!("renseignement inconnu «\u{a0}{path}\u{a0}»; il faut l’un de ceux-ci\u{a0}: {all}"),
            ))
        })?;
        let mut context = Context::in_good_standing(Parties::EMPTY, Usage::default());
        if answer::as_typed(value).and_then(|typed| answer::put(fact, &typed, &mut context)).is_none() {
            let accepted = answer::accepted(fact, language);
            return Err(wrong(&say(
                language,
                format!("{path}: expected {accepted}"),
                format!("{path}\u{a0}: il faut {accepted}"),
            )));
        }
    }
    Ok(answers)
}

/// What was answered so far, and where it is to be kept.
pub struct Kept {
    answers: Answers,
    file: Option<PathBuf>,
}

impl Kept {
    pub const fn new(answers: Answers, file: Option<PathBuf>) -> Self {
        Self { answers, file }
    }

    /// Takes one more answer, and writes the file if one was named.
    pub fn take(&mut self, fact: Fact, value: Value) -> Result<(), (PathBuf, io::Error)> {
        self.answers.insert(fact.to_string(), value);
        match &self.file {
            Some(file) => self.write(file).map_err(|error| (file.clone(), error)),
            None => Ok(()),
        }
    }

    /// Keeps the answers although no file was named, in a new file; `None` if nothing was answered.
    pub fn rescue(&self) -> Option<Result<PathBuf, (PathBuf, io::Error)>> {
        if self.answers.is_empty() {
            return None;
        }
        if let Some(file) = &self.file {
            return Some(Ok(file.clone()));
        }
        let later = (2_u32..).map(|number| PathBuf::from(format!("answers-{number}.json")));
        let file = std::iter::once(PathBuf::from("answers.json")).chain(later).find(|name| !name.exists())?;
        Some(self.write(&file).map(|()| file.clone()).map_err(|error| (file, error)))
    }

    /// Writes the whole file or leaves it as it was.
    fn write(&self, file: &Path) -> io::Result<()> {
        let mut part = file.as_os_str().to_owned();
        part.push(".part");
        let mut text = serde_json::to_string_pretty(&self.answers)?;
        text.push('\n');
        fs::write(&part, text)?;
        fs::rename(&part, file)
    }
}
