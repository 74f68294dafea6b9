//! Stories of buying in chat: a sentence or a basket becomes an order that is held, priced and said in one bubble; she
//! changes it while nobody has begun on it; what is not sure is left to a person.

use serde_json::{Value, json};
use vitrine_tests::{TestShop, a_shop};

/// Her last message has these words.
#[track_caller]
fn said(text: &str, wanted: &[&str]) {
    for word in wanted {
        assert!(text.contains(word), "she reads {text:?}, where {word:?} should stand");
    }
}

async fn orders(shop: &TestShop) -> Vec<Value> {
    shop.does("orders_list", json!({})).await.as_array().cloned().unwrap_or_default()
}

/// A shoe shop with laces, answering by itself.
async fn a_shoe_shop() -> (TestShop, Vec<i64>, i64) {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let boots = shop.sells("Boot Arve", &[("41 · black", 2), ("42 · black", 5), ("42 · brown", 1)]).await;
    let laces = json!({ "title": "Laces", "unit": "piece", "variants": [{ "label": "", "price": "4.50", "stock": 9, "sku": "LACES" }] });
    let laces = shop.does("product_add", laces).await[0].as_i64().unwrap();
    (shop, boots, laces)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_of_the_black_in_42_and_the_laces_are_one_order() {
    let (shop, boots, laces) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982001").await;
    asha.writes("hello, do you have the boot Arve?").await;
    shop.settles().await;
    asha.writes("I take two of the black in 42 and the laces").await;
    shop.settles().await;
    said(&asha.last_read().await, &["2 × Boot Arve 42 · black", "Laces", "€122.50", "12 rue des Martyrs", "Order 1"]);
    let all = orders(&shop).await;
    assert_eq!(all.len(), 1, "two things of one sentence are one order: {all:?}");
    assert_eq!((shop.variant(boots[1]).await["held"].as_i64(), shop.variant(laces).await["held"].as_i64()), (Some(2), Some(1)), "held");
    assert_eq!(shop.does("shop_get", json!({})).await["ringing"], 1, "and it rings, because nobody has seen it");
    asha.writes("I take two boot Arve black in 42 and the laces").await;
    shop.settles().await;
    said(&asha.last_read().await, &["already keep"]);
    assert_eq!(shop.variant(boots[1]).await["held"], 2, "the same words again sell nothing twice");
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Order 1 is cancelled"]);
    assert_eq!(shop.variant(boots[1]).await["held"], 0, "one tap gives it back");
}

#[tokio::test(flavor = "multi_thread")]
async fn apples_are_weighed_in_the_words_people_use() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let apples = json!({ "title": "Pommes Gala", "unit": "kg", "step": "0.1", "variants": [{ "label": "", "price": "3.20", "stock": "8", "sku": "POMMES" }] });
    shop.does("product_add", apples).await;
    for (number, (words, amount, price)) in
        [("je prends 1 kg de pommes", "1 kg", "3,20"), ("je prends un demi-kilo de pommes", "0.5 kg", "1,60")].into_iter().enumerate()
    {
        let lea = shop.meets("Léa", &format!("+3363998210{number}")).await;
        lea.writes(words).await;
        shop.settles().await;
        said(&lea.last_read().await, &[amount, "Pommes Gala", price]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_size_is_asked_once_as_a_list() {
    let (shop, boots, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982003").await;
    asha.writes("I'll take a boot Arve and two laces").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Boot Arve: which one?"]);
    asha.taps(1).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Boot Arve 42 · black", "2 × Laces", "€68.00"]);
    assert_eq!(shop.variant(boots[1]).await["held"], 1, "what was missing is known now, and all of it is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_of_what_she_picks_from_a_list_stay_two_and_can_be_cancelled() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Hammer Korb", &[("", 5)]).await;
    let ulm = shop.sells("Hammer Ulm", &[("", 5)]).await[0];
    let asha = shop.meets("Asha", "+33639982031").await;
    let ben = shop.meets("Ben", "+33639982032").await;
    for who in [&asha, &ben] {
        who.writes("i take two hammers").await;
        shop.settles().await;
        said(&who.last_read().await, &["Which"]);
    }
    let held = async || shop.variant(ulm).await["held"].as_i64();
    // One taps the row, the other says it.
    asha.taps(1).await;
    shop.settles().await;
    said(&asha.last_read().await, &["2 × Hammer Ulm"]);
    asha.taps(0).await;
    shop.settles().await;
    assert_eq!(held().await, Some(2), "two are kept, not one: {:?}", asha.has_read().await);
    ben.writes("the second one").await;
    shop.settles().await;
    said(&ben.last_read().await, &["2 × Hammer Ulm"]);
    assert_eq!(held().await, Some(4), "and for whom says it in words as many");
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["is cancelled"]);
    assert_eq!(held().await, Some(2), "one tap gives hers back, as with an order made in words");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_says_what_has_changed_since_and_is_kept() {
    let (shop, boots, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982004").await;
    let item = |code: &str, quantity: i64, price: f64| json!({ "product_retailer_id": code, "quantity": quantity, "item_price": price, "currency": "EUR" });
    let code = |row: &Value| row["retailer_id"].as_str().unwrap_or_default().to_owned();
    let (black, brown) = (code(&shop.variant(boots[0]).await), code(&shop.variant(boots[2]).await));
    let items = json!([item(&black, 4, 55.0), item(&brown, 1, 59.0), item("long-gone", 1, 5.0)]);
    asha.sends(json!({ "kind": "order", "product_items": items })).await;
    shop.settles().await;
    let read = asha.last_read().await;
    said(&read, &["price has changed since, from €55.00 to €59.00", "only 2", "long-gone", "€177.00", "42 · brown"]);
    let all = orders(&shop).await;
    assert_eq!((all.len(), all[0]["total"].as_i64()), (1, Some(17_700)), "kept as far as it goes, at today's price: {all:?}");
    assert_eq!(asha.has_read().await.len(), 1, "in one bubble");
}

#[tokio::test(flavor = "multi_thread")]
async fn she_changes_her_order_until_somebody_has_begun_on_it() {
    let (shop, boots, laces) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982005").await;
    asha.writes("I take a boot Arve black 42 and the laces").await;
    shop.settles().await;
    said(&asha.last_read().await, &["€63.50"]);
    asha.writes("without the laces").await;
    shop.settles().await;
    said(&asha.last_read().await, &["was Boot Arve 42 · black, Laces", "Now: Boot Arve 42 · black.", "€59.00"]);
    assert_eq!(shop.variant(laces).await["held"], 0, "the laces can be sold again");
    asha.writes("make it 3").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Now: 3 × Boot Arve 42 · black", "€177.00"]);
    assert_eq!(shop.variant(boots[1]).await["held"], 3, "held anew");
    asha.writes("quita uno").await;
    shop.settles().await;
    said(&asha.last_read().await, &["3 × Boot Arve 42 · black", "2 × Boot Arve 42 · black", "118"]);
    let order = orders(&shop).await[0]["id"].clone();
    shop.does("order_step", json!({ "order": order, "step": "accept" })).await;
    asha.writes("cancel my order").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Order 1", "2 × Boot Arve 42 · black", "answers you here"]);
    assert_eq!(shop.variant(boots[1]).await["held"], 2, "what is perhaps packed is not taken apart by a machine");
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().into_iter().flatten().any(|row| row["is"] == "answer"), "a person is asked: {today}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_nobody_answered_is_seen_with_what_differs_and_accepted_with_one_tap() {
    let (shop, boots, _) = a_shoe_shop().await;
    shop.does("shop_update", json!({ "answering": false })).await;
    let asha = shop.meets("Asha", "+33639982010").await;
    let code = shop.variant(boots[0]).await["retailer_id"].clone();
    let items = json!([{ "product_retailer_id": code, "quantity": 3, "item_price": 55.0, "currency": "EUR" }]);
    asha.sends(json!({ "kind": "order", "product_items": items })).await;
    shop.settles().await;
    let thread = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    let message = thread["messages"].as_array().unwrap().iter().find(|one| one["kind"] == "order").unwrap()["id"].clone();
    let basket = shop.does("basket_get", json!({ "message": message })).await;
    assert_eq!((&basket["rows"][0]["quantity"], &basket["total"]), (&json!("2 pair"), &json!(11_800)), "as far as it goes: {basket}");
    assert_eq!(basket["differences"].as_array().map(Vec::len), Some(2), "the price and the count are not as she saw them: {basket}");
    let taken = shop.does("basket_accept", json!({ "message": message })).await;
    assert!(taken["accepted_at"].is_i64(), "accepted, and held: {taken}");
    let again = shop.does("basket_accept", json!({ "message": message })).await;
    assert_eq!((&again["id"], shop.variant(boots[0]).await["held"].as_i64()), (&taken["id"], Some(2)), "two taps are one order");
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_order_is_accepted_reads_the_owners_own_line_for_paying() {
    let (shop, ..) = a_shoe_shop().await;
    let (asha, ben) = (shop.meets("Asha", "+33639982041").await, shop.meets("Ben", "+33639982042").await);
    let accept = async |order: i64, step: &str| shop.does("order_step", json!({ "order": order, "step": step })).await;
    ben.writes("I take two laces").await;
    shop.settles().await;
    let quiet = ben.has_read().await.len();
    accept(1, "accept").await;
    shop.passes(60_000).await;
    shop.settles().await;
    assert_eq!(ben.has_read().await.len(), quiet, "where the owner has written nothing, nothing is invented");
    shop.does("shop_update", json!({ "pay_link": " https://pay.example/{order}?amount={amount} " })).await;
    asha.writes("I take two boot Arve black in 42").await;
    shop.settles().await;
    let before = asha.has_read().await.len();
    accept(2, "accept").await;
    accept(2, "undo").await;
    shop.passes(60_000).await;
    shop.settles().await;
    assert_eq!(asha.has_read().await.len(), before, "an acceptance taken back at once asks for no money");
    accept(2, "accept").await;
    accept(2, "accept").await;
    shop.passes(60_000).await;
    shop.until("she reads how to pay", async || asha.last_read().await.contains("https://pay.example/2?amount=118.00")).await;
    assert_eq!(asha.has_read().await.len(), before + 1, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_order_gives_everything_back() {
    let (shop, boots, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982006").await;
    asha.writes("I take a boot Arve black 42").await;
    shop.settles().await;
    assert_eq!(shop.variant(boots[1]).await["held"], 1, "kept: {:?}", asha.has_read().await);
    asha.writes("cancel my order please").await;
    shop.settles().await;
    said(&asha.last_read().await, &["is cancelled"]);
    assert_eq!(
        (shop.variant(boots[1]).await["held"].as_i64(), orders(&shop).await[0]["state"].as_str()),
        (Some(0), Some("cancelled")),
        "free"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn her_usual_is_what_she_had_twice() {
    let (shop, _, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982007").await;
    asha.writes("my usual please").await;
    shop.settles().await;
    said(&asha.last_read().await, &["no usual of yours yet"]);
    for _ in 0..2 {
        asha.writes("I take two laces").await;
        shop.settles().await;
        let kept = orders(&shop).await.into_iter().find(|order| order["state"] == "kept").expect("an order");
        shop.does("order_step", json!({ "order": kept["id"], "step": "hand_over" })).await;
    }
    asha.writes("my usual please").await;
    shop.settles().await;
    said(&asha.last_read().await, &["2 × Laces", "€9.00"]);
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["It's yours: 2 × Laces"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn put_aside_until_six_with_a_code_and_until_closing_where_that_is_earlier() {
    let (shop, boots, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982008").await;
    asha.writes("do you have the boot Arve in 41?").await;
    shop.settles().await;
    asha.writes("great, hold it there until 18:00").await;
    shop.settles().await;
    let order = orders(&shop).await.first().cloned().unwrap_or_default();
    let code = order["code"].as_str().unwrap_or("a code");
    said(&asha.last_read().await, &["Boot Arve 41 · black", "until 18:00", code]);
    assert_eq!(shop.variant(boots[0]).await["held"], 1, "it is put aside");
    asha.writes("can you hold it until 22:00").await;
    shop.settles().await;
    said(&asha.last_read().await, &["We close before that", "until 19:00"]);
    assert_eq!(orders(&shop).await.len(), 1, "the same order, kept longer");
    shop.passes(9 * 3_600_000).await;
    shop.until("it is free again", async || shop.variant(boots[0]).await["held"] == 0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["could not keep"]);
    let lines = asha.has_read().await.iter().filter(|line| line.contains("could not keep")).count();
    assert_eq!(lines, 1, "and she is told once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sure_is_not_ordered() {
    let (shop, _, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982009").await;
    for words in ["I take two of the zorblax and the laces", "can I buy the boot Arve tomorrow?", "is the boot Arve 41 black waterproof?"] {
        asha.writes(words).await;
        shop.settles().await;
        assert_eq!(orders(&shop).await.len(), 0, "{words:?} is no order: {:?}", asha.last_read().await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_that_meta_delivers_twice_is_one_order_and_one_answer() {
    let (shop, boots, _) = a_shoe_shop().await;
    shop.control("faults", json!({ "duplicate": 1.0 })).await;
    let asha = shop.meets("Asha", "+33639982011").await;
    let code = shop.variant(boots[1]).await["retailer_id"].clone();
    asha.sends(json!({ "kind": "order", "product_items": [{ "product_retailer_id": code, "quantity": 2, "currency": "EUR" }] })).await;
    shop.settles().await;
    assert_eq!((orders(&shop).await.len(), shop.variant(boots[1]).await["held"].as_i64()), (1, Some(2)), "kept once");
    assert_eq!(asha.has_read().await.len(), 1, "and said once: {:?}", asha.has_read().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_order_is_taken_over_the_head_of_the_person_who_has_the_conversation() {
    let (shop, _, _) = a_shoe_shop().await;
    let asha = shop.meets("Asha", "+33639982012").await;
    asha.writes("hello").await;
    shop.settles().await;
    shop.does("conversation_reply", json!({ "customer": asha.customer, "text": "Hello Asha, Nadia here." })).await;
    shop.settles().await;
    asha.writes("I take two laces").await;
    shop.settles().await;
    assert_eq!(orders(&shop).await.len(), 0, "Nadia is talking to her: it is hers to take");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_sizes_than_a_list_has_rows_are_cut_and_any_can_still_be_named() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let sizes: Vec<String> = (34..47).map(|size| size.to_string()).collect();
    let sizes: Vec<(&str, i64)> = sizes.iter().map(|size| (size.as_str(), 2)).collect();
    let ids = shop.sells("Clog Rita", &sizes).await;
    let asha = shop.meets("Asha", "+33639982013").await;
    asha.writes("I'll take the clog Rita").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Clog Rita: which one?"]);
    asha.writes("46 please").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Clog Rita 46"]);
    assert_eq!(shop.variant(ids[12]).await["held"], 1, "the thirteenth of ten rows is named in words");
}
