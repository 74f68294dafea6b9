//! Importing products from a file, here Shopify's export. Reading is tolerant and says what it could
//! not use, row by row; applying is one transaction; undoing takes back exactly what the import did
//! and leaves later edits alone. A dry run is the same plan without the writing.
//!
//! Other systems' files and the column mapper are left to later readers beside [`shopify`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parse_price;
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, Error, ImportId, Millis, ProductId, Result, Topic, VariantId};

const SOURCE: &str = "shopify";

/// A row the import could not use, or used with a remark.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct RowNote {
    /// Line in the file's rows, the header being row 1.
    pub row: usize,
    /// Column's name, if one is to blame.
    pub column: String,
    /// `no_handle`, `no_title`, `bad_price`, `duplicate_sku`, `duplicate_options`, `truncated`, `bad_quantity`, `negative_stock`, `price_on_request`.
    pub reason: String,
    /// What stood there.
    pub text: String,
}

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
    /// Rows not used.
    pub rejected: Vec<RowNote>,
    /// Rows used, with a remark.
    pub notes: Vec<RowNote>,
    /// The rejected rows as a file to mend and import again.
    pub rejected_csv: String,
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

/// A file read: what it holds, and what could not be used.
pub struct FileContent {
    products: Vec<FileProduct>,
    report: ImportReport,
}

/// Reads a Shopify product export.
pub fn shopify(bytes: &[u8], currency: &str) -> Result<FileContent> {
    let wrong = |why: &str| Error::new(Code::WrongFile).with("why", why);
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map_err(|_| wrong("encoding"))?;
    if text.contains('\0') {
        return Err(wrong("binary"));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().map_err(|_| wrong("header"))?.iter().map(|h| h.trim().to_owned()).collect();
    let column = |name: &str| header.iter().position(|h| h.eq_ignore_ascii_case(name));
    let (Some(_), Some(_), Some(_)) = (column("Handle"), column("Title"), column("Variant Price")) else {
        return Err(wrong("columns"));
    };
    let mut reading = Reading {
        header: &header,
        currency,
        products: Vec::new(),
        by_handle: BTreeMap::new(),
        skus: BTreeMap::new(),
        report: ImportReport::default(),
        rejected: vec![header.clone()],
    };
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| wrong("csv"))?;
        reading.row(index + 2, &record);
    }
    let Reading { products, mut report, rejected, .. } = reading;
    let products: Vec<FileProduct> = products.into_iter().filter(|p| !p.variants.is_empty()).collect();
    report.products = products.len();
    report.variants = products.iter().map(|p| p.variants.len()).sum();
    report.pictures = products.iter().map(|p| p.pictures.len()).sum();
    if report.products == 0 && report.rejected.is_empty() {
        return Err(wrong("empty"));
    }
    report.rejected_csv = if report.rejected.is_empty() { String::new() } else { write_csv(&rejected)? };
    Ok(FileContent { products, report })
}

fn write_csv(rows: &[Vec<String>]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|_| Error::internal("csv"))?;
    }
    String::from_utf8(writer.into_inner().map_err(|_| Error::internal("csv"))?).map_err(|_| Error::internal("csv"))
}

struct Reading<'a> {
    header: &'a [String],
    currency: &'a str,
    products: Vec<FileProduct>,
    by_handle: BTreeMap<String, usize>,
    skus: BTreeMap<String, usize>,
    report: ImportReport,
    rejected: Vec<Vec<String>>,
}

impl Reading<'_> {
    fn row(&mut self, row: usize, record: &csv::StringRecord) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if let Err((column, reason, text)) = self.read(row, record) {
            self.report.rejected.push(RowNote { row, column: column.into(), reason: reason.into(), text: text.chars().take(80).collect() });
            self.rejected.push(record.iter().map(str::to_owned).collect());
        }
    }

    fn cell<'r>(&self, record: &'r csv::StringRecord, name: &str) -> &'r str {
        self.header.iter().position(|h| h.eq_ignore_ascii_case(name)).and_then(|i| record.get(i)).unwrap_or_default().trim()
    }

    fn note(&mut self, row: usize, column: &str, reason: &str, text: &str) {
        self.report.notes.push(RowNote { row, column: column.into(), reason: reason.into(), text: text.chars().take(80).collect() });
    }

    fn read(&mut self, row: usize, record: &csv::StringRecord) -> std::result::Result<(), (&'static str, &'static str, String)> {
        if record.len() < self.header.len() {
            let last = record.iter().next_back().unwrap_or_default().to_owned();
            return Err(("", "truncated", last));
        }
        let handle = self.cell(record, "Handle").to_owned();
        if handle.is_empty() {
            return Err(("Handle", "no_handle", String::new()));
        }
        let title = self.cell(record, "Title").to_owned();
        let known = self.by_handle.get(&handle).copied();
        if known.is_none() && title.is_empty() {
            return Err(("Title", "no_title", handle));
        }
        let options = self.options(record, known);
        let price_text = self.cell(record, "Variant Price").to_owned();
        let has_variant = !price_text.is_empty() || !options.is_empty();
        // Everything that can refuse the row is looked at before anything is kept of it.
        let variant = if has_variant || known.is_none() { Some(self.variant(row, record, known, options, &price_text)?) } else { None };
        let picture = self.cell(record, "Image Src").to_owned();
        let alt = self.cell(record, "Image Alt Text").to_owned();
        let index = known.unwrap_or_else(|| {
            let fields = self.product_fields(record, title);
            self.products.push(FileProduct { handle: handle.clone(), fields, variants: Vec::new(), pictures: Vec::new() });
            self.by_handle.insert(handle, self.products.len() - 1);
            self.products.len() - 1
        });
        if let Some(variant) = variant {
            if let Some(sku) = &variant.fields.sku {
                self.skus.insert(sku.to_lowercase(), row);
            }
            self.products[index].variants.push(variant);
        }
        if !picture.is_empty() && !self.products[index].pictures.iter().any(|(url, _)| *url == picture) {
            self.products[index].pictures.push((picture, alt));
        }
        Ok(())
    }

    /// Continuation rows leave option names out: they are the first row's.
    fn options(&self, record: &csv::StringRecord, known: Option<usize>) -> Vec<(String, String)> {
        let first: Vec<&str> = known
            .and_then(|i| self.products[i].variants.first())
            .map(|v| v.options.iter().map(|(name, _)| name.as_str()).collect())
            .unwrap_or_default();
        (1..=3)
            .filter_map(|n| {
                let value = self.cell(record, &format!("Option{n} Value"));
                let named = self.cell(record, &format!("Option{n} Name"));
                let name = if named.is_empty() { first.get(n - 1).copied().unwrap_or_default() } else { named };
                (!value.is_empty() && (value != "Default Title")).then(|| (name.to_owned(), value.to_owned()))
            })
            .collect()
    }

    fn product_fields(&self, record: &csv::StringRecord, title: String) -> ProductFields {
        let html = self.cell(record, "Body (HTML)");
        let status = match (self.cell(record, "Status"), self.cell(record, "Published")) {
            (s, _) if s.eq_ignore_ascii_case("draft") => "draft",
            (s, _) if s.eq_ignore_ascii_case("archived") => "archived",
            (_, p) if p.eq_ignore_ascii_case("false") => "draft",
            _ => "active",
        };
        ProductFields {
            title,
            description: plain_text(html),
            vendor: self.cell(record, "Vendor").to_owned(),
            category: self.cell(record, "Type").to_owned(),
            tags: self.cell(record, "Tags").to_owned(),
            status: status.to_owned(),
        }
    }

    fn variant(
        &mut self,
        row: usize,
        record: &csv::StringRecord,
        known: Option<usize>,
        options: Vec<(String, String)>,
        price_text: &str,
    ) -> std::result::Result<FileVariant, (&'static str, &'static str, String)> {
        let label = options.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" · ");
        if known.is_some_and(|i| self.products[i].variants.iter().any(|v| v.label == label)) {
            return Err(("Option1 Value", "duplicate_options", label));
        }
        let price = parse_price(price_text, self.currency).map_err(|_| ("Variant Price", "bad_price", price_text.to_owned()))?;
        let sku = Some(self.cell(record, "Variant SKU").trim_start_matches('\'').to_owned()).filter(|s| !s.is_empty());
        if let Some(first) = sku.as_ref().and_then(|s| self.skus.get(&s.to_lowercase())) {
            return Err(("Variant SKU", "duplicate_sku", format!("{} = {first}", sku.unwrap_or_default())));
        }
        let quantity = self.cell(record, "Variant Inventory Qty").to_owned();
        let on_hand = match quantity.parse::<i64>() {
            Ok(n) if n >= 0 => n,
            Ok(_) => {
                self.note(row, "Variant Inventory Qty", "negative_stock", &quantity);
                0
            }
            Err(_) if quantity.is_empty() => 0,
            Err(_) => return Err(("Variant Inventory Qty", "bad_quantity", quantity)),
        };
        if price.is_none() {
            self.note(row, "Variant Price", "price_on_request", price_text);
        }
        let barcode = Some(self.cell(record, "Variant Barcode").trim_start_matches('\'').to_owned()).filter(|s| !s.is_empty());
        Ok(FileVariant { options, label, fields: VariantFields { sku, barcode, price, on_hand } })
    }
}

/// A description as clean text: tags gone, paragraphs and lists kept as lines.
fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    html2text::from_read(html.as_bytes(), 10_000).map(|text| text.trim().to_owned()).unwrap_or_else(|_| html.to_owned())
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
pub fn dry_run(read: &Read<'_>, file: &FileContent) -> Result<ImportReport> {
    let mut report = file.report.clone();
    for product in &file.products {
        let now = existing(read, product)?;
        if now.product.as_ref().is_some_and(|(_, fields)| *fields != product.fields) {
            report.changed += 1;
        }
        for variant in &product.variants {
            count(&mut report, product, variant, now.variants.get(&variant.label).map(|(_, fields)| fields));
        }
    }
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
pub fn apply(tx: &Tx<'_>, file: &FileContent, file_name: &str, author: &Author, now: Millis) -> Result<ImportReport> {
    let mut report = file.report.clone();
    let import = ImportId(tx.insert(
        "INSERT INTO import (source, file_name, at, author, rejected) VALUES (?1, ?2, ?3, ?4, ?5)",
        (SOURCE, file_name, now, author.stamp(), report.rejected.len() as i64),
    )?);
    for product in &file.products {
        apply_product(tx, import, product, &mut report, author, now)?;
    }
    tx.execute(
        "UPDATE import SET added = ?2, changed = ?3, unchanged = ?4 WHERE id = ?1",
        (import, report.added as i64, report.changed as i64, report.unchanged as i64),
    )?;
    tx.touch(Topic::Catalog);
    report.import = Some(import);
    Ok(report)
}

fn apply_product(
    tx: &Tx<'_>,
    import: ImportId,
    product: &FileProduct,
    report: &mut ImportReport,
    author: &Author,
    now: Millis,
) -> Result<()> {
    let there = existing(tx, product)?;
    let fields = &product.fields;
    let id = match &there.product {
        None => {
            let id = tx.insert(
                "INSERT INTO product (source, handle, title, description, vendor, category, tags, status, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                (SOURCE, &product.handle, &fields.title, &fields.description, &fields.vendor, &fields.category, &fields.tags, &fields.status, now),
            )?;
            keep_change(tx, import, "product", id, None::<&ProductFields>, fields)?;
            ProductId(id)
        }
        Some((id, before)) => {
            if before != fields {
                write_product(tx, *id, fields)?;
                keep_change(tx, import, "product", id.0, Some(before), fields)?;
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
                write_variant(tx, *variant_id, &variant.fields, author, now)?;
                keep_change(tx, import, "variant", variant_id.0, Some(fields), &variant.fields)?;
            }
            None => {
                let retailer_id = super::free_retailer_id(tx, &product.handle, &variant.label, variant.fields.sku.as_deref())?;
                let new = tx.insert(
                    "INSERT INTO variant (product_id, retailer_id, options, label, position) VALUES (?1, ?2, ?3, ?4, ?5)",
                    (id, retailer_id, serde_json::to_string(&variant.options)?, &variant.label, position as i64),
                )?;
                write_variant(tx, VariantId(new), &variant.fields, author, now)?;
                keep_change(tx, import, "variant", new, None::<&VariantFields>, &variant.fields)?;
            }
        }
    }
    Ok(())
}

fn write_product(tx: &Tx<'_>, id: ProductId, f: &ProductFields) -> Result<()> {
    tx.execute(
        "UPDATE product SET title = ?2, description = ?3, vendor = ?4, category = ?5, tags = ?6, status = ?7 WHERE id = ?1",
        (id, &f.title, &f.description, &f.vendor, &f.category, &f.tags, &f.status),
    )?;
    Ok(())
}

fn write_variant(tx: &Tx<'_>, id: VariantId, f: &VariantFields, author: &Author, now: Millis) -> Result<()> {
    tx.execute("UPDATE variant SET sku = ?2, barcode = ?3, price = ?4 WHERE id = ?1", (id, &f.sku, &f.barcode, f.price))?;
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

    fn read(rows: &str) -> FileContent {
        shopify(format!("\u{feff}{HEADER}\n{rows}").as_bytes(), "EUR").expect("reads")
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
        let reasons: Vec<(usize, &str)> = file.report.rejected.iter().map(|r| (r.row, r.reason.as_str())).collect();
        assert_eq!(
            reasons,
            [(3, "duplicate_sku"), (4, "no_title"), (5, "bad_price"), (7, "no_handle"), (8, "truncated")],
            "each bad row is named with its reason"
        );
        let notes: Vec<(usize, &str)> = file.report.notes.iter().map(|r| (r.row, r.reason.as_str())).collect();
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
            assert_eq!(shopify(bytes, "EUR").err().map(|e| e.code), Some(Code::WrongFile), "{why} is not a product export");
        }
    }
}
