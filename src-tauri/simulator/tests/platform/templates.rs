//! Templates: made, reviewed, filled, paused, paced.

use serde_json::{Value, json};

use crate::{Meta, code, text, to_ana};

fn new(name: &str, category: &str, components: Value) -> Value {
    json!({ "name": name, "language": "en", "category": category, "components": components })
}

fn body(words: &str, examples: &[&str]) -> Value {
    let mut body = json!({ "type": "BODY", "text": words });
    if !examples.is_empty() {
        body["example"] = json!({ "body_text": [examples] });
    }
    body
}

fn buttons(all: Value) -> Value {
    json!({ "type": "BUTTONS", "buttons": all })
}

fn reply(label: &str) -> Value {
    json!({ "type": "QUICK_REPLY", "text": label })
}

/// A handle of a picture.
async fn handle(meta: &Meta) -> String {
    let (_, session) = meta.post("{A}/uploads?file_name=a.jpg&file_length=3&file_type=image/jpeg", json!({})).await;
    let url = format!("{}/v26.0/{}", meta.simulator.addresses.graph_url, session["id"].as_str().unwrap());
    let sent =
        meta.http.post(url).header("Authorization", format!("OAuth {}", meta.ids().token)).header("file_offset", "0").body(vec![1, 2, 3]);
    let answer: Value = sent.send().await.unwrap().json().await.unwrap();
    answer["h"].as_str().unwrap().to_owned()
}

fn image(handle: &str) -> Value {
    json!({ "type": "HEADER", "format": "IMAGE", "example": { "header_handle": [handle] } })
}

fn card(handle: &str) -> Value {
    json!({ "components": [image(handle), body("A shoe", &[]), buttons(json!([reply("This one")]))] })
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_making_one() {
    let meta = Meta::start().await;
    let h = handle(&meta).await;
    let plain = || body("It is ready", &[]);
    let url = |url: &str, example: Value| {
        let mut button = json!({ "type": "URL", "text": "See", "url": url, "example": example });
        button.as_object_mut().unwrap().retain(|_, v| !v.is_null());
        button
    };
    let otp = |kind: &str| json!([{ "type": "BODY", "add_security_recommendation": true }, { "type": "FOOTER", "code_expiration_minutes": 10 }, buttons(json!([{ "type": "OTP", "otp_type": kind, "text": "Copy" }]))]);
    let lto = |text: &str| json!([body("Half price this week", &[]), { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": text, "has_expiration": true } }, buttons(json!([{ "type": "COPY_CODE", "example": "SALE" }, url("https://example.com", Value::Null)]))]);
    let cases = [
        (new("Upper", "UTILITY", json!([plain()])), 100, "lower case names"),
        (new("a", "OTHER", json!([plain()])), 100, "three categories"),
        (new("a", "UTILITY", json!([{ "type": "FOOTER", "text": "x" }])), 100, "a body"),
        (new("a", "UTILITY", json!([plain(), plain()])), 100, "each component once"),
        (new("a", "UTILITY", json!([body(&"x ".repeat(520), &[])])), 2_388_040, "1,024 characters of body"),
        (new("a", "UTILITY", json!([body("Your {{1}} is ready now", &[])])), 2_388_043, "an example for each variable"),
        (
            new("a", "UTILITY", json!([{ "type": "BODY", "text": "Your {{1}} is ready now", "example": { "body_text": [[]] } }])),
            2_388_043,
            "and not an empty list of them",
        ),
        (new("a", "UTILITY", json!([body("Your {{2}} is ready now", &["x"])])), 2_388_072, "variables count from one"),
        (new("a", "UTILITY", json!([body("{{1}} is ready for you", &["x"])])), 2_388_299, "no variable opens the body"),
        (new("a", "UTILITY", json!([body("Ready for you is your {{1}}.", &["x"])])), 2_388_299, "nor closes it"),
        (new("a", "UTILITY", json!([body("Is {{1}} now {{2}} ok", &["x", "y"])])), 2_388_293, "enough words around them"),
        (
            new(
                "a",
                "UTILITY",
                json!([plain(), { "type": "HEADER", "format": "TEXT", "text": "{{1}} and {{2}}", "example": { "header_text": ["x"] } }]),
            ),
            2_388_047,
            "one variable in a header",
        ),
        (
            new("a", "UTILITY", json!([plain(), { "type": "HEADER", "format": "TEXT", "text": "x".repeat(61) }])),
            2_388_040,
            "60 characters of header",
        ),
        (new("a", "UTILITY", json!([plain(), { "type": "HEADER", "format": "IMAGE" }])), 2_388_047, "a picture as example"),
        (new("a", "UTILITY", json!([plain(), image("4::made-up")])), 100, "a handle of an upload"),
        (
            new("a", "UTILITY", json!([plain(), { "type": "HEADER", "format": "VIDEO", "example": { "header_handle": [h] } }])),
            2_388_047,
            "a picture is no video",
        ),
        (new("a", "UTILITY", json!([plain(), { "type": "FOOTER", "text": "for {{1}}" }])), 2_388_073, "no variables in a footer"),
        (new("a", "UTILITY", json!([plain(), { "type": "FOOTER", "text": "x".repeat(61) }])), 2_388_040, "60 characters of footer"),
        (new("a", "UTILITY", json!([plain(), buttons((0..11).map(|n| reply(&n.to_string())).collect())])), 100, "ten buttons"),
        (new("a", "UTILITY", json!([plain(), buttons(json!([reply("x".repeat(26).as_str())]))])), 100, "25 characters of label"),
        (new("a", "UTILITY", json!([plain(), buttons(json!([reply("A"), reply("A")]))])), 100, "labels differ"),
        (
            new(
                "a",
                "UTILITY",
                json!([
                    plain(),
                    buttons(json!([reply("A"), { "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+33187000000" }, reply("B")]))
                ]),
            ),
            100,
            "quick replies stand together",
        ),
        (
            new(
                "a",
                "UTILITY",
                json!([
                    plain(),
                    buttons(
                        json!([{ "type": "PHONE_NUMBER", "text": "Call", "phone_number": "1" }, { "type": "PHONE_NUMBER", "text": "Or", "phone_number": "2" }])
                    )
                ]),
            ),
            100,
            "one phone number",
        ),
        (
            new("a", "UTILITY", json!([plain(), buttons(json!([url("https://example.com/{{1}}/x", json!(["x"]))]))])),
            100,
            "a variable ends the URL",
        ),
        (
            new("a", "UTILITY", json!([plain(), buttons(json!([{ "type": "URL", "text": "See", "url": "https://example.com/{{1}}" }]))])),
            2_388_043,
            "and has an example",
        ),
        (
            new("a", "UTILITY", json!([plain(), buttons(json!([{ "type": "URL", "text": "See", "url": "https://wa.me/33" }]))])),
            100,
            "no links to WhatsApp",
        ),
        (new("a", "UTILITY", json!([plain(), buttons(json!([{ "type": "COPY_CODE", "example": "SALE" }]))])), 100, "coupons are marketing"),
        (
            new("a", "MARKETING", json!([plain(), buttons(json!([{ "type": "COPY_CODE", "example": "x".repeat(21) }]))])),
            2_388_040,
            "20 characters of coupon",
        ),
        (
            new("a", "MARKETING", json!([plain(), buttons(json!([{ "type": "CATALOG", "text": "Look" }]))])),
            100,
            "the catalogue's label is fixed",
        ),
        (
            new("a", "MARKETING", json!([plain(), buttons(json!([{ "type": "SPM", "text": "View" }]))])),
            2_388_047,
            "one product has its header",
        ),
        (new("a", "MARKETING", json!([plain(), buttons(json!([{ "type": "FLOW", "text": "Book" }]))])), 100, "which flow"),
        (new("a", "MARKETING", lto("seventeen letters")), 2_388_040, "16 characters of offer"),
        (new("a", "UTILITY", lto("Half price")), 100, "offers are marketing"),
        (new("a", "MARKETING", json!([plain(), { "type": "CAROUSEL", "cards": [card(&h)] }])), 100, "two cards"),
        (
            new(
                "a",
                "MARKETING",
                json!([plain(), { "type": "CAROUSEL", "cards": [card(&h), { "components": [image(&h), buttons(json!([reply("This one")]))] }] }]),
            ),
            100,
            "all cards have the same components",
        ),
        (
            new(
                "a",
                "AUTHENTICATION",
                json!([body("Your code is {{1}} today", &["1"]), buttons(json!([{ "type": "OTP", "otp_type": "COPY_CODE" }]))]),
            ),
            2_388_072,
            "Meta's own words for codes",
        ),
        (new("a", "AUTHENTICATION", otp("ONE_TAP")), 100, "which app reads the code"),
        (
            json!({ "name": "a", "language": "en", "category": "AUTHENTICATION", "message_send_ttl_seconds": 901, "components": otp("COPY_CODE") }),
            100,
            "fifteen minutes to live",
        ),
        (json!({ "name": "a", "language": "english", "category": "UTILITY", "components": [plain()] }), 100, "a language code"),
    ];
    for (definition, expected, why) in cases {
        let (_, answer) = meta.post("{W}/message_templates", definition.clone()).await;
        assert_eq!(code(&answer), expected, "{why}: {answer} to {definition}");
    }
    let good = [
        new("plain", "utility", json!([{ "type": "body", "text": "It is ready" }])),
        json!({ "name": "named", "language": "en", "category": "UTILITY", "parameter_format": "named", "components": [{ "type": "BODY", "text": "Hello {{first_name}}, it is ready now", "example": { "body_text_named_params": [{ "param_name": "first_name", "example": "Ana" }] } }] }),
        new(
            "pictured",
            "MARKETING",
            json!([image(&h), body("New shoes", &[]), buttons(json!([reply("A"), url("https://example.com/{{1}}", json!(["x"]))]))]),
        ),
        new("carousel", "MARKETING", json!([plain(), { "type": "CAROUSEL", "cards": [card(&h), card(&h)] }])),
        new("offer", "MARKETING", lto("Half price")),
        new("code", "AUTHENTICATION", otp("COPY_CODE")),
        new("catalog", "MARKETING", json!([plain(), buttons(json!([{ "type": "CATALOG", "text": "View catalog" }]))])),
        new(
            "mpm",
            "MARKETING",
            json!([{ "type": "HEADER", "format": "TEXT", "text": "Ours" }, plain(), buttons(json!([{ "type": "MPM", "text": "View items" }]))]),
        ),
        new(
            "spm",
            "MARKETING",
            json!([{ "type": "HEADER", "format": "PRODUCT" }, plain(), buttons(json!([{ "type": "SPM", "text": "View" }]))]),
        ),
        new(
            "flow",
            "MARKETING",
            json!([
                plain(),
                buttons(json!([{ "type": "FLOW", "text": "Book", "flow_id": "1", "flow_action": "navigate", "navigate_screen": "ONE" }]))
            ]),
        ),
        json!({ "name": "order", "language": "en", "category": "UTILITY", "display_format": "ORDER_DETAILS", "components": [plain(), buttons(json!([{ "type": "ORDER_DETAILS", "text": "Pay" }]))] }),
        new("call", "UTILITY", json!([plain(), buttons(json!([{ "type": "VOICE_CALL", "text": "Call" }]))])),
        new("permission", "UTILITY", json!([plain(), { "type": "CALL_PERMISSION_REQUEST" }])),
        new("contact", "UTILITY", json!([plain(), buttons(json!([{ "type": "REQUEST_CONTACT_INFO", "text": "Share" }]))])),
        new("place", "UTILITY", json!([{ "type": "HEADER", "format": "LOCATION" }, plain()])),
    ];
    for definition in good {
        let (status, answer) = meta.post("{W}/message_templates", definition.clone()).await;
        assert_eq!((status, &answer["status"]), (200, &json!("PENDING")), "taken for review: {answer} to {definition}");
    }
    assert_eq!(
        code(&meta.post("{W}/message_templates", new("plain", "UTILITY", json!([plain()]))).await.1),
        2_388_023,
        "once per language"
    );
    let (_, list) = meta.get("{W}/message_templates?name=code").await;
    let button = &list["data"][0]["components"][2]["buttons"][0];
    assert_eq!(button["type"], "URL", "a code's button is read back as a URL: {list}");
    meta.control("settings", json!({ "template_limit": 3 })).await;
    assert_eq!(
        code(&meta.post("{W}/message_templates", new("more", "UTILITY", json!([plain()]))).await.1),
        2_388_019,
        "no more than the account may have"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn filled_to_the_letter() {
    let meta = Meta::start().await;
    meta.ana().await;
    let text_button = json!({ "type": "URL", "text": "See", "url": "https://example.com/{{1}}" });
    let two = json!([{ "type": "HEADER", "format": "TEXT", "text": "For {{1}}" }, { "type": "BODY", "text": "Your {{1}} costs {{2}} today" }, { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Keep" }, text_button] }]);
    meta.template("two", json!({ "components": two })).await;
    meta.template("named", json!({ "named": true, "components": [{ "type": "BODY", "text": "Hello {{first_name}}, it is ready" }] })).await;
    meta.template("coupon", json!({ "components": [{ "type": "BODY", "text": "For you" }, { "type": "BUTTONS", "buttons": [{ "type": "COPY_CODE", "example": "X" }] }] })).await;
    meta.template("offer", json!({ "components": [{ "type": "BODY", "text": "For you" }, { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Today", "has_expiration": true } }] })).await;
    let cards = json!([{ "components": [{ "type": "HEADER", "format": "IMAGE" }, { "type": "BODY", "text": "In {{1}} now" }] }, { "components": [{ "type": "HEADER", "format": "IMAGE" }, { "type": "BODY", "text": "In {{1}} now" }] }]);
    meta.template("cards", json!({ "components": [{ "type": "BODY", "text": "For you" }, { "type": "CAROUSEL", "cards": cards }] })).await;
    meta.template("mpm", json!({ "components": [{ "type": "BODY", "text": "For you" }, { "type": "BUTTONS", "buttons": [{ "type": "MPM", "text": "View items" }] }] })).await;
    meta.template("book", json!({ "components": [{ "type": "BODY", "text": "For you" }, { "type": "BUTTONS", "buttons": [{ "type": "FLOW", "text": "Book", "flow_id": "77" }] }] })).await;
    meta.template("code", json!({ "category": "AUTHENTICATION", "components": [{ "type": "BODY", "text": "*{{1}}* is your code." }, { "type": "BUTTONS", "buttons": [{ "type": "URL", "text": "Copy", "url": "https://www.whatsapp.com/otp/?code={{1}}" }] }] })).await;
    let words = |all: &[&str]| all.iter().map(|t| json!({ "type": "text", "text": t })).collect::<Value>();
    let part = |kind: &str, parameters: Value| json!({ "type": kind, "parameters": parameters });
    let button =
        |sub: &str, index: Value, parameter: Value| json!({ "type": "button", "sub_type": sub, "index": index, "parameters": [parameter] });
    let suffix = || button("url", json!("1"), json!({ "type": "text", "text": "shoes" }));
    let whole = || vec![part("header", words(&["Ana"])), part("body", words(&["shoe", "59"])), suffix()];
    let with = |extra: Value| [whole(), vec![extra]].concat();
    let coupon = |c: &str| json!([button("copy_code", json!(0), json!({ "type": "coupon_code", "coupon_code": c }))]);
    let name = |parameter: Value| json!([part("body", json!([parameter]))]);
    let picture = json!({ "type": "image", "image": { "link": "https://example.com/a.jpg" } });
    let one = |i: usize| json!({ "card_index": i, "components": [part("header", json!([picture])), part("body", words(&["red"]))] });
    let deck = |cards: Value| json!([{ "type": "carousel", "cards": cards }]);
    let until = |ms: i64| {
        json!([part("limited_time_offer", json!([{ "type": "limited_time_offer", "limited_time_offer": { "expiration_time_ms": ms } }]))])
    };
    let otp = |code: &str| json!([part("body", words(&[code])), button("url", json!(0), json!({ "type": "text", "text": code }))]);
    let items = json!([{ "title": "A", "product_items": [{ "product_retailer_id": "1" }] }]);
    let cases = [
        ("two", json!(whole()), 0, "filled"),
        ("two", json!([]), 132_000, "blanks left open"),
        (
            "two",
            json!([part("header", words(&["Ana"])), part("body", words(&["a", "b", "c"])), suffix()]),
            132_000,
            "more values than blanks",
        ),
        (
            "two",
            json!([part("header", json!([picture])), part("body", words(&["a", "b"])), suffix()]),
            132_012,
            "a picture in a header of text",
        ),
        ("two", json!([part("header", words(&["Ana"])), part("body", words(&["a", "b"]))]), 131_008, "the URL has no end"),
        ("two", json!(with(button("quick_reply", json!(5), json!({ "type": "payload", "payload": "x" })))), 132_018, "no such button"),
        ("two", json!(with(button("url", json!(0), json!({ "type": "text", "text": "x" })))), 132_012, "another kind of button"),
        ("two", json!(with(button("quick_reply", json!(0), json!({ "type": "text", "text": "x" })))), 132_012, "another kind of value"),
        ("two", json!(with(suffix())), 132_018, "one button twice"),
        (
            "two",
            json!([part("header", words(&["Ana"])), part("body", words(&["a\nb", "c"])), suffix()]),
            132_018,
            "a line break in a value",
        ),
        (
            "two",
            json!([part("header", words(&["Ana"])), part("body", words(&["a     b", "c"])), suffix()]),
            132_018,
            "five spaces in a value",
        ),
        (
            "two",
            json!([part("header", words(&["Ana"])), part("body", words(&[&"x".repeat(1020), "c"])), suffix()]),
            132_005,
            "too long when filled",
        ),
        (
            "two",
            json!([part("header", words(&[&"x".repeat(60)])), part("body", words(&["a", "c"])), suffix()]),
            132_005,
            "a header too long when filled",
        ),
        ("named", name(json!({ "type": "text", "parameter_name": "first_name", "text": "Ana" })), 0, "by its name"),
        ("named", name(json!({ "type": "text", "text": "Ana" })), 132_018, "without a name"),
        ("named", name(json!({ "type": "text", "parameter_name": "last_name", "text": "Ana" })), 132_018, "by another name"),
        ("coupon", coupon("SALE20"), 0, "a coupon"),
        ("coupon", json!([]), 131_008, "no coupon"),
        ("coupon", coupon(&"x".repeat(21)), 132_005, "a coupon too long"),
        ("offer", until(9_000_000_000_000), 0, "an offer that ends"),
        ("offer", json!([]), 131_008, "an offer without its end"),
        ("offer", until(1), 131_009, "an offer that is over"),
        ("cards", deck(json!([one(0), one(1)])), 0, "each card"),
        ("cards", json!([]), 132_012, "no cards"),
        ("cards", deck(json!([one(0), one(0)])), 132_012, "one card twice"),
        (
            "cards",
            deck(json!([one(0), { "card_index": 1, "components": [part("header", json!([picture]))] }])),
            132_000,
            "a card left open",
        ),
        (
            "mpm",
            json!([button(
                "mpm",
                json!(0),
                json!({ "type": "action", "action": { "thumbnail_product_retailer_id": "1", "sections": items } })
            )]),
            0,
            "products",
        ),
        ("mpm", json!([button("mpm", json!(0), json!({ "type": "action", "action": {} }))]), 131_008, "no products"),
        ("code", otp("123456"), 0, "a one-time code"),
        ("code", otp("1234567890123456"), 132_005, "a code too long"),
        ("code", otp("www.example.com"), 132_018, "a code that is a link"),
        ("nothing", json!([]), 132_001, "no such template"),
    ];
    for (name, components, expected, why) in cases {
        let message = to_ana("template", json!({ "name": name, "language": { "code": "en" }, "components": components }));
        let (_, answer) = meta.post("{P}/messages", message).await;
        assert_eq!(code(&answer), expected, "{name}, {why}: {answer}");
    }
    let book = || to_ana("template", json!({ "name": "book", "language": { "code": "en" } }));
    assert_eq!(meta.sends(book()).await.1, 0, "a flow nobody blocked");
    meta.control("flows/77", json!({ "status": "BLOCKED" })).await;
    assert_eq!(meta.sends(book()).await.1, 132_068, "a flow that is blocked");
    meta.control("flows/77", json!({ "status": "THROTTLED" })).await;
    for _ in 0..10 {
        meta.sends(book()).await;
    }
    assert_eq!(meta.sends(book()).await.1, 132_069, "ten an hour when it is throttled");
    for (status, expected) in [("PAUSED", 132_015), ("DISABLED", 132_016), ("REJECTED", 132_001), ("PENDING", 132_001)] {
        meta.control("templates/coupon/en", json!({ "status": status })).await;
        let message = to_ana("template", json!({ "name": "coupon", "language": { "code": "en" }, "components": coupon("A") }));
        assert_eq!(meta.sends(message).await.1, expected, "a template that is {status}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn review_editing_and_deleting() {
    let meta = Meta::start().await;
    let (_, made) = meta.post("{W}/message_templates", new("news", "UTILITY", json!([body("A discount for you", &[])]))).await;
    assert_eq!(made["category"], "MARKETING", "a utility that promotes is approved as what it is");
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(code(&meta.post(&id, json!({ "components": [body("Another", &[])] })).await.1), 100, "not while it is looked at");
    let approved = meta.announced("message_template_status_update").await;
    assert_eq!((&approved["event"], &approved["reason"]), (&json!("APPROVED"), &json!("NONE")), "the review ends by itself");
    assert_eq!(code(&meta.post(&id, json!({ "category": "UTILITY" })).await.1), 100, "the category of an approved one stays");
    assert_eq!(meta.post(&id, json!({ "components": [body("A better discount for you", &[])] })).await.0, 200, "its words can be changed");
    let components = meta.announced("message_template_components_update").await;
    assert_eq!(components["message_template_element"], "A better discount for you", "which is announced after the review");
    assert_eq!(code(&meta.post(&id, json!({ "components": [body("Again", &[])] })).await.1), 100, "once in 24 hours");
    meta.control("faults", json!({ "reject_template": "ABUSIVE_CONTENT" })).await;
    meta.post("{W}/message_templates", new("bad", "UTILITY", json!([body("It is ready", &[])]))).await;
    let rejected = meta.until("a rejection", |all| all.iter().find(|(_, v)| v["event"] == "REJECTED").map(|(_, v)| v.clone())).await;
    assert_eq!(rejected["reason"], "ABUSIVE_CONTENT", "a rejection says why");
    assert_eq!(meta.delete("{W}/message_templates?name=news").await.0, 200, "deleted with all its languages");
    assert_eq!(
        code(&meta.post("{W}/message_templates", new("news", "MARKETING", json!([body("New", &[])]))).await.1),
        2_388_023,
        "its name is locked"
    );
    meta.control("clock", json!({ "advance_ms": 30 * 24 * 3_600_000_i64 + 1 })).await;
    assert_eq!(meta.post("{W}/message_templates", new("news", "MARKETING", json!([body("New", &[])]))).await.0, 200, "for thirty days");
    let upsert = json!({ "name": "otp", "languages": ["en", "fr"], "category": "AUTHENTICATION", "components": [{ "type": "BODY" }, buttons(json!([{ "type": "OTP", "otp_type": "COPY_CODE" }]))] });
    let (_, answer) = meta.post("{W}/upsert_message_templates", upsert).await;
    assert_eq!(answer["data"].as_array().map(Vec::len), Some(2), "codes in two languages at once: {answer}");
    for n in 0..30 {
        meta.template(&format!("t{n:02}"), json!({ "components": [] })).await;
    }
    let (_, first) = meta.get("{W}/message_templates").await;
    assert_eq!(first["data"].as_array().map(Vec::len), Some(25), "25 on a page");
    let next = first["paging"]["next"].as_str().unwrap();
    let second: Value = meta.http.get(next).bearer_auth(meta.ids().token).send().await.unwrap().json().await.unwrap();
    assert!(
        second["data"].as_array().is_some_and(|d| !d.is_empty()) && second["paging"].get("next").is_none(),
        "the next address leads to the rest: {second}"
    );
    assert_eq!(code(&meta.get("{W}/message_templates?after=nonsense").await.1), 131_059, "a cursor is not made up");
}

#[tokio::test(flavor = "multi_thread")]
async fn quality_pauses_and_pacing() {
    let meta = Meta::start().await;
    let id = meta.ana().await;
    meta.template("promo", json!({ "components": [{ "type": "BODY", "text": "Come and see" }] })).await;
    let send = || to_ana("template", json!({ "name": "promo", "language": { "code": "en" } }));
    for hours in [3, 6] {
        meta.control("templates/promo/en", json!({ "quality": "RED" })).await;
        assert_eq!(meta.sends(send()).await.1, 132_015, "a bad template is paused");
        meta.control("clock", json!({ "advance_ms": hours * 3_600_000 - 60_000 })).await;
        assert_eq!(meta.sends(send()).await.1, 132_015, "for all its {hours} hours");
        meta.control("clock", json!({ "advance_ms": 61_000 })).await;
        assert_eq!(meta.sends(send()).await.1, 0, "and no longer");
    }
    meta.control("templates/promo/en", json!({ "quality": "RED" })).await;
    assert_eq!(meta.sends(send()).await.1, 132_016, "the third time for good");
    assert_eq!(meta.announced("message_template_quality_update").await["new_quality_score"], "RED", "the rating is announced");

    meta.template("paced", json!({ "components": [{ "type": "BODY", "text": "Come and see" }] })).await;
    let paced = || to_ana("template", json!({ "name": "paced", "language": { "code": "en" } }));
    let state = async || meta.post("{P}/messages", paced()).await.1["messages"][0].clone();
    meta.control("templates/paced/en", json!({ "pacing": 1 })).await;
    assert_eq!(state().await["message_status"], "accepted", "the first leaves");
    let held = state().await;
    assert_eq!(held["message_status"], "held_for_quality_assessment", "the second waits");
    meta.control("templates/paced/en", json!({ "pacing_good": true })).await;
    meta.status(held["id"].as_str().unwrap(), "delivered").await;
    meta.control("templates/paced/en", json!({ "pacing": 0 })).await;
    let dropped = state().await;
    meta.control("templates/paced/en", json!({ "pacing_good": false })).await;
    let failed = meta.status(dropped["id"].as_str().unwrap(), "failed").await;
    assert_eq!(failed["errors"][0]["code"], 132_015, "people did not like it: what was held comes back");
    meta.control("clock", json!({ "advance_ms": 24 * 3_600_000 })).await;
    assert_eq!(meta.sends(paced()).await.1, 132_015, "a pause of pacing does not end by itself");
    let (_, list) = meta.get("{W}/message_templates?name=paced").await;
    let template = list["data"][0]["id"].as_str().unwrap();
    assert_eq!(meta.post(&format!("{template}/unpause"), json!({})).await.1["success"], true, "but by hand");
    meta.control(&format!("customers/{id}/write"), json!({ "text": "x" })).await;
    assert_eq!(meta.sends(paced()).await.1, 0, "then it goes out again");
    meta.control("templates/paced/en", json!({ "correct_category": "UTILITY" })).await;
    assert_eq!(
        meta.announced("template_category_update").await["correct_category"],
        "UTILITY",
        "a change of category is told a day before"
    );
    assert_eq!(meta.sends(text("x")).await.1, 0, "and nothing of this touches a reply");
}
