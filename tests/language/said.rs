//! Everything that can be said: every code with every product, plan, tier, party, status, feature, kind and resource, and with the
//! numbers whose words differ.

use std::collections::BTreeMap;

#[cfg(all(feature = "serde", feature = "std"))]
use serde_json::json;
use subscription_change::assess::{Fact, Facts, Place, Question, assess};
use subscription_change::catalogue::{Clearance, Effective};
use subscription_change::parts::{Item, Quota};
#[cfg(all(feature = "serde", feature = "std"))]
use subscription_change::record::KeptDecision;
use subscription_change::record::{PlanRecord, Recheck};
use subscription_change::vocabulary::TierSet;
use subscription_change::{
    Actor, AddOnKind, Audience, Catalogue, ClientStatus, Decision, Feature, FeatureSet, Language, Notice, Parties, Party, Plan,
    Product, Reason, Remedy, Resource, Step, Subscription, Tier, UserKind,
};

use crate::common::{but, canada_but, client, firm, plan, request};

/// None, one, a few, and more than a thousand; for what is used and for limits.
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
    AddOnKind::ALL.iter().flat_map(|kind| kind.tiers().iter().map(|tier| (kind.product(), tier)))
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
        Reason::PrimaryAdminElsewhere,
        Reason::FirmUserNotPermitted,
        Reason::FirmNotAccountant,
        Reason::NotSubscribedYet,
        Reason::AddressMismatch,
        Reason::OtherBillingSystem,
        Reason::OtherRegion,
    ];
    for &by in Party::ALL {
        all.push(Reason::CancellationPending { by });
        all.extend(ClientStatus::ALL.iter().map(|&status| Reason::ClientReadOnly { status, by }));
    }
    for &from in Plan::ALL {
        all.push(Reason::LedgerClosed { from });
        all.push(Reason::NotSold { product: Product::Base, item: Item::Plan(from) });
        for &to in Plan::ALL {
            all.push(Reason::TransitionClosed { from, to });
            // Of the same plan on both sides it is Self-Employed, which transfers.
            if from == Plan::SelfEmployed || to == Plan::SelfEmployed {
                all.push(Reason::SeparateProduct { from, to });
            }
        }
        for &kind in AddOnKind::ALL {
            // Payroll does not bring itself.
            let brings = if kind == AddOnKind::Payroll { TierSet::EMPTY } else { AddOnKind::Payroll.tiers() };
            let (product, plan) = (kind.product(), from);
            let with_payroll = brings.iter().map(Some).chain([None]);
            all.extend(with_payroll.map(|with_payroll| Reason::AddOnUnsupported { product, plan, with_payroll }));
        }
    }
    all.extend(items().map(|(product, tier)| Reason::NotSold { product, item: Item::Tier(tier) }));
    for &product in Product::ALL {
        for &payer in Party::ALL {
            all.push(Reason::NotAuthorised { product, payer, or_client: false });
        }
        all.push(Reason::NotAuthorised { product, payer: Party::Firm, or_client: true });
        all.push(Reason::TransferAndChange { product });
        for &by in Party::ALL {
            all.push(Reason::TransferNotPermitted { product, by });
            all.extend(counts().map(|(hours_ago, window)| Reason::TransferPermissionExpired { product, hours_ago, window, by }));
        }
        all.extend(COUNTS.iter().map(|&in_days| Reason::AnnualBilling { product, in_days }));
        all.extend([Actor::Firm, Actor::Vendor].map(|by| Reason::ClientNotPrimaryAdmin { product, by }));
    }
    for features in feature_sets() {
        all.extend([Reason::DowngradeNotConfirmed { losses: features }, Reason::LossesNotAccepted { features }]);
    }
    for &feature in Feature::ALL {
        let cleared = Clearance::ALL.iter().flat_map(|&clearance| [(Some(clearance), false), (Some(clearance), true)]);
        let clearances = cleared.chain([(None, false)]);
        all.extend(clearances.map(|(cleared_by, disputed)| Reason::FeatureInUse { feature, cleared_by, disputed }));
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
    let times = Effective::ALL.iter().flat_map(|&effective| Party::ALL.iter().map(move |&by| (effective, by)));
    for (effective, by) in times {
        for &from in Plan::ALL {
            all.extend(Plan::ALL.iter().filter(|&&to| to != from).map(|&to| Step::ChangePlan { from, to, effective, by }));
        }
        for (product, tier) in items() {
            all.extend([Step::Add { product, tier, effective, by }, Step::Remove { product, tier, effective, by }]);
            let others = items().filter(|&(of, to)| of == product && to != tier);
            all.extend(others.map(|(_, to)| Step::ChangeTier { product, from: tier, to, effective, by }));
        }
        for &product in Product::ALL {
            all.extend(Party::ALL.iter().map(|&to| Step::TransferBilling { product, to, effective, by }));
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
        Notice::ReadOnlyUntilBillingDetails,
        Notice::PaymentDetailsNeeded,
        Notice::Resubscribes,
    ];
    all.extend(Party::ALL.iter().map(|&payer| Notice::ProratedCharge { payer }));
    for &kind in AddOnKind::ALL {
        let product = kind.product();
        let pairs = kind.tiers().iter().flat_map(|from| kind.tiers().iter().map(Some).chain([None]).map(move |to| (from, to)));
        all.extend(pairs.filter(|&(from, to)| Some(from) != to).map(|(from, to)| Notice::AddOnGoesDown { product, from, to }));
    }
    all.extend(feature_sets().map(|features| Notice::FeaturesLost { features }));
    for (used, limit) in counts() {
        all.extend(UserKind::ALL.iter().map(|&kind| Notice::UsersOverLimit { kind, used, limit }));
        all.extend(Resource::ALL.iter().map(|&resource| Notice::ResourceOverLimit { resource, used, limit }));
        let users = UserKind::ALL.iter().map(|&kind| Quota::Users(kind));
        let quotas = users.chain(Resource::ALL.iter().map(|&resource| Quota::Resource(resource)));
        all.extend(quotas.map(|quota| Notice::CompanySuspended { quota, used, limit }));
    }
    for &product in Product::ALL {
        all.extend([
            Notice::DiscountKept { product },
            Notice::RetailPrice { product },
            Notice::WholesalePrice { product },
            Notice::FullPrice { product },
        ]);
    }
    all
}

/// The question about every fact; of a count also with the numbers that may matter.
pub(crate) fn questions() -> Vec<Question> {
    let plus = Subscription::new(Plan::Plus, Party::Firm);
    let any = assess(&plus, &plus.with_plan(Plan::EasyStart), &Facts::default()).questions().next().expect("nothing is known");
    let about = |fact, more_than| {
        let mut question = any;
        (question.fact, question.more_than) = (fact, more_than);
        question
    };
    let numbers = |fact: Fact| COUNTS.iter().filter(move |_| fact.quota().is_some()).map(|&number| Some(number));
    Fact::all().flat_map(|fact| numbers(fact).chain([None]).map(move |more_than| about(fact, more_than))).collect()
}

/// Every sentence and question in this language for this audience's eyes, with what says it and its code.
pub(crate) fn sentences(language: Language, audience: Audience) -> Vec<(String, &'static str, String)> {
    sentences_of(Catalogue::canada(), language, audience)
}

/// The same in the words of this catalogue's edition.
pub(crate) fn sentences_of(catalogue: &Catalogue, language: Language, audience: Audience) -> Vec<(String, &'static str, String)> {
    let mut all = Vec::new();
    for reason in reasons() {
        let code = reason.code().name();
        all.push((format!("{reason:?}"), code, reason.display(language, audience).in_words_of(catalogue).to_string()));
        if reason.remedies().len() > 0 {
            all.push((
                format!("{reason:?}"),
                code,
                reason.remedies().display(language, audience).in_words_of(catalogue).to_string(),
            ));
        }
        all.extend(
            reason.instead(language).map(|instead| (format!("{reason:?}"), code, instead.in_words_of(catalogue).to_string())),
        );
    }
    let remedies = remedies();
    let said = |remedy: &Remedy| remedy.display(language, audience).in_words_of(catalogue).to_string();
    all.extend(remedies.iter().map(|remedy| (format!("{remedy:?}"), remedy.code().name(), said(remedy))));
    for step in steps() {
        all.push((format!("{step:?}"), step.code().name(), step.display(language, audience).in_words_of(catalogue).to_string()));
    }
    for notice in notices() {
        all.push((
            format!("{notice:?}"),
            notice.code().name(),
            notice.display(language, audience).in_words_of(catalogue).to_string(),
        ));
    }
    for question in questions() {
        let Question { fact, more_than, .. } = question;
        all.push((
            format!("{fact:?}, {more_than:?}"),
            "",
            question.display(language, audience).in_words_of(catalogue).to_string(),
        ));
    }
    all
}

/// Where each fact can be looked up; of a query only what stands before it.
pub(crate) fn places(language: Language) -> Vec<String> {
    let all = Fact::all().flat_map(Fact::whereabouts).map(|its| its.place);
    let said = all.map(|place| {
        let said = place.display(language).to_string();
        match place {
            Place::AccountingApi(query) | Place::GraphQl(query) => {
                said.strip_suffix(query).expect("it ends with its query").to_owned()
            }
            _ => said,
        }
    });
    said.collect()
}

/// Whole answers, each a line at a time: for what is said around the sentences.
pub(crate) fn whole_answers(language: Language, audience: Audience) -> Vec<String> {
    let mut all = Vec::new();
    let mut say = |said: String| all.extend(said.lines().map(str::to_owned));
    let decided = [
        request(firm(Plan::Plus), firm(Plan::Plus)),
        request(firm(Plan::EasyStart), firm(Plan::Plus)),
        but(&request(client(Plan::Advanced), firm(Plan::EasyStart)), |r| r.context.client.usage.users.billable = 9),
        but(&request(client(Plan::Essentials), firm(Plan::Plus)), |r| r.context.authorised_by = Parties::EMPTY),
    ];
    let canada = Catalogue::canada();
    for request in &decided {
        say(Decision::from(request.plan_change()).display(language, audience).to_string());
        if let Ok(preview) = canada.preview(request) {
            say(preview.display(language, audience).to_string());
        }
        if let Ok(route) = canada.route(request) {
            say(route.display(language, audience).to_string());
        }
        for entry in canada.menu(&request.current, &request.context) {
            say(entry.display(language, audience).to_string());
        }
    }
    for recheck in rechecks() {
        say(recheck.display(language, audience).to_string());
    }
    #[cfg(all(feature = "serde", feature = "std"))]
    for kept in kept() {
        say(kept.display(language, audience).to_string());
    }
    all
}

/// Of what was planned all is the same, or something is new, gone or otherwise, or it can no longer be made.
fn rechecks() -> Vec<Recheck> {
    let planned = but(&request(firm(Plan::Advanced), firm(Plan::Plus)), |r| {
        r.context.client.usage.features = Feature::Workflows.into();
    });
    let stored: PlanRecord = (&plan(&planned)).into();
    let later = canada_but(|terms| terms.downgrades_take_effect = Effective::NextBillingDate);
    let canada = Catalogue::canada();
    [
        (canada, planned),
        (&later, but(&planned, |r| r.context.client.usage.features = FeatureSet::EMPTY)),
        (canada, but(&planned, |r| r.current = firm(Plan::Essentials))),
        (canada, but(&planned, |r| r.current = firm(Plan::Ledger))),
        (canada, but(&planned, |r| r.current = client(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client))),
        (canada, but(&planned, |r| r.context.authorised_by = Parties::EMPTY)),
    ]
    .map(|(catalogue, today)| stored.recheck(catalogue, &today.current, &today.context))
    .to_vec()
}

/// What a newer version may have written; the names in it are numbers, so that whatever is a word is said here.
#[cfg(all(feature = "serde", feature = "std"))]
fn kept() -> Vec<KeptDecision> {
    let unknown = json!({"code": "0", "1": 2});
    let pending = json!({"code": "client_pending", "1": 2, "remedies": [{"code": "wait_until_moved", "by": "vendor"}, unknown]});
    let refusal = json!({"decision": "refusal", "reasons": [pending, {"code": "0", "remedies": [unknown, unknown]}]});
    let plan = json!({
        "decision": "change_plan", "effective": "0", "steps": [unknown], "possible": [unknown],
        "notices": [{"code": "0", "reversible": false}],
    });
    let open = json!({"decision": "open", "possible": [{"code": "client_pending"}, {"code": "prorated_charge"}, unknown]});
    let of_another_kind = json!({"decision": "0"});
    [refusal, plan, open, of_another_kind].map(|written| serde_json::from_value(written).expect("it is kept")).to_vec()
}

/// The first part of a language's tag: what is English, however it is spelled, has the same.
pub(crate) fn primary(language: Language) -> &'static str {
    language.tag().split('-').next().unwrap_or_default()
}

/// Every language with every audience.
pub(crate) fn eyes() -> impl Iterator<Item = (Language, Audience)> {
    Language::ALL.iter().flat_map(|&language| Audience::ALL.iter().map(move |&audience| (language, audience)))
}

pub(crate) fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// What is said, with a text in each language to some audience. However it is spelled, English is one language.
#[track_caller]
pub(crate) fn assert_said(texts: &[(Language, Audience, &str)], said: impl Fn(Language, Audience) -> String) {
    for &(language, audience, text) in texts {
        assert_eq!(said(language, audience), text, "in {language}, to {audience}");
    }
    for &language in Language::ALL {
        let has_text = texts.iter().any(|&(other, ..)| primary(other) == primary(language));
        assert!(
            has_text,
            "add what is said here in {language}, which is this if it is right: {}",
            said(language, Audience::Firm)
        );
    }
}

/// No two things are said in the same words.
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
        // What a plan is called in the United States is in the words of their edition.
        let is_american = language == Language::AmericanEnglish;
        let catalogue = if is_american { Catalogue::united_states() } else { Catalogue::canada() };
        let all: String = sentences_of(catalogue, language, Audience::Other)
            .into_iter()
            .map(|(_, _, said)| said.to_lowercase() + "\n")
            .collect();
        let hyphenated = |label: &str| label.to_lowercase().replace("backup and restore", "backup-and-restore");
        let mut labels: Vec<&str> = Vec::new();
        labels.extend(Product::ALL.iter().map(|product| product.label(language)));
        labels.extend(Plan::ALL.iter().map(|plan| plan.label(language)));
        labels.extend(Tier::ALL.iter().map(|tier| tier.label(language)));
        labels.extend(Feature::ALL.iter().map(|feature| feature.label(language)));
        labels.extend(UserKind::ALL.iter().map(|kind| kind.label(language)));
        labels.extend(Resource::ALL.iter().map(|resource| resource.label(language)));
        labels.extend(ClientStatus::ALL.iter().map(|status| status.label(language)));
        for label in labels {
            assert!(all.contains(&hyphenated(label)), "{label} is said nowhere in {language}");
        }
    }
}
