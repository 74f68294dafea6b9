//! How many, how much, how big, and the numbers of orders.

use serde::Serialize;

use super::Reading;
use crate::lexicon::List;

/// More than this many pieces is no quantity that a customer types by hand.
const MOST_PIECES: u32 = 10_000;
/// More than this many only where what is counted follows: codes of places, years and budgets are numbers too.
const MANY_PIECES: u32 = 1000;

/// What an amount limits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// At most so much.
    AtMost,
    /// At least so much.
    AtLeast,
    /// Just an amount.
    About,
}

/// An amount of money.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Price {
    /// What it limits.
    pub bound: Bound,
    /// Hundredths of the currency's whole unit, whatever its smallest coin is.
    pub hundredths: i64,
    /// The ISO code where it was said and is clear.
    pub currency: Option<&'static str>,
}

/// A number in digits, in hundredths: "19.99", "19,99", "1.000", "1,000.50".
pub(super) fn hundredths(word: &str) -> Option<i64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return None;
    }
    let last = word.rfind(['.', ',']);
    let (whole, part) = match last {
        Some(at) if word.len() - at - 1 <= 2 => (&word[..at], &word[at + 1..]),
        _ => (word, ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).take(12).collect();
    let cents = match part.len() {
        0 => 0,
        1 => part.parse::<i64>().ok()? * 10,
        _ => part.parse::<i64>().ok()?,
    };
    Some(digits.parse::<i64>().ok()? * 100 + cents)
}

fn digits_and_letters(word: &str) -> Option<(&str, &str)> {
    let at = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))?;
    (at > 0).then(|| word.split_at(at))
}

fn currency_code(key: &'static str) -> Option<&'static str> {
    (key.len() == 3).then_some(key)
}

/// An amount that begins at a word: where it ends, how much, which currency.
fn amount(reading: &Reading, at: usize) -> Option<(usize, i64, Option<&'static str>, bool)> {
    let before = reading.at(at, List::Currency);
    let number = before.map_or(at, |place| place.end);
    if let Some(value) = hundredths(reading.word(number)) {
        if !reading.free(number) {
            return None;
        }
        let after = reading.at(number + 1, List::Currency).filter(|_| before.is_none());
        let currency = before.or(after);
        return Some((
            after.map_or(number + 1, |place| place.end),
            value,
            currency.and_then(|place| currency_code(place.key)),
            currency.is_some(),
        ));
    }
    let (digits, letters) = digits_and_letters(reading.word(at))?;
    let key = match letters {
        "rs" => "INR",
        "dh" | "dhs" => "MAD",
        "euro" | "euros" | "eur" => "EUR",
        "usd" => "USD",
        "egp" => "EGP",
        "sar" => "SAR",
        "aed" => "AED",
        _ => return None,
    };
    reading.free(at).then_some((at + 1, hundredths(digits)?, Some(key), true))
}

/// The first amount of money.
pub(super) fn price(reading: &mut Reading) -> Option<Price> {
    for at in 0..reading.tokens.len() {
        let Some((end, hundredths, currency, named)) = amount(reading, at) else { continue };
        let limit_before = |list| reading.before(at, list).or_else(|| at.checked_sub(1).and_then(|one| reading.before(one, list)));
        // "In 42 under 50 euros": the limit is that of the amount after it.
        let limit_behind = |list| reading.at(end, list).filter(|place| amount(reading, place.end).is_none());
        let most = limit_before(List::AtMost).or_else(|| limit_behind(List::AtMost));
        let least = limit_before(List::AtLeast).or_else(|| limit_behind(List::AtLeast));
        let measured = reading.at(end, List::Unit).is_some() || reading.at(end, List::Pieces).is_some();
        let limit = most.or(least).filter(|_| !measured);
        if !named && limit.is_none() {
            continue;
        }
        let bound = if limit.is_none() {
            Bound::About
        } else if most.is_some() {
            Bound::AtMost
        } else {
            Bound::AtLeast
        };
        reading.take(at, end);
        if let Some(place) = limit {
            reading.take(place.start, place.end);
        }
        return Some(Price { bound, hundredths, currency });
    }
    None
}

/// Numbers with a unit: "500 ml", "1 litre", "2kg".
pub(super) fn measures(reading: &mut Reading, sizes: &mut Vec<String>) {
    for at in 0..reading.tokens.len() {
        if !reading.free(at) {
            continue;
        }
        let word = reading.word(at).to_owned();
        if let Some((digits, letters)) = digits_and_letters(&word) {
            if matches!(letters, "ml" | "l" | "cl" | "kg" | "g" | "gm" | "gr" | "cm" | "oz" | "مل" | "كيلو" | "सेमी") {
                sizes.push(format!("{digits} {}", plain_unit(letters)));
                reading.take(at, at + 1);
            }
            continue;
        }
        let number = hundredths(&word).map(|_| word.clone()).or_else(|| reading.at(at, List::Number).map(|place| place.key.to_owned()));
        if let (Some(number), Some(unit)) = (number, reading.at(at + 1, List::Unit)) {
            sizes.push(format!("{number} {}", unit.key));
            reading.take(at, unit.end);
        }
    }
}

fn plain_unit(letters: &str) -> &str {
    match letters {
        "gm" | "gr" => "g",
        "مل" => "ml",
        "كيلو" => "kg",
        other => other,
    }
}

/// The number of an order: after a "#", or of three digits and more after "order".
pub(super) fn order_number(reading: &mut Reading) -> Option<String> {
    let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    for at in 0..reading.tokens.len() {
        if reading.word(at) == "#" && digits(reading.word(at + 1)) >= 1 {
            let number = reading.word(at + 1).to_owned();
            reading.take(at, at + 2);
            return Some(number);
        }
        let Some(place) = reading.at(at, List::OrderWord) else { continue };
        for next in place.end..place.end + 4 {
            let word = reading.word(next);
            if reading.free(next) && digits(word) >= 3 && word.chars().all(|c| c.is_ascii_alphanumeric()) {
                let money = reading.at(next + 1, List::Currency).is_some() || reading.before(next, List::Currency).is_some();
                let measured = reading.at(next + 1, List::Unit).is_some();
                if !money && !measured {
                    let mut number = word.to_owned();
                    let prefix = next.checked_sub(1).map_or("", |before| reading.word(before));
                    if prefix.len() == 1 && prefix.is_ascii() && next > place.end && prefix != "n" {
                        number = format!("{prefix}-{number}");
                    }
                    reading.take(next, next + 1);
                    return Some(number);
                }
            }
        }
    }
    None
}

/// A whole number in digits: "2", "x2", "3.000", "3 000"; not the digits of a code, nor a part of one.
fn in_digits(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let token = reading.tokens.get(at).filter(|token| !token.part)?;
    let word = token.text.as_str();
    let three = |word: &str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
    if let Some((front, rest)) = word.split_once(['.', ',']) {
        let whole = three(rest) && !front.starts_with('0') && front.len() <= 3;
        return whole.then(|| format!("{front}{rest}").parse().ok()).flatten().map(|count| (count, at + 1));
    }
    let with_x = word.strip_suffix(['x', '×']).or_else(|| word.strip_prefix('x'));
    let count = word.parse::<u32>().ok().or_else(|| with_x.and_then(|digits| digits.parse().ok()))?;
    let next = reading.tokens.get(at + 1).filter(|next| reading.free(at + 1) && !next.part && three(&next.text));
    let counted = reading.word(at + 2).starts_with(char::is_alphabetic);
    match next.and_then(|next| next.text.parse::<u32>().ok()) {
        Some(rest) if (1..1000).contains(&count) && with_x.is_none() && counted => Some((count * 1000 + rest, at + 2)),
        _ => Some((count, at + 1)),
    }
}

/// How many: the first number that nothing else has used.
pub(super) fn quantity(reading: &mut Reading) -> Option<u32> {
    let mut weak = None;
    for at in 0..reading.tokens.len() {
        if !reading.free(at) {
            continue;
        }
        let spoken = reading.at(at, List::Number);
        let words = super::numbers::spoken(&|at| if reading.free(at) { reading.word(at).to_owned() } else { String::new() }, at);
        let listed = spoken.and_then(|place| Some((place.key.parse::<u32>().ok()?, place.end)));
        // The longer one: "half a dozen" is in the list, "two hundred" is made of two.
        let in_words = words.into_iter().chain(listed).max_by_key(|(_, end)| *end);
        let Some((count, end)) = in_digits(reading, at).or(in_words) else { continue };
        let counts = reading.word(end).starts_with(char::is_alphabetic) && (!(1900..2100).contains(&count) || count % 100 == 0);
        if count == 0 || count > if counts { MOST_PIECES } else { MANY_PIECES } {
            continue;
        }
        let end = reading.at(end, List::Pieces).map_or(end, |place| place.end);
        // "One" often counts nothing: "the blue one", "un perfume".
        if in_words.is_some() && count == 1 && reading.at(at + 1, List::Pieces).is_none() && reading.tokens.len() > 2 && at > 0 {
            weak = weak.or(Some((at, end)));
            continue;
        }
        reading.take(at, end);
        return Some(count);
    }
    if let Some((start, end)) = weak {
        reading.take(start, end);
    }
    None
}
