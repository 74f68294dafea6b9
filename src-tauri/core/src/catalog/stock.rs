//! Stock: the count of each variant in each store, and the ledger of every change of it, each with who, why and
//! when and undone by its opposite. Holds stand beside the count.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{get, measure};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, HoldId, LedgerId, Millis, Result, StoreId, Topic, VariantId};

/// One change of stock, as the window shows and undoes it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct StockChange {
    /// The ledger's row; `null` when nothing changed.
    pub ledger: Option<LedgerId>,
    /// Which variant.
    pub variant: VariantId,
    /// Count before.
    pub before: i64,
    /// Count after.
    pub after: i64,
}

#[expect(clippy::too_many_arguments, reason = "the ledger's columns, written in one place")]
fn write_stock(
    tx: &Tx<'_>,
    variant: VariantId,
    store: StoreId,
    after: i64,
    why: &str,
    author: &Author,
    now: Millis,
    undoes: Option<LedgerId>,
) -> Result<StockChange> {
    let before = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    tx.execute(
        "INSERT INTO stock (variant_id, store_id, on_hand, as_of) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand, as_of = excluded.as_of",
        (variant, store, after, now),
    )?;
    tx.touch(Topic::Catalog);
    if before == after && undoes.is_none() {
        return Ok(StockChange { ledger: None, variant, before, after });
    }
    let id = tx.insert(
        "INSERT INTO stock_ledger (variant_id, store_id, before, after, why, author, at, undoes, step)
         SELECT v.id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, p.step FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id = ?1",
        (variant, store, before, after, why, author.stamp(), now, undoes),
    )?;
    Ok(StockChange { ledger: Some(LedgerId(id)), variant, before, after })
}

/// The first count of a variant made a moment ago: there is nothing before it to look at.
pub(super) fn first_stock(
    tx: &Tx<'_>,
    variant: VariantId,
    store: StoreId,
    on_hand: i64,
    why: &str,
    stamp: &str,
    now: Millis,
) -> Result<()> {
    tx.execute("INSERT INTO stock (variant_id, store_id, on_hand, as_of) VALUES (?1, ?2, ?3, ?4)", (variant, store, on_hand, now))?;
    if on_hand > 0 {
        tx.execute(
            "INSERT INTO stock_ledger (variant_id, store_id, before, after, why, author, at, step)
             SELECT v.id, ?2, 0, ?3, ?4, ?5, ?6, p.step FROM variant v JOIN product p ON p.id = v.product_id WHERE v.id = ?1",
            (variant, store, on_hand, why, stamp, now),
        )?;
    }
    Ok(())
}

/// Sets the count of all stores together: the main store takes the difference.
pub fn set_stock(tx: &Tx<'_>, variant: VariantId, on_hand: i64, why: &str, author: &Author, now: Millis) -> Result<StockChange> {
    let row = get(tx, variant)?;
    if row.uncounted.is_some() {
        // Who types a count wants it counted.
        tx.execute("UPDATE variant SET uncounted = NULL WHERE id = ?1", [variant])?;
    }
    let store = crate::stores::main(tx)?.id;
    let counted = tx.count("SELECT COALESCE(SUM(on_hand), 0) FROM stock WHERE variant_id = ?1", [variant])?;
    let elsewhere = counted - tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    if on_hand < 0 || on_hand < elsewhere {
        return Err(Error::new(Code::NegativeStock).with("typed", on_hand).with("elsewhere", elsewhere));
    }
    let mut change = write_stock(tx, variant, store, on_hand - elsewhere, why, author, now, None)?;
    (change.before, change.after) = (change.before + elsewhere, change.after + elsewhere);
    Ok(change)
}

/// Sets the count of one store, whatever the others have.
pub fn set_in_store(
    tx: &Tx<'_>,
    variant: VariantId,
    store: StoreId,
    on_hand: i64,
    why: &str,
    author: &Author,
    now: Millis,
) -> Result<StockChange> {
    if on_hand < 0 {
        return Err(Error::new(Code::NegativeStock).with("typed", on_hand));
    }
    tx.execute("UPDATE variant SET uncounted = NULL WHERE id = ?1 AND uncounted IS NOT NULL", [variant])?;
    write_stock(tx, variant, store, on_hand, why, author, now, None)
}

/// Takes pieces off the shelf: at the counter, or at hand-over of an order.
pub fn take(
    tx: &Tx<'_>,
    variant: VariantId,
    quantity: i64,
    store: StoreId,
    why: &str,
    author: &Author,
    now: Millis,
) -> Result<StockChange> {
    let row = get(tx, variant)?;
    match row.uncounted.as_deref() {
        // What is not counted goes over the counter without a trace in the ledger.
        Some("available") => return Ok(StockChange { ledger: None, variant, before: row.on_hand, after: row.on_hand }),
        Some(_) => return Err(Error::new(Code::SoldOut)),
        None => {}
    }
    let here = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    let at = if here >= quantity {
        Some(store)
    } else {
        tx.value("SELECT store_id FROM stock WHERE variant_id = ?1 AND on_hand >= ?2 ORDER BY store_id LIMIT 1", (variant, quantity))?
    };
    let store = at.ok_or_else(|| Error::new(Code::SoldOut))?;
    let there = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    write_stock(tx, variant, store, there - quantity, why, author, now, None)
}

/// Undoes one change of stock by the opposite difference, once.
pub fn undo_stock(tx: &Tx<'_>, ledger: LedgerId, author: &Author, now: Millis) -> Result<StockChange> {
    let found = tx.one("SELECT variant_id, store_id, before - after, step FROM stock_ledger WHERE id = ?1", [ledger], |row| {
        Ok((row.get::<_, VariantId>(0)?, row.get::<_, StoreId>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
    })?;
    let (variant, store, difference, step) = found.ok_or_else(|| Error::new(Code::NothingToUndo))?;
    if tx.count("SELECT count(*) FROM stock_ledger WHERE undoes = ?1", [ledger])? > 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    let now_there = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    let difference = measure::converted(difference, step, get(tx, variant)?.step).ok_or_else(|| Error::new(Code::TooLateToUndo))?;
    let back = now_there + difference;
    if back < 0 {
        return Err(Error::new(Code::TooLateToUndo));
    }
    write_stock(tx, variant, store, back, "undone", author, now, Some(ledger))
}

/// Says without counting whether it can be had: `available`, `sold_out`, or `None` to count again.
pub fn set_uncounted(tx: &Tx<'_>, variant: VariantId, state: Option<&str>, now: Millis) -> Result<()> {
    if state.is_some_and(|s| s != "available" && s != "sold_out") {
        return Err(Error::new(Code::BadRequest).with("field", "uncounted"));
    }
    tx.execute("UPDATE variant SET uncounted = ?2 WHERE id = ?1", (variant, state))?;
    // Saying so is as good as counting: what customers read is as of now.
    let store = crate::stores::main(tx)?.id;
    tx.execute(
        "INSERT INTO stock (variant_id, store_id, on_hand, as_of) VALUES (?1, ?2, 0, ?3) ON CONFLICT DO UPDATE SET as_of = excluded.as_of",
        (variant, store, now),
    )?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// The counts are right as they stand: who reads them reads them as of now. Answers how many products there are.
pub fn confirm(tx: &Tx<'_>, now: Millis) -> Result<usize> {
    tx.touch(Topic::Catalog);
    tx.execute("UPDATE stock SET as_of = ?1 WHERE as_of < ?1", [now])
}

/// A file says the count that stands: it is as of now, and nothing of it has changed.
pub(super) fn told_again(tx: &Tx<'_>, variant: VariantId, now: Millis) -> Result<()> {
    tx.execute("UPDATE stock SET as_of = ?2 WHERE variant_id = ?1 AND as_of < ?2", (variant, now))?;
    Ok(())
}

/// Somebody has looked: it is there, so its count is as of now; or it is not, whatever the count says, until it is
/// counted again.
pub fn seen_on_the_shelf(tx: &Tx<'_>, variant: VariantId, here: bool, now: Millis) -> Result<()> {
    if here {
        tx.execute("UPDATE stock SET as_of = ?2 WHERE variant_id = ?1", (variant, now))?;
        tx.touch(Topic::Catalog);
        return Ok(());
    }
    set_uncounted(tx, variant, Some("sold_out"), now)
}

/// One line of a variant's history.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LedgerRow {
    /// Ours.
    pub id: LedgerId,
    /// Count before, in that store; in the steps of that time.
    pub before: i64,
    /// Count after.
    pub after: i64,
    /// What a count was then, in thousandths of the unit.
    pub step: i64,
    /// counted, sold, imported, `handed_over`, undone.
    pub why: String,
    /// Who.
    pub author: String,
    /// When.
    pub at: Millis,
    /// It has been undone.
    pub undone: bool,
}

/// The last changes of a variant's stock, newest first.
pub fn history(read: &Read<'_>, variant: VariantId) -> Result<Vec<LedgerRow>> {
    read.all(
        "SELECT id, before, after, why, author, at, EXISTS (SELECT 1 FROM stock_ledger u WHERE u.undoes = l.id), step FROM stock_ledger l WHERE variant_id = ?1 ORDER BY id DESC LIMIT 50",
        [variant],
        |row| Ok(LedgerRow { id: row.get(0)?, before: row.get(1)?, after: row.get(2)?, why: row.get(3)?, author: row.get(4)?, at: row.get(5)?, undone: row.get(6)?, step: row.get(7)? }),
    )
}

/// Keeps pieces for a customer, if that many can still be promised.
pub fn hold(tx: &Tx<'_>, variant: VariantId, quantity: i64, store: StoreId, until: Millis) -> Result<Option<HoldId>> {
    if get(tx, variant)?.available() < quantity {
        return Ok(None);
    }
    tx.touch(Topic::Catalog);
    Ok(Some(HoldId(
        tx.insert("INSERT INTO hold (variant_id, store_id, quantity, until) VALUES (?1, ?2, ?3, ?4)", (variant, store, quantity, until))?,
    )))
}

/// Keeps a hold until another moment.
pub fn hold_until(tx: &Tx<'_>, hold: HoldId, until: Millis) -> Result<()> {
    tx.execute("UPDATE hold SET until = ?2 WHERE id = ?1 AND ended_at IS NULL", (hold, until))?;
    Ok(())
}

/// Ends a hold: collected, expired or cancelled. Ending it twice changes nothing.
pub fn end_hold(tx: &Tx<'_>, hold: HoldId, how: &str, now: Millis) -> Result<()> {
    tx.execute("UPDATE hold SET ended_at = ?3, how = ?2 WHERE id = ?1 AND ended_at IS NULL", (hold, how, now))?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// Opens an ended hold again (undo), if the pieces are still there.
pub fn reopen_hold(tx: &Tx<'_>, hold: HoldId) -> Result<()> {
    tx.execute("UPDATE hold SET ended_at = NULL, how = NULL WHERE id = ?1", [hold])?;
    tx.touch(Topic::Catalog);
    Ok(())
}
