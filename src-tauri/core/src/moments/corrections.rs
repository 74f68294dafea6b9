//! What the staff said a message was about, where the shop had taken it for something else. From then on messages like it
//! are about that; nothing of it leaves the laptop. The words stay where they are, in the thread: erased there, they are
//! forgotten here as well.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_understanding::Moment;

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, Millis, Personal, Result, Topic};

/// Every message is compared with every correction: the newest are enough, and cost a tenth of a millisecond.
const MOST: i64 = 200;

/// A message, and what it was about.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Correction {
    /// Which message.
    pub message: i64,
    /// What it says.
    pub text: Personal<String>,
    /// know, go, make, buy, `order_status`, `change_order`, invoice, complaint, person or other.
    pub moment: String,
    /// When it was said.
    pub at: Millis,
    /// Who said so.
    pub by: String,
}

/// What a message can be said to be about. Stopping is not among them: nobody but the customer says that.
fn read_moment(text: &str) -> Result<Moment> {
    let moment = serde_json::from_value::<Moment>(serde_json::Value::from(text)).ok();
    moment
        .filter(|moment| !matches!(moment, Moment::Stop | Moment::Start | Moment::Greeting | Moment::Thanks))
        .ok_or_else(|| Error::new(Code::BadRequest).with("field", "moment"))
}

/// Says what one of a customer's messages was about, or takes that back.
///
/// # Errors
/// `not_found` for a message that is not a customer's words; `bad_request` for another moment.
pub fn say(tx: &Tx<'_>, message: i64, moment: Option<&str>, author: &Author, now: Millis) -> Result<()> {
    let Some(moment) = moment else {
        tx.execute("DELETE FROM correction WHERE message_id = ?1", [message])?;
        return changed(tx);
    };
    read_moment(moment)?;
    let words: Option<String> =
        tx.value::<Option<String>>("SELECT content ->> '$.text' FROM message WHERE id = ?1 AND outbound = 0", [message])?.flatten();
    if words.is_none_or(|words| words.trim().is_empty()) {
        return Err(Error::new(Code::NotFound).with("what", "message"));
    }
    tx.execute(
        "INSERT INTO correction (message_id, moment, at, author) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (message_id) DO UPDATE SET moment = excluded.moment, at = excluded.at, author = excluded.author",
        (message, moment, now, author.stamp()),
    )?;
    changed(tx)
}

fn changed(tx: &Tx<'_>) -> Result<()> {
    tx.set_setting("corrections_revision", &(revision(tx)? + 1))?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Counts the changes, for what is learned.
pub(super) fn revision(read: &Read<'_>) -> Result<i64> {
    read.setting("corrections_revision", 0)
}

/// What was said, the newest first.
///
/// # Errors
/// What the disk says.
pub fn list(read: &Read<'_>) -> Result<Vec<Correction>> {
    let all = read.all(
        "SELECT c.message_id, COALESCE(m.content ->> '$.text', ''), c.moment, c.at, c.author FROM correction c JOIN message m ON m.id = c.message_id
         ORDER BY c.at DESC, c.message_id DESC LIMIT ?1",
        [MOST],
        |row| Ok(Correction { message: row.get(0)?, text: Personal(row.get(1)?), moment: row.get(2)?, at: row.get(3)?, by: row.get(4)? }),
    )?;
    Ok(all.into_iter().filter(|one| !one.text.0.trim().is_empty()).collect())
}

/// For understanding: of messages that are alike the newest counts, so it comes last.
pub(super) fn learned(read: &Read<'_>) -> Result<Vec<(String, Moment)>> {
    let all = list(read)?.into_iter().rev();
    Ok(all.filter_map(|one| Some((one.text.0, read_moment(&one.moment).ok()?))).collect())
}
