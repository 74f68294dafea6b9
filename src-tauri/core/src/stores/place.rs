//! A store as a place: its pin, its hours as people type them, whether it is open, and which one is nearest.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_places::hours::{self, Timetable};
use vitrine_places::{Point, Question, locate, zone};

use super::Store;
use crate::db::Tx;
use crate::kinds::{Code, Error, Millis, Result, StoreId, Topic, VariantId};

/// A text that has to be asked about, as an error with the part in question.
pub fn asked(field: &str, question: &Question) -> Error {
    let error = Error::new(Code::Unclear).with("field", field).with("why", question.code.clone()).with("part", question.part.clone());
    match &question.suggestion {
        Some(suggestion) => error.with("suggestion", suggestion.clone()),
        None => error,
    }
}

/// Hours as typed, as OSM `opening_hours`; empty is "not known".
pub fn hours_typed(typed: &str, language: Option<&str>) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    Ok(hours::understand(typed, language).map_err(|question| asked("opening_hours", &question))?.osm)
}

/// Changes one field; answers what stood there. A pin sets the time zone and the country with it.
pub fn change(tx: &Tx<'_>, id: StoreId, field: &str, typed: &str, language: &str) -> Result<String> {
    let before = super::get(tx, id)?;
    let typed = typed.trim();
    let bad = || Error::new(Code::BadRequest).with("field", field);
    let was = match field {
        "name" if !typed.is_empty() => {
            tx.execute("UPDATE store SET name = ?2 WHERE id = ?1", (id, typed))?;
            before.name
        }
        "address" => {
            tx.execute("UPDATE store SET address = ?2 WHERE id = ?1", (id, typed))?;
            before.address
        }
        "phone" => {
            tx.execute("UPDATE store SET phone = ?2 WHERE id = ?1", (id, typed))?;
            before.phone
        }
        "country" if typed.is_empty() || typed.len() == 2 => {
            tx.execute("UPDATE store SET country = ?2 WHERE id = ?1", (id, typed.to_uppercase()))?;
            before.country
        }
        "time_zone" => {
            super::zone(typed)?;
            tx.execute("UPDATE store SET time_zone = ?2 WHERE id = ?1", (id, typed))?;
            before.time_zone
        }
        "opening_hours" => {
            tx.execute("UPDATE store SET opening_hours = ?2 WHERE id = ?1", (id, hours_typed(typed, Some(language))?))?;
            before.opening_hours
        }
        "services" => {
            tx.execute("UPDATE store SET services = ?2 WHERE id = ?1", (id, serde_json::to_string(&services_typed(typed)?)?))?;
            before.services.join(", ")
        }
        "pin" => {
            pin(tx, id, typed)?;
            before.lat.zip(before.lon).map(|(lat, lon)| format!("{lat}, {lon}")).unwrap_or_default()
        }
        _ => return Err(bad()),
    };
    tx.touch(Topic::Shop);
    Ok(was)
}

/// So many services are read through; so many letters fit on a line of a phone.
const MOST_SERVICES: usize = 20;
const LONGEST_SERVICE: usize = 40;

/// Services as typed, with commas between; each once.
fn services_typed(typed: &str) -> Result<Vec<String>> {
    let mut services: Vec<String> = Vec::new();
    for service in typed.split([',', ';']).map(str::trim).filter(|service| !service.is_empty()) {
        if service.chars().count() > LONGEST_SERVICE {
            return Err(Error::new(Code::TooLong).with("part", "service").with("limit", LONGEST_SERVICE as i64));
        }
        if !services.iter().any(|known| known.to_lowercase() == service.to_lowercase()) {
            services.push(service.to_owned());
        }
    }
    if services.len() > MOST_SERVICES {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_SERVICES as i64));
    }
    Ok(services)
}

/// So many pictures a store can have; nobody looks through more.
const MOST_PICTURES: usize = 20;

/// Sets a store's pictures, in this order; whoever asks has looked that they are in the library.
///
/// # Errors
/// `not_found`; `too_large` with the `limit`.
pub fn set_pictures(tx: &Tx<'_>, id: StoreId, hashes: &[String]) -> Result<()> {
    super::get(tx, id)?;
    let mut pictures: Vec<&String> = Vec::new();
    for hash in hashes {
        if !pictures.contains(&hash) {
            pictures.push(hash);
        }
    }
    if pictures.len() > MOST_PICTURES {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_PICTURES as i64));
    }
    tx.execute("UPDATE store SET pictures = ?2 WHERE id = ?1", (id, serde_json::to_string(&pictures)?))?;
    tx.touch(Topic::Shop);
    // Where a file is used is told with the files.
    tx.touch(Topic::Catalog);
    Ok(())
}

fn pin(tx: &Tx<'_>, id: StoreId, typed: &str) -> Result<()> {
    if typed.is_empty() {
        tx.execute("UPDATE store SET lat = NULL, lon = NULL WHERE id = ?1", [id])?;
        return Ok(());
    }
    let found = locate::locate(typed, None).map_err(|question| asked("pin", &question))?;
    set_pin(tx, id, found.point())
}

/// Puts the pin down.
pub fn set_pin(tx: &Tx<'_>, id: StoreId, point: Point) -> Result<()> {
    tx.execute(
        "UPDATE store SET lat = ?2, lon = ?3, time_zone = COALESCE(?4, time_zone), country = COALESCE(?5, country) WHERE id = ?1",
        (id, point.lat, point.lon, zone::zone_of(point), zone::country_of(point)),
    )?;
    Ok(())
}

/// Takes a store away, unless something refers to it.
pub fn remove(tx: &Tx<'_>, id: StoreId) -> Result<()> {
    let referred = tx.count(
        "SELECT (SELECT count(*) FROM stock WHERE store_id = ?1 AND on_hand > 0) + (SELECT count(*) FROM shop_order WHERE store_id = ?1)
              + (SELECT count(*) FROM waiting WHERE store_id = ?1) + (SELECT count(*) FROM hold WHERE store_id = ?1)
              + (SELECT count(*) FROM stock_ledger WHERE store_id = ?1) + (SELECT count(*) FROM consent_evidence WHERE store_id = ?1)",
        [id],
    )?;
    if referred > 0 || super::main(tx)?.id == id {
        return Err(Error::new(Code::InUse).with("what", "store"));
    }
    tx.execute("DELETE FROM store WHERE id = ?1", [id])?;
    tx.touch(Topic::Shop);
    tx.touch(Topic::Catalog);
    Ok(())
}

/// How a store stands at a moment.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct StoreNow {
    /// The store.
    #[serde(flatten)]
    pub store: Store,
    /// Certainly open; `null` where its hours are not known or do not say.
    pub open: Option<bool>,
    /// When that changes; `null` when it does not soon.
    pub next_change: Option<Millis>,
    /// What the hours say beside, such as "by appointment".
    pub comment: Option<String>,
    /// Its hours as people write them, line by line.
    pub hours: Vec<String>,
    /// Metres from where the question came from.
    pub metres: Option<f64>,
}

/// Its hours, read; nothing where they are not known.
pub(super) fn timetable(store: &Store) -> Option<Timetable> {
    let zone = super::zone(&store.time_zone).ok()?;
    let point = store.lat.zip(store.lon).and_then(|(lat, lon)| Point::new(lat, lon));
    let country = Some(store.country.as_str()).filter(|c| !c.is_empty());
    Some(store.opening_hours.as_str()).filter(|h| !h.is_empty()).and_then(|h| Timetable::read(h, zone, country, point).ok())
}

/// How a store stands, said in a language.
pub fn now(store: Store, at: Millis, language: &str, metres: Option<f64>) -> Result<StoreNow> {
    let moment = Timestamp::from_millisecond(at).map_err(Error::internal)?;
    let state = timetable(&store).map(|t| t.state(moment));
    let hours = hours::say(&store.opening_hours, language).into_iter().map(|line| line.text).collect();
    Ok(StoreNow {
        open: state.as_ref().filter(|s| !s.unknown).map(|s| s.open),
        next_change: state.as_ref().and_then(|s| s.next_change).map(Timestamp::as_millisecond),
        comment: state.and_then(|s| s.comment),
        hours,
        metres,
        store,
    })
}

/// What is wanted of the nearest store.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct NearestWanted {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many at most; 5 if left out.
    #[serde(default)]
    pub count: Option<usize>,
    /// Only those certainly open at this instant.
    #[serde(default)]
    pub open_at: Option<Millis>,
    /// Those that open soonest after this instant first.
    #[serde(default)]
    pub opens_soonest: Option<Millis>,
    /// Only those that have this variant.
    #[serde(default)]
    pub having: Option<VariantId>,
}
