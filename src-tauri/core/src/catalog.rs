//! Products, variants, prices and the stock ledger. Every change of stock says who, why and when,
//! and can be undone; holds stand beside the count and never change it, because the pieces are still
//! on the shelf until they are handed over.
//!
//! Imports have their own file, [`import`].

pub mod import;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, HoldId, LedgerId, Millis, ProductId, Result, StoreId, Topic, VariantId, currency_exponent};

/// A variant as the grid shows it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct VariantRow {
    /// Ours.
    pub id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// The product's name.
    pub title: String,
    /// "42 · black"; empty for a product without options.
    pub label: String,
    /// The identity that never changes; what the command line calls SKU.
    pub retailer_id: String,
    /// The shop's own SKU, if it has one.
    pub sku: Option<String>,
    /// GTIN or other barcode.
    pub barcode: Option<String>,
    /// Minor units of the shop's currency; `null` is on request.
    pub price: Option<i64>,
    /// Pieces on the shelf, all stores.
    pub on_hand: i64,
    /// Of these, kept for customers.
    pub held: i64,
    /// When it was last counted, sold or imported; 0: never.
    pub as_of: Millis,
    /// active, draft or archived.
    pub status: String,
    /// Hash of its picture.
    pub image: Option<String>,
    /// piece or pair.
    pub unit: String,
}

impl VariantRow {
    /// Name and options, as people say them.
    pub fn full_name(&self) -> String {
        if self.label.is_empty() { self.title.clone() } else { format!("{} {}", self.title, self.label) }
    }

    /// What can still be promised.
    pub fn available(&self) -> i64 {
        (self.on_hand - self.held).max(0)
    }
}

const ROW: &str = "SELECT v.id, v.product_id, p.title, v.label, v.retailer_id, v.sku, v.barcode, v.price, a.on_hand, a.held,
        COALESCE((SELECT max(as_of) FROM stock s WHERE s.variant_id = v.id), 0), p.status, p.image, p.unit
    FROM variant v JOIN product p ON p.id = v.product_id JOIN availability a ON a.variant_id = v.id";

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<VariantRow> {
    Ok(VariantRow {
        id: row.get(0)?,
        product_id: row.get(1)?,
        title: row.get(2)?,
        label: row.get(3)?,
        retailer_id: row.get(4)?,
        sku: row.get(5)?,
        barcode: row.get(6)?,
        price: row.get(7)?,
        on_hand: row.get(8)?,
        held: row.get(9)?,
        as_of: row.get(10)?,
        status: row.get(11)?,
        image: row.get(12)?,
        unit: row.get(13)?,
    })
}

/// All variants, product by product; archived ones left out.
pub fn list(read: &Read<'_>) -> Result<Vec<VariantRow>> {
    read.all(&format!("{ROW} WHERE p.status <> 'archived' ORDER BY p.title COLLATE NOCASE, p.id, v.position"), [], read_row)
}

/// One variant.
pub fn get(read: &Read<'_>, id: VariantId) -> Result<VariantRow> {
    read.one(&format!("{ROW} WHERE v.id = ?1"), [id], read_row)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "product"))
}

/// The variant with this barcode, SKU or retailer id, exactly; what a scanner or the command line gives.
pub fn find(read: &Read<'_>, code: &str) -> Result<VariantRow> {
    let code = code.trim();
    let mut found = read.all(
        &format!("{ROW} WHERE p.status <> 'archived' AND v.id IN (SELECT id FROM variant WHERE retailer_id = ?1 COLLATE NOCASE OR sku = ?1 COLLATE NOCASE OR barcode = ?1) LIMIT 2"),
        [code],
        read_row,
    )?;
    match found.len() {
        0 => Err(Error::new(Code::SkuUnknown).with("sku", code)),
        1 => Ok(found.remove(0)),
        _ => Err(Error::new(Code::SkuAmbiguous).with("sku", code)),
    }
}

/// Another variant of the same product that can be promised now: the nearest by position.
pub fn nearest_available(read: &Read<'_>, of: VariantId) -> Result<Option<VariantRow>> {
    let rows = read.all(
        &format!("{ROW} WHERE v.product_id = (SELECT product_id FROM variant WHERE id = ?1) ORDER BY v.position"),
        [of],
        read_row,
    )?;
    let Some(here) = rows.iter().position(|r| r.id == of) else {
        return Ok(None);
    };
    // A neighbour must share the other options where it can: 43 black before 42 white.
    let shared = |row: &VariantRow| {
        let mine: Vec<&str> = rows[here].label.split(" · ").collect();
        row.label.split(" · ").enumerate().filter(|(i, part)| *i > 0 && mine.get(*i) == Some(part)).count()
    };
    let candidates = rows.iter().enumerate().filter(|(i, r)| *i != here && r.available() > 0);
    Ok(candidates.min_by_key(|(i, r)| (usize::MAX - shared(r), i.abs_diff(here))).map(|(_, r)| r.clone()))
}

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
        "INSERT INTO stock_ledger (variant_id, store_id, before, after, why, author, at, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (variant, store, before, after, why, author.stamp(), now, undoes),
    )?;
    Ok(StockChange { ledger: Some(LedgerId(id)), variant, before, after })
}

/// The first count of a variant made a moment ago: there is nothing before it to look at.
fn first_stock(tx: &Tx<'_>, variant: VariantId, store: StoreId, on_hand: i64, why: &str, stamp: &str, now: Millis) -> Result<()> {
    tx.execute("INSERT INTO stock (variant_id, store_id, on_hand, as_of) VALUES (?1, ?2, ?3, ?4)", (variant, store, on_hand, now))?;
    if on_hand > 0 {
        tx.execute(
            "INSERT INTO stock_ledger (variant_id, store_id, before, after, why, author, at) VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6)",
            (variant, store, on_hand, why, stamp, now),
        )?;
    }
    Ok(())
}

/// Sets the count of all stores together: the main store takes the difference.
pub fn set_stock(tx: &Tx<'_>, variant: VariantId, on_hand: i64, why: &str, author: &Author, now: Millis) -> Result<StockChange> {
    let row = get(tx, variant)?;
    let store = crate::stores::main(tx)?.id;
    let elsewhere = row.on_hand - tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    if on_hand < 0 || on_hand < elsewhere {
        return Err(Error::new(Code::NegativeStock).with("typed", on_hand).with("elsewhere", elsewhere));
    }
    let mut change = write_stock(tx, variant, store, on_hand - elsewhere, why, author, now, None)?;
    (change.before, change.after) = (change.before + elsewhere, change.after + elsewhere);
    Ok(change)
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
    let found = tx.one("SELECT variant_id, store_id, before, after FROM stock_ledger WHERE id = ?1", [ledger], |row| {
        Ok((row.get::<_, VariantId>(0)?, row.get::<_, StoreId>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
    })?;
    let (variant, store, before, after) = found.ok_or_else(|| Error::new(Code::NothingToUndo))?;
    if tx.count("SELECT count(*) FROM stock_ledger WHERE undoes = ?1", [ledger])? > 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    let now_there = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, store))?;
    let back = now_there + before - after;
    if back < 0 {
        return Err(Error::new(Code::TooLateToUndo));
    }
    write_stock(tx, variant, store, back, "undone", author, now, Some(ledger))
}

/// One line of a variant's history.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct LedgerRow {
    /// Ours.
    pub id: LedgerId,
    /// Count before, in that store.
    pub before: i64,
    /// Count after.
    pub after: i64,
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
        "SELECT id, before, after, why, author, at, EXISTS (SELECT 1 FROM stock_ledger u WHERE u.undoes = l.id) FROM stock_ledger l WHERE variant_id = ?1 ORDER BY id DESC LIMIT 50",
        [variant],
        |row| Ok(LedgerRow { id: row.get(0)?, before: row.get(1)?, after: row.get(2)?, why: row.get(3)?, author: row.get(4)?, at: row.get(5)?, undone: row.get(6)? }),
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

/// One edit of a cell, for undo.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CellEdit {
    /// For undo.
    pub edit: i64,
    /// The cell as it is now.
    pub value: String,
}

/// A product to add by hand.
pub struct NewProduct<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub category: &'a str,
    pub unit: &'a str,
    pub image: Option<&'a str>,
}

/// Adds a product; its handle is its title's slug, numbered if taken.
pub fn add(tx: &Tx<'_>, new: &NewProduct<'_>, now: Millis) -> Result<ProductId> {
    let slug = slug(new.title);
    let taken = tx.count("SELECT count(*) FROM product WHERE source = 'hand' AND (handle = ?1 OR handle LIKE ?1 || '-%')", [&slug])?;
    let handle = if taken == 0 { slug } else { format!("{slug}-{}", taken + 1) };
    let id = tx.insert(
        "INSERT INTO product (source, handle, title, description, category, unit, image, added_at) VALUES ('hand', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (handle, new.title, new.description, new.category, new.unit, new.image, now),
    )?;
    tx.touch(Topic::Catalog);
    Ok(ProductId(id))
}

/// Adds a variant to a product.
pub fn add_variant(
    tx: &Tx<'_>,
    product: ProductId,
    label: &str,
    sku: Option<&str>,
    barcode: Option<&str>,
    price: Option<i64>,
) -> Result<VariantId> {
    let (handle, position): (String, i64) = tx
        .one("SELECT handle, (SELECT count(*) FROM variant WHERE product_id = p.id) FROM product p WHERE id = ?1", [product], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "product"))?;
    let retailer_id = free_retailer_id(tx, &handle, label, sku)?;
    let id = tx.insert(
        "INSERT INTO variant (product_id, retailer_id, sku, barcode, options, label, price, position) VALUES (?1, ?2, ?3, ?4, '[]', ?5, ?6, ?7)",
        (product, retailer_id, sku, barcode, label, price, position),
    )?;
    Ok(VariantId(id))
}

fn slug(text: &str) -> String {
    let plain: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The SKU if it is there and free, else handle and options; made once, never changed.
fn free_retailer_id(read: &Read<'_>, handle: &str, label: &str, sku: Option<&str>) -> Result<String> {
    let made = if label.is_empty() { handle.to_owned() } else { format!("{handle}-{}", slug(label)) };
    let numbered = (2..1000).map(|n| format!("{made}-{n}"));
    for candidate in sku.map(str::to_owned).into_iter().chain([made.clone()]).chain(numbered) {
        if read.count("SELECT count(*) FROM variant WHERE retailer_id = ?1", [&candidate])? == 0 {
            return Ok(candidate);
        }
    }
    Err(Error::internal("no free retailer id"))
}

/// Changes a cell of the grid other than stock: title, price, sku or barcode.
pub fn edit(tx: &Tx<'_>, variant: VariantId, field: &str, typed: &str, currency: &str, author: &Author, now: Millis) -> Result<CellEdit> {
    let typed = typed.trim();
    let row = get(tx, variant)?;
    let before = cell(&row, field)?;
    write_cell(tx, &row, field, typed, currency)?;
    let after = cell(&get(tx, variant)?, field)?;
    let edit = tx.insert(
        "INSERT INTO variant_edit (variant_id, field, before, after, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (variant, field, before, &after, author.stamp(), now),
    )?;
    tx.touch(Topic::Catalog);
    Ok(CellEdit { edit, value: after })
}

/// Takes an edit back, unless the cell has been changed since.
pub fn undo_edit(tx: &Tx<'_>, edit: i64, currency: &str, now: Millis) -> Result<()> {
    let found = tx.one("SELECT variant_id, field, before, after FROM variant_edit WHERE id = ?1 AND undone_at IS NULL", [edit], |row| {
        Ok((row.get::<_, VariantId>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?))
    })?;
    let (variant, field, before, after) = found.ok_or_else(|| Error::new(Code::NothingToUndo))?;
    let row = get(tx, variant)?;
    if cell(&row, &field)? != after {
        return Err(Error::new(Code::TooLateToUndo));
    }
    if field == "price" {
        tx.execute("UPDATE variant SET price = ?2 WHERE id = ?1", (variant, before.parse::<i64>().ok()))?;
    } else {
        write_cell(tx, &row, &field, &before, currency)?;
    }
    tx.execute("UPDATE variant_edit SET undone_at = ?2 WHERE id = ?1", (edit, now))?;
    tx.touch(Topic::Catalog);
    Ok(())
}

fn cell(row: &VariantRow, field: &str) -> Result<String> {
    Ok(match field {
        "title" => row.title.clone(),
        "price" => row.price.map(|p| p.to_string()).unwrap_or_default(),
        "sku" => row.sku.clone().unwrap_or_default(),
        "barcode" => row.barcode.clone().unwrap_or_default(),
        _ => return Err(Error::new(Code::BadRequest).with("field", field)),
    })
}

fn write_cell(tx: &Tx<'_>, row: &VariantRow, field: &str, typed: &str, currency: &str) -> Result<()> {
    let text = Some(typed).filter(|t| !t.is_empty());
    match field {
        "title" => {
            let title = text.ok_or_else(|| Error::new(Code::BadRequest).with("field", "title"))?;
            tx.execute("UPDATE product SET title = ?2 WHERE id = ?1", (row.product_id, title))?
        }
        "price" => tx.execute("UPDATE variant SET price = ?2 WHERE id = ?1", (row.id, parse_price(typed, currency)?))?,
        "sku" => {
            let taken = tx.count("SELECT count(*) FROM variant WHERE sku = ?1 AND id <> ?2", (text, row.id))?;
            if taken > 0 {
                return Err(Error::new(Code::SkuAmbiguous).with("sku", typed));
            }
            tx.execute("UPDATE variant SET sku = ?2 WHERE id = ?1", (row.id, text))?
        }
        "barcode" => tx.execute("UPDATE variant SET barcode = ?2 WHERE id = ?1", (row.id, text))?,
        _ => return Err(Error::new(Code::BadRequest).with("field", field)),
    };
    Ok(())
}

/// Reads a price as people and files write it, with point or comma, into minor units. Empty and
/// "variable" are on request (`None`), never 0.
pub fn parse_price(text: &str, currency: &str) -> Result<Option<i64>> {
    let bad = || Error::new(Code::BadNumber).with("text", text.chars().take(40).collect::<String>());
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'' | '€' | '$' | '£' | '₹')).collect();
    if plain.is_empty() || plain.eq_ignore_ascii_case("variable") {
        return Ok(None);
    }
    let exponent = currency_exponent(currency) as usize;
    // The last mark is the decimal one if at most two (three for dinars) digits follow; others group thousands.
    let decimal = plain.rfind([',', '.']).filter(|at| {
        let behind = plain.len() - at - 1;
        behind <= exponent.max(2) && (behind > 0 || exponent == 0)
    });
    let (whole, fraction) = match decimal {
        Some(at) => (&plain[..at], &plain[at + 1..]),
        None => (plain.as_str(), ""),
    };
    let whole: String = whole.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    if whole.is_empty() && fraction.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    let extra = fraction.get(exponent..).unwrap_or_default();
    if extra.bytes().any(|b| b != b'0') {
        return Err(bad());
    }
    let fraction: String = fraction.chars().chain(std::iter::repeat('0')).take(exponent).collect();
    format!("{whole}{fraction}").parse::<i64>().map(Some).map_err(|_| bad())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_people_write_them() {
        let cases = [
            ("59.00", "EUR", Some(Some(5900))),
            ("59,00", "EUR", Some(Some(5900))),
            ("59", "EUR", Some(Some(5900))),
            ("1.234,50 €", "EUR", Some(Some(123_450))),
            ("1,234.5", "EUR", Some(Some(123_450))),
            ("1,234", "EUR", Some(Some(123_400))),
            ("1200", "JPY", Some(Some(1200))),
            ("1200.00", "JPY", Some(Some(1200))),
            ("0.250", "KWD", Some(Some(250))),
            ("", "EUR", Some(None)),
            ("variable", "EUR", Some(None)),
            ("ask", "EUR", None),
            ("-5", "EUR", None),
            ("5.999", "JPY", Some(Some(5999))),
        ];
        for (text, currency, expected) in cases {
            assert_eq!(parse_price(text, currency).ok(), expected, "{text:?} in {currency}");
        }
    }
}
