//! Taking stock: two people with scanners, while the shop goes on selling.

use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

async fn scans(shop: &TestShop, count: &Value, code: &str) -> Value {
    shop.does("count_scan", json!({ "count": count, "code": code })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_count_and_what_is_sold_meanwhile_counts() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 5), ("43", 2), ("44", 1)]).await;
    let begun = shop.does("count_start", json!({})).await;
    let count = begun["count"]["id"].clone();
    assert_eq!(begun["missing_variants"], 3, "nobody has scanned anything yet");
    let again = shop.staff_try("count_start", json!({})).await.unwrap();
    assert_eq!(again["count"]["id"], count, "somebody else counts the same count");
    scans(&shop, &count, "Runner-42").await;
    let line = shop.staff_try("count_scan", json!({ "count": count, "code": "3*runner-42" })).await.unwrap();
    assert_eq!((line["counted"].as_i64(), line["expected"].as_i64()), (Some(4), Some(5)), "one and three are four: {line}");
    scans(&shop, &count, "2*Runner-43").await;
    let unknown = shop.tries("count_scan", json!({ "count": count, "code": "4006381333931" })).await.unwrap_err();
    assert_eq!(unknown.code, Code::SkuUnknown, "a code nobody has is said");
    shop.does("stock_sell", json!({ "code": "Runner-42" })).await;
    let seen = shop.does("count_get", json!({ "count": count })).await;
    assert_eq!(seen["differing"][0]["will_be"], 3, "what is sold after the scan comes off: {seen}");
    assert_eq!((seen["missing_variants"].as_i64(), seen["count"]["pieces"].as_i64()), (Some(1), Some(6)), "one has not been scanned");
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 4, "counting changes nothing");
    shop.opens().await;
    let kept = shop.does("counts_list", json!({})).await;
    assert_eq!((kept[0]["id"].clone(), kept[0]["state"].as_str()), (count.clone(), Some("open")), "a count outlives the program");
    let applied = shop.does("count_apply", json!({ "count": count, "missing_to_zero": true })).await;
    assert_eq!((applied["changed"].as_i64(), applied["right"].as_i64()), (Some(2), Some(1)), "{applied}");
    let now = async |n: usize| shop.variant(ids[n]).await["on_hand"].as_i64();
    assert_eq!(
        (now(0).await, now(1).await, now(2).await),
        (Some(3), Some(2), Some(0)),
        "four found, one sold since; two right; none of the last"
    );
    let history = shop.does("product_history", json!({ "variant": ids[0] })).await;
    assert_eq!(history[0]["why"], "counted", "the ledger says why");
    shop.does("count_undo", json!({ "count": count })).await;
    assert_eq!((now(0).await, now(1).await, now(2).await), (Some(4), Some(2), Some(1)), "undone as one");
    let reopened = shop.does("count_get", json!({ "count": count })).await;
    assert_eq!(
        (reopened["count"]["state"].as_str(), reopened["lines"].as_array().unwrap().len()),
        (Some("open"), 2),
        "and open to be mended"
    );
    shop.does("count_set", json!({ "count": count, "variant": ids[0], "counted": 6 })).await;
    shop.does("count_apply", json!({ "count": count })).await;
    assert_eq!((now(0).await, now(2).await), (Some(6), Some(1)), "what was not scanned is left alone unless somebody says so");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_code_becomes_a_products_on_the_spot() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    shop.notes_that(&asha, "Runner-42").await;
    let count = shop.does("count_start", json!({})).await["count"]["id"].clone();
    let line = shop.does("count_assign", json!({ "count": count, "code": "2*4006381333931", "variant": ids[0] })).await;
    assert_eq!(line["counted"], 2, "the code is its own now, and counted: {line}");
    assert_eq!(scans(&shop, &count, "4006381333931").await["counted"], 3, "the next scan knows it");
    let applied = shop.does("count_apply", json!({ "count": count })).await;
    assert_eq!(applied["tell"], 1, "somebody waits for what was found");
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "restocked"), "and Today offers to tell her: {today}");
    shop.does("count_undo", json!({ "count": count })).await;
    let today = shop.does("today_list", json!({})).await;
    assert!(!today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "restocked"), "taken back, there is nothing to tell");
    shop.does("count_drop", json!({ "count": count })).await;
    assert_eq!(
        shop.tries("count_scan", json!({ "count": count, "code": "Runner-42" })).await.unwrap_err().code,
        Code::NotFound,
        "given up"
    );
    shop.does("count_take_up", json!({ "count": count })).await;
    assert_eq!(scans(&shop, &count, "Runner-42").await["counted"], 4, "and taken up again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_of_what_a_search_finds_with_numbers_typed_and_scans_taken_back() {
    let shop = a_shop().await;
    let shoes = shop.sells("Runner", &[("42", 5), ("43", 2)]).await;
    let hats = shop.sells("Beret", &[("", 7)]).await;
    let begun = shop.does("count_start", json!({ "what": "search", "words": "Beret" })).await;
    let count = begun["count"]["id"].clone();
    assert_eq!(
        (begun["missing_variants"].as_i64(), begun["count"]["words"].as_str()),
        (Some(1), Some("Beret")),
        "only what the search finds: {begun}"
    );
    let shoe = scans(&shop, &count, "Runner-42").await;
    assert_eq!(shoe["counted"], 1, "what else lies there is counted too");
    let set = shop.does("count_scan", json!({ "count": count, "code": "5", "last": shoes[0] })).await;
    assert_eq!(
        (set["variant"].as_i64(), set["counted"].as_i64()),
        (Some(shoes[0]), Some(5)),
        "a number after a scan is how many there are"
    );
    let back = shop.does("count_unscan", json!({ "count": count })).await;
    assert_eq!(back["counted"], 1, "the last scan is taken back: {back}");
    assert_eq!(shop.tries("count_unscan", json!({ "count": count })).await.unwrap_err().code, Code::NothingToUndo, "once");
    shop.does("count_set", json!({ "count": count, "variant": shoes[0], "counted": "5" })).await;
    let unknown = shop.tries("count_scan", json!({ "count": count, "code": "12345678", "last": shoes[0] })).await.unwrap_err();
    assert_eq!(unknown.code, Code::SkuUnknown, "so long a number is a code nobody has");
    shop.does("count_apply", json!({ "count": count, "missing_to_zero": true })).await;
    assert_eq!(shop.variant(hats[0]).await["on_hand"], 0, "the hat nobody found is gone");
    assert_eq!(shop.variant(shoes[1]).await["on_hand"], 2, "what the count was not about is left alone");
    let scanned = shop.does("count_start", json!({ "what": "scanned" })).await;
    assert_eq!(scanned["missing_variants"], 0, "where only what is scanned counts, nothing is missing");
}
