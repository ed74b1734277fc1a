//! An answer for a person.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde_json::value::RawValue;
use subscription_change::{Audience, Decision, FeatureSet, Language, Request, Resolution};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WRONG: Style = AnsiColor::Magenta.on_default().bold();

/// The width of the column of codes: the longest of them.
const CODES: usize = "transfer_permission_expired".len();

/// In which language, and for whose eyes.
#[derive(Clone, Copy)]
pub struct Eyes {
    pub language: Language,
    pub audience: Audience,
}

impl Eyes {
    /// What the crate does not say.
    const fn say(self, english: &'static str, french: &'static str) -> &'static str {
        match self.language {
            Language::French => french,
            _ => english,
        }
    }

    pub fn decided(
        self,
        out: &mut dyn Write,
        line: u64,
        id: Option<&RawValue>,
        request: &Request,
        decision: &Decision,
    ) -> io::Result<()> {
        let Self { language, audience } = self;
        self.heading(out, line, id)?;
        writeln!(out, "  {} → {}", request.current.display(language), request.target.display(language))?;
        match decision {
            Decision::ChangePlan(plan) => {
                let word = self.say("CHANGE PLAN", "PLAN DE MODIFICATION");
                let effective = plan.effective().label(language).to_lowercase();
                writeln!(out, "  {GOOD}{word}{GOOD:#} {} {effective}", self.say("effective", "prenant effet"))?;
                for (step, number) in plan.steps().zip(1..) {
                    row(out, &format!("{} {number}", self.say("step", "étape")), &step.display(language, audience))?;
                }
                self.features(out, self.say("the plan gains", "l’abonnement gagne"), plan.features_gained())?;
                self.features(out, self.say("the plan loses", "l’abonnement perd"), plan.features_lost())?;
                for notice in plan.notices() {
                    let kept = if notice.is_reversible() { "" } else { self.say(" (not reversible)", " (irréversible)") };
                    row(out, notice.code().name(), &format_args!("{}{kept}", notice.display(language, audience)))?;
                }
            }
            Decision::Refusal(refusal) => {
                let count = refusal.reasons().len();
                let reasons = if count == 1 { self.say("reason", "raison") } else { self.say("reasons", "raisons") };
                let cleared = match refusal.resolution() {
                    Resolution::Never => self.say("and it cannot be cleared", "et personne ne peut y remédier"),
                    Resolution::Wait => self.say("and it clears itself in time", "et il suffit d’attendre"),
                    _ => self.say("and it can be cleared", "et on peut y remédier"),
                };
                let (word, for_) = (self.say("REFUSED", "REFUSÉE"), self.say("for", "pour"));
                writeln!(out, "  {BAD}{word}{BAD:#} {for_} {count} {reasons}, {cleared}")?;
                for reason in refusal.reasons() {
                    row(out, reason.code().name(), &reason.display(language, audience))?;
                    writeln!(out, "  {:CODES$}  {DIM}→ {}{DIM:#}", "", reason.remedies().display(language, audience))?;
                }
            }
        }
        writeln!(out)
    }

    pub fn invalid(self, out: &mut dyn Write, line: u64, id: Option<&RawValue>, error: &str) -> io::Result<()> {
        self.heading(out, line, id)?;
        writeln!(out, "  {WRONG}{}{WRONG:#} {}\n", self.say("INVALID", "NON VALIDE"), Plain(error))
    }

    fn heading(self, out: &mut dyn Write, line: u64, id: Option<&RawValue>) -> io::Result<()> {
        let id = id.map(|id| serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned()));
        let place = self.say("line", "ligne");
        match id {
            Some(id) => writeln!(out, "{BOLD}{}{BOLD:#} {DIM}({place} {line}){DIM:#}", Plain(&id)),
            None => writeln!(out, "{BOLD}{place} {line}{BOLD:#}"),
        }
    }

    fn features(self, out: &mut dyn Write, what: &str, features: Option<FeatureSet>) -> io::Result<()> {
        match features {
            Some(features) if features.is_empty() => Ok(()),
            Some(features) => {
                let names: Vec<&str> = features.iter().map(|feature| feature.label(self.language)).collect();
                row(out, what, &names.join(", "))
            }
            None => row(out, what, &self.say("not documented", "non documenté")),
        }
    }
}

fn row(out: &mut dyn Write, code: &str, sentence: &dyn std::fmt::Display) -> io::Result<()> {
    writeln!(out, "  {code:CODES$}  {sentence}")
}

/// Text from outside: what would steer the terminal is escaped.
pub struct Plain<'a>(pub &'a str);

impl std::fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;

        self.0.chars().try_for_each(|c| if c.is_control() { write!(f, "{}", c.escape_default()) } else { f.write_char(c) })
    }
}
