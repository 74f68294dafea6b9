//! Where something was said, in all of the history, offline.
//!
//! The index follows the messages in steps of its own ([`catch_up`]): an alert to ten thousand people must not be
//! slowed by somebody's search. What leaves a message leaves the index in the same transaction, by triggers: what
//! is erased can never be found because a step was missed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Millis, Personal, Result};

/// Words that are looked for; more of them narrow nothing any more.
const MOST_WORDS: usize = 12;
/// Beyond so many places nobody reads on, but says it better.
pub const MOST_FOUND: u32 = 100;

/// A message in which something was found.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct FoundMessage {
    /// Ours.
    pub message: i64,
    /// In whose conversation.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// When.
    pub at: Millis,
    /// Written by the shop.
    pub outbound: bool,
    /// What stands around it: pieces of text, and whether each is what was looked for.
    pub around: Vec<(Personal<String>, bool)>,
}

/// How many messages the index does not know yet.
pub fn behind(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT COALESCE(max(id), 0) - (SELECT reached FROM message_search_place) FROM message", [])
}

/// Takes up to so many messages into the index; answers whether there are more.
pub fn catch_up(tx: &Tx<'_>, at_most: i64) -> Result<bool> {
    let from = tx.count("SELECT reached FROM message_search_place", [])?;
    let until: Option<i64> =
        tx.value("SELECT max(id) FROM (SELECT id FROM message WHERE id > ?1 ORDER BY id LIMIT ?2)", (from, at_most))?.flatten();
    let Some(until) = until else {
        return Ok(false);
    };
    tx.execute("INSERT INTO message_search (rowid, words) SELECT id, words FROM message_words WHERE id > ?1 AND id <= ?2", (from, until))?;
    tx.execute("UPDATE message_search_place SET reached = ?1", [until])?;
    Ok(tx.value::<i64>("SELECT id FROM message WHERE id > ?1 LIMIT 1", [until])?.is_some())
}

/// What was typed as a question to the index: every word, the last letters of each still to come.
fn question(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        // One letter begins too much to be worth reading.
        .map(|word| if word.chars().count() == 1 { format!("\"{word}\"") } else { format!("\"{word}\"*") })
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Messages with these words, the newest first; in one conversation, if it is named.
pub fn find(read: &Read<'_>, typed: &str, customer: Option<CustomerId>, limit: u32) -> Result<Vec<FoundMessage>> {
    let Some(question) = question(typed) else {
        return Ok(Vec::new());
    };
    let found = read.all(
        "SELECT COALESCE(t.id, m.id), p.id, p.name, m.at, m.outbound, snippet(message_search, 0, char(2), char(3), '…', 14)
         FROM message_search s JOIN message m ON m.id = s.rowid LEFT JOIN message t ON m.kind = 'edit' AND t.wamid = m.reply_to
         JOIN customer c ON c.id = m.customer_id JOIN customer p ON p.id = COALESCE(c.merged_into, c.id)
         WHERE message_search MATCH ?1 AND (?2 IS NULL OR p.id = ?2) ORDER BY s.rowid DESC LIMIT ?3",
        (question, customer, limit.min(MOST_FOUND)),
        |row| {
            Ok(FoundMessage {
                message: row.get(0)?,
                customer: row.get(1)?,
                name: Personal(row.get(2)?),
                at: row.get(3)?,
                outbound: row.get(4)?,
                around: pieces(&row.get::<_, String>(5)?),
            })
        },
    )?;
    let mut seen = std::collections::BTreeSet::new();
    Ok(found.into_iter().filter(|one| seen.insert(one.message)).collect())
}

/// The text in pieces: what was found stands between the two marks.
fn pieces(marked: &str) -> Vec<(Personal<String>, bool)> {
    let mut pieces = Vec::new();
    for (index, part) in marked.split('\u{2}').enumerate() {
        let (inside, after) = if index == 0 { ("", part) } else { part.split_once('\u{3}').unwrap_or((part, "")) };
        for (text, found) in [(inside, true), (after, false)] {
            if !text.is_empty() {
                pieces.push((Personal(text.replace(['\u{2}', '\u{3}'], "")), found));
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_words_and_never_a_language_of_the_index() {
        assert_eq!(question("red shoes").as_deref(), Some("\"red\"* \"shoes\"*"), "each word may go on");
        assert_eq!(question("a OR \"b\" NEAR(c").as_deref(), Some("\"a\" \"OR\"* \"b\" \"NEAR\"* \"c\""), "its own words are words");
        assert_eq!(question(" *\"() "), None, "signs alone ask nothing");
    }

    #[test]
    fn what_was_found_is_told_from_what_stands_around_it() {
        let plain: Vec<(String, bool)> = pieces("the \u{2}red\u{3} shoes").into_iter().map(|(text, found)| (text.0, found)).collect();
        assert_eq!(plain, [("the ".to_owned(), false), ("red".to_owned(), true), (" shoes".to_owned(), false)], "three pieces");
    }
}
