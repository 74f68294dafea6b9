//! What promises said, once their chats are forgotten: the words and Meta's ids go, that and when they were made stays,
//! because the limits, the bills and "why was she told?" are reckoned from them.

use crate::db::Tx;
use crate::kinds::{Millis, Result};

/// Forgets Meta's ids of these messages; they hold the number.
pub fn ids(tx: &Tx<'_>, messages: &[i64]) -> Result<()> {
    let list = serde_json::to_string(messages)?;
    tx.execute(
        "DELETE FROM status_seen WHERE wamid IN (SELECT m.wamid FROM message m WHERE m.id IN (SELECT value FROM json_each(?1)))",
        [&list],
    )?;
    tx.execute(
        "UPDATE attempt SET evidence = NULL WHERE promise_id IN (SELECT m.promise_id FROM message m WHERE m.id IN (SELECT value FROM json_each(?1)))",
        [&list],
    )?;
    Ok(())
}

/// Forgets what so many promises of before said that are settled; answers how many.
pub fn words(tx: &Tx<'_>, before: Millis, at_most: u32) -> Result<usize> {
    tx.execute(
        "DELETE FROM promise_draft WHERE promise_id IN (SELECT p.id FROM promise p JOIN promise_draft d ON d.promise_id = p.id
         WHERE p.created_at < ?1 AND p.state NOT IN ('queued', 'held', 'claimed', 'retry_at', 'unknown') LIMIT ?2)",
        (before, at_most),
    )
}
