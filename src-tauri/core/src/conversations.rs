//! Threads: one per person, with everything said both ways, delivery ticks that only move forward,
//! and the customer service window, computed from what she wrote and from nothing else.
//!
//! [`care`] is whose a conversation is and what has been done about it, [`list`] in which order they are looked at,
//! [`mod@thread`] what stands in one, [`search`] where something was said, [`quick`] what staff say often, [`media`] what
//! customers send. That a person holds a conversation is kept here and not with the automatic answers: whoever
//! answers by itself asks [`held_by_person`], and a new way of answering cannot forget what the others knew.

pub mod care;
pub mod forget;
pub mod list;
pub mod media;
pub mod quick;
pub mod search;
pub mod thread;

pub use care::held_by_person;
pub use media::{Sent, Waiting, media_due, media_gone, media_here, media_later, media_of, media_sent};
pub use thread::{ThreadMessage, thread};

use serde_json::Value;

use crate::db::{Read, Tx};
use crate::kinds::{Author, CustomerId, Millis, Result, Topic};

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
        open_window(tx, customer, needs_person, 1, at)?;
    }
    Ok(fresh)
}

/// Her window opens; a new message also counts as not looked at, and opens again what was closed or put off.
fn open_window(tx: &Tx<'_>, customer: CustomerId, needs_person: bool, messages: i64, at: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO conversation (customer_id, window_until, last_inbound_at, answered, waiting_since, last_at, unread) VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?6)
         ON CONFLICT (customer_id) DO UPDATE SET window_until = MAX(COALESCE(window_until, 0), excluded.window_until),
             last_inbound_at = MAX(COALESCE(last_inbound_at, 0), excluded.last_inbound_at), answered = MIN(answered, excluded.answered),
             waiting_since = COALESCE(waiting_since, excluded.waiting_since), last_at = MAX(last_at, excluded.last_at), unread = unread + excluded.unread,
             closed_at = CASE WHEN excluded.unread > 0 THEN NULL ELSE closed_at END, snoozed_until = CASE WHEN excluded.unread > 0 THEN NULL ELSE snoozed_until END",
        (customer, at + cloud_api::limits::WINDOW_MS, at, !needs_person, needs_person.then_some(at), messages),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// She did something that is no message of its own: her window opens, nobody has to look.
pub fn touched(tx: &Tx<'_>, customer: CustomerId, at: Millis) -> Result<()> {
    open_window(tx, customer, false, 0, at)
}

/// Shows an outbound message in its thread as soon as it has been handed over.
pub fn outbound(tx: &Tx<'_>, customer: CustomerId, promise: i64, kind: &str, content: &Value, at: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO message (customer_id, promise_id, outbound, kind, content, at) VALUES (?1, ?2, 1, ?3, ?4, ?5)
         ON CONFLICT (promise_id) DO UPDATE SET content = excluded.content, at = excluded.at, status = NULL, error_code = NULL",
        (customer, promise, kind, content.to_string(), at),
    )?;
    // Nothing where she never wrote: an alert to ten thousand does not fill the list with their names.
    tx.execute("UPDATE conversation SET last_at = ?2 WHERE customer_id = ?1 AND last_at < ?2", (customer, at))?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Which message an outbound one quotes, or is a reaction to.
pub fn quotes(tx: &Tx<'_>, promise: i64, answered: &str) -> Result<()> {
    tx.execute("UPDATE message SET reply_to = ?2 WHERE promise_id = ?1", (promise, answered))?;
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

/// The promise behind the last thing anybody said in her thread; nothing where that was she, or is no promise. In the
/// order of coming in: Meta's times of what she says are whole seconds, and would put her words before ours.
pub fn last_promise(read: &Read<'_>, customer: CustomerId) -> Result<Option<i64>> {
    let last = read.value::<Option<i64>>(
        "SELECT promise_id FROM message WHERE customer_id IN (SELECT customer_id FROM person WHERE person_id = ?1)
         AND origin NOT IN ('note', 'history') AND kind NOT IN ('reaction', 'edit', 'revoke', 'system') ORDER BY id DESC LIMIT 1",
        [customer],
    )?;
    Ok(last.flatten())
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
    tx.execute(
        "INSERT INTO conversation (customer_id, last_at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET last_at = MAX(last_at, excluded.last_at)",
        (customer, new.at),
    )?;
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

/// How many messages she has written since then.
pub fn inbound_since(read: &Read<'_>, customer: CustomerId, since: Millis) -> Result<i64> {
    read.count("SELECT count(*) FROM message WHERE customer_id = ?1 AND outbound = 0 AND at > ?2", (customer, since))
}

/// What somebody wrote, and when she had written before that as far as is known.
pub struct SaidThen {
    pub customer: CustomerId,
    pub text: String,
    pub at: Millis,
    /// Her last message before the time that is looked at.
    pub before: Option<Millis>,
}

/// Texts of everybody since then, oldest first; of more than so many the newest.
pub fn said_since(read: &Read<'_>, since: Millis, at_most: u32) -> Result<Vec<SaidThen>> {
    let mut said = read.all(
        "SELECT customer_id, content ->> '$.text', at,
                (SELECT max(b.at) FROM message b WHERE b.customer_id = m.customer_id AND b.outbound = 0 AND b.at <= ?1)
         FROM message m WHERE outbound = 0 AND kind = 'text' AND origin = 'api' AND at > ?1 AND content ->> '$.text' IS NOT NULL ORDER BY id DESC LIMIT ?2",
        (since, at_most),
        |row| Ok(SaidThen { customer: row.get(0)?, text: row.get(1)?, at: row.get(2)?, before: row.get(3)? }),
    )?;
    said.reverse();
    Ok(said)
}

/// What she wrote in a message.
pub fn words_of(read: &Read<'_>, wamid: &str) -> Result<Option<String>> {
    let found = read.value::<Option<String>>("SELECT content ->> '$.text' FROM message WHERE wamid = ?1 AND outbound = 0", [wamid])?;
    Ok(found.flatten())
}

/// A person has looked after this conversation.
pub fn answered(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute(
        "UPDATE conversation SET answered = 1, waiting_since = NULL, snoozed_until = NULL, unread = 0
         WHERE customer_id IN (SELECT customer_id FROM person WHERE person_id = ?1)",
        [customer],
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// What she wrote then is still for a person to answer.
pub fn waits(tx: &Tx<'_>, customer: CustomerId, since: Millis) -> Result<()> {
    tx.execute(
        "UPDATE conversation SET answered = 0, waiting_since = COALESCE(waiting_since, ?2) WHERE customer_id = ?1",
        (customer, since),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Whether a person of the shop has written to her since then, here or on the phone.
pub fn person_wrote_since(read: &Read<'_>, customer: CustomerId, since: Millis) -> Result<bool> {
    let wrote = "SELECT EXISTS (SELECT 1 FROM message m WHERE m.customer_id = ?1 AND m.outbound = 1 AND m.at > ?2 AND m.origin <> 'note'
                 AND (m.origin <> 'api' OR EXISTS (SELECT 1 FROM promise p WHERE p.id = m.promise_id AND p.author <> ?3)))";
    Ok(read.count(wrote, (customer, since, Author::shop().stamp()))? > 0)
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
    tx.execute(
        "UPDATE conversation SET window_until = NULL, answered = 1, waiting_since = NULL, unread = 0, draft = '', held_by = NULL, quiet_until = NULL WHERE customer_id = ?1",
        [customer],
    )?;
    tx.touch(Topic::Conversations);
    Ok((messages as i64, files))
}

/// Conversations a person should look at now: customer, when she wrote, until when she can be answered.
pub fn unanswered(read: &Read<'_>, now: Millis) -> Result<Vec<(CustomerId, Millis, Millis)>> {
    read.all(
        "SELECT customer_id, COALESCE(last_inbound_at, 0), COALESCE(window_until, 0) FROM conversation
         WHERE answered = 0 AND COALESCE(snoozed_until, 0) <= ?1 ORDER BY window_until",
        [now],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
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
