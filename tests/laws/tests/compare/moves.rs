//! Whether the newer catalogue is stricter, looser or mixed for each move.

use std::fmt::Write;

use expect_test::expect;
use subscription_change::catalogue::{AddOnTerms, FeatureUse, Limit, Terms};
use subscription_change::compare::{ChangedAnswer, Comparison, Strictness};
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{AddOnKind, Catalogue, Decision, Plan, Request, Tier};

use super::brute::{random_requests, size, small_requests, strictness};
use super::document::with_cell_of;
use laws::common::{but, canada_but, is_whole, some_of};
use laws::random::{Random, random_edition};

/// For each move whether some request of it gets a stricter answer, and whether some gets a looser one, with the size of the smallest.
type Seen = [[[Option<(usize, u64)>; 2]; Plan::COUNT]; Plan::COUNT];

fn seen(older: &Catalogue, newer: &Catalogue, requests: &[Request]) -> Seen {
    let mut seen = Seen::default();
    for request in requests {
        let (before, after) = (strictness(older, request), strictness(newer, request));
        if before != after {
            let of_move = &mut seen[request.current.base.plan as usize][request.target.base.plan as usize];
            let smallest = &mut of_move[usize::from(after < before)];
            let size = size(request);
            *smallest = Some(smallest.map_or(size, |smallest| smallest.min(size)));
        }
    }
    seen
}

fn check_witness(older: &Catalogue, newer: &Catalogue, changed: &ChangedAnswer, is_stricter: bool) {
    let request = &changed.request;
    assert_eq!(changed.older, Decision::from(request.plan_change_with(older)));
    assert_eq!(changed.newer, Decision::from(request.plan_change_with(newer)));
    let (before, after) = (strictness(older, request), strictness(newer, request));
    assert!(if is_stricter { after > before } else { after < before }, "{request:?}");
}

/// Holds what is told of every move to what is seen where request after request is asked: nothing is seen that is not told, what is told
/// is shown by a request, and no smaller request is seen.
fn check(one: &Catalogue, other: &Catalogue, requests: &[Request], told: &mut [usize; Strictness::COUNT]) {
    let seen = seen(one, other, requests);
    for of_move in Comparison::new(one, other).moves() {
        let (from, to) = (of_move.from, of_move.to);
        told[of_move.strictness() as usize] += 1;
        let seen = seen[from as usize][to as usize];
        for (witness, seen, is_stricter) in [(of_move.stricter, seen[0], true), (of_move.looser, seen[1], false)] {
            match (witness, seen) {
                (None, Some(_)) => panic!("{from} to {to}: something is seen that is not told, stricter: {is_stricter}"),
                (Some(changed), seen) => {
                    check_witness(one, other, &changed, is_stricter);
                    let told = size(&changed.request);
                    assert!(seen.is_none_or(|seen| told <= seen), "{from} to {to}: a smaller one is seen");
                    assert_eq!((changed.request.current.base.plan, changed.request.target.base.plan), (from, to));
                }
                (None, None) => {}
            }
        }
    }
}

#[test]
fn each_move_is_told_as_it_is_found() {
    let mut random = Random::new(11);
    let mut told = [0; Strictness::COUNT];
    for round in 0..if is_whole() { 60 } else { 15 } {
        let one = random_edition(&mut random).catalogue;
        let other = match round % 3 {
            0 => Catalogue::canada().clone(),
            _ => random_edition(&mut random).catalogue,
        };
        let mut requests = random_requests(&mut random, [&one, &other], 4_000);
        if round % 6 < 2 {
            requests.extend(small_requests([&one, &other]));
        }
        check(&one, &other, &requests, &mut told);
    }
    assert!(told.iter().zip([150, 20, 50, 100]).all(|(count, least)| *count >= least), "{told:?}");
}

/// One difference at a time, so that no other one tells what it should.
#[test]
fn each_move_is_told_as_it_is_found_for_a_single_difference() {
    let mut random = Random::new(13);
    let mut told = [0; Strictness::COUNT];
    for round in 0..8 {
        let newer = if round % 2 == 0 { Catalogue::canada().clone() } else { random_edition(&mut random).catalogue };
        let other = random_edition(&mut random).catalogue;
        for difference in some_of(Comparison::new(&other, &newer).differences(), 13) {
            let Ok(older) = with_cell_of(&newer, &other, difference.cell) else { continue };
            let requests = small_requests([&older, &newer]);
            check(&older, &newer, &requests, &mut told);
            check(&newer, &older, &requests, &mut told);
        }
    }
    let [same, stricter, looser, _] = told;
    assert!(same > 2_500 && stricter > 60 && looser > 60, "{told:?}");
}

#[test]
fn the_other_way_round_stricter_is_looser() {
    let mut random = Random::new(12);
    for _ in 0..20 {
        let (one, other) = (random_edition(&mut random).catalogue, random_edition(&mut random).catalogue);
        for (there, back) in Comparison::new(&one, &other).moves().zip(Comparison::new(&other, &one).moves()) {
            let requests = |changed: Option<ChangedAnswer>| changed.map(|changed| changed.request);
            assert_eq!((there.from, there.to), (back.from, back.to));
            assert_eq!(requests(there.stricter), requests(back.looser));
            assert_eq!(requests(there.looser), requests(back.stricter));
        }
    }
}

#[test]
fn a_catalogue_is_as_strict_as_itself() {
    for catalogue in Catalogue::embedded() {
        let moves: Vec<_> = Comparison::new(catalogue, catalogue).moves().collect();
        assert_eq!(moves.len(), Plan::COUNT * Plan::COUNT);
        assert!(moves.iter().all(|of_move| of_move.strictness() == Strictness::Same));
    }
}

/// The moves that are not the same as in the embedded catalogue, in short.
fn told(newer: &Catalogue) -> String {
    told_of(Catalogue::canada(), newer)
}

fn told_of(older: &Catalogue, newer: &Catalogue) -> String {
    let moves = Comparison::new(older, newer).moves();
    let told = moves.filter(|of_move| of_move.strictness() != Strictness::Same);
    let lines = told.map(|of_move| format!("{} → {}: {}", of_move.from, of_move.to, of_move.strictness()));
    lines.chain([String::new()]).collect::<Vec<_>>().join("\n")
}

/// That these are stricter, of all changes of plan that are open and of each plan that stays.
fn stricter(are: impl Fn(Plan, Plan) -> bool) -> String {
    let mut lines = String::new();
    for (&from, &to) in Plan::ALL.iter().flat_map(|from| Plan::ALL.iter().map(move |to| (from, to))) {
        let can_be_asked_for = from == to || Catalogue::canada().terms().moves.get(from).contains(to);
        if can_be_asked_for && are(from, to) {
            writeln!(lines, "{from} → {to}: stricter").expect("a string has room");
        }
    }
    lines
}

#[test]
fn a_notice_is_no_stricter_than_none() {
    // Custom fields differ in the two Canadian catalogues, and too many of them give a notice.
    let [before, now] = Catalogue::embedded_in("CA") else { panic!("two Canadian catalogues are embedded") };
    // What only one of them sells is no notice.
    let mut terms = *before.terms();
    terms.add_ons = now.terms().add_ons;
    let before = &terms.check().expect("a catalogue");
    assert!(Comparison::new(before, now).differences().any(|difference| difference.witness.is_ok()));
    let others: Vec<_> = Comparison::new(before, now).moves().filter(|of| of.strictness() != Strictness::Same).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn a_lower_limit_is_stricter_for_the_moves_that_it_shrinks_in() {
    // Into Plus from above, where users block; from Plus down nothing changes but from where a limit shrinks.
    let newer = canada_but(|terms| terms.plans.plus.users.billable = Limit::UpTo(4));
    expect![[r"
        advanced → plus: stricter
        ledger → plus: stricter
    "]]
    .assert_eq(&told(&newer));
}

#[test]
fn what_can_never_be_cleared_is_stricter_than_what_can() {
    let newer = canada_but(|terms| {
        terms.features.multicurrency = FeatureUse::Blocks { cleared_by: None, disputed: false };
    });
    expect![[r"
        essentials → easy_start: stricter
        plus → easy_start: stricter
        advanced → easy_start: stricter
        ledger → easy_start: stricter
    "]]
    .assert_eq(&told(&newer));
}

#[test]
fn one_move_less_and_one_limit_more_are_told_move_by_move() {
    let newer = canada_but(|terms| {
        terms.moves.advanced = terms.moves.advanced.without(Plan::EasyStart);
        terms.plans.essentials.users.billable = Limit::UpTo(4);
        terms.features.projects = FeatureUse::Blocks { cleared_by: None, disputed: false };
    });
    expect![[r"
        plus → easy_start: stricter
        plus → essentials: mixed
        advanced → easy_start: stricter
        advanced → essentials: mixed
        ledger → easy_start: stricter
        ledger → essentials: mixed
    "]]
    .assert_eq(&told(&newer));
}

#[test]
fn a_tier_that_is_no_longer_sold_is_stricter_for_every_move_that_can_take_it_up() {
    let newer = canada_but(|terms| terms.add_ons.payroll.tiers = terms.add_ons.payroll.tiers.without(Tier::Elite));
    assert_eq!(told(&newer), stricter(|_, _| true));
}

/// Where the add-on cannot be taken up any more, those who hold it tell.
#[test]
fn what_goes_with_an_add_on_that_is_no_longer_sold_is_stricter_for_those_who_hold_it() {
    let told_without = |older: &Catalogue, change: fn(&mut Terms)| {
        told_of(older, &but(older.terms(), change).check().expect("no rung has less than a lower one"))
    };
    let no_time = canada_but(|terms| terms.add_ons.time.tiers = TierSet::EMPTY);
    let told = told_without(&no_time, |terms| terms.add_ons.time.plans = terms.add_ons.time.plans.without(Plan::Essentials));
    assert_eq!(told, stricter(|_, to| to == Plan::Essentials));

    let no_payroll = canada_but(|terms| terms.add_ons.payroll.tiers = TierSet::EMPTY);
    let told =
        told_without(&no_payroll, |terms| terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart));
    assert_eq!(told, stricter(|_, to| to == Plan::EasyStart));
}

/// Where base changes its plan only an add-on can go to the firm beside it, whichever there is.
#[test]
fn a_shorter_permission_is_stricter_wherever_billing_can_be_transferred() {
    let told_of_a_day = |older: &Catalogue| {
        let newer = but(older.terms(), |terms| terms.transfer_permission_hours = 24);
        told_of(older, &newer.check().expect("it is a window"))
    };
    assert_eq!(told_of_a_day(Catalogue::canada()), stricter(|_, _| true));
    let nowhere = AddOnTerms {
        tiers: TierSet::EMPTY,
        plans: PlanSet::EMPTY,
        payroll_tiers: TierSet::EMPTY,
        upgrades_take_effect: None,
        downgrades_take_effect: None,
    };
    let with_payroll = canada_but(|terms| {
        for &kind in AddOnKind::ALL.iter().filter(|&&kind| kind != AddOnKind::Payroll) {
            *terms.add_ons.get_mut(kind) = nowhere;
        }
    });
    assert_eq!(told_of_a_day(&with_payroll), stricter(|_, _| true));
    // No add-on goes with EasyStart then.
    let with_time = canada_but(|terms| {
        for &kind in AddOnKind::ALL.iter().filter(|&&kind| kind != AddOnKind::Time) {
            *terms.add_ons.get_mut(kind) = nowhere;
        }
        terms.add_ons.time.payroll_tiers = TierSet::EMPTY;
    });
    assert_eq!(told_of_a_day(&with_time), stricter(|from, to| from == to || to != Plan::EasyStart));
}
