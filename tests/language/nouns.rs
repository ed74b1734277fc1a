//! Numbers and the nouns that they count: none and one are singular in French, only one is in English.

use subscription_change::assess::Fact;
use subscription_change::{Audience, Language, Notice, Reason, Remedy, Resource, UserKind};

use super::said::questions;

fn assert_counted(count: u32, english: &str, french: &str, said: impl Fn(u32, Language) -> String) {
    for &language in Language::ALL {
        let (noun, space) = match language {
            Language::English | Language::AmericanEnglish => (english, ' '),
            Language::French => (french, '\u{a0}'),
            other => panic!("add the nouns of {other}, and what stands before them"),
        };
        let said = said(count, language);
        let ends = [",", ".", " ("];
        assert!(ends.iter().any(|end| said.contains(&format!(" {count}{space}{noun}{end}"))), "{count} {noun}: {said}");
    }
}

#[test]
fn users_agree_with_their_number() {
    let nouns = [
        (UserKind::Billable, ["billable user", "billable users"], ["utilisateur facturable", "utilisateurs facturables"]),
        (UserKind::Accountant, ["accountant user", "accountant users"], ["utilisateur comptable", "utilisateurs comptables"]),
        (
            UserKind::ReportsOnly,
            ["reports-only user", "reports-only users"],
            ["utilisateur de rapports seulement", "utilisateurs de rapports seulement"],
        ),
        (
            UserKind::TimeOnly,
            ["time-only user", "time-only users"],
            ["utilisateur du suivi des heures travaillées seulement", "utilisateurs du suivi des heures travaillées seulement"],
        ),
    ];
    assert_eq!(nouns.map(|(kind, ..)| kind), UserKind::ALL, "each kind of user has its nouns here");
    for (kind, [one, many], [un, plusieurs]) in nouns {
        for (count, english, french) in [(0, many, un), (1, one, un), (2, many, plusieurs), (21, many, plusieurs)] {
            assert_counted(count, english, french, |used, language| {
                Reason::TooManyUsers { kind, used, limit: 0 }.display(language, Audience::Firm).to_string()
            });
            assert_counted(count, english, french, |count, language| {
                Remedy::RemoveUsers { kind, count }.display(language, Audience::Client).to_string()
            });
        }
    }
}

#[test]
fn resources_agree_with_their_number() {
    let nouns = [
        (Resource::Accounts, ["active account", "active accounts"], ["compte actif", "comptes actifs"]),
        (
            Resource::ClassesAndLocations,
            ["active class or location", "active classes and locations"],
            ["classe ou lieu actif", "classes et lieux actifs"],
        ),
        (Resource::CustomFields, ["custom field", "custom fields"], ["champ personnalisé", "champs personnalisés"]),
    ];
    assert_eq!(nouns.map(|(resource, ..)| resource), Resource::ALL, "each resource has its nouns here");
    for (resource, [one, many], [un, plusieurs]) in nouns {
        for (count, english, french) in [(0, many, un), (1, one, un), (2, many, plusieurs)] {
            assert_counted(count, english, french, |used, language| {
                Reason::OverLimit { resource, used, limit: 0 }.display(language, Audience::Other).to_string()
            });
            assert_counted(count, english, french, |used, language| {
                Notice::ResourceOverLimit { resource, used, limit: 0 }.display(language, Audience::Client).to_string()
            });
        }
    }
}

#[test]
fn hours_agree_with_their_number() {
    for (count, english, french) in [(0, "hours", "heure"), (1, "hour", "heure"), (2, "hours", "heures")] {
        assert_counted(count, english, french, |hours, language| {
            Remedy::Wait { hours }.display(language, Audience::Firm).to_string()
        });
    }
}

#[test]
fn a_limit_is_told_with_what_is_over_it() {
    let said = |used, limit, language| {
        Reason::TooManyUsers { kind: UserKind::Billable, used, limit }.display(language, Audience::Client).to_string()
    };
    assert_eq!(said(30, 25, Language::English), "You have 30 billable users, 5 more than the limit of 25.");
    assert_eq!(said(30, 25, Language::French), "Vous avez 30\u{a0}utilisateurs facturables, soit 5 de plus que la limite de 25.");
    assert_eq!(said(1, 0, Language::English), "You have 1 billable user, but the new plan allows none.");
    assert_eq!(
        said(1, 0, Language::French),
        "Vous avez 1\u{a0}utilisateur facturable, alors que le nouvel abonnement n’en permet aucun."
    );
}

#[test]
fn more_than_one_agrees_with_its_noun_in_french() {
    let asked: Vec<String> = questions()
        .into_iter()
        .filter(|question| question.more_than == Some(1) && matches!(question.fact, Fact::Resource(_)))
        .map(|question| question.display(Language::French, Audience::Client).to_string())
        .collect();
    assert_eq!(
        asked,
        [
            "Est-ce que vous avez plus d’un compte actif?",
            "Est-ce que vous avez plus d’une classe ou d’un lieu actif?",
            "Est-ce que vous avez plus d’un champ personnalisé?",
        ]
    );
}
