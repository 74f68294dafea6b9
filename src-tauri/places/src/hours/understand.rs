//! From a text to OSM `opening_hours`: chooses the language, reads, settles, and doubts.
//!
//! Without a hint every language that knows all words is tried. When two of them read the same text
//! differently (“Di 9-12” is Tuesday in German and Sunday in French), that is a question. With a
//! hint, that language's reading is taken.

use super::clock::{Habits, Written};
use super::items::{Item, What, items};
use super::lex::{Kind, Piece, Token, pieces, tokens};
use super::plan::Plan;
use super::sentence::said;
use super::settle::settle;
use super::strict;
use super::vocabulary::{Language, Vocabulary, Word};
use crate::Question;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The longest text that is read, in bytes. A year of daily hours fits.
pub const LONGEST: usize = 8_000;

/// Hours that were understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// The hours as OSM `opening_hours`, always written the same way.
    pub osm: String,
    /// What was decided without asking and is worth a look.
    pub notes: Vec<Question>,
}

/// What a text says about opening hours.
///
/// `language` is a tag such as `fr` or `fr-CA`, where the owner's language is known. The question
/// names the part of the text that was not understood and, where one reading is likelier, offers
/// it.
pub fn understand(text: &str, language: Option<&str>) -> Result<Understood, Question> {
    if text.trim().is_empty() {
        return Err(Question::new("empty", ""));
    }
    if text.len() > LONGEST {
        return Err(Question::new("too_long", text));
    }
    if let Some(inside) = unquoted(text) {
        // A cell copied with its quotes; only what makes no sense inside is a comment.
        if let Ok(understood) = understand(inside, language) {
            return Ok(understood);
        }
    }
    let pieces = pieces(text);
    let hint = language.and_then(Language::from_tag);
    let found = in_languages(text, &pieces, hint);
    match found {
        Ok(understood) => Ok(understood),
        Err(question) => match strict::read(text.trim(), &question) {
            Some(result) => result,
            None => Err(question),
        },
    }
}

/// Words that many languages share, or that only say that something has to be asked.
fn says_little(kind: &Kind) -> bool {
    matches!(kind, Kind::Word(Word::Fill | Word::Ask(_) | Word::Am | Word::AmOrFill | Word::Pm | Word::PmEvening))
}

/// The text between quotes that stand around the whole of it.
fn unquoted(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('"')).then_some(inside)
}

/// A language and how many words of the text it does not know.
fn candidates(pieces: &[Piece], hint: Option<Language>) -> Vec<(Language, Vec<Token>)> {
    let mut all: Vec<((usize, Reverse<usize>), Language, Vec<Token>)> = Language::ALL
        .into_iter()
        .map(|language| {
            let tokens = tokens(pieces, Vocabulary::of(language));
            let unknown = tokens.iter().filter(|token| matches!(token.kind, Kind::Unknown)).count();
            // Of two languages that know all words, the one that borrowed fewer of them.
            let own = tokens.iter().filter(|token| token.own && !says_little(&token.kind)).count();
            ((unknown, Reverse(own)), language, tokens)
        })
        .collect();
    let least_unknown = all.iter().map(|((unknown, _), ..)| *unknown).min().unwrap_or(0);
    all.retain(|((unknown, _), ..)| *unknown == least_unknown);
    let wordless =
        all.iter().all(|(.., tokens)| !tokens.iter().any(|token| matches!(token.kind, Kind::Word(word) if word != Word::Always)));
    if all.iter().any(|(_, language, _)| *language == Language::En) {
        // These borrow English words; a text in nothing but English is English.
        all.retain(|(_, language, _)| !matches!(language, Language::Hi | Language::Ar) || hint == Some(*language));
    }
    if wordless && hint.is_none() && all.iter().any(|(_, language, _)| *language == Language::En) {
        // Bare numbers: nothing says that they count to 24.
        all.retain(|(_, language, _)| *language == Language::En);
    }
    if let Some(hint) = hint.filter(|hint| all.iter().any(|(_, language, _)| language == hint)) {
        all.retain(|(_, language, _)| *language == hint || *language == Language::Osm);
        all.sort_by_key(|(_, language, _)| *language != hint);
    } else if let Some(best) = all.iter().map(|(fit, ..)| *fit).min() {
        all.retain(|(fit, ..)| *fit == best);
    }
    all.into_iter().map(|(_, language, tokens)| (language, tokens)).collect()
}

fn in_languages(text: &str, pieces: &[Piece], hint: Option<Language>) -> Result<Understood, Question> {
    let candidates = candidates(pieces, hint);
    let osm = candidates
        .iter()
        .any(|(language, tokens)| *language == Language::Osm && tokens.iter().any(|token| matches!(token.kind, Kind::Word(_))));
    let mut readings: Vec<(Language, Understood)> = Vec::new();
    let mut refused: Option<Question> = None;
    let mut doubted: Option<Question> = None;
    for (language, tokens) in &candidates {
        match read(text, tokens, *language, osm) {
            Ok(understood) => {
                readings.push((*language, understood));
                if hint == Some(*language) && !strictly_osm(text) {
                    break;
                }
            }
            Err(question) => {
                if hint == Some(*language) && !structural(&question) {
                    return Err(question);
                }
                if one_language_doubts(text, *language, &question) {
                    doubted.get_or_insert_with(|| question.clone());
                }
                let better = refused.as_ref().is_none_or(|known| known.suggestion.is_none() && question.suggestion.is_some());
                if better {
                    refused = Some(question);
                }
            }
        }
    }
    if let Some(question) = refused.as_ref().filter(|question| question.code == "day_or_month" && hint.is_none()) {
        // Languages that put the day first would decide what the text does not.
        return Err(question.clone());
    }
    if let Some(question) = doubted.filter(|_| hint.is_none() && !readings.is_empty()) {
        return Err(question);
    }
    let Some((first_language, first)) = readings.first().cloned() else {
        return Err(refused.unwrap_or_else(|| Question::new("not_understood", text)));
    };
    match readings.iter().find(|(_, other)| other.osm != first.osm) {
        None => Ok(first),
        Some((other, _)) => Err(Question::new("which_language", &disputed(text, &candidates, first_language, *other))),
    }
}

/// Whether a text is OSM to the letter, which the owner's language does not change.
fn strictly_osm(text: &str) -> bool {
    const SMALL: &[&str] = &["off", "closed", "open", "unknown", "week", "easter", "day", "days", "dawn", "dusk", "sunrise", "sunset"];
    let small = |word: &str| word.starts_with(char::is_lowercase) && !SMALL.contains(&word);
    let outside_quotes = text.split('"').step_by(2);
    !outside_quotes.flat_map(|part| part.split(|c: char| !c.is_alphabetic())).any(small) && opening_hours_syntax::parse(text.trim()).is_ok()
}

/// Whether what one language asks about is not settled by another that happens to know the word: “M”,
/// which is Monday in English and two days in French, and “Mar 9-18”, which is March or Tuesday.
fn one_language_doubts(text: &str, language: Language, question: &Question) -> bool {
    let mut letters = question.part.chars();
    let lone_letter = letters.next().is_some_and(char::is_uppercase) && !letters.next().is_some_and(char::is_alphabetic);
    let month = language == Language::En && question.code == "which_dates" && question.part.starts_with("Mar ");
    // “M-Th” is a range of one language only.
    let in_range = text.split_once(&question.part).is_none_or(|(_, rest)| rest.trim_start().starts_with(['-', '–', '—']));
    (question.code == "which_days" && lone_letter && !in_range) || month
}

/// Whether the question is about how the words hang together, which another language may settle.
fn structural(question: &Question) -> bool {
    matches!(
        question.code.as_str(),
        "not_understood"
            | "which_days"
            | "days_without_hours"
            | "hours_without_days"
            | "conflict"
            | "which_dates"
            | "single_time"
            | "not_a_time"
    )
}

/// The first word that two languages read differently.
fn disputed(text: &str, candidates: &[(Language, Vec<Token>)], one: Language, other: Language) -> String {
    let of = |wanted| candidates.iter().find(|(language, _)| *language == wanted).map(|(_, tokens)| tokens.as_slice()).unwrap_or_default();
    let differs = of(one).iter().zip(of(other)).find(|(a, b)| a.kind != b.kind);
    differs.and_then(|(a, b)| text.get(a.from.min(b.from)..a.to.max(b.to))).unwrap_or(text).to_owned()
}

fn read(text: &str, tokens: &[Token], language: Language, osm: bool) -> Result<Understood, Question> {
    let items = items(text, tokens, language)?;
    let spans: Vec<Written> =
        items.iter().filter_map(|item| if let What::Span(written) = &item.what { Some(*written) } else { None }).collect();
    let with = |assume| -> Result<Understood, Question> { settled(text, &items, &Habits::of(&spans, language, assume), osm) };
    with(false).map_err(|question| {
        let unclear = matches!(question.code.as_str(), "morning_or_evening" | "same_time") && question.suggestion.is_some();
        match with(true) {
            Ok(likely) if unclear => question.suggesting(likely.osm),
            _ => question,
        }
    })
}

/// The plan of an OSM text; none when everyday words have no form for it.
pub(super) fn plan_of(osm: &str) -> Option<Plan> {
    let tokens = tokens(&pieces(osm), Vocabulary::of(Language::Osm));
    let items = items(osm, &tokens, Language::Osm).ok()?;
    let said = said(osm, &items, &Habits { language: Language::Osm, full_day: true, halves: false, office: false, assume: false }).ok()?;
    settle(osm, said, false).ok().map(|(plan, _)| plan)
}

fn settled(text: &str, items: &[Item], habits: &Habits, osm: bool) -> Result<Understood, Question> {
    let said = said(text, items, habits)?;
    if said.statements.is_empty() && said.otherwise.is_none() {
        return Err(Question::new("not_opening_hours", text));
    }
    let (plan, notes) = settle(text, said, osm)?;
    let osm = plan.osm();
    if opening_hours_syntax::parse(&osm).is_err() {
        return Err(Question::new("not_understood", text));
    }
    Ok(Understood { osm, notes })
}
