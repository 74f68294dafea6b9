//! Numbers that the WhatsApp Business app uses as well (fact sheet §3.5): what was written in the app,
//! the history it brings, the people in its address book.

use serde::Deserialize;
use serde_json::Value;

use super::messages::{Inbound, Metadata, each};
use crate::error::ApiError;
use crate::tolerant::{self, number_of, text_of};

/// The value of `smb_message_echoes`: what the business wrote in the app.
#[derive(Default)]
pub struct Echoes {
    /// Which of our numbers.
    pub metadata: Metadata,
    /// The messages.
    pub messages: Vec<Echo>,
    /// Those that could not be read.
    pub unread: Vec<Value>,
}

/// A message the business wrote, or one of an imported history, either way.
#[derive(Clone, Deserialize)]
pub struct Echo {
    /// The message; its sender may be the business.
    #[serde(flatten)]
    pub message: Inbound,
}

impl Echo {
    fn word(&self, field: &str) -> Option<String> {
        self.message.rest.get(field).and_then(tolerant::as_text)
    }

    /// To whom: digits of the number.
    pub fn to(&self) -> Option<String> {
        self.word("to")
    }

    /// To whom: user id.
    pub fn to_user_id(&self) -> Option<String> {
        self.word("to_user_id")
    }

    /// How far it had come when it was imported: DELIVERED, READ, ERROR … (history only).
    pub fn history_status(&self) -> Option<String> {
        text_of(self.message.rest.get("history_context")?, "status")
    }

    /// Whether a file belongs here whose id comes later, or never (history only).
    pub fn is_media_placeholder(&self) -> bool {
        self.message.kind == "media_placeholder"
    }
}

/// The value of `history`.
#[derive(Default)]
pub struct History {
    /// Which of our numbers.
    pub metadata: Metadata,
    /// Pieces, in any order.
    pub chunks: Vec<Chunk>,
    /// Files of messages that came as placeholders, of the last 14 days.
    pub files: Vec<Inbound>,
    /// What could not be read.
    pub unread: Vec<Value>,
}

impl History {
    /// Whether the person at the app refused to share it (2593109).
    pub fn is_refused(&self) -> bool {
        self.chunks.iter().flat_map(|chunk| &chunk.errors).any(|error| error.code == 2_593_109)
    }
}

/// A piece of history.
#[derive(Default)]
pub struct Chunk {
    /// 0: the last day, 1: to 90 days, 2: to 180 days.
    pub phase: Option<i64>,
    /// Its place within the phase.
    pub order: Option<i64>,
    /// Per cent done.
    pub progress: Option<i64>,
    /// The chats.
    pub threads: Vec<Thread>,
    /// Why there is nothing.
    pub errors: Vec<ApiError>,
}

/// One chat.
#[derive(Default)]
pub struct Thread {
    /// The person: digits, or a user id.
    pub id: String,
    /// Her name for us.
    pub username: Option<String>,
    /// The messages, both ways.
    pub messages: Vec<Echo>,
}

/// The value of `smb_app_state_sync`: the app's address book.
#[derive(Default)]
pub struct AppState {
    /// Which of our numbers.
    pub metadata: Metadata,
    /// Changes to people.
    pub contacts: Vec<AppContact>,
    /// Those that could not be read.
    pub unread: Vec<Value>,
}

/// A person added to or removed from the app's address book.
#[derive(Clone, Default)]
pub struct AppContact {
    /// Whether she was removed.
    pub removed: bool,
    /// Digits.
    pub phone_number: Option<String>,
    /// User id.
    pub user_id: Option<String>,
    /// As the business calls her.
    pub full_name: Option<String>,
    /// As the business calls her.
    pub first_name: Option<String>,
    /// Seconds since 1970.
    pub timestamp: Option<i64>,
}

quiet!(Echoes, Echo, History, Chunk, Thread, AppState, AppContact);

fn metadata(value: &Value) -> Metadata {
    value.get("metadata").and_then(tolerant::one).unwrap_or_default()
}

impl Echoes {
    pub(super) fn read(value: &Value) -> Option<Self> {
        value.get("message_echoes")?;
        let mut unread = Vec::new();
        let messages = each(value, "message_echoes", &mut unread);
        Some(Self { metadata: metadata(value), messages, unread })
    }
}

impl History {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let mut unread = Vec::new();
        let mut chunks = Vec::new();
        for chunk in value.get("history").and_then(Value::as_array).into_iter().flatten() {
            let facts = chunk.get("metadata").unwrap_or(&Value::Null);
            let threads = chunk.get("threads").and_then(Value::as_array).into_iter().flatten();
            let thread = |thread: &Value| Thread {
                id: text_of(thread, "id").unwrap_or_default(),
                username: thread.get("context").and_then(|context| text_of(context, "username")),
                messages: each(thread, "messages", &mut unread),
            };
            chunks.push(Chunk {
                phase: number_of(facts, "phase"),
                order: number_of(facts, "chunk_order"),
                progress: number_of(facts, "progress"),
                threads: threads.map(thread).collect(),
                errors: tolerant::list_of(chunk, "errors"),
            });
        }
        let files = each(value, "messages", &mut unread);
        let empty = chunks.is_empty() && files.is_empty() && unread.is_empty();
        (!empty).then(|| Self { metadata: metadata(value), chunks, files, unread })
    }
}

impl AppState {
    pub(super) fn read(value: &Value) -> Option<Self> {
        let (mut contacts, mut unread) = (Vec::new(), Vec::new());
        for item in value.get("state_sync")?.as_array()? {
            match item.get("contact").filter(|contact| contact.is_object()) {
                Some(contact) => contacts.push(AppContact {
                    removed: text_of(item, "action").as_deref() == Some("remove"),
                    phone_number: text_of(contact, "phone_number"),
                    user_id: text_of(contact, "user_id"),
                    full_name: text_of(contact, "full_name"),
                    first_name: text_of(contact, "first_name"),
                    timestamp: item.get("metadata").and_then(|facts| number_of(facts, "timestamp")),
                }),
                None => unread.push(item.clone()),
            }
        }
        Some(Self { metadata: metadata(value), contacts, unread })
    }
}
