//! Two rows that are one person, made one, with a way back. The other row stays and points to the one that is
//! kept; her ways of being reached move over, so that whoever writes is the same person from now on. What the
//! moves were is kept for undoing them.

use serde::{Deserialize, Serialize};

use super::get;
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, Millis, Result, Topic};

#[derive(Deserialize, Serialize)]
struct Moved {
    aliases: Vec<(String, String)>,
    pointing: Vec<i64>,
    name: Option<String>,
}

/// Makes `other` part of `keep`; answers the number to undo it by.
pub fn merge(tx: &Tx<'_>, keep: CustomerId, other: CustomerId, author: &Author, now: Millis) -> Result<i64> {
    let (kept, gone) = (get(tx, keep)?, get(tx, other)?);
    let single = tx.count("SELECT count(*) FROM customer WHERE id IN (?1, ?2) AND merged_into IS NULL", (keep, other))? == 2;
    if keep == other || !single {
        return Err(Error::new(Code::BadRequest).with("field", "customer"));
    }
    let aliases = tx.all("SELECT kind, value FROM customer_alias WHERE customer_id = ?1", [other], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pointing = tx.all("SELECT id FROM customer WHERE merged_into = ?1", [other], |row| row.get(0))?;
    // A name is only filled in, never replaced.
    let name = (kept.name.0.is_empty() && !gone.name.0.is_empty()).then(|| kept.name.0.clone());
    if name.is_some() {
        tx.execute("UPDATE customer SET name = ?2 WHERE id = ?1", (keep, &gone.name.0))?;
    }
    tx.execute("UPDATE customer_alias SET customer_id = ?2 WHERE customer_id = ?1", (other, keep))?;
    tx.execute("UPDATE customer SET merged_into = ?2 WHERE id = ?1 OR merged_into = ?1", (other, keep))?;
    tx.execute(
        "UPDATE customer SET language = COALESCE(language, ?2), country = COALESCE(country, ?3) WHERE id = ?1",
        (keep, gone.language, gone.country),
    )?;
    tx.touch(Topic::Customers);
    let moved = serde_json::to_string(&Moved { aliases, pointing, name })?;
    tx.insert(
        "INSERT INTO customer_merge (kept_id, other_id, moved, author, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (keep, other, moved, author.stamp(), now),
    )
}

/// Takes a merge back; answers who was kept and who is herself again.
pub fn undo(tx: &Tx<'_>, merge: i64, now: Millis) -> Result<(CustomerId, CustomerId)> {
    let found = tx.one("SELECT kept_id, other_id, moved FROM customer_merge WHERE id = ?1 AND undone_at IS NULL", [merge], |row| {
        Ok((row.get::<_, CustomerId>(0)?, row.get::<_, CustomerId>(1)?, row.get::<_, String>(2)?))
    })?;
    let (kept, other, moved) = found.ok_or_else(|| Error::new(Code::NothingToUndo))?;
    let moved: Moved = serde_json::from_str(&moved)?;
    for (kind, value) in moved.aliases {
        tx.execute(
            "UPDATE customer_alias SET customer_id = ?4 WHERE kind = ?1 AND value = ?2 AND customer_id = ?3",
            (kind, value, kept, other),
        )?;
    }
    tx.execute("UPDATE customer SET merged_into = NULL WHERE id = ?1", [other])?;
    for id in moved.pointing {
        tx.execute("UPDATE customer SET merged_into = ?2 WHERE id = ?1", (id, other))?;
    }
    if let Some(name) = moved.name {
        tx.execute("UPDATE customer SET name = ?2 WHERE id = ?1", (kept, name))?;
    }
    tx.execute("UPDATE customer_merge SET undone_at = ?2 WHERE id = ?1", (merge, now))?;
    tx.touch(Topic::Customers);
    Ok((kept, other))
}

/// The latest merge into her that still stands.
pub fn of(read: &Read<'_>, kept: CustomerId) -> Result<Option<i64>> {
    read.value("SELECT id FROM customer_merge WHERE kept_id = ?1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1", [kept])
}
