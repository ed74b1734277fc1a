//! Random requests and random valid catalogues, each determined by a seed.

use subscription_change::catalogue::{
    AddOnTerms, Article, ArticleId, Clearance, Effective, Enforcement, FeatureUse, Ladder, Limit, LocalName, Mark, Part,
    PlanTerms, PriceWhenTakenOver, Shortfalls, Source, Sources, Terms,
};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{
    AddOn, AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, NoticeCode, Parties,
    Party, Plan, PrimaryAdmin, ReasonCode, Request, Subscription, Tier, Usage,
};

use crate::editions::{Edition, invented};
use crate::every::{by_add_on, by_feature, by_plan, by_resource, by_user_kind};
use crate::mend::mended;
use crate::model::{self, Amount};
use crate::quotas;

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

/// A third of the requests is uniform over everything that the types admit. A third has numbers near those of the catalogue. In
/// the last third nearly every fact is as it should be and the target is near the current subscription, so that there are plans.
pub fn random_request(random: &mut Random, terms: &model::Terms) -> Request {
    match random.below(3) {
        0 => Request {
            current: subscription(random, Plan::ALL),
            target: subscription(random, Plan::ALL),
            context: any_context(random, Random::number),
        },
        1 => {
            let current = subscription(random, Plan::ALL);
            let target = if random.flag() { subscription(random, Plan::ALL) } else { near(random, &terms.ladder, &current) };
            Request { current, target, context: any_context(random, |random| telling_number(random, terms)) }
        }
        _ => {
            let current = loop {
                let current = subscription(random, Plan::ALL);
                if !terms.separate.contains(current.base.plan) {
                    break current;
                }
            };
            Request { current, target: near(random, &terms.ladder, &current), context: good_context(random, terms) }
        }
    }
}

fn subscription(random: &mut Random, plans: &[Plan]) -> Subscription {
    let mut subscription = Subscription::new(random.pick(plans), random.pick(Party::ALL));
    for &kind in AddOnKind::ALL {
        subscription = subscription.with_held(kind, random.flag().then(|| add_on(random, kind)));
    }
    subscription
}

fn add_on(random: &mut Random, kind: AddOnKind) -> AddOn {
    let place = random.below(kind.tiers().len());
    AddOn { tier: kind.tiers().iter().nth(place).expect("it is below"), payer: random.pick(Party::ALL) }
}

/// One or a few things differ from `current`, or none.
fn near(random: &mut Random, ladder: &[Plan], current: &Subscription) -> Subscription {
    let mut target = *current;
    let other = subscription(random, ladder);
    match random.below(8) {
        0..=2 => target.base.plan = other.base.plan,
        3 => target.base.payer = other.base.payer,
        _ => {}
    }
    for &kind in AddOnKind::ALL {
        let otherwise = add_on(random, kind);
        let held = target.add_on(kind);
        let held = match random.below(8) {
            0..=1 => other.add_on(kind),
            2 => held.map(|held| AddOn { payer: otherwise.payer, ..held }),
            3 => held.map(|held| AddOn { tier: otherwise.tier, ..held }),
            _ => held,
        };
        target = target.with_held(kind, held);
    }
    target
}

fn features(random: &mut Random) -> FeatureSet {
    let bits = random.next();
    // All sets are equally likely, or those of few, or those of many.
    let (few, many) = (random.next() & random.next(), random.next() | random.next());
    let bits = random.pick(&[bits, bits & few, bits | many]);
    Feature::ALL.iter().enumerate().filter(|(row, _)| bits >> row & 1 == 1).map(|(_, &feature)| feature).collect()
}

fn parties(random: &mut Random) -> Parties {
    Party::ALL.iter().copied().filter(|_| random.flag()).collect()
}

fn any_context(random: &mut Random, number: impl Fn(&mut Random) -> u32) -> Context {
    let mut context = Context::in_good_standing(parties(random), usage(random, &number));
    context.firm.billing_current = random.flag();
    context.firm.subscription_current = random.flag();
    context.firm.manages_billing = random.flag();
    context.firm.is_accountant_user = random.flag();
    let client = &mut context.client;
    client.status = random.pick(ClientStatus::ALL);
    client.billing_current = random.flag();
    client.billing_cycle = random.pick(BillingCycle::ALL);
    client.days_to_renewal = random.flag().then(|| number(random));
    client.primary_admin = random.pick(PrimaryAdmin::ALL);
    client.confirmation = random.flag().then(|| Confirmation { accepted_losses: features(random) });
    client.transfer_permission_hours = random.flag().then(|| number(random));
    client.days_since_discount = random.flag().then(|| number(random));
    client.hours_since_downgrade = random.flag().then(|| number(random));
    client.downgrade_offered = random.flag();
    client.addresses_match = random.flag();
    client.other_billing_system = random.flag();
    client.same_region = random.flag();
    context
}

fn usage(random: &mut Random, number: impl Fn(&mut Random) -> u32) -> Usage {
    let mut usage = Usage::default();
    for &quota in Quota::ALL {
        quotas::set(quota, &mut usage, number(random));
    }
    usage.features = features(random);
    usage
}

/// Nothing stands in the way of a change but a few facts.
fn good_context(random: &mut Random, terms: &model::Terms) -> Context {
    let window = terms.transfer_permission_hours;
    let mostly = |random: &mut Random| !random.once_in(24);
    let small = |random: &mut Random| if random.once_in(3) { telling_number(random, terms) } else { random.up_to(2) };
    let mut used = usage(random, small);
    if random.flag() {
        used.features = FeatureSet::EMPTY;
    }
    let asked_for_by = match random.below(12) {
        0 => parties(random),
        1 => Party::Client.into(),
        _ => Parties::ALL,
    };
    let mut context = Context::in_good_standing(asked_for_by, used);
    context.firm.billing_current = mostly(random);
    context.firm.subscription_current = mostly(random);
    context.firm.manages_billing = mostly(random);
    context.firm.is_accountant_user = mostly(random);
    let client = &mut context.client;
    let revived: Vec<ClientStatus> = terms.revived_by_transfer.iter().collect();
    client.status = match random.below(24) {
        0 => random.pick(ClientStatus::ALL),
        1 if !revived.is_empty() => random.pick(&revived),
        _ => ClientStatus::Active,
    };
    client.billing_current = mostly(random);
    client.billing_cycle = if mostly(random) { BillingCycle::Monthly } else { BillingCycle::Annual };
    client.days_to_renewal = random.flag().then(|| telling_number(random, terms));
    client.primary_admin = if mostly(random) { PrimaryAdmin::Client } else { random.pick(PrimaryAdmin::ALL) };
    client.confirmation =
        mostly(random).then(|| Confirmation { accepted_losses: if mostly(random) { FeatureSet::ALL } else { features(random) } });
    client.transfer_permission_hours =
        mostly(random).then(|| if mostly(random) { window } else { telling_number(random, terms) });
    client.days_since_discount = random.flag().then(|| telling_number(random, terms));
    client.hours_since_downgrade = random.once_in(3).then(|| telling_number(random, terms));
    client.downgrade_offered = mostly(random);
    client.addresses_match = mostly(random);
    client.other_billing_system = !mostly(random);
    client.same_region = mostly(random);
    context
}

/// A number at, just below or just above one that the catalogue compares with, or an extreme.
fn telling_number(random: &mut Random, terms: &model::Terms) -> u32 {
    let number = match random.below(9) {
        0 => terms.upgrade_wait_hours,
        1 => terms.transfer_permission_hours,
        2 => terms.discount_days,
        3 => terms.monthly_switch_days,
        4 => return random.pick(&[0, u32::MAX]),
        _ => match terms.limit(random.pick(Plan::ALL), random.pick(Quota::ALL)) {
            Amount::UpTo(limit) => limit,
            Amount::NoLimit | Amount::Unknown => 0,
        },
    };
    match random.below(3) {
        0 => number.saturating_sub(1),
        1 => number,
        _ => number.saturating_add(1),
    }
}

/// A random catalogue of those that pass the check.
pub fn random_edition(random: &mut Random) -> Edition {
    invented("a random one", &mended(random_terms(random)))
}

/// The ladder of Canada, or any plans in any order, with each of the others a separate product, or Ledger beside them; other names, and other
/// sources.
fn edition_of(random: &mut Random) -> subscription_change::catalogue::Edition {
    let mut edition = Catalogue::canada().terms().edition;
    if !random.once_in(3) {
        let (mut ladder, mut separate) = (Vec::new(), PlanSet::EMPTY);
        for &plan in Plan::ALL {
            match random.below(4) {
                0 => {
                    separate.insert(plan);
                }
                1 if plan == Plan::Ledger => {}
                _ => ladder.insert(random.below(ladder.len() + 1), plan),
            }
        }
        edition.ladder = Ladder::new(&ladder).expect("each once");
        edition.separate_products = separate;
        edition.transferable_products = separate.iter().filter(|_| random.once_in(3)).collect();
    }
    let local = |random: &mut Random, of: &str| {
        let mut name = || format!("{of} {}", random.below(1_000)).parse().expect("a short name");
        LocalName { en: name(), fr: name() }
    };
    for &plan in Plan::ALL {
        *edition.names.plans.get_mut(plan) = local(random, plan.name());
    }
    for &kind in AddOnKind::ALL {
        *edition.names.add_ons.get_mut(kind) = local(random, kind.name());
    }
    for &code in ReasonCode::ALL {
        edition.sources = edition.sources.with_reason(code, sources(random));
    }
    for &code in NoticeCode::ALL {
        edition.sources = edition.sources.with_notice(code, sources(random));
    }
    edition
}

/// Up to as many sources as a rule may have.
fn sources(random: &mut Random) -> Sources {
    let sources: Vec<Source> = (0..random.below(Sources::MOST + 1)).map(|_| source(random)).collect();
    Sources::new(&sources)
}

fn source(random: &mut Random) -> Source {
    let article = Article::new(ArticleId::new(&format!("L{}", random.below(1_000_000))).expect("a short one"));
    let article = match random.below(3) {
        0 => article,
        1 => article.published_in(2024, 1 + u8::try_from(random.below(12)).expect("a month")),
        _ => article.published_on(2024, 2, 1 + u8::try_from(random.below(29)).expect("a day")),
    };
    let source = match random.below(4) {
        0 => Source::JUDGEMENT,
        1 => Source::OTHER_PAGE,
        2 => Source::article(Mark::OtherPage, article),
        _ => Source::article(Mark::Source, article),
    };
    if random.flag() { source.part(random.pick(Part::ALL)) } else { source }
}

/// Random terms, most of which have faults.
pub fn random_terms(random: &mut Random) -> Terms {
    let edition = edition_of(random);
    let ladder: Vec<Plan> = edition.ladder.iter().collect();
    let plans = by_plan(|plan| plan_terms(random, if ladder.contains(&plan) { 6 } else { 2 }));
    let can_be_entered = |plan: Plan| {
        let terms = plans.get(plan);
        let limits_are_known = Quota::ALL.iter().all(|&quota| quotas::limit(quota, terms) != Limit::Unknown);
        terms.sold && limits_are_known && terms.features.is_some()
    };
    let canada = Catalogue::canada().terms();
    let moves = by_plan(|from| {
        let is_entered = |to: &Plan| can_be_entered(*to) && from != *to && !random.once_in(8);
        let from_here = ladder.iter().copied().filter(is_entered).collect();
        if edition.separate_products.contains(from) { PlanSet::EMPTY } else { from_here }
    });
    Terms {
        id: canada.id,
        edition,
        plans,
        users: by_user_kind(|_| random.pick(Enforcement::ALL)),
        resources: by_resource(|_| random.pick(Enforcement::ALL)),
        features: by_feature(|_| feature_use(random)),
        moves,
        add_ons: by_add_on(|kind| AddOnTerms {
            tiers: kind.tiers().iter().filter(|_| !random.once_in(3)).collect(),
            plans: plan_set(random, &ladder, edition.separate_products),
            payroll_tiers: if kind == AddOnKind::Payroll { TierSet::EMPTY } else { payroll_tiers(random) },
            upgrades_take_effect: random.flag().then(|| random.pick(Effective::ALL)),
            downgrades_take_effect: random.flag().then(|| random.pick(Effective::ALL)),
        }),
        upgrade_wait_hours: random.pick(&[0, 1, 2, 24, u32::MAX]),
        transfer_permission_hours: random.pick(&[1, 2, 48, u32::MAX]),
        discount_days: random.pick(&[0, 1, 2, 60, u32::MAX]),
        monthly_switch_days: random.pick(&[0, 1, 2, 30, u32::MAX]),
        revived_by_transfer: ClientStatus::ALL
            .iter()
            .copied()
            .filter(|status| status.is_read_only() && random.once_in(2))
            .collect(),
        price_when_taken_over: random.pick(PriceWhenTakenOver::ALL),
        without_time_tracking: AddOnKind::Payroll.tiers().iter().filter(|_| random.once_in(3)).collect(),
        upgrades_take_effect: random.pick(Effective::ALL),
        downgrades_take_effect: random.pick(Effective::ALL),
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
    let users = by_user_kind(|_| limit());
    let resources = by_resource(|_| limit());
    let features = if random.once_in(known) { None } else { Some(features(random)) };
    PlanTerms { sold: !random.once_in(8), users, resources, features, intended_shortfalls: Shortfalls::NONE }
}

/// It blocks half of the time; then each way to clear it, or none, is equally likely.
fn feature_use(random: &mut Random) -> FeatureUse {
    if random.flag() {
        FeatureUse::Notice
    } else {
        let cleared_by = Clearance::ALL.get(random.below(Clearance::COUNT + 1)).copied();
        FeatureUse::Blocks { cleared_by, disputed: cleared_by.is_some() && random.flag() }
    }
}

/// The plans that an add-on goes with: a rung and all above it, those beside the ladder perhaps too; Ledger only where every rung is among
/// them.
fn plan_set(random: &mut Random, ladder: &[Plan], separate: PlanSet) -> PlanSet {
    let lowest = random.below(ladder.len() + 1);
    let mut set: PlanSet = ladder[lowest..].iter().copied().collect();
    for &plan in Plan::ALL.iter().filter(|plan| !ladder.contains(plan)) {
        if (lowest == 0 || separate.contains(plan)) && random.flag() {
            set.insert(plan);
        }
    }
    set
}

/// The payroll tiers that bring an add-on: a tier and all above it.
fn payroll_tiers(random: &mut Random) -> TierSet {
    let tiers: Vec<Tier> = AddOnKind::Payroll.tiers().iter().collect();
    tiers[random.below(tiers.len() + 1)..].iter().copied().collect()
}
