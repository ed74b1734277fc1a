//! Any bytes as an edition: what can be read is checked, and what passes is decided with.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use subscription_change::catalogue::Terms;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    subscription_change_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(terms) = serde_json::from_slice::<Terms>(bytes) {
        subscription_change_fuzz::catalogue(&terms);
    }
});
