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
use crate::kinds::Result;
use crate::orders::changing;
use crate::stores::{self, Store};
use crate::words;

/// Where a product is; nothing where she asks of no place, or the counts do not say.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood) -> Result<Option<Reply>> {
    let asked = matches!(understood.moment, Moment::Know | Moment::Go | Moment::Buy | Moment::Other);
    let anywhere = understood.moment == Moment::Go || holds(text, &asks::asks().which_store);
    if !asked || buy::decided(text, understood) && !anywhere {
        return Ok(None);
    }
    let all = stores::list(asker.read)?;
    if all.len() < 2 {
        return Ok(None);
    }
    let Some(product) = product(asker, text, understood)? else { return Ok(None) };
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
    let mut having = Vec::new();
    for store in &all {
        let mut there = Vec::new();
        for row in &rows {
            if changing::lies_in(asker.read, row, store.id)? {
                there.push(*row);
            }
        }
        having.extend(Some((store, there)).filter(|(_, there)| !there.is_empty()));
    }
    // In none of them: it is sold out, and what is said then is said by the product itself.
    if having.is_empty() {
        return Ok(None);
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

fn told(asker: &Asker<'_>, product: &Offered, named: Option<&Store>, having: &[(&Store, Vec<&VariantRow>)]) -> Result<Option<Reply>> {
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
    let key = if named.is_some() && here.is_none() { "know-not-at" } else { "know-at" };
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
    Ok(Some(reply))
}
