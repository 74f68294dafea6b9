//! The signs that numbers are written with around the world, as plain ASCII.
//!
//! Only glyphs: what the marks mean is decided by the reader of the number.

/// The zeros of the scripts whose ten digits follow one another.
const ZEROS: [char; 16] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}',
    '\u{e50}', '\u{ed0}', '\u{1040}', '\u{ff10}',
];

/// The text with ASCII digits, spaces, dashes and marks; the Arabic decimal mark stays, since it can only be one.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter_map(glyph).collect()
}

fn glyph(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return Some(match letter {
            '\t' | '\n' | '\r' => ' ',
            '`' => '\'',
            other => other,
        });
    }
    for zero in ZEROS {
        let value = (letter as u32).wrapping_sub(zero as u32);
        if value < 10 {
            return char::from_digit(value, 10);
        }
    }
    match letter {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        // Marks that only steer the direction or the joining of letters.
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            None
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b4}' | '\u{2032}' | '\u{ff07}' | '\u{66c}' => Some('\''),
        '\u{ff0c}' | '\u{60c}' | '\u{201a}' => Some(','),
        '\u{ff0e}' | '\u{b7}' | '\u{2024}' => Some('.'),
        '\u{ff08}' => Some('('),
        '\u{ff09}' => Some(')'),
        '\u{ff0b}' => Some('+'),
        '\u{ff05}' | '\u{66a}' => Some('%'),
        other => Some(other),
    }
}
