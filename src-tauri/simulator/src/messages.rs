//! What a schema cannot say of a message: sums, uniqueness, one shape for all cards (fact sheet §2.3,
//! §2.6). Pure: a message and the time in, a refusal out. What depends on whom it is for, or on what
//! was sent before, is in [`crate::world::sending`].

use serde_json::Value;

use crate::refusal::Refusal;
use crate::schemas::kind_of;

/// Rows of a list, in all its sections.
const ROWS: usize = 10;
/// Products of a list, in all its sections.
const PRODUCTS: usize = 30;

fn wrong<T>(details: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(131_009, details))
}

fn missing<T>(details: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(131_008, details))
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Refuses two that are the same.
fn distinct<'a>(what: &str, values: impl Iterator<Item = &'a Value>) -> Result<(), Refusal> {
    let mut seen: Vec<&str> = values.filter_map(Value::as_str).collect();
    seen.sort_unstable();
    if seen.windows(2).any(|pair| pair[0] == pair[1]) { wrong(format!("{what} must differ")) } else { Ok(()) }
}

/// Checks a message that has passed its schema.
///
/// # Errors
/// 131008 or 131009.
pub fn check(body: &Value, now: i64) -> Result<(), Refusal> {
    if kind_of(body) != "interactive" {
        return Ok(());
    }
    let interactive = &body["interactive"];
    match interactive["type"].as_str().unwrap_or_default() {
        "button" => {
            let buttons = list(interactive, "/action/buttons");
            distinct("button ids", buttons.iter().map(|b| &b["reply"]["id"]))?;
            distinct("button titles", buttons.iter().map(|b| &b["reply"]["title"]))
        }
        "list" => rows(list(interactive, "/action/sections")),
        "product_list" => products(list(interactive, "/action/sections")),
        "carousel" => cards(list(interactive, "/action/cards")),
        "flow" if has_emoji(interactive["action"]["parameters"]["flow_cta"].as_str().unwrap_or_default()) => {
            wrong("flow_cta may not have emoji")
        }
        "order_details" => order(&interactive["action"]["parameters"], now),
        _ => Ok(()),
    }
}

fn titled(sections: &[Value]) -> Result<(), Refusal> {
    if sections.len() > 1 && sections.iter().any(|s| s["title"].as_str().is_none_or(str::is_empty)) {
        return missing("a section needs a title when there are several");
    }
    Ok(())
}

fn rows(sections: &[Value]) -> Result<(), Refusal> {
    titled(sections)?;
    let all: Vec<&Value> = sections.iter().flat_map(|s| list(s, "/rows")).collect();
    if all.len() > ROWS {
        return wrong(format!("{} rows; a list has {ROWS} in all its sections", all.len()));
    }
    distinct("row ids", all.iter().map(|row| &row["id"]))
}

/// Checks the sections of a list of products, which templates have as well.
///
/// # Errors
/// 131008 or 131009.
pub fn products(sections: &[Value]) -> Result<(), Refusal> {
    titled(sections)?;
    let all = sections.iter().map(|s| list(s, "/product_items").len()).sum::<usize>();
    if all > PRODUCTS { wrong(format!("{all} products; a list has {PRODUCTS} in all its sections")) } else { Ok(()) }
}

/// All cards of a carousel have one shape.
fn cards(cards: &[Value]) -> Result<(), Refusal> {
    for (place, card) in cards.iter().enumerate() {
        if card["card_index"].as_u64() != Some(place as u64) {
            return wrong(format!("card_index {} at place {place}", card["card_index"]));
        }
        if card["body"]["text"].as_str().unwrap_or_default().matches('\n').count() > 2 {
            return wrong("a card's body has two line breaks at most");
        }
        let buttons = list(card, "/action/buttons");
        distinct("button ids of a card", buttons.iter().map(|b| &b["quick_reply"]["id"]))?;
    }
    let shape = |card: &Value| {
        (
            card["type"].clone(),
            card.pointer("/header/type").cloned(),
            card.get("body").is_some(),
            list(card, "/action/buttons").len(),
            card.pointer("/action/catalog_id").cloned(),
        )
    };
    let first = cards.first().map(shape);
    if cards.iter().any(|card| Some(shape(card)) != first) {
        return wrong("all cards must have the same shape, and products the same catalogue");
    }
    distinct("button ids", cards.iter().flat_map(|c| list(c, "/action/buttons")).map(|b| &b["quick_reply"]["id"]))
}

fn amount(value: &Value) -> i64 {
    value["value"].as_i64().unwrap_or(0)
}

/// Checks an order to be paid, of a message or a template: its sums, its country's rules.
///
/// # Errors
/// 131008 or 131009.
pub fn order(details: &Value, now: i64) -> Result<(), Refusal> {
    let (order, items) = (&details["order"], list(details, "/order/items"));
    let india = details["currency"] == "INR";
    let reference = details["reference_id"].as_str().unwrap_or_default();
    if india && reference.chars().count() > 35 {
        return wrong("reference_id has 35 characters at most in India");
    }
    match details["payment_type"].as_str() {
        Some("upi") if !india => return wrong("payment_type upi is in INR"),
        Some("br") if india => return wrong("payment_type br is in BRL"),
        None if !india => return missing("payment_type is required"),
        _ => {}
    }
    let settings = list(details, "/payment_settings");
    if settings.is_empty() && details.get("payment_configuration").is_none() {
        return missing("payment_settings is required");
    }
    if settings.iter().any(|s| (s["type"] == "payment_gateway") != india) {
        return wrong("this way of paying is not for this country");
    }
    let mut subtotal = 0;
    for item in items {
        let (full, sale) = (amount(&item["amount"]), item.get("sale_amount").map(amount));
        if sale.is_some_and(|sale| sale > full) {
            return wrong("sale_amount is above amount");
        }
        subtotal += sale.unwrap_or(full) * item["quantity"].as_i64().unwrap_or(0);
    }
    if subtotal != amount(&order["subtotal"]) {
        return wrong(format!("subtotal is {}, the items make {subtotal}", amount(&order["subtotal"])));
    }
    let total = subtotal + amount(&order["tax"]) + amount(&order["shipping"]) - amount(&order["discount"]);
    if total != amount(&details["total_amount"]) {
        return wrong(format!("total_amount is {}, the order makes {total}", amount(&details["total_amount"])));
    }
    if let Some(until) = order.pointer("/expiration/timestamp").and_then(Value::as_str) {
        if until.parse::<i64>().map_or(0, |s| s * 1000) < now + 300_000 {
            return wrong("expiration is at least 300 seconds ahead");
        }
    }
    if !india {
        return Ok(());
    }
    let physical = details["type"] == "physical-goods" && order.get("shipping").is_some();
    if physical && details.get("beneficiaries").is_none() {
        return missing("beneficiaries is required for goods that are shipped");
    }
    let pictured = items.iter().filter(|i| i.get("image").is_some()).count();
    if pictured > 0 && (pictured > 10 || order.get("catalog_id").is_some()) {
        return wrong("ten items with pictures of their own, and none from a catalogue");
    }
    let imported = ["country_of_origin", "importer_name", "importer_address"];
    if order.get("catalog_id").is_none() && items.iter().any(|i| imported.iter().any(|field| i.get(field).is_none())) {
        return missing("country_of_origin, importer_name and importer_address are required without a catalogue");
    }
    Ok(())
}

/// Whether a text holds something from the blocks that are pictures.
pub fn has_emoji(text: &str) -> bool {
    text.chars().any(|c| matches!(u32::from(c), 0x2600..=0x27BF | 0x1F000..=0x1FAFF | 0x2B00..=0x2BFF | 0xFE0F))
}
