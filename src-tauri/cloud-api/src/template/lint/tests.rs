//! What Meta would say, said before.

use super::*;
use crate::template::tests::good;

#[test]
fn a_good_template_has_no_findings() {
    assert_eq!(good().lint(), [], "nothing to say");
    let code = NewTemplate::new("code", "en_US", "AUTHENTICATION")
        .with(Component::Body { text: None, examples: vec![], add_security_recommendation: Some(true) })
        .with(Component::Footer { text: None, code_expiration_minutes: Some(10) })
        .buttons(vec![Button::Otp(Otp { kind: "COPY_CODE".into(), apps: vec![], zero_tap_terms_accepted: None })]);
    assert_eq!(code.lint(), [], "nor to a code's");
}

#[test]
fn metas_refusals_are_foreseen() {
    let plain = || NewTemplate::new("a", "fr", "UTILITY");
    let text = |text: &str, examples: &[&str]| plain().body(text, examples);
    let quick = |text: &str| Button::QuickReply { text: text.into() };
    let url = |url: &str, example: Option<&str>| Button::Url {
        text: url.chars().take(20).collect(),
        url: url.into(),
        example: example.map(str::to_owned),
    };
    let say = || plain().body("Your order is ready", &[]);
    let card = |header: Header| vec![Component::Header(header), Component::Buttons(vec![quick("a")])];
    let image = || Header::Image { example: Some("h".into()) };
    let otp = |kind: &str, hash: &str| {
        Button::Otp(Otp { kind: kind.into(), apps: vec![("p".into(), hash.into())], zero_tap_terms_accepted: None })
    };
    let marketing = |mut template: NewTemplate| {
        template.category = "MARKETING".into();
        template
    };
    let cases: Vec<(NewTemplate, &str, Problem)> = vec![
        (NewTemplate::new("A b", "fr", "UTILITY"), "name", Problem::Form),
        (NewTemplate::new("", "fr", "UTILITY"), "name", Problem::Empty),
        (NewTemplate::new(&"a".repeat(513), "fr", "UTILITY"), "name", Problem::TooLong { length: 513, limit: 512 }),
        (NewTemplate::new("a", "French", "UTILITY"), "language", Problem::Form),
        (NewTemplate::new("a", "fr", "NEWS"), "category", Problem::Form),
        (NewTemplate { message_send_ttl_seconds: Some(10), ..say() }, "delivery time", Problem::Range { from: 30, to: 43_200 }),
        (
            NewTemplate { message_send_ttl_seconds: Some(-1), ..marketing(say()) },
            "delivery time",
            Problem::Range { from: 43_200, to: 2_592_000 },
        ),
        (plain(), "body", Problem::Needs("body")),
        (text("{{1}} is back in the shop today", &["x"]), "body", Problem::BlankAtEdge),
        (text("Back in the shop today: {{1}}", &["x"]), "body", Problem::BlankAtEdge),
        (text("Is {{1}} now {{2}} ok", &["x", "y"]), "body", Problem::TooManyBlanks { blanks: 2, words: 3 }),
        (text("Your {{1}} is back in the shop", &[]), "body", Problem::NoExample { blank: "1".into() }),
        (text("Your things are back", &["x"]), "body", Problem::SurplusExample { blank: "1".into() }),
        (text("Your {{1}} is here and {{3}} as well, see you", &["x", "y"]), "body", Problem::BlankNames),
        (text("Your {{name}} is back in the shop", &["x"]), "body", Problem::BlankNames),
        (NewTemplate { named: true, ..text("Your {{Name}} is back in the shop", &["x"]) }, "body", Problem::BlankNames),
        (text(&"é".repeat(1_025), &[]), "body", Problem::TooLong { length: 1_025, limit: 1_024 }),
        (text("Your {{1}} {{2}} is back in our shop today", &["x", "y"]), "body", Problem::BlanksTouch),
        (text("Get a discount on your order", &[]), "body", Problem::Promotional { word: "discount".into() }),
        (text("Profitez de nos nouveautés", &[]), "body", Problem::Promotional { word: "profitez".into() }),
        (text("Now 20% off your order", &[]), "body", Problem::Promotional { word: "% off".into() }),
        (say().footer(&"f".repeat(61)), "footer", Problem::TooLong { length: 61, limit: 60 }),
        (say().footer("Hi {{1}}"), "footer", Problem::Form),
        (
            say().with(Component::Header(Header::Text { text: "h".repeat(61), example: None })),
            "header",
            Problem::TooLong { length: 61, limit: 60 },
        ),
        (
            say().with(Component::Header(Header::Text { text: "{{1}} and {{2}}".into(), example: None })),
            "header",
            Problem::TooLong { length: 2, limit: 1 },
        ),
        (say().with(Component::Header(Header::Image { example: None })), "header", Problem::NoExample { blank: "header".into() }),
        (say().with(Component::Header(Header::Gif { example: Some("h".into()) })), "header", Problem::NeedsCategory("MARKETING")),
        (say().body("Twice", &[]), "components", Problem::Twice),
        (say().buttons(vec![]), "buttons", Problem::Empty),
        (say().buttons((0..11).map(|i| quick(&i.to_string())).collect()), "buttons", Problem::TooLong { length: 11, limit: 10 }),
        (say().buttons(vec![quick("a"), quick("a")]), "buttons", Problem::Twice),
        (say().buttons(vec![quick("a"), url("https://x", None), quick("b")]), "buttons", Problem::Interleaved),
        (say().buttons(vec![quick("a"), url("https://x", None)]), "buttons", Problem::NotOnDesktop),
        (say().buttons((0..4).map(|i| quick(&i.to_string())).collect()), "buttons", Problem::NotOnDesktop),
        (
            say().buttons(vec![url("https://x", None), url("https://y", None), url("https://z", None)]),
            "buttons",
            Problem::TooLong { length: 3, limit: 2 },
        ),
        (say().buttons(vec![quick(&"q".repeat(26))]), "button 0", Problem::TooLong { length: 26, limit: 25 }),
        (say().buttons(vec![url("https://x/{{1}}/a", Some("https://x/1/a"))]), "button 0", Problem::Form),
        (say().buttons(vec![url("https://x/{{1}}", None)]), "button 0", Problem::NoExample { blank: "1".into() }),
        (say().buttons(vec![url("https://wa.me/33", None)]), "button 0", Problem::Form),
        (
            say().buttons(vec![Button::Phone { text: "c".into(), phone_number: "1".repeat(21) }]),
            "button 0",
            Problem::TooLong { length: 21, limit: 20 },
        ),
        (say().buttons(vec![Button::CopyCode { example: Some("x".repeat(21)) }]), "button 0", Problem::TooLong { length: 21, limit: 20 }),
        (
            say().buttons(vec![Button::CopyCode { example: Some("x".into()) }, Button::CopyCode { example: Some("y".into()) }]),
            "buttons",
            Problem::TooLong { length: 2, limit: 1 },
        ),
        (say().buttons(vec![Button::Catalog]), "button 0", Problem::NeedsCategory("MARKETING")),
        (say().buttons(vec![Button::Catalog, quick("a")]), "buttons", Problem::NotTogether),
        (say().buttons(vec![Button::SingleProduct]), "header", Problem::Needs("a product header and its button")),
        (say().buttons(vec![Button::OrderDetails { text: "Pay".into() }]), "buttons", Problem::Needs("display_format")),
        (say().buttons(vec![otp("COPY_CODE", "12345678901")]), "button 0", Problem::NeedsCategory("AUTHENTICATION")),
        (NewTemplate::new("a", "fr", "AUTHENTICATION").body("Mine", &[]), "body", Problem::NotTogether),
        (NewTemplate::new("a", "fr", "AUTHENTICATION").buttons(vec![otp("ONE_TAP", "short")]), "button 0", Problem::Form),
        (
            NewTemplate::new("a", "fr", "AUTHENTICATION").buttons(vec![otp("ZERO_TAP", "12345678901")]),
            "button 0",
            Problem::Needs("zero_tap_terms_accepted"),
        ),
        (
            NewTemplate::new("a", "fr", "AUTHENTICATION").with(Component::Footer { text: None, code_expiration_minutes: Some(91) }),
            "footer",
            Problem::Range { from: 1, to: 90 },
        ),
        (
            marketing(say()).with(Component::LimitedTimeOffer { text: "o".repeat(17), has_expiration: true }),
            "offer",
            Problem::TooLong { length: 17, limit: 16 },
        ),
        (
            marketing(say()).footer("f").with(Component::LimitedTimeOffer { text: "o".into(), has_expiration: true }),
            "footer",
            Problem::NotTogether,
        ),
        (
            marketing(text(&"b".repeat(601), &[])).with(Component::LimitedTimeOffer { text: "o".into(), has_expiration: true }),
            "body",
            Problem::TooLong { length: 601, limit: 600 },
        ),
        (
            marketing(say())
                .with(Component::LimitedTimeOffer { text: "o".into(), has_expiration: true })
                .buttons(vec![url("https://x", None), Button::CopyCode { example: Some("x".into()) }]),
            "buttons",
            Problem::Needs("a coupon first, then a link"),
        ),
        (marketing(say()).with(Component::Carousel(vec![card(image())])), "cards", Problem::TooFew { count: 1, needed: 2 }),
        (marketing(say()).with(Component::Carousel(vec![card(image()); 11])), "cards", Problem::TooLong { length: 11, limit: 10 }),
        (
            marketing(say()).with(Component::Carousel(vec![card(image()), card(Header::Video { example: Some("h".into()) })])),
            "cards",
            Problem::CardsDiffer,
        ),
        (
            marketing(say()).with(Component::Carousel(vec![card(image()), vec![Component::Buttons(vec![quick("a")])]])),
            "card 1",
            Problem::Needs("header"),
        ),
        (marketing(say()).footer("f").with(Component::Carousel(vec![card(image()), card(image())])), "cards", Problem::NotTogether),
    ];
    for (template, part, problem) in cases {
        let found = template.lint();
        assert!(found.contains(&Finding { part: part.into(), problem: problem.clone() }), "{part} {problem:?} is missing from {found:?}");
    }
}

#[test]
fn words_of_advertisements_are_found_as_words() {
    let found = |text: &str| {
        NewTemplate::new("a", "en", "UTILITY").body(text, &[]).lint().iter().any(|f| matches!(f.problem, Problem::Promotional { .. }))
    };
    assert!(found("A Special Offer for you"), "whatever the case");
    assert!(!found("Your parcel was wholesaled and redealt"), "not inside other words");
    let marketing = NewTemplate::new("a", "en", "MARKETING").body("A special offer for you", &[]);
    assert!(marketing.lint().is_empty(), "an advertisement may say so");
    assert!(!Problem::Promotional { word: "x".into() }.is_refusal(), "Meta does not refuse it but makes it marketing");
}
