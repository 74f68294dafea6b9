//! Cells of the grid, changed one by one or many at once; every change can be taken back, many in one act. A count
//! that is pasted or filled down goes through its ledger like any other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::price::write_price;
use super::{VariantRow, collections, get, measure, parse_price, step};
use crate::db::Tx;
use crate::kinds::{Author, Code, Error, Millis, Result, Topic, VariantId};

/// One edit of a cell, for undo.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CellEdit {
    /// For undo.
    pub edit: i64,
    /// The cell as it is now.
    pub value: String,
}

/// How to read what is typed, and who typed it.
pub struct Typing<'a> {
    /// The shop's, ISO 4217.
    pub currency: &'a str,
    /// Who.
    pub author: &'a Author,
    /// When.
    pub now: Millis,
}

/// A cell and what is to stand in it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Cell {
    /// Which variant.
    pub variant: VariantId,
    /// title, stock (the count of all stores), price, `sale_price`, `sale_from`, `sale_until`, cost, sku, barcode, brand, category, tags, collections,
    /// status, `low_stock`; of the whole product: description, link, unit, step (in units: "0.1"), condition, `google_category`, `tax_class`,
    /// `made_to_order`, away.
    pub field: String,
    /// As typed.
    pub typed: String,
}

/// A cell that was, or would be, changed.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CellChanged {
    /// Which variant.
    pub variant: VariantId,
    /// Name and options.
    pub name: String,
    /// Which field.
    pub field: String,
    /// Before, as typed.
    pub before: String,
    /// After, as typed.
    pub after: String,
}

/// A cell that refuses what was typed.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CellRefused {
    /// Which variant.
    pub variant: VariantId,
    /// Name and options.
    pub name: String,
    /// Which field.
    pub field: String,
    /// What was typed.
    pub typed: String,
    /// Why, as a code.
    pub code: Code,
}

/// What changing many cells came to, or would.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct BulkReport {
    /// For undo; `null` when it was only looked at, or nothing changed.
    pub bulk: Option<i64>,
    /// How many cells change.
    pub changed: usize,
    /// How many are so already.
    pub unchanged: usize,
    /// The first changes, for the eye.
    pub examples: Vec<CellChanged>,
    /// Cells that refuse; the others are changed all the same.
    pub refused: Vec<CellRefused>,
    /// Variants that can be had again and that people wait for.
    pub to_tell: Vec<VariantId>,
}

/// A variant whose count was changed, and how many people could have one of it before.
pub struct Counted {
    pub variant: VariantId,
    pub portions_before: i64,
}

/// Changes before and after are shown for so many.
const SHOWN: usize = 50;

/// Changes one cell.
pub fn edit(tx: &Tx<'_>, cell: &Cell, typing: &Typing<'_>) -> Result<CellEdit> {
    let row = get(tx, cell.variant)?;
    let (before, after) = change(tx, &row, cell, typing)?;
    let edit = keep(tx, cell, &before, &after, None, typing)?;
    tx.touch(Topic::Catalog);
    Ok(CellEdit { edit, value: after })
}

/// Changes many cells as one act: what one of them refuses does not stop the others.
pub fn edit_many(tx: &Tx<'_>, cells: &[Cell], typing: &Typing<'_>) -> Result<(BulkReport, Vec<Counted>)> {
    let mut report = BulkReport::default();
    let mut counted = Vec::new();
    for cell in cells {
        let row = get(tx, cell.variant)?;
        let (before, after) = match change(tx, &row, cell, typing) {
            Ok(both) => both,
            Err(error) if error.code == Code::Internal => return Err(error),
            Err(error) => {
                let (field, typed) = (cell.field.clone(), cell.typed.clone());
                report.refused.push(CellRefused { variant: row.id, name: row.full_name(), field, typed, code: error.code });
                continue;
            }
        };
        if before == after {
            report.unchanged += 1;
            continue;
        }
        let bulk = match report.bulk {
            Some(bulk) => bulk,
            None => tx.insert("INSERT INTO bulk_edit (author, at) VALUES (?1, ?2)", (typing.author.stamp(), typing.now))?,
        };
        report.bulk = Some(bulk);
        keep(tx, cell, &before, &after, Some(bulk), typing)?;
        report.changed += 1;
        if cell.field == "stock" {
            counted.push(Counted { variant: row.id, portions_before: row.portions() });
        }
        if report.examples.len() < SHOWN {
            report.examples.push(CellChanged { variant: row.id, name: row.full_name(), field: cell.field.clone(), before, after });
        }
    }
    tx.touch(Topic::Catalog);
    Ok((report, counted))
}

fn change(tx: &Tx<'_>, row: &VariantRow, cell: &Cell, typing: &Typing<'_>) -> Result<(String, String)> {
    let before = shown(tx, row, &cell.field)?;
    write(tx, row, &cell.field, cell.typed.trim(), typing)?;
    Ok((before, shown(tx, &get(tx, row.id)?, &cell.field)?))
}

fn keep(tx: &Tx<'_>, cell: &Cell, before: &str, after: &str, bulk: Option<i64>, typing: &Typing<'_>) -> Result<i64> {
    tx.insert(
        "INSERT INTO variant_edit (variant_id, field, before, after, author, at, bulk_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (cell.variant, &cell.field, before, after, typing.author.stamp(), typing.now, bulk),
    )
}

struct Kept {
    id: i64,
    variant: VariantId,
    field: String,
    before: String,
    after: String,
}

/// Takes an edit back, unless the cell has been changed since.
pub fn undo_edit(tx: &Tx<'_>, edit: i64, typing: &Typing<'_>) -> Result<()> {
    let kept = kept(tx, "id = ?1 AND undone_at IS NULL", edit)?.pop().ok_or_else(|| Error::new(Code::NothingToUndo))?;
    if !take_back(tx, &kept, typing)? {
        return Err(Error::new(Code::TooLateToUndo));
    }
    tx.touch(Topic::Catalog);
    Ok(())
}

/// Takes many edits back at once; cells changed since stay as they are. Answers how many went back.
pub fn undo_many(tx: &Tx<'_>, bulk: i64, typing: &Typing<'_>) -> Result<usize> {
    let open = tx.execute("UPDATE bulk_edit SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL", (bulk, typing.now))?;
    if open == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    let mut back = 0;
    for kept in kept(tx, "bulk_id = ?1 AND undone_at IS NULL", bulk)? {
        back += usize::from(take_back(tx, &kept, typing)?);
    }
    tx.touch(Topic::Catalog);
    Ok(back)
}

fn kept(tx: &Tx<'_>, which: &str, id: i64) -> Result<Vec<Kept>> {
    tx.all(&format!("SELECT id, variant_id, field, before, after FROM variant_edit WHERE {which} ORDER BY id DESC"), [id], |row| {
        Ok(Kept { id: row.get(0)?, variant: row.get(1)?, field: row.get(2)?, before: row.get(3)?, after: row.get(4)? })
    })
}

fn take_back(tx: &Tx<'_>, kept: &Kept, typing: &Typing<'_>) -> Result<bool> {
    let row = get(tx, kept.variant)?;
    if shown(tx, &row, &kept.field)? != kept.after {
        return Ok(false);
    }
    let money = |text: &str| text.parse::<i64>().ok();
    match kept.field.as_str() {
        "price" => write_price(tx, row.id, money(&kept.before), typing.now)?,
        "sale_price" | "cost" => write_money(tx, &row, &kept.field, money(&kept.before))?,
        field => write(tx, &row, field, &kept.before, typing)?,
    }
    tx.execute("UPDATE variant_edit SET undone_at = ?2 WHERE id = ?1", (kept.id, typing.now))?;
    Ok(true)
}

/// Fields that all variants of a product share and the grid does not show; each is a column of its own name.
const OF_PRODUCT: [&str; 8] = ["description", "link", "unit", "condition", "google_category", "tax_class", "made_to_order", "away"];
/// A unit of the shop's own is a word, not a sentence.
const UNIT_LETTERS: usize = 20;

/// A cell as it is kept for undo: money in minor units, nothing as an empty text.
fn shown(tx: &Tx<'_>, row: &VariantRow, field: &str) -> Result<String> {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    Ok(match field {
        "title" => row.title.clone(),
        "price" => number(row.price),
        "sale_price" => number(row.sale_price),
        "cost" => number(row.cost),
        "low_stock" => row.low_stock.map(|level| measure::number(level, row.step)).unwrap_or_default(),
        "stock" => measure::number(row.on_hand, row.step),
        "step" => measure::number(1, row.step),
        "sku" => row.sku.clone().unwrap_or_default(),
        "barcode" => row.barcode.clone().unwrap_or_default(),
        "brand" => row.brand.clone(),
        "category" => row.category.clone(),
        "tags" => row.tags.clone(),
        "collections" => row.collections.join(", "),
        "status" => row.status.clone(),
        "sale_from" => number(row.sale_from),
        "sale_until" => number(row.sale_until),
        _ if OF_PRODUCT.contains(&field) => {
            let sql = format!("SELECT CAST({field} AS TEXT) FROM product WHERE id = ?1");
            tx.value::<Option<String>>(&sql, [row.product_id])?.flatten().unwrap_or_default()
        }
        _ => return Err(Error::new(Code::BadRequest).with("field", field)),
    })
}

fn write(tx: &Tx<'_>, row: &VariantRow, field: &str, typed: &str, typing: &Typing<'_>) -> Result<()> {
    let text = Some(typed).filter(|t| !t.is_empty());
    let bad = || Error::new(Code::BadRequest).with("field", field);
    match field {
        "title" => {
            tx.execute("UPDATE product SET title = ?2 WHERE id = ?1", (row.product_id, text.ok_or_else(bad)?))?;
        }
        "price" => write_price(tx, row.id, parse_price(typed, typing.currency)?, typing.now)?,
        "sale_price" | "cost" => write_money(tx, row, field, parse_price(typed, typing.currency)?)?,
        "low_stock" => {
            let level = text.map(|t| measure::read(t, row.step)).transpose()?;
            if level.is_some_and(|level| level < 0) {
                return Err(Error::new(Code::BadNumber).with("text", typed));
            }
            tx.execute("UPDATE variant SET low_stock = ?2 WHERE id = ?1", (row.id, level))?;
        }
        "stock" => {
            super::set_stock(tx, row.id, measure::read(typed, row.step)?, "counted", typing.author, typing.now)?;
        }
        "step" => step::set(tx, row.product_id, measure::read_step(typed)?)?,
        "sku" => {
            if tx.count("SELECT count(*) FROM variant WHERE sku = ?1 AND id <> ?2", (text, row.id))? > 0 {
                return Err(Error::new(Code::SkuAmbiguous).with("sku", typed));
            }
            tx.execute("UPDATE variant SET sku = ?2 WHERE id = ?1", (row.id, text))?;
        }
        "barcode" => {
            tx.execute("UPDATE variant SET barcode = ?2 WHERE id = ?1", (row.id, text))?;
        }
        "brand" | "category" | "tags" => {
            let column = if field == "brand" { "vendor" } else { field };
            tx.execute(&format!("UPDATE product SET {column} = ?2 WHERE id = ?1"), (row.product_id, typed))?;
        }
        "collections" => {
            let names: Vec<String> = typed.split(',').map(str::to_owned).collect();
            collections::set_of_product(tx, row.product_id, &names, None)?;
        }
        "status" if ["active", "draft", "archived"].contains(&typed) => {
            tx.execute("UPDATE product SET status = ?2 WHERE id = ?1", (row.product_id, typed))?;
        }
        "sale_from" | "sale_until" => {
            let at = text.map(|t| t.parse::<i64>().map_err(|_| Error::new(Code::BadNumber).with("text", t))).transpose()?;
            tx.execute(&format!("UPDATE variant SET {field} = ?2 WHERE id = ?1"), (row.id, at))?;
        }
        _ if OF_PRODUCT.contains(&field) => {
            let fine = match field {
                "unit" => {
                    !typed.is_empty()
                        && typed.chars().count() <= UNIT_LETTERS
                        && !typed.chars().any(|c| c.is_control() || c.is_ascii_digit())
                }
                "condition" => text.is_none_or(|t| ["new", "refurbished", "used"].contains(&t)),
                "google_category" => text.is_none_or(|t| t.parse::<u32>().is_ok()),
                "made_to_order" | "away" => typed == "0" || typed == "1",
                _ => true,
            };
            if !fine {
                return Err(bad());
            }
            let nothing = ["condition", "google_category"].contains(&field);
            let value = if nothing { text } else { Some(typed) };
            let kind = if ["google_category", "made_to_order", "away"].contains(&field) { "CAST(?2 AS INTEGER)" } else { "?2" };
            tx.execute(&format!("UPDATE product SET {field} = {kind} WHERE id = ?1"), (row.product_id, value))?;
        }
        _ => return Err(bad()),
    }
    Ok(())
}

fn write_money(tx: &Tx<'_>, row: &VariantRow, field: &str, amount: Option<i64>) -> Result<()> {
    if field == "cost" {
        tx.execute("UPDATE variant SET cost = ?2 WHERE id = ?1", (row.id, amount))?;
    } else {
        tx.execute("UPDATE variant SET sale_price = ?2 WHERE id = ?1", (row.id, amount))?;
    }
    Ok(())
}
