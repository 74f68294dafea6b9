//! Which of the shop's stores a place is that a file names: the one of the same name, else what the owner has said. She
//! is asked once: what she says is remembered under the place's name, whatever system it comes from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalog::measure;
use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Result, StoreId};
use crate::stores;

/// The setting what was said is kept under.
const REMEMBERED: &str = "places_of_files";

/// What a place is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PlaceIs {
    /// One of the shop's.
    Store {
        /// Which.
        store: StoreId,
    },
    /// One the shop does not have yet, to be added under the file's name.
    New {},
    /// None of the shop's: its counts are left out.
    LeftOut {},
}

/// What the owner says of a place.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PlaceSaid {
    /// As the file writes it.
    pub name: String,
    /// What it is.
    pub means: PlaceIs,
}

/// What a place of the file is taken for.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PlaceTaken {
    /// As the file writes it.
    pub name: String,
    /// What it is; `null`: nobody has said it yet.
    pub means: Option<PlaceIs>,
    /// Pieces the file has there, whole ones.
    pub pieces: i64,
}

/// Upper and lower case, and spaces, do not tell places apart.
fn fold(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Met {
    name: String,
    thousandths: i64,
}

/// What is known of places, and those met in the file.
pub(super) struct Places {
    known: BTreeMap<String, PlaceIs>,
    met: BTreeMap<String, Met>,
    /// A dry run asks; applying stops at a place nobody knows.
    asks: bool,
}

impl Places {
    pub(super) fn of(read: &Read<'_>) -> Result<Self> {
        let stores = stores::list(read)?;
        let mut known: BTreeMap<String, PlaceIs> = read.setting(REMEMBERED, BTreeMap::new())?;
        // A store that is gone is asked about again.
        known.retain(|_, means| !matches!(means, PlaceIs::Store { store } if stores.iter().all(|s| s.id != *store)));
        for store in stores {
            known.insert(fold(&store.name), PlaceIs::Store { store: store.id });
        }
        Ok(Self { known, met: BTreeMap::new(), asks: false })
    }

    /// For a dry run: what is said counts, and what nobody has said is asked.
    pub(super) fn looking(mut self, said: &[PlaceSaid]) -> Self {
        for one in said {
            if !self.is_added(one) {
                self.known.insert(fold(&one.name), one.means);
            }
        }
        self.asks = true;
        self
    }

    /// It was said to be new with the same file before, and has been added since.
    fn is_added(&self, said: &PlaceSaid) -> bool {
        matches!((said.means, self.known.get(&fold(&said.name))), (PlaceIs::New {}, Some(PlaceIs::Store { .. })))
    }

    /// Remembers what was said, adds the stores that are new, and answers those.
    pub(super) fn say(&mut self, tx: &Tx<'_>, said: &[PlaceSaid]) -> Result<Vec<StoreId>> {
        let mut new = Vec::new();
        let mut kept: BTreeMap<String, PlaceIs> = tx.setting(REMEMBERED, BTreeMap::new())?;
        for one @ PlaceSaid { name, means } in said {
            if self.is_added(one) {
                continue;
            }
            let means = match *means {
                PlaceIs::New {} => {
                    let zone: String = tx.setting("time_zone", "UTC".to_owned())?;
                    let store = stores::add(tx, name.trim(), "", &zone, "")?;
                    new.push(store);
                    PlaceIs::Store { store }
                }
                PlaceIs::Store { store } => PlaceIs::Store { store: stores::get(tx, store)?.id },
                left_out @ PlaceIs::LeftOut {} => left_out,
            };
            kept.insert(fold(name), means);
            self.known.insert(fold(name), means);
        }
        if !said.is_empty() {
            tx.set_setting(REMEMBERED, &kept)?;
        }
        Ok(new)
    }

    /// Thousandths by store; `None` where the file names no place, empty where it names only such as are left out. A
    /// store that is to be added has a number below zero in a dry run.
    pub(super) fn counts(&mut self, by_place: &[(String, i64)]) -> Result<Option<BTreeMap<i64, i64>>> {
        if by_place.is_empty() {
            return Ok(None);
        }
        let mut counts = BTreeMap::new();
        for (name, count) in by_place {
            let folded = fold(name);
            let means = self.known.get(&folded).copied();
            let number = self.met.len() as i64 + 1;
            let met = self.met.entry(folded).or_insert_with(|| Met { name: name.clone(), thousandths: 0 });
            met.thousandths = met.thousandths.saturating_add(*count);
            let store = match means {
                Some(PlaceIs::Store { store }) => store.0,
                Some(PlaceIs::New {}) => -number,
                Some(PlaceIs::LeftOut {}) => continue,
                None if self.asks => continue,
                None => return Err(Error::new(Code::WhichPlace).with("place", name.clone())),
            };
            let sum: &mut i64 = counts.entry(store).or_default();
            *sum = sum.saturating_add((*count).max(0));
        }
        Ok(Some(counts))
    }

    /// The places the file named.
    pub(super) fn taken(&self) -> Vec<PlaceTaken> {
        let taken = |(folded, met): (&String, &Met)| PlaceTaken {
            name: met.name.clone(),
            means: self.known.get(folded).copied(),
            pieces: met.thousandths.div_euclid(measure::WHOLE),
        };
        self.met.iter().map(taken).collect()
    }
}
