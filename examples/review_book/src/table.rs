//! The report for a terminal.

use std::fmt::Write;

use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use shared::terminal::Plain;
use subscription_change::Plan;

use crate::lists::{self, Cell, Part};
use crate::review::Review;
use crate::words::Words;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// How wide the words around the tables are at the most, however wide the terminal is.
const WIDEST: usize = 100;

/// The report, in so many columns.
pub fn write(review: &Review<'_>, words: Words, width: u16) -> String {
    let mut out = String::new();
    heading(&mut out, &format!("{}, {}", words.title(), words.catalogue(review)));
    if let Some(subject) = words.subject(review.of.firm.as_deref(), review.of.date) {
        line(&mut out, &Plain(&subject).to_string());
    }
    for (count, what, _) in words.summary(review) {
        line(&mut out, &format!("{:>7} {what}", words.number(&count)));
    }
    heading(&mut out, words.matrix());
    line(&mut out, &matrix(review, words).trim_fmt());
    if let Some(unknown) = words.not_in_matrix(review.matrix.unknown) {
        for text in wrapped(&unknown, usize::from(width).min(WIDEST)) {
            line(&mut out, &text);
        }
    }
    for list in lists::of(review, words) {
        heading(&mut out, words.list(list.name));
        let about = [Some(words.about(list.name, review.margins)), words.elsewhere(list.elsewhere)];
        for text in about.iter().flatten().flat_map(|text| wrapped(text, usize::from(width).min(WIDEST))) {
            line(&mut out, &format!("{DIM}{text}{DIM:#}"));
        }
        if list.groups.is_empty() {
            if list.elsewhere == 0 {
                line(&mut out, words.nobody());
            }
            continue;
        }
        line(&mut out, "");
        let rows: Vec<&Vec<Cell>> = list.groups.iter().flatten().collect();
        line(&mut out, &self::rows(words, &words.columns(list.name), &rows, width));
    }
    out
}

fn line(out: &mut String, text: &str) {
    // A string takes whatever is written.
    let _ = writeln!(out, "{text}");
}

fn heading(out: &mut String, text: &str) {
    let gap = if out.is_empty() { "" } else { "\n" };
    line(out, &format!("{gap}{BOLD}{text}{BOLD:#}"));
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line below the names of the columns, and no other.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

fn matrix(review: &Review<'_>, words: Words) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE);
    let corner = format!("{} ↓  {} →", words.matrix_current(), words.matrix_fitting());
    table.set_header([corner].into_iter().chain(review.matrix.columns().map(|fitting| words.fitting(fitting).to_owned())));
    let number = |count: usize| if count == 0 { "·".to_owned() } else { words.number(&count) };
    let row = |plan: Plan| review.matrix.columns().map(move |fitting| number(review.matrix.count(plan, fitting)));
    for plan in review.matrix.rows() {
        table.add_row([words.plan(plan).to_owned()].into_iter().chain(row(plan)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table
}

/// The space that a column has on both sides.
const PADDING: u16 = 2;

/// A longer word may be broken.
const LONGEST_WORD: u16 = 20;

/// What the last column has at the least in a table: it holds what there is to do.
const LEAST_OF_THE_LAST: u16 = 30;

/// The rows in columns, or where no word would be left whole by that, below each other.
fn rows(words: Words, columns: &[&str], rows: &[&Vec<Cell>], width: u16) -> String {
    let cells = |column: usize| rows.iter().map(move |row| text(words, &row[column])).chain([columns[column].to_owned()]);
    let longest = |pieces: Vec<usize>| u16::try_from(pieces.into_iter().max().unwrap_or(0)).unwrap_or(u16::MAX);
    let of_lines = |cell: String| cell.lines().map(|line| line.chars().count()).max();
    let of_words = |cell: String| cell.split([' ', '\n']).map(|word| word.chars().count()).max();
    let widest = |column: usize| longest(cells(column).filter_map(of_words).collect()).min(LONGEST_WORD) + PADDING;
    let mut least: Vec<u16> = (0..columns.len() - 1).map(widest).collect();
    // A character stands on each side of a column.
    let frame = u16::try_from(columns.len() + 1).unwrap_or(u16::MAX);
    match width.checked_sub(least.iter().sum::<u16>() + frame) {
        Some(rest) if rest >= LEAST_OF_THE_LAST => {
            let natural = longest(cells(columns.len() - 1).filter_map(of_lines).collect()).saturating_add(PADDING);
            least.push(natural.min(rest).min(width / 20 * 7));
            table(words, columns, rows, width, &least).trim_fmt()
        }
        _ => cards(words, columns, rows, usize::from(width)),
    }
}

fn table(words: Words, columns: &[&str], rows: &[&Vec<Cell>], width: u16, least: &[u16]) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(columns.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|cell| text(words, cell)));
    }
    for (column, least) in table.column_iter_mut().zip(least) {
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(*least)));
    }
    // A line is a number, and a question is none.
    if let Some(line) = table.column_mut(0).filter(|_| columns.len() > 4) {
        line.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Each row as a paragraph: the name, and below it what each other column says.
fn cards(words: Words, columns: &[&str], rows: &[&Vec<Cell>], width: usize) -> String {
    let mut out = String::new();
    for row in rows {
        let (names, rest): (Vec<_>, Vec<_>) =
            row.iter().zip(columns).partition(|(cell, _)| matches!(cell.parts.as_slice(), [Part::Name(_)]));
        for name in names.iter().flat_map(|(cell, _)| wrapped(&text(words, cell), width)) {
            line(&mut out, &format!("{BOLD}{name}{BOLD:#}"));
        }
        for (cell, column) in rest.iter().filter(|(cell, _)| !cell.parts.is_empty()) {
            let said = words.labelled(column, &text(words, cell));
            for (paragraph, first) in said.lines().zip([true].into_iter().chain(std::iter::repeat(false))) {
                let indent = if first { 2 } else { 4 };
                for piece in wrapped(paragraph, width - indent) {
                    line(&mut out, &format!("{:indent$}{piece}", ""));
                }
            }
        }
        line(&mut out, "");
    }
    out.trim_end().to_owned()
}

fn text(words: Words, cell: &Cell) -> String {
    cell.parts.iter().map(|part| paragraph(words, part)).collect::<Vec<_>>().join("\n")
}

fn paragraph(words: Words, part: &Part) -> String {
    match part {
        Part::Text(text) | Part::Todo(text) => text.clone(),
        Part::Name(name) => Plain(name).to_string(),
        Part::Badge(availability) => words.when(*availability).to_owned(),
        Part::WhyNot(why) => words.labelled(words.why_not(), why),
        Part::Instead(what) => words.labelled(words.instead_label(), what),
        Part::ToKnow(what) => words.labelled(words.to_know(), what),
    }
}
