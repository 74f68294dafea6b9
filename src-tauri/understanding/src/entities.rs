//! The things named in a message: how many, which size and colour, for how much, when, where, which of those shown.
//!
//! Amounts, times and choices are read in their own files, each marking the words it has used, so that "42" is a size
//! once and not a quantity as well. Nothing is resolved: "tomorrow" stays tomorrow, "the second" stays the second.

mod amounts;
mod choices;
mod dates;
mod numbers;
mod times;

use serde::Serialize;

use crate::kinds::Language;
use crate::lexicon::{Lexicon, List, Place};
use crate::text::Token;
use crate::understood::Context;

pub use amounts::{Bound, Price};
pub use choices::Reference;
pub use times::{Day, Part, Side, When};

/// The things named in a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entities {
    /// How many.
    pub quantity: Option<u32>,
    /// Sizes as a shop writes them: "42", "XL", "500 ml".
    pub sizes: Vec<String>,
    /// Colours by their English name, whatever language they were said in.
    pub colours: Vec<&'static str>,
    /// An amount of money, and whether it is a limit.
    pub price: Option<Price>,
    /// The number of an order, as written, without a sign before it.
    pub order_number: Option<String>,
    /// A place, as written but folded.
    pub place: Option<String>,
    /// A day, a part of the day, an hour.
    pub when: Option<When>,
    /// Which of those shown, or yes, or no.
    pub reference: Option<Reference>,
    /// Whether a number to call, an address or a link is in it; which one is not kept.
    pub contact: bool,
}

/// A message on its way through the readers: the words, what the lists know of them, which are used up.
pub(crate) struct Reading<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) places: Vec<Place>,
    pub(crate) used: Vec<bool>,
}

impl Reading<'_> {
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.text.as_str())
    }

    pub(crate) fn free(&self, at: usize) -> bool {
        self.used.get(at).is_some_and(|used| !used)
    }

    pub(crate) fn take(&mut self, start: usize, end: usize) {
        for used in self.used.iter_mut().take(end).skip(start) {
            *used = true;
        }
    }

    /// The phrase of a list that begins at a word.
    pub(crate) fn at(&self, start: usize, list: List) -> Option<Place> {
        self.places.iter().find(|place| place.start == start && place.list == list).copied()
    }

    /// The phrase of a list that ends before a word.
    pub(crate) fn before(&self, end: usize, list: List) -> Option<Place> {
        self.places.iter().find(|place| place.end == end && place.list == list).copied()
    }
}

/// What was read, and which words it used up.
pub(crate) fn read(tokens: &[Token], lexicon: &Lexicon, language: Option<Language>, context: &Context) -> (Entities, Vec<bool>) {
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let places = lexicon.places(&texts, language);
    let used: Vec<bool> = tokens.iter().map(|token| token.private).collect();
    let mut reading = Reading { tokens, places, used };
    let mut entities = Entities { contact: tokens.iter().any(|token| token.private), ..Entities::default() };
    entities.reference = choices::whole(&mut reading, context);
    entities.order_number = amounts::order_number(&mut reading);
    entities.price = amounts::price(&mut reading);
    amounts::measures(&mut reading, &mut entities.sizes);
    entities.when = times::when(&mut reading);
    choices::sizes(&mut reading, &mut entities.sizes);
    choices::colours(&mut reading, &mut entities.colours);
    entities.reference = entities.reference.or_else(|| choices::reference(&mut reading, context));
    entities.quantity = amounts::quantity(&mut reading);
    (entities, reading.used)
}

/// The place named in a message: what follows "in" and is in no list. Asked only where a place is the matter.
pub(crate) fn place(
    tokens: &[Token],
    used: &mut [bool],
    lexicon: &Lexicon,
    language: Option<Language>,
    known: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    for place in lexicon.places(&texts, language).into_iter().filter(|place| place.list == List::PlaceWord) {
        let fits = |at: usize| {
            used.get(at).is_some_and(|used| !used)
                && texts.get(at).is_some_and(|word| word.chars().all(char::is_alphabetic) && !known(word))
        };
        // Hindi says "Pune mein".
        let behind = language == Some(Language::Hindi);
        let (start, end) = if behind {
            ((0..place.start).rev().take_while(|&at| fits(at)).take(3).last().unwrap_or(place.start), place.start)
        } else {
            (place.end, (place.end..texts.len()).take_while(|&at| fits(at)).take(3).last().map_or(place.end, |at| at + 1))
        };
        if start < end {
            used.iter_mut().take(end).skip(start).for_each(|used| *used = true);
            return texts.get(start..end).map(|words| words.join(" "));
        }
    }
    None
}
