//! Whether a guide helped: asked once, an hour after it was told, while the conversation is still open and nobody has
//! taken it over. A yes is counted for the owner; after a no a person looks, with what was tried.
//!
//! Asked at once, the question would stand below steps she has not begun; asked the next day, it would cost a template.

use super::super::{Asker, Reply, service, text_args};
use super::{of, spoken};
use crate::conversations;
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Millis, Result, Topic};

/// So long after the steps.
const AFTER: Millis = 3_600_000;
/// Later than this nobody knows what is meant.
const TOO_LATE: Millis = 20 * 3_600_000;

/// What happened with a guide in an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Happened {
    /// It was told.
    Told {
        /// Which.
        guide: i64,
    },
    /// She says whether it worked.
    Worked {
        /// Which telling.
        told: i64,
        /// Whether it did.
        worked: bool,
    },
}

/// Somebody who may be asked.
#[derive(Debug)]
pub struct ToAsk {
    /// Which telling.
    pub told: i64,
    /// Who.
    pub customer: CustomerId,
    /// Meta's name for her question.
    pub wamid: String,
    /// The language it was told in.
    pub language: String,
    /// What was done; nothing if she is not to be asked after all.
    pub title: Option<String>,
}

/// Notes what happened.
///
/// # Errors
/// What the disk says.
pub fn note(tx: &Tx<'_>, happened: Happened, customer: CustomerId, wamid: &str, language: &str, now: Millis) -> Result<()> {
    match happened {
        Happened::Told { guide } => tx.execute(
            "INSERT INTO guide_told (guide_id, customer_id, wamid, language, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            (guide, customer, wamid, language, now),
        )?,
        Happened::Worked { told, worked } => tx.execute(
            "UPDATE guide_told SET worked = ?3, asked_at = COALESCE(asked_at, ?4) WHERE id = ?1 AND customer_id = ?2",
            (told, customer, worked, now),
        )?,
    };
    tx.touch(Topic::Shop);
    Ok(())
}

/// Who was told a guide an hour ago and has not been asked. Who was told twice is asked about the last.
///
/// # Errors
/// What the disk says.
pub fn due(read: &Read<'_>, now: Millis) -> Result<Vec<ToAsk>> {
    let rows = read.all(
        "SELECT id, guide_id, customer_id, wamid, language, at, EXISTS (SELECT 1 FROM guide_told later WHERE later.customer_id = told.customer_id AND later.at > told.at)
         FROM guide_told told WHERE asked_at IS NULL AND at <= ?1 ORDER BY at LIMIT 50",
        [now - AFTER],
        |row| {
            Ok((
                row.get::<_, i64>(1)?,
                row.get::<_, Millis>(5)?,
                row.get::<_, bool>(6)?,
                ToAsk { told: row.get(0)?, customer: row.get(2)?, wamid: row.get(3)?, language: row.get(4)?, title: None },
            ))
        },
    )?;
    let answers = read.setting("answering", true)?;
    let mut due = Vec::with_capacity(rows.len());
    for (guide, at, told_since, mut one) in rows {
        let open = conversations::window_until(read, one.customer)?.is_some_and(|until| until > now);
        if answers && open && !told_since && at > now - TOO_LATE && !conversations::held_by_person(read, one.customer, now)? {
            one.title = of(read, guide)?.and_then(|kept| spoken(&kept.guide.texts, &one.language).map(|text| text.title.clone()));
        }
        due.push(one);
    }
    Ok(due)
}

/// She was asked, or is not asked any more.
///
/// # Errors
/// What the disk says.
pub fn asked(tx: &Tx<'_>, told: i64, now: Millis) -> Result<()> {
    tx.execute("UPDATE guide_told SET asked_at = ?2 WHERE id = ?1", (told, now))?;
    Ok(())
}

/// How often a guide was told, and how often it is known to have worked or not.
///
/// # Errors
/// What the disk says.
pub(super) fn counts(read: &Read<'_>, guide: i64) -> Result<(u32, u32, u32)> {
    let found = read.one(
        "SELECT count(*), COALESCE(sum(worked = 1), 0), COALESCE(sum(worked = 0), 0) FROM guide_told WHERE guide_id = ?1",
        [guide],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    Ok(found.unwrap_or_default())
}

/// Forgets a person.
///
/// # Errors
/// What the disk says.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM guide_told WHERE customer_id = ?1", [customer])?;
    Ok(())
}

/// What is said to her yes or no. A telling that is not hers says nothing.
pub(in super::super) fn answered(asker: &Asker<'_>, told: i64, worked: bool) -> Result<Option<Reply>> {
    let guide: Option<i64> =
        asker.read.value("SELECT guide_id FROM guide_told WHERE id = ?1 AND customer_id IS ?2", (told, asker.customer))?;
    let Some(guide) = guide else { return Ok(None) };
    let happened = Some(Happened::Worked { told, worked });
    if !worked {
        return Ok(Some(Reply { guide: happened, ..service::person(asker, "guide_failed")? }));
    }
    let title = of(asker.read, guide)?.and_then(|kept| spoken(&kept.guide.texts, asker.language).map(|text| text.title.clone()));
    let talk = asker.talk.now_about(asker.talk.about);
    Ok(Some(Reply { guide: happened, talk, ..Reply::words("guide-worked-thanks", text_args([("product", title.unwrap_or_default())])) }))
}
