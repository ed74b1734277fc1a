//! The report for a terminal.

use std::fmt::Write;

use anstyle::Style;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use subscription_change::Plan;

use crate::lists::{self, Cell, Part};
use crate::review::{Matrix, Review};
use crate::{plain, words};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// How wide the words around the tables are at the most, however wide the terminal is.
const WIDEST: usize = 100;

/// The report, in so many columns.
pub fn write(review: &Review<'_>, width: u16) -> String {
    let mut out = String::new();
    heading(&mut out, &format!("{}, {}", words::TITLE, words::catalogue(review)));
    for (count, what, _) in words::summary(review) {
        line(&mut out, &format!("{count:>7} {what}"));
    }
    heading(&mut out, words::MATRIX);
    line(&mut out, &matrix(review).trim_fmt());
    for list in lists::of(review) {
        heading(&mut out, words::title(list.name));
        for text in wrapped(&words::about(list.name, review.margins), usize::from(width).min(WIDEST)) {
            line(&mut out, &format!("{DIM}{text}{DIM:#}"));
        }
        if list.rows.is_empty() {
            line(&mut out, words::NOBODY);
            continue;
        }
        line(&mut out, "");
        line(&mut out, &table(words::columns(list.name), &list.rows, width).trim_fmt());
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

fn matrix(review: &Review<'_>) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE);
    let corner = format!("{} ↓  {} →", words::MATRIX_CURRENT, words::MATRIX_FITTING);
    table.set_header([corner].into_iter().chain(Matrix::columns().map(|fitting| words::fitting(fitting).to_owned())));
    let number = |count: usize| if count == 0 { "·".to_owned() } else { count.to_string() };
    let row = |plan: Plan| Matrix::columns().map(move |fitting| number(review.matrix.count(plan, fitting)));
    for plan in review.matrix.rows() {
        table.add_row([words::plan(plan).to_owned()].into_iter().chain(row(plan)));
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    table
}

/// The column that holds what there is to do is the last and the widest.
fn table(columns: &[&str], rows: &[Vec<Cell>], width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(columns.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(text));
    }
    if let Some(line) = table.column_mut(0) {
        line.set_cell_alignment(CellAlignment::Right);
    }
    if let Some(last) = table.column_mut(columns.len() - 1) {
        last.set_constraint(ColumnConstraint::LowerBoundary(Width::Percentage(40)));
    }
    table
}

fn text(cell: &Cell) -> String {
    cell.parts.iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

fn paragraph(part: &Part) -> String {
    match part {
        Part::Text(text) => text.clone(),
        Part::Name(name) => plain(name),
        Part::Badge(availability) => words::availability(*availability).to_owned(),
        Part::Todo(actor, what) => format!("{}: {what}", words::actor(*actor)),
        Part::NoWay(why) => format!("{}: {why}", words::NO_WAY),
        Part::ToKnow(what) => format!("{}: {what}", words::TO_KNOW),
    }
}
