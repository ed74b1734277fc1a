//! An answer for a person.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde_json::value::RawValue;
use shared::gaps;
use shared::language::{colon, counted};
use shared::request_line::Fault;
use shared::terminal::{BOLD, CODES, DIM, Plain, heading};
use subscription_change::assess::{AssessedReason, Assessment, PartialRequest, Verdict};
use subscription_change::catalogue::Effective;
use subscription_change::parts::Quota;
use subscription_change::{
    Audience, Catalogue, Decision, FeatureSet, Language, Notice, Reason, Request, Resolution, Subscription,
};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WRONG: Style = AnsiColor::Magenta.on_default().bold();

/// In which language, for whose eyes, and in the words of which edition.
#[derive(Clone, Copy)]
pub struct Eyes<'c> {
    pub language: Language,
    pub reader: Audience,
    pub catalogue: &'c Catalogue,
}

impl Eyes<'_> {
    /// What the crate does not say.
    fn say(self, english: &'static str, french: &'static str) -> &'static str {
        shared::language::say(self.language, english, french)
    }

    /// Which request it is, and from what to what.
    fn asked(self, out: &mut dyn Write, line: u64, id: Option<&RawValue>, change: [&Subscription; 2]) -> io::Result<()> {
        let [from, to] = change.map(|held| held.display(self.language).in_words_of(self.catalogue));
        heading(out, line, id, self.language)?;
        writeln!(out, "  {from} → {to}")
    }

    pub fn decided(
        self,
        out: &mut dyn Write,
        line: u64,
        id: Option<&RawValue>,
        request: &Request,
        decision: &Decision,
    ) -> io::Result<()> {
        let Self { language, reader, catalogue } = self;
        self.asked(out, line, id, [&request.current, &request.target])?;
        match decision {
            Decision::ChangePlan(plan) => {
                let (word, effective) = (self.say("CHANGE PLAN", "PLAN DE MODIFICATION"), self.effective(plan.effective()));
                writeln!(out, "  {GOOD}{word}{GOOD:#} {effective}")?;
                for (step, number) in plan.steps().zip(1..) {
                    let said = gaps::timed(step, Some(plan.effective()), language, reader, catalogue);
                    row(out, &self.step(number), &said)?;
                }
                self.features(out, plan.features_gained(), plan.features_lost())?;
                plan.notices().try_for_each(|notice| self.notice(out, notice))?;
            }
            Decision::Refusal(refusal) => {
                let count = refusal.reasons().len();
                let reasons = if count == 1 { self.say("reason", "motif") } else { self.say("reasons", "motifs") };
                let cleared = self.cleared(refusal.resolution());
                let (word, for_) = (self.say("REFUSED", "REFUSÉE"), self.say("for", "pour"));
                writeln!(out, "  {BAD}{word}{BAD:#} {for_} {}, {cleared}", counted(self.language, count, reasons))?;
                for reason in refusal.reasons() {
                    row(out, reason.code().name(), &reason.display(language, reader).in_words_of(catalogue))?;
                    let (remedies, instead) =
                        (reason.remedies(), reason.instead(language).map(|instead| instead.in_words_of(catalogue)));
                    match instead {
                        None if remedies.len() == 0 => {}
                        Some(instead) if remedies.len() == 0 => writeln!(out, "  {:CODES$}  {DIM}→ {instead}{DIM:#}", "")?,
                        _ => writeln!(
                            out,
                            "  {:CODES$}  {DIM}→ {}{DIM:#}",
                            "",
                            remedies.display(language, reader).in_words_of(catalogue)
                        )?,
                    }
                }
            }
        }
        writeln!(out)
    }

    /// An answer to a request with unknown facts: what is certain, what is possible, and what to ask.
    pub fn assessed(
        self,
        out: &mut dyn Write,
        line: u64,
        id: Option<&RawValue>,
        request: &PartialRequest,
        assessment: &Assessment<'_>,
    ) -> io::Result<()> {
        let Self { language, reader, catalogue } = self;
        let sure = self.say("with what is known", "selon ce que l’on sait");
        self.asked(out, line, id, [&request.current, &request.target])?;
        match (assessment.effective(), assessment.resolution()) {
            (Some(effective), _) => {
                let word = self.say("CHANGE PLAN", "PLAN DE MODIFICATION");
                writeln!(out, "  {GOOD}{word}{GOOD:#} {sure}, {}", self.effective(effective))?;
            }
            (None, Some(resolution)) => {
                let word = self.say("REFUSED", "REFUSÉE");
                writeln!(out, "  {BAD}{word}{BAD:#} {sure}, {}", self.cleared(resolution))?;
            }
            (None, None) => writeln!(out, "  {BOLD}{}{BOLD:#} {sure}", self.say("OPEN", "EN SUSPENS"))?,
        }
        for (step, number) in assessment.steps().zip(1..) {
            row(out, &self.step(number), &gaps::step(&step, assessment.effective(), language, reader, catalogue))?;
        }
        if assessment.verdict() == Verdict::ChangePlan {
            self.features(out, assessment.features_gained(), assessment.features_lost())?;
        }
        for reason in assessment.certain() {
            let condition = catalogue.rule(reason.code()).condition(language).in_words_of(catalogue);
            match gaps::said(&reason) {
                Some(said) => row(out, reason.code().name(), &said.display(language, reader).in_words_of(catalogue))?,
                None => row(out, reason.code().name(), &format_args!("{}{condition}", self.about(&reason, "")))?,
            }
            let instead = reason.with_placeholders().instead(language).map(|instead| instead.in_words_of(catalogue).to_string());
            let remedies = gaps::remedies(&reason, language, reader, catalogue);
            for (what, place) in remedies.into_iter().chain(instead).zip(0..) {
                let or = if place == 0 { "→" } else { self.say("or", "ou") };
                writeln!(out, "  {:CODES$}  {DIM}{or} {what}{DIM:#}", "")?;
            }
        }
        let possible = "possible";
        for reason in assessment.possible() {
            let condition = gaps::possible(&reason, language, catalogue);
            row(out, reason.code().name(), &format_args!("{}{condition}", self.about(&reason, possible)))?;
        }
        assessment.certain_notices().try_for_each(|notice| self.notice(out, notice))?;
        for possibly in assessment.possible_notices() {
            let notice = possibly.notice();
            if possibly.knows_used() {
                let said = notice.display(language, reader).in_words_of(catalogue);
                row(out, notice.code().name(), &format_args!("{}{said}", self.labelled(possible, "")))?;
            } else {
                let condition = catalogue.rule(notice.code()).condition(language).in_words_of(catalogue);
                row(out, notice.code().name(), &format_args!("{}{condition}", self.labelled(possible, self.counted(notice))))?;
            }
        }
        for question in assessment.questions() {
            let who = question.ask().label(language).to_lowercase();
            let asked = format_args!(
                "{} ({who}{} {})",
                question.display(language, reader).in_words_of(catalogue),
                colon(language),
                question.fact
            );
            row(out, self.say("ask", "à demander"), &asked)?;
        }
        writeln!(out)
    }

    /// What precedes the condition of a reason: a word, and the subject if there may be several reasons of the code.
    fn about(self, reason: &AssessedReason, word: &str) -> String {
        let label = match reason.with_placeholders() {
            Reason::TooManyUsers { kind, .. } => kind.label(self.language),
            Reason::OverLimit { resource, .. } => resource.label(self.language),
            Reason::FeatureInUse { feature, .. } => feature.label(self.language),
            Reason::NotAuthorised { product, .. }
            | Reason::AddOnUnsupported { product, .. }
            | Reason::TransferNotPermitted { product, .. }
            | Reason::TransferPermissionExpired { product, .. }
            | Reason::AnnualBilling { product, .. }
            | Reason::ClientNotPrimaryAdmin { product, .. } => gaps::product(product, self.language, self.catalogue),
            _ => "",
        };
        self.labelled(word, label)
    }

    /// What a notice counts, if it counts anything.
    fn counted(self, notice: Notice) -> &'static str {
        match notice {
            Notice::UsersOverLimit { kind, .. } | Notice::CompanySuspended { quota: Quota::Users(kind), .. } => {
                kind.label(self.language)
            }
            Notice::ResourceOverLimit { resource, .. } | Notice::CompanySuspended { quota: Quota::Resource(resource), .. } => {
                resource.label(self.language)
            }
            _ => "",
        }
    }

    /// A word, with what it is about in parentheses, and a colon.
    fn labelled(self, word: &str, label: &str) -> String {
        let said = match (word, label) {
            ("", "") => return String::new(),
            ("", one) | (one, "") => one.to_owned(),
            (word, label) => format!("{word} ({label})"),
        };
        format!("{said}{} ", colon(self.language))
    }

    pub fn invalid(self, out: &mut dyn Write, line: u64, id: Option<&RawValue>, fault: &Fault) -> io::Result<()> {
        heading(out, line, id, self.language)?;
        writeln!(out, "  {WRONG}{}{WRONG:#} {}\n", self.say("INVALID", "NON VALIDE"), Plain(&fault.said(self.language)))
    }

    /// When a plan takes effect.
    fn effective(self, effective: Effective) -> String {
        format!("{} {}", self.say("effective", "prenant effet"), effective.label(self.language).to_lowercase())
    }

    /// Whether a refusal can be cleared.
    fn cleared(self, resolution: Resolution) -> &'static str {
        match resolution {
            Resolution::Never => self.say("and it cannot be cleared", "sans solution pour cette demande"),
            Resolution::Wait => self.say("and it clears itself in time", "et il suffit d’attendre"),
            _ => self.say("and it can be cleared", "et on peut y remédier"),
        }
    }

    fn step(self, number: usize) -> String {
        format!("{} {number}", self.say("step", "étape"))
    }

    fn notice(self, out: &mut dyn Write, notice: Notice) -> io::Result<()> {
        let kept = if notice.is_reversible() { "" } else { self.say(" (not reversible)", " (irréversible)") };
        row(
            out,
            notice.code().name(),
            &format_args!("{}{kept}", notice.display(self.language, self.reader).in_words_of(self.catalogue)),
        )
    }

    /// What the plan gains and what it loses.
    fn features(self, out: &mut dyn Write, gained: Option<FeatureSet>, lost: Option<FeatureSet>) -> io::Result<()> {
        self.features_that(out, self.say("the plan gains", "l’abonnement gagne"), gained)?;
        self.features_that(out, self.say("the plan loses", "l’abonnement perd"), lost)
    }

    fn features_that(self, out: &mut dyn Write, what: &str, features: Option<FeatureSet>) -> io::Result<()> {
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
