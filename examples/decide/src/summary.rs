//! The totals of a run.

use std::fmt::Write;
use std::process::ExitCode;

use shared::language::{plural, say};
use subscription_change::assess::{Assessment, Verdict};
use subscription_change::{Decision, Language, ReasonCode};

/// What was counted.
pub struct Summary {
    lines: u64,
    plans: u64,
    refusals: u64,
    open: u64,
    invalid: u64,
    reasons: [u64; ReasonCode::COUNT],
}

impl Default for Summary {
    fn default() -> Self {
        Self { lines: 0, plans: 0, refusals: 0, open: 0, invalid: 0, reasons: [0; ReasonCode::COUNT] }
    }
}

impl Summary {
    /// Counts a line, and returns its number.
    pub fn count_line(&mut self) -> u64 {
        self.lines += 1;
        self.lines
    }

    pub fn lines(&self) -> u64 {
        self.lines
    }

    pub fn count(&mut self, decision: &Decision) {
        match decision {
            Decision::ChangePlan(_) => self.plans += 1,
            Decision::Refusal(refusal) => {
                self.refusals += 1;
                for reason in refusal.reasons() {
                    self.reasons[reason.code() as usize] += 1;
                }
            }
        }
    }

    pub fn count_assessed(&mut self, assessment: &Assessment<'_>) {
        match assessment.verdict() {
            Verdict::ChangePlan => self.plans += 1,
            Verdict::Refusal => self.refusals += 1,
            _ => self.open += 1,
        }
        for reason in assessment.certain() {
            self.reasons[reason.code() as usize] += 1;
        }
    }

    pub fn count_invalid(&mut self) {
        self.invalid += 1;
    }

    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.invalid > 0))
    }

    pub fn said(&self, language: Language) -> String {
        let mut out = String::new();
        let mut row = |count: u64, english: [&str; 2], french: [&str; 2]| {
            let [one, many] = say(language, english, french);
            // A string takes whatever is written.
            let _ = writeln!(out, "{count:>10} {}", plural(language, count, one, many));
        };
        row(self.plans + self.refusals + self.open, ["request", "requests"], ["demande", "demandes"]);
        row(self.plans, ["change plan", "change plans"], ["plan de modification", "plans de modification"]);
        row(self.refusals, ["refusal", "refusals"], ["refus", "refus"]);
        if self.open > 0 {
            row(self.open, ["open answer", "open answers"], ["réponse en suspens", "réponses en suspens"]);
        }
        row(self.invalid, ["invalid line", "invalid lines"], ["ligne non valide", "lignes non valides"]);
        for (code, count) in ReasonCode::ALL.iter().zip(self.reasons).filter(|(_, count)| *count > 0) {
            let _ = writeln!(out, "{count:>10} × {code}");
        }
        out
    }
}
