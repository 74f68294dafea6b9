//! What messages cost: dated cards, prices nobody knows, the free replies, a limit that really stops.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use vitrine_core::Code;
use vitrine_tests::a_shop;

const CARD: &str = "Effective 2026-10-01\nMarket,Currency,Marketing,Utility,Authentication,Service\nFrance,EUR,0.0731,0.0256,0.0256,0.0256\nRest of Africa,EUR,0.0192,0.0034,0.0034,0.0034\nAtlantis,EUR,1,1,1,1\n";

#[tokio::test(flavor = "multi_thread")]
async fn metas_card_is_read_and_what_is_not_on_it_is_unknown() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let file = |text: &str| STANDARD.encode(text);
    let seen = shop.does("rates_import", json!({ "content": file(CARD), "dry_run": true })).await;
    assert_eq!(
        (seen["currency"].as_str(), seen["effective"].as_str(), seen["markets"].as_i64()),
        (Some("EUR"), Some("2026-10-01"), Some(2)),
        "what is in it is said first"
    );
    assert_eq!(seen["rejected"][0]["row"], 5, "a market nobody knows is named by its row");
    let refused = shop.tries("rates_import", json!({ "content": file("Name,Phone\nA,1\n") })).await.expect_err("no card");
    assert_eq!(refused.code, Code::BadRates, "another file is no card");
    shop.does("rates_import", json!({ "content": file(CARD) })).await;

    let ids = shop.sells("Runner", &[("42", 0)]).await;
    for (name, phone) in [("Asha", "+33639980001"), ("Awa", "+221771234567"), ("Lina", "+4915112345678")] {
        let person = shop.meets(name, phone).await;
        shop.notes_that(&person, "Runner-42").await;
    }
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    let quote = shop.does("alert_plan", json!({ "variant": ids[0] })).await["quote"].clone();
    assert_eq!(
        (quote["micros"].as_i64(), quote["unknown"].as_i64()),
        (Some(73_100 + 19_200), Some(1)),
        "France and Senegal have a price; Germany's is unknown, not zero"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_months_limit_stops_before_it_is_passed_and_goes_on_when_raised() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(6, "Runner-42").await;
    let rules = shop.does("shop_get", json!({})).await["rules"].clone();
    let with_limit = |micros: i64| {
        let mut rules = rules.clone();
        rules["monthly_spend_micros"] = json!(micros);
        json!({ "rules": rules })
    };
    // Six cents a message: three fit, a fourth would not.
    shop.does("shop_update", with_limit(200_000)).await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.tells(ids[0]).await;
    shop.settles().await;
    assert_eq!(shop.accepts().await.len(), 3, "three messages fit the limit, counted before they leave");
    let today = shop.does("today_list", json!({})).await;
    let row = today["rows"].as_array().unwrap().iter().find(|r| r["is"] == "limit").cloned().expect("Today says so");
    assert_eq!(row["waiting"], 3, "and how many wait for it");
    people[5].writes("Are you open?").await;
    shop.settles().await;
    shop.does("conversation_reply", json!({ "customer": people[5].customer, "text": "Until seven." })).await;
    shop.until("a free reply goes out all the same", async || people[5].last_read().await == "Until seven.").await;
    shop.does("shop_update", with_limit(10_000_000)).await;
    shop.until("raised, the rest go at once", async || shop.accepts().await.len() >= 7).await;
    let bill = shop.does("spending_get", json!({})).await;
    assert!(
        bill["lines"].as_array().unwrap().iter().any(|l| l["category"] == "marketing" && l["micros"].as_i64() >= Some(186_000)),
        "what Meta billed stands by category: {bill}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_free_replies_are_counted_as_meta_counts_them() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let before = shop.does("shop_get", json!({})).await["free_used"].as_i64().unwrap();
    asha.writes("Hello?").await;
    shop.settles().await;
    for n in 0..3 {
        shop.does("conversation_reply", json!({ "customer": asha.customer, "text": format!("Line {n}") })).await;
    }
    shop.until("three more are used", async || shop.does("shop_get", json!({})).await["free_used"].as_i64() == Some(before + 3)).await;
}
