//! A naive reading of what may be wrong with a catalogue, and random terms that are checked by it.

use std::collections::HashSet;
use std::mem::discriminant;

use subscription_change::catalogue::{
    Article, Clearance, FeatureUse, Ladder, Limit, LocalName, Mark, PlanTerms, Shortfalls, Source, Sources, Terms,
    TermsFault as Fault,
};
use subscription_change::vocabulary::PlanSet;
use subscription_change::{
    AddOnKind, Catalogue, ClientStatus, Feature, FeatureSet, NoticeCode, Plan, ReasonCode, Resource, Tier, UserKind,
};

use laws::common::is_whole;
use laws::random::{Random, random_terms};

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
fn is_above(ladder: &[Plan], plan: Plan, other: Plan) -> bool {
    let rank = |plan| ladder.iter().position(|&rung| rung == plan);
    rank(plan) > rank(other)
}

fn faults(terms: &Terms) -> HashSet<Fault> {
    let mut faults = HashSet::new();
    let edition = &terms.edition;
    let ladder: Vec<Plan> = edition.ladder.iter().collect();
    let is_separate = |plan: Plan| edition.separate_products.contains(plan);
    faults.extend(ladder.is_empty().then_some(Fault::EmptyLadder));
    for (place, &plan) in Plan::ALL.iter().enumerate() {
        let is_rung = ladder.contains(&plan);
        faults.extend((is_rung && is_separate(plan)).then_some(Fault::SeparateRung { plan }));
        let is_beside = !is_rung && !is_separate(plan) && plan != Plan::Ledger;
        faults.extend(is_beside.then_some(Fault::BesideLadder { plan }));
        let is_idle = edition.transferable_products.contains(plan) && !is_separate(plan);
        faults.extend(is_idle.then_some(Fault::TransferableNotSeparate { plan }));
        for language in LocalName::LANGUAGES {
            let name = |plan| edition.names.plan(plan, language);
            let other = Plan::ALL[..place].iter().copied().find(|&other| name(other) == name(plan));
            faults.extend(other.map(|other| Fault::SamePlanName { plan, language, other }));
        }
    }
    for (place, &add_on) in AddOnKind::ALL.iter().enumerate() {
        for language in LocalName::LANGUAGES {
            let name = |kind| edition.names.add_on(kind, language);
            let other = AddOnKind::ALL[..place].iter().copied().find(|&other| name(other) == name(add_on));
            faults.extend(other.map(|other| Fault::SameAddOnName { add_on, language, other }));
        }
    }
    let unfounded = |sources: Sources| {
        let wrong = |source: &Source| match source.mark {
            Mark::Source => source.article.is_none(),
            Mark::Judgement => source.article.is_some(),
            _ => false,
        };
        sources
            .iter()
            .enumerate()
            .filter(|(_, source)| wrong(source))
            .map(|(place, source)| (place, source.mark))
            .collect::<Vec<_>>()
    };
    for &code in ReasonCode::ALL {
        let of_code = unfounded(edition.sources.reason(code)).into_iter();
        faults.extend(of_code.map(|(place, mark)| Fault::ReasonSource { code, place, mark }));
    }
    for &code in NoticeCode::ALL {
        let of_code = unfounded(edition.sources.notice(code)).into_iter();
        faults.extend(of_code.map(|(place, mark)| Fault::NoticeSource { code, place, mark }));
    }
    let enters = |plan: Plan| Plan::ALL.iter().copied().find(|&from| terms.moves.get(from).contains(plan));
    for &from in Plan::ALL {
        for to in *terms.moves.get(from) {
            if from == to || is_separate(from) || is_separate(to) || !ladder.contains(&to) {
                faults.insert(Fault::ImpossibleMove { from, to });
                continue;
            }
            if !terms.plans.get(to).sold {
                faults.insert(Fault::MoveToUnsold { from, to });
            }
            let (lower, higher) = if is_above(&ladder, to, from) { (from, to) } else { (to, from) };
            for &add_on in AddOnKind::ALL {
                let plans = terms.add_ons.get(add_on).plans;
                if plans.contains(lower) && !plans.contains(higher) {
                    faults.insert(Fault::AddOnNotKept { add_on, lower, higher });
                }
            }
        }
    }
    for &plan in Plan::ALL {
        let offered = terms.plans.get(plan);
        let is_rung = ladder.contains(&plan);
        let without_terms = is_rung && is_undocumented(offered) && (offered.sold || enters(plan).is_some());
        if without_terms {
            faults.insert(Fault::PlanWithoutTerms { plan });
        } else if let Some(from) = enters(plan) {
            let kinds = UserKind::ALL.iter().filter(|&&kind| *offered.users.get(kind) == Limit::Unknown);
            faults.extend(kinds.map(|&kind| Fault::UnknownUserLimit { plan, kind, from }));
            let resources = Resource::ALL.iter().filter(|&&resource| *offered.resources.get(resource) == Limit::Unknown);
            faults.extend(resources.map(|&resource| Fault::UnknownResourceLimit { plan, resource, from }));
            faults.extend(offered.features.is_none().then_some(Fault::UnknownFeatures { plan, from }));
        }
        // The nearest first.
        let lower_rungs: Vec<Plan> =
            ladder.iter().rev().copied().filter(|&lower| is_rung && is_above(&ladder, plan, lower)).collect();
        let with_more =
            |has_more: &dyn Fn(&PlanTerms) -> bool| lower_rungs.iter().copied().find(|&lower| has_more(terms.plans.get(lower)));
        let Shortfalls { users, resources, features } = offered.intended_shortfalls;
        for &kind in UserKind::ALL {
            let lower = with_more(&|lower| is_less(*offered.users.get(kind), *lower.users.get(kind)));
            let lower = lower.filter(|_| !users.contains(kind));
            faults.extend(lower.map(|lower| Fault::LowerUserLimit { plan, kind, lower }));
        }
        for &resource in Resource::ALL {
            let lower = with_more(&|lower| is_less(*offered.resources.get(resource), *lower.resources.get(resource)));
            let lower = lower.filter(|_| !resources.contains(resource));
            faults.extend(lower.map(|lower| Fault::LowerResourceLimit { plan, resource, lower }));
        }
        for &feature in Feature::ALL {
            let has_not = offered.features.is_some_and(|has| !has.contains(feature));
            let lower = with_more(&|lower| has_not && lower.features.is_some_and(|has| has.contains(feature)));
            let lower = lower.filter(|_| !features.contains(feature));
            faults.extend(lower.map(|lower| Fault::MissingFeature { plan, feature, lower }));
        }
        let other =
            Plan::ALL.iter().copied().find(|other| ladder.contains(other) && *other != plan && terms.plans.get(*other).sold);
        if let Some(other) = other.filter(|_| is_rung && offered.sold) {
            if enters(plan).is_none() {
                faults.insert(Fault::RungNotReached { plan, from: other });
            }
            if terms.moves.get(plan).is_empty() {
                faults.insert(Fault::RungNotLeft { plan, to: other });
            }
        }
    }
    for &feature in Feature::ALL {
        let has = |plan: &Plan| terms.plans.get(*plan).features.is_some_and(|features| features.contains(feature));
        if matches!(terms.features.get(feature), FeatureUse::Blocks { .. }) && !Plan::ALL.iter().any(has) {
            faults.insert(Fault::FeatureOfNoPlan { feature });
        }
        if *terms.features.get(feature) == (FeatureUse::Blocks { cleared_by: None, disputed: true }) {
            faults.insert(Fault::DoubtOfNothing { feature });
        }
    }
    for &add_on in AddOnKind::ALL {
        let offered = terms.add_ons.get(add_on);
        let by_payroll = !terms.add_ons.payroll.plans.is_empty() && !offered.payroll_tiers.is_empty();
        let is_of_no_plan = offered.plans.is_empty() && !by_payroll;
        if let Some(tier) = offered.tiers.iter().next().filter(|_| is_of_no_plan) {
            faults.insert(Fault::AddOnOfNoPlan { add_on, tier });
        }
        let foreign = Tier::ALL.iter().copied().find(|&tier| offered.tiers.contains(tier) && !add_on.tiers().contains(tier));
        faults.extend(foreign.map(|tier| Fault::ForeignTier { add_on, tier }));
        let of_payroll = AddOnKind::Payroll.tiers();
        let beside = if add_on == AddOnKind::Payroll { terms.without_time_tracking } else { offered.payroll_tiers };
        let foreign = Tier::ALL.iter().copied().find(|&tier| beside.contains(tier) && !of_payroll.contains(tier));
        faults.extend(foreign.map(|tier| Fault::ForeignPayrollTier { add_on, tier }));
        for &lower in Tier::ALL {
            let Some(higher) = of_payroll.iter().find(|&tier| tier > lower) else { continue };
            if offered.payroll_tiers.contains(lower) && !offered.payroll_tiers.contains(higher) {
                faults.insert(Fault::AddOnNotKeptBeside { add_on, lower, higher });
            }
        }
    }
    faults.extend((terms.transfer_permission_hours == 0).then_some(Fault::EmptyPermissionWindow));
    let read_only = [ClientStatus::Restricted, ClientStatus::Suspended, ClientStatus::Expired, ClientStatus::Cancelled];
    let revived = terms.revived_by_transfer.iter().filter(|status| !read_only.contains(status));
    faults.extend(revived.map(|status| Fault::NothingToRevive { status }));
    faults.extend((terms.discount_days == 0).then_some(Fault::EmptyDiscountWindow));
    faults
}

/// Random terms, with more wrong in them than random ones have by themselves.
fn faulty_terms(random: &mut Random) -> Terms {
    let mut terms = random_terms(random);
    for _ in 0..3 {
        let (plan, other) = (*random.pick_from(Plan::ALL), *random.pick_from(Plan::ALL));
        match random.pick_from(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]) {
            0 => *terms.moves.get_mut(plan) = PlanSet::EMPTY,
            1 => *terms.moves.get_mut(plan) = terms.moves.get(plan).with(other),
            2 | 3 => {
                let offered = terms.add_ons.get_mut(*random.pick_from(AddOnKind::ALL));
                offered.plans = if random.flag() { PlanSet::EMPTY } else { plan.into() };
            }
            4 => terms.add_ons.get_mut(*random.pick_from(AddOnKind::ALL)).payroll_tiers = (*random.pick_from(Tier::ALL)).into(),
            15 if random.flag() => terms.without_time_tracking = (*random.pick_from(Tier::ALL)).into(),
            15 => {
                let (offered, tier) = (terms.add_ons.get_mut(*random.pick_from(AddOnKind::ALL)), *random.pick_from(Tier::ALL));
                offered.tiers = offered.tiers.with(tier);
            }
            16 if random.flag() => terms.revived_by_transfer.extend([*random.pick_from(ClientStatus::ALL)]),
            16 => {
                let cleared_by = random.flag().then_some(Clearance::TurnOff);
                *terms.features.get_mut(*random.pick_from(Feature::ALL)) = FeatureUse::Blocks { cleared_by, disputed: true };
            }
            5 => terms.transfer_permission_hours = 0,
            6 => terms.plans.get_mut(plan).features = Some(FeatureSet::EMPTY),
            7 => {
                let undocumented = Catalogue::canada().terms().plans.ledger;
                *terms.plans.get_mut(plan) = PlanTerms { sold: random.flag(), ..undocumented };
            }
            8 => {
                let feature = *random.pick_from(Feature::ALL);
                *terms.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: None, disputed: false };
                for &plan in Plan::ALL {
                    let features = &mut terms.plans.get_mut(plan).features;
                    *features = features.map(|features| features.without(feature));
                }
            }
            10 => {
                terms.edition.ladder =
                    Ladder::new(if random.flag() { &[] } else { &[Plan::Plus, Plan::EasyStart] }).expect("each once");
            }
            11 if random.flag() => terms.edition.transferable_products = plan.into(),
            11 => terms.edition.separate_products = plan.into(),
            12 => {
                let (names, in_english) = (&mut terms.edition.names, random.flag());
                let kinds = [*random.pick_from(AddOnKind::ALL), *random.pick_from(AddOnKind::ALL)];
                let (of_other, of_second) = (*names.plans.get(other), *names.add_ons.get(kinds[1]));
                let copy = |from: LocalName, to: &mut LocalName| {
                    *to = if in_english { LocalName { en: from.en, ..*to } } else { LocalName { fr: from.fr, ..*to } };
                };
                copy(of_other, names.plans.get_mut(plan));
                copy(of_second, names.add_ons.get_mut(kinds[0]));
            }
            13 => {
                let mut source = Source::article(Mark::Source, Article::PLAN_CHANGE);
                if random.flag() {
                    source.article = None;
                } else {
                    source.mark = Mark::Judgement;
                }
                let sources = Sources::new(&[Source::JUDGEMENT, source]);
                let table = terms.edition.sources;
                terms.edition.sources = if random.flag() {
                    table.with_reason(*random.pick_from(ReasonCode::ALL), sources)
                } else {
                    table.with_notice(*random.pick_from(NoticeCode::ALL), sources)
                };
            }
            9 => {
                let marks = &mut terms.plans.get_mut(plan).intended_shortfalls;
                marks.users.insert(*random.pick_from(UserKind::ALL));
                marks.resources.insert(*random.pick_from(Resource::ALL));
                marks.features.insert(*random.pick_from(Feature::ALL));
            }
            _ => {
                for &from in Plan::ALL {
                    terms.moves.get_mut(from).remove(plan);
                }
            }
        }
    }
    terms
}

#[test]
fn random_terms_have_the_faults_that_a_naive_reading_finds_and_each_once() {
    let mut random = Random::new(31);
    let mut kinds = HashSet::new();
    let mut valid = 0;
    let drafts = if is_whole() { 20_000 } else { 2_000 };
    for _ in 0..drafts {
        let terms = faulty_terms(&mut random);
        let found: Vec<Fault> = terms.faults().collect();
        let expected = faults(&terms);
        let unique: HashSet<Fault> = found.iter().copied().collect();
        assert_eq!(unique, expected, "{terms:?}");
        assert_eq!(found.len(), unique.len(), "each is told once");
        assert_eq!(terms.check().is_ok(), expected.is_empty());
        valid += usize::from(expected.is_empty());
        kinds.extend(found.iter().map(discriminant));
    }
    assert_eq!(kinds.len(), 29, "every kind of fault occurred");
    assert!(valid < drafts);
}
