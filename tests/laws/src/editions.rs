//! The catalogues with which crate and model are compared: the embedded ones, and invented ones that differ from them in
//! everything that a catalogue may say.

use subscription_change::catalogue::{
    AddOnTerms, ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, CatalogueId, Clearance, Effective, Enforcement, FeatureUse,
    Limit, PlanTerms, PriceWhenTakenOver, Shortfalls, Terms,
};
use subscription_change::vocabulary::{PlanSet, StatusSet, TierSet, UserKindSet};
use subscription_change::{AddOnKind, Catalogue, ClientStatus, Plan, Tier, UserKind};

use crate::every::{by_add_on, ends};
use crate::model;

/// A catalogue and what the model reads in it.
pub struct Edition {
    pub name: &'static str,
    pub catalogue: Catalogue,
    pub terms: model::Terms,
    pub is_embedded: bool,
}

/// The embedded catalogues, for which the model has tables of its own, and the invented ones.
pub fn all() -> Vec<Edition> {
    let embedded = Catalogue::embedded().iter().map(|&catalogue| {
        let (name, terms) = match catalogue.id().to_string().as_str() {
            "CA-2022-09-08" => ("Canada from 2022-09-08", model::Terms::canada_2022_09_08()),
            "CA-2025-06-02" => ("Canada from 2025-06-02", model::Terms::canada_2025_06_02()),
            "US-2026-09-30" => ("the United States from 2026-09-30", model::Terms::united_states_2026_09_30()),
            other => panic!("the model has no table of {other}"),
        };
        Edition { name, catalogue: catalogue.clone(), terms, is_embedded: true }
    });
    embedded.chain([strict as fn() -> Edition, half_sold, lenient].into_iter().map(|edition| edition())).collect()
}

/// The invented edition that is shipped with the examples.
pub fn shipped() -> Edition {
    let terms: Terms = serde_json::from_str(include_str!("../../../examples/data/invented-edition.json"))
        .expect("examples/data/invented-edition.json");
    invented("the shipped invented edition", &terms)
}

pub fn invented(name: &'static str, terms: &Terms) -> Edition {
    let catalogue = terms.check().unwrap_or_else(|invalid| panic!("{name}: {invalid}"));
    Edition { name, catalogue, terms: model::Terms::read(terms), is_embedded: false }
}

fn id(year: u16) -> CatalogueId {
    CatalogueId::new(*b"ZZ", year, 2, 28).expect("a country and a date")
}

/// An upgrade waits for a day, resources block, nothing clears multicurrency, plans change one rung at a time, nothing revives a
/// subscription, no payroll takes time tracking, one can switch to monthly billing at the renewal only, and downgrades take effect on the
/// next billing date.
fn strict() -> Edition {
    let canada = Catalogue::canada().terms();
    invented(
        "strict",
        &Terms {
            id: id(2001),
            upgrade_wait_hours: 24,
            resources: ByResource::all(Enforcement::Blocks),
            features: ByFeature { multicurrency: FeatureUse::Blocks { cleared_by: None, disputed: false }, ..canada.features },
            moves: ByPlan {
                easy_start: PlanSet::of(&[Plan::Essentials]),
                essentials: PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
                plus: PlanSet::of(&[Plan::Essentials, Plan::Advanced]),
                advanced: PlanSet::of(&[Plan::Plus]),
                ledger: PlanSet::of(&[Plan::EasyStart, Plan::Essentials]),
                self_employed: PlanSet::EMPTY,
            },
            revived_by_transfer: StatusSet::EMPTY,
            monthly_switch_days: 0,
            without_time_tracking: TierSet::EMPTY,
            downgrades_take_effect: Effective::NextBillingDate,
            ..*canada
        },
    )
}

/// Essentials, Self-Employed, payroll Premium and the highest tier of every other add-on are not sold; of the payroll tiers that bring
/// an add-on, one is not.
fn half_sold() -> Edition {
    let canada = Catalogue::canada().terms();
    // Each add-on as the embedded edition has it that sells most of it.
    let most_sold = |kind: AddOnKind| {
        let everywhere = Catalogue::embedded().iter().map(|catalogue| *catalogue.terms().add_ons.get(kind));
        everywhere.max_by_key(|terms| terms.tiers.len()).expect("an edition is embedded")
    };
    let unsold = |plan: PlanTerms| PlanTerms { sold: false, ..plan };
    let sold = |kind: AddOnKind| {
        let unsold = if kind == AddOnKind::Payroll { Tier::Premium } else { ends(kind)[1] };
        kind.tiers().without(unsold)
    };
    invented(
        "half sold",
        &Terms {
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
            add_ons: by_add_on(|kind| AddOnTerms { tiers: sold(kind), ..most_sold(kind) }),
            ..*canada
        },
    )
}

/// Accountants block and billable users give a notice, a company is suspended for too many of others, other features block, other windows,
/// limits and prices, other states in which a subscription is revived, upgrades take effect on the next billing date but for those of
/// add-ons other than payroll, whose downgrades do, and add-ons go with other plans.
fn lenient() -> Edition {
    let canada = Catalogue::canada().terms();
    let inventory = FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive), disputed: true };
    invented(
        "lenient",
        &Terms {
            id: id(2003),
            plans: ByPlan {
                plus: PlanTerms {
                    users: ByUserKind { billable: Limit::NoLimit, accountant: Limit::UpTo(7), ..canada.plans.plus.users },
                    ..canada.plans.plus
                },
                // Fewer than Plus has, on purpose.
                advanced: PlanTerms {
                    intended_shortfalls: Shortfalls {
                        users: UserKindSet::of(&[UserKind::Billable, UserKind::Accountant]),
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
                accountant: Enforcement::Blocks,
                reports_only: Enforcement::Suspends,
                time_only: Enforcement::Blocks,
                ..ByUserKind::all(Enforcement::Notice)
            },
            resources: ByResource { custom_fields: Enforcement::Blocks, accounts: Enforcement::Suspends, ..canada.resources },
            features: ByFeature {
                recurring_transactions: FeatureUse::Notice,
                inventory,
                projects: FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: false },
                workflows: FeatureUse::Blocks { cleared_by: None, disputed: false },
                ..canada.features
            },
            add_ons: ByAddOn {
                payroll: AddOnTerms {
                    plans: PlanSet::of(&[Plan::Essentials, Plan::Plus, Plan::Advanced, Plan::SelfEmployed]),
                    ..canada.add_ons.payroll
                },
                ..by_add_on(|kind| AddOnTerms {
                    upgrades_take_effect: Some(Effective::Immediately),
                    downgrades_take_effect: Some(Effective::NextBillingDate),
                    plans: PlanSet::of(&[Plan::Advanced]),
                    payroll_tiers: TierSet::of(&[Tier::Elite]),
                    ..*canada.add_ons.get(kind)
                })
            },
            upgrade_wait_hours: 1,
            transfer_permission_hours: 24,
            discount_days: 30,
            monthly_switch_days: 45,
            revived_by_transfer: StatusSet::of(&[ClientStatus::Expired, ClientStatus::Suspended]),
            price_when_taken_over: PriceWhenTakenOver::Wholesale,
            without_time_tracking: TierSet::of(&[Tier::Core, Tier::Elite]),
            upgrades_take_effect: Effective::NextBillingDate,
            ..*canada
        },
    )
}
