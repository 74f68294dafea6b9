//! What staff say often: a short word, the text in each language it is said in, perhaps a picture.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Result, Topic};

/// An answer that is said often.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct QuickReply {
    /// Its number; nothing for a new one.
    #[serde(default)]
    pub id: Option<i64>,
    /// The short word behind `/`.
    pub shortcut: String,
    /// Language to text.
    pub words: BTreeMap<String, String>,
    /// Hash of a picture of the shop's.
    #[serde(default)]
    pub image: Option<String>,
}

/// All of them, by their short words.
pub fn list(read: &Read<'_>) -> Result<Vec<QuickReply>> {
    read.all("SELECT id, shortcut, words, image FROM quick_reply ORDER BY shortcut", [], |row| {
        let words: String = row.get(2)?;
        Ok(QuickReply {
            id: row.get(0)?,
            shortcut: row.get(1)?,
            words: serde_json::from_str(&words).unwrap_or_default(),
            image: row.get(3)?,
        })
    })
}

/// Keeps one; the same short word twice is one.
///
/// # Errors
/// `bad_request` without a short word or without any text, `too_long` for what Meta would not take.
pub fn save(tx: &Tx<'_>, reply: &QuickReply) -> Result<()> {
    let shortcut = reply.shortcut.trim().trim_start_matches('/').to_lowercase();
    let words: BTreeMap<&str, &str> =
        reply.words.iter().map(|(language, text)| (language.as_str(), text.trim())).filter(|(_, text)| !text.is_empty()).collect();
    if shortcut.is_empty() || shortcut.contains(char::is_whitespace) || shortcut.chars().count() > 32 {
        return Err(Error::new(Code::BadRequest).with("field", "shortcut"));
    }
    if words.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "words"));
    }
    let limit = if reply.image.is_some() { cloud_api::limits::CAPTION } else { cloud_api::limits::TEXT_BODY };
    if let Some(length) = words.values().map(|text| cloud_api::limits::characters(text)).find(|length| *length > limit) {
        return Err(Error::new(Code::TooLong).with("part", "body").with("limit", limit as i64).with("length", length as i64));
    }
    let words = serde_json::to_string(&words)?;
    match reply.id {
        Some(id) => tx.execute(
            "UPDATE OR REPLACE quick_reply SET shortcut = ?2, words = ?3, image = ?4 WHERE id = ?1",
            (id, shortcut, words, &reply.image),
        )?,
        None => tx.execute(
            "INSERT INTO quick_reply (shortcut, words, image) VALUES (?1, ?2, ?3)
             ON CONFLICT (shortcut) DO UPDATE SET words = excluded.words, image = excluded.image",
            (shortcut, words, &reply.image),
        )?,
    };
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Forgets one.
pub fn remove(tx: &Tx<'_>, id: i64) -> Result<()> {
    tx.execute("DELETE FROM quick_reply WHERE id = ?1", [id])?;
    tx.touch(Topic::Conversations);
    Ok(())
}
