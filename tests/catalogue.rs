//! What the embedded catalogues say, cell by cell, and what a catalogue may not say.

mod cells;
mod faults;
mod history;
mod united_states;

use crate::common::{but, hash};
use subscription_change::catalogue::Limit::{self, NoLimit, Unknown, UpTo};
use subscription_change::catalogue::{AddOnTerms, ByAddOn, CatalogueId, Clearance, Date, Effective, Enforcement, FeatureUse};
use subscription_change::parts::Item;
use subscription_change::vocabulary::{PlanSet, TierSet};
use subscription_change::{AddOnKind, Catalogue, Feature, FeatureSet, Plan, Product, Reason, Refusal, Resource, Tier, UserKind};

const LADDER: PlanSet = PlanSet::of(&[Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]);

fn dated(id: &str) -> &'static Catalogue {
    Catalogue::embedded_as(id.parse().expect("an identity")).expect("it is embedded")
}

// What the embedded catalogues say

#[test]
fn there_are_two_canadian_catalogues_and_the_later_is_the_default() {
    let ids: Vec<String> = Catalogue::embedded_in("CA").iter().map(|catalogue| catalogue.id().to_string()).collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02"]);
    assert_eq!(Catalogue::canada(), dated("CA-2025-06-02"));
    assert_eq!(Catalogue::embedded_as("CA-2025-06-03".parse().expect("an identity")), None, "a day later there is none");
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
    assert_eq!(USERS.map(|(kind, _)| kind), UserKind::ALL, "each kind of user is in the table");
    let resources = RESOURCES.map(|(resource, _)| resource).into_iter().chain([Resource::CustomFields]);
    assert!(resources.eq(Resource::ALL.iter().copied()), "each resource is in a table");
    for (id, custom_fields) in CUSTOM_FIELDS {
        let catalogue = dated(id);
        for (place, &plan) in Plan::ALL.iter().enumerate() {
            let terms = catalogue.plan_terms(plan);
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
    let [before, now] = CUSTOM_FIELDS.map(|(id, _)| *dated(id).terms());
    let with_the_old_numbers = but(&now, |terms| {
        terms.id = before.id;
        for &plan in Plan::ALL {
            terms.plans.get_mut(plan).resources.custom_fields = before.plans.get(plan).resources.custom_fields;
        }
    });
    assert_ne!(before, now);
    assert_eq!(before, with_the_old_numbers);
}

#[test]
fn catalogues_hash_by_their_identity() {
    let [before, now] = CUSTOM_FIELDS.map(|(id, _)| dated(id));
    let checked_anew = now.terms().check().expect("it is that of the crate");
    assert_eq!(&checked_anew, now);
    assert_eq!(hash(&checked_anew), hash(now));
    assert_ne!(hash(before), hash(now));
}

/// It is part of menu entries, fits and routes, whose debug form has to be readable.
#[test]
fn the_debug_form_of_a_catalogue_is_its_identity() {
    assert_eq!(format!("{:?}", Catalogue::canada()), "Catalogue { id: CA-2025-06-02, .. }");
}

/// Each feature comes with this plan and every higher one, and with no other of the ladder.
#[track_caller]
fn assert_features_come_with(catalogue: &Catalogue, lowest: &[(Feature, Plan)]) {
    assert!(lowest.iter().map(|(feature, _)| feature).eq(Feature::ALL), "each feature is in the table: {lowest:?}");
    for plan in LADDER {
        let with = lowest.iter().filter(|(_, from)| catalogue.rank(*from) <= catalogue.rank(plan));
        let features: FeatureSet = with.map(|(feature, _)| *feature).collect();
        assert_eq!(catalogue.plan_terms(plan).features, Some(features), "{plan}");
    }
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
    for catalogue in Catalogue::embedded_in("CA") {
        assert_features_come_with(catalogue, &lowest);
        for plan in [Plan::Ledger, Plan::SelfEmployed] {
            assert_eq!(catalogue.plan_terms(plan).features, None, "{plan}");
        }
    }
}

#[test]
fn billable_users_block_and_everything_else_that_is_counted_gives_a_notice() {
    for catalogue in Catalogue::embedded_in("CA") {
        let terms = catalogue.terms();
        for &kind in UserKind::ALL {
            let expected = if kind == UserKind::Billable { Enforcement::Blocks } else { Enforcement::Notice };
            assert_eq!(*terms.users.get(kind), expected, "{kind}");
        }
        for &resource in Resource::ALL {
            assert_eq!(*terms.resources.get(resource), Enforcement::Notice, "{resource}");
        }
    }
}

#[test]
fn three_features_block_and_each_says_what_clears_it() {
    for catalogue in Catalogue::embedded_in("CA") {
        for &feature in Feature::ALL {
            let expected = match feature {
                Feature::Multicurrency => FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: true },
                Feature::RecurringTransactions => {
                    FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates), disputed: false }
                }
                Feature::Inventory => FeatureUse::Blocks { cleared_by: Some(Clearance::MakeItemsInactive), disputed: false },
                _ => FeatureUse::Notice,
            };
            assert_eq!(*catalogue.terms().features.get(feature), expected, "{feature}");
        }
    }
}

#[test]
fn moves_are_open_along_the_ladder_and_out_of_ledger() {
    for catalogue in Catalogue::embedded_in("CA") {
        for &plan in Plan::ALL {
            let expected = match plan {
                Plan::Ledger => LADDER,
                Plan::SelfEmployed => PlanSet::EMPTY,
                _ => LADDER.without(plan),
            };
            assert_eq!(*catalogue.terms().moves.get(plan), expected, "from {plan}");
        }
    }
}

#[test]
fn every_closed_move_has_its_reason_and_no_open_one_has() {
    let half_sold = but(Catalogue::canada().terms(), |terms| {
        terms.plans.essentials.sold = false;
        terms.plans.self_employed.sold = false;
        for &from in Plan::ALL {
            terms.moves.get_mut(from).remove(Plan::Essentials);
        }
        terms.moves.plus.remove(Plan::EasyStart);
    });
    for catalogue in [Catalogue::canada(), &half_sold.check().expect("a catalogue")] {
        for (&from, &to) in Plan::ALL.iter().flat_map(|from| Plan::ALL.iter().map(move |to| (from, to))) {
            let reasons: Vec<Reason> = catalogue.why_closed(from, to).iter().flat_map(Refusal::reasons).collect();
            let not_sold = Reason::NotSold { product: Product::Base, item: Item::Plan(to) };
            let unsold = (!catalogue.plan_terms(to).sold).then_some(not_sold);
            let expected = if from == to {
                vec![Reason::NothingToChange]
            } else if from == Plan::SelfEmployed || to == Plan::SelfEmployed {
                [Reason::SeparateProduct { from, to }].into_iter().chain(unsold).collect()
            } else if to == Plan::Ledger {
                vec![Reason::LedgerClosed { from }]
            } else if unsold.is_some() {
                unsold.into_iter().collect()
            } else if catalogue.terms().moves.get(from).contains(to) {
                vec![]
            } else {
                vec![Reason::TransitionClosed { from, to }]
            };
            assert_eq!(reasons, expected, "{from} to {to}");
        }
    }
}

#[test]
fn payroll_goes_with_the_ladder_and_time_from_essentials_or_with_payroll_above_core() {
    for catalogue in Catalogue::embedded_in("CA") {
        let ByAddOn { payroll, time, bill_pay } = catalogue.terms().add_ons;
        assert_eq!((payroll.tiers, payroll.plans, payroll.payroll_tiers), (AddOnKind::Payroll.tiers(), LADDER, TierSet::EMPTY));
        assert_eq!((time.tiers, time.plans), (AddOnKind::Time.tiers(), LADDER.without(Plan::EasyStart)));
        assert_eq!(time.payroll_tiers, TierSet::of(&[Tier::Premium, Tier::Elite]));
        assert_eq!(bill_pay, AddOnTerms::NOT_SOLD, "there is none in Canada");
    }
}

#[test]
fn every_plan_of_the_ladder_is_sold() {
    for catalogue in Catalogue::embedded_in("CA") {
        for plan in LADDER {
            assert!(catalogue.plan_terms(plan).sold, "{plan}");
        }
    }
}

#[test]
fn waits_windows_and_effects_are_those_of_the_canadian_pages() {
    for catalogue in Catalogue::embedded_in("CA") {
        let terms = catalogue.terms();
        assert_eq!(terms.upgrade_wait_hours, 0);
        assert_eq!(terms.transfer_permission_hours, 48);
        assert_eq!(terms.discount_days, 60);
        assert_eq!(terms.upgrades_take_effect, Effective::Immediately);
        assert_eq!(terms.downgrades_take_effect, Effective::Immediately);
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
        assert_eq!(text[3..].parse(), Ok(id.date()));
        assert_eq!(Date::new(id.year(), id.month(), id.day()), Ok(id.date()));
        assert_eq!(id.date().to_string(), text[3..]);
        assert_eq!(format!("{id:?} {:?}", id.date()), format!("{text} {}", &text[3..]), "a developer sees the same");
    }
}

#[test]
fn an_identity_is_a_country_and_a_date() {
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
fn a_date_is_a_day_of_the_calendar() {
    for text in
        ["", "2025-06-2", "2025-06-31", "2025-02-29", "1900-02-29", "0000-01-01", "2025-00-01", "2025/06/02", " 2025-06-02"]
    {
        let error = text.parse::<Date>().expect_err(text);
        assert_eq!(error.to_string(), "not a date, expected a year, a month and a day, as in 2025-06-02");
    }
    assert!(Date::new(10_000, 1, 1).is_err() && Date::new(9_999, 12, 31).is_ok());
    assert!(Date::new(2024, 2, 29).expect("it is leap") < Date::new(2024, 3, 1).expect("a date"));
}

#[test]
fn identities_are_ordered_by_country_and_date() {
    let sorted = ["CA-2022-09-08", "CA-2025-05-31", "CA-2025-06-01", "CA-2025-06-02", "US-2000-01-01"];
    let ids = sorted.map(|text| text.parse::<CatalogueId>().expect("it is one"));
    assert!(ids.is_sorted_by(|a, b| a < b));
}
