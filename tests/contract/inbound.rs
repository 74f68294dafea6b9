//! Every webhook the simulator makes is read by the client as what it is, never as something unknown
//! (fact sheet §3): what people send, what becomes of what the shop sent, what Meta announces, and under
//! which names a person comes.

use cloud_api::Outcome;
use cloud_api::message::{Content, MediaRef};
use cloud_api::webhook::kind::{FormResponse, MediaKind, SystemChange};
use cloud_api::webhook::messages::Stage;
use cloud_api::webhook::{Event, Kind};
use cloud_api::{Address, Client, Message};
use serde_json::{Value, json};

use crate::hook::{heard, person};
use crate::{control, message, text};

/// How it is made, what it must be read as, and why.
type Case = (Value, fn(&Kind) -> bool, &'static str);

fn is_media(kind: &Kind, expected: MediaKind) -> bool {
    matches!(kind, Kind::Media(media) if media.kind == expected && media.id.is_some() && media.url.is_some() && media.sha256.is_some())
}

fn said() -> Vec<Case> {
    vec![
        (
            json!({ "kind": "text", "text": "Olá" }),
            |k| matches!(k, Kind::Text { body } if body == "Olá"),
            "words beyond ASCII are escaped and read",
        ),
        (json!({ "kind": "image", "caption": "This" }), |k| is_media(k, MediaKind::Image), "a picture"),
        (json!({ "kind": "video" }), |k| is_media(k, MediaKind::Video), "a film"),
        (json!({ "kind": "audio" }), |k| is_media(k, MediaKind::Audio) && matches!(k, Kind::Media(m) if m.voice == Some(false)), "a sound"),
        (
            json!({ "kind": "voice" }),
            |k| is_media(k, MediaKind::Audio) && matches!(k, Kind::Media(m) if m.voice == Some(true)),
            "a spoken one",
        ),
        (
            json!({ "kind": "document", "filename": "bill.pdf" }),
            |k| is_media(k, MediaKind::Document) && matches!(k, Kind::Media(m) if m.filename.as_deref() == Some("bill.pdf")),
            "a file with the name she gave it",
        ),
        (
            json!({ "kind": "sticker", "animated": true }),
            |k| is_media(k, MediaKind::Sticker) && matches!(k, Kind::Media(m) if m.animated == Some(true)),
            "a sticker that moves",
        ),
        (json!({ "kind": "location" }), |k| matches!(k, Kind::Location(at) if at.name.is_none() && !at.is_nowhere()), "a pin has no name"),
        (json!({ "kind": "location", "name": "Home" }), |k| matches!(k, Kind::Location(at) if at.name.is_some()), "a place has"),
        (
            json!({ "kind": "contacts", "origin": "contact_request" }),
            |k| matches!(k, Kind::Contacts(cards) if cards.iter().all(|card| card.origin.as_deref() == Some("contact_request"))),
            "her number, because we asked",
        ),
        (json!({ "kind": "contacts" }), |k| matches!(k, Kind::Contacts(cards) if cards.len() == 1 && cards[0].phones.len() == 1), "a card"),
        (
            json!({ "kind": "reaction", "message_id": "wamid.1", "emoji": "👍" }),
            |k| matches!(k, Kind::Reaction { message_id, emoji: Some(_) } if message_id == "wamid.1"),
            "an emoji",
        ),
        (json!({ "kind": "reaction" }), |k| matches!(k, Kind::Reaction { emoji: None, .. }), "and its removal"),
    ]
}

fn tapped() -> Vec<Case> {
    let broken = json!({ "kind": "nfm_reply", "response_json": "{broken" });
    vec![
        (
            json!({ "kind": "button", "payload": "p", "text": "Yes" }),
            |k| matches!(k, Kind::Button { payload: Some(p), .. } if p == "p"),
            "a template's quick reply",
        ),
        (json!({ "kind": "button_reply", "id": "b" }), |k| matches!(k, Kind::ButtonReply { id, .. } if id == "b"), "a reply button"),
        (
            json!({ "kind": "list_reply", "id": "r", "description": "more" }),
            |k| matches!(k, Kind::ListReply { id, description: Some(_), .. } if id == "r"),
            "a row",
        ),
        (json!({ "kind": "nfm_reply" }), |k| matches!(k, Kind::Form { response: FormResponse::Read(_), .. }), "a form"),
        (broken, |k| matches!(k, Kind::Form { response: FormResponse::Invalid(_), .. }), "one that is no JSON"),
        (
            json!({ "kind": "nfm_reply", "name": "address_message", "response_json": null }),
            |k| matches!(k, Kind::Form { name: Some(name), response: FormResponse::Absent, .. } if name == "address_message"),
            "an address without its answers",
        ),
        (
            json!({ "kind": "call_permission_reply", "response": "reject" }),
            |k| matches!(k, Kind::CallPermission(answer) if !answer.allows(0)),
            "no call",
        ),
        (
            json!({ "kind": "call_permission_reply" }),
            |k| matches!(k, Kind::CallPermission(answer) if answer.allows(0)),
            "a call, until then",
        ),
        (json!({ "kind": "payment_method" }), |k| matches!(k, Kind::PaymentMethod(_)), "how she pays"),
        (
            json!({ "kind": "order", "text": "Please" }),
            |k| matches!(k, Kind::Order(basket) if basket.unreadable == 0 && basket.items[0].item_price.as_deref() == Some("59.9") && basket.text.is_some()),
            "a basket with its prices as written",
        ),
        (json!({ "kind": "order", "product_items": [] }), |k| matches!(k, Kind::Order(basket) if basket.items.is_empty()), "an empty one"),
    ]
}

fn odd() -> Vec<Case> {
    vec![
        (
            json!({ "kind": "system", "type": "user_changed_number", "phone": "+33639980055" }),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::Number && s.wa_id.as_deref() == Some("33639980055") && s.user_id.is_some()),
            "another number brings another user id",
        ),
        (
            json!({ "kind": "system", "type": "user_changed_user_id", "user_id": "FR.new" }),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::UserId && s.user_id.as_deref() == Some("FR.new")),
            "another user id alone",
        ),
        (
            json!({ "kind": "system", "type": "customer_identity_changed", "hash": "key2" }),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::Identity && s.identity_hash.as_deref() == Some("key2")),
            "another device",
        ),
        (
            json!({ "kind": "unsupported", "sub_type": "poll", "code": 131_060 }),
            |k| matches!(k, Kind::Unsupported { reason: Some(reason), errors } if reason == "poll" && errors[0].code == 131_060),
            "what Meta does not pass on",
        ),
        (
            json!({ "kind": "edit", "message_id": "wamid.1", "text": "No" }),
            |k| matches!(k, Kind::Edit { original_message_id, content } if original_message_id == "wamid.1" && matches!(&**content, Kind::Text { .. })),
            "another wording",
        ),
        (
            json!({ "kind": "revoke", "message_id": "wamid.1" }),
            |k| matches!(k, Kind::Revoke { original_message_id } if original_message_id == "wamid.1"),
            "taken back",
        ),
        (json!({ "kind": "request_welcome" }), |k| matches!(k, Kind::RequestWelcome), "the chat was opened"),
        (
            json!({ "kind": "image", "content": {}, "errors": [{ "code": 131_052, "title": "Media download error" }] }),
            |k| matches!(k, Kind::Errors(errors) if errors[0].code == 131_052),
            "a picture that did not come",
        ),
        (
            json!({ "kind": "hologram" }),
            |k| matches!(k, Kind::Unknown { kind, raw } if kind == "hologram" && raw["hologram"]["simulated"] == true),
            "a kind of next year keeps everything it brought",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_people_send_is_read_as_what_it_is() {
    let (simulator, _client, mut hook) = heard().await;
    let asha = person(&simulator, json!({ "name": "Asha", "phone": "+33639980001" })).await;
    for (spec, expected, why) in said().into_iter().chain(tapped()).chain(odd()) {
        let wamid = control(&simulator, &format!("customers/{asha}/send"), spec.clone()).await["wamid"].clone();
        let (inbound, _) = hook.message().await;
        assert_eq!(json!(inbound.id), wamid, "the message is the one she sent: {spec}");
        assert!(inbound.at_ms().is_some(), "and has its time: {spec}");
        assert!(expected(&inbound.content()), "{why}: {spec} is read as {:?} {:?}", inbound.kind, inbound.rest);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_with_a_message_is_read_too() {
    let (simulator, _client, mut hook) = heard().await;
    let asha = person(&simulator, json!({ "name": "Asha", "phone": "+33639980001", "parent_user_id": "FR.ENT.9" })).await;
    let path = format!("customers/{asha}/send");
    let around = json!({ "kind": "text", "reply_to": "wamid.1", "forwarded": true, "frequently_forwarded": true, "referred_product": true, "referral": {}, "group_id": "120363" });
    control(&simulator, &path, around).await;
    let (inbound, _) = hook.message().await;
    let context = inbound.context.clone().expect("she answers something");
    assert_eq!(context.id.as_deref(), Some("wamid.1"), "this");
    assert_eq!((context.forwarded, context.frequently_forwarded), (Some(true), Some(true)), "passed on, and often");
    assert!(context.referred_product.is_some_and(|product| product.product_retailer_id.is_some()), "from a product's page");
    let referral = inbound.referral().expect("an advertisement brought her");
    assert!(
        referral.ctwa_clid.is_some() && referral.welcome_message.is_some_and(|welcome| welcome.text.is_some()),
        "with its click and greeting"
    );
    assert_eq!(inbound.group_id().as_deref(), Some("120363"), "in a group");
    assert_eq!(inbound.from_parent_user_id().as_deref(), Some("FR.ENT.9"), "under the id that spans portfolios");
    control(&simulator, &path, json!({ "kind": "text", "referral": { "ctwa_clid": null } })).await;
    let referral = hook.message().await.0.referral().expect("an advertisement again");
    assert!(referral.ctwa_clid.is_none(), "one in a status has no click id");
    control(&simulator, &path, json!({ "kind": "interactive_error" })).await;
    let (inbound, all) = hook.message().await;
    assert!(matches!(inbound.content(), Kind::Unknown { .. }), "there is nothing to read in it");
    assert_eq!(all.errors.first().map(|error| error.code), Some(131_000), "but the change says why");
}

/// What Meta announces, by its everyday name; whether it was understood is all that is asked here.
fn announcements(asha: u64, wamid: &str) -> Vec<(&'static str, Value, fn(&Event) -> bool)> {
    let account = |event: &str| json!({ "event": event });
    let mut all: Vec<(&'static str, Value, fn(&Event) -> bool)> = vec![
        ("phone_quality", json!({}), |e| matches!(e, Event::NumberQuality(q) if q.event == "ONBOARDING" && q.current_limit.is_some())),
        ("phone_quality", json!({ "event": "FLAGGED" }), |e| e.stops().is_some()),
        ("phone_quality", json!({ "event": "UNFLAGGED" }), |e| e.resumes().is_some()),
        ("phone_name", json!({}), |e| matches!(e, Event::NumberName(name) if name.decision == "APPROVED")),
        ("capability", json!({}), |e| matches!(e, Event::Capability(c) if c.daily_limit.is_some() && c.max_phone_numbers == Some(2))),
        (
            "capability",
            json!({ "max_daily_conversations_per_business": -1 }),
            |e| matches!(e, Event::Capability(c) if c.daily_limit.is_some()),
        ),
        ("alert", json!({}), |e| matches!(e, Event::Alert(alert) if alert.alert_info.alert_severity == "WARNING")),
        ("review", json!({}), |e| matches!(e, Event::Review(_)) && e.resumes().is_some()),
        ("review", json!({ "decision": "REJECTED" }), |e| e.stops().is_some()),
        ("security", json!({}), |e| matches!(e, Event::Security(s) if s.event == "PIN_CHANGED" && s.requester.is_some())),
        ("username", json!({}), |e| matches!(e, Event::Username(u) if u.status == "approved" && u.username.is_some())),
        ("username", json!({ "plural": true, "status": "deleted" }), |e| matches!(e, Event::Username(u) if u.status == "deleted")),
        (
            "echo",
            json!({ "customer": asha }),
            |e| matches!(e, Event::Echoes(all) if all.unread.is_empty() && all.messages[0].to().is_some()),
        ),
        (
            "echo",
            json!({ "customer": asha, "type": "edit", "message_id": wamid }),
            |e| matches!(e, Event::Echoes(all) if matches!(all.messages[0].message.content(), Kind::Edit { .. })),
        ),
        (
            "echo",
            json!({ "customer": asha, "type": "revoke", "message_id": wamid }),
            |e| matches!(e, Event::Echoes(all) if matches!(all.messages[0].message.content(), Kind::Revoke { .. })),
        ),
        ("history", json!({ "phase": 1 }), |e| {
            let whole = |h: &cloud_api::webhook::coexistence::History| h.unread.is_empty() && h.chunks[0].phase == Some(1);
            let holds =
                |h: &cloud_api::webhook::coexistence::History| h.chunks[0].threads[0].messages.iter().any(|m| m.is_media_placeholder());
            matches!(e, Event::History(h) if whole(h) && holds(h))
        }),
        ("history", json!({ "refused": true }), |e| matches!(e, Event::History(history) if history.is_refused())),
        (
            "app_state",
            json!({ "customer": asha }),
            |e| matches!(e, Event::AppState(s) if !s.contacts[0].removed && s.contacts[0].phone_number.is_some()),
        ),
        ("app_state", json!({ "customer": asha, "action": "remove" }), |e| matches!(e, Event::AppState(s) if s.contacts[0].removed)),
        ("standby", json!({ "customer": asha }), |e| matches!(e, Event::Standby(all) if all.messages.len() == 1)),
        ("flow", json!({}), |e| matches!(e, Event::Flow(flow) if flow.new_status.as_deref() == Some("PUBLISHED"))),
        ("payment_configuration", json!({}), |e| matches!(e, Event::PaymentConfiguration(c) if c.provider_name.is_some())),
        (
            "payment_status",
            json!({ "wamid": wamid }),
            |e| matches!(e, Event::Messages(all) if all.statuses[0].stage() == Stage::Payment && all.statuses[0].payment.is_some()),
        ),
        (
            "user_id_update",
            json!({ "customer": asha, "phone": "+33639980077" }),
            |e| matches!(e, Event::UserIds(ids) if ids[0].previous.is_some() && ids[0].current.is_some() && ids[0].previous != ids[0].current),
        ),
        ("account", account("ACCOUNT_VIOLATION"), |e| matches!(e, Event::Account(a) if a.violation.is_some()) && e.stops().is_some()),
        ("account", account("ACCOUNT_RESTRICTION"), |e| {
            matches!(e, Event::Account(a) if a.restricted_until().is_some()) && e.stops().is_some()
        }),
        ("account", account("DISABLED_UPDATE"), |e| matches!(e, Event::Account(a) if a.ban_date.is_some()) && e.stops().is_some()),
        ("account", json!({ "event": "DISABLED_UPDATE", "ban_info": { "waba_ban_state": "REINSTATE" } }), |e| e.resumes().is_some()),
        ("account", account("ACCOUNT_OFFBOARDED"), |e| e.stops().is_some()),
        ("account", account("ACCOUNT_RECONNECTED"), |e| e.resumes().is_some()),
        ("account", account("VOLUME_BASED_PRICING_TIER_UPDATE"), |e| matches!(e, Event::Account(a) if a.volume_tier.is_some())),
        (
            "account",
            account("BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE"),
            |e| matches!(e, Event::Account(a) if a.country.as_deref() == Some("FR")),
        ),
    ];
    let others = ["VERIFIED_ACCOUNT", "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE", "PARTNER_ADDED", "AD_ACCOUNT_LINKED", "MM_LITE_TERMS_SIGNED"];
    all.extend(
        others.map(|event| ("account", account(event), (|e| matches!(e, Event::Account(_)) && e.stops().is_none()) as fn(&Event) -> bool)),
    );
    all.push(("account", account("ACCOUNT_DELETED"), |e| e.stops().is_some()));
    all
}

async fn wamid_of(client: &Client, message: &Message) -> String {
    match client.send(message).await {
        Outcome::Accepted { wamid, .. } => wamid,
        other => panic!("the simulator takes it: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_meta_announces_is_understood() {
    let (simulator, client, mut hook) = heard().await;
    let asha = person(&simulator, json!({ "name": "Asha", "phone": "+33639980001" })).await;
    control(&simulator, &format!("customers/{asha}/write"), json!({ "text": "Hello" })).await;
    let wamid = wamid_of(&client, &text("x")).await;
    hook.status(&wamid, "delivered").await;
    for (name, given, expected) in announcements(asha, &wamid) {
        let field = control(&simulator, &format!("events/{name}"), given.clone()).await["field"].clone();
        let change = hook.change().await;
        assert_eq!(json!(change.field), field, "what was asked for comes next");
        assert!(expected(&change.event()), "{name} {given} is understood: {}", change.value);
    }
    for value in ["stop", "resume", "signup"] {
        control(&simulator, &format!("customers/{asha}/preference"), json!({ "value": value, "signup_id": "s-1" })).await;
        let change = hook.change().await;
        let Event::Preferences(all) = change.event() else { panic!("a preference is understood: {}", change.value) };
        assert_eq!(all.user_preferences[0].value, value, "and says which");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_templates_life_is_understood() {
    let (simulator, client, mut hook) = heard().await;
    let new = cloud_api::template::NewTemplate::new("ready", "en", "UTILITY").body("Your shoes are ready", &[]);
    client.create_template(&new).await.unwrap();
    let approved = hook.until(|event| if let Event::TemplateStatus(status) = event { Some(status.event) } else { None }).await;
    assert_eq!(approved, "APPROVED", "reviewed");
    let wanted: [(Value, fn(&Event) -> bool, &str); 4] = [
        (json!({ "quality": "YELLOW" }), |e| matches!(e, Event::TemplateQuality(_)), "its quality"),
        (json!({ "correct_category": "MARKETING" }), |e| matches!(e, Event::TemplateCategory(_)), "a category announced"),
        (json!({ "category": "MARKETING" }), |e| matches!(e, Event::TemplateCategory(_)), "a category changed"),
        (json!({ "status": "DISABLED" }), |e| matches!(e, Event::TemplateStatus(s) if s.event == "DISABLED"), "its end"),
    ];
    for (patch, expected, why) in wanted {
        control(&simulator, "templates/ready/en", patch.clone()).await;
        let found = hook.until(|event| (!matches!(event, Event::Messages(_))).then_some(event)).await;
        assert!(expected(&found), "{why}: {patch} is understood, not {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_stage_of_a_message_is_told() {
    let (simulator, client, mut hook) = heard().await;
    control(&simulator, "faults", json!({ "still": false })).await;
    let asha = person(&simulator, json!({ "name": "Asha", "phone": "+33639980001", "habits": { "reads": 1.0 } })).await;
    control(&simulator, &format!("customers/{asha}/send"), json!({ "kind": "voice" })).await;
    let media = match hook.message().await.0.content() {
        Kind::Media(media) => media.id.expect("a file has its id"),
        other => panic!("a voice note is a file: {other:?}"),
    };
    let wamid = wamid_of(&client, &message(Content::Audio { media: MediaRef::Id(media), voice: true })).await;
    for (word, stage) in [("sent", Stage::Sent), ("delivered", Stage::Delivered), ("read", Stage::Read), ("played", Stage::Played)] {
        let (status, _) = hook.status(&wamid, word).await;
        assert_eq!(status.stage(), stage, "{word} is told");
        assert!(status.at_ms().is_some() && status.errors.is_empty(), "{word} has a time and no error");
        assert_eq!(status.pricing.is_some(), matches!(stage, Stage::Sent | Stage::Delivered), "a price is told twice: {word}");
        assert_eq!(status.biz_opaque_callback_data.as_deref(), Some("o1:abc:1"), "{word} brings back what was sent along");
    }
    for (word, stage) in [("deleted", Stage::Deleted), ("warning", Stage::Warning), ("evaporated", Stage::Other)] {
        control(&simulator, "statuses", json!({ "wamid": wamid, "status": word })).await;
        assert_eq!(hook.status(&wamid, word).await.0.stage(), stage, "{word} is told apart");
    }
    control(&simulator, "faults", json!({ "fail_with": 131_049 })).await;
    let wamid = wamid_of(&client, &text("x")).await;
    let (status, _) = hook.status(&wamid, "failed").await;
    assert_eq!((status.stage(), status.errors[0].code), (Stage::Failed, 131_049), "a failure says why");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_comes_under_the_names_she_shows() {
    let (simulator, client, mut hook) = heard().await;
    let day = 24 * 3_600_000_i64;
    let now = {
        let url = format!("{}/clock", simulator.addresses.control_url);
        reqwest::get(url).await.unwrap().json::<Value>().await.unwrap()["now"].as_i64().unwrap()
    };
    // With a username or not, with a number or not, and when it was last exchanged: whether it shows.
    let cases = [
        (false, true, None, true, "a number without a username always shows"),
        (true, true, None, false, "a username hides it"),
        (true, true, Some(29), true, "unless it was exchanged within thirty days"),
        (true, true, Some(31), false, "and not later"),
        (false, false, None, false, "a person nobody has a number of has only her user id"),
        (true, false, None, false, "nor does a username give one"),
    ];
    for (place, (username, number, days_ago, shows, why)) in cases.into_iter().enumerate() {
        let user_id = format!("FR.{place}abc");
        let mut who = json!({ "name": "Asha", "user_id": user_id });
        if username {
            who["username"] = json!(format!("asha.{place}"));
        }
        if number {
            who["phone"] = json!(format!("+3363998010{place}"));
        }
        if let Some(days) = days_ago {
            who["phone_exchanged_at"] = json!(now - days * day);
        }
        let wa_id = shows.then(|| format!("3363998010{place}"));
        let asha = person(&simulator, who).await;
        control(&simulator, &format!("customers/{asha}/write"), json!({ "text": "Hello" })).await;
        let (inbound, all) = hook.message().await;
        let contact = &all.contacts[0];
        assert_eq!((&inbound.from, &contact.wa_id), (&wa_id, &wa_id), "{why}");
        assert_eq!(
            (inbound.from_user_id.as_ref(), contact.user_id.as_ref()),
            (Some(&user_id), Some(&user_id)),
            "her user id always comes ({place})"
        );
        assert_eq!(contact.profile.username.is_some(), username, "a username only if she has one ({place})");
        let answer = Message { to: Address::UserId(user_id.clone()), ..text("x") };
        let (status, all) = hook.status(&wamid_of(&client, &answer).await, "delivered").await;
        assert_eq!((&status.recipient_id, &all.contacts[0].wa_id), (&wa_id, &wa_id), "{why}, in the statuses of what goes to her user id");
        assert_eq!(status.recipient_user_id, Some(user_id), "which names it ({place})");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_of_a_message_to_a_number_does_not_tell_the_user_id() {
    let (simulator, client, mut hook) = heard().await;
    person(&simulator, json!({ "name": "Asha", "phone": "+33639980001", "user_id": "FR.77abc", "reachable": false })).await;
    let (status, all) = hook.status(&wamid_of(&client, &text("x")).await, "failed").await;
    assert_eq!((status.recipient_id.as_deref(), status.recipient_user_id), (Some("33639980001"), None), "only the number it went to");
    assert!(all.contacts.is_empty(), "and nobody is described");
    let by_id = Message { to: Address::UserId("FR.77abc".into()), ..text("x") };
    let (status, _) = hook.status(&wamid_of(&client, &by_id).await, "failed").await;
    assert_eq!(status.recipient_user_id.as_deref(), Some("FR.77abc"), "to a user id it names that");
}
