//! Stories of the owner's automations: a sentence she has written once, tried on what happened, switched on, and quiet
//! where a person is needed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde_json::{Value, json};
use vitrine_core::kinds::Code;
use vitrine_tests::{Person, TestShop, a_shop};

fn words(any: &[&str], say: &str) -> Value {
    json!({ "name": "Delivery", "on": true, "when": { "is": "words", "any": any, "whole": false }, "steps": [{ "say": { "": say } }] })
}

/// A router that does not work, asked about step by step.
fn router() -> Value {
    let branch = |label: &str, to: Value| json!({ "label": { "": label, "fr": format!("{label} (fr)") }, "to": to });
    json!({ "name": "Router", "on": true, "when": { "is": "words", "any": ["no internet", "pas d'internet"], "whole": false }, "steps": [
        { "say": { "": "{name}, is the lamp green?", "fr": "La lampe est verte ?" }, "branches": [
            branch("Yes", json!({ "is": "step", "step": 1 })), branch("No", json!({ "is": "person" }))] },
        { "say": { "": "Press the button for five seconds." }, "branches": [
            branch("It works", json!({ "is": "solved" })), branch("Still nothing", json!({ "is": "person" }))] },
    ] })
}

async fn row(shop: &TestShop, name: &str) -> Value {
    let all = shop.does("automations_list", json!({})).await;
    all.as_array().unwrap().iter().find(|row| row["name"] == name).cloned().unwrap_or_default()
}

async fn waits(shop: &TestShop) -> bool {
    let today = shop.does("today_list", json!({})).await;
    today["rows"].as_array().into_iter().flatten().any(|row| row["is"] == "answer")
}

async fn asked(who: &Person, shop: &TestShop, text: &str) -> String {
    who.writes(text).await;
    shop.settles().await;
    who.last_read().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_the_owner_listens_for_is_answered_in_her_words_and_counted() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639982001").await;
    let id =
        shop.does("automation_set", words(&["delivery", "livrez"], "We deliver in Lyon for 4 euros, {name}.")).await["automation"].clone();
    assert_eq!(
        asked(&asha, &shop, "Hi, do you do DELIVERY?").await,
        "We deliver in Lyon for 4 euros, Asha.",
        "her words, with a name in them"
    );
    assert!(!waits(&shop).await, "nobody has to look");
    let kept = row(&shop, "Delivery").await;
    assert_eq!((kept["people"].clone(), kept["id"].clone()), (json!(1), id.clone()), "it says whom it has spoken to: {kept}");
    let history = shop.does("automation_history", json!({ "automation": id })).await;
    assert_eq!(history[0]["name"], "Asha", "and to whom: {history}");
    assert_eq!(history[0]["outcome"], "said", "and what came of it");

    shop.does("automation_switch", json!({ "automation": id, "on": false })).await;
    assert_ne!(asked(&asha, &shop, "delivery?").await, "We deliver in Lyon for 4 euros, Asha.", "what is off is silent");
    shop.does("automation_switch", json!({ "automation": id, "on": true })).await;
    shop.does("automation_remove", json!({ "automation": id })).await;
    assert_eq!(row(&shop, "Delivery").await, Value::Null, "what is taken away is gone from the list");
    shop.does("automation_put_back", json!({ "automation": id })).await;
    assert_eq!(row(&shop, "Delivery").await["people"], 1, "and comes back with its history");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_the_library_stands_above_a_step_and_its_buttons() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let mut drawn = resvg::tiny_skia::Pixmap::new(64, 48).unwrap();
    drawn.fill(resvg::tiny_skia::Color::from_rgba8(20, 120, 60, 255));
    let picture = shop.does("media_add", json!({ "name": "The lamp", "data": BASE64.encode(drawn.encode_png().unwrap()) })).await;
    let mut wanted = router();
    wanted["steps"][0]["image"] = picture["hash"].clone();
    shop.does("automation_set", wanted.clone()).await;
    let uses = shop.does("media_uses", json!({ "hash": picture["hash"] })).await;
    assert_eq!(uses[0]["what"], "automation", "the library knows where it is used: {uses}");
    let asha = shop.meets("Asha", "+33639982015").await;
    asked(&asha, &shop, "no internet").await;
    let phone = shop.sees(&format!("customers/{}", asha.at_meta())).await;
    let step = phone["chat"].as_array().unwrap().iter().rfind(|bubble| bubble["from_shop"] == true).cloned().unwrap();
    assert!(step["image"].is_string(), "with the picture above: {step}");
    assert_eq!(step["buttons"].as_array().map(Vec::len), Some(2), "and both ways below: {step}");

    let more = json!({ "label": { "": "Else" }, "to": { "is": "person" } });
    wanted["steps"][0]["branches"].as_array_mut().unwrap().extend([more.clone(), more]);
    let refused = shop.tries("automation_set", wanted).await.unwrap_err();
    assert_eq!(refused.about.get("field"), Some(&json!("image")), "a list has no picture above it: {refused:?}");
    let mut unknown = words(&["lamp"], "The lamp");
    unknown["steps"][0]["image"] = json!("0".repeat(64));
    assert_eq!(shop.tries("automation_set", unknown).await.unwrap_err().code, Code::NotFound, "nor is one told of that nobody has");
}

#[tokio::test(flavor = "multi_thread")]
async fn step_by_step_with_buttons_until_it_works_or_a_person_comes() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.does("automation_set", router()).await;
    let asha = shop.meets("Asha", "+33639982011").await;
    assert_eq!(asked(&asha, &shop, "help, no internet since this morning").await, "Asha, is the lamp green?", "the first step");
    asha.taps(0).await;
    shop.settles().await;
    assert_eq!(asha.last_read().await, "Press the button for five seconds.", "yes leads to the second");
    asha.taps(0).await;
    shop.settles().await;
    assert!(!waits(&shop).await, "it works: nobody has to look");

    let ben = shop.meets("Ben", "+33639982012").await;
    assert_eq!(asked(&ben, &shop, "pas d'internet ici").await, "La lampe est verte ?", "in his language where the owner wrote it");
    ben.taps(1).await;
    shop.settles().await;
    assert!(waits(&shop).await, "no leads to a person");
    let history = shop.does("automation_history", json!({ "automation": row(&shop, "Router").await["id"] })).await;
    let outcomes: Vec<&str> = history.as_array().unwrap().iter().map(|run| run["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["person", "said", "solved", "said", "said"], "all of it stands in the history");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_an_older_recipe_goes_to_a_person_and_not_to_another_step() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let id = shop.does("automation_set", router()).await["automation"].clone();
    let asha = shop.meets("Asha", "+33639982021").await;
    asked(&asha, &shop, "no internet").await;
    let mut changed = router();
    changed["id"] = id;
    changed["steps"][0]["branches"][0]["to"] = json!({ "is": "solved" });
    shop.does("automation_set", changed).await;
    asha.taps(0).await;
    shop.settles().await;
    assert!(waits(&shop).await, "what stood on the button then is not what it means now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_in_the_conversation_is_never_talked_over_and_stop_is_heard_first() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.does("automation_set", words(&["stop", "delivery"], "We deliver.")).await;
    let asha = shop.meets("Asha", "+33639982031").await;
    asked(&asha, &shop, "STOP").await;
    assert!(
        asha.has_read().await.iter().all(|text| text != "We deliver."),
        "no automation takes the word stop away: {:?}",
        asha.has_read().await
    );
    let ben = shop.meets("Ben", "+33639982032").await;
    asked(&ben, &shop, "hello").await;
    let customers = shop.does("inbox_view", json!({})).await;
    for customer in customers.as_array().unwrap() {
        shop.does("conversation_typing", json!({ "customer": customer })).await;
    }
    asked(&ben, &shop, "delivery?").await;
    assert!(
        ben.has_read().await.iter().all(|text| text != "We deliver."),
        "silent while a person has the chat: {:?}",
        ben.has_read().await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owners_greeting_is_said_once_and_a_question_is_answered_instead() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.sells("Boot Arve", &[("42", 3)]).await;
    let greeting = json!({ "name": "Greeting", "on": true, "when": { "is": "first_words", "after_days": 14 }, "steps": [{ "say": { "": "Welcome to {shop}, {name}!" } }] });
    shop.does("automation_set", greeting).await;
    let asha = shop.meets("Asha", "+33639982041").await;
    assert!(asked(&asha, &shop, "hello").await.starts_with("Welcome to "), "her first hello is greeted: {:?}", asha.has_read().await);
    asked(&asha, &shop, "hello").await;
    let greeted = asha.has_read().await.iter().filter(|text| text.starts_with("Welcome")).count();
    assert_eq!(greeted, 1, "never two greetings: {:?}", asha.has_read().await);
    let ben = shop.meets("Ben", "+33639982042").await;
    let answer = asked(&ben, &shop, "hello, how much is the boot arve in 42?").await;
    assert!(answer.contains("59.00") && !answer.contains("Welcome"), "a question is answered, not greeted: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn away_is_said_once_per_absence_and_only_while_the_shop_is_closed() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let away =
        json!({ "name": "Away", "on": true, "when": { "is": "closed" }, "steps": [{ "say": { "": "We are at home. Back {opens}." } }] });
    shop.does("automation_set", away).await;
    let asha = shop.meets("Asha", "+33639982051").await;
    asked(&asha, &shop, "can I talk to a person please").await;
    assert!(!asha.last_read().await.contains("at home"), "open: {:?}", asha.has_read().await);
    shop.passes(11 * 3_600_000).await;
    let ben = shop.meets("Ben", "+33639982052").await;
    asked(&ben, &shop, "can I talk to a person please").await;
    assert!(ben.last_read().await.starts_with("We are at home. Back "), "closed: {:?}", ben.has_read().await);
    assert!(waits(&shop).await, "and somebody looks in the morning");
    asked(&ben, &shop, "I want to talk to somebody!").await;
    assert_eq!(
        ben.has_read().await.iter().filter(|text| text.contains("at home")).count(),
        1,
        "once per absence: {:?}",
        ben.has_read().await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_after_an_order_comes_once_to_those_who_agreed_and_never_into_a_complaint() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let boot = shop.sells("Boot Arve", &[("42", 9)]).await[0];
    let care = json!({ "name": "Care", "on": true, "when": { "is": "handed_over", "hours": 5 }, "steps": [{ "say": { "": "Do they fit, {name}?" }, "branches": [
        { "label": { "": "Yes" }, "to": { "is": "solved" } }, { "label": { "": "No" }, "to": { "is": "person" } }] }] });
    shop.does("automation_set", care.clone()).await;
    let mut people = Vec::new();
    for (name, phone, agrees) in [("Asha", "+33639982061", true), ("Ben", "+33639982062", false), ("Chloe", "+33639982063", true)] {
        let person = shop.meets(name, phone).await;
        asked(&person, &shop, "thanks!").await;
        let customer = shop.knows(name, Some(phone), "en").await;
        if agrees {
            shop.does(
                "consent_give",
                json!({ "customer": phone, "purpose": "follow_up", "wording": "You may ask me how it was", "channel": "counter" }),
            )
            .await;
        }
        let order =
            shop.does("order_take", json!({ "customer": customer, "lines": [{ "variant": boot, "quantity": 1, "choices": [] }] })).await;
        shop.does("order_step", json!({ "order": order["id"], "step": "hand_over" })).await;
        people.push(person);
    }
    let tried = shop.does("automation_try", care).await;
    assert_eq!(tried["times"], 3, "tried on what happened, it finds the three orders: {tried}");
    assert_eq!(tried["unwilling"], 1, "and says who has not agreed to be asked: {tried}");
    people[2].writes("these are terrible, I want my money back").await;
    shop.settles().await;
    shop.passes(5 * 3_600_000 + 60_000).await;
    let (asha, ben, chloe) = (&people[0], &people[1], &people[2]);
    shop.until("Asha is asked", async || asha.last_read().await == "Do they fit, Asha?").await;
    shop.settles().await;
    assert!(!ben.has_read().await.iter().any(|text| text.contains("fit")), "who did not agree is not asked: {:?}", ben.has_read().await);
    assert!(!chloe.has_read().await.iter().any(|text| text.contains("fit")), "nor who has just complained: {:?}", chloe.has_read().await);
    shop.passes(6 * 3_600_000).await;
    shop.settles().await;
    assert_eq!(asha.has_read().await.iter().filter(|text| text.contains("fit")).count(), 1, "once: {:?}", asha.has_read().await);
    let history = shop.does("automation_history", json!({ "automation": row(&shop, "Care").await["id"] })).await;
    let of = |name: &str| history.as_array().unwrap().iter().find(|run| run["name"] == name).cloned().unwrap_or_default();
    assert_eq!(of("Ben")["state"], "suppressed", "the history says why Ben heard nothing: {history}");
    assert_eq!(of("Chloe")["outcome"], "skipped", "and Chloe");
}

#[tokio::test(flavor = "multi_thread")]
async fn tried_on_the_last_month_it_says_whom_it_would_have_answered_and_sends_nothing() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639982071").await;
    let ben = shop.meets("Ben", "+33639982072").await;
    for (who, text) in [(&asha, "Vous livrez à Lyon ?"), (&asha, "et la livraison du samedi"), (&ben, "merci")] {
        who.writes(text).await;
        shop.settles().await;
    }
    let mut draft = words(&["livraison", "vous livrez"], "Oui, pour 4 €.");
    draft["on"] = json!(false);
    let before = asha.has_read().await.len();
    let tried = shop.does("automation_try", draft).await;
    assert_eq!((tried["times"].clone(), tried["people"].clone()), (json!(2), json!(1)), "twice, to one person: {tried}");
    assert_eq!(tried["examples"][0]["text"], "et la livraison du samedi", "with what she wrote, newest first: {tried}");
    assert_eq!(asha.has_read().await.len(), before, "trying sends nothing");
    assert_eq!(row(&shop, "Delivery").await, Value::Null, "and keeps nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_refused_with_the_step_and_staff_may_only_look() {
    let shop = a_shop().await;
    let mut long = router();
    long["steps"][1]["branches"][0]["label"][""] = json!("A button nobody could ever read");
    let refused = shop.tries("automation_set", long).await.unwrap_err();
    assert_eq!((refused.code, refused.about.get("step").cloned()), (Code::TooLong, Some(json!(2))), "the step is named: {refused:?}");
    let mut nowhere = router();
    nowhere["steps"][0]["branches"][0]["to"]["step"] = json!(7);
    assert_eq!(shop.tries("automation_set", nowhere).await.unwrap_err().code, Code::BadRequest, "a button leads somewhere");
    let mut script = words(&["x"], "See");
    script["steps"][0]["link"] = json!("javascript:alert(1)");
    assert_eq!(shop.tries("automation_set", script).await.unwrap_err().code, Code::BadRequest, "a link is a page");
    assert_eq!(shop.staff_try("automation_set", words(&["a"], "b")).await.unwrap_err().code, Code::OwnerOnly, "the owner writes them");
    shop.staff_try("automations_list", json!({})).await.expect("staff may look");
}
