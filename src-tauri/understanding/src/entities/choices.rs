//! Which one: sizes, colours, one of those that were shown, yes and no.

use serde::Serialize;

use super::Reading;
use crate::lexicon::List;
use crate::understood::Context;

/// One of those that were shown, or an answer to what was asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The first is 1.
    Nth(u32),
    /// The last.
    Last,
    /// The one that costs least.
    Cheapest,
    /// The one that costs most.
    Dearest,
    /// Not that one but another.
    Other,
    /// The one that was spoken of.
    Same,
    /// Both of two.
    Both,
    /// All of them.
    All,
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Messages of more words say more than yes or no.
const SHORT: usize = 4;
/// Shoe and clothing sizes in numbers lie within.
const SIZES: std::ops::RangeInclusive<u32> = 16..=60;

/// Where the whole message is an answer: yes, no, a bare number to choose by.
pub(super) fn whole(reading: &mut Reading, context: &Context) -> Option<Reference> {
    let count = reading.tokens.iter().filter(|token| token.text != "?").count();
    if count == 0 || count > SHORT {
        return None;
    }
    let mut answer = None;
    let mut at = 0;
    while at < reading.tokens.len() {
        if let Some(place) = reading.at(at, List::No) {
            answer = Some(Reference::No);
            at = place.end;
        } else if let Some(place) = reading.at(at, List::Yes) {
            answer = answer.or(Some(Reference::Yes));
            at = place.end;
        } else {
            let chosen = chosen(reading, at, context.last_offered);
            return match chosen {
                Some(nth) if at + 1 == reading.tokens.len() => {
                    reading.take(0, at + 1);
                    Some(Reference::Nth(nth))
                }
                _ => None,
            };
        }
    }
    reading.take(0, at);
    answer
}

/// The number at a word, where so many things were shown.
fn chosen(reading: &Reading, at: usize, offered: u32) -> Option<u32> {
    let spoken = reading.at(at, List::Number).and_then(|place| place.key.parse().ok());
    reading.word(at).parse::<u32>().ok().or(spoken).filter(|&nth| nth >= 1 && nth <= offered)
}

/// "The second one", "the cheaper one": only where something was shown, or where it is said outright.
pub(super) fn reference(reading: &mut Reading, context: &Context) -> Option<Reference> {
    let place = (0..reading.tokens.len())
        .find_map(|at| reading.at(at, List::Reference).filter(|place| (place.start..place.end).all(|i| reading.free(i))))?;
    let said = match place.key {
        "first" => Reference::Nth(1),
        "second" => Reference::Nth(2),
        "third" => Reference::Nth(3),
        "fourth" => Reference::Nth(4),
        "last" => Reference::Last,
        "cheapest" => Reference::Cheapest,
        "dearest" => Reference::Dearest,
        "other" => Reference::Other,
        "both" => Reference::Both,
        "all" => Reference::All,
        _ => Reference::Same,
    };
    let _ = context;
    reading.take(place.start, place.end);
    Some(said)
}

/// Sizes: a letter or a number after "size", a capital letter alone, a number after "in" that can be one.
pub(super) fn sizes(reading: &mut Reading, sizes: &mut Vec<String>) {
    for at in 0..reading.tokens.len() {
        if !reading.free(at) {
            continue;
        }
        let word = reading.word(at).to_owned();
        let after_word = reading.before(at, List::SizeWord);
        let letter = matches!(word.as_str(), "s" | "m" | "l" | "p" | "g");
        let capital = letter && reading.tokens.get(at).is_some_and(|token| token.capitals) && reading.tokens.len() > 1 && !shouted(reading);
        let named = reading.at(at, List::Size).filter(|place| place.end > at);
        let number = word.parse::<f32>().is_ok_and(|n| n < 250.0) || sized(&word).is_some();
        let before = at.checked_sub(1).map_or("", |one| reading.word(one));
        let in_number = matches!(before, "in" | "en" | "em" | "no" | "n" | "du" | "un" | "size" | "sz" | "na")
            && word.parse().is_ok_and(|n: u32| SIZES.contains(&n))
            && reading.at(at + 1, List::Pieces).is_none();
        let after_in = letter && matches!(before, "in" | "en" | "em" | "un");
        let followed = reading.at(at + 1, List::SizeWord).is_some() && (letter || word.parse().is_ok_and(|n: u32| n >= 16));
        let found = if let Some(code) = sized(&word) {
            Some((code, at + 1))
        } else if letter && (capital || after_word.is_some() || after_in || followed) {
            Some((word.to_uppercase(), at + 1))
        } else if (after_word.is_some() || in_number || followed) && number {
            Some((word.clone(), at + 1))
        } else {
            named.map(|place| (place.key.to_owned(), place.end))
        };
        if let Some((size, end)) = found {
            if sizes.len() < 6 && !sizes.contains(&size) {
                sizes.push(size);
            }
            reading.take(after_word.map_or(at, |place| place.start), end);
        }
    }
}

/// "eu42", "42eu": the number.
fn sized(word: &str) -> Option<String> {
    let bare = ["eu", "uk", "us"].into_iter().find_map(|system| word.strip_prefix(system).or_else(|| word.strip_suffix(system)))?;
    (!bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))).then(|| bare.to_owned())
}

/// Everything in capitals: then a capital tells nothing.
fn shouted(reading: &Reading) -> bool {
    let words = reading.tokens.iter().filter(|token| token.text.chars().any(char::is_alphabetic));
    let (loud, all) = words.fold((0, 0), |(loud, all), token| (loud + usize::from(token.capitals), all + 1));
    all > 2 && loud == all
}

/// Colours, each once.
pub(super) fn colours(reading: &mut Reading, colours: &mut Vec<&'static str>) {
    for at in 0..reading.tokens.len() {
        let Some(place) = reading.at(at, List::Colour).filter(|_| reading.free(at)) else { continue };
        if colours.len() < 6 && !colours.contains(&place.key) {
            colours.push(place.key);
        }
        reading.take(place.start, place.end);
    }
}
