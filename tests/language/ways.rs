//! Ways out in words: a preview, a route and the entry of a menu.

use subscription_change::ways_out::Availability;
use subscription_change::{
    AddOnKind, Audience, Catalogue, Context, Language, Parties, Party, Plan, Request, Subscription, Tier, Usage,
};

use super::said::{assert_said, eyes, first_line};
use crate::common::{canada_but, client, firm, request};

fn upgrade() -> Request {
    let context = Context::in_good_standing(Parties::EMPTY, Usage::default());
    Request { current: firm(Plan::Plus), target: firm(Plan::Advanced), context }
}

#[test]
fn a_way_out_says_what_to_do_first_and_then_the_plan() {
    let preview = Catalogue::canada().preview(&upgrade()).expect("there is a way");
    let english = "First:\n\
         - You have to authorize the change.\n\
         Then:\n\
         The change takes effect immediately.\n\
         1. You upgrade the plan from Plus to Advanced.\n\
         Please note:\n\
         - You are charged a prorated amount for the rest of the billing period.";
    let french = "D’abord\u{a0}:\n\
         - Votre cabinet comptable doit autoriser la modification.\n\
         Ensuite\u{a0}:\n\
         La modification prend effet immédiatement.\n\
         1. Votre cabinet comptable met QuickBooks en ligne à niveau, de l’abonnement Plus à l’abonnement Avancé.\n\
         À noter\u{a0}:\n\
         - Votre cabinet comptable paie un montant au prorata pour le reste de la période de facturation.";
    assert_said(
        &[(Language::English, Audience::Firm, english), (Language::French, Audience::Client, french)],
        |language, audience| preview.display(language, audience).to_string(),
    );
}

#[test]
fn a_way_out_with_nothing_to_do_first_is_said_as_its_plan() {
    let preview = Catalogue::canada().preview(&request(firm(Plan::Plus), firm(Plan::Advanced))).expect("there is a way");
    for (language, audience) in eyes() {
        assert_eq!(preview.display(language, audience).to_string(), preview.plan().display(language, audience).to_string());
    }
}

#[test]
fn a_way_out_that_is_not_all_that_was_asked_for_says_what_it_leads_to() {
    let preview = Catalogue::canada().preview(&request(client(Plan::Essentials), firm(Plan::Plus))).expect("there is a way");
    assert!(!preview.keeps_wish());
    let held = *preview.plan().to();
    assert_said(
        &[
            (Language::English, Audience::Firm, "Not everything asked for is possible. What is possible: …."),
            (
                Language::French,
                Audience::Firm,
                "La demande ne peut pas être satisfaite en entier. Ce qui peut être obtenu\u{a0}: ….",
            ),
        ],
        |language, audience| {
            first_line(&preview.display(language, audience).to_string()).replace(&held.display(language).to_string(), "…")
        },
    );
}

#[test]
fn a_route_says_each_of_its_requests_under_its_number() {
    let wish = request(client(Plan::Essentials), firm(Plan::Plus));
    let route = Catalogue::canada().route(&wish).expect("there is one");
    for (language, audience) in eyes() {
        let legs: Vec<String> = route.legs().map(|leg| leg.display(language, audience).to_string()).collect();
        let expected = match language {
            Language::English | Language::AmericanEnglish => {
                format!("Request 1 of 2:\n{}\nRequest 2 of 2:\n{}", legs[0], legs[1])
            }
            Language::French => format!("Demande 1 de 2\u{a0}:\n{}\nDemande 2 de 2\u{a0}:\n{}", legs[0], legs[1]),
            other => panic!("add how {other} numbers the requests of a route"),
        };
        assert_eq!(route.display(language, audience).to_string(), expected);
    }
    let single = Catalogue::canada().route(&upgrade()).expect("there is one");
    let preview = Catalogue::canada().preview(&upgrade()).expect("there is a way");
    let (language, audience) = (Language::English, Audience::Firm);
    assert_eq!(single.display(language, audience).to_string(), preview.display(language, audience).to_string());
}

#[test]
fn a_route_of_no_request_says_so() {
    let stays = request(firm(Plan::Plus), firm(Plan::Plus));
    let route = Catalogue::canada().route(&stays).expect("it is there");
    assert_said(
        &[
            (Language::English, Audience::Firm, "There is nothing to ask for."),
            (Language::French, Audience::Firm, "Il n’y a rien à demander."),
        ],
        |language, audience| route.display(language, audience).to_string(),
    );
}

#[test]
fn the_entry_of_a_menu_says_the_action_whether_it_may_be_had_and_its_answer() {
    let current = firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    let mut seen = Vec::new();
    for (language, audience) in eyes() {
        for entry in Catalogue::canada().menu(&current, &context) {
            let said = entry.display(language, audience).to_string();
            let (heading, answer) = said.split_once('\n').expect("a heading and an answer");
            let availability = entry.availability();
            let label = availability.label(language).to_lowercase();
            assert_eq!(heading, format!("{} ({label})", entry.action().display(language, audience)));
            let expected = match availability {
                Availability::Never => entry.plan_change().expect_err("it is refused").display(language, audience).to_string(),
                _ => entry.preview().expect("there is a way").display(language, audience).to_string(),
            };
            assert_eq!(answer, expected);
            seen.push(availability);
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen, [Availability::Now, Availability::Later, Availability::Never]);
}

#[test]
fn a_menu_and_a_route_are_said_in_the_words_of_their_catalogue() {
    let renamed = canada_but(|terms| {
        terms.id = "CA-2030-01-01".parse().expect("an identity");
        terms.edition.names.plans.get_mut(Plan::Advanced).en = "Grand".parse().expect("a name");
    });
    let request = upgrade();
    let route = renamed.route(&request).expect("there is one");
    assert!(route.display(Language::English, Audience::Firm).to_string().contains("from Plus to Grand"));
    let current: Subscription = request.current;
    let mut menu = renamed.menu(&current, &request.context);
    assert!(menu.any(|entry| entry.display(Language::French, Audience::Firm).to_string().contains("Grand")));
}
