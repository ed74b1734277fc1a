//! How a law is checked: on random requests, which shrink to a minimal one where it fails, and on every request of a small world.

use std::env;
use std::fmt;

use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

use crate::common::is_whole;

/// What a law says of one request: nothing, or how it is broken.
pub type Verdict = Result<(), String>;

/// The law is broken unless the condition holds.
#[macro_export]
macro_rules! ensure {
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            return Err(format!($($message)+));
        }
    };
}

pub use crate::ensure;

/// Checks a law on so many random values in a whole comparison, else on one in twenty; or on as many as `PROPTEST_CASES` says.
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
    let outcome = TestRunner::new(config).run(given, |value| law(&value).map_err(TestCaseError::fail));
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(how, value)) => panic!("{how}\n\nthe minimal case:{value:?}\n"),
        Err(error) => panic!("{error}"),
    }
}

/// Checks a law on each of these values; how many there were.
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
