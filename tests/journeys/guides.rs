//! Stories of the owner's guides, and of what nothing in the shop answers: somebody asks how a thing is done, or sends what
//! only a person can read.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use vitrine_core::kinds::Code;
use vitrine_tests::{Person, TestShop, a_shop};

/// Her last message has these words.
#[track_caller]
fn said(text: &str, wanted: &[&str]) {
    for word in wanted {
        assert!(text.contains(word), "she reads {text:?}, where {word:?} should stand");
    }
}

/// A guide to hanging a shelf, in two languages and asked for in three.
fn shelf(things: &serde_json::Value) -> serde_json::Value {
    json!({
        "guide_id": "shelf",
        "ways": ["how do I hang a shelf", "how to put up a shelf on the wall", "comment poser une étagère", "comment fixer une étagère au mur", "cómo colgar un estante", "cómo instalar un estante en la pared"],
        "texts": {
            "": { "title": "Hang a shelf", "steps": ["Mark the holes with a level.", "Drill, and push the plugs in.", "Screw the shelf on."] },
            "fr": { "title": "Poser une étagère", "steps": ["Marquez les trous au niveau.", "Percez et enfoncez les chevilles.", "Vissez l’étagère."] },
        },
        "things": things,
        "is_on": true,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_how_a_shelf_is_hung_the_shop_tells_the_steps_and_keeps_the_tools() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let drill = shop.sells("Drill Korund", &[("", 2)]).await[0];
    let level = shop.sells("Level Lotta", &[("", 0)]).await[0];
    shop.does("guide_set", shelf(&json!([{ "variant": drill, "pieces": 1 }, { "variant": level, "pieces": 1 }]))).await;
    let asha = shop.meets("Asha", "+33639982001").await;
    asha.writes("Hello, how do I hang a shelf?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["Hang a shelf", "1. Mark the holes", "3. Screw the shelf on.", "You need: Drill Korund, Level Lotta"]);
    asha.taps(0).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Here is what you need:", "Drill Korund (€59.00)", "Sold out at the moment:", "Level Lotta"]);
    asha.taps(0).await;
    shop.settles().await;
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders.as_array().map(Vec::len), Some(1), "the tool that is here is kept at a tap: {orders} {:?}", asha.has_read().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_is_found_in_the_language_it_is_asked_in() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.does("guide_set", shelf(&json!([]))).await;
    let zoe = shop.meets("Zoé", "+33639982002").await;
    zoe.writes("Bonjour, comment fixer une étagère au mur ?").await;
    shop.settles().await;
    said(&zoe.last_read().await, &["Poser une étagère", "1. Marquez les trous"]);
    let luz = shop.meets("Luz", "+34639982003").await;
    luz.writes("hola, ¿cómo instalo un estante en la pared?").await;
    shop.settles().await;
    said(&luz.last_read().await, &["Hang a shelf", "2. Drill"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_guide_tells_is_asked_about_once_and_then_left_to_a_person() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.does("guide_set", shelf(&json!([]))).await;
    let asha = shop.meets("Asha", "+33639982004").await;
    asha.writes("How do I fix a leaking tap?").await;
    shop.settles().await;
    said(&asha.last_read().await, &["in other words"]);
    asha.writes("how can I repair a dripping kitchen faucet").await;
    shop.settles().await;
    said(&asha.last_read().await, &["One of us will answer"]);
    shop.does("guide_remove", json!({ "guide_id": "shelf" })).await;
    let asked = shop.does("ask", json!({ "text": "how do I hang a shelf?" })).await;
    assert_eq!(asked["person"], "how_to", "a guide that was taken away is told to nobody: {asked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_guides_read_twice_changes_nothing_and_names_what_it_cannot_read() {
    let shop = a_shop().await;
    let file = concat!(
        r#"{"guide_id":"tap","title":"Mend a tap","steps":["Close the water.","Change the washer."],"ways":["how do I mend a dripping tap"]}"#,
        "\n",
        r#"{"guide_id":"tap","title":"Réparer un robinet","steps":["Coupez l’eau.","Changez le joint."],"ways":["comment réparer un robinet"],"lang":"fr"}"#,
        "\n",
        r#"{"guide_id":"lamp","title":"Hang a lamp","steps":["Switch the fuse off."],"things":[{"code":"NOBODY-SELLS-THIS"}]}"#,
        "\nnot a line of JSON\n",
        r#"{"guide_id":"empty","title":"Nothing","steps":[]}"#,
    );
    let report = shop.does("guides_import", json!({ "file": file })).await;
    assert_eq!((&report["added"], report["rejected"].as_array().map(Vec::len)), (&json!(1), Some(3)), "one guide, three flaws: {report}");
    let again = shop.does("guides_import", json!({ "file": file })).await;
    assert_eq!((&again["added"], &again["changed"], &again["unchanged"]), (&json!(0), &json!(0), &json!(1)), "{again}");
    let asked = shop.does("ask", json!({ "text": "comment réparer un robinet ?" })).await;
    said(asked["reply"].as_str().unwrap_or_default(), &["Réparer un robinet", "2. Changez le joint."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_shop_could_not_answer_is_one_question_to_the_owner_until_she_dismisses_it() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639982005").await;
    asha.writes("How do I mend a leather strap?").await;
    let noor = shop.meets("Noor", "+33639982006").await;
    noor.writes("how do i mend my old leather strap").await;
    shop.settles().await;
    let open = shop.does("unanswered_list", json!({})).await;
    assert_eq!(open.as_array().map(Vec::len), Some(1), "two who ask alike are one question: {open}");
    assert_eq!((&open[0]["people"], open[0]["texts"].as_array().map(Vec::len)), (&json!(2), Some(2)), "asked by two, in two ways: {open}");
    shop.does("unanswered_dismiss", json!({ "rows": open[0]["rows"], "done": true })).await;
    assert_eq!(shop.does("unanswered_list", json!({})).await, json!([]), "dismissed is dismissed");
    shop.does("unanswered_dismiss", json!({ "rows": open[0]["rows"], "done": false })).await;
    shop.does("customer_erase", json!({ "customer": noor.customer })).await;
    let left = shop.does("unanswered_list", json!({})).await;
    assert_eq!(left[0]["people"], 1, "back after undo, without the words of who was erased: {left}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_note_is_handed_over_politely_and_once() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639982007").await;
    asha.sends(json!({ "kind": "voice" })).await;
    shop.settles().await;
    said(&asha.last_read().await, &["One of us will answer"]);
    asha.sends(json!({ "kind": "document" })).await;
    shop.settles().await;
    assert_eq!(asha.has_read().await.len(), 1, "she is told once that a person looks");
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().into_iter().flatten().any(|row| row["is"] == "answer"), "and a person is asked to: {today}");
    let noor = shop.meets("Noor", "+33639982008").await;
    noor.sends(json!({ "kind": "sticker" })).await;
    shop.settles().await;
    assert!(noor.has_read().await.is_empty(), "a sticker says nothing that needs an answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_the_tools_of_a_guide_are_one_order_at_one_tap() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let drill = shop.sells("Drill Korund", &[("", 2)]).await[0];
    let plugs = shop.sells("Plug Igel", &[("", 40)]).await[0];
    let level = shop.sells("Level Lotta", &[("", 0)]).await[0];
    let things = json!([{ "variant": drill, "pieces": 1 }, { "variant": plugs, "pieces": 6 }, { "variant": level, "pieces": 1 }]);
    shop.does("guide_set", shelf(&things)).await;
    let asha = shop.meets("Asha", "+33639982021").await;
    asha.writes("Hello, how do I hang a shelf?").await;
    shop.settles().await;
    asha.taps(0).await;
    shop.settles().await;
    asha.takes_row(0).await;
    shop.settles().await;
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders.as_array().map(Vec::len), Some(1), "one order: {orders} {:?}", asha.has_read().await);
    let lines = orders[0]["lines"].as_array().unwrap();
    assert_eq!(
        lines.iter().map(|line| (line["variant"].as_i64(), line["quantity"].as_i64())).collect::<Vec<_>>(),
        [(Some(drill), Some(1)), (Some(plugs), Some(6))],
        "of everything that is here as many as it takes: {orders}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_later_she_is_asked_once_whether_it_worked() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.does("guide_set", shelf(&json!([]))).await;
    let (asha, ben, carla) =
        (shop.meets("Asha", "+33639982022").await, shop.meets("Ben", "+33639982023").await, shop.meets("Carla", "+33639982024").await);
    for who in [&asha, &ben, &carla] {
        who.writes("Hello, how do I hang a shelf?").await;
    }
    shop.settles().await;
    assert!(!asha.last_read().await.contains("Did it work?"), "not below steps she has not begun");
    // A person takes Carla's conversation over: the shop asks nothing into it.
    shop.does("conversation_reply", json!({ "customer": carla.customer, "text": "Which wall is it?" })).await;
    shop.passes(61 * 60_000).await;
    shop.until("she is asked", async || asha.last_read().await.contains("Did it work?")).await;
    shop.until("so is he", async || ben.last_read().await.contains("Did it work?")).await;
    asha.taps(0).await;
    ben.taps(1).await;
    shop.settles().await;
    assert_eq!(asha.last_read().await, "Glad to hear it!", "a yes is a yes");
    let waiting = shop.does("inbox_view", json!({ "which": "waiting" })).await;
    assert!(waiting.as_array().unwrap().contains(&json!(ben.customer)), "after a no a person looks: {waiting}");
    let guides = shop.does("guides_list", json!({})).await;
    assert_eq!(
        (guides[0]["told"].as_i64(), guides[0]["worked"].as_i64(), guides[0]["failed"].as_i64()),
        (Some(3), Some(1), Some(1)),
        "the owner sees what came of it: {guides}"
    );
    shop.passes(3 * 3_600_000).await;
    asha.writes("thanks").await;
    shop.settles().await;
    assert_eq!(asha.has_read().await.iter().filter(|text| text.contains("Did it work?")).count(), 1, "and once only");
    assert!(carla.has_read().await.iter().all(|text| !text.contains("Did it work?")), "never into a person's conversation");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_comes_with_its_picture_in_one_message() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let drill = shop.sells("Drill Korund", &[("", 2)]).await[0];
    let data = png(180);
    let picture = shop.does("media_add", json!({ "name": "shelf.png", "data": data })).await;
    let mut guide = shelf(&json!([{ "variant": drill, "pieces": 1 }]));
    guide["media"] = json!([{ "hash": picture["hash"] }]);
    shop.does("guide_set", guide).await;
    let uses = shop.does("media_uses", json!({ "hash": picture["hash"] })).await;
    assert_eq!((uses[0]["what"].as_str(), uses[0]["name"].as_str()), (Some("guide"), Some("shelf")), "the library knows where it is used");
    let asha = shop.meets("Asha", "+33639982025").await;
    asha.writes("Hello, how do I hang a shelf?").await;
    shop.settles().await;
    let phone = shop.sees(&format!("customers/{}", asha.at_meta())).await;
    let answers: Vec<_> = phone["chat"].as_array().unwrap().iter().filter(|bubble| bubble["from_shop"] == true).collect();
    let [answer] = answers.as_slice() else { panic!("one message: {answers:?}") };
    assert!(answer["image"].is_string(), "with the picture above: {answer}");
    assert!(answer["text"].as_str().is_some_and(|text| text.contains("3. Screw the shelf on.")), "the steps: {answer}");
    assert_eq!(answer["buttons"].as_array().map(Vec::len), Some(1), "and the tools: {answer}");
}

/// What she has been sent, newest last.
async fn bubbles(shop: &TestShop, who: &Person) -> Vec<Value> {
    let phone = shop.sees(&format!("customers/{}", who.at_meta())).await;
    phone["chat"].as_array().unwrap().iter().filter(|bubble| bubble["from_shop"] == true).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn several_pictures_are_one_message_to_swipe_through_in_the_order_the_owner_chose() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let drill = shop.sells("Drill Korund", &[("", 2)]).await[0];
    let mut media = Vec::new();
    for colour in [30, 120, 210] {
        let kept = shop.does("media_add", json!({ "name": format!("step {colour}"), "data": png(colour) })).await;
        media.push(json!({ "hash": kept["hash"] }));
    }
    let mut guide = shelf(&json!([{ "variant": drill, "pieces": 1 }]));
    guide["media"] = json!(media);
    shop.does("guide_set", guide.clone()).await;
    let asha = shop.meets("Asha", "+33639982031").await;
    asha.writes("Hello, how do I hang a shelf?").await;
    shop.settles().await;
    let all = bubbles(&shop, &asha).await;
    let [told] = all.as_slice() else { panic!("one message, not one for each picture: {all:?}") };
    assert_eq!(told["content"]["interactive"], "carousel", "{told}");
    said(told["text"].as_str().unwrap(), &["Hang a shelf", "3. Screw the shelf on.", "You need: Drill Korund"]);
    let cards = told["content"]["action"]["cards"].as_array().unwrap();
    let mut sent = Vec::new();
    for card in cards {
        sent.push(shop.sees(&format!("media/{}", card["header"]["image"]["id"].as_str().unwrap())).await["url"].clone());
    }
    let mut chosen = Vec::new();
    for one in &media {
        chosen.push(shop.does("picture", json!({ "hash": one["hash"] })).await);
    }
    assert_eq!(sent, chosen, "the pictures themselves, first things first");
    // The button of the last card leads where that of the first does.
    asha.taps(2).await;
    shop.settles().await;
    said(&asha.last_read().await, &["Here is what you need", "Drill Korund"]);
    let thread = shop.does("conversation_thread", json!({ "customer": asha.customer })).await;
    let shown = thread["messages"].as_array().unwrap().iter().find(|message| message["kind"] == "cards").unwrap();
    assert_eq!(shown["content"]["cards"].as_array().map(Vec::len), Some(3), "the thread shows all of them: {shown}");

    guide["things"] = json!([]);
    shop.does("guide_set", guide.clone()).await;
    let ben = shop.meets("Ben", "+33639982032").await;
    ben.writes("Hello, how do I hang a shelf?").await;
    shop.settles().await;
    ben.taps(0).await;
    shop.settles().await;
    let waiting = shop.does("inbox_view", json!({ "which": "waiting" })).await;
    assert!(waiting.as_array().unwrap().contains(&json!(ben.customer)), "with nothing to buy its button asks for a person: {waiting}");

    let film = shop.does("media_add", json!({ "name": "clip", "data": BASE64.encode(clip()) })).await;
    guide["media"] = json!([media[0], { "hash": film["hash"] }]);
    let refused = shop.tries("guide_set", guide).await.unwrap_err();
    assert_eq!(refused.about.get("field"), Some(&json!("media")), "a clip stands alone: {refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_told_with_the_steps_and_plays_on_her_phone() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let drill = shop.sells("Drill Korund", &[("", 2)]).await[0];
    let film = shop.does("media_add", json!({ "name": "hanging a shelf", "data": BASE64.encode(clip()) })).await;
    assert_eq!((film["kind"].as_str(), film["mime"].as_str()), (Some("video"), Some("video/mp4")), "kept as it is: {film}");
    let mut guide = shelf(&json!([{ "variant": drill, "pieces": 1 }]));
    guide["media"] = json!([{ "hash": film["hash"] }]);
    shop.does("guide_set", guide.clone()).await;
    let asha = shop.meets("Asha", "+33639982033").await;
    asha.writes("Hello, how do I hang a shelf?").await;
    shop.settles().await;
    let all = bubbles(&shop, &asha).await;
    let [told] = all.as_slice() else { panic!("one message: {all:?}") };
    let id = told["content"]["header"]["video"]["id"].as_str().expect("a film above the steps");
    let plays = shop.sees(&format!("media/{id}")).await["url"].clone();
    assert_eq!(plays, format!("data:video/mp4;base64,{}", BASE64.encode(clip())), "the clip itself, byte for byte");
    said(told["text"].as_str().unwrap(), &["3. Screw the shelf on."]);
    assert_eq!(told["buttons"].as_array().map(Vec::len), Some(1), "and the tools below: {told}");
    // Without things there is nothing to tap, and the clip is a plain one with words below it.
    guide["things"] = json!([]);
    shop.does("guide_set", guide).await;
    asha.writes("how do I hang a shelf").await;
    shop.settles().await;
    let all = bubbles(&shop, &asha).await;
    let told = all.last().unwrap();
    assert_eq!(told["kind"], "video", "{told}");
    said(told["text"].as_str().unwrap(), &["1. Mark the holes"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_picks_a_guide_and_she_reads_what_the_shop_itself_would_have_told_her() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let drill = shop.sells("Drill Korund", &[("", 2)]).await[0];
    let film = shop.does("media_add", json!({ "name": "clip", "data": BASE64.encode(clip()) })).await;
    let mut guide = shelf(&json!([{ "variant": drill, "pieces": 1 }]));
    guide["media"] = json!([{ "hash": film["hash"] }]);
    shop.does("guide_set", guide.clone()).await;
    let (asha, ben) = (shop.meets("Asha", "+33639982034").await, shop.meets("Ben", "+33639982035").await);
    asha.writes("Bonjour, comment poser une étagère ?").await;
    ben.writes("My wall is made of old stone.").await;
    shop.settles().await;
    let by_itself = bubbles(&shop, &asha).await.pop().unwrap();
    shop.does("conversation_draft", json!({ "customer": ben.customer, "draft": "half a sentence" })).await;
    let write = json!({ "customer": ben.customer, "guide": { "guide_id": "shelf", "language": "fr" } });
    let seen = shop.does("conversation_preview", write.clone()).await;
    shop.does("conversation_send", write).await;
    shop.settles().await;
    let picked = bubbles(&shop, &ben).await.pop().unwrap();
    assert_eq!(seen["content"]["text"], picked["text"], "what was looked at is what left");
    for part in ["text", "buttons", "kind"] {
        assert_eq!(picked[part], by_itself[part], "{part}: as the shop tells it, in the language that was picked");
    }
    for bubble in [&picked, &by_itself] {
        assert!(bubble["content"]["header"]["video"]["id"].is_string(), "with its clip: {bubble}");
    }
    let thread = shop.does("conversation_thread", json!({ "customer": ben.customer })).await;
    let message = thread["messages"].as_array().unwrap().iter().find(|message| message["kind"] == "video").cloned().unwrap();
    assert!(message["content"]["by_itself"].is_null(), "it stands there as a person's: {message}");
    let talk = shop.does("conversation_get", json!({ "customer": ben.customer })).await;
    assert_eq!(talk["draft"], "half a sentence", "what was being written is still there");
    assert_eq!(shop.does("guides_list", json!({})).await[0]["told"], 2, "told is told, whoever picked it");
    ben.taps(0).await;
    shop.settles().await;
    let waiting = shop.does("inbox_view", json!({ "which": "waiting" })).await;
    assert!(waiting.as_array().unwrap().contains(&json!(ben.customer)), "a person has the conversation, so his tap is for her: {waiting}");

    guide["is_on"] = json!(false);
    shop.does("guide_set", guide).await;
    let write = json!({ "customer": ben.customer, "guide": { "guide_id": "shelf", "language": "fr" } });
    assert_eq!(shop.tries("conversation_send", write).await.unwrap_err().code, Code::NotFound, "what is switched off is told by nobody");
}

/// A film of a second: a directory with one H.264 track, and hardly any pictures.
fn clip() -> Vec<u8> {
    let atom = |kind: &[u8; 4], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat();
    let mut header = vec![0; 100];
    header[12..16].copy_from_slice(&1_000_u32.to_be_bytes());
    header[16..20].copy_from_slice(&1_000_u32.to_be_bytes());
    let mut entry = vec![0; 78];
    entry[24..26].copy_from_slice(&320_u16.to_be_bytes());
    entry[26..28].copy_from_slice(&240_u16.to_be_bytes());
    entry.extend(atom(b"avcC", &[1, 77, 0, 30]));
    let samples = [&[0, 0, 0, 0, 0, 0, 0, 1][..], &atom(b"avc1", &entry)].concat();
    let table = atom(b"minf", &atom(b"stbl", &atom(b"stsd", &samples)));
    let media = atom(b"mdia", &[atom(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0\0\0\0\0\0\0\0\0\0"), table].concat());
    let directory = atom(b"moov", &[atom(b"mvhd", &header), atom(b"trak", &media)].concat());
    [atom(b"ftyp", b"isom\0\0\x02\0isomiso2"), directory, atom(b"mdat", &[0; 64])].concat()
}

/// A small picture.
fn png(colour: u8) -> String {
    let mut picture = resvg::tiny_skia::Pixmap::new(320, 240).unwrap();
    picture.fill(resvg::tiny_skia::Color::from_rgba8(colour, 120, 60, 255));
    BASE64.encode(picture.encode_png().unwrap())
}
