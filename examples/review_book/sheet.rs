//! The report for a spreadsheet: one row for each line of each list.
//!
//! It begins with a byte order mark, without which some spreadsheets take the accents for something else, has the delimiter of the file
//! that was read, and `\r\n` at the end of each line. A cell that a spreadsheet would take for a formula, or could, begins with an
//! apostrophe more: `'=1+1`. The JSON has it as it was read.

use subscription_change::{Actor, Party, Plan};

use crate::book::Client;
use crate::review::{Answer, Review};
use crate::words;

/// The names of the columns, which are for programs as well and the same in every language.
pub const COLUMNS: [&str; 13] = [
    "list",
    "line",
    "client",
    "plan",
    "payer",
    "finding",
    "to",
    "availability",
    "by_firm",
    "by_client",
    "by_vendor",
    "by_requester",
    "to_know",
];

pub fn write(review: &Review<'_>, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
    let mut out = Sheet {
        writer: csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec()),
    };
    out.writer.write_record(COLUMNS)?;
    for found in &review.could_move_down {
        let given_up = (!found.given_up.is_empty()).then(|| words::given_up(found.given_up));
        let finding = joined(given_up.into_iter().chain(found.too_many.iter().map(words::measure)));
        out.row(words::DOWN, found.client, &finding, found.to.name(), Some(&found.answer))?;
    }
    for found in &review.limits {
        let measures =
            found.measures.iter().map(|(measure, near)| format!("{}: {}", words::nearness(*near), words::measure(measure)));
        let missing = (!found.missing.is_empty()).then(|| words::missing(found.missing));
        let finding = joined(measures.chain(missing));
        let (to, answer) = found.up.as_ref().map(|(plan, answer)| (plan.name(), answer)).unzip();
        out.row(words::LIMITS, found.client, &finding, to.unwrap_or_default(), answer)?;
    }
    for found in &review.paid_without_need {
        let to = joined(words::held(&found.to).into_iter());
        out.row(words::PAID, found.client, found.why.into(), &to, Some(&found.answer))?;
    }
    for found in &review.split_billing {
        let who_pays = joined(words::held(&found.client.current).into_iter().chain(words::both_authorise(found.both_authorise)));
        for (payer, answer) in [(Party::Firm, &found.to_firm), (Party::Client, &found.to_client)] {
            out.row(words::SPLIT, found.client, &who_pays, &words::all_paid_by(payer), Some(answer))?;
        }
    }
    out.writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    fn row(&mut self, list: &str, client: &Client, finding: &str, to: &str, answer: Option<&Answer>) -> Result<(), csv::Error> {
        let by = |actor| joined(answer.iter().flat_map(|answer| answer.by(actor)).map(|remedy| words::remedy(&remedy)));
        let plan: Plan = client.current.base.plan;
        let cells = [
            list.to_owned(),
            client.line.to_string(),
            client.name.clone(),
            plan.name().to_owned(),
            client.current.base.payer.name().to_owned(),
            finding.to_owned(),
            to.to_owned(),
            answer.map_or_else(String::new, |answer| answer.availability().name().to_owned()),
            by(Actor::Firm),
            by(Actor::Client),
            by(Actor::Vendor),
            by(Actor::Requester),
            joined(answer.into_iter().flat_map(to_know)),
        ];
        self.writer.write_record(cells.map(harmless))
    }
}

/// Why there is no way, or what to know before it is done.
fn to_know(answer: &Answer) -> Vec<String> {
    match &answer.0 {
        Ok(preview) => preview.plan().notices().map(|notice| words::notice(&notice)).collect(),
        Err(_) => answer.never().iter().map(words::reason).collect(),
    }
}

fn joined(sentences: impl Iterator<Item = String>) -> String {
    sentences.collect::<Vec<_>>().join("; ")
}

/// What no spreadsheet takes for a formula, wherever it trims.
fn harmless(cell: String) -> String {
    let begins_badly = cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if begins_badly { format!("'{cell}") } else { cell }
}
