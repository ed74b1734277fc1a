//! In which language a program speaks.

use std::ffi::OsString;
use std::fmt::Display;

use subscription_change::{Catalogue, Language};

/// The text in this language; both have to be given. In a language that the programs have no texts in it is the English one, and a test fails.
pub fn say<T>(language: Language, english: T, french: T) -> T {
    match language {
        Language::French => french,
        _ => english,
    }
}

/// The form of a word that goes with a number: of none and one the singular in French, of one in English.
pub fn plural<T>(language: Language, count: u64, one: T, many: T) -> T {
    if count == 1 || count == 0 && language == Language::French { one } else { many }
}

/// A number and its noun, which French does not part at the end of a line.
#[must_use]
pub fn counted(language: Language, number: impl Display, noun: impl Display) -> String {
    format!("{number}{}{noun}", say(language, ' ', '\u{a0}'))
}

/// What stands after a label.
#[must_use]
pub fn colon(language: Language) -> &'static str {
    say(language, ":", "\u{a0}:")
}

/// What was typed or read, between quotation marks.
#[must_use]
pub fn quoted(language: Language, text: &str) -> String {
    say(language, format!("'{text}'"), format!("«\u{a0}{text}\u{a0}»"))
}

/// `a, b or c`.
#[must_use]
pub fn one_of(language: Language, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [others @ .., last] => format!("{} {} {last}", others.join(", "), say(language, "or", "ou")),
    }
}

/// The language of `--lang`, else that of the environment's locale if it is one of these, else English. It is known before the
/// arguments are read, so that what is wrong with them is said in it too.
#[must_use]
pub fn of_the_program() -> Language {
    chosen().unwrap_or(Language::English)
}

/// The language that a program speaks about this catalogue: where none was chosen, the English of its country.
#[must_use]
pub fn of_the_edition(language: Language, catalogue: &Catalogue) -> Language {
    if chosen().is_none() && catalogue.id().country() == "US" { Language::AmericanEnglish } else { language }
}

fn chosen() -> Option<Language> {
    let of_the_environment = || sys_locale::get_locale().and_then(|locale| Language::best_for(&locale));
    asked_for(std::env::args_os().skip(1)).or_else(of_the_environment)
}

fn asked_for(mut arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    while let Some(argument) = arguments.next() {
        let tag = match argument.to_str() {
            Some("--") => return None,
            Some("--lang") => arguments.next()?.into_string().ok(),
            Some(argument) => argument.strip_prefix("--lang=").map(str::to_owned),
            None => None,
        };
        if let Some(tag) = tag {
            return tag.parse().ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_arguments_are_read() {
        let asked = |arguments: &[&str]| asked_for(arguments.iter().map(OsString::from));
        let (english, french) = (Some(Language::English), Some(Language::French));
        assert_eq!(asked(&["--lang", "fr"]), french);
        assert_eq!(asked(&["--text", "--lang=fr-CA", "-"]), french);
        assert_eq!(asked(&["--no-such-option", "--lang", "EN"]), english);
        assert_eq!(asked(&[]), None);
        assert_eq!(asked(&["--lang"]), None);
        assert_eq!(asked(&["--lang", "en-US"]), Some(Language::AmericanEnglish));
        assert_eq!(asked(&["--lang", "de"]), None);
        assert_eq!(asked(&["--", "--lang", "fr"]), None, "that is a file");
    }

    #[test]
    fn the_programs_have_texts_in_every_language_of_the_crate() {
        for &language in Language::ALL {
            let primary = language.tag().split('-').next();
            let said = say(language, "en", "fr");
            assert_eq!(
                Some(said),
                primary,
                "`say` takes a text for each language: give it one more; then `plural` and the help of `--lang`"
            );
        }
    }

    #[test]
    fn none_and_one_are_singular_in_french_and_one_alone_in_english() {
        for &language in Language::ALL {
            let forms = match language {
                Language::English | Language::AmericanEnglish => ["many", "one", "many"],
                Language::French => ["one", "one", "many"],
                other => panic!("add which form of a word goes with none, one and two in {other}"),
            };
            assert_eq!([0, 1, 2].map(|count| plural(language, count, "one", "many")), forms);
        }
    }
}
