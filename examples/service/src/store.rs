//! What is kept, and the one transaction that changes it.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqliteConnection, query, query_as, raw_sql};
use subscription_change::{ChangePlan, Context, Language, Parties, Party, Request, Subscription};
use uuid::Uuid;

use crate::CATALOGUE;
use crate::answers::{Change, Outlook, Wanted};
use crate::problem::{self, Problem};

/// SQLite has one writer at a time: it has a connection of its own, which writers queue for, and readers never wait for it.
#[derive(Clone)]
pub struct Store {
    read: SqlitePool,
    write: SqlitePool,
}

/// Who asks: somebody at a firm. What is asked for is looked for among what this firm has, and nowhere else.
#[derive(Clone)]
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

/// What was answered to a commit, and is to its retries.
pub struct Answer {
    pub status: u16,
    pub language: String,
    pub body: String,
    pub change: Option<String>,
}

pub fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs().cast_signed())
}

/// How many whole hours, or days, ago that was.
fn ago(then: Option<i64>, unit: i64) -> Option<u32> {
    then.map(|then| u32::try_from((now() - then).max(0) / unit).unwrap_or(u32::MAX))
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Problem> {
    Ok(serde_json::from_str(json)?)
}

fn written<T: Serialize>(value: &T) -> Result<String, Problem> {
    Ok(serde_json::to_string(value)?)
}

impl Store {
    pub async fn open(file: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was answered is on the disk, also after a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        let pool = |size| SqlitePoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(5));
        let write = pool(1).connect_with(options.clone()).await?;
        raw_sql(include_str!("schema.sql")).execute(&write).await?;
        Ok(Self { read: pool(4).connect_with(options).await?, write })
    }

    /// The connection that writes, for seeds and for facts from elsewhere.
    pub fn writer(&self) -> &SqlitePool {
        &self.write
    }

    pub async fn is_well(&self) -> Result<(), Problem> {
        query("select 1").execute(&self.read).await?;
        Ok(())
    }

    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    pub async fn user(&self, token: &str) -> Result<Option<User>, Problem> {
        let user = "select u.firm, u.name, f.name from users u join firms f on f.id = u.firm where u.token = ?";
        let found: Option<(i64, String, String)> = query_as(user).bind(hash(token)).fetch_optional(&self.read).await?;
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

    pub async fn change(&self, user: &User, id: &str, language: Language) -> Result<Change, Problem> {
        let change = "select client, by, at, request, plan from changes where id = ? and firm = ?";
        let found: Option<(i64, String, i64, String, String)> =
            query_as(change).bind(id).bind(user.firm).fetch_optional(&self.read).await?;
        let (client, by, at, request, plan) = found.ok_or(problem::NOT_FOUND)?;
        let done = "select done_at from steps where change = ? order by position";
        let done: Vec<(Option<i64>,)> = query_as(done).bind(id).fetch_all(&self.read).await?;
        let done = done.into_iter().map(|(at,)| at);
        Ok(Change::of(id.to_owned(), client, by, at, read(&request)?, read(&plan)?, done, language))
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
        let asked = hash(&format!("{client} {}", written(wanted)?));
        let mut transaction = self.write.begin_with("begin immediate").await?;
        let answered = "select asked, status, language, body, change from answers where firm = ? and key = ?";
        let answered: Option<(Vec<u8>, u16, String, String, Option<String>)> =
            query_as(answered).bind(user.firm).bind(key).fetch_optional(&mut *transaction).await?;
        if let Some((asked_then, status, language, body, change)) = answered {
            let answer = Answer { status, language, body, change };
            return if asked_then == asked { Ok(answer) } else { Err(problem::KEY_REUSED.into()) };
        }
        let held = Held::find(&mut transaction, user, client).await?;
        let request = held.request(wanted.target);
        let (status, body, change) = match request.plan_change_with(CATALOGUE) {
            _ if Some(held.version) != wanted.version => {
                let problem = Problem::from(problem::CONFLICT).with("version", &held.version)?;
                (problem.status, written(&problem.said(language))?, None)
            }
            Err(refusal) => {
                let problem = Problem::refused(&refusal, &Outlook::of(&request, &wanted.prefer, language))?;
                (problem.status, written(&problem.said(language))?, None)
            }
            Ok(plan) => {
                let change = held.change(&mut transaction, user, key, request, plan, language).await?;
                (StatusCode::CREATED, written(&change)?, Some(change.id))
            }
        };
        let answer = Answer { status: status.as_u16(), language: language.tag().to_owned(), body, change };
        query("insert into answers values (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(user.firm)
            .bind(key)
            .bind(asked)
            .bind(answer.status)
            .bind(&answer.language)
            .bind(&answer.body)
            .bind(&answer.change)
            .bind(now())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(answer)
    }
}

impl Held {
    async fn find(connection: &mut SqliteConnection, user: &User, id: i64) -> Result<Self, Problem> {
        type Row = (String, i64, String, String, String, String, Option<i64>, Option<i64>, Option<i64>);
        let client = "select c.name, c.version, c.subscription, c.authorised_by, f.facts, c.facts, c.transfer_permitted_at,
            c.other_firm_ended_at, c.downgraded_at from clients c join firms f on f.id = c.firm where c.id = ? and c.firm = ?";
        let found: Option<Row> = query_as(client).bind(id).bind(user.firm).fetch_optional(connection).await?;
        let (name, version, subscription, parties, firm, client, permitted, ended, downgraded) = found.ok_or(problem::NOT_FOUND)?;
        // Whoever asks here asks for the firm.
        let authorised_by = read::<Parties>(&parties)?.with(Party::Firm);
        let mut context = Context { authorised_by, firm: read(&firm)?, client: read(&client)? };
        context.client.transfer_permission_hours = ago(permitted, 3_600);
        context.client.days_since_other_firm = ago(ended, 86_400);
        context.client.hours_since_downgrade = ago(downgraded, 3_600);
        Ok(Self { id, name, version, subscription: read(&subscription)?, context })
    }

    pub fn request(&self, target: Subscription) -> Request {
        Request { current: self.subscription, target, context: self.context }
    }

    /// Writes the change, its steps and the new subscription.
    async fn change(
        &self,
        connection: &mut SqliteConnection,
        user: &User,
        key: &str,
        request: Request,
        plan: ChangePlan,
        language: Language,
    ) -> Result<Change, Problem> {
        let (id, at) = (Uuid::now_v7().to_string(), now());
        query("insert into changes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(&id)
            .bind(user.firm)
            .bind(self.id)
            .bind(self.version)
            .bind(key)
            .bind(&user.name)
            .bind(at)
            .bind(plan.catalogue().to_string())
            .bind(written(&request)?)
            .bind(written(&plan)?)
            .execute(&mut *connection)
            .await?;
        for (position, step) in (1_i64..).zip(plan.steps()) {
            let insert = query("insert into steps values (?, ?, ?, null)").bind(&id).bind(position);
            insert.bind(written(&step)?).execute(&mut *connection).await?;
        }
        // A word that was given for one change is given for no other.
        let update = "update clients set subscription = ?, authorised_by = '[]', transfer_permitted_at = null,
            facts = json_set(facts, '$.confirmation', null), downgraded_at = coalesce(?, downgraded_at) where id = ?";
        let update = query(update).bind(written(plan.to())?).bind(plan.is_downgrade().then_some(at));
        update.bind(self.id).execute(connection).await?;
        Ok(Change::of(id, self.id, user.name.clone(), at, request, plan, std::iter::empty(), language))
    }
}
