//! The catalogues that the crate and the model are compared with: the embedded ones, and invented ones that say otherwise what a
//! catalogue may say.

use subscription_change::{
    AddOnTerms, ByFeature, ByPlan, ByResource, ByUserKind, Catalogue, CatalogueDraft, CatalogueId, Clearance, Effective,
    FeatureUse, Limit, Overuse, PayrollTier, PayrollTiers, Plan, PlanSet, PlanTerms, Shortfalls, TimeTerms, TimeTier, TimeTiers,
    UserKind, UserKinds,
};

use crate::model::Terms;

/// A catalogue and what the model reads in it.
pub struct Edition {
    pub name: &'static str,
    pub catalogue: Catalogue,
    pub terms: Terms,
    pub is_embedded: bool,
}

/// The embedded catalogues, for which the model has tables of its own, and the invented ones.
pub fn all() -> Vec<Edition> {
    let embedded = Catalogue::embedded().iter().map(|&catalogue| {
        let is_default = catalogue.id() == Catalogue::canada().id();
        Edition {
            name: if is_default { "Canada from 2025-06-02" } else { "Canada from 2022-09-08" },
            catalogue: catalogue.clone(),
            terms: if is_default { Terms::canada_2025_06_02() } else { Terms::canada_2022_09_08() },
            is_embedded: true,
        }
    });
    embedded.chain([strict as fn() -> Edition, half_sold, lenient].into_iter().map(|edition| edition())).collect()
}

pub fn invented(name: &'static str, draft: &CatalogueDraft) -> Edition {
    let catalogue = draft.check().unwrap_or_else(|invalid| panic!("{name}: {invalid}"));
    Edition { name, catalogue, terms: Terms::read(draft), is_embedded: false }
}

fn id(year: u16) -> CatalogueId {
    CatalogueId::new(*b"ZZ", year, 2, 28).expect("a country and a date")
}

/// An upgrade waits for a day, resources block, nothing clears multicurrency, plans change one rung at a time, and downgrades take
/// effect on the next billing date.
fn strict() -> Edition {
    let canada = Catalogue::canada().as_draft();
    invented(
        "strict",
        &CatalogueDraft {
            id: id(2001),
            upgrade_wait_hours: 24,
            resources: ByResource {
                accounts: Overuse::Blocks,
                classes_and_locations: Overuse::Blocks,
                custom_fields: Overuse::Blocks,
            },
            features: ByFeature { multicurrency: FeatureUse::Blocks { cleared_by: None }, ..canada.features },
            moves: ByPlan {
                easy_start: PlanSet::of(&[Plan::Essentials]),
                essentials: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
                plus: PlanSet::of(&[Plan::Essentials, Plan::Advanced]),
                advanced: PlanSet::of(&[Plan::Plus]),
                ledger: PlanSet::of(&[Plan::EasyStart, Plan::Essentials]),
                self_employed: PlanSet::EMPTY,
            },
            downgrades_take_effect: Effective::NextBillingDate,
            ..*canada
        },
    )
}

/// Essentials, Self-Employed, payroll Premium and time Elite are not sold; of the payroll tiers for time, one is not.
fn half_sold() -> Edition {
    let canada = Catalogue::canada().as_draft();
    let unsold = |plan: PlanTerms| PlanTerms { sold: false, ..plan };
    invented(
        "half sold",
        &CatalogueDraft {
            id: id(2002),
            plans: ByPlan {
                essentials: unsold(canada.plans.essentials),
                self_employed: unsold(canada.plans.self_employed),
                ..canada.plans
            },
            moves: ByPlan {
                easy_start: PlanSet::of(&[Plan::Plus, Plan::Advanced]),
                essentials: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
                plus: PlanSet::of(&[Plan::EasyStart, Plan::Advanced]),
                advanced: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
                ledger: PlanSet::of(&[Plan::Plus]),
                self_employed: PlanSet::EMPTY,
            },
            payroll: AddOnTerms { tiers: PayrollTiers::of(&[PayrollTier::Core, PayrollTier::Elite]), ..canada.payroll },
            time: TimeTerms {
                tiers: TimeTiers::of(&[TimeTier::Premium]),
                payroll_tiers: PayrollTiers::of(&[PayrollTier::Premium, PayrollTier::Elite]),
                ..canada.time
            },
            ..*canada
        },
    )
}

/// Accountants block and billable users give a notice, other features block, other windows and limits, upgrades take effect on the
/// next billing date, and add-ons go with other plans.
fn lenient() -> Edition {
    let canada = Catalogue::canada().as_draft();
    let inventory = FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive) };
    invented(
        "lenient",
        &CatalogueDraft {
            id: id(2003),
            plans: ByPlan {
                plus: PlanTerms {
                    users: ByUserKind { billable: Limit::NoLimit, accountant: Limit::UpTo(7), ..canada.plans.plus.users },
                    ..canada.plans.plus
                },
                // Fewer than Plus has, on purpose.
                advanced: PlanTerms {
                    intended_shortfalls: Shortfalls {
                        users: UserKinds::of(&[UserKind::Billable, UserKind::Accountant]),
                        ..Shortfalls::NONE
                    },
                    ..canada.plans.advanced
                },
                ledger: PlanTerms {
                    users: ByUserKind { billable: Limit::UpTo(2), accountant: Limit::NoLimit, ..canada.plans.ledger.users },
                    features: canada.plans.plus.features,
                    ..canada.plans.ledger
                },
                ..canada.plans
            },
            users: ByUserKind {
                billable: Overuse::Notice,
                accountant: Overuse::Blocks,
                reports_only: Overuse::Notice,
                time_only: Overuse::Blocks,
            },
            resources: ByResource { custom_fields: Overuse::Blocks, ..canada.resources },
            features: ByFeature {
                recurring_transactions: FeatureUse::Notice,
                inventory,
                projects: FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) },
                workflows: FeatureUse::Blocks { cleared_by: None },
                ..canada.features
            },
            payroll: AddOnTerms {
                plans: PlanSet::of(&[Plan::Essentials, Plan::Plus, Plan::Advanced, Plan::SelfEmployed]),
                ..canada.payroll
            },
            time: TimeTerms {
                plans: PlanSet::of(&[Plan::Advanced]),
                payroll_tiers: PayrollTiers::of(&[PayrollTier::Elite]),
                ..canada.time
            },
            upgrade_wait_hours: 1,
            transfer_permission_hours: 24,
            other_firm_days: 30,
            upgrades_take_effect: Effective::NextBillingDate,
            ..*canada
        },
    )
}
