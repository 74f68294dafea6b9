//! Smaller web shops: Squarespace, BigCommerce, Ecwid, OpenCart, Shopware, Big Cartel.

use crate::recipe::{BARE, Format, Is, Recipe};

pub(crate) const RECIPES: &[Recipe] = &[SQUARESPACE, BIG_COMMERCE, BIG_COMMERCE_OLD, ECWID, OPEN_CART, SHOPWARE, BIG_CARTEL, XT_COMMERCE];

const SQUARESPACE: Recipe = Recipe {
    format: Format::Squarespace,
    needs: &[
        &["title"],
        &["product id non editable", "product page", "product id"],
        &["hosted image urls", "variant id non editable", "product url", "on sale"],
    ],
    columns: &[
        (Is::Key, &["product id non editable", "product id"]),
        (Is::Title, &["title"]),
        (Is::Description, &["description"]),
        (Is::Sku, &["sku"]),
        (Is::Price, &["price"]),
        (Is::SalePrice, &["sale price"]),
        (Is::OnSale, &["on sale"]),
        (Is::Quantity, &["stock"]),
        (Is::Category, &["categories"]),
        (Is::Tags, &["tags"]),
        (Is::Weight, &["weight*"]),
        (Is::Published, &["visible"]),
        (Is::Picture, &["hosted image urls"]),
    ],
    options: &[("option name #", "option value #")],
    ..BARE
};

const BIG_COMMERCE: Recipe = Recipe {
    format: Format::BigCommerce,
    needs: &[&["item"], &["name"], &["current stock", "inventory tracking", "is visible"], &["sku"]],
    columns: &[
        (Is::Kind, &["item"]),
        (Is::Key, &["id"]),
        (Is::Title, &["name"]),
        (Is::Options, &["options"]),
        (Is::Sku, &["sku"]),
        (Is::Tracker, &["inventory tracking"]),
        (Is::Quantity, &["current stock"]),
        (Is::Price, &["price"]),
        (Is::Cost, &["cost price"]),
        (Is::Compare, &["retail price"]),
        (Is::SalePrice, &["sale price"]),
        (Is::Brand, &["brand", "brand name"]),
        (Is::Known, &["brand id"]),
        (Is::Published, &["is visible"]),
        (Is::Description, &["description"]),
        (Is::Condition, &["condition"]),
        (Is::Barcode, &["upc ean", "gtin", "global trade number"]),
        (Is::Picture, &["image url import", "product image file", "variant image url", "internal image url export"]),
        (Is::PictureAlt, &["image description"]),
        (Is::Category, &["categories"]),
        (Is::Weight, &["weight"]),
    ],
    ..BARE
};

const BIG_COMMERCE_OLD: Recipe = Recipe {
    format: Format::BigCommerce,
    needs: &[
        &["item type"],
        &["product name", "name"],
        &["product code sku", "product id"],
        &["product type", "track inventory", "product visible"],
    ],
    columns: &[
        (Is::Kind, &["item type"]),
        (Is::Key, &["product id"]),
        (Is::Title, &["product name", "name"]),
        (Is::Sku, &["product code sku"]),
        (Is::Tracker, &["track inventory"]),
        (Is::Quantity, &["current stock level"]),
        (Is::Price, &["price"]),
        (Is::Cost, &["cost price"]),
        (Is::Compare, &["retail price"]),
        (Is::SalePrice, &["sale price"]),
        (Is::Brand, &["brand name"]),
        (Is::Published, &["product visible"]),
        (Is::Description, &["product description"]),
        (Is::Condition, &["product condition"]),
        (Is::Barcode, &["product upc ean", "global trade item number"]),
        (Is::Picture, &["product image url #", "product image file #"]),
        (Is::Category, &["category string", "category"]),
        (Is::Weight, &["product weight"]),
    ],
    ..BARE
};

const ECWID: Recipe = Recipe {
    format: Format::Ecwid,
    needs: &[
        &["product name", "name"],
        &["product sku", "sku", "product internal id"],
        &[
            "type",
            "product internal id",
            "product is available",
            "is available",
            "product media main image url",
            "use for inventory tracking",
        ],
        &["product price", "product internal id", "product category 1", "is inventory tracked", "product quantity"],
    ],
    columns: &[
        (Is::Kind, &["type"]),
        (Is::Key, &["product internal id"]),
        (Is::Title, &["product name", "name"]),
        (Is::Sku, &["product variation sku", "product sku", "sku"]),
        (Is::Price, &["product price", "price", "product variation price"]),
        (Is::Compare, &["product compare to price", "compare to price"]),
        (Is::Cost, &["product cost price"]),
        (Is::Quantity, &["product quantity", "quantity"]),
        (Is::Tracker, &["product is inventory tracked", "is inventory tracked"]),
        (Is::Description, &["product description", "description"]),
        (Is::Brand, &["product brand", "brand"]),
        (Is::Barcode, &["product upc", "upc", "product ean", "product gtin"]),
        (Is::Category, &["product category 1", "category 1", "category", "categories"]),
        (Is::Status, &["product is available", "is available", "enabled"]),
        (Is::Picture, &["product media main image url", "image", "product media gallery image url #"]),
        (Is::Weight, &["product weight", "weight"]),
    ],
    options: &[("product variation option name #", "product variation option value #"), ("product option name", "product option value")],
    ..BARE
};

const OPEN_CART: Recipe = Recipe {
    format: Format::OpenCart,
    needs: &[
        &["product id"],
        &["name", "name en*", "name*"],
        &["model"],
        &["stock status id", "stock status", "tax class id", "date available", "manufacturer", "sort order"],
    ],
    columns: &[
        (Is::Key, &["product id"]),
        (Is::Title, &["name", "name*"]),
        (Is::Category, &["categories", "category", "main category"]),
        (Is::Sku, &["sku", "model"]),
        (Is::Barcode, &["upc", "ean", "jan", "isbn"]),
        (Is::Quantity, &["quantity"]),
        (Is::Brand, &["manufacturer"]),
        (Is::Picture, &["image name", "image", "images"]),
        (Is::Price, &["price"]),
        (Is::SalePrice, &["special"]),
        (Is::Status, &["status"]),
        (Is::TaxClass, &["tax class id"]),
        (Is::Description, &["description", "description*"]),
        (Is::Tags, &["tags", "tags*"]),
        (Is::Weight, &["weight"]),
        (Is::WeightUnit, &["weight unit"]),
    ],
    ..BARE
};

const SHOPWARE: Recipe = Recipe {
    format: Format::Shopware,
    needs: &[
        &["productnumber", "product number", "ordernumber", "mainnumber"],
        &["name", "translations default name", "translations* name", "translations*"],
        &["stock", "instock", "active"],
        &["id", "parentid", "parent id", "mainnumber", "price default gross", "price gross"],
    ],
    columns: &[
        (Is::Key, &["id", "mainnumber"]),
        (Is::Parent, &["parentid", "parent id"]),
        (Is::Sku, &["productnumber", "product number", "ordernumber"]),
        (Is::Status, &["active"]),
        (Is::Quantity, &["stock", "instock"]),
        (Is::Title, &["translations default name", "name"]),
        (Is::Description, &["translations default description", "description", "description long"]),
        (Is::Price, &["price default gross", "price gross", "price eur", "price ek"]),
        (Is::Compare, &["pseudoprice eur", "pseudoprice ek", "price default listprice gross", "list price gross"]),
        (Is::Cost, &["purchaseprice", "purchase prices"]),
        (Is::TaxClass, &["tax name", "tax"]),
        (Is::Brand, &["manufacturer translations default name", "manufacturer name", "supplier"]),
        (Is::Category, &["categories", "category"]),
        (Is::Barcode, &["ean"]),
        (Is::Picture, &["cover media url", "image", "media", "imageurl"]),
        (Is::Weight, &["weight"]),
        (Is::VariantTitle, &["additionaltext"]),
        (Is::Options, &["configuratoroptions"]),
    ],
    ..BARE
};

const BIG_CARTEL: Recipe = Recipe {
    format: Format::BigCartel,
    needs: &[
        &["name", "product name"],
        &["permalink", "product url"],
        &["status"],
        &["default price", "on sale", "has default option", "option name", "price"],
    ],
    columns: &[
        (Is::Key, &["id", "permalink"]),
        (Is::Title, &["name", "product name"]),
        (Is::Description, &["description"]),
        (Is::Price, &["price", "default price"]),
        (Is::VariantTitle, &["option name", "option"]),
        (Is::Quantity, &["quantity", "inventory"]),
        (Is::Status, &["status"]),
        (Is::Link, &["url", "product url"]),
        (Is::Category, &["categories", "category"]),
        (Is::Picture, &["images", "image #", "image url*", "primary image*"]),
        (Is::Sku, &["sku"]),
    ],
    ..BARE
};

const XT_COMMERCE: Recipe = Recipe {
    format: Format::XtCommerce,
    needs: &[&["xtsol", "p id"], &["p model"], &["p name *"]],
    columns: &[
        (Is::Key, &["p id"]),
        (Is::Sku, &["p model"]),
        (Is::Title, &["p name de", "p name en", "p name *"]),
        (Is::Description, &["p desc de", "p desc en", "p desc *"]),
        (Is::ShortDescription, &["p shortdesc de", "p shortdesc *"]),
        (Is::Quantity, &["p stock"]),
        (Is::Price, &["p pricewithtax", "p pricenotax", "p price"]),
        (Is::Barcode, &["p ean"]),
        (Is::Weight, &["p weight"]),
        (Is::Status, &["p status"]),
        (Is::TaxClass, &["p tax"]),
        (Is::Brand, &["p manufacturer"]),
        (Is::Picture, &["p image", "p image #"]),
        (Is::Category, &["p cat 0", "p cat de"]),
    ],
    ..BARE
};
