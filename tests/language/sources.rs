//! Where rules come from: mark, article and date of each, the article told apart from judgement.

use subscription_change::catalogue::{Article, Clearance, Date, FeatureUse, Mark, Part, Published, RuleCode, Source};
use subscription_change::record::RefusalRecord;
use subscription_change::{Audience, Catalogue, Feature, Language, NoticeCode, Plan, Reason, ReasonCode, Resolution};

use super::said::{self, assert_all_differ, assert_said};
use crate::common::{canada_but, firm, request};

fn canada() -> &'static Catalogue {
    Catalogue::canada()
}

fn sources(code: impl Into<RuleCode>) -> Vec<Source> {
    canada().rule(code).sources.iter().collect()
}

#[test]
fn the_rule_book_has_every_reason_and_every_notice_in_order() {
    let reasons = ReasonCode::ALL.iter().map(|&code| RuleCode::from(code));
    let codes: Vec<RuleCode> = reasons.chain(NoticeCode::ALL.iter().map(|&code| code.into())).collect();
    assert_eq!(canada().all_rules().map(|rule| rule.code).collect::<Vec<_>>(), codes);
    for rule in canada().all_rules() {
        assert_eq!(canada().rule(rule.code), rule);
        assert_eq!(rule.code.to_string(), rule.code.name());
        match rule.code {
            RuleCode::Reason(code) => {
                assert_eq!((rule.code.name(), rule.code.parameters()), (code.name(), code.parameters()));
                assert_eq!(rule.sources, canada().terms().edition.sources.reason(code));
                assert_eq!(rule.resolutions == [Resolution::Never], rule.remedies.is_empty(), "{code}");
                assert_eq!(rule.resolutions, code.resolutions());
            }
            RuleCode::Notice(code) => {
                assert_eq!((rule.code.name(), rule.code.parameters()), (code.name(), code.parameters()));
                assert_eq!(rule.sources, canada().terms().edition.sources.notice(code));
                assert_eq!((rule.resolutions.len(), rule.remedies.len()), (0, 0), "{code}");
            }
            other => panic!("{other} is neither"),
        }
    }
}

#[test]
fn every_rule_says_when_it_holds_in_words_of_its_own() {
    for &language in Language::ALL {
        let mut conditions: Vec<String> = canada().all_rules().map(|rule| rule.condition(language).to_string()).collect();
        for condition in &conditions {
            assert!(condition.len() > 20 && !condition.ends_with(['.', ' ']), "{condition}");
            assert!(condition.starts_with(char::is_lowercase) || condition.starts_with("QuickBooks"), "{condition}");
        }
        conditions.sort_unstable();
        conditions.dedup();
        assert_eq!(conditions.len(), ReasonCode::COUNT + NoticeCode::COUNT);
    }
}

#[test]
fn every_source_of_record_is_the_article_with_its_date() {
    assert_eq!(Article::PLAN_CHANGE.id.as_str(), "L78SslIqi");
    assert_eq!(Article::PLAN_CHANGE.published, Date::new(2025, 1, 28).ok().map(Published::On));
    for rule in canada().all_rules() {
        assert!(rule.sources.iter().next().is_some(), "{}", rule.code);
        for source in rule.sources.iter() {
            match source.mark {
                Mark::Source => assert_eq!(source.article, Some(Article::PLAN_CHANGE), "{}", rule.code),
                Mark::OtherPage => {
                    assert_ne!(source.article, Some(Article::PLAN_CHANGE), "{}", rule.code);
                }
                Mark::Judgement => assert_eq!(source.article, None, "{}", rule.code),
                other => panic!("{other} is no mark"),
            }
        }
        let marks: Vec<Mark> = rule.marks().collect();
        assert!(marks.is_sorted_by(|a, b| a < b), "each once, in order: {marks:?}");
        assert!(rule.sources.iter().all(|source| marks.contains(&source.mark)), "{}", rule.code);
    }
}

/// Besides multicurrency, which has sources of its own, a feature that blocks cites what is said of the other features that do.
#[test]
fn each_feature_that_blocks_is_one_that_its_sources_name() {
    for catalogue in Catalogue::embedded() {
        for &feature in Feature::ALL {
            let blocks = matches!(catalogue.terms().features.get(feature), FeatureUse::Blocks { .. });
            let is_named = matches!(feature, Feature::Multicurrency | Feature::RecurringTransactions | Feature::Inventory);
            assert!(
                is_named || !blocks,
                "{feature} blocks in {}: say where that is written, in `Sources::about` (src/terms/source.rs), or it cites what is said of others",
                catalogue.id()
            );
        }
    }
}

#[test]
fn what_is_given_has_sources_of_its_code() {
    for reason in said::reasons() {
        let of_code = sources(reason.code());
        assert!(canada().sources(&reason).iter().next().is_some(), "{reason:?}");
        assert!(canada().sources(&reason).iter().all(|source| of_code.contains(&source)), "{reason:?}");
    }
}

#[test]
fn a_refusal_and_its_record_know_their_sources_where_the_catalogue_is_embedded() {
    let closed = request(firm(Plan::Plus), firm(Plan::Ledger));
    let invented = canada_but(|terms| terms.id = "XX-2030-12-31".parse().expect("it is an identity"));
    for (catalogue, knows) in Catalogue::embedded().iter().map(|&embedded| (embedded, true)).chain([(&invented, false)]) {
        let refusal = closed.plan_change_with(catalogue).expect_err("Ledger is closed");
        let record = RefusalRecord::from(&refusal);
        for reason in &refusal {
            let expected: Vec<Source> = catalogue.sources(&reason).iter().filter(|_| knows).collect();
            assert_eq!(expected.is_empty(), !knows);
            assert!(refusal.sources(&reason).iter().eq(expected.iter().copied()), "{}", catalogue.id());
            assert!(record.sources(&reason).iter().eq(expected), "{}", catalogue.id());
        }
    }
}

/// The article says that multicurrency may have to be turned off, another page that it cannot be; of the others only other pages speak.
#[test]
fn a_feature_in_use_has_the_sources_that_speak_of_it() {
    let marks = |feature, cleared_by| -> Vec<(Mark, Option<String>)> {
        let sources = canada().sources(&Reason::FeatureInUse { feature, cleared_by, disputed: false });
        sources.iter().map(|source| (source.mark, source.article.map(|article| article.id.to_string()))).collect()
    };
    assert_eq!(
        marks(Feature::Multicurrency, Some(Clearance::TurnOff)),
        [(Mark::Source, Some("L78SslIqi".to_owned())), (Mark::OtherPage, Some("L6O9nCY2f".to_owned()))]
    );
    assert_eq!(marks(Feature::Multicurrency, None), [(Mark::OtherPage, Some("L6O9nCY2f".to_owned()))]);
    assert_eq!(marks(Feature::Inventory, Some(Clearance::MakeItemsInactive)), [(Mark::OtherPage, None)]);
}

/// Where there are several marks, each says which part it is about, unless several sources say the same.
#[test]
fn the_part_of_a_source_is_told_in_every_language_or_in_none() {
    for &language in Language::ALL {
        let beginnings: &[&str] = match language {
            Language::English | Language::AmericanEnglish => &["for ", "which "],
            Language::French => &["pour ", "qui ", "selon "],
            other => panic!("add with which words {other} begins to say which part a source is about"),
        };
        assert_all_differ(Part::ALL, |part| part.display(language).to_string());
        for rule in canada().all_rules() {
            let told = |source: Source| source.part.map(|part| part.display(language).to_string());
            let parts: Vec<Option<String>> = rule.sources.iter().map(told).collect();
            for part in parts.iter().flatten() {
                assert!(beginnings.iter().any(|beginning| part.starts_with(beginning)), "{}: {part}", rule.code);
            }
            if let [Some(first), .., Some(last)] = &parts[..] {
                assert_ne!(first, last, "{}", rule.code);
            }
        }
    }
    assert_eq!(sources(ReasonCode::SeparateProduct)[0].part, None);
}

#[test]
fn a_source_is_told_in_every_language() {
    for (code, english, french) in [
        (
            ReasonCode::FeatureInUse,
            "article L78SslIqi of 28 January 2025, for multicurrency\n\
             another page of Intuit, for the other features\n\
             article L6O9nCY2f of 13 September 2024, which says that it can never be turned off",
            "article L78SslIqi du 28\u{a0}janvier 2025, pour la fonction Multidevise\n\
             autre page d’Intuit, pour les autres fonctions\n\
             article L6O9nCY2f du 13\u{a0}septembre 2024, selon lequel on ne peut jamais la désactiver",
        ),
        (ReasonCode::NothingToChange, "judgement", "interprétation"),
    ] {
        assert_said(
            &[(Language::English, Audience::Other, english), (Language::French, Audience::Other, french)],
            |language, _| {
                let told: Vec<String> = sources(code).iter().map(|source| source.display(language).to_string()).collect();
                told.join("\n")
            },
        );
    }
    let first = sources(ReasonCode::ClientPending)[0];
    let part = first.part.expect("it is about a part");
    assert_said(
        &[(Language::English, Audience::Other, "for upgrades"), (Language::French, Audience::Other, "pour les mises à niveau")],
        |language, _| part.display(language).to_string(),
    );
}

#[test]
fn a_date_of_an_article_names_its_month() {
    let months = [
        ("January", "janvier"),
        ("February", "février"),
        ("March", "mars"),
        ("April", "avril"),
        ("May", "mai"),
        ("June", "juin"),
        ("July", "juillet"),
        ("August", "août"),
        ("September", "septembre"),
        ("October", "octobre"),
        ("November", "novembre"),
        ("December", "décembre"),
    ];
    for (month, (english, french)) in (1..).zip(months) {
        for (day, in_french) in [(1, "1er"), (2, "2"), (11, "11")] {
            let mut article = Article::PLAN_CHANGE;
            article.published = Date::new(2025, month, day).ok().map(Published::On);
            let mut source = sources(ReasonCode::LedgerClosed)[0];
            source.article = Some(article);
            let english = format!("article L78SslIqi of {day} {english} 2025");
            let french = format!("article L78SslIqi du {in_french}\u{a0}{french} 2025");
            assert_said(
                &[(Language::English, Audience::Other, &english), (Language::French, Audience::Other, &french)],
                |language, _| source.display(language).to_string(),
            );
        }
    }
}
