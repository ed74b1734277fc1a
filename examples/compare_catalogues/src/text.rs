//! A comparison for a person.

use std::io::{self, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use serde_json::value::RawValue;
use shared::language::{colon, counted, plural, say};
use shared::request_line::Fault;
use shared::terminal::{BOLD, CODES, DIM, Plain, heading};
use subscription_change::catalogue::{FeatureUse, Limit, Shortfalls};
use subscription_change::compare::{CellDifference, CellValue, MoveDifference, NoWitness, Strictness};
use subscription_change::parts::DecisionKind;
use subscription_change::{
    Audience, BillingCycle, Catalogue, ChangePlan, ClientStatus, Decision, Feature, FeatureSet, Language, Reason, Request,
    Resource, Subscription, UserKind,
};

use crate::summary::{Summary, reasons};
use crate::{Changed, Report};

const NEW: Style = AnsiColor::Red.on_default();
const GONE: Style = AnsiColor::Green.on_default();
const WRONG: Style = AnsiColor::Magenta.on_default().bold();

pub struct Text<'a> {
    pub out: AutoStream<Box<dyn Write>>,
    pub language: Language,
    pub older: &'a Catalogue,
    pub newer: &'a Catalogue,
}

impl Report for Text<'_> {
    fn begin(&mut self, older: &Catalogue, newer: &Catalogue) -> io::Result<()> {
        writeln!(self.out, "{BOLD}{} → {}{BOLD:#}", older.id(), newer.id())
    }

    fn cells(&mut self, differences: &[CellDifference]) -> io::Result<()> {
        let language = self.language;
        let cells =
            self.counted(differences.len() as u64, ["cell differs", "cells differ"], ["cellule diffère", "cellules diffèrent"]);
        writeln!(self.out, "\n{BOLD}{}{BOLD:#}", counted(language, differences.len(), cells))?;
        for CellDifference { cell, older, newer, witness, .. } in differences {
            let (older, newer) = (value(language, older), value(language, newer));
            writeln!(self.out, "  {cell}{} {older} → {newer}", colon(language))?;
            match witness {
                Err(why) => {
                    let none = self.say("changes no answer", "ne change aucune réponse");
                    writeln!(self.out, "    {DIM}{none}{} {}{DIM:#}", colon(language), no_witness(language, *why))?;
                }
                Ok(changed) => {
                    let as_in = self.say("as in", "comme dans");
                    writeln!(self.out, "    {DIM}{as_in}{DIM:#} {}", self.shown_by(&changed.request))?;
                    self.difference(&changed.older, &changed.newer)?;
                }
            }
        }
        Ok(())
    }

    fn moves(&mut self, moves: &[MoveDifference]) -> io::Result<()> {
        let language = self.language;
        writeln!(
            self.out,
            "\n{BOLD}{}{BOLD:#}",
            say(language, format!("of {} moves", moves.len()), format!("sur {}\u{a0}passages", moves.len()))
        )?;
        for &strictness in Strictness::ALL {
            let of_it: Vec<&MoveDifference> = moves.iter().filter(|of_move| of_move.strictness() == strictness).collect();
            if !of_it.is_empty() {
                let french = match strictness {
                    Strictness::Same => ["inchangé", "inchangés"],
                    Strictness::Stricter => ["plus strict", "plus stricts"],
                    Strictness::Looser => ["plus souple", "plus souples"],
                    _ => ["tantôt plus strict, tantôt plus souple", "tantôt plus stricts, tantôt plus souples"],
                };
                let how = self.counted(of_it.len() as u64, [strictness.name(); 2], french);
                writeln!(self.out, "  {} {how}", of_it.len())?;
            }
            for of_move in of_it.into_iter().filter(|_| strictness != Strictness::Same) {
                writeln!(self.out, "    {} → {}", of_move.from, of_move.to)?;
                let stricter = self.say("stricter in", "plus strict dans");
                let looser = self.say("looser in", "plus souple dans");
                for (word, witness) in [(stricter, of_move.stricter), (looser, of_move.looser)] {
                    if let Some(changed) = witness {
                        writeln!(self.out, "      {DIM}{word}{DIM:#} {}", self.shown_by(&changed.request))?;
                    }
                }
            }
        }
        let change = self.say("answers that change", "réponses qui changent");
        writeln!(self.out, "\n{BOLD}{change}{BOLD:#}")
    }

    fn changed(&mut self, changed: &Changed<'_>) -> io::Result<()> {
        self.heading(changed.line, changed.id)?;
        writeln!(self.out, "    {}", self.asked(&changed.answers.request))?;
        self.difference(&changed.answers.older, &changed.answers.newer)?;
        let because = self.say("because of", "en raison de");
        for cell in &changed.causes {
            writeln!(self.out, "      {DIM}{because}{DIM:#} {cell}")?;
        }
        Ok(())
    }

    fn invalid(&mut self, line: u64, id: Option<&RawValue>, fault: &Fault) -> io::Result<()> {
        self.heading(line, id)?;
        let invalid = self.say("INVALID", "NON VALIDE");
        writeln!(self.out, "    {WRONG}{invalid}{WRONG:#} {}", Plain(&fault.said(self.language)))
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        let language = self.language;
        let summing_up = self.say("summary", "sommaire");
        writeln!(self.out, "\n{BOLD}{summing_up}{BOLD:#}")?;
        for (count, english, french) in [
            (summary.requests(), ["request", "requests"], ["demande", "demandes"]),
            (summary.invalid(), ["invalid line", "invalid lines"], ["ligne non valide", "lignes non valides"]),
            (summary.changed(), ["answer changes", "answers change"], ["réponse change", "réponses changent"]),
        ] {
            let what = self.counted(count, english, french);
            writeln!(self.out, "{count:>8} {what}")?;
        }
        for (older, newer, count) in summary.kinds() {
            writeln!(self.out, "{count:>8} × {} → {}", kind(language, older), kind(language, newer))?;
        }
        if summary.reasons().next().is_some() {
            let by_reason = self.say(
                "by reason: in how many answers it is new, and in how many it is gone",
                "par motif\u{a0}: dans combien de réponses il est nouveau, et dans combien il a disparu",
            );
            writeln!(self.out, "{BOLD}{by_reason}{BOLD:#}")?;
        }
        for (code, new, gone) in summary.reasons() {
            writeln!(self.out, "  {code:CODES$}  {NEW}{:>+5}{NEW:#} {GONE}{:>5}{GONE:#}", new, format!("−{gone}"))?;
        }
        if summary.cells().next().is_some() {
            let by_cell = self.say(
                "by cell: in how many answers it has a part",
                "par cellule\u{a0}: dans combien de réponses elle joue un rôle",
            );
            writeln!(self.out, "{BOLD}{by_cell}{BOLD:#}")?;
        }
        for (cell, count) in summary.cells() {
            writeln!(self.out, "{count:>8} × {cell}")?;
        }
        self.out.flush()
    }
}

impl Text<'_> {
    fn say(&self, english: &'static str, french: &'static str) -> &'static str {
        say(self.language, english, french)
    }

    /// What goes with a number, in the singular or the plural.
    fn counted(&self, count: u64, english: [&'static str; 2], french: [&'static str; 2]) -> &'static str {
        let [one, many] = say(self.language, english, french);
        plural(self.language, count, one, many)
    }

    fn heading(&mut self, line: u64, id: Option<&RawValue>) -> io::Result<()> {
        write!(self.out, "  ")?;
        heading(&mut self.out, line, id, self.language)
    }

    /// A request in a few words, those of the older edition: it is of today.
    fn asked(&self, request: &Request) -> String {
        asked(self.language, self.older, request)
    }

    /// The same of a smallest request, which also has what little may stand in its way.
    fn shown_by(&self, request: &Request) -> String {
        let said = [self.asked(request)].into_iter();
        said.chain(in_the_way(request).into_iter().map(|[english, french]| say(self.language, english, french).to_owned()))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What is in one answer and not in the other, each in the words of its edition. If one of them is a refusal, only the reasons.
    fn difference(&mut self, older: &Decision, newer: &Decision) -> io::Result<()> {
        let language = self.language;
        writeln!(self.out, "      {} → {}", kind(language, older.kind()), kind(language, newer.kind()))?;
        let said = |catalogue: &Catalogue, decision: &Decision| match (older, newer, decision) {
            (Decision::ChangePlan(_), Decision::ChangePlan(_), Decision::ChangePlan(plan)) => of_plan(language, catalogue, plan),
            _ => of_refusal(language, catalogue, decision),
        };
        // That an edition calls something otherwise is no difference of the answers: they are compared in the words of one.
        let (was, is) = (said(self.newer, older), said(self.newer, newer));
        for (gone, _) in said(self.older, older).iter().zip(&was).filter(|(_, said)| !is.contains(said)) {
            writeln!(self.out, "      {GONE}− {gone}{GONE:#}")?;
        }
        for new in is.iter().filter(|said| !was.contains(said)) {
            writeln!(self.out, "      {NEW}+ {new}{NEW:#}")?;
        }
        Ok(())
    }
}

fn kind(language: Language, kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::ChangePlan => say(language, "change plan", "plan de modification"),
        _ => say(language, "refusal", "refus"),
    }
}

/// The value of a catalogue in a cell; names in it are kept.
fn value(language: Language, value: &CellValue) -> String {
    let french = match value {
        CellValue::Holds(holds) => if *holds { "oui" } else { "non" }.to_owned(),
        CellValue::Limit(Limit::NoLimit) => "sans limite".to_owned(),
        CellValue::Limit(Limit::Unknown) | CellValue::Features(None) => "inconnu".to_owned(),
        CellValue::Use(FeatureUse::Blocks { cleared_by: Some(clearance), disputed }) => {
            format!("blocks jusqu’à {clearance}{}", if *disputed { ", ce qui est contesté" } else { "" })
        }
        CellValue::Use(FeatureUse::Blocks { cleared_by: None, .. }) => "blocks, et rien n’y remédie".to_owned(),
        CellValue::Features(Some(features)) if features.is_empty() => "aucune".to_owned(),
        CellValue::Shortfalls(none) if *none == Shortfalls::default() => "aucun".to_owned(),
        names => names.to_string(),
    };
    say(language, value.to_string(), french)
}

fn no_witness(language: Language, why: NoWitness) -> String {
    let french = match why {
        NoWitness::NotForDecisions => "aucune décision ne la lit",
        NoWitness::NotRead => "aucune modification que permet le nouveau catalogue n’en dépend",
        _ => "d’autres différences la compensent",
    };
    say(language, why.to_string(), french.to_owned())
}

/// Every reason with what clears it, or what can be done instead, a line each, in the words of this edition; none of a plan.
fn of_refusal(language: Language, catalogue: &Catalogue, decision: &Decision) -> Vec<String> {
    let with_remedies = |reason: Reason| {
        let said = reason.display(language, Audience::Other).in_words_of(catalogue);
        let remedies = reason.remedies().display(language, Audience::Other).in_words_of(catalogue).to_string();
        let instead = || reason.instead(language).map(|instead| instead.in_words_of(catalogue).to_string());
        let then = if remedies.is_empty() { instead() } else { Some(remedies) };
        let then = then.map_or_else(String::new, |then| format!(" → {then}"));
        format!("{}{} {said}{then}", reason.code(), colon(language))
    };
    reasons(decision).into_iter().map(with_remedies).collect()
}

/// Everything in a plan that the request does not say, one line each.
fn of_plan(language: Language, catalogue: &Catalogue, plan: &ChangePlan) -> Vec<String> {
    let features = |gains_or_loses: [&str; 2], features: Option<FeatureSet>| {
        let [english, french] = gains_or_loses;
        match features {
            Some(features) if features.is_empty() => None,
            Some(features) => {
                let name = |feature: Feature| say(language, feature.name().replace('_', " "), feature.label(language).to_owned());
                let names = features.iter().map(name).collect::<Vec<_>>().join(", ");
                Some(say(language, format!("the plan {english} {names}"), format!("l’abonnement {french}\u{a0}: {names}")))
            }
            None => Some(say(
                language,
                format!("what the plan {english} is not documented"),
                format!("ce que l’abonnement {french} n’est pas documenté"),
            )),
        }
    };
    let effective = plan.effective();
    let mut said = vec![say(
        language,
        format!("effective {}", effective.name().replace('_', " ")),
        format!("prend effet {}", effective.label(language).to_lowercase()),
    )];
    said.extend(features(["gains", "gagne"], plan.features_gained()));
    said.extend(features(["loses", "perd"], plan.features_lost()));
    said.extend(plan.notices().map(|notice| {
        let said = notice.display(language, Audience::Other).in_words_of(catalogue);
        format!("{}{} {said}", notice.code(), colon(language))
    }));
    said
}

/// What stands in the way of going up or down, in both languages.
fn in_the_way(request: &Request) -> Vec<[&'static str; 2]> {
    let Request { context, .. } = request;
    let accepted = context.client.confirmation.map(|confirmation| confirmation.accepted_losses);
    let told = [
        (
            !context.firm.billing_current,
            ["the firm's billing details out of date", "renseignements sur la facturation du cabinet non à jour"],
        ),
        (
            !context.firm.subscription_current,
            ["the firm's subscription details out of date", "renseignements sur l’abonnement du cabinet non à jour"],
        ),
        (accepted.is_none(), ["no downgrade confirmed", "passage à un niveau inférieur non confirmé"]),
        (accepted.is_some_and(FeatureSet::is_empty), ["no loss accepted", "aucune perte acceptée"]),
        (!context.client.downgrade_offered, ["no downgrade in the menu", "menu sans l’option de passer à un niveau inférieur"]),
    ];
    told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, said)| said).collect()
}

/// A request in a few words, those of this edition: the subscriptions, and what is used.
fn asked(language: Language, catalogue: &Catalogue, request: &Request) -> String {
    let Request { current, target, context } = request;
    let client = &context.client;
    let subscription = |held: &Subscription| held.display(language).in_words_of(catalogue).to_string();
    let mut said = vec![format!("{} → {}", subscription(current), subscription(target))];
    let users = UserKind::ALL.iter().map(|&kind| (kind.label(language), *client.usage.users.get(kind)));
    let resources = Resource::ALL.iter().map(|&resource| (resource.label(language), client.usage.resource(resource)));
    let used = users.chain(resources).filter(|(_, used)| *used > 0);
    said.extend(used.map(|(what, used)| format!("{}{} {used}", what.to_lowercase(), colon(language))));
    said.extend(client.usage.features.iter().map(|feature| {
        let english = format!("{} in use", feature.name().replace('_', " "));
        say(language, english, format!("fonction {} utilisée", feature.label(language)))
    }));
    if client.status != ClientStatus::Active {
        let subscription = say(language, "subscription", "abonnement");
        said.push(format!("{subscription}{} {}", colon(language), client.status.label(language).to_lowercase()));
    }
    let units = |number: u32, english: [&'static str; 2], french: [&'static str; 2]| {
        let [one, many] = say(language, english, french);
        counted(language, number, plural(language, number.into(), one, many))
    };
    let hours = |number| units(number, ["hour", "hours"], ["heure", "heures"]);
    if let Some(ago) = client.transfer_permission_hours.map(hours) {
        said.push(say(language, format!("permitted {ago} ago"), format!("transfert autorisé il y a {ago}")));
    }
    let days = |number| units(number, ["day", "days"], ["jour", "jours"]);
    if let Some(days) = client.days_since_discount.map(days) {
        said.push(say(language, format!("{days} after a firm's discount"), format!("{days} après le rabais d’un cabinet")));
    }
    if client.billing_cycle == BillingCycle::Annual {
        let renewal = client.days_to_renewal.map(days);
        let (english, french) = (renewal.as_ref(), renewal.as_ref());
        let english = english.map_or_else(String::new, |days| format!(", {days} before the renewal"));
        let french = french.map_or_else(String::new, |days| format!(", {days} avant le renouvellement"));
        said.push(say(language, format!("billed annually{english}"), format!("facturation annuelle{french}")));
    }
    if let Some(after) = client.hours_since_downgrade.map(hours) {
        said.push(say(language, format!("{after} after a downgrade"), format!("{after} après un passage à un niveau inférieur")));
    }
    said.join(", ")
}
