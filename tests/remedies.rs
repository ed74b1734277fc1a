//! The remedies, one by one: which reason gives it, who does it, and that doing it changes exactly what it names.

use crate::common::{but, canada_but, client, firm, refusal, request};
use subscription_change::catalogue::{Clearance, Enforcement, FeatureUse};
use subscription_change::{
    Actor, AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Feature, FeatureSet, Parties, Party, Plan,
    PrimaryAdmin, Product, Reason, ReasonCode, Remedy, RemedyCode, Request, Resource, Subscription, Tier, UserKind,
};

/// Every code in the documented order, with the names of its parameters.
const TABLE: [(&str, &[&str]); 27] = [
    ("wait_until_moved", &[]),
    ("reactivate", &[]),
    ("update_firm_billing", &[]),
    ("update_firm_subscription", &[]),
    ("update_client_billing", &[]),
    ("authorise", &["party"]),
    ("look_again", &[]),
    ("confirm", &["accepting"]),
    ("accept_losses", &["features"]),
    ("remove_users", &["kind", "count"]),
    ("turn_off", &["feature"]),
    ("pause_templates", &["feature"]),
    ("make_items_inactive", &["feature"]),
    ("reduce", &["resource", "count"]),
    ("drop_add_on", &["product"]),
    ("take_payroll", &["tier"]),
    ("wait", &["hours"]),
    ("transfer_separately", &["product"]),
    ("permit_transfer", &[]),
    ("switch_to_monthly", &["in_days"]),
    ("hand_over_primary_admin", &[]),
    ("recover_primary_admin", &[]),
    ("grant_billing_access", &[]),
    ("invite_firm", &[]),
    ("subscribe", &[]),
    ("correct_address", &["party"]),
    ("resume", &[]),
];

#[test]
fn codes_and_their_parameters_are_those_of_the_table_in_its_order() {
    let codes: Vec<(&str, &[&str])> = RemedyCode::ALL.iter().map(|code| (code.name(), code.parameters())).collect();
    assert_eq!(codes, TABLE);
}

/// An edit of a request.
type Edit = fn(&mut Request);

/// The request is refused for one reason of this code, whose alternatives are these remedies; each is done by this actor, changes
/// exactly what its edit says, and clears the reason.
#[track_caller]
fn assert_clears<const N: usize>(
    catalogue: &Catalogue,
    request: &Request,
    code: ReasonCode,
    alternatives: [(Remedy, Actor, Edit); N],
) {
    let refusal = request.plan_change_with(catalogue).expect_err("it is refused");
    let reasons: Vec<Reason> = refusal.reasons().filter(|reason| reason.code() == code).collect();
    let &[reason] = &reasons[..] else { panic!("one reason is {code}: {refusal}") };
    let remedies: Vec<Remedy> = reason.remedies().collect();
    assert_eq!(remedies, alternatives.map(|(remedy, ..)| remedy));
    assert_eq!(reason.remedies().len(), N, "the length that the iterator tells");
    for (remedy, by, edit) in alternatives {
        assert_eq!(remedy.by(), by, "who does it: {remedy:?}");
        let done = remedy.apply(request);
        assert_eq!(done, but(request, edit), "what it changes: {remedy:?}");
        if let Err(refusal) = done.plan_change_with(catalogue) {
            assert!(!refusal.has(code), "it clears the reason: {remedy:?}, and still {refusal}");
        }
    }
}

/// A small request that is refused for this reason alone, so that clearing it leads to a plan.
#[track_caller]
fn assert_is_all_it_takes(request: &Request, code: ReasonCode) {
    let refusal = refusal(request);
    let codes: Vec<ReasonCode> = refusal.reasons().map(|reason| reason.code()).collect();
    assert_eq!(codes, [code]);
    for remedy in refusal.reasons().flat_map(|reason| reason.remedies()) {
        if let Err(refusal) = remedy.apply(request).plan_change() {
            panic!("{remedy:?} is all it takes, and still {refusal}");
        }
    }
}

fn upgrade() -> Request {
    request(firm(Plan::Plus), firm(Plan::Advanced))
}

fn downgrade() -> Request {
    request(firm(Plan::Plus), firm(Plan::EasyStart))
}

fn transfer_to_firm() -> Request {
    request(client(Plan::Plus), firm(Plan::Plus))
}

#[test]
fn wait_until_moved_makes_the_client_active() {
    let request = but(&upgrade(), |r| r.context.client.status = ClientStatus::Pending);
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::ClientPending,
        [(Remedy::WaitUntilMoved, Actor::Vendor, |r| r.context.client.status = ClientStatus::Active)],
    );
    assert_is_all_it_takes(&request, ReasonCode::ClientPending);
}

#[test]
fn reactivate_makes_the_client_active() {
    for status in [ClientStatus::Restricted, ClientStatus::Suspended, ClientStatus::Expired, ClientStatus::Cancelled] {
        let request = but(&upgrade(), |r| r.context.client.status = status);
        assert_clears(
            Catalogue::canada(),
            &request,
            ReasonCode::ClientReadOnly,
            [(Remedy::Reactivate { by: Party::Firm }, Actor::Firm, |r| {
                r.context.client.status = ClientStatus::Active;
            })],
        );
        assert_is_all_it_takes(&request, ReasonCode::ClientReadOnly);
    }
}

#[test]
fn update_firm_billing_makes_the_firms_billing_current_and_not_its_subscription() {
    let request = but(&upgrade(), |r| {
        r.context.firm.billing_current = false;
        r.context.firm.subscription_current = false;
    });
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::FirmBillingOutdated,
        [(Remedy::UpdateFirmBilling, Actor::Firm, |r| r.context.firm.billing_current = true)],
    );
    assert_is_all_it_takes(&but(&request, |r| r.context.firm.subscription_current = true), ReasonCode::FirmBillingOutdated);
}

#[test]
fn update_firm_subscription_makes_the_firms_subscription_current_and_not_its_billing() {
    let request = but(&upgrade(), |r| {
        r.context.firm.billing_current = false;
        r.context.firm.subscription_current = false;
    });
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::FirmSubscriptionOutdated,
        [(Remedy::UpdateFirmSubscription, Actor::Firm, |r| r.context.firm.subscription_current = true)],
    );
    assert_is_all_it_takes(&but(&request, |r| r.context.firm.billing_current = true), ReasonCode::FirmSubscriptionOutdated);
}

#[test]
fn update_client_billing_makes_the_clients_billing_current() {
    let request = but(&request(client(Plan::Plus), client(Plan::Advanced)), |r| r.context.client.billing_current = false);
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::ClientBillingOutdated,
        [(Remedy::UpdateClientBilling, Actor::Client, |r| r.context.client.billing_current = true)],
    );
    assert_is_all_it_takes(&request, ReasonCode::ClientBillingOutdated);
}

#[test]
fn authorise_adds_the_party_that_pays_and_does_it() {
    let by_nobody = but(&upgrade(), |r| r.context.authorised_by = Parties::EMPTY);
    assert_clears(
        Catalogue::canada(),
        &by_nobody,
        ReasonCode::NotAuthorised,
        [(Remedy::Authorise { party: Party::Firm }, Actor::Firm, |r| r.context.authorised_by = Parties::of(&[Party::Firm]))],
    );
    assert_is_all_it_takes(&by_nobody, ReasonCode::NotAuthorised);
    // Whoever asked before still asks.
    let by_firm = but(&request(client(Plan::Plus), client(Plan::Advanced)), |r| r.context.authorised_by = Party::Firm.into());
    assert_clears(
        Catalogue::canada(),
        &by_firm,
        ReasonCode::NotAuthorised,
        [(Remedy::Authorise { party: Party::Client }, Actor::Client, |r| r.context.authorised_by = Parties::ALL)],
    );
    assert_is_all_it_takes(&by_firm, ReasonCode::NotAuthorised);
}

#[test]
fn authorise_by_either_party_clears_a_transfer_to_the_client() {
    let request = but(&request(firm(Plan::Plus), client(Plan::Plus)), |r| r.context.authorised_by = Parties::EMPTY);
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::NotAuthorised,
        [
            (Remedy::Authorise { party: Party::Firm }, Actor::Firm, |r| r.context.authorised_by = Party::Firm.into()),
            (Remedy::Authorise { party: Party::Client }, Actor::Client, |r| r.context.authorised_by = Party::Client.into()),
        ],
    );
    assert_is_all_it_takes(&request, ReasonCode::NotAuthorised);
}

#[test]
fn confirm_gives_the_confirmation_with_the_losses_accepted() {
    let request = but(&downgrade(), |r| {
        r.context.client.confirmation = None;
        r.context.client.usage.features = FeatureSet::of(&[Feature::Projects, Feature::Bills]);
    });
    let accepting = FeatureSet::of(&[Feature::Bills, Feature::Projects]);
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::DowngradeNotConfirmed,
        [(Remedy::Confirm { accepting }, Actor::Client, |r| {
            let accepted = FeatureSet::of(&[Feature::Bills, Feature::Projects]);
            r.context.client.confirmation = Some(Confirmation::accepting(accepted));
        })],
    );
    assert_is_all_it_takes(&request, ReasonCode::DowngradeNotConfirmed);
}

#[test]
fn confirm_without_losses_gives_an_empty_confirmation() {
    let request = but(&downgrade(), |r| r.context.client.confirmation = None);
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::DowngradeNotConfirmed,
        [(Remedy::Confirm { accepting: FeatureSet::EMPTY }, Actor::Client, |r| {
            r.context.client.confirmation = Some(Confirmation { accepted_losses: FeatureSet::EMPTY });
        })],
    );
    assert_is_all_it_takes(&request, ReasonCode::DowngradeNotConfirmed);
}

#[test]
fn accept_losses_adds_to_what_was_accepted() {
    let request = but(&downgrade(), |r| {
        r.context.client.usage.features = FeatureSet::of(&[Feature::Projects, Feature::Bills]);
        r.context.client.confirmation = Some(Confirmation::accepting(Feature::Bills.into()));
    });
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::LossesNotAccepted,
        [(Remedy::AcceptLosses { features: Feature::Projects.into() }, Actor::Client, |r| {
            let accepted = FeatureSet::of(&[Feature::Bills, Feature::Projects]);
            r.context.client.confirmation = Some(Confirmation::accepting(accepted));
        })],
    );
    assert_is_all_it_takes(&request, ReasonCode::LossesNotAccepted);
}

#[test]
fn remove_users_leaves_as_many_as_the_limit_and_the_other_kinds_alone() {
    let request = but(&downgrade(), |r| {
        r.context.client.usage.users.billable = 4;
        r.context.client.usage.users.accountant = 9;
    });
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::TooManyUsers,
        [(Remedy::RemoveUsers { kind: UserKind::Billable, count: 3 }, Actor::Client, |r| {
            r.context.client.usage.users.billable = 1;
        })],
    );
    assert_is_all_it_takes(&request, ReasonCode::TooManyUsers);
    // Every kind, where it blocks.
    let catalogue = canada_but(|terms| terms.users.reports_only = Enforcement::Blocks);
    let request = but(&downgrade(), |r| r.context.client.usage.users.reports_only = u32::MAX);
    assert_clears(
        &catalogue,
        &request,
        ReasonCode::TooManyUsers,
        [(Remedy::RemoveUsers { kind: UserKind::ReportsOnly, count: u32::MAX }, Actor::Client, |r| {
            r.context.client.usage.users.reports_only = 0;
        })],
    );
}

#[test]
fn turn_off_pause_templates_and_make_items_inactive_end_the_use_of_their_feature_alone() {
    let used_beside = |feature| FeatureSet::of(&[Feature::Projects, feature]);
    for (feature, remedy) in [
        (Feature::Multicurrency, Remedy::TurnOff { feature: Feature::Multicurrency, disputed: true }),
        (Feature::RecurringTransactions, Remedy::PauseTemplates { feature: Feature::RecurringTransactions, disputed: false }),
        (Feature::Inventory, Remedy::MakeItemsInactive { feature: Feature::Inventory, disputed: false }),
    ] {
        let request = but(&downgrade(), |r| r.context.client.usage.features = used_beside(feature));
        assert_clears(
            Catalogue::canada(),
            &request,
            ReasonCode::FeatureInUse,
            [(remedy, Actor::Client, |r| {
                r.context.client.usage.features = Feature::Projects.into();
            })],
        );
        assert_is_all_it_takes(&request, ReasonCode::FeatureInUse);
    }
}

#[test]
fn what_clears_a_feature_is_what_the_catalogue_says() {
    for (clearance, remedy) in [
        (Clearance::TurnOff, Remedy::TurnOff { feature: Feature::Budgets, disputed: false }),
        (Clearance::PauseTemplates, Remedy::PauseTemplates { feature: Feature::Budgets, disputed: false }),
        (Clearance::MakeItemsInactive, Remedy::MakeItemsInactive { feature: Feature::Budgets, disputed: false }),
    ] {
        let catalogue =
            canada_but(|terms| terms.features.budgets = FeatureUse::Blocks { cleared_by: Some(clearance), disputed: false });
        let request = but(&downgrade(), |r| r.context.client.usage.features = Feature::Budgets.into());
        assert_clears(
            &catalogue,
            &request,
            ReasonCode::FeatureInUse,
            [(remedy, Actor::Client, |r| {
                r.context.client.usage.features = FeatureSet::EMPTY;
            })],
        );
    }
}

#[test]
fn reduce_leaves_as_much_as_the_limit_and_the_other_resources_alone() {
    let catalogue = canada_but(|terms| {
        terms.resources.accounts = Enforcement::Blocks;
        terms.resources.classes_and_locations = Enforcement::Blocks;
        terms.resources.custom_fields = Enforcement::Blocks;
    });
    let request = request(firm(Plan::Advanced), firm(Plan::Plus));
    let cases: [(Edit, Remedy, Edit); 3] = [
        (
            |r| r.context.client.usage.accounts = 300,
            Remedy::Reduce { resource: Resource::Accounts, count: 50 },
            |r| r.context.client.usage.accounts = 250,
        ),
        (
            |r| r.context.client.usage.classes_and_locations = 100,
            Remedy::Reduce { resource: Resource::ClassesAndLocations, count: 60 },
            |r| r.context.client.usage.classes_and_locations = 40,
        ),
        (
            |r| r.context.client.usage.custom_fields = 5,
            Remedy::Reduce { resource: Resource::CustomFields, count: 1 },
            |r| r.context.client.usage.custom_fields = 4,
        ),
    ];
    for (over, remedy, at_the_limit) in cases {
        let request = but(&request, over);
        assert_clears(&catalogue, &request, ReasonCode::OverLimit, [(remedy, Actor::Client, at_the_limit)]);
    }
}

#[test]
fn drop_add_on_takes_the_add_on_out_of_the_target() {
    let held = firm(Plan::Ledger).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let request = request(
        held.without(AddOnKind::Time),
        held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm).without(AddOnKind::Time),
    );
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::AddOnUnsupported,
        [(Remedy::DropAddOn { product: Product::Payroll }, Actor::Requester, |r| {
            r.target = r.target.without(AddOnKind::Payroll);
        })],
    );
}

#[test]
fn drop_add_on_and_take_payroll_are_the_alternatives_for_time() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client);
    let request = request(held, held.with_plan(Plan::EasyStart));
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::AddOnUnsupported,
        [
            (Remedy::DropAddOn { product: Product::Time }, Actor::Requester, |r| {
                r.target = r.target.without(AddOnKind::Time);
            }),
            (Remedy::TakePayroll { tier: Tier::Premium }, Actor::Requester, |r| {
                r.target = r.target.with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client);
            }),
        ],
    );
    assert_is_all_it_takes(&request, ReasonCode::AddOnUnsupported);
}

#[test]
fn take_payroll_leaves_a_higher_tier_as_it_is() {
    let with_elite = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    let asked = request(firm(Plan::Plus), with_elite);
    assert_eq!(Remedy::TakePayroll { tier: Tier::Core }.apply(&asked).target, with_elite);
}

#[test]
fn take_payroll_is_paid_by_who_pays_for_payroll_else_for_time() {
    let take = Remedy::TakePayroll { tier: Tier::Premium };
    let payer = |request: &Request| take.apply(request).target.payer(Product::Payroll);
    let with_time = firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let raised = request(with_time, with_time.with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client));
    assert_eq!(payer(&raised), Some(Party::Client));
    let removed = request(with_time.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client), with_time);
    assert_eq!(payer(&removed), Some(Party::Client));
    let added = request(firm(Plan::EasyStart), firm(Plan::EasyStart).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client));
    assert_eq!(payer(&added), Some(Party::Client));
}

#[test]
fn wait_makes_the_last_downgrade_older_and_nothing_else() {
    let catalogue = canada_but(|terms| terms.upgrade_wait_hours = 24);
    let request = but(&upgrade(), |r| r.context.client.hours_since_downgrade = Some(20));
    assert_clears(
        &catalogue,
        &request,
        ReasonCode::UpgradeTooSoon,
        [(Remedy::Wait { hours: 4 }, Actor::Vendor, |r| {
            r.context.client.hours_since_downgrade = Some(24);
        })],
    );
}

#[test]
fn transfer_separately_leaves_the_payer_as_it_is() {
    let held = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    let cases: [(Subscription, Product, Edit); 3] = [
        (held.with_plan(Plan::Advanced).with_payer(Product::Base, Party::Firm), Product::Base, |r| {
            r.target.base.payer = Party::Client;
        }),
        (held.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client), Product::Payroll, |r| {
            r.target = r.target.with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
        }),
        (held.with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm), Product::Time, |r| {
            r.target = r.target.with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
        }),
    ];
    for (target, product, as_it_is) in cases {
        let request = request(held, target);
        let remedy = Remedy::TransferSeparately { product };
        assert_clears(Catalogue::canada(), &request, ReasonCode::TransferAndChange, [(remedy, Actor::Requester, as_it_is)]);
        assert_is_all_it_takes(&request, ReasonCode::TransferAndChange);
    }
}

#[test]
fn permit_transfer_gives_a_new_permission() {
    let remedy = Remedy::PermitTransfer { by: Party::Client };
    let permitted: Edit = |r| r.context.client.transfer_permission_hours = Some(0);
    let none = but(&transfer_to_firm(), |r| r.context.client.transfer_permission_hours = None);
    assert_clears(Catalogue::canada(), &none, ReasonCode::TransferNotPermitted, [(remedy, Actor::Client, permitted)]);
    assert_is_all_it_takes(&none, ReasonCode::TransferNotPermitted);
    let old = but(&transfer_to_firm(), |r| r.context.client.transfer_permission_hours = Some(49));
    assert_clears(Catalogue::canada(), &old, ReasonCode::TransferPermissionExpired, [(remedy, Actor::Client, permitted)]);
    assert_is_all_it_takes(&old, ReasonCode::TransferPermissionExpired);
    let by_firm = Remedy::PermitTransfer { by: Party::Firm };
    for (request, code) in [(none, ReasonCode::TransferNotPermitted), (old, ReasonCode::TransferPermissionExpired)] {
        let request = but(&request, |r| r.context.client.primary_admin = PrimaryAdmin::Firm);
        assert_clears(Catalogue::canada(), &request, code, [(by_firm, Actor::Firm, permitted)]);
        assert_is_all_it_takes(&request, code);
    }
}

#[test]
fn switch_to_monthly_changes_the_billing_cycle() {
    let request = but(&transfer_to_firm(), |r| r.context.client.billing_cycle = BillingCycle::Annual);
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::AnnualBilling,
        [(Remedy::SwitchToMonthly { in_days: 0 }, Actor::Client, |r| {
            r.context.client.billing_cycle = BillingCycle::Monthly;
        })],
    );
    assert_is_all_it_takes(&request, ReasonCode::AnnualBilling);
    // Even if it can be done only later, no clock moves: the permission is as old as it was.
    let later = but(&request, |r| r.context.client.days_to_renewal = Some(40));
    assert_clears(
        Catalogue::canada(),
        &later,
        ReasonCode::AnnualBilling,
        [(Remedy::SwitchToMonthly { in_days: 10 }, Actor::Client, |r| {
            r.context.client.billing_cycle = BillingCycle::Monthly;
        })],
    );
    assert_is_all_it_takes(&later, ReasonCode::AnnualBilling);
}

#[test]
fn hand_over_primary_admin_makes_the_client_primary_admin() {
    for (plan, by) in [(Plan::Plus, Actor::Firm), (Plan::EasyStart, Actor::Vendor)] {
        let request = but(&request(firm(plan), client(plan)), |r| r.context.client.primary_admin = PrimaryAdmin::Firm);
        assert_clears(
            Catalogue::canada(),
            &request,
            ReasonCode::ClientNotPrimaryAdmin,
            [(Remedy::HandOverPrimaryAdmin { by }, by, |r| r.context.client.primary_admin = PrimaryAdmin::Client)],
        );
        assert_is_all_it_takes(&request, ReasonCode::ClientNotPrimaryAdmin);
    }
}

/// A remedy about one fact that the request lacks: it is done by this actor, and is all it takes.
#[track_caller]
fn assert_mends(request: &Request, code: ReasonCode, remedy: Remedy, by: Actor, edit: Edit) {
    assert_clears(Catalogue::canada(), request, code, [(remedy, by, edit)]);
    assert_is_all_it_takes(request, code);
}

#[test]
fn look_again_makes_the_menu_offer_the_downgrade() {
    let request = but(&downgrade(), |r| r.context.client.downgrade_offered = false);
    let code = ReasonCode::DowngradeNotOffered;
    assert_mends(&request, code, Remedy::LookAgain, Actor::Firm, |r| r.context.client.downgrade_offered = true);
}

#[test]
fn recover_primary_admin_makes_the_client_primary_admin() {
    for request in [transfer_to_firm(), request(firm(Plan::Plus), client(Plan::Plus))] {
        let request = but(&request, |r| r.context.client.primary_admin = PrimaryAdmin::Other);
        let code = ReasonCode::PrimaryAdminElsewhere;
        assert_mends(&request, code, Remedy::RecoverPrimaryAdmin, Actor::Vendor, |r| {
            r.context.client.primary_admin = PrimaryAdmin::Client;
        });
    }
}

#[test]
fn grant_billing_access_lets_the_firms_user_manage_billing() {
    let request = but(&upgrade(), |r| r.context.firm.manages_billing = false);
    let code = ReasonCode::FirmUserNotPermitted;
    assert_mends(&request, code, Remedy::GrantBillingAccess, Actor::Firm, |r| r.context.firm.manages_billing = true);
}

#[test]
fn invite_firm_makes_the_firm_an_accountant_user_and_counts_no_seat() {
    let request = but(&transfer_to_firm(), |r| r.context.firm.is_accountant_user = false);
    let code = ReasonCode::FirmNotAccountant;
    assert_mends(&request, code, Remedy::InviteFirm, Actor::Client, |r| r.context.firm.is_accountant_user = true);
}

#[test]
fn subscribe_makes_the_client_active() {
    let request = but(&transfer_to_firm(), |r| r.context.client.status = ClientStatus::Trial);
    let code = ReasonCode::NotSubscribedYet;
    assert_mends(&request, code, Remedy::Subscribe, Actor::Client, |r| r.context.client.status = ClientStatus::Active);
}

#[test]
fn resume_makes_the_client_active() {
    for (held, by) in [(firm(Plan::Plus), Party::Firm), (client(Plan::Plus), Party::Client)] {
        let request = but(&request(held, held.with_plan(Plan::Advanced)), |r| r.context.client.status = ClientStatus::Cancelling);
        let code = ReasonCode::CancellationPending;
        assert_mends(&request, code, Remedy::Resume { by }, Actor::from(by), |r| r.context.client.status = ClientStatus::Active);
    }
}

#[test]
fn correct_address_by_either_party_makes_the_addresses_match() {
    let request = but(&transfer_to_firm(), |r| r.context.client.addresses_match = false);
    let match_again: Edit = |r| r.context.client.addresses_match = true;
    assert_clears(
        Catalogue::canada(),
        &request,
        ReasonCode::AddressMismatch,
        [
            (Remedy::CorrectAddress { party: Party::Client }, Actor::Client, match_again),
            (Remedy::CorrectAddress { party: Party::Firm }, Actor::Firm, match_again),
        ],
    );
    assert_is_all_it_takes(&request, ReasonCode::AddressMismatch);
}

#[test]
fn one_remedy_of_each_reason_applied_once_ends_in_a_plan() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let target = firm(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let request = but(&request(current, target), |r| {
        r.context.authorised_by = Parties::EMPTY;
        r.context.firm.billing_current = false;
        r.context.client.status = ClientStatus::Suspended;
        r.context.client.billing_cycle = BillingCycle::Annual;
        r.context.client.confirmation = None;
        r.context.client.transfer_permission_hours = None;
        r.context.client.primary_admin = PrimaryAdmin::Other;
        r.context.client.downgrade_offered = false;
        r.context.client.addresses_match = false;
        r.context.firm.manages_billing = false;
        r.context.firm.is_accountant_user = false;
        r.context.client.usage.users.billable = 3;
        r.context.client.usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Projects]);
    });
    let refusal = refusal(&request);
    assert_eq!(refusal.reasons().len(), 13, "{refusal}");
    let cleared = refusal
        .reasons()
        .fold(request, |request, reason| reason.remedies().next().expect("somebody can clear it").apply(&request));
    assert!(cleared.plan_change().is_ok(), "{cleared:?}");
}

#[test]
fn one_authorisation_clears_every_product_that_the_party_pays_for() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm);
    let higher = firm(Plan::Advanced).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Firm);
    let request = but(&request(held, higher), |r| r.context.authorised_by = Parties::EMPTY);
    let refusal = refusal(&request);
    let remedies: Vec<Remedy> = refusal.reasons().flat_map(|reason| reason.remedies()).collect();
    assert_eq!(remedies, [Remedy::Authorise { party: Party::Firm }; 2]);
    assert!(remedies[0].apply(&request).plan_change().is_ok());
}

#[test]
fn what_nobody_can_clear_has_no_remedies() {
    for reason in [
        Reason::NothingToChange,
        Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed },
        Reason::LedgerClosed { from: Plan::Plus },
        Reason::NotSold { product: Product::Base, item: subscription_change::parts::Item::Plan(Plan::Plus) },
        Reason::TransitionClosed { from: Plan::Plus, to: Plan::EasyStart },
        Reason::FeatureInUse { feature: Feature::Multicurrency, cleared_by: None, disputed: false },
        Reason::OtherBillingSystem,
        Reason::OtherRegion,
    ] {
        assert_eq!(reason.resolution(), subscription_change::Resolution::Never, "{reason:?}");
        assert_eq!(reason.remedies().next(), None, "{reason:?}");
    }
}
