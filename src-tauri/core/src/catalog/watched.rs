//! Files that come into a folder the owner has named: a till's export, a list a colleague drops. Each is known by what
//! is in it and offered once, whatever it is called and however often it is copied.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, Result, Topic};

/// The setting the folder is kept under.
pub const FOLDER: &str = "watched_folder";
/// The setting that files are used without asking.
pub const BY_ITSELF: &str = "watched_by_itself";

/// A file that came.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct WatchedFile {
    /// SHA-256 of its bytes, hex.
    pub hash: String,
    /// What it was called.
    pub name: String,
    /// When it was seen.
    pub seen_at: Millis,
    /// offered, used, left, same (nothing differs), asks (somebody has to say what its columns or places are), unreadable.
    pub state: String,
    /// Variants that differ.
    pub differing: i64,
    /// It speaks of counts and of nothing else.
    pub counts_only: bool,
}

fn read_file(row: &rusqlite::Row<'_>) -> rusqlite::Result<WatchedFile> {
    Ok(WatchedFile {
        hash: row.get(0)?,
        name: row.get(1)?,
        seen_at: row.get(2)?,
        state: row.get(3)?,
        differing: row.get(4)?,
        counts_only: row.get(5)?,
    })
}

const FILE: &str = "SELECT hash, name, seen_at, state, differing, counts_only FROM watched_file";

/// The last files that came, newest first.
pub fn list(read: &Read<'_>) -> Result<Vec<WatchedFile>> {
    read.all(&format!("{FILE} ORDER BY seen_at DESC LIMIT 20"), [], read_file)
}

/// Those somebody has to decide about.
pub fn open(read: &Read<'_>) -> Result<Vec<WatchedFile>> {
    read.all(&format!("{FILE} WHERE state = 'offered' OR state = 'asks' ORDER BY seen_at DESC LIMIT 20"), [], read_file)
}

/// One of them.
pub fn get(read: &Read<'_>, hash: &str) -> Result<WatchedFile> {
    read.one(&format!("{FILE} WHERE hash = ?1"), [hash], read_file)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "file"))
}

/// A file with these bytes has come before.
pub fn known(read: &Read<'_>, hash: &str) -> Result<bool> {
    Ok(read.count("SELECT count(*) FROM watched_file WHERE hash = ?1", [hash])? > 0)
}

/// Keeps a file that came. An older one of the same name that nobody has decided about is superseded by it.
pub fn seen(tx: &Tx<'_>, file: &WatchedFile) -> Result<()> {
    tx.execute("UPDATE watched_file SET state = 'left' WHERE name = ?1 AND (state = 'offered' OR state = 'asks')", [&file.name])?;
    tx.execute(
        "INSERT INTO watched_file (hash, name, seen_at, state, differing, counts_only) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        (&file.hash, &file.name, file.seen_at, &file.state, file.differing, file.counts_only),
    )?;
    tx.touch(Topic::Stock);
    Ok(())
}

/// Somebody has decided about it: used, or left.
pub fn decide(tx: &Tx<'_>, hash: &str, state: &str) -> Result<()> {
    tx.execute("UPDATE watched_file SET state = ?2 WHERE hash = ?1", (hash, state))?;
    tx.touch(Topic::Stock);
    Ok(())
}
