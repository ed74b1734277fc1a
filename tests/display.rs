//! The sentences: what people read of reasons, remedies, steps, notices and refusals.
#![allow(clippy::needless_raw_string_hashes, reason = "the sentences are as expect-test writes them")]

mod common;

use common::{but, firm, refusal, request};
use expect_test::{Expect, expect};
use subscription_change::{
    Clearance, ClientStatus, Feature, FeatureSet, Item, Notice, NoticeCode, Party, PayrollTier, Plan, Product, Reason,
    ReasonCode, Refusal, Remedy, RemedyCode, Resource, Step, StepCode, Tier, UserKind,
};

const SOME: FeatureSet = FeatureSet::of(&[Feature::Bills, Feature::Projects, Feature::Workflows]);

fn reasons() -> Vec<Reason> {
    let product = Product::Payroll;
    let needs = |product, payer, or_client| Reason::NotAuthorised { product, payer, or_client };
    let blocks = |feature, cleared_by| Reason::FeatureInUse { feature, cleared_by };
    vec![
        Reason::NothingToChange,
        Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed },
        Reason::LedgerClosed { from: Plan::EasyStart },
        Reason::NotSold { product: Product::Base, item: Item::Plan(Plan::Essentials) },
        Reason::NotSold { product: Product::Time, item: Item::Tier(Tier::Elite) },
        Reason::TransitionClosed { from: Plan::Plus, to: Plan::EasyStart },
        Reason::ClientPending,
        Reason::ClientReadOnly { status: ClientStatus::Restricted },
        Reason::ClientReadOnly { status: ClientStatus::Suspended },
        Reason::ClientReadOnly { status: ClientStatus::Expired },
        Reason::ClientReadOnly { status: ClientStatus::Cancelled },
        Reason::FirmBillingOutdated,
        Reason::FirmSubscriptionOutdated,
        Reason::ClientBillingOutdated,
        needs(Product::Base, Party::Firm, false),
        needs(Product::Payroll, Party::Client, false),
        needs(Product::Time, Party::Firm, true),
        Reason::DowngradeNotOffered,
        Reason::DowngradeNotConfirmed { losses: FeatureSet::EMPTY },
        Reason::DowngradeNotConfirmed { losses: SOME },
        Reason::LossesNotAccepted { features: Feature::SpreadsheetSync.into() },
        Reason::LossesNotAccepted { features: SOME.without(Feature::Bills) },
        Reason::TooManyUsers { kind: UserKind::Billable, used: 3, limit: 1 },
        Reason::TooManyUsers { kind: UserKind::Accountant, used: 3, limit: 2 },
        Reason::TooManyUsers { kind: UserKind::ReportsOnly, used: 1, limit: 0 },
        Reason::TooManyUsers { kind: UserKind::TimeOnly, used: u32::MAX, limit: 0 },
        blocks(Feature::Multicurrency, Some(Clearance::TurnOff)),
        blocks(Feature::RecurringTransactions, Some(Clearance::PauseTemplates)),
        blocks(Feature::Inventory, Some(Clearance::MakeItemsInactive)),
        blocks(Feature::Multicurrency, None),
        Reason::OverLimit { resource: Resource::Accounts, used: 1200, limit: 250 },
        Reason::OverLimit { resource: Resource::ClassesAndLocations, used: 41, limit: 40 },
        Reason::OverLimit { resource: Resource::CustomFields, used: 1, limit: 0 },
        Reason::AddOnUnsupported { product, plan: Plan::Ledger, with_payroll: None },
        Reason::AddOnUnsupported { product: Product::Time, plan: Plan::SelfEmployed, with_payroll: None },
        Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll: Some(PayrollTier::Premium) },
        Reason::UpgradeTooSoon { hours_left: 1 },
        Reason::UpgradeTooSoon { hours_left: 24 },
        Reason::TransferAndChange { product: Product::Base },
        Reason::TransferNotPermitted { product },
        Reason::TransferPermissionExpired { product, hours_ago: 49, window: 48 },
        Reason::TransferPermissionExpired { product: Product::Base, hours_ago: 2, window: 1 },
        Reason::AnnualBilling { product: Product::Base },
        Reason::AnnualBilling { product },
        Reason::ClientNotPrimaryAdmin { product: Product::Base },
        Reason::ClientNotPrimaryAdmin { product: Product::Time },
    ]
}

fn remedies() -> Vec<Remedy> {
    vec![
        Remedy::WaitUntilMoved,
        Remedy::Reactivate,
        Remedy::UpdateFirmBilling,
        Remedy::UpdateFirmSubscription,
        Remedy::UpdateClientBilling,
        Remedy::Authorise { party: Party::Firm },
        Remedy::Authorise { party: Party::Client },
        Remedy::Confirm { accepting: FeatureSet::EMPTY },
        Remedy::Confirm { accepting: SOME },
        Remedy::AcceptLosses { features: Feature::BackupAndRestore.into() },
        Remedy::RemoveUsers { kind: UserKind::Billable, count: 1 },
        Remedy::RemoveUsers { kind: UserKind::Billable, count: 2 },
        Remedy::RemoveUsers { kind: UserKind::ReportsOnly, count: 4 },
        Remedy::TurnOff { feature: Feature::Multicurrency },
        Remedy::PauseTemplates { feature: Feature::RecurringTransactions },
        Remedy::MakeItemsInactive { feature: Feature::Inventory },
        Remedy::Reduce { resource: Resource::Accounts, count: 1 },
        Remedy::Reduce { resource: Resource::ClassesAndLocations, count: 1234 },
        Remedy::LeaveOut { product: Product::Time },
        Remedy::TakePayroll { tier: PayrollTier::Premium },
        Remedy::Wait { hours: 1 },
        Remedy::Wait { hours: 24 },
        Remedy::TransferSeparately { product: Product::Base },
        Remedy::PermitTransfer { product: Product::Payroll },
        Remedy::SwitchToMonthly,
        Remedy::HandOverPrimaryAdmin,
    ]
}

fn steps() -> Vec<Step> {
    let (product, by) = (Product::Payroll, Party::Firm);
    vec![
        Step::ChangePlan { from: Plan::EasyStart, to: Plan::Advanced, by },
        Step::Add { product, tier: Tier::Core, by: Party::Client },
        Step::Remove { product: Product::Time, tier: Tier::Elite, by },
        Step::ChangeTier { product, from: Tier::Core, to: Tier::Premium, by },
        Step::TransferBilling { product: Product::Base, to: Party::Client, by },
        Step::TransferBilling { product, to: Party::Firm, by },
    ]
}

fn notices() -> Vec<Notice> {
    let product = Product::Payroll;
    vec![
        Notice::LeavesLedger,
        Notice::FeaturesLost { features: SOME },
        Notice::UsersOverLimit { kind: UserKind::Accountant, used: 3, limit: 2 },
        Notice::UsersOverLimit { kind: UserKind::TimeOnly, used: 1, limit: 0 },
        Notice::ResourceOverLimit { resource: Resource::Accounts, used: 300, limit: 250 },
        Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 2, limit: 1 },
        Notice::DiscountsEnd,
        Notice::TimeTrackingUnavailable,
        Notice::PrimaryAdminLocked,
        Notice::DiscountKept { product: Product::Base },
        Notice::RetailPrice { product },
        Notice::FullPrice { product: Product::Base },
        Notice::ReadOnlyUntilPaid,
    ]
}

#[track_caller]
fn assert_sentences<T: ToString>(values: &[T], expected: &Expect) {
    let sentences: String = values.iter().map(|value| value.to_string() + "\n").collect();
    expected.assert_eq(&sentences);
}

#[test]
fn a_reason_says_what_stands_in_the_way_with_its_numbers() {
    assert_sentences(
        &reasons(),
        &expect![[r#"
            the subscription asked for is the current one
            Self-Employed is a separate product, so a change from Plus to Self-Employed is not a change of plan
            Ledger can be left and never entered, so there is no way to it from EasyStart
            Essentials is not sold
            Time Elite is not sold
            a change from Plus to EasyStart is not offered
            the client is pending, with its company not fully moved to the discount yet
            the client's company is restricted and can only be read
            the client's company is suspended and can only be read
            the client's company is expired and can only be read
            the client's company is cancelled and can only be read
            the firm's billing details are out of date
            the firm's subscription details are out of date
            the client's payment details are out of date
            the firm's authorisation is missing for the base subscription
            the client's authorisation is missing for Payroll
            the firm's or the client's authorisation is missing for Time
            the vendor's menu does not offer the downgrade, and gives no reason
            the client has not confirmed the downgrade
            the client has not confirmed the downgrade, which takes away access to bills, projects and workflows
            the client has not accepted losing access to spreadsheet sync
            the client has not accepted losing access to projects and workflows
            3 billable users, 2 more than the limit of 1
            3 accountant users, 1 more than the limit of 2
            1 reports-only user, where the plan has none
            4,294,967,295 time-only users, where the plan has none
            multicurrency is in use
            recurring transactions are in use
            inventory is in use
            multicurrency is in use, and nothing ends its use
            1,200 active accounts, 950 more than the limit of 250
            41 active classes and locations, 1 more than the limit of 40
            1 custom field, where the plan has none
            Payroll does not go with Ledger
            Time does not go with Self-Employed
            Time does not go with EasyStart without Payroll Premium
            it is too soon after the last downgrade, with 1 hour to wait
            it is too soon after the last downgrade, with 24 hours to wait
            the base subscription cannot be changed and get another payer in one request
            the client has not permitted the transfer of Payroll to the firm
            the client's permission to transfer Payroll was given 49 hours ago and held for 48
            the client's permission to transfer the base subscription was given 2 hours ago and held for 1
            the client is billed annually, so the base subscription cannot be transferred to the firm
            the client is billed annually, so Payroll cannot be transferred to the firm
            the client is not the primary admin, so the base subscription cannot be transferred to it
            the client is not the primary admin, so Time cannot be transferred to it
        "#]],
    );
}

#[test]
fn a_remedy_says_what_to_do_and_who_does_it() {
    assert_sentences(
        &remedies(),
        &expect![[r#"
            wait until the vendor has fully moved the company
            reactivate the company (the client)
            update the firm's billing details (the firm)
            update the firm's subscription details (the firm)
            update the client's payment details (the client)
            give authorisation (the firm)
            give authorisation (the client)
            confirm the downgrade (the client)
            confirm the downgrade, accepting the loss of access to bills, projects and workflows (the client)
            accept losing access to backup-and-restore (the client)
            remove 1 billable user, never the primary admin (the client)
            remove 2 billable users, never the primary admin (the client)
            remove 4 reports-only users (the client)
            turn multicurrency off (the client)
            pause the templates of recurring transactions (the client)
            make the items of inventory inactive (the client)
            use 1 fewer active account (the client)
            use 1,234 fewer active classes and locations (the client)
            ask without Time (whoever asks)
            ask with Payroll Premium (whoever asks)
            wait 1 hour
            wait 24 hours
            leave the payer of the base subscription as it is, and transfer it in a request of its own (whoever asks)
            permit the transfer of Payroll, as the primary admin (the client)
            switch to monthly billing (the client)
            hand the primary-admin role over to the client (the firm)
        "#]],
    );
}

#[test]
fn a_step_says_what_is_done_and_who_does_it() {
    assert_sentences(
        &steps(),
        &expect![[r#"
        change the plan from EasyStart to Advanced (the firm)
        add Payroll Core (the client)
        remove Time Elite (the firm)
        change Payroll from Core to Premium (the firm)
        transfer the billing of the base subscription to the client (the firm)
        transfer the billing of Payroll to the firm (the firm)
    "#]],
    );
}

#[test]
fn a_notice_says_what_to_know() {
    assert_sentences(
        &notices(),
        &expect![[r#"
            there is no way back to Ledger: discuss it with the client first
            the client loses access to bills, projects and workflows
            3 accountant users, 1 more than the limit of 2: kept, and none may be added
            1 time-only user, where the plan has none: kept, and none may be added
            300 active accounts, 50 more than the limit of 250: kept, and none may be added
            2 custom fields, 1 more than the limit of 1: kept, and none may be added
            the client's discounts end
            time tracking is in use and not available with Payroll Core
            on EasyStart the primary-admin role cannot be handed over without the vendor's help
            the firm pays for the base subscription at the wholesale discount
            the firm pays for Payroll at the retail price
            the client pays for the base subscription at the full price
            the client's books are read only until it has paid
        "#]],
    );
}

#[test]
fn every_code_is_among_the_sentences() {
    assert!(ReasonCode::ALL.iter().all(|&code| reasons().iter().any(|reason| reason.code() == code)));
    assert!(RemedyCode::ALL.iter().all(|&code| remedies().iter().any(|remedy| remedy.code() == code)));
    assert!(StepCode::ALL.iter().all(|&code| steps().iter().any(|step| step.code() == code)));
    assert!(NoticeCode::ALL.iter().all(|&code| notices().iter().any(|notice| notice.code() == code)));
}

#[test]
fn a_sentence_is_one_line_without_a_full_stop_or_the_name_of_a_code() {
    let mut sentences: Vec<(&str, String)> = Vec::new();
    sentences.extend(reasons().iter().map(|reason| (reason.code().name(), reason.to_string())));
    sentences.extend(remedies().iter().map(|remedy| (remedy.code().name(), remedy.to_string())));
    sentences.extend(steps().iter().map(|step| (step.code().name(), step.to_string())));
    sentences.extend(notices().iter().map(|notice| (notice.code().name(), notice.to_string())));
    for (code, sentence) in sentences {
        assert!(!sentence.is_empty() && sentence.trim() == sentence, "{code}: {sentence:?}");
        assert!(!sentence.ends_with(['.', ':', ';', ',', '!']), "{code}: {sentence:?}");
        assert!(!sentence.contains(['_', '\n', '`', '{', '}']), "{code}: {sentence:?}");
        assert!(!sentence.contains("  ") && !sentence.contains("()"), "{code}: {sentence:?}");
    }
}

/// Every number that a reason has is in its sentence, its thousands grouped.
#[test]
fn the_numbers_of_a_sentence_are_those_of_the_reason() {
    for (used, grouped) in [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1,000"),
        (1_001_001, "1,001,001"),
        (999_999, "999,999"),
        (1_000_000, "1,000,000"),
        (20_030_040, "20,030,040"),
        (1_000_000_000, "1,000,000,000"),
        (u32::MAX, "4,294,967,295"),
    ] {
        let reason = Reason::TooManyUsers { kind: UserKind::Accountant, used, limit: 0 }.to_string();
        assert!(reason.starts_with(&format!("{grouped} accountant user")), "{reason}");
        let expired = Reason::TransferPermissionExpired { product: Product::Time, hours_ago: used, window: 48 }.to_string();
        assert!(expired.contains(&format!(" {grouped} hour")) && expired.contains(" 48"), "{expired}");
    }
}

#[test]
fn every_name_has_words_of_its_own() {
    let of_features: Vec<String> =
        Feature::ALL.iter().map(|&f| Notice::FeaturesLost { features: f.into() }.to_string()).collect();
    let of_plans: Vec<String> = Plan::ALL.iter().map(|&from| Reason::LedgerClosed { from }.to_string()).collect();
    let of_kinds: Vec<String> = UserKind::ALL.iter().map(|&kind| Remedy::RemoveUsers { kind, count: 2 }.to_string()).collect();
    let of_products: Vec<String> = Product::ALL.iter().map(|&product| Notice::FullPrice { product }.to_string()).collect();
    for mut sentences in [of_features, of_plans, of_kinds, of_products] {
        let count = sentences.len();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), count, "{sentences:?}");
    }
    assert_eq!(
        Notice::FeaturesLost { features: FeatureSet::ALL }.to_string(),
        "the client loses access to multicurrency, recurring transactions, bills, time tracking, inventory, purchase orders, projects, \
         classes, locations, budgets, custom roles, workflows, spreadsheet sync, backup-and-restore and enhanced custom fields",
    );
}

#[test]
fn a_refusal_is_one_line_with_the_sentence_of_each_reason() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::EasyStart)), |r| {
        r.context.authorised_by = Party::Client.into();
        r.context.client.confirmation = None;
        r.context.client.usage.users.billable = 3;
        r.context.client.usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Bills]);
    });
    let refusal = refusal(&request);
    let text = refusal.to_string();
    assert_eq!(
        text,
        "refused for 4 reasons: the firm's authorisation is missing for the base subscription; \
         the client has not confirmed the downgrade, which takes away access to bills; \
         3 billable users, 2 more than the limit of 1; multicurrency is in use",
    );
    assert!(!text.contains('\n'), "{text}");
    assert_eq!(refusal.reasons().len(), 4);
    for reason in &refusal {
        assert!(text.contains(&reason.to_string()), "{reason} is in: {text}");
    }
}

#[test]
fn a_refusal_for_one_reason_does_not_count_it() {
    let refusal = refusal(&request(firm(Plan::Plus), firm(Plan::Plus)));
    assert_eq!(refusal.to_string(), "refused: the subscription asked for is the current one");
}

#[test]
fn a_refusal_is_an_error_that_can_be_boxed_and_told_again() {
    fn change() -> Result<(), Box<dyn std::error::Error + Send + Sync + 'static>> {
        request(firm(Plan::Plus), firm(Plan::Ledger)).plan_change()?;
        Ok(())
    }

    let error = change().expect_err("it is closed");
    assert!(error.source().is_none(), "a refusal has no cause but its reasons");
    let refusal: &Refusal = error.downcast_ref().expect("it is the refusal");
    assert!(refusal.reasons().eq([Reason::LedgerClosed { from: Plan::Plus }]));
    assert_eq!(error.to_string(), refusal.to_string());
}

#[test]
fn debug_shows_what_can_be_seen_of_a_decision() {
    let closed = format!("{:?}", refusal(&request(firm(Plan::Plus), firm(Plan::Ledger))));
    assert!(
        closed.starts_with("Refusal { catalogue: ") && closed.ends_with("reasons: [LedgerClosed { from: Plus }] }"),
        "{closed}"
    );
    let plan = format!("{:?}", common::plan(&request(firm(Plan::Plus), firm(Plan::EasyStart))));
    for shown in [
        "ChangePlan { from: ",
        "effective: Immediately",
        "features_lost: Some({Multicurrency, ",
        "notices: [PrimaryAdminLocked] }",
    ] {
        assert!(plan.contains(shown), "{shown}: {plan}");
    }
}
