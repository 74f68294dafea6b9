//! Cards out of lines: unfolding, soft line breaks, and files that are broken.
//!
//! A card without an end ends where the next begins; a card within an `AGENT` is somebody else's and passed over.
//! Lines that are no property belong to the text before them, as some phones break notes without folding. The last
//! property of a file that is cut off within a line is dropped.

use std::io;

use super::lines::Lines;
use super::property::Property;

/// A card, its properties in order.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// Its place in the file, from 1.
    pub ordinal: usize,
    pub properties: Vec<Property>,
    /// The file or the next card came before its end.
    pub cut: bool,
}

/// More than this in a card is no address book's.
const MOST_PROPERTIES: usize = 5_000;
/// Longest value kept, in bytes.
const LONGEST_VALUE: usize = 256 * 1024;

/// Properties a line must begin with to end a value that asks for another line.
const KNOWN: [&str; 34] = [
    "BEGIN",
    "END",
    "VERSION",
    "N",
    "FN",
    "TEL",
    "EMAIL",
    "ADR",
    "LABEL",
    "ORG",
    "TITLE",
    "ROLE",
    "NOTE",
    "BDAY",
    "URL",
    "PHOTO",
    "LOGO",
    "SOUND",
    "UID",
    "REV",
    "TZ",
    "GEO",
    "CATEGORIES",
    "NICKNAME",
    "IMPP",
    "KEY",
    "CLASS",
    "AGENT",
    "MAILER",
    "PRODID",
    "SORT-STRING",
    "KIND",
    "GENDER",
    "LANG",
];

/// Pictures, sounds and keys: nothing to read.
fn is_blob(property: &Property) -> bool {
    matches!(
        property.name.as_str(),
        "PHOTO" | "LOGO" | "SOUND" | "KEY" | "X-MS-CARDPICTURE" | "X-MS-OL-DESIGN" | "X-THUMBNAIL" | "X-WAB-GENDER"
    )
}

/// Reads cards one after another.
pub(super) struct Cards<'a> {
    lines: Lines<'a>,
    line: Vec<u8>,
    ordinal: usize,
    /// Begun by the line that ended the card before.
    begun: bool,
    finished: bool,
}

/// What a line is to the card being read.
enum Line {
    Begin,
    End,
    Property(Property),
    Continuation,
}

impl<'a> Cards<'a> {
    pub(super) fn new(lines: Lines<'a>) -> Self {
        Self { lines, line: Vec::new(), ordinal: 0, begun: false, finished: false }
    }

    /// The next card; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Card>> {
        if self.finished {
            return Ok(None);
        }
        while !self.begun {
            if !self.lines.next(&mut self.line)? {
                self.finished = true;
                return Ok(None);
            }
            self.begun = is_mark(&self.line, "BEGIN");
        }
        self.begun = false;
        self.ordinal += 1;
        self.card().map(Some)
    }

    fn card(&mut self) -> io::Result<Card> {
        let mut card = Card { ordinal: self.ordinal, ..Card::default() };
        let mut pending: Option<Property> = None;
        let mut nested = 0_usize;
        loop {
            if !self.lines.next(&mut self.line)? {
                self.finished = true;
                card.cut = true;
                keep(&mut card, pending);
                return Ok(card);
            }
            if self.line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match self.kind(pending.as_ref()) {
                Line::Begin
                    if nested > 0 || pending.as_ref().is_some_and(|property| property.name == "AGENT" && property.value.is_empty()) =>
                {
                    nested += 1;
                }
                Line::End if nested > 0 => nested -= 1,
                _ if nested > 0 => {}
                Line::Begin => {
                    keep(&mut card, pending);
                    self.begun = true;
                    card.cut = true;
                    return Ok(card);
                }
                Line::End => {
                    keep(&mut card, pending);
                    return Ok(card);
                }
                Line::Property(property) => {
                    // Cut within a line: half a number is another number.
                    let whole = Some(property).filter(|_| self.lines.ended);
                    keep(&mut card, std::mem::replace(&mut pending, whole));
                }
                Line::Continuation if self.lines.ended => append(&mut pending, &self.line),
                Line::Continuation => pending = None,
            }
        }
    }

    fn kind(&self, pending: Option<&Property>) -> Line {
        if is_mark(&self.line, "BEGIN") {
            return Line::Begin;
        }
        if is_mark(&self.line, "END") {
            return Line::End;
        }
        if pending.is_some() && self.line.first().is_some_and(|b| matches!(b, b' ' | b'\t')) {
            return Line::Continuation;
        }
        let Some(property) = Property::read(&self.line) else { return Line::Continuation };
        let asks_for_more = pending.is_some_and(|pending| pending.is_quoted_printable() && ends_softly(&pending.value));
        let known = KNOWN.contains(&property.name.as_str()) || property.name.starts_with("X-");
        if asks_for_more && !known { Line::Continuation } else { Line::Property(property) }
    }
}

/// `BEGIN:VCARD` and `END:VCARD`, with whatever stands around and between.
fn is_mark(line: &[u8], word: &str) -> bool {
    let line = line.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(line);
    let text = std::str::from_utf8(line.get(..line.len().min(60)).unwrap_or_default()).unwrap_or_default();
    let text = text.trim().to_ascii_uppercase();
    text.split_once(':').is_some_and(|(head, value)| {
        let head = head.trim().rsplit('.').next().unwrap_or_default();
        head == word && matches!(value.trim().trim_end_matches(','), "VCARD")
    })
}

fn ends_softly(value: &[u8]) -> bool {
    value.trim_ascii_end().ends_with(b"=")
}

fn keep(card: &mut Card, property: Option<Property>) {
    if let Some(mut property) = property.filter(|property| !is_blob(property) && card.properties.len() < MOST_PROPERTIES) {
        // A value that asked for another line and got none.
        if property.is_quoted_printable() && ends_softly(&property.value) {
            let end = property.value.trim_ascii_end().len().saturating_sub(1);
            property.value.truncate(end);
        }
        card.properties.push(property);
    }
}

fn append(pending: &mut Option<Property>, line: &[u8]) {
    let Some(property) = pending.as_mut().filter(|property| !is_blob(property) && property.value.len() < LONGEST_VALUE) else { return };
    let folded = line.first().is_some_and(|b| matches!(b, b' ' | b'\t'));
    if property.is_quoted_printable() {
        if ends_softly(&property.value) {
            let end = property.value.trim_ascii_end().len().saturating_sub(1);
            property.value.truncate(end);
            property.value.extend_from_slice(line);
        } else {
            property.value.extend_from_slice(if folded { line.get(1..).unwrap_or_default() } else { line });
        }
    } else if folded {
        property.value.extend_from_slice(line.get(1..).unwrap_or_default());
    } else {
        // Broken without a fold: the break was meant.
        if !property.is_base64() {
            property.value.extend_from_slice(b"\\n");
        }
        property.value.extend_from_slice(line);
    }
}
