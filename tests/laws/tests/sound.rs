//! Law 5, sound: the steps lead from the current subscription to the target exactly; each prefix is supported; nothing is lost, ended,
//! transferred or repriced that no step or notice names; and nothing is done that was not asked for, confirmed, accepted and permitted.

use subscription_change::{
    BillingCycle, ChangePlan, ClientStatus, Effective, Feature, FeatureSet, Notice, Parties, Party, PayrollTier, Plan, Product,
    Step, Subscription, Tier, TimeTier,
};

use laws::axes::{EVERY_CONTEXT, ask_everywhere};
use laws::check::{Verdict, ensure, holds, holds_for_each};
use laws::given::{Asked, Gauge, as_it_should_be, asked};
use laws::reading::Reading;
use laws::small::{EVERY_PAIR, TELLING_PAIRS, every_edition, every_pair, half_is_well, in_context, telling_pairs};

fn is_sound(asked: &Asked) -> Verdict {
    let Ok(plan) = asked.answer() else { return Ok(()) };
    let change = Reading::of(asked);
    let notices: Vec<Notice> = plan.notices().collect();
    the_steps_lead_to_the_target(asked, &change, &plan)?;
    what_is_lost_is_named(asked, &change, &plan, &notices)?;
    what_is_over_a_limit_is_named(asked, &change, &notices)?;
    what_it_costs_is_named(asked, &change, &notices)?;
    the_effect_is_the_latest(&change, &plan)?;
    nothing_stands_in_the_way(asked, &change)
}

/// A subscription after one step; `None` where there is no such step from it.
fn after(step: &Step, held: &Subscription) -> Option<Subscription> {
    let mut held = *held;
    let payroll = |tier: Tier| PayrollTier::try_from(tier).ok();
    let time = |tier: Tier| TimeTier::try_from(tier).ok();
    match *step {
        Step::ChangePlan { from, to, .. } => {
            (held.base.plan == from && from != to).then_some(())?;
            held.base.plan = to;
        }
        Step::Add { product: Product::Payroll, tier, by } => {
            held.payroll.is_none().then_some(())?;
            held = held.with_payroll(payroll(tier)?, by);
        }
        Step::Add { product: Product::Time, tier, by } => {
            held.time.is_none().then_some(())?;
            held = held.with_time(time(tier)?, by);
        }
        Step::Remove { product: Product::Payroll, tier, .. } => {
            let tier = payroll(tier)?;
            held.payroll.take_if(|held| held.tier() == tier)?;
        }
        Step::Remove { product: Product::Time, tier, .. } => {
            let tier = time(tier)?;
            held.time.take_if(|held| held.tier() == tier)?;
        }
        Step::ChangeTier { product: Product::Payroll, from, to, .. } => {
            let before = held.payroll.filter(|held| Some(held.tier()) == payroll(from))?;
            held = held.with_payroll(payroll(to)?, before.payer());
        }
        Step::ChangeTier { product: Product::Time, from, to, .. } => {
            let before = held.time.filter(|held| Some(held.tier()) == time(from))?;
            held = held.with_time(time(to)?, before.payer());
        }
        Step::TransferBilling { product, to, .. } => {
            (held.payer(product)? != to).then_some(())?;
            held = held.with_payer(product, to);
        }
        _ => return None,
    }
    Some(held)
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
    let (old, new) = (change.terms.plans.get(change.current.base.plan), change.terms.plans.get(change.target.base.plan));
    let (gained, lost) = match (old.features, new.features) {
        _ if !change.changes(Product::Base) => (Some(FeatureSet::EMPTY), Some(FeatureSet::EMPTY)),
        (Some(old), Some(new)) => (Some(new.difference(old)), Some(old.difference(new))),
        (_, _) => (None, None),
    };
    ensure!((plan.features_gained(), plan.features_lost()) == (gained, lost), "not what comes and goes: {plan:?}");

    let named = notices.iter().find_map(|notice| match notice {
        Notice::FeaturesLost { features } => Some(*features),
        _ => None,
    });
    let lost = used.intersection(change.may_be_lost());
    ensure!(named == Some(lost).filter(|lost| !lost.is_empty()), "{lost:?} are lost: {plan:?}");

    let has_time_tracking = new.features.is_some_and(|features| features.contains(Feature::TimeTracking));
    let becomes_core =
        change.target.payroll.is_some_and(|held| held.tier() == PayrollTier::Core) && change.changes(Product::Payroll);
    let unavailable = becomes_core && has_time_tracking && used.contains(Feature::TimeTracking);
    ensure!(notices.contains(&Notice::TimeTrackingUnavailable) == unavailable, "time tracking: {plan:?}");
    Ok(())
}

/// Of whatever exceeds a limit of the new plan there is a notice that tells both numbers.
fn what_is_over_a_limit_is_named(asked: &Asked, change: &Reading<'_>, notices: &[Notice]) -> Verdict {
    let mut expected = Vec::new();
    for gauge in Gauge::ALL {
        let used = gauge.used(&asked.request.context.client.usage);
        match (gauge, change.new_limit(gauge)) {
            (Gauge::Users(kind), Some(limit)) if used > limit => expected.push(Notice::UsersOverLimit { kind, used, limit }),
            (Gauge::Resource(resource), Some(limit)) if used > limit => {
                expected.push(Notice::ResourceOverLimit { resource, used, limit });
            }
            (_, _) => {}
        }
    }
    let is_about_a_limit = |notice: &&Notice| matches!(notice, Notice::UsersOverLimit { .. } | Notice::ResourceOverLimit { .. });
    let told = notices.iter().filter(is_about_a_limit);
    ensure!(told.eq(&expected), "over their limits are {expected:?}: {notices:?}");
    Ok(())
}

/// Of every price that changes, and of whatever else ends with the change, there is a notice, and of nothing else.
fn what_it_costs_is_named(asked: &Asked, change: &Reading<'_>, notices: &[Notice]) -> Verdict {
    let days = asked.request.context.client.days_since_other_firm;
    let is_discounted = days.is_some_and(|days| days <= change.terms.other_firm_days);
    let becomes = |plan| change.changes(Product::Base) && change.target.base.plan == plan;
    let mut expected = Vec::new();
    if change.changes(Product::Base) && change.current.base.plan == Plan::Ledger {
        expected.push(Notice::LeavesLedger);
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
    for product in transferred_to(Party::Firm) {
        expected.push(if is_discounted { Notice::DiscountKept { product } } else { Notice::RetailPrice { product } });
    }
    for product in transferred_to(Party::Client) {
        expected.push(Notice::FullPrice { product });
        if product == Product::Base {
            expected.push(Notice::ReadOnlyUntilPaid);
        }
    }
    let is_told_elsewhere = |notice: &&Notice| {
        use Notice::{FeaturesLost, ResourceOverLimit, TimeTrackingUnavailable, UsersOverLimit};
        matches!(notice, FeaturesLost { .. } | UsersOverLimit { .. } | ResourceOverLimit { .. } | TimeTrackingUnavailable)
    };
    let told = notices.iter().filter(|notice| !is_told_elsewhere(notice));
    ensure!(told.eq(&expected), "it ends and costs {expected:?}: {notices:?}");
    ensure!(notices.is_sorted_by_key(place), "in the order of the description: {notices:?}");
    Ok(())
}

/// Where a notice stands among the others.
fn place(notice: &Notice) -> usize {
    match notice {
        Notice::LeavesLedger => 0,
        Notice::FeaturesLost { .. } => 1,
        Notice::UsersOverLimit { .. } => 2,
        Notice::ResourceOverLimit { .. } => 3,
        Notice::DiscountsEnd => 4,
        Notice::TimeTrackingUnavailable => 5,
        Notice::PrimaryAdminLocked => 6,
        Notice::DiscountKept { .. } | Notice::RetailPrice { .. } => 7,
        _ => 8,
    }
}

/// The whole takes effect when the latest part does.
fn the_effect_is_the_latest(change: &Reading<'_>, plan: &ChangePlan) -> Verdict {
    let any = |goes: &dyn Fn(Product) -> bool| Product::ALL.iter().any(|&product| goes(product));
    let up = any(&|product| change.goes_up(product)).then_some(change.terms.upgrades_take_effect);
    let down = any(&|product| change.goes_down(product)).then_some(change.terms.downgrades_take_effect);
    let latest = [up, down].into_iter().flatten().max().unwrap_or(Effective::Immediately);
    ensure!(plan.effective() == latest, "{latest:?} is the latest: {plan:?}");
    Ok(())
}

/// Where there is a plan, all that a change of its kind needs is there.
fn nothing_stands_in_the_way(asked: &Asked, change: &Reading<'_>) -> Verdict {
    let (firm, client) = (&asked.request.context.firm, &asked.request.context.client);
    ensure!(matches!(client.status, ClientStatus::Active | ClientStatus::Trial), "the company can be written to");
    ensure!(!change.changes(Product::Base) || change.is_open(), "the plan may be changed");
    for &product in Product::ALL {
        ensure!(!change.changes(product) || change.is_sold(product), "{product}: what is new is sold");
        ensure!(!change.leaves_unsupported(product), "{product}: what is new is supported");
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
                ensure!(client.billing_cycle == BillingCycle::Monthly, "{product}: the client is billed monthly");
            }
            Some(_) => ensure!(client.primary_admin, "{product}: the client is primary admin"),
            None => {}
        }
        ensure!(change.transfers_to(product).is_none() || !change.changes(product), "{product} does one or the other");
    }

    let lost = client.usage.features.intersection(change.may_be_lost());
    ensure!(!lost.iter().any(|feature| change.blocks(feature)), "{lost:?}: nothing blocks");
    if change.goes_down(Product::Base) {
        let accepted = client.confirmation.unwrap_or_default().accepted_losses;
        ensure!(client.downgrade_offered, "the downgrade is offered");
        ensure!(lost.is_subset(accepted), "{lost:?} are lost, and {accepted:?} accepted");
    }
    if change.goes_up(Product::Base) {
        let waited = client.hours_since_downgrade.is_none_or(|hours| hours >= change.terms.upgrade_wait_hours);
        ensure!(waited, "the last downgrade is long enough ago");
    }
    for gauge in Gauge::ALL {
        let used = gauge.used(&client.usage);
        ensure!(change.strict_limit(gauge).is_none_or(|limit| used <= limit), "{gauge:?}: {used} are not too many");
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
        assert_eq!(count, EVERY_PAIR);
    }
}

#[test]
fn every_plan_in_every_small_world_is_sound() {
    assert_eq!(ask_everywhere(is_sound), EVERY_CONTEXT);
}

#[test]
fn every_plan_for_a_telling_pair_is_sound_whoever_asks_and_whatever_is_used() {
    for edition in every_edition() {
        for asks in [Parties::EMPTY, Party::Firm.into(), Party::Client.into()] {
            for used in [Plan::EasyStart, Plan::Plus] {
                let mut context = half_is_well(&edition, Party::Client, used);
                context.authorised_by = asks;
                context.client.status = ClientStatus::Active;
                context.client.confirmation = as_it_should_be().client.confirmation;
                context.client.transfer_permission_hours = Some(edition.terms().transfer_permission_hours);
                assert_eq!(holds_for_each(in_context(&edition, telling_pairs(), context), is_sound), TELLING_PAIRS);
            }
        }
    }
}
