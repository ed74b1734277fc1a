//! Section 6 of the description, "The change plan", for a request that no reason refuses; its notices are in `notices`.

use subscription_change::catalogue::Effective;
use subscription_change::{AddOnKind, Feature, FeatureSet, Party, Product, Step, StepCode, Subscription};

use super::definitions::{Case, Direction, payer_of, tier_of};

const _: () = assert!(StepCode::COUNT == 5, "a step is new, and nothing below takes it");

/// "the plan as a whole when its latest step does"
pub(super) fn effective(steps: &[Step]) -> Effective {
    let waits = steps.iter().any(|step| step.effective() == Effective::NextBillingDate);
    if waits { Effective::NextBillingDate } else { Effective::Immediately }
}

/// "each step takes effect by its own direction, up or down as the catalogue says", which may say it for each product
///
/// *Reading:* a plan that is changed goes one way or the other, because only open changes are planned.
fn effect_of_change(case: &Case<'_>, product: Product) -> Effective {
    let offer = product.add_on().map(|kind| case.terms.add_ons.get(kind));
    match case.direction(product) {
        Some(Direction::Up) => offer.and_then(|offer| offer.upgrades_take_effect).unwrap_or(case.terms.upgrades_take_effect),
        Some(Direction::Down) => {
            offer.and_then(|offer| offer.downgrades_take_effect).unwrap_or(case.terms.downgrades_take_effect)
        }
        None => unreachable!("{product} goes neither up nor down"),
    }
}

/// "**Steps**, each with the party who performs it, in an order in which every intermediate subscription is one that the catalogue
/// supports if C is: base up · payroll up or added · the other add-ons, in order · payroll down or removed · base down · transfers."
///
/// *Reading:* the transfers are in the order of the products.
pub(super) fn steps(case: &Case<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    // "base up"
    if case.direction(Product::Base) == Some(Direction::Up) {
        steps.push(change_plan(case));
    }
    // "payroll up or added"
    if case.direction(Product::Payroll) == Some(Direction::Up) {
        steps.push(change_add_on(case, AddOnKind::Payroll));
    }
    // "the other add-ons, in order"
    for &add_on in AddOnKind::ALL {
        if add_on != AddOnKind::Payroll && case.direction(add_on.product()).is_some() {
            steps.push(change_add_on(case, add_on));
        }
    }
    // "payroll down or removed"
    if case.direction(Product::Payroll) == Some(Direction::Down) {
        steps.push(change_add_on(case, AddOnKind::Payroll));
    }
    // "base down"
    if case.direction(Product::Base) == Some(Direction::Down) {
        steps.push(change_plan(case));
    }
    // "transfers"
    for &product in Product::ALL {
        if let Some(to) = case.transfers_to(product) {
            // "a transfer at once"
            let (effective, by) = (Effective::Immediately, performer_of_transfer(case, to));
            steps.push(Step::TransferBilling { product, to, effective, by });
        }
    }
    steps
}

/// `change_plan {from, to}`
fn change_plan(case: &Case<'_>) -> Step {
    Step::ChangePlan {
        from: case.current.base.plan,
        to: case.target.base.plan,
        effective: effect_of_change(case, Product::Base),
        by: performer_of_change(case, Product::Base),
    }
}

/// `add {product, tier}` · `remove {product, tier}` · `change_tier {product, from, to}`
fn change_add_on(case: &Case<'_>, add_on: AddOnKind) -> Step {
    let product = add_on.product();
    let (effective, by) = (effect_of_change(case, product), performer_of_change(case, product));
    match (tier_of(case.current, add_on), tier_of(case.target, add_on)) {
        (None, Some(tier)) => Step::Add { product, tier, effective, by },
        (Some(tier), None) => Step::Remove { product, tier, effective, by },
        (Some(from), Some(to)) => Step::ChangeTier { product, from, to, effective, by },
        (None, None) => unreachable!("an add-on that is on neither side does not change"),
    }
}

/// "**Who performs a step** (2): a change its payer", which is "the one in C; for an added product the one in T".
fn performer_of_change(case: &Case<'_>, product: Product) -> Party {
    match (payer_of(case.current, product), payer_of(case.target, product)) {
        (Some(payer), _) | (None, Some(payer)) => payer,
        (None, None) => unreachable!("a product that is on neither side does not change"),
    }
}

/// "a transfer to the firm the firm; a transfer to the client the firm if it asks, else the client"
fn performer_of_transfer(case: &Case<'_>, to: Party) -> Party {
    if to == Party::Firm || case.is_authorised_by(Party::Firm) { Party::Firm } else { Party::Client }
}

/// "what T *has* and C has not, and the other way round, also where only payroll changes (2); *unknown* where base changes and one of the
/// plans is undocumented, empty where it stays undocumented."
fn had_only_by(case: &Case<'_>, one: &Subscription, other: &Subscription) -> Option<FeatureSet> {
    match (case.has(one), case.has(other)) {
        (Some(features), Some(others)) => {
            let is_only_there = |feature| features.contains(feature) && !others.contains(feature);
            Some(Feature::ALL.iter().copied().filter(|&feature| is_only_there(feature)).collect())
        }
        (_, _) if case.changes(Product::Base) => None,
        (_, _) => Some(FeatureSet::EMPTY),
    }
}

/// "Features gained … as whole sets: what T *has* and C has not"
pub(super) fn features_gained(case: &Case<'_>) -> Option<FeatureSet> {
    had_only_by(case, case.target, case.current)
}

/// "Features … lost as whole sets: … the other way round"; "(The *lost* of §4 compares plans.)"
pub(super) fn features_lost(case: &Case<'_>) -> Option<FeatureSet> {
    had_only_by(case, case.current, case.target)
}
