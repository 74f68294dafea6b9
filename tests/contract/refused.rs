//! Every limit overstepped by one: the client names the part before anything is promised, and the
//! simulator refuses the same message if it is sent all the same (fact sheet §2.1–2.7).

use cloud_api::message::contact::{ContactCard, ContactName};
use cloud_api::message::interactive::FlowAction;
use cloud_api::message::order::{BrazilianWay, Expiry, Extra, Goods, OrderItem, Payment};
use cloud_api::message::{
    Action, Button, Card, Content, DirectSend, Header, Interactive, MediaRef, OrderDetails, OrderStatus, Row, Section,
};
use cloud_api::{Address, Message};
use serde_json::json;

use crate::outbound::{
    IMAGE, brazil, card, direct, dressed, flow, india, interactive, item, link, link_card, list, order_status, pays, product_card,
    products, replies, reply, reply_card, section, tap,
};
use crate::{code_of, message, unhurried};

const MISSING: i64 = 131_008;
const WRONG: i64 = 131_009;

/// What is wrong, the part the client names, the code Meta would answer with.
type Case = (Content, &'static str, i64);

fn long(n: usize) -> String {
    "é".repeat(n)
}

fn some(n: usize) -> Option<String> {
    Some(long(n))
}

fn plain() -> Vec<Case> {
    let file = || link(IMAGE);
    let named = |formatted: &str, first: Option<&str>| ContactCard {
        name: ContactName { formatted_name: formatted.into(), first_name: first.map(str::to_owned), ..ContactName::default() },
        ..ContactCard::default()
    };
    let place = |latitude, longitude| Content::Location { latitude, longitude, name: None, address: None };
    vec![
        (Content::Text { body: long(4097) }, "body", WRONG),
        (Content::Text { body: String::new() }, "body", WRONG),
        (Content::TextWithPreview { body: long(4097) }, "body", WRONG),
        (Content::Image { media: file(), caption: some(1025) }, "caption", WRONG),
        (Content::Video { media: file(), caption: some(1025) }, "caption", WRONG),
        (Content::Document { media: file(), caption: some(1025), filename: None }, "caption", WRONG),
        (Content::Image { media: link("ftp://example.com/a.jpg"), caption: None }, "media", WRONG),
        (Content::Audio { media: MediaRef::Id(String::new()), voice: false }, "media", WRONG),
        (Content::Sticker { media: link("example.com/a.webp") }, "media", WRONG),
        (place(90.1, 0.0), "location", WRONG),
        (place(0.0, -180.1), "location", WRONG),
        (Content::Contacts { contacts: vec![card(); 258] }, "contacts", WRONG),
        (Content::Contacts { contacts: Vec::new() }, "contacts", WRONG),
        (Content::Contacts { contacts: vec![named("Lea", None)] }, "contact name", MISSING),
        (Content::Contacts { contacts: vec![named("", Some("Lea"))] }, "contact name", WRONG),
        (Content::Contacts { contacts: vec![ContactCard { birthday: Some("31/01/1990".into()), ..card() }] }, "birthday", WRONG),
        (Content::Reaction { message_id: String::new(), emoji: Some("👍".into()) }, "reaction", WRONG),
    ]
}

fn buttons() -> Vec<Case> {
    let with = |buttons: Vec<Button>| Content::Buttons { header_image: None, body: "x".into(), buttons };
    let one = |id: String, title: String| with(vec![Button { id, title }]);
    let same = |a: Button, b: Button| interactive(Action::Buttons { buttons: vec![a, b] });
    let header = |header| dressed(header, Action::Buttons { buttons: replies(1) });
    vec![
        (with(replies(4)), "buttons", WRONG),
        (with(Vec::new()), "buttons", WRONG),
        (one("i".into(), long(21)), "button", WRONG),
        (one("i".into(), String::new()), "button", WRONG),
        (one(long(257), "t".into()), "button id", WRONG),
        (same(reply(1), Button { title: "Other".into(), ..reply(1) }), "button id", WRONG),
        (same(reply(1), Button { id: "other".into(), ..reply(1) }), "button", WRONG),
        (Content::Buttons { header_image: None, body: long(1025), buttons: replies(1) }, "body", WRONG),
        (header(Header::Text { text: long(61) }), "header", WRONG),
        (header(Header::Image { media: link("a.jpg") }), "header", WRONG),
    ]
}

fn lists() -> Vec<Case> {
    let row = |row: Row| interactive(list(vec![Section { title: None, rows: vec![row] }]));
    let plain = || Row { id: "r".into(), title: "Row".into(), description: None };
    let look = |button: String| interactive(Action::List { button, sections: vec![section(None, 0, 1)] });
    let body = Interactive { body: some(4097), ..tap(list(vec![section(None, 0, 1)])) };
    let long_title = Section { title: some(25), ..section(None, 0, 1) };
    vec![
        (interactive(list(vec![section(None, 0, 11)])), "rows", WRONG),
        (interactive(list(vec![section(Some("One"), 0, 6), section(Some("Two"), 6, 5)])), "rows", WRONG),
        (interactive(list((0..11).map(|n| section(Some("Section"), n, 1)).collect())), "sections", WRONG),
        (interactive(list(Vec::new())), "sections", WRONG),
        (interactive(list(vec![section(Some("One"), 0, 1), section(None, 1, 1)])), "section", MISSING),
        (interactive(list(vec![section(Some("One"), 0, 1), section(Some("Two"), 1, 0)])), "section", WRONG),
        (interactive(list(vec![section(Some("One"), 0, 1), section(Some("Two"), 0, 1)])), "row id", WRONG),
        (interactive(list(vec![long_title])), "section", WRONG),
        (row(Row { title: long(25), ..plain() }), "row", WRONG),
        (row(Row { id: long(201), ..plain() }), "row id", WRONG),
        (row(Row { description: some(73), ..plain() }), "row description", WRONG),
        (look(long(21)), "list button", WRONG),
        (look(String::new()), "list button", WRONG),
        (Content::Interactive(Box::new(body)), "body", WRONG),
        (dressed(Header::Image { media: link(IMAGE) }, list(vec![section(None, 0, 1)])), "header", WRONG),
    ]
}

fn actions() -> Vec<Case> {
    let text = || Header::Text { text: "h".into() };
    let picture = || Header::Image { media: link(IMAGE) };
    let without_body = |action| Content::Interactive(Box::new(Interactive { body: None, ..tap(action) }));
    let footed = |footer: String, action| Content::Interactive(Box::new(Interactive { footer: Some(footer), ..tap(action) }));
    let page = |label: String, url: &str| Action::Link { label, url: url.into() };
    let call = |label: String, ttl_minutes| interactive(Action::VoiceCall { label, ttl_minutes, payload: None });
    let address =
        |country: &str| Action::AddressRequest { country: country.into(), values: None, saved_addresses: None, validation_errors: None };
    vec![
        (interactive(page(long(21), "https://example.com")), "button", WRONG),
        (interactive(page("See".into(), "example.com")), "link", WRONG),
        (footed(long(61), page("See".into(), "https://example.com")), "footer", WRONG),
        (without_body(page("See".into(), "https://example.com")), "body", MISSING),
        (interactive(Action::Flow(FlowAction { label: long(21), ..flow() })), "button", WRONG),
        (interactive(Action::Flow(FlowAction { label: "Book 📅".into(), ..flow() })), "button", WRONG),
        (call(long(21), None), "button", WRONG),
        (call("Call".into(), Some(0)), "call time", WRONG),
        (call("Call".into(), Some(43_201)), "call time", WRONG),
        (interactive(address("SG")), "country", WRONG),
        (dressed(picture(), address("IN")), "header", WRONG),
        (dressed(picture(), Action::ContactInfoRequest), "header", WRONG),
        (dressed(text(), Action::LocationRequest), "header", WRONG),
        (footed("f".into(), Action::LocationRequest), "footer", WRONG),
        (dressed(text(), Action::CallPermissionRequest), "header", WRONG),
        (without_body(Action::ContactInfoRequest), "body", MISSING),
    ]
}

fn selling() -> Vec<Case> {
    let text = || Header::Text { text: "Ours".into() };
    let shelf = |sections| Action::ProductList { catalog_id: "600".into(), sections };
    let product = |catalog: &str| Action::Product { catalog_id: catalog.into(), product_retailer_id: "sku-1".into() };
    let empty_part = || {
        let mut sections = products(2, 1);
        sections[1].products.clear();
        sections
    };
    let long_title = || {
        let mut sections = products(2, 1);
        sections[0].title = long(25);
        sections
    };
    vec![
        (interactive(product("")), "product", WRONG),
        (dressed(text(), product("600")), "header", WRONG),
        (interactive(shelf(products(1, 1))), "header", MISSING),
        (dressed(Header::Image { media: link(IMAGE) }, shelf(products(1, 1))), "header", WRONG),
        (dressed(text(), shelf(products(1, 31))), "products", WRONG),
        (dressed(text(), shelf(products(10, 4))), "products", WRONG),
        (dressed(text(), shelf(products(11, 1))), "sections", WRONG),
        (dressed(text(), shelf(long_title())), "section", WRONG),
        (dressed(text(), shelf(empty_part())), "section", WRONG),
        (dressed(text(), Action::Catalog { thumbnail: None }), "header", WRONG),
    ]
}

fn carousels() -> Vec<Case> {
    let cards = |cards: Vec<Card>| interactive(Action::Carousel { cards });
    let twice = |card: Card| cards(vec![card.clone(), card]);
    let link_with =
        |header: Header, body: Option<String>, label: String| Card::Link { header, body, label, url: "https://example.com".into() };
    let picture = || Header::Image { media: link(IMAGE) };
    let buttons = |buttons| Card::Buttons { header: picture(), body: None, buttons };
    let elsewhere = Card::Product { catalog_id: "601".into(), product_retailer_id: "sku-1".into() };
    vec![
        (cards(vec![link_card()]), "cards", WRONG),
        (cards((0..11).map(product_card).collect()), "cards", WRONG),
        (cards(vec![link_card(), reply_card(1)]), "cards", WRONG),
        (cards(vec![link_card(), product_card(1)]), "cards", WRONG),
        (cards(vec![product_card(0), elsewhere]), "cards", WRONG),
        (cards(vec![buttons(replies(1)), buttons(replies(2))]), "cards", WRONG),
        (cards(vec![link_card(), link_with(picture(), None, "See".into())]), "cards", WRONG),
        (twice(link_with(picture(), some(161), "See".into())), "card body", WRONG),
        (twice(link_with(picture(), Some("a\nb\nc\nd".into()), "See".into())), "card line breaks", WRONG),
        (twice(link_with(picture(), None, long(21))), "button", WRONG),
        (twice(link_with(Header::Text { text: "h".into() }, None, "See".into())), "card header", WRONG),
        (twice(buttons(replies(4))), "buttons", WRONG),
        (twice(buttons(vec![Button { title: long(21), ..reply(1) }])), "button", WRONG),
        (dressed(picture(), Action::Carousel { cards: vec![link_card(), link_card()] }), "header", WRONG),
        (
            Content::Interactive(Box::new(Interactive { body: None, ..tap(Action::Carousel { cards: vec![link_card(); 2] }) })),
            "body",
            MISSING,
        ),
    ]
}

fn orders() -> Vec<Case> {
    let but = |change: fn(&mut OrderDetails)| {
        let mut order = brazil("refused");
        change(&mut order);
        pays(order)
    };
    let line = |item: OrderItem| pays(OrderDetails { items: vec![item], ..brazil("refused") });
    let status = |status: OrderStatus| interactive(Action::OrderStatus(status));
    let remark = || Extra { amount: 0, description: some(61) };
    vec![
        (pays(brazil(&"r".repeat(61))), "order reference", WRONG),
        (pays(brazil("order 17")), "order reference", WRONG),
        (but(|o| o.total += 1), "order total", WRONG),
        (but(|o| o.subtotal += 1), "order subtotal", WRONG),
        (but(|o| o.items.clear()), "order items", WRONG),
        (but(|o| o.currency = "EUR".into()), "currency", WRONG),
        (but(|o| o.payment = Payment::Brazil { ways: Vec::<BrazilianWay>::new() }), "ways to pay", WRONG),
        (but(|o| o.shipping = Some(Extra { amount: -500, description: None })), "shipping", WRONG),
        (but(|o| o.expires = Some(Expiry { timestamp: 4_000_000_000, description: "é".repeat(121) })), "order expiry", WRONG),
        (pays(OrderDetails { tax: remark(), ..brazil("refused") }), "tax", WRONG),
        (pays(OrderDetails { discount: Some(remark()), ..brazil("refused") }), "discount", WRONG),
        (line(OrderItem { name: long(61), ..item() }), "order item", WRONG),
        (line(OrderItem { quantity: 0, ..item() }), "order quantity", WRONG),
        (line(OrderItem { sale_amount: Some(3_001), ..item() }), "order sale amount", WRONG),
        (status(order_status(&"r".repeat(61))), "order reference", WRONG),
        (status(order_status("order 17")), "order reference", WRONG),
        (status(OrderStatus { description: some(121), ..order_status("17") }), "order description", WRONG),
        (dressed(Header::Text { text: "h".into() }, Action::OrderStatus(order_status("17"))), "header", WRONG),
    ]
}

fn indian_orders() -> Vec<Case> {
    let own = |n: usize| OrderDetails {
        goods: Goods::DigitalGoods,
        items: vec![
            OrderItem {
                image: Some(IMAGE.into()),
                country_of_origin: Some("France".into()),
                importer_name: Some("Asha".into()),
                importer_address: Some(json!({ "city": "Pune" })),
                ..item()
            };
            n
        ],
        catalog_id: None,
        subtotal: 5_000 * n as i64,
        total: 5_000 * n as i64 + 400,
        ..india("refused")
    };
    vec![
        (pays(india(&"r".repeat(36))), "order reference", WRONG),
        (pays(OrderDetails { currency: "BRL".into(), ..india("refused") }), "currency", MISSING),
        (pays(OrderDetails { beneficiaries: Vec::new(), ..india("refused") }), "beneficiaries", MISSING),
        (pays(OrderDetails { catalog_id: None, ..india("refused") }), "order origin", MISSING),
        (pays(own(11)), "order items with a picture", WRONG),
        (pays(OrderDetails { catalog_id: Some("600".into()), ..own(1) }), "order picture", WRONG),
    ]
}

fn direct_sends() -> Vec<Case> {
    let timed = |ttl_seconds| {
        let content = Content::Text { body: "x".into() };
        Content::Direct(Box::new(DirectSend { content, template_name: None, ttl_seconds: Some(ttl_seconds) }))
    };
    vec![
        (direct(Content::Text { body: long(1025) }), "body", WRONG),
        (timed(29), "delivery time", WRONG),
        (timed(43_201), "delivery time", WRONG),
        (direct(Content::Sticker { media: link(IMAGE) }), "content", 100),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn one_step_over_is_named_here_and_refused_there() {
    let (_simulator, client) = unhurried().await;
    let groups = [plain(), buttons(), lists(), actions(), selling(), carousels(), orders(), indian_orders(), direct_sends()];
    for (group, cases) in groups.into_iter().enumerate() {
        for (place, (content, part, code)) in cases.into_iter().enumerate() {
            let message = message(content);
            let shown: String = message.body().to_string().chars().take(300).collect();
            let named: Vec<&str> = message.flaws().iter().map(|flaw| flaw.part).collect();
            assert!(named.contains(&part), "the client names the part {part}, not {named:?} ({group}.{place}: {shown})");
            assert_eq!(code_of(&client, &message).await, code, "and Meta would refuse it ({group}.{place}, {part}: {shown})");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_has_limits_too() {
    let (_simulator, client) = unhurried().await;
    let text = || message(Content::Text { body: "x".into() });
    let over = Message { callback_data: "c".repeat(513), ..text() };
    assert_eq!(over.flaws().first().map(|flaw| flaw.part), Some("callback"), "512 characters come back, not one more");
    assert_eq!(code_of(&client, &over).await, WRONG, "and Meta says so");
    let nowhere = Message { to: Address::Phone("+33".into()), ..text() };
    assert_eq!(nowhere.flaws().first().map(|flaw| flaw.part), Some("to"), "a country is not a number");
    assert_eq!(code_of(&client, &nowhere).await, WRONG, "nor to Meta");
}
