//! Stories of the shop's places: hours kept day by day and by date, what customers are told of such a day, and a list of
//! places brought along from elsewhere.

use base64::Engine as _;
use serde_json::{Value, json};
use vitrine_tests::{TestShop, a_shop};

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
