//! The terms of a catalogue, as plain data.

use super::{CatalogueId, Edition};
use crate::kit::vocabulary;
use crate::model::{
    AddOnKind, ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, Feature, FeatureSet, Plan, PlanSet, Product, ProductSet,
    QUOTAS, Quota, QuotaSet, ResourceSet, StatusSet, Tier, TierSet, UserKindSet,
};

/// How many of something a plan holds. In JSON a number, `"no_limit"`, or null where it is not documented; a format has to describe itself for
/// one to be read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Limit {
    /// This many at the most. At the limit is fine, one over is not; 0 where the plan has none.
    UpTo(u32),
    /// Any number.
    NoLimit,
    /// Not documented anywhere: neither zero nor unlimited.
    #[default]
    Unknown,
}

impl Limit {
    /// The number, if there is one.
    #[must_use]
    pub const fn number(self) -> Option<u32> {
        match self {
            Self::UpTo(limit) => Some(limit),
            Self::NoLimit | Self::Unknown => None,
        }
    }

    /// Whether a move from a plan with this limit to one with that limit *shrinks* it: the other is lower, or this one is unknown.
    ///
    /// A limit that is not a number is never lower.
    ///
    /// ```
    /// use subscription_change::catalogue::Limit::{NoLimit, Unknown, UpTo};
    ///
    /// assert!(NoLimit.shrinks_to(UpTo(5)));
    /// assert!(Unknown.shrinks_to(UpTo(5)));
    /// assert!(!UpTo(5).shrinks_to(UpTo(5)));
    /// ```
    #[must_use]
    pub const fn shrinks_to(self, other: Self) -> bool {
        match (self, other) {
            (Self::UpTo(this), Self::UpTo(other)) => other < this,
            (Self::NoLimit | Self::Unknown, Self::UpTo(_)) => true,
            (_, Self::NoLimit | Self::Unknown) => false,
        }
    }
}

/// What one plan offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlanTerms {
    /// Whether it is sold, without which no subscription may be changed to it.
    pub sold: bool,
    /// How many users of each kind it holds.
    pub users: ByUserKind<Limit>,
    /// How many of each resource it holds.
    pub resources: ByResource<Limit>,
    /// The features that it has; `None` where that is not documented.
    pub features: Option<FeatureSet>,
    /// What the plan has less of than a lower plan on the ladder, on purpose; any other such shortfall is a fault. No decision
    /// reads it. In JSON it may be left out.
    pub intended_shortfalls: Shortfalls,
}

impl PlanTerms {
    /// The limit of a quota.
    pub(crate) const fn limit(&self, quota: Quota) -> Limit {
        match quota {
            Quota::Users(kind) => *self.users.get(kind),
            Quota::Resource(resource) => *self.resources.get(resource),
        }
    }
}

/// What a plan has less of than a lower plan on the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Shortfalls {
    /// The kinds of users with a lower limit.
    pub users: UserKindSet,
    /// The resources with a lower limit.
    pub resources: ResourceSet,
    /// The features that it lacks.
    pub features: FeatureSet,
}

impl Shortfalls {
    /// Nothing.
    pub const NONE: Self = Self { users: UserKindSet::EMPTY, resources: ResourceSet::EMPTY, features: FeatureSet::EMPTY };
}

vocabulary! {
    /// What happens when a change of plan lowers a limit below what is used.
    pub enum Enforcement ("enforcement") {
        /// The change is refused until less is used.
        Blocks,
        /// What is there is kept, but nothing may be added; a notice says so.
        Notice,
        /// The company is suspended while the limit is exceeded; a notice says so.
        Suspends,
    }
}

/// What happens when a feature is in use that the new plan lacks. In JSON `"notice"`, or `{"blocks_until": "turn_off"}` with what
/// clears it, null where nothing does, and `"disputed": true` where another page doubts that it does, never beside null; a format has to
/// describe itself for one to be read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeatureUse {
    /// The change is refused while the feature is in use.
    Blocks {
        /// What ends the use; `None` where nothing can.
        cleared_by: Option<Clearance>,
        /// Whether another page of the vendor says that this does not clear it; `false` where nothing does.
        disputed: bool,
    },
    /// The feature is lost; a notice says so, and on a downgrade the client has to accept the loss.
    Notice,
}

vocabulary! {
    /// What ends the use of a feature that blocks.
    pub enum Clearance ("clearance") {
        /// The feature is turned off.
        TurnOff,
        /// Its templates are paused.
        PauseTemplates,
        /// Its items are made inactive.
        MakeItemsInactive,
    }
}

/// The terms of an add-on. It goes with one of `plans`, **or** with one of `payroll_tiers` on a plan that payroll goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddOnTerms {
    /// The tiers that are sold.
    pub tiers: TierSet,
    /// The plans that it goes with.
    pub plans: PlanSet,
    /// The payroll tiers that it goes with, on any plan that payroll goes with; none for payroll itself.
    pub payroll_tiers: TierSet,
    /// When it takes effect that it is added or raised; `None` where that is as for the plan, and in JSON it is left out then.
    pub upgrades_take_effect: Option<Effective>,
    /// When it takes effect that it is lowered or removed; `None` where that is as for the plan, and in JSON it is left out then.
    pub downgrades_take_effect: Option<Effective>,
}

impl AddOnTerms {
    /// Not sold at any tier, and with no plan.
    pub const NOT_SOLD: Self = Self {
        tiers: TierSet::EMPTY,
        plans: PlanSet::EMPTY,
        payroll_tiers: TierSet::EMPTY,
        upgrades_take_effect: None,
        downgrades_take_effect: None,
    };
}

vocabulary! {
    /// At what price the firm takes a client over, where no discount is kept.
    pub enum PriceWhenTakenOver ("price") {
        /// The retail price.
        Retail,
        /// The wholesale price.
        Wholesale,
    }
}

vocabulary! {
    /// When a change takes effect.
    pub enum Effective ("effect") {
        /// At once.
        Immediately,
        /// On the client's next billing date.
        NextBillingDate,
    }
}

/// A catalogue as plain data: everything in which an edition may differ from the embedded ones.
///
/// Terms alone do not decide; [`check`](Self::check) makes a [`Catalogue`](crate::Catalogue) of them, or says what is wrong.
///
/// ```compile_fail,E0599
/// # use subscription_change::{Catalogue, Context, Party, Plan, Subscription, Usage};
/// # let current = Subscription::new(Plan::Plus, Party::Firm);
/// # let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let terms = *Catalogue::canada().terms();
/// terms.plan_change(&current, &current, &context); // only a `Catalogue` decides
/// ```
///
/// ```
/// use subscription_change::Catalogue;
/// use subscription_change::catalogue::Terms;
///
/// // The same as the Canadian one, but an upgrade has to wait for a day after a downgrade. It gets an identity of its own, because
/// // that is what a stored decision is told by.
/// let id = "XA-2026-01-01".parse().unwrap();
/// let terms = Terms { id, upgrade_wait_hours: 24, ..*Catalogue::canada().terms() };
/// assert!(terms.check().is_ok());
///
/// // It is written as JSON, and read back.
/// # #[cfg(feature = "serde")]
/// # {
/// let json = serde_json::to_string(&terms).unwrap();
/// assert!(json.contains(r#""multicurrency":{"blocks_until":"turn_off","disputed":true}"#));
/// assert_eq!(serde_json::from_str::<Terms>(&json).unwrap(), terms);
/// # }
/// ```
///
/// In JSON each field stands under its name here, and those of the [`edition`](Self::edition) beside them. A limit is a number, `"no_limit"`, or
/// null where it is not documented; the use of a feature `"notice"`, or `{"blocks_until": "turn_off"}` with what clears it, null where nothing
/// does; a set is a list, and the ladder one from the lowest plan to the highest. `intended_shortfalls` and what is in it, and the
/// `sources` of rules that are judgements, may be left out; so may `ladder`, `separate_products` and `names`, which are Canada's then,
/// `transferable_products`, and the terms and name of an add-on that came later, such as `bill_pay`. The form as a JSON Schema is
/// [`JSON_SCHEMA`](Self::JSON_SCHEMA), and in the
/// package `schema/catalogue.schema.json`; an edition in which all of it is used is `examples/data/invented-edition.json`.
///
/// ```json
#[doc = include_str!("../../schema/catalogue.example.json")]
/// ```
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// # use subscription_change::catalogue::{Mark, Terms};
/// # use subscription_change::{Language, Plan, ReasonCode};
/// let json = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/catalogue.example.json"));
/// let catalogue = serde_json::from_str::<Terms>(json).unwrap().check().unwrap();
/// assert_eq!(catalogue.plan_name(Plan::EasyStart, Language::English), "Simple");
/// // A rule without a source in its edition is a judgement.
/// let letters = |code| catalogue.rule(code).marks().map(Mark::letter).collect::<String>();
/// assert_eq!((letters(ReasonCode::UpgradeTooSoon), letters(ReasonCode::TooManyUsers)), ("O".into(), "J".into()));
/// assert!(catalogue.why_closed(Plan::Essentials, Plan::EasyStart).is_none());
/// assert!(catalogue.why_closed(Plan::Essentials, Plan::Plus).is_some());
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Country and date, which a stored decision names as its catalogue. Reading a decision does not check whether that catalogue
    /// is known.
    pub id: CatalogueId,
    /// The ladder of the edition, what it calls plans and add-ons, and the sources of its rules.
    pub edition: Edition,
    /// The terms of each plan.
    pub plans: ByPlan<PlanTerms>,
    /// What happens when there are too many users of a kind for the new plan.
    pub users: ByUserKind<Enforcement>,
    /// What happens when too much of a resource is used for the new plan.
    pub resources: ByResource<Enforcement>,
    /// What happens when a feature is in use that the new plan lacks.
    pub features: ByFeature<FeatureUse>,
    /// The plans that each plan may be changed to: the transition table.
    pub moves: ByPlan<PlanSet>,
    /// On which terms each add-on is sold.
    pub add_ons: ByAddOn<AddOnTerms>,
    /// How many hours after a downgrade of the base product it may be upgraded; 0 for no wait.
    pub upgrade_wait_hours: u32,
    /// For how many hours the client's permission to transfer billing to the firm holds, the last one included.
    pub transfer_permission_hours: u32,
    /// Up to how many days after a firm's discount last paid the discount is kept, the last one included.
    pub discount_days: u32,
    /// How many days before an annual renewal the client can switch to monthly billing.
    pub monthly_switch_days: u32,
    /// The read-only states of a company in which taking over its billing revives the subscription.
    pub revived_by_transfer: StatusSet,
    /// At what price the firm takes a client over.
    pub price_when_taken_over: PriceWhenTakenOver,
    /// The payroll tiers with which the plan's own time tracking is unavailable. In JSON it stands with payroll.
    pub without_time_tracking: TierSet,
    /// When an upgrade takes effect: of the plan, and of each add-on that says nothing else.
    pub upgrades_take_effect: Effective,
    /// When a downgrade takes effect: of the plan, and of each add-on that says nothing else.
    pub downgrades_take_effect: Effective,
}

impl Terms {
    /// The JSON Schema of this form, draft 2020-12. What fits it can be read, and the other way round, with two exceptions: the
    /// reader rejects a repeated field, and a whole number with a fraction or an exponent, as in `24.0`. What
    /// [`check`](Self::check) finds is no matter of form.
    pub const JSON_SCHEMA: &'static str = include_str!("../../schema/catalogue.schema.json");

    /// What happens when this exceeds the limit of the new plan.
    pub(crate) const fn enforcement(&self, quota: Quota) -> Enforcement {
        match quota {
            Quota::Users(kind) => *self.users.get(kind),
            Quota::Resource(resource) => *self.resources.get(resource),
        }
    }

    /// The products of which a change in this direction waits for the next billing date.
    pub(crate) const fn takes_effect_later(&self, up: bool) -> ProductSet {
        let of_base = if up { self.upgrades_take_effect } else { self.downgrades_take_effect };
        let mut later = ProductSet::EMPTY;
        let mut i = 0;
        while i < Product::COUNT {
            let own = match Product::ALL[i].add_on() {
                Some(kind) if up => self.add_ons.get(kind).upgrades_take_effect,
                Some(kind) => self.add_ons.get(kind).downgrades_take_effect,
                None => None,
            };
            let effective = match own {
                Some(own) => own,
                None => of_base,
            };
            if matches!(effective, Effective::NextBillingDate) {
                later = later.with(Product::ALL[i]);
            }
            i += 1;
        }
        later
    }

    /// The quotas of which this happens when the limit of the new plan is exceeded.
    pub(crate) const fn quotas_with(&self, enforcement: Enforcement) -> QuotaSet {
        let mut quotas = QuotaSet::EMPTY;
        let mut place = 0;
        while let Some(quota) = Quota::at(place) {
            let is_so = self.enforcement(quota) as u8 == enforcement as u8;
            quotas = quotas.union(QuotaSet::from_bits(1 << place).when(is_so));
            place += 1;
        }
        quotas
    }

    /// The features that block while in use.
    pub(crate) const fn blocking_features(&self) -> FeatureSet {
        let mut blocking = FeatureSet::EMPTY;
        let mut i = 0;
        while i < Feature::COUNT {
            if matches!(self.features.get(Feature::ALL[i]), FeatureUse::Blocks { .. }) {
                blocking = blocking.with(Feature::ALL[i]);
            }
            i += 1;
        }
        blocking
    }

    /// Whether an add-on goes with this plan, or with payroll at this tier on it.
    pub(crate) const fn supports(&self, kind: AddOnKind, plan: Plan, payroll: Option<Tier>) -> bool {
        let terms = self.add_ons.get(kind);
        let beside_payroll = match payroll {
            Some(tier) => terms.payroll_tiers.contains(tier) && self.add_ons.get(AddOnKind::Payroll).plans.contains(plan),
            None => false,
        };
        terms.plans.contains(plan) || beside_payroll
    }

    /// The payroll tiers that would bring this add-on to a plan, sold or not.
    pub(crate) const fn payroll_for(&self, kind: AddOnKind, plan: Plan) -> TierSet {
        let goes_with_plan = self.add_ons.get(AddOnKind::Payroll).plans.contains(plan);
        self.add_ons.get(kind).payroll_tiers.when(goes_with_plan)
    }

    /// The most that a plan holds of each quota; `u32::MAX` if there is no limit or it is unknown.
    pub(crate) const fn most(&self, plan: Plan) -> [u32; QUOTAS] {
        let mut most = [u32::MAX; QUOTAS];
        let mut place = 0;
        while let Some(quota) = Quota::at(place) {
            if let Limit::UpTo(limit) = self.plans.get(plan).limit(quota) {
                most[place] = limit;
            }
            place += 1;
        }
        most
    }
}
