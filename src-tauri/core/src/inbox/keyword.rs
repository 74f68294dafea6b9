//! Whether a whole message is an order to stop, or to begin again; or a plain yes or no to what was asked last. Stopping
//! is looked for before anything else is thought of. All in the shop's six languages as people write them: capitals,
//! accents left out, letters repeated or changed about, "please" before and "thank you" after. Everything else is a
//! sentence for a person: "stop, I'll come tomorrow" is no stop, and "cancel" is more often about an order.
//!
//! The words are a list and no rule that guesses: who is silenced by mistake hears nothing of it, and who is not
//! silenced complains to Meta, so both must be possible to look up.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::consent::Purpose;
use crate::words;

/// An order to the shop.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keyword {
    /// No more of one purpose, or of anything.
    Stop(Option<Purpose>),
    /// Something again; what, she has to say.
    Start,
}

#[derive(Default, Deserialize)]
struct Lists {
    everything: Vec<String>,
    promotions: Vec<String>,
    restock: Vec<String>,
    reminders: Vec<String>,
    start: Vec<String>,
    polite: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Answers {
    yes: Vec<String>,
    no: Vec<String>,
}

struct Words {
    orders: HashMap<String, Keyword>,
    answers: HashMap<String, bool>,
    polite: HashSet<Vec<String>>,
}

/// Longer than this nothing is one order.
const LONGEST: usize = 120;
/// The longest of the polite ones has four words.
const POLITE_WORDS: usize = 4;

impl Words {
    fn read() -> Self {
        let lists: Lists = serde_json::from_str(include_str!("../../../../assets/understanding/stop.json"))
            .unwrap_or_else(|_| Lists { everything: vec!["stop".into()], ..Lists::default() });
        let mut orders = HashMap::new();
        // What a button says is an order when it is typed as well.
        let buttons = words::languages().filter_map(|language| words::say(language, "button-stop", &words::Args::new()).ok());
        let of = [
            (lists.start, Keyword::Start),
            (lists.reminders, Keyword::Stop(Some(Purpose::Reminders))),
            (buttons.chain(lists.restock).collect(), Keyword::Stop(Some(Purpose::Restock))),
            (lists.promotions, Keyword::Stop(Some(Purpose::Promotions))),
            (lists.everything, Keyword::Stop(None)),
        ];
        for (list, order) in of {
            orders.extend(list.iter().map(|text| (plain(text).join(" "), order)));
        }
        orders.remove("");
        Self { orders, answers: answers(), polite: lists.polite.iter().map(|text| plain(text)).collect() }
    }
}

/// Yes and no, and what the buttons of the question say.
fn answers() -> HashMap<String, bool> {
    let lists: Answers = serde_json::from_str(include_str!("../../../../assets/understanding/yes_no.json")).unwrap_or_default();
    let button = |key: &'static str| words::languages().filter_map(move |language| words::say(language, key, &words::Args::new()).ok());
    let yes = lists.yes.into_iter().chain(button("button-still-yes")).map(|text| (text, true));
    let no = lists.no.into_iter().chain(button("button-still-no")).map(|text| (text, false));
    let mut answers: HashMap<String, bool> = yes.chain(no).map(|(text, wants)| (plain(&text).join(" "), wants)).collect();
    answers.remove("");
    answers
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(Words::read)
}

/// Whether the whole message is an order.
pub fn keyword(text: &str) -> Option<Keyword> {
    whole(text, |words| &words.orders)
}

/// Whether the whole message is a yes or a no to what was asked last. "Not now" is neither, and "no, the red one" is a
/// sentence.
pub fn yes_or_no(text: &str) -> Option<bool> {
    whole(text, |words| &words.answers)
}

fn whole<T: Copy + 'static>(text: &str, list: impl Fn(&'static Words) -> &'static HashMap<String, T>) -> Option<T> {
    if text.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let (words, said) = (words(), plain(text));
    let meant = |part: &[String]| list(words).get(&part.join(" ")).copied();
    // As it stands first: some end in a polite word.
    meant(&said).or_else(|| meant(without_politeness(&said, &words.polite)))
}

fn without_politeness<'w>(mut said: &'w [String], polite: &HashSet<Vec<String>>) -> &'w [String] {
    let kind = |part: &[String]| polite.contains(part);
    loop {
        let front = (1..=POLITE_WORDS).rev().find(|n| said.get(..*n).is_some_and(kind));
        let back = (1..=POLITE_WORDS).rev().find(|n| said.len() >= *n && said.get(said.len() - n..).is_some_and(kind));
        match (front, back) {
            (Some(n), _) => said = said.get(n..).unwrap_or_default(),
            (None, Some(n)) => said = said.get(..said.len() - n).unwrap_or_default(),
            (None, None) => return said,
        }
    }
}

/// The words of a text without case, accents, signs and repetition.
fn plain(text: &str) -> Vec<String> {
    let mut kept = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            // Accents of Latin and Greek letters, marks of Arabic ones with the lengthening stroke, the dot of Hindi ones,
            // apostrophes, and what is not seen at all.
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{93c}' | '\'' | '’' | '‘' | '`' | '´' => {}
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}' => {}
            'ة' => kept.push('ه'),
            'ى' => kept.push('ي'),
            // The sign that joins Hindi consonants is no letter, and makes the word.
            c if c.is_alphanumeric() || c == '\u{94d}' => kept.push(c),
            _ => kept.push(' '),
        }
    }
    let mut words: Vec<String> = kept.split_whitespace().map(once).collect();
    // "S T O P" is one word.
    if words.len() > 2 && words.iter().all(|word| word.chars().count() == 1) {
        words = vec![words.concat()];
    }
    words.dedup();
    words
}

/// A letter three times or more is there once: "stoooop".
fn once(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(letter) = rest.next() {
        let mut times = 1;
        while rest.next_if_eq(&letter).is_some() {
            times += 1;
        }
        out.extend(std::iter::repeat_n(letter, if times > 2 { 1 } else { times }));
    }
    out
}

#[cfg(test)]
mod tests;
