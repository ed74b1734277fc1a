//! The crate and a naive model of the domain description give the same answers: to every request of small worlds that hold the
//! boundaries of every rule, and to random requests, with the embedded catalogues and with invented ones.
//!
//! Whole answers are compared: reasons with their parameters, resolutions and remedies, steps, features, effect, notices, each in its
//! order. `MODEL_REQUESTS=500000000 cargo test --release --test model -- --nocapture` compares that many random requests.

mod faults;
mod worlds;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use laws::editions::{self, Edition};
use laws::model::{self, Answer, Terms};
use laws::random::{Random, random_edition, random_request};
use subscription_change::{Catalogue, ChangePlan, NoticeCode, ReasonCode, Refusal, Request, StepCode};
use worlds::{Odometer, World};

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
        && refusal.reasons().eq(reasons.iter().map(|(reason, _)| *reason))
        && reasons.iter().all(|(reason, remedies)| {
            reason.resolution() == model::resolution(reason)
                && reason.remedies().eq(remedies.iter().copied())
                && remedies.iter().all(|remedy| remedy.by() == model::actor(remedy))
        })
}

/// What there is to read when the two differ.
fn disagreement(edition: &Edition, request: &Request, answer: &Result<ChangePlan, Refusal>, expected: &Answer) -> String {
    let Request { current, target, context } = request;
    let catalogue = if edition.is_embedded { String::from("embedded") } else { format!("{:?}", edition.catalogue.as_draft()) };
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
            let reasons = reasons.iter().map(|(reason, remedies)| {
                let remedies: Vec<_> = remedies.iter().map(|remedy| (remedy, model::actor(remedy))).collect();
                format!("\n  {reason:?}, {:?}, {remedies:?}", model::resolution(reason))
            });
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

/// Compares the answers to every request of a world; how many there are.
fn compare_every_request_of(world: &World, edition: &Edition) -> usize {
    let size = Odometer::size_of(world);
    let found = Found::default();
    let threads = threads();
    thread::scope(|scope| {
        for first in 0..threads {
            let found = &found;
            scope.spawn(move || {
                for index in (first..size).step_by(threads) {
                    if found.is_any() {
                        return;
                    }
                    let request = world(&mut Odometer::at(index));
                    if let Err(message) = compare(edition, &request) {
                        found.report(message);
                    }
                }
            });
        }
    });
    found.fail_if_any();
    size
}

#[test]
fn the_embedded_catalogues_say_what_the_tables_of_the_description_say() {
    let ids: Vec<String> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02"]);
    for catalogue in Catalogue::embedded() {
        let by_hand = match catalogue.id().to_string().as_str() {
            "CA-2022-09-08" => Terms::canada_2022_09_08(),
            _ => Terms::canada_2025_06_02(),
        };
        assert_eq!(Terms::read(catalogue.as_draft()), by_hand, "{}", catalogue.id());
    }
    assert_eq!(Catalogue::canada().id().to_string(), "CA-2025-06-02", "the latter is the default");
    assert_eq!(Terms::read(Catalogue::canada().as_draft()), Terms::canada_2025_06_02());
}

/// Compares the answers to every request of one world for each catalogue, of which there have to be `expected` in all.
fn compare_with_every_edition(what: &str, expected: usize, world_of: impl Fn(&Edition) -> Box<World>) {
    let start = Instant::now();
    let mut compared = 0;
    for edition in editions::all() {
        compared += compare_every_request_of(&world_of(&edition), &edition);
    }
    eprintln!("{what}: {compared} requests compared in {:.1} s", start.elapsed().as_secs_f64());
    assert_eq!(compared, expected, "{what}");
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
    compare_with_every_edition("every transfer of billing", 5 * 64 * 3 * 4 * 2 * 2 * 6 * 6, worlds::transfers);
}

#[test]
fn every_standing_of_firm_and_client_gets_the_answer_of_the_description() {
    compare_with_every_edition("every standing of firm and client", 5 * 28 * 4 * 7 * 2 * 2 * 2 * 2 * 2 * 2 * 3, worlds::standing);
}

#[test]
fn every_wait_between_a_downgrade_and_an_upgrade_gets_the_answer_of_the_description() {
    compare_with_every_edition("every wait between a downgrade and an upgrade", 5 * 36 * 2 * 2 * 7, worlds::waits);
}

#[test]
fn every_request_of_every_world_gets_the_answer_of_the_description_with_the_shipped_invented_edition() {
    let draft = serde_json::from_str(include_str!("../../../examples/data/invented-edition.json")).expect("a draft");
    let edition = editions::invented("the shipped invented edition", &draft);
    let worlds: [fn(&Edition) -> Box<World>; 6] =
        [worlds::subscriptions, worlds::usage, worlds::features, worlds::transfers, worlds::standing, worlds::waits];
    let compared: usize = worlds.iter().map(|world_of| compare_every_request_of(&world_of(&edition), &edition)).sum();
    assert!(compared > 1_000_000, "{compared}");
}

/// How often each code occurred among the answers.
#[derive(Debug, Clone, Default)]
struct Tally {
    plans: u64,
    refusals: u64,
    reasons: [u64; ReasonCode::COUNT],
    steps: [u64; StepCode::COUNT],
    notices: [u64; NoticeCode::COUNT],
}

impl Tally {
    fn count(&mut self, answer: &Answer) {
        match answer {
            Answer::Plan { steps, notices, .. } => {
                self.plans += 1;
                for step in steps {
                    self.steps[step.code() as usize] += 1;
                }
                for notice in notices {
                    self.notices[notice.code() as usize] += 1;
                }
            }
            Answer::Refusal { reasons, .. } => {
                self.refusals += 1;
                for (reason, _) in reasons {
                    self.reasons[reason.code() as usize] += 1;
                }
            }
        }
    }

    fn add(&mut self, other: &Self) {
        fn add_all(sums: &mut [u64], counts: &[u64]) {
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        self.plans += other.plans;
        self.refusals += other.refusals;
        add_all(&mut self.reasons, &other.reasons);
        add_all(&mut self.steps, &other.steps);
        add_all(&mut self.notices, &other.notices);
    }
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
            Ok(answer) => tally.count(&answer),
            Err(message) => return Err(format!("{message}\n(random request {at} of chunk {chunk})\n")),
        }
    }
    Ok(())
}

#[test]
fn random_requests_with_random_catalogues_get_the_answer_of_the_description() {
    let wanted: u64 = match std::env::var("MODEL_REQUESTS") {
        Ok(number) => number.parse().expect("MODEL_REQUESTS is a number of requests"),
        Err(_) => 1_000_000,
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
                    tally.lock().expect("no thread panics with the lock").add(&own);
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
    if wanted >= 100_000 {
        // The comparison says something only of what occurs in it.
        assert!(tally.plans >= wanted / 20 && tally.refusals >= wanted / 20, "{tally:?}");
        for (code, occurred) in ReasonCode::ALL.iter().zip(tally.reasons) {
            assert!(occurred >= 100, "{code} occurred {occurred} times");
        }
        for (code, occurred) in StepCode::ALL.iter().zip(tally.steps) {
            assert!(occurred >= 100, "{code} occurred {occurred} times");
        }
        for (code, occurred) in NoticeCode::ALL.iter().zip(tally.notices) {
            assert!(occurred >= 100, "{code} occurred {occurred} times");
        }
    }
}
