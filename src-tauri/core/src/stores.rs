//! Places and when they are open. Hours are kept as OSM `opening_hours` and read by `vitrine_places`, for a hold as for
//! whoever asks; arithmetic on opening time is ours, because "held for 60 opening minutes" must mean
//! the same at noon and at five to seven. A store without hours counts as always open: a wrong
//! "closed" would end holds for no reason.

pub mod holidays;
pub mod import;
pub mod near;
pub mod place;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Code, DAY, Error, Millis, Result, StoreId};

/// A place of the shop.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Store {
    /// Ours.
    pub id: StoreId,
    /// As people call it.
    pub name: String,
    /// Street and town.
    pub address: String,
    /// IANA zone.
    pub time_zone: String,
    /// OSM `opening_hours`; empty when not known.
    pub opening_hours: String,
    /// As typed.
    pub phone: String,
    /// ISO, two letters: whose holidays count; empty: not known.
    pub country: String,
    /// Degrees north; `null`: no pin.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// What it offers besides its goods: codes of what is known everywhere, else the shop's own words.
    pub services: Vec<String>,
    /// Hashes of its pictures; the first is its face.
    pub pictures: Vec<String>,
}

/// All stores, the first being the main one.
pub fn list(read: &Read<'_>) -> Result<Vec<Store>> {
    select(read, "ORDER BY id", [])
}

fn select(read: &Read<'_>, rest: &str, params: impl rusqlite::Params) -> Result<Vec<Store>> {
    let sql = format!("SELECT id, name, address, time_zone, opening_hours, phone, country, lat, lon, services, pictures FROM store {rest}");
    read.all(&sql, params, |row| {
        let listed = |column| row.get::<_, String>(column).map(|text| serde_json::from_str(&text).unwrap_or_default());
        Ok(Store {
            id: row.get(0)?,
            name: row.get(1)?,
            address: row.get(2)?,
            time_zone: row.get(3)?,
            opening_hours: row.get(4)?,
            phone: row.get(5)?,
            country: row.get(6)?,
            lat: row.get(7)?,
            lon: row.get(8)?,
            services: listed(9)?,
            pictures: listed(10)?,
        })
    })
}

/// One store.
pub fn get(read: &Read<'_>, id: StoreId) -> Result<Store> {
    select(read, "WHERE id = ?1", [id])?.pop().ok_or_else(|| Error::new(Code::NotFound).with("what", "store"))
}

/// The main store.
pub fn main(read: &Read<'_>) -> Result<Store> {
    select(read, "ORDER BY id LIMIT 1", [])?.pop().ok_or_else(|| Error::internal("a shop has at least one store"))
}

/// The store, if there is one with this id.
pub fn known(read: &Read<'_>, id: StoreId) -> Result<Option<StoreId>> {
    read.value("SELECT id FROM store WHERE id = ?1", [id])
}

/// Adds a store; its zone and hours must be readable. Until a pin says otherwise it is in the shop's country.
pub fn add(tx: &Tx<'_>, name: &str, address: &str, time_zone: &str, opening_hours: &str) -> Result<StoreId> {
    zone(time_zone)?;
    let opening_hours = place::hours_typed(opening_hours, None)?;
    Ok(StoreId(tx.insert(
        "INSERT INTO store (name, address, time_zone, opening_hours, country) VALUES (?1, ?2, ?3, ?4, ?5)",
        (name, address, time_zone, opening_hours, tx.setting("country", String::new())?),
    )?))
}

/// Changes the main store's address and hours; what is `None` stays.
pub fn update_main(tx: &Tx<'_>, address: Option<&str>, opening_hours: Option<&str>) -> Result<()> {
    let opening_hours = opening_hours.map(|typed| place::hours_typed(typed, None)).transpose()?;
    let store = main(tx)?;
    tx.execute(
        "UPDATE store SET address = COALESCE(?2, address), opening_hours = COALESCE(?3, opening_hours) WHERE id = ?1",
        (store.id, address, opening_hours),
    )?;
    Ok(())
}

/// A time zone by its IANA name.
pub fn zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| Error::new(Code::BadRequest).with("field", "time_zone").with("text", name))
}

/// The instant after which the store has been open for `minutes` since `now`. By appointment counts as open, like hours
/// that are not known.
pub fn after_open_minutes(store: &Store, now: Millis, minutes: i64) -> Result<Millis> {
    let mut left = minutes * 60_000;
    let plain = now + left;
    let Some(timetable) = place::timetable(store) else {
        return Ok(plain);
    };
    let mut at = now;
    while at < now + 30 * DAY {
        let state = timetable.state(Timestamp::from_millisecond(at).map_err(Error::internal)?);
        let until = state.next_change.map(Timestamp::as_millisecond).filter(|change| *change > at);
        if state.open || state.unknown {
            match until {
                Some(until) if until - at < left => left -= until - at,
                _ => return Ok(at + left),
            }
        }
        match until {
            Some(until) => at = until,
            None => break,
        }
    }
    // Closed for a month: the hold cannot wait for that.
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Zoned>().expect("a time").timestamp().as_millisecond()
    }

    fn shop(hours: &str) -> Store {
        Store {
            id: StoreId(1),
            name: "x".into(),
            address: String::new(),
            time_zone: "Europe/Paris".into(),
            opening_hours: hours.into(),
            phone: String::new(),
            country: String::new(),
            lat: None,
            lon: None,
            services: Vec::new(),
            pictures: Vec::new(),
        }
    }

    #[test]
    fn a_hold_counts_opening_minutes_only() {
        let store = shop("Tu-Sa 09:00-12:30,14:00-19:00");
        let cases = [
            ("2026-11-24T10:00[Europe/Paris]", "2026-11-24T11:00[Europe/Paris]", "in the middle of the morning an hour is an hour"),
            ("2026-11-24T12:00[Europe/Paris]", "2026-11-24T14:30[Europe/Paris]", "the lunch break does not count"),
            ("2026-11-28T18:45[Europe/Paris]", "2026-12-01T09:45[Europe/Paris]", "nor do Saturday night, Sunday and Monday"),
            ("2026-11-22T15:00[Europe/Paris]", "2026-11-24T10:00[Europe/Paris]", "a tap on Sunday is held until an hour after opening"),
        ];
        for (now, until, why) in cases {
            assert_eq!(after_open_minutes(&store, at(now), 60).expect("counts"), at(until), "{why}");
        }
        let now = at("2026-11-22T03:00[Europe/Paris]");
        assert_eq!(
            after_open_minutes(&shop("Mo-Fr \"by appointment\""), at("2026-11-24T10:00[Europe/Paris]"), 60).expect("counts"),
            at("2026-11-24T11:00[Europe/Paris]"),
            "by appointment is no reason to end a hold"
        );
        assert_eq!(after_open_minutes(&shop(""), now, 60).expect("counts"), now + 3_600_000, "unknown hours count as open");
    }

    #[test]
    fn a_hold_does_not_run_out_on_a_holiday_of_the_store_s_country() {
        let hours = "Mo-Sa 09:00-19:00; PH off";
        let evening = at("2026-12-24T18:30[Europe/Paris]");
        let french = Store { country: "FR".into(), ..shop(hours) };
        assert_eq!(
            after_open_minutes(&french, evening, 60).expect("counts"),
            at("2026-12-26T09:30[Europe/Paris]"),
            "nobody is in the shop on the 25th of December"
        );
        assert_eq!(
            after_open_minutes(&shop(hours), evening, 60).expect("counts"),
            at("2026-12-25T09:30[Europe/Paris]"),
            "whose holidays count is not known without a country"
        );
    }

    #[test]
    fn the_hour_that_is_skipped_in_spring_is_not_lost() {
        let now = at("2027-03-28T01:30[Europe/Paris]");
        assert_eq!(after_open_minutes(&shop("24/7"), now, 60).expect("counts"), now + 3_600_000, "an hour stays an hour across the change");
    }
}
