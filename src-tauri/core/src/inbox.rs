//! What Meta's webhooks bring: stored byte for byte first ([`receive`]), answered with 200 after the
//! commit, understood afterwards ([`apply`]), each delivery in one transaction with its effects.
//! Applying is idempotent: the same delivery, message or status twice changes nothing twice.
//!
//! Stopping comes before everything else: no answer is thought of for somebody who says stop.

use std::sync::OnceLock;

use cloud_api::signature;
use cloud_api::webhook::{Change, Contact, Delivery, Inbound, Messages, Said, TemplateCategory, TemplateStatus, UserPreferences};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::consent::{self, Entry};
use crate::customers::{self, Seen};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, Error, Millis, OrderId, PromiseId, Result, Secret, Topic, VariantId};
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, Draft, NewPromise};
use crate::waitlist::{self, Tap};
use crate::words::{self, Arg, Args};
use crate::{cloud, conversations, orders, pricing, stores};

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
    store(tx, body, now)
}

fn store(tx: &Tx<'_>, body: &[u8], now: Millis) -> Result<bool> {
    let digest = Sha256::digest(body);
    tx.execute(
        "INSERT INTO raw_event (digest, body, received_at) VALUES (?1, ?2, ?3) ON CONFLICT (digest) DO UPDATE SET times = times + 1",
        (digest.as_slice(), body, now),
    )?;
    cloud::heard(tx, now)?;
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
    let ours = cloud::connection(tx)?.map(|c| c.phone_number_id);
    if ours.as_ref().is_some_and(|id| !value.metadata.phone_number_id.is_empty() && *id != value.metadata.phone_number_id) {
        return Ok(Err("messages: for another number".into()));
    }
    for message in &value.messages {
        let customer = sender(tx, message, &value.contacts, now)?;
        tx.execute("INSERT INTO raw_event_person (raw_event_id, customer_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", (raw, customer))?;
        said(tx, customer, message, now)?;
    }
    for status in &value.statuses {
        let Some((promise, customer)) = outbox::status(tx, status, now)? else {
            continue;
        };
        tx.execute("INSERT INTO raw_event_person (raw_event_id, customer_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", (raw, customer))?;
        if let Some(pricing) = status.pricing.as_ref().filter(|_| matches!(status.status.as_str(), "delivered" | "read")) {
            let country = customers::get(tx, customer)?.country;
            pricing::bill(tx, promise.0, pricing, country.as_deref(), now)?;
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

/// One inbound message: into the thread, then its effect, once.
fn said(tx: &Tx<'_>, customer: CustomerId, message: &Inbound, now: Millis) -> Result<()> {
    let at = message.at_ms().unwrap_or(now).min(now);
    let said = message.said();
    let act = match &said {
        Said::Text(text) => keyword(text).map_or(Act::Person, Act::Word),
        Said::Tap { payload, .. } => match tap(tx, payload)? {
            Some(act) => act,
            // Whatever it belonged to, she pressed stop.
            None if payload.starts_with("stop:") => Act::StopThese,
            None => Act::Person,
        },
        Said::Other => Act::Person,
    };
    let content = match &said {
        Said::Text(text) => json!({ "text": text }),
        Said::Tap { title, .. } => json!({ "text": title }),
        Said::Other => Value::Object(message.rest.clone()),
    };
    let kind = if matches!(said, Said::Tap { .. }) { "tap" } else { message.kind.as_str() };
    let needs_person = matches!(act, Act::Person);
    if !conversations::inbound(tx, customer, &message.id, kind, &content, at, needs_person)? {
        return Ok(());
    }
    let heard = Heard { customer, wamid: &message.id, now };
    match act {
        Act::Person => Ok(()),
        Act::StopThese => stop_these(tx, &heard, customer, content["text"].as_str().unwrap_or_default()),
        Act::Word(Keyword::Stop) => stop_everything(tx, &heard, content["text"].as_str().unwrap_or_default()),
        Act::Word(Keyword::Start) => answer(tx, &heard, "started", Args::new()),
        Act::Tapped { what, promise, for_customer, variant } => match (what.as_str(), variant) {
            ("keep", Some(variant)) => keep(tx, &heard, promise, variant),
            ("later", _) => {
                // She has thought again: what was kept for her is free.
                if let Some(order) = orders::open_of(tx, promise)? {
                    orders::advance(tx, order, orders::OrderStep::Cancel, &Author::shop(), now)?;
                }
                waitlist::tapped(tx, promise, Tap::Later)?;
                answer(tx, &heard, "later", Args::new())
            }
            ("stop", _) => stop_these(tx, &heard, for_customer, content["text"].as_str().unwrap_or_default()),
            _ => Ok(()),
        },
    }
}

struct Heard<'a> {
    customer: CustomerId,
    wamid: &'a str,
    now: Millis,
}

enum Act {
    Person,
    StopThese,
    Word(Keyword),
    Tapped { what: String, promise: PromiseId, for_customer: CustomerId, variant: Option<VariantId> },
}

/// A word that is an order to the shop, in any of its languages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keyword {
    Stop,
    Start,
}

#[derive(Deserialize)]
struct Keywords {
    stop: Vec<String>,
    start: Vec<String>,
}

/// Whether the whole message is STOP or START. "Stop, I'll come tomorrow" is neither.
pub fn keyword(text: &str) -> Option<Keyword> {
    static WORDS: OnceLock<Keywords> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        serde_json::from_str(include_str!("../../../assets/understanding/stop.json"))
            .unwrap_or(Keywords { stop: vec!["stop".into()], start: Vec::new() })
    });
    let plain = text
        .trim()
        .trim_matches(|c: char| {
            c.is_ascii_punctuation() || c.is_whitespace() || matches!(c, '¡' | '¿' | '।' | '…' | '\u{200f}' | '\u{200e}')
        })
        .to_lowercase();
    let is = |list: &[String]| list.contains(&plain);
    if is(&words.stop) {
        Some(Keyword::Stop)
    } else if is(&words.start) {
        Some(Keyword::Start)
    } else {
        None
    }
}

fn tap(tx: &Tx<'_>, payload: &str) -> Result<Option<Act>> {
    let Some((what, key)) = payload.split_once(':') else {
        return Ok(None);
    };
    let Some(key) = outbox::key_from_text(key) else {
        return Ok(None);
    };
    Ok(outbox::by_key(tx, &key)?.map(|(promise, for_customer, variant)| Act::Tapped {
        what: what.to_owned(),
        promise,
        for_customer,
        variant,
    }))
}

/// Answers in words, at most once per inbound message and rule, through the gate like everything else.
fn answer(tx: &Tx<'_>, heard: &Heard<'_>, key: &str, args: Args) -> Result<()> {
    let draft = Draft::answer(key, args, Some(heard.wamid));
    let promise = NewPromise {
        key: outbox::answer_key(heard.wamid, key),
        customer: heard.customer,
        draft: &draft,
        wave: None,
        while_stock_of: None,
        not_before: heard.now,
        author: &Author::shop(),
    };
    let mut gatherer = Gatherer::new(tx, heard.now)?;
    outbox::enqueue(tx, &mut gatherer, &promise, heard.now)?;
    Ok(())
}

fn stop_everything(tx: &Tx<'_>, heard: &Heard<'_>, wording: &str) -> Result<()> {
    let new = consent::record(
        tx,
        heard.customer,
        &Entry { purpose: "everything", act: "withdrawn", wording, source: "STOP", author: "customer" },
        heard.now,
    )?;
    let open = outbox::open_for(tx, heard.customer, None)?;
    outbox::withdraw(tx, &open, heard.now)?;
    waitlist::leave_all(tx, heard.customer)?;
    if new { answer(tx, heard, "stopped-all", Args::new()) } else { Ok(()) }
}

/// *Stop these* ends the consent of whoever tapped, and of whom the alert was for should Meta name
/// the same person differently.
fn stop_these(tx: &Tx<'_>, heard: &Heard<'_>, for_customer: CustomerId, wording: &str) -> Result<()> {
    let mut people = vec![heard.customer];
    if for_customer != heard.customer {
        people.push(for_customer);
    }
    let mut new = false;
    for person in people {
        new |= consent::record(
            tx,
            person,
            &Entry { purpose: "restock", act: "withdrawn", wording, source: "button", author: "customer" },
            heard.now,
        )?;
        let open = outbox::open_for(tx, person, Some("restock"))?;
        outbox::withdraw(tx, &open, heard.now)?;
        waitlist::leave_all(tx, person)?;
    }
    if new { answer(tx, heard, "stopped-restock", Args::new()) } else { Ok(()) }
}

fn keep(tx: &Tx<'_>, heard: &Heard<'_>, promise: PromiseId, variant: VariantId) -> Result<()> {
    match orders::keep(tx, heard.customer, promise, variant, heard.now)? {
        orders::Kept::Now { order } => {
            waitlist::tapped(tx, promise, Tap::Bought)?;
            let row = orders::get(tx, order)?;
            answer(tx, heard, if row.total.is_some() { "kept" } else { "kept-on-request" }, order_args(tx, heard, order)?)?;
        }
        orders::Kept::Already { order } => answer(tx, heard, "kept-already", order_args(tx, heard, order)?)?,
        orders::Kept::Gone { nearest } => {
            waitlist::tapped(tx, promise, Tap::Gone)?;
            match nearest {
                Some(row) => {
                    let language = outbox::language_of(tx, heard.customer)?;
                    let currency: String = tx.setting("currency", "EUR".to_owned())?;
                    let price = row.price.map(|p| format!(" ({})", words::amount(language, p, &currency))).unwrap_or_default();
                    answer(
                        tx,
                        heard,
                        "gone-nearest",
                        Args::from([("alternative".into(), Arg::Text(format!("{}{price}", row.full_name())))]),
                    )?;
                }
                None => answer(tx, heard, "gone", Args::new())?,
            }
        }
    }
    waitlist::follow_moved(tx, heard.now)?;
    tx.touch(Topic::Orders);
    Ok(())
}

fn order_args(read: &Read<'_>, heard: &Heard<'_>, order: OrderId) -> Result<Args> {
    let row = orders::get(read, order)?;
    let language = outbox::language_of(read, heard.customer)?;
    let store = stores::list(read)?.into_iter().find(|s| s.name == row.store);
    let zone = stores::zone(&store.as_ref().map(|s| s.time_zone.clone()).unwrap_or_else(|| "UTC".into()))?;
    let items = row
        .lines
        .iter()
        .map(|l| if l.quantity == 1 { l.title.clone() } else { format!("{} × {}", l.quantity, l.title) })
        .collect::<Vec<_>>()
        .join(", ");
    let place = store.map_or(row.store.clone(), |s| if s.address.is_empty() { s.name } else { format!("{}, {}", s.name, s.address) });
    Ok(Args::from([
        ("items".into(), Arg::Text(items)),
        ("total".into(), Arg::Text(row.total.map(|t| words::amount(language, t, &row.currency)).unwrap_or_default())),
        ("until".into(), Arg::Text(words::moment(language, row.hold_until, heard.now, &zone))),
        ("store".into(), Arg::Text(place)),
        ("order".into(), Arg::Text(row.id.to_string())),
    ]))
}

/// Tells a customer, once, that her hold has ended; only if she can still be answered.
pub fn hold_ended(tx: &Tx<'_>, order: &orders::OrderRow, now: Millis) -> Result<()> {
    if conversations::window_until(tx, order.customer)?.is_none_or(|until| until <= now) {
        return Ok(());
    }
    let items = order.lines.iter().map(|l| l.title.clone()).collect::<Vec<_>>().join(", ");
    let draft = Draft::answer("expired", Args::from([("items".into(), Arg::Text(items))]), None);
    let key = outbox::answer_key(&format!("order-{}-{}", order.id, order.hold_until), "expired");
    let promise = NewPromise {
        key,
        customer: order.customer,
        draft: &draft,
        wave: None,
        while_stock_of: None,
        not_before: now,
        author: &Author::shop(),
    };
    let mut gatherer = Gatherer::new(tx, now)?;
    outbox::enqueue(tx, &mut gatherer, &promise, now)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_is_a_whole_message_in_any_language() {
        for text in ["STOP", "stop.", " Stop! ", "Arrêt", "PARAR", "وقف", "रोकें", "«stop»".trim_matches(['«', '»'])] {
            assert_eq!(keyword(text), Some(Keyword::Stop), "{text} ends everything");
        }
        for text in ["stop, I'll come tomorrow", "don't stop", "is there a bus stop?", ""] {
            assert_eq!(keyword(text), None, "{text} is a sentence for a person");
        }
        assert_eq!(keyword("start"), Some(Keyword::Start), "START is heard");
    }
}
