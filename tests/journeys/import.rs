//! A product file in, and out again.

use base64::Engine;
use serde_json::{Value, json};
use vitrine_core::Code;
use vitrine_tests::{TestShop, a_shop};

/// Written as Shopify writes it: no SKU, no currency, continuation rows, HTML, a quoted line break.
const EXPORT: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Image Alt Text\r\n\
linen-shirt,Linen shirt,\"<p>Light &amp; cool.<br>\nWash cold.</p>\",Atelier,Shirts,summer,true,Size,S,,3,49.00,,https://pictures.invalid/a.jpg,front\r\n\
linen-shirt,,,,,,,,M,,0,49.00,,https://pictures.invalid/b.jpg,\r\n\
tote,Tote,,Atelier,Bags,,true,Title,Default Title,,5,19,,,\r\n";

fn file(text: &str) -> Value {
    json!({ "name": "products_export.csv", "content": base64::engine::general_purpose::STANDARD.encode(text) })
}

async fn listed(shop: &TestShop) -> usize {
    shop.does("products_list", json!({})).await.as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_import_again_and_undo() {
    let shop = a_shop().await;
    let dry = shop.looks_through("products", file(EXPORT)).await;
    assert_eq!(
        (dry["products"].as_i64(), dry["variants"].as_i64(), dry["pictures"].as_i64(), dry["added"].as_i64()),
        (Some(2), Some(3), Some(2), Some(3)),
        "two products, three variants, two pictures"
    );
    assert_eq!(listed(&shop).await, 0, "a dry run changes nothing");
    let done = shop.imports("products", file(EXPORT)).await;
    assert_eq!(listed(&shop).await, 3, "then they are there");
    let rows = shop.does("products_list", json!({})).await;
    let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|r| r["retailer_id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"linen-shirt-s") && ids.contains(&"tote"), "without SKUs the identity is handle and options: {ids:?}");
    let again = shop.looks_through("products", file(EXPORT)).await;
    assert_eq!(
        (again["added"].as_i64(), again["changed"].as_i64(), again["unchanged"].as_i64()),
        (Some(0), Some(0), Some(3)),
        "the same file twice changes nothing"
    );
    let newer = EXPORT.replace("49.00,,https://pictures.invalid/a.jpg", "45.00,,https://pictures.invalid/a.jpg");
    let changed = shop.imports("products", file(&newer)).await;
    assert_eq!((changed["added"].as_i64(), changed["changed"].as_i64()), (Some(0), Some(1)), "a newer export shows exactly the difference");
    shop.does("import_undo", json!({ "import": changed["import"] })).await;
    let price = shop.does("product_find", json!({ "code": "linen-shirt-s" })).await["price"].clone();
    assert_eq!(price, 4900, "undone, the price is back");
    shop.does("import_undo", json!({ "import": done["import"] })).await;
    assert_eq!(listed(&shop).await, 0, "and undoing the first takes everything out");
    let twice = shop.tries("import_undo", json!({ "import": done["import"] })).await.unwrap_err();
    assert_eq!(twice.code, Code::NothingToUndo, "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_size_renamed_and_a_picture_replaced_in_the_web_shop_are_so_here() {
    const OLD: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\r\n\
        tee,Tee,Size,M,TEE-1,19,https://pictures.invalid/a.jpg\r\ntee,,,L,TEE-2,19,https://pictures.invalid/b.jpg\r\n";
    let newer = OLD.replace("Size,M", "Size,Medium").replace("a.jpg", "a2.jpg");
    let shop = a_shop().await;
    shop.imports("products", file(OLD)).await;
    let state = async || {
        let product = shop.does("product_find", json!({ "code": "TEE-1" })).await;
        let card = shop.does("product_get", json!({ "variant": product["id"] })).await;
        let pictures: Vec<String> = card["pictures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
            .collect();
        (product["label"].as_str().unwrap().to_owned(), pictures)
    };
    let is = |label: &str, pictures: &[&str]| (label.to_owned(), pictures.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
    assert_eq!(state().await, is("M", &["a.jpg", "b.jpg"]), "as the first file says");
    let dry = shop.looks_through("products", file(&newer)).await;
    let done = shop.imports("products", file(&newer)).await;
    assert_eq!((&dry["changed"], &done["changed"]), (&json!(1), &json!(1)), "the look and the import tell the same difference");
    assert_eq!(state().await, is("Medium", &["a2.jpg", "b.jpg", "a.jpg"]), "the new picture comes first, the old one is not lost");
    let again = shop.looks_through("products", file(&newer)).await;
    assert_eq!(again["changed"], 0, "told again it changes nothing: {again}");
    shop.does("import_undo", json!({ "import": done["import"] })).await;
    assert_eq!(state().await, is("M", &["a.jpg", "b.jpg"]), "and undone, both are as before");
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_leaves_later_edits_and_people_alone() {
    let shop = a_shop().await;
    let done = shop.imports("products", file(EXPORT)).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    shop.notes_that(&asha, "linen-shirt-m").await;
    let changed = shop.imports("products", file(&EXPORT.replace("5,19,", "5,21,"))).await;
    let tote = shop.does("product_find", json!({ "code": "tote" })).await["id"].clone();
    shop.does("cell_edit", json!({ "variant": tote, "field": "price", "typed": "25,50" })).await;
    shop.does("import_undo", json!({ "import": changed["import"] })).await;
    assert_eq!(shop.does("product_find", json!({ "code": "tote" })).await["price"], 2550, "what she typed since stays");
    shop.does("import_undo", json!({ "import": done["import"] })).await;
    let card = shop.does("customer_get", json!({ "customer": asha.customer })).await;
    assert_eq!(card["waits"].as_array().unwrap().len(), 1, "somebody who waits is not thrown out with the product; it is put away");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_files_and_bad_rows() {
    let shop = a_shop().await;
    for (text, why) in [("\u{0}\u{1}PNG", "a picture"), ("Name;Phone\nA;1", "another list"), ("", "nothing")] {
        let refused = shop.tries_to_import("products", file(text)).await.unwrap_err();
        assert_eq!(refused.code, Code::WrongFile, "{why} is refused with a remedy");
    }
    let half = &EXPORT[..EXPORT.len() - 30];
    let report = shop.imports("products", file(half)).await;
    assert_eq!(report["rejected"][0]["code"], "truncated", "half a file says where it breaks off");
    assert_eq!(report["variants"], 2, "and what came before is not lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_are_edited_and_undone() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 3)]).await;
    let edit = shop.does("cell_edit", json!({ "variant": ids[0], "field": "price", "typed": "61,50" })).await;
    assert_eq!(edit["value"], "6150", "a comma is a decimal point here");
    shop.does("cell_undo", json!({ "edit": edit["edit"] })).await;
    assert_eq!(shop.variant(ids[0]).await["price"], 5900, "undone");
    let bad = shop.tries("cell_edit", json!({ "variant": ids[0], "field": "price", "typed": "a lot" })).await.unwrap_err();
    assert_eq!(bad.code, Code::BadNumber, "words are no price");
    let below = shop.tries("stock_set", json!({ "variant": ids[0], "on_hand": -1 })).await.unwrap_err();
    assert_eq!(below.code, Code::NegativeStock, "nor is there less than nothing");
    let unknown = shop.tries("stock_sell", json!({ "code": "NOPE" })).await.unwrap_err();
    assert_eq!(unknown.code, Code::SkuUnknown, "a code nobody has is said");
}

fn counts(text: &str, name: &str) -> Value {
    json!({ "kind": "products", "name": name, "content": base64::engine::general_purpose::STANDARD.encode(text) })
}

/// A file so long that it is still being written when somebody looks.
fn long_file(products: usize) -> String {
    let rows = (0..products).map(|n| format!("model-{n},Model {n},SKU-{n},{},19.90\n", n % 7)).collect::<Vec<_>>().concat();
    format!("Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price\n{rows}")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_runs_in_the_background_and_tells_how_far_it_is() {
    let shop = a_shop().await;
    let look = shop.does("import_look", counts(&long_file(300), "products_export.csv")).await;
    let seen = shop.import_ended(&look).await;
    assert_eq!((seen["state"].as_str(), seen["products"]["added"].as_i64()), (Some("done"), Some(300)), "looked through: {seen}");
    assert_eq!(listed(&shop).await, 0, "and nothing written");
    let job = shop.does("import_start", counts(&long_file(300), "products_export.csv")).await;
    let done = shop.import_ended(&job).await;
    assert_eq!((done["state"].as_str(), done["done"].as_i64()), (Some("done"), Some(300)), "all of it is done: {done}");
    assert_eq!((done["read"].as_i64(), done["of"].as_i64()), (Some(300), Some(300)), "row by row");
    assert_eq!(done["products"]["added"], 300, "and the report is there to be read");
    assert_eq!(listed(&shop).await, 300, "they are in the shop");
    let refused = shop.staff_try("import_progress", json!({})).await.unwrap();
    assert!(refused["products"].is_null(), "what was read is shown to the owner and to who began it");
    shop.does("import_undo", json!({ "import": done["products"]["import"] })).await;
    assert_eq!(listed(&shop).await, 0, "undone as a whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_import_leaves_nothing_and_lets_others_write() {
    let shop = a_shop().await;
    shop.imports("products", file(EXPORT)).await;
    let asha = shop.meets("Asha", "+33639980001").await;
    let text = format!("{}tote,Tote,TOTE,9,21\n", long_file(20_000));
    let job = shop.does("import_start", counts(&text, "products_export.csv")).await;
    shop.until("rows are written", async || shop.does("import_progress", json!({})).await["done"].as_i64() > Some(200)).await;
    let second = shop.tries("import_start", counts(EXPORT, "another.csv")).await.unwrap_err();
    assert_eq!(second.code, Code::ImportRunning, "one at a time");
    let before = std::time::Instant::now();
    shop.notes_that(&asha, "linen-shirt-m").await;
    assert!(before.elapsed() < std::time::Duration::from_secs(2), "others write meanwhile: {:?}", before.elapsed());
    assert!(shop.does("import_progress", json!({})).await["state"] == "writing", "while it goes on");
    shop.does("import_cancel", json!({ "job": job["job"] })).await;
    let stopped = shop.import_ended(&job).await;
    assert_eq!(stopped["state"], "cancelled", "it was stopped: {stopped}");
    assert_eq!(listed(&shop).await, 3, "and what it had written is gone");
    let past = shop.does("imports_list", json!({})).await;
    assert_eq!(past.as_array().unwrap().len(), 1, "nor is it among past imports");
    shop.imports("products", counts(&long_file(3), "again.csv")).await;
    assert_eq!(listed(&shop).await, 6, "the next one works");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_interrupted_by_closing_is_taken_back_at_the_next_start() {
    let shop = a_shop().await;
    shop.does("import_start", counts(&long_file(20_000), "products_export.csv")).await;
    shop.until("rows are written", async || shop.does("import_progress", json!({})).await["done"].as_i64() > Some(200)).await;
    shop.house.close().await;
    shop.opens().await;
    shop.until("what was half done is taken back", async || listed(&shop).await == 0).await;
    shop.until("and the shop is free for another", async || shop.tries_to_import("products", file(EXPORT)).await.is_ok()).await;
    assert_eq!(listed(&shop).await, 3, "which is whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_come_in_the_background_and_can_be_stopped() {
    let shop = a_shop().await;
    let rows = (0..3_000).map(|n| format!("Person {n},+336398{n:05}\n")).collect::<Vec<_>>().concat();
    let content = base64::engine::general_purpose::STANDARD.encode(format!("Name,Phone\n{rows}"));
    let wanted = json!({ "kind": "people", "name": "people.csv", "content": content });
    let before = shop.does("customers_list", json!({})).await.as_array().unwrap().len();
    let job = shop.does("import_start", wanted.clone()).await;
    shop.until("some are written", async || shop.does("import_progress", json!({})).await["done"].as_i64() > Some(20)).await;
    shop.does("import_cancel", json!({ "job": job["job"] })).await;
    assert_eq!(shop.import_ended(&job).await["state"], "cancelled", "stopped");
    assert_eq!(shop.does("customers_list", json!({})).await.as_array().unwrap().len(), before, "nobody is left");
    let job = shop.does("import_start", wanted).await;
    let done = shop.import_ended(&job).await;
    assert_eq!(done["people"]["added"], 3_000, "and all of them the next time: {}", done["error"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_go_to_the_stores_a_file_names() {
    let shop = a_shop().await;
    let ids = shop.sells("Cup", &[("L", 1)]).await;
    let kiosk = shop.does("store_add", json!({ "name": "Kiosk", "address": "", "time_zone": "Europe/Paris", "opening_hours": "" })).await;
    let text = "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Available,On hand\n\
                cup,Coffee cup,Size,L,Cup-L,,,KIOSK,2,2\ncup,Coffee cup,Size,L,Cup-L,,,Chez Nadia,3,3\ncup,Coffee cup,Size,L,Cup-L,,,Depot,4,4\n";
    let wanted = json!({ "name": "inventory.csv", "content": base64::engine::general_purpose::STANDARD.encode(text) });
    let dry = shop.looks_through("products", wanted.clone()).await;
    let place = |name: &str| dry["places"].as_array().unwrap().iter().find(|p| p["name"] == name).cloned().unwrap_or_default();
    assert_eq!(place("KIOSK")["means"], json!({ "is": "store", "store": kiosk }), "a store of the same name is known: {}", dry["places"]);
    assert!(place("Depot")["means"].is_null() && place("Depot")["pieces"] == 4, "another is asked about");
    let asked = shop.tries_to_import("products", wanted.clone()).await.unwrap_err();
    assert_eq!((asked.code, asked.about["place"].as_str()), (Code::WhichPlace, Some("Depot")), "nothing goes to a place nobody knows");
    let mut said = wanted.clone();
    said["places"] = json!([{ "name": "Depot", "means": { "is": "left_out" } }]);
    let done = shop.imports("products", said).await;
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 5, "each count in its store, the depot's in none");
    assert_eq!(shop.variant(ids[0]).await["title"], "Cup", "and a list of counts leaves our own name alone");
    let again = shop.looks_through("products", wanted.clone()).await;
    assert_eq!(again["unchanged"], 1, "what was said of the depot is remembered: {again}");
    shop.does("import_undo", json!({ "import": done["import"] })).await;
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 1, "undone, it is as it was");
    let mut new = wanted;
    new["places"] = json!([{ "name": "Depot", "means": { "is": "new" } }]);
    shop.imports("products", new).await;
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 9, "a store that was added holds its own");
    let stores = shop.does("stores_list", json!({})).await;
    assert!(stores.as_array().unwrap().iter().any(|s| s["name"] == "Depot"), "and is one of the shop's");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tills_list_of_codes_changes_counts_and_nothing_else() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 3), ("43", 0)]).await;
    let till = |text: &str| json!({ "name": "stock.csv", "content": base64::engine::general_purpose::STANDARD.encode(text) });
    let text = "SKU;Stock\nRunner-42;2\nRunner-43;7\nSOMEBODY-ELSES;1\n";
    let dry = shop.looks_through("products", till(text)).await;
    assert_eq!((dry["counts_only"].as_bool(), dry["changed"].as_i64(), dry["unknown"].as_i64()), (Some(true), Some(2), Some(1)), "{dry}");
    assert_eq!(dry["examples"][0]["before"], "3", "before");
    assert_eq!((dry["examples"][0]["after"].as_str(), dry["examples"][0]["code"].as_str()), (Some("2"), Some("Runner-42")), "and after");
    shop.imports("products", till(text)).await;
    assert_eq!(
        (shop.variant(ids[0]).await["on_hand"].as_i64(), shop.variant(ids[1]).await["on_hand"].as_i64()),
        (Some(2), Some(7)),
        "as counted"
    );
    assert_eq!(shop.variant(ids[0]).await["price"], 5900, "the price is not spoken of");
    assert_eq!(listed(&shop).await, 2, "and what has no name is not added");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watched_folder_offers_each_file_once() {
    let shop = a_shop().await;
    let ids = shop.sells("Runner", &[("42", 3)]).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_string_lossy().into_owned();
    let refused = shop.staff_try("watched_set", json!({ "folder": path })).await.unwrap_err();
    assert_eq!(refused.code, Code::OwnerOnly, "a folder of this machine is the owner's to name");
    shop.does("watched_set", json!({ "folder": path })).await;
    std::fs::write(folder.path().join("stock.csv"), "SKU;Stock\nRunner-42;9\n").unwrap();
    let offered = async || {
        let today = shop.does("today_list", json!({})).await;
        today["rows"].as_array().unwrap().iter().filter(|r| r["is"] == "watched").map(|r| r["file"].clone()).collect::<Vec<_>>()
    };
    shop.until("the file is offered", async || !offered().await.is_empty()).await;
    let file = offered().await.remove(0);
    assert_eq!((file["name"].as_str(), file["differing"].as_i64()), (Some("stock.csv"), Some(1)), "with what differs");
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 3, "nothing has changed by itself");
    let wanted = json!({ "kind": "products", "name": "stock.csv", "known_only": true, "watched": file["hash"] });
    let job = shop.does("import_start", wanted).await;
    assert_eq!(shop.import_ended(&job).await["state"], "done", "used with one tap");
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 9, "the count is the till's");
    assert!(offered().await.is_empty(), "and it is done with");
    std::fs::copy(folder.path().join("stock.csv"), folder.path().join("copy.csv")).unwrap();
    shop.does("watched_set", json!({ "folder": path, "by_itself": true })).await;
    std::fs::write(folder.path().join("evening.csv"), "SKU;Stock\nRunner-42;6\n").unwrap();
    shop.until("a later one is used by itself", async || shop.variant(ids[0]).await["on_hand"] == 6).await;
    let files = shop.does("watched_get", json!({})).await["files"].clone();
    assert_eq!(files.as_array().unwrap().len(), 2, "the copy was never another file: {files}");
    drop(folder);
    shop.until("a folder that is gone is said plainly", async || shop.does("watched_get", json!({})).await["missing"] == true).await;
    let today = shop.does("today_list", json!({})).await;
    assert!(today["rows"].as_array().unwrap().iter().any(|r| r["is"] == "folder_gone"), "in Today: {today}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_the_till_confirms_is_promised_again() {
    let shop = a_shop().await;
    shop.answers_by_itself().await;
    shop.imports("products", file(EXPORT)).await;
    let asha = shop.meets("Asha", "+33639984001").await;
    shop.passes(26 * 3_600_000).await;
    asha.writes("how much is the tote?").await;
    shop.settles().await;
    assert!(asha.last_read().await.contains("still here"), "a count of yesterday is looked at first: {:?}", asha.has_read().await);
    let again = shop.imports("products", file(EXPORT)).await;
    assert_eq!((again["changed"].as_i64(), again["unchanged"].as_i64()), (Some(0), Some(3)), "the same file changes nothing: {again}");
    let ben = shop.meets("Ben", "+33639984002").await;
    ben.writes("how much is the tote?").await;
    shop.settles().await;
    let answer = ben.last_read().await;
    assert!(answer.contains("19.00") && !answer.contains("still here"), "what the file says again is counted again: {answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_owner_said_of_a_column_counts_for_the_next_file_with_the_same_heads() {
    let shop = a_shop().await;
    let file = |rows: &str| file(&format!("Name,Code,Price,Number\n{rows}"));
    let mut first = file("Cup,C-1,5.00,7\n");
    first["columns"] = json!(["title", "sku", "price", "quantity"]);
    shop.imports("products", first).await;
    let row = async |code: &str| {
        let all = shop.does("products_list", json!({})).await;
        all.as_array().unwrap().iter().find(|row| row["sku"] == code).cloned().unwrap_or_default()
    };
    assert_eq!(row("C-1").await["on_hand"], 7, "her word counts");
    shop.imports("products", file("Cup,C-1,5.00,9\nPlate,P-1,6.00,4\n")).await;
    assert_eq!(
        (&row("C-1").await["on_hand"], &row("P-1").await["on_hand"]),
        (&json!(9), &json!(4)),
        "next month's file is read the same way, unasked"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_list_with_a_row_for_each_store_counts_for_each_store() {
    let shop = a_shop().await;
    let ids = shop.sells("Cup", &[("L", 1)]).await;
    shop.does("store_add", json!({ "name": "Kiosk", "address": "", "time_zone": "Europe/Paris", "opening_hours": "" })).await;
    let done = shop.imports("products", file("Code,Store,Stock\nCup-L,Kiosk,2\nCup-L,Chez Nadia,3\n")).await;
    assert_eq!(shop.variant(ids[0]).await["on_hand"], 5, "both counts stand: {done}");
    assert_eq!(done["places"].as_array().map(Vec::len), Some(2), "each in its own store: {done}");
    let cheese = "SKU,Product,Price,Unit,Store,Stock\nC-1,Comté,24,kg,Kiosk,0.75\nC-1,Comté,24,kg,Chez Nadia,4.5\n";
    shop.imports("products", file(cheese)).await;
    let comte = shop.does("product_find", json!({ "code": "C-1" })).await;
    assert_eq!((&comte["on_hand"], &comte["step"]), (&json!(21), &json!(250)), "five kilos and a quarter, in quarters: {comte}");
    let again = shop.imports("products", file(cheese)).await;
    assert_eq!((&again["changed"], &again["unchanged"]), (&json!(0), &json!(1)), "and told again it is the same: {again}");
}
