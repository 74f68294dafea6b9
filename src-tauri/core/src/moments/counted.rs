//! Which number of a sentence counts pieces and which is a size: "2 Runner Nord 42" are two. A number before the product's
//! name counts, one behind it is a size where it can be one. Without the product nobody can tell, so this is read here and
//! not with the other numbers in `vitrine_understanding`, which knows no shop.

use super::buy::phrases;
use super::tell_me;
use crate::catalog::search::Offered;

/// What the numbers of a sentence about a product are.
pub(super) struct Counted {
    /// How many she speaks of.
    pub(super) pieces: Option<u32>,
    /// A size it may be meant as, though the product does not come in it.
    pub(super) size: Option<String>,
    /// The sentence without the number that counts.
    pub(super) rest: String,
}

/// How many pieces she speaks of: "2 Runner Nord 42" are two, "Runner Nord 42" is none said, "Runner Nord 42, 2 pairs" and
/// "Runner Nord 42 x2" are two again. A number before the name counts, one behind it is a size where it can be one.
pub(super) fn pieces_of(product: &Offered, text: &str, said: Option<u32>) -> Counted {
    /// A larger number is a model's or a year.
    const MOST: u32 = 99;
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '×')).collect();
    let without = |at: usize| words.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
    let times = |word: &str| word.strip_prefix(['x', 'X', '×']).or_else(|| word.strip_suffix(['x', 'X', '×']))?.parse::<u32>().ok();
    if let Some((at, count)) = words.iter().enumerate().find_map(|(at, word)| Some((at, times(word).filter(|n| (1..=MOST).contains(n))?))) {
        return Counted { pieces: Some(count), size: None, rest: without(at) };
    }
    let none = |pieces| Counted { pieces, size: None, rest: text.to_owned() };
    // Shoes and clothes: every variant has such a number, so another one is a size nobody has.
    let size = |number: &str| number.parse::<f32>().is_ok_and(|number| (14.0..=60.0).contains(&number));
    let in_sizes = product.variants.iter().all(|row| numbers(&row.label).iter().any(|number| size(number)));
    let half = numbers(text).into_iter().find(|number| number.contains('.') && size(number));
    if let Some(half) = half.filter(|half| in_sizes && !product.variants.iter().any(|row| numbers(&row.full_name()).contains(half))) {
        return Counted { size: Some(half), ..none(None) };
    }
    let Some(count) = said else { return none(None) };
    let Some(at) = words.iter().position(|word| *word == count.to_string()) else { return none(Some(in_pairs(product, text, count))) };
    let name =
        words.iter().position(|word| word.chars().any(char::is_alphabetic) && vitrine_search::words_shared(word, product.title()) > 0);
    let before = name.is_some_and(|name| at < name);
    let sized = |count: u32| product.variants.iter().any(|row| numbers(&row.full_name()).contains(&count.to_string()));
    let in_sizes = in_sizes && size(&count.to_string());
    if !sized(count) {
        return if in_sizes && !before {
            Counted { pieces: None, size: Some(count.to_string()), rest: text.to_owned() }
        } else {
            Counted { pieces: Some(count), size: None, rest: without(at) }
        };
    }
    if before && !in_sizes {
        return Counted { pieces: Some(count), size: None, rest: without(at) };
    }
    // Another number counts only where it says so: a price and an hour stand in such sentences too.
    let counts = |at: usize| words.get(at + 1).is_some_and(|next| phrases::is_piece(&tell_me::plain(next)));
    let others = words.iter().enumerate().filter_map(|(at, word)| Some((at, word.parse::<u32>().ok()?)));
    match others.into_iter().find(|(at, other)| (1..=MOST).contains(other) && counts(*at)) {
        Some((at, other)) => Counted { pieces: Some(other), size: None, rest: without(at) },
        None => none(None),
    }
}

/// "A pair" is one of what is sold by the pair, and two of anything else.
fn in_pairs(product: &Offered, text: &str, count: u32) -> u32 {
    const PAIRS: [&str; 4] = ["a pair of", "une paire de", "un par de", "um par de"];
    let by_the_pair = product.variants.first().is_some_and(|row| row.unit == "pair");
    let pair = phrases::holds(text, &PAIRS.map(str::to_owned));
    if count == 1 && pair && !by_the_pair { 2 } else { count }
}

/// The numbers of a text as they stand: "0.5 l" has no five in it, "4 × 40" has two.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let pieces = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    pieces.map(|piece| piece.trim_matches(['.', ',']).replace(',', ".")).filter(|piece| !piece.is_empty()).collect()
}

/// "4x40" as shops write it: "4 x 40".
pub(super) fn spaced(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(text.len() + 4);
    for (at, c) in letters.iter().enumerate() {
        if matches!(c, 'x' | 'X' | '×' | '*') && digit(at.checked_sub(1)) && digit(Some(at + 1)) {
            out.push_str(" × ");
        } else {
            out.push(*c);
        }
    }
    out
}
