//! Catalogues: the embedded ones, one that says otherwise whatever a catalogue may say, and random ones.

use proptest::prelude::*;
use proptest::sample::select;
use subscription_change::{
    ByResource, Catalogue, CatalogueDraft, CatalogueId, Clearance, Effective, Feature, FeatureSet, FeatureUse, Limit, Overuse,
    PayrollTier, PayrollTiers, Plan, PlanSet, TimeTier, TimeTiers,
};

use super::requests::subset;
use super::{Edition, Gauge};
use crate::mend::mended;

/// Every embedded catalogue, the one that is shipped with the examples, and catalogues like the Canadian one but for a few things.
pub fn editions() -> impl Strategy<Value = Edition> {
    let embedded = Catalogue::embedded().iter().rev().map(|catalogue| Edition::of(catalogue));
    let known: Vec<Edition> = embedded.chain([shipped()]).collect();
    prop_oneof![2 => select(known), 3 => other_editions()]
}

/// The invented edition that is shipped with the examples.
fn shipped() -> Edition {
    let draft = include_str!("../../../../examples/data/invented-edition.json");
    let draft: CatalogueDraft = serde_json::from_str(draft).expect("a draft");
    Edition::of(&draft.check().expect("a catalogue without faults"))
}

fn id() -> CatalogueId {
    CatalogueId::new(*b"ZZ", 2030, 1, 31).expect("a country and a date")
}

/// Everything that can block does, an upgrade waits for a day, a permission holds for half of one, Essentials and a few tiers are not sold, nothing clears multicurrency,
/// time goes with another payroll tier, and changes take effect on the next billing date.
pub fn stricter() -> Edition {
    let mut terms = CatalogueDraft {
        id: id(),
        resources: ByResource {
            accounts: Overuse::Blocks,
            classes_and_locations: Overuse::Blocks,
            custom_fields: Overuse::Blocks,
        },
        upgrade_wait_hours: 24,
        transfer_permission_hours: 12,
        other_firm_days: 30,
        upgrades_take_effect: Effective::NextBillingDate,
        ..*Catalogue::canada().as_draft()
    };
    for gauge in Gauge::ALL {
        *gauge.overuse_mut(&mut terms) = Overuse::Blocks;
    }
    terms.plans.essentials.sold = false;
    terms.features.multicurrency = FeatureUse::Blocks { cleared_by: None };
    terms.features.projects = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) };
    terms.payroll.tiers = PayrollTiers::of(&[PayrollTier::Core, PayrollTier::Elite]);
    terms.time.tiers = TimeTiers::of(&[TimeTier::Elite]);
    terms.moves.advanced.remove(Plan::EasyStart);
    Edition::of(&mended(terms).check().expect("a catalogue without faults"))
}

/// What a random catalogue says otherwise; nothing where it is shrunk to the least.
#[derive(Debug, Clone)]
struct Otherwise {
    limits: Vec<(Plan, Gauge, Limit)>,
    features: Vec<(Plan, Option<FeatureSet>)>,
    unsold: PlanSet,
    enforcement: Vec<Gauge>,
    uses: Vec<(Feature, FeatureUse)>,
    closed: Vec<(Plan, Plan)>,
    add_ons: AddOns,
    upgrade_wait_hours: u32,
    transfer_permission_hours: u32,
    other_firm_days: u32,
    take_effect: (Effective, Effective),
}

#[derive(Debug, Clone)]
struct AddOns {
    payroll_unsold: PayrollTiers,
    time_unsold: TimeTiers,
    payroll_plans: PlanSet,
    time_plans: PlanSet,
    /// The lowest payroll tier that brings time, if one does.
    payroll_for_time: Option<PayrollTier>,
}

fn other_editions() -> impl Strategy<Value = Edition> {
    let plans = || select(Plan::ALL);
    let limits = prop_oneof![
        (0..4_u32).prop_map(Limit::UpTo),
        Just(Limit::NoLimit),
        select(&[25, 250, u32::MAX - 1, u32::MAX][..]).prop_map(Limit::UpTo),
        Just(Limit::Unknown),
    ];
    let of_plans = (
        prop::collection::vec((plans(), select(&Gauge::ALL[..]), limits), 0..8),
        prop::collection::vec((plans(), prop::option::weighted(0.8, subset(Feature::ALL))), 0..2),
        prop_oneof![3 => Just(PlanSet::EMPTY), 1 => subset(Plan::ALL)],
        prop::collection::vec(select(&Gauge::ALL[..]), 0..8),
        prop::collection::vec((select(Feature::ALL), uses()), 0..5),
        prop::collection::vec((plans(), plans()), 0..4),
    );
    let effects = || select(Effective::ALL);
    let of_changes = (
        add_ons(),
        select(&[0, 1, 24, u32::MAX][..]),
        select(&[48, 1, 2, u32::MAX][..]),
        select(&[60, 0, 1, u32::MAX][..]),
        (effects(), effects()),
    );
    (of_plans, of_changes).prop_map(|((limits, features, unsold, enforcement, uses, closed), of_changes)| {
        let (add_ons, upgrade_wait_hours, transfer_permission_hours, other_firm_days, take_effect) = of_changes;
        let otherwise = Otherwise {
            limits,
            features,
            unsold,
            enforcement,
            uses,
            closed,
            add_ons,
            upgrade_wait_hours,
            transfer_permission_hours,
            other_firm_days,
            take_effect,
        };
        otherwise.edition()
    })
}

fn uses() -> impl Strategy<Value = FeatureUse> {
    let cleared_by = prop::option::weighted(0.8, select(Clearance::ALL));
    prop_oneof![Just(FeatureUse::Notice), cleared_by.prop_map(|cleared_by| FeatureUse::Blocks { cleared_by })]
}

/// As in Canada, or all otherwise.
fn add_ons() -> impl Strategy<Value = AddOns> {
    let canada = Catalogue::canada().as_draft();
    let as_in_canada = AddOns {
        payroll_unsold: PayrollTiers::EMPTY,
        time_unsold: TimeTiers::EMPTY,
        payroll_plans: canada.payroll.plans,
        time_plans: canada.time.plans,
        payroll_for_time: Some(PayrollTier::Premium),
    };
    let unsold = prop_oneof![2 => Just(PayrollTiers::EMPTY), 1 => subset(PayrollTier::ALL)];
    let payroll_for_time = prop_oneof![select(PayrollTier::ALL).prop_map(Some), Just(None)];
    let otherwise = (unsold, subset(TimeTier::ALL), plans_of_add_on(), plans_of_add_on(), payroll_for_time);
    let otherwise = otherwise.prop_map(|(payroll_unsold, time_unsold, payroll_plans, time_plans, payroll_for_time)| AddOns {
        payroll_unsold,
        time_unsold,
        payroll_plans,
        time_plans,
        payroll_for_time,
    });
    prop_oneof![1 => Just(as_in_canada), 2 => otherwise]
}

/// From one rung of the ladder on, with plans beside it or not; or any plans.
fn plans_of_add_on() -> impl Strategy<Value = PlanSet> {
    let from_a_rung_on = (0..=4_usize, prop::option::of(select(&Plan::ALL[4..])));
    let from_a_rung_on = from_a_rung_on.prop_map(|(rung, beside)| Plan::ALL[rung..4].iter().copied().chain(beside).collect());
    prop_oneof![3 => from_a_rung_on, 1 => subset(Plan::ALL)]
}

impl Otherwise {
    /// The Canadian catalogue, but for this.
    fn edition(&self) -> Edition {
        let mut terms = CatalogueDraft {
            id: id(),
            upgrade_wait_hours: self.upgrade_wait_hours,
            transfer_permission_hours: self.transfer_permission_hours,
            other_firm_days: self.other_firm_days,
            upgrades_take_effect: self.take_effect.0,
            downgrades_take_effect: self.take_effect.1,
            ..*Catalogue::canada().as_draft()
        };
        for &(plan, gauge, limit) in &self.limits {
            *gauge.limit_mut(terms.plans.get_mut(plan)) = limit;
        }
        for &(plan, features) in &self.features {
            terms.plans.get_mut(plan).features = features;
        }
        for plan in self.unsold {
            terms.plans.get_mut(plan).sold = false;
        }
        for gauge in &self.enforcement {
            let overuse = gauge.overuse_mut(&mut terms);
            *overuse = if *overuse == Overuse::Blocks { Overuse::Notice } else { Overuse::Blocks };
        }
        for &(feature, feature_use) in &self.uses {
            *terms.features.get_mut(feature) = feature_use;
        }
        for &(from, to) in &self.closed {
            terms.moves.get_mut(from).remove(to);
        }
        let AddOns { payroll_unsold, time_unsold, payroll_plans, time_plans, payroll_for_time } = self.add_ons;
        let brings_time = |tier: &PayrollTier| payroll_for_time.is_some_and(|lowest| lowest <= *tier);
        terms.payroll.tiers = terms.payroll.tiers.difference(payroll_unsold);
        terms.payroll.plans = payroll_plans;
        terms.time.tiers = terms.time.tiers.difference(time_unsold);
        terms.time.plans = time_plans;
        terms.time.payroll_tiers = PayrollTier::ALL.iter().copied().filter(brings_time).collect();
        Edition::of(&mended(terms).check().expect("a catalogue without faults"))
    }
}
