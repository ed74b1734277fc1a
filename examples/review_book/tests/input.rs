//! The file: its first line, its rows, its bytes.

use super::run::{FITS, SHIPPED, book, book_with, code, json, review, stderr, stdout, without};

fn text(book: Vec<u8>) -> String {
    String::from_utf8(book).unwrap()
}

#[test]
fn all_bad_cells_of_a_row_are_told_at_once_and_the_rest_is_done() {
    let file = book(&[
        &[("features", "bills")],
        &[("plan", "pluss"), ("billable_users", "three"), ("features", "bills;bills")],
        &[("client", "Deux Rives ltée"), ("features", "bills")],
        &[("confirmed", "perhaps"), ("accepted_losses", "everything")],
    ]);
    let output = review(&["--format", "json"], file);
    let expected = "\
line 3, column plan: `pluss`, expected one of easy_start, essentials, plus, advanced, ledger, self_employed
line 3, column billable_users: `three`, expected a whole number from 0 to 4294967295
line 3, column features: `bills;bills`, expected different names, and `bills` is named twice
line 5, column confirmed: `perhaps`, expected true or false
line 5, column accepted_losses: `everything`, expected names separated by `;`, and `everything` is none of multicurrency, \
recurring_transactions, bills, time_tracking, inventory, purchase_orders, projects, classes, locations, budgets, custom_roles, \
workflows, spreadsheet_sync, backup_and_restore, enhanced_custom_fields
2 rows were not read, and the report is about the rest
";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["clients"], &report["rows_not_read"]), (&2.into(), &2.into()));
    let lines: Vec<_> = report["could_move_down"].as_array().unwrap().iter().map(|found| &found["line"]).collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn columns_come_in_any_order() {
    let backwards = |file: Vec<u8>| -> String {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
        let mut writer = csv::Writer::from_writer(Vec::new());
        for record in reader.records() {
            writer.write_record(record.unwrap().iter().rev()).unwrap();
        }
        text(writer.into_inner().unwrap())
    };
    let shipped = std::fs::read(SHIPPED).unwrap();
    assert_eq!(json(&[], backwards(shipped.clone())), json(&[], shipped));
}

#[test]
fn commas_semicolons_and_tabs_are_told_by_the_first_line() {
    let rows: [super::run::But<'_>; 2] =
        [&[("client", "Roy, Fils; et Cie"), ("features", "bills;projects")], &[("features", "bills")]];
    let report = json(&[], book(&rows));
    assert_eq!(report["clients"], 2);
    for delimiter in [b';', b'\t'] {
        assert_eq!(json(&[], book_with(delimiter, &rows)), report);
    }
}

#[test]
fn line_ends_byte_order_marks_space_and_empty_rows_make_no_difference() {
    let file = text(book(&[&[("features", "bills")], &[]]));
    let report = json(&[], &file);
    let spaced = |line: &str| line.split(',').map(|cell| format!(" {cell}\t")).collect::<Vec<_>>().join(",");
    let spaced = file.lines().map(|line| spaced(line) + "\n").collect::<String>();
    for same in [
        file.replace('\n', "\r\n"),
        file.replace('\n', "\r"),
        format!("\u{feff}{file}"),
        file.trim_end().to_owned(),
        format!("{file}\n\n"),
        format!("{file}{}\n", ",".repeat(FITS.len() - 1)),
        spaced,
    ] {
        assert_eq!(json(&[], &same), report, "{same}");
    }
}

#[test]
fn lines_are_those_of_the_file_whatever_is_between_them() {
    let file = text(book(&[&[("client", "Deux\nlignes")], &[("plan", "x")]]));
    let line = |file: &str| stderr(&review(&[], file)).split(',').next().unwrap().to_owned();
    assert_eq!(line(&file), "line 4");
    assert_eq!(line(&file.replace('\n', "\r\n")), "line 4");
    assert_eq!(line(&file.replace('\n', "\r")), "line 4");
    assert_eq!(line(&file.replacen('\n', "\n\n\n", 1)), "line 6");
    assert_eq!(line(&format!("\u{feff}{file}")), "line 4");
}

#[test]
fn a_row_that_is_too_short_or_too_long_is_told_by_its_line() {
    let file = text(book(&[&[]]));
    let row = file.lines().nth(1).unwrap();
    for (row, cells) in
        [(row.rsplit_once(',').unwrap().0.to_owned(), "33 cells"), (format!("{row},1"), "35 cells"), ("x".into(), "1 cell")]
    {
        let output = review(&["--format", "json"], format!("{file}{row}\n{}", file.lines().nth(1).unwrap()));
        let expected =
            format!("line 3: {cells}, expected 34 as in the first line\n1 row was not read, and the report is about the rest\n");
        assert_eq!((code(&output), stderr(&output)), (1, expected.as_str()));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 2);
    }
}

#[test]
fn a_quotation_mark_that_is_left_open_is_suspected() {
    let file = text(book(&[&[], &[("client", "Second")], &[], &[]])).replace("Second", "\"Second");
    let output = review(&[], file);
    let expected = "line 3: 1 cell, expected 34 as in the first line (the row goes on to line 5: is a quotation mark left open?)\n\
                    1 row was not read, and the report is about the rest\n";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
}

#[test]
fn bytes_that_are_no_text_are_told_by_cell_and_the_rest_is_done() {
    let file = text(book(&[&[("client", "Érablière")], &[("client", "Brannoch Roofing")]]));
    // As a spreadsheet saves it that was not asked for UTF-8.
    let latin: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let output = review(&["--format", "json"], latin);
    let expected = "line 2, column client: `\u{fffd}rabli\u{fffd}re` is not UTF-8, expected a file saved as “CSV UTF-8”\n\
                    1 row was not read, and the report is about the rest\n";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 1);
    for encoded in [b"\xff\xfec\0l\0i\0e\0n\0t\0".as_slice(), b"client,\xe9tat\n"] {
        let output = review(&[], encoded);
        let expected = "review_book: line 1: not UTF-8, expected the names of the columns in a file saved as “CSV UTF-8”\n";
        assert_eq!((code(&output), stderr(&output)), (2, expected));
    }
}

#[test]
fn everything_that_is_wrong_with_the_first_line_is_told_at_once() {
    let output = review(&["--ignore", "notes"], "client,plan,plan,colour,payer\nA,plus,plus,red,firm\n");
    let expected = "\
review_book: line 1: the column plan is there twice, at 2 and 3
review_book: line 1: the column 4, `colour`, is unknown; leave it out with --ignore if it is not one of those that --help lists
review_book: --ignore `notes`: the file has no such column
review_book: line 1: the columns are missing: authorised_by, firm_billing_current, firm_subscription_current, manages_billing, \
is_accountant_user, status, client_billing_current, billing_cycle, primary_admin, downgrade_offered, addresses_match, \
other_billing_system, same_region, billable_users, accountant_users, reports_only_users, time_only_users, accounts, \
classes_and_locations, custom_fields, features; a value that is the same for all clients may be given by --set
";
    assert_eq!((code(&output), stderr(&output), stdout(&output)), (2, expected, ""));
    assert_eq!(code(&review(&[], "")), 2);
}

#[test]
fn a_column_can_be_ignored_and_one_that_is_missing_set_for_all() {
    let file = text(without(&["authorised_by", "firm_billing_current"], &[("features", "bills")]));
    let set = ["--set", "authorised_by=client;firm", "--set", "firm_billing_current=oui"];
    let report = json(&set, &file);
    assert_eq!(report["could_move_down"].as_array().unwrap().len(), 1);
    assert_eq!(report, json(&[], book(&[&[("features", "bills"), ("authorised_by", "firm;client")]])));
    let noted: Vec<String> = file.lines().map(|line| format!("{line},notes")).collect();
    let noted = noted.join("\n");
    assert_eq!(json(&[&set[..], &["--ignore", "notes"]].concat(), noted), report);

    let said = |arguments: &[&str]| {
        let output = review(arguments, &file);
        assert_eq!(code(&output), 2);
        stderr(&output).to_owned()
    };
    assert!(
        said(&["--set", "authorised_by=vendor", "--set", "firm_billing_current=yes"])
            .contains("--set authorised_by: `vendor`, expected names separated by `;`, and `vendor` is none of firm, client")
    );
    assert!(said(&["--set", "plan=plus"]).contains("--set plan: the file has this column"));
    assert!(said(&[&set[..], &set[..2]].concat()).contains("--set authorised_by: given twice"));
    assert!(said(&["--set", "colour=red"]).contains("expected one of the columns that --help lists"));
    assert!(said(&["--set", "plan"]).contains("expected COLUMN=VALUE"));
}

#[test]
fn a_payer_for_all_is_for_those_who_hold_the_add_on() {
    let file = without(&["payroll_payer"], &[("payroll_tier", "core")]);
    let report = json(&["--set", "payroll_payer=client"], file);
    assert_eq!(report["split_billing"][0]["current"]["payroll"]["payer"], "client");
    let report = json(&["--set", "payroll_payer=client"], without(&["payroll_payer"], &[]));
    assert_eq!(report["nothing_to_do"], 1);
}

#[test]
fn a_file_that_cannot_be_read_is_said_so() {
    for (file, expected) in [
        ("no/such/file.csv", "review_book: cannot read no/such/file.csv: no such file or directory\n"),
        (".", "review_book: cannot read .: it is a directory\n"),
    ] {
        let output = super::run::command().arg(file).output().unwrap();
        assert_eq!((code(&output), stderr(&output), stdout(&output)), (2, expected, ""));
    }
}

#[test]
fn what_is_told_of_a_cell_neither_steers_the_terminal_nor_fills_it() {
    let output = review(&[], book(&[&[("plan", &format!("\u{1b}[31m{}", "x".repeat(10_000)))]]));
    let expected = "line 2, column plan: `\\u{1b}[31mxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`, expected one of";
    assert!(stderr(&output).starts_with(expected), "{}", stderr(&output));
}

#[test]
fn columns_without_a_name_are_empty() {
    let file = text(book(&[&[], &[]]));
    let lines: Vec<&str> = file.lines().collect();
    let with = |cells: &str| format!("{},,\n{},{cells}\n{},,\n", lines[0], lines[1], lines[2]);
    assert_eq!(json(&[], with(", "))["clients"], 2);
    let output = review(&["--format", "json"], with("call them,2"));
    let expected = "line 2: `call them` stands in column 35, which has no name in the first line\n\
                    line 2: `2` stands in column 36, which has no name in the first line\n\
                    1 row was not read, and the report is about the rest\n";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
}
