//! The report for a spreadsheet: one row for each line of each list, all of it in the language of who reads.
//!
//! It begins with a byte order mark, without which some spreadsheets take the accents for something else, has the delimiter of the file
//! that was read, and `\r\n` at the end of each line. What a spreadsheet would take for a formula, or could, has an apostrophe before it:
//! `'=1+1`, and `Roy;'=1+1` for one that takes the semicolon for the end of a cell. What would steer a terminal or the direction of writing
//! is escaped. The JSON has names as they were read.

use shared::language::say;
use shared::terminal::Plain;
use subscription_change::ways_out::Action;
use subscription_change::{Actor, Language, Party};

use crate::book::Client;
use crate::columns::Column;
use crate::review::{Answer, Review, ToAsk, actions, all_paid_by, is_by};
use crate::rows::DELIMITERS;
use crate::words::{self, Words};

pub fn write(review: &Review<'_>, words: Words, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
    let mut out = Sheet::new(words, delimiter);
    out.writer.write_record(words.sheet())?;
    for (list, found) in [(words::DOWN, &review.could_move_down), (words::KEPT, &review.cannot_move_down)] {
        for found in found {
            let finding = sentences(words.would_do(found).into_iter());
            out.row(list, found.client, &finding, &[Action::Downgrade { to: found.to }], Some(&found.answer))?;
        }
    }
    for found in &review.limits {
        let measures = found.measures.iter().map(|(measure, nearness)| words.near(measure, *nearness));
        let missing = (!found.missing.is_empty()).then(|| words.missing(found.missing));
        let finding = facts(measures.chain(missing));
        let (up, answer) = found.up.as_ref().map(|(to, answer)| (Action::Upgrade { to: *to }, answer)).unzip();
        out.row(words::LIMITS, found.client, &finding, up.as_slice(), answer)?;
    }
    for found in &review.paid_without_need {
        let change = actions(&found.client.current, &found.to);
        out.row(words::PAID, found.client, &words.needless(found), &change, Some(&found.answer))?;
    }
    for found in &review.split_billing {
        let current = found.client.current;
        let held = [words.held(&current)].into_iter();
        let finding = held.chain(words.both_authorise(found.both_authorise)).collect::<Vec<_>>().join(". ");
        for (payer, answer) in [(Party::Firm, &found.to_firm), (Party::Client, &found.to_client)] {
            let transfers = actions(&current, &all_paid_by(payer, current));
            out.row(words::SPLIT, found.client, &finding, &transfers, Some(answer))?;
        }
    }
    for found in &review.to_ask {
        out.questions(found)?;
    }
    out.finish()
}

/// A row for each client who can be asked something, as a mail merge takes it: the questions are one cell, each on a line of its own, and
/// put to the client.
pub fn write_mail(review: &Review<'_>, words: Words, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
    let mut out = Sheet::new(words, delimiter);
    out.writer.write_record(words.mail())?;
    for ToAsk { client, asks, .. } in &review.to_ask {
        let asks = asks.iter().filter(|ask| ask.fact.told_by() == Party::Client);
        let questions: Vec<String> = asks.map(|ask| harmless(&words.question_to_client(*ask))).collect();
        if questions.is_empty() {
            continue;
        }
        let base = client.current.base;
        let cells = [client.line.to_string(), client.name.clone(), words.plan(base.plan).into(), words.party(base.payer).into()];
        let cells = cells.iter().map(|cell| harmless(&Plain(cell).to_string()));
        out.writer.write_record(cells.chain([questions.join("\n")]))?;
    }
    out.finish()
}

/// An empty book with the headings of a language and what a spreadsheet of its country puts between two cells.
pub fn template(language: Language) -> Vec<u8> {
    let between = say(language, ",", ";");
    let headings = Column::ALL.iter().map(|column| column.label(language)).collect::<Vec<_>>().join(between);
    format!("\u{feff}{headings}\r\n").into_bytes()
}

struct Sheet {
    words: Words,
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    fn new(words: Words, delimiter: u8) -> Self {
        let writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        Self { words, writer }
    }

    fn finish(self) -> Result<Vec<u8>, csv::Error> {
        self.writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }

    fn write(&mut self, cells: &[String; 16]) -> Result<(), csv::Error> {
        self.writer.write_record(cells.iter().map(|cell| harmless(&Plain(cell).to_string())))
    }

    /// What is sure of all changes together, and everything that is to be asked.
    fn questions(&mut self, found: &ToAsk<'_>) -> Result<(), csv::Error> {
        let (words, base) = (self.words, found.client.current.base);
        let remedies = found.remedies();
        let by = |actor| sentences(remedies.iter().filter(|remedy| is_by(remedy, actor)).map(|remedy| words.remedy(remedy)));
        let asked = |party| {
            let asks = found.asks.iter().filter(|ask| ask.fact.told_by() == party);
            sentences(asks.map(|ask| words.question(*ask)))
        };
        self.write(&[
            words.list(words::ASK).to_owned(),
            found.client.line.to_string(),
            found.client.name.clone(),
            words.plan(base.plan).to_owned(),
            words.party(base.payer).to_owned(),
            String::new(),
            facts(found.changes.iter().map(|change| words.sure(change))),
            String::new(),
            by(Actor::Firm),
            by(Actor::Client),
            by(Actor::Vendor),
            by(Actor::Requester),
            sentences(remedies.iter().filter(|remedy| remedy.remedy().is_none()).map(|remedy| words.remedy(remedy))),
            sentences(found.possible.iter().map(|code| words.possible(*code))),
            asked(Party::Firm),
            asked(Party::Client),
        ])
    }

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
        let asked = |party| {
            let asks = answer.iter().flat_map(|answer| &answer.asks).filter(|ask| ask.fact.told_by() == party);
            sentences(asks.map(|ask| words.question(*ask)))
        };
        let base = client.current.base;
        let cells = [
            words.list(list).to_owned(),
            client.line.to_string(),
            client.name.clone(),
            words.plan(base.plan).to_owned(),
            words.party(base.payer).to_owned(),
            finding.to_owned(),
            facts(change.iter().map(|action| words.action(*action))),
            answer.map_or_else(String::new, |answer| words.when(answer.availability()).to_owned()),
            by(Actor::Firm),
            by(Actor::Client),
            by(Actor::Vendor),
            by(Actor::Requester),
            sentences(answer.into_iter().flat_map(|answer| to_know(words, answer))),
            sentences(answer.iter().flat_map(|answer| &answer.possible).map(|code| words.possible(*code))),
            asked(Party::Firm),
            asked(Party::Client),
        ];
        self.write(&cells)
    }
}

/// Why there is no way and what can be done instead; or what is to be done by whoever is not known, and what to know before it is done.
fn to_know(words: Words, answer: &Answer) -> Vec<String> {
    let said = |reason| [Some(words.certain(reason)), words.instead(reason)].into_iter().flatten();
    let partly_known = answer.partly_known().map(|remedy| words.remedy(remedy));
    let notices = answer.notices.iter().map(|notice| words.notice(*notice));
    partly_known.chain(notices).chain(answer.never().flat_map(said)).collect()
}

fn facts(facts: impl Iterator<Item = String>) -> String {
    facts.collect::<Vec<_>>().join("; ")
}

fn sentences(sentences: impl Iterator<Item = String>) -> String {
    sentences.collect::<Vec<_>>().join(" ")
}

/// The text, changed so that no spreadsheet takes it for a formula, wherever it trims and whatever it takes for the end of a
/// cell: the delimiter of another country too, with or without a quotation mark after it. Tabs and line ends are escaped.
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
