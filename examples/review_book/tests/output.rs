//! Where the report goes, and what it does there.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::run::{But, INVENTED_EDITION, SHIPPED, book, book_with, code, command, json, review, stderr, stdout, temporary};
#[cfg(unix)]
use shared::testing::{closed, full};

const FORMATS: [&str; 5] = ["table", "csv", "json", "html", "mail"];

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
fn a_report_that_cannot_be_written_is_an_error() {
    let output = review(&["--output", "no/such/folder/report.txt"], book(&[]));
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot write no/such/folder/report.txt"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_reported_and_a_closed_pipe_is_not() {
    let output = command().stdout(full()).stderr(Stdio::piped()).output().unwrap();
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

#[cfg(unix)]
#[test]
fn what_cannot_be_said_on_standard_error_makes_the_exit_code_2() {
    let file = temporary("with-a-bad-row.csv");
    std::fs::write(&file, book(&[&[("plan", "x")], &[("features", "bills")]])).unwrap();
    let expected = review(&[], std::fs::read(&file).unwrap());
    assert_eq!(code(&expected), 1);
    for stderr in [closed, full] {
        let output = command().arg(&file).stderr(stderr()).output().unwrap();
        // The report is there, but not what is missing in it.
        assert_eq!((code(&output), stdout(&output)), (2, stdout(&expected)));
        for arguments in [&["--no-such-option"][..], &["no/such/file"], &["."], &["--catalogue", "."], &["--ignore", "x"]] {
            let output = command().args(arguments).stderr(stderr()).output().unwrap();
            assert_eq!((code(&output), stdout(&output)), (2, ""), "{arguments:?}");
        }
    }
    std::fs::remove_file(&file).unwrap();
}

#[cfg(unix)]
#[test]
fn help_that_cannot_be_written_is_reported_and_a_closed_pipe_is_not() {
    let output = command().arg("--help").stdout(full()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (2, "review_book: cannot write the help: no space left\n"));
    let output = command().arg("--help").stdout(closed()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (0, ""));
}

#[test]
fn options_that_make_no_sense_are_refused() {
    for (arguments, expected) in [
        (["--near", "101"], "invalid value '101' for '--near <PERCENT>': expected a whole number from 0 to 100"),
        (["--near", "many"], "invalid value 'many' for '--near <PERCENT>': expected a whole number from 0 to 100"),
        (["--too-many", "-1"], "unexpected argument '-1'"),
        (["--width", "39"], "invalid value '39' for '--width <CHARACTERS>': expected a whole number from 40 to 65535"),
        (["--format", "pdf"], "invalid value 'pdf' for '--format <FORMAT>': expected table, csv, json, html or mail"),
        (["--catalogue", "CA-1999-01-01"], "expected CA-2022-09-08, CA-2025-06-02 or US-2026-09-30, or a file with a catalogue"),
    ] {
        let output = review(&arguments, book(&[]));
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn another_catalogue_can_be_asked() {
    let easy: But<'_> =
        &[("plan", "easy_start"), ("features", "none"), ("billable_users", "1"), ("accounts", "40"), ("custom_fields", "1")];
    let today = json(&[], book(&[easy]));
    assert_eq!((&today["catalogue"], &today["limits"][0]["measures"][0]["nearness"]), (&"CA-2025-06-02".into(), &"at".into()));
    let before = json(&["--catalogue", "CA-2022-09-08"], book(&[easy]));
    assert_eq!(
        (&before["catalogue"], &before["limits"][0]["measures"][0]["nearness"]),
        (&"CA-2022-09-08".into(), &"over".into())
    );
}

#[test]
fn a_catalogue_can_be_read_from_a_file_with_a_byte_order_mark_or_without() {
    let down: But<'_> = &[("features", "bills")];
    let ways = |report: &serde_json::Value| report["could_move_down"][0]["answer"]["availability"].clone();
    assert_eq!(ways(&json(&[], book(&[down]))), "later");
    let invented = json(&["--catalogue", INVENTED_EDITION], book(&[down, &[("accounts", "240")]]));
    assert_eq!(invented["catalogue"], "XA-2026-01-01");
    let edition = std::fs::read_to_string(INVENTED_EDITION).unwrap();
    let file = temporary("catalogue.json");
    let name = file.to_str().unwrap();
    std::fs::write(&file, format!("\u{feff}{edition}")).unwrap();
    assert_eq!(json(&["--catalogue", name], book(&[down, &[("accounts", "240")]])), invented);
    let said = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let output = review(&["--catalogue", name], book(&[]));
        assert_eq!((code(&output), stdout(&output)), (2, ""));
        stderr(&output).replace(name, "FILE")
    };
    assert_eq!(said("{"), "review_book: FILE: not a catalogue: EOF while parsing an object at line 1 column 1\n");
    let faulty = said(&edition.replacen("\"discount_days\": 30", "\"discount_days\": 0", 1));
    let expected = "review_book: FILE: the catalogue XA-2026-01-01 cannot be used:\n  \
                    discount_days: 0, but a discount has to be kept for some time\n";
    assert_eq!(faulty, expected);
    std::fs::remove_file(&file).unwrap();
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
fn a_formula_is_marked_wherever_a_spreadsheet_could_begin_a_cell_and_nowhere_else() {
    let shown = |names: &[String], delimiter: u8| -> Vec<String> {
        let rows: Vec<_> = names.iter().map(|name| [("client", name.as_str()), ("features", "bills")]).collect();
        let rows: Vec<But<'_>> = rows.iter().map(<[_; 2]>::as_slice).collect();
        let output = review(&["--format", "csv"], book_with(delimiter, &rows));
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        let text = stdout(&output).trim_start_matches('\u{feff}');
        // However it is split, no cell begins a formula.
        for other in [b',', b';', b'\t'] {
            let mut reader = csv::ReaderBuilder::new().delimiter(other).flexible(true).from_reader(text.as_bytes());
            for record in reader.records() {
                for cell in record.unwrap().iter().flat_map(|cell| cell.split(['\n', '"'])) {
                    assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
                }
            }
        }
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let rows = reader.records().map(Result::unwrap).filter(|row| &row[0] == "Could move down");
        rows.map(|row| row[2].to_owned()).collect()
    };
    let begins = ["=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}"];
    let marked = ["", "x;", "x,", "x; ", "x,\u{a0}", "x;;", "x;\"", "x,\" ", "\""];
    let left = ["x", "x ", "'", "x;'", "x: ", "x;y", "(", "1"];
    let names = |before: &[&str], mark: &str| -> Vec<String> {
        before.iter().flat_map(|before| begins.map(|begin| format!("{before}{mark}{begin}1"))).collect()
    };
    for delimiter in [b',', b';', b'\t'] {
        assert_eq!(shown(&names(&marked, ""), delimiter), names(&marked, "'"));
        assert_eq!(shown(&names(&left, ""), delimiter), names(&left, ""));
        let several = ["=1;=2,-3".to_owned(), "x\t=1".to_owned(), "z\n=1".to_owned(), "y\r\n=1".to_owned()];
        assert_eq!(shown(&several, delimiter), ["'=1;'=2,'-3", "x\\t=1", "z\\n=1", "y\\r\\n=1"]);
    }
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
fn a_large_book_is_reviewed_in_seconds() {
    let clients = if cfg!(debug_assertions) { 300 } else { 10_000 };
    let shipped = std::fs::read_to_string(SHIPPED).unwrap();
    let (header, rows) = shipped.split_once('\n').unwrap();
    let lines: Vec<&str> = rows.lines().collect();
    // Nobody is there twice.
    let again = |(place, line): (usize, &&str)| match line.strip_prefix('"') {
        Some(line) => format!("\"{place} {line}\n"),
        None => format!("{place} {line}\n"),
    };
    let many: String = lines.iter().cycle().take(clients).enumerate().map(again).collect();
    let file = format!("{header}\n{many}");
    for format in FORMATS {
        let started = Instant::now();
        let output = review(&["--format", format], &file);
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        // Beside other tests, perhaps on a busy machine; it takes a fraction of that.
        assert!(started.elapsed() < Duration::from_secs(10), "{format} took {:?}", started.elapsed());
    }
    let report = json(&[], &file);
    assert_eq!(report["clients"], clients);
    let down = report["could_move_down"].as_array().unwrap();
    let availability = |found: &serde_json::Value| found["answer"]["availability"].as_str().unwrap().to_owned();
    assert_eq!((availability(&down[0]), availability(&down[down.len() - 1])), ("now".to_owned(), "later".to_owned()));
}
