//! Headers as words that can be compared.
//!
//! Case, accents, punctuation, word joints (`stockQuantity`, `stock_quantity`) and the English plural
//! go; a word's meaning stays. Stemming each language would find more, and find it wrongly.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer headers are not read on; letters.
const LONGEST: usize = 200;

/// Words that say how a price or a name is meant, but not what the column is.
const NEUTRAL: &[&str] = &[
    // Currencies.
    "eur",
    "euro",
    "usd",
    "gbp",
    "chf",
    "sek",
    "nok",
    "dkk",
    "pln",
    "czk",
    "huf",
    "cad",
    "aud",
    "inr",
    "brl",
    "mxn",
    "jpy", // With tax.
    "ttc",
    "incl",
    "inkl",
    "inc",
    "including",
    "brutto",
    "bruto",
    "gross",
    "vat",
    "tva",
    "iva",
    "mwst",
    "ust",
    "tax",
    "moms",
    "btw",
    "with",
    // The thing itself.
    "product",
    "produkt",
    "produit",
    "producto",
    "prodotto",
    "produto",
    "item",
    "article",
    "artikel",
    "articolo",
    "articulo",
    "artigo",
    "variant",
    "variante",
    "variation",
    "товара",
    "товар", // Articles and prepositions.
    "the",
    "of",
    "de",
    "del",
    "della",
    "du",
    "des",
    "der",
    "di",
    "do",
    "da",
    "le",
    "la",
    "el",
    "van",
    "den",
    "in",
    "en",
];

/// The header's words, in order; at most a dozen.
pub(super) fn words(header: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let letters: Vec<char> = header.chars().take(LONGEST).collect();
    for (place, &letter) in letters.iter().enumerate() {
        let next = letters.get(place + 1).copied().unwrap_or(' ');
        let joint = (before.is_lowercase() && letter.is_uppercase())
            || (before.is_uppercase() && letter.is_uppercase() && next.is_lowercase())
            || (before.is_numeric() != letter.is_numeric() && before.is_alphanumeric() && letter.is_alphanumeric());
        let inside = letter.is_alphanumeric() || is_combining_mark(letter);
        if joint || !inside {
            push(&mut words, &mut word);
        }
        if inside {
            word.push(letter);
        }
        before = letter;
    }
    push(&mut words, &mut word);
    words.truncate(12);
    words
}

fn push(words: &mut Vec<String>, word: &mut String) {
    if word.is_empty() {
        return;
    }
    let folded = fold(word);
    word.clear();
    if !folded.is_empty() {
        words.push(folded);
    }
}

fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfkd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).flat_map(char::to_lowercase) {
        match letter {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            // Arabic letters that are written either way, and the vowel signs that mostly are not written.
            'أ' | 'إ' | 'آ' => folded.push('ا'),
            'ى' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ـ' | '\u{64b}'..='\u{652}' => {}
            other if ('\u{300}'..='\u{36f}').contains(&other) => {}
            other => folded.push(other),
        }
    }
    if folded.is_ascii() && folded.len() >= 5 && folded.ends_with('s') && !["ss", "is", "us"].iter().any(|end| folded.ends_with(end)) {
        folded.pop();
    }
    folded
}

/// The header without what stands in brackets: "Price" of "Price (€)".
pub(super) fn without_brackets(header: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in header.chars().take(LONGEST) {
        match letter {
            '(' | '[' | '{' | '（' | '【' => depth += 1,
            ')' | ']' | '}' | '）' | '】' => depth = depth.saturating_sub(1),
            other if depth == 0 => kept.push(other),
            _ => {}
        }
    }
    kept
}

/// Whether the word leaves open what the column is.
pub(super) fn is_neutral(word: &str) -> bool {
    NEUTRAL.contains(&word) || word.chars().all(char::is_numeric)
}

/// Whether the script puts no spaces between words, so that one word may hold another.
pub(super) fn is_unspaced(word: &str) -> bool {
    word.chars()
        .any(|letter| matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
}

/// Whether one letter was mistyped, left out, doubled or swapped with its neighbour.
pub(super) fn nearly(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let same_end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(..one.len() - same_end).unwrap_or_default(), other.get(..other.len() - same_end).unwrap_or_default());
    match (one, other) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}
