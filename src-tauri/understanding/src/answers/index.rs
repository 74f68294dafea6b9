//! The examples as vectors, and a message as one of them: words, pairs of words, pieces of words, and what words stand
//! for; rare ones count more.
//!
//! What is rare is counted in the program's own examples as well as in the owner's: sixty sentences are too few to know
//! that "you" says nothing.

use std::collections::{HashMap, HashSet};

use crate::assets::{Assets, alternatives, outside, rows};
use crate::features::pieces;
use crate::kinds::Moment;
use crate::text::{squeezed, words};

/// Words read of one message or example.
const LONGEST: usize = 48;
/// Words of the longest phrase that stands for something.
const LONGEST_PHRASE: usize = 4;
/// From so many examples on, pieces that only one example has are left out.
const MANY: usize = 3000;
/// How much words, pairs, meanings and pieces count where each answer has two or three examples: words alone are too
/// few to meet again.
const WEIGHTS_FOR_FEW: [f32; 4] = [1.0, 0.3, 1.3, 0.6];
/// The same where there are dozens: the words themselves tell more than what they may stand for.
const WEIGHTS_FOR_MANY: [f32; 4] = [1.0, 0.9, 0.5, 1.0];
/// How many examples for each answer are few, and how many are many; between, it is mixed.
const FEW_TO_MANY: (f32, f32) = (3.0, 30.0);
/// How much "is there" and "do you" count with few examples.
const SMALL_WORDS: f32 = 0.35;
/// Off-topic talk as near as this to an example of the owner's is not off-topic in this shop.
const NEAR: f32 = 0.5;
/// Of the program's own examples, each so-manieth is counted: enough to know what is rare, in a third of the time.
const COUNTED_STEP: usize = 3;
/// Of what people ask about the world in several frames, each so-manieth is taken.
const OTHER_STEP: usize = 4;

/// A vector of unit length, in the order of its numbers.
pub type Vector = Vec<(u32, f32)>;

/// A message as the index sees it.
#[derive(Clone)]
pub struct Seen {
    /// Its known part; shorter than unit length where words are unknown.
    pub vector: Vector,
    /// Of what it says, the part that is known, 0 to 1.
    pub known: f32,
    words: usize,
}

impl Seen {
    /// Whether there was nothing to see.
    pub fn is_empty(&self) -> bool {
        self.words == 0
    }
}

/// All examples.
#[derive(Clone, Default)]
pub struct Index {
    numbers: HashMap<u64, u32>,
    rarity: Vec<f32>,
    is_word: Vec<bool>,
    elsewhere: HashMap<u64, u32>,
    counted: f32,
    synonyms: HashMap<String, Vec<u64>>,
    small: HashSet<u64>,
    many: f32,
    postings: Vec<Vec<(u32, f32)>>,
    /// The owner's examples.
    pub vectors: Vec<Vector>,
    /// Which answer each is for.
    pub classes: Vec<usize>,
    /// Talk that is nobody's business here.
    pub off_topic: Vec<Seen>,
}

struct Raw {
    block: usize,
    hash: u64,
}

impl Index {
    /// Indexes the examples.
    pub fn build(examples: &[(usize, &str)], assets: &Assets) -> Self {
        let answers = examples.iter().map(|(class, _)| class).collect::<HashSet<_>>().len().max(1);
        let (few, enough) = FEW_TO_MANY;
        let many = ((examples.len() as f32 / answers as f32 - few) / (enough - few)).clamp(0.0, 1.0);
        let synonyms = synonyms(assets);
        let small = small(assets, &synonyms);
        let mut index = Self { synonyms, small, many, ..Self::default() };
        let mut counts: HashMap<u64, (usize, u32)> = HashMap::new();
        let raws: Vec<Vec<Raw>> = examples.iter().map(|(_, text)| index.raw(text)).collect();
        for raw in &raws {
            count(raw, &mut counts);
        }
        let least = if examples.len() > MANY { 2 } else { 1 };
        let mut kept: Vec<(u64, (usize, u32))> = counts.into_iter().filter(|(_, (block, count))| *block == 0 || *count >= least).collect();
        kept.sort_unstable();
        for (_, _, utterance) in assets.utterances().step_by(COUNTED_STEP) {
            let raw = index.raw(&outside(utterance));
            for one in &raw {
                *index.elsewhere.entry(one.hash).or_default() += 1;
            }
            index.counted += 1.0;
        }
        index.counted += examples.len() as f32;
        for (number, (hash, (block, count))) in kept.iter().enumerate() {
            index.numbers.insert(*hash, number as u32);
            index.rarity.push(index.rare(*hash, *count));
            index.is_word.push(*block == 0);
        }
        index.postings = vec![Vec::new(); index.rarity.len()];
        for ((class, _), raw) in examples.iter().zip(&raws) {
            let vector = index.vector(raw).0;
            let document = index.vectors.len() as u32;
            for &(number, value) in &vector {
                if let Some(posting) = index.postings.get_mut(number as usize) {
                    posting.push((document, value));
                }
            }
            index.vectors.push(vector);
            index.classes.push(*class);
        }
        let asked = assets.wishes().into_iter().filter(|(_, moment, ..)| *moment == Moment::Other).map(|(.., text, _)| text);
        index.off_topic = rows(assets.off_topic)
            .filter_map(|row| row.get(1).map(|text| (*text).to_owned()))
            .chain(asked.step_by(OTHER_STEP))
            .map(|text| index.see(&text))
            .filter(|seen| !seen.vector.is_empty() && index.likenesses(&seen.vector).into_iter().all(|likeness| likeness < NEAR))
            .collect();
        index
    }

    /// A message as a vector.
    pub fn see(&self, text: &str) -> Seen {
        let raw = self.raw(text);
        let words = raw.iter().filter(|one| one.block == 0).count();
        let (vector, known) = self.vector(&raw);
        Seen { vector, known, words }
    }

    /// How like each example is, 0 to 1.
    pub fn likenesses(&self, vector: &Vector) -> Vec<f32> {
        let mut found = vec![0.0; self.vectors.len()];
        for &(number, value) in vector {
            for &(document, other) in self.postings.get(number as usize).map_or(&[][..], Vec::as_slice) {
                if let Some(sum) = found.get_mut(document as usize) {
                    *sum += value * other;
                }
            }
        }
        found
    }

    /// Of the words of an example, the part that others have as well, 0 to 1: as [`Seen::known`] would be without it.
    pub fn known(&self, vector: &Vector, others: &HashSet<u32>) -> f32 {
        let words = vector.iter().map(|(number, _)| *number).filter(|&number| self.is_word.get(number as usize) == Some(&true));
        let (mut known, mut all) = (0.0, 1e-9);
        for number in words {
            let rarity = self.rarity.get(number as usize).copied().unwrap_or(0.0);
            all += rarity;
            known += if others.contains(&number) { rarity } else { 0.0 };
        }
        known / all
    }

    /// Whether a number is that of a word.
    pub fn is_word(&self, number: u32) -> bool {
        self.is_word.get(number as usize) == Some(&true)
    }

    /// How many numbers there are.
    pub fn width(&self) -> usize {
        self.rarity.len()
    }

    fn rare(&self, hash: u64, own: u32) -> f32 {
        let seen = self.elsewhere.get(&hash).copied().unwrap_or(0) + own;
        let rarity = ((self.counted + 1.0) / (seen as f32 + 0.5)).ln().max(0.3);
        if self.small.contains(&hash) { rarity * (SMALL_WORDS + (1.0 - SMALL_WORDS) * self.many) } else { rarity }
    }

    fn raw(&self, text: &str) -> Vec<Raw> {
        let words: Vec<String> = words(text).into_iter().filter(|word| word != "?").take(LONGEST).map(|word| squeezed(&word)).collect();
        let mut raw = Vec::with_capacity(words.len() * 14);
        for (at, word) in words.iter().enumerate() {
            let stem = stem(word);
            raw.push(Raw { block: 0, hash: hash(0, stem, "") });
            let next = words.get(at + 1).map_or("$", |next| stem_of(next));
            raw.push(Raw { block: 1, hash: hash(1, stem, next) });
            let phrases = (2..=LONGEST_PHRASE)
                .filter_map(|length| words.get(at..at + length))
                .filter_map(|phrase| self.synonyms.get(&phrase.join(" ")));
            let alone = self.synonyms.get(word).or_else(|| self.synonyms.get(stem));
            raw.extend(alone.into_iter().chain(phrases).flatten().map(|meaning| Raw { block: 2, hash: *meaning }));
            pieces(word, 3..=5, |piece| raw.push(Raw { block: 3, hash: hash(3, piece, "") }));
        }
        if let Some(first) = words.first() {
            raw.push(Raw { block: 1, hash: hash(1, "^", stem_of(first)) });
        }
        raw.sort_unstable_by_key(|one| (one.hash, one.block));
        raw.dedup_by_key(|one| one.hash);
        raw
    }

    /// The vector over known numbers, and the part of the words that is known.
    fn vector(&self, raw: &[Raw]) -> (Vector, f32) {
        let mut squares = [1e-9_f32; 4];
        let (mut known, mut all) = (0.0_f32, 1e-9_f32);
        let mut values = Vec::with_capacity(raw.len());
        for one in raw {
            let number = self.numbers.get(&one.hash).copied();
            let rarity = number.and_then(|number| self.rarity.get(number as usize).copied()).unwrap_or_else(|| self.rare(one.hash, 0));
            squares[one.block] += rarity * rarity;
            if one.block == 0 {
                all += rarity;
                known += if number.is_some() { rarity } else { 0.0 };
            }
            if let Some(number) = number {
                values.push((number, rarity, one.block));
            }
        }
        let weights: [f32; 4] =
            std::array::from_fn(|block| WEIGHTS_FOR_FEW[block] + (WEIGHTS_FOR_MANY[block] - WEIGHTS_FOR_FEW[block]) * self.many);
        let whole =
            weights.iter().zip(&squares).filter(|(_, square)| **square > 1e-6).map(|(weight, _)| weight * weight).sum::<f32>().sqrt();
        let mut vector: Vector = values
            .into_iter()
            .map(|(number, rarity, block)| (number, rarity * weights[block] / (squares[block].sqrt() * whole.max(1e-6))))
            .collect();
        vector.sort_unstable_by_key(|(number, _)| *number);
        (vector, known / all)
    }
}

fn count(raw: &[Raw], counts: &mut HashMap<u64, (usize, u32)>) {
    for one in raw {
        counts.entry(one.hash).or_insert((one.block, 0)).1 += 1;
    }
}

fn synonyms(assets: &Assets) -> HashMap<String, Vec<u64>> {
    let mut found: HashMap<String, Vec<u64>> = HashMap::new();
    let mut add = |phrase: &str, meaning: u64| {
        let meanings = found.entry(phrase.to_owned()).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    };
    for row in rows(assets.synonyms) {
        let (Some(name), Some(column)) = (row.first(), row.get(1)) else { continue };
        let meaning = hash(2, name, "");
        for phrase in alternatives(column) {
            let words = words(phrase);
            add(&words.join(" "), meaning);
            if let [word] = words.as_slice() {
                add(stem(word), meaning);
            }
        }
    }
    found
}

/// Words that carry nothing by themselves, and pairs of them.
fn small(assets: &Assets, synonyms: &HashMap<String, Vec<u64>>) -> HashSet<u64> {
    let mut found = HashSet::new();
    for row in rows(assets.small_words) {
        let listed: Vec<String> = row.get(1).into_iter().flat_map(|column| alternatives(column)).flat_map(words).collect();
        let kept: Vec<&str> = listed.iter().filter(|word| !synonyms.contains_key(*word)).map(|word| stem(word)).collect();
        for word in &kept {
            found.insert(hash(0, word, ""));
            found.extend(["^", "$"].into_iter().flat_map(|edge| [hash(1, edge, word), hash(1, word, edge)]));
            found.extend(kept.iter().map(|next| hash(1, word, next)));
        }
    }
    found
}

fn hash(kind: u64, first: &str, second: &str) -> u64 {
    let mut hash = (0xcbf2_9ce4_8422_2325_u64 ^ kind).wrapping_mul(0x0100_0000_01b3);
    for byte in first.bytes().chain([0xff]).chain(second.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 31)
}

fn stem_of(word: &str) -> &str {
    stem(word)
}

/// The word without the endings of number and tense that most of our languages share.
fn stem(word: &str) -> &str {
    if !word.is_ascii() {
        return word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word);
    }
    for (ending, least) in [("ing", 3), ("ed", 3), ("es", 4), ("s", 3), ("e", 4)] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.len() >= least && !rest.ends_with('s')) {
            // "Hemmed" is "hem", "shipping" is "ship".
            let doubled = ending.len() >= 2 && rest.as_bytes().windows(2).last().is_some_and(|last| last[0] == last[1] && last[0] != b'l');
            return if doubled { &rest[..rest.len() - 1] } else { rest };
        }
    }
    word
}
