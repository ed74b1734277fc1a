//! What the cost of a decision grows with, and what not: `cargo bench --package benches --bench growth`.
//!
//! Each curve takes the requests of the seeded mix and varies one thing. Compare the medians within a curve.

mod mix;

use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use subscription_change::{ChangePlan, Feature, Plan, Refusal, Request};

use mix::Mix;

/// How many requests there are for each point of a curve; too many to learn by heart.
const POINT: usize = 50_000;

static REQUESTS: LazyLock<Vec<Request>> = LazyLock::new(|| Mix::seeded(2025).requests(40 * POINT));

fn main() {
    println!("on {}", mix::machine());
    LazyLock::force(&REQUESTS);
    divan::main();
}

/// So many of these requests, the same ones again where there are not enough.
fn point(requests: impl Iterator<Item = Request> + Clone) -> Vec<Request> {
    let some: Vec<Request> = requests.take(POINT).collect();
    assert!(!some.is_empty(), "the mix has none of these");
    some.iter().cycle().take(POINT).copied().collect()
}

fn bench(bencher: Bencher<'_, '_>, requests: &[Request], work: impl Fn(&Request)) {
    bencher.counter(ItemsCount::new(requests.len())).bench_local(|| black_box(requests).iter().for_each(&work));
}

fn decide(request: &Request) {
    black_box(&request.plan_change());
}

fn decide_and_read_everything(request: &Request) {
    match request.plan_change() {
        Ok(plan) => read_plan(&plan),
        Err(refusal) => read_refusal(&refusal),
    }
}

fn read_plan(plan: &ChangePlan) {
    plan.steps().for_each(|step| _ = black_box(&step));
    plan.notices().for_each(|notice| _ = black_box(&notice));
    black_box(&(plan.features_gained(), plan.features_lost(), plan.effective()));
}

fn read_refusal(refusal: &Refusal) {
    refusal.reasons().for_each(|reason| {
        black_box(&reason);
        reason.remedies().for_each(|remedy| _ = black_box(&remedy));
    });
}

/// Requests that are refused for so many reasons; 0 is a change plan.
fn with_reasons(reasons: usize) -> Vec<Request> {
    point(
        REQUESTS
            .iter()
            .copied()
            .filter(move |request| request.plan_change().map_or_else(|refusal| refusal.reasons().len(), |_| 0) == reasons),
    )
}

#[divan::bench(args = [0, 1, 2, 3, 4, 6, 8, 10], sample_count = 20)]
fn reasons_decide(bencher: Bencher<'_, '_>, reasons: usize) {
    bench(bencher, &with_reasons(reasons), decide);
}

#[divan::bench(args = [0, 1, 2, 3, 4, 6, 8, 10], sample_count = 20)]
fn reasons_read_everything(bencher: Bencher<'_, '_>, reasons: usize) {
    bench(bencher, &with_reasons(reasons), decide_and_read_everything);
}

/// All requests, with so many features in use.
fn with_features(features: usize) -> Vec<Request> {
    let features = Feature::ALL.iter().take(features).copied().collect();
    point(REQUESTS.iter().map(move |request| {
        let mut request = *request;
        request.context.client.usage.features = features;
        request
    }))
}

#[divan::bench(args = [0, 5, 10, 15], sample_count = 20)]
fn features_decide(bencher: Bencher<'_, '_>, features: usize) {
    bench(bencher, &with_features(features), decide);
}

#[divan::bench(args = [0, 5, 10, 15], sample_count = 20)]
fn features_read_everything(bencher: Bencher<'_, '_>, features: usize) {
    bench(bencher, &with_features(features), decide_and_read_everything);
}

/// Requests that go among the first so many plans only.
#[divan::bench(args = [1, 2, 3, 4, 5, 6], sample_count = 20)]
fn plans_decide(bencher: Bencher<'_, '_>, plans: usize) {
    let among = |plan: Plan| Plan::ALL.iter().take(plans).any(|&other| other == plan);
    let requests = REQUESTS.iter().copied();
    bench(
        bencher,
        &point(requests.filter(|request| among(request.current.base.plan) && among(request.target.base.plan))),
        decide,
    );
}
