//! What goes wrong in real files.

use super::*;

#[test]
fn marks_are_decided_by_the_column() {
    let german = read("Name;Preis\nA;1.234\nB;12,50\nC;2.000\n");
    assert_eq!(
        [german.variants("a")[0].1, german.variants("b")[0].1, german.variants("c")[0].1],
        [Some(123_400), Some(1250), Some(200_000)],
        "points group"
    );
    let english = read("Name,Price\nA,\"1,234\"\nB,12.50\n");
    assert_eq!(english.variants("a")[0].1, Some(123_400), "commas group");
    let yen = read_in("Name,Price\nA,\"1,200\"\nB,800\n", "JPY", 0);
    assert_eq!([yen.variants("a")[0].1, yen.variants("b")[0].1], [Some(1200), Some(800)], "yen have no decimals");
    let foreign = read_in("Name,Price\nA,\"¥1,200\"\nB,5 USD\n", "JPY", 0);
    assert_eq!(
        (foreign.variants("b")[0].1, foreign.products[1].variants[0].currency.as_deref()),
        (Some(500), Some("USD")),
        "cents of another currency"
    );
    let header = read("Name,Price (USD)\nA,12.50\n");
    assert_eq!(header.products[0].variants[0].currency.as_deref(), Some("USD"), "a header may name it");
}

#[test]
fn damaged_codes_are_dropped_and_said() {
    let file = read("Name,SKU,EAN,Price\nA,'001,4.00638E+12,1\nB,1.23457E+11,\"=\"\"4006381333931\"\"\",1\nC,c,4006381333932,1\n");
    assert_eq!(file.remarked(), [(2, "damaged_barcode"), (3, "damaged_sku"), (4, "barcode_check_digit")], "remarks");
    assert_eq!(file.product("001").variants[0].barcode, None, "a cut code would be another article's");
    assert_eq!(file.product("b").variants[0].barcode.as_deref(), Some("4006381333931"), "wrapped ones are whole");
    assert_eq!(file.product("c").variants[0].barcode.as_deref(), Some("4006381333932"), "the shop's own stay");
}

#[test]
fn quantities_and_prices_that_are_none() {
    let file = read("Name,Price,Stock,Cost\nA,on request,2.5,1\nB,0,-1,x\nC,5,many,\nD,10-15,1,\nE,,in stock,\n");
    assert_eq!(file.rejected(), [(4, "bad_quantity")], "only what is no number at all");
    assert_eq!(
        file.remarked(),
        [
            (2, "price_on_request"),
            (3, "bad_cost"),
            (3, "zero_price"),
            (3, "negative_stock"),
            (5, "price_on_request"),
            (6, "price_on_request")
        ],
        "everything else is remarked"
    );
    assert_eq!(file.variants("a"), [("", None, Some(2))], "whole pieces");
    assert_eq!(file.product("a").variants[0].rest, 500, "and half of one, for what is sold by weight");
    assert_eq!(file.variants("e"), [("", None, None)], "there, but not counted");
}

#[test]
fn blank_short_and_cut_rows() {
    let file = read("Handle,Title,Variant Price,Image Src,Variant SKU\na,A,5,,\n\n,,,,\nb,B,6\nc,C,7,,\n");
    assert_eq!(file.summary.products, 3, "blank rows are none, short ones are read");
    assert_eq!(file.remarked(), [(5, "short_row")], "and said");
    assert_eq!(read("Handle,Title,Variant Price\na,A,5\nb,\"B").rejected(), [(3, "truncated")], "the file broke off within quotes");
}

#[test]
fn names_in_other_encodings_and_workbooks_of_text() {
    let latin = b"Bezeichnung;Preis\nGro\xdfe Tasse;5,00\nK\xe4se;6,00\n".to_vec();
    let file = try_with(&latin, &options("EUR", 2)).expect("reads");
    assert_eq!(file.products.iter().map(|p| p.title.as_str()).collect::<Vec<_>>(), ["Große Tasse", "Käse"], "latin letters");
    let wide: Vec<u8> = "\u{feff}Name\tPrice\nTasse\t5\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(try_with(&wide, &options("EUR", 2)).expect("reads").variants("tasse"), [("", Some(500), None)], "and wide ones");
}

#[test]
fn a_great_file_of_scattered_rows_stays_whole() {
    use std::fmt::Write;
    let mut text = String::from("Handle,Title,Option1 Name,Option1 Value,Variant Price\n");
    for size in 0..40 {
        for product in 0..200 {
            let title = if size == 0 { format!("P{product}") } else { String::new() };
            let _ = writeln!(text, "p{product},{title},Size,{size},5");
        }
    }
    let file = read(&text);
    assert_eq!((file.summary.products, file.summary.variants, file.summary.rejected_rows), (200, 8000, 0), "every row found its product");
    assert_eq!(file.products[0].handle, "p0", "in the order of their last rows");
}

#[test]
fn progress_is_told() {
    let wanted = options("EUR", 2);
    let mut file = ProductFile::open(Box::new(Cursor::new(b"Name,Price\nA,1\nB,2\n".to_vec())), None, &wanted).expect("opens");
    assert_eq!(wanted.progress.of(), 2, "the first reading counts the rows");
    let mut pass = file.pass().expect("begins");
    let mut notes: Vec<RowNote> = Vec::new();
    assert!(pass.next(&mut notes).expect("reads").is_some(), "a product");
    assert_eq!((wanted.progress.rows(), pass.summary().products), (2, 1), "a product is whole when the next one begins");
}

#[test]
fn garbage_ends_in_codes() {
    let pieces = [
        "Handle",
        "Title",
        ",",
        "\"",
        "\n",
        "<rss><item>",
        "price",
        "1.2.3",
        "\u{0}",
        "é",
        "=\"",
        ";",
        "\t",
        "{\"a\":",
        "id",
        "http://",
        "-",
        "E+12",
    ];
    let mut state = 7_u64;
    for _ in 0..100 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        for begin in [
            "",
            "Handle,Title,Variant Price\n",
            "ID,Type,SKU,Name,Regular price,Parent,Meta: x\n",
            "<rss><channel>",
            "sku,name,product_type,attribute_set_code,configurable_variations\n",
        ] {
            let _ = try_with(format!("{begin}{text}").as_bytes(), &options("EUR", 2));
        }
    }
}
