//! The same questions asked of requests one by one: many small ones, and random ones.

use serde_json::Value;
use subscription_change::assess::{Fact, Facts};
use subscription_change::parts::Quota;
use subscription_change::{
    AddOnKind, BillingCycle, Catalogue, ChangePlan, ClientStatus, Confirmation, Context, Decision, Feature, Party, Plan, Product,
    Refusal, Request, Resolution, Subscription, Tier,
};

use laws::common::{firm, request, some_of};
use laws::every::{two_add_ons, ways};
use laws::model::Terms;
use laws::quotas;
use laws::random::{Random, random_request};

/// An answer, less the identity of the catalogue.
pub(crate) fn answer(catalogue: &Catalogue, request: &Request) -> Value {
    let decision = Decision::from(request.plan_change_with(catalogue));
    let mut value = serde_json::to_value(decision).expect("a decision is written");
    value.as_object_mut().expect("an object").remove("catalogue");
    value
}

/// Whether two catalogues answer differently.
pub(crate) fn differ(one: &Catalogue, other: &Catalogue, request: &Request) -> bool {
    say_otherwise(&request.plan_change_with(one), &request.plan_change_with(other))
}

/// Whether two answers to a request are different ones, whatever their catalogues are called.
pub(crate) fn say_otherwise(one: &Result<ChangePlan, Refusal>, other: &Result<ChangePlan, Refusal>) -> bool {
    match (one, other) {
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => true,
        // Most refusals differ in their first reason if at all.
        (Err(one), Err(other)) => !one.reasons().eq(other.reasons()),
        (Ok(plan), Ok(other)) => {
            plan.effective() != other.effective()
                || (plan.features_gained(), plan.features_lost()) != (other.features_gained(), other.features_lost())
                || !plan.notices().eq(other.notices())
                || !plan.steps().eq(other.steps())
        }
    }
}

/// 0 for a change plan, 1 for a refusal that can be cleared, 2 for one that cannot.
pub(crate) fn strictness(catalogue: &Catalogue, request: &Request) -> u8 {
    match request.plan_change_with(catalogue) {
        Ok(_) => 0,
        Err(refusal) if refusal.resolution() == Resolution::Never => 2,
        Err(_) => 1,
    }
}

/// How many things a request has in it that a plain change of plan has not, and the sum of what is counted in them.
pub(crate) fn size(request: &Request) -> (usize, u64) {
    let client = &request.context.client;
    let counts = Quota::ALL.iter().map(|&quota| client.usage.used(quota));
    let since =
        [client.transfer_permission_hours, client.days_since_discount, client.hours_since_downgrade, client.days_to_renewal];
    let plain = plain(request.current.base.plan, request.target.base.plan).context;
    let mut things = Fact::all().filter(|&fact| differs_in(fact, &request.context, &plain)).count();
    for subscription in [&request.current, &request.target] {
        things += AddOnKind::ALL.iter().filter(|&&kind| subscription.add_on(kind).is_some()).count();
        things += Product::ALL.iter().filter(|&&product| subscription.payer(product) == Some(Party::Client)).count();
    }
    (things, counts.chain(since.into_iter().flatten()).map(u64::from).sum())
}

/// Whether two contexts differ in this fact.
pub(crate) fn differs_in(fact: Fact, one: &Context, other: &Context) -> bool {
    let only = |context| Facts::default().with(|facts| facts.learn(fact, context));
    only(one) != only(other)
}

/// A plain change of plan, but that no transfer is permitted.
pub(crate) fn plain(from: Plan, to: Plan) -> Request {
    let mut plain = request(firm(from), firm(to));
    plain.context.client.transfer_permission_hours = None;
    plain
}

/// Every way to hold two add-ons that the firm pays for, or not to; for each two.
fn add_ons() -> Vec<Vec<Subscription>> {
    let by_firm = |kind: AddOnKind| {
        let mut ways = ways(kind.tiers());
        ways.retain(|way| way.is_none_or(|held| held.payer == Party::Firm));
        ways
    };
    let of_two = |[first, second]: [AddOnKind; 2]| {
        let bare = firm(Plan::Plus);
        let with_first = by_firm(first).into_iter().map(move |way| bare.with_held(first, way));
        with_first.flat_map(|held| by_firm(second).into_iter().map(move |way| held.with_held(second, way))).collect()
    };
    two_add_ons().map(of_two).collect()
}

/// Every change of plan, with nothing more in it, or with some one thing, or with any add-ons: all numbers that either catalogue may
/// compare with, and their neighbours.
pub(crate) fn small_requests(catalogues: [&Catalogue; 2]) -> Vec<Request> {
    let around = |number: u32| [number.saturating_sub(1), number, number.saturating_add(1)];
    let mut requests = Vec::new();
    let add_ons = add_ons();
    for &from in Plan::ALL {
        for &to in Plan::ALL {
            let plain = plain(from, to);
            let mut but = |edit: &dyn Fn(&mut Request)| {
                let mut request = plain;
                edit(&mut request);
                requests.push(request);
            };
            but(&|_| {});
            but(&|request| request.context.client.confirmation = Some(Confirmation::default()));
            but(&|request| request.context.client.confirmation = None);
            but(&|request| request.context.firm.billing_current = false);
            for &feature in Feature::ALL {
                but(&|request| request.context.client.usage.features = feature.into());
                but(&|request| {
                    request.context.client.usage.features = feature.into();
                    request.context.client.confirmation = Some(Confirmation::default());
                });
                but(&|request| {
                    request.context.client.usage.features = feature.into();
                    request.target = request.target.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
                });
            }
            let terms = catalogues.into_iter().flat_map(|catalogue| [from, to].map(|plan| catalogue.plan_terms(plan)));
            for (terms, &quota) in terms.flat_map(|terms| Quota::ALL.iter().map(move |quota| (terms, quota))) {
                for count in quotas::limit(quota, terms).number().map_or(vec![1], |limit| around(limit).to_vec()) {
                    but(&|request| quotas::set(quota, &mut request.context.client.usage, count));
                }
            }
            for terms in catalogues.map(Catalogue::terms) {
                for hours in [0].into_iter().chain(around(terms.upgrade_wait_hours)) {
                    but(&|request| request.context.client.hours_since_downgrade = Some(hours));
                }
                for hours in around(terms.transfer_permission_hours) {
                    but(&|request| {
                        request.current.base.payer = Party::Client;
                        request.context.client.transfer_permission_hours = Some(hours);
                    });
                }
                for days in around(terms.discount_days) {
                    but(&|request| {
                        request.current.base.payer = Party::Client;
                        request.context.client.transfer_permission_hours = Some(0);
                        request.context.client.days_since_discount = Some(days);
                    });
                }
            }
            let goes_to_the_firm = |request: &mut Request| {
                request.current.base.payer = Party::Client;
                request.context.client.transfer_permission_hours = Some(0);
            };
            for &status in ClientStatus::ALL {
                but(&|request| {
                    goes_to_the_firm(request);
                    request.context.client.status = status;
                });
            }
            for terms in catalogues.map(Catalogue::terms) {
                for days in around(terms.monthly_switch_days) {
                    but(&|request| {
                        goes_to_the_firm(request);
                        request.context.client.billing_cycle = BillingCycle::Annual;
                        request.context.client.days_to_renewal = Some(days);
                    });
                }
            }
            for (before, after) in
                add_ons.iter().flat_map(|all| all.iter().flat_map(move |one| all.iter().map(move |other| (one, other))))
            {
                but(&|request| {
                    request.current = request.current.with_add_ons(before.add_ons());
                    request.target = request.target.with_add_ons(after.add_ons());
                });
            }
        }
    }
    some_of(requests, 11).collect()
}

/// Random requests with the numbers of both catalogues in them.
pub(crate) fn random_requests(random: &mut Random, catalogues: [&Catalogue; 2], count: usize) -> Vec<Request> {
    let terms = catalogues.map(|catalogue| Terms::read(catalogue.terms()));
    (0..count).map(|place| random_request(random, &terms[place % 2])).collect()
}
