//! Stories of what the shop's people speak: it reaches one customer as a voice note, stands in no library, and goes when
//! her chat goes.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use vitrine_core::kinds::Code;
use vitrine_tests::{a_shop, bytes_below};

/// A recording as a window makes it: Opus of two channels in WebM whose end is not known, 20 ms a packet.
fn recorded(packets: u8) -> Vec<u8> {
    let element = |name: &[u8], body: &[u8]| [name, &[0x08], &(body.len() as u32).to_be_bytes()[..], body].concat();
    let endless = |name: &[u8], body: &[u8]| [name, &[0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], body].concat();
    let head = [&b"OpusHead\x01\x02"[..], &312_u16.to_le_bytes(), &48_000_u32.to_le_bytes(), &[0, 0, 0]].concat();
    let track = element(&[0xae], &[element(&[0xd7], &[1]), element(&[0x86], b"A_OPUS"), element(&[0x63, 0xa2], &head)].concat());
    let mut blocks = element(&[0xe7], &[0]);
    for at in 0..packets {
        // Its words, as far as this test is concerned: not to be found on the disk.
        let packet = [&[0x81, 0, at, 0x80, 0x7c][..], b"Hello Asha, your shoes are mended", &[at; 40]].concat();
        blocks.extend(element(&[0xa3], &packet));
    }
    let inside = [element(&[0x16, 0x54, 0xae, 0x6b], &track), endless(&[0x1f, 0x43, 0xb6, 0x75], &blocks)].concat();
    [element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], b"webm")), endless(&[0x18, 0x53, 0x80, 0x67], &inside)].concat()
}

fn is_in(folder: &std::path::Path, words: &[u8]) -> bool {
    bytes_below(folder).iter().any(|(_, bytes)| bytes.windows(words.len()).any(|part| part == words))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_spoken_into_the_window_is_a_voice_note_on_her_phone() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639982051").await;
    asha.writes("Are my shoes ready?").await;
    shop.settles().await;
    let library = shop.does("media_page", json!({})).await["total"].clone();
    let thread = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    let question = thread["messages"][0]["id"].clone();
    let spoken = json!({ "customer": asha.customer, "data": BASE64.encode(recorded(50)), "reply_to": question });
    shop.does("conversation_voice", spoken).await;
    shop.settles().await;
    let phone = shop.sees(&format!("customers/{}", asha.at_meta())).await;
    let note = phone["chat"].as_array().unwrap().iter().rfind(|bubble| bubble["from_shop"] == true).cloned().unwrap();
    assert_eq!((note["kind"].as_str(), &note["content"]["voice"]), (Some("audio"), &json!(true)), "played as a voice note: {note}");
    assert!(note["reply_to"].is_string(), "in answer to her question: {note}");
    let url = shop.sees(&format!("media/{}", note["content"]["id"].as_str().unwrap())).await["url"].as_str().unwrap().to_owned();
    let ogg = BASE64.decode(url.strip_prefix("data:audio/ogg;base64,").expect("Ogg")).unwrap();
    assert_eq!((&ogg[28..36], ogg[37]), (&b"OpusHead"[..], 1), "Opus of one channel, whatever was recorded");
    assert_eq!(shop.does("media_page", json!({})).await["total"], library, "it is hers, and stands in no library");
    assert!(!is_in(&shop.folder().join("media"), b"Hello Asha"), "and lies sealed");

    let thread = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    let shown = thread["messages"].as_array().unwrap().iter().find(|message| message["kind"] == "audio").cloned().unwrap();
    let heard = shop.does("picture", json!({ "hash": shown["content"]["own_file"] })).await;
    assert_eq!(heard, json!(url), "the thread plays what she hears");
    let talk = shop.does("conversation_get", json!({ "customer": asha.customer })).await;
    assert_eq!(talk["row"]["state"]["answered"], true, "it answers her: {talk}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_note_goes_with_her_chat_and_with_her() {
    let shop = a_shop().await;
    let (asha, ben) = (shop.meets("Asha", "+33639982052").await, shop.meets("Ben", "+33639982053").await);
    for who in [&asha, &ben] {
        who.writes("Are my shoes ready?").await;
        shop.settles().await;
        shop.does("conversation_voice", json!({ "customer": who.customer, "data": BASE64.encode(recorded(20 + who.customer as u8)) }))
            .await;
    }
    shop.settles().await;
    let sealed = || std::fs::read_dir(shop.folder().join("media").join("received")).unwrap().count();
    assert_eq!(sealed(), 2, "both lie there");
    shop.does("customer_erase", json!({ "customer": asha.customer })).await;
    assert_eq!(sealed(), 1, "hers is gone with her");
    shop.passes(200 * 24 * 3_600_000).await;
    shop.does("chats_keep", json!({ "days": 182 })).await;
    shop.until("his is gone with the old chats", async || sealed() == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_sound_is_refused_and_whose_day_is_over_hears_nothing() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639982054").await;
    let say = |data: Vec<u8>| json!({ "customer": asha.customer, "data": BASE64.encode(data) });
    let early = shop.tries("conversation_voice", say(recorded(10))).await.unwrap_err();
    assert_eq!(early.code, Code::WindowClosed, "she has not written: {early:?}");
    asha.writes("Hello").await;
    shop.settles().await;
    for (data, why) in [(b"<html>".to_vec(), "no sound"), (b"%PDF-1.4\n%%EOF".to_vec(), "a paper"), (recorded(0), "nothing was said")] {
        let refused = shop.tries("conversation_voice", say(data)).await.unwrap_err();
        assert_eq!(refused.code, Code::BadMedia, "{why}: {refused:?}");
    }
    // AAC is no voice note; where nothing here can make one of it, she gets it as a sound to play.
    let aac = [&[0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc][..], &[0; 40]].concat().repeat(30);
    shop.does("conversation_voice", say(aac)).await;
    shop.settles().await;
    let phone = shop.sees(&format!("customers/{}", asha.at_meta())).await;
    let kinds: Vec<&Value> =
        phone["chat"].as_array().unwrap().iter().filter(|bubble| bubble["from_shop"] == true).map(|bubble| &bubble["kind"]).collect();
    assert_eq!(kinds, [&json!("audio")], "and nothing else: {phone}");
}
