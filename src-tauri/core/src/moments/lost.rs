//! Lost demand: what customers wanted and the shop could not give. What was sold out, what a product does not come in, and
//! how far away they were; what the shop does not know at all is found among [`super::unanswered`], by the words.
//!
//! Noted by message, so that asking twice in one breath counts once; no words of hers are kept, and not where she was, only
//! how far that is. Waiting for a thing is something else: most who find it sold out ask nobody to tell them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Reply;
use super::unanswered::{self, Unanswered};
use crate::catalog;
use crate::db::{Read, Tx};
use crate::kinds::{CustomerId, DAY, Millis, ProductId, Result, StoreId, Topic, VariantId};

/// So far back it is counted.
const LOOKED_BACK: Millis = 90 * DAY;
/// So many of each kind are listed, the most wanted first.
const LISTED: i64 = 100;
/// Farther than this is too far, in metres, where the owner has not said otherwise.
const FAR: f64 = 30_000.0;
/// The setting with her own distance.
const FAR_METRES: &str = "far_metres";

/// What an answer could not give.
#[derive(Clone, Debug, PartialEq)]
pub enum Lost {
    /// None is left of it.
    SoldOut(VariantId),
    /// The product does not come in what she wants; one of its variants, and the sizes or colours.
    NotIn(VariantId, String),
    /// The nearest store is far from her.
    TooFar(StoreId, f64),
}

/// A variant that was wanted and sold out.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LostVariant {
    /// Which.
    pub variant: VariantId,
    /// Of which product.
    pub product: ProductId,
    /// Its full name.
    pub name: String,
    /// People who wanted it.
    pub people: i64,
    /// How often it was asked for.
    pub times: i64,
    /// People among all who wait for it now.
    pub waiting: i64,
    /// It can be had again by now.
    pub is_back: bool,
    /// When last.
    pub last_at: Millis,
}

/// What a product was wanted in, and does not come in.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LostOption {
    /// One of its variants.
    pub variant: VariantId,
    /// Which product.
    pub product: ProductId,
    /// Its title.
    pub name: String,
    /// The sizes or colours.
    pub wanted: String,
    /// People who wanted it so.
    pub people: i64,
    /// When last.
    pub last_at: Millis,
}

/// People who were far from the store that is nearest to them.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LostPlace {
    /// The store.
    pub store: StoreId,
    /// Its name.
    pub name: String,
    /// How many.
    pub people: i64,
    /// The nearest of them, in metres.
    pub from_metres: f64,
    /// The farthest.
    pub to_metres: f64,
    /// When last.
    pub last_at: Millis,
}

/// What was wanted within ninety days and could not be had, the most wanted first.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct LostDemand {
    /// Sold out when it was asked for.
    pub sold_out: Vec<LostVariant>,
    /// In another size or colour.
    pub not_in: Vec<LostOption>,
    /// Products the shop does not know, as they were asked for.
    pub unknown: Vec<Unanswered>,
    /// Too far away.
    pub too_far: Vec<LostPlace>,
    /// What counts as far, in metres.
    pub far_metres: f64,
}

/// Which of them are of no interest any more, or are again.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LostWhat {
    /// A variant that was sold out.
    SoldOut {
        /// Which.
        variant: VariantId,
    },
    /// A product in something.
    NotIn {
        /// One of its variants.
        variant: VariantId,
        /// In what.
        wanted: String,
    },
    /// People far from a store.
    TooFar {
        /// Which.
        store: StoreId,
    },
}

/// Farther away than what counts as far.
pub(super) fn far(read: &Read<'_>, metres: f64) -> Result<bool> {
    Ok(metres > far_metres(read)?)
}

fn far_metres(read: &Read<'_>) -> Result<f64> {
    read.setting(FAR_METRES, FAR)
}

/// Notes what an answer could not give.
///
/// # Errors
/// What the disk says.
pub fn note(tx: &Tx<'_>, customer: CustomerId, wamid: &str, reply: &Reply, now: Millis) -> Result<()> {
    match &reply.lost {
        Some(lost) => note_one(tx, customer, wamid, lost, now),
        None => Ok(()),
    }
}

/// Notes one thing that could not be had, once for a message.
///
/// # Errors
/// What the disk says.
pub fn note_one(tx: &Tx<'_>, customer: CustomerId, wamid: &str, lost: &Lost, now: Millis) -> Result<()> {
    let (kind, variant, store, wanted, metres) = match lost {
        Lost::SoldOut(variant) => ("sold_out", Some(*variant), None, None, None),
        Lost::NotIn(variant, wanted) => ("not_in", Some(*variant), None, Some(wanted.as_str()), None),
        Lost::TooFar(store, metres) => ("too_far", None, Some(*store), None, Some(metres.round() as i64)),
    };
    tx.execute(
        "INSERT INTO lost_demand (customer_id, wamid, kind, variant_id, store_id, wanted, metres, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT DO NOTHING",
        (customer, wamid, kind, variant, store, wanted, metres, now),
    )?;
    tx.touch(Topic::Conversations);
    Ok(())
}

/// Forgets a person.
///
/// # Errors
/// What the disk says.
pub fn forget(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    tx.execute("DELETE FROM lost_demand WHERE customer_id = ?1", [customer])?;
    Ok(())
}

/// Leaves something out of the list, or brings it back. Who asks for it from then on counts again.
///
/// # Errors
/// What the disk says.
pub fn dismiss(tx: &Tx<'_>, what: &LostWhat, done: bool, now: Millis) -> Result<()> {
    let at = done.then_some(now);
    match what {
        LostWhat::SoldOut { variant } => {
            tx.execute("UPDATE lost_demand SET done_at = ?2 WHERE kind = 'sold_out' AND variant_id = ?1 AND at <= ?3", (variant, at, now))?
        }
        LostWhat::NotIn { variant, wanted } => tx.execute(
            "UPDATE lost_demand SET done_at = ?2 WHERE kind = 'not_in' AND variant_id = ?1 AND wanted = ?4 AND at <= ?3",
            (variant, at, now, wanted),
        )?,
        LostWhat::TooFar { store } => {
            tx.execute("UPDATE lost_demand SET done_at = ?2 WHERE kind = 'too_far' AND store_id = ?1 AND at <= ?3", (store, at, now))?
        }
    };
    tx.touch(Topic::Conversations);
    Ok(())
}

/// What was wanted lately and could not be had.
///
/// # Errors
/// What the disk says.
pub fn list(read: &Read<'_>, now: Millis) -> Result<LostDemand> {
    let since = now - LOOKED_BACK;
    Ok(LostDemand {
        sold_out: sold_out(read, since)?,
        not_in: not_in(read, since)?,
        unknown: unanswered::of_unknown_products(read, since, now)?,
        too_far: read.all(
            "SELECT s.id, s.name, count(DISTINCT l.customer_id), min(l.metres), max(l.metres), max(l.at)
             FROM lost_demand l JOIN store s ON s.id = l.store_id
             WHERE l.kind = 'too_far' AND l.done_at IS NULL AND l.at >= ?1 GROUP BY s.id ORDER BY 3 DESC, 6 DESC LIMIT ?2",
            (since, LISTED),
            |row| {
                let (from, to): (i64, i64) = (row.get(3)?, row.get(4)?);
                Ok(LostPlace {
                    store: row.get(0)?,
                    name: row.get(1)?,
                    people: row.get(2)?,
                    from_metres: from as f64,
                    to_metres: to as f64,
                    last_at: row.get(5)?,
                })
            },
        )?,
        far_metres: far_metres(read)?,
    })
}

fn sold_out(read: &Read<'_>, since: Millis) -> Result<Vec<LostVariant>> {
    let counted = read.all(
        "SELECT l.variant_id, count(DISTINCT l.customer_id), count(*), max(l.at),
                (SELECT count(*) FROM waiting w WHERE w.variant_id = l.variant_id AND w.state = 'waiting')
         FROM lost_demand l WHERE l.kind = 'sold_out' AND l.done_at IS NULL AND l.at >= ?1
         GROUP BY l.variant_id ORDER BY 2 DESC, 4 DESC LIMIT ?2",
        (since, LISTED),
        |row| Ok((row.get::<_, VariantId>(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
    )?;
    let named = |(variant, people, times, last_at, waiting)| -> Result<LostVariant> {
        let row = catalog::get(read, variant)?;
        Ok(LostVariant {
            variant,
            product: row.product_id,
            name: row.full_name(),
            people,
            times,
            waiting,
            is_back: row.uncounted.as_deref() == Some("available") || row.portions() > 0,
            last_at,
        })
    };
    counted.into_iter().map(named).collect()
}

fn not_in(read: &Read<'_>, since: Millis) -> Result<Vec<LostOption>> {
    let counted = read.all(
        "SELECT variant_id, wanted, count(DISTINCT customer_id), max(at) FROM lost_demand
         WHERE kind = 'not_in' AND done_at IS NULL AND at >= ?1 GROUP BY variant_id, wanted ORDER BY 3 DESC, 4 DESC LIMIT ?2",
        (since, LISTED),
        |row| Ok((row.get::<_, VariantId>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let named = |(variant, wanted, people, last_at)| -> Result<LostOption> {
        let row = catalog::get(read, variant)?;
        Ok(LostOption { variant, product: row.product_id, name: row.title, wanted, people, last_at })
    };
    counted.into_iter().map(named).collect()
}
