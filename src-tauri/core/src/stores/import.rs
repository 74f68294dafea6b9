//! Stores from a file: tables, PrestaShop's export, GeoJSON. What the file calls a store, else its name, finds it again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_places::stores::{Offer, OfferedStore, Trouble};

use super::{Store, place};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, Millis, Result, RowNote, StoreId, Topic};

/// What an import of stores did or would do.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct StoresReport {
    /// Set once it has been done.
    pub import: Option<i64>,
    /// Stores in the file.
    pub stores: usize,
    /// New ones.
    pub added: usize,
    /// Those about which something differs.
    pub changed: usize,
    /// Those that are already so.
    pub unchanged: usize,
    /// Rows, or parts of rows, not used.
    pub rejected: Vec<RowNote>,
    /// How many.
    pub rejected_rows: usize,
    /// Used, with a remark.
    pub notes: Vec<RowNote>,
    /// How many remarks.
    pub noted_rows: usize,
    /// Columns nobody asked about.
    pub unused: Vec<String>,
}

/// A file that cannot be read.
pub fn refused(trouble: &Trouble) -> Error {
    let code = if trouble.code == "which_column" { Code::WhichColumn } else { Code::WrongFile };
    Error::new(code).with("why", trouble.code.clone()).with("wanted", "name")
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Fields {
    name: String,
    address: String,
    phone: String,
    opening_hours: String,
    point: Option<(f64, f64)>,
    services: Vec<String>,
}

fn offered(store: &OfferedStore) -> Fields {
    let town = format!("{} {}", store.postcode, store.city);
    let parts = [store.street.trim(), town.trim(), store.region.trim()];
    Fields {
        name: store.name.clone(),
        address: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        phone: store.phone.clone(),
        opening_hours: store.opening_hours.clone(),
        point: store.point.map(|p| (p.lat, p.lon)),
        services: store.services.clone(),
    }
}

fn known(read: &Read<'_>, store: &OfferedStore) -> Result<Option<(Store, Fields)>> {
    let id: Option<StoreId> = read.value(
        "SELECT id FROM store WHERE (?1 <> '' AND foreign_id = ?1) OR name = ?2 COLLATE NOCASE ORDER BY foreign_id = ?1 DESC, id LIMIT 1",
        (&store.foreign_id, &store.name),
    )?;
    let Some(id) = id else { return Ok(None) };
    let now = super::get(read, id)?;
    let fields = Fields {
        name: now.name.clone(),
        address: now.address.clone(),
        phone: now.phone.clone(),
        opening_hours: now.opening_hours.clone(),
        point: now.lat.zip(now.lon),
        services: now.services.clone(),
    };
    Ok(Some((now, fields)))
}

/// What is new stands over what was; what the file does not say stays.
fn merged(now: &Fields, new: &Fields) -> Fields {
    let over = |old: &str, new: &str| if new.is_empty() { old.to_owned() } else { new.to_owned() };
    Fields {
        name: over(&now.name, &new.name),
        address: over(&now.address, &new.address),
        phone: over(&now.phone, &new.phone),
        opening_hours: over(&now.opening_hours, &new.opening_hours),
        point: new.point.or(now.point),
        services: if new.services.is_empty() { now.services.clone() } else { new.services.clone() },
    }
}

fn report(offer: &Offer) -> StoresReport {
    let note = |note: &vitrine_places::stores::Note| RowNote {
        row: note.row,
        column: note.column.clone(),
        code: note.code.clone(),
        text: note.text.clone(),
    };
    let (rejected, notes): (Vec<_>, Vec<_>) = offer.notes.iter().partition(|n| n.rejected);
    StoresReport {
        stores: offer.stores.len(),
        rejected_rows: rejected.len(),
        noted_rows: notes.len(),
        rejected: rejected.into_iter().take(2_000).map(note).collect(),
        notes: notes.into_iter().take(2_000).map(note).collect(),
        unused: offer.unused.clone(),
        ..StoresReport::default()
    }
}

/// What importing would do.
pub fn dry_run(read: &Read<'_>, offer: &Offer) -> Result<StoresReport> {
    let mut report = report(offer);
    for store in &offer.stores {
        match known(read, store)? {
            None => report.added += 1,
            Some((_, now)) if merged(&now, &offered(store)) == now => report.unchanged += 1,
            Some(_) => report.changed += 1,
        }
    }
    Ok(report)
}

/// Imports the stores.
pub fn apply(tx: &Tx<'_>, offer: &Offer, file_name: &str, author: &Author, at: Millis) -> Result<StoresReport> {
    let mut report = report(offer);
    let import = tx.insert("INSERT INTO store_import (file_name, at, author) VALUES (?1, ?2, ?3)", (file_name, at, author.stamp()))?;
    let (zone, country): (String, String) = (tx.setting("time_zone", "UTC".to_owned())?, tx.setting("country", String::new())?);
    for store in &offer.stores {
        let new = offered(store);
        let (id, before, after) = match known(tx, store)? {
            Some((_, now)) if merged(&now, &new) == now => {
                report.unchanged += 1;
                continue;
            }
            Some((there, now)) => {
                report.changed += 1;
                let after = merged(&now, &new);
                (there.id, Some(now), after)
            }
            None => {
                report.added += 1;
                let sql =
                    "INSERT INTO store (name, address, time_zone, opening_hours, foreign_id, country) VALUES (?1, '', ?2, '', ?3, ?4)";
                let zone = store.time_zone.as_deref().unwrap_or(&zone);
                // Until a pin says otherwise: whose public holidays count must be known.
                let is_code = store.country.len() == 2 && store.country.bytes().all(|letter| letter.is_ascii_alphabetic());
                let its = if is_code { store.country.to_ascii_uppercase() } else { country.clone() };
                (StoreId(tx.insert(sql, (&new.name, zone, &store.foreign_id, its))?), None, new)
            }
        };
        write(tx, id, &after)?;
        let before = before.map(|b| serde_json::to_string(&b)).transpose()?;
        tx.execute(
            "INSERT INTO store_import_change (import_id, store_id, before, after) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            (import, id, before, serde_json::to_string(&after)?),
        )?;
    }
    tx.touch(Topic::Shop);
    report.import = Some(import);
    Ok(report)
}

fn write(tx: &Tx<'_>, id: StoreId, f: &Fields) -> Result<()> {
    tx.execute(
        "UPDATE store SET name = ?2, address = ?3, phone = ?4, opening_hours = ?5, services = ?6 WHERE id = ?1",
        (id, &f.name, &f.address, &f.phone, &f.opening_hours, serde_json::to_string(&f.services)?),
    )?;
    if let Some(point) = f.point.and_then(|(lat, lon)| vitrine_places::Point::new(lat, lon)) {
        place::set_pin(tx, id, point)?;
    }
    Ok(())
}

/// Takes an import back: what it added goes, unless something refers to it; what it changed goes back.
pub fn undo(tx: &Tx<'_>, import: i64, at: Millis) -> Result<()> {
    if tx.execute("UPDATE store_import SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL", (import, at))? == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    let changes = tx.all("SELECT store_id, before FROM store_import_change WHERE import_id = ?1", [import], |row| {
        Ok((row.get::<_, StoreId>(0)?, row.get::<_, Option<String>>(1)?))
    })?;
    for (id, before) in changes {
        match before {
            Some(before) => {
                let before: Fields = serde_json::from_str(&before)?;
                write(tx, id, &before)?;
                if before.point.is_none() {
                    tx.execute("UPDATE store SET lat = NULL, lon = NULL WHERE id = ?1", [id])?;
                }
            }
            None => match place::remove(tx, id) {
                Err(error) if error.code == Code::InUse => {}
                other => other?,
            },
        }
    }
    tx.touch(Topic::Shop);
    Ok(())
}

/// The stores as another program takes them.
pub fn as_offered(stores: Vec<Store>) -> Vec<OfferedStore> {
    stores
        .into_iter()
        .map(|store| OfferedStore {
            foreign_id: store.id.0.to_string(),
            name: store.name,
            street: store.address,
            country: store.country,
            phone: store.phone,
            point: store.lat.zip(store.lon).and_then(|(lat, lon)| vitrine_places::Point::new(lat, lon)),
            time_zone: Some(store.time_zone),
            opening_hours: store.opening_hours,
            services: store.services,
            active: true,
            ..OfferedStore::default()
        })
        .collect()
}
