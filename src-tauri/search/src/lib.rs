//! Finds the right product while people type: typo-tolerant, accent- and script-insensitive, by name, option,
//! code, brand, category, tag and description, the right one on top.
//!
//! An index in memory, made from the shop's rows when somebody first searches and kept current row by row. Reading and
//! writing rows is left to the caller; so is choosing among a product's variants.
//!
//! A full-text index inside the database would need no memory, but finds one in a hundred words with a slip in them, and
//! its trigrams take a hundred milliseconds (measured at 100,000 products). Here every word of the shop is looked
//! at for every word typed: a mask of its letters rules out nearly all of them at less than a nanosecond each,
//! so that nothing has to be prepared for slips and none is missed.

mod typed;
pub mod words;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use indexmap::IndexSet;

use typed::{Match, Typed};

/// What of a product a text is; the order is how much it tells.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Field {
    /// What it is.
    Description,
    /// A tag.
    Tag,
    /// Its category, or a collection it is in.
    Category,
    /// Who makes it.
    Brand,
    /// A variant's options: "42", "black".
    Choice,
    /// Its name.
    Title,
    /// SKU, barcode, retailer id: read as one word.
    Code,
}

impl Field {
    /// How much a word found here counts, of 255.
    fn weight(self) -> u8 {
        match self {
            Self::Code => 255,
            Self::Title => 250,
            Self::Choice => 200,
            Self::Brand => 150,
            Self::Category => 110,
            Self::Tag => 100,
            Self::Description => 35,
        }
    }
}

/// A product that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The caller's number of it.
    pub id: i64,
    /// Higher is better; comparable within one search only.
    pub score: f32,
    /// How many of the words typed it has …
    pub has: u16,
    /// … of so many.
    pub of: u16,
}

/// A place where a word stands: the document in the upper 24 bits, its weight in the lower 8.
#[derive(Clone, Copy)]
struct Posting(u32);

impl Posting {
    fn new(document: u32, weight: u8) -> Self {
        Self(document << 8 | u32::from(weight))
    }

    fn document(self) -> usize {
        (self.0 >> 8) as usize
    }

    fn weight(self) -> u8 {
        (self.0 & 0xff) as u8
    }
}

/// So many can be told apart by a posting.
const MOST: usize = 1 << 24;

#[derive(Clone)]
struct Document {
    id: i64,
    /// Words in its title: of two that match alike, the shorter title is meant.
    title_words: u8,
    alive: bool,
}

/// All words of a shop and where they stand.
#[derive(Default)]
pub struct Index {
    words: IndexSet<Box<str>>,
    /// Which letters and digits each word has: see [`typed::mask`].
    masks: Vec<u64>,
    postings: Vec<Vec<Posting>>,
    documents: Vec<Document>,
    by_id: HashMap<i64, u32>,
    scratch: Mutex<Scratch>,
}

/// Kept between searches, so that a search allocates nothing of the shop's size.
#[derive(Default)]
struct Scratch {
    sums: Vec<Sum>,
    touched: Vec<u32>,
    found: Vec<u32>,
}

/// What one product has come to in this search; side by side, because they are looked at together.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Of the word being looked at, the best.
    best: f32,
    total: f32,
    /// Which word that is; 0: none yet.
    of_word: u16,
    /// How many words it has so far.
    has: u16,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("documents", &self.by_id.len()).field("words", &self.words.len()).finish_non_exhaustive()
    }
}

impl Index {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many products are in it.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many places it has that are no longer used; when they outnumber the others, making it anew pays.
    pub fn worn(&self) -> usize {
        self.documents.len() - self.by_id.len()
    }

    /// Puts a product in, in place of what was known of it.
    pub fn put<'a>(&mut self, id: i64, fields: impl IntoIterator<Item = (Field, &'a str)>) {
        self.remove(id);
        if self.documents.len() >= MOST {
            return;
        }
        let document = self.documents.len() as u32;
        let mut title_words = 0_u8;
        let mut weights: HashMap<usize, u8> = HashMap::new();
        for (field, text) in fields {
            if field == Field::Code {
                // Whole, and as the words it is made of: both are typed.
                for word in words::code(text).into_iter().chain(words::words(text)) {
                    let word = self.word(word);
                    weights.entry(word).and_modify(|w| *w = (*w).max(field.weight())).or_insert(field.weight());
                }
                continue;
            }
            for word in words::words(text) {
                if field == Field::Title {
                    title_words = title_words.saturating_add(1);
                }
                let word = self.word(word);
                weights.entry(word).and_modify(|w| *w = (*w).max(field.weight())).or_insert(field.weight());
            }
        }
        self.documents.push(Document { id, title_words, alive: true });
        self.by_id.insert(id, document);
        for (word, weight) in weights {
            if let Some(list) = self.postings.get_mut(word) {
                list.push(Posting::new(document, weight));
            }
        }
    }

    fn word(&mut self, word: String) -> usize {
        let mask = typed::mask(&word);
        let (at, new) = self.words.insert_full(word.into_boxed_str());
        if new {
            self.masks.push(mask);
            self.postings.push(Vec::new());
        }
        at
    }

    /// Takes a product out.
    pub fn remove(&mut self, id: i64) {
        if let Some(document) = self.by_id.remove(&id).and_then(|at| self.documents.get_mut(at as usize)) {
            document.alive = false;
        }
    }

    /// The best products for what somebody typed so far, best first.
    pub fn search(&self, text: &str, limit: usize) -> Vec<Hit> {
        let mut typed = Typed::read(text);
        typed.joined_and_split(|word| self.words.contains(word));
        if typed.is_empty() || self.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut scratch = self.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let scratch = &mut *scratch;
        scratch.sums.resize(self.documents.len(), Sum::default());
        scratch.found.clear();
        let mut of = 0;
        for word in typed.words() {
            of += 1;
            let matches = typed::matches(&word, &self.masks, |at| self.words.get_index(at).map_or("", |w| &**w));
            self.add_up(of, &matches, scratch);
        }
        let hits = self.best_of(scratch, of, limit);
        for &document in &scratch.found {
            scratch.sums[document as usize] = Sum::default();
        }
        hits
    }

    /// Adds what one typed word finds to the scores; of a product's words the best counts.
    fn add_up(&self, number: u16, matches: &[Match], scratch: &mut Scratch) {
        scratch.touched.clear();
        let mut closest = 0_usize;
        let top = matches.iter().map(|m| m.quality).fold(0.0_f32, f32::max);
        for found in matches {
            let Some(list) = self.postings.get(found.word) else { continue };
            if found.quality >= top * 0.8 {
                closest += list.len();
            }
            for posting in list {
                let at = posting.document();
                let Some(sum) = scratch.sums.get_mut(at) else { continue };
                let score = found.quality * f32::from(posting.weight());
                if sum.of_word != number {
                    if sum.of_word == 0 {
                        scratch.found.push(at as u32);
                    }
                    sum.of_word = number;
                    sum.has += 1;
                    sum.best = score;
                    scratch.touched.push(at as u32);
                } else if score > sum.best {
                    sum.best = score;
                }
            }
        }
        // A rare word says more than a common one.
        let rarity = 1.0 + (self.documents.len() as f32 / (1.0 + closest as f32)).max(1.0).ln();
        for &at in &scratch.touched {
            if let Some(sum) = scratch.sums.get_mut(at as usize) {
                sum.total += sum.best * rarity;
            }
        }
    }

    fn best_of(&self, scratch: &Scratch, of: u16, limit: usize) -> Vec<Hit> {
        let order = |a: &Hit, b: &Hit| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id));
        let mut hits: Vec<Hit> = Vec::with_capacity(limit * 4);
        let mut least = f32::MIN;
        for &at in &scratch.found {
            let (Some(document), Some(sum)) = (self.documents.get(at as usize), scratch.sums.get(at as usize)) else { continue };
            // Up to a tenth less for a long title.
            let score = sum.total * (1.0 - 0.1 * f32::from(document.title_words.min(20)) / 20.0);
            if score < least || !document.alive {
                continue;
            }
            hits.push(Hit { id: document.id, score, has: sum.has, of });
            // Now and then only the best are kept: thousands are found, few are wanted.
            if hits.len() == limit * 4 {
                hits.select_nth_unstable_by(limit - 1, order);
                hits.truncate(limit);
                least = hits.last().map_or(f32::MIN, |hit| hit.score);
            }
        }
        hits.sort_unstable_by(order);
        hits.truncate(limit);
        hits
    }
}

/// How many of the typed words stand in a text as they are: tells a product's variants apart.
pub fn words_shared(typed: &str, text: &str) -> usize {
    let there = words::words(text);
    words::query_words(typed).iter().filter(|word| there.contains(word)).count()
}

#[cfg(test)]
mod tests;
