//! Typography, and that no language has words or sentences of another.

use std::collections::{BTreeMap, BTreeSet};

use subscription_change::assess::{Facts, assess};
use subscription_change::{AddOnKind, Audience, Catalogue, Language, Party, Plan, Reason, Subscription, Tier, UserKind};

use super::names::everything;
use super::said::{eyes, places, primary, sentences, whole_answers};

const NO_BREAK_SPACE: char = '\u{a0}';

/// Everything in French: sentences, conditions of rules and labels.
fn french() -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for &audience in Audience::ALL {
        all.extend(sentences(Language::French, audience).into_iter().map(|(_, _, said)| said));
    }
    all.extend(Catalogue::canada().all_rules().map(|rule| rule.condition(Language::French).to_string()));
    all.extend(
        Catalogue::canada()
            .all_rules()
            .flat_map(|rule| rule.sources.iter())
            .map(|source| source.display(Language::French).to_string()),
    );
    all.extend(super::labels::all(Language::French));
    all.extend(questions());
    all
}

/// Whatever is said in this language but labels, in the same order in each.
fn all_said(language: Language, audience: Audience) -> Vec<String> {
    [everything(Catalogue::canada(), language, audience), places(language), whole_answers(language, audience)].concat()
}

/// Every question in French, without its mark: those of a request that changes everything and whose facts nobody knows.
fn questions() -> Vec<String> {
    let mut all = Vec::new();
    for (from, to) in [(Plan::Plus, Plan::EasyStart), (Plan::Advanced, Plan::Plus), (Plan::Essentials, Plan::Plus)] {
        for (payer, other) in [(Party::Firm, Party::Client), (Party::Client, Party::Firm)] {
            let current = Subscription::new(from, payer).with_add_on(AddOnKind::Payroll, Tier::Core, payer);
            let target = current.with_plan(to).with_add_on(AddOnKind::Payroll, Tier::Core, other);
            for question in assess(&current, &target, &Facts::default()).questions() {
                for &audience in Audience::ALL {
                    let put = question.display(Language::French, audience).to_string();
                    all.push(put.strip_suffix('?').expect("a question ends with its mark").to_owned());
                }
            }
        }
    }
    all
}

#[test]
fn french_has_its_own_quotes_and_spaces() {
    for text in french() {
        assert!(!text.contains(['\'', '"', '“', '”', '‘', '…', '\u{202f}']), "{text}");
        assert!(!text.contains([';', '!']), "no sentence needs one: {text}");
        assert!(!text.contains(" ?") && !text.contains("\u{a0}?"), "{text}");
        let letters: Vec<char> = text.chars().collect();
        for (i, &letter) in letters.iter().enumerate() {
            let (before, after) = (i.checked_sub(1).map(|i| letters[i]), letters.get(i + 1).copied());
            match letter {
                ':' => assert_eq!((before, after), (Some(NO_BREAK_SPACE), Some(' ')), "{text}"),
                '«' => assert_eq!(after, Some(NO_BREAK_SPACE), "{text}"),
                '»' => assert_eq!(before, Some(NO_BREAK_SPACE), "{text}"),
                '’' => assert!(before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic), "{text}"),
                // Nowhere else but between the thousands, and between a number and its noun.
                NO_BREAK_SPACE => {
                    let first_of_month = letters[..i].ends_with(&['1', 'e', 'r']);
                    let counts = before.is_some_and(|c| c.is_ascii_digit()) || first_of_month;
                    let grouped_or_counted = counts && after.is_some_and(char::is_alphanumeric);
                    assert!(grouped_or_counted || after == Some(':') || before == Some('«') || after == Some('»'), "{text}");
                }
                _ => {}
            }
        }
    }
}

/// « 2 utilisateurs », « 48 heures », « 28 janvier 2025 » stay on one line.
#[test]
fn a_french_number_is_not_parted_from_its_noun() {
    let mut counted = 0;
    for text in french() {
        let words: Vec<&str> = text.split(' ').collect();
        for (i, pair) in words.windows(2).enumerate() {
            let ends_in_number = pair[0].ends_with(|c: char| c.is_ascii_digit()) || pair[0].ends_with("1er");
            // « 2 de plus », « réduire de 2 le nombre »; an article's number counts nothing.
            let no_noun = ["de", "le"].contains(&pair[1]) || i > 0 && words[i - 1].ends_with("article");
            assert!(!ends_in_number || no_noun, "{} {}: {text}", pair[0], pair[1]);
        }
        counted += usize::from(text.split(NO_BREAK_SPACE).any(|before| before.ends_with(|c: char| c.is_ascii_digit())));
    }
    assert!(counted > 1000, "only {counted} texts have a number with its noun");
}

/// « d’Avancé », « qu’offre », « l’abonnement »: no short word is left whole before a vowel.
#[test]
fn french_elides() {
    for text in french() {
        assert_elided(&text);
    }
}

#[track_caller]
pub(super) fn assert_elided(text: &str) {
    let words: Vec<&str> = text.split([' ', NO_BREAK_SPACE]).collect();
    for pair in words.windows(2) {
        let short =
            matches!(pair[0].to_lowercase().as_str(), "de" | "le" | "la" | "que" | "ne" | "se" | "me" | "je" | "ce" | "si");
        let vowel = pair[1].to_lowercase().starts_with(['a', 'à', 'e', 'é', 'è', 'ê', 'i', 'o', 'ô', 'u', 'y']);
        assert!(!(short && vowel), "{} {}: {text}", pair[0], pair[1]);
    }
    for contracted in [" de le ", " de les ", " à le ", " à les "] {
        assert!(!text.contains(contracted), "{text}");
    }
}

#[test]
fn english_is_plain() {
    let mut all: Vec<String> = Vec::new();
    for &audience in Audience::ALL {
        all.extend(sentences(Language::English, audience).into_iter().map(|(_, _, said)| said));
    }
    all.extend(Catalogue::canada().all_rules().map(|rule| rule.condition(Language::English).to_string()));
    all.extend(super::labels::all(Language::English));
    for text in all {
        assert!(text.is_ascii(), "{text}");
        assert!(!text.contains(" :") && !text.contains('"'), "{text}");
        // The spelling of Canada.
        assert!(!["authoris", "canceled", "canceling", "license "].iter().any(|elsewhere| text.contains(elsewhere)), "{text}");
    }
}

#[test]
fn thousands_are_grouped_as_the_language_does() {
    for &language in Language::ALL {
        let (grouped, before, after) = match language {
            Language::English | Language::AmericanEnglish => {
                (["2", "999", "1,000", "21,034", "1,001,001", "4,294,967,295"], "Your client has ", " billable users")
            }
            Language::French => (
                ["2", "999", "1\u{a0}000", "21\u{a0}034", "1\u{a0}001\u{a0}001", "4\u{a0}294\u{a0}967\u{a0}295"],
                "Votre client a ",
                "\u{a0}utilisateurs facturables",
            ),
            other => panic!("add how {other} groups thousands, and what it says of so many billable users"),
        };
        for (used, grouped) in [2, 999, 1000, 21_034, 1_001_001, u32::MAX].into_iter().zip(grouped) {
            let reason = Reason::TooManyUsers { kind: UserKind::Billable, used, limit: 0 };
            let said = reason.display(language, Audience::Firm).to_string();
            assert!(said.starts_with(&format!("{before}{grouped}{after}")), "{said}");
        }
    }
}

/// Names, and words that are spelled the same.
const ENGLISH_AND_FRENCH: &[&str] = &[
    "accountant",
    "actions",
    "api",
    "article",
    "base",
    "basic",
    "bill",
    "budgets",
    "catalogue",
    "change",
    "classes",
    "client",
    "clients",
    "confirmation",
    "date",
    "elite",
    "employed",
    "graphql",
    "intuit",
    "invitations",
    "menu",
    "obstacle",
    "on",
    "option",
    "page",
    "pause",
    "pay",
    "payer",
    "pays",
    "place",
    "plus",
    "possible",
    "premium",
    "quickbooks",
    "self",
    "service",
    "spreadsheet",
    "suite",
    "sync",
    "time",
    #[cfg(all(feature = "serde", feature = "std"))]
    "version",
];

/// What two languages have in common: names, and words with the same spelling. Anything else in both was left untranslated.
#[test]
fn no_word_of_one_language_is_left_in_another() {
    let mut words: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (language, audience) in eyes() {
        let said = all_said(language, audience).into_iter().chain(super::labels::all(language));
        let split = |text: String| {
            // What has a digit is a number, or what an article is cited by.
            let words = text.split_whitespace().filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
            let words = words.flat_map(|word| word.split(|c: char| !c.is_alphabetic() && c != '’')).map(str::to_lowercase);
            words.filter(|word| word.chars().count() > 1).collect::<Vec<_>>()
        };
        // However it is spelled, English is one language.
        words.entry(primary(language)).or_default().extend(said.flat_map(split));
    }
    let mut new = Vec::new();
    for (one, its) in &words {
        for (other, others) in words.range(..*one) {
            let common: Vec<&str> = its.intersection(others).map(String::as_str).collect();
            match (*other, *one) {
                ("en", "fr") => assert_eq!(common, ENGLISH_AND_FRENCH),
                _ => new.push((*other, *one, common)),
            }
        }
    }
    assert!(
        new.is_empty(),
        "add the names, and the words that are spelled the same in two languages, if all of these are: {new:?}"
    );
}

/// A sentence that was copied and never translated.
#[test]
fn nothing_is_said_in_the_same_words_in_two_languages() {
    for (language, audience) in eyes() {
        let said = all_said(language, audience);
        for &other in Language::ALL.iter().filter(|&&other| other < language && primary(other) != primary(language)) {
            let others = all_said(other, audience);
            assert_eq!(said.len(), others.len(), "{language} and {other}");
            for (said, others) in said.iter().zip(&others) {
                // A source may be no more than what it is cited by.
                let is_cited = said.strip_prefix("article ").is_some_and(|id| id.chars().all(char::is_alphanumeric));
                assert!(said != others || is_cited, "{language} and {other}, to {audience}: {said}");
            }
        }
    }
}

/// What the example programs say is not in the library: it is read in their sources.
#[test]
fn the_french_of_the_programs_has_no_space_before_a_semicolon_or_a_mark() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let entries =
        |folder: &std::path::Path| std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut colons = 0;
    for file in entries(&examples).map(|program| program.join("src")).filter(|src| src.is_dir()).flat_map(|src| entries(&src)) {
        let source = std::fs::read_to_string(&file).expect("text").replace("\\u{a0}", "\u{a0}");
        // Its unit tests are read by nobody.
        let (source, _) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
        for mark in [';', '!', '?'] {
            assert!(!source.contains(&format!("{NO_BREAK_SPACE}{mark}")), "{mark} in {}", file.display());
        }
        colons += source.matches("\u{a0}:").count();
    }
    assert!(colons > 50, "only {colons} colons in French");
}
