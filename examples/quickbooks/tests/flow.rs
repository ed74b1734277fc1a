//! A firm's whole flow: six companies' answers and the firm's sheet, joined by company, reviewed, asked, answered, decided.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::command::{DATA, code, file, quickbooks, stdout};

/// What people answer, by company and fact: the filled-in questions that are shipped.
fn people() -> BTreeMap<(String, String), String> {
    let mut rows = csv::Reader::from_path(format!("{DATA}/answers.csv")).unwrap();
    let rows = rows.records().map(Result::unwrap);
    rows.map(|row| ((row[0].to_owned(), row[2].to_owned()), row[3].to_owned())).collect()
}

fn review(answers: Option<&str>) -> Vec<Value> {
    let (folder, sheet) = (format!("{DATA}/answers"), format!("{DATA}/firm.csv"));
    let mut arguments = vec![folder.as_str(), "--sheet", &sheet, "--json"];
    arguments.extend(answers.into_iter().flat_map(|file| ["--answers", file]));
    let output = quickbooks(&arguments, "");
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
fn a_firm_asks_until_nothing_depends_on_what_is_not_known() {
    let people = people();
    let (folder, sheet) = (format!("{DATA}/answers"), format!("{DATA}/firm.csv"));
    let mut filled = String::from("company,fact,answer\n");
    let mut rounds = Vec::new();
    loop {
        let answers = file("filled.csv", &filled);
        let answers = answers.to_str().unwrap();
        let asked = quickbooks(&[&folder, "--sheet", &sheet, "--answers", answers, "--ask", "--lang", "fr"], "");
        assert_eq!(code(&asked), 0);
        let mut questions = csv::Reader::from_reader(asked.stdout.as_slice());
        let questions: Vec<csv::StringRecord> = questions.records().map(Result::unwrap).collect();
        if questions.is_empty() {
            break;
        }
        assert!(rounds.len() < 3, "it asks and asks: {questions:?}");
        rounds.push(questions.len());
        for question in questions {
            assert!(question[5].ends_with('?') && !question[6].is_empty(), "{question:?}");
            let answer = people.get(&(question[0].to_owned(), question[2].to_owned())).unwrap();
            filled += &[&question[0], &question[2], answer].join(",");
            filled.push('\n');
        }
    }
    // First what has to be known before anything is judged, then what is left.
    assert_eq!(rounds, [22, 9]);

    let answers = file("filled.csv", &filled);
    let decided = review(Some(answers.to_str().unwrap()));
    let shipped = review(Some(&format!("{DATA}/answers.csv")));
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
            ("9341450004", BTreeMap::new()),
            ("9341450005", BTreeMap::new()),
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
    let companies = review(None);
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
