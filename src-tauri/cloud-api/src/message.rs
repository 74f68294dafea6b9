//! Outbound messages (fact sheet §2.1–2.4): text, interactive reply buttons, templates.
//!
//! A body is built by [`Message::body`]; what Meta would refuse for its length is found by
//! [`Message::check`] before a row is promised, so that nobody meets a limit at run time.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::limits;

/// Who a message is for. Numbers always carry `+` and the country code: without them Meta
/// prepends the sender's own country (fact sheet §2.1).
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    /// E.164 with `+`.
    Phone(String),
    /// A business-scoped user id, e.g. `FR.1349…`, for people whose number is hidden.
    UserId(String),
    /// A group's id.
    Group(String),
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Phone(_) => "Phone(…)",
            Self::UserId(_) => "UserId(…)",
            Self::Group(_) => "Group(…)",
        })
    }
}

/// A reply button: what the customer sees, and what comes back when she taps it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Button {
    /// Comes back in the webhook; at most 256 characters.
    pub id: String,
    /// At most 20 characters.
    pub title: String,
}

/// A template and what fills its blanks.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct TemplateSend {
    /// The template's name.
    pub name: String,
    /// The language code it was approved in, e.g. `fr`.
    pub language: String,
    /// Media id of the header picture, if the template has one.
    pub header_image: Option<String>,
    /// Values of `{{1}}`, `{{2}}` …
    pub body: Vec<String>,
    /// Payloads of the quick-reply buttons, in order.
    pub payloads: Vec<String>,
}

/// What is said.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// Plain text; only inside the customer service window.
    Text {
        /// At most 4,096 characters.
        body: String,
    },
    /// Text with one to three reply buttons; only inside the window.
    Buttons {
        /// Media id of a picture above the text.
        header_image: Option<String>,
        /// At most 1,024 characters.
        body: String,
        /// One to three, ids unique.
        buttons: Vec<Button>,
    },
    /// An approved template; inside or outside the window.
    Template(TemplateSend),
}

/// One message to one person.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Message {
    /// Who.
    pub to: Address,
    /// What.
    pub content: Content,
    /// The message this answers.
    pub reply_to: Option<String>,
    /// Comes back in status webhooks; opaque, no personal data in it.
    pub callback_data: String,
}

/// A limit a message would break.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{part}: {length} characters, {limit} allowed")]
pub struct TooLong {
    /// Which part of the message.
    pub part: &'static str,
    /// How long it is (characters, or pieces).
    pub length: usize,
    /// How long it may be.
    pub limit: usize,
}

impl Message {
    /// Whether Meta's limits are kept.
    ///
    /// # Errors
    /// The first limit that is not.
    pub fn check(&self) -> Result<(), TooLong> {
        let within = |part, text: &str, limit| match text.chars().count() {
            0 => Err(TooLong { part, length: 0, limit }),
            length if length > limit => Err(TooLong { part, length, limit }),
            _ => Ok(()),
        };
        if self.callback_data.len() > limits::CALLBACK_DATA {
            return Err(TooLong { part: "callback", length: self.callback_data.len(), limit: limits::CALLBACK_DATA });
        }
        match &self.content {
            Content::Text { body } => within("body", body, limits::TEXT_BODY),
            Content::Buttons { body, buttons, .. } => {
                within("body", body, limits::INTERACTIVE_BODY)?;
                if buttons.is_empty() || buttons.len() > limits::BUTTONS {
                    return Err(TooLong { part: "buttons", length: buttons.len(), limit: limits::BUTTONS });
                }
                buttons.iter().try_for_each(|button| {
                    within("button", &button.title, limits::BUTTON_TITLE)?;
                    within("button id", &button.id, limits::BUTTON_ID)
                })
            }
            Content::Template(template) => template.payloads.iter().try_for_each(|payload| within("payload", payload, limits::BUTTON_ID)),
        }
    }

    /// Where it goes: `messages`, or `marketing_messages` (§2.8).
    pub fn endpoint(&self) -> &'static str {
        "messages"
    }

    /// The JSON body for `POST /{phone-number-id}/messages`.
    pub fn body(&self) -> Value {
        let mut body = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "biz_opaque_callback_data": self.callback_data,
        });
        match &self.to {
            Address::Phone(number) => body["to"] = json!(number),
            Address::UserId(id) => body["recipient"] = json!(id),
            Address::Group(id) => {
                body["to"] = json!(id);
                body["recipient_type"] = json!("group");
            }
        }
        if let Some(wamid) = &self.reply_to {
            body["context"] = json!({ "message_id": wamid });
        }
        let (kind, content) = match &self.content {
            Content::Text { body } => ("text", json!({ "body": body, "preview_url": false })),
            Content::Buttons { header_image, body, buttons } => {
                let buttons: Vec<Value> =
                    buttons.iter().map(|b| json!({ "type": "reply", "reply": { "id": b.id, "title": b.title } })).collect();
                let mut interactive = json!({ "type": "button", "body": { "text": body }, "action": { "buttons": buttons } });
                if let Some(id) = header_image {
                    interactive["header"] = json!({ "type": "image", "image": { "id": id } });
                }
                ("interactive", interactive)
            }
            Content::Template(template) => ("template", template.body()),
        };
        body["type"] = json!(kind);
        body[kind] = content;
        body
    }
}

impl TemplateSend {
    fn body(&self) -> Value {
        let mut components = Vec::new();
        if let Some(id) = &self.header_image {
            components.push(json!({ "type": "header", "parameters": [{ "type": "image", "image": { "id": id } }] }));
        }
        if !self.body.is_empty() {
            let parameters: Vec<Value> = self.body.iter().map(|text| json!({ "type": "text", "text": text })).collect();
            components.push(json!({ "type": "body", "parameters": parameters }));
        }
        for (index, payload) in self.payloads.iter().enumerate() {
            components.push(json!({ "type": "button", "sub_type": "quick_reply", "index": index.to_string(),
                "parameters": [{ "type": "payload", "payload": payload }] }));
        }
        json!({ "name": self.name, "language": { "code": self.language }, "components": components })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buttons(body: &str, titles: &[&str]) -> Message {
        Message {
            to: Address::Phone("+33612345678".into()),
            content: Content::Buttons {
                header_image: None,
                body: body.into(),
                buttons: titles.iter().map(|t| Button { id: format!("id-{t}"), title: (*t).to_owned() }).collect(),
            },
            reply_to: None,
            callback_data: "o1:x:1".into(),
        }
    }

    #[test]
    fn limits_are_counted_in_characters_as_meta_counts() {
        assert!(buttons(&"é".repeat(1024), &["Keep mine"]).check().is_ok(), "1,024 accented letters are 1,024 characters");
        assert_eq!(
            buttons(&"é".repeat(1025), &["Keep mine"]).check().map_err(|e| e.part),
            Err("body"),
            "one more is refused here, not by Meta"
        );
        assert_eq!(
            buttons("x", &["a", "b", "c", "d"]).check().map_err(|e| e.part),
            Err("buttons"),
            "a fourth button is found before sending"
        );
        assert_eq!(buttons("x", &["a title of 21 letters"]).check().map_err(|e| e.part), Err("button"), "a long title too");
    }

    #[test]
    fn people_without_a_number_are_written_to_by_their_user_id() {
        let mut message = buttons("x", &["a"]);
        message.to = Address::UserId("FR.1349".into());
        let body = message.body();
        assert_eq!(body["recipient"], "FR.1349", "BSUIDs go into `recipient`");
        assert!(body.get("to").is_none(), "`to` would win over `recipient`, so it must be absent");
    }
}
