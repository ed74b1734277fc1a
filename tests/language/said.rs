//! Everything that can be said: every code with every product, plan, tier, party, status, feature, kind and resource, and with the
//! numbers whose words differ.

use std::collections::BTreeMap;

use subscription_change::{
    Clearance, ClientStatus, Feature, FeatureSet, Item, Language, Notice, Party, PayrollTier, Plan, Product, Reader, Reason,
    Remedy, Resource, Step, Tier, TimeTier, UserKind,
};

/// None, one, a few, and more than a thousand; of more than there may be, and of how many there may.
const COUNTS: [u32; 4] = [0, 1, 2, 1_234_567];

/// Sets of one, two and all features; none, where there may be none.
pub(crate) fn feature_sets() -> impl Iterator<Item = FeatureSet> {
    let pairs = Feature::ALL.windows(2).map(FeatureSet::of);
    Feature::ALL.iter().map(|&feature| feature.into()).chain(pairs).chain([FeatureSet::ALL])
}

fn counts() -> impl Iterator<Item = (u32, u32)> {
    COUNTS.iter().flat_map(|&used| COUNTS.iter().map(move |&limit| (used, limit)))
}

/// The tiers that an add-on has.
fn items() -> impl Iterator<Item = (Product, Tier)> {
    let payroll = PayrollTier::ALL.iter().map(|&tier| (Product::Payroll, tier.into()));
    payroll.chain(TimeTier::ALL.iter().map(|&tier| (Product::Time, tier.into())))
}

pub(crate) fn reasons() -> Vec<Reason> {
    let mut all = vec![
        Reason::NothingToChange,
        Reason::ClientPending,
        Reason::FirmBillingOutdated,
        Reason::FirmSubscriptionOutdated,
        Reason::ClientBillingOutdated,
        Reason::DowngradeNotOffered,
        Reason::DowngradeNotConfirmed { losses: FeatureSet::EMPTY },
    ];
    for &from in Plan::ALL {
        all.push(Reason::LedgerClosed { from });
        all.push(Reason::NotSold { product: Product::Base, item: Item::Plan(from) });
        for &to in Plan::ALL {
            all.extend([Reason::SeparateProduct { from, to }, Reason::TransitionClosed { from, to }]);
        }
        let with_payroll = PayrollTier::ALL.iter().map(|&tier| Some(tier)).chain([None]);
        all.extend(with_payroll.map(|with_payroll| Reason::AddOnUnsupported {
            product: Product::Time,
            plan: from,
            with_payroll,
        }));
        all.push(Reason::AddOnUnsupported { product: Product::Payroll, plan: from, with_payroll: None });
    }
    all.extend(items().map(|(product, tier)| Reason::NotSold { product, item: Item::Tier(tier) }));
    all.extend(ClientStatus::ALL.iter().map(|&status| Reason::ClientReadOnly { status }));
    for &product in Product::ALL {
        for &payer in Party::ALL {
            all.push(Reason::NotAuthorised { product, payer, or_client: false });
        }
        all.push(Reason::NotAuthorised { product, payer: Party::Firm, or_client: true });
        all.push(Reason::TransferAndChange { product });
        all.push(Reason::TransferNotPermitted { product });
        all.extend(counts().map(|(hours_ago, window)| Reason::TransferPermissionExpired { product, hours_ago, window }));
        all.push(Reason::AnnualBilling { product });
        all.push(Reason::ClientNotPrimaryAdmin { product });
    }
    for features in feature_sets() {
        all.extend([Reason::DowngradeNotConfirmed { losses: features }, Reason::LossesNotAccepted { features }]);
    }
    for &feature in Feature::ALL {
        let clearances = Clearance::ALL.iter().map(|&clearance| Some(clearance)).chain([None]);
        all.extend(clearances.map(|cleared_by| Reason::FeatureInUse { feature, cleared_by }));
    }
    for (used, limit) in counts() {
        all.extend(UserKind::ALL.iter().map(|&kind| Reason::TooManyUsers { kind, used, limit }));
        all.extend(Resource::ALL.iter().map(|&resource| Reason::OverLimit { resource, used, limit }));
    }
    all.extend(COUNTS.iter().map(|&hours_left| Reason::UpgradeTooSoon { hours_left }));
    all
}

pub(crate) fn remedies() -> Vec<Remedy> {
    let mut all: Vec<Remedy> = reasons().iter().flat_map(Reason::remedies).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|&remedy| seen.insert(remedy));
    all
}

pub(crate) fn steps() -> Vec<Step> {
    let mut all = Vec::new();
    for &by in Party::ALL {
        for &from in Plan::ALL {
            all.extend(Plan::ALL.iter().filter(|&&to| to != from).map(|&to| Step::ChangePlan { from, to, by }));
        }
        for (product, tier) in items() {
            all.extend([Step::Add { product, tier, by }, Step::Remove { product, tier, by }]);
            let others = items().filter(|&(of, to)| of == product && to != tier);
            all.extend(others.map(|(_, to)| Step::ChangeTier { product, from: tier, to, by }));
        }
        for &product in Product::ALL {
            all.extend(Party::ALL.iter().map(|&to| Step::TransferBilling { product, to, by }));
        }
    }
    all
}

pub(crate) fn notices() -> Vec<Notice> {
    let mut all = vec![
        Notice::LeavesLedger,
        Notice::DiscountsEnd,
        Notice::TimeTrackingUnavailable,
        Notice::PrimaryAdminLocked,
        Notice::ReadOnlyUntilPaid,
    ];
    all.extend(feature_sets().map(|features| Notice::FeaturesLost { features }));
    for (used, limit) in counts() {
        all.extend(UserKind::ALL.iter().map(|&kind| Notice::UsersOverLimit { kind, used, limit }));
        all.extend(Resource::ALL.iter().map(|&resource| Notice::ResourceOverLimit { resource, used, limit }));
    }
    for &product in Product::ALL {
        all.extend([Notice::DiscountKept { product }, Notice::RetailPrice { product }, Notice::FullPrice { product }]);
    }
    all
}

/// Every sentence in this language for this reader's eyes, with what says it and its code.
pub(crate) fn sentences(language: Language, reader: Reader) -> Vec<(String, &'static str, String)> {
    let mut all = Vec::new();
    for reason in reasons() {
        let code = reason.code().name();
        all.push((format!("{reason:?}"), code, reason.display(language, reader).to_string()));
        all.push((format!("{reason:?}"), code, reason.remedies().display(language, reader).to_string()));
    }
    let remedies = remedies();
    let said = |remedy: &Remedy| remedy.display(language, reader).to_string();
    all.extend(remedies.iter().map(|remedy| (format!("{remedy:?}"), remedy.code().name(), said(remedy))));
    for step in steps() {
        all.push((format!("{step:?}"), step.code().name(), step.display(language, reader).to_string()));
    }
    for notice in notices() {
        all.push((format!("{notice:?}"), notice.code().name(), notice.display(language, reader).to_string()));
    }
    all
}

/// Every language with every reader.
pub(crate) fn eyes() -> impl Iterator<Item = (Language, Reader)> {
    Language::ALL.iter().flat_map(|&language| Reader::ALL.iter().map(move |&reader| (language, reader)))
}

/// Nothing is said the same as something else.
#[track_caller]
pub(crate) fn assert_all_differ<T: Copy + PartialEq + std::fmt::Debug>(all: &[T], said: impl Fn(T) -> String) {
    let mut by_words: BTreeMap<String, T> = BTreeMap::new();
    for &value in all {
        let words = said(value);
        if let Some(other) = by_words.insert(words.clone(), value) {
            assert_eq!(value, other, "both are said: {words}");
        }
    }
}

#[test]
fn every_name_of_every_language_is_said_somewhere() {
    for &language in Language::ALL {
        let all: String = sentences(language, Reader::Other).into_iter().map(|(_, _, said)| said.to_lowercase() + "\n").collect();
        let hyphenated = |label: &str| label.to_lowercase().replace("backup and restore", "backup-and-restore");
        let mut labels: Vec<&str> = Vec::new();
        labels.extend(Product::ALL.iter().map(|product| product.label(language)));
        labels.extend(Plan::ALL.iter().map(|plan| plan.label(language)));
        labels.extend(PayrollTier::ALL.iter().map(|tier| tier.label(language)));
        labels.extend(Feature::ALL.iter().map(|feature| feature.label(language)));
        labels.extend(UserKind::ALL.iter().map(|kind| kind.label(language)));
        labels.extend(Resource::ALL.iter().map(|resource| resource.label(language)));
        labels.extend(ClientStatus::ALL.iter().map(|status| status.label(language)));
        for label in labels {
            assert!(all.contains(&hyphenated(label)), "{label} is said nowhere");
        }
    }
}
