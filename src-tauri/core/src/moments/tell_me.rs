//! "Tell me when it is back", in the customer's own words: which product she means, if the shop can
//! tell. It abstains rather than guesses: no sentence it knows, or no product with those words, is for
//! a person.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::catalog::VariantRow;

#[derive(Deserialize)]
struct Sentences {
    asks: Vec<String>,
    bare: Vec<String>,
    articles: Vec<String>,
}

fn sentences() -> &'static Sentences {
    static SENTENCES: OnceLock<Sentences> = OnceLock::new();
    SENTENCES.get_or_init(|| {
        serde_json::from_str(include_str!("../../../../assets/understanding/tell_me.json")).unwrap_or(Sentences {
            asks: Vec::new(),
            bare: Vec::new(),
            articles: Vec::new(),
        })
    })
}

/// What was asked.
#[derive(Debug, Eq, PartialEq)]
pub enum Wish {
    /// To be told of this.
    Of(String),
    /// To be told of whatever the message answers.
    OfThis,
}

/// Small letters without accents and marks, one space between words.
pub fn plain(text: &str) -> String {
    let folded: String = text
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => Some('a'),
            'ç' => Some('c'),
            'è' | 'é' | 'ê' | 'ë' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' => Some('i'),
            'ñ' => Some('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => Some('o'),
            'ù' | 'ú' | 'û' | 'ü' => Some('u'),
            'أ' | 'إ' | 'آ' => Some('ا'),
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200f}' => None,
            c if c.is_alphanumeric() || is_mark(c) => Some(c),
            _ => Some(' '),
        })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Vowel signs of Devanagari belong to their letters.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{900}'..='\u{903}').contains(&c) || ('\u{93a}'..='\u{94f}').contains(&c)
}

/// Whether a word, already plain, only stands before a name.
pub(super) fn is_article(word: &str) -> bool {
    sentences().articles.iter().any(|article| article == word)
}

/// Whether the message asks to be told, and of what.
pub fn wish(text: &str) -> Option<Wish> {
    let said = plain(text);
    let all = sentences();
    if all.bare.contains(&said) {
        return Some(Wish::OfThis);
    }
    let product = all.asks.iter().find_map(|ask| {
        let (before, after) = ask.split_once("{}")?;
        let rest = said.strip_prefix(before.trim_start())?;
        let rest = if after.is_empty() { rest } else { rest.strip_suffix(after.trim_end())? };
        // Something has to stand in the blank.
        (!rest.trim().is_empty() && !rest.starts_with(char::is_alphanumeric) | before.is_empty() | before.ends_with(' '))
            .then(|| rest.trim().to_owned())
    })?;
    Some(Wish::Of(product))
}

/// The variants that have every word of the wish; the words of articles do not count.
pub fn meant<'a>(wanted: &str, variants: impl IntoIterator<Item = &'a VariantRow>) -> Vec<&'a VariantRow> {
    let articles = &sentences().articles;
    let words: Vec<&str> = wanted.split(' ').filter(|w| !articles.iter().any(|a| a == w)).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let has = |row: &VariantRow| {
        let name = plain(&row.full_name());
        let codes = [row.sku.as_deref(), row.barcode.as_deref(), Some(row.retailer_id.as_str())];
        let of_name: Vec<&str> = name.split(' ').collect();
        words.iter().all(|w| of_name.contains(w)) || codes.into_iter().flatten().any(|code| plain(code) == wanted)
    };
    variants.into_iter().filter(|row| has(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_heard_in_six_languages_and_nothing_else_is() {
        let of = |product: &str| Some(Wish::Of(product.into()));
        for (text, expected) in [
            ("Tell me when Runner 42 · black is back", of("runner 42 black")),
            ("let me know when the blue kurta is back!", of("the blue kurta")),
            ("Prévenez-moi quand Runner 42 noir est de retour", of("runner 42 noir")),
            ("Avísame cuando vuelva la bota 38", of("la bota 38")),
            ("me avise quando o tênis 42 voltar", of("o tenis 42")),
            ("जब काला कुर्ता वापस आए तो बताएं", of("काला कुर्ता")),
            ("أخبرني عندما يعود الحذاء الأسود", of("الحذاء الاسود")),
            ("Tell me!", Some(Wish::OfThis)),
            ("tell me when you open", None),
            ("Is the blue one back?", None),
            ("tell me when  is back", None),
            ("", None),
        ] {
            assert_eq!(wish(text), expected, "{text}");
        }
    }
}
