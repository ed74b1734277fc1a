//! Clients of whom something is not known: what is sure, what may be, and what is asked.

use serde_json::{Value, json};
use subscription_change::{Catalogue, Language, Party, Plan, ReasonCode};

use super::run::{But, SHIPPED, book, book_with, code, json as report, review, stderr, stdout};

fn answer(but: But<'_>) -> Value {
    report(&[], book(&[but]))["could_move_down"][0]["answer"].clone()
}

fn facts(answer: &Value) -> Vec<&str> {
    answer["questions"].as_array().unwrap().iter().map(|question| question["fact"].as_str().unwrap()).collect()
}

#[test]
fn what_is_known_is_enough_where_the_rest_changes_nothing() {
    let known = answer(&[("features", "bills")]);
    // To move down, nobody reads when a discount ended or whether the country edition is the same.
    let unknown = answer(&[("features", "bills"), ("days_since_discount", ""), ("same_region", ""), ("primary_admin", "")]);
    assert_eq!(unknown, known);
    assert_eq!(known["availability"], "later");
}

#[test]
fn what_depends_on_an_unknown_fact_is_open_with_the_question_that_decides_it() {
    let open = answer(&[("features", "bills"), ("confirmed", "yes"), ("accepted_losses", "none"), ("status", "")]);
    assert_eq!((&open["availability"], facts(&open)), (&json!("open"), vec!["client.status"]));
    assert_eq!(open["remedies"], json!([]));
    assert!(open["possible"].as_array().unwrap().contains(&json!("client_read_only")));
}

#[test]
fn what_is_to_be_done_in_any_case_is_sure_beside_what_is_asked() {
    let later = answer(&[("features", "bills"), ("manages_billing", "")]);
    assert_eq!((&later["availability"], facts(&later)), (&json!("later"), vec!["firm.manages_billing"]));
    assert_eq!(later["remedies"][0]["code"], "confirm");
    assert_eq!(later["possible"], json!(["firm_user_not_permitted"]));
}

#[test]
fn nothing_is_said_of_a_remedy_that_depends_on_an_unknown_fact_but_that_it_is_to_be_done() {
    // Who has to allow the transfer is the primary admin, and from when an annual subscription can be billed monthly its renewal says.
    let split: But<'_> = &[
        ("payer", "client"),
        ("time_tier", "elite"),
        ("time_payer", "firm"),
        ("transfer_permission_hours", "never"),
        ("billing_cycle", "annual"),
        ("days_to_renewal", ""),
        ("primary_admin", ""),
    ];
    let report = report(&[], book(&[split]));
    let answer = &report["split_billing"][0]["to_firm"];
    assert_eq!(answer["availability"], "later", "{answer:#}");
    assert_eq!(
        answer["remedies"],
        json!([{"code": "permit_transfer"}, {"code": "switch_to_monthly", "by": "client"}]),
        "{answer:#}"
    );
    assert!(["client.primary_admin", "client.days_to_renewal"].iter().all(|fact| facts(answer).contains(fact)), "{answer}");
    let text = stdout(&review(&["--format", "csv"], book(&[split]))).to_owned();
    for said in ["it is not known who that is", "it is not known how soon it can"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Your client has to allow"), "{text}");
}

/// Of what may stand in the way a column has room for a few words, and not for the rule's condition.
#[test]
fn what_may_stand_in_the_way_is_said_in_short() {
    let row = |plan: &Plan, payer: Party| format!("A,{plan},{payer},elite,{}\n", payer.other());
    let rows = Plan::ALL.iter().flat_map(|plan| Party::ALL.iter().map(move |&payer| row(plan, payer)));
    let book = format!("client,plan,payer,time_tier,time_payer\n{}", rows.collect::<String>());
    for &language in Language::ALL {
        let text = stdout(&review(&["--format", "csv", "--lang", language.tag()], book.clone())).to_owned();
        for &code in ReasonCode::ALL {
            let condition = Catalogue::canada().rule(code).condition(language).to_string();
            let (_, rest) = condition.split_at(condition.chars().next().map_or(0, char::len_utf8));
            assert!(!text.contains(&format!("{rest}.")), "{code} has its condition, and no few words in {language}");
        }
    }
}

#[test]
fn unknown_use_does_not_count_as_fitting() {
    let but: But<'_> = &[("features", "bills"), ("billable_users", ""), ("confirmed", "yes"), ("accepted_losses", "none")];
    let report = report(&[], book(&[but]));
    let found = &report["could_move_down"][0];
    assert_eq!((&found["use_known"], &found["answer"]["availability"]), (&json!(false), &json!("open")));
    // Nobody says that the firm pays for too much, and the matrix leaves the client out.
    assert_eq!((&report["paid_without_need"], &report["matrix"], &report["use_unknown"]), (&json!([]), &json!([]), &json!(1)));
    let question = &report["to_ask"][0]["questions"][0];
    assert_eq!(question["fact"], "client.usage.users.billable");
}

#[test]
fn a_change_that_two_findings_bring_is_told_once() {
    // The firm pays for a company that can only be read, and not for all of it: in both cases the client could pay.
    let but: But<'_> = &[
        ("payroll_tier", "core"),
        ("payroll_payer", "client"),
        ("status", "expired"),
        ("other_billing_system", ""),
        ("primary_admin", ""),
    ];
    let report = report(&[], book(&[but]));
    assert_eq!(report["paid_without_need"][0]["to"]["base"]["payer"], "client");
    let changes = report["to_ask"][0]["changes"].as_array().unwrap();
    let transfers: Vec<&Value> = changes.iter().map(|change| &change["actions"]).collect();
    let to = |product: &str, payer: &str| json!([{"code": "transfer", "product": product, "to": payer}]);
    assert_eq!(transfers, [&to("base", "client"), &to("payroll", "firm")]);
}

#[test]
fn what_more_there_is_to_do_is_not_told_as_if_everything_were_open() {
    let said = |but: But<'_>| {
        let output = review(&["--width", "400"], book(&[&[&[("features", "bills"), ("manages_billing", "")], but].concat()]));
        stdout(&output).to_owned()
    };
    let later = said(&[]);
    assert!(later.contains("Later") && later.contains("The rest depends on 1 answer: see what to ask."), "{later}");
    let open = said(&[("confirmed", "yes"), ("accepted_losses", "none")]);
    assert!(open.contains("Depends") && open.contains("It depends on 1 answer: see what to ask."), "{open}");
}

#[test]
fn a_time_add_on_is_unused_only_where_that_is_known() {
    let held: But<'_> = &[("time_tier", "elite"), ("time_payer", "firm")];
    assert_eq!(report(&[], book(&[held]))["paid_without_need"][0]["why"], "time_unused");
    let report = report(&[], book(&[&[held, &[("time_only_users", "")]].concat()]));
    assert_eq!(report["paid_without_need"], json!([]));
    assert_eq!(report["to_ask"][0]["questions"][0]["fact"], "client.usage.users.time_only");
}

/// The shipped book with no more than these of its columns.
fn shipped_with(columns: usize) -> Vec<u8> {
    let shipped = std::fs::read(SHIPPED).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(shipped.as_slice());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.records().take(61) {
        writer.write_record(record.unwrap().iter().take(columns)).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn a_book_of_names_plans_and_payers_is_a_useful_review() {
    let report = report(&[], shipped_with(3));
    assert_eq!((&report["clients"], &report["use_unknown"]), (&json!(60), &json!(60)));
    let down = report["could_move_down"].as_array().unwrap();
    assert!(down.len() > 30 && down.iter().all(|found| found["answer"]["availability"] == "open"));
    let asked = report["to_ask"].as_array().unwrap();
    assert!(asked.len() >= down.len());
    // Each question is told with everybody about whom it is asked.
    let asked: usize = asked.iter().map(|found| found["questions"].as_array().unwrap().len()).sum();
    let questions = report["questions"].as_array().unwrap();
    let lines: usize = questions.iter().map(|question| question["lines"].as_array().unwrap().len()).sum();
    assert_eq!(asked, lines);
    assert!(questions.len() < 40, "{} questions are many for one book", questions.len());
}

#[test]
fn nobody_is_asked_about_what_the_current_plan_lacks() {
    let asked = |plan: &str| {
        let report = report(&[], format!("client,plan,payer\nA,{plan},firm\n"));
        let questions = report["questions"].as_array().unwrap().clone();
        move |fact: &str| questions.iter().any(|question| question["fact"] == format!("client.usage.features.{fact}"))
    };
    assert!(asked("plus")("projects") && !asked("plus")("workflows"));
    assert!(asked("advanced")("workflows"));
    assert!(asked("essentials")("bills") && !asked("essentials")("projects"));
}

/// Whatever the blank cells turn out to hold: what was said to be sure stays so, and what was never asked changes nothing.
#[test]
fn what_is_sure_of_a_client_holds_in_the_whole_book() {
    let whole = report(&[], shipped_with(34));
    for columns in [3, 8, 13, 20, 27] {
        let part = report(&[], shipped_with(columns));
        for found in part["could_move_down"].as_array().unwrap() {
            let answer = &found["answer"];
            let same = |other: &&Value| (&other["line"], &other["to"]) == (&found["line"], &found["to"]);
            let Some(now) = whole["could_move_down"].as_array().unwrap().iter().find(same) else { continue };
            for remedy in answer["remedies"].as_array().unwrap() {
                let is_there = |other: &Value| (&other["code"], &other["by"]) == (&remedy["code"], &remedy["by"]);
                assert!(now["answer"]["remedies"].as_array().unwrap().iter().any(is_there), "{columns}: {remedy} of {found}");
            }
        }
    }
}

#[test]
fn a_mail_merge_has_the_questions_to_each_client_in_one_cell_and_nothing_that_is_a_formula() {
    let names: [But<'_>; 3] = [
        &[("client", "=1+1"), ("features", "bills"), ("confirmed", ""), ("billable_users", "")],
        &[("client", "Rien"), ("features", "bills")],
        &[("client", "-Roy;=2"), ("features", "bills"), ("status", ""), ("billable_users", "")],
    ];
    for delimiter in [b',', b';', b'\t'] {
        let output = review(&["--format", "mail"], book_with(delimiter, &names));
        assert_eq!((code(&output), stderr(&output)), (0, ""));
        let text = stdout(&output).strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let clients: Vec<&str> = rows.iter().map(|row| &row[1]).collect();
        assert_eq!(clients, ["'=1+1", "'-Roy;'=2"]);
        let questions: Vec<&str> = rows[0][4].lines().collect();
        let expected = [
            "Have you confirmed the downgrade, and which features have you agreed to lose?",
            "How many billable users do you have, counting invitations?",
        ];
        assert_eq!(questions, expected);
        assert!(rows.iter().flatten().flat_map(str::lines).all(|line| !line.trim_start().starts_with(['=', '+', '-', '@'])));
    }
}

#[test]
fn the_sheet_tells_what_may_be_and_what_to_ask_of_whom() {
    let output = review(&["--format", "csv"], book(&[&[("features", "bills"), ("status", ""), ("billable_users", "")]]));
    let text = stdout(&output).trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, heading: &str| {
        let place = headings.iter().position(|other| other == heading).unwrap();
        rows[row][place].to_owned()
    };
    assert_eq!(cell(0, "List"), "Could move down");
    assert!(cell(0, "May stand in the way").contains("There are too many users."), "{}", cell(0, "May stand in the way"));
    assert!(cell(0, "Look up").starts_with("What is the status of your client's company: "), "{}", cell(0, "Look up"));
    assert_eq!(cell(rows.len() - 1, "List"), "What to ask, client by client");
    assert!(cell(rows.len() - 1, "Ask the client").contains("billable users"));
}
