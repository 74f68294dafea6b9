//! Two numbers in one cell: address books and shops write "06… / 01…", Google "… ::: …".
//! A mark separates numbers only where both sides are long enough to be one, as "030/123456" is a single number
//! and "…,12" an extension.

use rlibphonenumber::Region;

use super::{clean, reading};

/// Fewest digits of a number beside another.
const ENOUGH: usize = 7;

/// No cell of numbers is longer, in bytes; looking for them in a book would take minutes.
pub(super) const LONGEST: usize = 2_000;

/// The numbers in a text, as typed; one text when it is a single number or far too long for numbers, none when it is blank.
pub fn split(text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return vec![text.to_owned()];
    }
    let folded = clean::fold(text);
    let mut pieces = vec![folded.trim().to_owned()];
    for mark in [" ::: ", ":::", "\n", "\\n", ";", "|", "&", " / ", "/", ",", " - "] {
        pieces = pieces.into_iter().flat_map(|piece| at_mark(piece, mark)).collect();
    }
    for word in
        [" or ", " and ", " ou ", " et ", " oder ", " und ", " o ", " y ", " e ", " of ", " en ", " bzw. ", " أو ", " و ", " или ", " и "]
    {
        pieces = pieces.into_iter().flat_map(|piece| at_mark(piece, word)).collect();
    }
    pieces = pieces.into_iter().flat_map(at_plus).flat_map(at_labels).collect();
    pieces.retain(|piece| !piece.is_empty());
    let mut seen: Vec<String> = Vec::new();
    pieces.retain(|piece| {
        let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
        let new = digits.is_empty() || !seen.contains(&digits);
        seen.push(digits);
        new
    });
    pieces
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn at_mark(piece: String, mark: &str) -> Vec<String> {
    // A link's own marks are none of ours.
    if !piece.contains(mark) || piece.contains("://") || piece.contains("wa.me") {
        return vec![piece];
    }
    let parts: Vec<&str> = piece.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect();
    // " - " and "," stand within numbers too: there both sides must be as long as a whole one.
    let enough = if matches!(mark, " - " | ",") { ENOUGH + 1 } else { ENOUGH };
    if parts.len() > 1 && parts.iter().all(|part| digits(part) >= enough) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    // ":::" and ";" end a value: an empty neighbour leaves one number.
    if parts.len() == 1 && matches!(mark, ":::" | " ::: " | ";" | "|" | "\n") {
        return parts.into_iter().map(str::to_owned).collect();
    }
    vec![piece]
}

/// "+33612345678+33145678901" and the same with a space.
fn at_plus(piece: String) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = piece.as_str();
    while let Some(at) =
        rest.char_indices().skip(1).find(|(at, c)| *c == '+' && digits(rest.get(..*at).unwrap_or_default()) >= ENOUGH).map(|(at, _)| at)
    {
        let (head, tail) = rest.split_at(at);
        if digits(tail) < ENOUGH {
            break;
        }
        parts.push(head.trim().trim_end_matches(['(', '-', ',', '/']).trim().to_owned());
        rest = tail;
    }
    if parts.is_empty() {
        return vec![piece];
    }
    parts.push(rest.trim().to_owned());
    parts
}

/// "Home 0145… Mobile 0612…": words between two whole numbers.
fn at_labels(piece: String) -> Vec<String> {
    let parts: Vec<&str> = piece.split(char::is_alphabetic).filter(|part| digits(part) > ENOUGH).collect();
    if parts.len() < 2 || piece.contains(['@', '=']) || piece.contains("://") {
        return vec![piece];
    }
    let edge = |c: char| !c.is_ascii_digit() && c != '+';
    parts.into_iter().map(|part| part.trim_matches(edge).to_owned()).collect()
}

/// A run of digits too long for one number, taken apart at the space where both halves are valid.
pub(super) fn apart(text: &str, region: Option<Region>) -> Option<Vec<String>> {
    let folded = clean::fold(text);
    let folded = folded.trim();
    for (at, _) in folded.match_indices(' ').take(20) {
        let (head, tail) = folded.split_at(at);
        let valid = |part: &str| clean::clean(part).is_ok_and(|cleaned| reading::read(&cleaned, region).is_ok());
        if digits(head) >= ENOUGH && digits(tail) >= ENOUGH && valid(head) && valid(tail) {
            return Some(vec![head.trim().to_owned(), tail.trim().to_owned()]);
        }
    }
    None
}
