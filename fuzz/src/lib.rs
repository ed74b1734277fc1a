//! What has to hold of every request and every decision, wherever they come from. A target panics where it does not.

mod mutate;

use std::fmt::{Debug, Display};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use serde::Serialize;
use serde::de::DeserializeOwned;
use subscription_change::{
    Catalogue, CatalogueDraft, ChangePlan, Context, Decision, Effective, FeatureSet, FeatureUse, FitVerdict, Overuse, Party,
    PayrollTier, Plan, Product, ReasonCode, Refusal, Request, Resolution, Step, Subscription, TimeTier, Usage, Users,
};

pub use mutate::mutate;

/// Writing and reading give the same again: the same value, and for the value the same bytes; and so by way of any JSON value.
pub fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Hash + Debug>(value: &T) {
    let written = serde_json::to_string(value).expect("it can be written");
    let read: T = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error} in what was written: {written}"));
    assert_eq!(&read, value, "{written}");
    assert_eq!(hash(&read), hash(value), "{written}");
    assert_eq!(serde_json::to_string(&read).expect("it can be written"), written);
    let tree = serde_json::to_value(value).expect("it can be written");
    let read: T = serde_json::from_value(tree).unwrap_or_else(|error| panic!("{error} in the tree of: {written}"));
    assert_eq!(&read, value, "{written}");
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn speaks(value: &(impl Display + Debug)) {
    assert!(!value.to_string().is_empty());
    assert!(!format!("{value:?}").is_empty());
}

/// An edition in which every rule can hold: what the embedded ones leave open is closed, and what they sell is not sold.
static STRICT: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut draft = *Catalogue::canada().as_draft();
    draft.id = "CA-2099-12-31".parse().expect("it is a date");
    draft.users.accountant = Overuse::Blocks;
    draft.resources.accounts = Overuse::Blocks;
    draft.features.inventory = FeatureUse::Blocks { cleared_by: None };
    draft.moves.easy_start = draft.moves.easy_start.without(Plan::Advanced);
    draft.payroll.tiers = draft.payroll.tiers.without(PayrollTier::Elite);
    draft.plans.self_employed.sold = false;
    draft.upgrade_wait_hours = 24;
    draft.downgrades_take_effect = Effective::NextBillingDate;
    draft.check().expect("it can be decided with")
});

/// Everything that can be asked of a request.
pub fn request(request: &Request) {
    round_trip(request);
    for catalogue in Catalogue::embedded().iter().copied().chain([&*STRICT]) {
        decide(catalogue, request);
    }
}

/// Everything that can be asked of an edition: its faults, or decisions from one of the plans to each.
pub fn catalogue(draft: &CatalogueDraft) {
    round_trip(draft);
    assert_eq!(draft.check().is_ok(), draft.faults().next().is_none());
    let Ok(catalogue) = draft.check() else {
        draft.faults().for_each(|fault| speaks(&fault));
        return;
    };
    assert_eq!(catalogue.as_draft(), draft);
    let from = Plan::ALL[usize::from(draft.id.day()) % Plan::COUNT];
    let current = Subscription::new(from, Party::Firm).with_time(TimeTier::Premium, Party::Firm);
    let users = Users { billable: 30, accountant: 30, reports_only: 30, time_only: 30 };
    let usage = Usage { users, accounts: 300, classes_and_locations: 300, custom_fields: 300, features: FeatureSet::ALL };
    let mut context = Context::in_good_standing(Party::Firm.into(), usage);
    context.client.hours_since_downgrade = Some(u32::from(draft.id.month()));
    for &to in Plan::ALL {
        let target = current.with_plan(to).with_payroll(PayrollTier::Core, Party::Client);
        decide(&catalogue, &Request { current, target, context });
    }
}

/// What is previewed is what is done, for the request and for all else that could be asked for.
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
    round_trip(&Decision::from(decision));
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

/// Everything that can be asked of a decision, one that was read as well as one that was made.
pub fn decision(decision: &Decision) {
    round_trip(decision);
    match decision {
        Decision::ChangePlan(plan) => walk_plan(plan),
        Decision::Refusal(refusal) => walk_refusal(refusal),
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
    assert!(refusal.reasons().len() > 0);
    assert_eq!(refusal.reasons().len(), refusal.reasons().count());
    for &code in ReasonCode::ALL {
        assert_eq!(refusal.has(code), refusal.reasons().any(|reason| reason.code() == code), "{code}");
    }
    for reason in refusal.reasons() {
        speaks(&reason);
        let never = reason.resolution() == Resolution::Never;
        assert_eq!(reason.remedies().len() == 0, never, "{reason}");
        assert!(!never || refusal.resolution() == Resolution::Never);
        assert_eq!(reason.remedies().len(), reason.remedies().count());
        reason.remedies().for_each(|remedy| speaks(&remedy));
    }
}

/// Where nobody says never: one remedy of each reason, and so again for at most three rounds, ends in a plan, or in nothing to change.
/// The first one of each and the last one of each.
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
        Step::Remove { product, .. } => now.without(product),
        Step::TransferBilling { product, to, .. } => now.with_payer(product, to),
        Step::Add { product, .. } | Step::ChangeTier { product, .. } => {
            let payer = now.payer(product).or(request.target.payer(product)).expect("it is held");
            match (product, request.target.payroll, request.target.time) {
                (Product::Payroll, Some(payroll), _) => now.with_payroll(payroll.tier(), payer),
                (Product::Time, _, Some(time)) => now.with_time(time.tier(), payer),
                _ => panic!("{step} is no step of this request"),
            }
        }
        _ => panic!("an unknown step: {step}"),
    }
}
