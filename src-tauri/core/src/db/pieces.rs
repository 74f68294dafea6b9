//! Long work in short commits. There is one writer, and a customer's message may stand behind an import of a million
//! rows: what is long is written in pieces of some milliseconds, and whoever waits for the writer goes before the next.
//!
//! One transaction would be undone by rolling it back, at the price that nothing else is written for half a minute. So
//! long work keeps a list of what it did, and undoes that, when it is told to stop or was interrupted.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{Db, Tx};
use crate::kinds::{Code, Error, Result, Topic};

/// A piece takes about so long while nobody waits; whoever comes ends it after the row that is being written. Each commit
/// seals every page it touched: at 12 ms a piece a file of 20,000 rows took three and a half times its bare inserts.
const PIECE: Duration = Duration::from_millis(60);
/// Work that has held the writer so long makes way for whoever waits.
const ENOUGH: Duration = Duration::from_millis(3);
/// Who waits is let go first for so long at most: a shop with much to do still gets its import.
const STEP_ASIDE: Duration = Duration::from_millis(60);
/// Few at first: nobody knows yet what one costs.
const FIRST: usize = 32;
/// What is read ahead stays small in memory.
const MOST: usize = 1_024;
/// The window is told no oftener.
const BETWEEN_WORDS: u64 = 250;

/// How far long work is, and whether it is to stop. One side works, the other looks.
#[derive(Debug)]
pub struct Going {
    begun: Instant,
    stop: AtomicBool,
    leave: AtomicBool,
    rows: AtomicUsize,
    told: AtomicU64,
}

impl Default for Going {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            stop: AtomicBool::default(),
            leave: AtomicBool::default(),
            rows: AtomicUsize::default(),
            told: AtomicU64::default(),
        }
    }
}

impl Going {
    /// It shall stop and leave nothing behind.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The shop closes: it shall stop at once, and what it did is taken back at the next start.
    pub fn leave(&self) {
        self.leave.store(true, Ordering::Relaxed);
        self.stop();
    }

    /// It has been told to stop.
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The shop closes.
    pub fn left(&self) -> bool {
        self.leave.load(Ordering::Relaxed)
    }

    /// What is taken back goes on although the work itself was told to stop.
    pub fn go_on(&self) {
        self.stop.store(self.left(), Ordering::Relaxed);
        self.rows.store(0, Ordering::Relaxed);
    }

    /// # Errors
    /// `cancelled`, when it has been told to stop.
    pub fn check(&self) -> Result<()> {
        if self.stopped() { Err(Error::new(Code::Cancelled)) } else { Ok(()) }
    }

    /// So many are done.
    pub fn done(&self) -> usize {
        self.rows.load(Ordering::Relaxed)
    }

    /// More are done; the window hears of it a few times a second.
    pub fn add(&self, db: &Db, rows: usize) {
        self.rows.fetch_add(rows, Ordering::Relaxed);
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let last = self.told.load(Ordering::Relaxed);
        if now >= last + BETWEEN_WORDS && self.told.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            db.tell(Topic::Stock);
        }
    }
}

/// Writes what is handed to it, so much at a time as takes a piece's length.
pub struct Pieces<'d, T> {
    db: &'d Db,
    going: &'d Going,
    items: Vec<T>,
    size: usize,
}

impl<'d, T> Pieces<'d, T> {
    /// Nothing written yet.
    pub fn new(db: &'d Db, going: &'d Going) -> Self {
        Self { db, going, items: Vec::new(), size: FIRST }
    }

    /// Takes one more, and writes when there are enough. `write` is called in the order they came, each once, in a
    /// transaction with its neighbours; an error ends the whole work, and the piece it happened in is not there.
    ///
    /// # Errors
    /// `cancelled`, and what `write` says.
    pub fn push(&mut self, item: T, write: &mut impl FnMut(&Tx<'_>, &T) -> Result<()>) -> Result<()> {
        self.items.push(item);
        if self.items.len() < self.size { Ok(()) } else { self.flush(write) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// As [`Pieces::push`].
    pub fn flush(&mut self, write: &mut impl FnMut(&Tx<'_>, &T) -> Result<()>) -> Result<()> {
        let items = std::mem::take(&mut self.items);
        let mut at = 0;
        while at < items.len() {
            self.going.check()?;
            let (end, took) = self.db.piece(|tx, begun| {
                let mut end = at;
                for item in items.iter().skip(at).take(self.size) {
                    write(tx, item)?;
                    end += 1;
                    if begun.elapsed() > PIECE || begun.elapsed() > ENOUGH && self.db.wanted() {
                        break;
                    }
                }
                Ok(end)
            })?;
            let done = end - at;
            self.going.add(self.db, done);
            at = end;
            // Halfway to what would have taken just so long; one slow sync of the disk does not change it for good.
            let fits = (done as f64 * PIECE.as_secs_f64() / took.as_secs_f64().max(1e-6)) as usize;
            self.size = usize::midpoint(self.size, fits).clamp(1, MOST);
        }
        Ok(())
    }
}

impl Db {
    /// One piece of long work: others go first, and nobody is told. `work` gets the moment from which it has the writer.
    ///
    /// # Errors
    /// What `work` says; then the piece is not there.
    pub fn piece<T>(&self, work: impl FnOnce(&Tx<'_>, Instant) -> Result<T>) -> Result<(T, Duration)> {
        let came = Instant::now();
        while self.wanted() && came.elapsed() < STEP_ASIDE {
            std::thread::sleep(Duration::from_micros(100));
        }
        let mut begun = Instant::now();
        let done = self.write(|tx| {
            begun = Instant::now();
            let done = work(tx, begun);
            tx.hush();
            done
        })?;
        Ok((done, begun.elapsed()))
    }

    /// Whether a piece that began then should end: it is long enough, or somebody waits.
    pub fn enough(&self, begun: Instant) -> bool {
        begun.elapsed() > PIECE || begun.elapsed() > ENOUGH && self.wanted()
    }
}
