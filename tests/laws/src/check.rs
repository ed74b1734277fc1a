//! How a law is checked: on random requests, which shrink to a minimal one where it fails, and on every request of a small world.

use std::cell::Cell;
use std::env;
use std::fmt;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};

use crate::common::is_whole;

/// The result of a law for one request: `Ok`, or how it is broken.
pub type Verdict = Result<(), String>;

thread_local! {
    /// How many conditions were checked.
    static LOOKED_AT: Cell<u64> = const { Cell::new(0) };
}

/// The condition, counted as checked.
#[must_use]
pub fn look_at(condition: bool) -> bool {
    LOOKED_AT.set(LOOKED_AT.get() + 1);
    condition
}

/// How many conditions this thread has looked at.
pub fn looked_at() -> u64 {
    LOOKED_AT.get()
}

/// The result of a law, and whether it checked any condition: not every law is about every value.
pub fn looks(law: impl FnOnce() -> Verdict) -> (Verdict, bool) {
    let before = looked_at();
    let verdict = law();
    (verdict, looked_at() > before)
}

/// The law is broken unless the condition holds.
#[macro_export]
macro_rules! ensure {
    ($condition:expr, $($message:tt)+) => {
        if !$crate::check::look_at($condition) {
            return Err(format!($($message)+));
        }
    };
}

pub use crate::ensure;

/// Checks a law on this many random values in a full comparison, else on one in twenty; or on as many as `PROPTEST_CASES` says.
#[track_caller]
pub fn holds<T: fmt::Debug + 'static>(cases: u32, given: impl Strategy<Value = T> + 'static, law: impl Fn(&T) -> Verdict) {
    holds_for_random(cases, &given.boxed(), &law);
}

/// The same, compiled once for all laws of one kind of value.
#[track_caller]
fn holds_for_random<T: fmt::Debug>(cases: u32, given: &BoxedStrategy<T>, law: &dyn Fn(&T) -> Verdict) {
    let default = ProptestConfig::default();
    let cases = match env::var_os("PROPTEST_CASES") {
        Some(_) => default.cases,
        None if is_whole() => cases,
        None => cases.div_ceil(20),
    };
    let config = ProptestConfig { cases, failure_persistence: None, ..default };
    let compared = Cell::new(0);
    // The quick run is the same each time; a full comparison draws other values each time.
    let mut runner = if is_whole() {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    let outcome = runner.run(given, |value| {
        let (verdict, looked) = looks(|| law(&value));
        compared.set(compared.get() + u32::from(looked));
        verdict.map_err(TestCaseError::fail)
    });
    match outcome {
        // A law that applies to hardly any value would never fail.
        Ok(()) => assert!(compared.get() >= cases.div_ceil(ABOUT_ONE_IN), "{} of {cases} compared", compared.get()),
        Err(TestError::Fail(how, value)) => panic!("{how}\n\nthe minimal case:{value:?}\n"),
        Err(error) => panic!("{error}"),
    }
}

/// A law has to apply to at least one value in this many.
const ABOUT_ONE_IN: u32 = 100;

/// Checks a law on each of these values, and returns their number.
#[track_caller]
pub fn holds_for_each<T: fmt::Debug>(values: impl IntoIterator<Item = T>, law: impl Fn(&T) -> Verdict) -> usize {
    let mut count = 0;
    for value in values {
        if let Err(how) = law(&value) {
            panic!("{how}\n\nthe case:{value:?}\n");
        }
        count += 1;
    }
    count
}
