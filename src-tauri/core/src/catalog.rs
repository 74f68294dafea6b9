//! Products and variants. Every change of stock says who, why and when, and can be undone; holds stand beside the
//! count and never change it, because the pieces are still on the shelf until they are handed over.
//!
//! Here is what a product is, and how one is found and added; its stock, prices, cells, the order of the grid, search and
//! imports have files of their own.

pub mod cells;
pub mod choices;
pub mod collections;
pub mod counting;
pub mod import;
pub mod measure;
pub mod pictures;
pub mod price;
pub mod product;
pub mod search;
pub mod step;
pub mod stock;
pub mod view;
pub mod watched;

pub use price::parse_price;
pub use stock::{LedgerRow, StockChange, end_hold, history, hold, hold_until, reopen_hold, set_stock, take, undo_stock};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, ProductId, Result, Topic, VariantId};

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
    /// On the shelf, all stores; in steps, like every count.
    pub on_hand: i64,
    /// Of these, kept for customers.
    pub held: i64,
    /// When it was last counted, sold or imported; 0: never.
    pub as_of: Millis,
    /// active, draft or archived.
    pub status: String,
    /// Hash of its picture.
    pub image: Option<String>,
    /// piece, pair, kg, metre, box, or a word of the shop's own.
    pub unit: String,
    /// What one of its counts is, in thousandths of the unit.
    pub step: i64,
    /// Asked instead of the price while the sale lasts; minor units.
    pub sale_price: Option<i64>,
    /// When the sale begins; `null`: it has begun.
    pub sale_from: Option<Millis>,
    /// When it ends; `null`: it does not.
    pub sale_until: Option<Millis>,
    /// What the shop pays for it; minor units.
    pub cost: Option<i64>,
    /// As few as this is low.
    pub low_stock: Option<i64>,
    /// available or `sold_out`, where nothing is counted; `null` where it is.
    pub uncounted: Option<String>,
    /// Who makes it.
    pub brand: String,
    /// Its category.
    pub category: String,
    /// Tags, with commas between.
    pub tags: String,
    /// Names of the collections it is in.
    pub collections: Vec<String>,
}

impl VariantRow {
    /// Name and options, as people say them.
    pub fn full_name(&self) -> String {
        if self.label.is_empty() { self.title.clone() } else { format!("{} {}", self.title, self.label) }
    }

    /// What can still be promised, in steps.
    pub fn available(&self) -> i64 {
        (self.on_hand - self.held).max(0)
    }

    /// How many people can still have one of it: whole units, or whole steps where these are longer.
    pub fn portions(&self) -> i64 {
        self.available() / measure::one(self.step)
    }

    /// Not even one of it is on the shelf.
    pub fn sold_out(&self) -> bool {
        self.on_hand < measure::one(self.step)
    }

    /// A count of it as people say it: "1.5 kg".
    pub fn said(&self, count: i64) -> String {
        measure::quantity(count, self.step, &self.unit)
    }
}

const ROW: &str = "SELECT v.id, v.product_id, p.title, v.label, v.retailer_id, v.sku, v.barcode, v.price, a.on_hand, a.held,
        COALESCE((SELECT max(as_of) FROM stock s WHERE s.variant_id = v.id), 0), p.status, p.image, p.unit,
        v.sale_price, v.sale_from, v.sale_until, v.cost, v.low_stock, v.uncounted, p.vendor, p.category, p.tags,
        (SELECT json_group_array(n.name) FROM (SELECT c.name FROM collection_product m JOIN collection c ON c.id = m.collection_id
            WHERE m.product_id = p.id ORDER BY c.position, c.id) n), p.step
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
        sale_price: row.get(14)?,
        sale_from: row.get(15)?,
        sale_until: row.get(16)?,
        cost: row.get(17)?,
        low_stock: row.get(18)?,
        uncounted: row.get(19)?,
        brand: row.get(20)?,
        category: row.get(21)?,
        tags: row.get(22)?,
        collections: serde_json::from_str(&row.get::<_, String>(23)?).unwrap_or_default(),
        step: row.get(24)?,
    })
}

/// All variants, product by product; archived ones left out.
pub fn list(read: &Read<'_>) -> Result<Vec<VariantRow>> {
    read.all(&format!("{ROW} WHERE p.status <> 'archived' ORDER BY p.title COLLATE NOCASE, p.id, v.position"), [], read_row)
}

/// A variant customers can have now: of the first few, for trying how the shop would speak of one.
pub fn first_available(read: &Read<'_>) -> Result<Option<VariantRow>> {
    let few = read.all(&format!("{ROW} WHERE p.status = 'active' AND p.away = 0 ORDER BY p.id LIMIT 100"), [], read_row)?;
    Ok(few.into_iter().find(|row| row.portions() > 0))
}

/// One variant.
pub fn get(read: &Read<'_>, id: VariantId) -> Result<VariantRow> {
    read.one(&format!("{ROW} WHERE v.id = ?1"), [id], read_row)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "product"))
}

/// It is made when it is ordered: it can be had although none is on the shelf.
pub fn made_to_order(read: &Read<'_>, variant: VariantId) -> Result<bool> {
    Ok(read.count("SELECT p.made_to_order FROM product p JOIN variant v ON v.product_id = p.id WHERE v.id = ?1", [variant])? > 0)
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
    if let Some(hash) = new.image {
        pictures::add(tx, ProductId(id), hash, "")?;
    }
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
