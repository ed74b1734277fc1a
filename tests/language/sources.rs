//! Where rules come from: mark, article and date of each, law told from judgement.

use subscription_change::{
    Article, Clearance, Date, Feature, Language, Mark, NoticeCode, Reason, ReasonCode, Resolution, Rule, RuleCode, rules,
};

use super::said;

#[test]
fn the_rule_book_has_every_reason_and_every_notice_in_order() {
    let reasons = ReasonCode::ALL.iter().map(|&code| RuleCode::from(code));
    let codes: Vec<RuleCode> = reasons.chain(NoticeCode::ALL.iter().map(|&code| code.into())).collect();
    assert_eq!(rules().map(|rule| rule.code).collect::<Vec<_>>(), codes);
    assert_eq!(rules().len(), ReasonCode::COUNT + NoticeCode::COUNT);
    for rule in rules() {
        assert_eq!(Rule::of(rule.code), rule);
        assert_eq!(rule.code.to_string(), rule.code.name());
        match rule.code {
            RuleCode::Reason(code) => {
                assert_eq!((rule.code.name(), rule.code.parameters()), (code.name(), code.parameters()));
                assert_eq!(rule.sources, code.sources());
                assert_eq!(rule.resolution == Some(Resolution::Never), rule.remedies.is_empty(), "{code}");
            }
            RuleCode::Notice(code) => {
                assert_eq!((rule.code.name(), rule.code.parameters()), (code.name(), code.parameters()));
                assert_eq!(rule.sources, code.sources());
                assert_eq!((rule.resolution, rule.remedies.len()), (None, 0), "{code}");
            }
            other => panic!("{other} is neither"),
        }
    }
}

#[test]
fn every_rule_says_when_it_holds_in_words_of_its_own() {
    for &language in Language::ALL {
        let mut conditions: Vec<&str> = rules().map(|rule| rule.condition(language)).collect();
        for condition in &conditions {
            assert!(condition.len() > 20 && !condition.ends_with(['.', ' ']), "{condition}");
            assert!(condition.starts_with(char::is_lowercase) || condition.starts_with("QuickBooks"), "{condition}");
        }
        conditions.sort_unstable();
        conditions.dedup();
        assert_eq!(conditions.len(), rules().len());
    }
}

#[test]
fn every_source_of_record_is_the_article_with_its_date() {
    assert_eq!(Article::PLAN_CHANGE.id, "L78SslIqi");
    assert_eq!(Article::PLAN_CHANGE.published, Date::new(2025, 1, 28).ok());
    for rule in rules() {
        assert!(!rule.sources.is_empty(), "{}", rule.code);
        for source in rule.sources {
            match source.mark {
                Mark::Source => assert_eq!(source.article, Some(Article::PLAN_CHANGE), "{}", rule.code),
                Mark::OtherPage => {
                    assert!(source.article.is_none_or(|article| article == Article::MULTICURRENCY), "{}", rule.code);
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

#[test]
fn what_is_given_has_sources_of_its_code() {
    for reason in said::reasons() {
        assert!(!reason.sources().is_empty());
        assert!(reason.sources().iter().all(|source| reason.code().sources().contains(source)), "{reason:?}");
    }
    for notice in said::notices() {
        assert_eq!(notice.sources(), notice.code().sources());
    }
}

/// The article says that multicurrency may have to be turned off, another page that it cannot be; of the others only other pages speak.
#[test]
fn a_feature_in_use_has_the_sources_that_speak_of_it() {
    let marks = |feature, cleared_by| -> Vec<(Mark, Option<&str>)> {
        let sources = Reason::FeatureInUse { feature, cleared_by }.sources();
        sources.iter().map(|source| (source.mark, source.article.map(|article| article.id))).collect()
    };
    assert_eq!(marks(Feature::Multicurrency, Some(Clearance::TurnOff)), [(Mark::Source, Some("L78SslIqi"))]);
    assert_eq!(marks(Feature::Multicurrency, None), [(Mark::OtherPage, Some("L6O9nCY2f"))]);
    assert_eq!(marks(Feature::Inventory, Some(Clearance::MakeItemsInactive)), [(Mark::OtherPage, None)]);
}

/// Where there are several marks it is said which part is whose, but where several sources say the same.
#[test]
fn the_part_of_a_source_is_told_in_both_languages_or_in_none() {
    for rule in rules() {
        let parts = |language| -> Vec<Option<&str>> { rule.sources.iter().map(|source| source.part(language)).collect() };
        let (english, french) = (parts(Language::English), parts(Language::French));
        for (english, french) in english.iter().zip(&french) {
            assert_eq!(english.is_some(), french.is_some(), "{}", rule.code);
            assert!(english.is_none_or(|part| part.starts_with("for ")), "{english:?}");
            assert!(french.is_none_or(|part| part.starts_with("pour ")), "{french:?}");
        }
        if let [Some(first), .., Some(last)] = english[..] {
            assert_ne!(first, last, "{}", rule.code);
        }
    }
    let pending = ReasonCode::ClientPending.sources();
    assert_eq!(pending[0].part(Language::French), Some("pour les mises à niveau"));
    assert_eq!(ReasonCode::SeparateProduct.sources()[0].part(Language::English), None);
}

#[test]
fn a_source_is_told_in_both_languages() {
    let told = |code: ReasonCode, language| -> Vec<String> {
        code.sources().iter().map(|source| source.display(language).to_string()).collect()
    };
    assert_eq!(
        told(ReasonCode::FeatureInUse, Language::English),
        [
            "article L78SslIqi of 28 January 2025, for multicurrency",
            "another page of Intuit, for the other features",
            "article L6O9nCY2f, for multicurrency that cannot be turned off",
        ]
    );
    assert_eq!(
        told(ReasonCode::FeatureInUse, Language::French),
        [
            "article L78SslIqi du 28 janvier 2025, pour la fonction Multidevise",
            "autre page d’Intuit, pour les autres fonctions",
            "article L6O9nCY2f, pour la fonction Multidevise qu’on ne peut pas désactiver",
        ]
    );
    assert_eq!(told(ReasonCode::NothingToChange, Language::English), ["judgement"]);
    assert_eq!(told(ReasonCode::NothingToChange, Language::French), ["jugement"]);
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
            article.published = Date::new(2025, month, day).ok();
            let mut source = ReasonCode::LedgerClosed.sources()[0];
            source.article = Some(article);
            let english = format!("article L78SslIqi of {day} {english} 2025");
            assert_eq!(source.display(Language::English).to_string(), english);
            let french = format!("article L78SslIqi du {in_french} {french} 2025");
            assert_eq!(source.display(Language::French).to_string(), french);
        }
    }
}
