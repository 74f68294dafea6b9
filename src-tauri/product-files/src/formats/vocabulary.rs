//! The vocabulary of shops' own lists, and what values of each field look like.
//!
//! The words are data, in `vocabulary.txt`, where somebody who knows a language can add to them. A header in an unknown
//! language still has its values: bar codes check, addresses begin with `http`, prices have decimals.

use std::sync::LazyLock;

use vitrine_sheets::{Field, number};

use crate::codes::is_gtin;

const WORDS: &str = include_str!("vocabulary.txt");

/// Lists of words by name, in the file's order.
static LISTS: LazyLock<Vec<(&'static str, &'static [&'static str])>> = LazyLock::new(|| {
    let mut lists: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
        let rest = match line.split_once(':') {
            Some((name, rest)) if !line.starts_with(' ') => {
                lists.push((name, Vec::new()));
                rest
            }
            _ => line,
        };
        if let Some((_, words)) = lists.last_mut() {
            words.extend(rest.split('|').map(str::trim).filter(|word| !word.is_empty()));
        }
    }
    // Leaked once, since the mapper takes words that last as long as the program.
    lists.into_iter().map(|(name, words)| (name, &*words.leak())).collect()
});

/// The fields of a product list.
pub(crate) static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let fields = LISTS.iter().filter(|(name, _)| !name.starts_with('!'));
    fields
        .map(|(name, words)| {
            let (looks, weight_of_looks) = looks(name);
            Field { name, words, looks, weight_of_looks }
        })
        .collect()
});

fn list(name: &str) -> &'static [&'static str] {
    LISTS.iter().find(|(known, _)| *known == name).map_or(&[], |(_, words)| words)
}

/// Headers of lists of people, places and orders: with one of these and no price, a file is no product list.
pub(crate) fn foreign() -> &'static [&'static str] {
    list("!foreign")
}

/// Headers of lists of orders: the things in them were sold, and at what they went for then.
pub(crate) fn orders() -> &'static [&'static str] {
    list("!orders")
}

/// Words for stock over a store's column ("Stock Main St", "Bestand Filiale").
pub(crate) fn stock_words() -> &'static [&'static str] {
    list("!stock")
}

/// What such a column may be about instead.
pub(crate) fn not_a_store() -> &'static [&'static str] {
    list("!not_a_store")
}

/// Whether a value looks like the field's, and how much that tells.
fn looks(field: &str) -> (fn(&str) -> bool, u8) {
    match field {
        "price" => (is_price, 49),
        "sale_price" | "compare_price" | "cost" | "weight" => (is_price, 20),
        "currency" => (is_currency, 60),
        "barcode" => (is_gtin, 100),
        "quantity" => (is_count, 40),
        "picture" => (is_picture, 80),
        "link" => (is_page, 60),
        _ => (|_| true, 0),
    }
}

fn is_price(text: &str) -> bool {
    number::decimal(text, None).is_some_and(|number| number.digits >= 0) && !is_gtin(text)
}

/// A number that looks like money: decimals, no more of them than money has, or a currency.
pub(crate) fn is_money(text: &str) -> bool {
    let decimals = number::decimal(text, None).map_or(9, |number| number.scale);
    is_price(text) && (text.contains(['.', ',']) && decimals <= 3 || number::currency(text).is_some())
}

fn is_count(text: &str) -> bool {
    text.len() <= 8 && number::decimal(text, None).is_some_and(|number| number.normal().scale <= 3)
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn is_picture(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    is_address(text) && [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", "/image", "img"].iter().any(|part| lower.contains(part))
}

fn is_page(text: &str) -> bool {
    is_address(text) && !is_picture(text)
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && number::currency(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_is_whole() {
        assert!(FIELDS.len() > 30 && FIELDS.iter().all(|field| !field.words.is_empty()), "every field has words");
        assert!([foreign(), stock_words(), not_a_store()].iter().all(|list| list.len() > 10), "and so have the other lists");
        for field in FIELDS.iter() {
            let others = FIELDS.iter().filter(|other| other.name != field.name);
            let twice: Vec<_> = others.flat_map(|other| other.words).filter(|word| field.words.contains(word)).collect();
            assert!(twice.is_empty(), "{} shares {twice:?} with another field", field.name);
        }
    }
}
