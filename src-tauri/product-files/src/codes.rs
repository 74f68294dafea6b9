//! Article numbers and bar codes as they come out of spreadsheets.
//!
//! Only what lost nothing is mended. A wrong check digit is remarked and never refused: many shops print codes of
//! their own, and the scanner does not ask.

use std::borrow::Cow;

use vitrine_sheets::number::{damaged_code, plain_code};

/// A code without the wrappers by which exports keep a spreadsheet from taking it for a number.
pub(crate) fn unwrapped(text: &str) -> &str {
    let mut text = text.trim();
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = inner.trim();
    }
    text.trim_start_matches(['\'', '’', '`', '\t']).trim()
}

/// What stands for "none".
fn is_nothing(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["n/a", "na", "none", "null", "-", "--", "does not apply", "nicht zutreffend", "non applicable", "no aplica", "0", "#n/a"];
    text.is_empty() || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// An article number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sku<'t> {
    Nothing,
    Code(Cow<'t, str>),
    /// A spreadsheet has cut its digits off.
    Damaged,
}

/// Reads an article number.
pub(crate) fn sku(text: &str) -> Sku<'_> {
    let bare = unwrapped(text);
    if bare.is_empty() || bare == "-" {
        return Sku::Nothing;
    }
    if bare.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        if damaged_code(bare) {
            return Sku::Damaged;
        }
        return Sku::Code(plain_code(bare));
    }
    Sku::Code(Cow::Borrowed(bare))
}

/// A bar code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Barcode {
    Nothing,
    /// Sound, or not a GTIN at all.
    Code(String),
    /// Long enough for a GTIN, but its last digit does not check.
    Unchecked(String),
    /// A spreadsheet has cut its digits off.
    Damaged,
}

/// Reads a bar code; of several, the first.
pub(crate) fn barcode(text: &str) -> Barcode {
    let text = unwrapped(text);
    if text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // As nearly all of them are.
        return if checks(text) { Barcode::Code(text.to_owned()) } else { Barcode::Unchecked(text.to_owned()) };
    }
    if is_nothing(text) {
        return Barcode::Nothing;
    }
    if damaged_code(text) {
        return Barcode::Damaged;
    }
    let first = plain_code(text);
    let first = first.split([',', ';', '|', '\n']).map(unwrapped).find(|part| !part.is_empty()).unwrap_or_default();
    let is_number = first.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '\u{a0}'));
    if !is_number {
        return if is_nothing(first) { Barcode::Nothing } else { Barcode::Code(first.to_owned()) };
    }
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0 => Barcode::Nothing,
        8 | 12 | 13 | 14 if !checks(&digits) => Barcode::Unchecked(digits),
        _ => Barcode::Code(digits),
    }
}

/// Whether the last digit of a GTIN agrees with the others.
pub(crate) fn checks(digits: &str) -> bool {
    let sum: u32 = digits.bytes().rev().enumerate().map(|(place, byte)| u32::from(byte - b'0') * if place % 2 == 1 { 3 } else { 1 }).sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// Whether a value is a GTIN: the right length, and its last digit checks.
pub(crate) fn is_gtin(text: &str) -> bool {
    let text = unwrapped(text);
    matches!(text.len(), 8 | 12 | 13 | 14) && text.bytes().all(|byte| byte.is_ascii_digit()) && checks(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bar_codes_lose_their_wrappers_only() {
        for (text, wanted) in [
            ("4006381333931", Barcode::Code("4006381333931".into())),
            ("'4006381333931", Barcode::Code("4006381333931".into())),
            ("=\"4006381333931\"", Barcode::Code("4006381333931".into())),
            ("4006381333931.0", Barcode::Code("4006381333931".into())),
            ("978-3-16-148410-0", Barcode::Code("9783161484100".into())),
            ("4006381333931, 96385074", Barcode::Code("4006381333931".into())),
            ("4006381333932", Barcode::Unchecked("4006381333932".into())),
            ("4,00638E+12", Barcode::Damaged),
            ("4.00638E+12", Barcode::Damaged),
            ("4.006381333931E12", Barcode::Code("4006381333931".into())),
            ("0012345", Barcode::Code("0012345".into())),
            ("SHELF-7", Barcode::Code("SHELF-7".into())),
            ("Does not apply", Barcode::Nothing),
            ("", Barcode::Nothing),
        ] {
            assert_eq!(barcode(text), wanted, "{text}");
        }
        assert!(is_gtin("96385074") && !is_gtin("12345678") && !is_gtin("abc"), "eight digits may be one");
    }

    #[test]
    fn article_numbers_stay_as_they_are() {
        for (text, wanted) in [
            ("'00123", Sku::Code("00123".into())),
            (" TEE-S ", Sku::Code("TEE-S".into())),
            ("=\"77\"", Sku::Code("77".into())),
            ("12E5", Sku::Code("12E5".into())),
            ("1.23457E+11", Sku::Damaged),
            ("-", Sku::Nothing),
            ("", Sku::Nothing),
        ] {
            assert_eq!(sku(text), wanted, "{text}");
        }
    }
}
