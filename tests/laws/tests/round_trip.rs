//! Law 9: what is serialised reads back equal, and codes in JSON are the codes.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use subscription_change::parts::Quota;
use subscription_change::record::{DecisionRecord, PlanRecord, RefusalRecord};
use subscription_change::{ChangePlan, Decision, Notice, Party, Plan, Refusal};

use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::given::{Asked, as_it_should_be, asked, editions};
use laws::small::{count_of_telling_pairs, half_is_well, in_context, nothing_is_well, telling_pairs, two_editions};

/// Reads back what was written, with the keys in the order in which they were written and in another; what was written.
fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(written: &T) -> Result<Value, String> {
    let text = serde_json::to_string(written).map_err(|error| format!("{written:?} cannot be written: {error}"))?;
    let wrong = |error| format!("{text} cannot be read: {error}");
    let read: T = serde_json::from_str(&text).map_err(wrong)?;
    ensure!(read == *written, "{written:?} reads back as {read:?}");
    let value: Value = serde_json::from_str(&text).map_err(wrong)?;
    let read: T = serde_json::from_str(&value.to_string()).map_err(wrong)?;
    ensure!(read == *written, "with sorted keys {written:?} reads back as {read:?}");
    let again = serde_json::to_string(&read).map_err(|error| format!("{read:?} cannot be written: {error}"))?;
    ensure!(again == text, "what was read is written otherwise:\n{text}\n{again}");
    Ok(value)
}

/// Reads back something with a code: beside it stand exactly its parameters and what tells more.
fn reads_back_as<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    written: &T,
    code: &str,
    parameters: &[&str],
    more: &[&str],
) -> Verdict {
    let value = reads_back(written)?;
    ensure!(value["code"] == code, "the code of {value} is {code}");
    let mut expected: Vec<&str> = [&["code"], parameters, more].concat();
    expected.sort_unstable();
    let keys: Vec<&String> = value.as_object().into_iter().flatten().map(|(key, _)| key).collect();
    ensure!(keys == expected, "{value} has not the keys {expected:?}");
    Ok(())
}

/// What is decided is written as what is read back of it.
fn is_written_as(decided: &impl Serialize, record: &Value) -> Verdict {
    let written = serde_json::to_value(decided).map_err(|error| format!("it cannot be written: {error}"))?;
    ensure!(written == *record, "it is written otherwise:\n{written}\n{record}");
    Ok(())
}

fn everything_reads_back(asked: &Asked) -> Verdict {
    reads_back(&asked.request)?;
    let answer = asked.answer();
    let written = Decision::from(answer);
    let decision = reads_back(&DecisionRecord::from(&written))?;
    is_written_as(&written, &decision)?;
    ensure!(decision["catalogue"] == asked.terms().id.to_string(), "the catalogue is told: {decision}");
    match &answer {
        Ok(plan) => a_plan_reads_back(plan, &decision),
        Err(refusal) => a_refusal_reads_back(refusal, &decision),
    }
}

fn a_plan_reads_back(plan: &ChangePlan, decision: &Value) -> Verdict {
    let record: PlanRecord = plan.into();
    is_written_as(plan, &reads_back(&record)?)?;
    ensure!(decision["decision"] == "change_plan", "it is a change plan: {decision}");
    ensure!(decision["effective"] == plan.effective().name(), "the effect is told: {decision}");
    ensure!(decision["features_lost"].is_null() == plan.features_lost().is_none(), "null where it is not known: {decision}");
    for (place, step) in plan.steps().enumerate() {
        reads_back_as(&step, step.code().name(), step.code().parameters(), &[])?;
        ensure!(decision["steps"][place]["code"] == step.code().name(), "{step:?} is in its place: {decision}");
        ensure!(decision["steps"][place]["by"] == step.by().name(), "{step:?} says by whom: {decision}");
    }
    for (place, notice) in plan.notices().enumerate() {
        let parameters = match notice {
            // Of one or the other it is told.
            Notice::CompanySuspended { quota: Quota::Users(_), .. } => &["kind", "used", "limit"],
            Notice::CompanySuspended { .. } => &["resource", "used", "limit"],
            _ => notice.code().parameters(),
        };
        reads_back_as(&notice, notice.code().name(), parameters, &["reversible"])?;
        ensure!(decision["notices"][place]["code"] == notice.code().name(), "{notice:?} is in its place: {decision}");
    }
    Ok(())
}

fn a_refusal_reads_back(refusal: &Refusal, decision: &Value) -> Verdict {
    is_written_as(refusal, &reads_back(&RefusalRecord::from(refusal))?)?;
    ensure!(decision["decision"] == "refusal", "it is a refusal: {decision}");
    ensure!(decision["resolution"] == refusal.resolution().name(), "the resolution is told: {decision}");
    for (place, reason) in refusal.reasons().enumerate() {
        let code = reason.code();
        reads_back_as(&reason, code.name(), code.parameters(), &["resolution", "remedies"])?;
        let written = &decision["reasons"][place];
        ensure!(written["code"] == code.name(), "{reason:?} is in its place: {decision}");
        ensure!(written["resolution"] == reason.resolution().name(), "{reason:?} tells what becomes of it: {decision}");
        for (place, remedy) in reason.remedies().enumerate() {
            reads_back_as(
                &remedy,
                remedy.code().name(),
                remedy.code().parameters(),
                if remedy.is_disputed() { &["disputed", "by"] } else { &["by"] },
            )?;
            let written = &written["remedies"][place];
            ensure!(written["code"] == remedy.code().name(), "{remedy:?} is in its place: {decision}");
            ensure!(written["by"] == remedy.by().name(), "{remedy:?} says by whom: {decision}");
        }
    }
    Ok(())
}

#[test]
fn what_is_written_reads_back_equal() {
    holds(5_000, asked(), everything_reads_back);
}

#[test]
fn a_catalogue_that_is_written_reads_back_equal() {
    holds(1_000, editions(), |edition| reads_back(edition.terms()).map(|_| ()));
}

#[test]
fn what_is_written_reads_back_equal_for_every_telling_pair() {
    for edition in two_editions() {
        let mut as_the_client_asks = as_it_should_be();
        as_the_client_asks.authorised_by = Party::Client.into();
        let half = half_is_well(&edition, Party::Firm, Plan::Plus);
        for context in [as_it_should_be(), as_the_client_asks, half, nothing_is_well()] {
            // One in 11 of them: writing and reading takes its time.
            let some = telling_pairs().step_by(11);
            let count = holds_for_each(in_context(&edition, some, context), everything_reads_back);
            assert!(count >= count_of_telling_pairs().div_ceil(11));
        }
    }
}
