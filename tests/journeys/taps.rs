//! Keep mine, not now, stop these: what a tap does.

use serde_json::json;
use vitrine_core::Code;
use vitrine_tests::{KEEP, LATER, Person, STOP, TestShop, a_shop};

async fn told(pieces: i64, people: usize) -> (TestShop, Vec<i64>, Vec<Person>) {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42 · black", 0), ("43 · black", 3), ("44 · black", 0)]).await;
    let people = shop.has_waiting(people, "Runner-42 · black").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": pieces })).await;
    shop.tells(ids[0]).await;
    shop.settles().await;
    (shop, ids, people)
}

#[tokio::test(flavor = "multi_thread")]
async fn keep_mine_is_a_complete_order() {
    let (shop, ids, people) = told(5, 6).await;
    people[0].taps(KEEP).await;
    shop.settles().await;
    let answer = people[0].last_read().await;
    // Told at about 10:46; an hour of opening time later is before the lunch break.
    assert!(
        answer.contains("Runner 42 · black")
            && answer.contains("€59.00")
            && answer.contains("until 11:")
            && answer.contains("12 rue des Martyrs"),
        "the order, its price, until when and where: {answer}"
    );
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!((orders[0]["state"].as_str(), orders[0]["total"].as_i64()), (Some("kept"), Some(5900)), "it stands in Orders");
    let row = shop.variant(ids[0]).await;
    assert_eq!((row["on_hand"].as_i64(), row["held"].as_i64()), (Some(5), Some(1)), "the piece is still on the shelf, but kept");

    people[0].taps(KEEP).await;
    shop.settles().await;
    assert!(people[0].last_read().await.contains("already keep it"), "a second tap finds the first one's order");
    assert_eq!(shop.does("orders_list", json!({})).await.as_array().unwrap().len(), 1, "one order");

    let order = &orders[0]["id"];
    shop.does("order_step", json!({ "order": order, "step": "hand_over" })).await;
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 4, "stock goes down when it is handed over");
    shop.does("order_step", json!({ "order": order, "step": "undo" })).await;
    let row = shop.variant(ids[0]).await;
    assert_eq!((row["on_hand"].as_i64(), row["held"].as_i64()), (Some(5), Some(1)), "and back when that is undone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sixth_on_five_pairs_reads_just_gone() {
    let (shop, ids, people) = told(5, 10).await;
    for person in &people[..6] {
        person.taps(KEEP).await;
        shop.settles().await;
    }
    let sixth = people[5].last_read().await;
    assert!(sixth.starts_with("Just gone") && sixth.contains("Runner 43 · black"), "with the nearest size: {sixth}");
    assert_eq!(shop.variant(ids[0]).await["held"], 5, "never more kept than there are");
    let line = shop.does("waitlist_line", json!({ "variant": ids[0] })).await;
    assert!(line.as_array().unwrap().iter().any(|p| p["name"] == "Customer5" && p["state"] == "waiting"), "she keeps her place");
    let refused = shop.tries("stock_sell", json!({ "code": "Runner-42 · black" })).await.unwrap_err();
    assert_eq!(refused.code, Code::AllHeld, "the counter does not sell what is kept, unless told to");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_taps_at_once_keep_no_more_than_there_are() {
    let (shop, ids, people) = told(5, 10).await;
    let taps = people.iter().map(|p| p.taps(KEEP));
    for tap in taps.collect::<Vec<_>>() {
        tap.await;
    }
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["held"], 5, "ten taps, five pairs");
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders.as_array().unwrap().len(), 5, "five orders");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_ends_by_itself() {
    let (shop, ids, people) = told(1, 1).await;
    people[0].taps(KEEP).await;
    shop.settles().await;
    shop.passes(61 * 60_000).await;
    shop.until("the hold has ended", async || shop.variant(ids[0]).await["held"] == 0).await;
    shop.settles().await;
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders[0]["state"], "expired", "the order says so");
    assert!(people[0].last_read().await.contains("could not keep"), "and she gets one honest line");
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 1, "the piece can be sold again");
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_these_ends_that_consent_at_once_however_often() {
    let (shop, ids, people) = told(5, 3).await;
    for _ in 0..3 {
        people[0].taps(STOP).await;
    }
    shop.settles().await;
    let said = people[0].has_read().await;
    assert_eq!(said.len(), 2, "the alert and one confirmation, not three: {said:?}");
    let card = shop.does("customer_get", json!({ "customer": people[0].customer })).await;
    let withdrawn: Vec<_> = card["receipts"].as_array().unwrap().iter().filter(|r| r["act"] == "withdrawn").collect();
    assert_eq!((withdrawn.len(), withdrawn[0]["purpose"].as_str()), (1, Some("restock")), "one receipt, for this purpose");
    people[1].taps(KEEP).await;
    people[1].taps(STOP).await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["held"], 1, "stopping alerts does not cost her the order");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_stop_ends_everything_and_a_sentence_with_stop_does_not() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let lea = shop.meets("Lea", "+33639980002").await;
    shop.notes_that(&asha, "Runner-42").await;
    shop.notes_that(&lea, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.does("alert_start", json!({ "variant": ids[0] })).await;
    asha.writes("Arrêt").await;
    lea.writes("stop, I'll come tomorrow").await;
    shop.settles().await;
    shop.passes(11_000).await;
    shop.settles().await;
    assert!(!asha.has_read().await.iter().any(|t| t.contains("Runner")), "stopping in the ten seconds before it leaves is in time");
    assert!(lea.has_read().await.iter().any(|t| t.contains("Runner")), "a sentence is not an order to stop");
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "answer" && r["name"] == "Lea"), "but a person should read it");
}

#[tokio::test(flavor = "multi_thread")]
async fn not_now_keeps_her_place_for_next_time() {
    let (shop, ids, people) = told(5, 2).await;
    people[0].taps(LATER).await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 1, "she waits on");
    shop.passes(3 * 3_600_000).await;
    shop.settles().await;
    assert_eq!(people[0].has_read().await.len(), 2, "the same alert does not ask her again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_stop_after_a_new_yes_is_a_stop() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    for _ in 0..2 {
        shop.notes_that(&asha, "Runner-42").await;
        asha.writes("STOP").await;
        shop.settles().await;
    }
    let row = shop.does("customers_list", json!({})).await;
    assert_eq!(row[0]["restock"], "withdrawn", "the second STOP counts like the first");
    assert_eq!(asha.has_read().await.len(), 2, "and is confirmed like it");
}

#[tokio::test(flavor = "multi_thread")]
async fn not_now_after_keep_mine_frees_the_piece() {
    let (shop, ids, people) = told(1, 2).await;
    people[0].taps(KEEP).await;
    shop.settles().await;
    people[0].taps(LATER).await;
    // Her last message with buttons is still the alert.
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["held"], 0, "nothing is kept for somebody who declined");
    people[1].taps(KEEP).await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["held"], 1, "and the next can have it");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_after_being_told_puts_her_back_in_line() {
    let (shop, ids, people) = told(5, 2).await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 0, "both were told");
    shop.notes_that(&people[0], "Runner-42 · black").await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 1, "she waits again because she asked again");
    shop.does("stock_sell", json!({ "code": "Runner-42 · black" })).await;
    shop.settles().await;
    assert_eq!(people[0].has_read().await.len(), 1, "the same wave does not tell her twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_rings_until_seen_and_a_customer_left_waiting_gets_one_honest_line() {
    let (shop, _, people) = told(5, 3).await;
    people[0].taps(KEEP).await;
    people[1].taps(KEEP).await;
    shop.settles().await;
    assert_eq!(shop.does("shop_get", json!({})).await["ringing"], 2, "two orders ring");
    shop.does("orders_seen", json!({})).await;
    assert_eq!(shop.does("shop_get", json!({})).await["ringing"], 0, "until somebody looks");
    let orders = shop.does("orders_list", json!({})).await;
    let first = orders.as_array().unwrap().iter().find(|o| o["customer"] == people[0].customer).unwrap()["id"].clone();
    let accepted = shop.staff_try("order_step", json!({ "order": first, "step": "accept" })).await.unwrap();
    assert_eq!(accepted["accepted_by"], "staff:Lea", "accepting says who");
    shop.passes(5 * 60_000 + 1_000).await;
    shop.until("the other is told", async || people[1].last_read().await.contains("nobody here has seen it yet")).await;
    shop.settles().await;
    assert!(!people[0].last_read().await.contains("nobody here"), "whose order was accepted hears nothing of it");
    shop.passes(10 * 60_000).await;
    shop.settles().await;
    let lines = people[1].has_read().await.iter().filter(|said| said.contains("nobody here")).count();
    assert_eq!(lines, 1, "one line, not one every five minutes");
}
