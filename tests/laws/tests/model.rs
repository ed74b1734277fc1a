//! The crate and a naive model of the domain description give the same answers: to every request of small worlds that hold the
//! boundaries of every rule, and to random requests, with the embedded catalogues and with invented ones.
//!
//! Whole answers are compared: reasons with their parameters, resolutions and remedies, steps, features, effect, notices, each in its
//! order. `MODEL_REQUESTS=500000000 cargo test --release -p laws random_requests_with -- --nocapture` compares that many random requests.

mod faults;
mod reading;
mod worlds;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use laws::common::is_whole;
use laws::editions::{self, Edition};
use laws::model::{self, Answer, Held, Terms};
use laws::random::{Random, random_edition, random_request};
use subscription_change::{Catalogue, ChangePlan, Refusal, Request};
use worlds::{Odometer, World, WorldsOf};

/// Compares both answers to one request; the model's answer where they are the same, else what to print.
fn compare(edition: &Edition, request: &Request) -> Result<Answer, String> {
    let answer = request.plan_change_with(&edition.catalogue);
    let expected = model::decide(&edition.terms, request);
    let same = match (&answer, &expected) {
        (Ok(plan), Answer::Plan { .. }) => is_same_plan(edition, request, plan, &expected),
        (Err(refusal), Answer::Refusal { .. }) => is_same_refusal(edition, refusal, &expected),
        _ => false,
    };
    if same { Ok(expected) } else { Err(disagreement(edition, request, &answer, &expected)) }
}

fn is_same_plan(edition: &Edition, request: &Request, plan: &ChangePlan, expected: &Answer) -> bool {
    let Answer::Plan { effective, steps, features_gained, features_lost, notices } = expected else { return false };
    *plan.from() == request.current
        && *plan.to() == request.target
        && plan.catalogue() == edition.catalogue.id()
        && plan.effective() == *effective
        && plan.steps().eq(steps.iter().copied())
        && plan.features_gained() == *features_gained
        && plan.features_lost() == *features_lost
        && plan.notices().eq(notices.iter().copied())
}

fn is_same_refusal(edition: &Edition, refusal: &Refusal, expected: &Answer) -> bool {
    let Answer::Refusal { resolution, reasons } = expected else { return false };
    refusal.catalogue() == edition.catalogue.id()
        && refusal.resolution() == *resolution
        && refusal.reasons().len() == reasons.len()
        && refusal.reasons().zip(reasons).all(|(reason, held)| {
            let remedies = reason.remedies().map(|remedy| (remedy, remedy.by()));
            reason == held.reason && reason.resolution() == held.resolution && remedies.eq(held.remedies.iter().copied())
        })
}

/// What there is to read when the two differ.
fn disagreement(edition: &Edition, request: &Request, answer: &Result<ChangePlan, Refusal>, expected: &Answer) -> String {
    let Request { current, target, context } = request;
    let catalogue = if edition.is_embedded { String::from("embedded") } else { format!("{:?}", edition.catalogue.terms()) };
    format!(
        "the crate and the model differ\n\ncatalogue: {}, {}: {catalogue}\n\ncurrent: {current:?}\n\ntarget: {target:?}\n\n\
         context: {context:?}\n\nthe crate answers: {}\n\nthe model answers: {}\n",
        edition.name,
        edition.catalogue.id(),
        readable_answer(answer),
        readable_expectation(expected),
    )
}

fn readable_answer(answer: &Result<ChangePlan, Refusal>) -> String {
    match answer {
        Ok(plan) => format!(
            "plan with {} from {:?} to {:?}\n  {:?}\n  steps: {:?}\n  gained: {:?}\n  lost: {:?}\n  notices: {:?}",
            plan.catalogue(),
            plan.from(),
            plan.to(),
            plan.effective(),
            plan.steps().collect::<Vec<_>>(),
            plan.features_gained(),
            plan.features_lost(),
            plan.notices().collect::<Vec<_>>(),
        ),
        Err(refusal) => {
            let reasons = refusal.reasons().map(|reason| {
                let remedies: Vec<_> = reason.remedies().map(|remedy| (remedy, remedy.by())).collect();
                format!("\n  {reason:?}, {:?}, {remedies:?}", reason.resolution())
            });
            format!("refusal with {}, {:?}{}", refusal.catalogue(), refusal.resolution(), reasons.collect::<String>())
        }
    }
}

fn readable_expectation(expected: &Answer) -> String {
    match expected {
        Answer::Plan { effective, steps, features_gained, features_lost, notices } => format!(
            "plan\n  {effective:?}\n  steps: {steps:?}\n  gained: {features_gained:?}\n  lost: {features_lost:?}\n  notices: {notices:?}"
        ),
        Answer::Refusal { resolution, reasons } => {
            let reasons = reasons
                .iter()
                .map(|Held { reason, resolution, remedies }| format!("\n  {reason:?}, {resolution:?}, {remedies:?}"));
            format!("refusal, {resolution:?}{}", reasons.collect::<String>())
        }
    }
}

/// How many threads compare.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The first disagreement that any thread has found.
#[derive(Default)]
struct Found {
    any: AtomicBool,
    message: Mutex<Option<String>>,
}

impl Found {
    fn is_any(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    fn report(&self, message: String) {
        self.any.store(true, Ordering::Relaxed);
        self.message.lock().expect("no thread panics with the lock").get_or_insert(message);
    }

    fn fail_if_any(self) {
        if let Some(message) = self.message.into_inner().expect("no thread panics with the lock") {
            panic!("{message}");
        }
    }
}

/// One in so many requests of a large world is compared, unless the comparison is a whole one.
const ONE_IN: usize = 101;

/// Compares the answers to every request of a world, or to one in 101 of a large one; how many were compared.
fn compare_every_request_of(world: &World, edition: &Edition) -> usize {
    let size = Odometer::size_of(world);
    let found = Found::default();
    let threads = threads();
    let one_in = if is_whole() || size < 5_000 { 1 } else { ONE_IN };
    let compared = AtomicUsize::new(0);
    thread::scope(|scope| {
        for first in 0..threads {
            let (found, compared) = (&found, &compared);
            scope.spawn(move || {
                for index in (0..size).step_by(one_in).skip(first).step_by(threads) {
                    if found.is_any() {
                        return;
                    }
                    let request = world(&mut Odometer::at(index));
                    if let Err(message) = compare(edition, &request) {
                        found.report(message);
                    }
                    compared.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    found.fail_if_any();
    compared.into_inner()
}

/// How many of so many requests are compared at the least.
fn taken(requests: usize) -> usize {
    if is_whole() { requests } else { requests / ONE_IN }
}

#[test]
fn the_embedded_catalogues_say_what_the_tables_of_the_description_say() {
    let ids: Vec<String> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02", "US-2026-09-30"]);
    for catalogue in Catalogue::embedded() {
        let by_hand = match catalogue.id().to_string().as_str() {
            "CA-2022-09-08" => Terms::canada_2022_09_08(),
            "US-2026-09-30" => Terms::united_states_2026_09_30(),
            _ => Terms::canada_2025_06_02(),
        };
        assert_eq!(Terms::read(catalogue.terms()), by_hand, "{}", catalogue.id());
    }
    assert_eq!(Catalogue::canada().id().to_string(), "CA-2025-06-02", "the latter is the default");
    assert_eq!(Terms::read(Catalogue::canada().terms()), Terms::canada_2025_06_02());
}

/// Compares the answers to every request of some worlds for each catalogue, of which there have to be as many in all: more where
/// something is new.
fn compare_with_every_edition(what: &str, at_least: usize, worlds_of: WorldsOf) {
    let start = Instant::now();
    let compared: usize = editions::all().iter().map(|edition| compare_every_request(edition, worlds_of)).sum();
    eprintln!("{what}: {compared} requests in {:.1} s", start.elapsed().as_secs_f64());
    assert!(compared >= taken(at_least), "{what}: {compared} requests");
}

fn compare_every_request(edition: &Edition, worlds_of: WorldsOf) -> usize {
    worlds_of(edition).iter().map(|world| compare_every_request_of(world, edition)).sum()
}

#[test]
fn every_pair_of_subscriptions_gets_the_answer_of_the_description() {
    compare_with_every_edition("every pair of subscriptions", 5 * 420 * 420 * 4, worlds::subscriptions);
}

#[test]
fn every_count_of_use_around_a_limit_gets_the_answer_of_the_description() {
    compare_with_every_edition("every count of use around a limit", 36 * 8_016, worlds::usage);
}

#[test]
fn every_use_of_features_and_every_acceptance_gets_the_answer_of_the_description() {
    compare_with_every_edition("every use of features and every acceptance", 5 * 36 * 137 * 33 * 2, worlds::features);
}

#[test]
fn every_transfer_of_billing_gets_the_answer_of_the_description() {
    compare_with_every_edition("every transfer of billing", 5 * 64 * 3 * 4 * 2 * 3 * 6 * 6, worlds::transfers);
}

#[test]
fn every_standing_of_firm_and_client_gets_the_answer_of_the_description() {
    compare_with_every_edition("every standing of firm and client", 5 * 28 * 4 * 8 * 2 * 2 * 2 * 2 * 3 * 2 * 3, worlds::standing);
}

#[test]
fn every_eligibility_of_a_client_gets_the_answer_of_the_description() {
    compare_with_every_edition("every eligibility of a client", 5 * 28 * 8 * 2 * 6 * 3 * 2 * 2 * 2 * 2, worlds::eligibility);
}

#[test]
fn every_wait_between_a_downgrade_and_an_upgrade_gets_the_answer_of_the_description() {
    compare_with_every_edition("every wait between a downgrade and an upgrade", 5 * 36 * 2 * 2 * 7, worlds::waits);
}

/// A subscription may say what there is not: an add-on at a tier that it has not.
#[test]
fn every_tier_that_an_add_on_lacks_gets_the_answer_of_the_description() {
    compare_with_every_edition("every tier that an add-on has not", 5 * 2 * 84 * 84 * 4, worlds::foreign_tiers);
}

#[test]
fn every_request_of_every_world_gets_the_answer_of_the_description_with_the_shipped_invented_edition() {
    let edition = editions::shipped();
    let compared: usize = worlds::ALL.iter().map(|worlds_of| compare_every_request(&edition, *worlds_of)).sum();
    assert!(compared > taken(1_000_000), "{compared}");
}

/// How many plans and refusals there were.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    plans: u64,
    refusals: u64,
}

/// The requests that one thread takes at a time; a random catalogue serves as many.
const CHUNK: u64 = 500;

/// Compares the answers to one chunk of random requests, which its number determines.
fn compare_chunk(chunk: u64, requests: u64, editions: &[Edition], tally: &mut Tally) -> Result<(), String> {
    let mut random = Random::new(chunk);
    // Half of the chunks with the editions that everything else is compared with, half with random ones.
    let made;
    let edition = if random.flag() {
        random.pick_from(editions)
    } else {
        made = random_edition(&mut random);
        &made
    };
    for at in 0..requests {
        let request = random_request(&mut random, &edition.terms);
        match compare(edition, &request) {
            Ok(Answer::Plan { .. }) => tally.plans += 1,
            Ok(Answer::Refusal { .. }) => tally.refusals += 1,
            Err(message) => return Err(format!("{message}\n(random request {at} of chunk {chunk})\n")),
        }
    }
    Ok(())
}

#[test]
fn random_requests_with_random_catalogues_get_the_answer_of_the_description() {
    let wanted: u64 = match std::env::var("MODEL_REQUESTS") {
        Ok(number) => number.parse().expect("MODEL_REQUESTS is a number of requests"),
        Err(_) if is_whole() => 1_000_000,
        Err(_) => 50_000,
    };
    let start = Instant::now();
    let editions = editions::all();
    let found = Found::default();
    let next_chunk = AtomicU64::new(0);
    let compared = AtomicU64::new(0);
    let tally = Mutex::new(Tally::default());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads())
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Tally::default();
                    while !found.is_any() {
                        let chunk = next_chunk.fetch_add(1, Ordering::Relaxed);
                        let requests = wanted.saturating_sub(chunk * CHUNK).min(CHUNK);
                        if requests == 0 {
                            break;
                        }
                        match compare_chunk(chunk, requests, &editions, &mut own) {
                            Ok(()) => compared.fetch_add(requests, Ordering::Relaxed),
                            Err(message) => return found.report(message),
                        };
                    }
                    let mut tally = tally.lock().expect("no thread panics with the lock");
                    tally.plans += own.plans;
                    tally.refusals += own.refusals;
                })
            })
            .collect();
        let mut said = Instant::now();
        while !workers.iter().all(thread::ScopedJoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(20));
            if said.elapsed() >= Duration::from_secs(5) {
                eprintln!("random requests: {} of {wanted}", compared.load(Ordering::Relaxed));
                said = Instant::now();
            }
        }
    });
    found.fail_if_any();
    let compared = compared.into_inner();
    let tally = tally.into_inner().expect("no thread panics with the lock");
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("random requests: {compared} compared in {seconds:.1} s, {} plans, {} refusals", tally.plans, tally.refusals);
    assert_eq!(compared, wanted);
    if wanted >= 50_000 {
        // The comparison says something only of what occurs in it.
        assert!(tally.plans >= wanted / 20 && tally.refusals >= wanted / 20, "{tally:?}");
    }
}
