//! An answer for a person.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde_json::value::RawValue;
use subscription_change::{Decision, FeatureSet, Party, Request, Subscription};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const WRONG: Style = AnsiColor::Magenta.on_default().bold();

/// The width of the column of codes: the longest of them.
const CODES: usize = "transfer_permission_expired".len();

pub fn decided(out: &mut dyn Write, line: u64, id: Option<&RawValue>, request: &Request, decision: &Decision) -> io::Result<()> {
    let (word, style, about) = match decision {
        Decision::ChangePlan(plan) => ("CHANGE PLAN", GOOD, format!("effective {}", plan.effective().name().replace('_', " "))),
        Decision::Refusal(refusal) => {
            let count = refusal.reasons().len();
            let reasons = if count == 1 { "reason" } else { "reasons" };
            let cleared = match refusal.resolution() {
                subscription_change::Resolution::Never => "and it cannot be cleared",
                subscription_change::Resolution::Wait => "and it clears itself in time",
                _ => "and it can be cleared",
            };
            ("REFUSED", BAD, format!("for {count} {reasons}, {cleared}"))
        }
    };
    heading(out, line, id)?;
    writeln!(out, "  {} → {}", Held(&request.current), Held(&request.target))?;
    writeln!(out, "  {style}{word}{style:#} {about}")?;
    match decision {
        Decision::ChangePlan(plan) => {
            for (step, number) in plan.steps().zip(1..) {
                row(out, &format!("step {number}"), &step.to_string())?;
            }
            features(out, "the plan gains", plan.features_gained())?;
            features(out, "the plan loses", plan.features_lost())?;
            for notice in plan.notices() {
                let kept = if notice.is_reversible() { "" } else { " (not reversible)" };
                row(out, notice.code().name(), &format!("{notice}{kept}"))?;
            }
        }
        Decision::Refusal(refusal) => {
            for reason in refusal.reasons() {
                row(out, reason.code().name(), &reason.to_string())?;
                for (alternative, remedy) in reason.remedies().enumerate() {
                    let or = if alternative == 0 { "→" } else { "or" };
                    writeln!(out, "  {:CODES$}  {DIM}{or} {remedy}{DIM:#}", "")?;
                }
            }
        }
    }
    writeln!(out)
}

pub fn invalid(out: &mut dyn Write, line: u64, id: Option<&RawValue>, error: &str) -> io::Result<()> {
    heading(out, line, id)?;
    writeln!(out, "  {WRONG}INVALID{WRONG:#} {}\n", Plain(error))
}

fn heading(out: &mut dyn Write, line: u64, id: Option<&RawValue>) -> io::Result<()> {
    let id = id.map(|id| serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned()));
    match id {
        Some(id) => writeln!(out, "{BOLD}{}{BOLD:#} {DIM}(line {line}){DIM:#}", Plain(&id)),
        None => writeln!(out, "{BOLD}line {line}{BOLD:#}"),
    }
}

fn row(out: &mut dyn Write, code: &str, sentence: &str) -> io::Result<()> {
    writeln!(out, "  {code:CODES$}  {sentence}")
}

fn features(out: &mut dyn Write, what: &str, features: Option<FeatureSet>) -> io::Result<()> {
    match features {
        Some(features) if features.is_empty() => Ok(()),
        Some(features) => {
            let names: Vec<String> = features.iter().map(|feature| feature.name().replace('_', " ")).collect();
            row(out, what, &names.join(", "))
        }
        None => row(out, what, "not documented"),
    }
}

/// A subscription in a few words: what is held, and who pays for it.
pub struct Held<'a>(pub &'a Subscription);

impl std::fmt::Display for Held<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let payer = |payer: Party| payer.name();
        let Subscription { base, payroll, time } = self.0;
        write!(f, "{} ({})", base.plan, payer(base.payer))?;
        if let Some(held) = payroll {
            write!(f, " + payroll {} ({})", held.tier, payer(held.payer))?;
        }
        if let Some(held) = time {
            write!(f, " + time {} ({})", held.tier, payer(held.payer))?;
        }
        Ok(())
    }
}

/// Text from outside: what would steer the terminal is escaped.
pub struct Plain<'a>(pub &'a str);

impl std::fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write;

        self.0.chars().try_for_each(|c| if c.is_control() { write!(f, "{}", c.escape_default()) } else { f.write_char(c) })
    }
}
