//! How well a header fits a field's words.
//!
//! Points are out of 100. Only a header that says the field's name, give or take words that change
//! nothing, is beyond doubt; a header that merely contains a word of the field stays below the mark
//! at which the owner is asked, because "Sale price" and "Price category" contain "price" too.

use super::Field;
use super::words::{is_neutral, is_unspaced, nearly, without_brackets, words};
use std::collections::{HashMap, HashSet};

/// One header of the vocabulary.
struct Alias {
    field: usize,
    /// Its place among the field's words: earlier ones are preferred.
    order: usize,
    words: Vec<String>,
}

/// A fit of one header with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    pub field: usize,
    /// 0 to 100.
    pub points: u8,
    /// How many words agreed: more are more specific.
    pub words: usize,
    pub order: usize,
}

/// All headers that the fields go by.
pub(super) struct Vocabulary {
    aliases: Vec<Alias>,
    whole: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
}

/// The points of a header that is one of the field's words.
const SAME: u8 = 100;
/// … in other spacing, or with a unit in brackets.
const SAME_BUT_SPACING: u8 = 97;
/// … with words that change nothing.
const SAME_BUT_NEUTRAL: u8 = 90;
/// … with a slip of the pen.
const MISTYPED: u8 = 75;
/// From here on a header says the field's name.
pub(super) const NAMED: u8 = SAME_BUT_NEUTRAL;
/// A header that ends in the field's word, as in "Endpreis".
const COMPOUND: u8 = 55;

impl Vocabulary {
    pub fn new(fields: &[Field]) -> Self {
        let mut book = Self { aliases: Vec::new(), whole: HashMap::new(), by_word: HashMap::new() };
        for (field, entry) in fields.iter().enumerate() {
            let named = std::iter::once(entry.name);
            for (order, text) in entry.words.iter().copied().chain(named).enumerate() {
                book.add(field, order, words(text));
            }
        }
        book
    }

    fn add(&mut self, field: usize, order: usize, words: Vec<String>) {
        if words.is_empty() {
            return;
        }
        let place = self.aliases.len();
        for word in words.iter().collect::<HashSet<_>>() {
            self.by_word.entry(word.clone()).or_default().push(place);
        }
        self.whole.entry(words.join(" ")).or_default().push(place);
        let run_together = words.concat();
        if words.len() > 1 {
            self.whole.entry(format!("={run_together}")).or_default().push(place);
        }
        self.aliases.push(Alias { field, order, words });
    }

    /// The best fit with each field that fits at all.
    pub fn fits(&self, header: &str) -> Vec<Fit> {
        let mut best: HashMap<usize, Fit> = HashMap::new();
        let mut note = |fit: Fit| {
            let rank = |fit: &Fit| (fit.points, fit.words, std::cmp::Reverse(fit.order));
            let known = best.entry(fit.field).or_insert(fit);
            if rank(&fit) > rank(known) {
                *known = fit;
            }
        };
        let all = words(header);
        let core = words(&without_brackets(header));
        let core = if core.is_empty() { &all } else { &core };
        self.whole_fits(&all, SAME, &mut note);
        self.whole_fits(core, SAME_BUT_SPACING, &mut note);
        let meaning: Vec<String> = core.iter().filter(|word| !is_neutral(word)).cloned().collect();
        if !meaning.is_empty() && meaning.len() < core.len() {
            self.whole_fits(&meaning, SAME_BUT_NEUTRAL, &mut note);
        }
        self.partial_fits(core, &mut note);
        if best.values().all(|fit| fit.points < MISTYPED) {
            let mut note = |fit: Fit| {
                let known = best.entry(fit.field).or_insert(fit);
                if fit.points > known.points {
                    *known = fit;
                }
            };
            self.mistyped(core, &mut note);
        }
        let mut fits: Vec<Fit> = best.into_values().collect();
        fits.sort_by_key(|fit| (std::cmp::Reverse((fit.points, fit.words)), fit.order, fit.field));
        fits
    }

    fn whole_fits(&self, words: &[String], points: u8, note: &mut impl FnMut(Fit)) {
        let spaced = self.whole.get(&words.join(" ")).into_iter().flatten();
        let together = words.concat();
        let joined = self.whole.get(&format!("={together}")).into_iter().flatten();
        let apart = (words.len() > 1).then(|| self.whole.get(&together)).flatten().into_iter().flatten();
        let spacing = joined.chain(apart).map(|place| (place, points.min(SAME_BUT_SPACING)));
        for (&place, points) in spaced.map(|place| (place, points)).chain(spacing) {
            if let Some(alias) = self.aliases.get(place) {
                note(Fit { field: alias.field, points, words: alias.words.len(), order: alias.order });
            }
        }
    }

    /// Fields whose words are all among the header's.
    fn partial_fits(&self, header: &[String], note: &mut impl FnMut(Fit)) {
        let places: HashSet<usize> = header.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        let meaning = header.iter().filter(|word| !is_neutral(word)).count().max(1);
        for alias in places.iter().filter_map(|&place| self.aliases.get(place)) {
            let telling = alias.words.iter().filter(|word| !is_neutral(word)).count();
            if telling == 0 || !alias.words.iter().all(|word| header.contains(word)) {
                continue;
            }
            let share = (telling * 20 / meaning.max(telling)) as u8;
            // Two words of a field are hardly there by chance; one may be.
            let points = if telling > 1 { 65 + share } else { 42 + share * 3 / 4 };
            note(Fit { field: alias.field, points, words: alias.words.len(), order: alias.order });
        }
        for word in header {
            self.compounds(word, note);
        }
    }

    /// Words within a word: "Endpreis", "商品名称".
    fn compounds(&self, word: &str, note: &mut impl FnMut(Fit)) {
        let unspaced = is_unspaced(word);
        for alias in &self.aliases {
            let [part] = alias.words.as_slice() else { continue };
            if part.len() >= word.len() {
                continue;
            }
            let within = if unspaced {
                part.chars().count() >= 2 && word.contains(part.as_str())
            } else {
                part.len() >= 5 && word.ends_with(part.as_str())
            };
            if within {
                note(Fit { field: alias.field, points: COMPOUND, words: 1, order: alias.order });
            }
        }
    }

    fn mistyped(&self, header: &[String], note: &mut impl FnMut(Fit)) {
        let together = header.concat();
        // Short words are one letter from too many others.
        if !(6..=40).contains(&together.len()) {
            return;
        }
        for alias in &self.aliases {
            let length: usize = alias.words.iter().map(String::len).sum();
            if length >= 6 && length.abs_diff(together.len()) <= 2 && nearly(&alias.words.concat(), &together) {
                note(Fit { field: alias.field, points: MISTYPED, words: alias.words.len(), order: alias.order });
            }
        }
    }
}
