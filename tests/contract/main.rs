//! Contract: what the client sends against the simulator's schemas, and what the simulator refuses.
//! The simulator's schemas are written from the fact sheet, so both sides are checked by a third.
//!
//! [`outbound`] has every kind of message, [`refused`] every limit overstepped by one, [`templates`] every
//! template made, filled and sent, [`template_rules`] those that are refused, [`inbound`] every webhook;
//! here is what an attempt can come to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod hook;
mod inbound;
mod outbound;
mod refused;
mod template_rules;
mod templates;

use std::time::Duration;

use cloud_api::client::CallError;
use cloud_api::error::Class;
use cloud_api::message::{Button, Content, TemplateSend};
use cloud_api::{Address, Client, Credentials, Message, Outcome};
use cloud_simulator::{Options, Simulator};
use serde_json::{Value, json};

async fn meta() -> (Simulator, Client) {
    vitrine_server::install_tls();
    let simulator = Simulator::start(Options::default()).await.unwrap();
    let client = client(&simulator, None);
    (simulator, client)
}

fn client(simulator: &Simulator, token: Option<&str>) -> Client {
    let at = &simulator.addresses;
    let c = at.credentials.clone();
    let credentials = Credentials {
        graph_url: at.graph_url.clone(),
        graph_version: "v26.0".into(),
        token: token.map_or(c.token, str::to_owned),
        phone_number_id: c.phone_number_id,
        waba_id: c.waba_id,
        app_id: c.app_id,
    };
    Client::new(credentials, Duration::from_millis(600)).unwrap()
}

fn message(content: Content) -> Message {
    Message { to: Address::Phone("+33639980001".into()), content, reply_to: None, callback_data: "o1:abc:1".into() }
}

fn text(body: &str) -> Message {
    message(Content::Text { body: body.into() })
}

async fn post(simulator: &Simulator, body: Value) -> (u16, i64) {
    let at = &simulator.addresses;
    let url = format!("{}/v26.0/{}/messages", at.graph_url, at.credentials.phone_number_id);
    let answer = reqwest::Client::new().post(url).bearer_auth(&at.credentials.token).json(&body).send().await.unwrap();
    let status = answer.status().as_u16();
    let value: Value = answer.json().await.unwrap();
    (status, value.pointer("/error/code").and_then(Value::as_i64).unwrap_or(0))
}

async fn control(simulator: &Simulator, path: &str, body: Value) -> Value {
    let url = format!("{}/{path}", simulator.addresses.control_url);
    let answer = reqwest::Client::new().post(url).json(&body).send().await.unwrap();
    let status = answer.status();
    let value: Value = answer.json().await.unwrap();
    assert!(status.is_success(), "control takes what a test asks for: {path} {body} {value}");
    value
}

async fn faults(simulator: &Simulator, body: Value) {
    control(simulator, "faults", body).await;
}

/// A catalogue whose items were all approved.
fn catalogue(id: &str) -> Value {
    let names = (0..31).map(|n| format!("sku-{n}")).chain((0..11).flat_map(|s| (0..31).map(move |n| format!("sku-{s}-{n}"))));
    let items: serde_json::Map<String, Value> = names.map(|name| (name, json!("approved"))).collect();
    json!({ "id": id, "items": items })
}

/// A simulator that is not a matter of pace: nothing here is about how fast one may send.
async fn unhurried() -> (Simulator, Client) {
    let (simulator, client) = meta().await;
    control(&simulator, "limits", json!({ "per_second": 1_000_000 })).await;
    control(&simulator, "settings", json!({ "review_ms": 0, "template_limit": 6_000, "direct_send": true, "catalogue": catalogue("600") }))
        .await;
    (simulator, client)
}

/// The code a message is refused with; 0 when it is taken.
async fn code_of(client: &Client, message: &Message) -> i64 {
    match client.send(message).await {
        Outcome::Accepted { wamid, .. } => {
            assert!(wamid.starts_with("wamid."), "what was taken has Meta's id");
            0
        }
        Outcome::Answered { error, .. } => error.code,
        other => panic!("the simulator answers: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_the_client_builds_is_accepted() {
    let (_simulator, client) = meta().await;
    let kinds = [
        text("hello"),
        message(Content::Buttons {
            header_image: None,
            body: "x".into(),
            buttons: vec![
                Button { id: "a".into(), title: "A".into() },
                Button { id: "b".into(), title: "B".into() },
                Button { id: "c".into(), title: "C".into() },
            ],
        }),
        message(Content::Buttons {
            header_image: Some("1".into()),
            body: "é".repeat(1024),
            buttons: vec![Button { id: "i".repeat(256), title: "t".repeat(20) }],
        }),
        Message { to: Address::UserId("FR.77abc".into()), reply_to: Some("wamid.X".into()), ..text("to a person without a number") },
    ];
    for kind in kinds {
        kind.check().unwrap();
        let outcome = client.send(&kind).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "the schema takes what the client builds: {outcome:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_simulator_refuses_as_meta_does() {
    let (simulator, _) = meta().await;
    let base = json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "text", "text": { "body": "x" } });
    let with = |path: &str, value: Value| {
        let mut body = base.clone();
        body[path] = value;
        body
    };
    let button = |id: &str, title: &str| json!({ "type": "reply", "reply": { "id": id, "title": title } });
    let interactive = |buttons: Value| json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "interactive", "interactive": { "type": "button", "body": { "text": "x" }, "action": { "buttons": buttons } } });
    let cases = [
        (base.clone(), (200, 0), "a plain text is taken"),
        (json!({ "to": "+33639980001", "type": "text", "text": { "body": "x" } }), (400, 131_008), "messaging_product is required"),
        (with("text", json!({})), (400, 131_008), "a body is required"),
        (with("text", json!({ "body": "x".repeat(4097) })), (400, 131_009), "4,096 characters and no more"),
        (with("biz_opaque_callback_data", json!("x".repeat(513))), (400, 131_009), "512 characters of callback data"),
        (with("surprise", json!(1)), (400, 131_009), "unknown fields are not taken silently"),
        (
            json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "sticker", "sticker": {} }),
            (400, 131_008),
            "a sticker is an id or a link",
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "hologram" }),
            (400, 100),
            "a kind without a schema is error 100",
        ),
        (
            interactive(json!([button("a", "A"), button("b", "B"), button("c", "C"), button("d", "D")])),
            (400, 131_009),
            "three buttons at most",
        ),
        (interactive(json!([button("a", "A"), button("a", "B")])), (400, 131_009), "button ids differ"),
        (interactive(json!([button("a", "a title of 21 letters")])), (400, 131_009), "twenty characters a title"),
        (
            json!({ "messaging_product": "whatsapp", "recipient": "not a user id", "type": "text", "text": { "body": "x" } }),
            (400, 131_009),
            "a user id has its form",
        ),
        (
            json!({ "messaging_product": "whatsapp", "to": "+33639980001", "type": "template", "template": { "name": "nothing", "language": { "code": "en" } } }),
            (404, 132_001),
            "an unknown template is 404 with 132001",
        ),
    ];
    for (body, expected, why) in cases {
        assert_eq!(post(&simulator, body).await, expected, "{why}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_are_checked_reviewed_and_filled_to_the_letter() {
    let (simulator, client) = meta().await;
    let template = |name: &str, body: &str, examples: usize, handle: Option<String>| {
        let new = cloud_api::template::NewTemplate::new(name, "en", "MARKETING");
        let new = handle.map_or(new.clone(), |handle| new.header_image(&handle));
        new.body(body, &vec!["x"; examples]).quick_replies(&["Keep mine".into()])
    };
    let refused = async |t| match client.create_template(&t).await {
        Err(CallError::Refused(error)) => error.code,
        other => panic!("expected a refusal: {other:?}"),
    };
    assert_eq!(refused(template("a", "{{1}} is back in the shop today", 1, None)).await, 2_388_299, "a blank may not open the body");
    assert_eq!(refused(template("a", "Is {{1}} now {{2}} ok", 2, None)).await, 2_388_293, "nor may there be more blanks than words bear");
    assert_eq!(refused(template("a", "Your {{1}} is back in the shop", 0, None)).await, 2_388_043, "every blank has an example");
    assert_eq!(refused(template("A b", "Your {{1}} is back in the shop", 1, None)).await, 100, "names are lower case");
    assert_eq!(
        refused(template("a", "Your {{1}} is back in the shop", 1, Some("4::made-up".into()))).await,
        100,
        "a handle comes from an upload"
    );
    let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0].to_vec();
    let handle = client.upload_handle(jpeg.clone(), "image/jpeg").await.unwrap();
    let (_, status) = client.create_template(&template("restock", "Your {{1}} is back in the shop", 1, Some(handle))).await.unwrap();
    assert_eq!(status, "PENDING", "review takes its time");
    let send = |body: &[&str], header: Option<&str>| {
        let body: Vec<String> = body.iter().map(|b| (*b).to_owned()).collect();
        message(Content::Template(TemplateSend::plain("restock", "en", header.map(str::to_owned), &body, &["keep:1".into()])))
    };
    let code = async |m: Message| match client.send(&m).await {
        Outcome::Answered { error, .. } => error.code,
        Outcome::Accepted { .. } => 0,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(send(&["x"], Some("1"))).await, 132_001, "not before it is approved");
    tokio::time::sleep(Duration::from_millis(600)).await;
    let media = client.upload_media(jpeg, "image/jpeg").await.unwrap();
    assert_eq!(code(send(&["x"], Some(&media))).await, 0, "approved and filled: taken");
    assert_eq!(code(send(&["x", "y"], Some(&media))).await, 132_000, "one blank, two values");
    assert_eq!(code(send(&["x"], None)).await, 132_012, "its header is a picture");
    let lie = client.upload_media(b"<html>".to_vec(), "image/jpeg").await;
    assert!(matches!(lie, Err(CallError::Refused(e)) if e.code == 131_053), "a page is not a picture");
    assert_eq!(client.templates().await.unwrap().len(), 1, "the list follows its pages");
    let _ = simulator;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_templates_are_listed_beyond_the_first_page() {
    let (simulator, client) = meta().await;
    for n in 0..130 {
        let url = format!("{}/templates/t{n}/en", simulator.addresses.control_url);
        reqwest::Client::new().post(url).json(&json!({ "components": [] })).send().await.unwrap().error_for_status().unwrap();
    }
    assert_eq!(client.templates().await.unwrap().len(), 130, "only the first page is the commonest complaint about template lists");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_an_attempt_can_end() {
    let (simulator, client) = meta().await;
    faults(&simulator, json!({ "drop_before_accept": 1 })).await;
    assert!(matches!(client.send(&text("x")).await, Outcome::Unknown { .. }), "a connection lost after writing proves nothing");
    faults(&simulator, json!({ "timeout_after_accept": 1 })).await;
    assert!(matches!(client.send(&text("x")).await, Outcome::Unknown { .. }), "nor does a time-out");
    faults(&simulator, json!({ "malformed": 1 })).await;
    assert!(matches!(client.send(&text("x")).await, Outcome::Unknown { .. }), "nor a 200 that breaks off");
    faults(&simulator, json!({ "server_error": 1 })).await;
    assert!(matches!(client.send(&text("x")).await, Outcome::Answered { class: Class::Unknown, .. }), "131000 may have been taken");
    faults(&simulator, json!({ "throttle": 1 })).await;
    assert!(
        matches!(client.send(&text("x")).await, Outcome::Answered { class: Class::Retry { .. }, .. }),
        "throttling is a 400 to come back from"
    );
    assert!(
        matches!(self::client(&simulator, Some("EAAwrong")).send(&text("x")).await, Outcome::Answered { class: Class::Stop(_), .. }),
        "a bad token stops everything"
    );
    let mut nowhere = client.credentials().clone();
    nowhere.graph_url = "http://127.0.0.1:9".into();
    let nowhere = Client::new(nowhere, Duration::from_millis(500)).unwrap();
    assert!(matches!(nowhere.send(&text("x")).await, Outcome::NotSent), "no connection: nothing can have left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_without_its_country_goes_to_a_stranger_and_the_pair_limit_holds() {
    let (simulator, client) = meta().await;
    let mut local = text("x");
    local.to = Address::Phone("0639980001".into());
    client.send(&local).await;
    let accepts: Value = reqwest::get(format!("{}/accepts", simulator.addresses.control_url)).await.unwrap().json().await.unwrap();
    assert_eq!(accepts[0]["to"], "+330639980001", "Meta puts the sender's country in front of what has no +");
    reqwest::Client::new()
        .post(format!("{}/customers", simulator.addresses.control_url))
        .json(&json!({ "name": "Asha", "phone": "+33639980001" }))
        .send()
        .await
        .unwrap();
    let mut refused = 0;
    for _ in 0..50 {
        if matches!(client.send(&text("x")).await, Outcome::Answered { class: Class::RetryPair, .. }) {
            refused += 1;
        }
    }
    assert_eq!(refused, 5, "forty-five in a burst to one person, and no more");
}
