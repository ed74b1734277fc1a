//! Small worlds: sets of requests that are small enough to be compared one by one and together hold the boundaries of every rule.
//!
//! # How they were chosen
//!
//! Each row of the description's table of reasons, and each of its notices, is a condition on the *two subscriptions* (what changes,
//! transfers, goes up or down, and whose it is) **and** a condition on *one or two facts* of the context; each fact is either one of
//! a few values or a number that is compared with numbers of the catalogue and nothing else. Rules do not see each other, but for
//! 5 (none of 2, 3, 4 holds), 13 and 14 (confirmed or not) and the transfer rules (not 20). So it is enough to hold together
//!
//! | world | all | times |
//! |---|---|---|
//! | [`subscriptions`] | all pairs of subscriptions, with two add-ons at a time | contexts in which every condition on facts holds, holds for one party, or does not |
//! | [`usage`] | all counts at, below and above every limit, 0 and the largest, of any two quotas | all pairs of plans |
//! | [`features`] | no, one, two, all but one and all features in use × no, one, all but one, all accepted, not confirmed | all pairs of plans × an add-on that goes down or not |
//! | [`transfers`] | authorisations × permissions and days around their windows × cycle × primary admin | all ways to have and to want payers of base and two add-ons × a plan that stays, goes up, goes down |
//! | [`eligibility`] | statuses × accountant × addresses × billing system × region × cycle × days to the renewal × primary admin | a change of each kind |
//! | [`standing`] | authorisations × statuses × details × access × primary admin × offer × confirmation | a change of each kind for each product |
//! | [`waits`] | hours around the wait | all pairs of plans × payers × an add-on that is added or not |
//! | [`foreign_tiers`] | all pairs of subscriptions with one add-on at any tier, also one that it has not | as [`subscriptions`] |
//!
//! # Why nothing outside differs
//!
//! - The pair of subscriptions: with two add-ons there is none outside the first world, and no rule sees three of them.
//! - Counts of use, hours and days: rules compare them with the catalogue's numbers, so two counts between the same neighbours are
//!   told apart by no rule; they are repeated in parameters (used, limit, their difference, hours), whose extremes are 0 and
//!   the largest, and both are here. A count matters through a change of base only, and changes of base are all here.
//! - Features: each is looked at on its own, against two plans, a table of what blocks and the accepted losses; sets are made of
//!   single features. Pairs show that one does not hide another.
//! - Facts together: a rule that read a fact which is none of its own would have to differ from the model for some combination of
//!   values of facts. The last three worlds hold all combinations of those facts that are about the same change, and the random
//!   requests sample the combinations of everything with everything.

use subscription_change::assess::Fact;
use subscription_change::parts::Quota;
use subscription_change::{
    AddOn, AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan, PrimaryAdmin,
    Request, Subscription, Tier, Usage,
};

use laws::drawn::Drawn;
use laws::editions::Edition;
use laws::every::{self, authorisations, ends, of_two_add_ons, two_add_ons, ways};
use laws::model::{Amount, InUse};
use laws::quotas;

/// A world: what request there is at each place of it.
pub(crate) type World = dyn Fn(&mut Odometer) -> Request + Sync;

/// Worlds that are made with the numbers of a catalogue.
pub(crate) type WorldsOf = fn(&Edition) -> Vec<Box<World>>;

/// All of them.
pub(crate) const ALL: [WorldsOf; 8] = [subscriptions, usage, features, transfers, eligibility, standing, waits, foreign_tiers];

/// Counts through all combinations of what is picked.
pub(crate) struct Odometer {
    rest: usize,
    size: usize,
}

impl Odometer {
    pub(crate) const fn at(index: usize) -> Self {
        Self { rest: index, size: 1 }
    }

    /// How many combinations there are: every request picks the same number of times from as many values.
    pub(crate) fn size_of(world: &World) -> usize {
        let mut odometer = Self::at(0);
        world(&mut odometer);
        odometer.size
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        self.size *= values.len();
        let value = values[self.rest % values.len()];
        self.rest /= values.len();
        value
    }

    fn flag(&mut self) -> bool {
        self.pick(&[true, false])
    }
}

fn bare(plan: Plan, payer: Party) -> Subscription {
    Subscription::new(plan, payer)
}

/// Everyone asks for it and nothing stands in the way of anything.
fn good_context(edition: &Edition) -> Context {
    let mut context = Context::in_good_standing(Parties::ALL, Usage::default());
    context.client.confirmation = Some(Confirmation { accepted_losses: FeatureSet::ALL });
    context.client.transfer_permission_hours = Some(edition.terms.transfer_permission_hours);
    context.client.days_since_discount = Some(edition.terms.discount_days);
    context
}

fn used_up(features: FeatureSet) -> Usage {
    let mut usage = Usage::default();
    quotas::set_all(&mut usage, u32::MAX);
    usage.features = features;
    usage
}

/// Contexts in which every condition on facts holds and does not hold, for either party.
fn telling_contexts(edition: &Edition) -> [Context; 4] {
    let good = good_context(edition);
    let terms = &edition.terms;

    // Nothing is refused but for the subscriptions themselves; all that does not block is in use.
    let does_not_block = |feature: &Feature| *terms.in_use.get(*feature) == InUse::Notice;
    let not_blocking = Feature::ALL.iter().copied().filter(does_not_block).collect();
    let mut all_is_well = good;
    all_is_well.client.usage.features = not_blocking;

    // Every fact stands in the way, nobody asks, and nothing was said.
    let mut nothing_is_well = Context::in_good_standing(Parties::EMPTY, used_up(FeatureSet::ALL));
    nothing_is_well.firm.billing_current = false;
    nothing_is_well.firm.subscription_current = false;
    nothing_is_well.firm.manages_billing = false;
    nothing_is_well.firm.is_accountant_user = false;
    nothing_is_well.client.status = ClientStatus::Cancelling;
    nothing_is_well.client.billing_current = false;
    nothing_is_well.client.billing_cycle = BillingCycle::Annual;
    nothing_is_well.client.days_to_renewal = Some(u32::MAX);
    nothing_is_well.client.primary_admin = PrimaryAdmin::Other;
    nothing_is_well.client.hours_since_downgrade = Some(0);
    nothing_is_well.client.downgrade_offered = false;
    nothing_is_well.client.addresses_match = false;
    nothing_is_well.client.other_billing_system = true;
    nothing_is_well.client.same_region = false;

    // What the firm needs is there, what the client needs is not; what was said has expired or is not enough.
    let mut only_the_firm_is_ready = nothing_is_well;
    only_the_firm_is_ready.authorised_by = Party::Firm.into();
    only_the_firm_is_ready.firm = good.firm;
    only_the_firm_is_ready.client.status = ClientStatus::Cancelled;
    only_the_firm_is_ready.client.days_to_renewal = Some(terms.monthly_switch_days);
    only_the_firm_is_ready.client.primary_admin = PrimaryAdmin::Firm;
    only_the_firm_is_ready.client.confirmation = Some(Confirmation { accepted_losses: FeatureSet::EMPTY });
    only_the_firm_is_ready.client.transfer_permission_hours = Some(terms.transfer_permission_hours.saturating_add(1));
    only_the_firm_is_ready.client.hours_since_downgrade = Some(terms.upgrade_wait_hours.saturating_sub(1));

    // What the client needs is there, what the firm needs is not.
    let mut only_the_client_is_ready = all_is_well;
    only_the_client_is_ready.authorised_by = Party::Client.into();
    only_the_client_is_ready.firm = nothing_is_well.firm;
    only_the_client_is_ready.client.status = ClientStatus::Trial;
    only_the_client_is_ready.client.transfer_permission_hours = Some(0);
    only_the_client_is_ready.client.days_since_discount = Some(terms.discount_days.saturating_add(1));
    only_the_client_is_ready.client.hours_since_downgrade = Some(terms.upgrade_wait_hours);

    [all_is_well, nothing_is_well, only_the_firm_is_ready, only_the_client_is_ready]
}

/// All pairs of these subscriptions, in these contexts.
fn pairs(all: Vec<Subscription>, contexts: &[Context; 4]) -> Box<World> {
    let contexts = *contexts;
    Box::new(move |odometer| Request {
        current: odometer.pick(&all),
        target: odometer.pick(&all),
        context: odometer.pick(&contexts),
    })
}

/// All pairs of subscriptions with two add-ons, for each two.
pub(crate) fn subscriptions(edition: &Edition) -> Vec<Box<World>> {
    of_two_add_ons().map(|all| pairs(all, &telling_contexts(edition))).collect()
}

/// All pairs of subscriptions with one add-on at any tier, for each add-on.
pub(crate) fn foreign_tiers(edition: &Edition) -> Vec<Box<World>> {
    let at_any_tier = |&kind| every::subscriptions(Plan::ALL, &[(kind, ways(Tier::ALL.iter().copied()))]);
    AddOnKind::ALL.iter().map(|kind| pairs(at_any_tier(kind), &telling_contexts(edition))).collect()
}

/// 0, the largest, and every limit with its neighbours.
fn telling_counts(quota: Quota, edition: &Edition) -> Vec<u32> {
    let mut counts = vec![0, u32::MAX];
    for &plan in Plan::ALL {
        if let Amount::UpTo(limit) = edition.terms.limit(plan, quota) {
            counts.extend([limit.saturating_sub(1), limit, limit.saturating_add(1)]);
        }
    }
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// All counts that tell of any two quotas, of the others nothing or all that there can be; all pairs of plans.
pub(crate) fn usage(edition: &Edition) -> Vec<Box<World>> {
    let good = good_context(edition);
    let mut usages = Vec::new();
    for (place, &one) in Quota::ALL.iter().enumerate() {
        for &other in &Quota::ALL[place + 1..] {
            for count_of_one in telling_counts(one, edition) {
                for count_of_other in telling_counts(other, edition) {
                    for mut usage in [Usage::default(), used_up(FeatureSet::EMPTY)] {
                        quotas::set(one, &mut usage, count_of_one);
                        quotas::set(other, &mut usage, count_of_other);
                        usages.push(usage);
                    }
                }
            }
        }
    }
    vec![Box::new(move |odometer| {
        let mut context = good;
        context.client.usage = odometer.pick(&usages);
        let current = bare(odometer.pick(Plan::ALL), Party::Firm);
        Request { current, target: bare(odometer.pick(Plan::ALL), Party::Firm), context }
    })]
}

fn set_where(holds: impl Fn(usize) -> bool) -> FeatureSet {
    Feature::ALL.iter().enumerate().filter(|(place, _)| holds(*place)).map(|(_, &feature)| feature).collect()
}

/// Features in use and features accepted, payroll that goes down or stays; all pairs of plans.
pub(crate) fn features(edition: &Edition) -> Vec<Box<World>> {
    let good = good_context(edition);
    let places = 0..Feature::COUNT;
    let mut few_or_many = vec![FeatureSet::EMPTY, FeatureSet::ALL];
    few_or_many.extend(places.clone().map(|one| set_where(|place| place == one)));
    few_or_many.extend(places.clone().map(|one| set_where(|place| place != one)));

    let mut used = few_or_many.clone();
    for one in places {
        used.extend((0..one).map(|other| set_where(|place| place == one || place == other)));
    }
    let mut confirmations = vec![None];
    confirmations.extend(few_or_many.into_iter().map(|accepted_losses| Some(Confirmation { accepted_losses })));

    let payroll = AddOnKind::Payroll;
    let held = |tier| Some(AddOn { tier, payer: Party::Firm });
    let [core, elite] = ends(payroll).map(held);
    vec![Box::new(move |odometer| {
        let current = bare(odometer.pick(Plan::ALL), Party::Client);
        let target = bare(odometer.pick(Plan::ALL), Party::Client);
        let mut context = good;
        context.client.usage.features = odometer.pick(&used);
        context.client.confirmation = odometer.pick(&confirmations);
        let (before, after) = odometer.pick(&[(None, None), (elite, core)]);
        Request { current: current.with_held(payroll, before), target: target.with_held(payroll, after), context }
    })]
}

/// Everything that is around a number of the catalogue that is compared as `<=`, and none.
fn around(number: u32) -> [Option<u32>; 6] {
    [None, Some(0), Some(number.saturating_sub(1)), Some(number), Some(number.saturating_add(1)), Some(u32::MAX)]
}

/// All ways in which base and two add-ons have and get payers, with a plan that stays, goes up and goes down; with all that a transfer
/// alone reads.
pub(crate) fn transfers(edition: &Edition) -> Vec<Box<World>> {
    two_add_ons().map(|kinds| transfers_of(kinds, edition)).collect()
}

fn transfers_of(kinds: [AddOnKind; 2], edition: &Edition) -> Box<World> {
    let good = good_context(edition);
    let permissions = around(edition.terms.transfer_permission_hours);
    let days = around(edition.terms.discount_days);
    let authorisations = authorisations();
    Box::new(move |odometer| {
        let mut held = || {
            let base = bare(Plan::Plus, odometer.pick(Party::ALL));
            kinds.iter().fold(base, |held, &kind| held.with_add_on(kind, ends(kind)[1], odometer.pick(Party::ALL)))
        };
        let (current, target) = (held(), held());
        let target = target.with_plan(odometer.pick(&[Plan::Plus, Plan::Advanced, Plan::Essentials]));
        let mut context = good;
        context.authorised_by = odometer.pick(&authorisations);
        context.client.billing_cycle = odometer.pick(BillingCycle::ALL);
        context.client.primary_admin = odometer.pick(PrimaryAdmin::ALL);
        context.client.transfer_permission_hours = odometer.pick(&permissions);
        context.client.days_since_discount = odometer.pick(&days);
        Request { current, target, context }
    })
}

/// A change of each kind: of each product up and down by either payer, transfers, and both.
fn kinds_of_change() -> Vec<(Subscription, Subscription)> {
    let mut kinds = Vec::new();
    for ([first, second], payer) in two_add_ons().flat_map(|two| Party::ALL.iter().map(move |&payer| (two, payer))) {
        let other = payer.other();
        let plus = bare(Plan::Plus, payer);
        let [low, high] = ends(first);
        let first = |tier, payer| plus.with_add_on(first, tier, payer);
        let second = |payer| plus.with_add_on(second, ends(second)[1], payer);
        kinds.extend([
            (plus, plus),
            (plus, bare(Plan::Advanced, payer)),
            (plus, bare(Plan::EasyStart, payer)),
            (bare(Plan::Ledger, payer), plus),
            (plus, bare(Plan::Ledger, payer)),
            (plus, bare(Plan::SelfEmployed, payer)),
            (plus, bare(Plan::Plus, other)),
            (plus, bare(Plan::EasyStart, other)),
            (plus, first(low, other)),
            (first(high, other), first(low, other)),
            (first(low, other), first(low, payer)),
            (plus, second(other)),
            (second(other), plus),
            (second(payer), second(other)),
        ]);
    }
    kinds
}

/// All that is known of the standing of firm and client, for a change of each kind.
pub(crate) fn standing(edition: &Edition) -> Vec<Box<World>> {
    let mut good = good_context(edition);
    good.client.usage.features.insert(Feature::Projects);
    let kinds = kinds_of_change();
    let authorisations = authorisations();
    let confirmations = [None, Some(FeatureSet::EMPTY), Some(FeatureSet::ALL)]
        .map(|set| set.map(|accepted_losses| Confirmation { accepted_losses }));
    vec![Box::new(move |odometer| {
        let (current, target) = odometer.pick(&kinds);
        let mut context = good;
        context.authorised_by = odometer.pick(&authorisations);
        context.firm.billing_current = odometer.flag();
        context.firm.subscription_current = odometer.flag();
        context.firm.manages_billing = odometer.flag();
        context.client.status = odometer.pick(ClientStatus::ALL);
        context.client.billing_current = odometer.flag();
        context.client.primary_admin = odometer.pick(PrimaryAdmin::ALL);
        context.client.downgrade_offered = odometer.flag();
        context.client.confirmation = odometer.pick(&confirmations);
        Request { current, target, context }
    })]
}

/// All that decides whether a client can be the firm's, for a change of each kind.
pub(crate) fn eligibility(edition: &Edition) -> Vec<Box<World>> {
    let good = good_context(edition);
    let kinds = kinds_of_change();
    let renewals = around(edition.terms.monthly_switch_days);
    vec![Box::new(move |odometer| {
        let (current, target) = odometer.pick(&kinds);
        let mut context = good;
        context.firm.is_accountant_user = odometer.flag();
        context.client.status = odometer.pick(ClientStatus::ALL);
        context.client.billing_cycle = odometer.pick(BillingCycle::ALL);
        context.client.days_to_renewal = odometer.pick(&renewals);
        context.client.primary_admin = odometer.pick(PrimaryAdmin::ALL);
        context.client.addresses_match = odometer.flag();
        context.client.other_billing_system = odometer.flag();
        context.client.same_region = odometer.flag();
        Request { current, target, context }
    })]
}

/// All hours around the wait; all pairs of plans.
pub(crate) fn waits(edition: &Edition) -> Vec<Box<World>> {
    let good = good_context(edition);
    let wait = edition.terms.upgrade_wait_hours;
    let mut hours = around(wait).to_vec();
    hours.push(Some(1));
    let kind = AddOnKind::ALL[0];
    vec![Box::new(move |odometer| {
        let payer = odometer.pick(Party::ALL);
        let current = bare(odometer.pick(Plan::ALL), payer);
        let target = bare(odometer.pick(Plan::ALL), payer);
        let added = Some(AddOn { tier: ends(kind)[0], payer });
        let mut context = good;
        context.client.hours_since_downgrade = odometer.pick(&hours);
        Request { current, target: target.with_held(kind, odometer.pick(&[None, added])), context }
    })]
}

/// What these worlds have of each fact.
fn drawn(worlds: impl Iterator<Item = Box<World>>) -> Drawn {
    // A stride that has no divisor in common with the number of values of anything picks all of them in some place.
    const STRIDE: usize = 7_919;

    let mut drawn = Drawn::default();
    for world in worlds {
        for place in 0..Odometer::size_of(&world).min(1_000) {
            drawn.note(&world(&mut Odometer::at(place.wrapping_mul(STRIDE))).context);
        }
    }
    drawn
}

/// A fact that is new is varied with all subscriptions, and over all that it can be with the facts that are about the
/// same change.
#[test]
fn every_fact_is_varied_with_all_subscriptions_and_with_other_facts() {
    let edition = &laws::editions::all()[0];
    let mut same = drawn(subscriptions(edition).into_iter()).same();
    // Which features are in use has a world of its own.
    same.retain(|fact| !matches!(fact, Fact::Feature(_)));
    assert!(same.is_empty(), "in `telling_contexts`, these are always the same: {same:?}");
    let together: [WorldsOf; 6] = [usage, features, transfers, eligibility, standing, waits];
    let missing = drawn(together.into_iter().flat_map(|worlds| worlds(edition))).missing();
    assert!(missing.is_empty(), "no world has these together with other facts: {missing:#?}");
}
