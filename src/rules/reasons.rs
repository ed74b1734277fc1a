//! The reasons for refusal: the table of the description, one row a reason, in the order in which reasons are reported.
//!
//! A row says, in this order:
//!
//! - what the reason is, its code and its **parameters**; what stands after `;` is told by its remedies and not by a parameter in JSON;
//! - `applies`: what has to happen to a product for the rule to apply, `once` for the request or `each` for the product, and `holds`: what has
//!   to be so of the facts. Or, of a reason that is told for each member of a set, `those`: the members that the change applies it to and that
//!   are so of the facts;
//! - `told`: where its parameters come from;
//! - its `resolution`, its `remedies`, and the codes of these;
//! - when it holds, in words.
//!
//! A row that lacks one of them does not compile. Its sources are the catalogue's, its sentences those of each language.

use super::coded;
use super::findings::{Facts, Findings};
use super::remedy::{Remedies, Remedy, RemedyCode};
use super::{Authority, MissingAuthorisation, ProductChange};
use crate::kit::{Bits, Set, vocabulary};
use crate::model::{
    AddOnKind, AddOnSet, BillingCycle, ClientStatus, Feature, FeatureSet, Item, Party, Plan, Product, ReasonCode, ReasonCodeSet,
    Resource, ResourceSet, Tier, UserKind, UserKindSet,
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
            $(; $(#[$h_meta:meta])* $hidden:ident: $Hidden:ty = $read:path,)?
        })?
            $(applies $how:ident: |$change:ident| $applies:expr,)?
            $(holds: |$facts:ident| $holds:expr,)?
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
                    $($(#[$h_meta])* $hidden: $Hidden,)?
                })?,
            )+
        }

        coded! {
            Reason as ReasonCode {
                $($Reason { $($($parameter),*)? } $($(with $hidden from $read)?)?,)+
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
                    $(Self::$Reason { $($($parameter,)* $($hidden,)?)? } => $resolution,)+
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
                    $(Self::$Reason { $($($parameter,)* $($hidden,)?)? } => $remedies,)+
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
                        $(set.families.$family.bits())?
                    })+
                }
            }
        }

        /// Of the reasons that are told for each member of a set: the members.
        #[derive(Clone, Copy)]
        struct Families {
            $($($family: $Family,)?)+
        }

        impl Families {
            #[inline]
            const fn of(change: &Transition, needed: Set<MissingAuthorisation>, unsupported: AddOnSet, facts: &Facts<'_>) -> Self {
                let given = Given { transition: change, needed, unsupported };
                Self {
                    $($($family: {
                        let ($transition, $of) = (&given, facts);
                        $those
                    },)?)+
                }
            }

            /// The codes of which there is a reason.
            #[inline]
            const fn codes(&self) -> ReasonCodeSet {
                ReasonCodeSet::EMPTY
                    $($(.union(ReasonCodeSet::EMPTY.with(ReasonCode::$Reason).when(!self.$family.is_empty())))?)+
            }
        }

        /// The reasons that a change of this product applies, of those that are not told for each member of a set.
        pub(crate) const fn applied(change: &ProductChange) -> ReasonCodeSet {
            ReasonCodeSet::EMPTY
                $($(.union(ReasonCodeSet::EMPTY.with(ReasonCode::$Reason).when({
                    let $change = change;
                    $applies
                })))?)+
        }

        /// The reasons that the facts hold for, whatever the change.
        #[inline]
        const fn held(facts: &Facts<'_>) -> ReasonCodeSet {
            ReasonCodeSet::EMPTY
                $($(.union(ReasonCodeSet::EMPTY.with(ReasonCode::$Reason).when({
                    let $facts = facts;
                    $holds
                })))?)+
        }

        /// The reason of this code at this place, as the findings tell it.
        fn told(code: ReasonCode, place: usize, findings: &Findings) -> Option<Reason> {
            Some(match code {
                $(ReasonCode::$Reason => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    Reason::$Reason $told
                })+
            })
        }
    };

    (@places once, $set:ident, $code:expr) => { 1 };
    (@places each, $set:ident, $code:expr) => { $set.products_with($code) };
}

/// What a change applies, where a reason is told for each member of a set.
struct Given<'a> {
    transition: &'a Transition,
    /// The authorisations that the change needs.
    needed: Set<MissingAuthorisation>,
    /// The add-ons that the change touches and the target does not support.
    unsupported: AddOnSet,
}

/// The product at this place.
fn product(place: usize) -> Option<Product> {
    Product::ALL.get(place).copied()
}

reasons! {
    /// The target is the current subscription. *Never.*
    NothingToChange
        // It is turned round: the reason holds where nothing applies it.
        applies once: |change| change.happens(),
        holds: |_facts| true,
        told: |_t, _place| {},
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the target is the current subscription";

    /// The base product changes, and one side is Self-Employed: that is a separate switch procedure and not a plan change.
    /// *Never.* \[S\]\[O\]
    SeparateProduct {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    }
        applies once: |change| change.separate,
        holds: |_facts| true,
        told: |t, _place| { from: t.from.base.plan, to: t.to.base.plan },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base changes, and one side is Self-Employed";

    /// The base product changes from the ladder to Ledger. *Never.* \[S\]
    LedgerClosed {
        /// The current plan.
        from: Plan,
    }
        applies once: |change| change.leaves_ladder,
        holds: |_facts| true,
        told: |t, _place| { from: t.from.base.plan },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base changes from the ladder to Ledger";

    /// The target has a plan or tier, new to it, that the catalogue does not sell. *Never.*
    NotSold {
        /// The product.
        product: Product,
        /// Its plan or tier.
        item: Item,
    }
        applies each: |change| change.changes && !change.sold,
        holds: |_facts| true,
        told: |t, place| { product: product(place)?, item: t.item(product(place)?)? },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the target takes up a plan or tier that the catalogue does not sell";

    /// The catalogue closes this move, for no reason above. *Never.*
    TransitionClosed {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    }
        applies once: |change| change.changes && !change.open && !change.separate && !change.leaves_ladder && change.sold,
        holds: |_facts| true,
        told: |t, _place| { from: t.from.base.plan, to: t.to.base.plan },
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the catalogue does not allow this change of plan, and none of the reasons above says why";

    /// The client was just put on the discount and is not fully moved yet. *Wait.* \[S\] for upgrades, \[O\] for downgrades
    ClientPending
        applies once: |change| change.happens(),
        holds: |facts| matches!(facts.client.status, ClientStatus::Pending),
        told: |_t, _place| {},
        resolution: Wait,
        remedies: Remedies::one(Remedy::WaitUntilMoved),
        cleared by: [WaitUntilMoved],
        condition: "the client is pending, and anything changes or transfers";

    /// The client's company can only be read. *Act:* the client reactivates it. \[J\] from \[O\]
    ClientReadOnly {
        /// Its status: restricted, suspended, expired or cancelled.
        status: ClientStatus,
    }
        applies once: |change| change.happens(),
        holds: |facts| facts.client.status.is_read_only(),
        told: |t, _place| { status: t.status },
        resolution: Act,
        remedies: Remedies::one(Remedy::Reactivate),
        cleared by: [Reactivate],
        condition: "the client is restricted, suspended, expired or cancelled, and anything changes or transfers";

    /// The firm's billing details are out of date, and a product that it pays for goes up \[S\], or a product transfers to it \[O\].
    /// *Act:* the firm updates them.
    FirmBillingOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Firm) || change.to_firm,
        holds: |facts| !facts.firm.billing_current,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateFirmBilling),
        cleared by: [UpdateFirmBilling],
        condition: "the firm's billing details are not current, and a firm-paid product goes up or a product transfers to the firm";

    /// The firm's subscription details are out of date, and a product that it pays for goes up. *Act:* the firm updates them. \[S\]
    FirmSubscriptionOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Firm),
        holds: |facts| !facts.firm.subscription_current,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateFirmSubscription),
        cleared by: [UpdateFirmSubscription],
        condition: "the firm's subscription details are not current, and a firm-paid product goes up";

    /// The client's payment details are out of date, and a product that it pays for goes up. *Act:* the client updates them. \[O\]
    ClientBillingOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Client),
        holds: |facts| !facts.client.billing_current,
        told: |_t, _place| {},
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateClientBilling),
        cleared by: [UpdateClientBilling],
        condition: "the client's payment details are not current, and a client-paid product goes up";

    /// Whoever has to ask for it did not: the payer of a product that changes; the firm for a transfer to it; either of the two for
    /// a transfer to the client. *Act:* that party authorises. \[S\] for what the firm pays, \[J\] for each product
    NotAuthorised {
        /// The product.
        product: Product,
        /// The party whose word is missing.
        payer: Party,
        ;
        /// The other party's word would do as well: the product is only transferred to the client.
        or_client: bool = super::form::either_party_does,
    }
        those in missing: Set<MissingAuthorisation> =
            |given, facts| given.needed.intersection(Set::not_given(facts.authorised_by)),
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

    /// The base product goes down, and the vendor's menu does not show the downgrade. *Never:* the vendor gives no reason. \[S\]
    DowngradeNotOffered
        applies once: |change| change.down && matches!(change.product, Product::Base),
        holds: |facts| !facts.client.downgrade_offered,
        told: |_t, _place| {},
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base goes down, and the vendor's menu does not show the downgrade";

    /// Something goes down, and the client has not confirmed it, whoever asks. *Act:* the client confirms, accepting the losses.
    /// \[S\]\[O\]
    DowngradeNotConfirmed {
        /// What is lost with the base plan: features in use that do not block. May be none.
        losses: FeatureSet,
    }
        applies once: |change| change.down,
        holds: |facts| facts.client.confirmation.is_none(),
        told: |t, _place| { losses: t.losses },
        resolution: Act,
        remedies: Remedies::one(Remedy::Confirm { accepting: losses }),
        cleared by: [Confirm],
        condition: "something goes down, and the client has not confirmed it, even if the client asks";

    /// Something goes down and was confirmed, but not with the loss of these features. *Act:* the client accepts them. \[S\]\[J\]
    LossesNotAccepted {
        /// The losses that were not accepted.
        features: FeatureSet,
    }
        // Where only an add-on goes down no feature is lost, so there is nothing to accept.
        applies once: |change| change.down && matches!(change.product, Product::Base),
        holds: |facts| facts.client.confirmation.is_some() && !facts.unaccepted_losses.is_empty(),
        told: |t, _place| { features: t.losses },
        resolution: Act,
        remedies: Remedies::one(Remedy::AcceptLosses { features }),
        cleared by: [AcceptLosses],
        condition: "something goes down and was confirmed, but not with all the features that are lost";

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
        those in users: UserKindSet = |given, facts| given.transition.shrinks_and_blocks.intersection(facts.over).users(),
        told: |t, place| {
            kind: *UserKind::ALL.get(place)?,
            used: t.used(place)?,
            limit: t.limit(place)?,
        },
        resolution: Act,
        remedies: Remedies::one(Remedy::RemoveUsers { kind, count: used.saturating_sub(limit) }),
        cleared by: [RemoveUsers],
        condition: "the plan changes, and there are more users of a blocking kind than the new limit, which is lower";

    /// The plan changes, and a feature that blocks is in use and missing from the new plan. *Act:* the client clears it; *never*
    /// where nothing does. \[S\] for multicurrency, \[O\]
    FeatureInUse {
        /// The feature.
        feature: Feature,
        ;
        /// What clears it, if anything does.
        cleared_by: Option<Clearance> = super::form::clearance,
    }
        those in features: FeatureSet = |given, facts| given.transition.blocked_by.intersection(facts.client.usage.features),
        told: |t, place| {
            feature: *Feature::ALL.get(place)?,
            cleared_by: t.stamp.clears(*Feature::ALL.get(place)?),
        },
        resolution: if cleared_by.is_some() { Act } else { Never },
        remedies: match cleared_by {
            Some(clearance) => Remedies::one(Remedy::clear(feature, clearance)),
            None => Remedies::NONE,
        },
        cleared by: [TurnOff, PauseTemplates, MakeItemsInactive],
        condition: "the plan changes, and a blocking feature is in use that the new plan lacks";

    /// The plan changes, and more of a resource that blocks is used than the new, smaller limit. *Act:* the client uses less.
    /// Neither of the embedded catalogues has such a resource.
    OverLimit {
        /// The resource.
        resource: Resource,
        /// How much is used.
        used: u32,
        /// How much the new plan holds.
        limit: u32,
    }
        those in resources: ResourceSet = |given, facts| given.transition.shrinks_and_blocks.intersection(facts.over).resources(),
        told: |t, place| {
            resource: *Resource::ALL.get(place)?,
            used: t.used(UserKind::COUNT + place)?,
            limit: t.limit(UserKind::COUNT + place)?,
        },
        resolution: Act,
        remedies: Remedies::one(Remedy::Reduce { resource, count: used.saturating_sub(limit) }),
        cleared by: [Reduce],
        condition: "the plan changes, and more of a blocking resource is used than the new limit, which is lower";

    /// The target holds an add-on that its plan or payroll tier does not support. *Act:* ask for it without the add-on, or for time
    /// with payroll at a tier that supports it. \[O\], \[J\] for Ledger and Self-Employed
    AddOnUnsupported {
        /// The add-on.
        product: Product,
        /// The plan asked for.
        plan: Plan,
        ;
        /// The payroll tier that would support it, if one would.
        with_payroll: Option<Tier> = super::form::payroll_to_take,
    }
        those in add_ons: AddOnSet = |given, _facts| given.unsupported,
        told: |t, place| {
            product: AddOnKind::ALL.get(place)?.product(),
            plan: t.to.base.plan,
            with_payroll: *t.plan.payroll_for.get(*AddOnKind::ALL.get(place)?),
        },
        resolution: Act,
        remedies: Remedies::first_or(
            Remedy::LeaveOut { product },
            match with_payroll {
                Some(tier) => Some(Remedy::TakePayroll { tier }),
                None => None,
            },
        ),
        cleared by: [LeaveOut, TakePayroll],
        condition: "the target holds an add-on that its plan or payroll tier does not support, and base, that add-on or payroll changed";

    /// The base product goes up too soon after a downgrade. *Wait.* Neither of the embedded catalogues has such a wait.
    UpgradeTooSoon {
        /// Whole hours until it may.
        hours_left: u32,
    }
        applies once: |change| change.up && matches!(change.product, Product::Base),
        holds: |facts| facts.hours_left > 0,
        told: |t, _place| { hours_left: t.hours_left },
        resolution: Wait,
        remedies: Remedies::one(Remedy::Wait { hours: hours_left }),
        cleared by: [Wait],
        condition: "base goes up before the catalogue's wait after a downgrade is over";

    /// A product both changes and transfers. *Act:* whoever asks leaves the payer as it is, and transfers in a request of its own.
    TransferAndChange {
        /// The product.
        product: Product,
    }
        applies each: |change| change.changes && change.transfers(),
        holds: |_facts| true,
        told: |_t, place| { product: product(place)? },
        resolution: Act,
        remedies: Remedies::one(Remedy::TransferSeparately { product }),
        cleared by: [TransferSeparately],
        condition: "a product both changes and transfers";

    /// A product transfers to the firm without the client's permission. *Act:* the client's primary admin permits it. \[O\]
    TransferNotPermitted {
        /// The product.
        product: Product,
    }
        applies each: |change| change.only_goes_to_firm(),
        holds: |facts| facts.client.transfer_permission_hours.is_none(),
        told: |_t, place| { product: product(place)? },
        resolution: Act,
        remedies: Remedies::one(Remedy::PermitTransfer { product }),
        cleared by: [PermitTransfer],
        condition: "the product transfers to the firm, and the client gave no permission";

    /// A product transfers to the firm on a permission that has expired. *Act:* the client's primary admin permits it again. \[O\]
    TransferPermissionExpired {
        /// The product.
        product: Product,
        /// How many hours ago it was given.
        hours_ago: u32,
        /// For how many hours it held.
        window: u32,
    }
        applies each: |change| change.only_goes_to_firm(),
        holds: |facts| match facts.client.transfer_permission_hours {
            Some(hours) => hours > facts.stamp.permission_hours,
            None => false,
        },
        told: |t, place| {
            product: product(place)?,
            hours_ago: t.permission_hours?,
            window: t.stamp.permission_hours,
        },
        resolution: Act,
        remedies: Remedies::one(Remedy::PermitTransfer { product }),
        cleared by: [PermitTransfer],
        condition: "the product transfers to the firm, on a permission older than the catalogue's window";

    /// A product transfers to the firm, and the client is billed annually. *Act:* the client switches to monthly billing. \[O\]
    AnnualBilling {
        /// The product.
        product: Product,
    }
        applies each: |change| change.only_goes_to_firm(),
        holds: |facts| matches!(facts.client.billing_cycle, BillingCycle::Annual),
        told: |_t, place| { product: product(place)? },
        resolution: Act,
        remedies: Remedies::one(Remedy::SwitchToMonthly),
        cleared by: [SwitchToMonthly],
        condition: "the product transfers to the firm, and the client is billed annually";

    /// A product transfers to the client, who is not the primary admin. *Act:* the firm hands the role over. \[O\]
    ClientNotPrimaryAdmin {
        /// The product.
        product: Product,
    }
        applies each: |change| change.only_goes_to_client(),
        holds: |facts| !facts.client.primary_admin,
        told: |_t, place| { product: product(place)? },
        resolution: Act,
        remedies: Remedies::one(Remedy::HandOverPrimaryAdmin),
        cleared by: [HandOverPrimaryAdmin],
        condition: "the product transfers to the client, who is not the primary admin";
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
            | Self::TransferNotPermitted { product }
            | Self::TransferPermissionExpired { product, .. }
            | Self::AnnualBilling { product }
            | Self::ClientNotPrimaryAdmin { product } => product as usize,
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
            | Self::UpgradeTooSoon { .. } => 0,
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
    /// Every reason that holds, where a change applies this and the facts are these.
    #[inline]
    pub(super) const fn of(
        applied: [ReasonCodeSet; Product::COUNT],
        transition: &Transition,
        needed: Set<MissingAuthorisation>,
        unsupported: AddOnSet,
        facts: &Facts<'_>,
    ) -> Self {
        let mut any = ReasonCodeSet::EMPTY;
        let mut i = 0;
        while i < Product::COUNT {
            any = any.union(applied[i]);
            i += 1;
        }
        let families = Families::of(transition, needed, unsupported, facts);
        // Anything that happens sets the bit of this one, so it is flipped.
        let nothing = ReasonCodeSet::EMPTY.with(ReasonCode::NothingToChange);
        let codes = any.intersection(held(facts)).symmetric_difference(nothing).union(families.codes());
        Self { codes, applied, families }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether a reason of this code is in the set.
    pub(crate) const fn has(&self, code: ReasonCode) -> bool {
        self.codes.contains(code)
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
        told(self.code, place, findings)
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
        let mut form = serializer.serialize_struct("Reason", code.parameters().len() + 3)?;
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
