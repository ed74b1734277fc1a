//! [`proptest`] strategies for [`subscription_change`], for the property tests of its users.
//!
//! They give the clients that a firm has: in most, little stands in the way, and numbers are small, or near a limit of the embedded
//! catalogues. What fails shrinks to an **ordinary client**: QuickBooks Online Plus, paid for by the firm, without add-ons; the company
//! active and in good standing; one billable user, nothing else in use; and firm and client ask for it. So what is left in a
//! counterexample is what matters to it.
//!
//! ```
//! use proptest::prelude::*;
//! use subscription_change_proptest::requests;
//!
//! /// Yours: what your service shows for a request.
//! fn shown(request: &subscription_change::Request) -> Vec<String> {
//!     match request.plan_change() {
//!         Ok(plan) => plan.steps().map(|step| step.to_string()).collect(),
//!         Err(refusal) => refusal.reasons().map(|reason| reason.to_string()).collect(),
//!     }
//! }
//!
//! proptest!(|(request in requests())| {
//!     prop_assert!(!shown(&request).is_empty());
//! });
//! ```
//!
//! Each strategy can be changed with [`Strategy::prop_map`], as in `contexts().prop_map(|context| context.with(|context| …))`.
#![deny(missing_docs)]

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use subscription_change::assess::{Fact, Facts, PartialRequest};
use subscription_change::parts::{Quota, Target};
use subscription_change::{
    AddOn, AddOnKind, Base, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan,
    PrimaryAdmin, Request, Subscription, Tier, Usage,
};

/// The plans in the order in which a counterexample shrinks: an ordinary one first, the odd ones last.
const PLANS: [Plan; Plan::COUNT] =
    [Plan::Plus, Plan::Essentials, Plan::EasyStart, Plan::Advanced, Plan::Ledger, Plan::SelfEmployed];

/// Numbers that a limit, a window or a wait of the embedded catalogues is near to.
const TELLING: [u32; 22] = [1, 2, 3, 4, 5, 6, 20, 24, 25, 26, 29, 30, 31, 40, 41, 47, 48, 49, 59, 60, 61, 250];

/// The usual value, or so often in a hundred another one; shrinks to the usual one.
fn usually<T: Clone + Debug + 'static>(usual: T, percent: u32, other: impl Strategy<Value = T> + 'static) -> BoxedStrategy<T> {
    prop_oneof![100 - percent => Just(usual), percent => other].boxed()
}

/// A flag that is nearly always so.
fn nearly_always(usual: bool) -> BoxedStrategy<bool> {
    usually(usual, 6, Just(!usual))
}

/// A number: small, telling, or once in a while of any size.
fn numbers() -> BoxedStrategy<u32> {
    prop_oneof![6 => 0..4_u32, 5 => select(&TELLING[..]), 1 => any::<u32>()].boxed()
}

/// How long ago something was, or that it was not.
fn ago(percent: u32) -> BoxedStrategy<Option<u32>> {
    usually(None, percent, numbers().prop_map(Some))
}

/// A set of some of these; shrinks to the empty one.
fn some_of<T: Copy + Debug + 'static, S: FromIterator<T> + Debug>(all: &'static [T], most: usize) -> impl Strategy<Value = S> {
    subsequence(all, 0..=most.min(all.len())).prop_map(|members| members.into_iter().collect())
}

fn parties() -> impl Strategy<Value = Party> {
    prop_oneof![3 => Just(Party::Firm), 2 => Just(Party::Client)]
}

/// The base product as it is held; shrinks to Plus, paid for by the firm.
pub fn bases() -> impl Strategy<Value = Base> {
    (prop_oneof![12 => select(&PLANS[..4]), 2 => select(&PLANS[4..])], parties()).prop_map(|(plan, payer)| Base { plan, payer })
}

/// An add-on of this kind, at one of its own tiers; shrinks to its lowest tier, paid for by the firm.
pub fn add_ons(kind: AddOnKind) -> impl Strategy<Value = AddOn> {
    let tiers: Vec<Tier> = kind.tiers().iter().collect();
    (select(tiers), parties()).prop_map(|(tier, payer)| AddOn { tier, payer })
}

/// A subscription; shrinks to Plus alone, paid for by the firm. Some are none that a catalogue sells, and each can be.
pub fn subscriptions() -> impl Strategy<Value = Subscription> {
    let held: Vec<_> = AddOnKind::ALL
        .iter()
        .map(|&kind| usually(None, 40, add_ons(kind).prop_map(Some)).prop_map(move |held| (kind, held)))
        .collect();
    (bases(), held).prop_map(|(base, held)| {
        let held = held.into_iter().filter_map(|(kind, held)| Some((kind, held?)));
        held.fold(Subscription::new(base.plan, base.payer), |all, (kind, held)| all.with_add_on(kind, held.tier, held.payer))
    })
}

/// What is wanted, as it is written in a request: a few products are named, and the rest stays; shrinks to nothing named.
pub fn targets() -> impl Strategy<Value = Target> {
    let base = usually(None, 60, bases().prop_map(Some));
    let named: Vec<_> = AddOnKind::ALL
        .iter()
        .map(|&kind| {
            let other = prop_oneof![2 => add_ons(kind).prop_map(Some), 1 => Just(None)].prop_map(Some);
            usually(None, 25, other).prop_map(move |named| (kind, named))
        })
        .collect();
    (base, named).prop_map(|(base, named)| {
        let mut target = Target::default();
        target.base = base;
        for (kind, named) in named {
            *target.add_ons.get_mut(kind) = named;
        }
        target
    })
}

/// How much a client uses; shrinks to one billable user and nothing else.
pub fn usages() -> impl Strategy<Value = Usage> {
    let counts: Vec<_> = Quota::ALL.iter().map(|_| usually(0, 40, numbers())).collect();
    let features = usually(FeatureSet::EMPTY, 60, some_of::<Feature, FeatureSet>(Feature::ALL, 4));
    (counts, features).prop_map(|(counts, features)| {
        let mut usage = Usage::default();
        for (&quota, count) in Quota::ALL.iter().zip(counts) {
            *usage.used_mut(quota) = count;
        }
        // Somebody is there: the primary admin.
        usage.users.billable = usage.users.billable.saturating_add(1);
        usage.features = features;
        usage
    })
}

/// Every fact around a change; shrinks to a firm and a client in good standing, who both ask for it.
pub fn contexts() -> impl Strategy<Value = Context> {
    let firm = (nearly_always(true), nearly_always(true), nearly_always(true), nearly_always(true));
    let standing = (
        usually(ClientStatus::Active, 12, select(ClientStatus::ALL)),
        nearly_always(true),
        usually(BillingCycle::Monthly, 10, select(BillingCycle::ALL)),
        ago(15),
        usually(PrimaryAdmin::Client, 15, select(PrimaryAdmin::ALL)),
    );
    let accepted = prop_oneof![2 => Just(FeatureSet::ALL), 1 => some_of::<Feature, FeatureSet>(Feature::ALL, 3)];
    let given = (
        usually(
            Some(Confirmation::accepting(FeatureSet::ALL)),
            35,
            prop_oneof![
                1 => accepted.prop_map(|accepted_losses| Some(Confirmation { accepted_losses })),
                1 => Just(None),
            ],
        ),
        usually(Some(0), 35, ago(70)),
        ago(25),
        ago(20),
    );
    let seen = (nearly_always(true), nearly_always(true), nearly_always(false), nearly_always(true));
    let asked = usually(Parties::ALL, 20, some_of::<Party, Parties>(Party::ALL, Party::COUNT));
    (asked, firm, standing, given, seen, usages()).prop_map(|(authorised_by, of_firm, standing, given, seen, usage)| {
        Context::in_good_standing(authorised_by, usage).with(|Context { firm, client, .. }| {
            (firm.billing_current, firm.subscription_current, firm.manages_billing, firm.is_accountant_user) = of_firm;
            (client.status, client.billing_current, client.billing_cycle, client.days_to_renewal, client.primary_admin) =
                standing;
            (client.confirmation, client.transfer_permission_hours, client.days_since_discount, client.hours_since_downgrade) =
                given;
            (client.downgrade_offered, client.addresses_match, client.other_billing_system, client.same_region) = seen;
        })
    })
}

/// Facts of which some are not known; shrinks to all of them known, of an ordinary client.
pub fn facts() -> impl Strategy<Value = Facts> {
    let unknown = prop_oneof![
        1 => vec(prop::bool::weighted(0.02), Fact::all().count()),
        1 => vec(prop::bool::weighted(0.1), Fact::all().count()),
        1 => vec(prop::bool::weighted(0.6), Fact::all().count()),
    ];
    (contexts(), unknown).prop_map(|(context, unknown)| {
        let mut facts = Facts::default();
        Fact::all().zip(unknown).filter(|(_, unknown)| !unknown).for_each(|(fact, _)| facts.learn(fact, &context));
        facts
    })
}

/// A request; shrinks to an ordinary client that is to stay as it is. In most something is changed.
pub fn requests() -> impl Strategy<Value = Request> {
    (subscriptions(), targets(), contexts()).prop_map(|(current, target, context)| Request {
        current,
        target: target.onto(&current),
        context,
    })
}

/// A request of which some facts are not known; shrinks as [`requests`] and [`facts`] do.
pub fn partial_requests() -> impl Strategy<Value = PartialRequest> {
    (subscriptions(), targets(), facts()).prop_map(|(current, target, facts)| PartialRequest {
        current,
        target: target.onto(&current),
        facts,
    })
}
