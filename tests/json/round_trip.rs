//! What is written reads back equal.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use subscription_change::catalogue::{
    ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, CatalogueId, Clearance, Effective, Enforcement, FeatureUse,
};
use subscription_change::parts::{DecisionKind, Item};
use subscription_change::record::{DecisionRecord, PlanRecord, RefusalRecord};
use subscription_change::vocabulary::{AddOnSet, PlanSet, ProductSet, TierSet};
use subscription_change::ways_out::ActionCode;
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, Catalogue, Client, ClientStatus, Confirmation, Decision, Feature, FeatureSet,
    Language, Notice, NoticeCode, Parties, Party, Plan, Product, Reason, ReasonCode, Remedy, RemedyCode, Resolution, Resource,
    Step, StepCode, Tier, Usage, UserKind, Users,
};

use super::backwards;
use super::samples::{decisions, decisions_of_every_code, requests};
use crate::common::{but, canada_but, client, firm, hash, request};

/// It reads back equal from text, from a value, and with its keys in other orders.
#[track_caller]
fn assert_round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).expect("it can be written");
    let read = |json: &str| serde_json::from_str::<T>(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(read(&text), *value, "{text}");
    let tree = serde_json::to_value(value).expect("it can be written");
    assert_eq!(serde_json::from_value::<T>(tree.clone()).expect(&text), *value, "{text}");
    assert_eq!(read(&serde_json::to_string_pretty(&tree).expect("it can be written")), *value, "{text}");
    assert_eq!(read(&backwards(&tree)), *value, "{text}");
    // A format that writes the number of fields first, and so reveals a wrong number.
    let packed = rmp_serde::to_vec_named(value).expect("it can be written");
    let mut rest = rmp_serde::Deserializer::new(packed.as_slice());
    assert_eq!(T::deserialize(&mut rest).expect(&text), *value, "{text}");
    assert!(rest.get_ref().is_empty(), "{text}");
}

/// What is read of a decision is its record, and it is written as the decision is.
#[track_caller]
fn assert_recorded<'a, T: Serialize, Record: From<&'a T> + Serialize + DeserializeOwned + PartialEq + Debug>(decision: &'a T) {
    let record = Record::from(decision);
    let written = |value: Result<String, serde_json::Error>| value.expect("it can be written");
    assert_eq!(written(serde_json::to_string(&record)), written(serde_json::to_string(decision)));
    assert_eq!(
        rmp_serde::to_vec_named(&record).expect("it can be written"),
        rmp_serde::to_vec_named(decision).expect("it can be written")
    );
    assert_round_trips(&record);
}

macro_rules! vocabularies_round_trip {
    ($($Name:ident),+ $(,)?) => {
        #[test]
        fn every_name_is_a_string_and_reads_back() {
            $(for member in $Name::ALL {
                assert_eq!(serde_json::to_value(member).expect("it can be written"), member.name());
                assert_round_trips(member);
            })+
        }
    };
}

vocabularies_round_trip!(
    Actor,
    AddOnKind,
    BillingCycle,
    Clearance,
    ClientStatus,
    DecisionKind,
    Effective,
    Feature,
    NoticeCode,
    Enforcement,
    Party,
    Plan,
    Product,
    ReasonCode,
    RemedyCode,
    Resolution,
    Resource,
    StepCode,
    Tier,
    UserKind,
);

#[test]
fn sets_and_tables_and_identities_read_back() {
    for &feature in Feature::ALL {
        assert_round_trips(&FeatureSet::from(feature));
        assert_round_trips(&FeatureSet::ALL.without(feature));
    }
    assert_round_trips(&[FeatureSet::EMPTY, FeatureSet::ALL]);
    assert_round_trips(&[ProductSet::EMPTY, ProductSet::ALL, Product::Payroll.into()]);
    assert_round_trips(&[PlanSet::EMPTY, PlanSet::ALL, Plan::Ledger.into()]);
    assert_round_trips(&[TierSet::EMPTY, TierSet::ALL, Tier::Premium.into()]);
    assert_round_trips(&[AddOnSet::EMPTY, AddOnSet::ALL, AddOnKind::Time.into()]);
    assert_round_trips(&[Parties::EMPTY, Parties::ALL, Party::Client.into()]);
    assert_round_trips(&Catalogue::embedded().iter().map(|catalogue| catalogue.id()).collect::<Vec<CatalogueId>>());
    assert_round_trips(&Users { billable: 1, accountant: 2, reports_only: 3, time_only: u32::MAX });
    assert_round_trips(&ByUserKind { billable: true, accountant: false, reports_only: true, time_only: false });
    assert_round_trips(&ByResource { accounts: 1, classes_and_locations: 2, custom_fields: 3 });
    assert_round_trips(&ByFeature::<Option<u8>> { budgets: Some(7), ..ByFeature::default() });
    let plans = ByPlan { easy_start: 1, essentials: 2, plus: 3, advanced: 4, ledger: 5, self_employed: 6 };
    assert_round_trips(&plans);
    assert_round_trips(&ByAddOn { payroll: Some(1), time: None, bill_pay: Some(3) });
}

/// The product beside it says which add-on the tier is of, so it is read with its reason.
#[test]
fn an_item_is_written_as_its_bare_name() {
    let plans = Plan::ALL.iter().map(|&plan| (Item::Plan(plan), plan.name()));
    for (item, name) in plans.chain(Tier::ALL.iter().map(|&tier| (Item::Tier(tier), tier.name()))) {
        assert_eq!(serde_json::to_value(item).expect("it can be written"), name);
    }
}

#[test]
fn facts_and_requests_read_back() {
    for request in requests(500) {
        assert_round_trips(&request);
        assert_round_trips(&request.current);
        assert_round_trips(&request.current.base);
        for &kind in AddOnKind::ALL {
            assert_round_trips(&request.current.add_on(kind));
        }
        assert_round_trips(&request.context);
        assert_round_trips(&request.context.firm);
        assert_round_trips(&request.context.client);
        assert_round_trips(&request.context.client.usage);
    }
    assert_round_trips(&Client::in_good_standing(Usage::default()));
    assert_round_trips(&Confirmation::default());
}

#[test]
fn decisions_read_back_and_so_does_everything_in_them() {
    let (mut reasons, mut remedies) = (BTreeSet::new(), BTreeSet::new());
    let (mut steps, mut notices) = (BTreeSet::new(), BTreeSet::new());
    for decision in decisions_of_every_code() {
        assert_recorded::<_, DecisionRecord>(&decision);
        match decision {
            Decision::Refusal(refusal) => {
                assert_recorded::<_, RefusalRecord>(&refusal);
                for reason in &refusal {
                    assert_round_trips::<Reason>(&reason);
                    reasons.insert(reason.code());
                    for remedy in reason.remedies() {
                        assert_round_trips::<Remedy>(&remedy);
                        remedies.insert(remedy.code());
                    }
                }
            }
            Decision::ChangePlan(plan) => {
                assert_recorded::<_, PlanRecord>(&plan);
                for step in plan.steps() {
                    assert_round_trips::<Step>(&step);
                    steps.insert(step.code());
                }
                for notice in plan.notices() {
                    assert_round_trips::<Notice>(&notice);
                    notices.insert(notice.code());
                }
            }
        }
    }
    assert!(reasons.iter().eq(ReasonCode::ALL), "not among them: {:?}", missing(&reasons, ReasonCode::ALL));
    assert!(remedies.iter().eq(RemedyCode::ALL), "not among them: {:?}", missing(&remedies, RemedyCode::ALL));
    assert!(steps.iter().eq(StepCode::ALL), "not among them: {:?}", missing(&steps, StepCode::ALL));
    assert!(notices.iter().eq(NoticeCode::ALL), "not among them: {:?}", missing(&notices, NoticeCode::ALL));
}

/// The codes that are not among these.
fn missing<T: Ord>(told: &BTreeSet<T>, codes: &'static [T]) -> Vec<&'static T> {
    codes.iter().filter(|code| !told.contains(code)).collect()
}

/// What random requests do not reach.
#[test]
fn rare_decisions_read_back() {
    let with_payroll = |plan| firm(plan).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    // From where nothing is documented to a plan whose own time tracking payroll makes unavailable, while it is in use.
    let leaves_ledger = but(&request(firm(Plan::Ledger), with_payroll(Plan::Plus)), |r| {
        r.context.client.usage.features = Feature::TimeTracking.into();
    });
    let plan = leaves_ledger.plan_change().expect("it is allowed");
    let codes: Vec<NoticeCode> = plan.notices().map(|notice| notice.code()).collect();
    assert!(codes.contains(&NoticeCode::TimeTrackingUnavailable) && !codes.contains(&NoticeCode::FeaturesLost), "{codes:?}");
    assert_recorded::<_, PlanRecord>(&plan);

    // Payroll alone changes, and does not go with the plan.
    let catalogue = canada_but(|terms| terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart));
    let added = request(firm(Plan::EasyStart), with_payroll(Plan::EasyStart)).plan_change_with(&catalogue);
    let refusal = added.expect_err("it is not supported");
    assert!(refusal.reasons().map(|reason| reason.code()).eq([ReasonCode::AddOnUnsupported]));
    assert_recorded::<_, RefusalRecord>(&refusal);
    // And surely alone, where base is what transfers.
    let taken_over = but(&request(client(Plan::EasyStart), with_payroll(Plan::EasyStart)), |r| {
        r.context.client.transfer_permission_hours = None;
    });
    let refusal = taken_over.plan_change_with(&catalogue).expect_err("it is not supported");
    let codes = [ReasonCode::AddOnUnsupported, ReasonCode::TransferNotPermitted];
    assert!(refusal.reasons().map(|reason| reason.code()).eq(codes));
    assert_recorded::<_, RefusalRecord>(&refusal);
}

/// Two values look equal exactly if their hashes are equal.
#[test]
fn a_hash_tells_decisions_apart_and_no_more() {
    let mut hashes = HashMap::new();
    for decision in decisions(2000) {
        let text = serde_json::to_string(&decision).expect("it can be written");
        let other = hashes.insert(hash(&decision), text.clone());
        assert!(other.is_none_or(|other| other == text), "{text} has the hash of another decision");
    }
    let different: BTreeSet<&String> = hashes.values().collect();
    assert_eq!(different.len(), hashes.len());
    assert!(hashes.len() > 300);
}

#[test]
fn actions_read_back() {
    let mut codes = BTreeSet::new();
    for request in requests(200) {
        for entry in Catalogue::canada().menu(&request.current, &request.context) {
            assert_round_trips(&entry.action());
            codes.insert(entry.action().code());
        }
    }
    assert!(codes.iter().eq(ActionCode::ALL));
}

#[test]
fn values_are_written_with_their_code_first_and_what_follows_from_it_last() {
    for decision in decisions(300) {
        let Decision::Refusal(refusal) = decision else { continue };
        for reason in &refusal {
            let text = serde_json::to_string(&reason).expect("it can be written");
            let mut keys = vec!["code"];
            keys.extend(reason.code().parameters());
            keys.extend(["resolution", "remedies"]);
            let places: Vec<usize> =
                keys.iter().map(|key| text.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("{key}: {text}"))).collect();
            assert!(places.is_sorted(), "{text}");
            let fields = serde_json::to_value(reason).expect("it can be written");
            assert_eq!(fields.as_object().expect("it is an object").len(), keys.len(), "{text}");
        }
    }
}

/// What clears a feature is doubted of each clearance alike: written, read, said and told by the remedy itself.
#[test]
fn a_doubt_of_any_clearance_is_written_read_and_said() {
    for &clearance in Clearance::ALL {
        let cleared_by = Some(clearance);
        let decide = |disputed| {
            let catalogue = canada_but(|terms| terms.features.multicurrency = FeatureUse::Blocks { cleared_by, disputed });
            let request = but(&request(firm(Plan::Plus), firm(Plan::EasyStart)), |request| {
                request.context.client.usage.features = Feature::Multicurrency.into();
            });
            let refusal = catalogue.plan_change(&request.current, &request.target, &request.context).expect_err("it blocks");
            let remedy = refusal.reasons().next().and_then(|reason| reason.remedies().next()).expect("it is cleared");
            assert_eq!(remedy.is_disputed(), disputed, "{clearance}");
            assert_recorded::<_, RefusalRecord>(&refusal);
            let json = serde_json::to_value(refusal).expect("it can be written");
            let remedy = &json["reasons"][0]["remedies"][0];
            assert_eq!(remedy["code"], clearance.name());
            assert_eq!(remedy.get("disputed"), disputed.then_some(&json!(true)), "{clearance}");
            Language::ALL.iter().map(|&language| refusal.display(language, Audience::Firm).to_string()).collect::<Vec<_>>()
        };
        for (plain, doubted) in decide(false).into_iter().zip(decide(true)) {
            // In the reason, and in what clears it.
            assert!(!plain.contains("Intuit") && doubted.matches("Intuit").count() >= 3, "{clearance}: {plain} {doubted}");
        }
    }
}
