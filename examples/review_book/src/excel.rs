//! A workbook of Excel as rows of cells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, Xlsx};
use subscription_change::Language;

use crate::header::sheet_column;
use crate::messages::excel as messages;
use crate::rows::{Cell, Row, Rows};

/// More columns than any book has; what a stray cell far to the right would stretch every row to.
const WIDEST: u32 = 1000;

/// The rows of a sheet: of the first, or of this one.
///
/// # Errors
///
/// Why there is nothing to read.
pub fn rows(bytes: &[u8], sheet: Option<&str>, language: Language) -> Result<Rows, String> {
    let unreadable = |why: calamine::XlsxError| messages::unreadable(language, &why.to_string());
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = book.sheet_names();
    let is_asked_for = |name: &&String| sheet.is_none_or(|sheet| name.to_lowercase() == sheet.to_lowercase());
    let name = names.iter().find(is_asked_for).ok_or_else(|| messages::no_such_sheet(language, sheet.unwrap_or(""), &names))?;
    let merged = book.worksheet_merge_cells(name).transpose().map_err(unreadable)?.unwrap_or_default();
    let mut cells: BTreeMap<u32, BTreeMap<u32, Data>> = BTreeMap::new();
    // Texts with nothing in them, as the value of a formula may be.
    let mut blanks = BTreeSet::new();
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let ((row, column), value) = (cell.get_position(), Data::from(cell.get_value().clone()));
        if column >= WIDEST || value == Data::Empty {
            continue;
        }
        if value.to_string().trim().is_empty() {
            blanks.insert((row, column));
        } else {
            cells.entry(row).or_default().insert(column, value);
        }
    }
    drop(reader);
    // A workbook that no spreadsheet has saved has formulas without a value.
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut without_value = BTreeSet::new();
    while let Some(cell) = reader.next_formula().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let has_value = blanks.contains(&(row, column)) || cells.get(&row).is_some_and(|row| row.contains_key(&column));
        if column < WIDEST && !cell.get_value().is_empty() && !has_value {
            without_value.insert((row, column));
            cells.entry(row).or_default();
        }
    }
    let columns = cells.values().flat_map(BTreeMap::keys).chain(without_value.iter().map(|(_, column)| column));
    let width = columns.max().map_or(0, |last| last + 1);
    let mut cells = cells.into_iter();
    let (first, head) = cells.next().unwrap_or_default();
    let head = (0..width).map(|column| head.get(&column).map_or_else(String::new, text_of)).collect();
    let rest = cells.map(|(row, values)| {
        let cell = |column| match values.get(&column) {
            None if without_value.contains(&(row, column)) => Err(messages::no_value(language)),
            value => cell(row, column, value, &merged, language),
        };
        Row { line: u64::from(row) + 1, cells: Ok((0..width).map(cell).collect()) }
    });
    Ok(Rows { delimiter: b',', is_sheet: true, first: u64::from(first) + 1, head, rest: rest.collect() })
}

fn text_of(value: &Data) -> String {
    value.to_string().trim().to_owned()
}

fn cell(row: u32, column: u32, value: Option<&Data>, merged: &[Dimensions], language: Language) -> Cell {
    let is_in = |one: &&Dimensions| {
        (one.start.0..=one.end.0).contains(&row) && (one.start.1..=one.end.1).contains(&column) && one.start != one.end
    };
    if let Some(Dimensions { start, end }) = merged.iter().find(is_in) {
        // The first of them has the value of all, the others have none.
        let (row, column) = if *start == (row, column) { end } else { start };
        let with = format!("{}{}", sheet_column(usize::try_from(*column).unwrap_or_default()), row + 1);
        return Err(messages::merged(language, &with));
    }
    match value {
        None => Ok(String::new()),
        Some(Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_)) => Err(messages::date(language)),
        // Whole numbers are written without a point: 3.0 is 3.
        Some(value) => Ok(text_of(value)),
    }
}
