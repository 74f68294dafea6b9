//! Bar codes and article numbers that went through a spreadsheet.
//!
//! It repairs only what lost nothing: "4.006381333931E12" and "4006381333931.0" still hold every
//! digit. "4,00638E+12" does not, and inventing the rest would give one article another's code.

use std::borrow::Cow;

/// A number in a spreadsheet's short form: its digits without the mark, and how many stand after it, and the power of ten.
fn short_form(text: &str) -> Option<(String, usize, usize)> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    let (mantissa, power) = text.split_once(['E', 'e'])?;
    let (power, plus) = match power.strip_prefix('+') {
        Some(power) => (power, true),
        None => (power, false),
    };
    if power.is_empty() || power.len() > 3 || !power.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (whole, part) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // A spreadsheet leaves one digit before the mark; "12E5" is somebody's article number, and so may "1E5" be.
    if whole.len() != 1 || !digits(whole) || !digits(part) || !(plus || part.len() >= 3) {
        return None;
    }
    Some((format!("{whole}{part}"), part.len(), power.parse().ok()?))
}

/// Whether a spreadsheet has cut digits off a bar code or another long number: "4,00638E+12".
pub fn damaged_code(text: &str) -> bool {
    short_form(text).is_some_and(|(_, decimals, power)| power >= 4 && decimals < power)
}

/// The code in full where a spreadsheet only changed its form: "4.006381333931E12" and "4006381333931.0" become "4006381333931".
pub fn plain_code(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if let Some((digits, decimals, power)) = short_form(text) {
        if decimals == power && power >= 4 {
            return Cow::Owned(digits);
        }
    }
    if let Some((whole, part)) = text.split_once(['.', ',']) {
        let long = whole.len() >= 8 && whole.bytes().all(|byte| byte.is_ascii_digit());
        if long && !part.is_empty() && part.bytes().all(|byte| byte == b'0') {
            return Cow::Borrowed(whole);
        }
    }
    Cow::Borrowed(text)
}
