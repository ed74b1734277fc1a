//! The reasons of a refusal, one by one: each where it holds, and where it only just does not.

mod downgrade;
mod standing;
mod transfer;
mod usage;
mod what_is_asked;

use crate::common::{
    assert_allowed_with, assert_refused, assert_refused_with, but, canada_but, client, firm, never, refusal, request,
};
use subscription_change::catalogue::{ByPlan, ByResource, ByUserKind, Clearance, Enforcement, FeatureUse, Mark, Rule};
use subscription_change::parts::Item;
use subscription_change::{
    Actor, AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Feature, FeatureSet, Language, Parties, Party, Plan,
    PrimaryAdmin, Product, Reason, ReasonCode, Resolution, Resource, Tier, UserKind, Users,
};

/// Every code in the order in which reasons are reported, with the names of its parameters.
const TABLE: [(&str, &[&str]); 32] = [
    ("nothing_to_change", &[]),
    ("separate_product", &["from", "to"]),
    ("ledger_closed", &["from"]),
    ("not_sold", &["product", "item"]),
    ("transition_closed", &["from", "to"]),
    ("client_pending", &[]),
    ("client_read_only", &["status"]),
    ("firm_billing_outdated", &[]),
    ("firm_subscription_outdated", &[]),
    ("client_billing_outdated", &[]),
    ("not_authorised", &["product", "payer"]),
    ("downgrade_not_offered", &[]),
    ("downgrade_not_confirmed", &["losses"]),
    ("losses_not_accepted", &["features"]),
    ("too_many_users", &["kind", "used", "limit"]),
    ("feature_in_use", &["feature"]),
    ("over_limit", &["resource", "used", "limit"]),
    ("add_on_unsupported", &["product", "plan"]),
    ("upgrade_too_soon", &["hours_left"]),
    ("transfer_and_change", &["product"]),
    ("transfer_not_permitted", &["product"]),
    ("transfer_permission_expired", &["product", "hours_ago", "window"]),
    ("annual_billing", &["product", "in_days"]),
    ("client_not_primary_admin", &["product"]),
    ("primary_admin_elsewhere", &[]),
    ("firm_user_not_permitted", &[]),
    ("firm_not_accountant", &[]),
    ("not_subscribed_yet", &[]),
    ("address_mismatch", &[]),
    ("other_billing_system", &[]),
    ("other_region", &[]),
    ("cancellation_pending", &[]),
];

#[test]
fn codes_and_their_parameters_are_those_of_the_table_in_its_order() {
    let codes: Vec<(&str, &[&str])> = ReasonCode::ALL.iter().map(|code| (code.name(), code.parameters())).collect();
    assert_eq!(codes, TABLE);
}

#[test]
fn the_rule_of_each_code_tells_its_resolution_its_remedies_and_its_source() {
    use Mark::{Judgement as J, OtherPage as O, Source as S};
    use Resolution::{Act, Never, Wait};

    /// Code, resolution, remedies and sources.
    type Row = (&'static str, Resolution, &'static [&'static str], &'static [Mark]);

    let table: [Row; 32] = [
        ("nothing_to_change", Never, &[], &[J]),
        ("separate_product", Never, &[], &[S, O]),
        ("ledger_closed", Never, &[], &[S]),
        ("not_sold", Never, &[], &[J]),
        ("transition_closed", Never, &[], &[J]),
        ("client_pending", Wait, &["wait_until_moved"], &[S, O]),
        ("client_read_only", Act, &["reactivate"], &[O, J]),
        ("firm_billing_outdated", Act, &["update_firm_billing"], &[S, O]),
        ("firm_subscription_outdated", Act, &["update_firm_subscription"], &[S]),
        ("client_billing_outdated", Act, &["update_client_billing"], &[O]),
        ("not_authorised", Act, &["authorise"], &[S, J]),
        ("downgrade_not_offered", Act, &["look_again"], &[S]),
        ("downgrade_not_confirmed", Act, &["confirm"], &[S, O]),
        ("losses_not_accepted", Act, &["accept_losses"], &[S, J]),
        ("too_many_users", Act, &["remove_users"], &[S]),
        ("feature_in_use", Act, &["turn_off", "pause_templates", "make_items_inactive"], &[S, O]),
        ("over_limit", Act, &["reduce"], &[J]),
        ("add_on_unsupported", Act, &["drop_add_on", "take_payroll"], &[O, J]),
        ("upgrade_too_soon", Wait, &["wait"], &[O]),
        ("transfer_and_change", Act, &["transfer_separately"], &[O]),
        ("transfer_not_permitted", Act, &["permit_transfer"], &[O]),
        ("transfer_permission_expired", Act, &["permit_transfer"], &[O]),
        ("annual_billing", Act, &["switch_to_monthly"], &[O]),
        ("client_not_primary_admin", Act, &["hand_over_primary_admin"], &[O]),
        ("primary_admin_elsewhere", Act, &["recover_primary_admin"], &[O]),
        ("firm_user_not_permitted", Act, &["grant_billing_access"], &[O]),
        ("firm_not_accountant", Act, &["invite_firm"], &[O]),
        ("not_subscribed_yet", Act, &["subscribe"], &[O]),
        ("address_mismatch", Act, &["correct_address"], &[O]),
        ("other_billing_system", Never, &[], &[O]),
        ("other_region", Never, &[], &[O]),
        ("cancellation_pending", Act, &["resume"], &[O, J]),
    ];
    let rules: Vec<Rule> = Catalogue::canada().all_rules().collect();
    let missing: Vec<&str> = ReasonCode::ALL.iter().skip(table.len()).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    for (rule, (code, resolution, remedies, marks)) in rules.into_iter().zip(table) {
        assert_eq!((rule.code.name(), rule.resolutions.first()), (code, Some(&resolution)));
        assert_eq!(rule.remedies.iter().map(|remedy| remedy.name()).collect::<Vec<_>>(), remedies, "{code}");
        assert_eq!(rule.marks().collect::<Vec<_>>(), marks, "{code}");
        assert!(!rule.condition(Language::English).to_string().is_empty(), "{code}");
    }
}

/// All that can stand in the way of one downgrade at once.
#[test]
fn every_reason_that_holds_is_reported_in_the_order_of_the_table() {
    let catalogue = canada_but(|terms| {
        terms.add_ons.time.tiers.remove(Tier::Elite);
        terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart);
        terms.users = ByUserKind::all(Enforcement::Blocks);
        terms.resources = ByResource::all(Enforcement::Blocks);
    });
    let current = firm(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    let target = client(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    );
    let request = but(&request(current, target), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.firm.billing_current = false;
        r.context.firm.subscription_current = false;
        r.context.client.status = ClientStatus::Suspended;
        r.context.client.billing_current = false;
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.primary_admin = PrimaryAdmin::Other;
        r.context.client.confirmation = None;
        r.context.client.transfer_permission_hours = Some(100);
        r.context.client.hours_since_downgrade = Some(0);
        r.context.client.downgrade_offered = false;
        r.context.firm.manages_billing = false;
        r.context.firm.is_accountant_user = false;
        r.context.client.addresses_match = false;
        r.context.client.other_billing_system = true;
        r.context.client.same_region = false;
        r.context.client.usage.users = Users { billable: 20, accountant: 3, reports_only: 4, time_only: 5 };
        r.context.client.usage.accounts = 1000;
        r.context.client.usage.classes_and_locations = 41;
        r.context.client.usage.custom_fields = 12;
        r.context.client.usage.features = FeatureSet::ALL;
    });
    let needs = |product, payer| Reason::NotAuthorised { product, payer, or_client: false };
    let blocking = FeatureSet::of(&[Feature::Multicurrency, Feature::RecurringTransactions, Feature::Inventory]);
    assert_refused_with(
        &catalogue,
        &request,
        [
            Reason::NotSold { product: Product::Time, item: Item::Tier(Tier::Elite) },
            Reason::ClientReadOnly { status: ClientStatus::Suspended, by: Party::Firm },
            Reason::FirmBillingOutdated,
            Reason::ClientBillingOutdated,
            // Base and time both change and transfer, so their current payer has to ask; payroll only transfers.
            needs(Product::Base, Party::Firm),
            needs(Product::Payroll, Party::Firm),
            needs(Product::Time, Party::Client),
            Reason::DowngradeNotOffered,
            Reason::DowngradeNotConfirmed { losses: FeatureSet::ALL.difference(blocking) },
            Reason::TooManyUsers { kind: UserKind::Billable, used: 20, limit: 1 },
            Reason::TooManyUsers { kind: UserKind::Accountant, used: 3, limit: 2 },
            Reason::TooManyUsers { kind: UserKind::ReportsOnly, used: 4, limit: 0 },
            Reason::TooManyUsers { kind: UserKind::TimeOnly, used: 5, limit: 0 },
            Reason::FeatureInUse { feature: Feature::Multicurrency, cleared_by: Some(Clearance::TurnOff), disputed: true },
            Reason::FeatureInUse {
                feature: Feature::RecurringTransactions,
                cleared_by: Some(Clearance::PauseTemplates),
                disputed: false,
            },
            Reason::FeatureInUse { feature: Feature::Inventory, cleared_by: Some(Clearance::MakeItemsInactive), disputed: false },
            Reason::OverLimit { resource: Resource::Accounts, used: 1000, limit: 250 },
            Reason::OverLimit { resource: Resource::ClassesAndLocations, used: 41, limit: 0 },
            Reason::OverLimit { resource: Resource::CustomFields, used: 12, limit: 1 },
            Reason::AddOnUnsupported { product: Product::Payroll, plan: Plan::EasyStart, with_payroll: None },
            Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll: None },
            Reason::TransferAndChange { product: Product::Base },
            Reason::TransferAndChange { product: Product::Time },
            Reason::TransferPermissionExpired { product: Product::Payroll, hours_ago: 100, window: 48, by: Party::Client },
            Reason::PrimaryAdminElsewhere,
            Reason::FirmUserNotPermitted,
            Reason::FirmNotAccountant,
            Reason::AddressMismatch,
            Reason::OtherBillingSystem,
            Reason::OtherRegion,
        ]
        .map(Into::into),
    );
}

/// Everything that can stand in the way of leaving Ledger at once: what the downgrade above cannot have.
#[test]
fn every_reason_that_holds_is_reported_also_for_a_way_up() {
    let catalogue = canada_but(|terms| {
        terms.upgrade_wait_hours = 24;
        terms.resources.accounts = Enforcement::Blocks;
    });
    let current = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Firm,
    );
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    let request = but(&request(current, target), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.firm.billing_current = false;
        r.context.firm.subscription_current = false;
        r.context.client.status = ClientStatus::Pending;
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.primary_admin = PrimaryAdmin::Firm;
        r.context.client.transfer_permission_hours = None;
        r.context.client.hours_since_downgrade = Some(1);
        r.context.client.usage.users.billable = 2;
        r.context.client.usage.accounts = 251;
        r.context.client.usage.features = Feature::Multicurrency.into();
    });
    assert_refused_with(
        &catalogue,
        &request,
        [
            Reason::ClientPending,
            Reason::FirmBillingOutdated,
            Reason::FirmSubscriptionOutdated,
            Reason::NotAuthorised { product: Product::Base, payer: Party::Firm, or_client: false },
            Reason::NotAuthorised { product: Product::Payroll, payer: Party::Firm, or_client: false },
            Reason::NotAuthorised { product: Product::Time, payer: Party::Firm, or_client: true },
            Reason::TooManyUsers { kind: UserKind::Billable, used: 2, limit: 1 },
            Reason::FeatureInUse { feature: Feature::Multicurrency, cleared_by: Some(Clearance::TurnOff), disputed: true },
            Reason::OverLimit { resource: Resource::Accounts, used: 251, limit: 250 },
            Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll: Some(Tier::Premium) },
            Reason::UpgradeTooSoon { hours_left: 23 },
            Reason::TransferNotPermitted { product: Product::Payroll, by: Party::Firm },
            Reason::ClientNotPrimaryAdmin { product: Product::Time, by: Actor::Firm },
        ]
        .map(Into::into),
    );
}

/// All that can stand in the way of taking over the billing at once.
#[test]
fn every_reason_that_holds_is_reported_also_for_a_takeover() {
    let current = client(Plan::SelfEmployed).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    let target = firm(Plan::SelfEmployed).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Firm,
    );
    let request = but(&request(current, target), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.firm = r.context.firm.with(|firm| {
            firm.billing_current = false;
            firm.subscription_current = false;
            firm.manages_billing = false;
            firm.is_accountant_user = false;
        });
        r.context.client.status = ClientStatus::Cancelling;
        r.context.client.billing_current = false;
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.days_to_renewal = Some(100);
        r.context.client.primary_admin = PrimaryAdmin::Other;
        r.context.client.confirmation = None;
        r.context.client.transfer_permission_hours = None;
        r.context.client.addresses_match = false;
        r.context.client.other_billing_system = true;
        r.context.client.same_region = false;
    });
    let needs_firm = |product| Reason::NotAuthorised { product, payer: Party::Firm, or_client: false };
    let not_permitted = |product| Reason::TransferNotPermitted { product, by: Party::Client };
    assert_refused(
        &request,
        [
            Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::SelfEmployed },
            Reason::FirmBillingOutdated,
            needs_firm(Product::Base),
            needs_firm(Product::Payroll),
            needs_firm(Product::Time),
            not_permitted(Product::Base),
            not_permitted(Product::Payroll),
            not_permitted(Product::Time),
            Reason::AnnualBilling { product: Product::Base, in_days: 70 },
            Reason::AnnualBilling { product: Product::Time, in_days: 70 },
            Reason::PrimaryAdminElsewhere,
            Reason::FirmUserNotPermitted,
            Reason::FirmNotAccountant,
            Reason::AddressMismatch,
            Reason::OtherBillingSystem,
            Reason::OtherRegion,
            Reason::CancellationPending { by: Party::Client },
        ]
        .map(Into::into),
    );
}

#[test]
fn no_reason_hides_another_where_the_move_is_closed() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Client,
    );
    let target = firm(Plan::Ledger).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    let request = but(&request(current, target), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.client.status = ClientStatus::Pending;
        r.context.client.confirmation = None;
        r.context.client.downgrade_offered = false;
        r.context.client.usage.users.billable = 99;
        r.context.client.usage.features = FeatureSet::ALL;
    });
    assert_refused(
        &request,
        [
            Reason::LedgerClosed { from: Plan::Plus },
            Reason::ClientPending,
            Reason::NotAuthorised { product: Product::Base, payer: Party::Firm, or_client: false },
            Reason::NotAuthorised { product: Product::Time, payer: Party::Client, or_client: false },
            // Time goes down, so a confirmation is needed; the change of base is not allowed, so it has no direction and no
            // losses.
            Reason::DowngradeNotConfirmed { losses: FeatureSet::EMPTY },
            Reason::AddOnUnsupported { product: Product::Payroll, plan: Plan::Ledger, with_payroll: None },
            Reason::AddOnUnsupported { product: Product::Time, plan: Plan::Ledger, with_payroll: None },
        ]
        .map(Into::into),
    );
}

#[test]
fn a_closed_move_beside_a_transfer_of_the_base_product_counts_as_a_change_alone() {
    let request = but(&request(client(Plan::SelfEmployed), firm(Plan::Plus)), |r| {
        r.context.firm.billing_current = false;
        r.context.authorised_by = Parties::EMPTY;
    });
    assert_refused(
        &request,
        [
            Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Plus },
            Reason::NotAuthorised { product: Product::Base, payer: Party::Client, or_client: false },
            Reason::TransferAndChange { product: Product::Base },
        ]
        .map(Into::into),
    );
}

#[test]
fn a_refusal_is_never_before_act_before_wait() {
    let pending = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |r| r.context.client.status = ClientStatus::Pending);
    assert_eq!(refusal(&pending).resolution(), Resolution::Wait);

    let and_not_authorised = but(&pending, |r| r.context.authorised_by = Parties::EMPTY);
    assert_eq!(refusal(&and_not_authorised).resolution(), Resolution::Act);
    assert_eq!(
        refusal(&but(&and_not_authorised, |r| r.context.client.status = ClientStatus::Active)).resolution(),
        Resolution::Act
    );

    let and_closed = but(&and_not_authorised, |r| r.target.base.plan = Plan::Ledger);
    assert_eq!(refusal(&and_closed).resolution(), Resolution::Never);
    let closed_and_pending = but(&and_closed, |r| r.context.authorised_by = Parties::ALL);
    assert_eq!(refusal(&closed_and_pending).resolution(), Resolution::Never);
}

#[test]
fn one_reason_of_its_code_that_is_never_makes_the_refusal_never() {
    let catalogue = canada_but(|terms| {
        terms.features.inventory = FeatureUse::Blocks { cleared_by: None, disputed: false };
    });
    let using = |features| {
        let request = but(&request(firm(Plan::Plus), firm(Plan::EasyStart)), |r| r.context.client.usage.features = features);
        request.plan_change_with(&catalogue).expect_err("they block").resolution()
    };
    assert_eq!(using(Feature::Multicurrency.into()), Resolution::Act);
    assert_eq!(using(FeatureSet::of(&[Feature::Multicurrency, Feature::Inventory])), Resolution::Never);
}

#[test]
fn a_refusal_names_its_catalogue() {
    let request = request(firm(Plan::Plus), firm(Plan::Plus));
    let ids: Vec<String> = Catalogue::embedded()
        .iter()
        .map(|catalogue| request.plan_change_with(catalogue).expect_err("nothing changes").catalogue().to_string())
        .collect();
    assert_eq!(ids, ["CA-2022-09-08", "CA-2025-06-02", "US-2026-09-30"]);
    assert_eq!(refusal(&request).catalogue().to_string(), "CA-2025-06-02");
}

#[test]
fn refusals_are_equal_by_their_reasons_and_not_by_what_no_reason_tells() {
    let closed = request(firm(Plan::Plus), firm(Plan::Ledger));
    let with_users = but(&closed, |r| r.context.client.usage.users.billable = 7);
    assert_eq!(refusal(&closed), refusal(&with_users));
    let from_advanced = but(&closed, |r| r.current.base.plan = Plan::Advanced);
    assert_ne!(refusal(&closed), refusal(&from_advanced));
    let confirmed = but(&closed, |r| r.context.client.confirmation = Some(Confirmation::default()));
    assert_eq!(refusal(&closed), refusal(&confirmed));
}

#[test]
fn a_catalogue_that_closes_all_it_can_still_tells_the_reasons_above_apart() {
    // Each plan can be left and reached, or the catalogue would not be valid.
    let ring = ByPlan {
        easy_start: Plan::Essentials.into(),
        essentials: Plan::Plus.into(),
        plus: Plan::Advanced.into(),
        advanced: Plan::EasyStart.into(),
        ..ByPlan::default()
    };
    let catalogue = canada_but(|terms| terms.moves = ring);
    for &from in Plan::ALL {
        for &to in Plan::ALL {
            if ring.get(from).contains(to) {
                assert_allowed_with(&catalogue, &request(firm(from), firm(to)));
                continue;
            }
            let expected = match (from, to) {
                _ if from == to => Reason::NothingToChange,
                (Plan::SelfEmployed, _) | (_, Plan::SelfEmployed) => Reason::SeparateProduct { from, to },
                (_, Plan::Ledger) => Reason::LedgerClosed { from },
                _ => Reason::TransitionClosed { from, to },
            };
            assert_refused_with(&catalogue, &request(firm(from), firm(to)), [never(expected)]);
        }
    }
}
