//! The program: what it reads, what it writes, and what it exits with.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::facts::line;

pub(crate) const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// The program, in the environment of nobody in particular, with this on standard input.
pub(crate) fn quickbooks(arguments: &[&str], input: &str) -> Output {
    quickbooks_in(Path::new("."), arguments, input)
}

/// The same, in this folder.
pub(crate) fn quickbooks_in(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quickbooks"));
    for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(variable);
    }
    let piped = || Stdio::piped();
    let mut child = command.current_dir(folder).args(arguments).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
    // It need not read it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// A file of a test, by its name.
pub(crate) fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

const COUNT: &str = r#"{"company":"7","query":"select count(*) from Bill","body":{"QueryResponse":{"totalCount":3}}}"#;

#[test]
fn a_folder_a_file_and_standard_input_are_read_alike() {
    let folder = format!("{DATA}/answers");
    let sheet = format!("{DATA}/firm.csv");
    let of_folder = quickbooks(&["--json", &folder, "--sheet", &sheet], "");
    assert_eq!((code(&of_folder), stderr(&of_folder)), (0, ""));
    assert_eq!(stdout(&of_folder).lines().count(), 6);
    let all = crate::joined::samples().collect::<Vec<_>>().join("\n");
    assert_eq!(stdout(&quickbooks(&["--json", "-", "--sheet", &sheet], &all)), stdout(&of_folder));
    // What is shipped names its sheet by its name alone.
    let shipped = stdout(&quickbooks(&["--json"], "")).replace("\"firm.csv:", &format!("\"{sheet}:"));
    assert_eq!(shipped, stdout(&of_folder));
    // A file may have one answer on several lines.
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(COUNT).unwrap()).unwrap();
    let pretty = file("pretty/answer.json", &pretty);
    assert_eq!(
        stdout(&quickbooks(&["--json", pretty.parent().unwrap().to_str().unwrap()], "")),
        stdout(&quickbooks(&["--json", "-"], COUNT))
    );
}

#[test]
fn what_cannot_be_read_is_reported_the_rest_is_read_and_the_exit_code_is_1() {
    let output = quickbooks(&["--json", "-"], &format!("{}\n{COUNT}\n", &COUNT[..40]));
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).starts_with("standard input, line 1: not JSON: "), "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 1);
    let sheet = file("wrong.csv", "company,payer\n7,somebody\n8,firm\n");
    let output = quickbooks(&["-", "--sheet", sheet.to_str().unwrap(), "--lang", "fr"], COUNT);
    assert_eq!(code(&output), 1);
    let told: Vec<&str> = stderr(&output).lines().collect();
    assert!(
        told[0].ends_with("wrong.csv, ligne 2\u{a0}: payer\u{a0}: il faut firm ou client, et non «\u{a0}somebody\u{a0}»"),
        "{told:?}"
    );
    assert_eq!(told[1], "8\u{a0}: dans le fichier du cabinet, et non parmi les réponses");
}

#[test]
fn what_cannot_be_done_at_all_exits_with_2() {
    let no_column = file("no-column.csv", "client,payer\n7,firm\n");
    let nothing = file("nothing/answers.txt", "");
    for arguments in [
        vec!["--no-such-option"],
        vec!["--older-than", "-1"],
        vec!["--older-than", "30", "--as-of", "27/11/2026"],
        vec!["no-such-folder"],
        vec![nothing.parent().unwrap().to_str().unwrap()],
        vec!["-", "--sheet", no_column.to_str().unwrap()],
        vec!["--catalogue", "CA-1999-01-01"],
        vec!["--catalogue", "CA-2025-06-02", "--catalogue", "CA-2022-09-08"],
    ] {
        let output = quickbooks(&arguments, "");
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{arguments:?}");
        assert!(stderr(&output).starts_with("quickbooks: "), "{}", stderr(&output));
    }
}

#[test]
fn each_company_is_judged_by_the_catalogue_of_its_country_or_not_at_all() {
    let judgements = |arguments: &[&str]| -> Vec<String> {
        let output = quickbooks(arguments, "");
        let lines = stdout(&output).lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|company| company["judgement"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(judgements(&["--json"]), ["judged", "judged", "ask_first", "other_country", "other_country", "ask_first"]);
    let american = ["--json", "--catalogue", "US-2026-09-30"];
    assert_eq!(judgements(&american), ["other_country", "other_country", "other_country", "judged", "judged", "other_country"]);
    let both = ["--json", "--catalogue", "CA-2025-06-02", "--catalogue", "US-2026-09-30"];
    assert_eq!(judgements(&both), ["judged", "judged", "ask_first", "judged", "judged", "ask_first"]);
    let text = quickbooks(&["--lang", "en"], "");
    assert!(stdout(&text).contains("Not judged: its country is US, and the catalogue is CA-2025-06-02."));
    let british = line("7", "/v3/company/7/companyinfo/7", &serde_json::json!({"CompanyInfo": {"Country": "GB"}}));
    let text = quickbooks(&["-", "--lang", "fr", both[1], both[2], both[3], both[4]], &british);
    assert!(stdout(&text).contains("son pays est GB, et les catalogues sont CA-2025-06-02, US-2026-09-30."), "{}", stdout(&text));
}

#[test]
fn the_review_says_what_is_unknown_and_why_in_both_languages() {
    let english = quickbooks(&["--lang", "en", "--older-than", "30", "--as-of", "2026-11-27"], "");
    for line in [
        "    plan: OfferingSku says 'QuickBooks Ledger'",
        "    client.usage.features.recurring_transactions: there may be another page",
        "    client.usage.features.budgets: the answer is a fault, 5020: no permission, or not in the plan",
        "    client.usage.custom_fields: at least 3, at most 5 (bounded)",
        "    this rests on a judgement: client.status active",
        "     1. Which plan does the company have? (plan, firm)",
        "    74 days (select count(*) from Account where Active = true, 2026-09-14T06:02:00.220-08:00): client.usage.accounts",
    ] {
        assert!(stdout(&english).lines().any(|other| other == line), "{line}\n{}", stdout(&english));
    }
    let french = quickbooks(&["--lang", "fr"], "");
    for line in [
        "    plan\u{a0}: OfferingSku dit «\u{a0}QuickBooks Ledger\u{a0}»",
        "    client.usage.features.recurring_transactions\u{a0}: il y a peut-être une autre page",
        "    à préciser Passer à un niveau inférieur\u{a0}: Standard (questions 3, 4)",
        "  Non évaluée\u{a0}: son pays est US, et le catalogue est CA-2025-06-02.",
    ] {
        assert!(stdout(&french).lines().any(|other| other == line), "{line}\n{}", stdout(&french));
    }
}

#[test]
fn nothing_from_an_answer_steers_the_terminal_or_is_a_formula_in_the_sheet_of_questions() {
    let name = "=cmd()\u{1b}[2J\u{202e}";
    let body = serde_json::json!({"CompanyInfo": {"CompanyName": name, "Country": "CA", "NameValue": [{"Name": "OfferingSku", "Value": name}]}});
    let input =
        serde_json::json!({"company": "7\u{7}", "path": "/v3/company/7\u{7}/companyinfo/7\u{7}", "body": body}).to_string();
    let text = quickbooks(&["-", "--lang", "en"], &input);
    assert!(!stdout(&text).contains(['\u{1b}', '\u{7}', '\u{202e}']));
    let asked = quickbooks(&["-", "--ask", "--lang", "en"], &input);
    assert!(stdout(&asked).lines().nth(1).unwrap().contains(",'=cmd()\\u{1b}[2J\\u{202e},"), "{}", stdout(&asked));
}
