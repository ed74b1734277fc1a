//! Any bytes as a request: what can be read is decided, and everything that can be asked of it holds.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use subscription_change::Request;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    subscription_change_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = serde_json::from_slice::<Request>(bytes) {
        subscription_change_fuzz::request(&request);
    }
});
