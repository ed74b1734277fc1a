//! One of everything that can be said, and more where the words differ: by number, by subject, by what is missing.

use subscription_change::catalogue::{Clearance, Effective};
use subscription_change::parts::{Item, Quota};
use subscription_change::{
    Actor, ClientStatus, Feature, FeatureSet, Notice, Party, Plan, Product, Reason, Remedy, Resource, Step, Tier, UserKind,
};

pub(crate) const SOME: FeatureSet = FeatureSet::of(&[Feature::Bills, Feature::Projects, Feature::Workflows]);

pub(crate) fn reasons() -> Vec<Reason> {
    let product = Product::Payroll;
    let needs = |product, payer, or_client| Reason::NotAuthorised { product, payer, or_client };
    let blocks = |feature, cleared_by| Reason::FeatureInUse {
        feature,
        cleared_by,
        disputed: feature == Feature::Multicurrency && cleared_by.is_some(),
    };
    vec![
        Reason::NothingToChange,
        Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed },
        Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::SelfEmployed },
        Reason::LedgerClosed { from: Plan::EasyStart },
        Reason::NotSold { product: Product::Base, item: Item::Plan(Plan::Essentials) },
        Reason::NotSold { product: Product::Time, item: Item::Tier(Tier::Elite) },
        Reason::TransitionClosed { from: Plan::Plus, to: Plan::EasyStart },
        Reason::ClientPending,
        Reason::ClientReadOnly { status: ClientStatus::Restricted, by: Party::Client },
        Reason::ClientReadOnly { status: ClientStatus::Suspended, by: Party::Client },
        Reason::ClientReadOnly { status: ClientStatus::Expired, by: Party::Client },
        Reason::ClientReadOnly { status: ClientStatus::Cancelled, by: Party::Client },
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
        Reason::TooManyUsers { kind: UserKind::TimeOnly, used: 12, limit: 0 },
        blocks(Feature::Multicurrency, Some(Clearance::TurnOff)),
        blocks(Feature::RecurringTransactions, Some(Clearance::PauseTemplates)),
        blocks(Feature::Inventory, Some(Clearance::MakeItemsInactive)),
        blocks(Feature::Multicurrency, None),
        Reason::OverLimit { resource: Resource::Accounts, used: 1200, limit: 250 },
        Reason::OverLimit { resource: Resource::ClassesAndLocations, used: 41, limit: 40 },
        Reason::OverLimit { resource: Resource::CustomFields, used: 1, limit: 0 },
        Reason::AddOnUnsupported { product, plan: Plan::Ledger, with_payroll: None },
        Reason::AddOnUnsupported { product: Product::Time, plan: Plan::SelfEmployed, with_payroll: None },
        Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll: Some(Tier::Premium) },
        Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll: Some(Tier::Elite) },
        Reason::UpgradeTooSoon { hours_left: 1 },
        Reason::UpgradeTooSoon { hours_left: 24 },
        Reason::TransferAndChange { product: Product::Base },
        Reason::TransferNotPermitted { product, by: Party::Client },
        Reason::TransferNotPermitted { product: Product::Base, by: Party::Firm },
        Reason::TransferPermissionExpired { product, hours_ago: 49, window: 48, by: Party::Client },
        Reason::TransferPermissionExpired { product: Product::Base, hours_ago: 2, window: 1, by: Party::Client },
        Reason::AnnualBilling { product: Product::Base, in_days: 0 },
        Reason::AnnualBilling { product: Product::Time, in_days: 0 },
        Reason::ClientNotPrimaryAdmin { product: Product::Base, by: Actor::Firm },
        Reason::ClientNotPrimaryAdmin { product: Product::Time, by: Actor::Vendor },
        Reason::AnnualBilling { product: Product::Time, in_days: 12 },
        Reason::PrimaryAdminElsewhere,
        Reason::FirmUserNotPermitted,
        Reason::FirmNotAccountant,
        Reason::NotSubscribedYet,
        Reason::AddressMismatch,
        Reason::OtherBillingSystem,
        Reason::OtherRegion,
        Reason::CancellationPending { by: Party::Client },
        Reason::CancellationPending { by: Party::Firm },
    ]
}

pub(crate) fn remedies() -> Vec<Remedy> {
    vec![
        Remedy::WaitUntilMoved,
        Remedy::Reactivate { by: Party::Client },
        Remedy::Reactivate { by: Party::Firm },
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
        Remedy::TurnOff { feature: Feature::Multicurrency, disputed: true },
        Remedy::PauseTemplates { feature: Feature::RecurringTransactions, disputed: false },
        Remedy::MakeItemsInactive { feature: Feature::Inventory, disputed: false },
        Remedy::Reduce { resource: Resource::Accounts, count: 1 },
        Remedy::Reduce { resource: Resource::ClassesAndLocations, count: 1234 },
        Remedy::DropAddOn { product: Product::Time },
        Remedy::TakePayroll { tier: Tier::Premium },
        Remedy::Wait { hours: 1 },
        Remedy::Wait { hours: 24 },
        Remedy::TransferSeparately { product: Product::Base },
        Remedy::PermitTransfer { by: Party::Client },
        Remedy::PermitTransfer { by: Party::Firm },
        Remedy::SwitchToMonthly { in_days: 0 },
        Remedy::SwitchToMonthly { in_days: 1 },
        Remedy::SwitchToMonthly { in_days: 12 },
        Remedy::HandOverPrimaryAdmin { by: Actor::Firm },
        Remedy::HandOverPrimaryAdmin { by: Actor::Vendor },
        Remedy::RecoverPrimaryAdmin,
        Remedy::GrantBillingAccess,
        Remedy::InviteFirm,
        Remedy::Subscribe,
        Remedy::CorrectAddress { party: Party::Client },
        Remedy::CorrectAddress { party: Party::Firm },
        Remedy::Resume { by: Party::Client },
        Remedy::Resume { by: Party::Firm },
        Remedy::LookAgain,
    ]
}

pub(crate) fn steps() -> Vec<Step> {
    let (product, by) = (Product::Payroll, Party::Firm);
    vec![
        Step::ChangePlan { from: Plan::EasyStart, to: Plan::Advanced, effective: Effective::Immediately, by },
        Step::ChangePlan { from: Plan::Advanced, to: Plan::Plus, effective: Effective::Immediately, by: Party::Client },
        Step::Add { product, tier: Tier::Core, effective: Effective::Immediately, by: Party::Client },
        Step::Remove { product: Product::Time, tier: Tier::Elite, effective: Effective::Immediately, by },
        Step::ChangeTier { product, from: Tier::Core, to: Tier::Premium, effective: Effective::Immediately, by },
        Step::ChangeTier { product: Product::Time, from: Tier::Elite, to: Tier::Premium, effective: Effective::Immediately, by },
        Step::TransferBilling { product: Product::Base, to: Party::Client, effective: Effective::Immediately, by },
        Step::TransferBilling { product, to: Party::Firm, effective: Effective::Immediately, by },
        Step::TransferBilling { product: Product::Time, to: Party::Client, effective: Effective::Immediately, by: Party::Client },
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
        Notice::ReadOnlyUntilBillingDetails,
        Notice::PaymentDetailsNeeded,
        Notice::Resubscribes,
        Notice::ProratedCharge { payer: Party::Firm },
        Notice::ProratedCharge { payer: Party::Client },
        Notice::WholesalePrice { product },
        Notice::AddOnGoesDown { product, from: Tier::Elite, to: Some(Tier::Core) },
        Notice::AddOnGoesDown { product: Product::Time, from: Tier::Elite, to: None },
        Notice::CompanySuspended { quota: Quota::Resource(Resource::Accounts), used: 300, limit: 250 },
        Notice::CompanySuspended { quota: Quota::Users(UserKind::Billable), used: 3, limit: 1 },
    ]
}
