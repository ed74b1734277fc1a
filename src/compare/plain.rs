//! The requests that can tell two catalogues apart, the plainest first. They are listed: nothing is searched for, and nothing is
//! random.
//!
//! **Cells.** No rule looks at what another found, and few rules read a given cell: one limit, one feature, one window, what goes
//! with what. So if a cell changes any answer, it changes that of a request that is plain in everything that those rules do not
//! read. Of what they read, only a few values matter: a count one above the limit of either catalogue (nothing new happens above
//! the greater of the two), a window one above either, a feature in use or not, each way to hold add-ons.
//!
//! **Moves.** Let one catalogue answer a request more strictly than the other. Then some reason holds with the one and not with
//! the other. Make the request plain in everything that this reason does not read: the reason stays, and the other catalogue
//! stays as lenient, because better facts add no reason. What is left is one of these, depending on the reason:
//! - `not_sold`, `transition_closed`, `add_on_unsupported`: add-ons held in some way before and after, the firm paying.
//! - `too_many_users`, `over_limit`: one more than the stricter limit; whoever is refused with more is refused with that.
//! - `feature_in_use`, `losses_not_accepted`: one feature in use, its loss accepted or not.
//! - `upgrade_too_soon`: after a downgrade, exactly the wait of the more lenient catalogue.
//! - `transfer_permission_expired`: add-ons, with or without base if it stays, going to the firm an hour after the stricter
//!   window.
//! - `client_read_only`: the same with a new permission, in a state in which only the more lenient catalogue revives the
//!   subscription.
//!
//! All other reasons read from the catalogue only whether the change is allowed and whether it goes up or down. If one of the two
//! does not allow it, no fact changes that, and the plain request shows it. If it goes up on one ladder and down on the other,
//! the request has the least that stands in the way of going up (the firm's billing details) or of going down (no confirmation).

use crate::decision::Catalogue;
use crate::model::{
    AddOn, AddOnKind, BillingCycle, ByAddOn, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan,
    Product, Quota, Request, Subscription, Usage,
};
use crate::terms::Limit;

/// The plainest request, with or without a change of plan: the firm pays, both parties ask, the client accepts all losses,
/// nothing is used, and nothing else stands in the way.
pub(super) fn plain(from: Plan, to: Plan) -> Request {
    let context = Context::in_good_standing(Parties::ALL, Usage::default())
        .with(|context| context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL)));
    Request { current: Subscription::new(from, Party::Firm), target: Subscription::new(to, Party::Firm), context }
}

/// How far a request is from a plain one: in how many things, then by how much. Among requests of the same size, the order of the
/// tables decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Size {
    things: u32,
    counts: u64,
}

impl Size {
    const PLAIN: Self = Self { things: 0, counts: 0 };

    pub(super) fn of(request: &Request) -> Self {
        let client = &request.context.client;
        let since =
            [client.transfer_permission_hours, client.days_since_discount, client.hours_since_downgrade, client.days_to_renewal];
        let accepts_all = client.confirmation == Some(Confirmation::accepting(FeatureSet::ALL));
        let annual = client.billing_cycle == BillingCycle::Annual;
        let mut size = Self::PLAIN.with(!accepts_all).with(annual).with(client.status != ClientStatus::Active);
        size = size.with(!request.context.firm.billing_current);
        for subscription in [&request.current, &request.target] {
            for &kind in AddOnKind::ALL {
                size = size.with(subscription.add_on(kind).is_some());
            }
            for &product in Product::ALL {
                size = size.with(subscription.payer(product) == Some(Party::Client));
            }
        }
        for _ in client.usage.features {
            size = size.with(true);
        }
        for count in client.usage.counts() {
            size = size.with(count > 0).counting(count);
        }
        for count in since {
            size = size.with(count.is_some()).counting(count.unwrap_or(0));
        }
        size
    }

    /// With one more thing, if it is there.
    const fn with(self, thing: bool) -> Self {
        Self { things: self.things.saturating_add(thing as u32), ..self }
    }

    const fn counting(self, count: u32) -> Self {
        Self { counts: self.counts.saturating_add(count as u64), ..self }
    }
}

/// With one more than each of the two catalogues' limits of the new plan.
pub(super) fn counted(request: Request, quota: Quota, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let to = request.target.base.plan;
    let limits = catalogues.map(|catalogue| catalogue.plan_terms(to).limit(quota));
    limits.into_iter().filter_map(Limit::number).filter_map(|limit| limit.checked_add(1)).map(move |used| {
        let mut request = request;
        let usage = &mut request.context.client.usage;
        match quota {
            Quota::Users(kind) => *usage.users.get_mut(kind) = used,
            Quota::Resource(resource) => *usage.resource_mut(resource) = used,
        }
        request
    })
}

/// With this feature in use, its loss accepted or not.
pub(super) fn in_use(request: Request, feature: Feature) -> impl Iterator<Item = Request> {
    [FeatureSet::ALL, FeatureSet::EMPTY].into_iter().map(move |accepted| {
        let mut request = request;
        request.context.client.usage.features = feature.into();
        request.context.client.confirmation = Some(Confirmation::accepting(accepted));
        request
    })
}

/// With what stands in the way of going down, and of going up, and of nothing else.
pub(super) fn one_way(request: Request) -> impl Iterator<Item = Request> {
    let unconfirmed = request.context.with(|context| context.client.confirmation = None);
    let outdated = request.context.with(|context| context.firm.billing_current = false);
    [unconfirmed, outdated].into_iter().map(move |context| Request { context, ..request })
}

/// With a downgrade before: just now, and as long ago as the wait of each catalogue.
pub(super) fn waited(request: Request, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let [one, other] = catalogues.map(|catalogue| catalogue.terms().upgrade_wait_hours);
    [0, one, other].into_iter().map(move |hours| {
        let mut request = request;
        request.context.client.hours_since_downgrade = Some(hours);
        request
    })
}

/// Every way in which an add-on is held or not, at any tier, paid for by this party.
fn ways(kind: AddOnKind, payer: Party) -> impl Iterator<Item = Option<AddOn>> + Clone {
    core::iter::once(None).chain(kind.tiers().iter().map(move |tier| Some(AddOn { tier, payer })))
}

/// Every way in which payroll and one other add-on are held or not, at any tier, all paid for by this party; by the other one. A third is
/// never needed: what is said of an add-on depends on itself, on base and on payroll.
fn add_ons(other: AddOnKind, payer: Party) -> impl Iterator<Item = ByAddOn<Option<AddOn>>> + Clone {
    ways(other, payer).flat_map(move |other_held| {
        let payroll = ways(AddOnKind::Payroll, payer);
        payroll.map(move |held| ByAddOn::all(None).with(AddOnKind::Payroll, held).with(other, other_held))
    })
}

/// The add-ons besides payroll.
fn others() -> impl Iterator<Item = AddOnKind> {
    AddOnKind::ALL.iter().copied().filter(|&kind| kind != AddOnKind::Payroll)
}

/// This subscription with these add-ons.
fn holding(mut subscription: Subscription, add_ons: ByAddOn<Option<AddOn>>) -> Subscription {
    subscription.add_ons = add_ons;
    subscription
}

/// With every way in which payroll and one other add-on are held before and after, paid by the firm.
pub(super) fn with_add_ons(request: Request) -> impl Iterator<Item = Request> {
    others().flat_map(move |other| {
        add_ons(other, Party::Firm).flat_map(move |before| {
            add_ons(other, Party::Firm).map(move |after| Request {
                current: holding(request.current, before),
                target: holding(request.target, after),
                ..request
            })
        })
    })
}

/// With the company in this state.
pub(super) fn in_state(mut request: Request, status: ClientStatus) -> Request {
    request.context.client.status = status;
    request
}

/// With billing of everything that is not changed otherwise going to the firm: on a permission that is one hour older than each of the two
/// catalogues allows; on a new one some days after a firm's discount, one more than each of them allows, or without one; or billed annually,
/// one day before each of them lets the client switch.
pub(super) fn transferred(request: Request, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let permitted = |hours: u32| move |context: &mut Context| context.client.transfer_permission_hours = Some(hours);
    let each = catalogues.into_iter().flat_map(move |catalogue| {
        let terms = catalogue.terms();
        let contexts = [
            request.context.with(permitted(terms.transfer_permission_hours.saturating_add(1))),
            request.context.with(permitted(0)),
            request.context.with(permitted(0)).with(|context| {
                context.client.days_since_discount = Some(terms.discount_days.saturating_add(1));
            }),
            request.context.with(permitted(0)).with(|context| {
                context.client.billing_cycle = BillingCycle::Annual;
                context.client.days_to_renewal = Some(terms.monthly_switch_days.saturating_add(1));
            }),
        ];
        contexts.into_iter()
    });
    // Base goes with them or stays: some plans can never be transferred, but their add-ons can.
    let stays = request.current.base.plan == request.target.base.plan;
    let payers: &[Party] = if stays { &[Party::Client, Party::Firm] } else { &[Party::Firm] };
    others().flat_map(|other| add_ons(other, Party::Client)).flat_map(move |held| {
        let each = each.clone();
        payers.iter().flat_map(move |&payer| {
            each.clone().map(move |context| {
                let current = holding(request.current, held).with_payer(Product::Base, payer);
                let target = AddOnKind::ALL
                    .iter()
                    .fold(holding(request.target, held), |target, kind| target.with_payer(kind.product(), Party::Firm));
                Request { current, target, context }
            })
        })
    })
}

/// The same, where the company is in a state in which one of the two catalogues revives the subscription, and the other does not.
pub(super) fn revived(request: Request, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let [one, other] = catalogues.map(|catalogue| catalogue.terms().revived_by_transfer);
    let states = one.symmetric_difference(other).iter();
    states.flat_map(move |status| transferred(request, catalogues).map(move |request| in_state(request, status)))
}
