//! How a message is shown to the models: its words with what they stand next to, and the pieces of its words.
//!
//! A word that no example has outside its gaps is shown as "some thing": "do you have X" is learned, not which X was in
//! the examples. Pieces of words catch slips, endings and spellings without accents.

use std::collections::{HashMap, HashSet};

use crate::assets::{alternatives, rows};
use crate::linear::{Features, LANGUAGE_BITS, MOMENT_BITS, feature};
use crate::text::{Token, squeezed, words};

/// A word that is not known: most likely what is wanted.
const SOME_THING: &str = "<x>";
/// A number.
const SOME_NUMBER: &str = "<n>";
/// What is no kind: a word that a beginning would catch by mistake.
const NO_KIND: &str = "none";
/// Words looked at in one sentence; later ones decide nothing.
const LONGEST: usize = 60;

/// The words that examples consist of, gaps aside.
pub type Vocabulary = HashSet<String>;

/// What words stand for, and of what kind they are: "wash", "lavo" and "dhona" are all something one does with a thing,
/// so that what is learned of one of them holds for those that no example has.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    meant: HashMap<String, &'static str>,
    kinds: HashMap<String, &'static str>,
    starts: HashMap<String, &'static str>,
    insides: HashMap<String, &'static str>,
}

/// Letters of the shortest beginning, and of the shortest inside of a word, that tell its kind.
const SHORTEST: usize = 3;

impl Meanings {
    /// From the lines of synonyms and of kinds.
    pub fn read(synonyms: &'static str, kinds: &'static str) -> Self {
        let mut found = Self::default();
        for row in rows(synonyms) {
            let (Some(name), Some(column)) = (row.first(), row.get(1)) else { continue };
            for word in alternatives(column) {
                if let [word] = words(word).as_slice() {
                    found.meant.entry(word.clone()).or_insert(name);
                }
            }
        }
        for row in rows(kinds) {
            let (Some(name), Some(column)) = (row.first(), row.get(1)) else { continue };
            for word in alternatives(column) {
                let list = match (word.starts_with('*'), word.ends_with('*')) {
                    (true, _) => &mut found.insides,
                    (false, true) => &mut found.starts,
                    (false, false) => &mut found.kinds,
                };
                if let [word] = words(word.trim_matches('*')).as_slice() {
                    // The first to name a word has it, except that one taken out is out.
                    if *name == NO_KIND {
                        list.insert(word.clone(), name);
                    } else {
                        list.entry(word.clone()).or_insert(name);
                    }
                }
            }
        }
        found
    }

    fn kind(&self, word: &str) -> Option<&'static str> {
        let starts = |from: usize| word.char_indices().map(move |(at, _)| at).skip(from).chain([word.len()]);
        let longest = || starts(SHORTEST).collect::<Vec<_>>().into_iter().rev().find_map(|end| self.starts.get(&word[..end]));
        let inside = || {
            starts(0).find_map(|from| {
                let rest = &word[from..];
                let ends = rest.char_indices().map(|(at, _)| at).skip(SHORTEST - 1).chain([rest.len()]);
                ends.filter_map(|end| self.insides.get(&rest[..end])).last()
            })
        };
        let found = self.kinds.get(word).or_else(longest).or_else(|| if word.is_ascii() { None } else { inside() });
        found.copied().filter(|kind| *kind != NO_KIND)
    }
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
            shown.push(Shown { number: feature(MOMENT_BITS, 1, &[word]), words, value: 1.0 });
        }
        shown.push(Shown { number: feature(MOMENT_BITS, 2, &[before(i), word]), words: pair(before(i), word), value: 0.9 });
        if i + 1 == signs.len() {
            shown.push(Shown { number: feature(MOMENT_BITS, 2, &[word, "$"]), words: String::new(), value: 0.9 });
        }
        shown.push(Shown { number: feature(MOMENT_BITS, 3, &[before(i), word, at(i + 1)]), words: String::new(), value: 0.7 });
        if i + 2 < signs.len() {
            shown.push(Shown { number: feature(MOMENT_BITS, 4, &[word, at(i + 2)]), words: String::new(), value: 0.4 });
        }
    }
    push_kinds(tokens, vocabulary, meanings, &mut shown);
    let mut last = "^";
    for token in tokens.iter().take(LONGEST) {
        if let Some(meaning) = meanings.meant.get(&token.text) {
            shown.push(Shown { number: feature(MOMENT_BITS, 6, &[meaning]), words: String::new(), value: 0.8 });
            shown.push(Shown { number: feature(MOMENT_BITS, 7, &[last, meaning]), words: String::new(), value: 0.5 });
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

/// The sentence once more, with kinds in place of the words that have one.
fn push_kinds(tokens: &[Token], vocabulary: &Vocabulary, meanings: &Meanings, into: &mut Vec<Shown>) {
    let mut show =
        |kind: u8, parts: &[&str], value: f32| into.push(Shown { number: feature(MOMENT_BITS, kind, parts), words: String::new(), value });
    let mut seen: Vec<(&str, bool)> = Vec::with_capacity(tokens.len());
    for token in tokens.iter().take(LONGEST) {
        let sign = match meanings.kind(&token.text) {
            Some(kind) => (kind, true),
            None if token.text.starts_with(|c: char| c.is_ascii_digit()) => (SOME_NUMBER, false),
            None if vocabulary.contains(&token.text) => (token.text.as_str(), false),
            None => (SOME_THING, false),
        };
        if sign.0 != SOME_THING || seen.last().is_none_or(|last| last.0 != SOME_THING) {
            seen.push(sign);
        }
    }
    let at = |i: usize| seen.get(i).copied().unwrap_or(("$", false));
    let (mut last, mut before) = ("^", ("^", false));
    for i in 0..seen.len() {
        let (here, after) = (at(i), at(i + 1));
        if here.1 {
            show(8, &[here.0], 0.8);
            show(9, &[last, here.0], 0.6);
            last = here.0;
        }
        if before.1 || here.1 {
            show(10, &[before.0, here.0], 0.8);
        }
        if before.1 || here.1 || after.1 {
            show(14, &[before.0, here.0, after.0], 0.6);
        }
        before = here;
    }
    show(9, &[last, "$"], 0.4);
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
        pieces(&token.text, 3..=5, |piece| {
            into.push(Shown { number: feature(MOMENT_BITS, 5, &[piece]), words: String::new(), value: 1.0 });
        });
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
        features.push((feature(LANGUAGE_BITS, 11, &[word]), 1.4));
        pieces(word, 1..=4, |piece| features.push((feature(LANGUAGE_BITS, 12, &[piece]), 0.5)));
    }
    for pair in lowered.windows(2).take(LONGEST) {
        if let [first, second] = pair {
            features.push((feature(LANGUAGE_BITS, 13, &[first, second]), 0.6));
        }
    }
    let scale = 1.0 / (features.len().max(1) as f32).sqrt();
    for (_, value) in &mut features {
        *value *= scale;
    }
    features
}
