//! Running the example, and books for it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// The book that is shipped.
pub(crate) const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/clients.csv");

/// A catalogue of another edition, which shows all that can be said.
pub(crate) const INVENTED_EDITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/invented-edition.json");

/// The example, where the locale asks for no language.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_review_book"));
    command.env("LC_ALL", "C");
    command
}

/// What it says of this file, which it reads from standard input.
pub(crate) fn review(arguments: &[&str], file: impl AsRef<[u8]>) -> Output {
    review_by(command(), arguments, file)
}

/// The same, of this command.
pub(crate) fn review_by(mut command: Command, arguments: &[&str], file: impl AsRef<[u8]>) -> Output {
    command.arg("-").args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut stdin, file) = (child.stdin.take().unwrap(), file.as_ref().to_vec());
    // It need not read to the end.
    let writer = std::thread::spawn(move || stdin.write_all(&file));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The report as JSON, of a file without a fault.
pub(crate) fn json(arguments: &[&str], file: impl AsRef<[u8]>) -> Value {
    let output = review(&[arguments, &["--format", "json"]].concat(), file);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each column, with what it says of a client about whom there is nothing to say and all is known: on Plus, paid for by the firm, and using
/// it.
pub(crate) const FITS: [(&str, &str); 36] = [
    ("client", "Atelier Boréal inc."),
    ("plan", "plus"),
    ("payer", "firm"),
    ("payroll_tier", ""),
    ("payroll_payer", ""),
    ("time_tier", ""),
    ("time_payer", ""),
    ("bill_pay_tier", ""),
    ("bill_pay_payer", ""),
    ("authorised_by", "firm"),
    ("firm_billing_current", "true"),
    ("firm_subscription_current", "true"),
    ("manages_billing", "true"),
    ("is_accountant_user", "true"),
    ("status", "active"),
    ("client_billing_current", "true"),
    ("billing_cycle", "monthly"),
    ("days_to_renewal", "none"),
    ("primary_admin", "client"),
    ("confirmed", "none"),
    ("accepted_losses", ""),
    ("transfer_permission_hours", "none"),
    ("days_since_discount", "none"),
    ("hours_since_downgrade", "none"),
    ("downgrade_offered", "true"),
    ("addresses_match", "true"),
    ("other_billing_system", "false"),
    ("same_region", "true"),
    ("billable_users", "2"),
    ("accountant_users", "1"),
    ("reports_only_users", "0"),
    ("time_only_users", "0"),
    ("accounts", "90"),
    ("classes_and_locations", "0"),
    ("custom_fields", "1"),
    ("features", "bills;projects"),
];

/// A row like that one, but for some cells.
pub(crate) type But<'a> = &'a [(&'a str, &'a str)];

/// A book of such rows, as this delimiter makes it.
pub(crate) fn book_with(delimiter: u8, rows: &[But<'_>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(FITS.map(|(column, _)| column)).unwrap();
    for (place, but) in rows.iter().enumerate() {
        assert!(but.iter().all(|(column, _)| FITS.iter().any(|(known, _)| known == column)), "no such column: {but:?}");
        // Nobody is there twice.
        let numbered = format!("{} {}", FITS[0].1, place + 1);
        let usual = |column, usual| if column == FITS[0].0 && place > 0 { numbered.as_str() } else { usual };
        let cell = |(column, fits)| but.iter().find(|(other, _)| *other == column).map_or(usual(column, fits), |(_, cell)| *cell);
        writer.write_record(FITS.map(cell)).unwrap();
    }
    writer.into_inner().unwrap()
}

pub(crate) fn book(rows: &[But<'_>]) -> Vec<u8> {
    book_with(b',', rows)
}

/// A book of one row, in which these columns are not.
pub(crate) fn without(columns: &[&str], but: But<'_>) -> Vec<u8> {
    let book = book(&[but]);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(book.as_slice());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in &records {
        let kept = records[0].iter().zip(record).filter(|(column, _)| !columns.contains(column));
        writer.write_record(kept.map(|(_, cell)| cell)).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A file of its own for a test, which removes it.
pub(crate) fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("review-book-{}-{name}", std::process::id()))
}

/// What stands at the head of a column in a book of this language.
pub(crate) fn label(column: &str, language: &str) -> String {
    static TEMPLATES: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
        ["en", "fr"].map(|language| {
            let output = command().args(["--template", "--lang", language]).output().unwrap();
            stdout(&output).trim_matches(['\u{feff}', '\r', '\n']).split([',', ';']).map(str::to_owned).collect()
        })
    });
    let place = FITS.iter().position(|(name, _)| *name == column).unwrap();
    TEMPLATES[usize::from(language == "fr")][place].clone()
}
