//! What holds for every sentence: it exists, it is one sentence, no other is the same, and it addresses the reader.

use std::collections::BTreeSet;

use subscription_change::assess::Fact;
use subscription_change::catalogue::Effective;
use subscription_change::{
    Audience, Feature, FeatureSet, Language, NoticeCode, Party, Plan, Product, Reason, ReasonCode, Remedy, RemedyCode,
    Resolution, Step, StepCode, UserKind,
};

use super::said::{assert_all_differ, assert_said, eyes, notices, questions, reasons, remedies, sentences, steps};
use super::samples;

#[test]
fn every_code_is_said() {
    let said: BTreeSet<&str> = reasons()
        .iter()
        .map(|reason| reason.code().name())
        .chain(remedies().iter().map(|remedy| remedy.code().name()))
        .chain(steps().iter().map(|step| step.code().name()))
        .chain(notices().iter().map(|notice| notice.code().name()))
        .collect();
    let all = ReasonCode::ALL
        .iter()
        .map(|code| code.name())
        .chain(RemedyCode::ALL.iter().map(|code| code.name()))
        .chain(StepCode::ALL.iter().map(|code| code.name()))
        .chain(NoticeCode::ALL.iter().map(|code| code.name()));
    let missing: Vec<&str> = all.filter(|code| !said.contains(code)).collect();
    assert_eq!(missing, [""; 0], "not among what is said here");
}

#[test]
fn everything_is_one_sentence_without_the_name_of_a_code() {
    for (language, audience) in eyes() {
        for (value, code, sentence) in sentences(language, audience) {
            let first = sentence.chars().next().expect("it is not empty");
            assert!(first.is_uppercase(), "{value}: {sentence}");
            let inside = sentence.strip_suffix(['.', '?']).unwrap_or_else(|| panic!("{value} does not end: {sentence}"));
            assert!(!inside.contains(['.', ';', '!', '?', '\n', '_', '`', '{', '}', '"']), "{value}: {sentence}");
            assert!(!inside.contains("  ") && inside.trim() == inside, "{value}: {sentence}");
            assert!(!inside.contains(" ,") && !inside.contains(",,"), "{value}: {sentence}");
            assert!(!code.contains('_') || !sentence.contains(code), "{value}: {sentence}");
        }
    }
}

#[test]
fn a_question_in_french_agrees_with_who_reads_it() {
    let asked = |fact, audience: Audience| {
        let all = questions();
        let question = all.iter().find(|question| question.fact == fact && question.more_than.is_none());
        question.expect("every fact is asked for").display(Language::French, audience).to_string()
    };
    let users = Fact::Users(UserKind::Billable);
    assert!(asked(users, Audience::Client).starts_with("Combien d’utilisateurs facturables avez-vous"));
    assert!(asked(users, Audience::Firm).contains(" client a-t-il"));
    assert!(asked(Fact::SameRegion, Audience::Client).contains(" utilisez "));
    assert!(asked(Fact::SameRegion, Audience::Firm).contains(" utilisez "));
    assert!(asked(Fact::SameRegion, Audience::Other).contains(" utilisent "));
}

#[test]
fn what_is_asked_ends_as_a_question_and_nothing_else_does() {
    for (language, audience) in eyes() {
        let asked = questions().iter().map(|question| question.display(language, audience).to_string()).collect::<Vec<_>>();
        assert!(asked.iter().all(|question| question.ends_with('?')), "{asked:?}");
        let ending = sentences(language, audience).into_iter().filter(|(_, _, said)| said.ends_with('?')).count();
        assert_eq!(ending, asked.len());
    }
}

/// The sentence of a reason and the one about what to do identify the reason together.
#[test]
fn no_two_things_are_said_in_the_same_words() {
    for (language, audience) in eyes() {
        let said =
            |reason: Reason| format!("{} {}", reason.display(language, audience), reason.remedies().display(language, audience));
        assert_all_differ(&reasons(), said);
        assert_all_differ(&remedies(), |remedy| remedy.display(language, audience).to_string());
        // When it takes effect is said of the whole change.
        let steps: Vec<Step> = steps().into_iter().filter(|step| step.effective() == Effective::Immediately).collect();
        assert_all_differ(&steps, |step| step.display(language, audience).to_string());
        assert_all_differ(&notices(), |notice| notice.display(language, audience).to_string());
        assert_all_differ(&questions(), |question| question.display(language, audience).to_string());
    }
}

#[test]
fn no_sentence_of_one_code_is_that_of_another() {
    for (language, audience) in eyes() {
        let reasons = reasons().into_iter().map(|reason| (reason.code().name(), reason.display(language, audience).to_string()));
        let notices = notices().into_iter().map(|notice| (notice.code().name(), notice.display(language, audience).to_string()));
        let all: Vec<(&str, String)> = reasons.chain(notices).collect();
        let sentences: BTreeSet<&str> = all.iter().map(|(_, sentence)| sentence.as_str()).collect();
        let with_codes: BTreeSet<(&str, &str)> = all.iter().map(|(code, sentence)| (*code, sentence.as_str())).collect();
        assert_eq!(sentences.len(), with_codes.len());
    }
}

/// A word that begins and ends where this one does.
fn has_word(sentence: &str, word: &str) -> bool {
    sentence.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|other| other == word)
}

#[test]
fn you_is_who_reads_and_nobody_else() {
    for &language in Language::ALL {
        let (you, to_the_firm, to_the_client) = match language {
            Language::English | Language::AmericanEnglish => {
                (["you", "your", "yours"], ["accounting firm", "the client"], ["your client", "to your firm."])
            }
            Language::French => {
                (["vous", "votre", "vos"], ["cabinet comptable", "le client"], ["votre client", "à votre cabinet."])
            }
            other => panic!("add the words of {other} for who reads, and for the others as it would call them if they read"),
        };
        for (value, _, sentence) in sentences(language, Audience::Other) {
            assert!(!you.iter().any(|word| has_word(&sentence, word)), "{value}: {sentence}");
        }
        for (value, _, sentence) in sentences(language, Audience::Firm) {
            let lower = sentence.to_lowercase();
            assert!(!to_the_firm.iter().any(|word| lower.contains(word)), "to the firm, {value}: {sentence}");
        }
        for (value, _, sentence) in sentences(language, Audience::Client) {
            let lower = sentence.to_lowercase();
            assert!(!to_the_client.iter().any(|word| lower.contains(word)), "to the client, {value}: {sentence}");
        }
    }
}

/// Whoever acts is the subject of what has to be done; for what only the vendor can do, it is whoever asks the vendor.
#[test]
fn a_remedy_and_a_step_begin_with_who_acts() {
    for &language in Language::ALL {
        let (firm_reads, client_reads, others, an_admin, has_to) = match language {
            Language::English | Language::AmericanEnglish => {
                (["You ", "Your client "], ["Your accounting firm ", "You "], ["The firm ", "The client "], "One of ", " ha")
            }
            Language::French => (
                ["Vous ", "Votre client "],
                ["Votre cabinet comptable ", "Vous "],
                ["Le cabinet ", "Le client "],
                "Un administrateur d",
                " doi",
            ),
            other => panic!("add how {other} calls who acts, and its verb for what has to be done"),
        };
        for (audience, subjects) in [(Audience::Firm, firm_reads), (Audience::Client, client_reads), (Audience::Other, others)] {
            let subject = |party: Party| if party == Party::Firm { subjects[0] } else { subjects[1] };
            for step in steps() {
                let said = step.display(language, audience).to_string();
                assert!(said.starts_with(subject(step.by())), "{step:?}: {said}");
            }
            for remedy in remedies() {
                let said = remedy.display(language, audience).to_string();
                match (remedy, Party::try_from(remedy.by())) {
                    (Remedy::GrantBillingAccess, _) => {
                        assert!(said.starts_with(an_admin), "{said}");
                    }
                    (Remedy::HandOverPrimaryAdmin { .. }, _) => assert!(said.starts_with(subjects[0]), "{said}"),
                    (Remedy::RecoverPrimaryAdmin, _) => assert!(said.starts_with(subjects[1]), "{said}"),
                    (_, Ok(party)) => assert!(said.starts_with(subject(party)), "{remedy:?}: {said}"),
                    // Whoever reads.
                    (_, Err(_)) if audience != Audience::Other => {
                        assert!(said.starts_with(subjects[usize::from(audience == Audience::Client)]));
                    }
                    (_, Err(_)) => assert!(said.contains(has_to), "{said}"),
                }
            }
        }
    }
}

/// The English for others without capital and full stop, as a log line has it.
#[test]
fn the_plain_display_is_the_english_clause_for_others() {
    let clause = |sentence: &str| {
        let mut letters = sentence.strip_suffix('.').expect("it ends").chars();
        let first = letters.next().expect("it is not empty");
        [first.to_lowercase().to_string(), letters.collect()].concat()
    };
    // A name keeps its capital.
    let is = |plain: &str, sentence: &str| {
        assert!(plain == clause(sentence) || format!("{plain}.") == sentence, "{plain} is not the clause of: {sentence}");
    };
    let (language, audience) = (Language::English, Audience::Other);
    for reason in reasons() {
        is(&reason.to_string(), &reason.display(language, audience).to_string());
    }
    for remedy in remedies() {
        is(&remedy.to_string(), &remedy.display(language, audience).to_string());
    }
    for step in steps() {
        is(&step.to_string(), &step.display(language, audience).to_string());
    }
    for notice in notices() {
        is(&notice.to_string(), &notice.display(language, audience).to_string());
    }
}

#[test]
fn of_a_reason_that_nobody_can_clear_it_is_said_what_to_do_instead() {
    for reason in reasons() {
        let is_said = reason.resolution() == Resolution::Never && reason != Reason::NothingToChange;
        for &language in Language::ALL {
            assert_eq!(reason.instead(language).is_some(), is_said, "{reason:?} in {language}");
        }
    }
}

#[test]
fn alternatives_are_one_sentence() {
    let said = |reason: &Reason, language, audience| reason.remedies().display(language, audience).to_string();
    let either = Reason::NotAuthorised { product: Product::Base, payer: Party::Firm, or_client: true };
    assert_said(
        &[
            (Language::English, Audience::Firm, "You or your client has to authorize the change."),
            (Language::English, Audience::Client, "You or your accounting firm has to authorize the change."),
            (Language::English, Audience::Other, "The firm or the client has to authorize the change."),
            (Language::French, Audience::Firm, "Vous ou votre client devez autoriser la modification."),
            (Language::French, Audience::Client, "Vous ou votre cabinet comptable devez autoriser la modification."),
            (Language::French, Audience::Other, "Le cabinet ou le client doit autoriser la modification."),
        ],
        |language, audience| said(&either, language, audience),
    );
    // Where nobody can clear it, it is said what can be done instead, if anything.
    assert_eq!(said(&Reason::NothingToChange, Language::English, Audience::Firm), "");
    assert_eq!(Reason::NothingToChange.instead(Language::English), None);
    let closed = Reason::OtherBillingSystem;
    assert_eq!(said(&closed, Language::French, Audience::Firm), "");
    assert_eq!(
        closed.instead(Language::English).map(|instead| instead.to_string()).as_deref(),
        Some("Intuit can tell which service it is and whether it can be detached.")
    );
    // One alternative is the remedy.
    for reason in samples::reasons().iter().filter(|reason| reason.remedies().len() == 1) {
        let remedy: Remedy = reason.remedies().next().expect("there is one");
        for (language, audience) in eyes() {
            assert_eq!(said(reason, language, audience), remedy.display(language, audience).to_string());
        }
    }
    // What was taken out of the list is not said.
    let mut left = either.remedies();
    assert_eq!(left.next(), Some(Remedy::Authorise { party: Party::Firm }));
    assert_eq!(left.display(Language::English, Audience::Firm).to_string(), "Your client has to authorize the change.");
}

/// The terms of the source of record, where it has one.
#[test]
fn french_says_it_in_the_terms_of_the_article() {
    let article = [
        "abonnement",
        "niveau inférieur",
        "à niveau",
        "cabinet",
        "rabais de facturation groupée",
        "en attente",
        "Passer à un niveau inférieur",
        "Actions relatives aux abonnements",
        "module complémentaire",
        "les renseignements sur la facturation",
        "QuickBooks en ligne",
        "QuickBooks Grand livre",
        "QuickBooks Paie",
        "QuickBooks Time",
        "désactiver",
        "la fonction Multidevise",
        "retirer",
    ];
    let all: String = sentences(Language::French, Audience::Firm).into_iter().map(|(_, _, said)| said + "\n").collect();
    for term in article {
        assert!(all.contains(term), "{term} is said nowhere");
    }
}

#[test]
fn a_change_of_plan_goes_up_or_down_by_rank() {
    for (from, to, english, french) in [
        (
            Plan::Essentials,
            Plan::Advanced,
            "You upgrade the plan from Essentials to Advanced.",
            "Vous mettez QuickBooks en ligne à niveau, de l’abonnement Standard à l’abonnement Avancé.",
        ),
        (
            Plan::Ledger,
            Plan::EasyStart,
            "You upgrade the plan from Ledger to EasyStart.",
            "Vous mettez QuickBooks en ligne à niveau, de l’abonnement Grand livre à l’abonnement Démarrage.",
        ),
        (
            Plan::Advanced,
            Plan::Essentials,
            "You downgrade the plan from Advanced to Essentials.",
            "Vous faites passer QuickBooks en ligne à un niveau inférieur, de l’abonnement Avancé à l’abonnement Standard.",
        ),
    ] {
        let step = Step::ChangePlan { from, to, effective: Effective::Immediately, by: Party::Firm };
        assert_said(
            &[(Language::English, Audience::Firm, english), (Language::French, Audience::Firm, french)],
            |language, audience| step.display(language, audience).to_string(),
        );
    }
}

#[test]
fn only_billable_users_have_a_primary_admin_among_them() {
    for &language in Language::ALL {
        let admin = match language {
            Language::English | Language::AmericanEnglish => "primary admin",
            Language::French => "administrateur principal",
            other => panic!("add what {other} calls the primary admin"),
        };
        for &kind in UserKind::ALL {
            let said = Remedy::RemoveUsers { kind, count: 1 }.display(language, Audience::Firm).to_string();
            assert_eq!(said.contains(admin), kind == UserKind::Billable, "{said}");
        }
    }
}

#[test]
fn all_features_are_one_list() {
    for &language in Language::ALL {
        let (ends, is_in_names) = match language {
            Language::English | Language::AmericanEnglish => (" and enhanced custom fields.", false),
            // « Sauvegarde et restauration »
            Language::French => (" et Champs personnalisés améliorés.", true),
            other => panic!("add how {other} ends a list of all features, and whether a name in it has the word before the last"),
        };
        let reason = Reason::LossesNotAccepted { features: FeatureSet::ALL };
        let said = reason.display(language, Audience::Client).to_string();
        assert_eq!(said.matches(", ").count(), Feature::COUNT - 2, "{said}");
        assert!(said.ends_with(ends), "{said}");
        let word = ends.split(' ').nth(1).expect("the word before the last");
        let times = said.split(' ').filter(|other| *other == word).count();
        assert!(times == 1 || is_in_names, "the \"{word}\" of a feature is not that of the list: {said}");
    }
}
