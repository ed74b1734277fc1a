//! What an older and a newer version make of one another's documents: `docs/VERSIONS.md`.
//!
//! The documents in `tests/versions/` were written by the version that their folder is named after, and are never written anew: what they
//! mean stands here, in constants. Where this fails the crate no longer reads what was stored. A version that adds a code adds a folder.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use subscription_change::assess::{FactSet, PartialRequest};
use subscription_change::catalogue::{Clearance, Effective, Enforcement, FeatureUse, Limit, PriceWhenTakenOver, Terms};
use subscription_change::parts::{Item, Quota};
use subscription_change::record::{DecisionRecord, Kept, KeptDecision};
use subscription_change::vocabulary::PlanSet;
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Decision, Feature, FeatureSet,
    Language, Notice, NoticeCode, Parties, Party, Plan, PrimaryAdmin, Product, Reason, ReasonCode, Remedy, RemedyCode, Request,
    Resolution, Resource, Step, StepCode, Subscription, Tier, Usage, UserKind,
};

use crate::common::{client, firm, request};

fn document(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("versions").join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Reads the catalogue that an older version stored.
#[track_caller]
fn stored_terms() -> Terms {
    serde_json::from_str(&document("0.1.0/catalogue.json")).unwrap_or_else(|error| {
        panic!(
            "a catalogue of an older version is to be read, and it is not: {error}. Where it has no cell for what is \
             new, say `may be missing` in the row of `table!` or `add_ons!`; where it has no name, say one in `local_name!`, in src/terms/edition.rs"
        )
    })
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
        from: Subscription,
        to: Subscription,
        features: Option<[FeatureSet; 2]>,
        step: Step,
        notices: Vec<Notice>,
    },
}

fn refusal<const N: usize>(catalogue: &'static str, reasons: [(Reason, &[Remedy]); N]) -> Meaning {
    Meaning::Refusal { catalogue, reasons: reasons.map(|(reason, remedies)| (reason, remedies.to_vec())).to_vec() }
}

/// A plan of one step, with the features that are gained and lost.
fn plan<const N: usize>(
    catalogue: &'static str,
    from: Subscription,
    to: impl Fn(Subscription) -> Subscription,
    features: Option<[FeatureSet; 2]>,
    step: Step,
    notices: [Notice; N],
) -> Meaning {
    Meaning::ChangePlan { catalogue, from, to: to(from), features, step, notices: notices.to_vec() }
}

const CANADA: &str = "CA-2022-09-08";
const UNITED_STATES: &str = "US-2026-09-30";
/// A catalogue that is not embedded.
const OTHER: &str = "XX-2030-12-31";

/// When every stored plan takes effect.
const NOW: Effective = Effective::Immediately;

const NONE: FeatureSet = FeatureSet::EMPTY;
const OF_PLUS: FeatureSet = FeatureSet::of(&[
    Feature::Inventory,
    Feature::PurchaseOrders,
    Feature::Projects,
    Feature::Classes,
    Feature::Locations,
    Feature::Budgets,
]);
const OF_ADVANCED: FeatureSet = FeatureSet::of(&[
    Feature::CustomRoles,
    Feature::Workflows,
    Feature::SpreadsheetSync,
    Feature::BackupAndRestore,
    Feature::EnhancedCustomFields,
]);

/// Every version that has added a code, in their order: a folder of `tests/versions/` each.
const VERSIONS: &[&str] = &["0.1.0"];

/// The decisions that they stored.
fn stored_decisions() -> String {
    VERSIONS.iter().map(|version| document(&format!("{version}/decisions.jsonl"))).collect()
}

/// Line by line what the stored decisions mean: every reason, remedy, step and notice, and as little beside it as there can be.
fn meanings() -> Vec<Meaning> {
    let mut meanings = refusals();
    meanings.extend(plans());
    meanings
}

fn refusals() -> Vec<Meaning> {
    use Party::{Client, Firm};
    use Product::{Base, Time};

    let lost = FeatureSet::of(&[Feature::CustomRoles, Feature::BackupAndRestore, Feature::EnhancedCustomFields]);
    let in_use = |feature, cleared_by, disputed| Reason::FeatureInUse { feature, cleared_by: Some(cleared_by), disputed };
    let unsupported = |plan, with_payroll| Reason::AddOnUnsupported { product: Time, plan, with_payroll };
    let expired = Reason::TransferPermissionExpired { product: Base, hours_ago: 49, window: 48, by: Client };
    vec![
        refusal(CANADA, [(Reason::NothingToChange, &[])]),
        refusal(CANADA, [(Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Plus }, &[])]),
        refusal(CANADA, [(Reason::LedgerClosed { from: Plan::Advanced }, &[])]),
        refusal(OTHER, [(Reason::NotSold { product: Time, item: Item::Tier(Tier::Premium) }, &[])]),
        refusal(OTHER, [(Reason::TransitionClosed { from: Plan::Plus, to: Plan::Advanced }, &[])]),
        refusal(CANADA, [(Reason::ClientPending, &[Remedy::WaitUntilMoved])]),
        refusal(
            CANADA,
            [(Reason::ClientReadOnly { status: ClientStatus::Expired, by: Firm }, &[Remedy::Reactivate { by: Firm }])],
        ),
        refusal(CANADA, [(Reason::FirmBillingOutdated, &[Remedy::UpdateFirmBilling])]),
        refusal(CANADA, [(Reason::FirmSubscriptionOutdated, &[Remedy::UpdateFirmSubscription])]),
        refusal(CANADA, [(Reason::ClientBillingOutdated, &[Remedy::UpdateClientBilling])]),
        refusal(
            CANADA,
            [(Reason::NotAuthorised { product: Time, payer: Firm, or_client: false }, &[Remedy::Authorise { party: Firm }])],
        ),
        refusal(CANADA, [(Reason::DowngradeNotOffered, &[Remedy::LookAgain])]),
        refusal(CANADA, [(Reason::DowngradeNotConfirmed { losses: NONE }, &[Remedy::Confirm { accepting: NONE }])]),
        refusal(CANADA, [(Reason::LossesNotAccepted { features: lost }, &[Remedy::AcceptLosses { features: lost }])]),
        refusal(
            CANADA,
            [(
                Reason::TooManyUsers { kind: UserKind::Billable, used: 5, limit: 1 },
                &[Remedy::RemoveUsers { kind: UserKind::Billable, count: 4 }],
            )],
        ),
        refusal(
            CANADA,
            [(
                in_use(Feature::Inventory, Clearance::MakeItemsInactive, false),
                &[Remedy::MakeItemsInactive { feature: Feature::Inventory, disputed: false }],
            )],
        ),
        refusal(
            OTHER,
            [(
                Reason::OverLimit { resource: Resource::CustomFields, used: 6, limit: 4 },
                &[Remedy::Reduce { resource: Resource::CustomFields, count: 2 }],
            )],
        ),
        refusal(CANADA, [(unsupported(Plan::Ledger, None), &[Remedy::DropAddOn { product: Time }])]),
        refusal(UNITED_STATES, [(Reason::UpgradeTooSoon { hours_left: 4 }, &[Remedy::Wait { hours: 4 }])]),
        refusal(CANADA, [(Reason::TransferAndChange { product: Time }, &[Remedy::TransferSeparately { product: Time }])]),
        refusal(CANADA, [(Reason::TransferNotPermitted { product: Base, by: Firm }, &[Remedy::PermitTransfer { by: Firm }])]),
        refusal(CANADA, [(expired, &[Remedy::PermitTransfer { by: Client }])]),
        refusal(CANADA, [(Reason::AnnualBilling { product: Base, in_days: 30 }, &[Remedy::SwitchToMonthly { in_days: 30 }])]),
        refusal(
            CANADA,
            [(
                Reason::ClientNotPrimaryAdmin { product: Time, by: Actor::Firm },
                &[Remedy::HandOverPrimaryAdmin { by: Actor::Firm }],
            )],
        ),
        refusal(CANADA, [(Reason::PrimaryAdminElsewhere, &[Remedy::RecoverPrimaryAdmin])]),
        refusal(CANADA, [(Reason::FirmUserNotPermitted, &[Remedy::GrantBillingAccess])]),
        refusal(CANADA, [(Reason::FirmNotAccountant, &[Remedy::InviteFirm])]),
        refusal(
            CANADA,
            [
                (expired, &[Remedy::PermitTransfer { by: Client }]),
                (Reason::FirmUserNotPermitted, &[Remedy::GrantBillingAccess]),
                (Reason::NotSubscribedYet, &[Remedy::Subscribe]),
            ],
        ),
        refusal(
            CANADA,
            [
                (Reason::AddressMismatch, &[Remedy::CorrectAddress { party: Client }, Remedy::CorrectAddress { party: Firm }]),
                (Reason::OtherRegion, &[]),
            ],
        ),
        refusal(CANADA, [(Reason::OtherBillingSystem, &[])]),
        refusal(CANADA, [(Reason::CancellationPending { by: Firm }, &[Remedy::Resume { by: Firm }])]),
        refusal(
            CANADA,
            [(
                in_use(Feature::Multicurrency, Clearance::TurnOff, true),
                &[Remedy::TurnOff { feature: Feature::Multicurrency, disputed: true }],
            )],
        ),
        refusal(
            CANADA,
            [(
                in_use(Feature::RecurringTransactions, Clearance::PauseTemplates, false),
                &[Remedy::PauseTemplates { feature: Feature::RecurringTransactions, disputed: false }],
            )],
        ),
        refusal(
            CANADA,
            [(
                unsupported(Plan::EasyStart, Some(Tier::Premium)),
                &[Remedy::DropAddOn { product: Time }, Remedy::TakePayroll { tier: Tier::Premium }],
            )],
        ),
    ]
}

fn plans() -> Vec<Meaning> {
    use AddOnKind::{Payroll, Time};
    use Party::{Client, Firm};
    use Tier::{Core, Elite, Premium};

    let change = |from, to, by| Step::ChangePlan { from, to, effective: NOW, by };
    let transfer = |product, to, by| Step::TransferBilling { product, to, effective: NOW, by };
    let charge = |payer| Notice::ProratedCharge { payer };
    let (base, payroll, time) = (Product::Base, Product::Payroll, Product::Time);
    vec![
        plan(
            CANADA,
            client(Plan::Plus).with_add_on(Time, Premium, Client),
            |held| held.with_plan(Plan::Advanced),
            Some([OF_ADVANCED, NONE]),
            change(Plan::Plus, Plan::Advanced, Client),
            [charge(Client)],
        ),
        plan(
            CANADA,
            firm(Plan::Plus),
            |held| held.with_add_on(Time, Elite, Client),
            Some([NONE, NONE]),
            Step::Add { product: time, tier: Elite, effective: NOW, by: Client },
            [charge(Client)],
        ),
        plan(
            CANADA,
            firm(Plan::Plus).with_add_on(Time, Elite, Client),
            |held| held.without(Time),
            Some([NONE, NONE]),
            Step::Remove { product: time, tier: Elite, effective: NOW, by: Client },
            [Notice::AddOnGoesDown { product: time, from: Elite, to: None }],
        ),
        plan(
            CANADA,
            client(Plan::Plus).with_add_on(Time, Premium, Firm),
            |held| held.with_add_on(Time, Elite, Firm),
            Some([NONE, NONE]),
            Step::ChangeTier { product: time, from: Premium, to: Elite, effective: NOW, by: Firm },
            [charge(Firm)],
        ),
        plan(
            CANADA,
            client(Plan::Plus).with_add_on(Payroll, Core, Client),
            |held| held.with_payer(payroll, Firm),
            Some([NONE, NONE]),
            transfer(payroll, Firm, Firm),
            [Notice::RetailPrice { product: payroll }],
        ),
        plan(
            CANADA,
            client(Plan::Ledger).with_add_on(Payroll, Core, Client).with_add_on(Time, Premium, Firm),
            |held| held.with_plan(Plan::Advanced),
            None,
            change(Plan::Ledger, Plan::Advanced, Client),
            [Notice::LeavesLedger, charge(Client)],
        ),
        plan(
            CANADA,
            client(Plan::Advanced).with_add_on(Time, Premium, Firm),
            |held| held.with_plan(Plan::Plus),
            Some([NONE, OF_ADVANCED]),
            change(Plan::Advanced, Plan::Plus, Client),
            [
                Notice::FeaturesLost { features: OF_ADVANCED },
                Notice::UsersOverLimit { kind: UserKind::Accountant, used: u32::MAX, limit: 2 },
                Notice::DiscountsEnd,
            ],
        ),
        plan(
            CANADA,
            firm(Plan::Essentials).with_add_on(Payroll, Elite, Client).with_add_on(Time, Elite, Firm),
            |held| held.with_plan(Plan::Plus),
            Some([OF_PLUS, NONE]),
            change(Plan::Essentials, Plan::Plus, Firm),
            [Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 6, limit: 3 }, charge(Firm)],
        ),
        plan(
            OTHER,
            client(Plan::Essentials),
            |held| held.with_plan(Plan::Plus),
            Some([OF_PLUS, NONE]),
            change(Plan::Essentials, Plan::Plus, Client),
            [
                Notice::UsersOverLimit { kind: UserKind::Billable, used: 6, limit: 5 },
                Notice::CompanySuspended { quota: Quota::Resource(Resource::ClassesAndLocations), used: 251, limit: 40 },
                charge(Client),
            ],
        ),
        plan(
            CANADA,
            firm(Plan::Essentials),
            |held| held.with_add_on(Payroll, Core, Client),
            Some([NONE, Feature::TimeTracking.into()]),
            Step::Add { product: payroll, tier: Core, effective: NOW, by: Client },
            [Notice::TimeTrackingUnavailable, charge(Client)],
        ),
        plan(
            CANADA,
            firm(Plan::Ledger).with_add_on(Payroll, Premium, Firm).with_add_on(Time, Elite, Firm),
            |held| held.with_plan(Plan::EasyStart),
            None,
            change(Plan::Ledger, Plan::EasyStart, Firm),
            [
                Notice::LeavesLedger,
                Notice::FeaturesLost { features: FeatureSet::of(&[Feature::Bills, Feature::Workflows]) },
                Notice::UsersOverLimit { kind: UserKind::Accountant, used: 6, limit: 2 },
                Notice::UsersOverLimit { kind: UserKind::TimeOnly, used: 41, limit: 0 },
                Notice::ResourceOverLimit { resource: Resource::CustomFields, used: 6, limit: 0 },
                Notice::PrimaryAdminLocked,
                charge(Firm),
            ],
        ),
        plan(
            CANADA,
            client(Plan::Plus),
            |held| held.with_payer(base, Firm),
            Some([NONE, NONE]),
            transfer(base, Firm, Firm),
            [Notice::Resubscribes, Notice::RetailPrice { product: base }],
        ),
        plan(
            CANADA,
            firm(Plan::Plus).with_add_on(Payroll, Core, Firm).with_add_on(Time, Premium, Client),
            |held| held.with_payer(time, Firm),
            Some([NONE, NONE]),
            transfer(time, Firm, Firm),
            [Notice::DiscountKept { product: time }],
        ),
        plan(
            OTHER,
            client(Plan::Plus).with_add_on(Payroll, Core, Client),
            |held| held.with_payer(payroll, Firm),
            Some([NONE, NONE]),
            transfer(payroll, Firm, Firm),
            [Notice::WholesalePrice { product: payroll }],
        ),
        plan(
            CANADA,
            client(Plan::Plus).with_add_on(Payroll, Core, Firm),
            |held| held.with_payer(payroll, Client),
            Some([NONE, NONE]),
            transfer(payroll, Client, Firm),
            [Notice::FullPrice { product: payroll }],
        ),
        plan(
            CANADA,
            firm(Plan::Plus).with_add_on(Payroll, Premium, Firm),
            |held| held.with_payer(base, Client),
            Some([NONE, NONE]),
            transfer(base, Client, Firm),
            [Notice::FullPrice { product: base }, Notice::ReadOnlyUntilBillingDetails],
        ),
        plan(
            CANADA,
            firm(Plan::Ledger).with_add_on(Payroll, Core, Client).with_add_on(Time, Elite, Firm),
            |held| held.with_payer(base, Client),
            Some([NONE, NONE]),
            transfer(base, Client, Client),
            [Notice::FullPrice { product: base }, Notice::PaymentDetailsNeeded],
        ),
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
            (&Self::ChangePlan { catalogue, from, to, features, step, ref notices }, DecisionRecord::ChangePlan(read)) => {
                read.catalogue().to_string() == catalogue
                    && (read.effective(), *read.from(), *read.to()) == (NOW, from, to)
                    && read.features_gained().zip(read.features_lost()).map(|(gained, lost)| [gained, lost]) == features
                    && read.steps().eq([step])
                    && read.notices().eq(notices.iter().copied())
            }
            (_, _) => false,
        }
    }
}

#[test]
fn every_stored_decision_is_read_and_means_what_it_meant() {
    let (stored, meanings) = (stored_decisions(), meanings());
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
            Meaning::ChangePlan { step, notices, .. } => Some((step, notices)),
            Meaning::Refusal { .. } => None,
        })
    };
    let add = "add a folder of this version, with a decision that has it, to `VERSIONS`, and what it means to `meanings`";
    for &code in ReasonCode::ALL {
        assert!(reasons().any(|(reason, _)| reason.code() == code), "{code}: {add}");
    }
    for &code in RemedyCode::ALL {
        assert!(reasons().any(|(_, remedies)| remedies.iter().any(|remedy| remedy.code() == code)), "{code}: {add}");
    }
    for &code in StepCode::ALL {
        assert!(plans().any(|(step, _)| step.code() == code), "{code}: {add}");
    }
    for &code in NoticeCode::ALL {
        assert!(plans().any(|(_, notices)| notices.iter().any(|notice| notice.code() == code)), "{code}: {add}");
    }
}

/// The facts that came after the version that wrote the stored requests: unknown there, and asked for.
const LATER: FactSet = FactSet::EMPTY;

#[test]
fn every_stored_request_is_read_and_asks_for_what_it_asked_for() {
    let held = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let first = Context::in_good_standing(Party::Firm.into(), Usage::default()).with(|context| {
        context.client.confirmation = Some(Confirmation::accepting(Feature::Projects.into()));
        let usage = &mut context.client.usage;
        usage.users = usage.users.with(UserKind::Billable, 3).with(UserKind::Accountant, 1);
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (120, 12, 2);
        usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Projects]);
    });
    let with_time = client(Plan::Plus).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client);
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
        Request { current: with_time, target: firm(Plan::Plus), context: second },
    ];
    let stored = document("0.1.0/requests.jsonl");
    assert_eq!(stored.lines().count(), expected.len());
    for (line, expected) in stored.lines().zip(expected) {
        let mut request: PartialRequest = serde_json::from_str(line).expect(line);
        assert_eq!(request.facts.unknown(), LATER, "a fact that is new is one of `LATER`, here: {line}");
        let read = serde_json::from_str::<Request>(line);
        assert_eq!(read.is_ok(), LATER.is_empty(), "a request is not guessed at: {line}");
        LATER.iter().for_each(|fact| request.facts.learn(fact, &expected.context));
        assert_eq!(request.request(), Some(expected), "{line}");
    }
}

#[test]
fn the_stored_catalogue_is_read_and_says_what_it_said() {
    let terms = stored_terms();
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

    // What it does not speak of came after it, and changes no decision.
    let document: Value = serde_json::from_str(&document("0.1.0/catalogue.json")).expect("it is JSON");
    let says = |part: &str, name: &str| document[part].get(name).is_some();
    for quota in Quota::ALL {
        let (part, name, enforcement) = match *quota {
            Quota::Users(kind) => ("users", kind.name(), *terms.users.get(kind)),
            Quota::Resource(resource) => ("resources", resource.name(), *terms.resources.get(resource)),
            _ => panic!("{quota:?} is another kind of quota"),
        };
        assert!(says(part, name) || enforcement == Enforcement::Notice, "{name} is enforced");
        for &plan in Plan::ALL {
            let terms = terms.plans.get(plan);
            let limit = match *quota {
                Quota::Users(kind) => *terms.users.get(kind),
                Quota::Resource(resource) => *terms.resources.get(resource),
                _ => panic!("{quota:?} is another kind of quota"),
            };
            let nothing = if terms.features.is_some() { Limit::NoLimit } else { Limit::Unknown };
            assert!(says(part, name) || limit == nothing, "{plan}: {name} is limited");
        }
    }
    for &feature in Feature::ALL {
        let is_lacked = |plan: &&Plan| terms.plans.get(**plan).features.is_some_and(|features| !features.contains(feature));
        let is_known = says("features", feature.name());
        assert!(is_known || *terms.features.get(feature) == FeatureUse::Notice, "{feature} blocks");
        assert!(is_known || !Plan::ALL.iter().any(|plan| is_lacked(&plan)), "{feature} is lacked");
    }
}

/// A document that a version wrote has a cell everywhere or nowhere. One that has it only here and there was not finished, and is not guessed at.
/// So far no cell may be missing; this holds the first one that may.
#[test]
fn a_cell_that_stands_only_here_and_there_is_missed() {
    let whole = serde_json::to_value(Catalogue::canada().terms()).expect("it can be written");
    let without = |path: &str, name: &str| {
        let mut document = whole.clone();
        let part = document.pointer_mut(path).and_then(Value::as_object_mut).expect(path);
        part.remove(name).expect(name);
        serde_json::from_value::<Terms>(document).map_err(|error| error.to_string())
    };
    let users = UserKind::ALL.iter().map(|kind| ("users", kind.name()));
    let quotas = users.chain(Resource::ALL.iter().map(|resource| ("resources", resource.name())));
    for (part, name) in quotas {
        let why = without(&format!("/{part}"), name).expect_err(name);
        assert!(why.contains(&format!("missing field `{name}`")), "{why}");
        for plan in Plan::ALL {
            let why = without(&format!("/plans/{plan}/{part}"), name).expect_err(name);
            assert!(why.contains(&format!("missing field `{name}`")), "{plan}: {why}");
        }
    }
    for feature in Feature::ALL {
        let why = without("/features", feature.name()).expect_err(feature.name());
        assert!(why.contains(&format!("missing field `{feature}`")), "{why}");
    }
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
    for line in stored_decisions().lines() {
        let (record, kept): (DecisionRecord, KeptDecision) =
            (serde_json::from_str(line).expect(line), serde_json::from_str(line).expect(line));
        assert_eq!(kept.record(), Some(record), "{line}");
        assert_eq!(kept.unknown_fields().count(), 0, "{line}");
        assert!(kept.reasons().all(|reason| reason.is_whole() && reason.unknown().is_empty()), "{line}");
        assert!(kept.steps().all(|step| step.is_whole()) && kept.notices().all(|notice| notice.is_whole()), "{line}");
        assert_eq!(serde_json::to_string(&kept).expect("it can be written"), line);
        for &language in Language::ALL {
            for &audience in Audience::ALL {
                let said = kept.display(language, audience).to_string();
                assert_eq!(said, record.display(language, audience).to_string(), "{line}");
            }
        }
    }
}

#[test]
fn what_is_kept_is_said_in_the_names_of_its_edition() {
    let request = request(firm(Plan::Plus), firm(Plan::Ledger));
    for catalogue in Catalogue::embedded() {
        let decision = Decision::from(request.plan_change_with(catalogue));
        let kept: KeptDecision = serde_json::from_value(json!(decision)).expect("it is kept");
        for &language in Language::ALL {
            let said = kept.display(language, Audience::Firm).to_string();
            assert_eq!(said, decision.display(language, Audience::Firm).to_string(), "{}", catalogue.id());
        }
    }
}

#[test]
fn what_was_possible_is_said_in_the_names_of_its_edition() {
    let codes = || ReasonCode::ALL.iter().map(|code| code.name()).chain(NoticeCode::ALL.iter().map(|code| code.name()));
    let possible: Vec<Value> = codes().map(|code| json!({"code": code})).collect();
    for catalogue in Catalogue::embedded() {
        let open = json!({"decision": "open", "catalogue": catalogue.id(), "possible": possible});
        let kept: KeptDecision = serde_json::from_value(open).expect("it is kept");
        for &language in Language::ALL {
            let text = kept.display(language, Audience::Firm).to_string();
            let conditions = text.lines().filter_map(|line| line.strip_prefix("- ")?.strip_suffix('.'));
            let rules = catalogue.all_rules().map(|rule| rule.condition(language).to_string());
            let is_said = |(said, rule): (&str, String)| said[1..] == rule[1..];
            assert_eq!(conditions.clone().count(), catalogue.all_rules().count());
            assert!(conditions.zip(rules).all(is_said), "{}: {text}", catalogue.id());
        }
    }
}

#[test]
fn what_was_possible_and_is_not_known_is_called_a_notice_beside_a_plan_and_else_a_reason() {
    for (kind, english, french) in
        [("change_plan", "A notice", "Un avis"), ("refusal", "A reason", "Un motif"), ("open", "A reason", "Un motif")]
    {
        let document = json!({"decision": kind, "possible": [{"code": "vault_locked"}]});
        let kept: KeptDecision = serde_json::from_value(document).expect("it is kept");
        for (language, what) in [(Language::English, english), (Language::French, french)] {
            let text = kept.display(language, Audience::Firm).to_string();
            let said = text.lines().find(|line| line.contains("vault_locked")).unwrap_or_else(|| panic!("{text}"));
            assert!(said.starts_with(&format!("- {what} ")), "{text}");
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

/// Every reader of a kept decision says what its record's does, where this version knows all of it.
#[test]
fn what_is_kept_of_a_decision_is_read_as_its_record_is() {
    let (mut plans, mut refusals) = (0, 0);
    for to in Plan::ALL.iter().copied().filter(|&to| to != Plan::SelfEmployed) {
        let decision: Decision = request(firm(Plan::Advanced), firm(to)).plan_change().into();
        let kept: KeptDecision = serde_json::from_value(json!(decision)).expect("it is kept");
        assert_eq!((kept.kind(), kept.catalogue()), (decision.kind().name(), Some(decision.catalogue())));
        match decision {
            Decision::ChangePlan(plan) => {
                assert_eq!((kept.from(), kept.to()), (Some(*plan.from()), Some(*plan.to())));
                assert_eq!(kept.effective(), Some(plan.effective()));
                assert_eq!((kept.features_gained(), kept.features_lost()), (plan.features_gained(), plan.features_lost()));
                assert!(kept.steps().map(|step| step.known()).eq(plan.steps().map(Some)));
                assert!(kept.notices().map(|notice| notice.known()).eq(plan.notices().map(Some)));
                assert_eq!((kept.resolution(), kept.reasons().count()), (None, 0));
                plans += 1;
            }
            Decision::Refusal(refusal) => {
                assert_eq!(kept.resolution(), Some(refusal.resolution()));
                assert!(kept.reasons().map(|reason| reason.known()).eq(refusal.reasons().map(Some)));
                assert!(kept.reasons().map(|reason| reason.resolution()).eq(refusal.reasons().map(|r| Some(r.resolution()))));
                assert_eq!((kept.from(), kept.to(), kept.effective()), (None, None, None));
                refusals += 1;
            }
        }
    }
    assert!(plans > 1 && refusals > 1, "{plans}, {refusals}");
}

#[test]
fn parts_that_are_kept_are_equal_as_they_were_written_and_debug_shows_them() {
    let [refusal, ..] = future();
    let reasons: Vec<_> = refusal.reasons().collect();
    for (i, one) in reasons.iter().enumerate() {
        for (j, other) in reasons.iter().enumerate() {
            assert_eq!(one == other, i == j, "{one:?} and {other:?}");
        }
    }
    assert_eq!(reasons.iter().map(Kept::is_whole).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(format!("{:?}", reasons[0]), "ClientPending");
    let locked = format!("{:?}", reasons[3]);
    assert!(locked.contains("vault_locked") && locked.contains("share: 0.5"), "{locked}");
    assert_eq!(reasons[1].unknown().names().collect::<Vec<_>>(), ["seats_shared"]);
    assert_eq!(reasons[3].unknown().names().collect::<Vec<_>>(), ["vault", "since", "share", "note", "tags"]);
    let shared = format!("{:?}", reasons[1].unknown());
    assert!(shared.contains("seats_shared") && shared.contains('3'), "{shared}");
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
fn a_reason_with_remedies_of_a_newer_version_is_known_with_all_that_it_lists() {
    let reason = Reason::LossesNotAccepted { features: Feature::Projects.into() };
    let mut written = json!(reason);
    written["remedies"] = json!([{"code": "ask_the_vendor", "by": "client"}]);
    let document = json!({"decision": "refusal", "catalogue": "CA-2025-06-02", "resolution": "act", "reasons": [written]});
    let kept: KeptDecision = serde_json::from_value(document).expect("it is kept");
    assert!(kept.reasons().map(|reason| reason.known()).eq([Some(reason)]));
}

/// The record `decision` of a format that has bytes, which JSON has not: a map of one, its key and a byte.
#[test]
fn what_json_does_not_have_is_not_kept() {
    let packed = [&[0x81, 0xa8], "decision".as_bytes(), &[0xc4, 1, 0]].concat();
    let error = rmp_serde::from_slice::<KeptDecision>(&packed).expect_err("it is bytes").to_string();
    assert!(error.contains("expected a JSON value"), "{error}");
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
    assert_eq!((kept.from(), kept.to()), (None, Some(firm(Plan::Advanced))));
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
        (r#"{"decision": 3}"#, "`decision` has to be the name of a kind of decision"),
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
    let mut request = json!(request(firm(Plan::Plus), firm(Plan::Essentials)));
    request["context"]["client"].as_object_mut().expect("an object").remove("same_region");
    let error = serde_json::from_value::<Request>(request.clone()).expect_err("a fact is missing").to_string();
    assert!(error.contains("missing field `same_region`"), "{error}");
    let partly: PartialRequest = serde_json::from_value(request).expect("it is read");
    assert_eq!(partly.facts.client.same_region, None);
    assert_eq!(partly.request(), None);
}

#[test]
fn what_a_newer_sender_asks_for_and_this_version_does_not_know_is_an_error_that_says_so() {
    let request = json!(request(firm(Plan::Plus), firm(Plan::Essentials)));
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
    let mut catalogue = json!(Catalogue::canada().terms());
    catalogue["vault"] = json!({"tiers": ["core"]});
    let error = serde_json::from_value::<Terms>(catalogue).expect_err("it says more than this version knows").to_string();
    assert!(error.contains("unknown field `vault`"), "{error}");
}
