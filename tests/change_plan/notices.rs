//! The notices: what to know about a change before it is made.

use subscription_change::catalogue::{Enforcement, Limit, PriceWhenTakenOver};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::{StatusSet, TierSet};
use subscription_change::{
    AddOnKind, Catalogue, ClientStatus, Feature, FeatureSet, Notice, NoticeCode, Party, Plan, Product, Request, Resource, Tier,
    UserKind,
};

use crate::common::{assert_allowed_with, but, canada_but, client, firm, plan, request, with_every_add_on};

/// What the firm pays for goes up.
const CHARGED: Notice = charged(Party::Firm);

/// What this party pays for goes up.
const fn charged(payer: Party) -> Notice {
    Notice::ProratedCharge { payer }
}

const fn goes_down(product: Product, from: Tier, to: Option<Tier>) -> Notice {
    Notice::AddOnGoesDown { product, from, to }
}

#[track_caller]
fn assert_notices<const N: usize>(request: &Request, expected: [Notice; N]) {
    let plan = plan(request);
    let notices: Vec<Notice> = plan.notices().collect();
    assert_eq!(notices, expected);
    assert_eq!(plan.notices().len(), N, "the length that the iterator tells");
}

#[test]
fn notice_codes_and_their_parameters_are_those_of_the_table_in_its_order() {
    let codes: Vec<(&str, &[&str])> = NoticeCode::ALL.iter().map(|code| (code.name(), code.parameters())).collect();
    let table: [(&str, &[&str]); 17] = [
        ("leaves_ledger", &[]),
        ("features_lost", &["features"]),
        ("users_over_limit", &["kind", "used", "limit"]),
        ("resource_over_limit", &["resource", "used", "limit"]),
        ("company_suspended", &["kind or resource", "used", "limit"]),
        ("add_on_goes_down", &["product", "from", "to"]),
        ("discounts_end", &[]),
        ("time_tracking_unavailable", &[]),
        ("primary_admin_locked", &[]),
        ("resubscribes", &[]),
        ("prorated_charge", &["payer"]),
        ("discount_kept", &["product"]),
        ("retail_price", &["product"]),
        ("wholesale_price", &["product"]),
        ("full_price", &["product"]),
        ("read_only_until_billing_details", &[]),
        ("payment_details_needed", &[]),
    ];
    assert_eq!(codes, table);
}

#[test]
fn a_change_that_costs_nothing_has_no_notices() {
    assert_notices(&request(firm(Plan::Advanced), firm(Plan::Plus)), []);
    assert_notices(&request(firm(Plan::Plus), firm(Plan::Essentials)), []);
}

#[test]
fn leaves_ledger_is_given_where_base_leaves_ledger() {
    for to in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
        assert_notices(&request(firm(Plan::Ledger), firm(to)), [Notice::LeavesLedger, CHARGED]);
        assert_notices(&request(firm(Plan::EasyStart), firm(to)), [CHARGED]);
    }
    // Ledger stays.
    let full_price = Notice::FullPrice { product: Product::Payroll };
    let held = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    assert_notices(&request(held, held.with_payer(Product::Payroll, Party::Client)), [full_price]);
}

#[test]
fn features_lost_names_what_is_in_use_and_lost() {
    let using =
        |request: Request, features: &[Feature]| but(&request, |r| r.context.client.usage.features = FeatureSet::of(features));
    let down = || request(firm(Plan::Advanced), firm(Plan::Plus));
    let lost = |features| Notice::FeaturesLost { features: FeatureSet::of(features) };
    assert_notices(&using(down(), &[Feature::Workflows, Feature::Projects]), [lost(&[Feature::Workflows])]);
    // In use, and kept; lost, and not in use.
    assert_notices(&using(down(), &[Feature::Projects]), []);
    assert_notices(&down(), []);
    // In use, although the old plan does not have it either.
    assert_notices(&using(request(firm(Plan::Plus), firm(Plan::Essentials)), &[Feature::Workflows]), []);
    // What Ledger has is unknown, so it may be lost.
    let from_ledger = using(request(firm(Plan::Ledger), firm(Plan::Essentials)), &[Feature::Projects, Feature::Bills]);
    assert_notices(&from_ledger, [Notice::LeavesLedger, lost(&[Feature::Projects]), CHARGED]);
}

#[test]
fn users_over_limit_is_given_one_above_the_limit_and_not_at_it() {
    for (kind, from, to, limit) in [
        (UserKind::Accountant, Plan::Advanced, Plan::Plus, 2),
        (UserKind::ReportsOnly, Plan::Plus, Plan::Essentials, 0),
        (UserKind::TimeOnly, Plan::Essentials, Plan::EasyStart, 0),
    ] {
        let request = |used| but(&request(firm(from), firm(to)), |r| *r.context.client.usage.users.get_mut(kind) = used);
        let given = |used| plan(&request(used)).notices().find(|notice| notice.code() == NoticeCode::UsersOverLimit);
        assert_eq!(given(limit), None, "{kind}");
        for used in [limit + 1, u32::MAX] {
            assert_eq!(given(used), Some(Notice::UsersOverLimit { kind, used, limit }), "{kind}");
        }
    }
}

#[test]
fn users_over_limit_is_given_for_billable_users_where_they_did_not_refuse_it() {
    // The limit grows, and is still too low.
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Essentials)), |r| r.context.client.usage.users.billable = 4);
    assert_notices(&up, [Notice::UsersOverLimit { kind: UserKind::Billable, used: 4, limit: 3 }, CHARGED]);
    assert_notices(&but(&up, |r| r.context.client.usage.users.billable = 3), [CHARGED]);
}

#[test]
fn users_over_limit_is_not_given_where_base_stays() {
    let crowded = but(&request(firm(Plan::EasyStart), client(Plan::EasyStart)), |r| {
        r.context.client.usage.users.billable = 9;
        r.context.client.usage.users.accountant = 9;
        r.context.client.usage.accounts = 999;
    });
    assert_notices(&crowded, [Notice::FullPrice { product: Product::Base }, Notice::ReadOnlyUntilBillingDetails]);
}

#[test]
fn resource_over_limit_is_given_one_above_the_limit_and_not_at_it() {
    let down = request(firm(Plan::Advanced), firm(Plan::Plus));
    let used = |accounts, classes_and_locations, custom_fields| {
        but(&down, |r| {
            r.context.client.usage.accounts = accounts;
            r.context.client.usage.classes_and_locations = classes_and_locations;
            r.context.client.usage.custom_fields = custom_fields;
        })
    };
    let over = |resource, used, limit| Notice::ResourceOverLimit { resource, used, limit };
    assert_notices(&used(250, 40, 4), []);
    assert_notices(&used(251, 40, 4), [over(Resource::Accounts, 251, 250)]);
    assert_notices(&used(250, 41, 4), [over(Resource::ClassesAndLocations, 41, 40)]);
    assert_notices(&used(250, 40, 5), [over(Resource::CustomFields, 5, 4)]);
    // On an upgrade too, if it exceeds the new limit.
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |r| r.context.client.usage.accounts = 251);
    assert_notices(&up, [over(Resource::Accounts, 251, 250), CHARGED]);
    // Nothing exceeds a limit that does not exist.
    assert_notices(&but(&up, |r| (r.target.base.plan, r.context.client.usage.accounts) = (Plan::Advanced, u32::MAX)), [CHARGED]);
}

#[test]
fn resource_over_limit_goes_by_the_date_of_the_catalogue() {
    let down = but(&request(firm(Plan::Advanced), firm(Plan::EasyStart)), |r| r.context.client.usage.custom_fields = 1);
    let given: Vec<bool> = Catalogue::embedded_in("CA")
        .iter()
        .map(|catalogue| {
            let plan = down.plan_change_with(catalogue).expect("it is allowed");
            plan.notices()
                .any(|notice| notice == Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 1, limit: 0 })
        })
        .collect();
    // No custom fields on EasyStart before 2025-06-02, one since.
    assert_eq!(given, [true, false]);
}

#[test]
fn discounts_end_is_given_where_base_goes_down_and_the_client_pays() {
    assert_notices(&request(client(Plan::Advanced), client(Plan::Plus)), [Notice::DiscountsEnd]);
    // The firm pays; or base goes up; or only an add-on goes down.
    assert_notices(&request(firm(Plan::Advanced), firm(Plan::Plus)), []);
    assert_notices(&request(client(Plan::Plus), client(Plan::Advanced)), [charged(Party::Client)]);
    assert_notices(
        &request(client(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client), client(Plan::Plus)),
        [goes_down(Product::Time, Tier::Elite, None)],
    );
}

#[test]
fn time_tracking_unavailable_is_given_where_payroll_becomes_core_while_time_is_tracked() {
    let lowered = |from, to| goes_down(Product::Payroll, from, to);
    let payroll = |plan, tier| firm(plan).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
    let tracking = |request: Request| but(&request, |r| r.context.client.usage.features = Feature::TimeTracking.into());
    for from in [Tier::Premium, Tier::Elite] {
        for plan in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
            let to_core = request(payroll(plan, from), payroll(plan, Tier::Core));
            let down = lowered(from, Some(Tier::Core));
            assert_notices(&tracking(to_core), [down, Notice::TimeTrackingUnavailable]);
            // Time is not tracked.
            assert_notices(&to_core, [down]);
        }
        // EasyStart has no time tracking.
        let to_core = request(payroll(Plan::EasyStart, from), payroll(Plan::EasyStart, Tier::Core));
        assert_notices(&tracking(to_core), [lowered(from, Some(Tier::Core))]);
    }
    // Payroll becomes another tier, is removed, or was Core before.
    let held = payroll(Plan::Plus, Tier::Elite);
    assert_notices(&tracking(request(held, payroll(Plan::Plus, Tier::Premium))), [lowered(Tier::Elite, Some(Tier::Premium))]);
    assert_notices(&tracking(request(held, firm(Plan::Plus))), [lowered(Tier::Elite, None)]);
    let core = payroll(Plan::Plus, Tier::Core);
    assert_notices(&tracking(request(core, core.with_plan(Plan::Advanced))), [CHARGED]);
    // Payroll is taken at Core.
    let taken = request(firm(Plan::Plus), core);
    assert_notices(&tracking(taken), [Notice::TimeTrackingUnavailable, CHARGED]);
    assert_notices(&taken, [CHARGED]);
}

#[test]
fn time_tracking_unavailable_is_given_where_the_old_plan_is_known_to_lack_it_tracked_or_not() {
    let payroll = |plan, tier| firm(plan).with_add_on(AddOnKind::Payroll, tier, Party::Firm);
    let up = request(payroll(Plan::EasyStart, Tier::Core), payroll(Plan::Essentials, Tier::Core));
    assert_notices(&up, [Notice::TimeTrackingUnavailable, CHARGED]);
    // Payroll at another tier; and what Ledger has is not known.
    assert_notices(&request(payroll(Plan::EasyStart, Tier::Premium), payroll(Plan::Essentials, Tier::Premium)), [CHARGED]);
    let from_ledger = request(payroll(Plan::Ledger, Tier::Core), payroll(Plan::Essentials, Tier::Core));
    assert_notices(&from_ledger, [Notice::LeavesLedger, CHARGED]);
    // With which tiers it is unavailable is catalogue data.
    let with_all = canada_but(|terms| terms.without_time_tracking = TierSet::EMPTY);
    let plan = up.plan_change_with(&with_all).expect("it is allowed");
    assert!(plan.notices().eq([CHARGED]), "{plan:?}");
}

#[test]
fn primary_admin_locked_is_given_where_base_becomes_easy_start() {
    assert_notices(&request(firm(Plan::Plus), firm(Plan::EasyStart)), [Notice::PrimaryAdminLocked]);
    assert_notices(
        &request(firm(Plan::Ledger), firm(Plan::EasyStart)),
        [Notice::LeavesLedger, Notice::PrimaryAdminLocked, CHARGED],
    );
    // Another plan; or it was EasyStart before.
    assert_notices(&request(firm(Plan::Plus), firm(Plan::Essentials)), []);
    let held = firm(Plan::EasyStart);
    assert_notices(&request(held, held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm)), [CHARGED]);
}

#[test]
fn discount_kept_is_given_until_the_sixtieth_day_and_retail_price_from_then_on() {
    let held = with_every_add_on(Plan::Plus, Party::Client);
    for &product in Product::ALL {
        let since =
            |days| but(&request(held, held.with_payer(product, Party::Firm)), |r| r.context.client.days_since_discount = days);
        assert_notices(&since(Some(0)), [Notice::DiscountKept { product }]);
        assert_notices(&since(Some(60)), [Notice::DiscountKept { product }]);
        assert_notices(&since(Some(61)), [Notice::RetailPrice { product }]);
        assert_notices(&since(Some(u32::MAX)), [Notice::RetailPrice { product }]);
        assert_notices(&since(None), [Notice::RetailPrice { product }]);
    }
}

#[test]
fn discount_kept_goes_by_the_days_of_the_catalogue() {
    let catalogue = canada_but(|terms| terms.discount_days = 30);
    let since = |days| {
        let request = but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.days_since_discount = Some(days));
        let plan = request.plan_change_with(&catalogue).expect("it is allowed");
        plan.notices().map(|notice| notice.code()).collect::<Vec<NoticeCode>>()
    };
    assert_eq!(since(30), [NoticeCode::DiscountKept]);
    assert_eq!(since(31), [NoticeCode::RetailPrice]);
}

#[test]
fn no_price_is_noticed_where_nothing_is_transferred() {
    let change = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |r| r.context.client.days_since_discount = Some(1));
    assert_notices(&change, [CHARGED]);
    // Nor if the firm pays for an added product.
    let added = request(client(Plan::Plus), client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm));
    assert_notices(&added, [CHARGED]);
}

#[test]
fn full_price_is_given_for_each_transfer_to_the_client_and_what_follows_for_the_books_for_base() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let full_price = |product| Notice::FullPrice { product };
    let transfer = |product| request(held, held.with_payer(product, Party::Client));
    assert_notices(&transfer(Product::Base), [full_price(Product::Base), Notice::ReadOnlyUntilBillingDetails]);
    assert_notices(&transfer(Product::Payroll), [full_price(Product::Payroll)]);
    assert_notices(&transfer(Product::Time), [full_price(Product::Time)]);
    // Where the client alone asks, it hands in its details itself and there is no gap.
    let by_client = |product| but(&transfer(product), |r| r.context.authorised_by = Party::Client.into());
    assert_notices(&by_client(Product::Base), [full_price(Product::Base), Notice::PaymentDetailsNeeded]);
    assert_notices(&by_client(Product::Payroll), [full_price(Product::Payroll)]);
    let by_firm = but(&transfer(Product::Base), |r| r.context.authorised_by = Party::Firm.into());
    assert_notices(&by_firm, [full_price(Product::Base), Notice::ReadOnlyUntilBillingDetails]);
}

#[test]
fn wholesale_price_is_given_in_place_of_the_retail_price_where_the_catalogue_has_that() {
    let catalogue = canada_but(|terms| terms.price_when_taken_over = PriceWhenTakenOver::Wholesale);
    let product = Product::Base;
    let since = |days| {
        let request = but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.days_since_discount = days);
        let plan = request.plan_change_with(&catalogue).expect("it is allowed");
        plan.notices().collect::<Vec<Notice>>()
    };
    assert_eq!(since(None), [Notice::WholesalePrice { product }]);
    assert_eq!(since(Some(61)), [Notice::WholesalePrice { product }]);
    assert_eq!(since(Some(60)), [Notice::DiscountKept { product }]);
}

#[test]
fn company_suspended_is_given_in_place_of_the_limit_where_the_catalogue_says_so() {
    let catalogue = canada_but(|terms| {
        terms.users.accountant = Enforcement::Suspends;
        terms.resources.accounts = Enforcement::Suspends;
    });
    let using = |accountant, accounts| {
        let request = but(&request(firm(Plan::Advanced), firm(Plan::Plus)), |r| {
            r.context.client.usage.users.accountant = accountant;
            r.context.client.usage.users.reports_only = 1;
            r.context.client.usage.accounts = accounts;
            r.context.client.usage.custom_fields = 5;
        });
        let plan = request.plan_change_with(&catalogue).expect("it is allowed");
        plan.notices().collect::<Vec<Notice>>()
    };
    let over = Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 5, limit: 4 };
    assert_eq!(using(2, 250), [over]);
    assert_eq!(
        using(3, 251),
        [
            Notice::CompanySuspended { quota: Quota::Users(UserKind::Accountant), used: 3, limit: 2 },
            Notice::CompanySuspended { quota: Quota::Resource(Resource::Accounts), used: 251, limit: 250 },
            over,
        ]
    );
    // If base stays, no limit is newly exceeded.
    let stays = but(&request(firm(Plan::Plus), client(Plan::Plus)), |r| r.context.client.usage.accounts = 999);
    let plan = stays.plan_change_with(&catalogue).expect("it is allowed");
    assert!(plan.notices().all(|notice| notice.code() != NoticeCode::CompanySuspended), "{plan:?}");
}

#[test]
fn add_on_goes_down_is_given_where_an_add_on_is_lowered_or_removed() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    for (target, notice) in [
        (
            held.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
            goes_down(Product::Payroll, Tier::Premium, Some(Tier::Core)),
        ),
        (held.without(AddOnKind::Payroll), goes_down(Product::Payroll, Tier::Premium, None)),
        (
            held.with_add_on(AddOnKind::Time, Tier::Premium, Party::Client),
            goes_down(Product::Time, Tier::Elite, Some(Tier::Premium)),
        ),
        (held.without(AddOnKind::Time), goes_down(Product::Time, Tier::Elite, None)),
    ] {
        assert_notices(&request(held, target), [notice]);
    }
    // Both, in the order of the products.
    assert_notices(
        &request(held, firm(Plan::Plus)),
        [goes_down(Product::Payroll, Tier::Premium, None), goes_down(Product::Time, Tier::Elite, None)],
    );
    // Raised; or it stays, and base goes down.
    assert_notices(&request(held, held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm)), [CHARGED]);
    assert_notices(&request(held, held.with_plan(Plan::Essentials)), []);
}

#[test]
fn prorated_charge_is_given_once_for_each_party_that_pays_for_what_goes_up() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let (by_firm, by_client) = (charged(Party::Firm), charged(Party::Client));
    assert_notices(&request(held, held.with_plan(Plan::Advanced)), [by_firm]);
    let payroll_up = held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client);
    assert_notices(&request(held, payroll_up), [by_client]);
    assert_notices(&request(held, payroll_up.with_plan(Plan::Advanced)), [by_firm, by_client]);
    // Two products of one party are charged together; an added one is charged to its payer.
    let with_time = |payer| held.with_plan(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Premium, payer);
    assert_notices(&request(held, with_time(Party::Firm)), [by_firm]);
    assert_notices(&request(held, with_time(Party::Client)), [by_firm, by_client]);
    // Nothing goes up.
    assert_notices(&request(held, held.with_plan(Plan::Essentials)), []);
    assert_notices(
        &request(held, held.with_payer(Product::Payroll, Party::Firm)),
        [Notice::RetailPrice { product: Product::Payroll }],
    );
}

#[test]
fn resubscribes_is_given_where_taking_over_the_billing_revives_base() {
    let retail = |product| Notice::RetailPrice { product };
    let cancelled = |current, target| but(&request(current, target), |r| r.context.client.status = ClientStatus::Cancelled);
    let held = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let target = held.with_payer(Product::Base, Party::Firm);
    assert_notices(&cancelled(held, target), [Notice::Resubscribes, retail(Product::Base)]);
    let both = target.with_payer(Product::Payroll, Party::Firm);
    assert_notices(&cancelled(held, both), [Notice::Resubscribes, retail(Product::Base), retail(Product::Payroll)]);
    // It was not cancelled.
    assert_notices(&request(held, target), [retail(Product::Base)]);
    let expired = canada_but(|terms| terms.revived_by_transfer = StatusSet::of(&[ClientStatus::Expired]));
    let request = but(&cancelled(held, target), |r| r.context.client.status = ClientStatus::Expired);
    let plan = request.plan_change_with(&expired).expect("it is allowed");
    assert!(plan.notices().eq([Notice::Resubscribes, retail(Product::Base)]), "{plan:?}");
}

#[test]
fn notices_come_in_the_documented_order() {
    let current = client(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let target = client(Plan::Essentials).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let down = but(&request(current, target), |r| {
        r.context.client.usage.users.accountant = 3;
        r.context.client.usage.users.reports_only = 4;
        r.context.client.usage.accounts = 300;
        r.context.client.usage.classes_and_locations = 1;
        r.context.client.usage.custom_fields = 5;
        r.context.client.usage.features = FeatureSet::of(&[Feature::TimeTracking, Feature::Projects, Feature::Workflows]);
    });
    assert_notices(
        &down,
        [
            Notice::FeaturesLost { features: FeatureSet::of(&[Feature::Projects, Feature::Workflows]) },
            Notice::UsersOverLimit { kind: UserKind::Accountant, used: 3, limit: 2 },
            Notice::UsersOverLimit { kind: UserKind::ReportsOnly, used: 4, limit: 0 },
            Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 },
            Notice::ResourceOverLimit { resource: Resource::ClassesAndLocations, used: 1, limit: 0 },
            Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 5, limit: 4 },
            goes_down(Product::Payroll, Tier::Elite, Some(Tier::Core)),
            Notice::DiscountsEnd,
            Notice::TimeTrackingUnavailable,
            Notice::FullPrice { product: Product::Time },
        ],
    );
}

#[test]
fn notices_of_a_way_out_of_ledger_come_in_the_documented_order() {
    let current = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let out = but(&request(current, target), |r| {
        r.context.client.days_since_discount = Some(7);
        r.context.client.usage.users.time_only = 1;
        r.context.client.usage.features = Feature::Bills.into();
    });
    assert_notices(
        &out,
        [
            Notice::LeavesLedger,
            Notice::FeaturesLost { features: Feature::Bills.into() },
            Notice::UsersOverLimit { kind: UserKind::TimeOnly, used: 1, limit: 0 },
            goes_down(Product::Time, Tier::Elite, None),
            Notice::PrimaryAdminLocked,
            CHARGED,
            Notice::DiscountKept { product: Product::Payroll },
        ],
    );
}

#[test]
fn notices_of_transfers_both_ways_come_to_the_firm_first() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let target = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    assert_notices(
        &request(current, target),
        [
            Notice::RetailPrice { product: Product::Payroll },
            Notice::RetailPrice { product: Product::Time },
            Notice::FullPrice { product: Product::Base },
            Notice::ReadOnlyUntilBillingDetails,
        ],
    );
}

#[test]
fn each_notice_tells_whether_it_is_reversible() {
    let product = Product::Base;
    for (notice, reversible) in [
        (Notice::LeavesLedger, false),
        (Notice::FeaturesLost { features: Feature::Workflows.into() }, true),
        (Notice::UsersOverLimit { kind: UserKind::Accountant, used: 3, limit: 2 }, true),
        (Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 }, true),
        (Notice::CompanySuspended { quota: Quota::Resource(Resource::Accounts), used: 300, limit: 250 }, true),
        (goes_down(Product::Time, Tier::Elite, None), true),
        (Notice::DiscountsEnd, false),
        (Notice::TimeTrackingUnavailable, true),
        (Notice::PrimaryAdminLocked, true),
        (Notice::Resubscribes, true),
        (CHARGED, true),
        (Notice::DiscountKept { product }, true),
        (Notice::RetailPrice { product }, true),
        (Notice::WholesalePrice { product }, true),
        (Notice::FullPrice { product }, true),
        (Notice::ReadOnlyUntilBillingDetails, true),
        (Notice::PaymentDetailsNeeded, true),
    ] {
        assert_eq!(notice.is_reversible(), reversible, "{notice:?}");
    }
}

#[test]
fn a_catalogue_with_other_limits_gives_other_notices() {
    let catalogue = canada_but(|terms| terms.plans.plus.resources.accounts = Limit::UpTo(300));
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |r| r.context.client.usage.accounts = 300);
    assert_allowed_with(&catalogue, &up);
    assert!(up.plan_change_with(&catalogue).expect("it is allowed").notices().eq([CHARGED]));
    assert_notices(&up, [Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 }, CHARGED]);
}
