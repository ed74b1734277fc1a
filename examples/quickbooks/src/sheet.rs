//! What the firm itself knows: a sheet with a row for each company, and answers to questions, a row for each.

use serde_json::{Value, json};
use shared::cells::{count, is_none, yes_or_no};
use shared::files::{of_utf16, separator, without_mark};
use shared::language::{one_of, quoted, say};
use subscription_change::assess::{Fact, Facts};
use subscription_change::vocabulary::UnknownName;
use subscription_change::{AddOnKind, BillingCycle, ClientStatus, Feature, Language, Party, Plan, PrimaryAdmin, Tier};

use crate::answer::Time;
use crate::evidence::{Evidence, Item, Says, Source};
use crate::words::in_line;

/// What the cells of a file say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cells {
    pub(crate) cells: Vec<Cell>,
    pub faults: Vec<SheetFault>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    pub(crate) company: String,
    pub(crate) item: Item,
    pub(crate) evidence: Evidence,
}

/// Which of the two files it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// A row for each company, a column for each item.
    Firm,
    /// A row for each answer: company, fact, answer.
    Answers,
}

/// A row or cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFault {
    pub file: String,
    pub line: u64,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Row(String),
    NotUtf8,
    /// A cell goes on up to this line.
    LeftOpen(u64),
    NoCompany,
    UnknownItem(String),
    Cell(Item, String),
}

impl SheetFault {
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        let what = match &self.what {
            What::Row(error) => say(language, "not a row: ", "ce n’est pas une ligne\u{a0}: ").to_owned() + error,
            What::NotUtf8 => say(
                language,
                "not UTF-8, expected a file saved as “CSV UTF-8”".to_owned(),
                "le texte n’est pas en UTF-8, il faut un fichier enregistré en «\u{a0}CSV UTF-8\u{a0}»".to_owned(),
            ),
            What::LeftOpen(last) => say(
                language,
                format!("a quotation mark is left open, up to line {last}; nothing of these lines is read"),
                format!("un guillemet est resté ouvert, jusqu’à la ligne {last}; rien de ces lignes n’est lu"),
            ),
            What::NoCompany => say(language, "the company is missing", "il manque l’entreprise").to_owned(),
            What::UnknownItem(name) => {
                let name = quoted(language, name);
                say(language, format!("there is no fact {name}"), format!("le renseignement {name} n’existe pas"))
            }
            What::Cell(item, cell) => {
                let (cell, expected) = (quoted(language, cell), expected(*item, language));
                say(
                    language,
                    format!("{item}: expected {expected}, found {cell}"),
                    format!("{item}\u{a0}: il faut {expected}, et non {cell}"),
                )
            }
        };
        in_line(language, &self.file, self.line, &what)
    }
}

/// Columns that are for people.
const NOT_READ: [&str; 4] = ["name", "ask", "question", "expected"];

/// What a column of the sheet is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Company,
    AsOf,
    Fact,
    Answer,
    Item(Item),
    NotRead,
    /// It has no heading, so nothing can stand there.
    Nameless,
}

impl Sheet {
    fn column(self, heading: &str) -> Option<Column> {
        let name = heading.trim().to_lowercase().replace(' ', "_");
        Some(match (self, name.as_str()) {
            (_, "") => Column::Nameless,
            (_, "company") => Column::Company,
            (_, "as_of") => Column::AsOf,
            (Self::Answers, "fact") => Column::Fact,
            (Self::Answers, "answer") => Column::Answer,
            (_, name) if NOT_READ.contains(&name) => Column::NotRead,
            (Self::Firm, name) => Column::Item(Item::named(name)?),
            (Self::Answers, _) => return None,
        })
    }

    /// Reads a file of CSV: cells apart by commas, semicolons or tabs. An empty cell says nothing.
    ///
    /// # Errors
    ///
    /// Why its first line is not usable.
    pub fn read(self, file: &str, bytes: &[u8], language: Language) -> Result<Cells, String> {
        let of_utf16 = of_utf16(bytes);
        let bytes = without_mark(of_utf16.as_ref().map_or(bytes, String::as_bytes));
        let separator = separator(bytes);
        let (bytes, lines_above) = separator.map_or((bytes, 0), |(_, rest)| (rest, 1));
        let delimiters = separator.map_or(b",;\t".to_vec(), |(delimiter, _)| vec![delimiter]);
        let open = |delimiter| csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
        let columns = |delimiter| {
            let headings = open(delimiter).byte_headers().cloned().unwrap_or_default();
            let headings = headings.iter().map(|heading| String::from_utf8_lossy(heading).into_owned());
            headings.map(|heading| self.column(&heading).ok_or(heading)).collect::<Vec<_>>()
        };
        let has_company = |columns: &[Result<Column, String>]| columns.iter().any(|column| matches!(column, Ok(Column::Company)));
        let wrong = |what: &str| say(language, format!("{file}: {what}"), format!("{file}\u{a0}: {what}"));
        let found = delimiters.iter().map(|&delimiter| (delimiter, columns(delimiter))).find(|(_, columns)| has_company(columns));
        let (delimiter, found) = found.ok_or_else(|| {
            wrong(say(language, "there is no column `company`", "il n’y a pas de colonne «\u{a0}company\u{a0}»"))
        })?;
        let found: Vec<Column> = found.into_iter().collect::<Result<_, _>>().map_err(|heading| {
            let heading = quoted(language, &heading);
            wrong(&say(language, format!("unknown column {heading}"), format!("colonne inconnue {heading}")))
        })?;
        let is_twice =
            |place: usize| !matches!(found[place], Column::NotRead | Column::Nameless) && found[..place].contains(&found[place]);
        if let Some(place) = (0..found.len()).find(|&place| is_twice(place)) {
            let place = place + 1;
            return Err(wrong(&say(
                language,
                format!("column {place} repeats an earlier one"),
                format!("la colonne {place} répète une colonne précédente"),
            )));
        }
        let mut cells = Cells::default();
        // What is in memory is read without error.
        for record in open(delimiter).into_byte_records().map_while(Result::ok) {
            let line = record.position().map_or(0, csv::Position::line) + lines_above;
            match csv::StringRecord::from_byte_record(record) {
                Ok(record) => cells.row(file, line, &found, &record),
                Err(_) => cells.faults.push(SheetFault { file: file.to_owned(), line, what: What::NotUtf8 }),
            }
        }
        Ok(cells)
    }
}

impl Cells {
    fn row(&mut self, file: &str, line: u64, columns: &[Column], record: &csv::StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let mut fault = |what| self.faults.push(SheetFault { file: file.to_owned(), line, what });
        // No cell of these files has several lines.
        let line_ends: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        if line_ends > 0 {
            return fault(What::LeftOpen(line + line_ends as u64));
        }
        let is_nameless = |place: usize| columns.get(place).is_none_or(|column| *column == Column::Nameless);
        if record.iter().enumerate().any(|(place, cell)| is_nameless(place) && !cell.trim().is_empty()) {
            return fault(What::Row(record.iter().collect::<Vec<_>>().join(" | ")));
        }
        let cells = || columns.iter().zip(record.iter().map(str::trim));
        let cell = |is_it: fn(&Column) -> bool| cells().find(|(column, _)| is_it(column)).map(|(_, cell)| cell);
        let Some(company) = cell(|column| matches!(column, Column::Company)).filter(|company| !company.is_empty()) else {
            return fault(What::NoCompany);
        };
        let time = cell(|column| matches!(column, Column::AsOf)).and_then(Time::read);
        let fact = cell(|column| matches!(column, Column::Fact));
        for (column, text) in cells().filter(|(_, text)| !text.is_empty()) {
            let item = match column {
                Column::Item(item) => *item,
                Column::Answer => {
                    let Some(item) = fact.and_then(Item::named) else {
                        fault(What::UnknownItem(fact.unwrap_or_default().to_owned()));
                        continue;
                    };
                    item
                }
                _ => continue,
            };
            match value(item, text).filter(|value| facts(&[(item, value)]).is_some()) {
                Some(value) => {
                    let source = Source { from: format!("{file}:{line}"), is_answer: false, time: time.clone() };
                    let evidence = Evidence { says: Says::Is(value), source: Some(source) };
                    self.cells.push(Cell { company: company.to_owned(), item, evidence });
                }
                None => fault(What::Cell(item, text.to_owned())),
            }
        }
    }
}

/// These facts, each with its value as in the JSON form; `None` where one of them cannot be read.
pub(crate) fn facts(known: &[(Item, &Value)]) -> Option<Facts> {
    let mut context = json!({});
    for (item, value) in known {
        let Item::Fact(fact) = item else { continue };
        let mut place = &mut context;
        for key in fact.to_string().split('.') {
            place = place.as_object_mut()?.entry(key).or_insert_with(|| json!({}));
        }
        *place = (*value).clone();
    }
    serde_json::from_value(context).ok()
}

/// What a cell says of an item, as in the JSON form.
fn value(item: Item, text: &str) -> Option<Value> {
    match item {
        Item::Country => (text.len() == 2 && text.is_ascii()).then(|| text.to_ascii_uppercase().into()),
        Item::Plan => name(text, Plan::from_label, Plan::name),
        Item::Payer | Item::AddOnPayer(_) => name(text, Party::from_label, Party::name),
        Item::Tier(kind) => tier(kind, text),
        Item::Fact(fact) => match fact {
            Fact::Status => name(text, ClientStatus::from_label, ClientStatus::name),
            Fact::BillingCycle => name(text, BillingCycle::from_label, BillingCycle::name),
            Fact::PrimaryAdmin => name(text, PrimaryAdmin::from_label, PrimaryAdmin::name),
            Fact::Confirmation if is_none(text) => Some(Value::Null),
            Fact::Confirmation => {
                let features = if yes_or_no(text) == Some(true) { "" } else { text };
                let features = features.split(';').map(str::trim).filter(|feature| !feature.is_empty());
                let features: Option<Vec<Value>> =
                    features.map(|feature| name(feature, Feature::from_label, Feature::name)).collect();
                Some(json!({"accepted_losses": features?}))
            }
            _ if may_be_none(fact) && is_none(text) => Some(Value::Null),
            _ if is_number(fact) => count(text).map(Value::from),
            _ => yes_or_no(text).map(Value::Bool),
        },
    }
}

fn name<T>(text: &str, read: fn(&str) -> Result<T, UnknownName>, name: fn(T) -> &'static str) -> Option<Value> {
    read(text).ok().map(|read| name(read).into())
}

fn tier(kind: AddOnKind, text: &str) -> Option<Value> {
    if is_none(text) {
        return Some(Value::Null);
    }
    let tier = Tier::from_label(text).ok().filter(|tier| kind.tiers().contains(*tier))?;
    Some(tier.name().into())
}

fn may_be_none(fact: Fact) -> bool {
    matches!(fact, Fact::DaysToRenewal | Fact::TransferPermissionHours | Fact::DaysSinceDiscount | Fact::HoursSinceDowngrade)
}

fn is_number(fact: Fact) -> bool {
    may_be_none(fact) || fact.quota().is_some()
}

/// What a cell of this item may hold.
pub(crate) fn expected(item: Item, language: Language) -> String {
    let none = say(language, "none", "aucun");
    let names = |names: Vec<&'static str>| one_of(language, &names);
    let parties = || names(Party::ALL.iter().map(|party| party.name()).collect());
    let tiers = |kind: AddOnKind| names(kind.tiers().iter().map(Tier::name).chain([none]).collect());
    let number = say(language, "a whole number", "un nombre entier");
    match item {
        Item::Country => say(language, "a country of two letters, as CA", "un pays en deux lettres, comme CA").to_owned(),
        Item::Plan => names(Plan::ALL.iter().map(|plan| plan.name()).collect()),
        Item::Payer | Item::AddOnPayer(_) => parties(),
        Item::Tier(kind) => tiers(kind),
        Item::Fact(fact) => match fact {
            Fact::Status => names(ClientStatus::ALL.iter().map(|status| status.name()).collect()),
            Fact::BillingCycle => names(BillingCycle::ALL.iter().map(|cycle| cycle.name()).collect()),
            Fact::PrimaryAdmin => names(PrimaryAdmin::ALL.iter().map(|admin| admin.name()).collect()),
            Fact::Confirmation => say(
                language,
                "none, yes, or the features whose loss is accepted, separated by semicolons",
                "aucun, oui, ou les fonctions dont la perte est acceptée, séparées par des points-virgules",
            )
            .to_owned(),
            _ if may_be_none(fact) => one_of(language, &[number, none]),
            _ if is_number(fact) => number.to_owned(),
            _ => say(language, "yes or no", "oui ou non").to_owned(),
        },
    }
}
