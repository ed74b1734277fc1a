//! What a run came to.

use std::fmt;
use std::process::ExitCode;

use subscription_change::{Decision, ReasonCode};

/// What was counted.
#[derive(Default)]
pub struct Summary {
    lines: u64,
    plans: u64,
    refusals: u64,
    invalid: u64,
    reasons: [u64; ReasonCode::COUNT],
}

impl Summary {
    /// Counts a line; its number.
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

    pub fn count_invalid(&mut self) {
        self.invalid += 1;
    }

    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.invalid > 0))
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests = self.plans + self.refusals;
        writeln!(f, "{requests:>10} requests")?;
        writeln!(f, "{:>10} change plans", self.plans)?;
        writeln!(f, "{:>10} refusals", self.refusals)?;
        writeln!(f, "{:>10} invalid lines", self.invalid)?;
        for (code, count) in ReasonCode::ALL.iter().zip(self.reasons).filter(|(_, count)| *count > 0) {
            writeln!(f, "{count:>10} × {code}")?;
        }
        Ok(())
    }
}
