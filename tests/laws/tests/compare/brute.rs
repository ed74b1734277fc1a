//! The same questions asked of requests one by one: many small ones, and random ones.

use serde_json::Value;
use subscription_change::{
    Catalogue, Confirmation, Decision, Feature, FeatureSet, Limit, Party, Payroll, PayrollTier, Plan, Product, Request,
    Resolution, Resource, Subscription, Time, TimeTier, UserKind,
};

use laws::common::{firm, request};
use laws::model::Terms;
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
    match (request.plan_change_with(one), request.plan_change_with(other)) {
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
    let usage = &client.usage;
    let users = UserKind::ALL.iter().map(|&kind| *usage.users.get(kind));
    let counts: Vec<u32> = users.chain(Resource::ALL.iter().map(|&resource| usage.resource(resource))).collect();
    let since = [client.transfer_permission_hours, client.days_since_other_firm, client.hours_since_downgrade];
    let since: Vec<u32> = since.into_iter().flatten().collect();
    let mut things = counts.iter().filter(|count| **count > 0).count() + since.len() + usage.features.len();
    for subscription in [&request.current, &request.target] {
        for product in [Product::Payroll, Product::Time] {
            things += usize::from(subscription.payer(product).is_some());
        }
        things += Product::ALL.iter().filter(|&&product| subscription.payer(product) == Some(Party::Client)).count();
    }
    things += usize::from(client.confirmation != Some(Confirmation::accepting(FeatureSet::ALL)));
    (things, counts.iter().chain(&since).map(|&count| u64::from(count)).sum())
}

/// A plain change of plan, but that no transfer is permitted.
fn plain(from: Plan, to: Plan) -> Request {
    let mut plain = request(firm(from), firm(to));
    plain.context.client.transfer_permission_hours = None;
    plain
}

fn add_ons() -> Vec<Subscription> {
    let firm = Party::Firm;
    let payrolls: Vec<_> =
        [None].into_iter().chain(PayrollTier::ALL.iter().map(|&tier| Some(Payroll::new(tier, firm)))).collect();
    let times: Vec<_> = [None].into_iter().chain(TimeTier::ALL.iter().map(|&tier| Some(Time::new(tier, firm)))).collect();
    let with = |payroll, time| Subscription { payroll, time, ..Subscription::new(Plan::Plus, firm) };
    payrolls.iter().flat_map(|&payroll| times.iter().map(move |&time| with(payroll, time))).collect()
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
            for &feature in Feature::ALL {
                but(&|request| request.context.client.usage.features = feature.into());
                but(&|request| {
                    request.context.client.usage.features = feature.into();
                    request.context.client.confirmation = Some(Confirmation::default());
                });
                but(&|request| {
                    request.context.client.usage.features = feature.into();
                    request.target = request.target.with_payroll(PayrollTier::Core, Party::Firm);
                });
            }
            let terms = catalogues.into_iter().flat_map(|catalogue| [from, to].map(|plan| catalogue.terms(plan)));
            for terms in terms {
                for &kind in UserKind::ALL {
                    for count in terms.users.get(kind).number().map_or(vec![1], |limit| around(limit).to_vec()) {
                        but(&|request| *request.context.client.usage.users.get_mut(kind) = count);
                    }
                }
                for limit in [terms.resources.accounts, terms.resources.classes_and_locations, terms.resources.custom_fields] {
                    for count in Limit::number(limit).map_or(vec![1], |limit| around(limit).to_vec()) {
                        but(&|request| request.context.client.usage.accounts = count);
                        but(&|request| request.context.client.usage.classes_and_locations = count);
                        but(&|request| request.context.client.usage.custom_fields = count);
                    }
                }
            }
            for draft in catalogues.map(Catalogue::as_draft) {
                for hours in around(draft.upgrade_wait_hours) {
                    but(&|request| request.context.client.hours_since_downgrade = Some(hours));
                }
                for hours in around(draft.transfer_permission_hours) {
                    but(&|request| {
                        request.current.base.payer = Party::Client;
                        request.context.client.transfer_permission_hours = Some(hours);
                    });
                }
                for days in around(draft.other_firm_days) {
                    but(&|request| {
                        request.current.base.payer = Party::Client;
                        request.context.client.transfer_permission_hours = Some(0);
                        request.context.client.days_since_other_firm = Some(days);
                    });
                }
            }
            for before in &add_ons {
                for after in &add_ons {
                    but(&|request| {
                        request.current = Subscription { base: request.current.base, ..*before };
                        request.target = Subscription { base: request.target.base, ..*after };
                    });
                }
            }
        }
    }
    requests
}

/// Random requests with the numbers of both catalogues in them.
pub(crate) fn random_requests(random: &mut Random, catalogues: [&Catalogue; 2], count: usize) -> Vec<Request> {
    let terms = catalogues.map(|catalogue| Terms::read(catalogue.as_draft()));
    (0..count).map(|place| random_request(random, &terms[place % 2])).collect()
}
