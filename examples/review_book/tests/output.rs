//! Where the report goes, and what it does there.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::run::{But, SHIPPED, book, book_with, code, command, json, review, stderr, stdout, temporary};

const FORMATS: [&str; 4] = ["table", "csv", "json", "html"];

#[test]
fn the_shipped_book_is_reviewed_without_any_argument() {
    let output = command().output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let of_file = command().arg(SHIPPED).output().unwrap();
    assert_eq!(of_file.stdout, output.stdout);
    assert_eq!(review(&[], std::fs::read(SHIPPED).unwrap()).stdout, output.stdout);
}

#[test]
fn the_report_can_go_to_a_file() {
    for format in FORMATS {
        let file = temporary(format);
        let output = review(&["--format", format, "--output", file.to_str().unwrap()], std::fs::read(SHIPPED).unwrap());
        assert_eq!((code(&output), stdout(&output), stderr(&output)), (0, "", ""));
        let written = std::fs::read(&file).unwrap();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(written, review(&["--format", format], std::fs::read(SHIPPED).unwrap()).stdout);
    }
}

#[test]
fn a_report_that_cannot_be_written_is_said_so() {
    let output = review(&["--output", "no/such/folder/report.txt"], book(&[]));
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot write no/such/folder/report.txt"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_so_and_a_closed_pipe_is_no_matter() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command().stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot write the report"), "{}", stderr(&output));

    // Far more than fits into the pipe.
    let mut child = command().args(["--format", "html"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (0, ""));
}

#[test]
fn the_file_that_is_read_is_not_written_over() {
    let file = temporary("own.csv");
    std::fs::write(&file, book(&[&[]])).unwrap();
    let name = file.to_str().unwrap();
    let output = command().args([name, "--format", "csv", "--output", name]).output().unwrap();
    let kept = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("it is the file that is read"), "{}", stderr(&output));
    assert_eq!(kept, book(&[&[]]));
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for (arguments, expected) in [
        (["--near", "101"], "101 is not in 0..=100"),
        (["--near", "many"], "invalid"),
        (["--too-many", "-1"], "unexpected argument"),
        (["--width", "39"], "39 is not in 40.."),
        (["--format", "pdf"], "[possible values: table, csv, json, html]"),
        (["--catalogue", "CA-1999-01-01"], "expected CA-2022-09-08 or CA-2025-06-02"),
    ] {
        let output = review(&arguments, book(&[]));
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn another_catalogue_can_be_asked() {
    let easy: But<'_> =
        &[("plan", "easy_start"), ("features", ""), ("billable_users", "1"), ("accounts", "40"), ("custom_fields", "1")];
    let today = json(&[], book(&[easy]));
    assert_eq!((&today["catalogue"], &today["limits"][0]["measures"][0]["nearness"]), (&"CA-2025-06-02".into(), &"at".into()));
    let before = json(&["--catalogue", "CA-2022-09-08"], book(&[easy]));
    assert_eq!(
        (&before["catalogue"], &before["limits"][0]["measures"][0]["nearness"]),
        (&"CA-2022-09-08".into(), &"over".into())
    );
}

#[test]
fn the_table_is_as_wide_as_asked_and_plain_where_it_is_piped() {
    for width in [40, 80, 120, 200] {
        let output = review(&["--width", &width.to_string()], std::fs::read(SHIPPED).unwrap());
        let (lists, head) = stdout(&output).split_once("Could move down").map(|(head, lists)| (lists, head)).unwrap();
        let widest = lists.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width.max(60), "{widest} characters where {width} were asked for");
        assert!(!head.contains('\u{1b}'));
    }
    let coloured = command().env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(stdout(&coloured).contains("\u{1b}[1m"), "nobody got the weight asked for");
}

#[test]
fn a_spreadsheet_reads_the_accents_and_takes_nothing_for_a_formula() {
    let names = ["=1+1", "+1", "-1", "@A1", "\t=1", " =cmd()", "\u{ff1d}1", "Roy – Fils", "Ça & \"Là\"; inc."];
    let rows: Vec<_> = names.iter().map(|name| [("client", *name), ("features", "bills")]).collect();
    let rows: Vec<But<'_>> = rows.iter().map(<[_; 2]>::as_slice).collect();
    for delimiter in [b',', b';', b'\t'] {
        let output = review(&["--format", "csv"], book_with(delimiter, &rows));
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        let text = stdout(&output).strip_prefix('\u{feff}').expect("a byte order mark");
        assert!(text.lines().count() > names.len() && text.split('\n').all(|line| line.is_empty() || line.ends_with('\r')));
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let cells: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(cells.iter().flatten().all(|cell| !cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}'])));
        let read: Vec<&str> = cells.iter().filter(|row| &row[0] == "Could move down").map(|row| &row[2]).collect();
        // Space around a cell does not count.
        assert_eq!(read, ["'=1+1", "'+1", "'-1", "'@A1", "'=1", "'=cmd()", "'\u{ff1d}1", "Roy – Fils", "Ça & \"Là\"; inc."]);
    }
    // For programs nothing is changed.
    assert_eq!(json(&[], book(&rows))["could_move_down"][0]["client"], "=1+1");
}

#[test]
fn nobody_is_a_report_too() {
    for format in FORMATS {
        let output = review(&["--format", format], book(&[]));
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        assert!(!output.stdout.is_empty());
    }
    let table = review(&[], book(&[]));
    assert!(stdout(&table).contains("      0 clients\n"));
    assert_eq!(stdout(&table).matches("Nobody.").count(), 4);
    assert!(stdout(&review(&[], book(&[&[]]))).contains("      1 client\n"));
}

#[test]
fn rows_that_were_not_read_are_in_the_report_as_well() {
    let file = book(&[&[("plan", "x")], &[]]);
    assert!(stdout(&review(&[], &file)).contains("      1 row that could not be read\n"));
    assert!(stdout(&review(&["--format", "html"], &file)).contains("<b>1</b> <span>row that could not be read</span>"));
}

#[test]
fn ten_thousand_clients_are_reviewed_in_seconds() {
    let shipped = std::fs::read_to_string(SHIPPED).unwrap();
    let (header, rows) = shipped.split_once('\n').unwrap();
    let many: Vec<&str> = rows.lines().cycle().take(10_000).collect();
    let file = format!("{header}\n{}\n", many.join("\n"));
    for format in FORMATS {
        let started = Instant::now();
        let output = review(&["--format", format], &file);
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        // Without optimisation and beside other tests; it takes a fraction of that.
        assert!(started.elapsed() < Duration::from_secs(30), "{format} took {:?}", started.elapsed());
    }
    let report = json(&[], &file);
    assert_eq!(report["clients"], 10_000);
    assert_eq!(report["could_move_down"].as_array().unwrap().last().unwrap()["answer"]["availability"], "never");
}
