//! Stories of the four moments: somebody writes, the shop answers from its rows or leaves it to a person.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use vitrine_tests::a_shop;

/// Her last message has these words.
#[track_caller]
fn said(text: &str, wanted: &[&str]) {
    for word in wanted {
        assert!(text.contains(word), "she reads {text:?}, where {word:?} should stand");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_for_a_size_the_shop_says_price_and_count_and_keeps_it_at_a_yes() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Boot Arve", &[("41", 0), ("42", 3)]).await;
    let asha = shop.meets("Asha", "+33639981001").await;
    asha.writes("Hi! do you have the boot Arve in 42?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Boot Arve 42", "59.00"]);
    asha.writes("yes please").await;
    shop.settles().await;
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(
        orders.as_array().map(Vec::len),
        Some(1),
        "her yes to \"keep one for me\" is an order: {orders} {:?}",
        asha.has_read().await
    );
    let today = shop.does("today_list", json!({})).await;
    assert!(
        today["rows"].as_array().into_iter().flatten().all(|row| row["is"] != "answer"),
        "what the shop has answered is not left for a person as well: {today}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sold_out_comes_with_a_place_in_line_and_the_nearest_that_is_not() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let variants = shop.sells("Boot Arve", &[("41", 0), ("42", 3)]).await;
    let asha = shop.meets("Asha", "+33639981002").await;
    asha.writes("boot arve 41, do you have it?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["sold out", "Boot Arve 42"]);
    asha.writes("yes").await;
    shop.settles().await;
    let row = shop.variant(variants[0]).await;
    assert_eq!(row["waiting"], 1, "a yes to \"tell me\" is her place in line, with her words as consent: {row}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_count_is_not_promised_and_goes_out_at_the_staffs_tap() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let variants = shop.sells("Boot Arve", &[("42", 3)]).await;
    let asha = shop.meets("Asha", "+33639981003").await;
    shop.passes(26 * 3_600_000).await;
    asha.writes("how much is the boot arve?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["whether it is still here"]);
    let today = shop.does("today_list", json!({})).await;
    let row = today["rows"].as_array().into_iter().flatten().find(|row| row["is"] == "look_on_shelf").cloned();
    assert_eq!(row.map(|row| row["variant"].clone()), Some(Value::from(variants[0])), "the staff are asked to look: {today}");
    shop.does("shelf_seen", json!({ "variant": variants[0], "here": true })).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Yes", "59.00"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_and_when_comes_from_the_hours_with_the_way_there() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639981004").await;
    asha.writes("are you open right now? where are you?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["rue des Martyrs", "open now"]);
    asha.writes("and are you open on Sunday?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["closed", "Sun"]);
    asha.writes("what are your opening hours on Saturday").await;
    shop.settles().await;
    said(&asha.last_read().await, &["9:30–12:30, 14:00–19:00"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_days_hours_of_several_stores_stand_below_one_another_in_her_language() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.does("store_add", json!({ "name": "Bastille", "address": "3 rue de la Roquette", "opening_hours": "Mo-Su 10:00-20:00" })).await;
    let zoe = shop.meets("Zoé", "+33639981009").await;
    zoe.writes("vous êtes ouverts dimanche ?").await;
    shop.settles().await;
    said(&zoe.last_read().await, &["Chez Nadia, dimanche : fermé", "Bastille, dimanche : 10:00–20:00"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_answer_is_asked_about_once_and_then_left_to_a_person() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639981005").await;
    asha.writes("qwz blorp fnord").await;
    shop.settles().await;
    said(&asha.last_read().await, &["not clear"]);
    asha.writes("blorp blorp zzz").await;
    shop.settles().await;
    said(&asha.last_read().await, &["One of us will answer"]);
    let before = asha.has_read().await.len();
    asha.writes("hmm fnord qwz").await;
    shop.settles().await;
    assert_eq!(asha.has_read().await.len(), before, "a person is promised once, not three times: {:?}", asha.has_read().await);
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().into_iter().flatten().any(|row| row["is"] == "answer"), "and she waits for one: {today}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shop_is_silent_once_a_person_has_begun_to_write() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Boot Arve", &[("42", 3)]).await;
    let asha = shop.meets("Asha", "+33639981006").await;
    asha.writes("I want to speak to a person").await;
    shop.settles().await;
    shop.does("conversation_reply", json!({ "customer": asha.customer, "text": "Hello Asha, Nadia here." })).await;
    shop.settles().await;
    let before = asha.has_read().await.len();
    asha.writes("do you have the boot arve in 42?").await;
    shop.settles().await;
    assert_eq!(asha.has_read().await.len(), before, "the bot does not talk into a person's conversation");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owners_own_answer_is_said_word_for_word() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let lines = [
        json!({ "answer_id": "parking", "text": "is there parking near the shop?", "reply": "Yes: car park Maubeuge, two minutes on foot." }),
        json!({ "answer_id": "parking", "text": "where can I park my car" }),
        json!({ "answer_id": "gift", "text": "do you wrap presents?", "reply": "Gift wrapping is free." }),
        json!({ "answer_id": "gift", "text": "can you gift wrap it" }),
        json!({ "answer_id": "", "text": "nobody's" }),
    ];
    let file = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\nnot json";
    let report = shop.does("answers_import", json!({ "file": file })).await;
    assert_eq!(
        (&report["added"], report["rejected"].as_array().map(Vec::len)),
        (&json!(2), Some(2)),
        "bad lines are named, the rest is read: {report}"
    );
    let again = shop.does("answers_import", json!({ "file": file })).await;
    assert_eq!((&again["added"], &again["changed"]), (&json!(0), &json!(0)), "the same file twice changes nothing: {again}");
    let asha = shop.meets("Asha", "+33639981007").await;
    asha.writes("where can I park?").await;
    shop.settles().await;
    assert_eq!(asha.last_read().await, "Yes: car park Maubeuge, two minutes on foot.", "word for word what the owner wrote");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_comes_with_its_picture_in_her_language_and_only_on_its_days() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let mut drawn = resvg::tiny_skia::Pixmap::new(64, 48).unwrap();
    drawn.fill(resvg::tiny_skia::Color::from_rgba8(20, 120, 60, 255));
    let picture = shop.does("media_add", json!({ "name": "The car park", "data": BASE64.encode(drawn.encode_png().unwrap()) })).await;
    let now = shop.does("shop_get", json!({})).await["now"].as_i64().unwrap();
    let mut parking = json!({ "answer_id": "parking", "image": picture["hash"], "valid_from": null, "valid_until": now + 3_600_000,
        "replies": { "": "Park behind the church.", "fr": "Garez-vous derrière l'église." },
        "examples": [{ "text": "where can I park my car" }, { "text": "is there parking near you" }, { "text": "où est-ce que je peux me garer ?" }] });
    shop.does("answer_set", parking.clone()).await;
    let uses = shop.does("media_uses", json!({ "hash": picture["hash"] })).await;
    assert_eq!(uses[0]["what"], "answer", "the library knows where it is used: {uses}");
    let asha = shop.meets("Asha", "+33639981061").await;
    asha.writes("Bonjour, où est-ce que je peux me garer ?").await;
    shop.settles().await;
    let phone = shop.sees(&format!("customers/{}", asha.at_meta())).await;
    let said = phone["chat"].as_array().unwrap().iter().rfind(|bubble| bubble["from_shop"] == true).cloned().unwrap();
    assert_eq!(said["text"], "Garez-vous derrière l'église.", "in her language: {said}");
    assert!(said["image"].is_string(), "with the picture above: {said}");
    shop.passes(2 * 3_600_000).await;
    asha.writes("où est-ce que je peux me garer ?").await;
    shop.settles().await;
    assert_ne!(asha.last_read().await, "Garez-vous derrière l'église.", "its days are over");
    parking["replies"][""] = json!("x".repeat(1_025));
    let refused = shop.tries("answer_set", parking).await.unwrap_err();
    assert_eq!(refused.about.get("limit"), Some(&json!(1_024)), "below a picture there is less room: {refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_a_complaint_finds_drafts_that_nobody_sends() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Boot Arve", &[("42", 3)]).await;
    let returns = json!({ "answer_id": "returns", "is_on": true, "replies": { "en": "Bring it back within 30 days with the receipt." },
        "examples": [{ "text": "can I return my shoes", "lang": "en" }, { "text": "can I exchange them or get my money back", "lang": "en" }] });
    shop.does("answer_set", returns).await;
    let asha = shop.meets("Asha", "+33639981041").await;
    let suggested = async || shop.does("answers_suggested", json!({ "customer": asha.customer })).await;
    asha.writes("Hi! do you have the boot Arve in 42?").await;
    shop.settles().await;
    asha.writes("yes please").await;
    shop.settles().await;
    assert_eq!(suggested().await, json!([]), "nobody waits for a person yet");
    asha.writes("This is unacceptable, the sole came off after one day. I am very disappointed!").await;
    shop.settles().await;
    let read = asha.has_read().await.len();
    let drafts = suggested().await;
    let from: Vec<&str> = drafts.as_array().unwrap().iter().filter_map(|draft| draft["from"].as_str()).collect();
    assert_eq!(from, ["order", "answer", "hours"], "her order, what holds for returns, and when to come: {drafts}");
    said(drafts[0]["text"].as_str().unwrap(), &["Boot Arve 42"]);
    said(drafts[1]["text"].as_str().unwrap(), &["30 days"]);
    shop.settles().await;
    assert_eq!(asha.has_read().await.len(), read, "a draft is read by a person first");
    shop.does("conversation_reply", json!({ "customer": asha.customer, "text": "Please bring it in." })).await;
    assert_eq!(suggested().await, json!([]), "who has an answer needs no draft");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_gets_one_polite_answer_and_the_owner_one_line() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639981008").await;
    for number in 0..60 {
        asha.writes(&format!("fnord {number} blorp")).await;
    }
    shop.settles().await;
    let read = asha.has_read().await;
    assert!(read.len() <= 3, "sixty messages within a minute are not sixty answers: {read:?}");
    let today = shop.does("today_list", json!({})).await;
    let lines = today["rows"].as_array().into_iter().flatten().filter(|row| row["is"] == "answer").count();
    assert_eq!(lines, 1, "and the owner has one line about it: {today}");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_the_shop_sends_nothing_and_says_from_which_rows() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Boot Arve", &[("42", 3)]).await;
    let asked = shop.does("ask", json!({ "text": "c'est combien la boot arve en 42 ?" })).await;
    assert_eq!((&asked["moment"], &asked["language"]), (&json!("know"), &json!("fr")), "{asked}");
    assert!(
        asked["facts"].as_array().is_some_and(|facts| facts.iter().any(|fact| fact["what"] == "price")),
        "every statement names its row: {asked}"
    );
    assert!(asked["as_of"].is_i64(), "and since when it stands: {asked}");
    assert_eq!(asked["products"][0]["title"], "Boot Arve", "and which product is meant: {asked}");
    let asha = shop.meets("Asha", "+33639987001").await;
    let ordered = shop.does("ask", json!({ "text": "I'll take two Boot Arve in 42", "customer": asha.customer })).await;
    let meant = &ordered["products"][0];
    assert_eq!((&meant["label"], &meant["quantity"]), (&json!("42"), &json!("2")), "what would be ordered, and how much of it: {ordered}");
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders.as_array().map(Vec::len), Some(0), "though nothing is: {orders}");
    assert!(
        shop.does("outbox_list", json!({})).await.as_array().is_some_and(|all| all.iter().all(|row| row["words"] != "know-here")),
        "nothing is promised by asking"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_message_was_about_is_said_once_and_known_from_then_on() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asks = async |text: &str| shop.does("ask", json!({ "text": text })).await;
    let text = "what of the bouncy thing?";
    let before = asks(text).await["moment"].clone();
    assert_ne!(before, "go", "nobody could guess that: {before}");
    let asha = shop.meets("Asha", "+33639981090").await;
    asha.writes(text).await;
    shop.settles().await;
    let thread = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    let hers = thread["messages"].as_array().unwrap().iter().find(|message| message["content"]["text"] == text).unwrap()["id"].clone();
    shop.does("message_about", json!({ "message": hers, "moment": "go" })).await;
    assert_eq!(asks(text).await["moment"], "go", "the same words are understood now");
    assert_eq!(asks("what of the bouncy thing please?").await["moment"], "go", "and words like them");
    let listed = shop.does("corrections_list", json!({})).await;
    assert_eq!((listed[0]["text"].as_str(), listed[0]["moment"].as_str()), (Some(text), Some("go")), "the owner sees it: {listed}");
    let refused = shop.tries("message_about", json!({ "message": hers, "moment": "stop" })).await;
    assert!(refused.is_err(), "that somebody wants no more is hers to say alone");
    shop.does("message_about", json!({ "message": hers, "moment": null })).await;
    assert_eq!(asks(text).await["moment"], before, "taken back, it is as before");
}
