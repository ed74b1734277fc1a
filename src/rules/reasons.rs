//! The reasons for refusal: the table of the description, one row a reason, in the order in which reasons are reported.
//!
//! A row says, in this order:
//!
//! - what the reason is, its code and its **parameters**; what stands after `;` is told by its remedies and not by a parameter in JSON;
//! - `applies`: what has to happen to a product for the rule to apply, told `once` for the request or for `each` product, and `holds`: what has
//!   to be so of the facts. Or `whole`: both, of the request as a whole. Or, of a reason that is told for each member of a set, `those`: the
//!   members that the change applies it to and that are so of the facts;
//! - `told`: where its parameters come from;
//! - its `resolution`, its `remedies`, and the codes of these;
//! - when it holds, in words.
//!
//! A row that lacks one of them does not compile. Its sources are the catalogue's, its sentences those of each language.

use super::coded;
use super::facts::Facts;
use super::findings::{Findings, Gaps, Told};
use super::remedy::{Remedies, Remedy, RemedyCode};
use super::{Authority, MissingAuthorisation, ProductChange};
use crate::kit::{Bits, Narrow, Set, vocabulary};
use crate::model::{
    Actor, AddOnKind, AddOnSet, ClientStatus, Fact, FactSet, Feature, FeatureSet, Item, Party, Plan, Product, QuotaSet,
    ReasonCode, ReasonCodeSet, Resource, ResourceSet, Span, StatusSet, Tier, Truth, UserKind, UserKindSet,
};
use crate::rules::compiled::Transition;
use crate::terms::Clearance;

vocabulary! {
    /// What becomes of a reason.
    pub enum Resolution ("resolution") {
        /// Nobody can clear it.
        Never,
        /// Somebody can clear it; its remedies say who.
        Act,
        /// It clears itself in time.
        Wait,
    }
}

/// Declares the reasons: the type, and for each column of the table a function that is exhaustive over the codes.
macro_rules! reasons {
    ($(
        $(#[$meta:meta])*
        $Reason:ident $({
            $($(#[$p_meta:meta])* $parameter:ident: $Type:ty,)*
            $(; $($(#[$h_meta:meta])* $hidden:ident: $Hidden:ty = $read:path,)+)?
        })?
            $(applies $how:ident: |$change:ident| $applies:expr, holds: |$facts:ident| $holds:expr,)?
            $(whole: |$request:ident, $known:ident| $whole:expr,)?
            $(those in $family:ident: $Family:ty = |$transition:ident, $of:ident| $those:expr,)?
            told: |$t:ident, $place:ident| $told:tt,
            resolution: $resolution:expr,
            remedies: $remedies:expr,
            cleared by: [$($Remedy:ident),*],
            condition: $condition:literal;
    )+) => {
        /// One reason why a change is refused.
        ///
        /// Whatever else holds, a reason is given exactly when its own condition holds. Each says below when that is, what becomes of it,
        /// and where it comes from: **\[S\]** the vendor's article L78SslIqi of 28 January 2025, **\[O\]** another page of the vendor,
        /// **\[J\]** judgement, where neither says.
        ///
        /// [`display`](Self::display) says it in the reader's language; the plain `Display` is an English clause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $(
                $(#[$meta])*
                $Reason $({
                    $($(#[$p_meta])* $parameter: $Type,)*
                    $($($(#[$h_meta])* $hidden: $Hidden,)+)?
                })?,
            )+
        }

        coded! {
            Reason as ReasonCode {
                $($Reason { $($($parameter),*)? } $($($(with $hidden from $read)+)?)?,)+
            }
        }

        impl Reason {
            /// What becomes of it.
            ///
            /// ```
            /// use subscription_change::{Reason, Resolution};
            ///
            /// assert_eq!(Reason::NothingToChange.resolution(), Resolution::Never);
            /// assert_eq!(Reason::ClientPending.resolution(), Resolution::Wait);
            /// ```
            #[must_use]
            #[allow(unused_variables, reason = "most rows need none of their parameters for it")]
            pub const fn resolution(&self) -> Resolution {
                use Resolution::{Act, Never, Wait};

                match *self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden,)+)?)? } => $resolution,)+
                }
            }

            /// The alternatives that clear it: any one does. Empty exactly where the resolution is [`Never`](Resolution::Never).
            ///
            /// ```
            /// use subscription_change::{Reason, Remedy, UserKind};
            ///
            /// let reason = Reason::TooManyUsers { kind: UserKind::Billable, used: 3, limit: 1 };
            /// let remedies: Vec<Remedy> = reason.remedies().collect();
            /// assert_eq!(remedies, [Remedy::RemoveUsers { kind: UserKind::Billable, count: 2 }]);
            /// ```
            #[must_use]
            #[allow(unused_variables, reason = "some rows need none of their parameters for it")]
            pub const fn remedies(&self) -> Remedies {
                match *self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden,)+)?)? } => $remedies,)+
                }
            }
        }

        impl ReasonCode {
            /// The codes of the remedies that may clear such a reason: alternatives, of which one reason may offer only some.
            #[must_use]
            pub const fn cleared_by(self) -> &'static [RemedyCode] {
                match self {
                    $(Self::$Reason => &[$(RemedyCode::$Remedy),*],)+
                }
            }

            /// When such a reason holds, in English words.
            pub(crate) const fn condition(self) -> &'static str {
                match self {
                    $(Self::$Reason => $condition,)+
                }
            }

            /// What the reasons of this code are told apart by: the places at which there is one.
            fn places(self, set: &ReasonSet) -> Bits {
                match self {
                    $(Self::$Reason => {
                        $(reasons!(@places $how, set, Self::$Reason))?
                        $(reasons!(@one $request))?
                        $(<$Family>::kept(set.families.$family).bits())?
                    })+
                }
            }
        }

        /// Of the reasons that are told for each member of a set: the members.
        #[derive(Clone, Copy)]
        struct Families {
            $($($family: <$Family as Members>::Kept,)?)+
        }

        impl Families {
            /// What is not in the other.
            fn without(self, other: &Self) -> Self {
                Self { $($($family: <$Family>::kept(self.$family).difference(<$Family>::kept(other.$family)).keep(),)?)+ }
            }
        }

        impl ReasonCode {
            /// Whether its reasons are told for each member of a set.
            const fn is_family(self) -> bool {
                match self {
                    $(Self::$Reason => 0 $(+ { let _ = stringify!($family); 1 })? != 0,)+
                }
            }
        }

        /// How many reasons there can be.
        pub(crate) const REASONS: usize = 0 $(
            $(+ reasons!(@most $how))?
            $(+ { let _ = stringify!($whole); 1 })?
            $(+ <$Family as Members>::MOST)?
        )+;

        /// The same, certain and possible.
        struct FamilySpans {
            $($($family: Span<<$Family as Members>::Member>,)?)+
        }

        impl FamilySpans {
            #[inline]
            fn of(request: &Given<'_>, facts: &Facts) -> Self {
                Self {
                    $($($family: {
                        let ($transition, $of) = (request, facts);
                        $those
                    },)?)+
                }
            }

            #[inline]
            fn certain(&self) -> Families {
                Families { $($($family: self.$family.certain.keep(),)?)+ }
            }

            #[inline]
            fn possible(&self) -> Families {
                Families { $($($family: self.$family.possible.keep(),)?)+ }
            }

            /// The codes of which there is a reason.
            #[inline]
            fn codes(&self) -> Codes {
                Codes::NONE $($(.with(ReasonCode::$Reason, self.$family.any()))?)+
            }
        }

        /// The reasons that a change of this product applies, of those that are asked for each product.
        pub(super) const fn applied(change: &ProductChange) -> ReasonCodeSet {
            ReasonCodeSet::EMPTY
                $($(.union(ReasonCodeSet::EMPTY.with(ReasonCode::$Reason).when({
                    let $change = change;
                    $applies
                })))?)+
        }

        /// The reasons that the facts hold for, whatever the change.
        #[inline]
        fn held(facts: &Facts) -> Codes {
            Codes::NONE
                $($(.with(ReasonCode::$Reason, {
                    let $facts = facts;
                    let _ = $facts;
                    $holds
                }))?)+
        }

        /// The reasons that are asked of the request as a whole.
        #[inline]
        fn of_whole(given: &Given<'_>, facts: &Facts) -> Codes {
            Codes::NONE
                $($(.with(ReasonCode::$Reason, {
                    let ($request, $known) = (given, facts);
                    $whole
                }))?)+
        }

        /// The unknown facts on which the reason of this code at this place depends.
        pub(super) fn depends_on(code: ReasonCode, place: usize, given: &Given<'_>, facts: &Facts) -> FactSet {
            match code {
                $(ReasonCode::$Reason => {
                    $({
                        let $facts = facts;
                        let _ = ($facts, stringify!($how));
                        $holds
                    }.depends)?
                    $({
                        let ($request, $known) = (given, facts);
                        $whole
                    }.depends)?
                    $(<$Family as Members>::depends(place))?
                })+
            }
        }

        /// The reason of this code at this place, as far as the findings tell it: each parameter that hangs on an unknown fact is a
        /// placeholder, and its bit is not set. The bits are in the order of the parameters, those that no parameter in JSON tells last.
        fn told_partly(code: ReasonCode, place: usize, findings: &Told<'_>) -> (Reason, u32) {
            match code {
                $(ReasonCode::$Reason => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    reasons!(@partly $Reason $told)
                })+
            }
        }

        #[cfg(feature = "serde")]
        impl Reason {
            /// Writes the parameters whose bits are set.
            pub(crate) fn write_known<S: serde::ser::SerializeStruct>(&self, known: u32, form: &mut S) -> Result<(), S::Error> {
                let mut bits = (0..u32::BITS).map(|bit| known >> bit & 1 != 0);
                match self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden: _,)+)?)? } => {
                        $($(if bits.next() == Some(true) {
                            coded!(@write form, $parameter $parameter);
                        })*)?
                    })+
                }
                Ok(())
            }
        }

        impl ReasonCode {
            /// The names of its parameters, and then of what its remedies tell.
            pub(crate) const fn all_parameters(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Reason => &[$($(stringify!($parameter),)* $($(stringify!($hidden),)+)?)?],)+
                }
            }
        }

        /// The reason of this code at this place, as the findings tell it.
        fn told(code: ReasonCode, place: usize, findings: &Told<'_>) -> Option<Reason> {
            Some(match code {
                $(ReasonCode::$Reason => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    Reason::$Reason $told
                })+
            })
        }
    };

    (@partly $Reason:ident { $($name:ident: $value:expr),* $(,)? }) => {{
        #[allow(unused_mut, reason = "not every reason has parameters")]
        let (mut known, mut bit) = (0, 1);
        let reason = Reason::$Reason {
            $($name: {
                let told = (|| Some($value))();
                known |= if told.is_some() { bit } else { 0 };
                bit <<= 1;
                told.unwrap_or(Placeholder::PLACEHOLDER)
            },)*
        };
        let _ = (&mut known, bit);
        (reason, known)
    }};
    (@one $whole:ident) => { 1 };
    (@most once) => { 1 };
    (@most each) => { Product::COUNT };
    (@places once, $set:ident, $code:expr) => { 1 };
    (@places each, $set:ident, $code:expr) => { $set.products_with($code) };
}

/// What a change applies, where a reason is asked of the request as a whole or told for each member of a set.
pub(super) struct Given<'a> {
    pub(super) transition: &'a Transition,
    /// A product changes.
    pub(super) changes: bool,
    /// Billing of a product goes to the firm.
    pub(super) to_firm: bool,
    /// Billing of a product goes to the client.
    pub(super) to_client: bool,
    /// The states of the company in which this revives the subscription.
    pub(super) revives: StatusSet,
    /// The authorisations that the change needs.
    pub(super) needed: Set<MissingAuthorisation>,
    /// The add-ons that the change touches and the target does not support.
    pub(super) unsupported: AddOnSet,
}

/// Codes, certain and possible.
#[derive(Clone, Copy)]
struct Codes {
    certain: ReasonCodeSet,
    possible: ReasonCodeSet,
}

impl Codes {
    const NONE: Self = Self { certain: ReasonCodeSet::EMPTY, possible: ReasonCodeSet::EMPTY };

    #[inline]
    fn with(self, code: ReasonCode, holds: Truth) -> Self {
        Self {
            certain: self.certain.union(ReasonCodeSet::if_so(code, holds.certain)),
            possible: self.possible.union(ReasonCodeSet::if_so(code, holds.possible)),
        }
    }
}

/// What a set is a set of, and on which facts it depends what is in it.
trait Members {
    type Member;

    /// How many members it can have.
    const MOST: usize;

    /// The set as it is kept in an answer.
    type Kept: Copy;

    fn keep(self) -> Self::Kept;

    fn kept(kept: Self::Kept) -> Self;

    /// The facts on which the member at this place depends.
    fn depends(place: usize) -> FactSet;
}

/// The member at a place, and the facts on which it depends.
macro_rules! members {
    (@kept wide $Member:ty) => { Set<$Member> };
    (@kept narrow $Member:ty) => { Narrow<$Member> };
    (@keep wide $set:expr) => { $set };
    (@keep narrow $set:expr) => { Narrow::of($set) };
    (@widen wide $kept:expr) => { $kept };
    (@widen narrow $kept:expr) => { $kept.wide() };
    ($($how:ident $Member:ty: |$place:ident| $facts:expr;)+) => {$(
        impl Members for Set<$Member> {
            type Member = $Member;
            const MOST: usize = <$Member>::COUNT;
            type Kept = members!(@kept $how $Member);

            #[inline]
            fn keep(self) -> Self::Kept {
                members!(@keep $how self)
            }

            #[inline]
            fn kept(kept: Self::Kept) -> Self {
                members!(@widen $how kept)
            }

            fn depends($place: usize) -> FactSet {
                let _ = $place;
                $facts
            }
        }
    )+};
}

/// One fact, if there is one.
fn on(fact: Option<Fact>) -> FactSet {
    fact.map_or(FactSet::EMPTY, |fact| FactSet::EMPTY.with(fact))
}

members! {
    wide MissingAuthorisation: |place| MissingAuthorisation::at(place).map_or(FactSet::EMPTY, |missing| missing.authority.depends());
    narrow UserKind: |place| on(UserKind::ALL.get(place).map(|&kind| Fact::Users(kind)));
    wide Feature: |place| on(Feature::ALL.get(place).map(|&feature| Fact::Feature(feature)));
    narrow Resource: |place| on(Resource::ALL.get(place).map(|&resource| Fact::Resource(resource)));
    narrow AddOnKind: |_place| FactSet::EMPTY;
}

/// What stands for a parameter that is not known.
trait Placeholder {
    const PLACEHOLDER: Self;
}

macro_rules! placeholders {
    ($($Type:ty = $value:expr;)+) => {$(
        impl Placeholder for $Type {
            const PLACEHOLDER: Self = $value;
        }
    )+};
}

placeholders! {
    u32 = 0;
    bool = false;
    Actor = Actor::Client;
    ClientStatus = ClientStatus::Restricted;
    Feature = Feature::ALL[0];
    FeatureSet = FeatureSet::EMPTY;
    Item = Item::Plan(Plan::ALL[0]);
    Party = Party::Client;
    Plan = Plan::ALL[0];
    Product = Product::Base;
    Resource = Resource::ALL[0];
    UserKind = UserKind::ALL[0];
    Option<Clearance> = None;
    Option<Tier> = None;
}

/// The product at this place.
fn product(place: usize) -> Option<Product> {
    Product::ALL.get(place).copied()
}

reasons! {
    // 1
    /// The target is the current subscription. *Never.* \[J\]
    NothingToChange
        // It is turned round: the reason holds where nothing applies it.
        applies once: |change| change.happens(), holds: |_facts| Truth::ALWAYS,
        told: |_t, _place| {},
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the target is the current subscription";

    // 2
    /// The base product changes, and one side is Self-Employed; or it is Self-Employed and transfers. That is a separate switch procedure of
    /// the vendor and not a plan change. *Never.* \[S\]\[O\]
    SeparateProduct {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    }
        applies once: |change| change.separate, holds: |_facts| Truth::ALWAYS,
        told: |t, _place| { from: t.from.base.plan, to: t.to.base.plan },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base changes, and one side is Self-Employed; or base is Self-Employed and transfers";

    // 3
    /// The base product changes from the ladder to Ledger. *Never.* \[S\]
    LedgerClosed {
        /// The current plan.
        from: Plan,
    }
        applies once: |change| change.leaves_ladder, holds: |_facts| Truth::ALWAYS,
        told: |t, _place| { from: t.from.base.plan },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base changes from the ladder to Ledger";

    // 4
    /// The target has a plan or tier, new to it, that the catalogue does not sell. *Never.* \[J\]
    NotSold {
        /// The product.
        product: Product,
        /// Its plan or tier.
        item: Item,
    }
        applies each: |change| change.changes && !change.sold, holds: |_facts| Truth::ALWAYS,
        told: |t, place| { product: product(place)?, item: t.item(product(place)?)? },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the target takes up a plan or tier that the catalogue does not sell";

    // 5
    /// The catalogue closes this move, for no reason above. *Never.* \[J\]
    TransitionClosed {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    }
        applies once: |change| change.changes && !change.open && !change.separate && !change.leaves_ladder && change.sold,
        holds: |_facts| Truth::ALWAYS,
        told: |t, _place| { from: t.from.base.plan, to: t.to.base.plan },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the catalogue does not allow this change of plan, and none of the reasons above says why";

    // 6
    /// The client was just put on the discount and is not fully moved yet. *Wait.* \[S\] for upgrades, \[O\] for downgrades
    ClientPending
        applies once: |change| change.happens(), holds: |facts| facts.status_in(StatusSet::of(&[ClientStatus::Pending])),
        told: |_t, _place| {},
        resolution: Wait,
        remedies: Remedies::one(Remedy::WaitUntilMoved),
        cleared by: [WaitUntilMoved],
        condition: "the client is pending, and anything changes or transfers";

    // 7
    /// The client's company can only be read, and anything changes, or anything transfers and base is not revived by it. *Act:* who pays for
    /// base reactivates it. \[J\] from \[O\]
    ClientReadOnly {
        /// Its status: restricted, suspended, expired or cancelled.
        status: ClientStatus,
        ;
        /// Who pays for base, and so reactivates it.
        by: Party = super::form::party_who_acts,
    }
        whole: |request, facts| {
            let transfers = Truth::known(request.to_firm || request.to_client);
            let stopped = transfers & facts.status_in(StatusSet::READ_ONLY.difference(request.revives));
            Truth::known(request.changes) & facts.status_in(StatusSet::READ_ONLY) | stopped
        },
        told: |t, _place| { status: t.status()?, by: t.from.base.payer },
        resolution: Act,
        remedies: Remedies::one(Remedy::Reactivate { by }),
        cleared by: [Reactivate],
        condition: "the client is restricted, suspended, expired or cancelled, and anything changes, or anything transfers and base is not \
                    revived by it";

    // 8
    /// The firm's billing details are out of date, and a product that it pays for goes up \[S\], or a product transfers to it \[O\].
    /// *Act:* the firm updates them.
    FirmBillingOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Firm) || change.to_firm,
        holds: |facts| !facts.firm_billing_current,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateFirmBilling),
        cleared by: [UpdateFirmBilling],
        condition: "the firm's billing details are not current, and a firm-paid product goes up or a product transfers to the firm";

    // 9
    /// The firm's subscription details are out of date, and a product that it pays for goes up. *Act:* the firm updates them. \[S\]
    FirmSubscriptionOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Firm), holds: |facts| !facts.firm_subscription_current,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateFirmSubscription),
        cleared by: [UpdateFirmSubscription],
        condition: "the firm's subscription details are not current, and a firm-paid product goes up";

    // 10
    /// The client's payment details are out of date, and a product that it pays for goes up. *Act:* the client updates them. \[O\]
    ClientBillingOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Client), holds: |facts| !facts.client_billing_current,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateClientBilling),
        cleared by: [UpdateClientBilling],
        condition: "the client's payment details are not current, and a client-paid product goes up";

    // 11
    /// Whoever has to ask for it did not: the payer of a product that changes; the firm for a transfer to it; either of the two for
    /// a transfer to the client. *Act:* that party authorises. \[S\] for what the firm pays, \[J\] for each product
    NotAuthorised {
        /// The product.
        product: Product,
        /// The party whose authorisation is missing.
        payer: Party,
        ;
        /// The other party's authorisation would do as well: the product is only transferred to the client.
        or_client: bool = super::form::either_party_does,
    }
        those in missing: Set<MissingAuthorisation> = |request, facts| facts.not_given.intersection(request.needed),
        told: |_t, place| {
            product: MissingAuthorisation::at(place)?.product,
            payer: match MissingAuthorisation::at(place)?.authority {
                Authority::Client => Party::Client,
                Authority::Firm | Authority::Either => Party::Firm,
            },
            or_client: MissingAuthorisation::at(place)?.authority == Authority::Either,
        },
        resolution: Act,
        remedies: Remedies::first_or(
            Remedy::Authorise { party: payer },
            if or_client { Some(Remedy::Authorise { party: Party::Client }) } else { None },
        ),
        cleared by: [Authorise],
        condition: "the product changes and its payer does not ask for it; or it transfers to the firm and the firm does not; or to the \
                    client and neither does";

    // 12
    /// The base product goes down, the firm pays for it, and the vendor's menu does not show the downgrade. *Act:* the firm clears what else
    /// stands in the way and looks again; a hidden option is what other obstacles look like. \[S\]
    DowngradeNotOffered
        applies once: |change| change.down && matches!((change.product, change.payer), (Product::Base, Party::Firm)),
        holds: |facts| !facts.downgrade_offered,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::LookAgain),
        cleared by: [LookAgain],
        condition: "base goes down, the firm pays for it, and the vendor's menu does not show the downgrade";

    // 13
    /// Something goes down, and the client has not confirmed it, whoever asks. *Act:* the client confirms, accepting the losses.
    /// \[S\]\[O\]
    DowngradeNotConfirmed {
        /// What is lost with the base plan: features in use that do not block. May be none.
        losses: FeatureSet,
    }
        applies once: |change| change.down, holds: |facts| !facts.confirmed,
        told: |t, _place| { losses: t.losses_of_downgrade()? },
        resolution: Act,
        remedies: Remedies::one(Remedy::Confirm { accepting: losses }),
        cleared by: [Confirm],
        condition: "something goes down, and the client has not confirmed it, even if the client asks";

    // 14
    /// Something goes down and was confirmed, but not with the loss of these features. *Act:* the client accepts them. \[S\]\[J\]
    LossesNotAccepted {
        /// The losses that were not accepted.
        features: FeatureSet,
    }
        // Where only an add-on goes down no feature is lost, so there is nothing to accept.
        applies once: |change| change.down && matches!(change.product, Product::Base),
        holds: |facts| facts.confirmed & facts.unaccepted_losses.any(),
        told: |t, _place| { features: t.unaccepted_losses()? },
        resolution: Act,
        remedies: Remedies::one(Remedy::AcceptLosses { features }),
        cleared by: [AcceptLosses],
        condition: "something goes down and was confirmed, but not with all the features that are lost";

    // 15
    /// The plan changes, and there are more users of a kind that blocks than the new, smaller limit. *Act:* the client removes
    /// some, never the primary admin. \[S\]
    TooManyUsers {
        /// The kind of user.
        kind: UserKind,
        /// How many there are, invited ones counted.
        used: u32,
        /// How many the new plan holds.
        limit: u32,
    }
        those in users: UserKindSet =
            |request, facts| facts.over.intersection(request.transition.shrinks_and_blocks).map(QuotaSet::users),
        told: |t, place| {
            kind: *UserKind::ALL.get(place)?,
            used: t.used(place)?,
            limit: t.limit(place)?,
        },
        resolution: Act,
        remedies: Remedies::one(Remedy::RemoveUsers { kind, count: used.saturating_sub(limit) }),
        cleared by: [RemoveUsers],
        condition: "the plan changes, and there are more users of a blocking kind than the new limit, which is lower";

    // 16
    /// The plan changes, and a feature that blocks is in use and missing from the new plan. *Act:* the client clears it; *never*
    /// where nothing does. \[S\] for multicurrency, which another page of the vendor doubts; \[O\]
    FeatureInUse {
        /// The feature.
        feature: Feature,
        ;
        /// What clears it, if anything does.
        cleared_by: Option<Clearance> = super::form::clearance,
        /// Another page of the vendor says that this does not clear it.
        disputed: bool = super::form::is_disputed,
    }
        those in features: FeatureSet = |request, facts| facts.features.intersection(request.transition.blocked_by),
        told: |t, place| {
            feature: *Feature::ALL.get(place)?,
            cleared_by: t.stamp.clears(*Feature::ALL.get(place)?),
            disputed: t.stamp.disputed.contains(*Feature::ALL.get(place)?),
        },
        resolution: if cleared_by.is_some() { Act } else { Never },
        remedies: match cleared_by {
            Some(clearance) => Remedies::one(Remedy::clear(feature, clearance, disputed)),
            None => Remedies::NONE,
        },
        cleared by: [TurnOff, PauseTemplates, MakeItemsInactive],
        condition: "the plan changes, and a blocking feature is in use that the new plan lacks";

    // 17
    /// The plan changes, and more of a resource that blocks is used than the new, smaller limit. *Act:* the client uses less.
    /// Neither of the embedded catalogues has such a resource. \[J\]
    OverLimit {
        /// The resource.
        resource: Resource,
        /// How much is used.
        used: u32,
        /// How much the new plan holds.
        limit: u32,
    }
        those in resources: ResourceSet =
            |request, facts| facts.over.intersection(request.transition.shrinks_and_blocks).map(QuotaSet::resources),
        told: |t, place| {
            resource: *Resource::ALL.get(place)?,
            used: t.used(UserKind::COUNT + place)?,
            limit: t.limit(UserKind::COUNT + place)?,
        },
        resolution: Act,
        remedies: Remedies::one(Remedy::Reduce { resource, count: used.saturating_sub(limit) }),
        cleared by: [Reduce],
        condition: "the plan changes, and more of a blocking resource is used than the new limit, which is lower";

    // 18
    /// The target holds an add-on that its plan or payroll tier does not support. *Act:* ask for a subscription without the add-on, or for time
    /// with payroll at a tier that supports it. \[O\], \[J\] for Ledger and Self-Employed
    AddOnUnsupported {
        /// The add-on.
        product: Product,
        /// The plan asked for.
        plan: Plan,
        ;
        /// The payroll tier that would support it, if one would: the lowest that is sold or held already.
        with_payroll: Option<Tier> = super::form::payroll_to_take,
    }
        those in add_ons: AddOnSet = |request, _facts| Span::known(request.unsupported),
        told: |t, place| {
            product: AddOnKind::ALL.get(place)?.product(),
            plan: t.to.base.plan,
            with_payroll: t.payroll_for(*AddOnKind::ALL.get(place)?),
        },
        resolution: Act,
        remedies: Remedies::first_or(
            Remedy::DropAddOn { product },
            match with_payroll {
                Some(tier) => Some(Remedy::TakePayroll { tier }),
                None => None,
            },
        ),
        cleared by: [DropAddOn, TakePayroll],
        condition: "the target holds an add-on that its plan or payroll tier does not support, and base, that add-on or payroll changed";

    // 19
    /// The base product goes up too soon after a downgrade. *Wait.* Neither of the Canadian catalogues has such a wait. \[O\]
    UpgradeTooSoon {
        /// Whole hours until it may.
        hours_left: u32,
    }
        applies once: |change| change.up && matches!(change.product, Product::Base), holds: |facts| facts.too_soon,
        told: |t, _place| { hours_left: t.hours_left()? },
        resolution: Wait,
        remedies: Remedies::one(Remedy::Wait { hours: hours_left }),
        cleared by: [Wait],
        condition: "base goes up before the catalogue's wait after a downgrade is over";

    // 20
    /// A product both changes and transfers: who takes billing over chooses the current plan. *Act:* whoever asks leaves the payer as it is, and
    /// transfers in a request of its own. \[O\]
    TransferAndChange {
        /// The product.
        product: Product,
    }
        applies each: |change| change.changes_and_transfers(), holds: |_facts| Truth::ALWAYS,
        told: |_t, place| { product: product(place)? },
        resolution: Act,
        remedies: Remedies::one(Remedy::TransferSeparately { product }),
        cleared by: [TransferSeparately],
        condition: "a product both changes and transfers";

    // 21
    /// A product transfers to the firm without a permission. *Act:* who holds the primary-admin role permits it, once for all products. \[O\]
    TransferNotPermitted {
        /// The product.
        product: Product,
        ;
        /// Who permits it: the firm where it holds the primary-admin role, else the client.
        by: Party = super::form::party_who_acts,
    }
        applies each: |change| change.to_firm, holds: |facts| !facts.permitted,
        told: |t, place| { product: product(place)?, by: t.permits()? },
        resolution: Act,
        remedies: Remedies::one(Remedy::PermitTransfer { by }),
        cleared by: [PermitTransfer],
        condition: "the product transfers to the firm, and no permission was given";

    // 22
    /// A product transfers to the firm on a permission that has expired. *Act:* who holds the primary-admin role permits it again. \[O\]
    TransferPermissionExpired {
        /// The product.
        product: Product,
        /// How many hours ago it was given.
        hours_ago: u32,
        /// For how many hours it held.
        window: u32,
        ;
        /// Who permits it: the firm where it holds the primary-admin role, else the client.
        by: Party = super::form::party_who_acts,
    }
        applies each: |change| change.to_firm, holds: |facts| facts.permission_expired,
        told: |t, place| {
            product: product(place)?,
            hours_ago: t.permission_hours()?,
            window: t.stamp.permission_hours,
            by: t.permits()?,
        },
        resolution: Act,
        remedies: Remedies::one(Remedy::PermitTransfer { by }),
        cleared by: [PermitTransfer],
        condition: "the product transfers to the firm, on a permission older than the catalogue's window";

    // 23
    /// Base or time transfers to the firm, and the client is billed annually. *Act:* the client switches to monthly billing; *wait* until it
    /// can, some days before the renewal. \[O\]
    AnnualBilling {
        /// The product.
        product: Product,
        /// In how many days the client can switch; 0 for now.
        in_days: u32,
    }
        applies each: |change| change.to_firm && change.product.is_on_billing_cycle(), holds: |facts| facts.annual,
        told: |t, place| { product: product(place)?, in_days: t.days_to_switch()? },
        resolution: if in_days > 0 { Wait } else { Act },
        remedies: Remedies::one(Remedy::SwitchToMonthly { in_days }),
        cleared by: [SwitchToMonthly],
        condition: "base or time transfers to the firm, and the client is billed annually";

    // 24
    /// A product transfers to the client, while the firm holds the primary-admin role. *Act:* the firm hands it over; on EasyStart the vendor,
    /// whom the firm asks. \[O\]
    ClientNotPrimaryAdmin {
        /// The product.
        product: Product,
        ;
        /// Who hands the role over: the firm, or on EasyStart the vendor.
        by: Actor = super::form::actor_who_acts,
    }
        applies each: |change| change.to_client, holds: |facts| facts.firm_is_primary_admin,
        told: |t, place| { product: product(place)?, by: t.hands_over() },
        resolution: Act,
        remedies: Remedies::one(Remedy::HandOverPrimaryAdmin { by }),
        cleared by: [HandOverPrimaryAdmin],
        condition: "the product transfers to the client, while the firm is primary admin";

    // 25
    /// Anything transfers, and somebody else holds the primary-admin role. *Act:* the vendor recovers it, at the client's documented
    /// request. \[O\]
    PrimaryAdminElsewhere
        applies once: |change| change.transfers(), holds: |facts| facts.primary_admin_is_elsewhere,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::RecoverPrimaryAdmin),
        cleared by: [RecoverPrimaryAdmin],
        condition: "anything transfers, and neither client nor firm is primary admin";

    // 26
    /// The firm's user who acts has no access to billing, and a product that the firm pays for changes or a product transfers to it. *Act:* one
    /// of the firm's admins grants it. \[O\]
    FirmUserNotPermitted
        applies once: |change| change.changes_at_the_cost_of(Party::Firm) || change.to_firm, holds: |facts| !facts.manages_billing,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::GrantBillingAccess),
        cleared by: [GrantBillingAccess],
        condition: "the firm's user who acts has no access to billing, and a firm-paid product changes or a product transfers to the firm";

    // 27
    /// A product transfers to the firm, which is no accountant user of the client's company. *Act:* the client invites it, for which an
    /// accountant seat is taken. \[O\]
    FirmNotAccountant
        applies once: |change| change.to_firm, holds: |facts| !facts.is_accountant_user,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::InviteFirm),
        cleared by: [InviteFirm],
        condition: "a product transfers to the firm, which is not an accountant user of the client's company";

    // 28
    /// A product transfers to the firm during the trial. *Act:* the client subscribes. \[O\]
    NotSubscribedYet
        applies once: |change| change.to_firm, holds: |facts| facts.status_in(StatusSet::of(&[ClientStatus::Trial])),
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::Subscribe),
        cleared by: [Subscribe],
        condition: "a product transfers to the firm during the trial";

    // 29
    /// A product transfers to the firm, and a wrong address stands at the client's company or the firm's. *Act:* either corrects it. \[O\]
    AddressMismatch
        applies once: |change| change.to_firm, holds: |facts| !facts.addresses_match,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::first_or(
            Remedy::CorrectAddress { party: Party::Client },
            Some(Remedy::CorrectAddress { party: Party::Firm }),
        ),
        cleared by: [CorrectAddress],
        condition: "a product transfers to the firm, and a wrong address stands at the client's company or the firm's";

    // 30
    /// A product transfers to the firm, and an attached service makes the client ineligible. *Never;* the vendor can tell which. \[O\]
    OtherBillingSystem
        applies once: |change| change.to_firm, holds: |facts| facts.other_billing_system,
        told: |_t, _place| {},
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "a product transfers to the firm, and the client is billed by a different billing system";

    // 31
    /// A product transfers to the firm, which is of another country edition than the client. *Never.* \[O\]
    OtherRegion
        applies once: |change| change.to_firm, holds: |facts| !facts.same_region,
        told: |_t, _place| {},
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "a product transfers to the firm, and client and firm are of different country editions";

    // 32
    /// The subscription is cancelled and runs until the paid period ends, and anything changes or transfers. *Act:* who pays for base resumes it:
    /// a change must neither undo a cancellation in silence nor be lost with it. \[J\] from \[O\]
    CancellationPending {
        ;
        /// Who pays for base, and so resumes it.
        by: Party = super::form::party_who_acts,
    }
        applies once: |change| change.happens(), holds: |facts| facts.status_in(StatusSet::of(&[ClientStatus::Cancelling])),
        told: |t, _place| { by: t.from.base.payer },
        resolution: Act,
        remedies: Remedies::one(Remedy::Resume { by }),
        cleared by: [Resume],
        condition: "the subscription is cancelled and still running, and anything changes or transfers";
}

impl Reason {
    /// Its place among the reasons of its code.
    #[cfg(feature = "serde")]
    pub(crate) fn place(&self) -> usize {
        match *self {
            Self::NotAuthorised { product, payer, or_client } => {
                let authority = match (payer, or_client) {
                    (_, true) => Authority::Either,
                    (Party::Firm, false) => Authority::Firm,
                    (Party::Client, false) => Authority::Client,
                };
                MissingAuthorisation { product, authority }.place()
            }
            Self::NotSold { product, .. }
            | Self::AddOnUnsupported { product, .. }
            | Self::TransferAndChange { product }
            | Self::TransferNotPermitted { product, .. }
            | Self::TransferPermissionExpired { product, .. }
            | Self::AnnualBilling { product, .. }
            | Self::ClientNotPrimaryAdmin { product, .. } => product as usize,
            Self::TooManyUsers { kind, .. } => kind as usize,
            Self::FeatureInUse { feature, .. } => feature as usize,
            Self::OverLimit { resource, .. } => resource as usize,
            Self::NothingToChange
            | Self::SeparateProduct { .. }
            | Self::LedgerClosed { .. }
            | Self::TransitionClosed { .. }
            | Self::ClientPending
            | Self::ClientReadOnly { .. }
            | Self::FirmBillingOutdated
            | Self::FirmSubscriptionOutdated
            | Self::ClientBillingOutdated
            | Self::DowngradeNotOffered
            | Self::DowngradeNotConfirmed { .. }
            | Self::LossesNotAccepted { .. }
            | Self::UpgradeTooSoon { .. }
            | Self::PrimaryAdminElsewhere
            | Self::FirmUserNotPermitted
            | Self::FirmNotAccountant
            | Self::NotSubscribedYet
            | Self::AddressMismatch
            | Self::OtherBillingSystem
            | Self::OtherRegion
            | Self::CancellationPending { .. } => 0,
        }
    }
}

/// The reasons that hold: their codes, and beside them what the reasons of one code are told apart by.
#[derive(Clone, Copy)]
pub(crate) struct ReasonSet {
    codes: ReasonCodeSet,
    /// What happens to each product applies.
    applied: [ReasonCodeSet; Product::COUNT],
    families: Families,
}

impl ReasonSet {
    /// The reasons that certainly hold and those that possibly do, where what happens to each product applies these, what happens as a whole
    /// is this, and the facts are these. Where all facts are known the two are the same.
    #[inline]
    pub(super) fn of(applied: [ReasonCodeSet; Product::COUNT], given: &Given<'_>, facts: &Facts) -> (Self, Self) {
        let any = applied.iter().fold(ReasonCodeSet::EMPTY, |any, applied| any.union(*applied));
        let (families, held, whole) = (FamilySpans::of(given, facts), held(facts), of_whole(given, facts));
        let of_families = families.codes();
        // Anything that happens sets the bit of this one, so it is flipped.
        let nothing = ReasonCodeSet::EMPTY.with(ReasonCode::NothingToChange);
        let codes = |held: ReasonCodeSet, whole, of_families| {
            any.intersection(held).symmetric_difference(nothing).union(whole).union(of_families)
        };
        let certain = codes(held.certain, whole.certain, of_families.certain);
        let possible = codes(held.possible, whole.possible, of_families.possible);
        (
            Self { codes: certain, applied, families: families.certain() },
            Self { codes: possible, applied, families: families.possible() },
        )
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether a reason of this code is in the set.
    pub(crate) const fn has(&self, code: ReasonCode) -> bool {
        self.codes.contains(code)
    }

    /// What of this set is not in `other`, of the same change.
    pub(crate) fn without(mut self, other: &Self) -> Self {
        for &code in ReasonCode::ALL {
            if other.has(code) && !code.is_family() {
                self.codes = self.codes.without(code);
            }
        }
        self.families = self.families.without(&other.families);
        for &code in ReasonCode::ALL {
            if code.is_family() && code.places(&self) == 0 {
                self.codes = self.codes.without(code);
            }
        }
        self
    }

    /// The products to which something happens that applies this code.
    fn products_with(&self, code: ReasonCode) -> Bits {
        let bits = self.applied.iter().zip(0..).map(|(applied, place)| Bits::from(applied.contains(code)) << place);
        bits.fold(0, |all, bit| all | bit)
    }

    /// The reasons, in the documented order.
    pub(crate) const fn cursor(&self) -> ReasonCursor {
        ReasonCursor { codes: self.codes, code: ReasonCode::NothingToChange, places: 0 }
    }
}

/// Where somebody is who reads the reasons of a set.
#[derive(Debug, Clone)]
pub(crate) struct ReasonCursor {
    /// The codes to come.
    codes: ReasonCodeSet,
    /// The code that is read.
    code: ReasonCode,
    /// Its places to come.
    places: Bits,
}

impl ReasonCursor {
    /// The next reason.
    pub(crate) fn next(&mut self, findings: &Findings) -> Option<Reason> {
        while self.places == 0 {
            self.code = self.codes.iter().next()?;
            self.codes = self.codes.without(self.code);
            self.places = self.code.places(&findings.reasons);
        }
        let place = self.places.trailing_zeros() as usize;
        self.places &= self.places.wrapping_sub(1);
        told(self.code, place, &Told::all(findings))
    }

    /// The next reason of this set as far as it is told: its code, its place, the reason and which of its parameters are known.
    pub(crate) fn next_partly(
        &mut self,
        set: &ReasonSet,
        findings: &Findings,
        gaps: Gaps,
    ) -> Option<(ReasonCode, usize, Reason, u32)> {
        while self.places == 0 {
            self.code = self.codes.iter().next()?;
            self.codes = self.codes.without(self.code);
            self.places = self.code.places(set);
        }
        let place = self.places.trailing_zeros() as usize;
        self.places &= self.places.wrapping_sub(1);
        let (reason, known) = told_partly(self.code, place, &Told::with_gaps(findings, gaps));
        Some((self.code, place, reason, known))
    }

    /// How many are to come.
    pub(crate) fn left(&self, findings: &Findings) -> usize {
        let to_come = self.codes.iter().map(|code| code.places(&findings.reasons).count_ones() as usize);
        to_come.fold(self.places.count_ones() as usize, usize::saturating_add)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let code = self.code();
        let mut form = serializer.serialize_struct("Reason", code.parameters().len().saturating_add(3))?;
        form.serialize_field("code", &code)?;
        self.write_parameters(&mut form)?;
        form.serialize_field("resolution", &self.resolution())?;
        form.serialize_field("remedies", &self.remedies())?;
        form.end()
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Reason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::form::Form::read(deserializer)
    }
}

#[cfg(feature = "serde")]
impl super::form::FromForm for Reason {
    type Form = super::form::Form<ReasonCode>;

    fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
        use super::form::Misfit;

        let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
        let mut read = || {
            let reason = Self::read_parameters(code, &mut form)?;
            Misfit::unless_equal("resolution", form.resolution.take(), &reason.resolution())?;
            let remedies = form.remedies.take().ok_or(Misfit::Missing("remedies"))?;
            if !remedies.iter().copied().eq(reason.remedies()) {
                return Err(Misfit::Wrong("remedies"));
            }
            form.finish()?;
            Ok(reason)
        };
        read().map_err(|misfit: Misfit| misfit.of(code))
    }
}
