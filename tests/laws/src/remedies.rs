//! Remedies, applied: what laws 3 and 4 do with them.

use subscription_change::vocabulary::ProductSet;
use subscription_change::{Product, Reason, ReasonCode, Remedy, Request, Resolution};

/// Whether its remedies, if it has any, are about facts and do not edit the request.
pub fn is_about_a_fact(reason: &Reason) -> bool {
    !matches!(reason.code(), ReasonCode::AddOnUnsupported | ReasonCode::TransferAndChange)
}

pub fn can_be_cleared(reason: &Reason) -> bool {
    reason.resolution() != Resolution::Never
}

/// One remedy of each of these reasons, in every combination of alternatives.
pub fn every_choice(reasons: &[Reason]) -> Vec<Vec<Remedy>> {
    reasons.iter().fold(vec![Vec::new()], |choices, reason| {
        let with = |choice: &Vec<Remedy>, remedy| choice.iter().copied().chain([remedy]).collect();
        choices.iter().flat_map(|choice| reason.remedies().map(move |remedy| with(choice, remedy))).collect()
    })
}

/// The request as it is once all of these are done.
pub fn once_done<'a>(remedies: impl IntoIterator<Item = &'a Remedy>, request: &Request) -> Request {
    remedies.into_iter().fold(*request, |request, remedy| remedy.apply(&request))
}

/// The product whose target the remedy edits, if it edits any.
pub fn edited_by(remedy: &Remedy) -> Option<Product> {
    match *remedy {
        Remedy::DropAddOn { product } | Remedy::TransferSeparately { product } => Some(product),
        Remedy::TakePayroll { .. } => Some(Product::Payroll),
        _ => None,
    }
}

/// The products of which the target is otherwise than the current subscription.
pub fn asked_for(request: &Request) -> ProductSet {
    Product::ALL.iter().copied().filter(|&product| is_otherwise(product, request)).collect()
}

fn is_otherwise(product: Product, Request { current, target, .. }: &Request) -> bool {
    match product.add_on() {
        None => current.base != target.base,
        Some(kind) => current.add_on(kind) != target.add_on(kind),
    }
}

/// The products of which two requests want the same.
pub fn wanted_alike(one: &Request, other: &Request) -> ProductSet {
    asked_for(&Request { current: one.target, ..*other }).iter().fold(ProductSet::ALL, ProductSet::without)
}
