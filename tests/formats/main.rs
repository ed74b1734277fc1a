//! Formats beside JSON: one that describes itself is written and read, and one that does not refuses to write.

#[path = "../common.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod common;
#[path = "../json/samples.rs"]
#[allow(dead_code, reason = "the other tests need more of it")]
mod samples;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use subscription_change::assess::{Fact, Facts, PartialRequest};
use subscription_change::catalogue::{Limit, Terms};
use subscription_change::parts::Item;
use subscription_change::record::DecisionRecord;
use subscription_change::vocabulary::PlanSet;
use subscription_change::{Catalogue, Context, Feature, FeatureSet, Plan, Request, Subscription, Tier};

use samples::{catalogues, decisions, requests};

trait Document: Serialize + DeserializeOwned + PartialEq + Debug {}
impl<T: Serialize + DeserializeOwned + PartialEq + Debug> Document for T {}

#[track_caller]
fn assert_is_read_back<T: Document>(value: &T) {
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).expect("CBOR is written");
    assert_eq!(ciborium::from_reader::<T, _>(&*cbor).expect("CBOR is read"), *value);

    let yaml = serde_norway::to_string(value).expect("YAML is written");
    assert_eq!(serde_norway::from_str::<T>(&yaml).unwrap_or_else(|error| panic!("{error}: {yaml}")), *value);

    // MessagePack with names and, as it is by default, without: names are written all the same.
    for packed in [rmp_serde::to_vec_named(value), rmp_serde::to_vec(value)] {
        let packed = packed.expect("MessagePack is written");
        assert_eq!(rmp_serde::from_slice::<T>(&packed).expect("MessagePack is read"), *value);
    }
}

/// A format that does not describe itself would write the values without their names, and nobody could read them.
#[track_caller]
fn assert_is_refused<T: Document>(value: &T) {
    assert!(postcard::to_stdvec(value).is_err(), "{value:?}");
    assert!(bincode::serialize(value).is_err(), "{value:?}");
}

/// What is no object is a name, a number or a list of names, and reads back from anything.
#[track_caller]
fn assert_is_read_back_from_anything<T: Document>(value: &T) {
    assert_is_read_back(value);
    let written = postcard::to_stdvec(value).expect("it is written");
    assert_eq!(postcard::from_bytes::<T>(&written).expect("it is read"), *value);
    let written = bincode::serialize(value).expect("it is written");
    assert_eq!(bincode::deserialize::<T>(&written).expect("it is read"), *value);
}

fn each<T: Document>(values: impl IntoIterator<Item = T>) {
    for value in values {
        assert_is_read_back(&value);
        assert_is_refused(&value);
    }
}

fn partly_known(request: &Request, turn: usize) -> PartialRequest {
    let mut facts = Facts::default();
    Fact::all()
        .enumerate()
        .filter(|(place, _)| (place + turn) % 3 != 0)
        .for_each(|(_, fact)| facts.learn(fact, &request.context));
    PartialRequest { current: request.current, target: request.target, facts }
}

#[test]
fn requests_and_their_parts_are_read_back() {
    let all = requests(100);
    each(all.iter().copied());
    each(all.iter().map(|request| request.context));
    each(all.iter().map(|request| request.current));
    each(all.iter().zip(0..).map(|(request, turn)| partly_known(request, turn)));
    each(all.iter().zip(0..).map(|(request, turn)| partly_known(request, turn).facts));
}

#[test]
fn decisions_and_their_parts_are_read_back() {
    for decision in decisions(100) {
        let record = DecisionRecord::from(&decision);
        each([record]);
        match record {
            DecisionRecord::ChangePlan(plan) => {
                each([plan]);
                each(plan.steps());
                each(plan.notices());
            }
            DecisionRecord::Refusal(refusal) => {
                each([refusal]);
                each(refusal.reasons());
                each(refusal.reasons().flat_map(|reason| reason.remedies()));
            }
        }
    }
}

#[test]
fn catalogues_are_read_back() {
    let embedded = Catalogue::embedded().iter().map(|catalogue| *catalogue.terms());
    each::<Terms>(embedded.chain(catalogues().iter().map(|catalogue| *catalogue.terms())));
    for limit in [Limit::UpTo(0), Limit::UpTo(u32::MAX), Limit::NoLimit, Limit::Unknown] {
        assert_is_read_back(&limit);
    }
}

#[test]
fn names_and_lists_of_them_are_read_back_from_formats_that_do_not_describe_themselves_too() {
    Plan::ALL.iter().for_each(assert_is_read_back_from_anything);
    Feature::ALL.iter().for_each(assert_is_read_back_from_anything);
    for set in [FeatureSet::EMPTY, FeatureSet::ALL, Feature::Projects.into()] {
        assert_is_read_back_from_anything(&set);
    }
    assert_is_read_back_from_anything(&PlanSet::of(&[Plan::Plus, Plan::Ledger]));
    assert_is_read_back_from_anything(&Item::Tier(Tier::Elite));
    assert_is_read_back_from_anything(&Catalogue::canada().id());
}

#[test]
fn a_signed_number_is_read_for_every_count_and_limit() {
    // As from a format that has signed numbers alone.
    let signed = |number: i64| serde::de::value::I64Deserializer::<serde_json::Error>::new(number);
    let limit = |number| <Limit as serde::Deserialize>::deserialize(signed(number));
    assert_eq!(limit(25).expect("it is read"), Limit::UpTo(25));
    assert_eq!(limit(i64::from(u32::MAX)).expect("it is read"), Limit::UpTo(u32::MAX));
    for wrong in [-1, i64::MIN, i64::from(u32::MAX) + 1] {
        assert!(limit(wrong).is_err(), "{wrong}");
        assert!(<u32 as serde::Deserialize>::deserialize(signed(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_wrong_in_json_is_wrong_in_the_others() {
    let request = requests(1)[0];
    let mut document = serde_json::to_value(request).expect("it is written");
    document["context"]["client"]["colour"] = serde_json::json!("blue");
    let mut cbor = Vec::new();
    ciborium::into_writer(&document, &mut cbor).expect("CBOR is written");
    assert!(ciborium::from_reader::<Request, _>(&*cbor).unwrap_err().to_string().contains("unknown field `colour`"));
    let yaml = serde_norway::to_string(&document).expect("YAML is written");
    assert!(serde_norway::from_str::<Request>(&yaml).unwrap_err().to_string().contains("unknown field `colour`"));
    let packed = rmp_serde::to_vec_named(&document).expect("MessagePack is written");
    assert!(rmp_serde::from_slice::<Request>(&packed).unwrap_err().to_string().contains("unknown field `colour`"));
    // Nor is a list of values taken for an object, as default MessagePack writes structs that are derived.
    let list = rmp_serde::to_vec(&((), (), ())).expect("it is written");
    assert!(rmp_serde::from_slice::<Subscription>(&list).is_err() && rmp_serde::from_slice::<Context>(&list).is_err());
}

/// A format may drop the names of the fields of a struct; those of a map it keeps.
#[test]
fn no_object_is_written_as_a_struct() {
    fn look_in(folder: &std::path::Path, begun: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                look_in(&entry, begun);
                continue;
            }
            let text = std::fs::read_to_string(&entry).expect("text");
            if text.contains("serialize_struct(") {
                begun.push(entry.file_name().expect("a name").to_string_lossy().into_owned());
            }
        }
    }
    let mut begun = Vec::new();
    look_in(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src"), &mut begun);
    assert_eq!(begun, [""; 0]);
}
