//! Chats that have become old, by the owner's rule. What was said goes with its files, in steps small enough that
//! nobody who writes meanwhile waits; that an order was made, a yes given or a message billed stands in other rooms
//! and stays. A message goes whole, row and all: an empty bubble would only say that something is missing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Millis, Result, Topic};

/// What is older than a moment.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Old {
    /// Messages, both ways.
    pub messages: i64,
    /// Files that came with them and lie on this machine.
    pub files: i64,
    /// People whose messages they are.
    pub people: i64,
    /// When the oldest of them was written.
    pub oldest: Option<Millis>,
}

/// How much is older.
pub fn count(read: &Read<'_>, before: Millis) -> Result<Old> {
    let found = read.one(
        "SELECT count(*), count(f.hash), count(DISTINCT m.customer_id), min(m.at)
         FROM message m LEFT JOIN message_media f ON f.message_id = m.id WHERE m.at < ?1",
        [before],
        |row| Ok(Old { messages: row.get(0)?, files: row.get(1)?, people: row.get(2)?, oldest: row.get(3)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// The next messages that are older, by id after the last ones.
pub fn next(read: &Read<'_>, before: Millis, after: i64, at_most: u32) -> Result<Vec<i64>> {
    read.all("SELECT id FROM message WHERE id > ?1 AND at < ?2 ORDER BY id LIMIT ?3", (after, before, at_most), |row| row.get(0))
}

/// Forgets these messages; answers the sealed files nothing else holds any more.
pub fn forget(tx: &Tx<'_>, messages: &[i64]) -> Result<Vec<String>> {
    let list = serde_json::to_string(messages)?;
    let these = "(SELECT value FROM json_each(?1))";
    let held =
        tx.all(&format!("SELECT DISTINCT hash FROM message_media WHERE hash IS NOT NULL AND message_id IN {these}"), [&list], |row| {
            row.get::<_, String>(0)
        })?;
    tx.execute(&format!("DELETE FROM message_media WHERE message_id IN {these}"), [&list])?;
    tx.execute(&format!("DELETE FROM message WHERE id IN {these}"), [&list])?;
    tx.touch(Topic::Conversations);
    // The same picture may have come twice.
    held.into_iter()
        .filter_map(|hash| match tx.count("SELECT count(*) FROM message_media WHERE hash = ?1", [&hash]) {
            Ok(0) => Some(Ok(hash)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
        .collect()
}
