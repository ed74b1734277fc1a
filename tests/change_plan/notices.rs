//! The notices: what to know of a change before it is made.

use subscription_change::{
    Catalogue, Feature, FeatureSet, Limit, Notice, NoticeCode, Party, PayrollTier, Plan, Product, Request, Resource, TimeTier,
    UserKind,
};

use crate::common::{assert_allowed_with, but, canada_but, client, firm, plan, request};

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
    let table: [(&str, &[&str]); 11] = [
        ("leaves_ledger", &[]),
        ("features_lost", &["features"]),
        ("users_over_limit", &["kind", "used", "limit"]),
        ("resource_over_limit", &["resource", "used", "limit"]),
        ("discounts_end", &[]),
        ("time_tracking_unavailable", &[]),
        ("primary_admin_locked", &[]),
        ("discount_kept", &["product"]),
        ("retail_price", &["product"]),
        ("full_price", &["product"]),
        ("read_only_until_paid", &[]),
    ];
    assert_eq!(codes, table);
}

#[test]
fn a_change_that_costs_nothing_has_no_notices() {
    assert_notices(&request(firm(Plan::EasyStart), firm(Plan::Advanced)), []);
    assert_notices(&request(firm(Plan::Advanced), firm(Plan::Plus)), []);
}

#[test]
fn leaves_ledger_is_given_where_base_leaves_ledger() {
    for to in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
        assert_notices(&request(firm(Plan::Ledger), firm(to)), [Notice::LeavesLedger]);
        assert_notices(&request(firm(Plan::EasyStart), firm(to)), []);
    }
    // Ledger stays.
    let full_price = Notice::FullPrice { product: Product::Payroll };
    let held = firm(Plan::Ledger).with_payroll(PayrollTier::Core, Party::Firm);
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
    // In use, though the old plan has not got it either.
    assert_notices(&using(request(firm(Plan::Plus), firm(Plan::Essentials)), &[Feature::Workflows]), []);
    // What Ledger has is unknown, so it may be lost.
    let from_ledger = using(request(firm(Plan::Ledger), firm(Plan::Essentials)), &[Feature::Projects, Feature::Bills]);
    assert_notices(&from_ledger, [Notice::LeavesLedger, lost(&[Feature::Projects])]);
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
    assert_notices(&up, [Notice::UsersOverLimit { kind: UserKind::Billable, used: 4, limit: 3 }]);
    assert_notices(&but(&up, |r| r.context.client.usage.users.billable = 3), []);
}

#[test]
fn users_over_limit_is_not_given_where_base_stays() {
    let crowded = but(&request(firm(Plan::EasyStart), client(Plan::EasyStart)), |r| {
        r.context.client.usage.users.billable = 9;
        r.context.client.usage.users.accountant = 9;
        r.context.client.usage.accounts = 999;
    });
    assert_notices(&crowded, [Notice::FullPrice { product: Product::Base }, Notice::ReadOnlyUntilPaid]);
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
    // Upwards too, where it is above the new limit.
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |r| r.context.client.usage.accounts = 251);
    assert_notices(&up, [over(Resource::Accounts, 251, 250)]);
    // Where there is no limit nothing is above it.
    assert_notices(&but(&up, |r| (r.target.base.plan, r.context.client.usage.accounts) = (Plan::Advanced, u32::MAX)), []);
}

#[test]
fn resource_over_limit_goes_by_the_date_of_the_catalogue() {
    let down = but(&request(firm(Plan::Advanced), firm(Plan::EasyStart)), |r| r.context.client.usage.custom_fields = 1);
    let given: Vec<bool> = Catalogue::embedded()
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
    assert_notices(&request(client(Plan::Plus), client(Plan::Advanced)), []);
    assert_notices(&request(client(Plan::Plus).with_time(TimeTier::Elite, Party::Client), client(Plan::Plus)), []);
}

#[test]
fn time_tracking_unavailable_is_given_where_payroll_becomes_core_while_time_is_tracked() {
    let payroll = |plan, tier| firm(plan).with_payroll(tier, Party::Firm);
    let tracking = |request: Request| but(&request, |r| r.context.client.usage.features = Feature::TimeTracking.into());
    for from in [PayrollTier::Premium, PayrollTier::Elite] {
        for plan in [Plan::Essentials, Plan::Plus, Plan::Advanced] {
            let to_core = request(payroll(plan, from), payroll(plan, PayrollTier::Core));
            assert_notices(&tracking(to_core), [Notice::TimeTrackingUnavailable]);
            // Time is not tracked.
            assert_notices(&to_core, []);
        }
        // EasyStart has no time tracking.
        let to_core = request(payroll(Plan::EasyStart, from), payroll(Plan::EasyStart, PayrollTier::Core));
        assert_notices(&tracking(to_core), []);
    }
    // Payroll becomes something else, is gone, or was Core all along.
    let held = payroll(Plan::Plus, PayrollTier::Elite);
    assert_notices(&tracking(request(held, payroll(Plan::Plus, PayrollTier::Premium))), []);
    assert_notices(&tracking(request(held, firm(Plan::Plus))), []);
    let core = payroll(Plan::Plus, PayrollTier::Core);
    assert_notices(&tracking(request(core, core.with_plan(Plan::Advanced))), []);
}

#[test]
fn primary_admin_locked_is_given_where_base_becomes_easy_start() {
    assert_notices(&request(firm(Plan::Plus), firm(Plan::EasyStart)), [Notice::PrimaryAdminLocked]);
    assert_notices(&request(firm(Plan::Ledger), firm(Plan::EasyStart)), [Notice::LeavesLedger, Notice::PrimaryAdminLocked]);
    // Another plan; or it was EasyStart all along.
    assert_notices(&request(firm(Plan::Plus), firm(Plan::Essentials)), []);
    let held = firm(Plan::EasyStart);
    assert_notices(&request(held, held.with_payroll(PayrollTier::Core, Party::Firm)), []);
}

#[test]
fn discount_kept_is_given_until_the_sixtieth_day_and_retail_price_from_then_on() {
    let held = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    for &product in Product::ALL {
        let since =
            |days| but(&request(held, held.with_payer(product, Party::Firm)), |r| r.context.client.days_since_other_firm = days);
        assert_notices(&since(Some(0)), [Notice::DiscountKept { product }]);
        assert_notices(&since(Some(60)), [Notice::DiscountKept { product }]);
        assert_notices(&since(Some(61)), [Notice::RetailPrice { product }]);
        assert_notices(&since(Some(u32::MAX)), [Notice::RetailPrice { product }]);
        assert_notices(&since(None), [Notice::RetailPrice { product }]);
    }
}

#[test]
fn discount_kept_goes_by_the_days_of_the_catalogue() {
    let catalogue = canada_but(|draft| draft.other_firm_days = 30);
    let since = |days| {
        let request =
            but(&request(client(Plan::Plus), firm(Plan::Plus)), |r| r.context.client.days_since_other_firm = Some(days));
        let plan = request.plan_change_with(&catalogue).expect("it is allowed");
        plan.notices().map(|notice| notice.code()).collect::<Vec<NoticeCode>>()
    };
    assert_eq!(since(30), [NoticeCode::DiscountKept]);
    assert_eq!(since(31), [NoticeCode::RetailPrice]);
}

#[test]
fn no_price_is_noticed_where_nothing_is_transferred() {
    let change = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |r| r.context.client.days_since_other_firm = Some(1));
    assert_notices(&change, []);
    // Nor where the firm comes to pay for a product that is added.
    let added = request(client(Plan::Plus), client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm));
    assert_notices(&added, []);
}

#[test]
fn full_price_is_given_for_each_transfer_to_the_client_and_read_only_until_paid_for_base() {
    let held = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    let full_price = |product| Notice::FullPrice { product };
    let transfer = |product| request(held, held.with_payer(product, Party::Client));
    assert_notices(&transfer(Product::Base), [full_price(Product::Base), Notice::ReadOnlyUntilPaid]);
    assert_notices(&transfer(Product::Payroll), [full_price(Product::Payroll)]);
    assert_notices(&transfer(Product::Time), [full_price(Product::Time)]);
}

#[test]
fn notices_come_in_the_documented_order() {
    let current = client(Plan::Advanced).with_payroll(PayrollTier::Elite, Party::Client).with_time(TimeTier::Elite, Party::Firm);
    let target =
        client(Plan::Essentials).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
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
            Notice::DiscountsEnd,
            Notice::TimeTrackingUnavailable,
            Notice::FullPrice { product: Product::Time },
        ],
    );
}

#[test]
fn notices_of_a_way_out_of_ledger_come_in_the_documented_order() {
    let current = firm(Plan::Ledger).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Firm);
    let target = firm(Plan::EasyStart).with_payroll(PayrollTier::Core, Party::Firm);
    let out = but(&request(current, target), |r| {
        r.context.client.days_since_other_firm = Some(7);
        r.context.client.usage.users.time_only = 1;
        r.context.client.usage.features = Feature::Bills.into();
    });
    assert_notices(
        &out,
        [
            Notice::LeavesLedger,
            Notice::FeaturesLost { features: Feature::Bills.into() },
            Notice::UsersOverLimit { kind: UserKind::TimeOnly, used: 1, limit: 0 },
            Notice::PrimaryAdminLocked,
            Notice::DiscountKept { product: Product::Payroll },
        ],
    );
}

#[test]
fn notices_of_transfers_both_ways_come_to_the_firm_first() {
    let current = firm(Plan::Plus).with_payroll(PayrollTier::Core, Party::Client).with_time(TimeTier::Elite, Party::Client);
    let target = client(Plan::Plus).with_payroll(PayrollTier::Core, Party::Firm).with_time(TimeTier::Elite, Party::Firm);
    assert_notices(
        &request(current, target),
        [
            Notice::RetailPrice { product: Product::Payroll },
            Notice::RetailPrice { product: Product::Time },
            Notice::FullPrice { product: Product::Base },
            Notice::ReadOnlyUntilPaid,
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
        (Notice::DiscountsEnd, false),
        (Notice::TimeTrackingUnavailable, true),
        (Notice::PrimaryAdminLocked, true),
        (Notice::DiscountKept { product }, true),
        (Notice::RetailPrice { product }, true),
        (Notice::FullPrice { product }, false),
        (Notice::ReadOnlyUntilPaid, true),
    ] {
        assert_eq!(notice.is_reversible(), reversible, "{notice:?}");
    }
}

#[test]
fn a_catalogue_with_other_limits_gives_other_notices() {
    let catalogue = canada_but(|draft| draft.plans.plus.resources.accounts = Limit::UpTo(300));
    let up = but(&request(firm(Plan::EasyStart), firm(Plan::Plus)), |r| r.context.client.usage.accounts = 300);
    assert_allowed_with(&catalogue, &up);
    let notices = up.plan_change_with(&catalogue).expect("it is allowed").notices().count();
    assert_eq!(notices, 0);
    assert_notices(&up, [Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 }]);
}
