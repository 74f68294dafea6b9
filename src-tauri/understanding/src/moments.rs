//! What a sentence is about: what was learned from the examples, what certain phrases add, and what the owner corrected.

use std::collections::{HashMap, HashSet};

use crate::assets::{Assets, alternatives, rows};
use crate::features::{Meanings, Vocabulary, of_moment};
use crate::kinds::{Language, Moment};
use crate::learned;
use crate::linear::{Features, Linear, MOMENT_BITS, softmax};
use crate::text::{Token, tokens, words};
use crate::understood::{Cue, CueKind};

/// A correction this like a message speaks for itself.
const LIKE_ENOUGH: f32 = 0.6;
/// How much a correction counts at most, in the model's scores.
const CORRECTION_WEIGHT: f32 = 7.0;
/// Talk that is nobody's business has a third of all examples, and a far smaller part of what shops are asked.
const FEWER_IN_SHOPS: f32 = 0.3;
/// How-to is asked in more ways than any other moment, so that unseen ones look like plain questions more often than the
/// other way round.
const MORE_HOW_TO: f32 = 0.2;
/// Words of the longest phrase that decides.
const LONGEST_PHRASE: usize = 6;

/// Tells moments apart.
#[derive(Clone)]
pub struct Moments {
    model: Linear,
    vocabulary: Vocabulary,
    meanings: Meanings,
    spoken: HashMap<Language, HashSet<String>>,
    cues: HashMap<String, (Moment, f32)>,
    corrections: Vec<(Features, Moment)>,
}

/// What was found of one sentence.
pub struct Judgement {
    /// The share of each moment, in the order of [`Moment::ALL`].
    pub shares: Vec<f32>,
    corrected: bool,
    features: Vec<(u32, String, f32)>,
    phrases: Vec<(String, Moment)>,
}

impl Moments {
    /// What was learned while the program was built.
    pub fn built_in(assets: &Assets) -> Self {
        let (vocabulary, spoken) = vocabularies(assets);
        let model = Linear::read(learned::MOMENT_WEIGHTS, MOMENT_BITS);
        Self {
            model,
            vocabulary,
            meanings: Meanings::read(assets.synonyms, assets.word_kinds),
            spoken,
            cues: cues(assets),
            corrections: Vec::new(),
        }
    }

    /// With the owner's corrections besides.
    pub fn correct(&mut self, corrections: &[(String, Moment)]) {
        self.corrections = corrections
            .iter()
            .map(|(text, moment)| {
                (
                    unit(
                        of_moment(&tokens(text), &self.vocabulary, &self.meanings).into_iter().map(|one| (one.number, one.value)).collect(),
                    ),
                    *moment,
                )
            })
            .collect();
    }

    /// Whether a word is said in shops in a language, and so names no product.
    pub fn is_spoken(&self, word: &str, language: Option<Language>) -> bool {
        match language {
            Some(language) => self.spoken.get(&language).is_some_and(|words| words.contains(word)),
            None => self.spoken.values().any(|words| words.contains(word)),
        }
    }

    /// What a sentence is about.
    pub fn judge(&self, sentence: &[Token]) -> Judgement {
        let shown = of_moment(sentence, &self.vocabulary, &self.meanings);
        let numbers: Features = shown.iter().map(|one| (one.number, one.value)).collect();
        let mut shares = self.model.scores(&numbers);
        let mut phrases = Vec::new();
        for (phrase, moment, weight) in self.phrases(sentence) {
            shares[index(moment)] += weight;
            phrases.push((phrase, moment));
        }
        let mut corrected = false;
        if !self.corrections.is_empty() {
            let own = unit(numbers);
            if let Some((likeness, moment)) =
                self.corrections.iter().map(|(other, moment)| (alike(&own, other), *moment)).max_by(|a, b| a.0.total_cmp(&b.0))
            {
                if likeness >= LIKE_ENOUGH {
                    corrected = true;
                    shares[index(moment)] += CORRECTION_WEIGHT * likeness;
                }
            }
        }
        shares[index(Moment::Other)] -= FEWER_IN_SHOPS;
        shares[index(Moment::Make)] += MORE_HOW_TO;
        softmax(&mut shares);
        let features = shown.into_iter().filter(|one| !one.words.is_empty()).map(|one| (one.number, one.words, one.value)).collect();
        Judgement { shares, corrected, features, phrases }
    }

    fn phrases(&self, sentence: &[Token]) -> Vec<(String, Moment, f32)> {
        let mut found: Vec<(String, Moment, f32)> = Vec::new();
        let mut start = 0;
        while start < sentence.len() {
            let longest = (start + 1..=sentence.len().min(start + LONGEST_PHRASE)).rev().find_map(|end| {
                let phrase = sentence.get(start..end)?.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
                let (moment, weight) = *self.cues.get(&phrase)?;
                Some((end, phrase, moment, weight))
            });
            match longest {
                Some((end, phrase, moment, weight)) => {
                    if !found.iter().any(|(_, other, _)| *other == moment) {
                        found.push((phrase, moment, weight));
                    }
                    start = end;
                }
                None => start += 1,
            }
        }
        found
    }

    /// What decided for a moment, strongest first.
    pub fn because(&self, judgement: &Judgement, moment: Moment) -> Vec<Cue> {
        let mut cues = Vec::new();
        if judgement.corrected {
            cues.push(Cue { moment, words: String::new(), kind: CueKind::Correction });
        }
        for (phrase, _) in judgement.phrases.iter().filter(|(_, of)| *of == moment) {
            cues.push(Cue { moment, words: phrase.clone(), kind: CueKind::Phrase });
        }
        let class = index(moment);
        let mut learned: Vec<(f32, &String)> = judgement
            .features
            .iter()
            .map(|(number, words, value)| (self.model.leaning(*number, class) * value, words))
            .filter(|(lean, _)| *lean > 0.15)
            .collect();
        learned.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        for (_, words) in learned {
            let said = cues.iter().any(|cue| cue.words.contains(words.as_str()));
            if cues.len() < 6 && !said {
                cues.push(Cue { moment, words: words.clone(), kind: CueKind::Learned });
            }
        }
        cues
    }
}

/// The number of a moment.
pub fn index(moment: Moment) -> usize {
    Moment::ALL.iter().position(|&one| one == moment).unwrap_or(0)
}

fn cues(assets: &Assets) -> HashMap<String, (Moment, f32)> {
    let mut found = HashMap::new();
    for row in rows(assets.cues) {
        let (Some(moment), Some(weight), Some(column)) =
            (row.first().and_then(|code| Moment::of_code(code)), row.get(1).and_then(|weight| weight.parse().ok()), row.get(2))
        else {
            continue;
        };
        for phrase in alternatives(column) {
            found.entry(words(phrase).join(" ")).or_insert((moment, weight));
        }
    }
    found
}

/// All words of the examples; and per language those that shops and customers say often, which name no product.
fn vocabularies(assets: &Assets) -> (Vocabulary, HashMap<Language, HashSet<String>>) {
    let mut vocabulary = Vocabulary::new();
    let mut spoken: HashMap<Language, HashSet<String>> = HashMap::new();
    for row in rows(learned::WORDS) {
        let (Some(word), codes) = (row.first(), row.get(1).copied().unwrap_or_default()) else { continue };
        vocabulary.insert((*word).to_owned());
        for language in codes.split(',').filter_map(Language::of_code) {
            spoken.entry(language).or_default().insert((*word).to_owned());
        }
    }
    for row in rows(assets.small_words) {
        if let (Some(language), Some(column)) = (row.first().and_then(|code| Language::of_code(code)), row.get(1)) {
            spoken.entry(language).or_default().extend(alternatives(column).flat_map(words));
        }
    }
    (vocabulary, spoken)
}

fn unit(mut features: Features) -> Features {
    features.sort_unstable_by_key(|(number, _)| *number);
    let length = features.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(1e-6);
    for (_, value) in &mut features {
        *value /= length;
    }
    features
}

/// How alike two are, 0 to 1.
fn alike(a: &Features, b: &Features) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((first, x)), Some((second, y))) = (a.get(i), b.get(j)) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x * y;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
