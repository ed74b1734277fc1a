//! The American catalogue, in force from 30 September 2026.
//!
//! Limits and features come from the vendor's American pages [O] (`L6THMltE4`), except bills with Simple Start, which come from a
//! third party that cites the vendor's page of 30 September 2026. **Assumed and found nowhere:** recurring transactions not with
//! Simple Start, payroll and bill pay with every plan of the ladder, what Ledger may be left for, what clears recurring
//! transactions and inventory, and from when on annual billing can be switched. That bill pay is sold, at which tiers, and that
//! they go up and down at once is an American page's [O] (`L6xU9MjaS`). **Left out, because no American page says so:** that
//! taking over billing revives a subscription, and that payroll takes time tracking. The Canadian source of record does not count
//! here: its American ancestor is a page of about 2020 (370087), another page of the vendor like the rest. So no rule has the
//! mark [S].
//!
//! Not in the model: the plan *Free* (2026), and *Solopreneur*, which succeeded Self-Employed in 2024 and is a separate product as well; ask
//! for it as Self-Employed.

use super::article::known;
use super::canada::{CANADA_2025_06_02, LADDER, UNDOCUMENTED};
use super::edition::{Edition, LocalName, Names, called};
use super::id::CatalogueId;
use super::of_catalogue::{AddOnTerms, FeatureUse, PlanTerms, Terms};
use super::source::{Mark, Part, Source, SourceTable, Sources};
use crate::kit::constant;
use crate::model::{AddOnKind, ByAddOn, ByFeature, ByPlan, Feature, FeatureSet, NoticeCode, ReasonCode, StatusSet, TierSet};

pub(crate) const UNITED_STATES_2026_09_30: Terms = {
    // Limits, enforcement, moves, payroll, time, windows and prices are the same as in Canada; of each an American page says so, or it is assumed above.
    let same = CANADA_2025_06_02;
    let terms = Terms {
        id: constant!(Ok in CatalogueId::new(*b"US", 2026, 9, 30)),
        edition: Edition::UNITED_STATES,
        plans: ByPlan {
            easy_start: PlanTerms { features: Some(FeatureSet::EMPTY.with(Feature::Bills)), ..same.plans.easy_start },
            // Self-Employed is not sold any more (2024).
            self_employed: PlanTerms { sold: false, ..UNDOCUMENTED },
            ..same.plans
        },
        // The American pages leave no doubt: multicurrency cannot be turned off (00/186157).
        features: ByFeature { multicurrency: FeatureUse::Blocks { cleared_by: None, disputed: false }, ..same.features },
        add_ons: ByAddOn {
            // Each is named, so that what is new in Canada is not sold here unasked.
            payroll: same.add_ons.payroll,
            time: same.add_ons.time,
            bill_pay: AddOnTerms { tiers: AddOnKind::BillPay.tiers(), plans: LADDER, ..AddOnTerms::NOT_SOLD },
        },
        upgrade_wait_hours: 24,
        revived_by_transfer: StatusSet::EMPTY,
        without_time_tracking: TierSet::EMPTY,
        ..same
    };
    assert!(
        terms.is_valid(),
        "evaluated by the compiler: the catalogue has a fault; without this assertion, `cargo test a_checked_catalogue_is_its_terms` says which"
    );
    terms
};

impl Edition {
    /// The American edition: its plans have the Canadian order, and the vendor's American pages are its sources.
    pub const UNITED_STATES: Self = Self {
        names: Names {
            plans: ByPlan {
                easy_start: same("Simple Start"),
                essentials: same("Essentials"),
                plus: same("Plus"),
                advanced: same("Advanced"),
                ledger: same("Ledger"),
                self_employed: same("Self-Employed"),
            },
            add_ons: ByAddOn {
                payroll: same("QuickBooks Payroll"),
                time: same("QuickBooks Time"),
                bill_pay: same("QuickBooks Bill Pay"),
            },
        },
        sources: SOURCES,
        ..Self::CANADA
    };
}

/// Names that are the same in both languages: the vendor has no French pages for this edition.
const fn same(name: &str) -> LocalName {
    called([name, name])
}

const J: Source = Source::JUDGEMENT;

/// A page of the vendor.
const fn page(id: &str) -> Source {
    Source::article(Mark::OtherPage, known(id))
}

/// How a client's plan is changed: the American ancestor of the Canadian source of record, about 2020.
const PLAN_CHANGE: Source = page("370087");

/// What each plan holds, and what happens to what exceeds it.
const LIMITS: Source = page("L6THMltE4");

/// At what price the firm takes a client over, and how long a discount is kept.
const PRICES: Source = page("L9VBon6yr");

/// What is billed through the firm: monthly billing only, and no Self-Employed.
const FIRM_BILLING: Source = page("1770066");

/// The permission to take billing over.
const PERMISSION: Source = page("555964");

/// The tiers of bill pay, and that they can be raised and lowered at once.
const BILL_PAY: Source = page("L6xU9MjaS");

/// That each product has its own payer.
const SPLIT_BILLING: Source = page("L9pp0cQQi");

const SOURCES: SourceTable = SourceTable::JUDGEMENT
    .with_reason(ReasonCode::SeparateProduct, Sources::new(&[FIRM_BILLING.part(Part::SelfEmployedBilling), J]))
    .with_reason(ReasonCode::LedgerClosed, Sources::new(&[J]))
    .with_reason(ReasonCode::NotSold, Sources::new(&[BILL_PAY.part(Part::BillPay), J]))
    .with_reason(ReasonCode::FirmBillingOutdated, Sources::new(&[PLAN_CHANGE]))
    .with_reason(ReasonCode::FirmSubscriptionOutdated, Sources::new(&[PLAN_CHANGE]))
    .with_reason(ReasonCode::NotAuthorised, Sources::new(&[SPLIT_BILLING.part(Part::EachProduct), J]))
    .with_reason(ReasonCode::TooManyUsers, Sources::new(&[LIMITS]))
    .with_reason(
        ReasonCode::FeatureInUse,
        Sources::new(&[page("00/186157").part(Part::MulticurrencyKept), J.part(Part::OtherFeatures)]),
    )
    .with_reason(ReasonCode::AddOnUnsupported, Sources::new(&[page("L5bks6dNM").part(Part::Time), J.part(Part::OtherAddOns)]))
    .with_reason(ReasonCode::UpgradeTooSoon, Sources::new(&[page("m-p/186073")]))
    .with_reason(ReasonCode::TransferNotPermitted, Sources::new(&[PERMISSION]))
    .with_reason(ReasonCode::TransferPermissionExpired, Sources::new(&[PERMISSION]))
    .with_reason(ReasonCode::AnnualBilling, Sources::new(&[FIRM_BILLING]))
    .with_notice(NoticeCode::UsersOverLimit, Sources::new(&[LIMITS]))
    .with_notice(NoticeCode::ResourceOverLimit, Sources::new(&[LIMITS]))
    .with_notice(NoticeCode::AddOnGoesDown, Sources::new(&[BILL_PAY.part(Part::BillPay), J.part(Part::OtherAddOns)]))
    .with_notice(NoticeCode::DiscountKept, Sources::new(&[PRICES]))
    .with_notice(NoticeCode::RetailPrice, Sources::new(&[PRICES]));
