//! The review for programs, a line of JSON for each company; and its questions as a sheet to fill in.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use shared::terminal::Plain;
use subscription_change::assess::Question;
use subscription_change::{Catalogue, Language, Party};

use crate::evidence::{Finding, Item, Source, Why};
use crate::menu::Entry;
use crate::review::{Company, Judgement, Review};
use crate::sheet::expected;
use crate::words::Words;

/// Writes a line for each company. It has codes and names, and so no language.
///
/// # Errors
///
/// It cannot be written.
pub fn write_json(out: &mut dyn Write, review: &Review<'_>, catalogue: &Catalogue) -> io::Result<()> {
    for company in &review.companies {
        serde_json::to_writer(&mut *out, &written(company, catalogue)?)?;
        writeln!(out)?;
    }
    Ok(())
}

fn written(company: &Company<'_>, catalogue: &Catalogue) -> io::Result<Value> {
    let known = company.findings.iter().filter(|finding| finding.value.is_some());
    let unknown = company.findings.iter().filter(|finding| finding.value.is_none());
    let old = company.old.iter().map(|(of, days)| {
        let mut old = source(of);
        old["days"] = json!(days);
        old
    });
    let mut written = json!({
        "company": company.id,
        "name": company.name,
        "catalogue": catalogue.id(),
        "known": known.map(|finding| json!({
            "fact": finding.item.to_string(),
            "value": finding.value,
            "sure": finding.sure.map(crate::Sure::name),
            "sources": finding.sources.iter().map(source).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "unknown": unknown.map(not_known).collect::<Vec<_>>(),
        "old": old.collect::<Vec<_>>(),
        "not_read": company.not_read,
    });
    match &company.judgement {
        Judgement::OtherCountry(country) => {
            written["judgement"] = json!("other_country");
            written["country"] = json!(country);
        }
        Judgement::AskFirst(_) => written["judgement"] = json!("ask_first"),
        Judgement::Judged(judged) => {
            written["judgement"] = json!("judged");
            written["current"] = serde_json::to_value(judged.current)?;
            written["actions"] = judged.actions.iter().map(action).collect::<Result<_, _>>()?;
        }
    }
    let ask = company.asked().into_iter().map(|(item, _)| json!({"fact": item.to_string(), "ask": teller(item)}));
    written["ask"] = ask.collect();
    Ok(written)
}

fn action(entry: &Entry<'_>) -> Result<Value, serde_json::Error> {
    Ok(json!({
        "action": serde_json::to_value(entry.action)?,
        "availability": entry.standing.name(),
        "after": entry.questions().map(|question: Question| question.fact.to_string()).collect::<Vec<_>>(),
        "answer": serde_json::to_value(entry.assessment)?,
    }))
}

fn source(source: &Source) -> Value {
    json!({"from": source.from, "time": source.time.as_ref().map(|time| &time.text)})
}

fn not_known(finding: &Finding) -> Value {
    let mut written = Map::new();
    written.insert("fact".to_owned(), finding.item.to_string().into());
    if let Some(sure) = finding.sure {
        written.insert("sure".to_owned(), sure.name().into());
        written.insert("sources".to_owned(), finding.sources.iter().map(source).collect());
    }
    for (key, bound) in [("at_least", finding.at_least), ("at_most", finding.at_most)] {
        written.extend(bound.map(|bound| (key.to_owned(), bound.into())));
    }
    written.insert("why".to_owned(), finding.why.iter().map(why).collect());
    Value::Object(written)
}

fn why(why: &Why) -> Value {
    let code = why.code();
    match why {
        Why::NoRequest | Why::Empty | Why::NotTheLastPage | Why::PlusOrAdvanced | Why::Held => json!({"code": code}),
        Why::NotAsked(request) => json!({"code": code, "request": request}),
        Why::Fault(codes) => json!({"code": code, "fault": codes}),
        Why::Absent(field) | Why::On(field) => json!({"code": code, "field": field}),
        Why::Unclear(field, text) => json!({"code": code, "field": field, "text": text}),
        Why::CountsPaused(count) => json!({"code": code, "count": count}),
        Why::Contradiction(one, other) => json!({"code": code, "says": [one, other]}),
    }
}

/// Who can tell it: of what is held, the firm.
pub(crate) fn teller(item: Item) -> Party {
    if let Item::Fact(fact) = item { fact.told_by() } else { Party::Firm }
}

/// The questions as CSV: who fills in the column `answer` has the file of `--answers`.
///
/// # Errors
///
/// It cannot be written.
pub fn questions_to_fill_in(
    out: &mut dyn Write,
    review: &Review<'_>,
    catalogue: &Catalogue,
    language: Language,
) -> io::Result<()> {
    let words = Words(language);
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(["company", "name", "fact", "answer", "ask", "question", "expected"])?;
    for company in &review.companies {
        for (item, question) in company.asked() {
            let cells = [
                company.id.clone(),
                company.name.clone().unwrap_or_default(),
                item.to_string(),
                String::new(),
                words.party(teller(item)),
                words.question(item, question, catalogue),
                expected(item, language),
            ];
            sheet.write_record(cells.iter().map(|cell| harmless(&Plain(cell).to_string())))?;
        }
    }
    sheet.flush()
}

/// What no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}
