//! The model's own catalogue: the tables of section 2 of the domain description, copied by hand, and a reader of drafts.

use subscription_change::{
    CatalogueDraft, Clearance, Effective, Feature, FeatureSet, FeatureUse, Limit, Overuse, PayrollTier, Plan, Resource, TimeTier,
    UserKind,
};

/// The columns of the table, in its order.
pub const PLANS: [Plan; 6] = [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced, Plan::Ledger, Plan::SelfEmployed];

/// "billable, accountant, reports-only, time-only"
pub(super) const USER_KINDS: [UserKind; 4] =
    [UserKind::Billable, UserKind::Accountant, UserKind::ReportsOnly, UserKind::TimeOnly];

/// The resources, in the order of the table.
pub(super) const RESOURCES: [Resource; 3] = [Resource::Accounts, Resource::ClassesAndLocations, Resource::CustomFields];

/// "features as listed"
pub const FEATURES: [Feature; 15] = [
    Feature::Multicurrency,
    Feature::RecurringTransactions,
    Feature::Bills,
    Feature::TimeTracking,
    Feature::Inventory,
    Feature::PurchaseOrders,
    Feature::Projects,
    Feature::Classes,
    Feature::Locations,
    Feature::Budgets,
    Feature::CustomRoles,
    Feature::Workflows,
    Feature::SpreadsheetSync,
    Feature::BackupAndRestore,
    Feature::EnhancedCustomFields,
];

pub(super) const PAYROLL_TIERS: [PayrollTier; 3] = [PayrollTier::Core, PayrollTier::Premium, PayrollTier::Elite];
pub(super) const TIME_TIERS: [TimeTier; 2] = [TimeTier::Premium, TimeTier::Elite];

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
    /// "Features that **block** while in use, and what clears each"; "A catalogue may also say that nothing clears a feature"
    Blocks { cleared_by: Option<Clearance> },
    /// "Other features give a **notice** of loss."
    Notice,
}

/// One column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanColumn {
    pub sold: bool,
    /// Billable, accountant, reports-only, time-only.
    pub users: [Amount; 4],
    /// Accounts, classes and locations, custom fields.
    pub resources: [Amount; 3],
    /// `None` is unknown.
    pub features: Option<FeatureSet>,
}

/// A catalogue; the arrays are in the order of the lists above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub plans: [PlanColumn; 6],
    /// Which kinds of user block.
    pub users_block: [bool; 4],
    /// Which resources block.
    pub resources_block: [bool; 3],
    pub features: [InUse; 15],
    /// The transition table: `open[from][to]`.
    pub open: [[bool; 6]; 6],
    pub payroll_sold: [bool; 3],
    /// The plans that payroll goes with.
    pub payroll_plans: [bool; 6],
    pub time_sold: [bool; 2],
    /// The plans that time goes with.
    pub time_plans: [bool; 6],
    /// The payroll tiers that time goes with.
    pub time_payroll: [bool; 3],
    pub upgrade_wait_hours: u32,
    pub transfer_permission_hours: u32,
    pub other_firm_days: u32,
    pub upgrades_take_effect: Effective,
    pub downgrades_take_effect: Effective,
}

impl Terms {
    pub fn plan(&self, plan: Plan) -> &PlanColumn {
        &self.plans[column(plan)]
    }

    /// "`CA` from 2022-09-08"
    pub fn canada_2022_09_08() -> Self {
        canada([UpTo(0), UpTo(3), UpTo(3), UpTo(12), Unknown, Unknown])
    }

    /// "`CA` from 2025-06-02"
    pub fn canada_2025_06_02() -> Self {
        canada([UpTo(1), UpTo(4), UpTo(4), UpTo(12), Unknown, Unknown])
    }

    /// What a draft says, in the model's words.
    pub fn read(draft: &CatalogueDraft) -> Self {
        let by_plan = &draft.plans;
        let plans =
            [by_plan.easy_start, by_plan.essentials, by_plan.plus, by_plan.advanced, by_plan.ledger, by_plan.self_employed].map(
                |plan| PlanColumn {
                    sold: plan.sold,
                    users: [plan.users.billable, plan.users.accountant, plan.users.reports_only, plan.users.time_only]
                        .map(amount),
                    resources: [plan.resources.accounts, plan.resources.classes_and_locations, plan.resources.custom_fields]
                        .map(amount),
                    features: plan.features,
                },
            );
        let users = &draft.users;
        let resources = &draft.resources;
        let features = &draft.features;
        let moves = &draft.moves;
        Self {
            plans,
            users_block: [users.billable, users.accountant, users.reports_only, users.time_only].map(blocks),
            resources_block: [resources.accounts, resources.classes_and_locations, resources.custom_fields].map(blocks),
            features: [
                features.multicurrency,
                features.recurring_transactions,
                features.bills,
                features.time_tracking,
                features.inventory,
                features.purchase_orders,
                features.projects,
                features.classes,
                features.locations,
                features.budgets,
                features.custom_roles,
                features.workflows,
                features.spreadsheet_sync,
                features.backup_and_restore,
                features.enhanced_custom_fields,
            ]
            .map(in_use),
            open: [moves.easy_start, moves.essentials, moves.plus, moves.advanced, moves.ledger, moves.self_employed]
                .map(|to| PLANS.map(|plan| to.contains(plan))),
            payroll_sold: PAYROLL_TIERS.map(|tier| draft.payroll.tiers.contains(tier)),
            payroll_plans: PLANS.map(|plan| draft.payroll.plans.contains(plan)),
            time_sold: TIME_TIERS.map(|tier| draft.time.tiers.contains(tier)),
            time_plans: PLANS.map(|plan| draft.time.plans.contains(plan)),
            time_payroll: PAYROLL_TIERS.map(|tier| draft.time.payroll_tiers.contains(tier)),
            upgrade_wait_hours: draft.upgrade_wait_hours,
            transfer_permission_hours: draft.transfer_permission_hours,
            other_firm_days: draft.other_firm_days,
            upgrades_take_effect: draft.upgrades_take_effect,
            downgrades_take_effect: draft.downgrades_take_effect,
        }
    }
}

use Amount::{NoLimit, Unknown, UpTo};

/// "Two dated versions … they differ in custom fields only."
fn canada(custom_fields: [Amount; 6]) -> Terms {
    // | [O] | EasyStart | Essentials | Plus | Advanced | Ledger | Self-Employed |
    let billable = [UpTo(1), UpTo(3), UpTo(5), UpTo(25), Unknown, Unknown];
    let accountant = [UpTo(2), UpTo(2), UpTo(2), UpTo(3), Unknown, Unknown];
    let time_only = [UpTo(0), NoLimit, NoLimit, NoLimit, Unknown, Unknown];
    let reports_only = [UpTo(0), UpTo(0), NoLimit, NoLimit, Unknown, Unknown];
    let accounts = [UpTo(250), UpTo(250), UpTo(250), NoLimit, Unknown, Unknown];
    let classes_and_locations = [UpTo(0), UpTo(0), UpTo(40), NoLimit, Unknown, Unknown];

    // "Features, by the lowest plan that has them (every higher ladder plan has them too; Ledger and Self-Employed: unknown)"
    let essentials = [Feature::Multicurrency, Feature::RecurringTransactions, Feature::Bills, Feature::TimeTracking];
    let plus =
        [Feature::Inventory, Feature::PurchaseOrders, Feature::Projects, Feature::Classes, Feature::Locations, Feature::Budgets];
    let advanced = [
        Feature::CustomRoles,
        Feature::Workflows,
        Feature::SpreadsheetSync,
        Feature::BackupAndRestore,
        Feature::EnhancedCustomFields,
    ];
    let features = [
        Some(set_of(&[])),
        Some(set_of(&[&essentials])),
        Some(set_of(&[&essentials, &plus])),
        Some(set_of(&[&essentials, &plus, &advanced])),
        None,
        None,
    ];

    // *Reading:* the description names no plan or tier that is not sold.
    let sold = [true, true, true, true, true, true];

    Terms {
        plans: [0, 1, 2, 3, 4, 5].map(|plan| PlanColumn {
            sold: sold[plan],
            users: [billable[plan], accountant[plan], reports_only[plan], time_only[plan]],
            resources: [accounts[plan], classes_and_locations[plan], custom_fields[plan]],
            features: features[plan],
        }),
        // "billable users **block** [S]; accountant [O: exempt], reports-only and time-only users and every resource limit give a
        // **notice**"
        users_block: [true, false, false, false],
        resources_block: [false, false, false],
        // "Features that **block** while in use, and what clears each: multicurrency, turned off [S]; recurring transactions, their
        // templates paused [O]; inventory, its items made inactive [O]. Other features give a **notice** of loss."
        features: FEATURES.map(|feature| match feature {
            Feature::Multicurrency => InUse::Blocks { cleared_by: Some(Clearance::TurnOff) },
            Feature::RecurringTransactions => InUse::Blocks { cleared_by: Some(Clearance::PauseTemplates) },
            Feature::Inventory => InUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive) },
            _ => InUse::Notice,
        }),
        // "any of them to any other is a plan change, tiers may be skipped"; Ledger "can be left and never entered"; Self-Employed
        // "never to or from anything else".
        open: [
            [false, true, true, true, false, false],
            [true, false, true, true, false, false],
            [true, true, false, true, false, false],
            [true, true, true, false, false, false],
            [true, true, true, true, false, false],
            [false, false, false, false, false, false],
        ],
        payroll_sold: [true, true, true],
        // "payroll goes with any ladder plan"
        payroll_plans: [true, true, true, true, false, false],
        time_sold: [true, true],
        // "time needs Essentials or higher, **or** payroll Premium or Elite [O]."
        time_plans: [false, true, true, true, false, false],
        time_payroll: [false, true, true],
        // "Wait between a downgrade and an upgrade: none in Canada"
        upgrade_wait_hours: 0,
        // "Billing-transfer permission: 48 hours [O]."
        transfer_permission_hours: 48,
        // "if another firm's discount paid until at most 60 days ago"
        other_firm_days: 60,
        // "Changes take effect immediately, both ways"
        upgrades_take_effect: Effective::Immediately,
        downgrades_take_effect: Effective::Immediately,
    }
}

fn set_of(lists: &[&[Feature]]) -> FeatureSet {
    let mut set = FeatureSet::EMPTY;
    for list in lists {
        for &feature in *list {
            set.insert(feature);
        }
    }
    set
}

fn amount(limit: Limit) -> Amount {
    match limit {
        Limit::UpTo(limit) => UpTo(limit),
        Limit::NoLimit => NoLimit,
        Limit::Unknown => Unknown,
    }
}

fn blocks(overuse: Overuse) -> bool {
    match overuse {
        Overuse::Blocks => true,
        Overuse::Notice => false,
        other => unreachable!("{other:?} is not in the description"),
    }
}

fn in_use(feature: FeatureUse) -> InUse {
    match feature {
        FeatureUse::Blocks { cleared_by } => InUse::Blocks { cleared_by },
        FeatureUse::Notice => InUse::Notice,
    }
}

/// The position of a plan among the columns.
pub(super) fn column(plan: Plan) -> usize {
    match plan {
        Plan::EasyStart => 0,
        Plan::Essentials => 1,
        Plan::Plus => 2,
        Plan::Advanced => 3,
        Plan::Ledger => 4,
        Plan::SelfEmployed => 5,
        other => unreachable!("{other:?} is not in the description"),
    }
}

/// The position of a feature in the list.
pub(super) fn row_of_feature(feature: Feature) -> usize {
    match feature {
        Feature::Multicurrency => 0,
        Feature::RecurringTransactions => 1,
        Feature::Bills => 2,
        Feature::TimeTracking => 3,
        Feature::Inventory => 4,
        Feature::PurchaseOrders => 5,
        Feature::Projects => 6,
        Feature::Classes => 7,
        Feature::Locations => 8,
        Feature::Budgets => 9,
        Feature::CustomRoles => 10,
        Feature::Workflows => 11,
        Feature::SpreadsheetSync => 12,
        Feature::BackupAndRestore => 13,
        Feature::EnhancedCustomFields => 14,
        other => unreachable!("{other:?} is not in the description"),
    }
}

/// The position of a payroll tier in the list.
pub(super) fn row_of_payroll(tier: PayrollTier) -> usize {
    match tier {
        PayrollTier::Core => 0,
        PayrollTier::Premium => 1,
        PayrollTier::Elite => 2,
        other => unreachable!("{other:?} is not in the description"),
    }
}

/// The position of a time tier in the list.
pub(super) fn row_of_time(tier: TimeTier) -> usize {
    match tier {
        TimeTier::Premium => 0,
        TimeTier::Elite => 1,
        other => unreachable!("{other:?} is not in the description"),
    }
}
