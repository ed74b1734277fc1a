//! What each answer tells, line by line of the table of sources; and the five kinds of "no", which are all different.

use quickbooks::{Company, Finding, Firm, Item, Judgement, Review, Sure};
use serde_json::{Value, json};
use subscription_change::AddOnKind;

pub(crate) const INFO: &str = "/v3/company/1/companyinfo/1?minorversion=75";
pub(crate) const PREFERENCES: &str = "/v3/company/1/preferences?minorversion=75";
const RECURRING: &str = "select * from RecurringTransaction";

/// A line of a stream: a path begins with a slash, everything else is a query.
pub(crate) fn line(company: &str, request: &str, body: &Value) -> String {
    let key = if request.starts_with('/') { "path" } else { "query" };
    json!({"company": company, key: request, "body": body}).to_string()
}

/// What these answers tell of company 1. All of them can be read.
pub(crate) fn told(answers: &[(&str, Value)]) -> Company<'static> {
    let mut firm = Firm::default();
    for (request, body) in answers {
        firm.answers.read("answers", line("1", request, body).as_bytes());
    }
    assert_eq!(firm.answers.faults, []);
    one(&firm)
}

/// The only company.
pub(crate) fn one(firm: &Firm) -> Company<'static> {
    let mut companies = Review::of(firm, &[], None).companies;
    assert_eq!(companies.len(), 1);
    companies.remove(0)
}

pub(crate) fn finding<'c>(company: &'c Company<'_>, item: &str) -> &'c Finding {
    company.finding(Item::named(item).unwrap()).unwrap()
}

/// What is known of an item; null is none, and nothing is not known.
pub(crate) fn value(company: &Company<'_>, item: &str) -> Option<Value> {
    finding(company, item).value.clone()
}

/// Why an item is not known.
pub(crate) fn why(company: &Company<'_>, item: &str) -> Vec<&'static str> {
    let finding = finding(company, item);
    assert_eq!(finding.value, None, "{item} is known");
    finding.why.iter().map(quickbooks::Why::code).collect()
}

fn info(pairs: &Value) -> Value {
    json!({"CompanyInfo": {"CompanyName": "One", "Country": "CA", "NameValue": pairs, "Id": "1"}, "time": "2026-11-24T06:02:11.309-08:00"})
}

fn sku(text: &str) -> Value {
    info(&json!([{"Name": "OfferingSku", "Value": text}]))
}

fn status(text: &str) -> Value {
    info(&json!([{"Name": "SubscriptionStatus", "Value": text}]))
}

fn count(count: u32) -> Value {
    json!({"QueryResponse": {"totalCount": count}})
}

#[allow(clippy::needless_pass_by_value, reason = "it is written where it is called")]
fn preferences(of: Value) -> Value {
    json!({ "Preferences": of })
}

fn other(name: &str, value: &Value) -> Value {
    preferences(json!({"OtherPrefs": {"NameValue": [{"Name": name, "Value": value}]}}))
}

fn templates(active: &[bool]) -> Value {
    let rows: Vec<Value> = active.iter().map(|active| json!({"Bill": {"RecurringInfo": {"Active": active}}})).collect();
    json!({"QueryResponse": {"RecurringTransaction": rows, "maxResults": active.len()}})
}

fn feature(name: &str) -> String {
    format!("client.usage.features.{name}")
}

#[test]
fn a_plan_is_read_by_its_whole_name_in_any_case() {
    for (text, plan) in [
        ("QuickBooks Online Simple Start", "easy_start"),
        ("QuickBooks Online Essentials", "essentials"),
        ("QuickBooks Online Plus", "plus"),
        ("QuickBooks Online Advanced", "advanced"),
        (" quickbooks online PLUS ", "plus"),
    ] {
        let company = told(&[(INFO, sku(text))]);
        assert_eq!(value(&company, "plan"), Some(plan.into()), "{text}");
        assert_eq!(finding(&company, "plan").sure, Some(Sure::Told));
    }
    let easy_start = told(&[(INFO, sku("QuickBooks Online EasyStart"))]);
    assert_eq!((value(&easy_start, "plan"), finding(&easy_start, "plan").sure), (Some("easy_start".into()), Some(Sure::Judged)));
}

#[test]
fn a_plan_of_another_name_is_unknown_and_its_text_is_shown() {
    for text in ["QuickBooks Online", "Plus", "QuickBooks Online Plus 2", "QuickBooks Ledger", "QuickBooks Online Free"] {
        let company = told(&[(INFO, sku(text))]);
        assert_eq!(finding(&company, "plan").why, [quickbooks::Why::Unclear("OfferingSku", text.to_owned())]);
        assert!(matches!(&company.judgement, Judgement::AskFirst(items) if items.contains(&Item::Plan)));
    }
}

#[test]
fn plus_of_a_version_before_29_or_of_no_version_may_be_advanced() {
    let plus = |path: &str| told(&[(path, sku("QuickBooks Online Plus"))]);
    for path in ["/v3/company/1/companyinfo/1", "/v3/company/1/companyinfo/1?minorversion=28"] {
        assert_eq!(why(&plus(path), "plan"), ["plus_or_advanced"], "{path}");
    }
    assert_eq!(why(&plus("select * from CompanyInfo"), "plan"), ["plus_or_advanced"]);
    assert_eq!(value(&plus("/v3/company/1/companyinfo/1?minorversion=29"), "plan"), Some("plus".into()));
    let queried = "/v3/company/1/query?query=select%20*%20from%20CompanyInfo&minorversion=75";
    assert_eq!(value(&plus(queried), "plan"), Some("plus".into()));
    let essentials = told(&[("/v3/company/1/companyinfo/1", sku("QuickBooks Online Essentials"))]);
    assert_eq!(value(&essentials, "plan"), Some("essentials".into()));
}

#[test]
fn each_state_that_the_interface_names_is_read_and_every_other_one_is_unknown() {
    for (text, state) in [
        ("TRIAL", "trial"),
        ("TRIALOPTIN", "trial"),
        ("RESTRICTED", "restricted"),
        ("SUSPENDED", "suspended"),
        ("EXPIRED", "expired"),
        ("CANCELLED", "cancelled"),
        ("CANCELED", "cancelled"),
    ] {
        let company = told(&[(INFO, status(text))]);
        assert_eq!(value(&company, "client.status"), Some(state.into()));
        assert_eq!(finding(&company, "client.status").sure, Some(Sure::Told));
    }
    let subscribed = told(&[(INFO, status("SUBSCRIBED"))]);
    assert_eq!(value(&subscribed, "client.status"), Some("active".into()));
    assert_eq!(finding(&subscribed, "client.status").sure, Some(Sure::Judged), "pending and cancelling look the same");
    for text in ["PAID", "paused", "ACTIVE"] {
        assert_eq!(why(&told(&[(INFO, status(text))]), "client.status"), ["unclear"], "{text}");
    }
}

#[test]
fn that_payroll_is_held_tells_neither_its_tier_nor_who_pays() {
    let payroll = |value: Value| told(&[(INFO, info(&json!([{"Name": "PayrollFeature", "Value": value}])))]);
    assert_eq!(why(&payroll("true".into()), "payroll_tier"), ["held"]);
    assert_eq!(why(&payroll("true".into()), "payroll_payer"), ["no_request"]);
    let not_held = payroll("false".into());
    assert_eq!(value(&not_held, "payroll_tier"), Some(Value::Null));
    assert!(not_held.finding(Item::AddOnPayer(AddOnKind::Payroll)).is_none(), "nobody pays for what is not held");
}

#[test]
fn the_country_is_that_of_the_company_and_of_no_address() {
    let body = json!({"CompanyInfo": {"Country": "US", "CompanyAddr": {"Country": "CA"}, "NameValue": []}});
    assert!(matches!(told(&[(INFO, body)]).judgement, Judgement::OtherCountry(country) if country == "US"));
    let body = json!({"CompanyInfo": {"CompanyAddr": {"Country": "CA"}, "NameValue": []}});
    assert_eq!(why(&told(&[(INFO, body)]), "country"), ["absent"]);
}

#[test]
fn the_five_kinds_of_no_are_five() {
    let bills = &feature("bills");
    let asked = |body: Value| told(&[("select count(*) from Bill", body)]);
    // 0 is no.
    assert_eq!(value(&asked(count(0)), bills), Some(false.into()));
    // An empty answer is not 0.
    assert_eq!(why(&asked(json!({"QueryResponse": {}, "time": "2026-11-24T06:02:11-08:00"})), bills), ["empty"]);
    // A fault is not 0.
    assert_eq!(why(&asked(json!({"Fault": {"Error": [{"code": "5020"}]}})), bills), ["fault"]);
    assert_eq!(why(&asked(json!({"fault": {"error": [{"code": "3200"}]}, "queryResponse": null})), bills), ["fault"]);
    // Absent is not false: neither a field, nor a pair, nor a pair without a value, nor a request.
    let time = &feature("time_tracking");
    for body in
        [json!({}), json!({"OtherPrefs": {}}), json!({"OtherPrefs": {"NameValue": [{"Name": "TimeTrackingFeatureEnabled"}]}})]
    {
        assert_eq!(why(&told(&[(PREFERENCES, preferences(body))]), time), ["absent", "not_asked"]);
    }
    assert_eq!(why(&told(&[(INFO, status("TRIAL"))]), bills), ["not_asked"]);
}

#[test]
fn on_is_not_in_use() {
    let on = told(&[(PREFERENCES, other("TimeTrackingFeatureEnabled", &"true".into()))]);
    assert_eq!(why(&on, &feature("time_tracking")), ["on", "not_asked"]);
    let on = told(&[(PREFERENCES, other("ProjectsEnabled", &"true".into()))]);
    assert_eq!(why(&on, &feature("projects")), ["on", "not_asked"]);
    let on = told(&[(PREFERENCES, preferences(json!({"ProductAndServicesPrefs": {"QuantityOnHand": true}})))]);
    assert_eq!(why(&on, &feature("inventory")), ["on", "not_asked"]);
    let on = told(&[(PREFERENCES, preferences(json!({"AccountingInfoPrefs": {"TrackDepartments": true}})))]);
    assert_eq!(why(&on, &feature("locations")), ["on", "not_asked"]);
}

#[test]
fn multicurrency_that_is_on_is_the_fact_both_ways() {
    for on in [true, false] {
        let company = told(&[(PREFERENCES, preferences(json!({"CurrencyPrefs": {"MultiCurrencyEnabled": on}})))]);
        assert_eq!(value(&company, &feature("multicurrency")), Some(on.into()));
    }
}

#[test]
fn yes_and_no_are_read_in_every_way_in_which_the_interface_writes_them() {
    let read = |value: Value| told(&[(PREFERENCES, preferences(json!({"CurrencyPrefs": {"MultiCurrencyEnabled": value}})))]);
    for (truths, truth) in [
        ([json!(true), json!("true"), json!("True"), json!("On")], true),
        ([json!(false), json!("false"), json!("False"), json!("Off")], false),
    ] {
        for one in truths {
            assert_eq!(value(&read(one), &feature("multicurrency")), Some(truth.into()));
        }
    }
    for unclear in [json!("yes"), json!(1), json!([]), json!("")] {
        assert_eq!(why(&read(unclear), &feature("multicurrency")), ["unclear"]);
    }
}

#[test]
fn a_count_above_0_is_in_use_and_what_is_turned_off_is_not() {
    for (name, query) in [
        ("bills", "select count(*) from Bill"),
        ("purchase_orders", "SELECT COUNT(*) FROM PurchaseOrder"),
        ("budgets", "select  count( * )  from Budget"),
        ("time_tracking", "select count(*) from TimeActivity"),
        ("inventory", "select count(*) from Item where Active = true AND Type='Inventory'"),
        ("projects", "select count(*) from Customer where IsProject = true"),
    ] {
        for (number, used) in [(0, false), (1, true), (900, true)] {
            assert_eq!(value(&told(&[(query, count(number))]), &feature(name)), Some(used.into()), "{name} {number}");
        }
    }
    for (name, pair) in [
        ("time_tracking", "TimeTrackingFeatureEnabled"),
        ("purchase_orders", "VendorAndPurchasesPrefs.PurchaseOrderEnabled"),
        ("projects", "ProjectsEnabled"),
    ] {
        assert_eq!(value(&told(&[(PREFERENCES, other(pair, &"false".into()))]), &feature(name)), Some(false.into()));
    }
}

#[test]
fn a_count_of_something_else_tells_no_fact() {
    for query in [
        "select count(*) from Item",
        "select count(*) from Item where Type = 'Inventory'",
        "select count(*) from Bill where TotalAmt > '0'",
        "select count(*) from Customer",
        "select count(*) from Account",
        "select count(*) from Account where Active = false",
    ] {
        let company = told(&[(query, count(41))]);
        assert_eq!(company.not_read, [query]);
        assert!(company.findings.iter().all(|finding| finding.value.is_none()), "{query}");
    }
}

#[test]
fn classes_are_in_use_where_they_are_on_and_there_are_any() {
    let tracking = |each: Value, line: Value| {
        preferences(json!({"AccountingInfoPrefs": {"ClassTrackingPerTxn": each, "ClassTrackingPerTxnLine": line}}))
    };
    let classes = |body: Value, number: u32| {
        told(&[(PREFERENCES, body), ("select count(*) from Class where Active = true", count(number))])
    };
    let name = &feature("classes");
    assert_eq!(value(&classes(tracking(true.into(), false.into()), 3), name), Some(true.into()));
    assert_eq!(value(&classes(tracking(Value::Null, true.into()), 3), name), Some(true.into()));
    assert_eq!(value(&classes(tracking(true.into(), true.into()), 0), name), Some(false.into()));
    assert_eq!(value(&classes(tracking(false.into(), false.into()), 3), name), Some(false.into()));
    assert_eq!(why(&classes(tracking(false.into(), Value::Null), 3), name), ["absent"]);
}

#[test]
fn however_many_answers_leave_a_fact_unknown_for_a_reason_it_is_told_once() {
    let on = |day: u32| {
        let mut body =
            preferences(json!({"AccountingInfoPrefs": {"ClassTrackingPerTxn": true, "ClassTrackingPerTxnLine": true}}));
        body["time"] = format!("2026-11-{day}").into();
        (PREFERENCES, body)
    };
    let empty = ("select count(*) from Class where Active = true", json!({"QueryResponse": {}}));
    let company = told(&[on(24), empty.clone(), on(25), empty]);
    assert_eq!(why(&company, &feature("classes")), ["on", "empty"]);
}

#[test]
fn classes_and_locations_are_the_sum_where_both_were_counted_and_bounded_where_one_was() {
    let (classes, locations) = (
        ("select count(*) from Class where Active = true", count(9)),
        ("select count(*) from Department where Active = true", count(4)),
    );
    let name = "client.usage.classes_and_locations";
    assert_eq!(value(&told(&[classes.clone(), locations]), name), Some(13.into()));
    let one = told(&[classes]);
    assert_eq!(why(&one, name), ["not_asked"]);
    assert_eq!((finding(&one, name).at_least, finding(&one, name).sure), (Some(9), Some(Sure::Bounded)));
}

#[test]
fn one_running_template_tells_that_there_are_any_and_only_the_last_page_that_there_are_none() {
    let name = &feature("recurring_transactions");
    assert_eq!(value(&told(&[(RECURRING, templates(&[false, true]))]), name), Some(true.into()));
    assert_eq!(value(&told(&[(RECURRING, templates(&[false, false]))]), name), Some(false.into()));
    // A full page may not be the last.
    assert_eq!(why(&told(&[(RECURRING, templates(&[false; 100]))]), name), ["not_the_last_page"]);
    let page = |start: u32, most: u32| format!("{RECURRING} startposition {start} maxresults {most}");
    let (first, second) = (page(1, 2), page(3, 2));
    assert_eq!(why(&told(&[(&first, templates(&[false; 2]))]), name), ["not_the_last_page"]);
    assert_eq!(value(&told(&[(&second, templates(&[false])), (&first, templates(&[false; 2]))]), name), Some(false.into()));
    // It says itself that there are more.
    let mut more = templates(&[false, false]);
    more["QueryResponse"]["totalCount"] = 3.into();
    assert_eq!(why(&told(&[(RECURRING, more)]), name), ["not_the_last_page"]);
    // A page between is missing, or the first one.
    assert_eq!(why(&told(&[(&second, templates(&[false]))]), name), ["not_the_last_page"]);
    assert_eq!(why(&told(&[(&page(5, 2), templates(&[false])), (&first, templates(&[false; 2]))]), name), ["not_the_last_page"]);
    // One that does not say whether it runs may run.
    let silent = json!({"QueryResponse": {"RecurringTransaction": [{"Bill": {"RecurringInfo": {}}}]}});
    assert_eq!(why(&told(&[(RECURRING, silent)]), name), ["absent"]);
    assert_eq!(why(&told(&[(RECURRING, json!({"QueryResponse": {}}))]), name), ["empty"]);
}

#[test]
fn a_list_with_a_running_template_and_a_whole_one_without_any_contradict_each_other() {
    let name = &feature("recurring_transactions");
    let (running, paused) = ((RECURRING, templates(&[false, true])), (RECURRING, templates(&[false])));
    for answers in [[running.clone(), paused.clone()], [paused, running.clone()]] {
        assert_eq!(why(&told(&answers), name), ["contradiction"]);
    }
    // Pages without any beside the one that has some are no contradiction: they are not all that there is.
    let page = |start: u32| format!("{RECURRING} startposition {start} maxresults 2");
    let (first, second, third) = (page(1), page(3), page(5));
    let pages = [(first.as_str(), templates(&[false; 2])), (&second, templates(&[false, true])), (&third, templates(&[false]))];
    assert_eq!(value(&told(&pages), name), Some(true.into()));
}

#[test]
fn a_count_of_templates_has_paused_ones_in_it() {
    let (name, query) = (&feature("recurring_transactions"), "select count(*) from RecurringTransaction");
    assert_eq!(value(&told(&[(query, count(0))]), name), Some(false.into()));
    assert_eq!(why(&told(&[(query, count(3))]), name), ["counts_paused", "not_asked"]);
}

#[test]
fn a_customer_that_is_a_project_tells_that_projects_are_in_use() {
    let customers =
        |rows: Value| told(&[("select * from Customer maxresults 1000", json!({"QueryResponse": {"Customer": rows}}))]);
    let name = &feature("projects");
    assert_eq!(
        value(&customers(json!([{"Id": "1", "IsProject": false}, {"Id": "2", "IsProject": true}])), name),
        Some(true.into())
    );
    assert_eq!(value(&customers(json!([{"Id": "1", "IsProject": false}])), name), Some(false.into()));
    assert!(why(&customers(json!([{"Id": "1"}])), name).contains(&"absent"));
}

#[test]
fn custom_fields_lie_between_the_slots_that_are_used_and_the_definitions_that_are_active() {
    let slot = |name: &str, on: bool| json!({"Name": name, "Type": "BooleanType", "BooleanValue": on});
    let slots = preferences(json!({
        "SalesFormsPrefs": {"CustomField": [{"CustomField": [slot("SalesFormsPrefs.UseSalesCustom1", true), slot("SalesFormsPrefs.UseSalesCustom2", true)]}]},
        "VendorAndPurchasesPrefs": {"POCustomField": [{"CustomField": [slot("PurchasePrefs.UsePurchaseCustom1", true)]}]},
    }));
    let definitions = |active: &[bool], more: Value| {
        let edges: Vec<Value> = active.iter().map(|active| json!({"node": {"active": active}})).collect();
        json!({"data": {"appFoundationsCustomFieldDefinitions": {"edges": edges, "pageInfo": {"hasNextPage": more}}}})
    };
    let query = "query { appFoundationsCustomFieldDefinitions { edges { node { active } } pageInfo { hasNextPage } } }";
    let name = "client.usage.custom_fields";
    let bounds = |company: &Company<'_>| (finding(company, name).at_least, finding(company, name).at_most);
    // A field may stand in a sales slot and in a purchase slot.
    let both = told(&[(PREFERENCES, slots.clone()), (query, definitions(&[true, true, false, true], false.into()))]);
    assert_eq!((value(&both, name), bounds(&both)), (None, (Some(2), Some(3))));
    let same = told(&[(PREFERENCES, slots), (query, definitions(&[true, true], false.into()))]);
    assert_eq!((value(&same, name), finding(&same, name).sure), (Some(2.into()), Some(Sure::Bounded)));
    // Another page may have more of them.
    for more in [true.into(), Value::Null] {
        assert_eq!(why(&told(&[(query, definitions(&[true], more))]), name), ["not_the_last_page"]);
    }
}

#[test]
fn an_entity_stands_alone_or_in_the_answer_to_a_query() {
    let preferences = json!({"CurrencyPrefs": {"MultiCurrencyEnabled": true}});
    let alone = told(&[(PREFERENCES, json!({"Preferences": preferences}))]);
    let queried =
        told(&[("select * from Preferences", json!({"QueryResponse": {"Preferences": [preferences], "maxResults": 1}}))]);
    for company in [alone, queried] {
        assert_eq!(value(&company, &feature("multicurrency")), Some(true.into()));
    }
}

#[test]
fn what_no_request_tells_is_unknown_whatever_was_answered() {
    let company = told(&[(INFO, status("SUBSCRIBED")), ("select count(*) from Account where Active = true", count(96))]);
    for item in ["payer", "time_tier", "client.billing_cycle", "client.usage.users.billable", "client.usage.features.workflows"] {
        assert_eq!(why(&company, item), ["no_request"]);
    }
}
