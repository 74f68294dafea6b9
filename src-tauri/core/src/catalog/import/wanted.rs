//! What a product and a variant should be after an import: what the file speaks of, over what the shop has.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};
use vitrine_product_files::{Availability, Condition, OfferedProduct, OfferedVariant, Status};

use super::FileContent;
use crate::catalog::{self, collections, measure, price, step};
use crate::db::{Read, Tx};
use crate::kinds::{Author, ImportId, Millis, ProductId, Result, StoreId, VariantId};

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
    /// What its prices are for.
    pub unit: String,
    /// What one of its counts is, in thousandths of the unit.
    pub step: i64,
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
    /// What its options are called, where the file calls them otherwise than the shop did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<Called>,
    /// Pieces in the stores the file speaks of; empty where it gives one count for all.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub stores: BTreeMap<i64, i64>,
}

/// A variant's options, and the label made of them.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct Called {
    pub label: String,
    /// As the shop keeps them, JSON.
    pub options: String,
}

/// What a variant's options are called now.
pub(super) fn called(read: &Read<'_>, id: VariantId) -> Result<Option<Called>> {
    read.one("SELECT label, options FROM variant WHERE id = ?1", [id], |row| Ok(Called { label: row.get(0)?, options: row.get(1)? }))
}

impl VariantFields {
    /// For the eye: price and count.
    pub(super) fn shown(&self) -> String {
        let number = |n: Option<i64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        format!("{} · {}", number(self.sale_price.or(self.price)), self.shown_count())
    }

    /// The count alone.
    pub(super) fn shown_count(&self) -> String {
        self.on_hand.map_or_else(|| self.uncounted.clone().unwrap_or_default(), |n| n.to_string())
    }
}

/// What this file speaks of; the rest stays as it is.
pub(super) struct Speaks {
    fields: BTreeSet<String>,
    currency: String,
    zone: TimeZone,
    known_only: bool,
    counts_only: bool,
}

impl Speaks {
    pub(super) fn of(read: &Read<'_>, content: &FileContent, known_only: bool) -> Result<Self> {
        let zone: String = read.setting("time_zone", "UTC".to_owned())?;
        let mut fields: BTreeSet<String> = content.file.facts().fields.iter().cloned().collect();
        let nameless = !fields.contains("title");
        if content.counts_only() {
            // A till's own names for things are not the shop's.
            fields.retain(|field| super::OF_COUNTS.contains(&field.as_str()));
        }
        Ok(Self {
            fields,
            // What has no name cannot be added.
            known_only: known_only || nameless,
            counts_only: content.counts_only(),
            currency: content.currency.clone(),
            zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
        })
    }

    /// What the shop does not know is left out.
    pub(super) fn known_only(&self) -> bool {
        self.known_only
    }

    /// It counts, and its names for things are not the shop's.
    pub(super) fn counts_only(&self) -> bool {
        self.counts_only
    }

    fn of_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.fields.contains(*name))
    }

    pub(super) fn product(&self, new: &OfferedProduct, before: Option<&ProductFields>) -> ProductFields {
        let mut fields =
            before.cloned().unwrap_or_else(|| ProductFields { unit: "piece".to_owned(), step: measure::WHOLE, ..ProductFields::default() });
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
        if let Some(unit) = new.unit.as_deref().and_then(measure::unit_of).filter(|_| fresh || self.of_any(&["unit"])) {
            fields.unit = unit;
        }
        if let Some(step) = new.step.as_deref().and_then(|text| measure::read_step(text).ok()).filter(|_| fresh || self.of_any(&["step"])) {
            fields.step = step;
        }
        // What is sold by weight or length gets as fine a step as the file's counts ask for; pieces stay whole.
        if !measure::by_number(&fields.unit) {
            let counted = new.variants.iter().filter(|variant| variant.on_hand.is_some());
            let rests = counted.flat_map(|variant| {
                let of_stores = variant.stock_by_store.iter().map(|(_, count)| count.rem_euclid(measure::WHOLE));
                of_stores.chain([variant.rest])
            });
            fields.step = measure::step_for(rests.chain([fields.step]));
        }
        fields
    }

    /// `by_place`: the counts are the places' business. Counts come out in steps of `step`, rounded down to them.
    pub(super) fn variant(&self, new: &OfferedVariant, before: Option<&VariantFields>, by_place: bool, step: i64) -> VariantFields {
        let mut f = before.cloned().unwrap_or_default();
        let fresh = before.is_none();
        // What is asked in another currency is not known in this one: on request, never converted.
        let ours = new.currency.as_ref().is_none_or(|currency| currency.eq_ignore_ascii_case(&self.currency));
        let money = |amount: Option<i64>| amount.filter(|_| ours);
        if fresh || new.sku.is_some() && !self.counts_only {
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
        if by_place {
            if fresh {
                (f.on_hand, f.uncounted) = (Some(0), None);
            }
        } else if fresh || speaks || told != (None, None) {
            (f.on_hand, f.uncounted) = match told {
                (Some(count), _) => (Some(measure::steps_down(count, new.rest, step)), None),
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
    let found = read.one(
        "SELECT title, description, vendor, category, tags, status, google_category, condition, tax_class, link, unit, step FROM product WHERE id = ?1",
        [id],
        |row| {
            Ok(ProductFields {
                title: row.get(0)?,
                description: row.get(1)?,
                vendor: row.get(2)?,
                category: row.get(3)?,
                tags: row.get(4)?,
                status: row.get(5)?,
                collections: Vec::new(),
                google_category: row.get(6)?,
                condition: row.get(7)?,
                tax_class: row.get(8)?,
                link: row.get(9)?,
                unit: row.get(10)?,
                step: row.get(11)?,
            })
        },
    )?;
    found.map(|fields| Ok(ProductFields { collections: collections::of_product(read, id)?, ..fields })).transpose()
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
        called: None,
        stores: BTreeMap::new(),
    };
    Ok((row.get(0)?, row.get(1)?, fields))
}

pub(super) fn variants_of(read: &Read<'_>, product: ProductId) -> Result<Vec<(VariantId, String, VariantFields)>> {
    read.all(&format!("{VARIANT} WHERE v.product_id = ?1 ORDER BY v.position"), [product], read_variant)
}

/// One variant in what `asked` speaks of: counts by its stores, and what its options are called.
pub(super) fn variant_fields(read: &Read<'_>, id: VariantId, asked: &VariantFields) -> Result<Option<VariantFields>> {
    let Some((_, _, mut fields)) = read.one(&format!("{VARIANT} WHERE v.id = ?1"), [id], read_variant)? else { return Ok(None) };
    if !asked.stores.is_empty() {
        fields.stores = stores_of(read, id, &asked.stores)?.0;
    }
    if asked.called.is_some() {
        fields.called = called(read, id)?;
    }
    Ok(Some(fields))
}

/// What a variant has in these stores, and in all.
pub(super) fn stores_of(read: &Read<'_>, id: VariantId, stores: &BTreeMap<i64, i64>) -> Result<(BTreeMap<i64, i64>, i64)> {
    let there: BTreeMap<i64, i64> = read
        .all("SELECT store_id, on_hand FROM stock WHERE variant_id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .into_iter()
        .collect();
    let asked = stores.keys().map(|store| (*store, there.get(store).copied().unwrap_or(0))).collect();
    Ok((asked, there.values().sum()))
}

pub(super) fn insert_product(
    tx: &Tx<'_>,
    (source, handle): (&str, &str),
    f: &ProductFields,
    import: ImportId,
    now: Millis,
) -> Result<ProductId> {
    let id = tx.insert(
        "INSERT INTO product (source, handle, title, description, vendor, category, tags, status, google_category, condition, tax_class, link, unit, step, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        (
            source, handle, &f.title, &f.description, &f.vendor, &f.category, &f.tags, &f.status, f.google_category, &f.condition,
            &f.tax_class, &f.link, &f.unit, f.step, now,
        ),
    )?;
    if !f.collections.is_empty() {
        collections::set_of_product(tx, ProductId(id), &f.collections, Some(import))?;
    }
    Ok(ProductId(id))
}

/// `import`: whose doing a new collection is.
pub(super) fn write_product(tx: &Tx<'_>, id: ProductId, f: &ProductFields, import: Option<ImportId>) -> Result<()> {
    tx.execute(
        "UPDATE product SET title = ?2, description = ?3, vendor = ?4, category = ?5, tags = ?6, status = ?7, google_category = ?8,
            condition = ?9, tax_class = ?10, link = ?11, unit = ?12 WHERE id = ?1",
        (
            id,
            &f.title,
            &f.description,
            &f.vendor,
            &f.category,
            &f.tags,
            &f.status,
            f.google_category,
            &f.condition,
            &f.tax_class,
            &f.link,
            &f.unit,
        ),
    )?;
    collections::set_of_product(tx, id, &f.collections, import)?;
    if f.step > 0 { step::set(tx, id, f.step) } else { Ok(()) }
}

pub(super) fn write_variant(tx: &Tx<'_>, id: VariantId, f: &VariantFields, why: &str, author: &Author, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE variant SET sku = ?2, barcode = ?3, sale_price = ?4, sale_from = ?5, sale_until = ?6, cost = ?7 WHERE id = ?1",
        (id, &f.sku, &f.barcode, f.sale_price, f.sale_from, f.sale_until, f.cost),
    )?;
    if let Some(called) = &f.called {
        // A name that another variant has taken meanwhile stays with that one.
        tx.execute("UPDATE OR IGNORE variant SET label = ?2, options = ?3 WHERE id = ?1", (id, &called.label, &called.options))?;
    }
    price::write_price(tx, id, f.price, now)?;
    match f.on_hand {
        Some(_) if !f.stores.is_empty() => {
            for (store, count) in &f.stores {
                catalog::stock::set_in_store(tx, id, StoreId(*store), *count, why, author, now)?;
            }
        }
        Some(count) => {
            catalog::set_stock(tx, id, count, why, author, now)?;
        }
        None => catalog::stock::set_uncounted(tx, id, f.uncounted.as_deref(), now)?,
    }
    Ok(())
}
