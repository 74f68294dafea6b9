//! Stories of the shop's own files: kept once, found again, sent as what they are, taken out only where nothing uses them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use vitrine_core::kinds::Code;
use vitrine_tests::a_shop;

/// A picture of one colour.
fn png(colour: u8) -> String {
    let mut picture = resvg::tiny_skia::Pixmap::new(64, 48).unwrap();
    picture.fill(resvg::tiny_skia::Color::from_rgba8(colour, 120, 60, 255));
    BASE64.encode(picture.encode_png().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_once_described_found_by_its_words_and_comes_back_after_undo() {
    let shop = a_shop().await;
    let before = shop.does("media_page", json!({})).await["total"].as_i64().unwrap();
    let kept = shop.does("media_add", json!({ "name": "Window", "data": png(200) })).await;
    assert_eq!(
        (kept["kind"].as_str(), kept["mime"].as_str()),
        (Some("image"), Some("image/jpeg")),
        "a picture becomes what a phone shows: {kept}"
    );
    let again = shop.does("media_add", json!({ "name": "Window again", "data": png(200) })).await;
    assert_eq!(again["hash"], kept["hash"], "the same file twice is one file");
    assert_eq!(again["name"], "Window", "with the name it had");
    shop.does("media_describe", json!({ "hash": kept["hash"], "field": "alt", "value": "Our window in winter" })).await;
    let found = shop.does("media_page", json!({ "text": "WINTER" })).await;
    assert_eq!(
        (found["total"].clone(), found["files"][0]["hash"].clone()),
        (json!(1), kept["hash"].clone()),
        "found by what it shows: {found}"
    );
    shop.does("media_drop", json!({ "hash": kept["hash"] })).await;
    assert_eq!(shop.does("media_page", json!({})).await["total"], before, "taken out");
    shop.does("media_put_back", json!({ "hash": kept["hash"] })).await;
    assert_eq!(shop.does("media_page", json!({})).await["files"][0]["alt"], "Our window in winter", "and back, with its words");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_used_cannot_be_taken_out_and_says_where() {
    let shop = a_shop().await;
    let variant = shop.sells("Boot Arve", &[("42", 3)]).await[0];
    let card = shop.does("product_pictures", json!({ "variant": variant, "pictures": [png(90)] })).await;
    let hash = card["pictures"][0]["hash"].clone();
    let uses = shop.does("media_uses", json!({ "hash": hash })).await;
    assert_eq!((uses[0]["what"].as_str(), uses[0]["name"].as_str()), (Some("product"), Some("Boot Arve")), "it says where: {uses}");
    let refused = shop.tries("media_drop", json!({ "hash": hash })).await.unwrap_err();
    assert_eq!((refused.code, refused.about.get("why").cloned()), (Code::BadMedia, Some(json!("used"))), "nothing loses its picture");
    let url = card["pictures"][0]["url"].clone();
    shop.does("product_picture_change", json!({ "variant": variant, "change": { "act": "remove", "url": url } })).await;
    shop.does("media_drop", json!({ "hash": hash })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sticker_and_a_paper_reach_her_as_what_they_are() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639983001").await;
    asha.writes("hello").await;
    shop.settles().await;
    let customer = shop.knows("Asha", Some("+33639983001"), "en").await;
    let sticker = shop.does("media_add", json!({ "name": "Thanks", "data": png(30), "purpose": "sticker" })).await;
    assert_eq!((sticker["kind"].as_str(), sticker["mime"].as_str()), (Some("sticker"), Some("image/webp")), "{sticker}");
    shop.does("conversation_send", json!({ "customer": customer, "file": sticker["hash"] })).await;
    let paper = shop.does("media_add", json!({ "name": "Care card", "data": BASE64.encode(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n") })).await;
    assert_eq!(paper["kind"], "document", "{paper}");
    shop.does("conversation_send", json!({ "customer": customer, "file": paper["hash"], "text": "How to care for them" })).await;
    shop.settles().await;
    let hers = shop.sees(&format!("customers/{}", asha.at_meta())).await["chat"].to_string();
    assert!(hers.contains("sticker") && hers.contains("document"), "her phone has both as they are: {hers}");
    assert_eq!(shop.accepts().await.len(), 2, "each once");
    let thread = shop.does("conversation_thread", json!({ "customer": customer })).await;
    let shown: Vec<&Value> = thread["messages"].as_array().unwrap().iter().filter(|m| m["content"]["own_file"] == paper["hash"]).collect();
    assert_eq!(shown.len(), 1, "and the thread shows the paper: {thread}");
    let worded =
        shop.tries("conversation_send", json!({ "customer": customer, "file": sticker["hash"], "text": "thanks" })).await.unwrap_err();
    assert_eq!(worded.code, Code::TooLong, "a sticker has no room for words, and says so instead of losing them");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lie_and_half_a_file_are_refused_with_the_reason_and_nothing_is_kept() {
    let shop = a_shop().await;
    let before = shop.does("media_page", json!({})).await["total"].clone();
    for (data, why) in
        [(BASE64.encode(b"<html>not a film</html>"), "unknown"), (BASE64.encode(&BASE64.decode(png(1)).unwrap()[..40]), "truncated")]
    {
        let refused = shop.tries("media_add", json!({ "name": "x", "data": data })).await.unwrap_err();
        assert_eq!(refused.code, Code::BadMedia, "{why}: {refused:?}");
    }
    assert_eq!(shop.does("media_page", json!({})).await["total"], before, "nothing of it is kept");
}
