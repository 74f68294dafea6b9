//! The sender: claims, hands over, records. One loop, woken by new promises or by the next due time;
//! paced so that Meta's rate (sent and received together, over a sliding second) is never passed.
//! Recording one batch and claiming the next is one commit.
//! The bytes of a message leave only after its attempt is committed and marked in the wire journal.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use cloud_api::{Client, Outcome, error::Class};
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use super::journal::{self, Journal};
use super::state::Event;
use super::{Claims, attempt_ended, claim};
use crate::cloud;
use crate::db::{Db, Tx};
use crate::kinds::{Clock, Error, Millis, PromiseId, Result};
use crate::media;

/// A commit takes at most so many: a disk that syncs two hundred times a second still lets ten thousand pass.
/// At Meta's rates it is the tick that decides, never this.
const BATCH: usize = 512;
/// Several sends share one commit; at 1,000/s per-message wake-ups would cost three times as much.
const TICK: Duration = Duration::from_millis(20);
/// So many ticks fill a second.
const TICKS: usize = 50;
/// Requests open at once.
const ON_THE_WIRE: usize = 128;
/// So many batches are claimed and unanswered at most: enough that the wire never waits for a commit.
const BATCHES_AHEAD: usize = 3;
/// Never wait longer than this: a laptop that slept does not count the time in its timers.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// What to do with attempts that were open when the program stopped.
pub type Recovery = fn(handed_over: bool, same_boot: bool) -> Event;

/// The rule: only an attempt the journal shows untouched, within the same start of the machine, is
/// known not to have left.
pub fn recover_safely(handed_over: bool, same_boot: bool) -> Event {
    if same_boot && !handed_over { Event::NeverHandedOver } else { Event::MaybeHandedOver }
}

/// Received messages are heard of a moment after Meta has counted them: while customers write, so much of a
/// second's messages is kept free for those on their way.
const HEARING: Duration = Duration::from_millis(40);
/// How much of the shortest way may be the machines' own slowness, which is another for every message.
const UNEVEN: Duration = Duration::from_millis(5);
/// The first ones open connections: so many are needed before the shortest is known.
const WAYS_TO_KNOW: usize = 32;
/// Customers who have written within this write again.
const CONVERSING: Duration = Duration::from_secs(10);

/// Messages that go through this number, both ways, and whether something that came in has not been
/// understood yet.
///
/// A place in Meta's sliding second is taken from the claim until a second after the answer, less the shortest
/// way there and back: the answer was written after Meta counted, and the next message needs its way too. So the
/// rate is never passed however uneven the network is, and no more is lost than what it is uneven by. Counting from
/// the claim with some reserve would pass it on a bad day and waste it on a good one.
#[derive(Debug, Default)]
pub struct Traffic {
    places: Mutex<Places>,
    unread: AtomicBool,
    listening_until: AtomicI64,
}

#[derive(Debug, Default)]
struct Places {
    /// Claimed and not answered yet.
    on_the_wire: usize,
    /// When the others become free again.
    free_at: VecDeque<Instant>,
    /// The shortest way there and back so far, and of how many.
    shortest: Option<Duration>,
    ways: usize,
    /// When customers wrote within the last second.
    received: VecDeque<Instant>,
    last_received: Option<Instant>,
}

impl Places {
    fn pass(&mut self, now: Instant) {
        while self.free_at.front().is_some_and(|at| *at <= now) {
            self.free_at.pop_front();
        }
        while self.received.front().is_some_and(|at| now.duration_since(*at) > Duration::from_secs(1)) {
            self.received.pop_front();
        }
    }

    fn kept_free(&self, now: Instant) -> usize {
        if self.last_received.is_some_and(|at| now.duration_since(at) < CONVERSING) {
            (self.received.len() as f64 * HEARING.as_secs_f64()).ceil().max(1.0) as usize
        } else {
            0
        }
    }
}

impl Traffic {
    fn places(&self) -> std::sync::MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts messages received.
    pub fn count(&self, messages: usize) {
        if messages == 0 {
            return;
        }
        let (now, mut places) = (Instant::now(), self.places());
        places.free_at.extend(std::iter::repeat_n(now + Duration::from_secs(1), messages));
        places.received.extend(std::iter::repeat_n(now, messages));
        places.last_received = Some(now);
    }

    fn leaves(&self, messages: usize) {
        self.places().on_the_wire += messages;
    }

    fn answered(&self, took: Duration) {
        let (now, mut places) = (Instant::now(), self.places());
        let shortest = places.shortest.map_or(took, |before| before.min(took));
        places.shortest = Some(shortest);
        places.ways += 1;
        places.on_the_wire = places.on_the_wire.saturating_sub(1);
        let sooner = if places.ways < WAYS_TO_KNOW { Duration::ZERO } else { shortest.saturating_sub(UNEVEN) };
        places.free_at.push_back(now + Duration::from_secs(1).saturating_sub(sooner));
    }

    /// Something came in: until it is understood, nothing the shop starts may leave; a STOP may be in it.
    pub fn unread(&self, unread: bool) {
        self.unread.store(unread, Ordering::SeqCst);
    }

    /// Until then nothing the shop starts leaves: what Meta kept while nobody listened comes in first.
    pub fn listen_until(&self, then: Millis) {
        self.listening_until.store(then, Ordering::SeqCst);
    }

    /// When listening ends, if it has not.
    fn listening(&self, now: Millis) -> Option<Millis> {
        Some(self.listening_until.load(Ordering::SeqCst)).filter(|then| *then > now)
    }

    fn answers_only(&self, now: Millis) -> bool {
        self.unread.load(Ordering::SeqCst) || self.listening(now).is_some()
    }

    /// Places free now, and when so many will be, as far as that is known.
    fn free(&self, limit: u32, wanted: usize) -> (usize, Option<Instant>) {
        let (now, mut places) = (Instant::now(), self.places());
        places.pass(now);
        let taken = places.on_the_wire + places.free_at.len() + places.kept_free(now);
        let free = (limit as usize).saturating_sub(taken);
        let missing = (wanted + taken).saturating_sub(limit as usize);
        let then = missing.checked_sub(1).and_then(|at| places.free_at.get(at)).copied();
        (free, then)
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
    /// After a sleep of the laptop: so long only answers leave.
    pub listen_first: Duration,
}

/// Notices that the laptop slept: the machine's clock has gone on and its timers have not.
struct Awake {
    timer: Instant,
    clock: SystemTime,
}

impl Awake {
    /// A clock that is set right by less is not a sleep.
    const ASLEEP: Duration = Duration::from_secs(10);

    fn now() -> Self {
        Self { timer: Instant::now(), clock: SystemTime::now() }
    }

    fn slept(&mut self) -> bool {
        let before = std::mem::replace(self, Self::now());
        let by_clock = self.clock.duration_since(before.clock).unwrap_or_default();
        by_clock.saturating_sub(self.timer - before.timer) > Self::ASLEEP
    }
}

/// What one commit brought.
#[derive(Default)]
struct Turn {
    claims: Claims,
    due: Option<Millis>,
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
        let boot: Arc<str> = journal::boot_id()?.into();
        let (ended, mut endings) = mpsc::unbounded_channel::<Ended>();
        let (mut in_flight, mut batch) = (0_usize, Vec::new());
        // As many as one tick's share of the rate: fewer would be a commit for every message.
        let worth = (self.per_second as usize / TICKS).clamp(1, BATCH);
        let (ahead, wire) = ((BATCHES_AHEAD * worth).max(ON_THE_WIRE), Arc::new(Semaphore::new(ON_THE_WIRE)));
        let mut awake = Awake::now();
        loop {
            if awake.slept() {
                self.traffic.listen_until(self.clock.now() + self.listen_first.as_millis() as i64);
            }
            let room = ahead.saturating_sub(in_flight - batch.len()).min(BATCH);
            let (free, then) = self.traffic.free(self.per_second, worth);
            let room = if stop.is_cancelled() || free.min(room) < worth { 0 } else { free.min(room) };
            in_flight -= batch.len();
            let Turn { claims: Claims { claimed, pictures }, due } = self.turn(std::mem::take(&mut batch), room, &boot).await;
            // What this turn has claimed still leaves: nobody else would send it before the next start of the program.
            if stop.is_cancelled() && in_flight == 0 && claimed.is_empty() {
                return Ok(());
            }
            let more = claimed.len() == room && room > 0;
            in_flight += claimed.len();
            self.traffic.leaves(claimed.len());
            for one in claimed {
                let (sender, journal, wire, ended) = (Arc::clone(&self), Arc::clone(&journal), Arc::clone(&wire), ended.clone());
                tokio::spawn(async move {
                    // Never closed: an error would only mean that nothing limits the wire.
                    let _place = wire.acquire_owned().await;
                    let handed_over = Instant::now();
                    let outcome = match journal.mark(one.attempt) {
                        Ok(()) => sender.client.send(&one.message).await,
                        Err(_) => Outcome::NotSent,
                    };
                    sender.traffic.answered(handed_over.elapsed());
                    // The loop outlives its sends; if it is gone, recovery settles them.
                    let _ = ended.send(Ended { attempt: one.attempt, promise: one.promise, outcome });
                });
            }
            if !pictures.is_empty() {
                self.upload(pictures).await;
            }
            let (free, _) = self.traffic.free(self.per_second, worth);
            if more && free >= worth && in_flight + worth <= ahead {
                continue;
            }
            let until = self.look_again_at(due, then, in_flight);
            loop {
                tokio::select! {
                    () = stop.cancelled(), if !stop.is_cancelled() => break,
                    // While messages are on the wire its own commits would wake it for nothing.
                    () = self.wake.notified(), if in_flight == 0 => break,
                    () = tokio::time::sleep_until(until.into()) => break,
                    Some(end) = endings.recv() => {
                        batch.push(end);
                        if batch.len() >= worth || batch.len() == in_flight {
                            break;
                        }
                    }
                }
            }
        }
    }

    /// When there is something to do again: answers to record, places in the rate, or the next promise's time.
    fn look_again_at(&self, due: Option<Millis>, then: Option<Instant>, in_flight: usize) -> Instant {
        let (now, clock) = (Instant::now(), self.clock.now());
        let wait = match (due, self.traffic.listening(clock)) {
            (Some(at), Some(ends)) if at <= clock => Duration::from_millis((ends - clock) as u64).min(LONGEST_WAIT),
            (Some(at), None) if at <= clock => then.map_or(TICK, |then| then.saturating_duration_since(now)).min(LONGEST_WAIT),
            (Some(at), _) => Duration::from_millis((at - clock) as u64).min(LONGEST_WAIT),
            (None, _) => LONGEST_WAIT,
        };
        now + if in_flight > 0 { wait.min(TICK) } else { wait }
    }

    /// Records what has been answered and claims what there is room for, in one commit.
    async fn turn(self: &Arc<Self>, batch: Vec<Ended>, room: usize, boot: &Arc<str>) -> Turn {
        let (now, batch) = (self.clock.now(), Arc::new(batch));
        let (these, boot) = (Arc::clone(&batch), Arc::clone(boot));
        let done = self
            .blocking(move |s| {
                let due = s.db.read(super::next_due)?;
                let claims = room > 0 && due.is_some_and(|at| at <= now);
                if !claims && these.is_empty() {
                    return Ok(Turn { claims: Claims::default(), due });
                }
                s.db.write(|tx| {
                    these.iter().try_for_each(|end| record_one(tx, end, now))?;
                    // Looked at inside the transaction: what is stored before it begins counts.
                    let claims = if claims { claim(tx, room, s.traffic.answers_only(now), &boot, now)? } else { Claims::default() };
                    Ok(Turn { claims, due: super::next_due(tx)? })
                })
            })
            .await;
        let turn = match done {
            Ok(turn) => turn,
            Err(error) => {
                tracing::error!(%error, "claiming failed");
                // The answers exist nowhere else, whatever is wrong with what would have been claimed.
                if !batch.is_empty() {
                    self.record(&batch, now).await;
                }
                tokio::time::sleep(LONGEST_WAIT).await;
                Turn::default()
            }
        };
        if !batch.is_empty() {
            self.settled.notify_one();
        }
        turn
    }

    async fn record(self: &Arc<Self>, batch: &Arc<Vec<Ended>>, now: Millis) {
        loop {
            let these = Arc::clone(batch);
            let done = self.blocking(move |s| s.db.write(|tx| these.iter().try_for_each(|end| record_one(tx, end, now)))).await;
            match done {
                Ok(()) => return,
                Err(error) => {
                    tracing::error!(%error, "recording outcomes failed");
                    tokio::time::sleep(LONGEST_WAIT).await;
                }
            }
        }
    }

    /// Pictures go to Meta before the messages that carry them.
    async fn upload(self: &Arc<Self>, hashes: BTreeSet<String>) {
        let now = self.clock.now();
        for hash in hashes {
            let wanted = hash.clone();
            let Ok((bytes, mime)) = self.blocking(move |s| s.db.read(|read| media::file(read, &s.dir, &wanted))).await else {
                continue;
            };
            let done = match self.client.upload_media(bytes, &mime).await {
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
    let tries = || tx.count("SELECT tries FROM promise WHERE id = ?1", [end.promise]);
    let (event, wamid) = match &end.outcome {
        Outcome::Accepted { wamid, .. } => (Event::Accepted, Some(wamid.as_str())),
        Outcome::NotSent => (Event::NotSent { at: now + 2_000 * tries()?.clamp(1, 30) }, None),
        Outcome::Unknown { why } => (Event::NotKnown { why }, None),
        Outcome::Answered { error, class } => {
            if let Class::Stop(why) = class {
                cloud::stop(tx, *why, now)?;
            }
            (Event::from_class(*class, error.code, tries()?, now), None)
        }
    };
    attempt_ended(tx, end.attempt, end.promise, &event, wamid, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_until_a_second_after_the_answer() {
        let traffic = Traffic::default();
        traffic.leaves(3);
        assert_eq!(traffic.free(3, 1), (0, None), "on the wire nobody knows when it was counted");
        traffic.answered(Duration::from_millis(50));
        let (free, then) = traffic.free(3, 1);
        let wait = then.expect("known now").saturating_duration_since(Instant::now());
        assert!(free == 0 && wait > Duration::from_millis(500), "a second from the answer: {wait:?}");
        assert_eq!(traffic.free(3, 2).1, None, "when the second will be free is not known");
    }

    #[test]
    fn the_way_is_taken_off_the_second_once_it_is_known() {
        let traffic = Traffic::default();
        let before = Instant::now();
        for _ in 0..WAYS_TO_KNOW {
            traffic.answered(Duration::from_millis(50));
        }
        let places = traffic.places();
        let (first, last) = (places.free_at[0], places.free_at[WAYS_TO_KNOW - 1]);
        assert!(first >= before + Duration::from_secs(1), "the first connections take their time, so nothing is taken off");
        assert!(last <= Instant::now() + Duration::from_millis(955), "then the shortest way is, but for what is uneven");
    }

    #[test]
    fn what_comes_in_takes_places_and_keeps_some_free() {
        let traffic = Traffic::default();
        assert_eq!(traffic.free(80, 1).0, 80, "all of them");
        traffic.count(8);
        assert_eq!(traffic.free(80, 1).0, 71, "eight are taken and one is kept for who is writing now");
        traffic.count(100);
        assert_eq!(traffic.free(80, 1).0, 0, "more than the rate is none, not a wrap");
    }
}
