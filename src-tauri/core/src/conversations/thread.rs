//! What stands in one thread, a page at a time from its end or around one message.
//!
//! What is about another message (a reaction, an edit, a revocation) is joined here. A page is chosen by time first
//! and filled in afterwards: ten thousand messages cost what the sixty that are looked at do.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::db::Read;
use crate::kinds::{CustomerId, Millis, Personal, PromiseId, Result};

/// One message of a thread.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ThreadMessage {
    /// Ours.
    pub id: i64,
    /// Written by the shop.
    pub outbound: bool,
    /// text, buttons, template, tap, note, or Meta's name for another kind.
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
    /// api, phone (written in the phone app), history (remembered by it), hand (sent by a person), note (never sent).
    pub origin: String,
    /// The reaction to it.
    pub reaction: Option<String>,
    /// When she changed it.
    pub edited_at: Option<Millis>,
    /// When she took it back.
    pub revoked_at: Option<Millis>,
    /// The file that came with it: waiting, here, gone or refused.
    pub file: Option<String>,
    /// The promise it was.
    pub promise: Option<PromiseId>,
    /// The message it answers.
    pub quoted: Option<Quoted>,
    /// Who wrote it: a colleague's stamp, or `shop` for what the shop answered by itself; not known of every message.
    pub by: Option<String>,
    /// Where its promise stands; outbound only.
    pub state: Option<String>,
    /// Meta knows it by a name: it can be quoted and reacted to.
    pub known: bool,
}

/// A message another one answers.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Quoted {
    /// Ours; nothing when it is not in this shop.
    pub id: Option<i64>,
    /// Written by the shop.
    pub outbound: bool,
    /// Its kind.
    pub kind: String,
    /// What it said, as far as it is text.
    pub text: Personal<String>,
}

/// Which part of a thread.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// Its end.
    Latest,
    /// What came before this message.
    Before(i64),
    /// What came after this message.
    After(i64),
}

const CHOSEN: &str = "m.kind <> 'reaction' AND m.kind <> 'edit' AND m.kind <> 'revoke'";

/// A part of a thread, oldest first, and whether there is more in that direction.
pub fn page(read: &Read<'_>, customer: CustomerId, part: Part, limit: u32) -> Result<(Vec<ThreadMessage>, bool)> {
    // Mostly one row is one person: then the index is walked from where the page begins.
    let rows: Vec<CustomerId> = read.all("SELECT customer_id FROM person WHERE person_id = ?1", [customer], |row| row.get(0))?;
    let whose = if rows.len() > 1 { "IN (SELECT customer_id FROM person WHERE person_id = ?1)" } else { "= ?1" };
    let (then, order, from) = match part {
        Part::Latest => ("?2 = 0", "DESC", 0),
        Part::Before(id) => ("(m.at, m.id) < (SELECT at, id FROM message WHERE id = ?2)", "DESC", id),
        Part::After(id) => ("(m.at, m.id) > (SELECT at, id FROM message WHERE id = ?2)", "ASC", id),
    };
    let mut ids: Vec<i64> = read.all(
        &format!(
            "SELECT m.id FROM message m WHERE m.customer_id {whose} AND {CHOSEN} AND {then} ORDER BY m.at {order}, m.id {order} LIMIT ?3"
        ),
        (customer, from, i64::from(limit) + 1),
        |row| row.get(0),
    )?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    if order == "DESC" {
        ids.reverse();
    }
    let found = ids.into_iter().map(|id| one(read, id)).collect::<Result<Vec<_>>>()?;
    Ok((found.into_iter().flatten().collect(), more))
}

/// The last messages of a thread, oldest first.
pub fn thread(read: &Read<'_>, customer: CustomerId, limit: u32) -> Result<Vec<ThreadMessage>> {
    Ok(page(read, customer, Part::Latest, limit)?.0)
}

/// One message as its thread shows it.
pub fn one(read: &Read<'_>, id: i64) -> Result<Option<ThreadMessage>> {
    read.one(
        "SELECT m.id, m.outbound, m.kind, COALESCE(e.content, m.content), m.at, m.status, m.error_code, m.origin,
                (SELECT r.content ->> '$.text' FROM message r WHERE r.kind = 'reaction' AND r.reply_to = m.wamid AND COALESCE(r.status, '') <> 'failed' ORDER BY r.at DESC, r.id DESC LIMIT 1),
                e.at, (SELECT min(r.at) FROM message r WHERE r.kind = 'revoke' AND r.reply_to = m.wamid), f.state,
                m.promise_id, m.reply_to, q.id, q.outbound, q.kind, substr(q.content ->> '$.text', 1, 300), m.wamid IS NOT NULL, m.content ->> '$.by'
         FROM message m LEFT JOIN message_media f ON f.message_id = m.id LEFT JOIN message q ON q.wamid = m.reply_to
         LEFT JOIN message e ON e.id = (SELECT x.id FROM message x WHERE x.kind = 'edit' AND x.reply_to = m.wamid ORDER BY x.at DESC, x.id DESC LIMIT 1)
         WHERE m.id = ?1",
        [id],
        |row| {
            let content: Option<String> = row.get(3)?;
            let (error_code, revoked_at): (Option<i64>, Option<Millis>) = (row.get(6)?, row.get(10)?);
            let content = content.filter(|_| revoked_at.is_none()).and_then(|text| serde_json::from_str(&text).ok());
            let (reply_to, origin): (Option<String>, String) = (row.get(13)?, row.get(7)?);
            let quoted = reply_to.is_some().then(|| {
                Ok::<_, rusqlite::Error>(Quoted {
                    id: row.get(14)?,
                    outbound: row.get::<_, Option<bool>>(15)?.unwrap_or_default(),
                    kind: row.get::<_, Option<String>>(16)?.unwrap_or_default(),
                    text: Personal(row.get::<_, Option<String>>(17)?.unwrap_or_default()),
                })
            });
            Ok(ThreadMessage {
                id: row.get(0)?,
                outbound: row.get(1)?,
                kind: row.get(2)?,
                content: Personal(content.unwrap_or_else(|| serde_json::json!({}))),
                at: row.get(4)?,
                status: row.get(5)?,
                error_code,
                advice: error_code.map(cloud_api::error::advise),
                by: row.get::<_, Option<String>>(19)?.filter(|_| origin == "note"),
                origin,
                reaction: row.get(8)?,
                edited_at: row.get(9)?,
                revoked_at,
                file: row.get(11)?,
                promise: row.get(12)?,
                quoted: quoted.transpose()?,
                state: None,
                known: row.get(18)?,
            })
        },
    )
}

/// Whose thread a message stands in, and Meta's name for it.
pub fn place_of(read: &Read<'_>, message: i64) -> Result<Option<(CustomerId, Option<String>)>> {
    read.one(
        "SELECT COALESCE(c.merged_into, c.id), m.wamid FROM message m JOIN customer c ON c.id = m.customer_id WHERE m.id = ?1",
        [message],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whose a message is, and what stands in it.
pub fn content_of(read: &Read<'_>, message: i64) -> Result<Option<(CustomerId, Value)>> {
    let found: Option<(CustomerId, String)> = read.one(
        "SELECT COALESCE(c.merged_into, c.id), m.content FROM message m JOIN customer c ON c.id = m.customer_id WHERE m.id = ?1",
        [message],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    found.map(|(customer, content)| Ok((customer, serde_json::from_str(&content)?))).transpose()
}

/// Meta's name for the last message she wrote here, to say that it was read.
pub fn last_from_her(read: &Read<'_>, customer: CustomerId) -> Result<Option<(i64, String)>> {
    read.one(
        "SELECT id, wamid FROM message WHERE customer_id = ?1 AND outbound = 0 AND origin = 'api' AND wamid IS NOT NULL AND kind <> 'system'
           AND kind <> 'reaction' AND kind <> 'edit' AND kind <> 'revoke' ORDER BY at DESC, id DESC LIMIT 1",
        [customer],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
