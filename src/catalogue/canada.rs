//! The Canadian catalogue, twice dated.
//!
//! Limits and features are the vendor's other pages' [O]; what blocks and what clears it is the article's (L78SslIqi) for users and
//! multicurrency [S] and other pages' for recurring transactions and inventory [O]. The vendor's multicurrency page
//! (L6O9nCY2f) says that multicurrency cannot be turned off again; the source of record says that it can, and is followed.

use super::Catalogue;
use super::draft::CatalogueDraft;
use super::id::CatalogueId;
use super::terms::Limit::{NoLimit, Unknown, UpTo};
use super::terms::{AddOnTerms, Clearance, Effective, FeatureUse, Limit, Overuse, PlanTerms, Shortfalls, TimeTerms};
use crate::{
    ByFeature, ByPlan, ByResource, ByUserKind, Feature, FeatureSet, PayrollTier, PayrollTiers, Plan, PlanSet, TimeTiers,
};

pub(super) static CA_2022_09_08: Catalogue = edition(2022, 9, 8, [0, 3, 3, 12]);
pub(super) static CA_2025_06_02: Catalogue = edition(2025, 6, 2, [1, 4, 4, 12]);

/// Oldest first.
pub(super) static EMBEDDED: [&Catalogue; 2] = [&CA_2022_09_08, &CA_2025_06_02];

const FROM_ESSENTIALS: FeatureSet =
    FeatureSet::of(&[Feature::Multicurrency, Feature::RecurringTransactions, Feature::Bills, Feature::TimeTracking]);
const FROM_PLUS: FeatureSet = FROM_ESSENTIALS.union(FeatureSet::of(&[
    Feature::Inventory,
    Feature::PurchaseOrders,
    Feature::Projects,
    Feature::Classes,
    Feature::Locations,
    Feature::Budgets,
]));

const LADDER: PlanSet = PlanSet::of(&[Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]);

/// The two dated versions differ in custom fields only: EasyStart, Essentials, Plus, Advanced.
const fn edition(year: u16, month: u8, day: u8, custom_fields: [u32; 4]) -> Catalogue {
    let Ok(id) = CatalogueId::new(*b"CA", year, month, day) else {
        panic!("evaluated by the compiler: not a date");
    };
    let [easy_start, essentials, plus, advanced] = custom_fields;
    let draft = CatalogueDraft {
        id,
        plans: ByPlan {
            easy_start: PlanTerms {
                sold: true,
                users: users(UpTo(1), UpTo(2), UpTo(0), UpTo(0)),
                resources: resources(UpTo(250), UpTo(0), UpTo(easy_start)),
                features: Some(FeatureSet::EMPTY),
                intended_shortfalls: Shortfalls::NONE,
            },
            essentials: PlanTerms {
                sold: true,
                users: users(UpTo(3), UpTo(2), UpTo(0), NoLimit),
                resources: resources(UpTo(250), UpTo(0), UpTo(essentials)),
                features: Some(FROM_ESSENTIALS),
                intended_shortfalls: Shortfalls::NONE,
            },
            plus: PlanTerms {
                sold: true,
                users: users(UpTo(5), UpTo(2), NoLimit, NoLimit),
                resources: resources(UpTo(250), UpTo(40), UpTo(plus)),
                features: Some(FROM_PLUS),
                intended_shortfalls: Shortfalls::NONE,
            },
            advanced: PlanTerms {
                sold: true,
                users: users(UpTo(25), UpTo(3), NoLimit, NoLimit),
                resources: resources(NoLimit, NoLimit, UpTo(advanced)),
                features: Some(FeatureSet::ALL),
                intended_shortfalls: Shortfalls::NONE,
            },
            ledger: UNDOCUMENTED,
            self_employed: UNDOCUMENTED,
        },
        users: ByUserKind {
            billable: Overuse::Blocks,
            accountant: Overuse::Notice,
            reports_only: Overuse::Notice,
            time_only: Overuse::Notice,
        },
        resources: ByResource {
            accounts: Overuse::Notice,
            classes_and_locations: Overuse::Notice,
            custom_fields: Overuse::Notice,
        },
        features: ByFeature {
            multicurrency: FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) },
            recurring_transactions: FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates) },
            bills: FeatureUse::Notice,
            time_tracking: FeatureUse::Notice,
            inventory: FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive) },
            purchase_orders: FeatureUse::Notice,
            projects: FeatureUse::Notice,
            classes: FeatureUse::Notice,
            locations: FeatureUse::Notice,
            budgets: FeatureUse::Notice,
            custom_roles: FeatureUse::Notice,
            workflows: FeatureUse::Notice,
            spreadsheet_sync: FeatureUse::Notice,
            backup_and_restore: FeatureUse::Notice,
            enhanced_custom_fields: FeatureUse::Notice,
        },
        moves: ByPlan {
            easy_start: LADDER.without(Plan::EasyStart),
            essentials: LADDER.without(Plan::Essentials),
            plus: LADDER.without(Plan::Plus),
            advanced: LADDER.without(Plan::Advanced),
            ledger: LADDER,
            self_employed: PlanSet::EMPTY,
        },
        payroll: AddOnTerms { tiers: PayrollTiers::ALL, plans: LADDER },
        time: TimeTerms {
            tiers: TimeTiers::ALL,
            plans: LADDER.without(Plan::EasyStart),
            payroll_tiers: PayrollTiers::of(&[PayrollTier::Premium, PayrollTier::Elite]),
        },
        upgrade_wait_hours: 0,
        transfer_permission_hours: 48,
        other_firm_days: 60,
        upgrades_take_effect: Effective::Immediately,
        downgrades_take_effect: Effective::Immediately,
    };
    assert!(draft.is_valid(), "evaluated by the compiler: the catalogue has a fault");
    Catalogue::prepare(&draft)
}

const UNDOCUMENTED: PlanTerms = PlanTerms {
    sold: true,
    users: users(Unknown, Unknown, Unknown, Unknown),
    resources: resources(Unknown, Unknown, Unknown),
    features: None,
    intended_shortfalls: Shortfalls::NONE,
};

const fn users(billable: Limit, accountant: Limit, reports_only: Limit, time_only: Limit) -> ByUserKind<Limit> {
    ByUserKind { billable, accountant, reports_only, time_only }
}

const fn resources(accounts: Limit, classes_and_locations: Limit, custom_fields: Limit) -> ByResource<Limit> {
    ByResource { accounts, classes_and_locations, custom_fields }
}
