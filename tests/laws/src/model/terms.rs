//! Section 2 of the description, "The Canadian catalogue": its tables, copied by hand, and a reader of the terms of any catalogue.

use subscription_change::catalogue::{
    self, ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, Clearance, Effective, Enforcement, FeatureUse, Limit,
    PriceWhenTakenOver,
};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::{PlanSet, StatusSet, TierSet};
use subscription_change::{ClientStatus, Feature, FeatureSet, Plan, Tier};

use crate::complete;
use crate::every::{by_add_on, by_feature, by_plan, by_resource, by_user_kind};

/// One cell of the table of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// "Limit 0 is *the plan has none*."
    UpTo(u32),
    /// "no limit"
    NoLimit,
    /// "`–` is *not documented anywhere*: hold it as unknown, never as a guess."
    Unknown,
}

/// What the use of a feature means for a change to a plan without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InUse {
    /// "Features that **block** while in use, and what clears each"; "A catalogue may also say that nothing clears a feature"; and
    /// whether "the reason, its remedy and every text of them say the doubt".
    Blocks { cleared_by: Option<Clearance>, disputed: bool },
    /// "Other features give a **notice** of loss."
    Notice,
}

/// "Enforcement, which is catalogue data (another edition may differ)"
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMany {
    /// "billable users **block**"
    Block,
    /// "give a **notice** (kept, but none may be added)"
    Notice,
    /// "the catalogue says that a company over that limit is suspended (none in Canada, 2)"
    Suspend,
}

/// On which terms there is an add-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The tiers that are sold.
    pub sold: TierSet,
    /// The plans that it goes with.
    pub plans: PlanSet,
    /// The payroll tiers that it goes with.
    pub payroll: TierSet,
    /// "effect by direction and product": its own, where it is not that of the plan.
    pub upgrades_take_effect: Option<Effective>,
    pub downgrades_take_effect: Option<Effective>,
}

/// A catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// From the lowest rung to the highest.
    pub ladder: Vec<Plan>,
    /// "a separate product record: never to or from anything else"
    pub separate: PlanSet,
    /// "whether billing of a separate product can move"
    pub transferable: PlanSet,
    pub sold: ByPlan<bool>,
    /// The rows of the table, each with its columns.
    pub users: ByUserKind<ByPlan<Amount>>,
    pub resources: ByResource<ByPlan<Amount>>,
    /// `None` is unknown.
    pub features: ByPlan<Option<FeatureSet>>,
    pub too_many_users: ByUserKind<TooMany>,
    pub too_much: ByResource<TooMany>,
    pub in_use: ByFeature<InUse>,
    /// The transition table: to which plans each may be changed.
    pub open: ByPlan<PlanSet>,
    pub add_ons: ByAddOn<Offer>,
    pub upgrade_wait_hours: u32,
    pub transfer_permission_hours: u32,
    pub discount_days: u32,
    pub monthly_switch_days: u32,
    pub revived_by_transfer: StatusSet,
    /// "at what price the firm takes a client over"
    pub price: PriceWhenTakenOver,
    /// "with which payroll tiers the plan's own time tracking is unavailable"
    pub without_time_tracking: TierSet,
    pub upgrades_take_effect: Effective,
    pub downgrades_take_effect: Effective,
}

impl Terms {
    /// "`CA` from 2022-09-08"
    pub fn canada_2022_09_08() -> Self {
        canada(row([UpTo(0), UpTo(3), UpTo(3), UpTo(12), Unknown, Unknown]))
    }

    /// "`CA` from 2025-06-02"
    pub fn canada_2025_06_02() -> Self {
        canada(row([UpTo(1), UpTo(4), UpTo(4), UpTo(12), Unknown, Unknown]))
    }

    /// The American edition, by the tables of its own page: "Features as in Canada, but bills from Simple Start".
    pub fn united_states_2026_09_30() -> Self {
        let canada = Self::canada_2025_06_02();
        Self {
            // "Solopreneur succeeds Self-Employed (2024, TP)"
            sold: ByPlan { self_employed: false, ..canada.sold },
            features: ByPlan { easy_start: Some(Feature::Bills.into()), ..canada.features },
            // "multicurrency: cannot be turned off"
            in_use: ByFeature { multicurrency: InUse::Blocks { cleared_by: None, disputed: false }, ..canada.in_use },
            // "bill pay: tiers Basic, Premium, Elite". *Reading:* with every plan of the ladder, as payroll.
            add_ons: ByAddOn {
                payroll: canada.add_ons.payroll,
                time: canada.add_ons.time,
                bill_pay: Offer {
                    sold: TierSet::of(&[Tier::Basic, Tier::Premium, Tier::Elite]),
                    plans: canada.add_ons.payroll.plans,
                    payroll: TierSet::EMPTY,
                    // "both directions at once"
                    upgrades_take_effect: None,
                    downgrades_take_effect: None,
                },
            },
            // "wait after a downgrade before an upgrade: 24 hours"
            upgrade_wait_hours: 24,
            // *Reading:* what no American page says is left out.
            revived_by_transfer: StatusSet::EMPTY,
            without_time_tracking: TierSet::EMPTY,
            ..canada
        }
    }

    /// The cell of the table of limits.
    pub fn limit(&self, plan: Plan, quota: Quota) -> Amount {
        match quota {
            Quota::Users(kind) => *self.users.get(kind).get(plan),
            Quota::Resource(resource) => *self.resources.get(resource).get(plan),
            other => unreachable!("{other:?} is not in the description"),
        }
    }

    /// What too much of it means.
    pub fn enforcement(&self, quota: Quota) -> TooMany {
        match quota {
            Quota::Users(kind) => *self.too_many_users.get(kind),
            Quota::Resource(resource) => *self.too_much.get(resource),
            other => unreachable!("{other:?} is not in the description"),
        }
    }

    /// The place of a plan on the ladder.
    pub fn rank(&self, plan: Plan) -> Option<usize> {
        self.ladder.iter().position(|rung| *rung == plan)
    }

    /// What a catalogue says, in the model's words. No decision reads what a plan is meant to have less of.
    pub fn read(terms: &catalogue::Terms) -> Self {
        Self {
            ladder: terms.edition.ladder.iter().collect(),
            separate: terms.edition.separate_products,
            transferable: terms.edition.transferable_products,
            sold: by_plan(|plan| terms.plans.get(plan).sold),
            users: by_user_kind(|kind| by_plan(|plan| amount(*terms.plans.get(plan).users.get(kind)))),
            resources: by_resource(|resource| by_plan(|plan| amount(*terms.plans.get(plan).resources.get(resource)))),
            features: by_plan(|plan| terms.plans.get(plan).features),
            too_many_users: by_user_kind(|kind| too_many(*terms.users.get(kind))),
            too_much: by_resource(|resource| too_many(*terms.resources.get(resource))),
            in_use: by_feature(|feature| in_use(*terms.features.get(feature))),
            open: terms.moves,
            add_ons: by_add_on(|kind| {
                let offer = terms.add_ons.get(kind);
                Offer {
                    sold: offer.tiers,
                    plans: offer.plans,
                    payroll: offer.payroll_tiers,
                    upgrades_take_effect: offer.upgrades_take_effect,
                    downgrades_take_effect: offer.downgrades_take_effect,
                }
            }),
            upgrade_wait_hours: terms.upgrade_wait_hours,
            transfer_permission_hours: terms.transfer_permission_hours,
            discount_days: terms.discount_days,
            monthly_switch_days: terms.monthly_switch_days,
            revived_by_transfer: terms.revived_by_transfer,
            price: terms.price_when_taken_over,
            without_time_tracking: terms.without_time_tracking,
            upgrades_take_effect: terms.upgrades_take_effect,
            downgrades_take_effect: terms.downgrades_take_effect,
        }
    }
}

use Amount::{NoLimit, Unknown, UpTo};

/// A row of the table, in the order of its columns.
fn row<T>([easy_start, essentials, plus, advanced, ledger, self_employed]: [T; Plan::COUNT]) -> ByPlan<T> {
    ByPlan { easy_start, essentials, plus, advanced, ledger, self_employed }
}

/// "Two dated versions … they differ in custom fields only."
fn canada(custom_fields: ByPlan<Amount>) -> Terms {
    // "ladder: EasyStart < Essentials < Plus < Advanced"
    let ladder = [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced];
    let ladder_plans = PlanSet::of(&ladder);

    // "Features, by the lowest plan that has them (every higher ladder plan has them too; Ledger and Self-Employed: unknown)"
    let features = |lowest: &[&[Feature]]| Some(lowest.concat().into_iter().collect::<FeatureSet>());
    let essentials: &[_] = &[Feature::Multicurrency, Feature::RecurringTransactions, Feature::Bills, Feature::TimeTracking];
    let plus: &[_] =
        &[Feature::Inventory, Feature::PurchaseOrders, Feature::Projects, Feature::Classes, Feature::Locations, Feature::Budgets];
    let advanced: &[_] = &[
        Feature::CustomRoles,
        Feature::Workflows,
        Feature::SpreadsheetSync,
        Feature::BackupAndRestore,
        Feature::EnhancedCustomFields,
    ];

    Terms {
        ladder: ladder.to_vec(),
        separate: Plan::SelfEmployed.into(),
        transferable: PlanSet::EMPTY,
        // *Reading:* the description names no plan or tier that is not sold.
        sold: ByPlan::all(true),
        // | [O] | EasyStart | Essentials | Plus | Advanced | Ledger | Self-Employed |
        users: ByUserKind {
            billable: row([UpTo(1), UpTo(3), UpTo(5), UpTo(25), Unknown, Unknown]),
            accountant: row([UpTo(2), UpTo(2), UpTo(2), UpTo(3), Unknown, Unknown]),
            reports_only: row([UpTo(0), UpTo(0), NoLimit, NoLimit, Unknown, Unknown]),
            time_only: row([UpTo(0), NoLimit, NoLimit, NoLimit, Unknown, Unknown]),
        },
        resources: ByResource {
            accounts: row([UpTo(250), UpTo(250), UpTo(250), NoLimit, Unknown, Unknown]),
            classes_and_locations: row([UpTo(0), UpTo(0), UpTo(40), NoLimit, Unknown, Unknown]),
            custom_fields,
        },
        features: row([
            features(&[]),
            features(&[essentials]),
            features(&[essentials, plus]),
            features(&[essentials, plus, advanced]),
            None,
            None,
        ]),
        // "billable users **block** [S]; accountant [O: exempt], reports-only and time-only users and every resource limit give a
        // **notice**"
        too_many_users: ByUserKind { billable: TooMany::Block, ..ByUserKind::all(TooMany::Notice) },
        too_much: ByResource::all(TooMany::Notice),
        // "Features that **block** while in use, and what clears each: multicurrency, turned off [S]; recurring transactions, their
        // templates paused [O]; inventory, its items made inactive [O]. Other features give a **notice** of loss."
        in_use: ByFeature {
            // "Multicurrency [≠] (2): the source of record has it switched off first; the vendor's multicurrency page (L6O9nCY2f, 13
            // September 2024) says that it can never be switched off."
            multicurrency: InUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: true },
            recurring_transactions: InUse::Blocks { cleared_by: Some(Clearance::PauseTemplates), disputed: false },
            inventory: InUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive), disputed: false },
            ..ByFeature::all(InUse::Notice)
        },
        // "any of them to any other is a plan change, tiers may be skipped"; Ledger "can be left and never entered"; Self-Employed
        // "never to or from anything else".
        open: ByPlan {
            easy_start: ladder_plans.without(Plan::EasyStart),
            essentials: ladder_plans.without(Plan::Essentials),
            plus: ladder_plans.without(Plan::Plus),
            advanced: ladder_plans.without(Plan::Advanced),
            ledger: ladder_plans,
            self_employed: PlanSet::EMPTY,
        },
        add_ons: ByAddOn {
            // "payroll (Core < Premium < Elite)"; "payroll goes with any ladder plan"
            payroll: Offer {
                sold: TierSet::of(&[Tier::Core, Tier::Premium, Tier::Elite]),
                plans: ladder_plans,
                payroll: TierSet::EMPTY,
                upgrades_take_effect: None,
                downgrades_take_effect: None,
            },
            // "time (Premium < Elite)"; "time needs Essentials or higher, **or** payroll Premium or Elite [O]."
            time: Offer {
                sold: TierSet::of(&[Tier::Premium, Tier::Elite]),
                plans: ladder_plans.without(Plan::EasyStart),
                payroll: TierSet::of(&[Tier::Premium, Tier::Elite]),
                upgrades_take_effect: None,
                downgrades_take_effect: None,
            },
            // Canada has none.
            bill_pay: Offer {
                sold: TierSet::EMPTY,
                plans: PlanSet::EMPTY,
                payroll: TierSet::EMPTY,
                upgrades_take_effect: None,
                downgrades_take_effect: None,
            },
        },
        // "the wait between a downgrade and an upgrade, none in Canada (the US page says 24 hours)"
        upgrade_wait_hours: 0,
        // "how long a billing-transfer permission holds, 48 hours [O]"
        transfer_permission_hours: 48,
        // "how long a discount survives, 60 days [O]"
        discount_days: 60,
        // "how many days before an annual renewal one can switch to monthly, 30 [O L5N8uodIL, January 2024]"
        monthly_switch_days: 30,
        // "in which read-only states taking over the billing revives the subscription, cancelled [O L5NrzGinC, January 2024]"
        revived_by_transfer: ClientStatus::Cancelled.into(),
        // "at what price the firm takes a client over, retail [O] (the UK: wholesale)"
        price: PriceWhenTakenOver::Retail,
        // "with which payroll tiers the plan's own time tracking is unavailable, Core [O L6RFDI0xh]"
        without_time_tracking: Tier::Core.into(),
        // "when changes take effect, immediately, both ways [O, community answer]"
        upgrades_take_effect: Effective::Immediately,
        downgrades_take_effect: Effective::Immediately,
    }
}

fn amount(limit: Limit) -> Amount {
    match limit {
        Limit::UpTo(limit) => UpTo(limit),
        Limit::NoLimit => NoLimit,
        Limit::Unknown => Unknown,
    }
}

fn too_many(enforcement: Enforcement) -> TooMany {
    complete!(enforcement, Enforcement {
        Blocks => TooMany::Block,
        Notice => TooMany::Notice,
        Suspends => TooMany::Suspend,
    })
}

fn in_use(feature: FeatureUse) -> InUse {
    match feature {
        // What clears it is doubted; where nothing does, there is nothing to doubt.
        FeatureUse::Blocks { cleared_by, disputed } => InUse::Blocks { cleared_by, disputed: disputed && cleared_by.is_some() },
        FeatureUse::Notice => InUse::Notice,
    }
}
