//! What an older and a newer version make of one another's documents: `docs/VERSIONS.md`.
//!
//! The documents in `tests/versions/` were written by the version that their folder is named after, and are never written anew: what they
//! mean stands here, in constants. Where this fails the crate no longer reads what was stored. A version that adds a code adds a folder.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use subscription_change::assess::PartialRequest;
use subscription_change::catalogue::{Clearance, Effective, Enforcement, FeatureUse, Limit, PriceWhenTakenOver, Terms};
use subscription_change::parts::{Item, Quota};
use subscription_change::record::{DecisionRecord, KeptDecision};
use subscription_change::vocabulary::PlanSet;
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Language, Notice,
    NoticeCode, Parties, Party, Plan, PrimaryAdmin, Product, Reason, ReasonCode, Remedy, RemedyCode, Request, Resolution,
    Resource, Step, StepCode, Subscription, Tier, Usage, UserKind,
};

fn document(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("versions").join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What a decision means.
#[derive(Debug, PartialEq)]
enum Meaning {
    Refusal {
        catalogue: &'static str,
        reasons: Vec<(Reason, Vec<Remedy>)>,
    },
    ChangePlan {
        catalogue: &'static str,
        effective: Effective,
        from: Subscription,
        to: Subscription,
        gained: Option<FeatureSet>,
        lost: Option<FeatureSet>,
        steps: Vec<Step>,
        notices: Vec<Notice>,
    },
}

const fn refusal(catalogue: &'static str, reasons: Vec<(Reason, Vec<Remedy>)>) -> Meaning {
    Meaning::Refusal { catalogue, reasons }
}

/// Line by line what `0.1.0/decisions.jsonl` means: every reason, remedy, step and notice, and as little beside it as there can be.
fn meanings() -> Vec<Meaning> {
    vec![
        refusal("CA-2022-09-08", vec![(Reason::NothingToChange, vec![])]),
        refusal("CA-2022-09-08", vec![(Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Plus }, vec![])]),
        refusal("CA-2022-09-08", vec![(Reason::LedgerClosed { from: Plan::Advanced }, vec![])]),
        refusal("XX-2030-12-31", vec![(Reason::NotSold { product: Product::Time, item: Item::Tier(Tier::Premium) }, vec![])]),
        refusal("XX-2030-12-31", vec![(Reason::TransitionClosed { from: Plan::Plus, to: Plan::Advanced }, vec![])]),
        refusal("CA-2022-09-08", vec![(Reason::ClientPending, vec![Remedy::WaitUntilMoved])]),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::ClientReadOnly { status: ClientStatus::Expired, by: Party::Firm },
                vec![Remedy::Reactivate { by: Party::Firm }],
            )],
        ),
        refusal("CA-2022-09-08", vec![(Reason::FirmBillingOutdated, vec![Remedy::UpdateFirmBilling])]),
        refusal("CA-2022-09-08", vec![(Reason::FirmSubscriptionOutdated, vec![Remedy::UpdateFirmSubscription])]),
        refusal("CA-2022-09-08", vec![(Reason::ClientBillingOutdated, vec![Remedy::UpdateClientBilling])]),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::NotAuthorised { product: Product::Time, payer: Party::Firm, or_client: false },
                vec![Remedy::Authorise { party: Party::Firm }],
            )],
        ),
        refusal("CA-2022-09-08", vec![(Reason::DowngradeNotOffered, vec![Remedy::LookAgain])]),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::DowngradeNotConfirmed { losses: FeatureSet::EMPTY },
                vec![Remedy::Confirm { accepting: FeatureSet::EMPTY }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::LossesNotAccepted {
                    features: FeatureSet::of(&[Feature::CustomRoles, Feature::BackupAndRestore, Feature::EnhancedCustomFields]),
                },
                vec![Remedy::AcceptLosses {
                    features: FeatureSet::of(&[Feature::CustomRoles, Feature::BackupAndRestore, Feature::EnhancedCustomFields]),
                }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::TooManyUsers { kind: UserKind::Billable, used: 5, limit: 1 },
                vec![Remedy::RemoveUsers { kind: UserKind::Billable, count: 4 }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::FeatureInUse {
                    feature: Feature::Inventory,
                    cleared_by: Some(Clearance::MakeItemsInactive),
                    disputed: false,
                },
                vec![Remedy::MakeItemsInactive { feature: Feature::Inventory, disputed: false }],
            )],
        ),
        refusal(
            "XX-2030-12-31",
            vec![(
                Reason::OverLimit { resource: Resource::CustomFields, used: 6, limit: 4 },
                vec![Remedy::Reduce { resource: Resource::CustomFields, count: 2 }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::AddOnUnsupported { product: Product::Time, plan: Plan::Ledger, with_payroll: None },
                vec![Remedy::DropAddOn { product: Product::Time }],
            )],
        ),
        refusal("US-2026-09-30", vec![(Reason::UpgradeTooSoon { hours_left: 4 }, vec![Remedy::Wait { hours: 4 }])]),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::TransferAndChange { product: Product::Time },
                vec![Remedy::TransferSeparately { product: Product::Time }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::TransferNotPermitted { product: Product::Base, by: Party::Firm },
                vec![Remedy::PermitTransfer { by: Party::Firm }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::TransferPermissionExpired { product: Product::Base, hours_ago: 49, window: 48, by: Party::Client },
                vec![Remedy::PermitTransfer { by: Party::Client }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(Reason::AnnualBilling { product: Product::Base, in_days: 30 }, vec![Remedy::SwitchToMonthly { in_days: 30 }])],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::ClientNotPrimaryAdmin { product: Product::Time, by: Actor::Firm },
                vec![Remedy::HandOverPrimaryAdmin { by: Actor::Firm }],
            )],
        ),
        refusal("CA-2022-09-08", vec![(Reason::PrimaryAdminElsewhere, vec![Remedy::RecoverPrimaryAdmin])]),
        refusal("CA-2022-09-08", vec![(Reason::FirmUserNotPermitted, vec![Remedy::GrantBillingAccess])]),
        refusal("CA-2022-09-08", vec![(Reason::FirmNotAccountant, vec![Remedy::InviteFirm])]),
        refusal(
            "CA-2022-09-08",
            vec![
                (
                    Reason::TransferPermissionExpired { product: Product::Base, hours_ago: 49, window: 48, by: Party::Client },
                    vec![Remedy::PermitTransfer { by: Party::Client }],
                ),
                (Reason::FirmUserNotPermitted, vec![Remedy::GrantBillingAccess]),
                (Reason::NotSubscribedYet, vec![Remedy::Subscribe]),
            ],
        ),
        refusal(
            "CA-2022-09-08",
            vec![
                (
                    Reason::AddressMismatch,
                    vec![Remedy::CorrectAddress { party: Party::Client }, Remedy::CorrectAddress { party: Party::Firm }],
                ),
                (Reason::OtherRegion, vec![]),
            ],
        ),
        refusal("CA-2022-09-08", vec![(Reason::OtherBillingSystem, vec![])]),
        refusal(
            "CA-2022-09-08",
            vec![(Reason::CancellationPending { by: Party::Firm }, vec![Remedy::Resume { by: Party::Firm }])],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::FeatureInUse { feature: Feature::Multicurrency, cleared_by: Some(Clearance::TurnOff), disputed: true },
                vec![Remedy::TurnOff { feature: Feature::Multicurrency, disputed: true }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::FeatureInUse {
                    feature: Feature::RecurringTransactions,
                    cleared_by: Some(Clearance::PauseTemplates),
                    disputed: false,
                },
                vec![Remedy::PauseTemplates { feature: Feature::RecurringTransactions, disputed: false }],
            )],
        ),
        refusal(
            "CA-2022-09-08",
            vec![(
                Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll: Some(Tier::Premium) },
                vec![Remedy::DropAddOn { product: Product::Time }, Remedy::TakePayroll { tier: Tier::Premium }],
            )],
        ),
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client),
            to: Subscription::new(Plan::Advanced, Party::Client).with_add_on(AddOnKind::Time, Tier::Premium, Party::Client),
            gained: Some(FeatureSet::of(&[
                Feature::CustomRoles,
                Feature::Workflows,
                Feature::SpreadsheetSync,
                Feature::BackupAndRestore,
                Feature::EnhancedCustomFields,
            ])),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::ChangePlan {
                from: Plan::Plus,
                to: Plan::Advanced,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![Notice::ProratedCharge { payer: Party::Client }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Firm),
            to: Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::Add {
                product: Product::Time,
                tier: Tier::Elite,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![Notice::ProratedCharge { payer: Party::Client }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client),
            to: Subscription::new(Plan::Plus, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::Remove {
                product: Product::Time,
                tier: Tier::Elite,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![Notice::AddOnGoesDown { product: Product::Time, from: Tier::Elite, to: None }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
            to: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::ChangeTier {
                product: Product::Time,
                from: Tier::Premium,
                to: Tier::Elite,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::ProratedCharge { payer: Party::Firm }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client),
            to: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Payroll,
                to: Party::Firm,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::RetailPrice { product: Product::Payroll }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Ledger, Party::Client)
                .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)
                .with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
            to: Subscription::new(Plan::Advanced, Party::Client)
                .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)
                .with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
            gained: None,
            lost: None,
            steps: vec![Step::ChangePlan {
                from: Plan::Ledger,
                to: Plan::Advanced,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![Notice::LeavesLedger, Notice::ProratedCharge { payer: Party::Client }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Advanced, Party::Client).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
            to: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::of(&[
                Feature::CustomRoles,
                Feature::Workflows,
                Feature::SpreadsheetSync,
                Feature::BackupAndRestore,
                Feature::EnhancedCustomFields,
            ])),
            steps: vec![Step::ChangePlan {
                from: Plan::Advanced,
                to: Plan::Plus,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![
                Notice::FeaturesLost {
                    features: FeatureSet::of(&[
                        Feature::CustomRoles,
                        Feature::Workflows,
                        Feature::SpreadsheetSync,
                        Feature::BackupAndRestore,
                        Feature::EnhancedCustomFields,
                    ]),
                },
                Notice::UsersOverLimit { kind: UserKind::Accountant, used: u32::MAX, limit: 2 },
                Notice::DiscountsEnd,
            ],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Essentials, Party::Firm)
                .with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client)
                .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            to: Subscription::new(Plan::Plus, Party::Firm)
                .with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client)
                .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            gained: Some(FeatureSet::of(&[
                Feature::Inventory,
                Feature::PurchaseOrders,
                Feature::Projects,
                Feature::Classes,
                Feature::Locations,
                Feature::Budgets,
            ])),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::ChangePlan {
                from: Plan::Essentials,
                to: Plan::Plus,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![
                Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 6, limit: 3 },
                Notice::ProratedCharge { payer: Party::Firm },
            ],
        },
        Meaning::ChangePlan {
            catalogue: "XX-2030-12-31",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Essentials, Party::Client),
            to: Subscription::new(Plan::Plus, Party::Client),
            gained: Some(FeatureSet::of(&[
                Feature::Inventory,
                Feature::PurchaseOrders,
                Feature::Projects,
                Feature::Classes,
                Feature::Locations,
                Feature::Budgets,
            ])),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::ChangePlan {
                from: Plan::Essentials,
                to: Plan::Plus,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![
                Notice::UsersOverLimit { kind: UserKind::Billable, used: 6, limit: 5 },
                Notice::CompanySuspended { quota: Quota::Resource(Resource::ClassesAndLocations), used: 251, limit: 40 },
                Notice::ProratedCharge { payer: Party::Client },
            ],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Essentials, Party::Firm),
            to: Subscription::new(Plan::Essentials, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::of(&[Feature::TimeTracking])),
            steps: vec![Step::Add {
                product: Product::Payroll,
                tier: Tier::Core,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![Notice::TimeTrackingUnavailable, Notice::ProratedCharge { payer: Party::Client }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Ledger, Party::Firm)
                .with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm)
                .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            to: Subscription::new(Plan::EasyStart, Party::Firm)
                .with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm)
                .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            gained: None,
            lost: None,
            steps: vec![Step::ChangePlan {
                from: Plan::Ledger,
                to: Plan::EasyStart,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![
                Notice::LeavesLedger,
                Notice::FeaturesLost { features: FeatureSet::of(&[Feature::Bills, Feature::Workflows]) },
                Notice::UsersOverLimit { kind: UserKind::Accountant, used: 6, limit: 2 },
                Notice::UsersOverLimit { kind: UserKind::TimeOnly, used: 41, limit: 0 },
                Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 6, limit: 0 },
                Notice::PrimaryAdminLocked,
                Notice::ProratedCharge { payer: Party::Firm },
            ],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Client),
            to: Subscription::new(Plan::Plus, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Base,
                to: Party::Firm,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::Resubscribes, Notice::RetailPrice { product: Product::Base }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Firm)
                .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm)
                .with_add_on(AddOnKind::Time, Tier::Premium, Party::Client),
            to: Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm).with_add_on(
                AddOnKind::Time,
                Tier::Premium,
                Party::Firm,
            ),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Time,
                to: Party::Firm,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::DiscountKept { product: Product::Time }],
        },
        Meaning::ChangePlan {
            catalogue: "XX-2030-12-31",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client),
            to: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Payroll,
                to: Party::Firm,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::WholesalePrice { product: Product::Payroll }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Firm),
            to: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Payroll,
                to: Party::Client,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::FullPrice { product: Product::Payroll }],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm),
            to: Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Base,
                to: Party::Client,
                effective: Effective::Immediately,
                by: Party::Firm,
            }],
            notices: vec![Notice::FullPrice { product: Product::Base }, Notice::ReadOnlyUntilBillingDetails],
        },
        Meaning::ChangePlan {
            catalogue: "CA-2022-09-08",
            effective: Effective::Immediately,
            from: Subscription::new(Plan::Ledger, Party::Firm)
                .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)
                .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            to: Subscription::new(Plan::Ledger, Party::Client)
                .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)
                .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm),
            gained: Some(FeatureSet::EMPTY),
            lost: Some(FeatureSet::EMPTY),
            steps: vec![Step::TransferBilling {
                product: Product::Base,
                to: Party::Client,
                effective: Effective::Immediately,
                by: Party::Client,
            }],
            notices: vec![Notice::FullPrice { product: Product::Base }, Notice::PaymentDetailsNeeded],
        },
    ]
}

impl Meaning {
    /// What this version reads, if it is this.
    fn is_read_from(&self, record: &DecisionRecord) -> bool {
        match (self, record) {
            (Self::Refusal { catalogue, reasons }, DecisionRecord::Refusal(read)) => {
                let read_reasons: Vec<_> = read.reasons().map(|reason| (reason, reason.remedies().collect())).collect();
                read.catalogue().to_string() == *catalogue && read_reasons == *reasons
            }
            (
                &Self::ChangePlan { catalogue, effective, from, to, gained, lost, ref steps, ref notices },
                DecisionRecord::ChangePlan(read),
            ) => {
                read.catalogue().to_string() == catalogue
                    && (read.effective(), *read.from(), *read.to()) == (effective, from, to)
                    && (read.features_gained(), read.features_lost()) == (gained, lost)
                    && read.steps().eq(steps.iter().copied())
                    && read.notices().eq(notices.iter().copied())
            }
            (_, _) => false,
        }
    }
}

#[test]
fn every_stored_decision_is_read_and_means_what_it_meant() {
    let (stored, meanings) = (document("0.1.0/decisions.jsonl"), meanings());
    assert_eq!(stored.lines().count(), meanings.len());
    for (line, meaning) in stored.lines().zip(&meanings) {
        let record: DecisionRecord = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(meaning.is_read_from(&record), "{line}\nis read as {record:#?}, not as {meaning:#?}");
        assert_eq!(serde_json::to_string(&record).expect("it can be written"), line);
    }
}

#[test]
fn every_code_of_a_decision_has_a_stored_document() {
    let meanings = meanings();
    let reasons = || {
        meanings.iter().flat_map(|meaning| match meaning {
            Meaning::Refusal { reasons, .. } => &reasons[..],
            Meaning::ChangePlan { .. } => &[],
        })
    };
    let plans = || {
        meanings.iter().filter_map(|meaning| match meaning {
            Meaning::ChangePlan { steps, notices, .. } => Some((steps, notices)),
            Meaning::Refusal { .. } => None,
        })
    };
    for &code in ReasonCode::ALL {
        assert!(reasons().any(|(reason, _)| reason.code() == code), "{code}");
    }
    for &code in RemedyCode::ALL {
        assert!(reasons().any(|(_, remedies)| remedies.iter().any(|remedy| remedy.code() == code)), "{code}");
    }
    for &code in StepCode::ALL {
        assert!(plans().any(|(steps, _)| steps.iter().any(|step| step.code() == code)), "{code}");
    }
    for &code in NoticeCode::ALL {
        assert!(plans().any(|(_, notices)| notices.iter().any(|notice| notice.code() == code)), "{code}");
    }
}

#[test]
fn every_stored_request_is_read_and_asks_for_what_it_asked_for() {
    let stored = document("0.1.0/requests.jsonl");
    let requests: Vec<Request> = stored.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let held = Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let first = Context::in_good_standing(Party::Firm.into(), Usage::default()).with(|context| {
        context.client.confirmation = Some(Confirmation::accepting(Feature::Projects.into()));
        let usage = &mut context.client.usage;
        usage.users = usage.users.with(UserKind::Billable, 3).with(UserKind::Accountant, 1);
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (120, 12, 2);
        usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Projects]);
    });
    let with_time = Subscription::new(Plan::Plus, Party::Client).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
    let second = Context::in_good_standing(Parties::ALL, Usage::default()).with(|context| {
        context.firm.subscription_current = false;
        let client = &mut context.client;
        client.status = ClientStatus::Cancelling;
        client.billing_current = false;
        client.billing_cycle = BillingCycle::Annual;
        client.days_to_renewal = Some(40);
        client.primary_admin = PrimaryAdmin::Other;
        client.transfer_permission_hours = Some(47);
        client.days_since_discount = Some(60);
        client.hours_since_downgrade = Some(u32::MAX);
        client.downgrade_offered = false;
        client.addresses_match = false;
        client.other_billing_system = true;
        client.same_region = false;
        client.usage.users = client.usage.users.with(UserKind::Billable, 0).with(UserKind::TimeOnly, 7);
    });
    let expected = [
        Request { current: held, target: held.with_plan(Plan::EasyStart), context: first },
        Request { current: with_time, target: Subscription::new(Plan::Plus, Party::Firm), context: second },
    ];
    assert_eq!(requests, expected);
}

#[test]
fn the_stored_catalogue_is_read_and_says_what_it_said() {
    let terms: Terms = serde_json::from_str(&document("0.1.0/catalogue.json")).expect("it is read");
    assert_eq!(terms.id.to_string(), "XX-2030-12-31");
    assert_eq!((terms.users.accountant, terms.users.time_only), (Enforcement::Blocks, Enforcement::Notice));
    assert_eq!(terms.resources.classes_and_locations, Enforcement::Suspends);
    assert_eq!(terms.plans.plus.users.billable, Limit::UpTo(5));
    assert_eq!((terms.plans.ledger.users.billable, terms.plans.advanced.resources.accounts), (Limit::Unknown, Limit::NoLimit));
    assert_eq!(terms.features.inventory, FeatureUse::Blocks { cleared_by: None, disputed: false });
    assert_eq!(terms.features.multicurrency, FeatureUse::Blocks { cleared_by: Some(Clearance::TurnOff), disputed: true });
    assert_eq!((terms.features.bills, terms.moves.plus), (FeatureUse::Notice, PlanSet::of(&[Plan::Essentials])));
    assert!(!terms.add_ons.payroll.tiers.contains(Tier::Premium) && terms.add_ons.payroll.tiers.contains(Tier::Elite));
    assert_eq!((terms.upgrade_wait_hours, terms.transfer_permission_hours, terms.discount_days), (24, 48, 60));
    assert_eq!((terms.downgrades_take_effect, terms.upgrades_take_effect), (Effective::NextBillingDate, Effective::Immediately));
    assert_eq!(terms.price_when_taken_over, PriceWhenTakenOver::Wholesale);
    assert!(terms.check().is_ok(), "one can still decide with it");
}

/// Where facts are not known an answer says what is possible beside the rest: whoever stored it can still show it.
#[test]
fn every_stored_assessment_is_kept_and_said() {
    let stored = document("0.1.0/assessments.jsonl");
    let [open, refusal, plan] = stored.lines().collect::<Vec<_>>()[..] else { panic!("three of them") };
    let said = |line: &str, language: Language| {
        let kept: KeptDecision = serde_json::from_str(line).expect(line);
        assert_eq!(serde_json::to_string(&kept).expect("it can be written"), line);
        (kept.possible().map(str::to_owned).collect::<Vec<_>>(), kept.display(language, Audience::Firm).to_string())
    };
    let (possible, text) = said(open, Language::English);
    assert_eq!(possible, ["too_many_users"]);
    assert!(text.starts_with("It depends on facts that were not known.\nPossible:\n- The plan changes, and "), "{text}");
    let (possible, text) = said(refusal, Language::French);
    assert_eq!(possible, ["client_pending", "client_read_only", "cancellation_pending"]);
    let begins = ["La modification est refusée.\n- ", "\nPossible\u{a0}:\n- "];
    assert!(text.starts_with(begins[0]) && text.contains(begins[1]), "{text}");
    let (possible, text) = said(plan, Language::English);
    assert_eq!(possible, ["users_over_limit"]);
    assert!(text.starts_with("The change takes effect immediately.\n1. ") && text.contains("\nPossible:\n- "), "{text}");
}

// A newer version's documents

#[test]
fn what_is_kept_of_this_version_is_said_as_ever_and_written_as_it_was() {
    for line in document("0.1.0/decisions.jsonl").lines() {
        let (record, kept): (DecisionRecord, KeptDecision) =
            (serde_json::from_str(line).expect(line), serde_json::from_str(line).expect(line));
        assert_eq!(kept.record(), Some(record), "{line}");
        assert_eq!(kept.unknown_fields().count(), 0, "{line}");
        assert!(kept.reasons().all(|reason| reason.is_whole() && reason.unknown().is_empty()), "{line}");
        assert!(kept.steps().all(|step| step.is_whole()) && kept.notices().all(|notice| notice.is_whole()), "{line}");
        assert_eq!(serde_json::to_string(&kept).expect("it can be written"), line);
        for language in [Language::English, Language::French] {
            for audience in [Audience::Firm, Audience::Client, Audience::Other] {
                let said = kept.display(language, audience).to_string();
                assert_eq!(said, record.display(language, audience).to_string(), "{line}");
            }
        }
    }
}

#[test]
fn a_newer_decision_is_an_error_for_who_reads_strictly_and_kept_as_it_was_written() {
    for line in document("future.jsonl").lines() {
        assert!(serde_json::from_str::<DecisionRecord>(line).is_err(), "{line}");
        let kept: KeptDecision = serde_json::from_str(line).expect(line);
        assert_eq!(serde_json::to_string(&kept).expect("it can be written"), line);
        assert_eq!(kept.record(), None, "{line}");
    }
}

fn future() -> [KeptDecision; 3] {
    let stored = document("future.jsonl");
    let kept: Vec<KeptDecision> = stored.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    kept.try_into().expect("three of them")
}

#[test]
fn a_newer_refusal_is_said_as_far_as_it_is_known() {
    let [kept, _, _] = future();
    let (pending, too_many) = (Reason::ClientPending, Reason::TooManyUsers { kind: UserKind::Billable, used: 9, limit: 5 });
    let known: Vec<Option<Reason>> = kept.reasons().map(|reason| reason.known()).collect();
    assert_eq!(known, [Some(pending), Some(too_many), None, None]);
    assert_eq!(kept.resolution(), None);
    assert_eq!(kept.unknown_fields().collect::<Vec<_>>(), ["asked_at"]);
    let resolutions: Vec<Option<Resolution>> = kept.reasons().map(|reason| reason.resolution()).collect();
    assert_eq!(resolutions, [Some(Resolution::Wait), Some(Resolution::Act), Some(Resolution::Act), Some(Resolution::Act)]);
    let (removal, wait) = (Remedy::RemoveUsers { kind: UserKind::Billable, count: 4 }, Remedy::WaitUntilMoved);
    let say = |language, audience| {
        (
            [pending, too_many].map(|reason| reason.display(language, audience).to_string()),
            [wait, removal].map(|remedy| remedy.display(language, audience).to_string()),
        )
    };
    let ([pending, too_many], [wait, removal]) = say(Language::English, Audience::Client);
    assert_eq!(
        kept.display(Language::English, Audience::Client).to_string(),
        format!(
            "The change is refused for 4 reasons.\n\
             - {pending} {wait}\n\
             - {too_many} (not known to this version: seats_shared: 3) {removal} \
             Or: A remedy that this version does not know: `share_seats` (count: 4, by: client). \
             Or: A remedy that this version does not know: `turn_off` (feature: shared_seats, by: client).\n\
             - A reason that this version does not know: `feature_in_use` (feature: ledger_agent).\n\
             - A reason that this version does not know: `vault_locked` (vault: {{id: 7, open: false}}, since: -3, share: 0.5, \
             note: null, tags: [a, b]). A remedy that this version does not know: `open_vault` (by: bank)."
        ),
    );
    let ([pending, too_many], [wait, removal]) = say(Language::French, Audience::Firm);
    assert_eq!(
        kept.display(Language::French, Audience::Firm).to_string(),
        format!(
            "La modification est refusée pour 4\u{a0}motifs.\n\
             - {pending} {wait}\n\
             - {too_many} (inconnu de cette version\u{a0}: seats_shared: 3) {removal} \
             Ou\u{a0}: Une solution que cette version ne connaît pas\u{a0}: «\u{a0}share_seats\u{a0}» (count: 4, by: client). \
             Ou\u{a0}: Une solution que cette version ne connaît pas\u{a0}: «\u{a0}turn_off\u{a0}» (feature: shared_seats, by: client).\n\
             - Un motif que cette version ne connaît pas\u{a0}: «\u{a0}feature_in_use\u{a0}» (feature: ledger_agent).\n\
             - Un motif que cette version ne connaît pas\u{a0}: «\u{a0}vault_locked\u{a0}» (vault: {{id: 7, open: false}}, since: -3, \
             share: 0.5, note: null, tags: [a, b]). Une solution que cette version ne connaît pas\u{a0}: «\u{a0}open_vault\u{a0}» (by: bank)."
        ),
    );
}

#[test]
fn a_newer_plan_is_said_as_far_as_it_is_known() {
    let [_, kept, _] = future();
    let effective = Effective::Immediately;
    let upgrade = Step::ChangePlan { from: Plan::Plus, to: Plan::Advanced, effective, by: Party::Firm };
    let prorated = Notice::ProratedCharge { payer: Party::Firm };
    assert_eq!(kept.steps().map(|step| step.known()).collect::<Vec<_>>(), [Some(upgrade), None, None]);
    assert_eq!(kept.notices().map(|notice| notice.known()).collect::<Vec<_>>(), [Some(prorated), None, None]);
    assert_eq!((kept.effective(), kept.effective_as_written()), (None, Some("on_renewal")));
    assert_eq!((kept.from(), kept.to()), (None, Some(Subscription::new(Plan::Advanced, Party::Firm))));
    assert_eq!((kept.features_gained(), kept.features_lost()), (Some(Feature::Workflows.into()), None));
    let (step, notice) =
        (upgrade.display(Language::English, Audience::Firm), prorated.display(Language::English, Audience::Firm));
    assert_eq!(
        kept.display(Language::English, Audience::Firm).to_string(),
        format!(
            "The change takes effect at a time that this version does not know: `on_renewal`.\n\
             1. {step} (not known to this version: ticket: T-1)\n\
             2. A step that this version does not know: `remove` (product: vault, tier: core, effective: on_renewal, by: firm).\n\
             3. A step that this version does not know: `archive_books` (year: 2032, effective: immediately, by: vendor).\n\
             Please note:\n\
             - {notice} (not known to this version: cents: 1200)\n\
             - A notice that this version does not know: `full_price` (product: base). This cannot be undone.\n\
             - A notice that this version does not know: `books_archived` (year: 2032). This cannot be undone."
        ),
    );
    let french = kept.display(Language::French, Audience::Firm).to_string();
    for part in [
        "La modification prend effet à un moment que cette version ne connaît pas\u{a0}: «\u{a0}on_renewal\u{a0}».\n",
        "\n3. Une étape que cette version ne connaît pas\u{a0}: «\u{a0}archive_books\u{a0}» (year: 2032,",
        "\n- Un avis que cette version ne connaît pas\u{a0}: «\u{a0}books_archived\u{a0}» (year: 2032). Cet effet est irréversible.",
    ] {
        assert!(french.contains(part), "{french}");
    }
}

#[test]
fn a_decision_of_a_newer_kind_is_named_and_what_is_known_in_it_is_said() {
    let [_, _, kept] = future();
    assert_eq!((kept.kind(), kept.catalogue()), ("deferred", None));
    assert_eq!(kept.unknown_fields().collect::<Vec<_>>(), ["until"]);
    let text = kept.display(Language::English, Audience::Firm).to_string();
    let reason = Reason::OtherRegion.display(Language::English, Audience::Firm).to_string();
    let begins = format!("A decision of a kind that this version does not know: `deferred`.\n- {reason}");
    assert!(text.starts_with(&begins), "{text}");
}

#[test]
fn what_is_no_decision_is_not_kept() {
    for (json, expected) in [
        ("[]", "invalid type: sequence, expected an object"),
        ("{}", "missing field `decision`"),
        (r#"{"decision": 3}"#, "`decision` is to be the name of a kind of decision"),
        (r#"{"decision": "refusal", "id": 1, "id": 2}"#, "duplicate field `id`"),
        (r#"{"decision": "refusal", "reasons": [{"code": "a", "code": "b"}]}"#, "duplicate field `code`"),
    ] {
        let error = serde_json::from_str::<KeptDecision>(json).expect_err(json).to_string();
        assert!(error.contains(expected), "{error}: {json}");
    }
}

/// Whatever stands where a list or an object is expected is kept, and there is nothing of it to be said.
#[test]
fn what_is_misshapen_is_kept_and_is_no_part() {
    for odd in [json!(null), json!(7), json!("reasons"), json!({"code": "client_pending"}), json!([[], 3, null, {"code": 5}])] {
        let document = json!({"decision": "refusal", "reasons": odd, "steps": odd, "notices": odd, "possible": odd, "from": odd});
        let kept: KeptDecision = serde_json::from_value(document.clone()).expect("it is kept");
        assert_eq!(serde_json::to_value(&kept).expect("it can be written"), document);
        assert!(kept.reasons().all(|reason| reason.known().is_none() && reason.remedies().count() == 0), "{document}");
        assert_eq!((kept.from(), kept.possible().count()), (None, 0));
        assert!(!kept.display(Language::French, Audience::Other).to_string().is_empty());
    }
}

#[test]
fn a_stored_text_cannot_break_the_line_that_it_is_said_in() {
    let document = json!({"decision": "refusal", "reasons": [{"code": "a\nb", "note": "c\u{1b}[31m\nd", "remedies": []}]});
    let kept: KeptDecision = serde_json::from_value(document).expect("it is kept");
    let text = kept.display(Language::English, Audience::Firm).to_string();
    assert_eq!(text.lines().count(), 2, "{text:?}");
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

// What a sender of an older or a newer version asks for

#[test]
fn a_fact_that_an_older_sender_does_not_know_of_is_an_error_or_not_known_and_never_guessed() {
    let stored = document("0.1.0/requests.jsonl");
    let mut request: Value = serde_json::from_str(stored.lines().next().expect("a line")).expect("it is JSON");
    request["context"]["client"].as_object_mut().expect("an object").remove("same_region");
    let error = serde_json::from_value::<Request>(request.clone()).expect_err("a fact is missing").to_string();
    assert!(error.contains("missing field `same_region`"), "{error}");
    let partly: PartialRequest = serde_json::from_value(request).expect("it is read");
    assert_eq!(partly.facts.client.same_region, None);
    assert_eq!(partly.request(), None);
}

#[test]
fn what_a_newer_sender_asks_for_and_this_version_does_not_know_is_an_error_that_says_so() {
    let stored = document("0.1.0/requests.jsonl");
    let request: Value = serde_json::from_str(stored.lines().next().expect("a line")).expect("it is JSON");
    for (path, key, value, expected) in [
        ("/context/client", "vault_open", json!(true), "unknown field `vault_open`"),
        ("/target", "vault", json!(null), "unknown field `vault`"),
        ("/target/base", "plan", json!("ultimate"), "unknown variant `ultimate`"),
        ("/context/client", "status", json!("paused"), "unknown variant `paused`"),
        ("/context/client/usage", "features", json!(["ledger_agent"]), "unknown variant `ledger_agent`"),
    ] {
        let mut newer = request.clone();
        newer.pointer_mut(path).and_then(Value::as_object_mut).expect("an object").insert(key.to_owned(), value);
        let error = serde_json::from_value::<Request>(newer.clone()).expect_err(path).to_string();
        assert!(error.contains(expected), "{error}");
        let error = serde_json::from_value::<PartialRequest>(newer).expect_err(path).to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_newer_catalogue_is_an_error_that_says_so() {
    let mut catalogue: Value = serde_json::from_str(&document("0.1.0/catalogue.json")).expect("it is JSON");
    catalogue["vault"] = json!({"tiers": ["core"]});
    let error = serde_json::from_value::<Terms>(catalogue).expect_err("it says more than this version knows").to_string();
    assert!(error.contains("unknown field `vault`"), "{error}");
}
