//! The database, and the one transaction that changes it.

use std::time::Duration;

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::types::Json;
use sqlx::{FromRow, SqliteConnection, SqliteExecutor, query, query_as, raw_sql};
use subscription_change::assess::{Answer as Told, Fact, Facts, PartialRequest, Verdict};
use subscription_change::parts::Target;
use subscription_change::record::PlanRecord;
use subscription_change::{ChangePlan, Context, Language, Parties, Party, Request, Step, Subscription, Usage};
use uuid::Uuid;

use crate::CATALOGUE;
use crate::answer::{self, Answer, Failure, Result};
use crate::facts::Kept;
use crate::wanted::Wanted;

/// The database has one writer at a time: writers queue for a connection of their own, and readers never wait for it.
#[derive(Clone)]
pub struct Store {
    pub read: SqlitePool,
    pub write: SqlitePool,
}

/// A user at a firm, who sees what the firm has and nothing else.
pub struct Desk {
    store: Store,
    token: Vec<u8>,
    firm: i64,
    pub firm_name: String,
    pub user: String,
}

/// A client as it is now.
#[derive(FromRow, Serialize)]
pub struct Client {
    pub id: i64,
    pub name: String,
    pub version: i64,
    #[sqlx(json)]
    pub subscription: Subscription,
    #[sqlx(flatten)]
    #[serde(skip)]
    pub kept: Kept,
}

impl Client {
    /// What is known of it now.
    pub fn facts(&self) -> Facts {
        self.kept.facts()
    }

    /// When it was read: what is decided on it is decided at that time.
    pub fn at(&self) -> i64 {
        self.kept.times.now
    }

    /// What the target leaves out stays as it is now.
    pub fn request(&self, target: &Target) -> PartialRequest {
        self.request_at(*target, self.at())
    }

    /// The same at another time: the ages of the facts are those of then.
    fn request_at(&self, target: Target, at: i64) -> PartialRequest {
        PartialRequest { current: self.subscription, target: target.onto(&self.subscription), facts: self.kept.facts_at(at) }
    }
}

/// A client as it stands in the list: whatever else of it can be read.
#[derive(FromRow)]
pub struct Listed {
    pub id: i64,
    pub name: String,
    subscription: String,
}

impl Listed {
    /// What it holds; `None` where that cannot be read.
    pub fn subscription(&self) -> Option<Subscription> {
        serde_json::from_str(&self.subscription).ok()
    }
}

/// A change that was made.
#[derive(FromRow, Serialize)]
pub struct Change {
    pub id: String,
    pub client: i64,
    pub by: String,
    pub at: i64,
    pub catalogue: String,
    /// A request, of which the facts that are left out were not known.
    #[sqlx(json)]
    pub request: Value,
    #[sqlx(json)]
    pub plan: PlanRecord,
}

/// The plan of a settled change, if it is the same whatever the unknown facts are.
fn plan(request: &PartialRequest) -> Option<ChangePlan> {
    let assessment = request.assess_with(CATALOGUE);
    let is_whole = assessment.verdict() == Verdict::ChangePlan && assessment.asked().is_empty();
    is_whole.then(|| any_completion(request).plan_change_with(CATALOGUE).ok()).flatten()
}

fn any_completion(request: &PartialRequest) -> Request {
    let &PartialRequest { current, target, mut facts } = request;
    let any = Context::in_good_standing(Parties::EMPTY, Usage::default());
    facts.unknown().iter().for_each(|fact| facts.learn(fact, &any));
    Request { current, target, context: facts.context().unwrap_or(any) }
}

/// A request as JSON, without the facts that are not known.
fn written(request: &PartialRequest) -> Value {
    let mut written = json!(any_completion(request));
    written["context"] = json!(request.facts);
    written
}

const NOT_FOUND: Failure = Failure(StatusCode::NOT_FOUND, "");

/// A new token: two random UUIDs.
pub fn new_token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

impl Store {
    pub async fn open(file: &str) -> sqlx::Result<Self> {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true).foreign_keys(true);
        // What was answered is on the disk, also after a power cut.
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let pool = |size| SqlitePoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(5));
        let write = pool(1).connect_with(options.clone()).await?;
        raw_sql(include_str!("schema.sql")).execute(&write).await?;
        Ok(Self { read: pool(4).connect_with(options).await?, write })
    }

    /// Gives a token to this user of this firm, beside those that the user has; `None` where there is no firm of this name, or more than one.
    pub async fn give(&self, firm: &str, user: &str) -> sqlx::Result<Option<String>> {
        let token = new_token();
        let new =
            query("insert into users (token, firm, name) select ?, max(id), ? from firms where name = ? having count(*) = 1");
        let given = new.bind(hash(&token)).bind(user).bind(firm).execute(&self.write).await?;
        Ok((given.rows_affected() == 1).then_some(token))
    }

    /// Revokes every token of this user of this firm, and returns how many there were.
    pub async fn revoke(&self, firm: &str, user: &str) -> sqlx::Result<u64> {
        let gone = query("delete from users where name = ? and firm in (select id from firms where name = ?)");
        Ok(gone.bind(user).bind(firm).execute(&self.write).await?.rows_affected())
    }

    /// The desk of whom this token was given to.
    pub async fn desk(&self, token: &str) -> Result<Option<Desk>> {
        let user = "select u.firm, f.name, u.name from users u join firms f on f.id = u.firm where u.token = ?";
        let token = hash(token);
        let found = query_as(user).bind(&token).fetch_optional(&self.read).await?;
        Ok(found.map(|(firm, firm_name, user)| Desk { store: self.clone(), token, firm, firm_name, user }))
    }
}

impl Desk {
    pub async fn clients(&self) -> Result<Vec<Listed>> {
        let clients = query_as("select id, name, subscription from clients where firm = ? order by name, id").bind(self.firm);
        Ok(clients.fetch_all(&self.store.read).await?)
    }

    pub async fn client(&self, id: i64) -> Result<Client> {
        self.find(id, &self.store.read).await
    }

    async fn find(&self, client: i64, executor: impl SqliteExecutor<'_>) -> Result<Client> {
        let found = query_as("select * from clients_now where id = ? and user = ?").bind(client).bind(&self.token);
        found.fetch_optional(executor).await?.ok_or(NOT_FOUND)
    }

    pub async fn change(&self, id: &str) -> Result<Change> {
        let found = query_as("select * from changes where id = ? and firm = ?").bind(id).bind(self.firm);
        found.fetch_optional(&self.store.read).await?.ok_or(NOT_FOUND)
    }

    /// Decides on the facts as they are now, and stores the change with everything that belongs to it, or nothing; nothing, too, where time
    /// has changed the plan that was shown. The same key gets the same response, whatever has happened since.
    pub async fn commit(&self, client: i64, key: &str, wanted: &Wanted, language: Language) -> Result<Answer> {
        let asked = json!([client, wanted]).to_string();
        let mut transaction = self.store.write.begin_with("begin immediate").await?;
        let answered = query_as("select asked, answer from answers where firm = ? and key = ?").bind(self.firm).bind(key);
        let answered: Option<(String, Json<Answer>)> = answered.fetch_optional(&mut *transaction).await?;
        if let Some((asked_then, Json(answer))) = answered {
            return Ok(if asked_then == asked { answer } else { Answer::key_reused(language) });
        }
        let client = self.find(client, &mut *transaction).await?;
        let request = client.request(&wanted.target);
        let is_current = wanted.version == Some(client.version);
        let shown = wanted.at.filter(|_| is_current).map(|at| plan(&client.request_at(wanted.target, at)));
        let answer = match (shown, plan(&request)) {
            (None, _) => Answer::conflict(client.version, language),
            (Some(None), None) => Answer::not_made(&request, language),
            (Some(Some(shown)), Some(plan)) if shown.says_the_same_as(&plan) => {
                let change = self.make(&mut transaction, key, &client, &request, &plan).await?;
                Answer { status: 201, language, body: answer::change(&change, language) }
            }
            (Some(Some(shown)), Some(_)) => {
                let shown: PlanRecord = (&shown).into();
                let recheck = shown.recheck(CATALOGUE, &request.current, &any_completion(&request).context);
                Answer::outdated(&request, client.at(), Some(&recheck), language)
            }
            (Some(_), _) => Answer::outdated(&request, client.at(), None, language),
        };
        let insert = query("insert into answers (firm, key, asked, answer) values (?, ?, ?, ?)").bind(self.firm).bind(key);
        insert.bind(asked).bind(Json(&answer)).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(answer)
    }

    /// Keeps the answers to questions, all of them; nothing, where the client has changed since or somebody else has answered one of them.
    pub async fn learn(&self, client: i64, version: i64, answers: &[(Fact, Told)]) -> Result<bool> {
        let mut transaction = self.store.write.begin_with("begin immediate").await?;
        let client = self.find(client, &mut *transaction).await?;
        let mut facts = client.facts();
        if client.version != version || answers.iter().any(|&(fact, _)| facts.knows(fact)) {
            return Ok(false);
        }
        for &(fact, answer) in answers {
            facts.answer(fact, answer)?;
        }
        let mut kept = client.kept;
        kept.learn(&facts);
        let firm = query("update firms set facts = ? where id = ?").bind(Json(kept.firm_facts)).bind(self.firm);
        firm.execute(&mut *transaction).await?;
        let user = query("update users set manages_billing = ? where token = ?").bind(kept.manages_billing).bind(&self.token);
        user.execute(&mut *transaction).await?;
        let update =
            "update clients set client_authorised = ?1, firm_is_accountant = ?2, facts = ?3, renews_at = ?4 ->> '$.renews_at',
            transfer_permitted_at = ?4 ->> '$.transfer_permitted_at', discount_ended_at = ?4 ->> '$.discount_ended_at',
            downgraded_at = ?4 ->> '$.downgraded_at' where id = ?5";
        let update = query(update).bind(kept.client_authorised).bind(kept.firm_is_accountant).bind(Json(kept.facts));
        update.bind(Json(kept.times)).bind(client.id).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Stores the change, its steps and the new subscription.
    async fn make(
        &self,
        connection: &mut SqliteConnection,
        key: &str,
        client: &Client,
        request: &PartialRequest,
        plan: &ChangePlan,
    ) -> Result<Change> {
        let insert =
            "insert into changes (id, firm, client, version, key, by, request, plan) values (?, ?, ?, ?, ?, ?, ?, ?) returning *";
        let insert = query_as(insert).bind(Uuid::now_v7().to_string()).bind(self.firm).bind(client.id).bind(client.version);
        let insert = insert.bind(key).bind(&self.user).bind(Json(written(request))).bind(Json(plan));
        let change: Change = insert.fetch_one(&mut *connection).await?;
        let steps = query("insert into steps select ?, key, value, null from json_each(?, '$.steps')").bind(&change.id);
        steps.bind(Json(plan)).execute(&mut *connection).await?;
        // A confirmation or permission counts for one change only, and a discount ends when the client becomes the payer.
        let ends_discount = plan.steps().any(|step| matches!(step, Step::TransferBilling { to: Party::Client, .. }));
        let update = "update clients set subscription = ?, client_authorised = 0, transfer_permitted_at = 'none',
            facts = json_set(facts, '$.confirmation', null), discount_ended_at = iif(?, unixepoch(), discount_ended_at),
            downgraded_at = iif(?, unixepoch(), downgraded_at) where id = ?";
        let update = query(update).bind(Json(plan.to())).bind(ends_discount).bind(plan.is_downgrade()).bind(client.id);
        update.execute(connection).await?;
        Ok(change)
    }
}
