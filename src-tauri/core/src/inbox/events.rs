//! One change of a delivery: messages and statuses, what became of templates, number and account, what
//! people prefer, what was written in the phone app. What this version has no use for is kept raw, and
//! said so.

use cloud_api::webhook::account::DailyLimit;
use cloud_api::webhook::coexistence::{Echo, Echoes, History};
use cloud_api::webhook::messages::Stage;
use cloud_api::webhook::signals::UserIdUpdate;
use cloud_api::webhook::{Change, Contact, Event, Inbound, Messages, UserPreferences};
use sha2::{Digest, Sha256};

use super::joined;
use super::said::{self, Shown};
use crate::consent::{self, Entry};
use crate::conversations::{self, Elsewhere};
use crate::customers::{self, Seen};
use crate::db::Tx;
use crate::kinds::{CustomerId, Millis, Result};
use crate::moments::Desk;
use crate::{cloud, outbox, pricing, stores, waitlist};

/// Understood, or why it is only kept.
type Understood = std::result::Result<(), String>;

/// Applies one change.
pub(super) fn apply(tx: &Tx<'_>, desk: Desk<'_>, raw: i64, change: &Change, now: Millis) -> Result<Understood> {
    let event = change.event();
    if let Some(why) = event.stops() {
        cloud::stop(tx, why, now)?;
    }
    if let Some(why) = event.resumes() {
        cloud::cleared(tx, why)?;
        outbox::look_again(tx, now)?;
    }
    match event {
        Event::Messages(value) => return messages(tx, desk, raw, &value, true, now),
        Event::Standby(value) => return messages(tx, desk, raw, &value, false, now),
        Event::TemplateStatus(t) => {
            let category = t.message_template_category.as_deref();
            let reason = t.rejection_info.as_ref().and_then(|r| r.reason.as_deref()).or(t.reason.as_deref());
            cloud::template_seen(tx, &t.message_template_name, &t.message_template_language, Some(&t.event), category, reason, now)?;
            outbox::look_again(tx, now)?;
        }
        // Announced a day ahead with `correct_category`; it counts once it is `new_category`.
        Event::TemplateCategory(t) => {
            let category = t.new_category.as_deref();
            cloud::template_seen(tx, &t.message_template_name, &t.message_template_language, None, category, None, now)?;
        }
        Event::TemplateQuality(t) => {
            cloud::template_quality(tx, &t.message_template_name, &t.message_template_language, &t.new_quality_score)?;
        }
        Event::NumberQuality(number) => {
            let flagged = (number.event == "FLAGGED").then(|| "RED".to_owned());
            if let Some(rating) = number.new_quality_score.or(flagged) {
                cloud::quality(tx, &rating)?;
            }
            cloud::asked(tx, number.current_limit.as_deref(), None)?;
        }
        Event::Capability(capability) => {
            let tier = capability.daily_limit.map(tier_name);
            cloud::asked(tx, tier, None)?;
        }
        Event::NumberName(name) if name.decision == "APPROVED" => cloud::named(tx, name.requested_verified_name.as_deref())?,
        Event::Preferences(value) => preferences(tx, &value, now)?,
        Event::Echoes(echoes) => return written_elsewhere(tx, raw, &echoes, now),
        Event::History(history) => return remembered(tx, raw, &history, now),
        Event::UserIds(changes) => changes.iter().try_for_each(|change| user_id_changed(tx, change, now))?,
        // Nothing to keep beside the stop or the go-on they may have been.
        Event::Account(_)
        | Event::Alert(_)
        | Event::Review(_)
        | Event::NumberName(_)
        | Event::Security(_)
        | Event::TemplateComponents(_) => {}
        _ => return Ok(Err(format!("{}: kept, not used by this version", change.field))),
    }
    Ok(Ok(()))
}

/// The limit's name, as the rest of the shop knows it; between two, the lower.
fn tier_name(limit: DailyLimit) -> &'static str {
    match limit {
        DailyLimit::Unlimited => "TIER_UNLIMITED",
        DailyLimit::People(people) if people >= 100_000 => "TIER_100K",
        DailyLimit::People(people) if people >= 10_000 => "TIER_10K",
        DailyLimit::People(people) if people >= 2_000 => "TIER_2K",
        DailyLimit::People(_) => "TIER_250",
    }
}

fn plus(wa_id: &str) -> String {
    format!("+{}", wa_id.trim_start_matches('+'))
}

fn about(tx: &Tx<'_>, raw: i64, customer: CustomerId) -> Result<()> {
    tx.execute("INSERT INTO raw_event_person (raw_event_id, customer_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", (raw, customer))?;
    Ok(())
}

fn messages(tx: &Tx<'_>, desk: Desk<'_>, raw: i64, value: &Messages, ours_to_answer: bool, now: Millis) -> Result<Understood> {
    let signed = tx.count("SELECT signed FROM raw_event WHERE id = ?1", [raw])? == 1;
    let ours = cloud::connection(tx)?.map(|c| c.phone_number_id);
    if ours.as_ref().is_some_and(|id| !value.metadata.phone_number_id.is_empty() && *id != value.metadata.phone_number_id) {
        return Ok(Err("messages: for another number".into()));
    }
    for message in &value.messages {
        let customer = sender(tx, message, &value.contacts, now)?;
        about(tx, raw, customer)?;
        said::said(tx, desk, customer, message, said::Circumstances { signed, ours_to_answer }, now)?;
    }
    let mut moved = false;
    for status in value.statuses.iter().filter(|status| status.stage() != Stage::Payment) {
        let Some((promise, customer)) = outbox::status(tx, status, now)? else {
            continue;
        };
        moved = true;
        about(tx, raw, customer)?;
        if let Some(pricing) = status.pricing.as_ref().filter(|_| matches!(status.stage(), Stage::Delivered | Stage::Read)) {
            let country = customers::get(tx, customer)?.country;
            let zone: String = tx.setting("time_zone", "UTC".to_owned())?;
            pricing::bill(tx, promise.0, pricing, country.as_deref(), pricing::month_start(now, &stores::zone(&zone)?), now)?;
            outbox::billed(tx, promise)?;
        }
    }
    if moved {
        waitlist::follow_moved(tx, now)?;
    }
    Ok(if value.unreadable == 0 { Ok(()) } else { Err(format!("messages: {} of a shape this version does not know", value.unreadable)) })
}

/// Whoever wrote it, with or without a number (fact sheet §3.6).
fn sender(tx: &Tx<'_>, message: &Inbound, contacts: &[Contact], now: Millis) -> Result<CustomerId> {
    let same = |c: &&Contact| (c.wa_id.is_some() && c.wa_id == message.from) || (c.user_id.is_some() && c.user_id == message.from_user_id);
    // With one contact in the delivery it is hers even if Meta left the ids out of the message.
    let contact = contacts.iter().find(same).or(if contacts.len() == 1 { contacts.first() } else { None });
    let phone = message.from.as_deref().or_else(|| contact.and_then(|c| c.wa_id.as_deref())).map(plus);
    let user_id = message.from_user_id.clone().or_else(|| contact.and_then(|c| c.user_id.clone()));
    let profile = contact.map(|c| c.profile.clone()).unwrap_or_default();
    if phone.is_none() && user_id.is_none() && profile.username.is_none() {
        // Somebody Meta does not name at all is still somebody, one person per message.
        let nameless = format!("?{}", data_encoding::HEXLOWER.encode(&Sha256::digest(&message.id)[..8]));
        return customers::identify(tx, &Seen { user_id: Some(nameless), name: profile.name, ..Seen::default() }, now);
    }
    let seen = Seen { phone, user_id, username: profile.username, name: profile.name };
    if message.kind == "system" {
        // It still names her as she was called, and says itself what has changed.
        return customers::identify(tx, &seen, now);
    }
    joined::whoever(tx, &seen, &message.id, now)
}

fn preferences(tx: &Tx<'_>, value: &UserPreferences, now: Millis) -> Result<()> {
    for preference in value.user_preferences.iter().filter(|p| p.category == "marketing_messages") {
        let seen = Seen { phone: preference.wa_id.as_deref().map(plus), user_id: preference.user_id.clone(), ..Seen::default() };
        let customer = customers::identify(tx, &seen, now)?;
        let act = if preference.value == "stop" { "barred_at_meta" } else { "unbarred_at_meta" };
        let entry =
            Entry { purpose: "promotions", act, wording: &preference.value, source: "Meta", author: "customer", language: "", store: None };
        consent::record(tx, customer, &entry, now)?;
    }
    Ok(())
}

/// A changed user id is the same person; the old one stays hers, for what still carries it.
fn user_id_changed(tx: &Tx<'_>, change: &UserIdUpdate, now: Millis) -> Result<()> {
    let old = Seen { phone: change.wa_id.as_deref().map(plus), user_id: change.previous.clone(), ..Seen::default() };
    let customer = customers::identify(tx, &old, now)?;
    let new = Seen { user_id: change.current.clone(), ..Seen::default() };
    joined::moved(tx, customer, None, &new, change.current.as_deref().unwrap_or_default(), now)
}

/// Written in the phone app: shown as such; somebody has answered, and no window is opened by it.
fn written_elsewhere(tx: &Tx<'_>, raw: i64, echoes: &Echoes, now: Millis) -> Result<Understood> {
    for echo in &echoes.messages {
        let seen = Seen { phone: echo.to().as_deref().map(plus), user_id: echo.to_user_id(), ..Seen::default() };
        let customer = customers::identify(tx, &seen, now)?;
        about(tx, raw, customer)?;
        elsewhere(tx, customer, echo, "phone", true, now)?;
        conversations::answered(tx, customer)?;
    }
    Ok(if echoes.unread.is_empty() {
        Ok(())
    } else {
        Err(format!("echoes: {} of a shape this version does not know", echoes.unread.len()))
    })
}

/// What the phone app remembers, in chunks and in any order; a refusal is kept as one.
fn remembered(tx: &Tx<'_>, raw: i64, history: &History, now: Millis) -> Result<Understood> {
    if history.is_refused() {
        return Ok(Err("history: not shared by the phone app".into()));
    }
    let own: String = history.metadata.display_phone_number.iter().flat_map(|n| n.chars()).filter(char::is_ascii_digit).collect();
    for thread in history.chunks.iter().flat_map(|chunk| &chunk.threads) {
        let seen = Seen {
            phone: thread.id.bytes().all(|b| b.is_ascii_digit()).then(|| plus(&thread.id)),
            username: thread.username.clone(),
            ..Seen::default()
        };
        if seen.phone.is_none() && seen.username.is_none() {
            continue;
        }
        let customer = customers::identify(tx, &seen, now)?;
        about(tx, raw, customer)?;
        for echo in &thread.messages {
            let outbound = echo.message.from.as_deref().is_some_and(|from| from == own) || echo.to().is_some();
            elsewhere(tx, customer, echo, "history", outbound, now)?;
        }
    }
    Ok(Ok(()))
}

fn elsewhere(tx: &Tx<'_>, customer: CustomerId, echo: &Echo, origin: &'static str, outbound: bool, now: Millis) -> Result<()> {
    let at = echo.message.at_ms().unwrap_or(now).min(now);
    if let Some((target, about)) = said::about(&echo.message.content()) {
        conversations::about(tx, customer, &echo.message.id, target, &about.as_ref(), outbound, at)?;
        return Ok(());
    }
    let Shown { kind, content, media } = said::shown(&echo.message);
    let status = echo.history_status().map(|s| s.to_lowercase());
    let new = Elsewhere { wamid: &echo.message.id, outbound, origin, kind: &kind, content: &content, status: status.as_deref(), at };
    if conversations::elsewhere(tx, customer, &new)? {
        if let Some(media) = media {
            conversations::media_sent(tx, &echo.message.id, &media.as_sent(), at, now)?;
        }
    }
    Ok(())
}
