//! Marketplaces: Etsy, Amazon, eBay.

use crate::recipe::{BARE, Format, Is, Recipe};

pub(crate) const RECIPES: &[Recipe] = &[ETSY, AMAZON, EBAY];

const ETSY: Recipe = Recipe {
    format: Format::Etsy,
    needs: &[
        &["title", "titel", "titre", "titulo", "titolo", "tytul"],
        &[
            "currency code",
            "wahrungscode",
            "waehrungscode",
            "code de devise",
            "code devise",
            "codigo de moneda",
            "codigo moneda",
            "codice valuta",
            "valutacode",
            "codigo da moeda",
            "kod waluty",
        ],
        &["quantity", "anzahl", "menge", "quantitat", "quantite", "cantidad", "quantita", "hoeveelheid", "aantal", "quantidade", "ilosc"],
    ],
    columns: &[
        (Is::Title, &["title", "titel", "titre", "titulo", "titolo", "tytul"]),
        (Is::Description, &["description", "beschreibung", "descripcion", "descrizione", "beschrijving", "descricao", "opis"]),
        (Is::Price, &["price", "preis", "prix", "precio", "prezzo", "prijs", "preco", "cena"]),
        (
            Is::Currency,
            &[
                "currency code",
                "wahrungscode",
                "waehrungscode",
                "code de devise",
                "code devise",
                "codigo de moneda",
                "codigo moneda",
                "codice valuta",
                "valutacode",
                "codigo da moeda",
                "kod waluty",
            ],
        ),
        (
            Is::Quantity,
            &[
                "quantity",
                "anzahl",
                "menge",
                "quantitat",
                "quantite",
                "cantidad",
                "quantita",
                "hoeveelheid",
                "aantal",
                "quantidade",
                "ilosc",
            ],
        ),
        (Is::Tags, &["tags", "tag", "schlagworter", "etiquetas", "etichette"]),
        (Is::Known, &["materials", "materialien", "materiaux", "materiales", "materiali", "materialen", "variation # type"]),
        (
            Is::Picture,
            &["image#", "bild#", "imagen#", "immagine#", "afbeelding#", "imagem#", "image #", "bild #", "imagen #", "immagine #"],
        ),
        (Is::Sku, &["sku"]),
    ],
    options: &[
        ("variation # name", "variation # values"),
        ("variation # name", "variation # werte"),
        ("nom de la variation #", "valeurs de la variation #"),
        ("nome variante #", "valori variante #"),
        ("nombre de la variacion #", "valores de la variacion #"),
    ],
    ..BARE
};

const AMAZON: Recipe = Recipe {
    format: Format::Amazon,
    needs: &[
        &["seller sku", "item sku", "sku", "contribution sku*"],
        &["item name", "product name", "title"],
        &["asin1", "asin", "external product id", "product id type", "fulfillment channel", "parent child", "feed product type"],
    ],
    columns: &[
        (Is::Sku, &["seller sku", "item sku", "sku"]),
        (Is::Parent, &["parent sku"]),
        (Is::Kind, &["parent child", "parentage"]),
        (Is::Title, &["item name", "product name", "title"]),
        (Is::Description, &["item description", "product description", "description"]),
        (Is::Price, &["standard price", "price", "your price", "list price"]),
        (Is::SalePrice, &["sale price"]),
        (Is::SaleFrom, &["sale from date"]),
        (Is::SaleUntil, &["sale end date"]),
        (Is::Quantity, &["quantity", "fulfillable quantity"]),
        (Is::Barcode, &["external product id", "product id", "ean", "upc", "gtin"]),
        (Is::Brand, &["brand name", "brand", "manufacturer"]),
        (Is::Condition, &["item condition", "condition type"]),
        (Is::Picture, &["main image url", "image url", "other image url#"]),
        (Is::Status, &["status"]),
        (Is::Category, &["item type", "item type keyword", "feed product type"]),
    ],
    options: &[("", "color name"), ("", "size name"), ("", "color"), ("", "size")],
    ..BARE
};

const EBAY: Recipe = Recipe {
    format: Format::Ebay,
    needs: &[
        &["title"],
        &["custom label sku", "customlabel", "custom label", "item number"],
        &[
            "start price",
            "startprice",
            "available quantity",
            "current price",
            "price",
            "buy it now price",
            "ebay category 1 name",
            "quantity",
        ],
    ],
    columns: &[
        (Is::Key, &["item number"]),
        (Is::Title, &["title"]),
        (Is::Kind, &["relationship"]),
        (Is::VariantTitle, &["variation details", "relationshipdetails", "relationship details"]),
        (Is::Sku, &["custom label sku", "customlabel", "custom label"]),
        (Is::Quantity, &["available quantity", "quantity"]),
        (Is::Price, &["current price", "buy it now price", "start price", "startprice", "price"]),
        (Is::Currency, &["currency"]),
        (Is::Condition, &["condition", "conditionid", "condition id"]),
        (Is::Category, &["ebay category 1 name", "category name"]),
        (Is::Barcode, &["p ean", "p upc", "p isbn", "product ean", "product upc", "ean", "upc"]),
        (Is::Picture, &["picurl", "item photo url", "photo url"]),
        (Is::Description, &["description"]),
        (Is::Brand, &["c brand", "c marke", "c marque", "c marca", "brand"]),
    ],
    ..BARE
};
