//! The service on a port of its own, with a database of its own, and what asks it over HTTP.

#![allow(dead_code, reason = "each test program uses its part")]

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Row};
use subscription_change::{Context, Party, Plan, Subscription};
use subscription_change_service::store::{Client, Store};
use subscription_change_service::{router, seed};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use ureq::Agent;
use ureq::http::HeaderMap;

/// Clients of the seed, by what is interesting about them.
pub const BAKERY: &str = "Boulangerie Sainte-Marthe inc.";
pub const CAFE: &str = "Café Cuillère-à-Pot inc.";
pub const LEDGER: &str = "Succession Honoré Pelland";
/// Of which not all is known.
pub const HAIRDRESSER: &str = "Coiffure Mèche-et-Misaine";

pub struct Service {
    pub address: SocketAddr,
    pub store: Store,
    /// Of the firm in Québec, and of the one on the prairies.
    pub tokens: [String; 2],
    pub dir: TempDir,
    pub runtime: Runtime,
}

/// What was answered.
#[derive(Debug, PartialEq)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
    }

    /// It is a problem of this status and type, in the media type of problems; without a type it is one of HTTP's own.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, kind: &str) {
        assert_eq!((self.status, self.header("content-type")), (status, "application/problem+json"), "{}", self.text);
        let problem = self.json();
        let uri = if kind.is_empty() { "about:blank".to_owned() } else { format!("urn:problem-type:{kind}") };
        assert_eq!(problem["type"], uri, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
    }
}

fn serve(runtime: &Runtime, store: &Store) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, served) = (listener.local_addr().unwrap(), router(store.clone()).into_make_service());
    runtime.spawn(async move { axum_server::from_tcp(listener).unwrap().serve(served).await });
    address
}

impl Service {
    pub fn start() -> Self {
        let (runtime, dir) = (Runtime::new().unwrap(), TempDir::new().unwrap());
        let (store, tokens) = runtime.block_on(async {
            let store = Store::open(dir.path().join("service.db").to_str().unwrap()).await.unwrap();
            let tokens = seed::demo(&store.write).await.unwrap();
            (store, [0, 1].map(|n| tokens[n].1.clone()))
        });
        let address = serve(&runtime, &store);
        Self { address, store, tokens, dir, runtime }
    }

    /// Where another one listens that has the same database, as if it were another process.
    pub fn beside(&self) -> (SocketAddr, Store) {
        let opened = self.runtime.block_on(Store::open(self.dir.path().join("service.db").to_str().unwrap())).unwrap();
        (serve(&self.runtime, &opened), opened)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks as the firm in Québec, in English.
    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[("authorization", &self.bearer())], "")
    }

    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.tokens[0])
    }

    pub fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Reply {
        let (bearer, mut headers) = (self.bearer(), vec![("content-type", "application/json")]);
        headers.push(("authorization", &bearer));
        headers.extend(key.map(|key| ("idempotency-key", key)));
        self.ask("POST", path, &headers, &body.to_string())
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        ask(&self.url(path), method, headers, body).unwrap()
    }

    /// The client as the firm in Québec has it.
    pub fn client(&self, name: &str) -> Client {
        self.runtime.block_on(async {
            let desk = self.store.desk(&self.tokens[0]).await.ok().flatten().unwrap();
            let listed = desk.clients().await.ok().unwrap().into_iter().find(|client| client.name == name).unwrap();
            desk.client(listed.id).await.ok().unwrap()
        })
    }

    /// Facts from elsewhere.
    pub fn sql(&self, sql: &str) {
        let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&self.store.write);
        self.runtime.block_on(done).unwrap();
    }

    pub fn count(&self, sql: &str) -> i64 {
        let row = self.runtime.block_on(sqlx::query(AssertSqlSafe(sql)).fetch_one(&self.store.write)).unwrap();
        row.get(0)
    }

    /// Commits a change of this client at its present version, with a key of its own.
    pub fn commit(&self, held: &Client, target: Subscription) -> Reply {
        self.post(&format!("/clients/{}/changes", held.id), Some(&new_key()), &commit(held, target))
    }
}

/// Starts the process on a database in this folder; returns it and where it listens, which its log says.
pub fn start_process(dir: &Path) -> (Child, SocketAddr) {
    let log = dir.join("log");
    let mut service = Command::new(env!("CARGO_BIN_EXE_service"));
    service.env("LISTEN", "127.0.0.1:0").env("DATABASE", dir.join("service.db")).stderr(File::create(&log).unwrap());
    let (child, deadline) = (service.spawn().unwrap(), Instant::now() + Duration::from_secs(30));
    loop {
        let said = fs::read_to_string(&log).unwrap();
        let mut lines = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        if let Some(address) = lines.find_map(|line| line["address"].as_str()?.parse().ok()) {
            return (child, address);
        }
        assert!(Instant::now() < deadline, "it does not listen: {said}");
        sleep(Duration::from_millis(2));
    }
}

pub fn new_key() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// What commits a change of the client as it was read.
pub fn commit(held: &Client, target: Subscription) -> Value {
    json!({"target": target, "commit": true, "version": held.version, "at": held.at()})
}

pub fn agent() -> Agent {
    let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
    config.timeout_global(Some(Duration::from_secs(30))).build().into()
}

pub fn ask(url: &str, method: &str, headers: &[(&str, &str)], body: &str) -> Result<Reply, ureq::Error> {
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answered = if body.is_empty() { agent().run(request.body(())?) } else { agent().run(request.body(body)?) };
    let mut answered = answered?;
    let text = answered.body_mut().read_to_string()?;
    Ok(Reply { status: answered.status().as_u16(), headers: answered.headers().clone(), text })
}

/// The facts of a client of which all are known.
pub fn context(client: &Client) -> Context {
    client.facts().context().unwrap_or_else(|| panic!("not known: {:?}", client.facts().unknown()))
}

pub fn firm(plan: Plan) -> Subscription {
    Subscription::new(plan, Party::Firm)
}
