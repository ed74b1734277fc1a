//! The cells of a catalogue: the least things that one may say otherwise than another.

use core::fmt;

use crate::kit::{Name, Set};
use crate::model::{
    AddOnKind, ClientStatus, Feature, FeatureSet, Language, NoticeCode, Plan, PlanSet, ReasonCode, Resource, Tier, TierSet,
    UserKind,
};
use crate::terms::{
    Edition, Effective, Enforcement, FeatureUse, Ladder, Limit, PriceWhenTakenOver, Shortfalls, Source, Sources, Terms,
};

/// One cell of a catalogue. Together they are all that a catalogue says but its identity.
///
/// `Display` is the path to it in the document; where the document has a list, the path goes on with the name of the member that is
/// in it or not.
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
    /// Which plans stand on the ladder, and in which order.
    Ladder,
    /// Whether the plan is a separate product.
    SeparateProduct {
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
    /// Which features the plan has, where one of two catalogues does not know.
    PlanFeatures {
        /// The plan.
        plan: Plan,
    },
    /// Whether the plan has a feature, where two catalogues know.
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
    /// What too many users of a kind mean.
    Users {
        /// The kind of user.
        kind: UserKind,
    },
    /// What too much of a resource means.
    Resource {
        /// The resource.
        resource: Resource,
    },
    /// What the use of a feature means.
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
    /// Whether to take over the billing of a company in this state revives the subscription.
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
    /// When an upgrade takes effect.
    UpgradesTakeEffect,
    /// When a downgrade takes effect.
    DowngradesTakeEffect,
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

/// What a catalogue says in one [`Cell`].
///
/// `Display` is for people; in JSON it is what the document has there, and true or false for the member of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CellValue {
    /// Whether it is so: a plan or tier is sold, a move is open, a member is in a list.
    Holds(bool),
    /// How many a plan holds.
    Limit(Limit),
    /// The features of a plan.
    Features(Option<FeatureSet>),
    /// What a plan is meant to have less of.
    Shortfalls(Shortfalls),
    /// What too much means.
    Enforcement(Enforcement),
    /// What the use of a feature means.
    Use(FeatureUse),
    /// Hours or days.
    Number(u32),
    /// When a change takes effect.
    Effective(Effective),
    /// At what price.
    Price(PriceWhenTakenOver),
    /// The plans from the lowest to the highest.
    Ladder(Ladder),
    /// What something is called.
    Name(Name),
    /// Where a rule comes from.
    Sources(Sources),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ladder => f.write_str("ladder"),
            Self::SeparateProduct { plan } => write!(f, "separate_products.{plan}"),
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
            Self::ReasonSources { code } => write!(f, "sources.reasons.{code}"),
            Self::NoticeSources { code } => write!(f, "sources.notices.{code}"),
        }
    }
}

fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, members: impl Iterator<Item = T>) -> fmt::Result {
    let mut none = true;
    for member in members {
        write!(f, "{}{member}", if none { "" } else { ", " })?;
        none = false;
    }
    if none { f.write_str("none") } else { Ok(()) }
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Holds(holds) => f.write_str(if holds { "yes" } else { "no" }),
            Self::Limit(Limit::UpTo(limit)) => write!(f, "{limit}"),
            Self::Limit(Limit::NoLimit) => f.write_str("no limit"),
            Self::Limit(Limit::Unknown) | Self::Features(None) => f.write_str("unknown"),
            Self::Features(Some(features)) => list(f, features.iter()),
            Self::Shortfalls(Shortfalls { users, resources, features }) => {
                let users = users.iter().map(UserKind::name);
                list(f, users.chain(resources.iter().map(Resource::name)).chain(features.iter().map(Feature::name)))
            }
            Self::Enforcement(enforcement) => write!(f, "{enforcement}"),
            Self::Use(FeatureUse::Notice) => f.write_str("notice"),
            Self::Use(FeatureUse::Blocks { cleared_by: Some(clearance), disputed }) => {
                write!(f, "blocks until {clearance}{}", if disputed { ", which is disputed" } else { "" })
            }
            Self::Use(FeatureUse::Blocks { cleared_by: None, .. }) => f.write_str("blocks, and nothing clears it"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Effective(effective) => write!(f, "{effective}"),
            Self::Price(price) => write!(f, "{price}"),
            Self::Ladder(ladder) => list(f, ladder.iter()),
            Self::Name(name) => write!(f, "{name}"),
            // As in the tables: the letter, and the article.
            Self::Sources(sources) => list(f, sources.iter().map(InShort)),
        }
    }
}

/// A source by its letter and its article.
struct InShort(Source);

impl fmt::Display for InShort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.mark.letter())?;
        match self.0.article {
            Some(article) => write!(f, " {}", article.id),
            None => Ok(()),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Cell {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for CellValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Holds(holds) => holds.serialize(serializer),
            Self::Limit(limit) => limit.serialize(serializer),
            Self::Features(features) => features.serialize(serializer),
            Self::Shortfalls(shortfalls) => shortfalls.serialize(serializer),
            Self::Enforcement(enforcement) => enforcement.serialize(serializer),
            Self::Use(feature_use) => feature_use.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Effective(effective) => effective.serialize(serializer),
            Self::Price(price) => price.serialize(serializer),
            Self::Ladder(ladder) => ladder.serialize(serializer),
            Self::Name(name) => name.serialize(serializer),
            Self::Sources(sources) => sources.serialize(serializer),
        }
    }
}

fn plans() -> impl Iterator<Item = Plan> {
    Plan::ALL.iter().copied()
}

impl Cell {
    /// Every cell there is, in the order of the document.
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
            let beside = if add_on == AddOnKind::Payroll { TierSet::EMPTY } else { AddOnKind::Payroll.tiers() };
            let tiers = add_on.tiers().iter().map(move |tier| Self::AddOnTier { add_on, tier });
            let plans = plans().map(move |plan| Self::AddOnPlan { add_on, plan });
            tiers.chain(plans).chain(beside.iter().map(move |tier| Self::AddOnPayrollTier { add_on, tier }))
        };
        let languages = || Language::ALL.iter().copied();
        let names = plans().flat_map(move |plan| languages().map(move |language| Self::PlanName { plan, language }));
        let of_add_ons = AddOnKind::ALL.iter();
        let add_on_names =
            of_add_ons.flat_map(move |&add_on| languages().map(move |language| Self::AddOnName { add_on, language }));
        [Self::Ladder]
            .into_iter()
            .chain(plans().map(|plan| Self::SeparateProduct { plan }))
            .chain(names)
            .chain(add_on_names)
            .chain(plans().flat_map(of_plan))
            .chain(UserKind::ALL.iter().map(|&kind| Self::Users { kind }))
            .chain(Resource::ALL.iter().map(|&resource| Self::Resource { resource }))
            .chain(Feature::ALL.iter().map(|&feature| Self::Feature { feature }))
            .chain(plans().flat_map(|from| plans().map(move |to| Self::Move { from, to })))
            .chain(AddOnKind::ALL.iter().flat_map(move |&add_on| of_add_on(add_on)))
            .chain(AddOnKind::Payroll.tiers().iter().map(|tier| Self::WithoutTimeTracking { tier }))
            .chain(ClientStatus::ALL.iter().map(|&status| Self::RevivedByTransfer { status }))
            .chain([
                Self::UpgradeWaitHours,
                Self::TransferPermissionHours,
                Self::DiscountDays,
                Self::MonthlySwitchDays,
                Self::PriceWhenTakenOver,
                Self::UpgradesTakeEffect,
                Self::DowngradesTakeEffect,
            ])
            .chain(ReasonCode::ALL.iter().map(|&code| Self::ReasonSources { code }))
            .chain(NoticeCode::ALL.iter().map(|&code| Self::NoticeSources { code }))
    }

    /// What these terms say in the cell.
    #[must_use]
    pub fn value_in(self, terms: &Terms) -> CellValue {
        use CellValue::Holds;

        let Edition { ladder, separate_products, names, sources } = &terms.edition;
        match self {
            Self::Ladder => CellValue::Ladder(*ladder),
            Self::SeparateProduct { plan } => Holds(separate_products.contains(plan)),
            Self::PlanName { plan, language } => CellValue::Name(*names.plans.get(plan).name(language)),
            Self::AddOnName { add_on, language } => CellValue::Name(*names.add_ons.get(add_on).name(language)),
            Self::ReasonSources { code } => CellValue::Sources(sources.reason(code)),
            Self::NoticeSources { code } => CellValue::Sources(sources.notice(code)),
            Self::PlanSold { plan } => Holds(terms.plans.get(plan).sold),
            Self::PlanUsers { plan, kind } => CellValue::Limit(*terms.plans.get(plan).users.get(kind)),
            Self::PlanResource { plan, resource } => CellValue::Limit(*terms.plans.get(plan).resources.get(resource)),
            Self::PlanFeatures { plan } => CellValue::Features(terms.plans.get(plan).features),
            Self::PlanFeature { plan, feature } => {
                Holds(terms.plans.get(plan).features.is_some_and(|features| features.contains(feature)))
            }
            Self::PlanShortfalls { plan } => CellValue::Shortfalls(terms.plans.get(plan).intended_shortfalls),
            Self::Users { kind } => CellValue::Enforcement(*terms.users.get(kind)),
            Self::Resource { resource } => CellValue::Enforcement(*terms.resources.get(resource)),
            Self::Feature { feature } => CellValue::Use(*terms.features.get(feature)),
            Self::Move { from, to } => Holds(terms.moves.get(from).contains(to)),
            Self::AddOnTier { add_on, tier } => Holds(terms.add_ons.get(add_on).tiers.contains(tier)),
            Self::AddOnPlan { add_on, plan } => Holds(terms.add_ons.get(add_on).plans.contains(plan)),
            Self::AddOnPayrollTier { add_on, tier } => Holds(terms.add_ons.get(add_on).payroll_tiers.contains(tier)),
            Self::UpgradeWaitHours => CellValue::Number(terms.upgrade_wait_hours),
            Self::TransferPermissionHours => CellValue::Number(terms.transfer_permission_hours),
            Self::DiscountDays => CellValue::Number(terms.discount_days),
            Self::MonthlySwitchDays => CellValue::Number(terms.monthly_switch_days),
            Self::RevivedByTransfer { status } => Holds(terms.revived_by_transfer.contains(status)),
            Self::PriceWhenTakenOver => CellValue::Price(terms.price_when_taken_over),
            Self::WithoutTimeTracking { tier } => Holds(terms.without_time_tracking.contains(tier)),
            Self::UpgradesTakeEffect => CellValue::Effective(terms.upgrades_take_effect),
            Self::DowngradesTakeEffect => CellValue::Effective(terms.downgrades_take_effect),
        }
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

    /// Whether two terms differ in the cell.
    pub(super) fn differs(self, one: &Terms, other: &Terms) -> bool {
        match self {
            Self::PlanFeatures { plan } => one.plans.get(plan).features.is_some() != other.plans.get(plan).features.is_some(),
            Self::PlanFeature { plan, feature } => match (one.plans.get(plan).features, other.plans.get(plan).features) {
                (Some(one), Some(other)) => one.contains(feature) != other.contains(feature),
                (_, _) => false,
            },
            _ => self.value_in(one) != self.value_in(other),
        }
    }

    /// `terms`, but with what `other` says in the cell.
    pub(super) fn taken_from(self, other: &Terms, mut terms: Terms) -> Terms {
        let into = &mut terms;
        match self {
            Self::Ladder => into.edition.ladder = other.edition.ladder,
            Self::SeparateProduct { plan } => {
                let separate = &mut into.edition.separate_products;
                *separate = with_or_without(*separate, other.edition.separate_products, PlanSet::EMPTY.with(plan));
            }
            Self::PlanName { plan, language } => {
                let name = *other.edition.names.plans.get(plan).name(language);
                *into.edition.names.plans.get_mut(plan).name_mut(language) = name;
            }
            Self::AddOnName { add_on, language } => {
                let name = *other.edition.names.add_ons.get(add_on).name(language);
                *into.edition.names.add_ons.get_mut(add_on).name_mut(language) = name;
            }
            Self::ReasonSources { code } => {
                into.edition.sources = into.edition.sources.with_reason(code, other.edition.sources.reason(code));
            }
            Self::NoticeSources { code } => {
                into.edition.sources = into.edition.sources.with_notice(code, other.edition.sources.notice(code));
            }
            Self::PlanSold { plan } => into.plans.get_mut(plan).sold = other.plans.get(plan).sold,
            Self::PlanUsers { plan, kind } => {
                *into.plans.get_mut(plan).users.get_mut(kind) = *other.plans.get(plan).users.get(kind);
            }
            Self::PlanResource { plan, resource } => {
                *into.plans.get_mut(plan).resources.get_mut(resource) = *other.plans.get(plan).resources.get(resource);
            }
            Self::PlanFeatures { plan } => into.plans.get_mut(plan).features = other.plans.get(plan).features,
            Self::PlanFeature { plan, feature } => {
                if let (Some(features), Some(other)) = (&mut into.plans.get_mut(plan).features, other.plans.get(plan).features) {
                    *features = with_or_without(*features, other, feature.into());
                }
            }
            Self::PlanShortfalls { plan } => {
                into.plans.get_mut(plan).intended_shortfalls = other.plans.get(plan).intended_shortfalls;
            }
            Self::Users { kind } => *into.users.get_mut(kind) = *other.users.get(kind),
            Self::Resource { resource } => *into.resources.get_mut(resource) = *other.resources.get(resource),
            Self::Feature { feature } => *into.features.get_mut(feature) = *other.features.get(feature),
            Self::Move { from, to } => {
                let moves = into.moves.get_mut(from);
                *moves = with_or_without(*moves, *other.moves.get(from), PlanSet::EMPTY.with(to));
            }
            Self::AddOnTier { add_on, tier } => {
                let tiers = &mut into.add_ons.get_mut(add_on).tiers;
                *tiers = with_or_without(*tiers, other.add_ons.get(add_on).tiers, TierSet::EMPTY.with(tier));
            }
            Self::AddOnPlan { add_on, plan } => {
                let plans = &mut into.add_ons.get_mut(add_on).plans;
                *plans = with_or_without(*plans, other.add_ons.get(add_on).plans, PlanSet::EMPTY.with(plan));
            }
            Self::AddOnPayrollTier { add_on, tier } => {
                let tiers = &mut into.add_ons.get_mut(add_on).payroll_tiers;
                *tiers = with_or_without(*tiers, other.add_ons.get(add_on).payroll_tiers, TierSet::EMPTY.with(tier));
            }
            Self::UpgradeWaitHours => into.upgrade_wait_hours = other.upgrade_wait_hours,
            Self::TransferPermissionHours => into.transfer_permission_hours = other.transfer_permission_hours,
            Self::DiscountDays => into.discount_days = other.discount_days,
            Self::MonthlySwitchDays => into.monthly_switch_days = other.monthly_switch_days,
            Self::RevivedByTransfer { status } => {
                let revived = &mut into.revived_by_transfer;
                *revived = with_or_without(*revived, other.revived_by_transfer, status.into());
            }
            Self::PriceWhenTakenOver => into.price_when_taken_over = other.price_when_taken_over,
            Self::WithoutTimeTracking { tier } => {
                let tiers = &mut into.without_time_tracking;
                *tiers = with_or_without(*tiers, other.without_time_tracking, tier.into());
            }
            Self::UpgradesTakeEffect => into.upgrades_take_effect = other.upgrades_take_effect,
            Self::DowngradesTakeEffect => into.downgrades_take_effect = other.downgrades_take_effect,
        }
        terms
    }
}

/// `set`, but with these members where `other` has them, and without them where it has not.
const fn with_or_without<M>(set: Set<M>, other: Set<M>, members: Set<M>) -> Set<M> {
    set.difference(members).union(other.intersection(members))
}
