//! What a person writes in a conversation beyond plain words: a reaction, a place, one of the shop's own templates;
//! and what of her messages has not left yet.
//!
//! They are drafts like every other and go by the same gate. A template is kept filled in, not by its name: what
//! was looked at is what leaves, even if Meta's copy is edited in between (then Meta refuses it, and says so).

use cloud_api::message::{Content, MediaRef};
use cloud_api::template::TemplateSend;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::{Draft, Rendered, render};
use crate::db::Read;
use crate::kinds::{CustomerId, DAY, Millis, Personal, PromiseId, Result};
use crate::policy::{Outcome, Reason, Shape, Verdict};

/// What is no words.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Special {
    /// An emoji on one of her messages; nothing takes it away.
    Reaction {
        /// Meta's name for her message.
        to: Personal<String>,
        /// One.
        emoji: Option<String>,
    },
    /// A place, which her phone finds the way to.
    Place {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
        /// Its name.
        name: String,
        /// Its address.
        address: String,
    },
    /// A file of the shop's; its hash stands in the draft, as a picture's does.
    File {
        /// sticker, video, audio, voice or document.
        kind: String,
        /// Its hash.
        hash: String,
        /// What it is called, where that is shown.
        name: String,
        /// The words below it.
        caption: Personal<String>,
    },
    /// A template, filled in.
    Template {
        /// As it goes.
        send: Box<TemplateSend>,
        /// What the thread shows of it.
        text: Personal<String>,
        /// The labels of its buttons.
        buttons: Vec<String>,
    },
}

impl std::fmt::Debug for Special {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Special(…)")
    }
}

impl Special {
    /// It can go without a template.
    pub(super) fn is_free_form(&self) -> bool {
        !matches!(self, Self::Template { .. })
    }

    /// The template it is.
    pub(super) fn template(&self) -> Option<&str> {
        match self {
            Self::Template { send, .. } => Some(&send.name),
            Self::Reaction { .. } | Self::Place { .. } | Self::File { .. } => None,
        }
    }

    /// The message it is about.
    pub(super) fn about(&self) -> Option<&str> {
        match self {
            Self::Reaction { to, .. } => Some(&to.0),
            Self::Place { .. } | Self::Template { .. } | Self::File { .. } => None,
        }
    }

    /// `upload` is Meta's id of its copy; nothing in a preview.
    pub(super) fn render(&self, upload: Option<String>) -> Rendered {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        match self {
            Self::Reaction { to, emoji } => Rendered {
                content: Content::Reaction { message_id: to.0.clone(), emoji: emoji.clone() },
                shown: json!({ "text": emoji }),
                kind: "reaction",
            },
            Self::Place { latitude, longitude, name, address } => Rendered {
                content: Content::Location { latitude: *latitude, longitude: *longitude, name: filled(name), address: filled(address) },
                shown: json!({ "text": name, "address": address, "latitude": latitude, "longitude": longitude }),
                kind: "location",
            },
            Self::File { kind, hash, name, caption } => {
                let media = MediaRef::Id(upload.unwrap_or_default());
                let words = filled(&caption.0);
                let (content, shown_as) = match kind.as_str() {
                    "video" => (Content::Video { media, caption: words }, "video"),
                    "voice" => (Content::Audio { media, voice: true }, "audio"),
                    "audio" => (Content::Audio { media, voice: false }, "audio"),
                    "sticker" => (Content::Sticker { media }, "sticker"),
                    _ => (Content::Document { media, caption: words, filename: filled(name) }, "document"),
                };
                let shown = json!({ "text": caption.0, "own_file": hash, "file_name": name, "voice": kind == "voice" });
                Rendered { content, shown, kind: shown_as }
            }
            Self::Template { send, text, buttons } => Rendered {
                content: Content::Template((**send).clone()),
                shown: json!({ "text": text.0, "buttons": buttons }),
                kind: "template",
            },
        }
    }
}

/// A message of the shop's that has not left.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Pending {
    /// The promise.
    pub promise: PromiseId,
    /// What it will say.
    #[ts(
        type = "Record<string, unknown> & { text?: string | null, image?: string, buttons?: string[], cards?: string[], own_file?: string }"
    )]
    pub content: Personal<serde_json::Value>,
    /// Its kind.
    pub kind: String,
    /// held, queued or suppressed.
    pub state: String,
    /// Why it has not left; nothing when it is about to.
    pub reason: Option<Reason>,
    /// When it is looked at again.
    pub until: Millis,
    /// Who wrote it: a colleague's stamp, or the shop.
    pub by: String,
    /// When it was written.
    pub at: Millis,
}

/// What was written to her and has not left, the oldest first; what may not leave at all is shown for a day.
pub fn pending(read: &Read<'_>, customer: CustomerId, language: &str, now: Millis) -> Result<Vec<Pending>> {
    let rows = read.all(
        "SELECT p.id, p.state, p.verdict, d.draft, p.author, p.created_at, p.not_before FROM promise p JOIN promise_draft d ON d.promise_id = p.id
         WHERE p.customer_id = ?1 AND p.by_hand = 0 AND p.wave_id IS NULL AND p.created_at > ?2
           AND (p.state = 'held' OR p.state = 'queued' OR p.state = 'suppressed' AND p.created_at > ?3) ORDER BY p.id",
        (customer, now - 35 * DAY, now - DAY),
        |row| {
            Ok((
                row.get::<_, PromiseId>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, Millis>(5)?,
                row.get::<_, Millis>(6)?,
            ))
        },
    )?;
    let mut found = Vec::new();
    for (promise, state, verdict, draft, by, at, until) in rows {
        let (draft, verdict): (Draft, Verdict) = (serde_json::from_str(&draft)?, serde_json::from_str(&verdict)?);
        let shape = if draft.ask(false).has_free_form { Shape::Ordinary } else { Shape::Template };
        let shown = render(&draft, shape, language, None, 0, &[])?;
        let sends = matches!(verdict.outcome, Outcome::Send { .. });
        let reason = verdict.reasons.into_iter().next_back().filter(|_| !sends);
        found.push(Pending { promise, content: Personal(shown.shown), kind: shown.kind.to_owned(), state, reason, until, by, at });
    }
    Ok(found)
}

/// Who wrote a message, and where its promise stands.
pub fn author_and_state(read: &Read<'_>, promise: PromiseId) -> Result<Option<(String, String)>> {
    read.one("SELECT author, state FROM promise WHERE id = ?1", [promise], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What a message that failed said, to say it again; nothing for an alert, which has a life of its own.
pub fn failed(read: &Read<'_>, promise: PromiseId) -> Result<Option<(CustomerId, Draft)>> {
    let found = read.one(
        "SELECT p.customer_id, d.draft FROM promise p JOIN promise_draft d ON d.promise_id = p.id
         WHERE p.id = ?1 AND p.wave_id IS NULL AND (p.state = 'failed' OR p.state = 'refused' OR p.state = 'expired' OR p.state = 'suppressed')",
        [promise],
        |row| Ok((row.get::<_, CustomerId>(0)?, row.get::<_, String>(1)?)),
    )?;
    found.map(|(customer, draft)| Ok((customer, serde_json::from_str(&draft)?))).transpose()
}
