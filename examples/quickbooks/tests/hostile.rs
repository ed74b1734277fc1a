//! Whatever is in a file, the result is a clear error or an unknown fact, never a guess and never a panic.

use quickbooks::{Age, Answers, Company, Firm, Review, Sheet};
use serde_json::{Value, json};
use subscription_change::Language;

use crate::facts::line;
use crate::joined::samples;

fn read(bytes: &[u8]) -> Answers {
    let mut answers = Answers::default();
    answers.read("answers", bytes);
    assert!(answers.faults.iter().all(|fault| !fault.said(Language::French).is_empty()));
    answers
}

fn companies(answers: Answers) -> Vec<Company<'static>> {
    Review::of(&Firm { answers, ..Firm::default() }, &[], None).companies
}

/// One sample of each kind of body.
fn kinds() -> impl Iterator<Item = &'static str> {
    let of_company = |line: &&str| line.contains("\"9341450002\"");
    samples()
        .filter(of_company)
        .chain(samples().filter(|line| line.contains("{\"QueryResponse\":{}")).take(2))
        .chain(samples().filter(|line| line.contains("\"fault\"")).take(1))
}

#[test]
fn no_beginning_of_an_answer_is_an_answer_and_the_next_line_is_read_all_the_same() {
    let next = samples().next().unwrap();
    for line in kinds() {
        for cut in (1..line.len()).filter(|&cut| line.is_char_boundary(cut)) {
            let answers = read(format!("{}\n{next}", &line[..cut]).as_bytes());
            assert_eq!((answers.answers.len(), answers.faults.len()), (1, 1), "{}", &line[..cut]);
            assert_eq!(answers.answers[0].company, "9341450001");
            assert_eq!(answers.faults[0].line, 1);
        }
    }
}

#[test]
fn a_changed_byte_is_read_or_reported_and_every_known_fact_has_its_source() {
    for line in kinds() {
        for place in 0..line.len() {
            for byte in [b'"', 0xff] {
                let mut bytes = line.as_bytes().to_vec();
                bytes[place] = byte;
                let answers = read(&bytes);
                assert!(!answers.answers.is_empty() || !answers.faults.is_empty() || bytes.is_empty());
                for company in companies(answers) {
                    let known = company.findings.iter().filter(|finding| finding.value.is_some());
                    assert!(known.clone().all(|finding| !finding.sources.is_empty()));
                }
            }
        }
    }
}

/// Each version of a value in which one part of it is another value, or is not there.
fn with_one_part_otherwise(value: &Value, wrong: &Value) -> Vec<Value> {
    let mut all = vec![wrong.clone()];
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let mut without = members.clone();
                without.remove(key);
                all.push(Value::Object(without));
                for other in with_one_part_otherwise(member, wrong) {
                    let mut members = members.clone();
                    members.insert(key.clone(), other);
                    all.push(Value::Object(members));
                }
            }
        }
        Value::Array(list) => {
            for (place, member) in list.iter().enumerate() {
                for other in with_one_part_otherwise(member, wrong) {
                    let mut list = list.clone();
                    list[place] = other;
                    all.push(Value::Array(list));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn a_part_of_a_body_that_is_missing_or_of_another_kind_never_tells_a_fact_otherwise() {
    for line in kinds() {
        let answer: Value = serde_json::from_str(line).unwrap();
        let whole = companies(read(line.as_bytes()));
        for wrong in [Value::Null, json!(-1), json!("?"), json!([]), json!({})] {
            for body in with_one_part_otherwise(&answer["body"], &wrong) {
                let mut answer = answer.clone();
                answer["body"] = body;
                for company in companies(read(answer.to_string().as_bytes())) {
                    for finding in company.findings.iter().filter(|finding| finding.value.is_some()) {
                        let before = whole[0].finding(finding.item).and_then(|before| before.value.clone());
                        assert_eq!(finding.value, before, "{} of {answer}", finding.item);
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_no_whole_answer_to_its_request_is_told() {
    for (request, body) in [
        ("select count(*) from Bill", json!({"QueryResponse": {"totalCount": "41"}})),
        ("select count(*) from Bill", json!({"QueryResponse": {"totalCount": -1}})),
        ("select count(*) from Bill", json!({"QueryResponse": {"totalCount": 4_294_967_296_u64}})),
        ("select count(*) from Bill", json!({"QueryResponse": {"Bill": [{}]}})),
        ("select count(*) from Bill", json!({"CompanyInfo": {}})),
        ("select count(*) from Bill", json!([])),
        ("select count(*) from Bill", json!("<html>")),
        ("select * from Preferences", json!({"QueryResponse": {"CompanyInfo": [{}]}})),
        ("select * from Preferences", json!({"QueryResponse": {"Preferences": [{}, {}]}})),
        ("select * from RecurringTransaction", json!({"QueryResponse": {"RecurringTransaction": [], "maxResults": 3}})),
        (
            "select * from RecurringTransaction startposition 101",
            json!({"QueryResponse": {"RecurringTransaction": [], "startPosition": 1}}),
        ),
        ("select * from RecurringTransaction maxresults 1", json!({"QueryResponse": {"RecurringTransaction": [{}, {}]}})),
    ] {
        let answers = read(line("1", request, &body).as_bytes());
        assert_eq!(answers.answers, [], "{body}");
        let said = answers.faults[0].said(Language::English);
        assert_eq!(said, format!("answers, line 1: the body is not a complete answer to this request: {request}"));
    }
}

#[test]
fn an_answer_with_a_fault_beside_it_counts_as_neither() {
    let body = json!({"Fault": {"Error": [{"code": "6190"}]}, "QueryResponse": {"totalCount": 0}});
    let answers = read(line("1", "select count(*) from Bill", &body).as_bytes());
    assert_eq!(answers.faults[0].said(Language::English), "answers, line 1: the body is both a fault and an answer");
}

#[test]
fn a_repeated_key_is_an_error_and_the_last_one_does_not_win() {
    let twice = r#"{"company":"1","query":"select count(*) from Bill","body":{"QueryResponse":{"totalCount":0,"totalCount":7}}}"#;
    let said = read(twice.as_bytes()).faults[0].said(Language::English);
    assert!(said.starts_with("answers, line 1: not JSON: the key `totalCount` is there twice (line 1, column "), "{said}");
}

#[test]
fn an_object_of_a_hundred_thousand_keys_is_read_at_once() {
    let keys: Vec<String> = (0..100_000).map(|number| format!("\"k{number}\":1")).collect();
    let line = format!(r#"{{"company":"1","query":"select count(*) from Bill","body":{{{}}}}}"#, keys.join(","));
    let begin = std::time::Instant::now();
    assert_eq!(read(line.as_bytes()).answers, []);
    // Each key compared with all before it takes minutes.
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}

#[test]
fn twenty_thousand_answers_about_one_fact_of_one_company_are_reviewed_at_once() {
    let answer = |number: u32| {
        let time = format!("2026-11-24T06:00:00.{number:05}");
        line("1", "select count(*) from Bill", &json!({"QueryResponse": {"totalCount": 3}, "time": time})) + "\n"
    };
    let answers = read((0..20_000).map(answer).collect::<String>().as_bytes());
    let firm = Firm { answers, ..Firm::default() };
    let age = Age { days: 1, as_of: "2026-11-27".parse().unwrap() };
    let begin = std::time::Instant::now();
    assert_eq!(Review::of(&firm, &[], Some(age)).companies[0].old.len(), 20_000);
    // Each compared with all before it takes a minute.
    assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
}

#[test]
fn what_is_no_answer_at_all_is_reported_with_what_is_missing() {
    for (line, what) in [
        ("7", "expected an object with company, query or path, and body"),
        ("{}", "it does not say which company it is about"),
        (r#"{"company":" "}"#, "it does not say which company it is about"),
        (r#"{"company":"1","body":{}}"#, "it does not say what it answers: expected either a query or a path"),
        (
            r#"{"company":"1","query":"select * from Bill","path":"/","body":{}}"#,
            "it does not say what it answers: expected either a query or a path",
        ),
        (r#"{"company":"1","query":"drop table Bill","body":{}}"#, "this is not a request of the interface: drop table Bill"),
        (
            r#"{"company":"1","query":"select count(*) from Bill maxresults 5000","body":{}}"#,
            "this is not a request of the interface: select count(*) from Bill maxresults 5000",
        ),
        (
            r#"{"company":"1","query":"select * from Customer maxresults 2 maxresults 1000","body":{}}"#,
            "this is not a request of the interface: select * from Customer maxresults 2 maxresults 1000",
        ),
        (r#"{"company":"1","path":"/v3/companies","body":{}}"#, "this is not a request of the interface: /v3/companies"),
        (r#"{"company":"1","query":"select * from Bill"}"#, "there is no body"),
        (r#"{"company":"1","realm":"2"}"#, "unknown key `realm`, expected company, query or path, body, and time if you like"),
    ] {
        let answers = read(line.as_bytes());
        assert_eq!(answers.faults[0].said(Language::English), format!("answers, line 1: {what}"));
        assert_eq!(answers.answers, []);
    }
}

#[test]
fn a_sheet_of_any_bytes_is_read_or_told() {
    // Its headings and a row.
    let rows: Vec<&[u8]> = include_bytes!("../data/firm.csv").split_inclusive(|byte| *byte == b'\n').take(2).collect();
    let sheet = rows.concat();
    for place in 0..sheet.len() {
        for byte in [b'"', b',', 0xff] {
            let mut bytes = sheet.clone();
            bytes[place] = byte;
            if let Ok(cells) = Sheet::Firm.read("firm.csv", &bytes, Language::English) {
                assert!(cells.faults.iter().all(|fault| !fault.said(Language::English).is_empty()));
            }
        }
    }
}
