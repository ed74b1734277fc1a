//! What to know of a change before it is made: the table of the description, one row a notice, in the order in which notices are given.
//!
//! A row says what the notice is and its parameters, for `each` of what it may be given, `when` it is given, from where its parameters are
//! `told`, whether its effect is `reversible`, and its condition in words. A row that lacks one of them does not compile.

use super::coded;
use super::findings::Findings;
use crate::model::{
    AddOn, AddOnKind, Feature, FeatureSet, NoticeCode, Party, Plan, Product, QUOTAS, Quota, Resource, Subscription, Tier,
    UserKind,
};

/// For each of what a notice may be given. Notices beside one another that are for each of the same are given in turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Each {
    Request,
    Quota,
    TransferToFirm,
    TransferToClient,
}

impl Each {
    const fn places(self) -> usize {
        match self {
            Self::Request => 1,
            Self::Quota => QUOTAS,
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
            /// It cannot where Ledger is left, where discounts end, and where the client's full price takes the place of the firm's
            /// discount: billing that goes back to the firm goes back at the retail price.
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

        /// The notice of this code at this place, if it is given.
        fn given(code: NoticeCode, place: usize, findings: &Findings) -> Option<Notice> {
            match code {
                $(NoticeCode::$Notice => {
                    let ($t, $place) = (findings, place);
                    let _ = $place;
                    if $when { Some(Notice::$Notice $told) } else { None }
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
        when: |t, place| place < UserKind::COUNT && t.is_over(place),
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
        when: |t, place| place >= UserKind::COUNT && t.is_over(place),
        told: { resource: resource(place)?, used: t.used(place)?, limit: t.limit(place)? },
        reversible: true,
        condition: "the plan changes, and more of a resource is used than the new limit, which did not refuse it";

    /// The base product goes down and the client pays: its discounts end. \[O\]
    DiscountsEnd
        each Request,
        when: |t, _place| t.plan.down && matches!(t.from.base.payer, Party::Client),
        told: {},
        reversible: false,
        condition: "base goes down, and the client pays";

    /// Payroll becomes Core while time tracking is in use, on a plan that has it. \[O\]
    TimeTrackingUnavailable
        each Request,
        when: |t, _place| {
            t.plan.has_time_tracking && t.features.contains(Feature::TimeTracking) && has_core(&t.to) && !has_core(&t.from)
        },
        told: {},
        reversible: true,
        condition: "payroll becomes Core while time tracking is in use, on a plan that has it";

    /// The plan becomes EasyStart, where the primary-admin role cannot be handed over without the vendor's help. \[O\]
    PrimaryAdminLocked
        each Request,
        when: |t, _place| t.from.base.plan != t.to.base.plan && matches!(t.to.base.plan, Plan::EasyStart),
        told: {},
        reversible: true,
        condition: "the plan becomes EasyStart, where the role cannot be handed over without the vendor's help";

    /// Billing goes to the firm, and another firm's discount paid until at most 60 days ago (the catalogue says how many): the
    /// discount is kept. \[O\]
    DiscountKept {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| t.discount_kept && transferred(t, place, Party::Firm).is_some(),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "the product transfers to the firm, and another firm's discount paid until a few days ago";

    /// Billing goes to the firm, at the retail price. \[O\]
    RetailPrice {
        /// The product.
        product: Product,
    }
        each TransferToFirm,
        when: |t, place| !t.discount_kept && transferred(t, place, Party::Firm).is_some(),
        told: { product: transferred(t, place, Party::Firm)? },
        reversible: true,
        condition: "the product transfers to the firm otherwise";

    /// Billing goes to the client, at the full price. \[O\]
    FullPrice {
        /// The product.
        product: Product,
    }
        each TransferToClient,
        when: |t, place| transferred(t, place, Party::Client).is_some(),
        told: { product: transferred(t, place, Party::Client)? },
        reversible: false,
        condition: "the product transfers to the client";

    /// Billing of the base product goes to the client, whose books are read only until it has paid. \[O\]
    ReadOnlyUntilPaid
        each TransferToClient,
        when: |t, place| transferred(t, place, Party::Client) == Some(Product::Base),
        told: {},
        reversible: true,
        condition: "base transfers to the client";
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

/// Whether payroll is held at the tier Core.
fn has_core(subscription: &Subscription) -> bool {
    matches!(subscription.add_on(AddOnKind::Payroll), Some(AddOn { tier: Tier::Core, .. }))
}

/// How many notices there can be.
const PLACES: usize = {
    let (mut places, mut i) = (0, 0);
    while i < NoticeCode::COUNT {
        places += NoticeCode::ALL[i].each().places();
        i += 1;
    }
    places
};

/// Every notice that there can be, in the order in which they are given.
const ORDER: [(NoticeCode, usize); PLACES] = {
    let mut order = [(NoticeCode::ALL[0], 0); PLACES];
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
            Self::DiscountKept { product } | Self::RetailPrice { product } | Self::FullPrice { product } => product as usize,
            Self::LeavesLedger
            | Self::FeaturesLost { .. }
            | Self::DiscountsEnd
            | Self::TimeTrackingUnavailable
            | Self::PrimaryAdminLocked
            | Self::ReadOnlyUntilPaid => 0,
        };
        ORDER.iter().position(|of| *of == (self.code(), place))
    }
}

/// Where somebody is who reads the notices of a plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct NoticeCursor(usize);

impl NoticeCursor {
    /// The next notice.
    pub(crate) fn next(&mut self, findings: &Findings) -> Option<Notice> {
        loop {
            let &(code, place) = ORDER.get(self.0)?;
            self.0 = self.0.saturating_add(1);
            let notice = given(code, place, findings);
            if notice.is_some() {
                return notice;
            }
        }
    }

    /// How many are to come.
    pub(crate) fn left(&self, findings: &Findings) -> usize {
        let to_come = ORDER.iter().skip(self.0);
        to_come.filter(|(code, place)| given(*code, *place, findings).is_some()).count()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Notice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = serializer.serialize_struct("Notice", code.parameters().len() + 2)?;
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
