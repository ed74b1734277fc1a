//! The questions, one after the other, until none that matters is left.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use shared::language::colon;
use subscription_change::assess::{Assessment, Fact, FactSet, PartialRequest, Question};
use subscription_change::{Context, Parties, Usage};

use crate::answer;
use crate::kept::{Answers, Kept};
use crate::outcome::Eyes;

/// Why an interview cannot go on.
pub enum Stop {
    /// Nobody reads the questions any more, or they cannot be written.
    Unwritable(io::Error),
    /// The answers cannot be read.
    Unreadable(io::Error),
    /// They cannot be kept in this file.
    NotKept(PathBuf, io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Unwritable(error)
    }
}

/// Whether somebody says that they do not know.
fn is_unknown(typed: &str) -> bool {
    let said = typed.trim_end_matches('.').replace('’', "'").to_lowercase();
    ["?", "i don't know", "don't know", "je ne sais pas"].contains(&said.as_str())
}

/// A request, what is known of it so far, and what was answered.
pub struct Interview<'c> {
    pub eyes: Eyes<'c>,
    pub request: PartialRequest,
    pub kept: Arc<Mutex<Kept>>,
    /// Answers that nobody has asked for yet.
    pub known: Answers,
    /// What the person does not know.
    passed: FactSet,
}

impl<'c> Interview<'c> {
    pub const fn new(eyes: Eyes<'c>, request: PartialRequest, known: Answers, kept: Arc<Mutex<Kept>>) -> Self {
        Self { eyes, request, kept, known, passed: FactSet::EMPTY }
    }

    pub fn assessment(&self) -> Assessment<'c> {
        self.request.assess_with(self.eyes.catalogue)
    }

    /// The next question that was not passed over and whose answer is not known.
    fn next(&mut self) -> Result<Option<Question>, Stop> {
        loop {
            let passed = self.passed;
            let Some(question) = self.assessment().questions().find(|question| !passed.contains(question.fact)) else {
                return Ok(None);
            };
            let known = self.known.remove(&question.fact.to_string());
            match known.and_then(|value| answer::as_typed(&value)) {
                Some(typed) if self.take(question.fact, &typed)?.is_ok() => {}
                _ => return Ok(Some(question)),
            }
        }
    }

    /// Takes an answer as it was typed; if it is none, returns what would be right.
    fn take(&mut self, fact: Fact, typed: &str) -> Result<Result<(), String>, Stop> {
        let mut context = Context::in_good_standing(Parties::EMPTY, Usage::default());
        if answer::put(fact, typed, &mut context).is_none() {
            return Ok(Err(answer::accepted(fact, self.eyes.language)));
        }
        self.request.facts.learn(fact, &context);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take(fact, answer::value(fact, &context)).map_err(|(file, error)| Stop::NotKept(file, error))?;
        Ok(Ok(()))
    }

    /// Takes the answers that are known already, and skips the rest.
    pub fn ask_nobody(&mut self) -> Result<(), Stop> {
        while let Some(question) = self.next()? {
            self.passed = self.passed.with(question.fact);
        }
        Ok(())
    }

    /// What can be typed beside an answer.
    fn how_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let ways = self.eyes.say("   ? if you do not know, . to end", "   ? si vous ne savez pas, . pour terminer");
        writeln!(out, "{ways}")
    }

    /// Asks until there is nothing left to ask, or nobody answers any more.
    pub fn ask(&mut self, answers: &mut dyn BufRead, out: &mut dyn Write) -> Result<(), Stop> {
        let Eyes { language, audience, catalogue } = self.eyes;
        self.how_to(out)?;
        let mut number = 0;
        while let Some(question) = self.next()? {
            number += 1;
            let who = question.ask().label(language).to_lowercase();
            writeln!(out, "\n{number}. {} ({who})", question.display(language, audience).in_words_of(catalogue))?;
            let accepted = answer::accepted(question.fact, language);
            writeln!(out, "   {}{} {accepted}", self.eyes.say("Answer", "Réponse"), colon(language))?;
            let before = self.assessment();
            loop {
                write!(out, "> ")?;
                out.flush()?;
                let mut typed = Vec::new();
                if answers.read_until(b'\n', &mut typed).map_err(Stop::Unreadable)? == 0 {
                    writeln!(out)?;
                    return Ok(());
                }
                let typed = String::from_utf8_lossy(&typed);
                match typed.trim() {
                    "." => return Ok(()),
                    typed if is_unknown(typed) => {
                        self.passed = self.passed.with(question.fact);
                        break;
                    }
                    "" => self.how_to(out)?,
                    typed => match self.take(question.fact, typed)? {
                        Ok(()) => {
                            self.eyes.settled(out, &before, &self.assessment())?;
                            break;
                        }
                        Err(accepted) => {
                            writeln!(
                                out,
                                "   {} {accepted}",
                                self.eyes.say("That is not an answer; expected:", "Ce n’est pas une réponse; il faut\u{a0}:")
                            )?;
                        }
                    },
                }
            }
        }
        Ok(())
    }
}
