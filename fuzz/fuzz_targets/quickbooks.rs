//! Any bytes as answers of the vendor's interface: each is read or told, and what is known of a company has its source.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quickbooks::{Answers, Firm, Review};
use subscription_change::{Catalogue, Language};

fuzz_target!(|bytes: &[u8]| {
    let mut answers = Answers::default();
    answers.read("answers", bytes);
    assert!(answers.faults.iter().all(|fault| Language::ALL.iter().all(|&language| !fault.said(language).is_empty())));
    let firm = Firm { answers, ..Firm::default() };
    for company in Review::of(&firm, Catalogue::canada(), None).companies {
        for finding in company.findings {
            let is_known = finding.value.is_some();
            assert_eq!(is_known, !finding.sources.is_empty() && finding.at_least == finding.at_most, "{finding:?}");
            assert!(is_known || !finding.why.is_empty() || finding.sure.is_some(), "{finding:?}");
        }
    }
});
