//! Books in Excel's own format.

#![allow(clippy::format_push_string, clippy::format_collect, reason = "a little XML")]
#![allow(clippy::cast_possible_truncation, reason = "the archives are small")]

use std::path::PathBuf;

use super::run::{FITS, book, code, json, label, review, stderr};

/// The sum that an archive has of each file.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

/// An archive of these files, which are stored as they are.
fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let (offset, size, length) = (out.len() as u32, content.len() as u32, name.len() as u16);
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
        common.extend(crc32(content.as_bytes()).to_le_bytes());
        common.extend([size.to_le_bytes(), size.to_le_bytes()].concat());
        common.extend([length.to_le_bytes(), [0, 0]].concat());
        out.extend([b"PK\x03\x04", &*common, name.as_bytes(), content.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\0", &*common, &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat());
    }
    let (count, size, offset) = (files.len() as u16, directory.len() as u32, out.len() as u32);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

/// A cell as it stands in a sheet.
enum Cell {
    Text(String),
    Number(&'static str),
    Date,
    Error(&'static str),
    /// A formula with a text as its value, or without a value.
    Formula(Option<&'static str>),
    Blank,
}

fn name_of(column: usize, row: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place).unwrap());
    if column < 26 { format!("{}{row}", letter(column)) } else { format!("A{}{row}", letter(column - 26)) }
}

fn sheet(rows: &[Vec<Cell>], merged: &[&str]) -> String {
    let mut out = String::from("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for (row, cells) in (1..).zip(rows) {
        out += &format!("<row r=\"{row}\">");
        for (column, cell) in cells.iter().enumerate() {
            let name = name_of(column, row);
            out += &match cell {
                Cell::Text(text) => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                Cell::Number(number) => format!("<c r=\"{name}\"><v>{number}</v></c>"),
                Cell::Date => format!("<c r=\"{name}\" s=\"1\"><v>45992</v></c>"),
                Cell::Error(error) => format!("<c r=\"{name}\" t=\"e\"><f>1/0</f><v>{error}</v></c>"),
                Cell::Formula(Some(text)) => format!("<c r=\"{name}\" t=\"str\"><f>A1</f><v>{text}</v></c>"),
                Cell::Formula(None) => format!("<c r=\"{name}\"><f>A1</f><v></v></c>"),
                Cell::Blank => continue,
            };
        }
        out += "</row>";
    }
    out += "</sheetData>";
    if !merged.is_empty() {
        let cells: String = merged.iter().map(|cells| format!("<mergeCell ref=\"{cells}\"/>")).collect();
        out += &format!("<mergeCells count=\"{}\">{cells}</mergeCells>", merged.len());
    }
    out + "</worksheet>"
}

/// A workbook with these sheets.
fn workbook(sheets: &[(&str, String)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let numbered = || (1..).zip(sheets);
    let list: String =
        numbered().map(|(id, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>")).collect();
    let links: String = numbered()
        .map(|(id, _)| format!("<Relationship Id=\"rId{id}\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"))
        .collect();
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs>\
         </styleSheet>"
    );
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{LINKS}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
        ),
        ("xl/styles.xml".to_owned(), styles),
    ];
    files.extend(numbered().map(|(id, (_, sheet))| (format!("xl/worksheets/sheet{id}.xml"), sheet.clone())));
    let files: Vec<(&str, String)> = files.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    archive(&files)
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) }
}

fn head(language: &str) -> Vec<Cell> {
    FITS.iter().map(|(column, _)| text(&label(column, language))).collect()
}

/// A row of a client, but for some cells.
fn row(but: Vec<(&str, Cell)>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = FITS.iter().map(|(_, cell)| text(cell)).collect();
    for (column, cell) in but {
        cells[FITS.iter().position(|(name, _)| *name == column).unwrap()] = cell;
    }
    cells
}

#[test]
fn a_workbook_is_read_as_the_same_book_in_csv_is() {
    let numbers =
        |users| vec![("billable_users", Cell::Number(users)), ("accounts", Cell::Number("90.0")), ("features", text("bills"))];
    for language in ["en", "fr"] {
        let book_of = workbook(&[("Clients", sheet(&[head(language), row(numbers("2"))], &[]))]);
        let expected = json(&[], book(&[&[("features", "bills")]]));
        assert_eq!(json(&[], &book_of), expected);
    }
    let whole = workbook(&[("Clients", sheet(&[head("en"), row(numbers("3.0"))], &[]))]);
    assert_eq!(json(&[], whole), json(&[], book(&[&[("features", "bills"), ("billable_users", "3")]])));
}

#[test]
fn the_first_sheet_is_read_or_the_one_that_is_named() {
    let clients = sheet(&[head("en"), row(vec![("features", text("bills"))])], &[]);
    let other = sheet(&[vec![text("Notes")], vec![text("nothing")]], &[]);
    let file = workbook(&[("Clients", clients.clone()), ("Notes", other.clone())]);
    assert_eq!(json(&[], &file)["clients"], 1);
    let file = workbook(&[("Notes", other), ("Clients", clients)]);
    assert_eq!(json(&["--sheet", "clients"], &file)["clients"], 1);
    let output = review(&["--sheet", "Book"], &file);
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "review_book: --sheet: the workbook has no sheet `Book`, but `Notes`, `Clients`\n");
    assert_eq!(
        stderr(&review(&["--sheet", "x"], "client\n")),
        "review_book: --sheet: the file is not a workbook and has no sheets\n"
    );
}

#[test]
fn dates_errors_of_formulas_and_merged_cells_are_told_by_cell_and_the_rest_is_done() {
    let rows = [
        head("en"),
        row(vec![("days_to_renewal", Cell::Date)]),
        row(vec![("client", text("Two")), ("accounts", Cell::Error("#DIV/0!"))]),
        row(vec![("client", text("Three"))]),
        row(vec![("client", text("Four")), ("plan", Cell::Blank)]),
        row(vec![("client", text("Five")), ("billable_users", Cell::Number("2.5"))]),
        row(vec![("client", text("Six"))]),
    ];
    let output = review(&["--format", "json"], workbook(&[("Clients", sheet(&rows, &["B4:B5"]))]));
    let expected = "\
cell R2, column `Days to renewal`: a date, expected text or a number
cell AG3, column `Active accounts`: `#DIV/0!`, a spreadsheet error, expected the value or nothing
cell B4, column `Plan`: merged with B5, expected a cell of its own
cell B5, column `Plan`: merged with B4, expected a cell of its own
cell AC6, column `Billable users`: `2.5`, expected a whole number from 0 to 4294967295
5 rows were not read, and the report covers the rest
";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 1);
}

#[test]
fn a_formula_counts_as_its_value_and_one_without_a_value_is_told_by_cell() {
    let formula = |value| row(vec![("payroll_payer", Cell::Formula(value))]);
    let only = (0..FITS.len()).map(|column| if column < 2 { Cell::Formula(None) } else { Cell::Blank }).collect();
    let rows = [head("en"), formula(Some("")), formula(None), only];
    let output = review(&["--format", "json"], workbook(&[("Clients", sheet(&rows, &[]))]));
    let no_value = "a formula without a value, expected a workbook that a spreadsheet has saved";
    let expected = format!(
        "cell E3, column `Payroll payer`: {no_value}\ncell A4, column `Client`: {no_value}\ncell B4, column `Plan`: {no_value}\n\
         cell C4, column `Payer`: empty, expected Firm or Client\n2 rows were not read, and the report covers the rest\n"
    );
    assert_eq!((code(&output), stderr(&output)), (1, expected.as_str()));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 1);
}

#[test]
fn a_workbook_that_is_cut_or_of_another_kind_is_reported() {
    let whole = workbook(&[("Clients", sheet(&[head("en"), row(Vec::new())], &[]))]);
    for end in (4..whole.len()).step_by(97) {
        let output = review(&[], &whole[..end]);
        assert_eq!(code(&output), 2, "{end}");
        assert!(stderr(&output).starts_with("review_book: the workbook cannot be read: "), "{}", stderr(&output));
    }
    let output = review(&[], archive(&[("word/document.xml", "<w/>".to_owned())]));
    assert_eq!(code(&output), 2);
    assert!(output.stdout.is_empty());
}

#[test]
fn headings_below_a_title_are_reported_with_their_line_and_what_to_do() {
    let rows = [vec![text("Our clients")], vec![Cell::Date], head("fr"), row(Vec::new())];
    let output = review(&[], workbook(&[("Clients", sheet(&rows, &["A1:F1"]))]));
    assert_eq!(code(&output), 2);
    let said = "line 1: expected the names of the columns, which are on line 3; delete what is above them";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
}

#[test]
fn what_is_made_of_the_columns_of_a_sheet_is_told_by_their_letters() {
    let output = review(&["--explain"], workbook(&[("Clients", sheet(&[head("en"), row(Vec::new())], &[]))]));
    let said = super::run::stdout(&output);
    assert!(said.starts_with("The headings are on line 1; 1 row after it.\n   A  Client "), "{said}");
    assert!(said.contains("\n  AJ  Features in use "), "{said}");
}

#[test]
fn the_shipped_book_is_the_same_as_a_workbook() {
    let shipped = std::fs::read(PathBuf::from(super::run::SHIPPED)).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(shipped.as_slice());
    let escape = |cell: &str| cell.replace('&', "&amp;").replace('<', "&lt;");
    let rows: Vec<Vec<Cell>> =
        reader.records().map(|record| record.unwrap().iter().map(|cell| text(&escape(cell))).collect()).collect();
    assert_eq!(json(&[], workbook(&[("Clients", sheet(&rows, &[]))])), json(&[], shipped));
}
