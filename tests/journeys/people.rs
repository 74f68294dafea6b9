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
    shop.does("merge_undo", merged.clone()).await;
    let card = shop.does("customer_get", json!({ "customer": one })).await;
    assert_eq!(
        (card["aliases"].as_array().unwrap().len(), standing(&card, "promotions")),
        (1, "given".into()),
        "parted, each has her own word again"
    );
    assert_eq!(add(&shop, "", "+33639980002").await, two, "and her own number");
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
    let dry = shop.does("customers_import_preview", contacts("phone.vcf", CARDS)).await;
    assert_eq!(
        (&dry["people"], &dry["added"], &dry["changed"]),
        (&json!(2), &json!(1), &json!(1)),
        "one is new, one is known by her number: {dry}"
    );
    assert_eq!(dry["rejected"][0]["code"], "no_phone", "who has no number is named");
    let done = shop.does("customers_import_apply", contacts("phone.vcf", CARDS)).await;
    let card = shop.does("customer_get", json!({ "customer": zoe })).await;
    assert_eq!(
        (&card["customer"]["name"], &card["notes"][0]["note"]),
        (&json!("Zo\u{eb} Martin"), &json!("likes blue")),
        "what was empty is filled"
    );
    assert_eq!(card["receipts"], json!([]), "an address book is no consent");
    let again = shop.does("customers_import_preview", contacts("phone.vcf", CARDS)).await;
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
    let asked = shop.tries("customers_import_preview", contacts("list.csv", table)).await;
    let columns = json!(["name", "phone"]);
    if let Err(error) = asked {
        assert_eq!(error.code, Code::WhichColumn, "it asks rather than guesses");
    }
    let mut said = contacts("list.csv", table);
    said["columns"] = columns;
    let done = shop.does("customers_import_apply", said).await;
    assert_eq!((&done["added"], &done["rejected_rows"]), (&json!(1), &json!(1)), "told, it reads what it can: {done}");
    let later = shop.does("customers_import_preview", contacts("list.csv", "alpha,beta\nLea,06 39 98 00 03\n")).await;
    assert_eq!(later["added"], 1, "and the next such file needs no asking");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_with_one_address_are_suspected_to_be_one() {
    let shop = a_shop().await;
    add(&shop, "Asha", "+33639980001").await;
    let rows = "Name,E-mail,Phone\nBia Souza,bia@example.com,+33639980005\nBia Souza,bia@example.com,+33639980006\n";
    shop.does("customers_import_apply", contacts("list.csv", rows)).await;
    let alike = shop.does("customers_alike", json!({})).await;
    assert_eq!(alike[0]["evidence"], json!(["same_email"]), "the same address speaks for one person: {alike}");
}
