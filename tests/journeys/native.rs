//! Stories of a shop whose catalogue is connected at Meta: its answers about products are WhatsApp's own.

use serde_json::{Value, json};
use vitrine_tests::{Person, TestShop, a_shop};

/// Connects a catalogue with these items, and lets the shop look at it.
async fn catalogue(shop: &TestShop, items: Value) {
    shop.control("settings", json!({ "catalogue": { "id": "60017", "items": items } })).await;
    shop.does("connection_sync", json!({})).await;
}

/// The retailer ids of a product's variants, in order.
async fn codes(shop: &TestShop, variants: &[i64]) -> Vec<String> {
    let mut codes = Vec::new();
    for variant in variants {
        codes.push(shop.variant(*variant).await["retailer_id"].as_str().unwrap().to_owned());
    }
    codes
}

/// The last message on her phone, as it came.
async fn last(shop: &TestShop, who: &Person) -> Value {
    let phone = shop.sees(&format!("customers/{}", who.at_meta())).await;
    phone["chat"].as_array().unwrap().iter().rfind(|bubble| bubble["from_shop"] == true).cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_about_a_product_goes_as_the_product_itself() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let variants = shop.sells("Boot Arve", &[("41", 2), ("42", 3)]).await;
    let ids = codes(&shop, &variants).await;
    catalogue(&shop, json!({ ids[0].clone(): "approved", ids[1].clone(): "approved" })).await;
    let asha = shop.meets("Asha", "+33639986001").await;
    asha.writes("do you have the boot Arve in 42?").await;
    shop.settles().await;
    let one = last(&shop, &asha).await;
    assert_eq!(
        (one["content"]["interactive"].as_str(), one["content"]["action"]["product_retailer_id"].as_str()),
        (Some("product"), Some(ids[1].as_str())),
        "{one}"
    );
    assert!(one["text"].as_str().is_some_and(|text| text.contains("59.00")), "with price and count in words: {one}");
    asha.writes("which sizes do you have of the boot Arve?").await;
    shop.settles().await;
    let list = last(&shop, &asha).await;
    assert_eq!(
        (list["content"]["interactive"].as_str(), list["content"]["header"]["text"].as_str()),
        (Some("product_list"), Some("Boot Arve")),
        "{list}"
    );
    assert_eq!(list["content"]["action"]["sections"][0]["product_items"].as_array().map(Vec::len), Some(2), "both sizes: {list}");
    asha.writes("yes, keep the 42 for me").await;
    shop.settles().await;
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders.as_array().map(Vec::len), Some(1), "what she writes is understood as before: {orders}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_catalogue_does_not_have_goes_with_buttons() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let variants = shop.sells("Boot Arve", &[("41", 2), ("42", 3)]).await;
    let ids = codes(&shop, &variants).await;
    catalogue(&shop, json!({ ids[0].clone(): "approved", ids[1].clone(): "pending" })).await;
    let asha = shop.meets("Asha", "+33639986002").await;
    asha.writes("do you have the boot Arve in 42?").await;
    shop.settles().await;
    let taken = last(&shop, &asha).await;
    assert_eq!(taken["content"]["interactive"], "button", "an item still in review is offered as ever: {taken}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_meta_refuses_goes_at_once_with_buttons_instead() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let variants = shop.sells("Boot Arve", &[("42", 3)]).await;
    let ids = codes(&shop, &variants).await;
    catalogue(&shop, json!({ ids[0].clone(): "approved" })).await;
    // Meta takes it out again, and the shop has not looked since.
    shop.control("settings", json!({ "catalogue": { "id": "60017", "items": { ids[0].clone(): "rejected" } } })).await;
    let asha = shop.meets("Asha", "+33639986003").await;
    asha.writes("how much is the boot Arve?").await;
    shop.settles().await;
    let read = asha.has_read().await;
    let answers = read.iter().filter(|text| text.contains("59.00")).count();
    assert_eq!(answers, 1, "she has her answer, once: {read:?}");
    assert_eq!(last(&shop, &asha).await["content"]["interactive"], "button", "as picture and buttons");
}
