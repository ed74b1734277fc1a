//! What the tests share: requests in which nothing stands in the way, and refusals written as the table of reasons gives them.

use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};

use subscription_change::catalogue::{Shortfalls, Terms};
use subscription_change::vocabulary::{ResourceSet, UserKindSet};
use subscription_change::{
    Actor, AddOnKind, Catalogue, ChangePlan, Confirmation, Context, FeatureSet, Parties, Party, Plan, Reason, ReasonCode,
    Refusal, Remedy, Request, Resolution, Subscription, Usage,
};

/// Whether long comparisons are run in full, as `.ci/whole` asks, rather than on a sample.
pub fn is_whole() -> bool {
    env::var_os("WHOLE").is_some()
}

/// All of these in a full comparison, else one in `one_in`. That number should have no divisor in common with the counts that they
/// are combined from, so that every value occurs in the sample.
#[allow(dead_code, reason = "the laws take samples")]
pub fn some_of<T>(all: impl IntoIterator<Item = T>, one_in: usize) -> impl Iterator<Item = T> {
    all.into_iter().step_by(if is_whole() { 1 } else { one_in })
}

/// A base product that the firm pays for, and nothing else.
pub const fn firm(plan: Plan) -> Subscription {
    Subscription::new(plan, Party::Firm)
}

/// A base product that the client pays for, and nothing else.
pub const fn client(plan: Plan) -> Subscription {
    Subscription::new(plan, Party::Client)
}

/// Base with every add-on at its highest tier but payroll, which is at its lowest; all paid for by one party. Canada sells no bill pay, but who
/// holds it keeps it, and its billing can move.
pub fn with_every_add_on(plan: Plan, payer: Party) -> Subscription {
    AddOnKind::ALL.iter().fold(Subscription::new(plan, payer), |held, &kind| {
        let mut tiers = kind.tiers().iter();
        let tier = if kind == AddOnKind::Payroll { tiers.next() } else { tiers.last() };
        held.with_add_on(kind, tier.expect("there is a tier of it"), payer)
    })
}

/// The first embedded edition that sells an add-on.
pub fn seller_of(kind: AddOnKind) -> &'static Catalogue {
    let sells = |catalogue: &&&Catalogue| !catalogue.terms().add_ons.get(kind).tiers.is_empty();
    Catalogue::embedded_in("CA").iter().chain(Catalogue::embedded()).rev().find(sells).expect("some edition sells it")
}

/// A request in which no fact stands in the way: both parties ask, the client confirmed, accepted every loss and permitted the
/// transfer an hour ago, and nothing is used.
pub fn request(current: Subscription, target: Subscription) -> Request {
    let mut context = Context::in_good_standing(Parties::ALL, Usage::default());
    context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL));
    context.client.transfer_permission_hours = Some(1);
    Request { current, target, context }
}

/// The same, with one change.
pub fn but<T: Copy>(value: &T, edit: impl FnOnce(&mut T)) -> T {
    let mut value = *value;
    edit(&mut value);
    value
}

/// The hash of a value by the hasher of the standard library.
pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How many there are, of which it says all the way how many are left, and then that there are no more.
#[track_caller]
pub fn counts_down(mut all: impl ExactSizeIterator + Clone) -> usize {
    let whole = all.clone().count();
    for left in (0..=whole).rev() {
        assert_eq!((all.len(), all.size_hint()), (left, (left, Some(left))));
        assert_eq!(all.next().is_some(), left > 0);
    }
    assert!(all.next().is_none());
    whole
}

/// The Canadian catalogue with one change. If that leaves a higher plan with less, it is marked as intended.
pub fn canada_but(edit: impl FnOnce(&mut Terms)) -> Catalogue {
    let terms = but(Catalogue::canada().terms(), edit);
    let meant = Shortfalls { users: UserKindSet::ALL, resources: ResourceSet::ALL, features: FeatureSet::ALL };
    let with_shortfalls = but(&terms, |terms| {
        for &plan in Plan::ALL {
            terms.plans.get_mut(plan).intended_shortfalls = meant;
        }
    });
    terms.check().or_else(|_| with_shortfalls.check()).unwrap_or_else(|invalid| panic!("{invalid}"))
}

/// A reason as the table of reasons gives it: its resolution, and the alternatives that clear it, each with who does it.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    reason: Reason,
    resolution: Resolution,
    remedies: Vec<(Remedy, Actor)>,
}

impl From<Reason> for Row {
    fn from(reason: Reason) -> Self {
        let remedies = reason.remedies().map(|remedy| (remedy, remedy.by())).collect();
        Self { reason, resolution: reason.resolution(), remedies }
    }
}

/// A reason that nobody can clear.
pub fn never(reason: Reason) -> Row {
    Row { reason, resolution: Resolution::Never, remedies: Vec::new() }
}

/// A reason that somebody can clear, by any one of these.
pub fn act<const N: usize>(reason: Reason, remedies: [(Remedy, Actor); N]) -> Row {
    Row { reason, resolution: Resolution::Act, remedies: remedies.to_vec() }
}

/// A reason that clears itself in time.
pub fn wait(reason: Reason, remedy: (Remedy, Actor)) -> Row {
    Row { reason, resolution: Resolution::Wait, remedies: vec![remedy] }
}

/// The Canadian answer, which has to be a refusal.
#[track_caller]
pub fn refusal(request: &Request) -> Refusal {
    request.plan_change().expect_err("the change is refused")
}

/// The Canadian answer, which has to be a change plan.
#[track_caller]
pub fn plan(request: &Request) -> ChangePlan {
    request.plan_change().expect("the change is allowed")
}

/// The Canadian catalogue refuses the request for exactly these reasons, in this order.
#[track_caller]
pub fn assert_refused<const N: usize>(request: &Request, expected: [Row; N]) {
    assert_refused_with(Catalogue::canada(), request, expected);
}

/// This catalogue refuses the request for exactly these reasons, in this order.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "rows are written where they are expected")]
pub fn assert_refused_with<const N: usize>(catalogue: &Catalogue, request: &Request, expected: [Row; N]) {
    let refusal = match request.plan_change_with(catalogue) {
        Err(refusal) => refusal,
        Ok(plan) => panic!("it is refused, and there is a plan: {plan:#?}"),
    };
    let rows: Vec<Row> = refusal.reasons().map(Row::from).collect();
    assert_eq!(rows, expected);
    assert_eq!(refusal.reasons().len(), N, "the length that the iterator tells");
    for &code in ReasonCode::ALL {
        assert_eq!(refusal.has(code), rows.iter().any(|row| row.reason.code() == code), "has({code})");
    }
}

/// The Canadian catalogue allows the request.
#[track_caller]
pub fn assert_allowed(request: &Request) {
    assert_allowed_with(Catalogue::canada(), request);
}

/// This catalogue allows the request, and the plan ends exactly in the target.
#[track_caller]
pub fn assert_allowed_with(catalogue: &Catalogue, request: &Request) {
    match request.plan_change_with(catalogue) {
        Ok(plan) => assert_eq!((plan.from(), plan.to()), (&request.current, &request.target)),
        Err(refusal) => panic!("it is allowed, and {refusal}"),
    }
}
