//! The neutral shape of a product, whatever system its file came from.
//!
//! It says what the file says and nothing about what is done with it: prices may be missing, stock may not be
//! counted, the currency may be another than the shop's. Amounts are whole minor units, since every system's
//! decimals end there; stock is whole pieces, with a note where the file had fractions.

use serde::{Deserialize, Serialize};

/// Whether a product is offered.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Offered.
    #[default]
    Active,
    /// Not yet, or hidden.
    Draft,
    /// No longer.
    Archived,
}

/// The state a thing is sold in.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Never used.
    New,
    /// Restored to working order.
    Refurbished,
    /// Used before.
    Used,
}

/// Whether it can be had.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// There.
    InStock,
    /// Sold out.
    OutOfStock,
    /// Not yet out, can be ordered.
    Preorder,
    /// Sold out, can be ordered all the same.
    Backorder,
    /// Not made any more.
    Discontinued,
}

/// A picture's address and what it shows.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Picture {
    /// Address, `http://` or `https://`.
    pub url: String,
    /// What it shows, in words; mostly empty.
    pub alt: String,
}

/// A product as a file offers it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OfferedProduct {
    /// What the product is called by in its system, stable from export to export: handle, number, parent's SKU or a slug of the title.
    pub handle: String,
    /// Name, never empty.
    pub title: String,
    /// Plain text, lines separated by `\n`.
    pub description: String,
    /// Maker or vendor; empty if not said.
    pub brand: String,
    /// Path of the category, levels separated by " > "; empty if not said.
    pub category: String,
    /// Number in Google's taxonomy.
    pub google_category: Option<u32>,
    /// Tags, in the file's order, each once.
    pub tags: Vec<String>,
    /// Further categories and collections, each a path as in `category`.
    pub collections: Vec<String>,
    /// Whether it is offered.
    pub status: Status,
    /// Its page on the web.
    pub link: Option<String>,
    /// New or used; `None` if not said.
    pub condition: Option<Condition>,
    /// The system's name of the tax.
    pub tax_class: Option<String>,
    /// What the price is for, "kg" or "piece"; `None` if not said.
    pub unit: Option<String>,
    /// The smallest step it is sold in, as written, in units: "0.1" of a kilo; `None` if not said.
    pub step: Option<String>,
    /// Pictures in order, each address once.
    pub pictures: Vec<Picture>,
    /// Names of the sets of extras ("Milk", "Toppings") that belong to it.
    pub choices: Vec<String>,
    /// What is sold; at least one.
    pub variants: Vec<OfferedVariant>,
}

/// One thing that can be bought.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OfferedVariant {
    /// The row it stands in, as a spreadsheet numbers rows.
    pub row: usize,
    /// Option and value, "Size" and "42", in order; empty for a plain product.
    pub options: Vec<(String, String)>,
    /// The values, joined with " · "; unique within the product.
    pub label: String,
    /// Article number.
    pub sku: Option<String>,
    /// GTIN or whatever the scanner reads, without spaces and marks.
    pub barcode: Option<String>,
    /// Regular price in minor units; `None` is on request.
    pub price: Option<i64>,
    /// Reduced price in minor units, lower than `price`.
    pub sale_price: Option<i64>,
    /// First day of the reduction, `YYYY-MM-DD`.
    pub sale_from: Option<String>,
    /// Last day of the reduction, `YYYY-MM-DD`.
    pub sale_until: Option<String>,
    /// What the shop pays, in minor units.
    pub cost: Option<i64>,
    /// ISO 4217 code of the amounts, where it is not the shop's; they are in its minor units then.
    pub currency: Option<String>,
    /// Pieces there; `None` where the file does not count.
    pub on_hand: Option<i64>,
    /// Thousandths of a piece beyond that, 0 to 999: "1.5" of what is sold by the kilo.
    #[serde(default)]
    pub rest: i64,
    /// Whether it can be had; `None` if not said.
    pub availability: Option<Availability>,
    /// Thousandths of a piece by the name of the store, where the file has several.
    pub stock_by_store: Vec<(String, i64)>,
    /// Address of the variant's own picture.
    pub picture: Option<String>,
    /// Weight in grams, rounded.
    pub weight_grams: Option<i64>,
}

/// Thousandths of a piece, of what is spoken of in pieces and a rest.
pub(crate) fn thousandths(pieces: i64, rest: i64) -> i64 {
    pieces.saturating_mul(1000).saturating_add(rest)
}

impl OfferedVariant {
    /// Its count is what its stores have together.
    pub(crate) fn count_stores(&mut self) {
        let all = self.stock_by_store.iter().map(|(_, count)| *count).fold(0, i64::saturating_add);
        (self.on_hand, self.rest) = (Some(all.div_euclid(1000)), all.rem_euclid(1000));
    }

    /// The label that these options make.
    pub fn label_of(options: &[(String, String)]) -> String {
        options.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" · ")
    }
}
