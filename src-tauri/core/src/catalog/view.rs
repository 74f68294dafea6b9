//! What the grid shows: the order of the variants first, as numbers only, then the rows that are on the screen. A
//! hundred thousand rows are a megabyte of numbers; as whole rows they would be thirty.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ROW, VariantRow, collections, read_row};
use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, Result, VariantId};

/// What is wanted of the catalogue, and in which order.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct View {
    /// As typed; empty is all.
    pub text: String,
    /// all, `sold_out`, low, waiting, `on_request`, `no_picture`, sale.
    pub only: String,
    /// active, draft, archived; empty: all but archived.
    pub status: String,
    /// A collection's name; empty: all.
    pub collection: String,
    /// title, price, stock, held, waiting, sku, barcode, brand, category, status, `sale_price`, cost, `low_stock`, added; empty: by title, or the best match first.
    pub sort: String,
    /// The other way round.
    pub descending: bool,
    /// Which columns are shown, beside name, variant, price and stock.
    pub columns: Vec<String>,
}

/// A view with a name.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct SavedView {
    /// Ours.
    pub id: i64,
    /// The owner's.
    pub name: String,
    /// What it shows.
    pub view: View,
}

/// So many rows are handed out at once.
const MOST_ROWS: usize = 500;

/// The variants of a view in order. `found` is what the search has found for its text, best first; a collection that goes
/// by a rule is as it is `now`.
pub fn variants(read: &Read<'_>, view: &View, found: Option<&[i64]>, now: Millis) -> Result<Vec<VariantId>> {
    let only = match view.only.as_str() {
        "" | "all" => "",
        "sold_out" => " AND a.on_hand - a.held <= 0",
        "low" => " AND v.low_stock IS NOT NULL AND a.on_hand <= v.low_stock",
        "waiting" => " AND EXISTS (SELECT 1 FROM waiting w WHERE w.variant_id = v.id AND w.state = 'waiting')",
        "on_request" => " AND v.price IS NULL",
        "no_picture" => " AND p.image IS NULL",
        "sale" => " AND v.sale_price IS NOT NULL",
        other => return Err(Error::new(Code::BadRequest).with("field", other)),
    };
    let by = match view.sort.as_str() {
        "" | "title" => "p.title COLLATE NOCASE",
        "price" => "v.price",
        "stock" => "a.on_hand",
        "held" => "a.held",
        "waiting" => "COALESCE(q.people, 0)",
        "sale_price" => "v.sale_price",
        "cost" => "v.cost",
        "barcode" => "v.barcode",
        "low_stock" => "v.low_stock",
        "status" => "p.status",
        "sku" => "v.sku COLLATE NOCASE",
        "brand" => "p.vendor COLLATE NOCASE",
        "category" => "p.category COLLATE NOCASE",
        "added" => "p.added_at",
        other => return Err(Error::new(Code::BadRequest).with("field", other)),
    };
    let direction = if view.descending { "DESC" } else { "ASC" };
    let of = match view.collection.as_str() {
        "" => None,
        name => match collections::within(read, name, 2, now)? {
            Some(of) => Some(of),
            None => return Ok(Vec::new()),
        },
    };
    let picked = of.as_ref().and_then(|of| of.picked);
    let (among, blanks) = of.map_or_else(|| (String::new(), String::new()), |of| (format!(" AND {}", of.condition), of.blanks));
    // The best match first, or the order somebody gave the collection, unless another order is asked for.
    let order = match found {
        Some(_) if view.sort.is_empty() => "f.key, v.position".to_owned(),
        None if view.sort.is_empty() && picked.is_some() => format!(
            "(SELECT m.position FROM collection_product m WHERE m.product_id = p.id AND m.collection_id = {}), p.id, v.position",
            picked.unwrap_or_default()
        ),
        _ => format!("{by} {direction}, p.id, v.position"),
    };
    let within = if found.is_some() { " JOIN json_each(?3) f ON f.value = p.id" } else { "" };
    let availability = if only.contains("a.") || by.starts_with("a.") { " JOIN availability a ON a.variant_id = v.id" } else { "" };
    // Counted once for all rows, not once for each.
    let waiting = match by.starts_with("COALESCE(q.") {
        true => {
            " LEFT JOIN (SELECT variant_id, count(*) people FROM waiting WHERE state = 'waiting' GROUP BY variant_id) q ON q.variant_id = v.id"
        }
        false => "",
    };
    let status = if view.status.is_empty() { "p.status <> 'archived' AND (?1 = '')" } else { "p.status = ?1" };
    let sql = format!(
        "SELECT v.id FROM product p JOIN variant v ON v.product_id = p.id{within}{availability}{waiting}
         WHERE {status} AND (?2 IS NOT NULL){among}{only} ORDER BY {order}"
    );
    let row = |row: &rusqlite::Row<'_>| row.get(0);
    match found {
        Some(found) => read.all(&sql, (&view.status, &blanks, serde_json::to_string(found)?), row),
        None => read.all(&sql, (&view.status, &blanks), row),
    }
}

/// These rows, in the order asked for; what is gone is left out.
pub fn rows(read: &Read<'_>, variants: &[VariantId]) -> Result<Vec<VariantRow>> {
    if variants.len() > MOST_ROWS {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_ROWS as i64));
    }
    let wanted = serde_json::to_string(variants)?;
    read.all(&format!("{ROW} JOIN json_each(?1) wanted ON wanted.value = v.id ORDER BY wanted.key"), [wanted], read_row)
}

/// Keeps a view under a name, in place of one that has it.
pub fn save(tx: &Tx<'_>, name: &str, view: &View) -> Result<()> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::new(Code::BadRequest).with("field", "name"));
    }
    tx.execute(
        "INSERT INTO saved_view (name, view) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET view = excluded.view",
        (name, serde_json::to_string(view)?),
    )?;
    tx.touch(crate::kinds::Topic::Catalog);
    Ok(())
}

/// Forgets a view.
pub fn forget(tx: &Tx<'_>, id: i64) -> Result<()> {
    tx.execute("DELETE FROM saved_view WHERE id = ?1", [id])?;
    tx.touch(crate::kinds::Topic::Catalog);
    Ok(())
}

/// The views kept, by name.
pub fn saved(read: &Read<'_>) -> Result<Vec<SavedView>> {
    read.all("SELECT id, name, view FROM saved_view ORDER BY name COLLATE NOCASE", [], |row| {
        let view: String = row.get(2)?;
        Ok(SavedView { id: row.get(0)?, name: row.get(1)?, view: serde_json::from_str(&view).unwrap_or_default() })
    })
}
