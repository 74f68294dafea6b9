//! "Make it 3", "sans les lacets", "cancel my order": the order she has, changed, while nobody in the shop has begun on it.
//! What somebody has accepted is perhaps packed: that is for a person, who finds in the thread what it is about.
//!
//! It changes nothing it is not sure of: the number must be the only one, the product must be one line of the order.

use vitrine_understanding::{Moment, Understood};

use super::buy::phrases::{Phrases, cancels, holds, phrases, rest};
use super::buy::{self, Purchase};
use super::{Asker, Reply, know, text_args};
use crate::catalog;
use crate::catalog::measure::{self, Quantity};
use crate::catalog::search::offered;
use crate::kinds::{OrderId, Result};
use crate::orders::changing::{self, lines_of};
use crate::orders::taking::LineWanted;
use crate::orders::{OrderLine, OrderRow};

/// Which way.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Way {
    Less,
    More,
    Make,
}

/// A change of the order she has; nothing where her words are none, or she has none.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let Some(customer) = asker.customer else { return Ok(None) };
    let words = phrases();
    let cancelled = cancels(text);
    let way = way(text, understood, words);
    if !cancelled && way.is_none() && understood.moment != Moment::ChangeOrder {
        return Ok(None);
    }
    let Some(order) = changing::latest_kept(asker.read, customer)? else { return Ok(None) };
    if cancelled {
        return cancel(asker, order.id);
    }
    // A question is no order to change anything.
    let Some(way) = way.filter(|_| !text.contains(['?', '؟'])) else {
        return Ok(if understood.moment == Moment::ChangeOrder { Some(late(asker, &order)?) } else { None });
    };
    let Some(lines) = changed(asker, &order, way, text, understood)? else {
        return Ok(if understood.moment == Moment::ChangeOrder { Some(late(asker, &order)?) } else { None });
    };
    if !changing::open(&order) {
        return late(asker, &order).map(Some);
    }
    let talk = asker.talk.now_about(asker.talk.about);
    let purchase = if lines.is_empty() { Purchase::Cancel { order: order.id } } else { Purchase::Change { order: order.id, lines } };
    Ok(Some(Reply { buys: Some(purchase), talk, ..Reply::default() }))
}

fn way(text: &str, understood: &Understood, words: &Phrases) -> Option<Way> {
    let counted = count_in(text, understood).is_some();
    // "I take a coffee without sugar" is a coffee.
    if holds(text, &words.take) {
        None
    } else if holds(text, &words.less) {
        Some(Way::Less)
    } else if holds(text, &words.more) || understood.entities.quantity.is_some() && holds(text, &words.again) {
        Some(Way::More)
    } else if holds(text, &words.make) && counted {
        Some(Way::Make)
    } else {
        None
    }
}

/// How many: as it was understood, or the only number there is.
fn count_in(text: &str, understood: &Understood) -> Option<u32> {
    let numbers: Vec<u32> = text.split_whitespace().filter_map(|word| word.trim_matches(['.', ',', '!']).parse().ok()).collect();
    let one = || holds(text, &phrases().one).then_some(1);
    understood.entities.quantity.or(if let [only] = numbers.as_slice() { Some(*only) } else { None }).or_else(one)
}

/// She does not want it: hers, and not yet begun.
pub(super) fn cancel(asker: &Asker<'_>, order: OrderId) -> Result<Option<Reply>> {
    let Some(customer) = asker.customer else { return Ok(None) };
    let hers = crate::orders::of_customer(asker.read, customer)?.into_iter().find(|one| one.id == order);
    match hers {
        Some(order) if changing::open(&order) => {
            let talk = asker.talk.now_about(asker.talk.about);
            Ok(Some(Reply { buys: Some(Purchase::Cancel { order: order.id }), talk, ..Reply::default() }))
        }
        Some(order) => late(asker, &order).map(Some),
        None => Ok(None),
    }
}

/// Somebody has begun on it, or it is not clear what is to change: a person looks, and both read what the order is.
fn late(asker: &Asker<'_>, order: &OrderRow) -> Result<Reply> {
    let items = order.lines.iter().map(OrderLine::said).collect::<Vec<_>>().join(", ");
    let mut reply = Reply::words("change-person", text_args([("order", order.id.to_string()), ("items", items)]));
    reply.person = Some("change_order");
    reply.talk = super::Talk { person_at: Some(asker.now), ..asker.talk.now_about(asker.talk.about) };
    Ok(reply)
}

/// The order's lines as she wants them; nothing where that is not sure.
fn changed(asker: &Asker<'_>, order: &OrderRow, way: Way, text: &str, understood: &Understood) -> Result<Option<Vec<LineWanted>>> {
    let lines = lines_of(order);
    let count = count_in(text, understood);
    let meant = line_meant(asker, order, text, understood)?;
    let Some(at) = meant else {
        return if way == Way::More { added(asker, lines, text, understood) } else { Ok(None) };
    };
    let Some(line) = order.lines.get(at) else { return Ok(None) };
    // "Make it 42" of what comes in 42 is another size, and not so many.
    if way == Way::Make && is_option(asker, line, count)? {
        return Ok(None);
    }
    let steps = |count: u32| Quantity(count.to_string()).steps_or_one(line.step).ok();
    let by = count.map_or(Some(measure::one(line.step)), steps);
    let now = match (way, count, by) {
        (Way::Less, None, _) => 0,
        (Way::Less, Some(_), Some(by)) => line.quantity - by,
        (Way::More, _, Some(by)) => line.quantity + by,
        (Way::Make, Some(_), Some(to)) => to,
        _ => return Ok(None),
    };
    let put = |(index, wanted): (usize, LineWanted)| match index == at {
        true if now <= 0 => None,
        true => Some(LineWanted { quantity: Quantity(measure::number(now, line.step)), ..wanted }),
        false => Some(wanted),
    };
    Ok(Some(lines.into_iter().enumerate().filter_map(put).collect()))
}

fn is_option(asker: &Asker<'_>, line: &OrderLine, count: Option<u32>) -> Result<bool> {
    let Some(count) = count.map(|count| count.to_string()) else { return Ok(false) };
    let product = catalog::get(asker.read, line.variant)?.product_id;
    let rows = offered(asker.read, &[product.0])?;
    Ok(rows.iter().flat_map(|product| &product.variants).any(|row| vitrine_search::words_shared(&count, &row.label) > 0))
}

/// Which line she means: the only one that has her words, or the only one there is where she names none.
fn line_meant(asker: &Asker<'_>, order: &OrderRow, text: &str, understood: &Understood) -> Result<Option<usize>> {
    let words = understood.product_words.as_str();
    let named: Vec<String> =
        understood.entities.colours.iter().map(|colour| (*colour).to_owned()).chain(understood.entities.sizes.clone()).collect();
    let titled = order.lines.iter().any(|line| vitrine_search::words_shared(text, &line.title) > 0);
    if (words.is_empty() && named.is_empty() || rest(text).is_empty()) && !titled {
        return Ok(if order.lines.len() == 1 { Some(0) } else { None });
    }
    let wanted = if titled { text.to_owned() } else { format!("{words} {}", named.join(" ")) };
    let shared: Vec<usize> = order.lines.iter().map(|line| vitrine_search::words_shared(&wanted, &line.title)).collect();
    let most = shared.iter().copied().max().unwrap_or_default();
    if most > 0 {
        let best: Vec<usize> = shared.iter().enumerate().filter(|(_, n)| **n == most).map(|(at, _)| at).collect();
        return Ok(if let [only] = best.as_slice() { Some(*only) } else { None });
    }
    // "Lacets" of what is called "Laces": the search knows.
    let Some(product) = buy::product_in(asker, text, understood)? else { return Ok(None) };
    let of_it = |line: &OrderLine| product.variants.iter().any(|row| row.id == line.variant);
    let best: Vec<usize> = order.lines.iter().enumerate().filter(|(_, line)| of_it(line)).map(|(at, _)| at).collect();
    Ok(if let [only] = best.as_slice() { Some(*only) } else { None })
}

/// With one thing more.
fn added(asker: &Asker<'_>, mut lines: Vec<LineWanted>, text: &str, understood: &Understood) -> Result<Option<Vec<LineWanted>>> {
    let Some(product) = buy::product_in(asker, text, understood)? else { return Ok(None) };
    let rows = know::narrowed(asker, &product, text, understood).unwrap_or_default();
    let [only] = rows.as_slice() else { return Ok(None) };
    let quantity = Quantity(understood.entities.quantity.map(|count| count.to_string()).unwrap_or_default());
    if only.price_at(asker.now).is_none() || quantity.steps_or_one(only.step).is_err() {
        return Ok(None);
    }
    lines.push(LineWanted { variant: only.id, quantity, choices: Vec::new() });
    Ok(Some(lines))
}
