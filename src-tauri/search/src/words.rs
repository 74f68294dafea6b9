//! What a text comes down to when accents, case and script are forgotten: lower-case words of ASCII letters and
//! digits. "Crème brûlée", "creme brulee" and "CRÈME  BRULÉE" are one; "कुर्ता" meets "kurta".
//!
//! Everything is written in ASCII, rather than each script compared within itself: shopkeepers and customers write
//! one word in two scripts, and comparing bytes is what makes looking at every word of a shop cheap enough.

use unicode_normalization::UnicodeNormalization;

/// Longer words are cut: nobody types more, and a file must not fill the memory with one word.
const LONGEST: usize = 40;

/// The words of a text, in order.
///
/// Where letters and digits meet, the parts follow the whole: "500ml" is `500ml`, `500`, `ml`. Where a hyphen or an
/// apostrophe joins, the joined word follows the parts: "T-shirt" is `t`, `shirt`, `tshirt`.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split(|c: char| !(c.is_alphanumeric() || is_mark(c) || is_joint(c))) {
        let parts: Vec<String> = piece.split(is_joint).map(ascii).filter(|part| !part.is_empty()).collect();
        for part in &parts {
            push_with_parts(part, &mut found);
        }
        if parts.len() > 1 {
            push(&parts.concat(), &mut found);
        }
    }
    found
}

/// The words as a query has them: joints part words, nothing is said twice.
pub fn query_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split(|c: char| !(c.is_alphanumeric() || is_mark(c))) {
        push(&ascii(piece), &mut found);
    }
    found
}

/// The whole as one word: a code, typed with or without its dashes.
pub fn code(text: &str) -> Option<String> {
    let plain: String = ascii(text).chars().filter(char::is_ascii_alphanumeric).take(LONGEST).collect();
    (!plain.is_empty()).then_some(plain)
}

fn push(word: &str, into: &mut Vec<String>) {
    if !word.is_empty() {
        into.push(word.get(..LONGEST).unwrap_or(word).to_owned());
    }
}

fn push_with_parts(word: &str, into: &mut Vec<String>) {
    push(word, into);
    let parts: Vec<&str> = split_at_digits(word).collect();
    if parts.len() == 2 {
        for part in parts {
            push(part, into);
        }
    }
}

/// The runs of letters and of digits.
pub(crate) fn split_at_digits(word: &str) -> impl Iterator<Item = &str> {
    let digit = |b: u8| b.is_ascii_digit();
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = *rest.as_bytes().first()?;
        let end = rest.bytes().position(|b| digit(b) != digit(first)).unwrap_or(rest.len());
        let (part, left) = rest.split_at_checked(end)?;
        rest = left;
        Some(part)
    })
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '\u{200c}')
}

/// Vowel signs and other marks belong to the word they stand in.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn ascii(text: &str) -> String {
    let plain: String = text.chars().nfkc().filter_map(plain_letter).collect();
    let mut written = any_ascii::any_ascii(&plain);
    written.make_ascii_lowercase();
    written.retain(|c| c.is_ascii_alphanumeric());
    written
}

/// Letters that people write in several ways, in one of them; `None` for what they leave out.
fn plain_letter(c: char) -> Option<char> {
    match c {
        // Arabic: vowel signs and stretching are decoration in a shop's writing.
        '\u{064b}'..='\u{0652}' | '\u{0640}' | '\u{0670}' => None,
        '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0671}' => Some('\u{0627}'),
        '\u{0649}' => Some('\u{064a}'),
        '\u{0629}' => Some('\u{0647}'),
        // Hebrew points, and the dot under a Devanagari letter.
        '\u{05b0}'..='\u{05c7}' | '\u{093c}' => None,
        // Nasal signs of Devanagari stand for one another.
        '\u{0901}' => Some('\u{0902}'),
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_script_do_not_matter() {
        for (one, other) in [
            ("Crème BRÛLÉE", "creme brulee"),
            ("Straße", "STRASSE"),
            ("Łódź øl æble", "lodz ol aeble"),
            ("कुर्ता", "kurta"),
            ("قَمِيص أحمر", "قميص احمر"),
            ("Платье", "platʹe"),
            ("ＡＢＣ１２", "abc12"),
        ] {
            assert_eq!(query_words(one).concat(), query_words(other).concat(), "{one} and {other} are the same to who looks for it");
        }
    }

    #[test]
    fn words_are_found_whole_and_in_parts() {
        assert_eq!(words("T-shirt 500ml"), ["t", "shirt", "tshirt", "500ml", "500", "ml"], "as people may type them");
        assert_eq!(words("l'eau d’orange"), ["l", "eau", "leau", "d", "orange", "dorange"], "elided articles part");
        assert_eq!(code("RUN-42/blk"), Some("run42blk".into()), "a code without its dashes");
        assert_eq!(code(" - "), None, "and nothing is nothing");
        assert!(words(&"x".repeat(10_000)).iter().all(|w| w.len() <= LONGEST), "a word has an end");
    }
}
