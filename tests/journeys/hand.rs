//! By hand: a shop that is not connected tells people one by one from its own WhatsApp.

use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::a_shop_not_connected;

async fn rows(shop: &vitrine_tests::TestShop) -> Vec<Value> {
    shop.does("hand_list", json!({})).await.as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alert_goes_person_by_person_and_keeps_every_rule() {
    let shop = a_shop_not_connected().await;
    let ids = shop.sells("Runner", &[("42", 0), ("43", 2)]).await;
    let asha = shop.knows("Asha", Some("+33639980001"), "en").await;
    let bruno = shop.knows("Bruno", Some("+33639980002"), "fr").await;
    let noor = shop.knows("Noor", None, "en").await;
    let dev = shop.knows("Dev", Some("+33639980004"), "en").await;
    for customer in [asha, noor, bruno, dev] {
        shop.does("waitlist_join", json!({ "code": "Runner-42", "customer": customer.to_string() })).await;
        shop.passes(60_000).await;
    }
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 1 })).await;
    let plan = shop.does("alert_plan", json!({ "variant": ids[0], "by_hand": true })).await;
    assert_eq!(
        (plan["first"].as_i64(), plan["skipped"].as_array().map(Vec::len)),
        (Some(2), Some(1)),
        "one pair, two people; who has no number cannot be written to by hand"
    );
    assert_eq!(plan["quote"]["micros"], 0, "and it costs nothing");
    shop.does("alert_start", json!({ "variant": ids[0], "by_hand": true })).await;
    let waiting = rows(&shop).await;
    let names: Vec<&str> = waiting.iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Asha", "Bruno"], "the longest-waiting first");

    let first = &waiting[0]["promise"];
    let message = shop.does("hand_open", json!({ "promise": first })).await;
    let url = message["url"].as_str().unwrap();
    assert!(
        url.starts_with("https://wa.me/33639980001?text=Good%20news%2C%20Asha"),
        "WhatsApp opens on her chat with the words in it: {url}"
    );
    assert!(message["text"].as_str().unwrap().contains("STOP"), "which say how to answer, and how to stop");
    shop.does("hand_tick", json!({ "promise": first, "tap": "sent" })).await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 3, "told is told");
    shop.does("hand_tick", json!({ "promise": first, "tap": "undo" })).await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 4, "a slip can be taken back");
    shop.does("hand_tick", json!({ "promise": first, "tap": "sent" })).await;
    let card = shop.does("customer_get", json!({ "customer": asha })).await;
    assert_eq!(card["thread"][0]["origin"], "hand", "it stands in her thread, as what it is");
    assert_eq!(card["thread"][0]["status"], "sent", "sent is all anybody knows of it");

    let second = &waiting[1]["promise"];
    shop.does("hand_tick", json!({ "promise": second, "tap": "skip" })).await;
    assert_eq!(rows(&shop).await.iter().filter(|row| row["state"] == "queued").count(), 0, "put aside is off the list");
    shop.does("hand_tick", json!({ "promise": second, "tap": "undo" })).await;
    assert_eq!(rows(&shop).await.iter().filter(|row| row["state"] == "queued").count(), 1, "and back on it, if that was a slip");

    // She answers on the phone; the shop notes it and has an answer to send.
    let answer = shop.does("hand_answer", json!({ "promise": first, "tap": "keep" })).await["answer"].clone();
    let said = shop.does("hand_open", json!({ "promise": answer })).await;
    assert!(said["text"].as_str().unwrap().starts_with("It's yours: Runner 42"), "the same order as by tapping: {said}");
    assert_eq!(shop.does("orders_list", json!({})).await[0]["state"], "kept", "and it stands in Orders");
    let gone = shop.tries("hand_open", json!({ "promise": waiting[1]["promise"] })).await.expect_err("none left");
    assert_eq!(gone.code, Code::SoldOut, "the last pair is kept: nobody else is told of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_counts_by_hand_as_well_and_offers_need_consent() {
    let shop = a_shop_not_connected().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.knows("Asha", Some("+33639980001"), "en").await;
    shop.does("waitlist_join", json!({ "code": "Runner-42", "customer": asha.to_string() })).await;
    let offer =
        shop.tries("hand_write", json!({ "customer": asha, "purpose": "promotions", "text": "Sale!" })).await.expect_err("no consent");
    assert_eq!(
        (offer.code, offer.about["reason"].as_str()),
        (Code::MayNotWrite, Some("no_consent")),
        "a yes to this product is no yes to offers"
    );
    let staff =
        shop.staff_try("hand_write", json!({ "customer": asha, "purpose": "promotions", "text": "Sale!" })).await.expect_err("staff");
    assert_eq!(staff.code, Code::OwnerOnly, "offers are the owner's");
    shop.staff_try("hand_write", json!({ "customer": asha, "purpose": "service", "text": "Yes, we open at nine." }))
        .await
        .expect("an answer may be written");
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 3 })).await;
    shop.does("alert_start", json!({ "variant": ids[0], "by_hand": true })).await;
    let waiting = rows(&shop).await;
    let promise = waiting.iter().find(|r| r["purpose"] == "restock").unwrap()["promise"].clone();
    shop.does("hand_tick", json!({ "promise": promise, "tap": "sent" })).await;
    shop.does("hand_answer", json!({ "promise": promise, "tap": "stop" })).await;
    let card = shop.does("customer_get", json!({ "customer": asha })).await;
    assert_eq!(card["receipts"][0]["act"], "withdrawn", "what she said on the phone is kept like a tap");
    shop.does("waitlist_join", json!({ "code": "Runner-42", "customer": asha.to_string() })).await;
    assert_eq!(shop.does("alert_plan", json!({ "variant": ids[0], "by_hand": true })).await["waiting"], 1, "and she may ask again");
}
