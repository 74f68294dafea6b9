//! Who waits for what. A place in line comes with a consent in the words she used, in one act; being
//! told ends it, everything else keeps it. Telling them is [`mod@alerts`]; asking whoever has waited long whether she
//! still wants it is [`asking`]; the cards and links that fill the line are [`card`].

pub mod alerts;
pub mod asking;
pub mod card;
mod draft;
mod forecast;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalog;
use crate::consent::{self, Entry};
use crate::customers;
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, Millis, Personal, Result, StoreId, Topic, VariantId};

pub use alerts::*;
pub use draft::template;
pub use forecast::{Forecast, Skipped};

/// The template the shop proposes to Meta for closed windows.
pub const TEMPLATE: &str = "back_in_stock";
/// The owner's ten seconds.
pub const UNDO_MS: Millis = 10_000;

/// A person in line.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct InLine {
    /// Ours.
    pub waiting: i64,
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// Since when.
    pub since: Millis,
    /// waiting, told, bought, left.
    pub state: String,
    /// Meta's code of the last failure: call her.
    pub unreachable: Option<i64>,
    /// Her number, for calling.
    pub phone: Option<Personal<String>>,
    /// When she was asked whether she still wants it.
    pub asked_at: Option<Millis>,
    /// What she said to that.
    pub wants: Option<bool>,
}

/// What one person waits for.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct WaitsFor {
    /// Which variant.
    pub variant: VariantId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: Millis,
    /// waiting or told.
    pub state: String,
    /// When she was asked whether she still wants it.
    pub asked_at: Option<Millis>,
    /// What she said to that.
    pub wants: Option<bool>,
}

/// The question that was asked about a place in line `w`, as `k`, and its promise, as `q`.
const LAST_ASKED: &str =
    "LEFT JOIN asked k ON k.promise_id = (SELECT max(x.promise_id) FROM asked x JOIN promise_outcome o ON o.promise_id = x.promise_id
        WHERE x.waiting_id = w.id AND x.since = w.since AND (o.told OR x.wants IS NOT NULL))
    LEFT JOIN promise_outcome q ON q.promise_id = k.promise_id";
/// When that was: by hand when it was ticked off, else when it was due.
const ASKED_AT: &str = "CASE WHEN q.by_hand THEN q.changed_at ELSE q.not_before END";

/// Puts a person in line, with her consent in the words she used. Twice is once.
pub fn join(tx: &Tx<'_>, variant: VariantId, store: Option<StoreId>, customer: CustomerId, entry: &Entry<'_>, now: Millis) -> Result<bool> {
    catalog::get(tx, variant)?;
    customers::get(tx, customer)?;
    consent::record(tx, customer, entry, now)?;
    let new = tx.execute(
        "INSERT INTO waiting (variant_id, customer_id, since, store_id) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (variant_id, customer_id) WHERE state IN ('waiting', 'told') DO UPDATE SET state = 'waiting', since = excluded.since, unreachable = NULL WHERE state = 'told'",
        (variant, customer, now, store),
    )? == 1;
    tx.touch(Topic::Waitlist);
    Ok(new)
}

/// How many wait, per variant.
pub fn counts(read: &Read<'_>) -> Result<std::collections::BTreeMap<VariantId, i64>> {
    Ok(read
        .all("SELECT variant_id, count(*) FROM waiting WHERE state = 'waiting' GROUP BY variant_id", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .into_iter()
        .collect())
}

/// Everybody in line for a variant, longest-waiting first.
pub fn line(read: &Read<'_>, variant: VariantId) -> Result<Vec<InLine>> {
    read.all(
        &format!(
            "SELECT w.id, w.customer_id, c.name, w.since, w.state, w.unreachable,
                (SELECT value FROM customer_alias a WHERE a.customer_id = c.id AND a.kind = 'phone' ORDER BY seen_at DESC LIMIT 1), {ASKED_AT}, k.wants
             FROM waiting w JOIN customer c ON c.id = w.customer_id {LAST_ASKED}
             WHERE w.variant_id = ?1 AND w.state IN ('waiting', 'told') ORDER BY w.since, w.id"
        ),
        [variant],
        |row| {
            Ok(InLine {
                waiting: row.get(0)?,
                customer: row.get(1)?,
                name: row.get(2)?,
                since: row.get(3)?,
                state: row.get(4)?,
                unreachable: row.get(5)?,
                phone: row.get(6)?,
                asked_at: row.get(7)?,
                wants: row.get(8)?,
            })
        },
    )
}

/// She wants no more alerts: her places end.
pub fn leave_all(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("UPDATE waiting SET state = 'left' WHERE customer_id = ?1 AND state IN ('waiting', 'told')", [customer])?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// Two rows are one person: whoever waits twice for the same keeps the place of the one who stays.
pub fn move_over(tx: &Tx<'_>, from: CustomerId, to: CustomerId, now: Millis) -> Result<()> {
    asking::answers::move_over(tx, from, to, now)?;
    let open = "state IN ('waiting', 'told')";
    tx.execute(
        &format!(
            "UPDATE waiting SET moved_from = CASE state WHEN 'waiting' THEN ?1 END, state = 'left'
             WHERE customer_id = ?1 AND {open} AND variant_id IN (SELECT variant_id FROM waiting WHERE customer_id = ?2 AND {open})"
        ),
        (from, to),
    )?;
    tx.execute(&format!("UPDATE waiting SET customer_id = ?2, moved_from = ?1 WHERE customer_id = ?1 AND {open}"), (from, to))?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// The places go back to whose they were, and one that ended because there were two of them is a place again.
pub fn move_back(tx: &Tx<'_>, from: CustomerId, to: CustomerId) -> Result<()> {
    tx.execute("UPDATE waiting SET customer_id = ?2, moved_from = NULL WHERE customer_id = ?1 AND moved_from = ?2", (from, to))?;
    tx.execute(
        "UPDATE waiting SET state = 'waiting', moved_from = NULL WHERE customer_id = ?1 AND moved_from = ?1 AND state = 'left'",
        [to],
    )?;
    asking::answers::move_back(tx, to)?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// What one person waits for, longest first.
pub fn waits_of(read: &Read<'_>, customer: CustomerId) -> Result<Vec<WaitsFor>> {
    read.all(
        &format!(
            "SELECT w.variant_id, trim(p.title || ' ' || v.label), w.since, w.state, {ASKED_AT}, k.wants
             FROM waiting w JOIN variant v ON v.id = w.variant_id JOIN product p ON p.id = v.product_id {LAST_ASKED}
             WHERE w.customer_id = ?1 AND w.state IN ('waiting', 'told') ORDER BY w.since"
        ),
        [customer],
        |row| {
            Ok(WaitsFor {
                variant: row.get(0)?,
                name: row.get(1)?,
                since: row.get(2)?,
                state: row.get(3)?,
                asked_at: row.get(4)?,
                wants: row.get(5)?,
            })
        },
    )
}

/// People still waiting whom the last message did not reach, with what they wait for.
pub fn unreached(read: &Read<'_>) -> Result<Vec<(InLine, String)>> {
    let variants = read.all("SELECT DISTINCT variant_id FROM waiting WHERE unreachable IS NOT NULL AND state = 'waiting'", [], |row| {
        row.get::<_, VariantId>(0)
    })?;
    let mut found = Vec::new();
    for variant in variants {
        let name = catalog::get(read, variant)?.full_name();
        found.extend(
            line(read, variant)?.into_iter().filter(|p| p.unreachable.is_some() && p.state == "waiting").map(|p| (p, name.clone())),
        );
    }
    Ok(found)
}
