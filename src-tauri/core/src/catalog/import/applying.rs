//! Writing an import, piece by piece.

use std::cell::RefCell;

use serde::Serialize;
use vitrine_product_files::{OfferedProduct, OfferedVariant};

use super::places::Places;
use super::taking_back::{self, Way};
use super::wanted::{self, ProductFields, Speaks, VariantFields};
use super::{Existing, FileContent, ImportReport, count, existing, planned, product_wanted, urls};
use crate::catalog::{free_retailer_id, pictures, stock};
use crate::db::pieces::{Going, Pieces};
use crate::db::{Db, Tx};
use crate::kinds::{Author, Error, ImportId, Millis, ProductId, Result, StoreId, Topic, VariantId};

/// Who imports which file, and when.
pub struct Importing<'a> {
    /// The file's name.
    pub file_name: &'a str,
    /// Who.
    pub author: &'a Author,
    /// When.
    pub now: Millis,
    /// Products the shop does not know are left out.
    pub known_only: bool,
    /// What the owner says of places the file names.
    pub said: &'a [super::places::PlaceSaid],
}

/// Imports the file. Told to stop, or unable to go on, it leaves nothing behind; when the shop closes meanwhile, what
/// it did is taken back at the next start.
///
/// # Errors
/// `cancelled`, `which_place`, and what reading and the disk say.
pub fn apply(db: &Db, content: &mut FileContent, importing: &Importing<'_>, going: &Going) -> Result<ImportReport> {
    going.check()?;
    let applying = db.write(|tx| Applying::begin(tx, content, importing))?;
    let (import, added_at) = (applying.import, importing.now);
    match applying.all(db, content, going) {
        Ok(report) => Ok(report),
        Err(error) => {
            if !going.left() {
                going.go_on();
                taking_back::run(db, import, Way::WithoutTrace, importing.author, added_at, going)?;
            }
            Err(error)
        }
    }
}

/// One import at work: what is the same for every row is looked up once.
struct Applying<'a> {
    import: ImportId,
    store: StoreId,
    author: &'a Author,
    stamp: String,
    now: Millis,
    source: String,
    speaks: Speaks,
    places: RefCell<Places>,
}

impl<'a> Applying<'a> {
    fn begin(tx: &Tx<'_>, content: &FileContent, importing: &Importing<'a>) -> Result<Self> {
        let (source, stamp) = (content.source(), importing.author.stamp());
        let import = ImportId(tx.insert(
            "INSERT INTO import (source, file_name, at, author, state) VALUES (?1, ?2, ?3, ?4, 'running')",
            (&source, importing.file_name, importing.now, &stamp),
        )?);
        let mut places = Places::of(tx)?;
        for store in places.say(tx, importing.said)? {
            keep_change(tx, import, "store", store.0, None::<&i64>, &store.0)?;
        }
        Ok(Self {
            import,
            store: crate::stores::main(tx)?.id,
            author: importing.author,
            stamp,
            now: importing.now,
            source,
            speaks: Speaks::of(tx, content, importing.known_only)?,
            places: RefCell::new(places),
        })
    }

    fn all(&self, db: &Db, content: &mut FileContent, going: &Going) -> Result<ImportReport> {
        let mut report = ImportReport::default();
        let mut pieces = Pieces::new(db, going);
        content.each(&mut report, |product, report| pieces.push(product, &mut |tx, product| self.product(tx, product, report)))?;
        pieces.flush(&mut |tx, product| self.product(tx, product, &mut report))?;
        report.places = self.places.borrow().taken();
        db.write(|tx| {
            tx.execute(
                "UPDATE import SET added = ?2, changed = ?3, unchanged = ?4, rejected = ?5, state = 'done' WHERE id = ?1",
                (self.import, report.added as i64, report.changed as i64, report.unchanged as i64, report.rejected_rows as i64),
            )?;
            tx.touch(Topic::Catalog);
            tx.touch(Topic::Stock);
            Ok(())
        })?;
        report.import = Some(self.import);
        Ok(report)
    }

    fn product(&self, tx: &Tx<'_>, product: &OfferedProduct, report: &mut ImportReport) -> Result<()> {
        let mut there = existing(tx, &self.source, product)?;
        let step;
        let mut differs = false;
        let id = match &there.product {
            None if self.speaks.known_only() => return report.leave_out(product),
            None => {
                let fields = product_wanted(tx, &self.speaks, product, None)?;
                let id = wanted::insert_product(tx, (&self.source, &product.handle), &fields, self.import, self.now)?;
                step = fields.step;
                keep_change(tx, self.import, "product", id.0, None::<&ProductFields>, &fields)?;
                id
            }
            Some((id, before)) => {
                let fields = product_wanted(tx, &self.speaks, product, Some(before))?;
                step = fields.step;
                if *before != fields {
                    wanted::write_product(tx, *id, &fields, Some(self.import))?;
                    keep_change(tx, self.import, "product", id.0, Some(before), &fields)?;
                    differs = true;
                }
                *id
            }
        };
        differs |= self.pictures(tx, id, product, &there)?;
        there.in_steps(step);
        for (position, variant) in product.variants.iter().enumerate() {
            report.note_rest(variant, step);
            let counts = self.places.borrow_mut().counts(&variant.stock_by_store)?;
            let (before, after) = planned(tx, &self.speaks, &there, variant, counts, step)?;
            let Some(after) = after else {
                report.leave_out_variant(product, variant);
                continue;
            };
            count(report, product, variant, before.as_ref().map(|(_, fields)| fields), &after, std::mem::take(&mut differs));
            match before {
                Some((variant_id, fields)) if fields == after => {
                    // Told again is counted again: what customers read of it is as of this file.
                    if variant.on_hand.is_some() || !after.stores.is_empty() {
                        stock::told_again(tx, variant_id, self.now)?;
                    }
                }
                Some((variant_id, fields)) => {
                    wanted::write_variant(tx, variant_id, &after, "imported", self.author, self.now)?;
                    keep_change(tx, self.import, "variant", variant_id.0, Some(&fields), &after)?;
                }
                None => self.new_variant(tx, id, &product.handle, variant, &after, (there.variants.len() + position) as i64)?,
            }
        }
        Ok(())
    }

    /// Names the pictures to be fetched, of a product that is there already also their order; answers whether that is new.
    fn pictures(&self, tx: &Tx<'_>, id: ProductId, product: &OfferedProduct, there: &Existing) -> Result<bool> {
        if product.pictures.is_empty() {
            return Ok(false);
        }
        if there.product.is_none() {
            return name_pictures(tx, id, product).map(|()| false);
        }
        let before = pictures::urls(tx, id)?;
        let Some(after) = pictures::followed(&before, &urls(product), !there.own) else { return Ok(false) };
        name_pictures(tx, id, product)?;
        pictures::order(tx, id, &after)?;
        keep_change(tx, self.import, "picture", id.0, Some(&before), &after)?;
        Ok(true)
    }

    fn new_variant(
        &self,
        tx: &Tx<'_>,
        product: ProductId,
        handle: &str,
        variant: &OfferedVariant,
        f: &VariantFields,
        position: i64,
    ) -> Result<()> {
        let options = serde_json::to_string(&variant.options)?;
        let insert = |retailer_id: &str| {
            tx.insert_unless(
                "INSERT INTO variant (product_id, retailer_id, sku, barcode, options, label, price, sale_price, sale_from, sale_until, cost, uncounted, position)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (retailer_id) DO NOTHING",
                (
                    product, retailer_id, &f.sku, &f.barcode, &options, &variant.label, f.price, f.sale_price, f.sale_from, f.sale_until, f.cost,
                    &f.uncounted, position,
                ),
            )
        };
        // Nearly every one is free at the first try; asking before each insert would cost as much as the insert.
        let tried = match &f.sku {
            Some(sku) => insert(sku)?,
            None => None,
        };
        let id = match tried {
            Some(id) => Some(id),
            None => insert(&free_retailer_id(tx, handle, &variant.label, f.sku.as_deref())?)?,
        };
        let id = id.ok_or_else(|| Error::internal("a free retailer id was taken"))?;
        let first = |store, pieces| stock::first_stock(tx, VariantId(id), store, pieces, "imported", &self.stamp, self.now);
        if f.stores.is_empty() {
            first(self.store, f.on_hand.unwrap_or(0))?;
        }
        for (store, pieces) in &f.stores {
            first(StoreId(*store), *pieces)?;
        }
        keep_change(tx, self.import, "variant", id, None::<&VariantFields>, f)
    }
}

/// Those that are named already stay as they are.
fn name_pictures(tx: &Tx<'_>, id: ProductId, product: &OfferedProduct) -> Result<()> {
    for (position, picture) in product.pictures.iter().enumerate() {
        tx.execute(
            "INSERT INTO product_picture (product_id, position, url, alt) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            (id, position as i64, &picture.url, &picture.alt),
        )?;
    }
    Ok(())
}

fn keep_change(tx: &Tx<'_>, import: ImportId, kind: &str, row: i64, before: Option<&impl Serialize>, after: &impl Serialize) -> Result<()> {
    let before = before.map(serde_json::to_string).transpose()?;
    // Twice in one file: what stood before the first time is what goes back.
    tx.execute(
        "INSERT INTO import_change (import_id, kind, row_id, before, after) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (import_id, kind, row_id) DO UPDATE SET after = excluded.after",
        (import, kind, row, before, serde_json::to_string(after)?),
    )?;
    Ok(())
}
