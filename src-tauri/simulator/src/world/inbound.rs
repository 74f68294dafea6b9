//! What people send: every kind of `messages[]` of fact sheet §3.3, with the fields that trap readers.
//! `{kind, …}` says what is special and the rest has defaults; `content` replaces the kind's own object
//! and `value` adds to what lies around `messages`, for shapes nobody has thought of yet.

use std::time::Instant;

use base64::Engine;
use serde_json::{Map, Value, json};

use super::library::{self, RECEIVED};
use super::people::ChatMessage;
use super::{World, account};

/// What a person's message is made of.
struct Made {
    message: Value,
    shown: String,
    image: Option<String>,
    /// Beside `messages`: errors.
    around: Value,
    /// System messages come without `contacts`.
    contacts: bool,
}

impl Made {
    fn new(message: Value, shown: impl Into<String>) -> Self {
        Self { message, shown: shown.into(), image: None, around: Value::Null, contacts: true }
    }
}

fn given<'a>(spec: &'a Value, name: &str) -> Option<&'a str> {
    spec.get(name).and_then(Value::as_str)
}

fn add(into: &mut Value, from: &Value) {
    if let (Some(into), Some(from)) = (into.as_object_mut(), from.as_object()) {
        into.extend(from.clone());
    }
}

impl World {
    /// A person writes or taps: opens her window and makes the webhook.
    pub fn inbound(&mut self, id: u64, message: Value, shown: &str, kind: &str) -> Option<String> {
        self.arrive(id, Made::new(message, shown), kind)
    }

    /// A person sends something of any kind.
    ///
    /// # Errors
    /// What is wrong with the description.
    pub fn send_inbound(&mut self, id: u64, spec: &Value) -> Result<Option<String>, String> {
        let kind = given(spec, "kind").ok_or("kind is required")?.to_owned();
        if self.people.get(id).is_none() {
            return Ok(None);
        }
        let mut made = match kind.as_str() {
            "system" => self.make_system(id, spec)?,
            "image" | "video" | "audio" | "voice" | "document" | "sticker" => self.make_media(&kind, spec)?,
            _ => make(&kind, spec),
        };
        if let Some(content) = spec.get("content") {
            let name = made.message["type"].as_str().unwrap_or_default().to_owned();
            made.message[&name] = content.clone();
        }
        surround(spec, &mut made);
        Ok(self.arrive(id, made, &kind))
    }

    /// A file: bytes given in base64, or a small real one.
    fn make_media(&mut self, kind: &str, spec: &Value) -> Result<Made, String> {
        let animated = spec.get("animated") == Some(&json!(true));
        let sample = if kind == "sticker" && animated { "animated" } else { kind };
        let (mime, bytes, name) = library::small(if given(spec, "mime") == Some("image/png") { "image/png" } else { sample });
        let mime = given(spec, "mime").unwrap_or(mime).to_owned();
        let bytes = match given(spec, "base64") {
            Some(text) => base64::engine::general_purpose::STANDARD.decode(text).map_err(|_| "base64 cannot be read")?,
            None => bytes.to_vec(),
        };
        let (now, number, base) = (self.now(), self.number(), self.base.clone());
        let id = self.keep_media(&mime, bytes, now + RECEIVED);
        let url = self.library.address(&base, &id, number, now);
        let sha256 = self.library.get(&id, now).map(|m| m.sha256.clone()).unwrap_or_default();
        let mut file = json!({ "id": id, "mime_type": mime, "sha256": sha256, "url": url });
        for field in ["caption", "filename"] {
            if let Some(text) = given(spec, field) {
                file[field] = json!(text);
            }
        }
        let field = if kind == "voice" { "audio" } else { kind };
        match kind {
            "voice" | "audio" => file["voice"] = json!(kind == "voice"),
            "sticker" => file["animated"] = json!(animated),
            "document" if file.get("filename").is_none() => file["filename"] = json!(name),
            _ => {}
        }
        let shown = given(spec, "caption").unwrap_or_default().to_owned();
        let mut made = Made::new(json!({ "type": field, field: file }), shown);
        made.image = matches!(kind, "image" | "sticker").then_some(id);
        Ok(made)
    }

    /// Something about her changed: her number, her user id, her device.
    fn make_system(&mut self, id: u64, spec: &Value) -> Result<Made, String> {
        let kind = given(spec, "type").unwrap_or("user_changed_number").to_owned();
        let name = self.people.get(id).map(|c| c.name.clone()).unwrap_or_default();
        let now = self.now();
        let mut system = json!({ "type": kind });
        match kind.as_str() {
            "user_changed_number" | "user_changed_user_id" => {
                let before = self.people.get(id).map(|c| (c.wa_id(), c.user_id.clone()));
                if let Some(phone) = given(spec, "phone") {
                    self.people.moves(id, phone).ok_or("no such customer")?;
                } else if kind == "user_changed_number" {
                    return Err("phone is required".into());
                } else if let Some(customer) = self.people.get(id).cloned() {
                    let mut changed = customer;
                    let old = changed.user_id.clone().unwrap_or_default();
                    let number = self.number() % 1_000_000_000_000_000;
                    let fresh = || format!("{}.{number:015}", old.split('.').next().unwrap_or("XX"));
                    changed.user_id = Some(given(spec, "user_id").map_or_else(fresh, str::to_owned));
                    self.people.add(changed);
                }
                let after = self.people.get(id).ok_or("no such customer")?;
                system["body"] = json!(if kind == "user_changed_number" {
                    format!("User {name} changed her number")
                } else {
                    format!("User {name} changed her user id")
                });
                system["user_id"] = json!(after.user_id);
                if let Some(wa_id) = after.shown_wa_id(now).filter(|_| kind == "user_changed_number") {
                    system["wa_id"] = json!(wa_id);
                }
                let mut made = Made::new(json!({ "type": "system", "system": system }), "");
                // She is still called what she was called.
                if let Some((wa_id, user_id)) = before {
                    let hidden = after.username.is_some();
                    if let Some(wa_id) = wa_id.filter(|_| !hidden) {
                        made.message["from"] = json!(wa_id);
                    }
                    made.message["from_user_id"] = json!(user_id);
                }
                made.contacts = false;
                Ok(made)
            }
            "customer_identity_changed" => {
                let hash = given(spec, "hash").map_or_else(|| format!("{:x}", self.number()), str::to_owned);
                if let Some(customer) = self.people.get_mut(id) {
                    customer.identity_hash = Some(hash.clone());
                }
                system["body"] = json!(format!("{name} has a new device"));
                let identity = json!({ "acknowledged": false, "created_timestamp": (now / 1000).to_string(), "hash": hash });
                let mut made = Made::new(json!({ "type": "system", "system": system, "identity": identity }), "");
                made.contacts = false;
                Ok(made)
            }
            other => Err(format!("{other} is not a kind of system message")),
        }
    }

    /// The webhook of something a person did.
    fn arrive(&mut self, id: u64, made: Made, kind: &str) -> Option<String> {
        self.dirty = true;
        let now = self.now();
        let (who, blocked) = {
            let customer = self.people.get(id)?;
            (customer.phone.clone().or_else(|| customer.user_id.clone()).unwrap_or_default(), self.account.kept.blocked.contains_key(&id))
        };
        let wamid = self.wamid(&who);
        // Whoever is blocked writes into the void.
        if blocked {
            return Some(wamid);
        }
        self.know(&wamid, id, now, true, if kind == "tap" { "interactive" } else { kind });
        let Made { mut message, shown, image, around, contacts } = made;
        let customer = self.people.get_mut(id)?;
        let contact = customer.contact(now);
        if contacts {
            customer.last_inbound = Some(now);
            customer.typing_until = None;
            if contact.get("wa_id").is_some() {
                customer.phone_exchanged_at = Some(now);
            }
            if message.get("referral").is_some() {
                customer.entry_point = Some((now, None));
            }
            if kind == "reaction" {
                let target = message.pointer("/reaction/message_id").and_then(Value::as_str).unwrap_or_default();
                let emoji = message.pointer("/reaction/emoji").and_then(Value::as_str).filter(|e| !e.is_empty()).map(str::to_owned);
                if let Some(target) = customer.chat.iter_mut().rev().find(|m| m.wamid == target) {
                    target.reaction = emoji;
                }
            } else {
                let reply_to = message.pointer("/context/id").and_then(Value::as_str).map(str::to_owned);
                let chat = ChatMessage {
                    wamid: wamid.clone(),
                    text: shown,
                    image,
                    kind: kind.to_owned(),
                    at: now,
                    reply_to,
                    ..ChatMessage::default()
                };
                customer.chat.push(chat);
            }
        }
        if message.get("from_user_id").is_none() {
            message["from_user_id"] = contact["user_id"].clone();
            if let Some(wa_id) = contact.get("wa_id") {
                message["from"] = wa_id.clone();
            }
            if let Some(parent) = contact.get("parent_user_id") {
                message["from_parent_user_id"] = parent.clone();
            }
        }
        message["id"] = json!(wamid);
        message["timestamp"] = json!((now / 1000).to_string());
        self.limits.came_in(Instant::now());
        let mut value = json!({ "messages": [message] });
        if contacts {
            value["contacts"] = json!([contact]);
        }
        add(&mut value, &around);
        let value = self.of_number(value);
        self.announce("messages", value);
        Some(wamid)
    }
}

/// What may come with any kind: an answer, a forward, a product, an advertisement, errors, a group.
fn surround(spec: &Value, made: &mut Made) {
    let mut context = spec.get("context").cloned().unwrap_or(Value::Null);
    if let Some(wamid) = given(spec, "reply_to") {
        context = json!({ "id": wamid, "from": account::DISPLAY_NUMBER_DIGITS });
    }
    for name in ["forwarded", "frequently_forwarded"] {
        if spec.get(name) == Some(&json!(true)) {
            context[name] = json!(true);
        }
    }
    if let Some(product) = spec.get("referred_product") {
        let usual = json!({ "catalog_id": "600000000000001", "product_retailer_id": "sku-1" });
        context["referred_product"] = if product.is_object() { product.clone() } else { usual };
    }
    if !context.is_null() {
        made.message["context"] = context;
    }
    if let Some(referral) = spec.get("referral") {
        let mut usual = json!({ "source_url": "https://fb.me/simulated", "source_id": "120000000000001", "source_type": "ad", "headline": "Chat with us",
            "body": "Write to us", "media_type": "image", "image_url": "https://example.com/ad.jpg", "ctwa_clid": "simulated-click", "welcome_message": { "text": "Hello! What can we do for you?" } });
        add(&mut usual, referral);
        // An advertisement in a Status has no click id.
        if let Some(fields) = usual.as_object_mut().filter(|_| referral.get("ctwa_clid") == Some(&Value::Null)) {
            fields.remove("ctwa_clid");
        }
        made.message["referral"] = usual;
    }
    for name in ["errors", "group_id"] {
        if let Some(value) = spec.get(name) {
            made.message[name] = value.clone();
        }
    }
    if let Some(value) = spec.get("value") {
        let mut around = if made.around.is_object() { made.around.clone() } else { json!({}) };
        add(&mut around, value);
        made.around = around;
    }
}

/// The kinds that need nothing of the world.
fn make(kind: &str, spec: &Value) -> Made {
    let pick = |usual: Value, names: &[&str]| {
        let mut content = usual;
        for name in names {
            match spec.get(*name) {
                Some(Value::Null) => drop(content.as_object_mut().and_then(|c| c.remove(*name))),
                Some(value) => content[*name] = value.clone(),
                None => {}
            }
        }
        content
    };
    let line = given(spec, "text").unwrap_or("Hello").to_owned();
    match kind {
        "text" => Made::new(json!({ "type": "text", "text": { "body": line } }), line),
        "location" => {
            let place = pick(json!({ "latitude": 48.8795, "longitude": 2.3385 }), &["latitude", "longitude", "name", "address", "url"]);
            Made::new(json!({ "type": "location", "location": place }), given(spec, "name").unwrap_or("a place"))
        }
        "contacts" => {
            let origin = given(spec, "origin").unwrap_or("other");
            let mut card = json!({ "name": { "formatted_name": "Ana Exemplo", "first_name": "Ana" }, "phones": [{ "phone": "+33 6 39 98 00 99", "wa_id": "33639980099", "type": "CELL" }], "origin": origin });
            if origin == "other" {
                card["vcard"] = json!("BEGIN:VCARD\nVERSION:3.0\nFN:Ana Exemplo\nEND:VCARD");
            }
            let cards = spec.get("contacts").cloned().unwrap_or_else(|| json!([card]));
            Made::new(json!({ "type": "contacts", "contacts": cards }), "a contact")
        }
        "reaction" => {
            // No emoji at all is how a reaction is taken away.
            let reaction = pick(json!({ "message_id": given(spec, "message_id").unwrap_or("wamid.unknown") }), &["emoji"]);
            Made::new(json!({ "type": "reaction", "reaction": reaction }), given(spec, "emoji").unwrap_or_default())
        }
        "button" => {
            let text = given(spec, "text").unwrap_or("Yes");
            let payload = given(spec, "payload").unwrap_or(text);
            Made::new(json!({ "type": "button", "button": { "payload": payload, "text": text } }), text)
        }
        "button_reply" | "list_reply" => {
            let reply = pick(json!({ "id": "1", "title": "One" }), &["id", "title", "description"]);
            let title = reply["title"].as_str().unwrap_or_default().to_owned();
            Made::new(json!({ "type": "interactive", "interactive": { "type": kind, kind: reply } }), title)
        }
        "nfm_reply" => {
            let reply = pick(
                json!({ "name": "flow", "body": "Sent", "response_json": "{\"flow_token\":\"unused\"}" }),
                &["name", "body", "response_json"],
            );
            Made::new(json!({ "type": "interactive", "interactive": { "type": "nfm_reply", "nfm_reply": reply } }), "Sent")
        }
        "call_permission_reply" => {
            let reply = pick(
                json!({ "response": "accept", "expiration_timestamp": 1_900_000_000, "response_source": "user_action" }),
                &["response", "expiration_timestamp", "is_permanent", "response_source"],
            );
            Made::new(
                json!({ "type": "interactive", "interactive": { "type": "call_permission_reply", "call_permission_reply": reply } }),
                "a permission",
            )
        }
        "payment_method" => {
            let method = pick(
                json!({ "payment_method": "offsite_card_pay", "payment_timestamp": 1_790_000_000, "reference_id": "17-1", "last_four_digits": "1234", "credential_id": "card-1" }),
                &["payment_method", "payment_timestamp", "reference_id", "last_four_digits", "credential_id"],
            );
            Made::new(json!({ "type": "interactive", "interactive": { "type": "payment_method", "payment_method": method } }), "a payment")
        }
        "interactive_error" => {
            let mut made = Made::new(json!({ "type": "interactive" }), "");
            made.around = json!({ "errors": [{ "code": 131_000, "title": "Something went wrong", "message": "Something went wrong", "error_data": { "details": "The interactive message could not be read" } }] });
            made
        }
        "order" => {
            let item = json!({ "product_retailer_id": "sku-1", "quantity": 2, "item_price": 59.9, "currency": "EUR" });
            let order = pick(json!({ "catalog_id": "600000000000001", "product_items": [item] }), &["catalog_id", "text", "product_items"]);
            Made::new(json!({ "type": "order", "order": order }), given(spec, "text").unwrap_or("a basket"))
        }
        "unsupported" => {
            let code = spec.get("code").and_then(Value::as_i64).unwrap_or(131_051);
            let error = json!({ "code": code, "title": "Message type unknown", "message": "Message type unknown", "error_data": { "details": "Message type is currently not supported." } });
            let sub = given(spec, "sub_type").unwrap_or("poll");
            Made::new(json!({ "type": "unsupported", "errors": [error], "unsupported": { "type": sub } }), "")
        }
        "edit" => {
            let original = given(spec, "message_id").unwrap_or("wamid.unknown");
            let message = spec.get("message").cloned().unwrap_or_else(|| json!({ "type": "text", "text": { "body": line } }));
            Made::new(json!({ "type": "edit", "edit": { "original_message_id": original, "message": message } }), line)
        }
        "revoke" => Made::new(
            json!({ "type": "revoke", "revoke": { "original_message_id": given(spec, "message_id").unwrap_or("wamid.unknown") } }),
            "",
        ),
        "request_welcome" => Made::new(json!({ "type": "request_welcome" }), ""),
        // Nobody knows what comes next year.
        other => {
            let mut message = Map::new();
            message.insert("type".into(), json!(other));
            message.insert(other.into(), json!({ "simulated": true }));
            Made::new(Value::Object(message), "")
        }
    }
}
