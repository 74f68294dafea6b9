//! What is about an order, about a person, or about nothing the shop can tell. A person is promised once per absence, and
//! with when she will be there if the shop is closed: two such lines in a row are worse than none.

use super::{Asker, Fact, Reply, automations, text_args};
use crate::db::Read;
use crate::kinds::{Millis, Result};
use crate::orders::OrderRow;
use crate::words::{self, Args};
use crate::{orders, stores};

/// A person is promised once in so long.
const PROMISED_FOR: Millis = 12 * 3_600_000;
/// One greeting a day.
const GREETED_FOR: Millis = 20 * 3_600_000;

/// A person should look; she is told so, once.
pub(super) fn person(asker: &Asker<'_>, why: &'static str) -> Result<Reply> {
    let mut talk = asker.talk.now_about(asker.talk.about);
    if talk.person_at.is_some_and(|at| at > asker.now - PROMISED_FOR) {
        return Ok(Reply { person: Some(why), talk, ..Reply::default() });
    }
    talk.person_at = Some(asker.now);
    let store = stores::main(asker.read)?;
    let zone = stores::zone(&store.time_zone)?;
    let state = stores::place::now(store, asker.now, asker.language, None)?;
    let own = if state.open == Some(false) { automations::running::while_closed(asker)? } else { None };
    if let Some(own) = own {
        return Ok(Reply { person: Some(why), talk, ..own });
    }
    let reply = match (state.open, state.next_change) {
        (Some(false), Some(opens)) => {
            Reply::words("person-opens", text_args([("opens", words::moment(asker.language, opens, asker.now, &zone))]))
        }
        _ => Reply::words("person", Args::new()),
    };
    Ok(Reply { person: Some(why), talk, ..reply })
}

/// Asks once what it is about; the second time a person looks.
pub(super) fn unclear(asker: &Asker<'_>) -> Result<Reply> {
    let promised = asker.talk.person_at.is_some_and(|at| at > asker.now - PROMISED_FOR);
    if asker.talk.unclear > 0 || promised {
        return person(asker, "not_understood");
    }
    let mut reply = Reply::words("unclear", Args::new());
    reply.talk = super::Talk { unclear: 1, ..asker.talk.clone() };
    let say = |key| words::say(asker.language, key, &Args::new());
    reply.choices = vec![
        ("about-it:product".into(), say("choice-product")?),
        ("about-it:shop".into(), say("choice-shop")?),
        ("about-it:person".into(), say("choice-person")?),
    ];
    Ok(reply)
}

/// Hello, once a day.
pub(super) fn greeting(asker: &Asker<'_>) -> Result<Reply> {
    if asker.talk.greeted_at.is_some_and(|at| at > asker.now - GREETED_FOR) {
        return Ok(Reply { talk: asker.talk.clone(), ..Reply::default() });
    }
    if let Some(own) = automations::running::on_hello(asker)? {
        return Ok(own);
    }
    let shop = asker.read.setting("name", String::new())?;
    let mut reply = Reply::words("greeting", text_args([("shop", shop)]));
    reply.talk = super::Talk { greeted_at: Some(asker.now), ..asker.talk.clone() };
    Ok(reply)
}

/// She asks whether a machine answers: it says so, and how to reach a person.
pub(super) fn machine(asker: &Asker<'_>) -> Result<Reply> {
    let shop = asker.read.setting("name", String::new())?;
    let mut reply = Reply::words("machine", text_args([("shop", shop)]));
    reply.choices = vec![("about-it:person".into(), words::say(asker.language, "choice-person", &Args::new())?)];
    reply.talk = asker.talk.now_about(asker.talk.about);
    Ok(reply)
}

/// What is said of an order: what is in it, what it costs, its number and code, where it lies and until when.
///
/// # Errors
/// What the disk says.
pub fn order_args(read: &Read<'_>, order: &OrderRow, language: &str, now: Millis) -> Result<Args> {
    let store = stores::list(read)?.into_iter().find(|store| store.name == order.store);
    let zone = stores::zone(store.as_ref().map_or("UTC", |store| store.time_zone.as_str()))?;
    let place = store.map_or(order.store.clone(), |s| if s.address.is_empty() { s.name } else { format!("{}, {}", s.name, s.address) });
    let fee = match order.fee {
        0 => words::say(language, "delivery-free", &Args::new())?,
        fee => words::amount(language, fee, &order.currency),
    };
    Ok(text_args([
        ("order", order.id.to_string()),
        ("code", order.code.clone()),
        ("items", order.items()),
        ("total", order.total.map(|total| words::amount(language, total, &order.currency)).unwrap_or_default()),
        ("until", words::moment(language, order.hold_until, now, &zone)),
        ("store", place),
        ("address", order.address.as_ref().map(|address| address.0.clone()).unwrap_or_default()),
        ("fee", fee),
    ]))
}

/// How her latest order stands.
pub(super) fn order_status(asker: &Asker<'_>) -> Result<Reply> {
    let latest = match asker.customer {
        Some(customer) => orders::of_customer(asker.read, customer)?.into_iter().max_by_key(|order| order.created_at),
        None => None,
    };
    let Some(order) = latest else {
        let mut reply = Reply::words("order-none", Args::new());
        reply.person = Some("order_not_found");
        reply.talk = super::Talk { person_at: Some(asker.now), ..asker.talk.clone() };
        return Ok(reply);
    };
    let args = order_args(asker.read, &order, asker.language, asker.now)?;
    let key = match order.state.as_str() {
        "kept" if order.address.is_some() => "order-brought",
        "kept" => "order-kept",
        "handed_over" => "order-handed-over",
        _ => "order-ended",
    };
    let fact = Fact::new("order", order.id.to_string(), &order.state, Some(order.changed_at));
    Ok(Reply { facts: vec![fact], talk: asker.talk.now_about(asker.talk.about), ..Reply::words(key, args) })
}
