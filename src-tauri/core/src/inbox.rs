//! What Meta's webhooks bring: stored byte for byte first ([`receive`]), answered with 200 after the
//! commit, understood afterwards ([`apply`]), each delivery in one transaction with its effects.
//! Applying is idempotent: the same delivery, message or status twice changes nothing twice.
//!
//! Stopping comes before everything else: no answer is thought of for somebody who says stop.
//! [`said`] reads one message, [`effects`] is what it does.

mod effects;
mod said;

pub use effects::{answered_by_hand, hold_ended, nobody_has_looked};

use cloud_api::signature;
use cloud_api::webhook::{Change, Contact, Delivery, Inbound, Messages, TemplateCategory, TemplateStatus, UserPreferences};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::consent::{self, Entry};
use crate::customers::{self, Seen};
use crate::db::{Read, Tx};
use crate::kinds::{Code, CustomerId, Error, Millis, Result, Secret};
use crate::{cloud, outbox, pricing, stores, waitlist};

/// What became of a delivery.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Applied {
    /// understood, ignored or rejected.
    pub result: String,
    /// Why, for the last two.
    pub reason: Option<String>,
}

/// Stores a delivery after checking its signature over the bytes received. Answers false for one that
/// is already stored: Meta sends again what it thinks was lost.
pub fn receive(tx: &Tx<'_>, body: &[u8], header: &str, app_secret: &Secret, now: Millis) -> Result<bool> {
    if body.len() > cloud_api::limits::WEBHOOK_BYTES {
        return Err(Error::new(Code::TooLarge));
    }
    if !signature::verify(body, header, app_secret.reveal()) {
        return Err(Error::new(Code::BadSignature));
    }
    let new = store(tx, body, true, now)?;
    cloud::heard(tx, now)?;
    Ok(new)
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
    tx.execute(
        "INSERT INTO raw_event (digest, body, received_at, signed) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (digest) DO UPDATE SET times = times + 1",
        (digest.as_slice(), body, now, signed),
    )?;
    Ok(tx.count("SELECT times FROM raw_event WHERE digest = ?1", [digest.as_slice()])? == 1)
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

/// How many deliveries wait to be understood.
pub fn waiting(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM raw_event WHERE applied_at IS NULL", [])
}

/// How many deliveries could not be understood.
pub fn rejected(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM raw_event WHERE result = 'rejected'", [])
}

/// Understands one stored delivery; what cannot be understood is kept, with the reason.
pub fn apply(tx: &Tx<'_>, id: i64, now: Millis) -> Result<Applied> {
    let body: Vec<u8> = tx
        .value("SELECT body FROM raw_event WHERE id = ?1 AND applied_at IS NULL", [id])?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "webhook"))?;
    let applied = match serde_json::from_slice::<Delivery>(&body) {
        Ok(delivery) if delivery.object == "whatsapp_business_account" => apply_delivery(tx, id, delivery, now)?,
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

/// Gives a delivery up whose effects cannot be committed, so that it does not stop those behind it.
pub fn reject(tx: &Tx<'_>, id: i64, reason: &str, now: Millis) -> Result<()> {
    tx.execute("UPDATE raw_event SET applied_at = ?2, result = 'rejected', reason = ?3 WHERE id = ?1", (id, now, reason))?;
    Ok(())
}

fn apply_delivery(tx: &Tx<'_>, id: i64, delivery: Delivery, now: Millis) -> Result<Applied> {
    let mut unknown = Vec::new();
    for change in delivery.entry.into_iter().flat_map(|entry| entry.changes) {
        if let Err(reason) = apply_change(tx, id, &change, now)? {
            unknown.push(reason);
        }
    }
    Ok(match unknown.is_empty() {
        true => Applied { result: "understood".into(), reason: None },
        false => Applied { result: "ignored".into(), reason: Some(unknown.join("; ")) },
    })
}

fn apply_change(tx: &Tx<'_>, raw: i64, change: &Change, now: Millis) -> Result<std::result::Result<(), String>> {
    fn read<T: serde::de::DeserializeOwned>(change: &Change) -> std::result::Result<T, String> {
        serde_json::from_value(change.value.clone()).map_err(|_| format!("{}: of a shape this version does not know", change.field))
    }
    match change.field.as_str() {
        "messages" => return apply_messages(tx, raw, &Messages::read(&change.value), now),
        "message_template_status_update" => match read::<TemplateStatus>(change) {
            Ok(t) => cloud::template_seen(
                tx,
                &t.message_template_name,
                &t.message_template_language,
                Some(&t.event),
                t.message_template_category.as_deref(),
                t.reason.as_deref(),
                now,
            )?,
            Err(reason) => return Ok(Err(reason)),
        },
        "template_category_update" => match read::<TemplateCategory>(change) {
            Ok(t) => cloud::template_seen(
                tx,
                &t.message_template_name,
                &t.message_template_language,
                None,
                t.new_category.as_deref(),
                None,
                now,
            )?,
            Err(reason) => return Ok(Err(reason)),
        },
        "user_preferences" => match read::<UserPreferences>(change) {
            Ok(value) => {
                for preference in value.user_preferences.iter().filter(|p| p.category == "marketing_messages") {
                    let customer = customers::identify(
                        tx,
                        &Seen { phone: preference.wa_id.as_deref().map(plus), user_id: preference.user_id.clone(), ..Seen::default() },
                        now,
                    )?;
                    let act = if preference.value == "stop" { "barred_at_meta" } else { "unbarred_at_meta" };
                    consent::record(
                        tx,
                        customer,
                        &Entry { purpose: "promotions", act, wording: &preference.value, source: "Meta", author: "customer" },
                        now,
                    )?;
                }
            }
            Err(reason) => return Ok(Err(reason)),
        },
        other => return Ok(Err(format!("{other}: kept, not used by this version"))),
    }
    Ok(Ok(()))
}

fn plus(wa_id: &str) -> String {
    format!("+{}", wa_id.trim_start_matches('+'))
}

fn apply_messages(tx: &Tx<'_>, raw: i64, value: &Messages, now: Millis) -> Result<std::result::Result<(), String>> {
    let signed = tx.count("SELECT signed FROM raw_event WHERE id = ?1", [raw])? == 1;
    let ours = cloud::connection(tx)?.map(|c| c.phone_number_id);
    if ours.as_ref().is_some_and(|id| !value.metadata.phone_number_id.is_empty() && *id != value.metadata.phone_number_id) {
        return Ok(Err("messages: for another number".into()));
    }
    for message in &value.messages {
        let customer = sender(tx, message, &value.contacts, now)?;
        tx.execute("INSERT INTO raw_event_person (raw_event_id, customer_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", (raw, customer))?;
        said::said(tx, customer, message, signed, now)?;
    }
    for status in &value.statuses {
        let Some((promise, customer)) = outbox::status(tx, status, now)? else {
            continue;
        };
        tx.execute("INSERT INTO raw_event_person (raw_event_id, customer_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", (raw, customer))?;
        if let Some(pricing) = status.pricing.as_ref().filter(|_| matches!(status.status.as_str(), "delivered" | "read")) {
            let country = customers::get(tx, customer)?.country;
            let zone: String = tx.setting("time_zone", "UTC".to_owned())?;
            pricing::bill(tx, promise.0, pricing, country.as_deref(), pricing::month_start(now, &stores::zone(&zone)?), now)?;
            outbox::billed(tx, promise)?;
        }
    }
    if !value.statuses.is_empty() {
        waitlist::follow_moved(tx, now)?;
    }
    Ok(if value.unreadable == 0 { Ok(()) } else { Err(format!("messages: {} of a shape this version does not know", value.unreadable)) })
}

fn sender(tx: &Tx<'_>, message: &Inbound, contacts: &[Contact], now: Millis) -> Result<CustomerId> {
    let same = |c: &&Contact| (c.wa_id.is_some() && c.wa_id == message.from) || (c.user_id.is_some() && c.user_id == message.from_user_id);
    // With one contact in the delivery it is hers even if Meta left the ids out of the message.
    let contact = contacts.iter().find(same).or(if contacts.len() == 1 { contacts.first() } else { None });
    let phone = message.from.as_deref().or_else(|| contact.and_then(|c| c.wa_id.as_deref())).map(plus);
    let user_id = message.from_user_id.clone().or_else(|| contact.and_then(|c| c.user_id.clone()));
    let profile = contact.map(|c| c.profile.clone()).unwrap_or_default();
    if phone.is_none() && user_id.is_none() && profile.username.is_none() {
        // Somebody Meta does not name at all is still somebody, one person per message.
        return customers::identify(
            tx,
            &Seen {
                user_id: Some(format!("?{}", data_encoding::HEXLOWER.encode(&Sha256::digest(&message.id)[..8]))),
                name: profile.name,
                ..Seen::default()
            },
            now,
        );
    }
    customers::identify(tx, &Seen { phone, user_id, username: profile.username, name: profile.name }, now)
}

