//! Messages out: what is taken, what is refused at once, what fails later, what it costs.

use cloud_simulator::Options;
use serde_json::{Value, json};

use crate::{Meta, code, text, to_ana};

fn interactive(kind: &str, rest: Value) -> Value {
    let mut content = json!({ "type": kind, "body": { "text": "Choose" } });
    content.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    content.as_object_mut().unwrap().retain(|_, v| !v.is_null());
    to_ana("interactive", content)
}

fn rows(from: usize, count: usize) -> Value {
    (from..from + count).map(|n| json!({ "id": format!("r{n}"), "title": format!("Row {n}") })).collect()
}

fn sections(list: Value) -> Value {
    interactive("list", json!({ "action": { "button": "Look", "sections": list } }))
}

fn card(place: usize) -> Value {
    json!({ "card_index": place, "type": "cta_url", "header": { "type": "image", "image": { "link": "https://example.com/a.jpg" } }, "body": { "text": "One" },
        "action": { "name": "cta_url", "parameters": { "display_text": "See", "url": "https://example.com/1" } } })
}

fn carousel(cards: Value) -> Value {
    interactive("carousel", json!({ "action": { "cards": cards } }))
}

/// An order of two cakes for Brazil.
fn order(reference: &str) -> Value {
    let money = |value: i64| json!({ "value": value, "offset": 100 });
    let pix = json!({ "type": "pix_dynamic_code", "pix_dynamic_code": { "code": "000201", "merchant_name": "Loja", "key": "123", "key_type": "EVP" } });
    let items = json!([{ "retailer_id": "sku1", "name": "Bolo", "amount": money(2500), "quantity": 2 }]);
    json!({ "reference_id": reference, "type": "physical-goods", "payment_type": "br", "currency": "BRL", "payment_settings": [pix], "total_amount": money(5300),
        "order": { "status": "pending", "items": items, "subtotal": money(5000), "tax": money(100), "shipping": money(400), "discount": money(200) } })
}

fn pay(details: Value) -> Value {
    interactive("order_details", json!({ "action": { "name": "review_and_pay", "parameters": details } }))
}

fn but(mut value: Value, pointer: &str, new: Value) -> Value {
    *value.pointer_mut(pointer).unwrap() = new;
    value
}

fn without(mut value: Value, field: &str) -> Value {
    value.as_object_mut().unwrap().remove(field);
    value
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_taken() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    meta.control("settings", json!({ "catalogue": { "id": "1", "items": { "a": "approved" } } })).await;
    let (inbound, _) = meta.message("text").await;
    let media = json!({ "link": "https://example.com/a" });
    let products = json!([{ "title": "Shoes", "product_items": [{ "product_retailer_id": "a" }] }]);
    let kinds = [
        text("Hello"),
        without(text("type defaults to text"), "type"),
        to_ana("image", json!({ "link": "https://example.com/a.jpg", "caption": "A" })),
        to_ana("video", media.clone()),
        to_ana("audio", media.clone()),
        to_ana("document", json!({ "link": "https://example.com/a.pdf", "filename": "a.pdf", "caption": "A" })),
        to_ana("sticker", media),
        to_ana("location", json!({ "latitude": 48.88, "longitude": "2.34", "name": "Shop", "address": "12 rue" })),
        to_ana(
            "contacts",
            json!([{ "name": { "formatted_name": "Lea B", "first_name": "Lea" }, "phones": [{ "phone": "+33 6", "type": "CELL" }], "birthday": "1990-01-31" }]),
        ),
        to_ana("reaction", json!({ "message_id": inbound["id"], "emoji": "👍" })),
        to_ana("reaction", json!({ "message_id": inbound["id"], "emoji": "" })),
        interactive(
            "button",
            json!({ "header": { "type": "text", "text": "Hi" }, "footer": { "text": "Bye" }, "action": { "buttons": [{ "type": "reply", "reply": { "id": "a", "title": "A" } }] } }),
        ),
        sections(json!([{ "title": "One", "rows": rows(0, 5) }, { "title": "Two", "rows": rows(5, 5) }])),
        interactive(
            "cta_url",
            json!({ "action": { "name": "cta_url", "parameters": { "display_text": "See", "url": "https://example.com" } } }),
        ),
        interactive(
            "flow",
            json!({ "action": { "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": "1", "flow_cta": "Book", "flow_action": "navigate", "flow_action_payload": { "screen": "ONE" } } } }),
        ),
        interactive("product", json!({ "action": { "catalog_id": "1", "product_retailer_id": "a" } })),
        interactive(
            "product_list",
            json!({ "header": { "type": "text", "text": "Ours" }, "action": { "catalog_id": "1", "sections": products } }),
        ),
        interactive("catalog_message", json!({ "action": { "name": "catalog_message" } })),
        interactive("location_request_message", json!({ "action": { "name": "send_location" } })),
        interactive("address_message", json!({ "action": { "name": "address_message", "parameters": { "country": "IN" } } })),
        pay(order("17-1")),
        interactive(
            "order_status",
            json!({ "action": { "name": "review_order", "parameters": { "reference_id": "17-1", "order": { "status": "processing" } } } }),
        ),
        carousel(json!([card(0), card(1)])),
        interactive(
            "voice_call",
            json!({ "action": { "name": "voice_call", "parameters": { "display_text": "Call", "ttl_minutes": 60 } } }),
        ),
        interactive("call_permission_request", json!({ "action": { "name": "call_permission_request" } })),
        interactive("request_contact_info", json!({ "action": { "name": "request_contact_info" } })),
        json!({ "messaging_product": "whatsapp", "status": "read", "message_id": inbound["id"], "typing_indicator": { "type": "text" } }),
    ];
    for kind in kinds {
        let answer = meta.sends(kind.clone()).await;
        assert_eq!(answer, (200, 0), "taken: {kind}");
    }
    assert_eq!(meta.sees(&format!("customers/{id}")).await["typing"], true, "she sees that somebody types");
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_sent_from_the_connected_catalogue_and_only_approved_ones() {
    let meta = Meta::start().await;
    meta.ana().await;
    let product =
        |catalogue: &str, id: &str| interactive("product", json!({ "action": { "catalog_id": catalogue, "product_retailer_id": id } }));
    let list = |ids: &[&str]| {
        let items: Vec<Value> = ids.iter().map(|id| json!({ "product_retailer_id": id })).collect();
        let action = json!({ "catalog_id": "9", "sections": [{ "title": "A", "product_items": items }] });
        interactive("product_list", json!({ "header": { "type": "text", "text": "Ours" }, "action": action }))
    };
    assert_eq!(meta.sends(product("9", "a")).await, (400, 131_009), "without a catalogue there are no products to send");
    assert_eq!(meta.get("{W}/product_catalogs").await.1["data"], json!([]), "and none is listed");
    let items = json!({ "a": "approved", "b": "pending", "c": "approved" });
    meta.control("settings", json!({ "catalogue": { "id": "9", "items": items } })).await;
    assert_eq!(meta.get("{W}/product_catalogs").await.1["data"][0]["id"], "9", "the connected one is listed");
    let listed = meta.get("9/products?fields=retailer_id,review_status").await.1;
    assert_eq!(listed["data"][1]["review_status"], "pending", "with what the review came to: {listed}");
    for (message, code, why) in [
        (product("9", "a"), 0, "approved"),
        (product("8", "a"), 131_009, "another catalogue"),
        (product("9", "b"), 131_009, "not reviewed yet"),
        (product("9", "z"), 131_009, "not in it"),
        (list(&["a", "c"]), 0, "all approved"),
        (list(&["a", "b"]), 131_009, "one of them is not"),
    ] {
        assert_eq!(meta.sends(message).await.1, code, "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_at_once_and_with_which_code() {
    let meta = Meta::start().await;
    meta.ana().await;
    let reaction = meta.sent(to_ana("reaction", json!({ "message_id": meta.message("text").await.0["id"], "emoji": "👍" }))).await;
    let button = |id: &str, title: &str| json!({ "type": "reply", "reply": { "id": id, "title": title } });
    let buttons = |all: Value| interactive("button", json!({ "action": { "buttons": all } }));
    let money = |v: i64| json!({ "value": v, "offset": 100 });
    let items = |n: usize| (0..n).map(|i| json!({ "product_retailer_id": i.to_string() })).collect::<Value>();
    let product_list = |rest: Value| interactive("product_list", rest);
    let soon = json!({ "timestamp": "1", "description": "soon" });
    let mut with_expiry = order("x1");
    with_expiry["order"]["expiration"] = soon;
    let cta = |text: &str, url: &str| {
        interactive("cta_url", json!({ "action": { "name": "cta_url", "parameters": { "display_text": text, "url": url } } }))
    };
    let flow = |cta: &str| {
        interactive(
            "flow",
            json!({ "action": { "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": "1", "flow_cta": cta } } }),
        )
    };
    let cases = [
        (without(text("x"), "messaging_product"), 131_008, "messaging_product"),
        (without(text("x"), "to"), 131_008, "to or recipient"),
        (json!({ "messaging_product": "whatsapp", "recipient": "ana", "text": { "body": "x" } }), 131_009, "a user id has its form"),
        (but(text("x"), "/text", json!({})), 131_008, "a body"),
        (text(&"x".repeat(4097)), 131_009, "4,096 characters"),
        (json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "image" }), 131_008, "the object of its kind"),
        (json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "hologram" }), 100, "an unknown kind"),
        (to_ana("interactive", json!({ "type": "hologram" })), 100, "an unknown kind of interactive"),
        (to_ana("interactive", json!({})), 131_008, "a kind of interactive"),
        (to_ana("image", json!({})), 131_008, "an id or a link"),
        (to_ana("image", json!({ "id": "1", "link": "https://example.com" })), 131_009, "not both"),
        (to_ana("image", json!({ "link": "ftp://example.com" })), 131_009, "links start with http"),
        (to_ana("image", json!({ "id": "1", "caption": "x".repeat(1025) })), 131_009, "1,024 characters below a picture"),
        (to_ana("audio", json!({ "id": "1", "caption": "x" })), 131_009, "no words below a sound"),
        (to_ana("location", json!({ "latitude": 1.0 })), 131_008, "both coordinates"),
        (to_ana("location", json!({ "latitude": 91, "longitude": 0 })), 131_009, "on the earth"),
        (to_ana("contacts", json!([{ "name": { "formatted_name": "Lea" } }])), 131_008, "another part of the name"),
        (
            to_ana("contacts", json!([{ "name": { "formatted_name": "Lea", "first_name": "Lea" }, "birthday": "31.1.90" }])),
            131_009,
            "a date",
        ),
        (to_ana("reaction", json!({ "message_id": reaction, "emoji": "👍" })), 131_009, "a reaction to a reaction"),
        (to_ana("reaction", json!({ "message_id": "wamid.none", "emoji": "👍" })), 131_009, "a reaction to nothing"),
        (buttons(json!([button("a", "A"), button("b", "B"), button("c", "C"), button("d", "D")])), 131_009, "three buttons"),
        (buttons(json!([button("a", "A"), button("a", "B")])), 131_009, "ids differ"),
        (buttons(json!([button("a", "A"), button("b", "A")])), 131_009, "titles differ"),
        (buttons(json!([button("a", "a title of 21 letters")])), 131_009, "twenty characters"),
        (interactive("button", json!({ "body": null, "action": { "buttons": [button("a", "A")] } })), 131_008, "a body"),
        (
            interactive("button", json!({ "header": { "type": "image" }, "action": { "buttons": [button("a", "A")] } })),
            131_008,
            "the picture of the header",
        ),
        (sections(json!([{ "rows": rows(0, 11) }])), 131_009, "eleven rows"),
        (
            sections(json!([{ "title": "A", "rows": rows(0, 6) }, { "title": "B", "rows": rows(6, 5) }])),
            131_009,
            "eleven rows in two sections",
        ),
        (sections(json!([{ "title": "A", "rows": rows(0, 2) }, { "rows": rows(2, 2) }])), 131_008, "titles when there are two sections"),
        (sections(json!([{ "title": "A", "rows": rows(0, 2) }, { "title": "B", "rows": rows(1, 2) }])), 131_009, "row ids differ"),
        (
            interactive(
                "list",
                json!({ "header": { "type": "image", "image": { "id": "1" } }, "action": { "button": "Look", "sections": [{ "rows": rows(0, 1) }] } }),
            ),
            131_009,
            "a list has a text header",
        ),
        (cta("a text of 21 letters!", "https://example.com"), 131_009, "twenty characters"),
        (cta("See", "example.com"), 131_009, "a link"),
        (flow("Book 🎉"), 131_009, "no emoji on a flow's button"),
        (
            interactive("flow", json!({ "action": { "name": "flow", "parameters": { "flow_message_version": "3", "flow_cta": "Book" } } })),
            131_008,
            "which flow",
        ),
        (
            interactive(
                "product",
                json!({ "header": { "type": "text", "text": "x" }, "action": { "catalog_id": "1", "product_retailer_id": "a" } }),
            ),
            131_009,
            "a product has no header",
        ),
        (
            product_list(json!({ "action": { "catalog_id": "1", "sections": [{ "title": "A", "product_items": items(1) }] } })),
            131_008,
            "a list of products has a header",
        ),
        (
            product_list(
                json!({ "header": { "type": "text", "text": "x" }, "action": { "catalog_id": "1", "sections": [{ "title": "A", "product_items": items(16) }, { "title": "B", "product_items": items(15) }] } }),
            ),
            131_009,
            "thirty products in all",
        ),
        (
            interactive("address_message", json!({ "action": { "name": "address_message", "parameters": { "country": "SG" } } })),
            131_009,
            "addresses are for India",
        ),
        (carousel(json!([card(0)])), 131_009, "two cards at least"),
        (carousel(json!([card(0), card(0)])), 131_009, "cards count from nought"),
        (carousel(json!([card(0), without(card(1), "body")])), 131_009, "all cards have one shape"),
        (carousel(json!([card(0), without(card(1), "header")])), 131_008, "a card has a picture"),
        (carousel(json!([card(0), but(card(1), "/body/text", json!("a\nb\nc\nd"))])), 131_009, "two line breaks in a card"),
        (
            but(carousel(json!([card(0), card(1)])), "/interactive/action/cards/0/body/text", json!("x".repeat(161))),
            131_009,
            "160 characters in a card",
        ),
        (pay(but(order("x2"), "/total_amount", money(5301))), 131_009, "the total is the sum"),
        (pay(but(order("x3"), "/order/subtotal", money(4999))), 131_009, "the subtotal is the sum of the items"),
        (pay(but(order("x4"), "/total_amount", json!({ "value": 5300, "offset": 1000 }))), 131_009, "offset is 100"),
        (pay(order("with space")), 131_009, "letters of a reference"),
        (pay(order(&"x".repeat(61))), 131_009, "60 characters of a reference"),
        (pay(without(order("x5"), "payment_settings")), 131_008, "a way to pay"),
        (pay(with_expiry), 131_009, "five minutes to pay at least"),
        (but(pay(order("x6")), "/interactive/action/parameters/currency", json!("INR")), 131_009, "a way to pay of another country"),
        (
            interactive("voice_call", json!({ "action": { "name": "voice_call", "parameters": { "ttl_minutes": 43_201 } } })),
            131_009,
            "thirty days at most",
        ),
        (
            json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.none" }),
            100,
            "a message nobody sent cannot be read",
        ),
        (json!({ "messaging_product": "whatsapp", "status": "delivered", "message_id": "wamid.x" }), 131_009, "only read can be said"),
        (but(text("x"), "/to", json!("+33187000000")), 131_021, "a number does not write to itself"),
        (
            json!({ "messaging_product": "whatsapp", "to": "+33639980001", "category": "utility", "text": { "body": "x" } }),
            100,
            "Direct Send is for some",
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": "+33639980001", "category": "marketing", "text": { "body": "x" } }),
            131_009,
            "and never for marketing",
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": "+33639980001", "recipient_identity_key_hash": "x", "text": { "body": "x" } }),
            137_000,
            "another device",
        ),
    ];
    for (body, expected, why) in cases {
        let (_, answer) = meta.post("{P}/messages", body.clone()).await;
        assert_eq!(code(&answer), expected, "{why}: {answer} to {body}");
    }
    assert_eq!(meta.sends(pay(order("17-1"))).await.1, 0, "an order is taken");
    assert_eq!(meta.sends(pay(order("17-1"))).await.1, 131_009, "its reference only once");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_meta_finds_out_only_later() {
    let meta = Meta::with(Options { tier: "TIER_250".into(), per_second: 10_000, ..Options::default() }).await;
    let id = meta.meets(json!({ "name": "Ana", "phone": "+33639980001", "user_id": "FR.1" })).await;
    assert_eq!(meta.fails(text("x")).await, 131_047, "her window is closed");
    meta.control(&format!("customers/{id}/write"), json!({ "text": "Hello" })).await;
    assert_eq!(meta.fails(to_ana("image", json!({ "id": "1" }))).await, 131_053, "a picture nobody uploaded");
    assert_eq!(meta.fails(pay(order("17-1"))).await, 2040, "she is not in Brazil");
    let stranger = but(text("x"), "/to", json!("+33600000000"));
    assert_eq!(meta.fails(stranger).await, 131_026, "nobody has this number");
    meta.template("promo", json!({ "components": [{ "type": "BODY", "text": "Come and see" }] })).await;
    let template = |to: &str| json!({ "messaging_product": "whatsapp", "to": to, "type": "template", "template": { "name": "promo", "language": { "code": "en" } } });
    let others = json!([
        { "name": "Stopped", "phone": "+33639980002", "marketing_stopped": true }, { "name": "Capped", "phone": "+33639980003", "marketing_capped": true },
        { "name": "American", "phone": "+16315550000" }, { "name": "Experiment", "phone": "+33639980005", "in_experiment": true }, { "name": "Away", "phone": "+33639980006", "reachable": false }
    ]);
    meta.control("customers", others).await;
    let cases = [
        ("+33639980002", 131_050),
        ("+33639980003", 131_049),
        ("+16315550000", 131_049),
        ("+33639980005", 130_472),
        ("+33639980006", 131_026),
    ];
    for (to, expected) in cases {
        assert_eq!(meta.fails(template(to)).await, expected, "marketing to {to}");
    }
    meta.control("settings", json!({ "payment_method": false, "free_replies": 1 })).await;
    meta.sent(text("the free one")).await;
    assert_eq!(meta.fails(text("x")).await, 131_042, "nobody pays for the second");
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_follow_the_date_and_the_free_replies() {
    let meta = Meta::start().await;
    meta.control("settings", json!({ "free_replies": 1 })).await;
    let id = meta.ana().await;
    meta.template("receipt", json!({ "category": "UTILITY", "components": [{ "type": "BODY", "text": "Your order is ready" }] })).await;
    let receipt = to_ana("template", json!({ "name": "receipt", "language": { "code": "en" } }));
    let pricing = async |message: Value| {
        let wamid = meta.sent(message).await;
        let sent = meta.status(&wamid, "sent").await;
        assert!(
            sent.get("conversation").is_none() || sent["pricing"]["type"] == "free_entry_point",
            "no conversation from version 24 on: {sent}"
        );
        let p = &sent["pricing"];
        (p["type"].as_str().unwrap().to_owned(), p["category"].as_str().unwrap().to_owned(), p["billable"].as_bool().unwrap())
    };
    let says = |kind: &str, category: &str, billable: bool| (kind.to_owned(), category.to_owned(), billable);
    assert_eq!(pricing(text("one")).await, says("free_customer_service", "service", false), "the first reply of the month is free here");
    assert_eq!(pricing(text("two")).await, says("regular", "service", true), "the second costs, since October 2026");
    assert_eq!(pricing(receipt.clone()).await, says("regular", "utility", true), "a utility template costs even in her window");
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "text", "referral": {} })).await;
    assert_eq!(
        pricing(text("three")).await,
        says("free_entry_point", "referral_conversion", false),
        "whoever came by an advertisement is free"
    );
    let now = meta.sees("clock").await["now"].as_i64().unwrap();
    let september = 1_790_000_000_000_i64;
    meta.control("clock", json!({ "advance_ms": september - now })).await;
    let other = meta.meets(json!({ "name": "Bea", "phone": "+33639980009" })).await;
    meta.control(&format!("customers/{other}/write"), json!({ "text": "Hello" })).await;
    let to_bea = |m: Value| but(m, "/to", json!("+33639980009"));
    assert_eq!(pricing(to_bea(text("four"))).await, says("free_customer_service", "service", false), "replies were free before");
    assert_eq!(
        pricing(to_bea(receipt)).await,
        says("free_customer_service", "utility", false),
        "and so were utility templates in the window"
    );
    meta.control("settings", json!({ "webhook_version": 23.0 })).await;
    let wamid = meta.sent(to_bea(text("five"))).await;
    assert_eq!(meta.status(&wamid, "sent").await["conversation"]["origin"]["type"], "service", "version 23 still tells the conversation");
}

#[tokio::test(flavor = "multi_thread")]
async fn by_number_or_by_user_id() {
    let meta = Meta::start().await;
    let hidden = json!({ "name": "Bea", "phone": "+33639980009", "user_id": "FR.9", "username": "bea.b" });
    let id = meta.meets(hidden).await;
    meta.control(&format!("customers/{id}/write"), json!({ "text": "Hello" })).await;
    let (message, value) = meta.message("text").await;
    assert!(message.get("from").is_none() && value["contacts"][0].get("wa_id").is_none(), "her number is hidden: {value}");
    assert_eq!(
        (&message["from_user_id"], &value["contacts"][0]["profile"]["username"]),
        (&json!("FR.9"), &json!("bea.b")),
        "her user id is not"
    );
    let by_id = json!({ "messaging_product": "whatsapp", "recipient": "FR.9", "type": "text", "text": { "body": "x" } });
    let (_, answer) = meta.post("{P}/messages", by_id.clone()).await;
    assert_eq!(answer["contacts"], json!([{ "input": "FR.9", "user_id": "FR.9" }]), "no wa_id for a user id");
    let status = meta.status(answer["messages"][0]["id"].as_str().unwrap(), "delivered").await;
    assert!(status.get("recipient_id").is_none() && status["recipient_user_id"] == "FR.9", "nor a recipient_id: {status}");
    let both =
        json!({ "messaging_product": "whatsapp", "to": "+33639980009", "recipient": "FR.1", "type": "text", "text": { "body": "x" } });
    let (_, answer) = meta.post("{P}/messages", both).await;
    assert_eq!(answer["contacts"][0]["wa_id"], "33639980009", "the number wins over the user id");
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "image" })).await;
    assert_eq!(meta.message("image").await.0["from"], "33639980009", "now the number was exchanged, and shows for thirty days");
    meta.control("clock", json!({ "advance_ms": 31 * 24 * 3_600_000_i64 })).await;
    meta.control(&format!("customers/{id}/send"), json!({ "kind": "location" })).await;
    assert!(meta.message("location").await.0.get("from").is_none(), "and is hidden again after them");
    meta.template("code", json!({ "category": "AUTHENTICATION", "components": [{ "type": "BODY", "text": "*{{1}}* is your code." }, { "type": "BUTTONS", "buttons": [{ "type": "URL", "text": "Copy", "url": "https://www.whatsapp.com/otp/?code={{1}}", "otp_type": "COPY_CODE" }] }] })).await;
    let parts = json!([{ "type": "body", "parameters": [{ "type": "text", "text": "123" }] }, { "type": "button", "sub_type": "url", "index": "0", "parameters": [{ "type": "text", "text": "123" }] }]);
    let otp = json!({ "messaging_product": "whatsapp", "recipient": "FR.9", "type": "template", "template": { "name": "code", "language": { "code": "en" }, "components": parts } });
    assert_eq!(meta.sends(otp).await, (400, 131_062), "one-time codes are not sent to user ids");
}

#[tokio::test(flavor = "multi_thread")]
async fn statuses_in_every_order() {
    let meta = Meta::start().await;
    meta.ana().await;
    meta.control("faults", json!({ "delivered_and_failed": 1 })).await;
    let wamid = meta.sent(text("x")).await;
    meta.status(&wamid, "delivered").await;
    assert_eq!(meta.status(&wamid, "failed").await["errors"][0]["code"], 131_026, "one device has it, another never will");
    meta.control("faults", json!({ "skip_delivered": 1.0 })).await;
    let wamid = meta.sent(text("y")).await;
    let read = meta.status(&wamid, "read").await;
    assert!(read.get("pricing").is_some(), "read alone arrives, and tells the price: {read}");
    meta.control("faults", json!({ "skip_delivered": 0.0 })).await;
    let wamid = meta.sent(to_ana("audio", json!({ "link": "https://example.com/a.ogg", "voice": true }))).await;
    meta.status(&wamid, "played").await;
    meta.control("events/payment_status", json!({ "wamid": wamid, "status": "captured", "payment": { "reference_id": "17-1" } })).await;
    assert_eq!(meta.status(&wamid, "captured").await["type"], "payment", "a gateway says that it was paid");
    let (_, history) = meta.get(&format!("{{P}}/message_history?message_id={wamid}")).await;
    assert_eq!(history["data"][0]["events"]["data"][0]["delivery_status"], "ACCEPTED", "the history begins with the message being taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_of_pair_and_second() {
    let meta = Meta::with(Options { per_second: 100, ..Options::default() }).await;
    meta.ana().await;
    let mut codes = Vec::new();
    for _ in 0..46 {
        codes.push(meta.sends(text("x")).await);
    }
    assert_eq!(codes.iter().filter(|c| c.1 == 0).count(), 45, "forty-five in a burst to one person");
    assert_eq!(codes[45], (400, 131_056), "and then the limit of the pair, as HTTP 400");
    meta.control("limits", json!({ "per_second": 0 })).await;
    let (status, answer) = meta.post("{P}/messages", but(text("x"), "/to", json!("+33611111111"))).await;
    assert_eq!(
        (status, code(&answer), &answer["error"]["error_subcode"]),
        (400, 130_429, &json!(2_494_055)),
        "throughput is HTTP 400 as well"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn direct_send_makes_its_own_template() {
    let meta = Meta::start().await;
    meta.meets(json!({ "name": "Ana", "phone": "+33639980001" })).await;
    meta.control("settings", json!({ "direct_send": true })).await;
    let mut message = text("Your parcel is on its way");
    message["category"] = json!("utility");
    message["direct_send_config"] = json!({ "template_name": "parcel" });
    let wamid = meta.sent(message).await;
    let delivered = meta.status(&wamid, "delivered").await;
    assert_eq!(delivered["pricing"]["category"], "utility", "her window is closed and it arrives, as utility");
    let (_, list) = meta.get("{W}/message_templates?name=parcel&fields=name,source").await;
    assert_eq!(list["data"][0]["source"], "AUTO_GENERATED", "Meta made a template of it");
    let id = list["data"][0]["id"].as_str().unwrap();
    assert_eq!(code(&meta.post(id, json!({ "category": "UTILITY" })).await.1), 2_388_318, "which cannot be edited");
    assert_eq!(code(&meta.delete("{W}/message_templates?name=parcel").await.1), 2_388_330, "nor deleted");
    meta.control("settings", json!({ "direct_send_blocked": true })).await;
    let mut again = text("x");
    again["category"] = json!("utility");
    assert_eq!(meta.sends(again).await.1, 139_200, "misuse ends it");
}

#[tokio::test(flavor = "multi_thread")]
async fn marketing_messages_have_a_door_of_their_own() {
    let meta = Meta::start().await;
    meta.ana().await;
    meta.template("promo", json!({ "components": [{ "type": "BODY", "text": "Come and see" }] })).await;
    meta.template("receipt", json!({ "category": "UTILITY", "components": [{ "type": "BODY", "text": "It is ready" }] })).await;
    let template = |name: &str| to_ana("template", json!({ "name": name, "language": { "code": "en" } }));
    let send = async |message: Value| meta.post("{P}/marketing_messages", message).await.1;
    assert_eq!(code(&send(text("x")).await), 131_055, "only templates");
    assert_eq!(code(&send(template("receipt")).await), 134_100, "only marketing");
    let mut strict = template("promo");
    strict["product_policy"] = json!("STRICT");
    let taken = send(strict).await;
    let status = meta.status(taken["messages"][0]["id"].as_str().unwrap(), "sent").await;
    assert_eq!(status["pricing"]["category"], "marketing_lite", "it is priced by its own name");
    meta.control("settings", json!({ "marketing_on_cloud_api": false, "marketing_messages": false })).await;
    assert_eq!(code(&send(template("promo")).await), 134_102, "an account must have signed for it");
    assert_eq!(meta.sends(template("promo")).await.1, 131_063, "and may be barred from the ordinary door");
}
