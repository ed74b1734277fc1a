//! The totals of a comparison.

use std::collections::BTreeMap;
use std::process::ExitCode;

use subscription_change::compare::Cell;
use subscription_change::parts::DecisionKind;
use subscription_change::{Decision, Reason, ReasonCode};

use crate::Changed;

/// What was counted.
#[derive(Default)]
pub struct Summary {
    lines: u64,
    requests: u64,
    /// Answers that changed, by what they were and what they are.
    kinds: BTreeMap<(DecisionKind, DecisionKind), u64>,
    /// For each code, in how many requests a reason of it is new, and in how many one is gone.
    reasons: BTreeMap<ReasonCode, (u64, u64)>,
    /// For each cell, how many answers it has a part in.
    cells: BTreeMap<Cell, u64>,
}

/// The reasons of a refusal; none of a plan.
pub fn reasons(decision: &Decision) -> Vec<Reason> {
    match decision {
        Decision::Refusal(refusal) => refusal.reasons().collect(),
        Decision::ChangePlan(_) => Vec::new(),
    }
}

impl Summary {
    /// Counts a line, and returns its number.
    pub fn count_line(&mut self) -> u64 {
        self.lines += 1;
        self.lines
    }

    pub fn count_request(&mut self) {
        self.requests += 1;
    }

    pub fn count(&mut self, changed: &Changed<'_>) {
        let (older, newer) = (&changed.answers.older, &changed.answers.newer);
        *self.kinds.entry((older.kind(), newer.kind())).or_default() += 1;
        let (older, newer) = (reasons(older), reasons(newer));
        for &code in ReasonCode::ALL {
            // A reason is new where it was not given, or was given with other numbers or remedies.
            let of_code = |reasons: &[Reason], others: &[Reason]| {
                reasons.iter().any(|reason| reason.code() == code && !others.contains(reason))
            };
            let (new, gone) = (of_code(&newer, &older), of_code(&older, &newer));
            if new || gone {
                let counts = self.reasons.entry(code).or_default();
                counts.0 += u64::from(new);
                counts.1 += u64::from(gone);
            }
        }
        for &cell in &changed.causes {
            *self.cells.entry(cell).or_default() += 1;
        }
    }

    pub fn lines(&self) -> u64 {
        self.lines
    }

    pub fn requests(&self) -> u64 {
        self.requests
    }

    pub fn invalid(&self) -> u64 {
        self.lines - self.requests
    }

    pub fn changed(&self) -> u64 {
        self.kinds.values().sum()
    }

    pub fn kinds(&self) -> impl Iterator<Item = (DecisionKind, DecisionKind, u64)> {
        self.kinds.iter().map(|(&(older, newer), &count)| (older, newer, count))
    }

    /// Each code with the number of requests in which a reason of it is new, and is gone.
    pub fn reasons(&self) -> impl Iterator<Item = (ReasonCode, u64, u64)> {
        self.reasons.iter().map(|(&code, &(new, gone))| (code, new, gone))
    }

    /// Each cell with the number of answers that it has a part in.
    pub fn cells(&self) -> impl Iterator<Item = (Cell, u64)> {
        self.cells.iter().map(|(&cell, &count)| (cell, count))
    }

    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.invalid() > 0))
    }
}
