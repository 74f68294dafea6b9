//! What a message looks like on the customer's phone, and what she can tap there.

use serde_json::{Value, json};

use super::people::ChatMessage;
use super::{World, account};

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What of a message is tapped.
pub enum Tapped {
    /// A button by position.
    Button(usize),
    /// A row of a list by position, in all its sections.
    Row(usize),
}

impl World {
    /// Puts the message on the customer's phone.
    pub(super) fn show(&mut self, id: u64, wamid: &str, body: &Value, now: i64) {
        let kind = crate::schemas::kind_of(body);
        let content = &body[kind];
        let mut shown = ChatMessage {
            wamid: wamid.to_owned(),
            from_shop: true,
            kind: kind.to_owned(),
            at: now,
            reply_to: body.pointer("/context/message_id").and_then(Value::as_str).map(str::to_owned),
            ..ChatMessage::default()
        };
        match kind {
            "text" => shown.text = text(content, "/body"),
            "interactive" => show_interactive(&mut shown, content),
            "template" => self.show_template(&mut shown, content),
            "location" => {
                (shown.text, shown.content) =
                    ([text(content, "/name"), text(content, "/address")].join(" ").trim().to_owned(), content.clone());
            }
            "contacts" => (shown.text, shown.content) = (text(content, "/0/name/formatted_name"), content.clone()),
            _ => {
                shown.text = text(content, "/caption");
                if shown.text.is_empty() {
                    shown.text = text(content, "/filename");
                }
                shown.image = content["id"].as_str().filter(|_| matches!(kind, "image" | "sticker")).map(str::to_owned);
                shown.content = content.clone();
            }
        }
        let keep = if self.forgets { 50 } else { usize::MAX };
        if let Some(customer) = self.people.get_mut(id) {
            if customer.chat.len() >= keep {
                customer.chat.remove(0);
            }
            customer.chat.push(shown);
        }
    }

    fn show_template(&self, shown: &mut ChatMessage, sent: &Value) {
        let template = self.templates.get(&text(sent, "/name"), &text(sent, "/language/code"));
        let none = json!([]);
        let filled = template.map(|t| t.filled(sent)).unwrap_or_default();
        let parts = list(sent, "/components");
        shown.text = filled;
        shown.image = parts.iter().find_map(|p| p.pointer("/parameters/0/image/id")).and_then(Value::as_str).map(str::to_owned);
        let defined = template.map_or(&none, |t| &t.components);
        let labels = defined.as_array().into_iter().flatten().find(|c| c["type"] == "BUTTONS").map_or(&[][..], |c| list(c, "/buttons"));
        let payload = |i: usize| {
            let found = parts.iter().find(|p| crate::templates::index_of(p) == Some(i as u64));
            found.and_then(|p| p.pointer("/parameters/0/payload")).and_then(Value::as_str).map(str::to_owned)
        };
        shown.buttons = labels
            .iter()
            .enumerate()
            .map(|(i, label)| {
                let label = label["text"].as_str().unwrap_or_default().to_owned();
                // Without a payload Meta sends the label back.
                (label.clone(), payload(i).unwrap_or(label))
            })
            .collect();
        shown.content = json!({ "template": sent["name"], "components": parts });
    }

    /// What the shop thinks of a message of hers.
    pub(super) fn react(&mut self, id: u64, wamid: &str, emoji: &str) {
        if let Some(message) = self.people.get_mut(id).and_then(|c| c.chat.iter_mut().rev().find(|m| m.wamid == wamid)) {
            message.reaction = Some(emoji.to_owned()).filter(|e| !e.is_empty());
        }
    }

    /// The last message of the shop's that has anything to tap.
    pub fn last_tappable(&self, id: u64) -> Option<String> {
        let chat = &self.people.get(id)?.chat;
        chat.iter().rev().find(|m| m.from_shop && (!m.buttons.is_empty() || !m.rows.is_empty())).map(|m| m.wamid.clone())
    }

    /// A person taps; answers false when there is nothing of the kind to tap.
    pub fn tap(&mut self, id: u64, wamid: &str, what: &Tapped) -> bool {
        let message = self.people.get(id).and_then(|c| c.chat.iter().rev().find(|m| m.wamid == wamid && m.from_shop));
        let Some(message) = message else {
            return false;
        };
        let found = match what {
            Tapped::Button(place) => message.buttons.get(*place),
            Tapped::Row(place) => message.rows.get(*place),
        };
        let Some((title, payload)) = found.cloned() else {
            return false;
        };
        let context = json!({ "id": wamid, "from": account::DISPLAY_NUMBER_DIGITS });
        let inbound = if message.kind == "template" {
            json!({ "type": "button", "context": context, "button": { "payload": payload, "text": title } })
        } else if let Tapped::Row(place) = what {
            let mut reply = json!({ "id": payload, "title": title });
            if let Some(description) = message.content.pointer(&format!("/rows/{place}/description")) {
                reply["description"] = description.clone();
            }
            json!({ "type": "interactive", "context": context, "interactive": { "type": "list_reply", "list_reply": reply } })
        } else {
            json!({ "type": "interactive", "context": context, "interactive": { "type": "button_reply", "button_reply": { "id": payload, "title": title } } })
        };
        self.inbound(id, inbound, &title, "tap").is_some()
    }
}

fn show_interactive(shown: &mut ChatMessage, interactive: &Value) {
    shown.text = text(interactive, "/body/text");
    shown.image = interactive.pointer("/header/image/id").and_then(Value::as_str).map(str::to_owned);
    let reply = |b: &Value, of: &str| (text(b, &format!("/{of}/title")), text(b, &format!("/{of}/id")));
    let action = &interactive["action"];
    shown.buttons = list(action, "/buttons").iter().map(|b| reply(b, "reply")).collect();
    for card in list(action, "/cards") {
        shown.buttons.extend(list(card, "/action/buttons").iter().map(|b| reply(b, "quick_reply")));
    }
    let rows: Vec<&Value> = list(action, "/sections").iter().flat_map(|s| list(s, "/rows")).collect();
    shown.rows = rows.iter().map(|row| (text(row, "/title"), text(row, "/id"))).collect();
    shown.content = json!({ "interactive": interactive["type"], "header": interactive["header"], "footer": interactive["footer"], "rows": rows, "action": action });
}
