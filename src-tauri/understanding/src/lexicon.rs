//! The lists of words: numbers, colours, days, units and the like, found in a message by their longest phrase.
//!
//! One word can be in several lists ("rose" is a colour here and a flower there); what it means is decided by what
//! stands beside it, so all its meanings are handed out.

use std::collections::HashMap;

use crate::assets::{alternatives, rows};
use crate::kinds::Language;
use crate::text::words;

/// Words of the longest phrase.
const LONGEST_PHRASE: usize = 5;

/// What lists there are.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum List {
    /// A number in words; its key in digits.
    Number,
    /// What is counted: pieces, boxes.
    Pieces,
    /// A colour; its key in English.
    Colour,
    /// A size in letters.
    Size,
    /// "Size", before one.
    SizeWord,
    /// A unit of measure.
    Unit,
    /// A currency.
    Currency,
    /// "Under", before or after an amount.
    AtMost,
    /// "Over".
    AtLeast,
    /// A day.
    Day,
    /// A part of the day.
    Part,
    /// "At", "after" and "before", with an hour.
    Clock,
    /// One of several.
    Reference,
    /// Yes.
    Yes,
    /// No.
    No,
    /// "Order", before its number.
    OrderWord,
    /// "In", before a place.
    PlaceWord,
    /// "Messages", "list": what a long request to stop is about.
    Messages,
}

impl List {
    fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "number" => Self::Number,
            "pieces" => Self::Pieces,
            "colour" => Self::Colour,
            "size" => Self::Size,
            "size_word" => Self::SizeWord,
            "unit" => Self::Unit,
            "currency" => Self::Currency,
            "at_most" => Self::AtMost,
            "at_least" => Self::AtLeast,
            "day" => Self::Day,
            "part" => Self::Part,
            "clock" => Self::Clock,
            "reference" => Self::Reference,
            "yes" => Self::Yes,
            "no" => Self::No,
            "order_word" => Self::OrderWord,
            "place_word" => Self::PlaceWord,
            "messages" => Self::Messages,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug)]
struct Entry {
    list: List,
    key: &'static str,
    only: Vec<Language>,
}

/// A phrase of a list, found in a message.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Where it begins.
    pub start: usize,
    /// Where it ends: the word after its last one.
    pub end: usize,
    /// The list.
    pub list: List,
    /// What it stands for.
    pub key: &'static str,
}

/// All lists.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    phrases: HashMap<String, Vec<Entry>>,
}

impl Lexicon {
    /// Reads the lists.
    pub fn read(text: &'static str) -> Self {
        let mut phrases: HashMap<String, Vec<Entry>> = HashMap::new();
        for row in rows(text) {
            let (Some(list), Some(key), Some(column)) = (row.first().and_then(|code| List::of_code(code)), row.get(1), row.get(2)) else {
                continue;
            };
            let only: Vec<Language> = row.get(3).map_or("", |codes| *codes).split(',').filter_map(Language::of_code).collect();
            for phrase in alternatives(column) {
                let folded = words(phrase).join(" ");
                if !folded.is_empty() {
                    phrases.entry(folded).or_default().push(Entry { list, key, only: only.clone() });
                }
            }
        }
        Self { phrases }
    }

    /// The phrases of all lists in a message: at each word the longest of each list. Where the language is known,
    /// words of other languages that look alike are left out.
    pub fn places(&self, texts: &[&str], language: Option<Language>) -> Vec<Place> {
        let mut found: Vec<Place> = Vec::new();
        for start in 0..texts.len() {
            let here = found.len();
            for end in (start + 1..=texts.len().min(start + LONGEST_PHRASE)).rev() {
                let Some(entries) = texts.get(start..end).and_then(|words| self.phrases.get(&words.join(" "))) else { continue };
                for entry in entries {
                    let speaks = entry.only.is_empty() || language.is_some_and(|language| entry.only.contains(&language));
                    let longer = found[here..].iter().any(|place| place.list == entry.list);
                    if speaks && !longer {
                        found.push(Place { start, end, list: entry.list, key: entry.key });
                    }
                }
            }
        }
        found
    }
}
