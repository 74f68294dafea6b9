//! Staff and owner on one laptop: tiles, PINs, what each may do, and who did what.

use serde_json::{Value, json};
use vitrine_core::{Code, Error};
use vitrine_tests::{TestShop, a_shop_not_connected};

async fn as_whom(shop: &TestShop, session: Option<&str>, command: &str, payload: Value) -> Result<Value, Error> {
    shop.house.call_as(session, command, payload).await
}

async fn signs_in(shop: &TestShop, colleague: &Value, pin: &str) -> Result<String, Error> {
    let signed = shop.house.call_as(None, "house_sign_in", json!({ "colleague": colleague, "pin": pin })).await?;
    Ok(signed["session"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_says_who_is_there_and_each_does_what_is_hers() {
    let shop = a_shop_not_connected().await;
    let ids = shop.sells("Runner", &[("42", 3)]).await;
    let alone = as_whom(&shop, None, "shop_update", json!({ "hold_minutes": 45 })).await;
    assert!(alone.is_ok(), "a shopkeeper alone is never asked who she is");

    let team = as_whom(&shop, None, "team_list", json!({})).await.unwrap();
    let owner = team[0]["id"].clone();
    as_whom(&shop, None, "team_change", json!({ "colleague": owner, "name": "Nadia", "pin": "2468" })).await.unwrap();
    let locked = as_whom(&shop, None, "products_list", json!({})).await.expect_err("locked");
    assert_eq!(locked.code, Code::SignInFirst, "from her PIN on, somebody has to say who she is");
    let state = shop.house.call_as(None, "house_state", json!({})).await.unwrap();
    assert_eq!(
        (state["locked"].as_bool(), state["team"][0]["name"].as_str()),
        (Some(true), Some("Nadia")),
        "the tiles are there to choose from"
    );

    assert_eq!(signs_in(&shop, &owner, "1111").await.expect_err("wrong").code, Code::WrongPin, "a wrong PIN is said");
    let nadia = signs_in(&shop, &owner, "2468").await.unwrap();
    let bad = as_whom(&shop, Some(&nadia), "team_add", json!({ "name": "Lea", "role": "staff", "pin": "12ab" })).await.expect_err("no PIN");
    assert_eq!(bad.code, Code::BadPin, "a PIN is digits");
    let lea_id = as_whom(&shop, Some(&nadia), "team_add", json!({ "name": "Lea", "role": "staff", "pin": "1357" })).await.unwrap();
    let lea = signs_in(&shop, &lea_id, "1357").await.unwrap();

    for (command, payload) in [
        ("stock_set", json!({ "variant": ids[0], "on_hand": 4 })),
        ("stock_sell", json!({ "code": "Runner-42" })),
        ("orders_list", json!({})),
        ("customers_list", json!({})),
    ] {
        assert!(as_whom(&shop, Some(&lea), command, payload).await.is_ok(), "staff count, sell, prepare and answer: {command}");
    }
    for (command, payload) in [
        ("alert_start", json!({ "variant": ids[0] })),
        ("shop_update", json!({ "hold_minutes": 5 })),
        ("connection_resume", json!({})),
        ("spending_get", json!({})),
        ("team_add", json!({ "name": "Friend", "role": "owner" })),
        ("spare_key_print", json!({})),
        ("activity_list", json!({})),
    ] {
        let refused = as_whom(&shop, Some(&lea), command, payload).await.expect_err(command);
        assert_eq!(refused.code, Code::OwnerOnly, "{command} is the owner's");
    }

    let history = as_whom(&shop, Some(&nadia), "activity_list", json!({})).await.unwrap();
    let line = history.as_array().unwrap().iter().find(|a| a["command"] == "stock_sell").cloned().unwrap();
    assert_eq!(line["author"], "staff:Lea", "every change carries who");
    assert!(!history.to_string().contains("1357"), "and no PIN stands in the history");

    as_whom(&shop, Some(&nadia), "team_switch", json!({ "colleague": lea_id, "off": true })).await.unwrap();
    let left = as_whom(&shop, Some(&lea), "products_list", json!({})).await.expect_err("left");
    assert_eq!(left.code, Code::SignInFirst, "a leaver is out at once, also where she was signed in");
    assert_eq!(signs_in(&shop, &lea_id, "1357").await.expect_err("left").code, Code::SwitchedOff, "her PIN opens nothing any more");
    let ledger = as_whom(&shop, Some(&nadia), "product_history", json!({ "variant": ids[0] })).await.unwrap();
    assert!(ledger.to_string().contains("staff:Lea"), "her history stays");

    let last = as_whom(&shop, Some(&nadia), "team_switch", json!({ "colleague": owner, "off": true })).await.expect_err("last");
    assert_eq!(last.code, Code::LastOwner, "a shop keeps one owner");
    as_whom(&shop, Some(&nadia), "house_sign_out", json!({ "session": nadia })).await.unwrap();
    assert_eq!(
        as_whom(&shop, Some(&nadia), "products_list", json!({})).await.expect_err("out").code,
        Code::SignInFirst,
        "who steps away is out"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_pin_gets_slower_and_the_right_one_still_opens() {
    let shop = a_shop_not_connected().await;
    let owner = as_whom(&shop, None, "team_list", json!({})).await.unwrap()[0]["id"].clone();
    as_whom(&shop, None, "team_change", json!({ "colleague": owner, "pin": "2468" })).await.unwrap();
    for _ in 0..5 {
        assert_eq!(signs_in(&shop, &owner, "0000").await.expect_err("wrong").code, Code::WrongPin, "not hers");
    }
    let shut = signs_in(&shop, &owner, "2468").await.expect_err("shut");
    assert_eq!(shut.code, Code::TooManyTries, "after five the door rests, even for the right one");
    shop.passes(31_000).await;
    assert!(signs_in(&shop, &owner, "2468").await.is_ok(), "and then opens to it");
}
