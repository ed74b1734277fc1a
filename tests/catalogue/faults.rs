//! What a catalogue may not say: each fault, with the nearest draft that has it not.

use subscription_change::Limit::{NoLimit, Unknown, UpTo};
use subscription_change::{
    AddOnTerms, Catalogue, CatalogueDraft, CatalogueFault, Clearance, Feature, FeatureSet, FeatureUse, PayrollTier, PayrollTiers,
    Plan, PlanSet, PlanTerms, Product, Resource, Tier, TimeTerms, TimeTier, TimeTiers, UserKind,
};

use super::LADDER;
use crate::common::{but, canada_but};

#[track_caller]
fn faults<const N: usize>(edit: impl FnOnce(&mut CatalogueDraft), expected: [CatalogueFault; N]) -> String {
    let draft = but(Catalogue::canada().as_draft(), edit);
    assert_eq!(draft.faults().collect::<Vec<_>>(), expected);
    let invalid = draft.check().expect_err("it has faults");
    assert_eq!(invalid.faults().collect::<Vec<_>>(), expected);
    assert_eq!(invalid.into_draft(), draft, "the draft comes back to be mended");
    invalid.to_string()
}

#[test]
fn a_checked_catalogue_is_its_draft() {
    for catalogue in Catalogue::embedded() {
        let draft = *catalogue.as_draft();
        assert_eq!(draft.faults().count(), 0);
        assert_eq!(draft.check().as_ref(), Ok(*catalogue));
    }
    let catalogue = canada_but(|draft| draft.other_firm_days = 61);
    assert_eq!(catalogue.as_draft().other_firm_days, 61);
    assert_ne!(catalogue, *Catalogue::canada());
}

#[test]
fn a_move_to_the_same_plan_is_impossible() {
    for plan in LADDER {
        let fault = CatalogueFault::ImpossibleMove { from: plan, to: plan };
        let text = faults(|draft| *draft.moves.get_mut(plan) = LADDER, [fault]);
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: moves.{plan}: a change to {plan} can never be open"));
    }
}

#[test]
fn a_move_to_or_from_self_employed_is_impossible() {
    let to = Plan::SelfEmployed;
    for from in [Plan::EasyStart, Plan::Advanced, Plan::Ledger] {
        let draft = but(Catalogue::canada().as_draft(), |draft| {
            *draft.moves.get_mut(from) = draft.moves.get(from).with(to);
            // All of it known, so that nothing else is wrong.
            draft.plans.self_employed = draft.plans.plus;
        });
        assert_eq!(draft.faults().collect::<Vec<_>>(), [CatalogueFault::ImpossibleMove { from, to }]);
    }
    let from = Plan::SelfEmployed;
    let fault = CatalogueFault::ImpossibleMove { from, to: Plan::Plus };
    faults(|draft| draft.moves.self_employed = Plan::Plus.into(), [fault]);
}

/// That an add-on does not go with both plans is nothing to mend where there may be no move. Nearest: a move that there may be.
#[test]
fn nothing_else_is_said_of_an_impossible_move() {
    let (from, to) = (Plan::Advanced, Plan::Ledger);
    for add_on in [Product::Payroll, Product::Time] {
        let goes_with_ledger_only = |draft: &mut CatalogueDraft| {
            let plans = if add_on == Product::Payroll { &mut draft.payroll.plans } else { &mut draft.time.plans };
            *plans = Plan::Ledger.into();
            draft.moves.ledger = PlanSet::EMPTY;
        };
        let draft = but(Catalogue::canada().as_draft(), |draft| {
            goes_with_ledger_only(draft);
            draft.moves.advanced = draft.moves.advanced.with(to);
            draft.plans.ledger = draft.plans.plus;
        });
        assert_eq!(draft.faults().collect::<Vec<_>>(), [CatalogueFault::ImpossibleMove { from, to }]);
        faults(
            |draft| {
                goes_with_ledger_only(draft);
                draft.moves.ledger = Plan::Advanced.into();
            },
            [CatalogueFault::AddOnNotKept { add_on, lower: Plan::Ledger, higher: Plan::Advanced }],
        );
    }
}

#[test]
fn a_move_from_the_ladder_to_ledger_is_impossible() {
    let (from, to) = (Plan::Plus, Plan::Ledger);
    let fault = CatalogueFault::ImpossibleMove { from, to };
    faults(
        |draft| {
            draft.moves.plus = draft.moves.plus.with(to);
            draft.plans.ledger = draft.plans.plus;
        },
        [fault],
    );
    // Fewer moves are fine.
    let fewer = PlanSet::of(&[Plan::Advanced]);
    assert_eq!(canada_but(|draft| draft.moves.plus = fewer).as_draft().moves.plus, fewer);
}

#[test]
fn a_move_to_a_plan_that_is_not_sold_is_a_fault() {
    let to = Plan::Essentials;
    let text = faults(
        |draft| draft.plans.essentials.sold = false,
        [Plan::EasyStart, Plan::Plus, Plan::Advanced, Plan::Ledger].map(|from| CatalogueFault::MoveToUnsold { from, to }),
    );
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: \
         moves.easy_start: a change to essentials is open, and plans.essentials is not sold; \
         moves.plus: a change to essentials is open, and plans.essentials is not sold; \
         moves.advanced: a change to essentials is open, and plans.essentials is not sold; \
         moves.ledger: a change to essentials is open, and plans.essentials is not sold",
    );
    // A plan that is not sold is fine where no move leads to it.
    let catalogue = canada_but(|draft| {
        draft.plans.essentials.sold = false;
        for &from in Plan::ALL {
            *draft.moves.get_mut(from) = draft.moves.get(from).without(to);
        }
    });
    assert!(!catalogue.terms(to).sold);
}

#[test]
fn an_unknown_limit_of_a_plan_that_may_be_entered_is_a_fault() {
    let plan = Plan::Plus;
    for &kind in UserKind::ALL {
        let text = faults(
            |draft| *draft.plans.plus.users.get_mut(kind) = Unknown,
            [CatalogueFault::UnknownUserLimit { plan, kind, from: Plan::EasyStart }],
        );
        let path = format!("plans.plus.users.{kind}: unknown, and easy_start may be changed to plus");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {path}"));
    }
    for &resource in Resource::ALL {
        let text = faults(
            |draft| *draft.plans.plus.resources.get_mut(resource) = Unknown,
            [CatalogueFault::UnknownResourceLimit { plan, resource, from: Plan::EasyStart }],
        );
        let path = format!("plans.plus.resources.{resource}: unknown, and easy_start may be changed to plus");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {path}"));
    }
}

#[test]
fn unknown_features_of_a_plan_that_may_be_entered_are_a_fault() {
    let text = faults(
        |draft| draft.plans.plus.features = None,
        [CatalogueFault::UnknownFeatures { plan: Plan::Plus, from: Plan::EasyStart }],
    );
    assert_eq!(
        text,
        "catalogue CA-2025-06-02 cannot be used: plans.plus.features: unknown, and easy_start may be changed to plus"
    );
}

#[test]
fn what_is_unknown_of_a_plan_that_may_not_be_entered_is_fine() {
    let catalogue = canada_but(|draft| {
        draft.plans.plus = PlanTerms { sold: false, ..draft.plans.ledger };
        for &from in Plan::ALL {
            *draft.moves.get_mut(from) = draft.moves.get(from).without(Plan::Plus);
        }
    });
    assert_eq!(catalogue.terms(Plan::Plus).features, None);
}

#[test]
fn a_permission_that_expires_as_it_is_given_is_a_fault() {
    let text = faults(|draft| draft.transfer_permission_hours = 0, [CatalogueFault::EmptyPermissionWindow]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: transfer_permission_hours: 0, and a permission has to last");
    assert_eq!(canada_but(|draft| draft.transfer_permission_hours = 1).as_draft().transfer_permission_hours, 1);
}

#[test]
fn all_faults_are_told_at_once() {
    faults(
        |draft| {
            draft.moves.easy_start = PlanSet::EMPTY;
            draft.moves.plus = draft.moves.plus.with(Plan::Ledger);
            draft.plans.essentials.users.billable = Unknown;
            draft.plans.advanced.features = None;
            draft.transfer_permission_hours = 0;
            draft.plans.ledger = draft.plans.plus;
        },
        [
            CatalogueFault::ImpossibleMove { from: Plan::Plus, to: Plan::Ledger },
            CatalogueFault::RungNotLeft { plan: Plan::EasyStart, to: Plan::Essentials },
            CatalogueFault::UnknownUserLimit { plan: Plan::Essentials, kind: UserKind::Billable, from: Plan::Plus },
            CatalogueFault::UnknownFeatures { plan: Plan::Advanced, from: Plan::Essentials },
            CatalogueFault::EmptyPermissionWindow,
        ],
    );
}

#[test]
fn an_invalid_catalogue_is_an_error_that_can_be_boxed() {
    let draft = but(Catalogue::canada().as_draft(), |draft| draft.transfer_permission_hours = 0);
    let error: Box<dyn std::error::Error + Send + Sync> = draft.check().expect_err("it has a fault").into();
    assert!(error.to_string().contains("transfer_permission_hours"), "{error}");
}

#[test]
fn a_discount_that_is_kept_for_no_day_is_a_fault() {
    let text = faults(|draft| draft.other_firm_days = 0, [CatalogueFault::EmptyDiscountWindow]);
    let expected = "other_firm_days: 0, and a discount that is kept has to be kept for a time";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    assert_eq!(canada_but(|draft| draft.other_firm_days = 1).as_draft().other_firm_days, 1);
    // No wait is no window.
    assert_eq!(canada_but(|draft| draft.upgrade_wait_hours = 0).as_draft().upgrade_wait_hours, 0);
}

fn undocumented() -> PlanTerms {
    Catalogue::canada().as_draft().plans.ledger
}

#[test]
fn a_rung_without_terms_is_a_fault_told_once() {
    let plan = Plan::Plus;
    let text = faults(|draft| draft.plans.plus = undocumented(), [CatalogueFault::PlanWithoutTerms { plan }]);
    let expected = "plans.plus: nothing of it is documented, and it is a rung that is sold or may be changed to";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    // One limit is known, so that each of the others is missing by itself.
    let draft = but(Catalogue::canada().as_draft(), |draft| {
        draft.plans.plus = undocumented();
        draft.plans.plus.users.billable = UpTo(5);
    });
    let paths: Vec<String> = draft.faults().map(|fault| fault.path().to_string()).collect();
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
    // To be sold is enough. Nearest: a rung that is not sold, and that nothing leads to.
    let reached_from_nowhere = |draft: &mut CatalogueDraft| {
        for &from in Plan::ALL {
            draft.moves.get_mut(from).remove(plan);
        }
        draft.plans.plus = undocumented();
    };
    let not_reached = CatalogueFault::RungNotReached { plan, from: Plan::EasyStart };
    faults(reached_from_nowhere, [CatalogueFault::PlanWithoutTerms { plan }, not_reached]);
    canada_but(|draft| {
        reached_from_nowhere(draft);
        draft.plans.plus.sold = false;
    });
    // Ledger is no rung.
    assert_eq!(Catalogue::canada().terms(Plan::Ledger).features, None);
}

#[test]
fn a_lower_limit_of_a_higher_rung_is_a_fault_unless_it_is_intended() {
    for &kind in UserKind::ALL {
        for (lower, limit) in [(UpTo(7), UpTo(6)), (NoLimit, UpTo(u32::MAX))] {
            let draft = but(Catalogue::canada().as_draft(), |draft| {
                for &plan in Plan::ALL {
                    *draft.plans.get_mut(plan).users.get_mut(kind) = lower;
                }
                *draft.plans.advanced.users.get_mut(kind) = limit;
            });
            let fault = CatalogueFault::LowerUserLimit { plan: Plan::Advanced, kind, lower: Plan::Plus };
            assert_eq!(draft.faults().collect::<Vec<_>>(), [fault]);
            let marked = but(&draft, |draft| draft.plans.advanced.intended_shortfalls.users = kind.into());
            assert!(marked.check().is_ok(), "{kind} is marked");
            let equal = but(&draft, |draft| *draft.plans.advanced.users.get_mut(kind) = lower);
            assert!(equal.check().is_ok(), "{kind} is the same");
        }
    }
    for &resource in Resource::ALL {
        let draft = but(Catalogue::canada().as_draft(), |draft| {
            *draft.plans.easy_start.resources.get_mut(resource) = UpTo(9);
            *draft.plans.essentials.resources.get_mut(resource) = UpTo(8);
            *draft.plans.plus.resources.get_mut(resource) = UpTo(9);
        });
        let fault = CatalogueFault::LowerResourceLimit { plan: Plan::Essentials, resource, lower: Plan::EasyStart };
        assert_eq!(draft.faults().collect::<Vec<_>>(), [fault]);
        let marked = but(&draft, |draft| draft.plans.essentials.intended_shortfalls.resources = resource.into());
        assert!(marked.check().is_ok(), "{resource} is marked");
    }
    let text = faults(
        |draft| draft.plans.plus.users.billable = UpTo(2),
        [CatalogueFault::LowerUserLimit { plan: Plan::Plus, kind: UserKind::Billable, lower: Plan::Essentials }],
    );
    let expected = "plans.plus.users.billable: lower than in essentials, a lower rung, and not marked in \
                    plans.plus.intended_shortfalls.users";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
}

#[test]
fn a_limit_is_held_against_every_lower_rung_and_the_nearest_is_told() {
    // 10, 5, 7, 9: each of the three is lower than the first; of the unknown nothing can be said.
    let draft = but(Catalogue::canada().as_draft(), |draft| {
        for (plan, limit) in LADDER.into_iter().zip([10, 5, 7, 9]) {
            draft.plans.get_mut(plan).users.billable = UpTo(limit);
        }
    });
    let kind = UserKind::Billable;
    let lower = Plan::EasyStart;
    let expected =
        [Plan::Essentials, Plan::Plus, Plan::Advanced].map(|plan| CatalogueFault::LowerUserLimit { plan, kind, lower });
    assert_eq!(draft.faults().collect::<Vec<_>>(), expected);
}

#[test]
fn a_feature_that_a_higher_rung_has_not_is_a_fault_unless_it_is_intended() {
    for &feature in Feature::ALL {
        let draft = but(Catalogue::canada().as_draft(), |draft| {
            draft.plans.easy_start.features = Some(feature.into());
            draft.plans.essentials.features = Some(FeatureSet::ALL);
            draft.plans.plus.features = Some(FeatureSet::ALL.without(feature));
        });
        let fault = CatalogueFault::MissingFeature { plan: Plan::Plus, feature, lower: Plan::Essentials };
        assert_eq!(draft.faults().collect::<Vec<_>>(), [fault]);
        let marked = but(&draft, |draft| draft.plans.plus.intended_shortfalls.features = feature.into());
        assert!(marked.check().is_ok(), "{feature} is marked");
        let missing_in_all = but(&draft, |draft| {
            draft.plans.easy_start.features = Some(FeatureSet::EMPTY);
            draft.plans.essentials.features = draft.plans.plus.features;
        });
        assert!(missing_in_all.check().is_ok(), "{feature} is missing below too");
    }
    let text = faults(
        |draft| draft.plans.advanced.features = Some(FeatureSet::ALL.without(Feature::Bills)),
        [CatalogueFault::MissingFeature { plan: Plan::Advanced, feature: Feature::Bills, lower: Plan::Plus }],
    );
    let [first, last] = [Feature::ALL[0], Feature::ALL[Feature::COUNT - 1]];
    faults(
        |draft| {
            draft.plans.plus.features = Some(FeatureSet::ALL);
            draft.plans.advanced.features = Some(FeatureSet::ALL.without(first).without(last));
        },
        [first, last].map(|feature| CatalogueFault::MissingFeature { plan: Plan::Advanced, feature, lower: Plan::Plus }),
    );
    let expected = "plans.advanced.features: without bills, which plus, a lower rung, has, and not marked in \
                    plans.advanced.intended_shortfalls.features";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
}

#[test]
fn a_rung_that_is_sold_and_not_reached_is_a_fault() {
    for plan in LADDER {
        let from = if plan == Plan::EasyStart { Plan::Essentials } else { Plan::EasyStart };
        let close = |draft: &mut CatalogueDraft| {
            for &from in Plan::ALL {
                draft.moves.get_mut(from).remove(plan);
            }
        };
        let text = faults(close, [CatalogueFault::RungNotReached { plan, from }]);
        let expected = format!("moves: no change to {plan} is open, from {from} or any other plan, and it is sold");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
        // One move to it is enough, and so is that it is not sold.
        let reached = canada_but(|draft| {
            close(draft);
            draft.moves.get_mut(from).insert(plan);
        });
        assert!(reached.as_draft().moves.get(from).contains(plan));
        let unsold = canada_but(|draft| {
            close(draft);
            draft.plans.get_mut(plan).sold = false;
        });
        assert!(!unsold.terms(plan).sold);
    }
}

#[test]
fn a_rung_that_is_sold_and_not_left_is_a_fault() {
    for plan in LADDER {
        let to = if plan == Plan::EasyStart { Plan::Essentials } else { Plan::EasyStart };
        let text = faults(|draft| *draft.moves.get_mut(plan) = PlanSet::EMPTY, [CatalogueFault::RungNotLeft { plan, to }]);
        let expected = format!("moves.{plan}: no change from {plan} is open, to {to} or any other plan, and it is sold");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
        assert_eq!(canada_but(|draft| *draft.moves.get_mut(plan) = to.into()).as_draft().moves.get(plan).len(), 1);
    }
    // Ledger and Self-Employed are no rungs, and the only rung that is sold needs no way to another.
    assert!(canada_but(|draft| draft.moves.ledger = PlanSet::EMPTY).as_draft().moves.ledger.is_empty());
    let alone = canada_but(|draft| {
        for plan in LADDER {
            draft.plans.get_mut(plan).sold = plan == Plan::Plus;
            *draft.moves.get_mut(plan) = PlanSet::EMPTY;
        }
        draft.moves.ledger = PlanSet::EMPTY;
    });
    assert!(alone.terms(Plan::Plus).sold);
}

#[test]
fn a_feature_that_blocks_and_no_plan_has_is_a_fault() {
    for &feature in Feature::ALL {
        let without = |draft: &mut CatalogueDraft| {
            for plan in LADDER {
                let features = &mut draft.plans.get_mut(plan).features;
                *features = features.map(|features| features.without(feature));
            }
            *draft.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) };
        };
        let text = faults(without, [CatalogueFault::FeatureOfNoPlan { feature }]);
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: features.{feature}: blocks, and no plan has it"));
        // One that gives a notice may be of no plan, and one that blocks may be of one plan only, whichever it is.
        canada_but(|draft| {
            without(draft);
            *draft.features.get_mut(feature) = FeatureUse::Notice;
        });
        canada_but(|draft| {
            without(draft);
            draft.plans.ledger.features = Some(feature.into());
        });
    }
}

#[test]
fn an_add_on_that_goes_with_no_plan_is_a_fault() {
    let text = faults(
        |draft| {
            draft.payroll.plans = PlanSet::EMPTY;
            draft.payroll.tiers.remove(PayrollTier::Core);
        },
        [CatalogueFault::AddOnOfNoPlan { add_on: Product::Payroll, tier: Tier::Premium }],
    );
    let expected = "payroll.plans: no plan goes with payroll, and premium is sold";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    let text = faults(
        |draft| draft.time = TimeTerms { plans: PlanSet::EMPTY, payroll_tiers: PayrollTiers::EMPTY, ..draft.time },
        [CatalogueFault::AddOnOfNoPlan { add_on: Product::Time, tier: Tier::Premium }],
    );
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: time.plans: no plan goes with time, and premium is sold");
    // By way of payroll is a way, as long as there is payroll.
    canada_but(|draft| draft.time.plans = PlanSet::EMPTY);
    let elite = TimeTiers::from(TimeTier::Elite);
    faults(
        |draft| {
            draft.payroll = AddOnTerms { tiers: PayrollTiers::EMPTY, plans: PlanSet::EMPTY };
            draft.time = TimeTerms { tiers: elite, plans: PlanSet::EMPTY, ..draft.time };
        },
        [CatalogueFault::AddOnOfNoPlan { add_on: Product::Time, tier: Tier::Elite }],
    );
    // Both at once are told in the order of the tables.
    faults(
        |draft| (draft.payroll.plans, draft.time.plans) = (PlanSet::EMPTY, PlanSet::EMPTY),
        [
            CatalogueFault::AddOnOfNoPlan { add_on: Product::Payroll, tier: Tier::Core },
            CatalogueFault::AddOnOfNoPlan { add_on: Product::Time, tier: Tier::Premium },
        ],
    );
    // What is not sold need go with nothing.
    canada_but(|draft| {
        draft.payroll = AddOnTerms { tiers: PayrollTiers::EMPTY, plans: PlanSet::EMPTY };
        draft.time = TimeTerms { tiers: TimeTiers::EMPTY, plans: PlanSet::EMPTY, payroll_tiers: PayrollTiers::EMPTY };
    });
}

#[test]
fn an_add_on_that_is_not_kept_on_the_way_up_is_a_fault_told_once() {
    // Open both ways, one way, and from Ledger.
    let (add_on, lower, higher) = (Product::Payroll, Plan::Plus, Plan::Advanced);
    let on_plus = |draft: &mut CatalogueDraft| draft.payroll.plans = PlanSet::of(&[Plan::Plus]);
    let text = faults(on_plus, [CatalogueFault::AddOnNotKept { add_on, lower, higher }]);
    let expected = "payroll.plans: has plus and not advanced, and a change between the two is open";
    assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {expected}"));
    for one_way in [Plan::Plus, Plan::Advanced] {
        let closed = |draft: &mut CatalogueDraft| {
            on_plus(draft);
            let moves = draft.moves.get_mut(one_way);
            *moves = moves.without(if one_way == lower { higher } else { lower });
        };
        faults(closed, [CatalogueFault::AddOnNotKept { add_on, lower, higher }]);
    }
    canada_but(|draft| {
        on_plus(draft);
        draft.moves.plus = draft.moves.plus.without(Plan::Advanced);
        draft.moves.advanced = draft.moves.advanced.without(Plan::Plus);
    });
    faults(
        |draft| {
            draft.time.plans = PlanSet::of(&[Plan::Ledger]);
            draft.moves.ledger = Plan::Essentials.into();
        },
        [CatalogueFault::AddOnNotKept { add_on: Product::Time, lower: Plan::Ledger, higher: Plan::Essentials }],
    );
}

#[test]
fn a_higher_payroll_tier_that_does_not_bring_time_as_a_lower_one_does_is_a_fault() {
    let (lower, higher) = (PayrollTier::Premium, PayrollTier::Elite);
    let text = faults(|draft| draft.time.payroll_tiers = lower.into(), [CatalogueFault::TimeNotKept { lower, higher }]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: time.payroll_tiers: has premium and not elite");
    canada_but(|draft| draft.time.payroll_tiers = higher.into());
    canada_but(|draft| draft.time.payroll_tiers = PayrollTiers::ALL);
}

/// The path of each fault leads to something in the document, and its text begins with the path.
#[cfg(feature = "serde")]
#[test]
fn every_path_is_one_of_the_document() {
    let draft = but(Catalogue::canada().as_draft(), |draft| {
        draft.moves.easy_start = Plan::EasyStart.into();
        draft.moves.essentials = PlanSet::of(&[Plan::EasyStart]);
        draft.plans.easy_start.sold = false;
        draft.plans.plus = undocumented();
        draft.plans.advanced.users.billable = Unknown;
        draft.plans.advanced.resources.accounts = Unknown;
        draft.plans.advanced.features = None;
        draft.plans.essentials.users.accountant = UpTo(1);
        draft.plans.essentials.resources.accounts = UpTo(1);
        draft.plans.easy_start.features = Some(FeatureSet::ALL);
        draft.features.budgets = FeatureUse::Blocks { cleared_by: None };
        draft.moves.plus = PlanSet::of(&[Plan::Advanced]);
        draft.payroll.plans = PlanSet::of(&[Plan::Plus]);
        draft.time.payroll_tiers = PayrollTier::Core.into();
        draft.transfer_permission_hours = 0;
        draft.other_firm_days = 0;
    });
    let document = serde_json::to_value(draft).expect("a draft is written");
    let mut kinds = std::collections::BTreeSet::new();
    for fault in draft.faults() {
        let path = fault.path().to_string();
        let pointer = format!("/{}", path.replace('.', "/"));
        assert!(document.pointer(&pointer).is_some(), "{fault}");
        assert!(fault.to_string().starts_with(&format!("{path}: ")), "{fault}");
        kinds.insert(format!("{fault:?}").split(' ').next().map(str::to_owned));
    }
    assert!(kinds.len() >= 12, "{kinds:?}");
}
