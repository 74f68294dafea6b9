//! Search over the shop's products: keeps the index in memory, follows the changes of the rows, and picks the variant
//! that is meant. How a word is found is the index's own business (`vitrine_search`).
//!
//! The index is made at the first search, or when the first customer writes: her question should not wait for it, and a
//! shop that is only opened for its orders pays nothing (half a kilobyte a product).

use std::sync::{Mutex, MutexGuard, PoisonError};

use vitrine_search::{Field, Hit, Index};

use super::{ROW, VariantRow, read_row};
use crate::db::{Changed, Db, Read};
use crate::kinds::Result;

/// Finds products.
#[derive(Debug, Default)]
pub struct Finder {
    index: Mutex<Option<Index>>,
}

/// Texts of one product, variants behind one another. What is archived is never found, so it is not in it.
const TEXTS: &str =
    "SELECT p.id, p.title, p.vendor, p.category, p.tags,
        COALESCE((SELECT group_concat(c.name, ', ') FROM collection_product m JOIN collection c ON c.id = m.collection_id WHERE m.product_id = p.id), ''), p.description, v.label, v.retailer_id, v.sku, v.barcode
    FROM product p JOIN variant v ON v.product_id = p.id WHERE p.status <> 'archived'";

impl Finder {
    /// The products that are meant, best first, as their numbers.
    pub fn products(&self, db: &Db, text: &str, limit: usize) -> Result<Vec<i64>> {
        Ok(self.hits(db, text, limit)?.into_iter().map(|hit| hit.id).collect())
    }

    /// The same, with how much of the text each has.
    pub fn hits(&self, db: &Db, text: &str, limit: usize) -> Result<Vec<Hit>> {
        let kept = self.current(db)?;
        Ok(kept.as_ref().map(|index| index.search(text, limit)).unwrap_or_default())
    }

    /// Makes the index, so that no customer waits for it.
    pub fn prepare(&self, db: &Db) -> Result<()> {
        self.current(db).map(drop)
    }

    /// Lets an index that is there follow what has changed; makes none.
    pub fn keep_up(&self, db: &Db) -> Result<()> {
        let there = self.kept().is_some();
        if there { self.prepare(db) } else { Ok(()) }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Index>> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn current(&self, db: &Db) -> Result<MutexGuard<'_, Option<Index>>> {
        let mut kept = self.kept();
        let changed = db.changed();
        let index = match kept.take() {
            Some(index) if changed == Changed::Nothing => index,
            Some(index) if changed != Changed::Much && index.worn() <= index.len() + 1000 => {
                db.read(|read| follow(read, index, &changed))?
            }
            _ => db.read(|read| put_all(read, Index::new(), TEXTS, []))?,
        };
        *kept = Some(index);
        Ok(kept)
    }
}

fn follow(read: &Read<'_>, mut index: Index, changed: &Changed) -> Result<Index> {
    let Changed::Rows(rows) = changed else { return Ok(index) };
    let of = |wanted: &str| -> Vec<i64> { rows.iter().filter(|(table, _)| *table == wanted).map(|(_, row)| *row).collect() };
    let (products, variants) = (of("product"), of("variant"));
    // A variant that is gone no longer says whose it was; then everything is read again, which is rare.
    let there =
        read.count("SELECT count(*) FROM variant WHERE id IN (SELECT value FROM json_each(?1))", [serde_json::to_string(&variants)?])?;
    if (there as usize) < variants.len() {
        return put_all(read, Index::new(), TEXTS, []);
    }
    for product in &products {
        index.remove(*product);
    }
    let sql = format!(
        "{TEXTS} AND p.id IN (SELECT value FROM json_each(?1) UNION SELECT product_id FROM variant WHERE id IN (SELECT value FROM json_each(?2)))"
    );
    put_all(read, index, &sql, (serde_json::to_string(&products)?, serde_json::to_string(&variants)?))
}

fn put_all(read: &Read<'_>, mut index: Index, sql: &str, params: impl rusqlite::Params) -> Result<Index> {
    let mut open: Option<(i64, Vec<(Field, String)>)> = None;
    let put = |index: &mut Index, done: Option<(i64, Vec<(Field, String)>)>| {
        if let Some((id, texts)) = done {
            index.put(id, texts.iter().map(|(field, text)| (*field, text.as_str())));
        }
    };
    read.each(&format!("{sql} ORDER BY p.id"), params, |row| {
        let id: i64 = row.get(0)?;
        if open.as_ref().is_none_or(|(product, _)| *product != id) {
            put(&mut index, open.take());
            let shared = [
                (1, Field::Title),
                (2, Field::Brand),
                (3, Field::Category),
                (4, Field::Tag),
                (5, Field::Category),
                (6, Field::Description),
            ];
            let texts = shared.into_iter().map(|(column, field)| Ok((field, row.get(column)?))).collect::<rusqlite::Result<_>>()?;
            open = Some((id, texts));
        }
        if let Some((_, texts)) = &mut open {
            texts.push((Field::Choice, row.get(7)?));
            for column in 8..=10 {
                texts.extend(row.get::<_, Option<String>>(column)?.map(|code| (Field::Code, code)));
            }
        }
        Ok(())
    })?;
    put(&mut index, open.take());
    Ok(index)
}

/// A product that was found: the variant that is meant, and how many others there are.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize, ts_rs::TS)]
pub struct Found {
    /// The variant whose options or code were typed; else the first that can be had.
    #[serde(flatten)]
    pub variant: VariantRow,
    /// How many variants the product has.
    pub variants: usize,
}

/// The rows behind what was found: of each product the variant that is meant. Archived ones are left out.
pub fn found(read: &Read<'_>, products: &[i64], text: &str) -> Result<Vec<Found>> {
    let wanted = serde_json::to_string(products)?;
    let rows = read.all(
        &format!("{ROW} JOIN json_each(?1) wanted ON wanted.value = p.id WHERE p.status <> 'archived' ORDER BY wanted.key, v.position"),
        [wanted],
        read_row,
    )?;
    let of_one = rows.chunk_by(|a, b| a.product_id == b.product_id);
    Ok(of_one.filter_map(|rows| meant(rows, text).map(|row| Found { variant: row.clone(), variants: rows.len() })).collect())
}

/// A product as customers may be told of it: its variants, and whether it is made when somebody orders it.
#[derive(Clone, Debug)]
pub struct Offered {
    /// In the shop's order; at least one.
    pub variants: Vec<VariantRow>,
    /// No count says that there is none.
    pub made_to_order: bool,
}

impl Offered {
    /// Its name, without a variant's.
    pub fn title(&self) -> &str {
        self.variants.first().map_or("", |row| row.title.as_str())
    }
}

/// The products behind these numbers that customers may be told of, in the same order: active, and not put away.
pub fn offered(read: &Read<'_>, products: &[i64]) -> Result<Vec<Offered>> {
    let wanted = serde_json::to_string(products)?;
    let rows = read.all(
        &format!(
            "{ROW} JOIN json_each(?1) wanted ON wanted.value = p.id WHERE p.status = 'active' AND p.away = 0 ORDER BY wanted.key, v.position"
        ),
        [&wanted],
        read_row,
    )?;
    let to_order: Vec<i64> =
        read.all("SELECT id FROM product WHERE made_to_order = 1 AND id IN (SELECT value FROM json_each(?1))", [&wanted], |row| {
            row.get(0)
        })?;
    let of_one = rows.chunk_by(|a, b| a.product_id == b.product_id);
    Ok(of_one
        .filter_map(|rows| Some((rows, rows.first()?.product_id.0)))
        .map(|(rows, product)| Offered { variants: rows.to_vec(), made_to_order: to_order.contains(&product) })
        .collect())
}

/// Of a product's variants those that share most words with what was typed; all of them where none shares one.
pub fn closest<'r>(variants: &'r [VariantRow], text: &str) -> Vec<&'r VariantRow> {
    let most = variants.iter().map(|row| vitrine_search::words_shared(text, &row.label)).max().unwrap_or_default();
    variants.iter().filter(|row| most == 0 || vitrine_search::words_shared(text, &row.label) == most).collect()
}

fn meant<'r>(rows: &'r [VariantRow], text: &str) -> Option<&'r VariantRow> {
    let closeness = |row: &VariantRow| {
        let codes = [Some(&row.retailer_id), row.sku.as_ref(), row.barcode.as_ref()];
        let code = codes.into_iter().flatten().any(|code| vitrine_search::words::code(code) == vitrine_search::words::code(text));
        (code, vitrine_search::words_shared(text, &row.label), row.available() > 0)
    };
    // Of equals the first: the order the shop gave them.
    rows.iter().rev().max_by_key(|row| closeness(row))
}
