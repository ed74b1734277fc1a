//! A file as rows of cells, whatever its form.

use std::collections::HashSet;

use csv::ByteRecord;
use shared::files::{first_line, of_utf16, separator, without_mark};
use subscription_change::Language;

use crate::columns::Column;
use crate::messages;

/// The delimiters. A spreadsheet writes a semicolon where the comma is the decimal point, as in French Canada.
pub const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// What a file holds.
#[derive(Debug)]
pub struct Rows {
    /// What stands between two cells, or would.
    pub delimiter: u8,
    /// Whether it is a sheet, of which cells have names.
    pub is_sheet: bool,
    /// The line of the first row.
    pub first: u64,
    /// The cells of the first row, without the space around them.
    pub head: Vec<String>,
    /// The rows after it that have something in them.
    pub rest: Vec<Row>,
}

/// A row after the first.
#[derive(Debug)]
pub struct Row {
    /// The line of the file on which it begins.
    pub line: u64,
    /// Its cells without the space around them, as many as the first row has, or what is wrong with it.
    pub cells: Result<Vec<Cell>, String>,
}

/// The text of a cell, or what is wrong with it.
pub type Cell = Result<String, String>;

impl Rows {
    /// Reads a file of either form; `sheet` is one of a workbook.
    ///
    /// # Errors
    ///
    /// Why there is nothing to read.
    pub fn read(bytes: &[u8], sheet: Option<&str>, language: Language) -> Result<Self, Vec<String>> {
        let of_utf16 = of_utf16(bytes).map(String::into_bytes);
        let bytes = of_utf16.as_deref().unwrap_or(bytes);
        // Workbooks of today are archives, and so are those of LibreOffice, which are not read; nor are those of before 2007.
        match (bytes, sheet) {
            ([b'P', b'K', 3, 4, ..], _) if is_open_document(bytes) => Err(vec![messages::other_workbook(language, ".ods")]),
            ([b'P', b'K', 3, 4, ..], _) => {
                Self::of_workbook(bytes, sheet, language).map_err(|what| vec![what])?.with_headings(language)
            }
            ([0xd0, 0xcf, 0x11, 0xe0, ..], _) => Err(vec![messages::other_workbook(language, ".xls")]),
            (_, Some(_)) => Err(vec![messages::no_sheets(language)]),
            (_, None) => Self::of_csv(bytes, language),
        }
    }

    /// These, unless it is a later row that has the headings.
    fn with_headings(self, language: Language) -> Result<Self, Vec<String>> {
        let names_columns = |row: &&Row| row.cells.as_ref().is_ok_and(|cells| named(cells.iter().flatten()) >= HEADINGS);
        match self.rest.iter().take(NEAR_THE_TOP).find(names_columns) {
            Some(row) if named(&self.head) < HEADINGS => Err(vec![messages::headings_below(language, self.first, row.line)]),
            _ => Ok(self),
        }
    }

    #[cfg(feature = "excel")]
    fn of_workbook(bytes: &[u8], sheet: Option<&str>, language: Language) -> Result<Self, String> {
        crate::excel::rows(bytes, sheet, language)
    }

    #[cfg(not(feature = "excel"))]
    fn of_workbook(_: &[u8], _: Option<&str>, language: Language) -> Result<Self, String> {
        Err(messages::built_without_excel(language))
    }

    /// Reads CSV. The delimiter is the one that a line `sep=` names, or that makes most of the known headings of the first line.
    ///
    /// # Errors
    ///
    /// The first line is no text.
    fn of_csv(bytes: &[u8], language: Language) -> Result<Self, Vec<String>> {
        let bytes = without_mark(bytes);
        let separator = separator(bytes);
        let (bytes, first) = separator.map_or((bytes, 1), |(_, rest)| (rest, 2));
        let candidates = separator.map_or(DELIMITERS.to_vec(), |(delimiter, _)| vec![delimiter]);
        let (mut delimiter, mut head) = (b',', Vec::new());
        for &candidate in &candidates {
            let split = first_record(bytes, candidate).ok_or_else(|| vec![messages::header_not_utf8(language, first)])?;
            if head.is_empty() || named(&split) > named(&head) {
                (delimiter, head) = (candidate, split);
            }
        }
        let below = || candidates.iter().find_map(|&delimiter| headings_below(bytes, first, delimiter));
        if let Some(line) = (named(&head) < HEADINGS).then(below).flatten() {
            return Err(vec![messages::headings_below(language, first, line)]);
        }
        let rest = records(bytes, first, delimiter, &head, language);
        Ok(Self { delimiter, is_sheet: false, first, head, rest })
    }
}

/// So many names of columns make a row that of the headings: it has at least the client, the plan and the payer, unless one is set for all.
const HEADINGS: usize = 2;

/// In so many rows below the first the headings are looked for where the first has none.
const NEAR_THE_TOP: usize = 20;

/// How many columns are named in this row.
fn named<'a>(cells: impl IntoIterator<Item = &'a String>) -> usize {
    let columns: HashSet<Column> = cells.into_iter().filter_map(|cell| Column::headed(cell)).collect();
    columns.len()
}

/// The line of the headings where they are below the first row, under a title or the day of the export.
fn headings_below(bytes: &[u8], first: u64, delimiter: u8) -> Option<u64> {
    let mut lines = Lines { bytes, at: 0, line: first };
    let mut reader = reader(bytes, delimiter);
    let mut record = ByteRecord::new();
    for _ in 0..=NEAR_THE_TOP {
        if !reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        let cells: Vec<String> = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        if named(&cells) >= HEADINGS {
            let start = record.position().map_or(0, csv::Position::byte);
            lines.go_to_record(usize::try_from(start).unwrap_or(usize::MAX));
            return Some(lines.line);
        }
    }
    None
}

/// Whether an archive is an `.ods` or its like: the name and the content of its first file say so.
fn is_open_document(bytes: &[u8]) -> bool {
    bytes.get(30..).is_some_and(|file| file.starts_with(b"mimetypeapplication/vnd.oasis.opendocument"))
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes)
}

/// The headings, without the space around them; `None` where they are no text.
fn first_record(bytes: &[u8], delimiter: u8) -> Option<Vec<String>> {
    let mut record = ByteRecord::new();
    // What is in memory is read without error.
    reader(bytes, delimiter).read_byte_record(&mut record).unwrap_or(false);
    record.iter().map(|cell| std::str::from_utf8(cell).ok().map(|cell| cell.trim().to_owned())).collect()
}

/// The rows after the first. If an open quotation mark swallows rows, they are read again without it.
fn records(bytes: &[u8], first: u64, delimiter: u8, head: &[String], language: Language) -> Vec<Row> {
    let width = head.len();
    // Spreadsheets may end the first line, and others, in separators that no column needs.
    let needed = head.iter().rposition(|heading| !heading.is_empty()).map_or(0, |last| last + 1);
    let mut rows = Vec::new();
    let mut lines = Lines { bytes, at: 0, line: first };
    let mut record = ByteRecord::new();
    let (mut begin, mut is_head) = (0, true);
    let mut reader = self::reader(bytes, delimiter);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let byte = |position: u64| begin + usize::try_from(position).unwrap_or(usize::MAX);
        let (start, end) = (byte(record.position().map_or(0, csv::Position::byte)), byte(reader.position().byte()));
        if std::mem::take(&mut is_head) || record.iter().all(is_blank) {
            continue;
        }
        let start = lines.go_to_record(start);
        let (line, last) = (lines.line, lines.ahead(end.saturating_sub(1)));
        let length = record.len() - record.iter().skip(width).rev().take_while(|cell| is_blank(cell)).count();
        let swallows = last > line
            && (!(needed..=width).contains(&length)
                || record.iter().any(|cell| holds_a_row(cell, delimiter, needed))
                || begins_and_ends_in_rows(bytes.get(start..end).unwrap_or_default(), delimiter, needed));
        let cells = if swallows {
            begin = start + first_line(&bytes[start..]);
            reader = self::reader(&bytes[begin..], delimiter);
            Err(messages::left_open(language, last))
        } else if (needed..=width).contains(&length) {
            Ok(record.iter().take(width).map(|cell| text(cell, language)).collect())
        } else {
            Err(messages::ragged(language, length, width))
        };
        rows.push(Row { line, cells });
    }
    rows
}

fn is_blank(cell: &[u8]) -> bool {
    String::from_utf8_lossy(cell).trim().is_empty()
}

fn text(cell: &[u8], language: Language) -> Cell {
    match std::str::from_utf8(cell) {
        Ok(cell) => Ok(cell.trim().to_owned()),
        Err(_) => Err(messages::not_utf8(language, &String::from_utf8_lossy(cell))),
    }
}

/// Whether one of the lines in a cell after its first has the delimiters of a row.
fn holds_a_row(cell: &[u8], delimiter: u8, width: usize) -> bool {
    width > 1 && cell.split(|byte| matches!(byte, b'\r' | b'\n')).skip(1).any(|line| is_a_row(line, delimiter, width))
}

/// Whether both the first and the last of the lines of a record have the delimiters of a row.
fn begins_and_ends_in_rows(record: &[u8], delimiter: u8, width: usize) -> bool {
    let mut lines = record.split(|byte| matches!(byte, b'\r' | b'\n')).filter(|line| !line.is_empty());
    let (first, last) = (lines.next(), lines.next_back());
    width > 1 && [first, last].into_iter().all(|line| line.is_some_and(|line| is_a_row(line, delimiter, width)))
}

fn is_a_row(line: &[u8], delimiter: u8, width: usize) -> bool {
    line.split(|byte| *byte == delimiter).count() >= width
}

/// On which line a byte is. Line ends are those of the `csv` crate: `\n`, `\r` and `\r\n`.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// Goes to the record that begins at or, after empty lines, behind this byte, and says where that is.
    fn go_to_record(&mut self, start: usize) -> usize {
        let empty = self.bytes.get(start..).unwrap_or_default();
        let start = start + empty.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line = self.ahead(start);
        self.at = start;
        start
    }

    /// The line of this byte, which is not behind the last record.
    fn ahead(&self, end: usize) -> u64 {
        let passed = self.bytes.get(self.at..end.min(self.bytes.len())).unwrap_or_default();
        let ends = passed.iter().enumerate().filter(|&(place, &byte)| match byte {
            b'\n' => true,
            b'\r' => self.bytes.get(self.at + place + 1) != Some(&b'\n'),
            _ => false,
        });
        self.line + ends.count() as u64
    }
}
