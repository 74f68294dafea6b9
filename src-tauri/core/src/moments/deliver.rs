//! "Can you bring it?": where the shop delivers and what that costs, from what the owner has said; and for an order she
//! has, where to. She writes an address, shares a place, or says "there again"; what is read as her address is shown to her,
//! with a way back.
//!
//! What looks like no address is answered as what it is: she may ask something else first. A button asks again.

use vitrine_understanding::{Moment, Understood};

use super::buy::Purchase;
use super::buy::phrases::{cancels, holds, phrases};
use super::talk::Deed;
use super::{Asker, Fact, Reply, text_args};
use crate::kinds::{OrderId, Result};
use crate::orders::delivery::{self, Offer};
use crate::orders::{self, OrderRow, changing};
use crate::words::{self, Args};

/// Shorter is no street.
const SHORTEST: usize = 8;

/// A question or a wish about bringing; nothing where the shop does not, or her words are of something else.
pub(super) fn reply(asker: &Asker<'_>, text: &str) -> Result<Option<Reply>> {
    if !holds(text, &phrases().deliver) && !holds(text, &phrases().collect) {
        return Ok(None);
    }
    let offer = delivery::offer(asker.read)?;
    if !offer.on {
        return Ok(None);
    }
    let order = match asker.customer {
        Some(customer) => changing::latest_kept(asker.read, customer)?.filter(changing::open),
        None => None,
    };
    match order {
        Some(order) if holds(text, &phrases().collect) => {
            Ok(order.address.is_some().then(|| purchase(asker, Purchase::Collect { order: order.id })))
        }
        Some(order) => ask(asker, &order, false).map(Some),
        None if holds(text, &phrases().deliver) => said(asker, &offer).map(Some),
        None => Ok(None),
    }
}

/// Whether the shop delivers, where, and for how much.
fn said(asker: &Asker<'_>, offer: &Offer) -> Result<Reply> {
    let mut args = text_args([("fee", fee(asker, offer.fee)?)]);
    args.extend(text_args([("area", offer.area.clone())]));
    args.extend(offer.free_from.map(|from| text_args([("from", asker.amount(from))])).unwrap_or_default());
    let key = match (offer.area.is_empty(), offer.free_from.filter(|_| offer.fee > 0)) {
        (true, None) => "deliver-yes",
        (false, None) => "deliver-yes-area",
        (true, Some(_)) => "deliver-yes-from",
        (false, Some(_)) => "deliver-yes-area-from",
    };
    let facts = vec![Fact::new("delivery", offer.area.clone(), asker.amount(offer.fee), None)];
    Ok(Reply { facts, talk: asker.talk.now_about(asker.talk.about), ..Reply::words(key, args) })
}

pub(super) fn fee(asker: &Asker<'_>, minor: i64) -> Result<String> {
    if minor == 0 { words::say(asker.language, "delivery-free", &Args::new()) } else { Ok(asker.amount(minor)) }
}

fn hers(asker: &Asker<'_>, order: OrderId) -> Result<Option<OrderRow>> {
    let Some(customer) = asker.customer else { return Ok(None) };
    Ok(orders::of_customer(asker.read, customer)?.into_iter().find(|one| one.id == order && changing::open(one)))
}

/// She wants it brought: where to? `elsewhere`: not where it was brought before.
pub(super) fn wanted(asker: &Asker<'_>, order: OrderId, elsewhere: bool) -> Result<Option<Reply>> {
    match hers(asker, order)? {
        Some(order) if delivery::offer(asker.read)?.on => ask(asker, &order, elsewhere).map(Some),
        _ => Ok(None),
    }
}

fn ask(asker: &Asker<'_>, order: &OrderRow, elsewhere: bool) -> Result<Reply> {
    let offer = delivery::offer(asker.read)?;
    let known = match asker.customer.filter(|_| !elsewhere) {
        Some(customer) => delivery::last_address(asker.read, customer)?,
        None => None,
    };
    let goods = order.total.map(|total| total - order.fee);
    let mut args = text_args([("order", order.id.to_string()), ("fee", fee(asker, offer.fee_for(goods))?)]);
    let Some(address) = known else {
        args.extend(text_args([("area", offer.area.clone())]));
        let key = if offer.area.is_empty() { "deliver-where" } else { "deliver-where-area" };
        let mut reply = Reply::words(key, args);
        reply.talk = super::Talk { address_for: Some(order.id), ..asker.talk.now_about(asker.talk.about) };
        return Ok(reply);
    };
    args.extend(text_args([("address", address.0)]));
    let mut reply = Reply::words("deliver-there", args);
    reply.buttons = vec![
        (format!("order-there:{}", order.id), "button-there".to_owned()),
        (format!("order-elsewhere:{}", order.id), "button-elsewhere".to_owned()),
    ];
    reply.talk = asker.talk.now_about(asker.talk.about).now_offers(Deed::Bring(order.id));
    Ok(reply)
}

/// Where it was brought before.
pub(super) fn there(asker: &Asker<'_>, order: OrderId) -> Result<Option<Reply>> {
    let (Some(customer), Some(order)) = (asker.customer, hers(asker, order)?) else { return Ok(None) };
    let Some(address) = delivery::last_address(asker.read, customer)? else { return Ok(None) };
    Ok(Some(purchase(asker, Purchase::Bring { order: order.id, address: address.0 })))
}

/// She comes for it herself.
pub(super) fn collected(asker: &Asker<'_>, order: OrderId) -> Result<Option<Reply>> {
    Ok(hers(asker, order)?.map(|order| purchase(asker, Purchase::Collect { order: order.id })))
}

/// She was asked where to, and these words are an address.
pub(super) fn address(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let Some(order) = asker.talk.address_for else { return Ok(None) };
    let Some(order) = hers(asker, order)?.filter(|_| is_address(text, understood)) else { return Ok(None) };
    Ok(Some(purchase(asker, Purchase::Bring { order: order.id, address: delivery::tidy(text) })))
}

/// … or a place she shared.
pub(super) fn place(asker: &Asker<'_>, lat: f64, lon: f64) -> Result<Option<Reply>> {
    let Some(order) = asker.talk.address_for else { return Ok(None) };
    let Some(order) = hers(asker, order)? else { return Ok(None) };
    Ok(Some(purchase(asker, Purchase::Bring { order: order.id, address: format!("{lat:.5}, {lon:.5}") })))
}

fn purchase(asker: &Asker<'_>, purchase: Purchase) -> Reply {
    Reply { buys: Some(purchase), talk: asker.talk.now_about(asker.talk.about), ..Reply::default() }
}

/// Words that can be where somebody lives: a number and a name, or a few words about nothing else; no question, no order.
fn is_address(text: &str, understood: &Understood) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    // What is understood of an address is guessed from its street and number: only whole phrases count.
    let asks = text.contains(['?', '؟']) || cancels(text) || holds(text, &phrases().take);
    let changes =
        [&phrases().less, &phrases().more, &phrases().make, &phrases().deliver, &phrases().collect].iter().any(|any| holds(text, any));
    if asks || changes || text.trim().chars().count() < SHORTEST {
        return false;
    }
    let numbered = text.chars().any(char::is_numeric) && words >= 1;
    numbered || words >= 3 && matches!(understood.moment, Moment::Other | Moment::Go)
}
