//! The matrix from the current plan to the one that fits, as a picture.

use std::fmt::Write;

use subscription_change::Plan;
use subscription_change::catalogue::Ladder;

use crate::html::escape;
use crate::review::{Matrix, Review};
use crate::words::Words;

/// The size of a cell and of what is around the cells, in the picture's own units.
const CELL: (usize, usize) = (74, 46);
const GAP: usize = 4;
const LEFT: usize = 152;
const TOP: usize = 50;

/// Whether a plan fits, and if not, to which side it misses; each is the name of a class of the style sheet.
pub const KINDS: [&str; 4] = ["fits", "lower", "higher", "beside"];

fn kind(ladder: Ladder, current: Plan, fitting: Option<Plan>) -> &'static str {
    let [fits, lower, higher, beside] = KINDS;
    match fitting {
        _ if !ladder.contains(current) => beside,
        Some(fitting) if fitting == current => fits,
        Some(fitting) if ladder.rank(fitting) < ladder.rank(current) => lower,
        _ => higher,
    }
}

/// How strong a cell is coloured, in percent: the more clients, the stronger.
fn strength(count: usize, most: usize) -> usize {
    // By the root, so that few are seen beside many.
    25 + 75 * (10_000 * count / most.max(1)).isqrt() / 100
}

/// An SVG picture, in which whoever cannot see it is told the same.
pub fn svg(review: &Review<'_>, words: Words) -> String {
    let matrix = &review.matrix;
    let rows: Vec<Plan> = matrix.rows().collect();
    let columns: Vec<Option<Plan>> = matrix.columns().collect();
    let places = || rows.iter().flat_map(|&row| columns.iter().map(move |&column| (row, column, matrix.count(row, column))));
    let most = places().map(|(_, _, count)| count).max().unwrap_or(0);
    let (width, height) = (LEFT + columns.len() * CELL.0, TOP + rows.len() * CELL.1);
    let said = places().filter(|(_, _, count)| *count > 0).map(|(row, column, count)| words.matrix_cell(row, column, count));
    let said = said.collect::<Vec<_>>().join("; ");

    let mut out = format!(
        "<svg class=\"matrix\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"picture-title picture-text\">\n\
         <title id=\"picture-title\">{}</title>\n<desc id=\"picture-text\">{}</desc>\n",
        escape(words.matrix()),
        escape(&said),
    );
    let mut text = |class: &str, x: usize, y: usize, text: &str| {
        // A string takes whatever is written.
        let _ = writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(text));
    };
    text("axis", LEFT + columns.len() * CELL.0 / 2, 16, words.matrix_fitting());
    text("axis row", LEFT - 10, TOP - 10, words.matrix_current());
    for (place, column) in columns.iter().enumerate() {
        text("name", LEFT + place * CELL.0 + CELL.0 / 2, TOP - 10, words.fitting(*column));
    }
    for (place, row) in rows.iter().enumerate() {
        text("name row", LEFT - 10, TOP + place * CELL.1 + CELL.1 / 2 + 4, words.plan(*row));
    }
    for (y, &row) in rows.iter().enumerate() {
        for (x, &column) in columns.iter().enumerate() {
            let _ = out.write_str(&cell(words, matrix, row, column, most, (x, y)));
        }
    }
    out + "</svg>\n"
}

fn cell(words: Words, matrix: &Matrix, row: Plan, column: Option<Plan>, most: usize, (x, y): (usize, usize)) -> String {
    let (left, top) = (LEFT + x * CELL.0 + GAP / 2, TOP + y * CELL.1 + GAP / 2);
    let (width, height) = (CELL.0 - GAP, CELL.1 - GAP);
    let rect = |class: &str, opacity: usize| {
        format!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"4\" \
             fill-opacity=\"{}.{:02}\"/>",
            opacity / 100,
            opacity % 100
        )
    };
    let (kind, count) = (kind(matrix.ladder, row, column), matrix.count(row, column));
    if count == 0 {
        return format!("{}\n", rect(&format!("cell empty {kind}"), 100));
    }
    format!(
        "<g><title>{}</title>{}<text class=\"count\" x=\"{}\" y=\"{}\">{}</text></g>\n",
        escape(&words.matrix_cell(row, column, count)),
        rect(&format!("cell {kind}"), strength(count, most)),
        left + width / 2,
        top + height / 2 + 5,
        words.number(&count),
    )
}
