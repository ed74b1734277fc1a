//! What to know about a change before it is made: a table with one row a notice, in the order in which notices are given.
//!
//! A row has the notice and its parameters, what it is given for `each` of, `when` it is given, where its parameters come from
//! (`told`), whether its effect is `reversible`, and its condition in words. A row that lacks one of them does not compile.

mod declare;
#[cfg(feature = "serde")]
mod json;
mod set;

use super::findings::Findings;
use super::{coded, level};
use crate::model::{AddOnKind, Feature, FeatureSet, NoticeCode, Party, Plan, Product, QUOTAS, Quota, Resource, Tier, UserKind};
use crate::terms::PriceWhenTakenOver;
use declare::notices;
pub(crate) use set::{NOTICES, NoticeSet, notice_at};
use set::{PLACES, WORD, WORDS};

/// What a notice may be given for each of. Neighbouring notices for each of the same kind are given alternately.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Each {
    Request,
    Quota,
    AddOn,
    Payer,
    TransferToFirm,
    TransferToClient,
}

impl Each {
    const fn places(self) -> usize {
        match self {
            Self::Request => 1,
            Self::Quota => QUOTAS,
            Self::AddOn => AddOnKind::COUNT,
            Self::Payer => Party::COUNT,
            Self::TransferToFirm | Self::TransferToClient => Product::COUNT,
        }
    }
}

notices! {
    /// The base product leaves Ledger: one way, so discuss it with the client first. \[S\]
    LeavesLedger
        each Request,
        when: |t, _place| t.plan.leaves_side,
        told: {},
        reversible: false,
        condition: "base leaves {ledger}, which is one way";

    /// Features in use are missing from the new plan. \[S\]
    FeaturesLost {
        /// The features.
        features: FeatureSet,
    }
        each Request,
        when: |t, _place| !t.lost().is_empty(),
        told: { features: t.lost() },
        reversible: true,
        condition: "features in use are missing from the new plan";

    /// There are more users of a kind than the new plan holds: they are kept, and none may be added. \[O\]\[J\]
    UsersOverLimit {
        /// The kind of user.
        kind: UserKind,
        /// How many there are.
        used: u32,
        /// How many the new plan holds.
        limit: u32,
    }
        each Quota,
        when: |t, place| place < UserKind::COUNT && t.kept_over().has_place(place),
        told: { kind: *UserKind::ALL.get(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and there are more users of a kind than the new limit allows, but that is no reason for refusal";

    /// More of a resource is used than the new plan holds: it is kept, and none may be added. \[O\]\[J\]
    ResourceOverLimit {
        /// The resource.
        resource: Resource,
        /// How much is used.
        used: u32,
        /// How much the new plan holds.
        limit: u32,
    }
        each Quota,
        when: |t, place| place >= UserKind::COUNT && t.kept_over().has_place(place),
        told: { resource: resource(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and more of a resource is used than the new limit allows, but that is no reason for refusal";

    /// A limit of the new plan is exceeded for which this edition suspends the company. Neither Canadian catalogue does so. \[J\]
    CompanySuspended {
        /// What exceeds its limit: users of a kind, or a resource. In JSON it is `kind` or `resource`.
        quota: Quota,
        /// How many there are.
        used: u32,
        /// How many the new plan holds.
        limit: u32,
    }
        each Quota,
        when: |t, place| t.suspended_over().has_place(place),
        told: { quota: Quota::at(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and a new limit is exceeded, for which the company is suspended";

    /// An add-on is lowered, or removed: what only the higher tier has ends. \[O\] for time, \[J\]
    AddOnGoesDown {
        /// The add-on.
        product: Product,
        /// Its tier now.
        from: Tier,
        /// Its tier then; `None` where it is removed.
        to: Option<Tier>,
    }
        each AddOn,
        when: |t, place| AddOnKind::ALL.get(place).is_some_and(|&kind| level(t.to.add_on(kind)) < level(t.from.add_on(kind))),
        told: {
            product: AddOnKind::ALL.get(place)?.product(),
            from: t.from.add_on(*AddOnKind::ALL.get(place)?)?.tier,
            to: t.to.add_on(*AddOnKind::ALL.get(place)?).map(|held| held.tier),
        },
        reversible: true,
        condition: "an add-on is lowered or removed";

    /// The base product goes down and the client pays: its discounts end. \[O\]
    DiscountsEnd
        each Request,
        when: |t, _place| t.plan.down && matches!(t.from.base.payer, Party::Client),
        told: {},
        reversible: false,
        condition: "base goes down, and the client pays";

    /// The new plan has time tracking, but payroll makes it unavailable. Given if time tracking was available before and is in
    /// use, or if the old plan had none. \[O\]
    TimeTrackingUnavailable
        each Request,
        when: |t, _place| {
            let (was, is) = t.time_tracking_unavailable();
            let becomes_so = !was && t.usage.features.contains(Feature::TimeTracking);
            t.plan.has_time_tracking == Some(true) && is && (becomes_so || t.plan.had_time_tracking == Some(false))
        },
        told: {},
        reversible: true,
        condition: "payroll makes the new plan's time tracking unavailable, and either it was available and in use, or the current plan has none";

    /// The plan becomes EasyStart, where the primary-admin role cannot be handed over without the vendor's help. \[O\]
    PrimaryAdminLocked
        each Request,
        when: |t, _place| t.from.base.plan != t.to.base.plan && matches!(t.to.base.plan, Plan::EasyStart),
        told: {},
        reversible: true,
        condition: "the plan becomes {easy_start}, where the primary-admin role cannot be handed over without the vendor's help";

    /// The firm takes over the billing of a company in a state in which that revives the subscription, which begins anew. \[O\]
    Resubscribes
        each Request,
        when: |t, _place| t.is_revived(),
        told: {},
        reversible: true,
        condition: "base begins anew as its billing is transferred to the firm";

    /// A product that this party pays for goes up: it is charged for the rest of the month. \[O\]
    ProratedCharge {
        /// Who pays.
        payer: Party,
    }
        each Payer,
        when: |t, place| Party::ALL.get(place).is_some_and(|&payer| t.charges(payer)),
        told: { payer: *Party::ALL.get(place)? },
        reversible: true,
        condition: "a product that this party pays for goes up";

    /// Billing goes to the firm, and a firm's discount paid until at most 60 days ago (the catalogue says how many): the
    /// discount is kept. \[O\]
    DiscountKept {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| t.discount_kept && transferred(t, place, Party::Firm).is_some(),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "billing for the product is transferred to the firm, and a firm's wholesale discount last applied no longer ago than the {catalogue} allows";

    /// Billing goes to the firm, at the retail price. \[O\]
    RetailPrice {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| taken_over_at(t, place, PriceWhenTakenOver::Retail),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "billing for the product is otherwise transferred to the firm, and the {catalogue}'s price is retail";

    /// Billing goes to the firm, at the wholesale price. Neither of the Canadian catalogues has that. \[O\]
    WholesalePrice {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| taken_over_at(t, place, PriceWhenTakenOver::Wholesale),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "billing for the product is otherwise transferred to the firm, and the {catalogue}'s price is wholesale";

    /// Billing goes to the client, at the full price. It comes back with the discount if the firm takes it back within 60 days. \[O\]
    FullPrice {
        /// The product.
        product: Product,
    }
        each TransferToClient,
        when: |t, place| transferred(t, place, Party::Client).is_some(),
        told: { product: transferred(t, place, Party::Client)? },
        reversible: true,
        condition: "billing for the product is transferred to the client";

    /// The firm hands billing of the base product over to the client, whose books are read only until it has entered its payment
    /// details. \[O\]
    ReadOnlyUntilBillingDetails
        each TransferToClient,
        when: |t, place| goes_to_client_by(t, place, Party::Firm),
        told: {},
        reversible: true,
        condition: "billing for base is transferred to the client, and the firm asks for it";

    /// The client takes over the billing of the base product, and has to enter its payment details. \[O\]
    PaymentDetailsNeeded
        each TransferToClient,
        when: |t, place| goes_to_client_by(t, place, Party::Client),
        told: {},
        reversible: true,
        condition: "billing for base is transferred to the client, and the firm does not ask for it";
}

/// The resource whose quota is at this place.
fn resource(place: usize) -> Option<Resource> {
    match Quota::at(place)? {
        Quota::Resource(resource) => Some(resource),
        Quota::Users(_) => None,
    }
}

/// The product at this place, if its billing goes to this party.
fn transferred(findings: &Findings, place: usize, to: Party) -> Option<Product> {
    let product = *Product::ALL.get(place)?;
    let (now, then) = (findings.from.payer(product)?, findings.to.payer(product)?);
    (now != to && then == to).then_some(product)
}

/// Whether the product at this place goes to the firm at this price, and without a discount that is kept.
fn taken_over_at(findings: &Findings, place: usize, price: PriceWhenTakenOver) -> bool {
    let without_discount = !findings.discount_kept && findings.stamp.price_when_taken_over == price;
    without_discount && transferred(findings, place, Party::Firm).is_some()
}

/// Whether the product at this place is base and goes to the client, and this party does it.
fn goes_to_client_by(findings: &Findings, place: usize, by: Party) -> bool {
    transferred(findings, place, Party::Client) == Some(Product::Base) && findings.transfers_to_client() == by
}
