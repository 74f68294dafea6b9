//! Connecting a real number: each wrong paste is named, the owner's hello comes first, and what goes
//! wrong later stops sending by itself and says the one thing to do.

use std::time::Duration;

use serde_json::{Value, json};
use vitrine_core::{Code, Error};
use vitrine_tests::{OWNER_PHONE, TestShop, a_shop, a_shop_not_connected, a_shop_that_listens_first};

fn pastes(shop: &TestShop) -> Value {
    let at = &shop.simulator.addresses;
    let c = &at.credentials;
    json!({ "graph_url": at.graph_url, "token": c.token, "app_secret": c.app_secret, "owner_phone": OWNER_PHONE })
}

fn but(pastes: &Value, field: &str, value: impl Into<Value>) -> Value {
    let mut changed = pastes.clone();
    changed[field] = value.into();
    changed
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_paste_is_named_and_nothing_is_kept_of_it() {
    let shop = a_shop_not_connected().await;
    let good = pastes(&shop);
    let c = shop.simulator.addresses.credentials.clone();
    let temporary =
        shop.control("tokens", json!({ "token": format!("EAA{}", "2".repeat(40)), "expires_in_ms": 23 * 3_600_000 })).await["token"]
            .clone();
    let narrow = shop
        .control("tokens", json!({ "token": format!("EAA{}", "3".repeat(40)), "scopes": ["whatsapp_business_messaging"] }))
        .await["token"]
        .clone();
    let ended = shop.control("tokens", json!({ "token": format!("EAA{}", "4".repeat(40)), "expires_in_ms": 1 })).await["token"].clone();
    let cases: Vec<(&str, Value, Code)> = vec![
        ("the phone number in the token's box", but(&good, "token", "+33 1 87 00 00 00"), Code::NotAToken),
        ("the secret in the token's box", but(&good, "token", c.app_secret.as_str()), Code::NotAToken),
        ("nothing at all", but(&good, "token", ""), Code::NotAToken),
        ("a token Meta does not know", but(&good, "token", format!("EAA{}", "1".repeat(40))), Code::TokenEnds),
        ("a token that has ended", but(&good, "token", ended), Code::TokenEnds),
        ("a token of the set-up page, which dies tomorrow", but(&good, "token", temporary), Code::TokenEnds),
        ("a token without all permissions", but(&good, "token", narrow), Code::TokenPermission),
        ("the token in the secret's box", but(&good, "app_secret", c.token.as_str()), Code::NotASecret),
        ("another app's secret", but(&good, "app_secret", "0123456789abcdef0123456789abcdef"), Code::OtherAppsSecret),
        ("the phone number where its id belongs", but(&good, "phone_number_id", "33187000000"), Code::NumberNotSeen),
        ("a word for the owner's phone", but(&good, "owner_phone", "my phone"), Code::BadPhone),
    ];
    for (what, request, code) in cases {
        let refused: Error = shop.tries("connection_set", request).await.expect_err(what);
        assert_eq!(refused.code, code, "{what}");
        assert!(shop.does("shop_get", json!({})).await["connection"].is_null(), "{what}: nothing was kept");
    }
    let seen = shop.does("connection_look", json!({ "graph_url": good["graph_url"], "token": c.token, "app_secret": c.app_secret })).await;
    assert_eq!(seen["accounts"][0]["id"], json!(c.waba_id), "the token itself says which accounts it sees");
    assert_eq!(seen["accounts"][0]["numbers"][0]["id"], json!(c.phone_number_id), "and which numbers, to choose from");
    let staff = shop.staff_try("connection_set", good.clone()).await.expect_err("staff");
    assert_eq!(staff.code, Code::OwnerOnly, "connecting is the owner's");
    let connected = shop.does("connection_set", good).await;
    assert_eq!(connected["phone_number_id"], json!(c.phone_number_id), "the only number there is needs no choosing");
}

#[tokio::test(flavor = "multi_thread")]
async fn until_the_owners_signed_hello_nobody_else_is_written_to() {
    let shop = a_shop_not_connected().await;
    shop.connects().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    shop.notes_that(&asha, "Runner-42").await;
    let today = shop.does("today_list", json!({})).await;
    let hello = today["rows"].as_array().unwrap().iter().find(|r| r["is"] == "say_hello").cloned().expect("Today asks for the hello");
    assert!(hello["url"].as_str().unwrap().contains(hello["code"].as_str().unwrap()), "with a link that has the words in it");
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.tells(ids[0]).await;
    asha.writes("Hello!").await;
    shop.settles().await;
    assert!(asha.has_read().await.is_empty(), "a stranger's hello opens nothing: STOP has not been proved to arrive from the owner");

    // The same words from a file, without Meta's signature, prove nothing.
    let forged = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": {
        "contacts": [{ "profile": { "name": "Nadia" }, "wa_id": "33639981900" }],
        "messages": [{ "from": "33639981900", "id": "wamid.forged", "timestamp": "1795513000", "type": "text", "text": { "body": "Hello" } }] } }] }] });
    shop.applies_by_hand(&forged).await;
    assert!(shop.does("shop_get", json!({})).await["connection"]["hello_at"].is_null(), "what nobody signed is no proof");

    shop.hears_its_owner().await;
    shop.until("she is told after all", async || !asha.has_read().await.is_empty()).await;
    let rows = shop.does("today_list", json!({})).await;
    assert!(!rows["rows"].as_array().unwrap().iter().any(|r| r["is"] == "say_hello"), "and Today does not ask again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_number_proves_itself_by_the_code_on_the_owners_screen() {
    let shop = a_shop_not_connected().await;
    shop.connects().await;
    let nadia = shop.meets_with(json!({ "name": "Nadia", "user_id": "FR.1900", "username": "nadia.k" })).await;
    nadia.writes("Hello").await;
    shop.settles().await;
    let connection = shop.does("shop_get", json!({})).await["connection"].clone();
    assert!(connection["hello_at"].is_null(), "without a number her hello is anybody's");
    nadia.writes(&format!("Hello {}", connection["hello_code"].as_str().unwrap())).await;
    shop.until("the code proves her", async || shop.does("shop_get", json!({})).await["connection"]["hello_at"].is_i64()).await;
    shop.until("she is answered", async || nadia.last_read().await.starts_with("It works")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn meta_is_asked_to_deliver_to_us_and_checks_that_we_are_there() {
    let shop = a_shop_not_connected().await;
    let here = shop.house.addresses().unwrap().webhook_url;
    let nowhere = but(&pastes(&shop), "callback_url", format!("{}/elsewhere", here.trim_end_matches("/webhook")));
    let refused = shop.tries("connection_set", nowhere).await.expect_err("nobody there");
    assert_eq!(refused.code, Code::CallbackUnverified, "an address that does not answer is said");
    shop.does("connection_set", but(&pastes(&shop), "callback_url", here.as_str())).await;
    let nadia = shop.meets("Nadia", OWNER_PHONE).await;
    nadia.writes("Hello").await;
    shop.until("her hello comes through", async || shop.does("shop_get", json!({})).await["connection"]["hello_at"].is_i64()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_at_meta_stops_sending_and_today_says_the_one_thing() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Are you open?").await;
    shop.settles().await;
    let stopped = async |why: &str| {
        shop.until(why, async || shop.does("shop_get", json!({})).await["connection"]["stopped"] == why).await;
        let today = shop.does("today_list", json!({})).await;
        assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "stopped" && r["why"] == why), "Today names {why}");
    };

    shop.control("events/account", json!({ "event": "ACCOUNT_RESTRICTION" })).await;
    stopped("restricted").await;
    shop.does("connection_resume", json!({})).await;

    // Payment fails for a message Meta had already taken.
    shop.control("faults", json!({ "fail_with": 131_042 })).await;
    shop.does("conversation_reply", json!({ "customer": asha.customer, "text": "Yes, until seven." })).await;
    stopped("payment").await;
    shop.control("faults", json!({ "fail_with": null })).await;
    shop.does("connection_resume", json!({})).await;

    shop.control("events/phone_quality", json!({ "event": "FLAGGED" })).await;
    stopped("quality").await;
    shop.does("conversation_reply", json!({ "customer": asha.customer, "text": "And on Sunday too." })).await;
    shop.until("answers go on: Meta minds what the shop starts, not what customers ask", async || {
        asha.last_read().await == "And on Sunday too."
    })
    .await;
    shop.control("events/phone_quality", json!({ "event": "UNFLAGGED" })).await;
    shop.until("Meta takes it back, and it goes on by itself", async || {
        shop.does("shop_get", json!({})).await["connection"]["stopped"].is_null()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wave_waits_until_everything_that_came_in_is_understood() {
    let ten_minutes = Duration::from_secs(600);
    let shop = a_shop_that_listens_first(ten_minutes).await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let people = shop.has_waiting(3, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": ids[0], "on_hand": 5 })).await;
    shop.does("alert_start", json!({ "variant": ids[0] })).await;
    // She says stop while the shop is closed; Meta keeps it until the shop is open again, with the alert due.
    shop.house.close().await;
    people[0].writes("STOP").await;
    shop.passes(60_000).await;
    shop.opens().await;
    shop.until("her STOP is answered: answers do not wait", async || people[0].last_read().await.contains("write to you any more")).await;
    assert_eq!(shop.accepts().await.len(), 1, "while the shop listens, nothing it starts leaves");
    shop.passes(600_000).await;
    shop.until("the others are told", async || people[1].has_read().await.len() + people[2].has_read().await.len() == 2).await;
    shop.settles().await;
    assert!(
        people[0].has_read().await.iter().all(|said| !said.contains("back")),
        "her STOP was understood before anything the shop starts could leave"
    );
}
