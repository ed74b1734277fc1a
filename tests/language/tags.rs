//! Languages by their tags: strict where a tag is read, and the best there is where a preference is.

use subscription_change::Language;
use subscription_change::vocabulary::UnknownName;

use super::said::primary;

#[test]
fn a_language_parses_from_its_tags_in_any_case_and_from_nothing_else() {
    for (tags, language) in [
        (["en", "en-CA", "EN", "en-ca", "EN-CA", "En-Ca"], Language::English),
        (["fr", "fr-CA", "FR", "fr-ca", "FR-CA", "Fr-Ca"], Language::French),
        (["en-US", "en-us", "EN-US", "En-Us", "eN-uS", "en-Us"], Language::AmericanEnglish),
    ] {
        for tag in tags {
            assert_eq!(tag.parse(), Ok(language), "{tag}");
        }
    }
    for other in [
        "",
        "fr-FR",
        "en-USA",
        "en_US",
        "en-GB",
        "fr_CA",
        "fr-CA ",
        " en",
        "fra",
        "french",
        "français",
        "de",
        "*",
        "C",
        "fr-Latn-CA",
    ] {
        let error: UnknownName = other.parse::<Language>().expect_err("it is none of the tags");
        assert_eq!(error.expected(), ["en-CA", "fr-CA", "en-US", "en", "fr"]);
        assert_eq!(error.to_string(), "unknown language, expected one of en-CA, fr-CA, en-US, en, fr");
    }
}

#[test]
fn a_language_is_written_as_its_tag_and_reads_back() {
    assert_eq!(Language::ALL.len(), Language::COUNT);
    for (&language, tag) in Language::ALL.iter().zip(["en-CA", "fr-CA", "en-US"]) {
        assert_eq!((language.tag(), language.to_string().as_str()), (tag, tag));
        assert_eq!(tag.parse(), Ok(language));
    }
}

#[test]
fn each_language_is_the_best_for_its_tag_and_the_first_of_several_for_what_they_share() {
    for &language in Language::ALL {
        let (tag, shared) = (language.tag(), primary(language));
        assert_eq!((tag.parse(), Language::best_for(tag)), (Ok(language), Some(language)), "{tag}");
        let first = Language::ALL.iter().copied().find(|&other| primary(other) == shared);
        assert_eq!((shared.parse().ok(), Language::best_for(shared)), (first, first), "{shared}");
    }
}

#[cfg(feature = "serde")]
#[test]
fn in_json_it_is_the_tag() {
    assert_eq!(serde_json::to_string(Language::ALL).expect("it is written"), r#"["en-CA","fr-CA","en-US"]"#);
    for (json, language) in [(r#""fr-CA""#, Language::French), (r#""fr""#, Language::French), (r#""EN""#, Language::English)] {
        assert_eq!(serde_json::from_str::<Language>(json).expect("it is read"), language);
    }
    let error = serde_json::from_str::<Language>(r#""fr-FR""#).expect_err("it is none of the tags").to_string();
    assert!(error.starts_with("unknown variant `fr-FR`, expected one of `en-CA`, `fr-CA`, `en-US`, `en`, `fr`"), "{error}");
    let error = serde_json::from_str::<Language>("1").expect_err("it is no tag").to_string();
    assert!(error.contains("expected the name of a language"), "{error}");
}

#[test]
fn the_best_language_is_the_one_of_highest_weight_of_several_the_first() {
    let (english, french, american) = (Some(Language::English), Some(Language::French), Some(Language::AmericanEnglish));
    for (preferred, best) in [
        ("fr-CA", french),
        ("en", english),
        ("fr-FR", french),
        ("en-US", american),
        ("EN-us", american),
        ("en-Latn-US", american),
        ("en-US,en;q=0.9,fr;q=0.8", american),
        ("en;q=0.8, en-US", american),
        ("en-CA, en-US;q=0.9", english),
        ("fr-US", french),
        ("fr-Latn-CA", french),
        ("EN-gb", english),
        ("fr-CA,fr;q=0.9,en;q=0.8", french),
        ("en-CA,en;q=0.9,fr-CA;q=0.8", english),
        ("de-CH, en;q=0.3, fr-CH;q=0.8", french),
        ("en;q=0.8, fr;q=0.8", english),
        ("fr;q=0.8, en;q=0.8", french),
        ("en;q=0.799, fr;q=0.8", french),
        ("en;q=0.08, fr;q=0.1", french),
        ("en ; q = 0.5 , fr ; Q=0.6", french),
        ("en;q=1.000, fr;q=0.999", english),
        ("en;q=0, fr;q=0.001", french),
        ("de, *;q=0.5, fr;q=0.1", french),
        // As a POSIX system writes it.
        ("fr_CA.UTF-8", french),
        ("fr_FR@euro", french),
        ("fr.UTF-8", french),
        ("en_CA", english),
        ("en_US.UTF-8", american),
        ("en_GB@US", english),
    ] {
        assert_eq!(Language::best_for(preferred), best, "{preferred}");
    }
}

#[test]
fn where_nothing_is_found_the_caller_decides() {
    for preferred in [
        "",
        " ",
        ",",
        ";",
        "*",
        "C",
        "C.UTF-8",
        "POSIX",
        "de",
        "iu-CA",
        "fro",
        "fra",
        "eng",
        "français",
        "de, es;q=0.5",
        "en;q=0",
        "fr;q=0.0, en;q=0.000",
        // Weights that are none.
        "fr;q=",
        "fr;q=x",
        "fr;q=2",
        "fr;q=1.5",
        "fr;q=-1",
        "fr;q=.5",
        "fr;q=0.1234",
        "fr;quality=1",
        "fr;0.5",
        "fr;q=0.5;q=1",
    ] {
        assert_eq!(Language::best_for(preferred), None, "{preferred}");
    }
    // A misspelled range hides no other.
    assert_eq!(Language::best_for("fr;q=high, en;q=0.1"), Some(Language::English));
    let long = format!("{},fr", "de;q=0.5,".repeat(100_000));
    assert_eq!(Language::best_for(&long), Some(Language::French));
}

/// Whoever adds a language adds its tag, and its short one where there was none.
#[test]
fn an_error_names_the_tags_of_every_language() {
    let expected = "xx".parse::<Language>().expect_err("it is no language").expected();
    for language in Language::ALL {
        assert!(expected.contains(&language.tag()) && expected.contains(&primary(*language)), "{language}: {expected:?}");
    }
}
