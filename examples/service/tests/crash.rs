//! The process is killed, again and again, at whatever moment: nothing that was answered is lost, and nothing is done twice.

mod common;

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use common::{CAFE, Reply, Service, ask, commit, firm, start_process as start};
use serde_json::{Value, json};
use sqlx::{query_as, query_scalar, raw_sql};
use subscription_change::record::PlanRecord;
use subscription_change::{Plan, Request, Subscription};
use subscription_change_service::{LARGEST, PATIENCE, seed, store::Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How often the process is killed.
const KILLS: u64 = 40;

/// Asks until there is an answer, and counts how often a request was cut off under way.
fn insist(
    address: &Mutex<SocketAddr>,
    cut_off: &AtomicU32,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Reply {
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        let url = format!("http://{}{path}", address.lock().unwrap());
        match ask(&url, method, headers, body) {
            Ok(reply) => return reply,
            Err(ureq::Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => {}
            Err(_) => _ = cut_off.fetch_add(1, SeqCst),
        }
        assert!(Instant::now() < deadline, "no answer to {method} {path}");
        sleep(Duration::from_millis(3));
    }
}

#[test]
fn a_crash_at_any_moment_loses_nothing_and_repeats_nothing() {
    let (dir, runtime) = (TempDir::new().unwrap(), Runtime::new().unwrap());
    let (store, token, id) = runtime.block_on(async {
        let store = Store::open(dir.path().join("service.db").to_str().unwrap()).await.unwrap();
        let (_, token) = seed::demo(&store.write).await.unwrap().swap_remove(0);
        let client = query_scalar::<_, i64>("select id from clients where name like 'Café%'").fetch_one(&store.write).await;
        (store, token, client.unwrap())
    });
    let essentials: Subscription = serde_json::from_str(r#"{"base": {"plan": "essentials", "payer": "firm"}}"#).unwrap();
    let (address, cut_off, is_over) = (Mutex::new(([127, 0, 0, 1], 1).into()), AtomicU32::new(0), AtomicBool::new(false));
    let bearer = format!("Bearer {token}");

    // A client who changes the plan up and down, and repeats each request until it is answered.
    let client = || {
        let mut answered = Vec::new();
        while !is_over.load(SeqCst) {
            let (n, nothing) = (answered.len(), AtomicU32::new(0));
            let confirmed = "update clients set facts = json_set(facts, '$.confirmation', json('{\"accepted_losses\": []}'))";
            runtime.block_on(raw_sql(confirmed).execute(&store.write)).unwrap();
            let auth = ("authorization", &*bearer);
            let actions = insist(&address, &nothing, "GET", &format!("/clients/{id}/actions"), &[auth], "").json();
            let target = essentials.with_plan(if n % 2 == 0 { Plan::Essentials } else { Plan::EasyStart });
            let body = json!({"target": target, "commit": true, "version": actions["version"], "at": actions["at"]}).to_string();
            let key = format!("change-{n}");
            let headers = [auth, ("content-type", "application/json"), ("idempotency-key", &key)];
            let reply = insist(&address, &cut_off, "POST", &format!("/clients/{id}/changes"), &headers, &body);
            assert_eq!(reply.status, 201, "{}", reply.text);
            answered.push((key, reply.json()));
        }
        answered
    };
    let mut log = String::new();
    let answered = thread::scope(|threads| {
        let client = threads.spawn(client);
        for n in 0..=KILLS {
            let (mut service, listening) = start(dir.path());
            *address.lock().unwrap() = listening;
            // Moments that differ, by a step that shares no factor with the range.
            sleep(Duration::from_millis(20 + n * 67 % 101));
            if n == KILLS {
                is_over.store(true, SeqCst);
                while !client.is_finished() {
                    sleep(Duration::from_millis(5));
                }
            }
            service.kill().unwrap();
            service.wait().unwrap();
            log += &fs::read_to_string(dir.path().join("log")).unwrap();
        }
        client.join().unwrap()
    });

    let cut_off = cut_off.load(SeqCst);
    println!("{} changes were answered, {cut_off} commits were cut off by {KILLS} kills", answered.len());
    assert!(cut_off > 0, "no kill met a commit: the test shows nothing");
    let changes = "select key, id, request, plan from changes order by version";
    let changes: Vec<(String, String, String, String)> = runtime.block_on(query_as(changes).fetch_all(&store.write)).unwrap();
    // One change for each key that was answered, in that order, and the one that was answered.
    let keys = |(key, change): &(String, Value)| (key.clone(), change["id"].as_str().unwrap().to_owned());
    let kept: Vec<_> = changes.iter().map(|(key, id, ..)| (key.clone(), id.clone())).collect();
    assert_eq!(kept, answered.iter().map(keys).collect::<Vec<_>>());
    // Each starts where the one before ended.
    let mut held = essentials.with_plan(Plan::EasyStart);
    for (_, id, request, plan) in &changes {
        let (request, plan): (Request, PlanRecord) =
            (serde_json::from_str(request).unwrap(), serde_json::from_str(plan).unwrap());
        assert_eq!((request.current, plan.from()), (held, &held));
        held = *plan.to();
        let steps = query_scalar::<_, i64>("select count(*) from steps where change = ?").bind(id).fetch_one(&store.write);
        assert_eq!(runtime.block_on(steps).unwrap(), i64::try_from(plan.steps().count()).unwrap());
    }
    let now = query_scalar::<_, String>("select subscription from clients where id = ?").bind(id).fetch_one(&store.write);
    assert_eq!(serde_json::from_str::<Subscription>(&runtime.block_on(now).unwrap()).unwrap(), held);
    let check = query_scalar::<_, String>("pragma integrity_check").fetch_one(&store.write);
    assert_eq!(runtime.block_on(check).unwrap(), "ok");
    // And the log has all that was answered and no secret.
    assert!(log.contains(r#""status":201"#) && !log.contains(&token), "{log}");
}

#[test]
fn told_to_stop_the_process_finishes_what_it_began_and_takes_no_more() {
    // Seeds the database, and asks for the client.
    let seeded = Service::start();
    let held = seeded.client(CAFE);
    for (signal, plan) in [("-TERM", Plan::Essentials), ("-INT", Plan::Plus)] {
        let (mut service, address) = start(seeded.dir.path());
        assert_eq!(ask(&format!("http://{address}/healthz"), "GET", &[], "").unwrap().text, "well\n");
        let body = commit(&seeded.client(CAFE), firm(plan)).to_string();
        let mut stream = TcpStream::connect(address).unwrap();
        let sent = format!("POST /clients/{}/changes HTTP/1.1\r\nhost: here\r\nauthorization: {}\r\n", held.id, seeded.bearer());
        let sent = format!(
            "{sent}idempotency-key: {signal}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(sent.as_bytes()).unwrap();
        // It is under way once it has been waiting for the body.
        sleep(Duration::from_millis(300));
        assert!(Command::new("kill").args([signal, &service.id().to_string()]).status().unwrap().success());
        let deadline = Instant::now() + Duration::from_secs(5);
        while TcpStream::connect(address).is_ok() {
            assert!(Instant::now() < deadline, "it still takes connections");
        }
        stream.write_all(body.as_bytes()).unwrap();
        let mut answered = String::new();
        stream.read_to_string(&mut answered).unwrap();
        assert!(answered.starts_with("HTTP/1.1 201 "), "{answered}");
        assert!(service.wait().unwrap().success());
        let log = fs::read_to_string(seeded.dir.path().join("log")).unwrap();
        let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
        assert_eq!(last["message"], "stopped");
        assert_eq!(seeded.client(CAFE).subscription, firm(plan));
    }
}

/// Sends this, and what comes back until the service closes the connection, and how long that took.
fn dribble(address: SocketAddr, sent: &str) -> (String, Duration) {
    let (start, mut stream) = (Instant::now(), TcpStream::connect(address).unwrap());
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let mut answered = String::new();
    stream.read_to_string(&mut answered).unwrap();
    (answered, start.elapsed())
}

#[test]
fn who_dawdles_over_a_head_or_a_body_is_not_waited_for() {
    let seeded = Service::start();
    let (mut service, address) = start(seeded.dir.path());
    let head = format!("POST /clients/1/changes HTTP/1.1\r\nhost: here\r\nauthorization: {}\r\n", seeded.bearer());
    thread::scope(|threads| {
        let [nothing, half_a_head, half_a_body, idle] = [
            String::new(),
            "GET /healthz HTTP/1.1\r\nhost: here\r\nx-slow: ".to_owned(),
            format!("{head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{{"),
            "GET /healthz HTTP/1.1\r\nhost: here\r\n\r\n".to_owned(),
        ]
        .map(|sent| threads.spawn(move || dribble(address, &sent)));
        let [nothing, half_a_head, half_a_body, idle] =
            [nothing, half_a_head, half_a_body, idle].map(|asked| asked.join().unwrap());
        for (_, waited) in [&nothing, &half_a_head, &half_a_body, &idle] {
            assert!((PATIENCE..2 * PATIENCE).contains(waited), "{waited:?}");
        }
        assert!(!nothing.0.contains(" 200 ") && !half_a_head.0.contains(" 200 "), "{half_a_head:?}");
        assert!(
            half_a_body.0.starts_with("HTTP/1.1 408 ") && half_a_body.0.contains("application/problem+json"),
            "{half_a_body:?}"
        );
        // A connection that is kept and not used is closed too.
        assert!(idle.0.starts_with("HTTP/1.1 200 "), "{idle:?}");
    });
    service.kill().unwrap();
    service.wait().unwrap();
}

#[test]
fn a_head_has_its_limit() {
    let dir = TempDir::new().unwrap();
    let (mut service, address) = start(dir.path());
    let status = |size| ask(&format!("http://{address}/healthz"), "GET", &[("x-large", &*"x".repeat(size))], "").unwrap().status;
    assert_eq!((status(LARGEST * 3 / 4), status(LARGEST)), (200, 431));
    service.kill().unwrap();
    service.wait().unwrap();
}

#[test]
fn what_it_cannot_start_with_it_says_and_fails() {
    let dir = TempDir::new().unwrap();
    for (listen, database) in [("nowhere", "service.db"), ("127.0.0.1:0", "no/such/folder/service.db")] {
        let mut service = Command::new(env!("CARGO_BIN_EXE_service"));
        let output = service.env("LISTEN", listen).env("DATABASE", dir.path().join(database)).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && (said.contains("nowhere: ") || said.contains("no/such/folder/service.db: ")),
            "{said}"
        );
    }
}
