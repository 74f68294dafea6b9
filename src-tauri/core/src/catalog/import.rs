//! Products from a file of any system. How a file is read is `vitrine_product_files`' business; here it is what is
//! new about each product, writing it, and taking all of it back. A dry run is the same plan without the writing.
//!
//! Only what a file speaks of is written: a list of counts leaves prices alone. Products are written as they stream by,
//! so that memory does not grow with the file, and in short pieces (`db::pieces`), so that a customer's message never
//! waits behind a million rows. What a piece did is listed with it: told to stop, an import takes its pieces back;
//! interrupted, the next start does. One transaction would need no list for that, and would keep everybody else from
//! writing for half a minute. What is seen meanwhile is an import half done, and the window says so.

mod applying;
pub mod opening;
pub mod places;
mod rejects;
pub mod taking_back;
mod wanted;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_product_files::{Notes, OfferedProduct, OfferedVariant, ProductFile, Progress, ReadOptions, Trouble};

pub use applying::{Importing, apply};
use places::{PlaceSaid, PlaceTaken, Places};
pub use taking_back::{ImportRow, list, undo};

use super::{measure, pictures};
use crate::db::Read;
use crate::db::pieces::Going;
pub use crate::kinds::RowNote;
use crate::kinds::{Code, ColumnTaken, Error, ImportId, ProductId, Result, VariantId, currency_exponent};
use rejects::Rejects;
use wanted::{Called, ProductFields, Speaks, VariantFields};

/// A report names so many rows and counts the others: a person reads no more.
const NAMED: usize = 2_000;

/// So many differences are shown of a list of counts, and so few of other files.
const COUNTS_SHOWN: usize = 500;
const SHOWN: usize = 8;

/// Fields that say how many there are.
const OF_COUNTS: [&str; 5] = ["quantity", "stock", "store_stock", "location", "tracked"];
/// Fields that only say of what.
const TELL_APART: [&str; 17] = [
    "sku",
    "barcode",
    "title",
    "variant",
    "variant_title",
    "handle",
    "key",
    "id",
    "parent",
    "option",
    "options",
    "colour",
    "size",
    "material",
    "pattern",
    "flavour",
    "kind",
];

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
    /// The file speaks of counts and of nothing else; then the examples are all of them, up to 500.
    pub counts_only: bool,
    /// Variants of the file that the shop does not know and that were left out.
    pub unknown: usize,
    /// The places the file gives counts for.
    pub places: Vec<PlaceTaken>,
}

impl ImportReport {
    fn leave_out(&mut self, product: &OfferedProduct) -> Result<()> {
        product.variants.iter().for_each(|variant| self.leave_out_variant(product, variant));
        Ok(())
    }

    /// A part of a step is left out, and said.
    fn note_rest(&mut self, variant: &OfferedVariant, step: i64) {
        let all = variant.on_hand.map(|count| count.saturating_mul(measure::WHOLE).saturating_add(variant.rest));
        let mut counts = all.into_iter().chain(variant.stock_by_store.iter().map(|(_, count)| *count));
        if counts.all(|count| measure::in_steps(count, step).is_some()) {
            return;
        }
        self.noted_rows += 1;
        if self.notes.len() < NAMED {
            let text = measure::number(variant.on_hand.unwrap_or(0) * measure::WHOLE + variant.rest, 1);
            self.notes.push(RowNote { row: variant.row, column: String::new(), code: "fractional_quantity".to_owned(), text });
        }
    }

    fn leave_out_variant(&mut self, product: &OfferedProduct, variant: &OfferedVariant) {
        self.unknown += 1;
        self.noted_rows += 1;
        if self.notes.len() < NAMED {
            let text = variant.sku.clone().or_else(|| variant.barcode.clone()).unwrap_or_else(|| product.title.clone());
            self.notes.push(RowNote { row: variant.row, column: String::new(), code: "unknown_here".to_owned(), text });
        }
    }
}

/// One line of the preview.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ImportExample {
    /// Product and options.
    pub name: String,
    /// SKU or barcode, as the file has it.
    pub code: String,
    /// added, changed
    pub what: String,
    /// Before, for a change: "5900 · 5"; the count alone in a list of counts.
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
    /// Where rejected rows go when there are many.
    pub rejects: &'a Path,
    /// Told how far the reading is.
    pub progress: Progress,
}

/// A file that cannot be read, as an error the owner can act on.
fn refused(trouble: &Trouble) -> Error {
    match &trouble.mapping {
        Some(mapping) => {
            let columns = serde_json::to_value(ColumnTaken::all(mapping)).unwrap_or_default();
            let wanted = if trouble.detail == "price" { "price" } else { "name of the product" };
            Error::new(Code::WhichColumn).with("wanted", wanted).with("columns", columns)
        }
        None => Error::new(Code::WrongFile).with("why", trouble.code),
    }
}

impl FileContent {
    /// Looks a file through; its content says what it is, and `mapping` what its columns are, where the owner has said so.
    pub fn open(
        source: Box<dyn vitrine_product_files::Source>,
        name: &str,
        reading: &Reading<'_>,
        mapping: Option<vitrine_product_files::Mapping>,
    ) -> Result<Self> {
        let format = match reading.format {
            Some(name) => Some(serde_json::from_value(name.into()).map_err(|_| Error::new(Code::BadRequest).with("field", "format"))?),
            None => None,
        };
        let options = ReadOptions {
            currency: reading.currency.to_owned(),
            exponent: currency_exponent(reading.currency),
            format,
            mapping,
            progress: reading.progress.clone(),
        };
        let file = ProductFile::open(source, Some(name), &options).map_err(|trouble| refused(&trouble))?;
        Ok(Self { file, currency: reading.currency.to_owned(), rejects: reading.rejects.to_owned() })
    }

    /// The columns' names.
    pub fn header(&self) -> Vec<String> {
        self.file.header().to_vec()
    }

    /// The file says how many there are of what, and nothing else: names and codes only tell of what.
    fn counts_only(&self) -> bool {
        let fields = &self.file.facts().fields;
        let has = |names: &[&str]| fields.iter().any(|field| names.contains(&field.as_str()));
        let others = fields.iter().any(|field| !OF_COUNTS.contains(&field.as_str()) && !TELL_APART.contains(&field.as_str()));
        has(&OF_COUNTS) && has(&["sku", "barcode"]) && !others
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
        report.counts_only = self.counts_only();
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
        report.noted_rows += noted.report.noted_rows;
        report.notes.extend(noted.report.notes);
        report.notes.sort_by_key(|note| note.row);
        report.notes.truncate(NAMED);
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
    /// The file's own system brought it in.
    own: bool,
    variants: Vec<(VariantId, String, VariantFields)>,
}

impl Existing {
    /// The counts as they are once the product is counted in steps of `step`.
    fn in_steps(&mut self, step: i64) {
        let Some(old) = self.product.as_ref().map(|(_, fields)| fields.step).filter(|old| *old != step) else { return };
        for (_, _, fields) in &mut self.variants {
            fields.on_hand = fields.on_hand.map(|count| measure::converted(count, old, step).unwrap_or(count));
        }
    }

    /// The variant with these options; else the one with this SKU, however its options are called here; and whether they
    /// are to be called as in the file: another system's names for them are not the shop's.
    fn variant(&self, offered: &OfferedVariant) -> Option<(VariantId, &VariantFields, bool)> {
        let same_label = self.variants.iter().find(|(_, label, _)| *label == offered.label);
        let same_sku = || self.variants.iter().find(|(_, _, fields)| offered.sku.is_some() && fields.sku == offered.sku);
        same_label.or_else(same_sku).map(|(id, label, fields)| (*id, fields, self.own && *label != offered.label))
    }
}

/// What the product is to be, its collections as this shop writes their names.
fn product_wanted(read: &Read<'_>, speaks: &Speaks, product: &OfferedProduct, before: Option<&ProductFields>) -> Result<ProductFields> {
    let fields = speaks.product(product, before);
    Ok(ProductFields { collections: super::collections::as_kept(read, &fields.collections)?, ..fields })
}

/// The only product that has this code, if there is just one.
fn by_code(read: &Read<'_>, column: &str, code: Option<&String>) -> Result<Option<ProductId>> {
    let Some(code) = code else { return Ok(None) };
    let sql = match column {
        "sku" => "SELECT DISTINCT product_id FROM variant WHERE sku = ?1 LIMIT 2",
        _ => "SELECT DISTINCT product_id FROM variant WHERE barcode = ?1 LIMIT 2",
    };
    let found: Vec<ProductId> = read.all(sql, [code], |row| row.get(0))?;
    Ok(if let [only] = found.as_slice() { Some(*only) } else { None })
}

fn existing(read: &Read<'_>, source: &str, product: &OfferedProduct) -> Result<Existing> {
    let own: Option<ProductId> = read.value("SELECT id FROM product WHERE source = ?1 AND handle = ?2", (source, &product.handle))?;
    // Another system's file about the same thing: a till knows the web shop's goods by their SKU, or by what it scans.
    let mut id = own;
    if id.is_none() {
        id = by_code(read, "sku", product.variants.iter().find_map(|v| v.sku.as_ref()))?;
    }
    if id.is_none() && product.variants.iter().all(|v| v.sku.is_none()) {
        id = by_code(read, "barcode", product.variants.iter().find_map(|v| v.barcode.as_ref()))?;
    }
    let Some(id) = id else { return Ok(Existing { product: None, own: false, variants: Vec::new() }) };
    let fields = wanted::product_fields(read, id)?.ok_or_else(|| Error::internal("a product that is not there"))?;
    Ok(Existing { product: Some((id, fields)), own: own.is_some(), variants: wanted::variants_of(read, id)? })
}

/// Where a product's pictures are.
fn urls(product: &OfferedProduct) -> Vec<String> {
    product.pictures.iter().map(|picture| picture.url.clone()).collect()
}

/// A variant as it is, if it is there, and as the file wants it; `None` where the file may not add it.
fn planned(
    read: &Read<'_>,
    speaks: &Speaks,
    there: &Existing,
    variant: &OfferedVariant,
    counts: Option<BTreeMap<i64, i64>>,
    step: i64,
) -> Result<(Option<(VariantId, VariantFields)>, Option<VariantFields>)> {
    let found = there.variant(variant);
    let is_renamed = found.is_some_and(|(.., renamed)| renamed) && !speaks.counts_only();
    let mut before = found.map(|(id, fields, _)| (id, fields.clone()));
    if before.is_none() && speaks.known_only() {
        return Ok((None, None));
    }
    let mut after = speaks.variant(variant, before.as_ref().map(|(_, fields)| fields), counts.is_some(), step);
    if let Some((id, fields)) = before.as_mut().filter(|_| is_renamed) {
        fields.called = wanted::called(read, *id)?;
        after.called = Some(Called { label: variant.label.clone(), options: serde_json::to_string(&variant.options)? });
    }
    let counts: Option<BTreeMap<i64, i64>> =
        counts.map(|counts| counts.into_iter().map(|(store, count)| (store, measure::steps_down(0, count, step))).collect());
    if let Some(counts) = counts.filter(|counts| !counts.is_empty()) {
        let mut elsewhere = 0;
        if let Some((id, fields)) = &mut before {
            // A look finds the counts in the steps of before, the writing in the new ones: it has set them already.
            let found = super::get(read, *id)?.step;
            let same = |count: i64| measure::converted(count, found, step).unwrap_or(count);
            let (mut here, all) = wanted::stores_of(read, *id, &counts)?;
            for count in here.values_mut() {
                *count = same(*count);
            }
            let all = same(all);
            elsewhere = all - here.values().sum::<i64>();
            fields.stores = here;
        }
        after.on_hand = Some(elsewhere + counts.values().sum::<i64>());
        (after.stores, after.uncounted) = (counts, None);
    }
    Ok((before, Some(after)))
}

/// What applying the file would do; nothing is written. `said` is what the owner says of places, before it is kept.
///
/// # Errors
/// `cancelled`, and what reading says.
pub fn dry_run(read: &Read<'_>, content: &mut FileContent, known_only: bool, said: &[PlaceSaid], going: &Going) -> Result<ImportReport> {
    let mut report = ImportReport::default();
    let (source, speaks) = (content.source(), Speaks::of(read, content, known_only)?);
    let mut places = Places::of(read)?.looking(said);
    content.each(&mut report, |product, report| {
        going.check()?;
        let mut there = existing(read, &source, &product)?;
        if there.product.is_none() && speaks.known_only() {
            return report.leave_out(&product);
        }
        let before = there.product.as_ref().map(|(_, fields)| fields);
        let wanted = product_wanted(read, &speaks, &product, before)?;
        let mut differs = before.is_some_and(|before| *before != wanted);
        if let Some((id, _)) = there.product.as_ref().filter(|_| !product.pictures.is_empty()) {
            differs |= pictures::followed(&pictures::urls(read, *id)?, &urls(&product), !there.own).is_some();
        }
        there.in_steps(wanted.step);
        for variant in &product.variants {
            report.note_rest(variant, wanted.step);
            let counts = places.counts(&variant.stock_by_store)?;
            let (before, after) = planned(read, &speaks, &there, variant, counts, wanted.step)?;
            match after {
                Some(after) => {
                    count(report, &product, variant, before.as_ref().map(|(_, fields)| fields), &after, std::mem::take(&mut differs));
                }
                None => report.leave_out_variant(&product, variant),
            }
        }
        Ok(())
    })?;
    report.places = places.taken();
    Ok(report)
}

/// Counts a variant; what differs of the product is told of its first one, so that all counts together are the variants.
fn count(
    report: &mut ImportReport,
    product: &OfferedProduct,
    variant: &OfferedVariant,
    before: Option<&VariantFields>,
    after: &VariantFields,
    product_differs: bool,
) {
    let what = match before {
        None => {
            report.added += 1;
            "added"
        }
        Some(fields) if fields != after || product_differs => {
            report.changed += 1;
            "changed"
        }
        Some(_) => {
            report.unchanged += 1;
            return;
        }
    };
    if report.examples.len() < if report.counts_only { COUNTS_SHOWN } else { SHOWN } {
        let name = format!("{} {}", product.title, variant.label).trim().to_owned();
        let shown = if report.counts_only { VariantFields::shown_count } else { VariantFields::shown };
        report.examples.push(ImportExample {
            name,
            code: variant.sku.clone().or_else(|| variant.barcode.clone()).unwrap_or_default(),
            what: what.into(),
            before: before.map(shown).unwrap_or_default(),
            after: shown(after),
        });
    }
}

#[cfg(test)]
mod tests;
