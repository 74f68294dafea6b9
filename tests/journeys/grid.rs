//! The catalogue as a grid: found as people type, changed one by one and many at once, and taken back.

use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

const EXPORT: &str = "Handle,Title,Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode\r\n\
runner,Runner,Atelier,Shoes,sport,true,Size,42,Colour,black,RUN-42-BLK,0,59.00,4006381333931\r\n\
runner,,,,,,,43,,black,RUN-43-BLK,12,59.00,\r\n\
kurta,Kurta bleu ciel,Atelier,Shirts,\"coton, été\",true,Size,M,,,KUR-M,3,35.50,\r\n\
creme,Crème brûlée,Maison,Desserts,,true,Title,Default Title,,,DES-1,8,6.90,\r\n\
old,Runner of last year,Atelier,Shoes,,false,Title,Default Title,,,OLD-1,1,20.00,\r\n";

async fn stocked() -> TestShop {
    let shop = a_shop().await;
    let file = json!({ "name": "export.csv", "content": base64::engine::general_purpose::STANDARD.encode(EXPORT) });
    shop.imports("products", file).await;
    shop
}

async fn first(shop: &TestShop, typed: &str) -> String {
    let found = shop.does("products_search", json!({ "text": typed })).await;
    found[0]["retailer_id"].as_str().unwrap_or_default().to_owned()
}

async fn id(shop: &TestShop, code: &str) -> i64 {
    shop.does("product_find", json!({ "code": code })).await["id"].as_i64().expect("a variant")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_variant_is_found_as_people_type_and_follows_every_change() {
    let shop = stocked().await;
    for (typed, wanted) in [
        ("runner", "RUN-43-BLK"),
        ("runner 42", "RUN-42-BLK"),
        ("runer blck 43", "RUN-43-BLK"),
        ("4006381333931", "RUN-42-BLK"),
        ("run43blk", "RUN-43-BLK"),
        ("creme brulee", "DES-1"),
        ("kutra", "KUR-M"),
    ] {
        assert_eq!(first(&shop, typed).await, wanted, "{typed}: options and codes choose the variant, else what can be had");
    }
    let kurta = id(&shop, "KUR-M").await;
    shop.does("cell_edit", json!({ "variant": kurta, "field": "title", "typed": "Chemise indienne" })).await;
    assert_eq!(first(&shop, "chemise").await, "KUR-M", "a new name is found at once");
    assert_eq!(first(&shop, "kurta bleu").await, "", "the old one no longer");
    shop.does("cell_edit", json!({ "variant": kurta, "field": "status", "typed": "archived" })).await;
    assert_eq!(first(&shop, "chemise").await, "", "what is archived is not offered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_numbers_first_and_rows_as_they_are_looked_at() {
    let shop = stocked().await;
    let view = async |view: Value| -> Vec<String> {
        let ids = shop.does("products_view", view).await;
        let rows = shop.does("products_rows", json!({ "variants": ids })).await;
        rows.as_array().unwrap().iter().map(|r| r["retailer_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(view(json!({})).await, ["DES-1", "KUR-M", "RUN-42-BLK", "RUN-43-BLK", "OLD-1"], "by title");
    assert_eq!(view(json!({ "only": "sold_out" })).await, ["RUN-42-BLK"], "what is sold out");
    assert_eq!(view(json!({ "sort": "price", "descending": true, "status": "active" })).await[2..], ["KUR-M", "DES-1"], "dearest first");
    shop.has_waiting(2, "RUN-42-BLK").await;
    assert_eq!(view(json!({ "sort": "waiting", "descending": true })).await[0], "RUN-42-BLK", "what most people wait for first");
    for sort in ["held", "waiting", "sale_price", "cost", "barcode", "low_stock", "status"] {
        assert_eq!(view(json!({ "sort": sort })).await.len(), 5, "by {sort}: no row is lost, none comes twice");
    }
    assert_eq!(view(json!({ "text": "runner" })).await[..2], ["RUN-42-BLK", "RUN-43-BLK"], "the best match first, variants in order");
    let refused = shop.tries("products_view", json!({ "sort": "1; DROP TABLE product" })).await.unwrap_err();
    assert_eq!(refused.code, Code::BadRequest, "an order is one of the known ones");
    let kept = shop.does("view_save", json!({ "name": "Out", "view": { "only": "sold_out" } })).await;
    assert_eq!(kept["views"][0]["view"]["only"], "sold_out", "a view keeps its name");
    let left = shop.does("view_forget", json!({ "view": kept["views"][0]["id"] })).await;
    assert_eq!(left["views"], json!([]), "until it is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_prices_rise_at_once_are_seen_before_and_taken_back() {
    let shop = stocked().await;
    let (a, b) = (id(&shop, "RUN-42-BLK").await, id(&shop, "KUR-M").await);
    let change = json!({ "variants": [a, b], "change": { "act": "price_percent", "by": 1000, "round_to": 10 } });
    let seen = shop.does("bulk_preview", change.clone()).await;
    assert_eq!((&seen["changed"], &seen["bulk"]), (&json!(2), &Value::Null), "looking changes nothing");
    assert_eq!(
        (&seen["examples"][0]["before"], &seen["examples"][0]["after"]),
        (&json!("5900"), &json!("6490")),
        "before and after are shown"
    );
    assert_eq!(shop.variant(a).await["price"], 5900, "nothing has been written");
    let done = shop.does("bulk_apply", change).await;
    assert_eq!(
        (shop.variant(a).await["price"].as_i64(), shop.variant(b).await["price"].as_i64()),
        (Some(6490), Some(3910)),
        "rounded to ten"
    );
    shop.does("cell_edit", json!({ "variant": b, "field": "price", "typed": "40" })).await;
    assert_eq!(shop.does("bulk_undo", json!({ "bulk": done["bulk"] })).await, 1, "what was changed since stays as it is");
    assert_eq!(
        (shop.variant(a).await["price"].as_i64(), shop.variant(b).await["price"].as_i64()),
        (Some(5900), Some(4000)),
        "the other is back"
    );
    let card = shop.does("product_get", json!({ "variant": b })).await;
    assert_eq!(card["variants"][0]["lowest_of_thirty_days"], 3550, "and the lowest price of the last thirty days is known");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_block_changes_what_it_can_and_names_what_it_cannot() {
    let shop = stocked().await;
    let (a, b) = (id(&shop, "RUN-42-BLK").await, id(&shop, "RUN-43-BLK").await);
    let cell = |variant: i64, field: &str, typed: &str| json!({ "variant": variant, "field": field, "typed": typed });
    let block = json!({ "cells": [cell(a, "price", "61,50"), cell(b, "price", "cheap"), cell(a, "brand", "Nadia"), cell(b, "sku", "RUN-42-BLK"), cell(b, "collections", "New, Sport")] });
    let done = shop.does("cells_edit", block).await;
    assert_eq!(done["changed"], 3, "three cells take what was pasted");
    let refused: Vec<(&str, &str)> =
        done["refused"].as_array().unwrap().iter().map(|r| (r["field"].as_str().unwrap(), r["code"].as_str().unwrap())).collect();
    assert_eq!(refused, [("price", "bad_number"), ("sku", "sku_ambiguous")], "two say why not");
    assert_eq!(
        shop.does("views_list", json!({})).await["collections"],
        json!(["New arrivals", "New", "Sport"]),
        "collections come of being named, beside the one that is always there"
    );
    shop.does("bulk_undo", json!({ "bulk": done["bulk"] })).await;
    assert_eq!(shop.variant(a).await["price"], 5900, "one undo takes the whole block back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_does_not_count_says_yes_or_no() {
    let shop = stocked().await;
    let creme = id(&shop, "DES-1").await;
    let asha = shop.meets("Asha", "+33639980001").await;
    shop.does("stock_say", json!({ "variant": creme, "state": "sold_out" })).await;
    assert_eq!(shop.variant(creme).await["on_hand"], 0, "sold out today, whatever was counted");
    shop.notes_that(&asha, "DES-1").await;
    let back = shop.does("stock_say", json!({ "variant": creme, "state": "available" })).await;
    assert_eq!(back["tell"], 1, "back without a count, and one waits for it");
    shop.does("stock_sell", json!({ "code": "DES-1" })).await;
    assert_eq!(shop.variant(creme).await["uncounted"], "available", "selling one does not end it");
    shop.does("stock_set", json!({ "variant": creme, "on_hand": 4 })).await;
    assert_eq!(
        (&shop.variant(creme).await["on_hand"], &shop.variant(creme).await["uncounted"]),
        (&json!(4), &Value::Null),
        "a count counts again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_is_asked_while_it_lasts() {
    let shop = stocked().await;
    let runner = id(&shop, "RUN-43-BLK").await;
    let now = shop.does("shop_get", json!({})).await["now"].as_i64().unwrap();
    let set = async |field: &str, typed: String| shop.does("cell_edit", json!({ "variant": runner, "field": field, "typed": typed })).await;
    set("sale_price", "45".into()).await;
    set("sale_until", (now + 3_600_000).to_string()).await;
    let row = shop.variant(runner).await;
    assert_eq!((&row["price"], &row["sale_price"]), (&json!(5900), &json!(4500)), "the price stays beside the sale price");
}
