//! Telling those who wait.

use serde_json::json;
use vitrine_core::Code;
use vitrine_tests::a_shop;

#[tokio::test(flavor = "multi_thread")]
async fn five_pairs_ten_people_longest_waiting_first() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42 · black", 0), ("43 · black", 3)]).await;
    let people = shop.has_waiting(23, "Runner-42 · black").await;

    let answer = shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    assert_eq!(answer["tell"], 23, "typing 5 over 0 says how many wait");
    let plan = shop.does("alert_plan", json!({ "variant": ids[0] })).await;
    assert_eq!(
        (plan["waiting"].as_i64(), plan["pieces"].as_i64(), plan["first"].as_i64()),
        (Some(23), Some(5), Some(10)),
        "23 waiting, 5 pairs, first 10 people"
    );
    assert_eq!(plan["quote"]["micros"], 620_000, "ten messages at 6.2 cents");
    assert_eq!(plan["preview_name"], "Customer0", "the preview is the first customer's");
    assert!(plan["preview"]["text"].as_str().unwrap().contains("Customer0"), "with her name in it");

    let alert = shop.tells(ids[0]).await;
    shop.settles().await;
    let told = shop.accepts().await;
    let numbers: Vec<&str> = told.iter().map(|a| a["to"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), 10, "ten were told, not twenty-three");
    for (n, number) in (0..10).map(|n| format!("+3363998{n:04}")).enumerate() {
        assert!(numbers.contains(&number.as_str()), "person {n} has waited longest and is among them");
    }
    assert!(people[0].last_read().await.contains("Pieces left right now: 5"), "she reads how many are left");
    assert!(people[10].has_read().await.is_empty(), "the eleventh keeps her place and hears nothing");
    let row = shop.alert(alert).await;
    assert_eq!(
        (row["told"].as_i64(), row["to_go"].as_i64(), row["waiting"].as_i64()),
        (Some(10), Some(0), Some(13)),
        "10 told, 13 still waiting"
    );

    shop.passes(2 * 3_600_000 + 60_000).await;
    shop.until("the next people are told", async || shop.alert(alert).await["told"].as_i64() == Some(20)).await;
    assert!(!people[10].has_read().await.is_empty(), "two hours later it is the eleventh's turn");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_seconds_to_undo() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(3, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    let alert = shop.does("alert_start", json!({ "variant": ids[0] })).await;
    shop.does("alert_undo", json!({ "alert": alert })).await;
    shop.passes(60_000).await;
    shop.settles().await;
    assert!(people[0].has_read().await.is_empty(), "nothing left the shop");
    assert_eq!(shop.variant(ids[0]).await["waiting"], 3, "everybody keeps her place");
    let late = shop.tries("alert_undo", json!({ "alert": alert })).await.unwrap_err();
    assert_eq!(late.code, Code::TooLateToUndo, "undoing twice is said");
    shop.tells(ids[0]).await;
    shop.settles().await;
    assert_eq!(people[0].has_read().await.len(), 1, "and she can be told after all, once");
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_restock_and_the_owner_decides() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    shop.has_waiting(2, "Runner-42").await;
    let answer = shop.staff_try("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await.unwrap();
    assert_eq!(answer["proposed"], true, "staff are told that it is the owner's turn");
    let refused = shop.staff_try("alert_start", json!({ "variant": ids[0] })).await.unwrap_err();
    assert_eq!(refused.code, Code::OwnerOnly, "a bulk send is the owner's");
    let today = shop.does("today_list", json!({})).await;
    assert!(
        today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "restocked" && r["alert"]["waiting"] == 2),
        "it stands in her Today"
    );
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 0 })).await;
    let today = shop.does("today_list", json!({})).await;
    assert!(!today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "restocked"), "and goes when the stock goes");
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_read_again_before_every_message() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    shop.does("shop_update", json!({ "alert_spacing_ms": 60_000 })).await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(4, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 2 })).await;
    let alert = shop.tells(ids[0]).await;
    shop.until("the first is told", async || people[0].has_read().await.len() == 1).await;
    shop.does("stock_sell", json!({ "code": "Runner-42" })).await;
    let sold = shop.does("stock_sell", json!({ "code": "Runner-42" })).await;
    assert_eq!(sold["change"]["after"], 0, "both were sold at the counter");
    shop.passes(300_000).await;
    shop.settles().await;
    assert_eq!(shop.accepts().await.len(), 1, "nobody is told of what is not there");
    assert_eq!(shop.alert(alert).await["state"], "stopped", "the alert stops at zero");
    assert_eq!(shop.variant(ids[0]).await["waiting"], 3, "the others keep their place");
    shop.does("stock_undo", json!({ "ledger": sold["change"]["ledger"] })).await;
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 1, "a sale can be undone");
    let again = shop.tries("stock_undo", json!({ "ledger": sold["change"]["ledger"] })).await.unwrap_err();
    assert_eq!(again.code, Code::NothingToUndo, "but only once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_window_gets_an_ordinary_message_and_people_without_a_number_are_reached() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let noor = shop.meets_with(json!({ "name": "Noor", "user_id": "FR.77", "username": "noor.k", "language": "fr" })).await;
    shop.notes_that(&asha, "Runner-42").await;
    shop.notes_that(&noor, "Runner-42").await;
    asha.writes("Hello, is the black one coming back?").await;
    shop.settles().await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.tells(ids[0]).await;
    shop.settles().await;
    assert_eq!(
        asha.last_read().await,
        "Good news, Asha! Runner 42 is back: €59.00. 5 are left.",
        "inside her window she gets plain words with the price"
    );
    assert!(noor.last_read().await.starts_with("Bonne nouvelle Noor"), "who hides her number is reached by her user id, in her language");
    let sent = shop.sees("received").await;
    let kinds: Vec<&str> = sent.as_array().unwrap().iter().map(|m| m["type"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"interactive") && kinds.contains(&"template"), "one of each kind left: {kinds:?}");
    assert!(
        sent.as_array().unwrap().iter().all(|m| m["biz_opaque_callback_data"].as_str().is_some_and(|c| c.starts_with("o1:"))),
        "each carries its attempt's key"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn skipped_people_are_named_with_the_reason() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let mia = shop.meets("Mia", "+12125550123").await;
    let stopped = shop.meets("Stop", "+33639980002").await;
    let ok = shop.meets("Ok", "+33639980003").await;
    for person in [&mia, &stopped, &ok] {
        shop.notes_that(person, "Runner-42").await;
    }
    stopped.tells_meta("stop").await;
    shop.settles().await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    let plan = shop.does("alert_plan", json!({ "variant": ids[0] })).await;
    let reasons: Vec<&str> = plan["skipped"].as_array().unwrap().iter().map(|s| s["reason"]["is"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["country_without_marketing", "stopped_at_meta"], "the US, and Meta's own stop");
    shop.tells(ids[0]).await;
    shop.settles().await;
    assert_eq!(shop.accepts().await.len(), 1, "only the third is written to");
    assert_eq!(shop.variant(ids[0]).await["waiting"], 2, "the skipped keep their place");
    let verdicts = shop.does("outbox_list", json!({})).await;
    assert!(
        verdicts
            .as_array()
            .unwrap()
            .iter()
            .filter(|p| p["state"] == "suppressed")
            .all(|p| !p["verdict"]["reasons"].as_array().unwrap().is_empty()),
        "why she was not written to is kept"
    );
}
