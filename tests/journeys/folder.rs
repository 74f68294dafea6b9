//! The shop's folder: two windows, keys, newer data, a full disk, and what must not lie in the open.

use serde_json::json;
use vitrine_core::api::NewShop;
use vitrine_core::shop::Kind;
use vitrine_core::{Code, Secret, Shop};
use vitrine_server::House;
use vitrine_server::house::HouseOptions;
use vitrine_tests::{a_shop, bytes_below};

fn new() -> NewShop {
    NewShop {
        name: "Chez Nadia".into(),
        country: "FR".into(),
        currency: "EUR".into(),
        time_zone: "Europe/Paris".into(),
        language: "fr".into(),
        owner: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_window_is_told_that_the_shop_is_open() {
    let shop = a_shop().await;
    let second = Shop::open(&shop.folder(), None).err().map(|e| e.code);
    assert_eq!(second, Some(Code::ShopOpen), "one process owns a shop");
    let addresses = std::fs::read_to_string(shop.folder().join("open.json")).unwrap();
    assert!(addresses.contains("rpc_url"), "and says where the command line finds it");
}

#[test]
fn a_passphrase_opens_and_another_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let right = Secret::new("seven red awnings");
    drop(Shop::create(dir.path(), &new(), Kind::Passphrase, Some(&right)).unwrap());
    assert_eq!(Shop::open(dir.path(), None).err().map(|e| e.code), Some(Code::KeyringMissing), "without it, the way out is named");
    assert_eq!(Shop::open(dir.path(), Some(&Secret::new("wrong"))).err().map(|e| e.code), Some(Code::WrongKey), "a wrong one is said");
    assert!(Shop::open(dir.path(), Some(&right)).is_ok(), "the right one opens");
    assert_eq!(
        Shop::create(dir.path(), &new(), Kind::Passphrase, Some(&right)).err().map(|e| e.code),
        Some(Code::ShopExists),
        "a shop is never overwritten"
    );
    assert_eq!(Shop::open(&dir.path().join("nothing"), None).err().map(|e| e.code), Some(Code::NotAShop), "an empty folder is not a shop");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_that_was_left_is_led_back_to() {
    vitrine_server::install_tls();
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path().to_owned(), HouseOptions::default());
    let passphrase = "seven red awnings";
    house.call_as(None, "house_start_shop", json!({ "shop": new(), "passphrase": passphrase })).await.unwrap();
    let left = house.call_as(None, "house_leave", json!({})).await.unwrap();
    assert_eq!(left["open"], false);
    let known = &left["shops"][0];
    assert_eq!(known["name"], "chez-nadia", "the first page leads back to it");

    let refused = house.call_as(None, "house_unlock", json!({ "folder": known["folder"] })).await.err().map(|e| e.code);
    assert_eq!(refused, Some(Code::KeyringMissing), "it is still locked");
    let state = house.call_as(None, "house_state", json!({})).await.unwrap();
    assert_eq!(state["problem"]["code"], "keyring_missing", "and the page asks for its passphrase, which is a state of its own");
    let open = house.call_as(None, "house_unlock", json!({ "passphrase": passphrase })).await.unwrap();
    assert_eq!(open["open"], true, "the passphrase opens the shop that was chosen");
    house.shut().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printed_spare_key_opens_the_shop_on_another_laptop() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path().join("here");
    let shop = Shop::create(&here, &new(), Kind::Passphrase, Some(&Secret::new("seven red awnings"))).unwrap();
    let ask = async |shop: &std::sync::Arc<Shop>, command: &str| {
        vitrine_core::api::dispatch(shop, vitrine_core::Author::default(), command, json!({})).await
    };
    let rows = ask(&shop, "today_list").await.unwrap()["rows"].clone();
    assert!(rows.as_array().unwrap().iter().any(|r| r["is"] == "spare_key"), "Today asks for it");
    let page = ask(&shop, "spare_key_print").await.unwrap();
    let pdf = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, page["content"].as_str().unwrap()).unwrap();
    std::fs::write(dir.path().join("page.pdf"), pdf).unwrap();
    let text =
        std::process::Command::new("pdftotext").args(["-layout", "page.pdf", "-"]).current_dir(dir.path()).output().expect("pdftotext");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    // What stands on the page, as somebody types it: the words between the numbers 1 to 24.
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let words: Vec<&str> = (1..=24)
        .map(|n| {
            let at = tokens.windows(2).position(|pair| pair[0] == n.to_string() && pair[1].bytes().all(|b| b.is_ascii_lowercase()));
            tokens[at.unwrap_or_else(|| panic!("word {n} stands on the page: {text}")) + 1]
        })
        .collect();
    let rows = ask(&shop, "today_list").await.unwrap()["rows"].clone();
    assert!(!rows.as_array().unwrap().iter().any(|r| r["is"] == "spare_key"), "once is enough");
    drop(shop);

    let there = dir.path().join("there");
    std::fs::create_dir(&there).unwrap();
    for file in ["shop.json", "shop.db"] {
        std::fs::copy(here.join(file), there.join(file)).unwrap();
    }
    let new_words = Secret::new("a passphrase of the new laptop");
    let wrong = Secret::new(words.iter().rev().copied().collect::<Vec<_>>().join(" "));
    let code = Shop::open_with_spare_key(&there, &wrong, Some(&new_words)).err().map(|e| e.code);
    assert!(matches!(code, Some(Code::BadSpareKey | Code::WrongKey)), "words in another order open nothing: {code:?}");
    let shop = Shop::open_with_spare_key(&there, &Secret::new(words.join(" ")), Some(&new_words)).unwrap();
    assert_eq!(ask(&shop, "shop_get").await.unwrap()["name"], "Chez Nadia", "everything is there");
    drop(shop);
    assert!(Shop::open(&there, Some(&new_words)).is_ok(), "and from now on it opens like any other");
}

#[test]
fn a_damaged_file_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let key = Secret::new("x");
    drop(Shop::create(dir.path(), &new(), Kind::Passphrase, Some(&key)).unwrap());
    let path = dir.path().join("shop.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[..64].fill(7);
    bytes[middle..middle + 64].fill(7);
    std::fs::write(&path, &bytes).unwrap();
    let code = Shop::open(dir.path(), Some(&key)).err().map(|e| e.code);
    assert!(matches!(code, Some(Code::WrongKey | Code::Damaged)), "damage is found before anything is done: {code:?}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "and the only copy is not touched");
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_done() {
    // A small disk of its own, where the machine lets a test have one.
    let dir = tempfile::tempdir().unwrap();
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(dir.path())
        .status()
        .is_ok_and(|s| s.success());
    if !mounted {
        return;
    }
    let key = Secret::new("x");
    let result = std::panic::catch_unwind(|| {
        let place = dir.path().join("shop");
        let shop = Shop::create(&place, &new(), Kind::Passphrase, Some(&key)).unwrap();
        std::fs::write(dir.path().join("ballast"), vec![0; 64 * 1024 * 1024]).unwrap_err();
        let body = json!({ "object": "x", "pad": "y".repeat(2_000_000) }).to_string();
        let refused = shop.apply_webhook(body.as_bytes()).err().map(|e| e.code);
        assert!(matches!(refused, Some(Code::DiskFull | Code::Disk)), "the full disk is named: {refused:?}");
        std::fs::remove_file(dir.path().join("ballast")).unwrap();
        assert!(shop.apply_webhook(b"{}").is_ok(), "with room again it goes on");
    });
    std::process::Command::new("umount").arg("-l").arg(dir.path()).status().unwrap();
    result.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_number_or_token_lies_in_the_open() {
    let shop = a_shop().await;
    let asha = shop.meets("Ashalina Verybody", "+33639987654").await;
    asha.writes("my secret wish is a blue kurta").await;
    shop.settles().await;
    shop.house.close().await;
    let token = shop.simulator.addresses.credentials.token.clone();
    for (path, bytes) in bytes_below(&shop.folder()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (word, what) in
            [("Ashalina", "a name"), ("639987654", "a number"), ("blue kurta", "a customer's words"), (token.as_str(), "the token")]
        {
            // A demo's key file holds its secrets by design: its people are invented.
            let allowed = name == "demo.key" && what == "the token";
            assert!(allowed || !bytes.windows(word.len()).any(|w| w == word.as_bytes()), "{what} lies readable in {name}");
        }
    }
}

#[test]
fn a_real_secret_service_keeps_the_key_and_its_absence_is_a_state() {
    // Run by the test command inside a session bus with an unlocked keyring; without one the shop must say so.
    let dir = tempfile::tempdir().unwrap();
    let made = Shop::create(dir.path(), &new(), Kind::Real, None);
    match std::env::var("VITRINE_TEST_KEYRING").as_deref() {
        Ok("unlocked") => {
            drop(made.unwrap());
            assert!(
                !dir.path().join("demo.key").exists() && !dir.path().join("secrets.sealed").exists(),
                "the key lies in the keyring and nowhere else"
            );
            assert!(Shop::open(dir.path(), None).is_ok(), "and opens the shop from there");
        }
        _ => {
            let code = made.err().map(|e| e.code);
            assert!(
                matches!(code, Some(Code::KeyringMissing | Code::KeyringLocked) | None),
                "no keyring is a state with a way out: {code:?}"
            );
        }
    }
}
