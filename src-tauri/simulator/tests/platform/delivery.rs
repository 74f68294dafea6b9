//! How webhooks come: signed, again and again, withheld, odd; and how the platform fails.

use std::io::Read;
use std::time::Instant;

use cloud_simulator::Options;
use hmac::Mac;
use serde_json::{Value, json};

use crate::{Meta, text};

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    format!("sha256={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_over_the_bytes_and_tried_until_taken() {
    let meta = Meta::start().await;
    meta.refuses(2);
    meta.ana().await;
    let three = meta.until("three tries", |_| Some(meta.deliveries()).filter(|d| d.len() >= 3)).await;
    assert!(three.iter().all(|d| d.body == three[0].body), "the same bytes each time");
    assert_eq!(three[0].signature, signature(&meta.ids().app_secret, &three[0].body), "signed with the app's secret");
    meta.control("faults", json!({ "wrong_signature": 1 })).await;
    meta.control("events/review", json!({})).await;
    let forged = meta.until("a forged one and a true one", |_| Some(meta.deliveries()).filter(|d| d.len() >= 5)).await;
    assert_ne!(forged[3].signature, signature(&meta.ids().app_secret, &forged[3].body), "first with another secret");
    assert_eq!(forged[4].signature, signature(&meta.ids().app_secret, &forged[4].body), "then as it should be");
}

#[tokio::test(flavor = "multi_thread")]
async fn withheld_until_released_and_odd_ones() {
    let meta = Meta::start().await;
    meta.control("faults", json!({ "withhold_webhooks": true })).await;
    meta.ana().await;
    // The loop takes what is to go out within a moment; it shows as withheld then.
    while meta.sees("idle").await["withheld"] != 1 {
        tokio::task::yield_now().await;
    }
    assert!(meta.deliveries().is_empty(), "nothing leaves");
    assert_eq!(meta.control("webhooks/release", json!({})).await["released"], 1, "one was kept");
    meta.message("text").await;
    for (kind, size) in
        [("huge", 3_000_000), ("deep", 50_000), ("many", 1_000), ("wrong_signature", 0), ("unsigned", 0), ("not_json", 0), ("gzip", 0)]
    {
        let answer = meta.control("webhooks/odd", json!({ "kind": kind, "size": size })).await;
        assert_eq!(answer["status"], if kind == "huge" { 413 } else { 200 }, "this listener takes {kind} as it is, up to its own limit");
    }
    meta.control("faults", json!({ "gzip": true })).await;
    meta.control("events/review", json!({})).await;
    let zipped = meta.until("a compressed one", |_| meta.deliveries().into_iter().rev().find(|d| d.encoding == "gzip")).await;
    let mut plain = String::new();
    flate2::read::GzDecoder::new(zipped.body.as_slice()).read_to_string(&mut plain).unwrap();
    assert!(plain.contains("whatsapp_business_account"), "and can be read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_instead_of_answers() {
    let meta = Meta::start().await;
    meta.control("faults", json!({ "http_answers": 1, "http_status": 503 })).await;
    assert_eq!(meta.sends(text("x")).await.0, 503, "a page of a proxy");
    meta.control("faults", json!({ "refuse_with": 131_000 })).await;
    assert_eq!(meta.sends(text("x")).await, (500, 131_000), "a refusal has the status of its code");
    meta.control("faults", json!({ "refuse_with": null, "expired_token": true })).await;
    assert_eq!(meta.sends(text("x")).await, (401, 190), "an expired token");
}

/// Sends 2,400 messages from eight callers at once; answers how many a second were taken.
async fn floods(meta: &Meta, message: impl Fn(usize) -> Value) -> f64 {
    let url = format!("{}/v26.0/{}/messages", meta.simulator.addresses.graph_url, meta.ids().phone_number_id);
    let start = Instant::now();
    let mut tasks = Vec::new();
    for caller in 0..8 {
        let (http, url, token) = (meta.http.clone(), url.clone(), meta.ids().token);
        let messages: Vec<Value> = (0..300).map(|n| message(caller * 300 + n)).collect();
        tasks.push(tokio::spawn(async move {
            for message in messages {
                let answer = http.post(&url).bearer_auth(&token).json(&message).send().await.unwrap();
                assert_eq!(answer.status().as_u16(), 200, "each is taken");
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    2_400.0 / start.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread")]
async fn forgets_but_keeps_count() {
    let options = Options { forget: true, per_second: 1_000_000, tier: "TIER_UNLIMITED".into(), ..Options::default() };
    let meta = Meta::with(Options { schema_free: true, ..options.clone() }).await;
    let unread = floods(&meta, |_| json!({ "anything": "goes", "to": "+33600000001" })).await;
    assert_eq!(meta.sees("idle").await["accepted"], 2_400, "all are counted");
    assert_eq!(meta.sees("accepts").await.as_array().map(Vec::len), Some(1_000), "a thousand are kept");
    assert_eq!(meta.sees("accepts?from=2399").await.as_array().map(Vec::len), Some(1), "positions stay what they were");
    let strict = Meta::with(options).await;
    let people: Vec<Value> = (0..2_400).map(|n| json!({ "name": "Somebody", "phone": format!("+3363998{n:04}") })).collect();
    strict.control("customers", json!(people)).await;
    strict.template("news", json!({ "components": [{ "type": "BODY", "text": "Your {{1}} is back today" }, { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Keep" }] }] })).await;
    let parts = json!([{ "type": "body", "parameters": [{ "type": "text", "text": "shoe" }] }, { "type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [{ "type": "payload", "payload": "keep" }] }]);
    let template = |n: usize| json!({ "messaging_product": "whatsapp", "to": format!("+3363998{n:04}"), "type": "template", "template": { "name": "news", "language": { "code": "en" }, "components": parts } });
    let read = floods(&strict, template).await;
    // For whoever reads the output: a rate that a busy machine could fail is no test.
    std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("a second: {unread:.0} unread, {read:.0} checked\n")).unwrap();
}
