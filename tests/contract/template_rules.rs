//! Templates Meta turns down, and values that do not fit: what the client finds before it asks, the
//! simulator refuses (fact sheet §2.4). Where the client is the more careful of the two, it is not here.

use std::collections::BTreeMap;

use cloud_api::client::CallError;
use cloud_api::message::{MediaRef, TemplateSend};
use cloud_api::template::fill::FillProblem;
use cloud_api::template::send::{Filled, Parameter};
use cloud_api::template::{Button, ButtonValue, CardValues, Component, Example, Header, HeaderValue, NewTemplate, Otp, Values};

use crate::hook::heard;
use crate::outbound::IMAGE;
use crate::templates::{Handles, approved, coupon, handles, phone, quick, sent, url, words};
use crate::{code_of, unhurried};

/// What is wrong, the part the client names, the code Meta answers with.
type Case = (NewTemplate, &'static str, i64);

const TEXT: &str = "Your {{1}} waits for you";

fn long(n: usize) -> String {
    "é".repeat(n)
}

fn named(category: &str) -> NewTemplate {
    NewTemplate::new("refused", "en", category)
}

fn marketing() -> NewTemplate {
    named("MARKETING").body(TEXT, &["shoe"])
}

fn with(buttons: Vec<Button>) -> NewTemplate {
    marketing().buttons(buttons)
}

fn headed(header: Header) -> NewTemplate {
    marketing().with(Component::Header(header))
}

fn wording() -> Vec<Case> {
    let body = |text: &str, examples: &[&str]| named("UTILITY").body(text, examples);
    let title = |text: String, example: Option<&str>| {
        headed(Header::Text { text, example: example.map(|value| Example { name: "1".into(), value: value.into() }) })
    };
    let ttl = |category: &str, seconds| NewTemplate { message_send_ttl_seconds: Some(seconds), ..named(category).body(TEXT, &["shoe"]) };
    let by_name = |text: &str, examples: &[&str]| NewTemplate { named: true, ..named("UTILITY") }.body(text, examples);
    vec![
        (NewTemplate { name: "Refused".into(), ..marketing() }, "name", 100),
        (NewTemplate { name: "r".repeat(513), ..marketing() }, "name", 100),
        (NewTemplate { name: String::new(), ..marketing() }, "name", 100),
        (NewTemplate { language: "english".into(), ..marketing() }, "language", 100),
        (NewTemplate { category: "SERVICE".into(), ..marketing() }, "category", 100),
        (ttl("UTILITY", 43_201), "delivery time", 100),
        (ttl("UTILITY", 29), "delivery time", 100),
        (ttl("MARKETING", 43_199), "delivery time", 100),
        (ttl("MARKETING", -1), "delivery time", 100),
        (named("UTILITY").footer("Rue de la Paix"), "body", 100),
        (body(&long(1025), &[]), "body", 2_388_040),
        (body("{{1}} waits for you today", &["shoe"]), "body", 2_388_299),
        (body("What waits for you is {{1}}", &["shoe"]), "body", 2_388_299),
        (body("Is {{1}} now {{2}} ok", &["a", "b"]), "body", 2_388_293),
        (body(TEXT, &[]), "body", 2_388_043),
        (body(TEXT, &["shoe", "hat"]), "body", 2_388_043),
        (body("Your {{2}} waits for you", &["shoe"]), "body", 2_388_072),
        (body("Your {{what}} waits for you", &["shoe"]), "body", 2_388_072),
        (by_name("Your {{What}} waits for you", &["shoe"]), "body", 100),
        (by_name("Your {{what}} waits for you", &[]), "body", 2_388_043),
        (title(long(61), None), "header", 2_388_040),
        (title("{{1}} and {{2}}".into(), Some("x")), "header", 2_388_047),
        (title("Order {{1}}".into(), None), "header", 2_388_043),
        (title("Order".into(), Some("17")), "header", 2_388_043),
        (headed(Header::Image { example: None }), "header", 2_388_047),
        (headed(Header::Location).with(Component::Header(Header::Location)), "components", 100),
        (marketing().footer(&long(61)), "footer", 2_388_040),
        (marketing().footer("For {{1}}"), "footer", 2_388_073),
        (marketing().with(Component::Footer { text: None, code_expiration_minutes: Some(10) }), "footer", 2_388_073),
    ]
}

fn buttons() -> Vec<Case> {
    let link = |url: &str, example: Option<&str>| {
        with(vec![Button::Url { text: "See".into(), url: url.into(), example: example.map(str::to_owned) }])
    };
    let call = |n: usize| Button::Phone { text: format!("Call {n}"), phone_number: "+33142000000".into() };
    let voice = |ttl_minutes| with(vec![Button::VoiceCall { text: "Call".into(), ttl_minutes }]);
    let example = Some("https://example.com/17");
    vec![
        (with(Vec::new()), "buttons", 100),
        (with((0..11).map(quick).collect()), "buttons", 100),
        (with(vec![quick(0), phone(), quick(1)]), "buttons", 100),
        (with(vec![quick(0), quick(0)]), "buttons", 100),
        (with(vec![call(0), call(1)]), "buttons", 100),
        (with(vec![coupon(), coupon()]), "buttons", 100),
        (
            with((0..3).map(|n| Button::Url { text: format!("See {n}"), url: "https://example.com".into(), example: None }).collect()),
            "buttons",
            100,
        ),
        (with(vec![Button::QuickReply { text: long(26) }]), "button 0", 100),
        (with(vec![Button::QuickReply { text: "For {{1}}".into() }]), "button 0", 100),
        (link("example.com", None), "button 0", 100),
        (link("https://example.com/{{1}}/{{2}}", example), "button 0", 100),
        (link("https://example.com/{{1}}/shoes", example), "button 0", 100),
        (link("https://example.com/{{1}}", None), "button 0", 2_388_043),
        (link(&format!("https://example.com/{}", "x".repeat(1981)), None), "button 0", 100),
        (link("https://wa.me/33142000000", None), "button 0", 100),
        (with(vec![Button::Phone { text: "Call".into(), phone_number: "+".to_owned() + &"3".repeat(20) }]), "button 0", 100),
        (with(vec![Button::CopyCode { example: None }]), "button 0", 100),
        (with(vec![Button::CopyCode { example: Some("c".repeat(21)) }]), "button 0", 2_388_040),
        (named("UTILITY").body(TEXT, &["shoe"]).buttons(vec![coupon()]), "button 0", 100),
        (named("UTILITY").body(TEXT, &["shoe"]).buttons(vec![Button::Catalog]), "button 0", 100),
        (with(vec![Button::Catalog, quick(0)]), "buttons", 100),
        (with(vec![quick(0), Button::MultiProduct]), "buttons", 100),
        (with(vec![Button::OrderDetails { text: "Pay".into() }]), "buttons", 100),
        (with(vec![Button::SingleProduct]), "header", 2_388_047),
        (headed(Header::Product), "header", 2_388_047),
        (
            with(vec![Button::Flow { text: "Book".into(), flow: ("flow_id".into(), String::new()), action: None, navigate_screen: None }]),
            "button 0",
            100,
        ),
        (voice(Some(0)), "button 0", 100),
        (voice(Some(43_201)), "button 0", 100),
    ]
}

fn offers_and_cards(of: &Handles) -> Vec<Case> {
    let offer = |text: &str| Component::LimitedTimeOffer { text: text.into(), has_expiration: true };
    let deal = |category: &str| named(category).with(offer("Ends soon")).body(TEXT, &["shoe"]);
    let sold = || vec![coupon(), url("/{{1}}")];
    let image = || Component::Header(Header::Image { example: Some(of.image.clone()) });
    let video = || Component::Header(Header::Video { example: Some(of.video.clone()) });
    let card = |header: Component, body: Option<&str>, buttons: Vec<Button>| {
        let parts = NewTemplate::default().with(header);
        body.map_or(parts.clone(), |text| parts.body(text, &[])).buttons(buttons).components
    };
    let usual = || card(image(), None, vec![quick(0)]);
    let cards = |all: Vec<Vec<Component>>| marketing().with(Component::Carousel(all));
    let footed = || {
        let mut parts = usual();
        parts.push(Component::Footer { text: Some("Rue".into()), code_expiration_minutes: None });
        parts
    };
    vec![
        (marketing().with(offer("Ends on a Sunday!")).buttons(sold()), "offer", 2_388_040),
        (deal("UTILITY").buttons(vec![url("")]), "offer", 100),
        (deal("MARKETING").footer("Rue de la Paix").buttons(sold()), "footer", 100),
        (deal("MARKETING").buttons(vec![url("/{{1}}"), coupon()]), "buttons", 100),
        (deal("MARKETING"), "buttons", 100),
        (named("MARKETING").with(offer("Ends soon")).body(&long(601), &[]).buttons(sold()), "body", 2_388_040),
        (cards(vec![usual()]), "cards", 100),
        (cards(vec![usual(); 11]), "cards", 100),
        (cards(vec![usual(), card(video(), None, vec![quick(0)])]), "cards", 100),
        (cards(vec![usual(), card(image(), Some("New"), vec![quick(0)])]), "cards", 100),
        (cards(vec![usual(), card(image(), None, vec![phone()])]), "cards", 100),
        (cards(vec![usual()[1..].to_vec(); 2]), "card 0", 2_388_047),
        (cards(vec![usual()[..1].to_vec(); 2]), "card 0", 100),
        (cards(vec![card(image(), Some(&long(161)), vec![quick(0)]); 2]), "card 0 body", 2_388_040),
        (cards(vec![card(image(), None, vec![quick(0), quick(1), quick(2)]); 2]), "card 0 buttons", 100),
        (cards(vec![footed(); 2]), "card 0 footer", 100),
        (cards(vec![usual(); 2]).buttons(vec![quick(0)]), "cards", 100),
        (named("UTILITY").body(TEXT, &["shoe"]).with(Component::Carousel(vec![usual(); 2])), "cards", 100),
        (
            named("UTILITY").body(TEXT, &["shoe"]).with(Component::Header(Header::Gif { example: Some(of.video.clone()) })),
            "header",
            2_388_047,
        ),
    ]
}

fn codes() -> Vec<Case> {
    let otp = |kind: &str, apps: &[&str], terms: bool| {
        let app = |hash: &&str| ("com.example.app".to_owned(), (*hash).to_owned());
        Button::Otp(Otp { kind: kind.into(), apps: apps.iter().map(app).collect(), zero_tap_terms_accepted: Some(terms) })
    };
    let body = || Component::Body { text: None, examples: Vec::new(), add_security_recommendation: None };
    let code = |button: Button| named("AUTHENTICATION").with(body()).buttons(vec![button]);
    let hash = "K8a+AINcGX7";
    let end = |minutes| Component::Footer { text: None, code_expiration_minutes: Some(minutes) };
    let copy = || otp("COPY_CODE", &[], true);
    vec![
        (with(vec![copy()]), "button 0", 100),
        (code(otp("WHISPER", &[], true)), "button 0", 100),
        (code(otp("ONE_TAP", &[], true)), "button 0", 100),
        (code(otp("ONE_TAP", &[hash; 6], true)), "button 0", 100),
        (code(otp("ONE_TAP", &["short"], true)), "button 0", 100),
        (code(otp("ZERO_TAP", &[hash], false)), "button 0", 100),
        (code(copy()).with(end(91)), "footer", 100),
        (code(copy()).with(end(0)), "footer", 100),
        (code(copy()).with(Component::Header(Header::Text { text: "Code".into(), example: None })), "header", 100),
        (named("AUTHENTICATION").with(body()), "buttons", 100),
        (named("AUTHENTICATION").body("Your code is here", &[]).buttons(vec![copy()]), "body", 2_388_072),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_would_not_submit_the_simulator_refuses() {
    let (_simulator, client) = unhurried().await;
    let of = handles(&client).await;
    for (group, cases) in [wording(), buttons(), offers_and_cards(&of), codes()].into_iter().enumerate() {
        for (place, (template, part, code)) in cases.into_iter().enumerate() {
            let shown: String = template.json().to_string().chars().take(400).collect();
            let found: Vec<String> = template.lint().into_iter().filter(|f| f.problem.is_refusal()).map(|f| f.part).collect();
            assert!(found.iter().any(|at| at == part), "the client finds {part}, not {found:?} ({group}.{place}: {shown})");
            match client.create_template(&template).await {
                Err(CallError::Refused(error)) => assert_eq!(error.code, code, "Meta's number for it ({group}.{place}, {part}: {shown})"),
                other => panic!("what is found here is refused there ({group}.{place}, {part}): {other:?} {shown}"),
            }
        }
    }
}

/// The templates whose filling goes wrong, and what fills them well.
fn fillable(of: &Handles) -> Vec<(NewTemplate, Values)> {
    let picture = || Some(HeaderValue::Media { media: MediaRef::Link(IMAGE.into()), filename: None });
    let image = || Component::Header(Header::Image { example: Some(of.image.clone()) });
    let whole = NewTemplate::new("whole", "en", "MARKETING")
        .with(image())
        .body("Hello {{1}}, your {{2}} waits for you in the shop", &["Asha", "shoe"])
        .buttons(vec![quick(0), url("/{{1}}"), url(""), coupon()]);
    let buttons = BTreeMap::from([(1, ButtonValue::UrlSuffix("17".into())), (3, ButtonValue::Coupon("SPRING25".into()))]);
    let plain = NewTemplate::new("plain", "en", "UTILITY").body("Your order waits for you", &[]);
    let title = Header::Text { text: "Order {{1}}".into(), example: Some(Example { name: "1".into(), value: "17".into() }) };
    let titled = NewTemplate::new("titled", "en", "UTILITY").with(Component::Header(title)).body("Your order waits for you", &[]);
    let by_name =
        NewTemplate { named: true, ..NewTemplate::new("by_name", "en", "UTILITY") }.body("Your {{what}} waits for you", &["shoe"]);
    let card = NewTemplate::default().with(image()).buttons(vec![url("/{{1}}")]).components;
    let swiped = NewTemplate::new("swiped", "en", "MARKETING").body("Look what is new", &[]).with(Component::Carousel(vec![card; 2]));
    let swipe =
        CardValues { header: picture(), buttons: BTreeMap::from([(0, ButtonValue::UrlSuffix("17".into()))]), ..CardValues::default() };
    let offer = Component::LimitedTimeOffer { text: "Ends soon".into(), has_expiration: true };
    let ends = NewTemplate::new("ends", "en", "MARKETING").with(offer).body("A quarter less this week", &[]).buttons(vec![url("")]);
    let otp = Button::Otp(Otp { kind: "COPY_CODE".into(), apps: Vec::new(), zero_tap_terms_accepted: None });
    let code = NewTemplate::new("code", "en", "AUTHENTICATION")
        .with(Component::Body { text: None, examples: Vec::new(), add_security_recommendation: None })
        .buttons(vec![otp]);
    vec![
        (whole, Values { header: picture(), body: words(&[("1", "Asha"), ("2", "shoe")]), buttons, ..Values::default() }),
        (plain, Values::default()),
        (titled, Values { header: Some(HeaderValue::Text("17".into())), ..Values::default() }),
        (by_name, Values { body: words(&[("what", "shoe")]), ..Values::default() }),
        (swiped, Values { cards: vec![swipe; 2], ..Values::default() }),
        (ends, Values { offer_ends_at: Some(4_000_000_000_000), ..Values::default() }),
        (code, Values { code: Some("123456".into()), ..Values::default() }),
    ]
}

/// A template, how its values go wrong, what the client says of it, how the same goes wrong on the way, and
/// the code Meta answers with.
struct Misfit {
    template: &'static str,
    values: fn(&mut Values),
    part: &'static str,
    problem: FillProblem,
    sent: fn(&mut Vec<Filled>),
    code: i64,
}

fn misfit(
    template: &'static str,
    values: fn(&mut Values),
    part: &'static str,
    problem: FillProblem,
    sent: fn(&mut Vec<Filled>),
    code: i64,
) -> Misfit {
    Misfit { template, values, part, problem, sent, code }
}

/// The parameters of a part by its place.
fn parameters(parts: &mut [Filled], place: usize) -> &mut Vec<Parameter> {
    match &mut parts[place] {
        Filled::Header { parameters } | Filled::Body { parameters } | Filled::Button { parameters, .. } => parameters,
        _ => panic!("a part with parameters is meant"),
    }
}

fn a_word(text: &str) -> Parameter {
    Parameter::Text { text: text.into(), parameter_name: None }
}

fn suffix(index: &str) -> Filled {
    Filled::Button { sub_type: "url".into(), index: index.into(), parameters: vec![a_word("17")] }
}

fn misfits() -> Vec<Misfit> {
    use FillProblem::{Form, Missing, Surplus, TooLong, WrongKind};
    let words_instead = |v: &mut Values| v.header = Some(HeaderValue::Text("17".into()));
    vec![
        // Of the parts of "whole": header, body, the address's end, the coupon.
        misfit("whole", |v| v.header = None, "header", Missing, |p| drop(p.remove(0)), 132_012),
        misfit("whole", words_instead, "header", WrongKind, |p| *parameters(p, 0) = vec![a_word("17")], 132_012),
        misfit("whole", |v| drop(v.body.remove("2")), "body {{2}}", Missing, |p| drop(parameters(p, 1).pop()), 132_000),
        misfit("whole", |v| v.body.extend(words(&[("3", "x")])), "body {{3}}", Surplus, |p| parameters(p, 1).push(a_word("x")), 132_000),
        misfit("whole", |v| v.body.extend(words(&[("1", "a\nb")])), "body {{1}}", Form, |p| parameters(p, 1)[0] = a_word("a\nb"), 132_018),
        misfit(
            "whole",
            |v| v.body.extend([("1".to_owned(), "x".repeat(1000))]),
            "body",
            TooLong { length: 1043, limit: 1024 },
            |p| parameters(p, 1)[0] = a_word(&"x".repeat(1000)),
            132_005,
        ),
        misfit("whole", |v| drop(v.buttons.remove(&1)), "button 1", Missing, |p| drop(p.remove(2)), 131_008),
        misfit("whole", |v| drop(v.buttons.remove(&3)), "button 3", Missing, |p| drop(p.remove(3)), 131_008),
        misfit(
            "whole",
            |v| drop(v.buttons.insert(2, ButtonValue::UrlSuffix("17".into()))),
            "button 2",
            Surplus,
            |p| p.push(suffix("2")),
            132_018,
        ),
        misfit(
            "whole",
            |v| drop(v.buttons.insert(4, ButtonValue::Payload("p".into()))),
            "button 4",
            Surplus,
            |p| p.push(suffix("4")),
            132_018,
        ),
        misfit(
            "whole",
            |v| drop(v.buttons.insert(3, ButtonValue::Coupon("c".repeat(21)))),
            "button 3",
            TooLong { length: 21, limit: 20 },
            |p| *parameters(p, 3) = vec![Parameter::CouponCode { coupon_code: "c".repeat(21) }],
            132_005,
        ),
        misfit(
            "plain",
            |v| v.body = words(&[("1", "x")]),
            "body {{1}}",
            Surplus,
            |p| p.push(Filled::Body { parameters: vec![a_word("x")] }),
            132_000,
        ),
        misfit("plain", words_instead, "header", Surplus, |p| p.push(Filled::Header { parameters: vec![a_word("17")] }), 132_012),
        misfit("titled", |v| v.header = None, "header", Missing, Vec::clear, 132_000),
        misfit("by_name", |v| v.body.clear(), "body {{what}}", Missing, Vec::clear, 132_000),
        misfit(
            "by_name",
            |v| v.body = words(&[("1", "shoe")]),
            "body {{1}}",
            Surplus,
            |p| *parameters(p, 0) = vec![a_word("shoe")],
            132_018,
        ),
        misfit("swiped", |v| drop(v.cards.pop()), "card 1 header", Missing, |p| drop_a_card(p), 132_012),
        misfit("swiped", |v| v.cards.push(CardValues::default()), "card 2", Surplus, |p| add_a_card(p), 132_012),
        misfit("swiped", |v| v.cards[1].buttons.clear(), "card 1 button 0", Missing, |p| empty_a_card(p), 131_008),
        misfit("ends", |v| v.offer_ends_at = None, "offer end", Missing, Vec::clear, 131_008),
        misfit("code", |v| v.code = None, "code", Missing, Vec::clear, 132_000),
        misfit(
            "code",
            |v| v.code = Some("1".repeat(16)),
            "code",
            TooLong { length: 16, limit: 15 },
            |p| parameters(p, 0)[0] = a_word(&"1".repeat(16)),
            132_005,
        ),
        misfit("code", |v| v.code = Some("http://x".into()), "code", Form, |p| parameters(p, 0)[0] = a_word("http://x"), 132_018),
    ]
}

fn cards_of(parts: &mut [Filled]) -> &mut Vec<cloud_api::template::send::FilledCard> {
    match parts.last_mut() {
        Some(Filled::Carousel { cards }) => cards,
        _ => panic!("cards are meant"),
    }
}

fn drop_a_card(parts: &mut [Filled]) {
    // One card alone is no carousel to the schema; one at another place leaves this one out as well.
    cards_of(parts)[1].card_index = 2;
}

fn add_a_card(parts: &mut [Filled]) {
    let mut more = cards_of(parts)[1].clone();
    more.card_index = 2;
    cards_of(parts).push(more);
}

fn empty_a_card(parts: &mut [Filled]) {
    drop(cards_of(parts)[1].components.pop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_too_few_or_too_many_is_named_here_and_refused_there() {
    let (_simulator, client, mut hook) = heard().await;
    let of = handles(&client).await;
    let all = fillable(&of);
    let new: Vec<NewTemplate> = all.iter().map(|(new, _)| new.clone()).collect();
    let listed = approved(&client, &mut hook, &new).await;
    let good: BTreeMap<&str, &Values> = all.iter().map(|(new, values)| (new.name.as_str(), values)).collect();
    for case in misfits() {
        let Misfit { template: name, part, code, .. } = case;
        let template = &listed[name];
        let mut whole = TemplateSend::fill(template, good[name]).unwrap();
        assert_eq!(code_of(&client, &sent(whole.clone())).await, 0, "{name} is taken as it should be");
        let mut values = good[name].clone();
        (case.values)(&mut values);
        let errors = TemplateSend::fill(template, &values).expect_err(name);
        assert!(
            errors.iter().any(|error| error.part == part && error.problem == case.problem),
            "{name}: the client names {part} ({}), not {errors:?}",
            case.problem
        );
        (case.sent)(&mut whole.components);
        let message = sent(whole);
        assert_eq!(
            code_of(&client, &message).await,
            code,
            "{name}, {part}: what the client would not build is refused: {}",
            message.body()
        );
    }
}
