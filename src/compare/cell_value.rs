//! What a catalogue says in a cell.

use core::fmt;

use super::cell::Cell;
use crate::kit::{Name, Set};
use crate::model::{Feature, FeatureSet, PlanSet, Resource, TierSet, UserKind};
use crate::terms::{
    Edition, Effective, Enforcement, FeatureUse, Ladder, Limit, PriceWhenTakenOver, Shortfalls, Source, Sources, Terms,
};

/// What a catalogue says in one [`Cell`].
///
/// `Display` is for people. In JSON it is the value in the document; for the member of a list, true or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CellValue {
    /// Yes or no: a plan or tier is sold, a move is allowed, a member is in a list.
    Holds(bool),
    /// How many a plan holds.
    Limit(Limit),
    /// The features of a plan.
    Features(Option<FeatureSet>),
    /// What a plan is meant to have less of.
    Shortfalls(Shortfalls),
    /// What happens when there is too much.
    Enforcement(Enforcement),
    /// What happens when the feature is in use.
    Use(FeatureUse),
    /// Hours or days.
    Number(u32),
    /// When a change takes effect.
    Effective(Effective),
    /// When a change of an add-on takes effect; `None` where that is as for the plan.
    OwnEffect(Option<Effective>),
    /// At what price.
    Price(PriceWhenTakenOver),
    /// The plans from the lowest to the highest.
    Ladder(Ladder),
    /// What something is called.
    Name(Name),
    /// Where a rule comes from.
    Sources(Sources),
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
            Self::Effective(effective) | Self::OwnEffect(Some(effective)) => write!(f, "{effective}"),
            Self::OwnEffect(None) => f.write_str("as for the plan"),
            Self::Price(price) => write!(f, "{price}"),
            Self::Ladder(ladder) => list(f, ladder.iter()),
            Self::Name(name) => write!(f, "{name}"),
            // As in the rule book: the letter and the article.
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
            Self::OwnEffect(effective) => effective.serialize(serializer),
            Self::Price(price) => price.serialize(serializer),
            Self::Ladder(ladder) => ladder.serialize(serializer),
            Self::Name(name) => name.serialize(serializer),
            Self::Sources(sources) => sources.serialize(serializer),
        }
    }
}

impl Cell {
    /// The value of these terms in the cell.
    #[must_use]
    pub fn value_in(self, terms: &Terms) -> CellValue {
        use CellValue::Holds;

        let Edition { ladder, separate_products, transferable_products, names, sources } = &terms.edition;
        match self {
            Self::Ladder => CellValue::Ladder(*ladder),
            Self::SeparateProduct { plan } => Holds(separate_products.contains(plan)),
            Self::TransferableProduct { plan } => Holds(transferable_products.contains(plan)),
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
            Self::AddOnUpgradesTakeEffect { add_on } => CellValue::OwnEffect(terms.add_ons.get(add_on).upgrades_take_effect),
            Self::AddOnDowngradesTakeEffect { add_on } => CellValue::OwnEffect(terms.add_ons.get(add_on).downgrades_take_effect),
        }
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

    /// `terms`, with the value of `other` in the cell.
    pub(super) fn taken_from(self, other: &Terms, mut terms: Terms) -> Terms {
        let into = &mut terms;
        match self {
            Self::Ladder => into.edition.ladder = other.edition.ladder,
            Self::TransferableProduct { plan } => {
                let transferable = &mut into.edition.transferable_products;
                *transferable = with_or_without(*transferable, other.edition.transferable_products, PlanSet::EMPTY.with(plan));
            }
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
            Self::AddOnUpgradesTakeEffect { add_on } => {
                into.add_ons.get_mut(add_on).upgrades_take_effect = other.add_ons.get(add_on).upgrades_take_effect;
            }
            Self::AddOnDowngradesTakeEffect { add_on } => {
                into.add_ons.get_mut(add_on).downgrades_take_effect = other.add_ons.get(add_on).downgrades_take_effect;
            }
        }
        terms
    }
}

/// `set`, with each of these members exactly if `other` has it.
const fn with_or_without<M>(set: Set<M>, other: Set<M>, members: Set<M>) -> Set<M> {
    set.difference(members).union(other.intersection(members))
}
