//! Stories of the owner's guides, and of what nothing in the shop answers: somebody asks how a thing is done, or sends what
//! only a person can read.

use serde_json::json;
use vitrine_tests::a_shop;

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
