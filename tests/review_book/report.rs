//! The report in each form, as it was looked at. `UPDATE_EXPECT=1 cargo test --test review_book` writes it anew.

use expect_test::{expect, expect_file};

use super::run::{But, book, code, example, review, stderr, stdout};

/// A book with something for each list.
fn small() -> Vec<u8> {
    let easy: But<'_> = &[
        ("client", "Sansregret illustration"),
        ("plan", "easy_start"),
        ("billable_users", "1"),
        ("accounts", "40"),
        ("custom_fields", "0"),
        ("features", ""),
    ];
    book(&[
        &[],
        &[("client", "Boulangerie Quévillon inc."), ("confirmed", "true"), ("features", "recurring_transactions;bills")],
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
            ("features", "bills;time_tracking;projects"),
        ],
        &[
            ("client", "Tillicum Outfitters Ltd."),
            ("payer", "client"),
            ("payroll_tier", "core"),
            ("payroll_payer", "firm"),
            ("billing_cycle", "annual"),
            ("transfer_permission_hours", "72"),
            ("primary_admin", "false"),
        ],
        &[("client", "Consultation Robidas"), ("plan", "ledger"), ("billable_users", "1"), ("features", "")],
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
fn of_the_shipped_book_in_short() {
    let output = std::process::Command::new(example()).args(["--width", "100"]).output().unwrap();
    let (short, _) = stdout(&output).split_once("\nCould move down\n").unwrap();
    expect![[r#"
        Subscription review, by the catalogue CA-2025-06-02
            356 clients
             78 could move down: 14 now, 58 once the client has acted, 2 after a wait, 4 never
             49 over, at or near a limit: 9 over, 29 at, 11 near
             70 paid for by the firm without need
             33 with split billing
            189 with nothing to do

        From the current plan to the one that fits
          current plan ↓  lowest plan that holds today’s use →   EasyStart   Essentials   Plus   Advanced   none
        ──────────────────────────────────────────────────────────────────────────────────────────────────────────
          EasyStart                                                     56            1      ·          ·      ·
          Essentials                                                    20           98      2          ·      ·
          Plus                                                           8           26     98          5      ·
          Advanced                                                       ·            1      7         19      1
          Ledger                                                         9            ·      ·          ·      ·
          Self-Employed                                                  5            ·      ·          ·      ·
    "#]]
    .assert_eq(short);
}
