//! The sender: claims, hands over, records. One loop, woken by new promises or by the next due time;
//! paced so that Meta's rate (sent and received together, over a sliding second) is never passed.
//! Recording one batch and claiming the next is one commit.
//! The bytes of a message leave only after its attempt is committed and marked in the wire journal.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use cloud_api::{Client, Outcome, error::Class};
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use super::hatch::Hatch;
use super::journal::{self, Journal};
use super::state::Event;
use super::traffic::Traffic;
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
/// What waits for its picture is not asked for at every tick.
const FOR_A_PICTURE: Duration = Duration::from_millis(250);
/// Never wait longer than this: a laptop that slept does not count the time in its timers.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// What to do with attempts that were open when the program stopped.
pub type Recovery = fn(handed_over: bool, same_boot: bool) -> Event;

/// The rule: only an attempt the journal shows untouched, within the same start of the machine, is
/// known not to have left.
pub fn recover_safely(handed_over: bool, same_boot: bool) -> Event {
    if same_boot && !handed_over { Event::NeverHandedOver } else { Event::MaybeHandedOver }
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
    /// Answers come claimed through it.
    pub hatch: Arc<Hatch>,
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

/// What all that is being sent shares.
struct Wire {
    journal: Journal,
    places: Semaphore,
    /// Pictures on their way to Meta.
    uploading: Mutex<BTreeSet<String>>,
}

impl Wire {
    fn uploading(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.uploading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Ended {
    attempt: i64,
    promise: PromiseId,
    outcome: Outcome,
    /// Products of the connected catalogue it carried.
    products: Vec<String>,
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
        let wire = Wire { journal: Journal::open(&self.dir)?, places: Semaphore::new(ON_THE_WIRE), uploading: Mutex::default() };
        let (wire, boot): (_, Arc<str>) = (Arc::new(wire), journal::boot_id()?.into());
        let (ended, mut endings) = mpsc::unbounded_channel::<Ended>();
        let (passed, mut passes) = mpsc::unbounded_channel::<Claims>();
        let mut hatch = Some(self.hatch.open(passed, self.per_second, Arc::clone(&boot)));
        let (mut in_flight, mut batch) = (0_usize, Vec::new());
        // As many as one tick's share of the rate: fewer would be a commit for every message.
        let worth = (self.per_second as usize / TICKS).clamp(1, BATCH);
        let ahead = (BATCHES_AHEAD * worth).max(ON_THE_WIRE);
        let mut awake = Awake::now();
        loop {
            if awake.slept() {
                self.traffic.listen_until(self.clock.now() + self.listen_first.as_millis() as i64);
            }
            if stop.is_cancelled() {
                hatch = None;
            }
            while let Ok(claims) = passes.try_recv() {
                in_flight += self.hand_over(claims, &wire, &ended);
            }
            let room = ahead.saturating_sub(in_flight - batch.len()).min(BATCH);
            let (free, then) = self.traffic.free(self.per_second, worth);
            let room = if hatch.is_none() || free.min(room) < worth { 0 } else { self.traffic.take(self.per_second, room) };
            in_flight -= batch.len();
            let Turn { claims, due } = self.turn(std::mem::take(&mut batch), room, &boot).await;
            self.traffic.give_back(room - claims.claimed.len());
            let more = claims.claimed.len() == room && room > 0;
            let only_pictures = claims.claimed.is_empty() && !claims.pictures.is_empty();
            // What this turn has claimed still leaves: nobody else would send it before the next start of the program.
            in_flight += self.hand_over(claims, &wire, &ended);
            if hatch.is_none() && in_flight == 0 && passes.is_empty() {
                return Ok(());
            }
            let (free, _) = self.traffic.free(self.per_second, worth);
            if more && free >= worth && in_flight + worth <= ahead {
                continue;
            }
            let waits = due.is_some_and(|at| at <= self.clock.now());
            let mut until = self.look_again_at(due, then, in_flight);
            if only_pictures {
                // An upload that has ended wakes us.
                until = until.max(Instant::now() + FOR_A_PICTURE);
            }
            loop {
                tokio::select! {
                    () = stop.cancelled(), if hatch.is_some() => break,
                    // While messages are on the wire its own commits would wake it for nothing.
                    () = self.wake.notified(), if in_flight == 0 => break,
                    () = tokio::time::sleep_until(until.into()) => break,
                    Some(claims) = passes.recv(), if hatch.is_some() => {
                        in_flight += self.hand_over(claims, &wire, &ended);
                        until = until.min(Instant::now() + TICK);
                    }
                    Some(end) = endings.recv() => {
                        batch.push(end);
                        // Nothing waits for these to be recorded, unless it is to leave after them: they share a commit.
                        if batch.len() >= worth || (waits && batch.len() == in_flight) {
                            break;
                        }
                    }
                }
            }
        }
    }

    /// Sends what is claimed, each by itself; answers how many are on their way.
    fn hand_over(self: &Arc<Self>, claims: Claims, wire: &Arc<Wire>, ended: &mpsc::UnboundedSender<Ended>) -> usize {
        let messages = claims.claimed.len();
        for one in claims.claimed {
            let (sender, wire, ended) = (Arc::clone(self), Arc::clone(wire), ended.clone());
            tokio::spawn(async move {
                // Never closed: an error would only mean that nothing limits the wire.
                let _place = wire.places.acquire().await;
                let handed_over = Instant::now();
                let outcome = match wire.journal.mark(one.attempt) {
                    Ok(()) => sender.client.send(&one.message).await,
                    Err(_) => Outcome::NotSent,
                };
                sender.traffic.answered(handed_over.elapsed());
                // The loop outlives its sends; if it is gone, recovery settles them.
                let _ = ended.send(Ended { attempt: one.attempt, promise: one.promise, outcome, products: one.products });
            });
        }
        for picture in claims.pictures {
            // Beside everything else: what carries no picture does not wait for one.
            if wire.uploading().insert(picture.clone()) {
                let (sender, wire) = (Arc::clone(self), Arc::clone(wire));
                tokio::spawn(async move {
                    sender.upload(picture.clone()).await;
                    wire.uploading().remove(&picture);
                    sender.wake.notify_one();
                });
            }
        }
        messages
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

    /// A picture goes to Meta before the messages that carry it.
    async fn upload(self: &Arc<Self>, hash: String) {
        let (now, wanted) = (self.clock.now(), hash.clone());
        let file = self.blocking(move |s| s.db.read(|read| media::file(read, &s.dir, &wanted))).await;
        let taken = match file {
            Ok((bytes, mime)) => self.client.upload_media(bytes, &mime).await.map_err(|error| {
                tracing::warn!(code = error.code(), "a picture could not be uploaded");
                error.code()
            }),
            Err(error) => {
                tracing::error!(%error, "a picture could not be read");
                Err(None)
            }
        };
        let done = match taken {
            Ok(id) => self.blocking(move |s| s.db.write(|tx| media::uploaded(tx, &hash, &id, now))).await,
            Err(code) => {
                let stops = code.and_then(|code| match cloud_api::error::classify(code, 400) {
                    Class::Stop(why) => Some(why),
                    _ => None,
                });
                self.blocking(move |s| {
                    let now = s.clock.now();
                    s.db.write(|tx| {
                        stops.map_or(Ok(()), |why| cloud::stop(tx, why, now))?;
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
        // Not reviewed, or hidden meanwhile: the same answer goes as picture and buttons, at once.
        Outcome::Answered { error, .. } if error.is_bad_parameter() && !end.products.is_empty() => {
            cloud::catalogue::refused(tx, &end.products)?;
            (Event::NotSent { at: now }, None)
        }
        Outcome::Answered { error, class } => {
            if let Class::Stop(why) = class {
                cloud::stop(tx, *why, now)?;
            }
            (Event::from_class(*class, error.code, tries()?, now), None)
        }
    };
    attempt_ended(tx, end.attempt, end.promise, &event, wamid, now)
}
