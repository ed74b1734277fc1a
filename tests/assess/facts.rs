//! The facts one by one: where each stands in the request, who can tell it, and that each is learned and forgotten alone.

use subscription_change::assess::{Fact, FactSet, Facts, Question};
use subscription_change::catalogue::{ByFeature, ByResource, ByUserKind, Clearance, Enforcement, FeatureUse};
use subscription_change::{
    BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan, PrimaryAdmin, Usage, Users,
};

use super::{facts, hand_over, takeover};
use crate::common::{canada_but, client, firm, request};

/// A context in which no fact is as it is in [`other`].
fn one() -> Context {
    let usage = Usage::default().with(|usage| {
        usage.users = Users { billable: 1, accountant: 2, reports_only: 3, time_only: 4 };
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (5, 6, 7);
        usage.features = FeatureSet::ALL;
    });
    Context::in_good_standing(Parties::ALL, usage).with(|context| {
        let client = &mut context.client;
        client.status = ClientStatus::Trial;
        (client.billing_cycle, client.days_to_renewal) = (BillingCycle::Annual, Some(8));
        client.primary_admin = PrimaryAdmin::Other;
        client.confirmation = Some(Confirmation::accepting(Feature::Bills.into()));
        (client.transfer_permission_hours, client.days_since_discount) = (Some(9), Some(10));
        client.hours_since_downgrade = Some(11);
    })
}

fn other() -> Context {
    Context::in_good_standing(Parties::EMPTY, Usage::default()).with(|context| {
        let (firm, client) = (&mut context.firm, &mut context.client);
        (firm.billing_current, firm.subscription_current) = (false, false);
        (firm.manages_billing, firm.is_accountant_user) = (false, false);
        (client.billing_current, client.downgrade_offered) = (false, false);
        (client.addresses_match, client.other_billing_system, client.same_region) = (false, true, false);
    })
}

/// "The client tells `authorised_by.client`, `client.billing_current`, `billing_cycle`, `days_to_renewal`, `primary_admin`, `confirmation`,
/// `transfer_permission_hours` and all of `usage`; the firm tells all else."
#[test]
fn each_fact_is_told_by_the_firm_or_by_the_client_as_the_description_says() {
    let by_the_client = [
        "authorised_by.client",
        "client.billing_current",
        "client.billing_cycle",
        "client.days_to_renewal",
        "client.primary_admin",
        "client.confirmation",
        "client.transfer_permission_hours",
    ];
    let by_the_firm = [
        "authorised_by.firm",
        "firm.billing_current",
        "firm.subscription_current",
        "firm.manages_billing",
        "firm.is_accountant_user",
        "client.status",
        "client.days_since_discount",
        "client.hours_since_downgrade",
        "client.downgrade_offered",
        "client.addresses_match",
        "client.other_billing_system",
        "client.same_region",
    ];
    let told = |party: Party| -> Vec<String> {
        let all = Fact::all().filter(|fact| fact.told_by() == party).map(|fact| fact.to_string());
        all.filter(|path| !(party == Party::Client && path.starts_with("client.usage."))).collect()
    };
    assert_eq!(told(Party::Client), by_the_client);
    assert_eq!(told(Party::Firm), by_the_firm);
}

#[test]
fn to_learn_a_fact_is_to_know_it_as_it_is_and_to_forget_it_is_not_to_know_it() {
    let all = Facts::from(one());
    for fact in Fact::all() {
        // From nothing that fact alone, and from everything all but it.
        let mut learned = Facts::default();
        learned.learn(fact, &one());
        assert!(Fact::all().all(|other| learned.knows(other) == (other == fact)), "{fact}: {learned:?}");
        let mut forgotten = all;
        forgotten.forget(fact);
        assert_eq!(forgotten.unknown(), FactSet::EMPTY.with(fact));
        learned.forget(fact);
        assert_eq!(learned, Facts::default(), "{fact}");

        // Of the other context that fact alone, which is another one there.
        let mut changed = all;
        changed.learn(fact, &other());
        assert_ne!(changed, all, "{fact}");
        forgotten.learn(fact, &other());
        assert_eq!(forgotten, changed, "{fact}");
        changed.learn(fact, &one());
        assert_eq!(changed, all, "{fact}");
    }
    let mut facts = all;
    Fact::all().for_each(|fact| facts.learn(fact, &other()));
    assert_eq!(facts.context(), Some(other()));
}

/// Compared with the standard library's sets: of every run of facts, with some others.
#[test]
fn facts_are_put_together_into_sets() {
    let all: Vec<Fact> = Fact::all().collect();
    let of = |facts: &[Fact]| facts.iter().rev().fold(FactSet::EMPTY, |set, &fact| set.with(fact).with(fact));
    let runs: Vec<&[Fact]> = (0..all.len()).flat_map(|first| [&all[first..], &all[..first], &all[first..=first]]).collect();
    for (i, run) in runs.iter().enumerate() {
        let set = of(run);
        assert!(set.iter().eq(run.iter().copied()), "{set:?}");
        assert_eq!((set.len(), set.is_empty()), (run.len(), run.is_empty()));
        assert_eq!(
            format!("{set:?}"),
            format!("{{{}}}", run.iter().map(|fact| format!("{fact:?}")).collect::<Vec<_>>().join(", "))
        );
        assert!(all.iter().all(|fact| set.contains(*fact) == run.contains(fact)), "{set:?}");
        for other in runs.iter().skip(i % 7).step_by(7) {
            let both = [set.union(of(other)), set.intersection(of(other)), set.difference(of(other))];
            let expected = [
                all.iter().filter(|fact| run.contains(fact) || other.contains(fact)).collect::<Vec<_>>(),
                all.iter().filter(|fact| run.contains(fact) && other.contains(fact)).collect(),
                all.iter().filter(|fact| run.contains(fact) && !other.contains(fact)).collect(),
            ];
            for (set, expected) in both.iter().zip(expected) {
                assert!(set.iter().eq(expected.into_iter().copied()), "{set:?}");
            }
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn the_name_of_a_fact_is_its_path_in_the_written_context() {
    for fact in Fact::all() {
        let mut facts = Facts::default();
        facts.learn(fact, &one());
        let mut written = serde_json::to_value(facts).expect("it can be written");
        let path = format!("/{fact}").replace('.', "/");
        let known = written.pointer_mut(&path).unwrap_or_else(|| panic!("{fact} is not there: {facts:?}")).take();
        assert!(!known.is_null(), "{fact}");
        // Nothing else is written.
        let keys =
            fact.to_string().split('.').rev().fold(serde_json::Value::Null, |inner, key| serde_json::json!({ key: inner }));
        assert_eq!(written, keys, "{fact}");
    }
}

/// Of the values in a fact's row the first stands in nobody's way, so that beside it whatever settles alone settles too, and another does.
#[test]
fn the_first_value_in_the_row_of_a_fact_stands_in_nobodys_way_and_another_does() {
    let catalogue = canada_but(|terms| {
        terms.users = ByUserKind::all(Enforcement::Blocks);
        terms.resources = ByResource::all(Enforcement::Blocks);
        terms.features = ByFeature::all(FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: false });
        terms.upgrade_wait_hours = 24;
    });
    let (lowest, highest) = (catalogue.plan_terms(Plan::EasyStart), catalogue.plan_terms(Plan::Advanced));
    let mut asked = FactSet::EMPTY;
    for request in [
        hand_over(),
        takeover(),
        request(firm(Plan::EasyStart), firm(Plan::Advanced)),
        request(client(Plan::EasyStart), client(Plan::Advanced)),
        request(firm(Plan::Advanced), firm(Plan::EasyStart)),
    ] {
        let settles = |fact: Fact, unknown: &[Fact]| {
            let mut known = Facts::from(request.context);
            for &fact in unknown {
                known.forget(fact);
            }
            let assessment = catalogue.assess(&request.current, &request.target, &known);
            let decides = |question: &Question| question.fact == fact && !question.decides.is_empty();
            assessment.questions().find(decides).map(|question| question.settles)
        };
        let alone: Vec<Fact> = Fact::all().filter(|&fact| settles(fact, &[fact]).is_some()).collect();
        for &fact in &alone {
            let is_told_apart = settles(fact, &[fact]) == Some(true);
            assert!(is_told_apart, "the row of {fact} lacks a value that stands in the way, or one that does not");
            for &other in alone.iter().filter(|&&other| other != fact) {
                let settles = settles(other, &[fact, other]) == Some(true);
                assert!(settles, "the first value in the row of {fact} stands in the way: beside it {other} settles nothing");
            }
        }
        asked = asked.union(facts(&alone));
    }
    // What is not asked where all else is well: when annual billing ends, what notices alone read, and what the lowest plan holds too.
    let others = [Fact::DaysToRenewal, Fact::DaysSinceDiscount];
    let is_tried = |fact: &Fact| match *fact {
        Fact::Feature(feature) => lowest.features.is_some_and(|features| !features.contains(feature)),
        Fact::Users(kind) => lowest.users.get(kind).number().is_some() && lowest.users.get(kind) != highest.users.get(kind),
        Fact::Resource(of) => {
            lowest.resources.get(of).number().is_some() && lowest.resources.get(of) != highest.resources.get(of)
        }
        _ => true,
    };
    let untried: Vec<Fact> =
        Fact::all().filter(|fact| !asked.contains(*fact) && !others.contains(fact) && is_tried(fact)).collect();
    assert!(untried.is_empty(), "no request here asks for these: {untried:?}");
}
