//! Makes one plain alphabet of what people type: no case, no accents, one dash, one kind of digit.
//!
//! Every folded letter remembers where it came from, so that a question can show the part of the
//! text as it was typed. Words are left to `lex`. Folding whole strings would have been simpler
//! and would have lost the places.

use unicode_normalization::char::decompose_compatible;

/// A folded letter and where it stood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) folded: char,
    /// Bytes into the text as typed.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) capital: bool,
}

/// The text, letter by letter. A line end is `\n`, every dash `-`, every bullet `|`.
pub(super) fn fold(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    let mut skip_to = 0;
    for (from, typed) in text.char_indices() {
        if from < skip_to {
            continue;
        }
        let rest = text.get(from..).unwrap_or_default();
        if let Some((folded, length)) = markup(rest) {
            letters.push(Letter { folded, from, to: from + length, capital: false });
            skip_to = from + length;
            continue;
        }
        let to = from + typed.len_utf8();
        let mut push = |folded: char| letters.push(Letter { folded, from, to, capital: typed.is_uppercase() });
        match plain(typed) {
            Plain::Nothing => {}
            Plain::Is(folded) => push(folded),
            Plain::Superscript(digit) => {
                // “9³⁰” is how German shops write half past nine.
                if letters.last().is_some_and(|last| last.folded.is_ascii_digit() && !is_superscript(text, last)) {
                    letters.push(Letter { folded: ':', from, to, capital: false });
                }
                letters.push(Letter { folded: digit, from, to, capital: false });
            }
            Plain::Stretch => {
                // The stretching stroke inside an Arabic word is nothing; alone it is a dash.
                if !letters.last().is_some_and(|last| last.folded.is_alphabetic()) {
                    letters.push(Letter { folded: '-', from, to, capital: false });
                }
            }
            Plain::Decompose => decompose_compatible(typed, |part| {
                if let Some(part) = letter(part) {
                    for lower in part.to_lowercase() {
                        letters.push(Letter { folded: lower, from, to, capital: typed.is_uppercase() });
                    }
                }
            }),
        }
    }
    letters
}

/// The folded text alone.
#[cfg(test)]
fn folded(text: &str) -> String {
    fold(text).iter().map(|letter| letter.folded).collect()
}

enum Plain {
    Nothing,
    Is(char),
    Superscript(char),
    Stretch,
    Decompose,
}

fn plain(typed: char) -> Plain {
    match typed {
        '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Plain::Is('\n'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' => Plain::Nothing,
        '\u{fe00}'..='\u{fe0f}' => Plain::Nothing,
        // A cross may mean “closed”; every other picture is decoration.
        '❌' | '✖' | '✗' | '✘' | '🚫' | '⛔' | '❎' => Plain::Is('✗'),
        '➔' | '➜' | '➝' | '➞' => Plain::Is('-'),
        '\u{1f000}'..='\u{1faff}' | '\u{23e9}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '⌚' | '⌛' => Plain::Is(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{301c}' | '\u{ff5e}' | '~' | '∼' => {
            Plain::Is('-')
        }
        '→' | '⟶' | '⇒' | '\u{2e3a}' | '\u{2e3b}' | '\u{6d4}' => Plain::Is('-'),
        '•' | '·' | '∙' | '⋅' | '▪' | '●' | '‣' | '◦' | '¦' | '■' | '▶' | '│' | '*' => Plain::Is('|'),
        '“' | '”' | '„' | '‟' | '«' | '»' => Plain::Is('"'),
        '‘' | '’' | 'ʼ' | '`' | '´' | '′' => Plain::Is('\''),
        '،' | '、' => Plain::Is(','),
        '؛' | '।' | '॥' => Plain::Is(';'),
        '⁄' | '∕' => Plain::Is('/'),
        '×' => Plain::Is('x'),
        '\u{640}' => Plain::Stretch,
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' => Plain::Superscript(digit(typed).unwrap_or('0')),
        _ if typed.is_whitespace() => Plain::Is(' '),
        _ => digit(typed).map_or(Plain::Decompose, Plain::Is),
    }
}

fn is_superscript(text: &str, letter: &Letter) -> bool {
    text.get(letter.from..letter.to)
        .and_then(|typed| typed.chars().next())
        .is_some_and(|typed| matches!(plain(typed), Plain::Superscript(_)))
}

/// The digits of the scripts people write hours in.
fn digit(typed: char) -> Option<char> {
    let zero = match typed {
        '0'..='9' => '0' as u32,
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{9e6}'..='\u{9ef}' => 0x9e6,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        '⁰' | '⁴'..='⁹' => 0x2070,
        '¹' => return Some('1'),
        '²' => return Some('2'),
        '³' => return Some('3'),
        _ => return None,
    };
    char::from_digit((typed as u32).saturating_sub(zero), 10)
}

/// One part of a decomposed letter; accents and vowel points of no weight are nothing.
fn letter(part: char) -> Option<char> {
    match part {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{93c}' => None,
        '\u{901}' => Some('\u{902}'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        'ک' => Some('ك'),
        'ی' => Some('ي'),
        'ı' => Some('i'),
        _ => Some(part),
    }
}

/// Line breaks and spaces that came along from a web page.
fn markup(rest: &str) -> Option<(char, usize)> {
    const MARKUP: &[(&str, char)] = &[
        ("<br>", '\n'),
        ("<br/>", '\n'),
        ("<br />", '\n'),
        ("<p>", '\n'),
        ("</p>", '\n'),
        ("<li>", '\n'),
        ("</li>", '\n'),
        ("<div>", '\n'),
        ("</div>", '\n'),
        ("<b>", ' '),
        ("</b>", ' '),
        ("<strong>", ' '),
        ("</strong>", ' '),
        ("&nbsp;", ' '),
        ("&amp;", '&'),
        ("&ndash;", '-'),
        ("&mdash;", '-'),
        ("&#8211;", '-'),
        ("&#8212;", '-'),
        ("&#39;", '\''),
        ("&quot;", '"'),
    ];
    if !rest.starts_with(['<', '&']) {
        return None;
    }
    MARKUP
        .iter()
        .find(|(mark, _)| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))
        .map(|(mark, is)| (*is, mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_ways_to_write_become_one() {
        let cases = [
            ("9\u{202f}h\u{a0}–\u{2009}12 h", "9 h - 12 h", "narrow spaces and the en dash"),
            ("٩:٠٠ ص", "9:00 ص", "Arabic digits"),
            ("सुबह १० बजे", "सुबह 10 बजे", "Devanagari digits"),
            ("９：００～１８：００", "9:00-18:00", "full width"),
            ("Févr. ÉTÉ", "fevr. ete", "accents and capitals"),
            ("9³⁰-18⁰⁰", "9:30-18:00", "raised minutes"),
            ("الأحد إلى الجمعة", "الاحد الي الجمعه", "Arabic letters that are typed either way"),
            ("9 ـ 12", "9 - 12", "a stretching stroke as a dash"),
            ("الـسبت", "السبت", "a stretching stroke inside a word"),
            ("Mo<br/>Tu&nbsp;9", "mo\ntu 9", "from a web page"),
            ("रोज़", "रोज", "with and without the dot"),
            ("2ª a 6ª", "2a a 6a", "ordinals"),
            ("🕘 9–5", "  9-5", "pictures are decoration"),
        ];
        for (typed, plain, why) in cases {
            assert_eq!(folded(typed).trim(), plain.trim(), "{why}");
        }
    }

    #[test]
    fn every_letter_knows_its_place() {
        let text = "é ½ ﷺ ９";
        for letter in fold(text) {
            assert!(text.get(letter.from..letter.to).is_some(), "a place is on letter borders");
        }
    }
}
