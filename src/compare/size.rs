//! Which of two requests is smaller.

use core::cmp::Ordering;

use crate::model::{
    AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Party, Plan, Request, Subscription,
};

/// How far a request is from a plain one: in how many things, then by how much, then by the order of the plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Size {
    things: u32,
    counts: u64,
    from: Plan,
    to: Plan,
}

impl Size {
    pub(super) fn of(request: &Request) -> Self {
        let client = &request.context.client;
        let since =
            [client.transfer_permission_hours, client.days_since_discount, client.hours_since_downgrade, client.days_to_renewal];
        let counts = client.usage.counts().into_iter().chain(since.into_iter().flatten());
        Self {
            things: things(request).flatten().count() as u32,
            counts: counts.map(u64::from).sum(),
            from: request.current.base.plan,
            to: request.target.base.plan,
        }
    }

    pub(super) const fn things(&self) -> u32 {
        self.things
    }
}

/// Which of two requests of the same size is smaller: the one that has the first thing that only one of them has, or the first value.
pub(super) fn by_things(one: &Request, other: &Request) -> Ordering {
    let in_order = |request| things(request).map(|thing| thing.map_or(u64::MAX, u64::from));
    in_order(one).cmp(in_order(other))
}

/// Everything that a plain request for the same plans has not, in the order of a request, and where in the order of its values it is; `None`
/// where it is as in a plain one. Of the facts, those that the [lists](super::plain) change and [join](super::plain::joined).
fn things(request: &Request) -> impl Iterator<Item = Option<u32>> {
    let Request { current, target, context: Context { firm, client, .. } } = request;
    let thing = |is_there: bool| is_there.then_some(0);
    let confirmation = match client.confirmation {
        None => Some(0),
        Some(Confirmation { accepted_losses }) if accepted_losses == FeatureSet::ALL => None,
        Some(_) => Some(1),
    };
    let facts = [
        thing(!firm.billing_current),
        thing(!firm.subscription_current),
        (client.status != ClientStatus::Active).then_some(client.status as u32),
        thing(client.billing_cycle != BillingCycle::Monthly),
        client.days_to_renewal,
        confirmation,
        client.transfer_permission_hours,
        client.days_since_discount,
        client.hours_since_downgrade,
        thing(!client.downgrade_offered),
    ];
    let counts = client.usage.counts().into_iter().map(|count| (count > 0).then_some(count));
    let features = Feature::ALL.iter().map(move |&feature| thing(client.usage.features.contains(feature)));
    held(current).chain(held(target)).chain(facts).chain(counts).chain(features)
}

/// That the client pays for base; each add-on, and that the client pays for it.
fn held(subscription: &Subscription) -> impl Iterator<Item = Option<u32>> {
    let by_client = |payer: Option<Party>| (payer == Some(Party::Client)).then_some(0);
    let add_ons = AddOnKind::ALL.iter().flat_map(move |&kind| {
        let held = subscription.add_on(kind);
        [held.map(|held| held.tier as u32), by_client(held.map(|held| held.payer))]
    });
    core::iter::once(by_client(Some(subscription.base.payer))).chain(add_ons)
}
