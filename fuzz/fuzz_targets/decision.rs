//! Any bytes as a decision: what can be read is one that can be written and read again.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use subscription_change::record::DecisionRecord;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    subscription_change_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(record) = serde_json::from_slice::<DecisionRecord>(bytes) {
        subscription_change_fuzz::decision(&record);
    }
});
