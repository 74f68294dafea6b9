//! Words as they are compared: capitals, accents and marks that people and models write or leave out do not matter.
//!
//! Devanagari keeps its vowel signs, which are letters there and not decoration.

use unicode_normalization::UnicodeNormalization;

/// Whether a character is part of a word.
pub(crate) fn is_of_word(c: char) -> bool {
    match c {
        // Danda and double danda end sentences.
        '\u{964}' | '\u{965}' => false,
        '\u{900}'..='\u{97f}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{200c}' | '\u{200d}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// A word as it is compared.
pub(crate) fn fold(word: &str) -> String {
    word.nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{200c}' | '\u{200d}'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            '\u{901}' => '\u{902}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_leave_out_does_not_matter_and_what_is_a_letter_does() {
        assert_eq!(fold("Épuisé"), "epuise", "French without its accents");
        assert_eq!(fold("عُدّ"), fold("عد"), "Arabic without its marks");
        assert_eq!(fold("الأقرب"), fold("الاقرب"), "whichever alef");
        assert_eq!(fold("यहाँ"), fold("यहां"), "either nasal sign");
        assert_ne!(fold("खुला"), fold("खुली"), "a vowel sign is a letter");
    }
}
