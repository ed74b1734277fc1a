//! The change plan: section 6 of the domain description, for a request that no reason refuses.

use subscription_change::{Effective, Feature, FeatureSet, Notice, Party, Plan, Product, Step, Tier};

use super::reasons::{amount_used, users};
use super::terms::{FEATURES, RESOURCES, USER_KINDS};
use super::{Case, Direction, PRODUCTS, exceeded, payer_of, tier_of};

/// "when it takes effect". "Changes take effect immediately, both ways [O, community answer]; catalogue data too."
///
/// *Reading:* a plan that goes both ways has taken effect when the later of the two has; a transfer goes neither way, and nothing
/// delays it.
pub(super) fn effective(case: &Case<'_>) -> Effective {
    let up_waits = case.something_goes(Direction::Up) && case.terms.upgrades_take_effect == Effective::NextBillingDate;
    let down_waits = case.something_goes(Direction::Down) && case.terms.downgrades_take_effect == Effective::NextBillingDate;
    if up_waits || down_waits { Effective::NextBillingDate } else { Effective::Immediately }
}

/// "**Steps**, each with the party who performs it, in an order in which every intermediate subscription is one that the catalogue
/// supports if C is: base up · payroll up or added · time · payroll down or removed · base down · transfers."
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
        steps.push(change_add_on(case, Product::Payroll));
    }
    // "time"
    if case.direction(Product::Time).is_some() {
        steps.push(change_add_on(case, Product::Time));
    }
    // "payroll down or removed"
    if case.direction(Product::Payroll) == Some(Direction::Down) {
        steps.push(change_add_on(case, Product::Payroll));
    }
    // "base down"
    if case.direction(Product::Base) == Some(Direction::Down) {
        steps.push(change_plan(case));
    }
    // "transfers"
    for product in PRODUCTS {
        if let Some(to) = case.transfers_to(product) {
            steps.push(Step::TransferBilling { product, to, by: performer_of_transfer(case, to) });
        }
    }
    steps
}

/// `change_plan {from, to}`
fn change_plan(case: &Case<'_>) -> Step {
    Step::ChangePlan { from: case.current.base.plan, to: case.target.base.plan, by: performer_of_change(case, Product::Base) }
}

/// `add {product, tier}` · `remove {product, tier}` · `change_tier {product, from, to}`
fn change_add_on(case: &Case<'_>, product: Product) -> Step {
    let by = performer_of_change(case, product);
    match (tier_of(case.current, product), tier_of(case.target, product)) {
        (None, Some(tier)) => Step::Add { product, tier, by },
        (Some(tier), None) => Step::Remove { product, tier, by },
        (Some(from), Some(to)) => Step::ChangeTier { product, from, to, by },
        (None, None) => unreachable!("an add-on that is on neither side does not change"),
    }
}

/// "each with the party who performs it"; as the public documentation of a step has it, "A change is performed by the product's
/// payer", which is "the one in C; for an added product the one in T".
fn performer_of_change(case: &Case<'_>, product: Product) -> Party {
    match (payer_of(case.current, product), payer_of(case.target, product)) {
        (Some(payer), _) | (None, Some(payer)) => payer,
        (None, None) => unreachable!("a product that is on neither side does not change"),
    }
}

/// "a transfer to the firm by the firm, a transfer to the client by the firm where it asks for it, else by the client"
fn performer_of_transfer(case: &Case<'_>, to: Party) -> Party {
    if to == Party::Firm || case.is_authorised_by(Party::Firm) { Party::Firm } else { Party::Client }
}

/// The features of `plan` that are not among those of `other`.
fn features_only_in(case: &Case<'_>, plan: Plan, other: Plan) -> Option<FeatureSet> {
    let (Some(features), Some(others)) = (case.terms.plan(plan).features, case.terms.plan(other).features) else {
        return None;
    };
    let mut only = FeatureSet::EMPTY;
    for feature in FEATURES {
        if features.contains(feature) && !others.contains(feature) {
            only.insert(feature);
        }
    }
    Some(only)
}

/// "Features gained and lost by the plan change as whole sets; *unknown* where one of the plans is undocumented." And in the JSON
/// form: "null where a plan is undocumented, and empty where base does not change".
///
/// *Reading:* where an undocumented plan is kept, base does not change, so the sets are empty.
pub(super) fn features_gained(case: &Case<'_>) -> Option<FeatureSet> {
    if case.changes(Product::Base) {
        features_only_in(case, case.target.base.plan, case.current.base.plan)
    } else {
        Some(FeatureSet::EMPTY)
    }
}

/// As [`features_gained`].
pub(super) fn features_lost(case: &Case<'_>) -> Option<FeatureSet> {
    if case.changes(Product::Base) {
        features_only_in(case, case.current.base.plan, case.target.base.plan)
    } else {
        Some(FeatureSet::EMPTY)
    }
}

/// "**Notices**, in this order"
pub(super) fn notices(case: &Case<'_>) -> Vec<Notice> {
    let mut given = Vec::new();
    leaves_ledger(case, &mut given);
    lost_features(case, &mut given);
    users_over_limit(case, &mut given);
    resource_over_limit(case, &mut given);
    discounts_end(case, &mut given);
    time_tracking_unavailable(case, &mut given);
    primary_admin_locked(case, &mut given);
    transfers_to_the_firm(case, &mut given);
    transfers_to_the_client(case, &mut given);
    given
}

/// "`leaves_ledger` (one way; discuss it with the client first)"
fn leaves_ledger(case: &Case<'_>, given: &mut Vec<Notice>) {
    if case.changes(Product::Base) && case.current.base.plan == Plan::Ledger {
        given.push(Notice::LeavesLedger);
    }
}

/// "`features_lost` {features}", where "**Lost** features: in use, absent from T's plan, present in C's (or C's unknown)."
///
/// *Reading:* given where there are any.
fn lost_features(case: &Case<'_>, given: &mut Vec<Notice>) {
    let mut features = FeatureSet::EMPTY;
    let mut some = false;
    for feature in FEATURES {
        if case.is_lost(feature) {
            features.insert(feature);
            some = true;
        }
    }
    if some {
        given.push(Notice::FeaturesLost { features });
    }
}

/// "`users_over_limit` {kind, used, limit} and `resource_over_limit` {resource, used, limit}: above T's limit after a base change,
/// where that did not refuse it"
///
/// *Reading:* also for a kind that blocks, where the limit did not shrink.
fn users_over_limit(case: &Case<'_>, given: &mut Vec<Notice>) {
    if !case.changes(Product::Base) {
        return;
    }
    for (row, kind) in USER_KINDS.into_iter().enumerate() {
        let used = users(case, kind);
        if let Some(limit) = exceeded(used, case.terms.plan(case.target.base.plan).users[row]) {
            given.push(Notice::UsersOverLimit { kind, used, limit });
        }
    }
}

/// As [`users_over_limit`].
fn resource_over_limit(case: &Case<'_>, given: &mut Vec<Notice>) {
    if !case.changes(Product::Base) {
        return;
    }
    for (row, resource) in RESOURCES.into_iter().enumerate() {
        let used = amount_used(case, resource);
        if let Some(limit) = exceeded(used, case.terms.plan(case.target.base.plan).resources[row]) {
            given.push(Notice::ResourceOverLimit { resource, used, limit });
        }
    }
}

/// "`discounts_end` (base goes down and the client pays)"
fn discounts_end(case: &Case<'_>, given: &mut Vec<Notice>) {
    if case.base_goes_down() && case.payer_of_change(Product::Base) == Some(Party::Client) {
        given.push(Notice::DiscountsEnd);
    }
}

/// "`time_tracking_unavailable` (payroll becomes Core while time tracking is in use on a plan that has it)"
///
/// *Reading:* payroll becomes Core also where it is added. The plan is T's, which the client is on when payroll has become Core; of a
/// plan that is unknown it is not known that it has time tracking.
fn time_tracking_unavailable(case: &Case<'_>, given: &mut Vec<Notice>) {
    let becomes_core = case.changes(Product::Payroll) && tier_of(case.target, Product::Payroll) == Some(Tier::Core);
    let is_in_use = case.usage().features.contains(Feature::TimeTracking);
    let plan_has_it = match case.terms.plan(case.target.base.plan).features {
        Some(features) => features.contains(Feature::TimeTracking),
        None => false,
    };
    if becomes_core && is_in_use && plan_has_it {
        given.push(Notice::TimeTrackingUnavailable);
    }
}

/// "`primary_admin_locked` (base becomes EasyStart, where the role cannot be handed over without the vendor's help)"
fn primary_admin_locked(case: &Case<'_>, given: &mut Vec<Notice>) {
    if case.changes(Product::Base) && case.target.base.plan == Plan::EasyStart {
        given.push(Notice::PrimaryAdminLocked);
    }
}

/// "for each transfer to the firm `discount_kept` {product} if another firm's discount paid until at most 60 days ago, else
/// `retail_price` {product}"
fn transfers_to_the_firm(case: &Case<'_>, given: &mut Vec<Notice>) {
    for product in PRODUCTS {
        if case.transfers_to(product) == Some(Party::Firm) {
            match case.context.client.days_since_other_firm {
                Some(days) if days <= case.terms.other_firm_days => given.push(Notice::DiscountKept { product }),
                _ => given.push(Notice::RetailPrice { product }),
            }
        }
    }
}

/// "for each transfer to the client `full_price` {product} and, for base, `read_only_until_paid`"
///
/// *Reading:* both notices of base come before those of the next product.
fn transfers_to_the_client(case: &Case<'_>, given: &mut Vec<Notice>) {
    for product in PRODUCTS {
        if case.transfers_to(product) == Some(Party::Client) {
            given.push(Notice::FullPrice { product });
            if product == Product::Base {
                given.push(Notice::ReadOnlyUntilPaid);
            }
        }
    }
}
