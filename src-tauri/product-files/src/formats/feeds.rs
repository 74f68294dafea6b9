//! Feeds for Google's Merchant Center and Meta's catalogs; in XML and in tables the fields have the same names.

use crate::recipe::{BARE, Format, Is, Recipe};

pub(crate) const RECIPE: Recipe = Recipe {
    format: Format::Feed,
    needs: &[
        &["id", "retailer id", "offer id"],
        &["title", "name"],
        &["price"],
        &["availability", "image link", "item group id", "google product category", "gtin", "condition"],
        &["link", "image link", "availability", "url", "image url", "image # url"],
    ],
    columns: &[
        (Is::Key, &["id", "retailer id", "offer id"]),
        (Is::Parent, &["item group id", "retailer product group id"]),
        (Is::Title, &["title", "name"]),
        (Is::Description, &["description", "rich text description", "summary"]),
        (Is::Link, &["link", "url", "canonical link"]),
        (
            Is::Picture,
            &[
                "image link",
                "image url",
                "image # url",
                "image",
                "additional image link*",
                "additional image url*",
                "additional image links",
            ],
        ),
        (Is::Availability, &["availability"]),
        (Is::Price, &["price"]),
        (Is::SalePrice, &["sale price"]),
        (Is::SalePeriod, &["sale price effective date"]),
        (Is::SaleFrom, &["sale price start date"]),
        (Is::SaleUntil, &["sale price end date"]),
        (Is::Currency, &["currency"]),
        (Is::Cost, &["cost of goods sold"]),
        (Is::Category, &["product type*", "category", "categories"]),
        (Is::GoogleCategory, &["google product category", "google product category id", "google category"]),
        (Is::Brand, &["brand", "manufacturer", "vendor"]),
        (Is::Barcode, &["gtin", "ean", "upc", "barcode", "isbn"]),
        (Is::Sku, &["sku", "id", "retailer id", "offer id"]),
        (Is::Condition, &["condition"]),
        (Is::Quantity, &["quantity to sell on facebook", "inventory", "sell on google quantity", "quantity"]),
        (Is::Status, &["status", "visibility"]),
        (Is::Weight, &["shipping weight", "product weight"]),
        (Is::Tags, &["product tags*", "custom label 0"]),
        (Is::TaxClass, &["tax category"]),
        (
            Is::Known,
            &["mpn", "identifier exists", "adult", "age group", "gender", "shipping*", "tax", "multipack", "custom label*", "mobile link"],
        ),
    ],
    options: &[("", "color"), ("", "colour"), ("", "size"), ("", "material"), ("", "pattern")],
    ..BARE
};
