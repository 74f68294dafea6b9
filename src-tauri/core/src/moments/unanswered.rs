//! What the shop could not answer by itself: which message, and why. Its words stay where they are, in the thread, so that
//! erasing a person erases them here as well. Messages that say nearly the same are one question to the owner.
//!
//! Likeness is that of the words, not of what was understood: what was understood is what failed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Reply, Say, tell_me};
use crate::conversations;
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Error, Millis, Result, Topic};

/// So many are looked at, the newest first; an owner works through ten.
const LOOKED_AT: i64 = 500;
/// So many ways of asking are shown of one question.
const SHOWN: usize = 8;
/// Two messages are one question when so much of their words is shared.
const ALIKE: f64 = 0.5;

/// Messages that ask nearly the same, and that nobody's row answered.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Unanswered {
    /// The rows it stands for, to be dismissed with.
    pub rows: Vec<i64>,
    /// How it was asked, newest first, each way once.
    pub texts: Vec<String>,
    /// People who asked.
    pub people: usize,
    /// When last.
    pub last_at: Millis,
    /// The languages it was asked in.
    pub languages: Vec<String>,
    /// People among them who can be answered now: their window is open and nobody has answered them meanwhile.
    pub can_be_told: usize,
}

/// One message that found no answer.
#[derive(Clone, Debug)]
pub struct ToTell {
    /// Who wrote it.
    pub customer: CustomerId,
    /// Meta's name for it.
    pub wamid: String,
    /// The language it was understood in.
    pub language: String,
    /// When.
    pub at: Millis,
    /// She has written nothing since.
    pub is_last: bool,
}

/// Whether a reply says that nothing was found to answer with.
fn failed(reply: &Reply) -> Option<&'static str> {
    match (reply.person, &reply.say) {
        (Some(why @ ("no_answer" | "product_unknown" | "not_understood" | "how_to" | "answer_unwritten" | "language")), _) => Some(why),
        (_, Say::Words("unclear" | "guide-unclear", _)) => Some("unclear"),
        _ => None,
    }
}

/// Notes a message that found no answer, once.
pub fn note(tx: &Tx<'_>, customer: CustomerId, wamid: &str, reply: &Reply, now: Millis) -> Result<()> {
    let Some(why) = failed(reply) else { return Ok(()) };
    tx.execute(
        "INSERT INTO unanswered (customer_id, wamid, why, language, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (wamid) DO NOTHING",
        (customer, wamid, why, reply.language, now),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// It has been answered after all.
///
/// # Errors
/// What the disk says.
pub fn answered(tx: &Tx<'_>, wamid: &str, now: Millis) -> Result<()> {
    tx.execute("UPDATE unanswered SET done_at = ?2 WHERE wamid = ?1 AND done_at IS NULL", (wamid, now))?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Forgets a person.
///
/// # Errors
/// What the disk says.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM unanswered WHERE customer_id = ?1", [customer])?;
    Ok(())
}

/// Dismisses these rows, or brings them back.
///
/// # Errors
/// What the disk says.
pub fn dismiss(tx: &Tx<'_>, rows: &[i64], done: bool, now: Millis) -> Result<()> {
    for row in rows {
        tx.execute("UPDATE unanswered SET done_at = ?2 WHERE id = ?1", (row, done.then_some(now)))?;
    }
    tx.touch(Topic::Conversations);
    Ok(())
}

/// The messages behind these rows, the newest of each person.
///
/// # Errors
/// What the disk says.
pub fn asked_in(read: &Read<'_>, rows: &[i64]) -> Result<Vec<ToTell>> {
    read.all(
        "SELECT u.customer_id, u.wamid, u.language, max(u.at), u.at >= COALESCE(c.last_inbound_at, 0)
         FROM unanswered u LEFT JOIN conversation c ON c.customer_id = u.customer_id
         WHERE u.id IN (SELECT value FROM json_each(?1)) GROUP BY u.customer_id ORDER BY u.at",
        [serde_json::to_string(rows).map_err(Error::internal)?],
        |row| Ok(ToTell { customer: row.get(0)?, wamid: row.get(1)?, language: row.get(2)?, at: row.get(3)?, is_last: row.get(4)? }),
    )
}

/// Of these those who can still be answered freely at that moment, and whom no person has answered since.
///
/// # Errors
/// What the disk says.
pub fn to_be_told(read: &Read<'_>, rows: &[i64], at: Millis) -> Result<Vec<ToTell>> {
    let mut kept = Vec::new();
    for one in asked_in(read, rows)? {
        let open = conversations::window_until(read, one.customer)?.is_some_and(|until| until > at);
        if open && !conversations::person_wrote_since(read, one.customer, one.at)? {
            kept.push(one);
        }
    }
    Ok(kept)
}

struct Asked {
    row: i64,
    customer: CustomerId,
    text: String,
    language: String,
    at: Millis,
}

/// What nobody has answered or dismissed, the question most people have first.
///
/// # Errors
/// What the disk says.
pub fn list(read: &Read<'_>, now: Millis) -> Result<Vec<Unanswered>> {
    open(read, None, 0, now)
}

/// What was asked since a moment, and nobody has answered or dismissed.
///
/// # Errors
/// What the disk says.
pub fn since(read: &Read<'_>, since: Millis, now: Millis) -> Result<Vec<Unanswered>> {
    open(read, None, since, now)
}

/// Of these the ones about products the shop does not know, since a moment.
///
/// # Errors
/// What the disk says.
pub(super) fn of_unknown_products(read: &Read<'_>, since: Millis, now: Millis) -> Result<Vec<Unanswered>> {
    open(read, Some("product_unknown"), since, now)
}

fn open(read: &Read<'_>, why: Option<&str>, since: Millis, now: Millis) -> Result<Vec<Unanswered>> {
    let asked = read.all(
        "SELECT u.id, u.customer_id, COALESCE(m.content ->> '$.text', ''), u.language, u.at FROM unanswered u JOIN message m ON m.wamid = u.wamid
         WHERE u.done_at IS NULL AND u.at >= ?3 AND (?2 IS NULL OR u.why = ?2) ORDER BY u.at DESC, u.id DESC LIMIT ?1",
        (LOOKED_AT, why, since),
        |row| Ok(Asked { row: row.get(0)?, customer: row.get(1)?, text: row.get(2)?, language: row.get(3)?, at: row.get(4)? }),
    )?;
    let mut groups = grouped(asked.into_iter().filter(|asked| !asked.text.trim().is_empty()));
    for group in &mut groups {
        group.can_be_told = to_be_told(read, &group.rows, now)?.len();
    }
    Ok(groups)
}

fn words(text: &str) -> BTreeSet<String> {
    tell_me::plain(text).split(' ').filter(|word| word.chars().count() > 2).map(str::to_owned).collect()
}

fn alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    all > 0 && shared as f64 / all as f64 >= ALIKE
}

fn grouped(asked: impl Iterator<Item = Asked>) -> Vec<Unanswered> {
    let mut groups: Vec<(Vec<BTreeSet<String>>, BTreeSet<i64>, Unanswered)> = Vec::new();
    for one in asked {
        let said = words(&one.text);
        let at = groups.iter().position(|(ways, ..)| ways.iter().any(|way| way == &said || alike(way, &said))).unwrap_or_else(|| {
            let new = Unanswered { rows: Vec::new(), texts: Vec::new(), people: 0, last_at: one.at, languages: Vec::new(), can_be_told: 0 };
            groups.push((Vec::new(), BTreeSet::new(), new));
            groups.len() - 1
        });
        let Some((ways, people, group)) = groups.get_mut(at) else { continue };
        group.rows.push(one.row);
        people.insert(one.customer.0);
        group.people = people.len();
        if !group.languages.contains(&one.language) {
            group.languages.push(one.language);
        }
        if !ways.contains(&said) && group.texts.len() < SHOWN {
            group.texts.push(one.text.trim().to_owned());
            ways.push(said);
        }
    }
    let mut groups: Vec<Unanswered> = groups.into_iter().map(|(.., group)| group).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.people), std::cmp::Reverse(group.last_at)));
    groups
}
