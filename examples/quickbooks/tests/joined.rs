//! Several answers and sources together: contradictions are unknown, and companies are kept apart.

use quickbooks::{Age, Firm, Item, Judgement, Review, Sheet, Sure};
use serde_json::{Value, json};
use subscription_change::ways_out::Availability;
use subscription_change::{AddOnKind, Catalogue, Language};

use crate::facts::{INFO, PREFERENCES, finding, line, one, told, value, why};

const SAMPLES: [&str; 6] = [
    include_str!("../data/answers/9341450001.jsonl"),
    include_str!("../data/answers/9341450002.jsonl"),
    include_str!("../data/answers/9341450003.jsonl"),
    include_str!("../data/answers/9341450004.jsonl"),
    include_str!("../data/answers/9341450005.jsonl"),
    include_str!("../data/answers/9341450006.jsonl"),
];

pub(crate) fn samples() -> impl Iterator<Item = &'static str> {
    SAMPLES.iter().flat_map(|sample| sample.lines())
}

fn firm(lines: &[&str]) -> Firm {
    let mut firm = Firm::default();
    firm.answers.read("answers", lines.join("\n").as_bytes());
    firm
}

fn with_sheet(answers: &[String], sheet: &str) -> Firm {
    let mut firm = firm(&answers.iter().map(String::as_str).collect::<Vec<_>>());
    firm.sheet = Sheet::Firm.read("firm.csv", sheet.as_bytes(), Language::English).unwrap();
    assert_eq!(firm.sheet.faults, []);
    firm
}

fn subscription(status: &str, payroll: &str) -> String {
    let pairs = json!([
        {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
        {"Name": "SubscriptionStatus", "Value": status},
        {"Name": "PayrollFeature", "Value": payroll},
    ]);
    line("1", INFO, &json!({"CompanyInfo": {"Country": "CA", "NameValue": pairs}}))
}

#[test]
fn two_contradictory_answers_leave_their_fact_unknown_in_either_order() {
    let accounts = "select count(*) from Account where Active = true";
    let count = |count: u32| (accounts, json!({"QueryResponse": {"totalCount": count}}));
    for pair in [[count(41), count(42)], [count(42), count(41)]] {
        assert_eq!(why(&told(&pair), "client.usage.accounts"), ["contradiction"]);
    }
    assert_eq!(value(&told(&[count(41), count(41)]), "client.usage.accounts"), Some(41.into()));
    let pairs = json!([{"Name": "SubscriptionStatus", "Value": "TRIAL"}, {"Name": "SubscriptionStatus", "Value": "EXPIRED"}]);
    assert_eq!(why(&told(&[(INFO, json!({"CompanyInfo": {"NameValue": pairs}}))]), "client.status"), ["contradiction"]);
}

#[test]
fn what_is_turned_off_and_counted_all_the_same_is_unknown() {
    let off = json!({"Preferences": {"OtherPrefs": {"NameValue": [{"Name": "TimeTrackingFeatureEnabled", "Value": "false"}]}}});
    let company =
        told(&[(PREFERENCES, off), ("select count(*) from TimeActivity", json!({"QueryResponse": {"totalCount": 12}}))]);
    assert_eq!(why(&company, "client.usage.features.time_tracking"), ["contradiction"]);
}

#[test]
fn what_the_firm_says_counts_more_than_a_judgement_that_it_does_not_contradict() {
    let told =
        |status: &str| one(&with_sheet(&[subscription("SUBSCRIBED", "false")], &format!("company,client.status\n1,{status}\n")));
    for status in ["active", "pending", "cancelling"] {
        let company = told(status);
        assert_eq!(value(&company, "client.status"), Some(status.into()));
        assert_eq!(finding(&company, "client.status").sure, Some(Sure::Told));
    }
    assert_eq!(why(&told("suspended"), "client.status"), ["contradiction"]);
}

#[test]
fn payroll_in_one_source_but_not_in_the_other_is_asked_first() {
    let company = one(&with_sheet(&[subscription("SUBSCRIBED", "false")], "company,payroll_tier,payroll_payer\n1,core,firm\n"));
    assert_eq!(why(&company, "payroll_tier"), ["contradiction"]);
    let company = one(&with_sheet(&[subscription("SUBSCRIBED", "true")], "company,payroll_tier\n1,none\n"));
    assert_eq!(why(&company, "payroll_tier"), ["contradiction"]);
    let company = one(&with_sheet(&[subscription("SUBSCRIBED", "false")], "company,payroll_payer\n1,client\n"));
    assert_eq!(why(&company, "payroll_tier"), ["contradiction"], "somebody pays for what is not held");
    assert!(matches!(&company.judgement, Judgement::AskFirst(items) if items.contains(&Item::Tier(AddOnKind::Payroll))));
}

#[test]
fn nothing_is_judged_before_every_payer_and_tier_is_known() {
    let answers = [subscription("SUBSCRIBED", "true")];
    let all = [
        ("payer", "firm"),
        ("payroll_tier", "core"),
        ("payroll_payer", "client"),
        ("time_tier", "elite"),
        ("time_payer", "firm"),
    ];
    let sheet = |left_out: Option<&str>| {
        let cells: Vec<_> = all.iter().filter(|(column, _)| Some(*column) != left_out).collect();
        let row = |of: fn(&(&'static str, &'static str)) -> &'static str| {
            cells.iter().map(|cell| of(cell)).collect::<Vec<_>>().join(",")
        };
        format!("company,{}\n1,{}\n", row(|cell| cell.0), row(|cell| cell.1))
    };
    assert!(matches!(one(&with_sheet(&answers, &sheet(None))).judgement, Judgement::Judged(_)));
    for (column, _) in all {
        let company = one(&with_sheet(&answers, &sheet(Some(column))));
        let Judgement::AskFirst(items) = &company.judgement else { panic!("judged without {column}") };
        assert_eq!(items, &[Item::named(column).unwrap()]);
    }
}

#[test]
fn a_path_of_another_company_is_no_answer_of_this_one() {
    let path = line("1", "/v3/company/2/companyinfo/2?minorversion=75", &json!({"CompanyInfo": {"Country": "CA"}}));
    let firm = firm(&[&path]);
    assert_eq!(firm.answers.answers, []);
    assert_eq!(firm.answers.faults[0].said(Language::English), "answers, line 1: its path is that of another company, 2");
}

#[test]
fn what_is_known_of_a_company_hangs_on_its_own_answers_alone() {
    let lines: Vec<&str> = samples().collect();
    let all = firm(&lines);
    let review = Review::of(&all, &[], None);
    assert_eq!(review.companies.len(), 6);
    for (company, sample) in review.companies.iter().zip(SAMPLES) {
        assert_eq!(company.findings, one(&firm(&sample.lines().collect::<Vec<_>>())).findings);
    }
    // In whatever order they come.
    let turned = firm(&lines.iter().rev().copied().collect::<Vec<_>>());
    for (company, same) in review.companies.iter().zip(&Review::of(&turned, &[], None).companies) {
        assert!(company.findings.iter().zip(&same.findings).all(|(one, other)| one.value == other.value));
    }
}

#[test]
fn an_answer_that_is_taken_away_never_tells_a_fact_otherwise() {
    for sample in SAMPLES {
        let lines: Vec<&str> = sample.lines().collect();
        let whole = one(&firm(&lines));
        for left_out in 0..lines.len() {
            let fewer: Vec<&str> =
                lines.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, line)| *line).collect();
            for finding in one(&firm(&fewer)).findings {
                let before = whole.finding(finding.item).and_then(|finding| finding.value.clone());
                assert!(finding.value.is_none() || finding.value == before, "{} without {}", finding.item, lines[left_out]);
            }
        }
    }
}

#[test]
fn a_known_maximum_within_the_limit_leaves_no_question() {
    let query = "query { appFoundationsCustomFieldDefinitions { edges { node { active } } pageInfo { hasNextPage } } }";
    let fields = |count: usize| {
        let edges = vec![json!({"node": {"active": true}}); count];
        line(
            "1",
            query,
            &json!({"data": {"appFoundationsCustomFieldDefinitions": {"edges": edges, "pageInfo": {"hasNextPage": false}}}}),
        )
    };
    let advanced = subscription("SUBSCRIBED", "false").replace("Online Plus", "Online Advanced");
    let asked = |count: usize| {
        // An edition in which too many custom fields stand in the way.
        let mut terms = *Catalogue::canada().terms();
        terms.resources.custom_fields = subscription_change::catalogue::Enforcement::Blocks;
        let catalogue = terms.check().unwrap();
        let firm = with_sheet(&[advanced.clone(), fields(count)], "company,payer,time_tier\n1,firm,none\n");
        let Judgement::Judged(judged) = &Review::of(&firm, &[&catalogue], None).companies[0].judgement else {
            panic!("not judged")
        };
        judged
            .actions
            .iter()
            .take(2)
            .map(|entry| entry.questions().any(|asked| asked.fact.to_string() == "client.usage.custom_fields"))
            .collect::<Vec<_>>()
    };
    // To EasyStart, which takes 1, and to Essentials, which takes 4.
    assert_eq!(asked(5), [true, true]);
    assert_eq!(asked(3), [true, false]);
    assert_eq!(asked(1), [false, false]);
}

#[test]
fn what_is_older_than_a_stated_age_is_listed_and_so_is_what_says_no_time() {
    let at = |time: Value| {
        let body = json!({"QueryResponse": {"totalCount": 3}, "time": time});
        let firm = firm(&[&line("1", "select count(*) from Bill", &body)]);
        let age = Age { days: 30, as_of: "2026-11-27".parse().unwrap() };
        let days: Vec<Option<i64>> = Review::of(&firm, &[], Some(age)).companies[0].old.iter().map(|old| old.days).collect();
        days
    };
    assert_eq!(at("2026-10-28T23:59:59-08:00".into()), []);
    assert_eq!(at("2026-10-27T00:00:00-08:00".into()), [Some(31)]);
    assert_eq!(at("2024-02-29T00:00:00Z".into()), [Some(1002)]);
    assert_eq!(at("2026-11-28T00:00:00Z".into()), [Some(-1)], "later than that day");
    assert_eq!(at(1_601_391_072_830_u64.into()), [Some(2250)], "29 September 2020 in milliseconds");
    for no_time in [Value::Null, "yesterday".into(), "2026-13-01T00:00:00Z".into(), "".into()] {
        assert_eq!(at(no_time), [None]);
    }
}

#[test]
fn a_fault_in_the_sheet_is_reported_with_its_line_and_the_other_cells_are_read() {
    let sheet = "company;payer;time tier;client.usage.accounts\n1;somebody;none;96\n;firm;none;1\n1;client;core;-4\n";
    let cells = Sheet::Firm.read("firm.csv", sheet.as_bytes(), Language::English).unwrap();
    let said: Vec<String> = cells.faults.iter().map(|fault| fault.said(Language::English)).collect();
    assert_eq!(
        said,
        [
            "firm.csv, line 2: payer: expected firm or client, found 'somebody'",
            "firm.csv, line 3: the company is missing",
            "firm.csv, line 4: time_tier: expected premium, elite or none, found 'core'",
            "firm.csv, line 4: client.usage.accounts: expected a whole number, found '-4'",
        ]
    );
    let company = one(&Firm { sheet: cells, ..Firm::default() });
    assert_eq!(value(&company, "client.usage.accounts"), Some(96.into()));
    assert_eq!(value(&company, "payer"), Some("client".into()));
    // A quotation mark that is left open hides no company, and a row may end in separators.
    let sheet = "company,name,payer\n1,\"Roy,firm\n2,Two,client\n";
    let cells = Sheet::Firm.read("firm.csv", sheet.as_bytes(), Language::English).unwrap();
    let said: Vec<String> = cells.faults.iter().map(|fault| fault.said(Language::English)).collect();
    assert_eq!(said, ["firm.csv, line 2: a quotation mark is left open, up to line 4; nothing of these lines is read"]);
    let cells = Sheet::Firm.read("firm.csv", b"company,payer\n1,firm,,\n", Language::English).unwrap();
    assert_eq!(cells.faults, []);
    // No column is taken for another one, and bytes that are no text are told by their line.
    for headings in ["company,company,payer", "company;payer;Payer"] {
        let twice = Sheet::Firm.read("firm.csv", headings.as_bytes(), Language::English).unwrap_err();
        assert!(twice.starts_with("firm.csv: column ") && twice.ends_with(" repeats an earlier one"), "{twice}");
    }
    let cells = Sheet::Firm.read("firm.csv", b"company,payer,\n1,firm,\n\xe9,client,\n3,client,x\n", Language::English).unwrap();
    let said: Vec<String> = cells.faults.iter().map(|fault| fault.said(Language::English)).collect();
    assert_eq!(
        said,
        ["firm.csv, line 3: not UTF-8, expected a file saved as “CSV UTF-8”", "firm.csv, line 4: not a row: 3 | client | x"]
    );
    let unknown = Sheet::Firm.read("firm.csv", b"company,colour\n1,red\n", Language::French).unwrap_err();
    assert_eq!(unknown, "firm.csv\u{a0}: colonne inconnue «\u{a0}colour\u{a0}»");
}

#[test]
fn a_sheet_is_read_as_spreadsheets_save_it_and_as_people_type_it() {
    let usual = "company,payer,time_tier,client.billing_current,client.usage.accounts\n1,firm,elite,yes,1200\n";
    let read = |bytes: &[u8]| {
        let cells = Sheet::Firm.read("firm.csv", bytes, Language::French).unwrap();
        assert_eq!(cells.faults, []);
        let company = one(&Firm { sheet: cells, ..Firm::default() });
        ["payer", "time_tier", "client.billing_current", "client.usage.accounts"].map(|item| value(&company, item))
    };
    let expected = read(usual.as_bytes());
    assert!(expected.iter().all(Option::is_some));
    let semicolons = usual.replace(',', ";");
    let utf_16: Vec<u8> = usual.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for same in [
        semicolons.clone().into_bytes(),
        format!("\u{feff}sep=;\r\n{semicolons}").into_bytes(),
        [vec![0xff, 0xfe], utf_16].concat(),
        b"Company,PAYER,Time tier,Client.Billing_current,client.usage.accounts,,\n1,Cabinet,\xc3\x89lite,x,\"1 200,0\",,\n"
            .to_vec(),
    ] {
        assert_eq!(read(&same), expected, "{}", String::from_utf8_lossy(&same));
    }
}

#[test]
fn an_action_is_later_where_something_stands_in_the_way_and_depends_where_that_is_not_known() {
    let availability = |users: &str| {
        let sheet = format!(
            "company,payer,time_tier,authorised_by.firm,firm.billing_current,firm.subscription_current,firm.manages_billing,\
             firm.is_accountant_user,client.hours_since_downgrade,client.downgrade_offered,client.confirmation,\
             client.usage.users.billable,client.usage.features.inventory,client.usage.features.bills\n\
             1,firm,none,yes,yes,yes,yes,yes,none,yes,yes,{users},no,no\n"
        );
        let firm = with_sheet(&[subscription("SUBSCRIBED", "false")], &sheet);
        let Judgement::Judged(judged) = &one(&firm).judgement else { panic!("not judged") };
        let of = |name: &str| judged.actions.iter().find(|entry| entry.action.to_string() == name).unwrap().availability;
        [of("Downgrade to Essentials"), of("Upgrade to Advanced"), of("Switch to Ledger")]
    };
    assert_eq!(availability(""), [Availability::Depends, Availability::Now, Availability::Never]);
    assert_eq!(availability("4"), [Availability::Later, Availability::Now, Availability::Never]);
}
