//! A product file in, and out again.

use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

/// Written as Shopify writes it: no SKU, no currency, continuation rows, HTML, a quoted line break.
const EXPORT: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Image Alt Text\r\n\
linen-shirt,Linen shirt,\"<p>Light &amp; cool.<br>\nWash cold.</p>\",Atelier,Shirts,summer,true,Size,S,,3,49.00,,https://pictures.invalid/a.jpg,front\r\n\
linen-shirt,,,,,,,,M,,0,49.00,,https://pictures.invalid/b.jpg,\r\n\
tote,Tote,,Atelier,Bags,,true,Title,Default Title,,5,19,,,\r\n";

fn file(text: &str) -> Value {
    json!({ "name": "products_export.csv", "content": base64::engine::general_purpose::STANDARD.encode(text) })
}

async fn listed(shop: &TestShop) -> usize {
    shop.does("products_list", json!({})).await.as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_import_again_and_undo() {
    let shop = a_shop().await;
    let dry = shop.does("import_preview", file(EXPORT)).await;
    assert_eq!(
        (dry["products"].as_i64(), dry["variants"].as_i64(), dry["pictures"].as_i64(), dry["added"].as_i64()),
        (Some(2), Some(3), Some(2), Some(3)),
        "two products, three variants, two pictures"
    );
    assert_eq!(listed(&shop).await, 0, "a dry run changes nothing");
    let done = shop.does("import_apply", file(EXPORT)).await;
    assert_eq!(listed(&shop).await, 3, "then they are there");
    let rows = shop.does("products_list", json!({})).await;
    let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|r| r["retailer_id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"linen-shirt-s") && ids.contains(&"tote"), "without SKUs the identity is handle and options: {ids:?}");
    let again = shop.does("import_preview", file(EXPORT)).await;
    assert_eq!(
        (again["added"].as_i64(), again["changed"].as_i64(), again["unchanged"].as_i64()),
        (Some(0), Some(0), Some(3)),
        "the same file twice changes nothing"
    );
    let newer = EXPORT.replace("49.00,,https://pictures.invalid/a.jpg", "45.00,,https://pictures.invalid/a.jpg");
    let changed = shop.does("import_apply", file(&newer)).await;
    assert_eq!((changed["added"].as_i64(), changed["changed"].as_i64()), (Some(0), Some(1)), "a newer export shows exactly the difference");
    shop.does("import_undo", json!({ "import": changed["import"] })).await;
    let price = shop.does("product_find", json!({ "code": "linen-shirt-s" })).await["price"].clone();
    assert_eq!(price, 4900, "undone, the price is back");
    shop.does("import_undo", json!({ "import": done["import"] })).await;
    assert_eq!(listed(&shop).await, 0, "and undoing the first takes everything out");
    let twice = shop.tries("import_undo", json!({ "import": done["import"] })).await.unwrap_err();
    assert_eq!(twice.code, Code::NothingToUndo, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_leaves_later_edits_and_people_alone() {
    let shop = a_shop().await;
    let done = shop.does("import_apply", file(EXPORT)).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    shop.notes_that(&asha, "linen-shirt-m").await;
    let changed = shop.does("import_apply", file(&EXPORT.replace("5,19,", "5,21,"))).await;
    let tote = shop.does("product_find", json!({ "code": "tote" })).await["id"].clone();
    shop.does("cell_edit", json!({ "variant": tote, "field": "price", "typed": "25,50" })).await;
    shop.does("import_undo", json!({ "import": changed["import"] })).await;
    assert_eq!(shop.does("product_find", json!({ "code": "tote" })).await["price"], 2550, "what she typed since stays");
    shop.does("import_undo", json!({ "import": done["import"] })).await;
    let card = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    assert_eq!(card["waits"].as_array().unwrap().len(), 1, "somebody who waits is not thrown out with the product; it is put away");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_files_and_bad_rows() {
    let shop = a_shop().await;
    for (text, why) in [("\u{0}\u{1}PNG", "a picture"), ("Name;Phone\nA;1", "another list"), ("", "nothing")] {
        let refused = shop.tries("import_apply", file(text)).await.unwrap_err();
        assert_eq!(refused.code, Code::WrongFile, "{why} is refused with a remedy");
    }
    let half = &EXPORT[..EXPORT.len() - 30];
    let report = shop.does("import_apply", file(half)).await;
    assert_eq!(report["rejected"][0]["code"], "truncated", "half a file says where it breaks off");
    assert_eq!(report["variants"], 2, "and what came before is not lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_are_edited_and_undone() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 3)]).await;
    let edit = shop.does("cell_edit", json!({ "variant": ids[0], "field": "price", "typed": "61,50" })).await;
    assert_eq!(edit["value"], "6150", "a comma is a decimal point here");
    shop.does("cell_undo", json!({ "edit": edit["edit"] })).await;
    assert_eq!(shop.variant(ids[0]).await["price"], 5900, "undone");
    let bad = shop.tries("cell_edit", json!({ "variant": ids[0], "field": "price", "typed": "a lot" })).await.unwrap_err();
    assert_eq!(bad.code, Code::BadNumber, "words are no price");
    let below = shop.tries("stock_set", json!({ "variant": ids[0], "on_hand": -1 })).await.unwrap_err();
    assert_eq!(below.code, Code::NegativeStock, "nor is there less than nothing");
    let unknown = shop.tries("stock_sell", json!({ "code": "NOPE" })).await.unwrap_err();
    assert_eq!(unknown.code, Code::SkuUnknown, "a code nobody has is said");
}
