//! One product with everything that is known of it: texts, pictures, variants with their stock store by store, what
//! sold lately and whether to order again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::choices::{self, ChoiceGroup};
use super::{ROW, VariantRow, price, read_row};
use crate::db::Read;
use crate::kinds::{Code, DAY, Error, Millis, ProductId, Result, StoreId, VariantId};

/// Everything about a product.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductCard {
    /// Ours.
    pub id: ProductId,
    /// Its name.
    pub title: String,
    /// Plain text.
    pub description: String,
    /// Google product taxonomy id.
    pub google_category: Option<i64>,
    /// new, refurbished, used; `null`: not said.
    pub condition: Option<String>,
    /// The shop's name for its tax.
    pub tax_class: String,
    /// Its page in the shop's web shop.
    pub link: String,
    /// Made when it is ordered.
    pub made_to_order: bool,
    /// Put away: out of season.
    pub away: bool,
    /// What can be picked with it, in order.
    pub choices: Vec<ChoiceGroup>,
    /// In order.
    pub pictures: Vec<PictureOf>,
    /// In order.
    pub variants: Vec<VariantCard>,
}

/// A picture of a product.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PictureOf {
    /// Its hash, once it is here.
    pub hash: Option<String>,
    /// Where an import says it is, or `own:` and its hash: names it among the product's pictures.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
    /// waiting, here, failed.
    pub state: String,
    /// Why it could not be fetched.
    pub reason: String,
}

/// A variant with what its product page says of it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct VariantCard {
    /// As in the grid.
    #[serde(flatten)]
    pub row: VariantRow,
    /// The lowest price of the last thirty days; minor units.
    pub lowest_of_thirty_days: Option<i64>,
    /// Sold and handed over in the last thirty days, in steps.
    pub sold_lately: i64,
    /// How much to order, in steps, so that it lasts thirty days, when it will not last two weeks.
    pub order_more: Option<i64>,
    /// Store by store.
    pub stores: Vec<StockAt>,
}

/// What one store has of it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockAt {
    /// Which store.
    pub store: StoreId,
    /// Its name.
    pub name: String,
    /// In steps.
    pub on_hand: i64,
}

/// Days of sale looked at, and days an order should last.
const LATELY: i64 = 30;
/// Ordering takes a shop about two weeks.
const LEAD: i64 = 14;

/// How many to order: nothing while two weeks at the present pace are there, else what thirty days need.
fn order_more(available: i64, sold_lately: i64) -> Option<i64> {
    let lasts = available.saturating_mul(LATELY);
    (sold_lately > 0 && lasts < sold_lately * LEAD).then(|| (sold_lately - available).max(1))
}

/// Everything about the product of a variant.
pub fn card(read: &Read<'_>, of: VariantId, now: Millis) -> Result<ProductCard> {
    let product = read
        .one(
            "SELECT p.id, p.title, p.description, p.google_category, p.condition, p.tax_class, p.link, p.made_to_order, p.away
             FROM product p JOIN variant v ON v.product_id = p.id WHERE v.id = ?1",
            [of],
            |row| {
                let card = ProductCard {
                    id: row.get(0)?,
                    title: row.get(1)?,
                    description: row.get(2)?,
                    google_category: row.get(3)?,
                    condition: row.get(4)?,
                    tax_class: row.get(5)?,
                    link: row.get(6)?,
                    made_to_order: row.get(7)?,
                    away: row.get(8)?,
                    choices: Vec::new(),
                    pictures: Vec::new(),
                    variants: Vec::new(),
                };
                Ok(card)
            },
        )?
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "product"))?;
    let pictures = read.all(
        "SELECT hash, url, alt, state, reason FROM product_picture WHERE product_id = ?1 ORDER BY position",
        [product.id],
        |row| Ok(PictureOf { hash: row.get(0)?, url: row.get(1)?, alt: row.get(2)?, state: row.get(3)?, reason: row.get(4)? }),
    )?;
    let rows = read.all(&format!("{ROW} WHERE v.product_id = ?1 ORDER BY v.position"), [product.id], read_row)?;
    let variants = rows.into_iter().map(|row| variant(read, row, now)).collect::<Result<_>>()?;
    Ok(ProductCard { choices: choices::of(read, product.id)?, pictures, variants, ..product })
}

fn variant(read: &Read<'_>, row: VariantRow, now: Millis) -> Result<VariantCard> {
    let sold_lately = read.count(
        "SELECT COALESCE(SUM((before - after) * step), 0) FROM stock_ledger l WHERE variant_id = ?1 AND at > ?2 AND why IN ('sold', 'handed_over')
            AND NOT EXISTS (SELECT 1 FROM stock_ledger u WHERE u.undoes = l.id)",
        (row.id, now - LATELY * DAY),
    )?;
    let sold_lately = (sold_lately + row.step - 1) / row.step;
    let stores = read.all(
        "SELECT s.id, s.name, COALESCE(k.on_hand, 0) FROM store s LEFT JOIN stock k ON k.store_id = s.id AND k.variant_id = ?1 ORDER BY s.id",
        [row.id],
        |found| Ok(StockAt { store: found.get(0)?, name: found.get(1)?, on_hand: found.get(2)? }),
    )?;
    Ok(VariantCard {
        lowest_of_thirty_days: price::lowest_of_thirty_days(read, &row, now)?,
        order_more: if row.uncounted.is_none() { order_more(row.available(), sold_lately) } else { None },
        sold_lately,
        stores,
        row,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_to_order_follows_the_pace_of_sale() {
        for (available, sold, hint, why) in [
            (10, 0, None, "what does not sell is not ordered"),
            (30, 30, None, "a month's worth is there"),
            (15, 30, None, "fifteen days will do"),
            (13, 30, Some(17), "thirteen days will not: up to a month's worth"),
            (0, 3, Some(3), "sold out, and it sells"),
        ] {
            assert_eq!(order_more(available, sold), hint, "{why}");
        }
    }
}
