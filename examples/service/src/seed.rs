//! Two firms to look at.

use serde_json::json;
use sqlx::{SqlitePool, query, query_scalar};
use subscription_change::Firm;
use uuid::Uuid;

use crate::store::hash;

/// The firms, each with its user, and whether its billing details are up to date.
const FIRMS: [(&str, &str, bool); 2] =
    [("Cabinet Laurentide CPA inc.", "Maude Vézina", true), ("Prairie Ledger LLP", "Owen Blackbird", false)];

/// Fills an empty database; gives each of these firms' users a new token, and returns them with the firms' names. In any other database
/// it does nothing.
pub async fn demo(pool: &SqlitePool) -> Result<Vec<(&'static str, String)>, sqlx::Error> {
    let mut transaction = pool.begin().await?;
    let is_new = query_scalar::<_, i64>("select count(*) from firms").fetch_one(&mut *transaction).await? == 0;
    let mut tokens = Vec::new();
    for (id, (firm, user, billing_current)) in (1_i64..).zip(FIRMS) {
        if is_new {
            let facts = json!(Firm { billing_current, subscription_current: true }).to_string();
            query("insert into firms values (?, ?, ?)").bind(id).bind(firm).bind(facts).execute(&mut *transaction).await?;
        }
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let former = "delete from users where name = ? and firm in (select id from firms where id = ? and name = ?)";
        query(former).bind(user).bind(id).bind(firm).execute(&mut *transaction).await?;
        let new = query("insert into users select ?, id, ? from firms where id = ? and name = ?").bind(hash(&token)).bind(user);
        if new.bind(id).bind(firm).execute(&mut *transaction).await?.rows_affected() == 1 {
            tokens.push((firm, token));
        }
    }
    if is_new {
        let book = include_str!("../../data/book.jsonl").lines().collect::<Vec<_>>().join(",");
        query(include_str!("seed.sql")).bind(format!("[{book}]")).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(tokens)
}
