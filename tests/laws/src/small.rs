//! Small worlds, every request of which is checked.
//!
//! A rule reads a pair of subscriptions and one or two facts, each of a few values or a number compared with numbers of the catalogue.
//! So it is enough to hold together all pairs of subscriptions in a few contexts, and for a change of each kind all combinations of
//! the facts that are about the same thing.

use subscription_change::{
    Base, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, FeatureUse, Firm, Parties, Party,
    Payroll, PayrollTier, Plan, Request, Subscription, Time, TimeTier,
};

use crate::check::Verdict;
use crate::facts::Fact;
use crate::given::{Answer, Asked, Edition, Gauge, as_it_should_be, stricter};

/// The embedded catalogues and a stricter one.
pub fn every_edition() -> impl Iterator<Item = Edition> {
    Catalogue::embedded().iter().map(|catalogue| Edition::of(catalogue)).chain([stricter()])
}

/// The default and a stricter one.
pub fn two_editions() -> [Edition; 2] {
    [Edition::of(Catalogue::canada()), stricter()]
}

/// All subscriptions to these plans with payroll and time at these tiers, paid by either party or not held.
fn subscriptions(plans: &[Plan], payroll: &[PayrollTier], time: &[TimeTier]) -> Vec<Subscription> {
    fn held_or_not<Tier: Copy, AddOn>(tiers: &[Tier], add_on: fn(Tier, Party) -> AddOn) -> Vec<Option<AddOn>> {
        let held = tiers.iter().flat_map(|&tier| Party::ALL.iter().map(move |&payer| Some(add_on(tier, payer))));
        std::iter::once(None).chain(held).collect()
    }

    let mut all = Vec::new();
    for &plan in plans {
        for &payer in Party::ALL {
            for payroll in held_or_not(payroll, Payroll::new) {
                for time in held_or_not(time, Time::new) {
                    all.push(Subscription { base: Base { plan, payer }, payroll, time });
                }
            }
        }
    }
    all
}

fn pairs(all: Vec<Subscription>) -> impl Iterator<Item = (Subscription, Subscription)> {
    (0..all.len() * all.len()).map(move |place| (all[place / all.len()], all[place % all.len()]))
}

/// How many pairs [`every_pair`] gives.
pub const EVERY_PAIR: usize = 420 * 420;

/// Every pair of subscriptions that the types admit.
pub fn every_pair() -> impl Iterator<Item = (Subscription, Subscription)> {
    pairs(subscriptions(Plan::ALL, PayrollTier::ALL, TimeTier::ALL))
}

/// How many pairs [`telling_pairs`] gives.
pub const TELLING_PAIRS: usize = 120 * 120;

/// Pairs that change in every way: fewer rungs and tiers.
pub fn telling_pairs() -> impl Iterator<Item = (Subscription, Subscription)> {
    let plans = [Plan::EasyStart, Plan::Plus, Plan::Ledger, Plan::SelfEmployed];
    pairs(subscriptions(&plans, &[PayrollTier::Core, PayrollTier::Elite], &[TimeTier::Elite]))
}

/// Requests with a context that depends on the edition.
pub fn in_context(
    edition: &Edition,
    pairs: impl Iterator<Item = (Subscription, Subscription)>,
    context: Context,
) -> impl Iterator<Item = Asked> {
    pairs.map(move |(current, target)| Asked { edition: edition.clone(), request: Request { current, target, context } })
}

/// Nobody asks, nothing is up to date, accepted or permitted, and everything is used.
pub fn nothing_is_well() -> Context {
    let mut context = as_it_should_be();
    context.authorised_by = Parties::EMPTY;
    context.firm = Firm { billing_current: false, subscription_current: false };
    let client = &mut context.client;
    client.status = ClientStatus::Suspended;
    client.billing_current = false;
    client.billing_cycle = BillingCycle::Annual;
    client.primary_admin = false;
    client.confirmation = None;
    client.transfer_permission_hours = None;
    client.hours_since_downgrade = Some(3);
    client.usage.features = FeatureSet::ALL;
    for gauge in Gauge::ALL {
        gauge.set(&mut client.usage, u32::MAX);
    }
    context
}

/// As [`nothing_is_well`], but there is no use of a feature that nothing clears.
pub fn nothing_is_well_but_can_be(edition: &Edition) -> Context {
    let mut context = nothing_is_well();
    let cleared = |feature: &&Feature| *edition.terms().features.get(**feature) != FeatureUse::Blocks { cleared_by: None };
    context.client.usage.features = Feature::ALL.iter().filter(cleared).copied().collect();
    context
}

/// What was said is too old or not enough, one party asks, and as much is used as the plans hold, or one more.
pub fn half_is_well(edition: &Edition, asks: Party, used: Plan) -> Context {
    let mut context = as_it_should_be();
    context.authorised_by = asks.into();
    let client = &mut context.client;
    client.status = if asks == Party::Firm { ClientStatus::Trial } else { ClientStatus::Pending };
    client.confirmation = Some(Confirmation::accepting(Feature::Bills.into()));
    client.transfer_permission_hours = Some(edition.terms().transfer_permission_hours + 1);
    client.days_since_other_firm = Some(edition.terms().other_firm_days);
    client.hours_since_downgrade = Some(edition.terms().upgrade_wait_hours);
    client.usage.features = FeatureSet::of(&[Feature::Bills, Feature::TimeTracking, Feature::Projects, Feature::Workflows]);
    for gauge in Gauge::ALL {
        let limit = gauge.limit(edition.terms().plans.get(used)).number().unwrap_or(9);
        gauge.set(&mut client.usage, limit + u32::from(asks == Party::Client));
    }
    context
}

/// A change of each kind: base stays, is transferred, goes up, down, both, out of Ledger and into it; with it payroll stays, is added,
/// removed, raised, lowered, transferred and both; with it time does.
pub fn kinds_of_change() -> Vec<(Subscription, Subscription)> {
    use Party::{Client, Firm};
    use PayrollTier::{Core, Elite};

    let bases = [
        (Plan::Plus, Plan::Plus, false),
        (Plan::Plus, Plan::Plus, true),
        (Plan::EasyStart, Plan::Advanced, false),
        (Plan::Advanced, Plan::EasyStart, false),
        (Plan::Plus, Plan::EasyStart, true),
        (Plan::Ledger, Plan::Plus, false),
        (Plan::Plus, Plan::Ledger, false),
    ];
    let payrolls = [
        (None, None),
        (None, Some((Core, Client))),
        (Some((Elite, Firm)), None),
        (Some((Core, Firm)), Some((Elite, Firm))),
        (Some((Elite, Client)), Some((Core, Client))),
        (Some((Elite, Client)), Some((Elite, Firm))),
        (Some((Core, Firm)), Some((Elite, Client))),
    ];
    let times = [(None, None), (None, Some(Firm)), (Some(Client), None), (Some(Firm), Some(Client))];
    let mut kinds = Vec::new();
    for payer in [Firm, Client] {
        for (old, new, other_payer) in bases {
            for (old_payroll, new_payroll) in payrolls {
                for (old_time, new_time) in times {
                    let subscription = |plan, payer, payroll: Option<_>, time: Option<_>| Subscription {
                        base: Base { plan, payer },
                        payroll: payroll.map(|(tier, payer)| Payroll::new(tier, payer)),
                        time: time.map(|payer| Time::new(TimeTier::Elite, payer)),
                    };
                    let other = if payer == Firm { Client } else { Firm };
                    let new_payer = if other_payer { other } else { payer };
                    kinds.push((
                        subscription(old, payer, old_payroll, old_time),
                        subscription(new, new_payer, new_payroll, new_time),
                    ));
                }
            }
        }
    }
    kinds
}

/// Every pair of plans, with payroll that stays or becomes Core.
pub fn every_move() -> Vec<(Subscription, Subscription)> {
    let mut moves = Vec::new();
    for &from in Plan::ALL {
        for &to in Plan::ALL {
            let (current, target) = (Subscription::new(from, Party::Client), Subscription::new(to, Party::Client));
            let elite = current.with_payroll(PayrollTier::Elite, Party::Firm);
            moves.push((current, target));
            moves.push((elite, target.with_payroll(PayrollTier::Core, Party::Firm)));
        }
    }
    moves
}

/// Some values, and the facts that they differ in.
pub struct Axis {
    pub facts: Vec<Fact>,
    pub values: Vec<Context>,
}

impl Axis {
    /// One fact as it is in each of these contexts.
    pub fn of<const N: usize>(fact: Fact, values: [Context; N]) -> Self {
        Self { facts: vec![fact], values: values.to_vec() }
    }

    fn put(&self, place: usize, into: &mut Context) {
        self.facts.iter().for_each(|fact| fact.put(&self.values[place], into));
    }
}

/// All combinations of the values of these axes, the rest as in this context.
pub fn every_context(context: &Context, axes: &[Axis]) -> Vec<Context> {
    axes.iter().fold(vec![*context], |contexts, axis| {
        let with = |place| {
            contexts.iter().map(move |context| {
                let mut context = *context;
                axis.put(place, &mut context);
                context
            })
        };
        (0..axis.values.len()).flat_map(with).collect()
    })
}

/// Asks a request in all combinations of the values of these axes, and compares the answers wherever two contexts differ along one
/// axis only. How many pairs there were.
pub fn compare_neighbours(
    asked: &Asked,
    axes: &[Axis],
    law: impl Fn(&Asked, &Axis, (&Context, &Answer), (&Context, &Answer)) -> Verdict,
) -> Result<usize, String> {
    let contexts = every_context(&asked.request.context, axes).into_iter();
    let answers: Vec<(Context, Answer)> = contexts.map(|context| (context, asked.answer_in(&context))).collect();
    let mut compared = 0;
    let mut stride = 1;
    for axis in axes {
        for (place, (context, answer)) in answers.iter().enumerate() {
            let here = place / stride % axis.values.len();
            for there in (0..axis.values.len()).skip(here + 1) {
                let (other_context, other) = &answers[place - here * stride + there * stride];
                law(asked, axis, (context, answer), (other_context, other))?;
                compared += 1;
            }
        }
        stride *= axis.values.len();
    }
    Ok(compared)
}
