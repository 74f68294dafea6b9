//! The sender: claims, hands over, records. One loop, woken by new promises or by the next due time;
//! paced so that Meta's rate (sent and received together, over a sliding second) is never passed.
//! The bytes of a message leave only after its attempt is committed and marked in the wire journal.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cloud_api::{Client, Outcome, error::Class};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::journal::{self, Journal};
use super::state::Event;
use super::{Claims, attempt_ended, claim};
use crate::cloud;
use crate::db::{Db, Tx};
use crate::kinds::{Clock, Error, Millis, PromiseId, Result};
use crate::media;

/// A tick takes at most so many: large enough for group commit, small enough to stay current.
const BATCH: usize = 50;
/// Several sends share one commit; at 1,000/s per-message wake-ups would cost three times as much.
const TICK: Duration = Duration::from_millis(20);
/// Never wait longer than this: a laptop that slept does not count the time in its timers.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// What to do with attempts that were open when the program stopped.
pub type Recovery = fn(handed_over: bool, same_boot: bool) -> Event;

/// The rule: only an attempt the journal shows untouched, within the same start of the machine, is
/// known not to have left.
pub fn recover_safely(handed_over: bool, same_boot: bool) -> Event {
    if same_boot && !handed_over { Event::NeverHandedOver } else { Event::MaybeHandedOver }
}

/// Messages that went through this number within the last second, both ways, and whether something
/// that came in has not been understood yet.
#[derive(Debug, Default)]
pub struct Traffic {
    seen: Mutex<VecDeque<Instant>>,
    unread: AtomicBool,
}

impl Traffic {
    /// Counts one message, sent or received.
    pub fn count(&self, messages: usize) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.extend(std::iter::repeat_n(Instant::now(), messages));
    }

    /// Something came in: until it is understood, nothing the shop starts may leave; a STOP may be in it.
    pub fn unread(&self, unread: bool) {
        self.unread.store(unread, Ordering::SeqCst);
    }

    fn answers_only(&self) -> bool {
        self.unread.load(Ordering::SeqCst)
    }

    fn free(&self, limit: u32) -> usize {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // A little over a second: clocks and networks are not exact, and 130429 helps nobody.
        while seen.front().is_some_and(|at| at.elapsed() > Duration::from_millis(1_030)) {
            seen.pop_front();
        }
        (limit as usize).saturating_sub(seen.len())
    }
}

/// Everything the loop needs.
pub struct Sender {
    pub db: Arc<Db>,
    pub dir: PathBuf,
    pub clock: Clock,
    pub client: Client,
    pub wake: Arc<Notify>,
    /// Told after every batch of outcomes: waves move on then.
    pub settled: Arc<Notify>,
    pub traffic: Arc<Traffic>,
    pub per_second: u32,
}

struct Ended {
    attempt: i64,
    promise: PromiseId,
    outcome: Outcome,
}

/// Settles what the last run left open; before anything is sent.
pub fn recover(db: &Db, dir: &std::path::Path, rule: Recovery, now: Millis) -> Result<usize> {
    let (boot, marks) = (journal::boot_id()?, journal::marks(dir)?);
    let settled = db.write(|tx| {
        let open = tx.all("SELECT id, promise_id, boot FROM attempt WHERE outcome IS NULL", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, PromiseId>(1)?, row.get::<_, String>(2)?))
        })?;
        for (attempt, promise, attempt_boot) in &open {
            let event = rule(marks.contains(attempt), *attempt_boot == boot);
            attempt_ended(tx, *attempt, *promise, &event, None, now)?;
        }
        Ok(open.len())
    })?;
    Journal::open(dir)?.clear()?;
    Ok(settled)
}

impl Sender {
    /// Runs until stopped; then waits for what is on the wire.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) -> Result<()> {
        let journal = Arc::new(Journal::open(&self.dir)?);
        let boot = journal::boot_id()?;
        let (ended, mut endings) = mpsc::unbounded_channel::<Ended>();
        let mut in_flight = 0_usize;
        loop {
            let mut batch = Vec::new();
            while let Ok(end) = endings.try_recv() {
                batch.push(end);
            }
            if !batch.is_empty() {
                in_flight -= batch.len();
                self.record(batch).await;
            }
            if stop.is_cancelled() {
                if in_flight == 0 {
                    return Ok(());
                }
                if let Some(end) = endings.recv().await {
                    in_flight -= 1;
                    self.record(vec![end]).await;
                }
                continue;
            }
            let room = BATCH.min(self.traffic.free(self.per_second)).min(128_usize.saturating_sub(in_flight));
            let Claims { claimed, pictures } = if room == 0 { Claims::default() } else { self.claim(room, &boot).await };
            in_flight += claimed.len();
            self.traffic.count(claimed.len());
            for one in claimed {
                let (sender, journal, ended) = (Arc::clone(&self), Arc::clone(&journal), ended.clone());
                tokio::spawn(async move {
                    let outcome = match journal.mark(one.attempt) {
                        Ok(()) => sender.client.send(&one.message).await,
                        Err(_) => Outcome::NotSent,
                    };
                    // The loop outlives its sends; if it is gone, recovery settles them.
                    let _ = ended.send(Ended { attempt: one.attempt, promise: one.promise, outcome });
                });
            }
            if !pictures.is_empty() {
                self.upload(pictures).await;
            }
            let pause = self.pause(in_flight).await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.wake.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn pause(self: &Arc<Self>, in_flight: usize) -> Duration {
        let now = self.clock.now();
        let due = self.blocking(|s| s.db.read(super::next_due)).await.ok().flatten();
        match due {
            _ if in_flight > 0 => TICK,
            Some(at) if at <= now => TICK,
            Some(at) => Duration::from_millis((at - now) as u64).min(LONGEST_WAIT),
            None => LONGEST_WAIT,
        }
    }

    async fn claim(self: &Arc<Self>, room: usize, boot: &str) -> Claims {
        let (now, boot) = (self.clock.now(), boot.to_owned());
        match self
            .blocking(move |s| {
                let due = s.db.read(super::next_due)?.is_some_and(|at| at <= now);
                // Looked at inside the transaction: what is stored before it begins counts.
                if due { s.db.write(|tx| claim(tx, room, s.traffic.answers_only(), &boot, now)) } else { Ok(Claims::default()) }
            })
            .await
        {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(%error, "claiming failed");
                tokio::time::sleep(LONGEST_WAIT).await;
                Claims::default()
            }
        }
    }

    async fn record(self: &Arc<Self>, batch: Vec<Ended>) {
        let now = self.clock.now();
        let batch = Arc::new(batch);
        // The answers exist nowhere else: try until the disk takes them.
        loop {
            let these = Arc::clone(&batch);
            let done = self.blocking(move |s| s.db.write(|tx| these.iter().try_for_each(|end| record_one(tx, end, now)))).await;
            match done {
                Ok(()) => break,
                Err(error) => {
                    tracing::error!(%error, "recording outcomes failed");
                    tokio::time::sleep(LONGEST_WAIT).await;
                }
            }
        }
        self.settled.notify_one();
    }

    /// Pictures go to Meta before the messages that carry them.
    async fn upload(self: &Arc<Self>, hashes: BTreeSet<String>) {
        let now = self.clock.now();
        for hash in hashes {
            let Ok(bytes) = media::bytes(&self.dir, &hash) else {
                continue;
            };
            let done = match self.client.upload_media(bytes, "image/jpeg").await {
                Ok(id) => self.blocking(move |s| s.db.write(|tx| media::uploaded(tx, &hash, &id, now))).await,
                Err(error) => {
                    tracing::warn!(code = error.code(), "a picture could not be uploaded");
                    let stops = error.code().and_then(|code| match cloud_api::error::classify(code, 400) {
                        Class::Stop(why) => Some(why),
                        _ => None,
                    });
                    self.blocking(move |s| {
                        s.db.write(|tx| {
                            if let Some(why) = stops {
                                cloud::stop(tx, why, now)?;
                            }
                            super::put_off(tx, &hash, now + 5_000)
                        })
                    })
                    .await
                }
            };
            if let Err(error) = done {
                tracing::error!(%error, "an upload could not be recorded");
            }
        }
    }

    async fn blocking<T: Send + 'static>(self: &Arc<Self>, work: impl FnOnce(&Self) -> Result<T> + Send + 'static) -> Result<T> {
        let sender = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&sender)).await.map_err(Error::internal)?
    }
}

fn record_one(tx: &Tx<'_>, end: &Ended, now: Millis) -> Result<()> {
    let tries = tx.count("SELECT tries FROM promise WHERE id = ?1", [end.promise])?;
    let (event, wamid) = match &end.outcome {
        Outcome::Accepted { wamid, .. } => (Event::Accepted, Some(wamid.as_str())),
        Outcome::NotSent => (Event::NotSent { at: now + 2_000 * tries.clamp(1, 30) }, None),
        Outcome::Unknown { why } => (Event::NotKnown { why }, None),
        Outcome::Answered { error, class } => {
            if let Class::Stop(why) = class {
                cloud::stop(tx, *why, now)?;
            }
            (Event::from_class(*class, error.code, tries, now), None)
        }
    };
    attempt_ended(tx, end.attempt, end.promise, &event, wamid, now)
}
