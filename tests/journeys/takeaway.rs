//! What leaves the shop as files, and the pictures that come to it: a feed that comes back in unchanged, everything in a
//! folder, and pictures fetched politely and from nowhere they should not be.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

const BASE64: base64::engine::GeneralPurpose = base64::engine::general_purpose::STANDARD;

fn file(text: &str) -> Value {
    json!({ "name": "products_export.csv", "content": BASE64.encode(text) })
}

/// A picture shop on this machine: one that is busy once, one that is a page, one that is a picture.
async fn a_host() -> (String, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&asked);
    // Two pixels, as a bitmap: nothing a test needs to draw.
    let mut bitmap = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x04\0\0\0".to_vec();
    bitmap.extend([0; 16]);
    bitmap.extend([0x2a, 0x48, 0xb5, 0]);
    let router = Router::new()
        .route("/good.bmp", get(move || async move { bitmap.clone() }))
        .route("/page.jpg", get(|| async { "<html>not here</html>" }))
        .route(
            "/busy.bmp",
            get(move || async move {
                counting.fetch_add(1, Ordering::SeqCst);
                (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "7200")]).into_response()
            }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, asked)
}

async fn states(shop: &TestShop, code: &str) -> Vec<(String, String)> {
    let variant = shop.does("product_find", json!({ "code": code })).await["id"].clone();
    let card = shop.does("product_get", json!({ "variant": variant })).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    card["pictures"].as_array().unwrap().iter().map(|p| (text(&p["state"]), text(&p["reason"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_named_by_an_import_are_fetched_and_what_is_none_says_why() {
    let shop = a_shop().await;
    let (host, asked) = a_host().await;
    let rows = format!(
        "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price,Image Src\ntote,Tote,TOTE,5,19,{host}/good.bmp\ntote,,,,,{host}/page.jpg\ntote,,,,,http://192.168.1.1/router.jpg\nbag,Bag,BAG,1,9,{host}/busy.bmp\n"
    );
    shop.imports("products", file(&rows)).await;
    shop.until("the pictures have been looked at", async || {
        let progress = shop.does("pictures_progress", json!({})).await;
        progress["here"] == 1 && progress["failed"] == 2 && asked.load(Ordering::SeqCst) == 1
    })
    .await;
    let reasons: Vec<(String, String)> = states(&shop, "TOTE").await;
    let expected = [("here", ""), ("failed", "not_a_picture"), ("failed", "private_address")];
    assert_eq!(reasons, expected.map(|(state, reason)| (state.to_owned(), reason.to_owned())), "one is here, two say why not");
    assert_eq!(states(&shop, "BAG").await, [("waiting".to_owned(), "busy".to_owned())], "who is busy is asked again when it says");
    let row = shop.does("product_find", json!({ "code": "TOTE" })).await;
    assert!(row["image"].is_string(), "and the product has its picture");
    let paused = shop.does("pictures_fetch", json!({ "step": "pause" })).await;
    assert_eq!(paused["paused"], true, "the owner may stop it");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_orders_describes_and_removes_pictures() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 3)]).await;
    let bitmap = |shade: u8| {
        let mut bytes = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x04\0\0\0".to_vec();
        bytes.extend([0; 16]);
        bytes.extend([shade, shade, shade, 0]);
        BASE64.encode(bytes)
    };
    let card = shop.does("product_pictures", json!({ "variant": ids[0], "pictures": [bitmap(10), bitmap(200)] })).await;
    let urls: Vec<Value> = card["pictures"].as_array().unwrap().iter().map(|p| p["url"].clone()).collect();
    assert_eq!(urls.len(), 2, "two pictures");
    let turned = json!({ "variant": ids[0], "change": { "act": "order", "urls": [urls[1], urls[0]] } });
    let card = shop.does("product_picture_change", turned).await;
    assert_eq!(shop.variant(ids[0]).await["image"], card["pictures"][0]["hash"], "the first in order is the one lists show");
    let words = json!({ "variant": ids[0], "change": { "act": "describe", "url": urls[1], "alt": "from the side" } });
    assert_eq!(shop.does("product_picture_change", words).await["pictures"][0]["alt"], "from the side", "said in words");
    let gone = json!({ "variant": ids[0], "change": { "act": "remove", "url": urls[1] } });
    assert_eq!(shop.does("product_picture_change", gone).await["pictures"].as_array().unwrap().len(), 1, "one is taken away");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_can_be_taken_away_in_a_folder_and_nothing_in_it_is_a_formula() {
    let shop = a_shop().await;
    shop.sells("=HYPERLINK(\"http://x\")", &[("42", 3)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Good morning").await;
    shop.settles().await;
    let base = tempfile::tempdir().expect("a folder");
    let folder = base.path().join("away");
    let taken = shop.does("take_away", json!({ "folder": folder })).await;
    let rows = |name: &str| {
        let all = taken["tables"].as_array().unwrap();
        all.iter().find(|t| t["name"] == name).unwrap_or_else(|| panic!("{name} is there"))["rows"].as_i64().unwrap()
    };
    assert_eq!((rows("products"), rows("variants")), (1, 1), "the catalogue is there");
    assert!(rows("customers") >= 1 && rows("messages") >= 1, "and people with what they said");
    let csv = std::fs::read_to_string(folder.join("products.csv")).expect("a table");
    assert!(csv.contains("'=HYPERLINK"), "a cell that begins like a formula is text");
    let json: Value = serde_json::from_slice(&std::fs::read(folder.join("messages.json")).expect("a table")).expect("JSON");
    assert!(json.to_string().contains("Good morning"), "as JSON too");
    assert!(std::fs::read_to_string(folder.join("README.md")).expect("a page").contains("`customers.csv`"), "and a page says what is what");
    let refused = shop.tries("take_away", json!({ "folder": folder })).await.unwrap_err();
    assert_eq!(refused.code, Code::BadRequest, "nothing that is there is written over");
    assert_eq!(
        shop.staff_try("take_away", json!({ "folder": base.path().join("b") })).await.unwrap_err().code,
        Code::OwnerOnly,
        "it is the owner's"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_leaves_as_feed_table_and_workbook() {
    let shop = a_shop().await;
    shop.sells("Runner", &[("42", 0), ("43", 2)]).await;
    let made = shop.does("catalogue_export", json!({ "kind": "feed" })).await;
    let feed = String::from_utf8(BASE64.decode(made["content"].as_str().unwrap()).unwrap()).unwrap();
    assert!(feed.contains("out of stock") && feed.contains("in stock") && feed.contains("59.00 EUR"), "as Meta reads it: {feed}");
    let book = shop.does("catalogue_export", json!({ "kind": "xlsx" })).await;
    assert!(BASE64.decode(book["content"].as_str().unwrap()).unwrap().starts_with(b"PK"), "a workbook");
    assert_eq!(book["rows"], 2, "with every variant");
}
