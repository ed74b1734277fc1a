//! What a catalogue may not say: each fault, with the nearest terms that do not have it.

use subscription_change::catalogue::Limit::{NoLimit, Unknown, UpTo};
use subscription_change::catalogue::{
    AddOnTerms, Article, ByAddOn, ByPlan, ByUserKind, Clearance, FeatureUse, Ladder, Mark, Name, PlanTerms, Source, Sources,
    Terms, TermsFault,
};
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{
    AddOnKind, Catalogue, ClientStatus, Feature, FeatureSet, Language, NoticeCode, Plan, ReasonCode, Resource, Tier, UserKind,
};

use super::LADDER;
use crate::common::{but, canada_but};

#[track_caller]
fn faults<const N: usize>(edit: impl FnOnce(&mut Terms), expected: [TermsFault; N]) -> String {
    let terms = but(Catalogue::canada().terms(), edit);
    assert_eq!(terms.faults().collect::<Vec<_>>(), expected);
    let invalid = terms.check().expect_err("it has faults");
    assert_eq!(invalid.faults().collect::<Vec<_>>(), expected);
    assert_eq!(invalid.into_terms(), terms, "the terms come back to be mended");
    invalid.to_string()
}

#[test]
fn a_checked_catalogue_is_its_terms() {
    for catalogue in Catalogue::embedded() {
        let terms = *catalogue.terms();
        let faults: Vec<String> = terms.faults().map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", catalogue.id());
        assert_eq!(terms.check().as_ref(), Ok(*catalogue));
    }
    let catalogue = canada_but(|terms| terms.discount_days = 61);
    assert_eq!(catalogue.terms().discount_days, 61);
    assert_ne!(catalogue, *Catalogue::canada());
}

#[test]
fn a_move_to_the_same_plan_is_impossible() {
    for plan in LADDER {
        let fault = TermsFault::ImpossibleMove { from: plan, to: plan };
        let text = faults(|terms| *terms.moves.get_mut(plan) = LADDER, [fault]);
        assert_eq!(
            text,
            format!("catalogue CA-2025-06-02 cannot be used: moves.{plan}: a change to {plan} can never be allowed")
        );
    }
}

#[test]
fn a_move_to_or_from_self_employed_is_impossible() {
    let to = Plan::SelfEmployed;
    for from in [Plan::EasyStart, Plan::Advanced, Plan::Ledger] {
        let terms = but(Catalogue::canada().terms(), |terms| {
            *terms.moves.get_mut(from) = terms.moves.get(from).with(to);
            // Everything is known, so that nothing else is wrong.
            terms.plans.self_employed = terms.plans.plus;
        });
        assert_eq!(terms.faults().collect::<Vec<_>>(), [TermsFault::ImpossibleMove { from, to }]);
    }
    let from = Plan::SelfEmployed;
    let fault = TermsFault::ImpossibleMove { from, to: Plan::Plus };
    faults(|terms| terms.moves.self_employed = Plan::Plus.into(), [fault]);
}

/// That an add-on does not go with both plans is no fault where no move is possible. Nearest: a move that is possible.
#[test]
fn nothing_else_is_said_of_an_impossible_move() {
    let (from, to) = (Plan::Advanced, Plan::Ledger);
    for &add_on in AddOnKind::ALL {
        let goes_with_ledger_only = |terms: &mut Terms| {
            terms.add_ons.get_mut(add_on).plans = Plan::Ledger.into();
            terms.moves.ledger = PlanSet::EMPTY;
        };
        let terms = but(Catalogue::canada().terms(), |terms| {
            goes_with_ledger_only(terms);
            terms.moves.advanced = terms.moves.advanced.with(to);
            terms.plans.ledger = terms.plans.plus;
        });
        assert_eq!(terms.faults().collect::<Vec<_>>(), [TermsFault::ImpossibleMove { from, to }]);
        faults(
            |terms| {
                goes_with_ledger_only(terms);
                terms.moves.ledger = Plan::Advanced.into();
            },
            [TermsFault::AddOnNotKept { add_on, lower: Plan::Ledger, higher: Plan::Advanced }],
        );
    }
}

#[test]
fn a_move_from_the_ladder_to_ledger_is_impossible() {
    let (from, to) = (Plan::Plus, Plan::Ledger);
    let fault = TermsFault::ImpossibleMove { from, to };
    faults(
        |terms| {
            terms.moves.plus = terms.moves.plus.with(to);
            terms.plans.ledger = terms.plans.plus;
        },
        [fault],
    );
    // Fewer moves are fine.
    let fewer = PlanSet::of(&[Plan::Advanced]);
    assert_eq!(canada_but(|terms| terms.moves.plus = fewer).terms().moves.plus, fewer);
}

#[test]
fn a_move_to_a_plan_that_is_not_sold_is_a_fault() {
    let to = Plan::Essentials;
    let text = faults(
        |terms| terms.plans.essentials.sold = false,
        [Plan::EasyStart, Plan::Plus, Plan::Advanced, Plan::Ledger].map(|from| TermsFault::MoveToUnsold { from, to }),
    );
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: \
         moves.easy_start: a change to essentials is allowed, but plans.essentials is not sold; \
         moves.plus: a change to essentials is allowed, but plans.essentials is not sold; \
         moves.advanced: a change to essentials is allowed, but plans.essentials is not sold; \
         moves.ledger: a change to essentials is allowed, but plans.essentials is not sold",
    );
    // A plan that is not sold is fine where no move leads to it.
    let catalogue = canada_but(|terms| {
        terms.plans.essentials.sold = false;
        for &from in Plan::ALL {
            *terms.moves.get_mut(from) = terms.moves.get(from).without(to);
        }
    });
    assert!(!catalogue.plan_terms(to).sold);
}

#[test]
fn an_unknown_limit_of_a_plan_that_may_be_entered_is_a_fault() {
    let plan = Plan::Plus;
    for &kind in UserKind::ALL {
        let text = faults(
            |terms| *terms.plans.plus.users.get_mut(kind) = Unknown,
            [TermsFault::UnknownUserLimit { plan, kind, from: Plan::EasyStart }],
        );
        let path = format!("plans.plus.users.{kind}: unknown, but easy_start may be changed to plus");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {path}"));
    }
    for &resource in Resource::ALL {
        let text = faults(
            |terms| *terms.plans.plus.resources.get_mut(resource) = Unknown,
            [TermsFault::UnknownResourceLimit { plan, resource, from: Plan::EasyStart }],
        );
        let path = format!("plans.plus.resources.{resource}: unknown, but easy_start may be changed to plus");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {path}"));
    }
}

#[test]
fn unknown_features_of_a_plan_that_may_be_entered_are_a_fault() {
    let text = faults(
        |terms| terms.plans.plus.features = None,
        [TermsFault::UnknownFeatures { plan: Plan::Plus, from: Plan::EasyStart }],
    );
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: plans.plus.features: unknown, but easy_start may be changed to plus"
    );
}

#[test]
fn what_is_unknown_of_a_plan_that_may_not_be_entered_is_fine() {
    let catalogue = canada_but(|terms| {
        terms.plans.plus = PlanTerms { sold: false, ..terms.plans.ledger };
        for &from in Plan::ALL {
            *terms.moves.get_mut(from) = terms.moves.get(from).without(Plan::Plus);
        }
    });
    assert_eq!(catalogue.plan_terms(Plan::Plus).features, None);
}

#[test]
fn a_permission_that_expires_as_it_is_given_is_a_fault() {
    let text = faults(|terms| terms.transfer_permission_hours = 0, [TermsFault::EmptyPermissionWindow]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: transfer_permission_hours: 0, but a permission has to last");
    assert_eq!(canada_but(|terms| terms.transfer_permission_hours = 1).terms().transfer_permission_hours, 1);
}

#[test]
fn all_faults_are_told_at_once() {
    faults(
        |terms| {
            terms.moves.easy_start = PlanSet::EMPTY;
            terms.moves.plus = terms.moves.plus.with(Plan::Ledger);
            terms.plans.essentials.users.billable = Unknown;
            terms.plans.advanced.features = None;
            terms.transfer_permission_hours = 0;
            terms.plans.ledger = terms.plans.plus;
        },
        [
            TermsFault::ImpossibleMove { from: Plan::Plus, to: Plan::Ledger },
            TermsFault::RungNotLeft { plan: Plan::EasyStart, to: Plan::Essentials },
            TermsFault::UnknownUserLimit { plan: Plan::Essentials, kind: UserKind::Billable, from: Plan::Plus },
            TermsFault::UnknownFeatures { plan: Plan::Advanced, from: Plan::Essentials },
            TermsFault::EmptyPermissionWindow,
        ],
    );
}

#[test]
fn an_invalid_catalogue_is_an_error_that_can_be_boxed() {
    let terms = but(Catalogue::canada().terms(), |terms| terms.transfer_permission_hours = 0);
    let error: Box<dyn std::error::Error + Send + Sync> = terms.check().expect_err("it has a fault").into();
    assert!(error.to_string().contains("transfer_permission_hours"), "{error}");
}

#[test]
fn a_discount_that_is_kept_for_no_day_is_a_fault() {
    let text = faults(|terms| terms.discount_days = 0, [TermsFault::EmptyDiscountWindow]);
    let expected = "discount_days: 0, but a discount has to be kept for some time";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    assert_eq!(canada_but(|terms| terms.discount_days = 1).terms().discount_days, 1);
    // A wait of zero is not an empty window.
    assert_eq!(canada_but(|terms| terms.upgrade_wait_hours = 0).terms().upgrade_wait_hours, 0);
}

#[test]
fn what_is_revived_is_read_only() {
    for &status in ClientStatus::ALL {
        let revives = |terms: &mut Terms| terms.revived_by_transfer = status.into();
        if status.is_read_only() {
            canada_but(revives);
        } else {
            let text = faults(revives, [TermsFault::NothingToRevive { status }]);
            let expected = format!("revived_by_transfer: has {status}, which is not read-only");
            assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
        }
    }
}

#[test]
fn a_doubt_is_about_what_clears_a_feature() {
    let feature = Feature::Multicurrency;
    let doubted =
        |cleared_by| move |terms: &mut Terms| terms.features.multicurrency = FeatureUse::Blocks { cleared_by, disputed: true };
    let text = faults(doubted(None), [TermsFault::DoubtOfNothing { feature }]);
    let expected = "features.multicurrency: disputed, but nothing is said to clear it";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    for &clearance in Clearance::ALL {
        canada_but(doubted(Some(clearance)));
    }
}

fn undocumented() -> PlanTerms {
    Catalogue::canada().terms().plans.ledger
}

#[test]
fn a_rung_without_terms_is_a_fault_told_once() {
    let plan = Plan::Plus;
    let text = faults(|terms| terms.plans.plus = undocumented(), [TermsFault::PlanWithoutTerms { plan }]);
    let expected = "plans.plus: nothing about it is documented, but it is on the ladder and is sold or may be changed to";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    // One limit is known, so that each of the others is missing by itself.
    let terms = but(Catalogue::canada().terms(), |terms| {
        terms.plans.plus = undocumented();
        terms.plans.plus.users.billable = UpTo(5);
    });
    let paths: Vec<String> = terms.faults().map(|fault| fault.path().to_string()).collect();
    assert_eq!(
        paths,
        [
            "plans.plus.users.accountant",
            "plans.plus.users.reports_only",
            "plans.plus.users.time_only",
            "plans.plus.resources.accounts",
            "plans.plus.resources.classes_and_locations",
            "plans.plus.resources.custom_fields",
            "plans.plus.features",
        ],
    );
    // Being sold is enough. Nearest: a plan of the ladder that is not sold, and that nothing leads to.
    let reached_from_nowhere = |terms: &mut Terms| {
        for &from in Plan::ALL {
            terms.moves.get_mut(from).remove(plan);
        }
        terms.plans.plus = undocumented();
    };
    let not_reached = TermsFault::RungNotReached { plan, from: Plan::EasyStart };
    faults(reached_from_nowhere, [TermsFault::PlanWithoutTerms { plan }, not_reached]);
    canada_but(|terms| {
        reached_from_nowhere(terms);
        terms.plans.plus.sold = false;
    });
    // Ledger is no rung.
    assert_eq!(Catalogue::canada().plan_terms(Plan::Ledger).features, None);
}

#[test]
fn a_lower_limit_of_a_higher_rung_is_a_fault_unless_it_is_intended() {
    for &kind in UserKind::ALL {
        for (lower, limit) in [(UpTo(7), UpTo(6)), (NoLimit, UpTo(u32::MAX))] {
            let terms = but(Catalogue::canada().terms(), |terms| {
                for &plan in Plan::ALL {
                    *terms.plans.get_mut(plan).users.get_mut(kind) = lower;
                }
                *terms.plans.advanced.users.get_mut(kind) = limit;
            });
            let fault = TermsFault::LowerUserLimit { plan: Plan::Advanced, kind, lower: Plan::Plus };
            assert_eq!(terms.faults().collect::<Vec<_>>(), [fault]);
            let marked = but(&terms, |terms| terms.plans.advanced.intended_shortfalls.users = kind.into());
            assert!(marked.check().is_ok(), "{kind} is marked");
            let equal = but(&terms, |terms| *terms.plans.advanced.users.get_mut(kind) = lower);
            assert!(equal.check().is_ok(), "{kind} is the same");
        }
    }
    for &resource in Resource::ALL {
        let terms = but(Catalogue::canada().terms(), |terms| {
            *terms.plans.easy_start.resources.get_mut(resource) = UpTo(9);
            *terms.plans.essentials.resources.get_mut(resource) = UpTo(8);
            *terms.plans.plus.resources.get_mut(resource) = UpTo(9);
        });
        let fault = TermsFault::LowerResourceLimit { plan: Plan::Essentials, resource, lower: Plan::EasyStart };
        assert_eq!(terms.faults().collect::<Vec<_>>(), [fault]);
        let marked = but(&terms, |terms| terms.plans.essentials.intended_shortfalls.resources = resource.into());
        assert!(marked.check().is_ok(), "{resource} is marked");
    }
    let text = faults(
        |terms| terms.plans.plus.users.billable = UpTo(2),
        [TermsFault::LowerUserLimit { plan: Plan::Plus, kind: UserKind::Billable, lower: Plan::Essentials }],
    );
    let expected = "plans.plus.users.billable: lower than in essentials, a lower plan, and not marked in \
                    plans.plus.intended_shortfalls.users";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
}

#[test]
fn a_limit_is_compared_with_every_lower_rung_and_the_nearest_is_reported() {
    // 10, 5, 7, 9: each of the three is lower than the first; nothing can be said about an unknown limit.
    let terms = but(Catalogue::canada().terms(), |terms| {
        for (plan, limit) in LADDER.into_iter().zip([10, 5, 7, 9]) {
            terms.plans.get_mut(plan).users.billable = UpTo(limit);
        }
    });
    let kind = UserKind::Billable;
    let lower = Plan::EasyStart;
    let expected = [Plan::Essentials, Plan::Plus, Plan::Advanced].map(|plan| TermsFault::LowerUserLimit { plan, kind, lower });
    assert_eq!(terms.faults().collect::<Vec<_>>(), expected);
}

#[test]
fn a_feature_that_a_higher_rung_lacks_is_a_fault_unless_it_is_intended() {
    for &feature in Feature::ALL {
        let terms = but(Catalogue::canada().terms(), |terms| {
            terms.plans.easy_start.features = Some(feature.into());
            terms.plans.essentials.features = Some(FeatureSet::ALL);
            terms.plans.plus.features = Some(FeatureSet::ALL.without(feature));
        });
        let fault = TermsFault::MissingFeature { plan: Plan::Plus, feature, lower: Plan::Essentials };
        assert_eq!(terms.faults().collect::<Vec<_>>(), [fault]);
        let marked = but(&terms, |terms| terms.plans.plus.intended_shortfalls.features = feature.into());
        assert!(marked.check().is_ok(), "{feature} is marked");
        let missing_in_all = but(&terms, |terms| {
            terms.plans.easy_start.features = Some(FeatureSet::EMPTY);
            terms.plans.essentials.features = terms.plans.plus.features;
        });
        assert!(missing_in_all.check().is_ok(), "{feature} is missing below too");
    }
    let text = faults(
        |terms| terms.plans.advanced.features = Some(FeatureSet::ALL.without(Feature::Bills)),
        [TermsFault::MissingFeature { plan: Plan::Advanced, feature: Feature::Bills, lower: Plan::Plus }],
    );
    let [first, last] = [Feature::ALL[0], Feature::ALL[Feature::COUNT - 1]];
    faults(
        |terms| {
            terms.plans.plus.features = Some(FeatureSet::ALL);
            terms.plans.advanced.features = Some(FeatureSet::ALL.without(first).without(last));
        },
        [first, last].map(|feature| TermsFault::MissingFeature { plan: Plan::Advanced, feature, lower: Plan::Plus }),
    );
    let expected = "plans.advanced.features: bills is missing, though plus, a lower plan, has it, and it is not marked in \
                    plans.advanced.intended_shortfalls.features";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
}

#[test]
fn a_rung_that_is_sold_and_not_reached_is_a_fault() {
    for plan in LADDER {
        let from = if plan == Plan::EasyStart { Plan::Essentials } else { Plan::EasyStart };
        let close = |terms: &mut Terms| {
            for &from in Plan::ALL {
                terms.moves.get_mut(from).remove(plan);
            }
        };
        let text = faults(close, [TermsFault::RungNotReached { plan, from }]);
        let expected = format!("moves: {plan} is sold, but no change to it is allowed, from {from} or any other plan");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
        // One move to it is enough, and so is that it is not sold.
        let reached = canada_but(|terms| {
            close(terms);
            terms.moves.get_mut(from).insert(plan);
        });
        assert!(reached.terms().moves.get(from).contains(plan));
        let unsold = canada_but(|terms| {
            close(terms);
            terms.plans.get_mut(plan).sold = false;
        });
        assert!(!unsold.plan_terms(plan).sold);
    }
}

#[test]
fn a_rung_that_is_sold_and_not_left_is_a_fault() {
    for plan in LADDER {
        let to = if plan == Plan::EasyStart { Plan::Essentials } else { Plan::EasyStart };
        let text = faults(|terms| *terms.moves.get_mut(plan) = PlanSet::EMPTY, [TermsFault::RungNotLeft { plan, to }]);
        let expected = format!("moves.{plan}: {plan} is sold, but no change from it is allowed, to {to} or any other plan");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
        assert_eq!(canada_but(|terms| *terms.moves.get_mut(plan) = to.into()).terms().moves.get(plan).len(), 1);
    }
    // Ledger and Self-Employed are no rungs, and the only rung that is sold needs no way to another.
    assert!(canada_but(|terms| terms.moves.ledger = PlanSet::EMPTY).terms().moves.ledger.is_empty());
    let alone = canada_but(|terms| {
        for plan in LADDER {
            terms.plans.get_mut(plan).sold = plan == Plan::Plus;
            *terms.moves.get_mut(plan) = PlanSet::EMPTY;
        }
        terms.moves.ledger = PlanSet::EMPTY;
    });
    assert!(alone.plan_terms(Plan::Plus).sold);
}

#[test]
fn a_feature_that_blocks_and_no_plan_has_is_a_fault() {
    for &feature in Feature::ALL {
        let without = |terms: &mut Terms| {
            for plan in LADDER {
                let features = &mut terms.plans.get_mut(plan).features;
                *features = features.map(|features| features.without(feature));
            }
            *terms.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: false };
        };
        let text = faults(without, [TermsFault::FeatureOfNoPlan { feature }]);
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: features.{feature}: blocks, but no plan has it"));
        // A feature that gives a notice may belong to no plan; one that blocks has to belong to at least one.
        canada_but(|terms| {
            without(terms);
            *terms.features.get_mut(feature) = FeatureUse::Notice;
        });
        canada_but(|terms| {
            without(terms);
            terms.plans.ledger.features = Some(feature.into());
        });
    }
}

#[test]
fn an_add_on_that_goes_with_no_plan_is_a_fault() {
    let text = faults(
        |terms| {
            terms.add_ons.payroll.plans = PlanSet::EMPTY;
            terms.add_ons.payroll.tiers.remove(Tier::Core);
        },
        [TermsFault::AddOnOfNoPlan { add_on: AddOnKind::Payroll, tier: Tier::Premium }],
    );
    let expected = "payroll.plans: premium is sold, but payroll goes with no plan";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    let text = faults(
        |terms| {
            terms.add_ons.time.plans = PlanSet::EMPTY;
            terms.add_ons.time.payroll_tiers = TierSet::EMPTY;
        },
        [TermsFault::AddOnOfNoPlan { add_on: AddOnKind::Time, tier: Tier::Premium }],
    );
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: time.plans: premium is sold, but time goes with no plan");
    // Going with payroll is enough, as long as payroll is sold.
    canada_but(|terms| terms.add_ons.time.plans = PlanSet::EMPTY);
    let elite = TierSet::from(Tier::Elite);
    let nothing = AddOnTerms {
        tiers: TierSet::EMPTY,
        plans: PlanSet::EMPTY,
        payroll_tiers: TierSet::EMPTY,
        upgrades_take_effect: None,
        downgrades_take_effect: None,
    };
    faults(
        |terms| {
            terms.add_ons.payroll = nothing;
            terms.add_ons.time.tiers = elite;
            terms.add_ons.time.plans = PlanSet::EMPTY;
        },
        [TermsFault::AddOnOfNoPlan { add_on: AddOnKind::Time, tier: Tier::Elite }],
    );
    // Both at once are told in the order of the tables.
    faults(
        |terms| (terms.add_ons.payroll.plans, terms.add_ons.time.plans) = (PlanSet::EMPTY, PlanSet::EMPTY),
        [
            TermsFault::AddOnOfNoPlan { add_on: AddOnKind::Payroll, tier: Tier::Core },
            TermsFault::AddOnOfNoPlan { add_on: AddOnKind::Time, tier: Tier::Premium },
        ],
    );
    // What is not sold need not go with anything.
    canada_but(|terms| terms.add_ons = ByAddOn::all(nothing));
}

#[test]
fn an_add_on_that_is_not_kept_on_the_way_up_is_a_fault_told_once() {
    // Allowed both ways, one way, and from Ledger.
    let (add_on, lower, higher) = (AddOnKind::Payroll, Plan::Plus, Plan::Advanced);
    let on_plus = |terms: &mut Terms| terms.add_ons.payroll.plans = PlanSet::of(&[Plan::Plus]);
    let text = faults(on_plus, [TermsFault::AddOnNotKept { add_on, lower, higher }]);
    let expected = "payroll.plans: has plus but not advanced, and a change between the two is allowed";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    for one_way in [Plan::Plus, Plan::Advanced] {
        let closed = |terms: &mut Terms| {
            on_plus(terms);
            let moves = terms.moves.get_mut(one_way);
            *moves = moves.without(if one_way == lower { higher } else { lower });
        };
        faults(closed, [TermsFault::AddOnNotKept { add_on, lower, higher }]);
    }
    canada_but(|terms| {
        on_plus(terms);
        terms.moves.plus = terms.moves.plus.without(Plan::Advanced);
        terms.moves.advanced = terms.moves.advanced.without(Plan::Plus);
    });
    faults(
        |terms| {
            terms.add_ons.time.plans = PlanSet::of(&[Plan::Ledger]);
            terms.moves.ledger = Plan::Essentials.into();
        },
        [TermsFault::AddOnNotKept { add_on: AddOnKind::Time, lower: Plan::Ledger, higher: Plan::Essentials }],
    );
}

#[test]
fn a_tier_that_an_add_on_does_not_have_is_a_fault_wherever_it_stands() {
    for &add_on in AddOnKind::ALL {
        for tier in TierSet::ALL.difference(add_on.tiers()) {
            let fault = TermsFault::ForeignTier { add_on, tier };
            let with_it = |terms: &mut Terms| {
                let terms = terms.add_ons.get_mut(add_on);
                *terms = AddOnTerms { tiers: terms.tiers.with(tier), plans: LADDER, ..*terms };
            };
            let text = faults(with_it, [fault]);
            assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {add_on}.tiers: {tier} is not a tier of {add_on}"));
        }
    }
    let (basic, payroll) = (Tier::Basic, AddOnKind::Payroll);
    let text = faults(
        |terms| terms.without_time_tracking = basic.into(),
        [TermsFault::ForeignPayrollTier { add_on: payroll, tier: basic }],
    );
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: payroll.without_time_tracking: basic is not a tier of payroll");
    let with_time = TierSet::of(&[basic, Tier::Premium, Tier::Elite]);
    let fault = TermsFault::ForeignPayrollTier { add_on: AddOnKind::Time, tier: basic };
    let text = faults(|terms| terms.add_ons.time.payroll_tiers = with_time, [fault]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: time.payroll_tiers: basic is not a tier of payroll");
}

#[test]
fn what_is_wrong_with_one_add_on_is_told_in_the_order_of_the_checks() {
    let (payroll, basic) = (AddOnKind::Payroll, Tier::Basic);
    faults(
        |terms| {
            let of_payroll = &mut terms.add_ons.payroll;
            (of_payroll.plans, of_payroll.tiers) = (PlanSet::EMPTY, basic.into());
            terms.without_time_tracking = basic.into();
            terms.add_ons.time.payroll_tiers = TierSet::EMPTY;
        },
        [
            TermsFault::AddOnOfNoPlan { add_on: payroll, tier: basic },
            TermsFault::ForeignTier { add_on: payroll, tier: basic },
            TermsFault::ForeignPayrollTier { add_on: payroll, tier: basic },
        ],
    );
}

/// Of each add-on that goes with payroll, and of each two of its tiers that follow one another.
#[test]
fn each_higher_payroll_tier_keeps_what_the_lower_one_brings() {
    let tiers: Vec<Tier> = AddOnKind::Payroll.tiers().iter().collect();
    for add_on in AddOnKind::ALL.iter().copied().filter(|&kind| kind != AddOnKind::Payroll) {
        for pair in tiers.windows(2) {
            let [lower, higher] = *pair else { panic!("two: {pair:?}") };
            let fault = TermsFault::AddOnNotKeptBeside { add_on, lower, higher };
            let terms = but(Catalogue::canada().terms(), |terms| terms.add_ons.get_mut(add_on).payroll_tiers = lower.into());
            assert!(terms.faults().any(|found| found == fault), "{fault}: {:?}", terms.faults().collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_higher_payroll_tier_that_does_not_bring_time_as_a_lower_one_does_is_a_fault() {
    let (add_on, lower, higher) = (AddOnKind::Time, Tier::Premium, Tier::Elite);
    let fault = TermsFault::AddOnNotKeptBeside { add_on, lower, higher };
    let text = faults(|terms| terms.add_ons.time.payroll_tiers = lower.into(), [fault]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: time.payroll_tiers: has premium but not elite");
    canada_but(|terms| terms.add_ons.time.payroll_tiers = higher.into());
    canada_but(|terms| terms.add_ons.time.payroll_tiers = AddOnKind::Payroll.tiers());
}

#[test]
fn every_plan_but_ledger_is_a_rung_or_a_separate_product_and_a_ladder_has_a_rung() {
    let ladder = |plans: &[Plan]| Ladder::new(plans).expect("each once");
    let terms = but(Catalogue::canada().terms(), |terms| {
        terms.edition.ladder = ladder(&[]);
        terms.moves = ByPlan::all(PlanSet::EMPTY);
        terms.edition.separate_products = PlanSet::ALL;
    });
    assert_eq!(terms.faults().collect::<Vec<_>>(), [TermsFault::EmptyLadder]);
    let text = faults(
        |terms| {
            terms.edition.separate_products = PlanSet::of(&[Plan::EasyStart, Plan::SelfEmployed]);
            terms.moves.easy_start = PlanSet::EMPTY;
            for &from in Plan::ALL {
                terms.moves.get_mut(from).remove(Plan::EasyStart);
            }
            terms.plans.easy_start.sold = false;
        },
        [TermsFault::SeparateRung { plan: Plan::EasyStart }],
    );
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: separate_products: easy_start is on the ladder too",);
    let text =
        faults(|terms| terms.edition.separate_products = PlanSet::EMPTY, [TermsFault::BesideLadder { plan: Plan::SelfEmployed }]);
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: \
         ladder: self_employed is neither on it nor in separate_products, as only ledger may be",
    );
    // Ledger may stand beside it, be a separate product, or a rung that may then be entered.
    canada_but(|terms| {
        terms.edition.separate_products = PlanSet::of(&[Plan::Ledger, Plan::SelfEmployed]);
        terms.moves.ledger = PlanSet::EMPTY;
    });
    canada_but(|terms| {
        terms.edition.ladder = ladder(&[Plan::Ledger, Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]);
        terms.plans.ledger = PlanTerms { users: ByUserKind::all(UpTo(0)), ..terms.plans.easy_start };
        terms.moves.easy_start.insert(Plan::Ledger);
        terms.add_ons.payroll.plans.insert(Plan::Ledger);
    });
}

#[test]
fn a_name_has_no_character_that_steers_what_shows_it() {
    for c in '\0'..=char::MAX {
        let steers = c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert_eq!(Name::new(&format!("Plan {c} 2")).is_err(), steers, "{}", c.escape_unicode());
    }
}

#[test]
fn two_plans_or_add_ons_with_one_name_are_a_fault() {
    let name = |text: &str| text.parse().expect("a name");
    let text = faults(
        |terms| {
            terms.edition.names.plans.ledger.en = name("Plus");
            terms.edition.names.plans.self_employed.fr = name("Démarrage");
            terms.edition.names.add_ons.time.fr = name("QuickBooks Paie");
        },
        [
            TermsFault::SamePlanName { plan: Plan::Ledger, language: Language::English, other: Plan::Plus },
            TermsFault::SamePlanName { plan: Plan::SelfEmployed, language: Language::French, other: Plan::EasyStart },
            TermsFault::SameAddOnName { add_on: AddOnKind::Time, language: Language::French, other: AddOnKind::Payroll },
        ],
    );
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: names.plans.ledger.en: the same name as plus; \
         names.plans.self_employed.fr: the same name as easy_start; names.add_ons.time.fr: the same name as payroll",
    );
    canada_but(|terms| terms.edition.names.plans.ledger.en = name("Plus 2"));
}

#[test]
fn a_judgement_with_an_article_is_a_fault_of_whichever_rule_and_wherever_it_stands() {
    let mut judgement = Source::article(Mark::OtherPage, Article::PLAN_CHANGE);
    judgement.mark = Mark::Judgement;
    let mark = Mark::Judgement;
    for place in 0..Sources::MOST {
        let mut sources = vec![Source::JUDGEMENT; Sources::MOST];
        sources[place] = judgement;
        let sources = Sources::new(&sources);
        for &code in ReasonCode::ALL {
            let edit = |terms: &mut Terms| terms.edition.sources = terms.edition.sources.with_reason(code, sources);
            faults(edit, [TermsFault::ReasonSource { code, place, mark }]);
        }
        for &code in NoticeCode::ALL {
            let edit = |terms: &mut Terms| terms.edition.sources = terms.edition.sources.with_notice(code, sources);
            faults(edit, [TermsFault::NoticeSource { code, place, mark }]);
        }
    }
}

#[test]
fn a_judgement_with_an_article_and_a_source_of_record_without_one_are_faults() {
    let mut judgement = Source::article(Mark::OtherPage, Article::PLAN_CHANGE);
    judgement.mark = Mark::Judgement;
    let mut of_record = Source::OTHER_PAGE;
    of_record.mark = Mark::Source;
    let text = faults(
        |terms| {
            let sources = &mut terms.edition.sources;
            *sources = sources.with_reason(ReasonCode::NotSold, Sources::new(&[Source::JUDGEMENT, judgement]));
            *sources = sources.with_notice(NoticeCode::FullPrice, Sources::new(&[of_record]));
        },
        [
            TermsFault::ReasonSource { code: ReasonCode::NotSold, place: 1, mark: Mark::Judgement },
            TermsFault::NoticeSource { code: NoticeCode::FullPrice, place: 0, mark: Mark::Source },
        ],
    );
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: sources.reasons.not_sold[1]: a judgement that names an article; \
         sources.notices.full_price[0]: the source of record, and no article is named",
    );
    canada_but(|terms| {
        let sources = Sources::new(&[Source::JUDGEMENT, Source::OTHER_PAGE]);
        terms.edition.sources = terms.edition.sources.with_reason(ReasonCode::NotSold, sources);
    });
}

/// The path of each fault leads to something in the document, and its text begins with the path.
#[cfg(feature = "serde")]
#[test]
fn every_path_is_one_of_the_document() {
    let terms = but(Catalogue::canada().terms(), |terms| {
        terms.moves.easy_start = Plan::EasyStart.into();
        terms.moves.essentials = PlanSet::of(&[Plan::EasyStart]);
        terms.plans.easy_start.sold = false;
        terms.plans.plus = undocumented();
        terms.plans.advanced.users.billable = Unknown;
        terms.plans.advanced.resources.accounts = Unknown;
        terms.plans.advanced.features = None;
        terms.plans.essentials.users.accountant = UpTo(1);
        terms.plans.essentials.resources.accounts = UpTo(1);
        terms.plans.easy_start.features = Some(FeatureSet::ALL);
        terms.features.budgets = FeatureUse::Blocks { cleared_by: None, disputed: false };
        terms.moves.plus = PlanSet::of(&[Plan::Advanced]);
        terms.add_ons.payroll.plans = PlanSet::of(&[Plan::Plus]);
        terms.add_ons.time.payroll_tiers = Tier::Core.into();
        terms.transfer_permission_hours = 0;
        terms.discount_days = 0;
        terms.edition.separate_products = Plan::Plus.into();
        terms.edition.names.plans.ledger = terms.edition.names.plans.plus;
        let mut judgement = Source::article(Mark::OtherPage, Article::PLAN_CHANGE);
        judgement.mark = Mark::Judgement;
        terms.edition.sources = terms.edition.sources.with_reason(ReasonCode::NotSold, Sources::new(&[judgement]));
    });
    let document = serde_json::to_value(terms).expect("terms are written");
    let mut kinds = std::collections::BTreeSet::new();
    for fault in terms.faults() {
        let path = fault.path().to_string();
        let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
        assert!(document.pointer(&pointer).is_some(), "{fault}");
        assert!(fault.to_string().starts_with(&format!("{path}: ")), "{fault}");
        kinds.insert(format!("{fault:?}").split(' ').next().map(str::to_owned));
    }
    assert!(kinds.len() >= 16, "{kinds:?}");
}
