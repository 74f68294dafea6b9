//! What Meta's webhooks bring (fact sheet §3): inbound messages, statuses, template and account
//! events. Everything is optional but the envelope: people without a phone number, kinds not yet
//! invented and missing objects are read, never dropped; what is not understood stays as JSON.
//!
//! Each piece is read by itself, so that one of an odd shape never costs the others. [`Change::event`]
//! types a change, [`Inbound::content`] a message.

pub mod account;
pub mod coexistence;
pub mod event;
pub mod kind;
pub mod messages;
pub mod signals;
pub mod template;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

pub use self::event::Event;
pub use self::kind::Kind;
pub use self::messages::{Contact, Context, Inbound, Messages, Metadata, Preference, Pricing, Profile, Said, Status, UserPreferences};
pub use self::template::{TemplateCategory, TemplateStatus};
use crate::tolerant;

/// One POST from Meta.
#[derive(Deserialize)]
pub struct Delivery {
    /// `whatsapp_business_account`.
    pub object: String,
    /// One per account.
    #[serde(default, deserialize_with = "entries")]
    pub entry: Vec<Entry>,
}

/// The changes of one account.
#[derive(Default)]
pub struct Entry {
    /// The WABA id; of some account events the portfolio's.
    pub id: String,
    /// Seconds since 1970, on template and account events.
    pub time: Option<i64>,
    /// What happened.
    pub changes: Vec<Change>,
}

/// One change, typed by its field.
#[derive(Clone)]
pub struct Change {
    /// `messages`, `message_template_status_update` …; empty when the change had no shape at all.
    pub field: String,
    /// Its value, raw: typed by [`Change::event`].
    pub value: Value,
}

quiet!(Delivery, Entry, Change);

fn entries<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Entry>, D::Error> {
    Value::deserialize(from).map(|value| value.as_array().into_iter().flatten().map(Entry::read).collect())
}

impl Entry {
    fn read(value: &Value) -> Self {
        let changes = match value.get("changes") {
            Some(Value::Array(changes)) => changes.iter().map(Change::read).collect(),
            // Something is there, but not what was promised: kept, for whoever looks at what was not understood.
            Some(odd) => vec![Change { field: String::new(), value: odd.clone() }],
            None => Vec::new(),
        };
        Self { id: tolerant::text_of(value, "id").unwrap_or_default(), time: tolerant::number_of(value, "time"), changes }
    }
}

impl Change {
    fn read(value: &Value) -> Self {
        match value.get("field").and_then(Value::as_str) {
            Some(field) => Self { field: field.to_owned(), value: value.get("value").cloned().unwrap_or_default() },
            None => Self { field: String::new(), value: value.clone() },
        }
    }

    /// What it says.
    pub fn event(&self) -> Event {
        Event::read(&self.field, &self.value)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Value::deserialize(from).map(|value| Self::read(&value))
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Value::deserialize(from).map(|value| Self::read(&value))
    }
}

/// Seconds as Meta writes them, in milliseconds.
fn millis(seconds: i64) -> Option<i64> {
    seconds.checked_mul(1000)
}

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod tests;
