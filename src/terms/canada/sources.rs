//! Where the Canadian edition's rules come from, and where the facts that they ask for can be looked up.

use Whereabouts as At;

use crate::model::{Fact, Feature, NoticeCode, Party, ReasonCode, Resource};
use crate::terms::article::{Article, known};
use crate::terms::source::{Mark, Part, Source, SourceTable, Sources};
use crate::terms::whereabouts::{Place, Whereabouts};

const S: Source = Source::article(Mark::Source, Article::PLAN_CHANGE);
const O: Source = Source::OTHER_PAGE;
const J: Source = Source::JUDGEMENT;

pub(super) const SOURCES: SourceTable = {
    let mut sources = SourceTable::JUDGEMENT;
    let mut i = 0;
    while i < ReasonCode::COUNT {
        sources = sources.with_reason(ReasonCode::ALL[i], Sources::new(reason_sources(ReasonCode::ALL[i])));
        i += 1;
    }
    let mut i = 0;
    while i < NoticeCode::COUNT {
        sources = sources.with_notice(NoticeCode::ALL[i], Sources::new(notice_sources(NoticeCode::ALL[i])));
        i += 1;
    }
    sources
};

/// Another page of the vendor.
const fn page(id: &str) -> Source {
    Source::article(Mark::OtherPage, known(id))
}

/// Why a client is not eligible for the firm's billing.
const ELIGIBILITY: Source = page("L4GT5C1J2");

/// Taking over a client's billing.
const TAKE_OVER: Source = Source::article(Mark::OtherPage, known("L5N8uodIL").published_in(2024, 1));

/// Reviving a cancelled subscription, and charges for a part of the month.
const REVIVE: Source = Source::article(Mark::OtherPage, known("L5NrzGinC").published_in(2024, 1));

/// A subscription that is cancelled and still running.
const CANCELLED: Source = Source::article(Mark::OtherPage, known("L5mhgtseV").published_on(2025, 5, 2));

const fn reason_sources(code: ReasonCode) -> &'static [Source] {
    use ReasonCode as Code;

    match code {
        Code::LedgerClosed | Code::FirmSubscriptionOutdated | Code::DowngradeNotOffered | Code::TooManyUsers => &[S],
        Code::SeparateProduct => &[S, O],
        Code::ClientPending => const { &[S.part(Part::Upgrades), O.part(Part::Downgrades)] },
        Code::FirmBillingOutdated => const { &[S.part(Part::Upgrades), O.part(Part::TransfersToFirm)] },
        Code::DowngradeNotConfirmed => const { &[S.part(Part::AskedByFirm), O.part(Part::AskedByClient)] },
        Code::FeatureInUse => {
            const {
                &[
                    S.part(Part::Multicurrency),
                    O.part(Part::OtherFeatures),
                    Source::article(Mark::OtherPage, Article::MULTICURRENCY).part(Part::Doubted),
                ]
            }
        }
        Code::NotAuthorised => const { &[S.part(Part::PaidByFirm), J.part(Part::EachProduct)] },
        Code::LossesNotAccepted => const { &[S.part(Part::Confirmation), J.part(Part::EachFeature)] },
        Code::ClientReadOnly => {
            const { &[O.part(Part::ReadOnly), J.part(Part::TheRefusal), J.part(Part::WhoActs), REVIVE.part(Part::Cancelled)] }
        }
        Code::AddOnUnsupported => const { &[O.part(Part::LadderPlans), J.part(Part::PlansBeside)] },
        Code::TransferAndChange => const { &[page("L7Na4N6A4")] },
        Code::AnnualBilling => const { &[ELIGIBILITY, TAKE_OVER] },
        Code::ClientNotPrimaryAdmin => const { &[O, page("L9TU91iOk").part(Part::OnEasyStart)] },
        Code::PrimaryAdminElsewhere => const { &[page("L2P0XAUIT")] },
        Code::FirmUserNotPermitted => const { &[page("1772656"), page("L0zaohm59")] },
        Code::FirmNotAccountant => const { &[page("556016"), TAKE_OVER] },
        Code::NotSubscribedYet | Code::OtherRegion => const { &[TAKE_OVER] },
        Code::AddressMismatch | Code::OtherBillingSystem => const { &[ELIGIBILITY] },
        Code::CancellationPending => const { &[J.part(Part::TheRefusal), page("263224"), CANCELLED] },
        Code::ClientBillingOutdated | Code::UpgradeTooSoon | Code::TransferNotPermitted | Code::TransferPermissionExpired => &[O],
        Code::NothingToChange | Code::NotSold | Code::TransitionClosed | Code::OverLimit => &[J],
    }
}

const fn notice_sources(code: NoticeCode) -> &'static [Source] {
    use NoticeCode as Code;

    match code {
        Code::LeavesLedger | Code::FeaturesLost => &[S],
        Code::UsersOverLimit | Code::ResourceOverLimit => &[O, J],
        Code::CompanySuspended => &[J],
        Code::AddOnGoesDown => const { &[page("L0pyQ8W16").part(Part::Time), J.part(Part::OtherAddOns)] },
        Code::TimeTrackingUnavailable => const { &[page("L6RFDI0xh")] },
        Code::Resubscribes => const { &[REVIVE] },
        Code::ProratedCharge => const { &[REVIVE, page("186098")] },
        Code::FullPrice => const { &[page("556016")] },
        Code::ReadOnlyUntilBillingDetails | Code::PaymentDetailsNeeded => const { &[page("L41kGE4Sl"), page("L7Na4N6A4")] },
        Code::DiscountsEnd | Code::PrimaryAdminLocked | Code::DiscountKept | Code::RetailPrice | Code::WholesalePrice => &[O],
    }
}

/// Where a fact can be looked up.
pub(in crate::terms) const fn whereabouts(fact: Fact) -> &'static [Whereabouts] {
    match fact {
        Fact::AuthorisedBy(Party::Firm)
        | Fact::FirmBillingCurrent
        | Fact::FirmSubscriptionCurrent
        | Fact::DaysSinceDiscount
        | Fact::HoursSinceDowngrade => const { &[At::told_by(Party::Firm)] },
        Fact::AuthorisedBy(Party::Client)
        | Fact::ClientBillingCurrent
        | Fact::BillingCycle
        | Fact::DaysToRenewal
        | Fact::PrimaryAdmin
        | Fact::Confirmation
        | Fact::TransferPermissionHours
        | Fact::Users(_) => const { &[At::told_by(Party::Client)] },
        Fact::ManagesBilling => const { &[At::of_rule(Place::UserAccess, ReasonCode::FirmUserNotPermitted)] },
        Fact::IsAccountantUser => const { &[At::of_rule(Place::ClientList, ReasonCode::FirmNotAccountant)] },
        Fact::Status => {
            const {
                &[
                    At::law(Place::FirmBilledSubscriptions),
                    At::interface(Place::AccountingApi("CompanyInfo, NameValue SubscriptionStatus")),
                ]
            }
        }
        Fact::DowngradeOffered => const { &[At::law(Place::SubscriptionActions)] },
        Fact::AddressesMatch => const { &[At::of_rule(Place::Eligibility, ReasonCode::AddressMismatch)] },
        Fact::OtherBillingSystem => const { &[At::of_rule(Place::Eligibility, ReasonCode::OtherBillingSystem)] },
        Fact::SameRegion => const { &[At::interface(Place::AccountingApi("CompanyInfo, Country"))] },
        Fact::Resource(resource) => of_resource(resource),
        Fact::Feature(feature) => of_feature(feature),
    }
}

const fn of_resource(resource: Resource) -> &'static [Whereabouts] {
    match resource {
        Resource::Accounts => {
            const { &[At::interface(Place::AccountingApi("select count(*) from Account where Active = true"))] }
        }
        Resource::ClassesAndLocations => {
            const {
                &[
                    At::interface(Place::AccountingApi("select count(*) from Class where Active = true")),
                    At::interface(Place::AccountingApi("select count(*) from Department where Active = true")),
                ]
            }
        }
        Resource::CustomFields => {
            const { &[At::interface(Place::GraphQl("appFoundationsCustomFieldDefinitions, the active ones"))] }
        }
    }
}

const fn of_feature(feature: Feature) -> &'static [Whereabouts] {
    match feature {
        Feature::Multicurrency => {
            const { &[At::interface(Place::AccountingApi("Preferences, CurrencyPrefs.MultiCurrencyEnabled"))] }
        }
        Feature::RecurringTransactions => {
            const { &[At::interface(Place::AccountingApi("select * from RecurringTransaction, RecurringInfo.Active"))] }
        }
        Feature::Bills => const { &[At::interface(Place::AccountingApi("select count(*) from Bill"))] },
        Feature::TimeTracking => const { &[At::interface(Place::AccountingApi("select count(*) from TimeActivity"))] },
        Feature::Inventory => {
            const { &[At::interface(Place::AccountingApi("select count(*) from Item where Type = 'Inventory' and Active = true"))] }
        }
        Feature::PurchaseOrders => const { &[At::interface(Place::AccountingApi("select count(*) from PurchaseOrder"))] },
        Feature::Projects => const { &[At::interface(Place::AccountingApi("select * from Customer, IsProject"))] },
        Feature::Classes => const { &[At::interface(Place::AccountingApi("select count(*) from Class where Active = true"))] },
        Feature::Locations => {
            const { &[At::interface(Place::AccountingApi("select count(*) from Department where Active = true"))] }
        }
        Feature::Budgets => const { &[At::interface(Place::AccountingApi("select count(*) from Budget"))] },
        Feature::CustomRoles
        | Feature::Workflows
        | Feature::SpreadsheetSync
        | Feature::BackupAndRestore
        | Feature::EnhancedCustomFields => const { &[At::told_by(Party::Client)] },
    }
}
