//! Every kind of message the client can build is found sound by the client itself and taken by the
//! simulator (fact sheet §2.1–2.8). What each may not be is in [`crate::refused`].

use cloud_api::message::contact::{ContactAddress, ContactCard, ContactEmail, ContactName, ContactOrganisation, ContactPhone, ContactUrl};
use cloud_api::message::interactive::{FlowAction, FlowRef};
use cloud_api::message::order::{BrazilianWay, Expiry, Extra, Goods, OrderItem, OrderStage, Payment};
use cloud_api::message::{
    Action, Button, Card, Choice, Content, DirectSend, Header, Interactive, MarketingSend, MediaRef, OrderDetails, OrderStatus,
    ProductSection, Row, Section, TemplateSend,
};
use cloud_api::{Address, Message};
use serde_json::json;

use crate::hook::{heard, person};
use crate::{code_of, control, message, unhurried};

pub(crate) const IMAGE: &str = "https://example.com/a.jpg";

pub(crate) fn link(address: &str) -> MediaRef {
    MediaRef::Link(address.into())
}

fn id(id: &str) -> MediaRef {
    MediaRef::Id(id.into())
}

pub(crate) fn reply(n: usize) -> Button {
    Button { id: format!("id-{n}"), title: format!("Title {n}") }
}

pub(crate) fn replies(n: usize) -> Vec<Button> {
    (0..n).map(reply).collect()
}

pub(crate) fn tap(action: Action) -> Interactive {
    Interactive { header: None, body: Some("Choose".into()), footer: None, action }
}

pub(crate) fn interactive(action: Action) -> Content {
    Content::Interactive(Box::new(tap(action)))
}

pub(crate) fn dressed(header: Header, action: Action) -> Content {
    Content::Interactive(Box::new(Interactive { header: Some(header), footer: Some("f".repeat(60)), ..tap(action) }))
}

/// Headers where a picture, film or file may stand.
fn headers() -> Vec<Header> {
    vec![
        Header::Text { text: "h".repeat(60) },
        Header::Image { media: id("1") },
        Header::Image { media: link(IMAGE) },
        Header::Video { media: link("https://example.com/a.mp4") },
        Header::Document { media: id("1"), filename: Some("prices.pdf".into()) },
        Header::Document { media: link("https://example.com/a.pdf"), filename: None },
    ]
}

pub(crate) fn section(title: Option<&str>, from: usize, rows: usize) -> Section {
    let row = |n: usize| Row { id: format!("r{n}"), title: format!("Row {n}"), description: Some("d".repeat(72)) };
    Section { title: title.map(str::to_owned), rows: (from..from + rows).map(row).collect() }
}

pub(crate) fn list(sections: Vec<Section>) -> Action {
    Action::List { button: "Look".into(), sections }
}

pub(crate) fn products(sections: usize, each: usize) -> Vec<ProductSection> {
    let items = |s: usize| (0..each).map(|n| format!("sku-{s}-{n}")).collect();
    (0..sections).map(|s| ProductSection { title: format!("Part {s}"), products: items(s) }).collect()
}

pub(crate) fn flow() -> FlowAction {
    FlowAction {
        flow: FlowRef::FlowId("800".into()),
        label: "Book".into(),
        token: Some("t-1".into()),
        draft: false,
        data_exchange: false,
        screen: Some("FIRST".into()),
        data: Some(json!({ "day": "Tuesday" })),
    }
}

pub(crate) fn link_card() -> Card {
    Card::Link {
        header: Header::Image { media: id("1") },
        body: Some("c".repeat(160)),
        label: "See".into(),
        url: "https://example.com".into(),
    }
}

pub(crate) fn reply_card(n: usize) -> Card {
    let buttons = (0..2).map(|b| Button { id: format!("{n}-{b}"), title: format!("Title {b}") }).collect();
    Card::Buttons { header: Header::Video { media: link("https://example.com/a.mp4") }, body: None, buttons }
}

pub(crate) fn product_card(n: usize) -> Card {
    Card::Product { catalog_id: "600".into(), product_retailer_id: format!("sku-{n}") }
}

pub(crate) fn item() -> OrderItem {
    OrderItem {
        retailer_id: "sku1".into(),
        name: "n".repeat(60),
        amount: 3_000,
        sale_amount: Some(2_500),
        quantity: 2,
        image: None,
        country_of_origin: None,
        importer_name: None,
        importer_address: None,
    }
}

/// An order for Brazil; a reference names one order, so each has its own.
pub(crate) fn brazil(reference: &str) -> OrderDetails {
    let pix =
        BrazilianWay::PixDynamicCode { code: "000201".into(), merchant_name: "Loja".into(), key: "123".into(), key_type: "EVP".into() };
    OrderDetails {
        reference_id: reference.into(),
        goods: Goods::PhysicalGoods,
        payment: Payment::Brazil { ways: vec![pix] },
        currency: "BRL".into(),
        total: 5_400,
        items: vec![item()],
        subtotal: 5_000,
        tax: Extra::default(),
        shipping: Some(Extra { amount: 500, description: Some("Moto".into()) }),
        discount: Some(Extra { amount: 100, description: None }),
        catalog_id: None,
        expires: Some(Expiry { timestamp: 4_000_000_000, description: "Hoje".into() }),
        quick_pay: false,
        beneficiaries: Vec::new(),
    }
}

/// An order for India, of goods from a catalogue that are shipped.
pub(crate) fn india(reference: &str) -> OrderDetails {
    let home = json!({ "name": "Asha", "address_line1": "12 MG Road", "city": "Pune", "state": "MH", "country": "India", "postal_code": "411001" });
    OrderDetails {
        payment: Payment::IndiaGateway { provider: "razorpay".into(), configuration: "shop".into() },
        currency: "INR".into(),
        catalog_id: Some("600".into()),
        beneficiaries: vec![home],
        ..brazil(reference)
    }
}

pub(crate) fn pays(order: OrderDetails) -> Content {
    interactive(Action::OrderDetails(Box::new(order)))
}

pub(crate) fn order_status(reference: &str) -> OrderStatus {
    OrderStatus { reference_id: reference.into(), status: OrderStage::Processing, description: Some("d".repeat(120)), payment: None }
}

pub(crate) fn direct(content: Content) -> Content {
    Content::Direct(Box::new(DirectSend { content, template_name: Some("ready_for_pickup".into()), ttl_seconds: Some(43_200) }))
}

pub(crate) fn card() -> ContactCard {
    let work = || Some("WORK".to_owned());
    ContactCard {
        name: ContactName { formatted_name: "Lea B".into(), first_name: Some("Lea".into()), ..ContactName::default() },
        phones: vec![ContactPhone {
            phone: Some("+33 6 39 98 00 02".into()),
            wa_id: Some("33639980002".into()),
            kind: Some("CELL".into()),
        }],
        emails: vec![ContactEmail { email: "lea@example.com".into(), kind: work() }],
        urls: vec![ContactUrl { url: "https://example.com".into(), kind: work() }],
        addresses: vec![ContactAddress {
            street: Some("12 rue".into()),
            country_code: Some("FR".into()),
            kind: work(),
            ..ContactAddress::default()
        }],
        org: Some(ContactOrganisation { company: Some("Shop".into()), ..ContactOrganisation::default() }),
        birthday: Some("1990-01-31".into()),
    }
}

fn media(file: &MediaRef) -> Vec<Content> {
    let (media, caption) = (|| file.clone(), || Some("c".repeat(1024)));
    vec![
        Content::Image { media: media(), caption: caption() },
        Content::Image { media: media(), caption: None },
        Content::Video { media: media(), caption: caption() },
        Content::Audio { media: media(), voice: false },
        Content::Audio { media: media(), voice: true },
        Content::Document { media: media(), caption: caption(), filename: Some("prices.pdf".into()) },
        Content::Document { media: media(), caption: None, filename: None },
        Content::Sticker { media: media() },
    ]
}

fn plain() -> Vec<Content> {
    let place = |name: Option<&str>| Content::Location {
        latitude: 48.8795,
        longitude: -2.3385,
        name: name.map(str::to_owned),
        address: name.map(|_| "12 rue".to_owned()),
    };
    vec![
        Content::Text { body: "é".repeat(4096) },
        Content::TextWithPreview { body: "See https://example.com".into() },
        Content::Buttons { header_image: None, body: "é".repeat(1024), buttons: replies(3) },
        Content::Buttons { header_image: Some("1".into()), body: "x".into(), buttons: replies(1) },
        place(Some("Shop")),
        place(None),
        Content::Contacts { contacts: vec![card(); 257] },
    ]
}

fn choosing() -> Vec<Content> {
    let mut all = vec![
        interactive(Action::Buttons { buttons: replies(3) }),
        interactive(list(vec![section(None, 0, 10)])),
        interactive(list((0..10).map(|s| section(Some("Section"), s, 1)).collect())),
        dressed(Header::Text { text: "h".into() }, list(vec![section(Some("One"), 0, 5), section(Some("Two"), 5, 5)])),
        interactive(Action::LocationRequest),
        interactive(Action::AddressRequest { country: "IN".into(), values: None, saved_addresses: None, validation_errors: None }),
        dressed(
            Header::Text { text: "h".into() },
            Action::AddressRequest {
                country: "IN".into(),
                values: Some(json!({ "city": "Pune" })),
                saved_addresses: Some(json!([{ "id": "home", "value": { "city": "Pune" } }])),
                validation_errors: Some(json!({ "in_pin_code": "Six digits" })),
            },
        ),
        interactive(Action::CallPermissionRequest),
        interactive(Action::ContactInfoRequest),
    ];
    for header in headers() {
        all.push(dressed(header.clone(), Action::Buttons { buttons: replies(2) }));
        all.push(dressed(header.clone(), Action::Link { label: "l".repeat(20), url: "https://example.com".into() }));
        all.push(dressed(header.clone(), Action::Flow(flow())));
        all.push(dressed(header, Action::VoiceCall { label: "Call".into(), ttl_minutes: Some(43_200), payload: Some("p".into()) }));
    }
    let exchange =
        FlowAction { flow: FlowRef::FlowName("booking".into()), data_exchange: true, screen: None, data: None, token: None, ..flow() };
    all.push(interactive(Action::Flow(exchange)));
    all.push(interactive(Action::Flow(FlowAction { draft: true, data: None, ..flow() })));
    all.push(interactive(Action::VoiceCall { label: "Call".into(), ttl_minutes: None, payload: None }));
    // What the client makes of a question by itself.
    for (count, described) in [(2, false), (3, true), (10, true)] {
        let option =
            |n: usize| Choice { id: n.to_string(), title: format!("Choice {n}"), description: described.then(|| "more".to_owned()) };
        all.push(Content::choices("Which?", "Open", &(0..count).map(option).collect::<Vec<_>>()).unwrap());
    }
    all
}

fn selling() -> Vec<Content> {
    let product = |body: Option<&str>| {
        let action = Action::Product { catalog_id: "600".into(), product_retailer_id: "sku-1".into() };
        Content::Interactive(Box::new(Interactive { body: body.map(str::to_owned), ..tap(action) }))
    };
    let shelf = |sections| dressed(Header::Text { text: "Ours".into() }, Action::ProductList { catalog_id: "600".into(), sections });
    vec![
        product(None),
        product(Some("This one")),
        shelf(products(1, 30)),
        shelf(products(10, 3)),
        interactive(Action::Catalog { thumbnail: None }),
        interactive(Action::Catalog { thumbnail: Some("sku-1".into()) }),
        interactive(Action::Carousel { cards: (0..10).map(|_| link_card()).collect() }),
        interactive(Action::Carousel { cards: (0..2).map(reply_card).collect() }),
        interactive(Action::Carousel { cards: (0..10).map(product_card).collect() }),
    ]
}

fn orders() -> Vec<Content> {
    let way = |reference: &str, way| pays(OrderDetails { payment: Payment::Brazil { ways: vec![way] }, ..brazil(reference) });
    let imported = OrderItem {
        image: Some(IMAGE.into()),
        country_of_origin: Some("France".into()),
        importer_name: Some("Asha".into()),
        importer_address: Some(json!({ "city": "Pune" })),
        ..item()
    };
    let upi = Payment::IndiaUpi { configuration: "shop".into() };
    vec![
        pays(brazil(&"r".repeat(60))),
        way("br-link", BrazilianWay::PaymentLink { uri: "https://example.com/pay".into() }),
        way("br-boleto", BrazilianWay::Boleto { digitable_line: "03399026944140000002628346101018898510000008848".into() }),
        way("br-card", BrazilianWay::OffsiteCardPay { last_four_digits: "1234".into(), credential_id: "card-1".into() }),
        pays(OrderDetails { goods: Goods::DigitalGoods, shipping: None, discount: None, total: 5_000, expires: None, ..brazil("br_d.1") }),
        pays(india(&"r".repeat(35))),
        pays(OrderDetails { payment: upi, quick_pay: true, ..india("in-upi") }),
        pays(OrderDetails { items: vec![imported], catalog_id: None, ..india("in-own") }),
        interactive(Action::OrderStatus(order_status("br-link"))),
        interactive(Action::OrderStatus(OrderStatus {
            status: OrderStage::PartiallyShipped,
            payment: Some(("captured".into(), 1_790_000_000)),
            ..order_status("br-link")
        })),
    ]
}

fn directly() -> Vec<Content> {
    let unnamed = DirectSend { content: Content::Text { body: "Your shoes are ready".into() }, template_name: None, ttl_seconds: None };
    vec![
        Content::Direct(Box::new(unnamed)),
        direct(Content::Text { body: "d".repeat(1024) }),
        direct(Content::Buttons { header_image: None, body: "Ready".into(), buttons: replies(3) }),
        direct(interactive(Action::Link { label: "See".into(), url: "https://example.com".into() })),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_content_in_every_dress_is_sound_and_taken() {
    let (_simulator, client) = unhurried().await;
    let files = [id("1"), link("https://example.com/a")];
    let all = files.iter().flat_map(media).chain(plain()).chain(choosing()).chain(selling()).chain(orders()).chain(directly());
    for (place, content) in all.enumerate() {
        let message = message(content);
        assert_eq!(message.flaws(), [], "the client finds nothing wrong with what is within all limits ({place}: {})", message.body());
        assert_eq!(code_of(&client, &message).await, 0, "nor does the simulator ({place}: {})", message.body());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_goes_to_a_number_a_user_id_or_an_identity() {
    let (simulator, client) = unhurried().await;
    let who =
        json!({ "name": "Asha", "phone": "+33639980001", "user_id": "FR.77abc", "parent_user_id": "FR.ENT.9", "identity_hash": "key1" });
    person(&simulator, who).await;
    let to = |to: Address| Message {
        to,
        reply_to: Some("wamid.X".into()),
        callback_data: "c".repeat(512),
        ..message(Content::Text { body: "x".into() })
    };
    let verified = |hash: &str| Address::Verified { phone: "+33639980001".into(), identity_hash: hash.into() };
    let cases = [
        (Address::Phone("+33639980001".into()), 0, "by number"),
        (Address::UserId("FR.77abc".into()), 0, "by user id"),
        (Address::UserId("FR.ENT.9".into()), 0, "by the id that spans portfolios"),
        (verified("key1"), 0, "by number, while she is still herself"),
        (verified("key2"), 137_000, "and not when she is not"),
        (Address::Group("120363000000000001".into()), 100, "groups are for others: the simulator's account is an ordinary one"),
    ];
    for (address, code, why) in cases {
        let message = to(address);
        assert_eq!(message.flaws(), [], "{why}: the client builds it");
        assert_eq!(code_of(&client, &message).await, code, "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn her_own_message_is_answered_by_a_mark_a_sign_and_an_emoji() {
    let (simulator, client, mut hook) = heard().await;
    let asha = person(&simulator, json!({ "name": "Asha", "phone": "+33639980001" })).await;
    control(&simulator, &format!("customers/{asha}/write"), json!({ "text": "Hello" })).await;
    let (hers, _) = hook.message().await;
    client.mark_read(&hers.id, false).await.expect("her message can be marked read");
    client.mark_read(&hers.id, true).await.expect("and typing be shown with it");
    let unknown = client.mark_read("wamid.nobody", true).await;
    assert_eq!(unknown.expect_err("a message nobody wrote cannot be read").code(), Some(100), "and Meta says so");
    for emoji in [Some("👍"), Some("👩‍👩‍👧‍👦"), Some("🇫🇷"), None] {
        let reaction = message(Content::Reaction { message_id: hers.id.clone(), emoji: emoji.map(str::to_owned) });
        assert_eq!(reaction.flaws(), [], "one emoji, or none to take it away: {emoji:?}");
        assert_eq!(code_of(&client, &reaction).await, 0, "is taken: {emoji:?}");
    }
    let answer = Message { reply_to: Some(hers.id), ..message(Content::Text { body: "Here".into() }) };
    assert_eq!(code_of(&client, &answer).await, 0, "and answered in words");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_marketing_template_goes_by_its_own_door() {
    let (simulator, client) = unhurried().await;
    let components = json!([{ "type": "BODY", "text": "New shoes are here" }]);
    control(&simulator, "templates/news/en", json!({ "components": components, "category": "MARKETING" })).await;
    control(&simulator, "templates/ready/en", json!({ "components": components, "category": "UTILITY" })).await;
    let send = |name: &str, strict: bool, activity_sharing: Option<bool>| {
        let template = TemplateSend::plain(name, "en", None, &[], &[]);
        message(Content::MarketingTemplate(MarketingSend { template, strict, activity_sharing }))
    };
    for (strict, sharing) in [(false, None), (true, Some(true)), (true, Some(false))] {
        assert_eq!(code_of(&client, &send("news", strict, sharing)).await, 0, "every option of the marketing interface is taken");
    }
    assert_eq!(code_of(&client, &send("ready", false, None)).await, 134_100, "and nothing but marketing");
}
