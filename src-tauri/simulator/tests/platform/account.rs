//! What an account needs to connect, and what hangs on its number.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{Meta, code, text};

#[tokio::test(flavor = "multi_thread")]
async fn tokens_live_die_and_lack_permissions() {
    let meta = Meta::start().await;
    let c = meta.ids();
    let about = async |with: &str, token: &str| meta.call_as(with, Method::GET, &format!("debug_token?input_token={token}"), None).await;
    let (_, own) = about(&c.token, &c.token).await;
    assert_eq!(
        (&own["data"]["is_valid"], &own["data"]["expires_at"], &own["data"]["app_id"]),
        (&json!(true), &json!(0), &json!(c.app_id)),
        "a token that never dies"
    );
    assert_eq!(
        own["data"]["granular_scopes"][0],
        json!({ "scope": "whatsapp_business_messaging", "target_ids": [c.waba_id] }),
        "and may send for this account"
    );
    let app = format!("{}|{}", c.app_id, c.app_secret);
    assert_eq!(about(&app, &c.token).await.1["data"]["is_valid"], true, "the app may ask as well");
    let (status, wrong) = about(&format!("{}|wrong", c.app_id), &c.token).await;
    assert_eq!((status, code(&wrong)), (401, 190), "with its own secret");
    assert!(wrong["error"]["message"].as_str().unwrap().starts_with("Error validating application"), "and hears what is wrong");
    let (_, as_query) = meta.call_as("", Method::GET, &format!("debug_token?input_token={}&access_token={app}", c.token), None).await;
    assert_eq!(as_query["data"]["is_valid"], true, "a token may come in the query");
    assert_eq!(about(&app, "nonsense").await.1["data"]["is_valid"], false, "a token nobody made");

    let day = 23 * 3_600_000_i64;
    let temporary = meta.control("tokens", json!({ "expires_in_ms": day })).await["token"].as_str().unwrap().to_owned();
    let read_only =
        meta.control("tokens", json!({ "scopes": ["whatsapp_business_management"] })).await["token"].as_str().unwrap().to_owned();
    let send_only =
        meta.control("tokens", json!({ "scopes": ["whatsapp_business_messaging"] })).await["token"].as_str().unwrap().to_owned();
    let send = async |token: &str| meta.call_as(token, Method::POST, "{P}/messages", Some(text("x"))).await;
    assert_eq!(send(&temporary).await.0, 200, "a temporary token works");
    assert!(about(&app, &temporary).await.1["data"]["expires_at"].as_i64().unwrap() > 0, "and says when it dies");
    let refused = send(&read_only).await;
    assert_eq!((refused.0, code(&refused.1)), (403, 10), "not without the permission to send");
    let refused = meta.call_as(&send_only, Method::GET, "{W}/message_templates", None).await;
    assert_eq!((refused.0, code(&refused.1)), (403, 200), "nor without the one to manage");
    meta.control("clock", json!({ "advance_ms": day })).await;
    let dead = send(&temporary).await;
    assert_eq!((dead.0, code(&dead.1), &dead.1["error"]["error_subcode"]), (401, 190, &json!(463)), "within a day it is dead");
    let (status, own) = about(&temporary, &temporary).await;
    assert_eq!((status, &own["data"]["is_valid"]), (200, &json!(false)), "and can still be asked about");
}

#[tokio::test(flavor = "multi_thread")]
async fn number_account_and_health() {
    let meta = Meta::start().await;
    let (_, account) = meta.get("{W}?fields=id,name,timezone_id,health_status").await;
    assert_eq!(account["health_status"]["can_send_message"], "AVAILABLE", "all is well: {account}");
    let (_, numbers) = meta.get("{W}/phone_numbers").await;
    assert_eq!(numbers["data"][0]["id"], meta.ids().phone_number_id, "its number is listed");
    let fields = "display_phone_number,verified_name,quality_rating,throughput,whatsapp_business_manager_messaging_limit,status,code_verification_status,account_mode,health_status";
    let (status, number) = meta.get(&format!("{{P}}?fields={fields}")).await;
    assert_eq!(
        (status, &number["whatsapp_business_manager_messaging_limit"]),
        (200, &json!("TIER_2K")),
        "every field of the number: {number}"
    );
    assert_eq!(code(&meta.get("{P}?fields=shoe_size").await.1), 100, "and none it has not");
    assert_eq!(code(&meta.get("12345").await.1), 100, "nobody has this id");
    assert_eq!(
        code(&meta.call_as(&meta.ids().token, Method::POST, "{W}/messages", Some(text("x"))).await.1),
        100,
        "an account does not send"
    );
    let old = format!("{}/v12.0/{}", meta.simulator.addresses.graph_url, meta.ids().waba_id);
    assert_eq!(
        meta.http.get(old).bearer_auth(meta.ids().token).send().await.unwrap().status().as_u16(),
        400,
        "old versions are not served"
    );
    let bare = format!("{}/{}", meta.simulator.addresses.graph_url, meta.ids().waba_id);
    let answer = meta.http.get(bare).bearer_auth(meta.ids().token).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "a call without a version is served as the oldest");
    let usage = answer.headers().get("x-business-use-case-usage").unwrap().to_str().unwrap();
    assert!(usage.contains(&meta.ids().waba_id) && usage.contains("call_count"), "and tells the use so far: {usage}");
    meta.control("events/account", json!({ "event": "DISABLED_UPDATE" })).await;
    assert_eq!(meta.sends(text("x")).await, (403, 131_031), "an account that is disabled does not send");
    assert_eq!(meta.get("{P}?fields=health_status").await.1["health_status"]["can_send_message"], "BLOCKED", "and its health says so");
    meta.control("events/account", json!({ "event": "DISABLED_UPDATE", "ban_info": { "waba_ban_state": "REINSTATE" } })).await;
    assert_eq!(meta.sends(text("x")).await.0, 200, "until it is reinstated");
    meta.control("settings", json!({ "only_to": ["+33639980002"] })).await;
    assert_eq!(meta.sends(text("x")).await, (400, 131_030), "a test number writes to its list");
    meta.control("settings", json!({ "only_to": null, "management_per_hour": 1 })).await;
    let (status, answer) = meta.get("{W}").await;
    assert_eq!((status, code(&answer)), (400, 80_007), "so many calls an hour");
}

#[tokio::test(flavor = "multi_thread")]
async fn registration_profile_codes() {
    let meta = Meta::start().await;
    meta.ana().await;
    let register = |pin: &str| json!({ "messaging_product": "whatsapp", "pin": pin });
    assert_eq!(code(&meta.post("{P}/register", register("12")).await.1), 100, "six digits");
    assert_eq!(meta.post("{P}/register", register("123456")).await.0, 200, "registered with a PIN");
    assert_eq!(code(&meta.post("{P}/register", register("654321")).await.1), 133_005, "and only with this one again");
    assert_eq!(meta.post("{P}/deregister", json!({})).await.0, 200, "no more");
    assert_eq!(meta.sends(text("x")).await.1, 133_010, "a number that is not registered does not send");
    meta.post("{P}/register", register("123456")).await;
    for _ in 0..8 {
        meta.post("{P}/register", register("123456")).await;
    }
    assert_eq!(code(&meta.post("{P}/register", register("123456")).await.1), 133_016, "ten times in 72 hours");

    let profile = |rest: Value| {
        let mut profile = json!({ "messaging_product": "whatsapp" });
        profile.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        profile
    };
    let cases = [
        (json!({ "about": "x".repeat(140) }), 131_009, "139 characters about"),
        (json!({ "description": "x".repeat(257) }), 131_009, "256 of description"),
        (json!({ "websites": ["https://a.example", "https://b.example", "https://c.example"] }), 131_009, "two websites"),
        (json!({ "vertical": "SHOES" }), 131_009, "a vertical of the list"),
        (json!({ "profile_picture_handle": "4::none" }), 100, "a picture that was uploaded"),
        (json!({ "about": "Shoes", "websites": ["https://a.example"] }), 0, "taken"),
    ];
    for (rest, expected, why) in cases {
        assert_eq!(code(&meta.post("{P}/whatsapp_business_profile", profile(rest)).await.1), expected, "{why}");
    }
    let (_, shown) = meta.get("{P}/whatsapp_business_profile?fields=about,websites,email").await;
    assert_eq!(
        shown["data"][0],
        json!({ "messaging_product": "whatsapp", "about": "Shoes", "websites": ["https://a.example"] }),
        "what is empty is left out"
    );

    let (_, made) = meta.post("{P}/message_qrdls", json!({ "prefilled_message": "Tell me", "generate_qr_image": "PNG" })).await;
    let name = made["code"].as_str().unwrap().to_owned();
    assert_eq!(made["deep_link_url"], format!("https://wa.me/message/{name}"), "a code to scan");
    meta.post(&format!("{{P}}/message_qrdls/{name}"), json!({ "prefilled_message": "Tell me more" })).await;
    assert_eq!(meta.get("{P}/message_qrdls").await.1["data"][0]["prefilled_message"], "Tell me more", "changed");
    assert_eq!(meta.delete(&format!("{{P}}/message_qrdls/{name}")).await.0, 200, "deleted");
    assert_eq!(code(&meta.post("{P}/message_qrdls", json!({ "prefilled_message": "x".repeat(141) })).await.1), 100, "140 characters");
    assert_eq!(meta.get("{P}/whatsapp_commerce_settings").await.1["data"][0]["is_cart_enabled"], true, "the cart is on at first");
}

#[tokio::test(flavor = "multi_thread")]
async fn blocking_works_for_some_and_says_so() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    meta.meets(json!({ "name": "Silent", "phone": "+33639980002" })).await;
    let both = json!({ "messaging_product": "whatsapp", "block_users": [{ "user": "+33639980001" }, { "user": "+33639980002" }] });
    let (status, answer) = meta.post("{P}/block_users", both).await;
    assert_eq!((status, code(&answer)), (400, 139_100), "some failed: HTTP 400 with both");
    assert_eq!(answer["block_users"]["added_users"][0]["wa_id"], "33639980001", "who wrote today is blocked");
    assert_eq!(answer["block_users"]["failed_users"][0]["errors"][0]["code"], 131_047, "who did not is not");
    assert_eq!(meta.fails(text("x")).await, 130_403, "whom you block you cannot write to");
    let before = meta.changes().len();
    meta.control(&format!("customers/{id}/write"), json!({ "text": "Hello?" })).await;
    let freed = json!({ "messaging_product": "whatsapp", "block_users": [{ "user_id": "FR.1" }] });
    let (status, _) = meta.call_as(&meta.ids().token, Method::DELETE, "{P}/block_users", Some(freed)).await;
    assert_eq!(status, 200, "unblocked by user id");
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "location" })).await;
    meta.message("location").await;
    let words: Vec<_> = meta.changes()[before..].iter().filter(|(_, v)| v["messages"][0]["text"]["body"] == "Hello?").cloned().collect();
    assert!(words.is_empty(), "what was written meanwhile never came");
}

#[tokio::test(flavor = "multi_thread")]
async fn webhooks_go_where_an_address_answered() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    meta.message("text").await;
    let other = meta.hook_url.replace("/hook", "/other");
    let take = |token: &str| json!({ "override_callback_uri": other, "verify_token": token });
    assert_eq!(code(&meta.post("{W}/subscribed_apps", take("wrong")).await.1), 2200, "an address that does not verify is refused");
    assert_eq!(code(&meta.post("{W}/subscribed_apps", json!({ "override_callback_uri": other })).await.1), 100, "and one without a token");
    assert_eq!(meta.post("{W}/subscribed_apps", take("knock")).await.0, 200, "one that answers is taken");
    assert_eq!(meta.get("{W}/subscribed_apps").await.1["data"][0]["override_callback_uri"], other, "and shown");
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "location" })).await;
    meta.message("location").await;
    meta.control("events/review", json!({})).await;
    meta.announced("account_review_update").await;
    let paths =
        |mark: &str| meta.deliveries().into_iter().find(|d| String::from_utf8_lossy(&d.body).contains(mark)).map(|d| d.path).unwrap();
    assert_eq!(
        (paths("location").as_str(), paths("account_review_update").as_str()),
        ("/other", "/hook"),
        "messages go there, the account's own fields to the app"
    );
    assert_eq!(meta.delete("{W}/subscribed_apps").await.0, 200, "unsubscribed");
    assert_eq!(meta.get("{W}/subscribed_apps").await.1["data"], json!([]), "nobody listens");
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "sticker" })).await;
    meta.post("{W}/subscribed_apps", json!({})).await;
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "document" })).await;
    meta.message("document").await;
    let stickers = meta.changes().iter().filter(|(_, v)| v["messages"][0]["type"] == "sticker").count();
    assert_eq!(stickers, 0, "what happens while nobody is subscribed is never told");
}
