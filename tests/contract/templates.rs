//! Every template there can be: written and judged by the client, reviewed by the simulator, filled from
//! the definition Meta lists and sent (fact sheet §2.4). What is refused is in [`crate::template_rules`].

use std::collections::BTreeMap;

use cloud_api::message::{Content, MarketingSend, MediaRef, ProductSection, TemplateSend};
use cloud_api::template::send::{Filled, Place, ProductRef};
use cloud_api::template::{Button, ButtonValue, CardValues, Component, Example, Header, HeaderValue, NewTemplate, Otp, Template, Values};
use cloud_api::webhook::Event;
use cloud_api::{Client, Message};
use cloud_simulator::Simulator;

use crate::hook::{Hook, heard};
use crate::outbound::{IMAGE, brazil, order_status};
use crate::{code_of, control, message};

/// A year in which the offer of a test has not ended.
const ENDS: i64 = 4_000_000_000_000;

/// Handles of uploads, one of each type a header can be.
pub(crate) struct Handles {
    pub(crate) image: String,
    pub(crate) video: String,
    pub(crate) document: String,
}

pub(crate) async fn handles(client: &Client) -> Handles {
    let upload = async |bytes: &[u8], mime: &str| client.upload_handle(bytes.to_vec(), mime).await.unwrap();
    Handles {
        image: upload(&[0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg").await,
        video: upload(b"\0\0\0\x18ftypmp42", "video/mp4").await,
        document: upload(b"%PDF-1.7", "application/pdf").await,
    }
}

pub(crate) fn quick(n: usize) -> Button {
    Button::QuickReply { text: format!("Answer {n}") }
}

pub(crate) fn url(end: &str) -> Button {
    let address = format!("https://example.com/orders{end}");
    let example = end.contains("{{").then(|| "https://example.com/orders/17".to_owned());
    Button::Url { text: if end.is_empty() { "Shop" } else { "Your order" }.into(), url: address, example }
}

pub(crate) fn phone() -> Button {
    Button::Phone { text: "Call us".into(), phone_number: "+33142000000".into() }
}

pub(crate) fn coupon() -> Button {
    Button::CopyCode { example: Some("SPRING25".into()) }
}

fn button_sets() -> Vec<Vec<Button>> {
    let suffix = || url("/{{1}}");
    vec![
        Vec::new(),
        vec![quick(0)],
        vec![quick(0), quick(1)],
        vec![quick(0), quick(1), quick(2)],
        (0..10).map(quick).collect(),
        vec![url("")],
        vec![suffix()],
        vec![url(""), suffix()],
        vec![phone()],
        vec![coupon()],
        vec![suffix(), phone()],
        vec![quick(0), quick(1), suffix()],
        vec![suffix(), phone(), coupon(), quick(0)],
        vec![quick(0), phone(), url("")],
    ]
}

/// Each header, and what fills it.
fn headers(of: &Handles) -> Vec<(Option<Header>, Option<HeaderValue>)> {
    let media = |address: &str, filename: Option<&str>| {
        Some(HeaderValue::Media { media: MediaRef::Link(address.into()), filename: filename.map(str::to_owned) })
    };
    let place = Place { latitude: 48.8795, longitude: 2.3385, name: "Shop".into(), address: "12 rue".into() };
    let blank = Header::Text { text: "Order {{1}}".into(), example: Some(Example { name: "1".into(), value: "17".into() }) };
    vec![
        (None, None),
        (Some(Header::Text { text: "News".into(), example: None }), None),
        (Some(blank), Some(HeaderValue::Text("17".into()))),
        (
            Some(Header::Image { example: Some(of.image.clone()) }),
            Some(HeaderValue::Media { media: MediaRef::Id("1".into()), filename: None }),
        ),
        (Some(Header::Video { example: Some(of.video.clone()) }), media("https://example.com/a.mp4", None)),
        (Some(Header::Document { example: Some(of.document.clone()) }), media("https://example.com/a.pdf", Some("bill.pdf"))),
        (Some(Header::Location), Some(HeaderValue::Place(place))),
    ]
}

pub(crate) fn words(values: &[(&str, &str)]) -> BTreeMap<String, String> {
    values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// What fills these buttons: nothing for those that are always the same.
fn button_values(buttons: &[Button]) -> BTreeMap<usize, ButtonValue> {
    let value = |button: &Button| match button {
        Button::QuickReply { text } => Some(ButtonValue::Payload(format!("p:{text}"))),
        Button::Url { url, .. } if url.contains("{{") => Some(ButtonValue::UrlSuffix("17".into())),
        Button::CopyCode { .. } => Some(ButtonValue::Coupon("SPRING25SPRING25SPRI".into())),
        _ => None,
    };
    buttons.iter().enumerate().filter_map(|(index, button)| Some((index, value(button)?))).collect()
}

pub(crate) fn sent(template: TemplateSend) -> Message {
    message(Content::Template(template))
}

/// Submits templates and waits until the review has taken them; answers them as Meta lists them.
pub(crate) async fn approved(client: &Client, hook: &mut Hook, new: &[NewTemplate]) -> BTreeMap<String, Template> {
    for template in new {
        let refusals: Vec<_> = template.lint().into_iter().filter(|finding| finding.problem.is_refusal()).collect();
        assert_eq!(refusals, [], "the client sees no reason to refuse {}", template.name);
        let made = client.create_template(template).await;
        assert!(made.is_ok(), "and the simulator has none: {} {made:?}", template.json());
    }
    for _ in new {
        let event = hook.until(|event| if let Event::TemplateStatus(status) = event { Some(status) } else { None }).await;
        assert_eq!(event.event, "APPROVED", "a sound template passes the review");
    }
    client.templates().await.unwrap().into_iter().map(|template| (template.name.clone(), template)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_header_with_every_set_of_buttons_is_made_filled_and_taken() {
    let (_simulator, client, mut hook) = heard().await;
    let of = handles(&client).await;
    let (mut new, mut values) = (Vec::new(), Vec::new());
    for (h, (header, header_value)) in headers(&of).into_iter().enumerate() {
        for (b, buttons) in button_sets().into_iter().enumerate() {
            let template = NewTemplate::new(&format!("t_{h}_{b}"), "en", "MARKETING");
            let template = header.clone().map_or(template.clone(), |header| template.with(Component::Header(header)));
            // With blanks and without, in turns.
            let blanks = (h + b) % 2 == 0;
            let (text, examples) = if blanks {
                ("Hello {{1}}, your {{2}} waits for you in the shop", &["Asha", "shoe"][..])
            } else {
                ("Your order waits for you", &[][..])
            };
            let template = template.body(text, examples).footer("Rue de la Paix");
            new.push(if buttons.is_empty() { template } else { template.buttons(buttons.clone()) });
            let body = if blanks { words(&[("1", "Asha"), ("2", "shoe")]) } else { BTreeMap::new() };
            values.push(Values { header: header_value.clone(), body, buttons: button_values(&buttons), ..Values::default() });
        }
    }
    let listed = approved(&client, &mut hook, &new).await;
    for (new, values) in new.iter().zip(&values) {
        let template = &listed[&new.name];
        let filled = TemplateSend::fill(template, values)
            .unwrap_or_else(|errors| panic!("{} is filled from its own definition: {errors:?}", new.name));
        let buttons = filled.components.iter().filter(|part| matches!(part, Filled::Button { .. })).count();
        assert_eq!(buttons, values.buttons.len(), "a button that is always the same gets no component: {}", new.name);
        let message = sent(filled);
        assert_eq!(message.flaws(), [], "what fits the definition is sound: {}", new.name);
        assert_eq!(code_of(&client, &message).await, 0, "and taken: {}", message.body());
        let bare = TemplateSend { name: new.name.clone(), language: "en".into(), components: Vec::new() };
        let needs_nothing = TemplateSend::fill(template, &Values::default()).is_ok();
        assert_eq!(code_of(&client, &sent(bare)).await == 0, needs_nothing, "both sides agree whether {} can go unfilled", new.name);
    }
}

fn flow() -> Button {
    Button::Flow {
        text: "Book".into(),
        flow: ("flow_id".into(), "800".into()),
        action: Some("navigate".into()),
        navigate_screen: Some("FIRST".into()),
    }
}

/// Commerce: catalogue, several products, one product, an order to pay.
fn selling() -> Vec<(NewTemplate, Values)> {
    let marketing = |name: &str| NewTemplate::new(name, "en", "MARKETING");
    let button = |value: ButtonValue| Values { buttons: BTreeMap::from([(0, value)]), ..Values::default() };
    let body = |template: NewTemplate| template.body("Have a look at what is new", &[]);
    let sections = vec![ProductSection { title: "Shoes".into(), products: (0..30).map(|n| format!("sku-{n}")).collect() }];
    let product = ProductRef { product_retailer_id: "sku-1".into(), catalog_id: "600".into() };
    let order = NewTemplate { display_format: Some("ORDER_DETAILS".into()), ..NewTemplate::new("order_details", "pt_BR", "UTILITY") };
    let head = || Component::Header(Header::Text { text: "Ours".into(), example: None });
    vec![
        (body(marketing("catalog")).buttons(vec![Button::Catalog]), button(ButtonValue::Thumbnail("sku-1".into()))),
        (body(marketing("catalog_bare")).buttons(vec![Button::Catalog]), Values::default()),
        (
            body(marketing("mpm").with(head())).buttons(vec![Button::MultiProduct]),
            button(ButtonValue::Products { thumbnail: "sku-1".into(), sections }),
        ),
        (
            body(marketing("spm").with(Component::Header(Header::Product))).buttons(vec![Button::SingleProduct]),
            Values { header: Some(HeaderValue::Product(product)), ..Values::default() },
        ),
        (
            order.body("Seu pedido está pronto", &[]).buttons(vec![Button::OrderDetails { text: "Pagar".into() }]),
            button(ButtonValue::Order(Box::new(brazil("order-17")))),
        ),
        (
            NewTemplate { sub_category: Some("ORDER_STATUS".into()), ..NewTemplate::new("order_status", "en", "UTILITY") }
                .body("Your parcel has left us", &[])
                .footer("Rue de la Paix"),
            Values { order_status: Some(order_status("order-17")), ..Values::default() },
        ),
    ]
}

/// What has a form of its own: names, cards, an end, a code, a form, a call.
fn special(of: &Handles) -> Vec<(NewTemplate, Values)> {
    let marketing = |name: &str| NewTemplate::new(name, "en", "MARKETING");
    let image = || Component::Header(Header::Image { example: Some(of.image.clone()) });
    let picture = || Some(HeaderValue::Media { media: MediaRef::Link(IMAGE.into()), filename: None });
    let named_header = Header::Text { text: "Order {{order}}".into(), example: Some(Example { name: "order".into(), value: "17".into() }) };
    let named = NewTemplate { named: true, ..NewTemplate::new("named", "en", "UTILITY") }
        .with(Component::Header(named_header))
        .body("Hello {{first_name}}, your {{what}} waits for you in the shop", &["Asha", "shoe"])
        .buttons(vec![url("/{{1}}")]);
    let card = NewTemplate::new("", "en", "MARKETING")
        .with(image())
        .body("The {{1}} is new here", &["shoe"])
        .buttons(vec![quick(0), url("/{{1}}")]);
    let card_values = CardValues {
        header: picture(),
        body: words(&[("1", "shoe")]),
        buttons: BTreeMap::from([(0, ButtonValue::Payload("keep".into())), (1, ButtonValue::UrlSuffix("17".into()))]),
    };
    let bare_card = vec![image(), Component::Buttons(vec![url("")])];
    let offer = |has_expiration| Component::LimitedTimeOffer { text: "Ends on Sunday!!".into(), has_expiration };
    let deal = |name: &str, has_expiration| {
        marketing(name)
            .with(image())
            .with(offer(has_expiration))
            .body("A quarter less on {{1}} this week", &["shoes"])
            .buttons(vec![coupon(), url("/{{1}}")])
    };
    let deal_values = |offer_ends_at| Values {
        header: picture(),
        body: words(&[("1", "shoes")]),
        buttons: BTreeMap::from([(0, ButtonValue::Coupon("SPRING25".into())), (1, ButtonValue::UrlSuffix("17".into()))]),
        offer_ends_at,
        ..Values::default()
    };
    let one =
        |name: &str, button: Button| NewTemplate::new(name, "en", "UTILITY").body("Your table waits for you", &[]).buttons(vec![button]);
    let button = |value: ButtonValue| Values { buttons: BTreeMap::from([(0, value)]), ..Values::default() };
    let call = || Button::VoiceCall { text: "Call us".into(), ttl_minutes: Some(43_200) };
    vec![
        (
            named,
            Values {
                header: Some(HeaderValue::Text("17".into())),
                body: words(&[("what", "shoe"), ("first_name", "Asha")]),
                buttons: BTreeMap::from([(0, ButtonValue::UrlSuffix("17".into()))]),
                ..Values::default()
            },
        ),
        (
            marketing("carousel").body("Hello {{1}}, look what is new", &["Asha"]).with(Component::Carousel(vec![card.components; 10])),
            Values { body: words(&[("1", "Asha")]), cards: vec![card_values; 10], ..Values::default() },
        ),
        (
            marketing("carousel_bare").body("Look what is new", &[]).with(Component::Carousel(vec![bare_card; 2])),
            Values { cards: vec![CardValues { header: picture(), ..CardValues::default() }; 2], ..Values::default() },
        ),
        (deal("offer", true), deal_values(Some(ENDS))),
        (deal("offer_open", false), deal_values(None)),
        (one("form", flow()), button(ButtonValue::Flow { token: Some("t-1".into()), data: Some(serde_json::json!({ "day": 1 })) })),
        (one("form_bare", flow()), Values::default()),
        (one("voice_call", call()), button(ButtonValue::Call { ttl_minutes: Some(60), payload: None })),
        (one("voice_call_bare", call()), Values::default()),
        (one("contact_info", Button::RequestContactInfo { text: None }), Values::default()),
    ]
}

/// One-time codes: Meta's own words, and a button that is listed as an address.
fn codes() -> Vec<(NewTemplate, Values)> {
    let app = |n: usize| (format!("com.example.app{n}"), "K8a+AINcGX7".to_owned());
    let otp = |kind: &str, apps: usize| Otp {
        kind: kind.into(),
        apps: (0..apps).map(app).collect(),
        zero_tap_terms_accepted: (kind == "ZERO_TAP").then_some(true),
    };
    let template = |name: &str, otp: Otp| {
        let words = Component::Body { text: None, examples: Vec::new(), add_security_recommendation: Some(true) };
        let end = Component::Footer { text: None, code_expiration_minutes: Some(90) };
        NewTemplate::new(name, "en", "AUTHENTICATION").with(words).with(end).buttons(vec![Button::Otp(otp)])
    };
    let code = || Values { code: Some("123456789012345".into()), ..Values::default() };
    vec![
        (template("code_copy", otp("COPY_CODE", 0)), code()),
        (template("code_one_tap", otp("ONE_TAP", 5)), code()),
        (template("code_zero_tap", otp("ZERO_TAP", 1)), code()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_special_template_is_made_filled_and_taken() {
    let (_simulator, client, mut hook) = heard().await;
    let of = handles(&client).await;
    let all: Vec<_> = selling().into_iter().chain(special(&of)).chain(codes()).collect();
    let new: Vec<NewTemplate> = all.iter().map(|(new, _)| new.clone()).collect();
    let listed = approved(&client, &mut hook, &new).await;
    for (new, values) in &all {
        let template = &listed[&new.name];
        assert_eq!(template.category, new.category, "nothing here is other than it says: {}", new.name);
        let filled = TemplateSend::fill(template, values)
            .unwrap_or_else(|errors| panic!("{} is filled from its own definition: {errors:?}", new.name));
        let message = sent(filled);
        assert_eq!(message.flaws(), [], "what fits the definition is sound: {}", new.name);
        assert_eq!(code_of(&client, &message).await, 0, "and taken: {}", message.body());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moving_header_goes_by_the_marketing_interface_once_it_is_known_there() {
    let (simulator, client, mut hook): (Simulator, _, _) = heard().await;
    let header = Component::Header(Header::Gif { example: Some(handles(&client).await.video) });
    let new = NewTemplate::new("moving", "en", "MARKETING").with(header).body("New shoes are here", &[]);
    let listed = approved(&client, &mut hook, &[new]).await;
    let values = Values { header: Some(HeaderValue::Media { media: MediaRef::Id("1".into()), filename: None }), ..Values::default() };
    let template = TemplateSend::fill(&listed["moving"], &values).unwrap();
    let message = message(Content::MarketingTemplate(MarketingSend { template, strict: true, activity_sharing: None }));
    assert_eq!(code_of(&client, &message).await, 134_101, "a new template takes ten minutes to be known there");
    control(&simulator, "clock", serde_json::json!({ "advance_ms": 600_000 })).await;
    assert_eq!(code_of(&client, &message).await, 0, "and is taken then");
}
