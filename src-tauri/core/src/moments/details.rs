//! "Does it contain nuts, how long is the warranty, what is it made of?" Price and stock do not answer that, and "we have
//! it" would read as a yes. The product's own description is told where there is one; a person looks either way, because
//! whether a text answers a question about an allergy is not for a program to say.

use std::sync::OnceLock;

use serde::Deserialize;

use super::tell_me::plain;
use super::{Asker, Fact, Reply, service, text_args};
use crate::catalog::search::Offered;
use crate::kinds::Result;
use crate::words;

/// More of a description is not read in a chat.
const LONGEST: usize = 700;

#[derive(Default, Deserialize)]
struct Details {
    asks: Vec<String>,
}

fn details() -> &'static Details {
    static DETAILS: OnceLock<Details> = OnceLock::new();
    DETAILS.get_or_init(|| {
        let read: Details = serde_json::from_str(include_str!("../../../../assets/understanding/details.json")).unwrap_or_default();
        Details { asks: read.asks.iter().map(|phrase| whole(phrase)).collect() }
    })
}

/// With a space before and behind, so that a phrase is found only where it stands whole.
fn whole(text: &str) -> String {
    format!(" {} ", plain(text))
}

/// Whether a text asks what price and stock do not say; a word of the product's own name asks nothing.
pub(super) fn asked(text: &str, product: &Offered) -> bool {
    let said = whole(text);
    let named = |phrase: &str| product.variants.iter().any(|row| whole(&row.full_name()).contains(phrase));
    details().asks.iter().any(|phrase| said.contains(phrase) && !named(phrase))
}

/// What its description says, and that a person looks; without one, that a person looks.
pub(super) fn reply(asker: &Asker<'_>, product: &Offered) -> Result<Reply> {
    let Some(first) = product.variants.first() else { return service::person(asker, "details") };
    let written: String = asker.read.value("SELECT description FROM product WHERE id = ?1", [first.product_id])?.unwrap_or_default();
    let talk = asker.talk.now_about(Some(first.id));
    if written.trim().is_empty() {
        let reply = service::person(asker, "details")?;
        return Ok(Reply { talk: super::Talk { about: Some(first.id), ..reply.talk.clone() }, ..reply });
    }
    let said = words::cut(written.trim(), LONGEST);
    let fact = Fact::new("description", &first.title, &said, None);
    let args = text_args([("product", first.title.clone()), ("details", said)]);
    Ok(Reply { facts: vec![fact], talk, person: Some("details"), ..Reply::words("know-details", args) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_ask_is_more_than_nothing() {
        assert!(details().asks.len() > 100, "the list is read");
    }
}
