//! What has to hold for every request and every decision, wherever they come from. A target panics if it does not.

mod mutate;

use std::fmt::{Debug, Display};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use subscription_change::assess::{Assessment, FactSet, Facts, PartialRequest, Verdict};
use subscription_change::catalogue::{Effective, Enforcement, FeatureUse, PriceWhenTakenOver, Terms};
use subscription_change::record::DecisionRecord;
use subscription_change::ways_out::FitVerdict;
use subscription_change::{
    AddOnKind, Audience, BillingCycle, Catalogue, ChangePlan, ClientStatus, Context, Decision, FeatureSet, Language, Parties,
    Party, Plan, PrimaryAdmin, Reason, ReasonCode, Refusal, Request, Resolution, Step, Subscription, Tier, Usage, Users,
};

pub use mutate::{mutate, mutate_lines};

/// Writing and reading give the same again: the same value, and for the value the same bytes; and so by way of any JSON value.
pub fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> T {
    let written = to_json(value);
    let read: T = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error} in what was written: {written}"));
    assert_eq!(&read, value, "{written}");
    assert_eq!(to_json(&read), written);
    let tree = serde_json::to_value(value).expect("it can be written");
    let read: T = serde_json::from_value(tree).unwrap_or_else(|error| panic!("{error} in the tree of: {written}"));
    assert_eq!(&read, value, "{written}");
    read
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it can be written")
}

fn speaks(value: &(impl Display + Debug)) {
    assert!(!value.to_string().is_empty());
    assert!(!format!("{value:?}").is_empty());
}

/// An edition in which every rule can hold: moves that the embedded ones allow are closed, and plans that they sell are not sold.
static STRICT: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut terms = *Catalogue::canada().terms();
    terms.id = "CA-2099-12-31".parse().expect("it is a date");
    terms.users.accountant = Enforcement::Blocks;
    terms.users.time_only = Enforcement::Suspends;
    terms.resources.custom_fields = Enforcement::Suspends;
    terms.price_when_taken_over = PriceWhenTakenOver::Wholesale;
    terms.resources.accounts = Enforcement::Blocks;
    terms.features.inventory = FeatureUse::Blocks { cleared_by: None, disputed: false };
    terms.moves.easy_start = terms.moves.easy_start.without(Plan::Advanced);
    terms.add_ons.payroll.tiers = terms.add_ons.payroll.tiers.without(Tier::Elite);
    terms.plans.self_employed.sold = false;
    terms.upgrade_wait_hours = 24;
    terms.downgrades_take_effect = Effective::NextBillingDate;
    terms.check().expect("it can be decided with")
});

/// Everything that can be asked of a request.
pub fn request(request: &Request) {
    assert_eq!(hash(&round_trip(request)), hash(request));
    for catalogue in Catalogue::embedded().iter().copied().chain([&*STRICT]) {
        decide(catalogue, request);
    }
    partial(&PartialRequest { current: request.current, target: request.target, facts: Facts::from(request.context) });
}

/// Everything that can be asked of a request of which some facts are not known.
pub fn partial(request: &PartialRequest) {
    round_trip(&request.facts);
    for catalogue in Catalogue::embedded().iter().copied().chain([&*STRICT]) {
        assess(&request.assess_with(catalogue));
        let decided = request.assess_with(catalogue).decision().map(Decision::from);
        assert_eq!(decided, request.request().map(|request| Decision::from(request.plan_change_with(catalogue))));
    }
}

fn assess(assessment: &Assessment<'_>) {
    let unknown = assessment.facts().unknown();
    assert!(!format!("{assessment:?}").is_empty());
    let (certain, possible) =
        (codes(assessment.certain().map(|its| its.code())), codes(assessment.possible().map(|its| its.code())));
    assert_eq!(assessment.verdict() == Verdict::Refusal, !certain.is_empty());
    assert_eq!(assessment.verdict() == Verdict::ChangePlan, certain.is_empty() && possible.is_empty());
    assert_eq!(assessment.resolution().is_some(), !certain.is_empty());
    for reason in assessment.certain() {
        assert!(reason.depends_on().is_empty());
        assert_eq!(reason.remedies().count() == 0, reason.resolution() == Resolution::Never);
    }
    for reason in assessment.possible() {
        let depends_on = reason.depends_on();
        assert!(!depends_on.is_empty() && depends_on.difference(unknown).is_empty(), "{reason:?}");
    }
    let asked = assessment.questions().fold(FactSet::EMPTY, |asked, question| {
        assert!(!asked.contains(question.fact), "{} is asked twice", question.fact);
        assert_ne!(question.decides.is_empty(), question.decides_notices.is_empty());
        asked.with(question.fact)
    });
    assert_eq!(asked, assessment.asked());
    assert!(asked.difference(unknown).is_empty() && assessment.fewest().difference(asked).is_empty());
    let told = assessment.certain_notices().count() + assessment.possible_notices().count();
    assert!(told == 0 || assessment.verdict() == Verdict::ChangePlan);
    let written: serde_json::Value = serde_json::from_str(&to_json(assessment)).expect("it is JSON");
    assert_eq!(written["decision"], assessment.verdict().name());
    assert_eq!(written["questions"].is_array(), !unknown.is_empty());

    // Whatever the unknown facts are, the certain reasons hold, and of the others only possible ones.
    for context in [best(), worst()] {
        let complete = unknown.iter().fold(*assessment, |assessment, fact| assessment.learn(fact, &context));
        match complete.decision().expect("all is known") {
            Ok(_) => assert!(certain.is_empty()),
            Err(refusal) => {
                let held = codes(refusal.reasons().map(|reason| reason.code()));
                assert!(certain.iter().all(|code| held.contains(code)), "{refusal}");
                assert!(held.iter().all(|code| certain.contains(code) || possible.contains(code)), "{refusal}");
            }
        }
    }
}

fn codes(codes: impl Iterator<Item = ReasonCode>) -> Vec<ReasonCode> {
    codes.collect()
}

/// Facts that do not stand in the way.
fn best() -> Context {
    Context::in_good_standing(Parties::ALL, Usage::default())
}

/// Facts that each stand in the way of something.
fn worst() -> Context {
    let usage = Usage::default().with(|usage| {
        usage.users = Users { billable: u32::MAX, accountant: u32::MAX, reports_only: u32::MAX, time_only: u32::MAX };
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (u32::MAX, u32::MAX, u32::MAX);
        usage.features = FeatureSet::ALL;
    });
    Context::in_good_standing(Parties::EMPTY, usage).with(|context| {
        let (firm, client) = (&mut context.firm, &mut context.client);
        (firm.billing_current, firm.subscription_current) = (false, false);
        (firm.manages_billing, firm.is_accountant_user) = (false, false);
        client.status = ClientStatus::Suspended;
        client.billing_current = false;
        (client.billing_cycle, client.days_to_renewal) = (BillingCycle::Annual, Some(u32::MAX));
        client.primary_admin = PrimaryAdmin::Other;
        client.hours_since_downgrade = Some(0);
        client.downgrade_offered = false;
        (client.addresses_match, client.other_billing_system, client.same_region) = (false, true, false);
    })
}

/// Everything that can be asked of an edition: its faults, or decisions from one of the plans to each.
pub fn catalogue(terms: &Terms) {
    assert_eq!(hash(&round_trip(terms)), hash(terms));
    assert_eq!(terms.check().is_ok(), terms.faults().next().is_none());
    let Ok(catalogue) = terms.check() else {
        terms.faults().for_each(|fault| speaks(&fault));
        return;
    };
    assert_eq!(catalogue.terms(), terms);
    let from = Plan::ALL[usize::from(terms.id.day()) % Plan::COUNT];
    let tier = |kind: AddOnKind| kind.tiers().iter().next().expect("every add-on has tiers");
    let current = [AddOnKind::Time, AddOnKind::BillPay]
        .iter()
        .fold(Subscription::new(from, Party::Firm), |current, &kind| current.with_add_on(kind, tier(kind), Party::Firm));
    let users = Users { billable: 30, accountant: 30, reports_only: 30, time_only: 30 };
    let usage = Usage::default().with(|usage| {
        usage.users = users;
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (300, 300, 300);
        usage.features = FeatureSet::ALL;
    });
    let mut context = Context::in_good_standing(Party::Firm.into(), usage);
    context.client.hours_since_downgrade = Some(u32::from(terms.id.month()));
    for &to in Plan::ALL {
        let target = current.with_plan(to).with_add_on(AddOnKind::Payroll, tier(AddOnKind::Payroll), Party::Client);
        decide(&catalogue, &Request { current, target, context });
    }
}

/// A preview matches what happens, for the request and for everything else that could be asked for.
fn look_for_ways_out(catalogue: &Catalogue, request: &Request) {
    let entries = catalogue.menu(&request.current, &request.context).map(|entry| *entry.request());
    for request in entries.chain([*request]) {
        if let Ok(preview) = catalogue.preview(&request) {
            let done = preview.remedies().iter().fold(request, |request, remedy| remedy.apply(&request));
            assert_eq!(&done, preview.request());
            assert_eq!(done.plan_change_with(catalogue).as_ref(), Ok(preview.plan()));
        }
    }
    for rung in catalogue.rungs(&request.current, &request.context) {
        assert_eq!(rung.fit().holds(), rung.fit().verdict() == FitVerdict::Holds);
    }
}

fn decide(catalogue: &Catalogue, request: &Request) {
    let decision = request.plan_change_with(catalogue);
    assert_eq!(decision, catalogue.plan_change(&request.current, &request.target, &request.context));
    let record = DecisionRecord::from(&Decision::from(decision));
    assert_eq!(to_json(&record), to_json(&Decision::from(decision)));
    self::decision(&record);
    match &decision {
        Ok(plan) => {
            assert_eq!((plan.from(), plan.to()), (&request.current, &request.target));
            assert_eq!(plan.steps().fold(request.current, |now, step| done(now, request, step)), request.target);
            walk_plan(plan);
        }
        Err(refusal) => {
            walk_refusal(refusal);
            look_for_ways_out(catalogue, request);
            remedies_suffice(catalogue, request);
        }
    }
}

/// Everything that can be asked of a decision that was stored.
pub fn decision(record: &DecisionRecord) {
    round_trip(record);
    for &language in Language::ALL {
        assert!(!record.display(language, Audience::Other).to_string().is_empty());
    }
    match record {
        DecisionRecord::ChangePlan(plan) => {
            plan.steps().for_each(|step| speaks(&step));
            plan.notices().for_each(|notice| speaks(&notice));
            assert_eq!(plan.features_gained().is_some(), plan.features_lost().is_some());
        }
        DecisionRecord::Refusal(refusal) => {
            walk_reasons(refusal.reasons(), refusal.resolution(), |code| refusal.has(code));
        }
    }
}

fn walk_plan(plan: &ChangePlan) {
    assert_eq!(plan.steps().len(), plan.steps().count());
    assert_eq!(plan.notices().len(), plan.notices().count());
    plan.steps().for_each(|step| speaks(&step));
    plan.notices().for_each(|notice| speaks(&notice));
    assert_eq!(plan.features_gained().is_some(), plan.features_lost().is_some());
    assert!(!format!("{plan:?}").is_empty());
}

fn walk_refusal(refusal: &Refusal) {
    speaks(refusal);
    assert_eq!(refusal.reasons().len(), refusal.reasons().count());
    walk_reasons(refusal.reasons(), refusal.resolution(), |code| refusal.has(code));
}

/// The reasons of a refusal, what comes of them together, and which codes it says to have.
fn walk_reasons(reasons: impl Iterator<Item = Reason> + Clone, resolution: Resolution, has: impl Fn(ReasonCode) -> bool) {
    assert!(reasons.clone().next().is_some());
    for &code in ReasonCode::ALL {
        assert_eq!(has(code), reasons.clone().any(|reason| reason.code() == code), "{code}");
    }
    for reason in reasons {
        speaks(&reason);
        let never = reason.resolution() == Resolution::Never;
        assert_eq!(reason.remedies().len() == 0, never, "{reason}");
        assert!(!never || resolution == Resolution::Never);
        assert_eq!(reason.remedies().len(), reason.remedies().count());
        reason.remedies().for_each(|remedy| speaks(&remedy));
    }
}

/// If no reason is *never*: applying one remedy of each reason, for at most three rounds, ends in a plan or in nothing to change;
/// tried with the first and with the last remedy of each.
fn remedies_suffice(catalogue: &Catalogue, request: &Request) {
    for last in [false, true] {
        let mut now = *request;
        let mut rounds = 0;
        while let Err(refusal) = now.plan_change_with(catalogue) {
            if refusal.has(ReasonCode::NothingToChange) {
                break;
            }
            if refusal.resolution() == Resolution::Never {
                assert_eq!(rounds, 0, "remedies end in never: {refusal}");
                break;
            }
            assert!(rounds < 3, "remedies do not end: {refusal}");
            rounds += 1;
            for reason in refusal.reasons() {
                let remedies = reason.remedies();
                let remedy = if last { remedies.last() } else { remedies.into_iter().next() };
                now = remedy.expect("it is not never").apply(&now);
                round_trip(&now);
            }
        }
    }
}

/// The subscription after a step.
fn done(now: Subscription, request: &Request, step: Step) -> Subscription {
    match step {
        Step::ChangePlan { from, to, .. } => {
            assert_eq!(now.base.plan, from);
            now.with_plan(to)
        }
        Step::Remove { product, .. } => now.without(product.add_on().expect("base is never removed")),
        Step::TransferBilling { product, to, .. } => now.with_payer(product, to),
        Step::Add { product, tier, .. } | Step::ChangeTier { product, to: tier, .. } => {
            let payer = now.payer(product).or(request.target.payer(product)).expect("it is held");
            now.with_add_on(product.add_on().expect("base has no tier"), tier, payer)
        }
        _ => panic!("an unknown step: {step}"),
    }
}
