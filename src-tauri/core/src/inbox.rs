//! What Meta's webhooks bring: stored byte for byte first ([`Arrivals`]), answered with 200 after the
//! commit, understood afterwards ([`apply`]), each delivery in one transaction with its effects.
//! Applying is idempotent: the same delivery, message or status twice changes nothing twice.
//!
//! Stopping comes before everything else: no answer is thought of for somebody who says stop.
//! [`events`] reads a change, [`said`] one message, [`effects`] is what a message does.

pub mod belated;
mod buying;
mod effects;
mod events;
pub mod joined;
pub mod keyword;
mod said;

pub use buying::{accepted, not_accepted};
pub use effects::{
    ModelSaid, after_orders, answered_by_hand, did_it_work, hold_ended, model_said, nobody_has_looked, shelf_seen, still_by_hand,
};

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use cloud_api::signature;
use cloud_api::webhook::Delivery;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::cloud;
use crate::db::{Db, Read, Tx};
use crate::kinds::{Code, CustomerId, Error, Millis, Result, Secret};
use crate::moments::Desk;

/// What became of a delivery.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Applied {
    /// understood, ignored or rejected.
    pub result: String,
    /// Why, for the last two.
    pub reason: Option<String>,
}

/// Deliveries on their way into the database. Those that come while a commit is running share the next one: a
/// thousand a second are a few commits, each still finished before its deliveries are answered.
#[derive(Debug, Default)]
pub struct Arrivals {
    waiting: Mutex<Vec<Arrival>>,
    committing: Mutex<()>,
}

struct Arrival {
    body: Vec<u8>,
    stored: Arc<OnceLock<Result<bool>>>,
}

impl std::fmt::Debug for Arrival {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Arrival")
    }
}

impl Arrivals {
    /// Stores a delivery after checking its signature over the bytes received. Answers false for one that
    /// is already stored: Meta sends again what it thinks was lost.
    pub fn receive(&self, db: &Db, body: &[u8], header: &str, app_secret: &Secret, now: Millis) -> Result<bool> {
        if body.len() > cloud_api::limits::WEBHOOK_BYTES {
            return Err(Error::new(Code::TooLarge));
        }
        if !signature::verify(body, header, app_secret.reveal()) {
            return Err(Error::new(Code::BadSignature));
        }
        let stored = Arc::new(OnceLock::new());
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Arrival { body: body.to_vec(), stored: Arc::clone(&stored) });
        // Whoever gets this first takes along all who wait for it.
        let _turn = self.committing.lock().unwrap_or_else(PoisonError::into_inner);
        if stored.get().is_none() {
            let together = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            store_together(db, &together, now);
        }
        stored.get().cloned().unwrap_or_else(|| Err(Error::internal("a delivery was not stored")))
    }
}

fn store_together(db: &Db, together: &[Arrival], now: Millis) {
    let done = db.write(|tx| {
        let new = together.iter().map(|arrival| store(tx, &arrival.body, true, now)).collect::<Result<Vec<bool>>>()?;
        cloud::heard(tx, now)?;
        Ok(new)
    });
    for (index, arrival) in together.iter().enumerate() {
        let one = done.as_ref().map(|new| new.get(index).copied().unwrap_or_default()).map_err(Clone::clone);
        // Set once, here: nobody else has this arrival any more.
        let _ = arrival.stored.set(one);
    }
}

/// Stores a delivery from a file: whoever is at the keyboard vouches for it, Meta's signature does not.
pub fn vouched_for(tx: &Tx<'_>, body: &[u8], now: Millis) -> Result<bool> {
    if body.len() > cloud_api::limits::WEBHOOK_BYTES {
        return Err(Error::new(Code::TooLarge));
    }
    store(tx, body, false, now)
}

fn store(tx: &Tx<'_>, body: &[u8], signed: bool, now: Millis) -> Result<bool> {
    let digest = Sha256::digest(body);
    let times: Option<i64> = tx.value(
        "INSERT INTO raw_event (digest, body, received_at, signed) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (digest) DO UPDATE SET times = times + 1 RETURNING times",
        (digest.as_slice(), body, now, signed),
    )?;
    Ok(times == Some(1))
}

/// How many inbound messages a delivery holds, for the rate: they count against Meta's limit too.
pub fn inbound_messages(body: &[u8]) -> usize {
    let Ok(delivery) = serde_json::from_slice::<Value>(body) else {
        return 0;
    };
    let entries = delivery.get("entry").and_then(Value::as_array).into_iter().flatten();
    let changes = entries.filter_map(|e| e.get("changes").and_then(Value::as_array)).flatten();
    changes.filter_map(|c| c.pointer("/value/messages").and_then(Value::as_array)).map(Vec::len).sum()
}

/// Whether deliveries wait to be understood.
pub fn due(read: &Read<'_>) -> Result<Option<i64>> {
    read.value("SELECT id FROM raw_event WHERE applied_at IS NULL ORDER BY id LIMIT 1", [])
}

/// The deliveries that wait longest, so many at most.
pub fn next(read: &Read<'_>, at_most: usize) -> Result<Vec<i64>> {
    read.all("SELECT id FROM raw_event WHERE applied_at IS NULL ORDER BY id LIMIT ?1", [at_most as i64], |row| row.get(0))
}

/// How many deliveries wait to be understood.
pub fn waiting(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM raw_event WHERE applied_at IS NULL", [])
}

/// How many deliveries could not be understood.
pub fn rejected(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM raw_event WHERE result = 'rejected'", [])
}

/// Understands one stored delivery; what cannot be understood is kept, with the reason.
pub fn apply(tx: &Tx<'_>, desk: Desk<'_>, id: i64, now: Millis) -> Result<Applied> {
    let body: Vec<u8> = tx
        .value("SELECT body FROM raw_event WHERE id = ?1 AND applied_at IS NULL", [id])?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "webhook"))?;
    let applied = match serde_json::from_slice::<Delivery>(&body) {
        Ok(delivery) if delivery.object == "whatsapp_business_account" => apply_delivery(tx, desk, id, delivery, now)?,
        Ok(_) => Applied { result: "ignored".into(), reason: Some("another product's webhook".into()) },
        Err(error) => Applied {
            result: "rejected".into(),
            reason: Some(format!("not a webhook: JSON at line {} column {}", error.line(), error.column())),
        },
    };
    tx.execute(
        "UPDATE raw_event SET applied_at = ?2, result = ?3, reason = ?4 WHERE id = ?1",
        (id, now, &applied.result, &applied.reason),
    )?;
    Ok(applied)
}

/// Erases the deliveries a person is in; that they came, and what they came to, stays.
pub fn erase(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute(
        "UPDATE raw_event SET body = x'' WHERE applied_at IS NOT NULL AND id IN (SELECT raw_event_id FROM raw_event_person WHERE customer_id = ?1)",
        [customer],
    )?;
    Ok(())
}

/// Forgets what so many deliveries of before said; that they came, and what they came to, stays. Answers how many.
pub fn forget(tx: &Tx<'_>, before: Millis, at_most: u32) -> Result<usize> {
    tx.execute(
        "UPDATE raw_event SET body = x'' WHERE id IN (SELECT id FROM raw_event WHERE applied_at IS NOT NULL AND received_at < ?1 AND length(body) > 0 LIMIT ?2)",
        (before, at_most),
    )
}

/// Gives a delivery up whose effects cannot be committed, so that it does not stop those behind it.
pub fn reject(tx: &Tx<'_>, id: i64, reason: &str, now: Millis) -> Result<()> {
    tx.execute("UPDATE raw_event SET applied_at = ?2, result = 'rejected', reason = ?3 WHERE id = ?1", (id, now, reason))?;
    Ok(())
}

fn apply_delivery(tx: &Tx<'_>, desk: Desk<'_>, id: i64, delivery: Delivery, now: Millis) -> Result<Applied> {
    let mut unknown = Vec::new();
    for change in delivery.entry.into_iter().flat_map(|entry| entry.changes) {
        if let Err(reason) = events::apply(tx, desk, id, &change, now)? {
            unknown.push(reason);
        }
    }
    Ok(match unknown.is_empty() {
        true => Applied { result: "understood".into(), reason: None },
        false => Applied { result: "ignored".into(), reason: Some(unknown.join("; ")) },
    })
}
