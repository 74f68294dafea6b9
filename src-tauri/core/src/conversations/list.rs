//! In which order conversations are looked at. Who stands where is a list of numbers, what a row says is read when
//! it is looked at: a hundred thousand conversations are one walk along an index.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::care::{self, Before};
use crate::db::Read;
use crate::kinds::{CustomerId, Millis, Personal, Result};

/// Which conversations.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// All of them, the newest words first.
    #[default]
    All,
    /// Those a person should look at, the window that closes first on top.
    Waiting,
    /// Those given to whoever asks.
    Mine,
    /// Those a person has closed.
    Closed,
    /// Those that wrote while nobody was there, the window that closes first on top.
    Away,
}

/// A time in which the shop was not open.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Absence {
    /// From.
    pub from: Millis,
    /// Until.
    pub until: Millis,
}

/// The setting that keeps the last [`Absence`].
pub const ABSENCE: &str = "absence";

/// Conversations in order, each person once.
pub fn view(read: &Read<'_>, which: Which, mine: &str, now: Millis) -> Result<Vec<CustomerId>> {
    let absence = if which == Which::Away { read.setting::<Option<Absence>>(ABSENCE, None)? } else { None };
    // Open windows first, the one that closes first on top; then those that can only be written a template.
    let by_window = "ORDER BY COALESCE(window_until, 0) <= ?1, CASE WHEN COALESCE(window_until, 0) <= ?1 THEN -last_at ELSE window_until END, customer_id";
    let (condition, order) = match which {
        Which::All => ("?1 > 0 AND ?2 IS NOT NULL", "ORDER BY last_at DESC, customer_id"),
        Which::Waiting => ("answered = 0 AND COALESCE(snoozed_until, 0) <= ?1 AND ?2 IS NOT NULL", by_window),
        Which::Mine => ("assigned_to = ?2 AND closed_at IS NULL AND ?1 > 0", "ORDER BY last_at DESC, customer_id"),
        Which::Closed => ("closed_at IS NOT NULL AND ?1 > 0 AND ?2 IS NOT NULL", "ORDER BY closed_at DESC, customer_id"),
        Which::Away => ("last_inbound_at > ?3 AND last_inbound_at <= ?4 AND (answered = 0 OR unread > 0) AND ?2 IS NOT NULL", by_window),
    };
    let (from, until) = absence.map_or((i64::MAX, 0), |a| (a.from, a.until));
    let away = if which == Which::Away { "" } else { " AND ?3 IS NOT NULL AND ?4 IS NOT NULL" };
    let ids: Vec<CustomerId> =
        read.all(&format!("SELECT customer_id FROM conversation WHERE {condition}{away} {order}"), (now, mine, from, until), |row| {
            row.get(0)
        })?;
    let merged: BTreeMap<CustomerId, CustomerId> = read
        .all("SELECT id, merged_into FROM customer WHERE merged_into IS NOT NULL", [], |row| Ok((row.get(0)?, row.get(1)?)))?
        .into_iter()
        .collect();
    if merged.is_empty() {
        return Ok(ids);
    }
    let mut seen = BTreeSet::new();
    Ok(ids.into_iter().map(|id| merged.get(&id).copied().unwrap_or(id)).filter(|id| seen.insert(*id)).collect())
}

/// How many wait, and how many of these can be answered freely.
pub fn waiting(read: &Read<'_>, now: Millis) -> Result<i64> {
    read.count("SELECT count(*) FROM conversation WHERE answered = 0 AND COALESCE(snoozed_until, 0) <= ?1", [now])
}

/// A conversation as its list shows it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ConversationRow {
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// Her number, if it is known.
    pub phone: Option<Personal<String>>,
    /// End of her window.
    pub window_until: Option<Millis>,
    /// When the newest words were said.
    pub last_at: Millis,
    /// The newest message, if there is one.
    pub last: Option<LastWords>,
    /// How it stands.
    pub state: Before,
    /// Something is begun and not sent.
    pub drafted: bool,
}

/// The newest message of a conversation.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LastWords {
    /// Its kind.
    pub kind: String,
    /// Written by the shop.
    pub outbound: bool,
    /// What it says, as far as it is text.
    pub text: Personal<String>,
    /// How far it is; outbound only.
    pub status: Option<String>,
    /// It was spoken rather than played.
    pub voice: bool,
}

/// One conversation for the list; nothing for somebody who is none of the shop's.
pub fn row(read: &Read<'_>, customer: CustomerId) -> Result<Option<ConversationRow>> {
    let Some((name, phone)) = read.one(
        "SELECT name, (SELECT value FROM customer_alias WHERE customer_id = c.id AND kind = 'phone' ORDER BY seen_at DESC LIMIT 1) FROM customer c WHERE id = ?1",
        [customer],
        |row| Ok((Personal(row.get(0)?), row.get::<_, Option<String>>(1)?.map(Personal))),
    )?
    else {
        return Ok(None);
    };
    let last = read.one(
        "SELECT kind, outbound, content, status FROM message WHERE customer_id = ?1 AND kind <> 'reaction' AND kind <> 'edit' AND kind <> 'revoke' AND kind <> 'note'
         ORDER BY at DESC, id DESC LIMIT 1",
        [customer],
        |row| {
            let content: Value = serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default();
            let text: String = content["text"].as_str().unwrap_or_default().chars().take(160).collect();
            Ok(LastWords {
                kind: row.get(0)?,
                outbound: row.get(1)?,
                text: Personal(text),
                status: row.get(3)?,
                voice: content["voice"] == true,
            })
        },
    )?;
    let found = read.one("SELECT window_until, last_at, draft <> '' FROM conversation WHERE customer_id = ?1", [customer], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let (window_until, last_at, drafted) = found.unwrap_or((None, 0, false));
    let state = care::before(read, customer)?.unwrap_or(Before { answered: true, ..Before::default() });
    Ok(Some(ConversationRow { customer, name, phone, window_until, last_at, last, state, drafted }))
}
