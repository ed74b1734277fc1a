//! Each column: what a cell of it may hold, and what is said of one that holds something else.

use super::run::{But, FITS, book, code, json, review, stderr, without};

/// What is said of one cell, where all others are as they should be.
fn said(column: &str, cell: &str) -> String {
    let output = review(&[], book(&[&[(column, cell)]]));
    assert_eq!(code(&output), 1, "{column}: {cell}");
    let said = stderr(&output).strip_suffix("1 row was not read, and the report is about the rest\n").unwrap();
    said.strip_prefix(&format!("line 2, column {column}: ")).unwrap_or_else(|| panic!("{column}: {said}")).trim_end().to_owned()
}

#[test]
fn a_wrong_cell_is_told_with_its_place_and_what_would_be_right() {
    let plans = "expected one of easy_start, essentials, plus, advanced, ledger, self_employed";
    let statuses = "expected one of pending, trial, active, cancelling, restricted, suspended, expired, cancelled";
    let number = "expected a whole number from 0 to 4294967295";
    let features = "multicurrency, recurring_transactions, bills, time_tracking, inventory, purchase_orders, projects, classes, \
                    locations, budgets, custom_roles, workflows, spreadsheet_sync, backup_and_restore, enhanced_custom_fields";
    for (column, cell, expected) in [
        ("client", "", "empty, expected a name".to_owned()),
        ("client", "  ", "empty, expected a name".to_owned()),
        ("plan", "Plus!", format!("`Plus!`, {plans}")),
        ("plan", "", format!("empty, {plans}")),
        ("payer", "vendor", "`vendor`, expected firm or client".to_owned()),
        (
            "authorised_by",
            "firm,client",
            "`firm,client`, expected names separated by `;`, and `firm,client` is none of firm, client".to_owned(),
        ),
        ("authorised_by", "firm;", "`firm;`, expected names separated by `;`, and `` is none of firm, client".to_owned()),
        ("authorised_by", "firm; firm", "`firm; firm`, expected different names, and `firm` is named twice".to_owned()),
        ("firm_billing_current", "1", "`1`, expected true or false".to_owned()),
        ("firm_subscription_current", "", "empty, expected true or false".to_owned()),
        ("manages_billing", "full", "`full`, expected true or false".to_owned()),
        ("is_accountant_user", "", "empty, expected true or false".to_owned()),
        ("status", "paused", format!("`paused`, {statuses}")),
        ("client_billing_current", "ok", "`ok`, expected true or false".to_owned()),
        ("billing_cycle", "weekly", "`weekly`, expected monthly or annual".to_owned()),
        ("days_to_renewal", "soon", format!("`soon`, {number}")),
        ("primary_admin", "true", "`true`, expected one of client, firm, other".to_owned()),
        ("confirmed", "maybe", "`maybe`, expected true or false".to_owned()),
        ("accepted_losses", "projects", "`projects`, expected nothing, since confirmed is not true".to_owned()),
        ("transfer_permission_hours", "-1", format!("`-1`, {number}")),
        ("days_since_discount", "2.5", format!("`2.5`, {number}")),
        ("hours_since_downgrade", "long ago", format!("`long ago`, {number}")),
        ("downgrade_offered", "", "empty, expected true or false".to_owned()),
        ("addresses_match", "?", "`?`, expected true or false".to_owned()),
        ("other_billing_system", "", "empty, expected true or false".to_owned()),
        ("same_region", "CA", "`CA`, expected true or false".to_owned()),
        ("billable_users", "three", format!("`three`, {number}")),
        ("billable_users", "4294967296", format!("`4294967296`, {number}")),
        ("billable_users", "+3", format!("`+3`, {number}")),
        ("accountant_users", "", format!("empty, {number}")),
        ("reports_only_users", "1 000", format!("`1 000`, {number}")),
        ("time_only_users", "0x1", format!("`0x1`, {number}")),
        ("accounts", "1,200", format!("`1,200`, {number}")),
        ("classes_and_locations", "∞", format!("`∞`, {number}")),
        ("custom_fields", "NaN", format!("`NaN`, {number}")),
        (
            "features",
            "bills;invoices",
            format!("`bills;invoices`, expected names separated by `;`, and `invoices` is none of {features}"),
        ),
        ("payroll_payer", "firm", "`firm`, expected nothing, since payroll_tier is empty".to_owned()),
        ("time_payer", "client", "`client`, expected nothing, since time_tier is empty".to_owned()),
    ] {
        assert_eq!(said(column, cell), expected, "{column}: {cell}");
    }
}

#[test]
fn an_add_on_has_a_payer_and_a_tier_of_its_own() {
    for (tier, payer, expected) in
        [("payroll_tier", "payroll_payer", "one of core, premium, elite"), ("time_tier", "time_payer", "premium or elite")]
    {
        let output = review(&[], book(&[&[(tier, "gold"), (payer, "")]]));
        let told = format!(
            "line 2, column {tier}: `gold`, expected {expected}\nline 2, column {payer}: empty, expected firm or client\n\
             1 row was not read, and the report is about the rest\n"
        );
        assert_eq!(stderr(&output), told);
        let held = json(&[], book(&[&[(tier, "elite"), (payer, "client")]]));
        let product = tier.strip_suffix("_tier").unwrap();
        let current = &held["split_billing"][0]["current"];
        assert_eq!(current[product], serde_json::json!({"tier": "elite", "payer": "client"}));
    }
}

#[test]
fn yes_and_no_are_what_a_spreadsheet_makes_of_them_in_english_and_in_french() {
    for (cells, first) in [
        (["true", "TRUE", "yes", "Vrai", "VRAI", "oui"], "confirm"),
        (["false", "FALSE", "no", "Faux", "FAUX", "non"], "look_again"),
    ] {
        for cell in cells {
            let report = json(&[], book(&[&[("features", "bills"), ("downgrade_offered", cell)]]));
            assert_eq!(report["could_move_down"][0]["answer"]["remedies"][0]["code"], first, "{cell}");
        }
    }
}

#[test]
fn a_name_may_be_a_label_in_english_or_in_french() {
    let named = json(
        &[],
        book(&[&[
            ("plan", "essentials"),
            ("payer", "client"),
            ("payroll_tier", "core"),
            ("payroll_payer", "firm"),
            ("time_tier", "elite"),
            ("time_payer", "client"),
            ("authorised_by", "firm;client"),
            ("status", "cancelling"),
            ("billing_cycle", "annual"),
            ("primary_admin", "other"),
            ("confirmed", "true"),
            ("accepted_losses", "bills;time_tracking"),
            ("features", "multicurrency;recurring_transactions"),
        ]]),
    );
    let english: But<'_> = &[
        ("plan", "Essentials"),
        ("payer", "Client"),
        ("payroll_tier", "Core"),
        ("payroll_payer", "Firm"),
        ("time_tier", "Elite"),
        ("time_payer", "Client"),
        ("authorised_by", "Firm; Client"),
        ("status", "Cancelled, still running"),
        ("billing_cycle", "Annual billing"),
        ("primary_admin", "Somebody else"),
        ("confirmed", "true"),
        ("accepted_losses", "Bills; Time tracking"),
        ("features", "Multicurrency; Recurring transactions"),
    ];
    let french: But<'_> = &[
        ("plan", "Standard"),
        ("payer", "Client"),
        ("payroll_tier", "Paie de base"),
        ("payroll_payer", "Cabinet"),
        ("time_tier", "Élite"),
        ("time_payer", "client"),
        ("authorised_by", "cabinet;client"),
        ("status", "Annulé, encore en vigueur"),
        ("billing_cycle", "facturation annuelle"),
        ("primary_admin", "autre personne"),
        ("confirmed", "vrai"),
        ("accepted_losses", "Factures à payer;Suivi des heures travaillées"),
        ("features", "multidevise;operations recurrentes"),
    ];
    for labelled in [english, french] {
        assert_eq!(json(&[], book(&[labelled])), named);
    }
    assert_eq!(json(&["--set", "payer=Cabinet"], without(&["payer"], &[])), json(&[], book(&[&[]])));
    // A feature called twice is there once too often, whatever it is called.
    let twice = "`bills;Factures à payer`, expected different names, and `Factures à payer` is named twice";
    assert_eq!(said("features", "bills;Factures à payer"), twice);
    assert!(said("plan", "Démarage").starts_with("`Démarage`, expected one of easy_start, "));
}

#[test]
fn what_may_be_left_out_may_be_and_nothing_else() {
    let optional = [
        "payroll_tier",
        "payroll_payer",
        "time_tier",
        "time_payer",
        "days_to_renewal",
        "confirmed",
        "accepted_losses",
        "transfer_permission_hours",
        "days_since_discount",
        "hours_since_downgrade",
    ];
    assert_eq!(json(&[], without(&optional, &[])), json(&[], book(&[&[]])), "left out is not the same as empty");
    for (column, _) in FITS {
        let output = review(&[], without(&[column], &[]));
        if optional.contains(&column) {
            assert_eq!((code(&output), stderr(&output)), (0, ""));
        } else {
            let expected = format!(
                "review_book: line 1: the column is missing: {column}; a value that is the same for all clients may be given by --set\n"
            );
            assert_eq!((code(&output), stderr(&output)), (2, expected.as_str()));
            assert!(output.stdout.is_empty());
        }
    }
}

#[test]
fn an_empty_set_is_nothing_and_not_unknown() {
    let report = json(&[], book(&[&[("features", ""), ("authorised_by", "")]]));
    assert_eq!(report["could_move_down"][0]["to"], "essentials");
    let remedies = &report["could_move_down"][0]["answer"]["remedies"];
    assert_eq!(remedies[0], serde_json::json!({"code": "authorise", "party": "firm", "by": "firm"}));
}

#[test]
fn help_names_every_column_and_whether_it_may_be_left_out() {
    let output = review(&["--help"], "");
    let help = super::run::stdout(&output);
    for (column, _) in FITS {
        let optional = review(&[], without(&[column], &[])).status.success();
        let name = if optional { format!("\n  [{column}] ") } else { format!("\n  {column} ") };
        assert!(help.contains(&name), "{name} is not in the help");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "a line of the help is too long");
}
