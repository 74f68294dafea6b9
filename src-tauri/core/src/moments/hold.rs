//! "Hold it there until 18:00": what the talk is about, or the order she has, is put aside in a store until then; until
//! closing where that is earlier, and she reads so. What is not in that store is not said to be.

use jiff::{Timestamp, ToSpan};
use vitrine_understanding::{Part, Understood, When};

use super::buy::Purchase;
use super::buy::phrases::{holds, phrases};
use super::{Asker, Reply, counted, go, know, service};
use crate::catalog;
use crate::catalog::measure::Quantity;
use crate::catalog::search::offered;
use crate::kinds::{Error, Millis, Result};
use crate::orders::changing;
use crate::orders::taking::LineWanted;
use crate::stores::{self, Store};

/// Nothing is put aside longer ahead than this.
const LONGEST: Millis = 3 * crate::kinds::DAY;

/// Puts aside; nothing where she does not ask for that, or names no time.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let Some(customer) = asker.customer else { return Ok(None) };
    let Some(when) = understood.entities.when.filter(|when| when.hour.is_some() || when.day.is_some()) else { return Ok(None) };
    if !holds(text, &phrases().hold) {
        return Ok(None);
    }
    let kept = changing::latest_kept(asker.read, customer)?;
    let named = if understood.product_words.is_empty() { None } else { super::buy::product_in(asker, text, understood)? };
    let about = match &named {
        Some(product) => match know::narrowed(asker, product, text, understood).unwrap_or_default().as_slice() {
            [only] => Some(only.id),
            _ => return Ok(None),
        },
        None => asker.talk.about,
    };
    let order = kept.filter(|order| named.is_none() && about.is_none_or(|about| order.lines.iter().any(|line| line.variant == about)));
    let wanted = go::meant(asker, text)?;
    if let Some(order) = order {
        let store = stores::list(asker.read)?.into_iter().find(|store| store.name == order.store).unwrap_or(wanted);
        let Some((until, closing)) = until(&store, when, asker.now)? else { return service::person(asker, "hold_when").map(Some) };
        let purchase = Purchase::Hold { lines: Vec::new(), order: Some(order.id), store: store.id, until, closing };
        return Ok(Some(Reply { buys: Some(purchase), talk: asker.talk.now_about(asker.talk.about), ..Reply::default() }));
    }
    let Some(about) = about else { return Ok(None) };
    let row = catalog::get(asker.read, about)?;
    let Some(product) = offered(asker.read, &[row.product_id.0])?.into_iter().next() else { return Ok(None) };
    match know::there(asker, &product, &row)? {
        know::There::Counted | know::There::Said => {}
        // Sold out, or a count nobody has looked at: what is said of the product anyway.
        know::There::No | know::There::Perhaps => return know::of_variant(asker, about, None).map(Some),
    }
    if row.price_at(asker.now).is_none() {
        return service::person(asker, "price_on_request").map(Some);
    }
    let store = if changing::lies_in(asker.read, &row, wanted.id)? { wanted } else { crate::orders::store_with(asker.read, about)? };
    let Some((until, closing)) = until(&store, when, asker.now)? else { return service::person(asker, "hold_when").map(Some) };
    let counted = counted::pieces_of(&product, text, understood.entities.quantity);
    let quantity = Quantity(counted.pieces.map(|count| count.to_string()).unwrap_or_default());
    if quantity.steps_or_one(row.step).is_err() {
        return service::person(asker, "hold_when").map(Some);
    }
    let lines = vec![LineWanted { variant: about, quantity, choices: Vec::new() }];
    let purchase = Purchase::Hold { lines, order: None, store: store.id, until, closing };
    Ok(Some(Reply { buys: Some(purchase), talk: asker.talk.now_about(Some(about)), ..Reply::default() }))
}

/// The moment she names, or the closing time before it; nothing where it has passed or is too far.
fn until(store: &Store, when: When, now: Millis) -> Result<Option<(Millis, bool)>> {
    let zone = stores::zone(&store.time_zone)?;
    let today = Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(zone.clone()).date();
    let ahead = when.day.map_or(0, |day| go::days_until(today, day));
    let date = today.saturating_add(ahead.days());
    let at = |hour: i8, minute: i8| -> Result<Millis> {
        Ok(date.at(hour, minute, 0, 0).to_zoned(zone.clone()).map_err(Error::internal)?.timestamp().as_millisecond())
    };
    let named = when.hour.and_then(|hour| i8::try_from(hour).ok());
    let minute = when.minute.and_then(|minute| i8::try_from(minute).ok()).unwrap_or_default();
    let evening = matches!(when.part, Some(Part::Afternoon | Part::Evening | Part::Night));
    let mut wanted = match named {
        Some(hour) if evening && hour < 12 => at(hour + 12, minute)?,
        Some(hour) => at(hour, minute)?,
        // A day without an hour: all of it, as long as the shop is open.
        None => at(23, 59)?,
    };
    // "Until six", said at noon.
    if wanted <= now && named.is_some_and(|hour| hour < 12) && when.part.is_none() && ahead == 0 {
        wanted += 12 * 3_600_000;
    }
    if wanted <= now || wanted > now + LONGEST {
        return Ok(None);
    }
    last_open(store, now, wanted).map(|until| until.map(|until| (until, until < wanted)))
}

/// The last moment up to a wanted one at which the store is open; nothing where it does not open before.
fn last_open(store: &Store, now: Millis, wanted: Millis) -> Result<Option<Millis>> {
    /// So many changes lie within three days of any shop.
    const CHANGES: usize = 40;
    let mut at = now;
    let mut last = None;
    for _ in 0..CHANGES {
        let state = stores::place::now(store.clone(), at, "en", None)?;
        let next = state.next_change.filter(|next| *next > at);
        // Hours nobody has written down do not close.
        let open = state.open.unwrap_or(true);
        match next {
            Some(next) if next < wanted => {
                if open {
                    last = Some(next);
                }
                at = next;
            }
            _ => {
                if open {
                    last = Some(wanted);
                }
                break;
            }
        }
    }
    Ok(last)
}
