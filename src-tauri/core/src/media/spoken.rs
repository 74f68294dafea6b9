//! Voice notes of the shop's people: each is for one person and stands in no library. It lies sealed, as what customers
//! send does, and goes when her chat goes.

use std::io::Cursor;
use std::path::Path;

use vitrine_media::{Facts, For, facts};

use super::library::{self, Converting};
use super::{Ready, keep_sealed, open_sealed, seal_key};
use crate::db::{Read, Tx};
use crate::kinds::{Code, CustomerId, Error, Millis, Result};

/// Makes what was recorded, or a file of sound, ready to be sent: a voice note, and where nothing here can make one of it,
/// a sound to play.
///
/// # Errors
/// `bad_media` with `why`; `cancelled`.
pub fn ready(bytes: Vec<u8>, converting: &Converting) -> Result<Ready> {
    let sound = facts(&mut Cursor::new(&bytes));
    if let Ok(Facts::Picture(_) | Facts::Video(_) | Facts::Document(_)) = sound {
        return Err(Error::new(Code::BadMedia).with("why", "wrong_kind"));
    }
    match library::ready(bytes.clone(), Some(For::Voice), true, converting) {
        Err(error) if error.code == Code::BadMedia => {
            // Why it is no voice note says more than why it is no sound either.
            library::ready(bytes, Some(For::Audio), false, converting).map_err(|_| error)
        }
        other => other,
    }
}

/// Keeps it for one person; answers the name it is kept under, and its kind.
///
/// # Errors
/// What the disk says.
pub fn keep(tx: &Tx<'_>, dir: &Path, ready: &Ready, customer: CustomerId, now: Millis) -> Result<(String, &'static str)> {
    let name = keep_sealed(dir, &seal_key(tx)?, &ready.bytes)?;
    tx.execute(
        "INSERT INTO media (hash, mime, width, height, bytes, thumbnail, added_at, kind, duration_ms, spoken_to)
         VALUES (?1, ?2, 0, 0, ?3, x'', ?4, ?5, ?6, ?7) ON CONFLICT (hash) DO NOTHING",
        (
            &name,
            &ready.mime,
            ready.bytes.len() as i64,
            now,
            ready.kind,
            ready.duration_ms.map(|ms| i64::try_from(ms).unwrap_or(i64::MAX)),
            customer,
        ),
    )?;
    Ok((name, ready.kind))
}

/// Its bytes; nothing where the file is of the library.
pub(super) fn bytes(read: &Read<'_>, dir: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let spoken = read.count("SELECT count(*) FROM media WHERE hash = ?1 AND spoken_to IS NOT NULL", [name])? == 1;
    if spoken { open_sealed(dir, &seal_key(read)?, name).map(Some) } else { Ok(None) }
}

/// Forgets what was spoken to one person; answers the sealed files to drop.
///
/// # Errors
/// What the disk says.
pub fn forget_of(tx: &Tx<'_>, customer: CustomerId) -> Result<Vec<String>> {
    let gone = tx.all("SELECT hash FROM media WHERE spoken_to = ?1", [customer], |row| row.get(0))?;
    tx.execute("DELETE FROM media WHERE spoken_to = ?1", [customer])?;
    Ok(gone)
}

/// Forgets so many that were spoken before a moment; answers the sealed files to drop.
///
/// # Errors
/// What the disk says.
pub fn forget_before(tx: &Tx<'_>, before: Millis, at_most: u32) -> Result<Vec<String>> {
    let gone: Vec<String> =
        tx.all("SELECT hash FROM media WHERE spoken_to IS NOT NULL AND added_at < ?1 LIMIT ?2", (before, at_most), |row| row.get(0))?;
    tx.execute("DELETE FROM media WHERE hash IN (SELECT value FROM json_each(?1))", [serde_json::to_string(&gone)?])?;
    Ok(gone)
}
