//! One of everything that is said, and more where the words differ: by number, by what is about, by what is missing.

use subscription_change::{
    Clearance, ClientStatus, Feature, FeatureSet, Item, Notice, Party, PayrollTier, Plan, Product, Reason, Remedy, Resource,
    Step, Tier, UserKind,
};

pub(crate) const SOME: FeatureSet = FeatureSet::of(&[Feature::Bills, Feature::Projects, Feature::Workflows]);

pub(crate) fn reasons() -> Vec<Reason> {
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

pub(crate) fn remedies() -> Vec<Remedy> {
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

pub(crate) fn steps() -> Vec<Step> {
    let (product, by) = (Product::Payroll, Party::Firm);
    vec![
        Step::ChangePlan { from: Plan::EasyStart, to: Plan::Advanced, by },
        Step::ChangePlan { from: Plan::Advanced, to: Plan::Plus, by: Party::Client },
        Step::Add { product, tier: Tier::Core, by: Party::Client },
        Step::Remove { product: Product::Time, tier: Tier::Elite, by },
        Step::ChangeTier { product, from: Tier::Core, to: Tier::Premium, by },
        Step::ChangeTier { product: Product::Time, from: Tier::Elite, to: Tier::Premium, by },
        Step::TransferBilling { product: Product::Base, to: Party::Client, by },
        Step::TransferBilling { product, to: Party::Firm, by },
        Step::TransferBilling { product: Product::Time, to: Party::Client, by: Party::Client },
    ]
}

pub(crate) fn notices() -> Vec<Notice> {
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
