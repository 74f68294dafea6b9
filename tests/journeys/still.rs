//! Who has waited very long is asked once whether she still wants it, when the owner says so.

use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{Person, TestShop, a_shop, a_shop_not_connected};

const DAY: i64 = 24 * 3_600_000;
/// The buttons of the question.
const YES: usize = 0;
const NO: usize = 1;

/// A shop with a price for such messages, where people have waited for the runner in 42 for sixty-one days.
async fn long_waited(people: usize) -> (TestShop, Vec<i64>, Vec<Person>) {
    let shop = a_shop().await;
    shop.has_its_template().await;
    shop.does("rates_load", json!({ "origin": "imported", "rates": [{ "currency": "EUR", "effective": "2026-01-01", "market": "*", "category": "utility", "micros": 21_000 }] })).await;
    let ids = shop.sells("Runner", &[("42", 0), ("43", 0)]).await;
    let people = shop.has_waiting(people, "Runner-42").await;
    shop.passes(61 * DAY).await;
    (shop, ids, people)
}

/// What Today offers: so many people, for so many products.
async fn offered(shop: &TestShop) -> Option<(i64, i64)> {
    let today = shop.does("today_list", json!({})).await;
    let row = today["rows"].as_array().unwrap().iter().find(|r| r["is"] == "long_in_line").cloned()?;
    Some((row["people"].as_i64().unwrap(), row["products"].as_i64().unwrap()))
}

/// The owner asks them, past her ten seconds.
async fn asks(shop: &TestShop) -> Value {
    let asking = shop.does("asking_start", json!({})).await["asking"].clone();
    shop.passes(11_000).await;
    shop.settles().await;
    asking
}

async fn line(shop: &TestShop, variant: i64) -> Vec<Value> {
    shop.does("waitlist_line", json!({ "variant": variant })).await.as_array().unwrap().clone()
}

fn was_asked(said: &[String]) -> usize {
    said.iter().filter(|text| text.contains("Do you still want to hear from us")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_once_and_a_yes_keeps_the_place_with_its_date() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    shop.does("rates_load", json!({ "origin": "imported", "rates": [{ "currency": "EUR", "effective": "2026-01-01", "market": "*", "category": "utility", "micros": 21_000 }] })).await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(2, "Runner-42").await;
    shop.passes(59 * DAY).await;
    assert_eq!(offered(&shop).await, None, "fifty-nine days are no reason to ask");
    let nobody = shop.tries("asking_start", json!({})).await.unwrap_err();
    assert_eq!(nobody.code, Code::NobodyWaits, "and nobody can be asked before");
    shop.passes(2 * DAY).await;
    assert_eq!(offered(&shop).await, Some((2, 1)), "Today offers to ask both");
    let plan = shop.does("asking_plan", json!({})).await;
    let count = shop.does("asking_count", json!({})).await;
    assert_eq!(
        (&count["people"], &count["products"]),
        (&plan["people"], &plan["products"]),
        "what is counted without looking at each is what the plan comes to"
    );
    assert_eq!((plan["first"].as_i64(), plan["quote"]["micros"].as_i64()), (Some(2), Some(42_000)), "what it costs stands there first");
    assert!(plan["preview"]["text"].as_str().unwrap().contains("Runner 42"), "and what the first will read: {}", plan["preview"]);
    assert_eq!(plan["preview"]["buttons"], json!(["Yes, keep my place", "No"]), "with its two buttons");
    let since = line(&shop, ids[0]).await[0]["since"].clone();

    let staff = shop.staff_try("asking_start", json!({})).await.unwrap_err();
    assert_eq!(staff.code, Code::OwnerOnly, "a bulk send is the owner's");
    let asking = shop.does("asking_start", json!({})).await["asking"].clone();
    assert_eq!(offered(&shop).await, None, "whoever is about to be asked is not offered again");
    shop.does("asking_undo", json!({ "asking": asking })).await;
    shop.passes(60_000).await;
    shop.settles().await;
    assert!(people[0].has_read().await.is_empty(), "undone in the ten seconds, nobody was asked");
    assert_eq!(offered(&shop).await, Some((2, 1)), "and both can be asked again");

    let asking = asks(&shop).await;
    assert_eq!(was_asked(&people[0].has_read().await), 1, "now she is asked: {:?}", people[0].has_read().await);
    let late = shop.tries("asking_undo", json!({ "asking": asking })).await.unwrap_err();
    assert_eq!(late.code, Code::TooLateToUndo, "what has left cannot be taken back");
    people[0].taps(YES).await;
    shop.settles().await;
    assert!(people[0].last_read().await.starts_with("Good: you keep your place"), "her yes is answered: {}", people[0].last_read().await);
    let waits = line(&shop, ids[0]).await;
    assert_eq!((&waits[0]["since"], &waits[0]["wants"]), (&since, &json!(true)), "she keeps the date she began to wait on");
    assert_eq!((waits[1]["wants"].is_null(), waits[1]["asked_at"].is_i64()), (true, true), "who says nothing keeps her place as well");
    let round = shop.does("askings_list", json!({})).await[0].clone();
    assert_eq!(
        (round["state"].as_str(), round["asked"].as_i64(), round["yes"].as_i64()),
        (Some("done"), Some(2), Some(1)),
        "the round says what came of it"
    );

    shop.passes(90 * DAY).await;
    assert_eq!(offered(&shop).await, None, "neither who said yes nor who said nothing is asked a second time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_ends_that_one_place_and_can_be_taken_back() {
    let (shop, ids, people) = long_waited(1).await;
    shop.does("product_add", json!({ "title": "Boot", "variants": [{ "label": "", "price": "90.00", "stock": 0, "sku": "Boot" }] })).await;
    shop.notes_that(&people[0], "Boot").await;
    let since = line(&shop, ids[0]).await[0]["since"].clone();
    asks(&shop).await;
    people[0].taps(NO).await;
    shop.settles().await;
    assert!(
        people[0].last_read().await.contains("no longer wait for Runner 42"),
        "she reads what has ended: {}",
        people[0].last_read().await
    );
    let card = shop.does("customer_get", json!({ "customer": people[0].customer })).await;
    let waits: Vec<&str> = card["waits"].as_array().unwrap().iter().map(|w| w["name"].as_str().unwrap()).collect();
    assert_eq!(waits, ["Boot"], "the boot she also waits for is not touched");
    assert_eq!(card["receipts"][0]["act"], "given", "a no to one product is no stop");
    // A slip of the thumb: one tap on the answer brings the place back.
    people[0].taps(0).await;
    shop.settles().await;
    let waits = line(&shop, ids[0]).await;
    assert_eq!(waits.len(), 1, "she stands in line again");
    assert_eq!((&waits[0]["since"], &waits[0]["wants"]), (&since, &json!(true)), "where she stood");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_word_right_after_counts_a_sentence_is_for_a_person_and_stop_stops() {
    let (shop, ids, people) = long_waited(5).await;
    asks(&shop).await;
    people[0].writes("No, thank you").await;
    people[1].writes("yes!").await;
    people[2].writes("no, the red one").await;
    people[3].writes("STOP").await;
    people[4].writes("When do you open?").await;
    shop.settles().await;
    people[4].writes("no").await;
    shop.settles().await;
    let waits = line(&shop, ids[0]).await;
    let names: Vec<&str> = waits.iter().map(|w| w["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Customer1", "Customer2", "Customer4"], "a plain no ends the place, a stop ends it too, a sentence ends nothing");
    assert_eq!(waits[0]["wants"], true, "a plain yes is a yes");
    assert!(waits[1]["wants"].is_null() && waits[2]["wants"].is_null(), "nothing is guessed, nor is a no that comes after something else");
    assert!(people[3].last_read().await.starts_with("Done: we won't write to you any more"), "STOP is heard as always");
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "answer" && r["people"] == 2), "both wait for a person");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_meanwhile_is_told_and_not_asked_about() {
    let (shop, ids, people) = long_waited(3).await;
    shop.does("asking_start", json!({})).await;
    people[2].writes("STOP").await;
    shop.settles().await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 1 })).await;
    shop.passes(11_000).await;
    shop.settles().await;
    for person in &people {
        assert_eq!(was_asked(&person.has_read().await), 0, "nobody is asked about what is here, nor after a stop");
    }
    shop.tells(ids[0]).await;
    shop.settles().await;
    assert!(people[0].last_read().await.starts_with("Good news"), "they are told instead: {}", people[0].last_read().await);
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 0 })).await;
    people[0].taps(1).await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 1, "not now: she waits on, with her old date");
    assert_eq!(offered(&shop).await, None, "and is not asked so soon after being told");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_question_at_a_time_and_not_now_is_not_never() {
    let (shop, _, people) = long_waited(2).await;
    shop.notes_that(&people[0], "Runner-43").await;
    shop.passes(61 * DAY).await;
    assert_eq!(offered(&shop).await, Some((2, 2)), "two people, two products");
    shop.does("asking_put_off", json!({ "put_off": true })).await;
    assert_eq!(offered(&shop).await, None, "put off, Today says nothing of it");
    shop.does("asking_put_off", json!({ "put_off": false })).await;
    let plan = shop.does("asking_plan", json!({})).await;
    assert_eq!((plan["people"].as_i64(), plan["first"].as_i64()), (Some(2), Some(2)), "each is asked one thing");
    asks(&shop).await;
    assert_eq!(was_asked(&people[0].has_read().await), 1, "who waits for two things is not asked twice in one morning");
    assert!(people[0].last_read().await.contains("Runner 42"), "but about what she has waited for longest");
    assert_eq!(offered(&shop).await, None, "the other question rests");
    shop.passes(8 * DAY).await;
    assert_eq!(offered(&shop).await, Some((1, 1)), "for a week");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_that_are_one_person_have_been_asked_together() {
    let (shop, ids, people) = long_waited(1).await;
    let asha = &people[0];
    let other = shop.knows("Asha", Some("+33639987777"), "en").await;
    shop.does("waitlist_join", json!({ "code": "Runner-42", "customer": other.to_string() })).await;
    asks(&shop).await;
    shop.does("customers_merge", json!({ "keep": other, "other": asha.customer })).await;
    shop.passes(61 * DAY).await;
    assert_eq!(offered(&shop).await, None, "she was asked, under whatever name");
    asha.taps(NO).await;
    shop.settles().await;
    assert_eq!(line(&shop, ids[0]).await.len(), 0, "and her no is about the place she has now");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_months_limit_and_the_night_hold_a_question_and_a_restart_does_not_lose_it() {
    let (shop, ids, people) = long_waited(2).await;
    let mut rules = shop.does("shop_get", json!({})).await["rules"].clone();
    rules["monthly_spend_micros"] = json!(30_000);
    shop.does("shop_update", json!({ "rules": rules })).await;
    let plan = shop.does("asking_plan", json!({})).await;
    assert_eq!(plan["later"][0]["reason"]["is"], "spend_limit", "the plan says that the second does not fit the limit");
    // Half past ten in the evening, a restart, and the morning.
    shop.passes(12 * 3_600_000).await;
    let plan = shop.does("asking_plan", json!({})).await;
    assert_eq!(plan["later"][0]["reason"]["is"], "quiet_hours", "at night the first waits too");
    shop.does("asking_start", json!({})).await;
    shop.passes(60_000).await;
    shop.settles().await;
    assert!(people[0].has_read().await.is_empty(), "nobody is woken for a question");
    shop.house.close().await;
    shop.opens().await;
    let today = shop.does("today_list", json!({})).await;
    assert!(
        today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "asking" && r["asking"]["to_go"] == 2),
        "after a restart both still wait"
    );
    shop.passes(10 * 3_600_000).await;
    shop.until("the first is asked", async || was_asked(&people[0].has_read().await) == 1).await;
    shop.settles().await;
    assert_eq!(was_asked(&people[1].has_read().await), 0, "the second would pass the limit");
    shop.passes(2 * DAY).await;
    shop.until("what waited too long is given up", async || offered(&shop).await == Some((1, 1))).await;
    assert_eq!(line(&shop, ids[0]).await.len(), 2, "nobody lost her place over it");
}

#[tokio::test(flavor = "multi_thread")]
async fn inside_her_window_she_is_asked_in_plain_words() {
    let (shop, _, people) = long_waited(1).await;
    people[0].writes("Do you have laces?").await;
    shop.settles().await;
    asks(&shop).await;
    let sent = shop.sees("received").await;
    let last = sent.as_array().unwrap().last().cloned().unwrap();
    assert_eq!(last["type"], "interactive", "an ordinary message, not a template: {last}");
    people[0].taps(NO).await;
    shop.settles().await;
    assert!(people[0].last_read().await.contains("no longer wait"), "and its buttons do the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn by_hand_person_by_person() {
    let shop = a_shop_not_connected().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.knows("Asha", Some("+33639980001"), "en").await;
    let bruno = shop.knows("Bruno", Some("+33639980002"), "en").await;
    let noor = shop.knows("Noor", None, "en").await;
    for customer in [asha, bruno, noor] {
        shop.does("waitlist_join", json!({ "code": "Runner-42", "customer": customer.to_string() })).await;
        shop.passes(60_000).await;
    }
    shop.passes(61 * DAY).await;
    let plan = shop.does("asking_plan", json!({ "by_hand": true })).await;
    assert_eq!(
        (plan["first"].as_i64(), plan["skipped"][0]["reason"]["is"].as_str(), plan["quote"]["micros"].as_i64()),
        (Some(2), Some("no_address"), Some(0)),
        "who hides her number cannot be asked by hand, and it costs nothing"
    );
    shop.does("asking_start", json!({ "by_hand": true })).await;
    assert_eq!(offered(&shop).await, None, "whoever cannot be asked is not offered for ever");
    let rows = shop.does("hand_list", json!({})).await;
    assert_eq!((rows[0]["asks"].as_bool(), rows[0]["product"].as_str()), (Some(true), Some("Runner 42")), "they wait for her hand: {rows}");
    let (first, second) = (rows[0]["promise"].clone(), rows[1]["promise"].clone());
    let text = shop.does("hand_open", json!({ "promise": first })).await["text"].as_str().unwrap().to_owned();
    assert!(text.contains("Runner 42") && text.contains("“yes” or “no”"), "the text says how to answer: {text}");
    shop.does("hand_tick", json!({ "promise": first, "tap": "sent" })).await;
    let answer = shop.does("hand_answer", json!({ "promise": first, "tap": "no" })).await["answer"].clone();
    let said = shop.does("hand_open", json!({ "promise": answer })).await["text"].as_str().unwrap().to_owned();
    assert!(said.contains("no longer wait for Runner 42"), "and there is an answer to send: {said}");
    assert_eq!(shop.variant(ids[0]).await["waiting"], 2, "her place has ended");
    shop.does("hand_answer", json!({ "promise": first, "tap": "yes" })).await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 3, "noted wrongly, it is put right");
    shop.does("hand_tick", json!({ "promise": second, "tap": "skip" })).await;
    assert_eq!(offered(&shop).await, None, "whom she chose not to ask is not offered again");
    shop.does("hand_tick", json!({ "promise": second, "tap": "undo" })).await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 2 })).await;
    let gone = shop.tries("hand_open", json!({ "promise": second })).await.unwrap_err();
    assert_eq!(gone.code, Code::NothingToAsk, "what is here is told, not asked about");
}
