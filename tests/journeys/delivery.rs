//! Stories of orders that are brought: where to is asked, shown, and can be taken back; the fee stands by itself; a shop
//! that does not deliver says nothing of it.

use serde_json::{Value, json};
use vitrine_tests::{Person, TestShop, a_shop};

/// Her last message has these words.
#[track_caller]
fn said(text: &str, wanted: &[&str]) {
    for word in wanted {
        assert!(text.contains(word), "she reads {text:?}, where {word:?} should stand");
    }
}

async fn order(shop: &TestShop) -> Value {
    shop.does("orders_list", json!({})).await[0].clone()
}

async fn says(shop: &TestShop, who: &Person, words: &str) -> String {
    who.writes(words).await;
    shop.settles().await;
    who.last_read().await
}

/// A shop that brings boots for four euros, and for nothing from a hundred on.
async fn a_shop_that_brings() -> (TestShop, Vec<i64>) {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let boots = shop.sells("Boot Arve", &[("41", 4), ("42", 5)]).await;
    let delivery = json!({ "on": true, "fee": 400, "free_from": 10_000, "area": "within Paris" });
    shop.does("shop_update", json!({ "delivery": delivery })).await;
    (shop, boots)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_brought_to_the_address_she_writes_and_the_fee_stands_by_itself() {
    let (shop, boots) = a_shop_that_brings().await;
    let asha = shop.meets("Asha", "+33639984001").await;
    said(&says(&shop, &asha, "do you deliver?").await, &["within Paris", "€4.00", "€100.00"]);
    said(&says(&shop, &asha, "I take the boot Arve in 42").await, &["It's yours", "59.00", "when you collect"]);
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Where shall we bring order 1", "€4.00"]);
    said(&says(&shop, &asha, "12 rue Lamarck, 75018 Paris").await, &["We bring it to", "12 rue Lamarck, 75018 Paris", "€4.00", "€63.00"]);
    let row = order(&shop).await;
    assert_eq!(
        (&row["address"], &row["fee"], &row["total"]),
        (&json!("12 rue Lamarck, 75018 Paris"), &json!(400), &json!(6_300)),
        "kept so: {row}"
    );
    asha.writes("make it 2").await;
    shop.settles().await;
    said(&asha.last_read().await, &["2 × Boot Arve 42", "free", "€118.00"]);
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["when you collect", "€118.00"]);
    let row = order(&shop).await;
    assert_eq!((&row["address"], &row["fee"]), (&Value::Null, &json!(0)), "she comes for it after all: {row}");
    assert_eq!(shop.variant(boots[1]).await["held"], 2, "still held");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_brought_something_before_says_yes_to_the_same_place() {
    let (shop, _) = a_shop_that_brings().await;
    let asha = shop.meets("Asha", "+33639984002").await;
    says(&shop, &asha, "I take the boot Arve in 42").await;
    says(&shop, &asha, "can you deliver it?").await;
    asha.sends(json!({ "kind": "location", "latitude": 48.88123, "longitude": 2.34321 })).await;
    shop.settles().await;
    said(&asha.last_read().await, &["48.88123, 2.34321"]);
    let first = order(&shop).await["id"].clone();
    for step in ["accept", "hand_over"] {
        shop.does("order_step", json!({ "order": first, "step": step })).await;
    }
    says(&shop, &asha, "I take the boot Arve in 41").await;
    said(&says(&shop, &asha, "can you deliver it?").await, &["again", "48.88123, 2.34321"]);
    said(&says(&shop, &asha, "yes").await, &["We bring it to", "€63.00"]);
    says(&shop, &asha, "can you deliver it?").await;
    asha.taps(1).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Where shall we bring"]);
    said(&says(&shop, &asha, "3 place du Tertre, Paris").await, &["3 place du Tertre"]);
    shop.passes(30 * 3_600_000).await;
    shop.settles().await;
    assert_eq!(order(&shop).await["state"], "kept", "what is brought does not go back to the shelf at closing time");
    shop.does("customer_erase", json!({ "customer": asha.customer })).await;
    let all = shop.does("orders_list", json!({})).await;
    assert!(all.as_array().unwrap().iter().all(|order| order["address"].is_null()), "erased, nobody knows where she lives: {all}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_address_is_not_taken_for_one() {
    let (shop, boots) = a_shop_that_brings().await;
    let asha = shop.meets("Asha", "+33639984003").await;
    for words in ["how much is the boot Arve in 41?", "make it 3", "cancel", "I take 2 boot Arve in 41", "ok"] {
        says(&shop, &asha, "I take the boot Arve in 42").await;
        says(&shop, &asha, "can you deliver it?").await;
        let read = says(&shop, &asha, words).await;
        let row = order(&shop).await;
        assert_eq!(row["address"], Value::Null, "{words:?} is nowhere anybody lives; she reads {read:?}");
    }
    assert!(shop.variant(boots[1]).await["held"].as_i64().unwrap_or_default() <= 5, "and nothing was held twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_does_not_deliver_offers_nothing_of_the_kind_and_staff_may_still_write_an_address_down() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Boot Arve", &[("42", 5)]).await;
    let asha = shop.meets("Asha", "+33639984004").await;
    says(&shop, &asha, "I take the boot Arve in 42").await;
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["is cancelled"]);
    says(&shop, &asha, "I take the boot Arve in 42").await;
    let id = order(&shop).await["id"].clone();
    let brought = shop.does("order_bring", json!({ "order": id, "address": "  4 rue\nBurq \u{202e}" })).await;
    assert_eq!((&brought["address"], &brought["fee"]), (&json!("4 rue Burq"), &json!(0)), "a favour costs nothing: {brought}");
    let refused = shop.tries("order_bring", json!({ "order": id, "address": "  " })).await.unwrap_err();
    assert_eq!(refused.code, vitrine_core::Code::BadRequest, "nowhere is no address");
}
