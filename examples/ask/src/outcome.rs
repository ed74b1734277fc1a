//! What is settled, and what to do about it, for a person.

use std::fmt::Display;
use std::io::{self, Write};

use shared::gaps;
use shared::language::{colon, say};
use shared::terminal::Plain;
use subscription_change::assess::{AssessedReason, Assessment, Verdict};
use subscription_change::{Audience, Catalogue, Language, Resolution};

/// The language, the audience and the catalogue.
#[derive(Clone, Copy)]
pub struct Eyes<'c> {
    pub language: Language,
    pub audience: Audience,
    pub catalogue: &'c Catalogue,
}

impl Eyes<'_> {
    /// The words of this language.
    pub fn say(self, english: &'static str, french: &'static str) -> &'static str {
        say(self.language, english, french)
    }

    /// The sentence of a reason if it is known, else the condition of its rule.
    fn reason(self, reason: &AssessedReason) -> String {
        gaps::reason(reason, self.language, self.audience, self.catalogue)
    }

    /// What an answer has settled, compared with before it.
    pub fn settled(self, out: &mut dyn Write, before: &Assessment<'_>, after: &Assessment<'_>) -> io::Result<()> {
        let was_certain =
            |reason: &AssessedReason| before.certain().any(|certain| certain.with_placeholders() == reason.with_placeholders());
        for reason in after.certain().filter(|reason| !was_certain(reason)) {
            self.line(out, self.say("in the way", "fait obstacle"), &self.reason(&reason))?;
        }
        if after.verdict() == before.verdict() {
            return Ok(());
        }
        match after.verdict() {
            Verdict::ChangePlan => self.line(out, self.say("settled", "c’est établi"), &self.say("The change may be made.", "La modification peut être faite.")),
            Verdict::Refusal => self.line(
                out,
                self.say("settled", "c’est établi"),
                &self.say(
                    "The change may not be made as things are. The next answers tell what else is in the way.",
                    "La modification ne peut pas être faite dans l’état actuel. Les réponses suivantes diront ce qui y fait encore obstacle.",
                ),
            ),
            _ => Ok(()),
        }
    }

    /// The end: the decision, what to do and by whom, and what nobody could tell.
    pub fn end(self, out: &mut dyn Write, assessment: &Assessment<'_>) -> io::Result<()> {
        let Self { language, audience, catalogue } = self;
        let heading = match (assessment.verdict(), assessment.resolution()) {
            (Verdict::ChangePlan, _) => self.say("The change may be made", "La modification peut être faite"),
            (Verdict::Refusal, Some(Resolution::Never)) => self.say(
                "The change may not be made, and nobody can do anything about it",
                "La modification ne peut pas être faite, et personne ne peut y remédier",
            ),
            (Verdict::Refusal, Some(Resolution::Wait)) => self.say(
                "The change may not be made yet: it only takes time",
                "La modification ne peut pas encore être faite\u{a0}: il suffit d’attendre",
            ),
            (Verdict::Refusal, _) => self.say("The change may not be made yet", "La modification ne peut pas encore être faite"),
            _ => self.say(
                "It is not settled whether the change may be made",
                "On ne sait pas encore si la modification peut être faite",
            ),
        };
        writeln!(out, "\n{heading}.")?;
        for (step, number) in assessment.steps().zip(1..) {
            writeln!(out, "  {number}. {}", gaps::step(&step, assessment.effective(), language, audience, catalogue))?;
        }
        for notice in assessment.certain_notices() {
            let kept = if notice.is_reversible() { "" } else { self.say(" (not reversible)", " (irréversible)") };
            writeln!(
                out,
                "  {} {}{kept}",
                self.say("Note:", "À noter\u{a0}:"),
                notice.display(language, audience).in_words_of(catalogue)
            )?;
        }
        for (reason, number) in assessment.certain().zip(1..) {
            writeln!(out, "  {number}. {}", self.reason(&reason))?;
            let instead = reason.with_placeholders().instead(language).map(|instead| instead.in_words_of(catalogue).to_string());
            let remedies = gaps::remedies(&reason, language, audience, catalogue);
            for (what, place) in remedies.into_iter().chain(instead).zip(0..) {
                writeln!(out, "     {} {what}", if place == 0 { "→" } else { self.say("or", "ou") })?;
            }
        }
        let possible: Vec<AssessedReason> = assessment.possible().collect();
        if !possible.is_empty() {
            writeln!(
                out,
                "{}{}",
                self.say("What else may be in the way", "Ce qui pourrait encore faire obstacle"),
                colon(language)
            )?;
            for reason in possible {
                writeln!(out, "  - {}", self.reason(&reason))?;
            }
        }
        let left: Vec<String> = assessment
            .questions()
            .map(|question| question.display(language, audience).in_words_of(catalogue).to_string())
            .collect();
        if !left.is_empty() {
            writeln!(out, "{}{}", self.say("Still to be asked", "Questions qui restent"), colon(language))?;
            for question in left {
                writeln!(out, "  - {question}")?;
            }
        }
        Ok(())
    }

    fn line(self, out: &mut dyn Write, label: &str, what: &dyn Display) -> io::Result<()> {
        writeln!(out, "   {label}{} {}", colon(self.language), Plain(&what.to_string()))
    }
}
