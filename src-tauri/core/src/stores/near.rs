//! The stores with a pin, kept ready in memory to be asked which is nearest: reading a hundred thousand rows and their
//! hours for every question takes a second, asking what was read takes less than a millisecond.
//!
//! They are read at the first question and again after a row of the table changed; following single rows, as the search
//! does, is not worth it where a shop changes a store once a month.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use vitrine_places::Point;
use vitrine_places::hours::Timetable;
use vitrine_places::nearest::{Place, Places};

use super::{Store, place};
use crate::db::{Db, Read};
use crate::kinds::Result;

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
    /// Them as they are now.
    ///
    /// # Errors
    /// What the disk says.
    pub fn places(&self, db: &Db, read: &Read<'_>) -> Result<Arc<Places>> {
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
