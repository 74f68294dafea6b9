//! What a product and a variant should be after an import: what the file speaks of, over what the shop has.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};
use vitrine_product_files::{Availability, Condition, OfferedProduct, OfferedVariant, Status};

use super::FileContent;
use crate::catalog::{self, price};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Millis, ProductId, Result, VariantId};

/// What an import may change of a product.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub(super) struct ProductFields {
    pub title: String,
    pub description: String,
    pub vendor: String,
    pub category: String,
    pub tags: String,
    pub status: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub google_category: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tax_class: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link: String,
}

/// What an import may change of a variant.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub(super) struct VariantFields {
    pub sku: Option<String>,
    pub barcode: Option<String>,
    pub price: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_price: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_from: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_until: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<i64>,
    /// `None`: not counted.
    pub on_hand: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncounted: Option<String>,
}

impl VariantFields {
    /// For the eye: price and count.
    pub(super) fn shown(&self) -> String {
        let number = |n: Option<i64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let count = self.on_hand.map_or_else(|| self.uncounted.clone().unwrap_or_default(), |n| n.to_string());
        format!("{} · {count}", number(self.sale_price.or(self.price)))
    }
}

/// What this file speaks of; the rest stays as it is.
pub(super) struct Speaks {
    fields: BTreeSet<String>,
    currency: String,
    zone: TimeZone,
}

impl Speaks {
    pub(super) fn of(read: &Read<'_>, content: &FileContent) -> Result<Self> {
        let zone: String = read.setting("time_zone", "UTC".to_owned())?;
        Ok(Self {
            fields: content.file.facts().fields.iter().cloned().collect(),
            currency: content.currency.clone(),
            zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
        })
    }

    fn of_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.fields.contains(*name))
    }

    pub(super) fn product(&self, new: &OfferedProduct, before: Option<&ProductFields>) -> ProductFields {
        let mut fields = before.cloned().unwrap_or_default();
        let fresh = before.is_none();
        let mut say = |names: &[&str], write: &mut dyn FnMut(&mut ProductFields)| {
            if fresh || self.of_any(names) {
                write(&mut fields);
            }
        };
        say(&["title"], &mut |f| f.title.clone_from(&new.title));
        say(&["description", "short_description"], &mut |f| f.description.clone_from(&new.description));
        say(&["brand"], &mut |f| f.vendor.clone_from(&new.brand));
        say(&["category"], &mut |f| f.category.clone_from(&new.category));
        say(&["tags"], &mut |f| f.tags = new.tags.join(", "));
        say(&["collections"], &mut |f| f.collections = new.collections.iter().map(|name| name.replace(',', " ")).collect());
        say(&["google_category"], &mut |f| f.google_category = new.google_category.map(i64::from));
        say(&["tax_class", "tax"], &mut |f| f.tax_class = new.tax_class.clone().unwrap_or_default());
        say(&["link"], &mut |f| f.link = new.link.clone().unwrap_or_default());
        say(&["condition"], &mut |f| {
            f.condition = new.condition.map(|c| match c {
                Condition::New => "new".to_owned(),
                Condition::Refurbished => "refurbished".to_owned(),
                Condition::Used => "used".to_owned(),
            });
        });
        say(&["status", "published", "archived"], &mut |f| {
            f.status = match new.status {
                Status::Active => "active",
                Status::Draft => "draft",
                Status::Archived => "archived",
            }
            .to_owned();
        });
        fields
    }

    pub(super) fn variant(&self, new: &OfferedVariant, before: Option<&VariantFields>) -> VariantFields {
        let mut f = before.cloned().unwrap_or_default();
        let fresh = before.is_none();
        // What is asked in another currency is not known in this one: on request, never converted.
        let ours = new.currency.as_ref().is_none_or(|currency| currency.eq_ignore_ascii_case(&self.currency));
        let money = |amount: Option<i64>| amount.filter(|_| ours);
        if fresh || new.sku.is_some() {
            f.sku.clone_from(&new.sku);
        }
        if fresh || self.of_any(&["barcode"]) {
            f.barcode.clone_from(&new.barcode);
        }
        if fresh || self.of_any(&["price", "compare_price", "sale_price"]) {
            (f.price, f.sale_price) = (money(new.price), money(new.sale_price));
            f.sale_from = new.sale_from.as_deref().and_then(|text| self.instant(text, false));
            f.sale_until = new.sale_until.as_deref().and_then(|text| self.instant(text, true));
        }
        if fresh || self.of_any(&["cost"]) {
            f.cost = money(new.cost);
        }
        let told = (new.on_hand, new.availability);
        let speaks = self.of_any(&["quantity", "stock", "store_stock", "availability", "tracked"]);
        if fresh || speaks || told != (None, None) {
            (f.on_hand, f.uncounted) = match told {
                (Some(count), _) => (Some(count), None),
                (None, Some(Availability::OutOfStock | Availability::Discontinued)) => (None, Some("sold_out".to_owned())),
                // Nobody counts it: it is there until somebody says it is not.
                (None, _) => (None, Some("available".to_owned())),
            };
        }
        f
    }

    /// A day is meant whole: a sale until the 24th ends with it.
    fn instant(&self, text: &str, end: bool) -> Option<Millis> {
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Some(instant.as_millisecond());
        }
        let local = match text.parse::<civil::Date>() {
            Ok(day) if end && text.len() <= 10 => day.tomorrow().ok()?.at(0, 0, 0, 0),
            Ok(day) if text.len() <= 10 => day.at(0, 0, 0, 0),
            _ => text.parse::<civil::DateTime>().ok()?,
        };
        Some(local.to_zoned(self.zone.clone()).ok()?.timestamp().as_millisecond())
    }
}

pub(super) fn product_fields(read: &Read<'_>, id: ProductId) -> Result<Option<ProductFields>> {
    read.one(
        "SELECT title, description, vendor, category, tags, status, collections, google_category, condition, tax_class, link FROM product WHERE id = ?1",
        [id],
        |row| {
            let collections: String = row.get(6)?;
            Ok(ProductFields {
                title: row.get(0)?,
                description: row.get(1)?,
                vendor: row.get(2)?,
                category: row.get(3)?,
                tags: row.get(4)?,
                status: row.get(5)?,
                collections: serde_json::from_str(&collections).unwrap_or_default(),
                google_category: row.get(7)?,
                condition: row.get(8)?,
                tax_class: row.get(9)?,
                link: row.get(10)?,
            })
        },
    )
}

const VARIANT: &str =
    "SELECT v.id, v.label, v.sku, v.barcode, v.price, v.sale_price, v.sale_from, v.sale_until, v.cost, v.uncounted, a.on_hand
    FROM variant v JOIN availability a ON a.variant_id = v.id";

fn read_variant(row: &rusqlite::Row<'_>) -> rusqlite::Result<(VariantId, String, VariantFields)> {
    let uncounted: Option<String> = row.get(9)?;
    let fields = VariantFields {
        sku: row.get(2)?,
        barcode: row.get(3)?,
        price: row.get(4)?,
        sale_price: row.get(5)?,
        sale_from: row.get(6)?,
        sale_until: row.get(7)?,
        cost: row.get(8)?,
        on_hand: if uncounted.is_none() { Some(row.get(10)?) } else { None },
        uncounted,
    };
    Ok((row.get(0)?, row.get(1)?, fields))
}

pub(super) fn variants_of(read: &Read<'_>, product: ProductId) -> Result<Vec<(VariantId, String, VariantFields)>> {
    read.all(&format!("{VARIANT} WHERE v.product_id = ?1 ORDER BY v.position"), [product], read_variant)
}

pub(super) fn variant_fields(read: &Read<'_>, id: VariantId) -> Result<Option<VariantFields>> {
    Ok(read.one(&format!("{VARIANT} WHERE v.id = ?1"), [id], read_variant)?.map(|(_, _, fields)| fields))
}

pub(super) fn insert_product(tx: &Tx<'_>, source: &str, handle: &str, f: &ProductFields, now: Millis) -> Result<ProductId> {
    let id = tx.insert(
        "INSERT INTO product (source, handle, title, description, vendor, category, tags, status, collections, google_category, condition, tax_class, link, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        (
            source, handle, &f.title, &f.description, &f.vendor, &f.category, &f.tags, &f.status, serde_json::to_string(&f.collections)?,
            f.google_category, &f.condition, &f.tax_class, &f.link, now,
        ),
    )?;
    Ok(ProductId(id))
}

pub(super) fn write_product(tx: &Tx<'_>, id: ProductId, f: &ProductFields) -> Result<()> {
    tx.execute(
        "UPDATE product SET title = ?2, description = ?3, vendor = ?4, category = ?5, tags = ?6, status = ?7, collections = ?8, google_category = ?9,
            condition = ?10, tax_class = ?11, link = ?12 WHERE id = ?1",
        (
            id, &f.title, &f.description, &f.vendor, &f.category, &f.tags, &f.status, serde_json::to_string(&f.collections)?, f.google_category,
            &f.condition, &f.tax_class, &f.link,
        ),
    )?;
    Ok(())
}

pub(super) fn write_variant(tx: &Tx<'_>, id: VariantId, f: &VariantFields, author: &Author, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE variant SET sku = ?2, barcode = ?3, sale_price = ?4, sale_from = ?5, sale_until = ?6, cost = ?7 WHERE id = ?1",
        (id, &f.sku, &f.barcode, f.sale_price, f.sale_from, f.sale_until, f.cost),
    )?;
    price::write_price(tx, id, f.price, now)?;
    match f.on_hand {
        Some(count) => {
            catalog::set_stock(tx, id, count, "imported", author, now)?;
        }
        None => catalog::stock::set_uncounted(tx, id, f.uncounted.as_deref(), now)?,
    }
    Ok(())
}
