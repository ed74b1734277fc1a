//! Every cell that differs, with the smallest request whose answer it changes.

use std::collections::BTreeSet;

use expect_test::expect;
use serde_json::Value;
use subscription_change::Limit::{NoLimit, UpTo};
use subscription_change::{
    Catalogue, CatalogueDraft, Cell, CellDifference, CellValue, Comparison, Effective, Feature, FeatureSet, FeatureUse,
    NoWitness, Overuse, Party, PayrollTier, Plan, PlanSet, Resource, Shortfalls, TimeTier, UserKind,
};

use super::brute::{answer, differ, random_requests, size, small_requests};
use super::document::{copy, document, value_at, with_cell_of};
use laws::common::canada_but;
use laws::random::{Random, random_edition};

const INVENTED_EDITION: &str = include_str!("../../../../examples/data/invented-edition.json");

fn invented() -> Catalogue {
    serde_json::from_str::<CatalogueDraft>(INVENTED_EDITION).expect("a draft").check().expect("a catalogue")
}

fn differences(older: &Catalogue, newer: &Catalogue) -> Vec<CellDifference> {
    Comparison::new(older, newer).differences().collect()
}

/// Pairs of catalogues that differ in much, in little and in nothing.
fn pairs(seed: u64, count: usize) -> Vec<(Catalogue, Catalogue)> {
    let mut random = Random::new(seed);
    let [before, now] = Catalogue::embedded() else { panic!("two catalogues are embedded") };
    let mut pairs = vec![
        ((*before).clone(), (*now).clone()),
        ((*now).clone(), (*before).clone()),
        ((*now).clone(), (*now).clone()),
        ((*now).clone(), invented()),
        (invented(), (*now).clone()),
    ];
    while pairs.len() < count {
        let (one, other) = (random_edition(&mut random).catalogue, random_edition(&mut random).catalogue);
        pairs.push(if random.flag() { (one, other) } else { ((*now).clone(), one) });
    }
    pairs
}

#[test]
fn the_differences_are_all_and_each_is_what_the_documents_say() {
    for (older, newer) in pairs(1, 40) {
        let (older_document, newer_document) = (document(&older), document(&newer));
        let mut patched = newer_document.clone();
        let mut cells = Vec::new();
        for CellDifference { cell, older, newer, .. } in differences(&older, &newer) {
            assert_ne!(older, newer, "{cell}");
            assert_eq!(serde_json::to_value(older).expect("it is written"), value_at(&older_document, cell), "{cell}");
            assert_eq!(serde_json::to_value(newer).expect("it is written"), value_at(&newer_document, cell), "{cell}");
            copy(cell, &older_document, &mut patched);
            cells.push(cell);
        }
        assert!(cells.is_sorted_by(|a, b| a != b), "each once");
        patched["id"] = older_document["id"].clone();
        let patched: CatalogueDraft = serde_json::from_value(patched).expect("it is read");
        assert_eq!(&patched, older.as_draft(), "with all of them taken back it is the older one");
    }
}

#[test]
fn each_witness_is_answered_differently_and_on_account_of_its_cell() {
    let (mut witnesses, mut taken_back) = (0, 0);
    for (older, newer) in pairs(2, 40) {
        for CellDifference { cell, witness, .. } in differences(&older, &newer) {
            let Ok(changed) = witness else { continue };
            let request = changed.request;
            assert_eq!(changed.older, request.plan_change_with(&older).into(), "{cell}");
            assert_eq!(changed.newer, request.plan_change_with(&newer).into(), "{cell}");
            assert_ne!(answer(&older, &request), answer(&newer, &request), "{cell}: {request:?}");
            witnesses += 1;
            // Without this difference the newer one answers otherwise; what it would be without may be no catalogue by itself.
            if let Some(without) = with_cell_of(&newer, &older, cell) {
                assert_ne!(answer(&without, &request), answer(&newer, &request), "{cell}: {request:?}");
                taken_back += 1;
            }
        }
    }
    assert!(witnesses > 1_000 && taken_back > 300, "{witnesses} witnesses, {taken_back} of them alone");
}

/// One difference at a time, against all small requests and random ones: where there is a witness none of them is smaller, and where
/// there is none no request is answered differently.
#[test]
fn no_smaller_request_tells_two_catalogues_apart_and_where_there_is_no_witness_none_does() {
    let mut random = Random::new(3);
    let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
    let kind = |cell: Cell| format!("{cell:?}").split(' ').next().map(str::to_owned);
    for (other, newer) in pairs(4, 12) {
        for CellDifference { cell, .. } in differences(&other, &newer) {
            let Some(older) = with_cell_of(&newer, &other, cell) else { continue };
            let [difference] = differences(&older, &newer)[..] else { panic!("{cell} alone differs") };
            assert_eq!(difference.cell, cell);
            let mut requests = small_requests([&older, &newer]);
            requests.extend(random_requests(&mut random, [&older, &newer], 1_000));
            let differing = requests.iter().filter(|request| differ(&older, &newer, request));
            let smallest = differing.min_by_key(|request| size(request));
            match (difference.witness, smallest) {
                (Ok(changed), smallest) => {
                    if let Some(smallest) = smallest {
                        assert!(size(&changed.request) <= size(smallest), "{cell}: {:?}, and {smallest:?}", changed.request);
                    }
                    with.insert(kind(cell));
                }
                (Err(why), Some(smallest)) => panic!("{cell}: {why}, but there is {smallest:?}"),
                (Err(why), None) => {
                    let expected =
                        if matches!(cell, Cell::PlanShortfalls { .. }) { NoWitness::NotForDecisions } else { NoWitness::NotRead };
                    assert_eq!(why, expected, "{cell}");
                    without.insert(kind(cell));
                }
            }
        }
    }
    assert!(with.len() >= 15 && without.len() >= 3, "of these kinds there were some with {with:?} and some without {without:?}");
}

#[test]
fn a_catalogue_and_itself_differ_in_nothing() {
    for catalogue in Catalogue::embedded() {
        assert_eq!(Comparison::new(catalogue, catalogue).differences().count(), 0);
        // The identity is no cell.
        let renamed = canada_but(|draft| draft.id = "CA-2030-01-01".parse().expect("an identity"));
        assert_eq!(Comparison::new(Catalogue::canada(), &renamed).differences().count(), 0);
    }
}

/// Every kind of cell, each on its own: the Canadian catalogue but for one thing.
#[test]
fn every_kind_of_cell_is_told_with_its_witness() {
    type Edit = fn(&mut CatalogueDraft);
    let edits: [Edit; 21] = [
        |draft| {
            draft.plans.self_employed.sold = false;
        },
        |draft| draft.plans.plus.users.billable = UpTo(4),
        |draft| draft.plans.advanced.resources.accounts = UpTo(500),
        |draft| draft.plans.ledger.features = Some(FeatureSet::EMPTY),
        |draft| draft.plans.essentials.features = draft.plans.essentials.features.map(|has| has.with(Feature::Inventory)),
        |draft| draft.plans.plus.intended_shortfalls = Shortfalls { features: Feature::Bills.into(), ..Shortfalls::NONE },
        |draft| draft.users.accountant = Overuse::Blocks,
        |draft| draft.resources.custom_fields = Overuse::Blocks,
        |draft| draft.features.multicurrency = FeatureUse::Blocks { cleared_by: None },
        |draft| draft.moves.advanced = PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
        |draft| draft.payroll.tiers = draft.payroll.tiers.without(PayrollTier::Elite),
        |draft| draft.payroll.plans = draft.payroll.plans.without(Plan::EasyStart),
        |draft| draft.time.tiers = TimeTier::Elite.into(),
        |draft| draft.time.plans = draft.time.plans.with(Plan::EasyStart),
        |draft| draft.time.payroll_tiers = PayrollTier::Elite.into(),
        |draft| draft.upgrade_wait_hours = 24,
        |draft| draft.transfer_permission_hours = 24,
        |draft| draft.other_firm_days = 30,
        |draft| draft.upgrades_take_effect = Effective::NextBillingDate,
        |draft| draft.downgrades_take_effect = Effective::NextBillingDate,
        |draft| draft.plans.ledger.users.billable = NoLimit,
    ];
    let mut told = String::new();
    for edit in edits {
        let newer = canada_but(edit);
        for difference in differences(Catalogue::canada(), &newer) {
            told.push_str(&tell(&difference));
        }
    }
    expect![[r"
        plans.self_employed.sold: yes; then no
          easy_start (firm) → self_employed (firm): refused (never), separate_product; then refused (never), separate_product, not_sold
        plans.plus.users.billable: 5; then 4
          easy_start (firm) → plus (firm), 5 billable: a plan, immediately; then a plan, immediately, users_over_limit
        plans.advanced.resources.accounts: no limit; then 500
          easy_start (firm) → advanced (firm), 501 accounts: a plan, immediately; then a plan, immediately, resource_over_limit
        plans.ledger.features: unknown; then none
          ledger (firm) → easy_start (firm): a plan, immediately, leaves_ledger, primary_admin_locked; then a plan, immediately, leaves_ledger, primary_admin_locked
        plans.essentials.features.inventory: no; then yes
          easy_start (firm) → essentials (firm): a plan, immediately; then a plan, immediately
        plans.plus.intended_shortfalls: none; then bills
          no decision reads it
        users.accountant: notice; then blocks
          advanced (firm) → easy_start (firm), 3 accountant: a plan, immediately, users_over_limit, primary_admin_locked; then refused (act), too_many_users
        resources.custom_fields: notice; then blocks
          essentials (firm) → easy_start (firm), 2 custom_fields: a plan, immediately, resource_over_limit, primary_admin_locked; then refused (act), over_limit
        features.multicurrency: blocks until turn_off; then blocks, and nothing clears it
          essentials (firm) → easy_start (firm), multicurrency in use: refused (act), feature_in_use; then refused (never), feature_in_use
        moves.advanced.essentials: yes; then no
          advanced (firm) → essentials (firm): a plan, immediately; then refused (never), transition_closed
        payroll.tiers.elite: yes; then no
          easy_start (firm) → easy_start (firm) + payroll elite (firm): a plan, immediately; then refused (never), not_sold
        payroll.plans.easy_start: yes; then no
          easy_start (firm) → easy_start (firm) + payroll core (firm): a plan, immediately; then refused (act), add_on_unsupported
        time.tiers.premium: yes; then no
          easy_start (firm) → easy_start (firm) + time premium (firm): refused (act), add_on_unsupported; then refused (never), not_sold, add_on_unsupported
        time.plans.easy_start: no; then yes
          easy_start (firm) → easy_start (firm) + time premium (firm): refused (act), add_on_unsupported; then a plan, immediately
        time.payroll_tiers.premium: yes; then no
          easy_start (firm) → easy_start (firm) + time premium (firm): refused (act), add_on_unsupported; then refused (act), add_on_unsupported
        upgrade_wait_hours: 0; then 24
          easy_start (firm) → essentials (firm), hours_since_downgrade 0: a plan, immediately; then refused (wait), upgrade_too_soon
        transfer_permission_hours: 48; then 24
          easy_start (client) → easy_start (firm), transfer_permission_hours 25: a plan, immediately, retail_price; then refused (act), transfer_permission_expired
        other_firm_days: 60; then 30
          easy_start (client) → easy_start (firm), transfer_permission_hours 0, days_since_other_firm 31: a plan, immediately, discount_kept; then a plan, immediately, retail_price
        upgrades_take_effect: immediately; then next_billing_date
          easy_start (firm) → essentials (firm): a plan, immediately; then a plan, next_billing_date
        downgrades_take_effect: immediately; then next_billing_date
          essentials (firm) → easy_start (firm): a plan, immediately, primary_admin_locked; then a plan, next_billing_date, primary_admin_locked
        plans.ledger.users.billable: unknown; then no limit
          no change that the newer catalogue allows depends on it
    "]].assert_eq(&told);
}

/// A difference in a few lines.
fn tell(difference: &CellDifference) -> String {
    let CellDifference { cell, older, newer, witness, .. } = difference;
    let witness = match witness {
        Err(why) => why.to_string(),
        Ok(changed) => {
            let request = serde_json::to_value(changed.request).expect("it is written");
            let held = |side: &str| {
                let products = ["payroll", "time"].map(|add_on| match &request[side][add_on] {
                    Value::Null => String::new(),
                    held => format!(" + {add_on} {} ({})", held["tier"], held["payer"]),
                });
                let base = &request[side]["base"];
                format!("{} ({}){}", base["plan"], base["payer"], products.concat()).replace('"', "")
            };
            let usage = &request["context"]["client"]["usage"];
            let mut known: Vec<String> = ["billable", "accountant", "reports_only", "time_only"]
                .map(|kind| (kind, &usage["users"][kind]))
                .into_iter()
                .chain(["accounts", "classes_and_locations", "custom_fields"].map(|resource| (resource, &usage[resource])))
                .filter(|(_, used)| **used != 0)
                .map(|(name, used)| format!("{used} {name}"))
                .collect();
            known.extend(usage["features"].as_array().expect("a list").iter().map(|feature| format!("{feature} in use")));
            for since in ["transfer_permission_hours", "days_since_other_firm", "hours_since_downgrade"] {
                let value = &request["context"]["client"][since];
                known.extend((!value.is_null()).then(|| format!("{since} {value}")));
            }
            let answers = [&changed.older, &changed.newer].map(super::book::in_short);
            let [older, newer] = answers;
            let known = if known.is_empty() { String::new() } else { format!(", {}", known.join(", ").replace('"', "")) };
            format!("{} → {}{known}: {older}; then {newer}", held("current"), held("target"))
        }
    };
    format!("{cell}: {older}; then {newer}\n  {witness}\n")
}

#[test]
fn what_no_open_move_reads_has_no_witness() {
    let newer = canada_but(|draft| {
        draft.plans.ledger.resources.accounts = UpTo(5);
        draft.plans.self_employed.users.billable = UpTo(9);
        draft.plans.plus.users.time_only = UpTo(u32::MAX);
        draft.plans.advanced.users.time_only = UpTo(u32::MAX);
        draft.plans.essentials.users.time_only = UpTo(u32::MAX);
    });
    let told: Vec<(String, NoWitness)> = differences(Catalogue::canada(), &newer)
        .into_iter()
        .map(|difference| (difference.cell.to_string(), difference.witness.expect_err("no request reads it")))
        .collect();
    let expected = [
        "plans.essentials.users.time_only",
        "plans.plus.users.time_only",
        "plans.advanced.users.time_only",
        "plans.ledger.resources.accounts",
        "plans.self_employed.users.billable",
    ]
    .map(|path| (path.to_owned(), NoWitness::NotRead));
    assert_eq!(told, expected);
}

/// No move leads to Self-Employed or from it; but that payroll Core takes time tracking away is said where the plan has it.
#[test]
fn a_feature_of_a_plan_without_moves_is_read_where_a_notice_is_about_it() {
    let with = |features: Option<FeatureSet>| {
        canada_but(|draft| {
            draft.payroll.plans = draft.payroll.plans.with(Plan::SelfEmployed);
            draft.plans.self_employed.features = features;
        })
    };
    let (plan, feature) = (Plan::SelfEmployed, Feature::TimeTracking);
    let (unknown, without) = (with(None), with(Some(FeatureSet::EMPTY)));
    let (has, has_another) = (with(Some(feature.into())), with(Some(Feature::Bills.into())));
    for (older, newer, cell) in [
        (&without, &has, Cell::PlanFeature { plan, feature }),
        (&has, &without, Cell::PlanFeature { plan, feature }),
        (&unknown, &has, Cell::PlanFeatures { plan }),
        (&has, &unknown, Cell::PlanFeatures { plan }),
    ] {
        let [difference] = differences(older, newer)[..] else { panic!("one difference") };
        assert_eq!(difference.cell, cell);
        let request = difference.witness.expect("there is one").request;
        assert_eq!(request.target, request.current.with_payroll(PayrollTier::Core, Party::Firm));
        assert_eq!((request.current.base.plan, request.context.client.usage.features), (plan, feature.into()));
        assert_eq!(size(&request), (2, 0));
    }
    for (older, newer) in [(&without, &has_another), (&unknown, &without)] {
        let [difference] = differences(older, newer)[..] else { panic!("one difference") };
        assert_eq!(difference.witness, Err(NoWitness::NotRead));
    }
}

#[test]
fn what_other_differences_make_up_for_has_no_witness() {
    // Every rung holds as many accountants. Those of Ledger are as many too, and more would block; then they are not known, so that the
    // limit shrinks, and more gives a notice. Both give a notice to whoever has more, and only together.
    let same = |draft: &mut CatalogueDraft| {
        for plan in [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced] {
            draft.plans.get_mut(plan).users.accountant = UpTo(2);
        }
    };
    let older = canada_but(|draft| {
        same(draft);
        draft.plans.ledger.users.accountant = UpTo(2);
        draft.users.accountant = Overuse::Blocks;
    });
    let newer = canada_but(same);
    let told: Vec<(Cell, NoWitness)> = differences(&older, &newer)
        .into_iter()
        .map(|difference| (difference.cell, difference.witness.expect_err("every request gets the same answer")))
        .collect();
    let kind = UserKind::Accountant;
    let expected =
        [(Cell::PlanUsers { plan: Plan::Ledger, kind }, NoWitness::NotRead), (Cell::Users { kind }, NoWitness::Outweighed)];
    assert_eq!(told, expected);
    assert!(small_requests([&older, &newer]).iter().all(|request| !differ(&older, &newer, request)));
}

#[test]
fn there_are_as_many_cells_as_the_document_has() {
    let cells: BTreeSet<Cell> = Cell::all().collect();
    let of_a_plan = 1 + UserKind::COUNT + Resource::COUNT + 1 + Feature::COUNT + 1;
    let of_the_rest = UserKind::COUNT + Resource::COUNT + Feature::COUNT + Plan::COUNT * Plan::COUNT;
    let of_add_ons = 3 + Plan::COUNT + 2 + Plan::COUNT + 3;
    assert_eq!(cells.len(), Plan::COUNT * of_a_plan + of_the_rest + of_add_ons + 5);
    assert_eq!(Cell::all().count(), cells.len(), "each once");
    let paths: BTreeSet<String> = cells.iter().map(Cell::to_string).collect();
    assert_eq!(paths.len(), cells.len(), "each path once");
    assert_eq!(Cell::UpgradeWaitHours.value_in(Catalogue::canada().as_draft()), CellValue::Number(0));
}
