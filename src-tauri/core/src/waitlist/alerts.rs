//! Alerts: telling those who wait, in waves matched to the stock. A wave's people are frozen when it
//! starts; what became of each is read from the outbox's published view by [`follow`], which can run at
//! any time, any number of times, so a kill between two of its runs loses nothing.
//!
//! An alert can also go *by hand*: the same people, the same rules, but a person sends each message
//! from her own WhatsApp and ticks it off; a further wave only adds names to her list.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::asking::answers;
use super::draft::Drafter;
use super::forecast::{Forecast, Foreseeing};
use super::{TEMPLATE, UNDO_MS};
use crate::catalog::{self, VariantRow};
use crate::consent::Purpose;
use crate::db::{Read, Tx};
use crate::kinds::{AlertId, Author, Code, CustomerId, Error, Millis, Personal, PromiseId, Result, Topic, VariantId};
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, NewPromise};
use crate::policy::{Outcome, Verdict};

/// People to tell for so many pieces: not everybody who waits will buy.
pub fn wave_size(pieces: i64, people_per_piece: i64, waiting: usize) -> usize {
    usize::try_from(pieces.max(0) * people_per_piece.max(1)).unwrap_or(0).min(waiting)
}

/// What telling them would come to: shown before anything is sent.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AlertPlan {
    /// Which variant.
    pub variant: VariantRow,
    /// People waiting.
    pub waiting: i64,
    /// Pieces that can be promised.
    pub pieces: i64,
    /// What the first wave comes to.
    #[serde(flatten)]
    pub forecast: Forecast,
    /// When the next people are told, if any are left.
    pub next_at: Millis,
    /// Proposed, running, or none.
    pub alert: Option<AlertId>,
    /// It is running already.
    pub running: bool,
}

struct Candidate {
    waiting: i64,
    customer: CustomerId,
    name: Personal<String>,
}

/// People an alert may still take: in line, and not already told by it.
fn candidates(read: &Read<'_>, variant: VariantId, alert: Option<AlertId>) -> Result<Vec<Candidate>> {
    read.all(
        "SELECT w.id, w.customer_id, c.name FROM waiting w JOIN customer c ON c.id = w.customer_id
         WHERE w.variant_id = ?1 AND w.state = 'waiting' AND NOT EXISTS (
             SELECT 1 FROM wave_member m JOIN wave v ON v.id = m.wave_id
             WHERE m.waiting_id = w.id AND v.alert_id = ?2 AND m.outcome NOT IN ('kept_place', 'gone'))
         ORDER BY w.since, w.id",
        (variant, alert),
        |row| Ok(Candidate { waiting: row.get(0)?, customer: row.get(1)?, name: row.get(2)? }),
    )
}

/// Plans the first wave without promising anything.
pub fn plan(read: &Read<'_>, variant: VariantId, by_hand: bool, now: Millis) -> Result<AlertPlan> {
    let row = catalog::get(read, variant)?;
    let alert = current(read, variant)?;
    let line = candidates(read, variant, alert.as_ref().map(|a| a.0))?;
    let interval: i64 = read.setting("wave_interval_minutes", 120)?;
    let size = wave_size(row.portions(), read.setting("people_per_piece", 2)?, line.len());
    let drafter = Drafter::new(read, &row, now)?;
    let mut foreseeing = Foreseeing::new(read, TEMPLATE, by_hand, now)?;
    for candidate in line {
        if foreseeing.first() >= size {
            break;
        }
        foreseeing.add(candidate.customer, &candidate.name, row.portions(), |gathered| Ok(drafter.draft(gathered, &[0; 16])))?;
    }
    Ok(AlertPlan {
        waiting: read.count("SELECT count(*) FROM waiting WHERE variant_id = ?1 AND state = 'waiting'", [variant])?,
        pieces: row.portions(),
        forecast: foreseeing.done(),
        next_at: now + UNDO_MS + interval * 60_000,
        running: alert.as_ref().is_some_and(|(_, state)| state == "running"),
        alert: alert.map(|(id, _)| id),
        variant: row,
    })
}

fn current(read: &Read<'_>, variant: VariantId) -> Result<Option<(AlertId, String)>> {
    read.one("SELECT id, state FROM alert WHERE variant_id = ?1 AND state IN ('proposed', 'running')", [variant], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// A restock where people wait: puts *Tell them* into the owner's Today. Answers whether people wait.
pub fn propose(tx: &Tx<'_>, variant: VariantId, author: &Author, now: Millis) -> Result<bool> {
    let waits = tx.count("SELECT count(*) FROM waiting WHERE variant_id = ?1 AND state = 'waiting'", [variant])? > 0;
    if waits && catalog::get(tx, variant)?.portions() > 0 {
        tx.execute(
            "INSERT INTO alert (variant_id, state, author, created_at) VALUES (?1, 'proposed', ?2, ?3) ON CONFLICT DO NOTHING",
            (variant, author.stamp(), now),
        )?;
        tx.touch(Topic::Waitlist);
    }
    Ok(waits)
}

/// Takes proposals back whose stock went away again, or that the owner does not want.
pub fn dismiss(tx: &Tx<'_>, variant: VariantId, now: Millis) -> Result<()> {
    tx.execute("UPDATE alert SET state = 'undone', ended_at = ?2 WHERE variant_id = ?1 AND state = 'proposed'", (variant, now))?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// Starts telling them, after ten seconds in which it can be undone.
///
/// By hand nothing leaves by itself, so there is nothing to wait for.
pub fn start(tx: &Tx<'_>, variant: VariantId, by_hand: bool, author: &Author, now: Millis) -> Result<AlertId> {
    let row = catalog::get(tx, variant)?;
    if row.portions() == 0 {
        return Err(Error::new(Code::NothingToTell));
    }
    let alert = match current(tx, variant)? {
        Some((_, state)) if state == "running" => return Err(Error::new(Code::AlertRunning)),
        Some((id, _)) => id,
        None => AlertId(tx.insert(
            "INSERT INTO alert (variant_id, state, author, created_at) VALUES (?1, 'proposed', ?2, ?3)",
            (variant, author.stamp(), now),
        )?),
    };
    let starts_at = if by_hand { now } else { now + UNDO_MS };
    let interval: i64 = tx.setting("wave_interval_minutes", 120)?;
    let line = candidates(tx, variant, Some(alert))?;
    if line.is_empty() {
        return Err(Error::new(Code::NobodyWaits));
    }
    tx.execute(
        "UPDATE alert SET state = 'running', author = ?2, starts_at = ?3, next_wave_at = ?4, by_hand = ?5 WHERE id = ?1",
        (alert, author.stamp(), starts_at, starts_at + interval * 60_000, by_hand),
    )?;
    let size = wave_size(row.portions(), tx.setting("people_per_piece", 2)?, line.len());
    new_wave(tx, alert, &row, size, starts_at, author, now)?;
    tx.touch(Topic::Waitlist);
    Ok(alert)
}

fn new_wave(tx: &Tx<'_>, alert: AlertId, variant: &VariantRow, size: usize, starts_at: Millis, author: &Author, now: Millis) -> Result<()> {
    let number = tx.count("SELECT count(*) FROM wave WHERE alert_id = ?1", [alert])? + 1;
    let wave =
        tx.insert("INSERT INTO wave (alert_id, number, size, created_at) VALUES (?1, ?2, ?3, ?4)", (alert, number, size as i64, now))?;
    fill_wave(tx, &Wave { id: wave, alert, starts_at }, variant, size, author, now)
}

/// A wave being filled.
struct Wave {
    id: i64,
    alert: AlertId,
    starts_at: Millis,
}

/// Adds the next `missing` people to a wave; who may not be written to is kept in it with her verdict
/// and does not take a place.
fn fill_wave(tx: &Tx<'_>, wave: &Wave, variant: &VariantRow, missing: usize, author: &Author, now: Millis) -> Result<()> {
    let spacing: i64 = tx.setting("alert_spacing_ms", 1_500)?;
    let by_hand = tx.count("SELECT by_hand FROM alert WHERE id = ?1", [wave.alert])? == 1;
    let mut gatherer = Gatherer::new(tx, now)?;
    let drafter = Drafter::new(tx, variant, now)?;
    let in_it = tx.all("SELECT customer_id FROM promise_outcome WHERE wave_id = ?1", [wave.id], |row| row.get::<_, CustomerId>(0))?;
    let mut in_it: BTreeSet<CustomerId> = in_it.into_iter().collect();
    let mut placed = 0;
    for candidate in candidates(tx, variant.id, Some(wave.alert))? {
        if placed >= missing {
            break;
        }
        if !in_it.insert(candidate.customer) {
            continue;
        }
        let key = outbox::new_key()?;
        let gathered = gatherer.facts(candidate.customer, Purpose::Restock, Some(TEMPLATE))?;
        let draft = drafter.draft(&gathered, &key);
        let promise = NewPromise {
            key,
            customer: candidate.customer,
            draft: &draft,
            wave: Some(wave.id),
            while_stock_of: Some(variant.id),
            not_before: wave.starts_at + placed as i64 * if by_hand { 0 } else { spacing },
            author,
            by_hand,
        };
        let (id, verdict) = outbox::enqueue_gathered(tx, &gatherer, &gathered, &promise, now)?;
        let suppressed = verdict.outcome == Outcome::Suppress;
        tx.execute(
            "INSERT INTO wave_member (wave_id, waiting_id, promise_id, outcome) VALUES (?1, ?2, ?3, ?4)",
            (wave.id, candidate.waiting, id, if suppressed { "lost" } else { "open" }),
        )?;
        placed += usize::from(!suppressed);
    }
    Ok(())
}

/// Takes an alert back within its ten seconds: nothing has left, everybody keeps her place.
pub fn undo(tx: &Tx<'_>, alert: AlertId, now: Millis) -> Result<()> {
    let open = tx
        .execute("UPDATE alert SET state = 'undone', ended_at = ?2 WHERE id = ?1 AND state = 'running' AND starts_at > ?2", (alert, now))?;
    if open == 0 {
        return Err(Error::new(Code::TooLateToUndo));
    }
    let pending = pending_of(tx, alert)?;
    outbox::withdraw(tx, &pending, now)?;
    tx.execute(
        "UPDATE wave_member SET outcome = 'kept_place' WHERE outcome = 'open' AND wave_id IN (SELECT id FROM wave WHERE alert_id = ?1)",
        [alert],
    )?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// Stops a running alert: who has not been told keeps her place.
pub fn stop(tx: &Tx<'_>, alert: AlertId, now: Millis) -> Result<()> {
    outbox::withdraw(tx, &pending_of(tx, alert)?, now)?;
    end(tx, alert, "stopped", now)
}

fn pending_of(read: &Read<'_>, alert: AlertId) -> Result<Vec<PromiseId>> {
    read.all(
        "SELECT o.promise_id FROM wave v JOIN wave_member m ON m.wave_id = v.id JOIN promise_outcome o ON o.promise_id = m.promise_id WHERE v.alert_id = ?1 AND o.pending AND o.state <> 'claimed'",
        [alert],
        |row| row.get(0),
    )
}

fn end(tx: &Tx<'_>, alert: AlertId, state: &str, now: Millis) -> Result<()> {
    tx.execute("UPDATE alert SET state = ?2, ended_at = ?3 WHERE id = ?1 AND state = 'running'", (alert, state, now))?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// Moves every running alert on: reads what became of its promises, tells the next in place of those
/// who could not be reached, starts the next wave when its time has come, and ends at zero.
pub fn follow(tx: &Tx<'_>, now: Millis) -> Result<()> {
    take_over_outcomes(tx, now)?;
    advance_alerts(tx, None, now)
}

/// As [`follow`], for the alerts whose promises have moved and no others: what a delivery costs must not
/// grow with the alerts that are running.
pub fn follow_moved(tx: &Tx<'_>, now: Millis) -> Result<()> {
    for alert in take_over_outcomes(tx, now)? {
        advance_alerts(tx, Some(alert), now)?;
    }
    Ok(())
}

fn advance_alerts(tx: &Tx<'_>, only: Option<AlertId>, now: Millis) -> Result<()> {
    let running = tx.all(
        "SELECT id, variant_id, next_wave_at, starts_at FROM alert WHERE state = 'running' AND (?1 IS NULL OR id = ?1)",
        [only],
        |row| Ok((row.get::<_, AlertId>(0)?, row.get::<_, VariantId>(1)?, row.get::<_, Millis>(2)?, row.get::<_, Millis>(3)?)),
    )?;
    for (alert, variant, next_wave_at, starts_at) in running {
        let row = catalog::get(tx, variant)?;
        if row.sold_out() {
            // The last piece is gone: nobody else is told.
            outbox::withdraw(tx, &pending_of(tx, alert)?, now)?;
            take_over_outcomes(tx, now)?;
            end(tx, alert, "stopped", now)?;
            continue;
        }
        refill(tx, alert, &row, starts_at, now)?;
        if still_pending(tx, alert)? {
            continue;
        }
        let line = candidates(tx, variant, Some(alert))?;
        if line.is_empty() {
            end(tx, alert, "done", now)?;
        } else if now >= next_wave_at && row.portions() > 0 {
            let interval: i64 = tx.setting("wave_interval_minutes", 120)?;
            let size = wave_size(row.portions(), tx.setting("people_per_piece", 2)?, line.len());
            new_wave(tx, alert, &row, size, now, &Author::shop(), now)?;
            tx.execute("UPDATE alert SET next_wave_at = ?2 WHERE id = ?1", (alert, now + interval * 60_000))?;
            tx.touch(Topic::Waitlist);
        }
    }
    Ok(())
}

/// Whether somebody of the alert's waves has yet to be told. Looked for from the end of each line, where they
/// are while a wave goes out: counting a large one at every step would cost more than sending it.
fn still_pending(read: &Read<'_>, alert: AlertId) -> Result<bool> {
    for wave in read.all("SELECT id FROM wave WHERE alert_id = ?1 ORDER BY id DESC", [alert], |row| row.get::<_, i64>(0))? {
        let one: Option<i64> = read.value(
            "SELECT m.waiting_id FROM wave_member m JOIN promise_outcome o ON o.promise_id = m.promise_id WHERE m.wave_id = ?1 AND o.pending
             ORDER BY m.waiting_id DESC LIMIT 1",
            [wave],
        )?;
        if one.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// In a wave that lost people, the next in line take their places.
fn refill(tx: &Tx<'_>, alert: AlertId, variant: &VariantRow, starts_at: Millis, now: Millis) -> Result<()> {
    let last = tx.one("SELECT id, size FROM wave WHERE alert_id = ?1 ORDER BY number DESC LIMIT 1", [alert], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    })?;
    let Some((wave, size)) = last else {
        return Ok(());
    };
    let (places, lost) = tx
        .one("SELECT SUM(outcome <> 'lost'), SUM(outcome = 'lost') FROM wave_member WHERE wave_id = ?1", [wave], |row| {
            Ok((row.get::<_, Option<i64>>(0)?.unwrap_or(0), row.get::<_, Option<i64>>(1)?.unwrap_or(0)))
        })?
        .unwrap_or_default();
    // No more people than what is left now can be told about.
    let missing = ((size - places).max(0) as usize).min(wave_size(variant.portions(), tx.setting("people_per_piece", 2)?, usize::MAX));
    if lost > 0 && missing > 0 {
        fill_wave(tx, &Wave { id: wave, alert, starts_at: starts_at.max(now) }, variant, missing, &Author::shop(), now)?;
        tx.touch(Topic::Waitlist);
    }
    Ok(())
}

/// A member of a wave whose promise has moved.
struct Moved {
    promise: PromiseId,
    waiting: i64,
    alert: AlertId,
    /// The alert was stopped or undone and the promise has not left.
    to_withdraw: bool,
    outcome: String,
    told: bool,
    lost: bool,
    cancelled: bool,
    code: Option<i64>,
    /// A person's place follows the latest wave she was in.
    latest: bool,
}

/// Reads what has moved in the outbox since last time, and takes it over into places in line.
fn take_over_outcomes(tx: &Tx<'_>, now: Millis) -> Result<BTreeSet<AlertId>> {
    let mut alerts = BTreeSet::new();
    let mut seen = tx.setting("waitlist_seen", 0)?;
    loop {
        let (first, last) = (seen, outbox::last_moved(tx)?);
        if last == first {
            break;
        }
        let moved = moved_between(tx, first, last)?;
        alerts.extend(moved.iter().map(|one| one.alert));
        for one in &moved {
            take_over(tx, one, now)?;
        }
        seen = last;
        tx.set_setting("waitlist_seen", &seen)?;
        tx.touch(Topic::Waitlist);
        // What was withdrawn here has moved as well, and is read in the next round.
        if !moved.iter().any(|one| one.to_withdraw) {
            break;
        }
    }
    Ok(alerts)
}

fn moved_between(read: &Read<'_>, first: i64, last: i64) -> Result<Vec<Moved>> {
    read.all(
        "SELECT m.promise_id, m.waiting_id, v.alert_id, a.state IN ('stopped', 'undone') AND o.pending AND o.state <> 'claimed',
                m.outcome, o.told, o.lost, o.state = 'cancelled', o.error_code,
                NOT EXISTS (SELECT 1 FROM wave_member later WHERE later.waiting_id = m.waiting_id AND later.wave_id > m.wave_id)
         FROM promise_moved e JOIN wave_member m ON m.promise_id = e.promise_id JOIN wave v ON v.id = m.wave_id JOIN alert a ON a.id = v.alert_id
         JOIN promise_outcome o ON o.promise_id = m.promise_id WHERE e.at > ?1 AND e.at <= ?2 GROUP BY m.promise_id",
        (first, last),
        |row| {
            Ok(Moved {
                promise: row.get(0)?,
                waiting: row.get(1)?,
                alert: row.get(2)?,
                to_withdraw: row.get(3)?,
                outcome: row.get(4)?,
                told: row.get(5)?,
                lost: row.get(6)?,
                cancelled: row.get(7)?,
                code: row.get(8)?,
                latest: row.get(9)?,
            })
        },
    )
}

fn take_over(tx: &Tx<'_>, one: &Moved, now: Millis) -> Result<()> {
    if one.to_withdraw {
        // What comes back from the wire after its alert was stopped must not leave later.
        outbox::withdraw(tx, &[one.promise], now)?;
        return Ok(());
    }
    let next = match one.outcome.as_str() {
        "open" if one.told => "told",
        "open" | "told" if one.cancelled => "kept_place",
        "open" | "told" if one.lost => "lost",
        // A message given up for lost that arrives after all.
        "lost" if one.told => "told",
        // Put aside by mistake, and nobody has taken her into another group since.
        "kept_place" if one.latest && !one.told && !one.lost && !one.cancelled => "open",
        // Ticked off by mistake: a person still has to send it.
        "told" if !one.told && !one.lost && !one.cancelled => "open",
        _ => return Ok(()),
    };
    tx.execute("UPDATE wave_member SET outcome = ?2 WHERE promise_id = ?1", (one.promise, next))?;
    match next {
        "told" if one.latest => {
            answers::no_longer(tx, one.waiting, now)?;
            tx.execute("UPDATE waiting SET state = 'told', unreachable = NULL WHERE id = ?1 AND state = 'waiting'", [one.waiting])?
        }
        "kept_place" | "open" if one.latest => {
            tx.execute("UPDATE waiting SET state = 'waiting' WHERE id = ?1 AND state = 'told'", [one.waiting])?
        }
        "lost" if one.latest => tx.execute(
            "UPDATE waiting SET state = 'waiting', unreachable = ?2 WHERE id = ?1 AND state IN ('waiting', 'told')",
            (one.waiting, one.code),
        )?,
        _ => 0,
    };
    Ok(())
}

/// Whether a promise that was put aside can wait again: its alert still runs, and she is in no later group of any.
pub fn can_wait_again(read: &Read<'_>, promise: PromiseId) -> Result<bool> {
    if answers::is_question(read, promise)? {
        return answers::can_wait_again(read, promise);
    }
    let moved_on = read.count(
        "SELECT count(*) FROM wave_member m JOIN wave v ON v.id = m.wave_id JOIN alert a ON a.id = v.alert_id
         WHERE m.promise_id = ?1 AND (a.state <> 'running'
            OR EXISTS (SELECT 1 FROM wave_member later WHERE later.waiting_id = m.waiting_id AND later.wave_id > m.wave_id))",
        [promise],
    )?;
    Ok(moved_on == 0)
}

/// What a tap did to a place in line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tap {
    /// It is kept for her.
    Bought,
    /// Somebody was quicker: she keeps her place.
    Gone,
    /// Not now: she keeps her place.
    Later,
    /// No more of these.
    Stop,
}

/// Notes a tap on the alert's buttons.
pub fn tapped(tx: &Tx<'_>, promise: PromiseId, tap: Tap, now: Millis) -> Result<()> {
    let (outcome, state) = match tap {
        Tap::Bought => ("bought", "bought"),
        Tap::Gone => ("gone", "waiting"),
        Tap::Later => ("later", "waiting"),
        // Her places end with her consent, all at once.
        Tap::Stop => return Ok(()),
    };
    let waiting: Option<i64> = tx.value("SELECT waiting_id FROM wave_member WHERE promise_id = ?1", [promise])?;
    let Some(waiting) = waiting else {
        return Ok(());
    };
    tx.execute("UPDATE wave_member SET outcome = ?2 WHERE promise_id = ?1", (promise, outcome))?;
    // Whatever she tapped, she has just said what she wants of it.
    answers::no_longer(tx, waiting, now)?;
    tx.execute(
        "UPDATE waiting SET state = ?2, unreachable = NULL WHERE id = ?1 AND state <> 'left'
         AND NOT EXISTS (SELECT 1 FROM waiting other WHERE other.variant_id = waiting.variant_id AND other.customer_id = waiting.customer_id AND other.id <> waiting.id AND other.state IN ('waiting', 'told') AND ?2 = 'waiting')",
        (waiting, state),
    )?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// An alert as the window lists it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AlertRow {
    /// Ours.
    pub id: AlertId,
    /// Which variant.
    pub variant: VariantId,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub image: Option<String>,
    /// proposed, running, undone, stopped, done.
    pub state: String,
    /// Who started or caused it.
    pub author: String,
    /// When.
    pub created_at: Millis,
    /// When the first message may leave.
    pub starts_at: Option<Millis>,
    /// When the next people are told, if any are left.
    pub next_wave_at: Option<Millis>,
    /// Pieces that can be promised now.
    pub pieces: i64,
    /// People waiting now.
    pub waiting: i64,
    /// Told so far.
    pub told: i64,
    /// Still to go in this wave.
    pub to_go: i64,
    /// Kept one.
    pub bought: i64,
    /// Could not be reached.
    pub lost: i64,
    /// A person sends the messages from her own `WhatsApp`.
    pub by_hand: bool,
}

/// Alerts, current ones first.
pub fn alerts(read: &Read<'_>) -> Result<Vec<AlertRow>> {
    read.all(
        "SELECT a.id, a.variant_id, p.title, v.label, p.image, a.state, a.author, a.created_at, a.starts_at, a.next_wave_at, MAX(s.on_hand - s.held, 0) / CASE WHEN 1000 % p.step = 0 THEN 1000 / p.step ELSE 1 END,
                (SELECT count(*) FROM waiting w WHERE w.variant_id = a.variant_id AND w.state = 'waiting'),
                (SELECT count(*) FROM wave_member m JOIN wave x ON x.id = m.wave_id WHERE x.alert_id = a.id AND m.outcome IN ('told', 'bought', 'later', 'gone')),
                (SELECT count(*) FROM wave_member m JOIN wave x ON x.id = m.wave_id JOIN promise_outcome o ON o.promise_id = m.promise_id WHERE x.alert_id = a.id AND o.pending),
                (SELECT count(*) FROM wave_member m JOIN wave x ON x.id = m.wave_id WHERE x.alert_id = a.id AND m.outcome = 'bought'),
                (SELECT count(*) FROM wave_member m JOIN wave x ON x.id = m.wave_id WHERE x.alert_id = a.id AND m.outcome = 'lost'), a.by_hand
         FROM alert a JOIN variant v ON v.id = a.variant_id JOIN product p ON p.id = v.product_id JOIN availability s ON s.variant_id = v.id
         WHERE a.state <> 'undone' ORDER BY a.state NOT IN ('running', 'proposed'), a.id DESC LIMIT 100",
        [],
        |row| {
            let (title, label): (String, String) = (row.get(2)?, row.get(3)?);
            Ok(AlertRow {
                id: row.get(0)?,
                variant: row.get(1)?,
                name: format!("{title} {label}").trim().to_owned(),
                image: row.get(4)?,
                state: row.get(5)?,
                author: row.get(6)?,
                created_at: row.get(7)?,
                starts_at: row.get(8)?,
                next_wave_at: row.get(9)?,
                pieces: row.get(10)?,
                waiting: row.get(11)?,
                told: row.get(12)?,
                to_go: row.get(13)?,
                bought: row.get(14)?,
                lost: row.get(15)?,
                by_hand: row.get(16)?,
            })
        },
    )
}

/// One person of an alert, and what became of her message.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AlertPerson {
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// Her number, for calling.
    pub phone: Option<Personal<String>>,
    /// open, told, lost, `kept_place`, bought, later, gone.
    pub outcome: String,
    /// The promise's state.
    pub state: String,
    /// Not before, while it waits.
    pub not_before: Millis,
    /// The gate's judgement.
    pub verdict: Verdict,
    /// Meta's code, when it failed.
    pub error_code: Option<i64>,
    /// What to do about it.
    #[ts(type = "string | null")]
    pub advice: Option<cloud_api::error::Advice>,
    /// The promise.
    pub promise: PromiseId,
}

/// The people of an alert, in the order they were taken.
pub fn people(read: &Read<'_>, alert: AlertId) -> Result<Vec<AlertPerson>> {
    read.all(
        "SELECT w.customer_id, c.name, (SELECT value FROM customer_alias a WHERE a.customer_id = c.id AND a.kind = 'phone' ORDER BY seen_at DESC LIMIT 1),
                m.outcome, p.state, p.not_before, p.verdict, p.error_code, p.id
         FROM wave v JOIN wave_member m ON m.wave_id = v.id JOIN waiting w ON w.id = m.waiting_id JOIN customer c ON c.id = w.customer_id JOIN promise p ON p.id = m.promise_id
         WHERE v.alert_id = ?1 ORDER BY p.id",
        [alert],
        |row| {
            let verdict: String = row.get(6)?;
            let error_code: Option<i64> = row.get(7)?;
            Ok(AlertPerson {
                customer: row.get(0)?,
                name: row.get(1)?,
                phone: row.get(2)?,
                outcome: row.get(3)?,
                state: row.get(4)?,
                not_before: row.get(5)?,
                verdict: serde_json::from_str(&verdict).unwrap_or(Verdict { outcome: Outcome::Suppress, reasons: Vec::new() }),
                error_code,
                advice: error_code.map(cloud_api::error::advise),
                promise: row.get(8)?,
            })
        },
    )
}

/// People told since then, and how many of them kept one.
pub fn told_since(read: &Read<'_>, since: Millis) -> Result<(i64, i64)> {
    let counts = read.one(
        "SELECT SUM(m.outcome IN ('told', 'bought', 'later', 'gone')), SUM(m.outcome = 'bought') FROM wave_member m JOIN promise p ON p.id = m.promise_id WHERE p.changed_at > ?1",
        [since],
        |row| Ok((row.get::<_, Option<i64>>(0)?.unwrap_or(0), row.get::<_, Option<i64>>(1)?.unwrap_or(0))),
    )?;
    Ok(counts.unwrap_or_default())
}

/// When something must be looked at again.
pub fn next_due(read: &Read<'_>) -> Result<Option<Millis>> {
    Ok(read.value::<Option<Millis>>("SELECT min(next_wave_at) FROM alert WHERE state = 'running'", [])?.flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_is_as_large_as_the_stock_allows() {
        assert_eq!(wave_size(5, 2, 23), 10, "five pairs, ten people");
        assert_eq!(wave_size(5, 2, 4), 4, "never more than wait");
        assert_eq!(wave_size(0, 2, 23), 0, "nobody for nothing");
        assert_eq!(wave_size(-3, 2, 23), 0, "nor for less");
    }
}
