//! Small sets of requests, each of which is checked.
//!
//! A rule reads a pair of subscriptions and one or two facts. Each has a few values, or is a number that is compared with numbers
//! of the catalogue. So it is enough to check all pairs of subscriptions in a few contexts, and a change of each kind with all
//! combinations of facts about the same thing.

use subscription_change::catalogue::FeatureUse;
use subscription_change::parts::Quota;
use subscription_change::{
    AddOn, AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan,
    PrimaryAdmin, Request, Subscription,
};

use crate::check::{Verdict, looks};
use crate::common::{is_whole, some_of};
use crate::every::{ends, of_two_add_ons, subscriptions, two_add_ons, ways};
use crate::facts::Fact;
use crate::given::{Answer, Asked, Edition, as_it_should_be, stricter};
use crate::quotas;

/// The embedded catalogues and a stricter one.
pub fn every_edition() -> impl Iterator<Item = Edition> {
    Catalogue::embedded().iter().map(|catalogue| Edition::of(catalogue)).chain([stricter()])
}

/// The default and a stricter one.
pub fn two_editions() -> [Edition; 2] {
    [Edition::of(Catalogue::canada()), stricter()]
}

fn pairs(all: Vec<Subscription>) -> impl Iterator<Item = (Subscription, Subscription)> {
    some_of(0..all.len() * all.len(), ONE_PAIR_IN).map(move |place| (all[place / all.len()], all[place % all.len()]))
}

/// One pair in this many is taken, unless the comparison is a full one.
const ONE_PAIR_IN: usize = 17;

/// How many of this many pairs are taken.
fn taken(pairs: usize) -> usize {
    if is_whole() { pairs } else { pairs.div_ceil(ONE_PAIR_IN) }
}

/// How many pairs [`every_pair`] gives, at least; new variants add to them.
pub fn count_of_every_pair() -> usize {
    taken(420 * 420)
}

/// Every pair of subscriptions that the types admit, with two add-ons at a time.
pub fn every_pair() -> impl Iterator<Item = (Subscription, Subscription)> {
    of_two_add_ons().flat_map(pairs)
}

/// How many pairs [`telling_pairs`] gives, at the least.
pub fn count_of_telling_pairs() -> usize {
    taken(120 * 120)
}

/// Pairs that change in every way, with fewer plans and tiers.
pub fn telling_pairs() -> impl Iterator<Item = (Subscription, Subscription)> {
    let plans = [Plan::EasyStart, Plan::Plus, Plan::Ledger, Plan::SelfEmployed];
    two_add_ons().flat_map(move |[first, second]| {
        let held = [(first, ways(ends(first))), (second, ways([ends(second)[1]]))];
        pairs(subscriptions(&plans, &held))
    })
}

/// Requests with a context that depends on the edition.
pub fn in_context(
    edition: &Edition,
    pairs: impl Iterator<Item = (Subscription, Subscription)>,
    context: Context,
) -> impl Iterator<Item = Asked> {
    pairs.map(move |(current, target)| Asked { edition: edition.clone(), request: Request { current, target, context } })
}

/// Nobody asks, nothing is up to date, accepted, offered or permitted, and everything is used; but the client could be the firm's.
pub fn nothing_is_well() -> Context {
    let mut context = as_it_should_be();
    context.authorised_by = Parties::EMPTY;
    context.firm.billing_current = false;
    context.firm.subscription_current = false;
    context.firm.manages_billing = false;
    context.firm.is_accountant_user = false;
    let client = &mut context.client;
    client.status = ClientStatus::Suspended;
    client.billing_current = false;
    client.billing_cycle = BillingCycle::Annual;
    client.days_to_renewal = Some(u32::MAX);
    client.primary_admin = PrimaryAdmin::Other;
    client.downgrade_offered = false;
    client.addresses_match = false;
    client.confirmation = None;
    client.transfer_permission_hours = None;
    client.hours_since_downgrade = Some(3);
    client.usage.features = FeatureSet::ALL;
    quotas::set_all(&mut client.usage, u32::MAX);
    context
}

/// As [`nothing_is_well`], but there is no use of a feature that nothing clears.
pub fn nothing_is_well_but_can_be(edition: &Edition) -> Context {
    let mut context = nothing_is_well();
    let cleared =
        |feature: &&Feature| *edition.terms().features.get(**feature) != FeatureUse::Blocks { cleared_by: None, disputed: false };
    context.client.usage.features = Feature::ALL.iter().filter(cleared).copied().collect();
    context
}

/// Permission and confirmation are too old or not enough, one party asks, and as much is used as the plans hold, or one more.
pub fn half_is_well(edition: &Edition, asks: Party, used: Plan) -> Context {
    let mut context = as_it_should_be();
    context.authorised_by = asks.into();
    let client = &mut context.client;
    client.status = if asks == Party::Firm { ClientStatus::Trial } else { ClientStatus::Cancelled };
    client.primary_admin = PrimaryAdmin::Firm;
    client.billing_cycle = BillingCycle::Annual;
    client.days_to_renewal = Some(edition.terms().monthly_switch_days + u32::from(asks == Party::Client));
    client.other_billing_system = asks == Party::Client;
    client.same_region = asks == Party::Firm;
    client.confirmation = Some(Confirmation::accepting(Feature::Bills.into()));
    client.transfer_permission_hours = Some(edition.terms().transfer_permission_hours + 1);
    client.days_since_discount = Some(edition.terms().discount_days);
    client.hours_since_downgrade = Some(edition.terms().upgrade_wait_hours);
    client.usage.features = FeatureSet::of(&[Feature::Bills, Feature::TimeTracking, Feature::Projects, Feature::Workflows]);
    for &quota in Quota::ALL {
        let limit = quotas::limit(quota, edition.terms().plans.get(used)).number().unwrap_or(9);
        quotas::set(quota, &mut client.usage, limit + u32::from(asks == Party::Client));
    }
    context
}

/// A change of each kind: base stays, is transferred, goes up, down, both, out of Ledger and into it; with it one add-on stays, is added,
/// removed, raised, lowered, transferred and both; with it another does.
pub fn kinds_of_change() -> Vec<(Subscription, Subscription)> {
    use Party::{Client, Firm};

    let bases = [
        (Plan::Plus, Plan::Plus, false),
        (Plan::Plus, Plan::Plus, true),
        (Plan::EasyStart, Plan::Advanced, false),
        (Plan::Advanced, Plan::EasyStart, false),
        (Plan::Plus, Plan::EasyStart, true),
        (Plan::Ledger, Plan::Plus, false),
        (Plan::Plus, Plan::Ledger, false),
    ];
    let held = |tier, payer| Some(AddOn { tier, payer });
    let mut kinds = Vec::new();
    for [first, second] in two_add_ons() {
        let ([low, high], [_, highest]) = (ends(first), ends(second));
        let of_first = [
            (None, None),
            (None, held(low, Client)),
            (held(high, Firm), None),
            (held(low, Firm), held(high, Firm)),
            (held(high, Client), held(low, Client)),
            (held(high, Client), held(high, Firm)),
            (held(low, Firm), held(high, Client)),
        ];
        let of_second = [
            (None, None),
            (None, held(highest, Firm)),
            (held(highest, Client), None),
            (held(highest, Firm), held(highest, Client)),
        ];
        for (payer, (old, new, other_payer)) in [Firm, Client].into_iter().flat_map(|payer| bases.map(|base| (payer, base))) {
            let new_payer = if other_payer { payer.other() } else { payer };
            for (old_first, new_first) in of_first {
                for (old_second, new_second) in of_second {
                    let subscription = |plan, payer, of_first, of_second| {
                        Subscription::new(plan, payer).with_held(first, of_first).with_held(second, of_second)
                    };
                    let current = subscription(old, payer, old_first, old_second);
                    kinds.push((current, subscription(new, new_payer, new_first, new_second)));
                }
            }
        }
    }
    kinds
}

/// Every pair of plans, with no add-on, and with each that is lowered.
pub fn every_move() -> Vec<(Subscription, Subscription)> {
    let mut moves = Vec::new();
    for &from in Plan::ALL {
        for &to in Plan::ALL {
            let (current, target) = (Subscription::new(from, Party::Client), Subscription::new(to, Party::Client));
            moves.push((current, target));
            for &kind in AddOnKind::ALL {
                let [low, high] = ends(kind);
                moves.push((current.with_add_on(kind, high, Party::Firm), target.with_add_on(kind, low, Party::Firm)));
            }
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

/// Asks a request in all combinations of the values of these axes, and compares the answers of contexts that differ along one
/// axis only. Returns how many pairs the law was about.
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
                let (verdict, looked) = looks(|| law(asked, axis, (context, answer), (other_context, other)));
                verdict?;
                compared += usize::from(looked);
            }
        }
        stride *= axis.values.len();
    }
    Ok(compared)
}
