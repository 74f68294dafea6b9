//! Stories of what the shop could not give, and of answers that come late: the owner sees what she loses, and nobody who
//! asked is forgotten.

use serde_json::{Value, json};
use vitrine_tests::a_shop;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sold_out_or_of_another_size_is_counted_by_people_and_leaves_with_who_is_erased() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let boots = shop.sells("Boot Arve", &[("41", 0), ("42", 3)]).await;
    let asha = shop.meets("Asha", "+33639983001").await;
    let noor = shop.meets("Noor", "+33639983002").await;
    for (who, words) in
        [(&asha, "do you have the boot arve in 41?"), (&noor, "boot arve 41, is it there?"), (&noor, "is the boot arve 41 back?")]
    {
        who.writes(words).await;
        shop.settles().await;
    }
    asha.writes("do you have the boot arve in size 47?").await;
    shop.settles().await;
    let demand = shop.does("demand_lost", json!({})).await;
    let first = &demand["sold_out"][0];
    assert_eq!(
        (&first["variant"], &first["people"], &first["times"]),
        (&json!(boots[0]), &json!(2), &json!(3)),
        "two people, three times: {demand}"
    );
    assert_eq!(first["is_back"], false, "nothing is there: {demand}");
    let other = &demand["not_in"][0];
    assert_eq!(
        (&other["name"], &other["wanted"], &other["people"]),
        (&json!("Boot Arve"), &json!("47"), &json!(1)),
        "and a size it does not come in: {demand}"
    );

    shop.does("stock_set", json!({ "variant": boots[0], "on_hand": "4" })).await;
    assert_eq!(shop.does("demand_lost", json!({})).await["sold_out"][0]["is_back"], true, "by now it can be had again");
    let what = json!({ "is": "sold_out", "variant": boots[0] });
    shop.does("demand_dismiss", json!({ "what": what, "done": true })).await;
    assert_eq!(shop.does("demand_lost", json!({})).await["sold_out"], json!([]), "left out");
    shop.does("demand_dismiss", json!({ "what": what, "done": false })).await;
    shop.does("customer_erase", json!({ "customer": noor.customer })).await;
    assert_eq!(shop.does("demand_lost", json!({})).await["sold_out"][0]["people"], 1, "back, without who was erased");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_far_away_is_counted_and_where_she_was_is_not_kept_with_it() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let store = shop.does("stores_list", json!({})).await[0]["id"].clone();
    shop.does("store_change", json!({ "store": store, "field": "pin", "typed": "48.8800, 2.3400" })).await;
    let asha = shop.meets("Asha", "+33639983003").await;
    asha.writes("where are you?").await;
    shop.settles().await;
    asha.sends(json!({ "kind": "location", "latitude": 49.2583, "longitude": 4.0317 })).await;
    shop.settles().await;
    let far = shop.does("demand_lost", json!({})).await["too_far"].clone();
    assert_eq!(far.as_array().map(Vec::len), Some(1), "a store is too far for her: {far}");
    let metres = far[0]["to_metres"].as_f64().unwrap_or_default();
    assert!((125_000.0..140_000.0).contains(&metres), "some 130 km as the crow flies: {far}");
    let noor = shop.meets("Noor", "+33639983004").await;
    noor.sends(json!({ "kind": "location", "latitude": 48.8810, "longitude": 2.3500 })).await;
    shop.settles().await;
    assert_eq!(shop.does("demand_lost", json!({})).await["too_far"][0]["people"], 1, "who is around the corner is not far");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_asked_in_vain_are_told_once_the_owner_has_written_the_answer() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639983005").await;
    let noor = shop.meets("Noor", "+33639983006").await;
    let mina = shop.meets("Mina", "+33639983007").await;
    for who in [&asha, &noor, &mina] {
        who.writes("how do I mend my leather strap?").await;
        shop.settles().await;
    }
    // A person has written to Noor meanwhile: she is not told twice.
    shop.does("conversation_reply", json!({ "customer": noor.customer, "text": "Come by, I will show you." })).await;
    shop.settles().await;
    let today = shop.does("today_list", json!({})).await;
    let row = today["rows"].as_array().into_iter().flatten().find(|row| row["is"] == "unanswered").cloned().unwrap_or_default();
    assert_eq!(row["people"], 3, "several who ask the same are a row in Today: {today}");
    let open = shop.does("unanswered_list", json!({})).await;
    assert_eq!(open[0]["can_be_told"], 2, "those whom nobody has answered: {open}");
    let rows = open[0]["rows"].clone();
    let answer = json!({ "answer_id": "strap", "examples": [{ "text": "how do I mend my leather strap", "lang": null }], "replies": { "": "Glue it, and press it for an hour." }, "valid_from": null, "valid_until": null });
    shop.does("answer_set", answer).await;

    let read = async || {
        let mut read = Vec::new();
        for who in [&asha, &noor, &mina] {
            read.push(who.has_read().await.iter().filter(|text| text.contains("Glue it")).count());
        }
        read
    };
    let told = shop.does("unanswered_tell", json!({ "rows": rows, "answer_id": "strap" })).await;
    assert_eq!(told["people"], 2, "two are told");
    let back = shop.does("unanswered_take_back", json!({ "rows": rows })).await;
    assert_eq!(back["people"], 2, "and not told, when it is taken back at once");
    shop.passes(11_000).await;
    shop.settles().await;
    assert_eq!(read().await, [0, 0, 0], "nobody reads what was taken back");
    let waits = shop.does("customers_count", json!({ "conditions": [{ "is": "unanswered" }] })).await;
    assert_eq!(waits, 2, "and who was not told waits again: {waits}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_comes_late_stands_under_the_question_and_comes_once() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639983008").await;
    asha.writes("comment réparer ma lanière en cuir ?").await;
    shop.settles().await;
    let rows = shop.does("unanswered_list", json!({})).await[0]["rows"].clone();
    let replies = json!({ "": "Glue it.", "fr": "Collez-la." });
    let answer = json!({ "answer_id": "strap", "examples": [{ "text": "comment réparer une lanière", "lang": "fr" }], "replies": replies, "valid_from": null, "valid_until": null });
    shop.does("answer_set", answer).await;
    for _ in 0..2 {
        shop.does("unanswered_tell", json!({ "rows": rows, "answer_id": "strap" })).await;
    }
    shop.passes(11_000).await;
    shop.settles().await;
    let read = asha.has_read().await;
    assert_eq!(read.iter().filter(|text| text.contains("Collez-la.")).count(), 1, "once, in her language: {read:?}");
    let thread = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    let last = thread["messages"].as_array().and_then(|all| all.last()).cloned().unwrap_or(Value::Null);
    assert_eq!(last["quoted"]["text"], "comment réparer ma lanière en cuir ?", "under her question: {last}");
}
