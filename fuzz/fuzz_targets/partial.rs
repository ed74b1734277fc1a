//! Any bytes as a request of which some facts are not known: what can be read is assessed.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use subscription_change::Request;
use subscription_change::assess::PartialRequest;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    subscription_change_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let partial = serde_json::from_slice::<PartialRequest>(bytes);
    // What is read with every fact is read so too, and says the same.
    if let Ok(request) = serde_json::from_slice::<Request>(bytes) {
        assert_eq!(partial.as_ref().ok().and_then(PartialRequest::request), Some(request));
    }
    if let Ok(request) = partial {
        subscription_change_fuzz::partial(&request);
    }
});
