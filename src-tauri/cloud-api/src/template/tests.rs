//! Every kind of template: written, listed, filled, judged.

use serde_json::json;

use super::fill::FillProblem;
use super::send::{Place, ProductRef};
use super::*;
use crate::message::order::{BrazilianWay, Extra, Goods, OrderItem, OrderStage, Payment};
use crate::message::{MediaRef, OrderDetails, OrderStatus, ProductSection};

fn listed(category: &str, components: Value) -> Template {
    serde_json::from_value(json!({"id":"1","name":"restock","language":"fr","status":"APPROVED","category":category,"parameter_format":"POSITIONAL","components":components})).expect("listed")
}

fn fill(category: &str, components: Value, values: &Values) -> Result<Value, Vec<(String, FillProblem)>> {
    match TemplateSend::fill(&listed(category, components), values) {
        Ok(send) => {
            let stored: TemplateSend = serde_json::from_str(&serde_json::to_string(&send).expect("stored")).expect("read again");
            assert_eq!(stored.body(), send.body(), "a template that was stored is sent as it was meant");
            Ok(send.body()["components"].clone())
        }
        Err(errors) => Err(errors.into_iter().map(|e| (e.part, e.problem)).collect()),
    }
}

fn body(pairs: &[(&str, &str)]) -> std::collections::BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn button(value: ButtonValue) -> Values {
    Values { buttons: [(0, value)].into(), ..Values::default() }
}

fn picture() -> Option<HeaderValue> {
    Some(HeaderValue::Media { media: MediaRef::Id("77".into()), filename: None })
}

fn order() -> OrderDetails {
    OrderDetails {
        reference_id: "17".into(),
        goods: Goods::DigitalGoods,
        payment: Payment::Brazil { ways: vec![BrazilianWay::PaymentLink { uri: "https://pay".into() }] },
        currency: "BRL".into(),
        total: 100,
        items: vec![OrderItem {
            retailer_id: "s".into(),
            name: "Bolo".into(),
            amount: 100,
            sale_amount: None,
            quantity: 1,
            image: None,
            country_of_origin: None,
            importer_name: None,
            importer_address: None,
        }],
        subtotal: 100,
        tax: Extra::default(),
        shipping: None,
        discount: None,
        catalog_id: None,
        expires: None,
        quick_pay: false,
        beneficiaries: vec![],
    }
}

#[test]
fn each_header_goes_with_each_button() {
    let place = Place { latitude: 1.5, longitude: 2.5, name: "Shop".into(), address: "Street".into() };
    let product = ProductRef { product_retailer_id: "s".into(), catalog_id: "9".into() };
    let media = |kind: &str| Some(json!({"type":"header","parameters":[{"type":kind, kind:{"id":"77"}}]}));
    let headers: Vec<(Option<Value>, Option<HeaderValue>, Option<Value>)> = vec![
        (None, None, None),
        (Some(json!({"type":"HEADER","format":"TEXT","text":"Hello"})), None, None),
        (
            Some(json!({"type":"HEADER","format":"TEXT","text":"Hello {{1}}"})),
            Some(HeaderValue::Text("Asha".into())),
            Some(json!({"type":"header","parameters":[{"type":"text","text":"Asha"}]})),
        ),
        (Some(json!({"type":"HEADER","format":"IMAGE"})), picture(), media("image")),
        (Some(json!({"type":"header","format":"video"})), picture(), media("video")),
        (Some(json!({"type":"HEADER","format":"GIF"})), picture(), media("gif")),
        (
            Some(json!({"type":"HEADER","format":"DOCUMENT"})),
            Some(HeaderValue::Media { media: MediaRef::Link("https://x/a.pdf".into()), filename: Some("a.pdf".into()) }),
            Some(json!({"type":"header","parameters":[{"type":"document","document":{"link":"https://x/a.pdf","filename":"a.pdf"}}]})),
        ),
        (
            Some(json!({"type":"HEADER","format":"LOCATION"})),
            Some(HeaderValue::Place(place)),
            Some(
                json!({"type":"header","parameters":[{"type":"location","location":{"latitude":1.5,"longitude":2.5,"name":"Shop","address":"Street"}}]}),
            ),
        ),
        (
            Some(json!({"type":"HEADER","format":"PRODUCT"})),
            Some(HeaderValue::Product(product)),
            Some(json!({"type":"header","parameters":[{"type":"product","product":{"product_retailer_id":"s","catalog_id":"9"}}]})),
        ),
    ];
    let sub = |kind: &str, parameter: Value| Some(json!({"type":"button","sub_type":kind,"index":"0","parameters":[parameter]}));
    let buttons: Vec<(Value, Option<ButtonValue>, Option<Value>)> = vec![
        (json!({"type":"QUICK_REPLY","text":"Yes"}), None, None),
        (
            json!({"type":"QUICK_REPLY","text":"Yes"}),
            Some(ButtonValue::Payload("keep:1".into())),
            sub("quick_reply", json!({"type":"payload","payload":"keep:1"})),
        ),
        (json!({"type":"URL","text":"Go","url":"https://x.example/a"}), None, None),
        (
            json!({"type":"URL","text":"Go","url":"https://x.example/{{1}}","example":["https://x.example/1"]}),
            Some(ButtonValue::UrlSuffix("17".into())),
            sub("url", json!({"type":"text","text":"17"})),
        ),
        (json!({"type":"PHONE_NUMBER","text":"Call","phone_number":"+33"}), None, None),
        (
            json!({"type":"COPY_CODE","text":"Copy","example":["SALE"]}),
            Some(ButtonValue::Coupon("SPRING".into())),
            sub("copy_code", json!({"type":"coupon_code","coupon_code":"SPRING"})),
        ),
        (json!({"type":"CATALOG","text":"View catalog"}), None, None),
        (
            json!({"type":"CATALOG","text":"View catalog"}),
            Some(ButtonValue::Thumbnail("s".into())),
            sub("catalog", json!({"type":"action","action":{"thumbnail_product_retailer_id":"s"}})),
        ),
        (
            json!({"type":"MPM","text":"View items"}),
            Some(ButtonValue::Products {
                thumbnail: "s".into(),
                sections: vec![ProductSection { title: "All".into(), products: vec!["s".into()] }],
            }),
            sub(
                "mpm",
                json!({"type":"action","action":{"thumbnail_product_retailer_id":"s","sections":[{"title":"All","product_items":[{"product_retailer_id":"s"}]}]}}),
            ),
        ),
        (json!({"type":"SPM","text":"View"}), None, None),
        (json!({"type":"FLOW","text":"Book","flow_id":"5"}), None, sub("flow", json!({"type":"action","action":{"flow_token":"unused"}}))),
        (
            json!({"type":"FLOW","text":"Book","flow_id":"5"}),
            Some(ButtonValue::Flow { token: Some("t".into()), data: Some(json!({"a":1})) }),
            sub("flow", json!({"type":"action","action":{"flow_token":"t","flow_action_data":{"a":1}}})),
        ),
        (
            json!({"type":"ORDER_DETAILS","text":"Pay"}),
            Some(ButtonValue::Order(Box::new(order()))),
            sub("order_details", json!({"type":"action","action":{"order_details":order().json()}})),
        ),
        (json!({"type":"VOICE_CALL","text":"Call"}), None, None),
        (
            json!({"type":"VOICE_CALL","text":"Call"}),
            Some(ButtonValue::Call { ttl_minutes: Some(60), payload: None }),
            sub("voice_call", json!({"type":"ttl_minutes","ttl_minutes":60})),
        ),
        (json!({"type":"REQUEST_CONTACT_INFO"}), None, None),
        (json!({"type":"TELEPORT","text":"Go"}), None, None),
    ];
    for (header, header_value, header_filled) in &headers {
        for (button, button_value, button_filled) in &buttons {
            let mut components =
                vec![json!({"type":"BODY","text":"Hello {{1}}, your {{2}} is here"}), json!({"type":"BUTTONS","buttons":[button]})];
            components.extend(header.clone());
            let values = Values {
                header: header_value.clone(),
                body: body(&[("2", "kurta"), ("1", "Asha")]),
                buttons: button_value.clone().map(|value| (0, value)).into_iter().collect(),
                ..Values::default()
            };
            let mut expected: Vec<Value> = header_filled.clone().into_iter().collect();
            expected.push(json!({"type":"body","parameters":[{"type":"text","text":"Asha"},{"type":"text","text":"kurta"}]}));
            expected.extend(button_filled.clone());
            assert_eq!(fill("MARKETING", json!(components), &values), Ok(json!(expected)), "{header:?} with {button}");
        }
    }
}

#[test]
fn named_blanks_are_filled_by_name() {
    let mut template = listed(
        "UTILITY",
        json!([{"type":"HEADER","format":"TEXT","text":"For {{ who }}"},{"type":"BODY","text":"Hello {{first_name}}, order {{order_id}} for {{first_name}} is ready"}]),
    );
    template.parameter_format = Some("NAMED".into());
    let values = Values {
        header: Some(HeaderValue::Text("you".into())),
        body: body(&[("first_name", "Asha"), ("order_id", "17")]),
        ..Values::default()
    };
    let components = TemplateSend::fill(&template, &values).expect("filled").body()["components"].clone();
    assert_eq!(
        components,
        json!([{"type":"header","parameters":[{"type":"text","text":"you","parameter_name":"who"}]},
        {"type":"body","parameters":[{"type":"text","text":"Asha","parameter_name":"first_name"},{"type":"text","text":"17","parameter_name":"order_id"}]}]),
        "each blank once, by its name"
    );
    template.parameter_format = None;
    assert!(template.is_named(), "the blanks say so where Meta does not");
}

#[test]
fn buttons_keep_their_place_and_static_ones_get_nothing() {
    let components = json!([{"type":"BODY","text":"Hi"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"A"},{"type":"QUICK_REPLY","text":"B"},{"type":"PHONE_NUMBER","text":"C","phone_number":"+33"},
        {"type":"URL","text":"D","url":"https://x/{{1}}"}]}]);
    let values =
        Values { buttons: [(1, ButtonValue::Payload("b".into())), (3, ButtonValue::UrlSuffix("z".into()))].into(), ..Values::default() };
    let filled = fill("UTILITY", components, &values).expect("filled");
    let places: Vec<&Value> = filled.as_array().expect("list").iter().map(|c| &c["index"]).collect();
    assert_eq!(places, ["1", "3"], "a button's place is its place in the template, not among those filled");
}

#[test]
fn a_code_goes_into_the_words_and_the_button() {
    let expected = json!([{"type":"body","parameters":[{"type":"text","text":"123456"}]},{"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"123456"}]}]);
    let values = Values { code: Some("123456".into()), ..Values::default() };
    for kind in [
        json!({"type":"OTP","otp_type":"COPY_CODE"}),
        json!({"type":"URL","text":"Copy code","url":"https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"}),
    ] {
        let components = json!([{"type":"BODY","text":"*{{1}}* is your verification code."},{"type":"FOOTER","text":"Expires in 5 minutes."},{"type":"BUTTONS","buttons":[kind]}]);
        assert_eq!(fill("AUTHENTICATION", components.clone(), &values), Ok(expected.clone()), "as written, and as Meta lists it");
        let wrong = Values { code: Some("https://x.example/123".into()), ..Values::default() };
        assert_eq!(
            fill("AUTHENTICATION", components.clone(), &wrong),
            Err(vec![("code".into(), FillProblem::Form), ("code".into(), FillProblem::TooLong { length: 21, limit: 15 })]),
            "no addresses, fifteen characters"
        );
        assert_eq!(
            fill("AUTHENTICATION", components, &Values::default()),
            Err(vec![("code".into(), FillProblem::Missing)]),
            "not without a code"
        );
    }
}

#[test]
fn offers_carousels_and_order_states_are_filled() {
    let offer = json!([{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Spring","has_expiration":true}},{"type":"BODY","text":"Hi"},
        {"type":"BUTTONS","buttons":[{"type":"COPY_CODE","example":"X"},{"type":"URL","text":"Go","url":"https://x"}]}]);
    let values = Values { offer_ends_at: Some(1_790_000_000_000), ..button(ButtonValue::Coupon("SPRING".into())) };
    assert_eq!(
        fill("MARKETING", offer.clone(), &values),
        Ok(json!([{"type":"button","sub_type":"copy_code","index":"0","parameters":[{"type":"coupon_code","coupon_code":"SPRING"}]},
        {"type":"limited_time_offer","parameters":[{"type":"limited_time_offer","limited_time_offer":{"expiration_time_ms":1_790_000_000_000_i64}}]}])),
        "with a clock"
    );
    assert_eq!(
        fill("MARKETING", offer, &button(ButtonValue::Coupon("S".into()))),
        Err(vec![("offer end".into(), FillProblem::Missing)]),
        "a clock needs an end"
    );
    let card = json!({"components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Card {{1}} here"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"A"},{"type":"URL","text":"B","url":"https://x/{{1}}"}]}]});
    let carousel = json!([{"type":"BODY","text":"Hi {{1}}!"},{"type":"CAROUSEL","cards":[card, card]}]);
    let one = CardValues { header: picture(), body: body(&[("1", "one")]), buttons: [(1, ButtonValue::UrlSuffix("u".into()))].into() };
    let values = Values { body: body(&[("1", "Asha")]), cards: vec![one.clone(), one.clone()], ..Values::default() };
    let filled = fill("MARKETING", carousel.clone(), &values).expect("filled");
    assert_eq!(
        filled[1]["cards"][1],
        json!({"card_index":1,"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"77"}}]},{"type":"body","parameters":[{"type":"text","text":"one"}]},
        {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"u"}]}]}),
        "each card like a small template"
    );
    let three = Values { body: body(&[("1", "Asha")]), cards: vec![one.clone(), CardValues::default(), one], ..Values::default() };
    assert_eq!(
        fill("MARKETING", carousel, &three),
        Err(vec![
            ("card 2".into(), FillProblem::Surplus),
            ("card 1 header".into(), FillProblem::Missing),
            ("card 1 body {{1}}".into(), FillProblem::Missing),
            ("card 1 button 1".into(), FillProblem::Missing)
        ]),
        "each gap is named with its card"
    );
    let status = OrderStatus { reference_id: "17".into(), status: OrderStage::Shipped, description: None, payment: None };
    let values = Values { order_status: Some(status), ..Values::default() };
    assert_eq!(
        fill("UTILITY", json!([{"type":"BODY","text":"Hi"}]), &values),
        Ok(
            json!([{"type":"order_status","parameters":[{"type":"order_status","order_status":{"reference_id":"17","order":{"status":"shipped"}}}]}])
        ),
        "India"
    );
}

#[test]
fn every_gap_and_every_surplus_is_named() {
    let text = json!([{"type":"HEADER","format":"TEXT","text":"Static"},{"type":"BODY","text":"Hello {{1}} and {{2}} there"}]);
    let cases: Vec<(Value, Values, Vec<(&str, FillProblem)>)> = vec![
        (text.clone(), Values::default(), vec![("body {{1}}", FillProblem::Missing), ("body {{2}}", FillProblem::Missing)]),
        (
            text.clone(),
            Values { body: body(&[("1", "a"), ("2", "b"), ("3", "c")]), ..Values::default() },
            vec![("body {{3}}", FillProblem::Surplus)],
        ),
        (
            text.clone(),
            Values { header: picture(), body: body(&[("1", "a"), ("2", "b")]), ..Values::default() },
            vec![("header", FillProblem::Surplus)],
        ),
        (
            text.clone(),
            Values { body: body(&[("1", "a\nb"), ("2", "b     c")]), ..Values::default() },
            vec![("body {{1}}", FillProblem::Form), ("body {{2}}", FillProblem::Form)],
        ),
        (
            text.clone(),
            Values { body: body(&[("1", &"a".repeat(1_020)), ("2", "b")]), ..Values::default() },
            vec![("body", FillProblem::TooLong { length: 1_038, limit: 1_024 })],
        ),
        (
            text.clone(),
            Values {
                code: Some("1".into()),
                offer_ends_at: Some(1),
                cards: vec![CardValues::default()],
                body: body(&[("1", "a"), ("2", "b")]),
                ..Values::default()
            },
            vec![("code", FillProblem::Surplus), ("offer end", FillProblem::Surplus), ("card 0", FillProblem::Surplus)],
        ),
        (json!([{"type":"HEADER","format":"IMAGE"}]), Values::default(), vec![("header", FillProblem::Missing)]),
        (
            json!([{"type":"HEADER","format":"IMAGE"}]),
            Values { header: Some(HeaderValue::Text("x".into())), ..Values::default() },
            vec![("header", FillProblem::WrongKind)],
        ),
        (json!([{"type":"HEADER","format":"HOLOGRAM"}]), Values::default(), vec![("header", FillProblem::Unknown)]),
        (json!([{"type":"BUTTONS","buttons":[{"type":"COPY_CODE"}]}]), Values::default(), vec![("button 0", FillProblem::Missing)]),
        (
            json!([{"type":"BUTTONS","buttons":[{"type":"COPY_CODE"}]}]),
            button(ButtonValue::Coupon("x".repeat(21))),
            vec![("button 0", FillProblem::TooLong { length: 21, limit: 20 })],
        ),
        (
            json!([{"type":"BUTTONS","buttons":[{"type":"URL","text":"a","url":"https://x"}]}]),
            button(ButtonValue::UrlSuffix("a".into())),
            vec![("button 0", FillProblem::Surplus)],
        ),
        (
            json!([{"type":"BUTTONS","buttons":[{"type":"URL","text":"a","url":"https://x/{{1}}"}]}]),
            button(ButtonValue::UrlSuffix("https://x/a".into())),
            vec![("button 0", FillProblem::Form)],
        ),
        (
            json!([{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"a"}]}]),
            button(ButtonValue::Coupon("x".into())),
            vec![("button 0", FillProblem::WrongKind)],
        ),
        (
            json!([{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"a"}]}]),
            Values { buttons: [(5, ButtonValue::Payload("x".into()))].into(), ..Values::default() },
            vec![("button 5", FillProblem::Surplus)],
        ),
        (
            json!([{"type":"BUTTONS","buttons":[{"type":"TELEPORT"}]}]),
            button(ButtonValue::Payload("x".into())),
            vec![("button 0", FillProblem::Unknown)],
        ),
        (json!([{"type":"POEM","text":"{{1}}"}]), Values::default(), vec![("POEM", FillProblem::Unknown)]),
    ];
    for (components, values, errors) in cases {
        let errors: Vec<(String, FillProblem)> = errors.into_iter().map(|(part, problem)| (part.to_owned(), problem)).collect();
        assert_eq!(fill("MARKETING", components.clone(), &values), Err(errors), "{components}");
    }
    assert_eq!(
        fill("MARKETING", json!([{"type":"POEM","text":"static"}]), &Values::default()),
        Ok(json!([])),
        "an unknown part without blanks does not stop a template"
    );
    assert_eq!(fill("MARKETING", json!("odd"), &Values::default()), Ok(json!([])), "nor does a list that is none");
}

pub(super) fn good() -> NewTemplate {
    NewTemplate::new("restock_1", "fr", "MARKETING")
        .header_image("4::aW")
        .body("Hello {{1}}, {{2}} is back in our shop today.", &["Asha", "Runner 42"])
        .footer("Answer STOP to end this")
        .quick_replies(&["Keep mine".into(), "Later".into()])
}

#[test]
fn what_is_written_is_what_meta_takes_and_what_it_lists_is_read_again() {
    assert_eq!(
        good().json(),
        json!({"name":"restock_1","language":"fr","category":"MARKETING","parameter_format":"positional","components":[
        {"type":"HEADER","format":"IMAGE","example":{"header_handle":["4::aW"]}},
        {"type":"BODY","text":"Hello {{1}}, {{2}} is back in our shop today.","example":{"body_text":[["Asha","Runner 42"]]}},
        {"type":"FOOTER","text":"Answer STOP to end this"},
        {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Keep mine"},{"type":"QUICK_REPLY","text":"Later"}]}]}),
        "as the sheet shows it"
    );
    assert!(Edit::to(&good()).body().get("name").is_none(), "an edit does not name the template");
    let all = vec![
        Component::Header(Header::Text { text: "For {{1}}".into(), example: Some(Example { name: "1".into(), value: "you".into() }) }),
        Component::Header(Header::Gif { example: Some("h".into()) }),
        Component::Header(Header::Location),
        Component::Header(Header::Product),
        Component::Body { text: None, examples: vec![], add_security_recommendation: Some(true) },
        Component::Footer { text: None, code_expiration_minutes: Some(5) },
        Component::LimitedTimeOffer { text: "Spring".into(), has_expiration: true },
        Component::CallPermissionRequest,
        Component::Carousel(vec![vec![
            Component::Header(Header::Video { example: Some("h".into()) }),
            Component::Buttons(vec![Button::SingleProduct]),
        ]]),
        Component::Buttons(vec![
            Button::QuickReply { text: "a".into() },
            Button::Url { text: "a".into(), url: "https://x/{{1}}".into(), example: Some("https://x/1".into()) },
            Button::Phone { text: "a".into(), phone_number: "+33".into() },
            Button::CopyCode { example: Some("X".into()) },
            Button::Catalog,
            Button::MultiProduct,
            Button::SingleProduct,
            Button::Flow {
                text: "a".into(),
                flow: ("flow_name".into(), "book".into()),
                action: Some("navigate".into()),
                navigate_screen: Some("S".into()),
            },
            Button::Otp(Otp { kind: "ONE_TAP".into(), apps: vec![("p".into(), "K8a/AINcGX7".into())], zero_tap_terms_accepted: None }),
            Button::OrderDetails { text: "a".into() },
            Button::VoiceCall { text: "a".into(), ttl_minutes: Some(5) },
            Button::RequestContactInfo { text: None },
            Button::Unknown(json!({"type":"TELEPORT","x":1})),
        ]),
        Component::Unknown(json!({"type":"POEM","x":1})),
    ];
    for component in all {
        assert_eq!(Component::read(&component.json(false)), component, "read as it was written: {}", component.json(false));
    }
    let named = Component::Body {
        text: Some("Hi {{who}} there".into()),
        examples: vec![Example { name: "who".into(), value: "Asha".into() }],
        add_security_recommendation: None,
    };
    assert_eq!(
        named.json(true)["example"],
        json!({"body_text_named_params":[{"param_name":"who","example":"Asha"}]}),
        "named examples have their own form"
    );
    assert_eq!(Component::read(&named.json(true)), named, "and are read again");
}

#[test]
fn odd_braces_are_no_blanks_and_never_fatal() {
    let cases: [(&str, &[&str]); 7] = [
        ("a {{1}} b {{2}} c {{1}}", &["1", "2"]),
        ("{{", &[]),
        ("}}{{", &[]),
        ("{{ }} {{é}}", &[]),
        ("{{{1}}}", &[]),
        ("{{ {{1}}", &["1"]),
        ("{{first_name}}", &["first_name"]),
    ];
    for (text, blanks) in cases {
        assert_eq!(component::variables(text), blanks, "{text}");
        assert_eq!(component::filled(text, |_| None), text, "what has no value stays as it was");
    }
    assert_eq!(
        component::filled("a {{1}} b {{x}} {{ y", |name| (name == "1").then(|| "é".into())),
        "a é b {{x}} {{ y",
        "what has no value stays"
    );
}
