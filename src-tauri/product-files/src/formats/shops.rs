//! Shopify, its inventory, Wix, PrestaShop and Magento.
//!
//! Shopify renamed every column in 2024 and people have files of both kinds, so each name stands beside its successor.

use crate::recipe::{BARE, Format, Is, Plan, Recipe};
use crate::words::fold;

pub(crate) const RECIPES: &[Recipe] = &[SHOPIFY, SHOPIFY_INVENTORY, WIX, PRESTASHOP, MAGENTO];

const SHOPIFY: Recipe = Recipe {
    format: Format::Shopify,
    needs: &[
        &["handle", "url handle"],
        &["title"],
        &["variant price", "variant sku", "option1 name", "option1 value", "body html", "variant inventory qty", "vendor"],
    ],
    columns: &[
        (Is::Key, &["handle", "url handle"]),
        (Is::Title, &["title"]),
        (Is::Description, &["body html", "body", "description"]),
        (Is::Brand, &["vendor"]),
        (
            Is::Category,
            &["type", "custom product type", "product type", "product category", "standardized product type", "standard product type"],
        ),
        (Is::GoogleCategory, &["google shopping google product category"]),
        (Is::Tags, &["tags"]),
        (Is::Collections, &["collection", "collections", "custom collections"]),
        (Is::Status, &["status"]),
        (Is::Published, &["published", "published on online store"]),
        (Is::Condition, &["google shopping condition"]),
        (Is::TaxClass, &["variant tax code", "tax code"]),
        (Is::Link, &["url", "online store url"]),
        (Is::Picture, &["image src", "product image url"]),
        (Is::PictureAlt, &["image alt text"]),
        (Is::VariantPicture, &["variant image", "variant image url"]),
        (Is::Sku, &["variant sku", "sku"]),
        (Is::Barcode, &["variant barcode", "barcode"]),
        (Is::Price, &["variant price", "price"]),
        (Is::Compare, &["variant compare at price", "compare at price"]),
        (Is::Cost, &["cost per item", "variant cost"]),
        (Is::Quantity, &["variant inventory qty", "inventory quantity", "variant inventory quantity"]),
        (Is::Tracker, &["variant inventory tracker", "inventory tracker"]),
        (Is::Policy, &["variant inventory policy", "continue selling when out of stock"]),
        (Is::Weight, &["variant grams", "weight value grams"]),
    ],
    options: &[("option# name", "option# value")],
    grams: 1.0,
    ..BARE
};

const SHOPIFY_INVENTORY: Recipe = Recipe {
    format: Format::ShopifyInventory,
    needs: &[&["handle"], &["title"], &["hs code", "location"], &["coo", "location", "option1 name"]],
    columns: &[
        (Is::Key, &["handle"]),
        (Is::Title, &["title"]),
        (Is::Sku, &["sku"]),
        (Is::Location, &["location"]),
        (Is::Quantity, &["on hand current", "on hand", "available not editable", "available"]),
        // Known, so that they make the score and are not taken for locations.
        (
            Is::Known,
            &["hs code", "coo", "bin name", "incoming*", "unavailable*", "committed*", "available*", "on hand*", "province of origin"],
        ),
    ],
    options: &[("option# name", "option# value")],
    ..BARE
};

/// The older inventory export has a column for each location, named as the owner named it.
pub(crate) fn locations(plan: &mut Plan) {
    if plan.has(Is::Location) || plan.has(Is::Quantity) {
        return;
    }
    let known = |place: usize, name: &str| {
        let taken = [Is::Key, Is::Title, Is::Sku, Is::Known].iter().any(|field| plan.all(*field).contains(&place));
        taken || name.is_empty() || fold(name).starts_with("option")
    };
    plan.stores =
        plan.header.iter().enumerate().filter(|(place, name)| !known(*place, name)).map(|(place, name)| (name.clone(), place)).collect();
}

const WIX: Recipe = Recipe {
    format: Format::Wix,
    needs: &[&["handleid", "handle"], &["fieldtype"], &["name", "price"]],
    columns: &[
        (Is::Key, &["handleid", "handle"]),
        (Is::Kind, &["fieldtype"]),
        (Is::Title, &["name"]),
        (Is::Description, &["description", "plaindescription"]),
        (Is::Picture, &["productimageurl", "media"]),
        (Is::PictureAlt, &["mediaalttext"]),
        (Is::Collections, &["collection", "collections", "categories"]),
        (Is::Sku, &["sku"]),
        (Is::Barcode, &["barcode"]),
        (Is::Tags, &["ribbon"]),
        (Is::Price, &["price"]),
        (Is::Compare, &["strikethroughprice"]),
        (Is::Surcharge, &["surcharge"]),
        (Is::Published, &["visible"]),
        (Is::DiscountMode, &["discountmode"]),
        (Is::DiscountValue, &["discountvalue"]),
        (Is::Quantity, &["inventory"]),
        (Is::Weight, &["weight"]),
        (Is::Cost, &["cost"]),
        (Is::Brand, &["brand"]),
        (Is::Unit, &["baseunit"]),
    ],
    options: &[
        ("productoptionname#", "productoptiondescription#"),
        ("productoptionname#", "productoptionchoices#"),
        ("productoptionname #", "productoptionchoices #"),
    ],
    ..BARE
};

const PRESTASHOP: Recipe = Recipe {
    format: Format::PrestaShop,
    needs: &[
        &["product id", "id", "id produit", "id product", "product_id", "id prodotto", "id producto"],
        &["name", "nom", "nombre", "nome", "naam", "product name"],
        &[
            "active 0 1",
            "actif 0 1",
            "activo 0 1",
            "attivo 0 1",
            "price tax excl*",
            "price tax incl*",
            "prix ht*",
            "prix ttc*",
            "prix hors taxe*",
            "categories x y z*",
            "price tax excluded*",
            "precio impuestos*",
            "prezzo tasse*",
            "prezzo tasse escl*",
            "final price tax incl*",
            "base price tax excl*",
            "preis zzgl mwst*",
            "preis ohne mwst*",
            "preis inkl mwst*",
        ],
    ],
    columns: &[
        (Is::Key, &["product id", "id", "id produit", "id product", "id prodotto", "id producto"]),
        (Is::Title, &["name", "nom", "nombre", "nome", "naam", "product name"]),
        (Is::Description, &["description", "descripcion", "descrizione", "beschreibung"]),
        (Is::ShortDescription, &["short description", "summary", "resume", "recapitulatif", "description courte", "descripcion corta"]),
        (Is::Brand, &["manufacturer", "brand", "marque", "fabricant", "fabricante", "marca", "marchio", "hersteller"]),
        (Is::Category, &["categories x y z", "categories", "category", "categorie", "categoria", "kategorie", "default category"]),
        (Is::Tags, &["tags x y z", "tags", "mots cles x y z", "etiquettes x y z"]),
        (Is::Status, &["active 0 1", "actif 0 1", "activo 0 1", "attivo 0 1", "active", "status", "etat", "estado", "stato"]),
        (Is::Condition, &["condition"]),
        (Is::TaxClass, &["tax rules id", "tax rule id", "id regle de taxes"]),
        (Is::Unit, &["unity", "unit for unit price", "unite", "unite pour le prix unitaire"]),
        (Is::Link, &["product url", "link"]),
        (Is::Picture, &["image urls x y z", "image urls", "url des images x y z", "urls des images x y z", "images", "image", "photo"]),
        (Is::PictureAlt, &["image alt texts x y z"]),
        (Is::Sku, &["reference", "reference no", "reference n", "referencia", "riferimento", "referenz"]),
        (Is::Barcode, &["ean13", "ean 13", "ean", "gtin", "upc", "isbn", "ean 13 or jan barcode"]),
        (
            Is::Price,
            &[
                "price tax incl",
                "price tax included",
                "prix ttc",
                "price tax excluded or price tax included",
                "final price tax incl",
                "precio con impuestos",
                "price tax excl",
                "price tax excluded",
                "prix ht",
                "base price tax excl",
                "prix hors taxe",
                "price tax*",
                "prix*",
                "precio*",
                "prezzo*",
                "preis*",
            ],
        ),
        (Is::Cost, &["wholesale price", "cost price", "prix d achat", "prix de gros", "precio mayorista"]),
        (Is::DiscountAmount, &["discount amount", "montant de la remise", "montant de la reduction"]),
        (Is::DiscountPercent, &["discount percent", "pourcentage de remise", "pourcentage de reduction"]),
        (Is::SaleFrom, &["discount from yyyy mm dd", "remise a partir de aaaa mm jj"]),
        (Is::SaleUntil, &["discount to yyyy mm dd", "remise jusqu au aaaa mm jj"]),
        (Is::Quantity, &["quantity", "quantite", "cantidad", "quantita", "menge", "available quantity"]),
        (Is::Weight, &["weight", "package weight", "poids", "poids du colis", "peso", "gewicht"]),
    ],
    roots: &["Home", "Root", "Accueil", "Inicio"],
    ..BARE
};

const MAGENTO: Recipe = Recipe {
    format: Format::Magento,
    needs: &[
        &["sku"],
        &["name"],
        &["product type", "attribute set code", "attribute set", "store view code", "product online", "additional attributes"],
        &["attribute set code", "attribute set", "product websites", "store view code", "additional attributes", "configurable variations"],
    ],
    columns: &[
        (Is::Sku, &["sku"]),
        (Is::StoreView, &["store view code", "store"]),
        (Is::Kind, &["product type", "type"]),
        (Is::Title, &["name"]),
        (Is::Description, &["description"]),
        (Is::ShortDescription, &["short description"]),
        (Is::Brand, &["manufacturer", "brand"]),
        (Is::Category, &["categories", "category"]),
        (Is::Price, &["price"]),
        (Is::SalePrice, &["special price"]),
        (Is::SaleFrom, &["special price from date", "special from date"]),
        (Is::SaleUntil, &["special price to date", "special to date"]),
        (Is::Cost, &["cost"]),
        (Is::Quantity, &["qty"]),
        (Is::Tracker, &["manage stock"]),
        (Is::Availability, &["is in stock"]),
        (Is::Status, &["product online", "status"]),
        (Is::Weight, &["weight"]),
        (Is::TaxClass, &["tax class name", "tax class id"]),
        (Is::Picture, &["base image", "additional images", "image", "media image", "base image url"]),
        (Is::PictureAlt, &["base image label"]),
        (Is::Barcode, &["ean", "gtin", "upc", "barcode"]),
        (Is::Options, &["additional attributes"]),
        (Is::Variations, &["configurable variations"]),
    ],
    roots: &["Default Category", "Root Catalog"],
    ..BARE
};
