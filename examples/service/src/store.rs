//! What is kept, and the one transaction that changes it.

use std::path::Path;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqliteConnection, query, query_as, query_scalar, raw_sql};
use subscription_change::{ChangePlan, Context, Language, Party, Remedy, Request, Subscription};
use uuid::Uuid;

use crate::problem::{self, Problem};
use crate::{CATALOGUE, answers};

/// The database has one writer at a time: it has a connection of its own, which writers queue for, and readers never wait for it.
#[derive(Clone)]
pub struct Store {
    read: SqlitePool,
    pub write: SqlitePool,
}

/// Who asks: somebody at a firm. What they ask for is looked for among what the firm has, and nowhere else.
pub struct User {
    pub firm: i64,
    pub name: String,
    pub firm_name: String,
}

/// A client as it is now.
pub struct Held {
    pub id: i64,
    pub name: String,
    pub version: i64,
    pub subscription: Subscription,
    pub context: Context,
}

/// A change that is wanted.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    pub target: Subscription,
    /// Whether to make the change; without it the answer is what would happen.
    #[serde(default)]
    pub commit: bool,
    /// The version of the client that it was decided on.
    #[serde(default)]
    pub version: Option<i64>,
    /// What to do where a reason can be cleared in several ways.
    #[serde(default)]
    pub prefer: Vec<Remedy>,
}

/// A change that was made, and when each of its steps was performed.
pub struct Change {
    pub id: String,
    pub client: i64,
    pub by: String,
    pub at: i64,
    pub request: Request,
    pub plan: ChangePlan,
    pub done_at: Vec<Option<i64>>,
}

/// What was answered to a commit, and is to its retries.
#[derive(Deserialize, Serialize)]
pub struct Answer {
    pub status: u16,
    pub language: Language,
    pub body: Value,
    pub change: Option<String>,
}

pub fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Problem> {
    Ok(serde_json::from_str(json)?)
}

impl Store {
    pub async fn open(file: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(true);
        // What was answered is on the disk, also after a power cut.
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let pool = |size| SqlitePoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(5));
        let write = pool(1).connect_with(options.clone()).await?;
        raw_sql(include_str!("schema.sql")).execute(&write).await?;
        Ok(Self { read: pool(4).connect_with(options).await?, write })
    }

    pub async fn is_well(&self) -> Result<(), Problem> {
        query("select 1 from firms").execute(&self.read).await?;
        Ok(())
    }

    pub async fn user(&self, token: &str) -> Result<Option<User>, Problem> {
        let user = "select u.firm, u.name, f.name from users u join firms f on f.id = u.firm where u.token = ?";
        let found = query_as(user).bind(hash(token)).fetch_optional(&self.read).await?;
        Ok(found.map(|(firm, name, firm_name)| User { firm, name, firm_name }))
    }

    /// The firm's clients by name: each one's id, name and subscription.
    pub async fn clients(&self, user: &User) -> Result<Vec<(i64, String, Subscription)>, Problem> {
        let clients = "select id, name, subscription from clients where firm = ? order by name, id";
        let rows: Vec<(i64, String, String)> = query_as(clients).bind(user.firm).fetch_all(&self.read).await?;
        rows.into_iter().map(|(id, name, json)| Ok((id, name, read(&json)?))).collect()
    }

    pub async fn client(&self, user: &User, id: i64) -> Result<Held, Problem> {
        Held::find(&mut *self.read.acquire().await?, user, id).await
    }

    pub async fn change(&self, user: &User, id: &str) -> Result<Change, Problem> {
        Change::find(&mut *self.read.acquire().await?, user, id).await
    }

    /// Decides on the facts as they are now, and stores the change with all that belongs to it, or nothing. The same key gets the
    /// same answer, whatever has happened since.
    pub async fn commit(
        &self,
        user: &User,
        client: i64,
        key: &str,
        wanted: &Wanted,
        language: Language,
    ) -> Result<Answer, Problem> {
        let asked = hash(&json!([client, wanted]).to_string());
        let mut transaction = self.write.begin_with("begin immediate").await?;
        let answered = "select asked, answer from answers where firm = ? and key = ?";
        let answered: Option<(Vec<u8>, String)> =
            query_as(answered).bind(user.firm).bind(key).fetch_optional(&mut *transaction).await?;
        if let Some((asked_then, answer)) = answered {
            return if asked_then == asked { read(&answer) } else { Err(problem::KEY_REUSED.into()) };
        }
        let held = Held::find(&mut transaction, user, client).await?;
        let request = held.request(wanted.target);
        let problem = |problem: Problem| (problem.status.as_u16(), problem.body(language), None);
        let (status, body, change) = match request.plan_change_with(CATALOGUE) {
            _ if Some(held.version) != wanted.version => problem(Problem::from(problem::CONFLICT).with("version", held.version)),
            Err(refusal) => problem(Problem::refused(&refusal, &answers::outlook(&request, &wanted.prefer, language))),
            Ok(plan) => {
                let change = held.store(&mut transaction, user, key, &request, &plan).await?;
                (201, answers::change(&change, language), Some(change.id))
            }
        };
        let answer = Answer { status, language, body, change };
        let insert =
            query("insert into answers (firm, key, asked, answer) values (?, ?, ?, ?)").bind(user.firm).bind(key).bind(asked);
        insert.bind(json!(answer).to_string()).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(answer)
    }
}

impl Held {
    async fn find(connection: &mut SqliteConnection, user: &User, id: i64) -> Result<Self, Problem> {
        let client = "select name, version, subscription, context from clients_now where id = ? and firm = ?";
        let found: Option<(String, i64, String, String)> =
            query_as(client).bind(id).bind(user.firm).fetch_optional(connection).await?;
        let (name, version, subscription, context) = found.ok_or(problem::NOT_FOUND)?;
        let mut context: Context = read(&context)?;
        // Whoever asks here asks for the firm.
        context.authorised_by.insert(Party::Firm);
        Ok(Self { id, name, version, subscription: read(&subscription)?, context })
    }

    pub fn request(&self, target: Subscription) -> Request {
        Request { current: self.subscription, target, context: self.context }
    }

    /// Stores the change, its steps and the new subscription.
    async fn store(
        &self,
        connection: &mut SqliteConnection,
        user: &User,
        key: &str,
        request: &Request,
        plan: &ChangePlan,
    ) -> Result<Change, Problem> {
        let id = Uuid::now_v7().to_string();
        let insert =
            query("insert into changes (id, firm, client, version, key, by, request, plan) values (?, ?, ?, ?, ?, ?, ?, ?)");
        let insert = insert.bind(&id).bind(user.firm).bind(self.id).bind(self.version).bind(key).bind(&user.name);
        insert.bind(json!(request).to_string()).bind(json!(plan).to_string()).execute(&mut *connection).await?;
        let steps =
            "insert into steps select c.id, s.key, s.value, null from changes c, json_each(c.plan, '$.steps') s where c.id = ?";
        query(steps).bind(&id).execute(&mut *connection).await?;
        // A word that was given for one change is given for no other.
        let update = "update clients set subscription = ?, authorised_by = '[]', transfer_permitted_at = null,
            facts = json_set(facts, '$.confirmation', null), downgraded_at = iif(?, unixepoch(), downgraded_at) where id = ?";
        let update = query(update).bind(json!(plan.to()).to_string()).bind(plan.is_downgrade()).bind(self.id);
        update.execute(&mut *connection).await?;
        Change::find(connection, user, &id).await
    }
}

impl Change {
    async fn find(connection: &mut SqliteConnection, user: &User, id: &str) -> Result<Self, Problem> {
        let change = "select id, client, by, at, request, plan from changes where id = ? and firm = ?";
        let found = query_as(change).bind(id).bind(user.firm).fetch_optional(&mut *connection).await?;
        let (id, client, by, at, request, plan): (String, i64, String, i64, String, String) = found.ok_or(problem::NOT_FOUND)?;
        let done_at = query_scalar("select done_at from steps where change = ? order by position");
        let done_at = done_at.bind(&id).fetch_all(connection).await?;
        Ok(Self { id, client, by, at, request: read(&request)?, plan: read(&plan)?, done_at })
    }
}
