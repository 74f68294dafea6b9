//! What happens by itself: statuses follow messages, people read, tap and write, reviews end, pauses
//! pass (fact sheet §3.4, §10).

use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use super::chat::Tapped;
use super::sending::Ticket;
use super::settings::Faults;
use super::{DAY, World};

/// What people write by themselves.
const LINES: [&str; 4] = ["Thank you!", "Are you open on Sunday?", "Do you have it in blue?", "Can you keep it until tomorrow?"];

/// Something that will happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// A status webhook.
    Status {
        /// Of which message.
        ticket: Arc<Ticket>,
        /// sent, delivered …
        status: &'static str,
        /// Why it failed.
        code: Option<i64>,
    },
    /// A person taps a button of this message.
    Tap {
        /// Who.
        customer: u64,
        /// Which message.
        wamid: String,
        /// Which button.
        button: usize,
    },
    /// A person writes something of her own.
    Write {
        /// Who.
        customer: u64,
        /// What.
        text: &'static str,
    },
    /// A template's review ends.
    Review {
        /// Name.
        name: String,
        /// Language code.
        language: String,
    },
}

impl World {
    /// What happens to the message, and what the person does with it.
    pub(super) fn live(&mut self, mut ticket: Ticket, voice: bool) {
        let (still, skip) = (self.faults.still, self.faults.skip_delivered.clamp(0.0, 1.0));
        let (id, seed) = (ticket.customer, self.seed);
        let Some(customer) = self.people.get_mut(id) else {
            return;
        };
        customer.had += 1;
        let mut dice = StdRng::seed_from_u64(seed ^ id.wrapping_mul(0x9E37_79B9) ^ customer.had.wrapping_mul(0xC2B2_AE35));
        let habits = customer.habits.clone();
        let buttons = customer.chat.last().map_or(0, |m| m.buttons.len());
        let sent_after = dice.random_range(10..60);
        let delivered_after = sent_after + dice.random_range(10..120);
        let reads = dice.random_bool(habits.reads.clamp(0.0, 1.0)) && !still;
        let acts_after = delivered_after + dice.random_range(0..habits.within_ms.max(1));
        let choice: f64 = dice.random();
        let writes = reads && dice.random_bool(habits.writes.clamp(0.0, 1.0));
        let line = writes.then(|| LINES[dice.random_range(0..LINES.len())]);
        let skips = skip > 0.0 && reads && dice.random_bool(skip);
        let fails_too = Faults::take(&mut self.faults.delivered_and_failed);
        if skips {
            ticket.priced_on = "read";
        }
        let wamid = ticket.wamid.clone();
        let ticket = Arc::new(ticket);
        let mut later = |after: i64, status: &'static str, code: Option<i64>| {
            self.schedule(after, Event::Status { ticket: Arc::clone(&ticket), status, code });
        };
        later(sent_after, "sent", None);
        if !skips {
            later(delivered_after, "delivered", None);
        }
        if fails_too {
            // One device has it, another never will.
            later(delivered_after + 1, "failed", Some(131_026));
        }
        if reads {
            later(acts_after, "read", None);
        }
        if reads && voice {
            later(acts_after + 20, "played", None);
        }
        if let Some(text) = line {
            self.schedule(acts_after + habits.within_ms + 100, Event::Write { customer: id, text });
        }
        let taps = [habits.keeps, habits.keeps + habits.later, habits.keeps + habits.later + habits.stops];
        if let Some(button) = taps.iter().position(|edge| choice < *edge).filter(|b| *b < buttons && reads) {
            self.schedule(acts_after + habits.within_ms / 2 + 50, Event::Tap { customer: id, wamid, button });
        }
    }

    /// Makes one scheduled event happen.
    pub fn happen(&mut self, event: Event) {
        match event {
            Event::Status { ticket, status, code } => self.tell(&ticket, status, code),
            Event::Tap { customer, wamid, button } => {
                self.tap(customer, &wamid, &Tapped::Button(button));
            }
            Event::Write { customer, text } => {
                self.inbound(customer, json!({ "type": "text", "text": { "body": text } }), text, "text");
            }
            Event::Review { name, language } => self.review(&name, &language),
        }
    }

    /// Sends a status of a message.
    pub fn tell(&mut self, ticket: &Ticket, status: &'static str, code: Option<i64>) {
        let now = self.now();
        if let Some(known) = self.known.get_mut(&ticket.wamid) {
            known.events.push((status, now, code));
        }
        let mut value = json!({ "id": ticket.wamid, "status": status, "timestamp": (now / 1000).to_string() });
        let mut outer = json!({});
        let number = super::people::wa_id(&ticket.to);
        match self.people.get(ticket.customer) {
            Some(person) => {
                let hidden = !ticket.by_number && person.shown_wa_id(now).is_none();
                if let Some(wa_id) = person.wa_id().filter(|_| !hidden) {
                    value["recipient_id"] = json!(wa_id);
                }
                // A failure of a message to a number does not tell the user id.
                if status != "failed" || !ticket.by_number {
                    value["recipient_user_id"] = json!(person.user_id);
                    if let Some(parent) = &person.parent_user_id {
                        value["recipient_parent_user_id"] = json!(parent);
                    }
                }
                if status != "failed" {
                    outer["contacts"] = json!([person.contact(now)]);
                }
            }
            None if ticket.by_number => value["recipient_id"] = json!(number),
            None => value["recipient_user_id"] = json!(ticket.to),
        }
        // Meta promises to give the callback data back for sent, delivered and read, not for failed.
        if let Some(callback) = ticket.callback.as_ref().filter(|_| status != "failed") {
            value["biz_opaque_callback_data"] = json!(callback);
        }
        if !ticket.pricing.is_null() && (status == "sent" || status == ticket.priced_on) {
            value["pricing"] = ticket.pricing.clone();
            if let Some(conversation) = self.conversation(ticket, now, status) {
                value["conversation"] = conversation;
            }
        }
        if let Some(code) = code {
            value["errors"] = json!([{ "code": code, "title": "Message undeliverable", "message": "Message undeliverable",
                "error_data": { "details": format!("simulated {code}") }, "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/" }]);
        }
        outer["statuses"] = json!([value]);
        let value = self.of_number(outer);
        self.announce("messages", value);
    }

    /// Up to version 23 always; later only while everything is free.
    fn conversation(&self, ticket: &Ticket, now: i64, status: &str) -> Option<Value> {
        let free = ticket.pricing["type"] == "free_entry_point";
        if self.settings.webhook_version >= 24.0 && !free {
            return None;
        }
        let category = ticket.pricing["category"].as_str().unwrap_or_default();
        let mut conversation = json!({ "id": format!("c{:x}{}", ticket.customer, now / DAY), "origin": { "type": category } });
        if status == "sent" {
            conversation["expiration_timestamp"] = json!(((now + DAY) / 1000).to_string());
        }
        Some(conversation)
    }

    /// A status nobody planned: `played`, or one of a payment.
    ///
    /// # Errors
    /// When the message is not known.
    pub fn tell_of(&mut self, wamid: &str, status: &str, code: Option<i64>, extra: &Value) -> Result<(), String> {
        let known = self.known.get(wamid).filter(|k| !k.inbound).cloned().ok_or("no such message")?;
        let person = self.people.get(known.customer);
        let mut value = json!({ "id": wamid, "status": status, "timestamp": (self.now() / 1000).to_string() });
        if let Some(person) = person {
            value["recipient_user_id"] = json!(person.user_id);
            if let Some(wa_id) = person.shown_wa_id(self.now()) {
                value["recipient_id"] = json!(wa_id);
            }
        }
        if let Some(code) = code {
            value["errors"] = json!([{ "code": code, "title": "Message undeliverable", "message": "Message undeliverable", "error_data": { "details": format!("simulated {code}") } }]);
        }
        if let (Some(into), Some(from)) = (value.as_object_mut(), extra.as_object()) {
            into.extend(from.clone());
        }
        let value = self.of_number(json!({ "statuses": [value] }));
        self.announce("messages", value);
        Ok(())
    }
}
