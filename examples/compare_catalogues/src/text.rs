//! A comparison for a person.

use std::fmt;
use std::io::{self, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use serde_json::value::RawValue;
use subscription_change::{
    Catalogue, CellDifference, ChangePlan, Decision, DecisionKind, Feature, FeatureSet, Language, MoveDifference, Reason,
    Request, Resource, Strictness, UserKind,
};

use crate::summary::{Summary, reasons};
use crate::words::Plain;
use crate::{Changed, Report};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const NEW: Style = AnsiColor::Red.on_default();
const GONE: Style = AnsiColor::Green.on_default();
const WRONG: Style = AnsiColor::Magenta.on_default().bold();

/// The width of the column of codes: the longest of them.
const CODES: usize = "transfer_permission_expired".len();

pub struct Text(pub AutoStream<Box<dyn Write>>);

impl Report for Text {
    fn begin(&mut self, older: &Catalogue, newer: &Catalogue) -> io::Result<()> {
        writeln!(self.0, "{BOLD}{} → {}{BOLD:#}", older.id(), newer.id())
    }

    fn cells(&mut self, differences: &[CellDifference]) -> io::Result<()> {
        let cells = if differences.len() == 1 { "cell differs" } else { "cells differ" };
        writeln!(self.0, "\n{BOLD}{} {cells}{BOLD:#}", differences.len())?;
        for difference in differences {
            writeln!(self.0, "  {}: {} → {}", difference.cell, difference.older, difference.newer)?;
            match &difference.witness {
                Err(why) => writeln!(self.0, "    {DIM}changes no answer: {why}{DIM:#}")?,
                Ok(changed) => {
                    writeln!(self.0, "    {DIM}as in{DIM:#} {}", Asked(&changed.request))?;
                    self.difference(&changed.older, &changed.newer)?;
                }
            }
        }
        Ok(())
    }

    fn moves(&mut self, moves: &[MoveDifference]) -> io::Result<()> {
        writeln!(self.0, "\n{BOLD}of {} moves{BOLD:#}", moves.len())?;
        for &strictness in Strictness::ALL {
            let of_it: Vec<&MoveDifference> = moves.iter().filter(|of_move| of_move.strictness() == strictness).collect();
            if !of_it.is_empty() {
                writeln!(self.0, "  {} {strictness}", of_it.len())?;
            }
            for of_move in of_it.into_iter().filter(|_| strictness != Strictness::Same) {
                writeln!(self.0, "    {} → {}", of_move.from, of_move.to)?;
                for (word, witness) in [("stricter", of_move.stricter), ("looser", of_move.looser)] {
                    if let Some(changed) = witness {
                        writeln!(self.0, "      {DIM}{word} in{DIM:#} {}", Asked(&changed.request))?;
                    }
                }
            }
        }
        writeln!(self.0, "\n{BOLD}answers that change{BOLD:#}")
    }

    fn changed(&mut self, changed: &Changed<'_>) -> io::Result<()> {
        self.heading(changed.line, changed.id)?;
        writeln!(self.0, "    {}", Asked(&changed.answers.request))?;
        self.difference(&changed.answers.older, &changed.answers.newer)?;
        for cell in &changed.causes {
            writeln!(self.0, "      {DIM}because of{DIM:#} {cell}")?;
        }
        Ok(())
    }

    fn invalid(&mut self, line: u64, id: Option<&RawValue>, error: &str) -> io::Result<()> {
        self.heading(line, id)?;
        writeln!(self.0, "    {WRONG}INVALID{WRONG:#} {}", Plain(error))
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let out = &mut self.0;
        writeln!(out, "\n{BOLD}summary{BOLD:#}")?;
        writeln!(out, "{:>8} requests", summary.requests())?;
        writeln!(out, "{:>8} invalid lines", summary.invalid())?;
        writeln!(out, "{:>8} answers change", summary.changed())?;
        for (older, newer, count) in summary.kinds() {
            writeln!(out, "{count:>8} × {} → {}", kind(older), kind(newer))?;
        }
        if summary.reasons().next().is_some() {
            writeln!(out, "{BOLD}by reason: in how many answers it is new, and in how many it is gone{BOLD:#}")?;
        }
        for (code, new, gone) in summary.reasons() {
            writeln!(out, "  {code:CODES$}  {NEW}{:>+5}{NEW:#} {GONE}{:>5}{GONE:#}", new, format!("−{gone}"))?;
        }
        if summary.cells().next().is_some() {
            writeln!(out, "{BOLD}by cell: in how many answers it has a part{BOLD:#}")?;
        }
        for (cell, count) in summary.cells() {
            writeln!(out, "{count:>8} × {cell}")?;
        }
        out.flush()
    }
}

fn kind(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::ChangePlan => "change plan",
        _ => "refusal",
    }
}

impl Text {
    fn heading(&mut self, line: u64, id: Option<&RawValue>) -> io::Result<()> {
        let id = id.map(|id| serde_json::from_str::<String>(id.get()).unwrap_or_else(|_| id.get().to_owned()));
        match id {
            Some(id) => writeln!(self.0, "  {BOLD}{}{BOLD:#} {DIM}(line {line}){DIM:#}", Plain(&id)),
            None => writeln!(self.0, "  {BOLD}line {line}{BOLD:#}"),
        }
    }

    /// What is in the one answer and not in the other; of a plan that is refused, or was, only the reasons.
    fn difference(&mut self, older: &Decision, newer: &Decision) -> io::Result<()> {
        writeln!(self.0, "      {} → {}", kind(older.kind()), kind(newer.kind()))?;
        let (was, is) = match (older, newer) {
            (Decision::ChangePlan(older), Decision::ChangePlan(newer)) => (of_plan(older), of_plan(newer)),
            (_, _) => (of_refusal(older), of_refusal(newer)),
        };
        for gone in was.iter().filter(|said| !is.contains(said)) {
            writeln!(self.0, "      {GONE}− {gone}{GONE:#}")?;
        }
        for new in is.iter().filter(|said| !was.contains(said)) {
            writeln!(self.0, "      {NEW}+ {new}{NEW:#}")?;
        }
        Ok(())
    }
}

/// Every reason with what clears it, a line each; none of a plan.
fn of_refusal(decision: &Decision) -> Vec<String> {
    let line = |reason: Reason| {
        let remedies: Vec<String> = reason.remedies().map(|remedy| remedy.to_string()).collect();
        let remedies = if remedies.is_empty() { "nothing clears it".to_owned() } else { remedies.join(", or ") };
        format!("{}: {reason} → {remedies}", reason.code())
    };
    reasons(decision).into_iter().map(line).collect()
}

/// All that a plan says and the request does not, a line each.
fn of_plan(plan: &ChangePlan) -> Vec<String> {
    let features = |what: &str, features: Option<FeatureSet>| match features {
        Some(features) if features.is_empty() => None,
        Some(features) => {
            let names: Vec<String> = features.iter().map(|feature: Feature| feature.name().replace('_', " ")).collect();
            Some(format!("the plan {what} {}", names.join(", ")))
        }
        None => Some(format!("what the plan {what} is not documented")),
    };
    let mut said = vec![format!("effective {}", plan.effective().name().replace('_', " "))];
    said.extend(features("gains", plan.features_gained()));
    said.extend(features("loses", plan.features_lost()));
    said.extend(plan.notices().map(|notice| format!("{}: {notice}", notice.code())));
    said
}

/// A request in a few words: what is held and wanted, and what is used.
struct Asked<'a>(&'a Request);

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Request { current, target, context } = self.0;
        let client = &context.client;
        write!(f, "{} → {}", current.display(Language::English), target.display(Language::English))?;
        for &kind in UserKind::ALL {
            let used = *client.usage.users.get(kind);
            if used > 0 {
                write!(f, ", {} users: {used}", kind.name().replace('_', "-"))?;
            }
        }
        for &resource in Resource::ALL {
            let used = client.usage.resource(resource);
            if used > 0 {
                write!(f, ", {}: {used}", resource.name().replace('_', " "))?;
            }
        }
        for feature in client.usage.features {
            write!(f, ", {} in use", feature.name().replace('_', " "))?;
        }
        if let Some(hours) = client.transfer_permission_hours {
            write!(f, ", permitted {hours} hours ago")?;
        }
        if let Some(days) = client.days_since_other_firm {
            write!(f, ", {days} days after another firm's discount")?;
        }
        if let Some(hours) = client.hours_since_downgrade {
            write!(f, ", {hours} hours after a downgrade")?;
        }
        Ok(())
    }
}
