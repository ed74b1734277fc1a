//! The review for a person.

use std::io::{self, Write};

use shared::gaps;
use shared::language::{colon, counted, plural};
use shared::terminal::Plain;
use subscription_change::assess::AssessedReason;
use subscription_change::ways_out::Availability;
use subscription_change::{Audience, Catalogue, Language, Resolution};

use crate::evidence::{Item, Why};
use crate::menu::Entry;
use crate::review::{Company, Judged, Judgement, Review};
use crate::words::Words;

/// Writes the review of every company, in the language for its catalogue.
///
/// # Errors
///
/// It cannot be written.
pub fn write_text(out: &mut dyn Write, review: &Review<'_>, language: impl Fn(&Catalogue) -> Language) -> io::Result<()> {
    for (place, company) in review.companies.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let catalogue = company.catalogue;
        Page { words: Words(language(catalogue)), catalogue, catalogues: &review.catalogues }.company(out, company)?;
    }
    Ok(())
}

struct Page<'a> {
    words: Words,
    /// That of the company.
    catalogue: &'a Catalogue,
    /// All that it is judged with.
    catalogues: &'a [&'a Catalogue],
}

impl Page<'_> {
    fn heading(&self, out: &mut dyn Write, english: &str, french: &str) -> io::Result<()> {
        writeln!(out, "  {}", self.words.say(english, french))
    }

    fn company(&self, out: &mut dyn Write, company: &Company<'_>) -> io::Result<()> {
        let words = self.words;
        let id = Plain(&company.id);
        match &company.name {
            Some(name) => writeln!(out, "{} ({id})", Plain(name))?,
            None => writeln!(out, "{id}")?,
        }
        self.known(out, company)?;
        self.unknown(out, company)?;
        if !company.old.is_empty() {
            self.heading(out, "Older than asked for", "Renseignements plus anciens que la limite demandée")?;
            for old in &company.old {
                let age = match old.days {
                    Some(days) if days < 0 => words.say("after that day".to_owned(), "après ce jour".to_owned()),
                    Some(days) => {
                        let noun = plural(words.0, days.unsigned_abs(), words.say("day", "jour"), words.say("days", "jours"));
                        counted(words.0, days, noun)
                    }
                    None => words.say("of unknown age".to_owned(), "d’âge inconnu".to_owned()),
                };
                let items: Vec<String> = old.items.iter().map(ToString::to_string).collect();
                writeln!(out, "    {age} ({}){} {}", words.source(&old.source), colon(words.0), items.join(", "))?;
            }
        }
        for request in &company.not_read {
            let request = Plain(request);
            let what = words.say("tells no fact", "n’apporte aucun renseignement");
            writeln!(out, "    {what}{} {request}", colon(words.0))?;
        }
        match &company.judgement {
            Judgement::OtherCountry(country) => {
                let ids: Vec<String> = self.catalogues.iter().map(|catalogue| catalogue.id().to_string()).collect();
                let (ids, country) = (ids.join(", "), Plain(country));
                let said = if self.catalogues.len() == 1 {
                    words.say(
                        format!("Not judged: its country is {country}, and the catalogue is {ids}."),
                        format!("Non évaluée\u{a0}: son pays est {country}, et le catalogue est {ids}."),
                    )
                } else {
                    words.say(
                        format!("Not judged: its country is {country}, and the catalogues are {ids}."),
                        format!("Non évaluée\u{a0}: son pays est {country}, et les catalogues sont {ids}."),
                    )
                };
                writeln!(out, "  {said}")
            }
            Judgement::AskFirst(_) => {
                self.heading(out, "Not judged until this is known:", "Non évaluée tant que ceci n’est pas connu\u{a0}:")?;
                self.questions(out, company)
            }
            Judgement::Judged(judged) => {
                writeln!(out, "  {}", judged.current.display(words.0).in_words_of(self.catalogue))?;
                self.heading(out, "What may be done", "Ce qui peut être fait")?;
                for finding in company.judged() {
                    let what = words.say("this rests on a judgement", "ceci repose sur une interprétation");
                    let value = finding.value.as_ref().map(|value| words.value(value)).unwrap_or_default();
                    writeln!(out, "    {what}{} {} {value}", colon(words.0), finding.item)?;
                }
                for entry in &judged.actions {
                    self.action(out, judged, entry)?;
                }
                if !judged.questions.is_empty() {
                    self.heading(out, "Questions", "Questions")?;
                    self.questions(out, company)?;
                }
                Ok(())
            }
        }
    }

    fn known(&self, out: &mut dyn Write, company: &Company<'_>) -> io::Result<()> {
        let words = self.words;
        self.heading(out, "Known", "Connu")?;
        for finding in &company.findings {
            let (Some(value), Some(sure)) = (&finding.value, finding.sure) else { continue };
            let mut sources: Vec<String> = finding.sources.iter().map(|source| words.source(source)).collect();
            sources.dedup();
            let (value, sure) = (words.value(value), words.sure(finding.item, sure));
            writeln!(out, "    {}{} {value} ({sure}; {})", finding.item, colon(words.0), sources.join("; "))?;
        }
        Ok(())
    }

    fn unknown(&self, out: &mut dyn Write, company: &Company<'_>) -> io::Result<()> {
        let words = self.words;
        self.heading(out, "Not known", "Inconnu")?;
        let nobody_tells = [Why::NoRequest];
        let unknown = || company.findings.iter().filter(|finding| finding.value.is_none());
        for finding in unknown().filter(|finding| finding.why != nobody_tells) {
            let bounds = words.bounds(finding);
            let bounds = (!bounds.is_empty()).then(|| format!("{bounds} ({})", words.sure(finding.item, crate::Sure::Bounded)));
            let why = bounds.into_iter().chain(finding.why.iter().map(|why| words.why(why)));
            let why: Vec<String> = why.collect();
            writeln!(out, "    {}{} {}", finding.item, colon(words.0), why.join("; "))?;
        }
        let rest: Vec<String> = unknown().filter(|finding| finding.why == nobody_tells).map(|it| it.item.to_string()).collect();
        if rest.is_empty() {
            return Ok(());
        }
        writeln!(out, "    {}{} {}", words.why(&Why::NoRequest), colon(words.0), rest.join(", "))
    }

    fn action(&self, out: &mut dyn Write, judged: &Judged<'_>, entry: &Entry<'_>) -> io::Result<()> {
        let words = self.words;
        let action = entry.action.display(words.0, Audience::Firm).in_words_of(self.catalogue);
        let numbers: Vec<String> = entry
            .questions()
            .filter_map(|question| judged.questions.iter().position(|other| other.fact == question.fact))
            .map(|place| (place + 1).to_string())
            .collect();
        let questions = format!("{} {}", plural(words.0, numbers.len() as u64, "question", "questions"), numbers.join(", "));
        let after = match (numbers.is_empty(), entry.availability) {
            (true, _) => String::new(),
            (false, Availability::Later) => words.say(
                format!(" (whether more stands in the way: {questions})"),
                format!(" (pour savoir si autre chose y fait obstacle\u{a0}: {questions})"),
            ),
            (false, _) => format!(" ({questions})"),
        };
        writeln!(out, "    {:<10} {action}{after}", words.availability(entry.availability))?;
        // Of what is never possible, only why; of what may be later, what there is to do.
        let is_told =
            |reason: &AssessedReason| entry.availability != Availability::Never || reason.resolution() == Resolution::Never;
        let told_any = entry.assessment.certain().any(|reason| is_told(&reason));
        for reason in entry.assessment.certain().filter(|reason| is_told(reason) || !told_any) {
            self.reason(out, &reason, entry.availability)?;
        }
        if entry.availability == Availability::Now {
            for notice in entry.assessment.certain_notices() {
                writeln!(out, "               - {}", notice.display(words.0, Audience::Firm).in_words_of(self.catalogue))?;
            }
        }
        Ok(())
    }

    fn reason(&self, out: &mut dyn Write, reason: &AssessedReason, availability: Availability) -> io::Result<()> {
        let language = self.words.0;
        write!(out, "               - {}", gaps::reason(reason, language, Audience::Firm, self.catalogue))?;
        // Of what is never possible, what is left to do leads to something else.
        let remedies = match availability {
            Availability::Never => Vec::new(),
            _ => gaps::remedies(reason, language, Audience::Firm, self.catalogue),
        };
        if !remedies.is_empty() {
            let or = self.words.say(" Or: ", " Ou\u{a0}: ");
            write!(out, " → {}", remedies.join(or))?;
        } else if let Some(instead) = reason.with_placeholders().instead(language) {
            write!(out, " → {}", instead.in_words_of(self.catalogue))?;
        }
        writeln!(out)
    }

    fn questions(&self, out: &mut dyn Write, company: &Company<'_>) -> io::Result<()> {
        for ((item, question), number) in company.asked().into_iter().zip(1..) {
            let said = self.words.question(item, question, self.catalogue);
            let who = self.words.party(crate::form::teller(item));
            let bound = company.finding(item).map(|finding| self.words.bounds(finding)).filter(|bounds| !bounds.is_empty());
            let bound = bound.map_or_else(String::new, |bounds| format!(", {bounds}"));
            let item = if let Item::Fact(fact) = item { fact.to_string() } else { item.to_string() };
            writeln!(out, "    {number:>2}. {said} ({item}, {who}{bound})")?;
        }
        Ok(())
    }
}
