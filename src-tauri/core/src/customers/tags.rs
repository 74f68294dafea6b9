//! The shop's own words for people: which there are and how many carry each, one renamed or two made one, with a way
//! back. A tag has no row of its own: it is there as long as somebody carries it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, Millis, Result, Topic};

/// A tag and how many people carry it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Tag {
    /// The word, as most people's cards spell it.
    pub tag: String,
    /// People.
    pub people: i64,
}

/// Every tag, those most people carry first.
pub fn list(read: &Read<'_>) -> Result<Vec<Tag>> {
    let spelled = read.all(
        "SELECT g.value, count(*) FROM customer c, json_each(c.tags) g
         WHERE c.tags <> '[]' AND c.merged_into IS NULL AND c.erased_at IS NULL GROUP BY g.value ORDER BY count(*) DESC, g.value",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
    )?;
    // Folded here and not by SQLite, whose lower() knows ASCII only; the commonest spelling comes first and stays.
    let mut tags: Vec<(String, Tag)> = Vec::new();
    for (tag, people) in spelled {
        let folded = tag.to_lowercase();
        match tags.iter_mut().find(|(known, _)| *known == folded) {
            Some((_, known)) => known.people += people,
            None => tags.push((folded, Tag { tag, people })),
        }
    }
    tags.sort_by(|(a, one), (b, other)| other.people.cmp(&one.people).then_with(|| a.cmp(b)));
    Ok(tags.into_iter().map(|(_, tag)| tag).collect())
}

/// Every spelling a tag stands in on somebody's card.
pub fn spellings(read: &Read<'_>, tag: &str) -> Result<Vec<String>> {
    let folded = tag.trim().to_lowercase();
    let all =
        read.all("SELECT DISTINCT g.value FROM customer c, json_each(c.tags) g WHERE c.tags <> '[]'", [], |row| row.get::<_, String>(0))?;
    Ok(all.into_iter().filter(|one| one.to_lowercase() == folded).collect())
}

/// Renames a tag on everybody; a name another tag has makes the two one, an empty one takes it away. Answers the number
/// to undo it by, and how many people it was about.
pub fn rename(tx: &Tx<'_>, from: &str, to: &str, author: &Author, now: Millis) -> Result<(i64, i64)> {
    let (from, to) = (from.trim(), to.trim());
    let folded = from.to_lowercase();
    if from.is_empty() || to.chars().count() > 60 || to.contains([',', ';']) {
        return Err(Error::new(Code::BadRequest).with("field", "tag"));
    }
    let carriers: Vec<(CustomerId, String)> =
        tx.all("SELECT id, tags FROM customer WHERE tags <> '[]'", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let change = tx.insert("INSERT INTO tag_change (author, at) VALUES (?1, ?2)", (author.stamp(), now))?;
    let mut people = 0;
    for (id, before) in carriers {
        let tags: Vec<String> = serde_json::from_str(&before).unwrap_or_default();
        if !tags.iter().any(|tag| tag.to_lowercase() == folded) {
            continue;
        }
        let renamed: Vec<String> = tags.into_iter().map(|tag| if tag.to_lowercase() == folded { to.to_owned() } else { tag }).collect();
        let after = serde_json::to_string(&super::card::tags_of(&renamed.join(",")))?;
        tx.execute("UPDATE customer SET tags = ?2 WHERE id = ?1", (id, &after))?;
        tx.execute(
            "INSERT INTO tag_change_person (change_id, customer_id, before, after) VALUES (?1, ?2, ?3, ?4)",
            (change, id, before, after),
        )?;
        people += 1;
    }
    if people == 0 {
        return Err(Error::new(Code::NotFound).with("what", "tag"));
    }
    tx.touch(Topic::Customers);
    Ok((change, people))
}

/// Takes a renaming back, where nobody has changed the person's tags since.
pub fn undo(tx: &Tx<'_>, change: i64, now: Millis) -> Result<()> {
    if tx.execute("UPDATE tag_change SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL", (change, now))? == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    tx.execute(
        "UPDATE customer SET tags = p.before FROM tag_change_person p WHERE p.change_id = ?1 AND p.customer_id = customer.id AND customer.tags = p.after",
        [change],
    )?;
    tx.touch(Topic::Customers);
    Ok(())
}
