//! Whether a message asks for no more messages, or for messages again.
//!
//! A short one counts only if all of it is such a request: "stop, I'll come tomorrow" is none, and wrongly taking a
//! customer off the list is as bad as not doing so. A longer one must be judged so by the model and speak of messages
//! as well. The words that the inbox acts on by law are in the same file as these begin with.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::assets::Assets;
use crate::kinds::Moment;
use crate::text::{Token, words};

/// Words in which one slip is forgiven are at least so long; shorter ones are too near to others.
const LONG_WORD: usize = 9;

#[derive(Deserialize)]
struct Words {
    stop: Vec<String>,
    start: Vec<String>,
}

/// The requests.
#[derive(Clone, Debug, Default)]
pub struct Controls {
    whole: HashMap<String, Moment>,
    long: Vec<(String, Moment)>,
    courtesy: HashSet<String>,
}

impl Controls {
    /// From the words of the law's file and the examples.
    pub fn read(assets: &Assets) -> Self {
        let mut controls = Self::default();
        if let Ok(listed) = serde_json::from_str::<Words>(assets.stop) {
            let stop = listed.stop.into_iter().map(|phrase| (phrase, Moment::Stop));
            for (phrase, moment) in stop.chain(listed.start.into_iter().map(|phrase| (phrase, Moment::Start))) {
                controls.add(&phrase, moment);
            }
        }
        for (_, moment, utterance) in assets.utterances() {
            if matches!(moment, Moment::Stop | Moment::Start) {
                controls.add(utterance, moment);
            }
        }
        controls.courtesy = [
            "please", "pls", "plz", "svp", "stp", "porfa", "favor", "por", "pf", "merci", "thanks", "gracias", "obrigado", "now", "ya",
            "ji", "plait", "il", "s", "vous", "te",
        ]
        .into_iter()
        .map(str::to_owned)
        .collect();
        controls
    }

    fn add(&mut self, phrase: &str, moment: Moment) {
        let words = words(phrase);
        let key = key(words.iter().map(String::as_str));
        if words.len() == 1 && key.chars().count() >= LONG_WORD {
            self.long.push((key.clone(), moment));
        }
        self.whole.insert(key, moment);
    }

    /// The request that the whole message is.
    pub fn of(&self, tokens: &[Token]) -> Option<Moment> {
        let all = || tokens.iter().map(|token| token.text.as_str());
        let whole = key(all());
        if let Some(moment) = self.whole.get(&whole) {
            return Some(*moment);
        }
        let bare = key(all().filter(|word| !self.courtesy.contains(*word)));
        let slipped = || self.long.iter().find(|(word, _)| one_slip(word, &bare)).map(|(_, moment)| *moment);
        self.whole.get(&bare).copied().or_else(slipped)
    }
}

/// Words with all repeated letters written once: "stopp", "stoppp" and "STOP" are one.
fn key<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for word in words.filter(|word| *word != "?") {
        if !key.is_empty() {
            key.push(' ');
        }
        for c in word.chars() {
            if !key.ends_with(c) {
                key.push(c);
            }
        }
    }
    key
}

/// Whether one letter more, less, other or swapped makes one of the other.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = |i: usize, j: usize| a.get(same + i..) == b.get(same + j..);
    let swapped = a.get(same) == b.get(same + 1) && a.get(same + 1) == b.get(same) && tail(2, 2);
    tail(1, 0) || tail(0, 1) || tail(1, 1) || swapped
}
