//! Labels: read as people type them, in every language; anything else is an error that names the nearest.

use subscription_change::catalogue::{Effective, Mark, PriceWhenTakenOver};
use subscription_change::ways_out::{Availability, FitVerdict};
use subscription_change::{
    Actor, AddOnKind, BillingCycle, ClientStatus, Feature, Language, Party, Plan, PrimaryAdmin, Product, Resolution, Resource,
    Tier, UserKind,
};

use crate::common::some_of;

/// The same letters with their accents as characters of their own, where they have any.
fn decomposed(text: &str) -> String {
    const APART: &[(char, &str)] = &[
        ('á', "a\u{301}"),
        ('Á', "A\u{301}"),
        ('à', "a\u{300}"),
        ('À', "A\u{300}"),
        ('é', "e\u{301}"),
        ('É', "E\u{301}"),
        ('è', "e\u{300}"),
        ('í', "i\u{301}"),
        ('ñ', "n\u{303}"),
        ('ó', "o\u{301}"),
        ('ô', "o\u{302}"),
        ('ú', "u\u{301}"),
    ];
    APART.iter().fold(text.to_owned(), |text, (letter, parts)| text.replace(*letter, parts))
}

fn without_accents(text: &str) -> String {
    decomposed(text).replace(['\u{300}', '\u{301}', '\u{302}', '\u{303}'], "")
}

/// With a wrong accent on every letter that can have one.
fn with_wrong_accents(text: &str) -> String {
    let wrong = ["aâ", "cç", "eê", "iï", "nñ", "oö", "uû", "yÿ", "AÄ", "CÇ", "EË", "IÎ", "NÑ", "OÔ", "UÙ", "YÝ"];
    wrong.iter().fold(without_accents(text), |text, pair| {
        let (plain, accented) = pair.split_at(1);
        text.replace(plain, accented)
    })
}

/// The distance of two words, by its definition. It shares nothing with the crate but which letters are the same.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                }
            };
        }
    }
    table[a.len()][b.len()]
}

/// As it is compared.
fn letters(text: &str) -> Vec<char> {
    without_accents(text).trim().to_lowercase().replace('’', "'").replace(['_', '-', '\u{a0}'], " ").chars().collect()
}

/// The other words by which the members of a vocabulary are read, as they stand behind their labels: the name of the variant, and its words.
fn aliases(vocabulary: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let (_, rows) = include_str!("../../src/language/labels.rs").split_once("\nlabels! {\n").expect("it has the rows");
    let is_head = |line: &&str| line.split_whitespace().next() == Some(vocabulary) && line.ends_with('{');
    let own = rows.lines().skip_while(|line| !is_head(line)).skip(1).take_while(|line| line.trim() != "}");
    let own = own.map(|line| {
        let (variant, words) = line.trim().split_once(": ").expect(line);
        (variant, words.split('|').skip(1).map(|word| word.trim_matches([' ', ';', '"'])).collect())
    });
    own.collect()
}

/// For every vocabulary that has labels, one test of them all; and a list of them.
macro_rules! labels {
    ($($test:ident: $Name:ident;)+) => {
        /// The vocabularies that have a row here.
        const LISTED: &[&str] = &[$(stringify!($Name)),+];

        /// Every label in this language.
        pub(crate) fn all(language: Language) -> Vec<String> {
            let mut all = Vec::new();
            $(all.extend($Name::ALL.iter().map(|member| member.label(language).to_owned()));)+
            all
        }

        $(#[test]
        fn $test() {
            let words = |member: $Name| -> Vec<&str> {
                Language::ALL.iter().map(|&language| member.label(language)).chain([member.name()]).collect()
            };
            for &member in $Name::ALL {
                for word in words(member) {
                    assert!(letters(word).iter().all(char::is_ascii), "a letter of {word} is missing where letters are taken apart");
                    for typed in [
                        word.to_owned(),
                        word.to_uppercase(),
                        word.to_lowercase(),
                        without_accents(word),
                        decomposed(word),
                        with_wrong_accents(word),
                        with_wrong_accents(&word.to_uppercase()),
                        format!("  {word}\t\n"),
                        format!("\u{a0}{}\u{a0}", word.replace(' ', "\u{a0}")),
                        word.replace('’', "'"),
                    ] {
                        assert_eq!($Name::from_label(&typed), Ok(member), "{typed:?}");
                    }
                    // What is stored is the name alone.
                    assert_eq!(word.parse::<$Name>().is_ok(), word == member.name());
                    assert!(word.chars().count() <= 64, "{word} is compared whole");
                }
            }
            // Two members may not be called the same, or one of them could not be read.
            for (i, &member) in $Name::ALL.iter().enumerate() {
                for &other in &$Name::ALL[..i] {
                    for word in words(member) {
                        assert!(!words(other).iter().any(|other| letters(other) == letters(word)), "{word}");
                    }
                }
            }
            let aliases = aliases(stringify!($Name));
            assert_eq!(aliases.len(), $Name::ALL.len(), "each has a row of its own");
            for ((variant, aliases), &member) in aliases.iter().zip($Name::ALL) {
                assert_eq!(*variant, format!("{member:?}"), "the rows are in order");
                for alias in aliases {
                    assert_eq!($Name::from_label(alias), Ok(member), "{alias:?} is a word of another one too");
                }
            }
            let every: Vec<&str> = $Name::ALL.iter().flat_map(|&member| words(member)).collect();
            let spelled: Vec<Vec<char>> = every.iter().map(|word| letters(word)).collect();
            // One letter missing, one too many, one replaced, two exchanged; and what is far from all.
            let mut wrong: Vec<String> = ["", "x", "?", "Quickbooks", "éééééééé", "plu", "a b c d e f g"].map(str::to_owned).to_vec();
            for word in &every {
                let word: Vec<char> = word.chars().collect();
                for i in 0..word.len() {
                    let (before, after) = (&word[..i], &word[i + 1..]);
                    wrong.push(before.iter().chain(after).collect());
                    wrong.push(before.iter().chain(&['z', word[i]]).chain(after).collect());
                    wrong.push(before.iter().chain(&['ß']).chain(after).collect());
                    wrong.push(after.iter().chain(&word[i..=i]).chain(before).collect());
                }
            }
            // Some of the largest vocabularies; an odd number, so that words are wrong in each way.
            let one_in = (wrong.len() / 400) | 1;
            for typed in some_of(wrong, one_in) {
                let Err(unknown) = $Name::from_label(&typed) else { continue };
                let nearest = unknown.nearest().expect("the nearest is named");
                let typed_letters = letters(&typed);
                let far = |word: &[char]| distance(&typed_letters, word);
                // Of several the first.
                let (first, _) = every.iter().zip(&spelled).min_by_key(|(_, word)| far(word)).expect("there are some");
                assert_eq!(nearest, *first, "{typed:?}");
                let message = unknown.to_string();
                assert!(message.ends_with(&format!(", or a label in any language; the nearest is {nearest}")), "{message}");
                assert!(message.starts_with(&"".parse::<$Name>().expect_err("it is none").to_string()), "{message}");
            }
        })+
    };
}

labels! {
    products: Product;
    plans: Plan;
    add_ons: AddOnKind;
    tiers: Tier;
    features: Feature;
    user_kinds: UserKind;
    resources: Resource;
    client_statuses: ClientStatus;
    parties: Party;
    actors: Actor;
    billing_cycles: BillingCycle;
    resolutions: Resolution;
    effects: Effective;
    availabilities: Availability;
    verdicts: FitVerdict;
    marks: Mark;
    primary_admins: PrimaryAdmin;
    prices: PriceWhenTakenOver;
}

#[test]
fn every_vocabulary_with_labels_has_a_row_here() {
    let (_, table) = include_str!("../../src/language/labels.rs").split_once("\nlabels! {\n").expect("the table");
    let (table, _) = table.split_once("\n}\n").expect("its end");
    let declared: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase)))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(declared.len() > 15, "{declared:?}");
    let missing: Vec<&&str> = declared.iter().filter(|name| !LISTED.contains(name)).collect();
    assert!(missing.is_empty(), "add these to `labels!`: {missing:?}");
}

/// The names of the source of record and of the price lists, as they stand there.
#[test]
fn plans_are_called_as_the_vendor_calls_them() {
    for &language in Language::ALL {
        let (plans, tiers) = match language {
            Language::English => (
                ["EasyStart", "Essentials", "Plus", "Advanced", "Ledger", "Self-Employed"],
                ["Core", "Basic", "Premium", "Elite"],
            ),
            Language::AmericanEnglish => (
                ["Simple Start", "Essentials", "Plus", "Advanced", "Ledger", "Self-Employed"],
                ["Core", "Basic", "Premium", "Elite"],
            ),
            Language::French => (
                ["Démarrage", "Standard", "Plus", "Avancé", "Grand livre", "Travailleur autonome"],
                ["Paie de base", "Basic", "Premium", "Élite"],
            ),
            other => panic!("add what the vendor calls the plans and the tiers in {other}"),
        };
        assert_eq!(Plan::ALL.iter().map(|plan| plan.label(language)).collect::<Vec<_>>(), plans);
        assert_eq!(Tier::ALL.iter().map(|tier| tier.label(language)).collect::<Vec<_>>(), tiers);
    }
}

#[test]
fn a_name_is_not_confused_with_its_neighbours() {
    // As the name is, with the spaces that people type for `_`.
    assert_eq!(Plan::from_label("Easy Start"), Ok(Plan::EasyStart));
    assert_eq!(Plan::from_label("grand-livre"), Ok(Plan::Ledger));
    assert_eq!(Plan::from_label("standart").expect_err("a letter is wrong").nearest(), Some("Standard"));
    assert_eq!(Tier::from_label("Élites").expect_err("there is one only").nearest(), Some("Elite"));
}

/// In files and tables that were made before the label changed; no error names it.
#[test]
fn a_former_label_is_still_read() {
    for typed in [
        "Synchronisation des feuilles de calcul",
        " SYNCHRONISATION DES FEUILLES DE CALCUL",
        "synchronisation-des feuilles de calcul",
    ] {
        assert_eq!(Feature::from_label(typed), Ok(Feature::SpreadsheetSync), "{typed:?}");
    }
    let error = Feature::from_label("Synchronisation des feuilles").expect_err("a part of it is none");
    assert!(!error.to_string().contains("Synchronisation"), "{error}");
}

/// What is read beside labels and names; none of it is ever written.
#[test]
fn what_the_vendor_and_people_call_it_is_read_too() {
    for (plan, called) in [
        (Plan::EasyStart, &["QuickBooks Online Simple Start", "QuickBooks Online EasyStart", "QBO Easy-Start", "easystart"][..]),
        (Plan::EasyStart, &["QuickBooks en ligne Démarrage", "quickbooks en ligne demarrage", "Simple Start"]),
        (Plan::Essentials, &["QuickBooks Online Essentials", "QuickBooks en ligne Standard", "QBO Essentials"]),
        (Plan::Plus, &["QuickBooks Online Plus", "QuickBooks en ligne Plus", "QBO Plus", "QuickBooks® Online Plus", "qbo_plus"]),
        (Plan::Plus, &["  QuickBooks\u{a0}Online  Plus ", "QuickBooks Plus", "Quick-Books\tOnline\u{2003}Plus"]),
        (Plan::Advanced, &["QuickBooks Online Advanced", "QuickBooks en ligne Avancé"]),
        (Plan::Ledger, &["QuickBooks Ledger", "QuickBooks Grand livre"]),
        (Plan::SelfEmployed, &["QuickBooks Self-Employed", "QuickBooks Travailleur autonome", "QBSE", "self employed"]),
    ] {
        for text in called {
            assert_eq!(Plan::from_label(text), Ok(plan), "{text}");
        }
    }
    for (status, called) in [
        (ClientStatus::Trial, &["Trial", "Essai", "essai gratuit", "Free trial", "A l'essai"][..]),
        (ClientStatus::Cancelling, &["Canceling", "Canceled, still running", "Annulée, en cours"]),
        (ClientStatus::Cancelled, &["Canceled", "Annulée"]),
        (ClientStatus::Restricted, &["restreinte"]),
        (ClientStatus::Suspended, &["suspendue"]),
        (ClientStatus::Expired, &["expiree"]),
    ] {
        for text in called {
            assert_eq!(ClientStatus::from_label(text), Ok(status), "{text}");
        }
    }
    for (cycle, called) in [
        (BillingCycle::Monthly, ["Monthly", "mensuel", "Mensuelle", "MENSUEL"]),
        (BillingCycle::Annual, ["Yearly", "annuel", "Annuelle", "annually"]),
    ] {
        for text in called {
            assert_eq!(BillingCycle::from_label(text), Ok(cycle), "{text}");
        }
    }
    for text in ["Base", "de base", "core"] {
        assert_eq!(Tier::from_label(text), Ok(Tier::Core), "{text}");
    }
    for text in ["Multi-currency", "multi-devises", "Multiple currencies", "devises multiples"] {
        assert_eq!(Feature::from_label(text), Ok(Feature::Multicurrency), "{text}");
    }
    assert_eq!(Feature::from_label("Inventaire"), Ok(Feature::Inventory));
    assert_eq!(Feature::from_label("suivi du temps"), Ok(Feature::TimeTracking));
    for text in ["Accounting firm", "Cabinet comptable", "firme"] {
        assert_eq!(Party::from_label(text), Ok(Party::Firm), "{text}");
    }
    assert_eq!(PrimaryAdmin::from_label("autre"), Ok(PrimaryAdmin::Other));
}

#[test]
fn an_add_on_is_called_as_the_product_that_it_is() {
    for &kind in AddOnKind::ALL {
        for &language in Language::ALL {
            assert_eq!(kind.label(language), kind.product().label(language), "{kind} in {language}");
        }
    }
    for text in ["Bill Pay", "bill-pay"] {
        assert_eq!(AddOnKind::from_label(text).map(AddOnKind::product), Product::from_label(text), "{text}");
        assert_eq!(AddOnKind::from_label(text), Ok(AddOnKind::BillPay), "{text}");
    }
}

#[test]
fn the_name_of_the_product_alone_is_no_plan_and_does_not_hide_which_one_is_meant() {
    for text in ["QuickBooks Online", "QuickBooks en ligne ", "QBO", "QuickBooks Online Plus Plus", "QuickBooks Desktop Pro"] {
        assert!(Plan::from_label(text).is_err(), "{text}");
    }
    let meant = |text| Plan::from_label(text).expect_err("it is misspelt").nearest();
    assert_eq!(meant("QuickBooks Online Pluss"), Some("Plus"));
    assert_eq!(meant("QuickBooks en ligne Demarage"), Some("Démarrage"));
}

/// Only what nobody types is cut off, and that is no label.
#[test]
fn a_text_without_end_is_none() {
    let long = "Démarrage".repeat(100_000);
    assert_eq!(Plan::from_label(&long).expect_err("it is none").nearest(), Some("Démarrage"));
    let spaces = format!("{0}Plus{0}", " ".repeat(100_000));
    assert_eq!(Plan::from_label(&spaces), Ok(Plan::Plus));
}
