//! What `.ci/instructions` counts: each of these functions goes through the same seeded requests once.
//!
//! It is a package of its own, so that the crate is built and inlined as it is for anyone who depends on it.

#[path = "../../mix/mod.rs"]
mod mix;

use std::hint::black_box;

use subscription_change::{Catalogue, Request};

use mix::Mix;

/// How many requests each function goes through.
const REQUESTS: usize = 10_000;

fn main() {
    let requests = Mix::seeded(2025).requests(REQUESTS);
    let catalogue = black_box(Catalogue::canada());
    walk(catalogue, &requests);
    decide(catalogue, &requests);
    decide_and_read_everything(catalogue, &requests);
    menu(catalogue, &requests);
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

/// Every action that there is, decided.
#[inline(never)]
fn menu(catalogue: &Catalogue, requests: &[Request]) {
    for request in requests {
        for entry in catalogue.menu(&request.current, &request.context) {
            black_box(&entry.plan_change());
        }
    }
}
