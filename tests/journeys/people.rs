//! People: found by plain conditions, written down, made one and parted again, handed over and erased; and the ledger
//! of what they agreed to.

use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

async fn people(shop: &TestShop, conditions: Value) -> Vec<i64> {
    let ids = shop.does("customers_view", json!({ "conditions": conditions })).await;
    ids.as_array().unwrap().iter().map(|id| id.as_i64().unwrap()).collect()
}

async fn add(shop: &TestShop, name: &str, phone: &str) -> i64 {
    shop.does("customer_add", json!({ "name": name, "phone": phone })).await.as_i64().unwrap()
}

fn standing(of: &Value, purpose: &str) -> String {
    let one = of["standing"].as_array().unwrap().iter().find(|s| s["purpose"] == purpose).unwrap();
    one["standing"]["is"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_conditions_find_who_is_meant() {
    let shop = a_shop().await;
    let (asha, ben) = (add(&shop, "Asha", "+33639980001").await, add(&shop, "Ben", "+33639980002").await);
    shop.does("customer_change", json!({ "customer": asha, "field": "tags", "typed": "VIP, regular" })).await;
    shop.does("customer_change", json!({ "customer": ben, "field": "language", "typed": "fr" })).await;
    shop.does("consent_give", json!({ "customer": asha.to_string(), "purpose": "promotions", "wording": "Yes to news" })).await;
    assert_eq!(people(&shop, json!([{ "is": "tagged", "tag": "vip" }])).await, [asha], "a tag in any case");
    assert_eq!(people(&shop, json!([{ "is": "speaks", "language": "fr" }])).await, [ben], "a language");
    assert_eq!(people(&shop, json!([{ "is": "agreed", "purpose": "promotions" }])).await, [asha], "who said yes");
    let silent = json!([{ "is": "not", "condition": { "is": "agreed", "purpose": "promotions" } }]);
    assert!(!people(&shop, silent).await.contains(&asha), "and who did not");
    assert_eq!(
        people(&shop, json!([{ "is": "silent_for", "days": 90 }, { "is": "tagged", "tag": "vip" }])).await,
        [asha],
        "both must hold"
    );
    let found = shop.does("customers_view", json!({ "text": "0639980002" })).await;
    assert_eq!(found, json!([ben]), "a number is found as people here write it");
    shop.does("segment_save", json!({ "name": "Regulars", "audience": { "conditions": [{ "is": "tagged", "tag": "regular" }] } })).await;
    let segment = shop.does("segments_list", json!({})).await[0].clone();
    assert_eq!(shop.does("customers_count", segment["audience"].clone()).await, 1, "a segment counts whoever is in it now");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_needs_its_words_and_a_no_counts_at_once() {
    let shop = a_shop().await;
    let asha = add(&shop, "Asha", "+33639980001").await.to_string();
    let refused = shop.tries("consent_give", json!({ "customer": asha, "purpose": "promotions", "wording": " " })).await.unwrap_err();
    assert_eq!(refused.code, Code::BadRequest, "a yes without words proves nothing");
    let yes = json!({ "customer": asha, "purpose": "promotions", "wording": "Oui, écrivez-moi", "language": "fr", "channel": "paper" });
    let of = shop.does("consent_give", yes).await;
    assert_eq!(standing(&of, "promotions"), "given", "she said yes to offers");
    assert_eq!(standing(&of, "restock"), "never", "and to nothing else");
    let receipt = &of["receipts"][0];
    assert_eq!(
        (&receipt["wording"], &receipt["language"], &receipt["source"]),
        (&json!("Oui, écrivez-moi"), &json!("fr"), &json!("paper")),
        "word for word"
    );
    let of = shop.does("consent_take", json!({ "customer": asha, "channel": "phone" })).await;
    assert_eq!(standing(&of, "promotions"), "withdrawn", "stop ends everything");
    let chain = shop.does("consent_check", json!({})).await;
    assert_eq!((&chain["receipts"], &chain["broken_at"]), (&json!(2), &Value::Null), "and the ledger is whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_become_one_person_the_stricter_word_wins_and_it_can_be_undone() {
    let shop = a_shop().await;
    let (one, two) = (add(&shop, "Asha", "+33639980001").await, add(&shop, "Asha P.", "+33639980002").await);
    shop.does("consent_give", json!({ "customer": one.to_string(), "purpose": "promotions", "wording": "yes" })).await;
    shop.does("consent_take", json!({ "customer": two.to_string(), "purpose": "promotions" })).await;
    let runner = shop.sells("Runner", &[("42", 0)]).await[0];
    for her in [one, two] {
        shop.does("waitlist_join", json!({ "code": "Runner-42", "customer": her.to_string() })).await;
    }
    let in_line = async || shop.does("waitlist_line", json!({ "variant": runner })).await.as_array().unwrap().len();
    let merged = shop.does("customers_merge", json!({ "keep": one, "other": two })).await;
    let card = shop.does("customer_get", json!({ "customer": one })).await;
    assert_eq!(card["aliases"].as_array().unwrap().len(), 2, "both numbers are hers");
    assert_eq!(standing(&card, "promotions"), "withdrawn", "her no to one of the numbers is a no");
    assert_eq!(
        shop.does("customers_list", json!({})).await.as_array().unwrap().iter().filter(|c| c["id"] == two).count(),
        0,
        "one row is left"
    );
    assert_eq!(add(&shop, "", "+33639980002").await, one, "whoever writes from either number is she");
    assert_eq!(in_line().await, 1, "and stands in line once");
    shop.does("merge_undo", merged.clone()).await;
    let card = shop.does("customer_get", json!({ "customer": one })).await;
    assert_eq!(
        (card["aliases"].as_array().unwrap().len(), standing(&card, "promotions")),
        (1, "given".into()),
        "parted, each has her own word again"
    );
    assert_eq!(add(&shop, "", "+33639980002").await, two, "and her own number");
    assert_eq!(in_line().await, 2, "and her own place in line");
    assert_eq!(shop.tries("merge_undo", merged).await.unwrap_err().code, Code::NothingToUndo, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_she_is_gone_and_what_the_law_keeps_is_said() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("My secret address is 12 rue Haute").await;
    shop.settles().await;
    let id = people(&shop, json!([])).await[0];
    shop.does("customer_note", json!({ "customer": id, "note": "likes blue" })).await;
    shop.does("consent_give", json!({ "customer": id.to_string(), "purpose": "restock", "wording": "Tell me" })).await;
    let file = shop.does("customer_export", json!({ "customer": id })).await;
    let content = file["content"].as_str().unwrap();
    for part in ["Asha", "+33639980001", "12 rue Haute", "likes blue", "Tell me"] {
        assert!(content.contains(part), "her file holds {part}");
    }
    let erased = shop.does("customer_erase", json!({ "customer": id })).await;
    assert!(erased["messages"].as_i64().unwrap() > 0 && erased["receipts_kept"] == 1, "what went and what stays is said: {erased}");
    assert!(!people(&shop, json!([])).await.contains(&id), "no list shows her");
    let card = shop.does("customer_get", json!({ "customer": id })).await.to_string();
    assert!(!card.contains("rue Haute") && !card.contains("639980001") && !card.contains("Tell me"), "nothing of hers is left: {card}");
    let chain = shop.does("consent_check", json!({})).await;
    assert_eq!((&chain["broken_at"], &chain["erased"]), (&Value::Null, &json!(1)), "and the chain of receipts is whole without her words");
}

fn contacts(name: &str, text: &str) -> Value {
    json!({ "name": name, "content": base64::engine::general_purpose::STANDARD.encode(text) })
}

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Martin;Zo\u{eb};;;\r\nFN:Zo\u{eb} Martin\r\nTEL;TYPE=CELL:06 39 98 00 01\r\nNOTE:likes blue\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Dupont;Andr=C3=A9\r\nTEL;CELL:+33639980002\r\nBDAY:1985-04-12\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:No number\r\nEND:VCARD\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_address_book_comes_in_once_proves_nothing_and_goes_out_again() {
    let shop = a_shop().await;
    let zoe = add(&shop, "", "+33639980001").await;
    let dry = shop.looks_through("people", contacts("phone.vcf", CARDS)).await;
    assert_eq!(
        (&dry["people"], &dry["added"], &dry["changed"]),
        (&json!(2), &json!(1), &json!(1)),
        "one is new, one is known by her number: {dry}"
    );
    assert_eq!(dry["rejected"][0]["code"], "no_phone", "who has no number is named");
    let done = shop.imports("people", contacts("phone.vcf", CARDS)).await;
    let card = shop.does("customer_get", json!({ "customer": zoe })).await;
    assert_eq!(
        (&card["customer"]["name"], &card["notes"][0]["note"]),
        (&json!("Zo\u{eb} Martin"), &json!("likes blue")),
        "what was empty is filled"
    );
    assert_eq!(card["receipts"], json!([]), "an address book is no consent");
    let again = shop.looks_through("people", contacts("phone.vcf", CARDS)).await;
    assert_eq!(
        (&again["added"], &again["changed"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(2)),
        "the same file twice changes nothing"
    );
    let andre = shop.does("customers_view", json!({ "text": "Dupont" })).await;
    assert_eq!(andre.as_array().unwrap().len(), 1, "the other is there, accents and all");
    shop.does("customers_import_undo", json!({ "import": done["import"] })).await;
    assert_eq!(shop.does("customers_view", json!({ "text": "Dupont" })).await, json!([]), "undone, whom it added is gone");
    let card = shop.does("customer_get", json!({ "customer": zoe })).await;
    assert_eq!(
        (&card["customer"]["name"], card["notes"].as_array().unwrap().len()),
        (&json!(""), 0),
        "and what it filled in is empty again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_whose_columns_say_nothing_is_asked_about_and_the_answer_is_remembered() {
    let shop = a_shop().await;
    let table = "alpha,beta\nZoe,see below\nAndre,06 39 98 00 02\n";
    let asked = shop.tries_to_look_through("people", contacts("list.csv", table)).await;
    let columns = json!(["name", "phone"]);
    if let Err(error) = asked {
        assert_eq!(error.code, Code::WhichColumn, "it asks rather than guesses");
    }
    let mut said = contacts("list.csv", table);
    said["columns"] = columns;
    let done = shop.imports("people", said).await;
    assert_eq!((&done["added"], &done["rejected_rows"]), (&json!(1), &json!(1)), "told, it reads what it can: {done}");
    let later = shop.looks_through("people", contacts("list.csv", "alpha,beta\nLea,06 39 98 00 03\n")).await;
    assert_eq!(later["added"], 1, "and the next such file needs no asking");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_with_one_address_are_suspected_to_be_one() {
    let shop = a_shop().await;
    add(&shop, "Asha", "+33639980001").await;
    let rows = "Name,E-mail,Phone\nBia Souza,bia@example.com,+33639980005\nBia Souza,bia@example.com,+33639980006\n";
    shop.imports("people", contacts("list.csv", rows)).await;
    let alike = shop.does("customers_alike", json!({})).await;
    assert_eq!(alike[0]["evidence"], json!(["same_email"]), "the same address speaks for one person: {alike}");
}

fn moments(story: &Value, is: &str) -> Vec<Value> {
    story["moments"].as_array().unwrap().iter().filter(|m| m["is"] == is).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn her_story_is_told_in_one_order_and_says_why_she_was_chosen() {
    let shop = a_shop().await;
    let sizes = shop.sells("Runner", &[("42", 0)]).await;
    let first = shop.meets("Ben", "+33639980002").await;
    shop.notes_that(&first, "Runner-42").await;
    shop.passes(60_000).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Hello, do you have the Runner in 42?").await;
    shop.settles().await;
    shop.notes_that(&asha, "Runner-42").await;
    shop.does("customer_note", json!({ "customer": asha.customer, "note": "likes blue" })).await;
    shop.passes(60_000).await;
    shop.has_its_template().await;
    shop.does("stock_set", json!({ "variant": sizes[0], "on_hand": 5 })).await;
    shop.tells(sizes[0]).await;
    shop.settles().await;
    let story = shop.does("customer_story", json!({ "customer": asha.customer })).await;
    let order: Vec<&str> = story["moments"].as_array().unwrap().iter().map(|m| m["is"].as_str().unwrap()).collect();
    assert_eq!(order.first(), Some(&"chosen"), "the newest stands first: {order:?}");
    assert_eq!(order.last(), Some(&"met"), "and how it began last: {order:?}");
    for what in ["wrote", "waited", "consent", "noted"] {
        assert_eq!(moments(&story, what).len(), 1, "{what} once: {order:?}");
    }
    let chosen = &moments(&story, "chosen")[0]["chosen"];
    assert_eq!(chosen["about"], "Runner 42", "it says what the alert was about");
    assert!(chosen["waiting_since"].is_i64() && chosen["before_her"] == 1, "that she waited, and behind whom: {chosen}");
    assert_eq!(chosen["consent"]["wording"], "Tell me when Runner 42 is back", "her own words are the reason: {chosen}");
    assert!(chosen["reasons"].as_array().unwrap().iter().any(|r| r["is"] == "asked_for"), "and what the gate found: {chosen}");
    assert!(moments(&story, "answered").is_empty(), "the alert's words stand with the alert, not twice: {order:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_many_offers_she_may_still_get_is_said_before_anybody_writes() {
    let shop = a_shop().await;
    let asha = add(&shop, "Asha", "+33639980001").await;
    let attention = async || shop.does("customer_get", json!({ "customer": asha })).await["attention"].clone();
    assert_eq!(attention().await["offers"], "not_asked", "who was never asked gets none");
    shop.does("consent_give", json!({ "customer": asha.to_string(), "purpose": "promotions", "wording": "yes" })).await;
    let now = attention().await;
    assert_eq!((&now["offers"], &now["left"], &now["days"]), (&json!("yes"), &json!(2), &json!(7)), "two a week are the rule: {now}");
    let write = json!({ "customer": asha, "text": "New boots are in", "purpose": "promotions" });
    let promise = shop.does("hand_write", write).await;
    shop.does("hand_tick", json!({ "promise": promise, "tap": "sent" })).await;
    let now = attention().await;
    assert_eq!((&now["got"], &now["left"]), (&json!(1), &json!(1)), "one by hand counts: {now}");
    let rules = shop.does("shop_get", json!({})).await["rules"].clone();
    let mut none = rules.clone();
    none["promotions"] = json!(0);
    shop.does("shop_update", json!({ "rules": none })).await;
    let now = attention().await;
    assert!(now["left"] == 0 && now["next_at"].is_i64(), "a rule of none leaves none: {now}");
    shop.does("consent_take", json!({ "customer": asha.to_string() })).await;
    assert_eq!(attention().await["offers"], "stopped", "and after a stop that is the reason");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_changes_hands_is_not_the_same_person() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Hello").await;
    shop.settles().await;
    shop.does("consent_give", json!({ "customer": asha.customer.to_string(), "purpose": "promotions", "wording": "yes" })).await;
    // She takes a new number and says so through Meta; the old one is given to a stranger.
    asha.sends(json!({ "kind": "system", "type": "user_changed_number", "phone": "+33639980077" })).await;
    shop.settles().await;
    let card = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    assert_eq!(card["customer"]["phone"], "+33639980077", "she is written to on her new number");
    let old = card["aliases"].as_array().unwrap().iter().find(|a| a["value"] == "+33639980001").cloned().unwrap();
    assert!(old["left_at"].is_i64(), "the old one stays in her file as one she has left: {old}");
    let stranger = json!({ "name": "Zed", "phone": "+33639980001", "user_id": "FR.another" });
    let made = shop.control("customers", stranger).await;
    shop.control(&format!("customers/{}/write", made["ids"][0]), json!({ "text": "Who is this?" })).await;
    shop.settles().await;
    let zed = shop.does("customers_view", json!({ "text": "Zed" })).await[0].as_i64().expect("a person of his own");
    assert_ne!(zed, asha.customer, "whoever has her old number now is somebody else");
    let card = shop.does("customer_get", json!({ "customer": zed })).await;
    assert_eq!((standing(&card, "promotions").as_str(), &card["receipts"]), ("never", &json!([])), "who has agreed to nothing");
    assert_eq!(card["thread"].as_array().unwrap().len(), 1, "and reads none of her messages");
    let hers = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    assert_eq!(standing(&hers, "promotions"), "given", "her yes stays hers");
    assert_eq!(hers["aliases"].as_array().unwrap().iter().filter(|a| a["value"] == "+33639980001").count(), 0, "the number is his");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_on_a_known_number_is_another_person_and_metas_word_makes_two_one() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Hello").await;
    shop.settles().await;
    shop.does("consent_give", json!({ "customer": asha.customer.to_string(), "purpose": "restock", "wording": "tell me" })).await;
    // The same number, another account, and no word of Meta's about it.
    let made = shop.control("customers", json!({ "name": "Yara", "phone": "+33639980001", "user_id": "FR.yara" })).await;
    shop.control(&format!("customers/{}/write", made["ids"][0]), json!({ "text": "Bonjour" })).await;
    shop.settles().await;
    let yara = shop.does("customers_view", json!({ "text": "Yara" })).await[0].as_i64().expect("a person of her own");
    assert_ne!(yara, asha.customer, "another account is another person");
    let card = shop.does("customer_get", json!({ "customer": yara })).await;
    assert_eq!(
        (standing(&card, "restock").as_str(), &card["customer"]["phone"]),
        ("never", &json!("+33639980001")),
        "with the number and no yes"
    );
    let hers = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    assert!(
        hers["thread"].as_array().unwrap().iter().any(|m| m["content"]["change"] == "passed_on"),
        "in Asha's thread stands that her number has passed on: {}",
        hers["thread"]
    );
    assert_eq!(hers["customer"]["phone"], Value::Null, "she is not written to on it any more");
    // Late, Meta says that the two ids are one person after all.
    let owner = json!({ "messaging_product": "whatsapp", "metadata": {}, "user_id_update": [{ "previous_user_id": "FR.33639980001", "current_user_id": "FR.yara", "wa_id": "33639980001" }] });
    let delivery = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "user_id_update", "value": owner }] }] });
    shop.applies_by_hand(&delivery).await;
    let ids = shop.does("customers_view", json!({})).await;
    let both: Vec<bool> = [yara, asha.customer].iter().map(|id| ids.as_array().unwrap().contains(&json!(id))).collect();
    assert_eq!(both.iter().filter(|there| **there).count(), 1, "then one entry is left: {ids}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_said_to_be_two_people_are_not_asked_about_again() {
    let shop = a_shop().await;
    let rows = "Name,E-mail,Phone,Birthday\nBia Souza,bia@example.com,+33639980005,1990-05-01\nBia Souza,bia@example.com,+33639980006,1990-05-01\n";
    shop.imports("people", contacts("list.csv", rows)).await;
    let pair = shop.does("customers_alike", json!({})).await[0].clone();
    let evidence = pair["evidence"].as_array().unwrap();
    assert!(
        evidence.contains(&json!("same_email")) && evidence.contains(&json!("same_name_and_birthday")),
        "everything that speaks for it is named: {pair}"
    );
    let both = json!({ "keep": pair["keep"], "other": pair["other"] });
    shop.does("customers_apart", both.clone()).await;
    assert_eq!(shop.does("customers_alike", json!({})).await, json!([]), "two people, said the owner");
    let mut again = both;
    again["ask_again"] = json!(true);
    shop.does("customers_apart", again).await;
    assert_eq!(shop.does("customers_alike", json!({})).await.as_array().unwrap().len(), 1, "and it can be taken back");
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_say_who_waits_for_an_answer_who_is_new_and_who_buys_often() {
    let shop = a_shop().await;
    let sizes = shop.sells("Runner", &[("42", 5)]).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let ben = add(&shop, "Ben", "+33639980002").await;
    let is = async |condition: Value| people(&shop, json!([condition])).await;
    let asked = |condition: Value, who: i64, ids: Vec<i64>, why: &str| {
        assert!(ids.contains(&who), "{why}: {condition} should find {who} among {ids:?}");
    };
    asha.writes("Can I come tomorrow?").await;
    shop.settles().await;
    assert_eq!(is(json!({ "is": "unanswered" })).await, [asha.customer], "who wrote and has no answer");
    asked(json!({ "is": "wrote_within" }), asha.customer, is(json!({ "is": "wrote_within", "days": 1 })).await, "wrote today");
    asked(json!({ "is": "added_within" }), ben, is(json!({ "is": "added_within", "days": 1 })).await, "met today");
    shop.does("conversation_done", json!({ "customer": asha.customer })).await;
    assert!(is(json!({ "is": "unanswered" })).await.is_empty(), "nobody once it is answered");
    // 2026-11-24, a Tuesday, in Paris.
    for (born, today, week, month) in [
        ("1990-11-24", true, true, true),
        ("--11-29", false, true, true),
        ("--11-30", false, false, true),
        ("--12-01", false, false, false),
    ] {
        shop.does("customer_change", json!({ "customer": ben, "field": "birthday", "typed": born })).await;
        for (span, holds) in [("today", today), ("week", week), ("month", month)] {
            let found = is(json!({ "is": "birthday_in", "span": span })).await.contains(&ben);
            assert_eq!(found, holds, "born {born}: {span}");
        }
    }
    // An alert tapped "keep mine" becomes an order; handed over, it is bought.
    shop.has_its_template().await;
    shop.does("stock_set", json!({ "variant": sizes[0], "on_hand": 0 })).await;
    shop.notes_that(&asha, "Runner-42").await;
    shop.does("stock_set", json!({ "variant": sizes[0], "on_hand": 5 })).await;
    shop.tells(sizes[0]).await;
    shop.settles().await;
    asha.taps(vitrine_tests::KEEP).await;
    shop.settles().await;
    assert_eq!(is(json!({ "is": "open_order" })).await, [asha.customer], "something to collect");
    let order = shop.does("orders_list", json!({})).await[0]["id"].clone();
    shop.does("order_step", json!({ "order": order, "step": "hand_over" })).await;
    assert!(is(json!({ "is": "open_order" })).await.is_empty(), "collected");
    let more_than = async |times: i64, amount: i64| {
        let ordered = is(json!({ "is": "ordered_more_than", "times": times, "days": null })).await;
        let spent = is(json!({ "is": "spent_more_than", "amount": amount, "days": 30 })).await;
        (ordered.contains(&asha.customer), spent.contains(&asha.customer))
    };
    assert_eq!(more_than(0, 5_899).await, (true, true), "more than none, more than 58.99");
    assert_eq!(more_than(1, 5_900).await, (false, false), "not more than one, not more than 59.00");
    // Her rows stay hers when two become one.
    let twin = add(&shop, "Asha again", "+33639980003").await;
    shop.does("customers_merge", json!({ "keep": twin, "other": asha.customer })).await;
    assert_eq!(is(json!({ "is": "ordered_more_than", "times": 0, "days": null })).await, [twin], "what the other row bought counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_is_renamed_on_everybody_two_become_one_and_it_can_be_undone() {
    let shop = a_shop().await;
    let (asha, ben) = (add(&shop, "Asha", "+33639980001").await, add(&shop, "Ben", "+33639980002").await);
    shop.does("customer_change", json!({ "customer": asha, "field": "tags", "typed": "\u{c9}t\u{e9}, VIP" })).await;
    shop.does("customer_change", json!({ "customer": ben, "field": "tags", "typed": "\u{e9}t\u{e9}, regular" })).await;
    let tags = async || shop.does("tags_list", json!({})).await;
    let count = |all: &Value, tag: &str| {
        all.as_array().unwrap().iter().find(|t| t["tag"].as_str().unwrap().to_lowercase() == tag).map(|t| t["people"].clone())
    };
    let all = tags().await;
    assert_eq!((count(&all, "\u{e9}t\u{e9}"), all.as_array().unwrap().len()), (Some(json!(2)), 3), "one tag in any case and accent: {all}");
    assert_eq!(people(&shop, json!([{ "is": "tagged", "tag": "\u{c9}T\u{c9}" }])).await.len(), 2, "and found in any");
    let renamed = shop.does("tag_rename", json!({ "from": "vip", "to": "regular" })).await;
    assert_eq!(renamed["people"], 1, "one person carried it");
    let all = tags().await;
    assert_eq!((count(&all, "regular"), count(&all, "vip")), (Some(json!(2)), None), "two tags are one: {all}");
    shop.does("tag_rename_undo", json!({ "change": renamed["change"] })).await;
    let all = tags().await;
    assert_eq!((count(&all, "regular"), count(&all, "vip")), (Some(json!(1)), Some(json!(1))), "and two again: {all}");
    shop.does("tag_rename", json!({ "from": "\u{e9}t\u{e9}", "to": "" })).await;
    assert_eq!(count(&tags().await, "\u{e9}t\u{e9}"), None, "one can be taken away");
    let refused = shop.tries("tag_rename", json!({ "from": "nobody's", "to": "x" })).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound, "a tag nobody carries");
}

/// She says it, and the shop has settled.
async fn says(shop: &TestShop, who: &vitrine_tests::Person, text: &str) -> Vec<String> {
    let before = shop.accepts().await.len();
    who.writes(text).await;
    shop.settles().await;
    shop.accepts().await.iter().skip(before).map(|sent| sent["body"]["text"]["body"].to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_out_works_at_once_is_confirmed_once_and_ends_what_it_says() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let card = async || shop.does("customer_get", json!({ "customer": asha.customer })).await;
    let yes = async |purpose: &str| {
        shop.does("consent_give", json!({ "customer": asha.customer.to_string(), "purpose": purpose, "wording": "yes" })).await;
    };
    for purpose in ["restock", "promotions", "reminders"] {
        yes(purpose).await;
    }
    // One purpose, where she says which.
    let answers = says(&shop, &asha, "No more offers please").await;
    assert_eq!(answers.len(), 1, "confirmed: {answers:?}");
    let now = card().await;
    assert_eq!(
        (standing(&now, "promotions").as_str(), standing(&now, "restock").as_str(), standing(&now, "reminders").as_str()),
        ("withdrawn", "given", "given"),
        "offers end, the rest stays"
    );
    assert_eq!(now["receipts"][0]["wording"], "No more offers please", "in her own words");
    assert_eq!(says(&shop, &asha, "no more offers").await.len(), 0, "and once only");
    // Everything.
    assert_eq!(says(&shop, &asha, "STOP!!!").await.len(), 1, "confirmed");
    let now = card().await;
    assert!(
        ["promotions", "restock", "reminders"].iter().all(|p| standing(&now, p) == "withdrawn"),
        "everything ends: {}",
        now["standing"]
    );
    assert_eq!(says(&shop, &asha, "stop").await.len(), 0, "a second stop is no second message");
    assert_eq!(says(&shop, &asha, "unsubscribe").await.len(), 0, "in other words neither");
    assert_eq!(people(&shop, json!([{ "is": "unanswered" }])).await, Vec::<i64>::new(), "nobody has to look");
    // START restores nothing by itself.
    assert_eq!(says(&shop, &asha, "Start").await.len(), 1, "she is heard");
    assert_eq!(standing(&card().await, "restock"), "withdrawn", "and agrees to nothing by it");
    yes("restock").await;
    assert_eq!(says(&shop, &asha, "Stop these").await.len(), 1, "typed, the button's words do what the button does");
    assert_eq!(standing(&card().await, "restock"), "withdrawn", "these end");
    // Under a picture, and written over an earlier message.
    yes("restock").await;
    asha.sends(json!({ "kind": "image", "caption": "STOP" })).await;
    shop.settles().await;
    assert_eq!(standing(&card().await, "restock"), "withdrawn", "a stop under a picture is a stop");
    // The owner, at the counter: at once.
    yes("promotions").await;
    shop.does("consent_take", json!({ "customer": asha.customer.to_string(), "purpose": "promotions", "channel": "counter" })).await;
    assert_eq!(standing(&card().await, "promotions"), "withdrawn", "said to the owner it counts as well");
    // A sentence is for a person.
    assert_eq!(says(&shop, &asha, "Stop, I'll come tomorrow").await.len(), 0, "no answer of the shop's own");
    assert_eq!(people(&shop, json!([{ "is": "unanswered" }])).await, [asha.customer], "a person looks");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_at_meta_counts_however_it_is_learned() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("Hello").await;
    shop.settles().await;
    shop.does("consent_give", json!({ "customer": asha.customer.to_string(), "purpose": "promotions", "wording": "yes" })).await;
    let prefer = async |value: &str| {
        let preference = json!({ "wa_id": "33639980001", "user_id": "FR.33639980001", "category": "marketing_messages", "value": value, "timestamp": 1 });
        let value = json!({ "messaging_product": "whatsapp", "metadata": {}, "user_preferences": [preference] });
        let delivery = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "user_preferences", "value": value }] }] });
        shop.applies_by_hand(&delivery).await;
        shop.does("customer_get", json!({ "customer": asha.customer })).await
    };
    let card = prefer("stop").await;
    assert_eq!(card["attention"]["offers"], "stopped_at_meta", "stopped in WhatsApp itself: {}", card["attention"]);
    let card = prefer("resume").await;
    assert_eq!(card["attention"]["offers"], "yes", "and allowed there again: {}", card["attention"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn old_chats_are_forgotten_by_themselves_and_what_must_stay_stays() {
    let shop = a_shop().await;
    let asha = shop.meets("Asha", "+33639980001").await;
    asha.writes("My old secret address is 12 rue Haute").await;
    asha.sends(json!({ "kind": "image", "caption": "my kitchen" })).await;
    shop.settles().await;
    shop.until("the picture is here", async || {
        let card = shop.does("customer_get", json!({ "customer": asha.customer })).await;
        card["thread"].as_array().unwrap().iter().any(|m| m["file"] == "here")
    })
    .await;
    let sealed = || std::fs::read_dir(shop.folder().join("media").join("received")).map(|all| all.flatten().count()).unwrap_or(0);
    shop.does("consent_give", json!({ "customer": asha.customer.to_string(), "purpose": "restock", "wording": "Tell me, please" })).await;
    shop.passes(200 * 86_400_000).await;
    asha.writes("And this is new").await;
    shop.settles().await;
    let preview = shop.does("chats_keep_preview", json!({ "days": 182 })).await;
    assert!(
        preview["old"]["messages"].as_i64().unwrap() >= 2 && preview["old"]["files"] == 1,
        "how much would go is said before: {preview}"
    );
    assert_eq!(shop.does("chats_kept", json!({})).await["days"], Value::Null, "looking switches nothing on");
    assert_eq!(shop.tries("chats_keep", json!({ "days": 1 })).await.unwrap_err().code, Code::BadNumber, "a day is no rule to choose");
    assert_eq!(shop.staff_try("chats_keep", json!({ "days": 365 })).await.unwrap_err().code, Code::OwnerOnly, "it is the owner's to say");
    shop.does("chats_keep", json!({ "days": 182 })).await;
    shop.until("the old messages are gone", async || {
        let history = shop.does("activity_list", json!({ "before": null, "limit": 20 })).await;
        history.as_array().unwrap().iter().any(|a| a["command"] == "chats_forgotten" && a["about"]["files"] == 1)
    })
    .await;
    let card = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    let said: Vec<&Value> = card["thread"].as_array().unwrap().iter().map(|m| &m["content"]["text"]).collect();
    assert_eq!(said, ["And this is new"], "only what is new is left");
    assert_eq!(card["receipts"][0]["wording"], "Tell me, please", "her yes stays, word for word");
    assert_eq!(sealed(), 0, "the file is off the disk");
    let history = shop.does("activity_list", json!({ "before": null, "limit": 20 })).await.to_string();
    assert!(!history.contains("rue Haute") && !history.contains("kitchen"), "the history names no words: {history}");
    let again = shop.does("chats_kept", json!({})).await;
    assert_eq!(again["old"]["messages"], 0, "nothing older is left: {again}");
}
