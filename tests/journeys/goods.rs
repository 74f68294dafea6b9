//! Goods as a shop describes them: pictures in order, cheese by weight, a latte with its milk, collections and seasons.

use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{KEEP, TestShop, a_shop};

const BASE64: base64::engine::GeneralPurpose = base64::engine::general_purpose::STANDARD;

/// One pixel of a colour, as a bitmap.
fn pixel(red: u8) -> String {
    let mut bitmap = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\x04\0\0\0".to_vec();
    bitmap.extend([0; 16]);
    bitmap.extend([0x2a, 0x48, red, 0]);
    BASE64.encode(bitmap)
}

async fn add(shop: &TestShop, product: Value) -> i64 {
    shop.does("product_add", product).await[0].as_i64().expect("a variant")
}

fn urls(card: &Value) -> Vec<String> {
    card["pictures"].as_array().unwrap().iter().map(|one| one["url"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_gets_pictures_in_an_order_and_one_that_was_taken_away_comes_back() {
    let shop = a_shop().await;
    let shoe = add(&shop, json!({ "title": "Derby", "variants": [{ "label": "", "price": "120", "stock": 2 }] })).await;
    let change = async |change: Value| shop.does("product_picture_change", json!({ "variant": shoe, "change": change })).await;
    let card = shop.does("product_pictures", json!({ "variant": shoe, "pictures": [pixel(10), pixel(120), pixel(240)] })).await;
    let [a, b, c] = urls(&card).try_into().unwrap();
    assert_eq!(shop.variant(shoe).await["image"], card["pictures"][0]["hash"], "the first is its face");
    change(json!({ "act": "describe", "url": b, "alt": "from the side" })).await;
    let card = change(json!({ "act": "order", "urls": [b, c, a] })).await;
    assert_eq!(urls(&card), [b.clone(), c.clone(), a.clone()], "in the order she gave them");
    assert_eq!(shop.variant(shoe).await["image"], card["pictures"][0]["hash"], "and the new first is the face");
    let taken = card["pictures"][0].clone();
    let without = change(json!({ "act": "remove", "url": b })).await;
    assert_eq!(urls(&without), [c.clone(), a.clone()], "one is taken away");
    let back = change(json!({ "act": "put_back", "picture": taken, "at": 0 })).await;
    assert_eq!(
        (urls(&back), &back["pictures"][0]["alt"]),
        (vec![b, c, a], &json!("from the side")),
        "and back in its place, with its words"
    );
    assert_eq!(shop.variant(shoe).await["image"], back["pictures"][0]["hash"], "as the face again");
}

#[tokio::test(flavor = "multi_thread")]
async fn cheese_is_counted_sold_and_kept_in_kilos() {
    let shop = a_shop().await;
    let cheese = json!({ "title": "Comté", "unit": "kg", "step": "0.1", "variants": [{ "label": "", "sku": "COM", "price": "24.90", "stock": "4,5" }] });
    let comte = add(&shop, cheese).await;
    let row = shop.variant(comte).await;
    assert_eq!((&row["on_hand"], &row["step"], &row["unit"]), (&json!(45), &json!(100), &json!("kg")), "45 steps of 100 g are 4.5 kg");

    let between = shop.tries("stock_set", json!({ "variant": comte, "on_hand": "1.25" })).await.unwrap_err();
    assert_eq!(
        (between.code, &between.about["step"]),
        (Code::BetweenSteps, &json!("0.1")),
        "a quarter falls between two steps, and it says which"
    );
    let sold = shop.does("stock_sell", json!({ "code": "COM", "quantity": "0.3" })).await;
    assert_eq!(sold["variant"]["on_hand"], 42, "300 g over the counter");
    shop.does("stock_undo", json!({ "ledger": sold["change"]["ledger"] })).await;
    let one = shop.does("stock_sell", json!({ "code": "COM" })).await;
    assert_eq!(one["variant"]["on_hand"], 35, "who says nothing of how much means a kilo");
    let edit = shop.does("cell_edit", json!({ "variant": comte, "field": "stock", "typed": "1.5" })).await;
    assert_eq!(edit["value"], "1.5", "a cell of the grid speaks in kilos too");

    let asha = shop.knows("Asha", Some("+33612345678"), "en").await;
    let cost = shop.does("order_cost", json!({ "lines": [{ "variant": comte, "quantity": "0.7" }] })).await;
    assert_eq!(cost["total"], 1743, "0.7 kg at 24.90");
    let order = shop.does("order_take", json!({ "customer": asha, "lines": [{ "variant": comte, "quantity": "0.7" }] })).await;
    assert_eq!(
        (&order["total"], &order["lines"][0]["quantity"], &order["lines"][0]["unit"]),
        (&json!(1743), &json!(7), &json!("kg")),
        "is what she pays"
    );
    assert_eq!(shop.variant(comte).await["held"], 7, "700 g are kept for her");
    let much = shop.tries("order_take", json!({ "customer": asha, "lines": [{ "variant": comte, "quantity": "0.9" }] })).await.unwrap_err();
    assert_eq!((much.code, &much.about["held"]), (Code::AllHeld, &json!("0.7 kg")), "more than what is left is refused, in kilos");

    let unfit = shop.tries("cell_edit", json!({ "variant": comte, "field": "step", "typed": "0.5" })).await.unwrap_err();
    assert_eq!(
        (unfit.code, &unfit.about["quantity"], &unfit.about["step"]),
        (Code::StepUnfit, &json!("0.7 kg"), &json!("0.5 kg")),
        "what is kept for her is no whole number of half kilos"
    );
    let finer = shop.does("cell_edit", json!({ "variant": comte, "field": "step", "typed": "0.05" })).await;
    let row = shop.variant(comte).await;
    assert_eq!((&row["on_hand"], &row["held"], &row["step"]), (&json!(30), &json!(14), &json!(50)), "finer steps: the same 1.5 and 0.7 kg");
    let handed = shop.does("order_step", json!({ "order": order["id"], "step": "hand_over" })).await;
    assert_eq!(handed["state"], "handed_over", "an order of before is handed over");
    assert_eq!(shop.variant(comte).await["on_hand"], 16, "and 0.8 kg are left");
    let history = shop.does("product_history", json!({ "variant": comte })).await;
    assert_eq!((&history[0]["step"], &history[1]["step"]), (&json!(50), &json!(100)), "the ledger keeps the steps of its time");
    shop.does("cell_undo", json!({ "edit": finer["edit"] })).await;
    assert_eq!(shop.variant(comte).await["on_hand"], 8, "and the change of step goes back as exactly");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_cloth_is_told_as_many_as_metres_there_are() {
    let shop = a_shop().await;
    shop.has_its_template().await;
    let cloth = json!({ "title": "Linen", "unit": "metre", "step": "0.25", "variants": [{ "label": "", "sku": "LIN", "price": "18", "stock": 0 }] });
    let linen = add(&shop, cloth).await;
    let people = shop.has_waiting(5, "LIN").await;
    let little = shop.does("stock_set", json!({ "variant": linen, "on_hand": "0.75" })).await;
    assert_eq!(little["tell"], Value::Null, "nobody is told of less than one can buy without asking");
    let enough = shop.does("stock_set", json!({ "variant": linen, "on_hand": "2.5" })).await;
    assert_eq!(enough["tell"], 5, "five wait");
    let plan = shop.does("alert_plan", json!({ "variant": linen })).await;
    assert_eq!((&plan["pieces"], &plan["first"]), (&json!(2), &json!(4)), "two whole metres, two people for each");
    shop.tells(linen).await;
    shop.settles().await;
    people[0].taps(KEEP).await;
    shop.settles().await;
    let order = shop.does("orders_list", json!({})).await[0].clone();
    assert_eq!((&order["total"], &order["lines"][0]["quantity"]), (&json!(1800), &json!(4)), "one metre is kept, at its price");
    let answer = people[0].last_read().await;
    assert!(answer.contains("1 m Linen"), "and she reads how much: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_latte_is_ordered_with_its_milk_and_costs_what_was_chosen() {
    let shop = a_shop().await;
    let latte = add(&shop, json!({ "title": "Latte", "variants": [{ "label": "", "sku": "LAT", "price": "3.50", "stock": 20 }] })).await;
    let option = |name: &str, extra: &str| json!({ "name": name, "extra": extra });
    let milk = json!({ "name": "Milk", "least": 1, "most": 1, "options": [option("cow", ""), option("oat", "0.50")] });
    let extras = json!({ "name": "Extras", "least": 0, "most": 2, "options": [option("sugar", ""), option("shot", "0,80")] });
    let twice = json!({ "name": "Milk", "least": 0, "most": 1, "options": [option("goat", "")] });
    let bad = shop.tries("product_choices", json!({ "variant": latte, "groups": [milk, twice] })).await.unwrap_err();
    assert_eq!(bad.code, Code::BadChoices, "two questions of one name are one too many");
    let card = shop.does("product_choices", json!({ "variant": latte, "groups": [milk, extras] })).await;
    assert_eq!(card["choices"][0]["options"][1]["extra"], 50, "typed as an amount, kept in cents");

    let asha = shop.knows("Asha", Some("+33612345678"), "en").await;
    let pick =
        |names: &[(&str, &str)]| -> Value { names.iter().map(|(group, option)| json!({ "group": group, "option": option })).collect() };
    let lines = json!([
        { "variant": latte, "quantity": 2, "choices": pick(&[("Milk", "oat"), ("Extras", "shot")]) },
        { "variant": latte, "choices": pick(&[("Milk", "cow")]) },
    ]);
    let order = shop.does("order_take", json!({ "customer": asha, "lines": lines })).await;
    assert_eq!(order["total"], 2 * (350 + 50 + 80) + 350, "twice with oat milk and a shot, once plain");
    assert_eq!(
        order["lines"][0]["choices"][1],
        json!({ "group": "Extras", "option": "shot", "extra": 80 }),
        "the line keeps what was picked"
    );
    assert_eq!(shop.variant(latte).await["held"], 3, "three cups are kept");
    let without = shop.tries("order_take", json!({ "customer": asha, "lines": [{ "variant": latte }] })).await.unwrap_err();
    assert_eq!((without.code, &without.about["group"]), (Code::ChoiceMissing, &json!("Milk")), "milk must be said");

    let oat = json!({ "group": "Milk", "option": "oat" });
    shop.does("choice_today", json!({ "variant": latte, "choice": oat, "sold_out": true })).await;
    let line = json!([{ "variant": latte, "choices": [oat] }]);
    let gone = shop.tries("order_take", json!({ "customer": asha, "lines": line })).await.unwrap_err();
    assert_eq!(gone.code, Code::ChoiceGone, "no oat milk today");
    shop.does("choice_today", json!({ "variant": latte, "choice": oat, "sold_out": false })).await;
    let again = shop.does("order_take", json!({ "customer": asha, "lines": line })).await;
    assert_eq!(again["total"], 400, "and there it is again");

    shop.does("product_choices", json!({ "variant": latte, "groups": [] })).await;
    let kept = shop.does("orders_list", json!({})).await;
    let first = kept.as_array().unwrap().iter().find(|one| one["id"] == order["id"]).unwrap();
    assert_eq!(first["lines"][0]["choices"][0]["option"], "oat", "another menu does not rewrite yesterday's order");
    shop.does("order_step", json!({ "order": order["id"], "step": "hand_over" })).await;
    assert_eq!(shop.variant(latte).await["on_hand"], 17, "both lines leave the shelf");
    shop.does("order_step", json!({ "order": order["id"], "step": "undo" })).await;
    assert_eq!(shop.variant(latte).await["on_hand"], 20, "and both come back");
}

const EXPORT: &str = "Handle,Title,Brand,Category,Tags,Collections,SKU,Price,Stock,Unit\r\n\
coat,Wool coat,Atelier,Clothes > Coats,\"wool, winter\",\"Winter, Gifts\",COAT,180.00,3,\r\n\
scarf,Scarf,Maison,Clothes,wool,Winter,SCARF,35.00,10,\r\n\
tea,Green tea,Maison,Tea,organic,,TEA,60.00,2.25,kg\r\n";

async fn names(shop: &TestShop, collection: &str) -> Vec<String> {
    let ids = shop.does("products_view", json!({ "collection": collection })).await;
    let rows = shop.does("products_rows", json!({ "variants": ids })).await;
    rows.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
}

async fn collection(shop: &TestShop, name: &str) -> Value {
    let all = shop.does("collections_list", json!({})).await;
    all.as_array().unwrap().iter().find(|one| one["name"] == name).cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_come_with_a_file_are_ordered_ruled_and_put_away_for_a_season() {
    let shop = a_shop().await;
    let file = json!({ "name": "goods.csv", "content": BASE64.encode(EXPORT) });
    let import = shop.imports("products", file.clone()).await;
    assert_eq!(names(&shop, "winter").await, ["Wool coat", "Scarf"], "collections are those the file names, however one writes them");
    let tea = shop.does("product_find", json!({ "code": "TEA" })).await;
    assert_eq!((&tea["unit"], &tea["step"], &tea["on_hand"]), (&json!("kg"), &json!(250), &json!(9)), "2.25 kg are 2.25 kg");
    let again = shop.looks_through("products", file).await;
    assert_eq!(
        (&again["added"], &again["changed"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(3)),
        "the same file once more changes nothing"
    );
    assert_eq!(names(&shop, "New arrivals").await.len(), 3, "all of it has just arrived");

    let winter = collection(&shop, "Winter").await;
    let card = shop.does("collection_get", json!({ "collection": winter["id"] })).await;
    let products: Vec<i64> = card["products"].as_array().unwrap().iter().map(|one| one["product_id"].as_i64().unwrap()).collect();
    shop.does("collection_pick", json!({ "collection": winter["id"], "products": [products[1], products[0]] })).await;
    assert_eq!(names(&shop, "Winter").await, ["Scarf", "Wool coat"], "in the order she drags them to");

    let rule = json!({ "any": false, "conditions": [{ "is": "tagged", "tag": "Wool" }, { "is": "price_below", "amount": 10_000 }, { "is": "in_stock" }] });
    let made = shop.does("collection_save", json!({ "name": "Small woollens", "rule": rule })).await;
    assert_eq!(names(&shop, "Small woollens").await, ["Scarf"], "a rule finds what it means");
    shop.does("cell_edit", json!({ "variant": card["products"][0]["id"], "field": "price", "typed": "90" })).await;
    assert_eq!(names(&shop, "Small woollens").await.len(), 2, "and follows a price by itself");
    let any = json!({ "any": true, "conditions": [{ "is": "brand", "brand": "maison" }, { "is": "category", "category": "Clothes" }] });
    shop.does("collection_save", json!({ "collection": made["collection"]["id"], "name": "Maison & more", "rule": any })).await;
    assert_eq!(names(&shop, "Maison & more").await.len(), 3, "one of the conditions is enough; a category holds those within it");
    let taken = shop.tries("collection_save", json!({ "name": "winter" })).await.unwrap_err();
    assert_eq!(taken.code, Code::NameTaken, "two of one name nobody could tell apart");
    let new = collection(&shop, "New arrivals").await;
    shop.tries("collection_remove", json!({ "collection": new["id"] })).await.expect_err("new arrivals are always there");

    let season = shop.does("collection_season", json!({ "collection": winter["id"], "away": true })).await;
    assert_eq!(
        (&season["changed"], &collection(&shop, "Winter").await["away"]),
        (&json!(2), &json!(2)),
        "the season is over, in one click"
    );
    shop.does("bulk_undo", json!({ "bulk": season["bulk"] })).await;
    assert_eq!(collection(&shop, "Winter").await["away"], 0, "or not yet");

    let all = shop.does("collections_list", json!({})).await;
    let mut ids: Vec<i64> = all.as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect();
    ids.reverse();
    let ordered = shop.does("collections_order", json!({ "collections": ids })).await;
    assert_eq!(ordered[0]["id"], ids[0], "collections have an order of their own");
    let kept = shop.does("collection_remove", json!({ "collection": winter["id"] })).await;
    assert!(names(&shop, "Winter").await.is_empty(), "one is taken away");
    shop.does("collection_put_back", kept).await;
    assert_eq!(names(&shop, "Winter").await, ["Scarf", "Wool coat"], "and comes back as it was");

    shop.does("import_undo", json!({ "import": import["import"] })).await;
    let left = shop.does("collections_list", json!({})).await;
    let left: Vec<&str> = left.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(!left.contains(&"Gifts"), "a collection only the file has made goes with it: {left:?}");
    assert_eq!(names(&shop, "New arrivals").await.len(), 0, "and so do its products");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_by_the_name_of_a_collection() {
    let shop = a_shop().await;
    let file = json!({ "name": "goods.csv", "content": BASE64.encode(EXPORT) });
    shop.imports("products", file).await;
    let found = async |text: &str| shop.does("products_search", json!({ "text": text })).await.as_array().unwrap().len();
    assert_eq!(found("gifts").await, 1, "by the file's collection");
    let gifts = collection(&shop, "Gifts").await;
    shop.does("collection_save", json!({ "collection": gifts["id"], "name": "Presents" })).await;
    assert_eq!((found("presents").await, found("gifts").await), (1, 0), "and by its new name at once");
}
