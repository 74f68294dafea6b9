//! Webhooks as the fact sheet (§3) describes them, and as nobody should write them.

use serde_json::{Value, json};

use super::account::DailyLimit;
use super::kind::{FormResponse, MediaKind, SystemChange};
use super::messages::Stage;
use super::*;
use crate::error::Stop;

fn inbound(fields: Value) -> Inbound {
    let mut message = json!({"from":"33612345678","from_user_id":"FR.77","id":"wamid.1","timestamp":"1790000000"});
    message.as_object_mut().expect("object").extend(fields.as_object().expect("object").clone());
    serde_json::from_value(message).expect("every message is read")
}

fn event(field: &str, value: &Value) -> Event {
    Event::read(field, value)
}

#[test]
fn people_without_a_number_are_read() {
    let value = json!({"contacts":[{"profile":{"name":"Noor","username":"noor.k"},"user_id":"MA.77"}],
        "messages":[{"from_user_id":"MA.77","id":"wamid.1","timestamp":"1790000000","type":"text","text":{"body":"salam"}}]});
    let messages = Messages::read(&value);
    assert_eq!(messages.unreadable, 0, "a username user has neither `from` nor `wa_id`");
    assert_eq!(messages.messages[0].said(), Said::Text("salam"), "her words arrive");
    assert!(messages.messages[0].from.is_none(), "her number stays hidden");
}

#[test]
fn every_combination_of_number_user_id_and_username_is_read() {
    for bits in 0..32_u8 {
        let has = |bit: u8| bits & (1 << bit) != 0;
        let mut message = json!({"id":"w","timestamp":"1","type":"text","text":{"body":"x"}});
        let mut contact = json!({"profile":{}});
        let mut status = json!({"id":"w","status":"delivered","timestamp":"1"});
        if has(0) {
            message["from"] = json!("331");
            status["recipient_id"] = json!("331");
        }
        if has(1) {
            message["from_user_id"] = json!("FR.1");
            status["recipient_user_id"] = json!("FR.1");
        }
        if has(2) {
            contact["wa_id"] = json!("331");
        }
        if has(3) {
            contact["user_id"] = json!("FR.1");
            contact["parent_user_id"] = json!("FR.ENT.1");
        }
        if has(4) {
            contact["profile"]["username"] = json!("noor.k");
        }
        let read = Messages::read(&json!({"contacts":[contact],"messages":[message],"statuses":[status]}));
        assert_eq!(
            (read.messages.len(), read.contacts.len(), read.statuses.len(), read.unreadable),
            (1, 1, 1, 0),
            "combination {bits:05b}"
        );
        assert_eq!(read.messages[0].from.is_some(), has(0), "the number is there when it is there ({bits:05b})");
        assert_eq!(read.statuses[0].recipient_user_id.is_some(), has(1), "the user id is there when it is there ({bits:05b})");
        assert_eq!(read.contacts[0].profile.username.is_some(), has(4), "the username is there when it is there ({bits:05b})");
    }
}

#[test]
fn a_failed_status_as_meta_writes_it_is_read_and_a_broken_one_costs_only_itself() {
    let value = json!({"statuses":[
        {"id":"wamid.1","status":"failed","timestamp":"1790000000","errors":[{"code":131_049,"title":"Not delivered","message":"Not delivered","error_data":{"details":"x"},"href":"h"}]},
        {"id":7},
        {"id":"wamid.2","status":"sent","timestamp":"1790000000"}]});
    let read = Messages::read(&value);
    assert_eq!(read.statuses.len(), 2, "title and message together are usual, and the third is not lost");
    assert_eq!(read.unreadable, 1, "the second is counted, not dropped silently");
    assert_eq!(read.unread, [json!({"id":7})], "and kept as it came");
    assert_eq!(read.statuses[0].errors[0].code, 131_049, "the code decides");
}

#[test]
fn an_interactive_without_its_object_is_kept_as_other() {
    let bare: Inbound = serde_json::from_value(json!({"id":"wamid.2","timestamp":"x","type":"interactive"})).expect("reads");
    assert_eq!(bare.said(), Said::Other, "a missing object is not an error");
    assert_eq!(bare.at_ms(), None, "an unreadable time is admitted, not invented");
    assert!(matches!(bare.content(), Kind::Unknown { .. }), "nor is its content invented");
    let read =
        Messages::read(&json!({"messages":[{"id":"w","timestamp":"1","type":"interactive"}],"errors":[{"code":131_000,"title":"x"}]}));
    assert_eq!((read.messages.len(), read.errors[0].code), (1, 131_000), "its reason stands beside it, in the change");
}

#[test]
fn taps_on_every_kind_of_button_say_the_same() {
    let taps = [
        json!({"type":"button","button":{"payload":"keep:1","text":"Keep"}}),
        json!({"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"keep:1","title":"Keep"}}}),
        json!({"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"keep:1","title":"Keep","description":"d"}}}),
    ];
    for tap in taps {
        assert!(inbound(tap.clone()).said() == Said::Tap { payload: "keep:1", title: "Keep" }, "{tap}");
    }
    assert!(
        inbound(json!({"type":"interactive","interactive":{"list_reply":{"id":7}}})).said() == Said::Other,
        "a row without an id is no tap"
    );
}

#[test]
fn every_kind_of_message_has_its_type() {
    type Is = fn(&Kind) -> bool;
    let cases: Vec<(Value, Is)> = vec![
        (json!({"type":"text","text":{"body":"oi"}}), |k| matches!(k, Kind::Text { body } if body == "oi")),
        (
            json!({"type":"image","image":{"id":"1","mime_type":"image/jpeg","sha256":"x","url":"u","caption":"c"}}),
            |k| matches!(k, Kind::Media(m) if m.kind == MediaKind::Image && m.caption.as_deref() == Some("c")),
        ),
        (
            json!({"type":"video","video":{"id":1}}),
            |k| matches!(k, Kind::Media(m) if m.kind == MediaKind::Video && m.id.as_deref() == Some("1")),
        ),
        (json!({"type":"audio","audio":{"id":"1","voice":true}}), |k| matches!(k, Kind::Media(m) if m.voice == Some(true))),
        (json!({"type":"document","document":{"id":"1","filename":"a.pdf"}}), |k| matches!(k, Kind::Media(m) if m.filename.is_some())),
        (json!({"type":"sticker","sticker":{"id":"1","animated":"true"}}), |k| matches!(k, Kind::Media(m) if m.animated == Some(true))),
        (json!({"type":"image","image":{"caption":"c"}}), |k| matches!(k, Kind::Unknown { .. })),
        (
            json!({"type":"location","location":{"latitude":45.7,"longitude":"4.8"}}),
            |k| matches!(k, Kind::Location(l) if !l.is_nowhere() && l.name.is_none()),
        ),
        (json!({"type":"location","location":{"latitude":0,"longitude":0.0}}), |k| matches!(k, Kind::Location(l) if l.is_nowhere())),
        (json!({"type":"location","location":{"latitude":145.7,"longitude":4.8}}), |k| matches!(k, Kind::Unknown { .. })),
        (
            json!({"type":"contacts","contacts":[{"name":{"formatted_name":"A"},"phones":[{"phone":"+33","wa_id":"33"}],"origin":"contact_request"},7]}),
            |k| matches!(k, Kind::Contacts(c) if c.len() == 2 && c[0].phones[0].1.as_deref() == Some("33") && c[0].origin.is_some()),
        ),
        (json!({"type":"reaction","reaction":{"message_id":"w","emoji":"👍"}}), |k| matches!(k, Kind::Reaction { emoji: Some(_), .. })),
        (json!({"type":"reaction","reaction":{"message_id":"w"}}), |k| matches!(k, Kind::Reaction { emoji: None, .. })),
        (json!({"type":"reaction","reaction":{"message_id":"w","emoji":""}}), |k| matches!(k, Kind::Reaction { emoji: None, .. })),
        (json!({"type":"button","button":{"text":"Yes"}}), |k| matches!(k, Kind::Button { payload: None, text: Some(_) })),
        (json!({"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"a","title":"A"}}}), |k| {
            matches!(k, Kind::ButtonReply { .. })
        }),
        (json!({"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"a","title":"A","description":"d"}}}), |k| {
            matches!(k, Kind::ListReply { description: Some(_), .. })
        }),
        (
            json!({"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"a\":1}"}}}),
            |k| matches!(k, Kind::Form { response: FormResponse::Read(v), .. } if v["a"] == 1),
        ),
        (
            json!({"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{\"a\":"}}}),
            |k| matches!(k, Kind::Form { response: FormResponse::Invalid(t), .. } if t == "{\"a\":"),
        ),
        (json!({"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"address_message"}}}), |k| {
            matches!(k, Kind::Form { response: FormResponse::Absent, .. })
        }),
        (
            json!({"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept","expiration_timestamp":"1790000000","response_source":"user_action"}}}),
            |k| matches!(k, Kind::CallPermission(p) if p.allows(1_789_999_999_000) && !p.allows(1_790_000_000_000)),
        ),
        (json!({"type":"interactive","interactive":{"type":"payment_method","payment_method":{"payment_method":"offsite_card"}}}), |k| {
            matches!(k, Kind::PaymentMethod(_))
        }),
        (json!({"type":"interactive","interactive":{"type":"hologram"}}), |k| matches!(k, Kind::Unknown { .. })),
        (
            json!({"type":"order","order":{"catalog_id":"9","product_items":[{"product_retailer_id":"s","quantity":"2","item_price":12.5,"currency":"EUR"},{"quantity":1}]}}),
            |k| matches!(k, Kind::Order(o) if o.items[0].pieces() == Some(2) && o.items[0].item_price.as_deref() == Some("12.5") && o.unreadable == 1 && o.text.is_none()),
        ),
        (
            json!({"type":"system","system":{"type":"user_changed_number","body":"b","wa_id":"34"}}),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::Number && s.wa_id.is_some()),
        ),
        (
            json!({"type":"system","system":{"type":"user_changed_user_id","user_id":"FR.78","parent_user_id":"FR.ENT.2"}}),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::UserId && s.user_id.as_deref() == Some("FR.78")),
        ),
        (
            json!({"type":"system","system":{"type":"customer_identity_changed"},"identity":{"hash":"h","created_timestamp":1,"acknowledged":false}}),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::Identity && s.identity_hash.as_deref() == Some("h")),
        ),
        (
            json!({"type":"system","system":{"type":"moved_to_mars"}}),
            |k| matches!(k, Kind::System(s) if s.change == SystemChange::Other("moved_to_mars".into())),
        ),
        (
            json!({"type":"unsupported","errors":[{"code":131_051}],"unsupported":{"type":"poll"}}),
            |k| matches!(k, Kind::Unsupported { reason: Some(r), errors } if r == "poll" && errors[0].code == 131_051),
        ),
        (json!({"type":"unknown","errors":[{"code":131_051}]}), |k| matches!(k, Kind::Unsupported { reason: None, .. })),
        (
            json!({"type":"edit","edit":{"original_message_id":"w","message":{"type":"text","text":{"body":"new"}}}}),
            |k| matches!(k, Kind::Edit { content, .. } if matches!(&**content, Kind::Text { body } if body == "new")),
        ),
        (
            json!({"type":"edit","edit":{"original_message_id":"w","message":{"type":"edit","edit":{"original_message_id":"w","message":{"type":"text","text":{"body":"x"}}}}}}),
            |k| matches!(k, Kind::Edit { content, .. } if matches!(&**content, Kind::Unknown { .. })),
        ),
        (json!({"type":"revoke","revoke":{"original_message_id":"w"}}), |k| matches!(k, Kind::Revoke { .. })),
        (json!({"type":"request_welcome"}), |k| matches!(k, Kind::RequestWelcome)),
        (json!({"type":"video","errors":[{"code":131_052}]}), |k| matches!(k, Kind::Errors(e) if e[0].code == 131_052)),
        (
            json!({"type":"hologram","hologram":{"depth":3}}),
            |k| matches!(k, Kind::Unknown { kind, raw } if kind == "hologram" && raw["hologram"]["depth"] == 3),
        ),
        (json!({"type":["text"],"text":{"body":"x"}}), |k| matches!(k, Kind::Unknown { .. })),
        (json!({"type":"text","text":"x"}), |k| matches!(k, Kind::Unknown { .. })),
    ];
    for (fields, is) in cases {
        assert!(is(&inbound(fields.clone()).content()), "{fields}");
    }
}

#[test]
fn what_a_message_refers_to_is_read() {
    let message = inbound(json!({"type":"text","text":{"body":"x"},"group_id":"g","from_parent_user_id":"FR.ENT.1",
        "context":{"from":"1","id":"wamid.0","forwarded":true,"referred_product":{"catalog_id":"9","product_retailer_id":"s"}},
        "referral":{"source_type":"ad","source_id":"a","ctwa_clid":"c","welcome_message":{"text":"Hi"}}}));
    let context = message.context.as_ref().expect("context");
    assert_eq!((context.id.as_deref(), context.forwarded), (Some("wamid.0"), Some(true)), "what it answers");
    assert_eq!(context.referred_product.as_ref().and_then(|p| p.product_retailer_id.as_deref()), Some("s"), "the product she asks about");
    let referral = message.referral().expect("referral");
    assert_eq!(
        (referral.ctwa_clid.as_deref(), referral.welcome_message.and_then(|w| w.text).as_deref()),
        (Some("c"), Some("Hi")),
        "the advertisement"
    );
    assert_eq!(message.group_id().as_deref(), Some("g"), "the group");
    let odd = inbound(json!({"type":"text","text":{"body":"x"},"context":"wamid.0","referral":[]}));
    assert!(odd.context.is_none() && odd.referral().is_none(), "odd shapes cost only themselves");
    assert_eq!(odd.said(), Said::Text("x"), "and never the words");
}

#[test]
fn statuses_of_every_kind_are_read() {
    let words = [
        ("sent", Stage::Sent),
        ("delivered", Stage::Delivered),
        ("read", Stage::Read),
        ("played", Stage::Played),
        ("failed", Stage::Failed),
        ("deleted", Stage::Deleted),
        ("warning", Stage::Warning),
        ("teleported", Stage::Other),
    ];
    for (word, stage) in words {
        let status: Status =
            serde_json::from_value(json!({"id":"w","status":word,"timestamp":1_790_000_000,"recipient_id":33})).expect("reads");
        assert_eq!(
            (status.stage(), status.at_ms(), status.recipient_id.as_deref()),
            (stage, Some(1_790_000_000_000), Some("33")),
            "{word}, with numbers for strings"
        );
    }
    let payment: Status = serde_json::from_value(json!({"id":"w","type":"payment","status":"captured","timestamp":"1","payment":{"reference_id":"17","amount":{"value":5000,"offset":100},
        "currency":"INR","transaction":{"id":"t","status":"success"}}})).expect("reads");
    assert!(
        payment.stage() == Stage::Payment && payment.payment.is_some_and(|p| p.transaction["id"] == "t"),
        "a payment is not a delivery"
    );
    let group: Status = serde_json::from_value(
        json!({"id":"w","status":"read","recipient_type":"group","recipient_id":"g","recipient_participant_user_id":"FR.1",
        "pricing":{"billable":false,"type":"free_customer_service","category":"service","pricing_model":"PMP","subtype":"paid_exempt"},
        "conversation":{"id":"c","expiration_timestamp":"1790000000","origin":{"type":"service"}}}),
    )
    .expect("reads");
    assert_eq!(
        group.pricing.as_ref().map(|p| (p.kind.as_str(), p.billable, p.subtype.as_deref())),
        Some(("free_customer_service", Some(false), Some("paid_exempt"))),
        "what it costs"
    );
    assert_eq!(group.conversation.and_then(|c| c.origin).map(|o| o.kind).as_deref(), Some("service"), "and the older way of saying it");
}

#[test]
fn every_field_has_its_event() {
    type Is = fn(&Event) -> bool;
    let name = json!({"message_template_id":12,"message_template_name":"restock","message_template_language":"fr"});
    let with = |more: Value| {
        let mut value = name.clone();
        value.as_object_mut().expect("object").extend(more.as_object().expect("object").clone());
        value
    };
    let cases: Vec<(&str, Value, Is)> = vec![
        (
            "messages",
            json!({"metadata":{"phone_number_id":3},"messages":[]}),
            |e| matches!(e, Event::Messages(m) if m.metadata.phone_number_id == "3"),
        ),
        (
            "standby",
            json!({"messages":[{"id":"w","type":"text","text":{"body":"x"}}]}),
            |e| matches!(e, Event::Standby(m) if m.messages.len() == 1),
        ),
        (
            "message_template_status_update",
            with(
                json!({"event":"REJECTED","reason":"PROMOTIONAL","rejection_info":{"reason":"r","recommendation":"n"},"other_info":7,"disable_info":{"disable_date":"d"}}),
            ),
            |e| matches!(e, Event::TemplateStatus(t) if t.message_template_id.as_deref() == Some("12") && t.rejection_info.is_some() && t.other_info.is_none() && t.disable_info.is_some()),
        ),
        (
            "message_template_quality_update",
            with(json!({"previous_quality_score":"GREEN","new_quality_score":"RED"})),
            |e| matches!(e, Event::TemplateQuality(q) if q.new_quality_score == "RED"),
        ),
        (
            "message_template_components_update",
            with(
                json!({"message_template_element":"Body","message_template_buttons":[{"message_template_button_type":"URL","message_template_button_text":"Go"}]}),
            ),
            |e| matches!(e, Event::TemplateComponents(c) if c.message_template_buttons.len() == 1),
        ),
        (
            "template_category_update",
            with(json!({"correct_category":"MARKETING","new_category":"UTILITY","category_update_timestamp":1_790_000_000})),
            |e| matches!(e, Event::TemplateCategory(c) if c.correct_category.is_some() && c.category_update_timestamp.is_some()),
        ),
        (
            "phone_number_quality_update",
            json!({"display_phone_number":"33","event":"THROUGHPUT_UPGRADE","current_limit":"TIER_2K"}),
            |e| matches!(e, Event::NumberQuality(q) if q.stops().is_none()),
        ),
        (
            "phone_number_name_update",
            json!({"decision":"REJECTED","requested_verified_name":"L","rejection_reason":"r"}),
            |e| matches!(e, Event::NumberName(n) if n.rejection_reason.is_some()),
        ),
        (
            "business_capability_update",
            json!({"max_daily_conversations_per_business":2000,"max_phone_numbers_per_business":20}),
            |e| matches!(e, Event::Capability(c) if c.daily_limit == Some(DailyLimit::People(2000)) && c.max_phone_numbers == Some(20)),
        ),
        (
            "business_capability_update",
            json!({"max_daily_conversations_per_business":-1}),
            |e| matches!(e, Event::Capability(c) if c.daily_limit == Some(DailyLimit::Unlimited)),
        ),
        (
            "business_capability_update",
            json!({"max_daily_conversations_per_business":"TIER_10K"}),
            |e| matches!(e, Event::Capability(c) if c.daily_limit == Some(DailyLimit::People(10_000))),
        ),
        (
            "account_update",
            json!({"event":"PARTNER_ADDED","waba_info":{"waba_id":"1"}}),
            |e| matches!(e, Event::Account(a) if a.stops().is_none() && a.raw["waba_info"]["waba_id"] == "1"),
        ),
        (
            "account_update",
            json!({"event":"VOLUME_BASED_PRICING_TIER_UPDATE","volume_tier_info":{"pricing_category":"UTILITY","tier":"0:1000","tier_update_time":1}}),
            |e| matches!(e, Event::Account(a) if a.volume_tier.as_ref().is_some_and(|t| t.tier == "0:1000")),
        ),
        (
            "account_alerts",
            json!({"entity_type":"BUSINESS","entity_id":1,"alert_info":{"alert_severity":"CRITICAL"}}),
            |e| matches!(e, Event::Alert(a) if a.alert_info.alert_severity == "CRITICAL"),
        ),
        ("account_review_update", json!({"decision":"DEFERRED"}), |e| matches!(e, Event::Review(_)) && e.stops().is_none()),
        (
            "security",
            json!({"event":"PIN_CHANGED","requester":5}),
            |e| matches!(e, Event::Security(s) if s.requester.as_deref() == Some("5")),
        ),
        ("business_username_update", json!({"status":"approved","username":"lyon"}), |e| matches!(e, Event::Username(_))),
        ("business_username_updates", json!({"status":"deleted"}), |e| matches!(e, Event::Username(u) if u.username.is_none())),
        (
            "user_preferences",
            json!({"user_preferences":[{"user_id":"FR.1","category":"marketing_messages","value":"stop","timestamp":1_790_000_000},{"value":{}}]}),
            |e| matches!(e, Event::Preferences(p) if p.user_preferences.len() == 1 && p.user_preferences[0].wa_id.is_none()),
        ),
        (
            "smb_message_echoes",
            json!({"message_echoes":[{"from":"1","to_user_id":"FR.1","id":"w","timestamp":"1","type":"revoke","revoke":{"original_message_id":"v"}},{}]}),
            |e| matches!(e, Event::Echoes(x) if x.messages[0].to_user_id().as_deref() == Some("FR.1") && x.messages[0].to().is_none() && x.unread.len() == 1 && matches!(x.messages[0].message.content(), Kind::Revoke { .. })),
        ),
        (
            "history",
            json!({"history":[{"metadata":{"phase":"1","chunk_order":2,"progress":50},"threads":[{"id":"331","messages":[{"from":"1","to":"331","id":"w","timestamp":"1","type":"media_placeholder","history_context":{"status":"READ"}}]}]}]}),
            |e| matches!(e, Event::History(h) if h.chunks[0].phase == Some(1) && h.chunks[0].threads[0].messages[0].history_status().as_deref() == Some("READ") && h.chunks[0].threads[0].messages[0].is_media_placeholder() && !h.is_refused()),
        ),
        (
            "history",
            json!({"history":[{"errors":[{"code":2_593_109,"title":"declined"}]}]}),
            |e| matches!(e, Event::History(h) if h.is_refused()),
        ),
        (
            "smb_app_state_sync",
            json!({"state_sync":[{"type":"contact","contact":{"full_name":"A","phone_number":"331"},"action":"remove","metadata":{"timestamp":"1"}},{"type":"wallpaper"}]}),
            |e| matches!(e, Event::AppState(s) if s.contacts[0].removed && s.unread.len() == 1),
        ),
        (
            "calls",
            json!({"calls":[{"id":"c","from_user_id":"FR.1","event":"connect","timestamp":"1","session":{"sdp":"s"}}],"statuses":[{"id":"c","status":"RINGING","type":"call"}]}),
            |e| matches!(e, Event::Calls(c) if c.calls.len() == 1 && c.statuses.len() == 1 && c.calls[0].from.is_none()),
        ),
        (
            "group_lifecycle_update",
            json!({"groups":[{"group_id":"g","type":"group_create","timestamp":1}]}),
            |e| matches!(e, Event::Groups { groups, .. } if groups[0].group_id.is_some()),
        ),
        ("group_participants_update", json!({"groups":[{"group_id":"g"}]}), |e| matches!(e, Event::Groups { .. })),
        ("group_settings_update", json!({"groups":[{"group_id":"g"}]}), |e| matches!(e, Event::Groups { .. })),
        ("group_status_update", json!({"groups":[{"group_id":"g"}]}), |e| matches!(e, Event::Groups { .. })),
        (
            "flows",
            json!({"event":"FLOW_STATUS_CHANGE","flow_id":5,"new_status":"BLOCKED"}),
            |e| matches!(e, Event::Flow(f) if f.flow_id.as_deref() == Some("5")),
        ),
        (
            "automatic_events",
            json!({"automatic_events":[{"id":"w","event_name":"Purchase","timestamp":1,"ctwa_clid":"c","custom_data":{"currency":"EUR","value":5}}]}),
            |e| matches!(e, Event::Automatic(a) if a[0].name == "Purchase"),
        ),
        ("partner_solutions", json!({"event":"SOLUTION_CREATED","solution_id":"s"}), |e| matches!(e, Event::PartnerSolution(_))),
        ("payment_configuration_update", json!({"configuration_name":"c","status":"active"}), |e| {
            matches!(e, Event::PaymentConfiguration(_))
        }),
        ("account_settings_update", json!({"type":"phone_number_settings","timestamp":1}), |e| matches!(e, Event::AccountSettings(_))),
        (
            "user_id_update",
            json!({"user_id_update":[{"wa_id":"331","user_id":{"previous":"FR.1","current":"FR.2"}}]}),
            |e| matches!(e, Event::UserIds(u) if u[0].previous.as_deref() == Some("FR.1") && u[0].current.as_deref() == Some("FR.2")),
        ),
        (
            "user_id_update",
            json!({"previous_user_id":"FR.1","current_user_id":"FR.2"}),
            |e| matches!(e, Event::UserIds(u) if u[0].current.is_some()),
        ),
        ("holograms", json!({"x":1}), |e| matches!(e, Event::Unknown { field, raw } if field == "holograms" && raw["x"] == 1)),
        ("messages", json!([]), |e| matches!(e, Event::Unknown { .. })),
        ("account_update", json!({}), |e| matches!(e, Event::Unknown { .. })),
        ("message_template_status_update", json!({"event":"APPROVED"}), |e| matches!(e, Event::Unknown { .. })),
    ];
    for (field, value, is) in cases {
        assert!(is(&event(field, &value)), "{field}: {value}");
    }
}

#[test]
fn what_stops_sending_and_what_lets_it_go_on() {
    let account = |value: Value| ("account_update", value);
    let cases = [
        (account(json!({"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"ALCOHOL"}})), Some(Stop::Restricted), None),
        (
            account(
                json!({"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1_790_000_000}]}),
            ),
            Some(Stop::Restricted),
            None,
        ),
        (
            account(
                json!({"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION","expiration":1}]}),
            ),
            None,
            None,
        ),
        (account(json!({"event":"ACCOUNT_RESTRICTION"})), Some(Stop::Restricted), None),
        (
            account(json!({"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE","waba_ban_date":"d"}})),
            Some(Stop::Disabled),
            None,
        ),
        (account(json!({"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"SCHEDULE_FOR_DISABLE"}})), Some(Stop::Disabled), None),
        (account(json!({"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"}})), None, Some(Stop::Disabled)),
        (account(json!({"event":"DISABLED_UPDATE"})), Some(Stop::Disabled), None),
        (account(json!({"event":"ACCOUNT_DELETED"})), Some(Stop::Disabled), None),
        (account(json!({"event":"ACCOUNT_OFFBOARDED"})), Some(Stop::Disabled), None),
        (account(json!({"event":"ACCOUNT_RECONNECTED"})), None, Some(Stop::Disabled)),
        (account(json!({"event":"VERIFIED_ACCOUNT"})), None, None),
        (account(json!({"event":"MM_LITE_TERMS_SIGNED"})), None, None),
        (("phone_number_quality_update", json!({"event":"FLAGGED","current_limit":"TIER_1K"})), Some(Stop::Quality), None),
        (("phone_number_quality_update", json!({"event":"UNFLAGGED"})), None, Some(Stop::Quality)),
        (("phone_number_quality_update", json!({"event":"X","quality_rating":"RED"})), Some(Stop::Quality), None),
        (("phone_number_quality_update", json!({"event":"X","new_quality_score":"GREEN"})), None, Some(Stop::Quality)),
        (("phone_number_quality_update", json!({"event":"UPGRADE"})), None, None),
        (("account_review_update", json!({"decision":"REJECTED"})), Some(Stop::Restricted), None),
        (("account_review_update", json!({"decision":"APPROVED"})), None, Some(Stop::Restricted)),
        (
            (
                "message_template_quality_update",
                json!({"message_template_name":"a","message_template_language":"b","new_quality_score":"RED"}),
            ),
            None,
            None,
        ),
    ];
    for ((field, value), stops, resumes) in cases {
        let event = event(field, &value);
        assert_eq!((event.stops(), event.resumes()), (stops, resumes), "{field}: {value}");
    }
    let until = |restrictions: Value| match event("account_update", &json!({"event":"ACCOUNT_RESTRICTION","restriction_info":restrictions}))
    {
        Event::Account(update) => update.restricted_until(),
        _ => None,
    };
    assert_eq!(
        until(json!([{"restriction_type":"A","expiration":"5"},{"restriction_type":"B","expiration":9}])),
        Some(9_000),
        "the last end counts"
    );
    assert_eq!(until(json!([{"restriction_type":"A","expiration":5},{"restriction_type":"B"}])), None, "one without an end has none");
}

#[test]
fn one_broken_change_or_entry_costs_only_itself() {
    let delivery: Delivery = serde_json::from_value(json!({"object":"whatsapp_business_account","entry":[
        {"id":1,"time":"1790000000","changes":[{"field":"messages","value":{"messages":[{"id":"w"}]}},{"field":7},"x"]},
        "odd",
        {"id":"2","changes":{"field":"messages"}}]}))
    .expect("reads");
    assert_eq!(delivery.entry.iter().map(|e| e.changes.len()).collect::<Vec<_>>(), [3, 0, 1], "everything that was there is there");
    assert_eq!(
        (delivery.entry[0].id.as_str(), delivery.entry[0].time),
        ("1", Some(1_790_000_000)),
        "an id as a number, a time as a string"
    );
    assert!(matches!(delivery.entry[0].changes[0].event(), Event::Messages(m) if m.messages.len() == 1), "the good one is understood");
    assert!(matches!(delivery.entry[0].changes[2].event(), Event::Unknown { raw, .. } if raw == json!("x")), "the odd one is kept");
}

#[test]
fn nothing_shown_of_a_webhook_is_personal() {
    let message = inbound(json!({"type":"text","text":{"body":"my secret"}}));
    let shown = format!("{message:?} {:?} {:?}", message.said(), message.content());
    for personal in ["secret", "33612345678", "FR.77", "wamid"] {
        assert!(!shown.contains(personal), "{personal} must not reach a log: {shown}");
    }
}
