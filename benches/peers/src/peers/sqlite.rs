//! SQL by rusqlite: the catalogue in tables; one request bound to a prepared statement, or all of them in a table.

use std::error::Error;
use std::hint::black_box;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, Statement, ToSql, params_from_iter};
use serde_json::{Map, Value};
use subscription_change::{
    AddOn, AddOnKind, Catalogue, Feature, FeatureSet, Parties, Party, Plan, Product, Request, Resource, Subscription, UserKind,
};

use crate::facts::{self, NONE};
use crate::peer::{Gives, Peer};

const TABLES: &str = include_str!("../../tables.sql");
const RULES: &str = include_str!("../../rules.sql");

/// How many columns a request has.
const FACTS: usize = 33;

/// One prepared statement, to which each request is bound.
pub struct OneByOne {
    statement: Statement<'static>,
    requests: &'static [Request],
    facts: Vec<[Fact; FACTS]>,
}

impl OneByOne {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [Request]) -> Result<Self, Box<dyn Error>> {
        let places: Vec<String> = (1..=FACTS).map(|place| format!("?{place}")).collect();
        let columns = TABLES.split_once("CREATE TABLE request (").ok_or("no table of requests")?.1;
        let names: Vec<&str> = columns.lines().filter_map(|line| line.trim().split_once(' ')).map(|(name, _)| name).collect();
        let request = format!("WITH request ({}) AS (SELECT {}),", names.join(", "), places.join(", "));
        let statement = connect(catalogue)?.prepare(&RULES.replacen("WITH", &request, 1))?;
        Ok(Self { statement, requests, facts: (0..).zip(requests).map(facts_of).collect() })
    }
}

impl Peer for OneByOne {
    fn name(&self) -> &'static str {
        "rusqlite (SQL, a query for each)"
    }

    fn gives(&self) -> Gives {
        Gives::Members
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        bind(&mut self.statement, &self.facts[request])?;
        let names = names(&self.statement);
        let mut rows = self.statement.raw_query();
        reasons(&names, rows.next()?.ok_or("no answer")?)
    }

    fn decide(&mut self) {
        for facts in &self.facts {
            bind(&mut self.statement, facts).expect("it was verified");
            let mut rows = self.statement.raw_query();
            read(rows.next().expect("it was verified").expect("an answer"));
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in (0..).zip(self.requests) {
            bind(&mut self.statement, &facts_of(request)).expect("it was verified");
            let mut rows = self.statement.raw_query();
            read(rows.next().expect("it was verified").expect("an answer"));
        }
    }
}

/// One query over a table of all requests.
pub struct AllAtOnce {
    connection: &'static Connection,
    statement: Statement<'static>,
    requests: &'static [Request],
    answers: Vec<Vec<Value>>,
}

impl AllAtOnce {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [Request]) -> Result<Self, Box<dyn Error>> {
        let connection = connect(catalogue)?;
        fill(connection, requests)?;
        let mut statement = connection.prepare(RULES)?;
        let names = names(&statement);
        let mut answers = vec![Vec::new(); requests.len()];
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            *answers.get_mut(usize::try_from(row.get::<_, i64>(0)?)?).ok_or("no such request")? = reasons(&names, row)?;
        }
        drop(rows);
        Ok(Self { connection, statement, requests, answers })
    }
}

impl Peer for AllAtOnce {
    fn name(&self) -> &'static str {
        "rusqlite (SQL, one query for all)"
    }

    fn gives(&self) -> Gives {
        Gives::Members
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        Ok(self.answers.get(request).ok_or("no answer")?.clone())
    }

    fn decide(&mut self) {
        let mut rows = self.statement.raw_query();
        while let Some(row) = rows.next().expect("it was verified") {
            read(row);
        }
    }

    fn make_facts_and_decide(&mut self) {
        self.connection.execute("DELETE FROM request", []).expect("the table is emptied");
        fill(self.connection, self.requests).expect("it was filled before");
        self.decide();
    }
}

/// A database in memory, with the catalogue in it. It lasts as long as the process.
fn connect(catalogue: &Catalogue) -> Result<&'static Connection, Box<dyn Error>> {
    let connection = Connection::open_in_memory()?;
    // Otherwise a statement is prepared again whenever the values bound to it differ.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(TABLES)?;
    let catalogue = catalogue.terms();
    let levels = facts::levels(catalogue);
    for (&plan, level) in Plan::ALL.iter().zip(&levels) {
        let moves: i64 = catalogue.moves.get(plan).iter().map(|to| 1 << to as u32).sum();
        let terms = [
            level.rank,
            catalogue.edition.ladder.contains(plan).into(),
            level.sold.into(),
            moves,
            bits(facts::features_of(catalogue, plan)),
            catalogue.add_ons.payroll.plans.contains(plan).into(),
            catalogue.add_ons.time.plans.contains(plan).into(),
        ];
        let limits = facts::limits(catalogue, plan).map(|(_, limit)| limit);
        insert(
            &connection,
            "plan",
            [Fact::from(plan as i64), plan.name().into()].into_iter().chain(terms.into_iter().chain(limits).map(Fact::from)),
        )?;
    }
    for level in levels {
        let brings_time = catalogue.add_ons.time.payroll_tiers.iter().any(|tier| tier.name() == level.name);
        let (table, row) = match level.product {
            Product::Payroll => ("payroll_tier", vec![level.rank, level.sold.into(), brings_time.into()]),
            Product::Time => ("time_tier", vec![level.rank, level.sold.into()]),
            _ => continue,
        };
        insert(&connection, table, row.into_iter().map(Fact::from))?;
    }
    let users = UserKind::ALL.iter().map(|&kind| facts::blocking_users(catalogue).any(|blocking| blocking == kind));
    let resources =
        Resource::ALL.iter().map(|&resource| facts::blocking_resources(catalogue).any(|blocking| blocking == resource));
    let numbers = [
        bits(facts::blocking_features(catalogue).collect()),
        catalogue.upgrade_wait_hours.into(),
        catalogue.transfer_permission_hours.into(),
    ];
    insert(&connection, "terms", users.chain(resources).map(i64::from).chain(numbers).map(Fact::from))?;
    Ok(Box::leak(Box::new(connection)))
}

fn insert(connection: &Connection, table: &str, row: impl IntoIterator<Item = Fact>) -> Result<(), Box<dyn Error>> {
    let row: Vec<Fact> = row.into_iter().collect();
    let places = vec!["?"; row.len()].join(", ");
    connection.execute(&format!("INSERT INTO {table} VALUES ({places})"), params_from_iter(row))?;
    Ok(())
}

fn fill(connection: &Connection, requests: &[Request]) -> Result<(), Box<dyn Error>> {
    let transaction = connection.unchecked_transaction()?;
    let places = vec!["?"; FACTS].join(", ");
    let mut statement = transaction.prepare(&format!("INSERT INTO request VALUES ({places})"))?;
    for request in (0..).zip(requests) {
        bind(&mut statement, &facts_of(request))?;
        statement.raw_execute()?;
    }
    drop(statement);
    Ok(transaction.commit()?)
}

/// A value of a column.
#[derive(Debug, Clone, Copy)]
enum Fact {
    Number(i64),
    Text(&'static str),
    Nothing,
}

impl From<i64> for Fact {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&'static str> for Fact {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

impl ToSql for Fact {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Number(number) => ValueRef::Integer(number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Nothing => ValueRef::Null,
        }))
    }
}

/// The rank of the tier at which an add-on is held, as in [`facts::levels`].
fn rank(kind: AddOnKind, held: Option<AddOn>) -> i64 {
    let at = |held: AddOn| (1..).zip(kind.tiers()).find(|(_, tier)| *tier == held.tier);
    held.and_then(at).map_or(0, |(rank, _)| rank)
}

/// The row of a request.
fn facts_of((id, request): (i64, &Request)) -> [Fact; FACTS] {
    let (current, target, firm, client) = (&request.current, &request.target, &request.context.firm, &request.context.client);
    let payroll = |held: &Subscription| rank(AddOnKind::Payroll, held.add_ons.payroll);
    let time = |held: &Subscription| rank(AddOnKind::Time, held.add_ons.time);
    let payer = |held: &Subscription, product| held.payer(product).map_or(0, |party| 1 + party as i64);
    let hours = |hours: Option<u32>| hours.map_or(Fact::Nothing, |hours| i64::from(hours).into());
    let usage = &client.usage;
    [
        id.into(),
        (current.base.plan as i64).into(),
        (target.base.plan as i64).into(),
        payer(current, Product::Base).into(),
        payer(target, Product::Base).into(),
        payroll(current).into(),
        payroll(target).into(),
        payer(current, Product::Payroll).into(),
        payer(target, Product::Payroll).into(),
        time(current).into(),
        time(target).into(),
        payer(current, Product::Time).into(),
        payer(target, Product::Time).into(),
        bits_of_parties(request.context.authorised_by).into(),
        i64::from(firm.billing_current).into(),
        i64::from(firm.subscription_current).into(),
        client.status.name().into(),
        i64::from(client.billing_current).into(),
        client.billing_cycle.name().into(),
        i64::from(client.primary_admin).into(),
        i64::from(client.confirmation.is_some()).into(),
        bits(client.confirmation.unwrap_or_default().accepted_losses).into(),
        hours(client.transfer_permission_hours),
        hours(client.hours_since_downgrade),
        i64::from(client.downgrade_offered).into(),
        i64::from(usage.users.billable).into(),
        i64::from(usage.users.accountant).into(),
        i64::from(usage.users.reports_only).into(),
        i64::from(usage.users.time_only).into(),
        i64::from(usage.accounts).into(),
        i64::from(usage.classes_and_locations).into(),
        i64::from(usage.custom_fields).into(),
        bits(usage.features).into(),
    ]
}

fn bits(features: FeatureSet) -> i64 {
    features.iter().map(|feature| 1 << feature as u32).sum()
}

fn bits_of_parties(parties: Parties) -> i64 {
    parties.iter().map(|party: Party| 1 << party as u32).sum()
}

fn bind(statement: &mut Statement<'_>, facts: &[Fact; FACTS]) -> rusqlite::Result<()> {
    facts.iter().zip(1..).try_for_each(|(fact, place): (&Fact, usize)| statement.raw_bind_parameter(place, fact))
}

/// Reads every column.
fn read(row: &Row<'_>) {
    let mut place = 0;
    while let Ok(value) = row.get_ref(place) {
        black_box(value);
        place += 1;
    }
}

fn names(statement: &Statement<'_>) -> Vec<String> {
    statement.column_names().map(str::to_owned).collect()
}

/// The reasons that hold, by the names of their columns.
fn reasons(names: &[String], row: &Row<'_>) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut reasons = Vec::new();
    for (place, name) in names.iter().enumerate().skip(1) {
        let Some(value) = row.get::<_, Option<i64>>(place)?.filter(|&value| value != 0) else { continue };
        if let Some(code) = name.strip_suffix(" feature=") {
            let features = Feature::ALL.iter().filter(|&&feature| value & 1 << feature as u32 != 0);
            reasons.extend(features.map(|feature| reason(&format!("{code} feature={feature}"))));
        } else {
            reasons.push(reason(name));
        }
    }
    Ok(reasons)
}

fn reason(name: &str) -> Value {
    let mut words = name.split(' ');
    let mut object = Map::new();
    object.insert("code".to_owned(), words.next().unwrap_or(NONE).into());
    object.extend(words.filter_map(|word| word.split_once('=')).map(|(key, value)| (key.to_owned(), value.into())));
    object.into()
}
