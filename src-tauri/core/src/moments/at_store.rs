//! "Which shop has it, is it in Nantes?" A product is looked up in the stores by their own counts: one that is elsewhere is
//! not said to be here. Where nothing is asked of a place, [`super::know`] says what the shop has as a whole.
//!
//! Only a count says where something lies. What is not counted, made to order, or counted long ago is left to the product's
//! own answer, which looks after it.

use vitrine_understanding::{Moment, Understood};

use super::buy::phrases::holds;
use super::know::{self, There};
use super::{Asker, Fact, Reply, Say, asks, buy, go, text_args};
use crate::catalog::VariantRow;
use crate::catalog::search::Offered;
use crate::kinds::{DAY, Millis, Result};
use crate::orders::changing;
use crate::stores::{self, Store};
use crate::words;

/// What the counts say of a product and a place.
pub(super) enum At {
    /// Where it is.
    There(Reply),
    /// It is not where she wants it, but elsewhere; nothing is kept for her before she knows.
    Elsewhere(Reply),
}

/// Where a product is; nothing where she asks of no place, or the counts do not say.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<At>> {
    let asked = matches!(understood.moment, Moment::Know | Moment::Go | Moment::Buy | Moment::Other);
    let anywhere = understood.moment == Moment::Go || holds(text, &asks::asks().which_store);
    // Who wants it there, where it is not, is told before anything is kept for her elsewhere.
    let takes = !anywhere && buy::decided(text, understood);
    if !asked {
        return Ok(None);
    }
    let all = stores::list(asker.read)?;
    if all.len() < 2 {
        return Ok(None);
    }
    let Some(product) = product(asker, text, understood)? else { return Ok(None) };
    if holds(text, &asks::asks().terms) || super::details::asked(text, &product) {
        return Ok(None);
    }
    let named = go::named(asker, &all, &without(text, product.title()));
    if named.is_none() && !anywhere {
        return Ok(None);
    }
    let Ok(rows) = know::narrowed(asker, &product, text, understood) else { return Ok(None) };
    for row in &rows {
        let counted = row.uncounted.is_none() && !product.made_to_order;
        if !counted || know::there(asker, &product, row)? == There::Perhaps {
            return Ok(None);
        }
    }
    let fresh_for: Millis = asker.read.setting("count_fresh_ms", DAY)?;
    let mut having = Vec::new();
    for store in &all {
        let mut there = Vec::new();
        for row in &rows {
            if changing::lies_in(asker.read, row, store.id)? {
                // The row's own count is the latest of any store.
                let counted: Option<Millis> =
                    asker.read.value("SELECT as_of FROM stock WHERE variant_id = ?1 AND store_id = ?2", (row.id, store.id))?;
                if counted.is_none_or(|at| at <= asker.now - fresh_for) {
                    return Ok(None);
                }
                there.push(*row);
            }
        }
        having.extend(Some((store, there)).filter(|(_, there)| !there.is_empty()));
    }
    if takes && named.is_none_or(|named| having.is_empty() || having.iter().any(|(store, _)| store.id == named.id)) {
        return Ok(None);
    }
    // In none of them: it is sold out, and what is said then is said by the product itself.
    if having.is_empty() {
        return know::of_product(asker, &product, text, understood, false).map(|reply| Some(At::There(reply)));
    }
    told(asker, &product, named, &having)
}

/// The product she names; of several nothing is said.
fn product(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Offered>> {
    Ok(match know::meant_in(asker, text, &understood.product_words)? {
        know::Meant::One(product) => Some(product),
        _ => None,
    })
}

/// A text without the words of a name: "Boot Nantes" is no store.
fn without(text: &str, title: &str) -> String {
    let kept = |word: &&str| vitrine_search::words_shared(word, title) == 0;
    text.split_whitespace().filter(kept).collect::<Vec<_>>().join(" ")
}

fn told(asker: &Asker<'_>, product: &Offered, named: Option<&Store>, having: &[(&Store, Vec<&VariantRow>)]) -> Result<Option<At>> {
    /// More stores than that are a list nobody reads.
    const MOST: usize = 6;
    let here = named.and_then(|named| having.iter().find(|(store, _)| store.id == named.id));
    let told: Vec<_> = here.map_or_else(|| having.iter().take(MOST).collect(), |one| vec![one]);
    let rows: Vec<&VariantRow> =
        product.variants.iter().filter(|row| told.iter().any(|(_, there)| there.iter().any(|one| one.id == row.id))).collect();
    let Some(first) = rows.first() else { return Ok(None) };
    if rows.iter().any(|row| row.price_at(asker.now).is_none()) {
        return Ok(None);
    }
    let only = rows.len() == 1;
    let place = |(store, there): &&(&Store, Vec<&VariantRow>)| {
        let labels = there.iter().map(|row| row.label.as_str()).filter(|label| !label.is_empty()).collect::<Vec<_>>().join(", ");
        if only || labels.is_empty() { store.name.clone() } else { format!("{} ({labels})", store.name) }
    };
    let places = told.iter().map(place).collect::<Vec<_>>().join(" · ");
    let name = if only { first.full_name() } else { first.title.clone() };
    let args = text_args([
        ("product", name),
        ("price", know::prices(asker, &rows)?),
        ("store", places),
        ("named", named.map(|store| store.name.clone()).unwrap_or_default()),
    ]);
    let elsewhere = named.is_some() && here.is_none();
    let key = if elsewhere { "know-not-at" } else { "know-at" };
    let mut reply = Reply::words(key, args.clone());
    if let [(store, _)] = told.as_slice() {
        // It lies in one place: whether that is open is asked next anyway.
        let state = stores::place::now((*store).clone(), asker.now, asker.language, None)?;
        let (state_key, state_args) = go::state(asker, &state, store.name.clone())?;
        let lines = [words::say(asker.language, key, &args)?, words::say(asker.language, state_key, &state_args)?];
        reply.say = Say::Own(lines.join("\n"));
        reply.link = go::way(store).map(|url| ("button-way".to_owned(), url));
    }
    for (store, there) in told {
        reply.facts.extend(there.iter().map(|row| Fact::new("stock", row.full_name(), &store.name, Some(row.as_of).filter(|at| *at > 0))));
    }
    reply.talk = asker.talk.now_about(Some(first.id).filter(|_| only));
    Ok(Some(if elsewhere { At::Elsewhere(reply) } else { At::There(reply) }))
}
