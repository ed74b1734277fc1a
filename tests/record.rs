//! A record has the readers of the answer that it is of, and they say the same.

use subscription_change::catalogue::CatalogueId;
use subscription_change::parts::DecisionKind;
use subscription_change::record::DecisionRecord;
use subscription_change::{AddOnKind, Catalogue, Decision, Parties, Party, Plan, ReasonCode, Request, Tier};

use crate::common::{but, client, firm, request};

/// Allowed and refused ones, with one reason and with several, from every plan to every plan.
fn requests() -> impl Iterator<Item = Request> {
    let pairs = Plan::ALL.iter().flat_map(|&from| Plan::ALL.iter().map(move |&to| (from, to)));
    pairs.flat_map(|(from, to)| {
        let asked = request(firm(from).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm), firm(to));
        let unasked = but(&request(client(from), firm(to)), |request| request.context.authorised_by = Parties::EMPTY);
        [asked, unasked]
    })
}

fn decide(catalogue: &Catalogue, request: &Request) -> Decision {
    catalogue.plan_change(&request.current, &request.target, &request.context).into()
}

#[test]
fn a_record_says_what_the_answer_says() {
    let (mut plans, mut reasons) = (0, 0);
    for request in requests() {
        let decision = decide(Catalogue::canada(), &request);
        let record = DecisionRecord::from(&decision);
        assert_eq!(record.catalogue(), decision.catalogue());
        assert_eq!(record.kind(), decision.kind());
        match (&record, &decision) {
            (DecisionRecord::ChangePlan(record), Decision::ChangePlan(plan)) => {
                assert_eq!(record.catalogue(), plan.catalogue());
                assert_eq!(record.effective(), plan.effective());
                assert_eq!((record.from(), record.to()), (plan.from(), plan.to()));
                assert!(record.steps().eq(plan.steps()));
                assert_eq!(record.features_gained(), plan.features_gained());
                assert_eq!(record.features_lost(), plan.features_lost());
                assert!(record.notices().eq(plan.notices()));
                plans += 1;
            }
            (DecisionRecord::Refusal(record), Decision::Refusal(refusal)) => {
                assert_eq!(record.catalogue(), refusal.catalogue());
                assert!(record.reasons().eq(refusal));
                assert_eq!(record.resolution(), refusal.resolution());
                for &code in ReasonCode::ALL {
                    assert_eq!(record.has(code), refusal.has(code), "{code:?} of {refusal}");
                }
                for reason in refusal {
                    assert!(record.sources(&reason).iter().eq(Catalogue::canada().sources(&reason).iter()), "{reason:?}");
                    reasons += 1;
                }
            }
            _ => panic!("{record:?} is not of {decision:?}"),
        }
    }
    assert!(plans > 5 && reasons > 50, "{plans} plans, {reasons} reasons");
}

#[test]
fn records_say_the_same_exactly_if_their_answers_do_by_whichever_catalogue() {
    let older = Catalogue::embedded_in("CA")[0];
    let all: Vec<Request> = requests().collect();
    let now: Vec<Decision> = all.iter().map(|request| decide(Catalogue::canada(), request)).collect();
    let then: Vec<Decision> = all.iter().map(|request| decide(older, request)).collect();
    let (mut same, mut different) = (0, 0);
    for (i, decision) in now.iter().enumerate() {
        for (j, other) in then.iter().enumerate() {
            let says_the_same = DecisionRecord::from(decision).says_the_same_as(&other.into());
            assert_eq!(says_the_same, decision.says_the_same_as(other), "{decision:?} and {other:?}");
            assert!(says_the_same || i != j, "the two catalogues decide this alike: {decision:?} and {other:?}");
            if says_the_same { same += 1 } else { different += 1 }
        }
    }
    assert!(same >= now.len() && different > same, "{same} and {different}");
}

#[test]
fn a_record_of_a_catalogue_that_is_not_embedded_has_no_sources() {
    let mine: CatalogueId = "CA-2031-01-01".parse().expect("an identity");
    let catalogue = but(Catalogue::canada().terms(), |terms| terms.id = mine).check().expect("it is Canada's but for its name");
    let same = request(firm(Plan::Plus), firm(Plan::Plus));
    let record = DecisionRecord::from(&decide(&catalogue, &same));
    let DecisionRecord::Refusal(refusal) = record else { panic!("{record:?}") };
    let reason = refusal.reasons().next().expect("a reason");
    assert_eq!(record.kind(), DecisionKind::Refusal);
    assert_eq!(refusal.catalogue(), mine);
    assert_eq!(refusal.sources(&reason).iter().count(), 0);
    assert_ne!(catalogue.sources(&reason).iter().count(), 0);
}
