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
line 3, column `Plan`: `pluss`, expected EasyStart, Essentials, Plus, Advanced, Ledger or Self-Employed; the nearest is Plus
line 3, column `Billable users`: `three`, expected a whole number from 0 to 4294967295
line 3, column `Features in use`: `bills;bills`, expected different names, and `bills` is named twice
line 5, column `Downgrade confirmed`: `perhaps`, expected yes (y, true, 1, x) or no (n, false, 0)
line 5, column `Accepted losses`: `everything`, expected names separated by semicolons, and `everything` is none of Multicurrency, \
Recurring transactions, Bills, Time tracking, Inventory, Purchase orders, Projects, Classes, Locations, Budgets, Custom roles, \
Workflows, Spreadsheet Sync, Backup and restore, Enhanced custom fields; the nearest is Time tracking
2 rows were not read, and the report covers the rest
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
fn a_row_that_is_too_short_or_too_long_is_reported_with_its_line() {
    let file = text(book(&[&[]]));
    let row = file.lines().nth(1).unwrap();
    for (row, cells) in
        [(row.rsplit_once(',').unwrap().0.to_owned(), "35 cells"), (format!("{row},1"), "37 cells"), ("x".into(), "1 cell")]
    {
        let output = review(
            &["--format", "json"],
            format!("{file}{row}\n{}", file.lines().nth(1).unwrap().replace("Atelier", "Autre atelier")),
        );
        let expected =
            format!("line 3: {cells}, expected 36 as in the first line\n1 row was not read, and the report covers the rest\n");
        assert_eq!((code(&output), stderr(&output)), (1, expected.as_str()));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 2);
    }
}

#[test]
fn a_quotation_mark_that_is_left_open_costs_its_own_row_and_no_other() {
    let rows: [super::run::But<'_>; 5] =
        [&[], &[("client", "Second")], &[("client", "Third")], &[("client", "4")], &[("client", "5")]];
    let file = text(book(&rows));
    let left_open = |line: u64, last: u64| {
        format!("line {line}: a quotation mark is left open, up to line {last}; the lines after this one are read without it\n")
    };
    let told = |line, last| left_open(line, last) + "1 row was not read, and the report covers the rest\n";
    let read = |file: &str, expected: &str| {
        let output = review(&["--format", "json"], file);
        assert_eq!((code(&output), stderr(&output)), (1, expected));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"].clone()
    };
    // At the beginning of a cell, never closed.
    assert_eq!(read(&file.replace("Second", "\"Second"), &told(3, 6)), 4);
    // Closed by a later cell, so that the number of cells could be right.
    let last = file.replace("Second", "Deuxième").replacen("1,bills;projects\nThird", "1,\"bills;projects\nThird", 1);
    let closed = last.replacen("bills;projects\n4", "bills;projects\"\n4", 1);
    let output = review(&["--format", "json"], closed);
    let said = stderr(&output);
    assert!(
        said.starts_with(&(left_open(3, 4) + "line 4, column `Features in use`: `bills;projects\"`, expected names")),
        "{said}"
    );
    assert!(said.ends_with("2 rows were not read, and the report covers the rest\n"));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 3);
    for ends in ["\r\n", "\r"] {
        assert_eq!(read(&file.replace("Second", "\"Second").replace('\n', ends), &told(3, 6)), 4);
    }
}

#[test]
fn a_quotation_mark_that_joins_two_rows_into_one_loses_neither_silently() {
    for rows in ["\"Roy Inc,Plus,firm\nB\"ee,Plus,firm\nC,Plus,firm\n", "\"Roy Inc,Plus,firm\nB\",Plus,firm\nC,Plus,firm\n"] {
        let output = review(&["--format", "json"], format!("Client,Plan,Payer\n{rows}"));
        let expected = "line 2: a quotation mark is left open, up to line 3; the lines after this one are read without it\n\
                        1 row was not read, and the report covers the rest\n";
        assert_eq!((code(&output), stderr(&output)), (1, expected));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 2);
    }
    // A list of several lines at the end of a row is no such thing.
    let list = "Client,Plan,Payer,Features in use\nA,Plus,firm,\"bills, projects\nworkflows\"\nB,Plus,firm,\n";
    assert_eq!(json(&[], list)["clients"], 2);
}

#[test]
fn a_line_may_end_in_separators_that_no_column_needs() {
    assert_eq!(json(&[], "Client,Plan,Payer,,\nA,Plus,firm\nB,Plus,firm,\nC,Plus,firm,,,\n")["clients"], 3);
    let file = "Client,Plan,Payer\nA,Plus,firm,\nB,Plus,firm,,\u{a0},\nC,Plus,firm,,1\n";
    let output = review(&["--format", "json"], file);
    let expected = "line 4: 5 cells, expected 3 as in the first line\n1 row was not read, and the report covers the rest\n";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 2);
}

#[test]
fn a_file_in_utf_16_is_read_where_its_first_bytes_say_so() {
    let file = "Client\tAbonnement\tPayeur\r\nÉrablière\tPlus\tcabinet\r\n";
    let encoded = |mark: [u8; 2], of: fn(u16) -> [u8; 2]| [mark.to_vec(), file.encode_utf16().flat_map(of).collect()].concat();
    for bytes in [encoded([0xff, 0xfe], u16::to_le_bytes), encoded([0xfe, 0xff], u16::to_be_bytes)] {
        assert_eq!(json(&[], bytes), json(&[], file));
    }
}

#[test]
fn a_name_of_two_lines_is_no_quotation_mark_left_open() {
    let report = json(&[], book(&[&[("client", "Deux\nlignes"), ("features", "bills")], &[("client", "a, b\n\"c\", d")]]));
    assert_eq!((&report["clients"], &report["could_move_down"][0]["client"]), (&2.into(), &"Deux\nlignes".into()));
}

#[test]
fn a_line_that_tells_spreadsheets_the_separator_is_read() {
    let rows: [super::run::But<'_>; 2] = [&[("features", "bills")], &[("plan", "x")]];
    for (delimiter, line) in
        [(b';', "sep=;"), (b',', "SEP=,"), (b'\t', "sep=\t"), (b'|', "sep=|"), (b';', "\"sep=;\""), (b';', "sep=;;;")]
    {
        let file = format!("\u{feff}{line}\r\n{}", text(book_with(delimiter, &rows)));
        let output = review(&["--format", "json"], file);
        assert_eq!(code(&output), 1);
        assert!(stderr(&output).starts_with("line 4, column `Plan`: "), "{}", stderr(&output));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["could_move_down"][0]["line"], 3);
    }
}

#[test]
fn a_client_on_two_rows_is_reported_with_both_and_reviewed_twice() {
    let rows: [super::run::But<'_>; 4] = [
        &[("client", "Atelier Boréal")],
        &[("client", "Deux Rives")],
        &[("client", "ATELIER BOREAL"), ("plan", "advanced")],
        &[("client", "Deux  Rives\u{a0}")],
    ];
    let output = review(&["--format", "json"], book(&rows));
    let expected = "warning: line 4: `ATELIER BOREAL` is on line 2 too, with other facts; both are reviewed\n\
                    warning: line 5: `Deux  Rives` is on line 3 too, with the same facts; both are reviewed\n";
    assert_eq!((code(&output), stderr(&output)), (0, expected));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 4);
}

#[test]
fn rows_of_no_break_spaces_are_passed_over() {
    let file = text(book(&[&[]]));
    let empty = vec!["\u{a0}"; FITS.len()].join(",");
    assert_eq!(json(&[], format!("{file}{empty}\n\u{a0}\n\u{202f}, \n"))["clients"], 1);
}

#[test]
fn what_is_made_of_each_column_can_be_explained() {
    let file = "Nom du client;Abonnement;Payé par;Utilisateurs;Téléphone;;Notes\nA;Plus;Cabinet;3;;;\n";
    let output = review(&["--explain", "--ignore", "notes", "--set", "status=active"], file);
    let said = stdout(&output);
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "The headings are on line 1, cells separated by semicolons; 1 row after it.");
    for (line, expected) in lines[1..].iter().zip([
        "   1  Nom du client  Client (client): the client's name",
        "   2  Abonnement     Plan (plan): EasyStart, Essentials, Plus, Advanced, Ledger or Self-Employed",
        "   3  Payé par       Payer (payer): who pays for the plan: firm or client",
        "   4  Utilisateurs   Billable users (billable_users): admin, standard and custom users, active and invited",
        "   5  Téléphone      unknown; the nearest is `Plan`, and --ignore leaves it out",
        "   6                 no heading; its cells have to be empty",
        "   7  Notes          not read, by --ignore",
        "      `Status` is `active` for all, by --set",
    ]) {
        if line.contains("Téléphone") {
            assert!(line.contains("unknown; the nearest is"), "{line}");
        } else {
            assert_eq!(*line, expected);
        }
    }
    assert!(
        lines[9].starts_with("Not in the file, so unknown, or an add-on that is not held: Payroll tier, Payroll payer, "),
        "{said}"
    );
    assert!(!lines[9].contains("Status"));
}

#[test]
fn the_template_is_a_book_without_clients_in_either_language() {
    for (language, delimiter) in [("en", b','), ("fr", b';')] {
        let output = review(&["--template", "--lang", language], "");
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        assert!(output.stdout.starts_with(b"\xef\xbb\xbf") && output.stdout.ends_with(b"\r\n"));
        assert_eq!(json(&[], &output.stdout)["clients"], 0);
        let filled = text(book_with(delimiter, &[&[("features", "bills")]]));
        let (_, row) = filled.split_once('\n').unwrap();
        let filled = format!("{}{row}", stdout(&output));
        assert_eq!(json(&[], filled), json(&[], book(&[&[("features", "bills")]])));
    }
}

#[test]
fn bytes_that_are_no_text_are_told_by_cell_and_the_rest_is_done() {
    let file = text(book(&[&[("client", "Érablière")], &[("client", "Brannoch Roofing")]]));
    // As a spreadsheet saves it that was not asked for UTF-8.
    let latin: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let output = review(&["--format", "json"], latin);
    let expected = "line 2, column `Client`: `\u{fffd}rabli\u{fffd}re` is not UTF-8, expected a file saved as “CSV UTF-8”\n\
                    1 row was not read, and the report covers the rest\n";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["clients"], 1);
    for encoded in [b"\xff\xfec\0l\0i\0e\0n\0t".as_slice(), b"client,\xe9tat\n"] {
        let output = review(&[], encoded);
        let expected = "review_book: line 1: not UTF-8, expected the names of the columns in a file saved as “CSV UTF-8”\n";
        assert_eq!((code(&output), stderr(&output)), (2, expected));
    }
}

#[test]
fn everything_that_is_wrong_with_the_first_line_is_reported_at_once() {
    let output = review(&["--ignore", "notes"], "client,plan,plan,colour\nA,plus,plus,red\n");
    let expected = "\
review_book: line 1: the column `Plan` is there twice, at 2 and 3
review_book: line 1: column 4, `colour`, is unknown; the nearest is `Payer`, --ignore leaves it out and --help lists them
review_book: --ignore `notes`: the file has no such column
review_book: line 1: the column is missing: `Payer`; a value that is the same for all clients may be given by --set
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
        said(&["--set", "authorised_by=vendor", "--set", "firm_billing_current=yes"]).contains(
            "--set authorised_by: `vendor`, expected names separated by semicolons, and `vendor` is none of Firm, Client"
        )
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
fn a_file_that_cannot_be_read_is_reported() {
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
    let expected = "line 2, column `Plan`: `\\u{1b}[31mxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`, expected EasyStart";
    assert!(stderr(&output).starts_with(expected), "{}", stderr(&output));
}

#[test]
fn columns_without_a_name_are_empty() {
    let file = text(book(&[&[], &[]]));
    let lines: Vec<&str> = file.lines().collect();
    let with = |cells: &str| format!("{},,\n{},{cells}\n{},,\n", lines[0], lines[1], lines[2]);
    assert_eq!(json(&[], with(", "))["clients"], 2);
    let output = review(&["--format", "json"], with("call them,2"));
    let expected = "line 2: `call them` is in column 37, which has no name in the first line\n\
                    line 2: `2` is in column 38, which has no name in the first line\n\
                    1 row was not read, and the report covers the rest\n";
    assert_eq!((code(&output), stderr(&output)), (1, expected));
}

#[test]
fn a_workbook_that_is_not_read_is_reported_with_what_to_save_it_as() {
    let open_document = b"PK\x03\x04\x14\0\0\x08\0\0\0\0\0\0\0\0\0\0.\0\0\0.\0\0\0\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    let save = if cfg!(feature = "excel") {
        "expected a workbook saved as .xlsx or"
    } else {
        "expected a file saved as “CSV UTF-8”"
    };
    for (format, workbook) in [(".xls", &b"\xd0\xcf\x11\xe0 and more"[..]), (".ods", open_document)] {
        let output = review(&[], workbook);
        assert_eq!((code(&output), stdout(&output)), (2, ""));
        let said = format!("a workbook in the format {format}, which is not read; {save}");
        assert!(stderr(&output).contains(&said), "{}", stderr(&output));
    }
    let output = review(&[], b"PK\x03\x04 and more");
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    let expected = if cfg!(feature = "excel") { "the workbook cannot be read" } else { "built with --features excel" };
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
}

#[test]
fn headings_below_a_title_are_reported_with_their_line_and_what_to_do() {
    let headings = "Client,Plan,Payer\nA,plus,firm\n";
    for (title, line) in
        [("Our clients,,\n", 2), ("Clients\n\n", 3), ("Clients of Roy CPA\r\n2026-11-27\r\n", 3), ("sep=,\nOur clients,,\n", 3)]
    {
        let output = review(&[], format!("{title}{headings}"));
        assert_eq!((code(&output), stdout(&output)), (2, ""));
        let said = format!("expected the names of the columns, which are on line {line}; delete what is above them");
        assert!(stderr(&output).contains(&said), "{title:?}: {}", stderr(&output));
    }
    // Wherever the semicolon parts the cells, and in French.
    let output = review(&["--lang", "fr"], "Nos clients\nClient;Abonnement;Payeur\nA;plus;cabinet\n");
    let said = "ligne 1\u{a0}: il faut les noms des colonnes, qui sont à la ligne 2; supprimez ce qui est au-dessus";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    // What is wrong with headings on the first line is told as before.
    let output = review(&[], "Client,Plan,Payeer\nClient,Plan,Payer\n");
    assert!(stderr(&output).contains("column 3, `Payeer`, is unknown"), "{}", stderr(&output));
}
