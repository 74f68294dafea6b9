//! Message templates: definition, creation, review state (fact sheet §2.4–2.5).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A template to be created.
#[derive(Clone, Debug)]
pub struct NewTemplate {
    /// Lower-case letters, digits, underscores.
    pub name: String,
    /// Language code, e.g. `en`.
    pub language: String,
    /// `MARKETING` or `UTILITY`; Meta may decide otherwise.
    pub category: String,
    /// Handle of a sample picture from the resumable upload, if the header is an image.
    pub header_handle: Option<String>,
    /// Body with `{{1}}` … in it.
    pub body: String,
    /// One example per blank.
    pub body_examples: Vec<String>,
    /// Footer text without blanks.
    pub footer: Option<String>,
    /// Quick-reply labels.
    pub quick_replies: Vec<String>,
}

impl NewTemplate {
    /// The JSON body for `POST /{waba}/message_templates`.
    pub fn body(&self) -> Value {
        let mut components = Vec::new();
        if let Some(handle) = &self.header_handle {
            components.push(json!({ "type": "HEADER", "format": "IMAGE", "example": { "header_handle": [handle] } }));
        }
        components.push(json!({ "type": "BODY", "text": self.body, "example": { "body_text": [self.body_examples] } }));
        if let Some(footer) = &self.footer {
            components.push(json!({ "type": "FOOTER", "text": footer }));
        }
        let buttons: Vec<Value> = self.quick_replies.iter().map(|text| json!({ "type": "QUICK_REPLY", "text": text })).collect();
        components.push(json!({ "type": "BUTTONS", "buttons": buttons }));
        json!({ "name": self.name, "language": self.language, "category": self.category, "parameter_format": "positional", "components": components })
    }
}

/// A template as Meta lists it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Template {
    /// Meta's id.
    pub id: String,
    /// Name, unique per language.
    pub name: String,
    /// Language code.
    pub language: String,
    /// PENDING, APPROVED, REJECTED, PAUSED, DISABLED …
    pub status: String,
    /// MARKETING, UTILITY or AUTHENTICATION, as Meta has it.
    pub category: String,
    /// Header, body, footer, buttons, raw.
    #[serde(default)]
    pub components: Value,
}

/// A change to a template; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// All components anew.
    pub components: Option<Value>,
    /// Only of one that is not approved.
    pub category: Option<String>,
    /// How long Meta tries to deliver, in seconds.
    pub message_send_ttl_seconds: Option<i64>,
}

impl Edit {
    /// The JSON body for `POST /{template}`.
    pub fn body(&self) -> Value {
        let mut body = json!({});
        if let Some(components) = &self.components {
            body["components"] = components.clone();
        }
        if let Some(category) = &self.category {
            body["category"] = json!(category);
        }
        if let Some(seconds) = self.message_send_ttl_seconds {
            body["message_send_ttl_seconds"] = json!(seconds);
        }
        body
    }
}
