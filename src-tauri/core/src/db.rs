//! The one encrypted file: one writer, a few readers that cannot write, migrations with a backup
//! before them. Rooms are handed [`Read`] or [`Tx`] and never see a connection.
//!
//! The writer commits with `synchronous = FULL`: promises, consent and webhooks answered with 200
//! must survive a power cut. Group commit in the sender pays for it, not a weaker setting.

mod changed;
mod checkpoint;
pub mod keys;
pub mod pieces;

use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Params, Row, TransactionBehavior, types::FromSql};
use tokio::sync::broadcast;

pub use changed::Changed;

use crate::kinds::{Code, Error, Result, Topic};

/// Older ones have the WAL-reset bug that corrupts a database with a writer and a checkpoint at once.
const SQLITE_FLOOR: i32 = 3_051_003;
/// Negative is KiB, SQLite's way of saying so.
const WRITER_CACHE_KIB: i64 = -16 * 1024;
const LARGEST_LOG: i64 = 64 << 20;
const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_the_shop.sql")];

/// The shop's database.
pub struct Db {
    // Dropped before the writer: the last connection to close tidies the log away.
    _checkpoints: checkpoint::Checkpoints,
    writer: Mutex<Connection>,
    /// How many wait for the writer: long work lets them go first.
    wanting: AtomicUsize,
    readers: Mutex<Vec<Connection>>,
    path: PathBuf,
    key: keys::DatabaseKey,
    topics: broadcast::Sender<Topic>,
    watch: changed::Watch,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Db")
    }
}

/// A view of the database that cannot write: the connection behind it has `query_only` set, unless
/// it is a writer's own view inside its transaction.
pub struct Read<'a>(&'a Connection);

/// A write transaction; what it changes is committed together, and told to the window afterwards.
pub struct Tx<'a> {
    read: Read<'a>,
    touched: std::cell::RefCell<BTreeSet<Topic>>,
}

impl<'a> Deref for Tx<'a> {
    type Target = Read<'a>;
    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl Read<'_> {
    /// The first row, if any.
    pub fn one<T>(&self, sql: &str, params: impl Params, read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>) -> Result<Option<T>> {
        Ok(self.0.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    /// All rows.
    pub fn all<T>(&self, sql: &str, params: impl Params, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The names of what a query answers.
    pub fn columns(&self, sql: &str) -> Result<Vec<String>> {
        Ok(self.0.prepare_cached(sql)?.column_names().map(str::to_owned).collect())
    }

    /// Every row in turn; nothing is kept of them.
    pub fn each(&self, sql: &str, params: impl Params, mut use_row: impl FnMut(&Row<'_>) -> rusqlite::Result<()>) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            use_row(row)?;
        }
        Ok(())
    }

    /// The first column of the first row, if any.
    pub fn value<T: FromSql>(&self, sql: &str, params: impl Params) -> Result<Option<T>> {
        self.one(sql, params, |row| row.get(0))
    }

    /// A count, or any other whole number a query always answers.
    pub fn count(&self, sql: &str, params: impl Params) -> Result<i64> {
        Ok(self.value::<i64>(sql, params)?.unwrap_or(0))
    }

    /// A setting, or its default.
    pub fn setting<T: serde::de::DeserializeOwned>(&self, name: &str, default: T) -> Result<T> {
        let stored: Option<String> = self.value("SELECT value FROM setting WHERE name = ?1", [name])?;
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(default))
    }
}

impl Tx<'_> {
    /// Runs a statement; answers how many rows it changed.
    pub fn execute(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.read.0.prepare_cached(sql)?.execute(params)?)
    }

    /// Inserts a row and answers its id.
    pub fn insert(&self, sql: &str, params: impl Params) -> Result<i64> {
        Ok(self.read.0.prepare_cached(sql)?.insert(params)?)
    }

    /// As [`Tx::insert`], for a statement that steps back from a row already there: then there is no id.
    pub fn insert_unless(&self, sql: &str, params: impl Params) -> Result<Option<i64>> {
        let inserted = self.read.0.prepare_cached(sql)?.execute(params)?;
        Ok((inserted == 1).then(|| self.read.0.last_insert_rowid()))
    }

    /// Stores a setting.
    pub fn set_setting(&self, name: &str, value: &impl serde::Serialize) -> Result<()> {
        let text = serde_json::to_string(value)?;
        self.execute(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, text),
        )?;
        self.touch(Topic::Shop);
        Ok(())
    }

    /// Tells the window, after the commit, that something under this topic changed.
    pub fn touch(&self, topic: Topic) {
        self.touched.borrow_mut().insert(topic);
    }

    /// Tells the window nothing of this commit: it is a piece of something that is told as a whole.
    pub fn hush(&self) {
        self.touched.borrow_mut().clear();
    }
}

impl Db {
    /// Opens (or creates) the database, migrates it if needed, and checks that the key is right.
    pub fn open(path: &Path, key: keys::DatabaseKey) -> Result<Self> {
        if rusqlite::version_number() < SQLITE_FLOOR {
            return Err(Error::internal(format!("SQLite {} has a corruption bug; 3.51.3 is needed", rusqlite::version())));
        }
        let mut writer = connect(path, &key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        // The journal mode is kept in the file: the first statement that needs the right key.
        writer.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        writer.pragma_update(None, "journal_mode", "wal")?;
        writer.pragma_update(None, "synchronous", "full")?;
        writer.pragma_update(None, "foreign_keys", "on")?;
        writer.pragma_update(None, "secure_delete", "on")?;
        // Keys are random and pages are sealed: what falls out of the cache is deciphered again for every row.
        writer.pragma_update(None, "cache_size", WRITER_CACHE_KIB)?;
        // One large import must not leave a log of its size behind.
        writer.pragma_update(None, "journal_size_limit", LARGEST_LOG)?;
        writer.set_prepared_statement_cache_capacity(256);
        let (file, its_key) = (path.to_owned(), key.clone());
        let checkpoints = checkpoint::Checkpoints::of(&mut writer, move || connect(&file, &its_key, OpenFlags::SQLITE_OPEN_READ_WRITE))?;
        let (topics, _) = broadcast::channel(1024);
        let watch = changed::Watch::over(&mut writer)?;
        let db = Self {
            _checkpoints: checkpoints,
            writer: Mutex::new(writer),
            wanting: AtomicUsize::new(0),
            readers: Mutex::default(),
            path: path.to_owned(),
            key,
            topics,
            watch,
        };
        db.migrate(MIGRATIONS)?;
        Ok(db)
    }

    fn migrate(&self, migrations: &[&str]) -> Result<()> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let version = writer.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?.unsigned_abs() as usize;
        if version > migrations.len() {
            return Err(Error::new(Code::NewerDatabase).with("found", version as i64).with("known", migrations.len() as i64));
        }
        if version > 0 && version < migrations.len() {
            writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            let backup = self.path.with_extension(format!("before-{}.db", version + 1));
            std::fs::copy(&self.path, backup)?;
        }
        for (index, sql) in migrations.iter().enumerate().skip(version) {
            let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tx.execute_batch(sql)?;
            tx.pragma_update(None, "user_version", index as i64 + 1)?;
            tx.commit()?;
        }
        Ok(())
    }

    /// Runs `work` in one IMMEDIATE transaction; an error rolls everything back.
    pub fn write<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.take_writer();
        let inner = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        self.watch.rolled_back();
        let (answer, touched) = {
            let tx = Tx { read: Read(&inner), touched: std::cell::RefCell::default() };
            let answer = work(&tx)?;
            (answer, tx.touched.into_inner())
        };
        inner.commit()?;
        self.watch.committed();
        for topic in touched {
            // Nobody listening is fine: the CLI has no window.
            let _ = self.topics.send(topic);
        }
        Ok(answer)
    }

    fn take_writer(&self) -> MutexGuard<'_, Connection> {
        self.wanting.fetch_add(1, Ordering::Relaxed);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.wanting.fetch_sub(1, Ordering::Relaxed);
        writer
    }

    /// Somebody waits for the writer.
    fn wanted(&self) -> bool {
        self.wanting.load(Ordering::Relaxed) > 0
    }

    /// Tells the window of something that is not in the database.
    pub fn tell(&self, topic: Topic) {
        let _ = self.topics.send(topic);
    }

    /// Runs `look` on a reader: one consistent view, and no way to write.
    pub fn read<T>(&self, look: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        let spare = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match spare {
            Some(connection) => connection,
            None => self.reader()?,
        };
        let answer = {
            let view = connection.unchecked_transaction()?;
            look(&Read(&view))
        };
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        answer
    }

    fn reader(&self) -> Result<Connection> {
        let connection = connect(&self.path, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.pragma_update(None, "query_only", "on")?;
        connection.set_prepared_statement_cache_capacity(128);
        Ok(connection)
    }

    /// Moves the log into the file and empties it: what was erased must not stand in it.
    pub fn clear_log(&self) -> Result<()> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Raised by every commit that changed a store.
    pub fn stores_revision(&self) -> u64 {
        self.watch.stores()
    }

    /// Which products and variants have changed since this was last asked; there is one who asks, the search.
    pub fn changed(&self) -> Changed {
        self.watch.take()
    }

    /// What changes, as it is committed; slow listeners lose the oldest and reload.
    pub fn topics(&self) -> broadcast::Receiver<Topic> {
        self.topics.subscribe()
    }
}

fn connect(path: &Path, key: &keys::DatabaseKey, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // A raw key: SQLCipher skips its second derivation, so opening a reader costs microseconds.
    connection.pragma_update(None, "key", format!("x'{}'", key.hex()))?;
    // Processors have instructions for SHA-256 and none for the 512 bits that SQLCipher takes unless told otherwise:
    // a page of 4 KiB is proved in 3 µs instead of 10, at every reading and writing.
    connection.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")?;
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(dir: &Path) -> Db {
        Db::open(&dir.join("shop.db"), keys::DatabaseKey::from_bytes([7; 32])).expect("opens")
    }

    #[test]
    fn a_reader_cannot_write_and_the_file_is_not_plain() {
        let dir = tempfile::tempdir().expect("temp dir");
        let db = open(dir.path());
        db.write(|tx| tx.set_setting("name", &"Chez Nadia")).expect("writes");
        let refused = db.read(|read| Ok(read.0.execute("DELETE FROM setting", [])?));
        assert!(refused.is_err(), "query_only stops a read path that writes");
        let bytes = std::fs::read(dir.path().join("shop.db")).expect("reads");
        assert!(!bytes.starts_with(b"SQLite format 3"), "the header is scrambled");
    }

    #[test]
    fn a_wrong_key_and_a_newer_database_are_said_plainly() {
        let dir = tempfile::tempdir().expect("temp dir");
        let db = open(dir.path());
        drop(db);
        let wrong = Db::open(&dir.path().join("shop.db"), keys::DatabaseKey::from_bytes([8; 32]));
        assert_eq!(wrong.err().map(|e| e.code), Some(Code::WrongKey), "another key does not open it");
        let db = open(dir.path());
        db.writer.lock().expect("lock").pragma_update(None, "user_version", 99).expect("sets");
        drop(db);
        let newer = Db::open(&dir.path().join("shop.db"), keys::DatabaseKey::from_bytes([7; 32]));
        assert_eq!(newer.err().map(|e| e.code), Some(Code::NewerDatabase), "an older program refuses politely");
    }

    #[test]
    fn the_log_is_moved_beside_the_commits_and_does_not_grow_for_ever() {
        let dir = tempfile::tempdir().expect("temp dir");
        let db = open(dir.path());
        for n in 0..400 {
            db.write(|tx| tx.set_setting("large", &format!("{n}{}", "x".repeat(400_000)))).expect("writes");
        }
        let log = std::fs::metadata(dir.path().join("shop.db-wal")).expect("a log").len();
        assert!(log < 100 << 20, "160 MB went through a log of {} MB", log >> 20);
        drop(db);
        assert!(!dir.path().join("shop.db-wal").exists(), "closed, it is tidied away");
        let again = open(dir.path());
        let kept = again.read(|read| read.setting("large", String::new())).expect("reads");
        assert!(kept.starts_with("399x"), "and the last word is there");
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let dir = tempfile::tempdir().expect("temp dir");
        let db = open(dir.path());
        let failed: Result<()> = db.write(|tx| {
            tx.set_setting("name", &"half")?;
            Err(Error::new(Code::NotFound))
        });
        assert!(failed.is_err(), "the error comes out");
        let left = db.read(|read| read.setting("name", String::new())).expect("reads");
        assert_eq!(left, "", "and the half-done write is gone");
    }
}
