//! The process is killed, again and again, at whatever moment: nothing that was answered is lost, and nothing is done twice.

mod common;

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use common::{Reply, ask, commit};
use serde_json::Value;
use sqlx::{query_as, query_scalar, raw_sql};
use subscription_change::{ChangePlan, Plan, Request, Subscription};
use subscription_change_service::{seed, store::Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How often the process is killed.
const KILLS: u64 = 40;

/// Starts the process; returns it and where it listens, which its log says.
fn start(dir: &Path) -> (Child, String) {
    let log = dir.join("log");
    let mut service = Command::new(env!("CARGO_BIN_EXE_service"));
    service.env("LISTEN", "127.0.0.1:0").env("DATABASE", dir.join("service.db")).stderr(File::create(&log).unwrap());
    let (child, deadline) = (service.spawn().unwrap(), Instant::now() + Duration::from_secs(30));
    loop {
        let said = fs::read_to_string(&log).unwrap();
        let mut lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        if let Some(address) = lines.find_map(|line| Some(line["address"].as_str()?.to_owned())) {
            return (child, address);
        }
        assert!(Instant::now() < deadline, "it does not listen: {said}");
        sleep(Duration::from_millis(2));
    }
}

/// Asks until there is an answer, and counts how often a request was cut off under way.
fn insist(address: &Mutex<String>, cut_off: &AtomicU32, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
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
        let store = Store::open(&dir.path().join("service.db")).await.unwrap();
        let (_, token) = seed::demo(&store.write).await.unwrap().swap_remove(0);
        let client = query_scalar::<_, i64>("select id from clients where name like 'Café%'").fetch_one(&store.write).await;
        (store, token, client.unwrap())
    });
    let essentials: Subscription = serde_json::from_str(r#"{"base": {"plan": "essentials", "payer": "firm"}}"#).unwrap();
    let (address, cut_off, is_over) = (Mutex::new("127.0.0.1:1".to_owned()), AtomicU32::new(0), AtomicBool::new(false));
    let bearer = format!("Bearer {token}");

    // A client who changes the plan up and down, and takes no silence for an answer.
    let client = || {
        let mut answered = Vec::new();
        while !is_over.load(SeqCst) {
            let (n, nothing) = (answered.len(), AtomicU32::new(0));
            let confirmed = "update clients set facts = json_set(facts, '$.confirmation', json('{\"accepted_losses\": []}'))";
            runtime.block_on(raw_sql(confirmed).execute(&store.write)).unwrap();
            let auth = ("authorization", &*bearer);
            let actions = insist(&address, &nothing, "GET", &format!("/clients/{id}/actions"), &[auth], "").json();
            let target = essentials.with_plan(if n % 2 == 0 { Plan::Essentials } else { Plan::EasyStart });
            let (key, body) = (format!("change-{n}"), commit(actions["version"].as_i64().unwrap(), target).to_string());
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
        let (request, plan): (Request, ChangePlan) =
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
    assert!(log.contains(r#""route":"/clients/{id}/changes","status":201"#) && !log.contains(&token), "{log}");
}

#[test]
fn told_to_stop_by_a_signal_the_process_ends_well() {
    let dir = TempDir::new().unwrap();
    for signal in ["-TERM", "-INT"] {
        let (mut service, address) = start(dir.path());
        assert_eq!(ask(&format!("http://{address}/healthz"), "GET", &[], "").unwrap().text, "well\n");
        assert!(Command::new("kill").args([signal, &service.id().to_string()]).status().unwrap().success());
        assert!(service.wait().unwrap().success());
        let log = fs::read_to_string(dir.path().join("log")).unwrap();
        let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
        assert_eq!(last["message"], "stopped");
    }
}

#[test]
fn what_it_cannot_start_with_it_says_and_fails() {
    let dir = TempDir::new().unwrap();
    let run = |argument: &str, listen: &str, database: &str| {
        let mut service = Command::new(env!("CARGO_BIN_EXE_service"));
        service.args((!argument.is_empty()).then_some(argument)).env("LISTEN", listen).env("DATABASE", dir.path().join(database));
        let output = service.output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (well, said, _) = run("--help", "", "");
    assert!(well && said.starts_with("Usage: service [--demo]\n"));
    let (well, _, said) = run("--demon", "", "");
    assert!(!well && said.starts_with("Usage: service [--demo]\n"));
    let (well, _, said) = run("", "nowhere", "service.db");
    assert!(!well && said.contains("nowhere: "), "{said}");
    let (well, _, said) = run("", "127.0.0.1:0", "no/such/folder/service.db");
    assert!(!well && said.contains("no/such/folder/service.db: "), "{said}");
}
