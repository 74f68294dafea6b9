//! Cuts folded text into numbers, words and marks, and looks the words up.
//!
//! What no list knows stays an unknown word, which is what a question will be about. The longest
//! phrase wins, so that “every other” is not read as “every”.

use super::fold::{Letter, fold};
use super::vocabulary::{Found, Vocabulary, Word};

/// A piece of the text before anything is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: PieceKind,
    pub(super) from: usize,
    pub(super) to: usize,
    /// Nothing stood between this and the piece before.
    pub(super) tight: bool,
    pub(super) capital: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Number,
    Word,
    Mark,
    Quote,
}

/// A piece whose meaning is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) tight: bool,
    /// A word of the language itself, not one it borrowed.
    pub(super) own: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number and how many digits it was written with.
    Number(u32, usize),
    Word(Word),
    /// A word of no list.
    Unknown,
    Mark(char),
    /// What stood between double quotes: a comment in OSM.
    Quote(String),
}

fn is_letter(folded: char) -> bool {
    folded.is_alphabetic() || ('\u{900}'..='\u{963}').contains(&folded) || ('\u{971}'..='\u{97f}').contains(&folded)
}

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let letters = fold(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    let mut tight = false;
    while let Some(first) = letters.get(at) {
        if first.folded == ' ' {
            tight = false;
            at += 1;
            continue;
        }
        if first.folded == '\'' {
            // An apostrophe ends a word and is nothing by itself.
            at += 1;
            continue;
        }
        let (kind, length) = if first.folded.is_ascii_digit() {
            (PieceKind::Number, run(&letters, at, |folded| folded.is_ascii_digit()))
        } else if is_letter(first.folded) {
            (PieceKind::Word, run(&letters, at, is_letter))
        } else if first.folded == '"' {
            quoted(&letters, at)
        } else {
            (PieceKind::Mark, 1)
        };
        let last = letters.get(at + length - 1).unwrap_or(first);
        let text = match kind {
            PieceKind::Quote => {
                let (start, end) = (letters.get(at + 1).map_or(first.to, |letter| letter.from), last.from);
                text.get(start..end.max(start)).unwrap_or_default().trim().to_owned()
            }
            _ => letters.get(at..at + length).unwrap_or_default().iter().map(|letter| letter.folded).collect(),
        };
        pieces.push(Piece { text, kind, from: first.from, to: last.to, tight, capital: first.capital });
        at += length;
        tight = true;
    }
    pieces
}

fn run(letters: &[Letter], at: usize, belongs: impl Fn(char) -> bool) -> usize {
    letters.get(at..).unwrap_or_default().iter().take_while(|letter| belongs(letter.folded)).count().max(1)
}

fn quoted(letters: &[Letter], at: usize) -> (PieceKind, usize) {
    let inside =
        letters.get(at + 1..).unwrap_or_default().iter().take_while(|letter| letter.folded != '"' && letter.folded != '\n').count();
    let closed = letters.get(at + 1 + inside).is_some_and(|letter| letter.folded == '"');
    if closed && inside > 0 { (PieceKind::Quote, inside + 2) } else { (PieceKind::Mark, 1) }
}

/// The pieces with their meaning in one language.
pub(super) fn tokens(pieces: &[Piece], vocabulary: &Vocabulary) -> Vec<Token> {
    let pieces = &part_and(pieces, vocabulary);
    let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let ends_range = matches!(tokens.last().map(|token| &token.kind), Some(Kind::Mark('-') | Kind::Word(Word::To)));
        let found = vocabulary.longest(pieces, at, |word| !(ends_range && piece.kind == PieceKind::Number && word == Word::AllDay));
        let found = found.map(|found| Found { word: decided(found.word, pieces, at, tokens.last(), vocabulary), ..found });
        let (kind, length) = match (found, piece.kind) {
            (Some(found), _) => (Kind::Word(found.word), found.length),
            (None, PieceKind::Number) if piece.text.len() <= 6 => {
                (Kind::Number(piece.text.parse().unwrap_or(u32::MAX), piece.text.len()), 1)
            }
            (None, PieceKind::Number | PieceKind::Word) => (Kind::Unknown, 1),
            (None, PieceKind::Mark) => (Kind::Mark(piece.text.chars().next().unwrap_or('?')), 1),
            (None, PieceKind::Quote) => (Kind::Quote(piece.text.clone()), 1),
        };
        let to = pieces.get(at + length - 1).map_or(piece.to, |last| last.to);
        tokens.push(Token { kind, from: piece.from, to, tight: piece.tight, own: found.is_some_and(|found| found.own) });
        at += length;
    }
    tokens
}

/// “Die” is a Tuesday where marks, hours or “closed” follow it, or where a list of days leads to it;
/// else it is an article.
fn decided(word: Word, pieces: &[Piece], at: usize, before: Option<&Token>, vocabulary: &Vocabulary) -> Word {
    let Word::DayOrFill(day) = word else { return word };
    let capital = pieces.get(at).is_some_and(|piece| piece.capital);
    let listed =
        matches!(before.map(|token| &token.kind), Some(Kind::Mark('-' | ',' | '/' | '&' | '+') | Kind::Word(Word::To | Word::And)));
    let closed = || vocabulary.longest(pieces, at + 1, |_| true).is_some_and(|next| next.word == Word::Closed);
    let alone = pieces.get(at + 1).is_none_or(|next| next.kind != PieceKind::Word);
    if alone || (capital && (listed || closed())) { Word::Day(day) } else { Word::Fill }
}

/// In Arabic “and” is the first letter of the next word: “والجمعة”.
fn part_and(pieces: &[Piece], vocabulary: &Vocabulary) -> Vec<Piece> {
    let mut parted = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let rest = piece.text.strip_prefix('و').filter(|rest| piece.kind == PieceKind::Word && !rest.is_empty());
        match rest {
            Some(rest) if !vocabulary.starts(&piece.text) && vocabulary.starts(rest) => {
                parted.push(Piece { text: "و".to_owned(), ..piece.clone() });
                parted.push(Piece { text: rest.to_owned(), tight: true, ..piece.clone() });
            }
            _ => parted.push(piece.clone()),
        }
    }
    parted
}
