//! Cards on the shelf fill the waitlist: scanning and sending is consent, place in line and open window
//! in one act. In chat, "tell me" does the same.

use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{KEEP, a_shop, a_shop_not_connected};

/// What a phone's camera reads on a drawing.
fn scans(svg: &str) -> String {
    let tree = resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default()).expect("a drawing");
    let scale = 1200.0 / tree.size().width();
    let (width, height) = (1200, (tree.size().height() * scale) as u32);
    let mut pixels = resvg::tiny_skia::Pixmap::new(width, height).expect("pixels");
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let grey = |x: usize, y: usize| {
        let pixel = pixels.pixel(x as u32, y as u32).expect("inside");
        ((u32::from(pixel.red()) + u32::from(pixel.green()) + u32::from(pixel.blue())) / 3) as u8
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, grey);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "a camera finds one code on the card");
    grids[0].decode().expect("and reads it").1
}

/// What WhatsApp types in for whoever opens the link.
fn typed(url: &str) -> String {
    let text = url.split_once("?text=").expect("a text").1;
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&hex, 16).expect("hex"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn scanning_a_card_and_sending_is_consent_place_and_window_in_one_act() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42 · black", 0), ("43 · black", 2)]).await;
    let store = shop.does("store_add", json!({ "name": "Nantes", "address": "3 quai de la Fosse" })).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    for kind in ["shelf", "poster", "receipt"] {
        let card = shop.does("waitlist_card", json!({ "variant": ids[0], "kind": kind, "store": store })).await;
        let url = scans(card["svg"].as_str().unwrap());
        assert_eq!(url, card["url"].as_str().unwrap(), "{kind}: the code on paper is the link");
        assert!(url.starts_with("https://wa.me/33187000000?text="), "{kind}: it opens the shop's chat: {url}");
        assert_eq!(typed(&url), card["text"].as_str().unwrap(), "{kind}: with the words typed in");
        let pdf = card["pdf"]["content"].as_str().unwrap();
        assert!(pdf.starts_with("JVBERi0"), "{kind}: and there is a page to print");
    }
    let card = shop.does("waitlist_card", json!({ "variant": ids[0], "kind": "shelf", "store": store })).await;
    asha.writes(card["text"].as_str().unwrap()).await;
    shop.settles().await;
    assert!(
        asha.last_read().await.starts_with("Noted: we tell you when Runner 42 · black is back"),
        "she is answered at once: {}",
        asha.last_read().await
    );
    let hers = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    let receipt = &hers["receipts"][0];
    assert_eq!(receipt["wording"], card["text"], "the receipt holds the exact words");
    assert_eq!(receipt["source"], format!("card:{store}"), "and whose card it was");
    assert_eq!(hers["waits"][0]["variant"], ids[0], "she stands in line");
    assert!(hers["window_until"].is_i64(), "and can be answered for a day");
    asha.writes(card["text"].as_str().unwrap()).await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 1, "twice is once");

    // The other card: it is here, so that is what she reads, with a button that keeps one.
    let here = shop.does("waitlist_card", json!({ "variant": ids[1], "kind": "poster" })).await;
    asha.writes(here["text"].as_str().unwrap()).await;
    shop.settles().await;
    assert!(asha.last_read().await.contains("is here now: €59.00. 2 are left"), "what is here is said: {}", asha.last_read().await);
    asha.taps(KEEP).await;
    shop.settles().await;
    assert_eq!(shop.does("orders_list", json!({})).await[0]["state"], "kept", "one tap keeps it");
}

#[tokio::test(flavor = "multi_thread")]
async fn tell_me_in_chat_does_the_same_and_asks_rather_than_guesses() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let ids = shop.sells("Runner", &[("42 black", 0), ("43 black", 0), ("44 white", 0)]).await;
    shop.sells("Kurta", &[("blue", 0)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Hi! Tell me when the Runner 42 black is back").await;
    shop.settles().await;
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "answer"), "a sentence with more in it is for a person");
    asha.writes("Tell me when the Runner 42 black is back!").await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[0]).await["waiting"], 1, "plain words put her in line");
    let bruno = shop.meets("Bruno", "+33639980002").await;
    bruno.writes("Prévenez-moi quand la Kurta blue est de retour").await;
    shop.settles().await;
    assert!(bruno.last_read().await.contains("Kurta blue"), "in French too: {}", bruno.last_read().await);
    let carla = shop.meets("Carla", "+33639980003").await;
    carla.writes("tell me when runner black is back").await;
    shop.settles().await;
    assert_eq!(carla.last_read().await, "Which one do you mean?", "two have these words: it asks");
    carla.taps(1).await;
    shop.settles().await;
    assert_eq!(shop.variant(ids[1]).await["waiting"], 1, "and takes her tap");
    let dev = shop.meets("Dev", "+33639980004").await;
    dev.writes("tell me when the runner is back").await;
    shop.settles().await;
    dev.writes("Tell me when the spaceship is back").await;
    shop.settles().await;
    assert_eq!(dev.has_read().await.len(), 1, "what the shop does not sell is for a person, not for a guess");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_needs_a_number_and_the_shops_own_will_do() {
    let shop = a_shop_not_connected().await;
    let ids = shop.sells("Runner", &[("42", 0)]).await;
    let refused = shop.tries("waitlist_card", json!({ "variant": ids[0], "kind": "shelf" })).await.expect_err("no number");
    assert_eq!(refused.code, Code::NotConnected, "a code has to lead somewhere");
    shop.does("shop_update", json!({ "own_number": "06 12 34 56 78" })).await;
    let card: Value = shop.does("waitlist_card", json!({ "variant": ids[0], "kind": "shelf" })).await;
    assert!(card["url"].as_str().unwrap().starts_with("https://wa.me/33612345678?"), "to the phone on the counter");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poster_on_the_door_is_a_yes_to_offers_in_her_own_words() {
    let shop = a_shop().await;
    let card = shop.does("consent_card", json!({ "purpose": "promotions", "kind": "poster" })).await;
    let url = card["url"].as_str().expect("a link");
    assert_eq!(scans(card["svg"].as_str().expect("a drawing")), url, "the code on paper is the link");
    let typed = typed(url);
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes(&typed).await;
    shop.settles().await;
    let of = shop.does("consent_get", json!({ "customer": "+33639980001" })).await;
    let receipt = &of["receipts"][0];
    assert_eq!(
        (&receipt["purpose"], &receipt["act"], &receipt["store"]),
        (&json!("promotions"), &json!("given"), &json!(1)),
        "one act: to what, in which store"
    );
    assert_eq!(receipt["wording"], json!(typed), "word for word what she sent");
    assert!(asha.last_read().await.contains("STOP"), "it is confirmed, with the way out");
    let refused = shop.tries("consent_card", json!({ "purpose": "restock", "kind": "poster" })).await.unwrap_err();
    assert_eq!(refused.code, Code::BadRequest, "restock is a yes about one product: its card is the product's");
    let page = shop.does("consent_print", json!({ "customer": "+33639980001" })).await;
    assert!(page["content"].as_str().expect("a page").starts_with("JVBERi0"), "and her consent is a page to hand over");
}
