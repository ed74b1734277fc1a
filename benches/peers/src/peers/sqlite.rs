//! SQL by rusqlite: the catalogue in tables; one request bound to a prepared statement, or all of them in a table.

use std::error::Error;
use std::fmt;
use std::hint::black_box;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, Statement, ToSql, params_from_iter};
use serde_json::{Map, Value};
use subscription_change::assess::PartialRequest;
use subscription_change::{
    AddOn, AddOnKind, BillingCycle, Catalogue, ClientStatus, Feature, FeatureSet, Party, Plan, PrimaryAdmin, Product, Resource,
    Subscription, UserKind,
};

use crate::facts::{self, NO_LIMIT, NONE};
use crate::peer::{self, Gives, Peer, Told};

const TABLES: &str = include_str!("../../tables.sql");
const RULES: &str = include_str!("../../rules.sql");

/// How many columns a request has.
const FACTS: usize = 40;

/// One prepared statement, to which each request is bound.
pub struct OneByOne {
    statement: Statement<'static>,
    requests: &'static [PartialRequest],
    facts: Vec<[Fact; FACTS]>,
}

impl OneByOne {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [PartialRequest]) -> Result<Self, Box<dyn Error>> {
        let places: Vec<String> = (1..=FACTS).map(|place| format!("?{place}")).collect();
        let columns = TABLES.split_once("CREATE TABLE request (").ok_or("no table of requests")?.1;
        let names: Vec<&str> = columns.lines().filter_map(|line| line.trim().split_once(' ')).map(|(name, _)| name).collect();
        let request = format!("WITH request ({}) AS (SELECT {}),", names.join(", "), places.join(", "));
        let statement = connect(catalogue)?.prepare(&RULES.replacen("WITH", &request, 1))?;
        Ok(Self { statement, requests, facts: (0..).zip(requests).map(facts_of).collect() })
    }

    fn answer(&mut self, request: usize) -> Result<Answer, Box<dyn Error>> {
        bind(&mut self.statement, &self.facts[request])?;
        let names = names(&self.statement);
        let mut rows = self.statement.raw_query();
        Answer::read(&names, rows.next()?.ok_or("no answer")?)
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
        self.answer(request)?.all_known()
    }

    fn tells_possible(&self) -> bool {
        true
    }

    fn told(&mut self, request: usize) -> Result<Told, Box<dyn Error>> {
        Ok(self.answer(request)?.told())
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        Ok(self.answer(request)?.to_string())
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
    requests: &'static [PartialRequest],
    answers: Vec<Answer>,
}

impl AllAtOnce {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [PartialRequest]) -> Result<Self, Box<dyn Error>> {
        let connection = connect(catalogue)?;
        fill(connection, requests)?;
        let mut statement = connection.prepare(RULES)?;
        let names = names(&statement);
        let mut answers = vec![Answer::default(); requests.len()];
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            *answers.get_mut(usize::try_from(row.get::<_, i64>(0)?)?).ok_or("no such request")? = Answer::read(&names, row)?;
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
        self.answers.get(request).ok_or("no answer")?.all_known()
    }

    fn tells_possible(&self) -> bool {
        true
    }

    fn told(&mut self, request: usize) -> Result<Told, Box<dyn Error>> {
        Ok(self.answers.get(request).ok_or("no answer")?.told())
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        Ok(self.answers.get(request).ok_or("no answer")?.to_string())
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
    for status in catalogue.revived_by_transfer {
        insert(&connection, "revived_by_transfer", [Fact::from(status.name())])?;
    }
    insert(&connection, "terms", users.chain(resources).map(i64::from).chain(numbers).map(Fact::from))?;
    Ok(Box::leak(Box::new(connection)))
}

fn insert(connection: &Connection, table: &str, row: impl IntoIterator<Item = Fact>) -> Result<(), Box<dyn Error>> {
    let row: Vec<Fact> = row.into_iter().collect();
    let places = vec!["?"; row.len()].join(", ");
    connection.execute(&format!("INSERT INTO {table} VALUES ({places})"), params_from_iter(row))?;
    Ok(())
}

fn fill(connection: &Connection, requests: &[PartialRequest]) -> Result<(), Box<dyn Error>> {
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
    Unknown,
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
            Self::Unknown => ValueRef::Null,
        }))
    }
}

/// The rank of the tier at which an add-on is held, as in [`facts::levels`].
fn rank(kind: AddOnKind, held: Option<AddOn>) -> i64 {
    let at = |held: AddOn| (1..).zip(kind.tiers()).find(|(_, tier)| *tier == held.tier);
    held.and_then(at).map_or(0, |(rank, _)| rank)
}

/// The row of a request.
fn facts_of((id, request): (i64, &PartialRequest)) -> [Fact; FACTS] {
    let (current, target) = (&request.current, &request.target);
    let (firm, client) = (&request.facts.firm, &request.facts.client);
    let payroll = |held: &Subscription| rank(AddOnKind::Payroll, held.add_on(AddOnKind::Payroll)).into();
    let time = |held: &Subscription| rank(AddOnKind::Time, held.add_on(AddOnKind::Time)).into();
    let payer = |held: &Subscription, product| held.payer(product).map_or(0, |party| 1 + party as i64).into();
    let flag = |flag: Option<bool>| number(flag.map(i64::from));
    let authorises = |party| flag(request.facts.authorised_by.get(party));
    let users = |kind| number(client.usage.users.get(kind).map(i64::from));
    let permission = client.transfer_permission_hours;
    let confirmation = client.confirmation;
    [
        id.into(),
        (current.base.plan as i64).into(),
        (target.base.plan as i64).into(),
        payer(current, Product::Base),
        payer(target, Product::Base),
        payroll(current),
        payroll(target),
        payer(current, Product::Payroll),
        payer(target, Product::Payroll),
        time(current),
        time(target),
        payer(current, Product::Time),
        payer(target, Product::Time),
        authorises(Party::Firm),
        authorises(Party::Client),
        flag(firm.billing_current),
        flag(firm.subscription_current),
        flag(firm.manages_billing),
        flag(firm.is_accountant_user),
        text(client.status.map(ClientStatus::name)),
        flag(client.billing_current),
        text(client.billing_cycle.map(BillingCycle::name)),
        text(client.primary_admin.map(PrimaryAdmin::name)),
        flag(confirmation.map(|given| given.is_some())),
        number(confirmation.map(|given| bits(given.unwrap_or_default().accepted_losses))),
        flag(permission.map(|hours| hours.is_some())),
        number(permission.flatten().map(i64::from)),
        number(client.hours_since_downgrade.map(|hours| hours.map_or(NO_LIMIT, i64::from))),
        flag(client.downgrade_offered),
        flag(client.addresses_match),
        flag(client.other_billing_system),
        flag(client.same_region),
        users(UserKind::Billable),
        users(UserKind::Accountant),
        users(UserKind::ReportsOnly),
        users(UserKind::TimeOnly),
        number(client.usage.accounts.map(i64::from)),
        number(client.usage.classes_and_locations.map(i64::from)),
        number(client.usage.custom_fields.map(i64::from)),
        number(facts::whole(&client.usage.features).map(bits)),
    ]
}

fn number(number: Option<i64>) -> Fact {
    number.map_or(Fact::Unknown, Fact::Number)
}

fn text(text: Option<&'static str>) -> Fact {
    text.map_or(Fact::Unknown, Fact::Text)
}

fn bits(features: FeatureSet) -> i64 {
    features.iter().map(|feature| 1 << feature as u32).sum()
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

/// The row that answers a request: the reasons that hold, and the names of the columns that are NULL.
#[derive(Debug, Clone, Default)]
struct Answer {
    reasons: Vec<Value>,
    unknown: Vec<String>,
}

impl Answer {
    fn read(names: &[String], row: &Row<'_>) -> Result<Self, Box<dyn Error>> {
        let mut answer = Self::default();
        for (place, name) in names.iter().enumerate().skip(1) {
            match row.get::<_, Option<i64>>(place)? {
                None => answer.unknown.push(name.clone()),
                Some(0) => {}
                Some(value) => match name.strip_suffix(" feature=") {
                    Some(code) => {
                        let features = Feature::ALL.iter().filter(|&&feature| value & 1 << feature as u32 != 0);
                        answer.reasons.extend(features.map(|feature| reason(&format!("{code} feature={feature}"))));
                    }
                    None => answer.reasons.push(reason(name)),
                },
            }
        }
        Ok(answer)
    }

    /// The reasons, where every fact is known and so no column is NULL.
    fn all_known(&self) -> Result<Vec<Value>, Box<dyn Error>> {
        match self.unknown.first() {
            None => Ok(self.reasons.clone()),
            Some(column) => Err(format!("{column} is NULL").into()),
        }
    }

    fn told(&self) -> Told {
        let code = |column: &String| column.split(' ').next().unwrap_or(NONE).to_owned();
        Told { certain: peer::codes(&self.reasons), possible: self.unknown.iter().map(code).collect() }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reasons.iter().try_for_each(|reason| writeln!(f, "{reason}"))?;
        self.unknown.iter().try_for_each(|column| writeln!(f, "\"{column}\" is NULL"))
    }
}

fn reason(name: &str) -> Value {
    let mut words = name.split(' ');
    let mut object = Map::new();
    object.insert("code".to_owned(), words.next().unwrap_or(NONE).into());
    object.extend(words.filter_map(|word| word.split_once('=')).map(|(key, value)| (key.to_owned(), value.into())));
    object.into()
}
