//! One person's story: what she wrote and was told, ordered, waited for, agreed to, what was noted about her, in one
//! order; and for each alert or offer why it was she. Reads only, straight from the rows: nothing is kept for the
//! story itself, so it can never say something else than the ledger and the outbox do.
//!
//! The places in the order are asked for first (kind, row, when) and only those of one page are filled in: somebody
//! with ten thousand messages costs no more than somebody with fifty.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::Receipt;
use crate::db::Read;
use crate::kinds::{CustomerId, Error, Millis, OrderId, Personal, PromiseId, Result, VariantId};
use crate::policy::{Reason, Verdict};

/// So many moments are one page.
pub const PAGE: u32 = 40;

/// One moment.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Moment {
    /// When.
    pub at: Millis,
    /// What.
    #[serde(flatten)]
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Happened {
    /// The shop first met her.
    Met {},
    /// An address book or list named her.
    Imported {
        /// The file.
        file: String,
    },
    /// She wrote, tapped or sent something.
    Wrote {
        /// As the thread names it.
        kind: String,
        /// Her words, if there were any.
        text: Personal<Option<String>>,
    },
    /// The shop answered.
    Answered {
        /// As the thread names it.
        kind: String,
        /// The words.
        text: Personal<Option<String>>,
        /// accepted, sent, delivered, read, failed.
        status: Option<String>,
        /// Who; `null` where nobody here knows: written in the phone app.
        author: Option<String>,
    },
    /// An alert or an offer was for her, whether it left or not.
    Chosen {
        /// Which, and why she.
        chosen: Box<WhyHer>,
    },
    /// A yes or a no.
    Consent {
        /// With its words.
        receipt: Receipt,
    },
    /// She began to wait.
    Waited {
        /// For which.
        variant: VariantId,
        /// Its name.
        name: String,
        /// Whose card she scanned.
        store: Option<String>,
        /// waiting, told, bought, left.
        state: String,
    },
    /// She ordered.
    Ordered {
        /// Which.
        order: OrderId,
        /// What, in words.
        items: String,
        /// kept, `handed_over`, expired, cancelled.
        state: String,
    },
    /// Somebody noted something about her.
    Noted {
        /// The words.
        note: Personal<String>,
        /// Who.
        author: String,
    },
    /// Another row became part of her.
    Merged {
        /// Who said so.
        author: String,
        /// When it was taken back.
        undone_at: Option<Millis>,
    },
}

/// Why an alert or offer was for her.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct WhyHer {
    /// The promise.
    pub promise: PromiseId,
    /// restock, promotions, `follow_up`, reminders.
    pub purpose: String,
    /// What it was about.
    pub about: Option<String>,
    /// It asked whether she still wants that.
    pub asks: bool,
    /// The words she got, if it left.
    pub text: Personal<Option<String>>,
    /// Where it stands.
    pub state: String,
    /// Who let it go out.
    pub author: String,
    /// A person sent it from her own `WhatsApp`.
    pub by_hand: bool,
    /// Since when she had waited.
    pub waiting_since: Option<Millis>,
    /// Whose card had put her in line.
    pub store: Option<String>,
    /// How many people stood in line before her then.
    pub before_her: Option<i64>,
    /// The how-manieth group she was in.
    pub wave: Option<i64>,
    /// Her yes that counted then.
    pub consent: Option<Receipt>,
    /// What the gate found, for and against, when it last judged.
    pub reasons: Vec<Reason>,
}

/// A page of it, newest first.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Story {
    /// Newest first.
    pub moments: Vec<Moment>,
    /// There are earlier ones.
    pub more: bool,
}

const HERS: &str = "IN (SELECT customer_id FROM person WHERE person_id = ?1)";

/// A page of one person's story, after so many newer moments.
pub fn story(read: &Read<'_>, customer: CustomerId, skip: u32) -> Result<Story> {
    // What is about another message (a reaction, an edit) is told with that one, in the thread. Her first message has Meta's
    // whole seconds, and would seem to come before the shop met her.
    let sql = format!(
        "SELECT what, row, at FROM (SELECT 'met' AS what, id AS row, added_at AS at FROM customer WHERE id = ?1
         UNION ALL SELECT 'imported', c.import_id, i.at FROM customer_import_change c JOIN customer_import i ON i.id = c.import_id WHERE c.customer_id {HERS} AND i.undone_at IS NULL
         UNION ALL SELECT 'message', m.id, m.at FROM message m WHERE m.customer_id {HERS} AND m.kind NOT IN ('reaction', 'edit', 'revoke')
             AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.id = m.promise_id AND p.purpose <> 'service')
         UNION ALL SELECT 'chosen', p.id, p.created_at FROM promise p WHERE p.customer_id {HERS} AND p.purpose <> 'service'
         UNION ALL SELECT 'consent', r.id, r.at FROM consent_receipt r WHERE r.customer_id {HERS}
         UNION ALL SELECT 'waited', w.id, w.since FROM waiting w WHERE w.customer_id {HERS}
         UNION ALL SELECT 'ordered', o.id, o.created_at FROM shop_order o WHERE o.customer_id {HERS}
         UNION ALL SELECT 'noted', n.id, n.at FROM customer_note n WHERE n.customer_id {HERS}
         UNION ALL SELECT 'merged', g.id, g.at FROM customer_merge g WHERE g.kept_id = ?1)
         ORDER BY what = 'met', at DESC, row DESC LIMIT ?2 OFFSET ?3"
    );
    let mut places =
        read.all(&sql, (customer, PAGE + 1, skip), |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, Millis>(2)?)))?;
    let more = places.len() > PAGE as usize;
    places.truncate(PAGE as usize);
    let moments = places.into_iter().map(|(what, row, at)| Ok(Moment { at, what: fill(read, &what, row)? })).collect::<Result<Vec<_>>>()?;
    Ok(Story { moments, more })
}

fn fill(read: &Read<'_>, what: &str, row: i64) -> Result<Happened> {
    let found = match what {
        "met" => Some(Happened::Met {}),
        "imported" => {
            read.one("SELECT file_name FROM customer_import WHERE id = ?1", [row], |r| Ok(Happened::Imported { file: r.get(0)? }))?
        }
        "message" => message(read, row)?,
        "chosen" => chosen(read, PromiseId(row))?.map(|chosen| Happened::Chosen { chosen: Box::new(chosen) }),
        "consent" => receipt(read, "r.id = ?1", [row])?.map(|receipt| Happened::Consent { receipt }),
        "waited" => read.one(
            "SELECT w.variant_id, trim(p.title || ' ' || v.label), s.name, w.state FROM waiting w JOIN variant v ON v.id = w.variant_id
             JOIN product p ON p.id = v.product_id LEFT JOIN store s ON s.id = w.store_id WHERE w.id = ?1",
            [row],
            |r| Ok(Happened::Waited { variant: r.get(0)?, name: r.get(1)?, store: r.get(2)?, state: r.get(3)? }),
        )?,
        "ordered" => read.one(
            "SELECT o.id, (SELECT group_concat(CASE WHEN l.quantity = 1 THEN l.title ELSE l.quantity || ' × ' || l.title END, ', ') FROM order_line l WHERE l.order_id = o.id), o.state
             FROM shop_order o WHERE o.id = ?1",
            [row],
            |r| Ok(Happened::Ordered { order: r.get(0)?, items: r.get::<_, Option<String>>(1)?.unwrap_or_default(), state: r.get(2)? }),
        )?,
        "noted" => read.one("SELECT note, author FROM customer_note WHERE id = ?1", [row], |r| {
            Ok(Happened::Noted { note: r.get(0)?, author: r.get(1)? })
        })?,
        _ => read.one("SELECT author, undone_at FROM customer_merge WHERE id = ?1", [row], |r| {
            Ok(Happened::Merged { author: r.get(0)?, undone_at: r.get(1)? })
        })?,
    };
    // Looked for and filled in within one reading: a row cannot have gone between the two.
    found.ok_or_else(|| Error::internal("a moment without its row"))
}

fn message(read: &Read<'_>, row: i64) -> Result<Option<Happened>> {
    read.one(
        "SELECT m.outbound, m.kind, m.content ->> '$.text', m.status, p.author FROM message m LEFT JOIN promise p ON p.id = m.promise_id WHERE m.id = ?1",
        [row],
        |r| {
            let (outbound, kind, text) = (r.get::<_, bool>(0)?, r.get(1)?, Personal(r.get::<_, Option<String>>(2)?));
            Ok(if outbound { Happened::Answered { kind, text, status: r.get(3)?, author: r.get(4)? } } else { Happened::Wrote { kind, text } })
        },
    )
}

fn receipt(read: &Read<'_>, which: &str, values: impl rusqlite::Params) -> Result<Option<Receipt>> {
    let sql = format!(
        "SELECT r.purpose, r.act, r.at, COALESCE(e.wording, ''), COALESCE(e.source, ''), COALESCE(e.author, ''), COALESCE(e.language, ''), e.store_id
         FROM consent_receipt r LEFT JOIN consent_evidence e ON e.receipt_id = r.id WHERE {which} ORDER BY r.id DESC LIMIT 1"
    );
    read.one(&sql, values, |r| {
        Ok(Receipt {
            purpose: r.get(0)?,
            act: r.get(1)?,
            at: r.get(2)?,
            wording: r.get(3)?,
            source: r.get(4)?,
            author: r.get(5)?,
            language: r.get(6)?,
            store: r.get(7)?,
        })
    })
}

/// Why a promise was for her; nothing where there is none.
pub fn chosen(read: &Read<'_>, promise: PromiseId) -> Result<Option<WhyHer>> {
    let found = read.one(
        "SELECT p.customer_id, p.created_at, p.purpose, p.state, p.author, p.by_hand, p.verdict, m.content ->> '$.text',
                (SELECT trim(d.title || ' ' || v.label) FROM variant v JOIN product d ON d.id = v.product_id WHERE v.id = COALESCE(p.while_stock_of, w.variant_id)),
                w.since, s.name, g.number,
                (SELECT count(*) FROM waiting o WHERE o.variant_id = w.variant_id AND o.since < w.since AND o.state <> 'left'), k.promise_id IS NOT NULL
         FROM promise p LEFT JOIN message m ON m.promise_id = p.id LEFT JOIN wave_member b ON b.promise_id = p.id
         LEFT JOIN wave g ON g.id = b.wave_id LEFT JOIN asked k ON k.promise_id = p.id
         LEFT JOIN waiting w ON w.id = COALESCE(b.waiting_id, k.waiting_id) LEFT JOIN store s ON s.id = w.store_id WHERE p.id = ?1",
        [promise],
        |r| {
            let (customer, at, purpose): (CustomerId, Millis, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let (verdict, waiting_since): (String, Option<Millis>) = (r.get(6)?, r.get(9)?);
            let chosen = WhyHer {
                promise,
                purpose,
                about: r.get(8)?,
                asks: r.get(13)?,
                text: Personal(r.get(7)?),
                state: r.get(3)?,
                author: r.get(4)?,
                by_hand: r.get(5)?,
                waiting_since,
                store: r.get(10)?,
                before_her: r.get::<_, Option<i64>>(12)?.filter(|_| waiting_since.is_some()),
                wave: r.get(11)?,
                consent: None,
                reasons: serde_json::from_str::<Verdict>(&verdict).map(|v| v.reasons).unwrap_or_default(),
            };
            Ok((customer, at, chosen))
        },
    )?;
    let Some((customer, at, mut chosen)) = found else { return Ok(None) };
    chosen.consent =
        receipt(read, "r.customer_id = ?1 AND r.purpose = ?2 AND r.act = 'given' AND r.at <= ?3", (customer, &chosen.purpose, at))?;
    Ok(Some(chosen))
}
