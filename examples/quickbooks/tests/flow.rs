//! A firm's whole flow: six companies' answers and the firm's sheet, joined by company, reviewed, asked, answered, decided.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{DATA, code, quickbooks_in, stdout};

const README: &str = include_str!("../README.md");

/// The commands of the README's flow, in its order: the review, the questions, the decisions. Each has its arguments and, where it writes
/// one, its file.
fn commands() -> [(Vec<&'static str>, Option<&'static str>); 3] {
    let commands = README.lines().filter_map(|line| line.strip_prefix("quickbooks "));
    let commands = commands.map(|line| {
        let (arguments, file) = line.split_once(" > ").map_or((line, None), |(line, file)| (line, Some(file)));
        (arguments.split_whitespace().collect(), file)
    });
    commands.collect::<Vec<_>>().try_into().expect("there are three")
}

/// A folder with the answers and the sheet that are shipped, for these commands.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(folder.join("answers")).unwrap();
    let answers = std::fs::read_dir(format!("{DATA}/answers")).unwrap().map(|file| file.unwrap().path());
    for file in answers.chain([format!("{DATA}/firm.csv").into()]) {
        let to = folder.join(file.strip_prefix(DATA).unwrap());
        std::fs::copy(file, to).unwrap();
    }
    folder
}

/// What people answer, by company and fact: the filled-in questions that are shipped.
fn people() -> BTreeMap<(String, String), String> {
    let mut rows = csv::Reader::from_path(format!("{DATA}/answers.csv")).unwrap();
    let rows = rows.records().map(Result::unwrap);
    rows.map(|row| ((row[0].to_owned(), row[2].to_owned()), row[3].to_owned())).collect()
}

/// What a command says, for programs.
fn review(folder: &Path, command: &[&str], answers: &str) -> Vec<Value> {
    let arguments = [command, &["--json"]].concat();
    let arguments: Vec<&str> = arguments.into_iter().map(|word| if word == "questions.csv" { answers } else { word }).collect();
    let output = quickbooks_in(folder, &arguments, "");
    assert_eq!(code(&output), 0);
    stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// How many actions of a company may be had now, later, never, or depend.
fn standings(company: &Value) -> BTreeMap<&str, usize> {
    let mut standings = BTreeMap::new();
    for action in company["actions"].as_array().into_iter().flatten() {
        *standings.entry(action["availability"].as_str().unwrap()).or_default() += 1;
    }
    standings
}

#[test]
fn the_commands_of_the_readme_lead_from_answers_and_a_sheet_to_decisions() {
    let [(review_it, None), (ask, Some(questions)), (decide, None)] = commands() else { panic!("other files are written") };
    let (folder, people) = (folder("flow"), people());
    let reviewed = quickbooks_in(&folder, &review_it, "");
    assert_eq!(code(&reviewed), 0);
    assert_eq!(stdout(&reviewed).lines().filter(|line| line.contains(" (934145000")).count(), 6);

    // Ask, fill in the column `answer`, and ask again with the answers, until there is no question left.
    let mut filled = String::from("company,fact,answer\n");
    let mut rounds = Vec::new();
    loop {
        std::fs::write(folder.join("filled.csv"), &filled).unwrap();
        let again: &[&str] = if rounds.is_empty() { &[] } else { &["--answers", "filled.csv"] };
        let asked = quickbooks_in(&folder, &[&ask, again].concat(), "");
        assert_eq!(code(&asked), 0);
        std::fs::write(folder.join(questions), &asked.stdout).unwrap();
        let mut sheet = csv::Reader::from_path(folder.join(questions)).unwrap();
        let asked: Vec<csv::StringRecord> = sheet.records().map(Result::unwrap).collect();
        if asked.is_empty() {
            break;
        }
        assert!(rounds.len() < 3, "it asks and asks: {asked:?}");
        rounds.push(asked.len());
        for question in asked {
            assert!(question[5].ends_with('?') && !question[6].is_empty(), "{question:?}");
            let answer = people.get(&(question[0].to_owned(), question[2].to_owned())).unwrap_or_else(|| panic!("{question:?}"));
            filled += &[&question[0], &question[2], answer].join(",");
            filled.push('\n');
        }
    }
    // First what has to be known before anything is judged, then what is left.
    assert_eq!(rounds, [29, 9]);

    let decided = review(&folder, &decide, "filled.csv");
    let shipped = review(&folder, &decide, &format!("{DATA}/answers.csv"));
    let told: Vec<_> = decided.iter().map(|company| (company["company"].as_str().unwrap(), standings(company))).collect();
    assert_eq!(
        told,
        shipped.iter().map(|company| (company["company"].as_str().unwrap(), standings(company))).collect::<Vec<_>>()
    );
    let counts = |now, later, never| {
        let counts = [("now", now), ("later", later), ("never", never)];
        counts.into_iter().filter(|(_, count)| *count > 0).collect::<BTreeMap<&str, usize>>()
    };
    assert_eq!(
        told,
        [
            ("9341450001", counts(8, 6, 2)),
            ("9341450002", counts(2, 9, 2)),
            ("9341450003", counts(3, 11, 2)),
            ("9341450004", counts(10, 4, 4)),
            ("9341450005", counts(0, 19, 3)),
            ("9341450006", counts(5, 0, 11)),
        ]
    );
    // What is now is a change plan, word for word as the library decides it, and never with a question that settles anything.
    for action in decided.iter().flat_map(|company| company["actions"].as_array().into_iter().flatten()) {
        let is_plan = action["answer"]["decision"] == "change_plan";
        assert_eq!(action["availability"] == "now", is_plan, "{action}");
        assert_eq!(action["after"].as_array().unwrap().len(), 0, "{action}");
    }
}

#[test]
fn before_it_is_answered_an_action_names_the_questions_on_which_it_hangs() {
    let [(arguments, _), ..] = commands();
    let companies = review(&folder("before"), &arguments, "");
    let bakery = &companies[0];
    assert_eq!(bakery["name"], "Boulangerie Trois-Ponts inc.");
    assert_eq!(bakery["current"]["base"]["plan"], "plus");
    let down = &bakery["actions"][1];
    assert_eq!((&down["action"]["to"], &down["availability"]), (&"essentials".into(), &"depends".into()));
    assert_eq!(down["after"], serde_json::json!(["client.confirmation", "client.usage.users.billable"]));
    assert_eq!(bakery["rests_on_judgement"], serde_json::json!(["client.status"]));
    // Each question of an action is among those of its company.
    for company in &companies {
        let asked: Vec<&Value> = company["ask"].as_array().unwrap().iter().map(|asked| &asked["fact"]).collect();
        for action in company["actions"].as_array().into_iter().flatten() {
            assert!(action["after"].as_array().unwrap().iter().all(|fact| asked.contains(&fact)), "{action}");
        }
    }
    let known =
        |company: &Value, sure: &str| company["known"].as_array().unwrap().iter().filter(|fact| fact["sure"] == sure).count();
    assert_eq!((known(bakery, "judged"), known(bakery, "bounded")), (1, 1));
}
