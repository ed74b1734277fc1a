//! The cells of a catalogue: the smallest things in which two catalogues can differ.

use core::fmt;

use super::plans;
use crate::model::{AddOnKind, ClientStatus, Feature, Language, NoticeCode, Plan, ReasonCode, Resource, Tier, TierSet, UserKind};
use crate::terms::LocalName;

/// One cell of a catalogue. Together they are everything in a catalogue but its identity.
///
/// `Display` is the path to it in the document; in a list, the path ends with the name of the member.
///
/// ```
/// use subscription_change::compare::Cell;
/// use subscription_change::{Plan, UserKind};
///
/// assert_eq!(Cell::PlanUsers { plan: Plan::Plus, kind: UserKind::Billable }.to_string(), "plans.plus.users.billable");
/// assert_eq!(Cell::Move { from: Plan::Plus, to: Plan::Advanced }.to_string(), "moves.plus.advanced");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cell {
    /// Which plans are on the ladder, and in which order.
    Ladder,
    /// Whether the plan is a separate product.
    SeparateProduct {
        /// The plan.
        plan: Plan,
    },
    /// Whether the billing of the plan can be transferred although it is a separate product.
    TransferableProduct {
        /// The plan.
        plan: Plan,
    },
    /// What the plan is called. No decision reads it.
    PlanName {
        /// The plan.
        plan: Plan,
        /// The language.
        language: Language,
    },
    /// What the add-on is called. No decision reads it.
    AddOnName {
        /// The add-on.
        add_on: AddOnKind,
        /// The language.
        language: Language,
    },
    /// Whether the plan is sold.
    PlanSold {
        /// The plan.
        plan: Plan,
    },
    /// How many users of a kind the plan holds.
    PlanUsers {
        /// The plan.
        plan: Plan,
        /// The kind of user.
        kind: UserKind,
    },
    /// How many of a resource the plan holds.
    PlanResource {
        /// The plan.
        plan: Plan,
        /// The resource.
        resource: Resource,
    },
    /// Which features the plan has, if one of two catalogues does not know.
    PlanFeatures {
        /// The plan.
        plan: Plan,
    },
    /// Whether the plan has a feature, if both catalogues know.
    PlanFeature {
        /// The plan.
        plan: Plan,
        /// The feature.
        feature: Feature,
    },
    /// What the plan is meant to have less of than a lower one. No decision reads it.
    PlanShortfalls {
        /// The plan.
        plan: Plan,
    },
    /// What happens when there are too many users of a kind.
    Users {
        /// The kind of user.
        kind: UserKind,
    },
    /// What happens when too much of a resource is used.
    Resource {
        /// The resource.
        resource: Resource,
    },
    /// What happens when a feature is in use that the new plan lacks.
    Feature {
        /// The feature.
        feature: Feature,
    },
    /// Whether a change of plan is open.
    Move {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// Whether a tier of an add-on is sold.
    AddOnTier {
        /// The add-on.
        add_on: AddOnKind,
        /// The tier.
        tier: Tier,
    },
    /// Whether an add-on goes with a plan.
    AddOnPlan {
        /// The add-on.
        add_on: AddOnKind,
        /// The plan.
        plan: Plan,
    },
    /// Whether an add-on goes with a payroll tier.
    AddOnPayrollTier {
        /// The add-on.
        add_on: AddOnKind,
        /// The payroll tier.
        tier: Tier,
    },
    /// How many hours after a downgrade an upgrade has to wait.
    UpgradeWaitHours,
    /// For how many hours a permission to transfer holds.
    TransferPermissionHours,
    /// For how many days a firm's discount is kept.
    DiscountDays,
    /// How many days before an annual renewal the client can switch to monthly billing.
    MonthlySwitchDays,
    /// Whether taking over the billing of a company in this state, which is read-only, revives the subscription.
    RevivedByTransfer {
        /// The state.
        status: ClientStatus,
    },
    /// At what price the firm takes a client over.
    PriceWhenTakenOver,
    /// Whether the plan's own time tracking is unavailable beside a payroll tier.
    WithoutTimeTracking {
        /// The payroll tier.
        tier: Tier,
    },
    /// When an upgrade takes effect: of the plan, and of each add-on that says nothing else.
    UpgradesTakeEffect,
    /// When a downgrade takes effect: of the plan, and of each add-on that says nothing else.
    DowngradesTakeEffect,
    /// When it takes effect that an add-on is added or raised.
    AddOnUpgradesTakeEffect {
        /// The add-on.
        add_on: AddOnKind,
    },
    /// When it takes effect that an add-on is lowered or removed.
    AddOnDowngradesTakeEffect {
        /// The add-on.
        add_on: AddOnKind,
    },
    /// Where the reasons of a code come from. No decision reads it.
    ReasonSources {
        /// The code.
        code: ReasonCode,
    },
    /// Where the notices of a code come from. No decision reads it.
    NoticeSources {
        /// The code.
        code: NoticeCode,
    },
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ladder => f.write_str("ladder"),
            Self::SeparateProduct { plan } => write!(f, "separate_products.{plan}"),
            Self::TransferableProduct { plan } => write!(f, "transferable_products.{plan}"),
            Self::PlanName { plan, language } => write!(f, "names.plans.{plan}.{}", language.primary()),
            Self::AddOnName { add_on, language } => write!(f, "names.add_ons.{add_on}.{}", language.primary()),
            Self::PlanSold { plan } => write!(f, "plans.{plan}.sold"),
            Self::PlanUsers { plan, kind } => write!(f, "plans.{plan}.users.{kind}"),
            Self::PlanResource { plan, resource } => write!(f, "plans.{plan}.resources.{resource}"),
            Self::PlanFeatures { plan } => write!(f, "plans.{plan}.features"),
            Self::PlanFeature { plan, feature } => write!(f, "plans.{plan}.features.{feature}"),
            Self::PlanShortfalls { plan } => write!(f, "plans.{plan}.intended_shortfalls"),
            Self::Users { kind } => write!(f, "users.{kind}"),
            Self::Resource { resource } => write!(f, "resources.{resource}"),
            Self::Feature { feature } => write!(f, "features.{feature}"),
            Self::Move { from, to } => write!(f, "moves.{from}.{to}"),
            Self::AddOnTier { add_on, tier } => write!(f, "{add_on}.tiers.{tier}"),
            Self::AddOnPlan { add_on, plan } => write!(f, "{add_on}.plans.{plan}"),
            Self::AddOnPayrollTier { add_on, tier } => write!(f, "{add_on}.payroll_tiers.{tier}"),
            Self::UpgradeWaitHours => f.write_str("upgrade_wait_hours"),
            Self::TransferPermissionHours => f.write_str("transfer_permission_hours"),
            Self::DiscountDays => f.write_str("discount_days"),
            Self::MonthlySwitchDays => f.write_str("monthly_switch_days"),
            Self::RevivedByTransfer { status } => write!(f, "revived_by_transfer.{status}"),
            Self::PriceWhenTakenOver => f.write_str("price_when_taken_over"),
            Self::WithoutTimeTracking { tier } => write!(f, "payroll.without_time_tracking.{tier}"),
            Self::UpgradesTakeEffect => f.write_str("upgrades_take_effect"),
            Self::DowngradesTakeEffect => f.write_str("downgrades_take_effect"),
            Self::AddOnUpgradesTakeEffect { add_on } => write!(f, "{add_on}.upgrades_take_effect"),
            Self::AddOnDowngradesTakeEffect { add_on } => write!(f, "{add_on}.downgrades_take_effect"),
            Self::ReasonSources { code } => write!(f, "sources.reasons.{code}"),
            Self::NoticeSources { code } => write!(f, "sources.notices.{code}"),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Cell {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Cell {
    /// Every cell, in the order of the document.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_plan = |plan| {
            [Self::PlanSold { plan }]
                .into_iter()
                .chain(UserKind::ALL.iter().map(move |&kind| Self::PlanUsers { plan, kind }))
                .chain(Resource::ALL.iter().map(move |&resource| Self::PlanResource { plan, resource }))
                .chain([Self::PlanFeatures { plan }])
                .chain(Feature::ALL.iter().map(move |&feature| Self::PlanFeature { plan, feature }))
                .chain([Self::PlanShortfalls { plan }])
        };
        let of_add_on = |add_on: AddOnKind| {
            let payroll = AddOnKind::Payroll.tiers();
            let (beside, without) =
                if add_on == AddOnKind::Payroll { (TierSet::EMPTY, payroll) } else { (payroll, TierSet::EMPTY) };
            let tiers = add_on.tiers().iter().map(move |tier| Self::AddOnTier { add_on, tier });
            let plans = plans().map(move |plan| Self::AddOnPlan { add_on, plan });
            let beside = beside.iter().map(move |tier| Self::AddOnPayrollTier { add_on, tier });
            let without = without.iter().map(|tier| Self::WithoutTimeTracking { tier });
            let effects = [Self::AddOnUpgradesTakeEffect { add_on }, Self::AddOnDowngradesTakeEffect { add_on }];
            tiers.chain(plans).chain(beside).chain(without).chain(effects)
        };
        let languages = || LocalName::LANGUAGES.into_iter();
        let names = plans().flat_map(move |plan| languages().map(move |language| Self::PlanName { plan, language }));
        let of_add_ons = AddOnKind::ALL.iter();
        let add_on_names =
            of_add_ons.flat_map(move |&add_on| languages().map(move |language| Self::AddOnName { add_on, language }));
        [Self::Ladder]
            .into_iter()
            .chain(plans().map(|plan| Self::SeparateProduct { plan }))
            .chain(plans().map(|plan| Self::TransferableProduct { plan }))
            .chain(names)
            .chain(add_on_names)
            .chain(plans().flat_map(of_plan))
            .chain(UserKind::ALL.iter().map(|&kind| Self::Users { kind }))
            .chain(Resource::ALL.iter().map(|&resource| Self::Resource { resource }))
            .chain(Feature::ALL.iter().map(|&feature| Self::Feature { feature }))
            .chain(plans().flat_map(|from| plans().map(move |to| Self::Move { from, to })))
            .chain(AddOnKind::ALL.iter().flat_map(move |&add_on| of_add_on(add_on)))
            .chain([Self::UpgradeWaitHours, Self::TransferPermissionHours, Self::DiscountDays, Self::MonthlySwitchDays])
            .chain(
                ClientStatus::ALL.iter().filter(|status| status.is_read_only()).map(|&status| Self::RevivedByTransfer { status }),
            )
            .chain([Self::PriceWhenTakenOver, Self::UpgradesTakeEffect, Self::DowngradesTakeEffect])
            .chain(ReasonCode::ALL.iter().map(|&code| Self::ReasonSources { code }))
            .chain(NoticeCode::ALL.iter().map(|&code| Self::NoticeSources { code }))
    }

    /// Whether no decision ever reads it.
    pub(super) const fn is_not_for_decisions(self) -> bool {
        matches!(
            self,
            Self::PlanShortfalls { .. }
                | Self::PlanName { .. }
                | Self::AddOnName { .. }
                | Self::ReasonSources { .. }
                | Self::NoticeSources { .. }
        )
    }
}
