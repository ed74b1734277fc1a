//! Names and sets: one name for one concept, the same wherever it is written, read or listed.

use std::collections::{BTreeSet, HashSet};
use std::str::FromStr;

use subscription_change::assess::Verdict;
use subscription_change::catalogue::{Clearance, Effective, Enforcement, Mark, Part, PriceWhenTakenOver};
use subscription_change::compare::Strictness;
use subscription_change::parts::{DecisionKind, Item, Quota};
use subscription_change::record::RecheckVerdict;
use subscription_change::vocabulary::{
    AddOnSet, PlanSet, ProductSet, ReasonCodeSet, ResourceSet, StatusSet, TierSet, UnknownName, UserKindSet, Vocabulary,
};
use subscription_change::ways_out::{ActionCode, Availability, FitVerdict};
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, Catalogue, ClientStatus, Feature, FeatureSet, NoticeCode, Parties, Party, Plan,
    PrimaryAdmin, Product, ReasonCode, RemedyCode, Resolution, Resource, StepCode, Subscription, Tier, UserKind,
};

use crate::common::{counts_down, hash, some_of};

/// For each vocabulary: its noun in the error for an unknown name, and its names in the order of the tables.
macro_rules! vocabularies {
    ($($test:ident: $Name:ident, $concept:literal, [$($name:literal),+ $(,)?];)+) => {
        /// The vocabularies that have a row here.
        const LISTED: &[&str] = &[$(stringify!($Name)),+];

        $(
        #[test]
        fn $test() {
            let names = [$($name),+];
            assert_eq!($Name::ALL.iter().map(|member| member.name()).collect::<Vec<_>>(), names);
            assert_eq!($Name::COUNT, names.len());
            assert!($Name::ALL.is_sorted_by(|a, b| a < b), "their order is the order of the table");
            for (&member, name) in $Name::ALL.iter().zip(names) {
                assert_eq!(member.to_string(), name);
                assert_eq!($Name::from_str(name), Ok(member));
                assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name} is in snake_case");
                for wrong in [name.to_uppercase(), format!(" {name}"), format!("{name}s"), name.replace('_', "-") + "-"] {
                    assert!($Name::from_str(&wrong).is_err(), "{wrong} is no name");
                }
            }
            for unknown in ["", "nothing like it", "None", "0"] {
                let error: UnknownName = $Name::from_str(unknown).expect_err("it is no name");
                assert_eq!(error.expected(), names);
                assert_eq!(error.to_string(), format!("unknown {}, expected one of {}", $concept, names.join(", ")));
            }
        }
        )+
    };
}

vocabularies! {
    products: Product, "product", ["base", "payroll", "time", "bill_pay"];
    plans: Plan, "plan", ["easy_start", "essentials", "plus", "advanced", "ledger", "self_employed"];
    add_ons: AddOnKind, "add-on", ["payroll", "time", "bill_pay"];
    tiers: Tier, "tier", ["core", "basic", "premium", "elite"];
    parties: Party, "party", ["firm", "client"];
    actors: Actor, "actor", ["firm", "client", "vendor", "requester"];
    features: Feature, "feature", [
        "multicurrency",
        "recurring_transactions",
        "bills",
        "time_tracking",
        "inventory",
        "purchase_orders",
        "projects",
        "classes",
        "locations",
        "budgets",
        "custom_roles",
        "workflows",
        "spreadsheet_sync",
        "backup_and_restore",
        "enhanced_custom_fields",
    ];
    user_kinds: UserKind, "user kind", ["billable", "accountant", "reports_only", "time_only"];
    resources: Resource, "resource", ["accounts", "classes_and_locations", "custom_fields"];
    client_statuses: ClientStatus, "client status",
        ["pending", "trial", "active", "cancelling", "restricted", "suspended", "expired", "cancelled"];
    billing_cycles: BillingCycle, "billing cycle", ["monthly", "annual"];
    primary_admins: PrimaryAdmin, "holder of the primary-admin role", ["client", "firm", "other"];
    prices_when_taken_over: PriceWhenTakenOver, "price", ["retail", "wholesale"];
    verdicts: Verdict, "verdict", ["change_plan", "refusal", "open"];
    resolutions: Resolution, "resolution", ["never", "act", "wait"];
    effects: Effective, "effect", ["immediately", "next_billing_date"];
    enforcements: Enforcement, "enforcement", ["blocks", "notice", "suspends"];
    clearances: Clearance, "clearance", ["turn_off", "pause_templates", "make_items_inactive"];
    strictnesses: Strictness, "strictness", ["same", "stricter", "looser", "mixed"];
    decisions: DecisionKind, "decision", ["change_plan", "refusal"];
    audiences: Audience, "audience", ["firm", "client", "other"];
    marks: Mark, "mark", ["source", "other_page", "judgement"];
    reason_codes: ReasonCode, "reason", [
        "nothing_to_change",
        "separate_product",
        "ledger_closed",
        "not_sold",
        "transition_closed",
        "client_pending",
        "client_read_only",
        "firm_billing_outdated",
        "firm_subscription_outdated",
        "client_billing_outdated",
        "not_authorised",
        "downgrade_not_offered",
        "downgrade_not_confirmed",
        "losses_not_accepted",
        "too_many_users",
        "feature_in_use",
        "over_limit",
        "add_on_unsupported",
        "upgrade_too_soon",
        "transfer_and_change",
        "transfer_not_permitted",
        "transfer_permission_expired",
        "annual_billing",
        "client_not_primary_admin",
        "primary_admin_elsewhere",
        "firm_user_not_permitted",
        "firm_not_accountant",
        "not_subscribed_yet",
        "address_mismatch",
        "other_billing_system",
        "other_region",
        "cancellation_pending",
    ];
    remedy_codes: RemedyCode, "remedy", [
        "wait_until_moved",
        "reactivate",
        "update_firm_billing",
        "update_firm_subscription",
        "update_client_billing",
        "authorise",
        "look_again",
        "confirm",
        "accept_losses",
        "remove_users",
        "turn_off",
        "pause_templates",
        "make_items_inactive",
        "reduce",
        "drop_add_on",
        "take_payroll",
        "wait",
        "transfer_separately",
        "permit_transfer",
        "switch_to_monthly",
        "hand_over_primary_admin",
        "recover_primary_admin",
        "grant_billing_access",
        "invite_firm",
        "subscribe",
        "correct_address",
        "resume",
    ];
    action_codes: ActionCode, "action",
        ["upgrade", "downgrade", "leave_ledger", "switch", "add", "raise", "lower", "remove", "transfer"];
    availabilities: Availability, "availability", ["now", "later", "never", "depends"];
    fit_verdicts: FitVerdict, "verdict", ["holds", "lacks", "unknown", "depends"];
    recheck_verdicts: RecheckVerdict, "outcome of a recheck", ["same", "same_but", "no_longer_possible"];
    parts: Part, "part of a rule", [
        "upgrades",
        "downgrades",
        "transfers_to_firm",
        "asked_by_firm",
        "asked_by_client",
        "paid_by_firm",
        "each_product",
        "confirmation",
        "each_feature",
        "read_only",
        "the_refusal",
        "ladder_plans",
        "plans_beside",
        "multicurrency",
        "multicurrency_kept",
        "other_features",
        "doubted",
        "transfers_to_client",
        "who_acts",
        "time",
        "other_add_ons",
        "cancelled",
        "self_employed_billing",
        "on_easy_start",
        "bill_pay",
    ];
    step_codes: StepCode, "step", ["change_plan", "add", "remove", "change_tier", "transfer_billing"];
    notice_codes: NoticeCode, "notice", [
        "leaves_ledger",
        "features_lost",
        "users_over_limit",
        "resource_over_limit",
        "company_suspended",
        "add_on_goes_down",
        "discounts_end",
        "time_tracking_unavailable",
        "primary_admin_locked",
        "resubscribes",
        "prorated_charge",
        "discount_kept",
        "retail_price",
        "wholesale_price",
        "full_price",
        "read_only_until_billing_details",
        "payment_details_needed",
    ];
}

#[test]
fn every_vocabulary_has_a_row_here() {
    let mut declared = Vec::new();
    for (_, source) in crate::floors::files() {
        for block in source.split("\nvocabulary! {\n").skip(1) {
            let name = block.split("pub enum ").nth(1).and_then(|rest| rest.split(' ').next()).expect("it declares one");
            declared.push(name.to_owned());
        }
    }
    assert!(declared.len() > 25, "{declared:?}");
    let missing: Vec<&String> = declared.iter().filter(|name| !LISTED.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "add these to `vocabularies!`: {missing:?}");
}

#[test]
fn an_unknown_name_is_an_error_that_can_be_boxed() {
    let error: Box<dyn std::error::Error + Send + Sync> = "paused".parse::<ClientStatus>().expect_err("it is none").into();
    assert_eq!(
        error.to_string(),
        "unknown client status, expected one of pending, trial, active, cancelling, restricted, suspended, expired, cancelled",
    );
}

#[test]
fn each_add_on_is_a_product_with_its_own_tiers() {
    let tiers: Vec<(&str, Vec<&str>)> =
        AddOnKind::ALL.iter().map(|kind| (kind.name(), kind.tiers().iter().map(Tier::name).collect())).collect();
    assert_eq!(
        tiers,
        [
            ("payroll", vec!["core", "premium", "elite"]),
            ("time", vec!["premium", "elite"]),
            ("bill_pay", vec!["basic", "premium", "elite"]),
        ]
    );
    for &kind in AddOnKind::ALL {
        assert_eq!((kind.product().name(), kind.product().add_on()), (kind.name(), Some(kind)));
    }
    assert_eq!(Product::Base.add_on(), None);
    assert_eq!(Product::COUNT, 1 + AddOnKind::COUNT);
}

#[test]
fn the_parties_are_actors_and_the_other_actors_are_no_parties() {
    for &party in Party::ALL {
        assert_eq!(Actor::from(party).name(), party.name());
        assert_eq!(Party::try_from(Actor::from(party)), Ok(party));
    }
    for actor in [Actor::Vendor, Actor::Requester] {
        assert_eq!(Party::try_from(actor).expect_err("it is no party").expected(), ["firm", "client"]);
    }
}

#[test]
fn an_item_has_the_name_of_its_plan_or_tier() {
    for &plan in Plan::ALL {
        assert_eq!(Item::Plan(plan).name(), plan.name());
    }
    for &tier in Tier::ALL {
        assert_eq!(Item::Tier(tier).name(), tier.name());
    }
}

#[test]
fn ranks_are_those_of_the_ladder() {
    let canada = Catalogue::canada();
    let ranks: Vec<Option<usize>> = Plan::ALL.iter().map(|&plan| canada.rank(plan)).collect();
    assert_eq!(ranks, [Some(0), Some(1), Some(2), Some(3), None, None]);
    let ladder = canada.terms().edition.ladder;
    let on_ladder: Vec<bool> = Plan::ALL.iter().map(|&plan| ladder.contains(plan)).collect();
    assert_eq!(on_ladder, [true, true, true, true, false, false]);
    assert!(ladder.iter().eq([Plan::EasyStart, Plan::Essentials, Plan::Plus, Plan::Advanced]));
}

#[test]
fn a_quota_has_the_name_of_what_it_is_of() {
    let names = UserKind::ALL.iter().map(|kind| kind.name()).chain(Resource::ALL.iter().map(|resource| resource.name()));
    assert!(Quota::ALL.iter().map(|quota| quota.name()).eq(names));
    assert!(Quota::ALL.iter().map(|&quota| Vocabulary::place(quota)).eq(0..Quota::ALL.len()));
}

/// Each kind of set compared with the standard library's, for all pairs of many sets of its members.
macro_rules! sets {
    ($($test:ident: $Set:ident of $Member:ident;)+) => {$(
        #[test]
        fn $test() {
            let all: BTreeSet<$Member> = $Member::ALL.iter().copied().collect();
            assert_eq!($Set::ALL.iter().collect::<BTreeSet<_>>(), all);
            assert_eq!($Set::EMPTY.iter().next(), None);
            assert_eq!($Set::default(), $Set::EMPTY);

            let some: Vec<BTreeSet<$Member>> = some_sets($Member::ALL);
            // For the largest vocabularies, each set with some others; an odd number, so that there are some of each kind.
            let one_in = (some.len() / 64) | 1;
            for a in &some {
                // Whatever their order, they are listed in the order of the table.
                let backwards: Vec<$Member> = a.iter().rev().copied().collect();
                let set = $Set::of(&backwards);
                assert_eq!(set.iter().collect::<Vec<_>>(), a.iter().copied().collect::<Vec<_>>());
                assert_eq!(set, backwards.iter().copied().collect::<$Set>());
                assert_eq!(format!("{set:?}"), format!("{a:?}"));
                assert_eq!((set.len(), set.is_empty()), (a.len(), a.is_empty()));

                assert_eq!(counts_down(set.into_iter()), a.len());

                for &member in $Member::ALL {
                    assert_eq!(set.contains(member), a.contains(&member));
                    assert_eq!(set.with(member), set.union(member.into()));
                    assert_eq!(set.without(member), set.difference(member.into()));
                    let (mut put, mut taken) = (set, set);
                    assert_eq!((put.insert(member), put), (!a.contains(&member), set.with(member)));
                    assert_eq!((taken.remove(member), taken), (a.contains(&member), set.without(member)));
                    assert!(put.contains(member) && !taken.contains(member));
                }

                for b in some_of(&some, one_in) {
                    let other: $Set = b.iter().copied().collect();
                    assert!(set.union(other).iter().eq(a.union(b).copied()));
                    assert!(set.intersection(other).iter().eq(a.intersection(b).copied()));
                    assert!(set.difference(other).iter().eq(a.difference(b).copied()));
                    assert_eq!(set.is_subset(other), a.is_subset(b));
                    assert_eq!(set == other, a == b);
                    assert_eq!(hash(&set) == hash(&other), a == b, "{set:?} and {other:?}");
                    let mut extended = set;
                    extended.extend(other);
                    assert_eq!(extended, set.union(other));
                }
            }
        }
    )+};
}

/// All sets of a small vocabulary; for a large one, every run of members, with and without every second one.
fn some_sets<T: Copy + Ord>(members: &[T]) -> Vec<BTreeSet<T>> {
    if members.len() <= 6 {
        let of_bits = |bits: u32| members.iter().enumerate().filter(move |(i, _)| bits >> i & 1 != 0).map(|(_, &member)| member);
        return (0..1 << members.len()).map(|bits| of_bits(bits).collect()).collect();
    }
    let mut sets = vec![BTreeSet::new()];
    for first in 0..members.len() {
        for last in first..members.len() {
            sets.push(members[first..=last].iter().copied().collect());
            sets.push(members[first..=last].iter().copied().step_by(2).collect());
        }
    }
    sets
}

sets! {
    sets_of_products: ProductSet of Product;
    sets_of_resources: ResourceSet of Resource;
    sets_of_user_kinds: UserKindSet of UserKind;
    sets_of_plans: PlanSet of Plan;
    sets_of_add_ons: AddOnSet of AddOnKind;
    sets_of_tiers: TierSet of Tier;
    sets_of_reason_codes: ReasonCodeSet of ReasonCode;
    sets_of_statuses: StatusSet of ClientStatus;
    sets_of_parties: Parties of Party;
    sets_of_features: FeatureSet of Feature;
}

#[test]
fn every_subscription_is_listed_once() {
    let ways: usize = AddOnKind::ALL.iter().map(|kind| 1 + kind.tiers().len() * Party::COUNT).product();
    let all: HashSet<Subscription> = Subscription::all().collect();
    assert_eq!(all.len(), Plan::COUNT * Party::COUNT * ways);
    assert_eq!(Subscription::all().len(), all.len());
}
