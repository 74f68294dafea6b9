//! Who may be there twice. A suspicion with what speaks for it, never a merge: that two rows are one person is the
//! owner's to say, and so is that they are two, which is then not asked again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_contacts::{Birthday, PersonFacts, duplicates};

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, Millis, Result, Topic};

/// Less sure than this is more often a household than one person.
const WORTH_ASKING: u8 = 50;
/// More than these nobody goes through in one sitting.
const SHOWN: usize = 200;

/// Two rows that may be one person, and what speaks for it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Alike {
    /// The earlier one.
    pub keep: CustomerId,
    /// The later one.
    pub other: CustomerId,
    /// 0 to 100.
    pub confidence: u8,
    /// `same_number`, `number_variant`, `same_email`, `same_name_and_birthday`, `alike_name_and_last_digits`.
    pub evidence: Vec<String>,
}

/// Everybody who may be there twice, the surest first.
pub fn alike(read: &Read<'_>) -> Result<Vec<Alike>> {
    let mut people: Vec<PersonFacts> = read.all(
        "SELECT id, name, email, birthday FROM customer WHERE merged_into IS NULL AND erased_at IS NULL ORDER BY id",
        [],
        |row| {
            let (email, birthday): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(PersonFacts {
                id: row.get(0)?,
                name: row.get(1)?,
                emails: Some(email).filter(|e| !e.is_empty()).into_iter().collect(),
                birthday: birthday_of(&birthday),
                ..PersonFacts::default()
            })
        },
    )?;
    // A number she has left is somebody else's now.
    let sql = "SELECT customer_id, value FROM customer_alias WHERE kind = 'phone' AND left_at IS NULL ORDER BY customer_id";
    let phones: Vec<(i64, String)> = read.all(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (id, phone) in phones {
        if let Ok(at) = people.binary_search_by_key(&id, |p| p.id) {
            people[at].phones.push(phone);
        }
    }
    let apart: std::collections::BTreeSet<(i64, i64)> =
        read.all("SELECT one_id, other_id FROM customer_apart", [], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let name = |evidence: &vitrine_contacts::Evidence| {
        serde_json::to_value(evidence).ok().and_then(|v| v["kind"].as_str().map(str::to_owned)).unwrap_or_default()
    };
    let worth = duplicates(&people).into_iter().filter(|s| s.confidence >= WORTH_ASKING && !apart.contains(&(s.a, s.b))).take(SHOWN);
    Ok(worth
        .map(|s| Alike {
            keep: CustomerId(s.a),
            other: CustomerId(s.b),
            confidence: s.confidence,
            evidence: s.evidence.iter().map(name).collect(),
        })
        .collect())
}

fn birthday_of(kept: &str) -> Option<Birthday> {
    let (year, day) = match kept.strip_prefix("--") {
        Some(day) => (None, day),
        None => (kept.get(..4)?.parse().ok(), kept.get(5..)?),
    };
    let (month, day) = day.split_once('-')?;
    Some(Birthday { year, month: month.parse().ok()?, day: day.parse().ok()? })
}

/// They are two people: not asked again.
pub fn keep_apart(tx: &Tx<'_>, a: CustomerId, b: CustomerId, author: &Author, now: Millis) -> Result<()> {
    if a == b {
        return Err(Error::new(Code::BadRequest).with("field", "customer"));
    }
    tx.execute(
        "INSERT INTO customer_apart (one_id, other_id, author, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        (a.0.min(b.0), a.0.max(b.0), author.stamp(), now),
    )?;
    tx.touch(Topic::Customers);
    Ok(())
}

/// That they are two people is taken back.
pub fn ask_again(tx: &Tx<'_>, a: CustomerId, b: CustomerId) -> Result<()> {
    if tx.execute("DELETE FROM customer_apart WHERE one_id = ?1 AND other_id = ?2", (a.0.min(b.0), a.0.max(b.0)))? == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    tx.touch(Topic::Customers);
    Ok(())
}
