//! American English: the Canadian one but for spelling and dates, so that no text is written twice.

use subscription_change::catalogue::{Effective, Mark};
use subscription_change::ways_out::{Availability, FitVerdict};
use subscription_change::{
    Actor, AddOnKind, Audience, BillingCycle, Catalogue, ClientStatus, Feature, Language, Party, Plan, PrimaryAdmin, Product,
    ReasonCode, Resolution, Resource, Tier, UserKind,
};

use super::names::everything;

/// All that is otherwise in the United States: words, what the vendor calls a plan there, and the dates of articles that are cited.
const OTHERWISE: [(&str, &str); 9] = [
    ("cancelled", "canceled"),
    ("Cancelled", "Canceled"),
    ("judgement", "judgment"),
    ("Judgement", "Judgment"),
    ("catalogue", "catalog"),
    ("EasyStart", "Simple Start"),
    ("28 January 2025", "January 28, 2025"),
    ("13 September 2024", "September 13, 2024"),
    ("2 May 2025", "May 2, 2025"),
];

fn labels(language: Language) -> Vec<String> {
    let mut all = Vec::new();
    macro_rules! of {
        ($($Name:ident),+) => {
            $(all.extend($Name::ALL.iter().map(|member| member.label(language).to_owned()));)+
        };
    }
    of! {
        Product, AddOnKind, Plan, Tier, Feature, UserKind, Resource, ClientStatus, Party, Actor, PrimaryAdmin, BillingCycle,
        Resolution, Effective, Availability, FitVerdict, Mark
    }
    all
}

#[test]
fn american_english_is_the_canadian_one_but_for_these_words_and_dates() {
    let mut unused: Vec<&str> = OTHERWISE.iter().map(|(canadian, _)| *canadian).collect();
    let mut hold = |canadian: &str, american: &str, has_names: bool| {
        let mut respelled = canadian.to_owned();
        // An edition calls its plans as it does in whichever English.
        for (here, there) in OTHERWISE.iter().filter(|(here, _)| *here != "EasyStart" || !has_names) {
            if respelled.contains(here) {
                unused.retain(|unused| unused != here);
                respelled = respelled.replace(here, there);
            }
        }
        assert_eq!(american, respelled, "of: {canadian}");
    };
    for &catalogue in Catalogue::embedded() {
        for &audience in Audience::ALL {
            let said = |language| everything(catalogue, language, audience);
            let (canadian, american) = (said(Language::English), said(Language::AmericanEnglish));
            assert_eq!(canadian.len(), american.len());
            canadian.iter().zip(&american).for_each(|(canadian, american)| hold(canadian, american, true));
        }
    }
    let (canadian, american) = (labels(Language::English), labels(Language::AmericanEnglish));
    canadian.iter().zip(&american).for_each(|(canadian, american)| hold(canadian, american, false));
    assert!(unused.is_empty(), "nothing is said with {unused:?}");
}

#[test]
fn nothing_in_american_english_is_spelled_as_only_canada_does() {
    let canadian = [
        "ancelled",
        "ancelling",
        "udgement",
        "olour",
        "entre ",
        "licence",
        "cheque",
        "avour",
        "abour",
        "catalogue",
        "uthoris",
        "rganis",
        "ecognis",
    ];
    for &catalogue in Catalogue::embedded() {
        let texts = Audience::ALL.iter().flat_map(|&audience| everything(catalogue, Language::AmericanEnglish, audience));
        for text in texts.chain(labels(Language::AmericanEnglish)) {
            for spelled in canadian {
                assert!(!text.contains(spelled), "{spelled}: {text}");
            }
        }
    }
}

#[test]
fn what_people_call_it_in_the_united_states_is_read() {
    for (text, plan) in [
        ("Simple Start", Plan::EasyStart),
        ("quickbooks online simple-start", Plan::EasyStart),
        ("Solopreneur", Plan::SelfEmployed),
        ("QuickBooks Solopreneur", Plan::SelfEmployed),
    ] {
        assert_eq!(Plan::from_label(text), Ok(plan), "{text}");
    }
    assert_eq!(Plan::from_label("Simple Strat").expect_err("it is misspelt").nearest(), Some("Simple Start"));
    assert_eq!(ClientStatus::from_label("canceled, still running"), Ok(ClientStatus::Cancelling));
    assert_eq!(Mark::from_label("judgment"), Ok(Mark::Judgement));
}

#[test]
fn a_date_is_written_month_first() {
    let rule = Catalogue::canada().rule(ReasonCode::LedgerClosed);
    let source = rule.sources.iter().next().expect("it has one");
    assert_eq!(source.display(Language::AmericanEnglish).to_string(), "article L78SslIqi of January 28, 2025");
}
