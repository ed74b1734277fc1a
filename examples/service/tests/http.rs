//! What is asked wrongly, by the wrong one, too slowly, too much; and in which language it is answered.

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::{BAKERY, CAFE, Service, commit, firm};
use serde_json::{Value, json};
use subscription_change::{
    Action, ActionCode, Actor, Availability, ChangePlan, Effective, Feature, Notice, NoticeCode, Party, PayrollTier, Plan,
    Reason, ReasonCode, Remedy, RemedyCode, Request, Resolution, Step, StepCode, Subscription, TimeTier,
};
use subscription_change_service::store::Wanted;
use subscription_change_service::{LARGEST_BODY, Limits, seed};

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn a_firm_has_its_own_clients_and_no_other_s_are_there() {
    let service = Service::start();
    let mine = service.client(CAFE);
    let change = service.commit(&mine, firm(Plan::Plus));
    let theirs = format!("Bearer {}", service.tokens[1]);
    let as_other = [("authorization", &*theirs), JSON, ("idempotency-key", "a-key")];
    let wanted = commit(mine.version, firm(Plan::Advanced)).to_string();
    let preview = json!({"target": firm(Plan::Advanced)}).to_string();

    // What is somebody else's is answered as what is nobody's.
    let nobody_s = service.ask("GET", "/clients/999/actions", &as_other, "");
    nobody_s.assert_problem(404, "not-found");
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

    let names = |reply: &common::Reply| -> Vec<String> {
        reply.json().as_array().unwrap().iter().map(|client| client["name"].as_str().unwrap().to_owned()).collect()
    };
    let (ours, others) = (names(&service.get("/clients")), names(&service.ask("GET", "/clients", &as_other, "")));
    assert_eq!((ours.len(), others.len()), (7, 6));
    assert!(ours.iter().all(|name| !others.contains(name)));
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
        for (method, path, body) in [("GET", "/clients", ""), ("GET", "/changes/1", ""), ("POST", &*path, "{}")] {
            let reply = service.ask(method, path, &[header, JSON], body);
            reply.assert_problem(401, "unauthenticated");
            assert_eq!(reply.header("www-authenticate"), "Bearer");
        }
    }
    assert_eq!(service.ask("GET", "/clients", &[("authorization", &format!("bearer {token}"))], "").status, 200);
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
fn every_error_is_a_problem_in_the_language_of_who_asks() {
    let service = Service::start();
    let (bearer, path) = (service.bearer(), format!("/clients/{}/changes", service.client(CAFE).id));
    let large = format!("{{\"target\": \"{}\"}}", "x".repeat(LARGEST_BODY));
    let long_id = format!("/changes/{}", "9".repeat(2_000));
    let text = ("content-type", "text/plain");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let elsewhere = ("sec-fetch-site", "cross-site");
    for (status, kind, method, path, header, body, detail) in [
        (400, "malformed", "POST", &*path, JSON, "{", "EOF while parsing"),
        (400, "malformed", "POST", &path, JSON, "{}", "missing field `target`"),
        (
            400,
            "malformed",
            "POST",
            &path,
            JSON,
            r#"{"target": {"base": {"plan": "gold", "payer": "firm"}}}"#,
            "target.base.plan: unknown",
        ),
        (400, "malformed", "POST", &path, JSON, r#"{"target": null, "comit": true}"#, "target: "),
        (400, "malformed", "POST", &path, JSON, r#"{"comit": true}"#, "unknown field `comit`, expected one of `target`"),
        (400, "malformed", "POST", &path, JSON, "{\"target\": \"\u{0}\"}", "control character"),
        (400, "malformed", "POST", "/sign-in", form, "lang=fr", "missing field `token`"),
        (403, "foreign-form", "POST", "/sign-in", elsewhere, "token=x&lang=fr", ""),
        (404, "not-found", "GET", "/nowhere", JSON, "", ""),
        (404, "not-found", "GET", "/clients/first/actions", JSON, "", ""),
        (404, "not-found", "GET", "/clients/99999999999999999999/actions", JSON, "", ""),
        (404, "not-found", "GET", "/changes/%ff", JSON, "", ""),
        (404, "not-found", "GET", &long_id, JSON, "", ""),
        (405, "method-not-allowed", "DELETE", "/clients", JSON, "", ""),
        (413, "too-large", "POST", &path, JSON, &large, ""),
        (415, "media-type", "POST", &path, text, "{}", ""),
    ] {
        let ask = |language| {
            let headers = [("authorization", &*bearer), header, ("accept-language", language)];
            service.ask(method, path, &headers, body)
        };
        let (english, french) = (ask("en-GB"), ask("fr-FR"));
        english.assert_problem(status, kind);
        french.assert_problem(status, kind);
        assert_eq!((english.header("content-language"), french.header("content-language")), ("en-CA", "fr-CA"));
        assert_ne!(english.json()["title"], french.json()["title"]);
        let said = english.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(said.contains(detail) && said.is_empty() == detail.is_empty(), "{method} {path} {body}: {said}");
    }
    assert_eq!(service.ask("DELETE", "/clients", &[], "").header("allow"), "GET,HEAD");
    assert_eq!(service.ask("HEAD", "/nowhere", &[], "").text, "");
}

#[test]
fn a_fault_in_what_is_stored_is_an_error_of_the_service_and_says_nothing_of_it() {
    let service = Service::start();
    let id = service.client(CAFE).id;
    service.sql("update clients set subscription = '{\"secret\": 1}'");
    let reply = service.get(&format!("/clients/{id}/actions"));
    reply.assert_problem(500, "internal");
    assert!(!reply.text.contains("secret"));
    service.sql("alter table firms rename to gone");
    service.ask("GET", "/healthz", &[], "").assert_problem(503, "busy");
}

#[test]
fn a_commit_that_cannot_be_stored_in_time_is_answered_so_and_can_be_tried_again() {
    let service = Service::start();
    let held = service.client(CAFE);
    let (path, body) = (format!("/clients/{}/changes", held.id), commit(1, firm(Plan::Plus)));
    let in_the_way = service.runtime.block_on(service.store.write.begin()).unwrap();
    service.post(&path, Some("key"), &body).assert_problem(503, "busy");
    assert_eq!(service.get(&format!("/clients/{}/actions", held.id)).status, 200, "readers do not wait for writers");
    service.runtime.block_on(in_the_way.rollback()).unwrap();
    assert_eq!(service.post(&path, Some("key"), &body).status, 201);
}

#[test]
fn the_demo_renews_its_tokens_and_lets_nobody_into_another_database() {
    let service = Service::start();
    let clients = service.count("select count(*) from clients");
    let renewed = service.runtime.block_on(seed::demo(&service.store.write)).unwrap();
    assert_eq!((renewed.len(), service.count("select count(*) from clients")), (2, clients));
    service.get("/clients").assert_problem(401, "unauthenticated");
    assert_eq!(service.ask("GET", "/clients", &[("authorization", &format!("Bearer {}", renewed[0].1))], "").status, 200);

    service.sql("delete from users; update firms set name = 'Somebody else'");
    assert_eq!(service.runtime.block_on(seed::demo(&service.store.write)).unwrap(), []);
    assert_eq!(service.count("select count(*) from users"), 0);
}

#[test]
fn it_answers_in_the_language_that_is_preferred_and_in_english_if_it_has_none_of_them() {
    let service = Service::start();
    let (bearer, id) = (service.bearer(), service.client(BAKERY).id);
    let wanted = json!({"target": service.client(BAKERY).subscription.with_plan(Plan::EasyStart)}).to_string();
    for (accepts, language, text) in [
        ("fr", "fr-CA", "Votre client a 3 utilisateurs facturables, soit 2 de plus que la limite de 1."),
        ("en;q=0.3, fr-CH;q=0.8", "fr-CA", "Votre client a 3 utilisateurs facturables, soit 2 de plus que la limite de 1."),
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

/// Sends this, and what comes back until the service closes the connection, and how long that took.
fn dribble(service: &Service, sent: &str) -> (String, Duration) {
    let (start, mut stream) = (Instant::now(), TcpStream::connect(service.address).unwrap());
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let mut answered = String::new();
    stream.read_to_string(&mut answered).unwrap();
    (answered, start.elapsed())
}

#[test]
fn who_dawdles_over_a_head_or_a_body_is_not_waited_for() {
    let limits = Limits { head: Duration::from_millis(400), answer: Duration::from_millis(600), ..Limits::default() };
    let service = Service::start_with(limits, false);
    let half_a_head = dribble(&service, "GET /healthz HTTP/1.1\r\nhost: here\r\nx-slow: ");
    assert!(!half_a_head.0.contains(" 200 "), "{half_a_head:?}");
    assert!((limits.head..Duration::from_secs(10)).contains(&half_a_head.1), "{half_a_head:?}");

    let head = format!("POST /clients/1/changes HTTP/1.1\r\nhost: here\r\nauthorization: {}\r\n", service.bearer());
    let half_a_body = dribble(&service, &format!("{head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{{"));
    assert!(half_a_body.0.starts_with("HTTP/1.1 408 ") && half_a_body.0.contains("urn:problem-type:timeout"), "{half_a_body:?}");
    assert!((limits.answer..Duration::from_secs(10)).contains(&half_a_body.1), "{half_a_body:?}");

    // A connection that is kept and not used is closed too.
    let idle = dribble(&service, "GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n");
    assert!(idle.0.starts_with("HTTP/1.1 200 ") && idle.1 >= limits.head && idle.1 < Duration::from_secs(10), "{idle:?}");
}

#[test]
fn who_comes_when_all_connections_are_taken_waits_for_one() {
    let service = Service::start_with(Limits { connections: 2, ..Limits::default() }, false);
    let idle = [(); 2].map(|()| TcpStream::connect(service.address).unwrap());
    std::thread::sleep(Duration::from_millis(300));
    let mut third = TcpStream::connect(service.address).unwrap();
    third.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
    third.write_all(b"GET /healthz HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").unwrap();
    let mut answered = String::new();
    assert!(third.read_to_string(&mut answered).is_err() && answered.is_empty(), "{answered}");
    drop(idle);
    third.set_read_timeout(Some(Duration::from_secs(8))).unwrap();
    third.read_to_string(&mut answered).unwrap();
    assert!(answered.starts_with("HTTP/1.1 200 "), "{answered}");
}

#[test]
fn a_head_has_its_limit() {
    let service = Service::start();
    let ask = |size| service.ask("GET", "/healthz", &[("x-large", &*"x".repeat(size))], "").status;
    assert_eq!((ask(12 << 10), ask(17 << 10)), (200, 431));
}

#[test]
fn told_to_stop_it_finishes_what_it_began_and_takes_no_more() {
    let mut service = Service::start();
    let id = service.client(CAFE).id;
    let body = commit(1, firm(Plan::Plus)).to_string();
    let mut stream = TcpStream::connect(service.address).unwrap();
    let head = format!("POST /clients/{id}/changes HTTP/1.1\r\nhost: here\r\nauthorization: {}\r\n", service.bearer());
    let head = format!("{head}idempotency-key: k\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).unwrap();
    // It is under way once it has been waiting for the body.
    std::thread::sleep(Duration::from_millis(300));
    service.stop.take().unwrap().send(()).unwrap();
    let deadline = Instant::now() + Duration::from_secs(5);
    while TcpStream::connect(service.address).is_ok() {
        assert!(Instant::now() < deadline, "it still takes connections");
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut answered = String::new();
    stream.read_to_string(&mut answered).unwrap();
    assert!(answered.starts_with("HTTP/1.1 201 "), "{answered}");
    service.runtime.block_on(service.stopped.take().unwrap()).unwrap();
}

#[test]
fn every_answer_forbids_what_a_browser_need_not_do_with_it() {
    let service = Service::start();
    for path in ["/", "/clients", "/nowhere", "/healthz", "/style.css", "/openapi.json"] {
        let reply = service.get(path);
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"), "{path}");
        assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!((reply.header("x-content-type-options"), reply.header("cache-control")), ("nosniff", "no-store"), "{path}");
        assert_eq!(reply.header("x-request-id").len(), 36, "{path}");
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

/// What the schema requires is there, as far down as it says what there is.
fn assert_fits(document: &Value, schema: &Value, value: &Value) {
    let schema = schema["$ref"].as_str().map_or(schema, |path| document.pointer(path.trim_start_matches('#')).unwrap());
    if let Some(names) = schema["enum"].as_array() {
        assert!(names.contains(value), "{value} is none of {names:?}");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(name.as_str().unwrap()).is_some(), "no {name} in {value}");
    }
    for (name, part) in schema["properties"].as_object().into_iter().flatten() {
        value.get(name).into_iter().filter(|value| !value.is_null()).for_each(|value| assert_fits(document, part, value));
    }
    for alternative in schema["oneOf"].as_array().into_iter().flatten().filter(|one| one["type"] != "null") {
        assert_fits(document, alternative, value);
    }
    if schema["type"] == "array" {
        value.as_array().unwrap().iter().for_each(|item| assert_fits(document, &schema["items"], item));
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
        ("/clients", vec!["get".to_owned()]),
        ("/clients/{id}/actions", vec!["get".to_owned()]),
        ("/clients/{id}/changes", vec!["post".to_owned()]),
        ("/healthz", vec!["get".to_owned()]),
        ("/openapi.json", vec!["get".to_owned()]),
    ];
    known.sort();
    let mut described = paths.clone();
    described.sort();
    assert_eq!(described, known);
    assert_refers(&document, &document);

    let schemas = &document["components"]["schemas"];
    macro_rules! named {
        ($($Name:ident),+) => { $(assert_eq!(schemas[stringify!($Name)]["enum"], json!($Name::ALL));)+ };
    }
    named! { Plan, PayrollTier, TimeTier, Party, Actor, Availability, Resolution, Effective, Feature }
    named! { ReasonCode, RemedyCode, StepCode, NoticeCode, ActionCode }
    macro_rules! read {
        ($($Name:ident),+) => { $(
            let examples = schemas[stringify!($Name)]["examples"].as_array().unwrap();
            assert!(!examples.is_empty());
            for example in examples {
                let read: $Name = serde_json::from_value(example.clone()).unwrap_or_else(|error| panic!("{error}: {example}"));
                let written = json!(read);
                example.as_object().unwrap().iter().for_each(|(name, value)| assert_eq!(&written[name], value));
            }
        )+ };
    }
    read! { Subscription, Action, Remedy, Reason, Step, Notice, ChangePlan, Request, Wanted }

    // And what is answered is what is described.
    let client = service.client(CAFE);
    let actions = service.get(&format!("/clients/{}/actions", client.id)).json();
    let made = service.commit(&client, firm(Plan::Plus)).json();
    let refused = service.commit(&service.client(BAKERY), firm(Plan::EasyStart)).json();
    for (name, answer) in
        [("Actions", actions), ("Clients", service.get("/clients").json()), ("Change", made), ("Problem", refused)]
    {
        assert_fits(&document, &schemas[name], &answer);
    }
}
