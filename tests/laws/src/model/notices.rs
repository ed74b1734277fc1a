//! The notices of section 6 of the description: one function for each, with what is said of it above.

use subscription_change::catalogue::PriceWhenTakenOver;
use subscription_change::parts::Quota;
use subscription_change::{AddOnKind, Feature, FeatureSet, Notice, NoticeCode, Party, Plan, Product};

use super::definitions::{Case, Direction, any_product, payer_of, tier_of};
use super::terms::TooMany;

/// How often a notice may be given. Notices that stand side by side and are for each of the same are given in turn.
#[derive(Clone, Copy)]
enum Given {
    Once(fn(&Case<'_>) -> Option<Notice>),
    ForEachQuota(fn(&Case<'_>, Quota) -> Option<Notice>),
    ForEachAddOn(fn(&Case<'_>, AddOnKind) -> Option<Notice>),
    ForEachParty(fn(&Case<'_>, Party) -> Option<Notice>),
    ForEachTransferTo(Party, fn(&Case<'_>, Product) -> Option<Notice>),
}

use Given::{ForEachAddOn, ForEachParty, ForEachQuota, ForEachTransferTo, Once};

/// "**Notices**, in this order"
const ORDER: [(NoticeCode, Given); NoticeCode::COUNT] = [
    (NoticeCode::LeavesLedger, Once(leaves_ledger)),
    (NoticeCode::FeaturesLost, Once(features_lost)),
    (NoticeCode::UsersOverLimit, ForEachQuota(users_over_limit)),
    (NoticeCode::ResourceOverLimit, ForEachQuota(resource_over_limit)),
    (NoticeCode::CompanySuspended, ForEachQuota(company_suspended)),
    (NoticeCode::AddOnGoesDown, ForEachAddOn(add_on_goes_down)),
    (NoticeCode::DiscountsEnd, Once(discounts_end)),
    (NoticeCode::TimeTrackingUnavailable, Once(time_tracking_unavailable)),
    (NoticeCode::PrimaryAdminLocked, Once(primary_admin_locked)),
    (NoticeCode::Resubscribes, Once(resubscribes)),
    (NoticeCode::ProratedCharge, ForEachParty(prorated_charge)),
    (NoticeCode::DiscountKept, ForEachTransferTo(Party::Firm, discount_kept)),
    (NoticeCode::RetailPrice, ForEachTransferTo(Party::Firm, retail_price)),
    (NoticeCode::WholesalePrice, ForEachTransferTo(Party::Firm, wholesale_price)),
    (NoticeCode::FullPrice, ForEachTransferTo(Party::Client, full_price)),
    (NoticeCode::ReadOnlyUntilBillingDetails, ForEachTransferTo(Party::Client, read_only_until_billing_details)),
    (NoticeCode::PaymentDetailsNeeded, ForEachTransferTo(Party::Client, payment_details_needed)),
];

const _: () = {
    let mut row = 0;
    while row < NoticeCode::COUNT {
        assert!(ORDER[row].0 as usize == row, "the codes are in the order of the description, each once");
        row += 1;
    }
};

/// "**Notices**, in this order"
pub(super) fn all(case: &Case<'_>) -> Vec<Notice> {
    let side_by_side = |(_, one): &(NoticeCode, Given), (_, other): &(NoticeCode, Given)| match (one, other) {
        (ForEachQuota(_), ForEachQuota(_)) => true,
        (ForEachTransferTo(one, _), ForEachTransferTo(other, _)) => one == other,
        (_, _) => false,
    };
    ORDER.chunk_by(side_by_side).flat_map(|group| given(case, group)).collect()
}

fn given(case: &Case<'_>, group: &[(NoticeCode, Given)]) -> Vec<Notice> {
    let mut all = Vec::new();
    let mut give = |code, notice: Option<Notice>| {
        assert!(notice.is_none_or(|notice| notice.code() == code), "{code} gives its own notices");
        all.extend(notice);
    };
    match group[0].1 {
        Once(_) => {}
        ForEachQuota(_) => {
            for &quota in Quota::ALL {
                for (code, given) in group {
                    if let ForEachQuota(notice) = given {
                        give(*code, notice(case, quota));
                    }
                }
            }
        }
        ForEachAddOn(notice) => AddOnKind::ALL.iter().for_each(|&add_on| give(group[0].0, notice(case, add_on))),
        // "firm before client"
        ForEachParty(notice) => [Party::Firm, Party::Client].iter().for_each(|&party| give(group[0].0, notice(case, party))),
        ForEachTransferTo(party, _) => {
            for &product in Product::ALL.iter().filter(|&&product| case.transfers_to(product) == Some(party)) {
                for (code, given) in group {
                    if let ForEachTransferTo(_, notice) = given {
                        give(*code, notice(case, product));
                    }
                }
            }
        }
    }
    if let [(code, Once(notice))] = group {
        give(*code, notice(case));
    }
    all
}

/// "`leaves_ledger` (one way; discuss it with the client first) \[S\]"
fn leaves_ledger(case: &Case<'_>) -> Option<Notice> {
    let leaves = case.changes(Product::Base) && case.is_beside_the_ladder(case.current.base.plan);
    leaves.then_some(Notice::LeavesLedger)
}

/// "`features_lost` {features}", where "**Lost** features: in use, absent from T's plan, present in C's (or C's unknown)."
///
/// *Reading:* given where there are any.
fn features_lost(case: &Case<'_>) -> Option<Notice> {
    let features: FeatureSet = Feature::ALL.iter().copied().filter(|&feature| case.is_lost(feature)).collect();
    (!features.is_empty()).then_some(Notice::FeaturesLost { features })
}

/// "above T's limit after a base change, where that did not refuse it, also where the limit grew"
fn over_limit(case: &Case<'_>, quota: Quota) -> Option<(u32, u32)> {
    if case.changes(Product::Base) { case.exceeds(quota) } else { None }
}

/// "the catalogue says that a company over that limit is suspended"
fn suspends(case: &Case<'_>, quota: Quota) -> bool {
    case.terms.enforcement(quota) == TooMany::Suspend
}

/// "`users_over_limit` {kind, used, limit} and `resource_over_limit` {resource, used, limit}: above T's limit after a base change,
/// where that did not refuse it, also where the limit grew"
fn users_over_limit(case: &Case<'_>, quota: Quota) -> Option<Notice> {
    let Quota::Users(kind) = quota else { return None };
    let (used, limit) = over_limit(case, quota).filter(|_| !suspends(case, quota))?;
    Some(Notice::UsersOverLimit { kind, used, limit })
}

/// As [`users_over_limit`].
fn resource_over_limit(case: &Case<'_>, quota: Quota) -> Option<Notice> {
    let Quota::Resource(resource) = quota else { return None };
    let (used, limit) = over_limit(case, quota).filter(|_| !suspends(case, quota))?;
    Some(Notice::ResourceOverLimit { resource, used, limit })
}

/// "`company_suspended` {kind or resource, used, limit} in their place where the catalogue says that a company over that limit is suspended
/// (none in Canada, 2)"
fn company_suspended(case: &Case<'_>, quota: Quota) -> Option<Notice> {
    let (used, limit) = over_limit(case, quota).filter(|_| suspends(case, quota))?;
    Some(Notice::CompanySuspended { quota, used, limit })
}

/// "`add_on_goes_down` {product, from, to} (2): an add-on lowered, or removed (to: null): what only the higher tier has ends"
fn add_on_goes_down(case: &Case<'_>, add_on: AddOnKind) -> Option<Notice> {
    if case.direction(add_on.product()) != Some(Direction::Down) {
        return None;
    }
    let from = tier_of(case.current, add_on)?;
    Some(Notice::AddOnGoesDown { product: add_on.product(), from, to: tier_of(case.target, add_on) })
}

/// "`discounts_end` (base goes down and the client pays) \[O\]"
fn discounts_end(case: &Case<'_>) -> Option<Notice> {
    let ends = case.base_goes_down() && case.payer_of_change(Product::Base) == Some(Party::Client);
    ends.then_some(Notice::DiscountsEnd)
}

/// "`time_tracking_unavailable` (T's plan has time tracking and T's payroll makes it unavailable, and either payroll became such while
/// time tracking is in use, or C's plan is known to lack it (2)) \[O\]"
///
/// *Reading:* payroll became such where C's was not, or there was none.
fn time_tracking_unavailable(case: &Case<'_>) -> Option<Notice> {
    let plan_has = |plan| Some((*case.terms.features.get(plan))?.contains(Feature::TimeTracking));
    let is_unavailable = plan_has(case.target.base.plan) == Some(true) && case.payroll_takes_time_tracking(case.target);
    let is_in_use = case.usage().features.contains(Feature::TimeTracking);
    let payroll_became_such = !case.payroll_takes_time_tracking(case.current) && is_in_use;
    let is_known_to_lack_it = plan_has(case.current.base.plan) == Some(false);
    (is_unavailable && (payroll_became_such || is_known_to_lack_it)).then_some(Notice::TimeTrackingUnavailable)
}

/// "`primary_admin_locked` (base becomes EasyStart, where the role cannot be handed over without the vendor's help) \[O\]"
fn primary_admin_locked(case: &Case<'_>) -> Option<Notice> {
    let becomes_easy_start = case.changes(Product::Base) && case.target.base.plan == Plan::EasyStart;
    becomes_easy_start.then_some(Notice::PrimaryAdminLocked)
}

/// "`resubscribes` (2) (base is revived) \[O\]"
fn resubscribes(case: &Case<'_>) -> Option<Notice> {
    case.base_is_revived().then_some(Notice::Resubscribes)
}

/// "`prorated_charge` {payer} (2), firm before client: a product that this party pays for in T goes up \[O `L5NrzGinC`, 186098\]"
fn prorated_charge(case: &Case<'_>, payer: Party) -> Option<Notice> {
    let goes_up = |product| case.direction(product) == Some(Direction::Up) && payer_of(case.target, product) == Some(payer);
    any_product(goes_up).then_some(Notice::ProratedCharge { payer })
}

/// "if a firm's discount paid until at most 60 days ago"
fn is_discount_kept(case: &Case<'_>) -> bool {
    case.context.client.days_since_discount.is_some_and(|days| days <= case.terms.discount_days)
}

/// "for each transfer to the firm `discount_kept` {product} if a firm's discount paid until at most 60 days ago \[O\]"
fn discount_kept(case: &Case<'_>, product: Product) -> Option<Notice> {
    is_discount_kept(case).then_some(Notice::DiscountKept { product })
}

/// "else the catalogue's price, `retail_price` or `wholesale_price` {product} \[O\]"
fn retail_price(case: &Case<'_>, product: Product) -> Option<Notice> {
    let is_price = case.terms.price == PriceWhenTakenOver::Retail;
    (!is_discount_kept(case) && is_price).then_some(Notice::RetailPrice { product })
}

/// As [`retail_price`].
fn wholesale_price(case: &Case<'_>, product: Product) -> Option<Notice> {
    let is_price = case.terms.price == PriceWhenTakenOver::Wholesale;
    (!is_discount_kept(case) && is_price).then_some(Notice::WholesalePrice { product })
}

/// "for each transfer to the client `full_price` {product} \[O\]"
#[allow(clippy::unnecessary_wraps, reason = "as the other notices")]
fn full_price(_: &Case<'_>, product: Product) -> Option<Notice> {
    Some(Notice::FullPrice { product })
}

/// "and, for base, `read_only_until_billing_details` (2, was `read_only_until_paid`) where the firm asks, else `payment_details_needed`
/// (2) \[O\]"
///
/// *Reading:* both notices of base come before those of the next product.
fn read_only_until_billing_details(case: &Case<'_>, product: Product) -> Option<Notice> {
    (product == Product::Base && case.is_authorised_by(Party::Firm)).then_some(Notice::ReadOnlyUntilBillingDetails)
}

/// As [`read_only_until_billing_details`].
fn payment_details_needed(case: &Case<'_>, product: Product) -> Option<Notice> {
    (product == Product::Base && !case.is_authorised_by(Party::Firm)).then_some(Notice::PaymentDetailsNeeded)
}
