//! What comes with the program: examples per language, products and towns to fill their gaps, lists of words.
//!
//! All of it is text beside the code, one thing a line, so that somebody who speaks a language can add to it without
//! reading Rust. Lines that don't fit the form are left out: a typing slip must not keep the shop from opening.

use std::collections::HashMap;

use crate::kinds::{Language, Moment};

/// The texts that understanding is learned from.
#[derive(Clone, Debug)]
pub struct Assets {
    /// Per language, lines of `moment<TAB>utterance`, with gaps like `{p}` in them.
    pub examples: Vec<(Language, &'static str)>,
    /// Wishes and the frames they are put in, `language<TAB>frame or moment<TAB>a|b|c`, frames with a gap `{v}`;
    /// `make:how` is put in the frames of `frame:how`.
    pub wishes: &'static str,
    /// What is nobody's business here, `language<TAB>utterance`.
    pub off_topic: &'static str,
    /// Sentences of other languages, `code<TAB>sentence`.
    pub confusers: &'static str,
    /// What fills the gaps, `language<TAB>gap<TAB>a|b|c`.
    pub gaps: &'static str,
    /// Numbers, colours, days, units and the like, `kind<TAB>key<TAB>a|b|c`.
    pub lexicon: &'static str,
    /// Words for one thing, `name<TAB>a|b|c`.
    pub synonyms: &'static str,
    /// What words do in a question, `kind<TAB>a|b*|*c*`.
    pub word_kinds: &'static str,
    /// Phrases that decide by themselves, `moment<TAB>weight<TAB>a|b|c`.
    pub cues: &'static str,
    /// The words to stop and start messages with, as the inbox knows them.
    pub stop: &'static str,
    /// Words that carry no product, per language, `language<TAB>a|b|c`.
    pub small_words: &'static str,
}

macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../../assets/understanding/", $name))
    };
}

impl Assets {
    /// Those that were built in.
    pub fn built_in() -> Self {
        Self {
            examples: vec![
                (Language::English, asset!("utterances.en.tsv")),
                (Language::French, asset!("utterances.fr.tsv")),
                (Language::Spanish, asset!("utterances.es.tsv")),
                (Language::Portuguese, asset!("utterances.pt.tsv")),
                (Language::Hindi, asset!("utterances.hi.tsv")),
                (Language::Arabic, asset!("utterances.ar.tsv")),
            ],
            wishes: asset!("wishes.tsv"),
            off_topic: asset!("off_topic.tsv"),
            confusers: asset!("confusers.tsv"),
            gaps: asset!("gaps.tsv"),
            lexicon: asset!("lexicon.tsv"),
            synonyms: asset!("synonyms.tsv"),
            word_kinds: asset!("word_kinds.tsv"),
            cues: asset!("cues.tsv"),
            stop: asset!("stop.json"),
            small_words: asset!("small_words.tsv"),
        }
    }

    /// All examples: what language, what moment, the text with its gaps.
    pub fn utterances(&self) -> impl Iterator<Item = (Language, Moment, &'static str)> + '_ {
        let own = self
            .examples
            .iter()
            .flat_map(|&(language, text)| rows(text).filter_map(move |row| Some((language, Moment::of_code(row.first()?)?, *row.get(1)?))));
        let off = rows(self.off_topic).filter_map(|row| Some((Language::of_code(row.first()?)?, Moment::Other, *row.get(1)?)));
        own.chain(off)
    }
}

/// Frames that each wish is learned in.
pub const FRAMES_PER_WISH: usize = 5;
/// How much one of them counts, compared with a line that was written as it is.
const WORTH: f32 = 0.65;

impl Assets {
    /// The wishes in their frames ("track my order" in "help me {v}", "how do I {v}" and some more), and how much each
    /// counts.
    pub fn wishes(&self) -> Vec<(Language, Moment, String, f32)> {
        let mut frames: HashMap<(&str, &str), Vec<&'static str>> = HashMap::new();
        for row in rows(self.wishes) {
            if let [language, kind, column] = row.as_slice() {
                if let Some(name) = kind.strip_prefix("frame") {
                    frames.entry((language, name)).or_default().extend(alternatives(column));
                }
            }
        }
        let mut wishes = Vec::new();
        for row in rows(self.wishes) {
            let [code, kind, column] = row.as_slice() else { continue };
            let (moment, name) = kind.split_at(kind.find(':').unwrap_or(kind.len()));
            let (Some(language), Some(moment)) = (Language::of_code(code), Moment::of_code(moment)) else { continue };
            let frames = frames.get(&(*code, name)).map_or(&[][..], Vec::as_slice);
            for wish in alternatives(column) {
                // The plain one is said most, and stands first.
                let first = usize::from(!name.is_empty());
                for turn in 0..FRAMES_PER_WISH.min(frames.len()) {
                    let at = if turn < first { 0 } else { (wishes.len() + turn * 7) % frames.len() };
                    let text = frames.get(at).map_or_else(|| wish.to_owned(), |frame| frame.replace("{v}", wish));
                    wishes.push((language, moment, text, WORTH));
                }
            }
        }
        wishes
    }
}

/// The lines of a file, each in its columns; empty lines and those that begin with `#` are for the reader.
pub fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// The alternatives of a column.
pub fn alternatives(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split('|').map(str::trim).filter(|one| !one.is_empty())
}

/// The words of an example outside its gaps.
pub fn outside(example: &str) -> String {
    let mut left = String::with_capacity(example.len());
    let mut inside = false;
    for c in example.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                left.push(' ');
            }
            c if !inside => left.push(c),
            _ => {}
        }
    }
    left
}
