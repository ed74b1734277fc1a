//! How an answer is read.

use subscription_change::assess::Fact;
use subscription_change::{
    AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Language, Parties, PrimaryAdmin, Usage,
};

use crate::answer::{accepted, as_typed, put, value};

fn nothing() -> Context {
    Context::in_good_standing(Parties::EMPTY, Usage::default())
}

/// What this is as an answer to the question about this fact.
fn told(fact: Fact, typed: &str) -> Option<serde_json::Value> {
    let mut context = nothing();
    put(fact, typed, &mut context).map(|()| value(fact, &context))
}

#[test]
fn every_fact_can_be_answered_and_what_is_kept_of_the_answer_is_the_same_answer() {
    let answers = ["yes", "no", "0", "3", "none", "pending", "annual", "other", "all", "projects, classes"];
    for fact in Fact::all() {
        let mut taken = 0;
        for typed in answers {
            let mut context = nothing();
            if put(fact, typed, &mut context).is_some() {
                taken += 1;
                let mut again = nothing();
                let kept = as_typed(&value(fact, &context)).unwrap();
                assert!(put(fact, &kept, &mut again).is_some(), "{fact}: {kept}");
                assert_eq!(again, context, "{fact}: {typed} was kept as {kept}");
            }
        }
        assert!(taken > 0, "{fact} takes no answer");
        for language in [Language::English, Language::French] {
            assert!(!accepted(fact, language).contains("known here"), "{fact}");
        }
    }
}

#[test]
fn answers_are_read_as_people_type_them_in_either_language() {
    let inventory = Fact::Feature(Feature::Inventory);
    for yes in ["yes", "Y", " oui ", "O", "TRUE", "vrai"] {
        assert_eq!(told(inventory, yes), Some(true.into()), "{yes}");
    }
    for no in ["no", "N", "Non", "false", "FAUX"] {
        assert_eq!(told(inventory, no), Some(false.into()), "{no}");
    }
    let accounts = Fact::all().find(|fact| fact.to_string() == "client.usage.accounts").unwrap();
    assert_eq!(told(accounts, "1 250"), Some(1250.into()));
    assert_eq!(told(accounts, "1\u{a0}250"), Some(1250.into()));
    assert_eq!(told(Fact::Status, "En attente"), told(Fact::Status, "pending"));
    assert_eq!(told(Fact::BillingCycle, "annual"), Some(BillingCycle::Annual.name().into()));
    assert_eq!(told(Fact::PrimaryAdmin, "Cabinet"), Some(PrimaryAdmin::Firm.name().into()));
    assert_eq!(told(Fact::HoursSinceDowngrade, "jamais"), Some(serde_json::Value::Null));
    assert_eq!(told(Fact::HoursSinceDowngrade, "0"), Some(0.into()), "none is not 0");

    let mut context = nothing();
    put(Fact::Confirmation, "Projets; classes,", &mut context).unwrap();
    let losses = FeatureSet::EMPTY.with(Feature::Projects).with(Feature::Classes);
    assert_eq!(context.client.confirmation, Some(Confirmation::accepting(losses)));
    put(Fact::Confirmation, "yes", &mut context).unwrap();
    assert_eq!(context.client.confirmation, Some(Confirmation::default()), "and nothing may be lost");
    put(Fact::Confirmation, "no", &mut context).unwrap();
    assert_eq!(context.client.confirmation, None);
}

#[test]
fn what_is_no_answer_is_not_taken_for_one() {
    for (fact, typed) in [
        (Fact::Feature(Feature::Inventory), "2"),
        (Fact::SameRegion, "perhaps"),
        (Fact::Status, "paused"),
        (Fact::Status, AddOnKind::Payroll.name()),
        (Fact::DaysToRenewal, "-1"),
        (Fact::DaysToRenewal, "4294967296"),
        (Fact::DaysToRenewal, "3.5"),
        (Fact::DaysToRenewal, "+3"),
        (Fact::Confirmation, "projects, projectz"),
        (Fact::Confirmation, ","),
    ] {
        assert_eq!(told(fact, typed), None, "{fact}: {typed}");
    }
    assert_eq!(ClientStatus::ALL.iter().filter(|status| told(Fact::Status, status.name()).is_none()).count(), 0);
}
