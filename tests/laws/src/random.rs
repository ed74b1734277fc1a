//! Random requests and random valid catalogues, each determined by a seed.

use subscription_change::{
    AddOnTerms, Base, BillingCycle, ByFeature, ByPlan, ByResource, ByUserKind, Catalogue, CatalogueDraft, Clearance, Client,
    ClientStatus, Confirmation, Context, Effective, FeatureSet, FeatureUse, Firm, Limit, Overuse, Parties, Party, Payroll,
    PayrollTier, PayrollTiers, Plan, PlanSet, PlanTerms, Request, Shortfalls, Subscription, Time, TimeTerms, TimeTier, TimeTiers,
    Usage,
};

use crate::editions::{Edition, invented};
use crate::mend::mended;
use crate::model::{Amount, FEATURES, PLANS, Terms};

/// The generator `SplitMix64`.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0xA076_1D64_78BD_642F));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn number(&mut self) -> u32 {
        u32::try_from(self.next() >> 32).expect("32 bits")
    }

    fn below(&mut self, bound: usize) -> usize {
        self.number() as usize % bound
    }

    fn up_to(&mut self, largest: u32) -> u32 {
        self.number() % (largest + 1)
    }

    pub fn flag(&mut self) -> bool {
        self.below(2) == 0
    }

    /// True once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick_from<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        *self.pick_from(values)
    }
}

const PARTIES: [Party; 2] = [Party::Firm, Party::Client];
const PAYROLL: [PayrollTier; 3] = [PayrollTier::Core, PayrollTier::Premium, PayrollTier::Elite];
const TIME: [TimeTier; 2] = [TimeTier::Premium, TimeTier::Elite];
const LADDER: [Plan; 4] = [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced];
const STATUSES: [ClientStatus; 7] = [
    ClientStatus::Pending,
    ClientStatus::Trial,
    ClientStatus::Active,
    ClientStatus::Restricted,
    ClientStatus::Suspended,
    ClientStatus::Expired,
    ClientStatus::Cancelled,
];

/// A third of the requests is uniform over all that the types admit; a third has its numbers around what the catalogue compares them
/// with; and of a third nearly every fact is as it should be and the target is near the current subscription, so that there are plans.
pub fn random_request(random: &mut Random, terms: &Terms) -> Request {
    match random.below(3) {
        0 => Request {
            current: subscription(random, &PLANS),
            target: subscription(random, &PLANS),
            context: any_context(random, Random::number),
        },
        1 => {
            let current = subscription(random, &PLANS);
            let target = if random.flag() { subscription(random, &PLANS) } else { near(random, &current) };
            Request { current, target, context: any_context(random, |random| telling_number(random, terms)) }
        }
        _ => {
            let current = subscription(random, &PLANS[..5]);
            Request { current, target: near(random, &current), context: good_context(random, terms) }
        }
    }
}

fn subscription(random: &mut Random, plans: &[Plan]) -> Subscription {
    Subscription {
        base: Base { plan: random.pick(plans), payer: random.pick(&PARTIES) },
        payroll: random.flag().then(|| Payroll::new(random.pick(&PAYROLL), random.pick(&PARTIES))),
        time: random.flag().then(|| Time::new(random.pick(&TIME), random.pick(&PARTIES))),
    }
}

/// One or a few things are otherwise than in `current`, or nothing is.
fn near(random: &mut Random, current: &Subscription) -> Subscription {
    let mut target = *current;
    let other = subscription(random, &LADDER);
    match random.below(8) {
        0..=2 => target.base.plan = other.base.plan,
        3 => target.base.payer = other.base.payer,
        _ => {}
    }
    match random.below(8) {
        0..=1 => target.payroll = other.payroll,
        2 => target.payroll = target.payroll.map(|held| Payroll::new(held.tier(), random.pick(&PARTIES))),
        3 => target.payroll = target.payroll.map(|held| Payroll::new(random.pick(&PAYROLL), held.payer())),
        _ => {}
    }
    match random.below(8) {
        0..=1 => target.time = other.time,
        2 => target.time = target.time.map(|held| Time::new(held.tier(), random.pick(&PARTIES))),
        3 => target.time = target.time.map(|held| Time::new(random.pick(&TIME), held.payer())),
        _ => {}
    }
    target
}

fn features(random: &mut Random) -> FeatureSet {
    let mut set = FeatureSet::EMPTY;
    let bits = random.number();
    // All sets are equally likely, or those of few, or those of many.
    let (few, many) = (random.number() & random.number(), random.number() | random.number());
    let bits = random.pick(&[bits, bits & few, bits | many]);
    for (row, feature) in FEATURES.into_iter().enumerate() {
        if bits >> row & 1 == 1 {
            set.insert(feature);
        }
    }
    set
}

fn parties(random: &mut Random) -> Parties {
    let mut set = Parties::EMPTY;
    for party in PARTIES {
        if random.flag() {
            set.insert(party);
        }
    }
    set
}

fn any_context(random: &mut Random, number: impl Fn(&mut Random) -> u32) -> Context {
    Context {
        authorised_by: parties(random),
        firm: Firm { billing_current: random.flag(), subscription_current: random.flag() },
        client: Client {
            status: random.pick(&STATUSES),
            billing_current: random.flag(),
            billing_cycle: random.pick(&[BillingCycle::Monthly, BillingCycle::Annual]),
            primary_admin: random.flag(),
            confirmation: random.flag().then(|| Confirmation { accepted_losses: features(random) }),
            transfer_permission_hours: random.flag().then(|| number(random)),
            days_since_other_firm: random.flag().then(|| number(random)),
            hours_since_downgrade: random.flag().then(|| number(random)),
            downgrade_offered: random.flag(),
            usage: usage(random, number),
        },
    }
}

fn usage(random: &mut Random, number: impl Fn(&mut Random) -> u32) -> Usage {
    Usage {
        users: ByUserKind {
            billable: number(random),
            accountant: number(random),
            reports_only: number(random),
            time_only: number(random),
        },
        accounts: number(random),
        classes_and_locations: number(random),
        custom_fields: number(random),
        features: features(random),
    }
}

/// Nothing stands in the way of a change but a few facts.
fn good_context(random: &mut Random, terms: &Terms) -> Context {
    let window = terms.transfer_permission_hours;
    let mostly = |random: &mut Random| !random.once_in(24);
    let small = |random: &mut Random| if random.once_in(3) { telling_number(random, terms) } else { random.up_to(2) };
    let mut used = usage(random, small);
    if random.flag() {
        used.features = FeatureSet::EMPTY;
    }
    Context {
        authorised_by: if mostly(random) { Parties::ALL } else { parties(random) },
        firm: Firm { billing_current: mostly(random), subscription_current: mostly(random) },
        client: Client {
            status: if mostly(random) { ClientStatus::Active } else { random.pick(&STATUSES) },
            billing_current: mostly(random),
            billing_cycle: if mostly(random) { BillingCycle::Monthly } else { BillingCycle::Annual },
            primary_admin: mostly(random),
            confirmation: mostly(random)
                .then(|| Confirmation { accepted_losses: if mostly(random) { FeatureSet::ALL } else { features(random) } }),
            transfer_permission_hours: mostly(random)
                .then(|| if mostly(random) { window } else { telling_number(random, terms) }),
            days_since_other_firm: random.flag().then(|| telling_number(random, terms)),
            hours_since_downgrade: random.once_in(3).then(|| telling_number(random, terms)),
            downgrade_offered: mostly(random),
            usage: used,
        },
    }
}

/// A number at, just below or just above one that the catalogue compares with, or an extreme.
fn telling_number(random: &mut Random, terms: &Terms) -> u32 {
    let plan = random.pick_from(&terms.plans);
    let number = match random.below(8) {
        0 => terms.upgrade_wait_hours,
        1 => terms.transfer_permission_hours,
        2 => terms.other_firm_days,
        3 => return random.pick(&[0, u32::MAX]),
        4..=5 => number_of(random.pick(&plan.users)),
        _ => number_of(random.pick(&plan.resources)),
    };
    match random.below(3) {
        0 => number.saturating_sub(1),
        1 => number,
        _ => number.saturating_add(1),
    }
}

fn number_of(amount: Amount) -> u32 {
    match amount {
        Amount::UpTo(limit) => limit,
        Amount::NoLimit | Amount::Unknown => 0,
    }
}

/// A random catalogue of those that pass the check.
pub fn random_edition(random: &mut Random) -> Edition {
    invented("a random one", &mended(random_draft(random)))
}

/// A random draft, most of which have faults.
pub fn random_draft(random: &mut Random) -> CatalogueDraft {
    let plans = ByPlan {
        easy_start: plan_terms(random, 6),
        essentials: plan_terms(random, 6),
        plus: plan_terms(random, 6),
        advanced: plan_terms(random, 6),
        ledger: plan_terms(random, 2),
        self_employed: plan_terms(random, 2),
    };
    let can_be_entered = LADDER.map(|plan| {
        let PlanTerms { sold, users, resources, features, .. } = *plans.get(plan);
        let users = [users.billable, users.accountant, users.reports_only, users.time_only];
        let resources = [resources.accounts, resources.classes_and_locations, resources.custom_fields];
        let limits_are_known = users.iter().chain(&resources).all(|&limit| limit != Limit::Unknown);
        sold && limits_are_known && features.is_some()
    });
    let mut moves = |from: Plan| {
        let mut set = PlanSet::EMPTY;
        for (to, can_be_entered) in LADDER.into_iter().zip(can_be_entered) {
            if can_be_entered && from != to && !random.once_in(8) {
                set.insert(to);
            }
        }
        set
    };
    let moves = ByPlan {
        easy_start: moves(Plan::EasyStart),
        essentials: moves(Plan::Essentials),
        plus: moves(Plan::Plus),
        advanced: moves(Plan::Advanced),
        ledger: moves(Plan::Ledger),
        self_employed: PlanSet::EMPTY,
    };
    let canada = Catalogue::canada().as_draft();
    CatalogueDraft {
        id: canada.id,
        plans,
        users: ByUserKind {
            billable: overuse(random),
            accountant: overuse(random),
            reports_only: overuse(random),
            time_only: overuse(random),
        },
        resources: ByResource {
            accounts: overuse(random),
            classes_and_locations: overuse(random),
            custom_fields: overuse(random),
        },
        features: ByFeature {
            multicurrency: feature_use(random),
            recurring_transactions: feature_use(random),
            bills: feature_use(random),
            time_tracking: feature_use(random),
            inventory: feature_use(random),
            purchase_orders: feature_use(random),
            projects: feature_use(random),
            classes: feature_use(random),
            locations: feature_use(random),
            budgets: feature_use(random),
            custom_roles: feature_use(random),
            workflows: feature_use(random),
            spreadsheet_sync: feature_use(random),
            backup_and_restore: feature_use(random),
            enhanced_custom_fields: feature_use(random),
        },
        moves,
        payroll: AddOnTerms { tiers: payroll_tiers(random), plans: plan_set(random) },
        time: TimeTerms { tiers: time_tiers(random), plans: plan_set(random), payroll_tiers: payroll_tiers_for_time(random) },
        upgrade_wait_hours: random.pick(&[0, 1, 2, 24, u32::MAX]),
        transfer_permission_hours: random.pick(&[1, 2, 48, u32::MAX]),
        other_firm_days: random.pick(&[0, 1, 2, 60, u32::MAX]),
        upgrades_take_effect: random.pick(&[Effective::Immediately, Effective::NextBillingDate]),
        downgrades_take_effect: random.pick(&[Effective::Immediately, Effective::NextBillingDate]),
    }
}

/// The terms of a plan; each of the two kinds of what is unknown occurs once in `known` plans.
fn plan_terms(random: &mut Random, known: usize) -> PlanTerms {
    let unknown_limits = random.once_in(known);
    let mut limit = || match random.below(if unknown_limits { 5 } else { 4 }) {
        0 => Limit::NoLimit,
        1..=2 => Limit::UpTo(random.up_to(5)),
        3 => Limit::UpTo(random.pick(&[0, 1, 25, 250, u32::MAX - 1, u32::MAX])),
        _ => Limit::Unknown,
    };
    let users = ByUserKind { billable: limit(), accountant: limit(), reports_only: limit(), time_only: limit() };
    let resources = ByResource { accounts: limit(), classes_and_locations: limit(), custom_fields: limit() };
    let features = if random.once_in(known) { None } else { Some(features(random)) };
    PlanTerms { sold: !random.once_in(8), users, resources, features, intended_shortfalls: Shortfalls::NONE }
}

fn overuse(random: &mut Random) -> Overuse {
    random.pick(&[Overuse::Blocks, Overuse::Notice])
}

fn feature_use(random: &mut Random) -> FeatureUse {
    random.pick(&[
        FeatureUse::Notice,
        FeatureUse::Notice,
        FeatureUse::Notice,
        FeatureUse::Notice,
        FeatureUse::Blocks { cleared_by: None },
        FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) },
        FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates) },
        FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive) },
    ])
}

fn payroll_tiers(random: &mut Random) -> PayrollTiers {
    let mut set = PayrollTiers::EMPTY;
    for tier in PAYROLL {
        if !random.once_in(3) {
            set.insert(tier);
        }
    }
    set
}

fn time_tiers(random: &mut Random) -> TimeTiers {
    let mut set = TimeTiers::EMPTY;
    for tier in TIME {
        if !random.once_in(3) {
            set.insert(tier);
        }
    }
    set
}

/// The plans that an add-on goes with: a rung and all above it, Ledger only where every rung is among them, perhaps Self-Employed.
fn plan_set(random: &mut Random) -> PlanSet {
    let lowest = random.below(LADDER.len() + 1);
    let mut set = PlanSet::EMPTY;
    for &plan in &LADDER[lowest..] {
        set.insert(plan);
    }
    if lowest == 0 && random.once_in(2) {
        set.insert(Plan::Ledger);
    }
    if random.once_in(2) {
        set.insert(Plan::SelfEmployed);
    }
    set
}

/// The payroll tiers that bring time: a tier and all above it.
fn payroll_tiers_for_time(random: &mut Random) -> PayrollTiers {
    let lowest = random.below(PAYROLL.len() + 1);
    let mut set = PayrollTiers::EMPTY;
    for &tier in &PAYROLL[lowest..] {
        set.insert(tier);
    }
    set
}
