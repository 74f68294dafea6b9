//! "Still want it?": whoever has waited longer than sixty days for what never came back is asked once whether she still
//! does. One click of the owner asks them all, in a round of its own: an alert needs stock, a question needs that there
//! is none. What they answer is [`answers`].
//!
//! A round keeps no state that could fall behind: who was asked, and what became of it, is read from the outbox's
//! published view each time. A person gets one question a week at most, about what she has waited for longest; asked
//! about all of it at once, she would be written to like a debtor. Silence keeps the place.

pub mod answers;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::UNDO_MS;
use super::forecast::{Forecast, Foreseeing};
use crate::catalog;
use crate::consent::Purpose;
use crate::db::{Read, Tx};
use crate::kinds::{AskingId, Author, Code, CustomerId, DAY, Error, Millis, Personal, PromiseId, Result, Topic, VariantId};
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, Blank, Draft, NewPromise, TemplateDraft};
use crate::policy::{Outcome, Reason, Verdict};
use crate::words::{self, Arg, Args};

/// The template the shop proposes to Meta for it.
pub const TEMPLATE: &str = "still_want_it";
/// A place in line older than this is asked about.
const LONG: Millis = 60 * DAY;
/// One question to a person in so long.
const BETWEEN: Millis = 7 * DAY;
/// So many people in one round; the others stay in the next.
const AT_ONCE: usize = 1_000;
/// *Not now* takes it out of Today for so long.
const PUT_OFF: Millis = 30 * DAY;
/// Until when Today says nothing of it.
const PUT_OFF_UNTIL: &str = "asking_put_off_until";

/// Whose place is old enough, who has not been asked about it, was not told of it lately, and is asked nothing else at
/// the moment. `?1` is how old a place must be, `?2` since when she must have been left alone.
const MAY_BE_ASKED: &str = "w.state = 'waiting' AND w.since <= ?1
    AND NOT EXISTS (SELECT 1 FROM asked k JOIN promise_outcome o ON o.promise_id = k.promise_id
        WHERE k.waiting_id = w.id AND k.since = w.since AND (k.passed_over = 1 OR o.state NOT IN ('cancelled', 'expired')))
    AND NOT EXISTS (SELECT 1 FROM wave_member m JOIN promise_outcome o ON o.promise_id = m.promise_id
        WHERE m.waiting_id = w.id AND (o.pending OR o.told AND o.not_before > ?1))
    AND NOT EXISTS (SELECT 1 FROM waiting x JOIN asked k ON k.waiting_id = x.id JOIN promise_outcome o ON o.promise_id = k.promise_id
        WHERE x.customer_id = w.customer_id AND (o.pending OR o.told AND o.not_before > ?2))";

/// How many may be asked, about how much.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct LongInLine {
    /// People.
    pub people: i64,
    /// Products they wait for.
    pub products: i64,
}

/// What has been waited for so long that it may be asked about, as JSON: it is still sold, and there is none. What is here
/// is told, not asked about.
fn gone(read: &Read<'_>, now: Millis) -> Result<String> {
    let waited_for = read.all(
        "SELECT DISTINCT variant_id FROM waiting w WHERE state = 'waiting' AND since <= ?1
         AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.variant_id = w.variant_id AND a.state = 'running')",
        [now - LONG],
        |row| row.get::<_, VariantId>(0),
    )?;
    let mut gone = Vec::with_capacity(waited_for.len());
    for variant in waited_for {
        let row = catalog::get(read, variant)?;
        if row.status == "active" && row.portions() == 0 {
            gone.push(variant);
        }
    }
    Ok(serde_json::to_string(&gone)?)
}

fn how_many(read: &Read<'_>, gone: &str, now: Millis) -> Result<LongInLine> {
    let found = read.one(
        &format!(
            "SELECT count(DISTINCT w.customer_id), count(DISTINCT w.variant_id) FROM waiting w
             WHERE w.variant_id IN (SELECT value FROM json_each(?3)) AND {MAY_BE_ASKED}"
        ),
        (now - LONG, now - BETWEEN, gone),
        |row| Ok(LongInLine { people: row.get(0)?, products: row.get(1)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// How many have waited so long that they may be asked now.
pub fn long_in_line(read: &Read<'_>, now: Millis) -> Result<LongInLine> {
    how_many(read, &gone(read, now)?, now)
}

/// As [`long_in_line`], unless the owner has put it off: what Today offers.
pub fn offered(read: &Read<'_>, now: Millis) -> Result<Option<LongInLine>> {
    if read.setting::<Millis>(PUT_OFF_UNTIL, 0)? > now {
        return Ok(None);
    }
    Ok(Some(long_in_line(read, now)?).filter(|found| found.people > 0))
}

/// Not now: Today says nothing of it for a month; or again at once.
pub fn put_off(tx: &Tx<'_>, put_off: bool, now: Millis) -> Result<()> {
    tx.set_setting(PUT_OFF_UNTIL, &if put_off { now + PUT_OFF } else { 0 })?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

struct Candidate {
    waiting: i64,
    customer: CustomerId,
    name: Personal<String>,
    variant: VariantId,
    since: Millis,
}

/// Whom a round asks: each about what she has waited for longest, the longest-waiting first.
fn candidates(read: &Read<'_>, gone: &str, now: Millis) -> Result<Vec<Candidate>> {
    let all = read.all(
        &format!(
            "SELECT w.id, w.customer_id, c.name, w.variant_id, w.since FROM waiting w JOIN customer c ON c.id = w.customer_id
             WHERE w.variant_id IN (SELECT value FROM json_each(?3)) AND {MAY_BE_ASKED} ORDER BY w.since, w.id"
        ),
        (now - LONG, now - BETWEEN, gone),
        |row| Ok(Candidate { waiting: row.get(0)?, customer: row.get(1)?, name: row.get(2)?, variant: row.get(3)?, since: row.get(4)? }),
    )?;
    let mut seen = BTreeSet::new();
    Ok(all.into_iter().filter(|one| seen.insert(one.customer)).take(AT_ONCE).collect())
}

/// What a question says: the ordinary message, the template, yes and no.
fn draft(read: &Read<'_>, variant: VariantId, key: &[u8]) -> Result<Draft> {
    let product = words::cut(&catalog::get(read, variant)?.full_name(), 120);
    let key = outbox::key_text(key);
    let args = Args::from([("product".into(), Arg::Text(product.clone()))]);
    Ok(Draft {
        purpose: Purpose::Restock,
        buttons: vec![(format!("still-yes:{key}"), "button-still-yes".into()), (format!("still-no:{key}"), "button-still-no".into())],
        template: Some(TemplateDraft { name: TEMPLATE.into(), words: "still-body".into(), body: vec![Blank::Text(product)] }),
        while_gone: Some(variant),
        ..Draft::answer("still-free", args, None)
    })
}

/// The template as it is submitted to Meta in one language. It speaks of her own wish and sells nothing: a utility
/// message, unless Meta thinks otherwise.
pub fn template(language: &str) -> Result<cloud_api::template::NewTemplate> {
    let say = |key: &str| words::say(language, key, &Args::new());
    Ok(cloud_api::template::NewTemplate::new(TEMPLATE, language, "UTILITY")
        .body(&say("still-body")?, &["Runner 42"])
        .footer(&say("restock-footer")?)
        .quick_replies(&[say("button-still-yes")?, say("button-still-no")?]))
}

/// What asking them would come to: shown before anything is sent.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AskingPlan {
    /// Who has waited so long, and for how much.
    #[serde(flatten)]
    pub long: LongInLine,
    /// What the round comes to.
    #[serde(flatten)]
    pub forecast: Forecast,
    /// There is no template for it yet: nobody outside her window can be asked.
    pub template_missing: bool,
}

/// Plans a round without promising anything.
pub fn plan(read: &Read<'_>, by_hand: bool, now: Millis) -> Result<AskingPlan> {
    let gone = gone(read, now)?;
    let mut foreseeing = Foreseeing::new(read, TEMPLATE, by_hand, now)?;
    for candidate in candidates(read, &gone, now)? {
        foreseeing.add(candidate.customer, &candidate.name, 0, |_| draft(read, candidate.variant, &[0; 16]))?;
    }
    Ok(AskingPlan {
        long: how_many(read, &gone, now)?,
        forecast: foreseeing.done(),
        template_missing: !by_hand && crate::cloud::template_in(read, TEMPLATE, &[])?.is_none(),
    })
}

/// Asks them, after ten seconds in which it can be undone; by hand nothing leaves by itself, and nothing waits.
///
/// Who may never be written to is kept in the round with her verdict, so that she is not offered for ever; who only
/// lacks the template is left for a round that has it.
pub fn start(tx: &Tx<'_>, by_hand: bool, author: &Author, now: Millis) -> Result<AskingId> {
    let starts_at = if by_hand { now } else { now + UNDO_MS };
    let spacing: i64 = if by_hand { 0 } else { tx.setting("alert_spacing_ms", 1_500)? };
    let people = candidates(tx, &gone(tx, now)?, now)?;
    let asking = AskingId(tx.insert(
        "INSERT INTO asking (author, by_hand, created_at, starts_at) VALUES (?1, ?2, ?3, ?4)",
        (author.stamp(), by_hand, now, starts_at),
    )?);
    let mut gatherer = Gatherer::new(tx, now)?;
    let mut placed = 0;
    for candidate in people {
        let key = outbox::new_key()?;
        let gathered = gatherer.facts(candidate.customer, Purpose::Restock, Some(TEMPLATE))?;
        let draft = draft(tx, candidate.variant, &key)?;
        let before = outbox::weigh(&gatherer, &gathered, &draft, by_hand, now);
        if before.outcome == Outcome::Suppress && before.reasons.last() == Some(&Reason::NoTemplate) {
            continue;
        }
        let promise = NewPromise {
            key,
            customer: candidate.customer,
            draft: &draft,
            wave: None,
            while_stock_of: None,
            not_before: starts_at + placed * spacing,
            author,
            by_hand,
        };
        let (id, verdict) = outbox::enqueue_gathered(tx, &gatherer, &gathered, &promise, now)?;
        tx.execute(
            "INSERT INTO asked (promise_id, asking_id, waiting_id, since) VALUES (?1, ?2, ?3, ?4)",
            (id, asking, candidate.waiting, candidate.since),
        )?;
        placed += i64::from(verdict.outcome != Outcome::Suppress);
    }
    if placed == 0 {
        return Err(Error::new(Code::NobodyWaits));
    }
    tx.touch(Topic::Waitlist);
    Ok(asking)
}

/// Takes a round back within its ten seconds: nobody was asked.
pub fn undo(tx: &Tx<'_>, asking: AskingId, now: Millis) -> Result<()> {
    let open = tx.execute(
        "UPDATE asking SET ended_as = 'undone', ended_at = ?2 WHERE id = ?1 AND ended_as IS NULL AND starts_at > ?2",
        (asking, now),
    )?;
    if open == 0 {
        return Err(Error::new(Code::TooLateToUndo));
    }
    withdraw_open(tx, asking, now)
}

/// Stops a round: who has not been asked keeps her place, and can be asked another time.
pub fn stop(tx: &Tx<'_>, asking: AskingId, now: Millis) -> Result<()> {
    tx.execute("UPDATE asking SET ended_as = 'stopped', ended_at = ?2 WHERE id = ?1 AND ended_as IS NULL", (asking, now))?;
    withdraw_open(tx, asking, now)
}

fn withdraw_open(tx: &Tx<'_>, asking: AskingId, now: Millis) -> Result<()> {
    let open = tx.all(
        "SELECT o.promise_id FROM asked k JOIN promise_outcome o ON o.promise_id = k.promise_id WHERE k.asking_id = ?1 AND o.pending AND o.state <> 'claimed'",
        [asking],
        |row| row.get::<_, PromiseId>(0),
    )?;
    outbox::withdraw(tx, &open, now)?;
    tx.touch(Topic::Waitlist);
    Ok(())
}

/// A round as the window lists it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AskingRow {
    /// Ours.
    pub id: AskingId,
    /// running, undone, stopped, done.
    pub state: String,
    /// Who started it.
    pub author: String,
    /// A person sends each message.
    pub by_hand: bool,
    /// When the first message may leave.
    pub starts_at: Millis,
    /// People asked.
    pub asked: i64,
    /// People still to be asked.
    pub to_go: i64,
    /// Who still wants it.
    pub yes: i64,
    /// Who does not.
    pub no: i64,
    /// People who could not be reached.
    pub lost: i64,
}

/// Rounds, the latest first; those that were taken back left out.
pub fn rounds(read: &Read<'_>) -> Result<Vec<AskingRow>> {
    read.all(
        "SELECT a.id, a.ended_as, a.author, a.by_hand, a.starts_at, SUM(o.told), SUM(o.pending), SUM(k.wants = 1), SUM(k.wants = 0), SUM(o.lost)
         FROM asking a JOIN asked k ON k.asking_id = a.id JOIN promise_outcome o ON o.promise_id = k.promise_id
         WHERE a.id IN (SELECT id FROM asking WHERE ended_as IS NOT 'undone' ORDER BY id DESC LIMIT 20) GROUP BY a.id ORDER BY a.id DESC",
        [],
        |row| {
            let (ended_as, to_go): (Option<String>, i64) = (row.get(1)?, row.get(6)?);
            let state = ended_as.unwrap_or_else(|| if to_go > 0 { "running" } else { "done" }.to_owned());
            Ok(AskingRow {
                id: row.get(0)?,
                state,
                author: row.get(2)?,
                by_hand: row.get(3)?,
                starts_at: row.get(4)?,
                asked: row.get(5)?,
                to_go,
                yes: row.get::<_, Option<i64>>(7)?.unwrap_or(0),
                no: row.get::<_, Option<i64>>(8)?.unwrap_or(0),
                lost: row.get(9)?,
            })
        },
    )
}

/// One person of a round, and what became of her question.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct AskedPerson {
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// What she waits for.
    pub product: String,
    /// Since when.
    pub since: Millis,
    /// Whether she still wants it, once she has said so.
    pub wants: Option<bool>,
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

/// The people of a round, in the order they were taken.
pub fn people(read: &Read<'_>, asking: AskingId) -> Result<Vec<AskedPerson>> {
    read.all(
        "SELECT w.customer_id, c.name, trim(d.title || ' ' || v.label), k.since, k.wants, p.state, p.not_before, p.verdict, p.error_code, p.id
         FROM asked k JOIN waiting w ON w.id = k.waiting_id JOIN customer c ON c.id = w.customer_id JOIN promise p ON p.id = k.promise_id
         JOIN variant v ON v.id = w.variant_id JOIN product d ON d.id = v.product_id WHERE k.asking_id = ?1 ORDER BY p.id",
        [asking],
        |row| {
            let (verdict, error_code): (String, Option<i64>) = (row.get(7)?, row.get(8)?);
            Ok(AskedPerson {
                customer: row.get(0)?,
                name: row.get(1)?,
                product: row.get(2)?,
                since: row.get(3)?,
                wants: row.get(4)?,
                state: row.get(5)?,
                not_before: row.get(6)?,
                verdict: serde_json::from_str(&verdict).unwrap_or(Verdict { outcome: Outcome::Suppress, reasons: Vec::new() }),
                error_code,
                advice: error_code.map(cloud_api::error::advise),
                promise: row.get(9)?,
            })
        },
    )
}
