//! Every kind of message: what Meta gets, and what it would refuse.

use serde_json::json;

use super::contact::{ContactName, ContactPhone};
use super::interactive::{FlowAction, FlowRef};
use super::order::{BrazilianWay, Expiry, Extra, Goods, OrderItem, OrderStage, Payment};
use super::*;

fn message(content: Content) -> Message {
    Message { to: Address::Phone("+33612345678".into()), content, reply_to: None, callback_data: "o1:x:1".into() }
}

fn buttons(body: &str, titles: &[&str]) -> Message {
    message(Content::Buttons {
        header_image: None,
        body: body.into(),
        buttons: titles.iter().map(|t| Button { id: format!("id-{t}"), title: (*t).to_owned() }).collect(),
    })
}

fn tap(action: Action) -> Interactive {
    Interactive { header: None, body: Some("x".into()), footer: None, action }
}

fn interactive(action: Action) -> Content {
    Content::Interactive(Box::new(tap(action)))
}

fn text(n: usize) -> String {
    "é".repeat(n)
}

fn id(id: &str) -> MediaRef {
    MediaRef::Id(id.into())
}

fn rows(n: usize) -> Vec<Row> {
    (0..n).map(|i| Row { id: i.to_string(), title: format!("Row {i}"), description: None }).collect()
}

fn section(title: Option<&str>, n: usize) -> Section {
    Section { title: title.map(str::to_owned), rows: rows(n) }
}

fn order() -> OrderDetails {
    OrderDetails {
        reference_id: "17-1".into(),
        goods: Goods::PhysicalGoods,
        payment: Payment::Brazil {
            ways: vec![BrazilianWay::PixDynamicCode {
                code: "000201".into(),
                merchant_name: "Loja".into(),
                key: "123".into(),
                key_type: "EVP".into(),
            }],
        },
        currency: "BRL".into(),
        total: 5_400,
        items: vec![OrderItem {
            retailer_id: "sku1".into(),
            name: "Bolo".into(),
            amount: 3_000,
            sale_amount: Some(2_500),
            quantity: 2,
            image: None,
            country_of_origin: None,
            importer_name: None,
            importer_address: None,
        }],
        subtotal: 5_000,
        tax: Extra::default(),
        shipping: Some(Extra { amount: 500, description: Some("Moto".into()) }),
        discount: Some(Extra { amount: 100, description: None }),
        catalog_id: None,
        expires: Some(Expiry { timestamp: 1_790_000_000, description: "Hoje".into() }),
        quick_pay: false,
        beneficiaries: Vec::new(),
    }
}

fn link_card(body: Option<&str>) -> Card {
    Card::Link {
        header: Header::Image { media: id("1") },
        body: body.map(str::to_owned),
        label: "Look".into(),
        url: "https://x.example".into(),
    }
}

fn product_sections(n: usize) -> Vec<ProductSection> {
    vec![ProductSection { title: "All".into(), products: (0..n).map(|i| format!("s{i}")).collect() }]
}

fn flow(label: &str) -> FlowAction {
    FlowAction {
        flow: FlowRef::FlowId("5".into()),
        label: label.into(),
        token: Some("t".into()),
        draft: true,
        data_exchange: false,
        screen: Some("FIRST".into()),
        data: Some(json!({"a": 1})),
    }
}

#[test]
fn limits_are_counted_in_characters_as_meta_counts() {
    assert!(buttons(&text(1024), &["Keep mine"]).check().is_ok(), "1,024 accented letters are 1,024 characters");
    assert_eq!(buttons(&text(1025), &["Keep mine"]).check().map_err(|e| e.part), Err("body"), "one more is refused here, not by Meta");
    assert_eq!(buttons("x", &["a", "b", "c", "d"]).check().map_err(|e| e.part), Err("buttons"), "a fourth button is found before sending");
    assert_eq!(buttons("x", &["a title of 21 letters"]).check().map_err(|e| e.part), Err("button"), "a long title too");
}

#[test]
fn people_without_a_number_are_written_to_by_their_user_id() {
    let mut message = buttons("x", &["a"]);
    message.to = Address::UserId("FR.1349".into());
    let body = message.body();
    assert_eq!(body["recipient"], "FR.1349", "BSUIDs go into `recipient`");
    assert!(body.get("to").is_none(), "`to` would win over `recipient`, so it must be absent");
    message.to = Address::Group("g".into());
    assert_eq!((&message.body()["recipient_type"], &message.body()["to"]), (&json!("group"), &json!("g")), "groups say that they are one");
    message.to = Address::Verified { phone: "+331234567".into(), identity_hash: "h".into() };
    assert_eq!(message.body()["recipient_identity_key_hash"], "h", "only to the person we know");
    message.to = Address::Phone("0612345678".into());
    assert_eq!(message.check().map_err(|e| e.part), Err("to"), "a number without its country goes to a stranger");
}

#[test]
fn every_kind_is_built_as_the_sheet_shows_it() {
    let card = ContactCard {
        name: ContactName { formatted_name: "Asha K".into(), first_name: Some("Asha".into()), ..ContactName::default() },
        phones: vec![ContactPhone { phone: Some("+33".into()), wa_id: Some("33".into()), kind: Some("CELL".into()) }],
        ..ContactCard::default()
    };
    let cases = [
        (Content::Text { body: "oi".into() }, json!({"type":"text","text":{"body":"oi","preview_url":false}})),
        (Content::TextWithPreview { body: "https://x".into() }, json!({"type":"text","text":{"body":"https://x","preview_url":true}})),
        (Content::Image { media: id("1"), caption: Some("c".into()) }, json!({"type":"image","image":{"id":"1","caption":"c"}})),
        (
            Content::Video { media: MediaRef::Link("https://x/v.mp4".into()), caption: None },
            json!({"type":"video","video":{"link":"https://x/v.mp4"}}),
        ),
        (Content::Audio { media: id("1"), voice: true }, json!({"type":"audio","audio":{"id":"1","voice":true}})),
        (Content::Audio { media: id("1"), voice: false }, json!({"type":"audio","audio":{"id":"1"}})),
        (
            Content::Document { media: id("1"), caption: None, filename: Some("a.pdf".into()) },
            json!({"type":"document","document":{"id":"1","filename":"a.pdf"}}),
        ),
        (Content::Sticker { media: id("1") }, json!({"type":"sticker","sticker":{"id":"1"}})),
        (
            Content::Location { latitude: 45.5, longitude: 4.5, name: Some("Shop".into()), address: None },
            json!({"type":"location","location":{"latitude":45.5,"longitude":4.5,"name":"Shop"}}),
        ),
        (
            Content::Contacts { contacts: vec![card] },
            json!({"type":"contacts","contacts":[{"name":{"formatted_name":"Asha K","first_name":"Asha"},"phones":[{"phone":"+33","wa_id":"33","type":"CELL"}]}]}),
        ),
        (
            Content::Reaction { message_id: "w".into(), emoji: Some("👍🏽".into()) },
            json!({"type":"reaction","reaction":{"message_id":"w","emoji":"👍🏽"}}),
        ),
        (Content::Reaction { message_id: "w".into(), emoji: None }, json!({"type":"reaction","reaction":{"message_id":"w","emoji":""}})),
        (
            Content::Interactive(Box::new(Interactive {
                header: Some(Header::Document { media: id("1"), filename: Some("a.pdf".into()) }),
                body: Some("b".into()),
                footer: Some("f".into()),
                action: Action::Buttons { buttons: vec![Button { id: "a".into(), title: "A".into() }] },
            })),
            json!({"type":"interactive","interactive":{"type":"button","header":{"type":"document","document":{"id":"1","filename":"a.pdf"}},"body":{"text":"b"},"footer":{"text":"f"},
                "action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}}),
        ),
        (
            interactive(Action::List {
                button: "Open".into(),
                sections: vec![Section {
                    title: Some("S".into()),
                    rows: vec![Row { id: "1".into(), title: "R".into(), description: Some("d".into()) }],
                }],
            }),
            json!({"type":"interactive","interactive":{"type":"list","body":{"text":"x"},"action":{"button":"Open","sections":[{"title":"S","rows":[{"id":"1","title":"R","description":"d"}]}]}}}),
        ),
        (
            interactive(Action::Link { label: "Go".into(), url: "https://x".into() }),
            json!({"type":"interactive","interactive":{"type":"cta_url","body":{"text":"x"},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://x"}}}}),
        ),
        (
            interactive(Action::Flow(flow("Book"))),
            json!({"type":"interactive","interactive":{"type":"flow","body":{"text":"x"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"5","flow_cta":"Book","flow_token":"t","mode":"draft",
                "flow_action":"navigate","flow_action_payload":{"screen":"FIRST","data":{"a":1}}}}}}),
        ),
        (
            Content::Interactive(Box::new(Interactive {
                body: None,
                ..tap(Action::Product { catalog_id: "9".into(), product_retailer_id: "s".into() })
            })),
            json!({"type":"interactive","interactive":{"type":"product","action":{"catalog_id":"9","product_retailer_id":"s"}}}),
        ),
        (
            Content::Interactive(Box::new(Interactive {
                header: Some(Header::Text { text: "H".into() }),
                ..tap(Action::ProductList { catalog_id: "9".into(), sections: product_sections(1) })
            })),
            json!({"type":"interactive","interactive":{"type":"product_list","header":{"type":"text","text":"H"},"body":{"text":"x"},"action":{"catalog_id":"9","sections":[{"title":"All","product_items":[{"product_retailer_id":"s0"}]}]}}}),
        ),
        (
            interactive(Action::Catalog { thumbnail: None }),
            json!({"type":"interactive","interactive":{"type":"catalog_message","body":{"text":"x"},"action":{"name":"catalog_message"}}}),
        ),
        (
            interactive(Action::Catalog { thumbnail: Some("s".into()) }),
            json!({"type":"interactive","interactive":{"type":"catalog_message","body":{"text":"x"},"action":{"name":"catalog_message","parameters":{"thumbnail_product_retailer_id":"s"}}}}),
        ),
        (
            interactive(Action::LocationRequest),
            json!({"type":"interactive","interactive":{"type":"location_request_message","body":{"text":"x"},"action":{"name":"send_location"}}}),
        ),
        (
            interactive(Action::AddressRequest {
                country: "IN".into(),
                values: Some(json!({"name":"A"})),
                saved_addresses: None,
                validation_errors: None,
            }),
            json!({"type":"interactive","interactive":{"type":"address_message","body":{"text":"x"},"action":{"name":"address_message","parameters":{"country":"IN","values":{"name":"A"}}}}}),
        ),
        (
            interactive(Action::OrderDetails(Box::new(order()))),
            json!({"type":"interactive","interactive":{"type":"order_details","body":{"text":"x"},"action":{"name":"review_and_pay","parameters":{"reference_id":"17-1","type":"physical-goods","payment_type":"br","currency":"BRL",
                "payment_settings":[{"type":"pix_dynamic_code","pix_dynamic_code":{"code":"000201","merchant_name":"Loja","key":"123","key_type":"EVP"}}],"total_amount":{"value":5400,"offset":100},
                "order":{"status":"pending","items":[{"retailer_id":"sku1","name":"Bolo","amount":{"value":3000,"offset":100},"sale_amount":{"value":2500,"offset":100},"quantity":2}],"subtotal":{"value":5000,"offset":100},
                    "tax":{"value":0,"offset":100},"shipping":{"value":500,"offset":100,"description":"Moto"},"discount":{"value":100,"offset":100},"expiration":{"timestamp":"1790000000","description":"Hoje"}}}}}}),
        ),
        (
            interactive(Action::OrderStatus(OrderStatus {
                reference_id: "17-1".into(),
                status: OrderStage::PartiallyShipped,
                description: Some("d".into()),
                payment: Some(("captured".into(), 5)),
            })),
            json!({"type":"interactive","interactive":{"type":"order_status","body":{"text":"x"},"action":{"name":"review_order","parameters":{"reference_id":"17-1","order":{"status":"partially-shipped","description":"d"},
                "payment":{"status":"captured","timestamp":5}}}}}),
        ),
        (
            interactive(Action::Carousel { cards: vec![link_card(Some("b")), link_card(Some("c"))] }),
            json!({"type":"interactive","interactive":{"type":"carousel","body":{"text":"x"},"action":{"cards":[
                {"card_index":0,"type":"cta_url","header":{"type":"image","image":{"id":"1"}},"body":{"text":"b"},"action":{"name":"cta_url","parameters":{"display_text":"Look","url":"https://x.example"}}},
                {"card_index":1,"type":"cta_url","header":{"type":"image","image":{"id":"1"}},"body":{"text":"c"},"action":{"name":"cta_url","parameters":{"display_text":"Look","url":"https://x.example"}}}]}}}),
        ),
        (
            interactive(Action::VoiceCall { label: "Call".into(), ttl_minutes: Some(60), payload: None }),
            json!({"type":"interactive","interactive":{"type":"voice_call","body":{"text":"x"},"action":{"name":"voice_call","parameters":{"display_text":"Call","ttl_minutes":60}}}}),
        ),
        (
            interactive(Action::CallPermissionRequest),
            json!({"type":"interactive","interactive":{"type":"call_permission_request","body":{"text":"x"},"action":{"name":"call_permission_request"}}}),
        ),
        (
            interactive(Action::ContactInfoRequest),
            json!({"type":"interactive","interactive":{"type":"request_contact_info","body":{"text":"x"},"action":{"name":"request_contact_info"}}}),
        ),
    ];
    for (content, mut expected) in cases {
        let message = message(content);
        assert_eq!(message.flaws(), [], "{expected}");
        let envelope =
            json!({"messaging_product":"whatsapp","recipient_type":"individual","to":"+33612345678","biz_opaque_callback_data":"o1:x:1"});
        expected.as_object_mut().expect("object").extend(envelope.as_object().expect("object").clone());
        assert_eq!(message.body(), expected, "as the sheet shows it");
        let bytes = message.bytes().expect("written");
        assert_eq!(serde_json::from_slice::<Value>(&bytes).expect("JSON"), expected, "and the bytes say the same");
        let stored = serde_json::to_string(&message).expect("stored");
        let again: Message = serde_json::from_str(&stored).expect("read again");
        assert_eq!(again.body(), expected, "a message that was stored is sent as it was meant");
    }
}

#[test]
fn india_pays_by_upi_or_a_provider() {
    let upi =
        OrderDetails { payment: Payment::IndiaUpi { configuration: "shop".into() }, currency: "INR".into(), quick_pay: true, ..order() };
    let value = upi.json();
    assert_eq!(
        (&value["payment_type"], &value["payment_configuration"], &value["order"]["type"]),
        (&json!("upi"), &json!("shop"), &json!("quick_pay")),
        "UPI"
    );
    let gateway = OrderDetails { payment: Payment::IndiaGateway { provider: "razorpay".into(), configuration: "shop".into() }, ..upi };
    assert_eq!(
        gateway.json()["payment_settings"],
        json!([{"type":"payment_gateway","payment_gateway":{"type":"razorpay","configuration_name":"shop"}}]),
        "a provider"
    );
    assert!(order().expires_too_soon(1_789_999_800_000), "200 seconds are too few");
    assert!(!order().expires_too_soon(1_789_999_700_000), "300 are enough");
}

#[test]
fn every_limit_is_found_with_its_numbers() {
    let b = |id: &str, title: &str| Button { id: id.into(), title: title.into() };
    let over = |part: &'static str, length: usize, limit: usize| Flaw { part, fault: Fault::Length, length, limit };
    let form = Flaw::bad_form;
    let fault = |part: &'static str, fault: Fault| Flaw { part, fault, length: 0, limit: 0 };
    let list = |sections: Vec<Section>| interactive(Action::List { button: "Open".into(), sections });
    let headed = |header: Header, action: Action| Content::Interactive(Box::new(Interactive { header: Some(header), ..tap(action) }));
    let words = |text: String| Header::Text { text };
    let with_order = |change: fn(&mut OrderDetails)| {
        let mut details = order();
        change(&mut details);
        interactive(Action::OrderDetails(Box::new(details)))
    };
    let cases: Vec<(Content, Vec<Flaw>)> = vec![
        (Content::Text { body: text(4097) }, vec![over("body", 4097, 4096)]),
        (Content::Text { body: String::new() }, vec![over("body", 0, 4096)]),
        (Content::Image { media: id("1"), caption: Some(text(1025)) }, vec![over("caption", 1025, 1024)]),
        (
            Content::Document { media: MediaRef::Link("ftp://x".into()), caption: Some(text(1025)), filename: None },
            vec![form("media"), over("caption", 1025, 1024)],
        ),
        (Content::Sticker { media: id("") }, vec![form("media")]),
        (Content::Location { latitude: f64::NAN, longitude: 4.0, name: None, address: None }, vec![form("location")]),
        (Content::Contacts { contacts: vec![] }, vec![over("contacts", 0, 257)]),
        (
            Content::Contacts { contacts: vec![ContactCard { birthday: Some("1.2.2000".into()), ..ContactCard::default() }] },
            vec![form("contact name"), form("birthday")],
        ),
        (Content::Reaction { message_id: "w".into(), emoji: Some("ok".into()) }, vec![form("emoji")]),
        (
            Content::Buttons {
                header_image: None,
                body: text(1025),
                buttons: vec![b("a", "A"), b("a", &text(21)), b(&"i".repeat(257), "A"), b("d", "D")],
            },
            vec![
                over("body", 1025, 1024),
                over("buttons", 4, 3),
                over("button", 21, 20),
                over("button id", 257, 256),
                fault("button id", Fault::Twice),
                fault("button", Fault::Twice),
            ],
        ),
        (
            Content::Interactive(Box::new(Interactive {
                header: Some(words(text(61))),
                body: None,
                footer: Some(text(61)),
                action: Action::Buttons { buttons: vec![] },
            })),
            vec![over("body", 0, 1024), over("footer", 61, 60), over("header", 61, 60), over("buttons", 0, 3)],
        ),
        (list(vec![]), vec![over("sections", 0, 10), over("rows", 0, 10)]),
        (list(vec![section(None, 11)]), vec![over("rows", 11, 10)]),
        (
            list(vec![
                section(Some("A"), 1),
                Section { title: None, rows: vec![Row { id: "z".into(), title: text(25), description: Some(text(73)) }] },
            ]),
            vec![over("section", 0, 24), over("row", 25, 24), over("row description", 73, 72)],
        ),
        (list(vec![section(Some("A"), 2), section(Some("B"), 1)]), vec![fault("row id", Fault::Twice)]),
        (
            list(
                (0..11)
                    .map(|i| Section {
                        title: Some(i.to_string()),
                        rows: vec![Row { id: i.to_string(), title: "r".into(), description: None }],
                    })
                    .collect(),
            ),
            vec![over("sections", 11, 10), over("rows", 11, 10)],
        ),
        (
            Content::Interactive(Box::new(Interactive {
                body: Some(text(4096)),
                ..tap(Action::List { button: text(21), sections: vec![section(None, 1)] })
            })),
            vec![over("list button", 21, 20)],
        ),
        (
            headed(Header::Image { media: id("1") }, Action::List { button: "o".into(), sections: vec![section(None, 1)] }),
            vec![fault("header", Fault::Surplus)],
        ),
        (interactive(Action::Link { label: text(21), url: "x.example".into() }), vec![over("button", 21, 20), form("link")]),
        (interactive(Action::Flow(flow("Book 📅"))), vec![form("button")]),
        (
            headed(words("h".into()), Action::Product { catalog_id: "9".into(), product_retailer_id: "s".into() }),
            vec![fault("header", Fault::Surplus)],
        ),
        (
            interactive(Action::ProductList { catalog_id: "9".into(), sections: product_sections(31) }),
            vec![form("header"), over("products", 31, 30)],
        ),
        (
            interactive(Action::AddressRequest { country: "FR".into(), values: None, saved_addresses: None, validation_errors: None }),
            vec![form("country")],
        ),
        (interactive(Action::Carousel { cards: vec![link_card(None)] }), vec![over("cards", 1, 10)]),
        (
            interactive(Action::Carousel { cards: vec![link_card(Some(&text(161))), link_card(Some("a\nb\nc\nd"))] }),
            vec![over("card body", 161, 160), over("card line breaks", 3, 2)],
        ),
        (
            interactive(Action::Carousel {
                cards: vec![link_card(None), Card::Product { catalog_id: "9".into(), product_retailer_id: "s".into() }],
            }),
            vec![form("cards")],
        ),
        (
            headed(words("h".into()), Action::Carousel { cards: vec![link_card(None), link_card(None)] }),
            vec![fault("header", Fault::Surplus)],
        ),
        (interactive(Action::VoiceCall { label: "c".into(), ttl_minutes: Some(43_201), payload: None }), vec![form("call time")]),
        (with_order(|o| o.reference_id = "a b".into()), vec![form("order reference")]),
        (with_order(|o| o.reference_id = "a".repeat(61)), vec![over("order reference", 61, 60)]),
        (
            with_order(|o| {
                o.payment = Payment::IndiaUpi { configuration: "c".into() };
                o.currency = "INR".into();
                o.reference_id = "a".repeat(36);
            }),
            vec![over("order reference", 36, 35), form("beneficiaries"), form("order origin")],
        ),
        (with_order(|o| o.total += 1), vec![form("order total")]),
        (
            with_order(|o| {
                o.subtotal = 6_000;
                o.total = 6_400;
            }),
            vec![form("order subtotal")],
        ),
        (with_order(|o| o.items[0].quantity = i64::MAX), vec![form("order subtotal")]),
        (with_order(|o| o.items[0].name = "n".repeat(61)), vec![over("order item", 61, 60)]),
        (
            Content::Direct(Box::new(DirectSend {
                content: Content::Text { body: text(1025) },
                template_name: None,
                ttl_seconds: Some(29),
            })),
            vec![over("body", 1025, 1024), form("delivery time")],
        ),
        (
            Content::Direct(Box::new(DirectSend { content: Content::Sticker { media: id("1") }, template_name: None, ttl_seconds: None })),
            vec![fault("content", Fault::Surplus)],
        ),
        (
            Content::Template(TemplateSend::plain("a", "fr", None, &["two\nlines".into()], &["p".repeat(257)])),
            vec![form("blank"), over("payload", 257, 256)],
        ),
    ];
    for (content, flaws) in cases {
        let shown = serde_json::to_string(&content).unwrap_or_default();
        assert_eq!(message(content).flaws(), flaws, "{}", &shown[..shown.len().min(200)]);
    }
    let mut long = message(Content::Text { body: "x".into() });
    long.callback_data = "x".repeat(513);
    assert_eq!(long.flaws(), [over("callback", 513, 512)], "what comes back has a limit too");
}

#[test]
fn choices_become_buttons_or_a_list_by_themselves() {
    let options = |n: usize, title: usize| {
        (0..n).map(|i| Choice { id: i.to_string(), title: format!("{i}{}", "x".repeat(title - 1)), description: None }).collect::<Vec<_>>()
    };
    let made = |options: &[Choice]| Content::choices("Which?", "Choose", options).map(|content| content.parts().1["type"].clone());
    assert_eq!(made(&options(3, 20)), Ok(json!("button")), "three short ones are buttons");
    assert_eq!(made(&options(4, 20)), Ok(json!("list")), "four are a list");
    assert_eq!(made(&options(2, 24)), Ok(json!("list")), "what is too long for a button still fits a row");
    let described = [Choice { id: "a".into(), title: "A".into(), description: Some("d".into()) }];
    assert_eq!(made(&described), Ok(json!("list")), "only a list can show more about it");
    assert_eq!(made(&options(11, 5)).map_err(|flaw| (flaw.part, flaw.length)), Err(("rows", 11)), "eleven are too many");
    assert_eq!(made(&[]).map_err(|flaw| flaw.part), Err("buttons"), "none is no question");
    let same = [options(1, 2), options(1, 3)].concat();
    assert_eq!(made(&same).map_err(|flaw| flaw.fault), Err(Fault::Twice), "each answer must be told apart");
}

#[test]
fn options_of_the_two_special_ways_are_sent() {
    let template = TemplateSend::plain("restock", "fr", Some("1".into()), &["Asha".into()], &["keep:1".into()]);
    let marketing =
        message(Content::MarketingTemplate(MarketingSend { template: template.clone(), strict: true, activity_sharing: Some(false) }));
    let body = marketing.body();
    assert_eq!(
        (marketing.endpoint(), &body["product_policy"], &body["message_activity_sharing"], &body["type"]),
        ("marketing_messages", &json!("STRICT"), &json!(false), &json!("template")),
        "promotions may go by their own interface"
    );
    assert_eq!(body["template"], message(Content::Template(template)).body()["template"], "with the same template");
    let direct = message(Content::Direct(Box::new(DirectSend {
        content: Content::Text { body: "Ready".into() },
        template_name: Some("ready".into()),
        ttl_seconds: Some(60),
    })));
    let body = direct.body();
    assert_eq!(
        (
            direct.endpoint(),
            &body["category"],
            &body["direct_send_config"]["template_name"],
            &body["message_send_ttl_seconds"],
            &body["text"]["body"]
        ),
        ("messages", &json!("utility"), &json!("ready"), &json!(60), &json!("Ready")),
        "and a utility text may go without a template"
    );
    assert_eq!(
        mark_read("w", true),
        json!({"messaging_product":"whatsapp","status":"read","message_id":"w","typing_indicator":{"type":"text"}}),
        "read, and writing"
    );
    assert!(mark_read("w", false).get("typing_indicator").is_none(), "read alone");
}

#[test]
fn nothing_shown_of_a_message_is_personal() {
    let shown = format!(
        "{:?} {:?} {:?}",
        buttons("secret words", &["a"]),
        Content::Text { body: "secret".into() },
        Address::Phone("+33612345678".into())
    );
    assert!(!shown.contains("secret") && !shown.contains("3361"), "neither words nor numbers reach a log: {shown}");
    assert!(shown.contains("Content(text)"), "but the kind does");
}
