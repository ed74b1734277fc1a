//! Law 5, sound: the steps lead from the current subscription to the target exactly; each prefix is supported; nothing is lost, ended,
//! transferred or repriced that no step or notice names; and nothing is done that was not asked for, confirmed, accepted and permitted.

use subscription_change::catalogue::{Effective, Enforcement, PriceWhenTakenOver};
use subscription_change::parts::Quota;
use subscription_change::{
    AddOnKind, BillingCycle, ChangePlan, ClientStatus, Feature, FeatureSet, Notice, NoticeCode, Parties, Party, Plan,
    PrimaryAdmin, Product, Step, StepCode, Subscription,
};

use laws::axes::{ask_everywhere, contexts_everywhere};
use laws::check::{Verdict, ensure, holds, holds_for_each, looked_at};
use laws::complete;
use laws::facts::is_on_billing_cycle;
use laws::given::{Asked, as_it_should_be, asked};
use laws::quotas;
use laws::reading::Reading;
use laws::small::{
    count_of_every_pair, count_of_telling_pairs, every_edition, every_pair, half_is_well, in_context, telling_pairs,
};

fn is_sound(asked: &Asked) -> Verdict {
    let Ok(plan) = asked.answer() else { return Ok(()) };
    let change = Reading::of(asked);
    let notices: Vec<Notice> = plan.notices().collect();
    the_steps_lead_to_the_target(asked, &change, &plan)?;
    what_is_lost_is_named(asked, &change, &plan, &notices)?;
    what_is_over_a_limit_is_named(asked, &change, &notices)?;
    what_it_costs_is_named(asked, &change, &notices)?;
    each_step_takes_effect_by_its_direction(&change, &plan)?;
    nothing_stands_in_the_way(asked, &change)
}

const _: () = assert!(StepCode::COUNT == 5, "a step is new, and is not done below");

/// A subscription after one step; `None` where there is no such step from it.
fn after(step: &Step, held: &Subscription) -> Option<Subscription> {
    let held = *held;
    let is_held_at = |kind, tier| held.add_on(kind).is_some_and(|held| held.tier == tier);
    match *step {
        Step::ChangePlan { from, to, .. } => {
            (held.base.plan == from && from != to).then_some(())?;
            Some(held.with_plan(to))
        }
        Step::Add { product, tier, by, .. } => {
            let kind = product.add_on()?;
            held.add_on(kind).is_none().then_some(())?;
            Some(held.with_add_on(kind, tier, by))
        }
        Step::Remove { product, tier, .. } => {
            let kind = product.add_on()?;
            is_held_at(kind, tier).then_some(())?;
            Some(held.without(kind))
        }
        Step::ChangeTier { product, from, to, .. } => {
            let kind = product.add_on()?;
            is_held_at(kind, from).then_some(())?;
            Some(held.with_add_on(kind, to, held.payer(product)?))
        }
        Step::TransferBilling { product, to, .. } => {
            (held.payer(product)? != to).then_some(())?;
            Some(held.with_payer(product, to))
        }
        new => unreachable!("{new:?} is not done here"),
    }
}

/// One step for each product that changes and for each that transfers, each by the party whose it is, over subscriptions that are
/// supported if the first is.
fn the_steps_lead_to_the_target(asked: &Asked, change: &Reading<'_>, plan: &ChangePlan) -> Verdict {
    let context = &asked.request.context;
    ensure!(*plan.from() == *change.current && *plan.to() == *change.target, "it is another plan: {plan:?}");
    let mut held = *change.current;
    for step in plan.steps() {
        held = after(&step, &held).ok_or_else(|| format!("{step:?} cannot be done with {held:?}: {plan:?}"))?;
        let is_supported = change.is_supported(&held) || !change.is_supported(change.current);
        ensure!(is_supported, "after {step:?} there is what is not supported, {held:?}: {plan:?}");
        let by = match step {
            Step::TransferBilling { to: Party::Client, .. } if !context.authorised_by.contains(Party::Firm) => {
                Some(Party::Client)
            }
            Step::TransferBilling { .. } => Some(Party::Firm),
            _ => change.payer_of_change(step.product()),
        };
        ensure!(Some(step.by()) == by, "{step:?} is not for this party to do: {plan:?}");
        ensure!(context.authorised_by.contains(step.by()), "{step:?} is done by who did not ask for it: {plan:?}");
    }
    ensure!(held == *change.target, "the steps end in {held:?}: {plan:?}");
    let changed = Product::ALL.iter().filter(|&&product| change.changes(product)).count();
    let transferred = Product::ALL.iter().filter(|&&product| change.transfers_to(product).is_some()).count();
    ensure!(plan.steps().len() == changed + transferred, "a step for each: {plan:?}");
    Ok(())
}

/// Every feature that goes is among those lost, and of those in use there is a notice; what comes is among those gained.
fn what_is_lost_is_named(asked: &Asked, change: &Reading<'_>, plan: &ChangePlan, notices: &[Notice]) -> Verdict {
    let used = asked.request.context.client.usage.features;
    let (old, new) = (change.has(change.current), change.has(change.target));
    let (gained, lost) = match (old, new) {
        (Some(old), Some(new)) => (Some(new.difference(old)), Some(old.difference(new))),
        _ if !change.changes(Product::Base) => (Some(FeatureSet::EMPTY), Some(FeatureSet::EMPTY)),
        (_, _) => (None, None),
    };
    ensure!((plan.features_gained(), plan.features_lost()) == (gained, lost), "not what comes and goes: {plan:?}");

    let named = notices.iter().find_map(|notice| match notice {
        Notice::FeaturesLost { features } => Some(*features),
        _ => None,
    });
    let lost = used.intersection(change.may_be_lost());
    ensure!(named == Some(lost).filter(|lost| !lost.is_empty()), "{lost:?} are lost: {plan:?}");

    // Time tracking that payroll takes, though the plan has it: told where that is new to who uses it, and where the plan promises it anew.
    let tracking = Feature::TimeTracking;
    let plan_has = |subscription: &Subscription| {
        change.terms.plans.get(subscription.base.plan).features.map(|features| features.contains(tracking))
    };
    let is_taken = plan_has(change.target) == Some(true) && new.is_some_and(|features| !features.contains(tracking));
    let was_taken = change.payroll_takes_time_tracking(change.current);
    let unavailable = is_taken && (!was_taken && used.contains(tracking) || plan_has(change.current) == Some(false));
    ensure!(notices.contains(&Notice::TimeTrackingUnavailable) == unavailable, "time tracking: {plan:?}");
    // Whatever is in use, was had and is no longer had is named by one notice or the other.
    let gone = plan.features_lost().unwrap_or_default().intersection(used);
    let told = named.unwrap_or_default().union(if unavailable { tracking.into() } else { FeatureSet::EMPTY });
    ensure!(gone.is_subset(told), "{gone:?} are gone, and {told:?} told: {plan:?}");
    Ok(())
}

/// Of whatever exceeds a limit of the new plan there is a notice that tells both numbers.
fn what_is_over_a_limit_is_named(asked: &Asked, change: &Reading<'_>, notices: &[Notice]) -> Verdict {
    let mut expected = Vec::new();
    for &quota in Quota::ALL {
        let used = asked.request.context.client.usage.used(quota);
        match (quota, change.new_limit(quota)) {
            (_, Some(limit)) if used > limit && quotas::enforcement(quota, change.terms) == Enforcement::Suspends => {
                expected.push(Notice::CompanySuspended { quota, used, limit });
            }
            (Quota::Users(kind), Some(limit)) if used > limit => expected.push(Notice::UsersOverLimit { kind, used, limit }),
            (Quota::Resource(resource), Some(limit)) if used > limit => {
                expected.push(Notice::ResourceOverLimit { resource, used, limit });
            }
            (_, _) => {}
        }
    }
    let is_about_a_limit = |notice: &&Notice| {
        matches!(notice, Notice::UsersOverLimit { .. } | Notice::ResourceOverLimit { .. } | Notice::CompanySuspended { .. })
    };
    let told = notices.iter().filter(is_about_a_limit);
    ensure!(told.eq(&expected), "over their limits are {expected:?}: {notices:?}");
    Ok(())
}

/// Of every price that changes, and of whatever else ends with the change, there is a notice, and of nothing else.
fn what_it_costs_is_named(asked: &Asked, change: &Reading<'_>, notices: &[Notice]) -> Verdict {
    let context = &asked.request.context;
    let is_discounted = context.client.days_since_discount.is_some_and(|days| days <= change.terms.discount_days);
    let becomes = |plan| change.changes(Product::Base) && change.target.base.plan == plan;
    let mut expected = Vec::new();
    if change.is_open() && !change.terms.edition.ladder.contains(change.current.base.plan) {
        expected.push(Notice::LeavesLedger);
    }
    for &kind in AddOnKind::ALL.iter().filter(|kind| change.goes_down(kind.product())) {
        let tier = |subscription: &Subscription| subscription.add_on(kind).map(|held| held.tier);
        let from = tier(change.current).expect("it is held, and goes down");
        expected.push(Notice::AddOnGoesDown { product: kind.product(), from, to: tier(change.target) });
    }
    if change.goes_down(Product::Base) && change.current.base.payer == Party::Client {
        expected.push(Notice::DiscountsEnd);
    }
    if becomes(Plan::EasyStart) {
        expected.push(Notice::PrimaryAdminLocked);
    }
    let transferred_to = |party| {
        let products = Product::ALL.iter().copied();
        products.filter(move |&product| change.transfers_to(product) == Some(party))
    };
    let revives = change.terms.revived_by_transfer.contains(context.client.status);
    if change.transfers_to(Product::Base) == Some(Party::Firm) && revives {
        expected.push(Notice::Resubscribes);
    }
    for payer in [Party::Firm, Party::Client] {
        let charges = |&product: &Product| change.goes_up(product) && change.target.payer(product) == Some(payer);
        if Product::ALL.iter().any(charges) {
            expected.push(Notice::ProratedCharge { payer });
        }
    }
    let wholesale = change.terms.price_when_taken_over == PriceWhenTakenOver::Wholesale;
    for product in transferred_to(Party::Firm) {
        expected.push(match (is_discounted, wholesale) {
            (true, _) => Notice::DiscountKept { product },
            (false, true) => Notice::WholesalePrice { product },
            (false, false) => Notice::RetailPrice { product },
        });
    }
    for product in transferred_to(Party::Client) {
        expected.push(Notice::FullPrice { product });
        if product == Product::Base {
            let firm_asks = context.authorised_by.contains(Party::Firm);
            let (by_firm, by_client) = (Notice::ReadOnlyUntilBillingDetails, Notice::PaymentDetailsNeeded);
            expected.push(if firm_asks { by_firm } else { by_client });
        }
    }
    let is_told_elsewhere = |notice: &&Notice| {
        use Notice::{CompanySuspended, FeaturesLost, ResourceOverLimit, TimeTrackingUnavailable, UsersOverLimit};
        matches!(
            notice,
            FeaturesLost { .. }
                | UsersOverLimit { .. }
                | ResourceOverLimit { .. }
                | CompanySuspended { .. }
                | TimeTrackingUnavailable
        )
    };
    let told = notices.iter().filter(|notice| !is_told_elsewhere(notice));
    ensure!(told.eq(&expected), "it ends and costs {expected:?}: {notices:?}");
    ensure!(notices.is_sorted_by_key(place), "in the order of the description: {notices:?}");
    Ok(())
}

/// Where a notice stands among the others.
fn place(notice: &Notice) -> usize {
    complete!(notice.code(), NoticeCode {
        LeavesLedger => 0,
        FeaturesLost => 1,
        UsersOverLimit | ResourceOverLimit | CompanySuspended => 2,
        AddOnGoesDown => 3,
        DiscountsEnd => 4,
        TimeTrackingUnavailable => 5,
        PrimaryAdminLocked => 6,
        Resubscribes => 7,
        ProratedCharge => 8,
        DiscountKept | RetailPrice | WholesalePrice => 9,
        FullPrice | ReadOnlyUntilBillingDetails | PaymentDetailsNeeded => 10,
    })
}

/// Each step takes effect by its own direction and product, a transfer at once, and the whole when the latest does.
fn each_step_takes_effect_by_its_direction(change: &Reading<'_>, plan: &ChangePlan) -> Verdict {
    for step in plan.steps() {
        let expected = if let Step::TransferBilling { .. } = step {
            Effective::Immediately
        } else {
            let (terms, up) = (change.terms, change.goes_up(step.product()));
            let own = step.product().add_on().and_then(|kind| {
                let terms = terms.add_ons.get(kind);
                if up { terms.upgrades_take_effect } else { terms.downgrades_take_effect }
            });
            own.unwrap_or(if up { terms.upgrades_take_effect } else { terms.downgrades_take_effect })
        };
        ensure!(step.effective() == expected, "{step:?} takes effect {expected}: {plan:?}");
    }
    let latest = plan.steps().map(|step| step.effective()).max().unwrap_or(Effective::Immediately);
    ensure!(plan.effective() == latest, "{latest:?} is the latest: {plan:?}");
    Ok(())
}

/// Where there is a plan, all that a change of its kind needs is there.
fn nothing_stands_in_the_way(asked: &Asked, change: &Reading<'_>) -> Verdict {
    let (firm, client) = (&asked.request.context.firm, &asked.request.context.client);
    let is_written_to = Product::ALL.iter().any(|&product| change.changes(product));
    let is_revived = change.transfers_to(Product::Base) == Some(Party::Firm)
        && change.terms.revived_by_transfer.contains(client.status)
        && client.status != ClientStatus::Pending
        && client.status != ClientStatus::Cancelling;
    let is_open = matches!(client.status, ClientStatus::Active | ClientStatus::Trial);
    ensure!(is_open || is_revived && !is_written_to, "the company can be written to, or is revived");
    ensure!(!change.changes(Product::Base) || change.is_open(), "the plan may be changed");
    for &product in Product::ALL {
        ensure!(!change.changes(product) || change.is_sold(product), "{product}: what is new is sold");
        let is_unsupported = product.add_on().is_some_and(|kind| change.leaves_unsupported(kind));
        ensure!(!is_unsupported, "{product}: what is new is supported");
        if change.goes_up(product) {
            match change.payer_of_change(product) {
                Some(Party::Firm) => ensure!(firm.billing_current && firm.subscription_current, "the firm can be billed"),
                _ => ensure!(client.billing_current, "the client can be billed"),
            }
        }
        ensure!(!change.goes_down(product) || client.confirmation.is_some(), "{product} goes down as the client confirmed");
        match change.transfers_to(product) {
            Some(Party::Firm) => {
                let window = change.terms.transfer_permission_hours;
                ensure!(firm.billing_current, "the firm can be billed");
                ensure!(client.transfer_permission_hours.is_some_and(|hours| hours <= window), "{product}: it is permitted");
                let is_monthly = !is_on_billing_cycle(product) || client.billing_cycle == BillingCycle::Monthly;
                ensure!(is_monthly, "{product}: it is billed monthly");
                ensure!(client.status != ClientStatus::Trial, "{product}: the client has subscribed");
                ensure!(firm.is_accountant_user, "{product}: the firm is an accountant user");
                let eligible = client.addresses_match && !client.other_billing_system && client.same_region;
                ensure!(eligible, "{product}: the client is eligible");
            }
            Some(_) => ensure!(client.primary_admin != PrimaryAdmin::Firm, "{product}: the firm is not primary admin"),
            None => {}
        }
        if change.transfers_to(product).is_some() {
            ensure!(client.primary_admin != PrimaryAdmin::Other, "{product}: nobody else is primary admin");
        }
        let is_the_firms =
            change.payer_of_change(product) == Some(Party::Firm) || change.transfers_to(product) == Some(Party::Firm);
        ensure!(!is_the_firms || firm.manages_billing, "{product}: the firm's user manages billing");
        ensure!(change.gets_another_payer(product).is_none() || !change.changes(product), "{product} does one or the other");
    }

    let lost = client.usage.features.intersection(change.may_be_lost());
    ensure!(!lost.iter().any(|feature| change.blocks(feature)), "{lost:?}: nothing blocks");
    if change.goes_down(Product::Base) {
        let accepted = client.confirmation.unwrap_or_default().accepted_losses;
        ensure!(client.downgrade_offered || change.current.base.payer == Party::Client, "the downgrade is offered");
        ensure!(lost.is_subset(accepted), "{lost:?} are lost, and {accepted:?} accepted");
    }
    if change.goes_up(Product::Base) {
        let waited = client.hours_since_downgrade.is_none_or(|hours| hours >= change.terms.upgrade_wait_hours);
        ensure!(waited, "the last downgrade is long enough ago");
    }
    for &quota in Quota::ALL {
        let used = client.usage.used(quota);
        ensure!(change.strict_limit(quota).is_none_or(|limit| used <= limit), "{quota:?}: {used} are not too many");
    }
    Ok(())
}

#[test]
fn a_plan_does_what_was_asked_for_and_names_all_that_it_does() {
    holds(20_000, asked(), is_sound);
}

#[test]
fn every_plan_for_a_pair_of_subscriptions_is_sound() {
    for edition in every_edition() {
        let count = holds_for_each(in_context(&edition, every_pair(), as_it_should_be()), is_sound);
        assert!(count >= count_of_every_pair());
    }
    assert!(looked_at() > 200_000, "{}", looked_at());
}

#[test]
fn every_plan_in_every_small_world_is_sound() {
    assert!(ask_everywhere(is_sound) >= contexts_everywhere());
    assert!(looked_at() > 200_000, "{}", looked_at());
}

#[test]
fn every_plan_for_a_telling_pair_is_sound_whoever_asks_and_whatever_is_used() {
    for edition in every_edition() {
        for asks in [Parties::EMPTY, Party::Firm.into(), Party::Client.into()] {
            for used in [Plan::EasyStart, Plan::Plus] {
                let half = half_is_well(&edition, Party::Client, used);
                let mut context = half;
                context.authorised_by = asks;
                context.client = as_it_should_be().client;
                context.client.usage = half.client.usage;
                context.client.days_since_discount = half.client.days_since_discount;
                context.client.transfer_permission_hours = Some(edition.terms().transfer_permission_hours);
                assert!(holds_for_each(in_context(&edition, telling_pairs(), context), is_sound) >= count_of_telling_pairs());
            }
        }
    }
    assert!(looked_at() > 30_000, "{}", looked_at());
}
