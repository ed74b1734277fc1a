//! The Canadian catalogue, in two dated versions.
//!
//! Limits and features come from the vendor's other pages [O]. What blocks, and what clears it, comes from the article
//! (L78SslIqi) for users and multicurrency [S], and from other pages for recurring transactions and inventory [O]. The vendor's
//! multicurrency page (L6O9nCY2f) says that multicurrency cannot be turned off again. The source of record says that it can; it
//! is followed, and the doubt is mentioned.

mod sources;

use super::edition::{Edition, Ladder, Names, called};
use super::id::CatalogueId;
use super::of_catalogue::Limit::{NoLimit, Unknown, UpTo};
use super::of_catalogue::{
    AddOnTerms, Clearance, Effective, Enforcement, FeatureUse, Limit, PlanTerms, PriceWhenTakenOver, Shortfalls, Terms,
};
use crate::kit::constant;
use crate::model::{
    AddOnKind, ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, ClientStatus, Feature, FeatureSet, Plan, PlanSet, StatusSet,
    Tier, TierSet,
};
pub(super) use sources::whereabouts;

pub(crate) const CANADA_2022_09_08: Terms = edition(2022, 9, 8, [0, 3, 3, 12]);
pub(crate) const CANADA_2025_06_02: Terms = edition(2025, 6, 2, [1, 4, 4, 12]);

/// The lowest plan of the ladder that has a feature; every higher one has it too.
const fn comes_with(feature: Feature) -> Plan {
    match feature {
        Feature::Multicurrency | Feature::RecurringTransactions | Feature::Bills | Feature::TimeTracking => Plan::Essentials,
        Feature::Inventory
        | Feature::PurchaseOrders
        | Feature::Projects
        | Feature::Classes
        | Feature::Locations
        | Feature::Budgets => Plan::Plus,
        Feature::CustomRoles
        | Feature::Workflows
        | Feature::SpreadsheetSync
        | Feature::BackupAndRestore
        | Feature::EnhancedCustomFields => Plan::Advanced,
    }
}

/// The features of a plan of the ladder.
const fn features_of(plan: Plan) -> FeatureSet {
    let (mut features, mut i) = (FeatureSet::EMPTY, 0);
    while i < Feature::COUNT {
        let is_had = comes_with(Feature::ALL[i]) as usize <= plan as usize;
        features = features.union(FeatureSet::EMPTY.with(Feature::ALL[i]).when(is_had));
        i += 1;
    }
    features
}

pub(super) const LADDER: PlanSet = PlanSet::of(&[Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]);

/// The two versions differ in custom fields only; here for EasyStart, Essentials, Plus and Advanced.
const fn edition(year: u16, month: u8, day: u8, custom_fields: [u32; 4]) -> Terms {
    let [easy_start, essentials, plus, advanced] = custom_fields;
    let terms = Terms {
        id: constant!(Ok in CatalogueId::new(*b"CA", year, month, day)),
        edition: Edition::CANADA,
        plans: ByPlan {
            easy_start: PlanTerms {
                sold: true,
                users: users(UpTo(1), UpTo(2), UpTo(0), UpTo(0)),
                resources: resources(UpTo(250), UpTo(0), UpTo(easy_start)),
                features: Some(features_of(Plan::EasyStart)),
                intended_shortfalls: Shortfalls::NONE,
            },
            essentials: PlanTerms {
                sold: true,
                users: users(UpTo(3), UpTo(2), UpTo(0), NoLimit),
                resources: resources(UpTo(250), UpTo(0), UpTo(essentials)),
                features: Some(features_of(Plan::Essentials)),
                intended_shortfalls: Shortfalls::NONE,
            },
            plus: PlanTerms {
                sold: true,
                users: users(UpTo(5), UpTo(2), NoLimit, NoLimit),
                resources: resources(UpTo(250), UpTo(40), UpTo(plus)),
                features: Some(features_of(Plan::Plus)),
                intended_shortfalls: Shortfalls::NONE,
            },
            advanced: PlanTerms {
                sold: true,
                users: users(UpTo(25), UpTo(3), NoLimit, NoLimit),
                resources: resources(NoLimit, NoLimit, UpTo(advanced)),
                features: Some(features_of(Plan::Advanced)),
                intended_shortfalls: Shortfalls::NONE,
            },
            ledger: UNDOCUMENTED,
            self_employed: UNDOCUMENTED,
        },
        users: ByUserKind {
            billable: Enforcement::Blocks,
            accountant: Enforcement::Notice,
            reports_only: Enforcement::Notice,
            time_only: Enforcement::Notice,
        },
        resources: ByResource {
            accounts: Enforcement::Notice,
            classes_and_locations: Enforcement::Notice,
            custom_fields: Enforcement::Notice,
        },
        features: ByFeature {
            multicurrency: FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: true },
            recurring_transactions: FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates), disputed: false },
            bills: FeatureUse::Notice,
            time_tracking: FeatureUse::Notice,
            inventory: FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive), disputed: false },
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
        add_ons: ByAddOn {
            payroll: AddOnTerms {
                tiers: AddOnKind::Payroll.tiers(),
                plans: LADDER,
                payroll_tiers: TierSet::EMPTY,
                upgrades_take_effect: None,
                downgrades_take_effect: None,
            },
            time: AddOnTerms {
                tiers: AddOnKind::Time.tiers(),
                plans: LADDER.without(Plan::EasyStart),
                payroll_tiers: TierSet::of(&[Tier::Premium, Tier::Elite]),
                upgrades_take_effect: None,
                downgrades_take_effect: None,
            },
            bill_pay: AddOnTerms::NOT_SOLD,
        },
        upgrade_wait_hours: 0,
        transfer_permission_hours: 48,
        discount_days: 60,
        monthly_switch_days: 30,
        revived_by_transfer: StatusSet::of(&[ClientStatus::Cancelled]),
        price_when_taken_over: PriceWhenTakenOver::Retail,
        without_time_tracking: TierSet::of(&[Tier::Core]),
        upgrades_take_effect: Effective::Immediately,
        downgrades_take_effect: Effective::Immediately,
    };
    assert!(
        terms.is_valid(),
        "evaluated by the compiler: the catalogue has a fault; without this assertion, `cargo test a_checked_catalogue_is_its_terms` says which"
    );
    terms
}

pub(super) const UNDOCUMENTED: PlanTerms = PlanTerms {
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

impl Edition {
    /// The Canadian edition: it follows the source of record, and uses its words.
    pub const CANADA: Self = Self {
        ladder: constant!(Some in Ladder::new(&[Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced])),
        separate_products: PlanSet::of(&[Plan::SelfEmployed]),
        transferable_products: PlanSet::EMPTY,
        names: Names {
            plans: ByPlan {
                easy_start: called(["EasyStart", "Démarrage"]),
                essentials: called(["Essentials", "Standard"]),
                plus: called(["Plus", "Plus"]),
                advanced: called(["Advanced", "Avancé"]),
                ledger: called(["Ledger", "Grand livre"]),
                self_employed: called(["Self-Employed", "Travailleur autonome"]),
            },
            add_ons: ByAddOn {
                payroll: called(["QuickBooks Payroll", "QuickBooks Paie"]),
                time: called(["QuickBooks Time", "QuickBooks Time"]),
                // Not sold, and so without a French name.
                bill_pay: called(["QuickBooks Bill Pay", "QuickBooks Bill Pay"]),
            },
        },
        sources: sources::SOURCES,
    };
}
