//! What the embedded catalogues say, cell by cell, and what a catalogue may not say.

mod common;

use common::{but, canada_but};
use subscription_change::Limit::{self, NoLimit, Unknown, UpTo};
use subscription_change::{
    Catalogue, CatalogueDraft, CatalogueFault, CatalogueId, Clearance, Effective, Feature, FeatureSet, FeatureUse, Overuse,
    PayrollTier, PayrollTiers, Plan, PlanSet, Resource, TimeTiers, UserKind,
};

const LADDER: PlanSet = PlanSet::of(&[Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]);

fn dated(id: &str) -> &'static Catalogue {
    Catalogue::embedded().iter().find(|catalogue| catalogue.id().to_string() == id).expect("it is embedded")
}

// What the embedded catalogues say

#[test]
fn there_are_two_canadian_catalogues_and_the_later_is_the_default() {
    let ids: Vec<String> = Catalogue::embedded().iter().map(|catalogue| catalogue.id().to_string()).collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02"]);
    assert_eq!(Catalogue::canada(), dated("CA-2025-06-02"));
}

/// The limits as they are published: EasyStart, Essentials, Plus, Advanced, Ledger, Self-Employed.
const USERS: [(UserKind, [Limit; 6]); 4] = [
    (UserKind::Billable, [UpTo(1), UpTo(3), UpTo(5), UpTo(25), Unknown, Unknown]),
    (UserKind::Accountant, [UpTo(2), UpTo(2), UpTo(2), UpTo(3), Unknown, Unknown]),
    (UserKind::ReportsOnly, [UpTo(0), UpTo(0), NoLimit, NoLimit, Unknown, Unknown]),
    (UserKind::TimeOnly, [UpTo(0), NoLimit, NoLimit, NoLimit, Unknown, Unknown]),
];

const RESOURCES: [(Resource, [Limit; 6]); 2] = [
    (Resource::Accounts, [UpTo(250), UpTo(250), UpTo(250), NoLimit, Unknown, Unknown]),
    (Resource::ClassesAndLocations, [UpTo(0), UpTo(0), UpTo(40), NoLimit, Unknown, Unknown]),
];

const CUSTOM_FIELDS: [(&str, [Limit; 6]); 2] = [
    ("CA-2022-09-08", [UpTo(0), UpTo(3), UpTo(3), UpTo(12), Unknown, Unknown]),
    ("CA-2025-06-02", [UpTo(1), UpTo(4), UpTo(4), UpTo(12), Unknown, Unknown]),
];

#[test]
fn limits_are_those_of_the_published_table() {
    for (id, custom_fields) in CUSTOM_FIELDS {
        let catalogue = dated(id);
        for (place, &plan) in Plan::ALL.iter().enumerate() {
            let terms = catalogue.terms(plan);
            for (kind, limits) in USERS {
                assert_eq!(*terms.users.get(kind), limits[place], "{id}, {plan}, {kind}");
            }
            for (resource, limits) in RESOURCES {
                assert_eq!(*terms.resources.get(resource), limits[place], "{id}, {plan}, {resource}");
            }
            assert_eq!(terms.resources.custom_fields, custom_fields[place], "{id}, {plan}, custom fields");
        }
    }
}

#[test]
fn the_dated_catalogues_differ_in_custom_fields_only() {
    let [before, now] = CUSTOM_FIELDS.map(|(id, _)| *dated(id).as_draft());
    let with_the_old_numbers = but(&now, |draft| {
        draft.id = before.id;
        for &plan in Plan::ALL {
            draft.plans.get_mut(plan).resources.custom_fields = before.plans.get(plan).resources.custom_fields;
        }
    });
    assert_ne!(before, now);
    assert_eq!(before, with_the_old_numbers);
}

#[test]
fn features_are_those_of_the_lowest_plan_that_has_them_and_of_every_higher_one() {
    let lowest = [
        (Feature::Multicurrency, Plan::Essentials),
        (Feature::RecurringTransactions, Plan::Essentials),
        (Feature::Bills, Plan::Essentials),
        (Feature::TimeTracking, Plan::Essentials),
        (Feature::Inventory, Plan::Plus),
        (Feature::PurchaseOrders, Plan::Plus),
        (Feature::Projects, Plan::Plus),
        (Feature::Classes, Plan::Plus),
        (Feature::Locations, Plan::Plus),
        (Feature::Budgets, Plan::Plus),
        (Feature::CustomRoles, Plan::Advanced),
        (Feature::Workflows, Plan::Advanced),
        (Feature::SpreadsheetSync, Plan::Advanced),
        (Feature::BackupAndRestore, Plan::Advanced),
        (Feature::EnhancedCustomFields, Plan::Advanced),
    ];
    assert_eq!(lowest.map(|(feature, _)| feature), Feature::ALL, "each feature is in the table");
    for catalogue in Catalogue::embedded() {
        for plan in [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced] {
            let has: FeatureSet =
                lowest.iter().filter(|(_, from)| from.rank() <= plan.rank()).map(|&(feature, _)| feature).collect();
            assert_eq!(catalogue.terms(plan).features, Some(has), "{plan}");
        }
        for plan in [Plan::Ledger, Plan::SelfEmployed] {
            assert_eq!(catalogue.terms(plan).features, None, "{plan}");
        }
    }
}

#[test]
fn billable_users_block_and_everything_else_that_is_counted_gives_a_notice() {
    for catalogue in Catalogue::embedded() {
        let draft = catalogue.as_draft();
        for &kind in UserKind::ALL {
            let expected = if kind == UserKind::Billable { Overuse::Blocks } else { Overuse::Notice };
            assert_eq!(*draft.users.get(kind), expected, "{kind}");
        }
        for &resource in Resource::ALL {
            assert_eq!(*draft.resources.get(resource), Overuse::Notice, "{resource}");
        }
    }
}

#[test]
fn three_features_block_and_each_says_what_clears_it() {
    for catalogue in Catalogue::embedded() {
        for &feature in Feature::ALL {
            let expected = match feature {
                Feature::Multicurrency => FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff) },
                Feature::RecurringTransactions => FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates) },
                Feature::Inventory => FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive) },
                _ => FeatureUse::Notice,
            };
            assert_eq!(*catalogue.as_draft().features.get(feature), expected, "{feature}");
        }
    }
}

#[test]
fn moves_are_open_along_the_ladder_and_out_of_ledger() {
    for catalogue in Catalogue::embedded() {
        for &plan in Plan::ALL {
            let expected = match plan {
                Plan::Ledger => LADDER,
                Plan::SelfEmployed => PlanSet::EMPTY,
                _ => LADDER.without(plan),
            };
            assert_eq!(*catalogue.as_draft().moves.get(plan), expected, "from {plan}");
        }
    }
}

#[test]
fn payroll_goes_with_the_ladder_and_time_from_essentials_or_with_payroll_above_core() {
    for catalogue in Catalogue::embedded() {
        let CatalogueDraft { payroll, time, .. } = catalogue.as_draft();
        assert_eq!((payroll.tiers, payroll.plans), (PayrollTiers::ALL, LADDER));
        assert_eq!((time.tiers, time.plans), (TimeTiers::ALL, LADDER.without(Plan::EasyStart)));
        assert_eq!(time.payroll_tiers, PayrollTiers::of(&[PayrollTier::Premium, PayrollTier::Elite]));
    }
}

#[test]
fn every_plan_of_the_ladder_is_sold() {
    for catalogue in Catalogue::embedded() {
        for plan in LADDER {
            assert!(catalogue.terms(plan).sold, "{plan}");
        }
    }
}

#[test]
fn waits_windows_and_effects_are_those_of_the_canadian_pages() {
    for catalogue in Catalogue::embedded() {
        let draft = catalogue.as_draft();
        assert_eq!(draft.upgrade_wait_hours, 0);
        assert_eq!(draft.transfer_permission_hours, 48);
        assert_eq!(draft.other_firm_days, 60);
        assert_eq!(draft.upgrades_take_effect, Effective::Immediately);
        assert_eq!(draft.downgrades_take_effect, Effective::Immediately);
    }
}

// Limits

#[test]
fn a_limit_shrinks_to_a_lower_number_and_from_no_limit_or_unknown_to_any() {
    for (from, to, shrinks) in [
        (UpTo(5), UpTo(4), true),
        (UpTo(5), UpTo(5), false),
        (UpTo(5), UpTo(6), false),
        (UpTo(5), NoLimit, false),
        (UpTo(5), Unknown, false),
        (NoLimit, UpTo(u32::MAX), true),
        (NoLimit, NoLimit, false),
        (NoLimit, Unknown, false),
        (Unknown, UpTo(u32::MAX), true),
        (Unknown, NoLimit, false),
        (Unknown, Unknown, false),
    ] {
        assert_eq!(from.shrinks_to(to), shrinks, "{from:?} to {to:?}");
    }
}

#[test]
fn a_limit_has_a_number_where_it_is_one() {
    assert_eq!([UpTo(0), UpTo(7), NoLimit, Unknown].map(Limit::number), [Some(0), Some(7), None, None]);
    assert_eq!(Limit::default(), Unknown, "what is not said is not known");
}

// Identity

#[test]
fn an_identity_is_written_and_read_as_country_and_date() {
    for text in ["CA-2022-09-08", "CA-2025-06-02", "US-0001-01-01", "FR-9999-12-31", "CA-2024-02-29", "CA-2000-02-29"] {
        let id: CatalogueId = text.parse().expect("it is one");
        assert_eq!(id.to_string(), text);
        let country = text.as_bytes().first_chunk().expect("two letters and more");
        assert_eq!(CatalogueId::new(*country, id.year(), id.month(), id.day()), Ok(id));
    }
}

#[test]
fn what_is_no_country_or_no_date_is_no_identity() {
    for text in [
        "",
        "CA",
        "CA-2025-6-2",
        "ca-2025-06-02",
        "C1-2025-06-02",
        "CAN-2025-06-02",
        "CA-2025-13-01",
        "CA-2025-00-01",
        "CA-2025-06-00",
        "CA-2025-06-31",
        "CA-2025-02-29",
        "CA-1900-02-29",
        "CA-0000-01-01",
        "CA-2025-06-02 ",
        "CA-2025/06/02",
        "CA-+025-06-02",
        "CA_2025-06-02",
        "ÇA-2025-06-02",
        "CA-٢٠٢٥-06-02",
    ] {
        let error = text.parse::<CatalogueId>().expect_err(text);
        assert_eq!(
            error.to_string(),
            "not a catalogue's identity, expected a country of two capital letters and a date, as in CA-2025-06-02",
        );
    }
}

#[test]
fn identities_are_ordered_by_country_and_date() {
    let sorted = ["CA-2022-09-08", "CA-2025-05-31", "CA-2025-06-01", "CA-2025-06-02", "US-2000-01-01"];
    let ids = sorted.map(|text| text.parse::<CatalogueId>().expect("it is one"));
    assert!(ids.is_sorted_by(|a, b| a < b));
}

// What a catalogue may not say

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
    assert!(canada_but(|draft| draft.moves.plus = PlanSet::EMPTY).as_draft().moves.plus.is_empty());
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
        let text =
            faults(|draft| *draft.plans.plus.users.get_mut(kind) = Unknown, [CatalogueFault::UnknownUserLimit { plan, kind }]);
        let path = format!("plans.plus.users.{kind}: unknown, and the plan may be changed to");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {path}"));
    }
    for &resource in Resource::ALL {
        let text = faults(
            |draft| *draft.plans.plus.resources.get_mut(resource) = Unknown,
            [CatalogueFault::UnknownResourceLimit { plan, resource }],
        );
        let path = format!("plans.plus.resources.{resource}: unknown, and the plan may be changed to");
        assert_eq!(text, format!("catalogue CA-2025-06-02 cannot be used: {path}"));
    }
}

#[test]
fn unknown_features_of_a_plan_that_may_be_entered_are_a_fault() {
    let text = faults(|draft| draft.plans.plus.features = None, [CatalogueFault::UnknownFeatures { plan: Plan::Plus }]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: plans.plus.features: unknown, and the plan may be changed to");
}

#[test]
fn what_is_unknown_of_a_plan_that_may_not_be_entered_is_fine() {
    let catalogue = canada_but(|draft| {
        draft.plans.plus = draft.plans.ledger;
        for &from in Plan::ALL {
            *draft.moves.get_mut(from) = draft.moves.get(from).without(Plan::Plus);
        }
    });
    assert_eq!(catalogue.terms(Plan::Plus).features, None);
}

#[test]
fn a_permission_that_expires_as_it_is_given_is_a_fault() {
    let text = faults(|draft| draft.transfer_permission_hours = 0, [CatalogueFault::EmptyPermissionWindow]);
    assert_eq!(text, "catalogue CA-2025-06-02 cannot be used: transfer_permission_hours: 0, and a permission has to last",);
    assert_eq!(canada_but(|draft| draft.transfer_permission_hours = 1).as_draft().transfer_permission_hours, 1);
}

#[test]
fn all_faults_are_told_at_once() {
    faults(
        |draft| {
            draft.moves.easy_start = Plan::EasyStart.into();
            draft.moves.plus = draft.moves.plus.with(Plan::Ledger);
            draft.plans.essentials.users.billable = Unknown;
            draft.plans.advanced.features = None;
            draft.transfer_permission_hours = 0;
            draft.plans.ledger = draft.plans.plus;
        },
        [
            CatalogueFault::ImpossibleMove { from: Plan::EasyStart, to: Plan::EasyStart },
            CatalogueFault::ImpossibleMove { from: Plan::Plus, to: Plan::Ledger },
            CatalogueFault::UnknownUserLimit { plan: Plan::Essentials, kind: UserKind::Billable },
            CatalogueFault::UnknownFeatures { plan: Plan::Advanced },
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
