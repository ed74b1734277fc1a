//! A change plan that is settled although not every fact is known: what it does is known, but for who hands billing over.

use subscription_change::assess::{Assessment, Fact, Facts, PartialRequest, UsageFacts, Verdict, assess};
use subscription_change::catalogue::{Effective, Enforcement, PriceWhenTakenOver};
use subscription_change::{
    AddOnKind, Catalogue, Feature, FeatureSet, Notice, NoticeCode, Party, Plan, Product, Request, Resource, Step, Tier,
};

use super::{downgrade, facts, hand_over, takeover, without};
use crate::common::{but, canada_but, client, firm, plan, request};

/// Base goes down at the firm's cost, payroll is added at the client's, and time goes to the firm: of each list there is something.
fn of_all() -> Request {
    let current = firm(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    but(&request(current, target), |r| r.context.client.usage.features = Feature::Workflows.into())
}

/// What is not known of it is read by its notices alone.
fn of_all_partly() -> Assessment<'static> {
    without(&of_all(), |facts| {
        facts.client.days_since_discount = None;
        facts.client.usage.accounts = None;
        facts.client.usage.features.set(Feature::CustomRoles, None);
    })
}

#[test]
fn what_a_settled_plan_does_is_what_the_plan_does() {
    let (assessment, plan) = (of_all_partly(), plan(&of_all()));
    assert_eq!((assessment.verdict(), assessment.decision()), (Verdict::ChangePlan, None));
    assert!(assessment.steps().map(|step| step.step()).eq(plan.steps().map(Some)));
    assert!(assessment.steps().map(|step| step.by()).eq(plan.steps().map(|step| Some(step.by()))));
    assert!(assessment.steps().map(|step| step.with_placeholder()).eq(plan.steps()));
    assert_eq!(assessment.steps().count(), 3);
    assert_eq!(assessment.effective(), Some(Effective::Immediately));
    assert_eq!(assessment.features_gained(), Some(FeatureSet::EMPTY));
    assert_eq!(assessment.features_lost(), plan.features_lost());
    assert_eq!(assessment.features_lost().map(FeatureSet::len), Some(5));
    // Where every fact is known it is the same.
    let known = without(&of_all(), |_| ());
    assert!(known.steps().map(|step| step.step()).eq(plan.steps().map(Some)));
    assert_eq!((known.effective(), known.features_lost()), (Some(plan.effective()), plan.features_lost()));
}

#[test]
fn features_are_gained_and_lost_from_the_plan_that_is_held() {
    let up = without(&request(firm(Plan::Plus), firm(Plan::Advanced)), |facts| facts.client.usage = Default::default());
    assert_eq!((up.features_gained().map(FeatureSet::len), up.features_lost()), (Some(5), Some(FeatureSet::EMPTY)));
    // Of Ledger it is not documented what it has.
    let from_ledger = without(&request(firm(Plan::Ledger), firm(Plan::Plus)), |facts| facts.client.usage.accounts = None);
    assert_eq!((from_ledger.features_gained(), from_ledger.features_lost()), (None, None));
    assert_eq!((from_ledger.verdict(), from_ledger.effective()), (Verdict::ChangePlan, Some(Effective::Immediately)));
}

#[test]
fn a_settled_plan_takes_effect_when_its_catalogue_says() {
    let later = canada_but(|terms| terms.downgrades_take_effect = Effective::NextBillingDate);
    let facts = Facts::from(of_all().context).with(|facts| facts.client.usage.accounts = None);
    let assessment = later.assess(&of_all().current, &of_all().target, &facts);
    assert_eq!(assessment.effective(), Some(Effective::NextBillingDate));
    let each: Vec<Effective> = assessment.steps().map(|step| step.with_placeholder().effective()).collect();
    assert_eq!(each, [Effective::Immediately, Effective::NextBillingDate, Effective::Immediately]);
}

#[test]
fn who_hands_billing_over_is_told_where_it_is_known_whether_the_firm_asks() {
    let handed = |firm_asks| {
        let assessment = without(&hand_over(), |facts| {
            facts.authorised_by.set(Party::Firm, firm_asks);
            facts.client.usage.accounts = None;
        });
        assert_eq!(assessment.verdict(), Verdict::ChangePlan);
        let steps: Vec<_> = assessment.steps().collect();
        let [step] = steps[..] else { panic!("one step: {steps:?}") };
        let by = step.by();
        assert_eq!(step.step(), by.map(|_| step.with_placeholder()));
        assert!(
            matches!(step.with_placeholder(), Step::TransferBilling { product: Product::Base, to: Party::Client, .. }),
            "{step:?}"
        );
        by
    };
    assert_eq!([None, Some(true), Some(false)].map(handed), [None, Some(Party::Firm), Some(Party::Client)]);

    // A transfer to the firm is the firm's, which has to ask, and a change its payer's.
    let taken_over = without(&takeover(), |facts| facts.authorised_by.set(Party::Client, None));
    assert!(taken_over.steps().map(|step| step.by()).eq([Some(Party::Firm)]));
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let target = held.with_payer(Product::Base, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client);
    let mixed = without(&request(held, target), |facts| facts.authorised_by.set(Party::Firm, None));
    assert!(mixed.steps().map(|step| step.by()).eq([Some(Party::Client), None]));
}

#[test]
fn what_is_not_settled_as_a_plan_does_nothing() {
    let open = without(&downgrade(), |facts| facts.client.usage.users.billable = None);
    let refused = without(&but(&downgrade(), |r| r.context.client.downgrade_offered = false), |_| ());
    for (assessment, verdict) in [(open, Verdict::Open), (refused, Verdict::Refusal)] {
        assert_eq!((assessment.verdict(), assessment.steps().count()), (verdict, 0));
        let features = (assessment.features_gained(), assessment.features_lost());
        assert_eq!((assessment.effective(), features), (None, (None, None)));
    }
}

// Notices

#[test]
fn the_price_at_which_the_firm_takes_over_depends_on_when_a_discount_last_paid() {
    let unknown = without(&takeover(), |facts| facts.client.days_since_discount = None);
    assert_eq!((unknown.verdict(), unknown.certain_notices().count()), (Verdict::ChangePlan, 0));
    let (product, discount) = (Product::Base, facts(&[Fact::DaysSinceDiscount]));
    let told: Vec<_> = unknown.possible_notices().map(|notice| (notice.notice(), notice.depends_on())).collect();
    assert_eq!(told, [(Notice::DiscountKept { product }, discount), (Notice::RetailPrice { product }, discount)]);
    let question = unknown.questions().next().expect("the discount is asked for");
    assert_eq!((question.fact, question.settles, question.more_than), (Fact::DaysSinceDiscount, false, None));
    assert!(question.decides_notices.iter().eq([NoticeCode::DiscountKept, NoticeCode::RetailPrice]));
    assert_eq!(unknown.questions().count(), 1);

    // Whatever else is not known.
    let and_nobody_counted = without(&takeover(), |facts| {
        facts.client.days_since_discount = None;
        facts.client.usage.users.accountant = None;
    });
    let also_told = and_nobody_counted.possible_notices().map(|notice| (notice.notice(), notice.depends_on()));
    assert!(also_told.eq(told));
}

/// Nothing blocks that is not counted.
fn crowd() -> Request {
    request(client(Plan::Advanced), client(Plan::Plus))
}

/// It is known which features are in use and how many billable and time-only users there are.
fn uncounted() -> UsageFacts {
    let mut usage = Facts::from(crowd().context).client.usage;
    (usage.users.accountant, usage.users.reports_only) = (None, None);
    (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (None, None, None);
    usage
}

#[test]
fn a_count_that_is_not_known_is_not_told_and_the_question_has_the_number_that_matters() {
    let unknown = without(&crowd(), |facts| facts.client.usage = uncounted());
    let known: Vec<bool> = unknown.possible_notices().map(|notice| notice.knows_used()).collect();
    assert_eq!(known, [false; 4]);
    let asked: Vec<_> = unknown.questions().map(|question| (question.fact.to_string(), question.more_than)).collect();
    // Of those who only read reports Plus has as many as one likes.
    let expected = [
        ("client.usage.users.accountant", 2),
        ("client.usage.accounts", 250),
        ("client.usage.classes_and_locations", 40),
        ("client.usage.custom_fields", 4),
    ];
    assert_eq!(asked, expected.map(|(fact, limit)| (fact.to_owned(), Some(limit))));
    // What depends on something else than a count is told whole.
    let discount = without(&takeover(), |facts| facts.client.days_since_discount = None);
    assert!(discount.possible_notices().all(|notice| notice.knows_used()));
    // A resource that blocks is asked for in the same way.
    let blocks = canada_but(|terms| terms.resources.accounts = Enforcement::Blocks);
    let open = blocks.assess(&crowd().current, &crowd().target, unknown.facts());
    assert_eq!(open.verdict(), Verdict::Open);
    let question = open.questions().next().expect("it depends on the accounts");
    assert_eq!((question.fact, question.more_than), (Fact::Resource(Resource::Accounts), Some(250)));
}

#[test]
fn an_answer_with_another_catalogue_is_that_catalogues() {
    let Request { current, target, context } = takeover();
    let partial = PartialRequest { current, target, facts: Facts::from(context) };
    let wholesale = canada_but(|terms| terms.price_when_taken_over = PriceWhenTakenOver::Wholesale);
    let product = Product::Base;
    assert!(partial.assess_with(&wholesale).certain_notices().eq([Notice::WholesalePrice { product }]));
    assert!(partial.assess().certain_notices().eq([Notice::RetailPrice { product }]));
    let (before, now) = (Catalogue::embedded()[0], Catalogue::canada());
    assert_eq!(partial.assess_with(before).catalogue(), before.id());
    assert_eq!(partial.assess().catalogue(), now.id());
    assert_eq!(assess(&current, &target, &partial.facts).catalogue(), now.id());
}

// In JSON

#[cfg(feature = "serde")]
#[test]
fn a_settled_plan_is_written_whole_with_what_may_be_said_of_it_behind() {
    let documented = r#"{
        "decision": "change_plan", "catalogue": "CA-2025-06-02", "effective": "immediately",
        "from": {"base": {"plan": "advanced", "payer": "firm"}, "payroll": null, "time": {"tier": "elite", "payer": "client"}},
        "to": {"base": {"plan": "plus", "payer": "firm"}, "payroll": {"tier": "premium", "payer": "client"},
               "time": {"tier": "elite", "payer": "firm"}},
        "steps": [
            {"code": "add", "product": "payroll", "tier": "premium", "effective": "immediately", "by": "client"},
            {"code": "change_plan", "from": "advanced", "to": "plus", "effective": "immediately", "by": "firm"},
            {"code": "transfer_billing", "product": "time", "to": "firm", "effective": "immediately", "by": "firm"}],
        "features_gained": [],
        "features_lost": ["custom_roles", "workflows", "spreadsheet_sync", "backup_and_restore", "enhanced_custom_fields"],
        "notices": [
            {"code": "features_lost", "features": ["workflows"], "reversible": true},
            {"code": "prorated_charge", "payer": "client", "reversible": true}],
        "possible": [
            {"code": "features_lost", "features": ["custom_roles"], "reversible": true,
             "depends_on": ["client.usage.features.custom_roles"]},
            {"code": "resource_over_limit", "resource": "accounts", "limit": 250, "reversible": true,
             "depends_on": ["client.usage.accounts"]},
            {"code": "discount_kept", "product": "time", "reversible": true, "depends_on": ["client.days_since_discount"]},
            {"code": "retail_price", "product": "time", "reversible": true, "depends_on": ["client.days_since_discount"]}],
        "questions": [
            {"fact": "client.days_since_discount", "ask": "firm", "decides": ["discount_kept", "retail_price"], "settles": false},
            {"fact": "client.usage.accounts", "ask": "client", "more_than": 250, "decides": ["resource_over_limit"],
             "settles": false},
            {"fact": "client.usage.features.custom_roles", "ask": "client", "decides": ["features_lost"], "settles": false}]}"#;
    let written = serde_json::to_string(&of_all_partly()).expect("it can be written");
    assert_eq!(written, documented.split_whitespace().collect::<String>());
}

#[cfg(feature = "serde")]
#[test]
fn a_possible_notice_is_written_without_the_count_that_is_not_known() {
    use serde_json::{Value, json};

    let suspends = canada_but(|terms| {
        (terms.users.accountant, terms.resources.custom_fields) = (Enforcement::Suspends, Enforcement::Suspends);
    });
    let facts = Facts::from(crowd().context).with(|facts| facts.client.usage = uncounted());
    let assessed = |catalogue: &Catalogue| -> Value {
        serde_json::to_value(catalogue.assess(&crowd().current, &crowd().target, &facts)).expect("it can be written")
    };
    let notice = |code, of: &str, name, limit, path: &str| json!({"code": code, of: name, "limit": limit, "reversible": true, "depends_on": [format!("client.usage.{path}")]});
    let (accountants, fields) = ("users.accountant", "custom_fields");
    let over = [
        notice("users_over_limit", "kind", "accountant", 2, accountants),
        notice("resource_over_limit", "resource", "accounts", 250, "accounts"),
        notice("resource_over_limit", "resource", "classes_and_locations", 40, "classes_and_locations"),
        notice("resource_over_limit", "resource", "custom_fields", 4, fields),
    ];
    assert_eq!(assessed(Catalogue::canada())["possible"], json!(over));
    let suspended = [
        notice("company_suspended", "kind", "accountant", 2, accountants),
        notice("resource_over_limit", "resource", "accounts", 250, "accounts"),
        notice("resource_over_limit", "resource", "classes_and_locations", 40, "classes_and_locations"),
        notice("company_suspended", "resource", "custom_fields", 4, fields),
    ];
    assert_eq!(assessed(&suspends)["possible"], json!(suspended));
}
