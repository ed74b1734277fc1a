//! Two firms to look at.

use sqlx::{SqlitePool, query};

use crate::store::{hash, new_token};

/// Fills an empty database with them, and returns each one's name and the token of its user. Any other database it leaves as it is.
pub async fn demo(pool: &SqlitePool) -> sqlx::Result<Vec<(&'static str, String)>> {
    let mut transaction = pool.begin().await?;
    if query("select 1 from firms").fetch_optional(&mut *transaction).await?.is_some() {
        return Ok(Vec::new());
    }
    let book = include_str!("../../data/book.jsonl").lines().collect::<Vec<_>>().join(",");
    query(include_str!("seed.sql")).bind(format!("[{book}]")).execute(&mut *transaction).await?;
    let mut tokens = Vec::new();
    for (firm, user) in [("Cabinet Laurentide CPA inc.", "Maude Vézina"), ("Prairie Ledger LLP", "Owen Blackbird")] {
        let token = new_token();
        let new = query("insert into users (token, firm, name) select ?, id, ? from firms where name = ?")
            .bind(hash(&token))
            .bind(user)
            .bind(firm);
        new.execute(&mut *transaction).await?;
        tokens.push((firm, token));
    }
    transaction.commit().await?;
    Ok(tokens)
}
