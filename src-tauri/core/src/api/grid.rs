//! The grid of products: search, its order, its rows, and changes to many at once.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::catalog::cells::{self, Typing};
use crate::catalog::{search, view};
use crate::kinds::currency_exponent;

/// A search as somebody types.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductSearch {
    /// As typed so far.
    pub text: String,
    /// How many at most; 20 if left out.
    #[serde(default)]
    pub limit: Option<usize>,
}

pub(super) fn products_search(call: &Call, request: ProductSearch) -> Result<Vec<Found>> {
    let limit = request.limit.unwrap_or(20).min(200);
    let products = call.shop.finder.products(&call.shop.db, &request.text, limit)?;
    call.shop.read(|read| search::found(read, &products, &request.text))
}

/// A text that narrows the grid shows no more products than somebody would look through.
const NARROWED_TO: usize = 2_000;

pub(super) fn products_view(call: &Call, request: View) -> Result<Vec<VariantId>> {
    let found = match request.text.trim() {
        "" => None,
        text => Some(call.shop.finder.products(&call.shop.db, text, NARROWED_TO)?),
    };
    call.shop.read(|read| view::variants(read, &request, found.as_deref(), call.now))
}

pub(super) fn products_rows(call: &Call, request: Variants) -> Result<Vec<ProductRow>> {
    call.shop.read(|read| {
        let waiting = waitlist::counts(read)?;
        let rows = view::rows(read, &request.variants)?.into_iter();
        Ok(rows.map(|variant| ProductRow { waiting: waiting.get(&variant.id).copied().unwrap_or(0), variant }).collect())
    })
}

/// Views with a name.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Views {
    /// By name.
    pub views: Vec<SavedView>,
    /// The names of all collections, in their order.
    pub collections: Vec<String>,
    /// Of these, the ones one picks products for.
    pub picked: Vec<String>,
}

/// A view to keep.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ViewSave {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub view: View,
}

fn views(read: &crate::db::Read<'_>) -> Result<Views> {
    let names = catalog::collections::names;
    Ok(Views { views: view::saved(read)?, collections: names(read, false)?, picked: names(read, true)? })
}

pub(super) fn views_list(call: &Call, _: Nothing) -> Result<Views> {
    call.shop.read(views)
}

pub(super) fn view_save(call: &Call, request: ViewSave) -> Result<Views> {
    call.shop.write(|tx| {
        view::save(tx, &request.name, &request.view)?;
        views(tx)
    })
}

pub(super) fn view_forget(call: &Call, request: ViewRef) -> Result<Views> {
    call.shop.write(|tx| {
        view::forget(tx, request.view)?;
        views(tx)
    })
}

/// One change for many variants.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct BulkChange {
    /// Which ones.
    pub variants: Vec<VariantId>,
    /// What to do.
    pub change: BulkAct,
}

/// What can be done to many.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum BulkAct {
    /// Prices up or down by a share, rounded to `round_to` minor units (1: not rounded).
    PricePercent {
        /// Hundredths of a percent: 1000 is +10 %, -500 is −5 %.
        by: i64,
        /// Minor units.
        round_to: i64,
    },
    /// One value into one field of all.
    Set {
        /// See [`Cell`].
        field: String,
        /// As typed.
        typed: String,
    },
    /// Into a collection.
    IntoCollection {
        /// Its name.
        name: String,
    },
    /// Out of a collection.
    OutOfCollection {
        /// Its name.
        name: String,
    },
}

/// At once; beyond that the whole is done in parts by whoever asks.
const MOST_AT_ONCE: usize = 100_000;

fn cells_of(read: &crate::db::Read<'_>, request: &BulkChange, currency: &str) -> Result<Vec<Cell>> {
    if request.variants.len() > MOST_AT_ONCE {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_AT_ONCE as i64));
    }
    let cell = |variant: VariantId, field: &str, typed: String| Cell { variant, field: field.to_owned(), typed };
    let mut cells = Vec::with_capacity(request.variants.len());
    for &variant in &request.variants {
        match &request.change {
            BulkAct::Set { field, typed } => cells.push(cell(variant, field, typed.clone())),
            BulkAct::PricePercent { by, round_to } => {
                // What is on request stays on request.
                if let Some(price) = catalog::get(read, variant)?.price {
                    cells.push(cell(variant, "price", plain_amount(raised(price, *by, *round_to)?, currency)));
                }
            }
            BulkAct::IntoCollection { name } | BulkAct::OutOfCollection { name } => {
                let mut names = catalog::get(read, variant)?.collections;
                names.retain(|known| known != name.trim());
                if matches!(request.change, BulkAct::IntoCollection { .. }) {
                    names.push(name.trim().to_owned());
                }
                cells.push(cell(variant, "collections", names.join(", ")));
            }
        }
    }
    Ok(cells)
}

/// A price after a rise of `by` hundredths of a percent, rounded half up to whole steps; never below zero.
fn raised(price: i64, by: i64, round_to: i64) -> Result<i64> {
    if !(-10_000..=100_000).contains(&by) || !(1..=1_000_000).contains(&round_to) {
        return Err(Error::new(Code::BadNumber).with("by", by));
    }
    let step = i128::from(round_to) * 10_000;
    let exact = i128::from(price) * i128::from(10_000 + by);
    i64::try_from((exact + step / 2).div_euclid(step) * i128::from(round_to)).map_err(|_| Error::new(Code::BadNumber).with("by", by))
}

/// Minor units as a plain decimal, which is read back as the same amount.
fn plain_amount(minor: i64, currency: &str) -> String {
    let digits = currency_exponent(currency);
    let unit = 10_i64.pow(digits);
    if digits == 0 { minor.to_string() } else { format!("{}.{:0width$}", minor / unit, minor % unit, width = digits as usize) }
}

pub(super) fn bulk_preview(call: &Call, request: BulkChange) -> Result<BulkReport> {
    let currency = call.currency()?;
    // The same writing as the real one, then rolled back: the preview cannot be wrong about what will be.
    let mut seen = None;
    let undone: Result<()> = call.shop.write(|tx| {
        seen = Some(cells::edit_many(tx, &cells_of(tx, &request, &currency)?, &call.typing(&currency))?.0);
        Err(Error::new(Code::NothingToUndo))
    });
    match seen {
        Some(report) => Ok(BulkReport { bulk: None, ..report }),
        None => Err(undone.err().unwrap_or_else(|| Error::internal("a preview without an end"))),
    }
}

pub(super) fn bulk_apply(call: &Call, request: BulkChange) -> Result<BulkReport> {
    let currency = call.currency()?;
    call.shop.write(|tx| edit(tx, call, &cells_of(tx, &request, &currency)?, &currency))
}

/// Changes the cells, and sees to whom a new count concerns: people may be told now, or no longer.
fn edit(tx: &crate::db::Tx<'_>, call: &Call, cells: &[Cell], currency: &str) -> Result<BulkReport> {
    let (mut report, counted) = cells::edit_many(tx, cells, &call.typing(currency))?;
    for count in counted {
        let portions = catalog::get(tx, count.variant)?.portions();
        if portions == 0 {
            waitlist::dismiss(tx, count.variant, call.now)?;
        } else if count.portions_before == 0 && waitlist::propose(tx, count.variant, &call.author, call.now)? {
            report.to_tell.push(count.variant);
        }
    }
    Ok(report)
}

/// Cells to change.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Cells {
    /// Each with what is to stand in it.
    pub cells: Vec<Cell>,
}

pub(super) fn cells_edit(call: &Call, request: Cells) -> Result<BulkReport> {
    if request.cells.len() > MOST_AT_ONCE {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_AT_ONCE as i64));
    }
    let currency = call.currency()?;
    call.shop.write(|tx| edit(tx, call, &request.cells, &currency))
}

pub(super) fn bulk_undo(call: &Call, request: BulkRef) -> Result<i64> {
    let currency = call.currency()?;
    call.shop.write(|tx| Ok(cells::undo_many(tx, request.bulk, &call.typing(&currency))? as i64))
}

impl Call {
    /// How to read what was typed in this call.
    pub(super) fn typing<'a>(&'a self, currency: &'a str) -> Typing<'a> {
        Typing { currency, author: &self.author, now: self.now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_rise_by_a_share_and_are_rounded_as_asked() {
        for (price, by, round_to, after) in
            [(5900, 1000, 1, 6490), (5999, -500, 1, 5699), (5999, 1000, 50, 6600), (1, -10_000, 1, 0), (333, 333, 5, 345), (0, 5000, 1, 0)]
        {
            assert_eq!(raised(price, by, round_to).expect("reads"), after, "{price} by {by} to {round_to}");
        }
        assert!(raised(1, -10_001, 1).is_err(), "nothing costs less than nothing");
        for (minor, currency) in [(5905, "EUR"), (5, "EUR"), (1200, "JPY"), (1250, "KWD")] {
            let back = catalog::parse_price(&plain_amount(minor, currency), currency).expect("reads");
            assert_eq!(back, Some(minor), "{minor} {currency} is read back as it was");
        }
    }
}
