//! Random requests. They shrink to few facts that stand in the way, and to targets near the current subscription.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use subscription_change::catalogue::{ByAddOn, Terms};
use subscription_change::parts::Quota;
use subscription_change::{
    AddOn, AddOnKind, Base, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party,
    Plan, PrimaryAdmin, Request, Subscription, Tier,
};

use super::{Asked, Twice, as_it_should_be, editions};
use crate::every::by_add_on;
use crate::quotas;

/// A request to a catalogue. In most of them little stands in the way, so that about a third end in a plan.
pub fn asked() -> impl Strategy<Value = Asked> {
    (editions(), requests()).prop_map(|(edition, request)| Asked { request: request.meant_for(edition.terms()), edition })
}

/// The same, and another context, unlike the first one.
pub fn asked_twice() -> impl Strategy<Value = Twice> {
    (asked(), facts(50)).prop_map(|(asked, facts)| Twice { other: facts.meant_for(asked.terms()), asked })
}

/// A set of some of these; shrinks to the empty one.
pub fn subset<T: Copy + fmt::Debug, S: FromIterator<T> + fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = S> {
    prop::bits::u64::between(0, all.len())
        .prop_map(move |bits| all.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1).map(|(_, &one)| one).collect())
}

/// One of some strategies, each as often as its weight says and none where that is 0; shrinks to the first.
fn weighted<T: fmt::Debug + 'static>(of: impl IntoIterator<Item = (u32, BoxedStrategy<T>)>) -> impl Strategy<Value = T> {
    Union::new_weighted(of.into_iter().filter(|(weight, _)| *weight > 0).collect())
}

/// The usual value, or another one this many times in a hundred; shrinks to the usual one.
fn usually<T: Copy + fmt::Debug + 'static>(
    usual: T,
    percent: u32,
    other: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = T> {
    weighted([(100 - percent, Just(usual).boxed()), (percent, other.boxed())])
}

/// An interesting number: a small one, or at, below or above a number of the catalogue, or any.
#[derive(Debug, Clone, Copy)]
enum Amount {
    Exactly(u32),
    /// So far from the limit of this plan, or where it is no plan's limit, from the number of the catalogue.
    Near(Plan, i32),
}

impl Amount {
    fn resolve(self, number_of: impl Fn(Plan) -> u32) -> u32 {
        match self {
            Self::Exactly(amount) => amount,
            Self::Near(plan, distance) => number_of(plan).saturating_add_signed(distance),
        }
    }
}

fn amounts(percent: u32) -> impl Strategy<Value = Amount> {
    let near = (select(Plan::ALL), select(&[0, 1, -1][..])).prop_map(|(plan, distance)| Amount::Near(plan, distance));
    let extreme = select(&[u32::MAX, u32::MAX - 1][..]).prop_map(Amount::Exactly);
    let other = prop_oneof![
        4 => (1..7_u32).prop_map(Amount::Exactly),
        8 => near,
        1 => extreme,
        1 => any::<u32>().prop_map(Amount::Exactly),
    ];
    usually(Amount::Exactly(0), percent, other)
}

/// The facts around a request, before the numbers of a catalogue are known.
#[derive(Debug, Clone)]
struct Facts {
    /// All but the amounts.
    context: Context,
    permission: Option<Amount>,
    discount: Option<Amount>,
    renewal: Option<Amount>,
    downgrade: Option<Amount>,
    /// In the order of the quotas.
    used: Vec<Amount>,
}

/// Each fact is not as it should be this many times in a hundred.
fn facts(percent: u32) -> impl Strategy<Value = Facts> {
    let well = || usually(true, percent, Just(false));
    let of_parties = (
        usually(Parties::ALL, percent.max(9), subset(Party::ALL)),
        well(),
        well(),
        usually(ClientStatus::Active, percent, select(ClientStatus::ALL)),
        well(),
        usually(BillingCycle::Monthly, percent, Just(BillingCycle::Annual)),
        usually(PrimaryAdmin::Client, percent, select(PrimaryAdmin::ALL)),
        well(),
    );
    // What nobody can clear is rarer.
    let rarely = percent / 3;
    let of_transfers = (well(), well(), well(), usually(false, rarely, Just(true)), usually(true, rarely, Just(false)));
    let accepted = prop_oneof![3 => subset(Feature::ALL).prop_map(Some), 1 => Just(None)];
    let of_use = (
        usually(Some(FeatureSet::ALL), percent.max(25), accepted),
        usually(FeatureSet::EMPTY, percent.max(50), weighted([(2, few_features().boxed()), (1, subset(Feature::ALL).boxed())])),
        prop::collection::vec(amounts(percent.max(10)), Quota::ALL.len()),
    );
    let some = |amounts: BoxedStrategy<Amount>| prop::option::of(amounts);
    let of_time = (
        usually(Some(Amount::Exactly(0)), percent.max(25), some(amounts(80).boxed())),
        some(amounts(80).boxed()),
        usually(None, percent.max(10), amounts(80).prop_map(Some)),
        some(amounts(80).boxed()),
    );
    (of_parties, of_use, of_time, of_transfers).prop_map(
        |(of_parties, (accepted, features, used), (permission, discount, downgrade, renewal), of_transfers)| {
            let mut context = as_it_should_be();
            (
                context.authorised_by,
                context.firm.billing_current,
                context.firm.subscription_current,
                context.client.status,
                context.client.billing_current,
                context.client.billing_cycle,
                context.client.primary_admin,
                context.client.downgrade_offered,
            ) = of_parties;
            context.client.confirmation = accepted.map(Confirmation::accepting);
            context.client.usage.features = features;
            (
                context.firm.manages_billing,
                context.firm.is_accountant_user,
                context.client.addresses_match,
                context.client.other_billing_system,
                context.client.same_region,
            ) = of_transfers;
            Facts { context, permission, discount, renewal, downgrade, used }
        },
    )
}

fn few_features() -> impl Strategy<Value = FeatureSet> {
    prop::collection::vec(select(Feature::ALL), 0..4).prop_map(|few| few.into_iter().collect())
}

impl Facts {
    fn meant_for(&self, terms: &Terms) -> Context {
        let mut context = self.context;
        let client = &mut context.client;
        client.transfer_permission_hours = self.permission.map(|hours| hours.resolve(|_| terms.transfer_permission_hours));
        client.days_since_discount = self.discount.map(|days| days.resolve(|_| terms.discount_days));
        client.days_to_renewal = self.renewal.map(|days| days.resolve(|_| terms.monthly_switch_days));
        client.hours_since_downgrade = self.downgrade.map(|hours| hours.resolve(|_| terms.upgrade_wait_hours));
        for (&quota, used) in Quota::ALL.iter().zip(&self.used) {
            let limit_of = |plan| quotas::limit(quota, terms.plans.get(plan)).number().unwrap_or(0);
            quotas::set(quota, &mut client.usage, used.resolve(limit_of));
        }
        context
    }
}

/// What happens to a product.
#[derive(Debug, Clone, Copy)]
enum Becomes {
    AsItIs,
    /// At another level, or held, or not held.
    Another,
    /// Paid by another party.
    PaidByAnother,
    /// Whatever was drawn.
    Anything,
}

/// A request before the numbers of a catalogue are known.
#[derive(Debug, Clone)]
struct Sketch {
    current: Subscription,
    drawn: Subscription,
    base: Becomes,
    add_ons: ByAddOn<Becomes>,
    facts: Facts,
}

/// The plans of the ladder, and those beside it.
fn ladder() -> (Vec<Plan>, Vec<Plan>) {
    let ladder = Catalogue::canada().terms().edition.ladder;
    Plan::ALL.iter().copied().partition(|&plan| ladder.contains(plan))
}

fn requests() -> impl Strategy<Value = Sketch> {
    let (ladder, beside) = ladder();
    let likely = sketches(&ladder, [2, 4, 2, 1], 3);
    let ledger = sketches(&beside, [1, 4, 1, 0], 3);
    let down = sketches(&ladder[2..], [0, 1, 0, 0], 12);
    let near = sketches(Plan::ALL, [2, 3, 2, 1], 30);
    let any = sketches(Plan::ALL, [0, 0, 0, 1], 50);
    prop_oneof![12 => likely, 1 => ledger, 3 => down, 3 => near, 1 => any]
}

/// Current subscriptions to these plans, of which the base product becomes what with these weights; each fact is so often in a hundred
/// not as it should be.
fn sketches(plans: &[Plan], weights: [u32; 4], percent: u32) -> impl Strategy<Value = Sketch> + use<> {
    let drawn = weighted([(4, subscriptions(&ladder().0).boxed()), (1, subscriptions(Plan::ALL).boxed())]);
    let becomes = |[as_it_is, another, paid_by_another, anything]: [u32; 4]| {
        weighted([
            (as_it_is, Just(Becomes::AsItIs).boxed()),
            (another, Just(Becomes::Another).boxed()),
            (paid_by_another, Just(Becomes::PaidByAnother).boxed()),
            (anything, Just(Becomes::Anything).boxed()),
        ])
    };
    let [as_it_is, another, paid_by_another, anything] = weights;
    let add_ons = becomes([as_it_is * ADD_ON_STAYS, another, paid_by_another, anything]);
    let add_ons = prop::collection::vec(add_ons, AddOnKind::COUNT).prop_map(|add_ons| by_add_on(|kind| add_ons[kind as usize]));
    (subscriptions(plans), drawn, becomes(weights), add_ons, facts(percent))
        .prop_map(|(current, drawn, base, add_ons, facts)| Sketch { current, drawn, base, add_ons, facts })
}

/// How likely an add-on is held: of all that there are one or two.
#[allow(clippy::cast_precision_loss, reason = "there are few")]
const HELD: f64 = 1.5 / AddOnKind::COUNT as f64;

/// How much likelier an add-on stays as it is than the plan does: however many there are, no more of them change.
const ADD_ON_STAYS: u32 = 2 * AddOnKind::COUNT as u32 - 3;

fn subscriptions(plans: &[Plan]) -> impl Strategy<Value = Subscription> + use<> {
    let held = |&kind: &AddOnKind| {
        let tiers: Vec<Tier> = kind.tiers().iter().collect();
        let in_some_way = (select(tiers), select(Party::ALL)).prop_map(|(tier, payer)| AddOn { tier, payer });
        prop::option::weighted(HELD, in_some_way)
    };
    let add_ons: Vec<_> = AddOnKind::ALL.iter().map(held).collect();
    (select(plans.to_vec()), select(Party::ALL), add_ons)
        .prop_map(|(plan, payer, add_ons)| Subscription::new(plan, payer).with_add_ons(by_add_on(|kind| add_ons[kind as usize])))
}

impl Sketch {
    fn meant_for(&self, terms: &Terms) -> Request {
        let Self { current, drawn, base, add_ons, facts } = self;
        let base = match base {
            Becomes::AsItIs => current.base,
            Becomes::Another => Base { plan: drawn.base.plan, ..current.base },
            Becomes::PaidByAnother => Base { payer: current.base.payer.other(), ..current.base },
            Becomes::Anything => drawn.base,
        };
        let add_ons = by_add_on(|kind| add_on(*add_ons.get(kind), current.add_on(kind), drawn.add_on(kind)));
        let target = Subscription::new(base.plan, base.payer).with_add_ons(add_ons);
        Request { current: *current, target, context: facts.meant_for(terms) }
    }
}

fn add_on(becomes: Becomes, current: Option<AddOn>, drawn: Option<AddOn>) -> Option<AddOn> {
    match (becomes, current, drawn) {
        (Becomes::Another, Some(current), Some(drawn)) => Some(AddOn { tier: drawn.tier, ..current }),
        (Becomes::PaidByAnother, Some(current), _) => Some(AddOn { payer: current.payer.other(), ..current }),
        (Becomes::AsItIs | Becomes::PaidByAnother, current, _) => current,
        (Becomes::Another | Becomes::Anything, _, drawn) => drawn,
    }
}
