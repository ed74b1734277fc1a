//! Numbers and the nouns that they count: none and one are singular in French, only one is in English.

use subscription_change::assess::{Fact, Question};
use subscription_change::{Audience, Language, Notice, Product, Reason, Remedy, Resource, UserKind};

use super::said::{assert_said, questions};

fn assert_counted(count: u32, english: &str, french: &str, said: impl Fn(u32, Language) -> String) {
    for &language in Language::ALL {
        let (noun, space) = match language {
            Language::English | Language::AmericanEnglish => (english, ' '),
            Language::French => (french, '\u{a0}'),
            other => panic!("add the nouns of {other}, and what stands before them"),
        };
        let said = said(count, language);
        let ends = [",", ".", " (", " from now"];
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
fn days_agree_with_their_number() {
    for (count, english, french) in [(1, "day", "jour"), (2, "days", "jours")] {
        assert_counted(count, english, french, |in_days, language| {
            Reason::AnnualBilling { product: Product::Base, in_days }.display(language, Audience::Firm).to_string()
        });
    }
}

#[test]
fn a_limit_is_told_with_what_is_over_it() {
    for (used, limit, english, french) in [
        (
            30,
            25,
            "You have 30 billable users, 5 more than the limit of 25.",
            "Vous avez 30\u{a0}utilisateurs facturables, soit 5 de plus que la limite de 25.",
        ),
        (
            1,
            0,
            "You have 1 billable user, but the new plan allows none.",
            "Vous avez 1\u{a0}utilisateur facturable, alors que le nouvel abonnement n’en permet aucun.",
        ),
    ] {
        assert_said(
            &[(Language::English, Audience::Client, english), (Language::French, Audience::Client, french)],
            |language, audience| {
                Reason::TooManyUsers { kind: UserKind::Billable, used, limit }.display(language, audience).to_string()
            },
        );
    }
}

#[test]
fn it_is_asked_how_many_there_are_or_whether_there_are_more_than_matter() {
    for (more_than, english, french) in [
        (
            None,
            "How many billable users do you have, counting invitations?",
            "Combien d’utilisateurs facturables avez-vous, invitations comprises?",
        ),
        (
            Some(2),
            "Do you have more than 2 billable users, counting invitations?",
            "Est-ce que vous avez plus de 2\u{a0}utilisateurs facturables, invitations comprises?",
        ),
    ] {
        let all = questions();
        let of_users = |question: &&Question| question.fact == Fact::Users(UserKind::Billable);
        let question = all.iter().filter(of_users).find(|question| question.more_than == more_than).expect("it is asked");
        assert_said(
            &[(Language::English, Audience::Client, english), (Language::French, Audience::Client, french)],
            |language, audience| question.display(language, audience).to_string(),
        );
    }
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
