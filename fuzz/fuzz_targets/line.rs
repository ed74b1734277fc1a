//! Any bytes as a line of the `decide` example: a request and its `id`, or a message.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use shared::request_line::RequestLine;
use subscription_change::Language;
use subscription_change::assess::PartialRequest;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    subscription_change_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let line = RequestLine::read(bytes);
    if let Some(id) = line.id {
        // It is echoed, so it has to be a JSON value.
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(id.get()).is_ok(), "the id is no value: {id}");
    }
    match (line.request, serde_json::from_slice::<PartialRequest>(bytes)) {
        (Ok(request), Ok(same)) => assert_eq!(request, same),
        // A request alone has no `id`.
        (Ok(_), Err(error)) => assert!(line.id.is_some(), "{error}, and the line is read"),
        (Err(fault), Ok(_)) => panic!("a request, and the line is not read: {fault:?}"),
        (Err(fault), Err(_)) => assert!(Language::ALL.iter().all(|&language| !fault.said(language).is_empty())),
    }
});
