//! The catalogue as a file: the feed Meta and Google read, a plain table that comes back in through the import, and
//! the same as a workbook.

use std::io::Write;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::CsvFile;
use crate::catalog::{VariantRow, measure, view};
use crate::db::Read;
use crate::kinds::{Error, Millis, Result, currency_exponent};

/// Which file.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueFile {
    /// The feed of Meta's and Google's catalogues, CSV.
    Feed,
    /// A plain table, CSV.
    Csv,
    /// The same table as a workbook.
    Xlsx,
}

impl CatalogueFile {
    /// What to call it.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Feed => "catalogue-feed.csv",
            Self::Csv => "products.csv",
            Self::Xlsx => "products.xlsx",
        }
    }
}

const FEED: [&str; 21] = [
    "id",
    "title",
    "description",
    "availability",
    "condition",
    "price",
    "link",
    "image_link",
    "brand",
    "sale_price",
    "sale_price_effective_date",
    "item_group_id",
    "gtin",
    "google_product_category",
    "product_type",
    "color",
    "size",
    "quantity_to_sell_on_facebook",
    "status",
    "custom_label_0",
    "additional_variant_attribute",
];
const PLAIN: [&str; 23] = [
    "Handle",
    "Title",
    "Description",
    "Brand",
    "Category",
    "Tags",
    "Collections",
    "Status",
    "Variant",
    "SKU",
    "Barcode",
    "Price",
    "Sale price",
    "Cost",
    "Currency",
    "Stock",
    "Unit",
    "Step",
    "Condition",
    "Google category",
    "Tax class",
    "Link",
    "Retailer id",
];

/// What of a product its variants share and the grid does not show.
struct Shared {
    handle: String,
    description: String,
    google_category: Option<i64>,
    condition: String,
    tax_class: String,
    link: String,
    picture: String,
    options: Vec<(String, String)>,
}

fn shared(read: &Read<'_>, row: &VariantRow) -> Result<Shared> {
    let found = read.one(
        "SELECT p.handle, p.description, p.google_category, COALESCE(p.condition, ''), p.tax_class, p.link,
                COALESCE((SELECT url FROM product_picture WHERE product_id = p.id AND url NOT LIKE 'own:%' ORDER BY position LIMIT 1), ''), v.options
         FROM product p JOIN variant v ON v.product_id = p.id WHERE v.id = ?1",
        [row.id],
        |found| {
            let options: String = found.get(7)?;
            Ok(Shared {
                handle: found.get(0)?,
                description: found.get(1)?,
                google_category: found.get(2)?,
                condition: found.get(3)?,
                tax_class: found.get(4)?,
                link: found.get(5)?,
                picture: found.get(6)?,
                options: serde_json::from_str(&options).unwrap_or_default(),
            })
        },
    )?;
    found.ok_or_else(|| Error::internal("a variant without a product"))
}

fn amount(minor: i64, currency: &str) -> String {
    let digits = currency_exponent(currency) as usize;
    let unit = 10_i64.pow(digits as u32);
    if digits == 0 { minor.to_string() } else { format!("{}.{:0digits$}", minor / unit, minor % unit) }
}

fn day(at: Millis) -> String {
    jiff::Timestamp::from_millisecond(at).map(|at| at.strftime("%Y-%m-%dT%H:%M+0000").to_string()).unwrap_or_default()
}

/// One row of the feed; `None` for what it must not hold: no price, or not for customers.
fn feed_row(row: &VariantRow, shared: &Shared, currency: &str) -> Option<Vec<String>> {
    let price = row.price.filter(|_| row.status == "active")?;
    let option = |names: &[&str]| {
        shared
            .options
            .iter()
            .find(|(name, _)| names.contains(&name.to_lowercase().as_str()))
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    let known = ["color", "colour", "couleur", "farbe", "cor", "colore", "size", "taille", "größe", "talla", "tamanho", "taglia"];
    let others: Vec<String> = shared
        .options
        .iter()
        .filter(|(name, _)| !known.contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| format!("{name}:{value}"))
        .collect();
    let money = |minor: i64| format!("{} {currency}", amount(minor, currency));
    let during = match (row.sale_price, row.sale_from, row.sale_until) {
        (Some(_), Some(from), Some(until)) => format!("{}/{}", day(from), day(until)),
        _ => String::new(),
    };
    Some(vec![
        row.retailer_id.clone(),
        row.full_name(),
        if shared.description.is_empty() { row.full_name() } else { shared.description.clone() },
        if row.portions() > 0 { "in stock" } else { "out of stock" }.to_owned(),
        if shared.condition.is_empty() { "new".to_owned() } else { shared.condition.clone() },
        money(price),
        shared.link.clone(),
        shared.picture.clone(),
        row.brand.clone(),
        row.sale_price.map(money).unwrap_or_default(),
        during,
        shared.handle.clone(),
        row.barcode.clone().filter(|code| code.len() >= 8 && code.bytes().all(|b| b.is_ascii_digit())).unwrap_or_default(),
        shared.google_category.map(|c| c.to_string()).unwrap_or_default(),
        row.category.clone(),
        option(&known[..6]),
        option(&known[6..]),
        if row.uncounted.is_some() { String::new() } else { row.portions().to_string() },
        "active".to_owned(),
        row.tags.clone(),
        others.join(","),
    ])
}

fn plain_row(row: &VariantRow, shared: &Shared, currency: &str) -> Vec<String> {
    let money = |minor: Option<i64>| minor.map(|m| amount(m, currency)).unwrap_or_default();
    vec![
        shared.handle.clone(),
        row.title.clone(),
        shared.description.clone(),
        row.brand.clone(),
        row.category.clone(),
        row.tags.clone(),
        row.collections.join(", "),
        row.status.clone(),
        row.label.clone(),
        row.sku.clone().unwrap_or_default(),
        row.barcode.clone().unwrap_or_default(),
        money(row.price),
        money(row.sale_price),
        money(row.cost),
        currency.to_owned(),
        if row.uncounted.is_some() { String::new() } else { measure::number(row.on_hand, row.step) },
        row.unit.clone(),
        measure::number(1, row.step),
        shared.condition.clone(),
        shared.google_category.map(|c| c.to_string()).unwrap_or_default(),
        shared.tax_class.clone(),
        shared.link.clone(),
        row.retailer_id.clone(),
    ]
}

/// Writes the file; answers how many rows it has. Archived products stay here.
pub fn write(read: &Read<'_>, kind: CatalogueFile, into: &mut (impl Write + Send)) -> Result<usize> {
    let currency: String = read.setting("currency", "EUR".to_owned())?;
    let variants = view::variants(read, &view::View::default(), None, 0)?;
    let mut rows = 0;
    let mut each = |use_row: &mut dyn FnMut(Vec<String>) -> Result<()>| -> Result<()> {
        for part in variants.chunks(500) {
            for row in view::rows(read, part)? {
                let shared = shared(read, &row)?;
                let cells = match kind {
                    CatalogueFile::Feed => feed_row(&row, &shared, &currency),
                    CatalogueFile::Csv | CatalogueFile::Xlsx => Some(plain_row(&row, &shared, &currency)),
                };
                if let Some(cells) = cells {
                    rows += 1;
                    use_row(cells)?;
                }
            }
        }
        Ok(())
    };
    match kind {
        CatalogueFile::Xlsx => workbook(&mut each, into)?,
        CatalogueFile::Feed | CatalogueFile::Csv => {
            let header: &[&str] = if kind == CatalogueFile::Feed { &FEED } else { &PLAIN };
            let mut file = CsvFile::new(into, header)?;
            each(&mut |cells| file.row(cells.iter().map(String::as_str)))?;
            file.finish()?;
        }
    }
    Ok(rows)
}

/// A row taken, or why not.
type UseRow<'u> = &'u mut dyn FnMut(Vec<String>) -> Result<()>;

fn workbook(each: &mut dyn FnMut(UseRow<'_>) -> Result<()>, into: &mut (impl Write + Send)) -> Result<()> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory();
    let bold = rust_xlsxwriter::Format::new().set_bold();
    sheet.set_name("Products").map_err(Error::internal)?;
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    for (column, name) in PLAIN.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *name, &bold).map_err(Error::internal)?;
    }
    let mut at = 0_u32;
    each(&mut |cells| {
        at += 1;
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            // Money and counts are numbers to reckon with; codes are text, so that no zero at their head is lost.
            let number = matches!(column, 11..=13 | 15).then(|| cell.parse::<f64>().ok()).flatten();
            match number {
                Some(number) => sheet.write_number(at, column as u16, number).map_err(Error::internal)?,
                // A cell holds so many letters at most.
                None => sheet.write_string(at, column as u16, cell.chars().take(32_767).collect::<String>()).map_err(Error::internal)?,
            };
        }
        Ok(())
    })?;
    into.write_all(&book.save_to_buffer().map_err(Error::internal)?)?;
    Ok(())
}
