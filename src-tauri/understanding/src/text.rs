//! What a message comes down to: plain lower-case words, with digits, currency signs, question marks and pictures as
//! words of their own.
//!
//! Accents go, as people leave them out; the vowel signs of Devanagari stay, as they are letters there. The spellings of
//! Arabic that are interchangeable in chats (hamza, final ya and ha) become one. Invisible characters and those that
//! turn the direction of writing are dropped before anything is compared.

use unicode_normalization::UnicodeNormalization;

/// Characters read of a message; platforms allow no longer ones.
const LONGEST_TEXT: usize = 4096;
/// Characters of one word; longer ones are cut.
const LONGEST_WORD: usize = 40;

/// A word of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Folded.
    pub text: String,
    /// Written in capitals: "M" is a size, "m" is not.
    pub capitals: bool,
    /// An address, a link or a number to call: never shown again.
    pub private: bool,
    /// A number that is part of something else: of a code ("HON-1"), below zero, of a fraction. It counts nothing.
    pub part: bool,
}

/// The whole, folded: accents, case and invisible characters gone.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().take(LONGEST_TEXT).nfkd() {
        push_folded(c, &mut folded);
    }
    folded
}

fn push_folded(c: char, into: &mut String) {
    match c {
        // Accents, Arabic vowel marks and the stretching stroke, the dot below of Devanagari.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{93c}' => {}
        // Nothing to see: joiners, direction, variation, byte order.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
        '\u{1f3fb}'..='\u{1f3ff}' => {}
        '\n' | '\r' => into.push('\n'),
        c if c.is_control() => into.push(' '),
        'ٱ' => into.push('ا'),
        'ى' | 'ی' => into.push('ي'),
        'ة' => into.push('ه'),
        'ک' => into.push('ك'),
        'ß' | 'ẞ' => into.push_str("ss"),
        'œ' | 'Œ' => into.push_str("oe"),
        'æ' | 'Æ' => into.push_str("ae"),
        '\u{2019}' | '\u{2018}' | '`' | '´' | 'ʼ' => into.push('\''),
        '؟' | '¿' => into.push('?'),
        '،' | '؛' | '।' => into.push('.'),
        '٪' => into.push('%'),
        c => match digit(c) {
            Some(digit) => into.push(digit),
            None => into.extend(c.to_lowercase()),
        },
    }
}

fn digit(c: char) -> Option<char> {
    let value = match c {
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        '\u{966}'..='\u{96f}' => c as u32 - 0x966,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The words of a folded or unfolded message, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let text: String = text.chars().take(LONGEST_TEXT).collect();
    for piece in text.split_whitespace() {
        if is_private(piece) {
            found.push(Token { text: "…".to_owned(), capitals: false, private: true, part: false });
        } else {
            split_piece(piece, &mut found);
        }
    }
    mask_phone_numbers(&mut found);
    found
}

/// The words only, folded.
pub fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().filter(|token| !token.private).map(|token| token.text).collect()
}

fn is_private(piece: &str) -> bool {
    let folded = piece.to_lowercase();
    let address = folded.find('@').is_some_and(|at| at > 0 && folded[at..].contains('.'));
    address || folded.contains("://") || folded.starts_with("www.")
}

fn split_piece(piece: &str, into: &mut Vec<Token>) {
    let capitals = piece.chars().any(char::is_uppercase) && !piece.chars().any(char::is_lowercase);
    let folded = fold(piece);
    let mut word = String::new();
    let letters: Vec<char> = folded.chars().collect();
    let mut parts = None;
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| letters.get(i)).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        if is_letter(c) || (is_inside_number(c) && before.is_ascii_digit() && after.is_ascii_digit()) {
            word.push(c);
        } else if c == '\'' && joins(&letters[at + 1..], before) {
            // "don't" stays one word, "l'adresse" does not.
        } else {
            push(&mut word, capitals, into);
            mark_part(parts, into);
            // What stands before a fraction's bar, and what follows it or a hyphen.
            if let Some(last) = into.last_mut().filter(|_| matches!(c, '/' | '\u{2044}') && before.is_ascii_digit()) {
                last.part = true;
            }
            parts = matches!(c, '-' | '\u{2212}' | '/' | '\u{2044}').then_some(into.len());
            if stands_alone(c) {
                word.push(c);
                push(&mut word, capitals, into);
            }
        }
    }
    push(&mut word, capitals, into);
    mark_part(parts, into);
}

/// Marks the number that begins behind a hyphen or a bar.
fn mark_part(parts: Option<usize>, into: &mut [Token]) {
    if let Some(token) = parts.and_then(|at| into.get_mut(at)) {
        token.part |= token.text.starts_with(|c: char| c.is_ascii_digit());
    }
}

fn push(word: &mut String, capitals: bool, into: &mut Vec<Token>) {
    if !word.is_empty() {
        let text: String = word.chars().take(LONGEST_WORD).collect();
        into.push(Token { text, capitals, private: false, part: false });
        word.clear();
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

fn is_inside_number(c: char) -> bool {
    matches!(c, '.' | ',' | ':')
}

fn joins(after: &[char], before: char) -> bool {
    let rest: String = after.iter().take_while(|c| c.is_alphabetic()).collect();
    (before == 'n' && rest == "t") || matches!(rest.as_str(), "ll" | "re" | "ve" | "m")
}

fn stands_alone(c: char) -> bool {
    matches!(c, '?' | '#' | '%' | '€' | '$' | '£' | '₹') || (c as u32) >= 0x1f000 || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b50}')
}

/// Digits in a row that together are a number to call.
fn mask_phone_numbers(tokens: &mut [Token]) {
    let digits = |token: &Token| if token.text.bytes().all(|b| b.is_ascii_digit()) { token.text.len() } else { 0 };
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len()).find(|&i| digits(&tokens[i]) == 0).unwrap_or(tokens.len());
        let total: usize = tokens[at..end].iter().map(digits).sum();
        if total >= 9 {
            for token in &mut tokens[at..end] {
                *token = Token { text: "…".to_owned(), capitals: false, private: true, part: false };
            }
        }
        at = end.max(at + 1);
    }
}

/// The word with letters that are repeated for emphasis written once: "stoppp", "holaaaa", "siiii".
pub fn squeezed(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut plain = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..].iter().take_while(|&&c| c == letters[at]).count();
        let keep = if run >= 3 && letters[at].is_alphabetic() { 1 } else { run };
        for _ in 0..keep {
            plain.push(letters[at]);
        }
        at += run;
    }
    plain
}

/// The message in its sentences, each with its words; a question mark ends one and is kept.
pub fn sentences(text: &str) -> Vec<Vec<Token>> {
    let mut found = Vec::new();
    let mut start = 0;
    let bounds: Vec<(usize, char)> = text.char_indices().take(LONGEST_TEXT).collect();
    for (i, &(at, c)) in bounds.iter().enumerate() {
        let next = bounds.get(i + 1).map_or(' ', |&(_, c)| c);
        let ends = matches!(c, '?' | '؟' | '!' | '\n' | '।') || (matches!(c, '.' | ';' | '…') && next.is_whitespace());
        if ends {
            let end = at + c.len_utf8();
            found.push(tokens(&text[start..end]));
            start = end;
        }
    }
    let end = bounds.last().map_or(0, |&(at, c)| at + c.len_utf8());
    found.push(tokens(text.get(start..end).unwrap_or("")));
    found.retain(|tokens| tokens.iter().any(|token| token.text.chars().any(|c| is_letter(c) || (c as u32) > 0x2600)));
    found
}
