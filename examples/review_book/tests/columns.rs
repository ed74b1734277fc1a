//! Each column: what a cell of it may hold, and what is said of one that holds something else.

use subscription_change::AddOnKind;
use subscription_change::assess::Fact;

use super::run::{But, FITS, book, code, command, json, label, review, stderr, stdout, without};

/// What is said of one cell, where all others are as they should be.
fn said(column: &str, cell: &str) -> String {
    let output = review(&[], book(&[&[(column, cell)]]));
    assert_eq!(code(&output), 1, "{column}: {cell}");
    let said = stderr(&output).strip_suffix("1 row was not read, and the report covers the rest\n").unwrap();
    said.strip_prefix(&format!("line 2, column `{}`: ", label(column, "en")))
        .unwrap_or_else(|| panic!("{column}: {said}"))
        .trim_end()
        .to_owned()
}

#[test]
fn a_wrong_cell_is_reported_with_its_place_and_what_would_be_right() {
    let plans = "expected EasyStart, Essentials, Plus, Advanced, Ledger or Self-Employed";
    let statuses = "expected Pending, In trial, Active, Cancelled but still running, Restricted, Suspended, Expired or Cancelled";
    let number = "expected a whole number from 0 to 4294967295";
    let yes_or_no = "expected yes (y, true, 1, x) or no (n, false, 0)";
    let features = "Multicurrency, Recurring transactions, Bills, Time tracking, Inventory, Purchase orders, Projects, Classes, Locations, \
                    Budgets, Custom roles, Workflows, Spreadsheet Sync, Backup and restore, Enhanced custom fields";
    let names = "expected names separated by semicolons, and";
    let error = "a spreadsheet error, expected the value or nothing";
    for (column, cell, expected) in [
        ("client", "", "empty, expected a name".to_owned()),
        ("client", " \u{a0} ", "empty, expected a name".to_owned()),
        ("client", "#REF!", format!("`#REF!`, {error}")),
        ("client", "#N/A", format!("`#N/A`, {error}")),
        ("plan", "Plus!", format!("`Plus!`, {plans}; the nearest is Plus")),
        ("plan", "pluss", format!("`pluss`, {plans}; the nearest is Plus")),
        ("plan", "Demarage", format!("`Demarage`, {plans}; the nearest is EasyStart")),
        ("plan", "", format!("empty, {plans}")),
        ("payer", "cliennt", "`cliennt`, expected Firm or Client; the nearest is Client".to_owned()),
        (
            "authorised_by",
            "firm/client",
            format!("`firm/client`, {names} `firm/client` is none of Firm, Client; the nearest is Client"),
        ),
        ("authorised_by", "firm; firm", "`firm; firm`, expected different names, and `firm` is named twice".to_owned()),
        ("firm_billing_current", "2", format!("`2`, {yes_or_no}")),
        ("manages_billing", "full", format!("`full`, {yes_or_no}")),
        ("status", "actve", format!("`actve`, {statuses}; the nearest is Active")),
        ("client_billing_current", "ok", format!("`ok`, {yes_or_no}")),
        (
            "billing_cycle",
            "mensual",
            "`mensual`, expected Monthly billing or Annual billing; the nearest is Annual billing".to_owned(),
        ),
        ("days_to_renewal", "soon", format!("`soon`, {number}")),
        ("primary_admin", "cliennt", "`cliennt`, expected Client, Firm or Somebody else; the nearest is Client".to_owned()),
        ("confirmed", "maybe", format!("`maybe`, {yes_or_no}")),
        ("accepted_losses", "projects", "`projects`, expected nothing, since `Downgrade confirmed` is not yes".to_owned()),
        ("transfer_permission_hours", "-1", format!("`-1`, {number}")),
        ("days_since_discount", "2.5", format!("`2.5`, {number}")),
        ("hours_since_downgrade", "long ago", format!("`long ago`, {number}")),
        ("addresses_match", "?", format!("`?`, {yes_or_no}")),
        ("same_region", "CA", format!("`CA`, {yes_or_no}")),
        ("billable_users", "three", format!("`three`, {number}")),
        ("billable_users", "4294967296", format!("`4294967296`, {number}")),
        ("billable_users", "+3", format!("`+3`, {number}")),
        ("billable_users", "#VALEUR!", format!("`#VALEUR!`, {error}")),
        ("reports_only_users", "10 00", format!("`10 00`, {number}")),
        ("time_only_users", "0x1", format!("`0x1`, {number}")),
        ("accounts", "1,200", format!("`1,200`, {number}")),
        ("accounts", "1.000", format!("`1.000`, {number}")),
        ("classes_and_locations", "∞", format!("`∞`, {number}")),
        ("custom_fields", "NaN", format!("`NaN`, {number}")),
        (
            "features",
            "bills;invoices",
            format!("`bills;invoices`, {names} `invoices` is none of {features}; the nearest is Bills"),
        ),
        ("payroll_payer", "firm", "`firm`, expected nothing, since `Payroll tier` says that there is none".to_owned()),
        ("time_payer", "client", "`client`, expected nothing, since `Time tier` says that there is none".to_owned()),
    ] {
        assert_eq!(said(column, cell), expected, "{column}: {cell}");
    }
}

#[test]
fn an_add_on_has_a_payer_and_a_tier_of_its_own() {
    for (tier, payer, expected) in [
        ("payroll_tier", "payroll_payer", "Core, Premium or Elite"),
        ("time_tier", "time_payer", "Premium or Elite"),
        ("bill_pay_tier", "bill_pay_payer", "Basic, Premium or Elite"),
    ] {
        let output = review(&[], book(&[&[(tier, "gold"), (payer, "")]]));
        let told = format!(
            "line 2, column `{}`: `gold`, expected {expected}\nline 2, column `{}`: empty, expected Firm or Client\n\
             1 row was not read, and the report covers the rest\n",
            label(tier, "en"),
            label(payer, "en"),
        );
        assert_eq!(stderr(&output), told);
        let product = tier.strip_suffix("_tier").unwrap();
        let named = format!("QuickBooks {product} Elite");
        for called in ["elite", "Élite", &named] {
            let held = json(&[], book(&[&[(tier, called), (payer, "client")]]));
            let current = &held["split_billing"][0]["current"];
            assert_eq!(current[product], serde_json::json!({"tier": "elite", "payer": "client"}), "{called}");
        }
        // The name of the other add-on is no tier of this one.
        let other = if product == "time" { "QuickBooks Payroll Elite" } else { "QuickBooks Time Elite" };
        assert_eq!(code(&review(&[], book(&[&[(tier, other), (payer, "client")]]))), 1);
        assert_eq!(json(&[], book(&[&[(tier, "none"), (payer, "")]]))["nothing_to_do"], 1);
    }
}

#[test]
fn yes_and_no_are_read_as_people_type_them_and_as_spreadsheets_write_them() {
    for (cells, first) in [
        (&["true", "TRUE", "yes", "Y", "Vrai", "VRAI", "oui", "O", "1", "1.0", "x", "X", "✓", "☑"][..], "confirm"),
        (&["false", "FALSE", "no", "N", "Faux", "FAUX", "non", "0", "0,0", "☐"], "look_again"),
    ] {
        for cell in cells {
            let report = json(&[], book(&[&[("features", "bills"), ("downgrade_offered", cell)]]));
            let answer = &report["could_move_down"][0]["answer"];
            assert_eq!(answer["remedies"][0]["code"], first, "{cell}");
        }
    }
}

#[test]
fn numbers_are_read_as_spreadsheets_write_them() {
    for cell in ["3", " 3 ", "3.0", "3,00", "0003"] {
        let report = json(&[], book(&[&[("plan", "essentials"), ("billable_users", cell)]]));
        assert_eq!(report["limits"][0]["measures"][0]["used"], 3, "{cell}");
    }
    for cell in ["1200", "1 200", "1\u{a0}200", "1\u{202f}200", "1 200,0"] {
        let report = json(&[], book(&[&[("accounts", cell)]]));
        assert_eq!(report["limits"][0]["measures"][0]["used"], 1200, "{cell}");
    }
    for cell in ["0", "none", "aucun", "-"] {
        let report = json(&[], book(&[&[("classes_and_locations", cell), ("billable_users", "4"), ("plan", "essentials")]]));
        assert_eq!(report["limits"][0]["measures"].as_array().unwrap().len(), 1, "{cell}");
    }
}

#[test]
fn a_list_may_end_in_its_separator_and_have_any_of_several() {
    let named = json(&[], book(&[&[("features", "bills;projects;workflows"), ("authorised_by", "firm;client")]]));
    for (features, parties) in [
        ("bills;projects;workflows;", "firm;client;"),
        ("bills, projects, workflows,", "both"),
        ("bills | projects | workflows", "les deux"),
        ("bills\nprojects\nworkflows\n", ";firm;;client"),
    ] {
        assert_eq!(json(&[], book(&[&[("features", features), ("authorised_by", parties)]])), named, "{features}");
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
        ("plan", "QBO Essentials"),
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
        ("plan", "QuickBooks en ligne Standard"),
        ("payer", "Client"),
        ("payroll_tier", "Paie de base"),
        ("payroll_payer", "Cabinet"),
        ("time_tier", "Élite"),
        ("time_payer", "client"),
        ("authorised_by", "cabinet;client"),
        ("status", "Annulé, en cours"),
        ("billing_cycle", "annuel"),
        ("primary_admin", "autre personne"),
        ("confirmed", "vrai"),
        ("accepted_losses", "Factures à payer;Suivi des heures travaillées"),
        ("features", "multi-devises;operations recurrentes;"),
    ];
    for labelled in [english, french] {
        assert_eq!(json(&[], book(&[labelled])), named);
    }
    assert_eq!(json(&["--set", "payer=Cabinet"], without(&["payer"], &[])), json(&[], book(&[&[]])));
    // A feature called twice is there once too often, whatever it is called.
    let twice = "`bills;Factures à payer`, expected different names, and `Factures à payer` is named twice";
    assert_eq!(said("features", "bills;Factures à payer"), twice);
}

#[test]
fn all_but_the_client_the_plan_and_the_payer_may_be_left_out() {
    for (column, _) in FITS {
        let output = review(&[], without(&[column], &[]));
        if ["client", "plan", "payer"].contains(&column) {
            let expected = format!(
                "review_book: line 1: the column is missing: `{}`; a value that is the same for all clients may be given by --set\n",
                label(column, "en")
            );
            assert_eq!((code(&output), stderr(&output)), (2, expected.as_str()));
            assert!(output.stdout.is_empty());
        } else {
            assert_eq!((code(&output), stderr(&output)), (0, ""));
        }
    }
}

#[test]
fn a_blank_cell_and_a_missing_column_are_unknown_and_none_means_none() {
    // A client for whom a lower plan would do, so that what each change reads is asked.
    let asked = |report: &serde_json::Value| -> Vec<String> {
        let questions = report["to_ask"][0]["questions"].as_array();
        questions.into_iter().flatten().map(|question| question["fact"].as_str().unwrap().to_owned()).collect()
    };
    for (column, _) in &FITS[9..] {
        let but: But<'_> = &[(column, ""), ("features", "bills"), ("time_tier", "elite"), ("time_payer", "client")];
        let blank = json(&[], book(&[but]));
        assert_eq!(json(&[], without(&[column], &but[1..])), blank, "{column}");
        let fact = match *column {
            "authorised_by" => "authorised_by.firm",
            "firm_billing_current" => "firm.billing_current",
            "manages_billing" => "firm.manages_billing",
            "is_accountant_user" => "firm.is_accountant_user",
            "status" => "client.status",
            "billing_cycle" => "client.billing_cycle",
            "primary_admin" => "client.primary_admin",
            "confirmed" => "client.confirmation",
            "transfer_permission_hours" => "client.transfer_permission_hours",
            "downgrade_offered" => "client.downgrade_offered",
            "addresses_match" => "client.addresses_match",
            "other_billing_system" => "client.other_billing_system",
            "billable_users" => "client.usage.users.billable",
            "accountant_users" => "client.usage.users.accountant",
            "accounts" => "client.usage.accounts",
            "classes_and_locations" => "client.usage.classes_and_locations",
            "custom_fields" => "client.usage.custom_fields",
            "features" => "client.usage.features.inventory",
            // No change of this client reads it.
            _ => continue,
        };
        assert!(asked(&blank).iter().any(|asked| asked == fact), "{column}: {:?}", asked(&blank));
    }
    let none = json(&[], book(&[&[("features", "none"), ("authorised_by", "aucun")]]));
    assert_eq!(none["could_move_down"][0]["to"], "essentials");
    let remedies = &none["could_move_down"][0]["answer"]["remedies"];
    assert_eq!(remedies[0], serde_json::json!({"code": "authorise", "party": "firm", "by": "firm"}));
    assert_eq!(none["to_ask"], serde_json::json!([]));
}

#[test]
fn a_confirmation_is_known_with_what_was_accepted() {
    let asked = |confirmed: &str, losses: &str| {
        let but: But<'_> = &[("features", "bills;inventory"), ("confirmed", confirmed), ("accepted_losses", losses)];
        let report = json(&[], book(&[but]));
        report["to_ask"][0]["questions"][0]["fact"].as_str().map(str::to_owned)
    };
    let confirmation = Some("client.confirmation".to_owned());
    assert_eq!(asked("yes", ""), None, "no lower plan would do");
    for (confirmed, losses, expected) in [("yes", "inventory", None), ("no", "", None), ("never", "none", None)] {
        assert_eq!(asked(confirmed, losses), expected, "{confirmed} {losses}");
    }
    let unknown = json(&[], book(&[&[("features", "bills"), ("confirmed", "yes"), ("accepted_losses", "")]]));
    assert_eq!(unknown["to_ask"][0]["questions"][0]["fact"].as_str().map(str::to_owned), confirmation);
    let unknown = json(&[], book(&[&[("features", "bills"), ("confirmed", "")]]));
    assert_eq!(unknown["to_ask"][0]["questions"][0]["fact"].as_str().map(str::to_owned), confirmation);
}

#[test]
fn help_names_every_column_and_whether_it_may_be_left_out() {
    let output = review(&["--help"], "");
    let help = super::run::stdout(&output);
    for (column, _) in FITS {
        let label = label(column, "en");
        let optional = review(&[], without(&[column], &[])).status.success();
        let name = if optional { format!("\n  [{label}]\n      {column}: ") } else { format!("\n  {label}\n      {column}: ") };
        assert!(help.contains(&name), "{name} is not in the help");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 130), "a line of the help is too long");
}

/// Every heading with what people make of it.
#[test]
fn a_column_is_headed_by_its_name_or_its_label_in_either_language_as_people_write_it() {
    let usual = json(&[], book(&[&[("features", "bills")]]));
    let headed = |heading: &dyn Fn(&str) -> String, delimiter: u8| {
        let book = String::from_utf8(super::run::book_with(delimiter, &[&[("features", "bills")]])).unwrap();
        let (_, rows) = book.split_once('\n').unwrap();
        let headings: Vec<String> = FITS.iter().map(|(column, _)| heading(column)).collect();
        format!("{}\n{rows}", headings.join(&char::from(delimiter).to_string()))
    };
    for delimiter in [b',', b';', b'\t'] {
        for language in ["en", "fr"] {
            assert_eq!(json(&[], headed(&|column| label(column, language), delimiter)), usual);
            assert_eq!(json(&[], headed(&|column| label(column, language).to_uppercase(), delimiter)), usual);
            let plain = |column: &str| label(column, language).replace(['é', 'É', 'è'], "e").replace('à', "a").replace(' ', "_");
            assert_eq!(json(&[], headed(&plain, delimiter)), usual);
        }
        assert_eq!(json(&[], headed(&|column| column.replace('_', " "), delimiter)), usual);
        assert_eq!(json(&[], headed(&|column| format!(" {}\u{a0}", column.to_uppercase()), delimiter)), usual);
    }
}

#[test]
fn an_unknown_heading_names_the_nearest_in_the_readers_language() {
    for (language, heading, expected) in [
        ("en", "Billible users", "`Billible users`, is unknown; the nearest is `Billable users`"),
        ("fr", "Abonement", "«\u{a0}Abonement\u{a0}», est inconnue; la plus proche est «\u{a0}Abonnement\u{a0}»"),
    ] {
        let output = review(&["--lang", language], format!("client,plan,payer,{heading}\n"));
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}

/// The column of a fact is called as it is, or as its owner and it are where two facts are called the same.
fn column_of(fact: Fact) -> String {
    match fact {
        Fact::AuthorisedBy(_) => "authorised_by".to_owned(),
        Fact::FirmBillingCurrent => "firm_billing_current".to_owned(),
        Fact::FirmSubscriptionCurrent => "firm_subscription_current".to_owned(),
        Fact::ClientBillingCurrent => "client_billing_current".to_owned(),
        Fact::Confirmation => "confirmed".to_owned(),
        Fact::Users(kind) => format!("{kind}_users"),
        Fact::Feature(_) => "features".to_owned(),
        _ => fact.to_string().rsplit('.').next().unwrap().to_owned(),
    }
}

#[test]
fn every_fact_and_every_add_on_has_a_column() {
    let has = |column: &String| FITS.iter().any(|(known, _)| known == column);
    let facts: Vec<String> = Fact::all().filter(|&fact| !has(&column_of(fact))).map(|fact| fact.to_string()).collect();
    assert!(facts.is_empty(), "these facts have no column: {facts:?}");
    let of_add_on = |kind: &AddOnKind| ["tier", "payer"].map(|what| format!("{kind}_{what}"));
    let add_ons: Vec<String> = AddOnKind::ALL.iter().flat_map(of_add_on).filter(|column| !has(column)).collect();
    assert!(add_ons.is_empty(), "these columns of add-ons are missing: {add_ons:?}");
}

#[test]
fn every_column_is_one_of_the_template_and_is_read() {
    let template = command().arg("--template").output().unwrap();
    assert_eq!(
        stdout(&template).trim_end().split(',').count(),
        FITS.len(),
        "a column that `FITS` does not have: {}",
        stdout(&template)
    );
    for (column, _) in FITS {
        // An error of the spreadsheet is no value of any fact. Who pays for what is not held is read as nothing.
        assert!(said(column, "#REF!").contains("#REF!"), "{column} is not read");
    }
}
