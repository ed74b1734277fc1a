//! Small worlds: sets of requests that are small enough to be compared one by one and together hold the boundaries of every rule.
//!
//! # How they were chosen
//!
//! Each row of the description's table of reasons, and each of its notices, is a condition on the *two subscriptions* (what changes,
//! transfers, goes up or down, and whose it is) **and** a condition on *one or two facts* of the context; each fact is either one of
//! a few values or a number that is compared with numbers of the catalogue and nothing else. Rules do not see each other, but for
//! 5 (none of 2, 3, 4 holds), 13 and 14 (confirmed or not) and 21 to 24 (not 20). So it is enough to hold together
//!
//! | world | all | times |
//! |---|---|---|
//! | [`subscriptions`] | all 420 × 420 pairs of subscriptions | contexts in which every condition on facts holds, holds for one party, or does not |
//! | [`usage`] | all counts at, below and above every limit, 0 and the largest, of any two gauges | all pairs of plans |
//! | [`features`] | no, one, two, all but one and all features in use × no, one, all but one, all accepted, not confirmed | all pairs of plans × an add-on that goes down or not |
//! | [`transfers`] | authorisations × permissions and days around their windows × cycle × primary admin | all ways to have and to want payers of three products × a plan that stays, goes up, goes down |
//! | [`standing`] | authorisations × statuses × details × cycle × primary admin × offer × confirmation | a change of each kind for each product |
//! | [`waits`] | hours around the wait | all pairs of plans × payers × an add-on that is added or not |
//!
//! # Why nothing outside differs
//!
//! - The pair of subscriptions: there is none outside the first world.
//! - Counts of use, hours and days: rules compare them with the catalogue's numbers, so two counts between the same neighbours are
//!   told apart by no rule; they are repeated in parameters (used, limit, their difference, hours), whose extremes are 0 and
//!   the largest, and both are here. A count matters through a change of base only, and changes of base are all here.
//! - Features: each is looked at on its own, against two plans, a table of what blocks and the accepted losses; sets are made of
//!   single features. Pairs show that one does not hide another.
//! - Facts together: a rule that read a fact which is none of its own would have to differ from the model for some combination of
//!   values of facts. The last three worlds hold all combinations of those facts that are about the same change, and the random
//!   requests sample the combinations of everything with everything.

use subscription_change::{
    Base, BillingCycle, ByUserKind, Client, ClientStatus, Confirmation, Context, Feature, FeatureSet, Firm, Parties, Party,
    Payroll, PayrollTier, Plan, Request, Subscription, Time, TimeTier, Usage,
};

use laws::editions::Edition;
use laws::model::{Amount, FEATURES, InUse, PLANS};

/// A world: what request there is at each place of it.
pub(crate) type World = dyn Fn(&mut Odometer) -> Request + Sync;

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

const PARTIES: [Party; 2] = [Party::Firm, Party::Client];
const PAYROLL: [PayrollTier; 3] = [PayrollTier::Core, PayrollTier::Premium, PayrollTier::Elite];
const TIME: [TimeTier; 2] = [TimeTier::Premium, TimeTier::Elite];
const AUTHORISATIONS: [Parties; 4] =
    [Parties::EMPTY, Parties::of(&[Party::Firm]), Parties::of(&[Party::Client]), Parties::of(&PARTIES)];
const STATUSES: [ClientStatus; 7] = [
    ClientStatus::Pending,
    ClientStatus::Trial,
    ClientStatus::Active,
    ClientStatus::Restricted,
    ClientStatus::Suspended,
    ClientStatus::Expired,
    ClientStatus::Cancelled,
];
const CYCLES: [BillingCycle; 2] = [BillingCycle::Monthly, BillingCycle::Annual];

/// Every subscription that the types admit.
fn every_subscription() -> Vec<Subscription> {
    let mut all = Vec::new();
    for plan in PLANS {
        for payer in PARTIES {
            for payroll in held_or_not(&PAYROLL, Payroll::new) {
                for time in held_or_not(&TIME, Time::new) {
                    all.push(Subscription { base: Base { plan, payer }, payroll, time });
                }
            }
        }
    }
    all
}

fn held_or_not<Tier: Copy, AddOn>(tiers: &[Tier], add_on: fn(Tier, Party) -> AddOn) -> Vec<Option<AddOn>> {
    let held = tiers.iter().flat_map(|&tier| PARTIES.map(|payer| Some(add_on(tier, payer))));
    std::iter::once(None).chain(held).collect()
}

fn bare(plan: Plan, payer: Party) -> Subscription {
    Subscription { base: Base { plan, payer }, payroll: None, time: None }
}

/// Everyone asks for it and nothing stands in the way of anything.
fn good_context(edition: &Edition) -> Context {
    Context {
        authorised_by: AUTHORISATIONS[3],
        firm: Firm { billing_current: true, subscription_current: true },
        client: Client {
            status: ClientStatus::Active,
            billing_current: true,
            billing_cycle: BillingCycle::Monthly,
            primary_admin: true,
            confirmation: Some(Confirmation { accepted_losses: FeatureSet::ALL }),
            transfer_permission_hours: Some(edition.terms.transfer_permission_hours),
            days_since_other_firm: Some(edition.terms.other_firm_days),
            hours_since_downgrade: None,
            downgrade_offered: true,
            usage: Usage::default(),
        },
    }
}

fn used_up(features: FeatureSet) -> Usage {
    Usage {
        users: ByUserKind { billable: u32::MAX, accountant: u32::MAX, reports_only: u32::MAX, time_only: u32::MAX },
        accounts: u32::MAX,
        classes_and_locations: u32::MAX,
        custom_fields: u32::MAX,
        features,
    }
}

/// Contexts in which every condition on facts holds and does not hold, for either party.
fn telling_contexts(edition: &Edition) -> [Context; 4] {
    let good = good_context(edition);
    let terms = &edition.terms;

    // Nothing is refused but for the subscriptions themselves; all that does not block is in use.
    let mut not_blocking = FeatureSet::EMPTY;
    for (feature, in_use) in FEATURES.into_iter().zip(terms.features) {
        if in_use == InUse::Notice {
            not_blocking.insert(feature);
        }
    }
    let mut all_is_well = good;
    all_is_well.client.usage.features = not_blocking;

    // Every fact stands in the way, nobody asks, and nothing was said.
    let nothing_is_well = Context {
        authorised_by: AUTHORISATIONS[0],
        firm: Firm { billing_current: false, subscription_current: false },
        client: Client {
            status: ClientStatus::Pending,
            billing_current: false,
            billing_cycle: BillingCycle::Annual,
            primary_admin: false,
            confirmation: None,
            transfer_permission_hours: None,
            days_since_other_firm: None,
            hours_since_downgrade: Some(0),
            downgrade_offered: false,
            usage: used_up(FeatureSet::ALL),
        },
    };

    // What the firm needs is there, what the client needs is not; what was said has expired or is not enough.
    let mut only_the_firm_is_ready = nothing_is_well;
    only_the_firm_is_ready.authorised_by = AUTHORISATIONS[1];
    only_the_firm_is_ready.firm = good.firm;
    only_the_firm_is_ready.client.status = ClientStatus::Suspended;
    only_the_firm_is_ready.client.confirmation = Some(Confirmation { accepted_losses: FeatureSet::EMPTY });
    only_the_firm_is_ready.client.transfer_permission_hours = Some(terms.transfer_permission_hours.saturating_add(1));
    only_the_firm_is_ready.client.hours_since_downgrade = Some(terms.upgrade_wait_hours.saturating_sub(1));

    // What the client needs is there, what the firm needs is not.
    let mut only_the_client_is_ready = all_is_well;
    only_the_client_is_ready.authorised_by = AUTHORISATIONS[2];
    only_the_client_is_ready.firm = nothing_is_well.firm;
    only_the_client_is_ready.client.status = ClientStatus::Trial;
    only_the_client_is_ready.client.transfer_permission_hours = Some(0);
    only_the_client_is_ready.client.days_since_other_firm = Some(terms.other_firm_days.saturating_add(1));
    only_the_client_is_ready.client.hours_since_downgrade = Some(terms.upgrade_wait_hours);

    [all_is_well, nothing_is_well, only_the_firm_is_ready, only_the_client_is_ready]
}

/// All pairs of subscriptions, in these contexts.
pub(crate) fn subscriptions(edition: &Edition) -> Box<World> {
    let all = every_subscription();
    let contexts = telling_contexts(edition);
    Box::new(move |odometer| Request {
        current: odometer.pick(&all),
        target: odometer.pick(&all),
        context: odometer.pick(&contexts),
    })
}

/// Everything that is counted: user kinds, then resources.
#[derive(Clone, Copy)]
enum Gauge {
    Billable,
    Accountant,
    ReportsOnly,
    TimeOnly,
    Accounts,
    ClassesAndLocations,
    CustomFields,
}

const GAUGES: [Gauge; 7] = [
    Gauge::Billable,
    Gauge::Accountant,
    Gauge::ReportsOnly,
    Gauge::TimeOnly,
    Gauge::Accounts,
    Gauge::ClassesAndLocations,
    Gauge::CustomFields,
];

impl Gauge {
    fn set(self, usage: &mut Usage, count: u32) {
        match self {
            Self::Billable => usage.users.billable = count,
            Self::Accountant => usage.users.accountant = count,
            Self::ReportsOnly => usage.users.reports_only = count,
            Self::TimeOnly => usage.users.time_only = count,
            Self::Accounts => usage.accounts = count,
            Self::ClassesAndLocations => usage.classes_and_locations = count,
            Self::CustomFields => usage.custom_fields = count,
        }
    }

    /// 0, the largest, and every limit with its neighbours.
    fn telling_counts(self, edition: &Edition) -> Vec<u32> {
        let mut counts = vec![0, u32::MAX];
        for plan in &edition.terms.plans {
            let limit = match self {
                Self::Billable => plan.users[0],
                Self::Accountant => plan.users[1],
                Self::ReportsOnly => plan.users[2],
                Self::TimeOnly => plan.users[3],
                Self::Accounts => plan.resources[0],
                Self::ClassesAndLocations => plan.resources[1],
                Self::CustomFields => plan.resources[2],
            };
            if let Amount::UpTo(limit) = limit {
                counts.extend([limit.saturating_sub(1), limit, limit.saturating_add(1)]);
            }
        }
        counts.sort_unstable();
        counts.dedup();
        counts
    }
}

/// All counts that tell of any two gauges, of the others nothing or all that there can be; all pairs of plans.
pub(crate) fn usage(edition: &Edition) -> Box<World> {
    let good = good_context(edition);
    let mut usages = Vec::new();
    for (place, one) in GAUGES.into_iter().enumerate() {
        for &other in &GAUGES[place + 1..] {
            for count_of_one in one.telling_counts(edition) {
                for count_of_other in other.telling_counts(edition) {
                    for mut usage in [Usage::default(), used_up(FeatureSet::EMPTY)] {
                        one.set(&mut usage, count_of_one);
                        other.set(&mut usage, count_of_other);
                        usages.push(usage);
                    }
                }
            }
        }
    }
    Box::new(move |odometer| {
        let mut context = good;
        context.client.usage = odometer.pick(&usages);
        Request { current: bare(odometer.pick(&PLANS), Party::Firm), target: bare(odometer.pick(&PLANS), Party::Firm), context }
    })
}

fn set_where(holds: impl Fn(usize) -> bool) -> FeatureSet {
    let mut set = FeatureSet::EMPTY;
    for (place, feature) in FEATURES.into_iter().enumerate() {
        if holds(place) {
            set.insert(feature);
        }
    }
    set
}

/// Features in use and features accepted, payroll that goes down or stays; all pairs of plans.
pub(crate) fn features(edition: &Edition) -> Box<World> {
    let good = good_context(edition);
    let places = 0..FEATURES.len();
    let mut few_or_many = vec![FeatureSet::EMPTY, FeatureSet::ALL];
    few_or_many.extend(places.clone().map(|one| set_where(|place| place == one)));
    few_or_many.extend(places.clone().map(|one| set_where(|place| place != one)));

    let mut used = few_or_many.clone();
    for one in places {
        used.extend((0..one).map(|other| set_where(|place| place == one || place == other)));
    }
    let mut confirmations = vec![None];
    confirmations.extend(few_or_many.into_iter().map(|accepted_losses| Some(Confirmation { accepted_losses })));

    Box::new(move |odometer| {
        let current = bare(odometer.pick(&PLANS), Party::Client);
        let target = bare(odometer.pick(&PLANS), Party::Client);
        let mut context = good;
        context.client.usage.features = odometer.pick(&used);
        context.client.confirmation = odometer.pick(&confirmations);
        let elite = Some(Payroll::new(PayrollTier::Elite, Party::Firm));
        let core = Some(Payroll::new(PayrollTier::Core, Party::Firm));
        let (before, after) = odometer.pick(&[(None, None), (elite, core)]);
        Request {
            current: Subscription { payroll: before, ..current },
            target: Subscription { payroll: after, ..target },
            context,
        }
    })
}

/// Everything that is around a number of the catalogue that is compared as `<=`, and none.
fn around(number: u32) -> [Option<u32>; 6] {
    [None, Some(0), Some(number.saturating_sub(1)), Some(number), Some(number.saturating_add(1)), Some(u32::MAX)]
}

/// All ways in which three products have and get payers, with a plan that stays, goes up and goes down; with all that a transfer
/// alone reads.
pub(crate) fn transfers(edition: &Edition) -> Box<World> {
    let good = good_context(edition);
    let permissions = around(edition.terms.transfer_permission_hours);
    let days = around(edition.terms.other_firm_days);
    Box::new(move |odometer| {
        let mut held_by = |plan| Subscription {
            base: Base { plan, payer: odometer.pick(&PARTIES) },
            payroll: Some(Payroll::new(PayrollTier::Elite, odometer.pick(&PARTIES))),
            time: Some(Time::new(TimeTier::Elite, odometer.pick(&PARTIES))),
        };
        let current = held_by(Plan::Plus);
        let target = held_by(Plan::Plus);
        let target = Subscription {
            base: Base { plan: odometer.pick(&[Plan::Plus, Plan::Advanced, Plan::Essentials]), ..target.base },
            ..target
        };
        let mut context = good;
        context.authorised_by = odometer.pick(&AUTHORISATIONS);
        context.client.billing_cycle = odometer.pick(&CYCLES);
        context.client.primary_admin = odometer.flag();
        context.client.transfer_permission_hours = odometer.pick(&permissions);
        context.client.days_since_other_firm = odometer.pick(&days);
        Request { current, target, context }
    })
}

/// A change of each kind: of each product up and down by either payer, transfers, and both.
fn kinds_of_change() -> Vec<(Subscription, Subscription)> {
    let mut kinds = Vec::new();
    for payer in PARTIES {
        let other = if payer == Party::Firm { Party::Client } else { Party::Firm };
        let plus = bare(Plan::Plus, payer);
        let payroll = |tier, payer| Subscription { payroll: Some(Payroll::new(tier, payer)), ..plus };
        let time = |tier, payer| Subscription { time: Some(Time::new(tier, payer)), ..plus };
        kinds.extend([
            (plus, plus),
            (plus, bare(Plan::Advanced, payer)),
            (plus, bare(Plan::EasyStart, payer)),
            (bare(Plan::Ledger, payer), plus),
            (plus, bare(Plan::Ledger, payer)),
            (plus, bare(Plan::SelfEmployed, payer)),
            (plus, bare(Plan::Plus, other)),
            (plus, bare(Plan::EasyStart, other)),
            (plus, payroll(PayrollTier::Core, other)),
            (payroll(PayrollTier::Elite, other), payroll(PayrollTier::Core, other)),
            (payroll(PayrollTier::Core, other), payroll(PayrollTier::Core, payer)),
            (plus, time(TimeTier::Elite, other)),
            (time(TimeTier::Elite, other), plus),
            (time(TimeTier::Elite, payer), time(TimeTier::Elite, other)),
        ]);
    }
    kinds
}

/// All that is known of the standing of firm and client, for a change of each kind.
pub(crate) fn standing(edition: &Edition) -> Box<World> {
    let mut good = good_context(edition);
    good.client.usage.features.insert(Feature::Projects);
    let kinds = kinds_of_change();
    let confirmations = [None, Some(FeatureSet::EMPTY), Some(FeatureSet::ALL)]
        .map(|set| set.map(|accepted_losses| Confirmation { accepted_losses }));
    Box::new(move |odometer| {
        let (current, target) = odometer.pick(&kinds);
        let mut context = good;
        context.authorised_by = odometer.pick(&AUTHORISATIONS);
        context.firm.billing_current = odometer.flag();
        context.firm.subscription_current = odometer.flag();
        context.client.status = odometer.pick(&STATUSES);
        context.client.billing_current = odometer.flag();
        context.client.billing_cycle = odometer.pick(&CYCLES);
        context.client.primary_admin = odometer.flag();
        context.client.downgrade_offered = odometer.flag();
        context.client.confirmation = odometer.pick(&confirmations);
        Request { current, target, context }
    })
}

/// All hours around the wait; all pairs of plans.
pub(crate) fn waits(edition: &Edition) -> Box<World> {
    let good = good_context(edition);
    let wait = edition.terms.upgrade_wait_hours;
    let mut hours = around(wait).to_vec();
    hours.push(Some(1));
    Box::new(move |odometer| {
        let payer = odometer.pick(&PARTIES);
        let current = bare(odometer.pick(&PLANS), payer);
        let target = bare(odometer.pick(&PLANS), payer);
        let core = Some(Payroll::new(PayrollTier::Core, payer));
        let mut context = good;
        context.client.hours_since_downgrade = odometer.pick(&hours);
        Request { current, target: Subscription { payroll: odometer.pick(&[None, core]), ..target }, context }
    })
}
