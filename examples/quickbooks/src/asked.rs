//! The request of an answer, as a query or as a path.

/// Which rows a query counts or lists, as far as it tells a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rows {
    ActiveInventoryItems,
    RecurringTransactions,
    Bills,
    PurchaseOrders,
    Budgets,
    TimeActivities,
    /// Customers that are projects.
    Projects,
    /// All customers, projects among them.
    Customers,
    ActiveAccounts,
    ActiveClasses,
    ActiveLocations,
}

/// A request, as far as its answer tells a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Also the minor version that was asked for, if one was.
    CompanyInfo(Option<u32>),
    Preferences,
    Count(Rows),
    /// From which row on, counted from 1, and how many at the most.
    List(Rows, u32, u32),
    CustomFields,
    /// Something else, of which no fact is read.
    Other,
}

/// How many rows a page has at the most where nobody says it.
const PAGE: u32 = 100;
/// How many rows a page has at the most.
const LARGEST_PAGE: u32 = 1000;

/// What a path asks for, and its company; `None` if it is not a path of the interface.
///
/// `/v3/company/1234/companyinfo/1234?minorversion=75`, with the host or without it. A query may stand in a path too.
pub(crate) fn path(path: &str) -> Option<(Asked, Option<String>)> {
    let path = path.trim();
    let (path, parameters) = path.split_once('?').unwrap_or((path, ""));
    let parameters: Vec<(&str, &str)> = parameters.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let parameter = |name: &str| {
        let mut all = parameters.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
        let first = all.next();
        if all.next().is_some() { None } else { first }
    };
    let path = path.trim_end_matches('/').to_ascii_lowercase();
    if path.ends_with("/graphql") || path == "graphql" {
        return Some((Asked::Other, None));
    }
    let (_, rest) = path.split_once("v3/company/")?;
    let mut parts = rest.split('/');
    let (company, what) = (parts.next().filter(|company| !company.is_empty())?, parts.next()?);
    let asked = match (what, parts.next(), parts.next()) {
        ("companyinfo", Some(id), None) if id == company => Asked::CompanyInfo(parameter("minorversion").and_then(number)),
        ("preferences", None, None) => Asked::Preferences,
        ("query", None, None) => query(&percent_decoded(parameter("query")?)?, parameter("minorversion").and_then(number))?,
        _ => Asked::Other,
    };
    Some((asked, Some(company.to_owned())))
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok()
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit()? * 16 + digit()?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok()
}

/// What a query asks for; `None` if it is no query. `minor` is the version in the path around it.
pub(crate) fn query(text: &str, minor: Option<u32>) -> Option<Asked> {
    if text.contains("appFoundationsCustomFieldDefinitions") {
        // With arguments it may list only some of them.
        return Some(if text.contains('(') { Asked::Other } else { Asked::CustomFields });
    }
    let words = words(text)?;
    let mut words = words.iter().map(String::as_str).peekable();
    if words.next()? != "select" {
        return None;
    }
    let counts = match words.next()? {
        "*" => false,
        "count" => ["(", "*", ")"].iter().all(|word| words.next() == Some(word)).then_some(true)?,
        _ => return Some(Asked::Other),
    };
    if words.next()? != "from" {
        return None;
    }
    let entity = words.next()?.to_owned();
    let mut conditions = Vec::new();
    if words.next_if_eq(&"where").is_some() {
        loop {
            let (field, is, value) = (words.next()?, words.next()?, words.next()?);
            if is != "=" {
                return Some(Asked::Other);
            }
            conditions.push(format!("{field}={value}"));
            if words.next_if_eq(&"and").is_none() {
                break;
            }
        }
    }
    conditions.sort_unstable();
    let (mut start, mut most) = (None, None);
    while let Some(word) = words.next() {
        match word {
            "startposition" if start.is_none() => start = Some(number(words.next()?).filter(|&start| start > 0)?),
            "maxresults" if most.is_none() => {
                most = Some(number(words.next()?).filter(|most| (1..=LARGEST_PAGE).contains(most))?);
            }
            "startposition" | "maxresults" => return None,
            _ => return Some(Asked::Other),
        }
    }
    let (start, most) = (start.unwrap_or(1), most.unwrap_or(PAGE));
    let conditions: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let rows = match (entity.as_str(), conditions.as_slice()) {
        ("companyinfo", []) if !counts => return Some(Asked::CompanyInfo(minor)),
        ("preferences", []) if !counts => return Some(Asked::Preferences),
        ("item", ["active=true", "type='inventory'"]) => Rows::ActiveInventoryItems,
        ("recurringtransaction", []) => Rows::RecurringTransactions,
        ("bill", []) => Rows::Bills,
        ("purchaseorder", []) => Rows::PurchaseOrders,
        ("budget", []) => Rows::Budgets,
        ("timeactivity", []) => Rows::TimeActivities,
        ("customer", ["isproject=true"]) => Rows::Projects,
        ("customer", []) if !counts => Rows::Customers,
        ("account", ["active=true"]) => Rows::ActiveAccounts,
        ("class", ["active=true"]) => Rows::ActiveClasses,
        ("department", ["active=true"]) => Rows::ActiveLocations,
        _ => return Some(Asked::Other),
    };
    Some(if counts { Asked::Count(rows) } else { Asked::List(rows, start, most) })
}

/// The words of a query in lower case, with signs as words of their own; a text keeps its quotation marks. `None` if a text has
/// no end.
fn words(query: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = query.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            _ if c.is_whitespace() => {}
            '\'' => {
                let mut text = String::from('\'');
                loop {
                    let c = rest.next()?;
                    text.push(c.to_ascii_lowercase());
                    if c == '\'' {
                        break;
                    }
                }
                words.push(text);
            }
            '(' | ')' | '*' | '=' | ',' | ';' | '<' | '>' => words.push(c.to_string()),
            _ => {
                let mut word = String::from(c.to_ascii_lowercase());
                while let Some(c) = rest.next_if(|c| !c.is_whitespace() && !"()*=,;<>'".contains(*c)) {
                    word.push(c.to_ascii_lowercase());
                }
                words.push(word);
            }
        }
    }
    Some(words)
}
