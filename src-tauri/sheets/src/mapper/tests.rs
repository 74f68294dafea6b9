//! Headers of many languages, values without headers, and what the owner said before.

use super::*;

fn number(text: &str) -> bool {
    crate::number::decimal(text, None).is_some()
}
fn code(text: &str) -> bool {
    matches!(text.len(), 8 | 12 | 13) && text.bytes().all(|byte| byte.is_ascii_digit())
}
fn anything(_: &str) -> bool {
    true
}
fn link(text: &str) -> bool {
    text.starts_with("http")
}

const FIELDS: &[Field] = &[
    Field {
        name: "name",
        words: &["name", "title", "titolo", "nombre", "bezeichnung", "nom", "商品名"],
        looks: anything,
        weight_of_looks: 0,
    },
    Field { name: "price", words: &["price", "regular price", "preis", "precio", "prix", "prezzo"], looks: number, weight_of_looks: 40 },
    Field { name: "sale_price", words: &["sale price", "special price", "prix promo"], looks: number, weight_of_looks: 30 },
    Field { name: "cost", words: &["cost", "coste", "einkaufspreis"], looks: number, weight_of_looks: 30 },
    Field { name: "stock", words: &["stock", "quantity", "lagerbestand", "bestand", "stock quantity"], looks: number, weight_of_looks: 30 },
    Field { name: "sku", words: &["sku", "code", "artikelnummer"], looks: anything, weight_of_looks: 0 },
    Field { name: "barcode", words: &["barcode", "ean", "gtin", "code"], looks: code, weight_of_looks: 90 },
    Field { name: "image", words: &["image", "images", "image src", "bild"], looks: link, weight_of_looks: 60 },
];

fn rows(lines: &[&[&str]]) -> Vec<Row> {
    lines
        .iter()
        .enumerate()
        .map(|(place, cells)| Row { number: place + 2, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), truncated: false })
        .collect()
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn one(name: &str, value: &str) -> Column {
    let mapping = propose(&header(&[name]), &rows(&[&[value], &[value], &[value]]), FIELDS, None);
    mapping.columns.into_iter().next().unwrap_or_else(|| panic!("{name} has no column"))
}

#[test]
fn headers_say_their_field_in_any_dress() {
    for (name, value, wanted) in [
        ("TITOLO", "Tè", "name"),
        ("Product Name", "Tea", "name"),
        ("product_name", "Tea", "name"),
        ("productName", "Tea", "name"),
        ("  Nombre  ", "Té", "name"),
        ("Price (€)", "3", "price"),
        ("Prix TTC", "3", "price"),
        ("PRICE EUR", "3", "price"),
        ("Price incl. VAT", "3", "price"),
        ("Précio", "3", "price"),
        ("price_usd", "3", "price"),
        ("Coste", "3", "cost"),
        ("Einkaufspreis", "3", "cost"),
        ("Lagerbestand", "3", "stock"),
        ("StockQuantity", "3", "stock"),
        ("stockquantity", "3", "stock"),
        ("Qauntity", "3", "stock"),
        ("Sale price", "3", "sale_price"),
        ("Variant SKU", "x", "sku"),
        ("EAN-Code", "4006381333931", "barcode"),
        ("Images", "https://example.com/a", "image"),
        ("Image 1", "https://example.com/a", "image"),
        ("GTIN [EAN]", "4006381333931", "barcode"),
    ] {
        let column = one(name, value);
        assert_eq!(column.field.as_deref(), Some(wanted), "{name:?} is {wanted}");
        assert_eq!(column.why, "header", "{name:?} is told by its header");
        if name != "EAN-Code" {
            assert!(column.confidence >= SURE, "{name:?} needs no question, got {}", column.confidence);
        }
    }
}

#[test]
fn what_is_unclear_is_asked() {
    for (name, value, field) in [
        ("Wholesale price", "3", "price"),
        ("Endpreis", "3", "price"),
        ("商品名称", "茶", "name"),
        ("Xyz", "4006381333931", "barcode"),
        ("", "https://example.com/a.jpg", "image"),
    ] {
        let column = one(name, value);
        assert_eq!(column.field.as_deref(), Some(field), "{name:?} may be {field}");
        assert!(column.confidence < SURE, "{name:?} must be asked about, got {}", column.confidence);
    }
    let column = one("Price", "on request");
    assert!(column.confidence < SURE, "a price column without numbers must be asked about, got {}", column.confidence);
    assert_eq!(one("Notes", "tasty").field, None, "a column nobody wants stays alone");
}

#[test]
fn the_more_specific_column_wins() {
    let mapping = propose(&header(&["Sale price", "Price", "Wholesale price"]), &rows(&[&["1", "2", "3"]]), FIELDS, None);
    assert_eq!((mapping.column("sale_price"), mapping.column("price")), (Some(0), Some(1)), "each has its own column");
    assert_eq!(mapping.columns.get(2).and_then(|column| column.field.clone()), None, "the third is not forced on a field");
    let mapping = propose(&header(&["Price A", "Price B"]), &rows(&[&["1", "2"]]), FIELDS, None);
    assert!(!mapping.unsure().is_empty(), "two equally good columns are asked about: {mapping:?}");
    let mapping = propose(&header(&["Code", "Name"]), &rows(&[&["4006381333931", "Tea"]]), FIELDS, None);
    assert!(mapping.unsure().contains(&0), "a header of two fields is asked about");
    let mapping = propose(&header(&["Code", "SKU"]), &rows(&[&["4006381333931", "A1"]]), FIELDS, None);
    assert_eq!((mapping.column("barcode"), mapping.column("sku")), (Some(0), Some(1)), "the other field is at home elsewhere: {mapping:?}");
}

#[test]
fn a_field_may_have_many_columns() {
    let mapping = propose(&header(&["Image 1", "Image 2", "Bild", "Image Src"]), &rows(&[]), FIELDS, None);
    assert_eq!(mapping.columns("image").len(), 4, "all named columns are kept: {mapping:?}");
    assert!(mapping.unsure().is_empty(), "none of them is in doubt");
}

#[test]
fn what_was_settled_is_remembered() {
    let names = header(&["Foo", "Price", "Bar"]);
    let mut mapping = propose(&names, &rows(&[]), FIELDS, None);
    mapping.settle(0, Some("name"));
    mapping.settle(1, None);
    let text = serde_json::to_string(&mapping).expect("a mapping is plain data");
    let mapping: Mapping = serde_json::from_str(&text).expect("and comes back");
    let again = propose(&header(&["BAR", "price", "foo"]), &rows(&[]), FIELDS, Some(&mapping));
    assert_eq!(again.column("name"), Some(2), "found by its header in another order");
    assert_eq!(again.column("price"), None, "left alone as the owner said");
    assert!(again.columns.iter().all(|column| column.why == "remembered"), "all of it is memory: {again:?}");
    let other = propose(&header(&["Title", "Weight", "Colour", "Foo"]), &rows(&[]), FIELDS, Some(&mapping));
    assert_eq!(other.column("name"), Some(0), "another table's memory does not apply");
    let grown = propose(&header(&["Foo", "Price", "Bar", "Stock"]), &rows(&[]), FIELDS, Some(&mapping));
    assert_eq!((grown.column("name"), grown.column("stock")), (Some(0), Some(3)), "a new column joins what is known");
}

#[test]
fn the_letters_of_a_file_without_header_are_no_memory() {
    let mut mapping = propose(&header(&["A", "B"]), &rows(&[]), FIELDS, None);
    mapping.settle(0, Some("price"));
    let other = propose(&header(&["A", "B"]), &rows(&[&["Tea", "3"], &["Salt", "4"]]), FIELDS, Some(&mapping));
    assert_ne!(other.column("price"), Some(0), "names are not prices, whatever column A was last time");
}

#[test]
fn a_very_wide_table_is_soon_done() {
    let names: Vec<String> = (0..16_384).map(|place| format!("Column price {place} of many")).collect();
    let begun = std::time::Instant::now();
    let mapping = propose(&names, &[], FIELDS, None);
    assert_eq!(mapping.columns.len(), names.len(), "one per header");
    assert!(begun.elapsed().as_secs() < 20, "took {:?}", begun.elapsed());
}
