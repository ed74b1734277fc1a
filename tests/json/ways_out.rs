//! The menu, the preview, the fit and the rungs of partly known facts as JSON: they are written and not read.

use serde_json::{Value, json, to_value};
use subscription_change::assess::{Facts, PartialRequest};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::Vocabulary;
use subscription_change::ways_out::AssessedMenu;
use subscription_change::{
    AddOnKind, BillingCycle, Catalogue, Context, Decision, Feature, Parties, Party, Plan, Product, Subscription, Tier, Usage,
    UserKind,
};

fn known() -> Facts {
    let usage = Usage::default().with(|usage| usage.users.billable = 4);
    Facts::from(Context::in_good_standing(Party::Firm.into(), usage))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

fn essentials(facts: Facts) -> PartialRequest {
    let current = Subscription::new(Plan::Plus, Party::Firm);
    PartialRequest { current, target: current.with_plan(Plan::Essentials), facts }
}

#[test]
fn a_preview_has_what_to_do_what_follows_and_what_to_ask() {
    let facts = known().with(|facts| facts.client.usage.features.set(Feature::Inventory, None));
    let preview = to_value(Catalogue::canada().assess_preview(&essentials(facts)).unwrap()).unwrap();
    assert_eq!(keys(&preview), ["availability", "keeps_wish", "questions", "remedies", "then"]);
    assert_eq!((&preview["availability"], &preview["keeps_wish"]), (&json!("later"), &json!(true)));
    assert_eq!(
        preview["remedies"],
        json!([
            {"code": "confirm", "accepting": [], "by": "client"},
            {"code": "remove_users", "kind": "billable", "count": 1, "by": "client"},
        ])
    );
    assert_eq!(preview["then"]["decision"], "open");
    assert_eq!(preview["then"]["possible"][0]["depends_on"], json!(["client.usage.features.inventory"]));
    assert_eq!(preview["questions"], preview["then"]["questions"]);
}

#[test]
fn where_every_fact_is_known_nothing_is_asked_and_what_follows_is_the_plan() {
    let preview = Catalogue::canada().assess_preview(&essentials(known())).unwrap();
    let written = to_value(preview).unwrap();
    assert_eq!(keys(&written), ["availability", "keeps_wish", "remedies", "then"]);
    let plan = preview.assessment().decision().unwrap();
    assert!(plan.is_ok());
    assert_eq!(written["then"], to_value(Decision::from(plan)).unwrap());
    let menu = to_value(Catalogue::canada().assess_menu(&essentials(known()).current, &known())).unwrap();
    assert_eq!(keys(&menu), ["actions"]);
    let fit = to_value(Catalogue::canada().assess_fit(Plan::Plus, &known().client.usage)).unwrap();
    assert_eq!(keys(&fit), ["missing", "plan", "quotas", "verdict"]);
}

#[test]
fn of_a_remedy_what_hangs_on_an_unknown_fact_is_left_out() {
    // Who permits the transfer hangs on who is the primary admin; in how many days the billing can be monthly, on the renewal.
    let current = Subscription::new(Plan::Plus, Party::Client);
    let facts = Facts::from(Context::in_good_standing(Parties::ALL, Usage::default())).with(|facts| {
        let client = &mut facts.client;
        (client.primary_admin, client.transfer_permission_hours) = (None, Some(None));
        (client.billing_cycle, client.days_to_renewal) = (Some(BillingCycle::Annual), None);
    });
    let request = PartialRequest { current, target: current.with_payer(Product::Base, Party::Firm), facts };
    let preview = to_value(Catalogue::canada().assess_preview(&request).unwrap()).unwrap();
    assert_eq!(preview["remedies"], json!([{"code": "permit_transfer"}, {"code": "switch_to_monthly", "by": "client"}]));
}

#[test]
fn a_menu_has_every_action_with_its_answer_and_each_question_with_its_actions() {
    let current = Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let facts = known().with(|facts| {
        facts.client.primary_admin = None;
        facts.client.usage.users.billable = None;
    });
    let menu: AssessedMenu<'_> = Catalogue::canada().assess_menu(&current, &facts);
    let written = to_value(&menu).unwrap();
    let actions = written["actions"].as_array().unwrap();
    assert_eq!(actions.len(), menu.len());
    for (entry, written) in menu.clone().zip(actions) {
        assert_eq!(keys(written), ["action", "assessment", "availability", "preview"]);
        assert_eq!(written["action"], json!(entry.action()));
        assert_eq!(written["availability"], json!(entry.availability()));
        assert_eq!(written["assessment"], json!(entry.assess()));
        assert_eq!(written["preview"].is_null(), entry.preview().is_err(), "{}", entry.action());
    }
    let questions = written["questions"].as_array().unwrap();
    assert_eq!(questions.len(), menu.questions().count());
    for (question, written) in menu.questions().zip(questions) {
        let mut expected = json!(question.question());
        expected["actions"] = json!(question.actions().collect::<Vec<_>>());
        assert_eq!(written, &expected);
        assert!(!expected["actions"].as_array().unwrap().is_empty());
    }
    assert!(questions.iter().any(|question| question["fact"] == "client.primary_admin"), "{questions:?}");
}

#[test]
fn a_fit_has_the_counts_that_are_known_beside_their_limits_as_a_catalogue_writes_them() {
    let facts = known().with(|facts| facts.client.usage.users.accountant = None);
    let fit = to_value(Catalogue::canada().assess_fit(Plan::Plus, &facts.client.usage)).unwrap();
    assert_eq!((&fit["plan"], &fit["verdict"], &fit["missing"]), (&json!("plus"), &json!("depends"), &json!([])));
    let quotas = fit["quotas"].as_array().unwrap();
    let of = |quota: &Value| quota.get("kind").or(quota.get("resource")).and_then(Value::as_str).map(str::to_owned);
    let known = Quota::ALL.iter().filter(|&&quota| quota != Quota::Users(UserKind::Accountant));
    assert!(quotas.iter().map(of).eq(known.map(|quota| Some(quota.name().to_owned()))), "all but one are known: {quotas:?}");
    assert_eq!(quotas[0], json!({"kind": "billable", "used": 4, "limit": 5, "enforcement": "blocks"}));
    assert_eq!(quotas[1], json!({"kind": "reports_only", "used": 0, "limit": "no_limit", "enforcement": "notice"}));
    assert!(quotas.iter().any(|quota| quota["resource"] == "accounts"), "{quotas:?}");
    assert_eq!(fit["questions"][0]["fact"], "client.usage.users.accountant");
    let ledger = to_value(Catalogue::canada().assess_fit(Plan::Ledger, &facts.client.usage)).unwrap();
    assert!(ledger["missing"].is_null() && ledger["quotas"][0]["limit"].is_null(), "{ledger}");
}

#[test]
fn a_rung_has_its_fit_and_the_way_there() {
    let current = Subscription::new(Plan::Plus, Party::Firm);
    let facts = known().with(|facts| facts.client.confirmation = None);
    let rungs: Vec<Value> = Catalogue::canada().assess_rungs(&current, &facts).map(|rung| to_value(rung).unwrap()).collect();
    let plans: Vec<&Value> = rungs.iter().map(|rung| &rung["fit"]["plan"]).collect();
    assert_eq!(plans, ["easy_start", "essentials", "plus", "advanced"]);
    assert_eq!(rungs.iter().map(|rung| rung["is_current"] == true).collect::<Vec<_>>(), [false, false, true, false]);
    assert_eq!(rungs[1]["preview"]["remedies"][0]["code"], "remove_users");
    assert_eq!(rungs[1]["preview"]["questions"][0]["fact"], "client.confirmation");
    assert!(rungs[2]["preview"].is_null());
    assert_eq!(rungs[3]["preview"]["availability"], "now");
}
