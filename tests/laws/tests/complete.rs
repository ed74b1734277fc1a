//! Law 2, complete: a reason is reported exactly when its own condition holds, whatever else holds.
//!
//! This is checked by taking away whatever else holds. Where a fact changes, only the reasons that may read it do. Where every other
//! fact is as it should be, the reasons that a fact gives are the same. Where the other two products are left as they are, the reasons
//! that a product gives are the same. And what a reason tells is what the request says.

use subscription_change::catalogue::FeatureUse;
use subscription_change::parts::{Item, Quota};
use subscription_change::{
    Actor, AddOnKind, Context, FeatureSet, Party, Plan, Product, Reason, ReasonCode, Request, Subscription,
};

use laws::axes::{compare_everywhere, everywhere};
use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::facts::Fact;
use laws::given::{Answer, Asked, Twice, as_it_should_be, asked, asked_twice, reasons_of};
use laws::reading::Reading;
use laws::small::{
    count_of_every_pair, count_of_telling_pairs, every_edition, every_pair, half_is_well, in_context, nothing_is_well,
    telling_pairs,
};

/// The reasons less what these facts may have a part in.
fn less(facts: &[Fact], answer: &Answer) -> Vec<Reason> {
    let less_all = |reason| facts.iter().try_fold(reason, |reason, fact| fact.less(reason));
    reasons_of(answer).into_iter().filter_map(less_all).collect()
}

/// In contexts that differ in these facts only, no other reason differs.
fn no_other_reason_differs(facts: &[Fact], one: &Answer, other: &Answer) -> Verdict {
    if one == other {
        return Ok(());
    }
    let (left, right) = (less(facts, one), less(facts, other));
    ensure!(left == right, "{facts:?} had a part in more than its own reasons:\n{left:?}\n{right:?}");
    Ok(())
}

fn a_fact_changes_its_own_reasons_only(Twice { asked, other }: &Twice) -> Verdict {
    let answer = asked.answer();
    Fact::all().try_for_each(|fact| {
        let mut context = asked.request.context;
        fact.put(other, &mut context);
        no_other_reason_differs(&[fact], &answer, &asked.answer_in(&context))
    })
}

#[test]
fn a_fact_that_changes_adds_and_removes_its_own_reasons_only() {
    holds(5_000, asked_twice(), a_fact_changes_its_own_reasons_only);
}

#[test]
fn a_fact_that_changes_adds_and_removes_its_own_reasons_only_in_every_small_world() {
    let compared = compare_everywhere(|_, axis, (_, answer), (_, other)| no_other_reason_differs(&axis.facts, answer, other));
    assert!(compared >= everywhere());
}

/// The facts that are read together: one word for two, and what is lost with what was accepted.
fn facts_read_together() -> Vec<Vec<Fact>> {
    let (mut parties, mut losses, mut permissions, mut cycle, mut groups) = (vec![], vec![], vec![], vec![], vec![]);
    for fact in Fact::all() {
        match fact {
            Fact::AuthorisedBy(_) => parties.push(fact),
            Fact::Confirmation | Fact::Acceptance(_) | Fact::InUse(_) => losses.push(fact),
            // Who permits is who holds the role; when one can switch is told where one has to.
            Fact::TransferPermission | Fact::PrimaryAdmin => permissions.push(fact),
            Fact::BillingCycle | Fact::DaysToRenewal => cycle.push(fact),
            _ => groups.push(vec![fact]),
        }
    }
    groups.extend([parties, losses, permissions, cycle]);
    groups
}

/// The reasons are those that each fact gives alone, all others being as they should be.
fn the_reasons_are_those_of_each_fact_alone(asked: &Asked) -> Verdict {
    let all = reasons_of(&asked.answer());
    let mut told = Vec::new();
    for facts in facts_read_together() {
        let mut context: Context = as_it_should_be();
        for fact in &facts {
            fact.put(&asked.request.context, &mut context);
        }
        for reason in reasons_of(&asked.answer_in(&context)) {
            ensure!(all.contains(&reason), "{facts:?} alone gives {reason:?}, and all facts together give {all:?}");
            told.push(reason);
        }
    }
    match all.iter().find(|reason| !told.contains(reason)) {
        Some(reason) => Err(format!("no fact alone gives {reason:?}")),
        None => Ok(()),
    }
}

#[test]
fn the_reasons_are_those_that_each_fact_gives_alone() {
    holds(5_000, asked(), the_reasons_are_those_of_each_fact_alone);
}

#[test]
fn the_reasons_are_those_that_each_fact_gives_alone_for_every_telling_pair() {
    for edition in every_edition() {
        let count =
            holds_for_each(in_context(&edition, telling_pairs(), nothing_is_well()), the_reasons_are_those_of_each_fact_alone);
        assert!(count >= count_of_telling_pairs());
    }
}

/// Whatever a reason tells is so.
fn what_a_reason_tells_is_so(asked: &Asked) -> Verdict {
    let change = Reading::of(asked);
    let client = &asked.request.context.client;
    let (from, to) = (change.current.base.plan, change.target.base.plan);
    let is_used = |quota, used, limit| client.usage.used(quota) == used && change.strict_limit(quota) == Some(limit);
    for reason in reasons_of(&asked.answer()) {
        let is_so = match reason {
            Reason::SeparateProduct { from: old, to: new } | Reason::TransitionClosed { from: old, to: new } => {
                (old, new) == (from, to)
            }
            Reason::LedgerClosed { from: old } => old == from,
            Reason::NotSold { product, item } => match product.add_on() {
                None => item == Item::Plan(to),
                Some(kind) => change.target.add_on(kind).is_some_and(|held| item == Item::Tier(held.tier)),
            },
            Reason::ClientReadOnly { status, by } => (status, by) == (client.status, change.current.base.payer),
            Reason::CancellationPending { by } => by == change.current.base.payer,
            Reason::DowngradeNotConfirmed { losses } => losses == unblocked_losses(asked),
            Reason::LossesNotAccepted { features } => {
                features == unblocked_losses(asked).difference(client.confirmation.unwrap_or_default().accepted_losses)
            }
            Reason::TooManyUsers { kind, used, limit } => is_used(Quota::Users(kind), used, limit),
            Reason::OverLimit { resource, used, limit } => is_used(Quota::Resource(resource), used, limit),
            Reason::FeatureInUse { feature, cleared_by, disputed } => {
                let FeatureUse::Blocks { cleared_by: by, disputed: doubted } = *change.terms.features.get(feature) else {
                    return Err(format!("{feature} does not block"));
                };
                (cleared_by, disputed) == (by, doubted && by.is_some())
            }
            Reason::AddOnUnsupported { product, plan, with_payroll } => {
                let with = |tier| change.target.with_add_on(AddOnKind::Payroll, tier, Party::Firm);
                let supports = |tier| product.add_on().is_some_and(|kind| change.supports(kind, &with(tier)));
                plan == to && with_payroll.is_none_or(supports)
            }
            Reason::UpgradeTooSoon { hours_left } => {
                client.hours_since_downgrade.and_then(|since| since.checked_add(hours_left))
                    == Some(change.terms.upgrade_wait_hours)
            }
            Reason::TransferPermissionExpired { hours_ago, window, .. } => {
                let numbers = (client.transfer_permission_hours, change.terms.transfer_permission_hours);
                (Some(hours_ago), window) == numbers && hours_ago > window
            }
            Reason::AnnualBilling { product, in_days } => {
                let left = client.days_to_renewal.map_or(0, |days| days.saturating_sub(change.terms.monthly_switch_days));
                product != Product::Payroll && in_days == left
            }
            Reason::ClientNotPrimaryAdmin { by, .. } => (by == Actor::Vendor) == (from == Plan::EasyStart),
            _ => true,
        };
        ensure!(is_so, "{reason:?} is not what the request says");
    }
    Ok(())
}

/// What a downgrade of the plan takes away, but for what blocks it.
fn unblocked_losses(asked: &Asked) -> FeatureSet {
    let change = Reading::of(asked);
    let lost = change.may_be_lost().intersection(asked.request.context.client.usage.features);
    lost.iter().filter(|&feature| change.goes_down(Product::Base) && !change.blocks(feature)).collect()
}

/// A plan that cannot be changed to is told to be one, and why.
fn what_is_closed_is_told(asked: &Asked) -> Verdict {
    let change = Reading::of(asked);
    let (from, to) = (change.current.base.plan, change.target.base.plan);
    let mut expected = Vec::new();
    if change.changes(Product::Base) {
        let edition = &change.terms.edition;
        let is_separate = |plan| edition.separate_products.contains(plan);
        if is_separate(from) || is_separate(to) {
            expected.push(Reason::SeparateProduct { from, to });
        }
        if edition.ladder.contains(from) && !edition.ladder.contains(to) && !is_separate(to) {
            expected.push(Reason::LedgerClosed { from });
        }
        if !change.is_sold(Product::Base) {
            expected.push(Reason::NotSold { product: Product::Base, item: Item::Plan(to) });
        }
        if !change.is_open() && expected.is_empty() {
            expected.push(Reason::TransitionClosed { from, to });
        }
    } else if change.transfers_to(Product::Base).is_some()
        && change.terms.edition.separate_products.contains(from)
        && !change.terms.edition.transferable_products.contains(from)
    {
        expected.push(Reason::SeparateProduct { from, to });
    }
    let all = reasons_of(&asked.answer());
    let is_about_a_closed_move = |reason: &&Reason| match reason {
        Reason::SeparateProduct { .. } | Reason::LedgerClosed { .. } | Reason::TransitionClosed { .. } => true,
        Reason::NotSold { product, .. } => *product == Product::Base,
        _ => false,
    };
    ensure!(all.iter().filter(is_about_a_closed_move).eq(&expected), "{from} to {to} is closed for {expected:?}: {all:?}");
    Ok(())
}

#[test]
fn a_move_that_is_closed_is_told_to_be_and_why() {
    holds(10_000, asked(), what_is_closed_is_told);
}

#[test]
fn a_move_that_is_closed_is_told_to_be_and_why_for_every_pair_of_subscriptions() {
    for edition in every_edition() {
        assert!(
            holds_for_each(in_context(&edition, every_pair(), as_it_should_be()), what_is_closed_is_told)
                >= count_of_every_pair()
        );
    }
}

#[test]
fn what_a_reason_tells_is_what_the_request_says() {
    holds(10_000, asked(), what_a_reason_tells_is_so);
}

#[test]
fn what_a_reason_tells_is_what_the_request_says_for_every_telling_pair() {
    for edition in every_edition() {
        for context in [nothing_is_well(), half_is_well(&edition, Party::Client, Plan::EasyStart)] {
            assert!(
                holds_for_each(in_context(&edition, telling_pairs(), context), what_a_reason_tells_is_so)
                    >= count_of_telling_pairs()
            );
        }
    }
}

/// The target, but only this product is not left as it is.
fn only(product: Product, request: &Request) -> Request {
    let Request { current, target, .. } = *request;
    let mut only: Subscription = current;
    match product.add_on() {
        None => only.base = target.base,
        Some(kind) => only = only.with_held(kind, target.add_on(kind)),
    }
    Request { target: only, ..*request }
}

/// The reasons are those that each product gives alone, where the others are left as they are; but for the add-ons that the target
/// does not support, which depend on all three, and for a request that leaves all as it is.
fn the_reasons_are_those_of_each_product_alone(asked: &Asked) -> Verdict {
    let change = Reading::of(asked);
    let mut expected = Vec::new();
    let mut losses = FeatureSet::EMPTY;
    for &product in Product::ALL {
        for reason in reasons_of(&asked.answer_to(&only(product, &asked.request))) {
            match reason {
                Reason::NothingToChange | Reason::AddOnUnsupported { .. } => {}
                Reason::DowngradeNotConfirmed { losses: with_this } => losses = losses.union(with_this),
                _ if !expected.contains(&reason) => expected.push(reason),
                _ => {}
            }
        }
    }
    if asked.request.context.client.confirmation.is_none() && Product::ALL.iter().any(|&product| change.goes_down(product)) {
        expected.push(Reason::DowngradeNotConfirmed { losses });
    }
    let all = reasons_of(&asked.answer());
    for reason in &all {
        let holds = match *reason {
            Reason::NothingToChange => change.current == change.target && all.len() == 1,
            Reason::AddOnUnsupported { product, plan, .. } => {
                plan == change.target.base.plan && product.add_on().is_some_and(|kind| change.leaves_unsupported(kind))
            }
            _ => expected.contains(reason),
        };
        ensure!(holds, "{reason:?} is not what a product gives alone: {expected:?}");
    }
    // What transfers beside a base that is revived is not stopped by the state of the company, and alone it is.
    let is_revived = change.transfers_to(Product::Base) == Some(Party::Firm)
        && change.terms.revived_by_transfer.contains(asked.request.context.client.status);
    let changes = Product::ALL.iter().any(|&product| change.changes(product));
    let is_lifted = |reason: &Reason| is_revived && !changes && matches!(reason, Reason::ClientReadOnly { .. });
    let missing = expected.iter().find(|reason| !all.contains(reason) && !is_lifted(reason));
    ensure!(missing.is_none(), "a product alone gives {missing:?}, and all together give {all:?}");
    let tells = |code| all.iter().any(|reason| reason.code() == code);
    ensure!(tells(ReasonCode::NothingToChange) == (change.current == change.target), "nothing changes, or something: {all:?}");
    for &kind in AddOnKind::ALL {
        let told = |reason: &Reason| matches!(reason, Reason::AddOnUnsupported { product, .. } if *product == kind.product());
        ensure!(all.iter().any(told) == change.leaves_unsupported(kind), "{kind} is supported, or not: {all:?}");
    }
    Ok(())
}

#[test]
fn the_reasons_are_those_that_each_product_gives_alone() {
    holds(10_000, asked(), the_reasons_are_those_of_each_product_alone);
}

#[test]
fn the_reasons_are_those_that_each_product_gives_alone_for_every_telling_pair() {
    for edition in every_edition() {
        for context in [nothing_is_well(), half_is_well(&edition, Party::Firm, Plan::Plus)] {
            let count =
                holds_for_each(in_context(&edition, telling_pairs(), context), the_reasons_are_those_of_each_product_alone);
            assert!(count >= count_of_telling_pairs());
        }
    }
}
