//! What a sheet's name says about its content.

/// How promising a sheet is; better ones sort first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Its name says goods or people.
    Data,
    /// Its name says nothing.
    Open,
    /// Its name says it explains or sums up the others.
    About,
}

const DATA: &[&str] = &[
    "product",
    "produkt",
    "produit",
    "producto",
    "prodott",
    "produto",
    "artikel",
    "article",
    "articol",
    "articul",
    "artigo",
    "item",
    "catalog",
    "katalog",
    "catálogo",
    "inventor",
    "inventar",
    "inventaire",
    "lager",
    "stock",
    "magazzino",
    "price",
    "preis",
    "prix",
    "prezz",
    "precio",
    "listino",
    "contact",
    "kontakt",
    "contatt",
    "contato",
    "customer",
    "kunde",
    "client",
    "supplier",
    "lieferant",
    "template",
    "vorlage",
    "plantilla",
    "товар",
    "продукт",
    "контакт",
    "клиент",
    "προϊόντ",
    "ürün",
    "商品",
    "产品",
    "製品",
    "상품",
];
const ABOUT: &[&str] = &[
    "instruction",
    "anleitung",
    "istruzion",
    "instruccion",
    "readme",
    "read me",
    "lies mich",
    "help",
    "hilfe",
    "aide",
    "legend",
    "valid values",
    "definition",
    "notes",
    "summary",
    "cover",
    "dropdown",
    "lookup",
    "example",
    "beispiel",
    "settings",
    "info",
    "about",
    "report",
    "pivot",
    "chart",
];

pub(super) fn standing(name: &str) -> Standing {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(ABOUT) {
        Standing::About
    } else if says(DATA) {
        Standing::Data
    } else {
        Standing::Open
    }
}
