//! A naive reading of what may be wrong with a catalogue, and random drafts that are checked by it.

use std::collections::HashSet;
use std::mem::discriminant;

use subscription_change::{
    Catalogue, CatalogueDraft, CatalogueFault as Fault, Feature, FeatureSet, FeatureUse, Limit, PayrollTier, PayrollTiers, Plan,
    PlanSet, PlanTerms, Product, Resource, Shortfalls, Tier, UserKind,
};

use laws::random::{Random, random_draft};

const LADDER: [Plan; 4] = [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced];

fn is_less(limit: Limit, than: Limit) -> bool {
    matches!((limit, than), (Limit::UpTo(limit), Limit::UpTo(than)) if limit < than)
        || matches!((limit, than), (Limit::UpTo(_), Limit::NoLimit))
}

fn is_undocumented(terms: &PlanTerms) -> bool {
    let users = UserKind::ALL.iter().all(|&kind| *terms.users.get(kind) == Limit::Unknown);
    let resources = Resource::ALL.iter().all(|&resource| *terms.resources.get(resource) == Limit::Unknown);
    users && resources && terms.features.is_none()
}

/// Whether the one is a higher level than the other: a rung, or any rung than Ledger.
fn is_above(plan: Plan, other: Plan) -> bool {
    LADDER.contains(&plan) && (plan.rank() > other.rank())
}

fn faults(draft: &CatalogueDraft) -> HashSet<Fault> {
    let mut faults = HashSet::new();
    let enters = |plan: Plan| Plan::ALL.iter().copied().find(|&from| draft.moves.get(from).contains(plan));
    for &from in Plan::ALL {
        for to in *draft.moves.get(from) {
            if from == to || from == Plan::SelfEmployed || !LADDER.contains(&to) {
                faults.insert(Fault::ImpossibleMove { from, to });
                continue;
            }
            if !draft.plans.get(to).sold {
                faults.insert(Fault::MoveToUnsold { from, to });
            }
            let (lower, higher) = if is_above(to, from) { (from, to) } else { (to, from) };
            for (add_on, plans) in [(Product::Payroll, draft.payroll.plans), (Product::Time, draft.time.plans)] {
                if plans.contains(lower) && !plans.contains(higher) {
                    faults.insert(Fault::AddOnNotKept { add_on, lower, higher });
                }
            }
        }
    }
    for &plan in Plan::ALL {
        let terms = draft.plans.get(plan);
        let is_rung = LADDER.contains(&plan);
        let without_terms = is_rung && is_undocumented(terms) && (terms.sold || enters(plan).is_some());
        if without_terms {
            faults.insert(Fault::PlanWithoutTerms { plan });
        } else if let Some(from) = enters(plan) {
            let kinds = UserKind::ALL.iter().filter(|&&kind| *terms.users.get(kind) == Limit::Unknown);
            faults.extend(kinds.map(|&kind| Fault::UnknownUserLimit { plan, kind, from }));
            let resources = Resource::ALL.iter().filter(|&&resource| *terms.resources.get(resource) == Limit::Unknown);
            faults.extend(resources.map(|&resource| Fault::UnknownResourceLimit { plan, resource, from }));
            faults.extend(terms.features.is_none().then_some(Fault::UnknownFeatures { plan, from }));
        }
        // The nearest first.
        let lower_rungs: Vec<Plan> = LADDER.iter().rev().copied().filter(|&lower| is_rung && is_above(plan, lower)).collect();
        let with_more =
            |has_more: &dyn Fn(&PlanTerms) -> bool| lower_rungs.iter().copied().find(|&lower| has_more(draft.plans.get(lower)));
        let Shortfalls { users, resources, features } = terms.intended_shortfalls;
        for &kind in UserKind::ALL {
            let lower = with_more(&|lower| is_less(*terms.users.get(kind), *lower.users.get(kind)));
            let lower = lower.filter(|_| !users.contains(kind));
            faults.extend(lower.map(|lower| Fault::LowerUserLimit { plan, kind, lower }));
        }
        for &resource in Resource::ALL {
            let lower = with_more(&|lower| is_less(*terms.resources.get(resource), *lower.resources.get(resource)));
            let lower = lower.filter(|_| !resources.contains(resource));
            faults.extend(lower.map(|lower| Fault::LowerResourceLimit { plan, resource, lower }));
        }
        for &feature in Feature::ALL {
            let has_not = terms.features.is_some_and(|has| !has.contains(feature));
            let lower = with_more(&|lower| has_not && lower.features.is_some_and(|has| has.contains(feature)));
            let lower = lower.filter(|_| !features.contains(feature));
            faults.extend(lower.map(|lower| Fault::MissingFeature { plan, feature, lower }));
        }
        let other = LADDER.into_iter().find(|&other| other != plan && draft.plans.get(other).sold);
        if let Some(other) = other.filter(|_| is_rung && terms.sold) {
            if enters(plan).is_none() {
                faults.insert(Fault::RungNotReached { plan, from: other });
            }
            if draft.moves.get(plan).is_empty() {
                faults.insert(Fault::RungNotLeft { plan, to: other });
            }
        }
    }
    for &feature in Feature::ALL {
        let has = |plan: &Plan| draft.plans.get(*plan).features.is_some_and(|features| features.contains(feature));
        if matches!(draft.features.get(feature), FeatureUse::Blocks { .. }) && !Plan::ALL.iter().any(has) {
            faults.insert(Fault::FeatureOfNoPlan { feature });
        }
    }
    let no_payroll = draft.payroll.plans == PlanSet::EMPTY;
    if let Some(tier) = draft.payroll.tiers.iter().next().filter(|_| no_payroll) {
        faults.insert(Fault::AddOnOfNoPlan { add_on: Product::Payroll, tier: tier.into() });
    }
    let by_payroll = !no_payroll && draft.time.payroll_tiers != PayrollTiers::EMPTY;
    if let Some(tier) = draft.time.tiers.iter().next().filter(|_| draft.time.plans == PlanSet::EMPTY && !by_payroll) {
        faults.insert(Fault::AddOnOfNoPlan { add_on: Product::Time, tier: Tier::from(tier) });
    }
    for (lower, higher) in [(PayrollTier::Core, PayrollTier::Premium), (PayrollTier::Premium, PayrollTier::Elite)] {
        let tiers = draft.time.payroll_tiers;
        if tiers.contains(lower) && !tiers.contains(higher) {
            faults.insert(Fault::TimeNotKept { lower, higher });
        }
    }
    faults.extend((draft.transfer_permission_hours == 0).then_some(Fault::EmptyPermissionWindow));
    faults.extend((draft.other_firm_days == 0).then_some(Fault::EmptyDiscountWindow));
    faults
}

/// A random draft, with more wrong in it than a random one has by itself.
fn faulty_draft(random: &mut Random) -> CatalogueDraft {
    let mut draft = random_draft(random);
    for _ in 0..3 {
        let (plan, other) = (*random.pick_from(Plan::ALL), *random.pick_from(Plan::ALL));
        match random.pick_from(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
            0 => *draft.moves.get_mut(plan) = PlanSet::EMPTY,
            1 => *draft.moves.get_mut(plan) = draft.moves.get(plan).with(other),
            2 => draft.payroll.plans = if random.flag() { PlanSet::EMPTY } else { plan.into() },
            3 => draft.time.plans = if random.flag() { PlanSet::EMPTY } else { plan.into() },
            4 => draft.time.payroll_tiers = PayrollTier::Core.into(),
            5 => draft.transfer_permission_hours = 0,
            6 => draft.plans.get_mut(plan).features = Some(FeatureSet::EMPTY),
            7 => {
                let undocumented = Catalogue::canada().as_draft().plans.ledger;
                *draft.plans.get_mut(plan) = PlanTerms { sold: random.flag(), ..undocumented };
            }
            8 => {
                let feature = *random.pick_from(Feature::ALL);
                *draft.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: None };
                for &plan in Plan::ALL {
                    let features = &mut draft.plans.get_mut(plan).features;
                    *features = features.map(|features| features.without(feature));
                }
            }
            9 => {
                let marks = &mut draft.plans.get_mut(plan).intended_shortfalls;
                marks.users.insert(*random.pick_from(UserKind::ALL));
                marks.resources.insert(*random.pick_from(Resource::ALL));
                marks.features.insert(*random.pick_from(Feature::ALL));
            }
            _ => {
                for &from in Plan::ALL {
                    draft.moves.get_mut(from).remove(plan);
                }
            }
        }
    }
    draft
}

#[test]
fn a_random_draft_has_the_faults_that_a_naive_reading_finds_and_each_once() {
    let mut random = Random::new(31);
    let mut kinds = HashSet::new();
    let mut valid = 0;
    for _ in 0..20_000 {
        let draft = faulty_draft(&mut random);
        let found: Vec<Fault> = draft.faults().collect();
        let expected = faults(&draft);
        let unique: HashSet<Fault> = found.iter().copied().collect();
        assert_eq!(unique, expected, "{draft:?}");
        assert_eq!(found.len(), unique.len(), "each is told once");
        assert_eq!(draft.check().is_ok(), expected.is_empty());
        valid += usize::from(expected.is_empty());
        kinds.extend(found.iter().map(discriminant));
    }
    assert_eq!(kinds.len(), 17, "every kind of fault occurred");
    assert!(valid < 20_000);
}
