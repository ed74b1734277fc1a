//! The report in each form, as it was looked at. `UPDATE_EXPECT=1 cargo test --package review_book` writes it anew.

use expect_test::{expect, expect_file};
use serde_json::Value;

use super::run::{But, SHIPPED, book, code, command, json, review, stderr, stdout};

/// A book with something for each list.
pub(super) fn small() -> Vec<u8> {
    let easy: But<'_> = &[
        ("client", "Sansregret illustration"),
        ("plan", "easy_start"),
        ("billable_users", "1"),
        ("accounts", "40"),
        ("custom_fields", "0"),
        ("features", "none"),
    ];
    book(&[
        &[],
        &[
            ("client", "Boulangerie Quévillon inc."),
            ("confirmed", "true"),
            ("accepted_losses", "none"),
            ("features", "recurring_transactions;bills"),
        ],
        &[("client", "Foxtail Coulee Welding Ltd."), ("payer", "client"), ("billable_users", "4"), ("features", "bills")],
        &[("client", "Notariat Vaudry enr."), ("downgrade_offered", "false"), ("features", "bills")],
        &[("client", "Two Rivers Brewing Co-op"), ("status", "pending"), ("features", "multicurrency;bills")],
        &[("client", "Ashgrove & Sons Ltd."), ("confirmed", "true"), ("accepted_losses", "projects")],
        &[("client", "Garage Pellan ltée"), ("plan", "essentials"), ("billable_users", "3"), ("features", "bills")],
        &[("client", "Kestrel Ridge Surveying Inc."), ("accounts", "240"), ("custom_fields", "5"), ("payer", "client")],
        &[("client", "Groupe hôtelier Nadon inc."), ("plan", "advanced"), ("billable_users", "27")],
        &[("client", "Menuiserie Larivée inc."), ("status", "suspended")],
        &[("client", "Salt Marsh Catering Inc."), ("time_tier", "elite"), ("time_payer", "firm")],
        &[
            ("client", "Pêcheries Théorêt inc."),
            ("time_tier", "premium"),
            ("time_payer", "client"),
            ("other_billing_system", "true"),
            ("features", "bills;time_tracking;projects"),
        ],
        &[
            ("client", "Tillicum Outfitters Ltd."),
            ("payer", "client"),
            ("payroll_tier", "core"),
            ("payroll_payer", "firm"),
            ("billing_cycle", "annual"),
            ("transfer_permission_hours", "72"),
            ("days_to_renewal", "45"),
            ("primary_admin", "firm"),
        ],
        &[("client", "Consultation Robidas"), ("plan", "ledger"), ("billable_users", "1"), ("features", "none")],
        easy,
    ])
}

fn said(format: &str) -> String {
    let output = review(&["--format", format, "--width", "100"], small());
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    stdout(&output).to_owned()
}

#[test]
fn as_a_table() {
    expect_file!["table.txt"].assert_eq(&said("table"));
}

#[test]
fn as_csv() {
    expect_file!["report.csv"].assert_eq(&said("csv").replace('\u{feff}', "").replace("\r\n", "\n"));
}

#[test]
fn as_json() {
    expect_file!["report.json"].assert_eq(&said("json"));
}

#[test]
fn as_a_page() {
    expect_file!["page.html"].assert_eq(&said("html"));
}

#[test]
fn the_shipped_book_in_short() {
    let output = command().args(["--width", "100"]).output().unwrap();
    let (short, _) = stdout(&output).split_once("\nCould move down\n").unwrap();
    expect![[r"
        Subscription review, by the catalogue CA-2025-06-02
            356 clients
             78 could move down: 14 now, 62 once the client has acted, 2 after a wait or with Intuit's help
             49 over, at or near a limit: 9 over, 29 at, 11 near
             70 for whom the firm pays unnecessarily
             33 with split billing
            189 with nothing to do

        From the current plan to the one that fits
          current plan ↓  lowest plan that holds today's use →   EasyStart   Essentials   Plus   Advanced   None
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────
          EasyStart                                                     56            1      ·          ·      ·
          Essentials                                                    20           98      2          ·      ·
          Plus                                                           8           26     98          5      ·
          Advanced                                                       ·            1      7         19      1
          Ledger                                                         9            ·      ·          ·      ·
          Self-Employed                                                  5            ·      ·          ·      ·
    "]]
    .assert_eq(short);
}

/// Every value that stands at this field, wherever it is in the report.
fn values<'a>(report: &'a Value, field: &str, found: &mut Vec<&'a Value>) {
    match report {
        Value::Array(items) => items.iter().for_each(|item| values(item, field, found)),
        Value::Object(fields) => {
            found.extend(fields.get(field));
            fields.values().for_each(|value| values(value, field, found));
        }
        _ => {}
    }
}

#[test]
fn the_shipped_book_makes_the_report_say_everything() {
    let report = json(&[], std::fs::read(SHIPPED).unwrap());
    assert!(report["clients"].as_u64() > Some(300));
    let is_there = |field: &str, expected: &[&str]| {
        let mut found = Vec::new();
        values(&report, field, &mut found);
        for value in expected {
            assert!(found.contains(&&Value::from(*value)), "no {field} is {value}");
        }
    };
    is_there("availability", &["now", "later", "never"]);
    is_there("nearness", &["over", "at", "near"]);
    is_there("why", &["read_only", "higher_plan", "time_unused"]);
    is_there("plan", &["easy_start", "essentials", "plus", "advanced", "ledger", "self_employed"]);
    is_there("by", &["firm", "client", "vendor", "requester"]);
    is_there("kind", &["billable", "accountant"]);
    is_there("resource", &["accounts", "classes_and_locations", "custom_fields"]);
    let discounts = ["discounts_end", "discount_kept", "retail_price", "full_price"];
    is_there("code", &discounts);
    is_there("code", &["permit_transfer", "switch_to_monthly", "hand_over_primary_admin", "reactivate", "wait_until_moved"]);
    is_there("code", &["remove_users", "turn_off", "drop_add_on", "look_again", "primary_admin_locked"]);
    let others = ["recover_primary_admin", "grant_billing_access", "invite_firm", "subscribe", "correct_address", "resume"];
    is_there("code", &others);
    is_there("code", &["other_billing_system", "other_region"]);
    for list in ["given_up", "too_many", "missing", "both_authorise"] {
        let mut found = Vec::new();
        values(&report, list, &mut found);
        assert!(found.iter().any(|value| value.as_array().is_some_and(|members| !members.is_empty())), "no {list}");
    }
}
