//! The script of a text and its words, as the models for languages see them.

/// The scripts that our languages are written in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Script {
    /// Of English, French, Spanish, Portuguese, and what is romanised.
    Latin,
    /// Of Arabic.
    Arabic,
    /// Of Hindi.
    Devanagari,
    /// Any other: no language of ours.
    Other,
}

impl Script {
    /// Those that our languages are written in.
    pub const OURS: [Self; 3] = [Self::Latin, Self::Arabic, Self::Devanagari];

    /// The word for it in the list of languages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Arabic => "arabic",
            Self::Devanagari => "devanagari",
            Self::Other => "other",
        }
    }
}

/// The words in lower case, accents kept; no digits, addresses or signs.
pub fn lowered(text: &str) -> Vec<String> {
    text.split_whitespace()
        .filter(|piece| !piece.contains('@') && !piece.contains("://"))
        .flat_map(|piece| piece.split(|c: char| !(c.is_alphabetic() || matches!(c, '\u{900}'..='\u{94f}' | '\u{300}'..='\u{36f}'))))
        .filter(|word| !word.is_empty())
        .take(80)
        .map(|word| word.chars().take(30).collect::<String>().to_lowercase())
        .collect()
}

/// The script that most of it is in.
pub fn script_of(text: &str) -> Script {
    let (mut latin, mut arabic, mut devanagari, mut other) = (0, 0, 0, 0);
    for c in text.chars().take(600).filter(|c| c.is_alphabetic()) {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => arabic += 1,
            '\u{900}'..='\u{97f}' => devanagari += 1,
            _ => other += 1,
        }
    }
    // A brand in Latin letters does not make an Arabic sentence English.
    if other > latin + arabic + devanagari {
        Script::Other
    } else if arabic * 2 >= latin && arabic > 0 && arabic >= devanagari {
        Script::Arabic
    } else if devanagari * 2 >= latin && devanagari > 0 {
        Script::Devanagari
    } else {
        Script::Latin
    }
}
