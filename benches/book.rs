//! Ten million clients, decided from memory: `cargo bench --package benches --bench book`.
//!
//! What is counted is the change plans, as a firm would that asks how many of its clients can be moved today. A book is as large as it is in
//! memory, some 900 MB, so that no cache holds it.

mod mix;

use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use subscription_change::Request;

use mix::Mix;

const CLIENTS: usize = 10_000_000;

/// So many are different from one another; more than a branch predictor can learn.
const DISTINCT: usize = 1_000_000;

static BOOK: LazyLock<Vec<Request>> = LazyLock::new(|| {
    let distinct = Mix::seeded(2025).requests(DISTINCT);
    (0..CLIENTS / DISTINCT).flat_map(|_| distinct.iter().copied()).collect()
});

fn main() {
    println!("on {}; a request has {} bytes", mix::machine(), size_of::<Request>());
    LazyLock::force(&BOOK);
    divan::main();
}

/// The floor: each request's bytes read from memory and summed.
#[divan::bench(sample_count = 7)]
fn floor_read_and_sum(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(CLIENTS)).bench_local(|| {
        black_box(&*BOOK).iter().fold(0_u32, |sum, request| {
            let usage = &request.context.client.usage;
            sum.wrapping_add(usage.users.billable).wrapping_add(usage.accounts)
        })
    });
}

#[divan::bench(sample_count = 7)]
fn decide(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(CLIENTS))
        .bench_local(|| black_box(&*BOOK).iter().filter(|request| black_box(request.plan_change()).is_ok()).count());
}

/// Shared out among so many threads.
#[divan::bench(args = [1, 2], sample_count = 7)]
fn decide_in_threads(bencher: Bencher<'_, '_>, threads: usize) {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    bencher.counter(ItemsCount::new(CLIENTS)).bench_local(|| {
        pool.install(|| {
            let parts = black_box(&*BOOK).par_chunks(DISTINCT / 10);
            parts.map(|part| part.iter().filter(|request| black_box(request.plan_change()).is_ok()).count()).sum::<usize>()
        })
    });
}
