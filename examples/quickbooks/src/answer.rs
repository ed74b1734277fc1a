//! Answers of the interface: each with its company, its request and its time, after a check that it answers that request.

use std::fmt::Write as _;

use shared::files::without_mark;
use shared::language::say;
use subscription_change::Language;
use subscription_change::catalogue::Date;

use crate::asked::{self, Asked, Rows};
use crate::json::Json;
use crate::words::in_line;

/// One answer of the interface.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The company, by the number in the address.
    pub company: String,
    /// The request as it was asked.
    pub request: String,
    pub asked: Asked,
    pub(crate) told: Told,
    /// When it was answered, as it says.
    pub time: Option<Time>,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    /// A fault, by its codes.
    Fault(String),
    /// An answer without anything in it, which is not 0.
    Empty,
    Entity(Json),
    Count(u32),
    Page(Page),
    /// How many definitions are active, and whether there are no more.
    Definitions {
        active: u32,
        all: bool,
    },
    /// The answer to a request that tells no fact.
    Nothing,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    /// The number of its first row, from 1 on.
    pub(crate) start: u32,
    /// How many rows were asked for.
    most: u32,
    /// How many rows there are on all pages, if it says so.
    total: Option<u32>,
    /// Of each row, whether it is what is looked for, if it says so.
    pub(crate) rows: Vec<Option<bool>>,
}

impl Page {
    fn length(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The number of the row after its last one.
    pub(crate) fn end(&self) -> u32 {
        self.start.saturating_add(self.length())
    }

    /// Whether there is room for more rows on it, and none is said to follow.
    pub(crate) fn is_last(&self) -> bool {
        self.length() < self.most && self.total.is_none_or(|total| total < self.end())
    }
}

/// When an answer was given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Time {
    /// As it stands in the answer.
    pub text: String,
    /// The day, in the time zone of the answer.
    pub date: Date,
}

impl Time {
    /// A date, alone or with a time of the day behind it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let day = text.get(..10)?;
        let rest = text.get(10..)?;
        let date = day.parse().ok().filter(|_| rest.is_empty() || rest.starts_with('T'))?;
        Some(Self { text: text.to_owned(), date })
    }

    /// From milliseconds since 1970, as some faults have them.
    fn of_milliseconds(milliseconds: u64) -> Option<Self> {
        let date = today(milliseconds / 1000)?;
        Some(Self { text: date.to_string(), date })
    }
}

/// The number of a day, from 1 January 1970 on.
pub(crate) fn day(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()));
    // A year begins with March here, so that the leap day is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + i64::from(date.day()) - 1;
    365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

/// The date of a day that is counted from 1 January 1970 on, up to the year 9999.
pub(crate) fn date_of_day(number: i64) -> Option<Date> {
    let guess = 1970 + u16::try_from(number / 365).ok().filter(|years| *years < 8100)?;
    let year = (1970..=guess).rev().find(|&year| Date::new(year, 1, 1).is_ok_and(|first| day(first) <= number))?;
    let month = (1..=12).rev().find(|&month| Date::new(year, month, 1).is_ok_and(|first| day(first) <= number))?;
    let first = day(Date::new(year, month, 1).ok()?);
    Date::new(year, month, u8::try_from(number - first + 1).ok()?).ok()
}

/// The day, in UTC, of so many seconds since 1970.
#[must_use]
pub fn today(seconds: u64) -> Option<Date> {
    date_of_day(i64::try_from(seconds / 86_400).ok()?)
}

/// What could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    pub line: usize,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// Where the JSON is wrong, in the English of serde.
    Json(String),
    NoObject,
    UnknownKey(String),
    NoCompany,
    NoRequest,
    NoBody,
    UnreadableRequest(String),
    OtherCompany(String),
    /// It does not answer this request, beside which it stands.
    OtherAnswer(String),
    FaultAndAnswer,
}

impl Fault {
    #[must_use]
    pub fn said(&self, language: Language) -> String {
        let what = match &self.what {
            What::Json(error) => say(language, "not JSON: ", "ce n’est pas du JSON\u{a0}: ").to_owned() + error,
            What::NoObject => say(
                language,
                "expected an object with company, query or path, and body".to_owned(),
                "il faut un objet avec company, query ou path, et body".to_owned(),
            ),
            What::UnknownKey(key) => say(
                language,
                format!("unknown key `{key}`, expected company, query or path, body, and time if you like"),
                format!("clé inconnue «\u{a0}{key}\u{a0}»; il faut company, query ou path, body, et time si vous le voulez"),
            ),
            What::NoCompany => say(
                language,
                "it does not say which company it is about".to_owned(),
                "rien n’indique de quelle entreprise il s’agit".to_owned(),
            ),
            What::NoRequest => say(
                language,
                "it does not say what it answers: expected either a query or a path".to_owned(),
                "rien n’indique à quoi cela répond\u{a0}: il faut soit query, soit path".to_owned(),
            ),
            What::NoBody => say(language, "there is no body".to_owned(), "il manque body".to_owned()),
            What::UnreadableRequest(request) => say(
                language,
                format!("this is not a request of the interface: {request}"),
                format!("ce n’est pas une requête de l’interface\u{a0}: {request}"),
            ),
            What::OtherCompany(other) => say(
                language,
                format!("its path is that of another company, {other}"),
                format!("son chemin est celui d’une autre entreprise, {other}"),
            ),
            What::OtherAnswer(request) => say(
                language,
                format!("the body is not a complete answer to this request: {request}"),
                format!("le corps n’est pas une réponse complète à cette requête\u{a0}: {request}"),
            ),
            What::FaultAndAnswer => say(
                language,
                "the body is both a fault and an answer".to_owned(),
                "le corps est à la fois une erreur et une réponse".to_owned(),
            ),
        };
        in_line(language, &self.file, self.line, &what)
    }
}

/// What was read, and what could not be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    pub answers: Vec<Answer>,
    pub faults: Vec<Fault>,
}

impl Answers {
    /// Reads a file: objects one after the other, each on a line or on several. After one that cannot be read, it goes on at the next line
    /// that begins with one.
    pub fn read(&mut self, file: &str, bytes: &[u8]) {
        let bytes = without_mark(bytes);
        let mut at = 0;
        let mut line = 1;
        loop {
            let rest = &bytes[at..];
            let space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            line += line_feeds(&rest[..space]);
            let rest = &rest[space..];
            at += space;
            if rest.is_empty() {
                return;
            }
            let mut json = serde_json::Deserializer::from_slice(rest).into_iter::<Json>();
            let taken = match json.next() {
                Some(Ok(value)) => {
                    match Answer::of(value) {
                        Ok(answer) => self.answers.push(answer),
                        Err(what) => self.faults.push(Fault { file: file.to_owned(), line, what }),
                    }
                    json.byte_offset()
                }
                Some(Err(error)) => {
                    let what = What::Json(self::error(&error, line));
                    self.faults.push(Fault { file: file.to_owned(), line, what });
                    let next = rest.windows(2).position(|pair| pair == b"\n{");
                    next.map_or(rest.len(), |place| place + 1)
                }
                None => rest.len(),
            };
            line += line_feeds(&rest[..taken]);
            at += taken;
        }
    }
}

fn line_feeds(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// What is wrong, at the line of the file instead of that of the object.
fn error(error: &serde_json::Error, begins: usize) -> String {
    let (text, place) = (error.to_string(), format!(" at line {} column {}", error.line(), error.column()));
    let what = text.strip_suffix(&place).unwrap_or(&text);
    format!("{what} (line {}, column {})", (begins + error.line()).saturating_sub(1), error.column())
}

impl Answer {
    fn of(value: Json) -> Result<Self, What> {
        let Json::Object(members) = value else { return Err(What::NoObject) };
        let (mut company, mut query, mut path, mut body, mut time) = (None, None, None, None, None);
        for (key, value) in members {
            match key.as_str() {
                "company" => company = Some(value),
                "query" => query = Some(value),
                "path" => path = Some(value),
                "body" => body = Some(value),
                "time" => time = Some(value),
                _ => return Err(What::UnknownKey(key)),
            }
        }
        let company = match company {
            Some(Json::Text(text)) if !text.trim().is_empty() => text.trim().to_owned(),
            Some(Json::Count(number)) => number.to_string(),
            _ => return Err(What::NoCompany),
        };
        let (request, asked) = match (query, path) {
            (Some(Json::Text(query)), None) => {
                let asked = asked::query(&query, None).ok_or_else(|| What::UnreadableRequest(query.clone()))?;
                (query, asked)
            }
            (None, Some(Json::Text(path))) => {
                let (asked, of) = asked::path(&path).ok_or_else(|| What::UnreadableRequest(path.clone()))?;
                if let Some(other) = of.filter(|of| *of != company) {
                    return Err(What::OtherCompany(other));
                }
                (path, asked)
            }
            _ => return Err(What::NoRequest),
        };
        let body = body.ok_or(What::NoBody)?;
        let told = Told::of(&asked, &body).map_err(|wrong| match wrong {
            Wrong::Shape => What::OtherAnswer(request.clone()),
            Wrong::FaultAndAnswer => What::FaultAndAnswer,
        })?;
        let time = match body.get("time").or(time.as_ref()) {
            Some(Json::Text(text)) => Time::read(text),
            Some(Json::Count(milliseconds)) => Time::of_milliseconds(*milliseconds),
            _ => None,
        };
        Ok(Self { company, request, asked, told, time })
    }
}

enum Wrong {
    Shape,
    FaultAndAnswer,
}

impl Told {
    fn of(asked: &Asked, body: &Json) -> Result<Self, Wrong> {
        let Json::Object(_) = body else { return Err(Wrong::Shape) };
        if let Some(codes) = fault(body) {
            let answers = ["QueryResponse", "queryResponse", "CompanyInfo", "Preferences", "data"];
            let answers = answers.iter().any(|key| body.get(key).is_some());
            return if answers { Err(Wrong::FaultAndAnswer) } else { Ok(Self::Fault(codes)) };
        }
        match asked {
            Asked::CompanyInfo(_) => entity(body, "CompanyInfo"),
            Asked::Preferences => entity(body, "Preferences"),
            Asked::Count(_) => {
                let answer = body.get("QueryResponse").filter(|answer| is_object(answer)).ok_or(Wrong::Shape)?;
                match answer.get("totalCount") {
                    Some(count) => Ok(Self::Count(count.count().ok_or(Wrong::Shape)?)),
                    None if is_empty(answer) => Ok(Self::Empty),
                    None => Err(Wrong::Shape),
                }
            }
            Asked::List(rows, start, most) => page(body, *rows, *start, *most),
            Asked::CustomFields => definitions(body),
            Asked::Other => Ok(Self::Nothing),
        }
    }
}

fn is_object(value: &Json) -> bool {
    matches!(value, Json::Object(_))
}

fn is_empty(value: &Json) -> bool {
    matches!(value, Json::Object(members) if members.is_empty())
}

/// The codes of a fault, if the body is one.
fn fault(body: &Json) -> Option<String> {
    let errors = match (body.get("Fault"), body.get("fault"), body.get("errors")) {
        (None, None, None) => return None,
        (Some(fault), ..) | (None, Some(fault), _) => fault.get("Error").or_else(|| fault.get("error")),
        (None, None, errors) => errors,
    };
    let mut codes = String::new();
    for error in errors.and_then(Json::list).unwrap_or_default() {
        let code = [error.get("code"), error.get("Code"), error.at(&["extensions", "code"])].into_iter().flatten().next();
        if let Some(code) = code {
            let separator = if codes.is_empty() { "" } else { ", " };
            // A string takes whatever is written.
            let _ = write!(codes, "{separator}{code}");
        }
    }
    Some(codes)
}

/// An entity that stands alone, or as the only one in the answer to a query.
fn entity(body: &Json, name: &str) -> Result<Told, Wrong> {
    match (body.get(name), body.get("QueryResponse")) {
        (Some(entity), None) if is_object(entity) => Ok(Told::Entity(entity.clone())),
        (None, Some(answer)) if is_empty(answer) => Ok(Told::Empty),
        (None, Some(answer)) => match answer.get(name).and_then(Json::list) {
            Some([entity]) if is_object(entity) => Ok(Told::Entity(entity.clone())),
            _ => Err(Wrong::Shape),
        },
        _ => Err(Wrong::Shape),
    }
}

fn page(body: &Json, of: Rows, start: u32, most: u32) -> Result<Told, Wrong> {
    let answer = body.get("QueryResponse").filter(|answer| is_object(answer)).ok_or(Wrong::Shape)?;
    if is_empty(answer) {
        return Ok(Told::Empty);
    }
    let name = match of {
        Rows::RecurringTransactions => "RecurringTransaction",
        Rows::Projects | Rows::Customers => "Customer",
        // No other entity tells a fact by its rows.
        _ => return Ok(Told::Nothing),
    };
    let rows = answer.get(name).and_then(Json::list).ok_or(Wrong::Shape)?;
    let length = u32::try_from(rows.len()).map_err(|_| Wrong::Shape)?;
    let says = |key, number| answer.get(key).is_none_or(|said| said.count() == Some(number));
    let total = answer.get("totalCount").map(|total| total.count().ok_or(Wrong::Shape)).transpose()?;
    // It says how many rows it has, from which on; if that is not true, it was cut.
    if length > most || !says("maxResults", length) || !says("startPosition", start) || !rows.iter().all(is_object) {
        return Err(Wrong::Shape);
    }
    let rows = rows.iter().map(|row| if of == Rows::RecurringTransactions { is_active(row) } else { is_project(row) });
    Ok(Told::Page(Page { start, most, total, rows: rows.collect() }))
}

/// Whether a template runs: each is wrapped in its type, `{"Bill": {…}}`.
fn is_active(row: &Json) -> Option<bool> {
    let Json::Object(members) = row else { return None };
    match members.as_slice() {
        [(_, template)] => template.at(&["RecurringInfo", "Active"])?.truth(),
        _ => None,
    }
}

fn is_project(row: &Json) -> Option<bool> {
    row.get("IsProject")?.truth()
}

fn definitions(body: &Json) -> Result<Told, Wrong> {
    let answer = body.at(&["data", "appFoundationsCustomFieldDefinitions"]).ok_or(Wrong::Shape)?;
    let edges = answer.get("edges").and_then(Json::list).ok_or(Wrong::Shape)?;
    let mut active: u32 = 0;
    for edge in edges {
        let is_active = edge.at(&["node", "active"]).and_then(Json::truth).ok_or(Wrong::Shape)?;
        active = active.saturating_add(u32::from(is_active));
    }
    let more = answer.at(&["pageInfo", "hasNextPage"]).map(|more| more.truth().ok_or(Wrong::Shape)).transpose()?;
    Ok(Told::Definitions { active, all: more == Some(false) })
}
