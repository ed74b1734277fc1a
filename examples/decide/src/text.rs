//! An answer for a person.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde_json::value::RawValue;
use shared::language::{colon, counted};
use shared::request_line::Fault;
use shared::terminal::Plain;
use subscription_change::assess::{AssessedReason, Assessment, PartialRequest, Verdict};
use subscription_change::{Audience, Catalogue, Decision, FeatureSet, Language, Reason, Request, Resolution};

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
    pub reader: Audience,
}

impl Eyes {
    /// What the crate does not say.
    fn say(self, english: &'static str, french: &'static str) -> &'static str {
        shared::language::say(self.language, english, french)
    }

    pub fn decided(
        self,
        out: &mut dyn Write,
        line: u64,
        id: Option<&RawValue>,
        request: &Request,
        decision: &Decision,
    ) -> io::Result<()> {
        let Self { language, reader } = self;
        self.heading(out, line, id)?;
        writeln!(out, "  {} → {}", request.current.display(language), request.target.display(language))?;
        match decision {
            Decision::ChangePlan(plan) => {
                let word = self.say("CHANGE PLAN", "PLAN DE MODIFICATION");
                let effective = plan.effective().label(language).to_lowercase();
                writeln!(out, "  {GOOD}{word}{GOOD:#} {} {effective}", self.say("effective", "prenant effet"))?;
                for (step, number) in plan.steps().zip(1..) {
                    row(out, &format!("{} {number}", self.say("step", "étape")), &step.display(language, reader))?;
                }
                self.features(out, self.say("the plan gains", "l’abonnement gagne"), plan.features_gained())?;
                self.features(out, self.say("the plan loses", "l’abonnement perd"), plan.features_lost())?;
                for notice in plan.notices() {
                    let kept = if notice.is_reversible() { "" } else { self.say(" (not reversible)", " (irréversible)") };
                    row(out, notice.code().name(), &format_args!("{}{kept}", notice.display(language, reader)))?;
                }
            }
            Decision::Refusal(refusal) => {
                let count = refusal.reasons().len();
                let reasons = if count == 1 { self.say("reason", "motif") } else { self.say("reasons", "motifs") };
                let cleared = match refusal.resolution() {
                    Resolution::Never => self.say("and it cannot be cleared", "sans solution pour cette demande"),
                    Resolution::Wait => self.say("and it clears itself in time", "et il suffit d’attendre"),
                    _ => self.say("and it can be cleared", "et on peut y remédier"),
                };
                let (word, for_) = (self.say("REFUSED", "REFUSÉE"), self.say("for", "pour"));
                writeln!(out, "  {BAD}{word}{BAD:#} {for_} {}, {cleared}", counted(self.language, count, reasons))?;
                for reason in refusal.reasons() {
                    row(out, reason.code().name(), &reason.display(language, reader))?;
                    let (remedies, instead) = (reason.remedies(), reason.instead(language));
                    match instead {
                        None if remedies.len() == 0 => {}
                        Some(instead) if remedies.len() == 0 => writeln!(out, "  {:CODES$}  {DIM}→ {instead}{DIM:#}", "")?,
                        _ => writeln!(out, "  {:CODES$}  {DIM}→ {}{DIM:#}", "", remedies.display(language, reader))?,
                    }
                }
            }
        }
        writeln!(out)
    }

    /// An answer to a request of which some facts are not known: what is sure, what is possible, and what to ask.
    pub fn assessed(
        self,
        out: &mut dyn Write,
        line: u64,
        id: Option<&RawValue>,
        request: &PartialRequest,
        assessment: &Assessment<'_>,
    ) -> io::Result<()> {
        let Self { language, reader } = self;
        self.heading(out, line, id)?;
        writeln!(out, "  {} → {}", request.current.display(language), request.target.display(language))?;
        let (style, word) = match assessment.verdict() {
            Verdict::ChangePlan => (GOOD, self.say("CHANGE PLAN", "PLAN DE MODIFICATION")),
            Verdict::Refusal => (BAD, self.say("REFUSED", "REFUSÉE")),
            _ => (BOLD, self.say("OPEN", "EN SUSPENS")),
        };
        writeln!(out, "  {style}{word}{style:#} {}", self.say("with what is known", "selon ce que l’on sait"))?;
        for reason in assessment.certain() {
            let condition = Catalogue::canada().rule(reason.code()).condition(language);
            match reason.reason() {
                Some(reason) => row(out, reason.code().name(), &reason.display(language, reader))?,
                None => row(out, reason.code().name(), &format_args!("{}{condition}", self.about(reason, "")))?,
            }
            let instead = reason.with_placeholders().instead(language).map(str::to_owned);
            let remedies = reason.remedies().map(|remedy| remedy.display(language, reader).to_string());
            for what in remedies.chain(instead) {
                writeln!(out, "  {:CODES$}  {DIM}→ {what}{DIM:#}", "")?;
            }
        }
        let possible = "possible";
        for reason in assessment.possible() {
            let condition = Catalogue::canada().rule(reason.code()).condition(language);
            row(out, reason.code().name(), &format_args!("{}{condition}", self.about(reason, possible)))?;
        }
        for notice in assessment.certain_notices() {
            row(out, notice.code().name(), &notice.display(language, reader))?;
        }
        for notice in assessment.possible_notices() {
            row(
                out,
                notice.code().name(),
                &format_args!("{possible}{} {}", colon(language), Catalogue::canada().rule(notice.code()).condition(language)),
            )?;
        }
        for question in assessment.questions() {
            let who = question.ask().label(language).to_lowercase();
            let more = question.more_than.map(|limit| format!(" > {limit}")).unwrap_or_default();
            row(out, self.say("ask", "à demander"), &format_args!("{}{more} ({who})", question.fact))?;
        }
        writeln!(out)
    }

    /// Before the condition of a reason: the word, and what it is about where there may be several of its code.
    fn about(self, reason: AssessedReason, word: &str) -> String {
        let label = match reason.with_placeholders() {
            Reason::TooManyUsers { kind, .. } => kind.label(self.language),
            Reason::OverLimit { resource, .. } => resource.label(self.language),
            Reason::FeatureInUse { feature, .. } => feature.label(self.language),
            Reason::NotAuthorised { product, .. }
            | Reason::AddOnUnsupported { product, .. }
            | Reason::TransferNotPermitted { product, .. }
            | Reason::TransferPermissionExpired { product, .. }
            | Reason::AnnualBilling { product, .. }
            | Reason::ClientNotPrimaryAdmin { product, .. } => product.label(self.language),
            _ => "",
        };
        let said = match (word, label) {
            ("", "") => return String::new(),
            ("", one) | (one, "") => one.to_owned(),
            (word, label) => format!("{word} ({label})"),
        };
        format!("{said}{} ", colon(self.language))
    }

    pub fn invalid(self, out: &mut dyn Write, line: u64, id: Option<&RawValue>, fault: &Fault) -> io::Result<()> {
        self.heading(out, line, id)?;
        writeln!(out, "  {WRONG}{}{WRONG:#} {}\n", self.say("INVALID", "NON VALIDE"), Plain(&fault.said(self.language)))
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
