//! How a message is shown to the models: its words with what they stand next to, and the pieces of its words.
//!
//! A word that no example has outside its gaps is shown as "some thing": "do you have X" is learned, not which X was in
//! the examples. Pieces of words catch slips, endings and spellings without accents.

use std::collections::{HashMap, HashSet};

use crate::assets::{alternatives, rows};
use crate::linear::{Features, feature};
use crate::text::{Token, squeezed, words};

/// A word that is not known: most likely what is wanted.
const SOME_THING: &str = "<x>";
/// A number.
const SOME_NUMBER: &str = "<n>";
/// Words looked at in one sentence; later ones decide nothing.
const LONGEST: usize = 60;

/// The words that examples consist of, gaps aside.
pub type Vocabulary = HashSet<String>;

/// What words stand for.
pub type Meanings = HashMap<String, &'static str>;

/// What words stand for, from the lines of synonyms.
pub fn meanings(synonyms: &'static str) -> Meanings {
    let mut found = Meanings::new();
    for row in rows(synonyms) {
        let (Some(name), Some(column)) = (row.first(), row.get(1)) else { continue };
        for word in alternatives(column) {
            if let [word] = words(word).as_slice() {
                found.entry(word.clone()).or_insert(name);
            }
        }
    }
    found
}

/// A feature with the words it was made of, to explain with.
pub struct Shown {
    /// Its number.
    pub number: u32,
    /// The words, where it is made of whole words.
    pub words: String,
    /// How much it counts.
    pub value: f32,
}

/// The words as they are shown: unknown ones and numbers by a sign.
pub fn signs<'a>(tokens: &'a [Token], vocabulary: &Vocabulary) -> Vec<std::borrow::Cow<'a, str>> {
    use std::borrow::Cow;
    let mut signs: Vec<Cow<'a, str>> = Vec::with_capacity(tokens.len());
    for token in tokens.iter().take(LONGEST) {
        let sign = if token.text.starts_with(|c: char| c.is_ascii_digit()) {
            Cow::Borrowed(SOME_NUMBER)
        } else if vocabulary.contains(&token.text) {
            Cow::Borrowed(token.text.as_str())
        } else {
            let plain = squeezed(&token.text);
            if vocabulary.contains(&plain) { Cow::Owned(plain) } else { Cow::Borrowed(SOME_THING) }
        };
        // A name of three words is one thing.
        if sign == SOME_THING && signs.last().is_some_and(|last| *last == SOME_THING) {
            continue;
        }
        signs.push(sign);
    }
    signs
}

/// All features of a sentence for its moment.
pub fn of_moment(tokens: &[Token], vocabulary: &Vocabulary, meanings: &Meanings) -> Vec<Shown> {
    let signs = signs(tokens, vocabulary);
    let mut shown = Vec::with_capacity(signs.len() * 20);
    let at = |i: usize| signs.get(i).map_or("$", |sign| sign.as_ref());
    let before = |i: usize| i.checked_sub(1).map_or("^", at);
    for i in 0..signs.len() {
        let word = at(i);
        if word != SOME_THING {
            let words = if word == SOME_NUMBER { String::new() } else { word.to_owned() };
            shown.push(Shown { number: feature(1, &[word]), words, value: 1.0 });
        }
        shown.push(Shown { number: feature(2, &[before(i), word]), words: pair(before(i), word), value: 0.9 });
        if i + 1 == signs.len() {
            shown.push(Shown { number: feature(2, &[word, "$"]), words: String::new(), value: 0.9 });
        }
        shown.push(Shown { number: feature(3, &[before(i), word, at(i + 1)]), words: String::new(), value: 0.7 });
        if i + 2 < signs.len() {
            shown.push(Shown { number: feature(4, &[word, at(i + 2)]), words: String::new(), value: 0.4 });
        }
    }
    let mut last = "^";
    for token in tokens.iter().take(LONGEST) {
        if let Some(meaning) = meanings.get(&token.text) {
            shown.push(Shown { number: feature(6, &[meaning]), words: String::new(), value: 0.8 });
            shown.push(Shown { number: feature(7, &[last, meaning]), words: String::new(), value: 0.5 });
            last = meaning;
        }
    }
    let scale = 1.0 / (signs.len().max(1) as f32).sqrt();
    for one in &mut shown {
        one.value *= scale;
    }
    push_pieces(tokens, &mut shown);
    shown
}

fn pair(first: &str, second: &str) -> String {
    let known = |word: &str| word.chars().all(char::is_alphanumeric);
    if known(first) && known(second) { format!("{first} {second}") } else { String::new() }
}

fn push_pieces(tokens: &[Token], into: &mut Vec<Shown>) {
    let start = into.len();
    for token in tokens.iter().take(LONGEST) {
        if token.private || token.text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        pieces(&token.text, 3..=5, |piece| into.push(Shown { number: feature(5, &[piece]), words: String::new(), value: 1.0 }));
    }
    let scale = 1.5 / ((into.len() - start).max(1) as f32).sqrt();
    into.iter_mut().skip(start).for_each(|one| one.value *= scale);
}

/// The runs of letters of a word with its bounds, of the given lengths.
pub fn pieces(word: &str, lengths: std::ops::RangeInclusive<usize>, mut each: impl FnMut(&str)) {
    let bounded = format!("<{}>", squeezed(word));
    let starts: Vec<usize> = bounded.char_indices().map(|(at, _)| at).chain([bounded.len()]).collect();
    for length in lengths {
        for window in starts.windows(length + 1) {
            if let (Some(&from), Some(&to)) = (window.first(), window.last()) {
                if let Some(piece) = bounded.get(from..to) {
                    each(piece);
                }
            }
        }
    }
}

/// All features of a message for its language: whole words and short pieces, with accents.
pub fn of_language(lowered: &[String]) -> Features {
    let mut features = Features::new();
    for word in lowered.iter().take(LONGEST) {
        features.push((feature(11, &[word]), 1.4));
        pieces(word, 1..=4, |piece| features.push((feature(12, &[piece]), 0.5)));
    }
    for pair in lowered.windows(2).take(LONGEST) {
        if let [first, second] = pair {
            features.push((feature(13, &[first, second]), 0.6));
        }
    }
    let scale = 1.0 / (features.len().max(1) as f32).sqrt();
    for (_, value) in &mut features {
        *value *= scale;
    }
    features
}
