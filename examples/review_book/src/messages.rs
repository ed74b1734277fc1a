//! Every word about the file that is read: what its columns say, and what is wrong with it. In English, like the options.

use crate::columns::Column;

pub fn problem(line: u64, column: Option<Column>, what: &str) -> String {
    match column {
        Some(column) => format!("line {line}, column {}: {what}", column.name()),
        None => format!("line {line}: {what}"),
    }
}

/// A cell, short and harmless enough to be printed.
fn quoted(cell: &str) -> String {
    const LONGEST: usize = 40;
    let cell = crate::plain(cell);
    match cell.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &cell[..end]),
        None => format!("`{cell}`"),
    }
}

pub fn wrong_cell(cell: &str, expected: &str) -> String {
    if cell.is_empty() { format!("empty, expected {expected}") } else { format!("{}, expected {expected}", quoted(cell)) }
}

pub fn not_utf8(cell: &str) -> String {
    format!("{} is not UTF-8, expected a file saved as “CSV UTF-8”", quoted(cell))
}

pub fn ragged(cells: usize, expected: usize, first: u64, last: u64) -> String {
    let noun = if cells == 1 { "cell" } else { "cells" };
    let until =
        if last > first { format!(" (the row goes on to line {last}: is a quotation mark left open?)") } else { String::new() };
    format!("{cells} {noun}, expected {expected} as in the first line{until}")
}

pub fn in_nameless_column(cell: &str, place: usize) -> String {
    format!("{} stands in column {place}, which has no name in the first line", quoted(cell))
}

pub fn expected_text() -> String {
    "a name".to_owned()
}

pub fn expected_one_of(names: &[&str]) -> String {
    match names {
        [one, other] => format!("{one} or {other}"),
        _ => format!("one of {}", names.join(", ")),
    }
}

pub fn expected_some_of(part: &str, names: &[&str]) -> String {
    format!("names separated by `;`, and {} is none of {}", quoted(part), names.join(", "))
}

pub fn expected_once(part: &str) -> String {
    format!("different names, and {} is named twice", quoted(part))
}

pub fn expected_count() -> String {
    format!("a whole number from 0 to {}", u32::MAX)
}

pub fn expected_yes_or_no() -> String {
    "true or false".to_owned()
}

pub fn expected_no_payer(tier: Column) -> String {
    format!("nothing, since {} is empty", tier.name())
}

pub fn expected_confirmed() -> String {
    format!("nothing, since {} is not true", Column::Confirmed.name())
}

pub fn header_not_utf8() -> String {
    "line 1: not UTF-8, expected the names of the columns in a file saved as “CSV UTF-8”".to_owned()
}

pub fn missing_columns(columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let noun = if names.len() == 1 { "column is" } else { "columns are" };
    format!("line 1: the {noun} missing: {}; a value that is the same for all clients may be given by --set", names.join(", "))
}

pub fn unknown_column(name: &str, place: usize) -> String {
    format!(
        "line 1: the column {place}, {}, is unknown; leave it out with --ignore if it is not one of those that --help lists",
        quoted(name)
    )
}

pub fn column_twice(column: Column, first: usize, second: usize) -> String {
    format!("line 1: the column {} is there twice, at {first} and {second}", column.name())
}

pub fn column_set_and_there(column: Column) -> String {
    format!("--set {}: the file has this column", column.name())
}

pub fn set_twice(column: Column) -> String {
    format!("--set {}: given twice", column.name())
}

pub fn wrong_set(column: Column, what: &str) -> String {
    format!("--set {}: {what}", column.name())
}

pub fn nothing_to_ignore(name: &str) -> String {
    format!("--ignore {}: the file has no such column", quoted(name))
}

pub fn rows_not_read(count: usize) -> String {
    let rows = if count == 1 { "row was" } else { "rows were" };
    format!("{count} {rows} not read, and the report is about the rest")
}

/// What a column says, for `--help`.
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Client => "the client's name",
        Column::Plan => "easy_start, essentials, plus, advanced, ledger or self_employed",
        Column::Payer => "who pays for the plan: firm or client",
        Column::PayrollTier => "core, premium or elite; empty: no payroll",
        Column::PayrollPayer => "who pays for payroll; empty where there is none",
        Column::TimeTier => "premium or elite; empty: no time add-on",
        Column::TimePayer => "who pays for the time add-on; empty where there is none",
        Column::AuthorisedBy => "who asks for changes: firm, client or firm;client; empty: nobody",
        Column::FirmBillingCurrent => "the firm's own billing details are up to date",
        Column::FirmSubscriptionCurrent => "the firm's own subscription details are up to date",
        Column::Status => "pending, trial, active, restricted, suspended, expired or cancelled",
        Column::ClientBillingCurrent => "the client's own payment details are up to date",
        Column::BillingCycle => "monthly or annual",
        Column::PrimaryAdmin => "the client, not the firm, is the primary admin",
        Column::Confirmed => "the client has confirmed a downgrade; empty: it has not",
        Column::AcceptedLosses => "features whose loss was accepted with it; empty: none",
        Column::TransferPermissionHours => "hours since a transfer to the firm was permitted; empty: it was not",
        Column::DaysSinceOtherFirm => "days since another firm's discount stopped; empty: there was none",
        Column::HoursSinceDowngrade => "hours since the last downgrade; empty: there was none",
        Column::DowngradeOffered => "the vendor's menu shows the downgrade",
        Column::BillableUsers => "admin, standard and custom users, active and invited",
        Column::AccountantUsers => "accountant users of the firm",
        Column::ReportsOnlyUsers => "reports-only users",
        Column::TimeOnlyUsers => "time-only users",
        Column::Accounts => "active accounts in the chart of accounts",
        Column::ClassesAndLocations => "active classes and locations, counted together",
        Column::CustomFields => "custom fields",
        Column::Features => "features in use, separated by semicolons; empty: none",
    }
}
