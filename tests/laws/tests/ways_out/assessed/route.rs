//! The route where some facts are not known, against the route of every completion, which another law holds to a search of its own.

use std::collections::BTreeSet;

use subscription_change::assess::{Fact, FactSet, Facts, PartialRequest};
use subscription_change::ways_out::{AssessedRemedy, AssessedRoute};
use subscription_change::{AddOnKind, Catalogue, Party, Plan, Remedy, RemedyCode, Request, Subscription, Tier};

use laws::check::{Verdict, ensure};
use laws::common::{client, counts_down, firm};
use laws::editions;
use laws::given::{Asked, as_it_should_be};

use super::{Case, Completions, for_each_case};

/// The same requests with the same remedies, and the same proof where there is no way.
pub(super) fn with_every_fact_known_it_is_the_same(asked: &Asked) -> Verdict {
    let Request { current, target, context } = asked.request;
    // Each add-on that is held is looked at in all ways to hold it, and one besides payroll is enough: no third is of help.
    let is_held = |kind: AddOnKind| current.add_on(kind).is_some() || target.add_on(kind).is_some();
    let others = AddOnKind::ALL.iter().copied().filter(|&kind| kind != AddOnKind::Payroll && is_held(kind));
    let too_many: Vec<AddOnKind> = others.skip(1).collect();
    let [current, target] = [current, target].map(|of| too_many.iter().fold(of, |of, &kind| of.without(kind)));
    let catalogue = asked.edition.catalogue();
    match (
        catalogue.assess_route(&PartialRequest { current, target, facts: Facts::from(context) }),
        catalogue.route(&Request { current, target, context }),
    ) {
        (Ok(partly), Ok(route)) => {
            ensure!(partly.len() == route.len() && partly.legs().len() == route.len(), "{partly:?} against {route:?}");
            ensure!(partly.questions().next().is_none(), "nothing is unknown, and it asks");
            for (partly, leg) in partly.legs().zip(route.legs()) {
                ensure!(partly.request().request() == Some(*leg.request()), "{partly:?} against {leg:?}");
                let remedies: Option<Vec<Remedy>> = partly.remedies().map(|remedy| remedy.remedy()).collect();
                ensure!(remedies.as_deref() == Some(leg.remedies()), "{remedies:?} against {:?}", leg.remedies());
                ensure!(partly.assessment().decision() == Some(Ok(*leg.plan())), "{partly:?} against {leg:?}");
            }
        }
        (Err(assessment), Err(none)) => {
            ensure!(assessment.decision() == Some(Err(*none.refusal())), "{assessment:?} is not {none}");
        }
        (partly, route) => return Err(format!("{partly:?} against {route:?}")),
    }
    Ok(())
}

/// Where a route of every fact leads, and what is done before each of its requests.
type Walked = Vec<(Subscription, Vec<Remedy>)>;

fn walked(catalogue: &Catalogue, request: &Request) -> Option<Walked> {
    let route = catalogue.route(request).ok()?;
    Some(route.legs().map(|leg| (*leg.plan().to(), leg.remedies().to_vec())).collect())
}

fn stops(route: &AssessedRoute<'_>) -> Vec<Subscription> {
    route.legs().map(|leg| leg.request().target).collect()
}

/// Whether this is done, as far as it is known.
fn is_among(remedy: &AssessedRemedy, done: &[Remedy]) -> bool {
    done.iter().any(|done| match (remedy.remedy(), *done) {
        (Some(Remedy::Confirm { accepting: all }), Remedy::Confirm { accepting: some })
        | (Some(Remedy::AcceptLosses { features: all }), Remedy::AcceptLosses { features: some }) => some.is_subset(all),
        (Some(remedy), done) => remedy == done,
        (None, done) => remedy.code() == done.code(),
    })
}

/// What is to be done on this way; of another way nothing is said.
struct Acts(Option<Vec<Vec<RemedyCode>>>);

impl Acts {
    fn of(way: Option<&Walked>) -> Self {
        Self(way.map(|way| way.iter().map(|(_, done)| done.iter().map(Remedy::code).collect()).collect()))
    }
}

impl PartialEq for Acts {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_ref().zip(other.0.as_ref()).is_none_or(|(one, other)| one == other)
    }
}

impl Case<'_> {
    /// It is the shortest of any completion; what it says is to be done is done there, what
    /// turns that is asked, and where it asks nothing, it is the route of each.
    fn route_is_exact(&self, target: Subscription) -> Verdict {
        let Self { catalogue, current, facts, .. } = *self;
        let ways =
            Completions::of(&facts, catalogue, |context| walked(catalogue, &Request { current, target, context: *context }));
        let route = match catalogue.assess_route(&PartialRequest { current, target, facts }) {
            Ok(route) => route,
            Err(assessment) => {
                ensure!(ways.said().all(Option::is_none), "there is a way, and not by {assessment:?}");
                return Ok(());
            }
        };
        let shortest = ways.said().flatten().map(Vec::len).min();
        ensure!(shortest == Some(route.len()), "of {} requests, and the shortest has {shortest:?}", route.len());
        let stops = stops(&route);
        let is_that = |way: &&Walked| way.iter().map(|(stop, _)| stop).eq(&stops);
        ensure!(ways.said().flatten().any(|way| is_that(&way)), "of no completion: {stops:?}");
        for way in ways.said().flatten().filter(is_that) {
            for (leg, (_, done)) in route.legs().zip(way) {
                for remedy in leg.remedies() {
                    ensure!(is_among(&remedy, done), "{remedy:?} is not among {done:?}");
                }
            }
        }

        let asked = route.asked();
        ensure!(asked.difference(facts.unknown()).is_empty(), "asks {asked:?}, of which some are known");
        let questions = route.questions().fold(FactSet::EMPTY, |set, question| set.with(question.fact));
        ensure!(questions == asked && route.questions().count() == asked.len(), "the questions are {questions:?}, not {asked:?}");
        let is_it = ways.said().all(|way| way.as_ref().is_some_and(|way| is_that(&way)));
        ensure!(is_it || !asked.is_empty(), "nothing is asked, and another way is the shortest");
        let turns = ways.that_turn(|way| Acts::of(way.as_ref().filter(is_that)));
        ensure!(turns.difference(asked).is_empty(), "{turns:?} turn what is to be done, and asked is {asked:?}");
        Ok(())
    }
}

/// Wishes that take one request, two and three, and such that no request fulfils.
fn wishes() -> Vec<(Subscription, Subscription)> {
    let payroll = |of: Subscription, tier, payer| of.with_add_on(AddOnKind::Payroll, tier, payer);
    vec![
        (client(Plan::Essentials), firm(Plan::Plus)),
        (firm(Plan::Advanced), client(Plan::Essentials)),
        (payroll(client(Plan::Plus), Tier::Core, Party::Client), payroll(firm(Plan::Advanced), Tier::Elite, Party::Firm)),
        (firm(Plan::EasyStart), client(Plan::Advanced)),
        (firm(Plan::Plus), firm(Plan::EasyStart)),
        (client(Plan::Plus), client(Plan::Ledger)),
        (client(Plan::Ledger), firm(Plan::Plus)),
    ]
}

#[test]
fn a_route_is_the_shortest_of_any_completion_and_that_of_each_where_it_asks_nothing() {
    let strict = editions::all().into_iter().find(|edition| edition.name == "strict").expect("it is among them").catalogue;
    let lengths = |current, target| {
        let [one, other] = [Catalogue::canada(), &strict].map(|catalogue| {
            let request = Request { current, target, context: as_it_should_be() };
            catalogue.route(&request).map_or(0, |route| route.len())
        });
        [one, other]
    };
    let all: BTreeSet<usize> = wishes().into_iter().flat_map(|(current, target)| lengths(current, target)).collect();
    assert!(all.is_superset(&BTreeSet::from([0, 1, 2, 3])), "{all:?}");
    for (current, target) in wishes() {
        let law = |case: &Case<'_>| {
            let strict = Case { catalogue: &strict, terms: case.terms, ..*case };
            let of = |case: &Case<'_>| {
                case.route_is_exact(target).map_err(|how| format!("{how}\n{target:?} in {}", case.catalogue.id()))
            };
            of(case).and_then(|()| of(&strict))
        };
        assert!(for_each_case(&[current], law) >= 30);
    }
}

#[test]
fn a_fact_that_two_requests_hang_on_is_asked_once() {
    let facts = Facts::from(as_it_should_be()).with(|facts| {
        facts.firm.manages_billing = None;
        facts.client.other_billing_system = None;
    });
    let wish = PartialRequest { current: client(Plan::Essentials), target: firm(Plan::Plus), facts };
    let route = Catalogue::canada().assess_route(&wish).expect("there is a way");
    let of_legs: Vec<Vec<Fact>> = route.legs().map(|leg| leg.questions().map(|question| question.fact).collect()).collect();
    assert_eq!(of_legs, [vec![Fact::OtherBillingSystem, Fact::ManagesBilling], vec![Fact::ManagesBilling]]);
    let asked: Vec<Fact> = route.questions().map(|question| question.fact).collect();
    assert_eq!(asked, [Fact::OtherBillingSystem, Fact::ManagesBilling]);
    let asked = FactSet::EMPTY.with(Fact::OtherBillingSystem).with(Fact::ManagesBilling);
    assert_eq!(route.asked(), asked);
    assert_eq!((counts_down(route.legs()), route.len()), (2, 2));
}
