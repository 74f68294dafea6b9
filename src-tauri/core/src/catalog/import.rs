//! Products from a file of any system. How a file is read is `vitrine_product_files`' business; here it is what is
//! new about each product, writing it, and taking all of it back. Applying is one transaction; undoing takes back
//! exactly what the import did and leaves later edits alone. A dry run is the same plan without the writing.
//!
//! Only what a file speaks of is written: a list of counts leaves prices alone. Products are applied as they stream by,
//! so that memory does not grow with the file: the transaction is open while it is read. Reading first and writing then
//! would hold the writer for less time, and the file twice.

mod rejects;
mod wanted;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_product_files::{Notes, OfferedProduct, OfferedVariant, ProductFile, ReadOptions, Trouble};

use crate::db::{Read, Tx};
pub use crate::kinds::RowNote;
use crate::kinds::{Author, Code, ColumnTaken, Error, ImportId, Millis, ProductId, Result, StoreId, Topic, VariantId, currency_exponent};
use rejects::Rejects;
use wanted::{ProductFields, Speaks, VariantFields};

/// A report names so many rows and counts the others: a person reads no more.
const NAMED: usize = 2_000;

/// What an import did or would do.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct ImportReport {
    /// Set once it has been done.
    pub import: Option<ImportId>,
    /// Whose file it is: shopify, `woo_commerce`, feed … or table.
    pub format: String,
    /// What each column is taken for.
    pub columns: Vec<ColumnTaken>,
    /// What is worth knowing of the file as a whole, as codes.
    pub remarks: Vec<String>,
    /// Products in the file.
    pub products: usize,
    /// Variants in the file.
    pub variants: usize,
    /// Pictures named in the file.
    pub pictures: usize,
    /// Variants that are new.
    pub added: usize,
    /// Variants or products that differ.
    pub changed: usize,
    /// Variants that are already so.
    pub unchanged: usize,
    /// Rows not used; the first of them, if they are many.
    pub rejected: Vec<RowNote>,
    /// How many rows were not used.
    pub rejected_rows: usize,
    /// Rows used, with a remark; the first of them, if they are many.
    pub notes: Vec<RowNote>,
    /// How many remarks there were.
    pub noted_rows: usize,
    /// The rejected rows as a file to mend and import again; only the first, if there is a `rejected_file`.
    pub rejected_csv: String,
    /// Where all rejected rows are, when they are too many to hand back.
    pub rejected_file: Option<String>,
    /// The first differences, for the eye.
    pub examples: Vec<ImportExample>,
}

/// One line of the preview.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ImportExample {
    /// Product and options.
    pub name: String,
    /// added, changed
    pub what: String,
    /// Before, for a change: "59.00 · 5".
    pub before: String,
    /// After.
    pub after: String,
}

/// A file opened for the shop: what it holds, and how this shop reads it.
pub struct FileContent {
    file: ProductFile,
    currency: String,
    /// Where rejected rows go when there are too many to hand back.
    rejects: PathBuf,
}

/// How a file is to be read.
pub struct Reading<'a> {
    /// The shop's, ISO 4217.
    pub currency: &'a str,
    /// Whose file it is, where the owner has said so.
    pub format: Option<&'a str>,
    /// What its columns are, where the owner has said so.
    pub mapping: Option<vitrine_product_files::Mapping>,
    /// Where rejected rows go when there are many.
    pub rejects: &'a Path,
}

/// A file that cannot be read, as an error the owner can act on.
fn refused(trouble: &Trouble) -> Error {
    match &trouble.mapping {
        Some(mapping) => {
            let columns = serde_json::to_value(ColumnTaken::all(mapping)).unwrap_or_default();
            Error::new(Code::WhichColumn).with("wanted", "name of the product").with("columns", columns)
        }
        None => Error::new(Code::WrongFile).with("why", trouble.code),
    }
}

impl FileContent {
    /// Looks a file through; its content says what it is.
    pub fn open(source: Box<dyn vitrine_product_files::Source>, name: &str, reading: &Reading<'_>) -> Result<Self> {
        let format = match reading.format {
            Some(name) => Some(serde_json::from_value(name.into()).map_err(|_| Error::new(Code::BadRequest).with("field", "format"))?),
            None => None,
        };
        let options = ReadOptions {
            currency: reading.currency.to_owned(),
            exponent: currency_exponent(reading.currency),
            format,
            mapping: reading.mapping.clone(),
            ..ReadOptions::default()
        };
        let file = ProductFile::open(source, Some(name), &options).map_err(|trouble| refused(&trouble))?;
        Ok(Self { file, currency: reading.currency.to_owned(), rejects: reading.rejects.to_owned() })
    }

    /// The columns' names.
    pub fn header(&self) -> Vec<String> {
        self.file.header().to_vec()
    }

    fn source(&self) -> String {
        serde_json::to_value(self.file.facts().format).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Reads it all; `use_product` gets each product once, when its last row has been read.
    fn each(
        &mut self,
        report: &mut ImportReport,
        mut use_product: impl FnMut(OfferedProduct, &mut ImportReport) -> Result<()>,
    ) -> Result<()> {
        report.format = self.source();
        report.columns = ColumnTaken::all(self.file.mapping());
        report.remarks.clone_from(&self.file.facts().remarks);
        let mut noted = Noted { report: ImportReport::default(), rejects: Rejects::new(&self.rejects, self.file.header()), failed: None };
        let mut pass = self.file.pass().map_err(|trouble| refused(&trouble))?;
        while let Some(product) = pass.next(&mut noted).map_err(|trouble| refused(&trouble))? {
            use_product(product, report)?;
        }
        let summary = pass.summary();
        if let Some(error) = noted.failed {
            return Err(error);
        }
        (report.products, report.variants, report.pictures) = (summary.products, summary.variants, summary.pictures);
        (report.rejected, report.rejected_rows) = (noted.report.rejected, noted.report.rejected_rows);
        (report.notes, report.noted_rows) = (noted.report.notes, noted.report.noted_rows);
        (report.rejected_csv, report.rejected_file) = noted.rejects.finish()?;
        if report.products == 0 && report.rejected_rows == 0 {
            return Err(Error::new(Code::WrongFile).with("why", "empty"));
        }
        Ok(())
    }
}

/// Takes what the reading says of rows.
struct Noted {
    report: ImportReport,
    rejects: Rejects,
    failed: Option<Error>,
}

impl Notes for Noted {
    fn note(&mut self, note: vitrine_product_files::RowNote, record: &[String]) {
        let kept = RowNote { row: note.row, column: note.column, code: note.code, text: note.text };
        if note.used {
            self.report.noted_rows += 1;
            if self.report.notes.len() < NAMED {
                self.report.notes.push(kept);
            }
            return;
        }
        self.report.rejected_rows += 1;
        if self.report.rejected.len() < NAMED {
            self.report.rejected.push(kept);
        }
        if !record.is_empty() && self.failed.is_none() {
            self.failed = self.rejects.keep(record.iter().map(String::as_str)).err();
        }
    }
}

/// What the shop has now of one product of the file.
struct Existing {
    product: Option<(ProductId, ProductFields)>,
    variants: Vec<(VariantId, String, VariantFields)>,
}

impl Existing {
    /// The variant with these options; else the one with this SKU, however its options are called here.
    fn variant(&self, offered: &OfferedVariant) -> Option<(VariantId, &VariantFields)> {
        let same_label = self.variants.iter().find(|(_, label, _)| *label == offered.label);
        let same_sku = || self.variants.iter().find(|(_, _, fields)| offered.sku.is_some() && fields.sku == offered.sku);
        same_label.or_else(same_sku).map(|(id, _, fields)| (*id, fields))
    }
}

fn existing(read: &Read<'_>, source: &str, product: &OfferedProduct) -> Result<Existing> {
    let own: Option<ProductId> = read.value("SELECT id FROM product WHERE source = ?1 AND handle = ?2", (source, &product.handle))?;
    let id = match (own, product.variants.iter().find_map(|v| v.sku.as_ref())) {
        (Some(id), _) => Some(id),
        // Another system's file about the same thing: a till knows the web shop's goods by their SKU.
        (None, Some(sku)) => {
            let found: Vec<ProductId> =
                read.all("SELECT DISTINCT product_id FROM variant WHERE sku = ?1 LIMIT 2", [sku], |row| row.get(0))?;
            if let [only] = found.as_slice() { Some(*only) } else { None }
        }
        (None, None) => None,
    };
    let Some(id) = id else { return Ok(Existing { product: None, variants: Vec::new() }) };
    let fields = wanted::product_fields(read, id)?.ok_or_else(|| Error::internal("a product that is not there"))?;
    Ok(Existing { product: Some((id, fields)), variants: wanted::variants_of(read, id)? })
}

/// What applying the file would do; nothing is written.
pub fn dry_run(read: &Read<'_>, content: &mut FileContent) -> Result<ImportReport> {
    let mut report = ImportReport::default();
    let (source, speaks) = (content.source(), Speaks::of(read, content)?);
    content.each(&mut report, |product, report| {
        let now = existing(read, &source, &product)?;
        if let Some((_, fields)) = &now.product {
            report.changed += usize::from(speaks.product(&product, Some(fields)) != *fields);
        }
        for variant in &product.variants {
            let before = now.variant(variant).map(|(_, fields)| fields);
            count(report, &product, variant, before, &speaks.variant(variant, before));
        }
        Ok(())
    })?;
    Ok(report)
}

fn count(
    report: &mut ImportReport,
    product: &OfferedProduct,
    variant: &OfferedVariant,
    before: Option<&VariantFields>,
    after: &VariantFields,
) {
    let what = match before {
        None => {
            report.added += 1;
            "added"
        }
        Some(fields) if fields != after => {
            report.changed += 1;
            "changed"
        }
        Some(_) => {
            report.unchanged += 1;
            return;
        }
    };
    if report.examples.len() < 8 {
        let name = format!("{} {}", product.title, variant.label).trim().to_owned();
        let before = before.map(VariantFields::shown).unwrap_or_default();
        report.examples.push(ImportExample { name, what: what.into(), before, after: after.shown() });
    }
}

/// Applies the file in the caller's transaction.
pub fn apply(tx: &Tx<'_>, content: &mut FileContent, file_name: &str, author: &Author, now: Millis) -> Result<ImportReport> {
    let source = content.source();
    let import = ImportId(
        tx.insert("INSERT INTO import (source, file_name, at, author) VALUES (?1, ?2, ?3, ?4)", (&source, file_name, now, author.stamp()))?,
    );
    let speaks = Speaks::of(tx, content)?;
    let applying = Applying { tx, import, store: crate::stores::main(tx)?.id, author, stamp: author.stamp(), now, source, speaks };
    let mut report = ImportReport::default();
    content.each(&mut report, |product, report| applying.product(&product, report))?;
    tx.execute(
        "UPDATE import SET added = ?2, changed = ?3, unchanged = ?4, rejected = ?5 WHERE id = ?1",
        (import, report.added as i64, report.changed as i64, report.unchanged as i64, report.rejected_rows as i64),
    )?;
    tx.touch(Topic::Catalog);
    report.import = Some(import);
    Ok(report)
}

/// One import at work: what is the same for every row is looked up once.
struct Applying<'t, 'c> {
    tx: &'t Tx<'c>,
    import: ImportId,
    store: StoreId,
    author: &'t Author,
    stamp: String,
    now: Millis,
    source: String,
    speaks: Speaks,
}

impl Applying<'_, '_> {
    fn product(&self, product: &OfferedProduct, report: &mut ImportReport) -> Result<()> {
        let tx: &Tx<'_> = self.tx;
        let there = existing(tx, &self.source, product)?;
        let fields = self.speaks.product(product, there.product.as_ref().map(|(_, fields)| fields));
        let id = match &there.product {
            None => {
                let id = wanted::insert_product(tx, &self.source, &product.handle, &fields, self.now)?;
                keep_change(tx, self.import, "product", id.0, None::<&ProductFields>, &fields)?;
                id
            }
            Some((id, before)) => {
                if *before != fields {
                    wanted::write_product(tx, *id, &fields)?;
                    keep_change(tx, self.import, "product", id.0, Some(before), &fields)?;
                    report.changed += 1;
                }
                *id
            }
        };
        for (position, picture) in product.pictures.iter().enumerate() {
            tx.execute(
                "INSERT INTO product_picture (product_id, position, url, alt) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                (id, position as i64, &picture.url, &picture.alt),
            )?;
        }
        for (position, variant) in product.variants.iter().enumerate() {
            let before = there.variant(variant);
            let after = self.speaks.variant(variant, before.map(|(_, fields)| fields));
            count(report, product, variant, before.map(|(_, fields)| fields), &after);
            match before {
                Some((_, fields)) if *fields == after => {}
                Some((variant_id, fields)) => {
                    wanted::write_variant(tx, variant_id, &after, self.author, self.now)?;
                    keep_change(tx, self.import, "variant", variant_id.0, Some(fields), &after)?;
                }
                None => self.new_variant(id, &product.handle, variant, &after, (there.variants.len() + position) as i64)?,
            }
        }
        Ok(())
    }

    fn new_variant(&self, product: ProductId, handle: &str, variant: &OfferedVariant, f: &VariantFields, position: i64) -> Result<()> {
        let options = serde_json::to_string(&variant.options)?;
        let insert = |retailer_id: &str| {
            self.tx.insert_unless(
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
            None => insert(&super::free_retailer_id(self.tx, handle, &variant.label, f.sku.as_deref())?)?,
        };
        let id = id.ok_or_else(|| Error::internal("a free retailer id was taken"))?;
        super::stock::first_stock(self.tx, VariantId(id), self.store, f.on_hand.unwrap_or(0), "imported", &self.stamp, self.now)?;
        keep_change(self.tx, self.import, "variant", id, None::<&VariantFields>, f)
    }
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

/// A past import.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ImportRow {
    /// Ours.
    pub id: ImportId,
    /// The file's name.
    pub file_name: String,
    /// When.
    pub at: Millis,
    /// Who.
    pub author: String,
    /// Variants added.
    pub added: i64,
    /// Variants changed.
    pub changed: i64,
    /// Rows rejected.
    pub rejected: i64,
    /// When it was undone.
    pub undone_at: Option<Millis>,
}

/// Past imports, newest first.
pub fn list(read: &Read<'_>) -> Result<Vec<ImportRow>> {
    read.all("SELECT id, file_name, at, author, added, changed, rejected, undone_at FROM import ORDER BY id DESC LIMIT 50", [], |row| {
        Ok(ImportRow {
            id: row.get(0)?,
            file_name: row.get(1)?,
            at: row.get(2)?,
            author: row.get(3)?,
            added: row.get(4)?,
            changed: row.get(5)?,
            rejected: row.get(6)?,
            undone_at: row.get(7)?,
        })
    })
}

/// Undoes a whole import: what it added goes (or is archived where people or orders refer to it),
/// what it changed goes back, and what was edited since stays as edited.
pub fn undo(tx: &Tx<'_>, import: ImportId, author: &Author, now: Millis) -> Result<()> {
    let open = tx.execute("UPDATE import SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL", (import, now))?;
    if open == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    let changes = |kind: &str| {
        tx.all(
            "SELECT row_id, before, after FROM import_change WHERE import_id = ?1 AND kind = ?2 ORDER BY row_id DESC",
            (import, kind),
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, String>(2)?)),
        )
    };
    let mut archive: BTreeSet<i64> = BTreeSet::new();
    for (id, before, after) in changes("variant")? {
        let Some(now_fields) = wanted::variant_fields(tx, VariantId(id))? else {
            continue;
        };
        match before {
            Some(before) if now_fields == serde_json::from_str(&after)? => {
                wanted::write_variant(tx, VariantId(id), &serde_json::from_str(&before)?, author, now)?;
            }
            Some(_) => {}
            None => {
                let product = tx.count("SELECT product_id FROM variant WHERE id = ?1", [id])?;
                let referred = tx.count(
                    "SELECT (SELECT count(*) FROM waiting WHERE variant_id = ?1) + (SELECT count(*) FROM order_line WHERE variant_id = ?1) + (SELECT count(*) FROM hold WHERE variant_id = ?1)
                          + (SELECT count(*) FROM alert WHERE variant_id = ?1)",
                    [id],
                )?;
                if referred > 0 {
                    archive.insert(product);
                } else {
                    tx.execute("DELETE FROM variant WHERE id = ?1", [id])?;
                }
            }
        }
    }
    for (id, before, after) in changes("product")? {
        let id = ProductId(id);
        match before {
            Some(before) => {
                let same: ProductFields = serde_json::from_str(&after)?;
                let title: Option<String> = tx.value("SELECT title FROM product WHERE id = ?1", [id])?;
                if title.as_deref() == Some(same.title.as_str()) {
                    wanted::write_product(tx, id, &serde_json::from_str(&before)?)?;
                }
            }
            None if archive.contains(&id.0) => {
                tx.execute("UPDATE product SET status = 'archived' WHERE id = ?1", [id])?;
            }
            None => {
                tx.execute("DELETE FROM product WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM variant WHERE product_id = ?1)", [id])?;
            }
        }
    }
    tx.touch(Topic::Catalog);
    Ok(())
}

#[cfg(test)]
mod tests;
