//! Threads: one per person, with everything said both ways, delivery ticks that only move forward,
//! and the customer service window, computed from what she wrote and from nothing else.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Millis, Personal, Result, Topic};

/// One message of a thread.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ThreadMessage {
    /// Ours.
    pub id: i64,
    /// Written by the shop.
    pub outbound: bool,
    /// text, buttons, template, tap, or Meta's name for another kind.
    pub kind: String,
    /// What was said, as shown.
    #[ts(type = "Record<string, unknown> & { text?: string | null, image?: string, buttons?: string[] }")]
    pub content: Personal<Value>,
    /// When.
    pub at: Millis,
    /// accepted, sent, delivered, read, failed; outbound only.
    pub status: Option<String>,
    /// Meta's code, when it failed.
    pub error_code: Option<i64>,
    /// What to do about it.
    #[ts(type = "string | null")]
    pub advice: Option<cloud_api::error::Advice>,
    /// api, phone (written in the phone app), history (remembered by it), hand (sent by a person).
    pub origin: String,
    /// Her reaction to it.
    pub reaction: Option<String>,
    /// When she changed it.
    pub edited_at: Option<Millis>,
    /// When she took it back.
    pub revoked_at: Option<Millis>,
    /// The file that came with it: waiting, here, gone or refused.
    pub file: Option<String>,
}

/// How far a status is along; `failed` is beside the ladder.
fn rank(status: &str) -> u8 {
    match status {
        "accepted" => 1,
        "sent" => 2,
        "delivered" => 3,
        "read" | "played" => 4,
        _ => 0,
    }
}

/// The next state of a tick: forward only, and `delivered` beats `failed` (both can arrive for one
/// message when the customer has several devices).
pub fn advance<'a>(now_at: Option<&'a str>, seen: &'a str) -> Option<&'a str> {
    let current = now_at.unwrap_or_default();
    match seen {
        "failed" if rank(current) >= 3 => now_at,
        "failed" => Some("failed"),
        _ if current == "failed" && rank(seen) < 3 => now_at,
        _ if rank(seen) > rank(current) => Some(if seen == "played" { "read" } else { seen }),
        _ => now_at,
    }
}

/// Notes an inbound message: opens the window from when she wrote it. Answers false for one already known.
pub fn inbound(
    tx: &Tx<'_>,
    customer: CustomerId,
    wamid: &str,
    kind: &str,
    content: &Value,
    at: Millis,
    needs_person: bool,
) -> Result<bool> {
    let fresh = tx.execute(
        "INSERT INTO message (customer_id, wamid, outbound, kind, content, at) VALUES (?1, ?2, 0, ?3, ?4, ?5) ON CONFLICT (wamid) DO NOTHING",
        (customer, wamid, kind, content.to_string(), at),
    )? == 1;
    if fresh {
        open_window(tx, customer, needs_person, at)?;
    }
    Ok(fresh)
}

fn open_window(tx: &Tx<'_>, customer: CustomerId, needs_person: bool, at: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO conversation (customer_id, window_until, last_inbound_at, answered) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (customer_id) DO UPDATE SET window_until = MAX(COALESCE(window_until, 0), excluded.window_until),
             last_inbound_at = MAX(COALESCE(last_inbound_at, 0), excluded.last_inbound_at), answered = MIN(answered, excluded.answered)",
        (customer, at + cloud_api::limits::WINDOW_MS, at, !needs_person),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// She did something that is no message of its own: her window opens, nobody has to look.
pub fn touched(tx: &Tx<'_>, customer: CustomerId, at: Millis) -> Result<()> {
    open_window(tx, customer, false, at)
}

/// Shows an outbound message in its thread as soon as it has been handed over.
pub fn outbound(tx: &Tx<'_>, customer: CustomerId, promise: i64, kind: &str, content: &Value, at: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO message (customer_id, promise_id, outbound, kind, content, at) VALUES (?1, ?2, 1, ?3, ?4, ?5)
         ON CONFLICT (promise_id) DO UPDATE SET content = excluded.content, at = excluded.at, status = NULL, error_code = NULL",
        (customer, promise, kind, content.to_string(), at),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Meta has taken it and calls it so: the first word on what was just handed over. False when it is known by another
/// name already, or the name belongs to something else.
pub fn accepted(tx: &Tx<'_>, promise: i64, wamid: &str) -> Result<bool> {
    let first = tx.execute(
        "UPDATE OR IGNORE message SET wamid = ?2, status = 'accepted' WHERE promise_id = ?1 AND wamid IS NULL AND status IS NULL",
        (promise, wamid),
    )? == 1;
    tx.touch(Topic::Conversations);
    Ok(first)
}

/// Meta's name for an outbound message, if it has none yet.
pub fn known_as(tx: &Tx<'_>, promise: i64, wamid: &str) -> Result<()> {
    tx.execute("UPDATE OR IGNORE message SET wamid = ?2 WHERE promise_id = ?1 AND wamid IS NULL", (promise, wamid))?;
    Ok(())
}

/// The promise an outbound message was, by Meta's name for it.
pub fn promise_of(read: &Read<'_>, wamid: &str) -> Result<Option<i64>> {
    Ok(read.value::<Option<i64>>("SELECT promise_id FROM message WHERE wamid = ?1", [wamid])?.flatten())
}

/// A person has sent it from her own WhatsApp: *sent* is all that is known of it.
pub fn sent_by_hand(tx: &Tx<'_>, promise: i64) -> Result<()> {
    tx.execute("UPDATE message SET origin = 'hand', status = 'sent' WHERE promise_id = ?1", [promise])?;
    Ok(())
}

/// It was ticked off by mistake.
pub fn unsend_by_hand(tx: &Tx<'_>, promise: i64) -> Result<()> {
    tx.execute("DELETE FROM message WHERE promise_id = ?1 AND origin = 'hand'", [promise])?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Moves the tick of an outbound message.
pub fn tick(tx: &Tx<'_>, promise: i64, status: &str, error_code: Option<i64>) -> Result<()> {
    let current: Option<Option<String>> = tx.one("SELECT status FROM message WHERE promise_id = ?1", [promise], |row| row.get(0))?;
    let Some(current) = current else {
        return Ok(());
    };
    let next = advance(current.as_deref(), status);
    if next != current.as_deref() {
        tx.execute(
            "UPDATE message SET status = ?2, error_code = ?3 WHERE promise_id = ?1",
            (promise, next, error_code.filter(|_| next == Some("failed"))),
        )?;
        tx.touch(Topic::Conversations);
    }
    Ok(())
}

/// Something in a thread that nobody wrote: no window is opened by it. Answers false for one already known.
pub fn note(tx: &Tx<'_>, customer: CustomerId, wamid: &str, kind: &str, content: &Value, at: Millis) -> Result<bool> {
    let fresh = tx.execute(
        "INSERT INTO message (customer_id, wamid, outbound, kind, content, at) VALUES (?1, ?2, 0, ?3, ?4, ?5) ON CONFLICT (wamid) DO NOTHING",
        (customer, wamid, kind, content.to_string(), at),
    )? == 1;
    tx.touch(Topic::Conversations);
    Ok(fresh)
}

/// A message written or received in the phone app.
pub struct Elsewhere<'a> {
    pub wamid: &'a str,
    pub outbound: bool,
    /// phone or history.
    pub origin: &'a str,
    pub kind: &'a str,
    pub content: &'a Value,
    pub status: Option<&'a str>,
    pub at: Millis,
}

/// Shows what the phone app wrote or remembers. The window is Meta's for this number's API and is not
/// shared with the app: nothing here opens it. Answers false for a message already known.
pub fn elsewhere(tx: &Tx<'_>, customer: CustomerId, new: &Elsewhere<'_>) -> Result<bool> {
    let fresh = tx.execute(
        "INSERT INTO message (customer_id, wamid, outbound, kind, content, at, status, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (wamid) DO NOTHING",
        (customer, new.wamid, new.outbound, new.kind, new.content.to_string(), new.at, new.status, new.origin),
    )? == 1;
    tx.execute("INSERT INTO conversation (customer_id) VALUES (?1) ON CONFLICT DO NOTHING", [customer])?;
    tx.touch(Topic::Conversations);
    Ok(fresh)
}

/// Which message a message answers.
pub fn answers(tx: &Tx<'_>, wamid: &str, answered: Option<&str>) -> Result<()> {
    if let Some(answered) = answered {
        tx.execute("UPDATE message SET reply_to = ?2 WHERE wamid = ?1", (wamid, answered))?;
    }
    Ok(())
}

/// What a row about another message says.
pub enum About<'a> {
    /// Her reaction to it; nothing: she took the reaction back.
    Reaction(Option<&'a str>),
    /// What it says now.
    Edit(&'a Value),
    /// It was taken back: the words go, that something stood there stays.
    Revoke,
}

/// Notes what is about another message, whichever of the two comes first. Answers false for one already known.
pub fn about(tx: &Tx<'_>, customer: CustomerId, wamid: &str, target: &str, about: &About<'_>, outbound: bool, at: Millis) -> Result<bool> {
    let (kind, content) = match about {
        About::Reaction(emoji) => ("reaction", serde_json::json!({ "text": emoji })),
        About::Edit(content) => ("edit", (*content).clone()),
        About::Revoke => ("revoke", Value::Null),
    };
    let fresh = tx.execute(
        "INSERT INTO message (customer_id, wamid, outbound, kind, content, at, reply_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (wamid) DO NOTHING",
        (customer, wamid, outbound, kind, content.to_string(), at, target),
    )? == 1;
    if matches!(about, About::Revoke) {
        tx.execute("UPDATE message SET content = 'null' WHERE wamid = ?1 OR (reply_to = ?1 AND kind = 'edit')", [target])?;
    }
    tx.touch(Topic::Conversations);
    Ok(fresh)
}

/// Something a customer sent that is still at Meta.
pub struct Waiting {
    pub message: i64,
    pub media_id: String,
    pub sha256: Option<String>,
    pub tries: i64,
    pub until: Millis,
}

/// What is sent with a message, to be fetched by a job of its own.
pub struct Sent<'a> {
    pub media_id: &'a str,
    pub mime: &'a str,
    pub file_name: Option<&'a str>,
    pub sha256: Option<&'a str>,
}

/// Meta keeps what customers send for a week (fact sheet §5).
const RECEIVED_LIFE: Millis = 7 * crate::kinds::DAY;

/// Notes that a message came with something to fetch.
pub fn media_sent(tx: &Tx<'_>, wamid: &str, sent: &Sent<'_>, at: Millis, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO message_media (message_id, media_id, mime, file_name, sha256, next_at, until)
         SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM message WHERE wamid = ?1 ON CONFLICT DO NOTHING",
        (wamid, sent.media_id, sent.mime, sent.file_name, sent.sha256, now, at + RECEIVED_LIFE),
    )?;
    Ok(())
}

/// The next file that is due to be fetched.
pub fn media_due(read: &Read<'_>, now: Millis) -> Result<Option<Waiting>> {
    read.one(
        "SELECT message_id, media_id, sha256, tries, until FROM message_media WHERE state = 'waiting' AND next_at <= ?1 ORDER BY next_at LIMIT 1",
        [now],
        |row| Ok(Waiting { message: row.get(0)?, media_id: row.get(1)?, sha256: row.get(2)?, tries: row.get(3)?, until: row.get(4)? }),
    )
}

/// It is on disk.
pub fn media_here(tx: &Tx<'_>, message: i64, hash: &str, bytes: i64) -> Result<()> {
    tx.execute("UPDATE message_media SET state = 'here', hash = ?2, bytes = ?3 WHERE message_id = ?1", (message, hash, bytes))?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// It will not come any more: Meta has forgotten it (`gone`), or it is larger than Meta allows (`refused`).
pub fn media_gone(tx: &Tx<'_>, message: i64, state: &str) -> Result<()> {
    tx.execute("UPDATE message_media SET state = ?2 WHERE message_id = ?1", (message, state))?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Not this time.
pub fn media_later(tx: &Tx<'_>, message: i64, next_at: Millis) -> Result<()> {
    tx.execute("UPDATE message_media SET tries = tries + 1, next_at = ?2 WHERE message_id = ?1", (message, next_at))?;
    Ok(())
}

/// Where a message's file lies: its type and sealed name, if it is here.
pub fn media_of(read: &Read<'_>, message: i64) -> Result<Option<(String, String)>> {
    read.one("SELECT mime, hash FROM message_media WHERE message_id = ?1 AND state = 'here'", [message], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// A person has looked after this conversation.
pub fn answered(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("UPDATE conversation SET answered = 1 WHERE customer_id = ?1", [customer])?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Where a conversation stands.
pub struct Talk {
    pub answered: bool,
    pub window_until: Option<Millis>,
    pub last_inbound_at: Option<Millis>,
}

/// One person's conversation, if she ever wrote.
pub fn state(read: &Read<'_>, customer: CustomerId) -> Result<Option<Talk>> {
    read.one("SELECT answered, window_until, last_inbound_at FROM conversation WHERE customer_id = ?1", [customer], |row| {
        Ok(Talk { answered: row.get(0)?, window_until: row.get(1)?, last_inbound_at: row.get(2)? })
    })
}

/// End of the window, if it was ever open.
pub fn window_until(read: &Read<'_>, customer: CustomerId) -> Result<Option<Millis>> {
    Ok(read.value::<Option<Millis>>("SELECT window_until FROM conversation WHERE customer_id = ?1", [customer])?.flatten())
}

/// The last messages of a thread, oldest first.
pub fn thread(read: &Read<'_>, customer: CustomerId, limit: u32) -> Result<Vec<ThreadMessage>> {
    let mut found = read.all(
        "SELECT m.id, m.outbound, m.kind, COALESCE(e.content, m.content), m.at, m.status, m.error_code, m.origin,
                (SELECT r.content ->> '$.text' FROM message r WHERE r.kind = 'reaction' AND r.reply_to = m.wamid ORDER BY r.at DESC, r.id DESC LIMIT 1),
                e.at, (SELECT min(r.at) FROM message r WHERE r.kind = 'revoke' AND r.reply_to = m.wamid), f.state
         FROM message m LEFT JOIN message_media f ON f.message_id = m.id
         LEFT JOIN message e ON e.id = (SELECT x.id FROM message x WHERE x.kind = 'edit' AND x.reply_to = m.wamid ORDER BY x.at DESC, x.id DESC LIMIT 1)
         WHERE m.customer_id IN (SELECT customer_id FROM person WHERE person_id = ?1) AND m.kind NOT IN ('reaction', 'edit', 'revoke') ORDER BY m.at DESC, m.id DESC LIMIT ?2",
        (customer, limit),
        |row| {
            let content: Option<String> = row.get(3)?;
            let (error_code, revoked_at): (Option<i64>, Option<Millis>) = (row.get(6)?, row.get(10)?);
            let content = content.filter(|_| revoked_at.is_none()).and_then(|text| serde_json::from_str(&text).ok());
            Ok(ThreadMessage {
                id: row.get(0)?,
                outbound: row.get(1)?,
                kind: row.get(2)?,
                content: Personal(content.unwrap_or_else(|| serde_json::json!({}))),
                at: row.get(4)?,
                status: row.get(5)?,
                error_code,
                advice: error_code.map(cloud_api::error::advise),
                origin: row.get(7)?,
                reaction: row.get(8)?,
                edited_at: row.get(9)?,
                revoked_at,
                file: row.get(11)?,
            })
        },
    )?;
    found.reverse();
    Ok(found)
}

/// Erases what was said, both ways; answers how many messages, and the sealed files to drop.
pub fn erase(tx: &Tx<'_>, customer: CustomerId) -> Result<(i64, Vec<String>)> {
    let files = tx.all(
        "SELECT f.hash FROM message_media f JOIN message m ON m.id = f.message_id WHERE m.customer_id = ?1 AND f.hash IS NOT NULL",
        [customer],
        |row| row.get(0),
    )?;
    tx.execute("DELETE FROM message_media WHERE message_id IN (SELECT id FROM message WHERE customer_id = ?1)", [customer])?;
    // A wamid holds the number.
    let messages = tx.execute("UPDATE message SET content = '{}', wamid = NULL, reply_to = NULL WHERE customer_id = ?1", [customer])?;
    tx.execute("UPDATE conversation SET window_until = NULL, answered = 1 WHERE customer_id = ?1", [customer])?;
    tx.touch(Topic::Conversations);
    Ok((messages as i64, files))
}

/// Conversations a person should look at: customer, when she wrote, until when she can be answered.
pub fn unanswered(read: &Read<'_>) -> Result<Vec<(CustomerId, Millis, Millis)>> {
    read.all("SELECT customer_id, COALESCE(last_inbound_at, 0), COALESCE(window_until, 0) FROM conversation WHERE answered = 0 ORDER BY window_until", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_never_go_backwards() {
        let cases = [
            (None, "sent", Some("sent"), "the first status counts"),
            (Some("read"), "sent", Some("read"), "a late 'sent' changes nothing"),
            (Some("sent"), "read", Some("read"), "'read' may come without 'delivered'"),
            (Some("delivered"), "failed", Some("delivered"), "one device failing does not undo delivery"),
            (Some("failed"), "delivered", Some("delivered"), "delivery on another device wins over failure"),
            (Some("failed"), "sent", Some("failed"), "a late 'sent' does not hide a failure"),
            (Some("sent"), "failed", Some("failed"), "an undelivered message can fail"),
        ];
        for (current, seen, next, why) in cases {
            assert_eq!(advance(current, seen), next, "{why}");
        }
    }
}
