//! Importing products from a file, here Shopify's export. Reading is tolerant and says what it could
//! not use, row by row; applying is one transaction; undoing takes back exactly what the import did
//! and leaves later edits alone. A dry run is the same plan without the writing.
//!
//! Products are applied as they stream by, so that memory does not grow with the file: the transaction is
//! open while it is read. Reading first and writing then would hold the writer for less time, and the file twice.
//!
//! Other systems' files and the column mapper are left to later readers beside [`shopify`].

mod html;
mod shopify;

pub use shopify::FileContent;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
pub use crate::kinds::RowNote;
use crate::kinds::{Author, Code, Error, ImportId, Millis, ProductId, Result, StoreId, Topic, VariantId};

const SOURCE: &str = "shopify";

/// What an import did or would do.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct ImportReport {
    /// Set once it has been done.
    pub import: Option<ImportId>,
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

/// A product as the file has it.
#[derive(Clone, Debug)]
pub struct FileProduct {
    handle: String,
    fields: ProductFields,
    variants: Vec<FileVariant>,
    pictures: Vec<(String, String)>,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
struct ProductFields {
    title: String,
    description: String,
    vendor: String,
    category: String,
    tags: String,
    status: String,
}

#[derive(Clone, Debug)]
struct FileVariant {
    options: Vec<(String, String)>,
    label: String,
    fields: VariantFields,
}

#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
struct VariantFields {
    sku: Option<String>,
    barcode: Option<String>,
    price: Option<i64>,
    on_hand: i64,
}

/// What the shop has now of one product of the file.
struct Existing {
    product: Option<(ProductId, ProductFields)>,
    variants: BTreeMap<String, (VariantId, VariantFields)>,
}

fn existing(read: &Read<'_>, product: &FileProduct) -> Result<Existing> {
    let found = read.one(
        "SELECT id, title, description, vendor, category, tags, status FROM product WHERE source = ?1 AND handle = ?2",
        (SOURCE, &product.handle),
        |row| {
            let fields = ProductFields {
                title: row.get(1)?,
                description: row.get(2)?,
                vendor: row.get(3)?,
                category: row.get(4)?,
                tags: row.get(5)?,
                status: row.get(6)?,
            };
            Ok((row.get::<_, ProductId>(0)?, fields))
        },
    )?;
    let variants = match &found {
        None => BTreeMap::new(),
        Some((id, _)) => read
            .all("SELECT v.id, v.label, v.sku, v.barcode, v.price, a.on_hand FROM variant v JOIN availability a ON a.variant_id = v.id WHERE v.product_id = ?1", [id], |row| {
                Ok((row.get::<_, String>(1)?, (row.get::<_, VariantId>(0)?, VariantFields { sku: row.get(2)?, barcode: row.get(3)?, price: row.get(4)?, on_hand: row.get(5)? })))
            })?
            .into_iter()
            .collect(),
    };
    Ok(Existing { product: found, variants })
}

/// What applying the file would do; nothing is written.
pub fn dry_run(read: &Read<'_>, file: &mut FileContent) -> Result<ImportReport> {
    let mut report = ImportReport::default();
    file.each(&mut report, |product, report| {
        let now = existing(read, &product)?;
        if now.product.as_ref().is_some_and(|(_, fields)| *fields != product.fields) {
            report.changed += 1;
        }
        for variant in &product.variants {
            count(report, &product, variant, now.variants.get(&variant.label).map(|(_, fields)| fields));
        }
        Ok(())
    })?;
    Ok(report)
}

fn count(report: &mut ImportReport, product: &FileProduct, variant: &FileVariant, before: Option<&VariantFields>) {
    let show = |f: &VariantFields| format!("{} · {}", f.price.map_or_else(|| "?".to_owned(), |p| p.to_string()), f.on_hand);
    let what = match before {
        None => {
            report.added += 1;
            "added"
        }
        Some(fields) if *fields != variant.fields => {
            report.changed += 1;
            "changed"
        }
        Some(_) => {
            report.unchanged += 1;
            return;
        }
    };
    if report.examples.len() < 8 {
        let name = format!("{} {}", product.fields.title, variant.label).trim().to_owned();
        report.examples.push(ImportExample {
            name,
            what: what.into(),
            before: before.map(show).unwrap_or_default(),
            after: show(&variant.fields),
        });
    }
}

/// Applies the file in the caller's transaction.
pub fn apply(tx: &Tx<'_>, file: &mut FileContent, file_name: &str, author: &Author, now: Millis) -> Result<ImportReport> {
    let import = ImportId(
        tx.insert("INSERT INTO import (source, file_name, at, author) VALUES (?1, ?2, ?3, ?4)", (SOURCE, file_name, now, author.stamp()))?,
    );
    let applying = Applying { tx, import, store: crate::stores::main(tx)?.id, author, stamp: author.stamp(), now };
    let mut report = ImportReport::default();
    file.each(&mut report, |product, report| applying.product(&product, report))?;
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
}

impl Applying<'_, '_> {
    fn product(&self, product: &FileProduct, report: &mut ImportReport) -> Result<()> {
        let tx: &Tx<'_> = self.tx;
        let fields = &product.fields;
        let there = existing(tx, product)?;
        let id = match &there.product {
            None => {
                let id = tx.insert(
                    "INSERT INTO product (source, handle, title, description, vendor, category, tags, status, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    (SOURCE, &product.handle, &fields.title, &fields.description, &fields.vendor, &fields.category, &fields.tags, &fields.status, self.now),
                )?;
                keep_change(tx, self.import, "product", id, None::<&ProductFields>, fields)?;
                ProductId(id)
            }
            Some((id, before)) => {
                if before != fields {
                    write_product(tx, *id, fields)?;
                    keep_change(tx, self.import, "product", id.0, Some(before), fields)?;
                    report.changed += 1;
                }
                *id
            }
        };
        for (position, (url, alt)) in product.pictures.iter().enumerate() {
            tx.execute(
                "INSERT INTO product_picture (product_id, position, url, alt) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                (id, position as i64, url, alt),
            )?;
        }
        for (position, variant) in product.variants.iter().enumerate() {
            let before = there.variants.get(&variant.label);
            count(report, product, variant, before.map(|(_, fields)| fields));
            match before {
                Some((_, fields)) if *fields == variant.fields => {}
                Some((variant_id, fields)) => {
                    write_variant(tx, *variant_id, &variant.fields, self.author, self.now)?;
                    keep_change(tx, self.import, "variant", variant_id.0, Some(fields), &variant.fields)?;
                }
                None => self.new_variant(id, &product.handle, variant, position as i64)?,
            }
        }
        Ok(())
    }

    fn new_variant(&self, product: ProductId, handle: &str, variant: &FileVariant, position: i64) -> Result<()> {
        let f = &variant.fields;
        let options = serde_json::to_string(&variant.options)?;
        let insert = |retailer_id: &str| {
            self.tx.insert_unless(
                "INSERT INTO variant (product_id, retailer_id, sku, barcode, options, label, price, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (retailer_id) DO NOTHING",
                (product, retailer_id, &f.sku, &f.barcode, &options, &variant.label, f.price, position),
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
        super::stock::first_stock(self.tx, VariantId(id), self.store, f.on_hand, "imported", &self.stamp, self.now)?;
        keep_change(self.tx, self.import, "variant", id, None::<&VariantFields>, f)
    }
}

fn write_product(tx: &Tx<'_>, id: ProductId, f: &ProductFields) -> Result<()> {
    tx.execute(
        "UPDATE product SET title = ?2, description = ?3, vendor = ?4, category = ?5, tags = ?6, status = ?7 WHERE id = ?1",
        (id, &f.title, &f.description, &f.vendor, &f.category, &f.tags, &f.status),
    )?;
    Ok(())
}

fn write_variant(tx: &Tx<'_>, id: VariantId, f: &VariantFields, author: &Author, now: Millis) -> Result<()> {
    tx.execute("UPDATE variant SET sku = ?2, barcode = ?3 WHERE id = ?1", (id, &f.sku, &f.barcode))?;
    super::price::write_price(tx, id, f.price, now)?;
    super::set_stock(tx, id, f.on_hand, "imported", author, now)?;
    Ok(())
}

fn keep_change(tx: &Tx<'_>, import: ImportId, kind: &str, row: i64, before: Option<&impl Serialize>, after: &impl Serialize) -> Result<()> {
    let before = before.map(serde_json::to_string).transpose()?;
    tx.execute(
        "INSERT INTO import_change (import_id, kind, row_id, before, after) VALUES (?1, ?2, ?3, ?4, ?5)",
        (import, kind, row, before, serde_json::to_string(after)?),
    )?;
    Ok(())
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
        let Some(now_fields) = variant_fields(tx, VariantId(id))? else {
            continue;
        };
        match before {
            Some(before) if now_fields == serde_json::from_str(&after)? => {
                write_variant(tx, VariantId(id), &serde_json::from_str(&before)?, author, now)?;
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
                    write_product(tx, id, &serde_json::from_str(&before)?)?;
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

fn variant_fields(read: &Read<'_>, id: VariantId) -> Result<Option<VariantFields>> {
    read.one(
        "SELECT v.sku, v.barcode, v.price, a.on_hand FROM variant v JOIN availability a ON a.variant_id = v.id WHERE v.id = ?1",
        [id],
        |row| Ok(VariantFields { sku: row.get(0)?, barcode: row.get(1)?, price: row.get(2)?, on_hand: row.get(3)? }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src";

    struct Seen {
        products: Vec<FileProduct>,
        report: ImportReport,
    }

    fn look(bytes: &[u8], rejects: &std::path::Path) -> Result<Seen> {
        let mut file = FileContent::from_bytes(bytes.to_vec(), "EUR", rejects)?;
        let (mut products, mut report) = (Vec::new(), ImportReport::default());
        file.each(&mut report, |product, _| {
            products.push(product);
            Ok(())
        })?;
        Ok(Seen { products, report })
    }

    fn read(rows: &str) -> Seen {
        let nowhere = std::path::Path::new("/nowhere/rejected.csv");
        look(format!("\u{feff}{HEADER}\n{rows}").as_bytes(), nowhere).expect("reads")
    }

    #[test]
    fn continuation_rows_are_variants_and_pictures_of_one_product() {
        let file =
            read("shirt,Shirt,\"<p>Soft &amp; warm</p>\",Size,S,,1,50,http://x/1.jpg\nshirt,,,,M,,2,50,\nshirt,,,,,,,,http://x/2.jpg\n");
        assert_eq!((file.report.products, file.report.variants, file.report.pictures), (1, 2, 2), "one product, two sizes, two pictures");
        assert_eq!(file.products[0].fields.description, "Soft & warm", "HTML becomes clean text");
        assert_eq!(file.products[0].variants[1].options, [("Size".to_owned(), "M".to_owned())], "the option's name is the first row's");
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_is_kept() {
        let file =
            read("a,A,,Size,S,X1,1,50,\na,,,,M,x1,1,50,\nb,,,,,,1,10,\nc,C,,,,,1,cheap,\nd,D,,,,,-3,variable,\n,Lost,,,,,1,5,\ne,E,,");
        let reasons: Vec<(usize, &str)> = file.report.rejected.iter().map(|r| (r.row, r.code.as_str())).collect();
        assert_eq!(
            reasons,
            [(3, "duplicate_sku"), (4, "no_title"), (5, "bad_price"), (7, "no_handle"), (8, "truncated")],
            "each bad row is named with its reason"
        );
        let notes: Vec<(usize, &str)> = file.report.notes.iter().map(|r| (r.row, r.code.as_str())).collect();
        assert_eq!(notes, [(6, "negative_stock"), (6, "price_on_request")], "usable rows come in with a remark");
        assert_eq!(file.report.variants, 2, "nothing else is lost");
        assert_eq!(file.report.rejected_csv.lines().count(), 6, "the rejected rows are a file with the header");
    }

    #[test]
    fn other_files_are_refused_before_anything_happens() {
        for (bytes, why) in [
            (&b"\x89PNG\r\n\x1a\n\0\0"[..], "a picture"),
            (b"Name,Phone\nA,1\n", "a list of people"),
            (b"", "an empty file"),
            (b"Handle,Title,Variant Price\n", "a header alone"),
        ] {
            let refused = look(bytes, std::path::Path::new("/nowhere")).err().map(|e| e.code);
            assert_eq!(refused, Some(Code::WrongFile), "{why} is not a product export");
        }
    }

    #[test]
    fn rows_that_lie_apart_are_one_product_still() {
        let file = read("a,A,,Size,S,,1,50,\nb,B,,,,,1,10,\na,,,,M,,2,50,http://x/2.jpg\nc,C,,,,,1,10,\na,,,,S,,3,50,\n");
        let found: Vec<(&str, usize)> = file.products.iter().map(|p| (p.handle.as_str(), p.variants.len())).collect();
        assert_eq!(found, [("b", 1), ("c", 1), ("a", 2)], "whole products go by, the torn one comes last and is whole");
        assert_eq!(file.products[2].variants[1].options, [("Size".to_owned(), "M".to_owned())], "its options keep their name");
        let reasons: Vec<(usize, &str)> = file.report.rejected.iter().map(|r| (r.row, r.code.as_str())).collect();
        assert_eq!(reasons, [(6, "duplicate_options")], "and what it has twice is found across the gap");
    }

    #[test]
    fn a_file_of_nothing_but_bad_rows_is_counted_and_put_on_disk() {
        let dir = tempfile::tempdir().expect("temp dir");
        let path = dir.path().join("rejected.csv");
        let rows: String = (0..60_000).map(|n| format!("p{n},Product,,,,,1,cheap{n},")).collect::<Vec<_>>().join("\n");
        let file = look(format!("{HEADER}\n{rows}\n").as_bytes(), &path).expect("reads");
        assert_eq!(file.report.rejected_rows, 60_000, "all are counted");
        assert!(file.report.rejected.len() <= 2_000 && file.report.rejected_csv.len() <= 1 << 20, "the report stays small");
        let kept = std::fs::read_to_string(&path).expect("written");
        assert_eq!(kept.lines().count(), 60_001, "all of them can be mended, under the header");
        assert_eq!(file.report.rejected_file.as_deref(), path.to_str(), "and the report says where");
    }
}
