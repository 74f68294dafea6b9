//! What customers send: a job of its own beside the message, so that a file that could not be fetched is tried
//! again as long as Meta keeps it. Fetching and sealing are the shop's and the media room's.

use crate::db::{Read, Tx};
use crate::kinds::{Millis, Result, Topic};

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
