//! Words made comparable: headers of exports, and the handful of words that cells hold.
//!
//! Case, accents and punctuation go. Whether a header fits a vocabulary in many languages is left to the mapper of
//! `vitrine-sheets`; here an export's own header either is the one that is known or is not.

use unicode_normalization::UnicodeNormalization;

/// Lower case, no accents, every run of other signs one space: "Body (HTML)" is "body html".
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            letter if is_of_word(letter) => folded.push(letter),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The signs within Indian words are neither letters nor digits.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{900}'..='\u{dff}').contains(&letter)
}

/// A title as a handle: "Crème brûlée, 2 pcs" is "creme-brulee-2-pcs".
pub(crate) fn slug(title: &str) -> String {
    let short: String = title.chars().take(200).collect();
    fold(&short).replace(' ', "-")
}

/// Whether a folded header is the one of a pattern, in which `#` stands for a number and `*` at the end for anything.
pub(crate) fn fits(header: &str, pattern: &str) -> bool {
    if let Some((before, after)) = pattern.split_once('#') {
        return number_in(header, before, after).is_some();
    }
    match pattern.strip_suffix('*') {
        Some(begin) => header.starts_with(begin),
        None => header == pattern,
    }
}

/// The number between the two parts of a header.
pub(crate) fn number_in(header: &str, before: &str, after: &str) -> Option<u32> {
    let number = header.strip_prefix(before)?.strip_suffix(after)?;
    number.trim().parse().ok()
}

/// What is left of a header after a prefix, compared without case, and without brackets and quotes around it.
pub(crate) fn after_prefix<'h>(header: &'h str, prefix: &str) -> Option<&'h str> {
    let begin = header.get(..prefix.len())?;
    if !begin.eq_ignore_ascii_case(prefix) {
        return None;
    }
    let rest = header.get(prefix.len()..)?.trim();
    let rest = match rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((name, _)) => name,
        None => rest,
    };
    let name = rest.trim_start_matches(['[', '"']).trim_end_matches([']', '"']).trim();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_compared_without_their_dress() {
        for (text, folded) in [
            ("Body (HTML)", "body html"),
            (" Regulärer Preis ", "regularer preis"),
            ("Name *", "name"),
            ("handleId", "handleid"),
            ("¿En inventario?", "en inventario"),
            ("Größe", "grosse"),
            ("कीमत (₹)", "कीमत"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert!(fits("image10", "image#") && fits("attribute 2 name", "attribute # name") && fits("price eur", "price*"), "patterns fit");
        assert!(!fits("imagex", "image#") && !fits("prices", "price"), "and do not fit everything");
    }

    #[test]
    fn names_behind_a_prefix_lose_their_brackets() {
        for (header, prefix, name) in [
            ("In stock [Main St]", "in stock [", Some("Main St")),
            ("Modifier - \"Milk\"", "Modifier - ", Some("Milk")),
            ("Tax - \"VAT\" (20%)", "Tax - ", Some("VAT")),
            ("Current Quantity Café", "current quantity ", Some("Café")),
            ("In stock []", "in stock [", None),
            ("é", "in", None),
        ] {
            assert_eq!(after_prefix(header, prefix), name, "{header}");
        }
        assert_eq!(slug("Crème brûlée, 2 pcs!"), "creme-brulee-2-pcs", "titles make handles");
    }
}
