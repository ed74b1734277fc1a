//! The review for programs, a line of JSON for each company; and its questions as a sheet to fill in.

use std::io::{self, Write};

use serde::ser::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use shared::terminal::Plain;
use subscription_change::assess::Question;
use subscription_change::{Catalogue, Language, Party};

use crate::evidence::{Finding, Item, Source, Sure, Why};
use crate::menu::Entry;
use crate::review::{Company, Judgement, Old, Review};
use crate::sheet::expected;
use crate::words::Words;

/// Writes a line for each company. It has codes and names, and so no language.
///
/// # Errors
///
/// It cannot be written.
pub fn write_json(out: &mut dyn Write, review: &Review<'_>) -> io::Result<()> {
    for company in &review.companies {
        serde_json::to_writer(&mut *out, &written(company)?)?;
        writeln!(out)?;
    }
    Ok(())
}

/// JSON that is written already.
type Written = Box<RawValue>;

/// An object with its keys in this order.
struct Object<'a>(Vec<(&'a str, Written)>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

fn json(value: &impl Serialize) -> io::Result<Written> {
    Ok(to_raw_value(value)?)
}

fn list<T>(of: impl Iterator<Item = T>, write: impl Fn(T) -> io::Result<Written>) -> io::Result<Written> {
    json(&of.map(write).collect::<io::Result<Vec<_>>>()?)
}

fn text(text: &impl ToString) -> io::Result<Written> {
    json(&text.to_string())
}

fn written(company: &Company<'_>) -> io::Result<Written> {
    let known = company.findings.iter().filter(|finding| finding.value.is_some());
    let unknown = company.findings.iter().filter(|finding| finding.value.is_none());
    let mut members = vec![
        ("company", json(&company.id)?),
        ("name", json(&company.name)?),
        ("catalogue", json(&company.catalogue.id())?),
        ("known", list(known, self::known)?),
        ("unknown", list(unknown, not_known)?),
        ("old", list(company.old.iter(), old)?),
        ("not_read", json(&company.not_read)?),
    ];
    match &company.judgement {
        Judgement::OtherCountry(country) => {
            members.push(("judgement", json(&"other_country")?));
            members.push(("country", json(country)?));
        }
        Judgement::AskFirst(_) => members.push(("judgement", json(&"ask_first")?)),
        Judgement::Judged(judged) => {
            members.push(("judgement", json(&"judged")?));
            members.push(("rests_on_judgement", list(company.judged(), |finding| text(&finding.item))?));
            members.push(("current", json(&judged.current)?));
            members.push(("actions", list(judged.actions.iter(), action)?));
        }
    }
    let ask = |(item, _): (Item, Option<Question>)| json(&Object(vec![("fact", text(&item)?), ("ask", json(&teller(item))?)]));
    members.push(("ask", list(company.asked().into_iter(), ask)?));
    json(&Object(members))
}

fn known(finding: &Finding) -> io::Result<Written> {
    json(&Object(vec![
        ("fact", text(&finding.item)?),
        ("value", json(&finding.value)?),
        ("sure", json(&finding.sure.map(Sure::name))?),
        ("sources", list(finding.sources.iter(), source)?),
    ]))
}

fn not_known(finding: &Finding) -> io::Result<Written> {
    let mut members = vec![("fact", text(&finding.item)?)];
    if let Some(sure) = finding.sure {
        members.push(("sure", json(&sure.name())?));
        members.push(("sources", list(finding.sources.iter(), source)?));
    }
    for (key, bound) in [("at_least", finding.at_least), ("at_most", finding.at_most)] {
        if let Some(bound) = bound {
            members.push((key, json(&bound)?));
        }
    }
    members.push(("why", list(finding.why.iter(), why)?));
    json(&Object(members))
}

fn old(old: &Old) -> io::Result<Written> {
    let facts = list(old.items.iter(), text)?;
    json(&Object(vec![("days", json(&old.days)?), ("source", source(&old.source)?), ("facts", facts)]))
}

fn action(entry: &Entry<'_>) -> io::Result<Written> {
    json(&Object(vec![
        ("action", json(&entry.action)?),
        ("availability", json(&entry.availability.name())?),
        ("after", list(entry.questions(), |question| text(&question.fact))?),
        ("answer", json(&entry.assessment)?),
    ]))
}

fn source(source: &Source) -> io::Result<Written> {
    json(&Object(vec![("from", json(&source.from)?), ("time", json(&source.time.as_ref().map(|time| &time.text))?)]))
}

fn why(why: &Why) -> io::Result<Written> {
    let mut members = vec![("code", json(&why.code())?)];
    match why {
        Why::NoRequest | Why::Empty | Why::NotTheLastPage | Why::PlusOrAdvanced | Why::Held => {}
        Why::NotAsked(request) => members.push(("request", json(request)?)),
        Why::Fault(codes) => members.push(("fault", json(codes)?)),
        Why::Absent(field) | Why::On(field) => members.push(("field", json(field)?)),
        Why::Unclear(field, text) => members.extend([("field", json(field)?), ("text", json(text)?)]),
        Why::CountsPaused(count) => members.push(("count", json(count)?)),
        Why::Contradiction(one, other) => members.push(("says", json(&[one, other])?)),
    }
    json(&Object(members))
}

/// Who can tell it: the firm, for what is held.
pub(crate) fn teller(item: Item) -> Party {
    if let Item::Fact(fact) = item { fact.told_by() } else { Party::Firm }
}

/// The questions as CSV, about each company in the language for its catalogue: fill in the column `answer`, and it is a file for
/// `--answers`.
///
/// # Errors
///
/// It cannot be written.
pub fn questions_to_fill_in(
    out: &mut dyn Write,
    review: &Review<'_>,
    language: impl Fn(&Catalogue) -> Language,
) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(["company", "name", "fact", "answer", "ask", "question", "expected"])?;
    for company in &review.companies {
        let language = language(company.catalogue);
        let words = Words(language);
        for (item, question) in company.asked() {
            let cells = [
                company.id.clone(),
                company.name.clone().unwrap_or_default(),
                item.to_string(),
                String::new(),
                words.party(teller(item)),
                words.question(item, question, company.catalogue),
                expected(item, language),
            ];
            sheet.write_record(cells.iter().map(|cell| harmless(&Plain(cell).to_string())))?;
        }
    }
    sheet.flush()
}

/// The text, changed so that no spreadsheet takes it for a formula.
fn harmless(cell: &str) -> String {
    if cell.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}
