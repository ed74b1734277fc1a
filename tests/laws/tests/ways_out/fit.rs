//! Fit is its definition: every limit, every feature.

use subscription_change::catalogue::Limit;
use subscription_change::parts::Quota;
use subscription_change::ways_out::{FitVerdict, Rung};
use subscription_change::{Catalogue, Feature, FeatureSet, Plan, Request, Usage, Users};

use laws::check::{Verdict, ensure, holds};
use laws::common::{but, firm, request};
use laws::given::{Asked, asked};
use laws::quotas;

fn verdict_by_definition(asked: &Asked, plan: Plan) -> FitVerdict {
    let terms = asked.terms().plans.get(plan);
    let usage = asked.request.context.client.usage;
    let is_over = |&quota: &Quota| matches!(quotas::limit(quota, terms), Limit::UpTo(limit) if usage.used(quota) > limit);
    let lacks = terms.features.is_some_and(|features| usage.features.iter().any(|feature| !features.contains(feature)));
    let limits_are_documented = Quota::ALL.iter().all(|&quota| quotas::limit(quota, terms) != Limit::Unknown);
    if Quota::ALL.iter().any(is_over) || lacks {
        FitVerdict::Lacks
    } else if limits_are_documented && terms.features.is_some() {
        FitVerdict::Holds
    } else {
        FitVerdict::Unknown
    }
}

fn fit_is_its_definition(asked: &Asked) -> Verdict {
    let usage = asked.request.context.client.usage;
    for &plan in Plan::ALL {
        let fit = asked.edition.catalogue().fit(plan, &usage);
        ensure!(fit.plan() == plan, "{plan} is {}", fit.plan());
        ensure!(fit.verdict() == verdict_by_definition(asked, plan), "{plan}: {}", fit.verdict());
        ensure!(fit.holds() == (fit.verdict() == FitVerdict::Holds), "{plan}: {}", fit.verdict());
        ensure!(fit.quotas().map(|told| told.quota).eq(Quota::ALL.iter().copied()), "{plan}: each once, in order");
        for told in fit.quotas() {
            let (quota, used) = (told.quota, usage.used(told.quota));
            let limit = quotas::limit(quota, asked.terms().plans.get(plan));
            let expected = (used, limit, quotas::enforcement(quota, asked.terms()));
            ensure!((told.used, told.limit, told.enforcement) == expected, "{told:?}");
            let (excess, headroom) = match limit {
                Limit::UpTo(limit) if used > limit => (used - limit, Some(0)),
                Limit::UpTo(limit) => (0, Some(limit - used)),
                _ => (0, None),
            };
            ensure!((told.excess(), told.headroom()) == (excess, headroom), "{told:?}");
        }
        let missing = asked.terms().plans.get(plan).features.map(|has| usage.features.difference(has));
        ensure!(fit.missing() == missing, "{plan} lacks {:?}", fit.missing());
    }
    Ok(())
}

/// The rungs are those of the ladder from the lowest, each with its fit, its preview and its refusal; the lowest fit is the first of
/// them that is sold and holds.
fn rungs_are_the_ladder(asked: &Asked) -> Verdict {
    let Request { current, context, .. } = asked.request;
    let catalogue = asked.edition.catalogue();
    let rungs: Vec<_> = catalogue.rungs(&current, &context).collect();
    let ladder: Vec<Plan> = asked.terms().edition.ladder.iter().collect();
    ensure!(rungs.iter().map(Rung::plan).eq(ladder.iter().copied()), "{rungs:?}");
    for rung in &rungs {
        let preview = catalogue.preview(&Request { target: current.with_plan(rung.plan()), ..asked.request });
        let is_current = rung.plan() == current.base.plan;
        ensure!(rung.is_current() == is_current, "{rung:?}");
        ensure!(rung.is_within_reach() == (is_current || preview.is_ok()), "{rung:?}");
        let (shown, refused) = if is_current { (None, None) } else { (preview.as_ref().ok(), preview.as_ref().err()) };
        ensure!((rung.preview(), rung.refusal()) == (shown, refused), "{rung:?}");
        ensure!(rung.fit().verdict() == verdict_by_definition(asked, rung.plan()), "{rung:?}");
    }
    let holds = |plan: &Plan| asked.terms().plans.get(*plan).sold && verdict_by_definition(asked, *plan) == FitVerdict::Holds;
    let lowest = catalogue.lowest_fit(&context.client.usage).map(|fit| fit.plan());
    ensure!(lowest == ladder.into_iter().find(holds), "the lowest is {lowest:?}");
    Ok(())
}

#[test]
fn a_fit_is_its_definition() {
    holds(4_000, asked(), fit_is_its_definition);
}

#[test]
fn the_rungs_are_the_ladder_with_the_way_to_each() {
    holds(2_000, asked(), rungs_are_the_ladder);
}

fn users(billable: u32) -> Usage {
    Usage::default().with(|usage| usage.users = Users { billable, ..Users::default() })
}

#[test]
fn at_the_limit_holds_and_one_over_does_not() {
    let fit = |billable| Catalogue::canada().fit(Plan::Plus, &users(billable)).verdict();
    assert_eq!(fit(5), FitVerdict::Holds);
    assert_eq!(fit(6), FitVerdict::Lacks);
}

#[test]
fn headroom_counts_down_to_the_limit() {
    let billable = |used| Catalogue::canada().fit(Plan::Plus, &users(used)).quotas().next().unwrap();
    assert_eq!([3, 5, 6].map(|used| billable(used).headroom()), [Some(2), Some(0), Some(0)]);
    assert_eq!([3, 5, 6].map(|used| billable(used).excess()), [0, 0, 1]);
}

/// What is not documented is unknown, also where nothing is used. Nearest: a feature or a count that is known to be too much.
#[test]
fn what_is_not_documented_is_unknown() {
    let fit = |usage| Catalogue::canada().fit(Plan::Ledger, &usage).verdict();
    assert_eq!(fit(Usage::default()), FitVerdict::Unknown);
    assert_eq!(fit(users(1000)), FitVerdict::Unknown);
    let all_features = Usage::default().with(|usage| usage.features = FeatureSet::ALL);
    assert_eq!(fit(all_features), FitVerdict::Unknown);
    assert_eq!(Catalogue::canada().fit(Plan::Advanced, &all_features).verdict(), FitVerdict::Holds);
    assert_eq!(Catalogue::canada().fit(Plan::Plus, &all_features).verdict(), FitVerdict::Lacks);
}

/// Too many accounts do not stand in the way of a downgrade, but the lower plan does not hold them.
#[test]
fn a_limit_that_only_gives_a_notice_counts_for_the_fit() {
    let usage = users(1).with(|usage| usage.accounts = 251);
    assert_eq!(Catalogue::canada().lowest_fit(&usage).unwrap().plan(), Plan::Advanced);
    assert_eq!(Catalogue::canada().lowest_fit(&usage.with(|usage| usage.accounts = 250)).unwrap().plan(), Plan::EasyStart);
    let current = firm(Plan::Advanced);
    let down = but(&request(current, current.with_plan(Plan::Plus)), |request| request.context.client.usage = usage);
    assert!(down.plan_change().is_ok());
}

#[test]
fn no_plan_may_hold_it_all() {
    assert!(Catalogue::canada().lowest_fit(&users(26)).is_none());
}

#[test]
fn a_feature_in_use_decides_the_lowest_fit() {
    let usage = |feature: Feature| users(1).with(|usage| usage.features = feature.into());
    let lowest = |feature| Catalogue::canada().lowest_fit(&usage(feature)).unwrap().plan();
    assert_eq!(lowest(Feature::Bills), Plan::Essentials);
    assert_eq!(lowest(Feature::Projects), Plan::Plus);
    assert_eq!(lowest(Feature::Workflows), Plan::Advanced);
}
