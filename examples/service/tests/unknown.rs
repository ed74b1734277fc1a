//! Clients of whom not all is known: what is asked, what is not made until it is answered, and the form that answers.

mod common;

use common::{CAFE, HAIRDRESSER, Reply, Service, context, firm, new_key};
use serde_json::{Value, json};
use subscription_change::assess::{Fact, PartialRequest};
use subscription_change::{BillingCycle, Confirmation, Feature, Party, Plan, PrimaryAdmin, Product, UserKind};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn facts_of(questions: &Value) -> Vec<&str> {
    questions.as_array().unwrap().iter().map(|question| question["fact"].as_str().unwrap()).collect()
}

/// Sends the form of this client as the firm in Québec.
fn answer(service: &Service, name: &str, lang: &str, fields: &str) -> Reply {
    let held = service.client(name);
    answer_to(service, held.id, held.version, lang, fields)
}

fn answer_to(service: &Service, id: i64, version: i64, lang: &str, fields: &str) -> Reply {
    let cookie = format!("token={}", service.tokens[0]);
    let path = format!("/answers?client={id}&lang={lang}");
    service.ask("POST", &path, &[FORM, ("cookie", &cookie)], &format!("version={version}&{fields}"))
}

fn look(service: &Service, name: &str, lang: &str) -> String {
    let cookie = format!("token={}", service.tokens[0]);
    let path = format!("/?client={}&lang={lang}", service.client(name).id);
    let page = service.ask("GET", &path, &[("cookie", &cookie)], "");
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

/// Nobody has counted the users of the café, or asked it to confirm anything, and it has Plus.
fn uncounted_cafe() -> Service {
    let service = Service::start();
    let plus = json!(firm(Plan::Plus));
    service.sql(&format!(
        "update clients set subscription = '{plus}', facts = json_remove(facts, '$.usage.users.billable', '$.confirmation') where name = '{CAFE}'"
    ));
    service
}

#[test]
fn a_fact_that_is_left_out_is_unknown_and_null_or_none_says_that_there_was_none() {
    let service = Service::start();
    service.sql(
        "update clients set renews_at = 'none', transfer_permitted_at = null, downgraded_at = 'none', discount_ended_at = null,
            client_authorised = null, facts = json_set(facts, '$.confirmation', null)",
    );
    let facts = service.client(CAFE).facts();
    assert_eq!((facts.client.days_to_renewal, facts.client.hours_since_downgrade), (Some(None), Some(None)));
    assert_eq!((facts.client.transfer_permission_hours, facts.client.days_since_discount), (None, None));
    assert_eq!((facts.client.confirmation, facts.authorised_by.get(Party::Client)), (Some(None), None));
    assert_eq!(facts.authorised_by.get(Party::Firm), Some(true), "it is the firm that asks");
    service.sql("update clients set facts = json_remove(facts, '$.confirmation')");
    service.sql("update users set manages_billing = null");
    service.sql("update firms set facts = '{}'");
    let facts = service.client(CAFE).facts();
    assert_eq!((facts.client.confirmation, facts.firm.manages_billing, facts.firm.billing_current), (None, None, None));
    assert_eq!(facts.firm.is_accountant_user, Some(true));
}

#[test]
fn the_menu_asks_in_words_with_who_can_tell_where_it_stands_and_which_actions_it_decides() {
    let service = Service::start();
    let menu = service.get(&format!("/clients/{}/actions", service.client(HAIRDRESSER).id)).json();
    assert_eq!(
        facts_of(&menu["questions"]),
        ["authorised_by.client", "client.primary_admin", "client.usage.users.billable"],
        "{menu}"
    );
    let admin = &menu["questions"][1];
    assert_eq!((&admin["ask"], &admin["where"]), (&json!("client"), &json!(["Only the client can tell"])));
    assert_eq!(admin["text"], "Who is the primary admin of your client's company: your client, you or somebody else?");
    assert_eq!(admin["actions"][0]["action"], json!({"code": "transfer", "product": "base", "to": "client"}));
    assert_eq!(admin["actions"].as_array().unwrap().len(), 1);
    let actions = menu["actions"].as_array().unwrap();
    let transfer = actions.iter().find(|its| its["action"]["code"] == "transfer").unwrap();
    assert_eq!(transfer["outlook"]["availability"], "depends");
    assert_eq!(facts_of(&transfer["outlook"]["questions"]), ["client.primary_admin"]);
    assert_eq!(transfer["outlook"]["possible"][0]["depends_on"], json!(["client.primary_admin"]));
    // Every part of an answer is there in words too, but for who or when is not known.
    assert_eq!(actions[0]["outlook"]["plan"]["steps"][0]["text"], "You upgrade the plan from EasyStart to Essentials.");
    // Of what can be had in any case, it is asked what else it does.
    let upgrade = &actions[0]["outlook"];
    assert_eq!((&upgrade["availability"], &upgrade["plan"]["possible"][0]["code"]), (&json!("now"), &json!("users_over_limit")));
    assert_eq!(facts_of(&upgrade["plan"]["questions"]), ["client.usage.users.billable"]);
}

#[test]
fn with_every_fact_known_nothing_is_asked() {
    let service = Service::start();
    let menu = service.get(&format!("/clients/{}/actions", service.client(CAFE).id));
    for key in ["questions", "possible", "depends"] {
        assert!(!menu.text.contains(&format!("\"{key}\"")), "{key}");
    }
    assert!(!look(&service, CAFE, "en").contains("/answers"));
}

#[test]
fn an_open_change_is_not_made_and_the_problem_asks() {
    let service = uncounted_cafe();
    service.sql("update clients set facts = json_set(facts, '$.confirmation', json('{\"accepted_losses\": []}'))");
    let held = service.client(CAFE);
    let preview = service.post(&format!("/clients/{}/changes", held.id), None, &json!({"target": firm(Plan::Essentials)}));
    assert_eq!((preview.status, &preview.json()["availability"]), (200, &json!("depends")));
    let open = service.commit(&held, firm(Plan::Essentials));
    open.assert_problem(409, "open");
    let problem = open.json();
    assert_eq!(problem["availability"], "depends");
    assert!(problem["plan"].is_null() && problem["reasons"] == json!([]), "{problem}");
    assert_eq!(facts_of(&problem["questions"]), ["client.usage.users.billable"]);
    let question = "Does your client have more than 3 billable users, counting invitations?";
    assert_eq!((&problem["questions"][0]["more_than"], &problem["questions"][0]["text"]), (&json!(3), &json!(question)));
    assert!(problem["detail"].as_str().unwrap().ends_with(&format!(".\n- {question}")), "{problem}");
    assert_eq!((service.count("select count(*) from changes"), service.client(CAFE).version), (0, held.version));

    service.sql("update clients set facts = json_set(facts, '$.usage.users.billable', 2)");
    assert_eq!(service.commit(&service.client(CAFE), firm(Plan::Essentials)).status, 201);
}

#[test]
fn a_refusal_is_one_whatever_is_not_known_and_tells_what_else_may_be_in_the_way() {
    let service = uncounted_cafe();
    service.sql("update clients set facts = json_set(facts, '$.confirmation', null)");
    let refused = service.commit(&service.client(CAFE), firm(Plan::Essentials));
    refused.assert_problem(409, "refused");
    let problem = refused.json();
    assert_eq!(problem["reasons"][0]["code"], "downgrade_not_confirmed");
    assert_eq!(problem["reasons"][0]["remedies"][0]["code"], "confirm");
    assert_eq!((&problem["possible"][0]["code"], &problem["resolution"]), (&json!("too_many_users"), &json!("act")));
    assert_eq!(facts_of(&problem["questions"]), ["client.usage.users.billable"]);
    let detail = problem["detail"].as_str().unwrap();
    let reason = ["text", "way_out"].map(|key| problem["reasons"][0][key].as_str().unwrap()).join(" ");
    assert_eq!(detail, format!("The change is refused.\n- {reason}"));
}

#[test]
fn a_change_is_made_when_all_that_it_says_is_known_and_stored_with_what_was_known() {
    let service = Service::start();
    let held = service.client(HAIRDRESSER);
    // Whether the new plan holds the users is a notice of the upgrade, which is settled.
    let open = service.commit(&held, firm(Plan::Plus));
    open.assert_problem(409, "open");
    assert_eq!(facts_of(&open.json()["questions"]), ["client.usage.users.billable"]);
    assert_eq!(open.json()["availability"], "now");

    let form = answer(&service, HAIRDRESSER, "en", "client.usage.users.billable=1");
    assert_eq!(form.status, 303, "{}", form.text);
    let held = service.client(HAIRDRESSER);
    let made = service.commit(&held, firm(Plan::Plus));
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(service.get(made.header("location")).json(), made.json());
    let request: PartialRequest = serde_json::from_value(made.json()["request"].clone()).unwrap();
    assert_eq!(request, PartialRequest { current: held.subscription, target: firm(Plan::Plus), facts: held.facts() });
    assert!(!request.facts.knows(Fact::PrimaryAdmin));
    let notices = made.json()["plan"]["notices"].clone();
    assert!(notices.as_array().unwrap().iter().all(|notice| notice["code"] != "users_over_limit"), "{notices}");

    // What was given for one change is used up; what is not known stays so.
    let after = service.client(HAIRDRESSER).facts();
    assert_eq!(after.client.transfer_permission_hours, Some(None));
    assert!(!after.knows(Fact::PrimaryAdmin));
}

#[test]
fn the_form_asks_in_both_languages_and_is_gone_once_all_is_answered() {
    let service = Service::start();
    let english = look(&service, HAIRDRESSER, "en");
    for said in [
        "Who is the primary admin of your client&#x27;s company: your client, you or somebody else?",
        "<p>Only the client can tell.</p>",
        "Decides: Transfer billing for QuickBooks Online to your client.",
        "<option value=\"other\">",
        "Store the answers",
        "<h2>It depends</h2>",
    ] {
        assert!(english.contains(said), "{said}: {english}");
    }
    let french = look(&service, HAIRDRESSER, "fr");
    for said in [
        "<p>Seul le client peut le dire.</p>",
        "Ce que cela décide\u{a0}: Transférer",
        "Enregistrer les réponses",
        "Je ne sais pas",
    ] {
        assert!(french.contains(said), "{said}: {french}");
    }
    assert!(!english.contains("<script") && !french.contains("<script"));
    let all = "authorised_by.client=no&client.primary_admin=client&client.usage.users.billable=2";
    assert_eq!(answer(&service, HAIRDRESSER, "fr", all).status, 303);
    assert!(!look(&service, HAIRDRESSER, "en").contains("/answers"));
}

#[test]
fn an_answer_of_every_kind_is_kept_and_grows_the_version_once() {
    let service = Service::start();
    service.sql("update users set manages_billing = null; update firms set facts = '{}'");
    service.sql(
        "update clients set facts = '{}', renews_at = null, transfer_permitted_at = null, discount_ended_at = null,
            downgraded_at = null, client_authorised = null, firm_is_accountant = null",
    );
    let held = service.client(CAFE);
    let fields = "firm.billing_current=yes&firm.subscription_current=no&firm.manages_billing=yes&firm.is_accountant_user=no\
        &authorised_by.client=yes&client.status=active&client.billing_current=no&client.billing_cycle=annual\
        &client.days_to_renewal=12&client.primary_admin=other&client.confirmation=given&client.confirmation.losses=projects\
        &client.transfer_permission_hours=47&client.days_since_discount=none&client.hours_since_downgrade=5\
        &client.downgrade_offered=yes&client.usage.users.billable=1%C2%A0204&client.usage.accounts=%2090%20\
        &client.usage.features.inventory=yes&client.usage.features.bills=&client.same_region=";
    let kept = answer(&service, CAFE, "fr", fields);
    assert_eq!((kept.status, kept.header("location")), (303, &*format!("/?client={}&lang=fr-CA", held.id)), "{}", kept.text);
    let after = service.client(CAFE);
    assert_eq!(after.version, held.version + 1);
    let facts = after.facts();
    let (firm, client) = (facts.firm, facts.client);
    assert_eq!((firm.billing_current, firm.subscription_current), (Some(true), Some(false)));
    assert_eq!((firm.manages_billing, firm.is_accountant_user), (Some(true), Some(false)));
    assert_eq!((facts.authorised_by.get(Party::Client), client.billing_current), (Some(true), Some(false)));
    assert_eq!((client.billing_cycle, client.primary_admin), (Some(BillingCycle::Annual), Some(PrimaryAdmin::Other)));
    assert_eq!(client.confirmation, Some(Some(Confirmation::accepting(Feature::Projects.into()))));
    assert_eq!((client.days_to_renewal, client.transfer_permission_hours), (Some(Some(12)), Some(Some(47))));
    assert_eq!((client.days_since_discount, client.hours_since_downgrade), (Some(None), Some(Some(5))));
    assert_eq!((*client.usage.users.get(UserKind::Billable), client.usage.accounts), (Some(1204), Some(90)));
    assert_eq!((client.usage.features.get(Feature::Inventory), client.usage.features.get(Feature::Bills)), (Some(true), None));
    assert_eq!((client.same_region, client.other_billing_system), (None, None));

    // What the firm tells of itself holds for its other clients, and not for another firm's.
    assert_eq!(service.client(HAIRDRESSER).facts().firm.billing_current, Some(true));
    assert_eq!(service.count("select count(*) from firms where id = 2 and facts = '{}'"), 1);
}

#[test]
fn the_form_asks_how_many_and_says_which_number_matters_and_the_json_whether_there_are_more() {
    let service = uncounted_cafe();
    service.sql("update clients set facts = json_set(facts, '$.confirmation', json('{\"accepted_losses\": []}'))");
    let held = json!(firm(Plan::Essentials));
    service.sql(&format!("update clients set subscription = '{held}' where name = '{CAFE}'"));
    let (english, french) = (look(&service, CAFE, "en"), look(&service, CAFE, "fr"));
    let actions = service.get(&format!("/clients/{}/actions", service.client(CAFE).id)).json();
    let asked = actions["questions"].as_array().unwrap().iter().find(|its| its["fact"] == "client.usage.users.billable").unwrap();
    // Of the plans that it may go to one alone counts so far; a number that is right for it and for all others is how many there are.
    assert_eq!(asked["more_than"], json!(1), "{asked}");
    assert_eq!(asked["text"], "Does your client have more than 1 billable user, counting invitations?");
    for (page, question, matters) in [
        (
            &english,
            "How many billable users does your client have, counting invitations?",
            "What matters is whether there are more than 1.",
        ),
        (
            &french,
            "Combien d’utilisateurs facturables votre client a-t-il, invitations comprises?",
            "Ce qui compte, c’est s’il y en a plus de 1.",
        ),
    ] {
        assert!(page.contains(question) && page.contains(matters), "{page}");
    }
    assert!(english.contains("Billable users: there may be more than 1.") && french.contains("il y en a peut-être plus de 1."));
}

#[test]
fn a_wrong_answer_is_told_beside_its_field_and_nothing_is_lost() {
    let service = Service::start();
    let held = service.client(HAIRDRESSER);
    for (lang, why) in [("en", "Enter a whole number, in digits."), ("fr", "Entrez un nombre entier, en chiffres.")] {
        for typed in ["three", "-1", "1.5", "4294967296", "%3Cb%3E"] {
            let fields = format!("client.usage.users.billable={typed}&client.primary_admin=other");
            let reply = answer(&service, HAIRDRESSER, lang, &fields);
            assert_eq!(reply.status, 422, "{}", reply.text);
            let (_, field) = reply.text.split_once("<fieldset class=\"is-wrong\">").unwrap();
            let (field, _) = field.split_once("</fieldset>").unwrap();
            let typed = typed.replace("%3C", "&lt;").replace("%3E", "&gt;");
            assert!(field.contains(why) && field.contains(&format!("value=\"{typed}\"")), "{field}");
            assert!(field.contains("name=\"client.usage.users.billable\""), "{field}");
            assert!(reply.text.contains("<option value=\"other\" selected>"), "{}", reply.text);
            assert_eq!(reply.text.matches("class=\"is-wrong\"").count(), 1);
        }
    }
    for fields in
        ["client.primary_admin=nobody", "authorised_by.client=perhaps", "client.primary_admin=firm&client.primary_admin=client"]
    {
        assert_eq!(answer(&service, HAIRDRESSER, "en", fields).status, 422, "{fields}");
    }
    let after = service.client(HAIRDRESSER);
    assert_eq!((after.version, after.facts()), (held.version, held.facts()));
}

#[test]
fn a_number_or_none_is_one_of_both_and_losses_go_with_a_confirmation() {
    let service = uncounted_cafe();
    service.sql("update clients set transfer_permitted_at = null");
    for fields in [
        "client.transfer_permission_hours=3&client.transfer_permission_hours=none",
        "client.confirmation=none&client.confirmation.losses=bills",
        "client.confirmation.losses=bills",
        "client.confirmation=given&client.confirmation.losses=everything",
    ] {
        assert_eq!(answer(&service, CAFE, "en", fields).status, 422, "{fields}");
    }
    assert_eq!(answer(&service, CAFE, "en", "client.transfer_permission_hours=none&client.confirmation=none").status, 303);
    let client = service.client(CAFE).facts().client;
    assert_eq!((client.transfer_permission_hours, client.confirmation), (Some(None), Some(None)));
}

#[test]
fn answers_about_a_client_that_has_changed_or_that_somebody_else_has_answered_are_not_kept_and_not_lost() {
    let service = Service::start();
    let held = service.client(HAIRDRESSER);
    service.sql("update clients set facts = json_set(facts, '$.usage.accounts', 52)");
    let stale = answer_to(&service, held.id, held.version, "en", "client.primary_admin=firm&client.usage.users.billable=7");
    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("The client has changed since") && stale.text.contains("value=\"7\""), "{}", stale.text);
    assert!(stale.text.contains("<option value=\"firm\" selected>"), "{}", stale.text);
    assert!(!service.client(HAIRDRESSER).facts().knows(Fact::PrimaryAdmin));
    // What is known is not written over by an answer.
    assert_eq!(answer(&service, HAIRDRESSER, "en", "client.usage.accounts=1").status, 409);
    assert_eq!(service.client(HAIRDRESSER).facts().client.usage.accounts, Some(52));
}

#[test]
fn the_form_is_for_who_is_signed_in_at_the_client_s_firm_and_stands_on_this_page() {
    let service = Service::start();
    let id = service.client(HAIRDRESSER).id;
    let (path, body) = (format!("/answers?client={id}"), "version=1&client.primary_admin=firm");
    service.ask("POST", &path, &[FORM], body).assert_problem(401, "");
    let theirs = format!("token={}", service.tokens[1]);
    service.ask("POST", &path, &[FORM, ("cookie", &theirs)], body).assert_problem(404, "");
    let ours = format!("token={}", service.tokens[0]);
    for elsewhere in [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")] {
        service.ask("POST", &path, &[FORM, ("cookie", &ours), elsewhere], body).assert_problem(403, "");
    }
    assert!(!service.client(HAIRDRESSER).facts().knows(Fact::PrimaryAdmin));
    assert_eq!(service.ask("POST", &path, &[FORM, ("cookie", &ours), ("sec-fetch-site", "same-origin")], body).status, 303);
}

#[test]
fn an_answer_writes_no_time_anew_that_is_known_better() {
    let service = uncounted_cafe();
    service.sql("update clients set renews_at = unixepoch() + 86400 * 20 + 77, downgraded_at = unixepoch() - 7777");
    let times = "select renews_at * 1000000 + downgraded_at from clients where name like 'Café%'";
    let before = service.count(times);
    assert_eq!(answer(&service, CAFE, "en", "client.usage.users.billable=2").status, 303);
    assert_eq!(service.count(times), before);
    assert_eq!(
        context(&{
            service.sql("update clients set facts = json_set(facts, '$.confirmation', null)");
            service.client(CAFE)
        })
        .client
        .usage
        .users
        .billable,
        2
    );
}

#[test]
fn an_open_answer_belongs_to_its_key() {
    let service = Service::start();
    let held = service.client(HAIRDRESSER);
    let (path, key) = (format!("/clients/{}/changes", held.id), new_key());
    let body = json!({"target": held.subscription.with_payer(Product::Base, Party::Client), "commit": true, "version": held.version, "at": held.at()});
    let open = service.post(&path, Some(&key), &body);
    open.assert_problem(409, "open");
    assert_eq!(answer(&service, HAIRDRESSER, "en", "client.primary_admin=client").status, 303);
    assert_eq!(service.post(&path, Some(&key), &body).text, open.text);
    service.post(&path, Some(&new_key()), &body).assert_problem(409, "conflict");
}
