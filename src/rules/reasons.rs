//! The reasons for refusal: a table with one row a reason, in the order in which reasons are reported.
//!
//! A row says, in this order:
//!
//! - the reason: its code and its **parameters**; what comes after `;` is told by its remedies and is no parameter in JSON;
//! - `applies`: what has to happen to a product for the rule to apply, told `once` for the request or for `each` product; and
//!   `holds`: which [condition](super::conditions) has to be true or false. Or `whole`: both, for the request as a whole. Or
//!   `those`, for a reason that is told for each member of a set: the members that it applies to and holds for, and by `member` the
//!   one that a reason with such parameters is told for;
//! - `told`: where its parameters come from; and what it `implies` of the request and its facts, in which the reasons of a refusal agree;
//! - its `resolution`, its `remedies`, and the codes of these;
//! - when it holds, in words.
//!
//! A row that lacks one of them does not compile. Its sources are the catalogue's, its sentences those of each language.

mod declare;
#[cfg(feature = "serde")]
mod json;
mod parts;
mod set;
#[cfg(feature = "serde")]
mod together;

use super::coded;
use super::conditions::{ALWAYS, Codes, Condition, Holds, WORKED_OUT, is, not};
use super::facts::Facts;
use super::findings::Told;
use super::remedy::{Remedies, Remedy, RemedyCode};
use super::{Authority, MissingAuthorisation, ProductChange};
use crate::kit::{Bits, Set, vocabulary};
use crate::model::{
    Actor, AddOnKind, AddOnSet, ClientStatus, FactSet, Feature, FeatureSet, Item, Party, Plan, Product, QuotaSet, ReasonCode,
    ReasonCodeSet, Resource, ResourceSet, Span, StatusSet, Tier, Truth, UserKind, UserKindSet,
};
use crate::terms::Clearance;
use declare::reasons;
#[cfg(all(feature = "serde", feature = "std"))]
pub(crate) use json::ReasonByParameters;
pub(super) use parts::{Given, OfEach};
use parts::{Members, Placeholder, product};
pub(crate) use set::{ReasonCursor, ReasonSet};
#[cfg(feature = "serde")]
use together::{Agrees, Implied};

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

reasons! {
    // 1
    /// The target is the current subscription. *Never.* \[J\]
    NothingToChange
        // Turned round: the reason holds where the rule does not apply.
        applies once: |change| change.happens(), holds: ALWAYS,
        told: |_t, _place| {},
        implies: [],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the target is the current subscription";

    // 2
    /// The base product changes, and one side is Self-Employed; or it is Self-Employed and transfers, where the catalogue does not say that it can. That is a separate switch procedure of
    /// the vendor and not a plan change. *Never.* \[S\]\[O\]
    SeparateProduct {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    }
        applies once: |change| change.separate, holds: ALWAYS,
        told: |t, _place| { from: t.from.base.plan, to: t.to.base.plan },
        implies: [leaves(from), enters(to)],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base changes, and one side is {separate}; or base is {separate} and its billing is transferred";

    // 3
    /// The base product changes from the ladder to Ledger. *Never.* \[S\]
    LedgerClosed {
        /// The current plan.
        from: Plan,
    }
        applies once: |change| change.leaves_ladder, holds: ALWAYS,
        told: |t, _place| { from: t.from.base.plan },
        implies: [leaves(from), enters(Plan::Ledger)],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "base changes from the ladder to {ledger}";

    // 4
    /// The target has a plan or tier that the current subscription has not and that the catalogue does not sell. *Never.* \[J\]
    NotSold {
        /// The product.
        product: Product,
        /// Its plan or tier.
        item: Item,
    }
        applies each: |change| change.changes && !change.sold, holds: ALWAYS,
        told: |t, place| { product: product(place)?, item: t.item(product(place)?)? },
        implies: [does_not_sell(product, item)],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the target takes up a plan or tier that the {catalogue} does not sell";

    // 5
    /// The catalogue does not allow this move, and no reason above says why. *Never.* \[J\]
    TransitionClosed {
        /// The current plan.
        from: Plan,
        /// The plan asked for.
        to: Plan,
    }
        applies once: |change| change.changes && !change.open && !change.separate && !change.leaves_ladder && change.sold,
        holds: ALWAYS,
        told: |t, _place| { from: t.from.base.plan, to: t.to.base.plan },
        implies: [leaves(from), enters(to)],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "the {catalogue} does not allow this change of plan, and none of the reasons above says why";

    // 6
    /// The client was just put on the discount and is not fully moved yet. *Wait.* \[S\] for upgrades, \[O\] for downgrades
    ClientPending
        applies once: |change| change.happens(), holds: is(Pending),
        told: |_t, _place| {},
        implies: [],
        resolution: Wait,
        remedies: Remedies::one(Remedy::WaitUntilMoved),
        cleared by: [WaitUntilMoved],
        condition: "the client is pending, and anything changes or billing is transferred";

    // 7
    /// The client's company is read-only, and anything changes, or anything transfers without reviving base. *Act:* whoever pays
    /// for base reactivates it. \[J\] from \[O\]
    ClientReadOnly {
        /// Its status: restricted, suspended, expired or cancelled.
        status: ClientStatus,
        ;
        /// Who reactivates it: whoever pays for base.
        by: Party = super::form::party_who_acts,
    }
        whole: |request, facts| {
            let stopped = request.changes.union(request.transfers.intersection(request.not_revived));
            facts.status_in(StatusSet::READ_ONLY.intersection(stopped))
        },
        told: |t, _place| { status: t.status()?, by: t.from.base.payer },
        implies: [is(status), base_is_paid_by(by)],
        resolution: Act,
        remedies: Remedies::one(Remedy::Reactivate { by }),
        cleared by: [Reactivate],
        condition: "the client is restricted, suspended, expired or {cancelled}, and anything changes, or billing is transferred and base does not begin \
                    anew with it";

    // 8
    /// The firm's billing details are out of date, and a product that it pays for goes up \[S\], or a product transfers to it \[O\].
    /// *Act:* the firm updates them.
    FirmBillingOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Firm) || change.to_firm,
        holds: not(FirmBillingCurrent),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateFirmBilling),
        cleared by: [UpdateFirmBilling],
        condition: "the firm's billing details are not current, and a firm-paid product goes up or billing for a product is transferred to the firm";

    // 9
    /// The firm's subscription details are out of date, and a product that it pays for goes up. *Act:* the firm updates them. \[S\]
    FirmSubscriptionOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Firm), holds: not(FirmSubscriptionCurrent),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateFirmSubscription),
        cleared by: [UpdateFirmSubscription],
        condition: "the firm's subscription details are not current, and a firm-paid product goes up";

    // 10
    /// The client's payment details are out of date, and a product that it pays for goes up. *Act:* the client updates them. \[O\]
    ClientBillingOutdated
        applies once: |change| change.goes_up_at_the_cost_of(Party::Client), holds: not(ClientBillingCurrent),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::UpdateClientBilling),
        cleared by: [UpdateClientBilling],
        condition: "the client's payment details are not current, and a client-paid product goes up";

    // 11
    /// Whoever has to ask for it did not: for a product that changes, its payer; for a transfer to the firm, the firm; for a
    /// transfer to the client, either of the two. *Act:* that party authorises. \[S\] for what the firm pays, \[J\] for each
    /// product
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
        member: MissingAuthorisation { product, authority: Authority::told(payer, or_client) },
        told: |_t, place| {
            product: MissingAuthorisation::at(place)?.product,
            payer: match MissingAuthorisation::at(place)?.authority {
                Authority::Client => Party::Client,
                Authority::Firm | Authority::Either => Party::Firm,
            },
            or_client: MissingAuthorisation::at(place)?.authority == Authority::Either,
        },
        implies: [lacks(MissingAuthorisation { product, authority: Authority::told(payer, or_client) })],
        resolution: Act,
        remedies: Remedies::first_or(
            Remedy::Authorise { party: payer },
            if or_client { Some(Remedy::Authorise { party: Party::Client }) } else { None },
        ),
        cleared by: [Authorise],
        condition: "the product changes without its payer asking; or its billing is transferred to the firm without the firm asking; or to the client \
                    without either asking";

    // 12
    /// The base product goes down, the firm pays for it, and the vendor's menu does not show the downgrade. *Act:* the firm
    /// clears what else stands in the way and looks again, because any obstacle hides the option. \[S\]
    DowngradeNotOffered
        applies once: |change| change.down && matches!((change.product, change.payer), (Product::Base, Party::Firm)),
        holds: not(DowngradeOffered),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::LookAgain),
        cleared by: [LookAgain],
        condition: "base goes down, the firm pays for it, and the vendor's menu does not show the downgrade";

    // 13
    /// Something goes down, and the client has not confirmed it, even if the client asks. *Act:* the client confirms, accepting
    /// the losses. \[S\]\[O\]
    DowngradeNotConfirmed {
        /// What is lost with the base plan: features in use that do not block. May be none.
        losses: FeatureSet,
    }
        applies once: |change| change.down, holds: not(Confirmed),
        told: |t, _place| { losses: t.losses_of_downgrade()? },
        implies: [loses(losses)],
        resolution: Act,
        remedies: Remedies::one(Remedy::Confirm { accepting: losses }),
        cleared by: [Confirm],
        condition: "something goes down, and the client has not confirmed it, even if the client is the one asking";

    // 14
    /// Something goes down and was confirmed, but not with the loss of these features. *Act:* the client accepts them. \[S\]\[J\]
    LossesNotAccepted {
        /// The losses that were not accepted.
        features: FeatureSet,
    }
        // Where only an add-on goes down, no feature is lost and there is nothing to accept.
        applies once: |change| change.down && matches!(change.product, Product::Base),
        holds: is(ConfirmedInPart),
        told: |t, _place| { features: t.unaccepted_losses()? },
        implies: [loses(features)],
        resolution: Act,
        remedies: Remedies::one(Remedy::AcceptLosses { features }),
        cleared by: [AcceptLosses],
        condition: "something goes down and was confirmed, but not with all the features that are lost";

    // 15. That more is used than a limit allows is compared in one place, `is_over` beside the quotas; what is over comes with the facts.
    /// The plan changes, and the number of users of a blocking kind exceeds the new limit, which is lower. *Act:* the client
    /// removes some, never the primary admin. \[S\]
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
        member: kind,
        told: |t, place| {
            kind: *UserKind::ALL.get(place)?,
            used: t.used(place)?,
            limit: t.limit(place)?,
        },
        implies: [base_may_change()],
        resolution: Act,
        remedies: Remedies::one(Remedy::RemoveUsers { kind, count: used.saturating_sub(limit) }),
        cleared by: [RemoveUsers],
        condition: "the plan changes, and there are more users of a blocking kind than the new, lower limit allows";

    // 16
    /// The plan changes, and a feature that blocks is in use and missing from the new plan. *Act:* the client clears it; *never*
    /// where that is impossible. \[S\] for multicurrency, which another page of the vendor doubts; \[O\]
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
        member: feature,
        told: |t, place| {
            feature: *Feature::ALL.get(place)?,
            cleared_by: t.stamp.clears(*Feature::ALL.get(place)?),
            disputed: t.stamp.disputed.contains(*Feature::ALL.get(place)?),
        },
        implies: [is_blocked_by(feature)],
        resolution: Act, or Never where cleared_by.is_none(),
        remedies: match cleared_by {
            Some(clearance) => Remedies::one(Remedy::clear(feature, clearance, disputed)),
            None => Remedies::NONE,
        },
        cleared by: [TurnOff, PauseTemplates, MakeItemsInactive],
        condition: "the plan changes, and a blocking feature is in use that the new plan lacks";

    // 17
    /// The plan changes, and the use of a blocking resource exceeds the new limit, which is lower. *Act:* the client uses less.
    /// None of the embedded catalogues has such a resource. \[J\]
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
        member: resource,
        told: |t, place| {
            resource: *Resource::ALL.get(place)?,
            used: t.used(UserKind::COUNT + place)?,
            limit: t.limit(UserKind::COUNT + place)?,
        },
        implies: [base_may_change()],
        resolution: Act,
        remedies: Remedies::one(Remedy::Reduce { resource, count: used.saturating_sub(limit) }),
        cleared by: [Reduce],
        condition: "the plan changes, and more of a blocking resource is used than the new, lower limit allows";

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
        member: product.add_on()?,
        told: |t, place| {
            product: AddOnKind::ALL.get(place)?.product(),
            plan: t.to.base.plan,
            with_payroll: t.payroll_for(*AddOnKind::ALL.get(place)?),
        },
        implies: [enters(plan), does_not_support(product, with_payroll)],
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
    /// The base product goes up too soon after a downgrade. *Wait.* Neither Canadian catalogue has such a wait. \[O\]
    UpgradeTooSoon {
        /// Whole hours until it may.
        hours_left: u32,
    }
        applies once: |change| change.up && matches!(change.product, Product::Base), holds: is(TooSoon),
        told: |t, _place| { hours_left: t.hours_left()? },
        implies: [],
        resolution: Wait,
        remedies: Remedies::one(Remedy::Wait { hours: hours_left }),
        cleared by: [Wait],
        condition: "base goes up before the {catalogue}'s wait after a downgrade is over";

    // 20
    /// A product both changes and transfers, but billing is taken over with the current plan. *Act:* whoever asks leaves the
    /// payer as it is, and transfers in a separate request. \[O\]
    TransferAndChange {
        /// The product.
        product: Product,
    }
        applies each: |change| change.changes_and_transfers(), holds: ALWAYS,
        told: |_t, place| { product: product(place)? },
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::TransferSeparately { product }),
        cleared by: [TransferSeparately],
        condition: "a product both changes and has its billing transferred";

    // 21
    /// A product transfers to the firm without a permission. *Act:* whoever holds the primary-admin role permits it, once for all
    /// products. \[O\]
    TransferNotPermitted {
        /// The product.
        product: Product,
        ;
        /// Who permits it: the firm if it holds the primary-admin role, else the client.
        by: Party = super::form::party_who_acts,
    }
        applies each: |change| change.to_firm, holds: not(TransferPermitted),
        told: |t, place| { product: product(place)?, by: t.permits()? },
        implies: [firm_is_primary_admin(by == Party::Firm)],
        resolution: Act,
        remedies: Remedies::one(Remedy::PermitTransfer { by }),
        cleared by: [PermitTransfer],
        condition: "billing for the product is transferred to the firm, and no permission was given";

    // 22
    /// A product transfers to the firm on a permission that has expired. *Act:* whoever holds the primary-admin role permits it
    /// again. \[O\]
    TransferPermissionExpired {
        /// The product.
        product: Product,
        /// How many hours ago it was given.
        hours_ago: u32,
        /// For how many hours it held.
        window: u32,
        ;
        /// Who permits it: the firm if it holds the primary-admin role, else the client.
        by: Party = super::form::party_who_acts,
    }
        applies each: |change| change.to_firm, holds: is(PermissionExpired),
        told: |t, place| {
            product: product(place)?,
            hours_ago: t.permission_hours()?,
            window: t.stamp.permission_hours,
            by: t.permits()?,
        },
        implies: [permitted(hours_ago, window), firm_is_primary_admin(by == Party::Firm)],
        resolution: Act,
        remedies: Remedies::one(Remedy::PermitTransfer { by }),
        cleared by: [PermitTransfer],
        condition: "billing for the product is transferred to the firm, on a permission older than the {catalogue}'s window";

    // 23
    /// Base or time transfers to the firm, and the client is billed annually. *Act:* the client switches to monthly billing; *wait* until it
    /// can, some days before the renewal. \[O\]
    AnnualBilling {
        /// The product.
        product: Product,
        /// In how many days the client can switch; 0 for now.
        in_days: u32,
    }
        applies each: |change| change.to_firm && change.product.is_on_billing_cycle(), holds: is(BilledAnnually),
        told: |t, place| { product: product(place)?, in_days: t.days_to_switch()? },
        implies: [switches_in(in_days)],
        resolution: Act, or Wait where in_days > 0,
        remedies: Remedies::one(Remedy::SwitchToMonthly { in_days }),
        cleared by: [SwitchToMonthly],
        condition: "billing for base or time is transferred to the firm, and the client is billed annually";

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
        applies each: |change| change.to_client, holds: is(FirmIsPrimaryAdmin),
        told: |t, place| { product: product(place)?, by: t.hands_over() },
        implies: [hands_over(by)],
        resolution: Act,
        remedies: Remedies::one(Remedy::HandOverPrimaryAdmin { by }),
        cleared by: [HandOverPrimaryAdmin],
        condition: "billing for the product is transferred to the client, while the firm is the primary admin";

    // 25
    /// Anything transfers, and somebody else holds the primary-admin role. *Act:* the vendor recovers it, at the client's documented
    /// request. \[O\]
    PrimaryAdminElsewhere
        applies once: |change| change.transfers(), holds: is(PrimaryAdminElsewhere),
        told: |_t, _place| {},
        implies: [firm_is_primary_admin(false)],
        resolution: Act,
        remedies: Remedies::one(Remedy::RecoverPrimaryAdmin),
        cleared by: [RecoverPrimaryAdmin],
        condition: "billing is transferred, and neither the client nor the firm is the primary admin";

    // 26
    /// The firm's user who acts has no access to billing, and a product that the firm pays for changes or a product transfers to it. *Act:* one
    /// of the firm's admins grants it. \[O\]
    FirmUserNotPermitted
        applies once: |change| change.changes_at_the_cost_of(Party::Firm) || change.to_firm, holds: not(ManagesBilling),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::GrantBillingAccess),
        cleared by: [GrantBillingAccess],
        condition: "the user at the firm making the change has no access to billing, and a firm-paid product changes or billing for a product is \
                    transferred to the firm";

    // 27
    /// A product transfers to the firm, which is no accountant user of the client's company. *Act:* the client invites it, which
    /// takes an accountant seat. \[O\]
    FirmNotAccountant
        applies once: |change| change.to_firm, holds: not(IsAccountantUser),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::InviteFirm),
        cleared by: [InviteFirm],
        condition: "billing for a product is transferred to the firm, which is not an accountant user of the client's company";

    // 28
    /// A product transfers to the firm during the trial. *Act:* the client subscribes. \[O\]
    NotSubscribedYet
        applies once: |change| change.to_firm, holds: is(Trial),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::one(Remedy::Subscribe),
        cleared by: [Subscribe],
        condition: "billing for a product is transferred to the firm during the trial";

    // 29
    /// A product transfers to the firm, and the address of the client's company or of the firm is wrong. *Act:* either corrects
    /// it. \[O\]
    AddressMismatch
        applies once: |change| change.to_firm, holds: not(AddressesMatch),
        told: |_t, _place| {},
        implies: [],
        resolution: Act,
        remedies: Remedies::first_or(
            Remedy::CorrectAddress { party: Party::Client },
            Some(Remedy::CorrectAddress { party: Party::Firm }),
        ),
        cleared by: [CorrectAddress],
        condition: "billing for a product is transferred to the firm, and the address of the client's company or of the firm is wrong";

    // 30
    /// A product transfers to the firm, and an attached service makes the client ineligible. *Never;* the vendor can tell which. \[O\]
    OtherBillingSystem
        applies once: |change| change.to_firm, holds: is(OtherBillingSystem),
        told: |_t, _place| {},
        implies: [],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "billing for a product is transferred to the firm, and the client is billed by a different billing system";

    // 31
    /// A product transfers to the firm, which is of another country edition than the client. *Never.* \[O\]
    OtherRegion
        applies once: |change| change.to_firm, holds: not(SameRegion),
        told: |_t, _place| {},
        implies: [],
        resolution: Never,
        remedies: Remedies::NONE,
        cleared by: [],
        condition: "billing for a product is transferred to the firm, and the client and the firm use different country editions";

    // 32
    /// The subscription is cancelled and runs until the paid period ends, and anything changes or transfers. *Act:* whoever pays
    /// for base resumes it. A change must neither undo a cancellation silently nor be lost with it. \[J\] from \[O\]
    CancellationPending {
        ;
        /// Who resumes it: whoever pays for base.
        by: Party = super::form::party_who_acts,
    }
        applies once: |change| change.happens(), holds: is(Cancelling),
        told: |t, _place| { by: t.from.base.payer },
        implies: [base_is_paid_by(by)],
        resolution: Act,
        remedies: Remedies::one(Remedy::Resume { by }),
        cleared by: [Resume],
        condition: "the subscription is {cancelled} and still running, and anything changes or billing is transferred";
}
