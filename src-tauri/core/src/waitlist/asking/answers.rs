//! What becomes of a question: a yes keeps the place with its date, a no ends that one place and no other, and what has
//! ended otherwise is not asked about any more. Two rows that turn out to be one person have been asked together.
//!
//! A no can be taken back by whoever gave it, for as long as her consent stands: the place comes back with its date,
//! because a slip of the thumb should not send her to the end of the line.

use super::BETWEEN;
use crate::consent::{self, Purpose, Standing};
use crate::conversations;
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Millis, PromiseId, Result, Topic, VariantId};
use crate::outbox;

/// What an answer came to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CameTo {
    /// She keeps her place, with its date.
    Kept,
    /// That one place has ended.
    Ended,
    /// She wants it, and has no place any more: it begins anew, with her words.
    Anew,
}

/// An answer that was noted.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// About what.
    pub variant: VariantId,
    /// What it came to.
    pub came_to: CameTo,
}

struct Place {
    waiting: i64,
    variant: VariantId,
    customer: CustomerId,
    state: String,
    said: Option<bool>,
}

fn place_of(read: &Read<'_>, promise: PromiseId) -> Result<Option<Place>> {
    read.one(
        "SELECT w.id, w.variant_id, w.customer_id, w.state, k.wants FROM asked k JOIN waiting w ON w.id = k.waiting_id WHERE k.promise_id = ?1",
        [promise],
        |row| Ok(Place { waiting: row.get(0)?, variant: row.get(1)?, customer: row.get(2)?, state: row.get(3)?, said: row.get(4)? }),
    )
}

/// Whether this promise is a question.
pub fn is_question(read: &Read<'_>, promise: PromiseId) -> Result<bool> {
    Ok(read.count("SELECT count(*) FROM asked WHERE promise_id = ?1", [promise])? == 1)
}

/// Notes what she answered; nothing where no such question was asked.
pub fn answered(tx: &Tx<'_>, promise: PromiseId, wants: bool, now: Millis) -> Result<Option<Answer>> {
    let Some(place) = place_of(tx, promise)? else { return Ok(None) };
    tx.execute("UPDATE asked SET wants = ?2, answered_at = ?3 WHERE promise_id = ?1", (promise, wants, now))?;
    tx.touch(Topic::Waitlist);
    let came_to = if wants { stays(tx, &place)? } else { ends(tx, &place, now)? };
    Ok(Some(Answer { variant: place.variant, came_to }))
}

fn stays(tx: &Tx<'_>, place: &Place) -> Result<CameTo> {
    if place.state == "waiting" {
        return Ok(CameTo::Kept);
    }
    let agreed = matches!(consent::standing(&consent::acts(tx, place.customer)?, Purpose::Restock), Standing::Given { .. });
    if place.state != "left" || place.said != Some(false) || !agreed {
        return Ok(CameTo::Anew);
    }
    // She may have asked for it anew meanwhile; then that is her place.
    tx.execute(
        "UPDATE waiting SET state = 'waiting' WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM waiting other
         WHERE other.variant_id = waiting.variant_id AND other.customer_id = waiting.customer_id AND other.state IN ('waiting', 'told'))",
        [place.waiting],
    )?;
    Ok(CameTo::Kept)
}

fn ends(tx: &Tx<'_>, place: &Place, now: Millis) -> Result<CameTo> {
    tx.execute("UPDATE waiting SET state = 'left', unreachable = NULL WHERE id = ?1 AND state IN ('waiting', 'told')", [place.waiting])?;
    no_longer(tx, place.waiting, now)?;
    // An alert about to leave would tell her of what she has just declined.
    let alerts = tx.all(
        "SELECT o.promise_id FROM wave_member m JOIN promise_outcome o ON o.promise_id = m.promise_id WHERE m.waiting_id = ?1 AND o.pending AND o.state <> 'claimed'",
        [place.waiting],
        |row| row.get::<_, PromiseId>(0),
    )?;
    outbox::withdraw(tx, &alerts, now)?;
    Ok(CameTo::Ended)
}

/// A place has ended, or she is told: a question about it that has not left is not asked any more.
pub(in super::super) fn no_longer(tx: &Tx<'_>, waiting: i64, now: Millis) -> Result<()> {
    let open = tx.all(
        "SELECT o.promise_id FROM asked k JOIN promise_outcome o ON o.promise_id = k.promise_id WHERE k.waiting_id = ?1 AND o.pending AND o.state <> 'claimed'",
        [waiting],
        |row| row.get::<_, PromiseId>(0),
    )?;
    outbox::withdraw(tx, &open, now)?;
    Ok(())
}

/// The one question a plain yes or no of hers answers: it is the last thing anybody said in her thread, and no other is
/// open. Where two are, nobody can tell which she means.
pub fn open_to(read: &Read<'_>, customer: CustomerId, now: Millis) -> Result<Option<PromiseId>> {
    let open = read.all(
        "SELECT k.promise_id FROM waiting w JOIN asked k ON k.waiting_id = w.id JOIN promise_outcome o ON o.promise_id = k.promise_id
         WHERE w.customer_id = ?1 AND k.wants IS NULL AND o.told AND o.not_before > ?2 LIMIT 2",
        (customer, now - BETWEEN),
        |row| row.get::<_, PromiseId>(0),
    )?;
    match open.as_slice() {
        [only] if conversations::last_promise(read, customer)? == Some(only.0) => Ok(Some(*only)),
        _ => Ok(None),
    }
}

/// A person will not send this question, or will after all.
pub fn passed_over(tx: &Tx<'_>, promise: PromiseId, passed_over: bool) -> Result<()> {
    tx.execute("UPDATE asked SET passed_over = ?2 WHERE promise_id = ?1", (promise, passed_over))?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// Whether a question that was put aside can wait again: she is still in line, and nobody has asked her since.
pub(in super::super) fn can_wait_again(read: &Read<'_>, promise: PromiseId) -> Result<bool> {
    let moved_on = read.count(
        "SELECT count(*) FROM asked k JOIN waiting w ON w.id = k.waiting_id JOIN asking a ON a.id = k.asking_id
         WHERE k.promise_id = ?1 AND (w.state <> 'waiting' OR a.ended_as IS NOT NULL
            OR EXISTS (SELECT 1 FROM asked later WHERE later.waiting_id = k.waiting_id AND later.promise_id > k.promise_id))",
        [promise],
    )?;
    Ok(moved_on == 0)
}

/// Two rows are one person: what was about to go to the one who is gone is not sent, and where both wait for the same,
/// having asked either is having asked her. Done before the places themselves move.
pub(in super::super) fn move_over(tx: &Tx<'_>, from: CustomerId, to: CustomerId, now: Millis) -> Result<()> {
    let places = tx.all(
        "SELECT w.id, (SELECT x.id FROM waiting x WHERE x.customer_id = ?2 AND x.variant_id = w.variant_id AND x.state IN ('waiting', 'told'))
         FROM waiting w WHERE w.customer_id = ?1 AND w.state IN ('waiting', 'told')",
        (from, to),
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)),
    )?;
    for (gone, stays) in places {
        no_longer(tx, gone, now)?;
        let Some(stays) = stays else { continue };
        let moved = tx.execute(
            "UPDATE asked SET waiting_id = ?2, since = (SELECT since FROM waiting WHERE id = ?2), moved_from = ?1
             WHERE waiting_id = ?1 AND (passed_over = 1 OR promise_id IN (SELECT promise_id FROM promise_outcome WHERE state NOT IN ('cancelled', 'expired')))",
            (gone, stays),
        )?;
        if moved > 0 {
            no_longer(tx, stays, now)?;
        }
    }
    Ok(())
}

/// They are two again, and each was asked what she was asked.
pub(in super::super) fn move_back(tx: &Tx<'_>, to: CustomerId) -> Result<()> {
    tx.execute(
        "UPDATE asked SET waiting_id = moved_from, since = (SELECT since FROM waiting WHERE id = moved_from), moved_from = NULL
         WHERE moved_from IN (SELECT id FROM waiting WHERE customer_id = ?1)",
        [to],
    )?;
    Ok(())
}
