//! Numbers one below the other, each with maybe a name beside it, as people keep them in notes.
//! A line with a name is one person, whatever numbers follow it; numbers without a name are a person each.

use vitrine_sheets::Row;

use crate::contact::{Contact, Draft, DraftNumber, Rejected};
use crate::phone;

/// Hands over whoever stands in a line.
pub(super) fn each(row: &Row, country: Option<&str>, on: &mut impl FnMut(Result<Contact, Rejected>)) {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let (name, typed) = apart(&cells.join(" ; "));
    let mut numbers = phone::split(&typed);
    if let [single] = numbers.as_slice() {
        if let Err(trouble) = phone::candidates(single, country) {
            numbers = if trouble.code == "several" { trouble.numbers } else { numbers };
        }
    }
    let person = |name: String, typed: String| {
        let numbers = vec![DraftNumber { typed, column: "A".to_owned(), ..DraftNumber::default() }];
        Draft { row: row.number, display: name, numbers, ..Draft::default() }.finish(country, "A")
    };
    if name.is_empty() && numbers.len() > 1 {
        for number in numbers {
            on(person(String::new(), number));
        }
    } else {
        on(person(name, typed));
    }
}

/// Words that say that a number follows, and name nobody.
const LABELS: [&str; 12] =
    ["tel", "telefono", "telephone", "mob", "mobile", "cell", "phone", "whatsapp", "wa", "portable", "handy", "numero"];

/// A line's words and its number.
pub(super) fn apart(line: &str) -> (String, String) {
    let folded = phone::fold(line);
    // From the first sign that begins a run of at least seven digits.
    let start = folded.char_indices().find(|(at, c)| {
        let run = folded.get(*at..).unwrap_or_default().split(char::is_alphabetic).next().unwrap_or_default();
        (c.is_ascii_digit() || matches!(c, '+' | '(')) && run.bytes().filter(u8::is_ascii_digit).count() >= 7
    });
    let whole = || (String::new(), line.to_owned());
    let Some((start, _)) = start else { return whole() };
    let (before, rest) = folded.split_at(start);
    // An ordinal before a name is none of the number's digits, and one before a number is.
    let end = rest.find(char::is_alphabetic).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let extension = || phone::candidates(line, Some("US")).is_ok_and(|read| read.extension.is_some());
    if line.contains("wa.me") || line.contains("://") || line.contains('@') || extension() {
        return whole();
    }
    let name = if before.chars().any(char::is_alphabetic) { before } else { after };
    let name = without_ordinal(name).trim_matches(edge);
    let number = number.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
    if LABELS.contains(&phone::plain(name).as_str()) { (String::new(), number) } else { (name.to_owned(), number) }
}

/// What stands around a name in a line.
fn edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ':' | '-' | ',' | ';' | '(' | ')' | '|' | '/' | '=' | '.' | '<' | '>' | '"' | '*' | '#' | '[' | ']' | '•')
}

/// "1. Ana", "2) Bia".
fn without_ordinal(text: &str) -> &str {
    let text = text.trim_start_matches(edge);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() && rest.starts_with(['.', ')', '-', ' ']) { rest } else { text }
}
