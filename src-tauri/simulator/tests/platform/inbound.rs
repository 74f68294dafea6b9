//! What people send and what Meta announces: every kind and field of the fact sheet's §3.3 and §3.5.

use serde_json::{Value, json};

use crate::{Meta, to_ana};

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_arrives_with_its_fields() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    let cases = [
        (json!({ "kind": "location" }), "location", "/location/latitude", json!(48.8795)),
        (json!({ "kind": "contacts", "origin": "contact_request" }), "contacts", "/contacts/0/origin", json!("contact_request")),
        (json!({ "kind": "reaction", "message_id": "wamid.x", "emoji": "👍" }), "reaction", "/reaction/emoji", json!("👍")),
        (json!({ "kind": "button", "payload": "keep", "text": "Keep" }), "button", "/button/payload", json!("keep")),
        (json!({ "kind": "order", "text": "please" }), "order", "/order/product_items/0/item_price", json!(59.9)),
        (json!({ "kind": "unsupported", "sub_type": "poll" }), "unsupported", "/unsupported/type", json!("poll")),
        (json!({ "kind": "edit", "message_id": "wamid.x", "text": "better" }), "edit", "/edit/message/text/body", json!("better")),
        (json!({ "kind": "revoke", "message_id": "wamid.x" }), "revoke", "/revoke/original_message_id", json!("wamid.x")),
        (json!({ "kind": "request_welcome" }), "request_welcome", "/type", json!("request_welcome")),
        (json!({ "kind": "hologram" }), "hologram", "/hologram/simulated", json!(true)),
        (json!({ "kind": "document", "filename": "a.pdf" }), "document", "/document/filename", json!("a.pdf")),
    ];
    for (spec, kind, pointer, expected) in cases {
        meta.control(&format!("customers/{id}/send"), spec.clone()).await;
        let (message, value) = meta.message(kind).await;
        assert_eq!(message.pointer(pointer), Some(&expected), "{spec}: {message}");
        assert!(
            message["timestamp"].is_string() && message["from"] == "33639980001" && value["contacts"][0]["user_id"] == "FR.1",
            "who and when: {value}"
        );
    }
    let last = async |mark: Value| {
        let mut spec = mark.clone();
        spec["context"] = json!({ "mark": mark.to_string() });
        meta.control(&format!("customers/{id}/send"), spec).await;
        let wanted = mark.to_string();
        meta.until("a message", |all| {
            all.iter().find(|(_, v)| v["messages"][0]["context"]["mark"] == wanted.as_str()).map(|(_, v)| v.clone())
        })
        .await
    };
    for kind in ["button_reply", "list_reply", "nfm_reply", "call_permission_reply", "payment_method"] {
        let value = last(json!({ "kind": kind })).await;
        assert!(value["messages"][0]["interactive"][kind].is_object(), "an interactive answer: {value}");
    }
    let value = last(json!({ "kind": "nfm_reply", "response_json": "{broken" })).await;
    assert_eq!(value["messages"][0]["interactive"]["nfm_reply"]["response_json"], "{broken", "JSON that is none");
    let value = last(json!({ "kind": "nfm_reply", "response_json": null })).await;
    assert!(value["messages"][0]["interactive"]["nfm_reply"].get("response_json").is_none(), "or none at all");
    let value = last(json!({ "kind": "interactive_error" })).await;
    assert!(
        value["messages"][0].get("interactive").is_none() && value["errors"][0]["code"] == 131_000,
        "an interactive message that is empty: {value}"
    );
    let value = last(json!({ "kind": "reaction", "message_id": "wamid.x" })).await;
    assert!(value["messages"][0]["reaction"].get("emoji").is_none(), "a reaction taken away has no emoji");
    let value = last(
        json!({ "kind": "text", "text": "this one?", "referred_product": true, "forwarded": true, "referral": { "ctwa_clid": null } }),
    )
    .await;
    let message = &value["messages"][0];
    assert!(
        message["context"]["referred_product"].is_object() && message["context"]["forwarded"] == true,
        "asked from a product, and forwarded: {message}"
    );
    assert!(
        message["referral"].get("ctwa_clid").is_none() && message["referral"]["source_type"] == "ad",
        "an advertisement in a Status has no click id"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_changes_number_changes_user_id() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "system", "type": "user_changed_number", "phone": "+5511999990000" }))
        .await;
    let (message, value) = meta.message("system").await;
    assert!(value.get("contacts").is_none(), "a system message has no contacts");
    assert_eq!(
        (&message["from"], &message["system"]["wa_id"]),
        (&json!("33639980001"), &json!("5511999990000")),
        "from the old number to the new: {message}"
    );
    let user_id = message["system"]["user_id"].as_str().unwrap();
    assert!(user_id.starts_with("BR."), "and another user id");
    let by_old = json!({ "messaging_product": "whatsapp", "recipient": "FR.1", "type": "text", "text": { "body": "x" } });
    assert_eq!(meta.fails(by_old).await, 131_026, "the old id reaches nobody");
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "system", "type": "customer_identity_changed", "hash": "h1" })).await;
    let identity = meta
        .until("a new device", |all| {
            all.iter()
                .find(|(_, v)| v["messages"][0]["system"]["type"] == "customer_identity_changed")
                .map(|(_, v)| v["messages"][0].clone())
        })
        .await;
    assert_eq!(identity["identity"]["hash"], "h1", "a new device");
    let mut safe = to_ana("text", json!({ "body": "x" }));
    safe["to"] = json!("+5511999990000");
    safe["recipient_identity_key_hash"] = json!("h1");
    assert_eq!(meta.sends(safe).await.1, 0, "which can be asked for");
    meta.control("events/user_id_update", json!({ "customer": id })).await;
    let old_form = meta.announced("user_id_update").await;
    assert_eq!(old_form["user_id_update"][0]["previous_user_id"], user_id, "the older form, as a field of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_and_buttons_are_tapped() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    let rows = json!([{ "id": "r1", "title": "One" }, { "id": "r2", "title": "Two", "description": "the second" }]);
    let list = json!({ "type": "list", "body": { "text": "Choose" }, "action": { "button": "Look", "sections": [{ "rows": rows }] } });
    meta.sent(to_ana("interactive", list)).await;
    meta.control(&format!("customers/{id}/tap"), json!({ "row": 1 })).await;
    let (message, _) = meta.message("interactive").await;
    assert_eq!(
        message["interactive"]["list_reply"],
        json!({ "id": "r2", "title": "Two", "description": "the second" }),
        "the row she tapped"
    );
    let missing = meta
        .http
        .post(format!("{}/customers/{id}/tap", meta.simulator.addresses.control_url))
        .json(&json!({ "row": 2 }))
        .send()
        .await
        .unwrap();
    assert_eq!(missing.status().as_u16(), 404, "there is no third");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_meta_announces() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    let cases = [
        ("phone_quality", json!({ "event": "FLAGGED" }), "phone_number_quality_update", "/event", json!("FLAGGED")),
        ("phone_name", json!({ "requested_verified_name": "Nadia" }), "phone_number_name_update", "/decision", json!("APPROVED")),
        ("capability", json!({}), "business_capability_update", "/max_daily_conversations_per_business", json!(2000)),
        ("alert", json!({}), "account_alerts", "/alert_info/alert_status", json!("ACTIVE")),
        ("review", json!({ "decision": "DEFERRED" }), "account_review_update", "/decision", json!("DEFERRED")),
        ("security", json!({ "event": "PIN_RESET_REQUEST" }), "security", "/event", json!("PIN_RESET_REQUEST")),
        ("username", json!({}), "business_username_update", "/status", json!("approved")),
        ("username", json!({ "plural": true }), "business_username_updates", "/status", json!("approved")),
        (
            "echo",
            json!({ "customer": id, "text": "from the phone" }),
            "smb_message_echoes",
            "/message_echoes/0/text/body",
            json!("from the phone"),
        ),
        ("history", json!({ "phase": 1 }), "history", "/history/0/threads/0/messages/1/type", json!("media_placeholder")),
        ("app_state", json!({ "customer": id, "action": "remove" }), "smb_app_state_sync", "/state_sync/0/action", json!("remove")),
        ("standby", json!({ "customer": id }), "standby", "/messages/0/type", json!("text")),
        ("flow", json!({}), "flows", "/new_status", json!("PUBLISHED")),
    ];
    for (name, given, field, pointer, expected) in cases {
        meta.control(&format!("events/{name}"), given).await;
        let value = meta.announced(field).await;
        assert_eq!(value.pointer(pointer), Some(&expected), "{name}: {value}");
    }
    let account = [
        "VERIFIED_ACCOUNT",
        "ACCOUNT_VIOLATION",
        "ACCOUNT_RESTRICTION",
        "DISABLED_UPDATE",
        "PARTNER_ADDED",
        "AD_ACCOUNT_LINKED",
        "MM_LITE_TERMS_SIGNED",
        "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE",
        "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE",
        "VOLUME_BASED_PRICING_TIER_UPDATE",
        "ACCOUNT_OFFBOARDED",
        "ACCOUNT_RECONNECTED",
        "ACCOUNT_DELETED",
    ];
    for event in account {
        meta.control("events/account", json!({ "event": event })).await;
        meta.until(event, |all| all.iter().find(|(f, v)| f == "account_update" && v["event"] == event).map(|_| ())).await;
    }
    meta.control("events/history", json!({ "refused": true })).await;
    meta.until("a refusal of history", |all| all.iter().find(|(_, v)| v["history"][0]["errors"][0]["code"] == 2_593_109).map(|_| ())).await;
    meta.control("events", json!({ "field": "telepathy", "value": 7 })).await;
    assert_eq!(meta.announced("telepathy").await, json!(7), "a field nobody knows yet");
    meta.control(&format!("customers/{id}/preference"), json!({ "value": "stop" })).await;
    let preference = meta.announced("user_preferences").await["user_preferences"][0].clone();
    assert!(preference["timestamp"].is_i64() && preference["value"] == "stop", "a preference has a number for its time: {preference}");
}
