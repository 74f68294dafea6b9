//! Files up and down.

use base64::Engine;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Meta, code, to_ana};

const JPEG: [u8; 6] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0];

async fn uploads(meta: &Meta, mime: &str, bytes: Vec<u8>, product: &str) -> (u16, Value) {
    let file = Part::bytes(bytes).file_name("a").mime_str(mime).unwrap();
    let form = Form::new().text("messaging_product", product.to_owned()).text("type", mime.to_owned()).part("file", file);
    let url = format!("{}/v26.0/{}/media", meta.simulator.addresses.graph_url, meta.ids().phone_number_id);
    let answer = meta.http.post(url).bearer_auth(meta.ids().token).multipart(form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn uploaded_described_fetched_deleted() {
    let meta = Meta::start().await;
    meta.ana().await;
    let (_, made) = uploads(&meta, "image/jpeg", JPEG.to_vec(), "whatsapp").await;
    let id = made["id"].as_str().unwrap().to_owned();
    let cases = [
        ("image/jpeg", b"<html>".to_vec(), "whatsapp", 131_053, "a page is not a picture"),
        ("image/gif", b"GIF89a".to_vec(), "whatsapp", 131_053, "no GIF"),
        ("image/jpeg", [JPEG.to_vec(), vec![0; 5 * 1024 * 1024]].concat(), "whatsapp", 131_053, "5 MB"),
        ("image/jpeg", JPEG.to_vec(), "messenger", 100, "whose product"),
    ];
    for (mime, bytes, product, expected, why) in cases {
        assert_eq!(code(&uploads(&meta, mime, bytes, product).await.1), expected, "{why}");
    }
    let large = [b"%PDF-1.4".to_vec(), vec![b' '; 20 * 1024 * 1024]].concat();
    assert_eq!(uploads(&meta, "application/pdf", large, "whatsapp").await.0, 200, "a document of 20 MB");
    let (_, described) = meta.get(&id).await;
    assert_eq!((&described["mime_type"], &described["file_size"]), (&json!("image/jpeg"), &json!(6)), "what it is: {described}");
    let url = described["url"].as_str().unwrap();
    assert_eq!(meta.http.get(url).send().await.unwrap().status().as_u16(), 401, "its address wants the token");
    let fetched = meta.http.get(url).bearer_auth(meta.ids().token).send().await.unwrap();
    assert_eq!(fetched.bytes().await.unwrap().as_ref(), JPEG, "the same bytes");
    meta.control("clock", json!({ "advance_ms": 5 * 60_000 })).await;
    assert_eq!(
        meta.http.get(url).bearer_auth(meta.ids().token).send().await.unwrap().status().as_u16(),
        404,
        "five minutes later it is dead"
    );
    assert_eq!(meta.get(&id).await.0, 200, "the id is not");
    assert_eq!(code(&meta.get(&format!("{id}?phone_number_id=1")).await.1), 100, "another number's picture");
    let wamid = meta.sent(to_ana("image", json!({ "id": id }))).await;
    meta.status(&wamid, "delivered").await;
    assert_eq!(meta.fails(to_ana("sticker", json!({ "id": id }))).await, 131_053, "a JPEG is no sticker");
    assert_eq!(meta.delete(&id).await.0, 200, "deleted");
    assert_eq!(code(&meta.get(&id).await.1), 100, "gone");
    let (_, made) = uploads(&meta, "image/jpeg", JPEG.to_vec(), "whatsapp").await;
    let id = made["id"].as_str().unwrap().to_owned();
    meta.control("clock", json!({ "advance_ms": 30 * 24 * 3_600_000_i64 })).await;
    assert_eq!(code(&meta.get(&id).await.1), 100, "after thirty days it is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_customers_send_can_be_fetched_for_a_week() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    for (kind, field, mime) in [
        ("image", "image", "image/jpeg"),
        ("voice", "audio", "audio/ogg; codecs=opus"),
        ("video", "video", "video/mp4"),
        ("document", "document", "application/pdf"),
        ("sticker", "sticker", "image/webp"),
    ] {
        meta.control(&format!("customers/{id}/send"), json!({ "kind": kind })).await;
        let file = meta.message(field).await.0[field].clone();
        assert_eq!(file["mime_type"], mime, "a real small file of a {kind}");
        let bytes = meta.http.get(file["url"].as_str().unwrap()).bearer_auth(meta.ids().token).send().await.unwrap().bytes().await.unwrap();
        let digest = Sha256::digest(&bytes);
        assert_eq!(file["sha256"], base64::engine::general_purpose::STANDARD.encode(digest), "with its digest in base64");
    }
    let given = base64::engine::general_purpose::STANDARD.encode(JPEG);
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "image", "base64": given, "caption": "mine" })).await;
    let own = meta
        .until("her own picture", |all| {
            all.iter().find(|(_, v)| v["messages"][0]["image"]["caption"] == "mine").map(|(_, v)| v["messages"][0]["image"].clone())
        })
        .await;
    let media = own["id"].as_str().unwrap();
    meta.control("clock", json!({ "advance_ms": 7 * 24 * 3_600_000_i64 - 60_000 })).await;
    assert_eq!(meta.get(media).await.1["file_size"], 6, "bytes of one's own, for nearly a week");
    meta.control("clock", json!({ "advance_ms": 60_000 })).await;
    assert_eq!(code(&meta.get(media).await.1), 100, "and no longer");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_broke_off_goes_on() {
    let meta = Meta::start().await;
    let (_, session) = meta.post("{A}/uploads?file_name=a.jpg&file_length=10&file_type=image/jpeg", json!({})).await;
    let id = session["id"].as_str().unwrap().to_owned();
    let url = format!("{}/v26.0/{id}", meta.simulator.addresses.graph_url);
    let chunk = |offset: usize, bytes: &'static [u8]| {
        meta.http.post(&url).bearer_auth(meta.ids().token).header("file_offset", offset.to_string()).body(bytes).send()
    };
    meta.control("faults", json!({ "upload_breaks_after": 4 })).await;
    let broken = chunk(0, b"0123456789").await;
    assert!(broken.is_err() || broken.unwrap().bytes().await.is_err(), "the connection is lost on the way");
    assert_eq!(meta.get(&id).await.1, json!({ "id": id, "file_offset": 4 }), "four bytes have arrived");
    let wrong: Value = chunk(0, b"0123456789").await.unwrap().json().await.unwrap();
    assert_eq!(code(&wrong), 100, "one does not begin again");
    let more: Value = chunk(4, b"456").await.unwrap().json().await.unwrap();
    assert_eq!(more["file_offset"], 7, "a piece at a time");
    let too_much: Value = chunk(7, b"7890").await.unwrap().json().await.unwrap();
    assert_eq!(code(&too_much), 100, "not more than was announced");
    let end: Value = chunk(7, b"789").await.unwrap().json().await.unwrap();
    assert!(end["h"].as_str().is_some_and(|h| h.starts_with("4::")), "the whole makes a handle: {end}");
    assert_eq!(
        code(&meta.post("{A}/uploads?file_name=a&file_length=0&file_type=image/jpeg", json!({})).await.1),
        100,
        "nothing cannot be uploaded"
    );
}
