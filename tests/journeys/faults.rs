//! What goes wrong on the way, and what the owner reads then.

use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::a_shop;

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_reached_keeps_her_place_and_the_next_is_told() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let capped =
        shop.meets_with(json!({ "name": "Capped", "phone": "+33639989001", "user_id": "FR.9001", "marketing_capped": true })).await;
    let away = shop.meets_with(json!({ "name": "Away", "phone": "+33639989002", "user_id": "FR.9002", "reachable": false })).await;
    shop.notes_that(&capped, "Runner-42").await;
    shop.notes_that(&away, "Runner-42").await;
    let others = shop.has_waiting(3, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 1 })).await;
    let alert = shop.tells(ids[0]).await;
    shop.until("two others were told instead", async || {
        shop.alert(alert).await["told"].as_i64() == Some(2) && shop.alert(alert).await["lost"].as_i64() == Some(2)
    })
    .await;
    shop.settles().await;
    assert_eq!(
        (others[0].has_read().await.len(), others[1].has_read().await.len(), others[2].has_read().await.len()),
        (1, 1, 0),
        "one pair, two people: the next two, not the third"
    );
    let people = shop.does("alert_people", json!({ "alert": alert })).await;
    let advice: Vec<&str> = people.as_array().unwrap().iter().filter_map(|p| p["advice"].as_str()).collect();
    assert_eq!(advice, ["meta_limit", "unreachable"], "the reason is a code the window has words for");
    let today = shop.does("today_list", json!({})).await;
    let call = today["rows"].as_array().unwrap().iter().find(|r| r["is"] == "call").cloned().unwrap_or(Value::Null);
    assert_eq!(call["people"].as_array().map(Vec::len), Some(2), "Today says: call her");
    assert_eq!(shop.variant(ids[0]).await["waiting"], 3, "both keep their place beside the third");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_token_stops_sending_and_nothing_is_lost() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(2, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.control("faults", json!({ "expired_token": true })).await;
    shop.tells(ids[0]).await;
    shop.until("sending has stopped", async || shop.does("shop_get", json!({})).await["connection"]["stopped"] == "token").await;
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "stopped" && r["why"] == "token"), "Today says why");
    assert!(people[0].has_read().await.is_empty(), "an expired token never looks like 'sent'");
    shop.control("faults", json!({ "expired_token": false })).await;
    shop.does("connection_resume", json!({})).await;
    shop.passes(16 * 60_000).await;
    shop.until("they are told after all", async || people[1].has_read().await.len() == 1).await;
    shop.settles().await;
    assert_eq!(shop.accepts().await.len(), 2, "each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_settled_by_the_status_and_never_sent_again() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(3, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.control("faults", json!({ "drop_after_accept": 1, "malformed": 1, "duplicate": 1.0, "reorder": true })).await;
    shop.tells(ids[0]).await;
    shop.until("all three are known to be read", async || shop.alerts_read().await == 3).await;
    shop.settles().await;
    for person in &people {
        assert_eq!(person.has_read().await.len(), 1, "each was told once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn throttling_defers_and_never_fails() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    shop.has_waiting(3, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.control("faults", json!({ "throttle": 2 })).await;
    shop.tells(ids[0]).await;
    shop.until("all three are read", async || shop.alerts_read().await == 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_replayed_and_monstrous_webhooks() {
    let shop = a_shop().await;
    let url = shop.house.addresses().unwrap().webhook_url;
    let http = reqwest::Client::new();
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": { "contacts": [{ "profile": { "name": "Asha" }, "wa_id": "33639980001" }], "messages": [{ "from": "33639980001", "id": "wamid.1", "timestamp": "1795513000", "type": "text", "text": { "body": "hi" } }] } }] }] }).to_string();
    let sign = |body: &[u8]| cloud_api::signature::sign(body, &shop.simulator.addresses.credentials.app_secret);
    let send = async |body: Vec<u8>, signature: String| {
        http.post(&url).header(cloud_api::signature::HEADER, signature).body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(send(body.clone().into_bytes(), "sha256=00".into()).await, 401, "a forged delivery is refused");
    assert_eq!(send(body.clone().into_bytes(), String::new()).await, 401, "so is an unsigned one");
    for _ in 0..3 {
        assert_eq!(send(body.clone().into_bytes(), sign(body.as_bytes())).await, 200, "a real one is taken, each time it comes");
    }
    let huge = vec![b' '; 3 * 1024 * 1024 + 1];
    assert_eq!(send(huge.clone(), sign(&huge)).await, 413, "more than 3 MB is not Meta's");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000)).into_bytes();
    assert_eq!(send(deep.clone(), sign(&deep)).await, 200, "what is signed is kept even if it cannot be read");
    let strange =
        json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "telepathy", "value": 7 }] }] })
            .to_string()
            .into_bytes();
    assert_eq!(send(strange.clone(), sign(&strange)).await, 200, "so is what this version does not know");
    shop.until("the message is in the thread", async || {
        let people = shop.does("customers_list", json!({})).await;
        people.as_array().unwrap().iter().any(|p| p["name"] == "Asha" && p["unanswered"] == true)
    })
    .await;
    let people = shop.does("customers_list", json!({})).await;
    let asha = people.as_array().unwrap().iter().find(|p| p["name"] == "Asha").unwrap();
    let card = shop.does("customer_get", json!({ "customer": asha["id"] })).await;
    assert_eq!(card["thread"].as_array().unwrap().len(), 1, "three deliveries, one message");
}

#[tokio::test(flavor = "multi_thread")]
async fn meta_turning_a_template_into_something_else_is_noticed() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    shop.control("templates/back_in_stock/en", json!({ "status": "PAUSED" })).await;
    shop.until("the pause is known", async || {
        shop.does("templates_list", json!({})).await.as_array().unwrap().iter().any(|t| t["status"] == "PAUSED")
    })
    .await;
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "template"), "Today shows it");
    shop.control("templates/back_in_stock/en", json!({ "category": "UTILITY" })).await;
    shop.until("the category is Meta's", async || {
        shop.does("templates_list", json!({})).await.as_array().unwrap().iter().any(|t| t["category"] == "UTILITY")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_and_opened_again_it_goes_on_where_it_was() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    shop.does("shop_update", json!({ "alert_spacing_ms": 60_000 })).await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(10, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    let alert = shop.tells(ids[0]).await;
    shop.passes(5 * 60_000 + 1_000).await;
    shop.until("six are told", async || shop.alert(alert).await["told"].as_i64() == Some(6)).await;
    shop.house.close().await;
    shop.opens().await;
    let row = shop.alert(alert).await;
    assert_eq!((row["told"].as_i64(), row["to_go"].as_i64()), (Some(6), Some(4)), "6 told, 4 to go");
    shop.passes(10 * 60_000).await;
    shop.until("all ten are told", async || shop.alert(alert).await["told"].as_i64() == Some(10)).await;
    shop.settles().await;
    for person in &people {
        assert_eq!(person.has_read().await.len(), 1, "nobody is told twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_limit_of_new_people_holds_the_rest_until_tomorrow() {
    let shop = vitrine_tests::a_shop_with(cloud_simulator::Options { tier: "TIER_250".into(), ..Default::default() }).await;
    let plan = shop.does("shop_get", json!({})).await;
    assert_eq!(plan["connection"]["tier"], "TIER_250", "the limit is Meta's word");
    let too_early = shop.tries("alert_start", json!({ "variant": shop.sells("Runner", &[("42", 1)]).await[0] })).await.unwrap_err();
    assert_eq!(too_early.code, Code::NobodyWaits, "and an alert for nobody is refused plainly");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_answers_in_the_open_window_only() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let closed = shop.tries("conversation_reply", json!({ "customer": asha.customer, "text": "Hello" })).await.unwrap_err();
    assert_eq!(closed.code, Code::WindowClosed, "free text cannot be typed into a closed window");
    asha.writes("Are you open on Sunday?").await;
    shop.settles().await;
    shop.does("conversation_reply", json!({ "customer": asha.customer, "text": "We are, until one." })).await;
    shop.until("she reads it", async || asha.last_read().await == "We are, until one.").await;
    let today = shop.does("today_list", json!({})).await;
    assert!(!today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "answer"), "Today is clear again");
}

#[tokio::test(flavor = "multi_thread")]
async fn connecting_again_while_answers_leave_loses_none() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Do you have it in blue?").await;
    shop.settles().await;
    let replies = async {
        for n in 0..40 {
            shop.does("conversation_reply", json!({ "customer": asha.customer, "text": format!("Answer {n}") })).await;
        }
    };
    // As fast as it goes: what is claimed while the old connection is let go must still leave.
    let connects = async {
        for _ in 0..40 {
            shop.connects().await;
        }
    };
    tokio::join!(replies, connects);
    shop.until("every answer is read, whichever connection it left by", async || asha.has_read().await.len() == 40).await;
}
