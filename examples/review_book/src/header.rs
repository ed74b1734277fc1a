//! The first line of a file: which column is where.

use std::fmt::Write;

use shared::terminal::Plain;
use subscription_change::Language;

use crate::columns::{self, Column};
use crate::messages;
use crate::rows::{Cell, Rows};

/// Where each column is.
#[derive(Debug)]
pub struct Header {
    /// The places where the first line names nothing, so that nothing can stand there.
    pub nameless: Vec<usize>,
    places: [Place; Column::COUNT],
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The file does not have it.
    Absent,
    /// At this place in each row.
    InFile(usize),
    /// The same for all clients.
    Set(String),
}

fn is_ignored(heading: &str, ignore: &[String]) -> Option<usize> {
    ignore.iter().position(|name| name == heading || columns::letters(name) == columns::letters(heading))
}

impl Header {
    /// Reads the first line.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(rows: &Rows, set: &[(Column, String)], ignore: &[String], language: Language) -> Result<Self, Vec<String>> {
        let mut places = [const { Place::Absent }; Column::COUNT];
        let (mut nameless, mut wrong, first) = (Vec::new(), Vec::new(), rows.first);
        for (column, value) in set {
            if places[*column as usize] != Place::Absent {
                wrong.push(messages::set_twice(language, *column));
            }
            places[*column as usize] = Place::Set(value.trim().to_owned());
        }
        let mut ignored = vec![false; ignore.len()];
        for (place, cell) in rows.head.iter().enumerate() {
            // That is how spreadsheets end a line.
            if cell.is_empty() {
                nameless.push(place);
            } else if let Some(at) = is_ignored(cell, ignore) {
                ignored[at] = true;
            } else if let Some(column) = Column::headed(cell) {
                match std::mem::replace(&mut places[column as usize], Place::InFile(place)) {
                    Place::Absent => {}
                    Place::InFile(before) => wrong.push(messages::column_twice(language, first, column, before + 1, place + 1)),
                    Place::Set(_) => wrong.push(messages::column_set_and_there(language, column)),
                }
            } else {
                wrong.push(messages::unknown_column(language, first, cell, place + 1));
            }
        }
        let unused = ignore.iter().zip(ignored).filter(|(_, used)| !used);
        wrong.extend(unused.map(|(name, _)| messages::nothing_to_ignore(language, name)));
        let is_missing = |column: &Column| places[*column as usize] == Place::Absent && !column.may_be_left_out();
        let missing: Vec<Column> = Column::ALL.iter().copied().filter(is_missing).collect();
        if !missing.is_empty() {
            wrong.push(messages::missing_columns(language, first, &missing));
        }
        if wrong.is_empty() { Ok(Self { nameless, places }) } else { Err(wrong) }
    }

    /// The header of a file without columns, where these values are the same for all clients.
    pub fn of_set(set: &[(Column, String)]) -> Self {
        let mut places = [const { Place::Absent }; Column::COUNT];
        for (column, value) in set {
            places[*column as usize] = Place::Set(value.trim().to_owned());
        }
        Self { nameless: Vec::new(), places }
    }

    pub fn place(&self, column: Column) -> Option<usize> {
        match self.places[column as usize] {
            Place::InFile(place) => Some(place),
            _ => None,
        }
    }

    /// What a row says in this column; nothing if the file does not have it.
    ///
    /// # Errors
    ///
    /// What is wrong with the cell.
    pub fn cell<'a>(&'a self, column: Column, cells: &'a [Cell]) -> Result<&'a str, &'a str> {
        match &self.places[column as usize] {
            Place::Absent => Ok(""),
            Place::InFile(place) => cells.get(*place).map_or(Ok(""), |cell| cell.as_deref().map_err(String::as_str)),
            Place::Set(value) => Ok(value),
        }
    }
}

/// How each column of a file is read, one line each, and which columns the file lacks.
pub fn explain(rows: &Rows, set: &[(Column, String)], ignore: &[String], language: Language) -> String {
    let mut out = messages::explained(language, rows) + "\n";
    let place = |place: usize| if rows.is_sheet { sheet_column(place) } else { (place + 1).to_string() };
    let shown = |heading: &String| Plain(heading).to_string();
    let widest = rows.head.iter().map(|heading| shown(heading).chars().count()).max().unwrap_or(0).min(40);
    for (at, heading) in rows.head.iter().enumerate() {
        let what = match Column::headed(heading) {
            _ if heading.is_empty() => messages::without_heading(language).to_owned(),
            _ if is_ignored(heading, ignore).is_some() => messages::not_read(language).to_owned(),
            Some(column) => messages::read_as(language, column),
            None => messages::not_known(language, heading),
        };
        // A string takes whatever is written.
        let _ = writeln!(out, "{:>4}  {:<widest$}  {what}", place(at), shown(heading));
    }
    for (column, value) in set {
        let _ = writeln!(out, "      {}", messages::set_for_all(language, *column, value));
    }
    let is_there = |column: &Column| {
        rows.head.iter().any(|heading| Column::headed(heading) == Some(*column)) || set.iter().any(|(set, _)| set == column)
    };
    let absent: Vec<&str> = Column::ALL.iter().filter(|column| !is_there(column)).map(|column| column.label(language)).collect();
    if !absent.is_empty() {
        out += &messages::left_out(language, &absent);
        out.push('\n');
    }
    out
}

/// What a spreadsheet calls a column: A, B, …, Z, AA.
pub fn sheet_column(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    let before = if place < 26 { String::new() } else { sheet_column(place / 26 - 1) };
    format!("{before}{letter}")
}
