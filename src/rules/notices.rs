//! What to know of a change before it is made: the table of the description, one row a notice, in the order in which notices are given.
//!
//! A row says what the notice is and its parameters, for `each` of what it may be given, `when` it is given, from where its parameters are
//! `told`, whether its effect is `reversible`, and its condition in words. A row that lacks one of them does not compile.

use super::findings::Findings;
use super::{coded, level};
use crate::model::{AddOnKind, Feature, FeatureSet, NoticeCode, Party, Plan, Product, QUOTAS, Quota, Resource, Tier, UserKind};
use crate::terms::PriceWhenTakenOver;

/// For each of what a notice may be given. Notices beside one another that are for each of the same are given in turn.
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

/// Declares the notices: the type, and for each column of the table a function that is exhaustive over the codes.
macro_rules! notices {
    ($(
        $(#[$meta:meta])*
        $Notice:ident $({ $($(#[$p_meta:meta])* $parameter:ident: $Type:ty,)* })?
            each $each:ident,
            when: |$t:ident, $place:ident| $when:expr,
            told: $told:tt,
            reversible: $reversible:expr,
            condition: $condition:literal;
    )+) => {
        /// One thing to know before a change is made: it does not stand in the way.
        ///
        /// Each says below when it is given and where it comes from; the marks are explained at [`Reason`](crate::Reason).
        /// [`display`](Self::display) says it in the reader's language; the plain `Display` is an English clause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Notice {
            $(
                $(#[$meta])*
                $Notice $({ $($(#[$p_meta])* $parameter: $Type,)* })?,
            )+
        }

        coded! {
            Notice as NoticeCode {
                $($Notice { $($($parameter),*)? },)+
            }
        }

        impl Notice {
            /// Whether what the notice tells of can be undone: by a later request that changes the subscription back, or by the client
            /// paying. \[J\]
            ///
            /// It cannot where Ledger is left and where discounts end. The full price can: the discount is kept where the firm takes the client
            /// back within the catalogue's days.
            ///
            /// ```
            /// use subscription_change::Notice;
            ///
            /// assert!(!Notice::LeavesLedger.is_reversible());
            /// assert!(Notice::PrimaryAdminLocked.is_reversible());
            /// ```
            #[must_use]
            pub const fn is_reversible(&self) -> bool {
                match self {
                    $(Self::$Notice { .. } => $reversible,)+
                }
            }
        }

        impl NoticeCode {
            /// When such a notice is given, in English words.
            pub(crate) const fn condition(self) -> &'static str {
                match self {
                    $(Self::$Notice => $condition,)+
                }
            }

            const fn each(self) -> Each {
                match self {
                    $(Self::$Notice => Each::$each,)+
                }
            }
        }

        /// All notices that are given, as bits in the order in which they are given.
        #[inline]
        fn given(findings: &Findings) -> [u64; WORDS] {
            let mut all = [0; WORDS];
            $(
                let mut place = 0;
                while place < Each::$each.places() {
                    let is_given = {
                        let ($t, $place) = (findings, place);
                        let _ = $place;
                        $when
                    };
                    let of_all = PLACES[NoticeCode::$Notice as usize][place];
                    all[of_all / WORD] |= u64::from(is_given) << (of_all % WORD);
                    place += 1;
                }
            )+
            all
        }

        /// The notice of this code at this place, which is given.
        fn told(code: NoticeCode, place: usize, findings: &Findings) -> Option<Notice> {
            match code {
                $(NoticeCode::$Notice => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    Some(Notice::$Notice $told)
                })+
            }
        }
    };
}

notices! {
    /// The base product leaves Ledger: one way, so discuss it with the client first. \[S\]
    LeavesLedger
        each Request,
        when: |t, _place| t.plan.leaves_side,
        told: {},
        reversible: false,
        condition: "base leaves Ledger, which is one way";

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
        when: |t, place| place < UserKind::COUNT && t.is_over(place) && !t.suspends(place),
        told: { kind: *UserKind::ALL.get(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and there are more users of a kind than the new limit, which did not refuse it";

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
        when: |t, place| place >= UserKind::COUNT && t.is_over(place) && !t.suspends(place),
        told: { resource: resource(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and more of a resource is used than the new limit, which did not refuse it";

    /// There is more than the new plan holds, over which this edition suspends the company. Neither of the Canadian catalogues does. \[J\]
    CompanySuspended {
        /// Of what there is too much: users of a kind, or a resource. In JSON it is `kind` or `resource`.
        quota: Quota,
        /// How many there are.
        used: u32,
        /// How many the new plan holds.
        limit: u32,
    }
        each Quota,
        when: |t, place| t.is_over(place) && t.suspends(place),
        told: { quota: Quota::at(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and there is more than a new limit over which the company is suspended";

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

    /// The new plan has time tracking and payroll makes it unavailable; and payroll did not before, while it is in use, or the old plan had
    /// no time tracking. \[O\]
    TimeTrackingUnavailable
        each Request,
        when: |t, _place| {
            let (was, is) = t.time_tracking_unavailable();
            let becomes_so = !was && t.usage.features.contains(Feature::TimeTracking);
            t.plan.has_time_tracking == Some(true) && is && (becomes_so || t.plan.had_time_tracking == Some(false))
        },
        told: {},
        reversible: true,
        condition: "the new plan has time tracking, which payroll makes unavailable, and it is in use and was available, or the old plan \
                    has it not";

    /// The plan becomes EasyStart, where the primary-admin role cannot be handed over without the vendor's help. \[O\]
    PrimaryAdminLocked
        each Request,
        when: |t, _place| t.from.base.plan != t.to.base.plan && matches!(t.to.base.plan, Plan::EasyStart),
        told: {},
        reversible: true,
        condition: "the plan becomes EasyStart, where the role cannot be handed over without the vendor's help";

    /// The firm takes over the billing of a company that is cancelled: the subscription begins anew. \[O\]
    Resubscribes
        each Request,
        when: |t, _place| t.is_revived(),
        told: {},
        reversible: true,
        condition: "base is revived by its transfer to the firm";

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
        condition: "the product transfers to the firm, and a firm's discount paid until a few days ago";

    /// Billing goes to the firm, at the retail price. \[O\]
    RetailPrice {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| taken_over_at(t, place, PriceWhenTakenOver::Retail),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "the product transfers to the firm otherwise, and the catalogue has the retail price for it";

    /// Billing goes to the firm, at the wholesale price. Neither of the Canadian catalogues has that. \[O\]
    WholesalePrice {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| taken_over_at(t, place, PriceWhenTakenOver::Wholesale),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "the product transfers to the firm otherwise, and the catalogue has the wholesale price for it";

    /// Billing goes to the client, at the full price. It comes back with the discount if the firm takes it back within 60 days. \[O\]
    FullPrice {
        /// The product.
        product: Product,
    }
        each TransferToClient,
        when: |t, place| transferred(t, place, Party::Client).is_some(),
        told: { product: transferred(t, place, Party::Client)? },
        reversible: true,
        condition: "the product transfers to the client";

    /// The firm hands billing of the base product over to the client, whose books are read only until it has entered its billing
    /// details. \[O\]
    ReadOnlyUntilBillingDetails
        each TransferToClient,
        when: |t, place| goes_to_client_by(t, place, Party::Firm),
        told: {},
        reversible: true,
        condition: "base transfers to the client, and the firm asks for it";

    /// The client takes billing of the base product over, and has to enter its payment details. \[O\]
    PaymentDetailsNeeded
        each TransferToClient,
        when: |t, place| goes_to_client_by(t, place, Party::Client),
        told: {},
        reversible: true,
        condition: "base transfers to the client, and the firm does not ask for it";
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

/// How many notices there can be.
pub(crate) const NOTICES: usize = {
    let (mut places, mut i) = (0, 0);
    while i < NoticeCode::COUNT {
        places += NoticeCode::ALL[i].each().places();
        i += 1;
    }
    places
};

/// The notices that are given are the bits of so many words.
const WORDS: usize = NOTICES.div_ceil(WORD);
const WORD: usize = u64::BITS as usize;

/// The most places that a notice is given for.
const MOST_PLACES: usize = {
    let (mut most, mut i) = (0, 0);
    while i < NoticeCode::COUNT {
        let places = NoticeCode::ALL[i].each().places();
        most = if places > most { places } else { most };
        i += 1;
    }
    most
};

/// Where each notice stands in the order, by its code and its place.
const PLACES: [[usize; MOST_PLACES]; NoticeCode::COUNT] = {
    let mut places = [[0; MOST_PLACES]; NoticeCode::COUNT];
    let mut i = 0;
    while i < NOTICES {
        let (code, place) = ORDER[i];
        places[code as usize][place] = i;
        i += 1;
    }
    places
};

/// Every notice that there can be, in the order in which they are given.
const ORDER: [(NoticeCode, usize); NOTICES] = {
    let mut order = [(NoticeCode::ALL[0], 0); NOTICES];
    let (mut next, mut first) = (0, 0);
    while first < NoticeCode::COUNT {
        let each = NoticeCode::ALL[first].each();
        let mut end = first + 1;
        while end < NoticeCode::COUNT && NoticeCode::ALL[end].each() as u8 == each as u8 && !matches!(each, Each::Request) {
            end += 1;
        }
        let mut place = 0;
        while place < each.places() {
            let mut i = first;
            while i < end {
                order[next] = (NoticeCode::ALL[i], place);
                next += 1;
                i += 1;
            }
            place += 1;
        }
        first = end;
    }
    order
};

impl Notice {
    /// Its place in the order in which notices are given.
    #[cfg(feature = "serde")]
    pub(crate) fn place(&self) -> Option<usize> {
        let place = match *self {
            Self::UsersOverLimit { kind, .. } => Quota::Users(kind).place(),
            Self::ResourceOverLimit { resource, .. } => Quota::Resource(resource).place(),
            Self::CompanySuspended { quota, .. } => quota.place(),
            Self::AddOnGoesDown { product, .. } => product.add_on()? as usize,
            Self::ProratedCharge { payer } => payer as usize,
            Self::DiscountKept { product }
            | Self::RetailPrice { product }
            | Self::WholesalePrice { product }
            | Self::FullPrice { product } => product as usize,
            Self::LeavesLedger
            | Self::FeaturesLost { .. }
            | Self::DiscountsEnd
            | Self::TimeTrackingUnavailable
            | Self::PrimaryAdminLocked
            | Self::Resubscribes
            | Self::ReadOnlyUntilBillingDetails
            | Self::PaymentDetailsNeeded => 0,
        };
        ORDER.iter().position(|of| *of == (self.code(), place))
    }
}

/// The notices that are given of a request; or of those, the ones that are still to be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoticeSet([u64; WORDS]);

impl NoticeSet {
    pub(crate) const NONE: Self = Self([0; WORDS]);

    /// All of them.
    #[inline]
    pub(crate) fn of(findings: &Findings) -> Self {
        Self(given(findings))
    }

    /// Takes the next notice out.
    pub(crate) fn next(&mut self, findings: &Findings) -> Option<Notice> {
        let (word, bits) = self.0.iter_mut().enumerate().find(|(_, bits)| **bits != 0)?;
        let place = word * WORD + bits.trailing_zeros() as usize;
        *bits &= bits.wrapping_sub(1);
        notice_at(place, findings)
    }

    /// Whether the notice at this place of the order is among them.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.0.get(place / WORD).is_some_and(|bits| bits >> (place % WORD) & 1 != 0)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().fold(0, |len: usize, bits| len.saturating_add(bits.count_ones() as usize))
    }

    pub(crate) fn intersection(self, other: &Self) -> Self {
        Self(core::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    pub(crate) fn union(self, other: &Self) -> Self {
        Self(core::array::from_fn(|word| self.0[word] | other.0[word]))
    }
}

/// The notice at this place of the order, which is given.
pub(crate) fn notice_at(place: usize, findings: &Findings) -> Option<Notice> {
    let &(code, place) = ORDER.get(place)?;
    told(code, place, findings)
}

#[cfg(feature = "serde")]
impl serde::Serialize for Notice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = serializer.serialize_struct("Notice", code.parameters().len().saturating_add(2))?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("reversible", &self.is_reversible())?;
        form.end()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Notice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::form::Form::read(deserializer)
    }
}

#[cfg(feature = "serde")]
impl super::form::FromForm for Notice {
    type Form = super::form::Form<NoticeCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use super::form::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let notice = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("reversible", form.reversible.take(), &notice.is_reversible())?;
            form.finish()?;
            Ok(notice)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}
