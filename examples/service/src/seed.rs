//! Two firms to look at, with clients from the book of requests that the crate ships.

use serde_json::{Value, json};
use sqlx::{SqlitePool, query, query_as};
use subscription_change::Firm;
use uuid::Uuid;

use crate::store::{hash, now};

/// A firm: its name, its user, whether its billing details are up to date, and its clients.
type Seed = (&'static str, &'static str, bool, &'static [&'static str]);

const FIRMS: [Seed; 2] = [
    ("Cabinet Laurentide CPA inc.", "Maude Vézina", true, &[
        "Boulangerie Sainte-Marthe inc.",
        "Café Cuillère-à-Pot inc.",
        "Succession Honoré Pelland",
        "Mireille Castonguay-Vu, traductrice",
        "Transport Gadbois-Legris inc.",
        "Coiffure Mèche-et-Misaine",
        "Théâtre de la Lanterne rousse",
    ]),
    ("Prairie Ledger LLP", "Owen Blackbird", false, &[
        "Coastal Spruce Carpentry Ltd.",
        "Harrow & Finch Interiors Inc.",
        "Prairie Lantern Grain Farms Ltd.",
        "Wapiti Hollow Veterinary Services Ltd.",
        "Moosewillow Lodge Ltd.",
        "St. Brendan's Pantry Society",
    ]),
];

/// A token that nobody can guess.
pub fn token() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// Fills an empty database; gives each firm's user a new token, and returns them with the firms' names.
///
/// # Errors
///
/// Where the database does not take it: then it has none of it.
pub async fn demo(pool: &SqlitePool) -> Result<Vec<(String, String)>, sqlx::Error> {
    let book: Vec<Value> = include_str!("../../data/book.jsonl").lines().flat_map(serde_json::from_str).collect();
    let mut transaction = pool.begin().await?;
    let (firms,): (i64,) = query_as("select count(*) from firms").fetch_one(&mut *transaction).await?;
    let mut tokens = Vec::new();
    for (id, (firm, user, billing_current, clients)) in (1_i64..).zip(FIRMS) {
        if firms == 0 {
            let facts = json!(Firm { billing_current, subscription_current: true }).to_string();
            query("insert into firms values (?, ?, ?)").bind(id).bind(firm).bind(facts).execute(&mut *transaction).await?;
        }
        for client in clients.iter().filter(|_| firms == 0) {
            let is_its = |line: &&Value| line["id"].as_str().is_some_and(|id| id.starts_with(client));
            let Some(line) = book.iter().find(is_its) else { continue };
            let mut facts = line["context"]["client"].clone();
            // What time changes is kept as the time when it was.
            let mut at = |fact: &str, unit| facts[fact].take().as_i64().map(|ago| now() - ago * unit);
            let permitted_at = at("transfer_permission_hours", 3_600);
            let ended_at = at("days_since_other_firm", 86_400);
            let downgraded_at = at("hours_since_downgrade", 3_600);
            let insert = "insert into clients (firm, name, subscription, authorised_by, facts, transfer_permitted_at,
                other_firm_ended_at, downgraded_at) values (?, ?, ?, ?, ?, ?, ?, ?)";
            let insert = query(insert).bind(id).bind(client).bind(line["current"].to_string());
            let insert = insert.bind(line["context"]["authorised_by"].to_string()).bind(facts.to_string());
            insert.bind(permitted_at).bind(ended_at).bind(downgraded_at).execute(&mut *transaction).await?;
        }
        let token = token();
        let former = query("delete from users where name = ? and firm in (select id from firms where name = ?)").bind(user).bind(firm);
        former.execute(&mut *transaction).await?;
        // Into a database that is no demo nobody is let.
        let insert = query("insert into users select ?, id, ? from firms where id = ? and name = ?").bind(hash(&token)).bind(user);
        if insert.bind(id).bind(firm).execute(&mut *transaction).await?.rows_affected() == 1 {
            tokens.push((firm.to_owned(), token));
        }
    }
    transaction.commit().await?;
    Ok(tokens)
}
