//! Who is in which list, each with the nearest case where nobody is.

use serde_json::{Value, json};

use super::run::{But, INVENTED_EDITION, book, json as report};

/// The one entry of a list about one client; nothing where the list is empty.
fn entry(list: &str, arguments: &[&str], but: But<'_>) -> Option<Value> {
    let report = report(arguments, book(&[but]));
    let entries = report[list].as_array().unwrap();
    assert!(entries.len() <= 1, "{entries:?}");
    entries.first().cloned()
}

fn down(but: But<'_>) -> Option<Value> {
    entry("could_move_down", &["--too-many", "0"], but)
}

fn limits(but: But<'_>) -> Option<Value> {
    entry("limits", &[], but)
}

fn paid(but: But<'_>) -> Option<Value> {
    entry("paid_without_need", &[], but)
}

/// The codes of what there is to do, by whom.
fn to_do(answer: &Value) -> Vec<String> {
    let remedies = answer["remedies"].as_array().unwrap();
    remedies.iter().map(|remedy| format!("{} {}", remedy["by"].as_str().unwrap(), remedy["code"].as_str().unwrap())).collect()
}

#[test]
fn a_client_whose_use_a_lower_plan_holds_could_move_down() {
    let found = down(&[("features", "bills")]).unwrap();
    assert_eq!((&found["from"], &found["to"]), (&json!("plus"), &json!("essentials")));
    assert_eq!(to_do(&found["answer"]), ["client confirm"]);
    // The lowest that holds it, wherever it starts from.
    assert_eq!(down(&[("features", "bills"), ("plan", "advanced")]).unwrap()["to"], "essentials");
    assert_eq!(down(&[("features", "none"), ("billable_users", "1"), ("plan", "advanced")]).unwrap()["to"], "easy_start");
    // Projects need Plus, and Essentials is not lower than itself.
    assert_eq!(down(&[]), None);
    assert_eq!(down(&[("features", "bills"), ("plan", "essentials")]), None);
    // Nothing is lower than what is beside the ladder.
    assert_eq!(down(&[("features", "none"), ("billable_users", "1"), ("plan", "ledger")]), None);
    assert_eq!(down(&[("features", "none"), ("billable_users", "1"), ("plan", "self_employed")]), None);
}

#[test]
fn what_stands_in_the_way_is_told_by_who_has_to_act() {
    let base: [(&str, &str); 1] = [("features", "bills")];
    let answer = |but: But<'_>| down(&[&base[..], but].concat()).unwrap()["answer"].clone();
    let now = answer(&[("confirmed", "true"), ("accepted_losses", "none")]);
    assert_eq!((&now["availability"], to_do(&now).len()), (&json!("now"), 0));
    let by_firm = answer(&[("confirmed", "true"), ("accepted_losses", "none"), ("authorised_by", "none")]);
    assert_eq!((&by_firm["availability"], to_do(&by_firm)), (&json!("later"), vec!["firm authorise".to_owned()]));
    assert_eq!(to_do(&answer(&[("payer", "client")])), ["client authorise", "client confirm"]);
    assert_eq!(to_do(&answer(&[("status", "suspended")])), ["firm reactivate", "client confirm"]);
    assert_eq!(
        to_do(&answer(&[("status", "pending"), ("confirmed", "true"), ("accepted_losses", "none")])),
        ["vendor wait_until_moved"]
    );
    // That the option is hidden is what other obstacles look like too.
    let hidden = answer(&[("downgrade_offered", "false"), ("status", "cancelling")]);
    assert_eq!(hidden["availability"], "later");
    assert_eq!(to_do(&hidden), ["firm look_again", "client confirm", "firm resume"]);
}

/// A client that would give up multicurrency, which nothing turns off in the invented edition.
const NEVER: [(&str, &str); 6] = [
    ("plan", "essentials"),
    ("features", "multicurrency"),
    ("confirmed", "true"),
    ("accepted_losses", "multicurrency"),
    ("billable_users", "1"),
    ("custom_fields", "0"),
];

#[test]
fn what_nothing_clears_is_told_with_its_reasons() {
    let never = entry("cannot_move_down", &["--catalogue", INVENTED_EDITION], &NEVER).unwrap();
    assert_eq!((&never["to"], &never["answer"]["availability"]), (&json!("easy_start"), &json!("never")));
    let reason = &never["answer"]["reasons"][0];
    assert_eq!((&reason["code"], &reason["feature"]), (&json!("feature_in_use"), &json!("multicurrency")));
}

#[test]
fn those_who_can_move_now_come_first_and_those_who_never_can_are_not_among_them() {
    let row = |more: But<'static>| [&[("features", "bills")][..], more].concat();
    let rows = [
        [&[("client", "never")][..], &NEVER].concat(),
        row(&[("client", "wait"), ("status", "pending")]),
        row(&[("client", "both"), ("authorised_by", "none")]),
        row(&[("client", "client")]),
        row(&[("client", "firm"), ("authorised_by", "none"), ("confirmed", "true"), ("accepted_losses", "none")]),
        row(&[("client", "unknown"), ("status", ""), ("confirmed", "true"), ("accepted_losses", "none")]),
        row(&[("client", "now"), ("confirmed", "true"), ("accepted_losses", "none")]),
        row(&[("client", "now, further down"), ("confirmed", "true"), ("accepted_losses", "none")]),
    ];
    let rows: Vec<But<'_>> = rows.iter().map(Vec::as_slice).collect();
    let report = report(&["--catalogue", INVENTED_EDITION], book(&rows));
    let order: Vec<_> = report["could_move_down"].as_array().unwrap().iter().map(|found| &found["client"]).collect();
    assert_eq!(order, ["now", "now, further down", "firm", "client", "both", "wait", "unknown"]);
    assert_eq!(report["cannot_move_down"][0]["client"], "never");
}

#[test]
fn one_too_many_for_a_lower_plan_is_listed_and_two_only_on_request() {
    let almost =
        |arguments: &[&str], users| entry("could_move_down", arguments, &[("features", "bills"), ("billable_users", users)]);
    let found = almost(&[], "4").unwrap();
    assert_eq!(found["to"], "essentials");
    assert_eq!(found["too_many"], json!([{"kind": "billable", "used": 4, "limit": 3}]));
    assert_eq!(to_do(&found["answer"]), ["client confirm", "client remove_users"]);
    assert_eq!(almost(&["--too-many", "0"], "4"), None);
    assert_eq!(almost(&[], "5"), None);
    assert_eq!(almost(&["--too-many", "2"], "5").unwrap()["too_many"][0]["used"], 5);
    // In all: a user and an account are two.
    let two: But<'_> = &[("features", "bills"), ("plan", "advanced"), ("billable_users", "4"), ("accounts", "251")];
    assert_eq!(entry("could_move_down", &[], two).unwrap()["to"], "plus");
    assert_eq!(entry("could_move_down", &["--too-many", "0"], two), None);
    // What holds everything comes first, also where it is higher.
    let holding = entry("could_move_down", &[], &[("features", "none"), ("plan", "advanced"), ("billable_users", "2")]).unwrap();
    assert_eq!((&holding["to"], &holding["too_many"]), (&json!("essentials"), &json!([])));
    // The firm does not pay unnecessarily as long as it is too many.
    assert_eq!(paid(&[("features", "bills"), ("billable_users", "4")]), None);
}

#[test]
fn what_the_client_has_accepted_to_lose_does_not_hold_a_plan() {
    let found = down(&[("confirmed", "true"), ("accepted_losses", "projects")]).unwrap();
    assert_eq!((&found["to"], &found["given_up"]), (&json!("essentials"), &json!(["projects"])));
    assert_eq!(
        (&found["answer"]["availability"], &found["answer"]["notices"][0]["code"]),
        (&json!("now"), &json!("features_lost"))
    );
    assert_eq!(down(&[("confirmed", "true"), ("accepted_losses", "budgets")]), None);
    // One that blocks has to be cleared all the same.
    let blocking = down(&[("confirmed", "true"), ("accepted_losses", "inventory"), ("features", "bills;inventory")]).unwrap();
    assert_eq!(to_do(&blocking["answer"]), ["client make_items_inactive"]);
}

#[test]
fn a_count_is_over_at_or_near_its_limit() {
    let how = |column, used| limits(&[(column, used)]).map(|found| found["measures"][0]["nearness"].as_str().unwrap().to_owned());
    for (column, cases) in [
        ("billable_users", [("4", None), ("5", Some("at")), ("6", Some("over"))].as_slice()),
        ("accountant_users", &[("1", None), ("2", Some("at")), ("3", Some("over"))]),
        ("accounts", &[("224", None), ("225", Some("near")), ("249", Some("near")), ("250", Some("at")), ("251", Some("over"))]),
        ("classes_and_locations", &[("35", None), ("36", Some("near")), ("40", Some("at")), ("41", Some("over"))]),
        ("custom_fields", &[("0", None), ("3", None), ("4", Some("at")), ("5", Some("over"))]),
        ("reports_only_users", &[("0", None), ("1000", None)]),
    ] {
        for (used, nearness) in cases {
            assert_eq!(how(column, used).as_deref(), *nearness, "{used} {column}");
        }
    }
}

#[test]
fn how_near_is_near_can_be_said() {
    let is_of_accounts = |measure: &Value| measure["resource"] == "accounts";
    let near = |percent, used| {
        let found = entry("limits", &["--near", percent], &[("accounts", used)]);
        found.is_some_and(|found| found["measures"].as_array().unwrap().iter().any(is_of_accounts))
    };
    assert!(near("20", "200") && !near("20", "199"));
    assert!(near("0", "250") && !near("0", "249"));
    assert!(near("100", "1") && !near("100", "0"));
}

#[test]
fn the_one_user_that_everybody_has_is_not_reported() {
    let easy: [(&str, &str); 4] = [("plan", "easy_start"), ("features", "none"), ("accounts", "40"), ("custom_fields", "0")];
    let users = |users| limits(&[&easy[..], &[("billable_users", users)]].concat());
    assert_eq!(users("1"), None);
    assert_eq!(users("2").unwrap()["measures"][0]["nearness"], "over");
    // One of one is news of anything else, and nothing of nothing is not.
    assert_eq!(
        limits(&[&easy[..3], &[("billable_users", "1"), ("custom_fields", "1")]].concat()).unwrap()["measures"][0]["nearness"],
        "at"
    );
}

#[test]
fn the_plan_to_move_up_to_has_room_for_what_is_full() {
    let up = |but: But<'_>| limits(but).unwrap()["to"].clone();
    let essentials: [(&str, &str); 2] = [("plan", "essentials"), ("features", "bills")];
    assert_eq!(up(&[&essentials[..], &[("billable_users", "3")]].concat()), "plus");
    // Plus holds as many accounts as Essentials.
    assert_eq!(up(&[&essentials[..], &[("accounts", "250")]].concat()), "advanced");
    assert_eq!(up(&[&essentials[..], &[("billable_users", "3"), ("accounts", "250")]].concat()), "advanced");
    // Five users would fill Plus again.
    assert_eq!(up(&[&essentials[..], &[("billable_users", "5")]].concat()), "advanced");
    let highest = limits(&[("plan", "advanced"), ("billable_users", "25")]).unwrap();
    assert_eq!((&highest["to"], &highest["answer"]), (&Value::Null, &Value::Null));
    // The answer is the library's.
    let refused = limits(&[("billable_users", "5"), ("firm_billing_current", "false")]).unwrap();
    assert_eq!(to_do(&refused["answer"]), ["firm update_firm_billing"]);
}

#[test]
fn what_is_in_use_and_not_in_the_plan_is_over_its_limit_too() {
    let found = limits(&[("features", "bills;projects;workflows")]).unwrap();
    assert_eq!((&found["measures"], &found["missing"], &found["to"]), (&json!([]), &json!(["workflows"]), &json!("advanced")));
    // Beside the ladder nothing is documented, and nothing is said.
    assert_eq!(limits(&[("plan", "ledger"), ("features", "workflows"), ("billable_users", "500")]), None);
}

#[test]
fn the_firm_pays_without_need_for_a_higher_plan_than_the_use_needs() {
    let found = paid(&[("features", "bills")]).unwrap();
    assert_eq!((&found["why"], &found["to"]["base"]["plan"]), (&json!("higher_plan"), &json!("essentials")));
    assert_eq!(paid(&[("features", "bills"), ("payer", "client")]), None);
    assert_eq!(paid(&[]), None);
}

#[test]
fn the_firm_pays_without_need_for_books_that_can_only_be_read() {
    for status in ["restricted", "suspended", "expired", "cancelled"] {
        let found =
            paid(&[("status", status), ("features", "bills"), ("payroll_tier", "core"), ("payroll_payer", "firm")]).unwrap();
        assert_eq!(found["why"], "read_only", "{status}");
        assert_eq!((&found["to"]["base"]["payer"], &found["to"]["payroll"]["payer"]), (&json!("client"), &json!("client")));
        assert_eq!(to_do(&found["answer"]), ["firm reactivate"]);
    }
    for status in ["pending", "trial", "active", "cancelling"] {
        assert_eq!(paid(&[("status", status)]), None, "{status}");
    }
    assert_eq!(paid(&[("status", "expired"), ("payer", "client")]), None);
    assert!(paid(&[("status", "expired"), ("payer", "client"), ("payroll_tier", "core"), ("payroll_payer", "firm")]).is_some());
}

#[test]
fn the_firm_pays_without_need_for_time_that_nobody_tracks() {
    let time: [(&str, &str); 2] = [("time_tier", "premium"), ("time_payer", "firm")];
    let found = paid(&time).unwrap();
    assert_eq!((&found["why"], &found["to"]["time"]), (&json!("time_unused"), &Value::Null));
    assert_eq!(paid(&[&time[..], &[("features", "bills;projects;time_tracking")]].concat()), None);
    assert_eq!(paid(&[&time[..], &[("time_only_users", "1")]].concat()), None);
    assert_eq!(paid(&[time[0], ("time_payer", "client")]), None);
    // Whether payroll is used, the facts do not tell.
    assert_eq!(paid(&[("payroll_tier", "elite"), ("payroll_payer", "firm")]), None);
}

#[test]
fn split_billing_is_told_with_what_one_payer_takes() {
    let split: [(&str, &str); 2] = [("payroll_tier", "core"), ("payroll_payer", "client")];
    let find = |but: But<'_>| entry("split_billing", &[], &[&split[..], but].concat());
    let found = find(&[]).unwrap();
    assert_eq!(to_do(&found["to_firm"]), ["client permit_transfer"]);
    assert_eq!(found["to_firm"]["notices"], json!([{"code": "retail_price", "product": "payroll", "reversible": true}]));
    assert_eq!(found["to_client"]["availability"], "now");
    assert_eq!(found["to_client"]["notices"][0]["code"], "full_price");
    assert_eq!(found["both_authorise"], json!([]));
    // Payroll is never billed annually.
    let annual: [(&str, &str); 3] = [("billing_cycle", "annual"), ("days_to_renewal", "45"), ("transfer_permission_hours", "3")];
    assert_eq!(find(&annual).unwrap()["to_firm"]["availability"], "now");
    let base = [&[("payer", "client"), ("payroll_tier", "core"), ("payroll_payer", "firm")][..], &annual].concat();
    let switched = &entry("split_billing", &[], &base).unwrap()["to_firm"];
    assert_eq!(to_do(switched), ["client switch_to_monthly"]);
    assert_eq!(switched["remedies"][0]["in_days"], 15);
    assert_eq!(to_do(&find(&[("primary_admin", "firm")]).unwrap()["to_client"]), ["firm hand_over_primary_admin"]);
    let kept = find(&[("transfer_permission_hours", "48"), ("days_since_discount", "60")]).unwrap();
    assert_eq!(
        (&kept["to_firm"]["availability"], &kept["to_firm"]["notices"][0]["code"]),
        (&json!("now"), &json!("discount_kept"))
    );
    assert_eq!(entry("split_billing", &[], &[split[0], ("payroll_payer", "firm")]), None);
    assert_eq!(entry("split_billing", &[], &[]), None);
}

#[test]
fn a_change_that_both_parties_have_to_authorise_is_marked() {
    // EasyStart does not go with Time, which the client pays for.
    let time: [(&str, &str); 2] = [("time_tier", "premium"), ("time_payer", "client")];
    let both = |but: But<'_>| entry("split_billing", &[], &[&time[..], but].concat()).unwrap()["both_authorise"].clone();
    assert_eq!(both(&[]), json!(["easy_start"]));
    // Beside Payroll Premium it does.
    assert_eq!(both(&[("payroll_tier", "premium"), ("payroll_payer", "firm")]), json!([]));
}

#[test]
fn who_is_in_no_list_has_nothing_to_do_and_everybody_is_in_the_matrix() {
    let rows: [But<'_>; 5] = [
        &[],
        &[("features", "bills")],
        &[("plan", "ledger")],
        &[("plan", "advanced"), ("billable_users", "26")],
        &[("plan", "self_employed"), ("features", "none"), ("billable_users", "1")],
    ];
    let report = report(&[], book(&rows));
    assert_eq!((&report["clients"], &report["nothing_to_do"]), (&json!(5), &json!(3)));
    let place = |plan, fitting: Option<&str>| json!({"plan": plan, "fitting": fitting, "clients": 1});
    assert_eq!(
        report["matrix"],
        json!([
            place("plus", Some("essentials")),
            place("plus", Some("plus")),
            place("advanced", None),
            place("ledger", Some("plus")),
            place("self_employed", Some("easy_start")),
        ])
    );
}
