//! Times engines in turns, so that whatever else the machine does falls on all of them; in processor time of the one thread, so that
//! having to wait for a processor does not count.

use std::fmt::Write as _;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

use crate::peer::Peer;

/// So long at the least is a sample, of as many passes over the requests as it takes.
const SAMPLE: Duration = Duration::from_millis(10);

/// What one engine took for one request, in nanoseconds, round by round.
#[derive(Debug, Default)]
pub struct Times {
    ready: Vec<f64>,
    made: Vec<f64>,
}

/// Gives each engine its turn in each round, another one first in each, after a round that does not count.
pub fn in_turns(peers: &mut [Box<dyn Peer>], requests: usize, rounds: usize) -> Vec<Times> {
    let mut times: Vec<Times> = peers.iter().map(|_| Times::default()).collect();
    for round in 0..=rounds {
        for turn in 0..peers.len() {
            let place = (turn + round) % peers.len();
            let peer = &mut peers[place];
            let ready = sample(requests, || peer.decide());
            let made = sample(requests, || peer.make_facts_and_decide());
            if round > 0 {
                times[place].ready.push(ready);
                times[place].made.push(made);
            }
        }
        eprint!("\rround {round} of {rounds}");
    }
    eprintln!();
    times
}

/// The time of one request in nanoseconds.
fn sample(requests: usize, mut pass: impl FnMut()) -> f64 {
    let start = now();
    let (mut passes, mut spent) = (0.0, Duration::ZERO);
    while spent < SAMPLE {
        pass();
        passes += 1.0;
        spent = now().saturating_sub(start);
    }
    spent.as_secs_f64() * 1e9 / passes / requests as f64
}

/// How much processor time this thread has used.
fn now() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("every Unix has this clock").into()
}

/// Medians, with the quickest and the slowest round, and how often the first engine would have been done in the same rounds. What is said
/// of an engine stands behind its name: so many cells, under these heads.
pub fn table(peers: &[Box<dyn Peer>], times: &[Times], heads: &[&str], said: &[Vec<String>]) -> String {
    let mut table = format!(
        "| engine | {} | facts ready: a request | × | facts made of the request first | × |\n|---|{}--:|--:|--:|--:|\n",
        heads.join(" | "),
        if heads.len() == 1 { "---|".to_owned() } else { "--:|".repeat(heads.len()) },
    );
    for ((peer, theirs), said) in peers.iter().zip(times).zip(said) {
        let (said, ours) = (said.join(" | "), &times[0]);
        let (ready, made) = (figures(&theirs.ready), figures(&theirs.made));
        let (slower, slower_made) = (ratio(&theirs.ready, &ours.ready), ratio(&theirs.made, &ours.made));
        // Writing to a string does not fail.
        let _ = writeln!(table, "| {} | {said} | {ready} | {slower} | {made} | {slower_made} |", peer.name());
    }
    table
}

fn figures(times: &[f64]) -> String {
    let least = times.iter().copied().fold(f64::INFINITY, f64::min);
    let most = times.iter().copied().fold(0.0, f64::max);
    format!("{} ({}–{})", time(median(times.to_vec())), time(least), time(most))
}

fn time(nanoseconds: f64) -> String {
    if nanoseconds < 1000.0 { format!("{nanoseconds:.0} ns") } else { format!("{:.1} µs", nanoseconds / 1000.0) }
}

/// The median of the ratios, each of one round.
fn ratio(theirs: &[f64], ours: &[f64]) -> String {
    let ratio = median(theirs.iter().zip(ours).map(|(theirs, ours)| theirs / ours).collect());
    if ratio < 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 { numbers[middle] } else { f64::midpoint(numbers[middle - 1], numbers[middle]) }
}
