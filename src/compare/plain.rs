//! The requests that can tell two catalogues apart. They are listed: nothing is random.
//!
//! An answer has **parts**: each reason, each notice, each step, each feature gained or lost. No part looks at what another says, and a part
//! reads few cells and few facts: one limit and how much is used, one feature, one window, what goes with what. Take a request of which two
//! catalogues tell one part differently, and make it plain in everything that this part does not read: they still do. A reason is told
//! beside whatever else holds; a notice, a step or a feature only in a plan, and what is plain stands in no plan's way, if an add-on that is
//! kept keeps the payroll that brings it. Of the numbers only a few matter: one above the limit or the window of either catalogue, since
//! nothing new happens above the greater of the two, or the wait of either. So each part has a short list here: every value of what it reads.
//!
//! **Cells.** A witness has two parts that differ: one between the newer catalogue and the same with the older value in the cell, one
//! between the older and the newer. Often these are the same one. If not, the smallest witness is two requests of the lists
//! joined: one for a part that reads the cell, one for a part that reads any cell that differs.
//!
//! **Moves.** Let one catalogue answer a request more strictly than the other. Then some reason holds with the one and not with
//! the other. Make the request plain in everything that this reason does not read: the reason stays, and the other catalogue
//! stays as lenient, because better facts add no reason. What is left is one of these, depending on the reason:
//! - `separate_product`: base as it is, or its billing alone.
//! - `not_sold`, `transition_closed`, `add_on_unsupported`: add-ons held in some way before and after, the firm paying.
//! - `too_many_users`, `over_limit`: one more than the stricter limit; whoever is refused with more is refused with that.
//! - `feature_in_use`, `losses_not_accepted`: one feature in use, its loss accepted or not.
//! - `upgrade_too_soon`: after a downgrade, exactly the wait of the more lenient catalogue.
//! - `transfer_permission_expired`: one product going to the firm an hour after the stricter window.
//! - `client_read_only`: base going to the firm on a new permission, in a state in which only the more lenient catalogue revives the
//!   subscription.
//!
//! All other reasons read from the catalogue only whether the change is allowed and whether it goes up or down. If one of the two
//! does not allow it, no fact changes that, and the plain request shows it. If it goes up on one ladder and down on the other,
//! the request has the least that stands in the way of going up (the firm's details) or of going down (no confirmation).

use crate::decision::Catalogue;
use crate::model::{
    AddOn, AddOnKind, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan, Product,
    Quota, Request, Subscription, Usage,
};
use crate::terms::Limit;

/// The plainest request, with or without a change of plan: the firm pays, both parties ask, the client accepts all losses,
/// nothing is used, and nothing else stands in the way.
pub(super) fn plain(from: Plan, to: Plan) -> Request {
    let context = Context::in_good_standing(Parties::ALL, Usage::default())
        .with(|context| context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL)));
    Request { current: Subscription::new(from, Party::Firm), target: Subscription::new(to, Party::Firm), context }
}

/// A request that has the things of both of these, which are for the same plans and of the lists; `None` where they have different values of
/// one thing. Of two tiers it has that of `one`: the list that `other` is of has the same request at that tier too.
pub(super) fn joined(one: &Request, other: &Request) -> Option<Request> {
    /// The same of these fields; `$both` is plain in them.
    macro_rules! join {
        ($both:expr, $one:expr, $other:expr, [$($field:ident),+ $(,)?]) => {
            $($both.$field = either($both.$field, $one.$field, $other.$field)?;)+
        };
    }

    let mut both = plain(one.current.base.plan, one.target.base.plan);
    for (both, one, other) in [(&mut both.current, &one.current, &other.current), (&mut both.target, &one.target, &other.target)]
    {
        join!(both.base, one.base, other.base, [payer]);
        for &kind in AddOnKind::ALL {
            let held = match (one.add_on(kind), other.add_on(kind)) {
                (Some(one), Some(other)) => Some(AddOn { tier: one.tier, payer: either(Party::Firm, one.payer, other.payer)? }),
                (held, None) | (None, held) => held,
            };
            *both = both.with_held(kind, held);
        }
    }
    let (context, one, other) = (&mut both.context, &one.context, &other.context);
    join!(context.firm, one.firm, other.firm, [billing_current, subscription_current]);
    let (client, one, other) = (&mut context.client, &one.client, &other.client);
    join!(client, one, other, [status, billing_cycle, days_to_renewal, confirmation, transfer_permission_hours]);
    join!(client, one, other, [days_since_discount, hours_since_downgrade, downgrade_offered]);
    for &quota in Quota::ALL {
        *client.usage.used_mut(quota) = either(0, one.usage.used(quota), other.usage.used(quota))?;
    }
    client.usage.features = one.usage.features.union(other.usage.features);
    Some(both)
}

/// The value that is not plain; `None` where there are two.
fn either<T: PartialEq + Copy>(plain: T, one: T, other: T) -> Option<T> {
    if one == plain {
        Some(other)
    } else if other == plain || other == one {
        Some(one)
    } else {
        None
    }
}

/// With one more than each of the two catalogues' limits of the new plan.
pub(super) fn counted(request: Request, quota: Quota, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let to = request.target.base.plan;
    let limits = catalogues.map(|catalogue| catalogue.plan_terms(to).limit(quota));
    limits.into_iter().filter_map(Limit::number).filter_map(|limit| limit.checked_add(1)).map(move |used| {
        let mut request = request;
        *request.context.client.usage.used_mut(quota) = used;
        request
    })
}

/// With this feature in use: its loss accepted, nothing confirmed, or its loss not accepted.
pub(super) fn in_use(request: Request, feature: Feature) -> impl Iterator<Item = Request> {
    let confirmations = [request.context.client.confirmation, None, Some(Confirmation::accepting(FeatureSet::EMPTY))];
    confirmations.into_iter().map(move |confirmation| {
        let mut request = request;
        request.context.client.usage.features = feature.into();
        request.context.client.confirmation = confirmation;
        request
    })
}

/// With what stands in the way of going down, or of going up, and of nothing else.
pub(super) fn one_way(request: Request) -> impl Iterator<Item = Request> {
    let ways: [fn(&mut Context); 4] = [
        |context| context.firm.billing_current = false,
        |context| context.firm.subscription_current = false,
        |context| context.client.confirmation = None,
        |context| context.client.downgrade_offered = false,
    ];
    ways.into_iter().map(move |way| Request { context: request.context.with(way), ..request })
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

/// Every way in which an add-on is held or not, at any tier, the firm paying.
fn ways(kind: AddOnKind) -> impl Iterator<Item = Option<AddOn>> + Clone {
    core::iter::once(None).chain(kind.tiers().iter().map(|tier| Some(AddOn { tier, payer: Party::Firm })))
}

/// With every way in which this add-on is held before and after.
pub(super) fn with_add_on(request: Request, kind: AddOnKind) -> impl Iterator<Item = Request> {
    ways(kind).flat_map(move |before| {
        ways(kind).map(move |after| {
            let mut request = request;
            request.current = request.current.with_held(kind, before);
            request.target = request.target.with_held(kind, after);
            request
        })
    })
}

/// With every way in which payroll and this other add-on are held before and after. A third is never needed: what is said of an add-on depends
/// on itself, on base and on payroll.
pub(super) fn with_payroll_and(request: Request, other: AddOnKind) -> impl Iterator<Item = Request> {
    with_add_on(request, AddOnKind::Payroll).flat_map(move |request| with_add_on(request, other))
}

/// The add-ons besides payroll.
pub(super) fn others() -> impl Iterator<Item = AddOnKind> {
    AddOnKind::ALL.iter().copied().filter(|&kind| kind != AddOnKind::Payroll)
}

/// With every way in which payroll is held before and after, the plan's time tracking in use or not.
pub(super) fn tracking(request: Request) -> impl Iterator<Item = Request> {
    with_add_on(request, AddOnKind::Payroll).flat_map(|request| {
        [FeatureSet::EMPTY, Feature::TimeTracking.into()].into_iter().map(move |features| {
            let mut request = request;
            request.context.client.usage.features = features;
            request
        })
    })
}

/// Whether base stays as it is, so that its billing can be transferred.
fn stays(request: &Request) -> bool {
    request.current.base.plan == request.target.base.plan
}

/// With the billing of base going to the firm, if base stays. To the client there is nothing more to see.
pub(super) fn base_to_firm(request: Request) -> Option<Request> {
    stays(&request).then(|| Request { current: request.current.with_payer(Product::Base, Party::Client), ..request })
}

/// With the billing of one product going to the firm: base if it stays, or an add-on, beside payroll as it is held in every way.
pub(super) fn to_firm(request: Request) -> impl Iterator<Item = (Product, Request)> {
    let of_base = base_to_firm(request).into_iter().map(|request| (Product::Base, request));
    let kept = |request: Request, kind: AddOnKind| {
        kind.tiers().iter().map(move |tier| {
            let current = request.current.with_add_on(kind, tier, Party::Client);
            let target = request.target.with_add_on(kind, tier, Party::Firm);
            (kind.product(), Request { current, target, ..request })
        })
    };
    let beside =
        with_add_on(request, AddOnKind::Payroll).flat_map(move |request| others().flat_map(move |kind| kept(request, kind)));
    of_base.chain(kept(request, AddOnKind::Payroll)).chain(beside)
}

/// The same on a permission that is one hour older than each of the two catalogues allows.
pub(super) fn to_firm_late(request: Request, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let hours = catalogues.map(|catalogue| catalogue.terms().transfer_permission_hours).into_iter();
    let late = hours.filter_map(|hours| hours.checked_add(1));
    to_firm(request).flat_map(move |(_, request)| late.clone().map(move |hours| permitted(request, hours)))
}

/// The same on a new permission.
pub(super) fn to_firm_in_time(request: Request) -> impl Iterator<Item = Request> {
    to_firm(request).map(|(_, request)| permitted(request, 0))
}

/// The same some days after a firm's discount, one more than each of the two catalogues allows.
pub(super) fn to_firm_after_discount(request: Request, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let days = catalogues.map(|catalogue| catalogue.terms().discount_days).into_iter();
    let late = days.filter_map(|days| days.checked_add(1));
    to_firm_in_time(request).flat_map(move |request| {
        late.clone().map(move |days| Request {
            context: request.context.with(|context| context.client.days_since_discount = Some(days)),
            ..request
        })
    })
}

/// The same without a permission, billed annually, one day before each of the two catalogues lets the client switch.
pub(super) fn to_firm_annual(request: Request, catalogues: [&Catalogue; 2]) -> impl Iterator<Item = Request> {
    let days = catalogues.map(|catalogue| catalogue.terms().monthly_switch_days).into_iter();
    let early = days.filter_map(|days| days.checked_add(1));
    to_firm(request).filter(|(product, _)| product.is_on_billing_cycle()).flat_map(move |(_, request)| {
        early.clone().map(move |days| {
            let mut request = request;
            request.context.client.billing_cycle = BillingCycle::Annual;
            request.context.client.days_to_renewal = Some(days);
            request
        })
    })
}

/// With the billing of base going to the firm, with and without a permission, where the company is in this state.
pub(super) fn in_state(request: Request, status: ClientStatus) -> impl Iterator<Item = Request> {
    base_to_firm(request).into_iter().flat_map(move |mut request| {
        request.context.client.status = status;
        [request, permitted(request, 0)]
    })
}

fn permitted(mut request: Request, hours: u32) -> Request {
    request.context.client.transfer_permission_hours = Some(hours);
    request
}
