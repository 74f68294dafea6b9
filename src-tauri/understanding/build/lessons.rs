//! What the models are learned from: the lines of the assets, their gaps filled, some with slips of the fingers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::assets::{Assets, FRAMES_PER_WISH, outside, rows};
use crate::features::{Meanings, Vocabulary, of_language, of_moment};
use crate::gaps::Gaps;
use crate::kinds::{Language, Moment};
use crate::learning::Example;
use crate::linear::{Features, roll};
use crate::script::{Script, lowered, script_of};
use crate::text::{Token, tokens, words};

/// A word that is in no language.
const UNHEARD: &str = "\u{fffc}";

/// The examples for moments, in the order of [`Moment::ALL`].
pub fn of_moments(assets: &Assets, gaps: &Gaps, vocabulary: &Vocabulary, meanings: &Meanings) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut dice = 0x1357_9bdf_2468_ace0_u64;
    let seen =
        |words: &[Token]| -> Features { of_moment(words, vocabulary, meanings).into_iter().map(|one| (one.number, one.value)).collect() };
    let own = assets.utterances().map(|(language, moment, utterance)| (language, moment, utterance.to_owned(), 1.0));
    for (turn, (language, moment, utterance, worth)) in own.chain(assets.wishes()).enumerate() {
        let class = Moment::ALL.iter().position(|&one| one == moment).unwrap_or(0);
        let turns = if utterance.contains('{') { 2 } else { 1 };
        for again in 0..turns {
            let text = gaps.fill(&utterance, language, turn + again * 13);
            let words = tokens(&text);
            let weight = worth * if turns == 2 { 0.7 } else { 1.0 };
            examples.push(Example { features: seen(&words), class, weight });
            if again > 0 {
                continue;
            }
            // Once more with a word that nobody knows in place of one: not all of a sentence may hang on one word.
            if words.len() >= 4 {
                let mut changed = words.clone();
                let at = (turn * 31) % words.len();
                UNHEARD.clone_into(&mut changed[at].text);
                examples.push(Example { features: seen(&changed), class, weight: 0.6 * worth });
            }
            if let Some(slipped) = slipped(&words, &mut dice) {
                examples.push(Example { features: seen(&slipped), class, weight: 0.4 * worth });
            }
        }
    }
    examples
}

/// The same with a letter left out or two swapped in one of the longer words.
fn slipped(words: &[Token], dice: &mut u64) -> Option<Vec<Token>> {
    let long: Vec<usize> =
        (0..words.len()).filter(|&at| words[at].text.chars().count() >= 4 && words[at].text.chars().all(char::is_alphabetic)).collect();
    let at = *long.get(roll(dice) as usize % long.len().max(1))?;
    let mut letters: Vec<char> = words[at].text.chars().collect();
    let place = 1 + roll(dice) as usize % (letters.len() - 2);
    if roll(dice).is_multiple_of(2) {
        letters.remove(place);
    } else {
        letters.swap(place, place + 1);
    }
    let mut words = words.to_vec();
    words[at].text = letters.into_iter().collect();
    Some(words)
}

/// All words outside gaps, with the languages in which shops and customers say them often, so that they name no product.
pub fn vocabulary(assets: &Assets, gaps: &Gaps) -> BTreeMap<String, BTreeSet<Language>> {
    let mut vocabulary: BTreeMap<String, BTreeSet<Language>> = BTreeMap::new();
    let mut counts: HashMap<(Language, String), u32> = HashMap::new();
    let own = assets.utterances().map(|(language, moment, utterance)| (language, moment, utterance.to_owned()));
    for (language, moment, utterance) in own.chain(assets.wishes().into_iter().map(|(language, moment, wish, _)| (language, moment, wish)))
    {
        for word in words(&outside(&utterance)) {
            if moment != Moment::Other {
                *counts.entry((language, word.clone())).or_default() += 1;
            }
            vocabulary.entry(word).or_default();
        }
    }
    let products: HashSet<String> = gaps.product_words();
    for ((language, word), count) in counts {
        if count >= 2 && !products.contains(&word) {
            vocabulary.entry(word).or_default().insert(language);
        }
    }
    vocabulary
}

/// The examples for languages, and the languages with the scripts they are written in: ours first, in their order.
pub fn of_languages(assets: &Assets, gaps: &Gaps) -> (Vec<Example>, Vec<(String, Vec<Script>)>) {
    let mut known: Vec<(String, Vec<Script>)> = Language::ALL.iter().map(|language| (language.code().to_owned(), Vec::new())).collect();
    let mut texts: Vec<(usize, String)> = Vec::new();
    for (language, _, utterance) in assets.utterances() {
        let class = Language::ALL.iter().position(|&one| one == language).unwrap_or(0);
        texts.push((class, gaps.fill(utterance, language, texts.len())));
    }
    // Each wish in one of its frames: they are many, and frames say little about a language.
    for (language, _, wish, _) in assets.wishes().into_iter().step_by(FRAMES_PER_WISH) {
        let class = Language::ALL.iter().position(|&one| one == language).unwrap_or(0);
        texts.push((class, gaps.fill(&wish, language, texts.len())));
    }
    for row in rows(assets.confusers) {
        let (Some(code), Some(text)) = (row.first(), row.get(1)) else { continue };
        let class = known.iter().position(|(one, _)| one == code).unwrap_or_else(|| {
            known.push(((*code).to_owned(), Vec::new()));
            known.len() - 1
        });
        texts.push((class, gaps.fill(text, Language::Hindi, texts.len())));
    }
    let mut counts = vec![0.0_f32; known.len()];
    for (class, text) in &texts {
        let script = script_of(text);
        if !known[*class].1.contains(&script) {
            known[*class].1.push(script);
        }
        counts[*class] += 1.0;
    }
    let examples = texts
        .iter()
        .map(|(class, text)| {
            let weight = (500.0 / counts[*class]).clamp(0.7, 6.0).sqrt();
            Example { features: of_language(&lowered(text)), class: *class, weight }
        })
        .collect();
    (examples, known)
}
