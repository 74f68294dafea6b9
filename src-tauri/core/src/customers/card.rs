//! What the shop writes down about a person: name, language, birthday, tags, notes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, Millis, Personal, Result, Topic};

/// What is written down, beside name, language and number.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Written {
    /// Where she works, or the business she is.
    pub company: Personal<String>,
    /// E-mail; never written to from here.
    pub email: Personal<String>,
    /// YYYY-MM-DD, or --MM-DD where the year is not known; empty: not known.
    pub birthday: Personal<String>,
    /// Words of the shop.
    pub tags: Vec<String>,
    /// When the shop first met her.
    pub added_at: Millis,
}

/// A note for the shop's own people; it is never sent.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Note {
    /// Ours.
    pub id: i64,
    /// The words.
    pub note: Personal<String>,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Millis,
}

/// What is written down about her.
pub fn written(read: &Read<'_>, id: CustomerId) -> Result<Written> {
    read.one("SELECT company, email, birthday, tags, added_at FROM customer WHERE id = ?1", [id], |row| {
        let tags: String = row.get(3)?;
        Ok(Written {
            company: row.get(0)?,
            email: row.get(1)?,
            birthday: row.get(2)?,
            tags: serde_json::from_str(&tags).unwrap_or_default(),
            added_at: row.get(4)?,
        })
    })?
    .ok_or_else(|| Error::new(Code::NotFound).with("what", "customer"))
}

/// Changes one field; answers what stood there.
pub fn change(tx: &Tx<'_>, id: CustomerId, field: &str, typed: &str) -> Result<String> {
    let typed = typed.trim();
    let bad = || Error::new(Code::BadRequest).with("field", field);
    let (column, value) = match field {
        "name" | "company" | "email" => (field, typed.chars().take(200).collect::<String>()),
        "language" if typed.len() <= 10 => (field, typed.to_owned()),
        "birthday" if is_birthday(typed) => (field, typed.to_owned()),
        "tags" => (field, serde_json::to_string(&tags_of(typed))?),
        _ => return Err(bad()),
    };
    let before: Option<Option<String>> = tx.value(&format!("SELECT {column} FROM customer WHERE id = ?1"), [id])?;
    let before = before.ok_or_else(|| Error::new(Code::NotFound).with("what", "customer"))?.unwrap_or_default();
    tx.execute(&format!("UPDATE customer SET {column} = ?2 WHERE id = ?1"), (id, value))?;
    tx.touch(Topic::Customers);
    if field == "tags" {
        let tags: Vec<String> = serde_json::from_str(&before).unwrap_or_default();
        return Ok(tags.join(", "));
    }
    Ok(before)
}

/// Tags as typed, with commas between; each once.
pub fn tags_of(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
            tags.push(tag.chars().take(60).collect());
        }
    }
    tags
}

fn is_birthday(typed: &str) -> bool {
    let date = typed.strip_prefix("--").map_or_else(|| typed.to_owned(), |day| format!("2000-{day}"));
    typed.is_empty() || date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok()
}

/// Writes a note.
pub fn note(tx: &Tx<'_>, id: CustomerId, note: &str, author: &Author, now: Millis) -> Result<()> {
    let note: String = note.trim().chars().take(4_000).collect();
    if note.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "note"));
    }
    tx.execute("INSERT INTO customer_note (customer_id, note, author, at) VALUES (?1, ?2, ?3, ?4)", (id, note, author.stamp(), now))?;
    tx.touch(Topic::Customers);
    Ok(())
}

/// Takes a note out.
pub fn drop_note(tx: &Tx<'_>, note: i64) -> Result<()> {
    if tx.execute("DELETE FROM customer_note WHERE id = ?1", [note])? == 0 {
        return Err(Error::new(Code::NotFound).with("what", "note"));
    }
    tx.touch(Topic::Customers);
    Ok(())
}

/// Her notes and those of whom she was merged with, newest first.
pub fn notes(read: &Read<'_>, id: CustomerId) -> Result<Vec<Note>> {
    read.all(
        "SELECT n.id, n.note, n.author, n.at FROM customer_note n JOIN customer c ON c.id = n.customer_id WHERE ?1 IN (c.id, c.merged_into) ORDER BY n.at DESC, n.id DESC",
        [id],
        |row| Ok(Note { id: row.get(0)?, note: row.get(1)?, author: row.get(2)?, at: row.get(3)? }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdays_and_tags_are_read_as_people_give_them() {
        for (typed, fine) in
            [("1985-04-12", true), ("--02-29", true), ("", true), ("--13-01", false), ("12.4.1985", false), ("1985-02-30", false)]
        {
            assert_eq!(is_birthday(typed), fine, "{typed:?}");
        }
        assert_eq!(tags_of(" vip, VIP;early bird ,,"), ["vip", "early bird"], "each tag once, empty ones not at all");
    }
}
