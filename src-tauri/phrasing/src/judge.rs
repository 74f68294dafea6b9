//! Whether a wording says what the rule's answer says, and nothing else.
//!
//! A text falls into values (a name, a price, a time, each as the rule wrote it), words and signs. All values must be there, in
//! an order that cannot change what is said of which; no figure may be left beside them; every word must be known;
//! what the words mean (sold out, open, counted …) must be what the rule's words mean; what the rule asks must be asked and
//! not promised. The values that are said are the rule's own bytes, never the model's.

use std::collections::BTreeSet;

use crate::folding::{fold, is_of_word};
use crate::lexicon::{Lexicon, Meaning};

/// How a value may move among the others.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A product, a choice, a place: their order is kept, so that nothing is said of another.
    Thing,
    /// A price or a time: there is one of its kind, wherever it stands.
    Figure,
}

/// A value of the rule's answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Value {
    /// What it is: price, product, until …
    pub name: String,
    /// As the rule wrote it.
    pub text: String,
    /// How it may move.
    pub kind: Kind,
    /// It is not sent: a blank goes instead.
    pub hidden: bool,
}

/// Why a wording is not said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// Nothing, or next to nothing.
    Empty,
    /// Longer than a friendly wording of so little could be.
    TooLong,
    /// Signs that belong into no sentence: markup, addresses, pictures.
    Signs,
    /// A figure that is none of the rule's.
    Figure,
    /// A value is missing, or was changed.
    ValueMissing,
    /// Values stand so that something is said of another.
    ValueMoved,
    /// A word that may claim something.
    Word,
    /// It says something else: open for closed, here for sold out.
    Meaning,
    /// A question became a promise, or the other way round.
    Question,
    /// The language is none that can be judged.
    Language,
}

impl Refusal {
    /// Its name in tables and in the window.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::Signs => "signs",
            Self::Figure => "figure",
            Self::ValueMissing => "value_missing",
            Self::ValueMoved => "value_moved",
            Self::Word => "word",
            Self::Meaning => "meaning",
            Self::Question => "question",
            Self::Language => "language",
        }
    }
}

/// An answer of the rules, to be put into other words.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Language code.
    pub language: String,
    /// What would be said.
    pub text: String,
    /// The values in it.
    pub values: Vec<Value>,
}

/// A value may be said twice: "Runner? Yes, the Runner".
const MOST_TIMES: usize = 2;
/// Signs that belong into sentences.
const SIGNS: &str = ".,;:!?¡¿()'’‘\"“”«»…–—-·،؛؟।";
/// Faces that claim nothing.
const FACES: [char; 6] = ['🙂', '😊', '👋', '🙏', '👍', '\u{fe0f}'];

/// A piece of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Piece {
    /// Which of the values.
    Value(usize),
    /// A word, as it is compared.
    Word(String),
    /// Anything else, a character.
    Sign(char),
}

/// What matters of a text, in order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Said {
    Value(usize),
    Means(Meaning),
    /// A sentence ends, with a question or without.
    Ends(bool),
}

impl Rule {
    /// The blank that stands for a value which is not sent.
    fn blank(index: usize) -> String {
        format!("[[{}]]", index + 1)
    }

    /// A value as the model reads and writes it.
    pub fn sent_value(&self, index: usize) -> String {
        match self.values.get(index) {
            Some(value) if value.hidden => Self::blank(index),
            Some(value) => value.text.clone(),
            None => String::new(),
        }
    }

    /// The rule's answer as it may be sent.
    pub fn sent_text(&self) -> String {
        let hidden = self.values.iter().enumerate().filter(|(_, value)| value.hidden);
        hidden.fold(self.text.clone(), |text, (index, value)| text.replace(&value.text, &Self::blank(index)))
    }

    /// Whether a wording says what this says: then as it may be said, with the values as the rule wrote them.
    ///
    /// # Errors
    /// Why not.
    pub fn judge(&self, wording: &str) -> Result<String, Refusal> {
        let lexicon = Lexicon::of(&self.language).ok_or(Refusal::Language)?;
        let wording = wording.trim();
        if wording.is_empty() {
            return Err(Refusal::Empty);
        }
        let length = self.text.chars().count();
        if wording.chars().count() > 2 * length + 120 || wording.lines().count() > self.text.lines().count() + 3 {
            return Err(Refusal::TooLong);
        }
        let own = self.pieces(&self.text, false);
        let pieces = self.pieces(wording, true);
        Self::signs(&pieces)?;
        self.whole(&pieces)?;
        let own_words: BTreeSet<&str> =
            own.iter().filter_map(|piece| if let Piece::Word(word) = piece { Some(word.as_str()) } else { None }).collect();
        let rule = meant(&own, lexicon, |_| true)?;
        let said = meant(&pieces, lexicon, |word| own_words.contains(word))?;
        same_meaning(&rule, &said)?;
        self.same_order(&rule, &said)?;
        same_questions(&rule, &said)?;
        Ok(self.written(&pieces, wording))
    }

    /// No figure that is not in a value, and only signs of sentences.
    fn signs(pieces: &[Piece]) -> Result<(), Refusal> {
        if pieces.iter().any(|piece| matches!(piece, Piece::Word(word) if word.chars().any(char::is_numeric))) {
            return Err(Refusal::Figure);
        }
        let fits = |sign: char| sign.is_whitespace() || SIGNS.contains(sign) || FACES.contains(&sign);
        let fine = pieces.iter().all(|piece| !matches!(piece, Piece::Sign(sign) if !fits(*sign)));
        if fine { Ok(()) } else { Err(Refusal::Signs) }
    }

    /// Every value is there, and none too often.
    fn whole(&self, pieces: &[Piece]) -> Result<(), Refusal> {
        let times = |index: usize| pieces.iter().filter(|piece| **piece == Piece::Value(index)).count();
        let all = (0..self.values.len()).all(|index| self.first_of(index) != index || (1..=MOST_TIMES).contains(&times(index)));
        if all { Ok(()) } else { Err(Refusal::ValueMissing) }
    }

    /// Two values that read the same are one.
    fn first_of(&self, index: usize) -> usize {
        let text = |at: usize| self.values.get(at).map(|value| &value.text);
        (0..index).find(|earlier| text(*earlier) == text(index)).unwrap_or(index)
    }

    /// Things stand in the rule's order; where the rule says both sides (sold out, and here), so do the sides among them.
    fn same_order(&self, rule: &[Said], said: &[Said]) -> Result<(), Refusal> {
        let sides: BTreeSet<Meaning> = sides_of(rule);
        let matters = |one: &Said| match one {
            Said::Value(index) => self.values.get(*index).is_some_and(|value| value.kind == Kind::Thing),
            Said::Means(meaning) => sides.len() > 1 && sides.contains(meaning),
            Said::Ends(_) => false,
        };
        let firsts = |all: &[Said]| {
            let mut firsts: Vec<Said> = Vec::new();
            for one in all.iter().filter(|one| matters(one)) {
                // With two sides, each mention counts; with one, a name may come again.
                if firsts.last() != Some(one) && (sides.len() > 1 || !firsts.contains(one)) {
                    firsts.push(*one);
                }
            }
            firsts
        };
        if firsts(rule) == firsts(said) { Ok(()) } else { Err(Refusal::ValueMoved) }
    }

    /// Falls apart into values, words and signs. In a wording, a value that is not sent stands as its blank.
    fn pieces(&self, text: &str, is_wording: bool) -> Vec<Piece> {
        let characters: Vec<char> = text.chars().collect();
        let mut values: Vec<(usize, Vec<char>)> = (0..self.values.len())
            .filter(|index| self.first_of(*index) == *index)
            .map(|index| (index, if is_wording { self.sent_value(index) } else { self.values[index].text.clone() }.chars().collect()))
            .collect();
        // "Boot Arve 42" before "42".
        values.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
        let (mut pieces, mut at) = (Vec::new(), 0);
        while let Some(&c) = characters.get(at) {
            if let Some((index, end)) = values.iter().find_map(|(index, value)| ends_at(&characters, at, value).map(|end| (*index, end))) {
                pieces.push(Piece::Value(index));
                at = end;
            } else if is_of_word(c) {
                let end = characters[at..].iter().position(|c| !is_of_word(*c)).map_or(characters.len(), |length| at + length);
                pieces.push(Piece::Word(fold(&characters[at..end].iter().collect::<String>())));
                at = end;
            } else {
                pieces.push(Piece::Sign(c));
                at += 1;
            }
        }
        pieces
    }

    /// The wording with the rule's own values in it.
    fn written(&self, pieces: &[Piece], wording: &str) -> String {
        let characters: Vec<char> = wording.chars().collect();
        let (mut text, mut at) = (String::new(), 0);
        for piece in pieces {
            match piece {
                Piece::Value(index) => {
                    let sent: Vec<char> = self.sent_value(*index).chars().collect();
                    at = ends_at(&characters, at, &sent).unwrap_or(at);
                    text.push_str(self.values.get(*index).map_or("", |value| value.text.as_str()));
                }
                Piece::Word(_) => {
                    let end = characters[at..].iter().position(|c| !is_of_word(*c)).map_or(characters.len(), |length| at + length);
                    text.extend(&characters[at..end]);
                    at = end;
                }
                Piece::Sign(sign) => {
                    text.push(*sign);
                    at += 1;
                }
            }
        }
        text
    }
}

/// Where a value that begins here ends; nothing where it does not begin here, or is part of something longer.
fn ends_at(text: &[char], at: usize, value: &[char]) -> Option<usize> {
    // One letter is a size in capitals and half of a French word in small ones.
    let exact = value.len() < 3;
    let same = |a: char, b: char| a == b || !exact && a.to_lowercase().eq(b.to_lowercase()) || a.is_whitespace() && b.is_whitespace();
    let mut end = at;
    for wanted in value {
        // However wide a space is, and the apostrophes typewriters have.
        let found = *text.get(end)?;
        if !(same(found, *wanted) || matches!(found, '\'' | '’') && matches!(wanted, '\'' | '’')) {
            return None;
        }
        end += 1;
    }
    let figure = |c: Option<&char>| c.is_some_and(|c| c.is_numeric());
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    let before_that = at.checked_sub(2).and_then(|at| text.get(at));
    let (after, after_that) = (text.get(end), text.get(end + 1));
    let begins_inside = value.first().is_some_and(|c| is_of_word(*c)) && before.is_some_and(|c| is_of_word(*c))
        || before.is_some_and(|c| ".,:/".contains(*c)) && figure(before_that) && value.iter().any(|c| c.is_numeric())
        || before.is_some_and(|c| "-–−+±~<>=≈$€£₹%".contains(*c)) && value.iter().any(|c| c.is_numeric());
    let ends_inside = value.last().is_some_and(|c| is_of_word(*c)) && after.is_some_and(|c| is_of_word(*c))
        || after.is_some_and(|c| ".,:/-–−".contains(*c)) && figure(after_that) && value.iter().any(|c| c.is_numeric())
        || value.last().is_some_and(|c| !is_of_word(*c)) && figure(after) && value.iter().any(|c| c.is_numeric())
        || after.is_some_and(|c| "%‰+".contains(*c));
    (!value.is_empty() && !begins_inside && !ends_inside).then_some(end)
}

/// What the pieces say, in order. A word that is not known must be one of the rule's.
fn meant(pieces: &[Piece], lexicon: &Lexicon, own: impl Fn(&str) -> bool) -> Result<Vec<Said>, Refusal> {
    let mut said = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        match piece {
            Piece::Value(index) => said.push(Said::Value(*index)),
            Piece::Sign('?' | '؟') => said.push(Said::Ends(true)),
            Piece::Sign('.' | '!' | '।' | '…' | '\n') => said.push(Said::Ends(false)),
            Piece::Sign(_) => {}
            Piece::Word(word) => {
                let (words, ends) = following(pieces, at - 1);
                match lexicon.meaning(&words) {
                    Some((meaning, length)) => {
                        said.push(Said::Means(meaning));
                        at = ends[length - 1];
                    }
                    None if own(word) => {}
                    None => return Err(Refusal::Word),
                }
            }
        }
    }
    if said.last() != Some(&Said::Ends(true)) {
        said.push(Said::Ends(false));
    }
    Ok(said)
}

/// The words that follow one another from here, with spaces and apostrophes alone between them, and where each ends.
fn following(pieces: &[Piece], from: usize) -> (Vec<&str>, Vec<usize>) {
    const MOST: usize = 4;
    let (mut words, mut ends) = (Vec::new(), Vec::new());
    for (index, piece) in pieces.iter().enumerate().skip(from) {
        match piece {
            Piece::Word(word) if words.len() < MOST => {
                words.push(word.as_str());
                ends.push(index + 1);
            }
            Piece::Sign(sign) if *sign == ' ' || *sign == '\u{a0}' || *sign == '\'' || *sign == '’' || *sign == '-' => {}
            _ => break,
        }
    }
    (words, ends)
}

fn meanings(said: &[Said]) -> BTreeSet<Meaning> {
    said.iter().filter_map(|one| if let Said::Means(meaning) = one { Some(*meaning) } else { None }).collect()
}

fn sides_of(said: &[Said]) -> BTreeSet<Meaning> {
    meanings(said).into_iter().filter(|meaning| meaning.is_a_side()).collect()
}

/// Nothing is meant that the rule does not mean, and all that it must mean.
fn same_meaning(rule: &[Said], said: &[Said]) -> Result<(), Refusal> {
    let (rule, said) = (meanings(rule), meanings(said));
    let more = said.iter().any(|meaning| *meaning != Meaning::Free && !rule.contains(meaning));
    let less = rule.iter().any(|meaning| !meaning.may_be_left_out() && !said.contains(meaning));
    if more || less { Err(Refusal::Meaning) } else { Ok(()) }
}

/// What is asked is asked as often, and what would be done later is asked and not promised.
fn same_questions(rule: &[Said], said: &[Said]) -> Result<(), Refusal> {
    let asked = |all: &[Said]| all.iter().filter(|one| **one == Said::Ends(true)).count();
    let promised = |all: &[Said]| {
        let mut later = false;
        for one in all {
            match one {
                Said::Means(Meaning::Tell) => later = true,
                Said::Ends(false) if later => return true,
                Said::Ends(_) => later = false,
                _ => {}
            }
        }
        false
    };
    if asked(rule) == asked(said) && promised(rule) == promised(said) { Ok(()) } else { Err(Refusal::Question) }
}

#[cfg(test)]
mod tests;
