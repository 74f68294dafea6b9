//! How an export is recognised and which of its columns is what.
//!
//! A recipe is data: the headers that give the system away, and the names under which it writes each field, old and
//! new and in every language it is known to write them. What a system does that no table of names can say (rows that
//! lean on other rows, prices that add up) is in the reading. The name of the file is never looked at: people rename.

use serde::{Deserialize, Serialize};
use vitrine_sheets::number::{self, DecimalMark};
use vitrine_sheets::{Column, Mapping, Row};

use crate::money::grams_per;
use crate::words::{after_prefix, fits, fold, number_in};

/// The system a file comes from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Shopify's product export, with old or new headers.
    Shopify,
    /// Shopify's inventory export, by location.
    ShopifyInventory,
    /// WooCommerce's product export, in any of its languages.
    WooCommerce,
    /// A feed for Google or Meta: CSV, TSV, RSS or Atom.
    Feed,
    /// Etsy's listings.
    Etsy,
    /// Square's item library.
    Square,
    /// Loyverse's items.
    Loyverse,
    /// PrestaShop's catalog, exported or as its import file.
    PrestaShop,
    /// Wix Stores.
    Wix,
    /// Magento, Adobe Commerce.
    Magento,
    /// Squarespace.
    Squarespace,
    /// BigCommerce.
    BigCommerce,
    /// Ecwid.
    Ecwid,
    /// OpenCart.
    OpenCart,
    /// Lightspeed Retail (R-Series).
    Lightspeed,
    /// Lightspeed Retail (X-Series), formerly Vend.
    Vend,
    /// Zettle.
    Zettle,
    /// SumUp.
    SumUp,
    /// Shopware.
    Shopware,
    /// Amazon's listings and flat files.
    Amazon,
    /// eBay's reports.
    Ebay,
    /// Odoo.
    Odoo,
    /// Big Cartel.
    BigCartel,
    /// xt:Commerce and its kin, Gambio among them.
    XtCommerce,
    /// Any other table.
    Table,
}

impl Format {
    /// Whether the system's own exports always have a point before the decimals and nothing between thousands, wherever
    /// the shop is.
    pub(crate) fn writes_points(self) -> bool {
        use Format::{Loyverse, Magento, Shopify, ShopifyInventory, Square, Vend, Wix};
        matches!(self, Shopify | ShopifyInventory | Square | Loyverse | Vend | Magento | Wix)
    }
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    Key,
    Parent,
    Id,
    Kind,
    StoreView,
    Title,
    VariantTitle,
    Description,
    ShortDescription,
    Brand,
    Category,
    GoogleCategory,
    Tags,
    Collections,
    Status,
    Published,
    Archived,
    Link,
    Condition,
    TaxClass,
    Unit,
    Step,
    ByWeight,
    Picture,
    PictureAlt,
    VariantPicture,
    Sku,
    Barcode,
    Price,
    SalePrice,
    OnSale,
    Compare,
    SaleFrom,
    SaleUntil,
    SalePeriod,
    Surcharge,
    DiscountMode,
    DiscountValue,
    DiscountAmount,
    DiscountPercent,
    Cost,
    Currency,
    Quantity,
    Tracker,
    Availability,
    Policy,
    Location,
    Weight,
    WeightUnit,
    Options,
    Variations,
    /// Known, and nothing of ours: it makes the score.
    Known,
}

/// How many there are.
const FIELDS: usize = Is::Known as usize + 1;

/// The fields' names, as the mapping and the facts give them, in the order of [`Is`].
const NAMES: [&str; FIELDS] = [
    "handle",
    "group",
    "id",
    "kind",
    "store_view",
    "title",
    "variant",
    "description",
    "short_description",
    "brand",
    "category",
    "google_category",
    "tags",
    "collections",
    "status",
    "published",
    "archived",
    "link",
    "condition",
    "tax_class",
    "unit",
    "step",
    "by_weight",
    "picture",
    "picture_alt",
    "variant_picture",
    "sku",
    "barcode",
    "price",
    "sale_price",
    "on_sale",
    "compare_price",
    "sale_from",
    "sale_until",
    "sale_period",
    "surcharge",
    "discount_mode",
    "discount_value",
    "discount_amount",
    "discount_percent",
    "cost",
    "currency",
    "quantity",
    "tracker",
    "availability",
    "policy",
    "location",
    "weight",
    "weight_unit",
    "options",
    "variations",
    "",
];

impl Is {
    /// Its name in mappings.
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// A system's headers. Patterns are folded headers; `#` stands for a number, `*` at the end for anything.
pub(crate) struct Recipe {
    pub format: Format,
    /// Of each group one header must be there.
    pub needs: &'static [&'static [&'static str]],
    /// Names of each field, preferred ones first.
    pub columns: &'static [(Is, &'static [&'static str])],
    /// Headers of an option's name and its value; with an empty name the value's header is the option's name.
    pub options: &'static [(&'static str, &'static str)],
    /// What stands before a store's name over a column of its stock.
    pub stores: &'static [&'static str],
    /// … of its prices.
    pub store_prices: &'static [&'static str],
    /// … of whether it offers the product.
    pub for_sale: &'static [&'static str],
    /// What stands before the name of a set of extras.
    pub choices: &'static [&'static str],
    /// What stands before the name of a tax.
    pub taxes: &'static [&'static str],
    /// Topmost categories that are none.
    pub roots: &'static [&'static str],
    /// Grams to one of a bare weight.
    pub grams: f64,
}

/// A recipe of nothing, to begin others with.
pub(crate) const BARE: Recipe = Recipe {
    format: Format::Table,
    needs: &[],
    columns: &[],
    options: &[],
    stores: &[],
    store_prices: &[],
    for_sale: &[],
    choices: &[],
    taxes: &[],
    roots: &[],
    grams: 1000.0,
};

impl Recipe {
    /// How many of the headers are this system's; `None` if one that it never lacks is missing.
    pub fn score(&self, folded: &[String]) -> Option<usize> {
        let is_there = |pattern: &&str| folded.iter().any(|header| fits(header, pattern));
        if self.needs.is_empty() || !self.needs.iter().all(|group| group.iter().any(is_there)) {
            return None;
        }
        let known = |header: &String| {
            let column = self.columns.iter().any(|(_, names)| names.iter().any(|pattern| fits(header, pattern)));
            column || self.options.iter().any(|(name, value)| fits(header, name) || fits(header, value))
        };
        Some(folded.iter().filter(|header| known(header)).count())
    }

    /// Where this file has each field.
    pub fn plan(&self, header: &[String]) -> Plan {
        let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
        let mut plan = Plan::new(self.format, header.to_vec());
        (plan.roots, plan.grams) = (self.roots, self.grams);
        for (field, names) in self.columns {
            for pattern in *names {
                for (place, _) in folded.iter().enumerate().filter(|(_, name)| fits(name, pattern)) {
                    plan.add(*field, place);
                }
            }
        }
        for (name, value) in self.options {
            plan.add_options(&folded, name, value);
        }
        let named = |prefixes: &[&str]| -> Vec<(String, usize)> {
            let after = |name: &String| prefixes.iter().find_map(|prefix| after_prefix(name, prefix)).map(str::to_owned);
            header.iter().enumerate().filter_map(|(place, name)| Some((after(name)?, place))).collect()
        };
        plan.stores = named(self.stores);
        plan.store_prices = named(self.store_prices);
        plan.for_sale = named(self.for_sale).into_iter().map(|(_, place)| place).collect();
        plan.choices = named(self.choices);
        plan.taxes = named(self.taxes);
        plan.settle();
        plan
    }
}

/// An option's columns.
#[derive(Clone, Debug)]
pub(crate) struct OptionColumn {
    /// Where its name stands.
    pub named_in: Option<usize>,
    /// Its name, where that is no cell.
    pub name: String,
    pub value: usize,
}

/// Which column of this file is what.
pub(crate) struct Plan {
    pub format: Format,
    pub header: Vec<String>,
    columns: Vec<Vec<usize>>,
    pub options: Vec<OptionColumn>,
    pub stores: Vec<(String, usize)>,
    pub store_prices: Vec<(String, usize)>,
    /// Columns that count one size each.
    pub sizes: Vec<(String, usize)>,
    /// What a size is called.
    pub size: &'static str,
    pub for_sale: Vec<usize>,
    pub choices: Vec<(String, usize)>,
    pub taxes: Vec<(String, usize)>,
    pub roots: &'static [&'static str],
    pub grams: f64,
    /// The unit that the price's or the stock's header names, "Price per kg".
    pub unit: Option<&'static str>,
    /// The currency that the price's header names.
    pub currency: Option<&'static str>,
    /// Each column's decimal mark, as its values tell.
    pub marks: Vec<Option<DecimalMark>>,
    /// Whether any row names what counts the stock.
    pub tracked: bool,
    /// No column names things: their code stands for the name.
    pub nameless: bool,
    /// Whether the column of places is known to name stores, not shelves.
    pub places_are_sure: bool,
}

impl Plan {
    pub fn new(format: Format, header: Vec<String>) -> Self {
        let marks = vec![None; header.len()];
        Self {
            format,
            header,
            columns: vec![Vec::new(); FIELDS],
            options: Vec::new(),
            stores: Vec::new(),
            store_prices: Vec::new(),
            sizes: Vec::new(),
            size: "",
            for_sale: Vec::new(),
            choices: Vec::new(),
            taxes: Vec::new(),
            roots: &[],
            grams: 1000.0,
            unit: None,
            currency: None,
            marks,
            tracked: false,
            nameless: false,
            places_are_sure: format != Format::Table,
        }
    }

    pub fn add(&mut self, field: Is, place: usize) {
        if let Some(places) = self.columns.get_mut(field as usize) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }

    /// Takes these columns from the field.
    pub fn forget(&mut self, field: Is, taken: &[usize]) {
        if let Some(places) = self.columns.get_mut(field as usize) {
            places.retain(|place| !taken.contains(place));
        }
    }

    fn add_options(&mut self, folded: &[String], name: &str, value: &str) {
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (place, header) in folded.iter().enumerate() {
            match value.split_once('#') {
                Some((before, after)) => found.extend(number_in(header, before, after).map(|number| (number, place))),
                None if header == value => found.push((0, place)),
                None => {}
            }
        }
        found.sort_unstable();
        for (number, value) in found {
            let named_in = folded.iter().position(|header| *header == name.replace('#', &number.to_string()));
            let own = self.header.get(value).map_or(String::new(), |header| capital(header));
            let name = if name.is_empty() { own } else { String::new() };
            self.options.push(OptionColumn { named_in, name, value });
        }
    }

    /// What follows from the headers once all columns are known.
    pub fn settle(&mut self) {
        let header = |place: usize| self.header.get(place).map_or("", String::as_str);
        self.currency = self.at(Is::Price).and_then(|place| number::currency(header(place)));
        let unit = self.at(Is::Weight).and_then(|place| {
            let folded = fold(header(place));
            folded.split(' ').rev().find_map(|word| if word == "t" { None } else { grams_per(word) })
        });
        let mut heads = [Is::Price, Is::Quantity].into_iter().filter_map(|field| self.at(field)).map(header);
        let named = heads.find_map(|name| fold(name).split(' ').find_map(unit_word));
        if self.format == Format::Table {
            self.unit = named;
        }
        if let Some(grams) = unit {
            self.grams = grams;
        }
    }

    pub fn at(&self, field: Is) -> Option<usize> {
        self.all(field).first().copied()
    }

    pub fn all(&self, field: Is) -> &[usize] {
        self.columns.get(field as usize).map_or(&[], Vec::as_slice)
    }

    pub fn has(&self, field: Is) -> bool {
        !self.all(field).is_empty()
    }

    /// The first of the field's cells that holds something.
    pub fn cell<'r>(&self, row: &'r Row, field: Is) -> &'r str {
        self.filled(row, field).map_or("", |(text, _)| text)
    }

    /// … and its column.
    pub fn filled<'r>(&self, row: &'r Row, field: Is) -> Option<(&'r str, usize)> {
        self.all(field).iter().map(|&place| (row.cell(Some(place)), place)).find(|(text, _)| !text.is_empty())
    }

    /// The name of the field's column, for a note.
    pub fn name(&self, field: Is) -> &str {
        self.at(field).and_then(|place| self.header.get(place)).map_or("", String::as_str)
    }

    pub fn mark(&self, place: usize) -> Option<DecimalMark> {
        self.marks.get(place).copied().flatten()
    }

    /// The columns that hold numbers, whose marks the first reading gathers.
    pub fn numeric(&self) -> Vec<usize> {
        let fields = [
            Is::Price,
            Is::SalePrice,
            Is::Compare,
            Is::Surcharge,
            Is::DiscountValue,
            Is::DiscountAmount,
            Is::DiscountPercent,
            Is::Cost,
            Is::Quantity,
            Is::Weight,
        ];
        let mut places: Vec<usize> = fields.iter().flat_map(|field| self.all(*field)).copied().collect();
        places.extend(self.stores.iter().chain(&self.store_prices).chain(&self.sizes).map(|(_, place)| *place));
        places
    }

    /// The plan as a mapping, for the eye.
    pub fn mapping(&self) -> Mapping {
        let field = |place: usize| {
            let field = NAMES
                .iter()
                .zip(&self.columns)
                .find(|(name, places)| !name.is_empty() && places.contains(&place))
                .map(|(name, _)| (*name).to_owned());
            let option =
                || self.options.iter().find(|option| option.value == place || option.named_in == Some(place)).map(|_| "option".to_owned());
            let listed = |list: &[(String, usize)], name: &str| list.iter().any(|(_, column)| *column == place).then(|| name.to_owned());
            field
                .or_else(option)
                .or_else(|| listed(&self.stores, "store_stock"))
                .or_else(|| listed(&self.store_prices, "store_price"))
                .or_else(|| listed(&self.choices, "choice"))
                .or_else(|| listed(&self.taxes, "tax_class"))
        };
        let column = |(place, header): (usize, &String)| {
            let field = field(place);
            let (confidence, why) = if field.is_some() { (100, "header".to_owned()) } else { (0, String::new()) };
            Column { header: header.clone(), field, confidence, why, alternatives: Vec::new() }
        };
        Mapping { columns: self.header.iter().enumerate().map(column).collect() }
    }

    /// Names of the fields that the file speaks of.
    pub fn fields(&self) -> Vec<&'static str> {
        let mut fields: Vec<&'static str> = NAMES
            .iter()
            .zip(&self.columns)
            .filter(|(name, places)| !(name.is_empty() || places.is_empty() || self.nameless && **name == "title"))
            .map(|(name, _)| *name)
            .collect();
        let lists = [
            ("options", !self.options.is_empty() || !self.sizes.is_empty()),
            ("store_stock", !self.sizes.is_empty() && self.stores.is_empty()),
            ("store_stock", !self.stores.is_empty()),
            ("choices", !self.choices.is_empty()),
            ("store_price", !self.store_prices.is_empty()),
        ];
        if (self.unit.is_some() || self.has(Is::ByWeight)) && !fields.contains(&"unit") {
            fields.push("unit");
        }
        fields.extend(lists.iter().filter(|(name, there)| *there && !NAMES.contains(name)).map(|(name, _)| *name));
        fields
    }
}

/// The unit that a word of a header is; "l" and "m" alone are sizes.
pub(crate) fn unit_word(word: &str) -> Option<&'static str> {
    match word {
        "kg" | "kilo" | "kilos" | "kilogram" | "kilogramm" | "kilogramme" | "кг" | "كجم" | "كيلو" | "किलो" => Some("kg"),
        "lb" | "lbs" => Some("lb"),
        "litre" | "liter" | "litro" | "литр" => Some("litre"),
        "metre" | "meter" | "metro" | "метр" => Some("metre"),
        _ => None,
    }
}

/// A header as the name of an option: "item_size" is "Item size".
pub(crate) fn capital(header: &str) -> String {
    let plain = header.trim().trim_matches(['*', '"']).trim().replace('_', " ");
    let mut letters = plain.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
