//! What `.ci/instructions` counts: each of these functions goes through the same seeded requests once.
//!
//! It is a package of its own, so that the crate is built and inlined as it is for anyone who depends on it.

#[path = "../../mix/mod.rs"]
mod mix;

use std::hint::black_box;

use subscription_change::assess::{Fact, Facts, PartialRequest};
use subscription_change::{Catalogue, Request};

use mix::Mix;

/// How many requests each function goes through.
const REQUESTS: usize = 10_000;

fn main() {
    let requests = Mix::seeded(2025).requests(REQUESTS);
    let catalogue = black_box(Catalogue::canada());
    walk(catalogue, &requests);
    decide(catalogue, &requests);
    decide_american(&requests, black_box(Catalogue::united_states()));
    decide_and_read_everything(catalogue, &requests);
    menu(catalogue, &requests);
    let partial: Vec<_> = requests.iter().map(known).collect();
    assess_complete(catalogue, &partial);
    let partial: Vec<_> = partial.into_iter().map(half_known).collect();
    assess_half_known(catalogue, &partial);
}

/// The request with every fact known.
fn known(request: &Request) -> PartialRequest {
    PartialRequest { current: request.current, target: request.target, facts: Facts::from(request.context) }
}

/// The same with every other fact forgotten.
fn half_known(mut request: PartialRequest) -> PartialRequest {
    Fact::all().step_by(2).for_each(|fact| request.facts.forget(fact));
    request
}

/// The loop alone, which every count includes.
#[inline(never)]
fn walk(catalogue: &Catalogue, requests: &[Request]) {
    for request in requests {
        black_box((catalogue, request));
    }
}

#[inline(never)]
fn decide(catalogue: &Catalogue, requests: &[Request]) {
    for request in requests {
        black_box(&request.plan_change_with(catalogue));
    }
}

/// The same with the American catalogue. Its requests come first, because the compiler makes one function of two that are the same.
#[inline(never)]
fn decide_american(requests: &[Request], catalogue: &Catalogue) {
    for request in requests {
        black_box(&request.plan_change_with(catalogue));
    }
}

#[inline(never)]
fn decide_and_read_everything(catalogue: &Catalogue, requests: &[Request]) {
    for request in requests {
        match request.plan_change_with(catalogue) {
            Ok(plan) => {
                plan.steps().for_each(|step| _ = black_box(&step));
                plan.notices().for_each(|notice| _ = black_box(&notice));
                black_box(&(plan.features_gained(), plan.features_lost(), plan.effective()));
            }
            Err(refusal) => refusal.reasons().for_each(|reason| {
                black_box(&reason);
                reason.remedies().for_each(|remedy| _ = black_box(&remedy));
            }),
        }
    }
}

/// The verdict and both sets of reasons, where every fact is known.
#[inline(never)]
fn assess_complete(catalogue: &Catalogue, requests: &[PartialRequest]) {
    for request in requests {
        let assessment = request.assess_with(catalogue);
        black_box(assessment.verdict());
        black_box(&assessment);
    }
}

/// The same where every other fact is not known.
#[inline(never)]
fn assess_half_known(catalogue: &Catalogue, requests: &[PartialRequest]) {
    for request in requests {
        let assessment = request.assess_with(catalogue);
        black_box((&assessment, assessment.verdict()));
    }
}

/// Every action that there is, decided.
#[inline(never)]
fn menu(catalogue: &Catalogue, requests: &[Request]) {
    for request in requests {
        for entry in catalogue.menu(&request.current, &request.context) {
            black_box(&entry.plan_change());
        }
    }
}
