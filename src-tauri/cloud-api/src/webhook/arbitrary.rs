//! Webhooks as nobody would write them: whatever comes, nothing panics and nothing overflows.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::kind::FormResponse;
use super::*;
use crate::template::{Template, TemplateSend, Values};

/// JSON as nobody would write it, out of the words that mean something here.
fn arbitrary(random: &mut StdRng, depth: u32) -> Value {
    const WORDS: &[&str] = &[
        "messages",
        "statuses",
        "contacts",
        "metadata",
        "errors",
        "id",
        "type",
        "text",
        "body",
        "interactive",
        "button_reply",
        "list_reply",
        "nfm_reply",
        "response_json",
        "order",
        "product_items",
        "location",
        "latitude",
        "longitude",
        "edit",
        "message",
        "original_message_id",
        "reaction",
        "emoji",
        "system",
        "from",
        "timestamp",
        "status",
        "pricing",
        "history",
        "threads",
        "event",
        "restriction_info",
        "ban_info",
        "calls",
        "groups",
        "user_id_update",
        "user_id",
        "state_sync",
        "contact",
        "message_echoes",
        "image",
        "context",
        "referral",
        "code",
        "unsupported",
        "reason",
        "identity",
        "volume_tier_info",
        "automatic_events",
        "event_name",
        "user_preferences",
        "value",
        "message_template_name",
        "message_template_language",
        "new_quality_score",
        "decision",
        "components",
        "BODY",
    ];
    let word = |random: &mut StdRng| (*WORDS.choose(random).unwrap_or(&"x")).to_owned();
    match random.random_range(0..if depth == 0 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => Value::Bool(random.random()),
        2 => json!(random.random::<i64>()),
        3 => json!(random.random_range(-1e300..1e300)),
        4 => json!(word(random)),
        5 => json!(["", "NaN", "1e999", "-9223372036854775808", "{\"a\":", "\u{0}\u{202e}é🧶"].choose(random)),
        6 => (0..random.random_range(0..4)).map(|_| arbitrary(random, depth - 1)).collect(),
        _ => Value::Object((0..random.random_range(0..8)).map(|_| (word(random), arbitrary(random, depth - 1))).collect()),
    }
}

/// Everything a caller could ask of an event.
fn ask_everything(event: &Event) {
    let message = |m: &Inbound| {
        let _ = (m.content(), m.said() == Said::Other, m.at_ms(), m.referral(), m.group_id(), m.errors(), m.from_parent_user_id());
    };
    let _ = (event.stops(), event.resumes(), format!("{event:?}"));
    match event {
        Event::Messages(all) | Event::Standby(all) => {
            all.messages.iter().for_each(message);
            all.statuses.iter().for_each(|s| {
                let _ = (s.stage(), s.at_ms());
            });
        }
        Event::Echoes(all) => all.messages.iter().for_each(|e| message(&e.message)),
        Event::History(all) => all
            .files
            .iter()
            .chain(all.chunks.iter().flat_map(|c| &c.threads).flat_map(|t| &t.messages).map(|e| &e.message))
            .for_each(message),
        Event::Account(update) => {
            let _ = update.restricted_until();
        }
        _ => {}
    }
}

#[test]
fn arbitrary_json_never_panics() {
    const FIELDS: &[&str] = &[
        "messages",
        "standby",
        "message_template_status_update",
        "message_template_quality_update",
        "message_template_components_update",
        "template_category_update",
        "phone_number_quality_update",
        "phone_number_name_update",
        "business_capability_update",
        "account_update",
        "account_alerts",
        "account_review_update",
        "security",
        "business_username_update",
        "user_preferences",
        "smb_message_echoes",
        "history",
        "smb_app_state_sync",
        "calls",
        "group_lifecycle_update",
        "flows",
        "automatic_events",
        "partner_solutions",
        "payment_configuration_update",
        "account_settings_update",
        "user_id_update",
        "x",
    ];
    let mut random = StdRng::seed_from_u64(26);
    for _ in 0..3_000 {
        let value = arbitrary(&mut random, 6);
        for field in FIELDS {
            ask_everything(&Event::read(field, &value));
        }
        let template = Template { components: Value::Array(vec![value.clone()]), ..Template::default() };
        let _ = (template.is_named(), TemplateSend::fill(&template, &Values::default()));
        for part in template.parts() {
            let _ = (part.json(true), part.json(false), part.blanks());
        }
        let wrapped = json!({"object":"x","entry":[{"id":arbitrary(&mut random, 1),"changes":[{"field":"messages","value":{"messages":value,"statuses":[value]}}, value]}, value]});
        if let Ok(delivery) = serde_json::from_value::<Delivery>(wrapped) {
            delivery.entry.iter().flat_map(|e| &e.changes).for_each(|change| ask_everything(&change.event()));
        }
    }
}

#[test]
fn deep_nesting_is_refused_or_read_but_never_fatal() {
    let deep = format!("{}1{}", "{\"messages\":[".repeat(60), "]}".repeat(60));
    let value: Value = serde_json::from_str(&deep).expect("120 levels are within the reader's limit");
    ask_everything(&Event::read("messages", &value));
    let deeper = format!("{{\"object\":\"x\",\"entry\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(serde_json::from_str::<Delivery>(&deeper).is_err(), "what would overflow the stack is refused while reading");
    let form = json!({"id":"w","type":"interactive","interactive":{"nfm_reply":{"response_json":"[".repeat(100_000)}}});
    assert!(
        matches!(serde_json::from_value::<Inbound>(form).expect("reads").content(), Kind::Form { response: FormResponse::Invalid(_), .. }),
        "also inside a string"
    );
}
