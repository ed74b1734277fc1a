//! A route is the shortest there is, by a search over all subscriptions in which the model of the domain description decides, or the crate.

use std::collections::HashMap;

use subscription_change::ways_out::NoRoute;
use subscription_change::{
    Actor, AddOnKind, BillingCycle, Catalogue, Confirmation, Context, FeatureSet, Parties, Party, Plan, PrimaryAdmin, ReasonCode,
    Remedy, Request, Resolution, Subscription, Tier,
};

use laws::common::{but, client, firm, is_whole, request};
use laws::editions::{self, Edition};
use laws::every::{subscriptions, ways};
use laws::model::{self, Answer, Held};
use laws::quotas;
use laws::remedies::is_about_a_fact;

/// The subscriptions with payroll and one other add-on, for each other one: no third add-on is of help on a way between two of them.
fn with_payroll_and_another() -> Vec<Vec<Subscription>> {
    let others = AddOnKind::ALL.iter().copied().filter(|&kind| kind != AddOnKind::Payroll);
    let add_ons = |other| [AddOnKind::Payroll, other].map(|kind| (kind, ways(kind.tiers())));
    others.map(|other| subscriptions(Plan::ALL, &add_ons(other))).collect()
}

/// What counts, in this order: requests, steps, reasons that stand in the way today.
type Cost = (usize, usize, usize);

/// What the model says of one request from each subscription to each other one, where it can be had as it is.
fn legs(edition: &Edition, context: &Context, all: &[Subscription]) -> HashMap<(usize, usize), Cost> {
    let mut legs = HashMap::new();
    for (origin, current) in all.iter().enumerate() {
        for (goal, target) in all.iter().enumerate() {
            let request = Request { current: *current, target: *target, context: *context };
            if let Some(reasons) = reasons_in_the_way(edition, &request) {
                legs.insert((origin, goal), (1, things_that_differ(current, target), reasons));
            }
        }
    }
    legs
}

/// How many reasons stand in the way of a request that can be had as it is: by the model in a whole comparison, else by the crate, which
/// other tests hold to it.
fn reasons_in_the_way(edition: &Edition, request: &Request) -> Option<usize> {
    if is_whole() {
        return match model::decide(&edition.terms, request) {
            Answer::Plan { .. } => Some(0),
            Answer::Refusal { resolution: Resolution::Never, .. } => None,
            Answer::Refusal { reasons, .. } => {
                reasons.iter().all(|Held { reason, .. }| is_about_a_fact(reason)).then_some(reasons.len())
            }
        };
    }
    match request.plan_change_with(&edition.catalogue) {
        Ok(_) => Some(0),
        Err(refusal) if refusal.resolution() == Resolution::Never => None,
        Err(refusal) => refusal.reasons().all(|reason| is_about_a_fact(&reason)).then(|| refusal.reasons().len()),
    }
}

/// A step for each product that changes and each that transfers; here no product does both.
fn things_that_differ(current: &Subscription, target: &Subscription) -> usize {
    let add_ons = AddOnKind::ALL.iter().filter(|&&kind| current.add_on(kind) != target.add_on(kind));
    usize::from(current.base != target.base) + add_ons.count()
}

/// The cost of the best way from each subscription to this one: improved until nothing improves.
fn best_ways(legs: &HashMap<(usize, usize), Cost>, target: usize) -> HashMap<usize, Cost> {
    let mut best = HashMap::from([(target, (0, 0, 0))]);
    loop {
        let mut better = false;
        for (&(origin, goal), leg) in legs {
            let Some(onwards) = best.get(&goal) else { continue };
            let cost = (leg.0 + onwards.0, leg.1 + onwards.1, leg.2 + onwards.2);
            if best.get(&origin).is_none_or(|known| cost < *known) {
                best.insert(origin, cost);
                better = true;
            }
        }
        if !better {
            return best;
        }
    }
}

/// The first stop of the best way, the first in order where several are as good.
fn first_stop(legs: &HashMap<(usize, usize), Cost>, best: &HashMap<usize, Cost>, origin: usize, all: usize) -> usize {
    let is_on_a_best_way = |goal: &usize| {
        let (Some(leg), Some(onwards)) = (legs.get(&(origin, *goal)), best.get(goal)) else { return false };
        best[&origin] == (leg.0 + onwards.0, leg.1 + onwards.1, leg.2 + onwards.2)
    };
    (0..all).find(is_on_a_best_way).expect("a way that goes on")
}

/// Walks the route of the crate beside the best way of the search.
fn is_the_best_way(
    edition: &Edition,
    request: &Request,
    legs: &HashMap<(usize, usize), Cost>,
    best: &HashMap<usize, Cost>,
    all: &[Subscription],
) {
    let origin = all.iter().position(|one| *one == request.current).expect("one of them");
    let route = edition.catalogue.route(request);
    let Some(cost) = best.get(&origin) else {
        proves_that_there_is_none(&route.expect_err("there is no way"), legs, best, all, request);
        return;
    };
    let route = route.unwrap_or_else(|none| panic!("{none} for {request:?}, and {cost:?} is a way"));
    assert_eq!(route.len(), cost.0, "{request:?}");
    assert_eq!(route.legs().len(), cost.0, "{request:?}");
    let (mut at, mut context) = (origin, request.context);
    for leg in route.legs() {
        let next = first_stop(legs, best, at, all.len());
        assert_eq!((leg.plan().from(), leg.plan().to()), (&all[at], &all[next]), "{request:?}");
        // What there is to do before it is done to the facts as they are by then, and to nothing else.
        let before = Request { current: all[at], target: all[next], context };
        let done = leg.remedies().iter().fold(before, |request, remedy| remedy.apply(&request));
        assert_eq!(leg.request(), &done, "{request:?}");
        assert_eq!((done.current, done.target), (all[at], all[next]), "{request:?}");
        assert!(matches!(model::decide(&edition.terms, &done), Answer::Plan { .. }), "{done:?}");
        assert_eq!(done.plan_change_with(&edition.catalogue).as_ref(), Ok(leg.plan()));
        context = done.context;
        if edition.terms.rank(all[next].base.plan) < edition.terms.rank(all[at].base.plan) {
            context.client.hours_since_downgrade = Some(0);
        }
        at = next;
    }
    assert_eq!(all[at], request.target, "{request:?}");
}

fn proves_that_there_is_none(
    none: &NoRoute,
    legs: &HashMap<(usize, usize), Cost>,
    best: &HashMap<usize, Cost>,
    all: &[Subscription],
    request: &Request,
) {
    // With other add-ons there are more of them.
    let origins: Vec<usize> = none.origins().filter_map(|origin| all.iter().position(|one| *one == origin)).collect();
    assert!(origins.is_sorted());
    assert!(origins.iter().all(|origin| best.contains_key(origin)) && origins.len() == best.len(), "{request:?}");
    assert!(origins.iter().any(|&origin| all[origin] == request.target));
    assert!(origins.iter().all(|&origin| all[origin] != request.current));
    let leads_in = |&(origin, goal): &(usize, usize)| origins.contains(&goal) && !origins.contains(&origin);
    assert_eq!(legs.keys().find(|leg| leads_in(leg)), None, "{request:?}");
    assert_eq!(Err(*none.refusal()), request.plan_change_with(none_catalogue(none)), "{request:?}");
}

/// The catalogue that the refusal was made with.
fn none_catalogue(none: &NoRoute) -> &'static Catalogue {
    use std::sync::OnceLock;

    static EDITIONS: OnceLock<Vec<Edition>> = OnceLock::new();
    let editions = EDITIONS.get_or_init(editions::all);
    let id = none.refusal().catalogue();
    &editions.iter().find(|edition| edition.catalogue.id() == id).expect("one of the editions").catalogue
}

/// Contexts that differ in what nobody can clear and in how much stands in the way.
fn contexts() -> [Context; 3] {
    let well = request(firm(Plan::Plus), firm(Plan::Plus)).context;
    let hard = but(&well, |context| {
        context.authorised_by = Parties::EMPTY;
        context.firm.billing_current = false;
        context.client.billing_cycle = BillingCycle::Annual;
        context.client.confirmation = None;
        context.client.transfer_permission_hours = None;
        context.client.hours_since_downgrade = Some(0);
        quotas::set_all(&mut context.client.usage, 1);
        let usage = &mut context.client.usage;
        (usage.users.billable, usage.users.accountant) = (7, 3);
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (300, 41, 5);
        usage.features = FeatureSet::ALL;
    });
    let not_eligible = but(&well, |context| {
        context.client.other_billing_system = true;
        context.client.downgrade_offered = false;
        context.client.primary_admin = PrimaryAdmin::Firm;
        context.client.confirmation = Some(Confirmation::default());
    });
    [well, hard, not_eligible]
}

/// All routes to some targets, and from some subscriptions to all targets.
#[test]
fn every_route_is_the_shortest_or_there_is_a_proof_of_none() {
    let mut checked = 0;
    let (editions, spaces) = (editions::all(), with_payroll_and_another());
    for edition in editions.iter().rev().take(4) {
        let worlds = spaces.iter().flat_map(|all| contexts().map(move |context| (all, context)));
        // Plans change one rung at a time, and much stands in the way.
        for (_, (all, context)) in
            worlds.enumerate().filter(|(place, _)| is_whole() || edition.name == "strict" && *place % 3 == 1)
        {
            let legs = legs(edition, &context, all);
            for target in (0..all.len()).step_by(if is_whole() { 61 } else { 211 }) {
                let best = best_ways(&legs, target);
                for origin in (target % 7..all.len()).step_by(if is_whole() { 7 } else { 13 }) {
                    let request = Request { current: all[origin], target: all[target], context };
                    is_the_best_way(edition, &request, &legs, &best, all);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked >= if is_whole() { 4 * 3 * 7 * 60 } else { 2 * 30 }, "{checked}");
}

fn stops(catalogue: &Catalogue, request: &Request) -> Vec<Subscription> {
    let route = catalogue.route(request).expect("there is a way");
    route.legs().map(|leg| *leg.plan().to()).collect()
}

fn one_rung_at_a_time() -> Catalogue {
    let editions = editions::all();
    editions.into_iter().find(|edition| edition.name == "strict").expect("it is among them").catalogue
}

#[test]
fn nothing_is_asked_for_where_nothing_is_to_change() {
    let request = request(firm(Plan::Plus), firm(Plan::Plus));
    let route = Catalogue::canada().route(&request).unwrap();
    assert_eq!((route.len(), route.legs().count()), (0, 0));
}

#[test]
fn what_one_request_does_is_one_request() {
    let request = request(firm(Plan::EasyStart), firm(Plan::Advanced));
    assert_eq!(stops(Catalogue::canada(), &request), [firm(Plan::Advanced)]);
}

#[test]
fn what_is_in_the_way_of_one_request_is_cleared_before_it() {
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Advanced)), |request| request.context.firm.billing_current = false);
    assert_eq!(stops(Catalogue::canada(), &up), [firm(Plan::Advanced)]);
    // Payroll has no such tier; it stays as it is held.
    let held = |subscription: Subscription| subscription.with_add_on(AddOnKind::Payroll, Tier::Basic, Party::Firm);
    let beside = but(&up, |request| (request.current, request.target) = (held(request.current), held(request.target)));
    assert!(beside.plan_change().unwrap_err().has(ReasonCode::FirmBillingOutdated));
    assert_eq!(stops(Catalogue::canada(), &beside), [held(firm(Plan::Advanced))]);
}

#[test]
fn to_take_billing_over_and_upgrade_takes_two_requests() {
    let request = request(client(Plan::Essentials), firm(Plan::Plus));
    assert_eq!(stops(Catalogue::canada(), &request), [firm(Plan::Essentials), firm(Plan::Plus)]);
    // Where the client has not permitted the transfer and the firm's details are out of date, fewer things stand in the way of an upgrade
    // that the client pays for.
    let firm_is_outdated = but(&request, |request| request.context.firm.subscription_current = false);
    assert_eq!(stops(Catalogue::canada(), &firm_is_outdated), [client(Plan::Plus), firm(Plan::Plus)]);
}

/// No route leads over or to a tier that an add-on does not have, but one may begin there. Payroll has no such tier.
#[test]
fn a_route_begins_where_no_other_leads() {
    let held = |subscription: Subscription| subscription.with_add_on(AddOnKind::Payroll, Tier::Basic, Party::Client);
    let away = request(held(client(Plan::Essentials)), firm(Plan::Plus));
    let stops = stops(Catalogue::canada(), &away);
    assert_eq!(stops, [firm(Plan::Essentials), firm(Plan::Plus)]);

    let there = request(client(Plan::Essentials), held(firm(Plan::Plus)));
    assert_eq!(Catalogue::canada().route(&there).unwrap_err().origins().count(), 0);
}

#[test]
fn where_one_rung_at_a_time_is_allowed_three_rungs_take_three_requests() {
    let request = request(firm(Plan::EasyStart), firm(Plan::Advanced));
    assert_eq!(stops(&one_rung_at_a_time(), &request), [firm(Plan::Essentials), firm(Plan::Plus), firm(Plan::Advanced)]);
}

#[test]
fn the_requests_that_are_left_are_counted() {
    let request = request(firm(Plan::EasyStart), firm(Plan::Advanced));
    let (catalogue, mut counted) = (one_rung_at_a_time(), Vec::new());
    let route = catalogue.route(&request).unwrap();
    let mut legs = route.legs();
    counted.push(legs.len());
    while legs.next().is_some() {
        counted.push(legs.len());
    }
    assert_eq!(counted, [3, 2, 1, 0]);
}

/// The wait after a downgrade starts with each downgrade on the way. Nearest: on the way up there is none.
#[test]
fn an_upgrade_after_a_downgrade_on_the_way_waits() {
    let catalogue = one_rung_at_a_time();
    let waits = |request: &Request| {
        let route = catalogue.route(request).expect("there is a way");
        route.legs().map(|leg| leg.by(Actor::Vendor).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    // From a downgrade ten hours ago: only the first upgrade waits, because then the wait is over.
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |request| {
        request.context.client.hours_since_downgrade = Some(10);
    });
    assert_eq!(waits(&up), [vec![Remedy::Wait { hours: 14 }], vec![]]);
    let down = request(firm(Plan::Plus), firm(Plan::EasyStart));
    assert_eq!(waits(&down), [vec![], vec![]]);
    let route = catalogue.route(&down).unwrap();
    let last = route.legs().last().unwrap();
    assert_eq!(last.request().context.client.hours_since_downgrade, Some(0));
}

/// What was done before one request stays done for the next.
#[test]
fn what_is_done_once_is_not_asked_for_again() {
    let current = client(Plan::Essentials).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    let request = but(&request(current, target), |request| {
        request.context.authorised_by = Parties::EMPTY;
        request.context.client.transfer_permission_hours = None;
    });
    let route = Catalogue::canada().route(&request).unwrap();
    let acts: Vec<Vec<Remedy>> = route.legs().map(|leg| leg.remedies().to_vec()).collect();
    assert_eq!(acts.len(), 2);
    let all: Vec<Remedy> = acts.concat();
    assert_eq!(all.iter().filter(|remedy| matches!(remedy, Remedy::PermitTransfer { .. })).count(), 1, "{acts:?}");
    assert_eq!(all.iter().filter(|remedy| **remedy == Remedy::Authorise { party: Party::Firm }).count(), 1, "{acts:?}");
}

#[test]
fn there_is_no_way_to_ledger_and_none_to_a_firm_of_another_region() {
    let to_ledger = request(firm(Plan::Plus), firm(Plan::Ledger));
    let none = Catalogue::canada().route(&to_ledger).unwrap_err();
    assert_eq!(none.refusal(), &to_ledger.plan_change().unwrap_err());
    assert!(none.origins().all(|origin| origin.base.plan == Plan::Ledger));
    assert!(none.origins().any(|origin| origin == to_ledger.target));
    assert_eq!(
        none.to_string(),
        "no sequence of requests leads there; in one request it is refused: a client of QuickBooks Online Plus cannot move to \
         QuickBooks Ledger",
    );

    let abroad = but(&request(client(Plan::Plus), firm(Plan::Plus)), |request| request.context.client.same_region = false);
    let none = Catalogue::canada().route(&abroad).unwrap_err();
    assert!(none.refusal().has(ReasonCode::OtherRegion));
    assert!(none.origins().all(|origin| origin.base.payer == Party::Firm));
    assert!(none.origins().any(|origin| origin == firm(Plan::EasyStart)));
}

/// A subscription that the catalogue does not support is no stop and no end. Nearest: with payroll Premium it is supported.
#[test]
fn no_route_ends_in_what_is_not_supported() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let stranded = request(current, current.with_plan(Plan::EasyStart));
    assert!(Catalogue::canada().route(&stranded).unwrap_err().refusal().has(ReasonCode::AddOnUnsupported));
    let with_payroll =
        Request { target: stranded.target.with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm), ..stranded };
    assert_eq!(Catalogue::canada().route(&with_payroll).unwrap().len(), 1);
}
