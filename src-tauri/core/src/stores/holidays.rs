//! Public holidays that a store's hours say nothing of: the owner is asked in time, and until she has said, customers
//! hear that the hours may be different. Her word is kept in the hours themselves, as one more date; asking for a rule
//! for all holidays instead would be wrong for most shops, which open on some of them.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::place::timetable;
use super::{Store, select, zone};
use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, Result, StoreId, Topic};

/// So many days before, the owner is asked: time to tell customers, soon enough to know.
const ASKED_BEFORE: i64 = 14;
/// A chain of more stores has its hours from a file, and somebody who looks after them there.
const MOST_STORES: i64 = 50;

/// A public holiday nobody has said anything of.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Holiday {
    /// `2026-12-25`.
    pub date: String,
    /// The stores whose hours don't say.
    pub stores: Vec<StoreId>,
    /// Their names.
    pub names: Vec<String>,
}

/// A store's hours, as they were.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct HoursBefore {
    /// Which store.
    pub store: StoreId,
    /// OSM `opening_hours`.
    pub opening_hours: String,
}

/// Whether a store's hours say nothing of a date that is a public holiday where it is.
pub fn forgotten(store: &Store, date: Date) -> bool {
    timetable(store).is_some_and(|table| table.forgets_holiday(date))
}

/// The next public holiday that the hours of some stores say nothing of, if it is soon.
pub fn ahead(read: &Read<'_>, now: Millis) -> Result<Option<Holiday>> {
    let stores = select(read, "ORDER BY id LIMIT ?1", [MOST_STORES])?;
    let mut found: Option<(Date, Vec<&Store>)> = None;
    for store in &stores {
        let Some(table) = timetable(store) else { continue };
        let today = Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(zone(&store.time_zone)?).date();
        let next = (0..=ASKED_BEFORE).map(|days| today.saturating_add(days.days())).find(|date| table.forgets_holiday(*date));
        match (next, &mut found) {
            (Some(date), Some((first, at))) if date == *first => at.push(store),
            (Some(date), found) if found.as_ref().is_none_or(|(first, _)| date < *first) => *found = Some((date, vec![store])),
            _ => {}
        }
    }
    Ok(found.map(|(date, at)| Holiday {
        date: date.to_string(),
        stores: at.iter().map(|store| store.id).collect(),
        names: at.iter().map(|store| store.name.clone()).collect(),
    }))
}

/// What the owner says of a holiday: closed, or open as on any such weekday. Answers the hours before.
///
/// # Errors
/// `bad_request` for what is no date; `not_found`.
pub fn say(tx: &Tx<'_>, date: &str, stores: &[StoreId], open: bool) -> Result<Vec<HoursBefore>> {
    let date: Date = date.parse().map_err(|_| Error::new(Code::BadRequest).with("field", "date"))?;
    let mut before = Vec::new();
    for &id in stores {
        let store = super::get(tx, id)?;
        let Some(table) = timetable(&store).filter(|table| table.forgets_holiday(date)) else { continue };
        set(tx, id, &table.with_date(&store.opening_hours, date, open))?;
        before.push(HoursBefore { store: id, opening_hours: store.opening_hours });
    }
    Ok(before)
}

/// Takes it back.
///
/// # Errors
/// `not_found`.
pub fn take_back(tx: &Tx<'_>, before: &[HoursBefore]) -> Result<()> {
    before.iter().try_for_each(|one| {
        super::get(tx, one.store)?;
        set(tx, one.store, &one.opening_hours)
    })
}

fn set(tx: &Tx<'_>, store: StoreId, hours: &str) -> Result<()> {
    tx.execute("UPDATE store SET opening_hours = ?2 WHERE id = ?1", (store, hours))?;
    tx.touch(Topic::Shop);
    Ok(())
}
