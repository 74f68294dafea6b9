//! What the shop's people do about a conversation: look at it, take it, put it off, close it, begin to write.
//!
//! From the first key a person presses the conversation is hers until she closes it or half a day has passed
//! ([`HELD_FOR`]). The other way, until she sends, would let the shop answer between two of her lines.

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, HOUR, Millis, Result, Topic};

/// So long a conversation is a person's after her last key.
pub const HELD_FOR: Millis = 12 * HOUR;

/// A conversation as it was before something was done about it, so that this can be taken back.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Before {
    /// Nobody had to look.
    pub answered: bool,
    /// Since when she has waited.
    pub waiting_since: Option<Millis>,
    /// When it was closed.
    pub closed_at: Option<Millis>,
    /// Until when it was put off.
    pub snoozed_until: Option<Millis>,
    /// Whose task it was, a colleague's stamp.
    pub assigned_to: Option<String>,
    /// Who held it, a colleague's stamp.
    pub held_by: Option<String>,
    /// Until when.
    pub quiet_until: Option<Millis>,
    /// So many messages had not been looked at.
    pub unread: i64,
}

/// Whether a person has this conversation: then the shop answers nothing in it by itself.
pub fn held_by_person(read: &Read<'_>, customer: CustomerId, now: Millis) -> Result<bool> {
    let held = read.value::<bool>(
        "SELECT EXISTS (SELECT 1 FROM person p JOIN conversation c ON c.customer_id = p.customer_id
         WHERE p.person_id = COALESCE((SELECT merged_into FROM customer WHERE id = ?1), ?1) AND c.quiet_until > ?2)",
        (customer, now),
    )?;
    Ok(held.unwrap_or_default())
}

/// How a conversation stands, if there is one.
pub fn before(read: &Read<'_>, customer: CustomerId) -> Result<Option<Before>> {
    read.one(
        "SELECT answered, waiting_since, closed_at, snoozed_until, assigned_to, held_by, quiet_until, unread FROM conversation WHERE customer_id = ?1",
        [customer],
        |row| {
            Ok(Before {
                answered: row.get(0)?,
                waiting_since: row.get(1)?,
                closed_at: row.get(2)?,
                snoozed_until: row.get(3)?,
                assigned_to: row.get(4)?,
                held_by: row.get(5)?,
                quiet_until: row.get(6)?,
                unread: row.get(7)?,
            })
        },
    )
}

fn change(tx: &Tx<'_>, customer: CustomerId, set: &str, values: impl rusqlite::Params) -> Result<()> {
    tx.execute("INSERT INTO conversation (customer_id) VALUES (?1) ON CONFLICT DO NOTHING", [customer])?;
    // Of every row of hers: two that were made one have one conversation.
    tx.execute(
        &format!("UPDATE conversation SET {set} WHERE customer_id IN (SELECT customer_id FROM person WHERE person_id = ?1)"),
        values,
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// A person presses a key in it: it is hers from now on. Nothing is written while it is hers for a good while yet.
pub fn hold(tx: &Tx<'_>, customer: CustomerId, author: &Author, now: Millis) -> Result<()> {
    let stamp = author.stamp();
    if before(tx, customer)?.is_some_and(|b| b.held_by.as_ref() == Some(&stamp) && b.quiet_until.is_some_and(|q| q > now + HELD_FOR - HOUR))
    {
        return Ok(());
    }
    change(tx, customer, "held_by = ?2, quiet_until = ?3", (customer, stamp, now + HELD_FOR))
}

/// She lets go of it: the shop answers again.
pub fn let_go(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    change(tx, customer, "held_by = NULL, quiet_until = NULL", [customer])
}

/// Somebody has looked at it.
pub fn looked(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    let theirs = "(SELECT customer_id FROM person WHERE person_id = ?1)";
    let changed = tx.execute(&format!("UPDATE conversation SET unread = 0 WHERE unread > 0 AND customer_id IN {theirs}"), [customer])?;
    if changed > 0 {
        tx.touch(Topic::Conversations);
    }
    Ok(())
}

/// She wants to look at it again.
pub fn unlooked(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    change(tx, customer, "unread = MAX(unread, 1)", [customer])
}

/// Whose task it is; nobody's.
pub fn assign(tx: &Tx<'_>, customer: CustomerId, to: Option<&str>) -> Result<()> {
    change(tx, customer, "assigned_to = ?2", (customer, to))
}

/// Put off until then: from then on it waits again, unless something new ends that before.
pub fn snooze(tx: &Tx<'_>, customer: CustomerId, until: Millis, now: Millis) -> Result<()> {
    let later = "snoozed_until = ?2, answered = 0, waiting_since = COALESCE(waiting_since, ?3), closed_at = NULL, unread = 0";
    change(tx, customer, later, (customer, until, now))
}

/// Done with: nobody waits in it, nobody holds it. A new message opens it again.
pub fn close(tx: &Tx<'_>, customer: CustomerId, now: Millis) -> Result<()> {
    let done = "closed_at = ?2, answered = 1, waiting_since = NULL, snoozed_until = NULL, held_by = NULL, quiet_until = NULL, unread = 0";
    change(tx, customer, done, (customer, now))
}

/// Puts it back as it was.
pub fn put_back(tx: &Tx<'_>, customer: CustomerId, was: &Before) -> Result<()> {
    change(
        tx,
        customer,
        "answered = ?2, waiting_since = ?3, closed_at = ?4, snoozed_until = ?5, assigned_to = ?6, held_by = ?7, quiet_until = ?8, unread = ?9",
        (
            customer,
            was.answered,
            was.waiting_since,
            was.closed_at,
            was.snoozed_until,
            &was.assigned_to,
            &was.held_by,
            was.quiet_until,
            was.unread,
        ),
    )
}

/// What she has begun to write; empty: nothing.
pub fn keep_draft(tx: &Tx<'_>, customer: CustomerId, draft: &str) -> Result<()> {
    tx.execute("INSERT INTO conversation (customer_id) VALUES (?1) ON CONFLICT DO NOTHING", [customer])?;
    tx.execute("UPDATE conversation SET draft = ?2 WHERE customer_id = ?1", (customer, draft))?;
    Ok(())
}

/// What she had begun to write.
pub fn draft(read: &Read<'_>, customer: CustomerId) -> Result<String> {
    Ok(read.value("SELECT draft FROM conversation WHERE customer_id = ?1", [customer])?.unwrap_or_default())
}

/// Words among the shop's people, in the thread and never sent; answers their number.
pub fn note(tx: &Tx<'_>, customer: CustomerId, text: &str, author: &Author, now: Millis) -> Result<i64> {
    tx.touch(Topic::Conversations);
    tx.insert(
        "INSERT INTO message (customer_id, outbound, kind, content, at, origin) VALUES (?1, 1, 'note', ?2, ?3, 'note')",
        (customer, json!({ "text": text, "by": author.stamp() }).to_string(), now),
    )
}

/// Takes a note away.
pub fn unnote(tx: &Tx<'_>, message: i64) -> Result<()> {
    tx.execute("DELETE FROM message WHERE id = ?1 AND origin = 'note'", [message])?;
    tx.touch(Topic::Conversations);
    Ok(())
}
