//! What it prints, and what it exits with.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use expect_test::{expect, expect_file};
use serde_json::{Value, json};
#[cfg(unix)]
use shared::testing::{closed, full};
use subscription_change::catalogue::Terms;
use subscription_change::compare::{Cell, Comparison, Strictness};
use subscription_change::record::DecisionRecord;
use subscription_change::{Catalogue, Plan, Request, Tier};

const BOOK: &str = include_str!("../../data/book.jsonl");
const INVENTED_EDITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/invented-edition.json");

/// The example, where the locale asks for no language.
fn example() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_compare_catalogues"));
    command.env("LC_ALL", "C");
    command
}

/// What it prints to these arguments and this input.
fn compare(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut command = example();
    let command = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.as_ref().to_vec());
    // It need not read to the end.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn entries(output: &Output) -> Vec<Value> {
    text(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// The request of a line of the book, with something else at one place of it.
fn line(number: usize, path: &str, value: Value) -> String {
    let mut line: Value = serde_json::from_str(BOOK.lines().nth(number - 1).unwrap()).unwrap();
    *line.pointer_mut(path).unwrap() = value;
    line.to_string()
}

#[test]
fn without_arguments_it_compares_what_is_shipped() {
    let output = compare(&[], "");
    assert_eq!((code(&output), output.stderr.len()), (0, 0));
    expect_file!["shipped.txt"].assert_eq(text(&output));
    let files = compare(&["CA-2025-06-02", INVENTED_EDITION, "-"], BOOK);
    assert_eq!(text(&files), text(&output), "the same, given by name");
}

#[test]
fn the_two_embedded_catalogues_differ_in_custom_fields() {
    let output = compare(&["CA-2022-09-08", "CA-2025-06-02"], "");
    assert_eq!(code(&output), 0);
    expect![[r"
        CA-2022-09-08 → CA-2025-06-02

        3 cells differ
          plans.easy_start.resources.custom_fields: 0 → 1
            as in QuickBooks Online Essentials (firm) → QuickBooks Online EasyStart (firm), custom fields: 1
              change plan → change plan
              − resource_over_limit: The client has 1 custom field, but the new plan allows none: nothing is removed, and none can be added.
          plans.essentials.resources.custom_fields: 3 → 4
            as in QuickBooks Online EasyStart (firm) → QuickBooks Online Essentials (firm), custom fields: 4
              change plan → change plan
              − resource_over_limit: The client has 4 custom fields, 1 more than the limit of 3: nothing is removed, and none can be added.
          plans.plus.resources.custom_fields: 3 → 4
            as in QuickBooks Online EasyStart (firm) → QuickBooks Online Plus (firm), custom fields: 4
              change plan → change plan
              − resource_over_limit: The client has 4 custom fields, 1 more than the limit of 3: nothing is removed, and none can be added.

        of 36 moves
          36 same

        answers that change
          Prairie Lantern Grain Farms Ltd. – drop to EasyStart until seeding, US account closed (line 17)
            QuickBooks Online Essentials (firm) → QuickBooks Online EasyStart (firm), billable users: 1, accountant users: 1, active accounts: 142, custom fields: 1, bills in use
              change plan → change plan
              − resource_over_limit: The client has 1 custom field, but the new plan allows none: nothing is removed, and none can be added.
              because of plans.easy_start.resources.custom_fields
          Théâtre de la Lanterne rousse – passer d'Avancé à Plus, saison terminée (line 49)
            QuickBooks Online Advanced (firm), QuickBooks Payroll Core (firm) → QuickBooks Online Plus (firm), QuickBooks Payroll Core (firm), billable users: 5, accountant users: 3, reports-only users: 2, active accounts: 214, active classes and locations: 31, custom fields: 5, recurring transactions in use, bills in use, projects in use, classes in use, budgets in use, custom roles in use, workflows in use
              change plan → change plan
              − resource_over_limit: The client has 5 custom fields, 2 more than the limit of 3: nothing is removed, and none can be added.
              + resource_over_limit: The client has 5 custom fields, 1 more than the limit of 4: nothing is removed, and none can be added.
              because of plans.plus.resources.custom_fields
          Sevenmile Slough Excavating Ltd. – shrink to Essentials after the sale (line 52)
            QuickBooks Online Advanced (firm), QuickBooks Payroll Core (firm) → QuickBooks Online Essentials (firm), QuickBooks Payroll Core (firm), billable users: 3, accountant users: 3, reports-only users: 2, active accounts: 337, active classes and locations: 52, custom fields: 9, bills in use, time tracking in use, projects in use, classes in use, locations in use, budgets in use, custom roles in use, backup and restore in use
              change plan → change plan
              − resource_over_limit: The client has 9 custom fields, 6 more than the limit of 3: nothing is removed, and none can be added.
              + resource_over_limit: The client has 9 custom fields, 5 more than the limit of 4: nothing is removed, and none can be added.
              because of plans.essentials.resources.custom_fields
          Marché champêtre de la Pointe-aux-Geais – passer de Standard à Plus (line 54)
            QuickBooks Online Essentials (firm) → QuickBooks Online Plus (firm), billable users: 6, accountant users: 3, active accounts: 266, custom fields: 4, recurring transactions in use, bills in use
              change plan → change plan
              − resource_over_limit: The client has 4 custom fields, 1 more than the limit of 3: nothing is removed, and none can be added.
              because of plans.plus.resources.custom_fields
          St. Brendan's Pantry Society – Advanced down to Plus, spreadsheet links given up too (line 77)
            QuickBooks Online Advanced (firm) → QuickBooks Online Plus (firm), billable users: 5, accountant users: 2, reports-only users: 3, active accounts: 243, active classes and locations: 38, custom fields: 8, bills in use, classes in use, locations in use, budgets in use, custom roles in use, workflows in use, spreadsheet sync in use
              change plan → change plan
              − resource_over_limit: The client has 8 custom fields, 5 more than the limit of 3: nothing is removed, and none can be added.
              + resource_over_limit: The client has 8 custom fields, 4 more than the limit of 4: nothing is removed, and none can be added.
              because of plans.plus.resources.custom_fields
          Résidence Les Saules rieurs – passer de Standard à Démarrage (line 87)
            QuickBooks Online Essentials (firm), QuickBooks Payroll Premium (firm), QuickBooks Time Elite (firm) → QuickBooks Online EasyStart (firm), QuickBooks Payroll Premium (firm), QuickBooks Time Elite (firm), billable users: 1, accountant users: 1, time-only users: 8, active accounts: 79, custom fields: 2, bills in use, time tracking in use
              change plan → change plan
              − resource_over_limit: The client has 2 custom fields, but the new plan allows none: nothing is removed, and none can be added.
              + resource_over_limit: The client has 2 custom fields, 1 more than the limit of 1: nothing is removed, and none can be added.
              because of plans.easy_start.resources.custom_fields
          Boucherie Fenouil-Noir inc. – passer de Plus à Démarrage, comptoir fermé (line 100)
            QuickBooks Online Plus (firm), QuickBooks Payroll Core (firm) → QuickBooks Online EasyStart (firm), QuickBooks Payroll Core (firm), billable users: 1, accountant users: 2, reports-only users: 1, active accounts: 134, custom fields: 1, bills in use, purchase orders in use
              change plan → change plan
              − resource_over_limit: The client has 1 custom field, but the new plan allows none: nothing is removed, and none can be added.
              because of plans.easy_start.resources.custom_fields

        summary
             132 requests
               0 invalid lines
               7 answers change
               7 × change plan → change plan
        by cell: in how many answers it has a part
               3 × plans.easy_start.resources.custom_fields
               1 × plans.essentials.resources.custom_fields
               3 × plans.plus.resources.custom_fields
    "]].assert_eq(text(&output));
}

#[test]
fn a_catalogue_does_not_differ_from_itself() {
    let output = compare(&["CA-2025-06-02", "CA-2025-06-02"], "");
    assert_eq!(code(&output), 0);
    expect![[r"
        CA-2025-06-02 → CA-2025-06-02

        0 cells differ

        of 36 moves
          36 same

        answers that change

        summary
             132 requests
               0 invalid lines
               0 answers change
    "]]
    .assert_eq(text(&output));
}

#[test]
fn in_json_it_says_the_same() {
    let output = compare(&["--json", "CA-2025-06-02", INVENTED_EDITION], "");
    assert_eq!(code(&output), 0);
    let entries = entries(&output);
    let of = |kind: &str| entries.iter().filter(|entry| entry["entry"] == kind).collect::<Vec<_>>();
    assert_eq!(entries[0], json!({"entry": "catalogues", "older": "CA-2025-06-02", "newer": "XA-2026-01-01"}));

    let draft: Terms = serde_json::from_str(&std::fs::read_to_string(INVENTED_EDITION).unwrap()).unwrap();
    let newer = draft.check().unwrap();
    let comparison = Comparison::new(Catalogue::canada(), &newer);
    let cells: Vec<_> = comparison.differences().collect();
    assert_eq!(of("cell").len(), cells.len());
    for (entry, difference) in of("cell").into_iter().zip(cells) {
        assert_eq!(entry["cell"], json!(difference.cell));
        assert_eq!((&entry["older"], &entry["newer"]), (&json!(difference.older), &json!(difference.newer)));
        match difference.witness {
            Ok(changed) => {
                let request: Request = serde_json::from_value(entry["witness"]["request"].clone()).unwrap();
                let older: DecisionRecord = serde_json::from_value(entry["witness"]["older"].clone()).unwrap();
                let newer: DecisionRecord = serde_json::from_value(entry["witness"]["newer"].clone()).unwrap();
                let expected = (&changed.older, &changed.newer);
                assert_eq!(request, changed.request);
                assert_eq!((older, newer), (DecisionRecord::from(expected.0), DecisionRecord::from(expected.1)));
                assert_eq!(entry["no_witness"], Value::Null);
            }
            Err(why) => assert_eq!((&entry["witness"], &entry["no_witness"]), (&Value::Null, &json!(why.to_string()))),
        }
    }
    assert_eq!(of("move").len(), Plan::COUNT * Plan::COUNT);
    for (entry, of_move) in of("move").into_iter().zip(comparison.moves()) {
        assert_eq!((&entry["from"], &entry["to"]), (&json!(of_move.from), &json!(of_move.to)));
        assert_eq!(entry["strictness"], json!(of_move.strictness()));
        let has = |strictness: Strictness| [strictness, Strictness::Mixed].contains(&of_move.strictness());
        assert_eq!(entry["stricter"].is_null(), !has(Strictness::Stricter));
        assert_eq!(entry["looser"].is_null(), !has(Strictness::Looser));
    }
    let mut changed = 0;
    let mut answers = of("answer").into_iter();
    for (number, line) in (1..).zip(BOOK.lines()) {
        let mut request: Value = serde_json::from_str(line).unwrap();
        let id = request.as_object_mut().unwrap().remove("id").unwrap();
        let request: Request = serde_json::from_value(request).unwrap();
        if let Some(expected) = comparison.answers(&request) {
            let entry = answers.next().unwrap();
            assert_eq!((&entry["line"], &entry["id"]), (&json!(number), &id));
            assert_eq!((&entry["older"], &entry["newer"]), (&json!(expected.older), &json!(expected.newer)));
            assert_eq!(entry["causes"], json!(comparison.causes(&request).collect::<Vec<Cell>>()));
            changed += 1;
        }
    }
    assert!(answers.next().is_none() && changed > 20, "{changed}");
    let [summary] = of("summary")[..] else { panic!("one summary") };
    assert_eq!((&summary["requests"], &summary["changed"]), (&json!(BOOK.lines().count()), &json!(changed)));
    assert_eq!(summary["invalid"], 0);
    let counted: u64 = summary["kinds"].as_array().unwrap().iter().map(|kind| kind["answers"].as_u64().unwrap()).sum();
    assert_eq!(counted, changed);
    assert_eq!(summary["reasons"]["transition_closed"]["gone"], 0);
    assert!(summary["cells"]["moves.plus.easy_start"].as_u64() > Some(0));
}

#[test]
fn a_line_that_is_no_request_is_reported_with_its_place_and_the_book_goes_on() {
    let closed = line(1, "/target/base/plan", json!("plus"));
    let wrong = line(2, "/context/client/status", json!("paused"));
    let book = format!("{closed}\n{wrong}\nnothing\n{closed}");
    let output = compare(&["--json", "CA-2025-06-02", INVENTED_EDITION, "-"], &book);
    assert_eq!(code(&output), 1);
    let invalid: Vec<Value> = entries(&output).into_iter().filter(|entry| entry["entry"] == "invalid").collect();
    let [first, second] = &invalid[..] else { panic!("{invalid:?}") };
    let id: Value = serde_json::from_str::<Value>(&wrong).unwrap()["id"].clone();
    assert_eq!((&first["line"], &first["id"], &second["line"], &second["id"]), (&json!(2), &id, &json!(3), &Value::Null));
    let error = first["error"].as_str().unwrap();
    assert!(error.starts_with("line 2: context.client.status: unknown variant `paused`, expected one of"), "{error}");
    let summary = entries(&output).pop().unwrap();
    assert_eq!((&summary["requests"], &summary["invalid"]), (&json!(2), &json!(2)));

    let output = compare(&["CA-2025-06-02", INVENTED_EDITION, "-"], &book);
    assert_eq!(code(&output), 1);
    assert!(text(&output).contains("\n  line 3\n    INVALID expected ident"), "{}", text(&output));
    assert!(text(&output).contains("\n       2 invalid lines\n"), "{}", text(&output));
}

#[test]
fn a_request_without_all_facts_is_not_compared_and_the_missing_ones_are_named() {
    let mut request: Value = serde_json::from_str(BOOK.lines().next().unwrap()).unwrap();
    let firm = request["context"]["firm"].as_object_mut().unwrap();
    firm.remove("manages_billing");
    request["context"]["authorised_by"] = json!({"firm": true});
    for (language, expected) in [
        ("en", "left out: context.authorised_by.client, context.firm.manages_billing; expected every fact"),
        ("fr", "absents\u{a0}: context.authorised_by.client, context.firm.manages_billing; il faut tous les renseignements"),
    ] {
        let output = compare(&["--lang", language, "CA-2022-09-08", "CA-2025-06-02", "-"], request.to_string());
        assert_eq!(code(&output), 1);
        assert!(text(&output).contains(expected), "{}", text(&output));
    }
}

#[test]
fn what_cannot_be_used_is_reported() {
    let missing = compare(&["CA-2025-06-02", INVENTED_EDITION, "no/such/book.jsonl"], "");
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).starts_with("compare_catalogues: cannot read no/such/book.jsonl: "), "{}", stderr(&missing));
    let unknown = compare(&["CA-1999-01-01"], "");
    assert_eq!(code(&unknown), 2);
    assert!(
        stderr(&unknown).contains("expected CA-2022-09-08, CA-2025-06-02 or US-2026-09-30, or a file"),
        "{}",
        stderr(&unknown)
    );

    let mut faulty: Value = serde_json::from_str(&std::fs::read_to_string(INVENTED_EDITION).unwrap()).unwrap();
    faulty["moves"]["plus"] = json!([]);
    faulty["transfer_permission_hours"] = json!(0);
    let file = std::env::temp_dir().join(format!("compare-catalogues-{}.json", std::process::id()));
    std::fs::write(&file, faulty.to_string()).unwrap();
    let output = compare(&["CA-2025-06-02", file.to_str().unwrap()], "");
    std::fs::remove_file(&file).unwrap();
    assert_eq!((code(&output), output.stdout.len()), (2, 0));
    let expected = "the catalogue XA-2026-01-01 cannot be used:\n  \
                    moves.plus: plus is sold, but no change from it is allowed, to easy_start or any other plan\n  \
                    moves: advanced is sold, but no change to it is allowed, from easy_start or any other plan\n  \
                    transfer_permission_hours: 0, but a permission has to last";
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    assert_eq!(code(&compare(&["--no-such-option"], "")), 2);
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_reported_and_a_closed_pipe_is_not() {
    let output = example().stdout(full()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot write the comparison"));

    let mut child = example().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), output.stderr.len()), (0, 0));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_said_on_standard_error_makes_the_exit_code_2() {
    for arguments in [&["--no-such-option"][..], &["no/such/catalogue"], &["CA-2025-06-02", INVENTED_EDITION, "."]] {
        for stderr in [closed, full] {
            let output = example().args(arguments).stderr(stderr()).output().unwrap();
            assert_eq!((code(&output), text(&output)), (2, ""), "{arguments:?}");
        }
    }
    let output = example().arg("--help").stdout(full()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (2, "compare_catalogues: cannot write the help: no space left\n"));
}

#[test]
fn a_directory_is_reported_and_nothing_else_is_printed() {
    for (language, arguments, expected) in [
        ("en", &["CA-2025-06-02", INVENTED_EDITION, "."][..], "cannot read .: it is a directory\n"),
        ("fr", &["CA-2025-06-02", INVENTED_EDITION, "."], "impossible de lire .\u{a0}: c’est un dossier\n"),
        ("en", &["."], ", and there is no such file that can be read: it is a directory\n"),
        ("fr", &["CA-2025-06-02", "."], ", et ce fichier ne peut pas être lu\u{a0}: c’est un dossier\n"),
    ] {
        let output = compare(&[&["--lang", language], arguments].concat(), "");
        assert_eq!((code(&output), text(&output)), (2, ""));
        assert!(stderr(&output).ends_with(expected) && stderr(&output).lines().count() == 1, "{}", stderr(&output));
    }
}

#[test]
fn a_catalogue_may_begin_with_a_byte_order_mark() {
    let file = std::env::temp_dir().join(format!("compare-marked-catalogue-{}.json", std::process::id()));
    std::fs::write(&file, format!("\u{feff}{}", std::fs::read_to_string(INVENTED_EDITION).unwrap())).unwrap();
    let marked = compare(&["CA-2025-06-02", file.to_str().unwrap()], "");
    std::fs::remove_file(&file).unwrap();
    assert_eq!((code(&marked), text(&marked)), (0, text(&compare(&[], ""))));
}

#[test]
fn in_french_it_says_the_same() {
    let output = compare(&["--lang", "fr"], "");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    expect_file!["shipped.fr.txt"].assert_eq(text(&output));
    let french = example().env("LC_ALL", "fr_CA.UTF-8").output().unwrap();
    assert_eq!(text(&french), text(&output), "the locale counts too");
    let english = compare(&[], "");
    assert_eq!(text(&output).lines().count(), text(&english).lines().count());
    assert_eq!(compare(&["--json", "--lang", "fr"], "").stdout, compare(&["--json"], "").stdout, "JSON has no language");
}

#[test]
fn each_edition_has_its_own_names_and_an_american_one_the_english_of_its_country() {
    let american = compare(&["US-2026-09-30", "CA-2025-06-02"], "");
    let said = text(&american);
    assert!(said.contains("as in QuickBooks Online Simple Start (firm) → QuickBooks Online Essentials (firm)\n"), "{said}");
    assert!(said.contains("+ add_on_unsupported: The QuickBooks Bill Pay add-on does not go with the EasyStart plan."), "{said}");
    assert!(said.contains(", subscription: canceled,"), "{said}");
    let chosen = compare(&["--lang", "en-CA", "US-2026-09-30", "CA-2025-06-02"], "");
    assert!(text(&chosen).contains(", subscription: cancelled,"), "{}", text(&chosen));
}

#[test]
fn another_name_is_no_difference_of_an_answer() {
    let mut older = *Catalogue::united_states().terms();
    older.id = "XA-2026-01-01".parse().unwrap();
    older.add_ons.bill_pay.plans.remove(Plan::EasyStart);
    let mut newer = Terms { id: "XA-2026-01-02".parse().unwrap(), ..older };
    newer.edition.names.plans.easy_start.en = "Starter".parse().unwrap();
    newer.add_ons.bill_pay.tiers.remove(Tier::Basic);
    let files = [older, newer].map(|terms| {
        let file = std::env::temp_dir().join(format!("compare-names-{}-{}.json", terms.id, std::process::id()));
        std::fs::write(&file, serde_json::to_string(&terms).unwrap()).unwrap();
        file
    });
    let output = compare(&[files[0].to_str().unwrap(), files[1].to_str().unwrap()], "");
    for file in files {
        std::fs::remove_file(file).unwrap();
    }
    // That the add-on does not go with the plan is in both answers, and names the plan.
    let told: Vec<&str> = text(&output).lines().skip_while(|line| !line.contains("bill_pay.tiers.basic")).take(4).collect();
    assert_eq!(
        told,
        [
            "  bill_pay.tiers.basic: yes → no",
            "    as in QuickBooks Online Simple Start (firm) → QuickBooks Online Simple Start (firm), QuickBooks Bill Pay Basic (firm)",
            "      refusal → refusal",
            "      + not_sold: QuickBooks Bill Pay Basic is not sold. → Keep what is already in place, or ask for something that is sold.",
        ]
    );
    let next = text(&output).lines().skip_while(|line| !line.contains("bill_pay.tiers.basic")).nth(4);
    assert_eq!(next, Some(""), "nothing else");
}

fn help(language: &str) -> String {
    let output = compare(&["--lang", language, "--help"], "");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    text(&output).to_owned()
}

/// Names, what a catalogue says by a name, and words that are spelled the same.
const COMMON: [&str; 46] = [
    "accountant",
    "arguments",
    "basic",
    "bill",
    "blocks",
    "budgets",
    "ca",
    "catalogue",
    "catalogues",
    "change",
    "classes",
    "client",
    "clients",
    "codes",
    "compare",
    "date",
    "elite",
    "en",
    "fr",
    "help",
    "immediately",
    "intuit",
    "json",
    "lang",
    "lines",
    "messages",
    "notice",
    "on",
    "options",
    "page",
    "pay",
    "place",
    "plan",
    "plus",
    "possible",
    "premium",
    "quickbooks",
    "retail",
    "spreadsheet",
    "standard",
    "sync",
    "time",
    "us",
    "version",
    "wholesale",
    "xa",
];

#[test]
fn no_word_of_one_language_is_left_in_the_other() {
    let words = |language| -> BTreeSet<String> {
        let book = format!("{}\n\n{{}}\n", line(1, "/id", json!(7)));
        let files = ["CA-2025-06-02", INVENTED_EDITION, "-"];
        let said = [&files[..], &["CA-2022-09-08", "CA-2025-06-02"], &["CA-2025-06-02", "CA-2025-06-02"]];
        let said = said.map(|arguments| {
            let output = compare(&[&["--lang", language], arguments].concat(), &book);
            // The names of clients and of cells, codes, plans and articles, and serde’s words.
            let of_us =
                text(&output).lines().filter(|line| !["missing field", "(li", "  sources."].iter().any(|of| line.contains(of)));
            let of_us = of_us.flat_map(str::split_whitespace).filter(|word| !word.contains(['_', '.']) || word.ends_with('.'));
            of_us.filter(|word| word.parse::<Plan>().is_err()).map(|word| word.to_owned() + " ").collect::<String>()
        });
        let said = format!("{}{}", help(language), said.concat());
        said.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).filter(|word| word.chars().count() > 1).collect()
    };
    let (english, french) = (words("en"), words("fr"));
    assert!(english.len() > 150 && french.len() > 150, "little is said");
    assert_eq!(english.intersection(&french).collect::<Vec<_>>(), COMMON);
}

#[test]
fn french_has_its_own_quotes_and_spaces() {
    let said = format!("{}{}", help("fr"), text(&compare(&["--lang", "fr"], "")));
    // Names of clients are as they were read.
    for line in said.lines().filter(|line| !line.contains("(ligne ")) {
        assert!(!line.contains(['\'', '"', '“', '”']), "{line}");
        let letters: Vec<char> = line.chars().collect();
        for (place, letter) in letters.iter().enumerate() {
            match letter {
                ':' | '»' => assert_eq!(letters[place - 1], '\u{a0}', "{line}"),
                ';' | '?' => assert_ne!(letters[place - 1], ' ', "{line}"),
                _ => {}
            }
        }
    }
}

#[test]
fn nothing_in_a_book_or_a_catalogue_steers_the_terminal_or_the_direction_of_writing() {
    let steering = "\u{7}\u{1b}\u{7f}\u{9b}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{2028}\u{2029}";
    let escaped = r"\u{7}\u{1b}\u{7f}\u{9b}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{2028}\u{2029}";
    let is_harmless = |text: &str| text.chars().all(|c| c == '\n' || !c.is_control() && !steering.contains(c));
    let changed = line(17, "/id", json!(steering));
    let book = format!("{changed}\n{}\n", line(1, "/context/client/status", json!(steering)));
    for language in ["en", "fr"] {
        let output = compare(&["--lang", language, "CA-2022-09-08", "CA-2025-06-02", "-"], &book);
        assert_eq!(code(&output), 1);
        assert!(is_harmless(text(&output)), "{:?}", text(&output));
        assert_eq!(text(&output).matches(escaped).count(), 2, "{}", text(&output));
        let output = compare(&["--lang", language, "CA-2022-09-08", "CA-2025-06-02", steering], "");
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(escaped) && is_harmless(stderr(&output)), "{:?}", stderr(&output));
    }
}
