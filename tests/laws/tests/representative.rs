//! The random requests say something of every law, and nothing that there is is half there: whatever the types list has its effect in some
//! answer, and what is new fails here by its name until it has.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use subscription_change::parts::Quota;
use subscription_change::{
    AddOnKind, ChangePlan, ClientStatus, Context, Feature, Notice, NoticeCode, Party, Plan, Product, Reason, ReasonCode,
    RemedyCode, Request, Resource, Step, StepCode, UserKind,
};

use laws::axes::told_together;
use laws::drawn::Drawn;
use laws::facts::{Fact, is_on_billing_cycle};
use laws::given::{Answer, Twice, as_it_should_be, asked, asked_twice};
use laws::quotas;
use laws::random::{Random, random_edition, random_request};
use laws::small::nothing_is_well;

/// So many requests are drawn, and so many random editions, and then more until what is rare was seen, at the most so many times as many.
const REQUESTS: usize = 6_000;
const EDITIONS: usize = 500;
const TIMES: usize = 6;

fn runner() -> TestRunner {
    TestRunner::new_with_rng(ProptestConfig::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// What occurred, by its name, and how often.
#[derive(Default)]
struct Occurred(BTreeMap<String, u32>);

impl Occurred {
    fn count(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
    }

    fn times(&self, what: &str) -> u32 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// What of these occurred less often.
    fn rare(&self, times: u32, all: impl IntoIterator<Item = String>) -> Vec<String> {
        all.into_iter().filter(|what| self.times(what) < times).collect()
    }

    /// All of these occurred, each so often at the least.
    #[track_caller]
    fn must_have(&self, times: u32, all: impl IntoIterator<Item = String>) {
        let rare = self.rare(times, all);
        assert!(rare.is_empty(), "these do not occur {times} times: {rare:?}");
    }

    fn answer(&mut self, request: &Request, answer: &Answer) {
        match answer {
            Ok(plan) => self.plan(request, plan),
            Err(refusal) => {
                for reason in refusal {
                    self.count(format!("reason {}", reason.code()));
                    self.reason(&reason);
                    for remedy in reason.remedies().map(|remedy| remedy.code()) {
                        self.count(format!("remedy {remedy}"));
                        self.count(cleared_by(reason.code(), remedy));
                        let may = reason.code().cleared_by().contains(&remedy);
                        assert!(may, "{remedy} clears {}, whose `cleared by:` does not have it", reason.code());
                    }
                }
            }
        }
    }

    /// A reason, for each of what it is told apart by.
    fn reason(&mut self, reason: &Reason) {
        let code = reason.code();
        let written = serde_json::to_value(reason).expect("it is written");
        for parameter in code.parameters().iter().filter(|parameter| written[**parameter].is_string()) {
            self.count(format!("{code} {parameter} {}", written[*parameter].as_str().unwrap_or_default()));
        }
    }

    fn plan(&mut self, request: &Request, plan: &ChangePlan) {
        self.count(String::from("plan"));
        self.count(format!("plan from {}", request.current.base.plan));
        self.count(format!("plan to {}", request.target.base.plan));
        for step in plan.steps() {
            self.count(format!("step {}", step.code()));
            match step {
                Step::Add { product, tier, .. } => self.count(format!("{product} added at {tier}")),
                Step::Remove { product, tier, .. } => self.count(format!("{product} removed from {tier}")),
                Step::ChangeTier { product, from, to, .. } => self.count(format!("{product} from {from} to {to}")),
                Step::TransferBilling { product, to, by, .. } => self.count(format!("{product} transferred to {to} by {by}")),
                _ => {}
            }
        }
        for kind in AddOnKind::ALL.iter().filter(|&&kind| plan.to().add_on(kind).is_some()) {
            self.count(format!("{kind} held"));
        }
        for notice in plan.notices() {
            self.count(format!("notice {}", notice.code()));
            match notice {
                Notice::FeaturesLost { features } => {
                    features.iter().for_each(|one| self.count(format!("{one} is told to be lost")));
                }
                Notice::UsersOverLimit { kind, .. } => self.count(format!("{kind} is told to be over the limit")),
                Notice::ResourceOverLimit { resource, .. } => self.count(format!("{resource} is told to be over the limit")),
                _ => {}
            }
        }
        for feature in plan.features_gained().unwrap_or_default() {
            self.count(format!("{feature} gained"));
        }
        for feature in plan.features_lost().unwrap_or_default() {
            self.count(format!("{feature} lost"));
        }
    }
}

/// The codes of all that can be answered.
fn codes() -> impl Iterator<Item = String> {
    let reasons = ReasonCode::ALL.iter().map(|code| format!("reason {code}"));
    let remedies = RemedyCode::ALL.iter().map(|code| format!("remedy {code}"));
    let steps = StepCode::ALL.iter().map(|code| format!("step {code}"));
    let notices = NoticeCode::ALL.iter().map(|code| format!("notice {code}"));
    reasons.chain(remedies).chain(steps).chain(notices)
}

fn cleared_by(code: ReasonCode, remedy: RemedyCode) -> String {
    format!("reason {code} cleared by {remedy}, as its `cleared by:` says")
}

/// Each reason with each remedy that may clear it: one that never does is told of it in vain.
fn cleared() -> impl Iterator<Item = String> {
    ReasonCode::ALL.iter().flat_map(|&code| code.cleared_by().iter().map(move |&remedy| cleared_by(code, remedy)))
}

/// Each reason that tells a product, a kind of user, a resource, a feature, a payer or a status is told of each.
fn told_apart() -> impl Iterator<Item = String> {
    let of = |code: ReasonCode, parameter: &'static str| {
        let names: Vec<&str> = match (code, parameter) {
            (ReasonCode::AddOnUnsupported, "product") => AddOnKind::ALL.iter().map(|kind| kind.name()).collect(),
            (ReasonCode::AnnualBilling, "product") => {
                let on_cycle = Product::ALL.iter().filter(|&&product| is_on_billing_cycle(product));
                on_cycle.map(|product| product.name()).collect()
            }
            (_, "product") => Product::ALL.iter().map(|product| product.name()).collect(),
            (_, "kind") => UserKind::ALL.iter().map(|kind| kind.name()).collect(),
            (_, "resource") => Resource::ALL.iter().map(|resource| resource.name()).collect(),
            (_, "feature") => Feature::ALL.iter().map(|feature| feature.name()).collect(),
            (_, "payer") => Party::ALL.iter().map(|party| party.name()).collect(),
            (_, "status") => {
                ClientStatus::ALL.iter().filter(|status| status.is_read_only()).map(|status| status.name()).collect()
            }
            (_, _) => Vec::new(),
        };
        names.into_iter().map(move |name| format!("{code} {parameter} {name}"))
    };
    let parameters = ReasonCode::ALL.iter().flat_map(|&code| code.parameters().iter().map(move |&parameter| (code, parameter)));
    parameters.flat_map(move |(code, parameter)| of(code, parameter))
}

/// Every way in which a plan may change each add-on, and every plan that one may start from.
fn done_in_plans() -> impl Iterator<Item = String> {
    let of_add_on = |&kind: &AddOnKind| {
        let tiers = move || kind.tiers().iter();
        let other = move |from| tiers().filter(move |to| *to != from).map(move |to| format!("{kind} from {from} to {to}"));
        let added = tiers().flat_map(move |tier| [format!("{kind} added at {tier}"), format!("{kind} removed from {tier}")]);
        added.chain(tiers().flat_map(other)).chain([format!("{kind} held")])
    };
    let transferred = |product: &Product| {
        ["firm by firm", "client by firm", "client by client"].map(|to_by| format!("{product} transferred to {to_by}"))
    };
    let plans = Plan::ALL.iter().flat_map(|plan| [format!("plan from {plan}"), format!("plan to {plan}")]);
    AddOnKind::ALL.iter().flat_map(of_add_on).chain(Product::ALL.iter().flat_map(transferred)).chain(plans)
}

/// What is told of each feature and each quota in a plan.
fn told_in_plans() -> impl Iterator<Item = String> {
    let of_feature = |feature: &Feature| ["gained", "lost", "is told to be lost"].map(|how| format!("{feature} {how}"));
    let over = Quota::ALL.iter().map(|&quota| format!("{} is told to be over the limit", quotas::name(quota)));
    Feature::ALL.iter().flat_map(of_feature).chain(over)
}

#[test]
fn a_third_of_the_random_requests_ends_in_a_plan_and_everything_occurs_and_matters() {
    let mut runner = runner();
    let strategy = asked();
    let mut occurred = Occurred::default();
    let mut drawn = 0;
    let is_to_come = |occurred: &Occurred| !occurred.rare(4, codes()).is_empty() || !occurred.rare(1, done_in_plans()).is_empty();
    while drawn < REQUESTS || drawn < TIMES * REQUESTS && is_to_come(&occurred) {
        for _ in 0..REQUESTS {
            let asked = strategy.new_tree(&mut runner).expect("there is a request").current();
            occurred.answer(&asked.request, &asked.answer());
        }
        drawn += REQUESTS;
    }
    let plans = occurred.times("plan") as usize;
    let wanted = drawn / 5..drawn * 5 / 12;
    assert!(
        wanted.contains(&plans),
        "{plans} of {drawn} requests end in a plan, not {wanted:?}: what the strategies draw stands in the way too often, or too seldom"
    );
    occurred.must_have(4, codes());
    occurred.must_have(1, cleared());
    occurred.must_have(1, told_apart());
    occurred.must_have(1, done_in_plans());
}

#[test]
fn everything_occurs_and_matters_in_the_requests_that_the_model_is_asked() {
    let mut random = Random::new(51);
    let mut occurred = Occurred::default();
    let told = || cleared().chain(told_apart()).chain(done_in_plans()).chain(told_in_plans());
    let is_to_come = |occurred: &Occurred| !occurred.rare(10, codes()).is_empty() || !occurred.rare(1, told()).is_empty();
    let mut editions = 0;
    while editions < EDITIONS || editions < TIMES * EDITIONS && is_to_come(&occurred) {
        for _ in 0..EDITIONS {
            let edition = random_edition(&mut random);
            for _ in 0..100 {
                let request = random_request(&mut random, &edition.terms);
                occurred.answer(&request, &request.plan_change_with(&edition.catalogue));
            }
        }
        editions += EDITIONS;
    }
    occurred.must_have(10, codes());
    occurred.must_have(1, told());
}

/// The paths of all facts and what stands there; a list is one fact for each member that may be in it.
fn leaves(context: &Context) -> BTreeMap<String, Value> {
    fn walk(value: &Value, path: &str, into: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| walk(value, &format!("{path}/{name}"), into)),
            _ => drop(into.insert(path.to_owned(), value.clone())),
        }
    }
    let mut all = BTreeMap::new();
    walk(&serde_json::to_value(context).expect("it is written"), "", &mut all);
    all
}

/// A fact that is new is tried in all combinations with others, and is not well where nothing is.
#[test]
fn every_fact_is_tried_beside_others_and_is_not_well_where_nothing_is() {
    let together = told_together();
    let is_alone = |fact: &Fact| !matches!(fact, Fact::Used(_) | Fact::InUse(_)) && !together.contains(fact);
    let alone: Vec<Fact> = Fact::all().filter(is_alone).collect();
    assert!(alone.is_empty(), "in `axes`, these stand beside no other fact: {alone:?}");

    let (nothing_is_well, good) = (nothing_is_well(), as_it_should_be());
    let is_well = |fact: &Fact| {
        let mut with = nothing_is_well;
        fact.put(&good, &mut with);
        with == nothing_is_well
    };
    let well: Vec<Fact> = Fact::all().filter(|fact| !matches!(fact, Fact::Acceptance(_))).filter(is_well).collect();
    assert_eq!(well, [Fact::Discount, Fact::OtherBillingSystem, Fact::SameRegion], "the client could be the firm's");
}

/// A fact that is new is drawn, and it is one of the facts that the laws are about.
#[test]
fn every_fact_of_a_context_is_drawn_at_random_and_is_a_fact_of_the_laws() {
    let mut runner = runner();
    let strategy = asked_twice();
    let mut drawn: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut values = Drawn::default();
    for _ in 0..500 {
        let Twice { asked, other } = strategy.new_tree(&mut runner).expect("there is a request").current();
        values.note(&other);
        let mut put = asked.request.context;
        Fact::all().for_each(|fact| fact.put(&other, &mut put));
        let (put, other) = (leaves(&put), leaves(&other));
        for (path, value) in &other {
            assert_eq!(put.get(path), Some(value), "{path} is a fact");
            drawn.entry(path.clone()).or_default().insert(value.to_string());
        }
    }
    // Where something is not there its facts are not either: that it may be there is told by them.
    let has_facts = |path: &str| drawn.keys().any(|other| other.starts_with(&format!("{path}/")));
    let is_always_the_same = |(path, values): &(&String, &BTreeSet<String>)| values.len() == 1 && !has_facts(path);
    let always_the_same: Vec<&String> = drawn.iter().filter(is_always_the_same).map(|(path, _)| path).collect();
    assert_eq!(always_the_same, [""; 0]);
    assert_eq!(values.missing(), [""; 0], "these are never drawn");
}
