//! Outbound messages (fact sheet §2.1–2.8).
//!
//! A message is a value that can be stored as JSON and sent later. [`Message::body`] builds what Meta
//! gets; what Meta would refuse for its length, number or form is found by [`Message::check`] before
//! anything is promised, so that nobody meets a limit at run time. What depends on the moment (the
//! 24-hour window, consent, pace) is the caller's.
//!
//! [`Content::Text`] and [`Content::Buttons`] are the two everyday forms of what [`Interactive`] and the
//! others can do in full.

pub mod check;
pub mod contact;
pub mod interactive;
pub mod order;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use self::check::{Fault, Flaw, TooLong};
pub use self::contact::ContactCard;
pub use self::interactive::{Action, Card, Header, Interactive, ProductSection, Row, Section};
pub use self::order::{OrderDetails, OrderStatus};
use crate::limits;
use crate::template::send::TemplateBody;
pub use crate::template::send::TemplateSend;

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
    /// E.164 with `+`, and only if her identity is still this one; else 137000.
    Verified {
        /// E.164 with `+`.
        phone: String,
        /// From a `customer_identity_changed` webhook.
        identity_hash: String,
    },
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Phone(_) => "Phone(…)",
            Self::UserId(_) => "UserId(…)",
            Self::Group(_) => "Group(…)",
            Self::Verified { .. } => "Verified(…)",
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

/// A file: uploaded before, or fetched by Meta (which keeps a copy for ten minutes).
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaRef {
    /// From [`crate::Client::upload_media`].
    Id(String),
    /// An address Meta can reach.
    Link(String),
}

/// One answer to choose.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Choice {
    /// Comes back in the webhook.
    pub id: String,
    /// What she sees.
    pub title: String,
    /// More about it; only a list can show it.
    pub description: Option<String>,
}

/// What is said.
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// Plain text; only inside the customer service window.
    Text {
        /// At most 4,096 characters.
        body: String,
    },
    /// Text whose first link shows a preview; it must begin with http.
    TextWithPreview {
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
    /// An approved marketing template by Meta's marketing interface (§2.8).
    MarketingTemplate(MarketingSend),
    /// A picture.
    Image {
        /// JPEG or PNG, 5 MB.
        media: MediaRef,
        /// At most 1,024 characters.
        caption: Option<String>,
    },
    /// A film.
    Video {
        /// mp4 or 3gpp, 16 MB.
        media: MediaRef,
        /// At most 1,024 characters.
        caption: Option<String>,
    },
    /// Sound.
    Audio {
        /// 16 MB.
        media: MediaRef,
        /// Shown as spoken; only ogg with Opus.
        voice: bool,
    },
    /// A file.
    Document {
        /// 100 MB.
        media: MediaRef,
        /// At most 1,024 characters.
        caption: Option<String>,
        /// The name it shows.
        filename: Option<String>,
    },
    /// A sticker.
    Sticker {
        /// webp, 512 × 512.
        media: MediaRef,
    },
    /// A place.
    Location {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
        /// Its name.
        name: Option<String>,
        /// Its address.
        address: Option<String>,
    },
    /// Address cards.
    Contacts {
        /// One to 257.
        contacts: Vec<ContactCard>,
    },
    /// An emoji on one of her messages.
    Reaction {
        /// Her message, at most 30 days old and no reaction itself.
        message_id: String,
        /// One; `None` takes it away.
        emoji: Option<String>,
    },
    /// Everything with something to tap.
    Interactive(Box<Interactive>),
    /// A utility message outside the window without a template; only for accounts Meta lets (§2.7).
    Direct(Box<DirectSend>),
}

/// A marketing template with the options of the marketing interface (§2.8).
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct MarketingSend {
    /// The template.
    pub template: TemplateSend,
    /// Whether only that interface may deliver it; else Meta falls back to the ordinary one.
    pub strict: bool,
    /// Whether Meta may use what becomes of it to choose better; `None` leaves it to the account.
    pub activity_sharing: Option<bool>,
}

/// Free text as a business-initiated utility message (§2.7). Misuse blocks the account (139200).
#[derive(Clone, Deserialize, PartialEq, Serialize)]
pub struct DirectSend {
    /// Text or buttons: body 1,024, header and footer 60.
    pub content: Content,
    /// The name Meta gives the template it makes of it.
    pub template_name: Option<String>,
    /// How long Meta tries, 30 to 43,200 seconds.
    pub ttl_seconds: Option<i64>,
}

/// One message to one person.
#[derive(Clone, Deserialize, Serialize)]
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

quiet!(MediaRef, MarketingSend, DirectSend, Message);

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Content({})", self.parts().0)
    }
}

impl MediaRef {
    /// `{"id":…}` or `{"link":…}`.
    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Id(id) => json!({ "id": id }),
            Self::Link(link) => json!({ "link": link }),
        }
    }
}

/// Sets `value[field]` if there is something to set.
pub(crate) fn set<T: Serialize>(value: &mut Value, field: &str, to: Option<T>) {
    if let Some(to) = to {
        value[field] = json!(to);
    }
}

impl Content {
    /// A question with its answers: up to three short ones become buttons, up to ten a list that
    /// `open` opens.
    ///
    /// # Errors
    /// What Meta would refuse: no answers, more than ten, too long, two with one id.
    pub fn choices(body: &str, open: &str, options: &[Choice]) -> Result<Self, Flaw> {
        let short = |o: &Choice| {
            o.description.is_none()
                && limits::characters(&o.title) <= limits::BUTTON_TITLE
                && limits::characters(&o.id) <= limits::BUTTON_ID
        };
        let fits = limits::characters(body) <= limits::INTERACTIVE_BODY;
        let content = if options.len() <= limits::BUTTONS && fits && options.iter().all(short) {
            let buttons = options.iter().map(|o| Button { id: o.id.clone(), title: o.title.clone() }).collect();
            Self::Buttons { header_image: None, body: body.to_owned(), buttons }
        } else {
            let rows =
                options.iter().map(|o| Row { id: o.id.clone(), title: o.title.clone(), description: o.description.clone() }).collect();
            let action = Action::List { button: open.to_owned(), sections: vec![Section { title: None, rows }] };
            Self::Interactive(Box::new(Interactive { header: None, body: Some(body.to_owned()), footer: None, action }))
        };
        match check::content(&content).into_iter().next() {
            Some(flaw) => Err(flaw),
            None => Ok(content),
        }
    }

    /// Meta's `type` and the object of that name.
    fn parts(&self) -> (&'static str, Value) {
        let captioned = |media: &MediaRef, caption: &Option<String>| {
            let mut value = media.json();
            set(&mut value, "caption", caption.as_ref());
            value
        };
        match self {
            Self::Text { body } => ("text", json!({ "body": body, "preview_url": false })),
            Self::TextWithPreview { body } => ("text", json!({ "body": body, "preview_url": true })),
            Self::Buttons { header_image, body, buttons } => {
                let buttons: Vec<Value> = buttons.iter().map(interactive::reply_button).collect();
                let mut interactive = json!({ "type": "button", "body": { "text": body }, "action": { "buttons": buttons } });
                if let Some(id) = header_image {
                    interactive["header"] = json!({ "type": "image", "image": { "id": id } });
                }
                ("interactive", interactive)
            }
            Self::Template(template) => ("template", template.body()),
            Self::MarketingTemplate(marketing) => ("template", marketing.template.body()),
            Self::Image { media, caption } => ("image", captioned(media, caption)),
            Self::Video { media, caption } => ("video", captioned(media, caption)),
            Self::Audio { media, voice } => {
                let mut value = media.json();
                set(&mut value, "voice", voice.then_some(true));
                ("audio", value)
            }
            Self::Document { media, caption, filename } => {
                let mut value = captioned(media, caption);
                set(&mut value, "filename", filename.as_ref());
                ("document", value)
            }
            Self::Sticker { media } => ("sticker", media.json()),
            Self::Location { latitude, longitude, name, address } => {
                let mut value = json!({ "latitude": latitude, "longitude": longitude });
                set(&mut value, "name", name.as_ref());
                set(&mut value, "address", address.as_ref());
                ("location", value)
            }
            Self::Contacts { contacts } => ("contacts", json!(contacts)),
            Self::Reaction { message_id, emoji } => {
                ("reaction", json!({ "message_id": message_id, "emoji": emoji.as_deref().unwrap_or_default() }))
            }
            Self::Interactive(interactive) => ("interactive", interactive.json()),
            Self::Direct(direct) => direct.content.parts(),
        }
    }
}

impl Message {
    /// Whether Meta's limits are kept.
    ///
    /// # Errors
    /// The first limit that is not; all of them are in [`Message::flaws`].
    pub fn check(&self) -> Result<(), TooLong> {
        match self.flaws().into_iter().next() {
            Some(flaw) => Err(flaw),
            None => Ok(()),
        }
    }

    /// Everything about it that Meta would refuse.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let length = limits::characters(&self.callback_data);
        if length > limits::CALLBACK_DATA {
            flaws.push(Flaw::too_long("callback", length, limits::CALLBACK_DATA));
        }
        if let Address::Phone(phone) | Address::Verified { phone, .. } = &self.to {
            let digits = phone.strip_prefix('+').unwrap_or_default();
            if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
                flaws.push(Flaw::bad_form("to"));
            }
        }
        flaws.extend(check::content(&self.content));
        flaws
    }

    /// Where it goes: `messages`, or `marketing_messages` (§2.8).
    pub fn endpoint(&self) -> &'static str {
        if matches!(self.content, Content::MarketingTemplate(_)) { "marketing_messages" } else { "messages" }
    }

    /// The JSON body for `POST /{phone-number-id}/messages`.
    pub fn body(&self) -> Value {
        let mut body = self.envelope();
        let (kind, content) = self.content.parts();
        body["type"] = json!(kind);
        body[kind] = content;
        body
    }

    /// [`Message::body`] in bytes. A template, which is what goes out by the thousand, is written at once: making a
    /// tree of values first and taking it down again is a twentieth of what a message costs.
    ///
    /// # Errors
    /// None that can be met; serde has no writing without one.
    pub fn bytes(&self) -> serde_json::Result<Vec<u8>> {
        #[derive(Serialize)]
        struct Sent<'a> {
            #[serde(flatten)]
            envelope: Value,
            r#type: &'static str,
            template: TemplateBody<'a>,
        }
        match &self.content {
            Content::Template(template) => {
                serde_json::to_vec(&Sent { envelope: self.envelope(), r#type: "template", template: template.written() })
            }
            _ => serde_json::to_vec(&self.body()),
        }
    }

    /// Everything but what is said.
    fn envelope(&self) -> Value {
        let mut body = json!({ "messaging_product": "whatsapp", "recipient_type": "individual" });
        set(&mut body, "biz_opaque_callback_data", Some(&self.callback_data).filter(|data| !data.is_empty()));
        match &self.to {
            Address::Phone(number) => body["to"] = json!(number),
            Address::UserId(id) => body["recipient"] = json!(id),
            Address::Group(id) => {
                body["to"] = json!(id);
                body["recipient_type"] = json!("group");
            }
            Address::Verified { phone, identity_hash } => {
                body["to"] = json!(phone);
                body["recipient_identity_key_hash"] = json!(identity_hash);
            }
        }
        if let Some(wamid) = &self.reply_to {
            body["context"] = json!({ "message_id": wamid });
        }
        match &self.content {
            Content::MarketingTemplate(marketing) => {
                body["product_policy"] = json!(if marketing.strict { "STRICT" } else { "CLOUD_API_FALLBACK" });
                set(&mut body, "message_activity_sharing", marketing.activity_sharing);
            }
            Content::Direct(direct) => {
                body["category"] = json!("utility");
                if let Some(name) = &direct.template_name {
                    body["direct_send_config"] = json!({ "template_name": name });
                }
                set(&mut body, "message_send_ttl_seconds", direct.ttl_seconds);
            }
            _ => {}
        }
        body
    }
}

/// The JSON body that marks a message, and all before it, as read; `typing` shows besides that somebody
/// is writing, for 25 seconds or until the answer (§2.1).
pub fn mark_read(message_id: &str, typing: bool) -> Value {
    let mut body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": message_id });
    if typing {
        body["typing_indicator"] = json!({ "type": "text" });
    }
    body
}

#[cfg(test)]
mod tests;
