//! What it asks, what it says at the end, and what it exits with.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use expect_test::{expect, expect_file};

/// The example, in the environment of nobody in particular and a folder of its own.
fn command(arguments: &[&str], folder: &PathBuf) -> Command {
    std::fs::create_dir_all(folder).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ask"));
    for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(variable);
    }
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A folder that nobody else uses.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("ask-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(arguments: &[&str], typed: &str, folder: &PathBuf) -> Output {
    let mut child = command(arguments, folder).spawn().unwrap();
    // It need not read to the end.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn it_asks_what_matters_says_what_is_settled_and_ends_with_what_to_do() {
    let typed = "perhaps\nprojects\n4\n?\nyes\nno\n?\n";
    let output = run(&["--lang", "en"], typed, &folder("en"));
    expect_file!["interview.txt"].assert_eq(stdout(&output));
    assert_eq!((code(&output), stderr(&output)), (Some(0), ""));

    let output = run(&["--lang", "fr", "--reader", "client"], typed, &folder("fr"));
    expect_file!["interview.fr.txt"].assert_eq(stdout(&output));
    assert_eq!((code(&output), stderr(&output)), (Some(0), ""));
}

#[test]
fn a_change_that_may_be_made_ends_with_its_steps() {
    let output = run(&["--lang", "en"], "all\n2\n?\n?\n?\n?\n", &folder("plan"));
    let end = stdout(&output).split_once("The change may be made.\n  1").unwrap().1;
    assert!(end.contains("downgrade the plan from Plus to Essentials"), "{end}");
    assert_eq!(code(&output), Some(0));
}

#[test]
fn who_answers_nothing_leaves_it_open() {
    let in_words = "I don't know\nI don’t know.\nje ne sais pas\ndon't know\n?\n?\n";
    for typed in ["", ".\n", "?\n?\n?\n?\n?\n?\n", in_words] {
        let output = run(&["--lang", "en"], typed, &folder("open"));
        assert!(stdout(&output).contains("It is not settled whether the change may be made."), "{}", stdout(&output));
        assert!(!stdout(&output).contains("That is not an answer"), "{}", stdout(&output));
        assert!(stdout(&output).contains("Still to be asked:\n  - Has your client confirmed"), "{}", stdout(&output));
        assert_eq!((code(&output), stderr(&output)), (Some(1), ""));
    }
}

#[test]
fn answers_are_taken_from_a_file_and_those_that_were_not_needed_are_told() {
    let folder = folder("file");
    let file = folder.join("known.json");
    let answers = r#"{"client.confirmation": ["projects"], "client.usage.users.billable": 2, "client.usage.features.classes": false,
        "client.usage.features.locations": false, "client.usage.features.purchase_orders": false,
        "client.usage.features.projects": true, "client.usage.accounts": 12}"#;
    std::fs::write(&file, answers).unwrap();
    let output = run(&["--lang", "en", "--answers", "known.json"], "", &folder);
    assert!(stdout(&output).contains("The change may be made.") && !stdout(&output).contains('>'), "{}", stdout(&output));
    expect![""].assert_eq(stderr(&output));
    assert_eq!(code(&output), Some(0));

    for (answers, wrong) in [
        ("[]", "known.json: invalid type: sequence, expected a map"),
        (r#"{"client.usage.users": 2}"#, "known.json: unknown fact `client.usage.users`, expected one of authorised_by.firm, "),
        (r#"{"client.usage.users.billable": "few"}"#, "known.json: client.usage.users.billable: expected a whole number"),
        (r#"{"client.usage.users.billable": {}}"#, "known.json: client.usage.users.billable: expected a whole number"),
    ] {
        std::fs::write(&file, answers).unwrap();
        let output = run(&["--lang", "en", "--answers", "known.json"], "", &folder);
        assert!(stderr(&output).starts_with(&format!("ask: {wrong}")), "{}", stderr(&output));
        assert_eq!((code(&output), stdout(&output)), (Some(2), ""));
    }
}

#[test]
fn answers_that_are_kept_are_not_asked_for_again() {
    let folder = folder("keep");
    let arguments = ["--lang", "en", "--keep", "kept.json"];
    assert_eq!(code(&run(&arguments, "projects\n", &folder)), Some(1));
    let first = std::fs::read_to_string(folder.join("kept.json")).unwrap();
    expect![[r#"
        {
          "client.confirmation": [
            "projects"
          ]
        }
    "#]]
    .assert_eq(&first);
    let output = run(&arguments, "4\n", &folder);
    assert!(stdout(&output).contains("\n1. Does your client have more than 3 billable users"), "{}", stdout(&output));
    assert_eq!(code(&output), Some(0));
    let both = std::fs::read_to_string(folder.join("kept.json")).unwrap();
    assert!(both.contains("client.confirmation") && both.contains("\"client.usage.users.billable\": 4"), "{both}");
}

#[cfg(unix)]
#[test]
fn an_interruption_keeps_what_was_answered() {
    let folder = folder("interrupt");
    let interrupt = |typed: &str, asked: &str| {
        let mut child = command(&["--lang", "en"], &folder).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(typed.as_bytes()).unwrap();
        let mut questions = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains(asked) {
            line.clear();
            assert_ne!(questions.read_line(&mut line).unwrap(), 0, "it ended before it asked: {asked}");
        }
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        let code = child.wait().unwrap().code();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (code, said)
    };
    assert_eq!(interrupt("", "1. "), (Some(130), String::new()), "there is nothing to keep");
    let (code, said) = interrupt("no\n", "2. ");
    assert_eq!((code, said.as_str()), (Some(130), "\nask: your answers are in answers.json; go on with --keep answers.json\n"));
    let (_, said) = interrupt("no\n", "2. ");
    assert!(said.contains("answers-2.json"), "the first are not written over: {said}");
    let kept = std::fs::read_to_string(folder.join("answers.json")).unwrap();
    assert_eq!(kept, "{\n  \"client.confirmation\": null\n}\n");
}

#[test]
fn what_cannot_be_read_or_written_is_reported() {
    let folder = folder("wrong");
    std::fs::write(folder.join("wrong.json"), r#"{"current": {"base": {"plan": "pluss", "payer": "firm"}}}"#).unwrap();
    for (arguments, wrong) in [
        (vec!["no-such-file"], "ask: cannot read no-such-file: no such file or directory"),
        (vec!["wrong.json"], "ask: wrong.json: current.base.plan: unknown variant `pluss`, expected one of"),
        (vec!["-"], "ask: standard input is where the answers are read from"),
        (vec!["--keep", "no-such-folder/kept.json"], "ask: cannot write no-such-folder/kept.json"),
        (vec!["--keep", "a", "--answers", "b"], "ask: "),
    ] {
        let output = run(&[&["--lang", "en"], arguments.as_slice()].concat(), "no\n", &folder);
        assert!(stderr(&output).starts_with(wrong), "{}", stderr(&output));
        assert_eq!(code(&output), Some(2));
    }
}
