//! A stored plan is held against what would be decided today, and facts are moved forward in time.

use std::time::Duration;

use subscription_change::assess::{Answer, Fact, Facts};
use subscription_change::catalogue::{Effective, PriceWhenTakenOver};
use subscription_change::record::{Difference, PlanRecord, Recheck, RecheckVerdict};
use subscription_change::{
    AddOnKind, Audience, Catalogue, Feature, FeatureSet, Language, Notice, Parties, Party, Plan, Product, Reason, Request, Step,
    Subscription, Tier, UserKind, Users,
};

use crate::common::{but, canada_but, client, firm, plan, request};

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn stored(request: &Request) -> PlanRecord {
    (&plan(request)).into()
}

fn recheck(request: &Request, catalogue: &Catalogue, today: &Request) -> Recheck {
    stored(request).recheck(catalogue, &today.current, &today.context)
}

#[track_caller]
fn assert_differs<const N: usize>(recheck: &Recheck, expected: [Difference; N]) {
    assert_eq!(recheck.differences().collect::<Vec<_>>(), expected);
    let verdict = if N == 0 { RecheckVerdict::Same } else { RecheckVerdict::SameBut };
    assert_eq!(recheck.verdict(), verdict);
}

#[track_caller]
fn said(recheck: &Recheck) -> [String; 2] {
    [Language::English, Language::French].map(|language| recheck.display(language, Audience::Firm).to_string())
}

/// Takes an add-on and goes down, with something lost.
fn downgrade() -> Request {
    let target = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm);
    but(&request(firm(Plan::Advanced), target), |r| r.context.client.usage.features = Feature::Workflows.into())
}

#[test]
fn a_plan_that_would_be_made_again_is_the_same_whatever_its_catalogue_is_called() {
    let request = downgrade();
    let renamed = canada_but(|terms| terms.id = "CA-2031-01-01".parse().expect("it is an identity"));
    for catalogue in [Catalogue::canada(), Catalogue::embedded()[0], &renamed] {
        let recheck = recheck(&request, catalogue, &request);
        assert_differs(&recheck, []);
        assert_eq!(recheck.now().expect("it is possible").catalogue(), catalogue.id());
        assert!(stored(&request).says_the_same_as(&recheck.now().expect("it is possible").into()));
        assert_eq!(said(&recheck), ["The change can be made as planned.", "La modification peut être faite comme prévu."]);
    }
}

#[test]
fn what_is_lost_beside_the_rest_is_told_with_what_was() {
    let request = downgrade();
    let today =
        but(&request, |r| r.context.client.usage.features = [Feature::Workflows, Feature::CustomRoles].into_iter().collect());
    let lost = |features: FeatureSet| Some(Notice::FeaturesLost { features });
    let now = lost(FeatureSet::of(&[Feature::CustomRoles, Feature::Workflows]));
    assert_differs(
        &recheck(&request, Catalogue::canada(), &today),
        [Difference::Notice { then: lost(Feature::Workflows.into()), now }],
    );
}

#[test]
fn steps_take_effect_at_another_time_where_the_catalogue_says_so() {
    let request = downgrade();
    let later = canada_but(|terms| terms.downgrades_take_effect = Effective::NextBillingDate);
    let step = |effective| Some(Step::ChangePlan { from: Plan::Advanced, to: Plan::Plus, effective, by: Party::Firm });
    let recheck = recheck(&request, &later, &request);
    let (then, now) = (Effective::Immediately, Effective::NextBillingDate);
    assert_differs(&recheck, [Difference::Effective { then, now }, Difference::Step { then: step(then), now: step(now) }]);
    let [english, french] = said(&recheck);
    assert_eq!(
        english,
        "The change can be made as planned, except for this:\n\
         - Planned: The change takes effect immediately. Today: The change takes effect on the next billing date.\n\
         - Planned: You downgrade the plan from Advanced to Plus (immediately). \
         Today: You downgrade the plan from Advanced to Plus (on the next billing date).",
    );
    assert!(french.starts_with(
        "La modification peut être faite comme prévu, sauf pour ce qui suit\u{a0}:\n\
         - Prévu\u{a0}: La modification prend effet immédiatement. Aujourd’hui\u{a0}: La modification prend effet à la prochaine"
    ));
}

#[test]
fn that_no_features_are_gained_any_more_is_said() {
    let request = request(firm(Plan::Plus), firm(Plan::Advanced));
    let same = canada_but(|terms| terms.plans.advanced.features = terms.plans.plus.features);
    let recheck = recheck(&request, &same, &request);
    assert!(recheck.differences().any(|difference| matches!(
        difference,
        Difference::FeaturesGained { now: Some(now), then: Some(_) } if now.is_empty()
    )));
    let [english, french] = said(&recheck);
    assert!(english.contains(" Today: No features are gained."), "{english}");
    assert!(french.contains(" Aujourd’hui\u{a0}: Aucune fonction gagnée."), "{french}");
}

#[test]
fn another_price_of_the_same_product_stands_beside_the_one_that_was() {
    let taken_over = but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.days_since_discount = Some(60));
    let (product, kept) = (Product::Base, Notice::DiscountKept { product: Product::Base });
    let too_late = but(&taken_over, |r| r.context.client.days_since_discount = Some(61));
    assert_differs(
        &recheck(&taken_over, Catalogue::canada(), &too_late),
        [Difference::Notice { then: Some(kept), now: Some(Notice::RetailPrice { product }) }],
    );
    let wholesale = canada_but(|terms| terms.price_when_taken_over = PriceWhenTakenOver::Wholesale);
    assert_differs(
        &recheck(&taken_over, &wholesale, &too_late),
        [Difference::Notice { then: Some(kept), now: Some(Notice::WholesalePrice { product }) }],
    );
}

#[test]
fn notices_that_are_new_and_those_that_are_gone_are_told() {
    let upgrade = request(firm(Plan::Essentials), firm(Plan::Plus));
    let crowded = but(&upgrade, |r| r.context.client.usage.users = Users::default().with(UserKind::Accountant, 3));
    let too_many = Notice::UsersOverLimit { kind: UserKind::Accountant, used: 3, limit: 2 };
    let new = recheck(&upgrade, Catalogue::canada(), &crowded);
    assert_differs(&new, [Difference::Notice { then: None, now: Some(too_many) }]);
    assert!(said(&new)[0].contains("\n- New: Your client has 3 accountant users"), "{}", said(&new)[0]);
    let gone = recheck(&crowded, Catalogue::canada(), &upgrade);
    assert_differs(&gone, [Difference::Notice { then: Some(too_many), now: None }]);
    assert!(said(&gone)[0].contains("\n- No longer: Your client has 3 accountant users"), "{}", said(&gone)[0]);
    assert!(said(&gone)[1].contains("\n- N’est plus prévu\u{a0}: Votre client a 3"), "{}", said(&gone)[1]);
}

#[test]
fn a_client_that_holds_something_else_by_now_is_told_with_the_steps_that_follow() {
    let planned = request(firm(Plan::EasyStart), firm(Plan::Plus));
    let today = but(&planned, |r| r.current = firm(Plan::Essentials));
    let recheck = recheck(&planned, Catalogue::canada(), &today);
    let step = |from| Some(Step::ChangePlan { from, to: Plan::Plus, effective: Effective::Immediately, by: Party::Firm });
    let all = |features: &[Feature]| Some(FeatureSet::of(features));
    let of_plus =
        [Feature::Inventory, Feature::PurchaseOrders, Feature::Projects, Feature::Classes, Feature::Locations, Feature::Budgets];
    let of_essentials = [Feature::Multicurrency, Feature::RecurringTransactions, Feature::Bills, Feature::TimeTracking];
    assert_differs(
        &recheck,
        [
            Difference::Current { then: firm(Plan::EasyStart), now: firm(Plan::Essentials) },
            Difference::Step { then: step(Plan::EasyStart), now: step(Plan::Essentials) },
            Difference::FeaturesGained { then: all(&[&of_essentials[..], &of_plus].concat()), now: all(&of_plus) },
        ],
    );
    let [english, french] = said(&recheck);
    for part in [
        "\n- Planned: The subscription is QuickBooks Online EasyStart (firm). Today: The subscription is QuickBooks Online Essentials (firm).",
        " Today: Features gained: Inventory, Purchase orders, Projects, Classes, Locations and Budgets.",
    ] {
        assert!(english.contains(part), "{english}");
    }
    for part in ["\n- Prévu\u{a0}: L’abonnement est QuickBooks en ligne Démarrage (cabinet).", " Fonctions gagnées\u{a0}: "]
    {
        assert!(french.contains(part), "{french}");
    }
}

#[test]
fn a_step_that_is_done_already_is_planned_no_longer() {
    let planned = downgrade();
    let with_payroll = firm(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm);
    let recheck = recheck(&planned, Catalogue::canada(), &but(&planned, |r| r.current = with_payroll));
    let add = Step::Add { product: Product::Payroll, tier: Tier::Premium, effective: Effective::Immediately, by: Party::Firm };
    let prorated = Notice::ProratedCharge { payer: Party::Firm };
    assert_differs(
        &recheck,
        [
            Difference::Current { then: firm(Plan::Advanced), now: with_payroll },
            Difference::Step { then: Some(add), now: None },
            Difference::Notice { then: Some(prorated), now: None },
        ],
    );
}

#[test]
fn a_change_that_would_be_refused_is_no_longer_possible_and_the_refusal_says_why() {
    let planned = downgrade();
    let today = but(&planned, |r| r.context.authorised_by = Parties::EMPTY);
    let recheck = recheck(&planned, Catalogue::canada(), &today);
    assert_eq!((recheck.verdict(), recheck.differences().count()), (RecheckVerdict::NoLongerPossible, 0));
    assert_eq!(recheck.now().expect_err("nobody asks").reasons().count(), 2);
    let [english, french] = said(&recheck);
    assert!(
        english.starts_with("The change can no longer be made as planned.\nThe change is refused for 2 reasons.\n- "),
        "{english}"
    );
    assert!(french.starts_with("La modification ne peut plus être faite comme prévu.\nLa modification est refusée"), "{french}");
}

#[test]
fn a_plan_that_was_made_already_has_nothing_left_to_change() {
    let planned = downgrade();
    let recheck = recheck(&planned, Catalogue::canada(), &but(&planned, |r| r.current = r.target));
    assert!(recheck.now().expect_err("it is made").reasons().eq([Reason::NothingToChange]));
}

/// The differences are all there are: put on the stored plan they make that of today.
#[test]
fn what_is_not_among_the_differences_is_the_same() {
    let held = Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    let plans: Vec<Request> = [firm(Plan::Plus), client(Plan::Advanced), held, client(Plan::EasyStart)]
        .into_iter()
        .flat_map(|current| [firm(Plan::Plus), client(Plan::Plus), held, client(Plan::Advanced)].map(|to| request(current, to)))
        .filter(|request| request.plan_change().is_ok())
        .collect();
    assert!(plans.len() > 5);
    for then in &plans {
        for now in &plans {
            let recheck = recheck(then, Catalogue::canada(), now);
            let Ok(today) = recheck.now() else { continue };
            let steps: Vec<Step> = today.steps().collect();
            for step in stored(then).steps() {
                let is_told =
                    recheck.differences().any(|told| matches!(told, Difference::Step { then: Some(of), .. } if of == step));
                assert_ne!(steps.contains(&step), is_told, "{step:?}: {recheck:#?}");
            }
            let notices: Vec<Notice> = stored(then).notices().collect();
            for notice in today.notices() {
                let is_told =
                    recheck.differences().any(|told| matches!(told, Difference::Notice { now: Some(of), .. } if of == notice));
                assert_ne!(notices.contains(&notice), is_told, "{notice:?}: {recheck:#?}");
            }
            assert_eq!(recheck.verdict() == RecheckVerdict::Same, stored(then).says_the_same_as(&today.into()));
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_recheck_is_written_with_its_verdict_its_differences_and_what_is_decided_today() {
    let taken_over = but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.days_since_discount = Some(60));
    let too_late = but(&taken_over, |r| r.context.client.days_since_discount = Some(61));
    let recheck = recheck(&taken_over, Catalogue::canada(), &too_late);
    let written = serde_json::to_value(recheck).expect("it can be written");
    assert_eq!(
        (&written["recheck"], &written["differences"]),
        (
            &serde_json::json!("same_but"),
            &serde_json::json!([{
                "code": "notice",
                "then": {"code": "discount_kept", "product": "base", "reversible": true},
                "now": {"code": "retail_price", "product": "base", "reversible": true},
            }])
        ),
    );
    assert_eq!(written["now"]["decision"], "change_plan");
}

// Facts moved forward

#[test]
fn ages_that_close_a_window_count_what_has_begun_and_those_that_end_a_wait_only_what_is_over() {
    let context = but(&request(firm(Plan::Plus), firm(Plan::Advanced)).context, |context| {
        context.client.transfer_permission_hours = Some(10);
        context.client.hours_since_downgrade = Some(10);
        context.client.days_since_discount = Some(10);
        context.client.days_to_renewal = Some(10);
    });
    let moment = Duration::from_nanos(1);
    for (elapsed, permission, downgrade, discount, renewal) in [
        (Duration::ZERO, 10, 10, 10, 10),
        (moment, 11, 10, 11, 10),
        (HOUR.checked_sub(moment).unwrap(), 11, 10, 11, 10),
        (HOUR, 11, 11, 11, 10),
        (HOUR + moment, 12, 11, 11, 10),
        (DAY.checked_sub(moment).unwrap(), 34, 33, 11, 10),
        (DAY, 34, 34, 11, 9),
        (DAY + moment, 35, 34, 12, 9),
        (10 * DAY, 250, 250, 20, 0),
        ((11 * DAY).checked_sub(moment).unwrap(), 274, 273, 21, 0),
        (11 * DAY, 274, 274, 21, 365),
        (40 * DAY, 970, 970, 50, 336),
        (374 * DAY, 8986, 8986, 384, 2),
        (375 * DAY, 9010, 9010, 385, 366),
        (Duration::MAX, u32::MAX, u32::MAX, u32::MAX, 366),
    ] {
        let after = context.after(elapsed);
        let expected = but(&context, |context| {
            context.client.transfer_permission_hours = Some(permission);
            context.client.hours_since_downgrade = Some(downgrade);
            context.client.days_since_discount = Some(discount);
            context.client.days_to_renewal = Some(renewal);
        });
        assert_eq!(after, expected, "{elapsed:?}");
    }
}

#[test]
fn what_there_was_none_of_there_is_none_of_later() {
    let context = but(&request(firm(Plan::Plus), firm(Plan::Advanced)).context, |c| c.client.transfer_permission_hours = None);
    for elapsed in [Duration::ZERO, HOUR, 100 * DAY, Duration::MAX] {
        assert_eq!(context.after(elapsed), context);
    }
}

#[test]
fn every_fact_that_is_a_time_moves() {
    let still = but(&request(firm(Plan::Plus), firm(Plan::Advanced)).context, |c| c.client.transfer_permission_hours = None);
    let mut times = 0;
    for fact in Fact::all() {
        let mut facts = Facts::from(still);
        // A number of what there may be none of: hours or days.
        if facts.answer(fact, Answer::None).is_ok() && facts.answer(fact, Answer::Number(10)).is_ok() {
            let context = facts.context().expect("every fact is known");
            assert_ne!(context.after(3 * DAY), context, "`Context::after` does not move {fact}");
            times += 1;
        }
    }
    assert!(times >= 4, "{times} facts are times");
}

/// In two goes nothing is told younger than in one: each go rounds against the client anew.
#[test]
fn facts_moved_in_two_goes_are_never_better_for_the_client_than_in_one() {
    let context = but(&request(firm(Plan::Plus), firm(Plan::Advanced)).context, |context| {
        context.client.hours_since_downgrade = Some(3);
        context.client.days_since_discount = Some(3);
        context.client.days_to_renewal = Some(100);
    });
    let times = [Duration::from_secs(1), HOUR / 2, HOUR, 23 * HOUR, DAY, DAY + HOUR, 40 * DAY];
    for first in times {
        for second in times {
            let (two, one) = (context.after(first).after(second).client, context.after(first + second).client);
            assert!(two.transfer_permission_hours >= one.transfer_permission_hours, "{first:?}, {second:?}");
            assert!(two.days_since_discount >= one.days_since_discount, "{first:?}, {second:?}");
            assert!(two.hours_since_downgrade <= one.hours_since_downgrade, "{first:?}, {second:?}");
            assert!(two.days_to_renewal >= one.days_to_renewal, "{first:?}, {second:?}");
        }
    }
}

#[test]
fn a_step_that_is_no_longer_needed_says_its_own_time() {
    let later = canada_but(|terms| terms.downgrades_take_effect = Effective::NextBillingDate);
    let with_time = |plan| firm(plan).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let planned = request(with_time(Plan::Essentials), firm(Plan::Plus));
    let plan = later.plan_change(&planned.current, &planned.target, &planned.context).expect("it is allowed");
    let stored: PlanRecord = (&plan).into();
    let [english, _] = said(&stored.recheck(&later, &with_time(Plan::Plus), &planned.context));
    assert!(english.contains("You upgrade the plan from Essentials to Plus (immediately)."), "{english}");
    assert!(!english.contains("(on the next billing date)"), "what takes effect when the plan does says nothing: {english}");
}
