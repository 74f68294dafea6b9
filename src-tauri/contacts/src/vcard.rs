//! vCard 2.1, 3.0 and 4.0, mixed and broken as they come out of phones.
//!
//! A parser of our own: the crates at hand follow the standards, while what people have breaks them (soft breaks
//! without escapes, no `END`, undeclared charsets, bare parameters in 3.0), and a person lost to a strict parser is
//! a customer lost. It streams: a book of thousands of photos is read in the memory of one card.

mod cards;
pub(crate) mod lines;
pub(crate) mod person;
mod property;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Cursor};

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::charset::Survey;
use crate::contact::{Contact, Rejected};

/// Reads every card of a file held in memory; numbers without a country code are read in `country`.
pub fn read<'a>(bytes: &'a [u8], country: Option<&'a str>) -> impl Iterator<Item = Result<Contact, Rejected>> + 'a {
    // Reading memory does not fail.
    let guess = survey(Box::new(Cursor::new(bytes)), country).unwrap_or(WINDOWS_1252);
    let mut cards = lines::Lines::new(Box::new(Cursor::new(bytes))).ok().map(cards::Cards::new);
    std::iter::from_fn(move || {
        let card = cards.as_mut()?.next().ok()??;
        Some(person::read(&card, guess, country))
    })
}

/// The encoding of text that neither is UTF-8 nor says what it is.
pub(crate) fn survey(source: Box<dyn BufRead + Send + '_>, country: Option<&str>) -> io::Result<&'static Encoding> {
    let mut survey = Survey::new();
    let mut cards = cards::Cards::new(lines::Lines::new(source)?);
    while let Some(card) = cards.next()? {
        for property in
            card.properties.iter().filter(|property| property.parameter("CHARSET").is_none_or(|set| set.eq_ignore_ascii_case("utf-8")))
        {
            survey.feed(&property.bytes());
        }
        if survey.is_done() {
            break;
        }
    }
    Ok(survey.guess(country))
}

/// Reads every card of a stream.
pub(crate) fn each(
    source: Box<dyn BufRead + Send + '_>,
    guess: &'static Encoding,
    country: Option<&str>,
    mut on: impl FnMut(Result<Contact, Rejected>),
) -> io::Result<()> {
    let mut cards = cards::Cards::new(lines::Lines::new(source)?);
    while let Some(card) = cards.next()? {
        on(person::read(&card, guess, country));
    }
    Ok(())
}

/// Whether a line of a file's beginning starts a vCard, whatever a mail or a message put before it.
pub(crate) fn begins_like_it(start: &[u8]) -> bool {
    let dense: Vec<u8> = start.iter().copied().filter(|b| !matches!(b, 0 | b' ' | b'\t')).map(|b| b.to_ascii_uppercase()).collect();
    dense.split(|b| matches!(b, b'\n' | b'\r')).any(|line| {
        let line =
            [&[0xEF, 0xBB, 0xBF][..], &[0xFF, 0xFE], &[0xFE, 0xFF]].into_iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
        line.starts_with(b"BEGIN:VCARD")
    })
}
