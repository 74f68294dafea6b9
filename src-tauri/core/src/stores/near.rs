//! The stores with a pin, kept ready in memory to be asked which is nearest: reading a hundred thousand rows and their
//! hours for every question takes a second, asking what was read takes less than a millisecond.
//!
//! They are read at the first question and again after a row of the table changed; following single rows, as the search
//! does, is not worth it where a shop changes a store once a month.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use vitrine_places::Point;
use vitrine_places::hours::Timetable;
use vitrine_places::nearest::{Place, Places, Wanted};

use super::Store;
use super::place::{self, NearestWanted, StoreNow};
use crate::db::{Db, Read};
use crate::kinds::{Code, Error, Millis, Result, StoreId};

/// The stores with a pin.
#[derive(Default)]
pub struct Near {
    known: Mutex<Option<(u64, Arc<Places>)>>,
}

impl std::fmt::Debug for Near {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Near")
    }
}

impl Near {
    /// The nearest of them.
    ///
    /// # Errors
    /// `bad_request` for a point that is none.
    pub fn nearest(&self, db: &Db, read: &Read<'_>, wanted: &NearestWanted, at: Millis, language: &str) -> Result<Vec<StoreNow>> {
        let from = Point::new(wanted.lat, wanted.lon).ok_or_else(|| Error::new(Code::BadRequest).with("field", "point"))?;
        let having: Option<HashSet<u64>> = match wanted.having {
            Some(variant) => Some(
                read.all("SELECT store_id FROM stock WHERE variant_id = ?1 AND on_hand > 0", [variant], |row| {
                    Ok(row.get::<_, i64>(0)?.unsigned_abs())
                })?
                .into_iter()
                .collect(),
            ),
            None => None,
        };
        let has = |id: u64| having.as_ref().is_none_or(|those| those.contains(&id));
        let moment = |ms: Option<Millis>| ms.map(Timestamp::from_millisecond).transpose().map_err(Error::internal);
        let asked = Wanted {
            count: wanted.count.unwrap_or(5).min(100),
            open_at: moment(wanted.open_at)?,
            opens_soonest: moment(wanted.opens_soonest)?,
            having: Some(&has),
            within: None,
        };
        let when = wanted.open_at.or(wanted.opens_soonest).unwrap_or(at);
        self.places(db, read)?
            .nearest(from, &asked)
            .into_iter()
            .map(|found| place::now(super::get(read, StoreId(found.id.cast_signed()))?, when, language, Some(found.metres)))
            .collect()
    }

    /// Them as they are now.
    fn places(&self, db: &Db, read: &Read<'_>) -> Result<Arc<Places>> {
        // Taken before reading: a change while it is read makes the next question read again.
        let revision = db.stores_revision();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, places)) = known.as_ref().filter(|(of, _)| *of == revision) {
            return Ok(Arc::clone(places));
        }
        let places = Arc::new(Places::new(pinned(&super::list(read)?)));
        *known = Some((revision, Arc::clone(&places)));
        Ok(places)
    }
}

/// Whether hours lean on the sun, which stands elsewhere at every pin.
fn by_the_sun(hours: &str) -> bool {
    ["sunrise", "sunset", "dawn", "dusk"].iter().any(|word| hours.contains(word))
}

fn pinned(stores: &[Store]) -> Vec<Place> {
    // Stores of a chain keep the same hours: read once, and looked at once for a moment.
    let mut tables: HashMap<(&str, &str, &str), Option<Arc<Timetable>>> = HashMap::new();
    let mut places: Vec<Place> = stores
        .iter()
        .filter_map(|store| {
            let point = store.lat.zip(store.lon).and_then(|(lat, lon)| Point::new(lat, lon))?;
            let hours = if by_the_sun(&store.opening_hours) {
                place::timetable(store).map(Arc::new)
            } else {
                let key = (store.opening_hours.as_str(), store.time_zone.as_str(), store.country.as_str());
                tables.entry(key).or_insert_with(|| place::timetable(store).map(Arc::new)).clone()
            };
            Some(Place { id: store.id.0.unsigned_abs(), point, hours })
        })
        .collect();
    places.sort_by_key(|place| place.id);
    places
}
