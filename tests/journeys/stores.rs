//! Stories of the shop's places: hours kept day by day and by date, what customers are told of such a day, and a list of
//! places brought along from elsewhere.

use base64::Engine as _;
use serde_json::{Value, json};
use vitrine_tests::{TestShop, a_shop};

/// A picture of one colour.
fn png(colour: u8) -> String {
    let mut picture = resvg::tiny_skia::Pixmap::new(64, 48).unwrap();
    picture.fill(resvg::tiny_skia::Color::from_rgba8(colour, 120, 60, 255));
    base64::prelude::BASE64_STANDARD.encode(picture.encode_png().unwrap())
}

async fn only_store(shop: &TestShop) -> Value {
    shop.does("stores_now", json!({})).await[0].clone()
}

/// Open nine to six on weekdays, closed on Sunday, public holidays closed, and Christmas Eve until one.
fn week() -> Value {
    let open = |spans: Value| json!({ "kind": "open", "spans": spans });
    let weekday = open(json!([["09:00", "12:30"], ["14:00", "18:00"]]));
    let closed = json!({ "kind": "closed" });
    json!({
        "days": [weekday, weekday, weekday, weekday, weekday, open(json!([["10:00", "17:00"]])), closed],
        "holidays": closed,
        "dates": [{ "from": "12-24", "to": "12-24", "day": open(json!([["09:00", "13:00"]])) }],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_kept_day_by_day_are_what_is_typed_and_what_customers_are_told() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let store = only_store(&shop).await;
    let read = shop.does("hours_of_week", json!({ "week": week() })).await;
    assert_eq!(
        read["osm"], "Mo-Fr 09:00-12:30,14:00-18:00; Sa 10:00-17:00; Su off; PH off; Dec 24 09:00-13:00",
        "written as maps write it"
    );
    shop.does("store_change", json!({ "store": store["id"], "field": "opening_hours", "typed": read["osm"] })).await;
    let kept = shop.does("hours_read", json!({ "typed": only_store(&shop).await["opening_hours"] })).await;
    assert_eq!(kept["week"]["days"][0]["spans"], json!([["09:00", "12:30"], ["14:00", "18:00"]]), "and comes back day by day: {kept}");
    assert_eq!(kept["week"]["dates"][0]["from"], "12-24", "with the days of their own");
    let holidays = shop.does("store_holidays", json!({ "store": store["id"] })).await;
    assert!(holidays.as_array().unwrap().iter().any(|day| day.as_str().unwrap().ends_with("-12-25")), "its country's holidays: {holidays}");
    let asha = shop.meets("Asha", "+33639987001").await;
    asha.writes("are you open on 25 December?").await;
    shop.settles().await;
    assert!(asha.last_read().await.to_lowercase().contains("closed"), "a public holiday: {:?}", asha.has_read().await);
    asha.writes("and on 24 December?").await;
    shop.settles().await;
    let answer = asha.last_read().await;
    assert!(answer.contains("1:00") || answer.contains("13:00"), "until one on Christmas Eve: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_holiday_nobody_spoke_of_is_asked_about_and_nobody_finds_a_closed_door() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let store = only_store(&shop).await["id"].clone();
    shop.does("store_change", json!({ "store": store, "field": "opening_hours", "typed": "Mo-Sa 09:00-18:00" })).await;
    let holiday = async || {
        let rows = shop.does("today_list", json!({})).await["rows"].clone();
        rows.as_array().unwrap().iter().find(|row| row["is"] == "holiday").map(|row| row["holiday"].clone())
    };
    assert_eq!(holiday().await, None, "a month before, nobody knows yet and nobody is asked");
    let asha = shop.meets("Asha", "+33639987001").await;
    let asks = async |text: &str| {
        asha.writes(text).await;
        shop.settles().await;
        asha.last_read().await
    };
    let unsure = asks("are you open on 25 December?").await;
    assert!(unsure.contains("public holiday") && unsure.contains("may be different"), "until the owner says, it is not promised: {unsure}");
    let sure = asks("and on 24 December?").await;
    assert!(!sure.contains("public holiday"), "an ordinary day is answered as always: {sure}");

    shop.passes(18 * 24 * 3_600_000).await;
    let asked = holiday().await.expect("two weeks before, the owner is asked");
    assert_eq!(asked["date"], "2026-12-25", "about Christmas: {asked}");
    let rows = shop.staff_try("today_list", json!({})).await.unwrap()["rows"].clone();
    assert!(rows.as_array().unwrap().iter().all(|row| row["is"] != "holiday"), "hours are the owner's to say: {rows}");
    let closed = json!({ "date": asked["date"], "stores": asked["stores"], "open": false });
    assert!(shop.staff_try("holiday_say", closed.clone()).await.is_err(), "and staff cannot say them");
    let before = shop.does("holiday_say", closed).await;
    assert_eq!(holiday().await, None, "asked once");
    let said = asks("are you open on 25 December?").await;
    assert!(said.contains("closed") && !said.contains("may be different"), "now it is known: {said}");
    shop.does("holiday_take_back", json!({ "before": before })).await;
    assert!(holiday().await.is_some(), "taken back, it is a question again");

    shop.does("holiday_say", json!({ "date": "2026-12-25", "stores": [store], "open": true })).await;
    let open = asks("are you open on 25 December?").await;
    assert!(open.contains("9:00") && !open.contains("may be different"), "open as on any Friday: {open}");
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_that_say_more_than_a_week_are_left_to_the_line_they_are_typed_in() {
    let shop = a_shop().await;
    let read = shop.does("hours_read", json!({ "typed": "Mo-Fr 09:00-18:00; Sa[1] 10:00-12:00" })).await;
    assert_eq!(read["week"], Value::Null, "an editor that dropped the first Saturday would close it in silence: {read}");
    let refused =
        shop.tries("hours_of_week", json!({ "week": { "days": vec![json!({ "kind": "open", "spans": [["9", "18:00"]] }); 7] } })).await;
    assert!(refused.is_err(), "and what is no time is said: {refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn places_brought_along_are_in_the_shops_country() {
    let shop = a_shop().await;
    let file = "name,address,hours,latitude,longitude\nKiosk du Port,\"1 quai des Belges, Marseille\",Mo-Sa 08:00-20:00; PH off,,\n";
    let content = base64::prelude::BASE64_STANDARD.encode(file);
    let wanted = json!({ "kind": "stores", "name": "places.csv", "content": content });
    shop.does("import_start", wanted).await;
    let kiosk = async || {
        let all = shop.does("stores_now", json!({})).await;
        all.as_array().unwrap().iter().find(|store| store["name"] == "Kiosk du Port").cloned()
    };
    shop.until("the place is there", async || kiosk().await.is_some()).await;
    assert_eq!(kiosk().await.unwrap()["country"], "FR", "whose holidays it closes on is known");
}

/// A store that can be shown: two pictures, a pin, services.
async fn dressed(shop: &TestShop) -> (Value, Vec<Value>) {
    let store = only_store(shop).await["id"].clone();
    let mut pictures = Vec::new();
    for (name, colour) in [("Our window", 200), ("Inside", 40)] {
        pictures.push(shop.does("media_add", json!({ "name": name, "data": png(colour) })).await["hash"].clone());
    }
    shop.does("store_pictures_set", json!({ "store": store, "hashes": pictures })).await;
    for (field, typed) in [("pin", "48.8800, 2.3400"), ("services", "Parking, Réparations, Key cutting")] {
        shop.does("store_change", json!({ "store": store, "field": field, "typed": typed })).await;
    }
    (store, pictures)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_the_place_gets_its_picture_todays_hours_what_it_offers_and_its_pin_once() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    let (store, pictures) = dressed(&shop).await;
    let told = shop.does("store_told", json!({ "store": store })).await;
    let asha = shop.meets("Asha", "+33639987011").await;
    asha.writes("where are you?").await;
    shop.settles().await;
    // The pin follows by itself and may be there already where the machine is slow.
    let answer = asha.has_read().await.into_iter().find(|read| read.contains("open now")).unwrap_or_default();
    assert_eq!(told["text"], json!(answer), "the owner's preview is what she reads, word for word");
    assert_eq!(
        answer, "Chez Nadia, 12 rue des Martyrs: open now, until 12:30.\nToday: 9:30–12:30, 14:00–19:00\nParking · Repairs · Key cutting",
        "the place as it stands, today's hours, what it offers in her language and in the owner's words"
    );
    let chat = async || shop.sees(&format!("customers/{}", asha.at_meta())).await["chat"].clone();
    let place = chat().await.as_array().unwrap().iter().find(|m| m["from_shop"] == true).cloned().unwrap();
    assert!(place["image"].is_string(), "with the first picture above: {place}");
    assert!(place.to_string().contains("destination=48.880000%2C2.340000"), "and a button to its pin: {place}");
    assert_eq!((&told["image"], &told["pin"]["lat"]), (&pictures[0], &json!(48.88)), "which the preview shows as well: {told}");
    shop.passes(2_000).await;
    shop.until("the pin follows", async || asha.has_read().await.iter().any(|read| read == "Chez Nadia 12 rue des Martyrs")).await;
    shop.settles().await;
    let pin = chat().await.as_array().unwrap().iter().rfind(|m| m["from_shop"] == true).cloned().unwrap();
    assert!(pin.to_string().contains("48.88"), "a place her phone finds the way to: {pin}");
    let before = asha.has_read().await.len();
    asha.writes("sorry, where is your shop again?").await;
    shop.settles().await;
    shop.passes(2_000).await;
    shop.settles().await;
    let after = asha.has_read().await;
    assert_eq!(after.len(), before + 1, "what she has of the place is not sent again: {after:?}");
    let again = chat().await.as_array().unwrap().iter().rfind(|m| m["from_shop"] == true).cloned().unwrap();
    assert!(!again["image"].is_string(), "nor its picture: {again}");
    let french = shop.does("store_told", json!({ "store": store, "language": "fr" })).await;
    assert!(french["text"].as_str().unwrap().ends_with("Parking · Réparations · Key cutting"), "each in her language: {french}");
}

#[tokio::test(flavor = "multi_thread")]
async fn do_you_have_parking_is_answered_where_a_store_lists_it_and_left_to_a_person_where_none_does() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    dressed(&shop).await;
    shop.does("store_add", json!({ "name": "Bastille", "address": "3 rue de la Roquette" })).await;
    let asha = shop.meets("Asha", "+33639987012").await;
    asha.writes("Do you have parking?").await;
    shop.settles().await;
    assert_eq!(asha.last_read().await, "Yes. Parking: Chez Nadia, 12 rue des Martyrs.", "the store that lists it");
    asha.writes("est-ce que vous faites des réparations ?").await;
    shop.settles().await;
    assert_eq!(asha.last_read().await, "Oui. Réparations : Chez Nadia, 12 rue des Martyrs.", "in the language she asks in");
    asha.writes("do you do key cutting?").await;
    shop.settles().await;
    assert_eq!(asha.last_read().await, "Yes. Key cutting: Chez Nadia, 12 rue des Martyrs.", "and what only this shop offers");
    let zoe = shop.meets("Zoé", "+33639987013").await;
    zoe.writes("is it wheelchair accessible?").await;
    shop.settles().await;
    let said = zoe.has_read().await;
    assert!(said.iter().all(|text| !text.contains("Wheelchair")), "a list that leaves it out has not said no, nor yes: {said:?}");
    shop.sells("Parking disc", &[("blue", 3)]).await;
    zoe.writes("how much is the parking disc blue?").await;
    shop.settles().await;
    assert!(zoe.last_read().await.contains("59.00"), "and a thing of that name is a thing: {:?}", zoe.has_read().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stores_pictures_are_the_librarys_and_cannot_be_lost_under_it() {
    let shop = a_shop().await;
    let (store, pictures) = dressed(&shop).await;
    let uses = shop.does("media_uses", json!({ "hash": pictures[1] })).await;
    assert_eq!(
        (uses[0]["what"].as_str(), uses[0]["name"].as_str()),
        (Some("store"), Some("Chez Nadia")),
        "it says where it is used: {uses}"
    );
    assert!(shop.tries("media_drop", json!({ "hash": pictures[1] })).await.is_err(), "a store does not lose its picture");
    shop.does("media_describe", json!({ "hash": pictures[1], "field": "alt", "value": "The counter" })).await;
    let turned = shop.does("store_pictures_set", json!({ "store": store, "hashes": [pictures[1], pictures[0], pictures[1]] })).await;
    assert_eq!(
        (turned.as_array().map(Vec::len), turned[0]["alt"].as_str()),
        (Some(2), Some("The counter")),
        "in the new order, each once, with its words: {turned}"
    );
    let paper =
        base64::prelude::BASE64_STANDARD.encode(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    let paper = shop.does("media_add", json!({ "name": "Plan", "data": paper })).await["hash"].clone();
    assert!(shop.tries("store_pictures_set", json!({ "store": store, "hashes": [paper] })).await.is_err(), "a paper is no picture");
    shop.does("store_pictures_set", json!({ "store": store, "hashes": [] })).await;
    shop.does("media_drop", json!({ "hash": pictures[1] })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn services_leave_in_a_file_as_words_and_come_back_as_what_they_are() {
    let shop = a_shop().await;
    dressed(&shop).await;
    let made = shop.does("stores_export", json!({ "kind": "csv" })).await;
    let bytes = base64::prelude::BASE64_STANDARD.decode(made["content"].as_str().unwrap()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("Parking|Repairs|Key cutting"), "people read it: {text}");
    let changed = text.replace("Parking|", "Parking|Toilettes|");
    let content = base64::prelude::BASE64_STANDARD.encode(changed);
    shop.does("import_start", json!({ "kind": "stores", "name": "stores.csv", "content": content })).await;
    let services = async || only_store(&shop).await["services"].clone();
    shop.until("the file is in", async || services().await.as_array().map(Vec::len) == Some(4)).await;
    assert_eq!(services().await, json!(["parking", "toilet", "repairs", "Key cutting"]), "known by code, in whatever language the file is");
    let long = "x".repeat(41);
    let refused = shop.tries("store_change", json!({ "store": only_store(&shop).await["id"], "field": "services", "typed": long })).await;
    assert!(refused.is_err(), "what no line of a phone holds is said: {refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_store_she_names_does_not_offer_is_not_said_to_be_there() {
    let shop = a_shop().await;
    let main = only_store(&shop).await;
    shop.does("store_change", json!({ "store": main["id"], "field": "services", "typed": "wheelchair" })).await;
    shop.does("store_add", json!({ "name": "Nantes", "address": "5 rue Crébillon, 44000 Nantes", "opening_hours": "" })).await;
    let asked = shop.does("ask", json!({ "text": "is it wheelchair accessible in Nantes?" })).await;
    let reply = asked["reply"].as_str().unwrap_or_default();
    assert!(!reply.starts_with("Yes") && reply.contains("Nantes does not list this"), "nobody comes for a ramp that is elsewhere: {asked}");
    let asked = shop.does("ask", json!({ "text": "is it wheelchair accessible?" })).await;
    assert!(asked["reply"].as_str().unwrap_or_default().starts_with("Yes"), "of the shop as a whole it is: {asked}");
}
