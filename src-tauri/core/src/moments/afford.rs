//! "Shoes under 50", "the cheapest coffee": of what the words name, what costs as she said. What is dearer is not offered
//! to somebody who has said what she pays; where nothing fits, the nearest in price is named as what it is.

use vitrine_understanding::{Bound, Reference, Understood};

use super::know::{Meant, There, of_kind, of_product, there, which};
use super::{Asker, Fact, Reply, text_args};
use crate::catalog::search::{Offered, offered};
use crate::kinds::{Result, currency_exponent};

/// So many products are looked at.
const LOOKED_AT: usize = 60;

/// What she said of the price.
enum Wish {
    AtMost(i64),
    AtLeast(i64),
    Least,
    Most,
}

/// "The cheapest shoes" is about shoes; "the cheaper one" is about what was shown.
pub(super) fn is_of_goods(understood: &Understood) -> bool {
    matches!(understood.entities.reference, Some(Reference::Cheapest | Reference::Dearest)) && !understood.product_words.is_empty()
}

fn wish(asker: &Asker<'_>, understood: &Understood) -> Option<Wish> {
    match understood.entities.reference {
        Some(Reference::Cheapest) => return Some(Wish::Least),
        Some(Reference::Dearest) => return Some(Wish::Most),
        _ => {}
    }
    // An amount in another currency is none of the shop's.
    let price = understood.entities.price.as_ref().filter(|price| price.currency.is_none_or(|currency| currency == asker.currency))?;
    let minor = match currency_exponent(&asker.currency) {
        0 => price.hundredths / 100,
        1 => price.hundredths / 10,
        digits => price.hundredths.saturating_mul(10_i64.pow(digits.saturating_sub(2))),
    };
    match price.bound {
        Bound::AtMost => Some(Wish::AtMost(minor)),
        Bound::AtLeast => Some(Wish::AtLeast(minor)),
        Bound::About => None,
    }
}

/// What costs least of it, there or not.
fn least(asker: &Asker<'_>, product: &Offered) -> Option<i64> {
    product.variants.iter().filter_map(|row| row.price_at(asker.now)).min()
}

/// All there is that can be had, the cheapest first or last: "anything under 50" names no goods.
fn anything(asker: &Asker<'_>, dearest: bool) -> Result<Vec<Offered>> {
    /// So many of a shop's products are looked at; those at the other end of the prices are not meant.
    const LOOKED_AT: usize = 100;
    let order = if dearest { "DESC" } else { "ASC" };
    let ids: Vec<i64> = asker.read.all(
        &format!(
            "SELECT p.id FROM product p JOIN variant v ON v.product_id = p.id WHERE p.status = 'active' AND p.away = 0 AND v.price IS NOT NULL
             GROUP BY p.id ORDER BY MIN(v.price) {order}, p.id LIMIT {LOOKED_AT}"
        ),
        [],
        |row| row.get(0),
    )?;
    let mut kept = Vec::new();
    for product in offered(asker.read, &ids)? {
        let mut here = false;
        for row in &product.variants {
            here |= there(asker, &product, row)? != There::No;
        }
        kept.extend(Some(product).filter(|_| here));
    }
    Ok(kept)
}

/// What the words name; all there is where she names nothing, and nothing has been spoken of.
fn of_words(asker: &Asker<'_>, text: &str, words: &str, wish: &Wish) -> Result<Vec<Offered>> {
    /// "Do you have anything under 50?"
    const SHORT: usize = 7;
    if words.is_empty() {
        match of_kind(asker, text)? {
            Meant::Several(products) => return Ok(products),
            Meant::One(product) => return Ok(vec![product]),
            Meant::Nothing => {}
        }
        let bare = asker.talk.offered.is_empty() && asker.talk.about.is_none() && text.split_whitespace().count() <= SHORT;
        return if bare { anything(asker, matches!(wish, Wish::Most | Wish::AtLeast(_))) } else { Ok(Vec::new()) };
    }
    let hits = asker.desk.finder.hits(asker.desk.db, words, LOOKED_AT)?;
    let most = hits.iter().map(|hit| hit.has).max().unwrap_or_default();
    let ids: Vec<i64> = hits.iter().filter(|hit| most > 0 && hit.has == most).map(|hit| hit.id).collect();
    offered(asker.read, &ids)
}

/// What of the goods she names costs as she said; nothing where she said nothing of it.
pub(super) fn reply(asker: &Asker<'_>, text: &str, understood: &Understood, buys: bool) -> Result<Option<Reply>> {
    let words = understood.product_words.as_str();
    let Some(wish) = wish(asker, understood) else { return Ok(None) };
    let mut priced: Vec<(i64, Offered)> =
        of_words(asker, text, words, &wish)?.into_iter().filter_map(|product| Some((least(asker, &product)?, product))).collect();
    priced.sort_by_key(|(price, _)| *price);
    let Some((cheapest, _)) = priced.first() else { return Ok(None) };
    let fits: Vec<Offered> = match wish {
        Wish::AtMost(limit) if *cheapest > limit => return none(asker, limit, &priced).map(Some),
        Wish::AtMost(limit) => priced.into_iter().filter(|(price, _)| *price <= limit).map(|(_, product)| product).collect(),
        Wish::AtLeast(limit) => priced.into_iter().filter(|(price, _)| *price >= limit).map(|(_, product)| product).collect(),
        Wish::Least => priced.into_iter().take(1).map(|(_, product)| product).collect(),
        Wish::Most => priced.into_iter().next_back().map(|(_, product)| product).into_iter().collect(),
    };
    match fits.as_slice() {
        [] => Ok(None),
        [only] => of_product(asker, only, text, understood, buys).map(Some),
        several => which(asker, several, None).map(Some),
    }
}

/// Nothing of it costs so little: what comes nearest, by its name and price.
fn none(asker: &Asker<'_>, limit: i64, priced: &[(i64, Offered)]) -> Result<Reply> {
    let Some((price, row)) = priced.first().and_then(|(price, product)| Some((*price, product.variants.first()?))) else {
        return super::service::person(asker, "product_unknown");
    };
    let (limit, price) = (asker.amount(limit), asker.amount(price));
    let fact = Fact::new("price", &row.title, &price, None);
    let args = text_args([("limit", limit), ("product", row.title.clone()), ("price", price)]);
    let mut reply = Reply { facts: vec![fact], ..Reply::words("know-none-within", args) };
    reply.choices = vec![(format!("about:{}", row.id), row.title.clone())];
    reply.talk = asker.talk.now_offering(vec![row.id]);
    Ok(reply)
}
