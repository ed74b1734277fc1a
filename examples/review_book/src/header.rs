//! The first line of a book: which column stands where.

use csv::ByteRecord;
use subscription_change::Language;

use crate::columns::Column;
use crate::messages;

/// What may stand between two cells. A spreadsheet writes a semicolon where the comma is the decimal point, as in French Canada.
pub const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Where each column is.
#[derive(Debug)]
pub struct Header {
    /// What stands between two cells.
    pub delimiter: u8,
    /// How many cells a row has.
    pub width: usize,
    /// The places where the first line names nothing, so that nothing can stand there.
    pub nameless: Vec<usize>,
    places: [Place; Column::COUNT],
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The file does without it.
    Absent,
    /// At this place in each row.
    InFile(usize),
    /// The same for all clients.
    Set(String),
}

impl Header {
    /// Reads the first line. The delimiter is the one that makes most of the known names of it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(bytes: &[u8], set: &[(Column, String)], ignore: &[String], language: Language) -> Result<Self, Vec<String>> {
        let known = |cells: &[String]| cells.iter().filter(|cell| cell.parse::<Column>().is_ok()).count();
        let (mut delimiter, mut cells) = (b',', Vec::new());
        for candidate in DELIMITERS {
            let split = first_record(bytes, candidate).ok_or_else(|| vec![messages::header_not_utf8(language)])?;
            if cells.is_empty() || known(&split) > known(&cells) {
                (delimiter, cells) = (candidate, split);
            }
        }
        let mut places = [const { Place::Absent }; Column::COUNT];
        let (mut nameless, mut wrong) = (Vec::new(), Vec::new());
        for (column, value) in set {
            if places[*column as usize] != Place::Absent {
                wrong.push(messages::set_twice(language, *column));
            }
            places[*column as usize] = Place::Set(value.clone());
        }
        let mut ignored = vec![false; ignore.len()];
        for (place, cell) in cells.iter().enumerate() {
            if let Some(at) = ignore.iter().position(|name| name == cell) {
                ignored[at] = true;
                continue;
            }
            match cell.parse::<Column>() {
                Ok(column) => match std::mem::replace(&mut places[column as usize], Place::InFile(place)) {
                    Place::Absent => {}
                    Place::InFile(first) => wrong.push(messages::column_twice(language, column, first + 1, place + 1)),
                    Place::Set(_) => wrong.push(messages::column_set_and_there(language, column)),
                },
                // That is how spreadsheets end a line.
                Err(_) if cell.is_empty() => nameless.push(place),
                Err(_) => wrong.push(messages::unknown_column(language, cell, place + 1)),
            }
        }
        wrong.extend(
            ignore.iter().zip(ignored).filter(|(_, used)| !used).map(|(name, _)| messages::nothing_to_ignore(language, name)),
        );
        let missing: Vec<Column> = Column::ALL
            .iter()
            .copied()
            .filter(|column| places[*column as usize] == Place::Absent && !column.may_be_left_out())
            .collect();
        if !missing.is_empty() {
            wrong.push(messages::missing_columns(language, &missing));
        }
        if wrong.is_empty() { Ok(Self { delimiter, width: cells.len(), nameless, places }) } else { Err(wrong) }
    }

    /// The header of a file without columns, where these values are the same for all clients.
    pub fn of_set(set: &[(Column, String)]) -> Self {
        let mut places = [const { Place::Absent }; Column::COUNT];
        for (column, value) in set {
            places[*column as usize] = Place::Set(value.clone());
        }
        Self { delimiter: b',', width: 0, nameless: Vec::new(), places }
    }

    pub fn is_in_file(&self, column: Column) -> bool {
        matches!(self.places[column as usize], Place::InFile(_))
    }

    /// What a row says in this column; nothing where the file does without it.
    pub fn bytes<'a>(&'a self, column: Column, record: &'a ByteRecord) -> &'a [u8] {
        match &self.places[column as usize] {
            Place::Absent => &[],
            Place::InFile(place) => record.get(*place).unwrap_or_default(),
            Place::Set(value) => value.as_bytes(),
        }
    }
}

/// The names in the first line, without the space around them; `None` where they are no text.
fn first_record(bytes: &[u8], delimiter: u8) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
    let mut record = ByteRecord::new();
    // What is in memory is read without error.
    reader.read_byte_record(&mut record).unwrap_or(false);
    record.iter().map(|cell| std::str::from_utf8(cell).ok().map(|cell| cell.trim().to_owned())).collect()
}
