//! Any bytes as answers of the vendor's interface and, behind a record separator each, the firm's sheet and its answers to questions: each is read or
//! told, what is known of a company has its source, and nothing hangs on another company.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use quickbooks::{Age, Answers, Cells, Company, Finding, Firm, Review, Sheet, questions_to_fill_in, write_json, write_text};
use subscription_change::{Catalogue, Language};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    subscription_change_fuzz::mutate_lines(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let mut files = bytes.split(|byte| *byte == 0x1e);
    let mut firm = Firm::default();
    firm.answers.read("answers", files.next().unwrap_or_default());
    (firm.sheet, firm.replies) = (cells(Sheet::Firm, files.next()), cells(Sheet::Answers, files.next()));
    let faults = &firm.answers.faults;
    assert!(Language::ALL.iter().all(|&language| faults.iter().all(|fault| !fault.said(language).is_empty())));

    let age = Age { days: 30, as_of: "2026-11-27".parse().expect("it is a date") };
    // The length chooses, so that an execution stays short and the same bytes do the same.
    let catalogues = [&[][..], &[Catalogue::united_states()], &[Catalogue::canada(), Catalogue::united_states()]];
    let review = Review::of(&firm, catalogues[bytes.len() % catalogues.len()], Some(age));
    review.companies.iter().for_each(|company| company.findings.iter().for_each(sourced));
    if let [first, _, ..] = &review.companies[..] {
        alone(&firm, first);
    }
    write(&review, Language::ALL[bytes.len() % Language::ALL.len()]);
    one_answer_less(&firm);
});

fn cells(sheet: Sheet, bytes: Option<&[u8]>) -> Cells {
    let cells = bytes.and_then(|bytes| sheet.read("sheet", bytes, Language::French).ok()).unwrap_or_default();
    assert!(cells.faults.iter().all(|fault| !fault.said(Language::French).is_empty()));
    cells
}

fn sourced(finding: &Finding) {
    let is_known = finding.value.is_some();
    assert!(!is_known || !finding.sources.is_empty(), "{finding:?}");
    assert!(is_known || !finding.why.is_empty() || finding.sure.is_some(), "{finding:?}");
}

/// What is known of a company is the same without the answers about the others.
fn alone(firm: &Firm, company: &Company<'_>) {
    let own = firm.answers.answers.iter().filter(|answer| answer.company == company.id).cloned().collect();
    let answers = Answers { answers: own, faults: Vec::new() };
    let firm = Firm { answers, sheet: firm.sheet.clone(), replies: firm.replies.clone() };
    let same = Review::of(&firm, &[company.catalogue], None);
    let same = same.companies.iter().find(|other| other.id == company.id).expect("it is there");
    assert_eq!(same.findings, company.findings);
}

/// Without one answer no fact of the interface is another one.
fn one_answer_less(firm: &Firm) {
    let mut fewer = Firm { answers: firm.answers.clone(), ..Firm::default() };
    let whole = Review::of(&fewer, &[], None);
    fewer.answers.answers.pop();
    for company in Review::of(&fewer, &[], None).companies {
        let before = whole.companies.iter().find(|other| other.id == company.id).expect("it is there");
        for finding in &company.findings {
            let value = before.finding(finding.item).and_then(|finding| finding.value.as_ref());
            assert!(value.is_none() || finding.value.is_none() || value == finding.value.as_ref(), "{finding:?}: {value:?}");
        }
    }
}

fn write(review: &Review<'_>, language: Language) {
    let mut written = Vec::new();
    write_json(&mut written, review).expect("it can be written");
    let lines: Vec<&[u8]> = written.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), review.companies.len());
    assert!(lines.iter().all(|line| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()));
    let mut written = Vec::new();
    write_text(&mut written, review, |_| language).expect("it can be written");
    questions_to_fill_in(&mut written, review, |_| language).expect("it can be written");
    let text = std::str::from_utf8(&written).expect("it is text");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
}
