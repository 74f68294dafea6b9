//! What shops sell with across the counter: Square, Loyverse, Lightspeed, Vend, Zettle, SumUp, Odoo.

use crate::recipe::{BARE, Format, Is, Recipe};

pub(crate) const RECIPES: &[Recipe] = &[SQUARE, LOYVERSE, VEND, LIGHTSPEED, ZETTLE, SUMUP, ODOO];

const SQUARE: Recipe = Recipe {
    format: Format::Square,
    needs: &[&["token", "reference handle", "item id"], &["item name", "name"], &["variation name", "option name #", "current quantity*"]],
    columns: &[
        (Is::Key, &["reference handle"]),
        (Is::Title, &["item name", "name", "customer facing name"]),
        (Is::VariantTitle, &["variation name"]),
        (Is::Sku, &["sku"]),
        (Is::Description, &["description"]),
        (Is::Category, &["category", "categories", "reporting category"]),
        (Is::Barcode, &["gtin"]),
        (Is::Price, &["price"]),
        (Is::SalePrice, &["online sale price", "sale price"]),
        (Is::Cost, &["default unit cost", "unit cost"]),
        (Is::Archived, &["archived"]),
        (Is::Status, &["square online item visibility", "visibility"]),
        (Is::Picture, &["image url", "images", "image"]),
        (Is::Weight, &["weight*"]),
        (Is::Unit, &["unit and precision"]),
        (
            Is::Known,
            &["token", "seo title", "seo description", "permalink", "item type", "sellable", "stockable", "skip detail screen in pos"],
        ),
    ],
    options: &[("option name #", "option value #")],
    stores: &["Current Quantity "],
    store_prices: &["Price "],
    choices: &["Modifier Set - ", "Modifier Set ", "Modifier - "],
    taxes: &["Tax - "],
    ..BARE
};

const LOYVERSE: Recipe = Recipe {
    format: Format::Loyverse,
    needs: &[
        &["handle", "sku"],
        &["name"],
        // "In stock" and "SKU" head anybody's list.
        &["sold by weight", "available for sale*", "track stock", "sku of included item", "default price"],
        &["handle", "sold by weight", "sku of included item", "default price", "available for sale*"],
    ],
    columns: &[
        (Is::Key, &["handle"]),
        (Is::Sku, &["sku"]),
        (Is::Title, &["name"]),
        (Is::Category, &["category"]),
        (Is::Description, &["description"]),
        (Is::ByWeight, &["sold by weight"]),
        (Is::Price, &["default price", "price"]),
        (Is::Cost, &["cost"]),
        (Is::Barcode, &["barcode"]),
        (Is::Tracker, &["track stock"]),
        (Is::Quantity, &["in stock"]),
        (Is::Picture, &["image", "image url"]),
        (
            Is::Known,
            &["sku of included item", "quantity of included item", "use production", "supplier", "purchase cost", "color", "shape"],
        ),
    ],
    options: &[("option # name", "option # value")],
    stores: &["In stock ["],
    store_prices: &["Price ["],
    for_sale: &["Available for sale ["],
    choices: &["Modifier - "],
    taxes: &["Tax - "],
    ..BARE
};

const VEND: Recipe = Recipe {
    format: Format::Vend,
    needs: &[&["handle", "id"], &["name"], &["sku"], &["retail price", "supply price", "variant option one name"]],
    columns: &[
        (Is::Key, &["handle"]),
        (Is::Sku, &["sku"]),
        (Is::Title, &["name", "product name"]),
        (Is::Description, &["description"]),
        (Is::Category, &["product category", "type", "category"]),
        (Is::Tags, &["tags"]),
        (Is::Brand, &["brand name", "brand"]),
        (Is::Price, &["retail price"]),
        (Is::Cost, &["supply price"]),
        (Is::TaxClass, &["tax name"]),
        (Is::Status, &["active"]),
        (Is::Tracker, &["track inventory"]),
        (Is::Barcode, &["barcode", "sku codes", "upc", "ean"]),
        (Is::Picture, &["image url", "image"]),
        (Is::Weight, &["weight"]),
    ],
    options: &[
        ("variant option one name", "variant option one value"),
        ("variant option two name", "variant option two value"),
        ("variant option three name", "variant option three value"),
    ],
    stores: &["inventory_", "inventory "],
    ..BARE
};

const LIGHTSPEED: Recipe = Recipe {
    format: Format::Lightspeed,
    needs: &[&["system id"], &["item", "description"], &["custom sku", "manufact sku", "upc"]],
    columns: &[
        (Is::Key, &["system id"]),
        (Is::Title, &["item", "description"]),
        (Is::Sku, &["custom sku", "manufact sku"]),
        (Is::Barcode, &["upc", "ean"]),
        (Is::Price, &["price", "default price"]),
        (Is::Compare, &["msrp"]),
        (Is::Cost, &["default cost", "average cost", "vendor cost"]),
        (Is::Quantity, &["qty", "quantity on hand", "qoh"]),
        (Is::Brand, &["brand", "manufacturer"]),
        (Is::Category, &["category"]),
        (Is::Tags, &["tags", "add tags"]),
        (Is::TaxClass, &["tax class"]),
        (Is::Status, &["publish to ecom"]),
        (Is::Archived, &["archived"]),
        (Is::Picture, &["image", "images"]),
    ],
    ..BARE
};

const ZETTLE: Recipe = Recipe {
    format: Format::Zettle,
    needs: &[
        &["name", "product name"],
        &["variant", "variant name"],
        &["price", "price incl*", "price including*"],
        &["barcode"],
        &[
            "uuid",
            "product uuid",
            "tax percentage",
            "vat percentage",
            "vat",
            "unit name",
            "unit",
            "cost price",
            "in stock",
            "vat rate",
            "tax rate",
        ],
    ],
    columns: &[
        (Is::Parent, &["product uuid", "uuid"]),
        (Is::Title, &["name", "product name"]),
        (Is::VariantTitle, &["variant", "variant name"]),
        (Is::Category, &["category"]),
        (Is::Price, &["price", "price incl*", "price including*"]),
        (Is::Cost, &["cost price", "cost price*"]),
        (Is::Barcode, &["barcode"]),
        (Is::Sku, &["sku"]),
        (Is::Unit, &["unit name", "unit"]),
        (Is::Quantity, &["in stock", "quantity", "stock"]),
        (Is::TaxClass, &["tax percentage", "vat percentage", "vat", "vat rate", "tax rate"]),
        (Is::Description, &["description"]),
        (Is::Picture, &["image", "image url"]),
        (Is::Currency, &["currency"]),
    ],
    options: &[("option # name", "option # value")],
    ..BARE
};

const SUMUP: Recipe = Recipe {
    format: Format::SumUp,
    needs: &[
        &["item name"],
        &["variations", "option set #", "item id do not change", "is variation visible yes no", "tax rate"],
        &["price", "category"],
    ],
    columns: &[
        (Is::Key, &["item id do not change", "item id"]),
        (Is::Title, &["item name"]),
        (Is::VariantTitle, &["variations", "variation"]),
        (Is::Description, &["description*"]),
        (Is::Category, &["category"]),
        (Is::Price, &["price"]),
        (Is::SalePrice, &["on sale in online store price", "sale price"]),
        (Is::Compare, &["regular price before sale", "compare at price"]),
        (Is::Cost, &["cost price"]),
        (Is::TaxClass, &["tax rate"]),
        (Is::Unit, &["unit"]),
        (Is::Quantity, &["quantity", "inventory"]),
        (Is::Tracker, &["track inventory yes no", "track inventory"]),
        (Is::Sku, &["sku"]),
        (Is::Barcode, &["barcode"]),
        (Is::Published, &["is item visible yes no", "display item in online store yes no"]),
        (Is::Picture, &["image #", "image url #", "image"]),
        (Is::Weight, &["shipping weight*", "weight*"]),
    ],
    options: &[("option set #", "option #")],
    ..BARE
};

const ODOO: Recipe = Recipe {
    format: Format::Odoo,
    needs: &[
        &["name", "nom", "nombre", "nome"],
        &["internal reference", "default code", "reference interne", "referencia interna", "riferimento interno", "interne referenz"],
        &[
            "sales price",
            "list price",
            "public price",
            "prix de vente",
            "precio de venta",
            "prezzo di vendita",
            "verkaufspreis",
            "lst price",
        ],
    ],
    columns: &[
        (Is::Key, &["external id", "id"]),
        (Is::Title, &["name", "nom", "nombre", "nome"]),
        (
            Is::Sku,
            &["internal reference", "default code", "reference interne", "referencia interna", "riferimento interno", "interne referenz"],
        ),
        (Is::Barcode, &["barcode", "code barres", "codigo de barras", "codice a barre"]),
        (
            Is::Price,
            &[
                "sales price",
                "list price",
                "lst price",
                "public price",
                "prix de vente",
                "precio de venta",
                "prezzo di vendita",
                "verkaufspreis",
            ],
        ),
        (Is::Cost, &["cost", "standard price", "cout", "coste", "costo", "kosten"]),
        (Is::Quantity, &["quantity on hand", "qty available", "quantite en stock", "cantidad a mano", "forecasted quantity"]),
        (Is::Category, &["product category", "categ id*", "category", "categorie d articles", "categoria de producto"]),
        (Is::Tags, &["product tags", "tags", "product tag ids*"]),
        (Is::Unit, &["unit of measure", "uom id*", "unite de mesure", "unidad de medida"]),
        (Is::Status, &["active"]),
        (Is::Description, &["sales description", "description sale", "description", "website description"]),
        (Is::Weight, &["weight"]),
    ],
    roots: &["All", "Tous", "Todos", "Alle"],
    ..BARE
};
