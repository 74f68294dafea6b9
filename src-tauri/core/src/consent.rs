//! Consent: append-only receipts per purpose, hash-chained over salted commitments so that the
//! evidence of an erased person can go while the chain still proves that nothing was rewritten.
//! The stricter reading always wins, and START restores nothing silently.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Millis, Personal, Result, StoreId, Topic, random};

/// What she agreed to hear about.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// "Tell me when it is back".
    Restock,
    /// Offers and news.
    Promotions,
    /// A word after an order or an answer: "did it fit?"
    FollowUp,
    /// "Your usual at eight": what she asked to be reminded of.
    Reminders,
    /// An answer to what she wrote or did: needs no consent, only her window.
    Service,
}

impl Purpose {
    /// Those she can say yes or no to.
    pub const ASKED: [Self; 4] = [Self::Restock, Self::Promotions, Self::FollowUp, Self::Reminders];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Restock => "restock",
            Self::Promotions => "promotions",
            Self::FollowUp => "follow_up",
            Self::Reminders => "reminders",
            Self::Service => "service",
        }
    }
}

/// One line of a person's history of consent.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Receipt {
    /// restock, promotions, `follow_up`, reminders or everything.
    pub purpose: String,
    /// given, withdrawn, `barred_at_meta`, `unbarred_at_meta`.
    pub act: String,
    /// When.
    pub at: Millis,
    /// The words she saw or wrote.
    pub wording: Personal<String>,
    /// Where: button, STOP, counter, website …
    pub source: String,
    /// Who recorded it.
    pub author: String,
    /// Language of the words, if known.
    pub language: String,
    /// In which store.
    pub store: Option<StoreId>,
}

/// Where a person stands for one purpose.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// She said yes.
    Given {
        /// When.
        at: Millis,
    },
    /// She said no, or stopped everything.
    Withdrawn {
        /// When.
        at: Millis,
    },
    /// She was never asked.
    Never,
}

/// A receipt reduced to what decides.
#[derive(Clone, Debug)]
pub struct Act {
    pub purpose: String,
    pub act: String,
    pub at: Millis,
}

/// Standing for a purpose, from receipts in order. A later yes for one purpose reopens that purpose only.
pub fn standing(receipts: &[Act], purpose: Purpose) -> Standing {
    if purpose == Purpose::Service {
        return Standing::Given { at: 0 };
    }
    let name = purpose.name();
    let relevant =
        receipts.iter().rev().find(|r| (r.purpose == name || r.purpose == "everything") && (r.act == "given" || r.act == "withdrawn"));
    match relevant {
        Some(r) if r.act == "given" && r.purpose == name => Standing::Given { at: r.at },
        Some(r) if r.act == "withdrawn" => Standing::Withdrawn { at: r.at },
        _ => Standing::Never,
    }
}

/// Whether Meta bars marketing templates to her (`user_preferences` stop, or 131050).
pub fn barred_at_meta(receipts: &[Act]) -> bool {
    receipts.iter().rev().find(|r| r.act.ends_with("at_meta")).is_some_and(|r| r.act == "barred_at_meta")
}

/// All acts of one person, oldest first.
pub fn acts(read: &Read<'_>, customer: CustomerId) -> Result<Vec<Act>> {
    read.all("SELECT purpose, act, at FROM consent_receipt WHERE customer_id = ?1 ORDER BY id", [customer], |row| {
        Ok(Act { purpose: row.get(0)?, act: row.get(1)?, at: row.get(2)? })
    })
}

/// One person's receipts with their evidence, newest first.
pub fn receipts(read: &Read<'_>, customer: CustomerId) -> Result<Vec<Receipt>> {
    read.all(
        "SELECT r.purpose, r.act, r.at, COALESCE(e.wording, ''), COALESCE(e.source, ''), COALESCE(e.author, ''), COALESCE(e.language, ''), e.store_id
         FROM consent_receipt r LEFT JOIN consent_evidence e ON e.receipt_id = r.id WHERE r.customer_id = ?1 ORDER BY r.id DESC",
        [customer],
        |row| {
            Ok(Receipt {
                purpose: row.get(0)?,
                act: row.get(1)?,
                at: row.get(2)?,
                wording: row.get(3)?,
                source: row.get(4)?,
                author: row.get(5)?,
                language: row.get(6)?,
                store: row.get(7)?,
            })
        },
    )
}

/// What is being recorded.
pub struct Entry<'a> {
    pub purpose: &'a str,
    pub act: &'a str,
    pub wording: &'a str,
    pub source: &'a str,
    pub author: &'a str,
    /// Of the words; empty where not known.
    pub language: &'a str,
    pub store: Option<StoreId>,
}

/// Records an act, unless it would repeat the last one of its kind word for word in effect:
/// a button tapped five times is one withdrawal.
pub fn record(tx: &Tx<'_>, customer: CustomerId, entry: &Entry<'_>, now: Millis) -> Result<bool> {
    // At Meta and here are two switches; for each, the newest word on this purpose decides whether this
    // one is new. STOP after a later yes is new again.
    let at_meta = entry.act.ends_with("at_meta");
    let last: Option<(String, String)> = tx.one(
        "SELECT purpose, act FROM consent_receipt WHERE customer_id = ?1 AND (?2 = 'everything' OR purpose IN (?2, 'everything')) AND (act LIKE '%at_meta') = ?3 ORDER BY id DESC LIMIT 1",
        (customer, entry.purpose, at_meta),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let already = last
        .is_some_and(|(purpose, act)| act == entry.act && (purpose == entry.purpose || (purpose == "everything" && act == "withdrawn")));
    if already {
        return Ok(false);
    }
    let salt: [u8; 16] = random()?;
    let commitment = commitment(&salt, entry);
    let previous: Vec<u8> = tx.value("SELECT hash FROM consent_receipt ORDER BY id DESC LIMIT 1", [])?.unwrap_or_default();
    let hash = link(&previous, customer, entry.purpose, entry.act, now, &commitment);
    let id = tx.insert(
        "INSERT INTO consent_receipt (customer_id, purpose, act, at, commitment, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (customer, entry.purpose, entry.act, now, &commitment, &previous, hash.as_slice()),
    )?;
    tx.execute(
        "INSERT INTO consent_evidence (receipt_id, salt, wording, source, author, language, store_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (id, salt.as_slice(), entry.wording, entry.source, entry.author, entry.language, entry.store),
    )?;
    tx.touch(Topic::Customers);
    Ok(true)
}

/// What the evidence comes to under its salt: the receipt keeps this when the words are erased.
fn commitment(salt: &[u8], entry: &Entry<'_>) -> Vec<u8> {
    let store = entry.store.map(|s| s.0.to_string()).unwrap_or_default();
    let mut hash = Sha256::new().chain_update(salt);
    for part in [entry.wording, entry.source, entry.author, entry.language, &store] {
        hash = hash.chain_update(part).chain_update([0]);
    }
    hash.finalize().to_vec()
}

/// What was recorded of a person from one source: purpose and act.
pub fn recorded_by(read: &Read<'_>, customer: CustomerId, source: &str) -> Result<Vec<(String, String)>> {
    read.all(
        "SELECT r.purpose, r.act FROM consent_receipt r JOIN consent_evidence e ON e.receipt_id = r.id WHERE r.customer_id = ?1 AND e.source = ?2 ORDER BY r.id",
        (customer, source),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whether a yes stood before a source was heard, and nothing has been said since.
pub fn stood_before(read: &Read<'_>, customer: CustomerId, purpose: &str, source: &str) -> Result<bool> {
    let all = read.all(
        "SELECT r.act, COALESCE(e.source, '') FROM consent_receipt r LEFT JOIN consent_evidence e ON e.receipt_id = r.id
         WHERE r.customer_id = ?1 AND r.purpose IN (?2, 'everything') AND r.act IN ('given', 'withdrawn') ORDER BY r.id DESC LIMIT 2",
        (customer, purpose),
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    Ok(matches!(all.as_slice(), [last, before] if last.1 == source && before.0 == "given"))
}

/// Erases the words under a person's receipts; the receipts stay as links of the chain. Answers how many.
pub fn erase(tx: &Tx<'_>, customer: CustomerId) -> Result<i64> {
    tx.execute("DELETE FROM consent_evidence WHERE receipt_id IN (SELECT id FROM consent_receipt WHERE customer_id = ?1)", [customer])?;
    tx.count("SELECT count(*) FROM consent_receipt WHERE customer_id = ?1", [customer])
}

/// Whether the ledger is whole.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Chain {
    /// How many receipts there are.
    pub receipts: i64,
    /// The first receipt that is not as it was written, or does not follow the one before; `null`: all do.
    pub broken_at: Option<i64>,
    /// Receipts whose words were erased; they are links still.
    pub erased: i64,
}

/// Follows the chain from its first link: every hash is reckoned anew, and the words under it where they are there.
pub fn check(read: &Read<'_>) -> Result<Chain> {
    let mut chain = Chain { receipts: 0, broken_at: None, erased: 0 };
    let mut before: Vec<u8> = Vec::new();
    read.each(
        "SELECT r.id, r.customer_id, r.purpose, r.act, r.at, r.commitment, r.previous, r.hash, e.salt, e.wording, e.source, e.author, e.language, e.store_id
         FROM consent_receipt r LEFT JOIN consent_evidence e ON e.receipt_id = r.id ORDER BY r.id",
        [],
        |row| {
            chain.receipts += 1;
            let (purpose, act): (String, String) = (row.get(2)?, row.get(3)?);
            let (kept, previous, hash): (Vec<u8>, Vec<u8>, Vec<u8>) = (row.get(5)?, row.get(6)?, row.get(7)?);
            let whole = match row.get::<_, Option<Vec<u8>>>(8)? {
                None => {
                    chain.erased += 1;
                    true
                }
                Some(salt) => {
                    let (wording, source, author, language): (String, String, String, String) = (row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?);
                    let entry = Entry { purpose: &purpose, act: &act, wording: &wording, source: &source, author: &author, language: &language, store: row.get(13)? };
                    commitment(&salt, &entry) == kept
                }
            };
            let follows = previous == before && link(&before, row.get(1)?, &purpose, &act, row.get(4)?, &kept) == hash;
            if !(whole && follows) && chain.broken_at.is_none() {
                chain.broken_at = Some(row.get(0)?);
            }
            before = hash;
            Ok(())
        },
    )?;
    Ok(chain)
}

fn link(previous: &[u8], customer: CustomerId, purpose: &str, act: &str, at: Millis, commitment: &[u8]) -> Vec<u8> {
    Sha256::new()
        .chain_update(previous)
        .chain_update(customer.0.to_le_bytes())
        .chain_update(purpose)
        .chain_update([0])
        .chain_update(act)
        .chain_update(at.to_le_bytes())
        .chain_update(commitment)
        .finalize()
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acts(list: &[(&str, &str)]) -> Vec<Act> {
        list.iter().enumerate().map(|(i, (purpose, act))| Act { purpose: (*purpose).into(), act: (*act).into(), at: i as i64 }).collect()
    }

    #[test]
    fn the_last_word_counts_and_stop_ends_everything() {
        let cases: [(&[(&str, &str)], Standing, &str); 6] = [
            (&[], Standing::Never, "never asked is not yes"),
            (&[("restock", "given")], Standing::Given { at: 0 }, "a yes is a yes"),
            (&[("promotions", "given")], Standing::Never, "a yes to offers is no yes to restock alerts"),
            (&[("restock", "given"), ("restock", "withdrawn")], Standing::Withdrawn { at: 1 }, "Stop these ends that purpose"),
            (&[("restock", "given"), ("everything", "withdrawn")], Standing::Withdrawn { at: 1 }, "STOP ends all"),
            (
                &[("restock", "given"), ("everything", "withdrawn"), ("restock", "given")],
                Standing::Given { at: 2 },
                "she may ask again for this one",
            ),
        ];
        for (list, expected, why) in cases {
            assert_eq!(standing(&acts(list), Purpose::Restock), expected, "{why}");
        }
        assert_eq!(
            standing(&acts(&[("everything", "withdrawn"), ("everything", "given")]), Purpose::Restock),
            Standing::Never,
            "START alone restores nothing"
        );
        assert!(barred_at_meta(&acts(&[("promotions", "barred_at_meta")])), "Meta's own stop is kept apart");
        assert!(!barred_at_meta(&acts(&[("promotions", "barred_at_meta"), ("promotions", "unbarred_at_meta")])), "and can be lifted there");
    }
}
