//! Working through conversations: who waits and until when, whose they are, what was said once and is found
//! again, and a shop that keeps quiet as soon as a person writes.

use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

const HOUR: i64 = 3_600_000;

async fn view(shop: &TestShop, which: &str) -> Vec<i64> {
    let ids = shop.does("inbox_view", json!({ "which": which })).await;
    ids.as_array().unwrap().iter().map(|id| id.as_i64().unwrap()).collect()
}

async fn row(shop: &TestShop, customer: i64) -> Value {
    shop.does("inbox_rows", json!({ "customers": [customer] })).await[0].clone()
}

async fn thread(shop: &TestShop, customer: i64) -> Vec<Value> {
    shop.does("conversation_thread", json!({ "customer": customer })).await["messages"].as_array().unwrap().clone()
}

async fn found(shop: &TestShop, words: &str) -> Vec<Value> {
    shop.does("messages_search", json!({ "words": words })).await.as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_that_closes_first_is_on_top_and_closing_can_be_taken_back() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let bruno = shop.meets("Bruno", "+33639980002").await;
    asha.writes("Can you order these for me in green, please?").await;
    shop.settles().await;
    shop.passes(2 * HOUR).await;
    bruno.writes("My parcel never came, and nobody calls me back.").await;
    shop.settles().await;
    shop.passes(HOUR).await;
    asha.sends(json!({ "kind": "image" })).await;
    shop.settles().await;
    shop.until("both wait", async || view(&shop, "waiting").await.len() == 2).await;
    assert_eq!(view(&shop, "all").await[0], asha.customer, "the newest words stand first in the list of all");
    assert_eq!(view(&shop, "waiting").await, [bruno.customer, asha.customer], "whose window closes first is answered first");
    assert_eq!(row(&shop, asha.customer).await["state"]["unread"], 2, "both of hers are new");
    shop.does("conversation_read", json!({ "customer": asha.customer })).await;
    assert_eq!(row(&shop, asha.customer).await["state"]["unread"], 0, "somebody has looked");

    let was = shop.does("conversation_close", json!({ "customer": bruno.customer })).await;
    assert_eq!(
        (view(&shop, "waiting").await, view(&shop, "closed").await),
        (vec![asha.customer], vec![bruno.customer]),
        "closed is closed"
    );
    shop.does("conversation_put_back", json!({ "customer": bruno.customer, "was": was })).await;
    assert_eq!(view(&shop, "waiting").await.len(), 2, "and open again as if nothing had happened");
    shop.does("conversation_close", json!({ "customer": bruno.customer })).await;
    bruno.writes("Hello? I am still waiting for my parcel!").await;
    shop.settles().await;
    assert!(view(&shop, "closed").await.is_empty(), "a new message opens it again");

    shop.does("conversation_assign", json!({ "customer": bruno.customer, "mine": true })).await;
    assert_eq!(view(&shop, "mine").await, [bruno.customer], "it is whoever took it");
    let now = shop.does("shop_get", json!({})).await["now"].as_i64().unwrap();
    shop.does("conversation_snooze", json!({ "customer": asha.customer, "until": now + 3 * HOUR })).await;
    assert!(!view(&shop, "waiting").await.contains(&asha.customer), "put off is out of sight");
    shop.passes(4 * HOUR).await;
    assert!(view(&shop, "waiting").await.contains(&asha.customer), "and back when its time has come");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_found_offline_and_what_is_erased_is_not() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Avez-vous des espadrilles à semelle légère ?").await;
    asha.writes("<b>bold</b> *question*").await;
    shop.settles().await;
    let all = found(&shop, "LEGERE espad").await;
    assert_eq!(all.len(), 1, "neither accents nor capitals nor an unfinished word hide it: {all:?}");
    assert_eq!((&all[0]["name"], &all[0]["customer"]), (&json!("Asha"), &json!(asha.customer)), "it says whose it is");
    let marked: Vec<&str> = all[0]["around"].as_array().unwrap().iter().filter(|p| p[1] == true).map(|p| p[0].as_str().unwrap()).collect();
    assert_eq!(marked, ["espadrilles", "légère"], "and shows what was found, and what stands around it");
    let around = shop.does("conversation_thread", json!({ "customer": asha.customer, "around": all[0]["message"] })).await;
    assert!(around["messages"].as_array().unwrap().iter().any(|m| m["id"] == all[0]["message"]), "the thread opens there");
    assert_eq!(found(&shop, "question OR nothing\"").await.len(), 0, "signs of the index are words like others");

    shop.does("conversation_note", json!({ "customer": asha.customer, "text": "Likes hemp soles" })).await;
    assert_eq!(found(&shop, "hemp").await.len(), 1, "notes are found too");
    let secret = found(&shop, "bold").await[0]["message"].clone();
    let wamid = thread(&shop, asha.customer).await.iter().find(|m| m["id"] == secret).unwrap()["known"].clone();
    assert_eq!(wamid, true, "what she wrote can be quoted");
    shop.does("customer_erase", json!({ "customer": asha.customer })).await;
    for words in ["espadrilles", "hemp", "bold"] {
        assert!(found(&shop, words).await.is_empty(), "{words}: erased is erased, also from the index");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_reactions_choices_and_places_leave_as_they_were_seen() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Could somebody call me about a wedding order?").await;
    shop.settles().await;
    let hers = thread(&shop, asha.customer).await[0]["id"].clone();
    let write = json!({ "customer": asha.customer, "text": "When suits you?", "reply_to": hers, "choices": ["Morning", "Afternoon"] });
    let seen = shop.does("conversation_preview", write.clone()).await;
    assert_eq!((&seen["content"]["buttons"], &seen["verdict"]["is"]), (&json!(["Morning", "Afternoon"]), &json!("send")), "{seen}");
    shop.does("conversation_send", write).await;
    shop.until("she reads the question", async || asha.last_read().await == "When suits you?").await;
    let shown = thread(&shop, asha.customer).await.pop().unwrap();
    assert_eq!(shown["content"]["buttons"], seen["content"]["buttons"], "what left is what was looked at");
    assert_eq!(shown["quoted"]["text"], "Could somebody call me about a wedding order?", "the answer quotes her question");
    assert_eq!(shown["by"], "owner", "and it is known who wrote it");
    asha.taps(1).await;
    shop.settles().await;
    assert!(
        thread(&shop, asha.customer).await.iter().any(|m| m["kind"] == "tap" && m["content"]["text"] == "Afternoon"),
        "her choice came back"
    );

    let four: Vec<String> = (1..=4).map(|n| format!("A choice that needs more room {n}")).collect();
    let list = shop.does("conversation_preview", json!({ "customer": asha.customer, "text": "Which?", "choices": four })).await;
    assert_eq!(list["kind"], "list", "more than three become a list by themselves");
    let eleven: Vec<String> = (1..=11).map(|n| n.to_string()).collect();
    let refused = shop.tries("conversation_preview", json!({ "customer": asha.customer, "text": "?", "choices": eleven })).await;
    assert_eq!(refused.expect_err("too many").code, Code::TooLong, "eleven are refused before anything is promised");

    shop.does("message_react", json!({ "message": hers, "emoji": "👍" })).await;
    shop.settles().await;
    let accepted = shop.accepts().await;
    assert!(accepted.iter().any(|a| a["kind"] == "reaction" || a.to_string().contains("reaction")), "Meta got the reaction: {accepted:?}");
    assert_eq!(thread(&shop, asha.customer).await[0]["reaction"], "👍", "and it stands on her message");

    let store = shop.does("stores_list", json!({})).await[0]["id"].clone();
    shop.does("store_change", json!({ "store": store, "field": "pin", "typed": "48.8800, 2.3400" })).await;
    shop.does("conversation_send", json!({ "customer": asha.customer, "place": store })).await;
    shop.settles().await;
    assert_eq!(thread(&shop, asha.customer).await.pop().unwrap()["kind"], "location", "the way to the shop is a place on her map");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_only_a_template_can_be_written_and_its_blanks_are_filled_first() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Could somebody call me about a wedding order?").await;
    shop.settles().await;
    shop.passes(25 * HOUR).await;
    let closed = shop.tries("conversation_send", json!({ "customer": asha.customer, "text": "Too late" })).await;
    assert_eq!(closed.expect_err("closed").code, Code::WindowClosed, "nothing vanishes silently: it is refused at once");
    assert_eq!(shop.does("conversation_get", json!({ "customer": asha.customer })).await["verdict"]["is"], "suppress", "and said before");
    assert_eq!(shop.does("templates_usable", json!({})).await.as_array().unwrap().len(), 0, "no template yet");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_the_program_and_typing_makes_it_hers() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Could somebody call me about a wedding order?").await;
    shop.settles().await;
    shop.does("conversation_draft", json!({ "customer": asha.customer, "draft": "{\"text\":\"Of cou\"}" })).await;
    shop.does("conversation_typing", json!({ "customer": asha.customer })).await;
    shop.house.close().await;
    shop.opens().await;
    let talk = shop.does("conversation_get", json!({ "customer": asha.customer })).await;
    assert_eq!(talk["draft"], "{\"text\":\"Of cou\"}", "what was begun is still there");
    assert_eq!(talk["held_by"], "owner", "and so is whose conversation it is");
    shop.does("conversation_close", json!({ "customer": asha.customer })).await;
    assert_eq!(shop.does("conversation_get", json!({ "customer": asha.customer })).await["held_by"], Value::Null, "until it is closed");
    shop.does("conversation_typing", json!({ "customer": asha.customer })).await;
    shop.passes(13 * HOUR).await;
    assert_eq!(
        shop.does("conversation_get", json!({ "customer": asha.customer })).await["held_by"],
        Value::Null,
        "or half a day has passed"
    );

    shop.does(
        "quick_reply_save",
        json!({ "shortcut": "/hours", "words": { "en": "We open at nine.", "fr": "Nous ouvrons à neuf heures." } }),
    )
    .await;
    let all = shop.does("quick_reply_save", json!({ "shortcut": "hours", "words": { "en": "From nine to seven." } })).await;
    assert_eq!((all.as_array().unwrap().len(), &all[0]["words"]["en"]), (1, &json!("From nine to seven.")), "a short word is one answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_messages_are_read_a_page_at_a_time() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    for n in 0..150 {
        shop.does("conversation_note", json!({ "customer": asha.customer, "text": format!("Line {n}") })).await;
    }
    let last = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    assert_eq!(
        (last["messages"].as_array().unwrap().len(), &last["earlier"], &last["later"]),
        (60, &json!(true), &json!(false)),
        "the end first"
    );
    let first = last["messages"][0]["id"].clone();
    let before = shop.does("conversation_thread", json!({ "customer": asha.customer, "before": first })).await;
    assert_eq!(before["messages"][59]["content"]["text"], "Line 89", "then what came before, without a gap");
    let first = before["messages"][0]["id"].clone();
    let oldest = shop.does("conversation_thread", json!({ "customer": asha.customer, "before": first })).await;
    assert_eq!((oldest["messages"].as_array().unwrap().len(), &oldest["earlier"]), (30, &json!(false)), "down to the first");
    let after = shop.does("conversation_thread", json!({ "customer": asha.customer, "after": oldest["messages"][29]["id"] })).await;
    assert_eq!(after["messages"][0]["content"]["text"], "Line 30", "and back up again");
}
