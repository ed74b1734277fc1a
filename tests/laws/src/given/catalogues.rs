//! Catalogues: the embedded ones, one that differs in everything that a catalogue may say, and random ones.

use proptest::prelude::*;
use proptest::sample::select;
use subscription_change::catalogue::{
    AddOnTerms, ByAddOn, CatalogueId, Clearance, Effective, Enforcement, FeatureUse, Ladder, Limit, PriceWhenTakenOver, Terms,
};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::{PlanSet, StatusSet, TierSet};
use subscription_change::{AddOnKind, Catalogue, ClientStatus, Feature, FeatureSet, Plan, Tier};

use super::Edition;
use super::requests::subset;
use crate::every::{by_add_on, ends};
use crate::mend::mended;
use crate::{editions, quotas};

/// Every embedded catalogue, the one that is shipped with the examples, and catalogues like the Canadian one but for a few things, of which some
/// have another ladder.
pub fn editions() -> impl Strategy<Value = Edition> {
    let embedded = Catalogue::embedded().iter().rev().map(|catalogue| Edition::of(catalogue));
    let known: Vec<Edition> = embedded.chain([Edition::of(&editions::shipped().catalogue)]).collect();
    prop_oneof![2 => select(known), 3 => other_editions()]
}

fn id() -> CatalogueId {
    CatalogueId::new(*b"ZZ", 2030, 1, 31).expect("a country and a date")
}

/// Everything that can block does, an upgrade waits for a day, a permission holds for half of one, Essentials and a few tiers are not sold, nothing clears multicurrency,
/// time goes with another payroll tier, other tiers take time tracking, another state is revived, the price is the wholesale one, and changes
/// take effect on the next billing date.
pub fn stricter() -> Edition {
    let mut terms = Terms {
        id: id(),
        upgrade_wait_hours: 24,
        transfer_permission_hours: 12,
        discount_days: 30,
        monthly_switch_days: 10,
        revived_by_transfer: ClientStatus::Expired.into(),
        price_when_taken_over: PriceWhenTakenOver::Wholesale,
        without_time_tracking: TierSet::of(&[Tier::Core, Tier::Premium]),
        upgrades_take_effect: Effective::NextBillingDate,
        ..*Catalogue::canada().terms()
    };
    for &quota in Quota::ALL {
        *quotas::enforcement_mut(quota, &mut terms) = Enforcement::Blocks;
    }
    terms.plans.essentials.sold = false;
    terms.features.multicurrency = FeatureUse::Blocks { cleared_by: None, disputed: false };
    terms.features.projects = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: true };
    for &kind in AddOnKind::ALL {
        // Of two tiers the higher is left.
        let unsold = if kind.tiers().contains(Tier::Core) { Tier::Premium } else { ends(kind)[0] };
        terms.add_ons.get_mut(kind).tiers.remove(unsold);
    }
    terms.moves.advanced.remove(Plan::EasyStart);
    Edition::of(&mended(terms).check().expect("a catalogue without faults"))
}

/// The differences of a random catalogue; none when it is shrunk completely.
#[derive(Debug, Clone)]
struct Otherwise {
    ladder: Vec<Plan>,
    beside: Option<Plan>,
    transferable: PlanSet,
    limits: Vec<(Plan, Quota, Limit)>,
    features: Vec<(Plan, Option<FeatureSet>)>,
    unsold: PlanSet,
    enforcement: Vec<(Quota, Enforcement)>,
    uses: Vec<(Feature, FeatureUse)>,
    closed: Vec<(Plan, Plan)>,
    add_ons: ByAddOn<AddOnTerms>,
    upgrade_wait_hours: u32,
    transfer_permission_hours: u32,
    discount_days: u32,
    monthly_switch_days: u32,
    revived_by_transfer: StatusSet,
    price_when_taken_over: PriceWhenTakenOver,
    without_time_tracking: TierSet,
    take_effect: (Effective, Effective),
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
        ladders(),
        prop::collection::vec((plans(), select(Quota::ALL), limits), 0..8),
        prop::collection::vec((plans(), prop::option::weighted(0.8, subset(Feature::ALL))), 0..2),
        prop_oneof![3 => Just(PlanSet::EMPTY), 1 => subset(Plan::ALL)],
        prop::collection::vec((select(Quota::ALL), select(Enforcement::ALL)), 0..8),
        prop::collection::vec((select(Feature::ALL), uses()), 0..9),
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
    let of_transfers = (
        select(&[30, 0, 1, u32::MAX][..]),
        prop_oneof![2 => Just(ClientStatus::Cancelled.into()), 1 => subset(ClientStatus::ALL)],
        select(PriceWhenTakenOver::ALL),
        prop_oneof![1 => Just(Tier::Core.into()), 1 => subset(&[Tier::Core, Tier::Premium, Tier::Elite])],
    );
    (of_plans, of_changes, of_transfers).prop_map(
        |(((ladder, beside, transferable), limits, features, unsold, enforcement, uses, closed), of_changes, of_transfers)| {
            let (add_ons, upgrade_wait_hours, transfer_permission_hours, discount_days, take_effect) = of_changes;
            let (monthly_switch_days, revived_by_transfer, price_when_taken_over, without_time_tracking) = of_transfers;
            let otherwise = Otherwise {
                ladder,
                beside,
                transferable,
                limits,
                features,
                unsold,
                enforcement,
                uses,
                closed,
                add_ons,
                upgrade_wait_hours,
                transfer_permission_hours,
                discount_days,
                monthly_switch_days,
                revived_by_transfer,
                price_when_taken_over,
                without_time_tracking,
                take_effect,
            };
            otherwise.edition()
        },
    )
}

/// Canada's ladder, or some plans in any order; and whether Ledger stands beside it, where it is not on it: every other plan is a separate
/// product, of some of which billing can be transferred.
fn ladders() -> impl Strategy<Value = (Vec<Plan>, Option<Plan>, PlanSet)> {
    let canada: Vec<Plan> = Catalogue::canada().terms().edition.ladder.iter().collect();
    let others = prop::sample::subsequence(Plan::ALL.to_vec(), 2..=Plan::COUNT).prop_shuffle();
    let beside = prop_oneof![Just(Some(Plan::Ledger)), Just(None)];
    prop_oneof![3 => (Just(canada), Just(Some(Plan::Ledger)), Just(PlanSet::EMPTY)), 2 => (others, beside, subset(Plan::ALL))]
}

fn uses() -> impl Strategy<Value = FeatureUse> {
    let cleared_by = prop::option::weighted(0.8, select(Clearance::ALL));
    let blocks = (cleared_by, any::<bool>())
        .prop_map(|(cleared_by, disputed)| FeatureUse::Blocks { cleared_by, disputed: disputed && cleared_by.is_some() });
    prop_oneof![Just(FeatureUse::Notice), blocks]
}

/// As in Canada, or each with other terms.
fn add_ons() -> impl Strategy<Value = ByAddOn<AddOnTerms>> {
    let otherwise: Vec<_> = AddOnKind::ALL.iter().map(|&kind| terms_of_add_on(kind)).collect();
    let otherwise = otherwise.prop_map(|terms| by_add_on(|kind| terms[kind as usize]));
    prop_oneof![1 => Just(Catalogue::canada().terms().add_ons), 2 => otherwise]
}

/// Some tiers are not sold; and all payroll tiers from one on bring the add-on, or none does. None brings payroll.
fn terms_of_add_on(kind: AddOnKind) -> BoxedStrategy<AddOnTerms> {
    let tiers: Vec<Tier> = kind.tiers().iter().collect();
    let sold = prop_oneof![2 => Just(tiers.clone()), 1 => prop::sample::subsequence(tiers.clone(), 0..=tiers.len())];
    let payroll: Vec<Tier> = AddOnKind::Payroll.tiers().iter().filter(|_| kind != AddOnKind::Payroll).collect();
    let lowest = 0..=payroll.len();
    let effect = || prop::option::of(select(Effective::ALL));
    (sold, plans_of_add_on(), lowest, effect(), effect())
        .prop_map(move |(sold, plans, lowest, upgrades_take_effect, downgrades_take_effect)| AddOnTerms {
            tiers: sold.into_iter().collect(),
            plans,
            payroll_tiers: payroll[lowest..].iter().copied().collect(),
            upgrades_take_effect,
            downgrades_take_effect,
        })
        .boxed()
}

/// From one rung of the ladder on, with plans beside it or not; or any plans.
fn plans_of_add_on() -> impl Strategy<Value = PlanSet> {
    let ladder: Vec<Plan> = Catalogue::canada().terms().edition.ladder.iter().collect();
    let beside: Vec<Plan> = Plan::ALL.iter().copied().filter(|plan| !ladder.contains(plan)).collect();
    let from_a_rung_on = (0..=ladder.len(), prop::option::of(select(beside)));
    let from_a_rung_on = from_a_rung_on.prop_map(move |(rung, beside)| ladder[rung..].iter().copied().chain(beside).collect());
    prop_oneof![3 => from_a_rung_on, 1 => subset(Plan::ALL)]
}

impl Otherwise {
    /// The Canadian catalogue with this change.
    fn edition(&self) -> Edition {
        let mut terms = Terms {
            id: id(),
            upgrade_wait_hours: self.upgrade_wait_hours,
            transfer_permission_hours: self.transfer_permission_hours,
            discount_days: self.discount_days,
            monthly_switch_days: self.monthly_switch_days,
            revived_by_transfer: self.revived_by_transfer,
            price_when_taken_over: self.price_when_taken_over,
            without_time_tracking: self.without_time_tracking,
            upgrades_take_effect: self.take_effect.0,
            downgrades_take_effect: self.take_effect.1,
            add_ons: self.add_ons,
            ..*Catalogue::canada().terms()
        };
        let edition = &mut terms.edition;
        edition.ladder = Ladder::new(&self.ladder).expect("each once");
        let stands = |plan: &Plan| self.ladder.contains(plan) || self.beside == Some(*plan);
        edition.separate_products = Plan::ALL.iter().copied().filter(|plan| !stands(plan)).collect();
        edition.transferable_products = edition.separate_products.intersection(self.transferable);
        // Of another ladder too every change is open at first, up, down and onto it.
        let rungs: PlanSet = self.ladder.iter().copied().collect();
        for &from in Plan::ALL {
            *terms.moves.get_mut(from) = if stands(&from) { rungs.without(from) } else { PlanSet::EMPTY };
        }
        for &(plan, quota, limit) in &self.limits {
            *quotas::limit_mut(quota, terms.plans.get_mut(plan)) = limit;
        }
        for &(plan, features) in &self.features {
            terms.plans.get_mut(plan).features = features;
        }
        for plan in self.unsold {
            terms.plans.get_mut(plan).sold = false;
        }
        for &(quota, enforcement) in &self.enforcement {
            *quotas::enforcement_mut(quota, &mut terms) = enforcement;
        }
        for &(feature, feature_use) in &self.uses {
            *terms.features.get_mut(feature) = feature_use;
        }
        for &(from, to) in &self.closed {
            terms.moves.get_mut(from).remove(to);
        }
        Edition::of(&mended(terms).check().expect("a catalogue without faults"))
    }
}
