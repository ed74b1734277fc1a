//! What the American catalogue says, and its sources.

use subscription_change::catalogue::Limit::{self, NoLimit, Unknown, UpTo};
use subscription_change::catalogue::{CatalogueId, Clearance, Enforcement, FeatureUse, Mark, PriceWhenTakenOver, RuleCode};
use subscription_change::compare::{Cell, Comparison};
use subscription_change::vocabulary::{StatusSet, TierSet};
use subscription_change::{
    Audience, Catalogue, Feature, Language, Party, Plan, Reason, ReasonCode, Request, Resource, Subscription, UserKind,
};

use super::assert_features_come_with;
use crate::common::{firm, request};

fn us() -> &'static Catalogue {
    Catalogue::united_states()
}

#[test]
fn it_is_embedded_and_found_by_its_identity_and_by_its_country() {
    let id: CatalogueId = "US-2026-09-30".parse().expect("an identity");
    assert_eq!((us().id(), Catalogue::embedded_as(id)), (id, Some(us())));
    assert_eq!(Catalogue::embedded_in("US"), [us()]);
    let by_country: Vec<&Catalogue> = ["CA", "US"].into_iter().flat_map(Catalogue::embedded_in).copied().collect();
    assert_eq!(by_country, Catalogue::embedded(), "each country has its own, and there is no other");
    for other in ["", "us", "FR", "USA"] {
        assert!(Catalogue::embedded_in(other).is_empty(), "{other}");
    }
}

/// Simple Start, Essentials, Plus, Advanced, Ledger, Self-Employed.
#[test]
fn limits_are_those_of_the_american_page_and_unknown_stays_unknown() {
    let users: [(UserKind, [Limit; 6]); 4] = [
        (UserKind::Billable, [UpTo(1), UpTo(3), UpTo(5), UpTo(25), Unknown, Unknown]),
        (UserKind::Accountant, [UpTo(2), UpTo(2), UpTo(2), UpTo(3), Unknown, Unknown]),
        (UserKind::ReportsOnly, [UpTo(0), UpTo(0), NoLimit, NoLimit, Unknown, Unknown]),
        (UserKind::TimeOnly, [UpTo(0), NoLimit, NoLimit, NoLimit, Unknown, Unknown]),
    ];
    let resources: [(Resource, [Limit; 6]); 3] = [
        (Resource::Accounts, [UpTo(250), UpTo(250), UpTo(250), NoLimit, Unknown, Unknown]),
        (Resource::ClassesAndLocations, [UpTo(0), UpTo(0), UpTo(40), NoLimit, Unknown, Unknown]),
        (Resource::CustomFields, [UpTo(1), UpTo(4), UpTo(4), UpTo(12), Unknown, Unknown]),
    ];
    assert_eq!(users.map(|(kind, _)| kind), UserKind::ALL, "each kind of user is in the table");
    assert_eq!(resources.map(|(resource, _)| resource), Resource::ALL, "each resource is in the table");
    for (place, &plan) in Plan::ALL.iter().enumerate() {
        let terms = us().plan_terms(plan);
        for (kind, limits) in users {
            assert_eq!(*terms.users.get(kind), limits[place], "{plan}, {kind}");
        }
        for (resource, limits) in resources {
            assert_eq!(*terms.resources.get(resource), limits[place], "{plan}, {resource}");
        }
    }
    let of_users: [(UserKind, Enforcement); 4] = [
        (UserKind::Billable, Enforcement::Blocks),
        (UserKind::Accountant, Enforcement::Notice),
        (UserKind::ReportsOnly, Enforcement::Notice),
        (UserKind::TimeOnly, Enforcement::Notice),
    ];
    let of_resources: [(Resource, Enforcement); 3] = [
        (Resource::Accounts, Enforcement::Notice),
        (Resource::ClassesAndLocations, Enforcement::Notice),
        (Resource::CustomFields, Enforcement::Notice),
    ];
    assert_eq!(UserKind::ALL.iter().map(|&kind| (kind, *us().terms().users.get(kind))).collect::<Vec<_>>(), of_users);
    let resources = Resource::ALL.iter().map(|&resource| (resource, *us().terms().resources.get(resource)));
    assert_eq!(resources.collect::<Vec<_>>(), of_resources);
    assert_eq!(us().plan_terms(Plan::Ledger).features, None);
    assert!(!us().plan_terms(Plan::SelfEmployed).sold);
}

/// What is new in Canada is the same here unasked, so that this fails until somebody has read the American pages.
#[test]
fn features_are_those_of_the_american_page_and_three_block() {
    let lowest = [
        (Feature::Multicurrency, Plan::Essentials),
        (Feature::RecurringTransactions, Plan::Essentials),
        (Feature::Bills, Plan::EasyStart),
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
    assert_features_come_with(us(), &lowest);
    let blocks = |feature: &&Feature| matches!(us().terms().features.get(**feature), FeatureUse::Blocks { .. });
    let blocking: Vec<&Feature> = Feature::ALL.iter().filter(blocks).collect();
    assert_eq!(blocking, [&Feature::Multicurrency, &Feature::RecurringTransactions, &Feature::Inventory]);
}

#[test]
fn it_differs_from_canada_in_these_cells_besides_names_and_sources() {
    let comparison = Comparison::new(Catalogue::canada(), us());
    let cells: Vec<String> = comparison
        .differences()
        .map(|difference| difference.cell)
        .filter(|cell| {
            !matches!(
                cell,
                Cell::PlanName { .. } | Cell::AddOnName { .. } | Cell::ReasonSources { .. } | Cell::NoticeSources { .. }
            )
        })
        .map(|cell| cell.to_string())
        .collect();
    assert_eq!(
        cells,
        [
            "plans.easy_start.features.bills",
            "plans.self_employed.sold",
            "features.multicurrency",
            "payroll.without_time_tracking.core",
            "bill_pay.tiers.basic",
            "bill_pay.tiers.premium",
            "bill_pay.tiers.elite",
            "bill_pay.plans.easy_start",
            "bill_pay.plans.essentials",
            "bill_pay.plans.plus",
            "bill_pay.plans.advanced",
            "upgrade_wait_hours",
            "revived_by_transfer.cancelled",
        ]
    );
    let terms = us().terms();
    assert_eq!(terms.features.multicurrency, FeatureUse::Blocks { cleared_by: None, disputed: false });
    let paused = FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates), disputed: false };
    assert_eq!(terms.features.recurring_transactions, paused);
    assert_eq!((terms.transfer_permission_hours, terms.discount_days), (48, 60));
    assert_eq!(terms.price_when_taken_over, PriceWhenTakenOver::Retail);
    assert_eq!((terms.revived_by_transfer, terms.without_time_tracking), (StatusSet::EMPTY, TierSet::EMPTY));
}

#[test]
fn plans_have_their_american_names_in_every_text() {
    for &language in Language::ALL {
        assert_eq!(us().plan_name(Plan::EasyStart, language), "Simple Start");
    }
    let mut request = request(firm(Plan::EasyStart), firm(Plan::Plus));
    request.context.client.hours_since_downgrade = Some(23);
    let refusal = request.plan_change_with(us()).expect_err("an hour too soon");
    assert!(refusal.reasons().eq([Reason::UpgradeTooSoon { hours_left: 1 }]));
    request.context.client.hours_since_downgrade = Some(24);
    let plan = request.plan_change_with(us()).expect("the wait is over");
    let said = |language| plan.display(language, Audience::Firm).to_string();
    assert!(said(Language::English).contains("from Simple Start to Plus"), "{}", said(Language::English));
    assert!(said(Language::French).contains("l’abonnement Simple Start"), "{}", said(Language::French));
    let held = Subscription::new(Plan::EasyStart, Party::Client);
    assert_eq!(held.display(Language::English).in_words_of(us()).to_string(), "QuickBooks Online Simple Start (client)");
}

/// The article that overrides others in Canada does not count here, so its mark is nowhere; each answer cites the sources of its
/// own catalogue.
#[test]
fn no_rule_cites_a_canadian_article_and_one_without_a_source_is_a_judgement() {
    let canadian: Vec<_> =
        Catalogue::canada().all_rules().flat_map(|rule| rule.sources.iter()).filter_map(|of| of.article).collect();
    for rule in us().all_rules() {
        assert!(rule.sources.iter().next().is_some(), "{}: nothing is without a source", rule.code);
        for source in rule.sources.iter() {
            assert_ne!(source.mark, Mark::Source, "{}", rule.code);
            assert_eq!(source.mark == Mark::Judgement, source.article.is_none(), "{}", rule.code);
            assert!(source.article.is_none_or(|article| !canadian.contains(&article)), "{}: {source:?}", rule.code);
        }
    }
    let of = |code: ReasonCode| {
        us().rule(RuleCode::from(code)).sources.iter().map(|source| source.display(Language::English).to_string())
    };
    assert!(of(ReasonCode::UpgradeTooSoon).eq(["article m-p/186073"]));
    assert!(of(ReasonCode::TransitionClosed).eq(["judgement"]));
    let Request { current, target, context } = request(firm(Plan::Plus), firm(Plan::Ledger));
    let refusal = us().plan_change(&current, &target, &context).expect_err("it is closed");
    let reason = refusal.reasons().next().expect("a reason");
    assert!(refusal.sources(&reason).iter().eq(us().sources(&reason).iter()));
    assert!(refusal.sources(&reason).iter().all(|source| source.mark == Mark::Judgement), "no Canadian article");
}

/// A reason that is new is a judgement unasked, so that this fails until somebody has read the American pages.
#[test]
fn these_reasons_are_judgements_and_each_other_one_has_an_american_page() {
    let is_judged =
        |code: &&ReasonCode| us().rule(RuleCode::from(**code)).sources.iter().all(|source| source.mark == Mark::Judgement);
    let judged: Vec<ReasonCode> = ReasonCode::ALL.iter().filter(is_judged).copied().collect();
    let expected = [
        ReasonCode::NothingToChange,
        ReasonCode::LedgerClosed,
        ReasonCode::TransitionClosed,
        ReasonCode::ClientPending,
        ReasonCode::ClientReadOnly,
        ReasonCode::ClientBillingOutdated,
        ReasonCode::DowngradeNotOffered,
        ReasonCode::DowngradeNotConfirmed,
        ReasonCode::LossesNotAccepted,
        ReasonCode::OverLimit,
        ReasonCode::TransferAndChange,
        ReasonCode::ClientNotPrimaryAdmin,
        ReasonCode::PrimaryAdminElsewhere,
        ReasonCode::FirmUserNotPermitted,
        ReasonCode::FirmNotAccountant,
        ReasonCode::NotSubscribedYet,
        ReasonCode::AddressMismatch,
        ReasonCode::OtherBillingSystem,
        ReasonCode::OtherRegion,
        ReasonCode::CancellationPending,
    ];
    assert_eq!(judged, expected);
}

#[test]
fn nothing_turns_multicurrency_off() {
    let mut request = request(firm(Plan::Essentials), firm(Plan::EasyStart));
    request.context.client.usage.features = Feature::Multicurrency.into();
    let refusal = request.plan_change_with(us()).expect_err("it stays");
    let expected = Reason::FeatureInUse { feature: Feature::Multicurrency, cleared_by: None, disputed: false };
    assert!(refusal.reasons().eq([expected]));
    assert!(us().sources(&expected).iter().filter_map(|source| source.article).any(|article| article.id.as_str() == "00/186157"));
}
