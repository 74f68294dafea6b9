//! Coordinates as people write them: decimal degrees with points or commas, degrees with minutes
//! and seconds, with N/S/E/W before or after.
//!
//! The text is cut into numbers and marks, and the two coordinates into as many parts as there are;
//! letters decide which is which, otherwise latitude comes first. A comma is a decimal comma only
//! where it cannot part the two.

use super::words::{Axis, Meaning, meaning};
use crate::Question;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    /// A number, whether it had a decimal mark, and its sign.
    Number {
        value: f64,
        decimal: bool,
        negative: bool,
    },
    Degree,
    Minute,
    /// “m” for minutes.
    LetteredMinute,
    Second,
    /// N, S, E or W.
    Side(char),
    /// “latitude” or “longitude”.
    Axis(Axis),
    Comma,
    Semicolon,
    Break,
}

/// One coordinate.
#[derive(Clone, Copy, Debug, Default)]
struct Angle {
    degrees: f64,
    side: Option<char>,
}

/// Latitude and longitude of a text.
pub(super) fn pair(text: &str) -> Result<(f64, f64), Question> {
    let mut marks = marks(text)?;
    let named = first_axis(text, &marks)?;
    for mark in &mut marks {
        if matches!(mark, Mark::Axis(_)) {
            *mark = Mark::Break;
        }
    }
    let angles = angles(text, &marks)?;
    let [first, second] = angles.as_slice() else {
        return Err(Question::new(if angles.len() > 2 { "which_point" } else { "no_point" }, text));
    };
    let axis = |side: char| if matches!(side, 'N' | 'S') { Axis::Latitude } else { Axis::Longitude };
    let sided = match (first.side.map(axis), second.side.map(axis)) {
        (Some(a), Some(b)) if a == b => return Err(Question::new("not_understood", text)),
        (Some(a), _) => Some(a),
        (None, Some(b)) => Some(b.other()),
        (None, None) => None,
    };
    match (sided, named) {
        (Some(a), Some(b)) if a != b => Err(Question::new("not_understood", text)),
        (Some(Axis::Longitude), _) | (_, Some(Axis::Longitude)) => Ok((second.degrees, first.degrees)),
        _ => Ok((first.degrees, second.degrees)),
    }
}

/// Which of the two comes first, where the text names them: before the numbers, after them, or as
/// the heading of both.
fn first_axis(text: &str, marks: &[Mark]) -> Result<Option<Axis>, Question> {
    let axes: Vec<(usize, Axis)> =
        marks.iter().enumerate().filter_map(|(at, mark)| if let Mark::Axis(axis) = mark { Some((at, *axis)) } else { None }).collect();
    let number = marks.iter().position(|mark| matches!(mark, Mark::Number { .. })).unwrap_or(marks.len());
    match axes.as_slice() {
        [] => Ok(None),
        [(_, first), (_, second)] if first != second => Ok(Some(*first)),
        [(at, axis)] if *at < number => Ok(Some(*axis)),
        _ => Err(Question::new("not_understood", text)),
    }
}

/// Two plain numbers with a comma between them, as links have them.
pub(super) fn plain_pair(text: &str) -> Option<(f64, f64)> {
    let (first, second) = text.trim().split_once([',', '~']).or_else(|| text.trim().split_once(char::is_whitespace))?;
    let number = |text: &str| {
        let text = text.trim().trim_start_matches('+');
        let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        text.parse::<f64>().ok().filter(|_| plain)
    };
    Some((number(first)?, number(second)?))
}

fn marks(text: &str) -> Result<Vec<Mark>, Question> {
    let plain = plain(text);
    let letters: Vec<char> = plain.chars().collect();
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let signed = matches!(letter, '-' | '+') && letters.get(at + 1).is_some_and(|next| next.is_ascii_digit() || *next == '.');
        if letter == '-' && (signed == after_word(&letters, at)) && loose_minus(&letters, at, &marks) {
            return Err(Question::new("not_understood", text));
        }
        if letter.is_ascii_digit() || signed || (letter == '.' && letters.get(at + 1).is_some_and(char::is_ascii_digit)) {
            // “48.85842.2945”: a mark between the two was lost.
            if !signed && matches!(marks.last(), Some(Mark::Number { .. })) {
                return Err(Question::new("not_understood", text));
            }
            let (mark, length) = number(&letters, at, &plain)?;
            marks.push(mark);
            at += length;
            continue;
        }
        if letter.is_alphabetic() {
            let length = letters
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take_while(|c| c.is_alphabetic() || ('\u{900}'..='\u{97f}').contains(*c))
                .count();
            let word: String = letters.get(at..at + length).unwrap_or_default().iter().collect();
            if word == "e" && is_exponent(&letters, at) {
                return Err(Question::new("not_understood", text));
            }
            word_mark(&word, text, &mut marks)?;
            at += length;
            continue;
        }
        let two_quotes = letter == '\'' && letters.get(at + 1) == Some(&'\'');
        match letter {
            '°' => marks.push(Mark::Degree),
            '\'' if two_quotes => marks.push(Mark::Second),
            '\'' => marks.push(Mark::Minute),
            '"' => marks.push(Mark::Second),
            '-' if matches!(marks.iter().rev().find(|mark| **mark != Mark::Break), Some(Mark::Comma | Mark::Semicolon)) => {
                let (mark, after) = spaced_minus(&letters, at, &plain)?;
                marks.push(mark);
                at = after;
                continue;
            }
            ',' => marks.push(Mark::Comma),
            ';' | '/' | '|' | '\n' | '~' => marks.push(Mark::Semicolon),
            ' ' => marks.push(Mark::Break),
            ':' | '=' | '(' | ')' | '[' | ']' | '{' | '}' | '-' | '.' | '…' | '&' | '📍' | '🗺' | '\u{fe0f}' => {
                marks.push(Mark::Break);
            }
            _ => return Err(Question::new("not_understood", text)),
        }
        at += if two_quotes { 2 } else { 1 };
    }
    Ok(marks)
}

fn word_mark(word: &str, text: &str, marks: &mut Vec<Mark>) -> Result<(), Question> {
    let lettered = matches!(marks.iter().rev().find(|mark| **mark != Mark::Break), Some(Mark::Number { .. }))
        && marks.iter().rev().nth(1) == Some(&Mark::LetteredMinute);
    if word == "s" && lettered {
        marks.push(Mark::Second);
        return Ok(());
    }
    let single = match word {
        "n" | "s" | "e" | "w" => word.chars().next().map(|side| side.to_ascii_uppercase()),
        // West in French, Spanish, Italian and Portuguese; East in German.
        "o" => return Err(Question::new("east_or_west", text)),
        _ => None,
    };
    if let Some(side) = single {
        marks.push(Mark::Side(side));
        return Ok(());
    }
    match word {
        "d" | "deg" | "º" | "grad" => marks.push(Mark::Degree),
        // “48d51m30s”: after lettered minutes an “s” is seconds, elsewhere it is south.
        "m" | "min" => marks.push(Mark::LetteredMinute),
        "sec" | "sek" => marks.push(Mark::Second),
        _ => match meaning(word) {
            Some(Meaning::Side(side)) => marks.push(Mark::Side(side)),
            Some(Meaning::Axis(axis)) => marks.push(Mark::Axis(axis)),
            Some(Meaning::Nothing) => marks.push(Mark::Break),
            None => return Err(Question::new("not_understood", word)),
        },
    }
    Ok(())
}

/// “40.4168, - 3.7038”: a minus with a blank after it, and the place after its number.
fn spaced_minus(letters: &[char], at: usize, text: &str) -> Result<(Mark, usize), Question> {
    let next = (at + 1..letters.len()).find(|&next| letters.get(next) != Some(&' ')).unwrap_or(letters.len());
    let starts = letters.get(next).is_some_and(char::is_ascii_digit);
    match number(letters, next, text) {
        Ok((Mark::Number { value, decimal, .. }, length)) if starts => Ok((Mark::Number { value, decimal, negative: true }, next + length)),
        _ => Err(Question::new("not_understood", text)),
    }
}

/// Whether the “e” is that of “1e2”, which is a hundred to some programs.
fn is_exponent(letters: &[char], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    digit(at.checked_sub(1)) && digit(Some(at + 1))
}

/// Whether the letter before is one of a word: “lat-48.8” may mean either sign.
fn after_word(letters: &[char], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(|letter| letter.is_alphabetic())
}

/// Whether a dash may be a minus or part two things: “lat-48.8”, “lat - 48.8”, “48.8 - 2.3”.
fn loose_minus(letters: &[char], at: usize, marks: &[Mark]) -> bool {
    let number_follows = letters.get(at + 1..).unwrap_or_default().iter().find(|letter| **letter != ' ').is_some_and(char::is_ascii_digit);
    let before = marks.iter().rev().find(|mark| **mark != Mark::Break);
    number_follows && matches!(before, Some(Mark::Axis(_) | Mark::Number { .. } | Mark::Degree))
}

/// One alphabet for quotes, digits and minus signs.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        let zero = match letter {
            '\u{660}'..='\u{669}' => 0x660,
            '\u{6f0}'..='\u{6f9}' => 0x6f0,
            '\u{966}'..='\u{96f}' => 0x966,
            '\u{ff10}'..='\u{ff19}' => 0xff10,
            _ => 0,
        };
        if zero > 0 {
            plain.extend(char::from_digit((letter as u32).saturating_sub(zero), 10));
            continue;
        }
        match letter {
            '\u{2032}' | '’' | '‘' | '´' | '`' | 'ʹ' | '＇' | 'ʼ' => plain.push('\''),
            '\u{2033}' | '”' | '“' | '„' | 'ʺ' | '˝' | '＂' | '¨' => plain.push('"'),
            '\u{2212}' | '–' | '—' | '‐' | '‑' => plain.push('-'),
            '˚' | 'º' | '∘' | '⁰' | 'ᵒ' => plain.push('°'),
            '٫' => plain.push('.'),
            '،' | '，' => plain.push(','),
            '؛' => plain.push(';'),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}' => {}
            '\r' | '\n' => plain.push('\n'),
            _ if letter.is_whitespace() => plain.push(' '),
            _ => plain.extend(letter.to_lowercase()),
        }
    }
    plain
}

/// A number; a comma belongs to it only in a text whose commas cannot part two coordinates.
fn number(letters: &[char], at: usize, text: &str) -> Result<(Mark, usize), Question> {
    let comma_is_decimal = decimal_commas(text);
    let mut digits = String::new();
    let mut length = 0;
    let mut negative = false;
    while let Some(&letter) = letters.get(at + length) {
        let next_is_digit = letters.get(at + length + 1).is_some_and(char::is_ascii_digit);
        match letter {
            '-' if length == 0 => negative = true,
            '+' if length == 0 => {}
            '0'..='9' => digits.push(letter),
            '.' if next_is_digit && !digits.contains('.') => digits.push('.'),
            ',' if comma_is_decimal && next_is_digit && !digits.is_empty() && !digits.contains('.') => digits.push('.'),
            _ => break,
        }
        length += 1;
    }
    let value = digits.parse::<f64>().map_err(|_| Question::new("not_understood", &digits))?;
    Ok((Mark::Number { value, decimal: digits.contains('.'), negative }, length))
}

/// Whether commas are decimal marks: “48,8584; 2,2945”, “48,8584 2,2945”, “48,8584, 2,2945”.
fn decimal_commas(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    // The dot of “lat.” is no decimal mark.
    if letters.windows(2).any(|pair| matches!(pair, ['.', digit] if digit.is_ascii_digit())) {
        return false;
    }
    let tight = |at: usize| {
        let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
        letters.get(at) == Some(&',') && digit(at.checked_sub(1)) && digit(Some(at + 1))
    };
    let commas = letters.iter().filter(|letter| **letter == ',').count();
    let tight_commas = (0..letters.len()).filter(|&at| tight(at)).count();
    let minutes = text.contains(['\'', '"']);
    match (tight_commas, commas) {
        (2, 2 | 3) => true,
        // “48,8584,2,2945”: long fractions tell it from four numbers.
        (3, 3) => text.split(',').skip(1).step_by(2).all(|fraction| fraction.chars().take_while(char::is_ascii_digit).count() >= 3),
        // “48°51,5' 2°17,7'”
        (1, 1) => minutes && text.contains('°') && text.matches('°').count() == 1,
        _ => false,
    }
}

/// The coordinates that the marks make.
fn angles(text: &str, marks: &[Mark]) -> Result<Vec<Angle>, Question> {
    let mut parts = split(marks);
    parts.retain(|part| !part.is_empty());
    parts.iter().map(|part| angle(text, part)).collect()
}

/// One list of marks for each coordinate.
fn split(marks: &[Mark]) -> Vec<Vec<Mark>> {
    let separators =
        |wanted: Mark| marks.split(|mark| *mark == wanted).map(<[Mark]>::to_vec).filter(|part| has_number(part)).collect::<Vec<_>>();
    for wanted in [Mark::Semicolon, Mark::Comma] {
        let parts = separators(wanted);
        if parts.len() >= 2 {
            let without_commas = |part: Vec<Mark>| part.into_iter().filter(|mark| *mark != Mark::Comma).collect();
            return parts.into_iter().map(without_commas).collect();
        }
    }
    let clean: Vec<Mark> = marks.iter().copied().filter(|mark| !matches!(mark, Mark::Comma | Mark::Semicolon)).collect();
    by_sides(&clean).or_else(|| by_degrees(&clean)).unwrap_or_else(|| by_numbers(&clean))
}

fn has_number(part: &[Mark]) -> bool {
    part.iter().any(|mark| matches!(mark, Mark::Number { .. }))
}

/// “N 48.8 E 2.3” and “48.8 N 2.3 E”.
fn by_sides(marks: &[Mark]) -> Option<Vec<Vec<Mark>>> {
    let sides: Vec<usize> = (0..marks.len()).filter(|&at| matches!(marks.get(at), Some(Mark::Side(_)))).collect();
    let [first, second] = sides.as_slice() else { return None };
    let leading = !has_number(marks.get(..*first)?);
    let cut = if leading { *second } else { first + 1 };
    let (a, b) = marks.split_at(cut);
    Some(vec![a.to_vec(), b.to_vec()])
}

/// “48°51'30" 2°17'40"”: a number before a degree sign starts a coordinate.
fn by_degrees(marks: &[Mark]) -> Option<Vec<Vec<Mark>>> {
    let degree_follows =
        |at: usize| marks.get(at + 1..).unwrap_or_default().iter().find(|mark| **mark != Mark::Break) == Some(&Mark::Degree);
    let starts: Vec<usize> =
        (0..marks.len()).filter(|&at| matches!(marks.get(at), Some(Mark::Number { .. })) && degree_follows(at)).collect();
    let [_, second] = starts.as_slice() else { return None };
    let (a, b) = marks.split_at(*second);
    Some(vec![a.to_vec(), b.to_vec()])
}

/// “48 51 30 2 17 40”, “48.8584 2.2945”: half of the numbers each.
fn by_numbers(marks: &[Mark]) -> Vec<Vec<Mark>> {
    let numbers: Vec<usize> = (0..marks.len()).filter(|&at| matches!(marks.get(at), Some(Mark::Number { .. }))).collect();
    let half = numbers.len() / 2;
    match numbers.get(half) {
        Some(&cut) if numbers.len().is_multiple_of(2) && numbers.len() <= 6 => {
            let (a, b) = marks.split_at(cut);
            vec![a.to_vec(), b.to_vec()]
        }
        _ => vec![marks.to_vec()],
    }
}

/// Degrees, minutes and seconds of one coordinate.
fn angle(text: &str, marks: &[Mark]) -> Result<Angle, Question> {
    let ask = |code: &str| Err(Question::new(code, text));
    let mut parts: Vec<(f64, bool)> = Vec::new();
    let mut minus = false;
    let mut side = None;
    let mut named: Vec<Option<usize>> = Vec::new();
    for mark in marks {
        match mark {
            Mark::Number { value, decimal, negative } => {
                if *negative && !parts.is_empty() {
                    return ask("not_understood");
                }
                minus |= *negative;
                parts.push((*value, *decimal));
                named.push(None);
            }
            Mark::Degree | Mark::Minute | Mark::LetteredMinute | Mark::Second => {
                let place = match mark {
                    Mark::Degree => 0,
                    Mark::Minute | Mark::LetteredMinute => 1,
                    _ => 2,
                };
                match named.last_mut() {
                    Some(last) if last.is_none() => *last = Some(place),
                    _ => return ask("not_understood"),
                }
            }
            Mark::Side(_) if side.is_some() => return ask("not_understood"),
            Mark::Side(letter) => side = Some(*letter),
            Mark::Comma | Mark::Semicolon | Mark::Axis(_) | Mark::Break => {}
        }
    }
    if parts.is_empty() {
        return ask("no_point");
    }
    if parts.len() > 3 {
        return ask("which_point");
    }
    let in_order = named.iter().enumerate().all(|(at, place)| place.is_none_or(|place| place == at));
    let only_last_has_fraction = parts.iter().rev().skip(1).all(|(_, decimal)| !decimal);
    if !in_order || (parts.len() > 1 && !only_last_has_fraction) {
        return ask("not_understood");
    }
    let part = |at: usize| parts.get(at).map_or(0.0, |(value, _)| *value);
    if part(1) >= 60.0 || part(2) >= 60.0 {
        return ask("out_of_range");
    }
    let degrees = part(0) + part(1) / 60.0 + part(2) / 3600.0;
    let against = matches!(side, Some('S' | 'W'));
    if minus && side.is_some() {
        // “-74 W” says west twice, or takes it back.
        return ask("not_understood");
    }
    Ok(Angle { degrees: if minus || against { -degrees } else { degrees }, side })
}
