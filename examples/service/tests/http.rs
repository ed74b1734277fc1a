//! Requests that are wrong, unauthorised, too slow or too large; and the language of responses.

mod common;

use std::process::Command;

use boon::{Compiler, Schemas};
use common::{BAKERY, CAFE, HAIRDRESSER, Service, commit, firm};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use subscription_change::Plan;
use subscription_change::ways_out::Action;
use subscription_change_service::wanted::Wanted;
use subscription_change_service::{LARGEST, seed};

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn a_firm_has_its_own_clients_and_no_other_s_are_there() {
    let service = Service::start();
    let mine = service.client(CAFE);
    let change = service.commit(&mine, firm(Plan::Plus));
    let theirs = format!("Bearer {}", service.tokens[1]);
    let as_other = [("authorization", &*theirs), JSON, ("idempotency-key", "a-key")];
    let wanted = commit(&mine, firm(Plan::Advanced)).to_string();
    let preview = json!({"target": firm(Plan::Advanced)}).to_string();

    // What belongs to somebody else is answered like what does not exist.
    let nobody_s = service.ask("GET", "/clients/999/actions", &as_other, "");
    nobody_s.assert_problem(404, "");
    let path = format!("/clients/{}", mine.id);
    for (method, path, body) in [
        ("GET", format!("{path}/actions"), ""),
        ("POST", format!("{path}/changes"), &*wanted),
        ("POST", format!("{path}/changes"), &*preview),
        ("GET", change.header("location").to_owned(), ""),
    ] {
        let reply = service.ask(method, &path, &as_other, body);
        assert_eq!((reply.status, &reply.text), (404, &nobody_s.text), "{method} {path}");
    }
    assert_eq!(service.client(CAFE).subscription, firm(Plan::Plus));
}

#[test]
fn without_a_valid_bearer_token_there_is_nothing_also_with_the_cookie_of_the_page() {
    let service = Service::start();
    let (token, path) = (&service.tokens[0], format!("/clients/{}/changes", service.client(CAFE).id));
    let cookie = format!("token={token}");
    for header in [
        ("x-nothing", "at all"),
        ("cookie", &*cookie),
        ("authorization", token),
        ("authorization", &format!("Basic {token}")),
        ("authorization", "Bearer "),
        ("authorization", &format!("Bearer {token}0")),
    ] {
        for (method, path, body) in [("GET", "/clients/1/actions", ""), ("GET", "/changes/1", ""), ("POST", &*path, "{}")] {
            let reply = service.ask(method, path, &[header, JSON], body);
            reply.assert_problem(401, "");
            assert_eq!(reply.header("www-authenticate"), "Bearer");
        }
    }
    let path = format!("/clients/{}/actions", service.client(CAFE).id);
    assert_eq!(service.ask("GET", &path, &[("authorization", &format!("bearer {token}"))], "").status, 200);
}

#[test]
fn tokens_are_kept_as_hashes_alone() {
    let service = Service::start();
    let files = std::fs::read_dir(service.dir.path()).unwrap();
    let kept: Vec<u8> = files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    let holds = |bytes: &[u8]| kept.windows(bytes.len()).any(|window| window == bytes);
    assert!(holds("Maude Vézina".as_bytes()));
    assert!(service.tokens.iter().all(|token| !holds(token.as_bytes())));
}

#[test]
fn every_error_is_a_problem() {
    let service = Service::start();
    let (bearer, path) = (service.bearer(), format!("/clients/{}/changes", service.client(CAFE).id));
    let large = format!("{{\"target\": \"{}\"}}", "x".repeat(LARGEST));
    let long_id = format!("/changes/{}", "9".repeat(2_000));
    let gold = r#"{"target": {"base": {"plan": "gold", "payer": "firm"}}}"#;
    let text = ("content-type", "text/plain");
    let form = ("content-type", "application/x-www-form-urlencoded");
    for (status, method, path, header, body, detail) in [
        (400, "POST", &*path, JSON, "{", "EOF while parsing"),
        (400, "POST", &path, JSON, "{\"target\": \"\u{0}\"}", "control character"),
        (400, "GET", "/clients/first/actions", JSON, "", "first"),
        (400, "GET", "/clients/99999999999999999999/actions", JSON, "", "9"),
        (400, "GET", "/changes/%ff", JSON, "", "UTF-8"),
        (404, "GET", "/nowhere", JSON, "", ""),
        (404, "GET", "/clients/-1/actions", JSON, "", ""),
        (404, "GET", "/changes/'%20or%201=1--", JSON, "", ""),
        (404, "GET", &long_id, JSON, "", ""),
        (405, "DELETE", &path, JSON, "", ""),
        (413, "POST", &path, JSON, &large, "length limit exceeded"),
        (415, "POST", &path, text, "{}", "application/json"),
        (422, "POST", &path, JSON, "{}", "missing field `target`"),
        (422, "POST", &path, JSON, r"[{}, true, 1]", "invalid type: sequence, expected an object, a change that is wanted"),
        (422, "POST", &path, JSON, r#"{"target": []}"#, "target: invalid type: sequence"),
        (422, "POST", &path, JSON, gold, "target.base.plan: unknown"),
        (422, "POST", &path, JSON, r#"{"comit": true}"#, "unknown field `comit`, expected one of `target`"),
        (422, "POST", "/sign-in", form, "lang=fr", "missing field `token`"),
    ] {
        let reply = service.ask(method, path, &[("authorization", &*bearer), header], body);
        reply.assert_problem(status, "");
        let said = reply.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(said.contains(detail) && said.is_empty() == detail.is_empty(), "{method} {path} {body}: {said}");
    }
    assert_eq!(service.ask("DELETE", &path, &[], "").header("allow"), "POST");
    assert_eq!(service.ask("HEAD", "/nowhere", &[], "").text, "");
}

#[test]
fn a_fault_in_what_is_stored_is_an_error_of_the_service_and_says_nothing_of_it() {
    let service = Service::start();
    let id = service.client(CAFE).id;
    service.sql("update clients set subscription = '{\"secret\": 1}'");
    let reply = service.get(&format!("/clients/{id}/actions"));
    reply.assert_problem(500, "");
    assert!(!reply.text.contains("secret"));
    service.sql("alter table firms rename to gone");
    service.ask("GET", "/healthz", &[], "").assert_problem(503, "");
}

#[test]
fn a_token_is_given_and_revoked_by_a_command_and_the_other_ones_stay() {
    let service = Service::start();
    let run = |arguments: &[&str]| {
        let database = service.dir.path().join("service.db");
        let out = Command::new(env!("CARGO_BIN_EXE_service")).env("DATABASE", database).args(arguments).output().unwrap();
        (out.status.success(), String::from_utf8(out.stdout).unwrap().trim().to_owned())
    };
    let path = format!("/clients/{}/actions", service.client(CAFE).id);
    let sees = |token: &str| service.ask("GET", &path, &[("authorization", &format!("Bearer {token}"))], "").status;
    let (firm, [given, other]) = ("Cabinet Laurentide CPA inc.", ["Inès Roy", "Luc Roy"]);
    let tokens = [given, other].map(|user| run(&["give", firm, user])).map(|(is_well, token)| {
        assert!(is_well && token.len() == 64, "{token}");
        token
    });
    assert_eq!(tokens.each_ref().map(|token| sees(token)), [200, 200]);
    assert_eq!(run(&["revoke", firm, given]), (true, "1".to_owned()));
    assert_eq!(tokens.each_ref().map(|token| sees(token)), [401, 200]);
    assert_eq!(sees(&service.tokens[0]), 200);
    // Nobody of that name, no such firm, no such command.
    for wrong in [&["revoke", firm, given][..], &["give", "Nobody inc.", given], &["give", firm], &["--demmo"]] {
        assert!(!run(wrong).0, "{wrong:?}");
    }
}

#[test]
fn a_commit_that_cannot_be_stored_in_time_says_so_and_can_be_retried() {
    let service = Service::start();
    let held = service.client(CAFE);
    let (path, body) = (format!("/clients/{}/changes", held.id), commit(&held, firm(Plan::Plus)));
    // Another commit of this service, and an import that holds the database.
    for writer in [&service.store.write, &service.beside().1.write] {
        let in_the_way = service.runtime.block_on(writer.begin_with("begin immediate")).unwrap();
        service.post(&path, Some("key"), &body).assert_problem(503, "");
        assert_eq!(service.get(&format!("/clients/{}/actions", held.id)).status, 200, "readers do not wait for writers");
        service.runtime.block_on(in_the_way.rollback()).unwrap();
    }
    assert_eq!(service.post(&path, Some("key"), &body).status, 201);
}

#[test]
fn the_demo_lets_nobody_into_a_database_that_is_not_empty() {
    let service = Service::start();
    let count = || (service.count("select count(*) from users"), service.count("select count(*) from clients"));
    assert_eq!(count(), (2, 13));
    // As the README says.
    assert_eq!(service.count("select count(*) from clients where firm = iif(id <= 7, 1, 2) and id between 1 and 13"), 13);
    assert_eq!(service.client(HAIRDRESSER).id, 6);
    assert_eq!(service.runtime.block_on(seed::demo(&service.store.write)).unwrap(), []);
    assert_eq!(count(), (2, 13));
}

#[test]
fn it_answers_in_the_language_that_is_preferred_and_in_english_if_it_has_none_of_them() {
    let service = Service::start();
    let (bearer, id) = (service.bearer(), service.client(BAKERY).id);
    let wanted = json!({"target": service.client(BAKERY).subscription.with_plan(Plan::EasyStart)}).to_string();
    for (accepts, language, text) in [
        ("fr", "fr-CA", "Votre client a 3\u{a0}utilisateurs facturables, soit 2 de plus que la limite de 1."),
        ("en;q=0.3, fr-CH;q=0.8", "fr-CA", "Votre client a 3\u{a0}utilisateurs facturables, soit 2 de plus que la limite de 1."),
        ("fr;q=0.3, en", "en-CA", "Your client has 3 billable users, 2 more than the limit of 1."),
        ("iu, cr;q=0.5", "en-CA", "Your client has 3 billable users, 2 more than the limit of 1."),
        ("", "en-CA", "Your client has 3 billable users, 2 more than the limit of 1."),
        ("\u{e9}", "en-CA", "Your client has 3 billable users, 2 more than the limit of 1."),
    ] {
        let headers = [("authorization", &*bearer), JSON, ("accept-language", accepts)];
        let reply = service.ask("POST", &format!("/clients/{id}/changes"), &headers, &wanted);
        assert_eq!(reply.header("content-language"), language, "{accepts}");
        let reasons = reply.json()["reasons"].as_array().unwrap().clone();
        let too_many = reasons.iter().find(|reason| reason["code"] == "too_many_users").unwrap();
        assert_eq!(too_many["text"], text, "{accepts}");
    }
}

/// Every `$ref` in it leads somewhere.
fn assert_refers(document: &Value, part: &Value) {
    match part {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let ("$ref", Some(path)) = (&**name, value.as_str()) {
                    assert!(document.pointer(path.trim_start_matches('#')).is_some(), "{path}");
                }
                assert_refers(document, value);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| assert_refers(document, item)),
        _ => {}
    }
}

#[test]
fn the_description_has_every_route_the_crate_s_names_and_examples_that_the_crate_reads() {
    let service = Service::start();
    let document = service.get("/openapi.json").json();
    assert_eq!(document["openapi"].as_str().unwrap().split_once('.').unwrap().0, "3");
    let operations = |path: &Value| -> Vec<String> { path.as_object().unwrap().keys().cloned().collect() };
    let paths: Vec<_> = document["paths"].as_object().unwrap().iter().map(|(path, its)| (&**path, operations(its))).collect();
    let mut known = [
        ("/changes/{id}", vec!["get".to_owned()]),
        ("/clients/{id}/actions", vec!["get".to_owned()]),
        ("/clients/{id}/changes", vec!["post".to_owned()]),
        ("/healthz", vec!["get".to_owned()]),
    ];
    known.sort();
    let mut described = paths.clone();
    described.sort();
    assert_eq!(described, known);
    assert_refers(&document, &document);
    for (path, operation) in document["paths"].as_object().unwrap() {
        let operation = operation.as_object().unwrap().values().next().unwrap();
        assert_eq!(operation["responses"]["default"]["$ref"], "#/components/responses/Problem", "{path}");
        assert_eq!(operation["security"].is_null(), path != "/healthz", "all else needs a token");
    }
    assert_eq!(document["security"], json!([{"token": []}]));
    assert_eq!(document["paths"]["/clients/{id}/changes"]["post"]["requestBody"]["required"], true);
    let problem = &document["components"]["responses"]["Problem"]["content"];
    assert_eq!(problem["application/problem+json"]["schema"]["$ref"], "#/components/schemas/Problem");

    let schemas = &document["components"]["schemas"];
    for (name, read) in [("Wanted", reads::<Wanted> as fn(&Value)), ("Action", reads::<Action>)] {
        let examples = schemas[name]["examples"].as_array().unwrap();
        assert!(!examples.is_empty());
        examples.iter().for_each(read);
    }

    // And what is answered is what is described.
    let client = service.client(CAFE);
    let actions = service.get(&format!("/clients/{}/actions", client.id)).json();
    let made = service.commit(&client, firm(Plan::Plus)).json();
    let refused = service.commit(&service.client(BAKERY), firm(Plan::EasyStart)).json();
    let hairdresser = service.client(HAIRDRESSER);
    let partly = service.get(&format!("/clients/{}/actions", hairdresser.id)).json();
    let open = service.commit(&hairdresser, firm(Plan::Plus)).json();
    let wanted = json!({"target": firm(Plan::Essentials)});
    let preview = service.post(&format!("/clients/{}/changes", client.id), None, &wanted).json();
    assert_eq!((partly["questions"].is_array(), &open["type"]), (true, &json!("urn:problem-type:open")));
    // Who allows a takeover is not known, nor from when on billing can be monthly.
    let theirs = json!({"base": {"plan": "easy_start", "payer": "client"}});
    service.sql(&format!(
        "update clients set subscription = '{theirs}', renews_at = null, transfer_permitted_at = 'none',
            facts = json_set(facts, '$.billing_cycle', 'annual') where name = '{HAIRDRESSER}'"
    ));
    let takeover = json!({"target": {"base": {"plan": "easy_start", "payer": "firm"}}});
    let takeover = service.post(&format!("/clients/{}/changes", hairdresser.id), None, &takeover).json();
    for (code, remedy) in [
        ("transfer_not_permitted", json!({"code": "permit_transfer"})),
        ("annual_billing", json!({"code": "switch_to_monthly", "by": "client"})),
    ] {
        let reason = takeover["reasons"].as_array().unwrap().iter().find(|reason| reason["code"] == code).unwrap();
        assert_eq!((&reason["remedies"], &reason["way_out"]), (&json!([remedy]), &json!("")), "{takeover:#}");
    }
    let mut compiler = Compiler::new();
    compiler.add_resource("urn:description", document).unwrap();
    for (name, answer) in [
        ("Actions", actions),
        ("Change", made),
        ("Problem", refused),
        ("Actions", partly),
        ("Problem", open),
        ("Preview", preview),
        ("Preview", takeover),
    ] {
        let mut known = Schemas::new();
        let schema = compiler.compile(&format!("urn:description#/components/schemas/{name}"), &mut known).unwrap();
        known.validate(&answer, schema).unwrap_or_else(|error| panic!("{error:#}\n{answer:#}"));
    }
}

fn reads<T: DeserializeOwned>(example: &Value) {
    serde_json::from_value::<T>(example.clone()).unwrap_or_else(|error| panic!("{error}: {example}"));
}
