//! Every cell that differs, with the smallest request whose answer it changes.

use std::collections::BTreeSet;

use expect_test::expect;
use subscription_change::catalogue::Limit::{self, NoLimit, UpTo};
use subscription_change::catalogue::{
    Article, ArticleId, Effective, Enforcement, FeatureUse, Ladder, LocalName, Mark, PriceWhenTakenOver, Shortfalls, Source,
    Sources, Terms,
};
use subscription_change::compare::{Cell, CellDifference, CellValue, Comparison, NoWitness};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::{PlanSet, ResourceSet, StatusSet, TierSet, UserKindSet};
use subscription_change::{
    AddOnKind, Catalogue, ClientStatus, Feature, FeatureSet, NoticeCode, Party, Plan, Product, ReasonCode, Tier, UserKind,
};

use super::brute::{answer, differ, random_requests, size, small_requests};
use super::document::{copy, document, value_at, with_cell_of};
use laws::common::{canada_but, is_whole, some_of};
use laws::quotas;
use laws::random::{Random, random_edition};

const INVENTED_EDITION: &str = include_str!("../../../../examples/data/invented-edition.json");

fn invented() -> Box<Catalogue> {
    Box::new(serde_json::from_str::<Terms>(INVENTED_EDITION).expect("a terms").check().expect("a catalogue"))
}

fn differences(older: &Catalogue, newer: &Catalogue) -> Vec<CellDifference> {
    Comparison::new(older, newer).differences().collect()
}

/// Pairs of catalogues that differ in much, in little and in nothing; not on the stack, which they would fill.
fn pairs(seed: u64, count: usize) -> Vec<(Box<Catalogue>, Box<Catalogue>)> {
    let mut random = Random::new(seed);
    let [before, now] = Catalogue::embedded_in("CA") else { panic!("two Canadian catalogues are embedded") };
    let of = |catalogue: &Catalogue| Box::new(catalogue.clone());
    let mut pairs =
        vec![(of(before), of(now)), (of(now), of(before)), (of(now), of(now)), (of(now), invented()), (invented(), of(now))];
    let any = |random: &mut Random| Box::new(random_edition(random).catalogue);
    while pairs.len() < count {
        let (one, other) = (any(&mut random), any(&mut random));
        pairs.push(if random.flag() { (one, other) } else { (of(now), one) });
    }
    pairs
}

/// The path of every key of the document, in its order.
fn paths(terms: &Terms) -> Vec<String> {
    let document = serde_json::to_string_pretty(terms).expect("it is written");
    let (mut path, mut paths) = (Vec::new(), Vec::new());
    for line in document.lines() {
        let written = line.trim_start();
        if let Some((key, _)) = written.strip_prefix('"').and_then(|written| written.split_once("\": ")) {
            path.truncate((line.len() - written.len()) / 2 - 1);
            path.push(key);
            paths.push(path.join("."));
        }
    }
    paths
}

#[test]
fn cells_stand_in_the_order_of_the_document() {
    let mut terms = *Catalogue::canada().terms();
    // What may be left out is there.
    for &kind in AddOnKind::ALL {
        let add_on = terms.add_ons.get_mut(kind);
        (add_on.upgrades_take_effect, add_on.downgrades_take_effect) =
            (Some(Effective::Immediately), Some(Effective::Immediately));
    }
    let paths = paths(&terms);
    // A member of a list stands where the list does.
    let place = |cell: Cell| {
        let cell = cell.to_string();
        let list = cell.rsplit_once('.').map(|(list, _)| list.to_owned());
        let place = |of: &str| paths.iter().position(|path| path == of);
        place(&cell).or_else(|| place(&list?)).unwrap_or_else(|| panic!("{cell} stands nowhere in the document"))
    };
    // The sources of a rule may be left out too, and are in the order of the rules.
    let cells = Cell::all().filter(|cell| !matches!(cell, Cell::ReasonSources { .. } | Cell::NoticeSources { .. }));
    let cells: Vec<(usize, Cell)> = cells.map(|cell| (place(cell), cell)).collect();
    for pair in cells.windows(2) {
        assert!(pair[0].0 <= pair[1].0, "{} comes before {}", pair[0].1, pair[1].1);
    }
}

#[test]
fn the_differences_are_all_and_each_is_what_the_documents_say() {
    for (older, newer) in pairs(1, if is_whole() { 40 } else { 15 }) {
        let (older_document, newer_document) = (document(older.terms()), document(newer.terms()));
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
        let patched: Terms = serde_json::from_value(patched).expect("it is read");
        assert_eq!(&patched, older.terms(), "with all of them taken back it is the older one");
    }
}

#[test]
fn each_witness_is_answered_differently_and_on_account_of_its_cell() {
    let (mut witnesses, mut taken_back) = (0, 0);
    for (older, newer) in pairs(2, if is_whole() { 40 } else { 15 }) {
        for CellDifference { cell, witness, .. } in differences(&older, &newer) {
            let Ok(changed) = witness else { continue };
            let request = changed.request;
            assert_eq!(changed.older, request.plan_change_with(&older).into(), "{cell}");
            assert_eq!(changed.newer, request.plan_change_with(&newer).into(), "{cell}");
            assert_ne!(answer(&older, &request), answer(&newer, &request), "{cell}: {request:?}");
            witnesses += 1;
            // Without this difference the newer one answers otherwise; what it would be without may be no catalogue by itself.
            if let Ok(without) = with_cell_of(&newer, &older, cell) {
                assert_ne!(answer(&without, &request), answer(&newer, &request), "{cell}: {request:?}");
                taken_back += 1;
            }
        }
    }
    assert!(witnesses > 700 && taken_back > 550, "{witnesses} witnesses, {taken_back} of them alone");
}

/// One difference at a time, against all small requests and random ones: where there is a witness none of them is smaller, and where
/// there is none no request is answered differently.
#[test]
fn no_smaller_request_tells_two_catalogues_apart_and_where_there_is_no_witness_none_does() {
    let mut random = Random::new(3);
    let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
    let kind = |cell: Cell| format!("{cell:?}").split(' ').next().map(str::to_owned);
    for (other, newer) in pairs(4, 12) {
        for CellDifference { cell, .. } in some_of(differences(&other, &newer), 3) {
            let Ok(older) = with_cell_of(&newer, &other, cell) else { continue };
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
                    let is_not_for_decisions = matches!(
                        cell,
                        Cell::PlanShortfalls { .. }
                            | Cell::PlanName { .. }
                            | Cell::AddOnName { .. }
                            | Cell::ReasonSources { .. }
                            | Cell::NoticeSources { .. }
                    );
                    let expected = if is_not_for_decisions { NoWitness::NotForDecisions } else { NoWitness::NotRead };
                    assert_eq!(why, expected, "{cell}");
                    without.insert(kind(cell));
                }
            }
        }
    }
    assert!(with.len() >= 16 && without.len() >= 8, "of these kinds there were some with {with:?} and some without {without:?}");
}

#[test]
fn a_catalogue_does_not_differ_from_itself() {
    for catalogue in Catalogue::embedded() {
        assert_eq!(Comparison::new(catalogue, catalogue).differences().count(), 0);
        // The identity is no cell.
        let renamed = canada_but(|terms| terms.id = "CA-2030-01-01".parse().expect("an identity"));
        assert_eq!(Comparison::new(Catalogue::canada(), &renamed).differences().count(), 0);
    }
}

/// Every kind of cell, each on its own: the Canadian catalogue but for one thing.
#[test]
fn every_kind_of_cell_is_told_with_its_witness() {
    type Edit = fn(&mut Terms);
    let edits: [Edit; 34] = [
        |terms| {
            let ladder = [Plan::EasyStart, Plan::Essentials, Plan::Advanced, Plan::Plus];
            terms.edition.ladder = Ladder::new(&ladder).expect("each once");
            let meant = Shortfalls { users: UserKindSet::ALL, resources: ResourceSet::ALL, features: FeatureSet::ALL };
            terms.plans.plus.intended_shortfalls = meant;
        },
        |terms| {
            terms.edition.separate_products.insert(Plan::Ledger);
            terms.moves.ledger = PlanSet::EMPTY;
        },
        |terms| terms.edition.transferable_products = Plan::SelfEmployed.into(),
        |terms| terms.edition.names.plans.easy_start.en = "Simple Start".parse().expect("a name"),
        |terms| terms.edition.names.add_ons.time.fr = "QuickBooks Heures".parse().expect("a name"),
        |terms| {
            let article = Article::new(ArticleId::new("L6THMltE4").expect("an identifier"));
            let sources = Sources::new(&[Source::article(Mark::OtherPage, article), Source::JUDGEMENT]);
            terms.edition.sources = terms.edition.sources.with_reason(ReasonCode::TooManyUsers, sources);
        },
        |terms| {
            terms.edition.sources = terms.edition.sources.with_notice(NoticeCode::LeavesLedger, Sources::NONE);
        },
        |terms| {
            terms.plans.self_employed.sold = false;
        },
        |terms| terms.plans.plus.users.billable = UpTo(4),
        |terms| terms.plans.advanced.resources.accounts = UpTo(500),
        |terms| terms.plans.ledger.features = Some(FeatureSet::EMPTY),
        |terms| terms.plans.essentials.features = terms.plans.essentials.features.map(|has| has.with(Feature::Inventory)),
        |terms| terms.plans.plus.intended_shortfalls = Shortfalls { features: Feature::Bills.into(), ..Shortfalls::NONE },
        |terms| terms.users.accountant = Enforcement::Blocks,
        |terms| terms.resources.custom_fields = Enforcement::Blocks,
        |terms| terms.features.multicurrency = FeatureUse::Blocks { cleared_by: None, disputed: false },
        |terms| terms.moves.advanced = PlanSet::of(&[Plan::EasyStart, Plan::Plus]),
        |terms| terms.add_ons.payroll.tiers = terms.add_ons.payroll.tiers.without(Tier::Elite),
        |terms| terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart),
        |terms| terms.add_ons.time.tiers = Tier::Elite.into(),
        |terms| terms.add_ons.time.plans = terms.add_ons.time.plans.with(Plan::EasyStart),
        |terms| terms.add_ons.time.payroll_tiers = Tier::Elite.into(),
        |terms| terms.upgrade_wait_hours = 24,
        |terms| terms.transfer_permission_hours = 24,
        |terms| terms.discount_days = 30,
        |terms| terms.monthly_switch_days = 20,
        |terms| terms.revived_by_transfer = StatusSet::of(&[ClientStatus::Cancelled, ClientStatus::Expired]),
        |terms| terms.price_when_taken_over = PriceWhenTakenOver::Wholesale,
        |terms| terms.without_time_tracking = TierSet::of(&[Tier::Core, Tier::Premium]),
        |terms| terms.upgrades_take_effect = Effective::NextBillingDate,
        |terms| terms.downgrades_take_effect = Effective::NextBillingDate,
        |terms| terms.add_ons.time.upgrades_take_effect = Some(Effective::NextBillingDate),
        |terms| terms.add_ons.payroll.downgrades_take_effect = Some(Effective::NextBillingDate),
        |terms| terms.plans.ledger.users.billable = NoLimit,
    ];
    let mut told = String::new();
    for edit in edits {
        let newer = canada_but(edit);
        for difference in differences(Catalogue::canada(), &newer) {
            told.push_str(&tell(&difference));
        }
    }
    expect![[r"
        ladder: easy_start, essentials, plus, advanced; then easy_start, essentials, advanced, plus
          plus (firm) → advanced (firm): a plan, immediately, prorated_charge; then a plan, immediately
        plans.plus.intended_shortfalls: none; then billable, accountant, reports_only, time_only, accounts, classes_and_locations, custom_fields, multicurrency, recurring_transactions, bills, time_tracking, inventory, purchase_orders, projects, classes, locations, budgets, custom_roles, workflows, spreadsheet_sync, backup_and_restore, enhanced_custom_fields
          no decision reads it
        separate_products.ledger: no; then yes
          easy_start (firm) → ledger (firm): refused (never), ledger_closed; then refused (never), separate_product
        moves.ledger.easy_start: yes; then no
          ledger (firm) → easy_start (firm), firm billing outdated: refused (act), firm_billing_outdated; then refused (never), separate_product
        moves.ledger.essentials: yes; then no
          ledger (firm) → essentials (firm), firm billing outdated: refused (act), firm_billing_outdated; then refused (never), separate_product
        moves.ledger.plus: yes; then no
          ledger (firm) → plus (firm), firm billing outdated: refused (act), firm_billing_outdated; then refused (never), separate_product
        moves.ledger.advanced: yes; then no
          ledger (firm) → advanced (firm), firm billing outdated: refused (act), firm_billing_outdated; then refused (never), separate_product
        transferable_products.self_employed: no; then yes
          self_employed (client) → self_employed (firm): refused (never), separate_product, transfer_not_permitted; then refused (act), transfer_not_permitted
        names.plans.easy_start.en: EasyStart; then Simple Start
          no decision reads it
        names.add_ons.time.fr: QuickBooks Time; then QuickBooks Heures
          no decision reads it
        sources.reasons.too_many_users: S L78SslIqi; then O L6THMltE4, J
          no decision reads it
        sources.notices.leaves_ledger: S L78SslIqi; then J
          no decision reads it
        plans.self_employed.sold: yes; then no
          easy_start (firm) → self_employed (firm): refused (never), separate_product; then refused (never), separate_product, not_sold
        plans.plus.users.billable: 5; then 4
          easy_start (firm) → plus (firm), 5 billable: a plan, immediately, prorated_charge; then a plan, immediately, users_over_limit, prorated_charge
        plans.advanced.resources.accounts: no limit; then 500
          easy_start (firm) → advanced (firm), 501 accounts: a plan, immediately, prorated_charge; then a plan, immediately, resource_over_limit, prorated_charge
        plans.ledger.features: unknown; then none
          ledger (firm) → easy_start (firm): a plan, immediately, leaves_ledger, primary_admin_locked, prorated_charge; then a plan, immediately, leaves_ledger, primary_admin_locked, prorated_charge
        plans.essentials.features.inventory: no; then yes
          easy_start (firm) → essentials (firm): a plan, immediately, prorated_charge; then a plan, immediately, prorated_charge
        plans.plus.intended_shortfalls: none; then bills
          no decision reads it
        users.accountant: notice; then blocks
          advanced (firm) → easy_start (firm), 3 accountant: a plan, immediately, users_over_limit, primary_admin_locked; then refused (act), too_many_users
        resources.custom_fields: notice; then blocks
          essentials (firm) → easy_start (firm), 2 custom_fields: a plan, immediately, resource_over_limit, primary_admin_locked; then refused (act), over_limit
        features.multicurrency: blocks until turn_off, which is disputed; then blocks, and nothing clears it
          essentials (firm) → easy_start (firm), multicurrency in use: refused (act), feature_in_use; then refused (never), feature_in_use
        moves.advanced.essentials: yes; then no
          advanced (firm) → essentials (firm): a plan, immediately; then refused (never), transition_closed
        payroll.tiers.elite: yes; then no
          easy_start (firm) → easy_start (firm) + payroll elite (firm): a plan, immediately, prorated_charge; then refused (never), not_sold
        payroll.plans.easy_start: yes; then no
          easy_start (firm) → easy_start (firm) + payroll core (firm): a plan, immediately, prorated_charge; then refused (act), add_on_unsupported
        time.tiers.premium: yes; then no
          easy_start (firm) → easy_start (firm) + time premium (firm): refused (act), add_on_unsupported; then refused (never), not_sold, add_on_unsupported
        time.plans.easy_start: no; then yes
          easy_start (firm) → easy_start (firm) + time premium (firm): refused (act), add_on_unsupported; then a plan, immediately, prorated_charge
        time.payroll_tiers.premium: yes; then no
          easy_start (firm) → easy_start (firm) + time premium (firm): refused (act), add_on_unsupported; then refused (act), add_on_unsupported
        upgrade_wait_hours: 0; then 24
          easy_start (firm) → essentials (firm), hours_since_downgrade 0: a plan, immediately, prorated_charge; then refused (wait), upgrade_too_soon
        transfer_permission_hours: 48; then 24
          easy_start (client) → easy_start (firm), transfer_permission_hours 25: a plan, immediately, retail_price; then refused (act), transfer_permission_expired
        discount_days: 60; then 30
          easy_start (client) → easy_start (firm), transfer_permission_hours 0, days_since_discount 31: a plan, immediately, discount_kept; then a plan, immediately, retail_price
        monthly_switch_days: 30; then 20
          easy_start (client) → easy_start (firm), days_to_renewal 21: refused (act), transfer_not_permitted, annual_billing; then refused (act), transfer_not_permitted, annual_billing
        revived_by_transfer.expired: no; then yes
          easy_start (client) → easy_start (firm), expired: refused (act), client_read_only, transfer_not_permitted; then refused (act), transfer_not_permitted
        price_when_taken_over: retail; then wholesale
          easy_start (client) → easy_start (firm), transfer_permission_hours 0: a plan, immediately, retail_price; then a plan, immediately, wholesale_price
        payroll.without_time_tracking.premium: no; then yes
          easy_start (firm) → essentials (firm) + payroll premium (firm): a plan, immediately, prorated_charge; then a plan, immediately, time_tracking_unavailable, prorated_charge
        upgrades_take_effect: immediately; then next_billing_date
          easy_start (firm) → essentials (firm): a plan, immediately, prorated_charge; then a plan, next_billing_date, prorated_charge
        downgrades_take_effect: immediately; then next_billing_date
          essentials (firm) → easy_start (firm): a plan, immediately, primary_admin_locked; then a plan, next_billing_date, primary_admin_locked
        time.upgrades_take_effect: as for the plan; then next_billing_date
          easy_start (firm) → essentials (firm) + time premium (firm): a plan, immediately, prorated_charge; then a plan, next_billing_date, prorated_charge
        payroll.downgrades_take_effect: as for the plan; then next_billing_date
          easy_start (firm) + payroll core (firm) → easy_start (firm): a plan, immediately, add_on_goes_down; then a plan, next_billing_date, add_on_goes_down
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
                let add_ons = AddOnKind::ALL.iter().map(|kind| (kind, &request[side][kind.name()]));
                let products: Vec<String> = add_ons
                    .filter(|(_, held)| !held.is_null())
                    .map(|(kind, held)| format!(" + {kind} {} ({})", held["tier"], held["payer"]))
                    .collect();
                let base = &request[side]["base"];
                format!("{} ({}){}", base["plan"], base["payer"], products.concat()).replace('"', "")
            };
            let usage = &request["context"]["client"]["usage"];
            let used = Quota::ALL.iter().map(|&quota| (quotas::name(quota), changed.request.context.client.usage.used(quota)));
            let mut known: Vec<String> =
                used.filter(|(_, used)| *used != 0).map(|(name, used)| format!("{used} {name}")).collect();
            known.extend(usage["features"].as_array().expect("a list").iter().map(|feature| format!("{feature} in use")));
            for since in ["transfer_permission_hours", "days_since_discount", "hours_since_downgrade", "days_to_renewal"] {
                let value = &request["context"]["client"][since];
                known.extend((!value.is_null()).then(|| format!("{since} {value}")));
            }
            let status = changed.request.context.client.status;
            known.extend((status != ClientStatus::Active).then(|| status.to_string()));
            known.extend((!changed.request.context.firm.billing_current).then(|| "firm billing outdated".to_owned()));
            let answers = [&changed.older, &changed.newer].map(super::book::in_short);
            let [older, newer] = answers;
            let known = if known.is_empty() { String::new() } else { format!(", {}", known.join(", ").replace('"', "")) };
            format!("{} → {}{known}: {older}; then {newer}", held("current"), held("target"))
        }
    };
    format!("{cell}: {older}; then {newer}\n  {witness}\n")
}

/// How long is left differs from the first hour on.
#[test]
fn a_wait_of_another_length_is_shown_by_an_upgrade_right_after_the_downgrade() {
    let [longer, shorter] = [48, 24].map(|hours| canada_but(|terms| terms.upgrade_wait_hours = hours));
    for (older, newer) in [(&longer, &shorter), (&shorter, &longer)] {
        let [difference] = differences(older, newer)[..] else { panic!("one difference") };
        let request = difference.witness.expect("there is one").request;
        assert_eq!(request.context.client.hours_since_downgrade, Some(0));
        assert_eq!(size(&request), (1, 0));
    }
}

#[test]
fn what_no_open_move_reads_has_no_witness() {
    let newer = canada_but(|terms| {
        terms.plans.ledger.resources.accounts = UpTo(5);
        terms.plans.self_employed.users.billable = UpTo(9);
        terms.plans.plus.users.time_only = UpTo(u32::MAX);
        terms.plans.advanced.users.time_only = UpTo(u32::MAX);
        terms.plans.essentials.users.time_only = UpTo(u32::MAX);
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

/// No move leads to Self-Employed or from it; but payroll Core takes time tracking away where the plan has it, in use or not.
#[test]
fn a_feature_of_a_plan_without_moves_is_read_where_payroll_takes_it_away() {
    let with = |features: Option<FeatureSet>| {
        canada_but(|terms| {
            terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.with(Plan::SelfEmployed);
            terms.plans.self_employed.features = features;
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
        assert_eq!(request.current, request.target.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm));
        assert_eq!((request.target.base.plan, request.context.client.usage.features), (plan, FeatureSet::EMPTY));
        assert_eq!(size(&request), (1, 0));
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
    let same = |terms: &mut Terms| {
        for plan in [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced] {
            terms.plans.get_mut(plan).users.accountant = UpTo(2);
        }
    };
    let older = canada_but(|terms| {
        same(terms);
        terms.plans.ledger.users.accountant = UpTo(2);
        terms.users.accountant = Enforcement::Blocks;
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

/// The same, and something else that the same change of plan shows: then the two together are a witness, of what is smaller than either's limit
/// too.
#[test]
fn what_other_differences_make_up_for_is_shown_beside_one_that_nothing_makes_up_for() {
    let same = |terms: &mut Terms, ledger: Limit, enforcement: Enforcement| {
        for plan in [Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced] {
            terms.plans.get_mut(plan).users.accountant = UpTo(2);
        }
        terms.plans.ledger.users.accountant = ledger;
        terms.users.accountant = enforcement;
    };
    let older = canada_but(|terms| same(terms, UpTo(2), Enforcement::Blocks));
    let witness_with = |change: fn(&mut Terms)| {
        let newer = canada_but(|terms| {
            same(terms, Limit::Unknown, Enforcement::Notice);
            change(terms);
        });
        let mut differences = Comparison::new(&older, &newer).differences();
        let of_accountants = differences.find(|of| of.cell == Cell::Users { kind: UserKind::Accountant });
        of_accountants.expect("it differs").witness.map(|changed| changed.request)
    };
    assert_eq!(witness_with(|_| {}), Err(NoWitness::Outweighed));
    // One user more than the fewer that the newer one lets Plus have.
    let request = witness_with(|terms| terms.plans.plus.users.billable = UpTo(4)).expect("there is one");
    assert_eq!((request.current.base.plan, request.target.base.plan), (Plan::Ledger, Plan::Plus));
    assert_eq!((request.context.client.usage.users.accountant, request.context.client.usage.users.billable), (3, 5));
    assert_eq!(size(&request), (2, 8));
    // At another price, an add-on is taken over beside the change of plan: held before and after, by the client before, on a permission.
    let request = witness_with(|terms| terms.price_when_taken_over = PriceWhenTakenOver::Wholesale).expect("there is one");
    assert_eq!((request.current.base.plan, request.target.base.plan), (Plan::Ledger, Plan::EasyStart));
    assert_eq!(request.current.payer(Product::Payroll), Some(Party::Client));
    assert_eq!(request.target.payer(Product::Payroll), Some(Party::Firm));
    assert_eq!(size(&request), (5, 3));
    // Of both the smaller one, though it is of a later change of plan.
    let request = witness_with(|terms| {
        terms.plans.plus.users.billable = UpTo(4);
        terms.price_when_taken_over = PriceWhenTakenOver::Wholesale;
    });
    assert_eq!(size(&request.expect("there is one")), (2, 8));
}

#[test]
fn there_are_as_many_cells_as_the_document_has() {
    let cells: BTreeSet<Cell> = Cell::all().collect();
    let of_a_plan = 1 + Quota::ALL.len() + 1 + Feature::COUNT + 1;
    let of_the_rest = Quota::ALL.len() + Feature::COUNT + Plan::COUNT * Plan::COUNT;
    let of_add_on = |kind: &AddOnKind| kind.tiers().len() + Plan::COUNT + 2;
    let payroll = AddOnKind::Payroll.tiers().len();
    let of_add_ons = AddOnKind::ALL.iter().map(of_add_on).sum::<usize>() + (AddOnKind::COUNT - 1) * payroll;
    let of_the_edition = 1
        + 2 * Plan::COUNT
        + (Plan::COUNT + AddOnKind::COUNT) * LocalName::LANGUAGES.len()
        + ReasonCode::COUNT
        + NoticeCode::COUNT;
    let revived = ClientStatus::ALL.iter().filter(|status| status.is_read_only()).count();
    let all_but_the_edition = Plan::COUNT * of_a_plan + of_the_rest + of_add_ons + 7 + revived + payroll;
    assert_eq!(cells.len(), of_the_edition + all_but_the_edition);
    assert_eq!(Cell::all().count(), cells.len(), "each once");
    let paths: BTreeSet<String> = cells.iter().map(Cell::to_string).collect();
    assert_eq!(paths.len(), cells.len(), "each path once");
    assert_eq!(Cell::UpgradeWaitHours.value_in(Catalogue::canada().terms()), CellValue::Number(0));
}
