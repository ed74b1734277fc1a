//! The report for a spreadsheet: one row for each line of each list, all of it in the language of who reads.
//!
//! It begins with a byte order mark, without which some spreadsheets take the accents for something else, has the delimiter of the file
//! that was read, and `\r\n` at the end of each line. What a spreadsheet would take for a formula, or could, has an apostrophe before it:
//! `'=1+1`, and `Roy;'=1+1` for one that takes the semicolon for the end of a cell. What would steer a terminal or the direction of writing
//! is escaped. The JSON has names as they were read.

use shared::terminal::Plain;
use subscription_change::ways_out::Action;
use subscription_change::{Actor, Party};

use crate::book::Client;
use crate::header::DELIMITERS;
use crate::lists::actions;
use crate::review::{self, Answer, Review};
use crate::words::{self, Words};

pub fn write(review: &Review<'_>, words: Words, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
    let mut out = Sheet {
        words,
        writer: csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec()),
    };
    out.writer.write_record(words.sheet())?;
    for found in &review.could_move_down {
        let given_up = (!found.given_up.is_empty()).then(|| words.given_up(found.given_up));
        let finding = facts(given_up.into_iter().chain(found.too_many.iter().map(|measure| words.measure(measure))));
        out.row(words::DOWN, found.client, &finding, &[Action::Downgrade { to: found.to }], Some(&found.answer))?;
    }
    for found in &review.limits {
        let measures = found.measures.iter().map(|(measure, nearness)| words.near(measure, *nearness));
        let missing = (!found.missing.is_empty()).then(|| words.missing(found.missing));
        let finding = facts(measures.chain(missing));
        let (up, answer) = found.up.as_ref().map(|(to, answer)| (Action::Upgrade { to: *to }, answer)).unzip();
        out.row(words::LIMITS, found.client, &finding, up.as_slice(), answer)?;
    }
    for found in &review.paid_without_need {
        let finding = words.needless(found.why, found.client, &found.to);
        out.row(words::PAID, found.client, &finding, &actions(&found.client.current, &found.to), Some(&found.answer))?;
    }
    for found in &review.split_billing {
        let current = found.client.current;
        let held = [words.held(&current)].into_iter();
        let finding = held.chain(words.both_authorise(found.both_authorise)).collect::<Vec<_>>().join(". ");
        for (payer, answer) in [(Party::Firm, &found.to_firm), (Party::Client, &found.to_client)] {
            let transfers = actions(&current, &review::all_paid_by(payer, current));
            out.row(words::SPLIT, found.client, &finding, &transfers, Some(answer))?;
        }
    }
    out.writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

struct Sheet {
    words: Words,
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    fn row(
        &mut self,
        list: &str,
        client: &Client,
        finding: &str,
        change: &[Action],
        answer: Option<&Answer>,
    ) -> Result<(), csv::Error> {
        let words = self.words;
        let by = |actor| sentences(answer.iter().flat_map(|answer| answer.by(actor)).map(|remedy| words.remedy(remedy)));
        let base = client.current.base;
        let cells = [
            words.list(list).to_owned(),
            client.line.to_string(),
            client.name.clone(),
            words.plan(base.plan).to_owned(),
            words.party(base.payer).to_owned(),
            finding.to_owned(),
            facts(change.iter().map(|action| words.action(*action))),
            answer.map_or_else(String::new, |answer| words.availability(answer.availability()).to_owned()),
            by(Actor::Firm),
            by(Actor::Client),
            by(Actor::Vendor),
            by(Actor::Requester),
            sentences(answer.into_iter().flat_map(|answer| to_know(words, answer))),
        ];
        self.writer.write_record(cells.iter().map(|cell| harmless(&Plain(cell).to_string())))
    }
}

/// Why there is no way and what can be done instead, or what to know before it is done.
fn to_know(words: Words, answer: &Answer) -> Vec<String> {
    if let Ok(preview) = &answer.0 {
        return preview.plan().notices().map(|notice| words.notice(notice)).collect();
    }
    let said = |reason| [Some(words.reason(reason)), words.instead(reason).map(str::to_owned)].into_iter().flatten();
    answer.never().into_iter().flat_map(said).collect()
}

fn facts(facts: impl Iterator<Item = String>) -> String {
    facts.collect::<Vec<_>>().join("; ")
}

fn sentences(sentences: impl Iterator<Item = String>) -> String {
    sentences.collect::<Vec<_>>().join(" ")
}

/// What no spreadsheet takes for a formula, wherever it trims and whatever it takes for the end of a cell: the delimiter of another
/// country too, with a quotation mark behind it or without. Tabs and line ends are escaped.
fn harmless(cell: &str) -> String {
    let mut out = String::new();
    let mut begins = true;
    for c in cell.chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}') {
            out.push('\'');
        }
        out.push(c);
        let ends_a_cell = u8::try_from(c).is_ok_and(|c| DELIMITERS.contains(&c));
        begins = ends_a_cell || begins && (c.is_whitespace() || c == '"');
    }
    out
}
